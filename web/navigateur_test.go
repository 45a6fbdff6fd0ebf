package web_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"jalon/web"
)

// TestNavigateur lit les pages dans un vrai navigateur : parcours au clavier, accessibilité, et rien de
// demandé à un autre hôte.
func TestNavigateur(t *testing.T) {
	n := ouvrir(t)
	t.Run("parcours", n.parcours)
	t.Run("axe", n.axe)
	t.Run("lot", n.lot)
	t.Run("axe-lot", n.axeLot)
}

type navigateur struct {
	ctx context.Context
	url string
}

func ouvrir(t *testing.T) *navigateur {
	t.Helper()
	chemin, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal("il manque chromium — lancez : sudo apt-get install chromium")
	}
	serveur := httptest.NewServer(web.Site())
	t.Cleanup(serveur.Close)
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chemin), chromedp.UserDataDir(t.TempDir()),
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")) // rien ne sort, même si une page le demande
	allocateur, finir := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, _ := chromedp.NewContext(allocateur)
	if err := chromedp.Do(ctx); err != nil { // sans délai : il tuerait le navigateur avec la première étape
		finir()
		t.Fatal(err)
	}
	chromium := chromedp.FromContext(ctx).Browser.Process()
	t.Cleanup(func() {
		if err := chromedp.Cancel(ctx); err != nil {
			t.Logf("fermer Chromium : %v", err)
		}
		_ = chromium.Kill() // déjà fini, d'ordinaire
		finir()
	})
	return &navigateur{ctx, serveur.URL}
}

// onglet ouvre un onglet neuf, et refuse toute requête qui n'est pas pour le serveur du test.
func (n *navigateur) onglet(t *testing.T) *onglet {
	t.Helper()
	var verrou sync.Mutex
	var ailleurs []string
	vues := 0
	ctx, fermer := chromedp.NewContext(n.ctx, chromedp.WithListener(func(e any) {
		r, ok := e.(*network.EventRequestWillBeSent)
		if !ok || strings.HasPrefix(r.Request.URL, "data:") {
			return
		}
		verrou.Lock()
		defer verrou.Unlock()
		vues++
		if !strings.HasPrefix(r.Request.URL, n.url+"/") {
			ailleurs = append(ailleurs, r.Request.URL)
		}
	}))
	t.Cleanup(func() {
		fermer()
		verrou.Lock()
		defer verrou.Unlock()
		if vues == 0 {
			t.Error("aucune requête vue : la garde ne garde rien")
		}
		for _, a := range ailleurs {
			t.Errorf("la page demande %s", a)
		}
	})
	if err := chromedp.Do(ctx, commande(network.Enable, network.EnableParams{})); err != nil {
		t.Fatal(err)
	}
	return &onglet{t, ctx}
}

func commande[P, R any](c cdp.Command[P, R], p P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, cible *chromedp.Target) error {
		_, err := cdp.Call(ctx, cible, c, p)
		return err
	})
}

type onglet struct {
	t   *testing.T
	ctx context.Context
}

// rendu fait une étape, dans un délai.
func rendu[T any](o *onglet, a chromedp.Action[T]) T {
	o.t.Helper()
	ctx, fin := context.WithTimeout(o.ctx, 20*time.Second)
	defer fin()
	v, err := chromedp.Run(ctx, a)
	if err != nil {
		o.t.Fatal(err)
	}
	return v
}

func (o *onglet) fais(etapes ...chromedp.Action[chromedp.Void]) {
	o.t.Helper()
	rendu(o, chromedp.Steps(etapes...))
}

func (o *onglet) texte(js string) string {
	o.t.Helper()
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(rendu(o, chromedp.Evaluate[string](js)))
}

// photo garde la page telle qu'on la voit, pour l'œil.
func (o *onglet) photo(nom string) {
	o.t.Helper()
	dossier := os.Getenv("JALON_VUES")
	if dossier == "" {
		dossier = filepath.Join("testdata", "vues")
	}
	if err := os.MkdirAll(dossier, 0o755); err != nil {
		o.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dossier, nom+".png"), rendu(o, chromedp.FullScreenshot(100)), 0o644); err != nil {
		o.t.Fatal(err)
	}
}

