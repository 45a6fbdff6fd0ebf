package espace

import (
	"slices"

	"jalon/acces"
	"jalon/dossier"
	"jalon/droit/calendrier"
)

// chapitre est un groupe d'actes.
type chapitre struct {
	Titre string
	Actes []*dossier.Acte
}

// chapitres sont ceux de la table des actes : le premier acte de chacun, et son titre.
var chapitres = [][2]string{
	{"ouverture", "L'entreprise, la personne, le contrat"},
	{"offre", "L'offre et la réponse"},
	{"prebilan", "Le suivi"},
	{"periode_travail", "Ce qui suspend, allonge ou interrompt"},
	{"reprise_emploi", "L'emploi retrouvé et ses aides"},
	{"paiement", "L'argent"},
	{"inscription", "La fin, et ce qui vaut partout"},
	{"cellule_demandee", "La cellule d'appui"},
}

// enChapitres range des actes, sans ceux qui sont déjà montrés ailleurs.
func enChapitres(actes, deja []*dossier.Acte) []chapitre {
	var l []chapitre
	rang := -1
	vide := true
	for i := range dossier.Actes {
		a := &dossier.Actes[i]
		if rang+1 < len(chapitres) && a.Nom == chapitres[rang+1][0] {
			rang, vide = rang+1, true
		}
		if !slices.Contains(actes, a) || slices.Contains(deja, a) {
			continue
		}
		if vide {
			l, vide = append(l, chapitre{Titre: chapitres[rang][1]}), false
		}
		c := &l[len(l)-1]
		c.Actes = append(c.Actes, a)
	}
	return l
}

// attendus sont les actes qui répondent à ce qui est attendu, une fois chacun.
func attendus(afaire []Moment) []*dossier.Acte {
	var l []*dossier.Acte
	for i := range afaire {
		if a := afaire[i].Acte; a != nil && !slices.Contains(l, a) {
			l = append(l, a)
		}
	}
	return l
}

// noteDite est une note du dossier.
type noteDite struct {
	Texte, Auteur string
	Le            calendrier.Date
	Fait          int
}

// notes rend celles du dossier que cette personne voit, la dernière d'abord.
func (e *Espace) notes(v *Visite, d *dossier.Dossier) []noteDite {
	if !acces.Visible(v.Compte, "note", e.Objet(v, d)) {
		return nil
	}
	var l []noteDite
	for _, f := range slices.Backward(d.De("note")) {
		l = append(l, noteDite{d.Suivi(f.Version)["texte"], e.NomDe(v, f.Auteur), f.Le, f.Version})
	}
	return l
}
