package coffre

import (
	"bytes"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

const nirDEssai = "255081416802538"

// TestCoffreDuDehors : un numéro scellé et un index faits par la bibliothèque « cryptography » de Python, d'après la
// définition, pour la clé 00 01 … 1f et la personne P1.
func TestCoffreDuDehors(t *testing.T) {
	c, err := Lire([]byte("# une clé\n\n000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	octets, _ := hex.DecodeString("544dd2e56465666768696a6b6c6d6e6fb98ba00afe82f232b586545164d69d6778d3137291ea9604840935bad58822")
	if s, err := c.Ouvrir("nir", "P1", Scelle{Octets: octets}); s != nirDEssai || err != nil {
		t.Errorf("%q, %v", s, err)
	}
	index, err := c.Index("nir", nirDEssai)
	if err != nil || len(index) != 1 || hex.EncodeToString(index[0]) != "c66b260983f01e7eb4b102cc80f6d576cc32001739e96f2c1f30a733cde90907" {
		t.Errorf("index %x, %v", index, err)
	}
}

// TestSceller : ni deux fois les mêmes octets, ni ouvert ailleurs, ni changé sans que cela se voie.
func TestSceller(t *testing.T) {
	c := Nouveau()
	a, err := c.Sceller("nir", "P1", nirDEssai)
	if err != nil {
		t.Fatal(err)
	}
	b, err := c.Sceller("nir", "P1", nirDEssai)
	if err != nil || bytes.Equal(a.Octets, b.Octets) || !bytes.Equal(a.Index, b.Index) {
		t.Errorf("%x et %x, %v", a, b, err)
	}
	if bytes.Contains(a.Octets, []byte(nirDEssai[:6])) {
		t.Error("le numéro se lit dans ce qui est scellé")
	}
	autre, err := c.Sceller("iban", "P1", nirDEssai)
	if err != nil || bytes.Equal(autre.Index, a.Index) {
		t.Errorf("deux colonnes ont le même index : %v", err)
	}
	for _, x := range []struct {
		colonne, personne string
		octets            []byte
		attendu           error
	}{
		{"nir", "P2", a.Octets, ErrDescelle},
		{"iban", "P1", a.Octets, ErrDescelle},
		{"nir", "P1", a.Octets[:len(a.Octets)-1], ErrDescelle},
		{"nir", "P1", a.Octets[:5], ErrDescelle},
		{"nir", "P1", a.Octets[:2], ErrDescelle},
		{"nir", "P1", append([]byte{a.Octets[0] ^ 1}, a.Octets[1:]...), ErrCleAutre},
		{"nir", "P1", append(bytes.Clone(a.Octets[:len(a.Octets)-1]), a.Octets[len(a.Octets)-1]^1), ErrDescelle},
	} {
		if s, err := c.Ouvrir(x.colonne, x.personne, Scelle{Octets: x.octets}); s != "" || !errors.Is(err, x.attendu) {
			t.Errorf("%s de %s : %q, %v", x.colonne, x.personne, s, err)
		}
	}
	if _, err := Nouveau().Ouvrir("nir", "P1", a); !errors.Is(err, ErrCleAutre) {
		t.Errorf("une autre clé : %v", err)
	}
	if _, err := (*Coffre)(nil).Sceller("nir", "P1", nirDEssai); !errors.Is(err, ErrSansCle) {
		t.Errorf("sans clé : %v", err)
	}
	if s, err := (*Coffre)(nil).Sceller("nir", "P1", ""); s.Octets != nil || err != nil {
		t.Errorf("rien à sceller : %v, %v", s, err)
	}
}

// TestRenouvele : la clé neuve scelle, l'ancienne ouvre encore.
func TestRenouvele(t *testing.T) {
	c := Nouveau()
	avant, _ := c.Sceller("iban", "P1", "FR7630006000011234567890189")
	n := c.Renouvele()
	if s, err := n.Ouvrir("iban", "P1", avant); s != "FR7630006000011234567890189" || err != nil {
		t.Errorf("%q, %v", s, err)
	}
	apres, _ := n.Sceller("iban", "P1", "FR7630006000011234567890189")
	if _, err := c.Ouvrir("iban", "P1", apres); !errors.Is(err, ErrCleAutre) {
		t.Errorf("l'ancienne clé ouvre ce que scelle la neuve : %v", err)
	}
	l, _ := n.Index("iban", "FR7630006000011234567890189")
	if len(l) != 2 || !bytes.Equal(l[0], apres.Index) || !bytes.Equal(l[1], avant.Index) {
		t.Errorf("index %x", l)
	}
}

// TestFichierDeCle : jamais créé en l'ouvrant, jamais recouvert, jamais lisible d'autrui.
func TestFichierDeCle(t *testing.T) {
	f := filepath.Join(t.TempDir(), "jalon.cle")
	if _, err := Ouvrir(f); !errors.Is(err, ErrSansCle) {
		t.Fatalf("%v, attendu ErrSansCle", err)
	}
	if _, err := os.Stat(f); err == nil {
		t.Fatal("ouvrir a créé le fichier")
	}
	c := Nouveau()
	if err := c.Creer(f); err != nil {
		t.Fatal(err)
	}
	if err := Nouveau().Creer(f); !errors.Is(err, os.ErrExist) {
		t.Errorf("%v : un fichier de clé s'est fait recouvrir", err)
	}
	s, _ := c.Sceller("nir", "P1", nirDEssai)
	for range 2 {
		lu, err := Ouvrir(f)
		if err != nil {
			t.Fatal(err)
		}
		if n, err := lu.Ouvrir("nir", "P1", s); n != nirDEssai || err != nil {
			t.Errorf("%q, %v", n, err)
		}
		if i, err := os.Stat(f); err != nil || runtime.GOOS != "windows" && i.Mode().Perm() != 0o600 {
			t.Errorf("%v, %v", i, err)
		}
		if err := lu.Renouvele().Remplacer(f); err != nil {
			t.Fatal(err)
		}
	}
	if l, err := os.ReadDir(filepath.Dir(f)); err != nil || len(l) != 1 {
		t.Errorf("à côté de la clé : %v, %v", l, err)
	}
	if runtime.GOOS != "windows" {
		if err := os.Chmod(f, 0o640); err != nil {
			t.Fatal(err)
		}
		if _, err := Ouvrir(f); !errors.Is(err, ErrCleOuverte) {
			t.Errorf("lisible du groupe : %v", err)
		}
	}
	for _, texte := range []string{"", "# rien\n", "00", "0001020304050607zz", "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20"} {
		if _, err := Lire([]byte(texte)); !errors.Is(err, ErrCleFausse) {
			t.Errorf("%q : %v", texte, err)
		}
	}
}
