package web_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"jalon/internal/navigateur"
	"jalon/web"
)

// TestNavigateur lit les pages dans un vrai navigateur : parcours au clavier, accessibilité, et rien de
// demandé à un autre hôte.
func TestNavigateur(t *testing.T) {
	n := navigateur.Ouvrir(t, web.Site(nil))
	t.Run("parcours", func(t *testing.T) { parcours(t, n) })
	t.Run("axe", func(t *testing.T) { axe(t, n) })
	t.Run("lot", func(t *testing.T) { lot(t, n) })
	t.Run("axe-lot", func(t *testing.T) { axeLot(t, n) })
}

// parcours : cinq personnes répondent au clavier seul, avec ou sans JavaScript. La date limite est le jour de
// remise plus 21 jours, reportée au premier jour ouvrable. 24 mois à 3 000 €, sur 730 jours au plus (ASP-03),
// font 98,63 € par jour, dont 75 % font 73,97 €. Chacune répond à ce que la page demande, jusqu'au résultat.
func parcours(t *testing.T, n *navigateur.Navigateur) {
	repond := func(remise, debut, salaire, naissance, effectif string, autres ...string) map[string]string {
		r := map[string]string{"proposition.remise": remise, "contrat.debut": debut, "contrat.salaire_mensuel": salaire, "salarie.date_naissance": naissance, "employeur.effectif": effectif, "primes.annuelles": "", "salarie.protege": "", "licenciement.forme": "", "contrat.conges_payes_jours": ""}
		for i := 0; i < len(autres); i += 2 {
			r[autres[i]] = autres[i+1]
		}
		return r
	}
	const bas = kb.ArrowDown
	for i, c := range []struct {
		nom      string
		reponses map[string]string
		attendus []string
	}{
		{"deux-ans", repond("02/03/2026", "08/01/2024", "3000", "12/06/1980", "62"), []string{"Répondez au plus tard le lundi 23 mars 2026", "73,97 €"}},
		{"douze-ans-protege", repond("13/01/2025", "14/05/2012", "3000", "03/11/1979", "140", "salarie.protege", bas, "autorisation.notifiee_le", "10/02/2025", "autorisation.accordee", bas), []string{"Répondez au plus tard le mardi 11 février 2025", "73,97 €"}},
		{"sept-mois", repond("10/04/2026", "15/09/2025", "2140,00", "20/02/1996", "18"), []string{"Répondez au plus tard le lundi 4 mai 2026"}}, // le 1er mai est férié, un vendredi
		{"liquidation", repond("09/02/2026", "01/09/2005", "6 800", "02/10/1967", "1200", "employeur.procedure_collective", bas+bas+bas), []string{"Répondez au plus tard le lundi 2 mars 2026"}},
		{"mille", repond("02/03/2026", "08/01/2024", "3000", "12/06/1980", "1000", "employeur.procedure_collective", ""), []string{"L'employeur doit proposer le congé de reclassement, pas le CSP"}},
	} {
		for j, largeur := range []int64{360, 1200} {
			sansJS := (i+j)%2 == 0
			t.Run(fmt.Sprintf("%s-%d-js=%t", c.nom, largeur, !sansJS), func(t *testing.T) {
				o := n.Onglet(t)
				o.Fais(chromedp.EmulateViewport(largeur, 800), navigateur.Commande(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: sansJS}),
					chromedp.Navigate(n.URL+"/questions"))
				// Sans son paquet de langues, Chromium écrit les dates à l'américaine : on tape dans son ordre.
				moisDabord := strings.HasPrefix(o.Texte("new Intl.DateTimeFormat().format(new Date(2026, 11, 31))"), "12")
				posees := 0
				for ; o.Texte("location.pathname") == "/questions"; posees++ {
					cle := o.Texte("document.querySelector('form input:not([type=hidden])').name")
					reponse, prevue := c.reponses[cle]
					if !prevue || posees > 12 {
						t.Fatalf("question %d, %s : pas attendue", posees+1, cle)
					}
					for tabulations := 0; o.Texte("document.activeElement.name || ''") != cle; tabulations++ {
						if tabulations > 10 {
							t.Fatalf("question %d : %s ne s'atteint pas au clavier", posees+1, cle)
						}
						o.Fais(chromedp.KeyEvent(kb.Tab))
					}
					o.Fais(chromedp.KeyEvent(frappe(reponse, moisDabord)))
					navigateur.Rendu(o, chromedp.WaitEvent(page.LoadEventFired, func(page.EventLoadEventFired) bool { return true }, chromedp.KeyEvent(kb.Enter)))
				}
				if posees != len(c.reponses) {
					t.Errorf("%d questions posées, %d attendues", posees, len(c.reponses))
				}
				contient(t, o.Texte("document.body.innerText"), c.attendus...)
				o.Photo(t.Name()[strings.LastIndex(t.Name(), "/")+1:])
			})
		}
	}
}

// frappe est ce qu'une personne tape : une date sans ses barres, dans l'ordre du champ.
func frappe(reponse string, moisDabord bool) string {
	p := strings.Split(reponse, "/")
	if len(p) == 3 && moisDabord {
		p[0], p[1] = p[1], p[0]
	}
	return strings.Join(p, "")
}

// axe : aucune faute d'accessibilité sur chaque sorte de page, claire et sombre, étroite et large ; rien ne
// dépasse sur un petit téléphone.
func axe(t *testing.T, n *navigateur.Navigateur) {
	for nom, chemin := range map[string]string{
		"accueil": "/", "questions": "/questions", "question-fautive": "/questions?proposition.remise=hier", "question-choix": "/questions?" + claire, "complet": "/complet",
		"resultat": "/resultat?" + claire, "fautes": "/resultat?contrat.debut=hier&contrat.salaire_mensuel=abc",
		"droit": "/droit", "regle": "/droit/regles/ASP-01", "bareme": "/droit/baremes/are_partie_fixe", "absente": "/absente",
	} {
		t.Run(nom, func(t *testing.T) {
			o := n.Onglet(t)
			o.Fais(chromedp.Navigate(n.URL + chemin))
			if u, err := url.Parse(o.Texte("location.href")); err != nil || u.RequestURI() != chemin {
				t.Fatalf("on est sur %s : %v", u, err)
			}
			o.Axe(nom)
		})
	}
}
