package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"jalon/droit/csp"
	"jalon/droit/csp/cas"
	"jalon/droit/trace"
)

func cmdTextes() *cobra.Command {
	return &cobra.Command{
		Use:   "textes [ARTICLE | RÈGLE]",
		Short: "De l'article à la règle et au cas, et de la règle aux articles",
		Long: `Sans argument, liste tous les articles et textes avec les règles qu'ils portent.
Avec une règle (ASP-01), montre ce qu'elle dit, ses articles, les lectures
écrites qui la touchent et les cas qui la montrent. Avec un morceau d'article
(L1233-67), montre les règles et les cas.`,
		RunE: func(c *cobra.Command, args []string) error {
			tous, err := cas.Tous()
			if err != nil {
				return err
			}
			p := &papier{couleur: enCouleur(c.OutOrStdout())}
			cherche := strings.Join(args, " ")
			if r, ok := trace.Trouver(strings.ToUpper(cherche)); ok {
				p.regle(r, tous)
			} else if !p.articles(cherche, tous) {
				return erreurUsage{"aucune règle ni aucun article ne contient « " + cherche + " »", "« jalon textes » les liste tous"}
			}
			return ecrire(c, []byte(p.String()))
		},
	}
}

// regle montre une règle entière.
func (p *papier) regle(r trace.Regle, tous []cas.Cas) {
	c := r.Carte()
	p.titre(c.ID)
	p.paragraphe("  ", c.Titre)
	p.ligne()
	p.paragraphe("  ", c.Enonce)
	p.ligne("  ", p.style(styleSourd, "confiance : "+c.Confiance.String()))
	p.ligne()
	for _, a := range c.Articles {
		p.paragraphe("  § ", a)
	}
	for _, i := range csp.Interpretations {
		if i.Regle == r {
			p.ligne()
			p.interpretation(i)
		}
	}
	p.ligne()
	p.cas(c.ID, tous, len(tous))
}

// cas liste les cas qui montrent une règle, jusqu'à la limite.
func (p *papier) cas(id string, tous []cas.Cas, limite int) {
	n := 0
	for _, k := range tous {
		if slices.Contains(k.Regles, id) {
			if n++; n <= limite {
				p.paragraphe("  "+aGauche(k.ID, 24)+" ", k.Titre)
			}
		}
	}
	if n > limite {
		p.ligne("  ", p.style(styleSourd, fmt.Sprintf("et %d autres cas : jalon textes %s", n-limite, id)))
	}
	if n == 0 {
		p.ligne("  ", p.style(styleSourd, "aucun cas : la règle ne donne ni date, ni montant"))
	}
}

// serre retire d'un article ce que chacun écrit à sa façon : « L. 1233-69 », « L1233-69 ».
func serre(s string) string {
	return strings.ToLower(strings.NewReplacer(" ", "", "\u00a0", "", ".", "").Replace(s))
}

// articles liste les articles qui contiennent le texte cherché ; faux s'il n'y en a pas.
func (p *papier) articles(cherche string, tous []cas.Cas) bool {
	regles := map[string][]string{}
	var noms []string
	for _, r := range trace.Regles() {
		for _, a := range r.Carte().Articles {
			if !strings.Contains(serre(a), serre(cherche)) {
				continue
			}
			if regles[a] == nil {
				noms = append(noms, a)
			}
			regles[a] = append(regles[a], r.Carte().ID)
		}
	}
	slices.Sort(noms)
	for _, a := range noms {
		p.paragraphe("", p.style(styleGras, a))
		for _, id := range regles[a] {
			r, _ := trace.Trouver(id)
			p.paragraphe("  "+aGauche(id, 9), r.Carte().Titre)
			if cherche != "" {
				p.cas(id, tous, 5)
				continue
			}
			var ids []string
			for _, k := range tous {
				if slices.Contains(k.Regles, id) {
					ids = append(ids, k.ID)
				}
			}
			if len(ids) > 4 {
				ids = append(ids[:4], fmt.Sprintf("et %d autres cas", len(ids)-4))
			}
			if len(ids) > 0 {
				p.paragraphe("           cas : ", strings.Join(ids, ", "))
			}
		}
	}
	return len(noms) > 0
}

func cmdInterpretations() *cobra.Command {
	return &cobra.Command{
		Use:   "interpretations [RÉGLAGE | RÈGLE]",
		Short: "Les lectures retenues là où les textes laissent le choix",
		RunE: func(c *cobra.Command, args []string) error {
			p := &papier{couleur: enCouleur(c.OutOrStdout())}
			cherche := strings.ToLower(strings.Join(args, " "))
			n := 0
			for _, i := range csp.Interpretations {
				if cherche == "" || strings.Contains(i.Reglage, cherche) || strings.ToLower(i.Regle.String()) == cherche || strings.Contains(strings.ToLower(i.Sujet), cherche) {
					p.interpretation(i)
					p.ligne()
					n++
				}
			}
			if n == 0 {
				return erreurUsage{"aucune interprétation ne porte « " + cherche + " »", "« jalon interpretations » les liste toutes"}
			}
			return ecrire(c, []byte(p.String()))
		},
	}
}

func (p *papier) interpretation(i csp.Interpretation) {
	tete := i.Sujet
	if i.Regle != 0 {
		tete += " (" + i.Regle.String() + ")"
	}
	p.paragraphe("", p.style(styleGras, tete))
	if i.Reglage != "" {
		valeurs := ""
		for _, r := range csp.LesReglages {
			if r.Cle == i.Reglage {
				valeurs = strings.Join(r.Valeurs, ", ")
			}
		}
		p.paragraphe("  Réglage      ", i.Reglage+" : "+valeurs)
	}
	for _, l := range [][2]string{{"Lecture", i.Lecture}, {"Autres", i.Autres}, {"Pourquoi", i.Pourquoi}, {"Depuis", i.Depuis}, {"Qui tranche", i.QuiTranche}} {
		if l[1] != "" {
			p.paragraphe("  "+aGauche(l[0], 13), l[1])
		}
	}
}
