package choix_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/choix"
	"jalon/droit/csp"
	"jalon/droit/csp/cas"
	"jalon/droit/fait"
	"jalon/format"
)

// Les montants attendus sont posés à la main, sur les barèmes publiés ; le calcul est écrit à côté.

// claire a 45 ans, deux ans d'ancienneté, 3 000 € par mois ; son préavis, si elle refuse, finit le 30/04/2026.
// Réflexion du 03/03 au 23/03/2026. SJR : 72 000 ÷ 730 = 98,63. ASP : 73,97 par jour. ARE : 56,22.
const claire = `{"employeur":{"effectif":62},"salarie":{"date_naissance":"1980-06-12"},
	"contrat":{"debut":"2024-01-08","salaire_mensuel":"3000.00","fin":"2026-04-30"},
	"licenciement":{"engagement":"2026-03-02"},"proposition":{"remise":"2026-03-02","motif_ecrit_le":"2026-03-02"}}`

// cadre gagne 6 000 € par mois : SJR 144 000 ÷ 730 = 197,26, ARE 112,44, au-dessus du seuil de la baisse.
// Son contrat finit le 31/03/2023 s'il refuse ; l'ARE commence le 08/04/2023, au jour le jour.
const cadre = `{"employeur":{"effectif":62},"salarie":{"date_naissance":"1983-01-10"},
	"contrat":{"debut":"2015-01-05","salaire_mensuel":"6000.00","sjr":"197.26","fin":"2023-03-31"},
	"licenciement":{"engagement":"2023-02-06"},"proposition":{"remise":"2023-02-06"}}`

// avec remplace des morceaux d'un texte : avant, après, avant, après…
func avec(texte string, paires ...string) string {
	for i := 0; i < len(paires); i += 2 {
		if !strings.Contains(texte, paires[i]) {
			panic("absent de la situation : " + paires[i])
		}
	}
	return strings.NewReplacer(paires...).Replace(texte)
}

func situation(tb testing.TB, texte string) *csp.Situation {
	tb.Helper()
	s, err := format.Lire([]byte(texte))
	if err != nil {
		tb.Fatalf("%s\nrefusée : %v", texte, err)
	}
	return s
}

func comparer(tb testing.TB, texte string, e *choix.Emploi) *choix.Comparaison {
	tb.Helper()
	c := choix.Comparer(situation(tb, texte), e, nil)
	if !c.Possible {
		tb.Fatalf("comparaison impossible : %s", texte)
	}
	return c
}

func cdi(an, mois, jour int, salaire int64) *choix.Emploi {
	e := &choix.Emploi{Debut: calendrier.D(an, mois, jour)}
	if salaire > 0 {
		e.Salaire = argent.Euros(salaire)
	}
	return e
}

// egal compare un montant ou une date, écrits comme le format d'échange ; « inconnu » est une valeur.
func egal(tb testing.TB, quoi string, obtenu fmt.Stringer, attendu string) {
	tb.Helper()
	if obtenu.String() != attendu {
		tb.Errorf("%s : %s, attendu %s", quoi, obtenu, attendu)
	}
}

// mois rend le mois d'une voie écrit « 2026-03 ».
func mois(tb testing.TB, v *choix.Voie, nom string) *choix.Mois {
	tb.Helper()
	for i := range v.Mois {
		if strings.HasPrefix(v.Mois[i].Mois.String(), nom) {
			return &v.Mois[i]
		}
	}
	tb.Fatalf("le mois %s n'est pas dans la voie", nom)
	return nil
}

// en dit une source un mois donné.
func en(tb testing.TB, v *choix.Voie, nom string, s choix.Source, attendu string) {
	tb.Helper()
	egal(tb, choix.NomsSource[s]+" en "+nom, mois(tb, v, nom).De(s), attendu)
}

// somme ajoute une source sur toute la voie.
func somme(v *choix.Voie, s choix.Source) argent.Montant {
	t := argent.Centimes(0)
	for i := range v.Mois {
		t = t.Plus(v.Mois[i].De(s))
	}
	return t
}

func bascules(c *choix.Comparaison) string {
	var b strings.Builder
	for _, x := range c.Bascules {
		fmt.Fprintf(&b, "%s %s;", x.Jour, map[bool]string{true: "adhérer", false: "refuser"}[x.Adherer])
	}
	return b.String()
}

