//go:build unix

package sqlstore

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/url"
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
					verrou.Lock()
					v := dites[id]
					verrou.Unlock()
					if len(l) < v { // à voir tout de suite : la suite s'écrirait par-dessus ce qui manque
						t.Errorf("%s : %d faits, %d avaient été dits consignés", id, len(l), v)
						return
					}
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
			if t.Failed() || time.Now().After(limite) {
				t.Fatal("le service ne reprend pas")
			}
		}
	}
	avancer()
	n := combien(1, 50)
	for range n {
		vues := reprises.Load()
		if err := g.Tuer(); err != nil {
			t.Fatal(err)
		}
		for reprises.Load() == vues { // le temps de s'en apercevoir
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
	g.Arreter()
	ecrit := b.Ajouter(ctx, a[1:], journaltest.Fiche(a))
	_, lu := b.Lire(ctx, "arrêté")
	_, ouvert := Ouvrir(ctx, adresse)
	for geste, err := range map[string]error{"n'écrit pas": ecrit, "ne se lit pas": lu, "ne s'ouvre pas": ouvert} {
		if err == nil || !strings.HasPrefix(err.Error(), "la base postgres:///postgres "+geste+" : le serveur ") {
			t.Errorf("serveur arrêté : %v", err)
		}
	}
	if err := g.Demarrer(); err != nil {
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
	octets := make([]byte, 20_000)
	rand.NewChaCha8([32]byte{}).Read(octets) // PostgreSQL comprimerait un texte répété
	for range 200 {
		a := journaltest.Faits("plein", dernier, string(octets))
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
		if _, err := ecrivain(t, b).ExecContext(fond, `PRAGMA max_page_count = 200`); err != nil {
			t.Fatal(err)
		}
		plein(t, b, b.fichier, func() {
			if _, err := ecrivain(t, b).ExecContext(fond, `PRAGMA max_page_count = 1000000`); err != nil {
				t.Fatal(err)
			}
		})
	})
	if os.Getuid() != 0 {
		t.Log("un vrai disque plein demande root")
		return
	}
	monter := func(t *testing.T) (ou string, agrandir func()) {
		ou = t.TempDir()
		if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", ou).CombinedOutput(); err != nil {
			t.Logf("un vrai disque plein demande de pouvoir monter un disque : %s", out)
			return "", nil
		}
		t.Cleanup(func() { exec.Command("umount", "-l", ou).Run() })
		return ou, func() {
			if out, err := exec.Command("mount", "-o", "remount,size=10m", ou).CombinedOutput(); err != nil {
				t.Fatalf("%v : %s", err, out)
			}
		}
	}
	t.Run("SQLite", func(t *testing.T) {
		if ou, agrandir := monter(t); ou != "" {
			b := ouvrir(t, filepath.Join(ou, "base"))
			plein(t, b, b.fichier, agrandir)
		}
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		ou, agrandir := monter(t)
		if ou == "" {
			return
		}
		if err := os.Chmod(filepath.Dir(ou), 0o755); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command("chown", "postgres", ou).CombinedOutput(); err != nil {
			t.Fatalf("%v : %s", err, out)
		}
		_, ailleurs := postgresNeuf(t)
		_, adresse := postgresNeuf(t)
		u, err := url.Parse(adresse)
		if err != nil {
			t.Fatal(err)
		}
		serveur := ouvrir(t, ailleurs)
		if _, err := serveur.ecrit.Exec(`CREATE TABLESPACE petit LOCATION '` + ou + `'`); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { // le serveur sert à d'autres épreuves : ce disque ne doit pas lui manquer
			for _, o := range []string{`DROP SCHEMA ` + u.Query().Get("search_path") + ` CASCADE`, `DROP TABLESPACE petit`} {
				if _, err := serveur.ecrit.Exec(o); err != nil {
					t.Error(err)
				}
			}
		})
		adresse += "&default_tablespace=petit"
		plein(t, ouvrir(t, adresse), adresse, agrandir)
	})
}

