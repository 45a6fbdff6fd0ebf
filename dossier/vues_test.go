package dossier_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"jalon/dossier"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
)

// TestFrise : par le jour où les choses ont lieu, non par celui où elles sont consignées ; les démarches parmi les faits.
func TestFrise(t *testing.T) {
	g := greffe()
	d := ouvrir(t, g, append(slices.Clone(claire), "entree date=2026-03-24", "plan date=2026-04-10", "prebilan date=2026-03-30")...)
	var jour calendrier.Date
	var vus []string
	demarches := 0
	for _, m := range d.Frise() {
		if m.Le.Connue() && m.Le < jour {
			t.Errorf("%s après %s", m.Le, jour)
		}
		jour = m.Le
		if m.Fait != nil {
			vus = append(vus, m.Fait.Acte)
		} else {
			demarches++
		}
	}
	if demarches != len(d.Demarches()) || len(vus) != d.Version() {
		t.Errorf("%d démarches, %d faits", demarches, len(vus))
	}
	if slices.Index(vus, "prebilan") > slices.Index(vus, "plan") {
		t.Errorf("%v", vus)
	}
}

// TestEnMots : chaque champ sous son intitulé français, dans l'ordre de l'acte, entier ; aucun chemin du format.
func TestEnMots(t *testing.T) {
	long := strings.Repeat("mot ", 200) + "fin"
	g := greffe()
	d, err := g.Ouvrir(context.Background(), "essai", map[string]string{"reference": "D1"})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []*dossier.Saisie{
		{Acte: "contrat", Valeurs: map[string]string{"nature": "CDI", "debut": "08/01/2024", "salaire_mensuel": "3 000,50", "heures_hebdo": "35,5", "taux_charges_patronales": "42,5", "travailleur_handicape": "non"}},
		{Acte: "note", Valeurs: map[string]string{"texte": long}},
		{Acte: "note", Valeurs: map[string]string{"texte": "plus court", "date": "2026-03-05"}, Corrige: 3, Pourquoi: "trop long"},
		{Acte: "annulation", Corrige: 4, Pourquoi: "saisie deux fois"},
	} {
		if d, err = g.Accomplir(context.Background(), d.ID, 0, "essai", s); err != nil {
			t.Fatal(err)
		}
	}
	voulu := []string{"Nature : CDI", "Premier jour : 08/01/2024", "Salaire mensuel brut : 3\u00a0000,50\u00a0€", "Charges patronales, en pour cent : 42,5", "Heures par semaine : 35,5", "Travailleur handicapé : non"}
	if l := d.EnMots(2); !slices.Equal(l, voulu) {
		t.Errorf("%q", l)
	}
	if l := d.EnMots(3); !slices.Equal(l, []string{"Texte : " + long}) {
		t.Errorf("%q", l)
	}
	for v, voulu := range map[int]string{
		4: "Note, 05/03/2026, à la place du fait 3 : trop long",
		5: "Annulation du fait 4 (Note, 05/03/2026) : saisie deux fois",
	} {
		if s := d.Nom(v); s != voulu {
			t.Errorf("%q", s)
		}
	}
	if s := d.Suite(4); s != (dossier.Suite{De: 3, Par: 5, Pourquoi: "trop long"}) {
		t.Errorf("%+v", s)
	}
}

// TestTotaux : les sommes de la fiche de Claire V. Avril, 2 130,30 versés ; un arrêt du 1er au 10 n'en laisse que 1 420,20 :
// 710,10 de trop, dont 300 rendus. Mai, 2 201,31 dus, rien de versé. Dû − versé + remboursé = reste − trop.
func TestTotaux(t *testing.T) {
	d := ouvrir(t, greffe(), append(slices.Clone(claire), "paiement date=2026-05-04 nature=asp montant=2130.30 mois=2026-04", "maladie debut=2026-04-01 fin=2026-04-10",
		"remboursement date=2026-07-01 nature=asp mois=2026-04 montant=300")...)
	k, err := d.Compte()
	if err != nil {
		t.Fatal(err)
	}
	x := k.Totaux()
	if x.Trop.String() != "410.10" || x.Rembourse.String() != "300.00" || !x.SansDu.Nul() || k.Verse.String() != "2130.30" {
		t.Errorf("%+v", x)
	}
	if a, b := k.Du.Moins(k.Verse).Plus(x.Rembourse), x.Reste.Moins(x.Trop); a != b || !x.Reste.Positif() {
		t.Errorf("%s, %s", a, b)
	}
	// Un arrêt sans fin connue : le dû d'avril ne l'est plus, et ce qui en est versé n'est ni du dû ni du trop.
	d = ouvrir(t, greffe(), append(slices.Clone(claire), "paiement date=2026-05-04 nature=asp montant=2130.30 mois=2026-04", "maladie debut=2026-04-01")...)
	if k, err = d.Compte(); err != nil {
		t.Fatal(err)
	}
	if x = k.Totaux(); x.SansDu.String() != "2130.30" || !x.Trop.Nul() || k.Inconnus == 0 {
		t.Errorf("%+v, %d inconnus", x, k.Inconnus)
	}
}

