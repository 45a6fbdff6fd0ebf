package xlsx

import (
	"encoding/csv"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"jalon/document"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
)

// Tableau est une liste telle qu'elle se voit : des textes, des entiers, des sommes et des dates, puis ses totaux.
type Tableau struct {
	Titre          string
	Colonnes       []string
	Lignes, Totaux [][]any
}

// Classeur écrit le tableau pour un tableur.
func (t *Tableau) Classeur(w io.Writer, jour time.Time) error {
	c, err := nouveauClasseur("jalon "+csp.Edition(), t.Titre, jour)
	if err != nil {
		return err
	}
	defer c.f.Close()
	largeurs := make([]float64, len(t.Colonnes))
	for i := range largeurs {
		largeurs[i] = 16
	}
	largeurs[0] = 28
	f := c.feuille("Liste", true, 1, 1, largeurs...)
	f.ecrire(c.tetes(t.Colonnes...)...)
	for _, lignes := range [][][]any{t.Lignes, t.Totaux} {
		for _, l := range lignes {
			cases := make([]any, len(l))
			for i, x := range l {
				switch v := x.(type) {
				case argent.Montant:
					cases[i] = c.euros(v)
				case calendrier.Date:
					cases[i] = c.date(v)
				case int:
					cases[i] = c.entier(v)
				case string:
					cases[i] = c.texte(document.Lisible(v))
				}
			}
			f.ecrire(cases...)
		}
	}
	if err := f.fermer(); err != nil {
		return err
	}
	return c.sortir(w)
}

// CSV écrit le tableau à points-virgules, en UTF-8. Un texte qu'un tableur prendrait pour une formule est précédé d'une
// apostrophe.
func (t *Tableau) CSV(w io.Writer) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	c := csv.NewWriter(w)
	c.Comma, c.UseCRLF = ';', true
	if err := c.Write(t.Colonnes); err != nil {
		return err
	}
	for _, lignes := range [][][]any{t.Lignes, t.Totaux} {
		for _, l := range lignes {
			cases := make([]string, len(l))
			for i, x := range l {
				cases[i] = enTexte(x)
			}
			if err := c.Write(cases); err != nil {
				return err
			}
		}
	}
	c.Flush()
	return c.Error()
}

func enTexte(x any) string {
	switch v := x.(type) {
	case argent.Montant:
		if v.Connu() {
			return strings.Replace(v.String(), ".", ",", 1)
		}
	case calendrier.Date:
		if v.Connue() {
			return v.Francais()
		}
	case int:
		return document.Entier(v)
	case string:
		s := strings.TrimSpace(document.Lisible(v))
		if r, _ := utf8.DecodeRuneInString(s); s != "" && strings.ContainsRune("=+-@＝＋－＠", r) { // pleine chasse comprise
			s = "'" + s
		}
		return s
	}
	return ""
}
