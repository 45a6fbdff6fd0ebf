//go:build unix

package sqlstore

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"jalon/dossier"
	"jalon/dossier/journaltest"
)

// combien rend le nombre de l'épreuve : le long (make faults) ou celui des tests ordinaires.
func combien(court, long int) int {
	if os.Getenv("JALON_EPREUVES") == "longues" {
		return long
	}
	return court
}

// ecrireSansFin ajoute des faits par deux, à plusieurs, et dit chaque version une fois consignée ; jusqu'à être tué.
func ecrireSansFin(adresse string) error {
	ctx := context.Background()
	b, err := Ouvrir(ctx, adresse)
	if err != nil {
		return err
	}
	erreurs := make(chan error)
	for e := range 4 {
		go func() {
			id := fmt.Sprintf("%s-%d", os.Getenv(enfant+"_ID"), e)
			var dernier *dossier.Fait
			for {
				a := journaltest.Faits(id, dernier, "un", "deux")
				if err := b.Ajouter(ctx, a, journaltest.Fiche(a)); err != nil {
					erreurs <- err
					return
				}
				dernier = &a[1]
				fmt.Printf("%s %d\n", id, dernier.Version)
			}
		}()
	}
	return <-erreurs
}

// tuerUnEnfant lance un écrivain, le tue au hasard après quelques réponses, et rend la dernière version dite de chaque dossier.
func tuerUnEnfant(t *testing.T, adresse, id string) map[string]int {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), enfant+"="+adresse, enfant+"_ID="+id)
	c.Stderr = os.Stderr
	sortie, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	dites, apres := map[string]int{}, 1+rand.IntN(40)
	lignes := bufio.NewScanner(sortie)
	for n := 1; lignes.Scan(); n++ {
		var id string
		var v int
		if _, err := fmt.Sscanf(lignes.Text(), "%s %d", &id, &v); err == nil {
			dites[id] = v
		}
		if n == apres {
			time.AfterFunc(time.Duration(rand.IntN(3000))*time.Microsecond, func() { c.Process.Kill() })
		}
	}
	if err := c.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
		t.Fatalf("l'écrivain devait être tué : %v", err)
	}
	if len(dites) == 0 {
		t.Fatal("l'écrivain n'a rien consigné")
	}
	return dites
}

