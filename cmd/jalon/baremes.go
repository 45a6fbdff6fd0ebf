package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"jalon/document/terminal"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/parametre"
)

func cmdBaremes() *cobra.Command {
	var au string
	c := &cobra.Command{
		Use:   "baremes [NOM]",
		Short: "Les valeurs datées du droit et leurs sources",
		Long: `Sans argument, liste toutes les séries et leur valeur la plus récente, ou celle
du jour donné par --au. Avec un nom (ou un morceau), montre toutes les valeurs de
la série, chacune avec son texte, son article, son lien et le jour où elle a été
vérifiée.`,
		RunE: func(c *cobra.Command, args []string) error {
			var jour calendrier.Date
			if au != "" {
				d, err := calendrier.Lire([]byte(au))
				if err != nil {
					return erreurUsage{"--au " + au + " : " + err.Error(), "par exemple : jalon baremes pmss --au 2024-05-01"}
				}
				jour = d
			}
			cherche := strings.ToLower(strings.Join(args, " "))
			var noms []string
			for _, n := range parametre.Noms() {
				if n == cherche {
					noms = []string{n}
					break
				}
				if strings.Contains(n, cherche) || strings.Contains(strings.ToLower(parametre.Nommer(n).Libelle), cherche) {
					noms = append(noms, n)
				}
			}
			if len(noms) == 0 {
				return erreurUsage{"aucune série ne s'appelle « " + cherche + " »", "« jalon baremes » les liste toutes"}
			}
			rapport := terminal.Series
			if cherche == "" {
				rapport = terminal.Dernieres
			}
			return ecrire(c, []byte(rapport(noms, jour, enCouleur(c.OutOrStdout()))))
		},
	}
	c.Flags().StringVar(&au, "au", "", "le `JOUR` où lire les valeurs, comme 2024-05-01")
	return c
}

func cmdVersion() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "L'édition des règles et des barèmes",
		Args:  sansArgument,
		RunE: func(c *cobra.Command, _ []string) error {
			return ecrire(c, fmt.Appendf(nil, "jalon, édition %s\nrègles %s, barèmes %s\nprocédures couvertes : engagées du %s au %s\n",
				csp.Edition(), csp.Version, parametre.Empreinte(), csp.PremierEngagement.Francais(), csp.DernierEngagement.Francais()))
		},
	}
}
