package csp

import (
	"math"

	"jalon/droit/are"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/fait"
	"jalon/droit/trace"
)

var (
	etapeJournee    = trace.NouvelleEtape(ASP01, "Montants journaliers de l'ASP")
	etapeASPTaux    = trace.NouvelleEtape(ASP01, "ASP, un an d'ancienneté et plus")
	etapeASPCourte  = trace.NouvelleEtape(ASP02, "ASP, moins d'un an d'ancienneté : l'ARE du contrat")
	etapePlancher   = trace.NouvelleEtape(ASP05, "Au moins l'ARE que la personne aurait eue")
	etapeFormation  = trace.NouvelleEtape(ASP05, "Au moins l'ARE formation minimale")
	etapePlafondASP = trace.NouvelleEtape(ASP06, "Au plus l'ARE maximale")
	etapePension    = trace.NouvelleEtape(ASP12, "Pension d'invalidité, ramenée au jour")
	etapeSansPens   = trace.NouvelleEtape(ASP12, "ASP moins la pension")
	etapeTroisPC    = trace.NouvelleEtape(ASP08, "Participation de 3 % du salaire journalier")
	etapeMargePC    = trace.NouvelleEtape(ASP08, "Ce qui dépasse l'ARE minimale")
	etapeRetenue    = trace.NouvelleEtape(ASP08, "Participation retenue, sans descendre sous l'ARE minimale")
	etapeNette      = trace.NouvelleEtape(ASP08, "ASP nette par jour")
	etapeMois       = trace.NouvelleEtape(ASP10, "Mois d'allocation")
	etapeBrutMois   = trace.NouvelleEtape(ASP10, "Brut du mois")
	etapeRetMois    = trace.NouvelleEtape(ASP10, "Retenue du mois")
	etapeNetMois    = trace.NouvelleEtape(ASP10, "Net du mois")
	etapeFinASP     = trace.NouvelleEtape(ASP11, "Dernier jour d'allocation")
)

// palier porte les montants d'un jour, valables du jour debut au jour fin exclu.
type palier struct {
	debut, fin                                         calendrier.Date
	sjr, brute, retenue, nette, are, plafond, plancher argent.Montant
}

// montantsDuJour calcule les montants journaliers de l'ASP ce jour-là (ASP-01 à 08, 12, 13). Les
// barèmes sont ceux du jour payé ; le taux suit l'engagement, le plafond l'année choisie par le réglage.
func (c *calcul) montantsDuJour(jour calendrier.Date) palier {
	if p := c.dernierPalier; p.debut.Connue() && p.debut <= jour && jour < p.fin {
		return p
	}
	t := c.t
	defer t.Ferme(t.Ouvre(etapeJournee))
	p := palier{debut: jour, fin: c.prochainChangement(jour)}
	p.sjr = c.revaloriser(c.paie.sjr, jour)
	sjrARE := p.sjr
	if c.sjrARE != c.paie.sjr {
		sjrARE = c.revaloriser(c.sjrARE, jour)
	}
	p.are = are.Journaliere(&c.l, sjrARE, jour, c.fin, c.tempsPartiel)
	base := argent.Montant{}
	switch c.unAn {
	case fait.Oui:
		base = t.Produit(etapeASPTaux, p.sjr, aspTaux.Au(&c.l, c.engagement), argent.Proche)
	case fait.Non:
		base = p.are
		if sjrARE != p.sjr {
			base = are.Journaliere(&c.l, p.sjr, jour, c.fin, c.tempsPartiel)
		}
		base = t.Montant(etapeASPCourte, base)
	case fait.Inconnu:
	}
	assiette := p.sjr
	if p.are.Compare(base) > 0 {
		assiette = sjrARE
	}
	p.brute = t.Max(etapePlancher, base, p.are)
	p.plancher = plancherFormation.Au(&c.l, jour)
	p.brute = t.Max(etapeFormation, p.brute, p.plancher)
	annee := c.fin
	if c.s.Reglages.PlafondPMSS == autreLecture {
		annee = jour
	}
	p.plafond = are.Maximale(&c.l, c.fin, annee)
	if p.brute.Compare(p.plafond) >= 0 {
		assiette = argent.Min(assiette, are.SJRPlafonne(&c.l, annee))
	}
	p.brute = c.moinsPension(t.Min(etapePlafondASP, p.brute, p.plafond))
	troisPourCent := t.Produit(etapeTroisPC, assiette, aspRetenue.Au(&c.l, c.engagement), argent.Proche)
	marge := t.Max(etapeMargePC, p.brute.Moins(are.Minimale.Au(&c.l, jour)), argent.Centimes(0))
	p.retenue = t.Min(etapeRetenue, troisPourCent, marge)
	p.nette = t.Moins(etapeNette, p.brute, p.retenue)
	c.dernierPalier = p
	return p
}

