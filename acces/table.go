package acces

import (
	"fmt"
	"slices"
	"strings"

	"jalon/droit/calendrier"
)

// Portee dit sur quels dossiers un rôle peut faire un geste.
type Portee string

// Les portées.
const (
	PorteeToute        Portee = "toute"        // chaque dossier de la base
	PorteeCSP          Portee = "csp"          // chaque CSP de la base : un seul opérateur les paie tous
	PorteeOperateur    Portee = "operateur"    // ceux que mon organisation suit
	PorteeAncienne     Portee = "ancienne"     // ceux qu'elle a passés à une autre, jusqu'à un jour dit
	PorteeAutorite     Portee = "autorite"     // les cellules d'appui que mon administration décide
	PorteeEmployeur    Portee = "employeur"    // ceux du SIRET de mon entreprise
	PorteeSonDossier   Portee = "son_dossier"  // le mien
	PorteeInstallation Portee = "installation" // aucun dossier : l'installation
)

// Portees sont toutes les portées.
var Portees = []Portee{PorteeToute, PorteeCSP, PorteeOperateur, PorteeAncienne, PorteeAutorite, PorteeEmployeur, PorteeSonDossier, PorteeInstallation}

// porteeDe est celle d'un rôle, quel que soit le geste.
var porteeDe = map[Role]Portee{
	Salarie: PorteeSonDossier, Employeur: PorteeEmployeur, Conseiller: PorteeOperateur, Payeur: PorteeCSP,
	Autorite: PorteeAutorite, Administrateur: PorteeInstallation, Auditeur: PorteeToute,
}

// Les gestes qui ne sont pas des actes du dossier.
const (
	Lire              = "lire"                  // le dossier, dans ce que le rôle en voit
	LireSuivi         = "lire_suivi"            // tous ses faits ; sans lui, ceux des actes que le rôle peut consigner
	LireDecision      = "lire_decision_cellule" // la décision sur une cellule d'appui et son premier jour, à qui elles sont adressées
	LireArgent        = "lire_argent"           // le compte
	IdentiteEnClair   = "identite_en_clair"
	Transferer        = "transferer"
	DocumentsLire     = "documents_lire"
	DocumentsDeposer  = "documents_deposer"
	PreparerPaiements = "preparer_paiements"
	ValiderPaiements  = "valider_paiements"
	ProposerDecision  = "proposer_decision"
	ValiderDecision   = "valider_decision"
	Exporter          = "exporter"
	Statistiques      = "statistiques"
	Agenda            = "agenda"
	GererComptes      = "gerer_comptes"
	LireAudit         = "lire_audit"
	QuiALu            = "qui_a_lu" // ce que le registre dit de son propre dossier
	acteAnnulation    = "annulation"
	gesteInconnu      = "geste_inconnu"
	dossierIllisible  = "dossier_illisible"
	sorteCSP          = "csp"
	sorteCASP         = "casp"
)

// Permission est une ligne de la table : qui peut faire un geste.
type Permission struct {
	Geste   string
	Roles   []Role
	Ancien  bool // et le conseiller d'une organisation qui a passé le dossier
	Acte    bool // un acte du dossier, du même nom
	Inscrit bool // le registre garde qui l'a fait, et non le seul refus
}

func acte(nom string, r ...Role) Permission {
	return Permission{Geste: nom, Roles: r, Acte: true, Inscrit: true}
}

func geste(nom string, r ...Role) Permission { return Permission{Geste: nom, Roles: r, Inscrit: true} }
func libre(nom string, r ...Role) Permission { return Permission{Geste: nom, Roles: r} }
func (r Permission) ancien() Permission      { r.Ancien = true; return r }

