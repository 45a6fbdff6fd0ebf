package csp

import (
	"jalon/droit/are"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/fait"
	"jalon/droit/rupture"
	"jalon/droit/trace"
)

var (
	etapeSalaireRef  = trace.NouvelleEtape(ASP03, "Salaire de référence")
	etapePaie        = trace.NouvelleEtape(ASP03, "Paie mensuelle, pour le nombre de mois de la période")
	etapePartiel     = trace.NouvelleEtape(are.ARE10, "Temps partiel : part des heures d'un temps plein")
	etapeJoursRef    = trace.NouvelleEtape(ASP03, "Jours de la période de référence")
	etapeSJR         = trace.NouvelleEtape(ASP03, "Salaire journalier de référence (SJR)")
	etapeSJRNotifie  = trace.NouvelleEtape(ASP03, "Salaire journalier de référence déjà notifié")
	etapeSJRAncien   = trace.NouvelleEtape(ASP04, "Salaire journalier de référence (SJR), règles d'avant octobre 2021")
	etapeJoursAncien = trace.NouvelleEtape(ASP04, "Jours retenus sur douze mois")
	etapeSJRARE      = trace.NouvelleEtape(are.ARE11, "Salaire journalier de référence de l'ARE, tous emplois perdus")
	etapeJoursARE    = trace.NouvelleEtape(are.ARE11, "Jours de référence de l'ARE")
)

// paie rassemble le salaire de référence et ce qui en dépend.
type paie struct {
	sjr     argent.Montant // de l'ASP
	mensuel argent.Montant // salaire mensuel de l'emploi perdu
}

// salaireReference calcule le SJR de l'ASP dans ses trois formes historiques, puis celui de l'ARE.
func (c *calcul) salaireReference() {
	k := &c.s.Contrat
	c.paie.mensuel = k.SalaireMensuel
	c.tempsPartiel = argent.Entier(1)
	if k.HeuresHebdo.Connue() {
		plein := k.HeuresTempsPlein
		if !plein.Connue() {
			plein = argent.Entier(35)
		}
		if n, d := plein.Termes(); k.HeuresHebdo.Compare(plein) < 0 {
			c.tempsPartiel = c.t.Fraction(etapePartiel, k.HeuresHebdo.Fois(argent.Ratio(d, n)))
		}
	}
	c.d.Montants.RegleSJR = ASP03
	if c.engagement < sjrContrat {
		c.d.Montants.RegleSJR = ASP04
	}
	if k.SJR.Connu() {
		c.paie.sjr = c.t.Montant(etapeSJRNotifie, k.SJR)
	} else {
		switch {
		case !c.fin.Connue():
		case c.d.Montants.RegleSJR == ASP03:
			c.sjrContrat()
		default:
			c.sjrDouzeMois()
		}
		if !c.paie.sjr.Connu() && c.fin.Connue() {
			c.manqueSJR()
		}
	}
	c.sjrDeLARE()
	c.d.Montants.SJR = c.paie.sjr
}

func (c *calcul) manqueSJR() {
	k := &c.s.Contrat
	if !k.Debut.Connue() {
		c.manque("contrat.debut", pourSJR)
	}
	if !k.SalaireMensuel.Connu() && len(k.Salaires) == 0 && !k.SalaireReference.Connu() {
		c.manque("contrat.salaire_mensuel", pourSJR)
	}
}

// sjrContrat : ASP-03, la paie du seul contrat perdu sur ses jours calendaires dans la fenêtre.
func (c *calcul) sjrContrat() {
	p, m := c.affiliation.contrat, &c.d.Montants
	if p.Vide() {
		return
	}
	salaire := c.s.Contrat.SalaireReference.Exact()
	if !c.s.Contrat.SalaireReference.Connu() {
		salaire = c.paieBrute(p)
	}
	plafond := joursReferenceMax.Au(&c.l, c.engagement)
	if c.d.Eligibilite.FenetreMois == fenetreSenior.Au(&c.l, c.engagement) {
		plafond = joursReferenceMaxSr.Au(&c.l, c.engagement)
	}
	jours := min(p.Jours(), plafond.Int()) - c.s.Contrat.JoursExclus.Defaut(0)
	m.SalaireReference = c.moinsExclu(salaire)
	if jours <= 0 {
		return
	}
	m.JoursReference = c.t.Nombre(etapeJoursRef, fait.N(jours))
	c.paie.sjr = c.t.Quotient(etapeSJR, m.SalaireReference, jours, argent.Proche)
}

