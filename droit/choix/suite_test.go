package choix_test

import (
	"strings"
	"testing"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/choix"
	"jalon/droit/csp"
	"jalon/droit/trace"
)

// TestAncienDroit : quarante jours à 40 € restent d'un droit d'avant. Refus, fin le 30/04/2026, ARE le 8 mai : 23
// jours payés en mai, 17 en juin à 40 €, puis 13 à 56,22 €. Après le CSP, rien n'est donné.
func TestAncienDroit(t *testing.T) {
	const reliquat = `"are":{"reliquat_jours":40,"reliquat_journaliere":"40.00","reliquat_sjr":"70.18"},"licenciement"`
	c := comparer(t, avec(claire, `"licenciement"`, reliquat), nil)
	r := &c.Refus
	en(t, r, "2026-05", choix.Reliquat, "920.00")
	en(t, r, "2026-05", choix.ARE, "0.00")
	en(t, r, "2026-06", choix.Reliquat, "680.00")
	en(t, r, "2026-06", choix.ARE, "730.86")
	en(t, r, "2026-07", choix.ARE, "1686.60")
	egal(t, "ARE nouvelle, en tout", somme(r, choix.ARE), "30808.56")
	egal(t, "net de mai", mois(t, r, "2026-05").AllocationNet, "871.47") // 40,00 − 3 % de 70,18, sous le seuil de CSG
	brute, nette := r.PremiereARE()
	egal(t, "premier jour, brut", brute, "40.00")
	egal(t, "premier jour, net", nette, "37.89")
	egal(t, "après le CSP", c.Adherer.AREBrute, "inconnu")
	egal(t, "juin 2027 en adhérant", mois(t, &c.Adherer, "2027-06").Total, "inconnu")
	egal(t, "connu jusqu'à la fin de l'ASP", c.ConnuJusquau, "2027-03-23")
	dit := strings.Join(append(c.Hypotheses, c.NonCouverts...), "\n")
	for _, mot := range []string{"40 jours restants", "droit d'option", "duquel les jours d'ASP se déduisent"} {
		if !strings.Contains(dit, mot) {
			t.Errorf("« %s » n'est pas dit :\n%s", mot, dit)
		}
	}
	// Sans le salaire journalier d'alors, le net n'est pas donné ; le brut l'est.
	c = comparer(t, avec(claire, `"licenciement"`, avec(reliquat, `,"reliquat_sjr":"70.18"`, "")), nil)
	en(t, &c.Refus, "2026-05", choix.Reliquat, "920.00")
	egal(t, "net de mai sans salaire journalier", mois(t, &c.Refus, "2026-05").AllocationNet, "inconnu")
	// L'ancien droit se paie même quand l'emploi perdu n'en ouvre pas de nouveau.
	c = comparer(t, avec(claire, `"debut":"2024-01-08"`, `"debut":"2025-12-01","jours_travailles":100,"heures_travaillees":700`, `"licenciement"`, reliquat), nil)
	egal(t, "pas de nouveau droit", somme(&c.Refus, choix.ARE), "0.00")
	egal(t, "ancien droit seul", somme(&c.Refus, choix.Reliquat), "1600.00")
}

// TestEmploiGarde : 780 € par mois d'un autre emploi, gardé, s'ajoutent aux deux voies et ne changent pas l'écart.
func TestEmploiGarde(t *testing.T) {
	sans := comparer(t, claire, nil)
	c := comparer(t, avec(claire, `"licenciement"`, `"autres_emplois":[{"debut":"2022-09-05","salaire_mensuel":"780.00"}],"licenciement"`), nil)
	for _, v := range []*choix.Voie{&c.Adherer, &c.Refus} {
		en(t, v, "2026-03", choix.EmploiGarde, "754.84") // 780 × 30 ÷ 31
		en(t, v, "2027-01", choix.EmploiGarde, "780.00")
	}
	egal(t, "écart", c.Scenarios[0].Ecart, sans.Scenarios[0].Ecart.String())
	egal(t, "total en adhérant", c.Adherer.Total.Moins(somme(&c.Adherer, choix.EmploiGarde)), sans.Adherer.Total.String())
	if bascules(c) != bascules(sans) {
		t.Errorf("bascules %s, sans l'autre emploi %s", bascules(c), bascules(sans))
	}
	// Pris pendant la réflexion, il n'est pas gardé : plus d'ASP, et une ARE que rien ici ne compte.
	c = comparer(t, avec(claire, `"licenciement"`, `"autres_emplois":[{"debut":"2026-03-10","salaire_mensuel":"780.00"}],"licenciement"`), nil)
	egal(t, "ASP suspendue", somme(&c.Adherer, choix.ASP), "0.00")
	en(t, &c.Refus, "2026-06", choix.ARE, "inconnu")
	if dit := strings.Join(c.NonCouverts, "\n"); !strings.Contains(dit, "n'est pas un emploi conservé") {
		t.Errorf("l'emploi non gardé n'est pas dit :\n%s", dit)
	}
}

