package csp

import (
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/fait"
)

// Situation est l'ensemble des faits d'un dossier. Un champ à sa valeur zéro est inconnu, ou vaut
// le défaut écrit à côté. Aucun champ ne dépend du jour où l'on calcule.
type Situation struct {
	ID            string // rendu tel quel
	Reglages      Reglages
	Employeur     Employeur
	Salarie       Salarie
	Contrat       Contrat
	AutresEmplois []AutreEmploi
	ARE           ARENotifiee
	Licenciement  Licenciement
	Proposition   Proposition
	Reponse       Reponse
	Autorisation  Autorisation
	DebutCASP     calendrier.Date // premier jour d'une cellule d'appui
	Evenements    []Evenement     // dans un ordre quelconque
}

// Procedure est la procédure collective où se trouve l'employeur.
type Procedure uint8

// Les procédures collectives.
const (
	SansProcedure Procedure = iota // défaut
	Sauvegarde
	Redressement
	Liquidation
)

// Employeur : ce qu'on sait de l'entreprise.
type Employeur struct {
	Effectif               fait.Nombre // tous établissements
	EffectifGroupe         fait.Nombre // groupe avec comité de groupe, ou de dimension européenne
	Procedure              Procedure
	AssuranceChomage       fait.Reponse // défaut : oui
	LicenciementsEnvisages fait.Nombre
	Difficultes            fait.Reponse
}

// Residence est le lieu où vit la personne.
type Residence uint8

// Les résidences du format d'échange.
const (
	ResMetropole Residence = iota // défaut
	ResGuadeloupe
	ResGuyane
	ResMartinique
	ResLaReunion
	ResMayotte
	ResSaintPierreEtMiquelon
	ResSaintBarthelemy
	ResSaintMartin
	ResHorsTerritoire
)

// Salarie : ce qu'on sait de la personne.
type Salarie struct {
	DateNaissance     calendrier.Date
	Residence         Residence
	Apte              fait.Reponse // défaut : oui
	Protege           fait.Reponse // défaut : non
	DateTauxPlein     calendrier.Date
	RetraiteAnticipee fait.Reponse // défaut : non
	PensionInvalidite PensionInvalidite
	TauxCSG           argent.Taux // 0, 3,8 ou 6,2 % ; défaut 6,2 %
}

// PensionInvalidite : pension de la sécurité sociale (ASP-12).
type PensionInvalidite struct {
	Categorie fait.Nombre // 1, 2 ou 3
	Mensuelle argent.Montant
	Cumulee   fait.Reponse // la paie qui ouvre le droit était déjà cumulée avec elle
}

// NatureContrat est la sorte de contrat de travail.
type NatureContrat uint8

// Les natures de contrat.
const (
	CDI NatureContrat = iota // défaut
	CDD
	Interim
	Apprentissage
	Professionnalisation
	Saisonnier
	Chantier
	AutreNature
)

// NaturePaie dit si une ligne de paie entre dans le salaire de référence.
type NaturePaie uint8

// Les natures de paie ; les deux dernières n'entrent jamais dans le salaire de référence.
const (
	PaieSalaire NaturePaie = iota
	PaiePrime
	PaieRupture
	PaieCongesPayes
)

// LignePaie est un montant brut pour une période.
type LignePaie struct {
	Periode calendrier.Periode
	Montant argent.Montant
	Nature  NaturePaie
}

// LieuTravail choisit les jours fériés ; la valeur zéro suit la résidence.
type LieuTravail struct {
	Territoire calendrier.Territoire
	Connu      bool
}

