package csp

import (
	"jalon/droit/are"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/fait"
	"jalon/droit/trace"
)

var (
	etapeDureeASP    = trace.NouvelleEtape(DUR10, "Jours d'allocation, moins d'un an d'ancienneté")
	etapeDureeCourte = trace.NouvelleEtape(DUR10, "Jours travaillés × 1,4, arrondis au jour supérieur")
)

// dureesARE calcule la durée de l'ARE que la personne aurait eue, avant et après coefficient.
func (c *calcul) dureesARE() {
	if !c.fin.Connue() {
		return
	}
	c.areOuverte = are.Ouverte(&c.l, affiliationDe(c.affiliation.jours, c.s.Contrat.HeuresTravaillees), c.fin)
	c.areAvant = c.s.ARE.DureeAvantCoefficient
	if !c.areAvant.Connu() && !c.affiliation.contrat.Vide() {
		jours, travailles := c.joursARE()
		t := fait.N(travailles)
		if c.s.Contrat.JoursTravailles.Connu() {
			t = c.s.Contrat.JoursTravailles
		}
		c.areAvant = are.DureeAvantCoefficient(&c.l, fait.N(jours), t, c.age, c.engagement, c.fin)
	}
	c.areDuree = c.s.ARE.DureeJours
	switch {
	case c.areDuree.Connu():
	case c.areOuverte == fait.Non && !c.s.ARE.DureeAvantCoefficient.Connu():
		c.areDuree = fait.N(0)
	case c.areOuverte == fait.Inconnu && !c.s.ARE.DureeAvantCoefficient.Connu():
	case c.coefficientARE():
		c.areDuree = are.Duree(&c.l, c.areAvant, c.fin)
	default:
		c.areDuree = c.areAvant
	}
}

// joursARE compte les jours de la période de référence de l'ARE, du premier contrat perdu à la fin, les
// jours non travaillés entre deux contrats n'étant comptés que jusqu'à leur plafond ; et les jours
// travaillés de ces contrats.
func (c *calcul) joursARE() (jours, travailles int) {
	propre := c.affiliation.contrat
	if len(c.s.AutresEmplois) == 0 {
		return propre.Jours(), propre.LundisAuVendredis()
	}
	fenetre := calendrier.Periode{Debut: c.d.Eligibilite.FenetreDebut, Fin: c.fin}
	couverts := calendrier.Union{}.Avec(propre)
	for i := range c.s.AutresEmplois {
		if e := &c.s.AutresEmplois[i]; c.perdu(e, fenetre) {
			couverts = couverts.Avec(e.Periode.Inter(fenetre))
		}
	}
	for _, p := range couverts {
		jours += p.Jours()
		travailles += p.LundisAuVendredis()
	}
	vides := int(c.fin-couverts[0].Debut) + 1 - jours
	if vides > 0 && c.engagement >= sjrContrat {
		jours += min(vides, are.PlafondNonTravailles(&c.l, travailles, c.engagement, c.fin))
	}
	return jours, travailles
}

// coefficientARE dit si le coefficient de 2023 réduit la durée de l'ARE : jamais outre-mer.
func (c *calcul) coefficientARE() bool {
	return are.AvecCoefficient(&c.l, c.fin, c.s.Salarie.Residence != ResMetropole)
}

// dureeASP est le nombre de jours d'allocation d'une personne de moins d'un an d'ancienneté (DUR-10) :
// jamais plus que l'ARE avant coefficient, ni que le CSP.
func (c *calcul) dureeASP() fait.Nombre {
	csp := int(c.d.Dates.FinCSP-c.d.Dates.DebutCSP) + 1
	n := c.dureeSelonARE(csp)
	if !n.Connu() {
		return n
	}
	return c.t.Nombre(etapeDureeASP, fait.N(min(n.Int(), csp)))
}

