// Package terminal écrit pour un terminal ce qu'une personne lit : des lignes de 80 colonnes, en couleur si on le lui
// demande. Il ne calcule rien, ne lit rien et n'écrit nulle part : chaque fonction rend le texte.
package terminal

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"jalon/droit/argent"
)

// Largeur est celle d'une page de terminal, en colonnes.
const Largeur = 80

// papier met en page un texte pour un terminal : lignes coupées à 80 colonnes, couleur si
// couleur est vrai.
type papier struct {
	strings.Builder
	couleur bool
}

const (
	styleGras   = "1"
	styleSourd  = "2"
	styleAccent = "36"
	styleAlerte = "33"
)

func (p *papier) style(style, s string) string {
	if !p.couleur || s == "" {
		return s
	}
	return "\x1b[" + style + "m" + s + "\x1b[0m"
}

func (p *papier) ligne(s ...string) {
	for _, x := range s {
		p.WriteString(x)
	}
	p.WriteByte('\n')
}

// titre ouvre une partie.
func (p *papier) titre(s string) {
	p.ligne()
	p.ligne(p.style(styleGras, s))
	p.ligne(p.style(styleSourd, strings.Repeat("─", utf8.RuneCountInString(s))))
}

// paragraphe écrit un texte coupé aux mots, la première ligne après tete, les suivantes sous elle.
func (p *papier) paragraphe(tete, texte string) {
	marge := strings.Repeat(" ", utf8.RuneCountInString(tete))
	for i, l := range couper(texte, Largeur-utf8.RuneCountInString(tete)) {
		if i > 0 {
			tete = marge
		}
		p.ligne(tete, l)
	}
}

// insecables attache à son mot chaque ponctuation double, chaque guillemet et le signe d'une unité.
var insecables = strings.NewReplacer(" ;", "\u00a0;", " :", "\u00a0:", " !", "\u00a0!", " ?", "\u00a0?", "« ", "«\u00a0", " »", "\u00a0»", " €", "\u00a0€", " %", "\u00a0%", "art. ", "art.\u00a0", "§ ", "§\u00a0", "n° ", "n°\u00a0")

// lisible retire d'un texte venu du dehors ce qui commande un terminal, et le borne.
func lisible(s string) string {
	s = entier(s)
	if mots := []rune(s); len(mots) > 120 {
		return string(mots[:119]) + "…"
	}
	return s
}

// entier retire d'un texte venu du dehors ce qui commande un terminal.
func entier(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs) {
			return ' '
		}
		return r
	}, s)
}

// couper coupe un texte aux espaces, à n colonnes au plus quand les mots le permettent.
func couper(texte string, n int) []string {
	var lignes []string
	ligne, long := "", 0
	for _, mot := range strings.Split(insecables.Replace(texte), " ") {
		l := utf8.RuneCountInString(mot)
		if long > 0 && long+1+l > n {
			lignes = append(lignes, ligne)
			ligne, long = "", 0
		}
		if long > 0 {
			ligne, long = ligne+" ", long+1
		}
		ligne, long = ligne+mot, long+l
	}
	return append(lignes, ligne)
}

// aDroite complète à gauche par des espaces.
func aDroite(s string, n int) string {
	return strings.Repeat(" ", max(0, n-utf8.RuneCountInString(s))) + s
}

// aGauche complète à droite par des espaces, ou par des points de conduite.
func aGauche(s string, n int) string {
	return s + strings.Repeat(" ", max(0, n-utf8.RuneCountInString(s)))
}

// conduite relie un libellé à sa valeur par des points.
func (p *papier) conduite(libelle, valeur, note string) {
	const fin = 62
	trou := fin - utf8.RuneCountInString(libelle) - utf8.RuneCountInString(valeur) - 4
	points := " "
	if trou > 0 {
		points = " " + p.style(styleSourd, strings.Repeat("·", trou)) + " "
	}
	if note != "" {
		note = "  " + p.style(styleSourd, note)
	}
	p.ligne("  ", libelle, points, p.style(styleGras, valeur), note)
}

// ouTiret écrit un texte, ou un tiret quand il n'y a rien.
func ouTiret(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

// somme écrit un montant, ou un tiret quand il n'est pas donné.
func somme(m argent.Montant) string {
	if !m.Connu() {
		return "—"
	}
	return m.Francais()
}
