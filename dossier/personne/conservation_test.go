package personne

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"jalon/dossier"
	"jalon/dossier/memoire"
	"jalon/droit/calendrier"
)

// claire est Claire V. : deux ans d'ancienneté, 3 000 €, documents remis le 2 mars 2026, adhésion le 10.
var claire = []string{
	"employeur effectif=62 engagement=2026-03-02", "salarie date_naissance=1980-06-12", "contrat debut=2024-01-08 salaire_mensuel=3000",
	"offre remise=2026-03-02 motif_ecrit_le=2026-03-02", "reponse decision=acceptation date=2026-03-10",
}

// duDossier rend celui de Claire, et des actes de plus : « acte cle=valeur cle=valeur ».
func duDossier(t *testing.T, actes ...string) *dossier.Dossier {
	t.Helper()
	g := &dossier.Greffe{Journal: memoire.Nouveau()}
	d, err := g.Ouvrir(context.Background(), "essai", map[string]string{"reference": "D1"})
	for _, acte := range append(slices.Clone(claire), actes...) {
		mots := strings.Fields(acte)
		s := &dossier.Saisie{Acte: mots[0], Valeurs: map[string]string{}}
		for _, m := range mots[1:] {
			cle, v, _ := strings.Cut(m, "=")
			s.Valeurs[cle] = v
		}
		s.Corrige, _ = strconv.Atoi(s.Valeurs["corrige"]) // d'ordinaire aucun
		s.Pourquoi = s.Valeurs["pourquoi"]
		delete(s.Valeurs, "corrige")
		delete(s.Valeurs, "pourquoi")
		if err == nil {
			d, err = g.Accomplir(context.Background(), d.ID, 0, "essai", s)
		}
		if err != nil {
			t.Fatalf("%s : %v", acte, err)
		}
	}
	return d
}

