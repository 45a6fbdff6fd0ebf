// Package docx écrit un papier au format d'un traitement de texte (Office Open XML) : titres, paragraphes, listes,
// tables, cases à cocher, pied de page. Le même papier donne les mêmes octets.
package docx

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/xml"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"jalon/document"
	"jalon/document/lettre"
	"jalon/droit/csp"
)

// Des longueurs, en vingtièmes de point ; la page A4 et l'adresse dans la fenêtre de l'enveloppe.
const (
	pageLarge    = 11906
	pageHaute    = 16838
	margeCote    = 1134
	utile        = pageLarge - 2*margeCote
	adresseX     = 6236 // 110 mm
	adresseY     = 2665 // 47 mm
	adresseLarge = 4876
	adresseHaute = 2154
)

// partie est un fichier du document, toujours le même.
type partie struct{ nom, texte string }

const tete = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

var fixes = []partie{
	{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
		`<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>` +
		`<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>` +
		`<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`},
	{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`},
	{"word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/>` +
		`<Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/></Relationships>`},
	{"word/styles.xml", `<w:styles` + espace + `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Liberation Sans" w:hAnsi="Liberation Sans" w:eastAsia="Arial" w:cs="Arial"/><w:sz w:val="20"/><w:lang w:val="fr-FR"/></w:rPr></w:rPrDefault>` +
		`<w:pPrDefault><w:pPr><w:spacing w:after="100" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
		style("Normal", "Normal", "", "") +
		style("Titre", "Title", `<w:keepNext/><w:spacing w:before="240" w:after="160"/>`, `<w:b/><w:color w:val="0E5C68"/><w:sz w:val="29"/>`) +
		style("Titre1", "heading 1", `<w:keepNext/><w:spacing w:before="180" w:after="60"/><w:outlineLvl w:val="0"/>`, `<w:b/><w:color w:val="0E5C68"/><w:sz w:val="22"/>`) +
		style("Adresse", "Adresse", `<w:spacing w:after="0"/>`, "") +
		style("Case", "Case", `<w:spacing w:before="20" w:after="20"/>`, `<w:sz w:val="19"/>`) +
		style("Note", "Note", `<w:spacing w:before="60" w:after="0" w:line="240" w:lineRule="auto"/>`, `<w:color w:val="626A74"/><w:sz w:val="14"/>`) +
		`</w:styles>`},
	{"word/numbering.xml", `<w:numbering` + espace + `><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="340" w:hanging="283"/></w:pPr></w:lvl></w:abstractNum>` +
		`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`},
}

const espace = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

func style(id, nom, paragraphe, signes string) string {
	defaut := ""
	if id == "Normal" {
		defaut = ` w:default="1"`
	}
	return `<w:style w:type="paragraph"` + defaut + ` w:styleId="` + id + `"><w:name w:val="` + nom + `"/><w:qFormat/><w:pPr>` + paragraphe + `</w:pPr><w:rPr>` + signes + `</w:rPr></w:style>`
}

// dense est une partie compressée.
type dense struct {
	nom    string
	octets []byte
	taille int
	crc    uint32
}

// denses sont les parties fixes, compressées une fois pour tous les papiers.
var denses = sync.OnceValue(func() []dense {
	var l []dense
	for _, p := range fixes {
		l = append(l, p.compresser())
	}
	return l
})

// compresseurs servent d'un papier à l'autre : en faire un coûte plus que s'en servir.
var compresseurs = sync.Pool{New: func() any {
	w, _ := flate.NewWriter(nil, flate.BestSpeed) // ce niveau existe
	return w
}}

func (p partie) compresser() dense {
	var b bytes.Buffer
	c := compresseurs.Get().(*flate.Writer)
	defer compresseurs.Put(c)
	c.Reset(&b)
	texte := []byte(tete + p.texte)
	_, _ = c.Write(texte) // écrire en mémoire n'échoue pas
	_ = c.Close()
	return dense{p.nom, b.Bytes(), len(texte), crc32.ChecksumIEEE(texte)}
}

// Ecrire écrit un papier. Ses textes sont échappés : aucun ne devient une balise ni une commande.
func Ecrire(w io.Writer, l *lettre.Lettre) error {
	z := zip.NewWriter(w)
	jour := document.Horodatage(l.Jour)
	parties := slices.Clone(denses())
	for _, p := range []partie{{"word/header1.xml", rappel(l)}, {"word/footer1.xml", pied(l)}, {"docProps/core.xml", proprietes(l, jour)}, {"word/document.xml", corps(l)}} {
		parties = append(parties, p.compresser())
	}
	for _, p := range parties {
		h := &zip.FileHeader{Name: p.nom, Method: zip.Deflate, CRC32: p.crc, CompressedSize64: uint64(len(p.octets)), UncompressedSize64: uint64(p.taille)}
		//lint:ignore SA1019 CreateRaw ne lit pas Modified
		h.SetModTime(jour)
		f, err := z.CreateRaw(h)
		if err == nil {
			_, err = f.Write(p.octets)
		}
		if err != nil {
			return fmt.Errorf("le document DOCX n'a pas pu être écrit (%s) : vérifiez la place et les droits d'écriture : %w", p.nom, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("le document DOCX n'a pas pu être terminé : vérifiez la place et les droits d'écriture : %w", err)
	}
	return nil
}

func proprietes(l *lettre.Lettre, jour time.Time) string {
	le := jour.Format(time.RFC3339)
	return `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + echapper(l.Titre) + `</dc:title><dc:creator>jalon ` + echapper(csp.Edition()) + `</dc:creator><dc:language>fr-FR</dc:language>` +
		`<dcterms:created xsi:type="dcterms:W3CDTF">` + le + `</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">` + le + `</dcterms:modified></cp:coreProperties>`
}

// rappel nomme la personne en haut des pages qui suivent la première.
func rappel(l *lettre.Lettre) string {
	return `<w:hdr` + espace + `><w:p><w:pPr><w:pStyle w:val="Note"/><w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="D0D6DB"/></w:pBdr></w:pPr>` + texte(l.Au) + `</w:p></w:hdr>`
}

func pied(l *lettre.Lettre) string {
	champ := func(nom string) string {
		return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ` + nom + ` </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`
	}
	return `<w:ftr` + espace + `><w:p><w:pPr><w:pStyle w:val="Note"/><w:tabs><w:tab w:val="right" w:pos="` + strconv.Itoa(utile) + `"/></w:tabs></w:pPr>` +
		texte(l.Pied) + `<w:r><w:tab/></w:r>` + champ("PAGE") + texte(" / ") + champ("NUMPAGES") + `</w:p></w:ftr>`
}

// echapper rend un texte qui n'est que du texte : balises échappées, signes que XML refuse remplacés.
func echapper(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(document.Lisible(s))) // écrire dans une chaîne n'échoue pas
	return b.String()
}

func texte(s string) string {
	return `<w:r><w:t xml:space="preserve">` + echapper(s) + `</w:t></w:r>`
}

func gras(s string) string {
	return `<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">` + echapper(s) + `</w:t></w:r>`
}

// redaction est un corps de document en train de s'écrire.
type redaction struct {
	bytes.Buffer
	ensemble bool // ce qui suit tient sur une page : la partie à détacher
}

// para écrit un paragraphe ; proprietes précise son style, dans l'ordre que le schéma demande.
func (r *redaction) para(style, proprietes, contenu string) {
	r.WriteString(`<w:p><w:pPr>`)
	if style != "" {
		r.WriteString(`<w:pStyle w:val="` + style + `"/>`)
	}
	if r.ensemble {
		r.WriteString(`<w:keepNext/><w:keepLines/>`)
	}
	r.WriteString(proprietes + `</w:pPr>` + contenu + `</w:p>`)
}

func corps(l *lettre.Lettre) string {
	r := &redaction{}
	r.WriteString(`<w:document` + espace + `><w:body>`)
	for i, s := range l.De {
		contenu := texte(s)
		if i == 0 {
			contenu = gras(s)
		}
		r.para("Adresse", "", contenu)
	}
	cadre := fmt.Sprintf(`<w:framePr w:w="%d" w:h="%d" w:hRule="atLeast" w:hSpace="0" w:wrap="notBeside" w:vAnchor="page" w:hAnchor="page" w:x="%d" w:y="%d"/>`, adresseLarge, adresseHaute, adresseX, adresseY)
	for _, s := range l.A {
		r.para("Adresse", cadre, texte(s))
	}
	if l.Lieu != "" {
		retrait := ""
		if len(l.A) > 0 {
			retrait = `<w:spacing w:before="240"/><w:ind w:left="` + strconv.Itoa(adresseX-margeCote) + `"/>`
		}
		r.para("", retrait, texte(l.Lieu))
	}
	r.para("Titre", "", texte(l.Titre))
	for i := range l.Blocs {
		r.bloc(&l.Blocs[i])
	}
	fmt.Fprintf(r, `<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId3"/><w:footerReference w:type="first" r:id="rId3"/><w:pgSz w:w="%d" w:h="%d"/><w:pgMar w:top="1020" w:right="%d" w:bottom="1020" w:left="%d" w:header="510" w:footer="510" w:gutter="0"/><w:titlePg/></w:sectPr></w:body></w:document>`, pageLarge, pageHaute, margeCote, margeCote)
	return r.String()
}

func (r *redaction) bloc(b *lettre.Bloc) {
	switch b.Genre {
	case lettre.Titre:
		r.para("Titre1", "", texte(b.Texte))
	case lettre.Paragraphe:
		r.para("", "", texte(b.Texte))
	case lettre.Liste:
		for _, s := range b.Lignes {
			r.para("", `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`, texte(s))
		}
	case lettre.Case:
		r.para("", `<w:ind w:left="340" w:hanging="340"/>`, texte("☐ "+b.Texte))
	case lettre.Tableau:
		r.tableau(b)
	case lettre.Signature:
		for i, s := range b.Lignes {
			place := ""
			if i == 0 {
				place = `<w:spacing w:before="200" w:after="0"/>`
			}
			if i == len(b.Lignes)-1 {
				place = `<w:spacing w:after="1000"/>`
			}
			r.para("", place+`<w:ind w:left="`+strconv.Itoa(adresseX-margeCote-567)+`"/>`, texte(s))
		}
	case lettre.Note:
		r.ensemble = false
		r.para("Note", "", texte(b.Texte))
	case lettre.Coupon:
		r.ensemble = true
		r.para("Note", `<w:pBdr><w:top w:val="dashed" w:sz="6" w:space="4" w:color="626A74"/></w:pBdr>`, texte(b.Texte))
	case lettre.SautDePage:
		r.para("", "", `<w:r><w:br w:type="page"/></w:r>`)
	}
}

// tableau écrit des rangées qui ne se coupent pas ; les en-têtes sont répétés à chaque page.
func (r *redaction) tableau(b *lettre.Bloc) {
	if len(b.Rangees) == 0 {
		return
	}
	larges := b.Parts()
	for i := range larges {
		larges[i] = larges[i] * utile / 100
	}
	bord := func(cote, val string) string {
		return `<w:` + cote + ` w:val="` + val + `" w:sz="4" w:space="0" w:color="D0D6DB"/>`
	}
	r.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="` + strconv.Itoa(utile) + `" w:type="dxa"/><w:tblBorders>` +
		bord("top", "nil") + bord("left", "nil") + bord("bottom", "single") + bord("right", "nil") + bord("insideH", "single") + bord("insideV", "nil") +
		`</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`)
	for _, l := range larges {
		r.WriteString(`<w:gridCol w:w="` + strconv.Itoa(l) + `"/>`)
	}
	r.WriteString(`</w:tblGrid>`)
	rangee := func(cases []string, entete bool) {
		r.WriteString(`<w:tr><w:trPr><w:cantSplit/>`)
		if entete {
			r.WriteString(`<w:tblHeader/>`)
		}
		r.WriteString(`</w:trPr>`)
		for i, s := range cases {
			r.WriteString(`<w:tc><w:tcPr><w:tcW w:w="` + strconv.Itoa(larges[i]) + `" w:type="dxa"/></w:tcPr>`)
			contenu := texte(s)
			if entete || i == 1 {
				contenu = gras(s)
			}
			r.para("Case", "", contenu)
			r.WriteString(`</w:tc>`)
		}
		r.WriteString(`</w:tr>`)
	}
	if len(b.Entetes) > 0 {
		rangee(b.Entetes, true)
	}
	for _, x := range b.Rangees {
		rangee(x, false)
	}
	r.WriteString(`</w:tbl>`)
	r.para("Adresse", "", "")
}
