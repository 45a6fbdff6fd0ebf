// Package demarches dit ce qu'un dossier demande à chacun, papiers et dates, et ce qu'il est bon d'en savoir :
// le texte des droits que csp a calculés, sans rien y ajouter.
package demarches

import (
	"cmp"
	"slices"
	"strings"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/fait"
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
	Aussitot // sans attendre, aucun texte ne donnant de dernier jour
)

// Demarche est une chose à faire : par qui, quand, selon quelle règle.
type Demarche struct {
	Qui      Acteur
	Quoi     string
	Echeance Echeance
	Date     calendrier.Date // inconnue : le jour dépend d'un fait à venir, que dit Des
	Regle    trace.Regle
	Faite    bool
	Des      string // « dès que le pré-bilan aura eu lieu » ; vide quand le jour est connu, ou le fait qui le fixera ne l'est pas

	Jusque calendrier.Date // passé ce jour, elle n'est plus à faire ; inconnu : rien ne le dit
}

// Finie dit qu'une démarche n'est plus à faire, qu'elle ait été faite ou non.
func (m *Demarche) Finie(au calendrier.Date) bool { return m.Jusque.Connue() && au > m.Jusque }

// SupposeAdhesion dit qu'une règle ne demande rien tant que la personne n'a pas adhéré.
func SupposeAdhesion(r trace.Regle) bool {
	switch r {
	case csp.PROC01, csp.PROC03, csp.PROC04, csp.PROC06, csp.PROC09, csp.PROC10, csp.PROC11, csp.PROC12, csp.CONT07:
		return false
	}
	return true
}

// Quand dit comment lire la date de la démarche, ou ce qui la fixera.
func (m *Demarche) Quand() string {
	if !m.Date.Connue() {
		return cmp.Or(m.Des, "le jour dépend d'un fait à venir")
	}
	return [...]string{AuPlusTard: "au plus tard ce jour", Le: "ce jour", APartirDu: "à partir de ce jour", Aussitot: "aussitôt"}[m.Echeance]
}

// Lister rend ce que chacun doit faire, papiers compris (PROC-01 à 05, FOLL, CONT, PRIME, IDR), par date. Rien
// quand aucun CSP n'est en jeu ou que l'édition ne couvre pas le dossier.
func Lister(s *csp.Situation, d *csp.Droits) []Demarche {
	if !d.Couvert || d.Statut == csp.SansObjet {
		return nil
	}
	l := liste{s: s, d: d}
	l.offre()
	l.rupture()
	l.sommes()
	l.suivi()
	l.sortie()
	l.aides()
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
	if s := l.d.Sortie; s != nil && qui == Operateur && !faite && (date > s.Date || !date.Connue()) && s.Regle != csp.EXIT05 && r != csp.EXIT03 {
		return
	}
	m := Demarche{Qui: qui, Quoi: quoi, Echeance: e, Date: date, Regle: r, Faite: faite}
	if l.enSuspens() && (r == csp.FOLL05 || r == csp.FOLL06 || r == csp.ARE01 || r == csp.FOLL04 && !date.Connue()) { // la fin du CSP en dépend
		m.Date, m.Des = 0, "dès que le dernier jour de la suspension sera connu"
	} else if !date.Connue() {
		m.Des = l.des(r)
	}
	l.tout = append(l.tout, m)
}

// enSuspens dit qu'une suspension, sans fin connue, peut encore reculer celle du CSP.
func (l *liste) enSuspens() bool {
	return l.d.Sortie == nil && slices.ContainsFunc(l.d.Manquants, func(m csp.Manquant) bool { return m.Champ == "evenements.#.fin" && m.PourASP() })
}

// des dit le fait qui fixera le jour d'une démarche.
func (l *liste) des(r trace.Regle) string {
	switch p := &l.s.Proposition; {
	case r == csp.FOLL02:
		return "dès que le pré-bilan aura eu lieu"
	case r == csp.PROC05:
		return "dès l'acceptation"
	case r == csp.CONT07:
		return "dès que l'avis qui la réclame sera connu"
	case r == csp.PROC09 || r == csp.PROC11:
		return "dès que la fin du contrat sera connue"
	case !p.Remise.Connue():
		return "dès que le jour de la remise sera connu"
	case l.s.Salarie.Protege == fait.Oui && !l.s.Autorisation.NotifieeLe.Connue():
		return "dès que la décision de l'inspection du travail sera connue"
	}
	return ""
}

// eu dit si un rendez-vous a eu lieu : pendant le CSP, sinon il est sans effet.
func (l *liste) eu(t csp.TypeEvenement) bool {
	return slices.ContainsFunc(l.s.Evenements, func(e csp.Evenement) bool { return e.Type == t && e.Date >= l.d.Dates.DebutCSP })
}

