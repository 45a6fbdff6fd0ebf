//go:build unix

package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"modernc.org/sqlite"

	"jalon/dossier"
	"jalon/dossier/journaltest"
	"jalon/droit/calendrier"
)

var fond = context.Background()

func TestJournal(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		journaltest.Passer(t, func(t *testing.T) dossier.Journal { return ouvrir(t, adresse()) })
	})
}

// semer ajoute un dossier par identifiant, de deux faits chacun.
func semer(t *testing.T, b *Base, ids ...string) {
	t.Helper()
	for _, id := range ids {
		a := journaltest.Faits(id, nil, `{"b":1,"a":1.0}`, "deux de "+id)
		if err := b.Ajouter(fond, a, journaltest.Fiche(a)); err != nil {
			t.Fatal(err)
		}
	}
}

// contenu rend tout ce que garde une base.
func contenu(t *testing.T, b *Base) string {
	t.Helper()
	var s strings.Builder
	if err := b.Parcourir(fond, func(l []dossier.Fait) error {
		for _, f := range l {
			fmt.Fprintf(&s, "%s %d %s %d %d %s %q %s %s\n", f.Dossier, f.Version, f.Acte, f.Le, f.Consigne.UnixMicro(), f.Auteur, f.Donnees, f.Precedente, f.Empreinte)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	l, err := b.Fiches(fond, dossier.Filtre{})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(&s, "%+v", l)
	return s.String()
}

func refuse(t *testing.T, err error, attendu string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), attendu) {
		t.Errorf("%v, attendu « %s »", err, attendu)
	}
}

// TestPersistance : ce qui est consigné est là à la réouverture ; une base fermée le dit.
func TestPersistance(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		a := adresse()
		b, err := Ouvrir(fond, a)
		if err != nil {
			t.Fatal(err)
		}
		semer(t, b, "un", "deux")
		avant := contenu(t, b)
		if err := b.Fermer(); err != nil {
			t.Fatal(err)
		}
		if err := b.Fermer(); err != nil {
			t.Errorf("fermer deux fois : %v", err)
		}
		f := journaltest.Faits("trois", nil, "x")
		if err := b.Ajouter(fond, f, journaltest.Fiche(f)); err == nil {
			t.Error("une base fermée a écrit")
		}
		if apres := contenu(t, ouvrir(t, a)); apres != avant {
			t.Errorf("%s\nattendu\n%s", apres, avant)
		}
	})
}

// TestPrivee : le fichier n'est lisible que de son propriétaire.
func TestPrivee(t *testing.T) {
	b := ouvrir(t, filepath.Join(t.TempDir(), "base"))
	semer(t, b, "a")
	for _, suffixe := range []string{"", "-wal", "-shm"} {
		if i, err := os.Stat(b.fichier + suffixe); err != nil || i.Mode().Perm() != 0o600 {
			t.Errorf("%s : %v, %v", suffixe, i, err)
		}
	}
}

// TestReglages : ce sur quoi repose la promesse d'Ajouter.
func TestReglages(t *testing.T) {
	b := ouvrir(t, filepath.Join(t.TempDir(), "base"))
	for pragma, attendu := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "5000"} {
		var v string
		if err := b.ecrit.QueryRow(`PRAGMA ` + pragma).Scan(&v); err != nil || v != attendu {
			t.Errorf("%s : %s, attendu %s (%v)", pragma, v, attendu, err)
		}
	}
	if _, err := b.lit.Exec(`DELETE FROM fiches`); err == nil {
		t.Error("la réserve de lecture écrit")
	}
	_, adresse := postgresNeuf(t)
	p := ouvrir(t, adresse)
	var v string
	if err := p.ecrit.QueryRow(`SHOW synchronous_commit`).Scan(&v); err != nil || v != "on" {
		t.Errorf("synchronous_commit : %s, %v", v, err)
	}
	if _, err := p.lit.Exec(`DELETE FROM fiches`); err == nil {
		t.Error("la réserve de lecture écrit")
	}
}

// ecrivain est la connexion de celui qui ajoute les faits.
func ecrivain(t *testing.T, b *Base) *sql.Conn {
	t.Helper()
	s, err := b.ouvrirScribe(fond)
	if err != nil {
		t.Fatal(err)
	}
	return s.c
}

