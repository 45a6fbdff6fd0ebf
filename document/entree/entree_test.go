package entree_test

import (
	"strings"
	"testing"
	"unicode/utf16"

	"jalon/document/entree"
)

const declaration = `S10.G00.00.006,'P26V01'
S20.G00.05.001,'01'
S20.G00.05.005,'01012026'
S21.G00.06.001,'999999998'
S21.G00.11.001,'00019'
S21.G00.30.001,'2859999999001'
S21.G00.30.002,'FICTIVE'
S21.G00.30.004,'Zoé'
S21.G00.30.006,'02031985'
S90.G00.90.001,'11'
S90.G00.90.002,'1'
`

// en16 écrit un texte en UTF-16, avec sa marque.
func en16(s string, grand bool) []byte {
	b := []byte{}
	for _, u := range utf16.Encode([]rune("\ufeff" + s)) {
		if grand {
			b = append(b, byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8))
		}
	}
	return b
}

// TestReconnaitre : c'est le contenu d'un fichier, jamais son nom, qui dit ce qu'il est.
func TestReconnaitre(t *testing.T) {
	const liste = "Nom;Prénom;Date de naissance\nBérard;Zoë;02/03/1985\n"
	for _, x := range []struct {
		nom             string
		contenu         []byte
		paies, tableaux int
	}{
		{"liste.csv", []byte(declaration), 1, 0},
		{"paie.txt", en16(declaration, false), 1, 0},
		{"paie.txt", en16(declaration, true), 1, 0},
		{"janvier.dsn", []byte(liste), 0, 1},
		{"janvier.dsn", en16(liste, false), 0, 1},
	} {
		e, _, err := entree.Lire([]entree.Fichier{{Nom: x.nom, Contenu: x.contenu}})
		if err != nil || len(e.Paies) != x.paies || len(e.Tableaux) != x.tableaux {
			t.Errorf("%s : %+v, %v", x.nom, e, err)
			continue
		}
		if x.paies == 1 && e.Paies[0].Identite.Prenom != "Zoé" || x.tableaux == 1 && e.Tableaux[0].Rangees[1].Cases[0].Texte != "Bérard" {
			t.Errorf("%s : %+v", x.nom, e)
		}
	}
}

// TestRefus : le fichier qui ne va pas est nommé, et le message dit quoi faire.
func TestRefus(t *testing.T) {
	bon := entree.Fichier{Nom: "liste.csv", Contenu: []byte("Nom;Prénom\nBérard;Zoë\n")}
	for _, x := range []struct {
		f    entree.Fichier
		mots string
	}{
		{entree.Fichier{Nom: "sans.dsn", Contenu: []byte(strings.ReplaceAll(declaration, "'", ""))}, "net-entreprises"},
		{entree.Fichier{Nom: "coupe.xlsx", Contenu: []byte("PK\x03\x04 et puis rien")}, "copiez-le de nouveau"},
		{entree.Fichier{Nom: "photo.xlsx", Contenu: []byte("\x89PNG\r\n\x1a\n")}, "est une image"},
		{entree.Fichier{Nom: "vide.csv"}, "est vide"},
	} {
		_, _, err := entree.Lire([]entree.Fichier{bon, x.f})
		if err == nil || !strings.Contains(err.Error(), x.mots) || !strings.Contains(err.Error(), x.f.Nom) {
			t.Errorf("%s : %v", x.f.Nom, err)
		}
	}
}
