// Package fait dit ce qu'on sait d'un fait : l'inconnu y est un état, jamais zéro ni faux.
package fait

// Reponse est oui, non, ou l'inconnu (valeur zéro).
type Reponse uint8

// Les trois réponses.
const (
	Inconnu Reponse = iota
	Non
	Oui
)

// Si traduit un booléen connu.
func Si(b bool) Reponse {
	if b {
		return Oui
	}
	return Non
}

// Et est faux dès qu'un terme est faux, vrai si tous le sont.
func (r Reponse) Et(s Reponse) Reponse {
	switch {
	case r == Non || s == Non:
		return Non
	case r == Oui && s == Oui:
		return Oui
	}
	return Inconnu
}

// Ou est vrai dès qu'un terme est vrai, faux si tous le sont.
func (r Reponse) Ou(s Reponse) Reponse {
	switch {
	case r == Oui || s == Oui:
		return Oui
	case r == Non && s == Non:
		return Non
	}
	return Inconnu
}

// Defaut rend la réponse, ou d quand elle est inconnue.
func (r Reponse) Defaut(d bool) bool {
	if r == Inconnu {
		return d
	}
	return r == Oui
}

// Nombre est un entier, ou l'inconnu (valeur zéro).
type Nombre struct {
	n     int32
	connu bool
}

// N est un nombre connu.
func N(n int) Nombre { return Nombre{int32(n), true} }

// Connu dit si le nombre porte une valeur.
func (n Nombre) Connu() bool { return n.connu }

// Int rend la valeur, 0 si elle est inconnue.
func (n Nombre) Int() int { return int(n.n) }

// Defaut rend la valeur, ou d quand elle est inconnue.
func (n Nombre) Defaut(d int) int {
	if n.connu {
		return int(n.n)
	}
	return d
}

// AuMoins compare à un seuil.
func (n Nombre) AuMoins(seuil Nombre) Reponse {
	if !n.connu || !seuil.connu {
		return Inconnu
	}
	return Si(n.n >= seuil.n)
}
