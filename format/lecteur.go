// Package format lit et écrit le format d'échange : une situation en JSON, des droits en JSON.
// La lecture est stricte : une clé inconnue, répétée ou d'un autre type est refusée avec son chemin
// (contrat.debut), la valeur reçue et ce qui est attendu. Aucune règle de droit n'est ici.
//
// Le lecteur est écrit pour ce format : encoding/json ne dit ni le chemin d'une clé ni sa répétition,
// et coûte plusieurs fois le calcul lui-même.
package format

import (
	"bytes"
	"errors"
	"strconv"
	"unicode/utf8"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/fait"
)

// Erreur de lecture, pour une personne : où, quoi, et ce qui est attendu.
type Erreur struct {
	Code    string // un des codes ci-dessous
	Champ   string // chemin de la clé, vide quand le texte entier est en cause
	Message string
}

func (e *Erreur) Error() string {
	if e.Champ == "" {
		return e.Message
	}
	return e.Champ + " : " + e.Message
}

// Les codes d'erreur.
const (
	CodeJSON     = "json_invalide"
	CodeCle      = "cle_inconnue"
	CodeRepetee  = "cle_repetee"
	CodeType     = "type_invalide"
	CodeValeur   = "valeur_invalide"
	CodeManquant = "champ_obligatoire"
	CodeDates    = "dates_incoherentes"
	CodeTaille   = "trop_grand"
)

// lecteur avance dans un texte JSON. La première erreur l'arrête.
type lecteur struct {
	b      []byte
	i      int
	chemin []pas
	err    *Erreur
	tampon []byte
}

type pas struct {
	cle  string
	rang int // -1 : une clé ; sinon le rang dans une liste
}

func (l *lecteur) commencer(b []byte) {
	b = bytes.TrimPrefix(b, []byte("\ufeff")) // la marque que des éditeurs de Windows posent en tête
	l.b, l.i, l.chemin, l.err = b, 0, l.chemin[:0], nil
}

func (l *lecteur) champ() string {
	var b []byte
	for _, p := range l.chemin {
		if len(b) > 0 {
			b = append(b, '.')
		}
		if p.rang >= 0 {
			b = strconv.AppendInt(b, int64(p.rang), 10)
		} else {
			b = append(b, p.cle...)
		}
	}
	return string(b)
}

func (l *lecteur) echec(code, message string) {
	if l.err == nil {
		l.err = &Erreur{code, l.champ(), message}
	}
	l.i = len(l.b)
}

func (l *lecteur) invalide(attendu string) {
	if l.err != nil {
		return
	}
	if l.i >= len(l.b) {
		l.echec(CodeJSON, "le texte s'arrête avant la fin ; il faut "+attendu)
		return
	}
	l.echec(CodeJSON, "le texte n'est pas du JSON à l'octet "+strconv.Itoa(l.i+1)+" ("+apercu(l.b[l.i:])+") ; il faut "+attendu)
}

// apercu montre quelques caractères reçus, sans les octets illisibles.
func apercu(b []byte) string {
	if len(b) > 40 {
		b = b[:40]
		for len(b) > 0 && !utf8.Valid(b) {
			b = b[:len(b)-1]
		}
	}
	return strconv.QuoteToGraphic(string(bytes.ToValidUTF8(b, []byte("?"))))
}

func (l *lecteur) blancs() {
	for l.i < len(l.b) {
		switch l.b[l.i] {
		case ' ', '\t', '\n', '\r':
			l.i++
		default:
			return
		}
	}
}

// suivant saute les blancs et rend l'octet courant, 0 à la fin.
func (l *lecteur) suivant() byte {
	l.blancs()
	if l.i < len(l.b) {
		return l.b[l.i]
	}
	return 0
}

func (l *lecteur) prendre(c byte) bool {
	if l.suivant() == c {
		l.i++
		return true
	}
	return false
}

// champ d'un objet du format : sa clé, et comment lire sa valeur dans T.
type champ[T any] struct {
	cle  string
	lire func(*lecteur, *T)
}

