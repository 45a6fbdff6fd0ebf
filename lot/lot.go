// Package lot traite un licenciement économique d'une à dix mille personnes : de la liste de la paie aux
// dates, aux sommes et aux papiers de chacun, et à leurs totaux.
package lot

import (
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/fait"
	"jalon/droit/licenciement"
)

// Entreprise est l'employeur et son projet de licenciement, communs à toutes les personnes du lot.
type Entreprise struct {
	RaisonSociale string
	SIRET         string
	Adresse       string
	CodePostal    string
	Ville         string
	Signataire    string // le nom de qui signe les courriers
	Qualite       string // sa qualité : « gérante », « liquidateur judiciaire »
	Contact       string // téléphone ou courriel donné aux personnes
	Motif         string // le motif économique, tel qu'il est écrit aux personnes
	Projet        licenciement.Projet
}

// Identite est ce qui désigne une personne. Rien ici n'entre dans un calcul.
type Identite struct {
	Matricule  string
	Civilite   string
	Nom        string
	Prenom     string
	Adresse    string
	CodePostal string
	Ville      string
	NIR        string // quinze caractères, sans espace ; jamais écrit en entier dans une sortie
	IBAN       string // de même
	Courriel   string
	Emploi     string // l'intitulé du poste
}

// Etat d'une rangée du fichier.
type Etat uint8

// Les états.
const (
	Complete   Etat = iota // tout ce qui peut l'être est calculé
	Incomplete             // créée, mais un fait manque à une date ou à une somme, ou un identifiant est faux
	Refusee                // une valeur ne se lit pas, ou contredit les autres : rien n'est calculé
)

// NomsEtat nomme chaque état, dans l'ordre des constantes.
var NomsEtat = []string{"complète", "incomplète", "refusée"}

// String nomme l'état.
func (e Etat) String() string { return NomsEtat[e] }

// Gravite d'un écart.
type Gravite uint8

// Les gravités.
const (
	ASavoir Gravite = iota // rien à corriger
	Manque                 // un fait manque, ou un identifiant est faux
	Refus                  // la valeur est refusée
)

// Ecart dit d'une case, ou d'un fait absent, ce qui ne va pas et ce qui est attendu.
type Ecart struct {
	Gravite Gravite
	Champ   string // clé du champ ; vide : toute la rangée
	Recu    string // la case telle qu'elle est écrite, bornée ; vide pour un fait absent
	Texte   string // pourquoi, et ce qui est attendu ; pour un manque, à quoi le fait sert
}

// Personne est une rangée du fichier : ses faits, ce qui l'empêche d'être complète, et son bilan.
type Personne struct {
	Rang          int // de la rangée dans le fichier
	Etat          Etat
	Identite      Identite
	Situation     csp.Situation // ce que le fichier et l'entreprise en disent
	Vague         string        // le groupe de départ, libre
	PreuveRemise  string
	PreuveReponse string
	RemisePrevue  bool     // la date de remise n'est pas donnée : c'est celle que la loi fixe
	Formes        []string // les valeurs lues, à la forme du format, dans l'ordre de Champs
	Ecarts        []Ecart
	Bilan         Bilan // vide si la rangée est refusée
}

// NomComplet est le nom d'une liste : « MARTIN Claire ».
func (i *Identite) NomComplet() string {
	switch {
	case i.Nom == "":
		return i.Prenom
	case i.Prenom == "":
		return i.Nom
	}
	return i.Nom + " " + i.Prenom
}

// Issue est là où en est une personne.
type Issue uint8

// Les issues.
const (
	ARemettre Issue = iota // les documents ne lui sont pas encore remis
	EnAttente              // elle n'a pas répondu, le délai court
	AAccepte
	ARefuse
	SEstTue   // le délai est passé sans réponse : refus (PROC-09)
	SansCSP   // elle n'y a pas droit, ou l'employeur n'est pas de ceux qui le proposent
	PasOffert // l'employeur ne l'a pas proposé
)

