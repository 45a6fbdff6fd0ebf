package main

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"jalon/document"
	"jalon/document/ics"
	"jalon/document/pdf"
	"jalon/document/terminal"
	"jalon/document/xlsx"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/choix"
	"jalon/droit/csp"
	"jalon/droit/trace"
	"jalon/format"
)

const aideComparer = `Compare deux décisions sur une même situation : adhérer au CSP, ou le refuser.
Montre ce que chacune rapporte mois par mois, le jour où l'une dépasse l'autre,
et ce que change un emploi retrouvé.

Exemples :
  jalon comparer exemples/hesitation.json
  jalon comparer --emploi-le 2026-09-01 --emploi-salaire 2400 exemples/hesitation.json
  jalon comparer --json exemples/hesitation.json
  jalon comparer --pdf decision.pdf --ics dates.ics --xlsx mois.xlsx exemples/hesitation.json`

type optionsComparaison struct {
	json, expliquer                  bool
	le, salaire, nature, dureeEnMois string
	pdf, ics, xlsx                   string
}

func cmdComparer() *cobra.Command {
	var o optionsComparaison
	c := &cobra.Command{
		Use:                   "comparer [SITUATION.json]",
		Short:                 "Adhérer ou refuser : les deux voies, mois par mois",
		Long:                  aideComparer,
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			s, err := lireSituation(c, args)
			if err != nil {
				return err
			}
			emploi, err := o.emploi(s.Proposition.Remise)
			if err != nil {
				return err
			}
			var t *trace.Trace
			if o.expliquer {
				t = trace.Nouvelle()
			}
			r := choix.Projeter(s, emploi, t)
			if err := o.fichiers(s, r); err != nil {
				return err
			}
			var sortie []byte
			if o.json { // un programme ne lit pas une réserve : ce qui n'est pas sûr y reste nul
				if t != nil {
					t.Vider()
				}
				sortie = append(format.AppendComparaison(nil, choix.Comparer(s, emploi, t), t), '\n')
			} else {
				sortie = []byte(terminal.Comparaison(s, r, t, enCouleur(c.OutOrStdout())))
			}
			return ecrire(c, sortie)
		},
	}
	f := c.Flags()
	f.BoolVar(&o.json, "json", false, "rendre un objet JSON")
	f.BoolVar(&o.expliquer, "expliquer", false, "déplier chaque chiffre de l'adhésion")
	f.StringVar(&o.le, "emploi-le", "", "premier `JOUR` d'un emploi retrouvé, comme 2026-09-01")
	f.StringVar(&o.salaire, "emploi-salaire", "", "son `SALAIRE` brut mensuel (sinon, celui de l'emploi perdu)")
	f.StringVar(&o.nature, "emploi-nature", "CDI", "sa `NATURE` : CDI, CDD ou interim")
	f.StringVar(&o.dureeEnMois, "emploi-mois", "", "sa durée en `MOIS`, pour un CDD ou une mission")
	f.StringVar(&o.pdf, "pdf", "", "écrire la feuille de décision, deux pages, dans ce fichier")
	f.StringVar(&o.ics, "ics", "", "écrire les dates, avec leurs rappels, pour un agenda")
	f.StringVar(&o.xlsx, "xlsx", "", "écrire les mois, les scénarios et leur calcul, pour un tableur")
	return c
}

// fichiers écrit les fichiers demandés : tous sont composés avant que le premier soit écrit.
func (o *optionsComparaison) fichiers(s *csp.Situation, r *choix.Comparaison) error {
	demandes := []struct {
		option, nom string
		composer    func(io.Writer) error
		contenu     bytes.Buffer
	}{
		{option: "--pdf", nom: o.pdf, composer: func(w io.Writer) error { return pdf.Decision(w, s, r, "") }},
		{option: "--ics", nom: o.ics, composer: func(w io.Writer) error { return ics.Dates(w, s, r) }},
		{option: "--xlsx", nom: o.xlsx, composer: func(w io.Writer) error { return xlsx.Mois(w, s, r) }},
	}
	vus := map[string]string{}
	for i := range demandes {
		d := &demandes[i]
		if d.nom == "" {
			continue
		}
		chemin := filepath.Clean(d.nom)
		if autre := vus[chemin]; autre != "" {
			return erreurUsage{autre + " et " + d.option + " donnent le même fichier, " + d.nom, "donnez un nom à chacun"}
		}
		vus[chemin] = d.option
		if err := d.composer(&d.contenu); err != nil {
			return fmt.Errorf("%s %s : aucun fichier n'est écrit : %w", d.option, d.nom, err)
		}
	}
	for i := range demandes {
		if d := &demandes[i]; d.nom != "" {
			if err := remplacer(d.nom, func(w io.Writer) error { _, err := d.contenu.WriteTo(w); return err }); err != nil {
				return fmt.Errorf("%s : %w", d.option, err)
			}
		}
	}
	return nil
}

// emploi lit l'emploi supposé, nil s'il n'y en a pas. Il commence après la remise des documents.
func (o *optionsComparaison) emploi(remise calendrier.Date) (*choix.Emploi, error) {
	if o.le == "" {
		if o.salaire != "" || o.dureeEnMois != "" || o.nature != "CDI" {
			return nil, erreurUsage{"un emploi retrouvé a un premier jour", "ajoutez --emploi-le 2026-09-01"}
		}
		return nil, nil
	}
	jour, err := calendrier.Lire([]byte(o.le))
	if err != nil {
		return nil, erreurUsage{"--emploi-le " + o.le + " : " + err.Error(), ""}
	}
	e := &choix.Emploi{Debut: jour}
	switch o.nature {
	case "CDI":
	case "CDD":
		e.Nature = csp.CDD
	case "interim":
		e.Nature = csp.Interim
	default:
		return nil, erreurUsage{"--emploi-nature " + o.nature + " : CDI, CDD ou interim est attendu", ""}
	}
	if o.salaire != "" {
		if e.Salaire, err = argent.Lire([]byte(o.salaire)); err != nil {
			return nil, erreurUsage{"--emploi-salaire " + o.salaire + " : " + err.Error(), ""}
		}
	}
	if o.dureeEnMois != "" {
		if e.DureeMois, err = argent.LireFraction(o.dureeEnMois); err != nil {
			return nil, erreurUsage{"--emploi-mois " + o.dureeEnMois + " : un nombre de mois de 1 à 120 est attendu", ""}
		}
	}
	if champ, faute := e.Verifier(remise); champ != "" {
		option := map[string]string{"debut": "--emploi-le", "mois": "--emploi-mois"}[champ]
		return nil, erreurUsage{option + " : " + document.Minuscule(strings.TrimSuffix(faute, ".")), ""}
	}
	return e, nil
}
