package dossier

import (
	"bytes"
	"encoding/json"
	"strings"
)

// actesDeSituation disent ce qu'une situation sait d'une procédure, dans l'ordre d'un dossier.
var actesDeSituation = []string{"employeur", "salarie", "contrat", "offre", "reponse"}

// Saisies rend les actes qui diraient à un dossier les faits d'une situation, au format d'échange. Ce qu'aucun de ces actes ne
// porte n'y est pas ; un acte à qui il manque le nécessaire non plus.
func Saisies(situation []byte) ([]Saisie, error) {
	l := json.NewDecoder(bytes.NewReader(situation))
	l.UseNumber() // un nombre reste tel qu'il est écrit
	var v any
	if err := l.Decode(&v); err != nil {
		return nil, err
	}
	faits := map[string]string{}
	aplatir(faits, "", v)
	var saisies []Saisie
	for _, nom := range actesDeSituation {
		a := Trouver(nom)
		s := Saisie{Acte: nom, Valeurs: map[string]string{}}
		entier := true
		for i := range a.Champs {
			c := &a.Champs[i]
			x, ok := faits[c.chemin()]
			if c.Place != AuxFaits || !ok {
				entier = entier && !c.Necessaire
				continue
			}
			if c.Genre == OuiNon {
				x = c.enMots(x)
			}
			s.Valeurs[c.Cle] = x
		}
		if entier && len(s.Valeurs) > 0 {
			saisies = append(saisies, s)
		}
	}
	return saisies, nil
}

// Ecarts sont les valeurs d'une saisie que le fait de ce rang dit autrement, ou ne dit pas ; ce que la saisie tait n'en est pas un.
func (d *Dossier) Ecarts(version int, s *Saisie) []Changement {
	dit, champs := d.Valeurs(version), Trouver(s.Acte).Champs
	var l []Changement
	for i := range champs {
		c := &champs[i]
		texte := strings.TrimSpace(s.Valeurs[c.Cle])
		if forme, _, attendu := c.lire(texte); texte != "" && attendu == "" && forme != dit[c.Cle] {
			l = append(l, Changement{c.Intitule, c.enMots(dit[c.Cle]), c.enMots(forme)})
		}
	}
	return l
}
