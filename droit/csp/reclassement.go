package csp

import (
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/fait"
	"jalon/droit/trace"
)

var (
	etapeReprise       = trace.NouvelleEtape(IDR05, "Reprise d'emploi")
	etapeJoursRestants = trace.NouvelleEtape(IDR05, "Jours d'ASP qui restaient à payer")
	etapeDroits        = trace.NouvelleEtape(IDR05, "Droits restants à l'ASP")
	etapeAvantDixieme  = trace.NouvelleEtape(PRIME01, "Emploi commencé avant la fin du dixième mois")
	etapeDureePrime    = trace.NouvelleEtape(PRIME01, "CDI, ou contrat de la durée demandée")
	etapePlan          = trace.NouvelleEtape(PRIME01, "Plan validé quand la prime est demandée")
	etapeDelaiPrime    = trace.NouvelleEtape(PRIME01, "Dernier jour pour demander la prime")
	etapePrime         = trace.NouvelleEtape(PRIME03, "Prime de reclassement : la moitié des droits restants")
	etapeMoitie        = trace.NouvelleEtape(PRIME05, "Première moitié de la prime")
	etapeReste         = trace.NouvelleEtape(PRIME05, "Seconde moitié de la prime")
	etapeBaisse        = trace.NouvelleEtape(IDR01, "Nouveau salaire au plus égal au seuil de baisse")
	etapeTrenteSJR     = trace.NouvelleEtape(IDR03, "Trente fois le salaire journalier de référence")
	etapeHeures        = trace.NouvelleEtape(IDR03, "Ramené aux heures du nouvel emploi")
	etapeMensuelle     = trace.NouvelleEtape(IDR03, "Indemnité différentielle d'un mois")
	etapePlafondIDR    = trace.NouvelleEtape(IDR04, "Plafond : la moitié des droits restants")
	etapeTotalIDR      = trace.NouvelleEtape(IDR04, "Indemnité différentielle en tout")
)

// repriseEmploi lit un emploi retrouvé : les aides qu'il ouvre, la sortie ou la suspension qu'il cause.
func (c *calcul) repriseEmploi(e *Evenement, rang int) {
	d := &c.d.Dates
	if e.Debut < d.DebutCSP {
		p, _ := c.dureeContrat(e)
		c.absent(calendrier.Periode{Debut: d.DebutCSP, Fin: jusquaRupture(e, p).Fin}, "activité non conservée", KEEP01)
		return
	}
	if e.Fin.Connue() && e.DureeMois.Connue() {
		sansFin := *e
		sansFin.Fin = 0
		if p, _ := c.dureeContrat(&sansFin); p.Fin != e.Fin {
			c.avertir(EXIT01, Phrase{modele: avertDureeContrat, D1: e.Debut})
		}
	}
	avant := c.t.Ouvre(etapeReprise)
	p, duree := c.dureeContrat(e)
	r := Reprise{Rang: rang, Debut: e.Debut}
	dansCSP := !c.sorti && e.Debut <= c.terme() && !c.horsCSP(e.Debut)
	j := palier{}
	if dansCSP {
		j = c.montantsDuJour(e.Debut)
		if n := c.droitsRestants(e.Debut); n.Connu() {
			c.t.Nombre(etapeJoursRestants, n)
			r.DroitsRestants = c.t.Multiple(etapeDroits, j.brute, n.Int())
		}
	} else {
		r.DroitsRestants = argent.Centimes(0)
	}
	long := c.long(e, p, duree)
	r.Examen = Examen{DansCSP: dansCSP, UnAn: c.unAn, Long: long, FinDixieme: c.finDixieme, PlanLe: c.plan, PrimeServie: c.primeOuverte || c.primePayee(0, e.Debut-1).Positif()}
	r.IDR = c.idr(e, &r, rang, j.sjr, p, duree, dansCSP)
	r.Prime = c.prime(e, &r, rang, long, dansCSP)
	if e.DemandePrimeLe.Connue() && r.Prime.Ouverte == fait.Oui && r.IDR.Ouverte != fait.Non {
		r.IDR, r.Examen.PrimeChoisie = IDR{Ouverte: fait.Non, Regle: IDR07, Motif: Phrase{modele: aideAutreChoisie}}, true
	}
	if r.Prime.Ouverte == fait.Oui {
		c.primeOuverte = true
	}
	c.d.Reprises = append(c.d.Reprises, r)
	c.t.Ferme(avant)
	switch {
	case !dansCSP:
	case long == fait.Non:
		c.avertir(WORK01, Phrase{modele: avertTravailLuDansReprise, D1: e.Debut})
		c.travailler(jusquaRupture(e, p), e, e.Accord, Phrase{modele: travailAccordInconnu})
	default:
		c.sortir(e.Debut-1, EXIT01, "reprise d'emploi")
		if c.revient(e) {
			c.revenir(e)
		}
	}
}

