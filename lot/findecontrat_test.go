package lot_test

import (
	"slices"
	"strings"
	"testing"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/fait"
	"jalon/lot"
)

func decimal(s string) argent.Fraction {
	f, err := argent.LireFraction(s)
	if err != nil {
		panic(err)
	}
	return f
}

// adhesion est un dossier de 2026 : documents remis le lundi 2 mars, acceptation le 16 ; le contrat finit donc le
// 23 mars, vingt et unième jour, et le CSP commence le 24. Les préavis attendus sont ceux de C. trav. L1234-1.
func adhesion(debut calendrier.Date, preavis argent.Fraction) *csp.Situation {
	s := &csp.Situation{}
	s.Employeur.Effectif = fait.N(40)
	s.Salarie.DateNaissance = calendrier.D(1984, 6, 12)
	s.Contrat = csp.Contrat{Debut: debut, SalaireMensuel: argent.Euros(2500), TauxCharges: argent.Ratio(42, 100), PreavisMois: preavis}
	s.Licenciement.Engagement = calendrier.D(2026, 3, 2)
	s.Proposition = csp.Proposition{Remise: calendrier.D(2026, 3, 2), MotifEcritLe: calendrier.D(2026, 3, 2)}
	s.Reponse = csp.Reponse{Decision: csp.Acceptation, Date: calendrier.D(2026, 3, 16)}
	return s
}

// signalement est celui qui convient à l'adhésion d'une personne de deux ans d'ancienneté ou plus.
func signalement() *lot.FinDeContrat {
	return &lot.FinDeContrat{
		Norme: "P26V01", Constitution: calendrier.D(2026, 3, 26), Fin: calendrier.D(2026, 3, 23), Motif: "026",
		Engagement: calendrier.D(2026, 3, 2), MoisPreavis: decimal("2.00"), MontantPreavis: argent.Euros(5000),
		Preavis:    []lot.PreavisDSN{{Type: "10"}},
		Indemnites: []lot.IndemniteDSN{{Type: "007", Montant: argent.Euros(5000)}},
	}
}

