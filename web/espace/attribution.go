package espace

import (
	"errors"
	"slices"
	"strings"

	"jalon/acces"
	"jalon/dossier"
)

// choisirAttribution donne à choisir les organisations et les conseillers par leur nom ; l'acte n'en garde que le numéro.
func (e *Espace) choisirAttribution(v *Visite, c *corpsActe) error {
	l, err := e.Garde.Organisations(v.Context())
	if err != nil {
		return err
	}
	c.listes = map[string][][2]string{"operateur": {{"", "—"}}, "autorite": {{"", "—"}}, "conseiller": {{"", "pas encore"}}}
	noms := map[string]string{}
	for _, o := range l {
		noms[o.ID] = o.Nom
		switch o.Sorte {
		case acces.SorteOperateur, acces.SorteOperateurPrive:
			c.listes["operateur"] = append(c.listes["operateur"], [2]string{o.ID, o.Nom})
		case acces.SorteAdministration:
			c.listes["autorite"] = append(c.listes["autorite"], [2]string{o.ID, o.Nom})
		}
	}
	comptes, err := e.Garde.Depot.Comptes(v.Context(), "")
	if err != nil {
		return err
	}
	for i := range comptes {
		if x := &comptes[i]; x.Role == acces.Conseiller && !x.Desactive {
			c.listes["conseiller"] = append(c.listes["conseiller"], [2]string{x.ID, noms[x.Organisation] + ", " + x.Nom})
		}
	}
	slices.SortFunc(c.listes["conseiller"][1:], func(a, b [2]string) int { return strings.Compare(a[1], b[1]) })
	if len(c.Valeurs) == 0 { // la page s'ouvre sur ce qui est
		a := c.Dossier.Attribution()
		c.Valeurs["operateur"], c.Valeurs["conseiller"], c.Valeurs["autorite"] = a.Operateur, a.Conseiller, a.Autorite
	}
	return nil
}

// verifierAttribution refuse un conseiller qui n'est pas de l'organisation choisie.
func (e *Espace) verifierAttribution(v *Visite, valeurs map[string]string) error {
	for cle, sortes := range map[string][]string{"operateur": {acces.SorteOperateur, acces.SorteOperateurPrive}, "autorite": {acces.SorteAdministration}} {
		if valeurs[cle] == "" {
			continue
		}
		o, err := e.Garde.Depot.Organisation(v.Context(), valeurs[cle])
		if errors.Is(err, acces.ErrAbsent) || err == nil && !slices.Contains(sortes, o.Sorte) {
			return &dossier.Refus{Code: dossier.RefusValeur, Message: "choisissez une organisation de la liste", Champ: cle}
		}
		if err != nil {
			return err
		}
	}
	if valeurs["conseiller"] == "" {
		return nil
	}
	c, err := e.Garde.Depot.Compte(v.Context(), valeurs["conseiller"])
	if errors.Is(err, acces.ErrAbsent) || err == nil && (c.Role != acces.Conseiller || c.Organisation != valeurs["operateur"]) {
		return &dossier.Refus{Code: dossier.RefusValeur, Message: "ce conseiller n'est pas de l'organisation choisie", Champ: "conseiller"}
	}
	return err
}

// Dit est ce que porte un fait ; une attribution y nomme ceux dont elle ne garde que le numéro.
func (e *Espace) Dit(v *Visite, d *dossier.Dossier, version int) []string {
	l := d.EnMots(version)
	f := &d.Faits[min(version, len(d.Faits))-1]
	if v.Compte.Role == acces.Employeur && !e.duSien(v, f.Auteur) {
		l = slices.DeleteFunc(l, func(x string) bool { return strings.HasPrefix(x, "Note : ") }) // écrite pour qui suit la personne
	}
	if f.Acte != "attribution" {
		return l
	}
	for _, id := range d.Valeurs(version) {
		nom := ""
		if o, err := e.Garde.Depot.Organisation(v.Context(), id); err == nil {
			nom = o.Nom
		} else if c, err := e.Garde.Depot.Compte(v.Context(), id); err == nil {
			nom = c.Nom
		} else {
			continue
		}
		for i := range l {
			l[i] = strings.ReplaceAll(l[i], id, nom)
		}
	}
	return l
}

// duSien dit qu'un fait est de la main d'un compte de la même organisation, ou pas encore consigné.
func (e *Espace) duSien(v *Visite, auteur string) bool {
	if auteur == "" || auteur == v.Compte.ID {
		return true
	}
	c, err := e.Garde.Depot.Compte(v.Context(), auteur)
	return err == nil && c.Organisation == v.Compte.Organisation
}
