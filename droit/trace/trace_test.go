package trace_test

import (
	"fmt"
	"reflect"
	"testing"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/fait"
	"jalon/droit/trace"
)

var (
	regle  = trace.Declarer(trace.Carte{ID: "ESSAI-01", Titre: "Règle d'essai", Articles: []string{"art. 1"}})
	pas    = trace.NouvelleEtape(regle, "pas")
	groupe = trace.NouvelleEtape(regle, "groupe")
	source = trace.NouvelleSource(trace.Source{Parametre: "serie_codee", Libelle: "serie", Valeur: "13,18 € par jour", Texte: "Texte", Article: "art. 2", Lien: "https://exemple.fr/"})
)

// derouler passe par toutes les opérations et rend tous leurs résultats.
func derouler(t *trace.Trace) [24]any {
	m, n, j := argent.Centimes(9863), argent.Centimes(5000), calendrier.D(2026, 3, 24)
	e, x := argent.Centimes(101).Exact(), argent.Centimes(50).Exact()
	a := t.Ouvre(groupe)
	r := [24]any{
		t.Montant(pas, m), t.Montant(pas, argent.Montant{}), t.Date(pas, j), t.Date(pas, 0), t.Nombre(pas, fait.N(7)), t.Nombre(pas, fait.Nombre{}),
		t.Fraction(pas, argent.Ratio(3, 2)), t.Fraction(pas, argent.Fraction{}), t.Si(pas, fait.Oui), t.Si(pas, fait.Inconnu),
		t.Produit(pas, m, argent.Ratio(3, 4), argent.Proche), t.Multiple(pas, m, 31), t.Quotient(pas, m, 7, argent.Proche),
		t.Plus(pas, m, n), t.Moins(pas, m, n), t.Min(pas, m, n), t.Max(pas, m, n),
		t.Jours(pas, j, 21), t.Mois(pas, j, -2), t.FinPeriode(pas, j, 12),
		t.ProduitExact(pas, e, argent.Ratio(1, 2)), t.PlusExact(pas, e, x), t.MaxExact(pas, e, x), t.MinExact(pas, e, x),
	}
	t.Parametre(source)
	t.Ferme(a)
	return r
}

func TestTraceNilRendLesMemesValeursSansAllouer(t *testing.T) {
	if nue, tracee := derouler(nil), derouler(trace.Nouvelle()); nue != tracee {
		t.Errorf("les résultats dépendent de la trace :\n%v\n%v", nue, tracee)
	}
	var sans *trace.Trace
	if sans.Arbre() != nil {
		t.Error("une trace nil a un arbre")
	}
	m, j := argent.Centimes(9863), calendrier.D(2026, 3, 24)
	n := testing.AllocsPerRun(100, func() {
		a := sans.Ouvre(groupe)
		sans.Si(pas, fait.Oui)
		sans.Parametre(source)
		sans.Nombre(pas, fait.N(2))
		sans.Date(pas, sans.FinPeriode(pas, sans.Jours(pas, j, 21), 12))
		sans.Max(pas, sans.Produit(pas, m, argent.Ratio(3, 4), argent.Proche), sans.Quotient(pas, m, 7, argent.Proche))
		sans.MinExact(pas, sans.PlusExact(pas, m.Exact(), m.Exact()), sans.ProduitExact(pas, m.Exact(), argent.Ratio(1, 2)))
		sans.Ferme(a)
		sans.Vider()
	})
	if n != 0 {
		t.Errorf("%v allocations sans trace, attendu 0", n)
	}
}

