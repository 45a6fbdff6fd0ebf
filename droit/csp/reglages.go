package csp

// Choix est la lecture retenue d'un point que les textes laissent ouvert : 0 est le défaut.
type Choix uint8

// Reglages porte les lectures choisies. Les noms et les valeurs sont ceux du format d'échange ;
// Interpretations dit pourquoi, depuis quand, et qui pourrait trancher.
type Reglages struct {
	ReportFinReflexion   Choix // ouvre, ouvrable, aucun
	RevalorisationSJR    Choix // oui, non
	ASPJoursMois         Choix // calendaires, trente
	PrebilanDepuis       Choix // debut_csp, adhesion
	ContestationDepuis   Choix // adhesion, rupture
	PlafondPMSS          Choix // annee_rupture, annee_paiement
	IDRDureeMinimale     Choix // aucune, six_mois
	PenaliteAvecCharges  Choix // non, oui
	AncienneteAppreciee  Choix // rupture, remise
	ARECoefficient       Choix // applique, ecarte
	CASPConditions       Choix // une, cumul
	JoursPrimeArrondi    Choix // inferieur, superieur
	DegressivitePlancher Choix // seuil, distinct
	PlafondTravail       Choix // date_a_date, 182_jours
}

// Les valeurs des réglages, le défaut d'abord.
const (
	ReportOuvre Choix = iota
	ReportOuvrable
	ReportAucun
)

const (
	parDefaut Choix = iota
	autreLecture
)

// Reglage décrit un réglage : sa clé, ses valeurs (le défaut d'abord), son champ.
type Reglage struct {
	Cle     string
	Valeurs []string
	Champ   func(*Reglages) *Choix
}

// LesReglages est la table des réglages, dans l'ordre du format.
var LesReglages = []Reglage{
	{"report_fin_reflexion", []string{"ouvre", "ouvrable", "aucun"}, func(r *Reglages) *Choix { return &r.ReportFinReflexion }},
	{"revalorisation_sjr", []string{"oui", "non"}, func(r *Reglages) *Choix { return &r.RevalorisationSJR }},
	{"asp_jours_mois", []string{"calendaires", "trente"}, func(r *Reglages) *Choix { return &r.ASPJoursMois }},
	{"prebilan_depuis", []string{"debut_csp", "adhesion"}, func(r *Reglages) *Choix { return &r.PrebilanDepuis }},
	{"contestation_depuis", []string{"adhesion", "rupture"}, func(r *Reglages) *Choix { return &r.ContestationDepuis }},
	{"plafond_pmss", []string{"annee_rupture", "annee_paiement"}, func(r *Reglages) *Choix { return &r.PlafondPMSS }},
	{"idr_duree_minimale", []string{"aucune", "six_mois"}, func(r *Reglages) *Choix { return &r.IDRDureeMinimale }},
	{"penalite_avec_charges", []string{"non", "oui"}, func(r *Reglages) *Choix { return &r.PenaliteAvecCharges }},
	{"anciennete_appreciee", []string{"rupture", "remise"}, func(r *Reglages) *Choix { return &r.AncienneteAppreciee }},
	{"are_coefficient", []string{"applique", "ecarte"}, func(r *Reglages) *Choix { return &r.ARECoefficient }},
	{"casp_conditions", []string{"une", "cumul"}, func(r *Reglages) *Choix { return &r.CASPConditions }},
	{"jours_prime_arrondi", []string{"inferieur", "superieur"}, func(r *Reglages) *Choix { return &r.JoursPrimeArrondi }},
	{"degressivite_plancher", []string{"seuil", "distinct"}, func(r *Reglages) *Choix { return &r.DegressivitePlancher }},
	{"plafond_travail", []string{"date_a_date", "182_jours"}, func(r *Reglages) *Choix { return &r.PlafondTravail }},
}
