package dossier_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"jalon/dossier"
	"jalon/dossier/journaltest"
	"jalon/dossier/memoire"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
)

// greffe rend un greffe sur un journal neuf, dont l'horloge avance d'une seconde par acte.
func greffe() *dossier.Greffe {
	h := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	return &dossier.Greffe{Journal: memoire.Nouveau(), Horloge: func() time.Time { h = h.Add(time.Second); return h }}
}

// saisie lit « acte cle=valeur cle=valeur ».
func saisie(texte string) *dossier.Saisie {
	mots := strings.Split(texte, " ")
	s := &dossier.Saisie{Acte: mots[0], Valeurs: map[string]string{}}
	for _, m := range mots[1:] {
		cle, v, _ := strings.Cut(m, "=")
		switch cle {
		case "corrige":
			s.Corrige, _ = strconv.Atoi(v)
		case "pourquoi":
			s.Pourquoi = v
		default:
			s.Valeurs[cle] = v
		}
	}
	return s
}

func accomplir(t testing.TB, g *dossier.Greffe, id string, actes ...string) *dossier.Dossier {
	t.Helper()
	var d *dossier.Dossier
	for _, a := range actes {
		var err error
		if d, err = g.Accomplir(context.Background(), id, 0, "essai", saisie(a)); err != nil {
			t.Fatalf("%s : %v", a, err)
		}
	}
	return d
}

// claire est Claire V. : deux ans d'ancienneté, 3 000 €, documents remis le 2 mars 2026, adhésion le 10.
var claire = []string{
	"employeur effectif=62 engagement=2026-03-02", "salarie date_naissance=1980-06-12", "contrat debut=2024-01-08 salaire_mensuel=3000",
	"offre remise=2026-03-02 motif_ecrit_le=2026-03-02", "reponse decision=acceptation date=2026-03-10",
}

func ouvrir(t testing.TB, g *dossier.Greffe, actes ...string) *dossier.Dossier {
	t.Helper()
	d, err := g.Ouvrir(context.Background(), "essai", map[string]string{"reference": "D1", "siret": "73282932000074"})
	if err != nil {
		t.Fatal(err)
	}
	return accomplir(t, g, d.ID, actes...)
}

// TestDouzeMois : du premier fait au CSP ; les chiffres sont ceux de la fiche de Claire V., calculés à la main.
func TestDouzeMois(t *testing.T) {
	d := ouvrir(t, greffe(), claire...)
	r := d.Droits()
	if r.Dates.DebutCSP != calendrier.D(2026, 3, 24) || r.Dates.FinCSP != calendrier.D(2027, 3, 23) || r.Montants.ASPBrute.String() != "73.97" {
		t.Errorf("CSP du %s au %s, ASP %s", r.Dates.DebutCSP, r.Dates.FinCSP, r.Montants.ASPBrute)
	}
	if err := dossier.Verifier(d.Faits); err != nil {
		t.Error(err)
	}
	f := d.Fiche()
	if f.Reference != "D1" || f.SIRET != "73282932000074" || !f.Prochaine.Connue() || f.Attend == "" {
		t.Errorf("%+v", f)
	}
}

// TestOrdreIndifferent : les mêmes faits, consignés dans un autre ordre, donnent les mêmes droits.
func TestOrdreIndifferent(t *testing.T) {
	suite := []string{
		"prebilan date=2026-03-30", "plan date=2026-04-10", "maladie debut=2026-06-01 fin=2026-06-20", "periode_travail debut=2026-07-01 fin=2026-07-31 nature=CDD accord=oui salaire_mensuel=2500",
		"paiement date=2026-05-04 nature=asp montant=2219.10 mois=2026-04",
	}
	a := ouvrir(t, greffe(), append(append([]string{}, claire...), suite...)...)
	inverse := append([]string{}, claire...)
	for i := len(suite) - 1; i >= 0; i-- {
		inverse = append(inverse, suite[i])
	}
	b := ouvrir(t, greffe(), inverse...)
	if x, y := a.Droits(), b.Droits(); x.Dates != y.Dates || x.Statut != y.Statut || len(x.ASP.Mensualites) != len(y.ASP.Mensualites) {
		t.Errorf("%+v\n%+v", x.Dates, y.Dates)
	} else {
		for i := range x.ASP.Mensualites {
			if x.ASP.Mensualites[i] != y.ASP.Mensualites[i] {
				t.Errorf("%+v, %+v", x.ASP.Mensualites[i], y.ASP.Mensualites[i])
			}
		}
	}
}

