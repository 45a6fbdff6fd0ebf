package xlsx

import (
	"archive/zip"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
)

// classeur est un fichier de tableur en cours d'écriture.
type classeur struct {
	f       *excelize.File
	styles  styles
	formats error
}

// styles d'une case, par ce qu'elle contient.
type styles struct {
	titre, tete, texte, sourd, euros, nombre, taux, date, mois int
}

// Les formats : au centime, milliers séparés comme le tableur de la personne les écrit.
var (
	formatEuros = `#,##0.00\ "€"`
	formatDate  = "dd/mm/yyyy"
	formatMois  = "[$-40C]mmmm yyyy" // en français partout
)

// sansDisque n'est le nom d'aucun dossier : au-delà de seize mégaoctets, une feuille reste en mémoire au lieu d'être
// écrite dans un fichier temporaire, où des données de paie resteraient si la machine s'arrêtait.
const sansDisque = "\x00"

func nouveauClasseur(auteur, titre string, jour time.Time) (*classeur, error) {
	c := &classeur{f: excelize.NewFile(excelize.Options{TmpDir: sansDisque})}
	haut := &excelize.Alignment{Vertical: "top", WrapText: true}
	enHaut := &excelize.Alignment{Vertical: "top", Horizontal: "right", Indent: 1} // un nombre ne touche pas le texte qui suit
	c.styles = styles{
		titre:  c.style(excelize.Style{Font: police(true, 15, "0E5C68")}),
		tete:   c.style(excelize.Style{Font: police(true, 11, "FFFFFF"), Fill: fond("0E5C68"), Alignment: &excelize.Alignment{Vertical: "center", WrapText: true}}),
		texte:  c.style(excelize.Style{Alignment: haut}),
		sourd:  c.style(excelize.Style{Font: police(false, 11, "626A74"), Alignment: haut}),
		euros:  c.style(excelize.Style{CustomNumFmt: &formatEuros, Alignment: enHaut}),
		nombre: c.style(excelize.Style{NumFmt: 0, Alignment: enHaut}),
		taux:   c.style(excelize.Style{NumFmt: 10, Alignment: enHaut}),
		date:   c.style(excelize.Style{CustomNumFmt: &formatDate, Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "top"}}),
		mois:   c.style(excelize.Style{CustomNumFmt: &formatMois, Alignment: &excelize.Alignment{Horizontal: "left"}}),
	}
	if c.formats != nil {
		c.f.Close()
		return nil, c.formats
	}
	quand := jour.Format(time.RFC3339)
	return c, c.f.SetDocProps(&excelize.DocProperties{
		Creator: auteur, LastModifiedBy: auteur, Created: quand, Modified: quand,
		Title: titre, Language: "fr-FR",
	})
}

func (c *classeur) style(x excelize.Style) int {
	id, err := c.f.NewStyle(&x)
	if err != nil {
		c.formats = err
	}
	return id
}

func police(gras bool, corps float64, couleur string) *excelize.Font {
	return &excelize.Font{Family: "Calibri", Size: corps, Bold: gras, Color: couleur}
}

func fond(couleur string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{couleur}}
}

// feuille reçoit des lignes, de haut en bas.
type feuille struct {
	c     *classeur
	w     *excelize.StreamWriter
	ligne int // la prochaine, depuis 1
	err   error

	largeurs []float64 // des colonnes, en signes
	basse    bool      // une ligne de texte par rangée
}

// feuille ouvre une feuille ; ses lignes du haut et ses colonnes de gauche figées restent visibles.
func (c *classeur) feuille(nom string, premiere bool, figees, gauches int, largeurs ...float64) *feuille {
	f := &feuille{c: c, ligne: 1, largeurs: largeurs}
	if premiere {
		f.err = c.f.SetSheetName("Sheet1", nom)
	} else {
		_, f.err = c.f.NewSheet(nom)
	}
	if f.err != nil {
		return f
	}
	f.imprimer(nom, figees, gauches)
	if f.err != nil {
		return f
	}
	if f.w, f.err = c.f.NewStreamWriter(nom); f.err != nil {
		return f
	}
	for i, l := range largeurs {
		f.garder(f.w.SetColWidth(i+1, i+1, l))
	}
	coin, actif := case_(gauches+1, figees+1), "bottomLeft"
	if gauches > 0 {
		actif = "bottomRight"
	}
	f.garder(f.w.SetPanes(&excelize.Panes{Freeze: true, XSplit: gauches, YSplit: figees, TopLeftCell: coin, ActivePane: actif}))
	return f
}

