// Package grappe tient, pour les tests, un serveur PostgreSQL à nous dans un dossier provisoire. Il s'arrête quand le
// test s'arrête, même tué : son gardien attend la fin de notre tuyau.
package grappe

import (
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
)

// Grappe est ce serveur.
type Grappe struct {
	dossier, bin string
	gardien      *exec.Cmd
	tuyau        io.Closer
	schemas      atomic.Int32
}

var (
	laGrappe = sync.OnceValues(installer)
	enMarche *Grappe
)

// programmes rend le dossier d'initdb : celui de Debian n'est pas dans le PATH.
func programmes() (string, error) {
	if l, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb"); len(l) > 0 {
		return filepath.Dir(l[len(l)-1]), nil
	}
	p, err := exec.LookPath("initdb")
	if err != nil {
		return "", errors.New("PostgreSQL manque : lancez « sudo apt-get install postgresql »")
	}
	return filepath.Dir(p), nil
}

// sous lance un programme, en tant que postgres si nous sommes root, ce que PostgreSQL refuse d'être.
func sous(nom string, args ...string) *exec.Cmd {
	if os.Getuid() == 0 {
		return exec.Command("runuser", append([]string{"-u", "postgres", "--", nom}, args...)...)
	}
	return exec.Command(nom, args...)
}

func installer() (*Grappe, error) {
	bin, err := programmes()
	if err != nil {
		return nil, err
	}
	ou, err := os.MkdirTemp("", "jalon-pg-") // court : le nom d'une prise est borné
	if err != nil {
		return nil, err
	}
	if os.Getuid() == 0 {
		if out, err := exec.Command("chown", "postgres", ou).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("%w : %s", err, out)
		}
	}
	g := &Grappe{dossier: ou, bin: bin}
	// Un ordre alphabétique français, comme chez qui installe : celui des octets doit nous venir du schéma.
	c := sous(filepath.Join(bin, "initdb"), "-D", filepath.Join(ou, "d"), "-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=fr", "--no-sync")
	c.Dir = ou
	if out, err := c.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb : %w : %s", err, out)
	}
	enMarche = g
	return g, g.Demarrer()
}

// gardien relance le serveur quand il tombe, comme le ferait le système, jusqu'à la fin de son entrée.
const gardien = `cd "$2"; rm -f fin; exec 3<&0
(cat <&3 >/dev/null; touch fin; kill -INT $(cat pid)) &
until [ -e fin ]; do
  "$1/postgres" -D d -c listen_addresses= -c unix_socket_directories="$2" -c max_connections=60 >>journal 2>&1 </dev/null 3<&- &
  echo $! >pid; wait $!; sleep 0.1
done; wait`

// Demarrer lance le serveur et attend qu'il réponde.
func (g *Grappe) Demarrer() error {
	c := sous("sh", "-c", gardien, "gardien", g.bin, g.dossier)
	c.Dir = g.dossier
	tuyau, err := c.StdinPipe()
	if err != nil {
		return err
	}
	if err := c.Start(); err != nil {
		return err
	}
	g.gardien, g.tuyau = c, tuyau
	for limite := time.Now().Add(60 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		err := g.dire("SELECT 1")
		if err == nil {
			return nil
		}
		if time.Now().After(limite) {
			journal, _ := os.ReadFile(filepath.Join(g.dossier, "journal"))
			return fmt.Errorf("PostgreSQL ne démarre pas : %w\n%s", err, journal)
		}
	}
}

func (g *Grappe) dire(ordre string) error {
	db, err := sql.Open("pgx", g.adresse("public"))
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.Exec(ordre)
	return err
}

// Arreter arrête le serveur proprement.
func (g *Grappe) Arreter() {
	g.tuyau.Close()
	g.gardien.Wait()
}

// Tuer ôte le serveur et tous ses processus d'un kill -9, comme une coupure : l'un d'eux vivant écrirait encore. Son
// gardien le relance.
func (g *Grappe) Tuer() error {
	texte, err := os.ReadFile(filepath.Join(g.dossier, "pid"))
	if err != nil {
		return err
	}
	serveur := strings.TrimSpace(string(texte))
	processus, err := exec.Command("ps", "-A", "-o", "pid=,ppid=").Output()
	if err != nil {
		return err
	}
	for ligne := range strings.Lines(string(processus)) {
		if x := strings.Fields(ligne); x[1] == serveur {
			tuer(x[0]) // il peut avoir fini de lui-même
		}
	}
	return tuer(serveur)
}

func tuer(numero string) error {
	pid, err := strconv.Atoi(numero)
	if err != nil {
		return err
	}
	p, err := os.FindProcess(pid)
	if err != nil {
		return err
	}
	return p.Kill()
}

// MotDePasse est dans chaque adresse : le serveur n'en demande pas, et aucun message ne doit le montrer.
const MotDePasse = "s3cret"

func (g *Grappe) adresse(schema string) string {
	return "postgres://postgres:" + MotDePasse + "@/postgres?host=" + g.dossier + "&search_path=" + schema
}

// Neuve rend le serveur du test, démarré s'il ne l'était pas, et l'adresse d'une base vide : un schéma à elle seule.
func Neuve() (*Grappe, string, error) {
	g, err := laGrappe()
	if err != nil {
		return nil, "", err
	}
	schema := fmt.Sprint("essai", g.schemas.Add(1))
	return g, g.adresse(schema), g.dire("CREATE SCHEMA " + schema)
}

// Finir arrête le serveur, s'il a servi, et ôte ses fichiers.
func Finir() {
	if enMarche != nil {
		enMarche.Arreter()
		os.RemoveAll(enMarche.dossier)
	}
}
