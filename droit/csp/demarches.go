package csp

import (
	"slices"

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

// String nomme l'acteur pour une personne ; l'opérateur change de nom en 2024, voir NomOperateur.
func (a Acteur) String() string { return [...]string{"Salarié", "Employeur", "Opérateur"}[a] }

// NomOperateur est le nom du service public de l'emploi ce jour-là.
func NomOperateur(jour calendrier.Date) string {
	if jour >= calendrier.D(2024, 1, 1) {
		return "France Travail"
	}
	return "Pôle emploi"
}

// NomAutorite est le nom de l'autorité du travail ce jour-là.
func NomAutorite(jour calendrier.Date) string {
	if jour >= calendrier.D(2021, 4, 1) {
		return "Dreets"
	}
	return "Direccte"
}

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

// Demarches liste ce que chacun doit faire, papiers compris (PROC-01 à 05, FOLL, CONT, PRIME, IDR), par date.
func Demarches(s *Situation, d *Droits) []Demarche {
	l := demarches{s: s, d: d}
	if d.Dispositif != DispositifConge && d.Dispositif != DispositifAucun && d.Eligibilite.Eligible != fait.Non {
		l.offre()
		l.rupture()
		l.suivi()
		l.aides()
	}
	slices.SortStableFunc(l.tout, func(a, b Demarche) int { return int(l.cleDeTri(a)) - int(l.cleDeTri(b)) })
	return l.tout
}

// cleDeTri place une démarche sans date là où elle arrive d'ordinaire.
func (l *demarches) cleDeTri(m Demarche) calendrier.Date {
	switch {
	case m.Date.Connue():
		return m.Date
	case m.Regle == FOLL02 && l.d.Dates.LimitePrebilan.Connue():
		return l.d.Dates.LimitePrebilan.Plus(1)
	case m.Echeance == Aussitot && l.d.Dates.FinReflexion.Connue():
		return l.d.Dates.FinReflexion
	}
	return calendrier.Derniere
}

type demarches struct {
	s    *Situation
	d    *Droits
	tout []Demarche
}

// ajouter retient une démarche, sauf un rendez-vous de l'accompagnement prévu après la sortie du CSP.
func (l *demarches) ajouter(qui Acteur, quoi string, e Echeance, date calendrier.Date, r trace.Regle, faite bool) {
	if s := l.d.Sortie; s != nil && qui == Operateur && !faite && (date > s.Date || !date.Connue()) && s.Regle != EXIT05 {
		return
	}
	l.tout = append(l.tout, Demarche{qui, quoi, e, date, r, faite})
}

func (l *demarches) evenement(t TypeEvenement) bool {
	return slices.ContainsFunc(l.s.Evenements, func(e Evenement) bool { return e.Type == t })
}

// offre : de la remise des documents à la réponse.
func (l *demarches) offre() {
	d, p := &l.d.Dates, &l.s.Proposition
	remis := p.Remise.Connue()
	if p.Par == ParEmployeur {
		quand := map[Moment]string{
			MomentEntretien: "pendant l'entretien préalable", MomentDerniereReunion: "à la fin de la dernière réunion des représentants du personnel",
			MomentHomologation: "le lendemain de la notification de la validation ou de l'homologation du plan", MomentFinProtection: "au plus tard le lendemain de la fin de la protection liée à la maternité",
		}[l.d.Moment]
		if quand != "" {
			quand = " et " + quand
		}
		l.ajouter(LEmployeur, "Remettre à la personne, contre récépissé"+quand+", le document d'information sur le CSP avec son bulletin d'acceptation", Le, p.Remise, PROC01, remis)
		if l.d.Statut == EnReflexion || l.d.Statut == PropositionAFaire {
			l.ajouter(LEmployeur, "Donner le motif économique par écrit, avec la priorité de réembauche, au plus tard quand la personne accepte", AuPlusTard, d.FinReflexion, PROC03, p.MotifEcritLe.Connue())
		}
		if d.LettreConservatoire == fait.Oui && l.d.Statut == EnReflexion {
			l.ajouter(LEmployeur, "Si le délai de réflexion court encore : envoyer en recommandé la lettre qui rappelle son dernier jour et vaut licenciement en cas de refus", APartirDu, d.LettreAuPlusTot, PROC10, false)
		}
	}
	if p.Par == ParPersonne {
		nom := NomOperateur(max(l.d.DernierFait, l.s.Contrat.Fin))
		l.ajouter(Personne, "S'inscrire à "+nom+", qui doit proposer le CSP à la place de l'employeur", APartirDu, l.s.Contrat.Fin.Plus(1), PROC11, false)
		if l.d.Montants.Penalite.Connu() {
			l.ajouter(LEmployeur, "Payer la pénalité pour défaut de proposition ("+l.d.Montants.Penalite.Francais()+") quinze jours après l'avis de "+nom+" ; trois mois de salaire si la personne adhère", AuPlusTard, 0, CONT07, false)
		}
	}
	if !remis || !d.DebutReflexion.Connue() {
		return
	}
	if l.d.Statut == Refuse {
		if r := l.d.Refus; r != nil && l.s.Contrat.Fin.Connue() {
			l.ajouter(Personne, "S'inscrire comme demandeur d'emploi pour recevoir l'ARE", APartirDu, l.s.Contrat.Fin.Plus(1), PROC09, false)
		}
		return
	}
	nom := NomOperateur(p.Remise)
	l.ajouter(Personne, "Demander l'entretien d'information de "+nom+" : il ne suspend pas le délai", AuPlusTard, d.FinReflexion, PROC12, l.evenement(EntretienInformation))
	repondu := l.s.Reponse.Decision != SansReponse
	l.ajouter(Personne, "Répondre. Pour accepter : bulletin rempli et signé, et copie d'une pièce d'identité. Le silence vaut refus", AuPlusTard, d.FinReflexion, PROC04, repondu)
}

// rupture : les papiers et les sommes à la fin du contrat.
func (l *demarches) rupture() {
	d, p := &l.d.Dates, &l.s.Proposition
	if !d.DebutCSP.Connue() {
		return
	}
	nom := NomOperateur(d.DebutCSP)
	if p.Par == ParOperateur {
		l.ajouter(Personne, "Remettre à "+nom+", avec le bulletin, les trois derniers bulletins de salaire", AuPlusTard, d.FinReflexion, PROC05, false)
		if d.EcheancePenalite.Connue() {
			l.ajouter(LEmployeur, "Payer la pénalité pour défaut de proposition ("+l.d.Montants.Penalite.Francais()+")", AuPlusTard, d.EcheancePenalite, CONT07, false)
		}
		return
	}
	accepte := l.s.Reponse.Decision == Acceptation
	envoi := l.s.Reponse.Date
	if e := l.d.ARE.Engagement; e.Connue() && e < convention2015 {
		l.ajouter(LEmployeur, "Envoyer à "+nom+", en une fois : bulletin, demande d'ASP, pièce d'identité, carte Vitale, attestation d'employeur", Aussitot, envoi, PROC05, false)
	} else {
		l.ajouter(LEmployeur, "Envoyer à "+nom+" les deux volets du bulletin d'acceptation et la copie de la pièce d'identité", Aussitot, envoi, PROC05, false)
		l.ajouter(LEmployeur, "Envoyer à "+nom+" : attestation d'employeur, demande d'ASP signée, copie de la carte Vitale, éléments de la contribution", AuPlusTard, d.Rupture, PROC05, false)
	}
	l.ajouter(LEmployeur, "Payer l'indemnité de licenciement, les congés payés restants et la part du préavis due au salarié", Le, d.Rupture, RUPT03, false)
	if d.EcheanceContribution.Connue() && accepte {
		l.ajouter(LEmployeur, "Payer à "+nom+" la contribution du préavis", AuPlusTard, d.EcheanceContribution, CONT05, l.d.Montants.MajorationRetard.Connu())
	}
	if d.LimiteContestation.Connue() {
		l.ajouter(Personne, "Contester, s'il y a lieu, la rupture ou son motif", AuPlusTard, d.LimiteContestation, RUPT06, false)
	}
	if d.FinPrioriteReembauche.Connue() {
		l.ajouter(Personne, "Demander, s'il y a lieu, la priorité de réembauche", AuPlusTard, d.FinPrioriteReembauche, RUPT05, false)
	}
}

// suivi : les rendez-vous de l'accompagnement et l'après.
func (l *demarches) suivi() {
	d := &l.d.Dates
	if !d.DebutCSP.Connue() {
		return
	}
	if d.LimitePrebilan.Connue() {
		l.ajouter(Operateur, "Tenir l'entretien individuel de pré-bilan", AuPlusTard, d.LimitePrebilan, FOLL01, l.evenement(Prebilan))
	}
	l.ajouter(Operateur, "Valider le plan de sécurisation avec la personne, un mois au plus après le pré-bilan", AuPlusTard, d.LimitePlan, FOLL02, l.evenement(Plan))
	l.ajouter(Personne, "Déclarer sa situation chaque mois pour recevoir l'ASP", APartirDu, d.DebutCSP, ASP10, false)
	if d.BilanEtape.Connue() {
		l.ajouter(Operateur, "Faire le bilan d'étape", AuPlusTard, d.BilanEtape, FOLL04, l.evenement(BilanEtape))
	}
	if d.DebutEntretienFinal.Connue() {
		l.ajouter(Operateur, "Tenir l'entretien final et en remettre le compte rendu", APartirDu, d.DebutEntretienFinal, FOLL05, l.evenement(EntretienFinal))
	}
	if d.CourrierAvantTerme.Connue() {
		l.ajouter(Operateur, "Écrire à la personne ce qui l'attend après le CSP : jours d'ARE, montant, début", AuPlusTard, d.CourrierAvantTerme, FOLL06, false)
	}
	if l.d.Apres.AREDebut.Connue() {
		l.ajouter(Personne, "S'inscrire comme demandeur d'emploi pour recevoir l'ARE", APartirDu, l.d.Apres.AREDebut, ARE01, false)
	}
}

// aides : prime et indemnité différentielle des emplois retrouvés.
func (l *demarches) aides() {
	for i := range l.s.Evenements {
		e := &l.s.Evenements[i]
		if e.Type != RepriseEmploi {
			continue
		}
		for j := range l.d.Reprises {
			r := &l.d.Reprises[j]
			if r.Debut != e.Debut {
				continue
			}
			if r.Prime.Ouverte != fait.Non && l.d.Dates.LimiteDemandePrime.Connue() {
				l.ajouter(Personne, "Demander la prime de reclassement pour l'emploi du "+e.Debut.Francais(), AuPlusTard, l.d.Dates.LimiteDemandePrime, PRIME01, e.DemandePrimeLe.Connue())
			}
			if r.IDR.Ouverte != fait.Non {
				l.ajouter(Personne, "Demander l'indemnité différentielle pour l'emploi du "+e.Debut.Francais()+", si la prime n'est pas choisie", AuPlusTard, e.Debut.PlusMois(prescription.Au(&parametre.Lecture{}, e.Debut).Int()), IDR06, e.DemandeIDRLe.Connue())
			}
		}
	}
}
