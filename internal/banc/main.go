// banc mesure le programme par des rapports, côte à côte dans une même exécution : les machines
// varient, les rapports tiennent. « make bench » le lance.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"testing"
	"time"

	"jalon/droit/csp"
	"jalon/droit/csp/cas"
	"jalon/droit/trace"
	"jalon/format"
)

func main() {
	if err := mesurer(); err != nil {
		fmt.Fprintln(os.Stderr, "banc :", err)
		os.Exit(1)
	}
}

func mesurer() error {
	fmt.Printf("%d processeurs, %s\n\n", runtime.NumCPU(), runtime.Version())
	if err := calcul(); err != nil {
		return err
	}
	if err := pages(); err != nil {
		return err
	}
	// La ligne de commande d'abord : un processus naît avec la mémoire de pointe de celui qui le lance.
	if err := ligneDeCommande(); err != nil {
		return err
	}
	if err := licenciement(); err != nil {
		return err
	}
	return dossiers()
}

// mieux rend le plus court de plusieurs passages : le bruit ne fait qu'allonger.
func mieux(fois int, f func(b *testing.B)) testing.BenchmarkResult {
	var r testing.BenchmarkResult
	for i := range fois {
		if x := testing.Benchmark(f); i == 0 || x.NsPerOp() < r.NsPerOp() {
			r = x
		}
	}
	return r
}

// calcul compare Calculer, sur un dossier complet, aux mêmes chiffres écrits à la main.
func calcul() error {
	s, err := format.Lire([]byte(dossier))
	if err != nil {
		return err
	}
	if err := memesChiffres(csp.Calculer(s, nil), aLaMain()); err != nil {
		return err
	}
	main := mieux(5, func(b *testing.B) {
		for b.Loop() {
			aLaMain()
		}
	})
	nu := mieux(5, func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			csp.Calculer(s, nil)
		}
	})
	var k csp.Calculateur
	garde := mieux(3, func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			k.Calculer(s, nil)
		}
	})
	t := trace.Nouvelle()
	trace := mieux(3, func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			t.Vider()
			k.Calculer(s, t)
		}
	})
	fmt.Println("Un dossier complet : toutes les dates, tous les montants, douze mois de paiements")
	fmt.Printf("  écrit à la main                 %8d ns\n", main.NsPerOp())
	fmt.Printf("  Calculer                        %8d ns  %3d allocations  rapport %5.1f  (30 au plus, 10 visé)\n", nu.NsPerOp(), nu.AllocsPerOp(), ratio(nu, main))
	fmt.Printf("  Calculer, mémoire réemployée    %8d ns  %3d allocations  rapport %5.1f\n", garde.NsPerOp(), garde.AllocsPerOp(), ratio(garde, main))
	fmt.Printf("  Calculer, explication gardée    %8d ns  %3d allocations  rapport %5.1f\n\n", trace.NsPerOp(), trace.AllocsPerOp(), ratio(trace, main))
	return nil
}

func ratio(a, b testing.BenchmarkResult) float64 { return float64(a.NsPerOp()) / float64(b.NsPerOp()) }

