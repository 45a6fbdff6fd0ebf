package csp

import (
	"jalon/droit/are"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/fait"
	"jalon/droit/parametre"
	"jalon/droit/trace"
)

var (
	etapeEffectif    = trace.NouvelleEtape(ELIG01, "Effectif de l'entreprise au seuil du congé de reclassement")
	etapeProcedure   = trace.NouvelleEtape(ELIG02, "Redressement ou liquidation judiciaire")
	etapeGroupe      = trace.NouvelleEtape(ELIG03, "Effectif du groupe au seuil du congé de reclassement")
	etapeRegime      = trace.NouvelleEtape(ELIG04, "Employeur du régime d'assurance chômage")
	etapeContrat     = trace.NouvelleEtape(ELIG05, "Contrat à durée indéterminée de droit privé")
	etapeAffiliation = trace.NouvelleEtape(ELIG05, "Affiliation suffisante dans la fenêtre")
	etapeJoursAff    = trace.NouvelleEtape(ELIG05, "Jours travaillés dans la fenêtre")
	etapeAge         = trace.NouvelleEtape(ELIG06, "Âge à la fin du contrat")
	etapeFenetre     = trace.NouvelleEtape(ELIG06, "Premier jour de la fenêtre d'affiliation")
	etapeRetraite    = trace.NouvelleEtape(ELIG07, "Retraite à taux plein ou anticipée non atteinte")
	etapeApte        = trace.NouvelleEtape(ELIG08, "Aptitude physique à l'emploi")
	etapeResidence   = trace.NouvelleEtape(ELIG09, "Résidence sur le territoire du régime")
	etapeEngagement  = trace.NouvelleEtape(KEY01, "Date d'engagement de la procédure")
)

// chercherDates trouve l'engagement (KEY-01) et le jour du dernier fait connu.
func (c *calcul) chercherDates() {
	s := c.s
	c.engagement = s.Licenciement.Engagement
	if !c.engagement.Connue() {
		if c.engagement = s.Proposition.Remise; c.engagement.Connue() {
			c.avertir(KEY01, Phrase{modele: avertEngagementSuppose, D1: c.engagement})
		} else {
			c.manque("licenciement.engagement", pourProcedure)
		}
	}
	c.t.Date(etapeEngagement, c.engagement)
	c.dernier = max(c.engagement, s.Proposition.Remise, s.Proposition.Inscription, s.Proposition.MotifEcritLe,
		s.Reponse.Date, s.Autorisation.NotifieeLe, s.DebutCASP)
	if s.Reponse.Decision != Acceptation {
		c.dernier = max(c.dernier, s.Contrat.Fin)
	}
	for i := range s.Evenements {
		e := &s.Evenements[i]
		c.dernier = max(c.dernier, e.Date, e.Debut, e.DemandePrimeLe, e.DemandeIDRLe, e.RuptureEssaiLe)
		if e.Type != RepriseEmploi {
			c.dernier = max(c.dernier, e.Fin)
		}
	}
}

// employeur dit quel dispositif l'employeur doit proposer (ELIG-01 à 04).
func (c *calcul) employeur() {
	e := &c.s.Employeur
	seuil := effectifConge.Au(&c.l, max(c.engagement, PremierEngagement))
	regime := fait.Si(e.AssuranceChomage.Defaut(true))
	insolvable := fait.Si(e.Procedure == Redressement || e.Procedure == Liquidation)
	grand := c.t.Si(etapeEffectif, e.Effectif.AuMoins(seuil))
	if e.EffectifGroupe.Connu() {
		grand = grand.Ou(c.t.Si(etapeGroupe, e.EffectifGroupe.AuMoins(seuil)))
	}
	detail := Phrase{modele: effectifSous, N1: e.Effectif.Int(), N2: seuil.Int()}
	switch {
	case c.t.Si(etapeRegime, regime) == fait.Non:
		c.d.Dispositif = DispositifAucun
	case c.t.Si(etapeProcedure, insolvable) == fait.Oui:
		c.d.Dispositif = DispositifCSP
	case grand == fait.Oui:
		c.d.Dispositif = DispositifConge
	case grand == fait.Non:
		c.d.Dispositif = DispositifCSP
	default:
		c.manque("employeur.effectif", pourDispositif)
	}
	switch grand {
	case fait.Oui:
		detail.modele, detail.N1 = effectifAtteint, max(e.Effectif.Int(), e.EffectifGroupe.Int())
	case fait.Inconnu:
		detail.modele = effectifInconnu
	case fait.Non:
	}
	regle, respectee := ELIG01, grand
	if e.EffectifGroupe.AuMoins(seuil) == fait.Oui {
		regle = ELIG03
	}
	if insolvable == fait.Oui {
		regle, respectee, detail = ELIG02, fait.Non, Phrase{modele: procedureCollective}
	}
	c.condition(regle, non(respectee), detail)
	if regime == fait.Oui {
		detail = Phrase{modele: sousAssurance}
	} else {
		detail = Phrase{modele: horsAssurance}
	}
	c.condition(ELIG04, regime, detail)
}

