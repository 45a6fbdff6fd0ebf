package espace_test

import (
	"net/http"
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"

	"jalon/internal/navigateur"
)

// TestPapiersAccessibles lit, dans un vrai navigateur, les documents, l'agenda et un dossier qui a des notes.
func TestPapiersAccessibles(t *testing.T) {
	b := neuf(t)
	a, page := b.entrer(t, "conseillere@demo.example"), "/dossiers/"+b.SonDossier
	a.deposer(b.SonDossier, "certificat_travail", "certificat.pdf", papierPDF("un"), http.StatusOK)
	a.deposer(b.SonDossier, "courrier", "lettre à l'employeur.pdf", papierPDF("deux"), http.StatusOK)
	retire := b.dossier(t, b.SonDossier).Version()
	a.envoyer(page+"/documents/"+strconv.Itoa(retire)+"/retrait", http.StatusOK, "jeton", a.jeton(), "pourquoi", "déposé deux fois")
	a.envoyer(page+"/actes/note", http.StatusOK, "jeton", a.jeton(), "version", strconv.Itoa(retire+1), "texte", "Rappelée ce matin, rendez-vous mardi.", "pas", "consigner")
	n := navigateur.Ouvrir(t, http.NotFoundHandler())
	n.URL = b.adresse
	o := n.Onglet(t)
	o.Fais(chromedp.Navigate(b.adresse+"/connexion"), chromedp.SendKeys("#courriel", "conseillere@demo.example"), chromedp.SendKeys("#mot_de_passe", b.MotDePasse))
	o.Valider("main button")
	for nom, chemin := range map[string]string{"documents": page + "/documents", "dossier-note": page, "preuve": page + "/actes/papier", "mon-agenda": "/mon-compte"} {
		o.Fais(chromedp.Navigate(b.adresse + chemin))
		for _, largeur := range []int64{360, 1200} { // replié, tel qu'il s'ouvre
			o.Fais(chromedp.EmulateViewport(largeur, 800))
			o.Photo(nom + "-ferme-" + strconv.FormatInt(largeur, 10))
		}
		o.Axe(nom)
	}
	o.Fais(chromedp.Navigate(b.adresse + "/mon-compte"))
	o.Valider(`form[action="/mon-compte/agenda"] button`)
	if dit := o.Texte("document.body.innerText"); !adresseAgenda.MatchString(dit) {
		t.Error("l'adresse de l'agenda ne se lit pas")
	}
	o.Axe("agenda-ouvert")
}
