package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"jalon/document/terminal"
	"jalon/dossier"
	"jalon/dossier/demo"
	"jalon/sqlstore"
)

func cmdDemo() *cobra.Command {
	var base, ecoute string
	var sansServir bool
	c := &cobra.Command{
		Use:   "demo",
		Short: "Essayer avec des dossiers inventés : les pages, un compte par rôle",
		Long: fmt.Sprintf(`Sert les pages sur une base de %d dossiers inventés, toujours les mêmes, dans tous
les états : de l'offre à faire à la clôture, au %s. Un compte par rôle est
ouvert, et tout s'efface à l'arrêt. « --sans-servir » remplit seulement une base
vide, sans comptes, et la garde.`, demo.Nombre, demo.Jour.Francais()),
		Example:               "  jalon demo\n  jalon demo --sans-servir --base essai.db",
		Args:                  sansArgument,
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, _ []string) error {
			if !sansServir {
				if base != "" {
					return erreurUsage{"la base d'une démonstration servie s'efface à l'arrêt : elle ne se choisit pas", "ôtez --base, ou ajoutez --sans-servir"}
				}
				return servirDemo(c, ecoute)
			}
			adresse := base
			if adresse == "" {
				adresse = adresseBase()
			}
			b, err := sqlstore.Ouvrir(c.Context(), adresse)
			if err != nil {
				return err
			}
			var l []dossier.Fiche
			if err = demo.Remplir(c.Context(), b); err == nil {
				l, err = b.Fiches(c.Context(), dossier.Filtre{})
			}
			if errors.Is(err, demo.ErrPleine) {
				err = erreurUsage{err.Error(), "nommez un fichier neuf avec --base"}
			}
			if err = errors.Join(err, b.Fermer()); err != nil {
				return err
			}
			return ecrire(c, []byte(terminal.Inventes(l, demo.Jour, enCouleur(c.OutOrStdout()))))
		},
	}
	c.Flags().StringVar(&base, "base", "", "la base à remplir, `FICHIER` ou adresse ; jalon.db ou JALON_BASE si rien n'est dit")
	optionAdresse(c, &ecoute)
	c.Flags().BoolVar(&sansServir, "sans-servir", false, "remplir la base, sans servir de pages")
	return c
}