// imprimer met la feuille en paysage, sur une page de large. Trop large pour y rester lisible, elle en prend plusieurs.
// Chaque page répète les lignes et les colonnes figées.
func (f *feuille) imprimer(nom string, figees, gauches int) {
	const lisible = 330 // signes d'une page, à 40 % de la taille
	large := 0.0
	for _, l := range f.largeurs {
		large += l
	}
	paysage, a4, tient, une, autant, taille, ordre := "landscape", 9, large <= lisible, 1, 0, uint(60), "overThenDown"
	page := excelize.PageLayoutOptions{Size: &a4, Orientation: &paysage, FitToWidth: &une, FitToHeight: &autant}
	if !tient {
		page = excelize.PageLayoutOptions{Size: &a4, Orientation: &paysage, AdjustTo: &taille, PageOrder: &ordre}
	}
	f.garder(f.c.f.SetSheetProps(nom, &excelize.SheetPropsOptions{FitToPage: &tient}))
	f.garder(f.c.f.SetPageLayout(nom, &page))
	ou := "'" + strings.ReplaceAll(nom, "'", "''") + "'!"
	var repete []string
	if gauches > 0 {
		fin, err := excelize.ColumnNumberToName(gauches)
		f.garder(err)
		repete = append(repete, ou+"$A:$"+fin)
	}
	if figees > 0 {
		repete = append(repete, fmt.Sprintf("%s$1:$%d", ou, figees))
	}
	if len(repete) > 0 {
		f.garder(f.c.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: nom, RefersTo: strings.Join(repete, ",")}))
	}
}

func (f *feuille) garder(err error) {
	if f.err == nil {
		f.err = err
	}
}

// ecrire pose une ligne de cases et rend son rang.
func (f *feuille) ecrire(cases ...any) int {
	var options excelize.RowOpts
	for i, x := range cases {
		switch v := x.(type) {
		case string:
			cases[i] = borner(v)
		case excelize.Cell:
			if s, texte := v.Value.(string); texte {
				v.Value = borner(s)
				cases[i] = v
			}
		}
	}
	if !f.basse {
		options.Height = f.hauteur(cases)
	}
	if f.err == nil {
		f.err = f.w.SetRow(case_(1, f.ligne), cases, options)
	}
	f.ligne++
	return f.ligne - 1
}

// borner coupe un texte à ce qu'une case accepte, et le montre.
func borner(s string) string {
	const caseMax = 32_767
	if len(s) <= caseMax {
		return s
	}
	u := utf16.Encode([]rune(s))
	if len(u) <= caseMax {
		return s
	}
	return strings.TrimSuffix(string(utf16.Decode(u[:caseMax-1])), "\ufffd") + "…"
}

// hauteur est celle qu'il faut aux textes de la ligne, coupés à la largeur de leur colonne ; un tableur n'en accepte pas
// plus de 409 points.
func (f *feuille) hauteur(cases []any) float64 {
	const ligne, plafond = 15.0, 409.0
	n := 1
	for i, x := range cases {
		c, _ := x.(excelize.Cell)
		s, _ := c.Value.(string)
		if i < len(f.largeurs) && c.StyleID != f.c.styles.titre {
			lignes := 0
			for partie := range strings.SplitSeq(s, "\n") {
				lignes += 1 + int(float64(utf8.RuneCountInString(partie))/(f.largeurs[i]*1.05))
			}
			n = max(n, lignes)
		}
	}
	if cases != nil && n == 1 {
		if c, _ := cases[0].(excelize.Cell); c.StyleID == f.c.styles.titre {
			return 22
		}
	}
	return min(plafond, float64(n)*ligne)
}

