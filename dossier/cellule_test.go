package dossier_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"jalon/dossier"
	"jalon/droit/calendrier"
)

// TestCellule : une cellule d'appui, de la demande au bilan. Six semaines depuis le lundi 2 mars 2026 finissent le dimanche
// 12 avril. La personne qui en vient entre en CSP chez le même opérateur.
func TestCellule(t *testing.T) {
	g := greffe()
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
	accomplir(t, g, d.ID, "cellule_avis date=2026-02-13 favorable=oui corrige=4 pourquoi=relu", "cellule_decision date=2026-02-16 accordee=oui")
	x := accomplir(t, g, d.ID, "cellule_ouverte debut=2026-03-02 operateur=Relais")
	if f := x.Fiche(); f.Sorte != "casp" || f.Etat != "ouverte" || f.Prochaine != calendrier.D(2026, 4, 12) || f.Attend != "Opérateur" {
		t.Errorf("%+v", f)
	}
	refuse("cellule_semaine semaine=2026-04-13 appels=3", "12/04/2026 au plus tard")
	x = accomplir(t, g, d.ID, "cellule_semaine semaine=2026-03-02 entretiens_collectifs=4 entretiens_individuels=12 appels=31 personnes=40",
		"cellule_semaine semaine=2026-03-09 entretiens_individuels=20 appels=9 permanences=14 appui_psychologique=3 personnes=22", "cellule_fin date=2026-04-10 bilan=45_personnes_informées")
	c := x.Cellule()
	if c.Semaines != 2 || c.Chiffres["entretiens_individuels"] != 32 || c.Chiffres["appels"] != 40 || c.Etat != "finie" || c.Operateur != "Relais" || c.Fin != calendrier.D(2026, 4, 10) {
		t.Errorf("%+v", c)
	}
	p, err := g.Ouvrir(context.Background(), "opérateur", map[string]string{"cellule": d.ID, "operateur": c.Operateur})
	if err != nil || p.Sorte() != dossier.CSP || p.Suivi(1)["cellule"] != d.ID {
		t.Errorf("%v", err)
	}
	if _, err := g.Accomplir(context.Background(), p.ID, 0, "essai", saisie("cellule_demandee date=2026-02-05")); err == nil {
		t.Error("un CSP n'a pas de cellule à demander")
	}
}
