//go:build unix

package sqlstore

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"jalon/dossier"
	"jalon/dossier/journaltest"
	"jalon/dossier/personne"
	"jalon/droit/calendrier"
)

// parues sont les migrations qui ont servi : une empreinte qui change ici refuserait toutes les bases existantes.
var parues = map[string]string{
	"postgres/0001_faits.sql":     "948bec4b513ad541b739c9937efd9d02aba0ae2ab81a2d51307ffe7664667444",
	"postgres/0002_personnes.sql": "bdd07979940445b6c90eb52e8197d9426b277c3643760ae58253ff0760e67f19",
	"sqlite/0001_faits.sql":       "85478f719eb14d5eb5909c9d2bb1dba8fbc993049f0b175529387c71da83c46e",
	"sqlite/0002_personnes.sql":   "96b0d70c4f3f01f70c7007a56b57bcadbc0fe8f1040af2bdd025422adcb17627",
}

// TestParues : une migration parue ne se retouche pas, et ne s'ôte pas.
func TestParues(t *testing.T) {
	empreintes := map[string]string{}
	for _, base := range []string{"sqlite", "postgres"} {
		l, err := lireMigrations(scripts, base)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range l {
			empreintes[base+"/"+m.nom] = m.empreinte
		}
	}
	for nom, e := range parues {
		if empreintes[nom] != e {
			t.Errorf("%s : %q, parue avec %s", nom, empreintes[nom], e)
		}
	}
}

// niveaux est le nombre de migrations de cette édition.
func niveaux(t *testing.T) int {
	t.Helper()
	l, err := lireMigrations(scripts, "sqlite")
	if err != nil {
		t.Fatal(err)
	}
	return len(l)
}

// premieres rend les n premières migrations de cette édition, et d'autres à la suite.
func premieres(t *testing.T, b *Base, n int, suite ...string) fstest.MapFS {
	t.Helper()
	toutes, err := lireMigrations(scripts, b.d.migrations)
	if err != nil {
		t.Fatal(err)
	}
	m := fstest.MapFS{}
	for _, x := range toutes[:n] {
		m[b.d.migrations+"/"+x.nom] = &fstest.MapFile{Data: []byte(x.texte)}
	}
	for i, s := range suite {
		m[fmt.Sprintf("%s/%04d_suite.sql", b.d.migrations, n+i+1)] = &fstest.MapFile{Data: []byte(s)}
	}
	return m
}

// TestMigrations : en avant seulement, une fois, à plusieurs ; ce que cette édition ne reconnaît pas est refusé.
func TestMigrations(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		a := adresse()
		var g sync.WaitGroup
		for range 4 { // quatre programmes démarrent ensemble sur une base neuve
			g.Go(func() {
				b, err := Ouvrir(fond, a)
				if err == nil {
					err = b.Fermer()
				}
				if err != nil {
					t.Error(err)
				}
			})
		}
		g.Wait()
		b := ouvrir(t, a)
		semer(t, b, "a")
		toutes := niveaux(t)
		var n int
		if err := b.ecrit.QueryRow(`SELECT count(*) FROM migrations`).Scan(&n); err != nil || n != toutes {
			t.Fatalf("%d migrations, %v", n, err)
		}
		premiere := b.d.migrations + "/0001_faits.sql"
		retouchee := premieres(t, b, toutes)
		retouchee[premiere].Data = append(retouchee[premiere].Data, ' ')
		refuse(t, b.migrer(fond, retouchee), "la migration 0001_faits.sql n'est plus celle qui a servi")
		windows := premieres(t, b, toutes)
		windows[premiere].Data = bytes.ReplaceAll(windows[premiere].Data, []byte("\n"), []byte("\r\n"))
		if err := b.migrer(fond, windows); err != nil {
			t.Errorf("fins de ligne de Windows : %v", err)
		}
		// Une migration qui échoue ne laisse rien d'elle, ni de celle d'avant.
		if err := b.migrer(fond, premieres(t, b, toutes, `CREATE TABLE a (x INTEGER)`, `CREATE TABLE b (x INTEGER); SELECT x FROM absente`)); err == nil {
			t.Error("une migration fausse a passé")
		}
		if _, err := b.lit.Exec(`SELECT x FROM a`); err == nil {
			t.Error("une migration défaite a laissé sa table")
		}
		if err := b.migrer(fond, premieres(t, b, toutes, `CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (7)`)); err != nil {
			t.Fatal(err)
		}
		if err := b.lit.QueryRow(`SELECT x FROM a`).Scan(&n); err != nil || n != 7 {
			t.Errorf("%d, %v", n, err)
		}
		_, err := Ouvrir(fond, a)
		refuse(t, err, fmt.Sprintf("ne s'ouvre pas : une édition plus récente s'en est servie (%04d_suite.sql)", toutes+1))
	})
}

