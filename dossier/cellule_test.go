package dossier_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"jalon/dossier"
	"jalon/droit/calendrier"
	"jalon/droit/fait"
)

// greffeLe est celui d'un jour de 2026.
func greffeLe(jour, mois int) *dossier.Greffe {
	g := greffe()
	g.Horloge = func() time.Time { return time.Date(2026, time.Month(mois), jour, 9, 0, 0, 0, time.UTC) }
	return g
}

// TestCellule : une cellule d'appui, de la demande au bilan. Six semaines depuis le lundi 2 mars 2026 finissent le dimanche
// 12 avril. La personne qui en vient entre en CSP chez le même opérateur.
func TestCellule(t *testing.T) {
	g := greffeLe(1, 6)
	d, err := g.Ouvrir(context.Background(), "autorité", map[string]string{"sorte": "casp", "siret": "73282932000074"})
	if err != nil {
		t.Fatal(err)
	}
	refuse := func(acte, attendu string) {
		t.Helper()
		_, err := g.Accomplir(context.Background(), d.ID, 0, "essai", saisie(acte))
		var refus *dossier.Refus
		if !errors.As(err, &refus) || !strings.Contains(err.Error(), attendu) {
			t.Errorf("%s : %v", acte, err)
		}
	}
	refuse("cellule_avis date=2026-02-10 favorable=oui", "n'est pas encore au dossier")
	refuse("prebilan date=2026-02-10", "n'est pas un acte d'un dossier « casp »")
	accomplir(t, g, d.ID, "employeur effectif=120 engagement=2026-02-02 procedure_collective=redressement", "cellule_demandee date=2026-02-05 par=mandataire licenciements=45 difficultes=oui",
		"cellule_avis date=2026-02-12 favorable=non")
	refuse("cellule_decision date=2026-02-16 accordee=oui", "n'est pas favorable")
	refuse("cellule_decision date=2026-02-11 accordee=non", "ne peut pas venir avant") // l'avis est du 12
	accomplir(t, g, d.ID, "cellule_avis date=2026-02-13 favorable=oui corrige=4 pourquoi=relu", "cellule_decision date=2026-02-16 accordee=oui")
	x := accomplir(t, g, d.ID, "cellule_ouverte debut=2026-03-02 operateur=Relais")
	if f := x.Fiche(); f.Sorte != "casp" || f.Etat(calendrier.D(2026, 3, 2)) != "ouverte" || f.Prochaine != calendrier.D(2026, 4, 12) || f.Attend != "Opérateur" {
		t.Errorf("%+v", f)
	}
	refuse("cellule_semaine semaine=2026-04-13 appels=3", "12/04/2026 au plus tard")
	x = accomplir(t, g, d.ID, "cellule_semaine semaine=2026-03-02 entretiens_collectifs=4 entretiens_individuels=12 appels=31 personnes=40",
		"cellule_semaine semaine=2026-03-09 entretiens_individuels=20 appels=9 permanences=14 appui_psychologique=3 personnes=22", "cellule_fin date=2026-04-10 bilan=45_personnes_informées")
	c := x.Cellule()
	if len(c.Semaines) != 2 || c.Chiffres["entretiens_individuels"] != 32 || c.Chiffres["appels"] != 40 || c.Etat != "finie" || c.Operateur != "Relais" || c.Fin != calendrier.D(2026, 4, 10) {
		t.Errorf("%+v", c)
	}
	p, err := g.Ouvrir(context.Background(), "opérateur", map[string]string{"cellule": d.ID, "operateur": c.Operateur})
	if err != nil || p.Sorte() != dossier.CSP || p.Fiche().Cellule != d.ID {
		t.Fatalf("%v", err)
	}
	if s := &p.Situation; s.DebutCASP != calendrier.D(2026, 3, 2) || s.Employeur.LicenciementsEnvisages != fait.N(45) || s.Employeur.Difficultes != fait.Oui || p.Fiche().SIRET != "73282932000074" {
		t.Errorf("la personne n'emporte pas sa cellule : %+v", s.Employeur)
	}
	for cellule, attendu := range map[string]string{"ABSENTE": "aucune cellule", p.ID: "aucune cellule"} {
		if _, err := g.Ouvrir(context.Background(), "essai", map[string]string{"cellule": cellule}); err == nil || !strings.Contains(err.Error(), attendu) {
			t.Errorf("%s : %v", cellule, err)
		}
	}
	if _, err := g.Accomplir(context.Background(), p.ID, 0, "essai", saisie("cellule_demandee date=2026-02-05")); err == nil {
		t.Error("un CSP n'a pas de cellule à demander")
	}
}

