// Package cadre est ce que toutes les pages partagent : leur tour, leurs en-têtes, leurs erreurs, leur style.
package cadre

import (
	"bytes"
	"compress/gzip"
	"embed"
	"errors"
	"html/template"
	"io/fs"
	"log"
	"mime"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"sync"
)

//go:embed modeles/*.html style.css
var fichiers embed.FS

// adresseMax borne une adresse : un cas entier en tient moins de deux mille octets.
const adresseMax = 8 << 10

// Vue est une page prête : son modèle et ce qu'il montre.
type Vue struct {
	Modele  string
	Titre   string
	Menu    string // la rubrique où l'on est
	Corps   any
	Statut  int
	Vers    string   // non vide : l'adresse à ouvrir à la place
	Fichier *Fichier // non nil : ce qu'on emporte, au lieu d'une page
	Espace  *Espace
}

// Fichier est un fichier à emporter.
type Fichier struct {
	Nom, Type string
	Octets    []byte
}

// Espace dit qui est connecté ; nil sur les pages publiques.
type Espace struct {
	Nom, Role, Organisation string
	Jeton                   string // des formulaires
	Rubriques               []Rubrique
}

// Rubrique est une entrée du menu.
type Rubrique struct{ Cle, Nom, Adresse string }

// erreur est une erreur montrée à une personne : ce qui ne va pas, et quoi faire.
type erreur struct {
	statut           int
	message, conseil string
}

func (e erreur) Error() string { return e.message }

// Erreur rend une erreur à montrer : son statut HTTP, ce qui ne va pas, et quoi faire.
func Erreur(statut int, message, conseil string) error { return erreur{statut, message, conseil} }

// Pages rend les modèles d'un paquet dans le tour commun.
type Pages struct {
	modeles func() map[string]*template.Template
}

// Nouvelles prépare les modèles d'un paquet : « modeles/communs.html » sert à tous les autres.
func Nouvelles(f fs.FS, mots template.FuncMap) *Pages {
	return &Pages{sync.OnceValue(func() map[string]*template.Template {
		base := template.Must(template.New("cadre.html").Funcs(Mots).Funcs(mots).ParseFS(fichiers, "modeles/cadre.html"))
		template.Must(base.ParseFS(f, "modeles/communs.html"))
		ms := map[string]*template.Template{}
		ajouter := func(source fs.FS, chemin string) {
			nom := strings.TrimPrefix(chemin, "modeles/")
			ms[nom] = template.Must(template.Must(base.Clone()).ParseFS(source, chemin))
		}
		noms, err := fs.Glob(f, "modeles/*.html")
		if err != nil {
			panic(err) // le motif est écrit au-dessus
		}
		for _, chemin := range noms {
			if chemin != "modeles/communs.html" {
				ajouter(f, chemin)
			}
		}
		ajouter(fichiers, "modeles/erreur.html")
		return ms
	})}
}

// Modele rend un modèle prêt à emplir.
func (p *Pages) Modele(nom string) *template.Template { return p.modeles()[nom] }

// Page fait d'une fonction une page : elle rend une vue ou une erreur, jamais les deux.
func (p *Pages) Page(f func(*http.Request) (Vue, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v, err := f(r)
		if err != nil {
			v = VueErreur(err)
		}
		p.Repondre(w, r, v)
	}
}

// VueErreur est la page d'une erreur ; ce qui n'en est pas une de la main d'Erreur ne se montre pas.
func VueErreur(err error) Vue {
	var e erreur
	if !errors.As(err, &e) {
		log.Printf("une page n'a pas pu être faite : %v", err)
		e = erreur{http.StatusInternalServerError, "La page n'a pas pu être faite.", "Revenez à l'accueil et recommencez ; rien de ce que vous avez tapé n'est gardé ici."}
	}
	return Vue{Modele: "erreur.html", Titre: e.message, Corps: map[string]string{"Message": e.message, "Conseil": e.conseil}, Statut: e.statut}
}

