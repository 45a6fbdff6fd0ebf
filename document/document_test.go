package document

import (
	"errors"
	"os"
	"slices"
	"testing"

	"jalon/droit/calendrier"
	"jalon/droit/choix"
	"jalon/droit/csp"
	"jalon/droit/demarches"
	"jalon/format"
)

func hesitation(t *testing.T) *csp.Situation {
	t.Helper()
	texte, err := os.ReadFile("../exemples/hesitation.json")
	if err != nil {
		t.Fatal(err)
	}
	s, err := format.Lire(texte)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestDates : toutes les démarches y sont, par jour, et ce qui suppose l'adhésion le dit.
func TestDates(t *testing.T) {
	s := hesitation(t)
	d := csp.Calculer(s, nil)
	dates := Dates(s, d)
	for _, m := range demarches.Lister(s, d) {
		if !slices.ContainsFunc(dates, func(x Date) bool { return x.Quoi == m.Quoi && x.Jour == m.Date && x.Regle == m.Regle }) {
			t.Errorf("démarche absente : %s", m.Quoi)
		}
	}
	connus := true
	for i, x := range dates {
		if x.Jour.Connue() && (!connus || i > 0 && x.Jour < dates[i-1].Jour) {
			t.Errorf("%s, %s : pas à sa place", x.Quand(), x.Quoi)
		}
		connus = connus && x.Jour.Connue()
		if x.Adhesion && x.Regle == csp.PROC04 || !x.Adhesion && x.Regle == csp.FOLL01 {
			t.Errorf("%s : adhésion supposée %v", x.Quoi, x.Adhesion)
		}
	}
	s.Reponse = csp.Reponse{Decision: csp.Acceptation, Date: calendrier.D(2026, 3, 16)}
	if i := slices.IndexFunc(Dates(s, csp.Calculer(s, nil)), func(x Date) bool { return x.Adhesion }); i >= 0 {
		t.Error("la personne a adhéré : rien n'est plus supposé")
	}
	if j := DernierFait(s); j != calendrier.D(2026, 3, 16) {
		t.Errorf("dernier fait le %s", j)
	}
}

// TestChiffres : chacun a une règle et un texte ; avant octobre 2021, le salaire journalier suit ASP-04.
func TestChiffres(t *testing.T) {
	s := hesitation(t)
	for _, x := range Chiffres(s, choix.Comparer(s, nil, nil)) {
		if x.Regle == 0 || Articles(x.Regle) == "" || x.String() == "inconnu" {
			t.Errorf("%s : %s, règle %q", x.Libelle, x, x.Regle)
		}
	}
	avant := calendrier.D(2021, 9, 30)
	s.Licenciement.Engagement, s.Proposition.Remise, s.Proposition.MotifEcritLe, s.Contrat.Debut = avant, avant, avant, calendrier.D(2018, 1, 8)
	chiffres := Chiffres(s, choix.Comparer(s, nil, nil))
	if !slices.ContainsFunc(chiffres, func(x Chiffre) bool {
		return x.Libelle == "Salaire journalier de référence (SJR)" && x.Regle == csp.ASP04
	}) {
		t.Error("le salaire journalier de septembre 2021 ne suit pas ASP-04")
	}
	if Chiffres(s, &choix.Comparaison{}) != nil {
		t.Error("des chiffres sans choix")
	}
}

func TestComparable(t *testing.T) {
	if err := Comparable(&choix.Comparaison{}); !errors.Is(err, ErrSansChoix) {
		t.Error(err)
	}
}

func TestLisible(t *testing.T) {
	if x := Lisible("a\nb\x00\u202ec\u2028é\u00a0€"); x != "a bc é\u00a0€" {
		t.Errorf("%q", x)
	}
}

func TestCourt(t *testing.T) {
	for _, x := range []struct {
		texte, attendu string
		n              int
	}{{"éléphant", "éléphant", 8}, {"un mot, puis deux", "un mot…", 9}, {"éléphants", "éléph…", 6}} {
		if s := Court(x.texte, x.n); s != x.attendu {
			t.Errorf("%q en %d : %q, %q attendu", x.texte, x.n, s, x.attendu)
		}
	}
}
