package format_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/trace"
	"jalon/format"
)

var maj = flag.Bool("maj", false, "réécrit testdata/explication.golden")

type cas struct {
	ID        string
	Titre     string
	Situation json.RawMessage
	Attendu   map[string]any
}

// lesCas lit tous les cas du droit, dans l'ordre des fichiers.
func lesCas(tb testing.TB) []cas {
	tb.Helper()
	noms, err := filepath.Glob("../droit/csp/cas/*.jsonl")
	if err != nil {
		tb.Fatal(err)
	}
	var cs []cas
	for _, nom := range noms {
		f, err := os.Open(nom)
		if err != nil {
			tb.Fatal(err)
		}
		defer f.Close()
		lignes := bufio.NewScanner(f)
		lignes.Buffer(nil, 1<<20)
		for lignes.Scan() {
			var c cas
			d := json.NewDecoder(bytes.NewReader(lignes.Bytes()))
			d.UseNumber()
			if err := d.Decode(&c); err != nil {
				tb.Fatalf("%s : %v", nom, err)
			}
			cs = append(cs, c)
		}
		if err := lignes.Err(); err != nil {
			tb.Fatalf("%s : %v", nom, err)
		}
	}
	if len(cs) < 537 {
		tb.Fatalf("%d cas, 537 au moins sont attendus", len(cs))
	}
	return cs
}

func situation(tb testing.TB, texte []byte) *csp.Situation {
	tb.Helper()
	s, err := format.Lire(texte)
	if err != nil {
		tb.Fatalf("%s\nrefusée : %v", texte, err)
	}
	return s
}

func droits(tb testing.TB, s *csp.Situation) string {
	tb.Helper()
	return string(format.AppendDroits(nil, csp.Calculer(s, nil)))
}

// lus rend un résultat tel qu'un autre programme le lit.
func lus(tb testing.TB, texte string) map[string]any {
	tb.Helper()
	var v map[string]any
	d := json.NewDecoder(strings.NewReader(texte))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		tb.Fatalf("le résultat n'est pas du JSON : %v\n%s", err, texte)
	}
	return v
}

// trouver rend les valeurs désignées par un chemin : a.b, a.0.b, liste[cle=valeur].b, liste.$vide.
func trouver(v any, chemin string) []any {
	if chemin == "" {
		return []any{v}
	}
	if chemin == "$vide" {
		l, _ := v.([]any)
		return []any{len(l) == 0}
	}
	fin := strings.IndexAny(chemin, ".[")
	if fin < 0 {
		fin = len(chemin)
	}
	cle, reste := chemin[:fin], strings.TrimPrefix(chemin[fin:], ".")
	switch w := v.(type) {
	case map[string]any:
		v = w[cle]
	case []any:
		n, err := strconv.Atoi(cle)
		if err != nil || n < 0 || n >= len(w) {
			return nil
		}
		v = w[n]
	default:
		return nil
	}
	if !strings.HasPrefix(reste, "[") {
		return trouver(v, reste)
	}
	crochet, reste, _ := strings.Cut(reste[1:], "]")
	champ, valeur, _ := strings.Cut(crochet, "=")
	var tous []any
	elements, _ := v.([]any)
	for _, e := range elements {
		if o, ok := e.(map[string]any); ok && fmt.Sprint(o[champ]) == valeur {
			tous = append(tous, trouver(e, strings.TrimPrefix(reste, "."))...)
		}
	}
	return tous
}

// ecart dit en quoi un résultat diffère de ce qui est attendu à ce chemin, "" s'il n'en diffère pas.
func ecart(resultat any, chemin string, attendu any) string {
	valeurs := trouver(resultat, chemin)
	for _, v := range valeurs {
		if v == attendu {
			return ""
		}
	}
	if attendu == nil && len(valeurs) == 0 {
		return ""
	}
	return fmt.Sprintf("%s : attendu %v, obtenu %v", chemin, attendu, valeurs)
}

func TestChemins(t *testing.T) {
	r := lus(t, `{"a":{"b":"1"},"l":[{"c":"x.y","n":2},{"c":"x.y","n":3}],"vide":[],"nul":null}`)
	for _, c := range []struct {
		chemin  string
		attendu any
		egal    bool
	}{
		{"a.b", "1", true},
		{"a.b", json.Number("1"), false},
		{"a.b", nil, false},
		{"a.z", nil, true},
		{"z.z", nil, true},
		{"nul", nil, true},
		{"nul", "", false},
		{"l.1.n", json.Number("3"), true},
		{"l.2.n", json.Number("3"), false},
		{"l[c=x.y].n", json.Number("3"), true},
		{"l[c=x.y].n", json.Number("4"), false},
		{"l[c=autre].n", json.Number("3"), false},
		{"vide.$vide", true, true},
		{"absente.$vide", true, true},
		{"l.$vide", true, false},
		{"l.$vide", false, true},
	} {
		if e := ecart(r, c.chemin, c.attendu); (e == "") != c.egal {
			t.Errorf("%s = %v : %q, égal attendu : %v", c.chemin, c.attendu, e, c.egal)
		}
	}
}

