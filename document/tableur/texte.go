package tableur

import (
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// propre rend un texte sans espaces au bord ni signes invisibles, ses espaces insécables ordinaires, ses
// accents composés, coupé à [SignesMax] signes ; coupe le dit.
func propre(s string) (texte string, coupe bool) {
	if len(s) > 4*SignesMax {
		s, coupe = s[:4*SignesMax], true
	}
	if !simple(s) {
		s = strings.Map(func(r rune) rune {
			switch {
			case r == '\n':
				return r
			case r == '\t', unicode.Is(unicode.Zs, r), r == '\u2028':
				return ' '
			case r == utf8.RuneError, unicode.Is(unicode.C, r):
				return -1
			}
			return r
		}, strings.ReplaceAll(s, "\r\n", "\n"))
		s = norm.NFC.String(s)
	}
	s = strings.TrimSpace(s)
	if len(s) > SignesMax && utf8.RuneCountInString(s) > SignesMax {
		return strings.TrimSpace(string([]rune(s)[:SignesMax])), true
	}
	return s, coupe
}

// simple : de l'ASCII visible, qui n'a rien à nettoyer.
func simple(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// court coupe un texte cité dans un message.
func court(s string) string {
	s, _ = propre(s)
	if r := []rune(s); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}

// nombre rend l'écriture décimale la plus courte d'un nombre de tableur, à quinze chiffres comme le tableur
// l'affiche ; faux si ce n'en est pas un.
func nombre(s string) (string, bool) {
	if juste(s) {
		return s, true
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || strings.Trim(s, "0123456789.-+eE") != "" {
		return "", false
	}
	x, _ = strconv.ParseFloat(strconv.FormatFloat(x, 'g', 15, 64), 64)
	if x == 0 {
		return "0", true // et non « -0 »
	}
	return strconv.FormatFloat(x, 'f', -1, 64), true
}

// juste : un nombre déjà à son écriture la plus courte, le cas de presque toutes les cases.
func juste(s string) bool {
	chiffres := strings.TrimPrefix(s, "-")
	if len(chiffres) == 0 || len(chiffres) > 15 || chiffres[0] == '.' || len(s) > 1 && chiffres[0] == '0' {
		return false
	}
	point := -1
	for i := range len(chiffres) {
		switch c := chiffres[i]; {
		case c == '.' && point < 0:
			point = i
		case c < '0' || c > '9':
			return false
		}
	}
	return point < 0 || chiffres[len(chiffres)-1] != '0' && point < len(chiffres)-1
}

// jour rend la date d'un numéro de jour de tableur, écrite AAAA-MM-JJ, son heure oubliée ; faux si ce numéro
// n'est pas celui d'un jour. Compté depuis 1900, le numéro 60 est un 29 février qui n'a pas existé.
func jour(numero string, epoque04 bool) (string, bool) {
	x, err := strconv.ParseFloat(numero, 64)
	if err != nil || !(x >= 0 && x < 2_958_466) { // le 31/12/9999
		return "", false
	}
	n := int(math.Floor(x + 0.5/86400)) // à une demi-seconde de minuit, c'est minuit
	switch {
	case epoque04:
		n += 1462
	case n == 0 || n == 60:
		return "", false
	case n < 60:
		n++
	}
	return time.Date(1899, 12, 30+n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly), true
}

// dateReservee dit si un numéro de format que la norme réserve est celui d'une date (ECMA-376, partie 1, 18.8.30).
func dateReservee(numero int) bool {
	return numero >= 14 && numero <= 17 || numero == 22 || numero >= 27 && numero <= 31 || numero >= 34 && numero <= 36 || numero >= 50 && numero <= 58
}

// dateEcrite dit si un code de format est celui d'une date : un jour ou une année, ou un mois sans heure. Ce qui
// est entre guillemets, entre crochets ou échappé n'en fait pas partie.
func dateEcrite(code string) bool {
	code = strings.ToLower(code)
	if code == "general" || code == "standard" {
		return false
	}
	var jourOuAn, mois, heure bool
	for i := 0; i < len(code) && code[i] != ';'; i++ {
		switch code[i] {
		case '"':
			if fin := strings.IndexByte(code[i+1:], '"'); fin >= 0 {
				i += fin + 1
			}
		case '[':
			if fin := strings.IndexByte(code[i:], ']'); fin >= 0 {
				// [h] et [mm] sont des durées ; [$-40C] et [Rouge] ne sont rien.
				heure = heure || strings.Trim(code[i+1:i+fin], "hms") == "" && fin > 1
				i += fin
			}
		case '\\', '_', '*':
			i++
		case 'd', 'y', 'j':
			jourOuAn = true
		case 'm':
			mois = true
		case 'h', 's':
			heure = true
		}
	}
	return jourOuAn || mois && !heure
}
