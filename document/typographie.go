package document

import "strings"

var insecables = strings.NewReplacer(
	"'", "’", " ;", "\u202f;", " :", "\u00a0:", " !", "\u202f!", " ?", "\u202f?", "« ", "«\u00a0", " »", "\u00a0»",
	" €", "\u00a0€", " %", "\u00a0%", "art. ", "art.\u00a0", "§ ", "§\u00a0", "n° ", "n°\u00a0", "C. trav. ", "C.\u00a0trav.\u00a0",
)

// Typographie pose l'apostrophe courbe, le signe moins et les espaces insécables d'un texte lisible (Lisible) ;
// les milliers prennent une espace fine.
func Typographie(s string) string {
	chiffre := func(r rune) bool { return r >= '0' && r <= '9' }
	l := []rune(s)
	for i, r := range l {
		switch {
		case r == '-' && i == 0 && len(l) > 1 && chiffre(l[1]):
			l[i] = '−'
		case r == '\u00a0' && i > 0 && i+1 < len(l) && chiffre(l[i-1]) && chiffre(l[i+1]):
			l[i] = '\u202f'
		}
	}
	return insecables.Replace(string(l))
}
