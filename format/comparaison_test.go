package format_test

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/choix"
	"jalon/droit/trace"
	"jalon/format"
)

const hesitation = `{"id":"un \"choix\"","employeur":{"effectif":62},"salarie":{"date_naissance":"1980-06-12"},
	"contrat":{"debut":"2024-01-08","salaire_mensuel":"3000.00","fin":"2026-04-30","taux_charges_patronales":"42"},
	"licenciement":{"engagement":"2026-03-02"},"proposition":{"remise":"2026-03-02","motif_ecrit_le":"2026-03-02"}}`

// Les clés écrites, dans l'ordre de doc/format.md.
var (
	clesComparaison = []string{"id", "edition", "possible", "situation", "horizon", "connu_jusquau", "adherer", "refuser", "bascules", "emploi", "scenarios", "hypotheses", "non_couverts"}
	clesVoie        = []string{"fin_contrat", "total", "are_debut", "are_fin", "are_jours", "are_brute", "are_nette", "are_baisse_jour", "mois", "droits"}
	clesBascule     = []string{"jour", "mieux"}
	clesEmploi      = []string{"debut", "nature", "duree_mois", "salaire_mensuel", "prime", "idr", "meilleure_aide", "bascule_le", "ensuite"}
	clesScenario    = []string{"mois", "debut", "adherer", "refuser", "ecart", "aide"}
	clesMois        = []string{"mois", "total", "allocation_nette", "cumul"} // et une clé par source qui n'est pas nulle
	montants        = []string{"total", "are_brute", "are_nette", "allocation_nette", "cumul", "adherer", "refuser", "ecart", "prime", "idr", "salaire_mensuel"}
)

func comparaison(tb testing.TB, texte string, e *choix.Emploi) (map[string]any, string) {
	tb.Helper()
	b := format.AppendComparaison(nil, choix.Comparer(situation(tb, []byte(texte)), e, nil), nil)
	if !json.Valid(b) || strings.ContainsRune(string(b), '\n') {
		tb.Fatalf("pas un objet JSON d'une ligne : %s", b)
	}
	return lus(tb, string(b)), string(b)
}

func memesCles(tb testing.TB, quoi string, o any, attendues []string) {
	tb.Helper()
	m, ok := o.(map[string]any)
	if obtenues := slices.Sorted(maps.Keys(m)); !ok || !slices.Equal(obtenues, slices.Sorted(slices.Values(attendues))) {
		tb.Errorf("%s : clés %v, attendu %v", quoi, obtenues, attendues)
	}
}

var (
	unMontant = regexp.MustCompile(`^-?[0-9]+\.[0-9]{2}$`)
	unMois    = regexp.MustCompile(`^20[0-9]{2}-(0[1-9]|1[0-2])$`)
)

// textuels vérifie que chaque montant est un texte à deux décimales, ou null.
func textuels(tb testing.TB, o map[string]any, cles []string) {
	tb.Helper()
	for _, k := range cles {
		v, existe := o[k]
		if s, ok := v.(string); existe && v != nil && (!ok || !unMontant.MatchString(s)) {
			tb.Errorf("%s : %v n'est pas un montant", k, v)
		}
	}
}

func objets(tb testing.TB, v any) []map[string]any {
	tb.Helper()
	liste, ok := v.([]any)
	if !ok {
		tb.Fatalf("une liste est attendue : %v", v)
	}
	os := make([]map[string]any, len(liste))
	for i, x := range liste {
		os[i], _ = x.(map[string]any)
	}
	return os
}

