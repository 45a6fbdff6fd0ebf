package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"jalon/document"
	"jalon/document/terminal"
	"jalon/dossier"
	"jalon/dossier/coffre"
	"jalon/dossier/personne"
	"jalon/droit/calendrier"
	"jalon/format"
)

func cmdDonnees() *cobra.Command {
	c := &cobra.Command{
		Use:                   "donnees",
		Short:                 "Les données personnelles : clé, durées, purge, copie, effacement",
		Args:                  cobra.NoArgs,
		DisableFlagsInUseLine: true,
	}
	c.AddCommand(cmdDonneesCle(), cmdDonneesConservation(), cmdDonneesPurger(), cmdDonneesCopie(), cmdDonneesEffacer())
	return c
}

func cmdDonneesCle() *cobra.Command {
	var renouveler, perdue bool
	c := &cobra.Command{
		Use:   "cle",
		Short: "Crée la clé qui scelle les NIR et les IBAN, ou la renouvelle",
		Long: `Crée le fichier de clé : jalon.cle à côté de la base, ou celui que nomme JALON_CLE.
Sans lui, aucun NIR ni IBAN ne se relit : gardez-en une copie, ailleurs que les
sauvegardes de la base. « --renouveler » y ajoute une clé neuve et scelle de nouveau
tous les numéros ; l'ancienne reste au fichier, pour relire une sauvegarde d'avant.
« --perdue » efface, et le consigne, les numéros que plus aucune clé n'ouvre.`,
		Args:                  sansArgument,
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, _ []string) error {
			if renouveler && perdue {
				return erreurUsage{"« --renouveler » et « --perdue » ne vont pas ensemble", "« --perdue » d'abord"}
			}
			return avecRegistre(c, func(ctx context.Context, r *personne.Registre) error {
				switch {
				case renouveler:
					return renouvelerCle(ctx, c, r)
				case perdue:
					return oublierPerdus(ctx, c, r)
				}
				return creerCle(ctx, c, r)
			})
		},
	}
	c.Flags().BoolVar(&renouveler, "renouveler", false, "mettre une clé neuve et sceller de nouveau tous les numéros")
	c.Flags().BoolVar(&perdue, "perdue", false, "effacer les numéros dont la clé est perdue")
	return c
}

// creerCle ne crée pas de clé à une base dont les numéros en attendent une autre : on la croirait retrouvée.
func creerCle(ctx context.Context, c *cobra.Command, r *personne.Registre) error {
	if err := r.VerifierCle(ctx); err != nil {
		return err
	}
	if r.Coffre != nil {
		return erreurUsage{fichierCle() + " existe déjà, et n'a pas été touché", "« jalon donnees cle --renouveler » y met une clé neuve"}
	}
	if err := coffre.Nouveau().Creer(fichierCle()); err != nil {
		return fmt.Errorf("%s ne s'écrit pas : %w", fichierCle(), err)
	}
	return ecrire(c, []byte("La clé est dans "+fichierCle()+". Gardez-en une copie, ailleurs que les sauvegardes de la base.\n"))
}

// renouvelerCle écrit la clé neuve avant de s'en servir : interrompu, rien n'est perdu, et on recommence.
func renouvelerCle(ctx context.Context, c *cobra.Command, r *personne.Registre) error {
	if r.Coffre == nil {
		return coffre.ErrSansCle
	}
	if err := r.VerifierCle(ctx); err != nil {
		return err
	}
	r.Coffre = r.Coffre.Renouvele()
	if err := r.Coffre.Remplacer(fichierCle()); err != nil {
		return fmt.Errorf("%s ne s'écrit pas : %w", fichierCle(), err)
	}
	n, err := r.Resceller(ctx)
	if err != nil {
		return err
	}
	return ecrire(c, []byte("Clé renouvelée ; ce qu'elle scelle l'est de nouveau ("+document.Nombre(n, "identité")+"). Relancez les programmes qui tiennent l'ancienne clé.\n"))
}

func oublierPerdus(ctx context.Context, c *cobra.Command, r *personne.Registre) error {
	n, err := r.OublierPerdus(ctx, auteur())
	if err != nil {
		return err
	}
	return ecrire(c, []byte("Les numéros que plus rien n'ouvre sont effacés ("+document.Nombre(n, "identité")+") ; chaque dossier le dit.\n"))
}

