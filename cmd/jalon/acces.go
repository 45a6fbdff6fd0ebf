package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"jalon/acces"
	"jalon/document"
	"jalon/document/terminal"
	"jalon/sqlstore"
)

func cmdAcces() *cobra.Command {
	c := &cobra.Command{
		Use:   "acces",
		Short: "Qui peut faire quoi : organisations, comptes, registre",
		Long: `Les comptes des pages où l'on travaille dans les dossiers, et le registre de ce
que chacun y a fait. Celui qui tient cette ligne de commande tient la base : il
y peut tout, et le registre dit « console ».`,
		Args:                  cobra.NoArgs,
		DisableFlagsInUseLine: true,
	}
	c.AddCommand(cmdAccesCreer(), cmdAccesOrganisation(), cmdAccesInviter(), cmdAccesComptes(), cmdAccesDesactiver(), cmdAccesSuppleant(), cmdAccesAudit(), cmdAccesTable())
	return c
}

// avecGarde ouvre la base le temps d'une commande.
func avecGarde(c *cobra.Command, f func(ctx context.Context, g *acces.Garde) error) error {
	return avecBase(c, func(ctx context.Context, b *sqlstore.Base) error {
		err := f(ctx, &acces.Garde{Depot: b})
		var refus *acces.Refus
		if errors.As(err, &refus) {
			conseil := ""
			if refus.Champ == "organisation" {
				conseil = "« jalon acces comptes » les montre, « jalon acces organisation » en ajoute"
			}
			return erreurUsage{refus.Message, conseil}
		}
		return err
	})
}

// valeursDe lit des cle=valeur, parmi celles-là.
func valeursDe(args []string, cles ...string) (map[string]string, error) {
	v, err := couples(args)
	for cle := range v {
		if !slices.Contains(cles, cle) {
			return nil, erreurUsage{"« " + cle + " » n'est pas attendu ici", "les clés sont " + strings.Join(cles, ", ")}
		}
	}
	return v, err
}

func oui(s string) (bool, error) {
	switch s {
	case "oui":
		return true, nil
	case "", "non":
		return false, nil
	}
	return false, erreurUsage{"second_facteur : oui ou non est attendu", ""}
}

func organisationDite(nom string, v map[string]string) (o acces.Organisation, err error) {
	o = acces.Organisation{Nom: nom, Sorte: v["sorte"], SIRET: v["siret"]}
	o.SecondFacteur, err = oui(v["second_facteur"])
	return o, err
}

func cmdAccesCreer() *cobra.Command {
	return &cobra.Command{
		Use:   "creer courriel=… nom=… organisation=… sorte=… [siret=…] [second_facteur=oui]",
		Short: "Le premier administrateur, et son organisation",
		Long: `Crée le premier administrateur et son organisation. Le mot de passe se tape,
sans s'afficher, ou se lit sur l'entrée ; il n'est jamais un argument. Sorte :
operateur, operateur_prive, entreprise ou administration.`,
		Example:               "  jalon acces creer courriel=zoe@exemple.fr nom='Zoé Durand' organisation='Agence' sorte=operateur",
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			v, err := valeursDe(args, "courriel", "nom", "organisation", "sorte", "siret", "second_facteur")
			if err != nil {
				return err
			}
			o, err := organisationDite(v["organisation"], v)
			if err != nil {
				return err
			}
			mdp, err := motDePasse(c)
			if err != nil {
				return err
			}
			return avecGarde(c, func(ctx context.Context, g *acces.Garde) error {
				if err := g.Premier(ctx, o, v["courriel"], v["nom"], mdp); err != nil {
					return err
				}
				return ecrire(c, []byte(`L'administrateur et son organisation sont créés. Ensuite :
  jalon donnees cle                                   la clé, pour le second facteur
  jalon acces organisation NOM sorte=entreprise siret=…   les autres organisations
  jalon acces inviter courriel=… role=… organisation=…    chaque personne, par un code
`))
			})
		},
	}
}

