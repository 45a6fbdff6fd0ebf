package calendrier

import (
	"testing"
	"time"
)

func TestDatesContreLaBibliothequeStandard(t *testing.T) {
	jour := time.Date(anMin, 1, 1, 0, 0, 0, 0, time.UTC)
	for d := Premiere; d <= Derniere; d++ {
		an, mois, j := d.Civil()
		if a, m, k := jour.Date(); an != a || mois != int(m) || j != k {
			t.Fatalf("jour %d : %d-%d-%d, attendu %s", d, an, mois, j, jour)
		}
		if D(an, mois, j) != d {
			t.Fatalf("aller-retour de %s", d)
		}
		if s := (int(jour.Weekday()) + 6) % 7; d.JourSemaine() != s+1 {
			t.Fatalf("%s : jour de semaine %d, attendu %d", d, d.JourSemaine(), s+1)
		}
		jour = jour.AddDate(0, 0, 1)
	}
}

func date(t *testing.T, s string) Date {
	t.Helper()
	d, err := Lire([]byte(s))
	if err != nil {
		t.Fatalf("%s : %v", s, err)
	}
	return d
}

func TestFinPeriodeEtPlusMois(t *testing.T) {
	for _, c := range []struct {
		debut string
		mois  int
		fin   string
		meme  string
	}{
		{"2024-02-29", 12, "2025-02-28", "2025-02-28"},
		{"2023-03-01", 12, "2024-02-29", "2024-03-01"},
		{"2026-03-31", 6, "2026-09-30", "2026-09-30"},
		{"2026-03-24", 12, "2027-03-23", "2027-03-24"},
		{"2026-01-31", 1, "2026-02-28", "2026-02-28"},
		{"2025-11-30", -9, "2025-02-28", "2025-02-28"},
	} {
		d := date(t, c.debut)
		if f := d.FinPeriode(c.mois); f != date(t, c.fin) {
			t.Errorf("fin de %d mois depuis %s : %s, attendu %s", c.mois, c.debut, f, c.fin)
		}
		if f := d.PlusMois(c.mois); f != date(t, c.meme) {
			t.Errorf("%s + %d mois : %s, attendu %s", c.debut, c.mois, f, c.meme)
		}
	}
}

func TestMoisEntiers(t *testing.T) {
	for _, c := range []struct {
		a, b string
		n    int
	}{
		{"2014-10-28", "2026-07-05", 140},
		{"2025-03-01", "2026-03-01", 12},
		{"2025-03-02", "2026-03-01", 11},
		{"2024-02-29", "2025-02-28", 11},
		{"2024-02-29", "2025-03-01", 12},
		{"2024-01-31", "2024-02-29", 0},
		{"2024-01-31", "2024-03-01", 1},
		{"2024-01-30", "2024-02-29", 0},
		{"2020-08-31", "2024-02-29", 41},
		{"2024-01-31", "2024-02-28", 0},
		{"2024-05-31", "2024-06-29", 0},
		{"2024-05-31", "2024-04-30", 0},
	} {
		if n := date(t, c.a).MoisEntiers(date(t, c.b)); n != c.n {
			t.Errorf("mois entiers de %s à %s : %d, attendu %d", c.a, c.b, n, c.n)
		}
	}
}

func TestFeries(t *testing.T) {
	attendus := map[string]bool{
		"2026-01-01": true, "2026-04-06": true, "2026-05-01": true, "2026-05-08": true, "2026-05-14": true,
		"2026-05-25": true, "2026-07-14": true, "2026-08-15": true, "2026-11-01": true, "2026-11-11": true, "2026-12-25": true,
	}
	for d := D(2026, 1, 1); d <= D(2026, 12, 31); d++ {
		if Ferie(d, Metropole) != attendus[d.String()] {
			t.Errorf("%s : férié %v", d, !attendus[d.String()])
		}
	}
	for _, c := range []struct {
		jour string
		terr Territoire
	}{
		{"2026-04-03", AlsaceMoselle},
		{"2025-12-26", AlsaceMoselle},
		{"2026-05-27", Guadeloupe},
		{"2026-06-10", Guyane},
		{"2026-05-22", Martinique},
		{"2026-12-20", LaReunion},
		{"2026-04-27", Mayotte},
		{"2026-10-09", SaintBarthelemy},
		{"2026-05-28", SaintMartin},
	} {
		d := date(t, c.jour)
		if !Ferie(d, c.terr) || Ferie(d, Metropole) {
			t.Errorf("%s doit être férié en %d seulement", c.jour, c.terr)
		}
	}
	for an, p := range map[int]string{2011: "2011-04-24", 2016: "2016-03-27", 2019: "2019-04-21", 2024: "2024-03-31", 2038: "2038-04-25"} {
		if Paques(an) != date(t, p) {
			t.Errorf("Pâques %d : %s", an, Paques(an))
		}
	}
}

