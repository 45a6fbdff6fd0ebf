package paiement_test

import (
	"slices"
	"strings"
	"testing"

	"jalon/dossier"
	"jalon/dossier/paiement"
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