func TestDeuxVoies(t *testing.T) {
	c := comparer(t, claire, nil)
	a, r := &c.Adherer, &c.Refus

	// Adhérer. Mars : 22 jours de paie, 3 000 × 22 ÷ 31 ; l'indemnité, 28 mois d'ancienneté préavis compris,
	// 3 000 × 28 ÷ 12 ÷ 4 ; 8 jours d'ASP. Puis 365 jours d'ASP en tout, et 548 − 365 = 183 jours d'ARE.
	egal(t, "fin du contrat en adhérant", a.FinContrat, "2026-03-23")
	en(t, a, "2026-03", choix.Salaire, "2129.03")
	en(t, a, "2026-03", choix.Indemnite, "1750.00")
	en(t, a, "2026-03", choix.ASP, "591.76")
	en(t, a, "2026-03", choix.Preavis, "0.00")
	en(t, a, "2026-05", choix.ASP, "2293.07") // 31 jours : l'ASP se paie au jour
	egal(t, "ASP en tout", somme(a, choix.ASP), "26999.05")
	egal(t, "début de l'ARE en adhérant", a.AREDebut, "2027-03-24")
	en(t, a, "2027-03", choix.ARE, "393.54") // 8 jours sur 31 : 30 − 23 = 7 payés
	en(t, a, "2027-04", choix.ARE, "1686.60")
	en(t, a, "2027-09", choix.ARE, "1461.72") // 183 − 7 − 5 × 30 = 26
	egal(t, "fin de l'ARE en adhérant", a.AREFin, "2027-09-26")
	egal(t, "ARE en tout en adhérant", somme(a, choix.ARE), "10288.26") // 183 × 56,22
	egal(t, "total en adhérant", a.Total, "41166.34")

	// Refuser. Mars : 30 jours de paie. Avril : la paie, et l'indemnité de 27 mois. Sept jours d'attente,
	// puis 548 jours d'ARE : 23 en mai (30 − 7), 17 mois de 30 jours, 15 en novembre 2027.
	egal(t, "fin du contrat en refusant", r.FinContrat, "2026-04-30")
	en(t, r, "2026-03", choix.Salaire, "2903.23")
	en(t, r, "2026-04", choix.Salaire, "3000.00")
	en(t, r, "2026-04", choix.Indemnite, "1687.50")
	en(t, r, "2026-05", choix.Salaire, "0.00")
	egal(t, "ARE par jour", r.AREBrute, "56.22")
	if r.AREJours != fait.N(548) {
		t.Errorf("durée de l'ARE : %d, attendu 548", r.AREJours.Int())
	}
	egal(t, "début de l'ARE", r.AREDebut, "2026-05-08")
	en(t, r, "2026-05", choix.ARE, "1293.06")
	en(t, r, "2026-06", choix.ARE, "1686.60")
	en(t, r, "2027-02", choix.ARE, "1686.60") // février aussi compte trente jours
	en(t, r, "2027-11", choix.ARE, "843.30")
	egal(t, "fin de l'ARE", r.AREFin, "2027-11-15")
	egal(t, "ARE en tout", somme(r, choix.ARE), "30808.56") // 548 × 56,22
	egal(t, "total en refusant", r.Total, "38399.29")

	// Sous le seuil de 61 € : la participation de 3 % du SJR (2,96) seule, 53,26 net par jour.
	egal(t, "ARE nette par jour", r.ARENette, "53.26")
	egal(t, "ARE nette de juin", mois(t, r, "2026-06").AllocationNet, "1597.80")
	egal(t, "ASP nette de mai", mois(t, a, "2026-05").AllocationNet, "2201.31") // 31 × 71,01
	egal(t, "horizon", c.Horizon, "2028-03-31")
	if r.BaisseLe.Connu() || a.BaisseLe.Connu() {
		t.Error("une ARE de 56,22 € ne baisse pas")
	}

	// 23/03 : l'indemnité met l'adhésion devant. Puis elle perd 8 × (96,774 − 73,97) en mars et 780,90 en
	// avril : 786,67 devant quand l'indemnité du refus, 1 687,50, tombe le 30/04. Elle regagne 73,97 par jour
	// du 1er au 7 mai, puis 73,97 − 1 293,06 ÷ 24 = 20,0925 par jour : 19 jours ne suffisent pas à rattraper
	// 383,04, 20 oui.
	egal(t, "bascules", texte(bascules(c)), "2026-04-30 refuser;2026-05-27 adhérer;")
}

type texte string

func (t texte) String() string { return string(t) }

func TestDifferes(t *testing.T) {
	for _, c := range []struct {
		cas, ajout, areDebut, areFin, conges, mai string
	}{
		// 3 000 × 12 × 12 ÷ 365 = 1 183,56, soit tout juste 12 fois 98,63 : 12 jours et non 13.
		{"douze jours de congés", `"conges_payes_jours":12`, "2026-05-20", "2027-11-27", "1183.56", "618.42"},
		{"un centime de plus : treize jours", `"conges_payes_indemnite":"1183.57"`, "2026-05-21", "2027-11-28", "1183.57", "562.20"},
		{"trente jours au plus", `"conges_payes_indemnite":"5000.00"`, "2026-06-07", "2027-12-14", "5000.00", "0.00"},
		// 1 000 ÷ 111,8 = 8,9 : huit jours.
		{"somme au-delà de la loi", `"indemnite_supra_legale":"1000.00"`, "2026-05-16", "2027-11-23", "0.00", "843.30"},
		{"soixante-quinze jours au plus", `"indemnite_supra_legale":"20000.00"`, "2026-07-22", "2028-01-29", "0.00", "0.00"},
		// 548 − 3 − 18 × 30 = 5.
		{"les deux", `"conges_payes_jours":12,"indemnite_supra_legale":"1000.00"`, "2026-05-28", "2027-12-05", "1183.56", "168.66"},
	} {
		x := comparer(t, avec(claire, `"fin"`, c.ajout+`,"fin"`), nil)
		egal(t, c.cas+", début de l'ARE en refusant", x.Refus.AREDebut, c.areDebut)
		egal(t, c.cas+", fin de l'ARE en refusant", x.Refus.AREFin, c.areFin)
		egal(t, c.cas+", début de l'ARE en adhérant", x.Adherer.AREDebut, "2027-03-24")
		en(t, &x.Refus, "2026-04", choix.Conges, c.conges)
		en(t, &x.Adherer, "2026-03", choix.Conges, c.conges)
		en(t, &x.Refus, "2026-05", choix.ARE, c.mai)
		egal(t, c.cas+", ARE en tout", somme(&x.Refus, choix.ARE), "30808.56")
	}
}

