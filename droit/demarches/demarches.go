// Package demarches dit ce qu'un dossier demande à chacun, papiers et dates, et ce qu'il est bon d'en savoir :
// le texte des droits que csp a calculés, sans rien y ajouter.
package demarches

import (
	"slices"

	"jalon/droit/csp"

	"jalon/droit/calendrier"
	"jalon/droit/fait"
	"jalon/droit/parametre"
	"jalon/droit/trace"
)

// Acteur est celui qui doit faire une démarche.
type Acteur uint8

// Les acteurs d'un CSP.
const (
	Personne Acteur = iota
	LEmployeur
	Operateur
)

// String nomme l'acteur pour une personne ; l'opérateur change de nom en 2024, voir csp.NomOperateur.
func (a Acteur) String() string { return [...]string{"Salarié", "Employeur", "Opérateur"}[a] }

// Echeance dit comment lire la date d'une démarche.
type Echeance uint8

// Les échéances.
const (
	AuPlusTard Echeance = iota
	Le
	APartirDu
	Aussitot // dès l'acceptation, sans autre délai
)

// Demarche est une chose à faire : par qui, quand, selon quelle règle.
type Demarche struct {
	Qui      Acteur
	Quoi     string
	Echeance Echeance
	Date     calendrier.Date // inconnue : le jour dépend d'un fait à venir
	Regle    trace.Regle
	Faite    bool
}

// Lister rend ce que chacun doit faire, papiers compris (PROC-01 à 05, FOLL, CONT, PRIME, IDR), par date.
func Lister(s *csp.Situation, d *csp.Droits) []Demarche {
	l := liste{s: s, d: d}
	if d.Dispositif != csp.DispositifConge && d.Dispositif != csp.DispositifAucun && d.Eligibilite.Eligible != fait.Non {
		l.offre()
		l.rupture()
		l.suivi()
		l.aides()
	}
	slices.SortStableFunc(l.tout, func(a, b Demarche) int { return int(l.cleDeTri(a)) - int(l.cleDeTri(b)) })
	return l.tout
}

// cleDeTri place une démarche sans date là où elle arrive d'ordinaire.
func (l *liste) cleDeTri(m Demarche) calendrier.Date {
	switch {
	case m.Date.Connue():
		return m.Date
	case m.Regle == csp.FOLL02 && l.d.Dates.LimitePrebilan.Connue():
		return l.d.Dates.LimitePrebilan.Plus(1)
	case m.Echeance == Aussitot && l.d.Dates.FinReflexion.Connue():
		return l.d.Dates.FinReflexion
	}
	return calendrier.Derniere
}

type liste struct {
	s    *csp.Situation
	d    *csp.Droits
	tout []Demarche
}

// ajouter retient une démarche, sauf un rendez-vous de l'accompagnement prévu après la sortie du CSP.
func (l *liste) ajouter(qui Acteur, quoi string, e Echeance, date calendrier.Date, r trace.Regle, faite bool) {
	if s := l.d.Sortie; s != nil && qui == Operateur && !faite && (date > s.Date || !date.Connue()) && s.Regle != csp.EXIT05 {
		return
	}
	l.tout = append(l.tout, Demarche{qui, quoi, e, date, r, faite})
}

func (l *liste) evenement(t csp.TypeEvenement) bool {
	return slices.ContainsFunc(l.s.Evenements, func(e csp.Evenement) bool { return e.Type == t })
}

