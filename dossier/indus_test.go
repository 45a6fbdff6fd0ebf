package dossier_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"jalon/dossier"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
)

// endette a reçu 710,10 € de trop : dix jours de maladie d'avril à 71,01 € (73,97 moins 2,96), notifiés le 1er juin 2026.
var endette = append(slices.Clone(claire), "paiement date=2026-05-04 nature=asp montant=2130.30 mois=2026-04", "maladie debut=2026-04-01 fin=2026-04-10", "indu_notifie date=2026-06-01 montant=710,10")

func refuse(t *testing.T, g *dossier.Greffe, id, acte, dit string) {
	t.Helper()
	var r *dossier.Refus
	if _, err := g.Accomplir(t.Context(), id, 0, "essai", saisie(acte)); !errors.As(err, &r) || !strings.Contains(r.Error(), dit) {
		t.Errorf("%s : %v ; « %s » est attendu", acte, err, dit)
	}
}

// TestRecours : les délais sont ceux des textes, comptés à la main. Notifié le 1er juin : contester jusqu'au 1er août (R5426-19).
// Contesté le 10 juin : sans réponse, rejeté le 10 août. Mise en demeure le 1er septembre : payer jusqu'au 1er octobre (R5426-20).
// Contrainte notifiée le 5 octobre : s'opposer jusqu'au 20 (R5426-22).
func TestRecours(t *testing.T) {
	g := greffe()
	d := ouvrir(t, g, endette...)
	i := d.Indus()
	if len(i) != 1 || i[0].LimiteContestation != calendrier.D(2026, 8, 1) || i[0].Reste.String() != "710.10" || i[0].Negligeable {
		t.Fatalf("%+v", i)
	}
	refuse(t, g, d.ID, "contestation date=2026-06-10 texte=non conteste=3", "le fait 3 n'est pas")
	refuse(t, g, d.ID, "contrainte date=2026-10-05", "n'est pas encore au dossier")
	d = accomplir(t, g, d.ID, "contestation date=2026-06-10 texte=non", "mise_en_demeure date=2026-09-01")
	refuse(t, g, d.ID, "contrainte date=2026-10-01", "jusqu'au 01/10/2026")
	d = accomplir(t, g, d.ID, "contrainte date=2026-10-05")
	x := d.Indus()[0]
	if x.Contestation != 10 || x.Rejet != calendrier.D(2026, 8, 10) || x.Reponse != 0 || x.LimiteOpposition != calendrier.D(2026, 10, 20) {
		t.Errorf("%+v", x)
	}
	var l []string
	for _, r := range x.Recours() {
		s := r.Regle.Carte().ID
		if r.Des.Connue() {
			s += " dès " + r.Des.String()
		}
		if r.Avant.Connue() {
			s += " avant " + r.Avant.String()
		}
		if r.Articles == "" || r.A == "" || !r.Avant.Connue() && r.Delai == "" {
			t.Errorf("%+v", r)
		}
		l = append(l, fmt.Sprint(s, " ", r.Exerce))
	}
	if s := strings.Join(l, ", "); s != "RET-03 avant 2026-08-01 10, RET-03 dès 2026-08-10 0, RET-07 0, RET-07 0, RET-05 avant 2026-10-20 0" {
		t.Error(s)
	}
	// Une décision d'avant le recours n'y répond pas.
	if d = accomplir(t, g, d.ID, "decision date=2026-06-05 objet=indu"); d.Indus()[0].Reponse != 0 {
		t.Errorf("%+v", d.Indus()[0])
	}
	if d = accomplir(t, g, d.ID, "decision date=2026-07-15 objet=indu", "opposition date=2026-10-12"); d.Indus()[0].Reponse != 14 || d.Indus()[0].Opposition != 15 {
		t.Errorf("%+v", d.Indus()[0])
	}
	// Avant le décret du 24 novembre 2016, aucun texte lu : on le dit.
	vieux := dossier.Indu{Le: calendrier.D(2016, 6, 1)}
	if r := vieux.Recours(); r[0].Delai != "délai non sourcé" || !strings.Contains(vieux.Retenue(), "non sourcé") {
		t.Errorf("%+v, %s", r, vieux.Retenue())
	}
}