func TestFormules(t *testing.T) {
	const s = "\u00a0"
	m, n, rien := argent.Centimes(9863), argent.Centimes(100000), argent.Montant{}
	j := calendrier.D(2026, 3, 24)
	for _, c := range []struct {
		nom             string
		faire           func(*trace.Trace)
		valeur, formule string
	}{
		{"montant", func(t *trace.Trace) { t.Montant(pas, n) }, "1" + s + "000,00" + s + "€", ""},
		{"montant inconnu", func(t *trace.Trace) { t.Montant(pas, rien) }, "inconnu", ""},
		{"date inconnue", func(t *trace.Trace) { t.Date(pas, 0) }, "inconnue", ""},
		{"nombre", func(t *trace.Trace) { t.Nombre(pas, fait.N(-3)) }, "-3", ""},
		{"nombre inconnu", func(t *trace.Trace) { t.Nombre(pas, fait.Nombre{}) }, "inconnu", ""},
		{"fraction", func(t *trace.Trace) { t.Fraction(pas, argent.Ratio(3, 2)) }, "1,5", ""},
		{"fraction inconnue", func(t *trace.Trace) { t.Fraction(pas, argent.Fraction{}) }, "inconnu", ""},
		{"oui", func(t *trace.Trace) { t.Si(pas, fait.Oui) }, "oui", ""},
		{"non", func(t *trace.Trace) { t.Si(pas, fait.Non) }, "non", ""},
		{"on ne sait pas", func(t *trace.Trace) { t.Si(pas, fait.Inconnu) }, "on ne sait pas", ""},
		{"produit", func(t *trace.Trace) { t.Produit(pas, m, argent.Ratio(3, 4), argent.Proche) }, "73,97" + s + "€", "98,63" + s + "€ × 75" + s + "%"},
		{"produit d'un inconnu", func(t *trace.Trace) { t.Produit(pas, rien, argent.Ratio(3, 4), argent.Proche) }, "inconnu", "inconnu × 75" + s + "%"},
		{"produit par un inconnu", func(t *trace.Trace) { t.Produit(pas, m, argent.Fraction{}, argent.Proche) }, "inconnu", "98,63" + s + "€ × inconnu"},
		{"multiple", func(t *trace.Trace) { t.Multiple(pas, m, 31) }, "3" + s + "057,53" + s + "€", "31 × 98,63" + s + "€"},
		{"quotient", func(t *trace.Trace) { t.Quotient(pas, n, 3, argent.Proche) }, "333,33" + s + "€", "1" + s + "000,00" + s + "€ ÷ 3"},
		{"somme", func(t *trace.Trace) { t.Plus(pas, m, rien) }, "inconnu", "98,63" + s + "€ + inconnu"},
		{"reste", func(t *trace.Trace) { t.Moins(pas, m, n) }, "-901,37" + s + "€", "98,63" + s + "€ − 1" + s + "000,00" + s + "€"},
		{"plus petit", func(t *trace.Trace) { t.Min(pas, m, n) }, "98,63" + s + "€", "le plus petit de 98,63" + s + "€ et 1" + s + "000,00" + s + "€"},
		{"plus grand", func(t *trace.Trace) { t.Max(pas, m, n) }, "1" + s + "000,00" + s + "€", "le plus grand de 98,63" + s + "€ et 1" + s + "000,00" + s + "€"},
		{"jours", func(t *trace.Trace) { t.Jours(pas, j, 21) }, "14/04/2026", "24/03/2026 + 21 jours"},
		{"un jour", func(t *trace.Trace) { t.Jours(pas, j, 1) }, "25/03/2026", "24/03/2026 + 1 jour"},
		{"jours en arrière", func(t *trace.Trace) { t.Jours(pas, j, -30) }, "22/02/2026", "24/03/2026 − 30 jours"},
		{"jours d'une date inconnue", func(t *trace.Trace) { t.Jours(pas, 0, 21) }, "inconnue", "inconnue + 21 jours"},
		{"mois", func(t *trace.Trace) { t.Mois(pas, j, 12) }, "24/03/2027", "24/03/2026 + 12 mois, au même quantième"},
		{"fin de mois comptés", func(t *trace.Trace) { t.FinPeriode(pas, j, 12) }, "23/03/2027", "dernier jour de 12 mois comptés du 24/03/2026"},
		{"produit exact", func(t *trace.Trace) { t.ProduitExact(pas, argent.Centimes(101).Exact(), argent.Ratio(1, 2)) }, "0,505" + s + "€", "1,01" + s + "€ × 50" + s + "%"},
		{"somme exacte", func(t *trace.Trace) { t.PlusExact(pas, m.Exact(), rien.Exact()) }, "inconnu", "98,63" + s + "€ + inconnu"},
		{"plus grand exact", func(t *trace.Trace) { t.MaxExact(pas, m.Exact(), n.Exact()) }, "1" + s + "000,00" + s + "€", "le plus grand de 98,63" + s + "€ et 1" + s + "000,00" + s + "€"},
	} {
		tr := trace.Nouvelle()
		c.faire(tr)
		p := tr.Arbre()
		if len(p) != 1 || p[0].Valeur != c.valeur || p[0].Formule != c.formule {
			t.Errorf("%s : %+v, attendu « %s » = « %s »", c.nom, p, c.valeur, c.formule)
			continue
		}
		if p[0].Regle != "ESSAI-01" || p[0].Libelle != "pas" || len(p[0].Articles) != 1 {
			t.Errorf("%s : règle, libellé ou article perdu : %+v", c.nom, p[0])
		}
	}
}

