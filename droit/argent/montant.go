package argent

import (
	"errors"
	"math"
	"strconv"
)

type etat uint8

const (
	inconnu etat = iota
	connu
	depasse
)

// Montant est une somme en centimes, ou l'inconnu (valeur zéro).
type Montant struct {
	centimes int64
	etat     etat
}

// plafondLecture est le plus grand montant accepté en entrée : dix milliards d'euros.
const plafondLecture = 10_000_000_000_00

// Centimes est un montant connu.
func Centimes(c int64) Montant {
	if c == math.MinInt64 { // n'a pas d'opposé
		return Montant{etat: depasse}
	}
	return Montant{c, connu}
}

// Euros est un montant connu, en euros entiers.
func Euros(e int64) Montant { return Centimes(e * 100) }

// Connu dit si le montant porte une valeur.
func (m Montant) Connu() bool { return m.etat == connu }

// Depasse dit si le calcul qui l'a donné sortait de 64 bits.
func (m Montant) Depasse() bool { return m.etat == depasse }

// Centimes rend le nombre de centimes, 0 si le montant est inconnu.
func (m Montant) Centimes() int64 { return m.centimes }

// Nul dit si le montant est connu et vaut zéro.
func (m Montant) Nul() bool { return m.etat == connu && m.centimes == 0 }

// Positif dit si le montant est connu et strictement positif.
func (m Montant) Positif() bool { return m.etat == connu && m.centimes > 0 }

// Plus additionne.
func (m Montant) Plus(n Montant) Montant {
	if m.etat != connu || n.etat != connu {
		return manque(m, n)
	}
	if s, ok := somme(m.centimes, n.centimes); ok {
		return Centimes(s)
	}
	return Montant{etat: depasse}
}

// Moins soustrait ; le résultat peut être négatif.
func (m Montant) Moins(n Montant) Montant {
	n.centimes = -n.centimes
	return m.Plus(n)
}

// Fois multiplie par un entier.
func (m Montant) Fois(n int64) Montant {
	if m.etat != connu {
		return manque(m, m)
	}
	if p, ok := produit(m.centimes, n); ok {
		return Centimes(p)
	}
	return Montant{etat: depasse}
}

// Compare rend -1, 0 ou 1. Les deux montants doivent être connus ; sinon 0.
func (m Montant) Compare(n Montant) int {
	switch {
	case m.etat != connu || n.etat != connu || m.centimes == n.centimes:
		return 0
	case m.centimes < n.centimes:
		return -1
	}
	return 1
}

// Min rend le plus petit des deux, inconnu si l'un l'est.
func Min(m, n Montant) Montant {
	if m.etat != connu || n.etat != connu {
		return manque(m, n)
	}
	return Centimes(min(m.centimes, n.centimes))
}

// Max rend le plus grand des deux, inconnu si l'un l'est.
func Max(m, n Montant) Montant {
	if m.etat != connu || n.etat != connu {
		return manque(m, n)
	}
	return Centimes(max(m.centimes, n.centimes))
}

// Exact sort du centime pour un calcul non arrondi.
func (m Montant) Exact() Exact {
	switch m.etat {
	case connu:
		return Exact{Entier(m.centimes)}
	case depasse:
		return Exact{debordement}
	}
	return Exact{}
}

func manque(m, n Montant) Montant {
	if m.etat == depasse || n.etat == depasse {
		return Montant{etat: depasse}
	}
	return Montant{}
}

// Exact est un montant non arrondi, en fraction de centime.
type Exact struct{ f Fraction }

// Fois multiplie par une fraction.
func (e Exact) Fois(t Fraction) Exact { return Exact{e.f.Fois(t)} }

// Par divise par un entier.
func (e Exact) Par(n int64) Exact {
	if n == 0 {
		return Exact{}
	}
	return Exact{e.f.Fois(Ratio(1, n))}
}

// Plus additionne.
func (e Exact) Plus(x Exact) Exact { return Exact{e.f.Plus(x.f)} }

// Compare rend -1, 0 ou 1 ; 0 si l'un est inconnu.
func (e Exact) Compare(x Exact) int { return e.f.Compare(x.f) }

