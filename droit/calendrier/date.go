// Package calendrier compte les jours comme le droit les compte : dates civiles sans heure,
// mois de quantième à quantième, jours calendaires, ouvrables et ouvrés, jours fériés français.
package calendrier

import (
	"errors"
	"math"
)

// Date est un jour civil, numéroté depuis le 1er janvier 1900 (jour 1). Deux dates connues se
// comparent avec < et ==. La valeur zéro est l'inconnu.
type Date int32

const (
	anMin = 1900
	anMax = 2199
	// Décalage entre le jour 1 de ce paquet et le jour 0 de l'ère civile utilisée par jours().
	origine = 693900
)

// Bornes des dates que le programme accepte.
var (
	Premiere = D(anMin, 1, 1)
	Derniere = D(anMax, 12, 31)
	// SansFin marque une période dont la fin n'est pas connue : elle dure encore.
	SansFin = Date(math.MaxInt32)
)

// D construit une date. Une date hors du calendrier (30 février, an 1800) donne l'inconnu.
func D(an, mois, jour int) Date {
	if an < anMin || an > anMax || mois < 1 || mois > 12 || jour < 1 || jour > joursDuMois(an, mois) {
		return 0
	}
	return Date(joursCivils(an, mois, jour) - origine)
}

// joursCivils compte les jours depuis le 1er mars de l'an 0, dans l'année qui commence en mars.
func joursCivils(an, mois, jour int) int {
	if mois <= 2 {
		an, mois = an-1, mois+12
	}
	return 365*an + an/4 - an/100 + an/400 + (153*(mois-3)+2)/5 + jour - 1
}

// tableCivile donne d'un regard l'année, le mois et le jour des dates de 2000 à 2039, celles de presque
// tous les dossiers : convertir une date est l'opération la plus fréquente du calcul et de l'écriture.
var (
	debutTable  = D(2000, 1, 1)
	tableCivile = func() (t [14610]uint32) {
		for i := range t {
			an, mois, jour := (debutTable + Date(i)).calculer()
			t[i] = uint32(an)<<16 | uint32(mois)<<8 | uint32(jour)
		}
		return t
	}()
)

// Civil rend l'année, le mois et le jour.
func (d Date) Civil() (an, mois, jour int) {
	if i := uint32(d - debutTable); i < uint32(len(tableCivile)) {
		x := tableCivile[i]
		return int(x >> 16), int(x >> 8 & 0xff), int(x & 0xff)
	}
	return d.calculer()
}

func (d Date) calculer() (an, mois, jour int) {
	// En 32 bits sans signe : les divisions par une constante y coûtent deux fois moins.
	n := uint32(d) + origine
	siecle := (4*n + 3) / 146097
	n -= 146097 * siecle / 4
	a := (4*n + 3) / 1461
	n -= 1461 * a / 4
	m := (5*n + 2) / 153
	jour = int(n - (153*m+2)/5 + 1)
	an = int(100*siecle + a)
	if m >= 10 {
		return an + 1, int(m) - 9, jour
	}
	return an, int(m) + 3, jour
}

// Connue dit si la date porte un jour.
func (d Date) Connue() bool { return d != 0 }

// Annee rend l'année civile.
func (d Date) Annee() int { an, _, _ := d.Civil(); return an }

// Plus ajoute des jours calendaires ; inconnu reste inconnu.
func (d Date) Plus(jours int) Date {
	if d == 0 || d == SansFin {
		return d
	}
	return d + Date(jours)
}

// PlusMois va au même quantième n mois plus loin (n peut être négatif) ; si le mois d'arrivée ne
// l'a pas, à son dernier jour. Sert aux délais « de date à date ».
func (d Date) PlusMois(n int) Date {
	if d == 0 || d == SansFin {
		return d
	}
	an, mois, jour := d.Civil()
	mois += n - 1
	an += mois / 12
	if mois %= 12; mois < 0 {
		an, mois = an-1, mois+12
	}
	return Date(joursCivils(an, mois+1, min(jour, joursDuMois(an, mois+1))) - origine)
}

// FinPeriode est le dernier jour d'une période de n mois qui commence ce jour : la veille du même
// quantième n mois plus loin, ou le dernier jour du mois d'arrivée s'il n'a pas ce quantième.
func (d Date) FinPeriode(n int) Date {
	if d == 0 || d == SansFin {
		return d
	}
	_, _, jour := d.Civil()
	fin := d.PlusMois(n)
	if _, _, j := fin.Civil(); j == jour {
		return fin - 1
	}
	return fin
}

