package lot

import (
	"cmp"
	"slices"

	"jalon/droit/calendrier"
)

// Vague est un groupe de départ : ses personnes, du premier au dernier de leurs jours, et ce qu'elles coûtent.
type Vague struct {
	Nom                       string // vide : les personnes d'aucune vague
	Personnes                 int
	Remise, FinReflexion, Fin calendrier.Periode // vides tant qu'aucun jour n'est connu ; Fin : de l'issue connue ou de l'adhésion
	Adhesion, Refus           Total              // hors charges
}

// etendre ajoute un jour à une période ; un jour inconnu ne compte pas.
func etendre(p *calendrier.Periode, jour calendrier.Date) {
	switch {
	case !jour.Connue():
	case !p.Debut.Connue():
		*p = calendrier.Periode{Debut: jour, Fin: jour}
	default:
		p.Debut, p.Fin = min(p.Debut, jour), max(p.Fin, jour)
	}
}

// Vagues rend les groupes de départ, par première remise puis par nom ; rien si la liste n'en nomme aucun.
func (l *Lot) Vagues() []Vague {
	var tout []Vague
	rangs := map[string]int{}
	for _, p := range l.Lisibles() {
		i, deja := rangs[p.Vague]
		if !deja {
			i = len(tout)
			rangs[p.Vague], tout = i, append(tout, Vague{Nom: p.Vague})
		}
		v, d := &tout[i], &p.Bilan.Dates
		v.Personnes++
		etendre(&v.Remise, d.Remise)
		etendre(&v.FinReflexion, d.FinReflexion)
		if p.Bilan.Issue == ARefuse || p.Bilan.Issue == SEstTue {
			etendre(&v.Fin, d.FinRefus)
		} else {
			etendre(&v.Fin, d.Rupture)
		}
		v.Adhesion.ajouter(p.Bilan.Sommes.Adhesion.HorsCharges)
		v.Refus.ajouter(p.Bilan.Sommes.Refus.HorsCharges)
	}
	if _, sansNom := rangs[""]; len(tout) == 0 || sansNom && len(tout) == 1 {
		return nil
	}
	slices.SortFunc(tout, func(a, b Vague) int {
		return cmp.Or(cmp.Compare(a.Remise.Debut, b.Remise.Debut), cmp.Compare(a.Nom, b.Nom))
	})
	return tout
}
