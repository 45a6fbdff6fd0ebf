package csp

import (
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/fait"
	"jalon/droit/rupture"
	"jalon/droit/trace"
)

var (
	etapePreavisMois  = trace.NouvelleEtape(CONT02, "Préavis retenu, en mois")
	etapePreavis      = trace.NouvelleEtape(CONT02, "Indemnité de préavis")
	etapePreavisPlaf  = trace.NouvelleEtape(CONT02, "Part versée à l'opérateur : trois mois au plus")
	etapeCharges      = trace.NouvelleEtape(CONT02, "Contribution avec les charges patronales")
	etapeExcedent     = trace.NouvelleEtape(CONT03, "Part du préavis versée au salarié")
	etapeMoinsUnAn    = trace.NouvelleEtape(CONT01, "Préavis versé au salarié en entier")
	etapeTerme        = trace.NouvelleEtape(RUPT03, "Fin du préavis qui aurait couru")
	etapeIndemnite    = trace.NouvelleEtape(RUPT03, "La plus favorable de la loi et de la convention collective")
	etapePenalite     = trace.NouvelleEtape(CONT06, "Pénalité pour défaut de proposition")
	etapePenaliteCh   = trace.NouvelleEtape(CONT06, "Pénalité avec les charges")
	etapeEcheance     = trace.NouvelleEtape(CONT05, "Échéance : le 25 du deuxième mois qui suit le premier du CSP")
	etapeEcheancePen  = trace.NouvelleEtape(CONT07, "Échéance de la pénalité")
	etapeRetard       = trace.NouvelleEtape(CONT08, "Majoration d'une somme payée en retard")
	etapeDIF          = trace.NouvelleEtape(CONT10, "Participation au titre du DIF")
	etapeReembauche   = trace.NouvelleEtape(RUPT05, "Fin de la priorité de réembauche")
	etapeContestation = trace.NouvelleEtape(RUPT06, "Dernier jour pour contester")
)

// preavisEtIndemnite calcule le préavis et l'indemnité légale (RUPT-03, CONT-02, CONT-04).
func (c *calcul) preavisEtIndemnite() {
	k, m := &c.s.Contrat, &c.d.Montants
	legal := rupture.PreavisLegal(&c.l, c.anciennete, c.appreciee, k.TravailleurHandicape.Defaut(false))
	m.PreavisMois = k.PreavisMois
	switch {
	case legal.Connu() && !k.PreavisMois.Connue():
		m.PreavisMois = argent.Entier(int64(legal.Int()))
	case legal.Connu() && k.PreavisMois.Compare(argent.Entier(int64(legal.Int()))) < 0:
		m.PreavisMois = argent.Entier(int64(legal.Int()))
		c.avertir(CONT02, Phrase{modele: avertPreavisReleve, N1: legal.Int()})
	}
	c.t.Fraction(etapePreavisMois, m.PreavisMois)
	if salaire := c.salairePreavis(); salaire.Connu() {
		m.PreavisTotal = c.t.Produit(etapePreavis, salaire, m.PreavisMois, argent.Proche)
	} else {
		c.manque("contrat.salaire_mensuel", pourPreavis)
	}
	m.IndemniteLegale = c.indemniteLegale()
	m.IndemniteDue = m.IndemniteLegale
	if k.IndemniteConventionnelle.Connu() {
		m.IndemniteDue = c.t.Max(etapeIndemnite, m.IndemniteLegale, k.IndemniteConventionnelle)
	}
}

func (c *calcul) salairePreavis() argent.Montant {
	if m := c.s.Contrat.SalairePreavis; m.Connu() {
		return m
	}
	return c.s.Contrat.SalaireMensuel
}