func plein(t *testing.T, b *Base, adresse string, agrandir func()) {
	t.Helper()
	consignes, err := remplir(t, b)
	disque := "le disque"
	if b.fichier == "" {
		disque += " du serveur"
	}
	if err.Error() != "la base "+b.nom+" n'écrit pas : "+disque+" est plein" {
		t.Errorf("%v", err)
	}
	autre := ouvrir(t, adresse)
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

	// Un serveur de secours se lit, et refuse d'écrire.
	_, adresse := postgresNeuf(t)
	if err := ouvrir(t, adresse).Ajouter(context.Background(), a, journaltest.Fiche(a)); err != nil {
		t.Fatal(err)
	}
	secours := ouvrir(t, adresse+"&default_transaction_read_only=on")
	suite := journaltest.Faits("lecture", &a[0], "y")
	refuse(t, secours.Ajouter(context.Background(), suite, journaltest.Fiche(suite)), "n'écrit pas : elle est en lecture seule")
	if l, err := secours.Lire(context.Background(), "lecture"); err != nil || len(l) != 1 {
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

// TestSauvegardeSousCharge : une sauvegarde prise pendant qu'on écrit, remise ailleurs, a tout ce qui était dit consigné
// quand elle a commencé, et rien à moitié.
func TestSauvegardeSousCharge(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		b, n, pendant := ouvrir(t, adresse()), combien(2, 20), 0
		dites, ecrits := map[string]int{}, 0
		for i := range n {
			ctx, arreter := context.WithCancel(context.Background())
			defer arreter()
			var verrou sync.Mutex
			var g sync.WaitGroup
			for e := range 8 {
				g.Go(func() {
					var dernier *dossier.Fait
					for ctx.Err() == nil {
						a := journaltest.Faits(fmt.Sprintf("charge-%d-%d", i, e), dernier, "un", "deux")
						if err := b.Ajouter(context.Background(), a, journaltest.Fiche(a)); err != nil {
							t.Error(err)
							return
						}
						dernier = &a[1]
						verrou.Lock()
						dites[dernier.Dossier] = dernier.Version
						ecrits += 2
						verrou.Unlock()
					}
				})
			}
			releve := func() (map[string]int, int) {
				verrou.Lock()
				defer verrou.Unlock()
				return maps.Clone(dites), ecrits
			}
			avant, debut := releve()
			for limite := time.Now().Add(60 * time.Second); len(avant) < 8*(i+1); avant, debut = releve() {
				if time.Now().After(limite) || t.Failed() {
					t.Fatal("les écrivains n'avancent pas")
				}
				time.Sleep(time.Millisecond)
			}
			copie := filepath.Join(t.TempDir(), "copie")
			if err := b.Sauvegarder(context.Background(), copie); err != nil {
				t.Fatal(err)
			}
			_, fin := releve()
			pendant += fin - debut
			arreter()
			g.Wait()
			neuve := adresse()
			if n, err := Restaurer(context.Background(), copie, neuve, nil); err != nil || n != len(avant) {
				t.Fatalf("%d dossiers remis, %v", n, err)
			}
			intacte(t, ouvrir(t, neuve), avant)
		}
		if pendant == 0 {
			t.Error("personne n'a écrit pendant les sauvegardes")
		}
		t.Logf("%d sauvegardes remises, %d faits écrits, dont %d pendant qu'elles se prenaient", n, ecrits, pendant)
	})
}

// TestDeuxGreffes : de deux programmes qui partent du même fait, un seul consigne ; l'autre sait d'où il partait et où en
// est le dossier. Qui n'a pas dit d'où il part passe à la suite.
func TestDeuxGreffes(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		a, ctx := adresse(), context.Background()
		greffes := []*dossier.Greffe{{Journal: ouvrir(t, a)}, {Journal: ouvrir(t, a)}}
		d, err := greffes[0].Ouvrir(ctx, "essai", map[string]string{"reference": "R"})
		if err != nil {
			t.Fatal(err)
		}
		version := 1
		ensemble := func(depuis int) (errs [2]error) {
			var g sync.WaitGroup
			for i, greffe := range greffes {
				g.Go(func() {
					_, errs[i] = greffe.Accomplir(ctx, d.ID, depuis, "essai", &dossier.Saisie{Acte: "note", Valeurs: map[string]string{"texte": "x"}})
				})
			}
			g.Wait()
			return errs
		}
		for range 20 {
			errs := ensemble(version)
			if errs[0] != nil {
				errs[0], errs[1] = errs[1], errs[0]
			}
			attendue := fmt.Sprintf("le dossier %s a changé : il en est au fait %d, vous partiez du fait %d ; relisez-le, puis recommencez", d.ID, version+1, version)
			if errs[0] != nil || errs[1] == nil || errs[1].Error() != attendue {
				t.Fatalf("du fait %d : %v, %v", version, errs[0], errs[1])
			}
			version++
			if errs := ensemble(0); errs != [2]error{} {
				t.Fatalf("sans dire d'où : %v", errs)
			}
			version += 2
		}
		if l, err := greffes[0].Journal.Lire(ctx, d.ID); err != nil || len(l) != version || dossier.Verifier(l) != nil {
			t.Errorf("%d faits, %d attendus, %v", len(l), version, err)
		}
	})
}

// TestActeDeDemain : un fait d'une édition plus récente arrête la lecture, l'écriture et les fiches en disant son nom ;
// la base se vérifie, se sauvegarde et se liste sans le comprendre.
func TestActeDeDemain(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		ctx, b := context.Background(), ouvrir(t, adresse())
		g := &dossier.Greffe{Journal: b}
		d, err := g.Ouvrir(ctx, "essai", map[string]string{"reference": "R"})
		if err != nil {
			t.Fatal(err)
		}
		demain := journaltest.DeActe("teleportation", d.ID, &d.Faits[0], `{}`)
		fiche := d.Fiche()
		fiche.Version = 2
		if err := b.Ajouter(ctx, demain, fiche); err != nil {
			t.Fatal(err)
		}
		const nomme = "fait 2 : cette édition ne connaît pas l'acte « teleportation », ou ce qu'il dit"
		_, err = g.Lire(ctx, d.ID)
		refuse(t, err, nomme)
		_, err = g.Accomplir(ctx, d.ID, 0, "essai", &dossier.Saisie{Acte: "note", Valeurs: map[string]string{"texte": "x"}})
		refuse(t, err, nomme)
		refuse(t, g.RefaireLesFiches(ctx), nomme)
		copie := filepath.Join(t.TempDir(), "copie")
		if err := b.Sauvegarder(ctx, copie); err != nil {
			t.Fatal(err)
		}
		for _, base := range []*Base{b, ouvrir(t, copie)} {
			if n, err := base.Verifier(ctx, nil); n != 1 || err != nil {
				t.Errorf("%d dossiers, %v", n, err)
			}
			if l, err := base.Fiches(ctx, dossier.Filtre{}); err != nil || len(l) != 1 || l[0].Reference != "R" {
				t.Errorf("%+v, %v", l, err)
			}
		}
	})
}