// anciens rend des faits consignés par l'édition de novembre 2026, à l'octet : on saura toujours les relire.
func anciens(t *testing.T) (l []dossier.Fait) {
	t.Helper()
	texte, err := os.ReadFile("testdata/faits-2026-11.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for d := json.NewDecoder(bytes.NewReader(texte)); d.More(); {
		var x struct {
			Dossier, Acte, Auteur, Donnees, Precedente, Empreinte string
			Version                                               int
			Le, Consigne                                          int64
		}
		err := d.Decode(&x)
		f := dossier.Fait{Dossier: x.Dossier, Version: x.Version, Acte: x.Acte, Le: calendrier.Date(x.Le), Consigne: time.UnixMicro(x.Consigne).UTC(), Auteur: x.Auteur, Donnees: []byte(x.Donnees)}
		_, err1 := hex.Decode(f.Precedente[:], []byte(x.Precedente))
		_, err2 := hex.Decode(f.Empreinte[:], []byte(x.Empreinte))
		if err := errors.Join(err, err1, err2); err != nil {
			t.Fatal(err)
		}
		l = append(l, f)
	}
	return l
}

// vieillir écrit une base comme l'édition de ce niveau, avec les ordres de ce temps-là, qui ne suivent pas le programme.
func vieillir(t *testing.T, adresse string, niveau int) *Base {
	t.Helper()
	b := &Base{nom: adresse}
	joindre := b.joindreSQLite
	if strings.HasPrefix(adresse, "postgres:") {
		joindre = b.joindrePostgres
	}
	if err := joindre(adresse); err != nil {
		t.Fatal(err)
	}
	if err := b.migrer(fond, premieres(t, b, niveau)); err != nil {
		t.Fatal(err)
	}
	executer := func(ordre string, args ...any) {
		t.Helper()
		if _, err := b.ecrit.Exec(ordre, args...); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range anciens(t) {
		executer(`INSERT INTO faits (dossier, version, acte, le, consigne, auteur, donnees, precedente, empreinte) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			f.Dossier, f.Version, f.Acte, int64(f.Le), f.Consigne.UnixMicro(), f.Auteur, f.Donnees, f.Precedente[:], f.Empreinte[:])
	}
	executer(`INSERT INTO fiches (dossier, version, reference, siret, sorte, etat, attend, prochaine, quoi)
		VALUES ('ANCIEN', 9, '2026-014', '73282932000074', 'csp', 'en_cours', 'Employeur', 46090, 'Envoyer le bulletin')`)
	if niveau >= 2 {
		executer(`INSERT INTO personnes (personne, dossier, nom, prenom, naissance, adresse, courriel) VALUES ('P', 'ANCIEN', 'Hôte', 'Zoé', 0, '', '')`)
		executer(`INSERT INTO mots (mot, personne) VALUES ('hote', 'P')`)
	}
	switch {
	case niveau >= 10:
		executer(`INSERT INTO documents (dossier, fait, personne, cle, octets) VALUES ('ANCIEN', 9, 'P', $1, $2)`, []byte("clé"), []byte("clé, puis octets"))
	case niveau >= 8:
		executer(`INSERT INTO documents (dossier, fait, personne, nom, octets) VALUES ('ANCIEN', 9, 'P', $1, $2)`, []byte(nomScelle), []byte("clé, puis octets"))
	}
	if err := b.fermerReserves(); err != nil {
		t.Fatal(err)
	}
	return b
}

// nomScelle est le nom d'un fichier, tel qu'une édition d'avant le gardait.
const nomScelle = "clé, puis le nom du fichier reçu"

// TestAncienneBase : une base écrite par une édition d'avant s'ouvre au niveau de celle-ci, sans qu'un octet d'un fait
// change ; sa sauvegarde se restaure aussi.
func TestAncienneBase(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		for niveau := 1; niveau <= niveaux(t); niveau++ {
			bases := []string{adresse()}
			if b := vieillir(t, bases[0], niveau); b.fichier != "" {
				bases = append(bases, adresse())
				if n, err := Restaurer(fond, b.fichier, bases[1], nil); n != 1 || err != nil { // avant qu'on l'ouvre
					t.Fatalf("du niveau %d : %d dossiers remis, %v", niveau, n, err)
				}
			}
			for _, a := range bases {
				actuelle(t, ouvrir(t, a), niveau)
			}
		}
	})
}

// actuelle dit qu'une base venue de ce niveau a gardé ce qu'elle savait, et sert à tout ce que fait cette édition.
func actuelle(t *testing.T, b *Base, niveau int) {
	t.Helper()
	g := &dossier.Greffe{Journal: b}
	d, err := g.Lire(fond, "ANCIEN")
	if err != nil || !reflect.DeepEqual(d.Faits, anciens(t)) {
		t.Fatalf("du niveau %d : %v, %v", niveau, d, err)
	}
	// Dix jours d'avril, à 71,01 €, payés et repris par l'arrêt corrigé.
	if c, err := d.Compte(); err != nil || len(c.TropVerse) != 1 || c.TropVerse[0].Montant.String() != "710.10" {
		t.Errorf("du niveau %d : %+v, %v", niveau, c, err)
	}
	if l, err := b.Fiches(fond, dossier.Filtre{}); err != nil || len(l) != 1 || l[0] != *d.Fiche() || l[0].Etat(calendrier.D(2026, 11, 1)) != "en_cours" {
		t.Errorf("du niveau %d : %+v, attendu %+v, %v", niveau, l, d.Fiche(), err)
	}
	if l, err := b.ChercherIdentites(fond, personne.Recherche{Nom: "hôte"}); err != nil || len(l) != min(niveau-1, 1) {
		t.Errorf("du niveau %d : %+v, %v", niveau, l, err)
	}
	if k, err := b.Document(fond, "ANCIEN", 9); niveau >= 8 && (err != nil || string(k.Octets) != "clé, puis octets" || string(k.Cle) != "clé"[:4]) {
		t.Errorf("du niveau %d : %+v, %v", niveau, k, err)
	}
	if b.fichier != "" { // le nom d'un document n'y est plus, fût-il scellé
		if err := b.OterTraces(fond); err != nil {
			t.Fatal(err)
		}
		if octets, err := os.ReadFile(b.fichier); err != nil || bytes.Contains(octets, []byte(nomScelle[4:])) {
			t.Errorf("du niveau %d : le nom du fichier reçu est encore sur le disque, %v", niveau, err)
		}
	}
	if _, err := g.Accomplir(fond, "ANCIEN", 9, "essai", &dossier.Saisie{Acte: "note", Valeurs: map[string]string{"texte": "x"}}); err != nil {
		t.Errorf("du niveau %d : %v", niveau, err)
	}
	if err := b.PoserIdentite(fond, journaltest.Identite(1, "Neuve", "Ève")); err != nil {
		t.Errorf("du niveau %d : %v", niveau, err)
	}
	if n, err := b.Verifier(fond, nil); n != 1 || err != nil {
		t.Errorf("du niveau %d : %d dossiers, %v", niveau, n, err)
	}
}
