package main

import (
	"io"

	"github.com/spf13/cobra"

	"jalon/document/lettre"
	"jalon/document/pdf"
	"jalon/document/terminal"
	"jalon/dossier"
	"jalon/droit/calendrier"
)

func cmdDossierReleve() *cobra.Command {
	var mois, sortie string
	c := &cobra.Command{
		Use:                   "releve DOSSIER --mois AAAA-MM -o FICHIER.pdf",
		Short:                 "Le relevé d'un mois, en PDF : dû, versé, et la cause de chaque différence",
		Example:               "  jalon dossier releve ID --mois 2026-04 -o avril.pdf",
		Args:                  cobra.ExactArgs(1),
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			jour, err := calendrier.Lire([]byte(mois + "-01"))
			if err != nil {
				return erreurUsage{"--mois « " + mois + " » n'est pas un mois", "écrivez-le 2026-04"}
			}
			return avecDossier(c, args[0], func(d *dossier.Dossier) error {
				l, err := lettre.Releve(d, jour)
				if err != nil {
					return err
				}
				return remplacer(sortie, func(w io.Writer) error { return pdf.Lettre(w, l) })
			})
		},
	}
	c.Flags().StringVar(&mois, "mois", "", "le `MOIS`, comme 2026-04")
	c.Flags().StringVarP(&sortie, "sortie", "o", "releve.pdf", "le `FICHIER` à écrire ; releve.pdf si rien n'est dit")
	c.Flags().Lookup("sortie").DefValue = "" // la bibliothèque le dirait en anglais
	return c
}

func cmdDossierDecisions() *cobra.Command {
	return &cobra.Command{
		Use:                   "decisions DOSSIER",
		Short:                 "Les décisions figées, et ce que l'édition d'aujourd'hui y changerait",
		Args:                  cobra.ExactArgs(1),
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			return avecDossier(c, args[0], func(d *dossier.Dossier) error {
				texte, err := terminal.Decisions(d, enCouleur(c.OutOrStdout()))
				if err != nil {
					return err
				}
				return ecrire(c, []byte(texte))
			})
		},
	}
}