func TestCas(t *testing.T) {
	vus := map[string]bool{}
	for _, c := range lesCas(t) {
		t.Run(c.ID, func(t *testing.T) {
			if vus[c.ID] || len(c.Attendu) == 0 {
				t.Errorf("cas répété, ou qui n'attend rien")
			}
			vus[c.ID] = true
			s, tr := situation(t, c.Situation), trace.Nouvelle()
			r := lus(t, string(format.AppendDroitsExpliques(nil, s, csp.Calculer(s, tr), tr)))
			for chemin, attendu := range c.Attendu {
				if e := ecart(r, chemin, attendu); e != "" {
					t.Errorf("%s\n%s", c.Titre, e)
				}
			}
		})
	}
}

func TestTraceEtReemploiNeChangentRien(t *testing.T) {
	cs := lesCas(t)
	seuls := make([]string, len(cs))
	for i, c := range cs {
		s := situation(t, c.Situation)
		seuls[i] = droits(t, s)
		tr := trace.Nouvelle()
		if trace := string(format.AppendDroits(nil, csp.Calculer(s, tr))); trace != seuls[i] {
			t.Errorf("%s : la trace change le résultat\nsans %s\navec %s", c.ID, seuls[i], trace)
		}
		if len(tr.Arbre()) == 0 {
			t.Errorf("%s : rien n'est expliqué", c.ID)
		}
		if r := lus(t, string(format.AppendDroitsExpliques(nil, s, csp.Calculer(s, nil), tr))); r["explication"] == nil {
			t.Errorf("%s : l'explication n'est pas écrite", c.ID)
		}
	}
	// Un seul calculateur, un seul lecteur et une seule situation pour tous les cas, deux fois, mêlés.
	var reemploi csp.Calculateur
	var lecteur format.Lecteur
	var s csp.Situation
	hasard := rand.New(rand.NewPCG(1, 2))
	for _, i := range append(hasard.Perm(len(cs)), hasard.Perm(len(cs))...) {
		if err := lecteur.Lire(cs[i].Situation, &s); err != nil {
			t.Fatalf("%s : %v", cs[i].ID, err)
		}
		if r := string(format.AppendDroits(nil, reemploi.Calculer(&s, nil))); r != seuls[i] {
			t.Errorf("%s : le réemploi change le résultat\nseul     %s\nréemploi %s", cs[i].ID, seuls[i], r)
		}
	}
}

