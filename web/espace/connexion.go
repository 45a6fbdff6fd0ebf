package espace

import (
	"encoding/base64"
	"errors"
	"html/template"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"jalon/acces"
	"jalon/web/cadre"
)

func (e *Espace) routesConnexion(m *http.ServeMux) {
	ouverte := func(motif string, f func(http.ResponseWriter, *http.Request) cadre.Vue) {
		m.HandleFunc(motif, func(w http.ResponseWriter, r *http.Request) {
			direOrigine(w.Header())
			vue := cadre.VueErreur(Illisible)
			r.Body = http.MaxBytesReader(w, r.Body, formulaireMax)
			if origine.Check(r) != nil {
				vue = cadre.VueErreur(ailleurs)
			} else if r.ParseForm() == nil && propre(r) {
				vue = f(w, r)
			}
			e.pages.Repondre(w, r, vue)
		})
	}
	ouverte("GET /connexion", func(_ http.ResponseWriter, r *http.Request) cadre.Vue {
		return vueConnexion(&corpsConnexion{Ouvert: r.URL.Query().Get("compte") == "ouvert"}, 0)
	})
	ouverte("POST /connexion", e.connecter)
	ouverte("GET /invitation", func(http.ResponseWriter, *http.Request) cadre.Vue {
		return vueInvitation(&corpsInvitation{}, 0)
	})
	ouverte("POST /invitation", e.accepter)
	e.Route(m, "POST /deconnexion", e.deconnecter)
	e.Route(m, "GET /mon-compte", e.monCompte)
	e.Route(m, "POST /mon-compte/{geste}", e.changerCompte)
}

// origine refuse un formulaire venu d'un autre site. Avant la connexion, aucun jeton ne le dirait : un inconnu ferait entrer
// quelqu'un dans un compte qui n'est pas le sien.
var (
	origine  = http.NewCrossOriginProtection()
	ailleurs = cadre.Erreur(http.StatusForbidden, "Ce formulaire vient d'un autre site.", "Ouvrez la page de connexion d'ici, et recommencez.")
)

// direOrigine laisse le navigateur dire à ce site, et à lui seul, d'où vient un formulaire.
func direOrigine(h http.Header) { h.Set("Referrer-Policy", "same-origin") }

// poserTemoin donne au navigateur le jeton d'une session, ou l'ôte.
func (e *Espace) poserTemoin(h http.Header, jeton string) {
	c := &http.Cookie{Name: e.temoin(), Value: jeton, Path: "/", HttpOnly: true, Secure: e.Chiffre, SameSite: http.SameSiteLaxMode, MaxAge: int(acces.SessionEntiere.Seconds())}
	if jeton == "" {
		c.MaxAge = -1
	}
	h.Add("Set-Cookie", c.String())
}

type corpsConnexion struct {
	Courriel string
	Erreur   string
	Code     bool // demande aussi celui du second facteur
	Ouvert   bool // le compte vient de l'être
	Finie    bool // la session s'est finie pendant une saisie, que voici
	Vers     string
	Saisie   []couple
	Reprise  bool // connecté de nouveau : il reste à reprendre la saisie
	Jeton    string
}

// PasReprendre montre de nouveau une saisie, sans rien faire.
const PasReprendre = "reprendre"

// Reprend dit qu'un formulaire revient d'une session finie : il se montre tel qu'il était, et rien ne se fait.
func (v *Visite) Reprend() bool { return v.PostForm.Get("pas") == PasReprendre }

type couple struct{ Cle, Valeur string }

func vueConnexion(c *corpsConnexion, statut int) cadre.Vue {
	return cadre.Vue{Modele: "connexion.html", Titre: "Se connecter", Menu: "connexion", Corps: c, Statut: statut}
}

