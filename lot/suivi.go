package lot

import (
	"cmp"
	"slices"

	"jalon/droit/calendrier"
)

// Suivi range les personnes d'un lot par ce qui est attendu d'elles, à un jour donné.
type Suivi struct {
	Au      calendrier.Date
	Groupes []GroupeSuivi // dans l'ordre de l'urgence, les groupes vides compris
}

// GroupeSuivi est un groupe de personnes, par dernier jour, puis par nom et prénom.
type GroupeSuivi struct {
	Nom       string
	Personnes []*Personne
}

// Les groupes d'un suivi.
const (
	dansUnJour = iota
	dansTroisJours
	dansSeptJours
	plusTard
	sansReponse
	aRemettre
	ontAccepte
	ontRefuse
	horsCSP
	illisibles
)

var nomsGroupes = [...]string{
	"Dernier jour aujourd'hui ou demain", "Dernier jour dans deux ou trois jours", "Dernier jour dans quatre à sept jours", "Délai en cours, plus de sept jours",
	"Délai passé sans réponse : refus", "Documents à remettre", "Ont accepté", "Ont refusé", "Sans CSP", "Rangées à corriger, dont rien n'est calculé",
}

// Suivre dit qui n'a pas répondu, et dont le dernier jour approche, au jour où l'on regarde (Lot.Au).
func (l *Lot) Suivre() Suivi {
	s := Suivi{Au: l.Au, Groupes: make([]GroupeSuivi, len(nomsGroupes))}
	for i, n := range nomsGroupes {
		s.Groupes[i].Nom = n
	}
	for i := range l.Personnes {
		p := &l.Personnes[i]
		g := &s.Groupes[l.groupe(p)]
		g.Personnes = append(g.Personnes, p)
	}
	for i := range s.Groupes {
		slices.SortStableFunc(s.Groupes[i].Personnes, func(a, b *Personne) int {
			return cmp.Or(cmp.Compare(a.Bilan.Dates.FinReflexion, b.Bilan.Dates.FinReflexion),
				cmp.Compare(replier(a.Identite.Nom), replier(b.Identite.Nom)), cmp.Compare(replier(a.Identite.Prenom), replier(b.Identite.Prenom)))
		})
	}
	return s
}

func (l *Lot) groupe(p *Personne) int {
	if p.Etat == Refusee {
		return illisibles
	}
	switch p.Bilan.Issue {
	case ARemettre:
		return aRemettre
	case AAccepte:
		return ontAccepte
	case ARefuse:
		return ontRefuse
	case SEstTue:
		return sansReponse
	case SansCSP, PasOffert:
		return horsCSP
	case EnAttente:
	}
	switch reste := int(p.Bilan.Dates.FinReflexion - l.Au); {
	case !p.Bilan.Dates.FinReflexion.Connue() || reste > 7:
		return plusTard
	case reste > 3:
		return dansSeptJours
	case reste > 1:
		return dansTroisJours
	}
	return dansUnJour
}