// TestConditionsCellule : chaque chose que la loi demande, tenue, pas tenue ou pas connue. Plus de 20 salariés, 20
// licenciements au moins : 20 salariés n'y sont pas, 20 licenciements y sont.
func TestConditionsCellule(t *testing.T) {
	oui, non, inconnu := fait.Oui, fait.Non, fait.Inconnu
	for _, c := range []struct {
		actes   []string
		attendu [5]fait.Reponse // effectif, procédure, licenciements, difficultés, avis
	}{
		{[]string{"employeur engagement=2026-02-02"}, [5]fait.Reponse{inconnu, inconnu, inconnu, inconnu, inconnu}}, // personne n'a dit « aucune »
		{[]string{"employeur engagement=2026-02-02 effectif=20 procedure_collective=aucune", "cellule_demandee date=2026-02-05 licenciements=20 difficultes=non"}, [5]fait.Reponse{non, non, oui, non, inconnu}},
		{[]string{"employeur engagement=2026-02-02 effectif=21 procedure_collective=sauvegarde", "cellule_demandee date=2026-02-05 licenciements=19 difficultes=oui", "cellule_avis date=2026-02-09 favorable=non"}, [5]fait.Reponse{oui, non, non, oui, non}},
		{[]string{"employeur engagement=2026-02-02 effectif=21 procedure_collective=liquidation", "cellule_demandee date=2026-02-05", "cellule_avis date=2026-02-09 favorable=oui"}, [5]fait.Reponse{oui, oui, inconnu, inconnu, oui}},
		{[]string{"employeur effectif=500", "cellule_demandee date=2026-02-05 licenciements=45"}, [5]fait.Reponse{inconnu, inconnu, inconnu, inconnu, inconnu}},
	} {
		g := greffe()
		d, err := g.Ouvrir(context.Background(), "autorité", map[string]string{"sorte": "casp"})
		if err != nil {
			t.Fatal(err)
		}
		var lu [5]fait.Reponse
		for i, x := range accomplir(t, g, d.ID, c.actes...).Cellule().Conditions {
			lu[i] = x.Respectee
		}
		if lu != c.attendu {
			t.Errorf("%v : %v, %v attendu", c.actes, lu, c.attendu)
		}
	}
}

