package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/user"
	"strings"

	"github.com/spf13/cobra"

	"jalon/document/terminal"
	"jalon/dossier"
	"jalon/sqlstore"
)

// adresseBase est celle de la base : un fichier SQLite, ou postgres://…
func adresseBase() string {
	if a := os.Getenv("JALON_BASE"); a != "" {
		return a
	}
	return "jalon.db"
}

// avecGreffe ouvre la base le temps d'une commande.
func avecGreffe(c *cobra.Command, f func(ctx context.Context, g *dossier.Greffe) error) error {
	b, err := sqlstore.Ouvrir(c.Context(), adresseBase())
	if err != nil {
		return err
	}
	err = f(c.Context(), &dossier.Greffe{Journal: b})
	var refus *dossier.Refus
	if errors.As(err, &refus) {
		err = erreurUsage{refus.Error(), "« jalon dossier actes ACTE » montre ce qu'un acte demande"}
	}
	if errors.Is(err, dossier.ErrInconnu) {
		err = erreurUsage{err.Error(), "« jalon dossier liste » les montre"}
	}
	return errors.Join(err, b.Fermer())
}

// avecDossier relit un dossier de la base.
func avecDossier(c *cobra.Command, id string, f func(d *dossier.Dossier) error) error {
	return avecGreffe(c, func(ctx context.Context, g *dossier.Greffe) error {
		d, err := g.Lire(ctx, id)
		if err != nil {
			return err
		}
		return f(d)
	})
}

func cmdDossier() *cobra.Command {
	c := &cobra.Command{
		Use:   "dossier",
		Short: "Le dossier d'une personne : des faits datés, et ce qui s'en déduit",
		Long: `Tient des dossiers dans une base : jalon.db, ou celle que nomme JALON_BASE (un
fichier, ou postgres://…). Un fait consigné ne change plus ; une erreur se corrige
par un fait nouveau, qui nomme celui qu'il remplace et dit pourquoi.`,
		Args:                  cobra.NoArgs,
		DisableFlagsInUseLine: true,
	}
	c.AddCommand(cmdDossierCreer(), cmdDossierActe(), cmdDossierActes(), cmdDossierVoir(), cmdDossierCompte(), cmdDossierAide(), cmdDossierReleve(), cmdDossierDecisions(), cmdDossierListe(), cmdDossierEcheances(), cmdDossierIdentite(), cmdDossierChercher())
	return c
}

// couples lit « cle=valeur ».
func couples(args []string) (map[string]string, error) {
	m := map[string]string{}
	for _, a := range args {
		cle, v, ok := strings.Cut(a, "=")
		if !ok || cle == "" {
			return nil, erreurUsage{"« " + a + " » ne dit pas cle=valeur", "écrivez par exemple debut=2026-05-04"}
		}
		if _, deja := m[cle]; deja {
			return nil, erreurUsage{"« " + cle + " » est donné deux fois", "gardez-en un"}
		}
		m[cle] = v
	}
	return m, nil
}

// auteur est celui au nom de qui les actes sont consignés : l'utilisateur de la machine.
func auteur() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return "inconnu"
}

func cmdDossierCreer() *cobra.Command {
	var enJSON bool
	c := &cobra.Command{
		Use:                   "creer [cle=valeur...]",
		Short:                 "Ouvre un dossier, et rend son identifiant",
		Example:               "  jalon dossier creer reference=2026-014 siret=73282932000074",
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			v, err := couples(args)
			if err != nil {
				return err
			}
			return avecGreffe(c, func(ctx context.Context, g *dossier.Greffe) error {
				d, err := g.Ouvrir(ctx, auteur(), v)
				if err != nil {
					return err
				}
				if enJSON {
					return ecrireJSON(c, map[string]any{"dossier": d.ID, "version": d.Version()})
				}
				return ecrire(c, []byte(d.ID+"\n"))
			})
		},
	}
	c.Flags().BoolVar(&enJSON, "json", false, "rendre un objet JSON")
	return c
}

func ecrireJSON(c *cobra.Command, v any) error {
	e := json.NewEncoder(c.OutOrStdout())
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

func cmdDossierActe() *cobra.Command {
	var corrige, version int
	var pourquoi string
	var aBlanc, enJSON bool
	c := &cobra.Command{
		Use:   "acte DOSSIER ACTE [cle=valeur...]",
		Short: "Consigne un fait, ou montre d'abord ce qu'il changerait",
		Long: `Consigne un fait. « --a-blanc » montre ce qu'il changerait, sans rien consigner.
« --corrige N --pourquoi … » remplace le fait N, qui reste au dossier.`,
		Example: `  jalon dossier acte ID offre remise=2026-03-02 preuve="récépissé signé"
  jalon dossier acte ID maladie debut=2026-05-04 fin=2026-05-17 --a-blanc
  jalon dossier acte ID maladie debut=2026-05-05 fin=2026-05-17 --corrige 9 --pourquoi "date mal lue"`,
		Args:                  cobra.MinimumNArgs(2),
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			v, err := couples(args[2:])
			if err != nil {
				return err
			}
			s := &dossier.Saisie{Acte: args[1], Valeurs: v, Corrige: corrige, Pourquoi: pourquoi}
			return avecGreffe(c, func(ctx context.Context, g *dossier.Greffe) error {
				avant, apres, err := g.Essayer(ctx, args[0], s)
				if err == nil && !aBlanc {
					apres, err = g.Accomplir(ctx, args[0], version, auteur(), s)
				}
				if err != nil {
					return err
				}
				if enJSON {
					return ecrireJSON(c, map[string]any{"dossier": apres.ID, "version": apres.Version(), "changements": dossier.Changements(avant, apres, g.Jour())})
				}
				return ecrire(c, []byte(terminal.Changements(avant, apres, g.Jour(), aBlanc, enCouleur(c.OutOrStdout()))))
			})
		},
	}
	f := c.Flags()
	f.IntVar(&corrige, "corrige", 0, "le rang `N` du fait que celui-ci remplace")
	f.StringVar(&pourquoi, "pourquoi", "", "la `RAISON` d'une correction")
	f.IntVar(&version, "version", 0, "le dernier fait connu, `N` : refuser si un autre est venu depuis")
	f.BoolVar(&aBlanc, "a-blanc", false, "montrer l'effet, sans consigner")
	f.BoolVar(&enJSON, "json", false, "rendre un objet JSON")
	for _, nom := range []string{"corrige", "version"} {
		f.Lookup(nom).DefValue = "" // la bibliothèque le dirait en anglais
	}
	return c
}

func cmdDossierActes() *cobra.Command {
	return &cobra.Command{
		Use:                   "actes [ACTE]",
		Short:                 "Les actes, et ce que chacun demande",
		Args:                  cobra.MaximumNArgs(1),
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			couleur := enCouleur(c.OutOrStdout())
			if len(args) == 0 {
				return ecrire(c, []byte(terminal.Actes(couleur)))
			}
			a := dossier.Trouver(args[0])
			if a == nil {
				return erreurUsage{"l'acte « " + args[0] + " » n'existe pas", "jalon dossier actes les montre tous"}
			}
			return ecrire(c, []byte(terminal.Acte(a, couleur)))
		},
	}
}
