package csp

import (
	"jalon/droit/calendrier"
	"jalon/droit/fait"
	"jalon/droit/parametre"
	"jalon/droit/trace"
)

var (
	etapeDebutReflexion = trace.NouvelleEtape(PROC06, "Premier jour du délai de réflexion")
	etapeJour21         = trace.NouvelleEtape(PROC06, "Vingt et unième jour")
	etapeProtege        = trace.NouvelleEtape(PROC08, "Lendemain de la notification de la décision")
	etapeFinReflexion   = trace.NouvelleEtape(PROC07, "Dernier jour du délai de réflexion")
	etapeDansDelai      = trace.NouvelleEtape(PROC09, "Acceptation envoyée au plus tard le dernier jour")
	etapeRupture        = trace.NouvelleEtape(RUPT01, "Fin du contrat, d'un commun accord")
	etapeDebutCSP       = trace.NouvelleEtape(RUPT01, "Premier jour du CSP")
	etapeDebutOperateur = trace.NouvelleEtape(PROC11, "Premier jour du CSP, sur l'offre de l'opérateur")
	etapeLettre         = trace.NouvelleEtape(PROC10, "Lettre de licenciement au plus tôt")
	etapeConservatoire  = trace.NouvelleEtape(PROC10, "Lettre dans le délai de réflexion")
	etapeAnciennete     = trace.NouvelleEtape(CONT04, "Premier jour d'ancienneté")
	etapeAppreciee      = trace.NouvelleEtape(CONT04, "Jour où l'ancienneté est appréciée")
	etapeUnAn           = trace.NouvelleEtape(ASP01, "Un an d'ancienneté")
)

// proposition déroule l'offre, le délai de réflexion et la réponse (PROC-01 à PROC-11, RUPT-01).
func (c *calcul) proposition() {
	p, d := &c.s.Proposition, &c.d.Dates
	c.moment()
	c.fin = c.s.Contrat.Fin
	c.reponse = c.s.Reponse.Decision
	if p.Par == ParPersonne {
		if c.reponse != SansReponse {
			c.reponse = SansReponse
			c.avertir(PROC09, Phrase{modele: avertReponseSansOffre})
		}
		if !c.fin.Connue() {
			c.manque("contrat.fin", pourRupture)
		}
		return
	}
	if !p.Remise.Connue() {
		c.manque("proposition.remise", pourReflexion)
		return
	}
	if p.Remise < c.engagement {
		c.avertir(KEY01, Phrase{modele: avertRemiseAvantEngagement, D1: p.Remise, D2: c.engagement})
	}
	if c.engagement.PlusMois(24) < p.Remise && p.Par == ParEmployeur {
		c.avertir(KEY01, Phrase{modele: avertEngagementLointain, D1: c.engagement, D2: p.Remise})
	}
	if c.s.Autorisation.Accordee != fait.Inconnu && !c.s.Salarie.Protege.Defaut(false) {
		c.avertir(PROC08, Phrase{modele: avertPasProtege})
	}
	d.DebutReflexion = c.t.Jours(etapeDebutReflexion, p.Remise, 1)
	d.FinReflexion = c.finReflexion()
	c.lireReponse()
	if p.Par == ParOperateur {
		if p.Inscription.Connue() && p.Inscription != p.Remise {
			c.avertir(PROC11, Phrase{modele: avertInscription, D1: p.Inscription, D2: p.Remise})
		}
		if !c.fin.Connue() {
			c.manque("contrat.fin", pourRupture)
		}
		if c.fin.Connue() && c.fin > p.Remise {
			c.avertir(PROC11, Phrase{modele: avertFinApresRemise, D1: c.fin, D2: p.Remise})
		}
	} else {
		c.lettre()
		if c.reponse == Refus {
			if !c.fin.Connue() {
				c.manque("contrat.fin", pourRupture)
			}
		} else {
			// Adhésion, ou réponse attendue : le contrat finirait avec le délai.
			if c.reponse == Acceptation && c.fin.Connue() && d.FinReflexion.Connue() && c.fin != d.FinReflexion {
				c.avertir(RUPT01, Phrase{modele: avertFinContratAutre, D1: c.fin, D2: d.FinReflexion})
			}
			c.fin = c.t.Date(etapeRupture, d.FinReflexion)
		}
	}
	c.motifEcrit()
}

