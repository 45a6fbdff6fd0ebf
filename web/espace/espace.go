// Package espace sert les pages de ceux qui travaillent dans les dossiers : conseillers, agents de paiement, autorité,
// employeurs, et la personne elle-même. Chacun n'y voit que ce que la table des droits d'accès lui ouvre.
package espace

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"jalon/acces"
	"jalon/dossier"
	"jalon/dossier/paiement"
	"jalon/dossier/personne"
	"jalon/droit/calendrier"
	"jalon/web/cadre"
)

//go:embed modeles/*.html
var fichiers embed.FS

// Espace est ce dont les pages ont besoin.
type Espace struct {
	Garde     *acces.Garde
	Greffe    *dossier.Greffe
	Registre  *personne.Registre
	Paiements paiement.Depot
	Horloge   func() time.Time // nil : celle de la machine
	Chiffre   bool             // servi en HTTPS : le témoin de session ne passe que par là

	Mandataires []netip.Prefix // les serveurs devant celui-ci, seuls crus sur l'adresse de qui demande

	pages *cadre.Pages
}

// Ouvrir pose les routes de l'espace sur celles du site.
func (e *Espace) Ouvrir(m *http.ServeMux) {
	e.pages = cadre.Nouvelles(fichiers, mots)
	e.routesConnexion(m)
	e.routesDocuments(m)
	e.routesAgenda(m)
	e.routesMoi(m)
	e.routesEntreprise(m)
	e.Route(m, "GET /espace", func(v *Visite) (cadre.Vue, error) { return cadre.Vue{Vers: e.dire(v).Rubriques[0].Adresse}, nil })
	e.Route(m, "GET /journee", e.journee)
	e.Route(m, "GET /journee/export", e.exporterJournee)
	e.Route(m, "POST /recherche", e.recherche)
	e.Route(m, "GET /dossiers/nouveau", e.nouveau)
	e.Route(m, "POST /dossiers/nouveau", e.nouveau)
	e.Route(m, "GET /dossiers/{id}", e.dossier)
	e.Route(m, "GET /dossiers/{id}/compte", e.compte)
	e.Route(m, "GET /dossiers/{id}/actes/{acte}", e.acte)
	e.Route(m, "POST /dossiers/{id}/actes/{acte}", e.acte)
}

// Visite est une demande d'une personne connectée.
type Visite struct {
	*http.Request
	Session      *acces.Session
	Compte       *acces.Compte
	Organisation *acces.Organisation
	Jeton        string      // des formulaires de sa session
	Entetes      http.Header // de la réponse
	Aujourdhui   calendrier.Date
}

// Ce que voit qui demande ce qui n'est pas à lui : un dossier d'ailleurs répond comme un dossier qui n'existe pas.
var (
	Introuvable = cadre.Erreur(http.StatusNotFound, "Cette page n'existe pas, ou n'est pas à vous.", "Revenez à vos dossiers ; s'il en manque un, demandez-le à qui gère les comptes.")
	Interdit    = cadre.Erreur(http.StatusForbidden, "Votre compte ne permet pas ce geste.", "S'il le devrait, demandez-le à qui gère les comptes.")
	Illisible   = cadre.Erreur(http.StatusBadRequest, "Cette demande ne se lit pas.", "Revenez à la page d'avant et recommencez.")
	perime      = cadre.Erreur(http.StatusForbidden, "Ce formulaire n'est pas de votre session.", "Revenez à la page d'avant, rechargez-la et recommencez : rien n'a été consigné.")
)

// formulaireMax borne ce qu'un formulaire envoie.
const formulaireMax = 256 << 10

// Route pose une page que seule une personne connectée ouvre. Un formulaire porte le jeton de sa session.
func (e *Espace) Route(m *http.ServeMux, motif string, f func(*Visite) (cadre.Vue, error)) {
	e.RouteDe(m, motif, formulaireMax, f)
}

