package csp

import (
	"slices"
	"strconv"
	"strings"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/fait"
	"jalon/droit/trace"
)

// Droits est tout ce que le CSP donne à une personne et demande à son employeur. Une valeur
// inconnue est un fait manquant (Manquants) ou un droit qui n'existe pas (Avertissements).
type Droits struct {
	ID             string
	Couvert        bool // la procédure et le lieu sont de ceux que cette édition connaît : sinon, rien n'est promis
	Dispositif     Dispositif
	Eligibilite    Eligibilite
	Statut         Statut
	DernierFait    calendrier.Date // le jour où le dossier est lu : celui du fait le plus récent
	Dates          Dates
	Moment         Moment
	FinProtection  calendrier.Date // de la protection liée à la maternité à l'engagement (PROC-01) ; SansFin si le congé dure
	Montants       Montants
	ASP            ASP
	Prolongations  []Prolongation
	Periodes       []PeriodeDeTravail
	Reprises       []Reprise
	Retour         *Retour
	Sortie         *Sortie
	Apres          Apres
	Refus          *CheminRefus
	ARE            BaseARE
	CASP           CASP
	Manquants      []Manquant
	Avertissements []Avertissement

	retour Retour // mémoire de Retour, Sortie et Refus, réemployée d'un calcul à l'autre
	sortie Sortie
	refus  CheminRefus
}

// Dispositif que l'employeur doit proposer.
type Dispositif uint8

// Les dispositifs ; la valeur zéro est l'inconnu.
const (
	DispositifInconnu Dispositif = iota
	DispositifCSP
	DispositifConge
	DispositifAucun
)

// Statut du dossier au jour du dernier fait.
type Statut uint8

// Les statuts ; la valeur zéro est l'inconnu.
const (
	StatutInconnu Statut = iota
	PropositionAFaire
	EnReflexion
	Refuse
	Accepte
	EnCours
	Suspendu
	Termine
	SansObjet
)

// StatutAu est le statut d'un jour, d'après tous les faits connus : un arrêt fini ne suspend plus, un emploi à venir ne termine
// rien encore. Tant que personne n'a accepté, le jour n'y change rien.
func (d *Droits) StatutAu(jour calendrier.Date) Statut {
	switch debut, s := d.Dates.DebutCSP, d.Sortie; {
	case d.Statut < Accepte || d.Statut > Termine:
		return d.Statut
	case !debut.Connue() || jour < debut:
		return Accepte
	case d.Retour != nil && d.Retour.Depart <= jour && jour < d.Retour.Debut: // dans l'emploi dont l'essai s'est rompu
		return Termine
	case s != nil && (jour > s.Date || jour == s.Date && (s.Regle == EXIT03 || s.Regle == EXIT04)): // une exclusion vaut le jour même
		return Termine
	case slices.ContainsFunc(d.ASP.Interruptions, func(i Interruption) bool { return i.Periode.Debut <= jour && jour <= i.Periode.Fin }):
		return Suspendu
	}
	return EnCours
}

// Moment où la proposition doit être faite (PROC-01).
type Moment uint8

// Les moments.
const (
	MomentInconnu Moment = iota
	MomentEntretien
	MomentDerniereReunion
	MomentHomologation
	MomentFinProtection
	MomentInscription
)

// Les mots du format d'échange, dans l'ordre des constantes.
var (
	NomsDispositif = []string{"", "CSP", "CONGE_RECLASSEMENT", "AUCUN"}
	NomsStatut     = []string{"", "proposition_a_faire", "reflexion", "refuse", "accepte", "en_cours", "suspendu", "termine", "sans_objet"}
	NomsMoment     = []string{"", "entretien", "derniere_reunion", "homologation", "fin_protection", "inscription"}
)

// Condition d'éligibilité, respectée ou non.
type Condition struct {
	Regle     trace.Regle
	Respectee fait.Reponse
	Detail    Phrase
}

// Eligibilite de la personne.
type Eligibilite struct {
	Eligible     fait.Reponse
	Conditions   []Condition
	FenetreMois  fait.Nombre
	FenetreDebut calendrier.Date
}

// Dates du dossier. Une date inconnue n'est pas due, ou dépend d'un fait manquant.
type Dates struct {
	DebutReflexion, FinReflexion                                                                      calendrier.Date
	Rupture, DebutCSP, FinCSPInitiale, FinCSP                                                         calendrier.Date
	FinSixiemeMois, FinDixiemeMois                                                                    calendrier.Date
	LimitePrebilan, LimitePlan, BilanEtape, DebutEntretienFinal, CourrierAvantTerme                   calendrier.Date
	LimiteContestation, EcheanceContribution                                                          calendrier.Date
	LimiteDemandePrime, PremierVersementPrime, SecondVersementPrime                                   calendrier.Date
	FinASP, LettreAuPlusTot, EcheancePenalite, FinPrioriteReembauche, FinAccompagnement, Prescription calendrier.Date
	LettreConservatoire                                                                               fait.Reponse
}

// Montants en euros ; les montants de l'allocation sont journaliers, au premier jour payé.
type Montants struct {
	JoursReference                                             fait.Nombre
	SalaireReference, SJR                                      argent.Montant
	RegleSJR                                                   trace.Regle // ASP-03 : le contrat perdu ; ASP-04 : les douze derniers mois civils
	ASPTaux                                                    argent.Taux
	ASPBrute, ASPPlafond, ASPPlancherFormation, AREJournaliere argent.Montant
	RetenueRetraite, ASPNette                                  argent.Montant
	IndemniteLegale, IndemniteDue                              argent.Montant
	PreavisMois                                                argent.Fraction
	PreavisTotal                                               argent.Montant
	ContributionBrute, ContributionOperateur, PreavisSalarie   argent.Montant
	PenaliteMois                                               fait.Nombre
	Penalite, ContributionDIF, MajorationRetard                argent.Montant
}