// TestEchu : un mois que le jour n'a pas fini ne se compte pas, sauf s'il est déjà payé.
func TestEchu(t *testing.T) {
	mois := func(m int, du, verse int64, versements ...int) dossier.Ligne {
		return dossier.Ligne{Poste: dossier.Poste{Nature: csp.PaiementASP, Mois: calendrier.D(2026, m, 1)}, Du: argent.Centimes(du), Verse: argent.Centimes(verse), Versements: versements}
	}
	c := &dossier.Compte{Lignes: []dossier.Ligne{mois(9, 100, 100, 3), mois(10, 100, 0), mois(11, 100, 0), mois(12, 100, 40, 9)}}
	for au, attendu := range map[calendrier.Date][2]int64{calendrier.D(2026, 10, 31): {200, 140}, calendrier.D(2026, 11, 1): {300, 140}, calendrier.D(2026, 12, 1): {400, 140}} {
		e := ouvrir(t, greffe(), claire...).Echu(c, au)
		if e.Du.Centimes() != attendu[0] || e.Verse.Centimes() != attendu[1] {
			t.Errorf("%s : dû %s, versé %s", au, e.Du, e.Verse)
		}
	}
}

// TestEchuDesAides : la prime de 7 840,82 € échoit en deux fois, le 25 août et le 24 novembre (PRIME-05) ; la première moitié versée,
// rien n'en reste à verser avant la seconde.
func TestEchuDesAides(t *testing.T) {
	d := ouvrir(t, greffe(), append(slices.Clone(claire), "prebilan date=2026-03-30", "plan date=2026-04-20", "reprise_emploi debut=2026-08-24 nature=CDI salaire_mensuel=3100 heures_hebdo=35",
		"prime_demandee emploi=9 demande_prime_le=2026-09-01", "aide_decidee emploi=9 aide=prime accordee=oui date=2026-09-08", "paiement date=2026-09-10 nature=prime montant=3920,41")...)
	k, err := d.Compte()
	if err != nil {
		t.Fatal(err)
	}
	for au, reste := range map[calendrier.Date]string{calendrier.D(2026, 11, 23): "0.00", calendrier.D(2026, 11, 24): "3920.41"} {
		for _, l := range d.Echu(k, au).Lignes {
			if l.Nature == csp.PaiementPrime && l.Reste().String() != reste {
				t.Errorf("%s : %s, %s attendu", au, l.Reste(), reste)
			}
		}
	}
}

// TestAllongementDit : un fait dit ce qu'il ajoute à la fin du CSP, puis le total. Dix jours d'arrêt en avril, cinq en mai : quinze en
// tout ; le premier annulé, il n'en reste que cinq.
func TestAllongementDit(t *testing.T) {
	g := greffe()
	d := ouvrir(t, g, claire...)
	for _, c := range []struct{ acte, voulu string }{
		{"maladie debut=2026-04-01 fin=2026-04-10", "CSP allongé de 10 jours, maladie (DUR-04)"},
		{"maladie debut=2026-05-01 fin=2026-05-01", "CSP allongé de 1 jour de plus, maladie (DUR-04) : 11 jours en tout"},
		{"maladie debut=2026-05-01 fin=2026-05-05 corrige=8 pourquoi=prolongé", "CSP allongé de 4 jours de plus, maladie (DUR-04) : 15 jours en tout"},
		{"paternite debut=2026-06-01 fin=2026-06-25", "CSP allongé de 25 jours de plus, paternité et accueil de l'enfant (DUR-06) : 40 jours en tout"},
		{"annulation corrige=7 pourquoi=erreur", "CSP allongé de 10 jours de moins, maladie (DUR-04) : 30 jours en tout"},
		{"annulation corrige=10 pourquoi=erreur", "CSP allongé de 25 jours de moins, paternité et accueil de l'enfant (DUR-06) : 5 jours en tout"},
		{"note texte=rien", ""},
	} {
		avant := d
		d = accomplir(t, g, d.ID, c.acte)
		var l []string
		for _, x := range dossier.Raisons(avant, d) {
			if strings.HasPrefix(x, "CSP allongé") {
				l = append(l, x)
			}
		}
		if s := strings.Join(l, " | "); s != c.voulu {
			t.Errorf("%s : %q, %q attendu", c.acte, s, c.voulu)
		}
	}
}