// DebutMois est le premier jour du mois.
func (d Date) DebutMois() Date { _, _, j := d.Civil(); return d - Date(j-1) }

// FinMois est le dernier jour du mois.
func (d Date) FinMois() Date {
	an, mois, jour := d.Civil()
	return d + Date(joursDuMois(an, mois)-jour)
}

// JoursDuMois est la longueur du mois de cette date.
func (d Date) JoursDuMois() int { an, mois, _ := d.Civil(); return joursDuMois(an, mois) }

// MoisEntiers compte les mois entiers écoulés entre ce jour et le jour b exclu, au sens de FinPeriode : du
// 1er mars au 1er mars suivant, douze ; du 31 janvier au 29 février exclu, aucun.
func (d Date) MoisEntiers(b Date) int {
	a1, m1, j1 := d.Civil()
	a2, m2, j2 := b.Civil()
	n := (a2-a1)*12 + m2 - m1
	if j2 < j1 {
		n--
	}
	return max(n, 0)
}

// Age est le nombre d'années révolues à la date le.
func (d Date) Age(le Date) int { return d.MoisEntiers(le) / 12 }

// JourSemaine rend 1 pour lundi, 7 pour dimanche.
func (d Date) JourSemaine() int { return (int(d)-1)%7 + 1 }

func bissextile(an int) bool { return an%4 == 0 && (an%100 != 0 || an%400 == 0) }

func joursDuMois(an, mois int) int {
	switch mois {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if bissextile(an) {
			return 29
		}
		return 28
	}
	return 31
}

// Erreurs de lecture d'une date.
var (
	ErrFormeDate = errors.New("une date comme \"2026-03-02\" est attendue (année-mois-jour)")
	ErrJour      = errors.New("ce jour n'existe pas au calendrier, ou sort des années 1900 à 2199")
)

// Lire lit « 2026-03-02 ».
func Lire(s []byte) (Date, error) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return 0, ErrFormeDate
	}
	n := func(b []byte) int {
		v := 0
		for _, c := range b {
			if c < '0' || c > '9' {
				return -1
			}
			v = v*10 + int(c-'0')
		}
		return v
	}
	an, mois, jour := n(s[:4]), n(s[5:7]), n(s[8:])
	if an < 0 || mois < 0 || jour < 0 {
		return 0, ErrFormeDate
	}
	if d := D(an, mois, jour); d != 0 {
		return d, nil
	}
	return 0, ErrJour
}

// Append écrit « 2026-03-02 », la forme d'échange.
func (d Date) Append(b []byte) []byte {
	an, m, j := d.Civil()
	return append(b, byte('0'+an/1000), byte('0'+an/100%10), byte('0'+an/10%10), byte('0'+an%10), '-',
		byte('0'+m/10), byte('0'+m%10), '-', byte('0'+j/10), byte('0'+j%10))
}

// String rend la forme d'échange.
func (d Date) String() string {
	if d == 0 {
		return "inconnue"
	}
	return string(d.Append(nil))
}

// Francais écrit « 02/03/2026 ».
func (d Date) Francais() string {
	if d == 0 {
		return "inconnue"
	}
	an, m, j := d.Civil()
	return string([]byte{
		byte('0' + j/10), byte('0' + j%10), '/', byte('0' + m/10), byte('0' + m%10), '/',
		byte('0' + an/1000), byte('0' + an/100%10), byte('0' + an/10%10), byte('0' + an%10),
	})
}

var (
	nomsJours = [...]string{"", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"}
	nomsMois  = [...]string{"", "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}
)

// EnLettres écrit « lundi 2 mars 2026 ».
func (d Date) EnLettres() string {
	if d == 0 {
		return "inconnue"
	}
	an, m, j := d.Civil()
	jour := string(appendNombre(nil, j))
	if j == 1 {
		jour = "1er"
	}
	return nomsJours[d.JourSemaine()] + " " + jour + " " + nomsMois[m] + " " + string(appendNombre(nil, an))
}

// NomMois écrit « mars 2026 ».
func (d Date) NomMois() string {
	an, m, _ := d.Civil()
	return nomsMois[m] + " " + string(appendNombre(nil, an))
}

func appendNombre(b []byte, n int) []byte {
	if n >= 10 {
		b = appendNombre(b, n/10)
	}
	return append(b, byte('0'+n%10))
}
