// Package entree fait, des fichiers qu'on lui donne, l'entrée d'un lot : liste des personnes, feuille de l'entreprise,
// déclarations de paie. Le contenu d'un fichier dit ce qu'il est, pas son nom.
package entree

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf16"

	"jalon/document/dsn"
	"jalon/document/tableur"
	"jalon/lot"
)

// Fichier est un fichier donné, en entier.
type Fichier struct {
	Nom     string
	Contenu []byte
}

// Lire reconnaît chaque fichier. Les signalements de fin
// de contrat sont rendus à part. Une erreur dit quel fichier ne se lit pas, et quoi en faire.
func Lire(fichiers []Fichier) (*lot.Entree, []lot.FinDeContrat, error) {
	e := &lot.Entree{}
	var messages []*dsn.Message
	var fins []lot.FinDeContrat
	for _, f := range fichiers {
		f.Contenu = dsnEnUTF8(f.Contenu)
		if estDSN(f.Contenu) {
			m, err := dsn.Lire(bytes.NewReader(f.Contenu))
			if err != nil {
				return nil, nil, fmt.Errorf("le fichier « %s » ne se lit pas comme une DSN : %w", f.Nom, err)
			}
			messages, fins = append(messages, m), append(fins, m.Fins()...)
			for _, r := range m.Remarques {
				if r.Rang > 0 { // une DSN n'a pas de rangées : son rang est une ligne du fichier
					r.Texte = fmt.Sprintf("ligne %d : %s", r.Rang, r.Texte)
				}
				e.Remarques = append(e.Remarques, lot.Remarque{Texte: f.Nom + " : " + r.Texte})
			}
			continue
		}
		c, err := tableur.Lire(bytes.NewReader(f.Contenu), int64(len(f.Contenu)), f.Nom)
		if err != nil {
			return nil, nil, err
		}
		e.Tableaux = append(e.Tableaux, c.Tableaux...)
		e.Remarques = ajouter(e.Remarques, f.Nom, len(fichiers), c.Remarques)
	}
	var remarques []lot.Remarque
	e.Paies, remarques = dsn.Paies(messages)
	e.Remarques = append(e.Remarques, remarques...)
	if len(e.Tableaux) == 0 && len(e.Paies) == 0 {
		return nil, nil, errors.New("aucun fichier ne contient de personne : donnez une liste (.xlsx, .csv) ou des DSN mensuelles")
	}
	return e, fins, nil
}

// estDSN reconnaît une DSN à ses rubriques, au début du fichier.
func estDSN(contenu []byte) bool {
	debut := contenu[:min(len(contenu), 4096)]
	return bytes.Contains(debut, []byte("S10.G00.0")) || bytes.Contains(debut, []byte("S20.G00.05")) || bytes.Contains(debut, []byte("S21.G00."))
}

// dsnEnUTF8 traduit une DSN enregistrée en UTF-16 par un éditeur de texte ; tout autre fichier est rendu tel quel.
func dsnEnUTF8(contenu []byte) []byte {
	if !bytes.HasPrefix(contenu, []byte("\xff\xfe")) && !bytes.HasPrefix(contenu, []byte("\xfe\xff")) {
		return contenu
	}
	grand := contenu[0] == 0xfe
	if !estDSN(enUTF8(contenu[2:min(len(contenu), 4096)], grand)) {
		return contenu
	}
	return enUTF8(contenu[2:], grand)
}

func enUTF8(octets []byte, grand bool) []byte {
	unites := make([]uint16, len(octets)/2)
	for i := range unites {
		a, b := uint16(octets[2*i]), uint16(octets[2*i+1])
		if grand {
			a, b = b, a
		}
		unites[i] = a | b<<8
	}
	return []byte(string(utf16.Decode(unites)))
}

func ajouter(a []lot.Remarque, nom string, fichiers int, b []lot.Remarque) []lot.Remarque {
	for _, r := range b {
		if fichiers > 1 {
			r.Texte = nom + " : " + r.Texte
		}
		a = append(a, r)
	}
	return a
}
