// Package octets lit en peu de temps le JSON que ce programme écrit : ni blanc, ni échappement, ni liste. De tout autre texte, il
// rend la main.
package octets

import (
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// Parcours avance dans un texte JSON ; faux dit qu'il rend la main, non que le texte est faux.
type Parcours struct {
	b []byte
	i int
}

// Nouveau commence un texte.
func Nouveau(b []byte) *Parcours { return &Parcours{b: b} }

// Fini dit que tout le texte est lu.
func (l *Parcours) Fini() bool { return l.i == len(l.b) }

func (l *Parcours) prendre(o byte) bool {
	if l.i < len(l.b) && l.b[l.i] == o {
		l.i++
		return true
	}
	return false
}

// Objet lit un objet ; valeur en lit chaque valeur, à son tour.
func (l *Parcours) Objet(valeur func(cle string) bool) bool {
	if !l.prendre('{') {
		return false
	}
	for vide := l.prendre('}'); !vide; {
		var cle string
		if !l.Texte(&cle) || !l.prendre(':') || !valeur(cle) {
			return false
		}
		if vide = l.prendre('}'); !vide && !l.prendre(',') {
			return false
		}
	}
	return true
}

// chaine passe une chaîne sans échappement et rend ce qu'elle contient.
func (l *Parcours) chaine() ([]byte, bool) {
	if !l.prendre('"') {
		return nil, false
	}
	for debut := l.i; l.i < len(l.b); l.i++ {
		switch o := l.b[l.i]; {
		case o == '"':
			l.i++
			return l.b[debut : l.i-1], true
		case o == '\\' || o < ' ':
			return nil, false
		}
	}
	return nil, false
}

// Texte lit une chaîne.
func (l *Parcours) Texte(v *string) bool {
	b, ok := l.chaine()
	*v = string(b)
	return ok && utf8.Valid(b)
}

// Entier lit un nombre entier.
func (l *Parcours) Entier(v *int) bool {
	debut := l.i
	if !l.nombre() {
		return false
	}
	n, err := strconv.Atoi(string(l.b[debut:l.i]))
	*v = n
	return err == nil
}

func (l *Parcours) chiffres() bool {
	debut := l.i
	for l.i < len(l.b) && '0' <= l.b[l.i] && l.b[l.i] <= '9' {
		l.i++
	}
	return l.i > debut
}

func (l *Parcours) nombre() bool {
	l.prendre('-')
	if !l.prendre('0') && !l.chiffres() {
		return false
	}
	return !l.prendre('.') || l.chiffres()
}

// Brut garde un objet tel qu'il est écrit.
func (l *Parcours) Brut(v *json.RawMessage) bool {
	debut := l.i
	if debut >= len(l.b) || l.b[debut] != '{' || !l.valeur(0) {
		return false
	}
	*v = l.b[debut:l.i:l.i]
	return true
}

// profondeurMax est loin de ce qu'un fait écrit.
const profondeurMax = 16

func (l *Parcours) valeur(profondeur int) bool {
	if l.i >= len(l.b) || profondeur > profondeurMax {
		return false
	}
	switch o := l.b[l.i]; {
	case o == '"':
		_, ok := l.chaine()
		return ok
	case o == '{':
		return l.objetBrut(profondeur)
	case o == '-' || '0' <= o && o <= '9':
		return l.nombre()
	case o == 't':
		return l.mot("true")
	case o == 'f':
		return l.mot("false")
	}
	return false
}

func (l *Parcours) objetBrut(profondeur int) bool {
	l.i++
	for vide := l.prendre('}'); !vide; {
		if _, ok := l.chaine(); !ok || !l.prendre(':') || !l.valeur(profondeur+1) {
			return false
		}
		if vide = l.prendre('}'); !vide && !l.prendre(',') {
			return false
		}
	}
	return true
}

func (l *Parcours) mot(m string) bool {
	if len(l.b)-l.i < len(m) || string(l.b[l.i:l.i+len(m)]) != m {
		return false
	}
	l.i += len(m)
	return true
}
