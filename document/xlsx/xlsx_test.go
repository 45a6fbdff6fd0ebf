package xlsx

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"jalon/document"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/choix"
	"jalon/droit/csp"
	"jalon/droit/fait"
	"jalon/format"
)

func situation(t *testing.T, nom string) *csp.Situation {
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

func ecrit(t *testing.T, s *csp.Situation, c *choix.Comparaison) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Mois(&b, s, c); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// classeurLu est un classeur rouvert.
type classeurLu struct {
	t *testing.T
	f *excelize.File
}

func relire(t *testing.T, octets []byte) classeurLu {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(octets), excelize.Options{RawCellValue: true, UnzipSizeLimit: 64 << 20, UnzipXMLSizeLimit: 64 << 20})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return classeurLu{t, f}
}

func (l classeurLu) valeur(feuille, c string) string {
	l.t.Helper()
	v, err := l.f.GetCellValue(feuille, c)
	if err != nil {
		l.t.Fatal(err)
	}
	return v
}

// centimes lit un montant sans flottant : ce qui est écrit doit tenir en deux décimales.
func (l classeurLu) centimes(feuille, c, v string) argent.Montant {
	l.t.Helper()
	if v == "—" {
		return argent.Montant{}
	}
	negatif := strings.HasPrefix(v, "-")
	m, err := argent.Lire([]byte(strings.TrimPrefix(v, "-")))
	if err != nil {
		l.t.Errorf("%s!%s = %q : %v", feuille, c, v, err)
	}
	if negatif {
		return argent.Centimes(0).Moins(m)
	}
	return m
}

// attendre compare une case à un montant : la valeur écrite, et la formule recalculée.
func (l classeurLu) attendre(feuille, c string, m argent.Montant) {
	l.t.Helper()
	if x := l.centimes(feuille, c, l.valeur(feuille, c)); x != m {
		l.t.Errorf("%s!%s : %s écrit, %s attendu", feuille, c, x, m)
	}
	formule, err := l.f.GetCellFormula(feuille, c)
	if err != nil {
		l.t.Fatal(err)
	}
	if formule == "" {
		return
	}
	calcule, err := l.f.CalcCellValue(feuille, c, excelize.Options{RawCellValue: true})
	if err != nil {
		l.t.Fatalf("%s!%s : =%s : %v", feuille, c, formule, err)
	}
	x, err := strconv.ParseFloat(calcule, 64)
	if err != nil || strconv.FormatFloat(x, 'f', 2, 64) != m.String() {
		l.t.Errorf("%s!%s : =%s donne %s, %s attendu", feuille, c, formule, calcule, m)
	}
}

var situations = []string{"hesitation", "moins-d-un-an", "adhesion-2026", "refus", "emploi-au-mois-5"}

// TestMois : chaque montant du classeur est celui de la comparaison et celui du format, au centime, écrit
// comme recalculé.
func TestMois(t *testing.T) {
	for _, nom := range situations {
		for _, emploi := range []*choix.Emploi{
			nil,
			{Debut: calendrier.D(2026, 9, 10), Salaire: argent.Centimes(2_123_45)},
			{Debut: calendrier.D(2026, 9, 10), Nature: csp.CDD, DureeMois: argent.Entier(7)},
		} {
			titre := nom
			if emploi != nil {
				titre += ", " + csp.NomsNature[emploi.Nature]
			}
			t.Run(titre, func(t *testing.T) {
				s := situation(t, nom)
				c := choix.Comparer(s, emploi, nil)
				if !c.Possible {
					t.Fatal("une seule voie")
				}
				l := relire(t, ecrit(t, s, c))
				l.verifierMois(c)
				for i, x := range c.Scenarios {
					r := strconv.Itoa(i + 2)
					l.attendre(feuilleScenarios, "D"+r, x.Adherer)
					l.attendre(feuilleScenarios, "E"+r, x.Refus)
					l.attendre(feuilleScenarios, "F"+r, x.Ecart)
				}
				for i, x := range document.Chiffres(s, c) {
					r := strconv.Itoa(i + 2)
					if x.Unite == document.Euros {
						l.attendre(feuilleMontants, "C"+r, x.Montant)
					}
					if g := l.valeur(feuilleMontants, "E"+r); g != x.Regle.String() {
						t.Errorf("Montants!E%s : %q", r, g)
					}
				}
			})
		}
	}
}