func TestPreavis(t *testing.T) {
	// Fin non donnée : lettre conservatoire le 11/03 (sept jours ouvrables après l'entretien), deux mois de préavis.
	c := comparer(t, avec(claire, `,"fin":"2026-04-30"`, ""), nil)
	egal(t, "fin estimée", c.Refus.FinContrat, "2026-05-10")
	en(t, &c.Refus, "2026-05", choix.Salaire, "967.74")    // 3 000 × 10 ÷ 31
	en(t, &c.Refus, "2026-05", choix.Indemnite, "1750.00") // 28 mois
	en(t, &c.Refus, "2026-05", choix.ARE, "730.86")        // du 18 au 31 : 30 − 17 = 13
	egal(t, "total", c.Refus.Total, "39429.53")
	if !strings.Contains(strings.Join(c.Hypotheses, "\n"), "11/03/2026") {
		t.Errorf("la lettre supposée n'est pas dite : %v", c.Hypotheses)
	}
	// Un préavis de quatre mois : trois vont à l'opérateur, le quatrième à la personne qui adhère (CONT-03).
	c = comparer(t, avec(claire, `,"fin":"2026-04-30"`, `,"preavis_mois":4`), nil)
	en(t, &c.Adherer, "2026-03", choix.Preavis, "3000.00")
	egal(t, "fin estimée de quatre mois", c.Refus.FinContrat, "2026-07-10")
	egal(t, "préavis en refusant : une paie, non une somme", somme(&c.Refus, choix.Preavis), "0.00")
}

func TestMoinsDUnAn(t *testing.T) {
	// Neuf mois d'ancienneté, 2 000 €. Adhérer : contrat du 08/05/2023 au 26/02/2024, 295 jours,
	// 19 341,49 ÷ 295 = 65,56 ; ASP = ARE = 0,404 × 65,56 + 12,95 = 39,44, puis 39,60 (partie fixe de 13,11)
	// en juillet 2024 ; 295 jours, du 27/02 au 17/12/2024 : 125 × 39,44 + 170 × 39,60. Le préavis d'un mois
	// va à la personne. L'ARE, 295 × 0,75 = 222 jours, est mangée par l'ASP.
	c := comparer(t, `{"employeur":{"effectif":62},"salarie":{"date_naissance":"1990-06-12"},
		"contrat":{"debut":"2023-05-08","salaire_mensuel":"2000.00","fin":"2024-03-31"},
		"licenciement":{"engagement":"2024-02-05"},"proposition":{"remise":"2024-02-05"}}`, nil)
	a, r := &c.Adherer, &c.Refus
	en(t, a, "2024-02", choix.Salaire, "1517.24")  // 22 jours sur 29
	en(t, a, "2024-02", choix.Preavis, "2000.00")  // CONT-01
	en(t, a, "2024-02", choix.Indemnite, "416.67") // 10 mois
	en(t, a, "2024-02", choix.ASP, "118.32")
	en(t, a, "2024-07", choix.ASP, "1227.60")
	en(t, a, "2024-12", choix.ASP, "673.20")
	egal(t, "ASP en tout", somme(a, choix.ASP), "11662.00")
	egal(t, "ARE après", somme(a, choix.ARE), "0.00")
	egal(t, "total en adhérant", a.Total, "15595.91")
	// Refuser : 329 jours, 21 548,39 ÷ 329 = 65,50 ; ARE 39,41 puis 39,57 ; 329 × 0,75 → 247 jours, au jour le
	// jour, du 08/04 au 10/12/2024 : 84 × 39,41 + 163 × 39,57.
	en(t, r, "2024-04", choix.ARE, "906.43")
	en(t, r, "2024-05", choix.ARE, "1221.71") // 31 jours : avant avril 2025
	egal(t, "ARE en tout", somme(r, choix.ARE), "9760.35")
	egal(t, "fin de l'ARE", r.AREFin, "2024-12-10")
	egal(t, "total en refusant", r.Total, "13901.16")
}

func TestJoursPayesAutourDAvril2025(t *testing.T) {
	c := comparer(t, `{"employeur":{"effectif":62},"salarie":{"date_naissance":"1980-06-12"},
		"contrat":{"debut":"2019-01-07","salaire_mensuel":"3000.00","sjr":"98.63","fin":"2025-01-31"},
		"licenciement":{"engagement":"2024-12-09"},"proposition":{"remise":"2024-12-09"}}`, nil)
	for nom, attendu := range map[string]string{
		"2025-02": "1180.62", "2025-03": "1742.82", // 21 puis 31 jours
		"2025-04": "1686.60", "2025-05": "1686.60", "2025-06": "1686.60", // trente
	} {
		en(t, &c.Refus, nom, choix.ARE, attendu)
	}
}