// ligneDeCommande mesure le programme construit : un dossier, puis 200 000 lignes.
func ligneDeCommande() error {
	dir, err := os.MkdirTemp("", "banc")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	programme := filepath.Join(dir, "jalon")
	if sortie, err := exec.Command("go", "build", "-o", programme, "./cmd/jalon").CombinedOutput(); err != nil {
		return fmt.Errorf("construction : %w\n%s", err, sortie)
	}
	seul := filepath.Join(dir, "un.json")
	if err := os.WriteFile(seul, []byte(dossier), 0o600); err != nil {
		return err
	}
	var cpu time.Duration
	for i := range 10 {
		c := exec.Command(programme, "calculer", seul)
		if err := c.Run(); err != nil {
			return err
		}
		if d := c.ProcessState.UserTime() + c.ProcessState.SystemTime(); i == 0 || d < cpu {
			cpu = d
		}
	}
	fmt.Printf("Un dossier par la ligne de commande : %.1f ms de processeur (10 au plus)\n\n", float64(cpu.Microseconds())/1000)

	petit, grand := filepath.Join(dir, "50k.ndjson"), filepath.Join(dir, "200k.ndjson")
	if err := situations(petit, 50_000); err != nil {
		return err
	}
	if err := situations(grand, 200_000); err != nil {
		return err
	}
	decode, err := decodage(grand)
	if err != nil {
		return err
	}
	duree, memoire, err := lancer(programme, grand, 0, nil)
	if err != nil {
		return err
	}
	_, memoirePetit, err := lancer(programme, petit, 0, nil)
	if err != nil {
		return err
	}
	var sommes [3]*empreinte
	for i, ouvriers := range []int{1, 2, 7} {
		sommes[i] = nouvelleSomme()
		if _, _, err := lancer(programme, petit, ouvriers, sommes[i]); err != nil {
			return err
		}
	}
	identique := "oui"
	if sommes[0].texte() != sommes[1].texte() || sommes[0].texte() != sommes[2].texte() {
		identique = "NON"
	}
	fmt.Println("calculer --ndjson, 200 000 situations variées, de bout en bout")
	fmt.Printf("  décoder seulement, encoding/json, 1 fil  %7.2f s\n", decode.Seconds())
	fmt.Printf("  décoder, calculer, écrire                %7.2f s  %.0f situations/s\n", duree.Seconds(), 200_000/duree.Seconds())
	fmt.Printf("  débit rapporté au décodage seul          %7.2f    (1 au moins, 2 visé)\n", decode.Seconds()/duree.Seconds())
	fmt.Printf("  mémoire : 50 000 lignes %d Mo, 200 000 lignes %d Mo (64 au plus)\n", memoirePetit>>20, memoire>>20)
	fmt.Printf("  sortie identique avec 1, 2 et 7 ouvriers : %s\n", identique)
	return nil
}

// situations écrit n situations variées : les cas officiels, l'identifiant et la paie changés.
func situations(chemin string, n int) error {
	tous, err := cas.Tous()
	if err != nil {
		return err
	}
	f, err := os.Create(chemin)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	for i := range n {
		s := tous[i*7919%len(tous)].Situation
		b.WriteString(`{"id":"` + strconv.Itoa(i) + `",`)
		b.Write(s[1:])
		b.WriteByte('\n')
		if b.Len() > 1<<20 {
			if _, err := f.Write(b.Bytes()); err != nil {
				return err
			}
			b.Reset()
		}
	}
	if _, err := f.Write(b.Bytes()); err != nil {
		return err
	}
	return f.Close()
}

// decodage lit tout le fichier avec encoding/json, sur un fil, dans des structures de même forme.
func decodage(chemin string) (time.Duration, error) {
	meilleur := time.Duration(0)
	for i := range 2 {
		f, err := os.Open(chemin)
		if err != nil {
			return 0, err
		}
		debut := time.Now()
		d := json.NewDecoder(f)
		for d.More() {
			var s situationJSON
			if err := d.Decode(&s); err != nil {
				return 0, err
			}
		}
		if t := time.Since(debut); i == 0 || t < meilleur {
			meilleur = t
		}
		f.Close()
	}
	return meilleur, nil
}

// lancer exécute calculer --ndjson et rend sa durée et sa mémoire. La sortie va à sortie, ou nulle part.
func lancer(programme, fichier string, ouvriers int, sortie *empreinte) (time.Duration, int64, error) {
	meilleure, memoire := time.Duration(0), int64(0)
	for i := range 3 {
		entree, err := os.Open(fichier)
		if err != nil {
			return 0, 0, err
		}
		c := exec.Command(programme, "calculer", "--ndjson", "--ouvriers", strconv.Itoa(ouvriers))
		c.Stdin = entree
		if sortie != nil {
			c.Stdout = sortie
		}
		debut := time.Now()
		err = c.Run()
		duree := time.Since(debut)
		entree.Close()
		if err != nil {
			return 0, 0, fmt.Errorf("calculer --ndjson : %w", err)
		}
		if i == 0 || duree < meilleure {
			meilleure = duree
		}
		memoire = max(memoire, c.ProcessState.SysUsage().(*syscall.Rusage).Maxrss<<10)
		if sortie != nil {
			break
		}
	}
	return meilleure, memoire, nil
}