// Table dit tout : un geste qui n'y est pas n'est permis à personne. L'employeur consigne la procédure, qui est
// la sienne, et ne voit rien de la suite ; le conseiller, le suivi ; le payeur, l'argent et ce qui le suspend ; l'autorité,
// la cellule d'appui ; la personne, ce qu'elle seule peut dire.
var Table = []Permission{
	geste(Lire, Salarie, Employeur, Conseiller, Payeur, Autorite, Auditeur).ancien(),
	libre(LireSuivi, Salarie, Conseiller, Payeur, Autorite, Auditeur).ancien(),
	libre(LireDecision, Employeur),
	geste(LireArgent, Salarie, Conseiller, Payeur, Auditeur),
	geste(IdentiteEnClair, Salarie, Conseiller, Payeur),
	geste(Transferer, Conseiller, Payeur),
	geste(DocumentsLire, Salarie, Employeur, Conseiller, Payeur, Autorite).ancien(), // l'employeur : les siens
	geste(DocumentsDeposer, Salarie, Employeur, Conseiller, Payeur, Autorite),
	geste(PreparerPaiements, Payeur),
	geste(ValiderPaiements, Payeur),
	geste(ProposerDecision, Conseiller, Payeur),
	geste(ValiderDecision, Payeur),
	geste(Exporter, Salarie, Employeur, Conseiller, Payeur, Autorite, Auditeur),
	libre(Statistiques, Employeur, Conseiller, Payeur, Autorite, Auditeur),
	libre(Agenda, Salarie, Employeur, Conseiller, Payeur, Autorite),
	geste(GererComptes, Administrateur),
	geste(LireAudit, Administrateur, Auditeur),
	libre(QuiALu, Salarie),

	// L'entreprise, la personne, le contrat.
	acte("ouverture", Employeur, Conseiller, Autorite),
	acte("attribution", Conseiller, Payeur, Autorite),
	acte("employeur", Employeur, Conseiller, Autorite),
	acte("salarie", Employeur, Conseiller),
	acte("contrat", Employeur, Conseiller, Payeur),
	acte("paie", Employeur, Conseiller, Payeur),
	acte("autre_emploi", Conseiller, Payeur),
	acte("are_connue", Conseiller, Payeur),

	// L'offre et la réponse : l'employeur propose, l'opérateur à défaut ; la personne répond.
	acte("offre", Employeur, Conseiller),
	acte("offre_absente", Conseiller),
	acte("convocation", Conseiller),
	acte("absence", Conseiller),
	acte("entretien_information", Conseiller),
	acte("autorisation_demandee", Employeur, Conseiller),
	acte("autorisation", Employeur, Conseiller),
	acte("reponse", Salarie, Employeur, Conseiller),
	acte("silence", Employeur, Conseiller),
	acte("lettre_licenciement", Employeur, Conseiller),
	acte("contestation_rupture", Salarie, Employeur, Conseiller),
	acte("papier", Employeur, Conseiller, Payeur),
	acte("entree", Conseiller, Payeur),

	// Le suivi.
	acte("prebilan", Conseiller),
	acte("plan", Conseiller),
	acte("plan_version", Conseiller),
	acte("action", Conseiller),
	acte("bilan", Conseiller),
	acte("bilan_etape", Conseiller),
	acte("entretien_final", Conseiller),
	acte("courrier_avant_terme", Conseiller),

	// Ce qui suspend, allonge ou interrompt.
	acte("periode_travail", Conseiller),
	acte("maladie", Conseiller, Payeur),
	acte("maternite", Conseiller, Payeur),
	acte("paternite", Conseiller, Payeur),
	acte("adoption", Conseiller, Payeur),
	acte("proche_aidant", Conseiller, Payeur),
	acte("presence_parentale", Conseiller, Payeur),
	acte("prepare", Conseiller, Payeur),
	acte("service_civique", Conseiller, Payeur),
	acte("hors_territoire", Conseiller, Payeur),
	acte("autre_activite", Conseiller, Payeur),
	acte("reprise_csp", Conseiller),
	acte("avertissement", Conseiller),
	acte("observations", Salarie, Conseiller),
	acte("refus_action", Conseiller),
	acte("offre_emploi", Conseiller),
	acte("refus_offre", Conseiller),
	acte("transmission_autorite", Conseiller),
	acte("fausse_declaration", Conseiller, Payeur),

	// L'emploi retrouvé et ses aides.
	acte("reprise_emploi", Conseiller, Payeur),
	acte("creation_entreprise", Conseiller, Payeur),
	acte("prime_demandee", Salarie, Conseiller, Payeur),
	acte("idr_demandee", Salarie, Conseiller, Payeur),
	acte("presence_3_mois", Conseiller, Payeur),
	acte("essai_rompu", Conseiller, Payeur),
	acte("aide_decidee", Payeur),
	acte("suivi_emploi", Conseiller),

	// L'argent.
	acte("paiement", Payeur),
	acte("decision", Payeur),
	acte("indu_notifie", Payeur),
	acte("contestation", Salarie, Conseiller, Payeur),
	acte("echeancier", Payeur),
	acte("remboursement", Payeur),
	acte("remise_dette", Payeur),
	acte("mise_en_demeure", Payeur),
	acte("contrainte", Payeur),
	acte("opposition", Salarie, Payeur),

	// La fin, et ce qui vaut partout.
	acte("inscription", Conseiller),
	acte("cloture", Conseiller, Autorite),
	acte(acteAnnulation, Employeur, Conseiller, Payeur, Autorite), // et l'acte annulé aussi
	acte("effacement"),                                            // le registre des identités seul
	acte("document"),                                              // de même, sous documents_deposer
	acte("rappel_envoye"),                                         // le programme seul
	acte("note", Conseiller, Payeur, Autorite),

	// La cellule d'appui.
	acte("cellule_demandee", Employeur, Conseiller, Autorite),
	acte("cellule_avis", Conseiller),
	acte("cellule_decision", Autorite),
	acte("cellule_ouverte", Conseiller, Autorite),
	acte("cellule_semaine", Conseiller),
	acte("cellule_fin", Conseiller),
}