func cmdDonneesEffacer() *cobra.Command {
	var motif string
	var outre bool
	c := &cobra.Command{
		Use:   "effacer DOSSIER --motif MOTIF",
		Short: "Efface l'identité d'un dossier ; ses faits restent, sans nom",
		Long: `Efface l'identité d'un dossier, pour de bon, et le consigne : quand, par qui, pour
quel motif. Les faits, leurs empreintes et les listes restent. Une note ou une
référence qui nommerait la personne reste aussi, et les sauvegardes déjà prises la
nomment encore. Sur demande de la personne, ce qui doit encore se garder est refusé
(jalon donnees conservation DOSSIER).`,
		Example:               "  jalon donnees effacer ID --motif demande",
		Args:                  cobra.ExactArgs(1),
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			if motif != dossier.MotifDemande && motif != dossier.MotifErreur {
				return erreurUsage{"un motif est nécessaire : " + strings.Join(dossier.MotifsDemandes, " ou "), "ajoutez « --motif demande »"}
			}
			return avecRegistre(c, func(ctx context.Context, r *personne.Registre) error {
				if err := r.Effacer(ctx, args[0], auteur(), motif, outre); err != nil {
					return err
				}
				return ecrire(c, []byte("L'identité du dossier "+args[0]+" est effacée ; le dossier le dit. Les sauvegardes d'avant l'ont encore.\n"))
			})
		},
	}
	c.Flags().StringVar(&motif, "motif", "", "le `MOTIF` : demande (de la personne) ou erreur (elle n'avait pas à être là)")
	c.Flags().BoolVar(&outre, "outre", false, "effacer même ce qui doit encore se garder")
	return c
}

// optionDuree ajoute « --duree donnee=mois » : aucun texte ne fixe ces durées, elles se règlent.
func optionDuree(c *cobra.Command) func() ([]personne.Duree, error) {
	var l []string
	c.Flags().StringArrayVar(&l, "duree", nil, "garder une donnée tant de mois, `DONNEE=MOIS`, comme nir=48")
	return func() ([]personne.Duree, error) {
		m, err := couples(l)
		if err != nil {
			return nil, err
		}
		durees, err := personne.Regler(m)
		if err != nil {
			return nil, erreurUsage{"--duree " + err.Error(), "« jalon donnees conservation » montre les durées"}
		}
		return durees, nil
	}
}

func cmdDonneesConservation() *cobra.Command {
	var enJSON bool
	c := &cobra.Command{
		Use:   "conservation [DOSSIER]",
		Short: "Combien de temps chaque donnée se garde, et pourquoi ; jusqu'à quand, dans un dossier",
		Long: `Montre combien de temps chaque donnée d'une personne se garde, d'où cela vient, et ce
que jalon retient là où aucun texte ne le dit. Avec un dossier, les dates du sien.`,
		Example: `  jalon donnees conservation
  jalon donnees conservation ID --duree nir=48`,
		Args:                  cobra.MaximumNArgs(1),
		DisableFlagsInUseLine: true,
	}
	durees := optionDuree(c)
	c.Flags().BoolVar(&enJSON, "json", false, "rendre un objet JSON")
	c.RunE = func(c *cobra.Command, args []string) error {
		l, err := durees()
		if err != nil {
			return err
		}
		if len(args) == 0 {
			if enJSON {
				return ecrireJSON(c, personne.ConservationEnJSON(l))
			}
			return ecrire(c, []byte(terminal.Conservation(l, enCouleur(c.OutOrStdout()))))
		}
		return avecDossier(c, args[0], func(d *dossier.Dossier) error {
			termes := personne.Termes(d, l)
			if enJSON {
				return ecrireJSON(c, map[string]any{"dossier": d.ID, "donnees": personne.TermesEnJSON(termes)})
			}
			return ecrire(c, []byte(terminal.Termes(d, termes, enCouleur(c.OutOrStdout()))))
		})
	}
	return c
}

