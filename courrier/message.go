package courrier

import (
	"fmt"
	"net/url"
	"strings"

	"jalon/dossier"
)

// Message est ce qui part. Rien n'y vient d'un fait, d'une identité ni d'une référence, que l'employeur choisit et où il met
// parfois un nom : une date, un nombre de dossiers, un lien.
type Message struct {
	ID, A, Objet, Corps string
}

// composer écrit le message d'un envoi. pages est l'adresse publique du site, sans barre à la fin.
func composer(pages string, e *Envoi) *Message {
	dossiers := map[string]bool{}
	for _, r := range e.Lignes {
		dossiers[r.Dossier] = true
	}
	quand := "au plus tard le " + e.Lignes[0].Echeance.Francais()
	m := &Message{A: e.Adresse, Objet: "Un dossier attend un acte de vous " + quand}
	lien := pages + "/dossiers/" + url.PathEscape(e.Lignes[0].Dossier)
	if e.Lignes[0].Role == dossier.RappelPersonne {
		lien = pages + "/espace" // le sien : son numéro n'a pas à courir les boîtes
	}
	if len(dossiers) > 1 {
		m.Objet = fmt.Sprintf("%d dossiers attendent un acte de vous, le premier %s", len(dossiers), quand)
		lien = pages + "/espace"
	}
	pourquoi := "Vous recevez ce rappel parce qu'un dossier vous est confié. Pour ne plus en recevoir, décochez « Recevoir les rappels » dans « Mon compte »."
	switch {
	case e.Compte:
	case e.Lignes[0].Role == dossier.RappelPersonne:
		pourquoi = "Cette page demande un compte : si vous n'en avez pas, votre conseiller vous en ouvre un, ou vous dit quoi faire. Pour ne plus recevoir de rappels, dites-le-lui."
	default:
		pourquoi = "Vous recevez ce rappel à la place d'un conseiller. Pour ne plus en recevoir, dites-le à qui gère les comptes de votre organisation."
	}
	m.Corps = strings.Join([]string{"Bonjour,", m.Objet + ".", lien, pourquoi, "Ce message est écrit par un programme ; n'y répondez pas."}, "\r\n\r\n") + "\r\n"
	return m
}