// indemniteLegale compte l'ancienneté jusqu'au terme du préavis qui aurait couru ; quand le contrat est
// allé à son terme (refus, offre de l'opérateur), la fin du contrat comprend déjà le préavis.
func (c *calcul) indemniteLegale() argent.Montant {
	droit := rupture.DroitIndemnite(&c.l, c.anciennete, c.appreciee, c.fin)
	switch droit {
	case fait.Non:
		return argent.Centimes(0)
	case fait.Inconnu:
		return argent.Montant{}
	case fait.Oui:
	}
	terme := c.fin
	if c.possible && c.s.Proposition.Par == ParEmployeur {
		if !c.d.Montants.PreavisMois.Connue() {
			return argent.Montant{}
		}
		entiers, _ := c.d.Montants.PreavisMois.Arrondi(argent.Inferieur)
		jours, _ := c.d.Montants.PreavisMois.Moins(argent.Entier(entiers)).Fois(argent.Entier(30)).Arrondi(argent.Proche)
		if entiers > 0 {
			terme = c.fin.Plus(1).FinPeriode(int(min(entiers, 600)))
		}
		terme = c.t.Date(etapeTerme, terme.Plus(int(jours)))
	}
	return rupture.Indemnite(&c.l, c.salaireIndemnite(), c.anciennete, c.fin, terme)
}

// contribution calcule ce que l'employeur doit à l'opérateur, ou la pénalité (CONT-01 à CONT-10).
func (c *calcul) contribution() {
	d := &c.d.Dates
	if c.fin.Connue() && (c.reponse == Refus || c.s.Proposition.Par != ParEmployeur) {
		c.reembauche(c.fin)
	}
	if c.d.Dispositif == DispositifConge || c.d.Dispositif == DispositifAucun || c.d.Eligibilite.Eligible == fait.Non {
		return
	}
	if c.s.Proposition.Par != ParEmployeur {
		c.penalite()
		return
	}
	if !c.possible {
		return
	}
	c.partagerPreavis()
	if c.unAn == fait.Oui && d.DebutCSP.Connue() {
		d.EcheanceContribution = c.t.Date(etapeEcheance, echeance(d.DebutCSP))
	}
	c.majoration()
	c.dif()
	if d.Rupture.Connue() {
		c.reembauche(d.Rupture)
	}
	c.contestation()
}

// reembauche donne la fin de la priorité de réembauche (RUPT-05), CSP accepté ou non.
func (c *calcul) reembauche(fin calendrier.Date) {
	c.d.Dates.FinPrioriteReembauche = c.t.Mois(etapeReembauche, fin, prioriteReembauche.Au(&c.l, c.engagement).Int())
}

// echeance est le 25 du deuxième mois qui suit celui du premier jour.
func echeance(debut calendrier.Date) calendrier.Date {
	return debut.DebutMois().PlusMois(2).Plus(24)
}

// partagerPreavis répartit l'indemnité de préavis entre l'opérateur et le salarié.
func (c *calcul) partagerPreavis() {
	m := &c.d.Montants
	if !m.PreavisTotal.Connu() {
		return
	}
	switch c.unAn {
	case fait.Inconnu:
		return
	case fait.Non:
		m.ContributionBrute, m.ContributionOperateur = argent.Centimes(0), argent.Centimes(0)
		m.PreavisSalarie = c.t.Montant(etapeMoinsUnAn, m.PreavisTotal)
		return
	case fait.Oui:
	}
	plafond := preavisPlafond.Au(&c.l, c.engagement).Int()
	m.ContributionBrute = c.t.Min(etapePreavisPlaf, m.PreavisTotal, c.salairePreavis().Fois(int64(plafond)))
	m.PreavisSalarie = c.t.Moins(etapeExcedent, m.PreavisTotal, m.ContributionBrute)
	if taux := c.s.Contrat.TauxCharges; taux.Connue() {
		m.ContributionOperateur = c.t.Produit(etapeCharges, m.ContributionBrute, argent.Entier(1).Plus(taux), argent.Proche)
	} else {
		c.manque("contrat.taux_charges_patronales", pourCharges)
	}
}