func cmdDonneesPurger() *cobra.Command {
	var aBlanc, enJSON bool
	var au string
	c := &cobra.Command{
		Use:   "purger",
		Short: "Efface ce qui ne doit plus se garder, ou montre d'abord ce qui partirait",
		Long: `Efface, dans les dossiers clos, ce dont la durée est passée (jalon donnees
conservation), et le consigne dans chacun. « --a-blanc » le montre sans rien effacer.
Interrompue, elle se relance. Les sauvegardes déjà prises l'ont encore.`,
		Example: `  jalon donnees purger --a-blanc
  jalon donnees purger --a-blanc --au 2030-01-01
  jalon donnees purger --duree iban=36`,
		Args:                  sansArgument,
		DisableFlagsInUseLine: true,
	}
	durees := optionDuree(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		l, err := durees()
		if err != nil {
			return err
		}
		var jour calendrier.Date
		if au != "" {
			var ok bool
			if jour, ok = format.DateEcrite(au); !ok {
				return erreurUsage{"--au " + au + " n'est pas une date", "écrivez-la 2030-01-01"}
			}
			if !aBlanc {
				return erreurUsage{"« --au » ne vaut qu'avec « --a-blanc » : on n'efface qu'à la date du jour", "ajoutez « --a-blanc »"}
			}
		}
		return avecRegistre(c, func(ctx context.Context, r *personne.Registre) error {
			var purges []personne.Purge
			var dormants []personne.Dormant
			var err error
			if au == "" {
				jour = r.Greffe.Jour()
			}
			if aBlanc {
				purges, dormants, err = r.APurger(ctx, l, jour)
			} else {
				purges, dormants, err = r.Purger(ctx, auteur(), l)
			}
			if err != nil && len(purges) == 0 {
				return err
			}
			// Ce qui a été fait se dit même si la suite a manqué.
			if enJSON {
				return errors.Join(ecrireJSON(c, personne.PurgesEnJSON(purges, dormants, jour, !aBlanc, l)), err)
			}
			return errors.Join(ecrire(c, []byte(terminal.Purge(purges, dormants, jour, aBlanc, enCouleur(c.OutOrStdout())))), err)
		})
	}
	f := c.Flags()
	f.BoolVar(&aBlanc, "a-blanc", false, "montrer ce qui partirait, sans rien effacer")
	f.StringVar(&au, "au", "", "à cette `DATE`, à blanc seulement")
	f.BoolVar(&enJSON, "json", false, "rendre un objet JSON")
	return c
}

func cmdDonneesCopie() *cobra.Command {
	var enJSON bool
	var sortie string
	c := &cobra.Command{
		Use:   "copie DOSSIER",
		Short: "Tout ce que la base sait d'une personne, en clair, pour elle (RGPD art. 15)",
		Long: `Écrit tout ce que la base sait d'une personne, en clair : identité, faits, compte,
décisions, droits, durées de conservation. « --json » dit tout ; sans lui, la même
chose à lire. Le fichier n'est lisible que de vous : remettez-le, puis effacez-le.`,
		Example: `  jalon donnees copie ID -o copie.txt
  jalon donnees copie ID --json -o copie.json`,
		Args:                  cobra.ExactArgs(1),
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			return avecRegistre(c, func(ctx context.Context, r *personne.Registre) error {
				copie, err := r.Copier(ctx, args[0])
				if err != nil {
					return err
				}
				var b bytes.Buffer
				if enJSON {
					e := json.NewEncoder(&b)
					e.SetEscapeHTML(false)
					if err := e.Encode(copie.EnJSON()); err != nil {
						return err
					}
				} else {
					b.WriteString(terminal.Copie(copie, aujourdhui(), sortie == "" && enCouleur(c.OutOrStdout())))
				}
				if sortie == "" {
					return ecrire(c, b.Bytes())
				}
				if copie.Identite != nil && porteNumero(sortie, copie.Identite) {
					return erreurUsage{"le nom du fichier porte le NIR ou l'IBAN de la personne", "nommez-le par la référence du dossier"}
				}
				return remplacer(sortie, func(w io.Writer) error { _, err := w.Write(b.Bytes()); return err })
			})
		},
	}
	c.Flags().BoolVar(&enJSON, "json", false, "rendre un objet JSON")
	c.Flags().StringVarP(&sortie, "sortie", "o", "", "le `FICHIER` à écrire")
	return c
}

// porteNumero dit qu'un nom de fichier laisserait lire un numéro dans toute liste de fichiers. La clé d'un NIR s'omet souvent.
func porteNumero(nom string, i *personne.Identite) bool {
	serre := strings.Map(func(c rune) rune {
		if '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' {
			return c
		}
		return -1
	}, strings.ToUpper(filepath.Base(nom)))
	return i.NIR != "" && strings.Contains(serre, i.NIR[:min(13, len(i.NIR))]) || i.IBAN != "" && strings.Contains(serre, i.IBAN)
}
