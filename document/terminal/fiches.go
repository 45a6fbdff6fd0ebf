package terminal

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"jalon/document"
	"jalon/dossier"
	"jalon/droit/calendrier"
)

// Fiches écrit une liste de dossiers : l'état de chacun un jour donné, et sa prochaine date.
func Fiches(l []dossier.Fiche, au calendrier.Date, couleur bool) string {
	r := papier{couleur: couleur}
	if len(l) == 0 {
		r.ligne("Aucun dossier.")
	}
	for i := range l {
		f := &l[i]
		r.paragraphe("", lisible(ouTiret(f.Reference))+"  "+f.Dossier+"  "+etat(f, au))
		switch n := f.Retard(au); {
		case !f.Prochaine.Connue():
			r.paragraphe("  ", "rien de daté à faire")
		case n > 0:
			r.paragraphe("  ", "EN RETARD de "+document.Nombre(n, "jour")+". "+prochaine(f))
		default:
			r.paragraphe("  ", prochaine(f))
		}
	}
	return r.String()
}

// Echeances écrit ce qui est à faire, dans l'ordre donné : les retards, ce qui vient, puis ce qui n'a pas de date limite.
func Echeances(l []dossier.Fiche, au calendrier.Date, couleur bool) string {
	r := papier{couleur: couleur}
	r.ligne(r.style(styleGras, "ÉCHÉANCES AU "+au.Francais()))
	if len(l) == 0 {
		r.ligne("Aucune.")
	}
	partie := ""
	for i := range l {
		f := &l[i]
		p, quand := "À venir", f.Prochaine.Francais()
		switch n := f.Retard(au); {
		case f.Debute:
			p, quand = "Sans date limite", "à partir du "+quand
		case n > 0:
			p, quand = "En retard", quand+", "+joursDeRetard(n)
		}
		if p != partie {
			partie = p
			r.titre(p)
		}
		r.paragraphe("", quand+" — "+f.Attend)
		r.paragraphe("  ", f.Quoi)
		r.paragraphe("  ", lisible(ouTiret(f.Reference))+"  "+f.Dossier+"  "+etat(f, au))
	}
	return r.String()
}

// Inventes compte les dossiers d'une démonstration, par sorte et par état.
func Inventes(l []dossier.Fiche, au calendrier.Date, couleur bool) string {
	r := papier{couleur: couleur}
	r.ligne(r.style(styleGras, document.Nombre(len(l), "dossier")+" inventés"))
	etats := map[string]int{}
	for _, f := range l {
		etats[f.Sorte+", "+strings.ReplaceAll(f.Etat(au), "_", " ")]++
	}
	for _, e := range slices.Sorted(maps.Keys(etats)) {
		r.paragraphe("  ", fmt.Sprintf("%s : %d", e, etats[e]))
	}
	return r.String()
}
