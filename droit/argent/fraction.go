package argent

import (
	"errors"
	"math"
	"math/bits"
	"strings"
)

// Fraction est un quotient exact d'entiers. Sa valeur zéro est l'inconnu.
// Un dénominateur nul marque l'inconnu (numérateur 0) ou le dépassement (numérateur 1).
type Fraction struct{ num, den int64 }

// Taux est une fraction qui multiplie un montant : 75 % est 3/4.
type Taux = Fraction

var debordement = Fraction{1, 0}

// Entier est la fraction n/1.
func Entier(n int64) Fraction { return Ratio(n, 1) }

// Ratio est la fraction num/den ; un dénominateur nul donne l'inconnu.
func Ratio(num, den int64) Fraction {
	if den == 0 {
		return Fraction{}
	}
	if num == math.MinInt64 || den == math.MinInt64 { // n'a pas d'opposé
		return debordement
	}
	if den < 0 {
		num, den = -num, -den
	}
	return Fraction{num, den}
}

// Connue dit si la fraction porte une valeur.
func (f Fraction) Connue() bool { return f.den != 0 }

// Depasse dit si le calcul qui l'a donnée sortait de 64 bits.
func (f Fraction) Depasse() bool { return f.den == 0 && f.num != 0 }

// Termes rend le numérateur et le dénominateur, tels qu'écrits dans la source.
func (f Fraction) Termes() (num, den int64) { return f.num, f.den }

// Fois multiplie deux fractions.
func (f Fraction) Fois(g Fraction) Fraction {
	if f.den == 0 || g.den == 0 {
		return absence(f, g)
	}
	num, ok1 := produit(f.num, g.num)
	den, ok2 := produit(f.den, g.den)
	if ok1 && ok2 {
		return Fraction{num, den}
	}
	// Les facteurs communs croisés disparaissent avant la seconde tentative.
	a, b := pgcd(f.num, g.den), pgcd(g.num, f.den)
	num, ok1 = produit(f.num/a, g.num/b)
	den, ok2 = produit(f.den/b, g.den/a)
	if ok1 && ok2 {
		return Fraction{num, den}
	}
	return debordement
}

// Plus additionne deux fractions.
func (f Fraction) Plus(g Fraction) Fraction {
	if f.den == 0 || g.den == 0 {
		return absence(f, g)
	}
	if f.den == g.den {
		if s, ok := somme(f.num, g.num); ok {
			return Fraction{s, f.den}
		}
		return debordement
	}
	d := pgcd(f.den, g.den)
	a, ok1 := produit(f.num, g.den/d)
	b, ok2 := produit(g.num, f.den/d)
	den, ok3 := produit(f.den, g.den/d)
	s, ok4 := somme(a, b)
	if ok1 && ok2 && ok3 && ok4 {
		return Fraction{s, den}
	}
	return debordement
}

// Moins soustrait g de f.
func (f Fraction) Moins(g Fraction) Fraction {
	if g.den == 0 {
		return absence(f, g)
	}
	return f.Plus(Fraction{-g.num, g.den})
}

// Compare rend -1, 0 ou 1. Les deux fractions doivent être connues ; sinon 0.
func (f Fraction) Compare(g Fraction) int {
	if f.den == 0 || g.den == 0 {
		return 0
	}
	fs, gs := signe(f.num), signe(g.num)
	if fs != gs {
		if fs < gs {
			return -1
		}
		return 1
	}
	h1, l1 := bits.Mul64(absolu(f.num), uint64(g.den))
	h2, l2 := bits.Mul64(absolu(g.num), uint64(f.den))
	c := 0
	switch {
	case h1 != h2 && h1 < h2, h1 == h2 && l1 < l2:
		c = -1
	case h1 != h2 || l1 != l2:
		c = 1
	}
	return c * fs
}

// Mode nomme la façon d'arrondir que demande une règle.
type Mode uint8

const (
	// Proche : à l'unité la plus proche, la demie vers le haut.
	Proche Mode = iota
	// Inferieur : à l'unité inférieure.
	Inferieur
	// Superieur : à l'unité supérieure.
	Superieur
)