func TestBaisse(t *testing.T) {
	// Le 183e jour est le 07/10/2023. Octobre : 6 × 112,44 + 25 × 91,02, car 70 % de 112,44 est sous le seuil.
	// Juillet 2024 : le SJR monte de 1,2 %, l'ARE à 113,79, le seuil à 92,11. 548 jours, jusqu'au 06/10/2024.
	c := comparer(t, cadre, nil)
	r := &c.Refus
	for nom, attendu := range map[string]string{
		"2023-04": "2586.12", "2023-05": "3485.64", "2023-10": "2950.14", "2023-11": "2730.60", "2024-07": "2855.41",
	} {
		en(t, r, nom, choix.ARE, attendu)
	}
	egal(t, "fin de l'ARE", r.AREFin, "2024-10-06")
	if r.BaisseLe != fait.N(183) {
		t.Errorf("jour de baisse : %v, attendu 183", r.BaisseLe)
	}
	// L'autre lecture du plancher : 63,72, que 78,71 dépasse.
	c = comparer(t, avec(cadre, `{"employeur"`, `{"reglages":{"degressivite_plancher":"distinct"},"employeur"`), nil)
	en(t, &c.Refus, "2023-10", choix.ARE, "2642.39")
	// L'ASP ne baisse jamais : 75 % de 197,26 = 147,95, tout l'an.
	en(t, &c.Adherer, "2023-12", choix.ASP, "4586.45")
	en(t, &c.Adherer, "2024-01", choix.ASP, "4586.45")

	for _, x := range []struct {
		naissance, debut, engagement, fin, mois, are string
		baisse                                       bool
	}{
		{"1967-01-10", "2015-01-05", "2023-02-06", "2023-03-31", "2023-10", "2950.14", true},  // 56 ans
		{"1966-01-10", "2015-01-05", "2023-02-06", "2023-03-31", "2023-10", "3485.64", false}, // 57 ans
		// Depuis avril 2025, 55 ans, et trente jours par mois : 173 jours fin novembre, 9 × 112,44 + 21 × 92,57.
		{"1971-01-10", "2015-01-05", "2025-04-07", "2025-05-31", "2025-12", "2955.93", true},  // 54 ans
		{"1970-01-10", "2015-01-05", "2025-04-07", "2025-05-31", "2025-12", "3373.20", false}, // 55 ans
		// Engagée la veille de la réforme, l'ancien âge vaut.
		{"1969-01-10", "2015-01-05", "2025-03-31", "2025-05-31", "2025-12", "2955.93", true}, // 56 ans
	} {
		c := comparer(t, avec(cadre, "1983-01-10", x.naissance, "2023-02-06", x.engagement, "2023-03-31", x.fin), nil)
		if c.Refus.BaisseLe.Connu() != x.baisse {
			t.Errorf("né le %s, engagé le %s : baisse %v, attendu %v", x.naissance, x.engagement, c.Refus.BaisseLe, x.baisse)
		}
		en(t, &c.Refus, x.mois, choix.ARE, x.are)
	}
}

func TestRetenuesSurLeNet(t *testing.T) {
	sjr := func(s string) string { return avec(claire, `"fin"`, `"sjr":"`+s+`","fin"`) }
	// ARE 68,40, participation 3,60 ; 64,80 × 98,25 % : CSG 3,95, CRDS 0,32, ce qui ferait 60,53. Le net ne
	// passe pas sous 61 (mai), puis 62 (juin 2026) ; en 2027 le seuil n'est pas publié et compte.
	r := &comparer(t, sjr("120.00"), nil).Refus
	egal(t, "ARE", r.AREBrute, "68.40")
	egal(t, "net par jour", r.ARENette, "61.00")
	egal(t, "mai, 23 jours", mois(t, r, "2026-05").AllocationNet, "1403.00")
	egal(t, "juin", mois(t, r, "2026-06").AllocationNet, "1860.00")
	egal(t, "janvier 2027", mois(t, r, "2027-01").AllocationNet, "inconnu")
	egal(t, "janvier 2027, brut", mois(t, r, "2027-01").De(choix.ARE), "2052.00")
	// ARE 61,00 tout juste au seuil de mai : exonérée. 61,00 − 3,21.
	egal(t, "au seuil", comparer(t, sjr("107.02"), nil).Refus.ARENette, "57.79")
	// ARE 65,00, participation 3,42 : 61,58. En mai il reste 0,58 à prélever ; en juin, sous 62, rien.
	r = &comparer(t, sjr("114.04"), nil).Refus
	egal(t, "le net s'arrête au seuil", r.ARENette, "61.00")
	egal(t, "sous le seuil de juin", mois(t, r, "2026-06").AllocationNet, "1847.40")
	// Taux nul : 68,40 − 3,60.
	egal(t, "exonérée", comparer(t, avec(sjr("120.00"), `"1980-06-12"`, `"1980-06-12","taux_csg":"0"`), nil).Refus.ARENette, "64.80")
}

