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

	"jalon/document"
	"jalon/dossier"
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
func avecRegistre(c *cobra.Command, f func(ctx context.Context, r *dossier.Registre) error) error {
	coffre, err := dossier.OuvrirCoffre(fichierCle())
	if err != nil && !errors.Is(err, dossier.ErrSansCle) {
		return fmt.Errorf("%s : %w", fichierCle(), err)
	}
	return avecBase(c, func(ctx context.Context, b *sqlstore.Base) error {
		return conseillerIdentite(f(ctx, &dossier.Registre{Greffe: &dossier.Greffe{Journal: b}, Identites: b, Coffre: coffre}))
	})
}

func conseillerIdentite(err error) error {
	var refus *dossier.Refus
	switch {
	case errors.As(err, &refus):
		return erreurUsage{refus.Error(), "« jalon dossier identite --help » montre ce qui se dit"}
	case errors.Is(err, dossier.ErrInconnu):
		return erreurUsage{err.Error(), "« jalon dossier liste » les montre"}
	case errors.Is(err, dossier.ErrSansIdentite):
		return erreurUsage{err.Error(), "« jalon dossier identite DOSSIER nom=… prenom=… » la dit"}
	case errors.Is(err, dossier.ErrSansCle):
		return erreurUsage{fichierCle() + " : " + err.Error(), "« jalon donnees cle » le crée ; s'il existait, retrouvez-le et nommez-le par JALON_CLE"}
	case errors.Is(err, dossier.ErrCleAutre):
		return erreurUsage{err.Error(), "retrouvez le fichier de clé de cette base, et nommez-le par JALON_CLE"}
	}
	return err
}

