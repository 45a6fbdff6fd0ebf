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

	pages   *cadre.Pages
	travaux travaux
	calculs calculs // des statistiques
}

// Ouvrir pose les routes de l'espace sur celles du site.
func (e *Espace) Ouvrir(m *http.ServeMux) {
	e.pages = cadre.Nouvelles(fichiers, mots)
	e.routesConnexion(m)
	e.routesDocuments(m)
	e.routesAgenda(m)
	e.routesAdministration(m)
	e.routesMoi(m)
	e.routesEntreprise(m)
	e.routesCellules(m)
	e.routesStatistiques(m)
	e.routesPaiements(m)
	e.route(m, "GET /espace", func(v *visite) (cadre.Vue, error) { return cadre.Vue{Vers: e.dire(v).Rubriques[0].Adresse}, nil })
	e.route(m, "GET /journee", e.journee)
	e.route(m, "GET /journee/export", e.exporterJournee)
	e.route(m, "POST /recherche", e.recherche)
	e.route(m, "GET /dossiers/nouveau", e.nouveau)
	e.route(m, "POST /dossiers/nouveau", e.nouveau)
	e.route(m, "GET /dossiers/{id}", e.dossier)
	e.route(m, "GET /dossiers/{id}/compte", e.compte)
	e.route(m, "GET /dossiers/{id}/actes/{acte}", e.acte)
	e.route(m, "POST /dossiers/{id}/actes/{acte}", e.acte)
}

// visite est une demande d'une personne connectée.
type visite struct {
	*http.Request
	session      *acces.Session
	compte       *acces.Compte
	organisation *acces.Organisation
	jeton        string      // des formulaires de sa session
	entetes      http.Header // de la réponse
	aujourdhui   calendrier.Date
}

// Ce que voit qui demande ce qui n'est pas à lui : un dossier d'ailleurs répond comme un dossier qui n'existe pas.
var (
	introuvable = cadre.Erreur(http.StatusNotFound, "Cette page n'existe pas, ou n'est pas à vous.", "Revenez à vos dossiers ; s'il en manque un, demandez-le à qui gère les comptes.")
	interdit    = cadre.Erreur(http.StatusForbidden, "Votre compte ne permet pas ce geste.", "S'il le devrait, demandez-le à qui gère les comptes.")
	illisible   = cadre.Erreur(http.StatusBadRequest, "Cette demande ne se lit pas.", "Revenez à la page d'avant et recommencez.")
	perime      = cadre.Erreur(http.StatusForbidden, "Ce formulaire n'est pas de votre session.", "Revenez à la page d'avant, rechargez-la et recommencez : rien n'a été consigné.")
)

// formulaireMax borne ce qu'un formulaire envoie.
const formulaireMax = 256 << 10

// route pose une page que seule une personne connectée ouvre. Un formulaire porte le jeton de sa session.
func (e *Espace) route(m *http.ServeMux, motif string, f func(*visite) (cadre.Vue, error)) {
	e.routeDe(m, motif, formulaireMax, f)
}