// moment est celui où la proposition doit être faite (PROC-01).
func (c *calcul) moment() {
	c.d.FinProtection = c.finProtection(c.engagement)
	switch {
	case c.s.Proposition.Par == ParOperateur:
		c.d.Moment = MomentInscription
	case c.d.FinProtection.Connue():
		c.d.Moment = MomentFinProtection
	case c.s.Licenciement.Forme == Collectif10Plus, c.s.Licenciement.Forme == AvecPSE && c.engagement < Convention2015:
		c.d.Moment = MomentDerniereReunion
	case c.s.Licenciement.Forme == AvecPSE:
		c.d.Moment = MomentHomologation
	default:
		c.d.Moment = MomentEntretien
	}
}

// finProtection est le dernier jour de la protection liée à la maternité (C. trav. L1225-4) qui couvre un jour ;
// SansFin si le congé dure encore, inconnu si aucune ne le couvre.
func (c *calcul) finProtection(jour calendrier.Date) calendrier.Date {
	return c.s.finProtection(jour, &c.l, c.engagement)
}

func (s *Situation) finProtection(jour calendrier.Date, l *parametre.Lecture, engagement calendrier.Date) calendrier.Date {
	for i := range s.Evenements {
		e := &s.Evenements[i]
		if e.Type != Maternite || e.Debut > jour {
			continue
		}
		fin := calendrier.SansFin
		if e.Fin.Connue() {
			fin = e.Fin.Plus(maternitePlus.Au(l, engagement).Int())
		}
		if jour <= fin {
			return fin
		}
	}
	return 0
}

// FinProtection est le dernier jour de la protection liée à la maternité (C. trav. L1225-4) qui couvre un jour ; SansFin
// si le congé dure encore, inconnu si aucune ne le couvre.
func (s *Situation) FinProtection(jour calendrier.Date) calendrier.Date {
	return s.finProtection(jour, &parametre.Lecture{}, s.engagementOu(jour))
}

// engagementOu est le jour qui choisit les règles (KEY-01), un autre s'il n'est pas donné.
func (s *Situation) engagementOu(jour calendrier.Date) calendrier.Date {
	if e := s.Licenciement.Engagement; e.Connue() {
		return e
	}
	return jour
}

// LettrePermise est, à partir d'un jour, le premier où la lettre de licenciement peut partir à cette personne : pas avant
// l'autorisation d'un salarié protégé (PROC-08), ni pendant la protection liée à la maternité (C. trav. L1225-4) ; inconnu
// tant que l'une ou l'autre l'est.
func (s *Situation) LettrePermise(jour calendrier.Date) calendrier.Date {
	return s.lettrePermise(jour, &parametre.Lecture{}, s.engagementOu(jour))
}

func (s *Situation) lettrePermise(jour calendrier.Date, l *parametre.Lecture, engagement calendrier.Date) calendrier.Date {
	if s.Salarie.Protege.Defaut(false) && s.Proposition.Par != ParOperateur {
		a := &s.Autorisation
		if !a.NotifieeLe.Connue() || a.Accordee == fait.Non {
			return 0
		}
		jour = max(jour, a.NotifieeLe.Plus(1))
	}
	switch fin := s.finProtection(jour, l, engagement); {
	case fin == calendrier.SansFin:
		return 0
	case fin.Connue():
		return fin.Plus(1)
	}
	return jour
}

