//go:build unix

package sqlstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"jalon/dossier"
	"jalon/dossier/paiement"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
)

// clairesEnAvril sont n dossiers de Claire V., mars versé : avril leur doit 30 jours à 71,01 €, 2 130,30 €.
func clairesEnAvril(t *testing.T, j dossier.Journal, n int) *dossier.Greffe {
	t.Helper()
	var rang atomic.Int64
	g := &dossier.Greffe{Journal: j, Horloge: func() time.Time { return time.Date(2026, 5, 2, 9, 0, 0, 0, time.UTC) }, Identifiant: func() string { return fmt.Sprintf("CLAIRE%05d", rang.Add(1)) }}
	var fin sync.WaitGroup
	places := make(chan bool, 32)
	for range n {
		places <- true
		fin.Go(func() {
			defer func() { <-places }()
			d, err := g.Ouvrir(fond, "essai", nil)
			for _, a := range []string{
				"employeur effectif=62 engagement=2026-03-02", "salarie date_naissance=1980-06-12", "contrat debut=2024-01-08 salaire_mensuel=3000",
				"offre remise=2026-03-02 motif_ecrit_le=2026-03-02", "reponse decision=acceptation date=2026-03-10", "paiement date=2026-04-02 nature=asp montant=568.08 mois=2026-03",
			} {
				mots := strings.Fields(a)
				s := &dossier.Saisie{Acte: mots[0], Valeurs: map[string]string{}}
				for _, m := range mots[1:] {
					cle, v, _ := strings.Cut(m, "=")
					s.Valeurs[cle] = v
				}
				if err == nil {
					d, err = g.Accomplir(fond, d.ID, 0, "essai", s)
				}
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	fin.Wait()
	return g
}

// etatDAvril prépare l'état d'avril.
func etatDAvril(t *testing.T, b *Base, g *dossier.Greffe) *paiement.Etat {
	t.Helper()
	p := &paiement.Preparation{Journal: b, Depot: b, Horloge: g.Horloge}
	e, err := p.Commencer(fond, calendrier.D(2026, 4, 1), "P")
	if err == nil {
		err = p.Remplir(fond, e, calendrier.D(2026, 5, 2), &paiement.Avance{})
	}
	if err != nil {
		t.Fatal(err)
	}
	return e
}

var errCoupure = errors.New("coupé")

// fragile est un journal qui s'arrête après quelques ajouts : le dernier est écrit, mais ne se sait pas.
type fragile struct {
	dossier.Journal
	reste atomic.Int64
}

func (f *fragile) Ajouter(ctx context.Context, l []dossier.Fait, x *dossier.Fiche) error {
	n := f.reste.Add(-1)
	if n < 0 {
		return errCoupure
	}
	err := f.Journal.Ajouter(ctx, l, x)
	if n == 0 {
		return errCoupure
	}
	return err
}

// payes compte les paiements d'avril de chaque dossier.
func payes(t *testing.T, b *Base) map[string]int {
	t.Helper()
	m := map[string]int{}
	if err := b.Parcourir(fond, func(l []dossier.Fait) error {
		d, err := dossier.Plier(l)
		if err != nil {
			return err
		}
		m[d.ID] = 0
		for _, f := range d.De("paiement") {
			if d.Valeurs(f.Version)["mois"] == "2026-04" {
				m[d.ID]++
				if a := d.Appui(f.Version); f.Auteur != "V" || a.PreparePar != "P" || !strings.HasPrefix(a.Piece, "2026-04-") || d.Valeurs(f.Version)["montant"] != "2130.30" {
					t.Errorf("%s : par %s, %+v, %v", d.ID, f.Auteur, a, d.Valeurs(f.Version))
				}
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return m
}

// TestEtatDePaiement : préparé, coupé au milieu, repris par deux à la fois, figé : chaque ligne une fois, jamais deux ; un dossier
// qui a changé depuis est écarté. L'état figé ne change plus, et suit la base ailleurs.
func TestEtatDePaiement(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		b := ouvrir(t, adresse())
		const n = 40
		g := clairesEnAvril(t, b, n)
		e := etatDAvril(t, b, g)
		if e.Dossiers != n || e.Lignes != n || e.Statut != paiement.Prepare {
			t.Fatalf("%+v", e)
		}
		autre := etatDAvril(t, b, g) // préparé en double : rien ne se paie deux fois pour autant
		if _, err := g.Accomplir(fond, "CLAIRE00003", 0, "essai", &dossier.Saisie{Acte: "note", Valeurs: map[string]string{"texte": "venue après"}}); err != nil {
			t.Fatal(err)
		}
		x := &paiement.Validation{Greffe: g, Depot: b}
		if err := x.Ouvrir(fond, e, "V", calendrier.D(2026, 4, 29)); !errors.Is(err, paiement.ErrTropTot) {
			t.Errorf("avant la fin du mois : %v", err)
		}
		if err := x.Ouvrir(fond, e, "V", calendrier.D(2026, 5, 2)); err != nil {
			t.Fatal(err)
		}
		if err := b.CommencerEtat(fond, e.ID, "W", instantAcces); !errors.Is(err, paiement.ErrDevance) {
			t.Errorf("validé deux fois : %v", err)
		}
		for _, apres := range []int64{7, 1} { // coupé deux fois, chaque fois sur un ajout écrit sans qu'on le sache
			f := &fragile{Journal: b}
			f.reste.Store(apres)
			coupe := &paiement.Validation{Greffe: &dossier.Greffe{Journal: f, Horloge: g.Horloge}, Depot: b}
			if err := coupe.Payer(fond, e.ID, &paiement.Avance{}); !errors.Is(err, errCoupure) {
				t.Fatal(err)
			}
		}
		if s, _ := b.EtatPaiement(fond, e.ID); s.Statut != paiement.EnValidation {
			t.Errorf("coupé : %s", s.Statut)
		}
		var fin sync.WaitGroup
		for range 2 {
			fin.Go(func() {
				y := &paiement.Validation{Greffe: &dossier.Greffe{Journal: b, Horloge: g.Horloge}, Depot: b}
				if err := y.Payer(fond, e.ID, &paiement.Avance{}); err != nil && !errors.Is(err, paiement.ErrDevance) {
					t.Error(err)
				}
			})
		}
		fin.Wait()
		deuxFois(t, b, g, autre)
		e, err := b.EtatPaiement(fond, e.ID)
		if err != nil || e.Statut != paiement.Fige || e.ValidePar != "V" || e.PreparePar != "P" {
			t.Fatalf("%+v, %v", e, err)
		}
		for id, fois := range payes(t, b) {
			if attendu := map[bool]int{true: 0, false: 1}[id == "CLAIRE00003"]; fois != attendu {
				t.Errorf("%s payé %d fois", id, fois)
			}
		}
		bilan, err := b.BilanEtat(fond, e.ID, "")
		if want := []paiement.Somme{
			{Genre: paiement.Payer, Issue: paiement.Ecarte, Lignes: 1, Differents: 1, Montant: argent.Centimes(213030)},
			{Genre: paiement.Payer, Issue: paiement.Paye, Lignes: 39, Differents: 39, Montant: argent.Centimes(39 * 213030)},
		}; err != nil || !reflect.DeepEqual(bilan, want) {
			t.Errorf("%+v, %v", bilan, err)
		}
		if l, err := b.LignesEtat(fond, e.ID, paiement.Filtre{Issue: paiement.Ecarte, Limite: 9}); err != nil || len(l) != 1 || l[0].Dossier != "CLAIRE00003" {
			t.Errorf("%+v, %v", l, err)
		}
		refaite, err := paiement.Sceller(fond, b, e, true)
		if err != nil || refaite != e.Scelle || e.Scelle == e.Empreinte {
			t.Errorf("%s, %s, %v", refaite, e.Scelle, err)
		}
		for _, ordre := range []string{
			`UPDATE etats_paiement SET valide_par = 'x'`, `DELETE FROM etats_paiement`, `DELETE FROM lignes_paiement`, `UPDATE lignes_paiement SET montant = 1`, `UPDATE lignes_paiement SET issue = ''`,
			`INSERT INTO lignes_paiement SELECT etat, rang + 1000, dossier, version, operateur, genre, nature, mois, montant, avant, differe, cause, issue, fait FROM lignes_paiement`,
		} {
			if _, err := b.ecrit.Exec(ordre); err == nil {
				t.Errorf("permis : %s", ordre)
			}
		}
		ailleurs(t, b, adresse, e)
		if _, err := b.Verifier(fond, nil); err != nil {
			t.Error(err)
		}
		if b.fichier == "" {
			return
		}
		if _, err := b.ecrit.Exec(`DROP TRIGGER lignes_paiement_sans_retouche; UPDATE lignes_paiement SET montant = montant + 1 WHERE rang = 7 AND etat = '` + e.ID + `'`); err != nil {
			t.Fatal(err)
		}
		_, err = b.Verifier(fond, nil)
		refuse(t, err, "l'état de paiement "+e.ID+" n'est plus celui qui a été figé")
	})
}

// deuxFois valide un second état des mêmes lignes : les versions ont changé, tout y est écarté.
func deuxFois(t *testing.T, b *Base, g *dossier.Greffe, e *paiement.Etat) {
	t.Helper()
	x := &paiement.Validation{Greffe: g, Depot: b}
	err := x.Ouvrir(fond, e, "V", calendrier.D(2026, 5, 2))
	if err == nil {
		err = x.Payer(fond, e.ID, &paiement.Avance{})
	}
	if l, err2 := b.LignesEtat(fond, e.ID, paiement.Filtre{Issue: paiement.Paye, Limite: 9}); err != nil || err2 != nil || len(l) > 0 {
		t.Errorf("%+v, %v, %v", l, err, err2)
	}
}

// ailleurs : une sauvegarde remise, et un export repris, ont les mêmes états, les mêmes lignes et les mêmes propositions.
func ailleurs(t *testing.T, b *Base, adresse func() string, e *paiement.Etat) {
	t.Helper()
	p := &paiement.Proposition{
		ID: "PROP1", Dossier: "CLAIRE00001", Version: 8, Par: "P", Le: instantAcces, Statut: paiement.Proposee,
		Saisie: dossier.Saisie{Acte: "indu_notifie", Valeurs: map[string]string{"montant": "1", "note": "é"}, Corrige: 4, Pourquoi: "x"},
	}
	if err := b.Proposer(fond, p); err != nil {
		t.Fatal(err)
	}
	if _, err := (&paiement.Preparation{Depot: b, Horloge: time.Now}).Commencer(fond, calendrier.D(2026, 5, 1), "P"); err != nil { // resté en préparation
		t.Fatal(err)
	}
	fichier := filepath.Join(t.TempDir(), "sauvegarde")
	if err := b.Sauvegarder(fond, fichier); err != nil {
		t.Fatal(err)
	}
	remise := adresse()
	if _, err := Restaurer(fond, fichier, remise, nil); err != nil {
		t.Fatal(err)
	}
	var w bytes.Buffer
	if _, err := b.Exporter(fond, &w, nil); err != nil {
		t.Fatal(err)
	}
	reprise := ouvrir(t, adresse())
	if _, err := reprise.Importer(fond, bytes.NewReader(w.Bytes()), nil); err != nil {
		t.Fatal(err)
	}
	for nom, la := range map[string]*Base{"remise": ouvrir(t, remise), "reprise": reprise} {
		lu, err := la.EtatPaiement(fond, e.ID)
		if err != nil || !reflect.DeepEqual(lu, e) {
			t.Errorf("%s : %+v, attendu %+v, %v", nom, lu, e, err)
			continue
		}
		if s, err := paiement.Sceller(fond, la, lu, true); err != nil || s != e.Scelle {
			t.Errorf("%s : les lignes ne sont plus les mêmes (%v)", nom, err)
		}
		if q, err := la.Proposition(fond, "PROP1"); err != nil || !reflect.DeepEqual(q, p) {
			t.Errorf("%s : %+v, %v", nom, q, err)
		}
		if l, err := la.EtatsPaiement(fond); err != nil || len(l) != 2 {
			t.Errorf("%s : %d états, %v", nom, len(l), err)
		}
	}
}

// TestPropositions : l'une se tranche une fois ; validée, elle ne se récrit pas.
func TestPropositions(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		b := ouvrir(t, adresse())
		g := clairesEnAvril(t, b, 1)
		p := &paiement.Proposition{Dossier: "CLAIRE00001", Version: 7, Par: "P", Le: instantAcces, Saisie: dossier.Saisie{Acte: "indu_notifie", Valeurs: map[string]string{"date": "2026-05-02", "montant": "100"}}}
		encore := *p
		for _, x := range []*paiement.Proposition{p, &encore} { // un bouton pressé deux fois
			if err := paiement.Proposer(fond, b, x); err != nil {
				t.Fatal(err)
			}
		}
		if l, err := b.Propositions(fond, paiement.Proposee, "", 0); err != nil || len(l) != 1 || encore.ID != p.ID || !reflect.DeepEqual(&l[0], p) {
			t.Fatalf("%+v, %v", l, err)
		}
		// Coupé après le fait, avant la note : recommencé, le fait n'est pas écrit de nouveau.
		coupe := *p
		s := p.Saisie
		s.Appui = dossier.Appui{PreparePar: p.Par, Piece: p.ID}
		if _, err := g.Accomplir(fond, p.Dossier, 7, "V", &s); err != nil {
			t.Fatal(err)
		}
		if err := paiement.Refuser(fond, g, b, &encore, "V", "non"); !errors.Is(err, paiement.ErrDevance) {
			t.Errorf("refusée alors qu'elle est un fait : %v", err)
		}
		if err := paiement.Valider(fond, g, b, &coupe, "W"); err != nil || coupe.Fait != 8 || coupe.TrancheePar != "V" {
			t.Errorf("%+v, %v", coupe, err)
		}
		if d, err := g.Lire(fond, p.Dossier); err != nil || d.Version() != 8 || d.Appui(8).PreparePar != "P" || d.Faits[7].Auteur != "V" {
			t.Errorf("%+v, %v", d.Faits[7], err)
		}
		if err := b.TrancherProposition(fond, &coupe); !errors.Is(err, paiement.ErrDevance) {
			t.Errorf("tranchée deux fois : %v", err)
		}
		// Le dossier a changé depuis : conflit, et rien n'est écrit.
		vieille := &paiement.Proposition{Dossier: p.Dossier, Version: 7, Par: "P", Le: instantAcces, Saisie: dossier.Saisie{Acte: "indu_notifie", Valeurs: map[string]string{"date": "2026-05-03", "montant": "7"}}}
		if err := paiement.Proposer(fond, b, vieille); err != nil {
			t.Fatal(err)
		}
		if err := paiement.Valider(fond, g, b, vieille, "V"); !errors.As(err, new(*dossier.Conflit)) {
			t.Errorf("%v", err)
		}
		if err := paiement.Refuser(fond, g, b, vieille, "V", "le dossier a changé"); err != nil {
			t.Error(err)
		}
		if l, err := b.Propositions(fond, paiement.Refusee, p.Dossier, 0); err != nil || len(l) != 1 || l[0].Raison != "le dossier a changé" {
			t.Errorf("%+v, %v", l, err)
		}
	})
}
