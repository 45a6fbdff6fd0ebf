package tableur

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"jalon/lot"
)

func en16(ordre int, s string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune("\ufeff" + s)) {
		x := []byte{byte(u), byte(u >> 8)}
		b = append(b, x[ordre], x[1-ordre])
	}
	return string(b)
}

// TestCSV : codages, séparateurs, guillemets. Les cases attendues sont séparées par « | », les rangées par « / ».
func TestCSV(t *testing.T) {
	for _, x := range []struct{ nom, texte, attendu string }{
		{"UTF-8", "Nom;Brut\nHélène;2450,50\n", "Nom|Brut/Hélène|2450,50"},
		{"marque", marqueUTF8 + "Nom;Brut\r\nHélène;2450,50", "Nom|Brut/Hélène|2450,50"},
		{"Windows-1252", "Nom;Brut\r\nH\xe9l\xe8ne;2450,50 \x80\r\n", "Nom|Brut/Hélène|2450,50 €"},
		{"UTF-16", en16(0, "Nom\tBrut\r\nHélène\t2450,50"), "Nom|Brut/Hélène|2450,50"},
		{"UTF-16, grand bout", en16(1, "Nom;Brut\nHélène;2450,50"), "Nom|Brut/Hélène|2450,50"},
		{"accents décomposés", "Nom;B\nHe\u0301le\u0300ne;1", "Nom|B/Hélène|1"},
		{"virgules", "Nom,Brut\n\"Durand, Paul\",\"2450,50\"\n", "Nom|Brut/Durand, Paul|2450,50"},
		{"points-virgules et décimales", "Nom;A;B\nx;1,50;2,50\ny;1,50;2,50\n", "Nom|A|B/x|1,50|2,50/y|1,50|2,50"},
		{"deux colonnes", "Nom;Brut\nx;1,5\ny;2,5\n", "Nom|Brut/x|1,5/y|2,5"},
		{"sep=", "sep=,\r\na,b;c\r\n", "a|b;c"},
		{"une colonne", "Nom\nDurand\n", "Nom/Durand"},
		{"titre avant", "Atelier Duval, liste du 2 mars\n\nNom;Né le;Brut\nDurand;07/03/1980;1\nPetit;1/2/1990;2\n", "Atelier Duval, liste du 2 mars/Nom|Né le|Brut/Durand|07/03/1980|1/Petit|1/2/1990|2"},
		{"guillemets", "a;\"b \"\"c\"\" ; d\";e\n", `a|b "c" ; d|e`},
		{"retour dans une case", "Nom;Adresse\nDurand;\"12 rue\r\ndes Lilas\"\nPetit;x", "Nom|Adresse/Durand|12 rue\ndes Lilas/Petit|x"},
		{"guillemet au milieu", "a;b\n\"12\" rue\";x\n\"Le \"Petit\" Paul\";y", "a|b/12\" rue|x/Le \"Petit\" Paul|y"},
		{"espaces", " a\u00a0; b\u202fc ;\u200bd;\u00ad\n", "a|b c|d"},
		{"apostrophe de formule", "a;'=1+1;'-x;l'an;'92\n", "a|=1+1|-x|l'an|'92"},
		{"retours seuls", "a;b\rc;d\r", "a|b/c|d"},
		{"cases vides", ";;c\n;\na\n", "||c/a"},
	} {
		c := lu(t, []byte(x.texte))
		var rangees []string
		for _, r := range c.Tableaux[0].Rangees {
			var cases []string
			for _, k := range r.Cases {
				cases = append(cases, k.Texte)
				if k.Genre != lot.Texte || k.Formule {
					t.Errorf("%s : %+v", x.nom, k)
				}
			}
			rangees = append(rangees, strings.Join(cases, "|"))
		}
		if vu := strings.Join(rangees, "/"); vu != x.attendu {
			t.Errorf("%s : %q, %q attendu", x.nom, vu, x.attendu)
		}
		if r := c.Tableaux[0].Remarques; len(r) > 0 {
			t.Errorf("%s : %+v", x.nom, r)
		}
		if supposee := len(c.Remarques) > 0; supposee != (x.nom == "Windows-1252") {
			t.Errorf("%s : %+v", x.nom, c.Remarques)
		}
	}
}