// RouteDe pose de même une page qui reçoit plus, donc des fichiers : en mémoire, jamais sur le disque.
func (e *Espace) RouteDe(m *http.ServeMux, motif string, octetsMax int64, f func(*Visite) (cadre.Vue, error)) {
	m.HandleFunc(motif, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead { // une page se regarde aussi sans son corps
			r = r.Clone(r.Context())
			r.Method = http.MethodGet
		}
		v, err := e.reconnaitre(r, w.Header())
		if errors.Is(err, acces.ErrSession) {
			e.redemander(w, r)
			return
		}
		vue := cadre.Vue{}
		if err == nil && v.Compte.DoitEnroler && r.URL.Path != "/mon-compte" && r.URL.Path != "/deconnexion" && !strings.HasPrefix(r.URL.Path, "/mon-compte/") {
			vue.Vers = "/mon-compte"
		} else if err == nil {
			if r.Method != http.MethodGet {
				r.Body = http.MaxBytesReader(w, r.Body, octetsMax)
				if err = r.ParseForm(); err == nil && octetsMax > formulaireMax {
					if err = r.ParseMultipartForm(octetsMax); errors.Is(err, http.ErrNotMultipart) {
						err = nil // un formulaire repris après une session finie : son fichier n'a pas pu être gardé
					}
				}
			}
			switch {
			case errors.As(err, new(*http.MaxBytesError)) && octetsMax > formulaireMax:
				err = cadre.Erreur(http.StatusRequestEntityTooLarge, "Ce fichier est trop gros : rien n'en a été gardé.", "Réduisez-le à 10 Mo, ou coupez-le, puis recommencez.")
			case err != nil, !propre(r):
				err = Illisible
			case r.Method != http.MethodGet && !v.Session.VerifierFormulaire(r.PostForm.Get("jeton")):
				vue, err = e.reprendre(v)
			default:
				vue, err = f(v)
			}
		}
		if err != nil {
			vue = cadre.VueErreur(enPage(err))
		}
		if v != nil {
			vue.Espace = e.dire(v)
		}
		e.pages.Repondre(w, r, vue)
	})
}

// Introuvable répond à toute adresse qui n'est à aucune page, dans le tour de qui la demande.
func (e *Espace) Introuvable(w http.ResponseWriter, r *http.Request) {
	vue := cadre.VueIntrouvable(w, r)
	if v, err := e.reconnaitre(r, w.Header()); err == nil {
		vue.Espace = e.dire(v)
	}
	e.pages.Repondre(w, r, vue)
}

// propre dit qu'une demande n'a que du texte : ni octet nul, ni octets d'aucune lettre, qu'une base refuserait.
func propre(r *http.Request) bool {
	lisible := func(s string) bool { return utf8.ValidString(s) && !strings.Contains(s, "\x00") }
	for _, f := range []url.Values{r.URL.Query(), r.PostForm} {
		for cle, l := range f {
			if !lisible(cle) || slices.ContainsFunc(l, func(x string) bool { return !lisible(x) }) {
				return false
			}
		}
	}
	return lisible(r.URL.Path)
}

// enPage donne à ce que la garde et le greffe refusent la page qui le dit.
func enPage(err error) error {
	switch {
	case errors.Is(err, dossier.ErrInconnu), errors.Is(err, personne.ErrSansIdentite):
		return Introuvable
	case errors.Is(err, acces.ErrInterdit):
		return Interdit
	}
	return err
}

// temoin nomme celui d'une session. En HTTPS, son nom même interdit qu'un autre site du domaine le pose ou le lise.
func (e *Espace) temoin() string {
	if e.Chiffre {
		return "__Host-jalon_session"
	}
	return "jalon_session"
}

// reconnaitre lit la session de la demande ; acces.ErrSession s'il n'y en a pas.
func (e *Espace) reconnaitre(r *http.Request, entetes http.Header) (*Visite, error) {
	c, err := r.Cookie(e.temoin())
	if err != nil {
		return nil, acces.ErrSession
	}
	s, compte, o, err := e.Garde.Session(r.Context(), c.Value)
	if err != nil {
		return nil, err
	}
	return &Visite{r, s, compte, o, s.Formulaire(), entetes, e.Aujourdhui()}, nil
}