// objet lit un objet JSON selon sa table. Les clés arrivent d'ordinaire dans l'ordre de la table.
func objet[T any](l *lecteur, v *T, table []champ[T]) {
	if !l.prendre('{') {
		l.typeAttendu("un objet { … }")
		return
	}
	if l.prendre('}') {
		return
	}
	var vus uint64
	rang := 0
	for l.err == nil {
		cle := l.chaine("une clé entre guillemets")
		if l.err != nil {
			return
		}
		trouve := -1
		for k := range table {
			if r := (rang + k) % len(table); table[r].cle == string(cle) {
				trouve = r
				break
			}
		}
		if trouve < 0 {
			inconnue(l, string(cle), table)
			return
		}
		if vus&(1<<trouve) != 0 {
			l.chemin = append(l.chemin, pas{table[trouve].cle, -1})
			l.echec(CodeRepetee, "la clé est écrite deux fois ; gardez-en une")
			return
		}
		vus |= 1 << trouve
		rang = trouve + 1
		if !l.prendre(':') {
			l.invalide("« : »")
			return
		}
		l.chemin = append(l.chemin, pas{table[trouve].cle, -1})
		if l.suivant() == 'n' && bytes.HasPrefix(l.b[l.i:], []byte("null")) {
			l.i += len("null") // une valeur nulle est une clé absente : l'inconnu
		} else {
			table[trouve].lire(l, v)
		}
		if l.err != nil {
			return
		}
		l.chemin = l.chemin[:len(l.chemin)-1]
		if l.prendre(',') {
			continue
		}
		if !l.prendre('}') {
			l.invalide("« , » ou « } »")
		}
		return
	}
}

func inconnue[T any](l *lecteur, cle string, table []champ[T]) {
	proche, ecart := "", 4
	for _, c := range table {
		if d := distance(cle, c.cle); d < ecart {
			proche, ecart = c.cle, d
		}
	}
	if len(cle) > 60 || !utf8.ValidString(cle) {
		cle = apercu([]byte(cle))
	}
	message := "clé inconnue"
	if proche != "" {
		message += " ; vouliez-vous dire « " + proche + " » ?"
	} else {
		message += " ; les clés admises ici sont : "
		for i, c := range table {
			if i > 0 {
				message += ", "
			}
			message += c.cle
		}
	}
	l.chemin = append(l.chemin, pas{cle, -1})
	l.echec(CodeCle, message)
}

// distance compte les lettres à changer pour passer d'un mot à l'autre, jusqu'à quatre.
func distance(a, b string) int {
	if len(a)-len(b) > 3 || len(b)-len(a) > 3 || len(a) > 60 {
		return 4
	}
	avant := make([]int, len(b)+1)
	for j := range avant {
		avant[j] = j
	}
	for i := range len(a) {
		diag := avant[0]
		avant[0] = i + 1
		for j := range len(b) {
			cout := diag
			if a[i] != b[j] {
				cout = 1 + min(diag, avant[j], avant[j+1])
			}
			diag, avant[j+1] = avant[j+1], cout
		}
	}
	return avant[len(b)]
}

// liste lit une liste JSON ; element lit et garde l'élément de ce rang.
func (l *lecteur) liste(element func(rang int)) {
	if !l.prendre('[') {
		l.typeAttendu("une liste [ … ]")
		return
	}
	if l.prendre(']') {
		return
	}
	for rang := 0; l.err == nil; rang++ {
		if rang >= maxElements {
			l.echec(CodeTaille, "la liste dépasse "+strconv.Itoa(maxElements)+" éléments")
			return
		}
		l.chemin = append(l.chemin, pas{"", rang})
		l.suivant()
		element(rang)
		if l.err != nil {
			return
		}
		l.chemin = l.chemin[:len(l.chemin)-1]
		if l.prendre(',') {
			continue
		}
		if !l.prendre(']') {
			l.invalide("« , » ou « ] »")
		}
		return
	}
}

// maxElements borne chaque liste d'une situation.
const maxElements = 1000

// typeAttendu refuse une valeur d'un autre type JSON, en montrant ce qui a été reçu.
func (l *lecteur) typeAttendu(attendu string) {
	if l.err != nil {
		return
	}
	if l.i >= len(l.b) {
		l.invalide(attendu)
		return
	}
	debut := l.i
	for l.i < len(l.b) && l.i-debut < 40 {
		if c := l.b[l.i]; c == ',' || c == '}' || c == ']' || c == '\n' {
			break
		}
		l.i++
	}
	recu := apercu(bytes.TrimSpace(l.b[debut:l.i]))
	l.echec(CodeType, "reçu "+recu+" ; il faut "+attendu)
}

