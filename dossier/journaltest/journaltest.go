// Package journaltest est la suite que passe tout journal : en mémoire, SQLite, PostgreSQL.
package journaltest

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"jalon/dossier"
	"jalon/droit/calendrier"
)

// Faits rend des faits enchaînés, un par donnée, à la suite de dernier (nil : un dossier neuf). L'empreinte est refaite
// ici, d'après sa définition : chaque texte précédé de sa longueur, chaque nombre sur huit octets.
func Faits(id string, dernier *dossier.Fait, donnees ...string) []dossier.Fait {
	return DeActe("reponse", id, dernier, donnees...)
}

// DeActe rend des faits d'un autre acte, que cette édition peut ne pas connaître.
func DeActe(acte, id string, dernier *dossier.Fait, donnees ...string) []dossier.Fait {
	var l []dossier.Fait
	for _, d := range donnees {
		f := dossier.Fait{
			Dossier: id, Version: 1, Acte: acte, Le: calendrier.D(2026, 3, 10), Auteur: "Zoé L’Hôte-Nœud",
			Consigne: time.Date(2026, 3, 11, 9, 30, 15, 123456000, time.UTC), Donnees: []byte(d),
		}
		if dernier != nil {
			f.Version, f.Precedente = dernier.Version+1, dernier.Empreinte
		}
		b := slices.Clone(f.Precedente[:])
		nombre := func(n int64) { b = binary.BigEndian.AppendUint64(b, uint64(n)) }
		texte := func(s string) { nombre(int64(len(s))); b = append(b, s...) }
		texte(f.Dossier)
		nombre(int64(f.Version))
		texte(f.Acte)
		nombre(int64(f.Le))
		nombre(f.Consigne.UnixMicro())
		texte(f.Auteur)
		texte(d)
		f.Empreinte = sha256.Sum256(b)
		l = append(l, f)
		dernier = &l[len(l)-1]
	}
	return l
}

// Fiche rend une fiche au niveau du dernier fait.
func Fiche(faits []dossier.Fait) *dossier.Fiche {
	f := faits[len(faits)-1]
	return &dossier.Fiche{Dossier: f.Dossier, Version: f.Version, Sorte: "csp", Etats: "reflexion", Prochaine: calendrier.D(2026, 4, 1)}
}

// Passer fait passer la suite. ouvrir rend chaque fois un journal vide.
func Passer(t *testing.T, ouvrir func(t *testing.T) dossier.Journal) {
	for _, c := range []struct {
		nom     string
		epreuve func(t *testing.T, j dossier.Journal)
	}{
		{"octets", octets},
		{"inconnu", inconnu},
		{"conflit", conflit},
		{"tout ou rien", toutOuRien},
		{"à plusieurs sur un dossier", memeDossier},
		{"à plusieurs sur plusieurs dossiers", plusieursDossiers},
		{"parcours", parcours},
		{"fiches", fiches},
		{"fiches de plusieurs pages", pages},
		{"fiches refaites", refaites},
		{"fiches refaites pendant des ajouts", refaitesPendant},
		{"arrêt demandé", arret},
	} {
		t.Run(c.nom, func(t *testing.T) { c.epreuve(t, ouvrir(t)) })
	}
}

func ajouter(t *testing.T, j dossier.Journal, faits []dossier.Fait) {
	t.Helper()
	if err := j.Ajouter(context.Background(), faits, Fiche(faits)); err != nil {
		t.Fatal(err)
	}
}

// tient dit que le journal a ces faits de ce dossier, à l'octet.
func tient(t *testing.T, j dossier.Journal, attendus []dossier.Fait) {
	t.Helper()
	l, err := j.Lire(context.Background(), attendus[0].Dossier)
	if err != nil {
		t.Fatal(err)
	}
	memes(t, l, attendus)
}

