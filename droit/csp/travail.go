package csp

import (
	"jalon/droit/calendrier"
	"jalon/droit/fait"
	"jalon/droit/trace"
)

var (
	etapeDureeContrat = trace.NouvelleEtape(WORK01, "Durée du contrat, en jours")
	etapeAccord       = trace.NouvelleEtape(WORK01, "Accord du conseiller avant le début")
	etapeCumul        = trace.NouvelleEtape(WORK03, "Total des périodes dans la limite")
	etapeContratLong  = trace.NouvelleEtape(WORK04, "Contrat d'une durée qui met fin au CSP")
)

// periodeTravail lit une période de travail : autorisée, elle suspend ; d'une durée de six mois, elle
// fait sortir ; sinon l'allocation s'arrête la veille jusqu'à une décision de reprise.
func (c *calcul) periodeTravail(e *Evenement, rang int) {
	if !e.Fin.Connue() {
		c.manqueAu("evenements.#.fin", rang, pourFinEvenement)
		p := calendrier.Periode{Debut: e.Debut, Fin: calendrier.SansFin}
		c.d.Periodes = append(c.d.Periodes, PeriodeDeTravail{p, fait.Inconnu, WORK01, Phrase{modele: travailFinInconnue}})
		c.absent(p, "période de travail", SUSP01)
		return
	}
	p := calendrier.Periode{Debut: e.Debut, Fin: e.Fin}
	if c.t.Si(etapeContratLong, fait.Si(c.periodeLongue(e))) == fait.Oui {
		motif := Phrase{modele: travailSixMois, N1: c.moisQuiMetFin(p.Debut)}
		c.d.Periodes = append(c.d.Periodes, PeriodeDeTravail{p, fait.Non, WORK04, motif})
		c.sortir(p.Debut-1, EXIT01, "contrat de six mois ou plus")
		return
	}
	accord := fait.Si(e.Accord.Defaut(true))
	if e.Accord == fait.Inconnu {
		c.avertir(WORK01, Phrase{modele: avertAccordSuppose, D1: e.Debut})
	}
	c.travailler(p, e, c.t.Si(etapeAccord, accord), Phrase{modele: travailAutorise})
}

// moisQuiMetFin est la durée de contrat qui met fin au CSP ; avant 2015, celle du cumul permis.
func (c *calcul) moisQuiMetFin(jour calendrier.Date) int {
	if n := travailContratMax.Au(&c.l, jour); n.Connu() {
		return n.Int()
	}
	return travailCumulMax.Au(&c.l, jour).Int()
}

// periodeLongue dit si une période de travail met fin au CSP (WORK-04) : un CDI, ou un contrat de six mois
// et plus sous la convention de 2015, ou pris depuis que sa règle vaut pour tous.
func (c *calcul) periodeLongue(e *Evenement) bool {
	if e.Nature == CDI && e.NatureConnue {
		return true
	}
	p := calendrier.Periode{Debut: e.Debut, Fin: e.Fin}
	return (c.engagement >= Convention2015 || e.Debut >= travail2015) && e.Fin.Connue() && p.AuMoinsMois(c.moisQuiMetFin(p.Debut))
}

// travailler enregistre une période plus courte ; motif est celui d'une période autorisée.
func (c *calcul) travailler(p calendrier.Periode, e *Evenement, accord fait.Reponse, motif Phrase) {
	regle, refus := c.refusTravail(p, e, accord)
	if !refus.Vide() {
		c.d.Periodes = append(c.d.Periodes, PeriodeDeTravail{p, fait.Non, regle, refus})
		c.avertir(WORK07, Phrase{modele: avertTravailNonAutorise, D1: p.Debut})
		c.absent(calendrier.Periode{Debut: p.Debut, Fin: c.repriseCSP(p.Debut)}, "travail non autorisé", regle)
		return
	}
	c.d.Periodes = append(c.d.Periodes, PeriodeDeTravail{p, accord, WORK02, motif})
	c.travailMois, c.travailJours, c.travailTotal, c.travailNombre = c.cumulAvec(p)
	c.dansCSP(p, func(q calendrier.Periode) {
		c.absent(q, "période de travail", SUSP01)
		c.allonger(PeriodeTravail, q, e)
	})
}

// repriseCSP est la veille de la première décision de reprise qui suit, ou SansFin.
func (c *calcul) repriseCSP(depuis calendrier.Date) calendrier.Date {
	for _, i := range c.ordre {
		if e := &c.s.Evenements[i]; e.Type == RepriseCSP && e.Date > depuis {
			return e.Date - 1
		}
	}
	return calendrier.SansFin
}

func (c *calcul) cumulAvec(p calendrier.Periode) (mois, jours, total, nombre int) {
	m, j := p.MoisEtJours()
	j += c.travailJours
	return c.travailMois + m + j/30, j % 30, c.travailTotal + p.Jours(), c.travailNombre + 1
}

// refusTravail rend la règle qui refuse la période, et pourquoi ; une phrase vide si elle est permise.
// Le régime est celui du premier jour de la période, pour tout CSP en cours (WORK-06).
func (c *calcul) refusTravail(p calendrier.Periode, e *Evenement, accord fait.Reponse) (trace.Regle, Phrase) {
	c.t.Nombre(etapeDureeContrat, fait.N(p.Jours()))
	minimum, mois := travailMin.Au(&c.l, p.Debut), travailMinMois.Au(&c.l, p.Debut)
	switch {
	case e.NatureConnue && e.Nature != CDD && e.Nature != Interim:
		return WORK01, Phrase{modele: travailNature}
	case accord == fait.Non:
		return WORK01, Phrase{modele: travailSansAccord}
	case p.Debut < travail2012 && (!p.AuMoinsMois(mois.Int()) || !c.nombrePermis(p.Debut)):
		return WORK06, Phrase{modele: travailRegime2011}
	case p.Debut >= travail2012 && p.Jours() < minimum.Int() && p.Debut < travail2015:
		return WORK06, Phrase{modele: travailRegime2012, N1: p.Jours(), N2: minimum.Int()}
	case p.Debut >= travail2015 && p.Jours() < minimum.Int():
		return WORK01, Phrase{modele: travailTropCourt, N1: p.Jours(), N2: minimum.Int()}
	}
	limite := travailCumulMax.Au(&c.l, p.Debut).Int()
	m, j, total, _ := c.cumulAvec(p)
	dans := m < limite || m == limite && j == 0
	if n := travailCumulJours.Au(&c.l, p.Debut); c.s.Reglages.PlafondTravail == autreLecture && n.Connu() {
		dans = total <= n.Int()
	}
	if c.t.Si(etapeCumul, fait.Si(dans)) == fait.Non {
		if p.Debut < travail2015 {
			return WORK06, Phrase{modele: travailCumul, N1: limite}
		}
		return WORK03, Phrase{modele: travailCumul, N1: limite}
	}
	return 0, Phrase{}
}

// nombrePermis : avant le 3 février 2012, deux périodes au plus.
func (c *calcul) nombrePermis(jour calendrier.Date) bool {
	return c.travailNombre < travailPeriodesMax.Au(&c.l, jour).Int()
}
