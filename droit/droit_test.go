// Package droit_test vérifie les barèmes avec toutes les règles chargées.
package droit_test

import (
	"testing"

	_ "jalon/droit/are"
	_ "jalon/droit/casp"
	_ "jalon/droit/csp"
	_ "jalon/droit/demarches"
	_ "jalon/droit/licenciement"
	"jalon/droit/parametre"
	_ "jalon/droit/rupture"
)

func TestBaremesEtReglesSAccordent(t *testing.T) {
	if err := parametre.Verifier(); err != nil {
		t.Fatal(err)
	}
}

// Un mois d'allocation n'a qu'un montant journalier : les séries lues au jour payé changent un premier du mois.
func TestSeriesDuJourPayeCommencentUnPremierDuMois(t *testing.T) {
	for _, nom := range []string{"are_partie_fixe", "are_minimale", "aref_minimale", "are_revalorisation_sjr", "pmss"} {
		lignes := parametre.Lignes(nom)
		if len(lignes) == 0 {
			t.Errorf("%s : la série n'existe plus", nom)
		}
		for _, l := range lignes {
			if l.Debut != l.Debut.DebutMois() {
				t.Errorf("%s : la valeur du %s ne commence pas un premier du mois", nom, l.Debut)
			}
		}
	}
}