func memes(t *testing.T, l, attendus []dossier.Fait) {
	t.Helper()
	if len(l) != len(attendus) {
		t.Fatalf("dossier %s : %d faits, attendu %d", attendus[0].Dossier, len(l), len(attendus))
	}
	for i := range l {
		f, a := l[i], attendus[i]
		if string(f.Donnees) != string(a.Donnees) {
			t.Errorf("dossier %s, fait %d : %q, attendu %q", a.Dossier, i+1, f.Donnees, a.Donnees)
		}
		if !f.Consigne.Equal(a.Consigne) {
			t.Errorf("dossier %s, fait %d : consigné %s, attendu %s", a.Dossier, i+1, f.Consigne, a.Consigne)
		}
		f.Donnees, a.Donnees, f.Consigne, a.Consigne = nil, nil, time.Time{}, time.Time{}
		if !reflect.DeepEqual(f, a) {
			t.Errorf("dossier %s, fait %d : %+v, attendu %+v", a.Dossier, i+1, f, a)
		}
	}
	if err := dossier.Verifier(l); err != nil {
		t.Error(err)
	}
}

// octets : ce qui revient est ce qui est venu, et à personne d'autre.
func octets(t *testing.T, j dossier.Journal) {
	var tous strings.Builder
	for i := range 256 {
		tous.WriteByte(byte(i))
	}
	a := Faits("octets", nil, `{"b":1,"a":1.0,"a":2}`, "", tous.String(), " é\u202f€ ", strings.Repeat("long ", 50_000))
	ajouter(t, j, a[:2])
	ajouter(t, j, a[2:])
	tient(t, j, a)

	sansDate := Faits("sans date", nil, "x")
	f := &sansDate[0]
	vides := Faits("vide", nil, "")
	vides[0].Donnees = nil
	ajouter(t, j, vides)
	tient(t, j, vides)
	f.Le, f.Donnees, f.Consigne = 0, []byte("avant"), time.UnixMicro(1)
	if err := j.Ajouter(context.Background(), sansDate, Fiche(sansDate)); err != nil {
		t.Fatal(err)
	}
	copy(f.Donnees, "APRES") // à l'appelant, qui en fait ce qu'il veut
	l, err := j.Lire(context.Background(), "sans date")
	if err != nil || string(l[0].Donnees) != "avant" || l[0].Le.Connue() || l[0].Consigne.UnixMicro() != 1 {
		t.Fatalf("%v : %+v", err, l)
	}
	copy(l[0].Donnees, "APRES")
	if l, err = j.Lire(context.Background(), "sans date"); err != nil || string(l[0].Donnees) != "avant" {
		t.Fatalf("un lecteur a changé le fait : %v, %q", err, l[0].Donnees)
	}
}

func inconnu(t *testing.T, j dossier.Journal) {
	ajouter(t, j, Faits("connu", nil, "x"))
	for _, id := range []string{"Connu", "connu ", ""} {
		if l, err := j.Lire(context.Background(), id); !errors.Is(err, dossier.ErrInconnu) {
			t.Errorf("%q : %v, %v", id, l, err)
		}
	}
}

func enConflit(t *testing.T, err error, attendue, trouve int) {
	t.Helper()
	var c *dossier.Conflit
	if !errors.As(err, &c) || c.Attendue != attendue || c.Trouve != trouve {
		t.Errorf("%v, attendu un conflit de %d à %d", err, attendue, trouve)
	}
}