// motDePasse se tape deux fois au clavier, sans s'afficher ; d'une autre entrée, il en est la première ligne.
func motDePasse(c *cobra.Command) (string, error) {
	entree := c.InOrStdin()
	if !estTerminal(entree) {
		l := bufio.NewScanner(entree)
		l.Scan()
		return l.Text(), l.Err()
	}
	demander := func(quoi string) (string, error) {
		fmt.Fprint(c.ErrOrStderr(), quoi)
		b, err := term.ReadPassword(int(entree.(*os.File).Fd())) // estTerminal l'a vu
		fmt.Fprintln(c.ErrOrStderr())
		return string(b), err
	}
	un, err := demander("Mot de passe, de douze caractères au moins : ")
	if err != nil {
		return "", err
	}
	deux, err := demander("Encore une fois : ")
	if err == nil && un != deux {
		err = erreurUsage{"les deux saisies ne sont pas les mêmes", "recommencez"}
	}
	return un, err
}

func cmdAccesOrganisation() *cobra.Command {
	return &cobra.Command{
		Use:   "organisation NOM sorte=… [siret=…] [second_facteur=oui]",
		Short: "Ajoute une organisation",
		Long: `Ajoute une organisation : operateur, operateur_prive, entreprise (avec le SIRET
de ses dossiers) ou administration. Avec second_facteur=oui, ses comptes doivent
avoir une application de codes avant tout autre geste.`,
		Example:               "  jalon acces organisation 'Fonderie du Nord' sorte=entreprise siret=73282932000074",
		Args:                  cobra.MinimumNArgs(1),
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			v, err := valeursDe(args[1:], "sorte", "siret", "second_facteur")
			if err != nil {
				return err
			}
			o, err := organisationDite(args[0], v)
			if err != nil {
				return err
			}
			return avecGarde(c, func(ctx context.Context, g *acces.Garde) error {
				n, err := g.CreerOrganisation(ctx, acces.Console, o)
				if err != nil {
					return err
				}
				return ecrire(c, []byte(n.ID+"\n"))
			})
		},
	}
}

// organisationNommee rend l'identifiant d'une organisation dite par son nom ou par lui ; vide : il n'y en a pas.
func organisationNommee(ctx context.Context, g *acces.Garde, nom string) (string, error) {
	toutes, err := g.Organisations(ctx)
	if err != nil {
		return "", err
	}
	nommees := slices.DeleteFunc(toutes, func(o acces.Organisation) bool { return o.ID != nom && o.Nom != nom })
	switch len(nommees) {
	case 0:
		return "", nil
	case 1:
		return nommees[0].ID, nil
	}
	return "", erreurUsage{"plusieurs organisations ont ce nom", "donnez l'identifiant : « jalon acces comptes » les montre"}
}

func cmdAccesInviter() *cobra.Command {
	return &cobra.Command{
		Use:   "inviter courriel=… role=… organisation=… [dossier=…]",
		Short: "Rend un code, qui ouvre un compte une fois, dans les sept jours",
		Long: `Rend le code d'une invitation, à remettre à la personne : elle choisira
elle-même son nom et son mot de passe. L'organisation se dit par son nom ou son
identifiant. Rôles : salarie (avec le dossier, le seul qu'il verra), employeur,
conseiller, payeur, autorite, administrateur, auditeur. À un courriel qui a déjà
un compte, l'invitation rend l'accès : mot de passe neuf, second facteur à
refaire, rôle de l'invitation.`,
		Example:               "  jalon acces inviter courriel=abel@exemple.fr role=conseiller organisation=Agence",
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			v, err := valeursDe(args, "courriel", "role", "organisation", "dossier")
			if err != nil {
				return err
			}
			return avecGarde(c, func(ctx context.Context, g *acces.Garde) error {
				i := acces.Invitation{Courriel: v["courriel"], Role: acces.Role(v["role"]), Dossier: v["dossier"]}
				var err error
				if i.Organisation, err = organisationNommee(ctx, g, v["organisation"]); err != nil {
					return err
				}
				code, err := g.Inviter(ctx, acces.Console, i)
				if err != nil {
					return err
				}
				return ecrire(c, []byte(code+"\n"))
			})
		},
	}
}

