package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"jalon/document/terminal"
	"jalon/dossier"
	"jalon/dossier/ecriture"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/format"
)

// vueListe lit et écrit des fiches : ce que « liste » et « echeances » ont en commun.
type vueListe struct {
	filtre dossier.Filtre
	apres  string // le dernier dossier de la page d'avant
	enJSON bool
	jour   func() (calendrier.Date, error)
}

func (v *vueListe) options(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&v.filtre.Etat, "etat", "", "ceux de cet `ETAT` seulement : "+strings.Join(slices.DeleteFunc(slices.Clone(csp.NomsStatut), func(s string) bool { return s == "" }), ", ")+", clos")
	f.StringVar(&v.filtre.SIRET, "siret", "", "ceux de cet employeur")
	f.IntVarP(&v.filtre.Limite, "nombre", "n", 50, "combien, `N` au plus")
	f.StringVar(&v.apres, "apres", "", "la suite : ceux qui viennent après ce `DOSSIER`")
	f.BoolVar(&v.enJSON, "json", false, "rendre un tableau JSON")
	v.jour = optionAu(c)
}

// lister rend la page demandée, et s'il y en a une autre.
func (v *vueListe) lister(ctx context.Context, g *dossier.Greffe) (l []dossier.Fiche, suite bool, err error) {
	q := v.filtre
	if v.apres != "" {
		repere, err := g.Journal.Fiches(ctx, dossier.Filtre{Dossiers: []string{v.apres}})
		if err != nil {
			return nil, false, err
		}
		if len(repere) == 0 {
			return nil, false, dossier.ErrInconnu
		}
		q.Depuis = repere[0].Repere()
	}
	q.Limite = q.Borne()
	if l, err = g.Journal.Fiches(ctx, q); err != nil || len(l) < q.Limite {
		return l, false, err
	}
	q.Depuis, q.Limite = l[len(l)-1].Repere(), 1
	reste, err := g.Journal.Fiches(ctx, q)
	return l, len(reste) > 0, err
}

func (v *vueListe) montrer(c *cobra.Command, rapport func(l []dossier.Fiche, au calendrier.Date, couleur bool) string) error {
	au, err := v.jour()
	if err != nil {
		return err
	}
	v.filtre.Au = au
	return avecGreffe(c, func(ctx context.Context, g *dossier.Greffe) error {
		l, suite, err := v.lister(ctx, g)
		if err != nil {
			return err
		}
		if v.enJSON {
			return ecrireJSON(c, ecriture.Fiches(l, au))
		}
		texte := rapport(l, au, enCouleur(c.OutOrStdout()))
		if suite {
			texte += "\nLa suite : --apres " + l[len(l)-1].Dossier + "\n"
		}
		return ecrire(c, []byte(texte))
	})
}

func cmdDossierListe() *cobra.Command {
	var v vueListe
	c := &cobra.Command{
		Use:   "liste",
		Short: "Les dossiers et leur état",
		Args:  sansArgument,
		Example: `  jalon dossier liste --etat en_cours
  jalon dossier liste --reference 2026-014 --json`,
		DisableFlagsInUseLine: true,
		RunE:                  func(c *cobra.Command, _ []string) error { return v.montrer(c, terminal.Fiches) },
	}
	v.options(c)
	c.Flags().StringVar(&v.filtre.Reference, "reference", "", "celui de cette `REFERENCE`")
	return c
}

// attendus nomment, sans accent, ceux qu'un dossier peut attendre.
var attendus = map[string]string{"salarie": "Salarié", "employeur": "Employeur", "operateur": "Opérateur", "autorite": "Autorité"}

func cmdDossierEcheances() *cobra.Command {
	var v vueListe
	var attend, jusquAu string
	var retard bool
	c := &cobra.Command{
		Use:   "echeances",
		Short: "Ce qui est à faire, par date limite ; les retards d'abord",
		Long: `Les dossiers qui attendent quelque chose, par date limite : les retards, ce qui
vient, puis ce qui peut commencer sans date limite. Chacun n'y est qu'une fois, à sa
première date ; « dossier voir » les montre toutes.`,
		Args: sansArgument,
		Example: `  jalon dossier echeances --retard --attend employeur
  jalon dossier echeances --jusqu-au 2026-04-30 --siret 73282932000074`,
		DisableFlagsInUseLine: true,
	}
	v.options(c)
	f := c.Flags()
	f.StringVar(&attend, "attend", "", "ceux qui attendent `QUI` : salarie, employeur, operateur, autorite")
	f.StringVar(&jusquAu, "jusqu-au", "", "ceux dont la date limite est ce `JOUR` ou avant")
	f.BoolVar(&retard, "retard", false, "ceux en retard seulement")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if attend != "" {
			if v.filtre.Attend = attendus[attend]; v.filtre.Attend == "" {
				return erreurUsage{"--attend " + attend + " ne dit personne", "écrivez salarie, employeur, operateur ou autorite"}
			}
		}
		if jusquAu != "" {
			jour, ok := format.DateEcrite(jusquAu)
			if !ok {
				return erreurUsage{"--jusqu-au " + jusquAu + " n'est pas une date", "écrivez-la 2026-04-30"}
			}
			v.filtre.Jusqua = jour
		}
		if retard {
			au, err := v.jour()
			if err != nil {
				return err
			}
			if hier := au - 1; !v.filtre.Jusqua.Connue() || hier < v.filtre.Jusqua {
				v.filtre.Jusqua = hier
			}
		}
		v.filtre.Datees = true
		return v.montrer(c, terminal.Echeances)
	}
	return c
}
