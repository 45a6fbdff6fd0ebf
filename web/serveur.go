// Package web sert les pages : la comparaison pour une personne, et le droit daté. Rien n'est gardé : le
// cas voyage dans l'adresse, sans nom. Les pages sont complètes sans JavaScript.
package web

import (
	"bytes"
	"embed"
	"fmt"
	"io"
	"net/http"

	"jalon/document/xlsx"
	"jalon/droit/choix"
	"jalon/droit/csp"
	"jalon/droit/trace"
	"jalon/web/cadre"
	"jalon/web/espace"
	"jalon/web/espace/administration"
	"jalon/web/espace/argent"
	"jalon/web/espace/autorite"
	"jalon/web/espace/copie"
)

//go:embed modeles/*.html
var fichiers embed.FS

var pages = cadre.Nouvelles(fichiers, mots)

// Site rend toutes les pages. C'est la table des routes. Sans espace de travail, rien n'est gardé.
func Site(e *espace.Espace) http.Handler {
	aujourdhui := (&espace.Espace{}).Aujourdhui // celui de la machine
	if e != nil {
		aujourdhui = e.Aujourdhui
	}
	m := http.NewServeMux()
	m.HandleFunc("GET /{$}", pages.Page(accueil(e != nil)))
	m.HandleFunc("GET /questions", pages.Page(questions))
	m.HandleFunc("GET /complet", pages.Page(complet))
	m.HandleFunc("GET /resultat", pages.Page(resultat(aujourdhui)))
	m.HandleFunc("GET /resultat.json", fichier("application/json", "resultat.json", choix.Comparer, ecrireJSON))
	m.HandleFunc("GET /decision.pdf", fichier("application/pdf", "csp-decision.pdf", choix.Projeter, ecrirePDF))
	m.HandleFunc("GET /dates.ics", fichier("text/calendar; charset=utf-8", "csp-dates.ics", choix.Projeter, ecrireICS))
	m.HandleFunc("GET /mois.xlsx", fichier("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csp-mois.xlsx", choix.Projeter, xlsx.Mois))
	m.HandleFunc("GET /droit", pages.Page(droit))
	m.HandleFunc("GET /droit/regles/{id}", pages.Page(regle))
	m.HandleFunc("GET /droit/baremes/{nom}", pages.Page(bareme))
	m.HandleFunc("GET /style.css", cadre.Style)
	routesLot(m, aujourdhui)
	introuvable := pages.Introuvable
	if e != nil {
		introuvable = e.Introuvable
		e.Ouvrir(m)
		administration.Ouvrir(e, m)
		argent.Ouvrir(e, m)
		autorite.Ouvrir(e, m)
		copie.Ouvrir(e, m)
	}
	m.HandleFunc("/", introuvable)
	h := pages.Proteger(m)
	if e == nil || !e.Chiffre {
		return h
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Strict-Transport-Security", "max-age=31536000") // un an : le navigateur n'essaiera plus en clair
		h.ServeHTTP(w, r)
	})
}

// fichier sert un fichier à emporter, fait de la même saisie que la page.
func fichier(typ, nom string, comparer func(*csp.Situation, *choix.Emploi, *trace.Trace) *choix.Comparaison, ecrire func(io.Writer, *csp.Situation, *choix.Comparaison) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var b bytes.Buffer
		s := lireSaisie(r.URL.Query())
		situation, emploi, ok := s.situation()
		if !ok || len(s.valeurs) == 0 || ecrire(&b, situation, comparer(situation, emploi, nil)) != nil {
			pages.Page(func(*http.Request) (cadre.Vue, error) {
				return cadre.Vue{}, cadre.Erreur(http.StatusUnprocessableEntity, "Le fichier ne peut pas être fait.", "Une réponse manque ou est à corriger, ou il n'y a qu'une voie : revenez aux questions.")
			})(w, r)
			return
		}
		w.Header().Set("Content-Type", typ)
		w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", nom))
		cadre.Envoyer(w, r, b.Bytes(), 0)
	}
}
