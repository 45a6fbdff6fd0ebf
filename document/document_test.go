package document

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"jalon/droit/argent"
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
	c := choix.Comparer(s, nil, nil)
	dates := Dates(s, c)
	for _, m := range demarches.Lister(s, c.Situation) {
		if !slices.ContainsFunc(dates, func(x Date) bool { return x.Quoi == m.Quoi && x.Jour == m.Date && x.Regle == m.Regle }) {
			t.Errorf("démarche absente : %s", m.Quoi)
		}
	}
	var avant calendrier.Date
	for _, x := range dates {
		if x.Jour.Connue() && x.Jour < avant {
			t.Errorf("%s, %s : pas à sa place", x.Quand(), x.Quoi)
		}
		avant = max(avant, x.Jour)
		if x.Si != Certaine && x.Regle == csp.PROC04 || x.Si != SiAdhere && x.Regle == csp.FOLL01 {
			t.Errorf("%s : %q", x.Quoi, x.Si)
		}
	}
	if i := slices.IndexFunc(dates, func(x Date) bool { return x.Echeance == demarches.Aussitot }); i < 0 || dates[i-1].Jour > calendrier.D(2026, 3, 23) {
		t.Errorf("« dès l'acceptation » est au rang %d, loin de la réponse", i)
	}
	s.Reponse = csp.Reponse{Decision: csp.Acceptation, Date: calendrier.D(2026, 3, 16)}
	if i := slices.IndexFunc(Dates(s, choix.Comparer(s, nil, nil)), func(x Date) bool { return x.Si != Certaine }); i >= 0 {
		t.Error("la personne a adhéré : rien n'est plus supposé")
	}
	if j := DernierFait(s); j != calendrier.D(2026, 3, 16) {
		t.Errorf("dernier fait le %s", j)
	}
}

// TestDatesDesVoies : le refus et l'emploi supposé ont leurs dates, marquées de ce qu'elles supposent. Remise le
// 2 mars 2026 : la lettre part le 11, huitième jour ouvrable après l'entretien ; deux mois de préavis jusqu'au 10 mai,
// sept jours d'attente, l'ARE le 18.
func TestDatesDesVoies(t *testing.T) {
	s := hesitation(t)
	cherche := func(c *choix.Comparaison, quoi string) Date {
		for _, x := range Dates(s, c) {
			if strings.HasPrefix(x.Quoi, quoi) {
				return x
			}
		}
		return Date{}
	}
	sans := choix.Comparer(s, nil, nil)
	fin, are := cherche(sans, "Fin du contrat, préavis compris (jour estimé)"), cherche(sans, "Premier jour d'ARE")
	if fin.Si != SiRefuse || fin.Jour != calendrier.D(2026, 5, 10) || are.Si != SiRefuse || are.Jour != calendrier.D(2026, 5, 18) {
		t.Errorf("refus : %v, %v ; attendu le 10 et le 18 mai 2026", fin, are)
	}
	// Emploi le 24 août 2026 : la prime se demande, la fin du CSP n'a plus lieu.
	avec := choix.Comparer(s, &choix.Emploi{Debut: calendrier.D(2026, 8, 24)}, nil)
	demande := cherche(avec, "Demander la prime de reclassement pour l'emploi du 24/08/2026")
	if demande.Si != SiEmploi || demande.Faite || demande.Jour != avec.Adherer.Droits.Dates.LimiteDemandePrime {
		t.Errorf("prime : %v", demande)
	}
	if x := cherche(avec, "Contester"); x.Quoi != "" {
		t.Errorf("sans réponse, le délai pour contester n'a pas de jour : %v", x)
	}
	if x := cherche(avec, "Dernier jour du CSP"); x.Quoi != "" {
		t.Errorf("un CSP quitté pour un emploi n'a plus ce dernier jour : %v", x)
	}
	if x := cherche(avec, "Tenir l'entretien individuel de pré-bilan"); x.Si != SiAdhere || x.Faite {
		t.Errorf("avant l'emploi, rien ne change : %v", x)
	}
	if x := cherche(sans, "Dernier jour du CSP"); x.Si != SiAdhere {
		t.Errorf("sans emploi : %v", x)
	}
	// Refus sans fin de contrat connue : les dates de la voie, estimées.
	s.Reponse = csp.Reponse{Decision: csp.Refus, Date: calendrier.D(2026, 3, 10)}
	refus := choix.Comparer(s, nil, nil)
	if x := cherche(refus, "Fin du contrat, préavis compris (jour estimé)"); x.Jour != refus.Refus.FinContrat || x.Si != Certaine {
		t.Errorf("refus donné : %v", x)
	}
	if x := cherche(refus, "Fin du contrat de travail"); x.Quoi != "" {
		t.Errorf("la fin de l'adhésion n'a plus lieu : %v", x)
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

func TestMajuscule(t *testing.T) {
	for texte, attendu := range map[string]string{"": "", "âge légal": "Âge légal", "taux": "Taux"} {
		if s := Majuscule(texte); s != attendu {
			t.Errorf("%q : %q", texte, s)
		}
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

// TestDatesDUnContratCourt : cinq mois de CDD suspendent le CSP, dont la fin recule ; le suivi ne s'arrête pas. Sans
// un an d'ancienneté, la prime n'a pas de date.
func TestDatesDUnContratCourt(t *testing.T) {
	s := hesitation(t)
	cherche := func(c *choix.Comparaison, quoi string) (trouvees []Date) {
		for _, x := range Dates(s, c) {
			if strings.HasPrefix(x.Quoi, quoi) {
				trouvees = append(trouvees, x)
			}
		}
		return trouvees
	}
	c := choix.Comparer(s, &choix.Emploi{Debut: calendrier.D(2026, 8, 24), Nature: csp.CDD, DureeMois: argent.Entier(5)}, nil)
	if x := cherche(c, "Dernier jour du CSP"); len(x) != 1 || x[0].Si != SiEmploi || x[0].Jour != c.Adherer.Droits.Dates.FinCSP || x[0].Jour <= calendrier.D(2027, 3, 23) {
		t.Errorf("fin du CSP : %v", x)
	}
	if x := cherche(c, "Fin de l'accompagnement"); len(x) != 0 {
		t.Errorf("un contrat court n'arrête pas le suivi : %v", x)
	}
	if x := cherche(c, "Dernier jour pour un emploi qui ouvre la prime"); len(x) != 1 {
		t.Errorf("prime : %v", x)
	}
	s.Contrat.Debut = calendrier.D(2025, 9, 15)
	if x := cherche(choix.Comparer(s, nil, nil), "Dernier jour pour un emploi qui ouvre la prime"); len(x) != 0 {
		t.Errorf("sans un an d'ancienneté, pas de prime : %v", x)
	}
}
