package paiement_test

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"jalon/dossier"
	"jalon/dossier/memoire"
	"jalon/dossier/paiement"
	"jalon/droit/calendrier"
)

// claire est Claire V. : CSP du 24 mars 2026, 71,01 € net par jour (73,97 − 2,96). Mars a 8 jours, 568,08 € ; avril 30,
// 2 130,30 € ; mai 31, 2 201,31 €.
var claire = []string{
	"employeur effectif=62 engagement=2026-03-02", "salarie date_naissance=1980-06-12", "contrat debut=2024-01-08 salaire_mensuel=3000",
	"offre remise=2026-03-02 motif_ecrit_le=2026-03-02", "reponse decision=acceptation date=2026-03-10",
}

// avrilPaye est la même, mars et avril versés.
var avrilPaye = append(slices.Clone(claire), "paiement date=2026-04-02 nature=asp montant=568.08 mois=2026-03", "paiement date=2026-05-04 nature=asp montant=2130.30 mois=2026-04")

func ouvrir(t *testing.T, g *dossier.Greffe, actes ...string) *dossier.Dossier {
	t.Helper()
	d, err := g.Ouvrir(t.Context(), "essai", map[string]string{"reference": "D1"})
	if err != nil {
		t.Fatal(err)
	}
	return accomplir(t, g, d, actes...)
}

func accomplir(t *testing.T, g *dossier.Greffe, d *dossier.Dossier, actes ...string) *dossier.Dossier {
	t.Helper()
	for _, a := range actes {
		mots := strings.Fields(a)
		s := &dossier.Saisie{Acte: mots[0], Valeurs: map[string]string{}}
		for _, m := range mots[1:] {
			cle, v, _ := strings.Cut(m, "=")
			s.Valeurs[cle] = v
		}
		if n, err := strconv.Atoi(s.Valeurs["corrige"]); err == nil {
			s.Corrige, s.Pourquoi = n, "relu"
			delete(s.Valeurs, "corrige")
		}
		var err error
		if d, err = g.Accomplir(t.Context(), d.ID, 0, "essai", s); err != nil {
			t.Fatalf("%s : %v", a, err)
		}
	}
	return d
}

func greffe() *dossier.Greffe {
	return &dossier.Greffe{Journal: memoire.Nouveau(), Horloge: func() time.Time { return time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC) }}
}