func (c *calcul) dureeSelonARE(csp int) fait.Nombre {
	a := &c.s.ARE
	switch {
	case a.DureeAvantCoefficient.Connu():
		return a.DureeAvantCoefficient
	case a.DureeJours.Connu() && (!c.coefficientARE() || a.DureeJours.Int() >= csp):
		return a.DureeJours
	case a.DureeJours.Connu():
		if c.areAvant.Connu() && are.Duree(&c.l, c.areAvant, c.fin) == a.DureeJours {
			return c.areAvant
		}
		c.manque("are.duree_avant_coefficient", pourDureeASP)
		return fait.Nombre{}
	case c.areOuverte == fait.Inconnu:
		c.manque("contrat.heures_travaillees", pourDureeASP)
		return fait.Nombre{}
	case c.areOuverte == fait.Non:
		return c.joursConvertis()
	case c.engagement >= avenant5 && c.engagement < sjrContrat:
		if n := c.joursConvertis(); n.Connu() && c.areAvant.Connu() {
			return fait.N(min(n.Int(), c.areAvant.Int()))
		}
		return fait.Nombre{}
	}
	return c.areAvant
}

// joursConvertis sont les jours travaillés × 1,4, au jour supérieur. Une affiliation atteinte par les
// seules heures n'a pas de conversion connue.
func (c *calcul) joursConvertis() fait.Nombre {
	j := c.affiliation.jours
	if !j.Connu() {
		return j
	}
	if j.AuMoins(affiliationJours.Au(&c.l, c.fin)) == fait.Non {
		c.avertir(DUR10, Phrase{modele: avertHeuresSeules})
		return fait.Nombre{}
	}
	n, _ := are.EnCalendaires(&c.l, j.Int(), c.fin).Arrondi(argent.Superieur)
	return c.t.Nombre(etapeDureeCourte, fait.N(int(n)))
}

// cause d'allongement : sa règle, la convention qui l'ouvre, le nom montré.
type causeAllongement struct {
	regle  trace.Regle
	depuis calendrier.Date // date d'engagement
	nom    string
}

// causes, par type d'événement ; sans règle, le type n'allonge pas.
var causes = [Paiement + 1]causeAllongement{
	PeriodeTravail:    {DUR03, Convention2015, "période de travail"},
	Maladie:           {DUR04, avenant4, "maladie"},
	Maternite:         {DUR05, avenant4, "maternité"},
	Paternite:         {DUR06, avenant5, "paternité et accueil de l'enfant"},
	Adoption:          {DUR07, avenant5, "adoption"},
	ProcheAidant:      {DUR08, avenant5, "proche aidant"},
	PresenceParentale: {DUR09, ages2025, "présence parentale"},
}

// allonger ajoute au CSP les jours d'un événement, dans la limite propre à sa cause puis dans la limite
// totale. Un jour qui relève de deux causes ne compte qu'une fois.
func (c *calcul) allonger(typ TypeEvenement, p calendrier.Periode, e *Evenement) {
	cause := causes[typ]
	if c.engagement < cause.depuis {
		return
	}
	d := &c.d.Dates
	debut := max(p.Debut, d.DebutCSP)
	if typ == PeriodeTravail && debut <= c.finSixieme {
		if p.Fin > c.finSixieme {
			c.avertir(DUR03, Phrase{modele: avertStraddle, D1: c.finSixieme})
		}
		debut = c.finSixieme + 1
	}
	reste := calendrier.Periode{Debut: debut, Fin: p.Fin}
	if reste.Vide() || debut > d.FinCSP {
		return
	}
	doubles := c.comptes.JoursDans(reste)
	if doubles > 0 {
		c.avertir(cause.regle, Phrase{modele: avertJoursDoubles})
	}
	jours := min(reste.Jours()-doubles, c.limite(typ, reste, e)-c.dejaAjoutes(cause.regle))
	if total := dureeTotaleMax.Au(&c.l, c.engagement); total.Connu() {
		jours = min(jours, int(d.DebutCSP.FinPeriode(total.Int())-d.FinCSP))
	}
	if jours <= 0 {
		return
	}
	c.comptes = c.comptes.Avec(calendrier.Periode{Debut: debut, Fin: min(p.Fin, debut.Plus(jours+doubles-1))})
	if c.engagement >= avenant5 {
		c.finDixieme = c.finDixieme.Plus(jours)
	}
	c.t.Nombre(etapeJoursAjoute, fait.N(jours))
	d.FinCSP = c.t.Jours(etapeAllonge, d.FinCSP, jours)
	for i := range c.d.Prolongations {
		if q := &c.d.Prolongations[i]; q.Regle == cause.regle {
			q.Jours += jours
			return
		}
	}
	c.d.Prolongations = append(c.d.Prolongations, Prolongation{cause.nom, jours, cause.regle})
}

