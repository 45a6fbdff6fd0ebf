//go:build unix

package sqlstore

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jalon/dossier/journaltest"
	"jalon/dossier/personne"
)

func TestIdentites(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		journaltest.PasserIdentites(t, func(t *testing.T) journaltest.JournalEtIdentites { return ouvrir(t, adresse()) })
	})
}

// TestIdentitesSuivent : une sauvegarde, une restauration et une copie emportent les identités et leurs mots.
func TestIdentitesSuivent(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		b := ouvrir(t, adresse())
		semer(t, b, "D1", "D2")
		attendue := journaltest.Identite(1, "L’Hôte", "Zoé")
		if err := b.PoserIdentite(fond, attendue); err != nil {
			t.Fatal(err)
		}
		copie := filepath.Join(t.TempDir(), "copie.db")
		if err := b.Sauvegarder(fond, copie); err != nil {
			t.Fatal(err)
		}
		_, autre := postgresNeuf(t)
		for _, neuve := range []string{adresse(), autre} {
			if _, err := Restaurer(fond, copie, neuve, nil); err != nil {
				t.Fatal(err)
			}
			l, err := ouvrir(t, neuve).ChercherIdentites(fond, personne.Recherche{Nom: "zoe hote"})
			if err != nil || len(l) != 1 || fmt.Sprint(l[0]) != fmt.Sprint(*attendue) {
				t.Errorf("%+v, %v", l, err)
			}
		}
	})
}

// TestEffacementDuDisque : une identité effacée ou corrigée ne se lit plus dans les fichiers de la base.
func TestEffacementDuDisque(t *testing.T) {
	adresse := filepath.Join(t.TempDir(), "base")
	b := ouvrir(t, adresse)
	for n := range 300 {
		if err := b.PoserIdentite(fond, journaltest.Identite(n, fmt.Sprintf("Nom%04dSecret", n), strings.Repeat("é", n))); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.PoserIdentite(fond, journaltest.Identite(7, "Autre", "Nom")); err != nil {
		t.Fatal(err)
	}
	reste := func(quoi string) bool {
		for _, suffixe := range []string{"", "-wal"} {
			octets, err := os.ReadFile(b.fichier + suffixe)
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Contains(bytes.ToLower(octets), []byte(quoi)) {
				return true
			}
		}
		return false
	}
	if !reste("nom0123secret") {
		t.Fatal("l'épreuve ne lit pas ce qu'elle croit lire")
	}
	if err := b.Fermer(); err != nil { // un programme qui n'a encore rien posé efface aussi bien
		t.Fatal(err)
	}
	b = ouvrir(t, adresse)
	for n := range 300 {
		if n%2 == 1 {
			faits := journaltest.Faits(fmt.Sprint("D", n), nil, "x")
			if err := b.EffacerIdentite(fond, []personne.Donnee{personne.DonneeIdentite}, faits, journaltest.Fiche(faits)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := b.OterTraces(fond); err != nil {
		t.Fatal(err)
	}
	for n := range 300 {
		if quoi := fmt.Sprintf("nom%04dsecret", n); reste(quoi) != (n%2 == 0) {
			t.Errorf("%s : %v", quoi, reste(quoi))
		}
	}
}

// TestRechercheIndexee : aucune recherche ne lit toutes les personnes.
func TestRechercheIndexee(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		b := ouvrir(t, adresse())
		plan := "EXPLAIN QUERY PLAN "
		if b.fichier == "" {
			plan = "EXPLAIN "
			for _, o := range []string{
				`INSERT INTO personnes SELECT 'P' || i, 'D' || i, 'N' || i, '', 0, '', '', NULL, decode(md5('n' || i), 'hex'), NULL, decode(md5('i' || i), 'hex') FROM generate_series(1, 20000) i`,
				`INSERT INTO mots SELECT md5('a' || i), 'P' || i FROM generate_series(1, 20000) i`,
				`INSERT INTO mots SELECT md5('b' || i), 'P' || i FROM generate_series(1, 20000) i`,
				`ANALYZE personnes, mots`,
			} {
				if _, err := b.ecrit.Exec(o); err != nil {
					t.Fatal(err)
				}
			}
		}
		for _, r := range []personne.Recherche{{Nom: "abcd"}, {Nom: "abcd e"}, {NIR: [][]byte{{1}, {2}}}, {IBAN: [][]byte{{1}}}} {
			requete, args, err := b.requeteIdentites(r)
			if err != nil {
				t.Fatal(err)
			}
			lignes, err := b.lit.Query(plan+requete, args...)
			if err != nil {
				t.Fatal(err)
			}
			var texte string
			for lignes.Next() {
				var ligne string
				vers := []any{&ligne}
				if b.fichier != "" {
					vers = []any{new(any), new(any), new(any), &ligne}
				}
				if err := lignes.Scan(vers...); err != nil {
					t.Fatal(err)
				}
				texte += ligne + "\n"
			}
			if err := lignes.Close(); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(texte, "Seq Scan") || strings.Contains(texte, "SCAN p") || strings.Contains(texte, "SCAN m") {
				t.Errorf("%+v :\n%s", r, texte)
			}
		}
	})
}
