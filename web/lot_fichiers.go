package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"jalon/document/liasse"
	"jalon/document/xlsx"
	"jalon/lot"
	"jalon/web/cadre"
)

const typeXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

func joindreFichier(w http.ResponseWriter, typ, nom string) {
	w.Header().Set("Content-Type", typ)
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", nom))
}

// emporter fait d'un lot un fichier, envoyé une fois qu'il est complet.
func emporter(typ, nom string, faire func(*bytes.Buffer, *lot.Lot) error) etudeur {
	return func(w http.ResponseWriter, r *http.Request, x *envoi) func() {
		l, _, err := x.lire()
		var b bytes.Buffer
		if err == nil {
			err = faire(&b, l)
		}
		return func() {
			if err != nil {
				afficher(w, r, refuser(err, x))
				return
			}
			joindreFichier(w, typ, nom)
			cadre.Envoyer(w, r, b.Bytes(), 0)
		}
	}
}

var classeurLot = emporter(typeXLSX, "csp-resultats.xlsx", func(b *bytes.Buffer, l *lot.Lot) error { return xlsx.Lot(b, l) })

// situationsLot donne chaque personne au format d'échange, une par ligne.
var situationsLot = emporter("application/x-ndjson", "csp-situations.ndjson", func(b *bytes.Buffer, l *lot.Lot) error {
	var ligne []byte
	for _, p := range l.Lisibles() {
		ligne = append(l.AppendSituation(ligne[:0], p), '\n')
		b.Write(ligne)
	}
	return nil
})

var carteLot = emporter("application/json", "carte.json", func(b *bytes.Buffer, l *lot.Lot) error {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(lot.CarteDe(l.Colonnes))
})

// courriersLot envoie les papiers des personnes que les filtres gardent, au fil de l'eau : le ZIP d'un grand lot ne
// tient pas en mémoire.
func courriersLot(w http.ResponseWriter, r *http.Request, x *envoi) func() {
	l, _, err := x.lire()
	if err != nil {
		return func() { afficher(w, r, refuser(err, x)) }
	}
	t := table(l, x.champs)
	pour := *l
	pour.Personnes = nil
	for _, p := range t.retenir(l) {
		pour.Personnes = append(pour.Personnes, *p)
	}
	return func() {
		err := error(faute{"Aucune des personnes retenues n'a de courrier : le filtre n'en garde pas, ou leurs rangées sont refusées.", "Changez le filtre, ou corrigez la liste.", http.StatusUnprocessableEntity})
		if len(pour.Lisibles()) > 0 {
			var rendre func()
			if rendre, err = zips.prendre(r.Context()); err == nil {
				defer rendre()
			}
		}
		if err != nil {
			afficher(w, r, refuser(err, x))
			return
		}
		joindreFichier(w, "application/zip", "csp-courriers.zip")
		if err := liasse.Ecrire(&auFil{w, http.NewResponseController(w)}, &pour, nil); err != nil {
			panic(http.ErrAbortHandler) // à demi envoyé : le navigateur doit savoir que le fichier est incomplet
		}
	}
}

// auFil écrit tant que quelqu'un lit : chaque écriture a son délai.
type auFil struct {
	w      http.ResponseWriter
	delais *http.ResponseController
}

func (a *auFil) Write(b []byte) (int, error) {
	_ = a.delais.SetWriteDeadline(time.Now().Add(attenteMax)) // sans objet hors d'un vrai serveur
	return a.w.Write(b)
}