// Contrat : le contrat qui prend fin.
type Contrat struct {
	Nature                   NatureContrat
	DroitPrive               fait.Reponse // défaut : oui
	Debut                    calendrier.Date
	AncienneteDepuis         calendrier.Date // défaut : Debut
	Fin                      calendrier.Date // dernier jour, quand il vient du dehors (refus, pas d'offre)
	SalaireMensuel           argent.Montant  // brut
	Salaires                 []LignePaie     // défaut : SalaireMensuel chaque mois
	JoursExclus              fait.Nombre     // défaut : 0
	MontantExclu             argent.Montant  // défaut : 0
	SalaireReference         argent.Montant  // de la fenêtre, donné en une somme
	SJR                      argent.Montant  // déjà notifié : remplace tout le calcul
	JoursTravailles          fait.Nombre     // affiliation dans la fenêtre, tous employeurs
	HeuresTravaillees        argent.Fraction
	PreavisMois              argent.Fraction
	SalairePreavis           argent.Montant // défaut : SalaireMensuel
	TauxCharges              argent.Taux    // part patronale ; inconnue : les montants chargés ne sont pas donnés
	IndemniteConventionnelle argent.Montant
	CongesPayesJours         argent.Fraction // défaut : 0
	CongesPayesIndemnite     argent.Montant
	IndemniteSupraLegale     argent.Montant  // défaut : 0
	HeuresHebdo              argent.Fraction // défaut : temps plein
	HeuresTempsPlein         argent.Fraction // défaut : 35
	JoursTravailles12Mois    fait.Nombre     // pour le salaire de référence de 2017 à 2021
	LieuTravail              LieuTravail
	TravailleurHandicape     fait.Reponse // défaut : non
}

// AutreEmploi : un autre emploi dans la fenêtre, conservé (sans fin) ou perdu.
type AutreEmploi struct {
	Periode        calendrier.Periode // Fin vaut SansFin quand l'emploi dure
	SalaireMensuel argent.Montant
}

// ARENotifiee : l'ARE que la personne aurait eue, quand on la connaît.
type ARENotifiee struct {
	SJR                   argent.Montant
	DureeJours            fait.Nombre // après coefficient
	DureeAvantCoefficient fait.Nombre
	Reliquat              Reliquat
}

// Reliquat est ce qui reste d'un droit à l'ARE ouvert avant l'emploi perdu. Il ne change aucun droit du CSP ;
// la comparaison des deux voies s'en sert.
type Reliquat struct {
	Jours       fait.Nombre
	Journaliere argent.Montant // brute
	SJR         argent.Montant // inconnu : le net de ces jours l'est aussi
}

// Forme est la forme du licenciement économique.
type Forme uint8

// Les formes.
const (
	Individuel   Forme = iota // défaut
	Collectif2a9              // deux à neuf licenciements en trente jours
	Collectif10Plus
	AvecPSE
)

// Licenciement : la procédure.
type Licenciement struct {
	Engagement           calendrier.Date // KEY-01 ; défaut : jour de remise de la proposition
	Forme                Forme
	Cadre                fait.Reponse    // défaut : non
	DIFHeures            argent.Fraction // avant 2015
	DIFSalaireHoraireNet argent.Montant
}

// Auteur est celui qui propose le CSP.
type Auteur uint8

// Les auteurs d'une proposition.
const (
	ParEmployeur Auteur = iota // défaut
	ParOperateur
	ParPersonne
)

// Proposition : la remise des documents.
type Proposition struct {
	Par                      Auteur
	Remise                   calendrier.Date
	Inscription              calendrier.Date // offre de l'opérateur ; défaut : Remise
	MentionDelaiContestation fait.Reponse    // défaut : oui
	MotifEcritLe             calendrier.Date
}

// Decision est la réponse de la personne.
type Decision uint8

// Les décisions.
const (
	SansReponse Decision = iota
	Acceptation
	Refus
)

// Reponse de la personne, à la date de son envoi.
type Reponse struct {
	Decision Decision
	Date     calendrier.Date
}

// Autorisation : décision de l'autorité du travail pour un salarié protégé.
type Autorisation struct {
	NotifieeLe calendrier.Date
	Accordee   fait.Reponse
}

// TypeEvenement nomme un fait de la vie du CSP.
type TypeEvenement uint8

// Les types d'événement.
const (
	EntretienInformation TypeEvenement = iota
	Prebilan
	Plan
	BilanEtape
	EntretienFinal
	PeriodeTravail
	Maladie
	Maternite
	Paternite
	Adoption
	ProcheAidant
	PresenceParentale
	PreParE
	ServiceCivique
	HorsDuTerritoire
	RepriseCSP
	AutreActivite
	RepriseEmploi
	CreationEntreprise
	RefusAction
	RefusOffre
	FausseDeclaration
	Paiement
)