func TestEmploiEtPrime(t *testing.T) {
	// CDI le 24/08/2026, au cinquième mois, même paie. Restent 212 jours d'ASP : 15 681,64, prime 7 840,82.
	c := comparer(t, claire, cdi(2026, 8, 24, 0))
	a, r := &c.Adherer, &c.Refus
	egal(t, "premier versement", a.Droits.Dates.PremierVersementPrime, "2026-08-25")
	egal(t, "second versement", a.Droits.Dates.SecondVersementPrime, "2026-11-24")
	en(t, a, "2026-08", choix.Aide, "3920.41")
	en(t, a, "2026-11", choix.Aide, "3920.41")
	egal(t, "prime en tout", somme(a, choix.Aide), "7840.82")
	egal(t, "ASP en tout", somme(a, choix.ASP), "11317.41") // 153 jours
	en(t, a, "2026-08", choix.NouvelEmploi, "774.19")       // 3 000 × 8 ÷ 31
	egal(t, "nouvel emploi", somme(a, choix.NouvelEmploi), "57774.19")
	egal(t, "ARE en adhérant", somme(a, choix.ARE), "0.00")
	egal(t, "total en adhérant", a.Total, "80811.45")
	// En refusant, l'ARE s'arrête le 23/08 : 23 + 30 + 30 + 22 (30 − 8) = 105 jours.
	en(t, r, "2026-08", choix.ARE, "1236.84")
	egal(t, "ARE en refusant", somme(r, choix.ARE), "5903.10")
	egal(t, "fin de l'ARE", r.AREFin, "2026-08-23")
	egal(t, "total en refusant", r.Total, "71268.02")
	if c.Aides.Meilleure != choix.Prime || c.Aides.Ensuite != choix.SansAide {
		t.Errorf("aides : %+v", c.Aides)
	}
	egal(t, "la prime se ferme", c.Aides.BasculeLe, "2027-01-24")
	// L'emploi ne commence pas, en refusant, avant la fin du préavis.
	c = comparer(t, claire, cdi(2026, 4, 1, 0))
	en(t, &c.Refus, "2026-04", choix.NouvelEmploi, "0.00")
	en(t, &c.Refus, "2026-05", choix.NouvelEmploi, "3000.00")
	en(t, &c.Adherer, "2026-04", choix.NouvelEmploi, "3000.00")
	egal(t, "pas d'ARE", somme(&c.Refus, choix.ARE), "0.00")
}

func TestIDR(t *testing.T) {
	// 30 × 98,63 − 2 000 = 958,90 par mois. Le 24/08/2026, plafond 7 840,82, autant que la prime : la prime,
	// payée plus tôt, est retenue. Après le dixième mois (23/01/2027), l'indemnité.
	c := comparer(t, claire, cdi(2026, 8, 24, 2000))
	egal(t, "prime", c.Aides.Prime, "7840.82")
	egal(t, "indemnité", c.Aides.IDR, "7840.82")
	if c.Aides.Meilleure != choix.Prime || c.Aides.Ensuite != choix.IDR {
		t.Errorf("aides : %+v", c.Aides)
	}
	egal(t, "bascule", c.Aides.BasculeLe, "2027-01-24")
	for jour, attendu := range map[int]choix.NomAide{23: choix.Prime, 24: choix.IDR} {
		if c := comparer(t, claire, cdi(2027, 1, jour, 2000)); c.Aides.Meilleure != attendu {
			t.Errorf("embauche le %d/01/2027 : %s", jour, choix.NomsAide[c.Aides.Meilleure])
		}
	}
	// Le 25/01/2027, il reste 58 jours : plafond 4 290,26 ÷ 2 = 2 145,13, soit deux mois et 227,33.
	c = comparer(t, claire, cdi(2027, 1, 25, 2000))
	egal(t, "indemnité à la fin", c.Aides.IDR, "2145.13")
	egal(t, "prime fermée", c.Aides.Prime, "0.00")
	egal(t, "plus d'indemnité après le dernier jour d'ASP, le 23", c.Aides.BasculeLe, "2027-03-24")
	if c.Aides.Ensuite != choix.SansAide {
		t.Errorf("après l'ASP : %s", choix.NomsAide[c.Aides.Ensuite])
	}
	en(t, &c.Adherer, "2027-02", choix.Aide, "958.90")
	en(t, &c.Adherer, "2027-03", choix.Aide, "958.90")
	en(t, &c.Adherer, "2027-04", choix.Aide, "227.33")
	egal(t, "indemnité versée", somme(&c.Adherer, choix.Aide), "2145.13")
	// Un salaire de 2 900 : 58,90 par mois, douze mois, loin du plafond.
	egal(t, "douze mois au plus", comparer(t, claire, cdi(2026, 8, 24, 2900)).Aides.IDR, "706.80")
}

