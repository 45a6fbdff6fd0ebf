package demarches_test

import (
	"testing"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/csp/cas"
	"jalon/droit/demarches"
	"jalon/droit/fait"
	"jalon/format"
)

// TestConditionsAide : sur chaque cas du droit, les conditions d'une aide disent la même chose que le calcul : toutes tiennent
// quand elle est ouverte, une manque quand elle est refusée, et elles ne tiennent jamais toutes quand on ne sait pas.
func TestConditionsAide(t *testing.T) {
	tous, err := cas.Tous()
	if err != nil {
		t.Fatal(err)
	}
	vues := map[csp.NaturePaiement]map[fait.Reponse]int{csp.PaiementPrime: {}, csp.PaiementIDR: {}}
	for _, c := range tous {
		s, err := format.Lire(c.Situation)
		if err != nil {
			t.Fatalf("%s : %v", c.ID, err)
		}
		d := csp.Calculer(s, nil)
		for i := range d.Reprises {
			r := &d.Reprises[i]
			for nature, ouverte := range map[csp.NaturePaiement]fait.Reponse{csp.PaiementPrime: r.Prime.Ouverte, csp.PaiementIDR: r.IDR.Ouverte} {
				vues[nature][ouverte]++
				toutes, fausses := fait.Oui, 0
				l := demarches.ConditionsAide(s, d, r, nature)
				for _, x := range l {
					if x.Seconde {
						continue
					}
					toutes = toutes.Et(x.Tient)
					if x.Tient == fait.Non {
						fausses++
					}
				}
				if ouverte == fait.Oui && toutes != fait.Oui || ouverte == fait.Non && fausses == 0 || ouverte == fait.Inconnu && toutes == fait.Oui {
					t.Errorf("%s, emploi du %s, %s : le calcul dit %d\n%+v", c.ID, r.Debut, csp.NomsNaturePaiement[nature], ouverte, l)
				}
			}
		}
	}
	for nature, n := range vues {
		if n[fait.Oui] < 5 || n[fait.Non] < 5 || n[fait.Inconnu] < 5 {
			t.Errorf("%s : %v, trop peu de cas", csp.NomsNaturePaiement[nature], n)
		}
	}
}

// TestIDREchue : embauchée le 15 juin 2026, quatre mois pleins à 100 € et 450 € en tout ; le premier finit le 14 juillet, le
// cinquième, entamé, le 14 novembre.
func TestIDREchue(t *testing.T) {
	x := &csp.Reprise{Debut: calendrier.D(2026, 6, 15), IDR: csp.IDR{Mensuelle: argent.Centimes(10000), Total: argent.Centimes(45000), MoisPleins: fait.N(4)}}
	for jour, attendu := range map[calendrier.Date][2]int64{
		calendrier.D(2026, 7, 13): {0, 0}, calendrier.D(2026, 7, 14): {10000, 1}, calendrier.D(2026, 10, 14): {40000, 4},
		calendrier.D(2026, 11, 13): {40000, 4}, calendrier.D(2026, 11, 14): {45000, 5}, calendrier.D(2027, 6, 1): {45000, 5},
	} {
		if m, n := demarches.IDREchue(x, jour); m.Centimes() != attendu[0] || int64(n) != attendu[1] {
			t.Errorf("%s : %s, %d mois", jour, m, n)
		}
	}
	// Commencé un 29, un 30 ou un 31, un mois finit la veille du même quantième, ou le dernier jour d'un mois qui ne l'a pas.
	for _, c := range [][3]calendrier.Date{ // l'embauche, la fin du premier mois, celle du second
		{calendrier.D(2026, 1, 28), calendrier.D(2026, 2, 27), calendrier.D(2026, 3, 27)},
		{calendrier.D(2026, 1, 29), calendrier.D(2026, 2, 28), calendrier.D(2026, 3, 28)},
		{calendrier.D(2026, 1, 30), calendrier.D(2026, 2, 28), calendrier.D(2026, 3, 29)},
		{calendrier.D(2026, 1, 31), calendrier.D(2026, 2, 28), calendrier.D(2026, 3, 30)},
		{calendrier.D(2028, 1, 29), calendrier.D(2028, 2, 28), calendrier.D(2028, 3, 28)}, // février a son 29
		{calendrier.D(2026, 8, 31), calendrier.D(2026, 9, 30), calendrier.D(2026, 10, 30)},
	} {
		for n, attendu := range c[1:] {
			if le := demarches.TermeIDR(&csp.Reprise{Debut: c[0]}, n+1); le != attendu {
				t.Errorf("emploi du %s, mois %d : %s, attendu %s", c[0], n+1, le, attendu)
			}
		}
	}
	if m, _ := demarches.IDREchue(&csp.Reprise{Debut: x.Debut}, calendrier.D(2027, 1, 1)); m.Connu() {
		t.Errorf("une durée inconnue donne %s", m)
	}
}
