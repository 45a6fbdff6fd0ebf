package courrier

import (
	"context"
	"errors"
	"slices"

	"jalon/acces"
	"jalon/dossier"
	"jalon/dossier/personne"
	"jalon/droit/demarches"
)

// Destinataire est qui reçoit un message.
type Destinataire struct {
	Cle     string // son compte, ou de qui d'autre il s'agit : jamais une adresse
	Role    string // l'un de dossier.DestinatairesRappel ; un même compte en a un par dossier
	Adresse string
	Compte  bool // il se connecte, et règle ses rappels dans « Mon compte »
}

// annuaire dit à qui écrire, lu une fois par tournée.
type annuaire struct {
	comptes       []acces.Compte
	organisations map[string]*acces.Organisation
	identites     personne.Identites
}

func lireAnnuaire(ctx context.Context, depot acces.Depot, identites personne.Identites) (*annuaire, error) {
	comptes, err := depot.Comptes(ctx, "")
	if err != nil {
		return nil, err
	}
	organisations, err := depot.Organisations(ctx)
	a := &annuaire{comptes, map[string]*acces.Organisation{}, identites}
	for i := range organisations {
		a.organisations[organisations[i].ID] = &organisations[i]
	}
	return a, err
}

// joignables sont les comptes ouverts qui acceptent les rappels, parmi ceux que garde le filtre.
func (a *annuaire) joignables(role string, garde func(*acces.Compte) bool) []Destinataire {
	var l []Destinataire
	for i := range a.comptes {
		if c := &a.comptes[i]; !c.Desactive && !c.SansRappels && garde(c) {
			l = append(l, Destinataire{c.ID, role, c.Courriel, true})
		}
	}
	return l
}

// pour rend ceux à qui va un rappel ; personne, quand aucun n'est joignable.
func (a *annuaire) pour(ctx context.Context, d *dossier.Dossier, x *Du) ([]Destinataire, error) {
	switch x.Qui {
	case demarches.LEmployeur:
		siret := d.Fiche().SIRET
		return a.joignables(dossier.RappelEmployeur, func(c *acces.Compte) bool {
			o := a.organisations[c.Organisation]
			return c.Role == acces.Employeur && siret != "" && o != nil && o.SIRET == siret
		}), nil
	case demarches.Operateur:
		return a.operateur(d, x.Delai), nil
	case demarches.Personne:
	}
	return a.personne(ctx, d)
}

// operateur : le conseiller, et, la veille, la suppléance de son organisation ; sans conseiller joignable, la suppléance, à
// défaut les autres conseillers.
func (a *annuaire) operateur(d *dossier.Dossier, delai int) []Destinataire {
	qui := d.Attribution()
	l := a.joignables(dossier.RappelConseiller, func(c *acces.Compte) bool {
		return c.ID == qui.Conseiller && c.Role == acces.Conseiller && c.Organisation == qui.Operateur
	})
	if len(l) > 0 && delai > delais[0] {
		return l
	}
	if o := a.organisations[qui.Operateur]; o != nil && o.Suppleant != "" {
		return append(l, Destinataire{"suppleance " + o.ID, dossier.RappelSuppleant, o.Suppleant, false})
	}
	if len(l) > 0 {
		return l
	}
	return a.joignables(dossier.RappelSuppleant, func(c *acces.Compte) bool {
		return qui.Operateur != "" && c.Role == acces.Conseiller && c.Organisation == qui.Operateur
	})
}

// personne : son compte, et lui seul s'il est ouvert : qui y refuse les rappels n'en reçoit pas ailleurs ; sinon le courriel
// de son identité.
func (a *annuaire) personne(ctx context.Context, d *dossier.Dossier) ([]Destinataire, error) {
	sien := func(c *acces.Compte) bool { return c.Role == acces.Salarie && c.Dossier == d.ID }
	if slices.ContainsFunc(a.comptes, func(c acces.Compte) bool { return sien(&c) && !c.Desactive }) {
		return a.joignables(dossier.RappelPersonne, sien), nil
	}
	p := d.Personne()
	if p == "" {
		return nil, nil
	}
	i, err := a.identites.Identite(ctx, p)
	if errors.Is(err, personne.ErrSansIdentite) {
		return nil, nil
	}
	if err != nil || i.Dossier != d.ID || i.Courriel == "" {
		return nil, err
	}
	return []Destinataire{{"personne " + d.ID, dossier.RappelPersonne, i.Courriel, false}}, nil
}
