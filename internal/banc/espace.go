package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	mathrand "math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"jalon/acces"
	greffe "jalon/dossier"
	"jalon/dossier/coffre"
	"jalon/dossier/personne"
	"jalon/sqlstore"
	"jalon/web"
	"jalon/web/espace"
)

// Les agents qui travaillent à la fois, et les dossiers de chacun.
const (
	agents        = 200
	parConseiller = 120
	travail       = time.Minute
)

// bureau est un espace de travail et les sessions de ses conseillers.
type bureau struct {
	site         http.Handler
	organisation string
	comptes      []string
	sessions     []string
	dossiers     [][]string // de chaque conseiller
}

// nouveauBureau ouvre une organisation, ses conseillers et leurs sessions.
func nouveauBureau(base *sqlstore.Base) (*bureau, error) {
	ctx := context.Background()
	g := &acces.Garde{Depot: base, Coffre: coffre.Nouveau()}
	j := &greffe.Greffe{Journal: base}
	b := &bureau{site: web.Site(&espace.Espace{Garde: g, Greffe: j, Registre: &personne.Registre{Greffe: j, Identites: base, Coffre: g.Coffre}, Paiements: base}), dossiers: make([][]string, agents)}
	o, err := g.CreerOrganisation(ctx, acces.Console, acces.Organisation{Nom: "Banc", Sorte: acces.SorteOperateur})
	if err != nil {
		return nil, err
	}
	b.organisation = o.ID
	mdp := rand.Text()
	for i := range agents {
		courriel := fmt.Sprintf("agent%d@banc.example", i)
		code, err := g.Inviter(ctx, acces.Console, acces.Invitation{Courriel: courriel, Role: acces.Conseiller, Organisation: o.ID})
		if err != nil {
			return nil, err
		}
		if err := g.Accepter(ctx, code, "Agent", mdp); err != nil {
			return nil, err
		}
		c, err := base.CompteDe(ctx, courriel)
		if err != nil {
			return nil, err
		}
		jeton, err := g.Connecter(ctx, courriel, mdp, "", fmt.Sprintf("10.0.%d.1", i), "banc")
		if err != nil {
			return nil, err
		}
		b.comptes, b.sessions = append(b.comptes, c.ID), append(b.sessions, jeton)
	}
	return b, nil
}

// attribuer donne un dossier à l'organisation ; les premiers, à un conseiller.
func (b *bureau) attribuer(j greffe.Journal, d *greffe.Dossier, i int) (*greffe.Dossier, error) {
	v := map[string]string{"operateur": b.organisation}
	if n := i / parConseiller; n < agents {
		v["conseiller"] = b.comptes[n]
	}
	return (&greffe.Greffe{Journal: j}).Accomplir(context.Background(), d.ID, d.Version(), "banc", &greffe.Saisie{Acte: "attribution", Valeurs: v})
}

// retrouver note les dossiers de chaque conseiller.
func (b *bureau) retrouver(base *sqlstore.Base) error {
	for i, c := range b.comptes {
		l, err := base.Fiches(context.Background(), greffe.Filtre{Attribution: greffe.Attribution{Conseiller: c}})
		if err != nil {
			return err
		}
		for _, f := range l {
			b.dossiers[i] = append(b.dossiers[i], f.Dossier)
		}
	}
	return nil
}

func (b *bureau) demande(agent int, chemin string) *http.Request {
	r := httptest.NewRequest(http.MethodGet, chemin, nil)
	r.AddCookie(&http.Cookie{Name: "jalon_session", Value: b.sessions[agent]})
	return r
}

// journee mesure la page d'un conseiller qui a ses cent vingt dossiers.
func (b *bureau) journee() (testing.BenchmarkResult, error) {
	var err error
	r := mieux(3, func(x *testing.B) {
		for x.Loop() {
			w := httptest.NewRecorder()
			b.site.ServeHTTP(w, b.demande(0, "/journee?conseiller=moi"))
			if n := strings.Count(w.Body.String(), `href="/dossiers/`); err == nil && (w.Code != http.StatusOK || n < parConseiller) {
				err = fmt.Errorf("la journée répond %d, avec %d dossiers", w.Code, n)
			}
		}
	})
	return r, err
}

// processeur est le temps de processeur d'une page de dossier.
func (b *bureau) processeur() (time.Duration, error) {
	const n = 200
	utilise := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			return 0
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	debut := utilise()
	for i := range n {
		w := httptest.NewRecorder()
		b.site.ServeHTTP(w, b.demande(0, "/dossiers/"+b.dossiers[0][i%len(b.dossiers[0])]))
		if w.Code != http.StatusOK {
			return 0, fmt.Errorf("un dossier répond %d", w.Code)
		}
	}
	return (utilise() - debut) / n, nil
}

// cliquer fait travailler les agents ensemble, chacun à son rythme, et mesure ce qu'ils attendent, à côté d'une page sans base.
func (b *bureau) cliquer() (pages, simple []time.Duration, err error) {
	serveur := httptest.NewServer(b.site)
	defer serveur.Close()
	var verrou sync.Mutex
	var erreurs []error
	fin := time.Now().Add(travail)
	var groupe sync.WaitGroup
	for a := range agents {
		groupe.Go(func() {
			client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 1}}
			defer client.CloseIdleConnections()
			hasard := mathrand.New(mathrand.NewPCG(1, uint64(a)))
			for tour := 0; time.Now().Before(fin); tour++ {
				time.Sleep(time.Second + time.Duration(hasard.IntN(2000))*time.Millisecond)
				id := b.dossiers[a][hasard.IntN(len(b.dossiers[a]))]
				chemin := []string{"/journee?conseiller=moi", "/dossiers/" + id, "/dossiers/" + id + "/actes/note", "/dossiers/" + id + "/compte", "/"}[tour%5]
				r, err := http.NewRequest(http.MethodGet, serveur.URL+chemin, nil)
				if err == nil {
					r.AddCookie(&http.Cookie{Name: "jalon_session", Value: b.sessions[a]})
				}
				debut := time.Now()
				var reponse *http.Response
				if err == nil {
					reponse, err = client.Do(r)
				}
				if err == nil {
					_, err = io.Copy(io.Discard, reponse.Body)
					err = errors.Join(err, reponse.Body.Close())
					if reponse.StatusCode != http.StatusOK {
						err = fmt.Errorf("%s répond %d", chemin, reponse.StatusCode)
					}
				}
				t := time.Since(debut)
				verrou.Lock()
				if chemin == "/" {
					simple = append(simple, t)
				} else {
					pages = append(pages, t)
				}
				if err != nil {
					erreurs = append(erreurs, err)
				}
				verrou.Unlock()
			}
		})
	}
	groupe.Wait()
	return pages, simple, errors.Join(erreurs...)
}

// centile rend ce que quatre-vingt-dix-neuf attentes sur cent ne dépassent pas.
func centile(l []time.Duration) time.Duration {
	slices.Sort(l)
	return l[len(l)*99/100]
}