// redemander mène à la connexion sans rien perdre : une page s'ouvrira après, un formulaire sera repris tel qu'il était.
func (e *Espace) redemander(w http.ResponseWriter, r *http.Request) {
	c := &corpsConnexion{Vers: r.URL.RequestURI()}
	direOrigine(w.Header())
	if r.Method != http.MethodGet {
		r.Body = http.MaxBytesReader(w, r.Body, formulaireMax)
		if r.ParseForm() == nil && propre(r) {
			c.Saisie = gardes(r.PostForm)
		}
		if c.Finie = len(c.Saisie) > 0; !c.Finie { // un geste sans saisie se refait de sa page
			c.Vers = ""
		}
	}
	e.pages.Repondre(w, r, vueConnexion(c, http.StatusUnauthorized))
}

// reprendre rend une saisie dont le jeton est d'une session finie à qui vient de se reconnecter dans un autre onglet. Rien
// n'est fait : il reste à la reprendre. D'un autre site, elle serait la saisie d'un inconnu.
func (e *Espace) reprendre(v *Visite) (cadre.Vue, error) {
	c := &corpsConnexion{Reprise: true, Vers: dIci(v.URL.RequestURI()), Jeton: v.Jeton, Saisie: gardes(v.PostForm)}
	if v.Header.Get("Sec-Fetch-Site") != "same-origin" || len(c.Saisie) == 0 {
		return cadre.Vue{}, perime
	}
	return vueConnexion(c, http.StatusForbidden), nil
}

// gardes sont les champs d'un formulaire à reprendre, sans ce qui tenait à la session finie.
func gardes(f url.Values) []couple {
	var l []couple
	for cle, vs := range f {
		if cle == "jeton" || cle == "pas" || strings.HasPrefix(cle, "mot_de_passe") {
			continue
		}
		for _, x := range vs {
			l = append(l, couple{cle, x})
		}
	}
	slices.SortStableFunc(l, func(a, b couple) int { return strings.Compare(a.Cle, b.Cle) })
	return l
}

// dIci garde une adresse de ce site ; une autre mène à l'accueil de l'espace.
func dIci(vers string) string {
	if u, err := url.Parse(vers); err != nil || !strings.HasPrefix(vers, "/") || strings.HasPrefix(vers, "//") || strings.ContainsAny(vers, "\\\r\n") || u.Host != "" {
		return ""
	}
	return vers
}

func (e *Espace) connecter(w http.ResponseWriter, r *http.Request) cadre.Vue {
	c := &corpsConnexion{Courriel: r.PostForm.Get("courriel"), Vers: dIci(r.PostForm.Get("vers")), Code: r.PostForm.Get("code") != ""}
	for i, cle := range r.PostForm["cle"] {
		if vs := r.PostForm["valeur"]; i < len(vs) {
			c.Saisie = append(c.Saisie, couple{cle, vs[i]})
		}
	}
	c.Finie = len(c.Saisie) > 0
	jeton, err := e.Garde.Connecter(r.Context(), c.Courriel, r.PostForm.Get("mot_de_passe"), r.PostForm.Get("code"), e.pair(r), acces.Abreger(r.UserAgent()))
	var attente *acces.Attente
	switch {
	case errors.As(err, &attente):
		c.Erreur = attente.Error()
		w.Header().Set("Retry-After", strconv.Itoa(int(attente.Duree.Seconds())+1))
		return vueConnexion(c, http.StatusTooManyRequests)
	case errors.Is(err, acces.ErrConnexion), errors.Is(err, acces.ErrOccupe):
		c.Erreur = err.Error()
		return vueConnexion(c, http.StatusUnauthorized)
	case err != nil:
		return cadre.VueErreur(err)
	}
	e.poserTemoin(w.Header(), jeton)
	if c.Finie {
		s, _, _, err := e.Garde.Session(r.Context(), jeton)
		if err != nil {
			return cadre.VueErreur(err)
		}
		c.Reprise, c.Jeton = true, s.Formulaire()
		return vueConnexion(c, 0)
	}
	if c.Vers == "" {
		c.Vers = "/espace"
	}
	return cadre.Vue{Vers: c.Vers}
}

