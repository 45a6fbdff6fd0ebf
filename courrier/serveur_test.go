//go:build unix

package courrier_test

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"jalon/internal/grappe"
)

// certifie est le dossier du certificat du serveur d'essai, que ce processus et ses enfants tiennent pour une autorité.
var certifie string

func TestMain(m *testing.M) {
	if os.Getenv(enfant) != "" {
		os.Exit(tourner())
	}
	code := 1
	defer func() { os.Exit(code) }()
	dir, err := os.MkdirTemp("", "jalon-smtp-")
	if err == nil {
		defer os.RemoveAll(dir)
		certifie, err = dir, certifier(dir)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	os.Setenv("SSL_CERT_FILE", filepath.Join(dir, "certificat.pem"))
	code = m.Run()
	grappe.Finir()
}

// certifier fait un certificat à 127.0.0.1, et sa clé.
func certifier(dir string) error {
	cle, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "essai"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &cle.PublicKey, cle)
	if err != nil {
		return err
	}
	secret, err := x509.MarshalPKCS8PrivateKey(cle)
	if err != nil {
		return err
	}
	for nom, bloc := range map[string]*pem.Block{"certificat.pem": {Type: "CERTIFICATE", Bytes: der}, "cle.pem": {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(filepath.Join(dir, nom), pem.EncodeToMemory(bloc), 0o600); err != nil {
			return err
		}
	}
	return nil
}

const (
	utilisateur = "rappels"
	motDePasse  = "mot/de passe@é"
	motEcrit    = "mot%2Fde%20passe%40%C3%A9" // le même, dans une adresse
	expediteur  = "Rappels <rappels@exemple.fr>"
)

// serveur est un vrai serveur SMTP, à nous.
type serveur struct {
	dir, port string
	arreter   func()
}

// servir le démarre. Il s'arrête avec le test, même tué : son entrée se ferme.
func servir(t *testing.T, mode string, env ...string) *serveur {
	t.Helper()
	return servirDans(t, t.TempDir(), mode, env...)
}

func servirDans(t *testing.T, dir, mode string, env ...string) *serveur {
	t.Helper()
	// Celui de Debian : un autre Python, devant dans le PATH, n'a pas ses paquets.
	c := exec.Command("/usr/bin/python3", "testdata/serveur.py", dir, filepath.Join(certifie, "certificat.pem"), filepath.Join(certifie, "cle.pem"), utilisateur, motDePasse, mode)
	c.Env = append(os.Environ(), env...)
	var erreurs strings.Builder
	c.Stderr = &erreurs
	entree, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	sortie, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatalf("%v : lancez « sudo apt-get install python3-aiosmtpd »", err)
	}
	l := bufio.NewScanner(sortie)
	if !l.Scan() {
		_ = c.Wait()
		t.Fatalf("le serveur SMTP d'essai ne démarre pas : lancez « sudo apt-get install python3-aiosmtpd »\n%s", erreurs.String())
	}
	s := &serveur{dir: dir, port: l.Text()}
	s.arreter = func() { entree.Close(); _ = c.Wait() }
	t.Cleanup(s.arreter)
	return s
}

func (s *serveur) adresse() string {
	return "smtp://" + utilisateur + ":" + motEcrit + "@127.0.0.1:" + s.port
}

// recu est un message arrivé, décodé.
type recu struct {
	a, objet, corps, brut, fichier string
	entete                         mail.Header
}

func (s *serveur) recus(t *testing.T) []recu {
	t.Helper()
	l, err := os.ReadDir(s.dir)
	if err != nil {
		t.Fatal(err)
	}
	var tous []recu
	for _, x := range l {
		if strings.HasPrefix(x.Name(), ".") {
			continue
		}
		texte, err := os.ReadFile(filepath.Join(s.dir, x.Name()))
		if err != nil {
			t.Fatal(err)
		}
		m, err := mail.ReadMessage(strings.NewReader(string(texte)))
		if err != nil {
			t.Fatal(err)
		}
		objet, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
		if err != nil {
			t.Fatal(err)
		}
		if m.Header.Get("Content-Transfer-Encoding") != "quoted-printable" {
			t.Fatalf("codage %q", m.Header.Get("Content-Transfer-Encoding"))
		}
		corps, err := io.ReadAll(quotedprintable.NewReader(m.Body))
		if err != nil {
			t.Fatal(err)
		}
		tous = append(tous, recu{m.Header.Get("X-Recu"), objet, string(corps), string(texte), filepath.Join(s.dir, x.Name()), m.Header})
	}
	return tous
}
