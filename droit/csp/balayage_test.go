package csp_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/csp/cas"
	"jalon/droit/fait"
	"jalon/droit/parametre"
	"jalon/droit/trace"
)

// simple est une situation complète, dix ans d'ancienneté, dont la remise suit l'engagement de n jours.
func simple(engagement calendrier.Date, n int) *csp.Situation {
	return &csp.Situation{
		Employeur:    csp.Employeur{Effectif: fait.N(50)},
		Salarie:      csp.Salarie{DateNaissance: engagement.PlusMois(-12 * 40)},
		Contrat:      csp.Contrat{Debut: engagement.PlusMois(-12 * 10), SalaireMensuel: argent.Euros(2600), TauxCharges: argent.Ratio(42, 100)},
		Licenciement: csp.Licenciement{Engagement: engagement},
		Proposition:  csp.Proposition{Remise: engagement.Plus(n), MotifEcritLe: engagement},
		Reponse:      csp.Reponse{Decision: csp.Acceptation, Date: engagement.Plus(n)},
	}
}

// changements sont les jours où une valeur ou une règle change, et la veille de chacun.
func changements() []calendrier.Date {
	ds := slices.Clone(parametre.Debuts())
	for _, d := range [][3]int{ // les jours de versions.go et du paquet are
		{2011, 9, 1},
		{2012, 2, 3},
		{2014, 7, 1},
		{2015, 2, 1},
		{2015, 3, 1},
		{2017, 4, 14},
		{2017, 9, 27},
		{2017, 11, 1},
		{2019, 7, 1},
		{2021, 7, 1},
		{2021, 10, 1},
		{2023, 2, 1},
		{2023, 9, 1},
		{2025, 4, 1},
		{2026, 12, 31},
	} {
		ds = append(ds, calendrier.D(d[0], d[1], d[2]))
	}
	for _, d := range slices.Clone(ds) {
		ds = append(ds, d-1)
	}
	slices.Sort(ds)
	return slices.Compact(ds)
}

var premier, dernier = calendrier.D(2011, 9, 1), calendrier.D(2026, 12, 31)

// dire rend les avertissements en un texte.
func dire(d *csp.Droits) string {
	var b strings.Builder
	for _, a := range d.Avertissements {
		b.WriteString(a.Regle.String() + " " + a.Message.String() + "\n")
	}
	return b.String()
}

func TestBalayageDesDates(t *testing.T) {
	essais := 0
	verifier := func(nom string, jour calendrier.Date, s *csp.Situation) {
		if e := s.Licenciement.Engagement; e < premier || e > dernier {
			return
		}
		essais++
		d := csp.Calculer(s, nil)
		if !d.Montants.ASPBrute.Connu() && !strings.Contains(dire(d), "publié") {
			t.Errorf("%s le %s : ASP inconnue sans barème manquant\n%s", nom, jour, dire(d))
		}
		if jour < calendrier.D(2025, 6, 30) && !d.Montants.ASPBrute.Connu() {
			t.Errorf("%s le %s : ASP inconnue alors que tout est publié\n%s", nom, jour, dire(d))
		}
		if len(d.Manquants) > 0 {
			t.Errorf("%s le %s : il manque %s", nom, jour, d.Manquants[0].Chemin())
		}
		q := &d.Dates
		for cle, date := range map[string]calendrier.Date{
			"debut_reflexion": q.DebutReflexion, "fin_reflexion": q.FinReflexion, "rupture": q.Rupture, "debut_csp": q.DebutCSP,
			"fin_csp_initiale": q.FinCSPInitiale, "fin_csp": q.FinCSP, "fin_asp": q.FinASP, "limite_prebilan": q.LimitePrebilan,
			"debut_entretien_final": q.DebutEntretienFinal, "limite_contestation": q.LimiteContestation, "echeance_contribution": q.EcheanceContribution,
			"lettre_au_plus_tot": q.LettreAuPlusTot, "fin_priorite_reembauche": q.FinPrioriteReembauche, "prescription_demandes": q.Prescription,
		} {
			if !date.Connue() || date == calendrier.SansFin {
				t.Errorf("%s le %s : dates.%s inconnue", nom, jour, cle)
			}
		}
		m := &d.Montants
		if !m.SJR.Connu() || !m.IndemniteLegale.Positif() || !m.PreavisTotal.Positif() || !m.ContributionOperateur.Positif() {
			t.Errorf("%s le %s : SJR %s, indemnité %s, préavis %s, contribution %s", nom, jour, m.SJR, m.IndemniteLegale, m.PreavisTotal, m.ContributionOperateur)
		}
		if d.Eligibilite.Eligible != fait.Oui || d.Dispositif != csp.DispositifCSP || d.ASP.JoursPayes.Int() != int(q.FinCSP-q.DebutCSP)+1 {
			t.Errorf("%s le %s : éligible %d, %d jours payés du %s au %s", nom, jour, d.Eligibilite.Eligible, d.ASP.JoursPayes.Int(), q.DebutCSP, q.FinCSP)
		}
	}
	for _, jour := range changements() {
		verifier("engagement", jour, simple(jour, 0))
		// La fin du contrat tombe ce jour-là quand il est ouvré : la remise le précède de 21 jours.
		s := simple(jour-21, 0)
		verifier("fin du contrat", jour, s)
		if d := csp.Calculer(s, nil); calendrier.Ouvre(jour, calendrier.Metropole) && d.Dates.Rupture.Connue() && d.Dates.Rupture != jour {
			t.Errorf("fin du contrat attendue le %s, obtenue le %s", jour, d.Dates.Rupture)
		}
		verifier("fin du contrat, engagement deux mois plus tôt", jour, simple(jour-81, 60))
		verifier("premier mois payé", jour, simple(jour-22, 0))
	}
	if essais < 300 {
		t.Errorf("%d essais : le balayage ne balaie plus", essais)
	}
}

