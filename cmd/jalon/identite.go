package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"jalon/document/terminal"
	"jalon/dossier"
	"jalon/dossier/coffre"
	"jalon/dossier/personne"
	"jalon/droit/calendrier"
	"jalon/sqlstore"
)

// fichierCle est celui de la clé des NIR et des IBAN : jamais dans la base.
func fichierCle() string {
	if f := os.Getenv("JALON_CLE"); f != "" {
		return f
	}
	if a := adresseBase(); !strings.Contains(a, "://") {
		return filepath.Join(filepath.Dir(a), "jalon.cle")
	}
	return "jalon.cle"
}

// avecRegistre ouvre la base le temps d'une commande, et la clé si elle est là.
func avecRegistre(c *cobra.Command, f func(ctx context.Context, r *personne.Registre) error) error {
	cle, err := coffre.Ouvrir(fichierCle())
	if err != nil && !errors.Is(err, coffre.ErrSansCle) {
		return fmt.Errorf("%s : %w", fichierCle(), err)
	}
	return avecBase(c, func(ctx context.Context, b *sqlstore.Base) error {
		return conseillerIdentite(f(ctx, &personne.Registre{Greffe: &dossier.Greffe{Journal: b}, Identites: b, Coffre: cle}))
	})
}

func conseillerIdentite(err error) error {
	var refus *dossier.Refus
	var manque *personne.CleManquante
	switch {
	case errors.As(err, &manque):
		return erreurUsage{fichierCle() + " : " + err.Error(), "retrouvez ce fichier et nommez-le par JALON_CLE, ou ajoutez sa clé à la fin de celui qui sert ; perdue pour de bon, « jalon donnees cle --perdue » efface ces numéros"}
	case errors.Is(err, personne.ErrRetenue):
		return erreurUsage{err.Error(), "la demande peut être refusée pour cela (RGPD art. 17 § 3) ; « --outre » efface tout de même"}
	case errors.As(err, &refus):
		return erreurUsage{refus.Error(), "« jalon dossier identite --help » montre ce qui se dit"}
	case errors.Is(err, dossier.ErrInconnu):
		return erreurUsage{err.Error(), "« jalon dossier liste » les montre"}
	case errors.Is(err, personne.ErrSansIdentite):
		return erreurUsage{err.Error(), "« jalon dossier identite DOSSIER nom=… prenom=… » la dit"}
	case errors.Is(err, coffre.ErrSansCle):
		return erreurUsage{fichierCle() + " : " + err.Error(), "« jalon donnees cle » le crée ; s'il existait, retrouvez-le et nommez-le par JALON_CLE"}
	case errors.Is(err, coffre.ErrCleAutre):
		return erreurUsage{err.Error(), "retrouvez le fichier de clé de cette base, et nommez-le par JALON_CLE"}
	}
	return err
}

func cmdDossierIdentite() *cobra.Command {
	var enClair, enJSON bool
	c := &cobra.Command{
		Use:   "identite DOSSIER [cle=valeur...]",
		Short: "Qui est la personne : le dire, le corriger, le montrer",
		Long: `Dit ou corrige qui est la personne d'un dossier : ` + strings.Join(personne.ClesIdentite, ", ") + `.
Une valeur vide ôte ce qui était dit. Sans valeur, montre ce qui est dit. Le NIR et
l'IBAN sont scellés par une clé gardée hors de la base (jalon donnees cle). Un « - »
lit les cle=valeur sur l'entrée, une par ligne : rien n'en reste dans l'historique.`,
		Example: `  jalon dossier identite ID nom=Durand prenom=Zoé naissance=1980-06-12
  jalon dossier identite ID - < personne.txt`,
		Args:                  cobra.MinimumNArgs(1),
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			v, err := valeursIdentite(c, args[1:])
			if err != nil {
				return err
			}
			return avecRegistre(c, func(ctx context.Context, r *personne.Registre) error {
				var i *personne.Identite
				var err error
				if len(v) > 0 {
					i, err = r.Dire(ctx, args[0], auteur(), v)
				} else {
					i, err = r.Lire(ctx, args[0])
				}
				if err != nil {
					return err
				}
				if !enClair {
					m := i.Masquee()
					i = &m
				}
				if enJSON {
					return ecrireJSON(c, i.EnJSON())
				}
				return ecrire(c, []byte(terminal.Identite(i, enCouleur(c.OutOrStdout()))))
			})
		},
	}
	c.Flags().BoolVar(&enClair, "en-clair", false, "montrer l'adresse, le courriel, le NIR et l'IBAN")
	c.Flags().BoolVar(&enJSON, "json", false, "rendre un objet JSON")
	return c
}

// valeursIdentite lit les cle=valeur, sans jamais citer ce qui est peut-être un numéro.
func valeursIdentite(c *cobra.Command, args []string) (map[string]string, error) {
	if slices.Equal(args, []string{"-"}) {
		args = nil
		lignes := bufio.NewScanner(c.InOrStdin())
		for lignes.Scan() {
			if l := strings.TrimSpace(lignes.Text()); l != "" {
				args = append(args, l)
			}
		}
		if err := lignes.Err(); err != nil {
			return nil, err
		}
	}
	for n, a := range args {
		if cle, _, ok := strings.Cut(a, "="); !ok || !slices.Contains(personne.ClesIdentite, cle) {
			return nil, erreurUsage{fmt.Sprintf("la valeur %d ne dit pas cle=valeur, avec une de ces clés : %s", n+1, strings.Join(personne.ClesIdentite, ", ")), "écrivez par exemple nom=Durand"}
		}
	}
	return couples(args)
}

func cmdDossierChercher() *cobra.Command {
	var enJSON bool
	var n int
	c := &cobra.Command{
		Use:   "chercher TEXTE",
		Short: "Trouve des dossiers par nom, référence, SIRET, NIR ou IBAN",
		Long: `Trouve des dossiers par les premières lettres de chaque mot du nom et du prénom,
sans regarder accents ni majuscules ; ou par la référence, le SIRET, le NIR ou
l'IBAN entiers.`,
		Example:               "  jalon dossier chercher \"dur zo\"",
		Args:                  cobra.MinimumNArgs(1),
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			return avecRegistre(c, func(ctx context.Context, r *personne.Registre) error {
				l, err := r.Chercher(ctx, strings.Join(args, " "), dossier.Filtre{}, n)
				if err != nil {
					return err
				}
				if enJSON {
					return ecrireJSON(c, trouvesEnJSON(l, r.Greffe.Jour()))
				}
				return ecrire(c, []byte(terminal.Trouves(l, r.Greffe.Jour(), enCouleur(c.OutOrStdout()))))
			})
		},
	}
	c.Flags().IntVarP(&n, "nombre", "n", 50, "combien, `N` au plus")
	c.Flags().BoolVar(&enJSON, "json", false, "rendre un tableau JSON")
	return c
}

func trouvesEnJSON(l []personne.Trouve, au calendrier.Date) []map[string]any {
	tous := []map[string]any{}
	for _, x := range l {
		m := map[string]any{"dossier": x.Dossier, "reference": x.Reference, "siret": x.SIRET, "etat": x.Etat(au), "nom": nil, "prenom": nil}
		if x.Identite != nil {
			m["nom"], m["prenom"] = x.Identite.Nom, x.Identite.Prenom
		}
		tous = append(tous, m)
	}
	return tous
}