// chaine lit une chaîne JSON. Le résultat n'est valable que jusqu'à la prochaine lecture.
func (l *lecteur) chaine(attendu string) []byte {
	if !l.prendre('"') {
		if l.suivant() == 0 || l.b[l.i] == '\'' {
			l.invalide(attendu)
		} else {
			l.typeAttendu(attendu)
		}
		return nil
	}
	debut := l.i
	for l.i < len(l.b) {
		switch c := l.b[l.i]; {
		case c == '"':
			s := l.b[debut:l.i]
			l.i++
			return s
		case c == '\\':
			return l.chaineEchappee(debut)
		case c < 0x20:
			l.invalide("une chaîne sans caractère de commande")
			return nil
		case c >= utf8.RuneSelf:
			if r, n := utf8.DecodeRune(l.b[l.i:]); r == utf8.RuneError && n <= 1 {
				l.invalide("un texte en UTF-8")
				return nil
			} else {
				l.i += n
			}
		default:
			l.i++
		}
	}
	l.invalide("la fin de la chaîne")
	return nil
}

// chaineEchappee reprend une chaîne à son premier « \ » : strconv sait la fin de l'histoire.
func (l *lecteur) chaineEchappee(debut int) []byte {
	t := append(l.tampon[:0], l.b[debut:l.i]...)
	for l.i < len(l.b) && l.b[l.i] != '"' {
		c := l.b[l.i]
		if c < 0x20 {
			l.invalide("une chaîne sans caractère de commande")
			return nil
		}
		if c != '\\' {
			_, n := utf8.DecodeRune(l.b[l.i:])
			if c >= utf8.RuneSelf && n == 1 {
				l.invalide("un texte en UTF-8")
				return nil
			}
			t = append(t, l.b[l.i:l.i+n]...)
			l.i += n
			continue
		}
		r, n := echappement(l.b[l.i:])
		if n == 0 {
			l.invalide("un échappement JSON comme \\n ou \\u00e9")
			return nil
		}
		t = utf8.AppendRune(t, r)
		l.i += n
	}
	if l.i >= len(l.b) {
		l.invalide("la fin de la chaîne")
		return nil
	}
	l.i++
	l.tampon = t
	return t
}

// echappement lit un échappement JSON et rend sa longueur, 0 s'il est faux.
func echappement(b []byte) (rune, int) {
	if len(b) < 2 {
		return 0, 0
	}
	switch b[1] {
	case '"', '\\', '/':
		return rune(b[1]), 2
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	case 't':
		return '\t', 2
	case 'u':
		r, ok := hexa(b)
		if !ok {
			return 0, 0
		}
		if r >= 0xD800 && r < 0xE000 {
			if len(b) < 12 || b[6] != '\\' || b[7] != 'u' {
				return 0, 0
			}
			if s, ok := hexa(b[6:]); ok && r < 0xDC00 && s >= 0xDC00 && s < 0xE000 {
				return (r-0xD800)<<10 + (s - 0xDC00) + 0x10000, 12
			}
			return 0, 0
		}
		return r, 6
	}
	return 0, 0
}

func hexa(b []byte) (rune, bool) {
	if len(b) < 6 {
		return 0, false
	}
	n, err := strconv.ParseUint(string(b[2:6]), 16, 32)
	return rune(n), err == nil
}

// Les lecteurs de valeurs, un par type du format.

func (l *lecteur) date(d *calendrier.Date) {
	s := l.chaine("une date entre guillemets comme \"2026-03-02\"")
	if l.err != nil {
		return
	}
	v, err := calendrier.Lire(s)
	l.refuser(err, s)
	*d = v
}

// mois lit « 2026-03 » ; le jour rendu est le premier du mois.
func (l *lecteur) mois(d *calendrier.Date) {
	s := l.chaine("un mois entre guillemets comme \"2026-03\"")
	if l.err != nil {
		return
	}
	v, err := calendrier.Lire(append(append(l.tampon[:0], s...), "-01"...))
	if err != nil {
		err = errMois
	}
	l.refuser(err, s)
	*d = v
}

var errMois = errors.New("un mois comme \"2026-03\" est attendu")

func (l *lecteur) montant(m *argent.Montant) {
	s := l.chaine("un montant entre guillemets comme \"2500.00\"")
	if l.err != nil {
		return
	}
	v, err := argent.Lire(s)
	l.refuser(err, s)
	*m = v
}