// TestBaremeNonPublie : ce qu'un barème à venir peut changer n'est jamais un nombre.
func TestBaremeNonPublie(t *testing.T) {
	// 1 500 € : SJR 49,32, ARE 0,404 × 49,32 + 13,18 = 33,11 ; la partie fixe de juillet 2026 manque.
	petite := comparer(t, avec(claire, `"3000.00"`, `"1500.00"`), nil)
	// 6 000 € : la baisse s'arrête au seuil, non publié en juillet 2026. Contrat fini le 31/12/2025, ARE du
	// 08/01 : 23 jours, puis trente par mois ; le 183e jour tombe en juillet.
	haute := comparer(t, avec(cadre, "2023-02-06", "2025-11-10", "2023-03-31", "2025-12-31"), nil)
	for nom, c := range map[string]*choix.Comparaison{"petite paie": petite, "haute paie": haute} {
		r := &c.Refus
		egal(t, nom+", ARE de juillet 2026", mois(t, r, "2026-07").De(choix.ARE), "inconnu")
		egal(t, nom+", total de juillet", mois(t, r, "2026-07").Total, "inconnu")
		egal(t, nom+", cumul de la fin", r.Mois[len(r.Mois)-1].Cumul, "inconnu")
		egal(t, nom+", total", r.Total, "inconnu")
		egal(t, nom+", scénario", c.Scenarios[0].Refus, "inconnu")
		egal(t, nom+", écart", c.Scenarios[0].Ecart, "inconnu")
		if !mois(t, r, "2026-06").Cumul.Connu() {
			t.Errorf("%s : le cumul de juin 2026 est connu", nom)
		}
		if !strings.Contains(strings.Join(c.NonCouverts, "\n"), "01/07/2026") {
			t.Errorf("%s : le jour où les montants s'arrêtent n'est pas dit : %v", nom, c.NonCouverts)
		}
	}
	egal(t, "ARE publiée", petite.Refus.AREBrute, "33.11")
	en(t, &petite.Refus, "2026-06", choix.ARE, "993.30")
	egal(t, "ASP publiée, 30 × 36,99", mois(t, &petite.Adherer, "2026-09").De(choix.ASP), "1109.70")
	en(t, &haute.Refus, "2026-06", choix.ARE, "3373.20")
}

// TestFaitManquant : un fait qui manque rend le total inconnu, jamais plus petit.
func TestFaitManquant(t *testing.T) {
	for _, x := range []struct{ cas, avant, apres string }{
		{"salaire", `,"salaire_mensuel":"3000.00"`, ""},
		{"début du contrat", `"debut":"2024-01-08",`, ""},
		{"naissance", `"date_naissance":"1980-06-12"`, ""},
		{"début ni fin du contrat", `"debut":"2024-01-08","salaire_mensuel":"3000.00","fin":"2026-04-30"`, `"salaire_mensuel":"3000.00"`},
	} {
		t.Run(x.cas, func(t *testing.T) {
			c := choix.Comparer(situation(t, avec(claire, x.avant, x.apres)), nil, nil)
			if !c.Possible || !c.Refus.Total.Connu() && !c.Adherer.Total.Connu() {
				return
			}
			t.Errorf("%s en adhérant, %s en refusant", c.Adherer.Total, c.Refus.Total)
		})
	}
}

// TestEmploiCourt : un CDD de trois mois, du 24/06 au 23/09/2026, suspend l'ASP 92 jours ; il reste ensuite
// 548 − 273 = 275 jours d'ARE en adhérant, et l'ARE reprend en refusant.
func TestEmploiCourt(t *testing.T) {
	e := cdi(2026, 6, 24, 0)
	e.Nature, e.DureeMois = csp.CDD, argent.Entier(3)
	c := comparer(t, claire, e)
	egal(t, "ASP, 273 jours", somme(&c.Adherer, choix.ASP), "20193.81")
	egal(t, "ARE en adhérant", somme(&c.Adherer, choix.ARE), "15460.50")
	en(t, &c.Refus, "2026-11", choix.ARE, "1686.60")
}

// TestEmploiPendantLaReflexion : avant la fin du contrat, un emploi ne s'ajoute pas à la paie.
func TestEmploiPendantLaReflexion(t *testing.T) {
	c := comparer(t, claire, cdi(2026, 3, 10, 0))
	en(t, &c.Refus, "2026-04", choix.NouvelEmploi, "0.00")
	en(t, &c.Adherer, "2026-03", choix.NouvelEmploi, "774.19")
}

// TestEmploiDejaDeclare : un dossier où l'emploi retrouvé est déjà un fait.
func TestEmploiDejaDeclare(t *testing.T) {
	c := comparer(t, avec(claire, `"motif_ecrit_le":"2026-03-02"}}`, `"motif_ecrit_le":"2026-03-02"},
		"reponse":{"decision":"acceptation","date":"2026-03-10"},"evenements":[{"type":"plan","date":"2026-04-10"},
		{"type":"reprise_emploi","debut":"2026-08-24","nature":"CDI","salaire_mensuel":"3000.00","demande_prime_le":"2026-08-24","en_poste_a_3_mois":true}]}`), nil)
	egal(t, "comme l'emploi supposé", c.Adherer.Total, "80811.45")
}

// TestRetraite : le taux plein, atteint le 01/09/2026, arrête l'ASP ; il arrête aussi l'ARE.
func TestRetraite(t *testing.T) {
	c := comparer(t, avec(claire, `"1980-06-12"`, `"1963-02-12","date_taux_plein":"2026-09-01"`), nil)
	egal(t, "ASP du 24/03 au 31/08", mois(t, &c.Adherer, "2026-09").De(choix.ASP), "0.00")
	en(t, &c.Refus, "2026-09", choix.ARE, "0.00")
}

