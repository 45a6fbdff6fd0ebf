package espace_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"jalon/internal/navigateur"
)

// ouvrirSansScript ouvre un onglet qui n'exécute aucun script des pages.
func ouvrirSansScript(t *testing.T, b *bureau) *navigateur.Onglet {
	t.Helper()
	n := navigateur.Ouvrir(t, http.NotFoundHandler())
	n.URL = b.adresse
	o := n.Onglet(t)
	o.Fais(navigateur.Commande(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}))
	return o
}

// TestParcoursAuClavier : sans script et au clavier seul, de la connexion à un acte consigné, à travers une session finie.
func TestParcoursAuClavier(t *testing.T) {
	b := neuf(t)
	o := ouvrirSansScript(t, b)
	// jusqua avance de champ en champ jusqu'à celui que le sélecteur nomme.
	jusqua := func(selecteur string) {
		t.Helper()
		for range 400 {
			o.Fais(chromedp.KeyEvent(kb.Tab))
			if o.Texte(`document.activeElement && document.activeElement.matches(`+"`"+selecteur+"`"+`) ? "oui" : "non"`) == "oui" {
				return
			}
		}
		t.Fatalf("%s ne s'atteint pas au clavier", selecteur)
	}
	presser := func(selecteur string) {
		t.Helper()
		jusqua(selecteur)
		navigateur.Rendu(o, chromedp.WaitEvent(page.LoadEventFired, func(page.EventLoadEventFired) bool { return true }, chromedp.KeyEvent(kb.Enter)))
	}
	ecrire := func(selecteur, texte string) { t.Helper(); jusqua(selecteur); o.Fais(chromedp.KeyEvent(texte)) }
	lu := func(attendus ...string) {
		t.Helper()
		dit := o.Texte("document.body.innerText")
		for _, x := range attendus {
			if !strings.Contains(dit, x) {
				t.Fatalf("la page ne dit pas « %s » :\n%s", x, dit)
			}
		}
	}
	connecter := func() {
		t.Helper()
		ecrire("#courriel", "conseillere@demo.example")
		ecrire("#mot_de_passe", b.MotDePasse)
		presser("main button")
	}
	o.Fais(chromedp.Navigate(b.adresse + "/connexion"))
	connecter()
	lu("Les dossiers, par prochaine date")
	presser(`main table a[href$="` + b.SonDossier + `"]`)
	lu("La frise")
	jusqua(`details:has(a[href$="/actes/maladie"]) > summary`)
	o.Fais(chromedp.KeyEvent(kb.Enter))
	presser(`main a[href$="/actes/maladie"]`)
	ecrire("#debut", "11022026") // un Chromium américain : le mois d'abord
	ecrire("#fin", "11082026")
	b.finir(t)
	presser(`main button[value="essai"]`)
	lu("Votre session s'est finie")
	connecter()
	lu("Reprendre la saisie")
	presser("main button")
	if v := o.Texte(`document.querySelector("#debut").value + " " + document.querySelector("#fin").value`); v != "2026-11-02 2026-11-08" {
		t.Fatalf("la saisie rendue est « %s »", v)
	}
	presser(`main button[value="essai"]`)
	lu("Ce qui sera consigné", "Ce que cela change")
	presser(`main button[value="consigner"]`)
	lu("Consigné : Arrêt de maladie, 02/11/2026")
	d, err := b.espace.Greffe.Lire(context.Background(), b.SonDossier)
	if err != nil {
		t.Fatal(err)
	}
	if f := d.De("maladie"); len(f) == 0 || f[len(f)-1].Le.String() != "2026-11-02" {
		t.Errorf("au dossier : %v", f)
	}
}