// TestProjeter : à 2 140 € par mois, l'ARE dépend de la partie fixe due le 1er juillet 2026 et non publiée. Le
// strict la tait ; le projeté la donne à sa dernière valeur, le dit, et ne change rien à ce qui était connu.
func TestProjeter(t *testing.T) {
	s := situation(t, avec(claire, `"salaire_mensuel":"3000.00"`, `"salaire_mensuel":"2140.00"`))
	strict, projete := choix.Comparer(s, nil, nil), choix.Projeter(s, nil, nil)
	egal(t, "strict, connu jusqu'au", strict.ConnuJusquau, "2026-06-30")
	egal(t, "strict, total en refusant", strict.Refus.Total, "inconnu")
	egal(t, "projeté depuis", projete.ProjeteDepuis, "2026-07-01")
	egal(t, "projeté, connu jusqu'au", projete.ConnuJusquau, projete.Horizon.String())
	en(t, &projete.Refus, "2026-06", choix.ARE, mois(t, &strict.Refus, "2026-06").De(choix.ARE).String())
	// SJR 70,36 : 40,4 % plus la partie fixe de 13,18 € (juillet 2025) font 41,61 € ; 30 jours, 1 248,30 €.
	en(t, &projete.Refus, "2026-08", choix.ARE, "1248.30")
	if !strings.Contains(strings.Join(projete.Hypotheses, "\n"), "À partir du 01/07/2026, des barèmes ne sont pas encore publiés") {
		t.Errorf("la projection n'est pas dite : %v", projete.Hypotheses)
	}
	// Rien à projeter : la même comparaison.
	if c := choix.Projeter(situation(t, claire), nil, nil); c.ProjeteDepuis.Connue() || c.ConnuJusquau != c.Horizon {
		t.Errorf("projeté depuis %s", c.ProjeteDepuis)
	}
}

// TestEcartEnMots : ce que rapporte la meilleure voie, et quand l'autre est en avance.
func TestEcartEnMots(t *testing.T) {
	for _, c := range []struct {
		cas, texte, attendu string
	}{
		{"deux ans", claire, "Au 31/03/2028, adhérer aura rapporté 2 767,05 € brut de plus. En chemin, refuser est en avance du 30/04/2026 au 26/05/2026."},
		{"moins d'un an", avec(claire, `"debut":"2024-01-08"`, `"debut":"2025-09-15"`), ""},
	} {
		x := comparer(t, c.texte, nil)
		dit := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(x.BasculeEnMots())
		if c.attendu != "" && dit != c.attendu {
			t.Errorf("%s : %q", c.cas, dit)
		}
		if !strings.Contains(dit, "en avance") {
			t.Errorf("%s : %q ne dit pas qui est en avance", c.cas, dit)
		}
	}
}

// TestIndemniteALaLettre : l'indemnité s'ouvre à huit mois d'ancienneté le jour de la lettre, non à la fin du préavis.
// La fin du contrat donnée ne dit pas ce jour : la règle ne joue que sur une fin estimée.
func TestIndemniteALaLettre(t *testing.T) {
	sansFin := avec(claire, `,"fin":"2026-04-30"`, "")
	// Embauche le 01/08/2025, lettre le 11/03/2026 : sept mois ; le préavis d'un mois finit le 10/04, à huit mois.
	sept := avec(sansFin, `"debut":"2024-01-08"`, `"debut":"2025-08-01"`)
	egal(t, "sous huit mois à la lettre", somme(&comparer(t, sept, nil).Refus, choix.Indemnite), "0.00")
	huit := avec(sansFin, `"debut":"2024-01-08"`, `"debut":"2025-07-11"`)
	egal(t, "huit mois à la lettre du 11 mars", somme(&comparer(t, huit, nil).Refus, choix.Indemnite), "562.50") // neuf mois ÷ 12 × ¼ × 3 000
	donnee := avec(claire, `"debut":"2024-01-08"`, `"debut":"2025-08-01"`, `"fin":"2026-04-30"`, `"fin":"2026-05-20"`)
	egal(t, "fin donnée", somme(&comparer(t, donnee, nil).Refus, choix.Indemnite), "562.50")
}

