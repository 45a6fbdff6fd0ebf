package dossier

import (
	"cmp"
	"slices"

	"jalon/droit/calendrier"
)

// Attribution dit qui tient un dossier : des identifiants, que le programme d'accès connaît.
type Attribution struct {
	Operateur  string // l'organisation qui le suit
	Conseiller string // le compte ; vide : personne encore
	Autorite   string // l'administration qui décide d'une cellule d'appui
}

const acteAttribution = "attribution"

// attributions sont celles du dossier, par jour : la dernière vaut.
func (d *Dossier) attributions() []*Fait {
	l := d.De(acteAttribution)
	slices.SortStableFunc(l, func(a, b *Fait) int { return cmp.Compare(a.Le, b.Le) })
	return l
}

// Attribution est la dernière par son jour ; l'autorité reste celle qu'on a dite, d'un opérateur à l'autre.
func (d *Dossier) Attribution() (a Attribution) {
	for _, f := range d.attributions() {
		s := d.Suivi(f.Version)
		a = Attribution{s["operateur"], s["conseiller"], cmp.Or(s["autorite"], a.Autorite)}
	}
	return a
}

// lectureApres est le temps, en jours, où l'organisation qui a passé un dossier peut encore le lire : celui de finir une
// transmission. Aucun texte ne le fixe.
const lectureApres = 30

// Ancien est une organisation qui a passé le dossier, et le dernier jour où elle peut encore le lire.
type Ancien struct {
	Operateur string
	Jusque    calendrier.Date
}

// Anciens sont ceux qui ont suivi le dossier avant son opérateur.
func (d *Dossier) Anciens() []Ancien {
	var l []Ancien
	avant := ""
	for _, f := range d.attributions() {
		o := d.Suivi(f.Version)["operateur"]
		if avant != "" && avant != o {
			l = append(l, Ancien{avant, f.Le.Plus(lectureApres)})
		}
		avant = o
	}
	return slices.DeleteFunc(l, func(a Ancien) bool { return a.Operateur == avant })
}