// TestJournalier : 98,63 € de salaire journalier ; 75 % en font 73,97, moins 3 %, 2,96 : 71,01 € net. Trente jours en avril : 2 130,30 €.
func TestJournalier(t *testing.T) {
	d := ouvrir(t, greffe(), append(slices.Clone(claire), "maladie debut=2026-06-01 fin=2026-06-29")...)
	k, err := d.Compte()
	if err != nil {
		t.Fatal(err)
	}
	dit := map[calendrier.Date]string{}
	for i := range k.Lignes {
		l := &k.Lignes[i]
		dit[l.Mois] = strings.ReplaceAll(l.EnJours(), "\u00a0", " ")
		if _, net := l.Journalier(); l.Jours > 0 && net.Connu() && net.Fois(int64(l.Jours)) != l.Du {
			t.Errorf("%s : %d fois %s ne font pas %s", l.Poste, l.Jours, net, l.Du)
		}
	}
	for mois, voulu := range map[int]string{4: "30 jours à 71,01 € net (73,97 € brut)", 6: "1 jour à 71,01 € net (73,97 € brut)"} {
		if s := dit[calendrier.D(2026, mois, 1)]; s != voulu {
			t.Errorf("mois %d : %q, %q attendu", mois, s, voulu)
		}
	}
	for jours, voulu := range map[int]string{-10: "10 jours de moins", -1: "1 jour de moins", 0: "", 1: "1 jour de plus"} {
		if s := (dossier.Ajustement{Jours: jours}).EnJours(); s != voulu {
			t.Errorf("%d : %q", jours, s)
		}
	}
	inconnu := dossier.Ligne{Jours: 31}
	if s := inconnu.EnJours(); s != "31 jours, montant du jour pas connu" {
		t.Error(s)
	}
}

// TestDuAuMoins : un arrêt du 10 mai sans fin connue laisse acquis les neuf jours d'avant, 639,09 €, qui restent à verser avec mars et
// avril ; avril n'y perd rien, et aucun mois d'après, jusqu'à mars 2027, n'est connu. De 2 201,31 € versés pour mai, 1 562,22 € sont
// sans dû connu.
func TestDuAuMoins(t *testing.T) {
	d := ouvrir(t, greffe(), append(slices.Clone(claire), "maladie debut=2026-05-10")...)
	k, err := d.Compte()
	if err != nil {
		t.Fatal(err)
	}
	dit := map[string]string{}
	for i := range k.Lignes {
		dit[k.Lignes[i].String()] = strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(k.Lignes[i].DuEnMots())
	}
	if dit["ASP, mai 2026"] != "au moins 639,09 €" || dit["ASP, avril 2026"] != "2 130,30 €" || dit["ASP, juin 2026"] != "pas connu" || dit["ASP, mars 2027"] != "pas connu" || k.Inconnus != 11 {
		t.Errorf("%v, %d inconnus", dit, k.Inconnus)
	}
	if x := k.Totaux(); x.Reste.String() != "3337.47" || k.Du != x.Reste || d.Echu(k, calendrier.D(2026, 8, 1)).Inconnus != 3 {
		t.Errorf("%+v, dû %s", x, k.Du)
	}
	d = ouvrir(t, greffe(), append(slices.Clone(claire), "paiement date=2026-06-02 nature=asp montant=2201.31 mois=2026-05", "maladie debut=2026-05-10")...)
	if k, err = d.Compte(); err != nil {
		t.Fatal(err)
	}
	if x := k.Totaux(); x.SansDu.String() != "1562.22" || !x.Trop.Nul() || k.Du.Moins(k.Verse).Plus(x.Rembourse) != x.Reste.Moins(x.Trop).Moins(x.SansDu) {
		t.Errorf("%+v", x)
	}
}