func non(r fait.Reponse) fait.Reponse {
	switch r {
	case fait.Oui:
		return fait.Non
	case fait.Non:
		return fait.Oui
	case fait.Inconnu:
	}
	return fait.Inconnu
}

func (c *calcul) condition(r trace.Regle, respectee fait.Reponse, detail Phrase) {
	c.d.Eligibilite.Conditions = append(c.d.Eligibilite.Conditions, Condition{r, respectee, detail})
}

// lieuEtCouverture trouve les jours fériés et dit les réserves de lieu et de temps.
func (c *calcul) lieuEtCouverture() {
	c.territoire = territoires[c.s.Salarie.Residence]
	if c.s.Contrat.LieuTravail.Connu {
		c.territoire = c.s.Contrat.LieuTravail.Territoire
	}
	switch {
	case c.engagement.Connue() && c.engagement < PremierEngagement:
		c.avertir(KEY01, Phrase{modele: avertAvant2011, D1: c.engagement})
	case c.engagement > DernierEngagement:
		c.avertir(KEY01, Phrase{modele: avertApres2026, D1: c.engagement, D2: DernierEngagement})
	case c.s.Salarie.Residence == ResMayotte:
		c.condition(ELIG09, fait.Inconnu, Phrase{modele: residenceMayotte})
		c.avertir(ELIG09, Phrase{modele: avertMayotte})
	}
}

// couvert dit si cette édition connaît le droit de ce dossier.
func (c *calcul) couvert() bool {
	return c.engagement.Connue() && c.engagement >= PremierEngagement && c.engagement <= DernierEngagement &&
		c.s.Salarie.Residence != ResMayotte
}

// affiliation : ce qui a été travaillé dans la fenêtre.
type affiliation struct {
	fenetreMois int
	contrat     calendrier.Periode // partie du contrat dans la fenêtre
	jours       fait.Nombre
}

// eligibilite applique ELIG-05 à ELIG-10.
func (c *calcul) eligibilite() {
	c.chercherFenetre()
	p := &c.s.Salarie
	prive := fait.Si(c.s.Contrat.Nature == CDI).Et(fait.Si(c.s.Contrat.DroitPrive.Defaut(true)))
	r := c.t.Si(etapeContrat, prive).Et(c.conditionAffiliation(prive))
	r = r.Et(c.conditionRetraite())
	apte := c.t.Si(etapeApte, fait.Si(p.Apte.Defaut(true)))
	c.condition(ELIG08, apte, Phrase{modele: siOui(apte, apteOui, apteNon)})
	dedans := c.t.Si(etapeResidence, fait.Si(p.Residence != ResHorsTerritoire))
	c.condition(ELIG09, dedans, Phrase{modele: siOui(dedans, residenceOui, residenceNon)})
	if len(c.s.AutresEmplois) > 0 {
		c.condition(ELIG10, fait.Oui, Phrase{modele: autreEmploiPossible})
	}
	c.d.Eligibilite.Eligible = r.Et(apte).Et(dedans)
	if n, d := p.DateNaissance, c.s.Contrat.Debut; n.Connue() && d.Connue() && n.Age(d) < 14 {
		c.avertir(ELIG06, Phrase{modele: avertTropJeune, N1: n.Age(d)})
	}
}