// Arrondi ramène la fraction à un entier. Le second résultat est faux quand la fraction est inconnue.
func (f Fraction) Arrondi(mode Mode) (int64, bool) {
	if f.den == 0 {
		return 0, false
	}
	q, r := f.num/f.den, f.num%f.den
	if r < 0 { // quotient par défaut, reste positif
		q, r = q-1, r+f.den
	}
	switch mode {
	case Superieur:
		if r > 0 {
			q++
		}
	case Proche:
		if r >= f.den-r {
			q++
		}
	case Inferieur:
	}
	return q, true
}

var errDecimal = errors.New("un nombre comme 2, 2.5 ou 1/3 est attendu")

// LireFraction lit « 2 », « 2.5 » ou « 1/3 », sans signe ni espace, douze chiffres au plus.
func LireFraction(s string) (Fraction, error) {
	if a, b, ok := strings.Cut(s, "/"); ok {
		n, ok1 := chiffres(a)
		d, ok2 := chiffres(b)
		if !ok1 || !ok2 || d == 0 {
			return Fraction{}, errDecimal
		}
		return Fraction{n, d}, nil
	}
	entier, dec, point := strings.Cut(s, ".")
	n, ok := chiffres(entier)
	if !ok || (point && dec == "") || len(dec) > 9 {
		return Fraction{}, errDecimal
	}
	den := int64(1)
	for _, c := range []byte(dec) {
		if c < '0' || c > '9' {
			return Fraction{}, errDecimal
		}
		n, den = n*10+int64(c-'0'), den*10
	}
	if len(entier)+len(dec) > 18 {
		return Fraction{}, errDecimal
	}
	return Fraction{n, den}, nil
}

// AppendDecimal écrit la fraction en décimal exact quand elle l'est (« 1.5 »), sinon « 1/3 ».
func (f Fraction) AppendDecimal(b []byte) []byte {
	if f.den == 0 {
		return append(b, "null"...)
	}
	g := pgcd(f.num, f.den)
	num, den := f.num/g, f.den/g
	if num < 0 {
		b, num = append(b, '-'), -num
	}
	ech := int64(1)
	for n := 0; n < 9 && ech%den != 0; n++ {
		ech *= 10
	}
	if ech%den != 0 {
		b = appendEntier(b, num)
		return appendEntier(append(b, '/'), den)
	}
	b = appendEntier(b, num/den)
	reste := num % den * (ech / den)
	if reste == 0 {
		return b
	}
	b = append(b, '.')
	for ech /= 10; reste > 0; ech /= 10 {
		b = append(b, byte('0'+reste/ech))
		reste %= ech
	}
	return b
}

// String rend l'écriture décimale, ou « inconnu ».
func (f Fraction) String() string {
	if f.den == 0 {
		return "inconnu"
	}
	return string(f.AppendDecimal(nil))
}

func chiffres(s string) (int64, bool) {
	if s == "" || len(s) > 12 {
		return 0, false
	}
	n := int64(0)
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	return n, true
}

func absence(f, g Fraction) Fraction {
	if f.Depasse() || g.Depasse() {
		return debordement
	}
	return Fraction{}
}

func produit(a, b int64) (int64, bool) {
	h, l := bits.Mul64(absolu(a), absolu(b))
	if h != 0 || l > 1<<63-1 {
		return 0, false
	}
	if (a < 0) != (b < 0) {
		return -int64(l), true
	}
	return int64(l), true
}

// somme refuse aussi le plus petit entier, qui n'a pas d'opposé.
func somme(a, b int64) (int64, bool) {
	s := a + b
	return s, (s >= a) == (b >= 0) && s != math.MinInt64
}

func absolu(a int64) uint64 {
	if a < 0 {
		return uint64(-a)
	}
	return uint64(a)
}

func signe(a int64) int {
	switch {
	case a < 0:
		return -1
	case a > 0:
		return 1
	}
	return 0
}

func pgcd(a, b int64) int64 {
	x, y := absolu(a), absolu(b)
	for y != 0 {
		x, y = y, x%y
	}
	if x == 0 || x > 1<<63-1 {
		return 1
	}
	return int64(x)
}
