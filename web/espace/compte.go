package espace

import (
	"net/http"

	"jalon/acces"
	"jalon/dossier"
	"jalon/web/cadre"
)

type corpsCompte struct {
	Dossier *dossier.Dossier
	Qui     string
	Compte  *dossier.Compte
	Totaux  dossier.Totaux
}

// Cause dit un fait qui a changé ce qui était dû.
func (c *corpsCompte) Cause(version int) string {
	if version == 0 {
		return "le paiement lui-même"
	}
	return c.Dossier.Nom(version)
}

func (e *Espace) compte(v *Visite) (cadre.Vue, error) {
	d, err := e.OuvrirDossier(v, acces.LireArgent)
	if err != nil {
		return cadre.Vue{}, err
	}
	k, err := d.Compte()
	if err != nil {
		return cadre.Vue{}, err
	}
	c := &corpsCompte{d, e.Qui(v.Context(), d), k, k.Totaux()}
	return cadre.Vue{Modele: "compte.html", Titre: "Le compte de " + c.Qui, Menu: "journee", Corps: c, Statut: http.StatusOK}, nil
}