func TestEntreesRefusees(t *testing.T) {
	evenements := func(es ...string) string { return `{"evenements":[` + strings.Join(es, ",") + `]}` }
	maladie := func(du, au string) string { return `{"type":"maladie","debut":"` + du + `","fin":"` + au + `"}` }
	for _, c := range []struct {
		nom, texte, code, champ string
		message                 []string
	}{
		{"jour impossible", `{"contrat":{"debut":"2026-02-30"}}`, format.CodeValeur, "contrat.debut", []string{`"2026-02-30"`, "n'existe pas"}},
		{"date à la française", `{"contrat":{"debut":"02/03/2026"}}`, format.CodeValeur, "contrat.debut", []string{`"02/03/2026"`, "2026-03-02"}},
		{"date nombre", `{"contrat":{"debut":20260302}}`, format.CodeType, "contrat.debut", []string{"20260302", "entre guillemets"}},
		{"mois faux", evenements(`{"type":"paiement","date":"2026-05-01","montant":"1","mois":"2026-13"}`), format.CodeValeur, "evenements.0.mois", []string{`"2026-13"`, "2026-03"}},
		{"fin avant début", `{"contrat":{"debut":"2020-01-02","fin":"2020-01-01"}}`, format.CodeDates, "contrat.fin", []string{"01/01/2020", "02/01/2020"}},
		{"ligne de paie à l'envers", `{"contrat":{"salaires":[{"debut":"2020-02-01","fin":"2020-01-31","montant":"1"}]}}`, format.CodeDates, "contrat.salaires.0.fin", []string{"avant le début"}},
		{"autre emploi à l'envers", `{"autres_emplois":[{"debut":"2020-02-01","fin":"2020-01-31"}]}`, format.CodeDates, "autres_emplois.0.fin", []string{"avant le début"}},
		{"naissance après l'embauche", `{"salarie":{"date_naissance":"2021-01-01"},"contrat":{"debut":"2020-01-01"}}`, format.CodeDates, "salarie.date_naissance", []string{"01/01/2021"}},
		{"maladies qui se recouvrent", evenements(maladie("2026-06-01", "2026-06-10"), maladie("2026-06-10", "2026-06-20")), format.CodeDates, "evenements.1.debut", []string{"evenements.0", "maladie", "10/06/2026"}},
		{"maladie sans fin puis maladie", evenements(`{"type":"maladie","debut":"2026-06-01"}`, maladie("2026-09-01", "2026-09-02")), format.CodeDates, "evenements.1.debut", []string{"evenements.0"}},
		{"clé inconnue", `{"contrat":{"salaire_mensuell":"1"}}`, format.CodeCle, "contrat.salaire_mensuell", []string{"vouliez-vous dire « salaire_mensuel »"}},
		{"clé lointaine", `{"zzzzzzzzzz":1}`, format.CodeCle, "zzzzzzzzzz", []string{"les clés admises ici", "employeur", "evenements"}},
		{"clé d'un autre événement", evenements(`{"type":"prebilan","debut":"2026-06-01"}`), format.CodeCle, "evenements.0.debut", []string{"prebilan", "« date »"}},
		{"clé répétée", `{"contrat":{"sjr":"1","debut":"2020-01-01","sjr":"2"}}`, format.CodeRepetee, "contrat.sjr", []string{"deux fois"}},
		{"montant négatif", `{"contrat":{"sjr":"-1.00"}}`, format.CodeValeur, "contrat.sjr", []string{`"-1.00"`, "positif ou nul"}},
		{"trois décimales", `{"contrat":{"sjr":"1.001"}}`, format.CodeValeur, "contrat.sjr", []string{`"1.001"`, "deux décimales au plus"}},
		{"montant nombre", `{"contrat":{"sjr":100.00}}`, format.CodeType, "contrat.sjr", []string{"100.00", "entre guillemets"}},
		{"montant énorme", `{"contrat":{"sjr":"99999999999999999999"}}`, format.CodeValeur, "contrat.sjr", []string{"dix milliards"}},
		{"nombre énorme", `{"employeur":{"effectif":99999999999999999999}}`, format.CodeValeur, "employeur.effectif", []string{"99999999999999999999", "10 000 000"}},
		{"nombre trop grand", `{"employeur":{"effectif":10000001}}`, format.CodeValeur, "employeur.effectif", []string{"10000001"}},
		{"zéro devant un nombre", `{"employeur":{"effectif":010}}`, format.CodeValeur, "employeur.effectif", []string{"010"}},
		{"nombre négatif", `{"employeur":{"effectif":-1}}`, format.CodeValeur, "employeur.effectif", []string{"-1", "entier de 0"}},
		{"nombre décimal", `{"employeur":{"effectif":1.5}}`, format.CodeValeur, "employeur.effectif", []string{"1.5", "entier"}},
		{"nombre entre guillemets", `{"employeur":{"effectif":"10"}}`, format.CodeType, "employeur.effectif", []string{"sans guillemets"}},
		{"mois de préavis en lettres", `{"contrat":{"preavis_mois":"deux"}}`, format.CodeType, "contrat.preavis_mois", []string{"sans guillemets"}},
		{"taux énorme", `{"contrat":{"taux_charges_patronales":"1001"}}`, format.CodeValeur, "contrat.taux_charges_patronales", []string{"0 à 1000"}},
		{"taux de CSG qui n'existe pas", `{"salarie":{"taux_csg":"9.2"}}`, format.CodeValeur, "salarie.taux_csg", []string{`"9.2"`, `"0", "3.8" ou "6.2"`}},
		{"oui en lettres", `{"salarie":{"apte":"oui"}}`, format.CodeType, "salarie.apte", []string{"true ou false"}},
		{"mot hors liste", `{"contrat":{"nature":"cdi"}}`, format.CodeValeur, "contrat.nature", []string{`"cdi"`, "CDI, CDD, interim"}},
		{"réglage hors liste", `{"reglages":{"asp_jours_mois":"31"}}`, format.CodeValeur, "reglages.asp_jours_mois", []string{"calendaires, trente"}},
		{"nature d'un paiement pour un emploi", evenements(`{"type":"reprise_emploi","debut":"2026-06-01","nature":"asp"}`), format.CodeValeur, "evenements.0.nature", []string{`"asp"`, "CDI, CDD, interim"}},
		{"nature d'un emploi pour un paiement", evenements(`{"nature":"CDI","type":"paiement","date":"2026-06-01","montant":"1"}`), format.CodeValeur, "evenements.0.nature", []string{`"CDI"`, "asp, prime, idr, contribution"}},
		{"événement sans type", evenements(`{"date":"2026-06-01"}`), format.CodeManquant, "evenements.0.type", []string{"obligatoire"}},
		{"événement sans date", evenements(`{"type":"prebilan"}`), format.CodeManquant, "evenements.0.date", []string{"obligatoire"}},
		{"liste à la place d'un objet", `{"contrat":[]}`, format.CodeType, "contrat", []string{"un objet"}},
		{"objet à la place d'une liste", `{"evenements":{}}`, format.CodeType, "evenements", []string{"une liste"}},
		{"situation liste", `[]`, format.CodeType, "", []string{"un objet"}},
		{"texte vide", ``, format.CodeJSON, "", []string{"vide"}},
		{"texte blanc", " \n\t", format.CodeJSON, "", []string{"vide"}},
		{"texte coupé", `{"contrat":{"debut":"2020-`, format.CodeJSON, "contrat.debut", []string{"s'arrête avant la fin"}},
		{"objet non fermé", `{"id":"a"`, format.CodeJSON, "", []string{"s'arrête avant la fin"}},
		{"texte à la suite", `{"id":"a"} {"id":"b"}`, format.CodeJSON, "", []string{"une seule situation"}},
		{"virgule finale", `{"id":"a",}`, format.CodeType, "", []string{"une clé entre guillemets"}},
		{"bruit", "\x00\x01\xfe\xff\x89PNG", format.CodeType, "", []string{"un objet"}},
		{"UTF-8 faux", "{\"id\":\"\xff\"}", format.CodeJSON, "id", []string{"UTF-8"}},
		{"UTF-8 faux après un échappement", "{\"id\":\"\\n\xff\"}", format.CodeJSON, "id", []string{"UTF-8"}},
		{"échappement faux", `{"id":"\q"}`, format.CodeJSON, "id", []string{"échappement"}},
		{"commande dans un texte", "{\"id\":\"a\nb\"}", format.CodeJSON, "id", []string{"caractère de commande"}},
		{"texte trop long", `{"id":"` + strings.Repeat("a", 1001) + `"}`, format.CodeTaille, "id", []string{"1000"}},
		{"liste trop longue", evenements(strings.Repeat(`{"type":"prebilan","date":"2026-06-01"},`, 1000) + `{"type":"prebilan","date":"2026-06-01"}`), format.CodeTaille, "evenements", []string{"1000"}},
		{"emboîtement profond", strings.Repeat(`{"contrat":`, 100_000), format.CodeCle, "contrat.contrat", []string{"clé inconnue"}},
		{"listes profondes", `{"evenements":` + strings.Repeat("[", 100_000), format.CodeType, "evenements.0", []string{"un objet"}},
	} {
		_, err := format.Lire([]byte(c.texte))
		var e *format.Erreur
		if !errors.As(err, &e) {
			t.Errorf("%s : erreur %v, un refus du format est attendu", c.nom, err)
			continue
		}
		if e.Code != c.code || e.Champ != c.champ {
			t.Errorf("%s : %s en « %s » (%s), attendu %s en « %s »", c.nom, e.Code, e.Champ, e.Message, c.code, c.champ)
		}
		for _, m := range c.message {
			if !strings.Contains(e.Message, m) {
				t.Errorf("%s : le message « %s » ne dit pas « %s »", c.nom, e.Message, m)
			}
		}
		var objet struct {
			Erreur struct{ Code, Champ, Message string }
		}
		if err := json.Unmarshal(format.AppendErreur(nil, "é\"\n", e), &objet); err != nil || objet.Erreur.Code != c.code || objet.Erreur.Champ != c.champ {
			t.Errorf("%s : l'erreur écrite ne se relit pas : %v %+v", c.nom, err, objet)
		}
	}
}