func cmdAccesComptes() *cobra.Command {
	return &cobra.Command{
		Use:                   "comptes",
		Short:                 "Les organisations et leurs comptes",
		Args:                  sansArgument,
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, _ []string) error {
			return avecGarde(c, func(ctx context.Context, g *acces.Garde) error {
				orgs, err := g.Organisations(ctx)
				if err != nil {
					return err
				}
				comptes, err := g.Comptes(ctx, acces.Console, "")
				if err != nil {
					return err
				}
				return ecrire(c, []byte(terminal.Comptes(orgs, comptes, enCouleur(c.OutOrStdout()))))
			})
		},
	}
}

func cmdAccesDesactiver() *cobra.Command {
	return &cobra.Command{
		Use:                   "desactiver COURRIEL",
		Short:                 "Ferme un compte et toutes ses sessions",
		Long:                  `Ferme un compte et toutes ses sessions, aussitôt. Une invitation le rouvre.`,
		Args:                  cobra.ExactArgs(1),
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			return avecGarde(c, func(ctx context.Context, g *acces.Garde) error {
				if err := g.Desactiver(ctx, acces.Console, args[0]); err != nil {
					return err
				}
				return ecrire(c, []byte("Le compte est désactivé, ses sessions sont closes.\n"))
			})
		},
	}
}

func cmdAccesAudit() *cobra.Command {
	var verifier, enJSON bool
	var q acces.FiltreAudit
	c := &cobra.Command{
		Use:                   "audit",
		Short:                 "Le registre : qui a fait quoi, et si rien n'y a été changé",
		Example:               "  jalon acces audit --dossier ID\n  jalon acces audit --verifier",
		Args:                  sansArgument,
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, _ []string) error {
			return avecGarde(c, func(ctx context.Context, g *acces.Garde) error {
				if verifier {
					n, err := g.VerifierAudit(ctx)
					if err != nil {
						return err
					}
					return ecrire(c, []byte(document.Nombre(int(n), "ligne")+" au registre : toutes les empreintes tiennent.\n"))
				}
				l, err := g.Audit(ctx, acces.Console, q)
				if err != nil {
					return err
				}
				if enJSON {
					if l == nil {
						l = []acces.LigneAudit{}
					}
					return ecrireJSON(c, l)
				}
				return ecrire(c, []byte(terminal.Registre(l, enCouleur(c.OutOrStdout()))))
			})
		},
	}
	f := c.Flags()
	f.BoolVar(&verifier, "verifier", false, "refaire chaque empreinte, et nommer le premier maillon rompu")
	f.BoolVar(&enJSON, "json", false, "rendre un tableau JSON")
	f.StringVar(&q.Compte, "compte", "", "celles d'un `COMPTE`, par son identifiant")
	f.StringVar(&q.Dossier, "dossier", "", "celles d'un `DOSSIER`")
	f.Int64Var(&q.Avant, "avant", 0, "la page d'avant la ligne `RANG`")
	f.IntVarP(&q.Limite, "nombre", "n", 50, "combien, `N` au plus")
	return c
}

func cmdAccesTable() *cobra.Command {
	return &cobra.Command{
		Use:   "table",
		Short: "Chaque geste, chaque rôle, sur quels dossiers",
		Long: `La table de ce que chaque rôle peut faire. « operateur » : les dossiers que suit
son organisation ; « ancienne » : ceux qu'elle a passés à une autre, en lecture,
pour un temps ; « employeur » : ceux de son SIRET ; « autorite » : ses cellules
d'appui ; « csp » : chaque CSP de la base ; « son_dossier » : le sien. « registre »
dit si le geste s'inscrit toujours, ou seulement quand il est refusé.`,
		Args:                  sansArgument,
		DisableFlagsInUseLine: true,
		RunE:                  func(c *cobra.Command, _ []string) error { return ecrire(c, []byte(acces.Tableau())) },
	}
}
