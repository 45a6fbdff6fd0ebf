package demarches

import (
	"strings"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/fait"
	"jalon/droit/trace"
)

// Condition est une des choses que la loi demande pour une aide : ce qui est trouvé dans les faits, et si elle tient.
type Condition struct {
	Regle   trace.Regle
	Quoi    string
	Trouve  string
	Tient   fait.Reponse
	Seconde bool // ne joue que sur la seconde moitié de la prime
}

// Articles sont les textes qui la demandent.
func (c *Condition) Articles() string { return strings.Join(c.Regle.Carte().Articles, " ; ") }

// ConditionsAide rend, une à une, les conditions de la prime ou de l'indemnité différentielle d'un emploi retrouvé.
func ConditionsAide(s *csp.Situation, d *csp.Droits, r *csp.Reprise, nature csp.NaturePaiement) []Condition {
	if nature == csp.PaiementPrime {
		return conditionsPrime(s, d, r)
	}
	return conditionsIDR(s, d, r)
}

func conditionsPrime(s *csp.Situation, d *csp.Droits, r *csp.Reprise) []Condition {
	e, x := &s.Evenements[r.Rang], &r.Examen
	engagement := d.ARE.Engagement
	l := []Condition{
		{csp.PRIME01, "procédure engagée depuis le " + csp.Convention2015.Francais(), "engagée le " + dateOu(engagement, "—"), fait.Si(engagement >= csp.Convention2015), false},
		{csp.PRIME01, "un an d'ancienneté dans l'emploi perdu", ancienneteTrouvee(s, d), x.UnAn, false},
	}
	if engagement < csp.Convention2015 {
		return l[:1] // rien d'autre n'était prévu
	}
	dixieme := Condition{csp.PRIME01, "emploi commencé pendant le CSP, avant la fin du dixième mois (" + dateOu(x.FinDixieme, "—") + ")", "commencé le " + r.Debut.Francais(), fait.Si(x.DansCSP && r.Debut <= x.FinDixieme), false}
	plan := Condition{csp.FOLL03, "plan validé quand la prime est demandée", "validé le " + dateOu(x.PlanLe, "—"), fait.Inconnu, false}
	switch demande := e.DemandePrimeLe; {
	case x.PlanLe.Connue():
		plan.Tient = fait.Si(!demande.Connue() || x.PlanLe <= demande)
	case demande.Connue():
		plan.Trouve, plan.Tient = "aucun plan validé", fait.Non
	default:
		plan.Trouve = "aucun plan validé"
	}
	seconde := Condition{csp.PRIME05, "même emploi occupé trois mois après son début, pour la seconde moitié", "pas vérifié", e.EnPosteA3Mois, true}
	switch {
	case e.RuptureEssaiLe.Connue() && e.RuptureEssaiLe < x.SecondeMoitieLe:
		seconde.Trouve, seconde.Tient = "essai rompu le "+e.RuptureEssaiLe.Francais(), fait.Non
	case e.EnPosteA3Mois == fait.Oui:
		seconde.Trouve = "toujours en poste"
	case e.EnPosteA3Mois == fait.Non:
		seconde.Trouve = "plus en poste"
	}
	return append(l, dixieme,
		Condition{csp.PRIME01, "CDI, ou CDD ou intérim de six mois au moins", contratTrouve(e), x.Long, false},
		plan,
		demandee(csp.PRIME01, "demandée dans les trente jours", e.DemandePrimeLe, x.LimitePrime),
		Condition{csp.PRIME04, "une seule prime par CSP", ouiNon(x.PrimeServie, "une prime l'est déjà, pour un emploi d'avant", "aucune autre"), fait.Si(!x.PrimeServie), false},
		Condition{csp.PRIME06, "l'indemnité différentielle n'a pas été choisie pour cet emploi", ouiNon(x.IDRChoisie, "demandée le "+e.DemandeIDRLe.Francais(), "pas demandée, ou après la prime"), fait.Si(!x.IDRChoisie), false},
		seconde)
}