// prochainChangement est le premier jour après celui-ci où un barème journalier change.
func (c *calcul) prochainChangement(jour calendrier.Date) calendrier.Date {
	fin := min(are.PartieFixe.Suivant(jour), are.Minimale.Suivant(jour), plancherFormation.Suivant(jour), are.Revalorisation.Suivant(jour))
	if c.s.Reglages.PlafondPMSS == autreLecture {
		fin = min(fin, are.PMSS.Suivant(jour))
	}
	return fin
}

// revaloriser applique au salaire journalier chaque revalorisation publiée tombant six mois au moins
// après la fin du contrat (ASP-13), arrondie au centime à chaque fois.
func (c *calcul) revaloriser(sjr argent.Montant, jour calendrier.Date) argent.Montant {
	if !c.fin.Connue() {
		return argent.Montant{}
	}
	if c.s.Reglages.RevalorisationSJR == autreLecture {
		return sjr
	}
	sjr, manque := are.Revaloriser(&c.l, sjr, c.fin, c.d.Dates.DebutCSP, jour)
	if manque.Connue() {
		c.avertir(ASP13, Phrase{modele: avertRevalorisation, D1: manque})
	}
	return sjr
}

// moinsPension retire une pension d'invalidité de 2e ou 3e catégorie qui n'était pas déjà cumulée avec
// la paie (ASP-12). La pension mensuelle est ramenée au jour par × 12 ÷ 365.
func (c *calcul) moinsPension(brute argent.Montant) argent.Montant {
	p := &c.s.Salarie.PensionInvalidite
	donnee := p.Mensuelle.Connu() || p.Cumulee != fait.Inconnu
	switch {
	case donnee && !p.Categorie.Connu() && p.Cumulee != fait.Oui:
		c.manque("salarie.pension_invalidite.categorie", pourPension)
		return argent.Montant{}
	case !p.Categorie.Connu() || p.Categorie.Int() < 2 || p.Cumulee == fait.Oui:
		return brute
	}
	if p.Cumulee == fait.Inconnu {
		c.manque("salarie.pension_invalidite.cumulee", pourPension)
		return argent.Montant{}
	}
	if !p.Mensuelle.Connu() {
		c.manque("salarie.pension_invalidite.mensuelle", pourPension)
		return argent.Montant{}
	}
	jour := c.t.Produit(etapePension, p.Mensuelle, argent.Ratio(12, 365), argent.Proche)
	return argent.Max(c.t.Moins(etapeSansPens, brute, jour), argent.Centimes(0))
}