// moinsExclu retire la paie à exclure de la période de référence, et arrondit au centime.
func (c *calcul) moinsExclu(salaire argent.Exact) argent.Montant {
	m := salaire.Arrondi(argent.Proche)
	if x := c.s.Contrat.MontantExclu; x.Connu() && m.Connu() {
		if m.Compare(x) < 0 {
			c.avertir(ASP03, Phrase{modele: avertPaieExclue, M1: x})
			return argent.Montant{}
		}
		m = m.Moins(x)
	}
	return c.t.Montant(etapeSalaireRef, m)
}

// douzeMois sont les douze mois civils qui précèdent le dernier jour payé ; son mois compte quand ce
// jour en est le dernier.
func (c *calcul) douzeMois() calendrier.Periode {
	fin := c.fin.DebutMois() - 1
	if c.fin == c.fin.FinMois() {
		fin = c.fin
	}
	return calendrier.Periode{Debut: (fin + 1).PlusMois(-12), Fin: fin}
}

// sjrDouzeMois : ASP-04, douze mois de paie sur les jours d'appartenance, puis (fin de contrat depuis
// novembre 2017) sur les jours travaillés × 1,4.
func (c *calcul) sjrDouzeMois() {
	k, m := &c.s.Contrat, &c.d.Montants
	fenetre := c.douzeMois()
	if !k.Debut.Connue() {
		return
	}
	p := fenetre.Inter(calendrier.Periode{Debut: k.Debut, Fin: c.fin})
	salaire := k.SalaireReference.Exact()
	if !k.SalaireReference.Connu() {
		salaire = c.paieBrute(p)
	}
	jours := c.joursDouzeMois(p) - k.JoursExclus.Defaut(0)
	m.SalaireReference = c.moinsExclu(salaire)
	if jours <= 0 {
		return
	}
	m.JoursReference = c.t.Nombre(etapeJoursAncien, fait.N(jours))
	c.paie.sjr = c.t.Montant(etapeSJRAncien, c.parJour(m.SalaireReference.Exact(), jours).Arrondi(argent.Proche))
}

func (c *calcul) joursDouzeMois(p calendrier.Periode) int {
	if c.fin < joursTravailles2017 {
		return min(p.Jours(), 365)
	}
	n := c.s.Contrat.JoursTravailles12Mois
	if !n.Connu() {
		n = fait.N(p.LundisAuVendredis())
	}
	return min(n.Int(), are.JoursTravaillesAnMax(&c.l, c.fin).Int())
}

// parJour divise par les jours d'appartenance, ou par les jours travaillés × 1,4.
func (c *calcul) parJour(e argent.Exact, jours int) argent.Exact {
	if c.fin < joursTravailles2017 {
		return e.Par(int64(jours))
	}
	n, d := are.EnCalendaires(&c.l, jours, c.fin).Termes()
	return e.Fois(argent.Ratio(d, n))
}

