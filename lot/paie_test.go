package lot_test

import (
	"strings"
	"testing"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/fait"
	"jalon/lot"
)

// paieDe est un contrat à temps partiel commencé le 1er mars 2018, payé n mois de 1 500 € jusqu'au 28 février 2026.
func paieDe(n int) *lot.Paie {
	c := lot.ContratPaie{
		Debut: calendrier.D(2018, 3, 1), Cadre: fait.Oui, DroitPrive: fait.Oui,
		HeuresMois: decimal("104"), HeuresPleins: decimal("151.67"),
	}
	for i := n; i > 0; i-- {
		debut := calendrier.D(2026, 3, 1).PlusMois(-i)
		c.Lignes = append(c.Lignes, csp.LignePaie{Periode: calendrier.Periode{Debut: debut, Fin: debut.FinMois()}, Montant: argent.Euros(1500)})
	}
	return &lot.Paie{Naissance: calendrier.D(1984, 6, 12), Contrats: []lot.ContratPaie{c}}
}

func TestCompleter(t *testing.T) {
	remise := func(s *csp.Situation) { s.Proposition.Remise = calendrier.D(2026, 3, 2) }
	for _, c := range []struct {
		nom      string
		mois     int
		avant    func(*csp.Situation)
		paie     func(*lot.Paie)
		salaires int
		mensuel  string
		dit      []string
	}{
		{"vingt-quatre mois, fin inconnue", 24, nil, nil, 24, "1500.00", nil},
		{"vingt-trois mois", 23, nil, nil, 0, "1500.00", []string{"ne couvre pas toute la période du 01/03/2024 au 28/02/2026"}},
		// Remise le 2 mars : fin le 23 ; mars n'est pas encore payé.
		{"le dernier mois est supposé", 24, remise, nil, 25, "1500.00", []string{"n'est pas déclarée après le 28/02/2026", "jusqu'au 23/03/2026"}},
		// Depuis l'avenant n° 10, la période longue commence à 55 ans ; à 53 ans pour une procédure engagée avant le 1er avril 2025.
		{"trente-six mois à 55 ans", 24, nil, func(p *lot.Paie) { p.Naissance = calendrier.D(1971, 2, 28) }, 0, "1500.00", []string{"ne couvre pas"}},
		{"trente-six mois à 53 ans, avant l'avenant n° 10", 24, func(s *csp.Situation) { s.Licenciement.Engagement = calendrier.D(2025, 3, 31) }, func(p *lot.Paie) { p.Naissance = calendrier.D(1973, 2, 28) }, 0, "1500.00", []string{"ne couvre pas"}},
		{"vingt-quatre mois la veille des 55 ans", 24, nil, func(p *lot.Paie) { p.Naissance = calendrier.D(1971, 3, 1) }, 24, "1500.00", nil},
		{"tout un contrat court", 5, nil, func(p *lot.Paie) { p.Contrats[0].Debut = calendrier.D(2025, 10, 1) }, 5, "1500.00", nil},
		{"trop de mois à venir", 24, func(s *csp.Situation) { s.Contrat.Fin = calendrier.D(2026, 9, 30) }, nil, 0, "1500.00", []string{"trop loin"}},
		{"mois à venir, aucun mois entier", 24, remise, func(p *lot.Paie) {
			p.Contrats[0].Absences = []lot.Absence{{Periode: calendrier.Periode{Debut: calendrier.D(2020, 1, 1), Fin: calendrier.SansFin}}}
		}, 24, "inconnu", []string{"aucun mois entier"}},
		{"salaire connu", 24, func(s *csp.Situation) { s.Contrat.SalaireMensuel = argent.Euros(1800) }, nil, 24, "1800.00", nil},
		{"dernier mois incomplet", 24, nil, func(p *lot.Paie) {
			p.Contrats[0].Lignes[23].Montant = argent.Euros(900)
			p.Contrats[0].Absences = []lot.Absence{{Periode: calendrier.Periode{Debut: calendrier.D(2026, 2, 10), Fin: calendrier.SansFin}}}
		}, 24, "1500.00", []string{"19 jours de la période de référence"}},
		{"aucune paie", 0, nil, nil, 0, "inconnu", nil},
	} {
		t.Run(c.nom, func(t *testing.T) {
			s, p := &csp.Situation{}, paieDe(c.mois)
			if c.avant != nil {
				c.avant(s)
			}
			if c.paie != nil {
				c.paie(p)
			}
			dit := strings.Join(p.Completer(s), "\n")
			if len(s.Contrat.Salaires) != c.salaires || s.Contrat.SalaireMensuel.String() != c.mensuel {
				t.Errorf("%d salaires, %s par mois", len(s.Contrat.Salaires), s.Contrat.SalaireMensuel)
			}
			if len(c.dit) == 0 && dit != "" {
				t.Errorf("dit : %s", dit)
			}
			for _, x := range c.dit {
				if !strings.Contains(dit, x) {
					t.Errorf("« %s » manque : %s", x, dit)
				}
			}
		})
	}
}

// TestCompleterNeChangeRien : un fait connu reste ; un fait inconnu vient de la paie.
func TestCompleterNeChangeRien(t *testing.T) {
	s := &csp.Situation{}
	paieDe(24).Completer(s)
	// 104 heures par mois font 24 heures par semaine ; 151,67 en font 35.
	if s.Contrat.Debut != calendrier.D(2018, 3, 1) || s.Contrat.HeuresHebdo.String() != "24" || s.Contrat.HeuresTempsPlein.String() != "35" || s.Licenciement.Cadre != fait.Oui || s.Salarie.DateNaissance != calendrier.D(1984, 6, 12) {
		t.Errorf("%+v", s.Contrat)
	}
	s = &csp.Situation{Salarie: csp.Salarie{DateNaissance: calendrier.D(1990, 1, 1)}, Licenciement: csp.Licenciement{Cadre: fait.Non}}
	s.Contrat = csp.Contrat{
		Debut: calendrier.D(2017, 1, 1), HeuresHebdo: argent.Entier(20), SalaireMensuel: argent.Euros(1),
		Salaires: []csp.LignePaie{{Periode: calendrier.Periode{Debut: 1, Fin: 2}, Montant: argent.Euros(3)}},
	}
	paieDe(24).Completer(s)
	if s.Salarie.DateNaissance != calendrier.D(1990, 1, 1) || s.Licenciement.Cadre != fait.Non || s.Contrat.Debut != calendrier.D(2017, 1, 1) ||
		s.Contrat.HeuresHebdo != argent.Entier(20) || s.Contrat.SalaireMensuel != argent.Euros(1) || len(s.Contrat.Salaires) != 1 {
		t.Errorf("un fait connu a changé : %+v", s)
	}
	p := paieDe(24)
	p.Contrats = append(p.Contrats, lot.ContratPaie{Debut: calendrier.D(2025, 1, 1)})
	if s = new(csp.Situation); len(p.Completer(s)) != 1 || s.Contrat.Debut.Connue() {
		t.Error("deux CDI en cours : rien ne dit lequel choisir")
	}
}
