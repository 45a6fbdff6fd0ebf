package web

import (
	"fmt"
	"html/template"
	"strings"

	"jalon/document"
)

// barresCouts dessine ce que coûte chaque issue, une barre par ligne ; la table de la page dit les mêmes chiffres.
func barresCouts(couts []coutMontre) template.HTML {
	plus := int64(1)
	for _, c := range couts {
		if c.HorsCharges.Comptes > 0 {
			plus = max(plus, c.HorsCharges.Somme.Centimes())
		}
	}
	const ligne, marge = 84, 6
	var s strings.Builder
	dire := make([]string, len(couts))
	for i, c := range couts {
		dire[i] = c.Nom + " : " + totalEnMots(c.HorsCharges.Comptes, c.HorsCharges.Somme.Francais())
	}
	fmt.Fprintf(&s, `<svg class="dessin" viewBox="0 0 %d %d" role="img" aria-label="Coût hors charges selon l'issue. %s.">`, large, ligne*len(couts), strings.Join(dire, " ; "))
	for i, c := range couts {
		y := i * ligne
		fmt.Fprintf(&s, `<text class="nom" x="%d" y="%d">%s</text><text class="nom" x="%d" y="%d" text-anchor="end">%s</text>`,
			marge, y+28, c.Nom, large-marge, y+28, totalEnMots(c.HorsCharges.Comptes, c.HorsCharges.Somme.Francais()))
		if c.HorsCharges.Comptes > 0 {
			fmt.Fprintf(&s, `<rect class="barre barre-%d" x="%d" y="%d" width="%d" height="30"/>`, i, marge, y+40, max(1, int64(large-2*marge)*c.HorsCharges.Somme.Centimes()/plus))
		}
	}
	return fermer(&s)
}

func totalEnMots(comptes int, somme string) string {
	if comptes == 0 {
		return "pas connu"
	}
	return somme
}

// barresSemaines dessine le nombre de dates à tenir, semaine après semaine.
func barresSemaines(semaines []semaine) template.HTML {
	if len(semaines) == 0 {
		return ""
	}
	plus := 1
	for _, x := range semaines {
		plus = max(plus, x.Total)
	}
	const gauche, pied = 24, 44
	var s strings.Builder
	ouvrir(&s, "Nombre de dates à tenir chaque semaine, la plus chargée en compte "+fmt.Sprint(plus)+". Les nombres sont dans la table qui suit.")
	pas := (large - gauche - droite) / semainesMax
	y := func(n int) int { return haut - pied - (haut-dessus-20-pied)*n/plus }
	fmt.Fprintf(&s, `<line class="grille" x1="%d" y1="%d" x2="%d" y2="%d"/>`, gauche, y(0), large-droite, y(0))
	for i, x := range semaines {
		px := gauche + i*pas
		if x.Total > 0 {
			fmt.Fprintf(&s, `<rect class="barre" x="%d" y="%d" width="%d" height="%d"><title>Semaine du %s : %s</title></rect><text class="axe" x="%d" y="%d" text-anchor="middle">%d</text>`,
				px+5, y(x.Total), pas-10, max(1, y(0)-y(x.Total)), x.Lundi.Francais(), document.Nombre(x.Total, "date"), px+pas/2, y(x.Total)-6, x.Total)
		}
		if i%3 == 0 {
			fmt.Fprintf(&s, `<text class="axe" x="%d" y="%d" text-anchor="middle">%s</text>`, px+pas/2, haut-pied+24, x.Lundi.Francais()[:5])
		}
	}
	return fermer(&s)
}