// TestSemaines : une cellule ouverte le mercredi 4 mars 2026 dure au plus jusqu'au mardi 14 avril, 42 jours, et touche sept
// semaines, la première depuis le lundi 2 mars. Une semaine se dit une fois, un lundi.
func TestSemaines(t *testing.T) {
	g := greffeLe(1, 6)
	d, err := g.Ouvrir(context.Background(), "autorité", map[string]string{"sorte": "casp"})
	if err != nil {
		t.Fatal(err)
	}
	x := accomplir(t, g, d.ID, "employeur effectif=120 engagement=2026-02-02 procedure_collective=redressement", "cellule_demandee date=2026-02-05", "cellule_avis date=2026-02-13 favorable=oui",
		"cellule_decision date=2026-02-16 accordee=oui", "cellule_ouverte debut=2026-03-04 operateur=Relais", "cellule_semaine semaine=2026-04-13 appels=2", "cellule_semaine semaine=2026-03-02 personnes=11").Cellule()
	l := x.Semaines
	if x.Fin != calendrier.D(2026, 4, 14) || len(l) != 2 || l[0].Lundi != calendrier.D(2026, 3, 2) || l[0].Chiffres["personnes"] != 11 || l[1].Chiffres["appels"] != 2 {
		t.Errorf("%s, %+v", x.Fin, l)
	}
	for acte, attendu := range map[string]string{
		"cellule_semaine semaine=2026-03-02 appels=1": "déjà au dossier, au fait 8", "cellule_semaine semaine=2026-03-10 appels=1": "n'est pas un lundi",
		"cellule_semaine semaine=2026-02-23 appels=1": "dure du 04/03/2026", "cellule_semaine semaine=2026-04-20 appels=1": "14/04/2026 au plus tard",
	} {
		if _, err := g.Accomplir(context.Background(), d.ID, 0, "essai", saisie(acte)); err == nil || !strings.Contains(err.Error(), attendu) {
			t.Errorf("%s : %v", acte, err)
		}
	}
	if x := accomplir(t, g, d.ID, "cellule_semaine semaine=2026-03-02 personnes=12 corrige=8 pourquoi=recompté").Cellule(); x.Chiffres["personnes"] != 12 {
		t.Errorf("%+v", x.Chiffres)
	}
}

// TestCelluleOuvrable : elle ne peut l'être que si l'avis est favorable (CASP-02), et des faits que personne n'a dits ne font pas un non.
func TestCelluleOuvrable(t *testing.T) {
	for _, c := range []struct {
		actes    []string
		ouvrable fait.Reponse
		etat     string
	}{
		{[]string{"employeur engagement=2026-02-02 effectif=120 procedure_collective=redressement", "cellule_demandee date=2026-02-05"}, fait.Inconnu, "demandee"},
		{[]string{"employeur engagement=2026-02-02 effectif=120 procedure_collective=redressement", "cellule_demandee date=2026-02-05", "cellule_avis date=2026-02-09 favorable=oui"}, fait.Oui, "avis_donne"},
		{[]string{"employeur engagement=2026-02-02 effectif=120 procedure_collective=redressement", "cellule_demandee date=2026-02-05", "cellule_avis date=2026-02-09 favorable=non"}, fait.Non, "avis_donne"},
		{[]string{"employeur engagement=2026-02-02 effectif=120", "cellule_demandee date=2026-02-05 licenciements=8 difficultes=non", "cellule_avis date=2026-02-09 favorable=oui"}, fait.Inconnu, "avis_donne"},
		{[]string{"employeur engagement=2026-02-02 effectif=120 procedure_collective=aucune", "cellule_demandee date=2026-02-05 licenciements=8 difficultes=non", "cellule_avis date=2026-02-09 favorable=oui"}, fait.Non, "avis_donne"},
	} {
		g := greffe()
		d, err := g.Ouvrir(context.Background(), "autorité", map[string]string{"sorte": "casp"})
		if err != nil {
			t.Fatal(err)
		}
		d = accomplir(t, g, d.ID, c.actes...)
		if x := d.Cellule(); x.Ouvrable != c.ouvrable || x.Etat != c.etat {
			t.Errorf("%v : %v, %s", c.actes, x.Ouvrable, x.Etat)
		}
		for _, v := range d.Cellule().Conditions[1:2] {
			if dite := strings.Contains(c.actes[0], "procedure"); dite != (v.Valeur != "") {
				t.Errorf("%v : « %s »", c.actes, v.Valeur)
			}
		}
		if x := d.Cellule(); !strings.Contains(strings.Join(c.actes, ""), "avis") && (x.Attend != "Autorité" || !strings.Contains(x.Quoi, "Attribuer")) {
			t.Errorf("sans opérateur, %s doit « %s »", x.Attend, x.Quoi)
		}
	}
}

