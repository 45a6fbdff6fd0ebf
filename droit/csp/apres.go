package csp

import (
	"jalon/droit/are"
	"jalon/droit/argent"
	"jalon/droit/fait"
	"jalon/droit/trace"
)

var (
	etapeDureeARE    = trace.NouvelleEtape(ARE03, "Durée de l'ARE après le CSP, en jours")
	etapeRestants    = trace.NouvelleEtape(ARE01, "Jours d'ARE qui restent, ceux de l'ASP retirés")
	etapeDebutARE    = trace.NouvelleEtape(ARE01, "Premier jour d'ARE après le CSP")
	etapeConges      = trace.NouvelleEtape(PROC09, "Indemnité de congés payés")
	etapeDebutRefus  = trace.NouvelleEtape(PROC09, "Premier jour d'ARE en cas de refus")
	etapePreavisPaye = trace.NouvelleEtape(PROC09, "Préavis dû au salarié en cas de refus")
)

// apres donne l'ARE qui suit le CSP (ARE-01 à ARE-05) : sans attente ni différé, sa durée diminuée des
// jours payés en ASP.
func (c *calcul) apres() {
	if !c.possible || !c.d.Dates.DebutCSP.Connue() {
		return
	}
	duree := c.areDuree
	if avant := c.s.ARE.DureeAvantCoefficient; c.s.Reglages.ARECoefficient == autreLecture {
		switch {
		case avant.Connu():
			duree = avant
		case !c.s.ARE.DureeJours.Connu() && c.areOuverte == fait.Oui:
			duree = c.areAvant
		}
	}
	a := &c.d.Apres
	a.AREDureeJours = c.t.Nombre(etapeDureeARE, duree)
	if !duree.Connu() || !c.d.ASP.JoursPayes.Connu() {
		return
	}
	a.AREJoursRestants = c.t.Nombre(etapeRestants, fait.N(max(0, duree.Int()-c.d.ASP.JoursPayes.Int())))
	if a.AREJoursRestants.Int() == 0 {
		return
	}
	fin := c.d.Dates.FinCSP
	if s := c.d.Sortie; s != nil {
		if s.Regle == EXIT01 || s.Regle == EXIT02 || s.Regle == EXIT06 {
			return
		}
		fin = s.Date
	}
	a.AREDebut = c.t.Jours(etapeDebutARE, fin, 1)
}

// refus donne l'autre chemin : préavis payé, ARE de droit commun avec attente et différés (PROC-09).
func (c *calcul) refus() {
	if c.reponse != Refus || c.s.Proposition.Par != ParEmployeur {
		return
	}
	r := &c.d.refus
	c.d.Refus = r
	r.PreavisSalarie = c.t.Montant(etapePreavisPaye, c.d.Montants.PreavisTotal)
	if !c.fin.Connue() {
		return
	}
	r.AREDureeJours = c.areDuree
	r.DiffereJours, r.DiffereSpecifiqueJours, r.AttenteJours = are.Differes(&c.l, c.sjrARE, c.conges(), c.supraLegale(), c.fin)
	jours := fait.N(r.AttenteJours.Int() + r.DiffereJours.Int() + r.DiffereSpecifiqueJours.Int())
	debut := c.fin + 1
	if r.DiffereJours.Connu() && r.DiffereSpecifiqueJours.Connu() {
		r.AREDebut = c.t.Jours(etapeDebutRefus, c.fin, jours.Int()+1)
		debut = r.AREDebut
	}
	r.AREJournaliere = are.Journaliere(&c.l, c.sjrARE, debut, c.fin, c.tempsPartiel)
}

func (c *calcul) supraLegale() argent.Montant {
	if m := c.s.Contrat.IndemniteSupraLegale; m.Connu() {
		return m
	}
	return argent.Centimes(0)
}

// conges est l'indemnité de congés payés, et dit le fait qui manque pour l'estimer.
func (c *calcul) conges() argent.Montant {
	k := &c.s.Contrat
	if !k.CongesPayesIndemnite.Connu() && k.CongesPayesJours.Connue() && !k.SalaireMensuel.Connu() {
		c.manque("contrat.salaire_mensuel", pourDiffere)
	}
	return k.IndemniteConges(c.t)
}

// IndemniteConges est celle des congés payés restants : donnée en somme ou, lecture écrite, en jours au salaire
// mensuel × 12 ÷ 365. Elle est inconnue quand des jours restent et que la paie manque.
func (k *Contrat) IndemniteConges(t *trace.Trace) argent.Montant {
	switch {
	case k.CongesPayesIndemnite.Connu():
		return k.CongesPayesIndemnite
	case !k.CongesPayesJours.Connue():
		return argent.Centimes(0)
	}
	return t.Produit(etapeConges, k.SalaireMensuel, k.CongesPayesJours.Fois(argent.Ratio(12, 365)), argent.Proche)
}

// statut situe le dossier au jour du dernier fait connu.
func (c *calcul) statut() {
	switch {
	case c.d.Dispositif == DispositifConge, c.d.Dispositif == DispositifAucun, c.d.Eligibilite.Eligible == fait.Non,
		c.s.Salarie.Protege.Defaut(false) && c.s.Autorisation.Accordee == fait.Non:
		c.d.Statut = SansObjet
	case c.s.Proposition.Par == ParPersonne, !c.s.Proposition.Remise.Connue():
		c.d.Statut = PropositionAFaire
	case c.reponse == Refus:
		c.d.Statut = Refuse
	case c.reponse == SansReponse:
		c.d.Statut = EnReflexion
	default:
		c.d.Statut = Accepte
		c.d.Statut = c.d.StatutAu(c.dernier)
	}
}