// intacte dit que tout ce qui a été dit consigné l'est, que rien n'est là à moitié, et que la chaîne tient.
func intacte(t *testing.T, b *Base, dites map[string]int) {
	t.Helper()
	ctx := context.Background()
	for id, v := range dites {
		if l, err := b.Lire(ctx, id); err != nil || len(l) < v {
			t.Errorf("%s : %d faits, %d avaient été dits consignés (%v)", id, len(l), v, err)
		}
	}
	if err := b.Parcourir(ctx, func(l []dossier.Fait) error {
		if len(l)%2 != 0 {
			t.Errorf("%s : %d faits, ils vont par deux", l[0].Dossier, len(l))
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
	if n, err := b.Verifier(ctx, nil); err != nil || n < len(dites) {
		t.Errorf("%d dossiers vérifiés : %v", n, err)
	}
}

// TestTue : un programme tué net pendant qu'il écrit ne perd rien de ce qu'il a dit consigné.
func TestTue(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		n := combien(5, 500)
		if strings.HasSuffix(t.Name(), "PostgreSQL") {
			n = combien(3, 500)
		}
		a := adresse()
		tout := map[string]int{}
		for i := range n {
			for id, v := range tuerUnEnfant(t, a, fmt.Sprint("tué", i)) {
				tout[id] = v
			}
			if i%20 == 0 || i == n-1 {
				b, err := Ouvrir(context.Background(), a)
				if err != nil {
					t.Fatal(err)
				}
				intacte(t, b, tout)
				if err := b.Fermer(); err != nil {
					t.Fatal(err)
				}
			}
			if t.Failed() {
				t.Fatalf("au %dᵉ arrêt", i+1)
			}
		}
		faits := 0
		for _, v := range tout {
			faits += v
		}
		t.Logf("%d arrêts nets, %d faits dits consignés, tous là", n, faits)
	})
}

// TestServeurTue : PostgreSQL lui-même tué pendant qu'on écrit ; le service reprend seul, et rien de dit ne manque.
func TestServeurTue(t *testing.T) {
	g, adresse := postgresNeuf(t)
	b := ouvrir(t, adresse)
	ctx, arreter := context.WithCancel(context.Background())
	defer arreter()
	var verrou sync.Mutex
	dites := map[string]int{}
	var reprises atomic.Int32
	var ecrivains sync.WaitGroup
	for e := range 4 {
		ecrivains.Go(func() {
			id := fmt.Sprint("serveur-", e)
			for ctx.Err() == nil {
				l, err := b.Lire(ctx, id)
				if err == nil || errors.Is(err, dossier.ErrInconnu) {
					var dernier *dossier.Fait
					if len(l) > 0 {
						dernier = &l[len(l)-1]
					}
					a := journaltest.Faits(id, dernier, "un", "deux")
					if err = b.Ajouter(ctx, a, journaltest.Fiche(a)); err == nil {
						verrou.Lock()
						dites[id] = a[1].Version
						verrou.Unlock()
						continue
					}
				}
				var dite *Erreur
				if ctx.Err() == nil && !errors.As(err, &dite) {
					t.Errorf("pendant une panne : %T %v", err, err)
					return
				}
				reprises.Add(1)
				time.Sleep(10 * time.Millisecond)
			}
		})
	}
	avancer := func() {
		t.Helper()
		verrou.Lock()
		cible := map[string]int{}
		for id, v := range dites {
			cible[id] = v
		}
		verrou.Unlock()
		for limite := time.Now().Add(60 * time.Second); ; time.Sleep(10 * time.Millisecond) {
			verrou.Lock()
			avance := len(dites) == 4
			for id, v := range cible {
				avance = avance && dites[id] > v
			}
			verrou.Unlock()
			if avance {
				return
			}
			if time.Now().After(limite) {
				t.Fatal("le service ne reprend pas")
			}
		}
	}
	avancer()
	n := combien(1, 50)
	for range n {
		vues := reprises.Load()
		if err := g.tuer(); err != nil {
			t.Fatal(err)
		}
		for reprises.Load() == vues { // ses processus lui survivent un instant
			time.Sleep(time.Millisecond)
		}
		avancer()
	}
	arreter()
	ecrivains.Wait()
	intacte(t, b, dites)
	t.Logf("%d arrêts nets du serveur, %d erreurs vues, versions dites %v", n, reprises.Load(), dites)
}

// TestServeurArrete : une erreur claire, puis le service reprend sans qu'on rouvre rien.
func TestServeurArrete(t *testing.T) {
	g, adresse := postgresNeuf(t)
	b := ouvrir(t, adresse)
	ctx := context.Background()
	a := journaltest.Faits("arrêté", nil, "un", "deux")
	if err := b.Ajouter(ctx, a[:1], journaltest.Fiche(a[:1])); err != nil {
		t.Fatal(err)
	}
	g.arreter()
	ecrit := b.Ajouter(ctx, a[1:], journaltest.Fiche(a))
	_, lu := b.Lire(ctx, "arrêté")
	_, ouvert := Ouvrir(ctx, adresse)
	for geste, err := range map[string]error{"n'écrit pas": ecrit, "ne se lit pas": lu, "ne s'ouvre pas": ouvert} {
		if err == nil || !strings.HasPrefix(err.Error(), "la base postgres:///postgres "+geste+" : le serveur ") {
			t.Errorf("serveur arrêté : %v", err)
		}
	}
	if err := g.demarrer(); err != nil {
		t.Fatal(err)
	}
	if err := b.Ajouter(ctx, a[1:], journaltest.Fiche(a)); err != nil {
		t.Fatal(err)
	}
	if l, err := b.Lire(ctx, "arrêté"); err != nil || len(l) != 2 {
		t.Errorf("%d faits, %v", len(l), err)
	}
}

// remplir ajoute des faits jusqu'au refus, et rend le dernier qui a été consigné.
func remplir(t *testing.T, b *Base) (consignes []dossier.Fait, err error) {
	t.Helper()
	var dernier *dossier.Fait
	for range 200 {
		a := journaltest.Faits("plein", dernier, strings.Repeat("x", 20_000))
		if err = b.Ajouter(context.Background(), a, journaltest.Fiche(a)); err != nil {
			return consignes, err
		}
		consignes = append(consignes, a[0])
		dernier = &a[0]
	}
	t.Fatal("rien ne s'est rempli")
	return nil, nil
}

// TestDisquePlein : le refus est dit, ce qui était consigné y est, et la base sert encore dès qu'il y a de la place.
func TestDisquePlein(t *testing.T) {
	t.Run("borne", func(t *testing.T) { // la borne de SQLite : le même refus, sans disque à remplir
		b := ouvrir(t, filepath.Join(t.TempDir(), "base"))
		if _, err := b.ecrit.Exec(`PRAGMA max_page_count = 200`); err != nil {
			t.Fatal(err)
		}
		plein(t, b, func() {
			if _, err := b.ecrit.Exec(`PRAGMA max_page_count = 1000000`); err != nil {
				t.Fatal(err)
			}
		})
	})
	if os.Getuid() != 0 {
		t.Log("un vrai disque plein demande root")
		return
	}
	t.Run("disque", func(t *testing.T) {
		ou := t.TempDir()
		if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", ou).CombinedOutput(); err != nil {
			t.Logf("un vrai disque plein demande de pouvoir monter un disque : %s", out)
			return
		}
		t.Cleanup(func() { exec.Command("umount", "-l", ou).Run() })
		plein(t, ouvrir(t, filepath.Join(ou, "base")), func() {
			if out, err := exec.Command("mount", "-o", "remount,size=10m", ou).CombinedOutput(); err != nil {
				t.Fatalf("%v : %s", err, out)
			}
		})
	})
}

