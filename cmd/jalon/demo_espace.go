package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"jalon/dossier/coffre"
	"jalon/dossier/demo"
	"jalon/sqlstore"
	"jalon/web/espace/essai"
)

// servirDemo remplit une base qui s'efface à la fin, y ouvre un compte par rôle, et sert les pages.
func servirDemo(c *cobra.Command, adresse string) error {
	dir, err := os.MkdirTemp("", "jalon-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b, err := sqlstore.Ouvrir(c.Context(), filepath.Join(dir, "demo.db"))
	if err != nil {
		return err
	}
	e := espaceDe(b, coffre.Nouveau(), essai.Heure)
	j, err := essai.Peupler(c.Context(), e.Garde, e.Registre)
	if err == nil {
		err = servir(c, adresse, e, direDemo(j))
	}
	return errors.Join(err, b.Fermer())
}

func direDemo(j *essai.Jeu) string {
	var s strings.Builder
	fmt.Fprintf(&s, "Démonstration : %d dossiers inventés, au %s. Tout s'efface à l'arrêt.\nUn mot de passe pour tous les comptes : %s\n\n", j.Dossiers, demo.Jour.Francais(), j.MotDePasse)
	for _, x := range j.Comptes {
		fmt.Fprintf(&s, "  %-15s %-26s %s\n", x.Role, x.Courriel, x.Nom)
	}
	return s.String() + "\n"
}
