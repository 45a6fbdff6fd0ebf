// Package acces dit qui peut faire quoi : les comptes et leurs organisations, une table des droits, les sessions, les
// invitations, et le registre de ce que chacun a fait. Les pages ne décident de rien : elles demandent ici.
package acces

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Role dit ce qu'un compte est venu faire.
type Role string

// Les rôles.
const (
	Salarie        Role = "salarie"
	Employeur      Role = "employeur"
	Conseiller     Role = "conseiller"
	Payeur         Role = "payeur"
	Autorite       Role = "autorite"
	Administrateur Role = "administrateur"
	Auditeur       Role = "auditeur"
)

// Roles sont tous les rôles, dans l'ordre de la table.
var Roles = []Role{Salarie, Employeur, Conseiller, Payeur, Autorite, Administrateur, Auditeur}

// Les sortes d'organisation.
const (
	SorteOperateur      = "operateur"
	SorteOperateurPrive = "operateur_prive"
	SorteEntreprise     = "entreprise"
	SorteAdministration = "administration"
)

// Sortes sont toutes les sortes d'organisation.
var Sortes = []string{SorteOperateur, SorteOperateurPrive, SorteEntreprise, SorteAdministration}

// sortesDe sont les organisations où un rôle a un sens ; absent : toutes.
var sortesDe = map[Role][]string{
	Employeur:  {SorteEntreprise},
	Conseiller: {SorteOperateur, SorteOperateurPrive},
	Payeur:     {SorteOperateur},
	Autorite:   {SorteAdministration},
}

// Organisation est celle au nom de qui un compte agit.
type Organisation struct {
	ID            string    `json:"id"`
	Nom           string    `json:"nom"`
	Sorte         string    `json:"sorte"`
	SIRET         string    `json:"siret"`               // d'une entreprise : les dossiers à ce SIRET sont les siens
	Suppleant     string    `json:"suppleant,omitempty"` // courriel de qui reçoit les rappels d'un conseiller absent
	SecondFacteur bool      `json:"second_facteur"`      // ses comptes doivent l'avoir avant tout autre geste
	Cree          time.Time `json:"cree"`
}

// Compte est une personne qui se connecte.
type Compte struct {
	ID           string    `json:"id"`
	Courriel     string    `json:"courriel"`
	Nom          string    `json:"nom"`
	Role         Role      `json:"role"`
	Organisation string    `json:"organisation"`
	Dossier      string    `json:"dossier"` // d'un salarié : le sien, le seul qu'il voie
	Desactive    bool      `json:"desactive"`
	SansRappels  bool      `json:"sans_rappels,omitempty"` // il n'en veut pas
	Cree         time.Time `json:"cree"`

	MotDePasse  string      `json:"mot_de_passe"` // argon2id, ses paramètres avec lui
	TOTP        []byte      `json:"totp"`         // le secret, scellé ; vide : pas de second facteur
	TOTPAttente []byte      `json:"totp_attente"` // celui qu'un premier code doit encore confirmer
	Compteur    int64       `json:"compteur"`     // du dernier code accepté : aucun ne sert deux fois
	Secours     []Empreinte `json:"secours"`      // des codes de secours qui restent
	Agenda      []byte      `json:"-"`            // l'empreinte du secret de son agenda ; vide : il n'en a pas. Une copie ne le rouvre pas
	Epoque      int         `json:"epoque"`       // une session d'une époque passée est close
	Version     int         `json:"version"`      // du compte en base ; 0 : il n'y est pas encore

	// Ce que Garde.Session y met de son organisation ; la table s'en sert, la base ne le garde pas.
	SIRET       string `json:"-"`
	DoitEnroler bool   `json:"-"`
}

// Console est celui qui tient la machine : la ligne de commande agit en son nom.
var Console = &Compte{ID: "console", Nom: "Ligne de commande", Role: Administrateur}

// Invitation ouvre un compte à qui en a le code. À un courriel qui en a déjà un, elle rend l'accès : mot de passe neuf,
// second facteur à refaire, rôle de l'invitation.
type Invitation struct {
	Courriel     string
	Role         Role
	Organisation string
	Dossier      string

	Empreinte Empreinte // de son code
	Par       string
	Expire    time.Time
}

