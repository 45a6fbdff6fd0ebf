package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"jalon/document"
	"jalon/dossier"
	"jalon/sqlstore"
)

func cmdBase() *cobra.Command {
	c := &cobra.Command{
		Use:   "base",
		Short: "La base des dossiers : la vérifier, la sauvegarder, la déplacer",
		Long: `La base est jalon.db, ou celle que nomme JALON_BASE : un fichier SQLite, ou
postgres://utilisateur@serveur/base.`,
		Args:                  cobra.NoArgs,
		DisableFlagsInUseLine: true,
	}
	c.AddCommand(cmdBaseVerifier(), cmdBaseSauvegarder(), cmdBaseRestaurer(), cmdBaseExporter(), cmdBaseImporter(), cmdBaseFiches())
	return c
}

// avecBase ouvre la base le temps d'une commande.
func avecBase(c *cobra.Command, f func(ctx context.Context, b *sqlstore.Base) error) error {
	b, err := sqlstore.Ouvrir(c.Context(), adresseBase())
	if err != nil {
		return err
	}
	return errors.Join(f(c.Context(), b), b.Fermer())
}

// compteur montre l'avance sur un terminal, sans total connu.
func compteur(c *cobra.Command, quoi string) (avance func(n int), fini func()) {
	if !estTerminal(c.ErrOrStderr()) {
		return nil, func() {}
	}
	return func(n int) {
			if n%1000 == 0 {
				fmt.Fprintf(c.ErrOrStderr(), "\r%s : %s", quoi, document.Entier(n))
			}
		}, func() {
			fmt.Fprint(c.ErrOrStderr(), "\r\x1b[K")
		}
}

func cmdBaseVerifier() *cobra.Command {
	return &cobra.Command{
		Use:                   "verifier",
		Short:                 "Refait chaque empreinte, et nomme le premier maillon rompu",
		Args:                  sansArgument,
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, _ []string) error {
			return avecBase(c, func(ctx context.Context, b *sqlstore.Base) error {
				avance, fini := compteur(c, "dossiers vérifiés")
				n, err := b.Verifier(ctx, avance)
				fini()
				if err != nil {
					return err
				}
				return ecrire(c, []byte(document.Nombre(n, "dossier")+" : toutes les empreintes tiennent.\n"))
			})
		},
	}
}

func cmdBaseSauvegarder() *cobra.Command {
	return &cobra.Command{
		Use:                   "sauvegarder FICHIER",
		Short:                 "Copie toute la base dans un fichier SQLite, sans l'arrêter",
		Args:                  cobra.ExactArgs(1),
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			return avecBase(c, func(ctx context.Context, b *sqlstore.Base) error {
				if err := b.Sauvegarder(ctx, args[0]); err != nil {
					return err
				}
				return ecrire(c, []byte("La base est sauvegardée dans "+args[0]+".\n"))
			})
		},
	}
}

func cmdBaseRestaurer() *cobra.Command {
	return &cobra.Command{
		Use:                   "restaurer FICHIER",
		Short:                 "Remet une sauvegarde dans une base vide",
		Args:                  cobra.ExactArgs(1),
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			avance, fini := compteur(c, "dossiers remis")
			n, err := sqlstore.Restaurer(c.Context(), args[0], adresseBase(), avance)
			fini()
			if err != nil {
				return err
			}
			return ecrire(c, []byte(document.Nombre(n, "dossier")+" remis, empreintes vérifiées.\n"))
		},
	}
}

func cmdBaseExporter() *cobra.Command {
	return &cobra.Command{
		Use:   "exporter FICHIER",
		Short: "Écrit tous les dossiers dans un fichier, pour une autre base",
		Long: `Écrit tous les dossiers et leurs identités, une ligne JSON par fait. « base
importer » les reprend dans une base, SQLite ou PostgreSQL. Les noms y sont en
clair ; les NIR et les IBAN y restent scellés, et la clé (jalon.cle) ne suit pas :
emportez-la à part. « - » écrit sur la sortie.`,
		Example: `  jalon base exporter dossiers.ndjson
  jalon base exporter - | JALON_BASE=postgres://jalon@serveur/jalon jalon base importer -`,
		Args:                  cobra.ExactArgs(1),
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			return avecBase(c, func(ctx context.Context, b *sqlstore.Base) error {
				avance, fini := compteur(c, "dossiers exportés")
				n := 0
				composer := func(w io.Writer) (err error) {
					n, err = b.Exporter(ctx, w, avance)
					fini()
					return err
				}
				if args[0] == "-" {
					w := bufio.NewWriter(c.OutOrStdout())
					return errors.Join(composer(w), w.Flush())
				}
				if err := remplacer(args[0], composer); err != nil {
					return err
				}
				return ecrire(c, []byte(document.Nombre(n, "dossier")+" dans "+args[0]+".\n"))
			})
		},
	}
}

func cmdBaseImporter() *cobra.Command {
	return &cobra.Command{
		Use:   "importer FICHIER",
		Short: "Reprend un export : tous ses dossiers, ou aucun",
		Long: `Reprend un export, chaque empreinte et chaque liste refaites. Un fichier changé
ou incomplet, ou un dossier que la base a déjà, et rien n'est repris. « - » lit
l'entrée.`,
		Example:               "  JALON_BASE=postgres://jalon@serveur/jalon jalon base importer dossiers.ndjson",
		Args:                  cobra.ExactArgs(1),
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			entree, nom := c.InOrStdin(), "entrée"
			if args[0] != "-" {
				nom = args[0]
				f, err := os.Open(nom)
				if err != nil {
					return fmt.Errorf("le fichier %s ne peut pas être lu : %w", nom, enMots(err))
				}
				defer f.Close()
				if info, err := f.Stat(); err == nil && info.IsDir() {
					return erreurUsage{nom + " est un dossier", "donnez le fichier d'un export"}
				}
				entree = f
			}
			return avecBase(c, func(ctx context.Context, b *sqlstore.Base) error {
				avance, fini := compteur(c, "dossiers importés")
				n, err := b.Importer(ctx, entree, avance)
				fini()
				var ligne *sqlstore.LigneRefusee
				if errors.As(err, &ligne) {
					return erreurUsage{nom + ", " + ligne.Error() + " ; rien n'est importé", ""}
				}
				if err != nil {
					return err
				}
				return ecrire(c, []byte("Importé : "+document.Nombre(n, "dossier")+", empreintes vérifiées.\n"))
			})
		},
	}
}

func cmdBaseFiches() *cobra.Command {
	return &cobra.Command{
		Use:                   "fiches",
		Short:                 "Refait toutes les listes depuis les faits",
		Args:                  sansArgument,
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, _ []string) error {
			return avecBase(c, func(ctx context.Context, b *sqlstore.Base) error {
				if err := (&dossier.Greffe{Journal: b}).RefaireLesFiches(ctx); err != nil {
					return err
				}
				return ecrire(c, []byte("Les listes sont refaites.\n"))
			})
		},
	}
}