func cmdDossierIdentite() *cobra.Command {
	var enClair, enJSON bool
	c := &cobra.Command{
		Use:   "identite DOSSIER [cle=valeur...]",
		Short: "Qui est la personne : le dire, le corriger, le montrer",
		Long: `Dit ou corrige qui est la personne d'un dossier : ` + strings.Join(dossier.ClesIdentite, ", ") + `.
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
			return avecRegistre(c, func(ctx context.Context, r *dossier.Registre) error {
				var i *dossier.Identite
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
				return ecrire(c, []byte(rapportIdentite(i, enCouleur(c.OutOrStdout()))))
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
		if cle, _, ok := strings.Cut(a, "="); !ok || !slices.Contains(dossier.ClesIdentite, cle) {
			return nil, erreurUsage{fmt.Sprintf("la valeur %d ne dit pas cle=valeur, avec une de ces clés : %s", n+1, strings.Join(dossier.ClesIdentite, ", ")), "écrivez par exemple nom=Durand"}
		}
	}
	return couples(args)
}

func rapportIdentite(i *dossier.Identite, couleur bool) string {
	r := papier{couleur: couleur}
	r.ligne(r.style(styleGras, "IDENTITÉ DU DOSSIER "+i.Dossier))
	naissance := ""
	if i.Naissance.Connue() {
		naissance = i.Naissance.Francais()
	}
	for _, x := range [][2]string{
		{"Nom", i.Nom}, {"Prénom", i.Prenom}, {"Naissance", naissance}, {"Adresse", i.Adresse}, {"Courriel", i.Courriel}, {"NIR", i.NIR}, {"IBAN", i.IBAN},
	} {
		r.paragraphe("  ", x[0]+" : "+ouTiret(lisible(x[1])))
	}
	return r.String()
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
			return avecRegistre(c, func(ctx context.Context, r *dossier.Registre) error {
				l, err := r.Chercher(ctx, strings.Join(args, " "), n)
				if err != nil {
					return err
				}
				if enJSON {
					return ecrireJSON(c, trouvesEnJSON(l))
				}
				p := papier{couleur: enCouleur(c.OutOrStdout())}
				if len(l) == 0 {
					p.ligne("Aucun dossier.")
				}
				for _, x := range l {
					p.ligne(p.style(styleGras, lisible(ouTiret(x.Reference)+"  "+x.Dossier+"  "+strings.ReplaceAll(x.Etat, "_", " "))))
					if x.Identite != nil {
						p.paragraphe("  ", lisible(strings.TrimSpace(x.Identite.Nom+" "+x.Identite.Prenom)))
					}
				}
				return ecrire(c, []byte(p.String()))
			})
		},
	}
	c.Flags().IntVarP(&n, "nombre", "n", 50, "combien, `N` au plus")
	c.Flags().BoolVar(&enJSON, "json", false, "rendre un tableau JSON")
	return c
}

func trouvesEnJSON(l []dossier.Trouve) []map[string]any {
	tous := []map[string]any{}
	for _, x := range l {
		m := map[string]any{"dossier": x.Dossier, "reference": x.Reference, "siret": x.SIRET, "etat": x.Etat, "nom": nil, "prenom": nil}
		if x.Identite != nil {
			m["nom"], m["prenom"] = x.Identite.Nom, x.Identite.Prenom
		}
		tous = append(tous, m)
	}
	return tous
}

func cmdDonnees() *cobra.Command {
	c := &cobra.Command{
		Use:                   "donnees",
		Short:                 "Les données personnelles : leur clé, leur effacement",
		Args:                  cobra.NoArgs,
		DisableFlagsInUseLine: true,
	}
	c.AddCommand(cmdDonneesCle(), cmdDonneesEffacer())
	return c
}

func cmdDonneesCle() *cobra.Command {
	var renouveler bool
	c := &cobra.Command{
		Use:   "cle",
		Short: "Crée la clé qui scelle les NIR et les IBAN, ou la renouvelle",
		Long: `Crée le fichier de clé : jalon.cle à côté de la base, ou celui que nomme JALON_CLE.
Sans lui, aucun NIR ni IBAN ne se relit : gardez-en une copie, ailleurs que les
sauvegardes de la base. « --renouveler » y ajoute une clé neuve et scelle de nouveau
tous les numéros ; l'ancienne reste au fichier, pour relire une sauvegarde d'avant.`,
		Args:                  sansArgument,
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, _ []string) error {
			if renouveler {
				return renouvelerCle(c)
			}
			err := dossier.NouveauCoffre().Creer(fichierCle())
			if errors.Is(err, os.ErrExist) {
				return erreurUsage{fichierCle() + " existe déjà, et n'a pas été touché", "« jalon donnees cle --renouveler » y met une clé neuve"}
			}
			if err != nil {
				return fmt.Errorf("%s ne s'écrit pas : %w", fichierCle(), err)
			}
			return ecrire(c, []byte("La clé est dans "+fichierCle()+". Gardez-en une copie, ailleurs que les sauvegardes de la base.\n"))
		},
	}
	c.Flags().BoolVar(&renouveler, "renouveler", false, "mettre une clé neuve et sceller de nouveau tous les numéros")
	return c
}

// renouvelerCle écrit la clé neuve avant de s'en servir : interrompu, rien n'est perdu, et on recommence.
func renouvelerCle(c *cobra.Command) error {
	return avecRegistre(c, func(ctx context.Context, r *dossier.Registre) error {
		if r.Coffre == nil {
			return dossier.ErrSansCle
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
	})
}

func cmdDonneesEffacer() *cobra.Command {
	return &cobra.Command{
		Use:   "effacer DOSSIER",
		Short: "Efface l'identité d'un dossier ; ses faits restent, sans nom",
		Long: `Efface l'identité d'un dossier, pour de bon. Les faits, leurs empreintes et les
listes restent. Une note ou une référence qui nommerait la personne reste aussi, et
les sauvegardes déjà prises la nomment encore.`,
		Args:                  cobra.ExactArgs(1),
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			return avecRegistre(c, func(ctx context.Context, r *dossier.Registre) error {
				if err := r.Identites.EffacerIdentite(ctx, args[0]); err != nil {
					return err
				}
				return ecrire(c, []byte("L'identité du dossier "+args[0]+" est effacée. Les sauvegardes d'avant l'ont encore.\n"))
			})
		},
	}
}