func conditionsIDR(s *csp.Situation, d *csp.Droits, r *csp.Reprise) []Condition {
	e, x := &s.Evenements[r.Rang], &r.Examen
	l := []Condition{{csp.IDR02, "emploi salarié commencé pendant le CSP (jusqu'au " + dateOu(d.Dates.FinCSP, "—") + ")", "commencé le " + r.Debut.Francais(), fait.Si(x.DansCSP), false}}
	if s.Reglages.IDRDureeMinimale != 0 {
		l = append(l, Condition{csp.IDR02, "contrat de six mois au moins, selon la lecture choisie", contratTrouve(e), fait.Si(r.IDR.Regle != csp.IDR02 || !x.DansCSP), false})
		if !e.NatureConnue || e.Nature != csp.CDI && !e.Fin.Connue() && !e.DureeMois.Connue() {
			l[1].Tient = fait.Inconnu
		}
	}
	base := Condition{csp.IDR03, "trente fois le salaire journalier dépassent le nouveau salaire", "pas connu", fait.Inconnu, false}
	if x.Base.Connu() && e.SalaireMensuel.Connu() {
		base.Trouve, base.Tient = x.Base.Francais()+" et "+e.SalaireMensuel.Francais(), fait.Si(x.Base.Compare(e.SalaireMensuel) > 0)
	}
	return append(l,
		Condition{csp.IDR01, "nouveau salaire plus bas que l'ancien, à heures égales", montantOu(e.SalaireMensuel) + " après " + montantOu(x.Ancien), x.Baisse, false},
		base,
		demandee(csp.IDR06, "demandée dans les deux ans", e.DemandeIDRLe, x.LimiteIDR),
		Condition{csp.IDR07, "la prime n'a pas été choisie pour cet emploi", ouiNon(x.PrimeChoisie, "demandée le "+e.DemandePrimeLe.Francais(), "pas choisie"), fait.Si(!x.PrimeChoisie), false})
}

// demandee est la condition d'une demande faite à temps.
func demandee(regle trace.Regle, quoi string, le, limite calendrier.Date) Condition {
	c := Condition{regle, quoi + " (jusqu'au " + dateOu(limite, "—") + ")", "pas demandée", fait.Inconnu, false}
	if le.Connue() {
		c.Trouve, c.Tient = "demandée le "+le.Francais(), fait.Si(le <= limite)
	}
	return c
}

func ancienneteTrouvee(s *csp.Situation, d *csp.Droits) string {
	depuis := s.Contrat.AncienneteDepuis
	if !depuis.Connue() {
		depuis = s.Contrat.Debut
	}
	fin := d.Dates.Rupture
	if !fin.Connue() {
		fin = s.Contrat.Fin
	}
	return "du " + dateOu(depuis, "—") + " au " + dateOu(fin, "—")
}

func contratTrouve(e *csp.Evenement) string {
	if !e.NatureConnue {
		return "contrat pas dit"
	}
	t := csp.NomsNature[e.Nature]
	if e.Nature == csp.CDI {
		return t
	}
	switch {
	case e.Fin.Connue():
		return t + " jusqu'au " + e.Fin.Francais()
	case e.DureeMois.Connue():
		return t + " de " + trace.Decimal(e.DureeMois) + " mois"
	}
	return t + ", durée pas dite"
}

func dateOu(d calendrier.Date, sinon string) string {
	if !d.Connue() {
		return sinon
	}
	return d.Francais()
}

func montantOu(m argent.Montant) string {
	if !m.Connu() {
		return "salaire pas connu"
	}
	return m.Francais()
}

func ouiNon(b bool, oui, non string) string {
	if b {
		return oui
	}
	return non
}

// TermeIDR est le jour où le n-ième mois d'emploi finit : ce mois d'indemnité est dû à son terme, lecture écrite sous IDR-05.
func TermeIDR(x *csp.Reprise, n int) calendrier.Date { return x.Debut.FinPeriode(n) }

// AideEchue est ce qui est dû un jour de la prime, en deux moitiés (PRIME-05), ou de l'indemnité différentielle de tous les emplois ;
// inconnu si l'un ne l'est pas.
func AideEchue(d *csp.Droits, nature csp.NaturePaiement, jour calendrier.Date) argent.Montant {
	total := argent.Centimes(0)
	for i := range d.Reprises {
		x := &d.Reprises[i]
		p := &x.Prime
		switch {
		case nature == csp.PaiementIDR && x.IDR.Ouverte == fait.Oui:
			m, _ := IDREchue(x, jour)
			total = total.Plus(m)
		case nature != csp.PaiementPrime || p.Ouverte != fait.Oui:
		case x.Examen.SecondeMoitieLe <= jour:
			total = total.Plus(p.Montant)
		case x.Debut < jour:
			total = total.Plus(p.PremierVersement)
		}
	}
	return total
}

// IDREchue rend ce qui est dû de l'indemnité différentielle un jour donné, et le nombre de mois d'emploi finis. Montant inconnu si
// la durée de l'indemnité l'est.
func IDREchue(x *csp.Reprise, jour calendrier.Date) (argent.Montant, int) {
	if !x.IDR.MoisPleins.Connu() {
		return argent.Montant{}, 0
	}
	finis := 0
	for finis <= x.IDR.MoisPleins.Int() && TermeIDR(x, finis+1) <= jour {
		finis++
	}
	if finis > x.IDR.MoisPleins.Int() {
		return x.IDR.Total, finis
	}
	return x.IDR.Mensuelle.Fois(int64(finis)), finis
}
