package dossier_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"jalon/dossier"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/fait"
)

// reembauchee : plan validé le 20 avril 2026, CDI le 24 août. Il reste 212 jours à 73,97 € : 15 681,64 ; la prime en est la moitié,
// 7 840,82 : 3 920,41 le lendemain, autant trois mois après, le 24 novembre. Elle se demande jusqu'au 23 septembre.
var reembauchee = append(slices.Clone(claire), "prebilan date=2026-03-30", "plan date=2026-04-20", "reprise_emploi debut=2026-08-24 nature=CDI salaire_mensuel=3100 heures_hebdo=35")

func aide(t *testing.T, d *dossier.Dossier, n csp.NaturePaiement) *dossier.Aide {
	t.Helper()
	l, err := d.Aides()
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(l, func(a dossier.Aide) bool { return a.Nature == n })
	if i < 0 {
		t.Fatalf("%+v", l)
	}
	return &l[i]
}

// manquent rend les règles des conditions qui ne tiennent pas, puis celles qu'on ignore.
func manquent(a *dossier.Aide) string {
	var non, inconnu []string
	for _, c := range a.Conditions {
		switch c.Tient {
		case fait.Non:
			non = append(non, c.Regle.Carte().ID)
		case fait.Inconnu:
			inconnu = append(inconnu, c.Regle.Carte().ID)
		}
	}
	return strings.Join(non, " ") + " ? " + strings.Join(inconnu, " ")
}

// TestAide : de l'emploi à la seconde moitié, ce que la loi attend encore.
func TestAide(t *testing.T) {
	g := greffe()
	d := ouvrir(t, g, reembauchee...)
	a := aide(t, d, csp.PaiementPrime)
	if a.Emploi != 9 || a.Ouverte != fait.Inconnu || a.Limite != calendrier.D(2026, 9, 23) || manquent(a) != " ? PRIME-01 PRIME-05" || a.Decision != nil {
		t.Errorf("%+v, %s", a, manquent(a))
	}
	refuse(t, g, d.ID, "prime_demandee emploi=8 demande_prime_le=2026-09-01", "n'est pas")
	d = accomplir(t, g, d.ID, "prime_demandee emploi=9 demande_prime_le=2026-09-01")
	refuse(t, g, d.ID, "aide_decidee emploi=9 aide=idr accordee=oui date=2026-09-08", "L'indemnité différentielle n'a pas été demandée pour l'emploi du 24/08/2026")
	refuse(t, g, d.ID, "aide_decidee emploi=7 aide=prime accordee=oui date=2026-09-08", "le fait 7 n'est pas « Emploi retrouvé »")
	refuse(t, g, d.ID, "aide_decidee emploi=9 aide=prime accordee=non date=2026-09-08", "La prime est due : Toutes les conditions sont réunies.")
	d = accomplir(t, g, d.ID, "paiement date=2026-09-07 nature=prime montant=3920,41", "aide_decidee emploi=9 aide=prime accordee=oui date=2026-09-08", "paiement date=2026-11-25 nature=prime montant=3920,41")
	if l := d.SansDecision(); !slices.Equal(l, []int{11}) {
		t.Errorf("%v", l)
	}
	a = aide(t, d, csp.PaiementPrime)
	if a.Ouverte != fait.Oui || manquent(a) != " ? PRIME-05" || a.Decision == nil || a.Decision.Fait != 12 || a.Decision.Loi != fait.Oui || a.Decision.Contredite || a.Decision.Depassee {
		t.Errorf("%+v, %s", a, manquent(a))
	}
	if s := fmt.Sprint(a.Total, a.Parts); s != "7840.82 [{première moitié 2026-08-25 3920.41} {seconde moitié 2026-11-24 3920.41}]" {
		t.Error(s)
	}
	// L'essai rompu avant les trois mois : la seconde moitié tombe, et 3 920,41 ÷ 73,97 = 53 jours sont retirés au retour.
	d = accomplir(t, g, d.ID, "essai_rompu emploi=9 rupture_essai_le=2026-10-16")
	a = aide(t, d, csp.PaiementPrime)
	if manquent(a) != "PRIME-05 ? " || a.Total.String() != "3920.41" || a.Retour != calendrier.D(2026, 10, 17) || a.Retires != fait.N(53) {
		t.Errorf("%+v, %s", a, manquent(a))
	}
}

