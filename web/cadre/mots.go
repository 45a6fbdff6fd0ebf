package cadre

import (
	"html/template"
	"strconv"
	"strings"

	"jalon/document"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/fait"
)

// Mots sont les fonctions que tous les modèles connaissent.
var Mots = template.FuncMap{
	"euros":  func(m argent.Montant) string { return SinonTiret(m.Connu(), m.Francais()) },
	"jour":   func(d calendrier.Date) string { return SinonTiret(d.Connue(), d.Francais()) },
	"lettre": func(d calendrier.Date) string { return SinonTiret(d.Connue(), d.EnLettres()) },
	"mois":   func(d calendrier.Date) string { return d.NomMois() },
	"isojour": func(iso string) string {
		d, _ := calendrier.Lire([]byte(iso)) // une date des barèmes, déjà vérifiée
		return d.Francais()
	},
	"iso":       func(d calendrier.Date) string { return d.String() },
	"nombre":    func(n fait.Nombre) string { return SinonTiret(n.Connu(), strconv.Itoa(n.Int())) },
	"phrase":    func(p csp.Phrase) string { return p.String() },
	"oui":       func(r fait.Reponse) bool { return r == fait.Oui },
	"non":       func(r fait.Reponse) bool { return r == fait.Non },
	"majuscule": document.Majuscule,
	"joindre":   func(s []string) string { return strings.Join(s, " ; ") },
	"nombreDe":  document.Nombre,
	"jours":     document.Duree,
	"plus":      func(n int) int { return n + 1 },
	"moins":     func(n int) int { return n - 1 },
}

// SinonTiret écrit une valeur, ou un tiret quand elle n'est pas connue.
func SinonTiret(connu bool, s string) string {
	if !connu {
		return "—"
	}
	return s
}
