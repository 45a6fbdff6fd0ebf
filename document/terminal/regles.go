package terminal

import (
	"fmt"
	"slices"
	"strings"

	"jalon/droit/csp"
	"jalon/droit/csp/cas"
	"jalon/droit/trace"
)

// Regle écrit une règle entière : ce qu'elle dit, ses articles, les lectures qui la touchent, ceux de ces cas qui la montrent.
func Regle(r trace.Regle, tous []cas.Cas, couleur bool) string {
	p := papier{couleur: couleur}
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
	return p.String()
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

// Articles liste les articles qui contiennent le texte cherché, leurs règles et leurs cas ; rien s'il n'y en a pas.
func Articles(cherche string, tous []cas.Cas, couleur bool) string {
	p := papier{couleur: couleur}
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
	return p.String()
}

// Interpretations écrit des lectures, chacune avec ses rivales et sa raison.
func Interpretations(l []csp.Interpretation, couleur bool) string {
	p := papier{couleur: couleur}
	for _, i := range l {
		p.interpretation(i)
		p.ligne()
	}
	return p.String()
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
