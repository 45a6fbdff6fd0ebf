package lettre_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"jalon/document/lettre"
	"jalon/dossier"
	"jalon/dossier/memoire"
	"jalon/droit/calendrier"
)

// TestReleve : avril payé 2 130,30 €, puis un arrêt du 1er au 10 avril connu en juin : dix jours et 710,10 € de trop.
func TestReleve(t *testing.T) {
	h := time.Date(2026, 6, 3, 9, 0, 0, 0, time.UTC)
	g := &dossier.Greffe{Journal: memoire.Nouveau(), Horloge: func() time.Time { return h }}
	d, err := g.Ouvrir(context.Background(), "essai", map[string]string{"reference": "2026-014"})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range []dossier.Saisie{
		{Acte: "employeur", Valeurs: map[string]string{"effectif": "62", "engagement": "2026-03-02"}},
		{Acte: "salarie", Valeurs: map[string]string{"date_naissance": "1980-06-12"}},
		{Acte: "contrat", Valeurs: map[string]string{"debut": "2024-01-08", "salaire_mensuel": "3000"}},
		{Acte: "offre", Valeurs: map[string]string{"remise": "2026-03-02"}},
		{Acte: "reponse", Valeurs: map[string]string{"decision": "acceptation", "date": "2026-03-10"}},
		{Acte: "paiement", Valeurs: map[string]string{"date": "2026-04-30", "nature": "asp", "montant": "2130,30", "mois": "2026-04"}},
		{Acte: "maladie", Valeurs: map[string]string{"debut": "2026-04-01", "fin": "2026-04-10"}},
	} {
		if d, err = g.Accomplir(context.Background(), d.ID, 0, "essai", &a); err != nil {
			t.Fatal(err)
		}
	}
	l, err := lettre.Releve(d, calendrier.D(2026, 4, 1))
	if err != nil {
		t.Fatal(err)
	}
	lu := texte(l)
	for _, attendu := range []string{
		"Relevé, avril 2026", "Dossier 2026-014", "Jours d'allocation | 20 jours à 71,01 € net (73,97 € brut)", "Dû, net | 1 420,20 €", "Versé dans le mois | 2 130,30 €", "Reste dû, ou trop versé (−) | -710,10 €",
		"Changé par : Arrêt de maladie (du 01/04/2026, connu le 03/06/2026). Avant : 2 130,30 € ; après : 1 420,20 €", "Versé en trop : 710,10 €, pour 10 jours", "30/04/2029",
	} {
		if !strings.Contains(lu, attendu) {
			t.Errorf("%q n'est pas dans :\n%s", attendu, lu)
		}
	}
	if vide, err := lettre.Releve(d, calendrier.D(2027, 9, 1)); err != nil || !strings.Contains(texte(vide), "Rien n'est dû ni versé") {
		t.Errorf("%v", err)
	}
}
