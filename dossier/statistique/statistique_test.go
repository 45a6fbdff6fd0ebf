package statistique_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"jalon/dossier"
	"jalon/dossier/memoire"
	"jalon/dossier/statistique"
	"jalon/droit/calendrier"
)

// juin est le jour du bilan ; heure, celle du greffe.
var (
	juin  = calendrier.D(2026, 6, 10)
	heure = func() time.Time { return time.Date(2026, 6, 10, 9, 0, 0, 0, time.UTC) }
)

// consigner ouvre un dossier et y consigne des actes : « reponse decision=acceptation date=2026-03-05 ».
func consigner(t testing.TB, g *dossier.Greffe, operateur string, actes ...string) {
	t.Helper()
	valeurs := func(mots []string) map[string]string {
		m := map[string]string{}
		for _, x := range mots {
			k, v, _ := strings.Cut(x, "=")
			m[k] = v
		}
		return m
	}
	d, err := g.Ouvrir(context.Background(), "essai", valeurs(strings.Fields(actes[0])))
	for _, a := range append(actes[1:], "attribution operateur="+operateur+" date=2024-01-01") {
		if err == nil {
			mots := strings.Fields(a)
			d, err = g.Accomplir(context.Background(), d.ID, 0, "essai", &dossier.Saisie{Acte: mots[0], Valeurs: valeurs(mots[1:])})
		}
		if err != nil {
			t.Fatalf("%s : %v", a, err)
		}
	}
}

// douze dossiers et plus. Documents remis le 2 mars 2026 : réflexion jusqu'au lundi 23, contrat fini ce jour-là, premier jour du
// CSP le 24. Le 4 mars 2024 : jusqu'au lundi 25, premier jour le 26, dernier jour le 25 mars 2025.
func douze(t testing.TB) *memoire.Journal {
	t.Helper()
	j := memoire.Nouveau()
	g := &dossier.Greffe{Journal: j, Horloge: heure}
	base := func(remise string) []string {
		return []string{"reference=R", "employeur effectif=62 engagement=" + remise, "salarie date_naissance=1980-06-12", "contrat debut=2020-01-06 salaire_mensuel=3000", "offre remise=" + remise}
	}
	for i, jour := range []string{"05", "06", "09", "10", "12", "16"} { // réponse après 3, 4, 7, 8, 10, 14 jours
		l := append(base("2026-03-02"), "reponse decision=acceptation date=2026-03-"+jour)
		if i < 5 { // pré-bilan 2, 3, 6, 7, 8 jours après l'entrée ; payé le 30 avril, 38 jours après le contrat
			l = append(l, "prebilan date="+[]string{"2026-03-26", "2026-03-27", "2026-03-30", "2026-03-31", "2026-04-01"}[i], "paiement date=2026-04-30 nature=asp montant=2000 mois=2026-04", "paiement date=2026-05-29 nature=asp montant=2000 mois=2026-05")
		}
		if i < 4 {
			l = append(l, "plan date=2026-04-20")
		}
		if i == 4 {
			l = append(l, "reprise_emploi debut=2026-06-01 nature=CDI salaire_mensuel=2900")
		}
		if i == 5 {
			l = append(l, "refus_action date=2026-05-04")
		}
		consigner(t, g, "o1", l...)
	}
	consigner(t, g, "o2", append(base("2026-03-02"), "reponse decision=refus date=2026-03-04")...)
	consigner(t, g, "o2", append(base("2026-03-02"), "reponse decision=refus date=2026-03-05")...)
	consigner(t, g, "o2", append(base("2026-03-02"), "silence date=2026-03-24")...)                      // n'a pas répondu
	consigner(t, g, "o2", append(base("2026-06-02"), "reponse decision=acceptation date=2026-06-05")...) // entrera plus tard
	consigner(t, g, "o2", append(base("2024-03-04"), "reponse decision=acceptation date=2024-03-08")...) // terme passé
	consigner(t, g, "o3", "sorte=casp", "employeur effectif=120 engagement=2026-02-02 procedure_collective=redressement", "cellule_demandee date=2026-02-05", "cellule_avis date=2026-02-13 favorable=oui",
		"cellule_decision date=2026-02-16 accordee=oui", "cellule_ouverte debut=2026-03-02 operateur=Relais", "cellule_semaine semaine=2026-03-02 personnes=11", "cellule_semaine semaine=2026-03-09 personnes=7")
	return j
}

func tous(*dossier.Dossier) bool { return true }