// penalite applique CONT-06 et CONT-07 : deux mois de salaire brut, trois quand la personne adhère sur
// l'offre de l'opérateur.
func (c *calcul) penalite() {
	m := &c.d.Montants
	mois := penaliteRefus.Au(&c.l, c.engagement)
	adhesion := c.s.Proposition.Par == ParOperateur && c.reponse == Acceptation
	if adhesion {
		mois = penaliteAdhesion.Au(&c.l, c.engagement)
		if d := &c.d.Dates; d.DebutCSP.Connue() {
			d.EcheancePenalite = c.t.Date(etapeEcheancePen, echeance(d.DebutCSP))
		}
	}
	m.PenaliteMois = mois
	if !c.paie.mensuel.Connu() {
		c.manque("contrat.salaire_mensuel", pourPenalite)
		return
	}
	m.Penalite = c.t.Multiple(etapePenalite, c.paie.mensuel, mois.Int())
	if adhesion && c.s.Reglages.PenaliteAvecCharges == autreLecture {
		if taux := c.s.Contrat.TauxCharges; taux.Connue() {
			m.Penalite = c.t.Produit(etapePenaliteCh, m.Penalite, argent.Entier(1).Plus(taux), argent.Proche)
		} else {
			m.Penalite = argent.Montant{}
			c.manque("contrat.taux_charges_patronales", pourPenalite)
		}
	}
}

// majoration applique CONT-08 à chaque paiement de la contribution fait après l'échéance.
func (c *calcul) majoration() {
	du := c.d.Dates.EcheanceContribution
	if !du.Connue() {
		return
	}
	for i := range c.s.Evenements {
		e := &c.s.Evenements[i]
		if e.Type != Paiement || e.NaturePaiement != PaiementContribution || !e.Montant.Connu() {
			continue
		}
		taux := argent.Entier(0)
		if e.Date > du {
			periodes := du.MoisEntiers(e.Date-1) + 1
			if c.engagement < Convention2015 {
				periodes = (periodes - 1) / 3
			}
			taux = retardInitial.Au(&c.l, c.regimeRetard(e.Date)).Plus(retardPeriode.Au(&c.l, c.regimeRetard(e.Date)).Fois(argent.Entier(int64(periodes))))
		}
		total := c.d.Montants.MajorationRetard
		if !total.Connu() {
			total = argent.Centimes(0)
		}
		c.d.Montants.MajorationRetard = total.Plus(c.t.Produit(etapeRetard, e.Montant, taux, argent.Proche))
	}
}

// regimeRetard choisit le taux : la convention de 2011 garde le sien, ensuite celui du jour du paiement.
func (c *calcul) regimeRetard(paiement calendrier.Date) calendrier.Date {
	if c.engagement < Convention2015 {
		return c.engagement
	}
	return max(paiement, Convention2015)
}

// dif applique CONT-10, jusqu'aux procédures engagées en 2014.
func (c *calcul) dif() {
	l := &c.s.Licenciement
	taux := difTaux.Au(&c.l, c.engagement)
	if !taux.Connue() || !l.DIFHeures.Connue() {
		return
	}
	if !l.DIFSalaireHoraireNet.Connu() {
		c.manque("licenciement.dif_salaire_horaire_net", pourDIF)
		return
	}
	c.d.Montants.ContributionDIF = c.t.Produit(etapeDIF, l.DIFSalaireHoraireNet, l.DIFHeures.Fois(taux), argent.Proche)
}

// contestation applique RUPT-06.
func (c *calcul) contestation() {
	if !c.s.Proposition.MentionDelaiContestation.Defaut(true) {
		c.avertir(RUPT06, Phrase{modele: avertContestation})
		return
	}
	depuis := c.s.Reponse.Date
	if c.s.Reglages.ContestationDepuis == autreLecture {
		depuis = c.d.Dates.Rupture
	}
	if c.reponse == Acceptation && !depuis.Connue() {
		c.manque("reponse.date", pourContestation)
	}
	if c.reponse == Acceptation && depuis.Connue() {
		c.d.Dates.LimiteContestation = c.t.Mois(etapeContestation, depuis, contestation.Au(&c.l, c.engagement).Int())
	}
}
