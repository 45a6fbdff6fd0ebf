package paiement_test

import (
	"slices"
	"strings"
	"testing"

	"jalon/dossier"
	"jalon/dossier/paiement"
	"jalon/droit/calendrier"
)

// TestReserves : 710,10 € sont de trop, sur 2 130,30 € versés. Un centime de plus se dit ; dix fois plus est plus que tout ce qui a été
// versé ; un second qui redit le premier aussi. Rien n'est refusé, sauf zéro, une somme négative, des millièmes.
func TestReserves(t *testing.T) {
	const trop, tout, petit = "le compte ne connaît que 710,10 € de trop", "plus que tout ce qui a été versé à la personne et qu'elle n'a pas rendu : 2 130,30 €", "si petit ne se récupère pas"
	g := greffe()
	d := ouvrir(t, g, append(slices.Clone(claire), "paiement date=2026-05-04 nature=asp montant=2130.30 mois=2026-04", "maladie debut=2026-04-01 fin=2026-04-10")...)
	notifie := func(montant string) *dossier.Saisie {
		return &dossier.Saisie{Acte: "indu_notifie", Valeurs: map[string]string{"date": "2026-06-01", "montant": montant}}
	}
	dites := func(quoi, voulu string, l []string) {
		t.Helper()
		if s := strings.ReplaceAll(strings.Join(l, " "), "\u00a0", " "); (s == "") != (voulu == "") || !strings.Contains(s, voulu) {
			t.Errorf("%s : %q ; « %s » est attendu", quoi, s, voulu)
		}
	}
	for montant, voulu := range map[string]string{"710,10": "", "500": "", "710,11": trop, "2130,30": trop, "2130,31": tout, "7101": tout, "20": petit} {
		_, apres, err := g.Essayer(t.Context(), d.ID, notifie(montant))
		if err != nil {
			t.Fatal(err)
		}
		dites(montant, voulu, paiement.Reserves(apres))
	}
	for montant, dit := range map[string]string{"0": "une somme est attendue", "-710,10": "un montant en euros est attendu", "710,105": "un montant en euros est attendu"} {
		if _, _, err := g.Essayer(t.Context(), d.ID, notifie(montant)); err == nil || !strings.Contains(err.Error(), dit) {
			t.Errorf("%s : %v ; « %s » est attendu", montant, err, dit)
		}
	}
	d = accomplir(t, g, d, "indu_notifie date=2026-06-01 montant=710,10")
	dites("notifié", "", paiement.Reserves(d))
	dites("notifié deux fois", trop, paiement.Reserves(accomplir(t, g, d, "indu_notifie date=2026-06-01 montant=710,10")))
	dites("une note", "", paiement.Reserves(accomplir(t, g, d, "note texte=rien")))
	// Un arrêt sans fin connue : le dû d'avril ne l'est plus, et le compte ne peut pas dire ce qui est de trop.
	d = ouvrir(t, greffe(), append(slices.Clone(claire), "paiement date=2026-05-04 nature=asp montant=2130.30 mois=2026-04", "maladie debut=2026-04-01", "indu_notifie date=2026-06-01 montant=710,10")...)
	dites("dû pas connu", "n'est pas connu", paiement.Reserves(d))
}

// TestPaiementAVerifier : mars vaut 568,08 €, versés. Les payer deux fois, trop payer avril, payer mai avant qu'il finisse, ou un mois
// hors du CSP, se dit ; payer avril au centime, après sa fin, ne dit rien.
func TestPaiementAVerifier(t *testing.T) {
	for _, c := range []struct{ nom, paiement, voulu string }{
		{"au centime", "date=2026-05-02 nature=asp montant=2130,30 mois=2026-04", ""},
		{"une part", "date=2026-05-02 nature=asp montant=1000 mois=2026-04", ""},
		{"deux fois", "date=2026-04-03 nature=asp montant=568,08 mois=2026-03", "ASP, mars 2026 : c'est déjà payé, 568,08 € pour 568,08 € dus ; ceci ferait 568,08 € de trop."},
		{"trop", "date=2026-05-02 nature=asp montant=99999 mois=2026-04", "ASP, avril 2026 : il en est dû 2 130,30 € ; ceci ferait 97 868,70 € de trop."},
		{"pas fini", "date=2026-05-31 nature=asp montant=2201,31 mois=2026-05", "ASP, mai 2026 : ce mois n'est pas fini le 31/05/2026."},
		{"avant le CSP", "date=2026-05-02 nature=asp montant=10 mois=2015-01", "ASP, janvier 2015 : rien n'en est dû ; ceci ferait 10,00 € de trop."},
		{"après le CSP", "date=2027-05-02 nature=asp montant=10 mois=2027-04", "ASP, avril 2027 : rien n'en est dû ; ceci ferait 10,00 € de trop."},
		{"sans emploi", "date=2026-05-02 nature=prime montant=10", "Prime de reclassement : rien n'en est dû"},
	} {
		d := ouvrir(t, greffe(), append(slices.Clone(claire), "paiement date=2026-04-02 nature=asp montant=568.08 mois=2026-03", "paiement "+c.paiement)...)
		if s := strings.ReplaceAll(strings.ReplaceAll(strings.Join(paiement.Reserves(d), " "), "\u00a0", " "), "\u202f", " "); (s == "") != (c.voulu == "") || !strings.Contains(s, c.voulu) {
			t.Errorf("%s : %q ; « %s » est attendu", c.nom, s, c.voulu)
		}
	}
	// Neuf jours d'avant un arrêt sans fin connue, 639,09 € ; 360,91 € de plus que ce qui est sûr, puis tout un mois d'après.
	for mois, voulu := range map[string]string{"2026-05": "le dû n'est connu qu'en partie, au moins 639,09 € ; 360,91 € seraient versés sans dû connu.", "2026-06": "le dû n'est pas connu ; 1 000,00 € seraient versés sans dû connu."} {
		d := ouvrir(t, greffe(), append(slices.Clone(claire), "maladie debut=2026-05-10", "paiement date=2026-07-02 nature=asp montant=1000 mois="+mois)...)
		if s := strings.ReplaceAll(strings.Join(paiement.Reserves(d), " "), "\u00a0", " "); !strings.Contains(s, voulu) {
			t.Errorf("%s : %q ; « %s » est attendu", mois, s, voulu)
		}
	}
	// Ce qui est réclamé se compare à ce qui est de trop, sans la part sûre de mai : 2 201,31 − 639,09.
	d := ouvrir(t, greffe(), append(slices.Clone(claire), "paiement date=2026-06-02 nature=asp montant=2201.31 mois=2026-05", "maladie debut=2026-05-10", "indu_notifie date=2026-07-01 montant=1600")...)
	if s := strings.ReplaceAll(strings.Join(paiement.Reserves(d), " "), "\u00a0", " "); !strings.Contains(s, "le compte ne connaît que 1 562,22 € de trop") {
		t.Error(s)
	}
}

