// Package coffre scelle ce qui ne doit se lire ni dans une base, ni dans une sauvegarde : le NIR et l'IBAN.
package coffre

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// Ce qu'un coffre refuse.
var (
	ErrSansCle    = errors.New("le fichier de clé manque, et sans lui aucun NIR ni IBAN ne se garde ni ne se lit")
	ErrCleAutre   = errors.New("ce numéro est scellé par une clé que le fichier de clé n'a pas")
	ErrCleFausse  = errors.New("le fichier de clé ne se lit pas : une clé par ligne, de 64 chiffres hexadécimaux, est attendue")
	ErrCleOuverte = errors.New("le fichier de clé est lisible par d'autres que son propriétaire : ôtez-leur ce droit (chmod 600)")
	ErrDescelle   = errors.New("ce numéro scellé a été changé, ou vient d'une autre ligne")
)

// Coffre scelle ce qui ne doit pas se lire dans la base. Sa première clé scelle ; les suivantes, d'avant un
// renouvellement, ouvrent encore une sauvegarde ancienne.
type Coffre struct{ cles [][]byte }

const tailleCle = 32

// Nouveau rend un coffre d'une clé tirée au hasard.
func Nouveau() *Coffre { return new(Coffre).Renouvele() }

// Renouvele rend un coffre dont une clé neuve est la première.
func (c *Coffre) Renouvele() *Coffre {
	cle := make([]byte, tailleCle)
	rand.Read(cle) // n'échoue pas : le programme s'arrête plutôt
	return &Coffre{append([][]byte{cle}, c.cles...)}
}

const enteteCle = "# Clé des NIR et des IBAN : à garder hors de la base et de ses sauvegardes, sans la perdre. La première scelle ; les autres relisent.\n"

// Lire lit le texte d'un fichier de clé.
func Lire(texte []byte) (*Coffre, error) {
	c := &Coffre{}
	for ligne := range strings.Lines(string(texte)) {
		if ligne = strings.TrimSpace(ligne); ligne == "" || ligne[0] == '#' {
			continue
		}
		cle, err := hex.DecodeString(ligne)
		if err != nil || len(cle) != tailleCle {
			return nil, ErrCleFausse // sans l'erreur d'origine, qui cite le texte
		}
		c.cles = append(c.cles, cle)
	}
	if len(c.cles) == 0 {
		return nil, ErrCleFausse
	}
	return c, nil
}

// Ouvrir lit un fichier de clé ; ErrSansCle s'il n'existe pas. Il ne le crée jamais.
func Ouvrir(fichier string) (*Coffre, error) {
	info, err := os.Stat(fichier)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrSansCle
	}
	if err != nil {
		return nil, err
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return nil, ErrCleOuverte
	}
	texte, err := os.ReadFile(fichier)
	if err != nil {
		return nil, err
	}
	return Lire(texte)
}