// paieBrute est la paie du contrat dans la période, limitée chaque mois au plafond des contributions.
func (c *calcul) paieBrute(p calendrier.Periode) argent.Exact {
	k := &c.s.Contrat
	if len(k.Salaires) == 0 {
		return c.paieConstante(k.SalaireMensuel, p)
	}
	if p.Vide() {
		return argent.Exact{}
	}
	var payes calendrier.Union
	for i := range k.Salaires {
		if l := &k.Salaires[i]; l.Nature == PaieSalaire {
			payes = payes.Avec(l.Periode)
		}
	}
	if n := p.Jours() - payes.JoursDans(p); n > 0 {
		c.avertir(ASP03, Phrase{modele: avertPaiePartielle, N1: n})
	}
	total := argent.Centimes(0).Exact()
	for debut := p.Debut; debut <= p.Fin; debut = debut.FinMois() + 1 {
		mois := calendrier.Periode{Debut: debut, Fin: min(debut.FinMois(), p.Fin)}
		somme := argent.Centimes(0).Exact()
		for i := range k.Salaires {
			if l := &k.Salaires[i]; l.Nature == PaieSalaire || l.Nature == PaiePrime {
				somme = somme.Plus(partDe(l, mois))
			}
		}
		total = total.Plus(c.plafonner(somme, debut, argent.Entier(1)))
	}
	return total
}

// partDe est la part d'une ligne de paie qui tombe dans la période, au prorata des jours calendaires.
func partDe(l *LignePaie, p calendrier.Periode) argent.Exact {
	commun := l.Periode.Inter(p)
	switch {
	case commun.Vide():
		return argent.Centimes(0).Exact()
	case commun == l.Periode:
		return l.Montant.Exact()
	}
	return l.Montant.Exact().Fois(argent.Ratio(int64(commun.Jours()), int64(l.Periode.Jours())))
}

// paieConstante est une paie mensuelle constante sur une période, les mois entamés au prorata de leurs jours.
func (c *calcul) paieConstante(mensuel argent.Montant, p calendrier.Periode) argent.Exact {
	if !mensuel.Connu() || p.Vide() {
		return argent.Exact{}
	}
	part := func(debut, fin calendrier.Date) argent.Fraction {
		return argent.Ratio(int64(fin-debut)+1, int64(debut.JoursDuMois()))
	}
	if c.plafonner(mensuel.Exact(), p.Debut, argent.Entier(1)).Compare(mensuel.Exact()) == 0 {
		// Le plafond ne baisse jamais : sous celui du premier mois, la paie l'est partout.
		if p.Debut.DebutMois() == p.Fin.DebutMois() {
			return c.t.ProduitExact(etapePaie, mensuel.Exact(), part(p.Debut, p.Fin))
		}
		entiers := p.Debut.DebutMois().MoisEntiers(p.Fin.DebutMois()) - 1
		f := argent.Entier(int64(entiers)).Plus(part(p.Debut, p.Debut.FinMois())).Plus(part(p.Fin.DebutMois(), p.Fin))
		return c.t.ProduitExact(etapePaie, mensuel.Exact(), f)
	}
	total := argent.Centimes(0).Exact()
	for debut := p.Debut; debut <= p.Fin; debut = debut.FinMois() + 1 {
		f := part(debut, min(debut.FinMois(), p.Fin))
		total = total.Plus(c.plafonner(mensuel.Exact().Fois(f), debut, f))
	}
	return total
}

// plafonner limite la paie d'un mois (ou d'une part de mois) à quatre plafonds mensuels (ASP-03). Un
// plafond non publié n'est lu que pour une paie qui dépasse le dernier publié, où il peut compter.
func (c *calcul) plafonner(e argent.Exact, mois calendrier.Date, part argent.Fraction) argent.Exact {
	fois := are.PlafondSalaires.Au(&c.l, c.engagement).Fois(part)
	if e.Compare(are.PMSS.DernierPublie(mois).Exact().Fois(fois)) <= 0 {
		return e
	}
	return argent.MinExact(e, are.PMSS.Au(&c.l, mois).Exact().Fois(fois))
}

// sjrDeLARE est le salaire journalier de l'ARE que la personne aurait eue : toutes les paies perdues
// de la période de référence, sur un diviseur que le plafond de 730 jours ne touche pas.
func (c *calcul) sjrDeLARE() {
	k := &c.s.Contrat
	switch {
	case c.s.ARE.SJR.Connu():
		c.sjrARE = c.s.ARE.SJR
	case k.SJR.Connu():
		c.sjrARE = k.SJR
	case !c.paie.sjr.Connu():
	case c.engagement >= sjrContrat:
		c.sjrARE = c.sjrARECalendaire()
	case !c.autrePerdu():
		c.sjrARE = c.paie.sjr
	default:
		c.sjrARE = c.sjrAREDouzeMois()
	}
	c.t.Montant(etapeSJRARE, c.sjrARE)
}

