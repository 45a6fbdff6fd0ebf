// Package sqlstore garde les faits des dossiers dans SQLite ou PostgreSQL : le même texte SQL pour les deux, et deux
// courts dialectes.
package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"
)

// Base est un dossier.Journal tenu par une base de données.
type Base struct {
	nom           string // ce qu'un message en dit : jamais un mot de passe
	fichier       string // vide sur PostgreSQL
	d             dialecte
	ecrit, lit    *sql.DB
	vif           *sql.DB // de l'écrivain d'un fichier SQLite
	scribe        *scribe
	tour          chan struct{} // un seul à la fois écrit dans un fichier SQLite
	plume         plume
	faits         *sql.Stmt // d'un dossier
	audit         fileAudit
	attente       chan *demande // nil sur PostgreSQL, qui range lui-même ce qui arrive ensemble
	fermee, finie chan struct{}
	fermer        sync.Once
}

// dialecte est tout ce que les deux bases ne disent pas de la même façon.
type dialecte struct {
	migrations  string         // leur dossier
	ecriture    *sql.TxOptions // une écriture qui lit d'abord
	cliche      *sql.TxOptions // lire tout au même instant
	tables      string         // le nombre de tables, dont celle des migrations
	verrou      string         // un seul migre
	seulFiches  string         // un seul écrit les fiches, tous les lisent
	seulAudit   string         // de même du registre des accès
	seulRappels string         // de même du carnet des rappels
	dansLaListe string         // les éléments d'une liste JSON
}

var dialecteSQLite = dialecte{
	migrations:  "sqlite",
	cliche:      &sql.TxOptions{ReadOnly: true},
	tables:      `SELECT count(*), count(CASE WHEN name = 'migrations' THEN 1 END) FROM sqlite_master WHERE type = 'table'`,
	dansLaListe: `dossier IN (SELECT value FROM json_each(%s))`,
}

var dialectePostgres = dialecte{
	migrations: "postgres",
	ecriture:   &sql.TxOptions{Isolation: sql.LevelReadCommitted},
	cliche:     &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true},
	// Le schéma peut servir à d'autres : les tables d'autrui n'y comptent pas.
	tables:      `SELECT count(*), count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'migrations'`,
	verrou:      `SELECT pg_advisory_xact_lock(7310579)`,
	seulFiches:  `LOCK TABLE fiches IN EXCLUSIVE MODE`,
	seulAudit:   `LOCK TABLE audit IN EXCLUSIVE MODE`,
	seulRappels: `LOCK TABLE rappels IN EXCLUSIVE MODE`,
	dansLaListe: `dossier IN (SELECT jsonb_array_elements_text(CAST(CAST(%s AS TEXT) AS JSONB)))`,
}

// connexions de chaque réserve de PostgreSQL.
const connexions = 8

// Ouvrir ouvre une base et la met au niveau de cette édition. « postgres://… » est un serveur, toute autre adresse un
// fichier, créé s'il n'existe pas.
func Ouvrir(ctx context.Context, adresse string) (*Base, error) {
	b := &Base{nom: adresse, fermee: make(chan struct{}), finie: make(chan struct{})}
	var err error
	if strings.HasPrefix(adresse, "postgres://") || strings.HasPrefix(adresse, "postgresql://") {
		err = b.joindrePostgres(adresse)
	} else {
		err = b.joindreSQLite(adresse)
	}
	if err == nil {
		err = b.migrer(ctx, scripts)
	}
	if err == nil {
		b.plume, err = preparer(ctx, b.ecrit)
	}
	if err == nil {
		b.faits, err = b.lit.PrepareContext(ctx, `SELECT `+colonnesFait+` FROM faits WHERE dossier = $1 ORDER BY version`)
	}
	if err != nil {
		b.fermerReserves()
		return nil, b.dire(ctx, "ne s'ouvre pas", err)
	}
	if b.fichier == "" {
		close(b.finie)
	} else {
		b.attente = make(chan *demande)
		go b.ecrivain()
	}
	if err := b.rafraichir(ctx); err != nil {
		return nil, errors.Join(b.dire(ctx, "ne s'ouvre pas", err), b.Fermer())
	}
	return b, nil
}

func (b *Base) joindrePostgres(adresse string) error {
	b.d, b.nom = dialectePostgres, "postgres"
	if u, err := url.Parse(adresse); err == nil {
		b.nom = u.Scheme + "://" + u.Host + u.Path
	}
	c, err := pgx.ParseConfig(adresse)
	if err != nil {
		return refus("son adresse ne se lit pas") // l'erreur d'origine contient le mot de passe
	}
	if c.ConnectTimeout == 0 {
		c.ConnectTimeout = 10 * time.Second
	}
	if c.RuntimeParams["synchronous_commit"] == "" {
		c.RuntimeParams["synchronous_commit"] = "on" // ce qui est répondu consigné est sur le disque
	}
	b.ecrit = stdlib.OpenDB(*c)
	lecture := c.Copy()
	lecture.RuntimeParams["default_transaction_read_only"] = "on"
	b.lit = stdlib.OpenDB(*lecture)
	for _, r := range []*sql.DB{b.ecrit, b.lit} {
		r.SetMaxOpenConns(connexions)
		r.SetMaxIdleConns(connexions)
	}
	return nil
}

func (b *Base) joindreSQLite(chemin string) (err error) {
	b.d = dialecteSQLite
	if b.fichier, err = filepath.Abs(chemin); err != nil {
		return err
	}
	// Créé ici : SQLite le laisserait lisible de tous, et ouvrirait sans le dire un fichier qu'il ne peut écrire.
	f, err := os.OpenFile(b.fichier, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	// Une transaction qui lit puis écrit prend le verrou d'emblée, sinon elle échoue sur ce qu'un autre vient d'écrire.
	b.tour = make(chan struct{}, 1)
	for _, r := range []**sql.DB{&b.ecrit, &b.vif} {
		*r, err = sql.Open("sqlite", uri(b.fichier, url.Values{
			"_txlock": {"immediate"},
			"_pragma": {"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)"},
		}))
		if err != nil {
			return err
		}
		(*r).SetMaxOpenConns(1)
	}
	b.lit, err = sql.Open("sqlite", uri(b.fichier, url.Values{"_pragma": {"busy_timeout(5000)", "query_only(1)"}}))
	if err == nil {
		b.lit.SetMaxIdleConns(connexions)
	}
	return err
}

// uri nomme un fichier à SQLite, quels que soient ses caractères.
func uri(fichier string, q url.Values) string {
	p := filepath.ToSlash(fichier)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p // C:/…
	}
	return (&url.URL{Scheme: "file", Path: p, OmitHost: true, RawQuery: q.Encode()}).String()
}

// Fermer attend les écritures en cours, puis libère la base.
func (b *Base) Fermer() error {
	b.fermer.Do(func() {
		close(b.fermee)
		<-b.finie
		if b.tour == nil {
			return
		}
		b.tour <- struct{}{} // qui écrit finit ; plus personne n'écrira
		if b.scribe != nil {
			_ = b.scribe.c.Close() // sa réserve se ferme ensuite
		}
	})
	return b.dire(context.Background(), "ne se ferme pas", b.fermerReserves())
}

func (b *Base) fermerReserves() error {
	var errs []error
	for _, r := range []*sql.DB{b.lit, b.vif, b.ecrit} { // l'écriture en dernier : elle range le fichier
		if r != nil {
			errs = append(errs, r.Close())
		}
	}
	return errors.Join(errs...)
}
