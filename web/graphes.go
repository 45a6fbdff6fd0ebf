package web

import (
	"fmt"
	"html/template"
	"strings"

	"jalon/droit/argent"
	"jalon/droit/choix"
	"jalon/droit/parametre"
)

// Les dimensions communes des dessins, en unités du dessin.
const (
	large, haut                 = 720, 320
	gauche, droite, dessus, bas = 110, 16, 16, 50
)

// courbes dessine les deux cumuls, mois par mois. Les deux traits diffèrent par leur forme, pas seulement
// par leur couleur ; la table de la page dit la même chose en chiffres.
func courbes(c *choix.Comparaison) template.HTML {
	a, b := c.Adherer.Mois, c.Refus.Mois
	n := len(a)
	plus := int64(1)
	for i := range a {
		plus = max(plus, a[i].Cumul.Centimes(), b[i].Cumul.Centimes())
	}
	pas := palier(plus)
	plus = (plus + pas - 1) / pas * pas
	x := func(i int) int { return gauche + (large-gauche-droite)*i/max(1, n-1) }
	y := func(v int64) int { return haut - bas - int(int64(haut-dessus-bas)*v/plus) }
	var s strings.Builder
	ouvrir(&s, "Ce qui est reçu au total, mois après mois : en trait plein en adhérant, en tirets en refusant. Les chiffres sont dans la table qui suit.")
	for v := int64(0); v <= plus; v += pas {
		fmt.Fprintf(&s, `<line class="grille" x1="%d" y1="%d" x2="%d" y2="%d"/><text class="axe" x="%d" y="%d" text-anchor="end">%s</text>`, gauche, y(v), large-droite, y(v), gauche-8, y(v)+4, milliers(v))
	}
	for i := range a {
		if an, m, _ := a[i].Mois.Civil(); m == 1 || i == 0 {
			fmt.Fprintf(&s, `<text class="axe" x="%d" y="%d" text-anchor="%s">%s %d</text>`, x(i), haut-14, ancre(i, n), [...]string{"", "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."}[m], an)
		}
	}
	trait := func(classe, nom string, mois []choix.Mois) {
		fmt.Fprintf(&s, `<polyline class="%s" points="`, classe)
		dernier := 0
		for i := range mois {
			if !mois[i].Cumul.Connu() {
				break
			}
			fmt.Fprintf(&s, "%d,%d ", x(i), y(mois[i].Cumul.Centimes()))
			dernier = i
		}
		// La courbe monte : le nom est libre au-dessus à gauche du trait, ou dessous à droite.
		point, ancrage, dx, dy := dernier/2, "end", 0, -8
		if classe == "refuser" {
			ancrage, dy = "start", 22
		}
		if dernier < n-1 { // le trait s'arrête où les sommes ne sont plus connues : le nom est à son bout
			point, ancrage, dx, dy, nom = dernier, "start", 10, 5, nom+" …?"
		}
		fmt.Fprintf(&s, `"/><text class="nom %s-nom" x="%d" y="%d" text-anchor="%s">%s</text>`, classe, x(point)+dx, y(mois[point].Cumul.Centimes())+dy, ancrage, nom)
	}
	trait("refuser", "refuser", b)
	trait("adherer", "adhérer", a)
	return fermer(&s)
}

func ouvrir(s *strings.Builder, titre string) {
	fmt.Fprintf(s, `<svg class="dessin" viewBox="0 0 %d %d" role="img" aria-label="%s">`, large, haut, titre)
}

func fermer(s *strings.Builder) template.HTML {
	s.WriteString("</svg>")
	return template.HTML(s.String()) // fait de nombres et de textes du programme
}

func ancre(i, n int) string {
	switch i {
	case 0:
		return "start"
	case n - 1:
		return "end"
	}
	return "middle"
}

// palier choisit un pas rond pour quatre à huit lignes d'échelle.
func palier(plus int64) int64 {
	for p := int64(100); ; p *= 10 {
		for _, k := range []int64{1, 2, 5} {
			if plus/(p*k) <= 6 {
				return p * k
			}
		}
	}
}

// milliers écrit des centimes en euros ronds.
func milliers(c int64) string {
	s := argent.Centimes(c).Francais()
	return strings.Replace(s, ",00", "", 1)
}