// offre : de la remise des documents à la réponse.
func (l *liste) offre() {
	d, p := &l.d.Dates, &l.s.Proposition
	remis := p.Remise.Connue()
	if p.Par == csp.ParEmployeur {
		quand := map[csp.Moment]string{
			csp.MomentEntretien: "pendant l'entretien préalable", csp.MomentDerniereReunion: "à la fin de la dernière réunion des représentants du personnel",
			csp.MomentHomologation: "le lendemain de la notification de la validation ou de l'homologation du plan", csp.MomentFinProtection: "au plus tard le lendemain de la fin de la protection liée à la maternité",
		}[l.d.Moment]
		if quand != "" {
			quand = " et " + quand
		}
		l.ajouter(LEmployeur, "Remettre à la personne, contre récépissé"+quand+", le document d'information sur le CSP avec son bulletin d'acceptation", Le, p.Remise, csp.PROC01, remis)
		if l.d.Statut == csp.EnReflexion || l.d.Statut == csp.PropositionAFaire {
			l.ajouter(LEmployeur, "Donner le motif économique par écrit, avec la priorité de réembauche, au plus tard quand la personne accepte", AuPlusTard, d.FinReflexion, csp.PROC03, p.MotifEcritLe.Connue())
		}
		if d.LettreConservatoire == fait.Oui && l.d.Statut == csp.EnReflexion {
			l.ajouter(LEmployeur, "Si le délai de réflexion court encore : envoyer en recommandé la lettre qui rappelle son dernier jour et vaut licenciement en cas de refus", APartirDu, d.LettreAuPlusTot, csp.PROC10, false)
		}
	}
	if p.Par == csp.ParPersonne {
		nom := csp.NomOperateur(max(l.d.DernierFait, l.s.Contrat.Fin))
		l.ajouter(Personne, "S'inscrire à "+nom+", qui doit proposer le CSP à la place de l'employeur", APartirDu, l.s.Contrat.Fin.Plus(1), csp.PROC11, false)
		if l.d.Montants.Penalite.Connu() {
			l.ajouter(LEmployeur, "Payer la pénalité pour défaut de proposition ("+l.d.Montants.Penalite.Francais()+") quinze jours après l'avis de "+nom+" ; trois mois de salaire si la personne adhère", AuPlusTard, 0, csp.CONT07, false)
		}
	}
	if !remis || !d.DebutReflexion.Connue() {
		return
	}
	if l.d.Statut == csp.Refuse {
		if r := l.d.Refus; r != nil && l.s.Contrat.Fin.Connue() {
			l.ajouter(Personne, "S'inscrire comme demandeur d'emploi pour recevoir l'ARE", APartirDu, l.s.Contrat.Fin.Plus(1), csp.PROC09, false)
		}
		return
	}
	nom := csp.NomOperateur(p.Remise)
	l.ajouter(Personne, "Demander l'entretien d'information de "+nom+" : il ne suspend pas le délai", AuPlusTard, d.FinReflexion, csp.PROC12, l.evenement(csp.EntretienInformation))
	repondu := l.s.Reponse.Decision != csp.SansReponse
	l.ajouter(Personne, "Répondre. Pour accepter : bulletin rempli et signé, et copie d'une pièce d'identité. Le silence vaut refus", AuPlusTard, d.FinReflexion, csp.PROC04, repondu)
}

// rupture : les papiers et les sommes à la fin du contrat.
func (l *liste) rupture() {
	d, p := &l.d.Dates, &l.s.Proposition
	if !d.DebutCSP.Connue() {
		return
	}
	nom := csp.NomOperateur(d.DebutCSP)
	if p.Par == csp.ParOperateur {
		l.ajouter(Personne, "Remettre à "+nom+", avec le bulletin, les trois derniers bulletins de salaire", AuPlusTard, d.FinReflexion, csp.PROC05, false)
		if d.EcheancePenalite.Connue() {
			l.ajouter(LEmployeur, "Payer la pénalité pour défaut de proposition ("+l.d.Montants.Penalite.Francais()+")", AuPlusTard, d.EcheancePenalite, csp.CONT07, false)
		}
		return
	}
	accepte := l.s.Reponse.Decision == csp.Acceptation
	envoi := l.s.Reponse.Date
	if e := l.d.ARE.Engagement; e.Connue() && e < csp.Convention2015 {
		l.ajouter(LEmployeur, "Envoyer à "+nom+", en une fois : bulletin, demande d'ASP, pièce d'identité, carte Vitale, attestation d'employeur", Aussitot, envoi, csp.PROC05, false)
	} else {
		l.ajouter(LEmployeur, "Envoyer à "+nom+" les deux volets du bulletin d'acceptation et la copie de la pièce d'identité", Aussitot, envoi, csp.PROC05, false)
		l.ajouter(LEmployeur, "Envoyer à "+nom+" : attestation d'employeur, demande d'ASP signée, copie de la carte Vitale, éléments de la contribution", AuPlusTard, d.Rupture, csp.PROC05, false)
	}
	l.ajouter(LEmployeur, "Payer l'indemnité de licenciement, les congés payés restants et la part du préavis due au salarié", Le, d.Rupture, csp.RUPT03, false)
	if d.EcheanceContribution.Connue() && accepte {
		l.ajouter(LEmployeur, "Payer à "+nom+" la contribution du préavis", AuPlusTard, d.EcheanceContribution, csp.CONT05, l.d.Montants.MajorationRetard.Connu())
	}
	if d.LimiteContestation.Connue() {
		l.ajouter(Personne, "Contester, s'il y a lieu, la rupture ou son motif", AuPlusTard, d.LimiteContestation, csp.RUPT06, false)
	}
	if d.FinPrioriteReembauche.Connue() {
		l.ajouter(Personne, "Demander, s'il y a lieu, la priorité de réembauche", AuPlusTard, d.FinPrioriteReembauche, csp.RUPT05, false)
	}
}