// Repondre envoie une vue, ou mène ailleurs.
func (p *Pages) Repondre(w http.ResponseWriter, r *http.Request, v Vue) {
	if v.Vers != "" {
		http.Redirect(w, r, v.Vers, http.StatusSeeOther)
		return
	}
	if f := v.Fichier; f != nil {
		w.Header().Set("Content-Type", f.Type)
		w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Nom}))
		Envoyer(w, r, f.Octets, v.Statut)
		return
	}
	var b bytes.Buffer
	if err := p.Modele(v.Modele).Execute(&b, v); err != nil {
		log.Printf("le modèle %s ne s'emplit pas : %v", v.Modele, err)
		http.Error(w, "La page n'a pas pu être faite.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	Envoyer(w, r, b.Bytes(), v.Statut)
}

// Envoyer compresse la réponse quand le navigateur l'accepte.
func Envoyer(w http.ResponseWriter, r *http.Request, corps []byte, statut int) {
	if statut == 0 {
		statut = http.StatusOK
	}
	w.Header().Add("Vary", "Accept-Encoding")
	if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.WriteHeader(statut)
		_, _ = w.Write(corps) // le navigateur est parti : il n'y a personne à prévenir
		return
	}
	w.Header().Set("Content-Encoding", "gzip")
	w.WriteHeader(statut)
	z := compresseurs.Get().(*gzip.Writer)
	defer compresseurs.Put(z)
	z.Reset(w)
	_, _ = z.Write(corps)
	_ = z.Close()
}

var compresseurs = sync.Pool{New: func() any {
	z, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed)
	return z
}}

// Proteger pose les en-têtes de toutes les réponses : aucune requête vers un autre hôte, aucune adresse
// transmise, rien gardé en mémoire des pages.
func (p *Pages) Proteger(suite http.Handler) http.Handler {
	refuser := func(w http.ResponseWriter, r *http.Request, e error) { p.Repondre(w, r, VueErreur(e)) }
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cache-Control", "no-store")
		if len(r.URL.RawQuery) > adresseMax {
			refuser(w, r, Erreur(http.StatusRequestURITooLong, "L'adresse est trop longue.", "Reprenez les questions depuis l'accueil."))
			return
		}
		if _, err := url.ParseQuery(r.URL.RawQuery); err != nil {
			refuser(w, r, Erreur(http.StatusBadRequest, "Cette adresse est abîmée : elle ne se lit pas en entier.", "Elle est peut-être mal recopiée. Reprenez les questions depuis l'accueil, ou demandez le lien à nouveau."))
			return
		}
		defer func() {
			switch x := recover(); x {
			case nil:
			case http.ErrAbortHandler: // un fichier à demi envoyé : le navigateur doit savoir qu'il est incomplet
				panic(x)
			default:
				// Aucune panne ne montre l'intérieur du programme ; le journal n'en garde pas les faits, sauf l'endroit.
				log.Printf("une page n'a pas pu être faite : %v\n%s", x, debug.Stack())
				http.Error(w, "La page n'a pas pu être faite. Revenez à l'accueil.", http.StatusInternalServerError)
			}
		}()
		suite.ServeHTTP(w, r)
	})
}

// Introuvable répond à toute adresse qui n'est à aucune page.
func (p *Pages) Introuvable(w http.ResponseWriter, r *http.Request) {
	p.Repondre(w, r, VueIntrouvable(w, r))
}

// VueIntrouvable est la page qui le dit.
func VueIntrouvable(w http.ResponseWriter, r *http.Request) Vue {
	e := Erreur(http.StatusNotFound, "Cette page n'existe pas.", "L'adresse est peut-être coupée ou mal recopiée.")
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		e = Erreur(http.StatusMethodNotAllowed, "Cette page se lit, elle ne reçoit rien.", "Revenez à l'accueil et suivez les liens.")
	}
	return VueErreur(e)
}

// Style sert la feuille de style.
func Style(w http.ResponseWriter, r *http.Request) {
	css, err := fichiers.ReadFile("style.css")
	if err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Header().Set("Cache-Control", "public, max-age=3600")
	Envoyer(w, r, css, 0)
}