// TestRefus : un acte qui ne se peut pas est refusé par une phrase et un champ, et rien n'est consigné.
func TestRefus(t *testing.T) {
	g := greffe()
	d := ouvrir(t, g, claire...)
	for saisi, attendu := range map[string]string{
		"magie date=2026-01-01":                                "n'existe pas",
		"maladie fin=2026-01-01":                               "« Premier jour » est nécessaire",
		"maladie debut=hier":                                   "une date est attendue",
		"maladie debut=2026-06-10 fin=2026-06-01":              "fin",
		"maladie debut=2026-06-10 couleur=bleu":                "ne connaît pas ce champ",
		"offre remise=2026-03-03":                              "déjà au dossier, au fait 5",
		"offre remise=2026-03-03 corrige=5":                    "dit pourquoi",
		"offre remise=2026-03-03 corrige=2 pourquoi=erreur":    "est du même acte",
		"offre remise=2026-03-03 corrige=9 pourquoi=erreur":    "n'a pas de fait 9",
		"annulation corrige=1 pourquoi=erreur":                 "ne s'annule pas",
		"plan_version date=2026-05-01 objectif=x":              "n'est pas encore au dossier",
		"prime_demandee emploi=2 demande_prime_le=2026-05-1":   "n'est pas encore au dossier",
		"paiement date=2026-05-04 nature=asp montant=beaucoup": "un montant en euros est attendu",
	} {
		_, err := g.Accomplir(context.Background(), d.ID, 0, "essai", saisie(saisi))
		var refus *dossier.Refus
		if !errors.As(err, &refus) || !strings.Contains(err.Error(), attendu) {
			t.Errorf("%s : %v", saisi, err)
		}
	}
	relu, err := g.Lire(context.Background(), d.ID)
	if err != nil || relu.Version() != d.Version() {
		t.Errorf("%d faits, %v", relu.Version(), err)
	}
	var conflit *dossier.Conflit
	if _, err := g.Accomplir(context.Background(), d.ID, 3, "essai", saisie("note texte=bonjour")); !errors.As(err, &conflit) || conflit.Trouve != 6 {
		t.Errorf("conflit : %v", err)
	}
	if _, err := g.Lire(context.Background(), "absent"); !errors.Is(err, dossier.ErrInconnu) {
		t.Error(err)
	}
}

// TestCorrection : une correction remplace, une annulation retire ; ce qui complétait le fait corrigé le complète encore.
func TestCorrection(t *testing.T) {
	g := greffe()
	d := ouvrir(t, g, append(append([]string{}, claire...), "plan date=2026-04-10", "reprise_emploi debut=2026-08-24 nature=CDI salaire_mensuel=2400",
		"prime_demandee emploi=8 demande_prime_le=2026-09-01", "reprise_emploi debut=2026-08-31 nature=CDI salaire_mensuel=2400 corrige=8 pourquoi=date")...)
	e := d.Situation.Evenements
	if len(e) != 2 || e[1].Debut != calendrier.D(2026, 8, 31) || e[1].DemandePrimeLe != calendrier.D(2026, 9, 1) {
		t.Fatalf("%+v", e)
	}
	if d.Corrige(8) != 10 {
		t.Errorf("le fait 8 est corrigé par %d", d.Corrige(8))
	}
	d = accomplir(t, g, d.ID, "annulation corrige=7 pourquoi=erreur")
	if n := len(d.Situation.Evenements); n != 1 || d.Situation.Evenements[0].Type != csp.RepriseEmploi {
		t.Errorf("%+v", d.Situation.Evenements)
	}
	// Ce qu'un acte ferait se voit sans le consigner.
	avant, apres, err := g.Essayer(context.Background(), d.ID, saisie("maladie debut=2026-05-01 fin=2026-05-20"))
	if err != nil || avant.Version() != 11 || len(apres.Situation.Evenements) != 2 {
		t.Errorf("%v", err)
	}
}

// TestFaitInconnu : un fait d'une édition plus récente arrête la lecture, et se nomme.
func TestFaitInconnu(t *testing.T) {
	_, err := dossier.Plier([]dossier.Fait{{Dossier: "X", Version: 1, Acte: "teleportation", Donnees: []byte("{}")}})
	var inconnu *dossier.ActeInconnu
	if !errors.As(err, &inconnu) || !strings.Contains(err.Error(), "teleportation") {
		t.Error(err)
	}
	// De même une clé nouvelle d'un acte connu, tant que l'empreinte tient ; sinon, c'est qu'on l'a changée.
	l := journaltest.DeActe("salarie", "X", nil, `{"faits":{"salarie":{"taille":"180"}}}`)
	if _, err := dossier.Plier(l); !errors.As(err, &inconnu) {
		t.Error(err)
	}
	l[0].Donnees = []byte(`{"faits":{"salarie":{"taille":"181"}}}`)
	var rupture *dossier.Rupture
	if _, err := dossier.Plier(l); !errors.As(err, &rupture) {
		t.Error(err)
	}
}