// suivi : les rendez-vous de l'accompagnement et l'après.
func (l *liste) suivi() {
	d := &l.d.Dates
	if !d.DebutCSP.Connue() {
		return
	}
	if d.LimitePrebilan.Connue() {
		l.ajouter(Operateur, "Tenir l'entretien individuel de pré-bilan", AuPlusTard, d.LimitePrebilan, csp.FOLL01, l.evenement(csp.Prebilan))
	}
	l.ajouter(Operateur, "Valider le plan de sécurisation avec la personne, un mois au plus après le pré-bilan", AuPlusTard, d.LimitePlan, csp.FOLL02, l.evenement(csp.Plan))
	l.ajouter(Personne, "Déclarer sa situation chaque mois pour recevoir l'ASP", APartirDu, d.DebutCSP, csp.ASP10, false)
	if d.BilanEtape.Connue() {
		l.ajouter(Operateur, "Faire le bilan d'étape", AuPlusTard, d.BilanEtape, csp.FOLL04, l.evenement(csp.BilanEtape))
	}
	if d.DebutEntretienFinal.Connue() {
		l.ajouter(Operateur, "Tenir l'entretien final et en remettre le compte rendu", APartirDu, d.DebutEntretienFinal, csp.FOLL05, l.evenement(csp.EntretienFinal))
	}
	if d.CourrierAvantTerme.Connue() {
		l.ajouter(Operateur, "Écrire à la personne ce qui l'attend après le CSP : jours d'ARE, montant, début", AuPlusTard, d.CourrierAvantTerme, csp.FOLL06, false)
	}
	if l.d.Apres.AREDebut.Connue() {
		l.ajouter(Personne, "S'inscrire comme demandeur d'emploi pour recevoir l'ARE", APartirDu, l.d.Apres.AREDebut, csp.ARE01, false)
	}
}

// aides : prime et indemnité différentielle des emplois retrouvés.
func (l *liste) aides() {
	for i := range l.s.Evenements {
		e := &l.s.Evenements[i]
		if e.Type != csp.RepriseEmploi {
			continue
		}
		for j := range l.d.Reprises {
			r := &l.d.Reprises[j]
			if r.Debut != e.Debut {
				continue
			}
			if r.Prime.Ouverte != fait.Non && l.d.Dates.LimiteDemandePrime.Connue() {
				l.ajouter(Personne, "Demander la prime de reclassement pour l'emploi du "+e.Debut.Francais(), AuPlusTard, l.d.Dates.LimiteDemandePrime, csp.PRIME01, e.DemandePrimeLe.Connue())
			}
			if r.IDR.Ouverte != fait.Non {
				l.ajouter(Personne, "Demander l'indemnité différentielle pour l'emploi du "+e.Debut.Francais()+", si la prime n'est pas choisie", AuPlusTard, csp.FinDemande(&parametre.Lecture{}, e.Debut, l.d.ARE.Engagement), csp.IDR06, e.DemandeIDRLe.Connue())
			}
		}
	}
}