// TestGroupe : ceux qui attendent ensemble sont servis ensemble ; le conflit ou le renoncement de l'un n'est qu'à lui.
func TestGroupe(t *testing.T) {
	b := ouvrir(t, filepath.Join(t.TempDir(), "base"))
	semer(t, b, "pris")
	if err := b.prendreTour(fond); err != nil { // tant qu'on tient l'écriture, tous attendent
		t.Fatal(err)
	}
	transactions := 0
	if err := ecrivain(t, b).Raw(func(c any) error {
		c.(sqlite.HookRegisterer).RegisterCommitHook(func() int32 { transactions++; return 0 })
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	renonce, renoncer := context.WithCancel(fond)
	var g sync.WaitGroup
	erreurs := make([]error, 40)
	for i := range erreurs {
		g.Go(func() {
			ctx, id := fond, fmt.Sprint("groupe", i)
			switch {
			case i%10 == 3:
				id = "pris"
			case i%10 == 7:
				ctx = renonce
			}
			a := journaltest.Faits(id, nil, "x")
			fiche := journaltest.Fiche(a)
			if i%10 == 5 {
				fiche.Version = 9 // la fiche d'un fait qui n'existe pas
			}
			erreurs[i] = b.Ajouter(ctx, a, fiche)
		})
	}
	for runtime.NumGoroutine() < 40 {
		runtime.Gosched()
	}
	renoncer()
	b.rendreTour()
	g.Wait()
	if transactions == 0 || transactions > 10 {
		t.Errorf("%d vidages du disque pour 28 ajouts qui attendaient", transactions)
	}
	for i, err := range erreurs {
		_, lu := b.Lire(fond, fmt.Sprint("groupe", i))
		var conflit *dossier.Conflit
		var bon bool
		switch i % 10 {
		case 3:
			bon = errors.As(err, &conflit) && conflit.Trouve == 2 && lu != nil
		case 7: // servi avant d'avoir renoncé, ou pas du tout
			bon = err == nil && lu == nil || errors.Is(err, context.Canceled) && errors.Is(lu, dossier.ErrInconnu)
		case 5:
			bon = err != nil && errors.Is(lu, dossier.ErrInconnu)
		default:
			bon = err == nil && lu == nil
		}
		if !bon {
			t.Errorf("%d : ajout %v, lecture %v", i, err, lu)
		}
	}
}

// TestVidageRefuse : personne n'est servi avant que le groupe soit sur le disque ; s'il n'y va pas, tous le savent.
func TestVidageRefuse(t *testing.T) {
	b := ouvrir(t, filepath.Join(t.TempDir(), "base"))
	var refuser atomic.Int32
	if err := ecrivain(t, b).Raw(func(c any) error {
		c.(sqlite.HookRegisterer).RegisterCommitHook(refuser.Load)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	refuser.Store(1)
	var g sync.WaitGroup
	for i := range 8 {
		g.Go(func() {
			a := journaltest.Faits(fmt.Sprint("refusé", i), nil, "x")
			if err := b.Ajouter(fond, a, journaltest.Fiche(a)); err == nil {
				t.Error("dit consigné, et perdu")
			}
		})
	}
	g.Wait()
	refuser.Store(0)
	if s := contenu(t, b); s != "[]" {
		t.Errorf("il reste %s", s)
	}
	semer(t, b, "refusé0")
}

// TestJamaisRecrit : la base elle-même refuse qu'on touche un fait.
func TestJamaisRecrit(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		b := ouvrir(t, adresse())
		semer(t, b, "a")
		avant := contenu(t, b)
		ordres := []string{
			`UPDATE faits SET auteur = 'x'`, `DELETE FROM faits`, `DELETE FROM faits WHERE version = 1`,
			`INSERT INTO faits SELECT dossier, version, 'x', le, consigne, auteur, donnees, precedente, empreinte FROM faits WHERE TRUE
				ON CONFLICT (dossier, version) DO UPDATE SET acte = 'x'`,
		}
		if b.fichier != "" {
			ordres = append(ordres, `INSERT OR REPLACE INTO faits SELECT dossier, version, 'x', le, consigne, auteur, donnees, precedente, empreinte FROM faits`)
		} else {
			ordres = append(ordres, `TRUNCATE faits`, `TRUNCATE faits CASCADE`)
		}
		for _, o := range ordres {
			if _, err := b.ecrit.Exec(o); err == nil {
				t.Errorf("accepté : %s", o)
			}
		}
		if apres := contenu(t, b); apres != avant {
			t.Errorf("%s\nattendu\n%s", apres, avant)
		}
	})
}

// TestVerifier : une retouche faite sous la base, déclencheurs ôtés, est trouvée et nommée.
func TestVerifier(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		for _, c := range []struct{ ordre, attendu string }{
			{`UPDATE faits SET donnees = CAST('{"b":2,"a":1.0}' AS TYPE) WHERE dossier = 'b' AND version = 1`, "dossier b, fait 1 : son contenu"},
			{`UPDATE faits SET le = le + 1 WHERE dossier = 'c' AND version = 2`, "dossier c, fait 2 : son contenu"},
			{`UPDATE faits SET auteur = 'un autre' WHERE version = 2`, "dossier a, fait 2 : son contenu"},
			{`DELETE FROM faits WHERE dossier = 'b' AND version = 1`, "dossier b, fait 1 : il manque"},
			{`UPDATE faits SET dossier = 'd' WHERE dossier = 'b' AND version = 1`, "dossier b, fait 1 : il manque"},
			{`UPDATE faits SET precedente = empreinte WHERE dossier = 'b' AND version = 2`, "dossier b, fait 2 : il ne suit pas"},
			{`DELETE FROM faits WHERE dossier = 'b' AND version = 2`, "dossier b, fait 1 : c'est son dernier fait, mais sa fiche en est au fait 2"},
			{`DELETE FROM faits WHERE dossier = 'b'`, "dossier b, fait 0 : c'est son dernier fait, mais sa fiche en est au fait 2"},
			{`UPDATE fiches SET version = 1 WHERE dossier = 'c'`, "dossier c, fait 2 : c'est son dernier fait, mais sa fiche en est au fait 1"},
			{`DELETE FROM fiches WHERE dossier = 'a'`, "dossier a, fait 2 : c'est son dernier fait, mais sa fiche en est au fait 0"},
		} {
			b := ouvrir(t, adresse())
			semer(t, b, "c", "a", "b")
			vus := 0
			if n, err := b.Verifier(fond, func(n int) { vus = n }); n != 3 || vus != 3 || err != nil {
				t.Fatalf("base saine : %d vérifiés, %d annoncés, %v", n, vus, err)
			}
			avant := []string{`DROP TRIGGER faits_sans_retouche`, `DROP TRIGGER faits_sans_retrait`, `PRAGMA foreign_keys = 0`}
			if b.fichier == "" {
				avant = []string{`DROP TRIGGER faits_sans_retouche ON faits`, `ALTER TABLE fiches DROP CONSTRAINT fiches_dossier_version_fkey`}
			}
			octets := "BLOB"
			if b.fichier == "" {
				octets = "BYTEA"
			}
			for _, o := range append(avant, strings.ReplaceAll(c.ordre, "TYPE", octets)) {
				if _, err := b.ecrit.Exec(o); err != nil {
					t.Fatalf("%s : %v", o, err)
				}
			}
			_, err := b.Verifier(fond, nil)
			var r *dossier.Rupture
			if !errors.As(err, &r) || !strings.HasPrefix(err.Error(), c.attendu) {
				t.Errorf("%s :\n%v, attendu %s", c.ordre, err, c.attendu)
			}
		}
	})
}

