package acces

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"time"
)

// Empreinte est celle d'une ligne, qui la lie à toutes celles d'avant, ou celle d'un secret, seule gardée.
type Empreinte [sha256.Size]byte

// String l'écrit en hexadécimal.
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

// Ce qu'il est advenu d'un geste.
const (
	Fait   = "fait"
	Refuse = "refuse"
)

// LigneAudit dit qui a fait quoi. Elle ne porte ni nom, ni numéro, ni texte qu'une personne aurait écrit.
type LigneAudit struct {
	Rang       int64     `json:"rang"` // depuis 1
	Instant    time.Time `json:"instant"`
	Compte     string    `json:"compte"`
	Geste      string    `json:"geste"`
	Dossier    string    `json:"dossier"`
	Issue      string    `json:"issue"`
	Detail     string    `json:"detail"`
	Precedente Empreinte `json:"precedente"`
	Empreinte  Empreinte `json:"empreinte"`
}

// FiltreAudit choisit des lignes. Un champ vide ne filtre pas.
type FiltreAudit struct {
	Compte, Dossier, Issue string
	Depuis, Jusque         time.Time // Jusque n'y est pas
	Avant                  int64     // la page d'avant ce rang
	Limite                 int
}

// auditMax borne une page.
const auditMax = 500

// Borne rend la limite d'une page.
func (q *FiltreAudit) Borne() int {
	if q.Limite <= 0 || q.Limite > auditMax {
		return auditMax
	}
	return q.Limite
}

// sceller calcule l'empreinte d'une ligne : chaque texte y entre précédé de sa longueur.
func (l *LigneAudit) sceller() Empreinte {
	b := l.Precedente[:]
	b = binary.BigEndian.AppendUint64(b[:len(b):len(b)], uint64(l.Rang))
	b = binary.BigEndian.AppendUint64(b, uint64(l.Instant.UnixMicro()))
	for _, t := range []string{l.Compte, l.Geste, l.Dossier, l.Issue, l.Detail} {
		b = binary.BigEndian.AppendUint64(b, uint64(len(t)))
		b = append(b, t...)
	}
	return sha256.Sum256(b)
}

// Suivre met une ligne à la suite d'une autre ; nil : elle est la première.
func (l *LigneAudit) Suivre(derniere *LigneAudit) {
	l.Rang, l.Precedente = 1, Empreinte{}
	if derniere != nil {
		l.Rang, l.Precedente = derniere.Rang+1, derniere.Empreinte
	}
	l.Empreinte = l.sceller()
}

// RuptureAudit est un maillon du registre qui ne tient pas : une ligne changée, ôtée ou ajoutée d'ailleurs.
type RuptureAudit struct {
	Rang int64
	Quoi string
}

func (r *RuptureAudit) Error() string {
	return fmt.Sprintf("registre des accès, ligne %d : %s", r.Rang, r.Quoi)
}

// ChaineAudit refait la chaîne, ligne après ligne.
type ChaineAudit struct{ derniere LigneAudit }

// Verifier refait l'empreinte de la ligne suivante, et rend le maillon rompu.
func (k *ChaineAudit) Verifier(l *LigneAudit) error {
	switch attendu := k.derniere.Rang + 1; {
	case l.Rang != attendu:
		return &RuptureAudit{attendu, fmt.Sprintf("elle manque ; la suivante porte le rang %d", l.Rang)}
	case l.Precedente != k.derniere.Empreinte:
		return &RuptureAudit{l.Rang, "elle ne suit pas celle d'avant"}
	case l.Empreinte != l.sceller():
		return &RuptureAudit{l.Rang, "son contenu n'est plus celui qui a été inscrit"}
	}
	k.derniere = *l
	return nil
}

// Lignes est le nombre de celles qui tiennent.
func (k *ChaineAudit) Lignes() int64 { return k.derniere.Rang }
