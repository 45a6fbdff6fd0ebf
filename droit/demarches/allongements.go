package demarches

import (
	"slices"
	"strings"

	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/trace"
)

// Allongements dit, cause par cause, les jours que le CSP gagne ou perd, puis ce dont il est allongé en tout.
func Allongements(avant, apres []csp.Prolongation) []string {
	deja, total := map[trace.Regle]int{}, 0
	for _, p := range apres {
		total += p.Jours
	}
	causes := slices.Clone(apres)
	for _, p := range avant {
		deja[p.Regle] = p.Jours
		if !slices.ContainsFunc(apres, func(q csp.Prolongation) bool { return q.Regle == p.Regle }) {
			causes = append(causes, csp.Prolongation{Cause: p.Cause, Regle: p.Regle})
		}
	}
	var l []string
	for _, p := range causes {
		s, ecart := "CSP allongé de ", p.Jours-deja[p.Regle]
		switch {
		case ecart == 0:
			continue
		case ecart < 0:
			s += calendrier.EnJours(-ecart) + " de moins"
		case ecart == total:
			s += calendrier.EnJours(ecart)
		default:
			s += calendrier.EnJours(ecart) + " de plus"
		}
		s += ", " + strings.ReplaceAll(p.Cause, "_", " ") + " (" + p.Regle.Carte().ID + ")"
		if ecart != total {
			s += " : " + calendrier.EnJours(total) + " en tout"
		}
		l = append(l, s)
	}
	return l
}