// ASP : les jours et les mois d'allocation.
type ASP struct {
	DureeJours    fait.Nombre // inconnu quand la durée du CSP gouverne
	JoursPayes    fait.Nombre
	Mensualites   []Mensualite
	Interruptions []Interruption
	Payees        []calendrier.Periode // les jours dus, en périodes
}

// Mensualite est un mois d'allocation.
type Mensualite struct {
	Mois               calendrier.Date // premier jour du mois
	Jours              int
	Brut, Retenue, Net argent.Montant
}

// Interruption est une période sans allocation. Fin vaut SansFin tant qu'elle dure.
type Interruption struct {
	Periode calendrier.Periode
	Cause   string
	Regle   trace.Regle
}

// Prolongation repousse la fin du CSP.
type Prolongation struct {
	Cause string
	Jours int
	Regle trace.Regle
}

// PeriodeDeTravail est un emploi pris pendant le CSP, autorisé ou non.
type PeriodeDeTravail struct {
	Periode   calendrier.Periode
	Autorisee fait.Reponse
	Regle     trace.Regle
	Motif     Phrase
}

// Reprise d'emploi et les aides qu'elle ouvre.
type Reprise struct {
	Rang           int // de l'événement dans la situation
	Debut          calendrier.Date
	DroitsRestants argent.Montant
	Prime          Prime
	IDR            IDR
	Examen         Examen
}

// Examen est ce que la loi regarde d'un emploi retrouvé, que l'aide soit ouverte ou non.
type Examen struct {
	DansCSP                bool            // commencé pendant le CSP
	UnAn                   fait.Reponse    // un an d'ancienneté dans l'emploi perdu
	Long                   fait.Reponse    // CDI, ou contrat de la durée demandée
	FinDixieme             calendrier.Date // ce jour-là ; inconnue quand la prime n'existe pas
	PlanLe                 calendrier.Date
	PrimeServie            bool // une prime l'est déjà, pour un emploi d'avant
	IDRChoisie             bool // demandée d'abord, pour cet emploi
	PrimeChoisie           bool
	LimitePrime, LimiteIDR calendrier.Date
	SecondeMoitieLe        calendrier.Date
	Ancien, Base           argent.Montant // l'ancien salaire, et trente fois le salaire journalier, ramenés aux heures du nouvel emploi
	Baisse                 fait.Reponse
}

// Prime de reclassement.
type Prime struct {
	LimiteDemande                              calendrier.Date // dernier jour pour la demander ; inconnu si elle ne peut pas l'être
	Ouverte                                    fait.Reponse
	Motif                                      Phrase
	Regle                                      trace.Regle
	Montant, PremierVersement, SecondVersement argent.Montant
}

// IDR est l'indemnité différentielle de reclassement.
type IDR struct {
	LimiteDemande           calendrier.Date // de même
	Ouverte                 fait.Reponse
	Motif                   Phrase
	Regle                   trace.Regle
	Mensuelle, Plafond      argent.Montant
	MoisPleins              fait.Nombre
	DernierVersement, Total argent.Montant
}

// Retour au CSP après une période d'essai rompue.
type Retour struct {
	Depart, Debut, FinASP          calendrier.Date // Depart : premier jour de l'emploi
	JoursRetenus, ASPJoursRestants fait.Nombre
}

// Sortie du CSP.
type Sortie struct {
	Date  calendrier.Date
	Cause string
	Regle trace.Regle
}

// Apres : l'ARE qui suit le CSP.
type Apres struct {
	AREDureeJours, AREJoursRestants fait.Nombre
	AREDebut                        calendrier.Date
}

// CheminRefus : ce que donne le refus du CSP.
type CheminRefus struct {
	AREJournaliere                                     argent.Montant
	AREDureeJours                                      fait.Nombre
	AREDebut                                           calendrier.Date
	PreavisSalarie                                     argent.Montant
	DiffereJours, DiffereSpecifiqueJours, AttenteJours fait.Nombre
}

// CASP : la cellule d'appui qui peut précéder.
type CASP struct {
	Ouvrable      fait.Reponse
	Motif         Phrase
	DureeMaxJours fait.Nombre
	FinAuPlusTard calendrier.Date
}

// Manquant est un fait sans lequel une valeur ne peut être donnée.
type Manquant struct {
	Champ string // chemin du format ; « # » y tient la place du rang
	Rang  int
	Pour  modele
}

// Avertissement est une réserve sur le résultat.
type Avertissement struct {
	Regle   trace.Regle
	Message Phrase
}

// vider remet les droits à zéro en gardant la mémoire des listes.
func (d *Droits) vider() {
	*d = Droits{
		Eligibilite:    Eligibilite{Conditions: d.Eligibilite.Conditions[:0]},
		ASP:            ASP{Mensualites: d.ASP.Mensualites[:0], Interruptions: d.ASP.Interruptions[:0], Payees: d.ASP.Payees[:0]},
		Prolongations:  d.Prolongations[:0],
		Periodes:       d.Periodes[:0],
		Reprises:       d.Reprises[:0],
		Manquants:      d.Manquants[:0],
		Avertissements: d.Avertissements[:0],
	}
}

// Chemin est celui du fait manquant dans le format : « evenements.2.fin ».
func (m Manquant) Chemin() string {
	return strings.Replace(m.Champ, "#", strconv.Itoa(m.Rang), 1)
}

// Raison dit à quoi le fait sert.
func (m Manquant) Raison() string { return textes[m.Pour] }
