package tableur

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"jalon/lot"
)

// lecture est une feuille en cours de lecture. Un tableur y écrit les rangées (row), leurs cases (c), la formule
// (f) et la valeur (v, ou t pour un texte sur place) de chacune, puis les fusions (mergeCell).
type lecture struct {
	rangees
	a          *archive
	colonne    int
	genre      string // attribut t de la case
	style      int
	ouverte    bool // une case est en cours
	formule    bool
	valeur     bool // la case a une valeur
	garder     bool // le texte qui vient est celui de la valeur
	phonetique bool // et non sa prononciation
	brut       []byte
	masquees   int
	cachees    []string // colonnes masquées
}

func (a *archive) feuille(nom string, t *lot.Tableau) error {
	l := &lecture{rangees: rangees{compte: a.compte}, a: a}
	err := a.parcourir(nom, l.voir)
	if err != nil {
		return err
	}
	if l.masquees > 0 {
		l.dire(0, fmt.Sprintf("Rangées masquées : %d. Elles sont lues comme les autres.", l.masquees))
	}
	if len(l.cachees) > 0 {
		l.dire(0, "Colonnes masquées : "+strings.Join(l.cachees, ", ")+". Elles sont lues comme les autres.")
	}
	t.Rangees, t.Remarques = l.liste, l.toutes()
	return nil
}

func (l *lecture) voir(t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		l.ouvrir(t)
	case xml.CharData:
		if l.garder && len(l.brut) <= 4*SignesMax {
			l.brut = append(l.brut, t...)
		}
	case xml.EndElement:
		switch t.Name.Local {
		case "v", "t":
			l.garder = false
		case "rPh":
			l.phonetique = false
		case "c":
			if l.ouverte {
				l.ouverte = false
				l.fermerCase()
			}
		case "row":
			if l.finir(); l.pleine {
				return errFini
			}
		}
	}
	return nil
}

func (l *lecture) ouvrir(t xml.StartElement) {
	switch t.Name.Local {
	case "row":
		l.rang++
		l.colonne = -1
		for _, x := range t.Attr {
			switch x.Name.Local {
			case "r":
				if n, err := strconv.Atoi(x.Value); err == nil && n > 0 {
					l.rang = n
				}
			case "hidden":
				if vrai(x.Value) {
					l.masquees++
				}
			}
		}
	case "col":
		l.cacher(t.Attr)
	case "c":
		l.colonne++
		l.genre, l.style, l.brut = "", 0, l.brut[:0]
		l.ouverte, l.formule, l.valeur, l.garder, l.phonetique = true, false, false, false, false
		for _, x := range t.Attr {
			switch x.Name.Local {
			case "r":
				if n, oui := numeroColonne(x.Value); oui {
					l.colonne = n
				}
			case "s":
				l.style, _ = strconv.Atoi(x.Value)
			case "t":
				l.genre = x.Value
			}
		}
	case "f":
		l.formule = true
	case "v", "t":
		l.valeur, l.garder = true, !l.phonetique
	case "rPh":
		l.phonetique = true
	case "mergeCell":
		for _, x := range t.Attr {
			if x.Name.Local == "ref" {
				l.fusion(x.Value)
			}
		}
	}
}

// cacher retient une suite de colonnes masquées.
func (l *lecture) cacher(attributs []xml.Attr) {
	var premiere, derniere int
	masquee := false
	for _, x := range attributs {
		switch x.Name.Local {
		case "min":
			premiere, _ = strconv.Atoi(x.Value)
		case "max":
			derniere, _ = strconv.Atoi(x.Value)
		case "hidden":
			masquee = vrai(x.Value)
		}
	}
	if !masquee || premiere < 1 || premiere > ColonnesMax || len(l.cachees) >= 20 {
		return
	}
	plage := lettres(premiere - 1)
	if derniere > premiere {
		plage += " à " + lettres(min(derniere, ColonnesMax)-1)
	}
	l.cachees = append(l.cachees, plage)
}

func (l *lecture) fusion(plage string) {
	premiere, _, _ := strings.Cut(plage, ":")
	rang, _ := strconv.Atoi(strings.TrimLeft(premiere, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	l.dire(rang, fmt.Sprintf("Cases fusionnées %s : seule la première, %s, est lue ; défusionnez-les et répétez la valeur si elle vaut pour toutes.", court(plage), court(premiere)))
}

// fermerCase interprète la case selon son genre (ECMA-376, partie 1, 18.18.11) et son format.
func (l *lecture) fermerCase() {
	c := lot.Case{Formule: l.formule}
	coupe := false
	l.rang = max(l.rang, 1) // une case hors de toute rangée
	ou := func() string { return lettres(l.colonne) + strconv.Itoa(l.rang) }
	switch {
	case l.formule && (len(l.brut) == 0 && (l.genre != "str" || !l.valeur)):
		l.dire(l.rang, fmt.Sprintf("La formule de la case %s n'a pas de valeur enregistrée : ouvrez le fichier dans le tableur, enregistrez-le, puis donnez-le de nouveau.", ou()))
	case len(l.brut) == 0:
	case l.genre == "s":
		if n, err := strconv.Atoi(string(l.brut)); err == nil && n >= 0 && n < len(l.a.textes) {
			c.Texte, coupe = l.a.textes[n].s, l.a.textes[n].coupe
		} else {
			l.dire(l.rang, fmt.Sprintf("Le texte de la case %s manque dans le fichier : saisissez-le de nouveau.", ou()))
		}
	case l.genre == "b":
		c.Genre, c.Texte = lot.Booleen, "non"
		if vrai(string(l.brut)) {
			c.Texte = "oui"
		}
	case l.genre == "e":
		c.Genre = lot.EnFaute
		c.Texte, _ = propre(string(l.brut))
	case l.genre == "d" && len(l.brut) >= 10:
		c.Genre, c.Texte = lot.Jour, string(l.brut[:10])
	case l.genre == "" || l.genre == "n":
		c = l.nombre(string(l.brut))
	default:
		c.Texte, coupe = propre(echappes(string(l.brut)))
	}
	if c.Texte != "" {
		l.poser(l.colonne, c, coupe)
	}
}

func (l *lecture) nombre(brut string) lot.Case {
	c := lot.Case{Formule: l.formule}
	n, oui := nombre(brut)
	if !oui {
		c.Texte, _ = propre(brut)
		return c
	}
	c.Genre, c.Texte = lot.Nombre, n
	if l.style >= 0 && l.style < len(l.a.dates) && l.a.dates[l.style] {
		if j, oui := jour(n, l.a.epoque04); oui {
			c.Genre, c.Texte = lot.Jour, j
		}
	}
	return c
}

// numeroColonne lit la colonne d'une référence, depuis 0 : « B7 » donne 1.
func numeroColonne(ref string) (int, bool) {
	n := 0
	for i := range len(ref) {
		c := ref[i] &^ ' ' // en majuscule
		if c < 'A' || c > 'Z' {
			return n - 1, n > 0
		}
		if n = n*26 + int(c-'A') + 1; n > 1<<20 {
			return 0, false
		}
	}
	return 0, false
}
