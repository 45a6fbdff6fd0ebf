package paiement_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"jalon/dossier"
	"jalon/dossier/paiement"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
)

// TestRemedes : ce qui bloque une ligne mène à l'acte qui le dit, le fait à compléter s'il est déjà là, même corrigé depuis.
func TestRemedes(t *testing.T) {
	emploi := append(slices.Clone(claire), "prebilan date=2026-03-30", "plan date=2026-04-20", "reprise_emploi debut=2026-07-20 nature=CDI salaire_mensuel=3100 heures_hebdo=35",
		"prime_demandee emploi=9 demande_prime_le=2026-08-01", "aide_decidee emploi=9 aide=prime accordee=oui date=2026-08-10")
	for _, c := range []struct {
		nom     string
		actes   []string
		mois    int
		attendu []string // poste|acte|fait à corriger|emploi
	}{
		{"rien ne manque", avrilPaye, 5, nil},
		{"arrêt sans fin, les jours d'avant à payer", append(slices.Clone(avrilPaye), "maladie debut=2026-05-10"), 5, []string{"ASP, mai 2026|maladie|9|0"}},
		{"salaire pas dit", slices.Replace(slices.Clone(claire), 2, 3, "contrat debut=2024-01-08"), 3, []string{"ASP, mars 2026|contrat|4|0"}},
		{"contrat pas dit", slices.Delete(slices.Clone(claire), 2, 3), 3, []string{"ASP, mars 2026|contrat|0|0"}},
		{"présence au troisième mois", emploi, 10, []string{"Prime de reclassement|presence_3_mois|0|9"}},
		{"dossier clos", append(slices.Clone(avrilPaye), "cloture date=2026-06-02"), 5, []string{"ASP, mai 2026|annulation|9|0"}},
	} {
		d := ouvrir(t, greffe(), c.actes...)
		mois := calendrier.D(2026, c.mois, 1)
		l, err := paiement.Lignes(d, mois, mois.PlusMois(2))
		if err != nil {
			t.Fatal(err)
		}
		var lus []string
		for i := range l {
			if !paiement.Bloquee(d, &l[i]) {
				continue
			}
			for _, r := range paiement.Remedes(d, &l[i]) {
				lus = append(lus, fmt.Sprintf("%s|%s|%d|%d", l[i].Poste, r.Acte.Nom, r.Corrige, r.Emploi))
			}
		}
		if !slices.Equal(lus, c.attendu) {
			t.Errorf("%s : %s\n%s attendu\n%+v", c.nom, strings.Join(lus, ", "), strings.Join(c.attendu, ", "), l)
		}
	}
	// Corrigé sans dire encore sa fin, c'est sa dernière version qui se complète.
	g := greffe()
	d := ouvrir(t, g, append(slices.Clone(avrilPaye), "maladie debut=2026-05-10")...)
	d, err := g.Accomplir(t.Context(), d.ID, 0, "essai", &dossier.Saisie{Acte: "maladie", Valeurs: map[string]string{"debut": "2026-05-11"}, Corrige: 9, Pourquoi: "avis relu"})
	if err != nil {
		t.Fatal(err)
	}
	if l := paiement.Remedes(d, &paiement.Ligne{Genre: paiement.Bloque, Poste: dossier.Poste{Nature: csp.PaiementASP}}); len(l) != 1 || l[0].Corrige != 10 {
		t.Errorf("%+v", l)
	}
}
