package lettre_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"jalon/document/lettre"
	"jalon/document/pdf"
	"jalon/dossier"
	"jalon/dossier/memoire"
)

// TestCellule : la décision nomme l'autorité comme elle s'appelait ce jour-là (Direccte jusqu'au 31 mars 2021, Dreets depuis) ;
// six semaines depuis le lundi 1er mars 2021 finissent le dimanche 11 avril ; 12 et 20 entretiens font 32.
func TestCellule(t *testing.T) {
	h := time.Date(2026, 6, 3, 9, 0, 0, 0, time.UTC)
	g := &dossier.Greffe{Journal: memoire.Nouveau(), Horloge: func() time.Time { return h }}
	ouvrir := func(decision string) *dossier.Dossier {
		d, err := g.Ouvrir(context.Background(), "essai", map[string]string{"sorte": "casp", "reference": "C-7", "siret": "73282932000074"})
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range []dossier.Saisie{
			{Acte: "employeur", Valeurs: map[string]string{"effectif": "120", "engagement": "2021-02-01", "procedure_collective": "redressement"}},
			{Acte: "cellule_demandee", Valeurs: map[string]string{"date": "2021-02-08", "par": "mandataire", "licenciements": "45"}},
			{Acte: "cellule_avis", Valeurs: map[string]string{"date": "2021-02-15", "favorable": "oui"}},
			{Acte: "cellule_decision", Valeurs: map[string]string{"date": decision, "accordee": "oui"}},
		} {
			if d, err = g.Accomplir(context.Background(), d.ID, 0, "essai", &a); err != nil {
				t.Fatal(err)
			}
		}
		return d
	}
	d := ouvrir("2021-04-01")
	decision := func(d *dossier.Dossier) *lettre.Lettre {
		l, err := lettre.CelluleDecision(d, "Direction d'essai", "Forges d'essai", true)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	if lu := texte(decision(d)); !strings.Contains(lu, "La Dreets ouvre") || !strings.Contains(lu, "se disent ensuite") || strings.Contains(lu, "La Direccte") {
		t.Errorf("%s", lu)
	}
	if lettre.CelluleBilan(d, "", "", "") != nil {
		t.Error("un bilan sans fin")
	}
	d = ouvrir("2021-02-22")
	for _, a := range []dossier.Saisie{
		{Acte: "cellule_ouverte", Valeurs: map[string]string{"debut": "2021-03-01", "operateur": "Relais"}},
		{Acte: "cellule_semaine", Valeurs: map[string]string{"semaine": "2021-03-08", "entretiens_individuels": "20"}},
		{Acte: "cellule_semaine", Valeurs: map[string]string{"semaine": "2021-03-01", "entretiens_individuels": "12", "appels": "31"}},
		{Acte: "cellule_fin", Valeurs: map[string]string{"date": "2021-04-09", "bilan": "Chacun a été reçu."}},
	} {
		var err error
		if d, err = g.Accomplir(context.Background(), d.ID, 0, "essai", &a); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		l        *lettre.Lettre
		attendus []string
	}{
		{decision(d), []string{
			"La Direccte ouvre", "Direction d'essai", "Entreprise : Forges d'essai, SIRET 73282932000074", "Plus de 20 salariés | 120 salariés | oui", "Redressement ou liquidation judiciaire (une de ces situations suffit, par lecture) | redressement | oui",
			"comme une situation sociale tendue (une de ces situations suffit, par lecture) | pas dit | pas connu", "donné le 15/02/2021 | oui", "CASP-02",
		}},
		{lettre.CelluleBilan(d, "", "Forges d'essai", "12"), []string{
			"Durée | 40 jours", "Entretiens individuels | 32 | 12 | 20", "Appels au numéro vert | 31 | 31 | —", "Chacun a été reçu.", "ont un dossier de CSP | 12", "Pour l'opérateur, Relais",
		}},
	} {
		lu := texte(c.l)
		for _, attendu := range c.attendus {
			if !strings.Contains(lu, attendu) {
				t.Errorf("%q n'est pas dans :\n%s", attendu, lu)
			}
		}
		var b bytes.Buffer
		if err := pdf.Lettre(&b, c.l); err != nil || !bytes.HasPrefix(b.Bytes(), []byte("%PDF")) {
			t.Errorf("%v", err)
		}
	}
}

// TestCelluleDecisionReste : la décision dit ce qui était su quand elle a été consignée ; ni l'effectif corrigé ensuite, ni
// l'opérateur et le premier jour dits après ne la récrivent. Ce que personne n'a dit n'est pas un non ; un refus dit ce qu'on sait de son recours.
func TestCelluleDecisionReste(t *testing.T) {
	g := &dossier.Greffe{Journal: memoire.Nouveau(), Horloge: func() time.Time { return time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC) }}
	d, err := g.Ouvrir(context.Background(), "essai", map[string]string{"sorte": "casp", "reference": "C-8"})
	if err != nil {
		t.Fatal(err)
	}
	lire := func(actes ...dossier.Saisie) string {
		t.Helper()
		for _, a := range actes {
			if d, err = g.Accomplir(context.Background(), d.ID, 0, "essai", &a); err != nil {
				t.Fatal(err)
			}
		}
		l, err := lettre.CelluleDecision(d, "", "", false)
		if err != nil {
			t.Fatal(err)
		}
		return texte(l)
	}
	lu := lire(
		dossier.Saisie{Acte: "employeur", Valeurs: map[string]string{"effectif": "24", "engagement": "2026-11-02"}},
		dossier.Saisie{Acte: "cellule_demandee", Valeurs: map[string]string{"date": "2026-11-03", "licenciements": "20"}},
		dossier.Saisie{Acte: "cellule_avis", Valeurs: map[string]string{"date": "2026-11-10", "favorable": "oui"}},
		dossier.Saisie{Acte: "cellule_decision", Valeurs: map[string]string{"date": "2026-11-16", "accordee": "oui"}})
	if strings.Contains(lu, "10/11/2026") {
		t.Errorf("qui n'a pas droit à l'avis le lit :\n%s", lu)
	}
	for _, attendu := range []string{"24 salariés | oui", "Avis favorable de la direction régionale de l'opérateur | caché à votre rôle | —", "Redressement ou liquidation judiciaire (une de ces situations suffit, par lecture) | pas dit | pas connu"} {
		if !strings.Contains(lu, attendu) {
			t.Errorf("%q n'est pas dans :\n%s", attendu, lu)
		}
	}
	apres := lire(
		dossier.Saisie{Acte: "cellule_ouverte", Valeurs: map[string]string{"debut": "2026-11-18", "operateur": "Relais"}},
		dossier.Saisie{Acte: "employeur", Valeurs: map[string]string{"effectif": "15", "engagement": "2026-11-02"}, Corrige: 2, Pourquoi: "erreur"})
	if apres != lu {
		t.Errorf("la décision s'est récrite :\n%s\n\n%s", lu, apres)
	}
	lire(dossier.Saisie{Acte: "annulation", Corrige: 6, Pourquoi: "erreur"})
	if lu := lire(dossier.Saisie{Acte: "cellule_decision", Valeurs: map[string]string{"date": "2026-11-16", "accordee": "non"}, Corrige: 5, Pourquoi: "effectif"}); !strings.Contains(lu, "15 salariés | non") || !strings.Contains(lu, "n'ouvre pas") || !strings.Contains(lu, "Aucun texte connu ne dit le recours") {
		t.Errorf("%s", lu)
	}
}