// conflit : un rang pris, ou un rang sauté, n'écrit rien, ni fait ni fiche.
func conflit(t *testing.T, j dossier.Journal) {
	ctx := context.Background()
	a := Faits("conflit", nil, "un", "deux", "trois", "quatre")
	ajouter(t, j, a[:2])
	for _, c := range []struct {
		faits    []dossier.Fait
		attendue int
	}{
		{a[:1], 0},
		{a[1:2], 1},
		{a[1:3], 1}, // le second serait libre
		{a[3:], 3},  // le troisième manquerait
	} {
		fiche := Fiche(c.faits)
		fiche.Etats, fiche.Version = "de trop", 2
		enConflit(t, j.Ajouter(ctx, c.faits, fiche), c.attendue, 2)
	}
	enConflit(t, j.Ajouter(ctx, a[1:2], Fiche(a[1:2])), 1, 2)
	neuf := Faits("neuf", nil, "un", "deux")
	enConflit(t, j.Ajouter(ctx, neuf[1:], Fiche(neuf)), 1, 0)
	if _, err := j.Lire(ctx, "neuf"); !errors.Is(err, dossier.ErrInconnu) {
		t.Errorf("un conflit a créé un dossier : %v", err)
	}
	tient(t, j, a[:2])
	l, err := j.Fiches(ctx, dossier.Filtre{})
	if err != nil || len(l) != 1 || l[0] != *Fiche(a[:2]) {
		t.Errorf("fiches : %+v, %v", l, err)
	}
	ajouter(t, j, a[2:])
	tient(t, j, a)
}

// toutOuRien : plusieurs faits entrent ensemble, leur fiche avec eux.
func toutOuRien(t *testing.T, j dossier.Journal) {
	a := Faits("ensemble", nil, "un", "deux", "trois")
	ajouter(t, j, a)
	b := Faits("ensemble", &a[2], "quatre", "cinq")
	autre := Faits("ensemble", &a[2], "autre quatre", "autre cinq", "autre six")
	ajouter(t, j, b[:1])
	enConflit(t, j.Ajouter(context.Background(), autre, Fiche(autre)), 3, 4)
	tient(t, j, append(a, b[0]))
	if l, err := j.Fiches(context.Background(), dossier.Filtre{}); err != nil || len(l) != 1 || l[0].Version != 4 {
		t.Errorf("fiches : %+v, %v", l, err)
	}
}

// memeDossier : de plusieurs qui prennent le même rang, un seul l'a.
func memeDossier(t *testing.T, j dossier.Journal) {
	const ecrivains, rangs = 6, 8
	var gagnes [rangs + 1]int
	var verrou sync.Mutex
	ensemble(t, ecrivains, func(e int) error {
		ctx := context.Background()
		for {
			l, err := j.Lire(ctx, "disputé")
			if err != nil && !errors.Is(err, dossier.ErrInconnu) {
				return err
			}
			if len(l) >= rangs {
				return dossier.Verifier(l)
			}
			var dernier *dossier.Fait
			if len(l) > 0 {
				dernier = &l[len(l)-1]
			}
			a := Faits("disputé", dernier, fmt.Sprint("de ", e))
			var c *dossier.Conflit
			switch err := j.Ajouter(ctx, a, Fiche(a)); {
			case err == nil:
				verrou.Lock()
				gagnes[a[0].Version]++
				verrou.Unlock()
			case !errors.As(err, &c):
				return err
			case c.Trouve <= c.Attendue:
				return fmt.Errorf("un conflit qui n'en est pas un : %w", err)
			}
		}
	})
	for v, n := range gagnes[1:] {
		if n != 1 {
			t.Errorf("le rang %d a été donné %d fois", v+1, n)
		}
	}
}

// plusieursDossiers : personne ne se gêne, et le conflit de l'un n'est qu'à lui.
func plusieursDossiers(t *testing.T, j dossier.Journal) {
	const ecrivains, faits = 8, 6
	ajouter(t, j, Faits("pris", nil, "x"))
	ensemble(t, ecrivains, func(e int) error {
		var dernier *dossier.Fait
		for i := range faits {
			a := Faits(fmt.Sprint("dossier ", e), dernier, fmt.Sprint(i, "a"), fmt.Sprint(i, "b"))
			if err := j.Ajouter(context.Background(), a, Fiche(a)); err != nil {
				return err
			}
			dernier = &a[1]
			pris := Faits("pris", nil, "y")
			var c *dossier.Conflit
			if err := j.Ajouter(context.Background(), pris, Fiche(pris)); !errors.As(err, &c) {
				return fmt.Errorf("un rang pris a été donné : %w", err)
			}
		}
		return nil
	})
	for e := range ecrivains {
		var donnees []string
		for i := range faits {
			donnees = append(donnees, fmt.Sprint(i, "a"), fmt.Sprint(i, "b"))
		}
		tient(t, j, Faits(fmt.Sprint("dossier ", e), nil, donnees...))
	}
	tient(t, j, Faits("pris", nil, "x"))
}