// decider consigne une décision, avec ses raisons.
func decider(t *testing.T, g *dossier.Greffe, id, accordee, pourquoi string) *dossier.Dossier {
	t.Helper()
	d, err := g.Accomplir(t.Context(), id, 0, "essai", &dossier.Saisie{Acte: "aide_decidee", Valeurs: map[string]string{"emploi": "9", "aide": "prime", "accordee": accordee, "date": "2026-10-08", "pourquoi": pourquoi}})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestAideContredite : demandée le 24 septembre, un jour trop tard, la prime n'est pas due. L'accorder demande de dire pourquoi, et
// se voit. Une correction de la demande au 23 la rend due : la décision n'est plus contraire, sans cesser de l'avoir été.
func TestAideContredite(t *testing.T) {
	g := greffe()
	d := ouvrir(t, g, append(slices.Clone(reembauchee), "prime_demandee emploi=9 demande_prime_le=2026-09-24")...)
	if a := aide(t, d, csp.PaiementPrime); a.Ouverte != fait.Non || manquent(a) != "PRIME-01 ? PRIME-05" {
		t.Errorf("%+v, %s", a, manquent(a))
	}
	refuse(t, g, d.ID, "aide_decidee emploi=9 aide=prime accordee=oui date=2026-10-08", "La prime n'est pas due : La prime devait être demandée le 23/09/2026 au plus tard. Une décision contraire dit pourquoi")
	d = decider(t, g, d.ID, "oui", "le formulaire lui a été remis trop tard")
	if x := aide(t, d, csp.PaiementPrime).Decision; x == nil || !x.Accordee || !x.Contredite || !x.Depassee || x.Loi != fait.Non || x.Pourquoi != "le formulaire lui a été remis trop tard" || !strings.Contains(x.Motif, "23/09/2026") {
		t.Errorf("%+v", x)
	}
	d = accomplir(t, g, d.ID, "prime_demandee emploi=9 demande_prime_le=2026-09-23 corrige=10 pourquoi=cachet")
	if x := aide(t, d, csp.PaiementPrime).Decision; x == nil || !x.Contredite || x.Depassee {
		t.Errorf("%+v", x)
	}
	// Un plan validé le 2 septembre l'est trop tard pour une demande du 1er.
	tardif := slices.Clone(reembauchee)
	tardif[6] = "plan date=2026-08-20"
	d = ouvrir(t, g, append(tardif, "prime_demandee emploi=9 demande_prime_le=2026-09-01", "plan date=2026-09-02 corrige=8 pourquoi=signature")...)
	if a := aide(t, d, csp.PaiementPrime); a.Ouverte != fait.Non || manquent(a) != "FOLL-03 ? PRIME-05" {
		t.Errorf("%+v, %s", a, manquent(a))
	}
	// Refusée comme la loi : aucune raison n'est demandée.
	d = ouvrir(t, g, append(slices.Clone(reembauchee), "prime_demandee emploi=9 demande_prime_le=2026-09-24")...)
	if x := aide(t, decider(t, g, d.ID, "non", ""), csp.PaiementPrime).Decision; x.Accordee || x.Contredite {
		t.Errorf("%+v", x)
	}
}

// TestAideIDR : 30 × 98,63 = 2 958,90 € ; 2 500 € de nouveau salaire : 458,90 € par mois, et la prime n'est plus à choisir.
func TestAideIDR(t *testing.T) {
	actes := slices.Clone(reembauchee)
	actes[7] = "reprise_emploi debut=2026-08-24 nature=CDI salaire_mensuel=2500 heures_identiques=oui"
	d := ouvrir(t, greffe(), append(actes, "idr_demandee emploi=9 demande_idr_le=2026-09-01", "aide_decidee emploi=9 aide=idr accordee=oui date=2026-09-08")...)
	a := aide(t, d, csp.PaiementIDR)
	if a.Ouverte != fait.Oui || manquent(a) != " ? " || len(a.Parts) == 0 || a.Parts[0].Montant.String() != "458.90" || a.Limite != calendrier.D(2028, 8, 24) || a.Decision == nil {
		t.Errorf("%+v, %s", a, manquent(a))
	}
	if p := aide(t, d, csp.PaiementPrime); p.Ouverte != fait.Non || !strings.Contains(manquent(p), "PRIME-06") || p.Decision != nil {
		t.Errorf("%+v, %s", p, manquent(p))
	}
}

// TestChangeDUneAide : ce que la décision rend à payer se lit avant de la prendre. Prime : 212 jours du 24 août au 23 mars à 73,97,
// moitié de 15 681,64 €, en deux fois. Indemnité : la moitié fait 17 mois à 458,90 €, bornés à douze ; le premier finit le 23
// septembre. Refusée, ou accordée contre la loi : rien.
func TestChangeDUneAide(t *testing.T) {
	idr := slices.Clone(reembauchee)
	idr[7] = "reprise_emploi debut=2026-08-24 nature=CDI salaire_mensuel=2500 heures_identiques=oui"
	const prime, differentielle = "Prime de reclassement, emploi du 24/08/2026", "Indemnité différentielle, emploi du 24/08/2026"
	for _, c := range []struct {
		actes             []string
		acte, quoi, apres string
	}{
		{
			append(slices.Clone(reembauchee), "prime_demandee emploi=9 demande_prime_le=2026-09-01"), "aide_decidee emploi=9 aide=prime accordee=oui date=2026-09-08", prime,
			"accordée, 7 840,82 € à payer : première moitié 3 920,41 € dès le 25/08/2026, seconde moitié 3 920,41 € dès le 24/11/2026 si l'emploi est encore occupé",
		},
		{
			append(slices.Clone(reembauchee), "prime_demandee emploi=9 demande_prime_le=2026-09-01", "presence_3_mois emploi=9 en_poste_a_3_mois=non date=2026-11-25"), "aide_decidee emploi=9 aide=prime accordee=oui date=2026-12-08", prime,
			"accordée, 3 920,41 € à payer : première moitié 3 920,41 € dès le 25/08/2026",
		},
		{append(slices.Clone(reembauchee), "prime_demandee emploi=9 demande_prime_le=2026-09-24"), "aide_decidee emploi=9 aide=prime accordee=oui date=2026-10-08 pourquoi=x", prime, "accordée contre la loi : aucun état de paiement ne la paie"},
		{append(slices.Clone(reembauchee), "prime_demandee emploi=9 demande_prime_le=2026-09-24"), "aide_decidee emploi=9 aide=prime accordee=non date=2026-10-08", prime, "refusée : rien n'est à payer"},
		{
			append(idr, "idr_demandee emploi=9 demande_idr_le=2026-09-01"), "aide_decidee emploi=9 aide=idr accordee=oui date=2026-09-08", differentielle,
			"accordée, 5 506,80 € à payer : 12 mois pleins, chacun 458,90 € dès le 23/09/2026",
		},
	} {
		g := greffe()
		d := ouvrir(t, g, c.actes...)
		a := saisie(c.acte)
		if a.Pourquoi != "" { // celui de la décision, pas d'une correction
			a.Valeurs["pourquoi"], a.Pourquoi = a.Pourquoi, ""
		}
		avant, apres, err := g.Essayer(t.Context(), d.ID, a)
		if err != nil {
			t.Fatal(err)
		}
		l := dossier.Changements(avant, apres, calendrier.D(2026, 12, 31))
		for i := range l {
			l[i].Apres = strings.ReplaceAll(l[i].Apres, "\u00a0", " ")
		}
		voulu := dossier.Changement{Quoi: c.quoi, Avant: "demandée, pas décidée", Apres: c.apres}
		if !slices.Equal(l, []dossier.Changement{voulu}) {
			t.Errorf("%s :\n%q\n%q", c.acte, l, voulu)
		}
	}
}

// TestAideRefusee : la prime accordée vaut 7 840,82 €, dont 3 920,41 versés. Refusée ensuite, rien n'en reste dû : ce qui est versé est de
// trop, la décision en est la cause. Accordée de nouveau, elle est due comme avant.
func TestAideRefusee(t *testing.T) {
	g := greffe()
	d := ouvrir(t, g, append(slices.Clone(reembauchee), "prime_demandee emploi=9 demande_prime_le=2026-09-01", "aide_decidee emploi=9 aide=prime accordee=oui date=2026-09-08",
		"paiement date=2026-09-10 nature=prime montant=3920,41")...)
	refus := saisie("aide_decidee emploi=9 aide=prime accordee=non date=2026-10-05")
	refus.Valeurs["pourquoi"] = "relue"
	d, err := g.Accomplir(t.Context(), d.ID, 0, "essai", refus)
	if err != nil {
		t.Fatal(err)
	}
	prime := func() (*dossier.Compte, dossier.Ligne) {
		t.Helper()
		k, err := d.Compte()
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(k.Lignes, func(l dossier.Ligne) bool { return l.Nature == csp.PaiementPrime })
		return k, k.Lignes[i]
	}
	k, l := prime()
	if !l.Du.Nul() || l.Solde.String() != "-3920.41" || len(k.TropVerse) != 1 || k.TropVerse[0].Cause != 13 || k.TropVerse[0].Montant.String() != "3920.41" {
		t.Errorf("%+v, %+v", l, k.TropVerse)
	}
	d = accomplir(t, g, d.ID, "aide_decidee emploi=9 aide=prime accordee=oui date=2026-10-12")
	if k, l = prime(); l.Solde.String() != "3920.41" || len(k.TropVerse) != 0 {
		t.Errorf("%+v, %+v", l, k.TropVerse)
	}
}