func TestPourcent(t *testing.T) {
	const s = "\u00a0"
	for _, c := range []struct {
		f       argent.Fraction
		attendu string
	}{
		{argent.Ratio(3, 4), "75" + s + "%"},
		{argent.Ratio(404, 1000), "40,4" + s + "%"},
		{argent.Ratio(1, 3), "1/3"},
		{argent.Ratio(48, 365), "48/365"},
		{argent.Ratio(147, 100), "147" + s + "%"},
		{argent.Entier(1), "100" + s + "%"},
		{argent.Entier(2), "2"},
		{argent.Fraction{}, "inconnu"},
	} {
		if p := trace.Pourcent(c.f); p != c.attendu {
			t.Errorf("%s : %q, attendu %q", c.f, p, c.attendu)
		}
	}
}

func TestArbreEmboiteLesGroupes(t *testing.T) {
	tr := trace.Nouvelle()
	libelles := map[string]trace.Etape{}
	noter := func(nom string) {
		if _, ok := libelles[nom]; !ok {
			libelles[nom] = trace.NouvelleEtape(regle, nom)
		}
		tr.Nombre(libelles[nom], fait.N(1))
	}
	faire := func() {
		noter("a")
		g1 := tr.Ouvre(groupe)
		noter("b")
		g2 := tr.Ouvre(groupe)
		noter("c")
		tr.Parametre(source)
		tr.Ferme(g2)
		noter("d")
		tr.Ferme(g1)
		vide := tr.Ouvre(groupe)
		tr.Ferme(vide)
		noter("e")
	}
	attendu := "[a groupe[b groupe[c serie] d] groupe[] e]"
	faire()
	if a := dessin(tr.Arbre()); a != attendu {
		t.Errorf("arbre %s, attendu %s", a, attendu)
	}
	lu := tr.Arbre()[1].Enfants[1].Enfants[1]
	if lu.Valeur != "13,18 € par jour" || lu.Source == nil || lu.Source.Lien != "https://exemple.fr/" || !reflect.DeepEqual(lu.Articles, []string{"Texte, art. 2"}) {
		t.Errorf("lecture d'un barème : %+v", lu)
	}
	tr.Vider()
	if len(tr.Arbre()) != 0 {
		t.Error("une trace vidée garde des pas")
	}
	faire()
	if a := dessin(tr.Arbre()); a != attendu {
		t.Errorf("après Vider : arbre %s, attendu %s", a, attendu)
	}
}

func dessin(ps []trace.Pas) string {
	var noms []string
	for _, p := range ps {
		n := p.Libelle
		if n == "groupe" {
			n += dessin(p.Enfants)
		}
		noms = append(noms, n)
	}
	return fmt.Sprint(noms)
}