func TestBaremeNonPublie(t *testing.T) {
	for _, c := range []struct {
		jour    calendrier.Date
		salaire int64
		connue  bool
		dit     string
	}{
		{calendrier.D(2026, 5, 29), 700, true, "01/07/2026"}, // payée dès juin 2026, au plancher publié ; la suite dépend du barème
		{calendrier.D(2026, 7, 6), 700, false, "01/07/2026"}, // payée au plancher non publié
		{calendrier.D(2026, 7, 6), 2600, true, "01/07/2026"}, // loin du plancher : même montant aux deux bornes
		{calendrier.D(2026, 12, 28), 2600, true, "2027"},     // plafond de 2027 sans effet
		{calendrier.D(2026, 12, 28), 30000, false, "2027"},   // au plafond de 2027
	} {
		s := simple(c.jour, 0)
		s.Contrat.SalaireMensuel = argent.Euros(c.salaire)
		d := csp.Calculer(s, nil)
		if d.Montants.ASPBrute.Connu() != c.connue {
			t.Errorf("engagement le %s, %d € : ASP %s, connue attendu : %v", c.jour, c.salaire, d.Montants.ASPBrute, c.connue)
		}
		if m := dire(d); !strings.Contains(m, "publié") || !strings.Contains(m, c.dit) {
			t.Errorf("engagement le %s, %d € : aucun avertissement ne dit le barème manquant (%s)\n%s", c.jour, c.salaire, c.dit, m)
		}
	}
}

func TestHorsDeLaPeriodeCouverte(t *testing.T) {
	for _, c := range []struct {
		jour    calendrier.Date
		couvert bool
		message string
	}{
		{premier - 1, false, "KEY-01 La procédure est engagée le 31/08/2011"},
		{premier, true, ""},
		{dernier, true, ""},
		{dernier + 1, false, "31/12/2026"},
	} {
		d := csp.Calculer(simple(c.jour, 0), nil)
		if d.Dates.FinCSP.Connue() != c.couvert || d.Montants.SJR.Connu() != c.couvert || d.Montants.IndemniteLegale.Connu() != c.couvert {
			t.Errorf("%s : fin %s, SJR %s, indemnité %s ; couvert : %v", c.jour, d.Dates.FinCSP, d.Montants.SJR, d.Montants.IndemniteLegale, c.couvert)
		}
		if !c.couvert && (d.Montants != csp.Montants{} || d.Dates != csp.Dates{} || len(d.ASP.Mensualites) > 0 || d.Apres != csp.Apres{}) {
			t.Errorf("%s : des droits sont promis hors de la période couverte : %+v", c.jour, d)
		}
		if !strings.Contains(dire(d), c.message) {
			t.Errorf("%s : aucun avertissement ne dit « %s »\n%s", c.jour, c.message, dire(d))
		}
	}
}