// long dit si le contrat met fin au CSP : un CDI, ou la durée que dit la règle. Sous la convention de 2011,
// un contrat de plus de trois mois rompu à l'essai ouvre un retour : il était donc une sortie.
func (c *calcul) long(e *Evenement, p calendrier.Periode, dureeConnue bool) fait.Reponse {
	switch {
	case e.Nature == CDI && e.NatureConnue:
		return fait.Oui
	case !dureeConnue || !e.NatureConnue:
		return fait.Inconnu
	}
	return fait.Si(p.AuMoinsMois(c.moisQuiMetFin(e.Debut)) || c.engagement < Convention2015 && c.revient(e))
}

// dureeContrat est la période prévue du nouveau contrat, par ses dates ou par sa durée en mois. Pour un
// emploi qui n'est pas une sortie, la rupture de l'essai en est la fin.
func (c *calcul) dureeContrat(e *Evenement) (calendrier.Periode, bool) {
	p := calendrier.Periode{Debut: e.Debut, Fin: ouverte(e.Fin)}
	connue := e.Fin.Connue()
	if !connue && e.DureeMois.Connue() {
		entiers, _ := e.DureeMois.Arrondi(argent.Inferieur)
		jours, _ := e.DureeMois.Moins(argent.Entier(entiers)).Fois(argent.Entier(30)).Arrondi(argent.Proche)
		p.Fin, connue = e.Debut.FinPeriode(int(min(entiers, 600))).Plus(int(jours)), true
	}
	return p, connue
}

// jusquaRupture coupe un contrat à la rupture de son essai.
func jusquaRupture(e *Evenement, p calendrier.Periode) calendrier.Periode {
	if e.RuptureEssaiLe.Connue() {
		p.Fin = min(p.Fin, e.RuptureEssaiLe)
	}
	return p
}

// prime applique PRIME-01 à PRIME-06 à un emploi.
func (c *calcul) prime(e *Evenement, r *Reprise, rang int, long fait.Reponse, dansCSP bool) Prime {
	d := &c.d.Dates
	if c.engagement < Convention2015 {
		return Prime{Ouverte: fait.Non, Regle: PRIME01, Motif: Phrase{modele: primeAvant2015}}
	}
	limite := c.t.Jours(etapeDelaiPrime, e.Debut, primeDemande.Au(&c.l, c.engagement).Int())
	r.Examen.LimitePrime = limite
	r.Examen.SecondeMoitieLe = e.Debut.PlusMois(primeSecond.Au(&c.l, c.engagement).Int())
	r.Examen.IDRChoisie = e.DemandeIDRLe.Connue() && r.IDR.Ouverte == fait.Oui && (!e.DemandePrimeLe.Connue() || e.DemandeIDRLe < e.DemandePrimeLe)
	refuser := func(regle trace.Regle, m Phrase) Prime {
		return Prime{Ouverte: fait.Non, Regle: regle, Motif: m}
	}
	attendre := func(m Phrase) Prime { return Prime{LimiteDemande: limite, Regle: PRIME01, Motif: m} }
	avantDixieme := dansCSP && c.t.Si(etapeAvantDixieme, fait.Si(e.Debut <= c.finDixieme)) == fait.Oui
	c.t.Si(etapeDureePrime, long)
	planValide := fait.Si(c.plan.Connue() && (!e.DemandePrimeLe.Connue() || c.plan <= e.DemandePrimeLe))
	switch {
	case c.unAn == fait.Non:
		return refuser(PRIME01, Phrase{modele: primeMoinsUnAn})
	case !avantDixieme:
		return refuser(PRIME01, Phrase{modele: primeTropTard, D1: c.finDixieme})
	case long == fait.Non:
		return refuser(PRIME01, Phrase{modele: primeContratCourt, N1: c.moisQuiMetFin(e.Debut)})
	case r.Examen.PrimeServie:
		return refuser(PRIME04, Phrase{modele: primeDejaServie})
	case r.Examen.IDRChoisie:
		return refuser(PRIME06, Phrase{modele: aideAutreChoisie})
	}
	d.LimiteDemandePrime = limite
	switch {
	case e.DemandePrimeLe.Connue() && e.DemandePrimeLe > limite:
		return refuser(PRIME01, Phrase{modele: primeDemandeTardive, D1: limite})
	case e.DemandePrimeLe.Connue() && c.t.Si(etapePlan, planValide) == fait.Non:
		return refuser(FOLL03, Phrase{modele: primeSansPlan})
	case c.unAn == fait.Inconnu:
		return attendre(Phrase{modele: aideFaitManquant})
	case long == fait.Inconnu:
		c.manqueContrat(e, rang)
		return attendre(Phrase{modele: aideFaitManquant})
	}
	// Le montant est donné dès que seules la demande ou la validation du plan manquent.
	x := Prime{LimiteDemande: limite, Ouverte: fait.Oui, Regle: PRIME01, Motif: Phrase{modele: aideOuverte}}
	switch {
	case planValide == fait.Non:
		x.Ouverte, x.Regle, x.Motif = fait.Inconnu, FOLL03, Phrase{modele: primePlanAValider}
	case !e.DemandePrimeLe.Connue():
		x.Ouverte, x.Motif = fait.Inconnu, Phrase{modele: aideDemandeAFaire, D1: limite + 1}
		c.manqueAu("evenements.#.demande_prime_le", rang, pourAide)
	}
	d.PremierVersementPrime = e.Debut.Plus(1)
	d.SecondVersementPrime = r.Examen.SecondeMoitieLe
	x.Montant = c.t.Produit(etapePrime, r.DroitsRestants, primeTaux.Au(&c.l, c.engagement), argent.Proche)
	x.PremierVersement = c.t.Produit(etapeMoitie, x.Montant, argent.Ratio(1, 2), argent.Inferieur)
	enPoste := e.EnPosteA3Mois
	if enPoste == fait.Inconnu && e.RuptureEssaiLe.Connue() && e.RuptureEssaiLe < d.SecondVersementPrime {
		enPoste = fait.Non
	}
	if rompu := e.RuptureEssaiLe.Connue() && e.RuptureEssaiLe < d.SecondVersementPrime; rompu && enPoste == fait.Oui {
		c.avertir(PRIME05, Phrase{modele: avertEnPosteRompu, D1: e.RuptureEssaiLe})
		enPoste = fait.Non
	}
	switch enPoste {
	case fait.Oui:
		x.SecondVersement = c.t.Moins(etapeReste, x.Montant, x.PremierVersement)
	case fait.Non:
		x.SecondVersement = argent.Centimes(0)
	case fait.Inconnu:
		c.manqueAu("evenements.#.en_poste_a_3_mois", rang, pourSecondVersement)
	}
	return x
}