// TestGuillemetOuvert : la rangée est dite, les suivantes sont lues.
func TestGuillemetOuvert(t *testing.T) {
	for _, suite := range []string{"Petit;2\nRoux;3\n", "\"Petit\";\"2\"\n\"Roux\";\"3\"\n", "Petit;\"2\"\nRoux;3\n"} {
		c := lu(t, []byte("Nom;Brut\n\"Durand;1\n"+suite))
		tableau := c.Tableaux[0]
		if len(tableau.Rangees) != 4 || tableau.Rangees[1].Cases[0].Texte != `"Durand` || tableau.Rangees[3].Cases[0].Texte != "Roux" || tableau.Rangees[3].Cases[1].Texte != "3" {
			t.Errorf("%q : %+v", suite, tableau.Rangees)
		}
		if len(tableau.Remarques) != 1 || tableau.Remarques[0].Rang != 2 || !strings.Contains(tableau.Remarques[0].Texte, "Un guillemet") {
			t.Errorf("%q : %+v", suite, tableau.Remarques)
		}
	}
	// Des guillemets à chaque case : le travail reste borné, et la liste est lue.
	c := lu(t, []byte(strings.Repeat("\"a;\"b\n", 40_000)))
	if x := c.Tableaux[0]; len(x.Rangees) != 40_000 || len(x.Remarques) != remarquesMax+1 {
		t.Errorf("%d rangées, %d remarques", len(x.Rangees), len(x.Remarques))
	}
}

// TestEcrireCSV : les octets qu'attend un tableur français, sans rien qui devienne une formule.
func TestEcrireCSV(t *testing.T) {
	var b bytes.Buffer
	rangees := [][]string{
		{"=1+1", "+33 6", "-12,50", "-x", "@a", "\tb", "-1\u202f234.5"},
		{"a;b", `c"d`, "e\nf", "", "-", "-1-2", "é"},
	}
	if err := EcrireCSV(&b, []string{"A", "=B"}, slices.Values(rangees)); err != nil {
		t.Fatal(err)
	}
	attendu := "\ufeffA;'=B\r\n" +
		"'=1+1;'+33 6;-12,50;'-x;'@a;'\tb;-1\u202f234.5\r\n" +
		"\"a;b\";\"c\"\"d\";\"e\r\nf\";;'-;'-1-2;é\r\n"
	if b.String() != attendu {
		t.Errorf("%q\n%q attendu", b.String(), attendu)
	}
	relu := lu(t, b.Bytes()).Tableaux[0].Rangees
	if x := relu[1].Cases; x[0].Texte != "=1+1" || x[3].Texte != "-x" || relu[2].Cases[2].Texte != "e\nf" {
		t.Errorf("%+v", relu)
	}
}

// TestSansMarque : un texte en UTF-16 sans marque se reconnaît, un nul perdu n'arrête pas la lecture, et un fichier
// binaire est refusé.
func TestSansMarque(t *testing.T) {
	const liste = "Nom;Prénom\nBérard;Zoë\n"
	for _, x := range []struct{ octets, remarque string }{
		{en16(0, liste), "UTF-16"},
		{en16(1, liste), "UTF-16"},
		{strings.Replace(liste, "ard", "a\x00rd", 1) + strings.Repeat("Le Goff;Anne\n", 20), "signes nuls"},
	} {
		c := lu(t, []byte(strings.TrimPrefix(strings.TrimPrefix(x.octets, "\xff\xfe"), "\xfe\xff")))
		if r := c.Tableaux[0].Rangees[1].Cases; len(r) != 2 || r[0].Texte != "Bérard" || r[1].Texte != "Zoë" {
			t.Errorf("%q : %+v", x.remarque, r)
		}
		if len(c.Remarques) != 1 || !strings.Contains(c.Remarques[0].Texte, x.remarque) {
			t.Errorf("%q : %+v", x.remarque, c.Remarques)
		}
	}
	if _, err := lire([]byte(strings.Repeat("\x00\x00\x01\x02ab", 100))); err == nil {
		t.Error("un fichier binaire est accepté")
	}
}
