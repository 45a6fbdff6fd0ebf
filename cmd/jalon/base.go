package main

import (
	"context"
	"errors"
	"fmt"

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
	c.AddCommand(cmdBaseVerifier(), cmdBaseSauvegarder(), cmdBaseRestaurer(), cmdBaseCopier(), cmdBaseFiches())
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
			return ecrire(c, []byte(document.Nombre(n, "dossier")+" dans "+adresseBase()+".\n"))
		},
	}
}

func cmdBaseCopier() *cobra.Command {
	return &cobra.Command{
		Use:                   "copier ADRESSE",
		Short:                 "Copie chaque dossier vers une autre base, de SQLite à PostgreSQL ou l'inverse",
		Example:               "  jalon base copier postgres://jalon@serveur/jalon",
		Args:                  cobra.ExactArgs(1),
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			return avecBase(c, func(ctx context.Context, b *sqlstore.Base) error {
				vers, err := sqlstore.Ouvrir(ctx, args[0])
				if err != nil {
					return err
				}
				avance, fini := compteur(c, "dossiers copiés")
				n, err := b.Copier(ctx, vers, avance)
				fini()
				if err = errors.Join(err, vers.Fermer()); err != nil {
					return err
				}
				return ecrire(c, []byte(document.Nombre(n, "dossier")+" copiés, empreintes vérifiées.\n"))
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
