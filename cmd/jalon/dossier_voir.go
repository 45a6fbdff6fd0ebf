package main

import (
	"github.com/spf13/cobra"

	"jalon/document/terminal"
	"jalon/dossier"
	"jalon/dossier/ecriture"
	"jalon/droit/calendrier"
)

// optionAu ajoute l'option du jour où l'on regarde.
func optionAu(c *cobra.Command) (jour func() (calendrier.Date, error)) {
	var o optionsLot
	c.Flags().StringVar(&o.au, "au", "", "le `JOUR` où l'on regarde, comme 2026-03-02 (sinon, aujourd'hui)")
	return o.jour
}

func cmdDossierVoir() *cobra.Command {
	var enJSON bool
	c := &cobra.Command{
		Use:                   "voir DOSSIER",
		Short:                 "Le dossier en une frise : ses faits, ses dates, ce qui est à faire",
		Args:                  cobra.ExactArgs(1),
		DisableFlagsInUseLine: true,
	}
	jour := optionAu(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		au, err := jour()
		if err != nil {
			return err
		}
		return avecDossier(c, args[0], func(d *dossier.Dossier) error {
			if enJSON {
				return ecrireJSON(c, ecriture.Dossier(d))
			}
			return ecrire(c, []byte(terminal.Dossier(d, au, enCouleur(c.OutOrStdout()))))
		})
	}
	c.Flags().BoolVar(&enJSON, "json", false, "rendre un objet JSON : faits, démarches, droits")
	return c
}

func cmdDossierCompte() *cobra.Command {
	var enJSON bool
	var jour func() (calendrier.Date, error)
	c := &cobra.Command{
		Use:                   "compte DOSSIER",
		Short:                 "Ce qui est dû, ce qui a été versé, et la cause de chaque différence",
		Args:                  cobra.ExactArgs(1),
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			au, err := jour()
			if err != nil {
				return err
			}
			return avecDossier(c, args[0], func(d *dossier.Dossier) error {
				k, err := d.Compte()
				if err != nil {
					return err
				}
				aides, err := d.Aides()
				if err != nil {
					return err
				}
				if enJSON {
					return ecrireJSON(c, compteEnJSON(d, k, aides, au))
				}
				couleur := enCouleur(c.OutOrStdout())
				return ecrire(c, []byte(terminal.Compte(d, k, couleur)+terminal.SuiteDuCompte(d, aides, au, couleur)))
			})
		},
	}
	jour = optionAu(c)
	c.Flags().BoolVar(&enJSON, "json", false, "rendre un objet JSON")
	return c
}
