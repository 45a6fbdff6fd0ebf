package are

import (
	"testing"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/fait"
	"jalon/droit/parametre"
)

func lire(t *testing.T, s string) argent.Montant {
	t.Helper()
	m, err := argent.Lire([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

var pleinTaux = argent.Ratio(62, 1000)

// L'exemple publié par l'Unédic en 2025 : une ARE de 68,40 € pour un salaire journalier de 120 €.
func TestRetenuesPubliees(t *testing.T) {
	r := RetenuesDuJour(&parametre.Lecture{}, lire(t, "68.40"), lire(t, "120.00"), pleinTaux, calendrier.D(2025, 5, 1))
	attendu := Retenues{lire(t, "3.60"), lire(t, "3.95"), lire(t, "0.32"), lire(t, "60.53")}
	if r != attendu {
		t.Errorf("obtenu %v, attendu %v", r, attendu)
	}
}

func TestRetenuesAuxBornes(t *testing.T) {
	jour := calendrier.D(2026, 2, 1) // seuil d'exonération : 61 € par jour ; ARE minimale : 32,13 €
	for _, c := range []struct {
		cas, brute, sjr               string
		taux                          argent.Taux
		participation, csg, crds, net string
	}{
		{"sous le seuil : ni CSG ni CRDS", "56.22", "98.63", pleinTaux, "2.96", "0.00", "0.00", "53.26"},
		{"exactement au seuil", "61.00", "107.02", pleinTaux, "3.21", "0.00", "0.00", "57.79"},
		{"le net ne passe pas sous le seuil", "65.00", "114.04", pleinTaux, "3.42", "0.58", "0.00", "61.00"},
		{"taux nul : exonéré", "112.44", "197.26", argent.Entier(0), "5.92", "0.00", "0.00", "106.52"},
		{"taux réduit", "112.44", "197.26", argent.Ratio(38, 1000), "5.92", "3.98", "0.52", "102.02"},
		{"la participation s'arrête à l'ARE minimale", "32.50", "43.34", pleinTaux, "0.37", "0.00", "0.00", "32.13"},
	} {
		r := RetenuesDuJour(&parametre.Lecture{}, lire(t, c.brute), lire(t, c.sjr), c.taux, jour)
		attendu := Retenues{lire(t, c.participation), lire(t, c.csg), lire(t, c.crds), lire(t, c.net)}
		if r != attendu {
			t.Errorf("%s : obtenu %v, attendu %v", c.cas, r, attendu)
		}
	}
}

func TestBaisse(t *testing.T) {
	jour, fin := calendrier.D(2026, 2, 1), calendrier.D(2026, 1, 26)
	engage, avant := calendrier.D(2026, 1, 5), calendrier.D(2025, 3, 31)
	var l parametre.Lecture
	for _, c := range []struct {
		brute      string
		age        int
		engagement calendrier.Date
		rang       fait.Nombre
	}{
		{"92.57", 40, engage, fait.Nombre{}},
		{"92.58", 40, engage, fait.N(183)},
		{"112.44", 54, engage, fait.N(183)},
		{"112.44", 55, engage, fait.Nombre{}},
		{"112.44", 56, avant, fait.N(183)},
		{"112.44", 57, avant, fait.Nombre{}},
	} {
		if n := JourDeBaisse(&l, lire(t, c.brute), fait.N(c.age), c.engagement, fin, jour); n != c.rang {
			t.Errorf("%s à %d ans : %v, attendu %v", c.brute, c.age, n, c.rang)
		}
	}
	if n := JourDeBaisse(&l, lire(t, "112.44"), fait.N(40), calendrier.D(2021, 7, 5), calendrier.D(2021, 8, 2), calendrier.D(2021, 9, 1)); n != fait.N(244) {
		t.Errorf("transition de 2021 : %v, attendu 244, après huit mois", n)
	}
	if r := Reduite(&l, lire(t, "112.44"), jour, false); r != lire(t, "92.57") {
		t.Errorf("70 %% de 112,44 est sous le seuil : %s, attendu 92.57", r)
	}
	if r := Reduite(&l, lire(t, "200.00"), jour, false); r != lire(t, "140.00") {
		t.Errorf("70 %% de 200 : %s", r)
	}
	if r := Reduite(&l, lire(t, "85.60"), calendrier.D(2023, 8, 1), true); r != lire(t, "63.72") {
		t.Errorf("plancher distinct de 2023 : %s, attendu 63.72", r)
	}
}

func TestJoursPayes(t *testing.T) {
	for _, c := range []struct {
		mois             calendrier.Date
		indemnises, paye int
	}{
		{calendrier.D(2025, 1, 1), 31, 31},
		{calendrier.D(2025, 5, 1), 31, 30},
		{calendrier.D(2026, 2, 1), 28, 30},
		{calendrier.D(2026, 2, 1), 10, 12},
		{calendrier.D(2026, 5, 1), 1, 0},
	} {
		if n := JoursPayes(&parametre.Lecture{}, c.mois, c.indemnises); n != c.paye {
			t.Errorf("%s, %d jours indemnisés : %d payés, attendu %d", c.mois.NomMois(), c.indemnises, n, c.paye)
		}
	}
}