func TestImpossible(t *testing.T) {
	for _, x := range []struct{ cas, avant, apres string }{
		{"mille salariés", `"effectif":62`, `"effectif":1000`},
		{"CDD", `"debut"`, `"nature":"CDD","debut"`},
		{"offre de l'opérateur", `"remise"`, `"par":"operateur","remise"`},
		{"sans remise", `"proposition":{"remise":"2026-03-02","motif_ecrit_le":"2026-03-02"}`, `"proposition":{}`},
		{"hors de la période", "2026-03-02", "2027-03-02"},
		{"Mayotte", `"1980-06-12"`, `"1980-06-12","residence":"mayotte"`},
	} {
		c := choix.Comparer(situation(t, avec(avec(claire, `,"fin":"2026-04-30"`, ""), x.avant, x.apres)), cdi(2026, 8, 24, 0), nil)
		if c.Possible {
			t.Errorf("%s : il n'y a rien à comparer", x.cas)
		}
		if c.Situation == nil {
			t.Errorf("%s : les droits de la situation manquent", x.cas)
		}
	}
}

// verifier tient ce qui est vrai de toute comparaison.
func verifier(tb testing.TB, nom string, c *choix.Comparaison) {
	tb.Helper()
	for i, v := range []*choix.Voie{&c.Adherer, &c.Refus} {
		cumul := argent.Centimes(0)
		for j := range v.Mois {
			m := &v.Mois[j]
			total := argent.Centimes(0)
			for s := range choix.NomsSource {
				x := m.De(choix.Source(s))
				if x.Connu() && x.Centimes() < 0 {
					tb.Errorf("%s, voie %d, %s : %s négatif (%s)", nom, i, m.Mois, choix.NomsSource[s], x)
				}
				total = total.Plus(x)
			}
			cumul = cumul.Plus(total)
			if m.Total != total || m.Cumul != cumul || (m.AllocationNet.Connu() && m.AllocationNet.Centimes() < 0) {
				tb.Errorf("%s, voie %d, %s : total %s, cumul %s, net %s ; attendu %s et %s", nom, i, m.Mois, m.Total, m.Cumul, m.AllocationNet, total, cumul)
			}
		}
		if v.Total != cumul {
			tb.Errorf("%s, voie %d : total %s, cumul %s", nom, i, v.Total, cumul)
		}
		if a := v.Mois[len(v.Mois)-1].Mois.FinMois(); a != c.Horizon {
			tb.Errorf("%s : la voie finit le %s, l'horizon est le %s", nom, a, c.Horizon)
		}
	}
	for _, x := range c.Scenarios {
		if x.Ecart != x.Adherer.Moins(x.Refus) {
			tb.Errorf("%s, scénario %d : écart %s", nom, x.Mois, x.Ecart)
		}
	}
	// Les bascules alternent, dans l'ordre, et disent à chaque fin de mois qui est devant.
	rang, devant := 0, true
	if len(c.Bascules) > 0 && c.Bascules[0].Adherer {
		tb.Errorf("%s : la première bascule donne l'avantage à l'adhésion, qui l'avait", nom)
	}
	for i, b := range c.Bascules {
		if i > 0 && (b.Jour <= c.Bascules[i-1].Jour || b.Adherer == c.Bascules[i-1].Adherer) {
			tb.Errorf("%s : bascules %s", nom, bascules(c))
		}
	}
	for i := range c.Adherer.Mois {
		m, n := &c.Adherer.Mois[i], &c.Refus.Mois[i]
		for rang < len(c.Bascules) && c.Bascules[rang].Jour <= m.Mois.FinMois() {
			devant = c.Bascules[rang].Adherer
			rang++
		}
		ecart := m.Cumul.Moins(n.Cumul)
		if !ecart.Connu() {
			break
		}
		// Un mois de paie est arrondi, un jour ne l'est pas : à un euro près, personne n'est devant.
		if ecart.Centimes() > 100 && !devant || ecart.Centimes() < -100 && devant {
			tb.Errorf("%s, fin %s : écart %s, bascules %s", nom, m.Mois.NomMois(), ecart, bascules(c))
		}
	}
}

// egauxAvant : les deux voies sont la même jusqu'au dernier jour de réflexion.
func egauxAvant(tb testing.TB, nom string, c *choix.Comparaison) {
	tb.Helper()
	fin := c.Adherer.Droits.Dates.FinReflexion
	for i := range c.Adherer.Mois {
		m, n := &c.Adherer.Mois[i], &c.Refus.Mois[i]
		if m.Mois.FinMois() < fin && (m.Brut != n.Brut || m.Total != n.Total) {
			tb.Errorf("%s, %s : %s en adhérant, %s en refusant avant le %s", nom, m.Mois, m.Total, n.Total, fin)
		}
		if m.Mois > fin {
			break
		}
	}
	for _, b := range c.Bascules {
		if b.Jour < fin {
			tb.Errorf("%s : bascule le %s, avant le %s", nom, b.Jour, fin)
		}
	}
}