// pair est l'adresse d'où vient la demande : elle ralentit les essais, et ne se garde pas. Seul un mandataire de confiance est
// cru sur celle qu'il a vue : le dernier maillon qu'il ajoute, non ce que la demande prétendait déjà.
func (e *Espace) pair(r *http.Request) string {
	pair, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	a := pair.Addr().Unmap()
	chaine := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(chaine) - 1; i >= 0 && slices.ContainsFunc(e.Mandataires, func(p netip.Prefix) bool { return p.Contains(a) }); i-- {
		x, err := netip.ParseAddr(strings.TrimSpace(chaine[i]))
		if err != nil {
			break
		}
		a = x.Unmap().WithZone("")
	}
	return a.String()
}

func (e *Espace) deconnecter(v *Visite) (cadre.Vue, error) {
	e.poserTemoin(v.Entetes, "")
	return cadre.Vue{Vers: "/connexion"}, e.Garde.Deconnecter(v.Context(), v.Session)
}

type corpsInvitation struct {
	Code, Nom string
	Erreur    string
}

func vueInvitation(c *corpsInvitation, statut int) cadre.Vue {
	return cadre.Vue{Modele: "invitation.html", Titre: "Ouvrir votre compte", Menu: "connexion", Corps: c, Statut: statut}
}

func (e *Espace) accepter(_ http.ResponseWriter, r *http.Request) cadre.Vue {
	c := &corpsInvitation{Code: strings.TrimSpace(r.PostForm.Get("code")), Nom: r.PostForm.Get("nom")}
	mdp := r.PostForm.Get("mot_de_passe")
	if mdp != r.PostForm.Get("mot_de_passe_encore") {
		c.Erreur = "Les deux mots de passe diffèrent : tapez deux fois le même."
		return vueInvitation(c, http.StatusUnprocessableEntity)
	}
	err := e.Garde.Accepter(r.Context(), c.Code, c.Nom, mdp)
	var refus *acces.Refus
	switch {
	case errors.As(err, &refus), errors.Is(err, acces.ErrInvitation), errors.Is(err, acces.ErrOccupe):
		c.Erreur = err.Error()
		return vueInvitation(c, http.StatusUnprocessableEntity)
	case err != nil:
		return cadre.VueErreur(err)
	}
	return cadre.Vue{Vers: "/connexion?compte=ouvert"}
}

type corpsMonCompte struct {
	Compte       *acces.Compte
	Organisation *acces.Organisation
	Role         string
	Sessions     []acces.Session
	Ici          acces.Empreinte
	SecondActif  bool
	Confirmer    bool // un code faux : le secret préparé attend encore le bon
	Erreur, Dit  string
	Secret       string
	Image        template.URL
	Adresse      template.URL // du secret, que l'application ouvre sur le même téléphone
	Secours      []string
	Jeton        string

	Agenda                 string // son adresse, montrée une fois
	AgendaPermis, AgendaLa bool
}

func (e *Espace) corpsMonCompte(v *Visite) (*corpsMonCompte, error) {
	l, err := e.Garde.Sessions(v.Context(), v.Compte)
	return &corpsMonCompte{Compte: v.Compte, Organisation: v.Organisation, Role: NomsRoles[v.Compte.Role], Sessions: l, Ici: v.Session.Empreinte, SecondActif: len(v.Compte.TOTP) > 0, Jeton: v.Jeton, AgendaPermis: acces.PorteeDe(v.Compte.Role, acces.Agenda) != "", AgendaLa: len(v.Compte.Agenda) > 0}, err
}

func vueMonCompte(c *corpsMonCompte, statut int) cadre.Vue {
	return cadre.Vue{Modele: "mon_compte.html", Titre: "Mon compte", Menu: "mon_compte", Corps: c, Statut: statut}
}

func (e *Espace) monCompte(v *Visite) (cadre.Vue, error) {
	c, err := e.corpsMonCompte(v)
	return vueMonCompte(c, 0), err
}