func siOui(r fait.Reponse, oui, sinon modele) modele {
	if r == fait.Oui {
		return oui
	}
	return sinon
}

// chercherFenetre trouve la fenêtre d'affiliation (ELIG-05, ELIG-06) et l'âge à la fin du contrat.
func (c *calcul) chercherFenetre() {
	naissance := c.s.Salarie.DateNaissance
	if c.fin.Connue() && naissance.Connue() {
		c.age = c.t.Nombre(etapeAge, fait.N(naissance.Age(c.fin)))
	}
	if !naissance.Connue() {
		c.manque("salarie.date_naissance", pourFenetre)
	}
	detail := Phrase{modele: fenetreInconnue}
	if c.fin.Connue() {
		switch senior := c.age.AuMoins(fenetreAge.Au(&c.l, jourDeLAge(c.engagement, c.fin))); senior {
		case fait.Oui:
			c.d.Eligibilite.FenetreMois = fenetreSenior.Au(&c.l, c.engagement)
		case fait.Non:
			c.d.Eligibilite.FenetreMois = fenetre.Au(&c.l, c.engagement)
		case fait.Inconnu:
		}
	}
	respectee := fait.Inconnu
	if n := c.d.Eligibilite.FenetreMois; n.Connu() {
		c.affiliation.fenetreMois = n.Int()
		c.d.Eligibilite.FenetreDebut = c.t.Jours(etapeFenetre, c.fin.PlusMois(-n.Int()), 1)
		respectee = fait.Oui
		detail = Phrase{modele: fenetreMois, N1: n.Int(), D1: c.d.Eligibilite.FenetreDebut}
	}
	c.condition(ELIG06, respectee, detail)
}

// jourDeLAge choisit l'âge de la fenêtre longue : la fin du contrat jusqu'à l'avenant n° 5, l'engagement ensuite.
func jourDeLAge(engagement, fin calendrier.Date) calendrier.Date {
	if engagement < avenant5 {
		return min(fin, avenant5-1)
	}
	return engagement
}

// PeriodeReference est la longueur, en mois, de la période dont la paie fait l'allocation, selon l'âge à la fin du
// contrat (ELIG-06, ASP-03) ; l'inconnu hors du régime.
func PeriodeReference(engagement, fin, naissance calendrier.Date) fait.Nombre {
	l := &parametre.Lecture{}
	if fait.N(naissance.Age(fin)).AuMoins(fenetreAge.Au(l, jourDeLAge(engagement, fin))) == fait.Oui {
		return fenetreSenior.Au(l, engagement)
	}
	return fenetre.Au(l, engagement)
}