// NaturePaiement dit ce qui a été payé.
type NaturePaiement uint8

// Les natures de paiement.
const (
	PaiementInconnu NaturePaiement = iota
	PaiementASP
	PaiementPrime
	PaiementIDR
	PaiementContribution
)

// Evenement est un fait daté. Seuls les champs de son type servent.
type Evenement struct {
	Type  TypeEvenement
	Date  calendrier.Date // événements d'un jour
	Debut calendrier.Date // événements qui durent
	Fin   calendrier.Date // inconnue : dure encore

	Nature            NatureContrat
	NatureConnue      bool
	Accord            fait.Reponse // période de travail ; défaut : oui
	SalaireMensuel    argent.Montant
	HeuresHebdo       argent.Fraction
	HeuresIdentiques  fait.Reponse // défaut : oui
	DureeMois         argent.Fraction
	DemandePrimeLe    calendrier.Date
	DemandeIDRLe      calendrier.Date
	RuptureEssaiLe    calendrier.Date
	EnPosteA3Mois     fait.Reponse
	Enfants           fait.Nombre // déjà à charge, défaut : 0
	NaissanceMultiple fait.Nombre // nombre d'enfants de cette naissance, défaut : 1
	NaturePaiement    NaturePaiement
	Montant           argent.Montant
	Mois              calendrier.Date // premier jour du mois payé
}

// jour est la date de l'événement, ou son premier jour.
func (e *Evenement) jour() calendrier.Date {
	if e.Date.Connue() {
		return e.Date
	}
	return e.Debut
}

// Les mots du format d'échange, dans l'ordre des constantes.
var (
	NomsProcedure      = []string{"aucune", "sauvegarde", "redressement", "liquidation"}
	NomsResidence      = []string{"metropole", "guadeloupe", "guyane", "martinique", "la_reunion", "mayotte", "saint_pierre_et_miquelon", "saint_barthelemy", "saint_martin", "hors_territoire"}
	NomsNature         = []string{"CDI", "CDD", "interim", "apprentissage", "professionnalisation", "saisonnier", "chantier", "autre"}
	NomsNaturePaie     = []string{"salaire", "prime", "rupture", "conges_payes"}
	NomsForme          = []string{"individuel", "collectif_2_9", "collectif_10_plus", "pse"}
	NomsAuteur         = []string{"employeur", "operateur", "aucune"}
	NomsDecision       = []string{"", "acceptation", "refus"}
	NomsNaturePaiement = []string{"", "asp", "prime", "idr", "contribution"}
	NomsEvenement      = []string{
		"entretien_information", "prebilan", "plan", "bilan_etape", "entretien_final", "periode_travail", "maladie", "maternite",
		"paternite", "adoption", "proche_aidant", "presence_parentale", "prepare", "service_civique", "hors_territoire",
		"reprise_csp", "autre_activite", "reprise_emploi", "creation_entreprise", "refus_action", "refus_offre", "fausse_declaration", "paiement",
	}
	NomsTerritoire = []string{"metropole", "alsace_moselle", "guadeloupe", "guyane", "martinique", "la_reunion", "mayotte", "saint_pierre_et_miquelon", "saint_barthelemy", "saint_martin", "hors_territoire"}
)

// territoires donne les jours fériés d'une résidence.
var territoires = [...]calendrier.Territoire{
	ResMetropole: calendrier.Metropole, ResGuadeloupe: calendrier.Guadeloupe, ResGuyane: calendrier.Guyane,
	ResMartinique: calendrier.Martinique, ResLaReunion: calendrier.LaReunion, ResMayotte: calendrier.Mayotte,
	ResSaintPierreEtMiquelon: calendrier.SaintPierreEtMiquelon, ResSaintBarthelemy: calendrier.SaintBarthelemy,
	ResSaintMartin: calendrier.SaintMartin, ResHorsTerritoire: calendrier.HorsTerritoire,
}
