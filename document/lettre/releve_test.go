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
		"jusqu'au 30/04/2029", "L'ASP en net, avant impôt sur le revenu ; la prime et l'indemnité différentielle telles que la loi les donne",
		"Changé par : Arrêt de maladie (du 01/04/2026, connu le 03/06/2026). Avant : 2 130,30 € ; après : 1 420,20 €", "Versé en trop : 710,10 €, pour 10 jours", "30/04/2029",
	} {
		if !strings.Contains(lu, attendu) {
			t.Errorf("%q n'est pas dans :\n%s", attendu, lu)
		}
	}
	// Notifié le 8 juin, à rendre en trois fois 240 € : 300 € rendus en juillet laissent 410,10 €, la première échéance reçue, 60 € de la
	// deuxième. Un arrêt de juin sans fin connue : neuf jours acquis, 639,09 €.
	for _, a := range []dossier.Saisie{
		{Acte: "indu_notifie", Valeurs: map[string]string{"date": "2026-06-08", "montant": "710,10"}},
		{Acte: "echeancier", Valeurs: map[string]string{"debut": "2026-07-05", "mensualite": "240", "nombre": "3", "accepte_le": "2026-06-20"}},
		{Acte: "remboursement", Valeurs: map[string]string{"date": "2026-07-05", "nature": "asp", "mois": "2026-04", "montant": "300"}},
		{Acte: "maladie", Valeurs: map[string]string{"debut": "2026-06-10"}},
	} {
		if d, err = g.Accomplir(context.Background(), d.ID, 0, "essai", &a); err != nil {
			t.Fatal(err)
		}
	}
	for mois, attendus := range map[int][]string{
		4: {"Versé en trop : 710,10 €, pour 10 jours ; rendu : 300,00 € ; reste à rendre : 410,10 €. La somme est réclamée, trop-perçu notifié le 08/06/2026."},
		6: {"Dû, net | au moins 639,09 €", "Reste dû, ou trop versé (−) | au moins 639,09 €", "Trop-perçu de 710,10 €, notifié le 08/06/2026", "Rendu à ce jour : 300,00 € ; reste à rendre : 410,10 €", "À rendre en 3 échéances."},
		7: {"À rendre en 3 échéances ; celle de ce mois, la n° 1, est du 05/07/2026 : 240,00 €, reçue.", "Rendu le 05/07/2026 : 300,00 €."},
		8: {"celle de ce mois, la n° 2, est du 05/08/2026 : 240,00 €, dont 60,00 € reçus."},
	} {
		l, err := lettre.Releve(d, calendrier.D(2026, mois, 1))
		if err != nil {
			t.Fatal(err)
		}
		lu := texte(l)
		for _, attendu := range attendus {
			if !strings.Contains(lu, attendu) {
				t.Errorf("mois %d : %q n'est pas dans :\n%s", mois, attendu, lu)
			}
		}
		if strings.Contains(lu, "peut le réclamer") {
			t.Errorf("mois %d : une somme réclamée se dit à réclamer :\n%s", mois, lu)
		}
	}
	// Ce qui n'a pas de brut n'a pas de retenue à montrer : la pension d'invalidité, dont la somme n'est pas dite, laisse l'allocation inconnue.
	if d, err = g.Accomplir(context.Background(), d.ID, 0, "essai", &dossier.Saisie{Acte: "salarie", Corrige: 3, Pourquoi: "pension", Valeurs: map[string]string{"date_naissance": "1980-06-12", "pension_categorie": "2"}}); err != nil {
		t.Fatal(err)
	}
	if l, err = lettre.Releve(d, calendrier.D(2026, 4, 1)); err != nil || !strings.Contains(texte(l), "Allocation brute | pas encore connu") || strings.Contains(texte(l), "Retenue") {
		t.Errorf("%v :\n%s", err, texte(l))
	}
	if vide, err := lettre.Releve(d, calendrier.D(2027, 9, 1)); err != nil || !strings.Contains(texte(vide), "Rien n'est dû ni versé") {
		t.Errorf("%v", err)
	}
}

// TestReleveDUneAide : emploi du 24 août 2026 à 2 500 € pour un salaire de référence de 98,63 € par jour : l'indemnité vaut
// 30 × 98,63 − 2 500 = 458,90 € par mois d'emploi, échue le 23 de chaque mois. Le premier mois versé le 2 octobre, la fin d'octobre en doit un.
func TestReleveDUneAide(t *testing.T) {
	g := &dossier.Greffe{Journal: memoire.Nouveau(), Horloge: func() time.Time { return time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC) }}
	d, err := g.Ouvrir(context.Background(), "essai", nil)
	for _, a := range []dossier.Saisie{
		{Acte: "employeur", Valeurs: map[string]string{"effectif": "62", "engagement": "2026-03-02"}},
		{Acte: "salarie", Valeurs: map[string]string{"date_naissance": "1980-06-12"}},
		{Acte: "contrat", Valeurs: map[string]string{"debut": "2024-01-08", "salaire_mensuel": "3000", "heures_hebdo": "35"}},
		{Acte: "offre", Valeurs: map[string]string{"remise": "2026-03-02"}},
		{Acte: "reponse", Valeurs: map[string]string{"decision": "acceptation", "date": "2026-03-10"}},
		{Acte: "reprise_emploi", Valeurs: map[string]string{"debut": "2026-08-24", "nature": "CDI", "salaire_mensuel": "2500", "heures_hebdo": "35", "heures_identiques": "oui"}},
		{Acte: "idr_demandee", Valeurs: map[string]string{"emploi": "7", "demande_idr_le": "2026-09-01"}},
		{Acte: "aide_decidee", Valeurs: map[string]string{"emploi": "7", "aide": "idr", "accordee": "oui", "date": "2026-09-08"}},
		{Acte: "paiement", Valeurs: map[string]string{"date": "2026-10-02", "nature": "idr", "montant": "458,90"}},
	} {
		if err == nil {
			d, err = g.Accomplir(context.Background(), d.ID, 0, "essai", &a)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	for mois, voulus := range map[int][]string{
		9:  {"Échu dans le mois | 458,90 €", "Échu depuis le début | 458,90 €", "Versé en tout | 0,00 €", "Reste dû, ou trop versé (−) | 458,90 €"},
		10: {"Échu dans le mois | 458,90 €", "Échu depuis le début | 917,80 €", "Versé dans le mois | 458,90 €", "Reste dû, ou trop versé (−) | 458,90 €"},
	} {
		l, err := lettre.Releve(d, calendrier.D(2026, mois, 1))
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range voulus {
			if lu := texte(l); !strings.Contains(lu, v) {
				t.Errorf("mois %d : %q n'est pas dans :\n%s", mois, v, lu)
			}
		}
	}
}
