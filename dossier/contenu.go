package dossier

import (
	"encoding/json"

	"jalon/dossier/octets"
)

// lireContenu lit ce qu'un fait dit, comme encoding/json et en bien moins de temps : les octets que le greffe écrit
// n'ont d'ordinaire ni blanc ni échappement. Tout le reste est laissé à encoding/json.
func lireContenu(b []byte, c *contenu) error {
	if lireVite(b, c) {
		return nil
	}
	*c = contenu{}
	return json.Unmarshal(b, c)
}

// lireVite lit ce que le greffe écrit ; faux : la main est à encoding/json.
func lireVite(b []byte, c *contenu) bool {
	l := octets.Nouveau(b)
	return l.Objet(func(cle string) bool {
		switch cle {
		case "faits":
			return l.Brut(&c.Faits)
		case "evenement":
			return l.Brut(&c.Evenement)
		case "complete":
			return l.Entier(&c.Complete)
		case "corrige":
			return l.Entier(&c.Corrige)
		case "pourquoi":
			return l.Texte(&c.Pourquoi)
		case "suivi":
			if c.Suivi == nil {
				c.Suivi = map[string]string{}
			}
			return l.Objet(func(cle string) bool {
				var v string
				ok := l.Texte(&v)
				c.Suivi[cle] = v
				return ok
			})
		}
		return false
	}) && l.Fini()
}
