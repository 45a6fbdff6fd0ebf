package espace_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"jalon/acces"
	"jalon/dossier"
)

// TestCongesTus : trois personnes aux mêmes contrats, à 3 000 € par mois : l'une a dix jours de congés, 3 000 × 12 ÷ 365 × 10 = 986,30 € ;
// l'autre n'en a plus ; de la troisième, personne n'a rien dit, et ce n'est pas zéro.
func TestCongesTus(t *testing.T) {
	b := neuf(t)
	o, err := b.espace.Garde.CreerOrganisation(context.Background(), acces.Console, acces.Organisation{Nom: "Forges d'essai", Sorte: acces.SorteEntreprise, SIRET: "73282932000074"})
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]string{}
	for reference, conges := range map[string]string{"DIX": "10", "PLUS": "0", "TU": ""} {
		d, err := b.espace.Greffe.Ouvrir(context.Background(), "essai", map[string]string{"reference": reference, "siret": "73282932000074"})
		for _, s := range []dossier.Saisie{
			{Acte: "employeur", Valeurs: map[string]string{"effectif": "62", "engagement": "2026-11-02"}},
			{Acte: "salarie", Valeurs: map[string]string{"date_naissance": "1980-06-12"}},
			{Acte: "contrat", Valeurs: map[string]string{"debut": "2020-01-06", "salaire_mensuel": "3000", "conges_payes_jours": conges}},
			{Acte: "offre", Valeurs: map[string]string{"remise": "2026-11-16"}},
		} {
			if err == nil {
				d, err = b.espace.Greffe.Accomplir(context.Background(), d.ID, 0, "essai", &s)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		ids[reference] = d.ID
	}
	a := b.inviter(t, acces.Invitation{Courriel: "forges@essai.example", Role: acces.Employeur, Organisation: o.ID})
	p := a.lire("/entreprise", http.StatusOK)
	contient(t, p, "986,30 €", "0,00 €", "pas dit", "sans 1 inconnue", "estimation : des jours calendaires, au salaire mensuel × 12 ÷ 365", `data-nom="Congés payés restants">pas dit`)
	for reference, dit := range map[string]string{"DIX": "estimation", "PLUS": "estimation", "TU": "Congés payés restants : pas dits, et hors de ce total"} {
		contient(t, a.lire("/entreprise/personnes/"+ids[reference], http.StatusOK), dit)
	}
	for _, l := range lireCSV(t, a.lire("/entreprise/liste", http.StatusOK)) {
		if dit := strings.Contains(strings.Join(l, ";"), "pas dit"); dit != (l[1] == "TU") {
			t.Errorf("%q", l)
		}
	}
	contient(t, a.lire("/dossiers/nouveau", http.StatusOK), "L'ouverture d'un dossier ne s'annule pas", "demandez au conseiller qui le suit")
	contient(t, b.entrer(t, "conseillere@demo.example").lire("/dossiers/nouveau", http.StatusOK), "vous pourrez le clore")
}
