package espace_test

import (
	"bytes"
	"context"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"jalon/dossier"
	"jalon/web"
)

// deposerListe envoie une liste comme le formulaire le fait.
func (a *agent) deposerListe(liste string, statut int) string {
	a.t.Helper()
	var corps bytes.Buffer
	w := multipart.NewWriter(&corps)
	if err := w.WriteField("jeton", a.jeton()); err != nil {
		a.t.Fatal(err)
	}
	f, err := w.CreateFormFile("liste", "liste.csv")
	if err == nil {
		_, err = f.Write([]byte(liste))
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		a.t.Fatal(err)
	}
	r, err := a.client.Post(a.bureau.adresse+"/entreprise/importer", w.FormDataContentType(), &corps)
	return a.rendre("/entreprise/importer", r, err, statut)
}

// TestGarderUneListe : une rangée ouvre un dossier et y consigne ce qu'elle dit ; le même fichier n'ouvre rien deux fois ; une
// rangée corrigée s'ajoute ; une rangée sans matricule, ou qui ne se lit pas, est nommée.
func TestGarderUneListe(t *testing.T) {
	b := neuf(t)
	a := b.entrer(t, "employeur@demo.example")
	liste := "Matricule;Nom;Prénom;Date de naissance;Date d'entrée;Salaire mensuel brut;CSP remis le\r\n" +
		"M1;Vidal;Claire;12/06/1980;08/01/2024;3 000,00;02/11/2026\r\n" +
		"M2;Roux;Paul;31/02/1979;14/05/2012;3 000,00;02/11/2026\r\n" +
		";Sans;Numéro;12/06/1980;08/01/2024;3 000,00;02/11/2026\r\n"
	contient(t, a.lire("/entreprise/importer", http.StatusOK), "Garder une liste comme une procédure")
	contient(t, a.deposerListe(liste, http.StatusOK), "Dossiers ouverts : 1. Déjà là : 0. Rangées à corriger : 2.", "sans matricule")
	lire := func(reference string) *dossier.Dossier {
		t.Helper()
		l, err := b.base.Fiches(context.Background(), dossier.Filtre{Reference: reference})
		if err != nil || len(l) > 1 {
			t.Fatal(l, err)
		}
		if len(l) == 0 {
			return nil
		}
		d, err := b.espace.Greffe.Lire(context.Background(), l[0].Dossier)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	d := lire("M1")
	if d == nil || d.Situation.Contrat.SalaireMensuel.String() != "3000.00" || d.Situation.Salarie.DateNaissance.String() != "1980-06-12" || d.Situation.Proposition.Remise.String() != "2026-11-02" {
		t.Fatalf("%+v", d)
	}
	contient(t, a.lire("/entreprise", http.StatusOK), "Claire Vidal", "M1")
	version := d.Version()
	contient(t, a.deposerListe(strings.Replace(liste, "31/02/1979", "28/02/1979", 1), http.StatusOK), "Dossiers ouverts : 1. Déjà là : 1. Rangées à corriger : 1.")
	if d = lire("M1"); d.Version() != version {
		t.Errorf("redonnée, la rangée M1 a consigné %d faits", d.Version()-version)
	}
	if lire("M2") == nil {
		t.Error("la rangée corrigée n'a pas ouvert de dossier")
	}
	contient(t, a.deposerListe("n'importe quoi", http.StatusUnprocessableEntity), "La liste n'a pas été gardée")
	b.entrer(t, "conseillere@demo.example").lire("/entreprise/importer", http.StatusNotFound)

	// Le jour de remise que la loi fixe, quand la liste ne le dit pas, n'est pas un fait : aucune offre n'est consignée.
	contient(t, a.deposerListe("Matricule;Nom;Date de naissance;Date d'entrée;Salaire mensuel brut;Entretien le\r\nP1;Prévu;12/06/1980;08/01/2024;3 000,00;27/11/2026\r\n", http.StatusOK), "Dossiers ouverts : 1.")
	if d := lire("P1"); d == nil || len(d.De("contrat")) != 1 || len(d.De("offre")) != 0 {
		t.Errorf("%+v", d)
	}

	// Un plus grand nombre, d'un coup.
	var s strings.Builder
	s.WriteString(strings.SplitAfter(liste, "\n")[0])
	for i := range 300 {
		fmt.Fprintf(&s, "G%d;Nom%d;Ève;12/06/1980;08/01/2024;2 %03d,00;02/11/2026\r\n", i, i, i)
	}
	contient(t, a.deposerListe(s.String(), http.StatusOK), "Dossiers ouverts : 300. Déjà là : 0. Rangées à corriger : 0.")
	if d := lire("G299"); d == nil || d.Situation.Contrat.SalaireMensuel.String() != "2299.00" {
		t.Errorf("%+v", d)
	}
}

// TestListeADeuxProgrammes : la même liste, donnée à la fois à deux programmes ouverts sur la même base, n'ouvre qu'un dossier par
// personne et n'y dit rien deux fois.
func TestListeADeuxProgrammes(t *testing.T) {
	dir := t.TempDir()
	b := ouvrirBureau(t, dir, t.Cleanup)
	base, autre, err := ouvrirEspace(dir, b.espace.Registre.Coffre)
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(web.Site(autre))
	t.Cleanup(func() {
		s.Close()
		if err := base.Fermer(); err != nil {
			t.Error(err)
		}
	})
	const personnes = 60
	liste := "Matricule;Nom;Date de naissance;Date d'entrée;Salaire mensuel brut;CSP remis le\r\n"
	for i := range personnes {
		liste += fmt.Sprintf("D%d;Nom%d;12/06/1980;08/01/2024;3 000,00;02/11/2026\r\n", i, i)
	}
	var ensemble sync.WaitGroup
	for _, x := range []*bureau{b, {b.Jeu, autre, base, s.URL}} {
		a := x.entrer(t, "employeur@demo.example")
		ensemble.Go(func() { a.deposerListe(liste, http.StatusOK) })
	}
	ensemble.Wait()
	for i := range personnes {
		l, err := b.base.Fiches(context.Background(), dossier.Filtre{Reference: fmt.Sprintf("D%d", i)})
		if err != nil || len(l) != 1 {
			t.Fatalf("D%d : %d dossiers, %v", i, len(l), err)
		}
		d := b.dossier(t, l[0].Dossier)
		for _, acte := range []string{"ouverture", "salarie", "contrat", "offre"} {
			if n := len(d.De(acte)); n != 1 {
				t.Errorf("D%d : %d fois « %s »", i, n, acte)
			}
		}
	}
}
