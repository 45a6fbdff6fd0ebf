package dossier_test

import (
	"context"
	"errors"
	"testing"

	"jalon/dossier"
)

// TestEffacementReserve : nul ne consigne un effacement à la main ; préparé, il n'est pas encore consigné, et ses mots sont lus.
func TestEffacementReserve(t *testing.T) {
	g := greffe()
	d := ouvrir(t, g, claire...)
	var refus *dossier.Refus
	if _, err := g.Accomplir(context.Background(), d.ID, 0, "essai", saisie("effacement donnees=nir motif=demande")); !errors.As(err, &refus) || refus.Code != dossier.RefusActe {
		t.Errorf("%v", err)
	}
	faits, fiche, err := g.PreparerEffacement(d, "essai", []string{"nir", "iban"}, dossier.MotifErreur, "")
	if err != nil || len(faits) != 1 || faits[0].Acte != "effacement" || faits[0].Version != d.Version()+1 || fiche.Version != faits[0].Version {
		t.Fatalf("%+v, %+v, %v", faits, fiche, err)
	}
	if relu, err := g.Lire(context.Background(), d.ID); err != nil || relu.Version() != d.Version() {
		t.Errorf("préparer a écrit : %v", err)
	}
	if _, _, err := g.PreparerEffacement(d, "essai", []string{"nir"}, "parce que", ""); !errors.As(err, &refus) || refus.Champ != "motif" {
		t.Errorf("un motif libre : %v", err)
	}
}
