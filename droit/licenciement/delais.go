package licenciement

import (
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/fait"
	"jalon/droit/parametre"
)

// parTranche est une valeur qui dépend du nombre de licenciements : moins de cent, moins de 250, davantage.
type parTranche [3]*parametre.Serie[fait.Nombre]

var (
	convocationJours  = parametre.Nombre("entretien_convocation_jours")
	notification      = parTranche{parametre.Nombre("lettre_notification"), parametre.Nombre("lettre_notification_100"), parametre.Nombre("lettre_notification_250")}
	planAccord        = parametre.Nombre("plan_accord_jours")
	planDocument      = parametre.Nombre("plan_document_jours")
	planRedressement  = parametre.Nombre("plan_redressement_jours")
	planLiquidation   = parametre.Nombre("plan_liquidation_jours")
	messageFinContrat = parametre.Nombre("dsn_fin_contrat_jours")
)

// Séries que csp et demarches déclarent.
const (
	lettreInsolvable  = "lettre_procedure_collective"
	lettreOrdinaire   = "licenciement_delai_lettre"
	lettreCadre       = "licenciement_delai_lettre_cadre"
	congeReclassement = "csp_effectif_conge_reclassement"
	reembauche        = "priorite_reembauche"
	agsLiquidation    = "ags_liquidation_jours"
	agsAvecPlan       = "ags_liquidation_jours_pse"
)

// lire rend la valeur de la tranche du projet ; inconnue si le nombre de licenciements l'est.
func (t parTranche) lire(p *Projet) fait.Nombre {
	jour := p.epoque()
	switch haute := p.Licenciements.AuMoins(valeur(trancheHaute, jour)); {
	case haute == fait.Inconnu:
		return fait.Nombre{}
	case haute == fait.Oui:
		return valeur(t[2], jour)
	case p.Licenciements.AuMoins(valeur(trancheMoyen, jour)) == fait.Oui:
		return valeur(t[1], jour)
	}
	return valeur(t[0], jour)
}

// apres est le dernier jour d'un délai de n jours calendaires, sans prorogation ; inconnu si l'un des deux l'est.
func apres(d calendrier.Date, n fait.Nombre) calendrier.Date {
	if !n.Connu() {
		return 0
	}
	return d.Plus(n.Int())
}

// proroge repousse au jour ouvré un délai qui finit un samedi, un dimanche ou un jour férié (R1231-1). Le texte dit
// « premier jour ouvrable » ; quand ce serait un samedi, le lundi est la lecture sans risque (PROC-07).
func (p *Projet) proroge(d calendrier.Date) calendrier.Date {
	return calendrier.ReporterOuvre(d, p.Territoire)
}

// passe est le premier jour après n jours ouvrables entiers ; inconnu si l'un des deux l'est.
func (p *Projet) passe(d calendrier.Date, n fait.Nombre) calendrier.Date {
	if !n.Connu() {
		return 0
	}
	return p.proroge(calendrier.ApresOuvrables(d, n.Int(), p.Territoire)).Plus(1)
}

// entretienAuPlusTot est le premier jour d'un entretien après la présentation de la convocation : cinq jours ouvrables
// entiers (C. trav. L1233-11 ; Cass. soc. 3 juin 2015 et 10 juillet 2019, n° 18-11.528).
func (p *Projet) entretienAuPlusTot(convocation calendrier.Date) calendrier.Date {
	return p.passe(convocation, valeur(convocationJours, p.epoque()))
}

// convocationAuPlusTard est le dernier jour ouvrable où présenter la convocation à l'entretien fixé ; inconnu sans
// entretien.
func (p *Projet) convocationAuPlusTard() calendrier.Date {
	d := p.Entretien
	for d.Connue() && (p.entretienAuPlusTot(d) > p.Entretien || !calendrier.Ouvrable(d, p.Territoire)) {
		d--
	}
	return d
}