// NomsIssue nomme chaque issue, dans l'ordre des constantes.
var NomsIssue = []string{"à remettre", "en attente", "acceptation", "refus", "silence (refus)", "pas de CSP", "non proposé"}

// String nomme l'issue.
func (i Issue) String() string { return NomsIssue[i] }

// Bilan rassemble ce qu'on montre d'une personne dans une liste, et ce dont on fait des totaux.
type Bilan struct {
	Dispositif csp.Dispositif
	Eligible   fait.Reponse
	Issue      Issue
	Moment     csp.Moment
	Motif      MotifEcrit
	Dates      Dates
	Sommes     Sommes
}

// MotifEcrit dit si le motif économique est écrit avant l'acceptation (PROC-03) : sans lui, le licenciement est sans
// cause réelle et sérieuse.
type MotifEcrit uint8

// Les états du motif écrit.
const (
	MotifSansObjet MotifEcrit = iota // pas d'adhésion en vue
	MotifAbsent                      // aucun écrit daté au plus tard du jour où l'on regarde
	MotifTardif                      // écrit après l'acceptation
	MotifAcquis                      // écrit au plus tard à l'acceptation, ou avant la fin du délai
)

// NomsMotif nomme chaque état, dans l'ordre des constantes.
var NomsMotif = []string{"sans objet", "pas encore écrit", "écrit trop tard", "écrit à temps"}

// String nomme l'état du motif écrit.
func (m MotifEcrit) String() string { return NomsMotif[m] }

// Dates d'une personne, de l'entretien à la contribution. Une date inconnue n'existe pas pour elle, ou dépend d'un fait
// qui manque.
type Dates struct {
	Entretien, Remise, FinReflexion calendrier.Date
	LettreConservatoire             calendrier.Date // inconnue : pas de lettre dans le délai de réflexion
	Lettre                          calendrier.Date // lettre de licenciement en cas de refus, au plus tôt
	Rupture, DebutCSP               calendrier.Date // si elle adhère
	FinRefus                        calendrier.Date // fin du contrat si elle refuse
	FinRefusEstimee                 bool            // comptée depuis la lettre, préavis compris
	FinDSN                          calendrier.Date // dernier jour du message de fin de contrat, pour l'issue connue ou l'adhésion
	EcheanceContribution            calendrier.Date
	LimiteContestation              calendrier.Date
	FinReembauche                   calendrier.Date
}

// Sommes d'une personne, en euros. Une somme inconnue n'entre dans aucun total, et le total le dit.
type Sommes struct {
	Indemnite         argent.Montant // de licenciement, si elle adhère
	ContributionBrute argent.Montant // préavis versé à l'opérateur, trois mois au plus
	Contribution      argent.Montant // la même, charges comprises
	PreavisSalarie    argent.Montant // part du préavis versée à la personne qui adhère
	Conges            argent.Montant // congés payés restants
	SupraLegale       argent.Montant
	IndemniteRefus    argent.Montant // de licenciement, si elle refuse ou se tait
	PreavisRefus      argent.Montant // préavis travaillé ou payé si elle refuse ou se tait
	PenaliteDeux      argent.Montant // si le CSP ne lui est pas proposé
	PenaliteTrois     argent.Montant // et qu'elle adhère ensuite chez l'opérateur
	Adhesion, Refus   Cout           // ce que coûte chaque issue ; se taire coûte ce que coûte un refus
}

// Cout d'une issue pour l'employeur, salaires jusqu'à la rupture non compris.
type Cout struct {
	HorsCharges argent.Montant
	AvecCharges argent.Montant // charges patronales sur le préavis ; inconnu sans leur taux
}

