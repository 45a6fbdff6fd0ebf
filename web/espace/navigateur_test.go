package espace_test

import (
	"net/http"
	"testing"

	"github.com/chromedp/chromedp"

	"jalon/internal/navigateur"
)

// TestPagesAccessibles lit les pages de l'espace dans un vrai navigateur, connecté : aucune faute d'accessibilité, claire ou
// sombre, étroite ou large.
func TestPagesAccessibles(t *testing.T) {
	b := neuf(t)
	n := navigateur.Ouvrir(t, http.NotFoundHandler())
	n.URL = b.adresse
	o := n.Onglet(t)
	o.Fais(chromedp.Navigate(b.adresse + "/connexion"))
	o.Axe("connexion")
	o.Fais(chromedp.SendKeys("#courriel", "conseillere@demo.example"), chromedp.SendKeys("#mot_de_passe", b.MotDePasse))
	o.Valider("main button")
	for nom, chemin := range map[string]string{
		"journee": "/journee", "dossier": "/dossiers/" + b.SonDossier, "compte": "/dossiers/" + b.SonDossier + "/compte", "acte": "/dossiers/" + b.SonDossier + "/actes/maladie",
		"nouveau": "/dossiers/nouveau", "attribution": "/dossiers/" + b.SonDossier + "/actes/attribution", "mon-compte": "/mon-compte", "absent": "/dossiers/ABSENT",
	} {
		o.Fais(chromedp.Navigate(b.adresse + chemin))
		o.Axe(nom)
	}
}