// allocation compte les jours dus, leur dernier jour et les mois (DUR-10, DUR-11, ASP-10, ASP-11).
func (c *calcul) allocation() {
	a, m := &c.d.ASP, &c.d.Montants
	if c.unAn == fait.Oui {
		m.ASPTaux = aspTaux.Au(&c.l, c.engagement)
	}
	restant := math.MaxInt // sans limite propre : la durée du CSP gouverne
	if c.unAn == fait.Non {
		a.DureeJours = c.dureeASP()
		restant = a.DureeJours.Int()
	}
	premier, dernier, total := c.d.Dates.DebutCSP, calendrier.Date(0), 0
	connue := c.unAn == fait.Oui || a.DureeJours.Connu()
	for rang := range c.phases {
		p := &c.phases[rang]
		permis := min(restant, c.permis(rang))
		payables := min(permis, c.joursPayables(rang, p.Fin))
		avant := payables
		for libre := c.absences.Hors(p.Periode, p.Debut); connue && payables > 0 && !libre.Vide(); libre = c.absences.Hors(p.Periode, libre.Fin+1) {
			libre.Fin = min(libre.Fin, libre.Debut.Plus(payables-1))
			if total == 0 {
				premier = libre.Debut
			}
			total += libre.Jours()
			payables -= libre.Jours()
			dernier = libre.Fin
			c.d.ASP.Payees = append(c.d.ASP.Payees, libre)
			c.mensualites(libre)
		}
		restant -= max(0, avant)
		if rang == len(c.phases)-1 && rang > 0 && connue {
			c.bilanRetour(rang, max(0, permis))
		}
	}
	j := c.montantsDuJour(premier)
	m.ASPBrute, m.ASPPlafond, m.ASPPlancherFormation, m.AREJournaliere = j.brute, j.plafond, j.plancher, j.are
	m.RetenueRetraite, m.ASPNette = j.retenue, j.nette
	if connue {
		c.d.Dates.FinASP = c.t.Date(etapeFinASP, dernier)
		c.payer()
	}
}

// bilanRetour dit ce qui reste d'allocation le jour du retour, jusqu'au terme du CSP : les jours permis, et
// le dernier d'entre eux si rien d'autre n'arrive.
func (c *calcul) bilanRetour(rang, permis int) {
	r := c.d.Retour
	if r == nil || !r.JoursRetenus.Connu() {
		return
	}
	r.ASPJoursRestants = fait.N(permis)
	p := calendrier.Periode{Debut: c.phases[rang].Debut, Fin: c.terme()}
	for libre := c.absences.Hors(p, p.Debut); permis > 0 && !libre.Vide(); libre = c.absences.Hors(p, libre.Fin+1) {
		r.FinASP = min(libre.Fin, libre.Debut.Plus(permis-1))
		permis -= libre.Jours()
	}
}

// mensualites ajoute les jours d'une période payée à leurs mois.
func (c *calcul) mensualites(p calendrier.Periode) {
	for debut := p.Debut; debut <= p.Fin; debut = debut.FinMois() + 1 {
		mois, jours := debut.DebutMois(), int(min(debut.FinMois(), p.Fin)-debut)+1
		ms := c.d.ASP.Mensualites
		if n := len(ms); n > 0 && ms[n-1].Mois == mois {
			ms[n-1].Jours += jours
			continue
		}
		c.d.ASP.Mensualites = append(ms, Mensualite{Mois: mois, Jours: jours})
	}
}

// payer met un montant sur chaque mois. Tous les barèmes commencent un premier du mois : un mois n'a
// qu'un montant journalier.
func (c *calcul) payer() {
	trente := c.s.Reglages.ASPJoursMois == autreLecture
	total := 0
	for i := range c.d.ASP.Mensualites {
		m := &c.d.ASP.Mensualites[i]
		if trente {
			m.Jours = max(0, 30-(m.Mois.JoursDuMois()-m.Jours))
		}
		total += m.Jours
		j := c.montantsDuJour(max(m.Mois, c.d.Dates.DebutCSP))
		avant := c.t.Ouvre(etapeMois)
		m.Brut = c.t.Multiple(etapeBrutMois, j.brute, m.Jours)
		m.Retenue = c.t.Multiple(etapeRetMois, j.retenue, m.Jours)
		m.Net = c.t.Multiple(etapeNetMois, j.nette, m.Jours)
		c.t.Ferme(avant)
	}
	c.d.ASP.JoursPayes = fait.N(total)
	if trente {
		c.avertir(ASP10, Phrase{modele: avertTrente})
	}
}