// TestChangementsDuCompte : un second paiement, un arrêt venu après le paiement et une annulation disent ce qu'ils font au compte.
func TestChangementsDuCompte(t *testing.T) {
	g := greffe()
	d := ouvrir(t, g, avrilPaye...)
	for _, c := range []struct {
		s     dossier.Saisie
		voulu []dossier.Changement
	}{
		{dossier.Saisie{Acte: "paiement", Valeurs: map[string]string{"date": "2026-05-05", "nature": "asp", "montant": "2130,30", "mois": "2026-04"}}, []dossier.Changement{
			{Quoi: "ASP, avril 2026, versé", Avant: "2 130,30 €", Apres: "4 260,60 €"}, {Quoi: "ASP, avril 2026, versé en trop", Apres: "2 130,30 €"},
		}},
		{dossier.Saisie{Acte: "annulation", Corrige: 8, Pourquoi: "rejeté"}, []dossier.Changement{{Quoi: "ASP, avril 2026, versé", Avant: "2 130,30 €"}}},
		{dossier.Saisie{Acte: "maladie", Valeurs: map[string]string{"debut": "2026-04-01", "fin": "2026-04-10"}}, []dossier.Changement{{Quoi: "ASP, avril 2026, versé en trop", Apres: "710,10 €"}}},
	} {
		avant, apres, err := g.Essayer(t.Context(), d.ID, &c.s)
		if err != nil {
			t.Fatal(err)
		}
		l := dossier.Changements(avant, apres, calendrier.D(2026, 12, 1))
		for i := range l {
			r := strings.NewReplacer("\u00a0", " ", "\u202f", " ")
			l[i].Avant, l[i].Apres = r.Replace(l[i].Avant), r.Replace(l[i].Apres)
		}
		for _, x := range c.voulu {
			if !slices.Contains(l, x) {
				t.Errorf("%s : %+v n'est pas dans %+v", c.s.Acte, x, l)
			}
		}
	}
}

// TestSuiviAVerifier : une acceptation du 24 mars vient un jour trop tard (PROC-09), une lettre du 10 un jour trop tôt (PROC-10) ; clore
// laisse à verser les 365 jours, à 71,01 €, et le pré-bilan à tenir.
func TestSuiviAVerifier(t *testing.T) {
	for _, c := range []struct {
		actes []string
		acte  string
		voulu []string
	}{
		{claire[:4], "reponse decision=acceptation date=2026-03-24", []string{"Le dernier jour pour répondre était le 23/03/2026"}},
		{claire[:4], "reponse decision=acceptation date=2026-03-23", nil},
		{claire[:4], "lettre_licenciement date=2026-03-10", []string{"ne peut pas partir avant le 11/03/2026"}},
		{claire[:4], "lettre_licenciement date=2026-03-11", nil},
		{claire, "cloture date=2026-05-02", []string{"Il reste 25 918,65 € à verser, mois à venir compris", "Ne sera plus attendu : Tenir l'entretien individuel de pré-bilan."}},
		{append(slices.Clone(claire), "maladie debut=2026-03-24"), "cloture date=2026-05-02", []string{"dès que le dernier jour de la suspension sera connu"}},
	} {
		d := ouvrir(t, greffe(), append(slices.Clone(c.actes), c.acte)...)
		dit := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(strings.Join(paiement.Reserves(d), "\n"))
		if (dit == "") != (c.voulu == nil) {
			t.Errorf("%s : %q", c.acte, dit)
		}
		for _, v := range c.voulu {
			if !strings.Contains(dit, v) {
				t.Errorf("%s : %q ; « %s » est attendu", c.acte, dit, v)
			}
		}
	}
}
