package demo_test

import (
	"context"
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"jalon/dossier"
	"jalon/dossier/demo"
	"jalon/dossier/memoire"
	"jalon/sqlstore"
)

func remplie(t *testing.T) *memoire.Journal {
	t.Helper()
	m := memoire.Nouveau()
	if err := demo.Remplir(context.Background(), m); err != nil {
		t.Fatal(err)
	}
	return m
}

func parcourir(t *testing.T, j dossier.Journal, f func(d *dossier.Dossier)) {
	t.Helper()
	err := j.Parcourir(context.Background(), func(faits []dossier.Fait) error {
		d, err := dossier.Plier(faits)
		if err == nil {
			f(d)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestEtats : vingt-cinq vies, huit dossiers chacune. En cours : six ; suspendu : trois ; terminé : huit ; l'attente d'une
// autorisation et son refus, l'ouverture d'une cellule et sa fin se partagent huit dossiers.
func TestEtats(t *testing.T) {
	m := remplie(t)
	voulu := map[string]int{
		"proposition_a_faire": 8, "reflexion": 8 + 4, "refuse": 2 * 8, "accepte": 8, "en_cours": 6 * 8, "suspendu": 3 * 8, "termine": 8 * 8, "clos": 8,
		"sans_objet": 4, "ouverte": 4, "finie": 4,
	}
	vu, sorties, trop := map[string]int{}, map[string]int{}, 0
	parcourir(t, m, func(d *dossier.Dossier) {
		if err := dossier.Verifier(d.Faits); err != nil {
			t.Error(err)
		}
		f := d.Fiche()
		etat := f.Etat(demo.Jour)
		vu[etat]++
		if s := d.Droits().Sortie; s != nil && etat == "termine" {
			sorties[s.Regle.Carte().ID]++
		}
		k, err := d.Compte()
		if err != nil {
			t.Fatal(err)
		}
		if len(k.TropVerse) > 0 {
			trop++
		}
		for i := range d.Faits {
			if x := &d.Faits[i]; x.Le > demo.Jour || x.Le == 0 {
				t.Errorf("%s, fait %d : %s vient après la démonstration", d.ID, x.Version, x.Le)
			}
		}
		for _, a := range d.Droits().Avertissements {
			if m := a.Message.String(); strings.Contains(m, "il est sans effet") {
				t.Errorf("%s : %s", d.ID, m)
			}
		}
	})
	if !maps.Equal(vu, voulu) {
		t.Errorf("états : %v", vu)
	}
	// Emploi (prime, différentielle), entreprise, exclusion (action, offres), fausse déclaration, terme, retraite.
	if !maps.Equal(sorties, map[string]int{"EXIT-01": 16, "EXIT-02": 8, "EXIT-03": 16, "EXIT-04": 8, "EXIT-05": 8, "EXIT-06": 8}) {
		t.Errorf("sorties : %v", sorties)
	}
	if trop != 8 { // l'arrêt connu tard, et lui seul
		t.Errorf("%d dossiers trop versés", trop)
	}
}

// TestDeuxFois : deux démonstrations donnent les mêmes faits, et une base qui a des dossiers n'en reçoit pas.
func TestDeuxFois(t *testing.T) {
	tous := func(j dossier.Journal) (l []string) {
		parcourir(t, j, func(d *dossier.Dossier) { l = append(l, d.ID+" "+d.Faits[len(d.Faits)-1].Empreinte.String()) })
		return l
	}
	m := remplie(t)
	a, b := tous(m), tous(remplie(t))
	if len(a) != demo.Nombre || !slices.Equal(a, b) {
		t.Errorf("%d dossiers, puis %d", len(a), len(b))
	}
	if err := demo.Remplir(context.Background(), m); !errors.Is(err, demo.ErrPleine) || !slices.Equal(tous(m), a) {
		t.Errorf("base pleine : %v", err)
	}
}

// TestFichier : une base SQLite est remplie vite (le détecteur d'accès concurrents prend vingt fois le temps), et ses empreintes tiennent.
func TestFichier(t *testing.T) {
	b, err := sqlstore.Ouvrir(context.Background(), filepath.Join(t.TempDir(), "demo.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Fermer()
	depart := time.Now()
	if err := demo.Remplir(context.Background(), b); err != nil {
		t.Fatal(err)
	}
	if pris := time.Since(depart); pris > time.Minute {
		t.Errorf("%s", pris)
	}
	if n, err := b.Verifier(context.Background(), nil); err != nil || n != demo.Nombre {
		t.Errorf("%d dossiers, %v", n, err)
	}
}