func TestComparaison(t *testing.T) {
	emploi := &choix.Emploi{Debut: calendrier.D(2026, 8, 24), Salaire: argent.Euros(2400)}
	for nom, c := range map[string]struct {
		texte  string
		emploi *choix.Emploi
	}{
		"sans emploi": {hesitation, nil},
		"emploi":      {hesitation, emploi},
		"inconnus":    {strings.Replace(hesitation, `"3000.00"`, `"1500.00"`, 1), emploi},
	} {
		t.Run(nom, func(t *testing.T) {
			o, texte := comparaison(t, c.texte, c.emploi)
			memesCles(t, "comparaison", o, clesComparaison)
			precedent := -1
			for _, k := range clesComparaison { // dans l'ordre annoncé
				p := strings.Index(texte[precedent+1:], `"`+k+`":`)
				if p < 0 {
					t.Fatalf("%s n'est pas à sa place", k)
				}
				precedent += p + 1
			}
			if o["id"] != `un "choix"` || o["possible"] != true {
				t.Errorf("id %v, possible %v", o["id"], o["possible"])
			}
			for _, cle := range []string{"adherer", "refuser"} {
				v, _ := o[cle].(map[string]any)
				memesCles(t, cle, v, clesVoie)
				textuels(t, v, montants)
				if d, ok := v["droits"].(map[string]any); !ok || d["statut"] == nil {
					t.Errorf("%s.droits : %v", cle, v["droits"])
				}
				mois := objets(t, v["mois"])
				for _, m := range mois {
					if s, _ := m["mois"].(string); !unMois.MatchString(s) {
						t.Errorf("mois %v", m["mois"])
					}
					textuels(t, m, append(slices.Clone(montants), choix.NomsSource...))
					for k := range m {
						if !slices.Contains(clesMois, k) && !slices.Contains(choix.NomsSource, k) {
							t.Errorf("%s : clé %s inattendue dans un mois", cle, k)
						}
						if m[k] == "0.00" && slices.Contains(choix.NomsSource, k) {
							t.Errorf("%s, %v : une source nulle est écrite", cle, m["mois"])
						}
					}
				}
				if dernier := mois[len(mois)-1]; dernier["cumul"] != v["total"] {
					t.Errorf("%s : cumul %v, total %v", cle, dernier["cumul"], v["total"])
				}
			}
			for _, b := range objets(t, o["bascules"]) {
				memesCles(t, "bascule", b, clesBascule)
			}
			scenarios := objets(t, o["scenarios"])
			for _, s := range scenarios {
				memesCles(t, "scenario", s, clesScenario)
				textuels(t, s, montants)
			}
			if len(scenarios) != 16 || scenarios[0]["debut"] != nil {
				t.Errorf("%d scénarios, le premier au %v", len(scenarios), scenarios[0]["debut"])
			}
			if e, ok := o["emploi"].(map[string]any); ok != (c.emploi != nil) {
				t.Errorf("emploi : %v", o["emploi"])
			} else if ok {
				memesCles(t, "emploi", e, clesEmploi)
				textuels(t, e, montants)
			}
		})
	}
}

func TestComparaisonValeurs(t *testing.T) {
	o, _ := comparaison(t, hesitation, nil)
	for chemin, attendu := range map[string]string{
		"horizon": "2028-03-31", "adherer.total": "41166.34", "refuser.total": "38399.29", "refuser.are_brute": "56.22",
		"refuser.mois.0.mois": "2026-03", "refuser.mois.0.salaire": "2903.23", "bascules.0.mieux": "refuser", "bascules.1.jour": "2026-05-27",
		"scenarios.0.ecart": "2767.05", "scenarios.5.aide": "prime", "refuser.droits.statut": "refuse", "adherer.droits.statut": "accepte",
	} {
		if e := ecart(o, chemin, attendu); e != "" {
			t.Error(e)
		}
	}
}

func TestComparaisonImpossible(t *testing.T) {
	o, texte := comparaison(t, strings.Replace(hesitation, "62", "1000", 1), nil)
	memesCles(t, "comparaison", o, []string{"id", "edition", "possible", "situation"})
	if o["possible"] != false || !strings.Contains(texte, "CONGE_RECLASSEMENT") {
		t.Error(texte)
	}
}

func TestComparaisonExpliquee(t *testing.T) {
	tr := trace.Nouvelle()
	b := format.AppendComparaison([]byte("début "), choix.Comparer(situation(t, []byte(hesitation)), nil, tr), tr)
	texte, ajoute := strings.CutPrefix(string(b), "début ")
	o := lus(t, texte)
	if e, ok := o["explication"].([]any); !ajoute || !ok || len(e) == 0 {
		t.Errorf("explication : %v", o["explication"])
	}
}