// PayeAOperateur est ce que l'employeur a payé à l'opérateur : préavis, DIF et pénalité ensemble, sans qu'un fait dise lequel.
func PayeAOperateur(s *csp.Situation) argent.Montant {
	paye := argent.Centimes(0)
	for i := range s.Evenements {
		if e := &s.Evenements[i]; e.Type == csp.Paiement && e.NaturePaiement == csp.PaiementContribution {
			paye = paye.Plus(e.Montant)
		}
	}
	return paye
}

// reglee dit si les sommes payées à l'opérateur atteignent ce qui est dû ; faux si le dû n'est pas connu.
func reglee(s *csp.Situation, du argent.Montant) bool {
	paye := PayeAOperateur(s)
	return du.Connu() && paye.Connu() && paye.Compare(du) >= 0
}

// entreParentheses écrit un montant connu : « (5 300,00 €) ».
func entreParentheses(m argent.Montant) string {
	if !m.Connu() {
		return ""
	}
	return " (" + m.Francais() + ")"
}

func (l *liste) convention2011() bool {
	e := l.d.ARE.Engagement
	return e.Connue() && e < csp.Convention2015
}

// offre : de la remise des documents à la réponse.
func (l *liste) offre() {
	d, p := &l.d.Dates, &l.s.Proposition
	remis := p.Remise.Connue()
	switch p.Par {
	case csp.ParEmployeur:
		l.offreDeLEmployeur(remis)
	case csp.ParPersonne:
		l.ajouter(Personne, "S'inscrire à "+csp.NomOperateur(max(l.d.DernierFait, l.s.Contrat.Fin, l.d.ARE.Engagement))+", qui doit proposer le CSP à la place de l'employeur", APartirDu, l.s.Contrat.Fin.Plus(1), csp.PROC11, false)
	case csp.ParOperateur:
		jour := p.Inscription
		if !jour.Connue() {
			jour = p.Remise
		}
		l.ajouter(Operateur, "Informer la personne et lui proposer le CSP, que l'employeur n'a pas proposé", APartirDu, jour, csp.PROC11, remis)
	}
	if !remis || !d.DebutReflexion.Connue() {
		return
	}
	if l.d.Statut == csp.Refuse {
		if p.Par == csp.ParEmployeur {
			l.ajouter(LEmployeur, "Envoyer la lettre de licenciement, si elle ne l'a pas déjà été", APartirDu, d.LettreAuPlusTot, csp.PROC10, l.s.Contrat.Fin.Connue())
		}
		l.inscriptionApresRefus()
		return
	}
	l.ajouter(Personne, "Demander l'entretien d'information de "+csp.NomOperateur(p.Remise)+" : il ne suspend pas le délai", AuPlusTard, d.FinReflexion, csp.PROC12,
		slices.ContainsFunc(l.s.Evenements, func(e csp.Evenement) bool { return e.Type == csp.EntretienInformation }))
	papiers := "bulletin rempli et signé, et copie d'une pièce d'identité"
	if l.convention2011() {
		papiers = "bulletin rempli et signé, demande d'ASP, copie d'une pièce d'identité et de la carte Vitale"
	}
	a := "l'employeur"
	if p.Par == csp.ParOperateur {
		a = csp.NomOperateur(p.Remise)
	}
	l.ajouter(Personne, "Répondre à "+a+" ; le silence vaut refus. Pour accepter : "+papiers+", contre récépissé ou en recommandé ; le jour d'envoi compte", AuPlusTard, d.FinReflexion, csp.PROC04, l.s.Reponse.Decision != csp.SansReponse)
}