// TestBilan : tout est compté à la main depuis les dates de douze.
func TestBilan(t *testing.T) {
	b, err := statistique.Calculer(context.Background(), douze(t).Parcourir, tous, juin)
	if err != nil {
		t.Fatal(err)
	}
	x := &b.Tout
	if x.Dossiers != 11 || x.Entrees != 7 || x.Sorties != 3 || x.Emplois != 1 || b.Cellules != 1 || b.Illisibles != 0 {
		t.Errorf("%d dossiers, %d entrées, %d sorties, %d emplois, %d cellules", x.Dossiers, x.Entrees, x.Sorties, x.Emplois, b.Cellules)
	}
	for i, c := range []struct {
		nombre, double int // de la médiane ; -1 : cachée
	}{
		statistique.OffreReponse:      {10, 2 * 4}, // 2 3 3 3 4 4 7 8 10 14 : les deux du milieu valent 4
		statistique.ReponseEntree:     {7, 2 * 15}, // 8 12 14 15 18 18 19
		statistique.EntreePrebilan:    {5, 2 * 6},  // 2 3 6 7 8
		statistique.PrebilanPlan:      {4, -1},
		statistique.ContratPaiement:   {5, 2 * 38},
		statistique.DemandeDecision:   {1, -1},
		statistique.DecisionOuverture: {1, -1},
	} {
		double, montree := x.Delais[i].Mediane(statistique.Seuil)
		if !montree {
			double = -1
		}
		if x.Delais[i].Nombre != c.nombre || double != c.double {
			t.Errorf("%s : %d, double médiane %d ; %+v attendu", statistique.NomsDelai[i], x.Delais[i].Nombre, double, c)
		}
	}
	if attendu := map[string]int{"refus d'une action de reclassement": 1, "reprise d'emploi": 1, statistique.TermeAtteint: 1}; !maps.Equal(b.Causes, attendu) {
		t.Errorf("causes : %v", b.Causes)
	}
	if b.Chiffres["personnes"] != 18 || b.EtatsCellules["ouverte"] != 1 {
		t.Errorf("%v, %v", b.Chiffres, b.EtatsCellules)
	}
	for jour, attendu := range map[calendrier.Date][3]int{ // entrées, sorties, emplois
		0: {1, 0, 0}, calendrier.D(2025, 3, 1): {0, 1, 0}, calendrier.D(2026, 3, 1): {6, 0, 0}, calendrier.D(2026, 5, 1): {0, 2, 0}, calendrier.D(2026, 6, 1): {0, 0, 1},
	} {
		if l := b.Mois[jour]; l == nil || l.Entrees != attendu[0] || l.Sorties != attendu[1] || l.Emplois != attendu[2] {
			t.Errorf("%s : %+v, %v attendu", jour, l, attendu)
		}
	}
	if l := b.Operateurs["o2"]; l.Dossiers != 5 || l.Entrees != 1 || l.Delais[statistique.OffreReponse].Nombre != 4 {
		t.Errorf("o2 : %+v", l)
	}
	// Un passage sur un seul opérateur, et une source qui s'arrête.
	b, err = statistique.Calculer(context.Background(), douze(t).Parcourir, func(d *dossier.Dossier) bool { return d.Attribution().Operateur == "o1" }, juin)
	if err != nil || b.Tout.Dossiers != 6 || b.Cellules != 0 || len(b.Operateurs) != 1 {
		t.Errorf("%+v, %v", b.Tout.Dossiers, err)
	}
	if double, _ := b.Tout.Delais[statistique.OffreReponse].Mediane(statistique.Seuil); double != 15 { // 3 4 7 8 10 14 : entre 7 et 8
		t.Errorf("double médiane %d, 15 attendu", double)
	}
	arret := errors.New("arrêt")
	if _, err := statistique.Calculer(context.Background(), func(context.Context, func([]dossier.Fait) error) error { return arret }, tous, juin); !errors.Is(err, arret) {
		t.Errorf("%v", err)
	}
}

// TestAides : la prime accordée le 8 juin compte ce jour-là, une fois, dans la part des emplois ; refusée, elle ne compte pas.
func TestAides(t *testing.T) {
	j := memoire.Nouveau()
	g := &dossier.Greffe{Journal: j, Horloge: heure}
	for i, accordee := range []string{"oui", "oui", "non"} {
		consigner(t, g, fmt.Sprint("o", i), "reference=R", "employeur effectif=62 engagement=2026-03-02", "salarie date_naissance=1980-06-12", "contrat debut=2020-01-06 salaire_mensuel=3000", "offre remise=2026-03-02",
			"reponse decision=acceptation date=2026-03-10", "plan date=2026-04-01", "reprise_emploi debut=2026-05-04 nature=CDI salaire_mensuel=2900", "prime_demandee emploi=8 demande_prime_le=2026-05-11",
			"aide_decidee emploi=8 aide=prime accordee="+accordee+" date=2026-06-08 pourquoi=essai")
	}
	b, err := statistique.Calculer(context.Background(), j.Parcourir, tous, juin)
	if err != nil || b.Tout.Aides[statistique.Prime].Nombre != 2 || b.Tout.Aides[statistique.IDR].Nombre != 0 || b.Tout.Emplois != 3 || b.Mois[calendrier.D(2026, 6, 1)].Aides[statistique.Prime].Nombre != 2 {
		t.Errorf("%+v, %v", b.Tout, err)
	}
}

func BenchmarkAjouter(b *testing.B) {
	var tout [][]dossier.Fait
	_ = douze(b).Parcourir(context.Background(), func(l []dossier.Fait) error { tout = append(tout, l); return nil })
	for b.Loop() {
		x := statistique.Nouveau(juin)
		for _, l := range tout {
			d, err := dossier.Plier(l)
			if err == nil {
				err = x.Ajouter(d)
			}
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(tout)), "µs/dossier")
}