// TestLignes : chaque cas a ses sommes calculées à la main, et la cause de chaque différence.
func TestLignes(t *testing.T) {
	reembauchee := append(slices.Clone(claire), "prebilan date=2026-03-30", "plan date=2026-04-20", "reprise_emploi debut=2026-08-24 nature=CDI salaire_mensuel=3100 heures_hebdo=35",
		"prime_demandee emploi=9 demande_prime_le=2026-09-01")
	arretSansFin := []string{"maladie debut=2026-05-10"}
	for _, c := range []struct {
		nom     string
		actes   []string
		mois    calendrier.Date
		jour    calendrier.Date
		attendu []string // genre, poste, montant, mois d'avant, un morceau de la cause
	}{
		{"premier mois", claire, calendrier.D(2026, 3, 1), calendrier.D(2026, 4, 1), []string{"payer|ASP, mars 2026|568.08||Premier mois, depuis le 24/03/2026 : 8 jours à 71,01 € net (73,97 € brut)."}},
		{"jamais versé", claire, calendrier.D(2026, 4, 1), calendrier.D(2026, 5, 2), []string{
			"payer|ASP, mars 2026|568.08||Mars 2026 n'a jamais été versé : 8 jours à 71,01 € net (73,97 € brut).", "payer|ASP, avril 2026|2130.30||Rien n'a encore été versé pour mars 2026 : voyez sa ligne. Ici, 30 jours à 71,01 €",
		}},
		{"mois entiers", avrilPaye, calendrier.D(2026, 5, 1), calendrier.D(2026, 6, 1), []string{"payer|ASP, mai 2026|2201.31|2130.30|31 jours au lieu de 30 ; les deux mois sont entiers"}},
		{"mois d'entrée payé", avrilPaye[:6], calendrier.D(2026, 4, 1), calendrier.D(2026, 5, 2), []string{"payer|ASP, avril 2026|2130.30|568.08|30 jours au lieu de 8 ; Mars 2026 n'était pas entier"}},
		// Cinq jours d'arrêt en mai : 26 jours, 1 846,26 €.
		{"arrêt", append(slices.Clone(avrilPaye), "maladie debut=2026-05-10 fin=2026-05-14"), calendrier.D(2026, 5, 1), calendrier.D(2026, 6, 1), []string{
			"payer|ASP, mai 2026|1846.26|2130.30|26 jours au lieu de 30 ; Arrêt de maladie, 10/05/2026 (5 jours de moins sur les 31, en mai 2026)",
		}},
		// Dix jours d'arrêt en avril, dits après le versement : 710,10 € de trop, à part, et mai entier se paie.
		{"versé en trop", append(slices.Clone(avrilPaye), "maladie debut=2026-04-01 fin=2026-04-10"), calendrier.D(2026, 5, 1), calendrier.D(2026, 6, 1), []string{
			"payer|ASP, mai 2026|2201.31|2130.30|Avril 2026 avait été versé avant : Arrêt de maladie, 01/04/2026 (10 jours de moins)",
			"trop|ASP, avril 2026|710.10||Arrêt de maladie, 01/04/2026 (10 jours de moins). À réclamer au plus tard le 04/05/2029",
		}},
		// Neuf jours avant un arrêt sans fin connue : 639,09 €, acquis. Il finit le 14 : dix-sept jours de plus, 1 207,17 €.
		{"arrêt sans fin", append(slices.Clone(avrilPaye), arretSansFin...), calendrier.D(2026, 5, 1), calendrier.D(2026, 6, 1), []string{
			"payer|ASP, mai 2026|639.09|2130.30|9 jours d'avant une suspension, acquis quel que soit son dernier jour. Pour le reste : Il manque : le dernier jour d'un arrêt",
		}},
		{"part sûre payée", append(slices.Clone(avrilPaye), arretSansFin[0], "paiement date=2026-06-02 nature=asp montant=639.09 mois=2026-05"), calendrier.D(2026, 5, 1), calendrier.D(2026, 6, 3), []string{
			"bloque|ASP, mai 2026||2130.30|le dernier jour d'un arrêt",
		}},
		{"arrêt qui finit", append(slices.Clone(avrilPaye), arretSansFin[0], "paiement date=2026-06-02 nature=asp montant=639.09 mois=2026-05", "maladie debut=2026-05-10 fin=2026-05-14 corrige=9"), calendrier.D(2026, 5, 1), calendrier.D(2026, 6, 10), []string{
			"payer|ASP, mai 2026|1207.17|2130.30|17 jours de plus",
		}},
		{"arrêt du premier du mois", append(slices.Clone(avrilPaye), "maladie debut=2026-05-01"), calendrier.D(2026, 5, 1), calendrier.D(2026, 6, 1), []string{"bloque|ASP, mai 2026||2130.30|le dernier jour d'un arrêt"}},
		{"mois d'après un arrêt sans fin", append(slices.Clone(avrilPaye), arretSansFin[0], "paiement date=2026-06-02 nature=asp montant=639.09 mois=2026-05"), calendrier.D(2026, 7, 1), calendrier.D(2026, 8, 1), []string{
			"bloque|ASP, mai 2026||639.09|le dernier jour d'un arrêt", "bloque|ASP, juin 2026|||le dernier jour d'un arrêt", "bloque|ASP, juillet 2026|||le dernier jour d'un arrêt",
		}},
		// Une période de travail du 24 avril au 28 mai : 23 jours en avril, 3 en mai. Les nombres s'additionnent, mois par mois.
		{"d'un mois à l'autre", append(slices.Clone(claire), "periode_travail debut=2026-04-24 fin=2026-05-28 nature=CDD accord=oui", "paiement date=2026-04-02 nature=asp montant=568.08 mois=2026-03", "paiement date=2026-05-04 nature=asp montant=1633.23 mois=2026-04"), calendrier.D(2026, 5, 1), calendrier.D(2026, 6, 1), []string{
			"payer|ASP, mai 2026|213.03|1633.23|3 jours au lieu de 23 ; Période de travail, 24/04/2026 (28 jours de moins sur les 31, en mai 2026) ; Période de travail, 24/04/2026 (7 jours de moins sur les 30, en avril 2026).",
		}},
		// Du 24 mars au 28 mai : mars entier, rien en avril, trois jours en mai.
		{"reprise", append(slices.Clone(claire), "periode_travail debut=2026-04-01 fin=2026-05-28 nature=CDD accord=oui", "paiement date=2026-04-02 nature=asp montant=568.08 mois=2026-03"), calendrier.D(2026, 5, 1), calendrier.D(2026, 6, 1), []string{
			"payer|ASP, mai 2026|213.03||Reprise, depuis le 29/05/2026 : 3 jours à 71,01 € net (73,97 € brut).",
		}},
		{"complément", append(slices.Clone(claire), "paiement date=2026-04-02 nature=asp montant=500 mois=2026-03"), calendrier.D(2026, 3, 1), calendrier.D(2026, 4, 3), []string{"payer|ASP, mars 2026|68.08||Complément : une part seulement"}},
		{"clos", append(slices.Clone(avrilPaye), "cloture date=2026-06-01"), calendrier.D(2026, 5, 1), calendrier.D(2026, 6, 1), []string{"bloque|ASP, mai 2026|2201.31|2130.30|Le dossier est clos"}},
		{"rien avant le CSP", claire, calendrier.D(2026, 2, 1), calendrier.D(2026, 3, 1), nil},
		// Emploi retrouvé le 24 août ; août a 23 jours, 1 633,23 €. La prime : 3 920,41 le 25 août, autant le 24 novembre.
		{"prime à décider", reembauchee, calendrier.D(2026, 9, 1), calendrier.D(2026, 10, 1), []string{"decider|Prime de reclassement|7840.82||Demandée le 01/09/2026"}},
		{"première moitié", append(slices.Clone(reembauchee), "aide_decidee emploi=9 aide=prime accordee=oui date=2026-09-08"), calendrier.D(2026, 9, 1), calendrier.D(2026, 10, 1), []string{
			"payer|Prime de reclassement|3920.41||Première moitié due dès le 25/08/2026",
		}},
		{"seconde moitié à vérifier", append(slices.Clone(reembauchee), "aide_decidee emploi=9 aide=prime accordee=oui date=2026-09-08", "paiement date=2026-09-10 nature=prime montant=3920,41"), calendrier.D(2026, 11, 1), calendrier.D(2026, 12, 1), []string{
			"bloque|Prime de reclassement|||Seconde moitié, due dès le 24/11/2026",
		}},
		{"seconde moitié", append(slices.Clone(reembauchee), "aide_decidee emploi=9 aide=prime accordee=oui date=2026-09-08", "paiement date=2026-09-10 nature=prime montant=3920,41", "presence_3_mois emploi=9 en_poste_a_3_mois=oui date=2026-11-25"), calendrier.D(2026, 11, 1), calendrier.D(2026, 12, 1), []string{
			"payer|Prime de reclassement|3920.41|3920.41|seconde moitié due dès le 24/11/2026",
		}},
		{"prime refusée", append(slices.Clone(reembauchee), "aide_decidee emploi=9 aide=prime accordee=non date=2026-09-08 pourquoi=dossier"), calendrier.D(2026, 9, 1), calendrier.D(2026, 10, 1), nil},
	} {
		t.Run(c.nom, func(t *testing.T) {
			d := ouvrir(t, greffe(), c.actes...)
			l, err := paiement.Lignes(d, c.mois, c.jour)
			if err != nil {
				t.Fatal(err)
			}
			if c.mois >= calendrier.D(2026, 9, 1) { // l'ASP n'y a rien à dire : ses mois d'avant ne sont pas versés ici
				l = slices.DeleteFunc(l, func(x paiement.Ligne) bool { return x.Poste.Mois.Connue() })
			}
			if len(l) != len(c.attendu) {
				t.Fatalf("%d lignes, %d attendues : %+v", len(l), len(c.attendu), l)
			}
			for i, x := range l {
				tete, cause, _ := cutDernier(c.attendu[i])
				montant := func(connu bool, s string) string {
					if !connu {
						return ""
					}
					return s
				}
				if lu := fmt.Sprintf("%s|%s|%s|%s", x.Genre, x.Poste, montant(x.Montant.Connu(), x.Montant.String()), montant(x.Avant.Connu(), x.Avant.String())); lu != tete || !strings.Contains(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(x.Cause), cause) {
					t.Errorf("%s|%s\nattendu %s", lu, x.Cause, c.attendu[i])
				}
			}
		})
	}
}