// TestPasUneBase : ce qui n'est pas à nous n'est pas touché.
func TestPasUneBase(t *testing.T) {
	ou := t.TempDir()
	paie := filepath.Join(ou, "paie.csv")
	texte := []byte(strings.Repeat("nom;salaire\n", 200))
	if err := os.WriteFile(paie, texte, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Ouvrir(fond, paie)
	refuse(t, err, "la base "+paie+" ne s'ouvre pas : ce fichier n'est pas une base SQLite")
	if apres, err := os.ReadFile(paie); err != nil || string(apres) != string(texte) {
		t.Errorf("le fichier a changé : %v", err)
	}
	_, err = Ouvrir(fond, filepath.Join(ou, "absent", "base"))
	refuse(t, err, "ne s'ouvre pas : il n'y a rien à cet endroit")
	_, err = Ouvrir(fond, ou)
	refuse(t, err, "ne s'ouvre pas : ")

	autre := ouvrir(t, filepath.Join(ou, "autre"))
	if _, err := autre.ecrit.Exec(`DROP TABLE migrations`); err != nil {
		t.Fatal(err)
	}
	_, err = Ouvrir(fond, autre.fichier)
	refuse(t, err, "ce fichier est la base d'un autre programme")

	etrangere := filepath.Join(ou, "étrangère")
	db, err := sql.Open("sqlite", uri(etrangere, nil))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`CREATE TABLE a (x INTEGER)`); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	avant, err := os.ReadFile(etrangere)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Ouvrir(fond, etrangere)
	refuse(t, err, "ce fichier est la base d'un autre programme")
	if apres, err := os.ReadFile(etrangere); err != nil || !slices.Equal(apres, avant) {
		t.Errorf("la base d'un autre a changé : %v", err)
	}
}