func (c *calcul) manqueContrat(e *Evenement, rang int) {
	if !e.NatureConnue {
		c.manqueAu("evenements.#.nature", rang, pourAide)
	} else {
		c.manqueAu("evenements.#.fin", rang, pourAide)
	}
}

// idr applique IDR-01 à IDR-07 à un emploi. sjr est celui de l'ASP au jour de l'emploi.
func (c *calcul) idr(e *Evenement, r *Reprise, rang int, sjr argent.Montant, p calendrier.Periode, duree, dansCSP bool) IDR {
	prescrite := e.Debut.PlusMois(prescription.Au(&c.l, c.engagement).Int())
	r.Examen.LimiteIDR = prescrite
	refuser := func(regle trace.Regle, m Phrase) IDR { return IDR{Ouverte: fait.Non, Regle: regle, Motif: m} }
	attendre := func(champ string) IDR {
		c.manqueAu(champ, rang, pourAide)
		return IDR{LimiteDemande: prescrite, Regle: IDR03, Motif: Phrase{modele: aideFaitManquant}}
	}
	switch {
	case !dansCSP:
		return refuser(IDR02, Phrase{modele: aideApresTerme})
	case e.Nature != CDI && !duree && c.s.Reglages.IDRDureeMinimale == autreLecture:
		return attendre("evenements.#.fin")
	case e.Nature != CDI && c.s.Reglages.IDRDureeMinimale == autreLecture && !p.AuMoinsMois(idrContratMin.Au(&c.l, c.engagement).Int()):
		return refuser(IDR02, Phrase{modele: idrContratCourt})
	case !e.SalaireMensuel.Connu():
		return attendre("evenements.#.salaire_mensuel")
	case !sjr.Connu():
		return IDR{LimiteDemande: prescrite, Regle: IDR03, Motif: Phrase{modele: aideFaitManquant}}
	}
	x := IDR{LimiteDemande: prescrite, Ouverte: fait.Oui, Regle: IDR01, Motif: Phrase{modele: aideOuverte}}
	base := c.t.Multiple(etapeTrenteSJR, sjr, idrJours.Au(&c.l, c.engagement).Int())
	ancien := c.paie.mensuel
	if e.HeuresIdentiques == fait.Non {
		part := c.partHeures(e)
		if !part.Connue() {
			return attendre("evenements.#.heures_hebdo")
		}
		base = c.t.Produit(etapeHeures, base, part, argent.Proche)
		ancien = ancien.Exact().Fois(part).Arrondi(argent.Proche)
	}
	if !ancien.Connu() {
		c.manque("contrat.salaire_mensuel", pourAide)
		return IDR{LimiteDemande: prescrite, Regle: IDR01, Motif: Phrase{modele: aideFaitManquant}}
	}
	m := c.baisseInsuffisante(ancien, e.SalaireMensuel)
	r.Examen.Ancien, r.Examen.Base, r.Examen.Baisse = ancien, base, fait.Si(m.Vide())
	if !m.Vide() {
		return refuser(IDR01, m)
	}
	x.Mensuelle = c.t.Moins(etapeMensuelle, base, e.SalaireMensuel)
	if !x.Mensuelle.Positif() {
		return refuser(IDR03, Phrase{modele: idrFormule, M1: base, M2: e.SalaireMensuel})
	}
	switch {
	case e.DemandeIDRLe.Connue() && e.DemandeIDRLe > prescrite:
		return refuser(IDR06, Phrase{modele: idrPrescrite, D1: prescrite})
	case !e.DemandeIDRLe.Connue():
		x.Ouverte, x.Motif = fait.Inconnu, Phrase{modele: aideDemandeAFaire, D1: prescrite + 1}
		c.manqueAu("evenements.#.demande_idr_le", rang, pourAide)
	}
	p = jusquaRupture(e, p)
	c.echeancierIDR(&x, r.DroitsRestants, p, p.Fin != calendrier.SansFin)
	return x
}