func TestCartesDesRegles(t *testing.T) {
	vues := map[string]bool{}
	for _, r := range trace.Regles() {
		c := r.Carte()
		if c.ID == "" || c.Titre == "" || len(c.Articles) == 0 || slices.Contains(c.Articles, "") {
			t.Errorf("carte incomplète : %+v", c)
		}
		if n := len(c.Enonce); n < 80 || n > 900 || !strings.HasSuffix(c.Enonce, ".") {
			t.Errorf("%s : un énoncé fait de 80 à 900 octets et finit par un point, celui-ci en a %d", c.ID, n)
		}
		if vues[c.ID] {
			t.Errorf("%s est déclarée deux fois", c.ID)
		}
		vues[c.ID] = true
		if trouvee, ok := trace.Trouver(c.ID); !ok || trouvee != r {
			t.Errorf("%s ne se retrouve pas", c.ID)
		}
	}
	if len(vues) < 100 {
		t.Errorf("%d règles seulement", len(vues))
	}
}

func TestChaqueRegleAUnCas(t *testing.T) {
	noms, err := filepath.Glob("cas/*.jsonl")
	if err != nil || len(noms) == 0 {
		t.Fatal("aucun fichier de cas", err)
	}
	citees := map[string]bool{}
	for _, nom := range noms {
		f, err := os.Open(nom)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		lignes := bufio.NewScanner(f)
		lignes.Buffer(nil, 1<<20)
		for lignes.Scan() {
			var c struct {
				ID, Titre, Source string
				Regles            []string
			}
			if err := json.Unmarshal(lignes.Bytes(), &c); err != nil || c.ID == "" || c.Titre == "" || c.Source == "" || len(c.Regles) == 0 {
				t.Errorf("%s : cas incomplet %+v (%v)", nom, c, err)
			}
			for _, id := range c.Regles {
				citees[id] = true
				if _, ok := trace.Trouver(id); !ok {
					t.Errorf("%s, cas %s : la règle %s n'existe pas", nom, c.ID, id)
				}
			}
		}
		if err := lignes.Err(); err != nil {
			t.Errorf("%s : %v", nom, err)
		}
	}
	for _, r := range trace.Regles() {
		if !citees[r.String()] {
			t.Errorf("la règle %s n'a pas de cas", r)
		}
	}
}

func TestChaqueReglageEstUneInterpretationEcrite(t *testing.T) {
	ecrites := map[string]csp.Interpretation{}
	for _, i := range csp.Interpretations {
		if i.Sujet == "" || i.Lecture == "" || i.Autres == "" || i.Pourquoi == "" || i.QuiTranche == "" {
			t.Errorf("interprétation incomplète : %+v", i)
		}
		if _, err := calendrier.Lire([]byte(i.Depuis)); err != nil {
			t.Errorf("« %s » : depuis %q n'est pas un jour", i.Sujet, i.Depuis)
		}
		if i.Reglage == "" {
			continue
		}
		if _, ok := ecrites[i.Reglage]; ok {
			t.Errorf("deux interprétations pour le réglage %s", i.Reglage)
		}
		ecrites[i.Reglage] = i
	}
	for _, r := range csp.LesReglages {
		i, ok := ecrites[r.Cle]
		if !ok {
			t.Errorf("le réglage %s n'a pas d'interprétation", r.Cle)
		}
		for _, v := range r.Valeurs[1:] {
			if mots := strings.NewReplacer("_", " ").Replace(v); !strings.Contains(i.Autres, v) && !strings.Contains(i.Autres, mots) {
				t.Errorf("%s : l'interprétation ne dit rien de la valeur « %s »", r.Cle, v)
			}
		}
		delete(ecrites, r.Cle)
		// Deux réglages n'écrivent jamais le même champ.
		var v csp.Reglages
		*r.Champ(&v) = 1
		for _, autre := range csp.LesReglages {
			if autre.Cle != r.Cle && *autre.Champ(&v) != 0 {
				t.Errorf("%s et %s écrivent le même champ", r.Cle, autre.Cle)
			}
		}
	}
	for cle := range ecrites {
		t.Errorf("l'interprétation du réglage %s n'a pas de réglage", cle)
	}
}

// TestLesCasCitesExistent : la table des documents ne cite que des cas et des règles qui existent.
func TestLesCasCitesExistent(t *testing.T) {
	texte, err := os.ReadFile("../../doc/documents.md")
	if err != nil {
		t.Fatal(err)
	}
	tous, err := cas.Tous()
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for _, c := range tous {
		ids[c.ID] = true
	}
	cites := regexp.MustCompile("`([A-Z]{2,}-[A-Za-z0-9-]+)`").FindAllStringSubmatch(string(texte), -1)
	if len(cites) < 200 {
		t.Errorf("%d cas cités : la table n'est plus lue", len(cites))
	}
	for _, m := range cites {
		if _, regle := trace.Trouver(m[1]); !ids[m[1]] && !regle {
			t.Errorf("doc/documents.md cite %s, qui n'existe pas", m[1])
		}
	}
}