// TestExplicationDeCeQuiEstMontre : avec un emploi supposé, l'explication est celle de l'adhésion avec lui.
func TestExplicationDeCeQuiEstMontre(t *testing.T) {
	for _, c := range []struct {
		emploi *choix.Emploi
		prime  bool
	}{{nil, false}, {cdi(2026, 8, 24, 2400), true}} {
		tr := trace.Nouvelle()
		choix.Comparer(situation(t, claire), c.emploi, tr)
		dit := ""
		var lire func([]trace.Pas)
		lire = func(pas []trace.Pas) {
			for _, p := range pas {
				dit += p.Regle + " "
				lire(p.Enfants)
			}
		}
		lire(tr.Arbre())
		if strings.Contains(dit, "PRIME-03") != c.prime || strings.Count(dit, "RUPT-01") != 2 {
			t.Errorf("emploi %v : expliqué %s", c.emploi, dit)
		}
	}
}

// TestAncienDroitEtEmploi : un emploi qui dure jusqu'au bout couvre l'ARE inconnue : tout est connu. Sans lui, ce
// qu'adhérer rapporte au moins, rien compté après l'ASP, est dit.
func TestAncienDroitEtEmploi(t *testing.T) {
	const reliquat = `"are":{"reliquat_jours":40,"reliquat_journaliere":"40.00","reliquat_sjr":"70.18"},"licenciement"`
	texte := avec(claire, `"licenciement"`, reliquat)
	c := comparer(t, texte, cdi(2026, 9, 7, 2600))
	if c.ConnuJusquau != c.Horizon || !c.Adherer.Total.Connu() {
		t.Errorf("connu jusqu'au %s sur %s, total %s", c.ConnuJusquau, c.Horizon, c.Adherer.Total)
	}
	// Adhérer sans ARE ensuite : 2 129,03 de paie, 1 750 d'indemnité, 26 999,05 d'ASP font moins que refuser.
	if dit := comparer(t, texte, nil).BasculeEnMots(); !strings.Contains(dit, "on ne peut pas conclure au-delà") {
		t.Errorf("%q", dit)
	}
	// Deux jours d'ARE seulement en refusant : adhérer rapporte davantage même sans rien ensuite.
	if dit := comparer(t, avec(texte, `"reliquat_jours":40`, `"duree_jours":200,"reliquat_jours":40`), nil).BasculeEnMots(); !strings.Contains(dit, "aura rapporté au moins") {
		t.Errorf("%q", dit)
	}
}

// TestSansARE : 700 heures ouvrent le CSP, non l'ARE : refuser ne donne ni jour, ni montant.
func TestSansARE(t *testing.T) {
	c := comparer(t, avec(claire, `"debut":"2024-01-08"`, `"debut":"2025-11-20","jours_travailles":100,"heures_travaillees":700`, `,"fin":"2026-04-30"`, ""), nil)
	egal(t, "début", c.Refus.AREDebut, "inconnue")
	egal(t, "montant", c.Refus.AREBrute, "inconnu")
	egal(t, "ARE servie", somme(&c.Refus, choix.ARE), "0.00")
	if dit := c.Adherer.SuiteEnMots(); dit != "aucune ARE : l'affiliation n'en ouvre pas" {
		t.Errorf("%q", dit)
	}
}

// TestProjeterAvecEmploi : un emploi qui couvre tout ne cache pas que le refus dépend d'un barème non publié.
func TestProjeterAvecEmploi(t *testing.T) {
	s := situation(t, avec(claire, `"salaire_mensuel":"3000.00"`, `"salaire_mensuel":"2140.00"`, `"2026-03-02"`, `"2026-09-02"`, `,"fin":"2026-04-30"`, ""))
	c := choix.Projeter(s, cdi(2026, 11, 11, 0), nil)
	if !c.Projete || !c.Refus.AREBrute.Connu() || !c.Scenarios[0].Ecart.Connu() {
		t.Errorf("projeté %v, ARE %s, sans emploi %s", c.Projete, c.Refus.AREBrute, c.Scenarios[0].Ecart)
	}
	// Un fait manque, et des barèmes aussi : ce qui est projeté est dit.
	gene := situation(t, avec(claire, `"salaire_mensuel":"3000.00"`, `"salaire_mensuel":"2140.00"`, `"licenciement"`, `"autres_emplois":[{"debut":"2026-03-10","salaire_mensuel":"780.00"}],"licenciement"`))
	if p := choix.Projeter(gene, nil, nil); p.Adherer.Total.Connu() && !p.Projete {
		t.Error("des montants projetés ne sont pas dits")
	}
}