func cutDernier(s string) (tete, cause string, ok bool) {
	i := strings.LastIndex(s, "|")
	return s[:i], s[i+1:], true
}

// TestIDR : 30 × 98,63 = 2 958,90 € ; pour 2 500 €, 458,90 € par mois d'emploi fini. Commencé le 24 août : deux mois finis le 23 octobre.
func TestIDR(t *testing.T) {
	d := ouvrir(t, greffe(), append(slices.Clone(claire), "prebilan date=2026-03-30", "plan date=2026-04-20", "reprise_emploi debut=2026-08-24 nature=CDI salaire_mensuel=2500 heures_hebdo=35 heures_identiques=oui",
		"idr_demandee emploi=9 demande_idr_le=2026-09-01", "aide_decidee emploi=9 aide=idr accordee=oui date=2026-09-08")...)
	for _, c := range []struct {
		mois, jour calendrier.Date
		attendu    string
	}{
		{calendrier.D(2026, 8, 1), calendrier.D(2026, 9, 1), ""},
		{calendrier.D(2026, 9, 1), calendrier.D(2026, 10, 1), "458.90"},
		{calendrier.D(2026, 10, 1), calendrier.D(2026, 11, 1), "917.80"},
		{calendrier.D(2026, 10, 1), calendrier.D(2026, 10, 22), "917.80"}, // préparé avant la fin du deuxième mois, validé après
	} {
		l, err := paiement.Lignes(d, c.mois, c.jour)
		if err != nil {
			t.Fatal(err)
		}
		lu := ""
		for _, x := range l {
			if !x.Poste.Mois.Connue() {
				lu += x.Montant.String()
			}
		}
		if lu != c.attendu {
			t.Errorf("%s au %s : %q, %q attendu (%+v)", c.mois, c.jour, lu, c.attendu, l)
		}
	}
}

