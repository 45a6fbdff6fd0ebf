package espace

import (
	"fmt"
	"html/template"
	"strings"

	"jalon/dossier"
	"jalon/droit/calendrier"
)

// Les dimensions du dessin d'un dossier, en unités du dessin.
const (
	large, gauche, droite = 900, 120, 16
	dessus, rangee        = 34, 34
)

// vie dessine un dossier de l'offre à son terme : le contrat, le CSP, les jours d'allocation, ce qui les coupe. La frise de
// la page dit la même chose en mots. Vide tant que le CSP n'a pas de dates.
func vie(d *dossier.Dossier, aujourdhui calendrier.Date) template.HTML {
	r := d.Droits()
	debut, fin := d.Situation.Proposition.Remise, max(r.Dates.FinCSP, r.Dates.FinReflexion, r.Dates.Rupture)
	if !debut.Connue() || !fin.Connue() || fin >= calendrier.SansFin {
		return ""
	}
	debut, fin = debut.Plus(-10).DebutMois(), fin.Plus(20)
	x := func(j calendrier.Date) int {
		return gauche + int(int64(large-gauche-droite)*int64(min(max(j, debut), fin)-debut)/int64(fin-debut))
	}
	var s strings.Builder
	rang := 0
	barre := func(classe string, p calendrier.Periode, quoi string) {
		if p.Fin < debut || p.Debut > fin {
			return
		}
		a, b := x(p.Debut), x(min(p.Fin, fin).Plus(1))
		fmt.Fprintf(&s, `<rect class="%s" x="%d" y="%d" width="%d" height="%d"><title>%s</title></rect>`, classe, a, dessus+rang*rangee+8, max(2, b-a), rangee-16, template.HTMLEscapeString(quoi))
	}
	ligne := func(nom string) {
		fmt.Fprintf(&s, `<text class="axe" x="%d" y="%d" text-anchor="end">%s</text><line class="grille" x1="%d" y1="%d" x2="%d" y2="%d"/>`,
			gauche-10, dessus+rang*rangee+rangee/2+5, nom, gauche, dessus+(rang+1)*rangee, large-droite, dessus+(rang+1)*rangee)
	}
	en := func(p calendrier.Periode) string {
		if p.Fin >= calendrier.SansFin {
			return "depuis le " + p.Debut.Francais()
		}
		return "du " + p.Debut.Francais() + " au " + p.Fin.Francais()
	}

	ligne("Contrat")
	if f := r.Dates.Rupture; f.Connue() {
		barre("barre-1", calendrier.Periode{Debut: debut, Fin: f}, "Contrat de travail, jusqu'au "+f.Francais())
	} else {
		barre("barre-1", calendrier.Periode{Debut: debut, Fin: fin}, "Contrat de travail")
	}
	rang++
	if r.Dates.DebutCSP.Connue() {
		ligne("CSP")
		p := calendrier.Periode{Debut: r.Dates.DebutCSP, Fin: r.Dates.FinCSP}
		if r.Sortie != nil {
			p.Fin = r.Sortie.Date
		}
		barre("barre-claire", p, "CSP "+en(p))
		rang++
		ligne("Allocation")
		for _, p := range r.ASP.Payees {
			barre("barre", p, "ASP "+en(p))
		}
		rang++
		if len(r.Periodes)+len(r.ASP.Interruptions)+len(r.Reprises) > 0 {
			ligne("Travail, arrêts")
			for _, i := range r.ASP.Interruptions {
				barre("barre-2", i.Periode, i.Cause+", "+en(i.Periode))
			}
			for _, t := range r.Periodes {
				barre("barre-1", t.Periode, "travail "+en(t.Periode))
			}
			for _, e := range r.Reprises {
				barre("barre-1", calendrier.Periode{Debut: e.Debut, Fin: fin}, "emploi retrouvé le "+e.Debut.Francais())
			}
			rang++
		}
	}
	bas := dessus + rang*rangee
	for m := debut; m <= fin; m = m.PlusMois(1) {
		an, mois, _ := m.Civil()
		fmt.Fprintf(&s, `<line class="grille" x1="%d" y1="%d" x2="%d" y2="%d"/>`, x(m), bas, x(m), bas+6)
		if mois == 1 || mois == 7 || m == debut {
			fmt.Fprintf(&s, `<text class="axe" x="%d" y="%d">%s %d</text>`, x(m)+2, bas+22, [...]string{"", "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."}[mois], an)
		}
	}
	jalon := func(nom string, j calendrier.Date) {
		if j.Connue() && j >= debut && j <= fin {
			fmt.Fprintf(&s, `<line class="jalon" x1="%d" y1="%d" x2="%d" y2="%d"><title>%s, %s</title></line>`, x(j), dessus, x(j), bas, nom, j.Francais())
		}
	}
	jalon("Fin du délai de réflexion", r.Dates.FinReflexion)
	jalon("Bilan du quatrième mois", r.Dates.BilanEtape)
	jalon("Fin du sixième mois", r.Dates.FinSixiemeMois)
	jalon("Fin du dixième mois", r.Dates.FinDixiemeMois)
	if aujourdhui >= debut && aujourdhui <= fin {
		ancre := "middle"
		if x(aujourdhui) > large-120 {
			ancre = "end"
		}
		fmt.Fprintf(&s, `<line class="jour" x1="%d" y1="%d" x2="%d" y2="%d"/><text class="nom" x="%d" y="%d" text-anchor="%s">aujourd'hui</text>`, x(aujourdhui), dessus-6, x(aujourdhui), bas, x(aujourdhui), dessus-12, ancre)
	}
	dit := "La vie du dossier : le contrat, le CSP, les jours d'allocation et ce qui les coupe. La frise qui suit dit la même chose en mots."
	return template.HTML(fmt.Sprintf(`<svg class="dessin" viewBox="0 0 %d %d" role="img" aria-label="%s">%s</svg>`, large, bas+30, dit, s.String())) // fait de nombres et de textes du programme
}