// TestInvitationAuNavigateur : l'administrateur invite, la personne ouvre son compte et se connecte.
func TestInvitationAuNavigateur(t *testing.T) {
	b := neuf(t)
	o := ouvrirSansScript(t, b)
	connecter := func(courriel, mdp string) {
		o.Fais(chromedp.Navigate(b.adresse+"/connexion"), chromedp.SendKeys("#courriel", courriel), chromedp.SendKeys("#mot_de_passe", mdp))
		o.Valider("main button")
	}
	connecter("admin@demo.example", b.MotDePasse)
	o.Fais(chromedp.Navigate(b.adresse + "/administration"))
	o.Valider("main table a")
	o.Fais(chromedp.SendKeys("#courriel", "neuve@exemple.fr"), chromedp.SendKeys("#role", "Conseiller"))
	o.Valider("#inviter button")
	phrase, code := o.Texte(`document.querySelector("#phrase").value`), o.Texte(`document.querySelector("#code code").innerText`)
	if len(code) != 26 || !strings.Contains(phrase, code) || !strings.Contains(phrase, b.adresse+"/invitation") || !strings.Contains(phrase, "neuve@exemple.fr") || strings.Contains(o.Texte("location.href"), code) {
		t.Fatalf("code « %s », phrase « %s »", code, phrase)
	}
	o.Photo("invitation-1024")
	o.Valider(".qui button")
	mdp := "huit tortues repeignent la gare"
	o.Fais(chromedp.Navigate(b.adresse+"/invitation"), chromedp.SendKeys("#code", code), chromedp.SendKeys("#nom", "Neuve Arrivée"),
		chromedp.SendKeys("#mot_de_passe", mdp), chromedp.SendKeys("#mot_de_passe_encore", mdp))
	o.Valider("main button")
	if dit := o.Texte("document.body.innerText"); !strings.Contains(dit, "Votre compte est ouvert") {
		t.Errorf("le compte ouvert ne le dit pas : %s", dit)
	}
	connecter("neuve@exemple.fr", mdp)
	if dit := o.Texte("document.body.innerText"); !strings.Contains(dit, "Neuve Arrivée, Conseiller") {
		t.Errorf("la page dit : %s", dit)
	}
	o.Fais(chromedp.Navigate(b.adresse+"/invitation"), chromedp.SendKeys("#code", code), chromedp.SendKeys("#nom", "Un autre"),
		chromedp.SendKeys("#mot_de_passe", mdp), chromedp.SendKeys("#mot_de_passe_encore", mdp))
	o.Valider("main button")
	if dit := o.Texte("document.body.innerText"); !strings.Contains(dit, "ne vaut pas, ou plus") {
		t.Errorf("le code sert deux fois : %s", dit)
	}
}

// TestAccesAccessibles : les pages d'administration, et le dossier que lit l'auditeur.
func TestAccesAccessibles(t *testing.T) {
	b := neuf(t)
	n := navigateur.Ouvrir(t, http.NotFoundHandler())
	n.URL = b.adresse
	o := n.Onglet(t)
	for _, x := range []struct {
		courriel string
		pages    map[string]string
	}{
		{"admin@demo.example", map[string]string{
			"administration": "/administration", "organisation": "/administration/organisations/" + b.Organisations[0].ID, "roles": "/administration/roles", "registre": "/administration/acces",
			"registre-vide": "/administration/acces?dossier=X", "registre-abime": "/administration/acces?depuis=x",
		}},
		{"auditeur@demo.example", map[string]string{"auditeur-journee": "/journee", "auditeur-dossier": "/dossiers/" + b.SonDossier, "auditeur-registre": "/administration/acces?dossier=" + b.SonDossier}},
	} {
		o.Fais(chromedp.Navigate(b.adresse+"/connexion"), chromedp.SendKeys("#courriel", x.courriel), chromedp.SendKeys("#mot_de_passe", b.MotDePasse))
		o.Valider("main button")
		for nom, chemin := range x.pages {
			o.Fais(chromedp.Navigate(b.adresse + chemin))
			o.Axe(nom)
		}
	}
	o.Fais(chromedp.Navigate(b.adresse + "/invitation"))
	o.Axe("invitation")
}
