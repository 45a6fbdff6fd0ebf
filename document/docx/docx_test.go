package docx_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"jalon/document/docx"
	"jalon/document/lettre"
	"jalon/droit/calendrier"
)

func uneLettre(s string) *lettre.Lettre {
	l := &lettre.Lettre{Titre: "Titre " + s, Au: "Au " + s, De: []string{"De " + s}, A: []string{"A " + s}, Lieu: "Lieu " + s, Pied: "Pied " + s, Jour: calendrier.D(2026, 3, 2)}
	for g := range lettre.SautDePage + 1 {
		l.Blocs = append(l.Blocs, lettre.Bloc{Genre: g, Texte: "Texte " + s, Lignes: []string{"Ligne " + s}, Entetes: []string{"E1 " + s, "E2"}, Rangees: [][]string{{"C1 " + s, "C2"}}})
	}
	return l
}

func octets(t testing.TB, l *lettre.Lettre) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := docx.Ecrire(&b, l); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// parties rend les textes de chaque fichier du document, lus par un lecteur XML.
func parties(t testing.TB, doc []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(doc), int64(len(doc)))
	if err != nil {
		t.Fatal(err)
	}
	tout := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		var texte strings.Builder
		d := xml.NewDecoder(r)
		for {
			j, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s : %v", f.Name, err)
			}
			switch x := j.(type) {
			case xml.CharData:
				texte.Write(x)
			case xml.EndElement:
				if x.Name.Local == "p" {
					texte.WriteByte('\n')
				}
			}
		}
		tout[f.Name] = texte.String()
	}
	return tout
}

// TestEcrire : chaque bloc se lit, dans l'ordre ; un texte reste un texte.
func TestEcrire(t *testing.T) {
	for _, s := range []string{"simple", `</w:t></w:p><w:p x="&amp;'>`, "]]> <!-- é 😀", ""} {
		p := parties(t, octets(t, uneLettre(s)))
		lignes := []string{
			"De " + s, "A " + s, "Lieu " + s, "Titre " + s,
			"Texte " + s, "Texte " + s, // paragraphe, titre
			"Ligne " + s, "E1 " + s, "E2", "C1 " + s, "C2", "", // liste, table et ce qui la suit
			"☐ Texte " + s, "Ligne " + s, "Texte " + s, "Texte " + s, "", // case, signature, note, coupon, saut
		}
		if got, attendu := strings.TrimPrefix(p["word/document.xml"], "\n"), strings.Join(lignes, "\n")+"\n"; got != attendu {
			t.Errorf("lu :\n%s\nattendu :\n%s", got, attendu)
		}
		if strings.TrimSpace(p["word/header1.xml"]) != strings.TrimSpace("Au "+s) {
			t.Errorf("en-tête des pages suivantes : %q", p["word/header1.xml"])
		}
		if !strings.Contains(p["word/footer1.xml"], "Pied "+s) || !strings.Contains(p["docProps/core.xml"], "Titre "+s) || !strings.Contains(p["docProps/core.xml"], "2026-03-02T00:00:00Z") {
			t.Errorf("pied ou propriétés : %q %q", p["word/footer1.xml"], p["docProps/core.xml"])
		}
	}
}

// TestSignesDeCommande : ils sont ôtés, et le document reste du XML.
func TestSignesDeCommande(t *testing.T) {
	if p := parties(t, octets(t, uneLettre("a\x00b\x1bc\u202ed\xffe\ufffef"))); !strings.Contains(p["word/document.xml"], "Titre abcde") || strings.Contains(p["word/document.xml"], "\u202e") {
		t.Errorf("%q", p["word/document.xml"])
	}
}

// TestReproductible : le même papier donne les mêmes octets.
func TestReproductible(t *testing.T) {
	if !bytes.Equal(octets(t, uneLettre("x")), octets(t, uneLettre("x"))) {
		t.Error("deux écritures diffèrent")
	}
}

type plein struct{}

func (plein) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestDisquePlein(t *testing.T) {
	if err := docx.Ecrire(plein{}, uneLettre("x")); !errors.Is(err, io.ErrShortWrite) || !strings.Contains(err.Error(), "vérifiez la place") {
		t.Error(err)
	}
}

func FuzzEcrire(f *testing.F) {
	f.Add("Lefèvre")
	f.Add("</w:t>\x00\ufffe&")
	f.Fuzz(func(t *testing.T, s string) { parties(t, octets(t, uneLettre(s))) })
}
