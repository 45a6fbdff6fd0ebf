// Package dossier tient le dossier d'un CSP : une suite de faits datés, jamais récrits, d'où tout le reste se déduit.
// Ce qu'on y entre, même tard, change de lui-même les dates, ce qui est dû et ce qui a été trop versé.
package dossier

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"jalon/droit/calendrier"
)

// Empreinte lie un fait à tous ceux qui le précèdent.
type Empreinte [sha256.Size]byte

// String écrit l'empreinte en hexadécimal.
func (e Empreinte) String() string { return hex.EncodeToString(e[:]) }

// MarshalText l'écrit de même.
func (e Empreinte) MarshalText() ([]byte, error) { return []byte(e.String()), nil }

// UnmarshalText lit une empreinte entière.
func (e *Empreinte) UnmarshalText(t []byte) error {
	if len(t) != 2*len(e) {
		return errors.New("une empreinte a soixante-quatre chiffres hexadécimaux")
	}
	_, err := hex.Decode(e[:], t)
	return err
}

// Fait est un fait consigné. Il ne change plus : ce qui le contredit est un fait nouveau, qui le nomme.
type Fait struct {
	Dossier    string // identifiant, sans rien qui désigne une personne
	Version    int    // rang du fait dans son dossier, depuis 1
	Acte       string // son nom dans la table des actes
	Le         calendrier.Date
	Consigne   time.Time // à l'horloge du greffe, à la microseconde
	Auteur     string
	Donnees    []byte // ce qu'il dit, en JSON : ce sont ces octets que lie l'empreinte
	Precedente Empreinte
	Empreinte  Empreinte
}

// ConsigneLe est le jour où le fait a été consigné.
func (f *Fait) ConsigneLe() calendrier.Date { return jourDe(f.Consigne) }

// sceller calcule l'empreinte d'un fait : chaque champ y entre précédé de sa longueur.
func (f *Fait) sceller() Empreinte {
	h := sha256.New()
	var n [8]byte
	bloc := func(b []byte) {
		binary.BigEndian.PutUint64(n[:], uint64(len(b)))
		h.Write(n[:])
		h.Write(b)
	}
	entier := func(v int64) {
		binary.BigEndian.PutUint64(n[:], uint64(v))
		h.Write(n[:])
	}
	h.Write(f.Precedente[:])
	bloc([]byte(f.Dossier))
	entier(int64(f.Version))
	bloc([]byte(f.Acte))
	entier(int64(f.Le))
	entier(f.Consigne.UnixMicro())
	bloc([]byte(f.Auteur))
	bloc(f.Donnees)
	return Empreinte(h.Sum(nil))
}

// Rupture est un maillon qui ne tient pas : un fait changé, ôté ou ajouté ailleurs que par le greffe.
type Rupture struct {
	Dossier string
	Version int
	Quoi    string
}

func (r *Rupture) Error() string {
	return fmt.Sprintf("dossier %s, fait %d : %s", r.Dossier, r.Version, r.Quoi)
}

// Verifier refait la chaîne des empreintes d'un dossier, et rend le premier maillon rompu.
func Verifier(faits []Fait) error {
	var precedente Empreinte
	for i := range faits {
		f := &faits[i]
		switch {
		case f.Version != i+1:
			return &Rupture{f.Dossier, i + 1, fmt.Sprintf("il manque ; le suivant porte le rang %d", f.Version)}
		case f.Precedente != precedente:
			return &Rupture{f.Dossier, f.Version, "il ne suit pas le fait d'avant"}
		case f.Empreinte != f.sceller():
			return &Rupture{f.Dossier, f.Version, "son contenu n'est plus celui qui a été consigné"}
		}
		precedente = f.Empreinte
	}
	return nil
}

// enchainer donne à des faits neufs leur rang et leur empreinte, à la suite du dernier.
func enchainer(dernier *Fait, faits []Fait) {
	var version int
	var precedente Empreinte
	if dernier != nil {
		version, precedente = dernier.Version, dernier.Empreinte
	}
	for i := range faits {
		f := &faits[i]
		version++
		f.Version, f.Precedente = version, precedente
		f.Empreinte = f.sceller()
		precedente = f.Empreinte
	}
}
