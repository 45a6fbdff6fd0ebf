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
func (a *agent) deposerListe(liste string, statut int, champs ...string) string {
	a.t.Helper()
	var corps bytes.Buffer
	w := multipart.NewWriter(&corps)
	champs = append(champs, "jeton", a.jeton())
	for i := 0; i < len(champs); i += 2 {
		if err := w.WriteField(champs[i], champs[i+1]); err != nil {
			a.t.Fatal(err)
		}
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
	contient(t, a.deposerListe(liste, http.StatusOK), "Dossiers ouverts : 1. Déjà là : 0. Rangées à corriger : 2.", "sans matricule", "« Date de naissance » : ce jour n'existe pas", "L'effectif de l'entreprise n'est pas connu dans 1 dossier")
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

	// Une contribution payée n'est pas à l'employeur de la consigner : la page le dit.
	contient(t, a.deposerListe("Matricule;Nom;Date de naissance;Date d'entrée;Salaire mensuel brut;CSP remis le;Contribution payée le;Contribution payée\r\nC1;Payé;12/06/1980;08/01/2024;3 000,00;02/11/2026;19/11/2026;7 384,00\r\n", http.StatusOK),
		"Dossiers ouverts : 1.", "Contribution payée, 7 384,00 € : l'opérateur la consigne quand il la reçoit")

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

// TestListeRedonnee : une liste corrigée, redonnée, ne corrige pas le dossier d'elle-même : elle dit chaque valeur qui diffère, et où la
// corriger. Une preuve que la liste donne est gardée ; l'effectif du formulaire va à chaque dossier qui ne le dit pas.
func TestListeRedonnee(t *testing.T) {
	b := neuf(t)
	a := b.entrer(t, "employeur@demo.example")
	contient(t, a.lire("/entreprise/importer", http.StatusOK), "/employeur/modele.xlsx", "Effectif de l'entreprise")
	tete := "Matricule;Nom;Date de naissance;Date d'entrée;Salaire mensuel brut;Congés restants (jours);CSP remis le;Preuve de la remise;Réponse;Date de la réponse;Preuve de la réponse\r\n"
	liste := func(salaire, conges string) string {
		return tete + "R1;Vidal;12/06/1980;08/01/2024;" + salaire + ";" + conges + ";02/11/2026;récépissé signé;accepte;09/11/2026;recommandé 1A\r\n"
	}
	a.deposerListe(liste("2 600,00", ""), http.StatusUnprocessableEntity, "effectif", "beaucoup")
	p := a.deposerListe(liste("2 600,00", ""), http.StatusOK, "effectif", "62")
	contient(t, p, "Dossiers ouverts : 1.")
	if strings.Contains(texte(p), "n'est pas connu") || strings.Contains(texte(p), "diffèrent") {
		t.Errorf("%s", texte(p))
	}
	l, err := b.base.Fiches(context.Background(), dossier.Filtre{Reference: "R1"})
	if err != nil || len(l) != 1 {
		t.Fatal(l, err)
	}
	d := b.dossier(t, l[0].Dossier)
	if d.Situation.Employeur.Effectif.Int() != 62 {
		t.Errorf("effectif : %v", d.Situation.Employeur.Effectif)
	}
	for acte, preuve := range map[string]string{"offre": "récépissé signé", "reponse": "recommandé 1A"} {
		if f := d.De(acte); len(f) != 1 || d.Suivi(f[0].Version)["preuve"] != preuve {
			t.Errorf("%s : la preuve n'est pas gardée", acte)
		}
	}
	contient(t, a.lire("/entreprise/personnes/"+d.ID, http.StatusOK), "Papier remis ou reçu")
	version := d.Version()
	p = a.deposerListe(liste("2 900,00", "12"), http.StatusOK)
	contient(t, p, "Déjà là : 1.", "Qui diffèrent de leur dossier : 1.", "Salaire mensuel brut : 2 600,00 € au dossier, 2 900,00 € dans la liste", "Congés restants, en jours : pas dit au dossier, 12 dans la liste",
		fmt.Sprintf("/dossiers/%s/actes/contrat?corrige=%d", d.ID, d.De("contrat")[0].Version))
	if v := b.dossier(t, d.ID).Version(); v != version {
		t.Errorf("la liste redonnée a consigné %d faits", v-version)
	}
	if p := texte(a.deposerListe(liste("2 600,00", ""), http.StatusOK)); strings.Contains(p, "diffèrent") {
		t.Errorf("rien ne diffère : %s", p)
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