func TestIdentifiantRenduTelQuel(t *testing.T) {
	for _, id := range []string{"", "é\"\\\n\t\r\b\x01\x1f\x7f  ", "</script>", "😀", strings.Repeat("a", 1000)} {
		texte, err := json.Marshal(map[string]string{"id": id})
		if err != nil {
			t.Fatal(err)
		}
		if r := lus(t, droits(t, situation(t, texte))); r["id"] != id {
			t.Errorf("id rendu %q, attendu %q", r["id"], id)
		}
	}
}

func FuzzLire(f *testing.F) {
	for _, c := range lesCas(f) {
		f.Add([]byte(c.Situation))
	}
	for _, s := range []string{`{}`, ``, `{"id":"\ud83d\ude00\u00e9"}`, `{"contrat":{"preavis_mois":01.5}}`, `{"evenements":[{"type":"paiement","date":"2026-05-01","montant":"1","mois":"2026-0\u0034"}]}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, texte []byte) {
		if _, err := format.Lire(texte); err == nil && !json.Valid(texte) {
			t.Fatalf("accepté sans être du JSON : %q", texte)
		}
	})
}

// verifierInvariants rend tout ce qu'un résultat ne devrait jamais être.
func verifierInvariants(r map[string]any, s *csp.Situation) (fautes []string) {
	dire := func(f string, v ...any) { fautes = append(fautes, fmt.Sprintf(f, v...)) }
	un := func(chemin string) any {
		if v := trouver(r, chemin); len(v) == 1 {
			return v[0]
		}
		return nil
	}
	jour := func(chemin string) calendrier.Date {
		d, _ := calendrier.Lire([]byte(fmt.Sprint(un(chemin))))
		return d
	}
	entier := func(v any) (int64, bool) {
		n, err := strconv.ParseInt(strings.Replace(fmt.Sprint(v), ".", "", 1), 10, 64)
		return n, err == nil
	}
	for cle, v := range r["montants"].(map[string]any) {
		if n, ok := entier(v); ok && n < 0 {
			dire("montants.%s est négatif : %v", cle, v)
		}
	}
	debut, rupture, fin := jour("dates.debut_csp"), jour("dates.rupture"), jour("dates.fin_csp")
	if s.Proposition.Par == csp.ParEmployeur && debut.Connue() && debut != rupture.Plus(1) {
		dire("le CSP commence le %s, le contrat finit le %s", debut, rupture)
	}
	if fin.Connue() && fin < jour("dates.fin_csp_initiale") {
		dire("fin_csp %s précède fin_csp_initiale %s", fin, jour("dates.fin_csp_initiale"))
	}
	total, complet := int64(0), true
	for _, v := range trouver(r, "asp.mensualites")[0].([]any) {
		m := v.(map[string]any)
		jours, _ := entier(m["jours"])
		brut, b := entier(m["brut"])
		retenue, d := entier(m["retenue"])
		net, n := entier(m["net"])
		total += jours
		switch {
		case jours < 0 || jours > 31, b && brut < 0, d && retenue < 0, n && net < 0:
			dire("mensualité impossible : %v", m)
		case b && d && n && brut-retenue != net:
			dire("brut - retenue ≠ net : %v", m)
		case jours == 0 && (b && brut != 0 || n && net != 0), jours > 0 && (b && brut%jours != 0 || d && retenue%jours != 0 || n && net%jours != 0):
			dire("le mois n'est pas un nombre de jours entier : %v", m)
		}
		complet = complet && b
	}
	payes, connu := entier(un("asp.jours_payes"))
	if connu && payes != total {
		dire("%d jours payés, %d dans les mensualités", payes, total)
	}
	if connu && s.Reglages.ASPJoursMois == 0 && debut.Connue() && payes > int64(fin-debut)+1 {
		dire("%d jours payés pour un CSP du %s au %s", payes, debut, fin)
	}
	if duree, ok := entier(un("asp.duree_jours")); ok && connu && s.Reglages.ASPJoursMois == 0 && payes > duree {
		dire("%d jours payés pour une durée de %d", payes, duree)
	}
	for _, v := range trouver(r, "asp.interruptions")[0].([]any) {
		i := v.(map[string]any)
		du, _ := calendrier.Lire([]byte(fmt.Sprint(i["debut"])))
		au, err := calendrier.Lire([]byte(fmt.Sprint(i["fin"])))
		if !debut.Connue() || !fin.Connue() {
			continue // au-delà de 2199, une date ne se relit pas
		}
		if du < debut || du > fin || err == nil && (au < du || au > fin) {
			dire("interruption hors du CSP (%s au %s) : %v", debut, fin, i)
		}
	}
	if n, ok := entier(un("apres.are_jours_restants")); ok && n < 0 {
		dire("are_jours_restants est négatif : %d", n)
	}
	if finASP := jour("dates.fin_asp"); finASP.Connue() && (finASP < debut || finASP > fin) {
		dire("fin_asp %s hors du CSP (%s au %s)", finASP, debut, fin)
	}
	for _, v := range trouver(r, "reprises")[0].([]any) {
		for _, chemin := range []string{"droits_restants", "prime.montant", "prime.premier_versement", "prime.second_versement", "idr.mensuelle", "idr.plafond", "idr.total", "idr.mois_pleins", "idr.dernier_versement"} {
			if n, ok := entier(trouver(v, chemin)[0]); ok && n < 0 {
				dire("reprise : %s est négatif : %d", chemin, n)
			}
		}
		plafond, p := entier(trouver(v, "idr.plafond")[0])
		if idr, ok := entier(trouver(v, "idr.total")[0]); ok && p && idr > plafond {
			dire("idr.total %d dépasse son plafond %d", idr, plafond)
		}
	}
	return fautes
}

// mutant tire une situation d'un cas : dates, montants, nombres et mots y changent, des événements s'y ajoutent.
func mutant(base map[string]any, h *rand.Rand) map[string]any {
	jour := func() string {
		return (calendrier.D(2011, 1, 1) + calendrier.Date(h.IntN(6600))).String()
	}
	proche := func(s string) string {
		d, err := calendrier.Lire([]byte(s))
		if err != nil {
			return s
		}
		if h.IntN(20) == 0 {
			return []string{"1900-01-01", "2011-09-01", "2026-12-31", "2199-12-31"}[h.IntN(4)]
		}
		return (d + calendrier.Date([]int{-366, -31, -1, 1, 7, 30, 90, 365}[h.IntN(8)])).String()
	}
	var changer func(v any) any
	changer = func(v any) any {
		switch w := v.(type) {
		case map[string]any:
			for _, k := range slices.Sorted(maps.Keys(w)) { // le même tirage donne le même mutant
				if h.IntN(24) == 0 {
					delete(w, k)
				} else {
					w[k] = changer(w[k])
				}
			}
		case []any:
			for i := range w {
				w[i] = changer(w[i])
			}
		case string:
			switch {
			case h.IntN(8) != 0:
			case len(w) == 10 && w[4] == '-':
				return proche(w)
			case strings.Contains(w, "."):
				return fmt.Sprintf("%d.%02d", h.IntN([]int{2, 100, 5000, 1_000_000, 9_999_999_999}[h.IntN(5)]), h.IntN(100))
			}
		case json.Number:
			if h.IntN(8) == 0 {
				return []any{0, 1, 3, 11, 120, 3000}[h.IntN(6)]
			}
		case bool:
			return w != (h.IntN(12) == 0)
		}
		return v
	}
	s := changer(base).(map[string]any)
	es, _ := s["evenements"].([]any)
	ancre := jour()
	if p, ok := s["proposition"].(map[string]any); ok && p["remise"] != nil {
		ancre = fmt.Sprint(p["remise"])
	}
	for range h.IntN(4) {
		d, err := calendrier.Lire([]byte(ancre))
		if err != nil {
			break
		}
		d += calendrier.Date(h.IntN(500) - 20)
		e := map[string]any{"type": csp.NomsEvenement[h.IntN(len(csp.NomsEvenement))]}
		switch e["type"] {
		case "periode_travail", "maladie", "maternite", "paternite", "adoption", "proche_aidant", "presence_parentale", "prepare", "service_civique", "hors_territoire", "autre_activite", "reprise_emploi":
			e["debut"] = d.String()
			if h.IntN(5) > 0 {
				e["fin"] = (d + calendrier.Date(h.IntN([]int{3, 40, 250}[h.IntN(3)]))).String()
			}
		case "paiement":
			e["montant"] = fmt.Sprintf("%d.00", h.IntN(20000))
			e["nature"] = csp.NomsNaturePaiement[h.IntN(4)]
			e["date"] = d.String()
		default:
			e["date"] = d.String()
		}
		if e["type"] == "reprise_emploi" || e["type"] == "periode_travail" {
			e["nature"] = csp.NomsNature[h.IntN(3)]
		}
		if e["type"] == "reprise_emploi" {
			e["salaire_mensuel"] = fmt.Sprintf("%d.00", h.IntN(5000))
			if h.IntN(2) == 0 {
				e["rupture_essai_le"] = (d + calendrier.Date(h.IntN(90))).String()
			}
			if h.IntN(2) == 0 {
				e["demande_prime_le"] = (d + calendrier.Date(h.IntN(40))).String()
			}
		}
		es = append(es, e)
	}
	if len(es) > 0 {
		s["evenements"] = es
	}
	if h.IntN(4) == 0 {
		lus := map[string]any{}
		for range 1 + h.IntN(4) {
			r := csp.LesReglages[h.IntN(len(csp.LesReglages))]
			lus[r.Cle] = r.Valeurs[h.IntN(len(r.Valeurs))]
		}
		s["reglages"] = lus
	}
	greffer := func(objet, cle string, v any) {
		o, ok := s[objet].(map[string]any)
		if !ok {
			o = map[string]any{}
			s[objet] = o
		}
		o[cle] = v
	}
	switch h.IntN(30) {
	case 0:
		greffer("proposition", "par", csp.NomsAuteur[h.IntN(3)])
	case 1:
		greffer("salarie", "protege", true)
		greffer("autorisation", "notifiee_le", proche(ancre))
		greffer("autorisation", "accordee", h.IntN(3) > 0)
	case 2:
		greffer("salarie", "date_taux_plein", proche(proche(ancre)))
	case 3:
		greffer("salarie", "pension_invalidite", map[string]any{"categorie": 2, "cumulee": h.IntN(2) == 0, "mensuelle": fmt.Sprintf("%d.00", h.IntN(4000))})
	case 4:
		greffer("contrat", "debut", proche(ancre))
	case 5:
		greffer("contrat", "preavis_mois", []any{0, 0.5, 1.5, 6, 999999.123456789}[h.IntN(5)])
	case 6:
		greffer("contrat", "salaires", []any{map[string]any{"debut": "2024-01-01", "fin": "2026-03-31", "montant": fmt.Sprintf("%d.00", h.IntN(1_000_000))}})
	case 7:
		greffer("contrat", "heures_hebdo", []any{0, 17.5, 35, 999999.999999999}[h.IntN(4)])
	case 8:
		greffer("are", "duree_jours", h.IntN(1200))
	case 9:
		greffer("contrat", "jours_travailles", h.IntN(700))
	case 10:
		greffer("licenciement", "engagement", jour())
	case 11:
		greffer("contrat", "fin", proche(ancre))
	}
	if h.IntN(6) == 0 {
		e := map[string]any{"debut": jour(), "salaire_mensuel": "1500.00"}
		if d, err := calendrier.Lire([]byte(ancre)); err == nil && h.IntN(2) == 0 {
			e["debut"], e["fin"] = (d - 400).String(), (d + calendrier.Date(h.IntN(500)-250)).String()
		}
		s["autres_emplois"] = []any{e}
	}
	return s
}

func FuzzCalculer(f *testing.F) {
	for i, c := range lesCas(f) {
		f.Add([]byte(c.Situation), uint64(0))
		for n := range uint64(4) {
			f.Add([]byte(c.Situation), 10*uint64(i)+n+1)
		}
	}
	for _, s := range []string{ // des situations qui ont mis un invariant en défaut
		dossier("2600.00", "2015-01-05", "2025-06-02", `[{"type":"reprise_emploi","nature":"CDD","debut":"2025-06-10","fin":"2025-06-12"}]`),
		strings.Replace(dossier("2600.00", "2015-01-05", "2025-06-02", `[{"type":"reprise_emploi","nature":"CDI","debut":"2026-08-03"}]`), `"date_naissance"`, `"date_taux_plein":"2026-07-15","date_naissance"`, 1),
		strings.Replace(dossier("2600.00", "2015-01-05", "2025-06-02", "[]"), `"salaire_mensuel"`, `"montant_exclu":"99999.00","salaire_mensuel"`, 1),
	} {
		f.Add([]byte(s), uint64(0))
	}
	f.Fuzz(func(t *testing.T, texte []byte, graine uint64) {
		if graine != 0 {
			var base map[string]any
			d := json.NewDecoder(bytes.NewReader(texte))
			d.UseNumber()
			if d.Decode(&base) != nil || base == nil {
				return
			}
			var err error
			if texte, err = json.Marshal(mutant(base, rand.New(rand.NewPCG(graine, 1)))); err != nil {
				t.Fatal(err)
			}
		}
		s, err := format.Lire(texte)
		if err != nil {
			return // ce n'est pas une situation : TestEntreesRefusees
		}
		resultat := droits(t, s)
		for _, faute := range verifierInvariants(lus(t, resultat), s) {
			t.Errorf("%s\n%s", faute, texte)
		}
		if trace := string(format.AppendDroits(nil, csp.Calculer(s, trace.Nouvelle()))); trace != resultat {
			t.Errorf("la trace change le résultat\n%s\nsans %s\navec %s", texte, resultat, trace)
		}
	})
}

// dossier est une situation complète et simple ; evenements est une liste JSON.
func dossier(salaire, debut, remise, evenements string) string {
	return fmt.Sprintf(`{"employeur":{"effectif":50},"salarie":{"date_naissance":"1985-03-02"},"contrat":{"debut":%q,"salaire_mensuel":%q,"taux_charges_patronales":"42"},
		"licenciement":{"engagement":%q},"proposition":{"remise":%q,"motif_ecrit_le":%q},"reponse":{"decision":"acceptation","date":%q},"evenements":%s}`,
		debut, salaire, remise, remise, remise, remise, evenements)
}

// epoques : un début de contrat et une remise par régime, avec un an d'ancienneté et sans.
var epoques = [][2]string{
	{"2005-01-03", "2012-03-05"},
	{"2005-01-03", "2014-11-03"},
	{"2005-01-03", "2016-03-07"},
	{"2005-01-03", "2018-03-05"},
	{"2005-01-03", "2021-08-02"},
	{"2005-01-03", "2023-03-06"},
	{"2005-01-03", "2025-06-02"},
	{"2024-11-04", "2025-05-05"},
	{"2015-07-06", "2016-03-07"},
}

func TestUnSalairePlusHautNeBaissePasLASP(t *testing.T) {
	for _, e := range epoques {
		precedente := int64(-1)
		for salaire := int64(20_000); salaire <= 1_900_000; salaire += 12_345 { // centimes
			s := situation(t, []byte(dossier(fmt.Sprintf("%d.%02d", salaire/100, salaire%100), e[0], e[1], "[]")))
			asp := csp.Calculer(s, nil).Montants.ASPBrute
			if !asp.Connu() || asp.Centimes() < precedente {
				t.Errorf("contrat depuis %s, remise %s, salaire de %d centimes : ASP %s, %d centimes avant", e[0], e[1], salaire, asp, precedente)
			}
			precedente = asp.Centimes()
		}
		if precedente < 10_000 {
			t.Errorf("remise %s : l'ASP finit à %d centimes, l'essai ne monte plus", e[1], precedente)
		}
	}
}

func TestUneMaladieNAllongePasLesJoursPayes(t *testing.T) {
	for _, e := range epoques {
		sans := csp.Calculer(situation(t, []byte(dossier("2600.00", e[0], e[1], "[]"))), nil)
		fin, debut, payes := sans.Dates.FinCSP, sans.Dates.DebutCSP, sans.ASP.JoursPayes
		if !payes.Connu() {
			t.Fatalf("remise %s : jours payés inconnus", e[1])
		}
		allonge := false
		for decalage := -20; decalage < 360; decalage += 13 {
			for _, duree := range []int{1, 15, 90, 200} {
				d := debut.Plus(decalage)
				maladie := fmt.Sprintf(`[{"type":"maladie","debut":"%s","fin":"%s"}]`, d, d.Plus(duree-1))
				avec := csp.Calculer(situation(t, []byte(dossier("2600.00", e[0], e[1], maladie))), nil)
				if avec.Dates.FinCSP < fin {
					t.Errorf("remise %s, %s : la fin du CSP recule du %s au %s", e[1], maladie, fin, avec.Dates.FinCSP)
				}
				allonge = allonge || avec.Dates.FinCSP > fin
				if n := avec.ASP.JoursPayes; !n.Connu() || n.Int() > payes.Int() {
					t.Errorf("remise %s, %s : %d jours payés, %d sans maladie", e[1], maladie, n.Int(), payes.Int())
				}
			}
		}
		if attendu := e[1] >= "2019-07-01"; allonge != attendu {
			t.Errorf("remise %s : une maladie allonge le CSP : %v, attendu %v", e[1], allonge, attendu)
		}
	}
}

func TestExplication(t *testing.T) {
	s := situation(t, []byte(dossier("3000.00", "2019-01-07", "2025-09-01", `[{"type":"maladie","debut":"2026-01-05","fin":"2026-01-18"}]`)))
	tr := trace.Nouvelle()
	csp.Calculer(s, tr)
	var b strings.Builder
	dessiner(&b, "", tr.Arbre())
	const nom = "testdata/explication.golden"
	if *maj {
		if err := os.WriteFile(nom, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	attendu, err := os.ReadFile(nom)
	if err != nil {
		t.Fatal(err)
	}
	obtenues, attendues := strings.Split(b.String(), "\n"), strings.Split(string(attendu), "\n")
	for i := range max(len(obtenues), len(attendues)) {
		if i >= len(obtenues) || i >= len(attendues) || obtenues[i] != attendues[i] {
			t.Fatalf("l'explication change à la ligne %d ; si c'est voulu : go test ./format -run TestExplication -maj\nobtenu  %q\nattendu %q",
				i+1, append(obtenues, "(fin)")[min(i, len(obtenues))], append(attendues, "(fin)")[min(i, len(attendues))])
		}
	}
}

func dessiner(b *strings.Builder, marge string, ps []trace.Pas) {
	for _, p := range ps {
		fmt.Fprintf(b, "%s%s %s", marge, p.Regle, p.Libelle)
		for i, v := range []string{p.Valeur, p.Formule, strings.Join(p.Articles, " ; ")} {
			if v != "" {
				b.WriteString([]string{" : ", " = ", " | "}[i] + v)
			}
		}
		b.WriteString("\n")
		dessiner(b, marge+"  ", p.Enfants)
	}
}

// Une valeur nulle est une clé absente ; une réponse sans date est une réponse.
func TestNulEstInconnu(t *testing.T) {
	sans, err := format.Lire([]byte(`{"contrat":{"nature":"CDI"},"reponse":{"decision":"refus"}}`))
	if err != nil {
		t.Fatal(err)
	}
	avec, err := format.Lire([]byte(`{"contrat":{"nature":"CDI","debut":null,"salaires":null},"reponse":{"decision":"refus","date":null},"evenements":null}`))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(sans, avec) {
		t.Errorf("%+v, attendu %+v", avec, sans)
	}
	if sans.Reponse.Decision != csp.Refus || sans.Reponse.Date.Connue() {
		t.Errorf("réponse lue : %+v", sans.Reponse)
	}
}