// TestAdresseSecrete : un mot de passe ne se lit dans aucun message, quelle que soit la faute.
func TestAdresseSecrete(t *testing.T) {
	for adresse, attendu := range map[string]string{
		"postgres://moi:s3cret@127.0.0.1:1/jalon":                   "la base postgres://127.0.0.1:1/jalon ne s'ouvre pas : le serveur ne répond pas",
		"postgresql://127.0.0.1:1/jalon?password=s3cret":            "la base postgresql://127.0.0.1:1/jalon ne s'ouvre pas : le serveur ne répond pas",
		"postgres://moi:s3cret@127.0.0.1:port/jalon":                "son adresse ne se lit pas",
		"postgres://moi:s3cret@127.0.0.1/jalon?sslmode=n'importe":   "son adresse ne se lit pas",
		"postgres://moi:s3cret@127.0.0.1/jalon?connect_timeout=ooo": "son adresse ne se lit pas",
	} {
		_, err := Ouvrir(fond, adresse)
		refuse(t, err, attendu)
		for e := err; e != nil; e = errors.Unwrap(e) {
			if strings.Contains(e.Error(), "s3cret") {
				t.Errorf("%s : %v", adresse, e)
			}
		}
	}
}

// TestSauvegarder : une copie entière, prise pendant qu'on écrit, qui s'ouvre seule, même sur un disque en lecture seule.
func TestSauvegarder(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		b := ouvrir(t, adresse())
		semer(t, b, "a", "b")
		avant := contenu(t, b)
		ctx, arreter := context.WithCancel(fond)
		var g sync.WaitGroup
		g.Go(func() {
			for i := 0; ctx.Err() == nil; i++ {
				f := journaltest.Faits(fmt.Sprint("z", i), nil, "x", "y")
				if err := b.Ajouter(fond, f, journaltest.Fiche(f)); err != nil {
					t.Error(err)
				}
			}
		})
		ou := t.TempDir()
		copie := filepath.Join(ou, "copie.db")
		err := b.Sauvegarder(fond, copie)
		arreter()
		g.Wait()
		if err != nil {
			t.Fatal(err, errors.Unwrap(err))
		}
		refuse(t, b.Sauvegarder(fond, copie), "ne se sauvegarde pas : "+copie+" existe déjà")
		if l, err := os.ReadDir(ou); err != nil || len(l) != 1 {
			t.Errorf("à côté de la copie : %v, %v", l, err)
		}
		// Octets 18 et 19 de l'en-tête SQLite : 1 pour un fichier seul, 2 pour un fichier qui a son journal à côté.
		if octets, err := os.ReadFile(copie); err != nil || octets[18] != 1 || octets[19] != 1 {
			t.Errorf("la copie n'est pas un fichier seul : %v", err)
		}
		c := ouvrir(t, copie)
		if n, err := c.Verifier(fond, nil); err != nil || n < 2 {
			t.Errorf("%d dossiers, %v", n, err)
		}
		for _, ligne := range strings.SplitAfter(avant, "\n")[:4] {
			if !strings.Contains(contenu(t, c), ligne) {
				t.Errorf("il manque %s", ligne)
			}
		}
		refuse(t, b.Sauvegarder(fond, filepath.Join(ou, "absent", "x")), "ne se sauvegarde pas : il n'y a rien à cet endroit")
	})
}