// TestTermes : les dates sont comptées à la main, de quantième à quantième : 24 mois (IBAN, coordonnées), 36 (NIR), 60
// (identité) ; trois ans pour réclamer un versement, dix en cas de fraude (C. trav. L5422-5).
func TestTermes(t *testing.T) {
	clos := "cloture date=2027-04-30"
	paye := "paiement nature=asp mois=2026-04 montant=2000 date=2026-05-05"
	for _, c := range []struct {
		nom, attendu string
		actes        []string
	}{
		{"clos, rien de versé", "iban 2029-04-30, nir 2030-04-30, coordonnees 2029-04-30, identite 2032-04-30", []string{clos}},
		{"un versement d'avant la clôture", "iban 2029-04-30, nir 2030-04-30, coordonnees 2029-05-05, identite 2032-04-30", []string{paye, clos}},
		{"un versement d'après", "iban 2029-06-02, nir 2030-06-02, coordonnees 2030-06-02, identite 2032-06-02", []string{clos, "paiement nature=asp mois=2027-03 montant=10 date=2027-06-02"}},
		{"une fraude", "iban 2029-04-30, nir 2030-04-30, coordonnees 2036-05-05, identite 2036-05-05", []string{paye, "fausse_declaration date=2026-06-01", clos}},
		{"un remboursement reconnaît la dette", "iban 2029-04-30, nir 2030-04-30, coordonnees 2030-03-15, identite 2032-04-30", []string{paye, "remboursement date=2027-03-15 nature=asp mois=2026-04 montant=50", clos}},
		{"un remboursement annulé", "iban 2029-04-30, nir 2030-04-30, coordonnees 2029-05-05, identite 2032-04-30", []string{paye, "remboursement date=2027-03-15 nature=asp mois=2026-04 montant=50", "annulation corrige=8 pourquoi=erreur", clos}},
		// Vingt-quatre échéances depuis le 15 mars 2028 : la dernière le 15 février 2030.
		{"un échéancier", "iban 2029-04-30, nir 2030-04-30, coordonnees 2033-02-15, identite 2033-02-15", []string{paye, "indu_notifie date=2027-01-10 montant=480", "echeancier debut=2028-03-15 mensualite=20 nombre=24", clos}},
		{"la contribution n'est pas versée à la personne", "iban 2029-04-30, nir 2030-04-30, coordonnees 2029-04-30, identite 2032-04-30", []string{"paiement nature=contribution montant=3000 date=2026-09-01", clos}},
		{"pas clos", "iban, nir, coordonnees, identite : le dossier n'est pas clos", []string{paye}},
		{"clôture annulée", "iban, nir, coordonnees, identite : le dossier n'est pas clos", []string{clos, "annulation corrige=7 pourquoi=erreur"}},
		{"contestation", "iban, nir, coordonnees, identite : la contestation du fait 9 n'a pas encore de décision", []string{paye, "indu_notifie date=2027-01-10 montant=500", "contestation date=2027-02-01 texte=non", clos}},
		{"contestation tranchée", "iban 2029-04-30, nir 2030-04-30, coordonnees 2029-05-05, identite 2032-04-30", []string{paye, "indu_notifie date=2027-01-10 montant=500", "contestation date=2027-02-01 texte=non", "decision date=2027-03-01 objet=indu", clos}},
		{"décision du même jour, prise avant", "iban, nir, coordonnees, identite : la contestation du fait 9 n'a pas encore de décision", []string{paye, "decision date=2027-02-01 objet=indu", "contestation date=2027-02-01 texte=non", clos}},
		{"décision d'avant, consignée après", "iban, nir, coordonnees, identite : la contestation du fait 9 n'a pas encore de décision", []string{paye, "indu_notifie date=2027-01-10 montant=500", "contestation date=2027-02-01 texte=non", "decision date=2027-01-10 objet=indu", clos}},
		{"contestation corrigée une fois tranchée", "iban 2029-04-30, nir 2030-04-30, coordonnees 2029-05-05, identite 2032-04-30", []string{paye, "indu_notifie date=2027-01-10 montant=500", "contestation date=2027-02-01 texte=non", "decision date=2027-03-01 objet=indu", "contestation date=2027-02-02 texte=non corrige=9 pourquoi=date", clos}},
		{"décision d'avant la contestation", "iban, nir, coordonnees, identite : la contestation du fait 9 n'a pas encore de décision", []string{paye, "decision date=2027-01-10 objet=indu", "contestation date=2027-02-01 texte=non", clos}},
	} {
		d := duDossier(t, c.actes...)
		var l []string
		retenu := ""
		for _, x := range Termes(d, Durees) {
			if !x.Jusquau.Connue() {
				retenu = " : " + x.Pourquoi
				l = append(l, string(x.Donnee))
				continue
			}
			l = append(l, fmt.Sprint(x.Donnee, " ", x.Jusquau))
			if x.Echu(x.Jusquau) || !x.Echu(x.Jusquau.Plus(1)) || x.Pourquoi == "" {
				t.Errorf("%s, %s : échue le jour dit, ou pas le lendemain", c.nom, x.Donnee)
			}
		}
		if s := strings.Join(l, ", ") + retenu; strings.ReplaceAll(s, "  ", " ") != c.attendu {
			t.Errorf("%s : %s ; attendu %s", c.nom, s, c.attendu)
		}
	}
}

// TestRegler : une durée se règle, dans les vingt ans de R5312-44 ; l'identité ne part jamais avant ce qu'elle contient.
func TestRegler(t *testing.T) {
	for _, c := range []struct{ cle, mois, refus string }{
		{"nir", "240", ""}, {"nir", "241", "240 au plus"}, {"nir", "-1", "nombre de mois"}, {"nir", "un", "nombre de mois"}, {"nom", "3", "aucune donnée"},
	} {
		_, err := Regler(map[string]string{c.cle: c.mois})
		if (err == nil) != (c.refus == "") || err != nil && !strings.Contains(err.Error(), c.refus) {
			t.Errorf("%s=%s : %v", c.cle, c.mois, err)
		}
	}
	l, err := Regler(map[string]string{"nir": "100"})
	if err != nil {
		t.Fatal(err)
	}
	termes := Termes(duDossier(t, "cloture date=2027-04-30"), l)
	if n := termes[len(termes)-1]; n.Jusquau != calendrier.D(2035, 8, 30) { // cent mois
		t.Errorf("l'identité part le %s, avant son NIR", n.Jusquau)
	}
	if Durees[1].Mois != 36 {
		t.Error("un réglage a changé la table")
	}
}
