//go:build unix

package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// grappe est un serveur PostgreSQL à nous, dans un dossier provisoire. Il s'arrête quand le test s'arrête, même tué :
// son gardien attend la fin de notre tuyau.
type grappe struct {
	dossier, bin string
	gardien      *exec.Cmd
	tuyau        io.Closer
	schemas      atomic.Int32
}

var (
	laGrappe = sync.OnceValues(demarrerGrappe)
	enMarche *grappe
)

// programmesPostgres rend le dossier d'initdb : celui de Debian n'est pas dans le PATH.
func programmesPostgres() (string, error) {
	if l, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb"); len(l) > 0 {
		return filepath.Dir(l[len(l)-1]), nil
	}
	p, err := exec.LookPath("initdb")
	if err != nil {
		return "", fmt.Errorf("PostgreSQL manque : lancez « sudo apt-get install postgresql »")
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

func demarrerGrappe() (*grappe, error) {
	bin, err := programmesPostgres()
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
	g := &grappe{dossier: ou, bin: bin}
	// Un ordre alphabétique français, comme chez qui installe : celui des octets doit nous venir du schéma.
	c := sous(filepath.Join(bin, "initdb"), "-D", filepath.Join(ou, "d"), "-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=fr", "--no-sync")
	c.Dir = ou
	if out, err := c.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb : %w : %s", err, out)
	}
	enMarche = g
	return g, g.demarrer()
}

// gardien relance le serveur quand il tombe, comme le ferait le système, jusqu'à la fin de son entrée.
const gardien = `cd "$2"; rm -f fin; exec 3<&0
(cat <&3 >/dev/null; touch fin; kill -INT $(cat pid)) &
until [ -e fin ]; do
  "$1/postgres" -D d -c listen_addresses= -c unix_socket_directories="$2" -c max_connections=60 >>journal 2>&1 </dev/null 3<&- &
  echo $! >pid; wait $!; sleep 0.1
done; wait`

// demarrer lance le serveur et attend qu'il réponde.
func (g *grappe) demarrer() error {
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
		db, err := sql.Open("pgx", g.adresse("public"))
		if err == nil {
			err = db.Ping()
			db.Close()
		}
		if err == nil {
			return nil
		}
		if time.Now().After(limite) {
			journal, _ := os.ReadFile(filepath.Join(g.dossier, "journal"))
			return fmt.Errorf("PostgreSQL ne démarre pas : %w\n%s", err, journal)
		}
	}
}

func (g *grappe) arreter() {
	g.tuyau.Close()
	g.gardien.Wait()
}

// tuer ôte le serveur d'un kill -9 ; son gardien le relance.
func (g *grappe) tuer() error {
	texte, err := os.ReadFile(filepath.Join(g.dossier, "pid"))
	if err != nil {
		return err
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(texte)))
	if err != nil {
		return err
	}
	return syscall.Kill(pid, syscall.SIGKILL)
}

func (g *grappe) adresse(schema string) string {
	return "postgres://postgres@/postgres?host=" + g.dossier + "&search_path=" + schema
}

// postgresNeuf rend l'adresse d'un schéma vide.
func postgresNeuf(t *testing.T) (*grappe, string) {
	t.Helper()
	g, err := laGrappe()
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("pgx", g.adresse("public"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	schema := fmt.Sprint("essai", g.schemas.Add(1))
	if _, err := db.Exec("CREATE SCHEMA " + schema); err != nil {
		t.Fatal(err)
	}
	return g, g.adresse(schema)
}

// enfant : le binaire de test, relancé pour être tué, lit ici ce qu'il doit faire.
const enfant = "JALON_SQLSTORE_ENFANT"

func TestMain(m *testing.M) {
	if adresse := os.Getenv(enfant); adresse != "" {
		if err := ecrireSansFin(adresse); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	code := m.Run()
	if enMarche != nil {
		enMarche.arreter()
		os.RemoveAll(enMarche.dossier)
	}
	os.Exit(code)
}

// ouvrir ouvre une base, fermée à la fin du test.
func ouvrir(t *testing.T, adresse string) *Base {
	t.Helper()
	b, err := Ouvrir(context.Background(), adresse)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Fermer(); err != nil {
			t.Error(err)
		}
	})
	return b
}

// moteurs fait une épreuve sur les deux bases ; adresse en rend une vide.
func moteurs(t *testing.T, epreuve func(t *testing.T, adresse func() string)) {
	t.Run("SQLite", func(t *testing.T) {
		epreuve(t, func() string { return filepath.Join(t.TempDir(), "base ?#%é.db") })
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		epreuve(t, func() string { _, a := postgresNeuf(t); return a })
	})
}