func ensemble(t *testing.T, n int, f func(i int) error) {
	t.Helper()
	var g sync.WaitGroup
	for i := range n {
		g.Go(func() {
			if err := f(i); err != nil {
				t.Error(err)
			}
		})
	}
	g.Wait()
}

// parcours : par identifiant, dans l'ordre des octets, chaque dossier entier.
func parcours(t *testing.T, j dossier.Journal) {
	ctx := context.Background()
	if err := j.Parcourir(ctx, func([]dossier.Fait) error { return errors.New("rien à voir") }); err != nil {
		t.Fatalf("journal vide : %v", err)
	}
	ordre := []string{"1", "10", "2", "A", "B", "_", "a", "a-", "a1", "b", "é"}
	for _, i := range []int{4, 10, 0, 7, 2, 9, 1, 8, 3, 6, 5} {
		ajouter(t, j, Faits(ordre[i], nil, "un", "deux"))
	}
	var vus []string
	var gardes [][]dossier.Fait
	if err := j.Parcourir(ctx, func(l []dossier.Fait) error {
		vus, gardes = append(vus, l[0].Dossier), append(gardes, l)
		_, err := j.Lire(ctx, l[0].Dossier) // qui parcourt peut lire
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(vus, ordre) {
		t.Fatalf("ordre : %q", vus)
	}
	for i, l := range gardes {
		memes(t, l, Faits(ordre[i], nil, "un", "deux"))
	}
	assez, n := errors.New("assez"), 0
	if err := j.Parcourir(ctx, func([]dossier.Fait) error {
		if n++; n == 3 {
			return assez
		}
		return nil
	}); err != assez || n != 3 {
		t.Errorf("arrêt au troisième : %v, %d", err, n)
	}
}

// fiches : chaque filtre, l'ordre, les pages.
func fiches(t *testing.T, j dossier.Journal) {
	ctx := context.Background()
	j1, j2 := calendrier.D(2026, 4, 1), calendrier.D(2026, 12, 31)
	table := []dossier.Fiche{ // dans l'ordre attendu
		{Dossier: "b", Version: 1, Etats: "reflexion", SIRET: "11111111100001", Reference: "L1", Sorte: "csp", Attend: "salarie", Prochaine: j1, Quoi: "répondre"},
		{Dossier: "é", Version: 1, Etats: "csp", SIRET: "11111111100001", Reference: "L2", Prochaine: j1},
		{Dossier: "C", Version: 1, Etats: "csp", SIRET: "22222222200002", Reference: "L1", Prochaine: j2},
		{Dossier: "d", Version: 1, Etats: "csp", SIRET: "22222222200002", Reference: "L1", Prochaine: j2, Terme: j1, Cellule: "Z"},
		{Dossier: "Z", Version: 1, Etats: "commence", Attend: "salarie", Prochaine: j1, Debute: true}, // une date limite vient avant, même lointaine
		{Dossier: "A", Version: 1, Etats: "csp 2026-04-10 clos", SIRET: "11111111100001", Reference: "L1"},
		{Dossier: "a", Version: 1, Etats: "csp", SIRET: "11111111100001", Reference: "L1"},
	}
	for _, i := range []int{3, 5, 6, 0, 4, 2, 1} {
		f := table[i]
		if err := j.Ajouter(ctx, Faits(f.Dossier, nil, "x"), &f); err != nil {
			t.Fatal(err)
		}
	}
	apres := func(i int) dossier.Repere {
		return table[i].Repere()
	}
	for _, c := range []struct {
		filtre   dossier.Filtre
		attendus []int
	}{
		{dossier.Filtre{}, []int{0, 1, 2, 3, 4, 5, 6}},
		{dossier.Filtre{Limite: 2}, []int{0, 1}},
		{dossier.Filtre{Limite: 2, Depuis: apres(1)}, []int{2, 3}},
		{dossier.Filtre{Limite: 2, Depuis: apres(3)}, []int{4, 5}},
		{dossier.Filtre{Depuis: apres(4)}, []int{5, 6}},
		{dossier.Filtre{Depuis: apres(5)}, []int{6}},
		{dossier.Filtre{Depuis: apres(6)}, nil},
		{dossier.Filtre{Etat: "csp"}, []int{1, 2, 3, 6}},
		{dossier.Filtre{Etat: "csp", Depuis: apres(2), Limite: 1}, []int{3}},
		{dossier.Filtre{Etat: "CSP"}, nil},
		{dossier.Filtre{Etat: dossier.NonClos, Au: calendrier.D(2026, 4, 9)}, []int{0, 1, 2, 3, 4, 5, 6}},
		{dossier.Filtre{Etat: dossier.NonClos, Au: calendrier.D(2026, 4, 10)}, []int{0, 1, 2, 3, 4, 6}},
		{dossier.Filtre{Etat: "csp", Au: calendrier.D(2026, 4, 9)}, []int{1, 2, 3, 5, 6}},
		{dossier.Filtre{Etat: "csp", Au: calendrier.D(2026, 4, 10)}, []int{1, 2, 3, 6}},
		{dossier.Filtre{Etat: "csp", Au: calendrier.D(2026, 4, 10), Depuis: apres(3), Limite: 1}, []int{6}},
		{dossier.Filtre{SIRET: "11111111100001"}, []int{0, 1, 5, 6}},
		{dossier.Filtre{Reference: "L1"}, []int{0, 2, 3, 5, 6}},
		{dossier.Filtre{Reference: "L1", SIRET: "22222222200002", Etat: "csp"}, []int{2, 3}},
		{dossier.Filtre{Attend: "salarie"}, []int{0, 4}},
		{dossier.Filtre{Datees: true}, []int{0, 1, 2, 3, 4}},
		{dossier.Filtre{Jusqua: j2}, []int{0, 1, 2, 3}},
		{dossier.Filtre{Jusqua: j2 - 1, Datees: true}, []int{0, 1}},
		{dossier.Filtre{Jusqua: j1 - 1}, nil},
		{dossier.Filtre{Attend: "salarie", Jusqua: j2}, []int{0}},
		{dossier.Filtre{Dossiers: []string{"a", "b", "é", "absent", `"]`}}, []int{0, 1, 6}},
		{dossier.Filtre{Dossiers: []string{"a", "b", "é"}, Etat: "csp", Limite: 1}, []int{1}},
		{dossier.Filtre{Dossiers: []string{}}, nil},
		{dossier.Filtre{Cellule: "Z"}, []int{3}},
	} {
		l, err := j.Fiches(ctx, c.filtre)
		if err != nil {
			t.Fatal(err)
		}
		var attendues []dossier.Fiche
		for _, i := range c.attendus {
			attendues = append(attendues, table[i])
		}
		if !slices.Equal(l, attendues) {
			t.Errorf("%+v :\n%+v\nattendu\n%+v", c.filtre, l, attendues)
		}
		if c.filtre.Limite > 0 {
			continue // l'état ne s'arrête pas à une page
		}
		if n, faits, err := j.Etat(ctx, c.filtre); n != len(c.attendus) || faits != n || err != nil {
			t.Errorf("%+v : %d dossiers et %d faits, %v", c.filtre, n, faits, err)
		}
	}
	// Un fait nouveau change la fiche, et sa place.
	b := Faits("b", &Faits("b", nil, "x")[0], "y")
	neuve := table[0]
	neuve.Version, neuve.Prochaine, neuve.Etats = 2, 0, "clos"
	if err := j.Ajouter(ctx, b, &neuve); err != nil {
		t.Fatal(err)
	}
	if l, err := j.Fiches(ctx, dossier.Filtre{Etat: "clos"}); err != nil || len(l) != 2 || l[1] != neuve {
		t.Errorf("fiche changée : %+v, %v", l, err)
	}
	if n, faits, err := j.Etat(ctx, dossier.Filtre{Etat: "clos"}); n != 2 || faits != 3 || err != nil {
		t.Errorf("%d dossiers et %d faits, 2 et 3 attendus, %v", n, faits, err)
	}
}

// pages : un état demandé se cherche au-delà de la première page. Mille fiches l'ont eu et ne l'ont plus, les dernières l'ont.
func pages(t *testing.T, j dossier.Journal) {
	ctx := context.Background()
	const passees, lues = 1000, 3
	var attendues [lues]dossier.Fiche
	ensemble(t, 16, func(e int) error {
		for i := e; i < passees+lues; i += 16 {
			a := Faits(fmt.Sprintf("%04d", i), nil, "x")
			f := Fiche(a)
			if f.Etats = "en_cours 2026-04-01 suspendu"; i >= passees {
				f.Etats = "en_cours"
				attendues[i-passees] = *f
			}
			if err := j.Ajouter(ctx, a, f); err != nil {
				return err
			}
		}
		return nil
	})
	q := dossier.Filtre{Etat: "en_cours", Au: calendrier.D(2026, 4, 2)}
	if l, err := j.Fiches(ctx, q); err != nil || !slices.Equal(l, attendues[:]) {
		t.Errorf("%d fiches, les %d dernières attendues, %v", len(l), lues, err)
	}
	if n, faits, err := j.Etat(ctx, q); n != lues || faits != lues || err != nil {
		t.Errorf("%d dossiers et %d faits, %d attendus, %v", n, faits, lues, err)
	}
	q.Limite = 2
	if l, err := j.Fiches(ctx, q); err != nil || !slices.Equal(l, attendues[:2]) {
		t.Errorf("%d fiches de deux, %v", len(l), err)
	}
}

// refaites : toutes ou aucune, et les lecteurs voient les anciennes jusqu'au bout.
func refaites(t *testing.T, j dossier.Journal) {
	ctx := context.Background()
	var faits [][]dossier.Fait
	for _, id := range []string{"a", "b", "c"} {
		faits = append(faits, Faits(id, nil, "x"))
		ajouter(t, j, faits[len(faits)-1])
	}
	etats := func() (l []string) {
		f, err := j.Fiches(ctx, dossier.Filtre{})
		if err != nil {
			t.Error(err)
		}
		for _, f := range f {
			l = append(l, f.Dossier+" "+string(f.Etats))
		}
		return l
	}
	anciennes := []string{"a reflexion", "b reflexion", "c reflexion"}
	poserDeux := func(poser func(*dossier.Fiche) error, fin error) error {
		for _, f := range faits[:2] {
			n := Fiche(f)
			n.Etats = "refaite"
			if err := poser(n); err != nil {
				return err
			}
		}
		if l := etats(); !slices.Equal(l, anciennes) {
			t.Errorf("vu pendant : %q", l)
		}
		return fin
	}
	rate := errors.New("raté")
	if err := j.Refaire(ctx, func(p func(*dossier.Fiche) error) error { return poserDeux(p, rate) }); err != rate {
		t.Errorf("%v, attendu l'erreur de l'appelant", err)
	}
	if l := etats(); !slices.Equal(l, anciennes) {
		t.Errorf("après un échec : %q", l)
	}
	if err := j.Refaire(ctx, func(p func(*dossier.Fiche) error) error { return poserDeux(p, nil) }); err != nil {
		t.Fatal(err)
	}
	if l := etats(); !slices.Equal(l, []string{"a refaite", "b refaite"}) {
		t.Errorf("après : %q", l)
	}
	tient(t, j, faits[2])
}

// refaitesPendant : une fiche refaite n'est jamais en retard sur un fait venu entre-temps.
func refaitesPendant(t *testing.T, j dossier.Journal) {
	ctx := context.Background()
	fini := make(chan struct{})
	var g sync.WaitGroup
	g.Go(func() {
		defer close(fini)
		var dernier *dossier.Fait
		for range 30 {
			a := Faits("suivi", dernier, "x")
			if err := j.Ajouter(ctx, a, Fiche(a)); err != nil {
				t.Error(err)
				return
			}
			dernier = &a[0]
		}
	})
	for encore := true; encore; {
		select {
		case <-fini:
			encore = false
		default:
		}
		if err := j.Refaire(ctx, func(poser func(*dossier.Fiche) error) error {
			return j.Parcourir(ctx, func(l []dossier.Fait) error { return poser(Fiche(l)) })
		}); err != nil {
			t.Fatal(err)
		}
		faits, err := j.Lire(ctx, "suivi") // lu avant la fiche : elle ne peut qu'être plus récente
		if errors.Is(err, dossier.ErrInconnu) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if l, err := j.Fiches(ctx, dossier.Filtre{}); err != nil || len(l) != 1 || l[0].Version < len(faits) {
			t.Fatalf("%d faits, et pour fiches %+v, %v", len(faits), l, err)
		}
	}
	g.Wait()

	// Deux faits d'un dossier neuf essaient de passer pendant qu'on refait : l'un avant la lecture, l'autre après.
	a := Faits("neuf", nil, "un", "deux")
	passes := []chan error{make(chan error, 1), make(chan error, 1)}
	if err := j.Refaire(ctx, func(poser func(*dossier.Fiche) error) error {
		passer := func(i int) {
			go func() {
				if i > 0 {
					passes[1] <- errors.Join(<-passes[0], j.Ajouter(ctx, a[1:], Fiche(a)))
				} else {
					passes[0] <- j.Ajouter(ctx, a[:1], Fiche(a[:1]))
				}
			}()
			time.Sleep(50 * time.Millisecond)
		}
		passer(0)
		var lues []*dossier.Fiche
		err := j.Parcourir(ctx, func(l []dossier.Fait) error { lues = append(lues, Fiche(l)); return nil })
		passer(1)
		for _, f := range lues {
			err = errors.Join(err, poser(f))
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := <-passes[1]; err != nil {
		t.Fatal(err)
	}
	if l, err := j.Fiches(ctx, dossier.Filtre{Dossiers: []string{"neuf"}}); err != nil || len(l) != 1 || l[0].Version != 2 {
		t.Errorf("deux faits, et pour fiche %+v, %v", l, err)
	}
}

// arret : qui renonce avant d'être servi n'a rien écrit, et le journal sert encore.
func arret(t *testing.T, j dossier.Journal) {
	a := Faits("arrêt", nil, "x", "y")
	ajouter(t, j, a[:1])
	ctx, arreter := context.WithCancel(context.Background())
	arreter()
	_, lire := j.Lire(ctx, "arrêt")
	_, lister := j.Fiches(ctx, dossier.Filtre{})
	for nom, err := range map[string]error{
		"Lire": lire, "Fiches": lister, "Ajouter": j.Ajouter(ctx, a[1:], Fiche(a)),
		"Parcourir": j.Parcourir(ctx, func([]dossier.Fait) error { return nil }),
		"Refaire":   j.Refaire(ctx, func(poser func(*dossier.Fiche) error) error { return poser(Fiche(a[:1])) }),
	} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s : %v", nom, err)
		}
	}
	tient(t, j, a[:1])
	ajouter(t, j, a[1:])
	tient(t, j, a)
}
