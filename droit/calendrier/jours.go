package calendrier

import "strconv"

// Territoire choisit les jours fériés du lieu de travail.
type Territoire uint8

// Les territoires dont les jours fériés diffèrent (C. trav. L3133-1, L3134-13, L3422-2).
const (
	Metropole Territoire = iota
	AlsaceMoselle
	Guadeloupe
	Guyane
	Martinique
	LaReunion
	Mayotte
	SaintPierreEtMiquelon
	SaintBarthelemy
	SaintMartin
	HorsTerritoire
)

// joursLocaux : mois et jour du férié propre au territoire, zéro s'il n'en a pas.
var joursLocaux = [...][2]int{
	Guadeloupe: {5, 27}, Guyane: {6, 10}, Martinique: {5, 22}, LaReunion: {12, 20}, Mayotte: {4, 27},
	SaintBarthelemy: {10, 9}, SaintMartin: {5, 28}, HorsTerritoire: {},
}

// Paques est le dimanche de Pâques de l'année (calendrier grégorien).
func Paques(an int) Date {
	a, b, c := an%19, an/100, an%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return D(an, n/31, n%31+1)
}

// Ferie dit si le jour est férié dans le territoire (C. trav. L3133-1 ; L3134-13 en Alsace-Moselle ;
// L3422-2 outre-mer). Le vendredi saint d'Alsace-Moselle suppose un temple protestant dans la commune.
func Ferie(d Date, t Territoire) bool {
	an, mois, jour := d.Civil()
	switch mois*100 + jour {
	case 101, 501, 508, 714, 815, 1101, 1111, 1225:
		return true
	case 1226:
		return t == AlsaceMoselle
	}
	if l := joursLocaux[t]; l[0] == mois && l[1] == jour {
		return true
	}
	if mois < 3 || mois > 6 {
		return false
	}
	switch d - Paques(an) {
	case 1, 39, 50:
		return true
	case -2:
		return t == AlsaceMoselle
	}
	return false
}

// Ouvrable : du lundi au samedi, hors jours fériés.
func Ouvrable(d Date, t Territoire) bool { return d.JourSemaine() != 7 && !Ferie(d, t) }

// Ouvre : du lundi au vendredi, hors jours fériés.
func Ouvre(d Date, t Territoire) bool { return d.JourSemaine() < 6 && !Ferie(d, t) }

// ReporterOuvre va au premier jour ouvré, ce jour compris.
func ReporterOuvre(d Date, t Territoire) Date {
	for d != 0 && !Ouvre(d, t) {
		d++
	}
	return d
}

// AvancerOuvre va au dernier jour ouvré, ce jour compris.
func AvancerOuvre(d Date, t Territoire) Date {
	for d != 0 && !Ouvre(d, t) {
		d--
	}
	return d
}

// ReporterOuvrable va au premier jour ouvrable, ce jour compris.
func ReporterOuvrable(d Date, t Territoire) Date {
	for d != 0 && !Ouvrable(d, t) {
		d++
	}
	return d
}

// ApresOuvrables est le n-ième jour ouvrable qui suit d.
func ApresOuvrables(d Date, n int, t Territoire) Date {
	for d != 0 && n > 0 {
		d++
		if Ouvrable(d, t) {
			n--
		}
	}
	return d
}

// ApresOuvres est le n-ième jour ouvré qui suit d.
func ApresOuvres(d Date, n int, t Territoire) Date {
	for d != 0 && n > 0 {
		d++
		if Ouvre(d, t) {
			n--
		}
	}
	return d
}

// Periode va du premier au dernier jour, tous deux compris. Fin vaut SansFin quand elle dure encore.
type Periode struct{ Debut, Fin Date }

// Vide dit si la période ne contient aucun jour.
func (p Periode) Vide() bool { return p.Debut == 0 || p.Fin < p.Debut }

// Jours compte les jours calendaires.
func (p Periode) Jours() int {
	if p.Vide() {
		return 0
	}
	return int(p.Fin-p.Debut) + 1
}

// LundisAuVendredis compte les jours du lundi au vendredi, fériés compris.
func (p Periode) LundisAuVendredis() int {
	if p.Vide() {
		return 0
	}
	jusque := func(d Date) int { // du lundi 1er janvier 1900 au jour d
		n := int(d)
		return n/7*5 + min(n%7, 5)
	}
	return jusque(p.Fin) - jusque(p.Debut-1)
}

// Inter est la partie commune aux deux périodes.
func (p Periode) Inter(q Periode) Periode {
	return Periode{max(p.Debut, q.Debut), min(p.Fin, q.Fin)}
}

// Contient dit si le jour est dans la période.
func (p Periode) Contient(d Date) bool { return p.Debut <= d && d <= p.Fin }

// MoisEtJours mesure la période en mois entiers de quantième à quantième, puis en jours restants.
func (p Periode) MoisEtJours() (mois, jours int) {
	if p.Vide() {
		return 0, 0
	}
	for p.Debut.FinPeriode(mois+1) <= p.Fin {
		mois++
	}
	reste := p.Debut
	if mois > 0 {
		reste = p.Debut.FinPeriode(mois) + 1
	}
	return mois, int(p.Fin-reste) + 1
}

// AuMoinsMois dit si la période dure au moins n mois, de quantième à quantième.
func (p Periode) AuMoinsMois(n int) bool { return !p.Vide() && p.Debut.FinPeriode(n) <= p.Fin }

// EnJours écrit un nombre de jours : « 1 jour », « 12 jours ».
func EnJours(n int) string {
	if n < 2 {
		return strconv.Itoa(n) + " jour"
	}
	return strconv.Itoa(n) + " jours"
}
