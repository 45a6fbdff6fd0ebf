package paiement_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"jalon/dossier"
	"jalon/dossier/paiement"
	"jalon/droit/calendrier"
	"jalon/sqlstore"
)

// enfant : le binaire de test, relancé pour être tué, lit ici sa base et l'état à payer.
const enfant = "JALON_PAIEMENT_ENFANT"

func TestMain(m *testing.M) {
	if adresse := os.Getenv(enfant); adresse != "" {
		if err := payerSansFin(adresse, os.Args[len(os.Args)-1]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func horloge() time.Time { return time.Date(2026, 5, 2, 9, 0, 0, 0, time.UTC) }

// payerSansFin paie un état et dit « ! » dès qu'un dossier l'est.
func payerSansFin(adresse, etat string) error {
	b, err := sqlstore.Ouvrir(context.Background(), adresse)
	if err != nil {
		return err
	}
	a := &paiement.Avance{}
	go func() {
		for a.Fait.Load() < 20 {
			time.Sleep(100 * time.Microsecond)
		}
		fmt.Println("!")
	}()
	return (&paiement.Validation{Greffe: &dossier.Greffe{Journal: b, Horloge: horloge}, Depot: b}).Payer(context.Background(), etat, a)
}

// TestTueAuMilieu : le programme est tué net pendant qu'il paie, trois fois ; repris, chaque dossier est payé une fois, jamais deux.
func TestTueAuMilieu(t *testing.T) {
	adresse := filepath.Join(t.TempDir(), "base.db")
	b, err := sqlstore.Ouvrir(t.Context(), adresse)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Fermer()
	g := &dossier.Greffe{Journal: b, Horloge: horloge}
	const n = 150
	for range n {
		ouvrir(t, g, append(claire[:5:5], "paiement date=2026-04-02 nature=asp montant=568.08 mois=2026-03")...)
	}
	p := &paiement.Preparation{Journal: b, Depot: b, Horloge: horloge}
	e, err := p.Commencer(t.Context(), calendrier.D(2026, 4, 1), "P")
	if err == nil {
		err = p.Remplir(t.Context(), e, calendrier.D(2026, 5, 2), &paiement.Avance{})
	}
	if err == nil {
		err = (&paiement.Validation{Greffe: g, Depot: b}).Ouvrir(t.Context(), e, "V", calendrier.D(2026, 5, 2))
	}
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		c := exec.Command(os.Args[0], e.ID)
		c.Env = append(os.Environ(), enfant+"="+adresse)
		sortie, err := c.StdoutPipe()
		if err == nil {
			err = c.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		bufio.NewScanner(sortie).Scan()
		_ = c.Process.Kill() // il a peut-être fini
		_ = c.Wait()
	}
	compter := func() (payes, doubles int) {
		if err := b.Parcourir(t.Context(), func(l []dossier.Fait) error {
			d, err := dossier.Plier(l)
			if k := len(d.De("paiement")) - 1; k > 0 {
				payes++
				doubles += k - 1
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return payes, doubles
	}
	avant, doubles := compter()
	t.Logf("%d payés avant la reprise", avant)
	if doubles > 0 || avant == 0 {
		t.Errorf("avant la reprise : %d payés, %d en double", avant, doubles)
	}
	if s, err := b.EtatPaiement(t.Context(), e.ID); err != nil {
		t.Fatal(err)
	} else if s.Statut == paiement.EnValidation {
		if err := (&paiement.Validation{Greffe: &dossier.Greffe{Journal: b, Horloge: horloge}, Depot: b}).Payer(t.Context(), e.ID, &paiement.Avance{}); err != nil {
			t.Fatal(err)
		}
	}
	if payes, doubles := compter(); payes != n || doubles > 0 {
		t.Errorf("%d payés sur %d, %d en double", payes, n, doubles)
	}
	if l, err := b.LignesEtat(t.Context(), e.ID, paiement.Filtre{Issue: paiement.Ecarte, Limite: 9}); err != nil || len(l) > 0 {
		t.Errorf("%+v, %v", l, err)
	}
}