// Depot garde tout cela. Il ne sait rien des droits ; chaque base passe la même suite de tests (sqlstore).
type Depot interface {
	// Organisation rend celle d'un identifiant, ou ErrAbsent.
	Organisation(ctx context.Context, id string) (*Organisation, error)
	// Organisations les rend toutes, par nom.
	Organisations(ctx context.Context) ([]Organisation, error)
	CreerOrganisation(ctx context.Context, o *Organisation) error
	// DemanderFacteur change ce qu'une organisation demande à ses comptes, ou rend ErrAbsent.
	DemanderFacteur(ctx context.Context, organisation string, oui bool) error
	// Suppleer change le courriel de suppléance d'une organisation, ou rend ErrAbsent.
	Suppleer(ctx context.Context, organisation, courriel string) error

	// Compte rend celui d'un identifiant, CompteDe celui d'un courriel, ou ErrAbsent.
	Compte(ctx context.Context, id string) (*Compte, error)
	CompteDe(ctx context.Context, courriel string) (*Compte, error)
	// CompteDAgenda rend celui de l'empreinte d'un secret d'agenda, ou ErrAbsent.
	CompteDAgenda(ctx context.Context, empreinte Empreinte) (*Compte, error)
	// Comptes rend ceux d'une organisation, par courriel ; vide : tous.
	Comptes(ctx context.Context, organisation string) ([]Compte, error)
	// EcrireCompte ajoute un compte de version 0, ou remplace celui de cette version ; ErrDevance s'il a changé, ou si son
	// courriel est pris. La version du compte donné avance.
	EcrireCompte(ctx context.Context, c *Compte) error

	Inviter(ctx context.Context, i *Invitation) error
	// Invitation rend celle d'un code, ou ErrAbsent.
	Invitation(ctx context.Context, code Empreinte) (*Invitation, error)
	// Accepter ôte une invitation et écrit le compte, ensemble ; ErrAbsent si elle a déjà servi.
	Accepter(ctx context.Context, code Empreinte, c *Compte) error

	OuvrirSession(ctx context.Context, s *Session) error
	// Session rend celle d'un jeton, ou ErrAbsent.
	Session(ctx context.Context, jeton Empreinte) (*Session, error)
	VoirSession(ctx context.Context, jeton Empreinte, instant time.Time) error
	FermerSession(ctx context.Context, compte string, jeton Empreinte) error
	// Sessions rend celles d'un compte, la dernière vue d'abord.
	Sessions(ctx context.Context, compte string) ([]Session, error)
	// PurgerSessions ôte les sessions et les invitations qui ne peuvent plus servir.
	PurgerSessions(ctx context.Context, vueAvant, creeeAvant, maintenant time.Time) error

	// Inscrire ajoute une ligne au registre, à la suite : il lui donne son rang et ses empreintes.
	Inscrire(ctx context.Context, l *LigneAudit) error
	// Audit rend les lignes que le filtre garde, la dernière d'abord.
	Audit(ctx context.Context, q FiltreAudit) ([]LigneAudit, error)
	// ParcourirAudit passe chaque ligne, par rang.
	ParcourirAudit(ctx context.Context, f func(*LigneAudit) error) error
}

// Ce qu'un dépôt refuse.
var (
	ErrAbsent  = errors.New("rien ne porte cet identifiant")
	ErrDevance = errors.New("ce compte a changé entre-temps")
)

// Ce que la garde refuse. Aucun ne dit quelle part est fausse, ni ne répète ce qui a été donné.
var (
	ErrConnexion  = errors.New("ces éléments n'ouvrent aucun compte : vérifiez le courriel, le mot de passe et, si vous en utilisez un, le code de votre application ou un code de secours")
	ErrSession    = errors.New("votre session est finie : connectez-vous de nouveau")
	ErrInterdit   = errors.New("votre compte ne permet pas ce geste ici ; s'il le devrait, demandez-le à qui gère les comptes")
	ErrInvitation = errors.New("ce code d'invitation ne vaut pas, ou plus : il sert une fois, dans les sept jours ; demandez-en un autre")
	ErrOccupe     = errors.New("trop de personnes se connectent à la fois : recommencez dans une minute")
	ErrSansCle    = errors.New("le second facteur demande le fichier de clé de cette installation, qui manque : « jalon donnees cle » le crée")
)

// Refus dit ce qui ne va pas dans ce qu'une personne a écrit, sans le répéter.
type Refus struct{ Champ, Message string }

func (r *Refus) Error() string { return r.Message }

// lireCourriel rend un courriel sous sa seule forme.
func lireCourriel(s string) (string, error) {
	s = norm.NFC.String(strings.ToLower(strings.TrimSpace(s)))
	qui, ou, ok := strings.Cut(s, "@")
	if len(s) > 254 || !utf8.ValidString(s) || !ok || qui == "" || !strings.Contains(ou, ".") || strings.Contains(ou, "@") ||
		strings.ContainsFunc(s, func(r rune) bool {
			return unicode.IsSpace(r) || !unicode.IsPrint(r) || strings.ContainsRune(",;<>()\"", r)
		}) {
		return "", &Refus{"courriel", "une adresse de courriel est attendue, comme nom@exemple.fr"}
	}
	return s, nil
}

// nomMax borne un nom, en lettres.
const nomMax = 500

// lireNom accepte toute écriture, mais rien qui cache ou retourne le texte.
func lireNom(s string) (string, error) {
	s = norm.NFC.String(strings.TrimSpace(s))
	trompeur := func(r rune) bool {
		return unicode.IsControl(r) || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' || r == utf8.RuneError
	}
	if n := utf8.RuneCountInString(s); n == 0 || n > nomMax || strings.ContainsFunc(s, trompeur) {
		return "", &Refus{"nom", "un nom d'une ligne est attendu, de 500 lettres au plus"}
	}
	return s, nil
}

func lireOrganisation(o *Organisation) (err error) {
	if o.Nom, err = lireNom(o.Nom); err != nil {
		return err
	}
	if !slices.Contains(Sortes, o.Sorte) {
		return &Refus{"sorte", "une de ces sortes est attendue : " + strings.Join(Sortes, ", ")}
	}
	o.SIRET = strings.ReplaceAll(o.SIRET, " ", "")
	chiffres := !strings.ContainsFunc(o.SIRET, func(r rune) bool { return r < '0' || r > '9' })
	if o.SIRET != "" && (len(o.SIRET) != 14 || !chiffres) || o.SIRET == "" && o.Sorte == SorteEntreprise {
		return &Refus{"siret", "le SIRET d'une entreprise, de 14 chiffres, dit quels dossiers sont les siens"}
	}
	return nil
}