// conditionAffiliation applique le seuil d'affiliation d'ELIG-05.
func (c *calcul) conditionAffiliation(prive fait.Reponse) fait.Reponse {
	jours, heures := affiliationJours.Au(&c.l, c.fin), affiliationHeures.Au(&c.l, c.fin)
	k := &c.s.Contrat
	court, long := c.fin.PlusMois(-fenetre.Au(&c.l, c.engagement).Int())+1, c.fin.PlusMois(-fenetreSenior.Au(&c.l, c.engagement).Int())+1
	if d := c.d.Eligibilite.FenetreDebut; d.Connue() {
		court, long = d, d
	}
	dans := func(debut calendrier.Date) fait.Nombre {
		if !k.Debut.Connue() || !c.fin.Connue() {
			return fait.Nombre{}
		}
		p := calendrier.Periode{Debut: max(k.Debut, debut), Fin: c.fin}
		if c.fin < joursTravailles2017 {
			return fait.N(p.Jours()) // les 122 jours d'avant novembre 2017 sont des jours d'appartenance
		}
		return fait.N(p.LundisAuVendredis())
	}
	c.affiliation.jours = k.JoursTravailles
	moins, plus := k.JoursTravailles, k.JoursTravailles
	if !k.JoursTravailles.Connu() {
		moins, plus = dans(court), dans(long)
		if moins == plus {
			c.affiliation.jours = moins
		}
	}
	// Un contrat plus court que les deux fenêtres possibles n'attend pas l'âge pour être compté.
	if k.Debut.Connue() && c.fin.Connue() && (c.d.Eligibilite.FenetreDebut.Connue() || k.Debut >= court) {
		c.affiliation.contrat = calendrier.Periode{Debut: max(k.Debut, court), Fin: c.fin}
	}
	c.t.Nombre(etapeJoursAff, c.affiliation.jours)
	r := c.atteint(moins, jours, heures)
	if autre := c.atteint(plus, jours, heures); autre != r {
		r = fait.Inconnu
	}
	c.t.Si(etapeAffiliation, r)
	detail := Phrase{modele: siOui(r, affiliationOui, affiliationNon), N1: jours.Int(), N2: heures.Int()}
	if n := c.affiliation.jours; n.Connu() && r != fait.Inconnu {
		detail = Phrase{modele: affiliationCompte, N1: n.Int(), N2: jours.Int()}
	}
	if !c.fin.Connue() {
		detail = Phrase{modele: finContratInconnue}
	} else if r == fait.Inconnu {
		detail.modele = affiliationInconnue
		switch {
		case !k.Debut.Connue() && !k.JoursTravailles.Connu():
			c.manque("contrat.debut", pourAffiliation)
		case !k.HeuresTravaillees.Connue():
			c.manque("contrat.heures_travaillees", pourAffiliation)
		}
	}
	if prive == fait.Non {
		r, detail.modele = fait.Non, contratPasCDI
		if c.s.Contrat.Nature == CDI {
			detail.modele = contratPasPrive
		}
	}
	c.condition(ELIG05, r, detail)
	return r
}

func (c *calcul) atteint(j, jours, heures fait.Nombre) fait.Reponse {
	return affiliationDe(j, c.s.Contrat.HeuresTravaillees).Atteint(jours, heures)
}

// conditionRetraite applique ELIG-07. La table des âges vaut pour les contrats finis depuis
// septembre 2023 ; avant, l'âge seul ne suffit à conclure que bien en dessous de l'âge légal.
func (c *calcul) conditionRetraite() fait.Reponse {
	p := &c.s.Salarie
	naissance, tauxPlein := p.DateNaissance, p.DateTauxPlein
	r, detail := fait.Inconnu, Phrase{modele: retraiteInconnue}
	automatique := ageAutomatique.Au(&c.l, naissance)
	switch {
	case p.RetraiteAnticipee.Defaut(false):
		r, detail.modele = fait.Non, retraiteDejaServie
	case !c.fin.Connue():
		detail.modele = finContratInconnue
	case naissance.Connue() && c.fin >= retraite2023 && naissance.PlusMois(automatique.Int()) <= c.fin:
		r, detail = fait.Non, Phrase{modele: retraiteAgeMax, N1: automatique.Int() / 12}
	case tauxPlein.Connue():
		r, detail = fait.Si(tauxPlein > c.fin), Phrase{modele: retraiteTauxPlein, D1: tauxPlein}
	case !naissance.Connue():
		detail.modele = retraiteNaissance
	case naissance.PlusMois(ageMinimal(&c.l, naissance, c.fin)) > c.fin:
		r = fait.Oui
	default:
		c.manque("salarie.date_taux_plein", pourRetraite)
	}
	if r == fait.Oui {
		detail = Phrase{modele: retraiteNon}
	}
	c.condition(ELIG07, c.t.Si(etapeRetraite, r), detail)
	return r
}

// ageMinimal est l'âge, en mois, sous lequel personne n'a atteint l'âge légal. Pour les contrats finis
// avant septembre 2023, l'âge légal des générations d'avant 1955 était plus bas : soixante ans.
func ageMinimal(l *parametre.Lecture, naissance, fin calendrier.Date) int {
	if fin < retraite2023 && naissance < calendrier.D(1955, 1, 1) {
		return 60 * 12
	}
	return ageLegal.Au(l, naissance).Int()
}

func affiliationDe(jours fait.Nombre, heures argent.Fraction) are.Affiliation {
	return are.Affiliation{Jours: jours, Heures: heures}
}