// TestPasTenus : un pas dont un autre dépend ne s'annule ni ne se retourne avant lui ; en corriger un ne ramène pas la cellule en
// arrière ; une cellule refusée n'a pas de premier jour.
func TestPasTenus(t *testing.T) {
	g := greffeLe(20, 11)
	d, err := g.Ouvrir(context.Background(), "autorité", map[string]string{"sorte": "casp"})
	if err != nil {
		t.Fatal(err)
	}
	refuse := func(acte, attendu string) {
		t.Helper()
		if _, err := g.Accomplir(context.Background(), d.ID, 0, "essai", saisie(acte)); err == nil || !strings.Contains(err.Error(), attendu) {
			t.Errorf("%s : %v", acte, err)
		}
	}
	accomplir(t, g, d.ID, "employeur effectif=120 engagement=2026-10-01 procedure_collective=redressement", "cellule_demandee date=2026-10-05", "cellule_avis date=2026-10-09 favorable=oui", "cellule_decision date=2026-10-12 accordee=oui",
		"cellule_ouverte debut=2026-10-19 operateur=Relais")
	refuse("cellule_semaine semaine=2026-11-23 appels=5", "à venir")
	refuse("cellule_fin date=2026-11-21", "à venir")
	x := accomplir(t, g, d.ID, "cellule_semaine semaine=2026-11-16 appels=5")
	refuse("cellule_fin date=2026-11-13", "semaine du 16/11/2026, au fait 7") // un vendredi, avant cette semaine-là
	if apres := accomplir(t, g, d.ID, "cellule_demandee date=2026-10-06 corrige=3 pourquoi=relu"); apres.Cellule().Etat != "ouverte" || x.Cellule().Etat != "ouverte" {
		t.Errorf("corrigée, la demande ramène la cellule à « %s »", apres.Cellule().Etat)
	}
	refuse("cellule_demandee date=2026-10-10 corrige=8 pourquoi=relu", "« Avis de l'opérateur » (fait 4, du 09/10/2026) en dépend")
	refuse("annulation corrige=5 pourquoi=erreur", "« Premier jour de la cellule, et son opérateur » (fait 6, du 19/10/2026) en dépend")
	refuse("cellule_decision date=2026-10-12 accordee=non corrige=5 pourquoi=erreur", "annulez d'abord son premier jour")
	refuse("cellule_avis date=2026-10-09 favorable=non corrige=4 pourquoi=erreur", "annulez d'abord la décision")
	accomplir(t, g, d.ID, "cellule_fin date=2026-11-19")
	if y := accomplir(t, g, d.ID, "cellule_fin date=2026-11-20 corrige=9 pourquoi=relu").Cellule(); y.Fin != calendrier.D(2026, 11, 20) {
		t.Errorf("la fin corrigée est le %s", y.Fin)
	}
	refuse("annulation corrige=6 pourquoi=erreur", "« Chiffres d'une semaine » (fait 7")
	_, apres, err := g.Essayer(context.Background(), d.ID, saisie("annulation corrige=10 pourquoi=erreur"))
	if err != nil {
		t.Fatal(err)
	}
	avant, err := g.Lire(context.Background(), d.ID)
	if err != nil {
		t.Fatal(err)
	}
	if l := dossier.Changements(avant, apres, g.Jour()); len(l) == 0 || l[0] != (dossier.Changement{Quoi: "État", Avant: "finie", Apres: "ouverte"}) {
		t.Errorf("%+v", l)
	}
	refuse("annulation corrige=6 pourquoi=erreur", "en dépend")
	accomplir(t, g, d.ID, "annulation corrige=10 pourquoi=erreur", "annulation corrige=7 pourquoi=erreur", "annulation corrige=6 pourquoi=erreur")
	x = accomplir(t, g, d.ID, "cellule_decision date=2026-10-12 accordee=non corrige=5 pourquoi=erreur")
	for _, a := range x.Possibles() {
		if a.Nom == "cellule_ouverte" {
			t.Error("une cellule refusée aurait un premier jour")
		}
	}
}