func (l classeurLu) verifierMois(c *choix.Comparaison) {
	t := l.t
	t.Helper()
	var echange map[string]json.RawMessage
	if err := json.Unmarshal(format.AppendComparaison(nil, c, nil), &echange); err != nil {
		t.Fatal(err)
	}
	lignes, totaux, formules := map[int]argent.Montant{}, map[int]argent.Montant{}, 0
	for n, v := range []struct {
		cle string
		v   *choix.Voie
	}{{"adherer", &c.Adherer}, {"refuser", &c.Refus}} {
		var echangee struct {
			Mois []struct {
				Total           *string `json:"total"`
				Cumul           *string `json:"cumul"`
				AllocationNette *string `json:"allocation_nette"`
			}
		}
		if err := json.Unmarshal(echange[v.cle], &echangee); err != nil {
			t.Fatal(err)
		}
		totaux[n] = argent.Centimes(0)
		for i := range v.v.Mois {
			m := &v.v.Mois[i]
			rang, premiere := rangMois+i, 2+n*colonnesVoie
			if x := l.valeur(feuilleMois, case_(1, rang)); x != strconv.Itoa(serie(m.Mois)) {
				t.Errorf("mois %s : %s", m.Mois, x)
			}
			for source := range nomsSource {
				x := m.De(choix.Source(source))
				l.attendre(feuilleMois, case_(premiere+source, rang), x)
				totaux[n] = totaux[n].Plus(x) // une somme inconnue rend le total inconnu
			}
			for j, x := range []struct {
				m argent.Montant
				e *string
			}{{m.Total, echangee.Mois[i].Total}, {m.Cumul, echangee.Mois[i].Cumul}, {m.AllocationNet, echangee.Mois[i].AllocationNette}} {
				l.attendre(feuilleMois, case_(premiere+len(nomsSource)+j, rang), x.m)
				if (x.e != nil) != x.m.Connu() || x.e != nil && *x.e != x.m.String() {
					t.Errorf("%s, %s : le format diffère de %s", v.cle, m.Mois, x.m)
				}
			}
		}
	}
	lues, err := l.f.GetRows(feuilleCalcul)
	if err != nil {
		t.Fatal(err)
	}
	for r := rangCalcul; r <= len(lues); r++ {
		c := case_(colBrut, r)
		lignes[r] = l.centimes(feuilleCalcul, c, l.valeur(feuilleCalcul, c))
		l.attendre(feuilleCalcul, c, lignes[r])
		if f, _ := l.f.GetCellFormula(feuilleCalcul, c); f != "" {
			formules++
		}
	}
	for n := range totaux {
		l.attendre(feuilleCalcul, case_(colBrut, 2+n), totaux[n])
	}
	if len(lignes) == 0 || formules*2 < len(lignes) {
		t.Errorf("%d formules pour %d sommes : les jours et les montants par jour manquent", formules, len(lignes))
	}
}

// TestForme : des dates qui sont des dates, des têtes figées, rien de la personne en tête de case, les mêmes octets.
func TestForme(t *testing.T) {
	s := situation(t, "hesitation")
	s.ID = `=HYPERLINK("http://exemple.invalid";"ici")`
	c := choix.Comparer(s, nil, nil)
	octets := ecrit(t, s, c)
	if !bytes.Equal(octets, ecrit(t, s, choix.Comparer(s, nil, nil))) {
		t.Error("deux écritures diffèrent")
	}
	l := relire(t, octets)
	noms := []string{feuilleLire, feuilleMois, feuilleScenarios, feuilleMontants, feuilleCalcul}
	if x := l.f.GetSheetList(); strings.Join(x, "|") != strings.Join(noms, "|") {
		t.Errorf("feuilles %q", x)
	}
	for _, nom := range noms {
		if p, err := l.f.GetPanes(nom); err != nil || !p.Freeze || p.YSplit == 0 {
			t.Errorf("%s : têtes non figées (%v)", nom, err)
		}
		lignes, err := l.f.GetRows(nom)
		if err != nil {
			t.Fatal(err)
		}
		for i, ligne := range lignes {
			for j, v := range ligne {
				ref := case_(j+1, i+1)
				genre, _ := l.f.GetCellType(nom, ref)
				if genre != excelize.CellTypeUnset && genre != excelize.CellTypeNumber && strings.IndexAny(v, "=+-@\t\r") == 0 {
					t.Errorf("%s!%s commence par un signe de formule : %q", nom, ref, v)
				}
			}
		}
	}
	formate, err := excelize.OpenReader(bytes.NewReader(octets))
	if err != nil {
		t.Fatal(err)
	}
	defer formate.Close()
	for _, x := range []struct{ feuille, c, attendu string }{
		{feuilleLire, "B2", `Dossier : =HYPERLINK("http://exemple.invalid";"ici")`},
		{feuilleLire, "B3", "02/03/2026"},
		{feuilleScenarios, "B3", "24/04/2026"},
	} {
		if v, err := formate.GetCellValue(x.feuille, x.c); err != nil || v != x.attendu {
			t.Errorf("%s!%s : %q, %q attendu (%v)", x.feuille, x.c, v, x.attendu, err)
		}
	}
	if f, _ := l.f.GetCellFormula(feuilleLire, "B2"); f != "" {
		t.Errorf("le nom du dossier est une formule : %s", f)
	}
}

func TestSources(t *testing.T) {
	if len(nomsSource) != len(choix.NomsSource) {
		t.Errorf("%d sources nommées, le droit en a %d", len(nomsSource), len(choix.NomsSource))
	}
}

func TestSerie(t *testing.T) {
	for jour, attendu := range map[calendrier.Date]int{
		calendrier.D(1900, 1, 1): 1, calendrier.D(1900, 2, 28): 59, calendrier.D(1900, 3, 1): 61, calendrier.D(2026, 3, 2): 46083,
	} {
		if x := serie(jour); x != attendu {
			t.Errorf("%s : %d, %d attendu", jour, x, attendu)
		}
	}
}

func TestSansChoix(t *testing.T) {
	s := situation(t, "hesitation")
	s.Salarie.Apte = fait.Non
	c := choix.Comparer(s, nil, nil)
	var b bytes.Buffer
	if err := Mois(&b, s, c); c.Possible || !errors.Is(err, document.ErrSansChoix) || b.Len() > 0 {
		t.Errorf("erreur %v, %d octets", err, b.Len())
	}
}