// barres dessine ce qu'adhérer rapporte de plus, selon le mois où un emploi est retrouvé.
func barres(c *choix.Comparaison) template.HTML {
	plus, moins := int64(1), int64(0)
	for _, x := range c.Scenarios {
		plus, moins = max(plus, x.Ecart.Centimes()), min(moins, x.Ecart.Centimes())
	}
	pas := palier(plus - moins)
	plus, moins = (plus+pas-1)/pas*pas, -((-moins+pas-1)/pas)*pas
	y := func(v int64) int { return dessus + int(int64(haut-dessus-bas)*(plus-v)/(plus-moins)) }
	var s strings.Builder
	ouvrir(&s, "Ce qu'adhérer rapporte de plus qu'un refus, selon le mois où un emploi est retrouvé. Les chiffres sont dans la table qui suit.")
	for v := moins; v <= plus; v += pas {
		fmt.Fprintf(&s, `<line class="grille" x1="%d" y1="%d" x2="%d" y2="%d"/><text class="axe" x="%d" y="%d" text-anchor="end">%s</text>`, gauche, y(v), large-droite, y(v), gauche-8, y(v)+4, milliers(v))
	}
	n := len(c.Scenarios)
	pasX := (large - gauche - droite) / n
	for i, x := range c.Scenarios {
		nom := fmt.Sprint(x.Mois)
		if x.Mois == 0 {
			nom = "sans"
		}
		px := gauche + i*pasX
		if x.Ecart.Connu() {
			h0, h1 := y(max(0, x.Ecart.Centimes())), y(min(0, x.Ecart.Centimes()))
			fmt.Fprintf(&s, `<rect class="barre" x="%d" y="%d" width="%d" height="%d"><title>%s : %s</title></rect>`, px+4, h0, pasX-8, max(1, h1-h0), nom, x.Ecart.Francais())
		} else {
			fmt.Fprintf(&s, `<text class="axe" x="%d" y="%d" text-anchor="middle">?</text>`, px+pasX/2, y(0)-6)
		}
		fmt.Fprintf(&s, `<text class="axe" x="%d" y="%d" text-anchor="middle">%s</text>`, px+pasX/2, haut-28, nom)
	}
	fmt.Fprintf(&s, `<text class="axe" x="%d" y="%d" text-anchor="middle">mois de CSP écoulés quand l'emploi commence</text>`, (large+gauche)/2, haut-4)
	return fermer(&s)
}

// chiffre écrit une valeur sans son unité, sauf un âge.
func chiffre(l parametre.Ligne) string {
	if l.Unite == "age" {
		return l.EnFrancais()
	}
	return strings.Replace(l.Valeur, ".", ",", 1)
}

// escalier dessine une série de montants ou de nombres, une marche par valeur.
func escalier(nom string) template.HTML {
	var points []parametre.Ligne
	var valeurs []int64
	for _, l := range parametre.Lignes(nom) {
		f, err := argent.LireFraction(l.Valeur)
		if err != nil {
			continue
		}
		v, _ := f.Fois(argent.Entier(1000)).Arrondi(argent.Proche)
		points, valeurs = append(points, l), append(valeurs, v)
	}
	if len(points) < 3 {
		return ""
	}
	plus, moins := valeurs[0], valeurs[0]
	for _, v := range valeurs {
		plus, moins = max(plus, v), min(moins, v)
	}
	if plus == moins {
		return ""
	}
	debut, fin := int64(points[0].Debut), int64(points[len(points)-1].Debut)+365
	x := func(d int64) int { return gauche + int(int64(large-gauche-droite)*(d-debut)/(fin-debut)) }
	y := func(v int64) int { return haut - bas - int(int64(haut-dessus-bas)*(v-moins)/(plus-moins)) }
	var s strings.Builder
	ouvrir(&s, "La valeur au fil du temps ; les chiffres sont dans la table qui suit.")
	fmt.Fprintf(&s, `<text class="axe" x="%d" y="%d" text-anchor="end">%s</text><text class="axe" x="%d" y="%d" text-anchor="end">%s</text>`,
		gauche-8, y(plus)+4, chiffre(points[indice(valeurs, plus)]), gauche-8, y(moins)+4, chiffre(points[indice(valeurs, moins)]))
	s.WriteString(`<polyline class="adherer" points="`)
	for i, p := range points {
		if i > 0 {
			fmt.Fprintf(&s, "%d,%d ", x(int64(p.Debut)), y(valeurs[i-1]))
		}
		fmt.Fprintf(&s, "%d,%d ", x(int64(p.Debut)), y(valeurs[i]))
	}
	fmt.Fprintf(&s, `%d,%d"/>`, x(fin), y(valeurs[len(valeurs)-1]))
	for _, p := range []parametre.Ligne{points[0], points[len(points)-1]} {
		fmt.Fprintf(&s, `<text class="axe" x="%d" y="%d" text-anchor="middle">%d</text>`, min(x(int64(p.Debut)), large-droite-20), haut-14, p.Debut.Annee())
	}
	return fermer(&s)
}

func indice(vs []int64, v int64) int {
	for i := range vs {
		if vs[i] == v {
			return i
		}
	}
	return 0
}
