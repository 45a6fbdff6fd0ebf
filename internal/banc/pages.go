package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"jalon/document/pdf"
	"jalon/droit/choix"
	"jalon/format"
	"jalon/web"
)

// hesitation est le cas de la page mesurée, tel que l'adresse le porte, et dans le format d'échange.
const (
	adresse    = "/resultat?contrat.debut=2024-01-08&contrat.salaire_mensuel=3000.00&employeur.effectif=62&proposition.remise=2026-03-02&salarie.date_naissance=1980-06-12"
	hesitation = `{"employeur":{"effectif":62},"salarie":{"date_naissance":"1980-06-12"},
"contrat":{"debut":"2024-01-08","salaire_mensuel":"3000.00"},"proposition":{"remise":"2026-03-02"}}`
)

// pages mesure la page d'un résultat, la part du droit, le débit du serveur, et la feuille de décision.
func pages() error {
	s, err := format.Lire([]byte(hesitation))
	if err != nil {
		return err
	}
	site := web.Site(nil)
	u, err := url.Parse(adresse)
	if err != nil {
		return err
	}
	demande := &http.Request{Method: http.MethodGet, URL: u, Header: http.Header{"Accept-Encoding": {"gzip"}}}
	r := httptest.NewRecorder()
	site.ServeHTTP(r, demande)
	if r.Code != http.StatusOK {
		return fmt.Errorf("la page répond %d", r.Code)
	}
	taille := r.Body.Len()
	page := mieux(3, func(b *testing.B) {
		for b.Loop() {
			site.ServeHTTP(httptest.NewRecorder(), demande)
		}
	})
	droit := mieux(3, func(b *testing.B) {
		for b.Loop() {
			choix.Comparer(s, nil, nil)
		}
	})
	c := choix.Comparer(s, nil, nil)
	feuille := mieux(3, func(b *testing.B) {
		for b.Loop() {
			if err := pdf.Decision(io.Discard, s, c, ""); err != nil {
				b.Fatal(err)
			}
		}
	})
	temoin, err := debit(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("bonjour\n")) // le client du banc lit toujours
	}), "/")
	if err != nil {
		return err
	}
	servies, err := debit(site, adresse)
	if err != nil {
		return err
	}
	ms := func(r testing.BenchmarkResult) float64 { return float64(r.NsPerOp()) / 1e6 }
	fmt.Println("La page d'un résultat : deux voies, seize scénarios, dessins, explication")
	fmt.Printf("  la page, compressée              %7.2f ms  (8 au plus)  %d ko (60 au plus)\n", ms(page), taille/1000)
	fmt.Printf("  dont le droit, sans explication  %7.2f ms  soit %.0f %% (10 visés)\n", ms(droit), 100*ratio(droit, page))
	fmt.Printf("  débit                            %7.0f pages/s ; « bonjour » de net/http : %.0f/s, rapport 1/%.0f\n", servies, temoin, temoin/servies)
	fmt.Printf("  la feuille de décision (PDF)     %7.2f ms  (20 au plus)\n\n", ms(feuille))
	return nil
}

// debit rend les réponses par seconde d'un serveur local, huit clients à la fois pendant deux secondes.
func debit(h http.Handler, chemin string) (float64, error) {
	serveur := httptest.NewServer(h)
	defer serveur.Close()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 8, DisableCompression: true}}
	var n atomic.Int64
	var premiere error
	var une sync.Once
	var groupe sync.WaitGroup
	debut := time.Now()
	for range 8 {
		groupe.Go(func() {
			var b bytes.Buffer
			for time.Since(debut) < 2*time.Second {
				q, err := http.NewRequest(http.MethodGet, serveur.URL+chemin, nil)
				if err == nil {
					q.Header.Set("Accept-Encoding", "gzip")
					var r *http.Response
					if r, err = client.Do(q); err == nil {
						b.Reset()
						_, err = b.ReadFrom(r.Body)
						r.Body.Close()
					}
				}
				if err != nil {
					une.Do(func() { premiere = err })
					return
				}
				n.Add(1)
			}
		})
	}
	groupe.Wait()
	return float64(n.Load()) / time.Since(debut).Seconds(), premiere
}