func TestTroisSortesDeJours(t *testing.T) {
	p := Periode{date(t, "2026-04-27"), date(t, "2026-05-10")} // 1er et 8 mai fériés
	if p.Jours() != 14 || p.LundisAuVendredis() != 10 {
		t.Errorf("%d jours, %d du lundi au vendredi", p.Jours(), p.LundisAuVendredis())
	}
	n := 0
	for d := Premiere; d < Premiere+5000; d++ {
		if d.JourSemaine() < 6 {
			n++
		}
		if q := (Periode{Premiere, d}); q.LundisAuVendredis() != n {
			t.Fatalf("%s : %d, attendu %d", d, q.LundisAuVendredis(), n)
		}
	}
	if d := ReporterOuvre(date(t, "2026-04-04"), Metropole); d != date(t, "2026-04-07") {
		t.Errorf("samedi avant Pâques reporté au %s", d)
	}
	if d := ReporterOuvrable(date(t, "2026-04-04"), Metropole); d != date(t, "2026-04-04") {
		t.Errorf("un samedi est ouvrable, reporté au %s", d)
	}
	if d := ApresOuvrables(date(t, "2026-04-30"), 7, Metropole); d != date(t, "2026-05-11") {
		t.Errorf("septième jour ouvrable : %s", d)
	}
	for _, c := range []struct {
		jour, attendu string
		n             int
		terr          Territoire
	}{
		{"2026-04-30", "2026-05-11", 5, Metropole},     // jeudi ; 1er et 8 mai fériés
		{"2026-07-03", "2026-07-10", 5, Metropole},     // vendredi : du lundi au vendredi suivants
		{"2026-04-03", "2026-04-03", 0, Metropole},     // aucun jour à compter
		{"2025-12-24", "2026-01-02", 5, Metropole},     // Noël, 1er janvier
		{"2025-12-24", "2026-01-05", 5, AlsaceMoselle}, // et le 26 décembre
	} {
		if d := ApresOuvres(date(t, c.jour), c.n, c.terr); d != date(t, c.attendu) {
			t.Errorf("%d jours ouvrés après le %s : %s, attendu %s", c.n, c.jour, d, c.attendu)
		}
	}
	if d := ApresOuvres(0, 5, Metropole); d.Connue() {
		t.Errorf("après un jour inconnu : %s", d)
	}
}

func TestMoisEtJours(t *testing.T) {
	for _, c := range []struct {
		a, b        string
		mois, jours int
	}{
		{"2026-04-01", "2026-06-30", 3, 0},
		{"2026-12-07", "2026-12-18", 0, 12},
		{"2026-06-01", "2026-11-29", 5, 29},
		{"2026-01-31", "2026-03-01", 1, 1},
	} {
		m, j := Periode{date(t, c.a), date(t, c.b)}.MoisEtJours()
		if m != c.mois || j != c.jours {
			t.Errorf("du %s au %s : %d mois %d jours", c.a, c.b, m, j)
		}
	}
}

func FuzzLire(f *testing.F) {
	f.Add("2026-02-29")
	f.Add("2024-02-29")
	f.Fuzz(func(t *testing.T, s string) {
		d, err := Lire([]byte(s))
		std, errStd := time.Parse("2006-01-02", s)
		if err == nil && (errStd != nil || std.Format("2006-01-02") != d.String()) {
			t.Fatalf("%q lu %s", s, d)
		}
		if err != nil && errStd == nil && std.Year() >= anMin && std.Year() <= anMax && len(s) == 10 {
			t.Fatalf("%q refusé : %v", s, err)
		}
	})
}