// TestChaine : chaque changement d'un fait consigné se voit.
func TestChaine(t *testing.T) {
	d := ouvrir(t, greffe(), claire...)
	for nom, abimer := range map[string]func([]dossier.Fait) []dossier.Fait{
		"octets":  func(l []dossier.Fait) []dossier.Fait { l[2].Donnees = append([]byte{' '}, l[2].Donnees...); return l },
		"jour":    func(l []dossier.Fait) []dossier.Fait { l[3].Le++; return l },
		"auteur":  func(l []dossier.Fait) []dossier.Fait { l[3].Auteur = "autre"; return l },
		"instant": func(l []dossier.Fait) []dossier.Fait { l[1].Consigne = l[1].Consigne.Add(time.Microsecond); return l },
		"ôté":     func(l []dossier.Fait) []dossier.Fait { return append(l[:2:2], l[3:]...) },
		"échangé": func(l []dossier.Fait) []dossier.Fait { l[2].Acte, l[3].Acte = l[3].Acte, l[2].Acte; return l },
	} {
		var rupture *dossier.Rupture
		if err := dossier.Verifier(abimer(append([]dossier.Fait{}, d.Faits...))); !errors.As(err, &rupture) {
			t.Errorf("%s : %v", nom, err)
		}
	}
}

// TestCompte : trois mois payés, puis une maladie dite en retard. 71,01 € net par jour (73,97 − 2,96) : avril, 30 jours,
// fait 2 130,30 € ; un arrêt du 1er au 10 avril en laisse vingt, 1 420,20 €, et 710,10 € de trop. Il se réclame trois ans.
func TestCompte(t *testing.T) {
	g := greffe()
	d := ouvrir(t, g, append(append([]string{}, claire...), "paiement date=2026-04-02 nature=asp montant=568.08 mois=2026-03", "paiement date=2026-05-04 nature=asp montant=2130.30 mois=2026-04",
		"paiement date=2026-06-02 nature=asp montant=2201.31 mois=2026-05")...)
	c, err := d.Compte()
	if err != nil {
		t.Fatal(err)
	}
	if len(c.TropVerse) != 0 || c.Verse.String() != "4899.69" || c.Lignes[1].Jours != 30 || c.Lignes[1].Solde.String() != "0.00" {
		t.Fatalf("%+v", c.Lignes[:3])
	}
	d = accomplir(t, g, d.ID, "maladie debut=2026-04-01 fin=2026-04-10")
	if c, err = d.Compte(); err != nil {
		t.Fatal(err)
	}
	l := c.Lignes[1]
	if l.Du.String() != "1420.20" || len(l.Ajustements) != 1 || l.Ajustements[0].Fait != 10 || l.Ajustements[0].Ecart.String() != "-710.10" || l.Ajustements[0].Jours != -10 {
		t.Errorf("%+v", l)
	}
	if len(c.TropVerse) != 1 || c.TropVerse[0].Montant.String() != "710.10" || c.TropVerse[0].Jours != 10 || c.TropVerse[0].Cause != 10 || c.TropVerse[0].Limite != calendrier.D(2029, 5, 4) {
		t.Errorf("%+v", c.TropVerse)
	}
	// Annulée, tout revient, et l'annulation est la cause du second ajustement.
	d = accomplir(t, g, d.ID, "annulation corrige=10 pourquoi=double")
	if c, err = d.Compte(); err != nil {
		t.Fatal(err)
	}
	if l := c.Lignes[1]; len(c.TropVerse) != 0 || l.Solde.String() != "0.00" || len(l.Ajustements) != 2 || l.Ajustements[1].Fait != 11 || l.Ajustements[1].Ecart.String() != "710.10" {
		t.Errorf("%+v", l)
	}
}