// finReflexion est le dernier jour du délai ; inconnu tant que la décision sur un salarié protégé est attendue.
func (c *calcul) finReflexion() calendrier.Date {
	jour := c.t.Jours(etapeJour21, c.s.Proposition.Remise, delaiReflexion.Au(&c.l, c.engagement).Int())
	if c.s.Salarie.Protege.Defaut(false) && c.s.Proposition.Par == ParEmployeur {
		a := &c.s.Autorisation
		switch {
		case a.Accordee == fait.Non:
			c.avertir(PROC08, Phrase{modele: avertAutorisationRefusee, D1: a.NotifieeLe})
			return 0
		case !a.NotifieeLe.Connue():
			c.manque("autorisation.notifiee_le", pourReflexion)
			return 0
		case a.Accordee == fait.Inconnu:
			c.manque("autorisation.accordee", pourReflexion)
		}
		jour = max(jour, c.t.Jours(etapeProtege, a.NotifieeLe, 1))
	}
	fin := c.reporter(jour)
	switch {
	case fin != jour:
		c.avertir(PROC07, Phrase{modele: avertReport, D1: jour, D2: fin})
	case c.s.Reglages.ReportFinReflexion != ReportOuvre && !calendrier.Ouvre(jour, c.territoire):
		c.avertir(PROC07, Phrase{modele: avertReportHypothese, D1: jour})
	}
	return c.t.Date(etapeFinReflexion, fin)
}

// reporter repousse un dernier jour selon le réglage (PROC-07).
func (c *calcul) reporter(d calendrier.Date) calendrier.Date {
	switch c.s.Reglages.ReportFinReflexion {
	case ReportOuvre:
		return calendrier.ReporterOuvre(d, c.territoire)
	case ReportOuvrable:
		return calendrier.ReporterOuvrable(d, c.territoire)
	}
	return d
}

// lireReponse retient la réponse : une acceptation tardive et un silence sont des refus (PROC-09).
func (c *calcul) lireReponse() {
	r, fin := &c.s.Reponse, c.d.Dates.FinReflexion
	if r.Decision != SansReponse && r.Date.Connue() && r.Date < c.s.Proposition.Remise {
		c.avertir(PROC09, Phrase{modele: avertReponseAvantRemise, D1: r.Date, D2: c.s.Proposition.Remise})
	}
	if !fin.Connue() {
		return
	}
	switch {
	case r.Decision == Acceptation && r.Date.Connue() && c.t.Si(etapeDansDelai, fait.Si(r.Date <= fin)) == fait.Non:
		c.reponse = Refus
		c.avertir(PROC09, Phrase{modele: avertReponseTardive, D1: r.Date, D2: fin})
	case r.Decision == SansReponse && c.dernier > fin:
		c.reponse = Refus
		c.avertir(PROC09, Phrase{modele: avertSilence, D1: fin})
	case c.dernier < fin && r.Decision != Refus:
		c.avertir(PROC09, Phrase{modele: avertRetractation})
	}
}

// lettre donne la lettre de licenciement au plus tôt (PROC-10). Pour dix licenciements et plus, le
// délai part d'une notification à l'autorité que le format ne porte pas : rien n'est dit.
func (c *calcul) lettre() {
	if f := c.s.Licenciement.Forme; f == Collectif10Plus || f == AvecPSE {
		return
	}
	delai := delaiLettre
	switch p := c.s.Employeur.Procedure; {
	case p == Redressement || p == Liquidation: // les délais ordinaires ne s'y appliquent pas (L1233-59)
		delai = delaiLettreInsolvable
		c.avertir(PROC10, Phrase{modele: avertLettreInsolvable})
	case c.s.Licenciement.Cadre.Defaut(false) && c.s.Licenciement.Forme == Individuel:
		delai = delaiLettreCadre
	}
	d := &c.d.Dates
	jours := delai.Au(&c.l, c.engagement).Int()
	jour := calendrier.ReporterOuvre(calendrier.ApresOuvrables(c.engagement, jours, c.territoire), c.territoire).Plus(1) // un délai qui finit un samedi est prorogé (R1231-1)
	if jour = c.s.lettrePermise(jour, &c.l, c.engagement); !jour.Connue() {
		return
	}
	d.LettreAuPlusTot = c.t.Date(etapeLettre, jour)
	if d.FinReflexion.Connue() {
		dedans := d.LettreAuPlusTot <= d.FinReflexion
		d.LettreConservatoire = c.t.Si(etapeConservatoire, fait.Si(dedans))
	}
}

