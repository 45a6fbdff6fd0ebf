package espace

import (
	"net/http"
	"slices"
	"strings"

	"jalon/dossier"
	"jalon/web/cadre"
)

// TrouvesMax borne une recherche : au-delà, on la précise.
const TrouvesMax = 50

type corpsRecherche struct {
	Q      string
	Lignes []LigneJournee
	Trop   bool
}

// recherche cherche un nom, une référence, un SIRET, un NIR ou un IBAN. Elle se poste : rien de ce qu'on y tape n'est dans
// une adresse.
func (e *Espace) recherche(v *Visite) (cadre.Vue, error) {
	if vers := chezSoi(v.Compte); vers != "" {
		return cadre.Vue{Vers: vers}, nil
	}
	c := &corpsRecherche{Q: strings.TrimSpace(v.PostForm.Get("q"))}
	vue := cadre.Vue{Modele: "recherche.html", Titre: "Chercher un dossier", Menu: "journee", Corps: c, Statut: http.StatusOK}
	var borne dossier.Filtre
	if err := e.Borner(v, &borne); err != nil {
		return cadre.Vue{}, err
	}
	if c.Q == "" {
		return vue, nil
	}
	if err := e.lireListe(v, &borne); err != nil {
		return cadre.Vue{}, err
	}
	l, err := e.Registre.Chercher(v.Context(), c.Q, borne, TrouvesMax+1)
	if err != nil {
		return cadre.Vue{}, err
	}
	if c.Trop = len(l) > TrouvesMax; c.Trop {
		l = l[:TrouvesMax]
	}
	noms, err := e.conseillers(v)
	if err != nil {
		return cadre.Vue{}, err
	}
	for i := range l {
		c.Lignes = append(c.Lignes, ligne(v, &l[i], noms))
	}
	slices.SortStableFunc(c.Lignes, func(a, b LigneJournee) int { return strings.Compare(a.Qui, b.Qui) })
	return vue, nil
}
