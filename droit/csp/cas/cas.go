// Package cas porte les cas officiels : des situations complètes, et la part du résultat que fixe
// leur source. Ils servent aux tests, et à montrer chaque règle à l'œuvre.
package cas

import (
	"bufio"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"sync"
)

//go:embed *.jsonl
var fichiers embed.FS

// Cas est une situation et ce qui en est attendu.
type Cas struct {
	ID        string          `json:"id"`
	Titre     string          `json:"titre"`
	Regles    []string        `json:"regles"`
	Source    string          `json:"source"` // texte, publie ou comparateur
	Lien      string          `json:"lien"`
	Situation json.RawMessage `json:"situation"`
	Attendu   map[string]any  `json:"attendu"` // chemin dans le résultat → valeur
	Sujet     string          `json:"-"`       // le fichier qui le porte
}

// Tous rend les cas, fichier par fichier.
var Tous = sync.OnceValues(func() ([]Cas, error) {
	noms, err := fs.Glob(fichiers, "*.jsonl")
	if err != nil {
		return nil, err
	}
	var tous []Cas
	for _, nom := range noms {
		f, err := fichiers.Open(nom)
		if err != nil {
			return nil, err
		}
		lignes := bufio.NewScanner(f)
		lignes.Buffer(nil, 1<<20)
		for n := 1; lignes.Scan(); n++ {
			c := Cas{Sujet: strings.TrimSuffix(nom, ".jsonl")}
			if err := json.Unmarshal(lignes.Bytes(), &c); err != nil {
				return nil, fmt.Errorf("%s, ligne %d : %w", nom, n, err)
			}
			tous = append(tous, c)
		}
		if err := lignes.Err(); err != nil {
			return nil, fmt.Errorf("%s : %w", nom, err)
		}
	}
	return tous, nil
})
