package tableur

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"jalon/lot"
)

func lire(octets []byte) (*Classeur, error) {
	return Lire(bytes.NewReader(octets), int64(len(octets)), "paie.xlsx")
}

func lu(t *testing.T, octets []byte) *Classeur {
	t.Helper()
	c, err := lire(octets)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// partie est une partie d'un classeur écrit à la main.
type partie struct{ nom, texte string }

func archiver(t testing.TB, parties ...partie) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	for _, p := range parties {
		w, err := z.Create(p.nom)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, p.texte); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	liensClasseur = `<?xml version="1.0"?><Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://x/styles" Target="/xl/styles.xml"/><Relationship Id="r3" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`
	stylesDates   = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\/mm\/yyyy"/><numFmt numFmtId="165" formatCode="#,##0.00\ &quot;jours&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`
)

// classeur écrit un classeur d'une feuille ; reste suit les rangées.
func classeur(t testing.TB, reglages, rangees, reste string) []byte {
	return archiver(t,
		partie{"xl/workbook.xml", `<workbook xmlns:r="x">` + reglages + `<sheets><sheet name="Paie" sheetId="1" r:id="r1"/></sheets></workbook>`},
		partie{"xl/_rels/workbook.xml.rels", liensClasseur},
		partie{"xl/styles.xml", stylesDates},
		partie{"xl/sharedStrings.xml", "<sst><si><t>Durand</t></si><si><r><t>Zo</t></r><r><t>e\u0308 </t></r><rPh><t>ZO</t></rPh></si><si><t>  deux\u00a0mots_x000D_\r\net plus </t></si></sst>"},
		partie{"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rangees + "</sheetData>" + reste + "</worksheet>"},
	)
}

func unique(t *testing.T, c *Classeur) []lot.Case {
	t.Helper()
	if len(c.Tableaux) != 1 || len(c.Tableaux[0].Rangees) != 1 {
		t.Fatalf("%+v", c)
	}
	return c.Tableaux[0].Rangees[0].Cases
}

// TestCases : chaque genre de case, tel que la norme l'écrit.
func TestCases(t *testing.T) {
	for _, x := range []struct {
		xml     string
		attendu lot.Case
	}{
		{`<c r="A1" t="s"><v>0</v></c>`, lot.Case{Texte: "Durand"}},
		{`<c r="A1" t="s"><v>1</v></c>`, lot.Case{Texte: "Zoë"}},
		{`<c r="A1" t="s"><v>2</v></c>`, lot.Case{Texte: "deux mots\net plus"}},
		{`<c r="A1" t="inlineStr"><is><r><t>Le</t></r><r><t xml:space="preserve"> Goff</t></r><rPh><t>non</t></rPh></is></c>`, lot.Case{Texte: "Le Goff"}},
		{`<c r="A1" t="str"><f>B1</f><v>07/03/1980</v></c>`, lot.Case{Texte: "07/03/1980", Formule: true}},
		{`<c r="A1"><v>2450.5</v></c>`, lot.Case{Texte: "2450.5", Genre: lot.Nombre}},
		{`<c r="A1"><v>0.30000000000000004</v></c>`, lot.Case{Texte: "0.3", Genre: lot.Nombre}},
		{`<c r="A1"><v>2450.5000000000001</v></c>`, lot.Case{Texte: "2450.5", Genre: lot.Nombre}},
		{`<c r="A1"><v>1.2E-3</v></c>`, lot.Case{Texte: "0.0012", Genre: lot.Nombre}},
		{`<c r="A1"><v>2.8703750561234E14</v></c>`, lot.Case{Texte: "287037505612340", Genre: lot.Nombre}},
		{`<c r="A1"><v>12.50</v></c>`, lot.Case{Texte: "12.5", Genre: lot.Nombre}},
		{`<c r="A1"><v>-0</v></c>`, lot.Case{Texte: "0", Genre: lot.Nombre}},
		{`<c r="A1" s="3"><v>12</v></c>`, lot.Case{Texte: "12", Genre: lot.Nombre}},
		{`<c r="A1" s="1"><v>46083</v></c>`, lot.Case{Texte: "2026-03-02", Genre: lot.Jour}},
		{`<c r="A1" s="2"><v>46083.75</v></c>`, lot.Case{Texte: "2026-03-02", Genre: lot.Jour}},
		{`<c r="A1" s="2"><v>46082.999999999</v></c>`, lot.Case{Texte: "2026-03-02", Genre: lot.Jour}},
		{`<c r="A1" s="2"><f>TODAY()</f><v>61</v></c>`, lot.Case{Texte: "1900-03-01", Genre: lot.Jour, Formule: true}},
		{`<c r="A1" s="2"><v>59</v></c>`, lot.Case{Texte: "1900-02-28", Genre: lot.Jour}},
		{`<c r="A1" s="2"><v>60</v></c>`, lot.Case{Texte: "60", Genre: lot.Nombre}},
		{`<c r="A1" s="2"><v>1</v></c>`, lot.Case{Texte: "1900-01-01", Genre: lot.Jour}},
		{`<c r="A1" s="2"><v>2958465</v></c>`, lot.Case{Texte: "9999-12-31", Genre: lot.Jour}},
		{`<c r="A1" s="2"><v>-4</v></c>`, lot.Case{Texte: "-4", Genre: lot.Nombre}},
		{`<c r="A1" s="77"><v>46083</v></c>`, lot.Case{Texte: "46083", Genre: lot.Nombre}},
		{`<c r="A1" t="d"><v>2026-03-02T00:00:00</v></c>`, lot.Case{Texte: "2026-03-02", Genre: lot.Jour}},
		{`<c r="A1" t="b"><v>1</v></c>`, lot.Case{Texte: "oui", Genre: lot.Booleen}},
		{`<c r="A1" t="b"><v>0</v></c>`, lot.Case{Texte: "non", Genre: lot.Booleen}},
		{`<c r="A1" t="e"><f>VLOOKUP(1,A:A,1)</f><v>#N/A</v></c>`, lot.Case{Texte: "#N/A", Genre: lot.EnFaute, Formule: true}},
		{`<x:c r="A1" xmlns:x="y"><x:v>7</x:v></x:c>`, lot.Case{Texte: "7", Genre: lot.Nombre}},
		{`<c><v>7</v></c>`, lot.Case{Texte: "7", Genre: lot.Nombre}},
		{`<c r="A1"><v>NaN</v></c>`, lot.Case{Texte: "NaN"}},
	} {
		if c := unique(t, lu(t, classeur(t, "", "<row>"+x.xml+"</row>", ""))); len(c) != 1 || c[0] != x.attendu {
			t.Errorf("%s : %+v, %+v attendu", x.xml, c, x.attendu)
		}
	}
}

func TestEpoque1904(t *testing.T) {
	c := lu(t, classeur(t, `<workbookPr date1904="1"/>`, `<row><c s="1"><v>44621</v></c><c><v>44621</v></c></row>`, ""))
	attendu := []lot.Case{{Texte: "2026-03-02", Genre: lot.Jour}, {Texte: "44621", Genre: lot.Nombre}}
	if x := unique(t, c); !slices.Equal(x, attendu) || !c.Tableaux[0].Epoque04 {
		t.Errorf("%+v", c)
	}
}

// TestFormats : les formats qui font d'un nombre une date.
func TestFormats(t *testing.T) {
	for code, date := range map[string]bool{
		"dd/mm/yyyy": true, "[$-40C]d mmmm yyyy;@": true, "yyyy-mm-dd hh:mm": true, "mmm-yy": true, "mmmm": true, "jj/mm/aaaa": true, `dd\/mm\/yyyy`: true,
		"General": false, "Standard": false, "#,##0.00": false, "0.00E+00": false, `#,##0.00\ "jours d'été"`: false, "[h]:mm": false, "[mm]:ss": false,
		"h:mm": false, "mm:ss": false, "[Red]-0.0": false, `0\d`: false, `_-* #,##0.00\ _€`: false, "0;[Red]d": false, "@": false, `"`: false, "[": false, `\`: false,
	} {
		if dateEcrite(code) != date {
			t.Errorf("%q : date %t attendu", code, date)
		}
	}
}

// TestRemarques : ce qui est lu quand même est dit, avec sa place.
func TestRemarques(t *testing.T) {
	c := lu(t, classeur(t, "",
		`<row r="3"><c r="A3" t="s"><v>0</v></c><c r="C3" t="inlineStr"><is><t>`+strings.Repeat("é", SignesMax+1)+`</t></is></c></row>`+
			`<row r="5" hidden="1"><c r="A5"><f>1+1</f></c><c r="B5"><f>1+1</f><v></v></c><c r="C5" t="str"><f>""</f><v></v></c><c r="D5"><v>1</v></c></row>`+
			`<row r="9"><c r="GS9"><v>4</v></c><c r="A9" t="s"><v>99</v></c></row>`,
		`<mergeCells><mergeCell ref="A3:C3"/></mergeCells><cols><col min="2" max="2" hidden="1"/><col min="4" max="16384" hidden="true"/><col min="3" max="3" hidden="0"/></cols>`))
	tableau := c.Tableaux[0]
	if len(tableau.Rangees) != 2 || tableau.Rangees[0].Rang != 3 || tableau.Rangees[1].Rang != 5 {
		t.Fatalf("%+v", tableau.Rangees)
	}
	if x := tableau.Rangees[0].Cases; len(x) != 3 || x[1] != (lot.Case{}) || x[2].Texte != strings.Repeat("é", SignesMax) {
		t.Errorf("%d cases", len(x))
	}
	if x := tableau.Rangees[1].Cases; len(x) != 4 || x[0].Texte+x[1].Texte+x[2].Texte != "" || x[3].Texte != "1" {
		t.Errorf("%+v", x)
	}
	for i, attendu := range []struct {
		rang int
		mots string
	}{{3, "C3 dépasse"}, {5, "A5 n'a pas de valeur"}, {5, "B5 n'a pas de valeur"}, {9, "colonnes après la 200e (GR)"}, {9, "texte de la case A9"}, {3, "fusionnées A3:C3"}, {0, "masquées : 1"}, {0, "Colonnes masquées : B, D à GR."}} {
		if i >= len(tableau.Remarques) || tableau.Remarques[i].Rang != attendu.rang || !strings.Contains(tableau.Remarques[i].Texte, attendu.mots) {
			t.Fatalf("remarque %d, %v attendu : %+v", i, attendu, tableau.Remarques)
		}
	}
	if len(tableau.Remarques) != 8 {
		t.Errorf("%+v", tableau.Remarques)
	}
}

// TestFeuilles : toutes sont lues, masquées comprises, telles qu'un autre programme les écrit.
func TestFeuilles(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for _, nom := range []string{"Masquée", "Très masquée", "Vide"} {
		if _, err := f.NewSheet(nom); err != nil {
			t.Fatal(err)
		}
	}
	for feuille, v := range map[string]any{"Sheet1": "a", "Masquée": 12.5, "Très masquée": true} {
		if err := f.SetCellValue(feuille, "B2", v); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(f.SetSheetVisible("Masquée", false), f.SetSheetVisible("Très masquée", false, true)); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	c := lu(t, b.Bytes())
	var vu []string
	for _, x := range c.Tableaux {
		s := fmt.Sprint(x.Nom, " ", x.Masque)
		for _, r := range x.Rangees {
			s += fmt.Sprint(" ", r.Rang, " ", r.Cases[1].Texte)
		}
		vu = append(vu, s)
	}
	attendu := []string{"Sheet1 false 2 a", "Masquée true 2 12.5", "Très masquée true 2 oui", "Vide false"}
	if !slices.Equal(vu, attendu) {
		t.Errorf("%q", vu)
	}
}

// ole imite un fichier composé dont une partie porte ce nom.
func ole(nom string) string {
	s := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)
	for _, u := range utf16.Encode([]rune(nom)) {
		s += string([]byte{byte(u), byte(u >> 8)})
	}
	return s
}

// TestRefus : un fichier qui n'est pas une liste dit ce qu'il est et quoi faire.
func TestRefus(t *testing.T) {
	bon := classeur(t, "", `<row><c><v>1</v></c></row>`, "")
	abime := slices.Clone(bon)
	for i := 60; i < 90; i++ {
		abime[i] ^= 0x5a
	}
	protege := slices.Clone(bon)
	for i := 0; ; i++ { // chaque entrée du répertoire dit que sa partie est chiffrée
		j := bytes.Index(protege[i:], []byte("PK\x01\x02"))
		if j < 0 {
			break
		}
		i += j
		protege[i+8] |= 1
	}
	var chiffre bytes.Buffer
	f := excelize.NewFile()
	defer f.Close()
	if _, err := f.WriteTo(&chiffre, excelize.Options{Password: "secret"}); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		nom    string
		octets []byte
		mots   string
	}{
		{"vide", nil, "est vide"},
		{"chiffré", chiffre.Bytes(), "mot de passe"},
		{"chiffré, imité", []byte(ole("EncryptedPackage")), "mot de passe"},
		{"xls", []byte(ole("Workbook")), "ancien format .xls"},
		{"xls de 1995", []byte(ole("Book")), "ancien format .xls"},
		{"doc", []byte(ole("WordDocument")), "(.doc)"},
		{"ole", []byte(ole("Autre")), "sans mot de passe"},
		{"zip chiffré", protege, "mot de passe"},
		{"zip coupé", bon[:len(bon)/2], "abîmé ou incomplet"},
		{"zip abîmé", abime, "est abîmé"},
		{"zip vide", archiver(t), "archive"},
		{"zip d'un CSV", archiver(t, partie{"liste.csv", "a;b"}), "décompressez-la"},
		{"ods", archiver(t, partie{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, partie{"content.xml", "<a/>"}), "(.ods ou .odt)"},
		{"xlsb", archiver(t, partie{"xl/workbook.bin", "x"}), "(.xlsb)"},
		{"docx", archiver(t, partie{"_rels/.rels", `<R><Relationship Type="x/officeDocument" Target="word/document.xml"/></R>`}, partie{"word/document.xml", "<a/>"}), "bureautique"},
		{"feuille coupée", archiver(t, partie{"xl/workbook.xml", `<workbook><sheets><sheet name="P" id="r1"/></sheets></workbook>`}, partie{"xl/_rels/workbook.xml.rels", liensClasseur}, partie{"xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c><v>1"}), "est abîmé"},
		{"sans contenu", classeur(t, "", `<row r="1"/>`, ""), "aucune feuille remplie"},
		{"PDF", []byte("%PDF-1.7\n%\xe2\xe3"), "PDF"},
		{"PNG", []byte("\x89PNG\r\n\x1a\n"), "image"},
		{"JPEG", []byte("\xff\xd8\xff\xe0"), "image"},
		{"page", []byte("\r\n<HTML><table><tr><td>1"), "page web"},
		{"XML", []byte(marqueUTF8 + `<?xml version="1.0"?><Workbook/>`), "XML"},
		{"binaire", []byte("a;b\x00\x01\x02;c\n"), "illisible"},
		{"commandes", bytes.Repeat([]byte("\x01\x02abc"), 50), "illisible"},
		{"blancs", []byte(" \r\n;;\r\n"), "est vide"},
	} {
		c, err := lire(x.octets)
		var e *Erreur
		if c != nil || !errors.As(err, &e) {
			t.Errorf("%s : accepté, ou refus sans conseil (%v)", x.nom, err)
			continue
		}
		if !strings.Contains(err.Error(), x.mots) || !strings.HasPrefix(err.Error(), "le fichier « paie.xlsx » ") || e.Conseil == "" {
			t.Errorf("%s : %v ; %q attendu", x.nom, err, x.mots)
		}
	}
	if _, err := Lire(bytes.NewReader(bon), TailleMax+1, "gros.xlsx"); err == nil || !strings.Contains(err.Error(), "dépasse 64 Mo") {
		t.Error(err)
	}
	if _, err := Lire(strings.NewReader("a;b"), 9, strings.Repeat("n", 200)); err == nil || len(err.Error()) > 250 {
		t.Error(err)
	}
}

// TestDemesure : un fichier qui se déplie sans fin est refusé, des rangées vides sans nombre ne coûtent rien, et
// une liste trop longue est lue jusqu'à la limite.
func TestDemesure(t *testing.T) {
	bombe := classeur(t, "", strings.Repeat(" ", bombeMin+1<<20), "")
	if _, err := lire(bombe); err == nil || !strings.Contains(err.Error(), "presque que du vide") {
		t.Errorf("bombe de %d octets : %v", len(bombe), err)
	}
	if _, err := lire(classeur(t, "", `<row><c t="inlineStr"><is><t>`+string(suite(jetonMax+1<<20))+`</t></is></c></row>`, "")); err == nil || !strings.Contains(err.Error(), "démesuré") && !strings.Contains(err.Error(), "se déplie") {
		t.Errorf("un texte sans fin : %v", err)
	}

	textes := archiver(t, partie{"xl/workbook.xml", `<workbook xmlns:r="x"><sheets><sheet name="Paie" sheetId="1" r:id="r1"/></sheets></workbook>`},
		partie{"xl/_rels/workbook.xml.rels", liensClasseur}, partie{"xl/sharedStrings.xml", "<sst>" + strings.Repeat("<si/>", textesMax+1) + "</sst>"})
	if _, err := lire(textes); err == nil || !strings.Contains(err.Error(), "se déplie") {
		t.Errorf("des millions de textes : %v", err)
	}

	var b strings.Builder
	b.WriteString(`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`)
	for i := 2; i < 2_000_000; i++ {
		b.WriteString(`<row r="` + strconv.Itoa(i) + `"/>`)
	}
	b.WriteString(`<row r="2000000"><c r="B2000000" t="s"><v>1</v></c></row>`)
	vide := classeur(t, "", b.String(), "")
	b.Reset()
	var avant, apres runtime.MemStats
	runtime.ReadMemStats(&avant)
	c := lu(t, vide)
	runtime.GC()
	runtime.ReadMemStats(&apres)
	if r := c.Tableaux[0].Rangees; len(r) != 2 || r[1].Rang != 2_000_000 || r[1].Cases[1].Texte != "Zoë" {
		t.Errorf("%+v", r)
	}
	if gardes := int64(apres.HeapAlloc) - int64(avant.HeapAlloc); gardes > 4<<20 {
		t.Errorf("%d octets gardés pour deux rangées", gardes)
	}

	rang := `<row><c><v>1</v></c></row>`
	c = lu(t, classeur(t, "", strings.Repeat(rang, RangeesMax+2), ""))
	if x := c.Tableaux[0]; len(x.Rangees) != RangeesMax || len(x.Remarques) != 1 || x.Remarques[0].Rang != RangeesMax+1 {
		t.Errorf("%d rangées, %+v", len(x.Rangees), x.Remarques)
	}
	c = lu(t, classeur(t, "", strings.Repeat(`<row><c><f>1</f></c><c><v>1</v></c></row>`, remarquesMax+40), ""))
	if x := c.Tableaux[0].Remarques; len(x) != remarquesMax+1 || !strings.Contains(x[remarquesMax].Texte, "40 autres") {
		t.Errorf("%d remarques", len(x))
	}
}

// suite donne des lettres qu'une compression ne réduit guère.
func suite(n int) []byte {
	x, b := uint32(1), make([]byte, n)
	for i := range b {
		x = x*1664525 + 1013904223
		b[i] = 'a' + byte(x>>24)%26
	}
	return b
}

// TestUTF16 : une feuille peut être écrite en UTF-16.
func TestUTF16(t *testing.T) {
	feuille := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(`<?xml version="1.0" encoding="UTF-16"?><worksheet><sheetData><row><c t="inlineStr"><is><t>Élodie</t></is></c></row></sheetData></worksheet>`)) {
		feuille = append(feuille, byte(u), byte(u>>8))
	}
	c := lu(t, archiver(t, partie{"xl/workbook.xml", `<workbook><sheets><sheet name="P" id="r1"/></sheets></workbook>`},
		partie{"xl/_rels/workbook.xml.rels", liensClasseur}, partie{"xl/worksheets/sheet1.xml", string(feuille)}))
	if x := unique(t, c); x[0].Texte != "Élodie" {
		t.Errorf("%+v", x)
	}
}

func FuzzLire(f *testing.F) {
	f.Add(classeur(f, "", `<row r="1"><c r="A1" t="s"><v>1</v></c><c s="1"><v>46083</v></c></row>`, `<mergeCells><mergeCell ref="A1:B1"/></mergeCells>`))
	f.Add([]byte("Nom;Né le;Brut\r\n\"Durand\";07/03/1980;2 450,50 €\n"))
	f.Add([]byte("\xff\xfea\x00;\x00b\x00"))
	f.Add([]byte(ole("Workbook")))
	f.Add([]byte("a;\"b\nc;\"d\"e;f\"\n"))
	f.Fuzz(func(t *testing.T, octets []byte) { verifier(t, octets) })
}

// FuzzFeuille met le hasard dans la feuille elle-même : l'archive, elle, est juste.
func FuzzFeuille(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="s"><v>1</v></c><c r="XFD1" s="1"><f>A1</f><v>46083</v></c></row>`)
	f.Add(`<row><v>0</c></row>`)
	f.Add(`<A><c><A0><t>0</A></A0></c></row>`)
	f.Add(`<row><c t="e"><v>#N/A</v></c><c t="d"><v>2026-03-02T10</v></c><c t="inlineStr"><is><t>_x0041_</t></is></c></row>`)
	f.Fuzz(func(t *testing.T, s string) { verifier(t, classeur(t, "", s, "")) })
}

// verifier : ce qui est lu tient dans les limites, ce qui est refusé l'est par une [Erreur].
func verifier(t *testing.T, octets []byte) {
	c, err := lire(octets)
	if err != nil {
		if e := (*Erreur)(nil); !errors.As(err, &e) || e.Quoi == "" || e.Conseil == "" {
			t.Fatalf("refus sans conseil : %v", err)
		}
		return
	}
	for _, x := range c.Tableaux {
		for _, r := range x.Rangees {
			if n := len(r.Cases); n == 0 || n > ColonnesMax || r.Rang < 1 {
				t.Fatalf("rangée %d de %d cases", r.Rang, n)
			}
			for _, k := range r.Cases {
				if s, coupe := propre(k.Texte); s != k.Texte || coupe {
					t.Fatalf("case %q, %q attendu", k.Texte, s)
				}
			}
		}
	}
}
