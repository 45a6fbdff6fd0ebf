package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"

	"jalon/document/liasse"
	"jalon/document/xlsx"
	"jalon/lot"
)

const typeXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

func joindreFichier(w http.ResponseWriter, typ, nom string) {
	w.Header().Set("Content-Type", typ)
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", nom))
}

// emporter envoie un fichier fait du lot, une fois qu'il est complet.
func emporter(w http.ResponseWriter, r *http.Request, x *envoi, typ, nom string, faire func(*bytes.Buffer, *lot.Lot) error) {
	l, _, err := x.lire()
	var b bytes.Buffer
	if err == nil {
		err = faire(&b, l)
	}
	if err != nil {
		afficher(w, r, depotRefuse(err))
		return
	}
	joindreFichier(w, typ, nom)
	envoyer(w, r, b.Bytes(), 0)
}

func classeurLot(w http.ResponseWriter, r *http.Request, x *envoi) {
	emporter(w, r, x, typeXLSX, "csp-resultats.xlsx", func(b *bytes.Buffer, l *lot.Lot) error { return xlsx.Lot(b, l) })
}

// situationsLot donne chaque personne au format d'échange, une par ligne.
func situationsLot(w http.ResponseWriter, r *http.Request, x *envoi) {
	emporter(w, r, x, "application/x-ndjson", "csp-situations.ndjson", func(b *bytes.Buffer, l *lot.Lot) error {
		var ligne []byte
		for _, p := range l.Lisibles() {
			ligne = append(l.AppendSituation(ligne[:0], p), '\n')
			b.Write(ligne)
		}
		return nil
	})
}

func carteLot(w http.ResponseWriter, r *http.Request, x *envoi) {
	emporter(w, r, x, "application/json", "carte.json", func(b *bytes.Buffer, l *lot.Lot) error {
		e := json.NewEncoder(b)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(lot.CarteDe(l.Colonnes))
	})
}

// courriersLot envoie les papiers des personnes que les filtres gardent, au fil de l'eau : le ZIP d'un grand lot ne
// tient pas en mémoire.
func courriersLot(w http.ResponseWriter, r *http.Request, x *envoi) {
	l, _, err := x.lire()
	if err != nil {
		afficher(w, r, depotRefuse(err))
		return
	}
	t := table(l, x.champs)
	pour := *l
	pour.Personnes = nil
	for _, p := range t.retenir(l) {
		pour.Personnes = append(pour.Personnes, *p)
	}
	if len(pour.Lisibles()) == 0 {
		afficher(w, r, depotRefuse(faute{"Aucune des personnes retenues n'a de courrier : le filtre n'en garde pas, ou leurs rangées sont refusées.", "Reprenez la liste, corrigez-la ou changez le filtre.", http.StatusUnprocessableEntity}))
		return
	}
	joindreFichier(w, "application/zip", "csp-courriers.zip")
	if err := liasse.Ecrire(w, &pour, nil); err != nil {
		panic(http.ErrAbortHandler) // à demi envoyé : le navigateur doit savoir que le fichier est incomplet
	}
}
