package csp

import (
	"slices"

	"jalon/droit/calendrier"
	"jalon/droit/fait"
	"jalon/droit/trace"
)

var (
	etapePrebilan   = trace.NouvelleEtape(FOLL01, "Dernier jour pour le pré-bilan")
	etapePlanLimite = trace.NouvelleEtape(FOLL02, "Dernier jour pour valider le plan")
	etapeBilan      = trace.NouvelleEtape(FOLL04, "Bilan d'étape : fin du quatrième mois de suivi effectif")
	etapeFinal      = trace.NouvelleEtape(FOLL05, "Entretien final, au plus tôt")
	etapeCourrier   = trace.NouvelleEtape(FOLL06, "Courrier d'avant terme, au plus tard")
	etapeAccomp     = trace.NouvelleEtape(FOLL07, "Fin de l'accompagnement après la reprise")
	etapePrescrit   = trace.NouvelleEtape(RET02, "Dernier jour pour demander une allocation ou une aide")
)

// suivi donne les dates du suivi (FOLL-01 à FOLL-07) et la prescription des demandes (RET-02).
func (c *calcul) suivi() {
	d := &c.d.Dates
	depuis := d.DebutCSP
	if c.s.Reglages.PrebilanDepuis == autreLecture {
		depuis = 0
		if c.reponse == Acceptation {
			depuis = c.s.Reponse.Date
		}
	}
	d.LimitePrebilan = c.t.Jours(etapePrebilan, depuis, prebilanDelai.Au(&c.l, c.engagement).Int())
	for _, i := range c.ordre {
		if e := &c.s.Evenements[i]; e.Type == Prebilan && e.Date >= d.DebutCSP {
			d.LimitePlan = c.t.Mois(etapePlanLimite, e.Date, planDelai.Au(&c.l, c.engagement).Int())
			break
		}
	}
	if n := bilanMois.Au(&c.l, c.engagement); n.Connu() {
		d.BilanEtape = c.bilanEtape(n)
	}
	d.DebutEntretienFinal = c.t.Mois(etapeFinal, d.FinCSP.Plus(1), -entretienFinal.Au(&c.l, c.engagement).Int())
	if n := courrierTerme.Au(&c.l, d.FinCSP-1); n.Connu() {
		d.CourrierAvantTerme = c.t.Jours(etapeCourrier, d.FinCSP, -n.Int())
	}
	depuisQuand := d.DebutCSP
	if n := len(c.d.Reprises); n > 0 {
		depuisQuand = c.d.Reprises[n-1].Debut
	}
	if s := c.d.Sortie; c.d.Retour != nil || s != nil && s.Regle == EXIT01 { // un contrat court suspend, le suivi continue
		d.FinAccompagnement = c.t.FinPeriode(etapeAccomp, depuisQuand, accompagnement.Au(&c.l, c.engagement).Int())
	}
	d.Prescription = c.t.Mois(etapePrescrit, depuisQuand, prescription.Au(&c.l, c.engagement).Int())
}

// bilanEtape est la fin du quatrième mois, repoussée des jours suspendus avant elle, et de ceux passés dans un emploi dont
// l'essai rompu a rouvert le CSP (BACK-01) : ni les uns ni les autres ne sont du suivi effectif.
func (c *calcul) bilanEtape(mois fait.Nombre) calendrier.Date {
	debut := c.d.Dates.DebutCSP
	hors := c.absences
	for i := 1; i < len(c.phases); i++ {
		if i == 1 {
			hors = slices.Clone(hors) // Avec réemploie la mémoire
		}
		hors = hors.Avec(calendrier.Periode{Debut: c.phases[i-1].Fin + 1, Fin: c.phases[i].Debut - 1})
	}
	initiale := debut.FinPeriode(mois.Int())
	bilan := initiale
	for { // chaque tour repousse le bilan, ou s'arrête : il ne dépasse pas la fin du CSP
		suspendus := hors.JoursDans(calendrier.Periode{Debut: debut, Fin: bilan})
		if initiale.Plus(suspendus) == bilan {
			return c.t.Date(etapeBilan, bilan)
		}
		if bilan = initiale.Plus(suspendus); bilan > c.d.Dates.FinCSP {
			return 0
		}
	}
}
