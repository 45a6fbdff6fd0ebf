package main

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"jalon/document/ics"
	"jalon/document/pdf"
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
				sortie = []byte(rapportComparaison(s, r, t, enCouleur(c.OutOrStdout())))
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
		return nil, erreurUsage{option + " : " + minuscule(strings.TrimSuffix(faute, ".")), ""}
	}
	return e, nil
}

// rapportComparaison écrit la comparaison pour une personne.
func rapportComparaison(s *csp.Situation, c *choix.Comparaison, t *trace.Trace, couleur bool) string {
	r := &redaction{papier: papier{couleur: couleur}, s: s, d: c.Situation}
	r.ligne(r.style(styleGras, "ADHÉRER AU CSP OU LE REFUSER"))
	if c.Situation.ID != "" {
		r.paragraphe("", lisible(c.Situation.ID))
	}
	if !c.Possible {
		r.titre("Il n'y a pas de choix à comparer")
		r.essentiel()
		r.conditions()
		r.manquants()
		r.reserves()
		return r.String()
	}
	a, b := &c.Adherer, &c.Refus
	r.titre("La réponse")
	if s.Reponse.Decision == csp.SansReponse {
		r.fait("Avant le", c.Situation.Dates.FinReflexion.EnLettres()+", ce jour compris, répondre. Le silence vaut refus.")
	} else {
		r.fait("Réponse", csp.NomsDecision[s.Reponse.Decision]+" du "+somDate(s.Reponse.Date)+" ; les deux voies sont comparées comme au premier jour.")
	}
	r.fait("Adhérer", a.ASPEnMots()+", "+r.chaqueMois(a.Droits.Montants.ASPBrute, a.Droits.Montants.ASPNette)+", puis "+a.SuiteEnMots()+".")
	r.fait("Refuser", "un préavis jusqu'au "+b.FinContrat.Francais()+", puis "+r.areDuRefus(b)+".")
	r.fait("Au bout", "le "+c.Horizon.Francais()+", sans emploi : "+somme(c.Scenarios[0].Adherer)+" en adhérant, "+somme(c.Scenarios[0].Refus)+" en refusant (brut).")
	r.fait("Bascule", c.BasculeEnMots())
	if c.Emploi != nil {
		r.emploi(c)
	}
	r.titre("Mois par mois, brut")
	r.ligne("  ", r.style(styleSourd, aGauche("Mois", 16)+aDroite("Adhérer", 13)+aDroite("cumul", 15)+aDroite("Refuser", 14)+aDroite("cumul", 15)))
	for i := range a.Mois {
		x, y := &a.Mois[i], &b.Mois[i]
		if x.Total.Nul() && y.Total.Nul() {
			continue
		}
		r.ligne("  ", aGauche(x.Mois.NomMois(), 16), aDroite(somme(x.Total), 13), aDroite(somme(x.Cumul), 15), aDroite(somme(y.Total), 14), aDroite(somme(y.Cumul), 15))
	}
	r.titre("Et si un emploi est retrouvé ?")
	r.ligne("  ", r.style(styleSourd, aGauche("Emploi retrouvé", 30)+aGauche("aide en adhérant", 18)+aDroite("adhérer rapporte en plus", 26)))
	for _, x := range c.Scenarios {
		nom := "jamais"
		if x.Mois > 0 {
			nom = fmt.Sprintf("après %d mois, le %s", x.Mois, x.Debut.Francais())
		}
		r.ligne("  ", aGauche(nom, 30), aGauche(x.Aide.String(), 18), aDroite(somme(x.Ecart), 26))
	}
	r.titre("Ce qui est supposé")
	for _, h := range c.Hypotheses {
		r.paragraphe("  • ", h)
	}
	r.titre("Ce qui n'est pas compté")
	for _, h := range c.NonCouverts {
		r.paragraphe("  • ", h)
	}
	r.d = a.Droits
	r.reserves()
	if t != nil {
		r.pasAPas(t.Arbre())
	}
	r.ligne()
	r.paragraphe("", "Règles et barèmes : édition "+csp.Edition()+".")
	return r.String()
}

func somDate(d calendrier.Date) string {
	if !d.Connue() {
		return "—"
	}
	return d.Francais()
}

func (r *redaction) chaqueMois(brute, nette argent.Montant) string {
	if !brute.Connu() {
		return "un montant qui n'est pas connu"
	}
	return brute.Francais() + " brut par jour (" + somme(nette.Fois(30)) + " net pour trente jours)"
}

// areDuRefus dit l'ARE de qui refuse : l'ancien droit d'abord, s'il en reste.
func (r *redaction) areDuRefus(b *choix.Voie) string {
	if b.AREJours.Connu() && b.AREJours.Int() == 0 && b.Reliquat.Jours.Int() == 0 {
		return "pas d'ARE : l'affiliation n'en ouvre pas"
	}
	texte := r.chaqueMois(b.PremiereARE()) + " d'ARE à partir du " + somDate(b.AREDebut)
	if ancien := b.AncienDroitEnMots(); ancien != "" {
		texte += " " + ancien
	}
	return texte + ", " + jours(b.AREJours) + " au plus"
}

func (r *redaction) emploi(c *choix.Comparaison) {
	x := &c.Aides
	r.titre("L'emploi du " + c.Emploi.Debut.Francais())
	r.somme("Prime de reclassement, en tout", x.Prime, "PRIME-03")
	r.somme("Indemnité différentielle, en tout", x.IDR, "IDR-04")
	r.paragraphe("  ", x.EnMots())
	r.paragraphe("  ", "Au bout : "+somme(c.Adherer.Total)+" en adhérant, "+somme(c.Refus.Total)+" en refusant.")
}