// perdu dit si un autre emploi a pris fin avant ou avec le contrat, dans la période.
func (c *calcul) perdu(e *AutreEmploi, p calendrier.Periode) bool {
	return e.Periode.Fin <= c.fin && !e.Periode.Inter(p).Vide()
}

func (c *calcul) autrePerdu() bool {
	for i := range c.s.AutresEmplois {
		if c.perdu(&c.s.AutresEmplois[i], c.douzeMois()) {
			return true
		}
	}
	return false
}

func (c *calcul) sjrARECalendaire() argent.Montant {
	fenetre := calendrier.Periode{Debut: c.d.Eligibilite.FenetreDebut, Fin: c.fin}
	salaire := c.d.Montants.SalaireReference.Exact()
	for i := range c.s.AutresEmplois {
		if e := &c.s.AutresEmplois[i]; c.perdu(e, fenetre) {
			salaire = salaire.Plus(c.paieConstante(e.SalaireMensuel, e.Periode.Inter(fenetre)))
		}
	}
	jours, _ := c.joursARE()
	jours -= c.s.Contrat.JoursExclus.Defaut(0)
	c.t.Nombre(etapeJoursARE, fait.N(jours))
	if jours <= 0 {
		return argent.Montant{}
	}
	return salaire.Par(int64(jours)).Arrondi(argent.Proche)
}

func (c *calcul) sjrAREDouzeMois() argent.Montant {
	fenetre := c.douzeMois()
	salaire, jours := c.d.Montants.SalaireReference.Exact(), c.d.Montants.JoursReference.Int()
	for i := range c.s.AutresEmplois {
		e := &c.s.AutresEmplois[i]
		if !c.perdu(e, fenetre) {
			continue
		}
		p := e.Periode.Inter(fenetre)
		salaire = salaire.Plus(c.paieConstante(e.SalaireMensuel, p))
		seul := calendrier.Periode{Debut: p.Debut, Fin: min(p.Fin, max(c.s.Contrat.Debut, fenetre.Debut)-1)}
		if c.fin < joursTravailles2017 {
			jours = min(jours+seul.Jours(), 365)
		} else {
			jours = min(jours+seul.LundisAuVendredis(), are.JoursTravaillesAnMax(&c.l, c.fin).Int())
		}
	}
	if jours <= 0 {
		return argent.Montant{}
	}
	return c.parJour(salaire, jours).Arrondi(argent.Proche)
}

// salaireIndemnite est le salaire de référence de l'indemnité légale (RUPT-10) : la paie mensuelle si
// elle est constante, sinon le meilleur du douzième de douze mois et du tiers de trois mois.
func (c *calcul) salaireIndemnite() argent.Montant {
	k := &c.s.Contrat
	if len(k.Salaires) == 0 {
		return k.SalaireMensuel
	}
	if !c.fin.Connue() || !k.Debut.Connue() {
		return argent.Montant{}
	}
	fin := c.douzeMois().Fin
	somme := func(mois int, primes bool) argent.Exact {
		p := calendrier.Periode{Debut: max((fin + 1).PlusMois(-mois), k.Debut), Fin: fin}
		total := argent.Centimes(0).Exact()
		for i := range k.Salaires {
			if l := &k.Salaires[i]; l.Nature == PaiePrime || l.Nature == PaieSalaire && !primes {
				total = total.Plus(partDe(l, p))
			}
		}
		return total
	}
	presence := k.Debut.MoisEntiers(fin + 1)
	return rupture.SalaireReference(somme(12, false), somme(3, false), somme(3, true), presence, c.fin)
}
