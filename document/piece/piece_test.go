package piece

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

// pdf en fait un, entier : son en-tête, un objet, sa table et sa fin.
func pdf(avant string) []byte {
	var b bytes.Buffer
	b.WriteString(avant + "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n")
	ou := b.Len() - len(avant)
	fmt.Fprintf(&b, "xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", ou)
	return b.Bytes()
}

func archive(parties ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parties); i += 2 {
		w, _ := z.Create(parties[i])
		w.Write([]byte(parties[i+1]))
	}
	z.Close()
	return b.Bytes()
}

func dessin(large, haut int) image.Image { return image.NewGray(image.Rect(0, 0, large, haut)) }

func enPNG(large, haut int) []byte {
	var b bytes.Buffer
	png.Encode(&b, dessin(large, haut))
	return b.Bytes()
}

func enJPEG() []byte {
	var b bytes.Buffer
	jpeg.Encode(&b, dessin(300, 200), nil)
	return b.Bytes()
}

const (
	docx  = "word/document.xml"
	type_ = "[Content_Types].xml"
	odt   = "application/vnd.oasis.opendocument.text"
)

// TestReconnaitre : un fichier est ce que dit son nom, ou il est refusé avec sa raison.
func TestReconnaitre(t *testing.T) {
	abime := archive(type_, "<a/>", docx, "<a>"+strings.Repeat("x", 400)+"</a>")
	i := bytes.Index(abime, []byte(docx)) + len(docx) + 20
	abime[i] ^= 0xff
	coupe := enPNG(400, 400)
	demesure := enPNG(1, 1)
	copy(demesure[16:], "\x00\x01\x00\x00\x00\x01\x00\x00") // 65 536 sur 65 536
	for _, x := range []struct {
		nom    string
		octets []byte
		forme  string
		dit    string
	}{
		{"a.pdf", pdf(""), "pdf", ""},
		{"A.PDF", pdf("des octets d'un scanner\n"), "pdf", ""},
		{"a.jpg", enJPEG(), "jpeg", ""},
		{"a.jpeg", enJPEG(), "jpeg", ""},
		{"Ωμέγα 文書.png", enPNG(3, 2), "png", ""},
		{"a.docx", archive(type_, "<a/>", docx, "<a/>"), "docx", ""},
		{"a.xlsx", archive(type_, "<a/>", "xl/workbook.xml", "<a/>"), "xlsx", ""},
		{"a.odt", archive("mimetype", odt, "content.xml", "<a/>"), "odt", ""},

		{"a.pdf", nil, "", "vide"},
		{"a.pdf", make([]byte, OctetsMax+1), "", "dépasse 10 Mo"},
		{"a.exe", pdf(""), "", "seuls les fichiers PDF, JPEG, PNG, DOCX, XLSX ou ODT se déposent"},
		{"pdf", pdf(""), "", "la fin de leur nom"},
		{"a.pdf", enPNG(3, 2), "", "se dit PDF, mais son contenu est une image PNG"},
		{"a.png", pdf(""), "", "se dit PNG, mais son contenu est un PDF"},
		{"a.pdf", []byte("MZ\x90\x00"), "", "un programme"},
		{"a.jpg", []byte("<!DOCTYPE html><script>"), "", "une page web"},
		{"a.pdf", []byte("du texte"), "", "son contenu n'en est pas un"},
		{"a.pdf", pdf("")[:60], "", "coupé"},
		{"a.pdf", bytes.Replace(pdf(""), []byte("xref\n0 1"), []byte("yref\n0 1"), 1), "", "la table de ses objets manque"},
		{"a.png", coupe[:len(coupe)-30], "", "coupée ou abîmée"},
		{"a.jpg", enJPEG()[:len(enJPEG())-60], "", "coupée ou abîmée"},
		{"a.png", demesure, "", "une image qui se lit"},
		{"a.docx", archive(type_, "<a/>", "xl/workbook.xml", "<a/>"), "", "autre archive"},
		{"a.xlsx", archive("photo.txt", "a"), "", "autre archive"},
		{"a.odt", archive("mimetype", "application/zip", "content.xml", "<a/>"), "", "abîmée"},
		{"a.docx", archive(type_, "<a/>", docx, "<a><b></a"), "", "abîmée"},
		{"a.docx", abime, "", "abîmée"},
		{"a.docx", archive(type_, "<a/>", docx, "<a/>", "word/vbaProject.bin", "x"), "", "des macros"},
		{"a.odt", archive("mimetype", odt, "content.xml", "<a/>", "Basic/Standard/a.xml", "x"), "", "des macros"},
		{"a.jpg", enJPEG()[:300], "", "une image qui se lit"},
		{"a.docx", enPNG(3, 2), "", "une image PNG"},
		{"a.docx", archive(type_, "<a/>", docx, "<a/>")[:80], "", "coupé"},
	} {
		f, err := Reconnaitre(x.nom, x.octets)
		switch {
		case x.dit == "" && (err != nil || f.Cle != x.forme):
			t.Errorf("%s : %v, %v", x.nom, f, err)
		case x.dit != "" && (err == nil || !strings.Contains(err.Error(), x.dit)):
			t.Errorf("%s (%.12q) : %v, attendu « %s »", x.nom, x.octets, err, x.dit)
		}
	}
}

// TestDemesure : une archive qui se déplie sans fin est refusée sans prendre la mémoire, une image trop grande sans se déplier.
func TestDemesure(t *testing.T) {
	bombe := archive(type_, "<a/>", docx, "<a/>", "word/media/a.bin", strings.Repeat("\x00", depliesMax+1))
	if _, err := Reconnaitre("a.docx", bombe); err == nil || !strings.Contains(err.Error(), "200 Mo une fois déplié") {
		t.Error(err)
	}
	if err := lireImage(enPNG(9000, 9000), png.DecodeConfig, png.Decode); err == nil || !strings.Contains(err.Error(), "9000 points sur 9000") {
		t.Error(err)
	}
}

func FuzzReconnaitre(f *testing.F) {
	for nom, b := range map[string][]byte{"a.pdf": pdf(""), "a.png": enPNG(3, 2), "a.jpg": enJPEG(), "a.docx": archive(type_, "<a/>", docx, "<a/>")} {
		f.Add(nom, b)
	}
	f.Fuzz(func(t *testing.T, nom string, b []byte) {
		if x, err := Reconnaitre(nom, b); (x == nil) == (err == nil) {
			t.Errorf("%v, %v", x, err)
		}
	})
}