// routeDe pose de même une page qui reçoit plus, donc des fichiers : en mémoire, jamais sur le disque.
func (e *Espace) routeDe(m *http.ServeMux, motif string, octetsMax int64, f func(*visite) (cadre.Vue, error)) {
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
		if err == nil && v.compte.DoitEnroler && r.URL.Path != "/mon-compte" && r.URL.Path != "/deconnexion" && !strings.HasPrefix(r.URL.Path, "/mon-compte/") {
			vue.Vers = "/mon-compte"
		} else if err == nil {
			if r.Method != http.MethodGet {
				r.Body = http.MaxBytesReader(w, r.Body, octetsMax)
				if err = r.ParseForm(); err == nil && octetsMax > formulaireMax {
					err = r.ParseMultipartForm(octetsMax)
				}
			}
			switch {
			case errors.As(err, new(*http.MaxBytesError)) && octetsMax > formulaireMax:
				err = cadre.Erreur(http.StatusRequestEntityTooLarge, "Ce fichier est trop gros : rien n'en a été gardé.", "Réduisez-le à 10 Mo, ou coupez-le, puis recommencez.")
			case err != nil, !propre(r):
				err = illisible
			case r.Method != http.MethodGet && !v.session.VerifierFormulaire(r.PostForm.Get("jeton")):
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
		return introuvable
	case errors.Is(err, acces.ErrInterdit):
		return interdit
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
func (e *Espace) reconnaitre(r *http.Request, entetes http.Header) (*visite, error) {
	c, err := r.Cookie(e.temoin())
	if err != nil {
		return nil, acces.ErrSession
	}
	s, compte, o, err := e.Garde.Session(r.Context(), c.Value)
	if err != nil {
		return nil, err
	}
	return &visite{r, s, compte, o, s.Formulaire(), entetes, e.aujourdhui()}, nil
}

func (e *Espace) maintenant() time.Time {
	if e.Horloge == nil {
		return time.Now()
	}
	return e.Horloge()
}

// paris est l'heure de ceux qui travaillent ici : leur jour change à leur minuit.
var paris = func() *time.Location {
	if l, err := time.LoadLocation("Europe/Paris"); err == nil {
		return l
	}
	return time.UTC
}()

func (e *Espace) aujourdhui() calendrier.Date {
	an, mois, jour := e.maintenant().In(paris).Date()
	return calendrier.D(an, int(mois), jour)
}

// nomsRoles sont ceux des rôles, en clair.
var nomsRoles = map[acces.Role]string{
	acces.Salarie: "Personne", acces.Employeur: "Employeur", acces.Conseiller: "Conseiller", acces.Payeur: "Agent de paiement",
	acces.Autorite: "Autorité du travail", acces.Administrateur: "Administrateur", acces.Auditeur: "Auditeur",
}

// dire rend ce que le tour de la page montre de la personne connectée.
func (e *Espace) dire(v *visite) *cadre.Espace {
	x := &cadre.Espace{Nom: v.compte.Nom, Role: nomsRoles[v.compte.Role], Organisation: v.organisation.Nom, Jeton: v.jeton}
	switch v.compte.Role {
	case acces.Salarie:
		x.Rubriques = append(x.Rubriques, cadre.Rubrique{Cle: "moi", Nom: "Mon dossier", Adresse: chezSoi(v.compte)})
	case acces.Employeur:
		x.Rubriques = append(x.Rubriques, cadre.Rubrique{Cle: "entreprise", Nom: "Mon entreprise", Adresse: chezSoi(v.compte)})
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
		if acces.PorteeDe(v.compte.Role, r.geste) != "" && (r.Cle != "journee" || chezSoi(v.compte) == "") {
			x.Rubriques = append(x.Rubriques, r.Rubrique)
		}
	}
	x.Rubriques = append(x.Rubriques, cadre.Rubrique{Cle: "mon_compte", Nom: "Mon compte", Adresse: "/mon-compte"})
	return x
}

// objet est ce que la table des accès regarde d'un dossier.
func (e *Espace) objet(v *visite, d *dossier.Dossier) *acces.Objet {
	f := d.Fiche()
	o := &acces.Objet{Dossier: d.ID, Sorte: f.Sorte, SIRET: f.SIRET, Operateur: f.Operateur, Autorite: f.Autorite, Jour: v.aujourdhui}
	for _, a := range d.Anciens() {
		o.Anciens = append(o.Anciens, acces.Ancien{Organisation: a.Operateur, Jusque: a.Jusque})
	}
	return o
}

// objetDe est l'objet d'un acte qui corrige ou annule un fait : la table regarde alors de qui il est.
func (e *Espace) objetDe(v *visite, d *dossier.Dossier, acte string, corrige int) *acces.Objet {
	o := e.objet(v, d)
	if corrige > 0 && corrige <= d.Version() {
		f := &d.Faits[corrige-1]
		o.De, o.Vise = f.Auteur, f.Acte
	}
	return o
}

func (e *Espace) permis(v *visite, geste string, d *dossier.Dossier) bool {
	return acces.Permis(v.compte, geste, e.objet(v, d))
}

// autoriser inscrit un geste au registre des accès, ou le refuse.
func (e *Espace) autoriser(v *visite, geste string, o *acces.Objet) error {
	return e.Garde.Autoriser(v.Context(), v.compte, geste, o)
}

// ouvrirDossier lit celui de l'adresse, pour un geste. Celui qu'on n'a pas le droit de lire n'existe pas.
func (e *Espace) ouvrirDossier(v *visite, geste string) (*dossier.Dossier, error) {
	d, err := e.lire(v, v.PathValue("id"))
	if errors.Is(err, dossier.ErrInconnu) {
		return nil, introuvable
	}
	if err != nil {
		return nil, err
	}
	if err := e.autoriser(v, geste, e.objet(v, d)); err != nil {
		if errors.Is(err, acces.ErrInterdit) && !e.permis(v, acces.Lire, d) {
			err = introuvable
		}
		return nil, err
	}
	return d, nil
}

// lire rend un dossier, sans demander à la base ce qui ne peut pas en nommer un.
func (e *Espace) lire(v *visite, id string) (*dossier.Dossier, error) {
	if id == "" || len(id) > 64 || strings.ContainsFunc(id, func(r rune) bool { return (r < 'A' || r > 'Z') && (r < '0' || r > '9') }) {
		return nil, dossier.ErrInconnu
	}
	return e.Greffe.Lire(v.Context(), id)
}

// qui nomme la personne d'un dossier, à défaut sa référence.
func (e *Espace) qui(ctx context.Context, d *dossier.Dossier) string {
	l, err := e.Registre.Nommer(ctx, []dossier.Fiche{*d.Fiche()})
	if err != nil {
		return "Dossier " + d.ID // la page se lit sans le nom
	}
	return nommer(&l[0])
}

// nommer dit qui, à défaut la référence, à défaut le numéro du dossier.
func nommer(t *personne.Trouve) string {
	if t.Identite != nil && t.Identite.NomComplet() != "" {
		return t.Identite.NomComplet()
	}
	return cmp.Or(t.Reference, "Dossier "+t.Dossier)
}

// nomDe nomme l'auteur d'un fait : le compte, s'il en est un.
func (e *Espace) nomDe(v *visite, auteur string) string {
	if auteur == v.compte.ID {
		return "vous"
	}
	if c, err := e.Garde.Depot.Compte(v.Context(), auteur); err == nil {
		return c.Nom
	}
	return auteur
}

// adresse d'un dossier, suivie de ses parties.
func adresse(id string, parties ...string) string {
	a := "/dossiers/" + url.PathEscape(id)
	for _, p := range parties {
		a += "/" + url.PathEscape(p)
	}
	return a
}
