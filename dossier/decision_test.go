package dossier_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"jalon/dossier"
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
	if l, err := d.Relecture(&ancienne); err != nil || !slices.Contains(l, dossier.Changement{Quoi: "montants.asp_brute", Avant: "70.00", Apres: "73.97"}) {
		t.Errorf("%v, %v", l, err)
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
	if s := d.EnMots(12); !strings.Contains(s, "montant 300.00") {
		t.Errorf("%q", s)
	}
}