// Etude est tout ce que la loi donne pour une personne : si elle adhère, si elle refuse ou se tait. Les deux viennent
// des mêmes faits ; l'une a eu lieu quand la réponse est connue.
type Etude struct {
	Personne *Personne
	Adhesion csp.Droits // si elle adhère
	Refus    csp.Droits // si elle refuse, ou se tait (PROC-09)

	Lettre          calendrier.Date // lettre de licenciement en cas de refus
	FinRefus        calendrier.Date // fin du contrat en cas de refus
	FinRefusEstimee bool            // comptée depuis la lettre, préavis compris
}

// Lot est un fichier lu, étudié et totalisé.
type Lot struct {
	Au               calendrier.Date // le jour où l'on regarde ; inconnu : un silence n'est pas encore un refus
	Entreprise       Entreprise
	EcartsEntreprise []Ecart
	Colonnes         []Colonne
	Personnes        []Personne // dans l'ordre du fichier
	Remarques        []Remarque // sur le fichier
	Obligations      []licenciement.Obligation
	Totaux           Totaux

	communes map[string]string // les valeurs de l'entreprise, à la forme du format
}

// Total est une somme et ce qui n'y est pas : le nombre de personnes dont la somme n'est pas connue.
type Total struct {
	Somme    argent.Montant
	Comptes  int // personnes comptées
	Inconnus int // personnes dont la somme manque
}

func (t *Total) ajouter(m argent.Montant) {
	if !m.Connu() {
		t.Inconnus++
		return
	}
	t.Comptes++
	if t.Comptes == 1 {
		t.Somme = argent.Centimes(0)
	}
	t.Somme = t.Somme.Plus(m)
}

// NbSommes est le nombre de sommes d'un bilan, dans l'ordre de NomsSomme.
const NbSommes = 14

// Rangs des coûts dans NomsSomme.
const (
	CoutAdhesion = iota + 10
	CoutAdhesionCharges
	CoutRefus
	CoutRefusCharges
)

// NomsSomme nomme chaque somme d'un bilan.
var NomsSomme = [NbSommes]string{
	"Indemnité de licenciement si adhésion", "Contribution à l'opérateur, brute", "Contribution à l'opérateur, charges comprises",
	"Préavis versé à la personne qui adhère", "Congés payés restants (estimés si seuls les jours sont donnés)", "Indemnité supra-légale", "Indemnité de licenciement si refus ou silence",
	"Préavis si refus ou silence", "Pénalité si le CSP n'est pas proposé", "Pénalité si elle adhère chez l'opérateur",
	"Coût si adhésion, hors charges", "Coût si adhésion, charges du préavis comprises", "Coût si refus ou silence, hors charges", "Coût si refus ou silence, charges du préavis comprises",
}

// Liste rend les sommes dans l'ordre de NomsSomme.
func (s *Sommes) Liste() [NbSommes]argent.Montant {
	return [NbSommes]argent.Montant{
		s.Indemnite, s.ContributionBrute, s.Contribution, s.PreavisSalarie, s.Conges, s.SupraLegale, s.IndemniteRefus, s.PreavisRefus,
		s.PenaliteDeux, s.PenaliteTrois, s.Adhesion.HorsCharges, s.Adhesion.AvecCharges, s.Refus.HorsCharges, s.Refus.AvecCharges,
	}
}

// Totaux d'un lot : combien de personnes dans chaque état et à chaque issue, et la somme de chaque colonne.
type Totaux struct {
	Etats  [3]int
	Issues [7]int
	Sommes [NbSommes]Total
	// CoutReel est ce que coûte le lot selon les réponses connues : adhésion, refus ou silence. Qui n'a pas répondu n'y
	// est pas compté.
	CoutReel Total
	// NonPropose est ce que coûte le lot si le CSP n'est proposé à personne : un refus, et la pénalité de deux mois
	// (CONT-06).
	NonPropose CoutTotal
}

// CoutTotal est le total d'un Cout.
type CoutTotal struct{ HorsCharges, AvecCharges Total }