// TestCas : les cas officiels se comparent sans panique, avec et sans emploi, et tiennent les propriétés.
func TestCas(t *testing.T) {
	tous, err := cas.Tous()
	if err != nil || len(tous) < 441 {
		t.Fatalf("%d cas, %v", len(tous), err)
	}
	possibles := 0
	for i := range tous {
		s, err := format.Lire(tous[i].Situation)
		if err != nil {
			t.Fatalf("%s : %v", tous[i].ID, err)
		}
		seul := choix.Comparer(s, nil, nil)
		if !seul.Possible {
			continue
		}
		possibles++
		verifier(t, tous[i].ID, seul)
		if seul.Refus.FinContrat >= seul.Adherer.FinContrat {
			egauxAvant(t, tous[i].ID, seul)
		}
		sans := seul
		if seul.Emploi != nil { // l'emploi des faits mis à part
			nu := *s
			nu.Evenements = nil
			sans = choix.Comparer(&nu, nil, nil)
		}
		if x := seul.Scenarios[0]; x.Adherer != sans.Adherer.Total || x.Refus != sans.Refus.Total {
			t.Errorf("%s : scénario sans emploi %s et %s, voies %s et %s", tous[i].ID, x.Adherer, x.Refus, sans.Adherer.Total, sans.Refus.Total)
		}
		if len(s.Evenements) > 0 {
			choix.Comparer(s, &choix.Emploi{Debut: seul.Adherer.Droits.Dates.DebutCSP.PlusMois(5)}, nil)
			continue
		}
		for _, n := range []int{1, 5, 10, 14} {
			e := &choix.Emploi{Debut: seul.Adherer.Droits.Dates.DebutCSP.PlusMois(n)}
			c := choix.Comparer(s, e, nil)
			nom := fmt.Sprintf("%s, emploi au mois %d", tous[i].ID, n)
			verifier(t, nom, c)
			if c.Scenarios[0] != seul.Scenarios[0] {
				t.Errorf("%s : sans emploi %+v, attendu %+v", nom, c.Scenarios[0], seul.Scenarios[0])
			}
			if x := c.Scenarios[n]; x.Adherer != c.Adherer.Total || x.Refus != c.Refus.Total {
				t.Errorf("%s : scénario %s et %s, voies %s et %s", nom, x.Adherer, x.Refus, c.Adherer.Total, c.Refus.Total)
			}
		}
	}
	if possibles < 200 {
		t.Errorf("%d cas comparés seulement", possibles)
	}
}

// TestAuHasard : les propriétés sur des situations tirées au sort, toujours les mêmes.
func TestAuHasard(t *testing.T) {
	h := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		engagement := calendrier.D(2011, 9, 1).Plus(h.IntN(5500))
		s := &csp.Situation{
			Employeur:    csp.Employeur{Effectif: fait.N(1 + h.IntN(900))},
			Salarie:      csp.Salarie{DateNaissance: engagement.PlusMois(-12 * (22 + h.IntN(38)))},
			Contrat:      csp.Contrat{Debut: engagement.PlusMois(-5 - h.IntN(150)), SalaireMensuel: argent.Centimes(int64(100_000 + h.IntN(1_500_000)))},
			Licenciement: csp.Licenciement{Engagement: engagement},
			Proposition:  csp.Proposition{Remise: engagement.Plus(h.IntN(30))},
		}
		var e *choix.Emploi
		if h.IntN(2) == 0 {
			e = &choix.Emploi{Debut: s.Proposition.Remise.Plus(h.IntN(1200)), Salaire: argent.Euros(int64(800 + h.IntN(5000)))}
			if h.IntN(2) == 0 {
				e.Nature, e.DureeMois = csp.CDD, argent.Entier(int64(1+h.IntN(18)))
			}
		}
		c := choix.Comparer(s, e, nil)
		if !c.Possible {
			continue
		}
		nom := fmt.Sprintf("engagé le %s, %s, né le %s, contrat du %s, emploi %v", engagement, s.Contrat.SalaireMensuel, s.Salarie.DateNaissance, s.Contrat.Debut, e)
		verifier(t, nom, c)
		if e == nil {
			egauxAvant(t, nom, c)
		}
		if x := choix.Comparer(s, nil, nil).Scenarios[0]; x != c.Scenarios[0] {
			t.Errorf("%s : sans emploi %+v, attendu %+v", nom, c.Scenarios[0], x)
		}
	}
}

// TestJamaisDePanique : des emplois à des jours absurdes.
func TestJamaisDePanique(t *testing.T) {
	s := situation(t, claire)
	for _, d := range []calendrier.Date{calendrier.Premiere, s.Proposition.Remise - 1, s.Proposition.Remise, calendrier.D(2028, 3, 31), calendrier.D(2028, 4, 1), calendrier.Derniere} {
		for _, n := range []csp.NatureContrat{csp.CDI, csp.CDD, csp.Interim} {
			choix.Comparer(s, &choix.Emploi{Debut: d, Nature: n}, nil)
			choix.Comparer(s, &choix.Emploi{Debut: d, Nature: n, DureeMois: argent.Entier(120)}, nil)
		}
	}
}

// TestAideInconnue : 900 € de paie ; l'ASP de septembre 2026 tient à un barème non publié, la prime aussi :
// ni « aucune », ni l'autre aide par défaut.
func TestAideInconnue(t *testing.T) {
	c := comparer(t, avec(claire, `"3000.00"`, `"900.00"`), cdi(2026, 9, 24, 800))
	if c.Aides.Prime.Connu() || c.Aides.Meilleure != choix.AideInconnue || c.Adherer.Total.Connu() {
		t.Errorf("prime %s, meilleure %s, total %s", c.Aides.Prime, c.Aides.Meilleure, c.Adherer.Total)
	}
	for _, x := range c.Scenarios[4:10] {
		if x.Aide != choix.AideInconnue || x.Adherer.Connu() {
			t.Errorf("après %d mois : aide %s, %s", x.Mois, x.Aide, x.Adherer)
		}
	}
}