func plein(t *testing.T, b *Base, agrandir func()) {
	t.Helper()
	consignes, err := remplir(t, b)
	if err.Error() != "la base "+b.nom+" n'écrit pas : le disque est plein" {
		t.Errorf("%v", err)
	}
	autre := ouvrir(t, b.fichier)
	for _, base := range []*Base{b, autre} {
		if l, err := base.Lire(context.Background(), "plein"); err != nil || len(l) != len(consignes) || dossier.Verifier(l) != nil {
			t.Errorf("%d faits lus, %d consignés : %v", len(l), len(consignes), err)
		}
	}
	agrandir()
	a := journaltest.Faits("plein", &consignes[len(consignes)-1], "suite")
	if err := b.Ajouter(context.Background(), a, journaltest.Fiche(a)); err != nil {
		t.Error(err)
	}
	if n, err := b.Verifier(context.Background(), nil); n != 1 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
}

// TestLectureSeule : un fichier qu'on ne peut pas écrire est refusé d'emblée, et s'ouvre dès qu'on le peut.
func TestLectureSeule(t *testing.T) {
	ou := t.TempDir()
	chemin := filepath.Join(ou, "base")
	a := journaltest.Faits("lecture", nil, "x")
	b, err := Ouvrir(context.Background(), chemin)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Ajouter(context.Background(), a, journaltest.Fiche(a)); err != nil {
		t.Fatal(err)
	}
	if err := b.Fermer(); err != nil {
		t.Fatal(err)
	}
	if os.Getuid() == 0 { // root écrit partout : on cesse de l'être, le temps d'un refus
		if err := os.Chmod(filepath.Dir(ou), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Seteuid(65534); err != nil {
			t.Fatal(err)
		}
		defer syscall.Seteuid(0)
	} else if err := os.Chmod(chemin, 0o400); err != nil {
		t.Fatal(err)
	}
	_, err = Ouvrir(context.Background(), chemin)
	if err == nil || err.Error() != "la base "+chemin+" ne s'ouvre pas : le fichier ou son dossier n'est pas accessible en écriture" {
		t.Errorf("%v", err)
	}
	if os.Getuid() == 0 {
		if err := syscall.Seteuid(0); err != nil {
			t.Fatal(err)
		}
	} else if err := os.Chmod(chemin, 0o600); err != nil {
		t.Fatal(err)
	}
	if l, err := ouvrir(t, chemin).Lire(context.Background(), "lecture"); err != nil || len(l) != 1 {
		t.Errorf("%d faits, %v", len(l), err)
	}
}

// TestSeizeEcrivains : seize écrivains, un vérificateur à côté qui ne trouve jamais rien.
func TestSeizeEcrivains(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		a := adresse()
		b, temoin := ouvrir(t, a), ouvrir(t, a)
		ctx, arreter := context.WithCancel(context.Background())
		defer arreter()
		fin := time.Now().Add(time.Duration(combien(300, 60_000)) * time.Millisecond)
		var g sync.WaitGroup
		var faits atomic.Int64
		for e := range 16 {
			g.Go(func() {
				for i := 0; time.Now().Before(fin) && ctx.Err() == nil; i++ {
					var dernier *dossier.Fait
					for range 5 {
						f := journaltest.Faits(fmt.Sprint(e, "-", i), dernier, "un", "deux")
						if err := b.Ajouter(ctx, f, journaltest.Fiche(f)); err != nil {
							t.Error(err)
							arreter()
							return
						}
						faits.Add(2)
						dernier = &f[1]
					}
				}
			})
		}
		debut, verifications := time.Now(), 0
		for ; time.Now().Before(fin) && ctx.Err() == nil; verifications++ {
			if _, err := temoin.Verifier(ctx, nil); err != nil {
				t.Error(err)
				arreter()
			}
		}
		g.Wait()
		duree := time.Since(debut)
		if n, err := b.Verifier(context.Background(), nil); err != nil || int64(n*10) < faits.Load() {
			t.Errorf("%d dossiers, %d faits : %v", n, faits.Load(), err)
		}
		t.Logf("%d faits en %s (%.0f par seconde), %d vérifications à côté", faits.Load(), duree.Round(time.Millisecond), float64(faits.Load())/duree.Seconds(), verifications)
	})
}