func TestVerifierFin(t *testing.T) {
	anciens := adhesion(calendrier.D(2018, 1, 8), argent.Fraction{})
	refus := adhesion(calendrier.D(2018, 1, 8), argent.Fraction{})
	refus.Reponse = csp.Reponse{Decision: csp.Refus, Date: calendrier.D(2026, 3, 16)}
	refus.Contrat.Fin = calendrier.D(2026, 5, 29)
	recent := adhesion(calendrier.D(2025, 7, 7), argent.Fraction{})
	long := adhesion(calendrier.D(2018, 1, 8), argent.Entier(4))
	operateur := adhesion(calendrier.D(2018, 1, 8), argent.Fraction{})
	operateur.Proposition.Par, operateur.Contrat.Fin = csp.ParOperateur, calendrier.D(2026, 3, 23)
	preavis := func(m int64) lot.IndemniteDSN { return lot.IndemniteDSN{Type: "023", Montant: argent.Euros(m)} }
	for _, c := range []struct {
		nom      string
		s        *csp.Situation
		modifier func(*lot.FinDeContrat)
		attendu  []string // « rubrique=reçu→attendu »
	}{
		{"tout concorde", anciens, func(*lot.FinDeContrat) {}, nil},
		{"montant avec les charges", anciens, func(f *lot.FinDeContrat) { f.MontantPreavis = argent.Euros(7100) }, nil},
		{"motif économique ordinaire", anciens, func(f *lot.FinDeContrat) { f.Motif = "014" }, []string{"62.002=014 (licenciement économique)→026 (rupture économique avec un CSP)"}},
		{"motif inconnu de la liste", anciens, func(f *lot.FinDeContrat) { f.Motif = "999" }, []string{"62.002=999→026 (rupture économique avec un CSP)"}},
		{"préavis payé", anciens, func(f *lot.FinDeContrat) { f.Preavis[0].Type = "02" }, []string{"63.001=02 (non effectué et payé)→10 (non effectué et non payé, CSP)"}},
		{"préavis absent", anciens, func(f *lot.FinDeContrat) { f.Preavis = nil }, []string{"63.001=rien→10 (non effectué et non payé, CSP)"}},
		{
			"deux préavis", anciens, func(f *lot.FinDeContrat) { f.Preavis = append(f.Preavis, lot.PreavisDSN{Type: "01"}) },
			[]string{"63.001=10 (non effectué et non payé, CSP) et 01 (effectué et payé)→10 (non effectué et non payé, CSP) seul"},
		},
		{"fin le premier jour du CSP", anciens, func(f *lot.FinDeContrat) { f.Fin++ }, []string{"62.001=le 24/03/2026→23/03/2026"}},
		{
			"mois et montant du préavis", anciens, func(f *lot.FinDeContrat) { f.MoisPreavis, f.MontantPreavis = decimal("1.00"), argent.Euros(2500) },
			[]string{"62.011=1 mois→2 mois", "62.013=2\u00a0500,00\u00a0€→5\u00a0000,00\u00a0€ (ou 7\u00a0100,00\u00a0€, charges patronales comprises)"},
		},
		{
			"préavis du CSP absent", anciens, func(f *lot.FinDeContrat) { f.MoisPreavis, f.MontantPreavis = argent.Fraction{}, argent.Montant{} },
			[]string{"62.011=rien→2 mois", "62.013=rien→5\u00a0000,00\u00a0€ (ou 7\u00a0100,00\u00a0€, charges patronales comprises)"},
		},
		{"préavis versé aussi à la personne", anciens, func(f *lot.FinDeContrat) { f.Indemnites = append(f.Indemnites, preavis(5000)) }, []string{"52.002=5\u00a0000,00\u00a0€→rien"}},
		{"procédure d'un autre jour", anciens, func(f *lot.FinDeContrat) { f.Engagement = calendrier.D(2026, 3, 9) }, []string{"62.005=le 09/03/2026→02/03/2026"}},
		// Cinq jours ouvrés après le lundi 23 mars 2026 : le lundi 30.
		{"signalé le cinquième jour", anciens, func(f *lot.FinDeContrat) { f.Constitution = calendrier.D(2026, 3, 30) }, nil},
		{"signalé le sixième jour", anciens, func(f *lot.FinDeContrat) { f.Constitution = calendrier.D(2026, 3, 31) }, []string{"05.007=le 31/03/2026→au plus tard le 30/03/2026"}},
		// Quatre mois de préavis : trois à l'opérateur, un à la personne (L1233-67, L1233-69).
		{"quatre mois, en règle", long, func(f *lot.FinDeContrat) {
			f.MoisPreavis, f.MontantPreavis, f.Indemnites = decimal("3.00"), argent.Euros(7500), append(f.Indemnites, preavis(2500))
		}, nil},
		{
			"quatre mois, tout à l'opérateur", long, func(f *lot.FinDeContrat) { f.MoisPreavis, f.MontantPreavis = decimal("4.00"), argent.Euros(10000) },
			[]string{"62.011=4 mois→3 mois", "62.013=10\u00a0000,00\u00a0€→7\u00a0500,00\u00a0€ (ou 10\u00a0650,00\u00a0€, charges patronales comprises)", "52.002=rien→2\u00a0500,00\u00a0€"},
		},
		// Huit mois d'ancienneté : un mois de préavis, versé à la personne (convention de 2015, art. 21).
		{"moins d'un an, en règle", recent, func(f *lot.FinDeContrat) {
			f.MoisPreavis, f.MontantPreavis, f.Indemnites = argent.Fraction{}, argent.Montant{}, []lot.IndemniteDSN{preavis(2500)}
		}, nil},
		{
			"moins d'un an, à l'opérateur", recent, func(f *lot.FinDeContrat) { f.MoisPreavis, f.MontantPreavis = decimal("1.00"), argent.Euros(2500) },
			[]string{"62.011=1 mois→rien", "62.013=2\u00a0500,00\u00a0€→rien", "52.002=rien→2\u00a0500,00\u00a0€"},
		},
		{"moins d'un an, préavis trop faible", recent, func(f *lot.FinDeContrat) {
			f.MoisPreavis, f.MontantPreavis, f.Indemnites = argent.Fraction{}, argent.Montant{}, []lot.IndemniteDSN{preavis(1000)}
		}, []string{"52.002=1\u00a0000,00\u00a0€→2\u00a0500,00\u00a0€"}},
		{"refus, en règle", refus, func(f *lot.FinDeContrat) {
			f.Motif, f.Preavis[0].Type, f.MoisPreavis, f.MontantPreavis = "014", "01", argent.Fraction{}, argent.Montant{}
			f.Fin, f.Constitution = calendrier.D(2026, 5, 29), calendrier.D(2026, 6, 3)
		}, nil},
		{"offre de l'opérateur, après un licenciement ordinaire", operateur, func(f *lot.FinDeContrat) {
			f.Motif, f.Preavis[0].Type, f.MoisPreavis, f.MontantPreavis = "014", "02", argent.Fraction{}, argent.Montant{}
		}, nil},
		{"refus, signalé comme un CSP", refus, func(*lot.FinDeContrat) {}, []string{
			"62.002=026 (rupture économique avec un CSP)→le motif du licenciement, par exemple 014 (licenciement économique)",
			"63.001=10 (non effectué et non payé, CSP)→le préavis tel qu'il se fait, par exemple 01 (effectué et payé)",
			"62.001=le 23/03/2026→29/05/2026", "62.011=2 mois→rien", "62.013=5\u00a0000,00\u00a0€→rien",
		}},
	} {
		t.Run(c.nom, func(t *testing.T) {
			f := signalement()
			c.modifier(f)
			accepte := *c.s
			accepte.Reponse = csp.Reponse{Decision: csp.Acceptation, Date: calendrier.D(2026, 3, 16)}
			var recu []string
			for _, e := range lot.VerifierFin(f, c.s, csp.Calculer(&accepte, nil)) {
				recu = append(recu, e.Rubrique[8:]+"="+e.Recu+"→"+e.Attendu)
				if !strings.Contains(e.Texte, e.Rubrique) || !strings.Contains(e.Texte, e.Intitule) || !strings.Contains(e.Texte, e.Attendu) || !strings.HasSuffix(e.Texte, "Norme DSN de 2026 (P26V01).") {
					t.Errorf("texte incomplet : %s", e.Texte)
				}
			}
			if !slices.Equal(recu, c.attendu) {
				t.Errorf("écarts :\n%s\nau lieu de :\n%s", strings.Join(recu, "\n"), strings.Join(c.attendu, "\n"))
			}
		})
	}
	// Sans date d'engagement au dossier, la remise borne la procédure.
	s := adhesion(calendrier.D(2018, 1, 8), argent.Fraction{})
	s.Licenciement.Engagement = 0
	f := signalement()
	f.Engagement = calendrier.D(2026, 3, 3)
	if e := lot.VerifierFin(f, s, csp.Calculer(s, nil)); len(e) != 1 || e[0].Attendu != "au plus tard le 02/03/2026" {
		t.Errorf("procédure engagée après la remise : %v", e)
	}
}
