// Package navigateur ouvre les pages dans un vrai Chromium, pour les tests.
package navigateur

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Navigateur est un Chromium et le site qu'il lit.
type Navigateur struct {
	ctx context.Context
	URL string
}

// Ouvrir lance Chromium et sert un site, le temps d'un test.
func Ouvrir(t *testing.T, site http.Handler) *Navigateur {
	t.Helper()
	chemin, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal("il manque chromium — lancez : sudo apt-get install chromium")
	}
	serveur := httptest.NewServer(site)
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
	return &Navigateur{ctx, serveur.URL}
}

// Onglet ouvre un onglet neuf, et refuse toute requête qui n'est pas pour le serveur du test.
func (n *Navigateur) Onglet(t *testing.T) *Onglet {
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
		if !strings.HasPrefix(r.Request.URL, n.URL+"/") {
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
	if err := chromedp.Do(ctx, Commande(network.Enable, network.EnableParams{})); err != nil {
		t.Fatal(err)
	}
	return &Onglet{t, ctx}
}

// Commande est un ordre du protocole de Chromium.
func Commande[P, R any](c cdp.Command[P, R], p P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, cible *chromedp.Target) error {
		_, err := cdp.Call(ctx, cible, c, p)
		return err
	})
}

// Onglet est une page ouverte.
type Onglet struct {
	t   *testing.T
	ctx context.Context
}

// Rendu fait une étape, dans un délai.
func Rendu[T any](o *Onglet, a chromedp.Action[T]) T {
	o.t.Helper()
	ctx, fin := context.WithTimeout(o.ctx, 20*time.Second)
	defer fin()
	v, err := chromedp.Run(ctx, a)
	if err != nil {
		o.t.Fatal(err)
	}
	return v
}

// Fais enchaîne des étapes.
func (o *Onglet) Fais(etapes ...chromedp.Action[chromedp.Void]) {
	o.t.Helper()
	Rendu(o, chromedp.Steps(etapes...))
}

// Valider presse un bouton et attend la page qu'il demande.
func (o *Onglet) Valider(selecteur string) {
	o.t.Helper()
	Rendu(o, chromedp.WaitEvent(page.LoadEventFired, func(page.EventLoadEventFired) bool { return true }, chromedp.Click(selecteur)))
}

// Emporter presse un bouton qui donne un fichier, et attend qu'il soit dans un dossier.
func (o *Onglet) Emporter(selecteur, dossier, nom string) {
	o.t.Helper()
	o.Fais(Commande(browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: dossier}),
		chromedp.Click(selecteur))
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

// Texte rend ce que vaut une expression de la page, en texte.
func (o *Onglet) Texte(js string) string {
	o.t.Helper()
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(Rendu(o, chromedp.Evaluate[string](js)))
}

// Photo garde la page telle qu'on la voit, pour l'œil.
func (o *Onglet) Photo(nom string) {
	o.t.Helper()
	dossier := os.Getenv("JALON_VUES")
	if dossier == "" {
		dossier = filepath.Join("testdata", "vues")
	}
	if err := os.MkdirAll(dossier, 0o755); err != nil {
		o.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dossier, nom+".png"), Rendu(o, chromedp.FullScreenshot(100)), 0o644); err != nil {
		o.t.Fatal(err)
	}
}

const ligneAxe = "npm ci --prefix web/testdata/axe"

func lireAxe(t *testing.T) string {
	t.Helper()
	racine := "."
	for { // les tests se lancent du dossier de leur paquet
		if _, err := os.Stat(filepath.Join(racine, "go.mod")); err == nil {
			break
		}
		if racine = filepath.Join("..", racine); len(racine) > 30 {
			t.Fatal("le dossier du projet ne se trouve pas")
		}
	}
	var textes []string
	for _, f := range []string{"axe.min.js", "locales/fr.json"} {
		b, err := os.ReadFile(filepath.Join(racine, "web/testdata/axe/node_modules/axe-core", f))
		if err != nil {
			t.Fatalf("il manque axe-core — lancez : %s (%v)", ligneAxe, err)
		}
		textes = append(textes, string(b))
	}
	return textes[0] + ";axe.configure({locale:" + textes[1] + "});axe.version"
}

// Axe passe la page ouverte sous axe, claire et sombre, étroite et large : aucune faute d'accessibilité, et rien qui dépasse
// sur un petit téléphone.
func (o *Onglet) Axe(nom string) {
	t := o.t
	t.Helper()
	if v := o.Texte(lireAxe(t)); v != "4.14.1" {
		t.Fatalf("axe-core %s ; lancez : %s", v, ligneAxe)
	}
	// Ce qui est replié se lit aussi.
	o.Fais(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("details").forEach(d => { d.open = true })`))
	for _, largeur := range []int64{320, 1024} {
		for _, teinte := range []string{"light", "dark"} {
			vue := fmt.Sprintf("%s-%d-%s", nom, largeur, teinte)
			o.Fais(chromedp.EmulateViewport(largeur, 800), Commande(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: teinte}},
			}))
			var fautes []struct {
				ID, Help string
				Nodes    []struct{ Target []any }
			}
			js := `axe.run(document).then(r => JSON.stringify(r.violations))`
			if err := json.Unmarshal([]byte(Rendu(o, chromedp.Evaluate[string](js, chromedp.EvalAwaitPromise))), &fautes); err != nil {
				t.Fatal(err)
			}
			for _, f := range fautes {
				for _, x := range f.Nodes {
					t.Errorf("%s : %s, %s : %v", vue, f.ID, f.Help, x.Target)
				}
			}
			if d := Rendu(o, chromedp.Evaluate[int]("document.documentElement.scrollWidth - document.documentElement.clientWidth")); d > 0 {
				t.Errorf("%s : la page dépasse de %d px", vue, d)
			}
			o.Photo(vue)
		}
	}
}
