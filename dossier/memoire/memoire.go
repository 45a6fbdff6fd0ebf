// Package memoire est un journal de dossiers qui s'éteint avec le programme : celui des essais, et des mesures de ce qu'une base
// ne devrait pas coûter.
package memoire

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"sync"

	"jalon/dossier"
)

// Journal est celui-là.
type Journal struct {
	ecrit  sync.Mutex // un seul écrit : Refaire voit tous les faits et les fiches suivent
	verrou sync.RWMutex
	faits  map[string][]dossier.Fait
	fiches map[string]dossier.Fiche
}

// Nouveau rend un journal vide.
func Nouveau() *Journal {
	return &Journal{faits: map[string][]dossier.Fait{}, fiches: map[string]dossier.Fiche{}}
}

// Lire rend les faits d'un dossier.
func (m *Journal) Lire(ctx context.Context, id string) ([]dossier.Fait, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m.verrou.RLock()
	defer m.verrou.RUnlock()
	l, ok := m.faits[id]
	if !ok {
		return nil, dossier.ErrInconnu
	}
	return recopier(l), nil
}

// recopier rend des faits à soi, octets compris.
func recopier(l []dossier.Fait) []dossier.Fait {
	l = slices.Clone(l)
	for i := range l {
		l[i].Donnees = slices.Clone(l[i].Donnees)
	}
	return l
}

// Ajouter consigne des faits.
func (m *Journal) Ajouter(ctx context.Context, faits []dossier.Fait, fiche *dossier.Fiche) error {
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
		return &dossier.Conflit{Dossier: id, Attendue: faits[0].Version - 1, Trouve: len(l)}
	}
	m.faits[id], m.fiches[id] = append(l, recopier(faits)...), *fiche
	return nil
}

// Parcourir passe chaque dossier.
func (m *Journal) Parcourir(ctx context.Context, f func([]dossier.Fait) error) error {
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
func (m *Journal) Fiches(ctx context.Context, q dossier.Filtre) ([]dossier.Fiche, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m.verrou.RLock()
	defer m.verrou.RUnlock()
	var l []dossier.Fiche
	for _, f := range m.fiches {
		if garde(&q, &f) {
			l = append(l, f)
		}
	}
	slices.SortFunc(l, func(a, b dossier.Fiche) int { return comparer(a.Repere(), b.Repere()) })
	return l[:min(len(l), q.Borne())], nil
}

// Etat compte les dossiers d'un filtre et leurs faits.
func (m *Journal) Etat(ctx context.Context, q dossier.Filtre) (dossiers, faits int, err error) {
	m.verrou.RLock()
	defer m.verrou.RUnlock()
	for _, f := range m.fiches {
		if garde(&q, &f) {
			dossiers, faits = dossiers+1, faits+f.Version
		}
	}
	return dossiers, faits, ctx.Err()
}

// Refaire remplace les fiches.
func (m *Journal) Refaire(ctx context.Context, fiches func(func(*dossier.Fiche) error) error) error {
	m.ecrit.Lock()
	defer m.ecrit.Unlock()
	neuves := map[string]dossier.Fiche{}
	if err := fiches(func(f *dossier.Fiche) error { neuves[f.Dossier] = *f; return ctx.Err() }); err != nil {
		return err
	}
	m.verrou.Lock()
	defer m.verrou.Unlock()
	m.fiches = neuves
	return nil
}

// comparer range deux repères.
func comparer(r, s dossier.Repere) int {
	return cmp.Or(cmp.Compare(r.Rang(), s.Rang()), cmp.Compare(r.Dossier, s.Dossier))
}

// garde dit qu'un filtre retient une fiche.
func garde(q *dossier.Filtre, f *dossier.Fiche) bool {
	de := dossier.Filtre{SIRET: f.SIRET, Reference: f.Reference, Attend: f.Attend, Attribution: f.Attribution, Sorte: f.Sorte, Cellule: f.Cellule}
	a := de.Egalites()
	for i, c := range q.Egalites() {
		if c[1] != "" && c[1] != a[i][1] {
			return false
		}
	}
	return q.GardeEtat(f) && f.Repere().Rang() <= q.RangMax() && (q.Dossiers == nil || slices.Contains(q.Dossiers, f.Dossier)) &&
		(q.Depuis == dossier.Repere{} || comparer(q.Depuis, f.Repere()) < 0)
}