func (e *Espace) Maintenant() time.Time {
	if e.Horloge == nil {
		return time.Now()
	}
	return e.Horloge()
}

// Paris est l'heure de ceux qui travaillent ici : leur jour change à leur minuit.
var Paris = func() *time.Location {
	if l, err := time.LoadLocation("Europe/Paris"); err == nil {
		return l
	}
	return time.UTC
}()

// Aujourdhui est le jour de ceux qui travaillent ici.
func (e *Espace) Aujourdhui() calendrier.Date {
	an, mois, jour := e.Maintenant().In(Paris).Date()
	return calendrier.D(an, int(mois), jour)
}

// NomsRoles sont ceux des rôles, en clair.
var NomsRoles = map[acces.Role]string{
	acces.Salarie: "Personne", acces.Employeur: "Employeur", acces.Conseiller: "Conseiller", acces.Payeur: "Agent de paiement",
	acces.Autorite: "Autorité du travail", acces.Administrateur: "Administrateur", acces.Auditeur: "Auditeur",
}

// dire rend ce que le tour de la page montre de la personne connectée.
func (e *Espace) dire(v *Visite) *cadre.Espace {
	x := &cadre.Espace{Nom: v.Compte.Nom, Role: NomsRoles[v.Compte.Role], Organisation: v.Organisation.Nom, Jeton: v.Jeton}
	switch v.Compte.Role {
	case acces.Salarie:
		x.Rubriques = append(x.Rubriques, cadre.Rubrique{Cle: "moi", Nom: "Mon dossier", Adresse: chezSoi(v.Compte)})
	case acces.Employeur:
		x.Rubriques = append(x.Rubriques, cadre.Rubrique{Cle: "entreprise", Nom: "Mon entreprise", Adresse: chezSoi(v.Compte)})
	case acces.Conseiller, acces.Payeur, acces.Autorite, acces.Administrateur, acces.Auditeur:
	}
	for _, r := range []struct {
		geste string
		cadre.Rubrique
	}{
		{acces.Lire, cadre.Rubrique{Cle: "journee", Nom: "Dossiers", Adresse: "/journee"}},
		{acces.PreparerPaiements, cadre.Rubrique{Cle: "paiements", Nom: "Paiements", Adresse: "/paiements"}},
		{acces.ProposerDecision, cadre.Rubrique{Cle: "a_decider", Nom: "À décider", Adresse: "/a-decider"}},
		{"cellule_demandee", cadre.Rubrique{Cle: "cellules", Nom: "Cellules d'appui", Adresse: "/cellules"}},
		{acces.Statistiques, cadre.Rubrique{Cle: "statistiques", Nom: "Statistiques", Adresse: "/statistiques"}},
		{acces.GererComptes, cadre.Rubrique{Cle: "administration", Nom: "Comptes", Adresse: "/administration"}},
		{acces.LireAudit, cadre.Rubrique{Cle: "registre", Nom: "Registre", Adresse: "/administration/acces"}},
	} {
		if acces.PorteeDe(v.Compte.Role, r.geste) != "" && (r.Cle != "journee" || sesDossiers(v.Compte) == "") {
			x.Rubriques = append(x.Rubriques, r.Rubrique)
		}
	}
	x.Rubriques = append(x.Rubriques, cadre.Rubrique{Cle: "mon_compte", Nom: "Mon compte", Adresse: "/mon-compte"})
	return x
}

// Objet est ce que la table des accès regarde d'un dossier.
func (e *Espace) Objet(v *Visite, d *dossier.Dossier) *acces.Objet {
	f := d.Fiche()
	o := &acces.Objet{Dossier: d.ID, Sorte: f.Sorte, SIRET: f.SIRET, Operateur: f.Operateur, Autorite: f.Autorite, Jour: v.Aujourdhui}
	for _, a := range d.Anciens() {
		o.Anciens = append(o.Anciens, acces.Ancien{Organisation: a.Operateur, Jusque: a.Jusque})
	}
	return o
}

