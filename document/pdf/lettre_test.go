package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"jalon/document/lettre"
	"jalon/droit/calendrier"
)

func uneLettre() *lettre.Lettre {
	l := &lettre.Lettre{
		Titre: "Proposition du CSP", Au: "Lefèvre Zoé", De: []string{"Ateliers du Ponant", "44000 Nantes"},
		A: []string{"Mme Zoé Lefèvre", "3 rue de l’Étoile", "44100 Nantes"}, Lieu: "Nantes, le lundi 2 mars 2026",
		Jour: calendrier.D(2026, 3, 2), Pied: "Document de travail.",
	}
	long := make([][]string, 90)
	for i := range long {
		long[i] = []string{fmt.Sprintf("Élément %d", i), strings.Repeat("valeur ", 1+i%9), "CONT-02"}
	}
	l.Blocs = []lettre.Bloc{
		{Texte: "Madame,"},
		{Genre: lettre.Titre, Texte: "Vos dates"},
		{Genre: lettre.Tableau, Rangees: [][]string{{"Remise", "lundi 2 mars 2026"}}},
		{Genre: lettre.Liste, Lignes: []string{"un", strings.Repeat("deux ", 60)}},
		{Genre: lettre.Case, Texte: "J’ai reçu les documents."},
		{Genre: lettre.Tableau, Entetes: []string{"Élément", "Valeur", "Règle"}, Rangees: long},
		{Texte: strings.Repeat("Un motif très long. ", 900)},
		{Texte: "Un" + strings.Repeat("x", 400) + "mot"},
		{Genre: lettre.SautDePage},
		{Genre: lettre.Signature, Lignes: []string{"Pour Ateliers du Ponant", "Claire Le Goff"}},
		{Genre: lettre.Note, Texte: "Règles : PROC-01."},
		{Texte: strings.Repeat("De quoi arriver près du bas de la page. ", 104)},
		{Genre: lettre.Coupon, Texte: "À détacher"},
		{Genre: lettre.Signature, Lignes: []string{"Documents reçus le ____"}},
	}
	return l
}

func lettreDe(t testing.TB, l *lettre.Lettre) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Lettre(&b, l); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestLettre : l'adresse est dans la fenêtre de l'enveloppe, rien n'est perdu ni ne sort de la page, les en-têtes
// d'une table reviennent à chaque page, la partie à détacher tient sur une seule.
func TestLettre(t *testing.T) {
	const point = 25.4 / 72
	pages, mots := lirePDF(t, lettreDe(t, uneLettre()))
	if pages < 6 {
		t.Fatalf("%d pages", pages)
	}
	texte := toutLeTexte(mots)
	for _, x := range []string{"Élément89", "CONT-02", "Madame", fmt.Sprintf("%d/%d", pages, pages), "Documentdetravail"} {
		if !strings.Contains(texte, nu.Replace(x)) {
			t.Errorf("%q n'y est pas", x)
		}
	}
	if n := strings.Count(texte, "Unmotiftrès"); n < 850 { // une ligne peut couper entre deux mots, jamais dans un
		t.Errorf("%d phrases sur 900", n)
	}
	if n := strings.Count(texte, "x"); n < 400 {
		t.Errorf("un mot trop long est coupé : %d signes sur 400", n)
	}
	entetes := map[int]bool{}
	rangees := map[int]bool{}
	coupon := map[int]bool{}
	for _, m := range mots {
		x, y := m.x*point, 297-m.y*point
		switch {
		case strings.Contains(m.texte, "Zoé Lefèvre") && (x < 105 || x > 120 || y < 45 || y > 70):
			t.Errorf("l'adresse est à %.0f, %.0f mm", x, y)
		case x < 19.9 || y > 290 || y < 8:
			t.Errorf("%q sort de la page %d : %.0f, %.0f mm", m.texte, m.page, x, y)
		case m.texte == "Règle":
			entetes[m.page] = true
		case strings.HasPrefix(m.texte, "Élément "):
			rangees[m.page] = true
		case m.texte == "À détacher", strings.HasPrefix(m.texte, "Documents reçus"):
			coupon[m.page] = true
		}
	}
	if len(rangees) < 3 {
		t.Errorf("la table tient sur %d pages", len(rangees))
	}
	for p := range rangees {
		if !entetes[p] {
			t.Errorf("page %d : une table sans en-têtes", p)
		}
	}
	if len(coupon) != 1 {
		t.Errorf("la partie à détacher est sur %d pages", len(coupon))
	}
}

// TestLettreReproductible : le même papier donne les mêmes octets, à la date de son dernier fait.
func TestLettreReproductible(t *testing.T) {
	a, b := lettreDe(t, uneLettre()), lettreDe(t, uneLettre())
	if !bytes.Equal(a, b) {
		t.Error("deux écritures diffèrent")
	}
	if !bytes.Contains(a, []byte("D:20260302")) {
		t.Error("la date n'est pas celle du dernier fait")
	}
}

// TestLettreHostile : aucun texte ne fait tomber la mise en page ; une lettre vide est une page.
func TestLettreHostile(t *testing.T) {
	for _, s := range []string{"", "\u202eFDP\x00", "😀 (\\) BT /F1", strings.Repeat("é", 3000), strings.Repeat("a ", 3000), "\xff\xfe"} {
		l := &lettre.Lettre{Titre: s, Au: s, De: []string{s}, A: []string{s, s, s, s}, Lieu: s, Pied: s}
		for g := range lettre.SautDePage + 1 {
			l.Blocs = append(l.Blocs, lettre.Bloc{Genre: g, Texte: s, Lignes: []string{s}, Entetes: []string{s, s}, Rangees: [][]string{{s, s}}})
		}
		if pages, _ := lirePDF(t, lettreDe(t, l)); pages < 1 {
			t.Errorf("%.20q : aucune page", s)
		}
	}
	if pages, _ := lirePDF(t, lettreDe(t, &lettre.Lettre{})); pages != 1 {
		t.Errorf("une lettre vide a %d pages", pages)
	}
}

// BenchmarkLettre donne le temps d'un papier de deux pages.
func BenchmarkLettre(b *testing.B) {
	l := uneLettre()
	l.Blocs = l.Blocs[:5]
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			lettreDe(b, l)
		}
	})
}