// motifEcrit vérifie que le motif économique est écrit au plus tard à l'acceptation (PROC-03).
func (c *calcul) motifEcrit() {
	le := c.s.Proposition.MotifEcritLe
	switch {
	case c.reponse == Refus || c.s.Proposition.Par != ParEmployeur:
	case !le.Connue():
		c.avertir(PROC03, Phrase{modele: avertMotifAbsent})
	case c.s.Reponse.Date.Connue() && le > c.s.Reponse.Date:
		c.avertir(PROC03, Phrase{modele: avertMotifTardif, D1: le, D2: c.s.Reponse.Date})
	}
}

// existence dit si un CSP peut exister, et pose ses premiers jours.
func (c *calcul) existence() {
	d, p := &c.d.Dates, &c.s.Proposition
	c.possible = c.d.Dispositif != DispositifConge && c.d.Dispositif != DispositifAucun &&
		c.d.Eligibilite.Eligible != fait.Non && p.Par != ParPersonne && c.reponse != Refus &&
		!(c.s.Salarie.Protege.Defaut(false) && c.s.Autorisation.Accordee == fait.Non)
	if c.reponse == Refus {
		c.evenementsSansCSP()
	}
	if !c.possible || !d.FinReflexion.Connue() {
		return
	}
	d.Rupture = c.fin
	etape := etapeDebutCSP
	if p.Par == ParOperateur {
		etape = etapeDebutOperateur
	}
	d.DebutCSP = c.t.Jours(etape, d.FinReflexion, 1)
}

// evenementsSansCSP signale les faits de la vie d'un CSP qui n'a pas été conclu.
func (c *calcul) evenementsSansCSP() {
	for i := range c.s.Evenements {
		switch e := &c.s.Evenements[i]; e.Type {
		case EntretienInformation, Maladie, Maternite, Paternite, Adoption, RepriseEmploi, Paiement:
		default:
			c.avertir(PROC09, Phrase{modele: avertEvenementSansCSP, D1: e.jour()})
		}
	}
}

// mesurerAnciennete dit si l'année est atteinte, au jour que choisit le réglage (CONT-04).
func (c *calcul) mesurerAnciennete() {
	k := &c.s.Contrat
	if c.anciennete = k.AncienneteDepuis; !c.anciennete.Connue() {
		c.anciennete = k.Debut
	}
	if !c.anciennete.Connue() {
		c.manque("contrat.debut", pourAnciennete)
	}
	if c.fin.Connue() && k.Debut > c.fin {
		c.avertir(ELIG05, Phrase{modele: avertDebutApresFin, D1: k.Debut, D2: c.fin})
	}
	c.appreciee = c.fin
	if c.s.Reglages.AncienneteAppreciee == autreLecture {
		c.appreciee = c.s.Proposition.Remise
	}
	c.t.Date(etapeAnciennete, c.anciennete)
	c.t.Date(etapeAppreciee, c.appreciee)
	if !c.anciennete.Connue() || !c.appreciee.Connue() {
		return
	}
	mois := ancienneteMois.Au(&c.l, c.engagement).Int()
	atteinte := c.anciennete.FinPeriode(mois)
	c.unAn = c.t.Si(etapeUnAn, fait.Si(atteinte <= c.appreciee))
	if r := c.s.Proposition.Remise; c.possible && r.Connue() && r < atteinte && atteinte <= c.fin {
		c.avertir(CONT04, Phrase{modele: avertAnneeDansReflexion, D1: c.appreciee})
	}
}
