package main

import (
	"strings"

	"github.com/spf13/cobra"

	"jalon/document/terminal"
	"jalon/droit/csp"
	"jalon/droit/csp/cas"
	"jalon/droit/trace"
)

func cmdTextes() *cobra.Command {
	return &cobra.Command{
		Use:   "textes [ARTICLE | RÈGLE]",
		Short: "De l'article à la règle et au cas, et de la règle aux articles",
		Long: `Sans argument, liste tous les articles et textes avec les règles qu'ils portent.
Avec une règle (ASP-01), montre ce qu'elle dit, ses articles, les lectures
écrites qui la touchent et les cas qui la montrent. Avec un morceau d'article
(L1233-67), montre les règles et les cas.`,
		RunE: func(c *cobra.Command, args []string) error {
			tous, err := cas.Tous()
			if err != nil {
				return err
			}
			cherche, couleur := strings.Join(args, " "), enCouleur(c.OutOrStdout())
			if r, ok := trace.Trouver(strings.ToUpper(cherche)); ok {
				return ecrire(c, []byte(terminal.Regle(r, tous, couleur)))
			}
			texte := terminal.Articles(cherche, tous, couleur)
			if texte == "" {
				return erreurUsage{"aucune règle ni aucun article ne contient « " + cherche + " »", "« jalon textes » les liste tous"}
			}
			return ecrire(c, []byte(texte))
		},
	}
}

func cmdInterpretations() *cobra.Command {
	return &cobra.Command{
		Use:   "interpretations [RÉGLAGE | RÈGLE]",
		Short: "Les lectures retenues là où les textes laissent le choix",
		RunE: func(c *cobra.Command, args []string) error {
			cherche := strings.ToLower(strings.Join(args, " "))
			var l []csp.Interpretation
			for _, i := range csp.Interpretations {
				if cherche == "" || strings.Contains(i.Reglage, cherche) || strings.ToLower(i.Regle.String()) == cherche || strings.Contains(strings.ToLower(i.Sujet), cherche) {
					l = append(l, i)
				}
			}
			if len(l) == 0 {
				return erreurUsage{"aucune interprétation ne porte « " + cherche + " »", "« jalon interpretations » les liste toutes"}
			}
			return ecrire(c, []byte(terminal.Interpretations(l, enCouleur(c.OutOrStdout()))))
		},
	}
}
