package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"jalon/document"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/choix"
	"jalon/droit/csp"
	"jalon/droit/csp/cas"
	"jalon/droit/fait"
	"jalon/format"
)

func situation(t testing.TB, nom string) *csp.Situation {
	t.Helper()
	texte, err := os.ReadFile(filepath.Join("../../exemples", nom+".json"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := format.Lire(texte)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func decisionDe(t testing.TB, s *csp.Situation, c *choix.Comparaison, adresse string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Decision(&b, s, c, adresse); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// mot est un texte posé sur une page : sa place, sa police, son corps.
type mot struct {
	page       int
	x, y       float64 // points, depuis le bas
	fonte      string
	corps      float64
	texte      string
	largeurMot float64
}

var (
	flux   = regexp.MustCompile(`(?s)stream\n(.*?)\nendstream`)
	ecrits = regexp.MustCompile(`(?s)/(F\S+) ([0-9.]+) Tf|BT ([0-9.-]+) ([0-9.-]+) Td \((.*?)\) Tj ET`)
)

// lirePDF rend les textes de chaque page, lus dans le fichier écrit.
func lirePDF(t testing.TB, pdf []byte) (pages int, mots []mot) {
	t.Helper()
	pages = bytes.Count(pdf, []byte("/Type /Page\n"))
	page := 0
	for _, m := range flux.FindAllSubmatch(pdf, -1) {
		z, err := zlib.NewReader(bytes.NewReader(m[1]))
		if err != nil {
			continue
		}
		contenu, err := io.ReadAll(z)
		if err != nil || !bytes.Contains(contenu, []byte(" Tj ET")) {
			continue
		}
		page++
		lus := lireTextes(t, string(contenu))
		for i := range lus {
			lus[i].page = page
		}
		mots = append(mots, lus...)
	}
	return pages, mots
}

func lireTextes(t testing.TB, contenu string) []mot {
	t.Helper()
	var mots []mot
	nom, corps := "", 0.0
	for _, m := range ecrits.FindAllStringSubmatch(contenu, -1) {
		if m[1] != "" {
			nom, corps = m[1], reel(t, m[2])
			continue
		}
		mots = append(mots, mot{x: reel(t, m[3]), y: reel(t, m[4]), fonte: nom, corps: corps, texte: utf16be(m[5])})
	}
	return mots
}

func reel(t testing.TB, s string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func utf16be(s string) string {
	s = strings.NewReplacer(`\\`, `\`, `\(`, `(`, `\)`, `)`, `\r`, "\r").Replace(s)
	var u []uint16
	for b := []byte(s); len(b) > 1; b = b[2:] {
		u = append(u, binary.BigEndian.Uint16(b))
	}
	return string(utf16.Decode(u))
}

// nu ôte ce que la typographie change : espaces, apostrophes, signe moins.
var nu = strings.NewReplacer("-", "−", "\u00a0", "", "\u202f", "", " ", "", "'", "’")

func toutLeTexte(mots []mot) string {
	var b strings.Builder
	for _, m := range mots {
		b.WriteString(m.texte)
		b.WriteByte(' ')
	}
	return nu.Replace(b.String())
}

var situations = []string{"hesitation", "moins-d-un-an", "adhesion-2026", "refus", "emploi-au-mois-5"}

// TestDecision : deux pages, les mêmes montants et les mêmes dates que la comparaison et que le format.
func TestDecision(t *testing.T) {
	for _, nom := range situations {
		t.Run(nom, func(t *testing.T) {
			s := situation(t, nom)
			c := choix.Comparer(s, nil, nil)
			if !c.Possible {
				t.Fatal("une seule voie")
			}
			pages, mots := lirePDF(t, decisionDe(t, s, c, ""))
			if pages != 2 {
				t.Fatalf("%d pages", pages)
			}
			texte := toutLeTexte(mots)
			attendre := func(quoi, x string) {
				if !strings.Contains(texte, nu.Replace(x)) {
					t.Errorf("%s : %q n'est pas dans la feuille", quoi, x)
				}
			}
			montant := func(quoi string, m argent.Montant) {
				if m.Connu() {
					attendre(quoi, m.Francais())
				}
			}
			attendre("délai", c.Situation.Dates.FinReflexion.EnLettres())
			montant("ASP", c.Adherer.Droits.Montants.ASPBrute)
			montant("ARE", c.Refus.AREBrute)
			montant("indemnité", c.Adherer.Droits.Montants.IndemniteDue)
			json := string(format.AppendComparaison(nil, c, nil))
			for i := range c.Adherer.Mois {
				for v, m := range map[string]*choix.Mois{"adhérer": &c.Adherer.Mois[i], "refuser": &c.Refus.Mois[i]} {
					if c.Adherer.Mois[i].Total.Nul() && c.Refus.Mois[i].Total.Nul() {
						continue
					}
					quoi := v + " " + m.Mois.NomMois()
					attendre(quoi, moisCourt(m.Mois))
					montant(quoi, m.Total)
					montant(quoi+", cumul", m.Cumul)
					if m.Cumul.Connu() && !strings.Contains(json, `"cumul":"`+m.Cumul.String()+`"`) {
						t.Errorf("%s : le format ne donne pas le cumul %s", quoi, m.Cumul)
					}
				}
			}
			for _, x := range c.Scenarios {
				montant("scénario", x.Adherer)
				montant("scénario", x.Refus)
				montant("scénario", x.Ecart)
			}
			attendre("bascule", c.BasculeEnMots())
			for _, x := range document.Dates(s, c) {
				attendre("date", x.Quand())
				attendre("règle", x.Regle.String())
			}
		})
	}
}

// TestReproductible : la même situation donne les mêmes octets, et la date est celle du dernier fait.
func TestReproductible(t *testing.T) {
	for range 3 {
		s := situation(t, "hesitation")
		c := choix.Comparer(s, nil, nil)
		a, b := decisionDe(t, s, c, "https://jalon.invalid/d"), decisionDe(t, situation(t, "hesitation"), choix.Comparer(s, nil, nil), "https://jalon.invalid/d")
		if !bytes.Equal(a, b) {
			t.Fatal("deux écritures diffèrent")
		}
		if n := bytes.Count(a, []byte("D:20260302000000")); n != 2 {
			t.Errorf("%d dates du dernier fait, 2 attendues : création et modification", n)
		}
		if n := bytes.Count(a, []byte("/FontFile2")); n != 2 {
			t.Errorf("%d polices embarquées, 2 attendues", n)
		}
		_, mots := lirePDF(t, a)
		if !strings.Contains(toutLeTexte(mots), "https://jalon.invalid/d") {
			t.Error("l'adresse de la version accessible n'est pas écrite")
		}
	}
}

func TestSansChoix(t *testing.T) {
	s := situation(t, "hesitation")
	s.Salarie.Apte = fait.Non
	c := choix.Comparer(s, nil, nil)
	if c.Possible {
		t.Fatal("la situation devait n'avoir qu'une voie")
	}
	var b bytes.Buffer
	if err := Decision(&b, s, c, ""); !errors.Is(err, document.ErrSansChoix) || b.Len() > 0 {
		t.Errorf("erreur %v, %d octets", err, b.Len())
	}
}

// TestRienNeSeTouche : sur toutes les situations des cas et sur des textes trop longs, deux pages, aucun texte
// hors de la page, aucun sur un autre.
func TestRienNeSeTouche(t *testing.T) {
	var tout []*csp.Situation
	for _, nom := range situations {
		tout = append(tout, situation(t, nom))
	}
	jeux, err := cas.Tous()
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range jeux {
		if s, err := format.Lire(x.Situation); err == nil {
			tout = append(tout, s)
		}
	}
	vus, longues := 0, 0
	for i, s := range tout {
		if i >= len(situations) && i%4 != 0 { // un cas sur quatre : le détecteur d'accès concurrents est lent
			continue
		}
		s.ID = strings.Repeat("Un nom très long qui ne tient pas 𝄞 (x) \\ ", 1+i%9)
		var emploi *choix.Emploi
		if i%3 == 1 {
			emploi = &choix.Emploi{Debut: s.Proposition.Remise.Plus(150)}
		}
		if c := choix.Comparer(s, emploi, nil); c.Possible {
			vus++
			if verifierPages(t, fmt.Sprint("situation ", i), s, c) > moisParColonne {
				longues++
			}
		}
	}
	// Tout ce qui peut déborder à la fois : soixante mois, de gros montants, des phrases sans fin.
	s := situation(t, "hesitation")
	c := choix.Comparer(s, &choix.Emploi{Debut: calendrier.D(2026, 9, 1)}, nil)
	gros := argent.Centimes(123_456_789_012)
	for i := len(c.Adherer.Mois); i < 61; i++ {
		c.Adherer.Mois, c.Refus.Mois = append(c.Adherer.Mois, c.Adherer.Mois[i-1]), append(c.Refus.Mois, c.Refus.Mois[i-1])
	}
	for i := range c.Adherer.Mois {
		for _, m := range []*choix.Mois{&c.Adherer.Mois[i], &c.Refus.Mois[i]} {
			m.Total, m.Cumul = gros, gros
		}
	}
	for i := range c.Scenarios {
		c.Scenarios[i].Adherer, c.Scenarios[i].Refus, c.Scenarios[i].Ecart = gros, gros, gros
	}
	m := &c.Adherer.Droits.Montants
	m.ASPBrute, m.ASPNette, m.IndemniteDue, c.Refus.AREBrute = gros, gros, gros, gros
	for range 20 {
		c.Hypotheses = append(c.Hypotheses, strings.Repeat("une hypothèse sans fin ", 40))
		c.NonCouverts = append(c.NonCouverts, strings.Repeat("uneréservesansaucuneespace", 20))
	}
	for range 60 {
		s.Evenements = append(s.Evenements, csp.Evenement{Type: csp.RepriseEmploi, Debut: calendrier.D(2026, 9, 1)})
		c.Situation.Reprises = append(c.Situation.Reprises, csp.Reprise{Debut: calendrier.D(2026, 9, 1)})
	}
	if n := verifierPages(t, "débordement", s, c); n <= moisParColonne {
		t.Errorf("%d mois : la table devait prendre deux colonnes", n)
	}
	t.Logf("%d situations, %d à deux colonnes de mois", vus, longues)
	if vus < 50 || longues == 0 {
		t.Errorf("%d situations comparées, %d à deux colonnes de mois : trop peu", vus, longues)
	}
}

// verifierPages rend le nombre de mois montrés.
func verifierPages(t *testing.T, nom string, s *csp.Situation, c *choix.Comparaison) int {
	t.Helper()
	f, err := composer(s, c, "https://exemple.invalid/"+strings.Repeat("chemin/", 40))
	if err != nil {
		t.Fatalf("%s : %v", nom, err)
	}
	var b bytes.Buffer
	if err := f.ecrire(&b); err != nil {
		t.Fatal(err)
	}
	pages, mots := lirePDF(t, b.Bytes())
	if pages != 2 {
		t.Fatalf("%s : %d pages", nom, pages)
	}
	fonteGrasse := grasse(mots)
	for i := range mots {
		m := &mots[i]
		f.p.SetFont("texte", map[bool]string{true: gras, false: maigre}[m.fonte == fonteGrasse], m.corps)
		m.largeurMot = f.largeur(m.texte) / 25.4 * 72
		if m.x < marge/25.4*72-0.1 || m.x+m.largeurMot > (largeurPage-marge)/25.4*72+0.1 || m.y < 10 || m.y > 820 {
			t.Errorf("%s, page %d : %q sort de la page (x %.1f à %.1f, y %.1f)", nom, m.page, m.texte, m.x, m.x+m.largeurMot, m.y)
		}
	}
	for i, a := range mots {
		for _, b := range mots[i+1:] {
			// L'œil d'une lettre : de 0,2 corps sous la ligne à 0,72 au-dessus.
			if a.page == b.page && a.x < b.x+b.largeurMot-0.1 && b.x < a.x+a.largeurMot-0.1 &&
				a.y-0.2*a.corps < b.y+0.72*b.corps && b.y-0.2*b.corps < a.y+0.72*a.corps {
				t.Errorf("%s, page %d : %q touche %q", nom, a.page, a.texte, b.texte)
			}
		}
	}
	return len((&decision{s: s, c: c}).mois())
}

// grasse est le nom de la police grasse : celle du grand titre.
func grasse(mots []mot) string {
	for _, m := range mots {
		if m.corps == 22 {
			return m.fonte
		}
	}
	return ""
}

func TestTypo(t *testing.T) {
	for entree, attendu := range map[string]string{
		"l'ARE : 1\u00a0234\u00a0567,00 € !": "l’ARE\u00a0: 1\u202f234\u202f567,00\u00a0€\u202f!",
		"-12,00\u00a0€":                      "−12,00\u00a0€",
		"a\nb\x00𝄞":                          "a b?",
	} {
		if x := typo(entree); x != attendu {
			t.Errorf("%q : %q, attendu %q", entree, x, attendu)
		}
	}
}