// TestAppui : ce qui dit qui a préparé ne se tape pas, ne se dit pas parmi les champs, et ne suit pas une correction.
func TestAppui(t *testing.T) {
	g := greffe()
	d := ouvrir(t, g, claire...)
	if _, err := g.Accomplir(context.Background(), d.ID, 0, "essai", &dossier.Saisie{Acte: "paiement", Valeurs: map[string]string{"date": "2026-04-02", "nature": "asp", "montant": "1", "mois": "2026-03", "prepare_par": "x"}}); err == nil {
		t.Error("prepare_par s'est tapé")
	}
	d, err := g.Accomplir(context.Background(), d.ID, 0, "V", &dossier.Saisie{
		Acte: "paiement", Valeurs: map[string]string{"date": "2026-04-02", "nature": "asp", "montant": "568.08", "mois": "2026-03"}, Appui: dossier.Appui{PreparePar: "P", Piece: "E/1"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if a := d.Appui(7); a != (dossier.Appui{PreparePar: "P", Piece: "E/1"}) || d.DePiece("E/1") != 7 || d.DePiece("E/11") != 0 || d.Faits[6].Auteur != "V" {
		t.Errorf("%+v", a)
	}
	if s := strings.Join(d.EnMots(7), "|"); strings.Contains(s, "E/1") || len(d.Valeurs(7)) != 4 {
		t.Errorf("%s, %v", s, d.Valeurs(7))
	}
}
