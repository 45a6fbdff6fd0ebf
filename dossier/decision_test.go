package dossier_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"jalon/dossier"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
)

// TestDecision : une décision garde son calcul ; les faits d'après n'y changent rien, et une autre édition dirait ce
// qu'elle en changerait.
func TestDecision(t *testing.T) {
	g := greffe()
	d := ouvrir(t, g, append(slices.Clone(claire), "decision date=2026-03-25 objet=admission")...)
	x := d.Decisions()
	if len(x) != 1 || x[0].Objet != "admission" || x[0].Edition != csp.Edition() || !bytes.Contains(x[0].Droits, []byte(`"asp_brute":"73.97"`)) || !bytes.Contains(x[0].Droits, []byte(`"explication"`)) {
		t.Fatalf("%+v", x)
	}
	d = accomplir(t, g, d.ID, "contrat debut=2024-01-08 salaire_mensuel=3500 corrige=4 pourquoi=bulletin")
	if y := d.Decisions(); !bytes.Equal(y[0].Droits, x[0].Droits) {
		t.Error("un fait d'après a changé une décision")
	}
	if l, err := d.Relecture(&x[0]); err != nil || len(l) != 0 {
		t.Errorf("la même édition changerait %v, %v", l, err)
	}
	ancienne := x[0]
	ancienne.Droits = bytes.Replace(x[0].Droits, []byte(`"asp_brute":"73.97"`), []byte(`"asp_brute":"70.00"`), 1)
	ancienne.Droits = bytes.Replace(ancienne.Droits, []byte(`"statut":`), []byte(`"disparu":"x","statut":`), 1)
	if l, err := d.Relecture(&ancienne); err != nil || !slices.Contains(l, dossier.Changement{Quoi: "disparu", Avant: "x"}) || !slices.Contains(l, dossier.Changement{Quoi: "montants.asp_brute", Avant: "70.00", Apres: "73.97"}) {
		t.Errorf("%v, %v", l, err)
	}
}

// TestSansMois : de l'ASP versée sans dire son mois n'est ni due ni indue : on n'en sait rien. Deux versements d'un même mois
// ont chacun leur prescription : 2 130,30 € dus en avril, 2 000 puis 500 versés, 369,70 € de trop au second seul.
func TestSansMois(t *testing.T) {
	d := ouvrir(t, greffe(), append(slices.Clone(claire), "paiement date=2026-05-04 nature=asp montant=800")...)
	c, err := d.Compte()
	if err != nil || c.Inconnus != 1 || len(c.TropVerse) != 0 {
		t.Errorf("%d inconnus, %+v, %v", c.Inconnus, c.TropVerse, err)
	}
	d = ouvrir(t, greffe(), append(slices.Clone(claire), "paiement date=2026-06-02 nature=asp montant=500 mois=2026-04", "paiement date=2026-05-04 nature=asp montant=2000 mois=2026-04")...)
	if c, err = d.Compte(); err != nil {
		t.Fatal(err)
	}
	if len(c.TropVerse) != 1 || c.TropVerse[0].Versement != 7 || c.TropVerse[0].Montant.String() != "369.70" || c.TropVerse[0].Limite != calendrier.D(2029, 6, 2) {
		t.Errorf("%+v", c.TropVerse)
	}
}

// TestRemboursement : ce que la personne rend diminue le trop versé de son poste. 710,10 € de trop, 300 rendus.
func TestRemboursement(t *testing.T) {
	d := ouvrir(t, greffe(), append(slices.Clone(claire), "paiement date=2026-05-04 nature=asp montant=2130.30 mois=2026-04", "maladie debut=2026-04-01 fin=2026-04-10",
		"indu_notifie date=2026-06-01 montant=710,10", "contestation date=2026-06-10 texte=non", "echeancier debut=2026-07-01 mensualite=150 nombre=5",
		"remboursement date=2026-07-01 nature=asp mois=2026-04 montant=300")...)
	c, err := d.Compte()
	if err != nil {
		t.Fatal(err)
	}
	if len(c.TropVerse) != 1 || c.TropVerse[0].Montant.String() != "410.10" || c.TropVerse[0].Cause != 8 {
		t.Errorf("%+v", c.TropVerse)
	}
	if l := d.EnMots(12); !slices.Equal(l, []string{"Reçu le : 01/07/2026", "De quoi : ASP", "Mois payé à tort : avril 2026", "Montant : 300,00\u00a0€"}) {
		t.Errorf("%q", l)
	}
}

// TestSilenceSansTerme : tant que la décision sur un salarié protégé est attendue, nul ne sait quand finit le délai : un
// silence ne se constate pas.
func TestSilenceSansTerme(t *testing.T) {
	g := greffe()
	d := ouvrir(t, g, "employeur effectif=62 engagement=2026-03-02", "salarie date_naissance=1980-06-12 protege=oui", "contrat debut=2024-01-08 salaire_mensuel=3000", "offre remise=2026-03-02")
	var refus *dossier.Refus
	if _, err := g.Accomplir(t.Context(), d.ID, 0, "essai", saisie("silence date=2026-06-01")); !errors.As(err, &refus) || !strings.Contains(err.Error(), "n'est pas connu") {
		t.Errorf("%v", err)
	}
}
