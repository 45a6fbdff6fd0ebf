package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"jalon/document"
	"jalon/dossier"
	"jalon/dossier/demo"
	"jalon/sqlstore"
)

func cmdDemo() *cobra.Command {
	var base string
	var sansServir bool
	c := &cobra.Command{
		Use:   "demo --sans-servir",
		Short: "Remplit une base de dossiers inventés, pour essayer",
		Long: fmt.Sprintf(`Remplit une base vide de %d dossiers inventés, toujours les mêmes, dans tous les
états : de l'offre à faire à la clôture. Une base qui a déjà des dossiers n'en
reçoit pas. Tout s'y passe jusqu'au %s.`, demo.Nombre, demo.Jour.Francais()),
		Example:               "  jalon demo --sans-servir --base essai.db",
		Args:                  sansArgument,
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, _ []string) error {
			if !sansServir {
				return erreurUsage{"la démonstration remplit une base et ne sert pas de pages", "ajoutez --sans-servir"}
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
			return ecrire(c, []byte(rapportDemo(l, enCouleur(c.OutOrStdout()))))
		},
	}
	c.Flags().StringVar(&base, "base", "", "la base à remplir, `FICHIER` ou adresse ; jalon.db ou JALON_BASE si rien n'est dit")
	c.Flags().BoolVar(&sansServir, "sans-servir", false, "remplir la base, sans servir de pages")
	return c
}

func rapportDemo(l []dossier.Fiche, couleur bool) string {
	r := papier{couleur: couleur}
	r.ligne(r.style(styleGras, document.Nombre(len(l), "dossier")+" inventés"))
	etats := map[string]int{}
	for _, f := range l {
		etats[f.Sorte+", "+strings.ReplaceAll(f.Etat, "_", " ")]++
	}
	for _, e := range slices.Sorted(maps.Keys(etats)) {
		r.paragraphe("  ", fmt.Sprintf("%s : %d", e, etats[e]))
	}
	return r.String()
}