// Rapporte divise un montant par un autre : un nombre de jours, de mois.
func (e Exact) Rapporte(m Montant) Fraction {
	if m.etat != connu || m.centimes == 0 {
		return Fraction{}
	}
	return e.f.Fois(Ratio(1, m.centimes))
}

// MinExact rend le plus petit, inconnu si l'un l'est.
func MinExact(a, b Exact) Exact {
	if !a.f.Connue() || !b.f.Connue() {
		return Exact{absence(a.f, b.f)}
	}
	if b.Compare(a) < 0 {
		return b
	}
	return a
}

// MaxExact rend le plus grand, inconnu si l'un l'est.
func MaxExact(a, b Exact) Exact {
	if !a.f.Connue() || !b.f.Connue() {
		return Exact{absence(a.f, b.f)}
	}
	if b.Compare(a) > 0 {
		return b
	}
	return a
}

// Arrondi revient au centime. C'est le seul chemin de retour.
func (e Exact) Arrondi(mode Mode) Montant {
	c, ok := e.f.Arrondi(mode)
	switch {
	case ok:
		return Centimes(c)
	case e.f.Depasse():
		return Montant{etat: depasse}
	}
	return Montant{}
}

// Erreurs de lecture d'un montant.
var (
	ErrFormeMontant  = errors.New("un montant en euros comme \"2500.00\" est attendu, avec un point et deux décimales au plus")
	ErrNegatif       = errors.New("un montant positif ou nul est attendu")
	ErrTropDecimales = errors.New("deux décimales au plus : un montant s'écrit au centime")
	ErrTropGrand     = errors.New("un montant d'au plus dix milliards d'euros est attendu")
)

// Lire lit « 2500 », « 2500.5 » ou « 2500.00 ».
func Lire(s []byte) (Montant, error) {
	if len(s) > 1 && s[0] == '-' {
		return Montant{}, ErrNegatif
	}
	var c int64
	chiffresLus, decimales, point := 0, 0, false
	for _, x := range s {
		switch {
		case x == '.' && !point && chiffresLus > 0:
			point = true
		case x >= '0' && x <= '9':
			if point {
				decimales++
			}
			if decimales > 2 {
				return Montant{}, ErrTropDecimales
			}
			chiffresLus++
			if c > plafondLecture {
				return Montant{}, ErrTropGrand
			}
			c = c*10 + int64(x-'0')
		default:
			return Montant{}, ErrFormeMontant
		}
	}
	if chiffresLus == 0 || (point && decimales == 0) {
		return Montant{}, ErrFormeMontant
	}
	for ; decimales < 2; decimales++ {
		c *= 10
	}
	if c > plafondLecture {
		return Montant{}, ErrTropGrand
	}
	return Centimes(c), nil
}

// Append écrit « 2500.00 », la forme d'échange ; « null » si le montant est inconnu.
func (m Montant) Append(b []byte) []byte {
	if m.etat != connu {
		return append(b, "null"...)
	}
	u := absolu(m.centimes)
	if m.centimes < 0 {
		b = append(b, '-')
	}
	b = strconv.AppendUint(b, u/100, 10)
	return append(b, '.', byte('0'+u/10%10), byte('0'+u%10))
}

// String rend la forme d'échange.
func (m Montant) String() string {
	if m.etat != connu {
		return "inconnu"
	}
	return string(m.Append(nil))
}

// Francais écrit « 1 234,56 € » pour une personne, avec des espaces insécables.
func (m Montant) Francais() string {
	if m.etat != connu {
		return "inconnu"
	}
	u := absolu(m.centimes)
	ent := strconv.FormatUint(u/100, 10)
	var b []byte
	if m.centimes < 0 {
		b = append(b, '-')
	}
	for i, c := range []byte(ent) {
		if i > 0 && (len(ent)-i)%3 == 0 {
			b = append(b, "\u00a0"...)
		}
		b = append(b, c)
	}
	b = append(b, ',', byte('0'+u/10%10), byte('0'+u%10))
	return string(append(b, "\u00a0€"...))
}

func appendEntier(b []byte, n int64) []byte { return strconv.AppendInt(b, n, 10) }