// TestLettreJamaisTropTot : la lettre supposée attend le premier jour permis ; ici, la fin de la protection de la
// maternité, dix semaines après le congé fini le 27 février 2026.
func TestLettreJamaisTropTot(t *testing.T) {
	s := situation(t, avec(claire, `,"fin":"2026-04-30"`, "", `"licenciement"`, `"evenements":[{"type":"maternite","debut":"2025-11-08","fin":"2026-02-27"}],"licenciement"`))
	c := choix.Comparer(s, nil, nil)
	egal(t, "lettre au plus tôt", c.Situation.Dates.LettreAuPlusTot, "2026-05-09")
	if c.Refus.FinContrat < calendrier.D(2026, 7, 8) {
		t.Errorf("le contrat finirait le %s, deux mois après une lettre du 9 mai", c.Refus.FinContrat)
	}
}

// TestAidesPendantLaReflexion : les aides et la voie parlent du même emploi, qui attend la fin de l'ancien contrat.
func TestAidesPendantLaReflexion(t *testing.T) {
	c := comparer(t, claire, cdi(2026, 3, 10, 0))
	egal(t, "prime", c.Aides.Prime, somme(&c.Adherer, choix.Aide).String())
	if !c.Aides.Prime.Positif() {
		t.Error("aucune prime pour un CDI du premier jour")
	}
}

// TestAutresEmplois : un emploi fini ne compte pas, un emploi repris n'est pas gardé, quel que soit leur nombre.
func TestAutresEmplois(t *testing.T) {
	dit := func(emplois string) string {
		c := comparer(t, avec(claire, `"licenciement"`, `"autres_emplois":[`+emplois+`],"licenciement"`), nil)
		return strings.Join(append(c.Hypotheses, c.NonCouverts...), "\n")
	}
	if d := dit(`{"debut":"2024-06-10","fin":"2025-06-30","salaire_mensuel":"500.00"}`); strings.Contains(d, "L'autre emploi") {
		t.Errorf("un emploi fini est dit : %s", d)
	}
	if d := dit(`{"debut":"2026-03-10","salaire_mensuel":"500.00"},{"debut":"2026-06-10","salaire_mensuel":"500.00"}`); strings.Contains(d, "est conservé") {
		t.Errorf("un emploi repris est dit conservé : %s", d)
	}
}

// TestJamaisEnAvance : égales puis dépassée, une voie n'a jamais été en avance.
func TestJamaisEnAvance(t *testing.T) {
	c := comparer(t, avec(claire, `"debut":"2024-01-08"`, `"debut":"2025-10-01","heures_travaillees":950`, `"fin":"2026-04-30"`, `"fin":"2026-06-30"`), nil)
	if len(c.Bascules) == 0 || !c.Bascules[0].Egales {
		t.Fatalf("bascules %v", c.Bascules)
	}
	if dit := c.BasculeEnMots(); strings.Contains(dit, "en avance jusqu'au") {
		t.Errorf("%q", dit)
	}
}

// TestDureeEnJours : un contrat de deux mois et demi est payé deux mois et quinze jours.
func TestDureeEnJours(t *testing.T) {
	c := comparer(t, claire, &choix.Emploi{Debut: calendrier.D(2026, 6, 1), Nature: csp.CDD, DureeMois: argent.Ratio(5, 2), Salaire: argent.Euros(3100)})
	en(t, &c.Refus, "2026-08", choix.NouvelEmploi, "1500.00") // 15 jours sur 31
}

// TestRetraiteEnMots : la retraite à taux plein arrête tout ; rien ne la suit, et ce qui reste d'ARE n'est pas promis.
func TestRetraiteEnMots(t *testing.T) {
	c := comparer(t, avec(claire, `"1980-06-12"`, `"1963-12-12","date_taux_plein":"2026-10-01"`), nil)
	egal(t, "fin de l'ASP", c.Adherer.Droits.Dates.FinASP, "2026-09-30")
	egal(t, "retraite", c.Refus.Retraite, "2026-10-01")
	if dit := c.Adherer.SuiteEnMots(); dit != "aucune ARE : la retraite à taux plein commence le 01/10/2026" {
		t.Errorf("%q", dit)
	}
	egal(t, "octobre en refusant", mois(t, &c.Refus, "2026-10").Total, "0.00")
	if strings.Contains(strings.Join(c.Hypotheses, "\n"), "coefficient") {
		t.Error("une durée d'ARE qui n'aura pas lieu est discutée")
	}
	// Un emploi repris pendant la réflexion n'est pas une retraite.
	autre := comparer(t, avec(claire, `"licenciement"`, `"autres_emplois":[{"debut":"2026-03-10","salaire_mensuel":"500.00"}],"licenciement"`), nil)
	egal(t, "pas de retraite", autre.Refus.Retraite, "inconnue")
	if !autre.Adherer.SansASP() || !strings.Contains(autre.Adherer.ASPEnMots(), "aucune ASP") {
		t.Errorf("%q", autre.Adherer.ASPEnMots())
	}
}
