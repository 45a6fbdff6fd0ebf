package dossier

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"sync"
)

// Memoire est un journal qui s'éteint avec le programme.
type Memoire struct {
	ecrit  sync.Mutex // un seul écrit : Refaire voit tous les faits et les fiches suivent
	verrou sync.RWMutex
	faits  map[string][]Fait
	fiches map[string]Fiche
}

// NouvelleMemoire rend un journal vide.
func NouvelleMemoire() *Memoire {
	return &Memoire{faits: map[string][]Fait{}, fiches: map[string]Fiche{}}
}

// Lire rend les faits d'un dossier.
func (m *Memoire) Lire(ctx context.Context, dossier string) ([]Fait, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m.verrou.RLock()
	defer m.verrou.RUnlock()
	l, ok := m.faits[dossier]
	if !ok {
		return nil, ErrInconnu
	}
	return recopier(l), nil
}

// recopier rend des faits à soi, octets compris.
func recopier(l []Fait) []Fait {
	l = slices.Clone(l)
	for i := range l {
		l[i].Donnees = slices.Clone(l[i].Donnees)
	}
	return l
}

// Ajouter consigne des faits.
func (m *Memoire) Ajouter(ctx context.Context, faits []Fait, fiche *Fiche) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m.ecrit.Lock()
	defer m.ecrit.Unlock()
	m.verrou.Lock()
	defer m.verrou.Unlock()
	id := faits[0].Dossier
	l := m.faits[id]
	if len(l)+1 != faits[0].Version {
		return &Conflit{id, faits[0].Version - 1, len(l)}
	}
	m.faits[id], m.fiches[id] = append(l, recopier(faits)...), *fiche
	return nil
}

// Parcourir passe chaque dossier.
func (m *Memoire) Parcourir(ctx context.Context, f func([]Fait) error) error {
	m.verrou.RLock()
	ids := slices.Sorted(maps.Keys(m.faits))
	m.verrou.RUnlock()
	for _, id := range ids {
		l, err := m.Lire(ctx, id)
		if err == nil {
			err = f(l)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Fiches rend les fiches d'un filtre.
func (m *Memoire) Fiches(ctx context.Context, q Filtre) ([]Fiche, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m.verrou.RLock()
	defer m.verrou.RUnlock()
	var l []Fiche
	for _, f := range m.fiches {
		if q.garde(&f) {
			l = append(l, f)
		}
	}
	slices.SortFunc(l, func(a, b Fiche) int { return a.Repere().comparer(b.Repere()) })
	return l[:min(len(l), q.Borne())], nil
}

// Etat compte les dossiers d'un filtre et leurs faits.
func (m *Memoire) Etat(ctx context.Context, q Filtre) (dossiers, faits int, err error) {
	m.verrou.RLock()
	defer m.verrou.RUnlock()
	for _, f := range m.fiches {
		if q.garde(&f) {
			dossiers, faits = dossiers+1, faits+f.Version
		}
	}
	return dossiers, faits, ctx.Err()
}

// Refaire remplace les fiches.
func (m *Memoire) Refaire(ctx context.Context, fiches func(func(*Fiche) error) error) error {
	m.ecrit.Lock()
	defer m.ecrit.Unlock()
	neuves := map[string]Fiche{}
	if err := fiches(func(f *Fiche) error { neuves[f.Dossier] = *f; return ctx.Err() }); err != nil {
		return err
	}
	m.verrou.Lock()
	defer m.verrou.Unlock()
	m.fiches = neuves
	return nil
}

func (r Repere) comparer(s Repere) int {
	return cmp.Or(cmp.Compare(r.Rang(), s.Rang()), cmp.Compare(r.Dossier, s.Dossier))
}

// limiteFiches borne une liste.
const limiteFiches = 1000

// Borne est le nombre de fiches d'une page : la limite demandée, mille au plus.
func (q *Filtre) Borne() int {
	if q.Limite <= 0 || q.Limite > limiteFiches {
		return limiteFiches
	}
	return q.Limite
}

// GardeEtat dit qu'une fiche est, le jour du filtre, dans l'état qu'il demande.
func (q *Filtre) GardeEtat(f *Fiche) bool { return q.Etat == "" || f.Etat(q.Au) == q.Etat }

func (q *Filtre) garde(f *Fiche) bool {
	de := Filtre{SIRET: f.SIRET, Reference: f.Reference, Attend: f.Attend, Attribution: f.Attribution, Sorte: f.Sorte, Cellule: f.Cellule}
	a := de.Egalites()
	for i, c := range q.Egalites() {
		if c[1] != "" && c[1] != a[i][1] {
			return false
		}
	}
	return q.GardeEtat(f) && f.Repere().Rang() <= q.RangMax() && (q.Dossiers == nil || slices.Contains(q.Dossiers, f.Dossier)) &&
		(q.Depuis == Repere{} || q.Depuis.comparer(f.Repere()) < 0)
}