// TestCompteOrdreIndifferent : paiements et faits, dans tous les ordres tirés, donnent les mêmes soldes.
func TestCompteOrdreIndifferent(t *testing.T) {
	suite := []string{
		"maladie debut=2026-04-01 fin=2026-04-10", "paiement date=2026-05-04 nature=asp montant=2130.30 mois=2026-04", "paiement date=2026-06-02 nature=asp montant=2201.31 mois=2026-05",
		"prebilan date=2026-03-30", "plan date=2026-04-10", "reprise_emploi debut=2026-06-15 nature=CDI salaire_mensuel=2400", "paiement date=2026-07-02 nature=prime montant=100",
		"periode_travail debut=2026-05-04 fin=2026-05-08 nature=CDD accord=oui salaire_mensuel=2500",
	}
	hasard := rand.New(rand.NewPCG(1, 2))
	var attendu string
	for range 30 {
		hasard.Shuffle(len(suite), func(i, j int) { suite[i], suite[j] = suite[j], suite[i] })
		c, err := ouvrir(t, greffe(), append(append([]string{}, claire...), suite...)...).Compte()
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, l := range c.Lignes {
			fmt.Fprintln(&b, l.Nature, l.Mois, l.Jours, l.Du, l.Verse, l.Solde)
		}
		for _, x := range c.TropVerse {
			fmt.Fprintln(&b, x.Nature, x.Mois, x.Montant, x.Limite)
		}
		if attendu == "" {
			attendu = b.String()
		}
		if b.String() != attendu {
			t.Fatalf("%v\n%s\n%s", suite, b.String(), attendu)
		}
	}
	if !strings.Contains(attendu, "2026-04-01") {
		t.Error(attendu)
	}
}

// TestSanteSansTexte : ce qui touche la santé ou la famille (RGPD art. 9) ne porte que des jours et des nombres ; un ancien
// fait, qui avait une note, se relit.
func TestSanteSansTexte(t *testing.T) {
	for _, nom := range []string{"maladie", "maternite", "paternite", "adoption", "proche_aidant", "presence_parentale", "prepare"} {
		a := dossier.Trouver(nom)
		for _, c := range a.Champs {
			if c.Genre != dossier.Jour && c.Genre != dossier.Entier {
				t.Errorf("%s, %s : ni un jour ni un nombre", nom, c.Cle)
			}
		}
		g := greffe()
		d := ouvrir(t, g, claire...)
		s := saisie(nom + " debut=2026-05-04 note=grippe")
		var refus *dossier.Refus
		if _, err := g.Accomplir(context.Background(), d.ID, 0, "essai", s); !errors.As(err, &refus) || refus.Champ != "note" {
			t.Errorf("%s avec une note : %v", nom, err)
		}
	}
	d := ouvrir(t, greffe(), claire...)
	f := d.Faits[len(d.Faits)-1]
	f.Version, f.Acte, f.Le = f.Version+1, "maladie", calendrier.D(2026, 5, 4)
	f.Donnees = []byte(`{"evenement":{"debut":"2026-05-04","type":"maladie"},"suivi":{"note":"ancienne"}}`)
	d, err := dossier.Plier(append(slices.Clone(d.Faits), f))
	if err != nil || d.Suivi(f.Version)["note"] != "ancienne" {
		t.Errorf("un ancien fait ne se relit plus : %v", err)
	}
}

// TestOuvrirUneFois : une référence d'un employeur n'ouvre qu'un dossier ; corrigée depuis, elle est libre pour un autre.
func TestOuvrirUneFois(t *testing.T) {
	g := greffe()
	ouvrir := func(siret, reference string) (string, bool) {
		t.Helper()
		d, neuf, err := g.OuvrirUneFois(context.Background(), "essai", map[string]string{"reference": reference, "siret": siret})
		if err != nil {
			t.Fatal(err)
		}
		return d.ID, neuf
	}
	const ici, ailleurs = "73282932000074", "55208131766522"
	id, neuf := ouvrir(ici, "M1")
	if x, encore := ouvrir(ici, "M1"); !neuf || encore || x != id {
		t.Errorf("rouvert : %s, puis %s", id, x)
	}
	if x, encore := ouvrir(ici+" ", "\u00a0M1 "); encore || x != id { // ce qui se garde est rogné : ce sont les mêmes
		t.Errorf("un blanc ouvre un autre dossier : %s, puis %s", id, x)
	}
	if x, neuf := ouvrir(ailleurs, "M1"); !neuf || x == id {
		t.Error("le matricule d'un autre employeur n'est pas le même")
	}
	accomplir(t, g, id, "ouverture reference=M2 siret="+ici+" corrige=1 pourquoi=matricule")
	if x, neuf := ouvrir(ici, "M1"); !neuf || x == id {
		t.Error("la rangée d'une autre personne est allée dans un dossier dont la référence a changé")
	}
}
