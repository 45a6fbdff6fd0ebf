package csp_test

import (
	"slices"
	"testing"

	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/trace"
)

// TestDemarches : les papiers de PROC-04, PROC-05 et PROC-12, datés à la main. Remise le lundi 2 mars 2026 :
// réponse jusqu'au 23. La convention de 2011 n'a qu'un envoi ; sans date d'engagement, la remise en tient lieu.
func TestDemarches(t *testing.T) {
	mars := func(an, jour int) calendrier.Date { return calendrier.D(an, 3, jour) }
	type geste struct {
		Regle    trace.Regle
		Echeance csp.Echeance
		Date     calendrier.Date
		Faite    bool
	}
	for _, c := range []struct {
		cas      string
		remise   calendrier.Date
		sansJour bool // l'engagement n'est pas donné
		attendus []geste
	}{
		{"2026", mars(2026, 2), false, []geste{
			{csp.PROC12, csp.AuPlusTard, mars(2026, 23), false},
			{csp.PROC04, csp.AuPlusTard, mars(2026, 23), true},
			{csp.PROC05, csp.Aussitot, mars(2026, 10), false},
			{csp.PROC05, csp.AuPlusTard, mars(2026, 23), false},
		}},
		{"2014", mars(2014, 3), true, []geste{
			{csp.PROC12, csp.AuPlusTard, mars(2014, 24), false},
			{csp.PROC04, csp.AuPlusTard, mars(2014, 24), true},
			{csp.PROC05, csp.Aussitot, mars(2014, 11), false},
		}},
	} {
		s := simple(c.remise, 0)
		s.Reponse.Date = c.remise.Plus(8)
		if c.sansJour {
			s.Licenciement.Engagement = 0
		}
		var vus []geste
		for _, d := range csp.Demarches(s, csp.Calculer(s, nil)) {
			if slices.Contains([]trace.Regle{csp.PROC04, csp.PROC05, csp.PROC12}, d.Regle) {
				vus = append(vus, geste{d.Regle, d.Echeance, d.Date, d.Faite})
			}
		}
		for _, a := range c.attendus {
			if !slices.Contains(vus, a) {
				t.Errorf("%s : il manque %v ; vus : %v", c.cas, a, vus)
			}
		}
		if len(vus) != len(c.attendus) {
			t.Errorf("%s : %d gestes, attendu %d : %v", c.cas, len(vus), len(c.attendus), vus)
		}
	}
}