func (f *feuille) fermer() error {
	if f.err == nil {
		f.err = f.w.Flush()
	}
	return f.err
}

// Les cases. Un texte est toujours une chaîne, jamais une formule ; rien de ce que la personne a écrit
// n'ouvre une case.

func (c *classeur) tetes(noms ...string) []any {
	l := make([]any, len(noms))
	for i, n := range noms {
		l[i] = excelize.Cell{StyleID: c.styles.tete, Value: n}
	}
	return l
}

func (c *classeur) texte(s string) excelize.Cell {
	return excelize.Cell{StyleID: c.styles.texte, Value: s}
}

func (c *classeur) sourd(s string) excelize.Cell {
	return excelize.Cell{StyleID: c.styles.sourd, Value: s}
}

func (c *classeur) entier(n int) excelize.Cell {
	return excelize.Cell{StyleID: c.styles.nombre, Value: n}
}

// nombre écrit un montant en euros : le nombre décimal le plus court de ces centimes, sans dérive.
func nombre(m argent.Montant) float64 { return float64(m.Centimes()) / 100 }

// euros écrit un montant, ou un tiret quand il n'est pas connu.
func (c *classeur) euros(m argent.Montant) excelize.Cell { return c.formule("", m) }

// formule écrit un montant calculé sur place, avec la valeur que nous avons calculée.
func (c *classeur) formule(formule string, m argent.Montant) excelize.Cell {
	if !m.Connu() {
		return c.sourd("—")
	}
	return excelize.Cell{StyleID: c.styles.euros, Formula: formule, Value: nombre(m)}
}

// serie est le rang d'un jour pour un tableur, qui compte un 29 février 1900.
func serie(d calendrier.Date) int {
	if d >= calendrier.D(1900, 3, 1) {
		return int(d) + 1
	}
	return int(d)
}

func (c *classeur) date(d calendrier.Date) excelize.Cell {
	if !d.Connue() {
		return c.sourd("—")
	}
	return excelize.Cell{StyleID: c.styles.date, Value: serie(d)}
}

func (c *classeur) mois(d calendrier.Date) excelize.Cell {
	return excelize.Cell{StyleID: c.styles.mois, Value: serie(d)}
}

// sortir écrit le classeur, ses parties dans un ordre fixe : les mêmes données donnent les mêmes octets.
func (c *classeur) sortir(w io.Writer) error {
	c.f.SetZipWriter(func(w io.Writer) excelize.ZipWriter {
		z := zip.NewWriter(w)
		z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return telQuel{w}, nil })
		return z
	})
	brut, err := c.f.WriteToBuffer()
	if err != nil {
		return err
	}
	lu, err := zip.NewReader(bytes.NewReader(brut.Bytes()), int64(brut.Len()))
	if err != nil {
		return err
	}
	lu.RegisterDecompressor(zip.Deflate, io.NopCloser)
	const contenu = "[Content_Types].xml" // se lit en premier
	slices.SortFunc(lu.File, func(a, b *zip.File) int {
		if x := cmp.Compare(b2i(a.Name != contenu), b2i(b.Name != contenu)); x != 0 {
			return x
		}
		return cmp.Compare(a.Name, b.Name)
	})
	sortie := zip.NewWriter(w)
	for _, partie := range lu.File {
		if err := recopier(sortie, partie); err != nil {
			return err
		}
	}
	return sortie.Close()
}

// telQuel ne compresse pas : les parties le sont une seule fois, dans le fichier final.
type telQuel struct{ io.Writer }

func (telQuel) Close() error { return nil }

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func recopier(w *zip.Writer, partie *zip.File) error {
	r, err := partie.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	x, err := w.Create(partie.Name)
	if err != nil {
		return err
	}
	_, err = io.Copy(x, r)
	return err
}