// finDecision est le dernier jour dont l'autorité dispose pour décider du plan ; passé ce jour, son silence vaut
// acceptation (C. trav. L1233-57-4, L1233-58 ; D1233-14-1). Inconnu avant juillet 2013, où rien n'était décidé.
func (p *Projet) finDecision() calendrier.Date {
	depuis, delai := p.DossierPlan, fait.Nombre{}
	jour := p.epoque()
	switch {
	case p.Procedure == csp.Redressement:
		depuis, delai = p.DerniereReunion, valeur(planRedressement, jour)
	case p.Procedure == csp.Liquidation:
		depuis, delai = p.DerniereReunion, valeur(planLiquidation, jour)
	case p.PlanParAccord == fait.Oui:
		delai = valeur(planAccord, jour)
	case p.PlanParAccord == fait.Non:
		delai = valeur(planDocument, jour)
	}
	return p.proroge(apres(depuis, delai))
}

// decision est le jour où le plan est validé ou homologué : celui qui est donné, ou la fin du délai de silence.
func (p *Projet) decision() calendrier.Date {
	if p.DecisionPlan.Connue() {
		return p.DecisionPlan
	}
	return p.finDecision()
}

// Remise est le jour où les documents du CSP sont remis à une personne : à l'entretien, à l'issue de la dernière
// réunion, le lendemain de la décision sur le plan, ou au plus tard le lendemain de la protection liée à la maternité
// (PROC-01). finProtection ne sert qu'à ce dernier moment. Inconnu tant que le fait qui le fixe l'est.
func (p *Projet) Remise(moment csp.Moment, finProtection calendrier.Date) calendrier.Date {
	switch moment {
	case csp.MomentEntretien:
		return p.Entretien
	case csp.MomentDerniereReunion:
		return p.DerniereReunion
	case csp.MomentHomologation:
		return p.decision().Plus(1)
	case csp.MomentFinProtection:
		if finProtection != calendrier.SansFin {
			return finProtection.Plus(1)
		}
	}
	return 0
}

// LettreAuPlusTot est le premier jour où la lettre de licenciement peut partir, à la protection près de chacun
// (C. trav. L1233-15, L1233-39). Inconnu tant que la forme ou le fait qui le fixe l'est.
//
// Les quinze jours du cadre ne valent que pour un licenciement individuel (L1233-15 ; Cass. soc. 12 octobre 2004,
// n° 02-40.685). En redressement ou en liquidation, ni L1233-15 ni L1233-39 ne s'appliquent (L1233-59 ; Cass. soc.
// 17 mai 2023, n° 21-21.041) : deux jours ouvrables suivent l'entretien, selon le ministère ; sans entretien, la
// lettre attend la dernière réunion, ou la décision sur le plan.
func (p *Projet) LettreAuPlusTot(cadre bool) calendrier.Date {
	jour := p.epoque()
	forme, sure := p.Forme()
	switch {
	case !sure:
		return 0
	case forme == csp.AvecPSE && jour >= plan2013:
		return p.apresEntretien(p.decision().Plus(1))
	case p.insolvable() && p.entretiens() == fait.Non:
		return p.DerniereReunion.Plus(1)
	case p.insolvable():
		return p.passe(p.Entretien, ailleurs(lettreInsolvable, jour))
	case forme > csp.Collectif2a9:
		return p.apresEntretien(p.proroge(apres(p.NotificationProjet, notification.lire(p))).Plus(1))
	}
	delai := lettreOrdinaire
	if cadre && forme == csp.Individuel {
		delai = lettreCadre
	}
	return p.passe(p.Entretien, ailleurs(delai, jour))
}

// apresEntretien ne laisse pas partir une lettre avant un entretien que l'absence de comité rend obligatoire.
func (p *Projet) apresEntretien(d calendrier.Date) calendrier.Date {
	switch e := p.entretiens(); {
	case e == fait.Non || !d.Connue():
		return d
	case e == fait.Oui && !p.Entretien.Connue():
		return 0
	}
	return max(d, p.Entretien.Plus(1))
}

// FinDSN est le dernier jour du message de fin de contrat : cinq jours ouvrés après la fin (CSS R133-14). Inconnu si
// la fin l'est, ou avant 2016.
func FinDSN(fin calendrier.Date, t calendrier.Territoire) calendrier.Date {
	n := valeur(messageFinContrat, fin)
	if !n.Connu() || fin == calendrier.SansFin {
		return 0
	}
	return calendrier.ApresOuvres(fin, n.Int(), t)
}
