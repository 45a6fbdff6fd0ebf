// Package web sert les pages : la comparaison pour une personne, et le droit daté. Rien n'est gardé : le
// cas voyage dans l'adresse, sans nom. Les pages sont complètes sans JavaScript.
package web

import (
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
	"html/template"
	"io"
	"log"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"sync"

	"jalon/document/xlsx"
	"jalon/droit/choix"
	"jalon/droit/csp"
	"jalon/droit/trace"
)

//go:embed modeles/*.html style.css
var fichiers embed.FS

// adresseMax borne une adresse : un cas entier en tient moins de deux mille octets.
const adresseMax = 8 << 10

// Site rend toutes les pages. C'est la table des routes.
func Site() http.Handler {
	m := http.NewServeMux()
	m.HandleFunc("GET /{$}", page(accueil))
	m.HandleFunc("GET /questions", page(questions))
	m.HandleFunc("GET /complet", page(complet))
	m.HandleFunc("GET /resultat", page(resultat))
	m.HandleFunc("GET /resultat.json", fichier("application/json", "resultat.json", choix.Comparer, ecrireJSON))
	m.HandleFunc("GET /decision.pdf", fichier("application/pdf", "csp-decision.pdf", choix.Projeter, ecrirePDF))
	m.HandleFunc("GET /dates.ics", fichier("text/calendar; charset=utf-8", "csp-dates.ics", choix.Projeter, ecrireICS))
	m.HandleFunc("GET /mois.xlsx", fichier("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csp-mois.xlsx", choix.Projeter, xlsx.Mois))
	m.HandleFunc("GET /droit", page(droit))
	m.HandleFunc("GET /droit/regles/{id}", page(regle))
	m.HandleFunc("GET /droit/baremes/{nom}", page(bareme))
	m.HandleFunc("GET /style.css", style)
	routesLot(m)
	m.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		e := erreurPage{http.StatusNotFound, "Cette page n'existe pas.", "L'adresse est peut-être coupée ou mal recopiée."}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			e = erreurPage{http.StatusMethodNotAllowed, "Cette page se lit, elle ne reçoit rien.", "Revenez à l'accueil et suivez les liens."}
		}
		page(func(*http.Request) (vue, error) { return vue{}, e })(w, r)
	})
	return protege(m)
}

// vue est une page prête : son modèle et ce qu'il montre.
type vue struct {
	Modele string
	Titre  string
	Menu   string // la rubrique où l'on est
	Corps  any
	Statut int
	Vers   string // non vide : l'adresse à ouvrir à la place
}

// erreurPage est une erreur montrée à une personne : ce qui ne va pas, et quoi faire.
type erreurPage struct {
	statut  int
	message string
	conseil string
}

func (e erreurPage) Error() string { return e.message }

// page fait d'une fonction une page : elle rend une vue ou une erreur, jamais les deux.
func page(f func(*http.Request) (vue, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v, err := f(r)
		if err != nil {
			e, ok := err.(erreurPage)
			if !ok {
				e = erreurPage{http.StatusInternalServerError, "La page n'a pas pu être faite.", "Revenez à l'accueil et recommencez ; rien de ce que vous avez tapé n'est gardé ici."}
			}
			v = vue{Modele: "erreur.html", Titre: e.message, Corps: map[string]string{"Message": e.message, "Conseil": e.conseil}, Statut: e.statut}
		}
		if v.Vers != "" {
			http.Redirect(w, r, v.Vers, http.StatusSeeOther)
			return
		}
		rendre(w, r, v)
	}
}

var modeles = sync.OnceValue(func() map[string]*template.Template {
	ms := map[string]*template.Template{}
	for _, nom := range []string{"accueil.html", "questions.html", "complet.html", "resultat.html", "droit.html", "regle.html", "bareme.html", "lot.html", "lot_apercu.html", "lot_resultat.html", "lot_personne.html", "lot_dsn.html", "erreur.html"} {
		ms[nom] = template.Must(template.New("cadre.html").Funcs(mots).ParseFS(fichiers, "modeles/cadre.html", "modeles/communs.html", "modeles/"+nom))
	}
	return ms
})

func rendre(w http.ResponseWriter, r *http.Request, v vue) {
	var b bytes.Buffer
	if err := modeles()[v.Modele].ExecuteTemplate(&b, "cadre.html", v); err != nil {
		http.Error(w, "La page n'a pas pu être faite.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	envoyer(w, r, b.Bytes(), v.Statut)
}

// envoyer compresse la réponse quand le navigateur l'accepte.
func envoyer(w http.ResponseWriter, r *http.Request, corps []byte, statut int) {
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

// protege pose les en-têtes de toutes les réponses : aucune requête vers un autre hôte, aucune adresse
// transmise, rien gardé en mémoire des pages.
func protege(suite http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cache-Control", "no-store")
		if len(r.URL.RawQuery) > adresseMax {
			page(func(*http.Request) (vue, error) {
				return vue{}, erreurPage{http.StatusRequestURITooLong, "L'adresse est trop longue.", "Reprenez les questions depuis l'accueil."}
			})(w, r)
			return
		}
		if _, err := url.ParseQuery(r.URL.RawQuery); err != nil {
			page(func(*http.Request) (vue, error) {
				return vue{}, erreurPage{http.StatusBadRequest, "Cette adresse est abîmée : elle ne se lit pas en entier.", "Elle est peut-être mal recopiée. Reprenez les questions depuis l'accueil, ou demandez le lien à nouveau."}
			})(w, r)
			return
		}
		defer func() {
			switch p := recover(); p {
			case nil:
			case http.ErrAbortHandler: // un fichier à demi envoyé : le navigateur doit savoir qu'il est incomplet
				panic(p)
			default:
				// Aucune panne ne montre l'intérieur du programme ; le journal n'en garde pas les faits, sauf l'endroit.
				log.Printf("une page n'a pas pu être faite : %v\n%s", p, debug.Stack())
				http.Error(w, "La page n'a pas pu être faite. Revenez à l'accueil.", http.StatusInternalServerError)
			}
		}()
		suite.ServeHTTP(w, r)
	})
}

func style(w http.ResponseWriter, r *http.Request) {
	css, err := fichiers.ReadFile("style.css")
	if err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Header().Set("Cache-Control", "public, max-age=3600")
	envoyer(w, r, css, 0)
}

// fichier sert un fichier à emporter, fait de la même saisie que la page.
func fichier(typ, nom string, comparer func(*csp.Situation, *choix.Emploi, *trace.Trace) *choix.Comparaison, ecrire func(io.Writer, *csp.Situation, *choix.Comparaison) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var b bytes.Buffer
		s := lireSaisie(r.URL.Query())
		situation, emploi, ok := s.situation()
		if !ok || len(s.valeurs) == 0 || ecrire(&b, situation, comparer(situation, emploi, nil)) != nil {
			page(func(*http.Request) (vue, error) {
				return vue{}, erreurPage{http.StatusUnprocessableEntity, "Le fichier ne peut pas être fait.", "Une réponse manque ou est à corriger, ou il n'y a qu'une voie : revenez aux questions."}
			})(w, r)
			return
		}
		w.Header().Set("Content-Type", typ)
		w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", nom))
		envoyer(w, r, b.Bytes(), 0)
	}
}
