package dossier

import (
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// lireContenu lit ce qu'un fait dit, comme encoding/json et en bien moins de temps : les octets que le greffe écrit
// n'ont d'ordinaire ni blanc ni échappement. Tout le reste est laissé à encoding/json.
func lireContenu(b []byte, c *contenu) error {
	if l := (parcours{b: b}); l.contenu(c) {
		return nil
	}
	*c = contenu{}
	return json.Unmarshal(b, c)
}

// parcours avance dans un texte JSON ; faux dit qu'il rend la main, non que le texte est faux.
type parcours struct {
	b []byte
	i int
}

func (l *parcours) contenu(c *contenu) bool {
	return l.objet(func(cle string) bool {
		switch cle {
		case "faits":
			return l.brut(&c.Faits)
		case "evenement":
			return l.brut(&c.Evenement)
		case "complete":
			return l.entier(&c.Complete)
		case "corrige":
			return l.entier(&c.Corrige)
		case "pourquoi":
			return l.texte(&c.Pourquoi)
		case "suivi":
			if c.Suivi == nil {
				c.Suivi = map[string]string{}
			}
			return l.objet(func(cle string) bool {
				var v string
				ok := l.texte(&v)
				c.Suivi[cle] = v
				return ok
			})
		}
		return false
	}) && l.i == len(l.b)
}

func (l *parcours) prendre(o byte) bool {
	if l.i < len(l.b) && l.b[l.i] == o {
		l.i++
		return true
	}
	return false
}

func (l *parcours) objet(valeur func(cle string) bool) bool {
	if !l.prendre('{') {
		return false
	}
	for vide := l.prendre('}'); !vide; {
		var cle string
		if !l.texte(&cle) || !l.prendre(':') || !valeur(cle) {
			return false
		}
		if vide = l.prendre('}'); !vide && !l.prendre(',') {
			return false
		}
	}
	return true
}

// chaine passe une chaîne sans échappement et rend ce qu'elle contient.
func (l *parcours) chaine() ([]byte, bool) {
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

func (l *parcours) texte(v *string) bool {
	b, ok := l.chaine()
	*v = string(b)
	return ok && utf8.Valid(b)
}

func (l *parcours) entier(v *int) bool {
	debut := l.i
	if !l.nombre() {
		return false
	}
	n, err := strconv.Atoi(string(l.b[debut:l.i]))
	*v = n
	return err == nil
}

func (l *parcours) chiffres() bool {
	debut := l.i
	for l.i < len(l.b) && '0' <= l.b[l.i] && l.b[l.i] <= '9' {
		l.i++
	}
	return l.i > debut
}

func (l *parcours) nombre() bool {
	l.prendre('-')
	if !l.prendre('0') && !l.chiffres() {
		return false
	}
	return !l.prendre('.') || l.chiffres()
}

// brut garde un objet tel qu'il est écrit.
func (l *parcours) brut(v *json.RawMessage) bool {
	debut := l.i
	if debut >= len(l.b) || l.b[debut] != '{' || !l.valeur(0) {
		return false
	}
	*v = l.b[debut:l.i:l.i]
	return true
}

// profondeurMax est loin de ce qu'un fait écrit.
const profondeurMax = 16

func (l *parcours) valeur(profondeur int) bool {
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

func (l *parcours) objetBrut(profondeur int) bool {
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

func (l *parcours) mot(m string) bool {
	if len(l.b)-l.i < len(m) || string(l.b[l.i:l.i+len(m)]) != m {
		return false
	}
	l.i += len(m)
	return true
}
