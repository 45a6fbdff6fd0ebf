package espace_test

import (
	"context"
	"errors"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"jalon/acces"
	"jalon/dossier"
	"jalon/dossier/coffre"
	"jalon/dossier/personne"
	"jalon/sqlstore"
	"jalon/web"
	"jalon/web/espace"
	"jalon/web/espace/essai"
)

// bureau est un espace servi, avec la base de l'essai.
type bureau struct {
	*essai.Jeu
	espace  *espace.Espace
	base    *sqlstore.Base
	adresse string
}

// fonds est la base de l'essai, peuplée une fois : chaque bureau en prend une copie.
type fonds struct {
	*essai.Jeu
	cle    *coffre.Coffre
	octets map[string][]byte // par fichier : fermée, la base garde à côté d'elle ses dernières écritures
}

var peuple = sync.OnceValues(func() (f *fonds, err error) {
	dir, err := os.MkdirTemp("", "jalon-essai-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	f = &fonds{cle: coffre.Nouveau()}
	b, e, err := ouvrirEspace(dir, f.cle)
	if err != nil {
		return nil, err
	}
	f.Jeu, err = essai.Peupler(context.Background(), e.Garde, e.Registre)
	if err = errors.Join(err, b.Fermer()); err != nil {
		return nil, err
	}
	f.octets = map[string][]byte{}
	for _, nom := range []string{nomBase, nomBase + "-wal"} {
		octets, lue := os.ReadFile(filepath.Join(dir, nom))
		if lue == nil {
			f.octets[nom] = octets
		} else if nom == nomBase {
			err = errors.Join(err, lue)
		}
	}
	return f, err
})

const nomBase = "espace.db"

func ouvrirEspace(dir string, cle *coffre.Coffre) (*sqlstore.Base, *espace.Espace, error) {
	b, err := sqlstore.Ouvrir(context.Background(), filepath.Join(dir, nomBase))
	if err != nil {
		return nil, nil, err
	}
	g := &dossier.Greffe{Journal: b, Horloge: essai.Heure}
	return b, &espace.Espace{
		Garde: &acces.Garde{Depot: b, Coffre: cle}, Greffe: g, Horloge: essai.Heure,
		Registre: &personne.Registre{Greffe: g, Identites: b, Coffre: cle}, Paiements: b,
	}, nil
}

// ouvrirBureau sert un espace neuf.
func ouvrirBureau(t testing.TB, dir string, fin func(func())) *bureau {
	t.Helper()
	f, err := peuple()
	if err != nil {
		t.Fatal(err)
	}
	for nom, octets := range f.octets {
		if err := os.WriteFile(filepath.Join(dir, nom), octets, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	b, e, err := ouvrirEspace(dir, f.cle)
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(web.Site(e))
	fin(func() {
		s.Close()
		if err := b.Fermer(); err != nil {
			t.Error(err)
		}
	})
	return &bureau{f.Jeu, e, b, s.URL}
}

func neuf(t *testing.T) *bureau {
	t.Helper()
	return ouvrirBureau(t, t.TempDir(), t.Cleanup)
}

// agent est une personne connectée, dans son navigateur.
type agent struct {
	t      testing.TB
	bureau *bureau
	client *http.Client
}

// entrer connecte un compte de l'essai.
func (b *bureau) entrer(t testing.TB, courriel string) *agent {
	t.Helper()
	pots, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	a := &agent{t, b, &http.Client{Jar: pots}}
	a.envoyer("/connexion", http.StatusOK, "courriel", courriel, "mot_de_passe", b.MotDePasse)
	return a
}

// lire ouvre une page.
func (a *agent) lire(chemin string, statut int) string {
	a.t.Helper()
	r, err := a.client.Get(a.bureau.adresse + chemin)
	return a.rendre(chemin, r, err, statut)
}

// envoyer poste un formulaire ; le jeton de la session est ajouté quand la page d'où il vient en porte un.
func (a *agent) envoyer(chemin string, statut int, couples ...string) string {
	a.t.Helper()
	f := url.Values{}
	for i := 0; i < len(couples); i += 2 {
		f.Add(couples[i], couples[i+1])
	}
	r, err := a.client.PostForm(a.bureau.adresse+chemin, f)
	return a.rendre(chemin, r, err, statut)
}

func (a *agent) rendre(chemin string, r *http.Response, err error, statut int) string {
	a.t.Helper()
	if err != nil {
		a.t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		a.t.Fatal(err)
	}
	if r.StatusCode != statut {
		a.t.Fatalf("%s : statut %d, %d attendu\n%s", chemin, r.StatusCode, statut, texte(string(b)))
	}
	return string(b)
}

var jetonDePage = regexp.MustCompile(`name="jeton" value="([^"]+)"`)

// jeton est celui des formulaires de la session.
func (a *agent) jeton() string {
	a.t.Helper()
	m := jetonDePage.FindStringSubmatch(a.lire("/mon-compte", http.StatusOK))
	if m == nil {
		a.t.Fatal("la page ne porte pas de jeton")
	}
	return m[1]
}

var balise = regexp.MustCompile(`<[^>]*>`)

// texte est ce qu'une page dit, sans ses balises.
func texte(page string) string {
	return strings.Join(strings.Fields(html.UnescapeString(balise.ReplaceAllString(page, " "))), " ")
}

func contient(t testing.TB, page string, attendus ...string) {
	t.Helper()
	dit := texte(page)
	for _, x := range attendus {
		if !strings.Contains(dit, x) && !strings.Contains(page, x) {
			t.Errorf("la page ne dit pas « %s » :\n%s", x, dit)
		}
	}
}

// TestUnActeEnTroisPas : la saisie, l'effet, la consignation ; rejouée, elle est un conflit et rien n'est écrit deux fois.
func TestUnActeEnTroisPas(t *testing.T) {
	b := neuf(t)
	a := b.entrer(t, "conseillere@demo.example")
	id := b.SonDossier
	contient(t, a.lire("/dossiers/"+id, http.StatusOK), "Ce qui est attendu", "Consigner un acte")
	d, err := b.espace.Greffe.Lire(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	p := a.lire("/dossiers/"+id+"/actes/maladie", http.StatusOK)
	v := regexp.MustCompile(`name="version" value="(\d+)"`).FindStringSubmatch(p)[1]
	jeton := a.jeton()
	saisie := []string{"jeton", jeton, "version", v, "debut", "2026-11-02", "fin", "2026-11-08"}
	p = a.envoyer("/dossiers/"+id+"/actes/maladie", http.StatusOK, append(saisie, "pas", "essai")...)
	contient(t, p, "Ce que cela change", "novembre 2026")
	if e, _ := b.espace.Greffe.Lire(context.Background(), id); e.Version() != d.Version() {
		t.Fatal("l'effet montré a écrit au dossier")
	}
	p = a.envoyer("/dossiers/"+id+"/actes/maladie", http.StatusOK, append(saisie, "pas", "consigner")...)
	contient(t, p, "Consigné : Arrêt de maladie, 02/11/2026", "par vous")
	p = a.envoyer("/dossiers/"+id+"/actes/maladie", http.StatusConflict, append(saisie, "pas", "consigner")...)
	contient(t, p, "Le dossier a changé entre-temps", "Arrêt de maladie, 02/11/2026", `value="2026-11-08"`)
	if e, _ := b.espace.Greffe.Lire(context.Background(), id); e.Version() != d.Version()+1 {
		t.Errorf("version %d, une de plus que %d attendue", e.Version(), d.Version())
	}
	a.envoyer("/dossiers/"+id+"/actes/maladie", http.StatusForbidden, "version", v, "debut", "2026-11-02", "pas", "consigner") // sans jeton
	v = strconv.Itoa(d.Version() + 1)
	contient(t, a.envoyer("/dossiers/"+id+"/actes/maladie", http.StatusUnprocessableEntity, "jeton", jeton, "version", v, "pas", "essai", "debut", "demain"), "À corriger", `value="demain"`)
}

// TestMemeMot : la liste et son filtre nomment pareil qui doit agir, et un dossier ne montre pas le numéro de son identité.
func TestMemeMot(t *testing.T) {
	b := neuf(t)
	b.poser(t, "essai", map[string]string{"reference": "MOT-1"}, append(contrat[:3:3], strings.Replace(offre, "2026-03-02 par", "2026-11-16 par", 1), "attribution operateur="+b.Organisations[0].ID)...)
	a := b.entrer(t, "conseillere@demo.example")
	p := a.lire("/journee?attend="+url.QueryEscape("Salarié"), http.StatusOK)
	contient(t, p, "MOT-1", ">la personne</option>", `<td data-nom="Par qui">Personne</td>`)
	if _, table, _ := strings.Cut(p, "<tbody>"); strings.Contains(table, "<td>Salarié</td>") {
		t.Error("la colonne et le filtre n'ont pas le même mot")
	}
	dossier := a.lire("/dossiers/"+b.SonDossier, http.StatusOK)
	contient(t, dossier, "Ouverture du dossier", "Personne, ")
	if strings.Contains(dossier, "Numéro de l'identité") || strings.Contains(dossier, "Numéro de l&#39;identité") {
		t.Error("la frise montre un numéro technique")
	}
}