// Creer écrit un fichier de clé neuf, lisible de son seul propriétaire ; un fichier qui existe n'est pas touché.
func (c *Coffre) Creer(fichier string) error {
	f, err := os.OpenFile(fichier, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	return c.ecrire(f)
}

// Remplacer récrit un fichier de clé : l'ancien ou le nouveau, jamais un morceau.
func (c *Coffre) Remplacer(fichier string) error {
	f, err := os.CreateTemp(filepath.Dir(fichier), ".jalon-*") // lisible de son seul propriétaire
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if err := c.ecrire(f); err != nil {
		return err
	}
	return os.Rename(f.Name(), fichier)
}

func (c *Coffre) ecrire(f *os.File) error {
	var b bytes.Buffer
	b.WriteString(enteteCle)
	for _, cle := range c.cles {
		b.WriteString(hex.EncodeToString(cle) + "\n")
	}
	_, err := f.Write(b.Bytes())
	return errors.Join(err, f.Sync(), f.Close())
}

// Scelle est un numéro tel que la base le garde ; vide quand il n'y en a pas.
type Scelle struct {
	Octets []byte // quatre octets qui nomment la clé, puis le nonce et le numéro chiffré
	Index  []byte // le même pour un même numéro : il se cherche sans se lire
}

const tailleNom = 4

// Cle nomme la clé qui l'a fermé. Un scellé réduit à ce nom ne s'ouvre pas, mais dit encore si le coffre la connaît.
func (s Scelle) Cle() []byte { return s.Octets[:min(tailleNom, len(s.Octets))] }

// deriver tire d'une clé celle d'un seul usage.
func deriver(cle []byte, usage string, n int) []byte {
	sortie, err := hkdf.Key(sha256.New, cle, nil, "jalon 1 "+usage, n)
	if err != nil {
		panic(err) // seule une longueur démesurée y échoue
	}
	return sortie
}

func nomDeCle(cle []byte) []byte { return deriver(cle, "nom", tailleNom) }

func chiffre(cle []byte, colonne string) cipher.AEAD {
	bloc, err := aes.NewCipher(deriver(cle, "sceller "+colonne, 32))
	if err != nil {
		panic(err) // la longueur est la bonne
	}
	a, err := cipher.NewGCMWithRandomNonce(bloc)
	if err != nil {
		panic(err) // de même
	}
	return a
}

// place lie un numéro scellé à sa ligne : recopié ailleurs, il ne s'ouvre plus.
func place(colonne, personne string) []byte { return []byte("personnes|" + colonne + "|" + personne) }

// Sceller ferme un numéro pour une colonne de la ligne d'une personne.
func (c *Coffre) Sceller(colonne, personne, texte string) (Scelle, error) {
	if texte == "" {
		return Scelle{}, nil
	}
	if c == nil {
		return Scelle{}, ErrSansCle
	}
	octets := chiffre(c.cles[0], colonne).Seal(nomDeCle(c.cles[0]), nil, []byte(texte), place(colonne, personne))
	return Scelle{octets, indexer(c.cles[0], colonne, texte)}, nil
}

// Ouvrir rend le numéro d'une colonne de la ligne d'une personne.
func (c *Coffre) Ouvrir(colonne, personne string, s Scelle) (string, error) {
	if len(s.Octets) == 0 {
		return "", nil
	}
	if c == nil {
		return "", ErrSansCle
	}
	if len(s.Octets) < tailleNom {
		return "", ErrDescelle
	}
	err := ErrCleAutre
	for _, cle := range c.cles {
		if !bytes.Equal(nomDeCle(cle), s.Octets[:tailleNom]) {
			continue
		}
		texte, faux := chiffre(cle, colonne).Open(nil, nil, s.Octets[tailleNom:], place(colonne, personne))
		if faux == nil {
			return string(texte), nil
		}
		err = ErrDescelle
	}
	return "", err
}

// Connait rend ce qui dit qu'une des clés du coffre a scellé un numéro, ou qu'il n'y en a pas.
func (c *Coffre) Connait() func(Scelle) bool {
	var noms [][]byte
	if c != nil {
		for _, cle := range c.cles {
			noms = append(noms, nomDeCle(cle))
		}
	}
	return func(s Scelle) bool {
		return len(s.Octets) == 0 || slices.ContainsFunc(noms, func(nom []byte) bool { return bytes.HasPrefix(s.Octets, nom) })
	}
}

func indexer(cle []byte, colonne, texte string) []byte {
	h := hmac.New(sha256.New, deriver(cle, "chercher "+colonne, 32))
	h.Write([]byte(texte))
	return h.Sum(nil)
}

// Index rend ce sous quoi un numéro se cherche, un par clé : un renouvellement interrompu en laisse des deux.
func (c *Coffre) Index(colonne, texte string) ([][]byte, error) {
	if c == nil {
		return nil, ErrSansCle
	}
	var l [][]byte
	for _, cle := range c.cles {
		l = append(l, indexer(cle, colonne, texte))
	}
	return l, nil
}