func (l *liste) offreDeLEmployeur(remis bool) {
	d, p := &l.d.Dates, &l.s.Proposition
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

func (l *liste) inscriptionApresRefus() {
	r := l.d.Refus
	if r == nil {
		return
	}
	quoi := "S'inscrire comme demandeur d'emploi pour recevoir l'ARE"
	switch {
	case !r.AREDureeJours.Connu():
		quoi += ", si l'affiliation l'ouvre"
	case r.AREDureeJours.Int() == 0:
		quoi = "S'inscrire comme demandeur d'emploi ; l'affiliation n'ouvre pas l'ARE"
	}
	l.ajouter(Personne, quoi, APartirDu, l.s.Contrat.Fin.Plus(1), csp.PROC09, false)
}

// rupture : les papiers à la fin du contrat.
func (l *liste) rupture() {
	d, p := &l.d.Dates, &l.s.Proposition
	if !d.DebutCSP.Connue() {
		return
	}
	nom := csp.NomOperateur(d.DebutCSP)
	if p.Par == csp.ParOperateur {
		l.ajouter(Personne, "Remettre à "+nom+", avec le bulletin, les trois derniers bulletins de salaire", AuPlusTard, d.FinReflexion, csp.PROC05, false)
		return
	}
	envoi := l.s.Reponse.Date
	if !l.convention2011() {
		l.ajouter(Personne, "Remettre à l'employeur la demande d'ASP signée et la copie de la carte Vitale, qu'il envoie à "+nom, AuPlusTard, d.Rupture, csp.PROC05, false)
	}
	if l.convention2011() {
		l.ajouter(LEmployeur, "Envoyer à "+nom+", en une fois : bulletin, demande d'ASP, pièce d'identité, carte Vitale, attestation d'employeur", Aussitot, envoi, csp.PROC05, false)
	} else {
		l.ajouter(LEmployeur, "Envoyer à "+nom+" les deux volets du bulletin d'acceptation et la copie de la pièce d'identité", Aussitot, envoi, csp.PROC05, false)
		l.ajouter(LEmployeur, "Envoyer à "+nom+" : attestation d'employeur, demande d'ASP signée, copie de la carte Vitale, éléments de la contribution", AuPlusTard, d.Rupture, csp.PROC05, false)
	}
	if d.LimiteContestation.Connue() {
		l.ajouter(Personne, "Contester, s'il y a lieu, la rupture ou son motif", AuPlusTard, d.LimiteContestation, csp.RUPT06, false)
	}
}

// sommes : ce que l'employeur paie, et la priorité de réembauche, CSP accepté ou non.
func (l *liste) sommes() {
	d, m := &l.d.Dates, &l.d.Montants
	nom := csp.NomOperateur(max(d.DebutCSP, l.d.DernierFait, l.d.ARE.Engagement))
	if d.DebutCSP.Connue() && l.s.Proposition.Par == csp.ParEmployeur {
		var sommes []string
		if !m.IndemniteDue.Connu() || m.IndemniteDue.Positif() {
			sommes = append(sommes, "l'indemnité de licenciement")
		}
		if !m.PreavisSalarie.Connu() || m.PreavisSalarie.Positif() {
			sommes = append(sommes, "la part du préavis due au salarié")
		}
		quoi := "Payer les congés payés qui restent"
		if len(sommes) > 0 {
			quoi = "Payer " + strings.Join(sommes, ", ") + " et les congés payés qui restent"
		}
		l.ajouter(LEmployeur, quoi, Le, d.Rupture, csp.RUPT03, false)
	}
	if d.EcheanceContribution.Connue() && l.s.Reponse.Decision == csp.Acceptation {
		l.ajouter(LEmployeur, "Payer à "+nom+" la contribution du préavis", AuPlusTard, d.EcheanceContribution, csp.CONT05, reglee(l.s, m.ContributionOperateur))
	}
	if m.ContributionDIF.Positif() {
		l.ajouter(LEmployeur, "Payer à "+nom+" la participation au titre du DIF"+entreParentheses(m.ContributionDIF), AuPlusTard, d.EcheanceContribution, csp.CONT10, reglee(l.s, m.ContributionOperateur.Plus(m.ContributionDIF)))
	}
	if m.PenaliteMois.Connu() {
		quoi := "Payer la pénalité pour défaut de proposition" + entreParentheses(m.Penalite)
		if !d.EcheancePenalite.Connue() {
			quoi += ", quinze jours après l'avis de " + nom
		}
		if l.s.Proposition.Par == csp.ParPersonne {
			quoi += " ; trois mois de salaire si la personne adhère"
		}
		l.ajouter(LEmployeur, quoi, AuPlusTard, d.EcheancePenalite, csp.CONT07, reglee(l.s, m.Penalite))
	}
	if d.FinPrioriteReembauche.Connue() {
		l.ajouter(Personne, "Demander, s'il y a lieu, la priorité de réembauche", AuPlusTard, d.FinPrioriteReembauche, csp.RUPT05, false)
	}
}

// suivi : les rendez-vous de l'accompagnement.
func (l *liste) suivi() {
	d := &l.d.Dates
	if !d.DebutCSP.Connue() {
		return
	}
	if d.LimitePrebilan.Connue() {
		l.ajouter(Operateur, "Tenir l'entretien individuel de pré-bilan", AuPlusTard, d.LimitePrebilan, csp.FOLL01, l.eu(csp.Prebilan))
	}
	l.ajouter(Operateur, "Valider le plan de sécurisation avec la personne, un mois au plus après le pré-bilan", AuPlusTard, d.LimitePlan, csp.FOLL02, l.eu(csp.Plan))
	l.travailNonAutorise()
	l.ajouter(Personne, "Déclarer sa situation à "+csp.NomOperateur(max(d.DebutCSP, l.d.DernierFait))+" chaque mois (actualisation), pour recevoir l'ASP", APartirDu, d.DebutCSP, csp.ASP10, false)
	l.tout[len(l.tout)-1].Jusque = l.finDeclarations()
	if d.BilanEtape.Connue() {
		l.ajouter(Operateur, "Faire le bilan d'étape", AuPlusTard, d.BilanEtape, csp.FOLL04, l.eu(csp.BilanEtape))
	} else if l.enSuspens() && !l.convention2011() && !l.eu(csp.BilanEtape) {
		l.ajouter(Operateur, "Faire le bilan d'étape", AuPlusTard, 0, csp.FOLL04, false)
	}
	if d.DebutEntretienFinal.Connue() {
		l.ajouter(Operateur, "Tenir l'entretien final et en remettre le compte rendu", APartirDu, d.DebutEntretienFinal, csp.FOLL05, l.eu(csp.EntretienFinal))
	}
	if d.CourrierAvantTerme.Connue() {
		l.ajouter(Operateur, "Écrire à la personne ce qui l'attend après le CSP : jours d'ARE, montant, début", AuPlusTard, d.CourrierAvantTerme, csp.FOLL06, false)
	}
}

// finDeclarations est le jour où le mois de la sortie ne se déclare plus : le 15 du mois suivant, selon l'usage de l'opérateur ; aucun
// texte ne le fixe. Inconnu tant que rien ne dit quand le CSP finit.
func (l *liste) finDeclarations() calendrier.Date {
	fin := l.d.Dates.FinCSP
	if l.d.Sortie != nil {
		fin = l.d.Sortie.Date
	}
	if l.enSuspens() || !fin.Connue() || fin >= calendrier.SansFin {
		return 0
	}
	return fin.FinMois().Plus(15)
}

// travailNonAutorise : l'allocation arrêtée par un contrat qui n'est pas admis ne reprend que par une décision, qu'aucun texte ne date
// (WORK-07) ; tant qu'elle n'est pas prise, la personne n'a plus rien et ne sait pas si elle est encore en CSP.
func (l *liste) travailNonAutorise() {
	for _, p := range l.d.Periodes {
		reprise := slices.ContainsFunc(l.s.Evenements, func(e csp.Evenement) bool { return e.Type == csp.RepriseCSP && e.Date > p.Periode.Debut })
		if p.Autorisee == fait.Non && p.Regle != csp.WORK04 && (reprise || l.d.Sortie == nil) {
			l.ajouter(Operateur, "Décider de la suite du CSP, que le contrat non autorisé du "+p.Periode.Debut.Francais()+" a arrêté : reprise de l'allocation, ou fin", Aussitot, p.Periode.Debut, csp.WORK07, reprise)
		}
	}
}

// sortie : s'inscrire après le CSP, et le dossier de qui en est exclu.
func (l *liste) sortie() {
	exclu := l.d.Sortie != nil && l.d.Sortie.Regle == csp.EXIT03
	if exclu {
		l.ajouter(Operateur, "Transmettre le dossier à l'autorité du travail ("+csp.NomAutorite(l.d.Sortie.Date)+")", Aussitot, l.d.Sortie.Date, csp.EXIT03, false)
	}
	switch {
	case l.d.Apres.AREDebut.Connue():
		l.ajouter(Personne, "S'inscrire comme demandeur d'emploi pour recevoir l'ARE", APartirDu, l.d.Apres.AREDebut, csp.ARE01, false)
	case exclu:
		l.ajouter(Personne, "S'inscrire comme demandeur d'emploi", APartirDu, l.d.Sortie.Date.Plus(1), csp.EXIT03, false)
	}
}

// aides : prime et indemnité différentielle des emplois retrouvés.
func (l *liste) aides() {
	for i := range l.d.Reprises {
		r := &l.d.Reprises[i]
		e := &l.s.Evenements[r.Rang]
		prime := r.Prime.Ouverte != fait.Non && r.Prime.LimiteDemande.Connue()
		if prime {
			l.ajouter(Personne, "Demander la prime de reclassement pour l'emploi du "+r.Debut.Francais(), AuPlusTard, r.Prime.LimiteDemande, csp.PRIME01, e.DemandePrimeLe.Connue())
		}
		if r.IDR.Ouverte != fait.Non && r.IDR.LimiteDemande.Connue() {
			quoi := "Demander l'indemnité différentielle pour l'emploi du " + r.Debut.Francais()
			if prime {
				quoi += ", si la prime n'est pas choisie"
			}
			l.ajouter(Personne, quoi, AuPlusTard, r.IDR.LimiteDemande, csp.IDR06, e.DemandeIDRLe.Connue())
		}
	}
}
