package pdf

import (
	"io"
	"sort"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"

	"jalon/document"
)

// Une feuille A4, en millimètres.
const (
	largeurPage = 210.0
	hauteurPage = 297.0
	marge       = 16.0
	utile       = largeurPage - 2*marge
	basUtile    = 281.0 // le pied de page commence dessous
)

type couleur struct{ r, v, b int }

var (
	encre  = couleur{28, 32, 38}
	sourd  = couleur{98, 106, 116}
	accent = couleur{14, 92, 104}
	teinte = couleur{233, 242, 243}
	filet  = couleur{208, 214, 219}
)

// Les deux graisses, embarquées.
const (
	maigre = ""
	gras   = "B"
)

// feuille écrit des textes qui tiennent dans la place qu'on leur donne.
type feuille struct{ p *fpdf.Fpdf }

func nouvelleFeuille(titre, producteur string, jour time.Time) *feuille {
	p := fpdf.New("P", "mm", "A4", "")
	p.SetCatalogSort(true)
	p.SetCreationDate(jour)
	p.SetModificationDate(jour)
	p.SetProducer(producteur, true)
	p.SetCreator("jalon", true)
	p.SetTitle(typo(titre), true)
	p.SetLang("fr-FR")
	p.SetMargins(marge, marge, marge)
	p.SetAutoPageBreak(false, 0)
	p.SetCellMargin(0)
	p.AddUTF8FontFromBytes("texte", maigre, liberationsansregular.TTF)
	p.AddUTF8FontFromBytes("texte", gras, liberationsansbold.TTF)
	return &feuille{p}
}

func (f *feuille) ecrire(w io.Writer) error { return f.p.Output(w) }

func (f *feuille) police(graisse string, corps float64, c couleur) {
	f.p.SetFont("texte", graisse, corps)
	f.p.SetTextColor(c.r, c.v, c.b)
}

func (f *feuille) fond(c couleur, x, y, l, h float64) {
	f.p.SetFillColor(c.r, c.v, c.b)
	f.p.Rect(x, y, l, h, "F")
}

func (f *feuille) trait(c couleur, epaisseur, x1, y1, x2, y2 float64) {
	f.p.SetDrawColor(c.r, c.v, c.b)
	f.p.SetLineWidth(epaisseur)
	f.p.Line(x1, y1, x2, y2)
}

// typo met un texte en forme. Un signe hors du premier plan d'Unicode, que les polices n'ont pas, devient un point
// d'interrogation.
func typo(s string) string {
	return document.Typographie(strings.Map(func(r rune) rune {
		if r > 0xffff {
			return '?'
		}
		return r
	}, document.Lisible(s)))
}

func (f *feuille) largeur(s string) float64 { return f.p.GetStringWidth(s) }

// tronquer rend s, ou son début et des points de suspension, pour tenir en l.
func (f *feuille) tronquer(s string, l float64) string {
	if f.largeur(s) <= l {
		return s
	}
	r := []rune(s)
	n := sort.Search(len(r), func(n int) bool { return f.largeur(string(r[:n+1])+"…") > l })
	r = r[:n]
	return strings.TrimRight(string(r), " ,;:\u00a0\u202f") + "…"
}

// gauche écrit s sur la ligne de base y, tronqué à l.
func (f *feuille) gauche(x, y, l float64, s string) {
	if s = f.tronquer(typo(s), l); s != "" {
		f.p.Text(x, y, s)
	}
}

// droite écrit s qui finit en x, tronqué à l.
func (f *feuille) droite(x, y, l float64, s string) {
	if s = f.tronquer(typo(s), l); s != "" {
		f.p.Text(x-f.largeur(s), y, s)
	}
}

// lignes coupe s aux espaces, à l de large, en n lignes au plus ; la dernière est tronquée s'il en reste.
func (f *feuille) lignes(s string, l float64, n int) []string {
	var tout []string
	ligne := ""
	mots := strings.FieldsFunc(typo(s), func(r rune) bool { return r == ' ' })
	for i, mot := range mots {
		essai := mot
		if ligne != "" {
			essai = ligne + " " + mot
		}
		if ligne != "" && f.largeur(essai) > l {
			if len(tout) == n-1 {
				return append(tout, f.tronquer(ligne+" "+strings.Join(mots[i:], " "), l))
			}
			tout = append(tout, ligne)
			essai = mot
		}
		ligne = essai
	}
	return append(tout, f.tronquer(ligne, l))
}

// paragraphe écrit s depuis la ligne de base y et rend la ligne de base qui suit.
func (f *feuille) paragraphe(x, y, l, pas float64, n int, s string) float64 {
	for _, ligne := range f.lignes(s, l, n) {
		if ligne != "" {
			f.p.Text(x, y, f.tronquer(ligne, l))
		}
		y += pas
	}
	return y
}

// titre ouvre une partie et rend la ligne de base qui suit.
func (f *feuille) titre(x, y, l float64, s string) float64 {
	f.police(gras, 10.5, accent)
	f.gauche(x, y, l, s)
	f.trait(accent, 0.3, x, y+1.8, x+l, y+1.8)
	return y + 6.2
}

// coche dessine une case, remplie si la chose est faite.
func (f *feuille) coche(x, y, cote float64, faite bool) {
	c := sourd
	if faite {
		c = accent
	}
	f.p.SetDrawColor(c.r, c.v, c.b)
	f.p.SetLineWidth(0.22)
	f.p.Rect(x, y, cote, cote, "D")
	if faite {
		f.p.SetLineWidth(0.4)
		f.p.Line(x+cote*0.2, y+cote*0.5, x+cote*0.42, y+cote*0.75)
		f.p.Line(x+cote*0.42, y+cote*0.75, x+cote*0.82, y+cote*0.25)
	}
}

// point dessine un jour qui compte, sans geste.
func (f *feuille) point(x, y, rayon float64) {
	f.p.SetFillColor(accent.r, accent.v, accent.b)
	f.p.Circle(x, y, rayon, "F")
}