// TestSauvegarderRompue : une base retouchée se sauvegarde telle quelle, et le dit.
func TestSauvegarderRompue(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		b := ouvrir(t, adresse())
		semer(t, b, "a", "b")
		oter := `DROP TRIGGER faits_sans_retouche`
		if b.fichier == "" {
			oter += " ON faits"
		}
		for _, o := range []string{oter, `UPDATE faits SET auteur = 'x' WHERE dossier = 'b' AND version = 1`} {
			if _, err := b.ecrit.Exec(o); err != nil {
				t.Fatal(err)
			}
		}
		copie := filepath.Join(t.TempDir(), "copie.db")
		refuse(t, b.Sauvegarder(fond, copie), "dossier b, fait 1 : son contenu")
		if c := ouvrir(t, copie); contenu(t, c) != contenu(t, b) {
			t.Error("la copie n'est pas fidèle")
		}
		vide := adresse()
		_, err := Restaurer(fond, copie, vide, nil)
		refuse(t, err, "dossier b, fait 1 : son contenu")
		if s := contenu(t, ouvrir(t, vide)); s != "[]" {
			t.Errorf("une restauration refusée a laissé %s", s)
		}
	})
	// Un fait ôté ne se transcrit pas de PostgreSQL, vers un fichier où rien ne peut manquer : l'erreur le nomme.
	_, adresse := postgresNeuf(t)
	b := ouvrir(t, adresse)
	semer(t, b, "a", "b")
	if _, err := b.ecrit.Exec(`DROP TRIGGER faits_sans_retouche ON faits; DELETE FROM faits WHERE dossier = 'b' AND version = 1`); err != nil {
		t.Fatal(err)
	}
	ou := t.TempDir()
	refuse(t, b.Sauvegarder(fond, filepath.Join(ou, "copie")), "dossier b, fait 1 : il manque")
	if l, err := os.ReadDir(ou); err != nil || len(l) != 0 {
		t.Errorf("une copie manquée a laissé %v, %v", l, err)
	}
}

// TestRestaurer : la sauvegarde de l'une revient dans l'autre à l'octet, et ne recouvre jamais rien.
func TestRestaurer(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		b := ouvrir(t, adresse())
		semer(t, b, "a", "é", "b")
		ou := t.TempDir()
		copie := filepath.Join(ou, "copie.db")
		if err := b.Sauvegarder(fond, copie); err != nil {
			t.Fatal(err)
		}
		octets, err := os.ReadFile(copie)
		if err != nil {
			t.Fatal(err)
		}
		_, autre := postgresNeuf(t)
		for _, neuve := range []string{adresse(), autre, filepath.Join(ou, "neuve.db")} {
			if n, err := Restaurer(fond, copie, neuve, nil); n != 3 || err != nil {
				t.Fatalf("%d, %v", n, err)
			}
			c := ouvrir(t, neuve)
			if contenu(t, c) != contenu(t, b) {
				t.Errorf("%s\nattendu\n%s", contenu(t, c), contenu(t, b))
			}
			_, err := Restaurer(fond, copie, neuve, nil)
			refuse(t, err, "elle contient déjà des dossiers")
		}
		if apres, err := os.ReadFile(copie); err != nil || !slices.Equal(apres, octets) {
			t.Errorf("restaurer a changé la sauvegarde : %v", err)
		}
		_, err = Restaurer(fond, filepath.Join(ou, "absente"), adresse(), nil)
		refuse(t, err, "absente ne se restaure pas : il n'y a rien à cet endroit")
		if _, err := os.Stat(filepath.Join(ou, "absente")); err == nil {
			t.Error("une sauvegarde absente a été créée")
		}
	})
}

// TestCopier : d'une base à l'autre, tout ou rien, sans toucher à ce qui y est.
func TestCopier(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		de, vers := ouvrir(t, adresse()), ouvrir(t, filepath.Join(t.TempDir(), "vers"))
		semer(t, de, "a", "b", "c")
		semer(t, vers, "autre")
		vus := 0
		if n, err := de.Copier(fond, vers, func(n int) { vus = n }); n != 3 || vus != 3 || err != nil {
			t.Fatalf("%d copiés, %d annoncés, %v", n, vus, err)
		}
		if n, err := vers.Verifier(fond, nil); n != 4 || err != nil {
			t.Errorf("%d, %v", n, err)
		}
		semer(t, de, "0")
		avant := contenu(t, vers)
		n, err := de.Copier(fond, vers, nil)
		var conflit *dossier.Conflit
		if n != 0 || !errors.As(err, &conflit) || conflit.Dossier != "a" || conflit.Trouve != 2 {
			t.Errorf("%d, %v", n, err)
		}
		if apres := contenu(t, vers); apres != avant {
			t.Errorf("une copie refusée a changé la base :\n%s", apres)
		}
	})
}