func (c *calcul) dejaAjoutes(r trace.Regle) int {
	for i := range c.d.Prolongations {
		if c.d.Prolongations[i].Regle == r {
			return c.d.Prolongations[i].Jours
		}
	}
	return 0
}

// limite est le plus grand nombre de jours qu'une cause peut ajouter en tout. Une limite en mois court
// depuis la fin initiale.
func (c *calcul) limite(typ TypeEvenement, p calendrier.Periode, e *Evenement) int {
	enMois := func(n fait.Nombre) int { return int((c.finInitiale + 1).FinPeriode(n.Int()) - c.finInitiale) }
	multiple, rang := e.NaissanceMultiple.Defaut(1), e.Enfants.Defaut(0)
	var n fait.Nombre
	switch typ {
	case PeriodeTravail:
		return enMois(prolongeTravailMax.Au(&c.l, c.engagement))
	case Maladie:
		return enMois(prolongeMaladieMax.Au(&c.l, c.engagement))
	case ProcheAidant:
		return enMois(procheAidantMax.Au(&c.l, c.engagement))
	case PresenceParentale:
		reste := max(0, presenceMax.Au(&c.l, c.engagement).Int()-c.presence)
		for p.LundisAuVendredis() > reste {
			p.Fin--
		}
		c.presence += p.LundisAuVendredis()
		return c.dejaAjoutes(DUR09) + p.Jours()
	case Maternite:
		switch {
		case multiple >= 3:
			n = materniteTriples.Au(&c.l, c.engagement)
		case multiple == 2:
			n = materniteJumeaux.Au(&c.l, c.engagement)
		case rang >= 2:
			n = materniteTroisieme.Au(&c.l, c.engagement)
		default:
			n = maternite.Au(&c.l, c.engagement)
		}
		if p.Jours() > n.Int() {
			c.avertir(DUR05, Phrase{modele: avertMaternitePathologique, N1: n.Int()})
		}
	case Paternite:
		n = paternite.Au(&c.l, c.engagement)
		if multiple > 1 {
			n = paterniteMultiple.Au(&c.l, c.engagement)
		}
	case Adoption:
		switch {
		case multiple > 1:
			n = adoptionMultiple.Au(&c.l, c.engagement)
		case rang >= 2:
			n = adoptionTroisieme.Au(&c.l, c.engagement)
		default:
			n = adoption.Au(&c.l, c.engagement)
		}
	default:
	}
	return n.Int()
}

// Suspensions qui arrêtent l'ASP (SUSP-02 à 06).
var suspensions = [Paiement + 1]struct {
	regle trace.Regle
	nom   string
}{
	Maladie: {SUSP02, "maladie"}, Maternite: {SUSP02, "maternité"}, Paternite: {SUSP02, "paternité et accueil de l'enfant"},
	Adoption: {SUSP02, "adoption"}, PreParE: {SUSP03, "prestation partagée d'éducation de l'enfant"},
	PresenceParentale: {SUSP04, "présence parentale"}, ProcheAidant: {SUSP04, "proche aidant"},
	HorsDuTerritoire: {SUSP05, "séjour hors du territoire"}, ServiceCivique: {SUSP06, "service civique"},
}

func (c *calcul) suspension(e *Evenement, rang int) {
	switch {
	case e.Type == ProcheAidant && c.engagement < avenant5:
		c.avertir(SUSP04, Phrase{modele: avertProcheAidant})
		return
	case e.Type == PresenceParentale && c.engagement >= ages2025:
		c.avertir(DUR09, Phrase{modele: avertPresenceParentale})
	case (e.Type == Maladie || e.Type == Maternite) && c.engagement >= maladieIncertaine && c.engagement < avenant5:
		c.avertir(DUR04, Phrase{modele: avertMaladieAncienne})
	}
	s := suspensions[e.Type]
	if !e.Fin.Connue() {
		c.finAttendue(e, rang)
	}
	c.dansCSP(calendrier.Periode{Debut: e.Debut, Fin: ouverte(e.Fin)}, func(p calendrier.Periode) {
		if !e.Fin.Connue() && p.Fin+1 == c.retraite { // rien ne dit qu'il dure jusque-là
			p.Fin = calendrier.SansFin
		}
		c.absent(p, s.nom, s.regle)
		if e.Fin.Connue() && causes[e.Type].nom != "" {
			c.allonger(e.Type, p, e)
		}
	})
}