// baisseInsuffisante dit pourquoi le nouveau salaire n'ouvre pas l'indemnité (IDR-01) : avant 2015, une
// baisse d'un seuil au moins ; ensuite, toute baisse.
func (c *calcul) baisseInsuffisante(ancien, nouveau argent.Montant) Phrase {
	seuil := idrSeuil.Au(&c.l, c.engagement)
	ecart := ancien.Exact().Fois(argent.Entier(1).Moins(seuil)).Compare(nouveau.Exact())
	avecSeuil := seuil.Compare(argent.Entier(0)) > 0
	if c.t.Si(etapeBaisse, fait.Si(ecart > 0 || ecart == 0 && avecSeuil)) == fait.Oui {
		return Phrase{}
	}
	if !avecSeuil {
		return Phrase{modele: idrPasDeBaisse}
	}
	pourcent, _ := seuil.Fois(argent.Entier(100)).Arrondi(argent.Proche)
	return Phrase{modele: idrBaisseInsuffisante, N1: int(pourcent)}
}

// partHeures rapporte les heures du nouvel emploi à celles de l'ancien.
func (c *calcul) partHeures(e *Evenement) argent.Fraction {
	ancien := c.s.Contrat.HeuresHebdo
	if !ancien.Connue() {
		if ancien = c.s.Contrat.HeuresTempsPlein; !ancien.Connue() {
			ancien = argent.Entier(35)
		}
	}
	n, d := ancien.Termes()
	return e.HeuresHebdo.Fois(argent.Ratio(d, n))
}

// echeancierIDR compte les mois pleins, le dernier versement et le total, dans la limite de la moitié
// des droits restants, de douze mois et du contrat (IDR-04).
func (c *calcul) echeancierIDR(x *IDR, droits argent.Montant, p calendrier.Periode, borne bool) {
	x.Plafond = c.t.Produit(etapePlafondIDR, droits, idrPlafond.Au(&c.l, c.engagement), argent.Proche)
	if !x.Plafond.Connu() {
		return
	}
	mois := idrMoisMax.Au(&c.l, c.engagement).Int()
	if borne {
		m, j := p.MoisEtJours()
		if j > 0 && m < mois {
			c.avertir(IDR03, Phrase{modele: avertIDRMois, N1: m, N2: j})
		}
		mois = min(mois, m)
	}
	pleins := min(int64(mois), x.Plafond.Centimes()/x.Mensuelle.Centimes())
	x.MoisPleins = fait.N(int(pleins))
	x.Total = x.Mensuelle.Fois(pleins)
	x.DernierVersement = argent.Centimes(0)
	if pleins < int64(mois) {
		x.DernierVersement = argent.Min(x.Plafond.Moins(x.Total), x.Mensuelle)
	}
	x.Total = c.t.Plus(etapeTotalIDR, x.Total, x.DernierVersement)
}