var permissions = func() map[string]*Permission {
	m := map[string]*Permission{}
	for i := range Table {
		m[Table[i].Geste] = &Table[i]
	}
	return m
}()

// correcteurs peuvent corriger ou annuler le fait d'un autre, parmi ceux qu'ils pourraient consigner. L'employeur et la
// personne ne reprennent que le leur : une réponse ne se retourne pas par qui elle gêne.
var correcteurs = []Role{Conseiller, Payeur, Autorite}

// aDeux sont les actes qu'une personne propose et qu'une autre valide : ceux qui font sortir de l'argent, en réclament, ou
// éteignent une dette. Un paiement d'un état validé l'a déjà été par deux.
var aDeux = []string{"aide_decidee", "paiement", "decision", "indu_notifie", "remboursement", "remise_dette", "contrainte"}

// ADeux dit si un acte en demande deux ; annuler l'un d'eux aussi.
func ADeux(acte string, o *Objet) bool {
	return slices.Contains(aDeux, acte) || acte == acteAnnulation && o != nil && slices.Contains(aDeux, o.Vise)
}

// PeutPreparer dit si un compte peut consigner un acte, ou, s'il se fait à deux, le proposer.
func PeutPreparer(c *Compte, acte string, o *Objet) bool {
	if Permis(c, acte, o) {
		return true
	}
	return ADeux(acte, o) && permissions[acte] != nil && Permis(c, ProposerDecision, o)
}

// Objet est ce sur quoi porte un geste. Tout vient du dossier relu, rien de l'adresse de la page.
type Objet struct {
	Dossier   string
	Sorte     string // « csp », « casp »
	SIRET     string
	Operateur string // l'organisation qui le suit
	Autorite  string // d'une cellule d'appui : celle qui la décide
	Anciens   []Ancien
	De        string // le compte qui a proposé, préparé, ou consigné le fait qu'on corrige ou annule
	Vise      string // pour une annulation : l'acte du fait annulé
	Jour      calendrier.Date
}

// Ancien est une organisation qui a passé le dossier, et le dernier jour où elle peut encore le lire.
type Ancien struct {
	Organisation string
	Jusque       calendrier.Date
}