// TestNegligeable : 76,99 € ne se récupèrent pas, 77 € si (R5426-24).
func TestNegligeable(t *testing.T) {
	for montant, voulu := range map[string]bool{"76.99": true, "77": false} {
		d := ouvrir(t, greffe(), append(slices.Clone(endette[:7]), "indu_notifie date=2026-06-01 montant="+montant)...)
		if x := d.Indus()[0]; x.Negligeable != voulu || (x.Recours()[0].Regle == csp.RET06) != voulu {
			t.Errorf("%s : %+v", montant, x)
		}
	}
}

// TestEcheancier : 710,10 € en cinq fois : quatre fois 150, puis 110,10. 300 € rendus le 1er juillet paient les deux premières ;
// 100 € le 5 septembre entament la troisième. Au 2 octobre : 50 sur la troisième (1er septembre) et 150 sur la quatrième (1er
// octobre), 200 € de retard.
func TestEcheancier(t *testing.T) {
	g := greffe()
	d := ouvrir(t, g, endette...)
	refuse(t, g, d.ID, "echeancier debut=2026-07-01 mensualite=150 nombre=4", "4 fois 150,00\u00a0€ ne couvrent pas les 710,10\u00a0€")
	refuse(t, g, d.ID, "echeancier debut=2026-07-01 mensualite=150 nombre=6", "la dernière échéance serait vide : 5 fois")
	refuse(t, g, d.ID, "echeancier debut=2026-07-01 mensualite=0 nombre=6", "une somme est attendue")
	refuse(t, g, d.ID, "echeancier debut=2026-07-01 mensualite=1 nombre=711", "de 1 à 600")
	d = accomplir(t, g, d.ID, "echeancier debut=2026-07-01 mensualite=150 nombre=5", "remboursement date=2026-09-05 nature=asp mois=2026-04 montant=100", "remboursement date=2026-07-01 nature=asp mois=2026-04 montant=300")
	x := d.Indus()[0]
	var l []string
	for _, v := range x.Plan.Echeances {
		l = append(l, fmt.Sprint(v.Le, " ", v.Montant, " ", v.Paye))
	}
	if s := strings.Join(l, ", "); s != "2026-07-01 150.00 150.00, 2026-08-01 150.00 150.00, 2026-09-01 150.00 100.00, 2026-10-01 150.00 0.00, 2026-11-01 110.10 0.00" {
		t.Error(s)
	}
	if x.Reste.String() != "310.10" || x.Plan.Retard(calendrier.D(2026, 10, 2)).String() != "200.00" || x.Plan.Retard(calendrier.D(2026, 10, 1)).String() != "50.00" || !x.Plan.Manque.Nul() || x.Plan.Total.String() != "710.10" {
		t.Errorf("%+v, %+v", x, x.Plan)
	}
	var dits []string
	for _, m := range d.Demarches() {
		if m.Regle == csp.RET03 || m.Regle == csp.RET07 {
			dits = append(dits, m.Date.String()+" "+m.Quoi)
		}
	}
	if s := strings.Join(dits, " ; "); s != "2026-08-01 Contester, s'il y a lieu, le trop-perçu de 710,10\u00a0€ notifié le 01/06/2026 ; 2026-09-01 Rembourser 50,00\u00a0€, échéance 3 sur 5" {
		t.Error(s)
	}
	// Une notification corrigée : le plan ne couvre plus tout, il le dit.
	d = accomplir(t, g, d.ID, "indu_notifie date=2026-06-01 montant=800 corrige=9 pourquoi=erreur")
	if x = d.Indus()[0]; x.Plan == nil || x.Plan.Manque.String() != "50.00" {
		t.Errorf("%+v", x)
	}
}