// pourcent lit « 42.5 » et garde la part de cent.
func (l *lecteur) pourcent(f *argent.Taux) {
	s := l.chaine("un taux en pour cent entre guillemets comme \"42.5\"")
	if l.err != nil {
		return
	}
	v, err := argent.LireFraction(string(s))
	if n, d := v.Termes(); err != nil || bytes.IndexByte(s, '/') >= 0 || n > 1000*d {
		err = errTaux
	}
	l.refuser(err, s)
	*f = v.Fois(argent.Ratio(1, 100))
}

// tauxCSG lit l'un des trois taux de CSG d'une allocation (CSS L136-8).
func (l *lecteur) tauxCSG(f *argent.Taux) {
	s := l.chaine("un taux en pour cent entre guillemets comme \"6.2\"")
	if l.err != nil {
		return
	}
	v, err := argent.LireFraction(string(s))
	for _, dixiemes := range [...]int64{0, 38, 62} {
		if err == nil && v.Compare(argent.Ratio(dixiemes, 10)) == 0 {
			*f = argent.Ratio(dixiemes, 1000)
			return
		}
	}
	l.refuser(errCSG, s)
}

var errCSG = errors.New("le taux de CSG d'une allocation est \"0\", \"3.8\" ou \"6.2\"")

var errTaux = errors.New("un taux de 0 à 1000 pour cent, comme \"42.5\", est attendu")

func (l *lecteur) refuser(err error, recu []byte) {
	if err != nil {
		l.echec(CodeValeur, "reçu "+apercu(recu)+" ; "+err.Error())
	}
}

// nombre lit un nombre JSON sans exposant et rend son texte.
func (l *lecteur) nombre(attendu string) string {
	debut := l.i
	for l.i < len(l.b) && (l.b[l.i] >= '0' && l.b[l.i] <= '9' || l.b[l.i] == '.' || l.b[l.i] == '-' || l.b[l.i] == '+' || l.b[l.i] == 'e' || l.b[l.i] == 'E') {
		l.i++
	}
	if l.i == debut {
		l.typeAttendu(attendu)
		return ""
	}
	return string(l.b[debut:l.i])
}

func (l *lecteur) entier(n *fait.Nombre) {
	const attendu = "un nombre entier, sans guillemets"
	s := l.nombre(attendu)
	if l.err != nil {
		return
	}
	v, err := strconv.ParseUint(s, 10, 31)
	if err != nil || v > 10_000_000 || len(s) > 1 && s[0] == '0' {
		l.echec(CodeValeur, "reçu "+s+" ; un nombre entier de 0 à 10 000 000 est attendu")
		return
	}
	*n = fait.N(int(v))
}

func (l *lecteur) decimal(f *argent.Fraction) {
	s := l.nombre("un nombre, sans guillemets")
	if l.err != nil {
		return
	}
	v, err := argent.LireFraction(s)
	zeros := len(s) > 1 && s[0] == '0' && s[1] != '.'
	if n, d := v.Termes(); err != nil || zeros || n/max(d, 1) > 1_000_000 {
		l.echec(CodeValeur, "reçu "+s+" ; un nombre de 0 à 1 000 000 comme 1.5 est attendu")
		return
	}
	*f = v
}

func (l *lecteur) ouiNon(r *fait.Reponse) {
	switch {
	case bytes.HasPrefix(l.b[l.i:], []byte("true")):
		*r, l.i = fait.Oui, l.i+4
	case bytes.HasPrefix(l.b[l.i:], []byte("false")):
		*r, l.i = fait.Non, l.i+5
	default:
		l.typeAttendu("true ou false, sans guillemets")
	}
}

func (l *lecteur) texte(s *string) {
	v := l.chaine("un texte entre guillemets")
	if len(v) > maxTexte {
		l.echec(CodeTaille, "le texte dépasse "+strconv.Itoa(maxTexte)+" octets")
		return
	}
	*s = string(v)
}

// maxTexte borne un texte libre.
const maxTexte = 1000

// mot lit un mot d'une liste fermée et en garde le rang.
func mot[E ~uint8](l *lecteur, v *E, noms []string) {
	s := l.chaine("un mot entre guillemets")
	if l.err != nil {
		return
	}
	for i, n := range noms {
		if n == string(s) && n != "" {
			*v = E(i)
			return
		}
	}
	liste := ""
	for _, n := range noms {
		if n == "" {
			continue
		}
		if liste != "" {
			liste += ", "
		}
		liste += n
	}
	l.echec(CodeValeur, "reçu "+apercu(s)+" ; une de ces valeurs est attendue : "+liste)
}