// Permis dit si un compte peut faire un geste. Rien d'autre n'en décide.
func Permis(c *Compte, geste string, o *Objet) bool {
	r := permissions[geste]
	if r == nil || c == nil || c.Desactive || c.DoitEnroler {
		return false
	}
	if o == nil {
		o = &Objet{}
	}
	if !slices.ContainsFunc(r.Portees(c.Role), func(p Portee) bool { return p.atteint(c, o) }) {
		return false
	}
	autrui := o.De != c.ID
	switch {
	case geste == ValiderDecision || geste == ValiderPaiements:
		return o.De != "" && autrui // à deux
	case geste == DocumentsLire && c.Role == Employeur:
		return !autrui
	case geste == acteAnnulation:
		return o.De != "" && o.Vise != acteAnnulation && Permis(c, o.Vise, o)
	case (r.Acte || geste == DocumentsDeposer) && o.De != "" && autrui:
		return slices.Contains(correcteurs, c.Role)
	}
	return true
}

// Visible dit si un compte voit les faits d'un acte, dans un dossier qu'il peut lire.
func Visible(c *Compte, acte string, o *Objet) bool {
	r := permissions[acte]
	decision := acte == "cellule_decision" || acte == "cellule_ouverte"
	return r != nil && r.Acte && Permis(c, Lire, o) && (Permis(c, LireSuivi, o) || slices.Contains(r.Roles, c.Role) || decision && Permis(c, LireDecision, o))
}

// Portees rend celles où un rôle peut faire ce geste ; aucune : jamais.
func (r *Permission) Portees(role Role) []Portee {
	var l []Portee
	if slices.Contains(r.Roles, role) {
		l = append(l, porteeDe[role])
		if r.Ancien && role == Conseiller {
			l = append(l, PorteeAncienne)
		}
	}
	return l
}

// PorteeDe rend la portée principale d'un rôle pour un geste, vide s'il ne lui est pas permis : une liste s'y borne.
func PorteeDe(role Role, geste string) Portee {
	if r := permissions[geste]; r != nil && slices.Contains(r.Roles, role) {
		return porteeDe[role]
	}
	return ""
}

// atteint dit si un objet est dans la portée d'un compte. Une organisation ou un dossier vide n'est à personne.
func (p Portee) atteint(c *Compte, o *Objet) bool {
	egal := func(a, b string) bool { return a != "" && a == b }
	switch p {
	case PorteeToute:
		return true
	case PorteeCSP:
		return o.Sorte == sorteCSP
	case PorteeOperateur:
		return egal(o.Operateur, c.Organisation)
	case PorteeAncienne:
		return o.Jour.Connue() && slices.ContainsFunc(o.Anciens, func(a Ancien) bool {
			return egal(a.Organisation, c.Organisation) && o.Jour <= a.Jusque
		})
	case PorteeAutorite:
		return o.Sorte == sorteCASP && egal(o.Autorite, c.Organisation)
	case PorteeEmployeur:
		return egal(o.SIRET, c.SIRET)
	case PorteeSonDossier:
		return egal(o.Dossier, c.Dossier)
	case PorteeInstallation:
		return o.Dossier == "" && o.Sorte == ""
	}
	return false
}

// Tableau écrit la table : un geste par ligne, un rôle par colonne, ses portées dans la case.
func Tableau() string {
	var b strings.Builder
	ligne := func(cases []string) {
		s := fmt.Sprintf("%-22s", cases[0])
		for i, c := range cases[1:] {
			s += fmt.Sprintf(" %-*s", largeurs[i], c)
		}
		b.WriteString(strings.TrimRight(s, " ") + "\n")
	}
	tete := []string{"geste"}
	for _, r := range Roles {
		tete = append(tete, string(r))
	}
	ligne(append(tete, "registre"))
	for i := range Table {
		r := &Table[i]
		cases := []string{r.Geste}
		for _, role := range Roles {
			var l []string
			for _, p := range r.Portees(role) {
				l = append(l, string(p))
			}
			if l == nil {
				l = []string{"-"}
			}
			cases = append(cases, strings.Join(l, "+"))
		}
		inscrit := "refus"
		if r.Inscrit {
			inscrit = "oui"
		}
		ligne(append(cases, inscrit))
	}
	return b.String()
}

var largeurs = []int{11, 9, 18, 6, 8, 14, 8, 8}