// TestEcheancierAccepte : 300 € rendus avant l'accord ne sont pas échelonnés. Il reste 410,10 : 150, 150, 110,10 ; une remise de
// 60,10 n'en laisse que 350 : la dernière échéance tombe à 50. Le 31 août plus un mois, c'est le 30 septembre.
func TestEcheancierAccepte(t *testing.T) {
	g := greffe()
	d := ouvrir(t, g, append(slices.Clone(endette), "remboursement date=2026-07-01 nature=asp mois=2026-04 montant=300")...)
	refuse(t, g, d.ID, "echeancier debut=2026-08-31 mensualite=150 nombre=4 accepte_le=2026-07-20", "3 fois 150,00\u00a0€ suffisent")
	for _, c := range []struct{ acte, voulu string }{
		{"echeancier debut=2026-08-31 mensualite=150 nombre=3 accepte_le=2026-07-20", "2026-08-31 150.00, 2026-09-30 150.00, 2026-10-31 110.10"},
		{"remise_dette date=2026-08-10 montant=60,10", "2026-08-31 150.00, 2026-09-30 150.00, 2026-10-31 50.00"},
	} {
		d = accomplir(t, g, d.ID, c.acte)
		var l []string
		for _, v := range d.Indus()[0].Plan.Echeances {
			l = append(l, fmt.Sprint(v.Le, " ", v.Montant))
			if !v.Paye.Nul() {
				t.Errorf("%+v", v)
			}
		}
		if s := strings.Join(l, ", "); s != c.voulu {
			t.Errorf("%s : %s", c.acte, s)
		}
	}
	if x := d.Indus()[0]; x.Remis.String() != "60.10" || x.Reste.String() != "350.00" {
		t.Errorf("%+v", x)
	}
}

// TestDeuxIndus : 300 € rendus paient d'abord la dette la plus ancienne : 200, puis 100 sur 150. Ce qui est rendu avant toute
// notification n'en paie aucune. L'ordre des faits n'y change rien.
func TestDeuxIndus(t *testing.T) {
	suite := []string{"indu_notifie date=2026-06-01 montant=200", "indu_notifie date=2026-07-01 montant=150", "remboursement date=2026-07-10 nature=asp mois=2026-04 montant=300", "remboursement date=2026-05-20 nature=asp mois=2026-04 montant=80", "mise_en_demeure date=2026-09-01 indu=8"}
	for _, ordre := range [][]int{{0, 1, 2, 3}, {1, 3, 2, 0}} {
		actes := slices.Clone(endette[:7])
		for _, k := range ordre {
			actes = append(actes, suite[k])
		}
		l := ouvrir(t, greffe(), actes...).Indus()
		if len(l) != 2 || l[0].Reste.String() != "0.00" || l[0].Rembourse.String() != "200.00" || l[1].Reste.String() != "50.00" || l[1].Rembourse.String() != "100.00" {
			t.Errorf("%v : %+v", ordre, l)
		}
	}
	d := ouvrir(t, greffe(), append(slices.Clone(endette[:7]), suite[0], suite[1], "contestation date=2026-07-20 texte=non", "mise_en_demeure date=2026-09-01 indu=9")...)
	l := d.Indus()
	if l[0].Contestation != 0 || l[1].Contestation != 11 || l[0].MiseEnDemeure != 12 || l[1].MiseEnDemeure != 0 {
		t.Errorf("%+v", l)
	}
}

// TestRetenue : rien ne se retient avant la fin du délai pour contester, ni après une contestation (L5426-8-1, règlement art. 27).
func TestRetenue(t *testing.T) {
	g := greffe()
	d := ouvrir(t, g, endette[:7]...)
	retenue := "remboursement nature=asp mois=2026-04 montant=50 par=retenue date="
	refuse(t, g, d.ID, retenue+"2026-08-02", "aucun trop-perçu n'a été notifié")
	d = accomplir(t, g, d.ID, endette[7])
	refuse(t, g, d.ID, retenue+"2026-08-01", "peut contester jusqu'au 01/08/2026")
	d = accomplir(t, g, d.ID, retenue+"2026-08-02")
	if x := d.Indus()[0]; x.Rembourse.String() != "50.00" {
		t.Errorf("%+v", x)
	}
	d = accomplir(t, g, d.ID, "contestation date=2026-07-30 texte=non")
	refuse(t, g, d.ID, retenue+"2026-09-02", "la personne conteste")
	accomplir(t, g, d.ID, "remboursement date=2026-09-02 nature=asp mois=2026-04 montant=50 par=personne")
}
