package acces

import (
	"context"
	"slices"
)

// DemanderFacteur dit si les comptes d'une organisation doivent avoir un second facteur avant tout autre geste.
func (g *Garde) DemanderFacteur(ctx context.Context, par *Compte, organisation string, oui bool) error {
	if err := g.Autoriser(ctx, par, GererComptes, nil); err != nil {
		return err
	}
	if err := g.Depot.DemanderFacteur(ctx, organisation, oui); err != nil {
		return err
	}
	detail := "facteur_libre"
	if oui {
		detail = "facteur_demande"
	}
	return g.inscrire(ctx, par.ID, gesteOrganisation, "", Fait, organisation+" "+detail)
}

// Convient dit si un rôle a un sens dans une organisation de cette sorte.
func (r Role) Convient(sorte string) bool {
	l := sortesDe[r]
	return l == nil || slices.Contains(l, sorte)
}