// changerCompte fait un geste sur son propre compte, et montre la page qui le dit.
func (e *Espace) changerCompte(v *Visite) (cadre.Vue, error) {
	ctx, f := v.Context(), v.PostForm
	if f.Get("pas") == PasReprendre { // sans les mots de passe, il n'y a rien à reprendre que la page
		return cadre.Vue{Vers: "/mon-compte"}, nil
	}
	var jeton, dit, secret, adresse, agenda string
	var secours []string
	var image []byte
	var err error
	switch v.PathValue("geste") {
	case "mot-de-passe":
		if dit = "Mot de passe changé ; vos autres sessions sont fermées."; f.Get("mot_de_passe") != f.Get("mot_de_passe_encore") {
			err = &acces.Refus{Champ: "mot_de_passe", Message: "les deux mots de passe diffèrent : tapez deux fois le même"}
		} else {
			jeton, err = e.Garde.ChangerMotDePasse(ctx, v.Session, f.Get("mot_de_passe_ancien"), f.Get("mot_de_passe"))
		}
	case "second-facteur":
		secret, adresse, image, err = e.Garde.EnrolerTOTP(ctx, v.Session, f.Get("mot_de_passe_ancien"))
	case "confirmer":
		dit = "Second facteur en service. Gardez les codes de secours ailleurs que sur ce téléphone : ils ne se montreront plus."
		jeton, secours, err = e.Garde.ConfirmerTOTP(ctx, v.Session, f.Get("code"))
	case "secours":
		dit = "Codes de secours neufs : les anciens ne valent plus."
		secours, err = e.Garde.CodesDeSecours(ctx, v.Session, f.Get("mot_de_passe_ancien"))
	case "rappels":
		dit = "Vous ne recevrez plus de rappels."
		if f.Get("rappels") != "" {
			dit = "Vous recevrez les rappels."
		}
		if err = e.Garde.Rappeler(ctx, v.Session, f.Get("rappels") != ""); err == nil {
			v.Compte.SansRappels = f.Get("rappels") == ""
		}
	case "agenda":
		dit = "Copiez cette adresse dans votre logiciel d'agenda maintenant : elle ne se montrera plus."
		if agenda, err = e.Garde.OuvrirAgenda(ctx, v.Session); err == nil {
			v.Compte.Agenda = []byte(agenda)
		}
	case "agenda-fermer":
		dit = "Votre agenda est fermé : son adresse ne répond plus."
		if err = e.Garde.FermerAgenda(ctx, v.Session); err == nil {
			v.Compte.Agenda = nil
		}
	case "fermer":
		var empreinte acces.Empreinte
		if err = empreinte.UnmarshalText([]byte(f.Get("session"))); err == nil {
			dit, err = "Session fermée.", e.Garde.FermerSession(ctx, v.Session, empreinte)
		} else {
			err = Illisible
		}
	case "fermer-autres":
		dit = "Vos autres sessions sont fermées."
		jeton, err = e.Garde.FermerAutres(ctx, v.Session)
	default:
		return cadre.Vue{}, Introuvable
	}
	statut := 0
	var refus *acces.Refus
	var attente *acces.Attente
	if errors.As(err, &refus) || errors.As(err, &attente) || errors.Is(err, acces.ErrSansCle) || errors.Is(err, acces.ErrOccupe) {
		statut = http.StatusUnprocessableEntity
	} else if err != nil {
		return cadre.Vue{}, err
	}
	if jeton != "" {
		e.poserTemoin(v.Entetes, jeton)
		neuve := v.Clone(ctx)
		neuve.Header.Del("Cookie")
		neuve.AddCookie(&http.Cookie{Name: e.temoin(), Value: jeton})
		if v2, err := e.reconnaitre(neuve, v.Entetes); err == nil {
			v.Session, v.Compte, v.Organisation, v.Jeton = v2.Session, v2.Compte, v2.Organisation, v2.Jeton
		}
	}
	c, errCorps := e.corpsMonCompte(v)
	if errCorps != nil {
		return cadre.Vue{}, errCorps
	}
	if err != nil {
		c.Erreur, c.Confirmer = err.Error(), v.PathValue("geste") == "confirmer" && v.Compte.TOTPAttente != nil
	} else {
		c.Dit = dit
	}
	c.Secret, c.Secours = secret, secours
	if agenda != "" {
		c.Agenda = e.Racine(v.Request) + "/agenda/" + agenda + ".ics"
	}
	if image != nil {
		c.Image = template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(image)) // faite par la garde
		c.Adresse = template.URL(adresse)                                                           // de même
	}
	return vueMonCompte(c, statut), nil
}