// ObjetDe est l'objet d'un acte qui corrige ou annule un fait : la table regarde alors de qui il est.
func (e *Espace) ObjetDe(v *Visite, d *dossier.Dossier, acte string, corrige int) *acces.Objet {
	o := e.Objet(v, d)
	if corrige > 0 && corrige <= d.Version() {
		f := &d.Faits[corrige-1]
		o.De, o.Vise = f.Auteur, f.Acte
	}
	return o
}

func (e *Espace) Permis(v *Visite, geste string, d *dossier.Dossier) bool {
	return acces.Permis(v.Compte, geste, e.Objet(v, d))
}

// Autoriser inscrit un geste au registre des accès, ou le refuse.
func (e *Espace) Autoriser(v *Visite, geste string, o *acces.Objet) error {
	return e.Garde.Autoriser(v.Context(), v.Compte, geste, o)
}

// OuvrirDossier lit celui de l'adresse, pour un geste. Celui qu'on n'a pas le droit de lire n'existe pas.
func (e *Espace) OuvrirDossier(v *Visite, geste string) (*dossier.Dossier, error) {
	d, err := e.Lire(v, v.PathValue("id"))
	if errors.Is(err, dossier.ErrInconnu) {
		return nil, Introuvable
	}
	if err != nil {
		return nil, err
	}
	if err := e.Autoriser(v, geste, e.Objet(v, d)); err != nil {
		if errors.Is(err, acces.ErrInterdit) && !e.Permis(v, acces.Lire, d) {
			err = Introuvable
		}
		return nil, err
	}
	return d, nil
}

// Lire rend un dossier, sans demander à la base ce qui ne peut pas en nommer un.
func (e *Espace) Lire(v *Visite, id string) (*dossier.Dossier, error) {
	if id == "" || len(id) > 64 || strings.ContainsFunc(id, func(r rune) bool { return (r < 'A' || r > 'Z') && (r < '0' || r > '9') }) {
		return nil, dossier.ErrInconnu
	}
	return e.Greffe.Lire(v.Context(), id)
}

// Qui nomme la personne d'un dossier, à défaut sa référence.
func (e *Espace) Qui(ctx context.Context, d *dossier.Dossier) string {
	l, err := e.Registre.Nommer(ctx, []dossier.Fiche{*d.Fiche()})
	if err != nil {
		return "Dossier " + d.ID // la page se lit sans le nom
	}
	return Nommer(&l[0])
}

// Nommer dit qui, à défaut la référence, à défaut le numéro du dossier.
func Nommer(t *personne.Trouve) string {
	if t.Identite != nil && t.Identite.NomComplet() != "" {
		return t.Identite.NomComplet()
	}
	return cmp.Or(t.Reference, "Dossier "+t.Dossier)
}

// NomDe nomme l'auteur d'un fait : le compte, s'il en est un.
func (e *Espace) NomDe(v *Visite, auteur string) string {
	if auteur == v.Compte.ID {
		return "vous"
	}
	if c, err := e.Garde.Depot.Compte(v.Context(), auteur); err == nil {
		return c.Nom
	}
	return auteur
}

// DeQui dit au nom de qui un compte agit : son rôle et son organisation, jamais le nom d'un agent. Ce qui n'est le compte de personne,
// un programme par exemple, se dit par son nom.
func (e *Espace) DeQui(v *Visite, compte string) string {
	switch compte {
	case v.Compte.ID:
		return "vous"
	case acces.Console.ID:
		return "la ligne de commande, qui tient la base"
	}
	c, err := e.Garde.Depot.Compte(v.Context(), compte)
	if errors.Is(err, acces.ErrAbsent) {
		return "« " + compte + " », qui n'est pas un compte"
	}
	if err != nil {
		return "un compte"
	}
	qui := NomsRoles[c.Role]
	if o, err := e.Garde.Depot.Organisation(v.Context(), c.Organisation); err == nil && c.Role != acces.Salarie {
		qui += ", " + o.Nom
	}
	return qui
}

// Adresse d'un dossier, suivie de ses parties.
func Adresse(id string, parties ...string) string {
	a := "/dossiers/" + url.PathEscape(id)
	for _, p := range parties {
		a += "/" + url.PathEscape(p)
	}
	return a
}