// TestPremierePage : aucune liste ne lit la base entière, sauf celle d'un état que peu de dossiers ont ; celle de tous, d'un état ou d'un
// opérateur ne range rien.
func TestPremierePage(t *testing.T) {
	operateur := dossier.Attribution{Operateur: "o1"}
	filtres := []struct {
		index  string
		filtre dossier.Filtre
	}{
		{"fiches_ordre", dossier.Filtre{}},
		{"fiches_ordre", dossier.Filtre{Depuis: dossier.Repere{Prochaine: calendrier.D(2026, 4, 1), Dossier: "d500"}}},
		{"fiches_ordre", dossier.Filtre{Etat: "csp"}},
		{"fiches_operateur", dossier.Filtre{Attribution: operateur}},
		{"fiches_operateur", dossier.Filtre{Attribution: operateur, Depuis: dossier.Repere{Prochaine: calendrier.D(2026, 4, 1), Dossier: "d500"}}},
		{"fiches_conseiller", dossier.Filtre{Attribution: dossier.Attribution{Conseiller: "c1"}}},
		{"fiches_conseiller", dossier.Filtre{Attribution: dossier.Attribution{Operateur: "o1", Conseiller: "c1"}}},
		{"fiches_autorite", dossier.Filtre{Attribution: dossier.Attribution{Autorite: "a1"}}},
		{"fiches_siret", dossier.Filtre{SIRET: "1"}},
		{"fiches_cellule", dossier.Filtre{Cellule: "d1"}},
		{"fiches_reference", dossier.Filtre{Reference: "L1"}},
	}
	moteurs(t, func(t *testing.T, adresse func() string) {
		b := ouvrir(t, adresse())
		plan, range_ := "EXPLAIN QUERY PLAN ", "TEMP B-TREE"
		if b.fichier == "" {
			plan, range_ = "EXPLAIN ", "Sort"
			for _, o := range []string{
				`INSERT INTO faits SELECT 'd' || i, 1, 'x', 1, 1, 'x', '', decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex') FROM generate_series(1, 20000) i`,
				`INSERT INTO fiches SELECT 'd' || i, 1, 'L' || i % 200, '' || i % 200, 'csp', CASE i % 100 WHEN 1 THEN 'csp' ELSE 'fini' END, '', 46000 + i % 400, '', 0, 'o' || i % 20, 'c' || i % 200, 'a' || i % 200, 'd' || i % 200 FROM generate_series(1, 20000) i`,
				`ANALYZE fiches`,
			} {
				if _, err := b.ecrit.Exec(o); err != nil {
					t.Fatal(err)
				}
			}
		}
		for _, c := range filtres {
			c.filtre.Limite = 50
			requete, args, err := b.requeteFiches(c.filtre)
			if err != nil {
				t.Fatal(err)
			}
			lignes, err := b.lit.Query(plan+requete, args...)
			if err != nil {
				t.Fatal(err)
			}
			colonnes, err := lignes.Columns()
			if err != nil {
				t.Fatal(err)
			}
			var texte string
			for lignes.Next() {
				l := make([]any, len(colonnes))
				for i := range l {
					l[i] = new(any)
				}
				if err := lignes.Scan(l...); err != nil {
					t.Fatal(err)
				}
				texte += fmt.Sprintln(*l[len(l)-1].(*any))
			}
			if err := lignes.Close(); err != nil {
				t.Fatal(err)
			}
			entier := c.index == "fiches_ordre" || c.index == "fiches_operateur"
			if !strings.Contains(texte, c.index) || entier && strings.Contains(texte, range_) || strings.Contains(texte, "Seq Scan") {
				t.Errorf("%+v :\n%s", c.filtre, texte)
			}
		}
	})
}
