//go:build unix

package sqlstore

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"jalon/internal/grappe"
)

// postgresNeuf rend l'adresse d'un schéma vide.
func postgresNeuf(t *testing.T) (*grappe.Grappe, string) {
	t.Helper()
	g, adresse, err := grappe.Neuve()
	if err != nil {
		t.Fatal(err)
	}
	return g, adresse
}

// enfant : le binaire de test, relancé pour être tué, lit ici ce qu'il doit faire.
const enfant = "JALON_SQLSTORE_ENFANT"

func TestMain(m *testing.M) {
	if adresse := os.Getenv(enfant); adresse != "" {
		if err := ecrireSansFin(adresse); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	code := m.Run()
	grappe.Finir()
	os.Exit(code)
}

// ouvrir ouvre une base, fermée à la fin du test.
func ouvrir(t *testing.T, adresse string) *Base {
	t.Helper()
	b, err := Ouvrir(context.Background(), adresse)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Fermer(); err != nil {
			t.Error(err)
		}
	})
	return b
}

// moteurs fait une épreuve sur les deux bases ; adresse en rend une vide.
func moteurs(t *testing.T, epreuve func(t *testing.T, adresse func() string)) {
	t.Run("SQLite", func(t *testing.T) {
		epreuve(t, func() string { return filepath.Join(t.TempDir(), "base ?#%é.db") })
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		epreuve(t, func() string { _, a := postgresNeuf(t); return a })
	})
}
