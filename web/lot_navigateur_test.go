package web_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// listeFautive est une liste de trois personnes : la deuxième a une date impossible, la troisième est en double.
const listeFautive = "Matricule;Nom;Prénom;Date de naissance;Date d'entrée;Salaire mensuel brut;CSP remis le\r\n" +
	"1;Vidal;Claire;12/06/1980;08/01/2024;3 000,00;02/03/2026\r\n" +
	"2;Roux;Paul;31/02/1979;14/05/2012;3 000,00;02/03/2026\r\n" +
	"1;Vidal;Claire;12/06/1980;08/01/2024;3 000,00;02/03/2026\r\n"

// valider presse un bouton et attend la page qu'il demande.
func (o *onglet) valider(selecteur string) {
	o.t.Helper()
	rendu(o, chromedp.WaitEvent(page.LoadEventFired, func(page.EventLoadEventFired) bool { return true }, chromedp.Click(selecteur)))
}

// lot : un employeur dépose sa liste, voit ce qui a été compris, corrige, lit les résultats, trie, filtre, ouvre une
// personne et emporte ses fichiers, sans JavaScript, sur un téléphone et sur un écran large.
func (n *navigateur) lot(t *testing.T) {
	dossier := t.TempDir()
	liste := filepath.Join(dossier, "liste.csv")
	if err := os.WriteFile(liste, []byte(listeFautive), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, largeur := range []int64{360, 1200} {
		t.Run(fmt.Sprint(largeur), func(t *testing.T) {
			o := n.onglet(t)
			recus := t.TempDir()
			o.fais(chromedp.EmulateViewport(largeur, 800), commande(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}),
				chromedp.Navigate(n.url+"/employeur"), chromedp.SetUploadFiles("#liste", []string{liste}))
			o.valider("form button.bouton")
			contient(t, o.texte("document.body.innerText"), "3 personnes dans la liste, dont 3 à compléter", "Roux Paul", "La rangée 2 (Vidal Claire) porte le même matricule")
			o.fais(chromedp.SetValue(`[name="case.3.salarie.date_naissance"]`, "28/02/1979"), chromedp.Click(`[name="case.4."]`),
				chromedp.SetValue(`[name="case.0.employeur.effectif"]`, "62"), chromedp.SetValue(`[name="case.0.raison_sociale"]`, "Atelier Duval"),
				chromedp.SetValue(`[name="case.0.contrat.taux_charges_patronales"]`, "42"))
			o.valider("form .actions button.bouton")
			contient(t, o.texte("document.body.innerText"), "2 personnes dans la liste, rien à corriger", "Reprendre la rangée 4")
			o.valider(`button[formaction="/employeur/resultat"]`)
			contient(t, o.texte("document.body.innerText"), "Réponses au CSP : 2 silences", "23/03/2026")
			o.photo(fmt.Sprintf("employeur-resultat-%d", largeur))
			o.fais(chromedp.SendKeys("#nom", "roux"))
			rendu(o, chromedp.WaitEvent(page.LoadEventFired, func(page.EventLoadEventFired) bool { return true }, chromedp.KeyEvent(kb.Enter))) // au clavier seul
			if corps := o.texte("document.querySelector('.gens tbody').innerText"); strings.Contains(corps, "Vidal") || !strings.Contains(corps, "Roux") {
				t.Errorf("le filtre garde %q", corps)
			}
			o.fais(chromedp.SendKeys("#nom", kb.End+strings.Repeat(kb.Backspace, 4)))
			o.valider(`.gens thead button[value="0"]`)
			if tri := o.texte("document.querySelector('.gens tbody').innerText"); strings.Index(tri, "Roux") > strings.Index(tri, "Vidal") {
				t.Errorf("le tri par nom rend %q", tri)
			}
			for _, f := range []string{"csp-resultats.xlsx", "csp-courriers.zip", "csp-situations.ndjson", "carte.json"} {
				o.emporter(recus, f)
			}
			o.valider(`.gens tbody button[value="2"]`)
			contient(t, o.texte("document.body.innerText"), "Vidal Claire", "lundi 23 mars 2026", "CONT-02")
			o.photo(fmt.Sprintf("employeur-personne-%d", largeur))
		})
	}
}

// emporter demande un fichier, et attend qu'il soit arrivé en entier.
func (o *onglet) emporter(dossier, nom string) {
	o.t.Helper()
	o.fais(commande(browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: dossier}),
		chromedp.Click(fmt.Sprintf(`button[formaction$="%s"]`, strings.TrimPrefix(nom, "csp-"))))
	ctx, fin := context.WithTimeout(o.ctx, 20*time.Second)
	defer fin()
	for {
		if f, err := os.Stat(filepath.Join(dossier, nom)); err == nil && f.Size() > 0 {
			return
		}
		select {
		case <-ctx.Done():
			o.t.Fatalf("%s n'arrive pas", nom)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// axeLot : les pages de l'employeur sous axe, comme les autres.
func (n *navigateur) axeLot(t *testing.T) {
	source := lireAxe(t)
	o := n.onglet(t)
	voir := func(nom string) {
		t.Helper()
		n.verifierAxe(t, o, nom, source)
	}
	o.fais(chromedp.Navigate(n.url + "/employeur"))
	voir("employeur")
	o.fais(chromedp.Navigate(n.url + "/employeur/exemple"))
	voir("employeur-apercu")
	o.valider(`button[formaction="/employeur/resultat"]`)
	voir("employeur-resultat")
	o.valider(`.gens tbody button`)
	voir("employeur-personne")
	const fin = "../exemples/dsn-fictive-fin-de-contrat-deux-fautes.dsn"
	message, err := os.ReadFile(fin)
	if err != nil {
		t.Fatal(err)
	}
	chemin, err := filepath.Abs(fin)
	liste := filepath.Join(t.TempDir(), "liste.csv")
	if err := errors.Join(err, os.WriteFile(liste, []byte(listeDSN(t, string(message))), 0o600)); err != nil {
		t.Fatal(err)
	}
	o.fais(chromedp.Navigate(n.url+"/employeur"), chromedp.SetUploadFiles("#fin", []string{chemin}), chromedp.SetUploadFiles("#liste-fin", []string{liste}))
	o.valider(`form[action="/employeur/dsn"] button`)
	contient(t, o.texte("document.body.innerText"), "Ce qui diffère du dossier")
	voir("employeur-dsn")
}