// parcours : cinq personnes répondent au clavier seul, avec ou sans JavaScript. La date limite est le jour de
// remise plus 21 jours, reportée au premier jour ouvrable. 24 mois à 3 000 €, sur 730 jours au plus (ASP-03),
// font 98,63 € par jour, dont 75 % font 73,97 €. Chacune répond à ce que la page demande, jusqu'au résultat.
func (n *navigateur) parcours(t *testing.T) {
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
				o := n.onglet(t)
				o.fais(chromedp.EmulateViewport(largeur, 800), commande(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: sansJS}),
					chromedp.Navigate(n.url+"/questions"))
				// Sans son paquet de langues, Chromium écrit les dates à l'américaine : on tape dans son ordre.
				moisDabord := strings.HasPrefix(o.texte("new Intl.DateTimeFormat().format(new Date(2026, 11, 31))"), "12")
				posees := 0
				for ; o.texte("location.pathname") == "/questions"; posees++ {
					cle := o.texte("document.querySelector('form input:not([type=hidden])').name")
					reponse, prevue := c.reponses[cle]
					if !prevue || posees > 12 {
						t.Fatalf("question %d, %s : pas attendue", posees+1, cle)
					}
					for tabulations := 0; o.texte("document.activeElement.name || ''") != cle; tabulations++ {
						if tabulations > 10 {
							t.Fatalf("question %d : %s ne s'atteint pas au clavier", posees+1, cle)
						}
						o.fais(chromedp.KeyEvent(kb.Tab))
					}
					o.fais(chromedp.KeyEvent(frappe(reponse, moisDabord)))
					rendu(o, chromedp.WaitEvent(page.LoadEventFired, func(page.EventLoadEventFired) bool { return true }, chromedp.KeyEvent(kb.Enter)))
				}
				if posees != len(c.reponses) {
					t.Errorf("%d questions posées, %d attendues", posees, len(c.reponses))
				}
				contient(t, o.texte("document.body.innerText"), c.attendus...)
				o.photo(t.Name()[strings.LastIndex(t.Name(), "/")+1:])
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

const ligneAxe = "npm ci --prefix web/testdata/axe"

func lireAxe(t *testing.T) string {
	t.Helper()
	var textes []string
	for _, f := range []string{"axe.min.js", "locales/fr.json"} {
		b, err := os.ReadFile(filepath.Join("testdata/axe/node_modules/axe-core", f))
		if err != nil {
			t.Fatalf("il manque axe-core — lancez : %s (%v)", ligneAxe, err)
		}
		textes = append(textes, string(b))
	}
	return textes[0] + ";axe.configure({locale:" + textes[1] + "});axe.version"
}

// axe : aucune faute d'accessibilité sur chaque sorte de page, claire et sombre, étroite et large ; rien ne
// dépasse sur un petit téléphone.
func (n *navigateur) axe(t *testing.T) {
	source := lireAxe(t)
	for nom, chemin := range map[string]string{
		"accueil": "/", "questions": "/questions", "question-fautive": "/questions?proposition.remise=hier", "question-choix": "/questions?" + claire, "complet": "/complet",
		"resultat": "/resultat?" + claire, "fautes": "/resultat?contrat.debut=hier&contrat.salaire_mensuel=abc",
		"droit": "/droit", "regle": "/droit/regles/ASP-01", "bareme": "/droit/baremes/are_partie_fixe", "absente": "/absente",
	} {
		t.Run(nom, func(t *testing.T) {
			o := n.onglet(t)
			o.fais(chromedp.Navigate(n.url + chemin))
			if u, err := url.Parse(o.texte("location.href")); err != nil || u.RequestURI() != chemin {
				t.Fatalf("on est sur %s : %v", u, err)
			}
			n.verifierAxe(t, o, nom, source)
		})
	}
}

// verifierAxe passe la page ouverte sous axe, claire et sombre, étroite et large.
func (n *navigateur) verifierAxe(t *testing.T, o *onglet, nom, source string) {
	t.Helper()
	if v := o.texte(source); v != "4.14.1" {
		t.Fatalf("axe-core %s ; lancez : %s", v, ligneAxe)
	}
	// Ce qui est replié se lit aussi.
	o.fais(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("details").forEach(d => { d.open = true })`))
	for _, largeur := range []int64{320, 1024} {
		for _, teinte := range []string{"light", "dark"} {
			vue := fmt.Sprintf("%s-%d-%s", nom, largeur, teinte)
			o.fais(chromedp.EmulateViewport(largeur, 800), commande(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: teinte}},
			}))
			var fautes []struct {
				ID, Help string
				Nodes    []struct{ Target []any }
			}
			js := `axe.run(document).then(r => JSON.stringify(r.violations))`
			if err := json.Unmarshal([]byte(rendu(o, chromedp.Evaluate[string](js, chromedp.EvalAwaitPromise))), &fautes); err != nil {
				t.Fatal(err)
			}
			for _, f := range fautes {
				for _, x := range f.Nodes {
					t.Errorf("%s : %s, %s : %v", vue, f.ID, f.Help, x.Target)
				}
			}
			if d := rendu(o, chromedp.Evaluate[int]("document.documentElement.scrollWidth - document.documentElement.clientWidth")); d > 0 {
				t.Errorf("%s : la page dépasse de %d px", vue, d)
			}
			o.photo(vue)
		}
	}
}
