package web_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"jalon/internal/navigateur"
)

// listeFautive est une liste de trois personnes : la deuxième a une date impossible, la troisième est en double.
const listeFautive = "Matricule;Nom;Prénom;Date de naissance;Date d'entrée;Salaire mensuel brut;CSP remis le\r\n" +
	"1;Vidal;Claire;12/06/1980;08/01/2024;3 000,00;02/03/2026\r\n" +
	"2;Roux;Paul;31/02/1979;14/05/2012;3 000,00;02/03/2026\r\n" +
	"1;Vidal;Claire;12/06/1980;08/01/2024;3 000,00;02/03/2026\r\n"

// lot : un employeur dépose sa liste, voit ce qui a été compris, corrige, lit les résultats, trie, filtre, ouvre une
// personne et emporte ses fichiers, sans JavaScript, sur un téléphone et sur un écran large.
func lot(t *testing.T, n *navigateur.Navigateur) {
	dossier := t.TempDir()
	liste := filepath.Join(dossier, "liste.csv")
	if err := os.WriteFile(liste, []byte(listeFautive), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, largeur := range []int64{360, 1200} {
		t.Run(fmt.Sprint(largeur), func(t *testing.T) {
			o := n.Onglet(t)
			recus := t.TempDir()
			o.Fais(chromedp.EmulateViewport(largeur, 800), navigateur.Commande(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}),
				chromedp.Navigate(n.URL+"/employeur"), chromedp.SetUploadFiles("#liste", []string{liste}))
			o.Valider("form button.bouton")
			contient(t, o.Texte("document.body.innerText"), "3 personnes dans la liste, dont 3 à compléter", "Roux Paul", "La rangée 2 (Vidal Claire) porte le même matricule")
			o.Fais(chromedp.SetValue(`[name="case.3.salarie.date_naissance"]`, "28/02/1979"), chromedp.Click(`[name="case.4."]`),
				chromedp.SetValue(`[name="case.0.employeur.effectif"]`, "62"), chromedp.SetValue(`[name="case.0.raison_sociale"]`, "Atelier Duval"),
				chromedp.SetValue(`[name="case.0.contrat.taux_charges_patronales"]`, "42"))
			o.Valider("form .actions button.bouton")
			contient(t, o.Texte("document.body.innerText"), "2 personnes dans la liste, rien à corriger", "Reprendre la rangée 4")
			o.Valider(`button[formaction="/employeur/resultat"]`)
			contient(t, o.Texte("document.body.innerText"), "Réponses au CSP : 2 silences", "23/03/2026")
			o.Photo(fmt.Sprintf("employeur-resultat-%d", largeur))
			o.Fais(chromedp.SendKeys("#nom", "roux"))
			navigateur.Rendu(o, chromedp.WaitEvent(page.LoadEventFired, func(page.EventLoadEventFired) bool { return true }, chromedp.KeyEvent(kb.Enter))) // au clavier seul
			if corps := o.Texte("document.querySelector('.gens tbody').innerText"); strings.Contains(corps, "Vidal") || !strings.Contains(corps, "Roux") {
				t.Errorf("le filtre garde %q", corps)
			}
			o.Fais(chromedp.SendKeys("#nom", kb.End+strings.Repeat(kb.Backspace, 4)))
			o.Valider(`.gens thead button[value="0"]`)
			if tri := o.Texte("document.querySelector('.gens tbody').innerText"); strings.Index(tri, "Roux") > strings.Index(tri, "Vidal") {
				t.Errorf("le tri par nom rend %q", tri)
			}
			for _, f := range []string{"csp-resultats.xlsx", "csp-courriers.zip", "csp-situations.ndjson", "carte.json"} {
				o.Emporter(fmt.Sprintf(`button[formaction$="%s"]`, strings.TrimPrefix(f, "csp-")), recus, f)
			}
			o.Valider(`.gens tbody button[value="2"]`)
			contient(t, o.Texte("document.body.innerText"), "Vidal Claire", "lundi 23 mars 2026", "CONT-02")
			o.Photo(fmt.Sprintf("employeur-personne-%d", largeur))
		})
	}
}

// axeLot : les pages de l'employeur sous axe, comme les autres.
func axeLot(t *testing.T, n *navigateur.Navigateur) {
	o := n.Onglet(t)
	o.Fais(chromedp.Navigate(n.URL + "/employeur"))
	o.Axe("employeur")
	o.Fais(chromedp.Navigate(n.URL + "/employeur/exemple"))
	o.Axe("employeur-apercu")
	o.Valider(`button[formaction="/employeur/resultat"]`)
	o.Axe("employeur-resultat")
	o.Valider(`.gens tbody button`)
	o.Axe("employeur-personne")
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
	o.Fais(chromedp.Navigate(n.URL+"/employeur"), chromedp.SetUploadFiles("#fin", []string{chemin}), chromedp.SetUploadFiles("#liste-fin", []string{liste}))
	o.Valider(`form[action="/employeur/dsn"] button`)
	contient(t, o.Texte("document.body.innerText"), "Ce qui diffère du dossier")
	o.Axe("employeur-dsn")
}
