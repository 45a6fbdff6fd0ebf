package sqlstore

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"modernc.org/sqlite"

	"jalon/dossier"
)

//go:embed sqlite/*.sql postgres/*.sql
var scripts embed.FS

type migration struct{ nom, texte, empreinte string }

// lecteur est une réserve ou une transaction.
type lecteur interface {
	QueryContext(ctx context.Context, requete string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, requete string, args ...any) *sql.Row
}

// migrer met la base au niveau, sous un verrou. Une base à niveau n'est que lue : l'ouvrir n'attend personne.
func (b *Base) migrer(ctx context.Context, source fs.FS) error {
	toutes, err := lireMigrations(source, b.d.migrations)
	if err != nil {
		return err
	}
	faites, err := b.faites(ctx, b.lit, toutes)
	if err == nil {
		err = b.joindreEcriture(ctx)
	}
	if err != nil || faites == len(toutes) {
		return err
	}
	return b.seul(ctx, func(tx *sql.Tx) error {
		if b.d.verrou != "" {
			if _, err := tx.ExecContext(ctx, b.d.verrou); err != nil {
				return err
			}
		}
		faites, err := b.faites(ctx, tx, toutes)
		if err == nil && faites == 0 {
			_, err = tx.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS migrations (numero INTEGER PRIMARY KEY, nom TEXT NOT NULL, empreinte TEXT NOT NULL)`)
		}
		for i := faites; err == nil && i < len(toutes); i++ {
			if _, err = tx.ExecContext(ctx, toutes[i].texte); err == nil {
				_, err = tx.ExecContext(ctx, `INSERT INTO migrations (numero, nom, empreinte) VALUES ($1, $2, $3)`, i+1, toutes[i].nom, toutes[i].empreinte)
			}
		}
		return err
	})
}

// joindreEcriture ouvre l'écriture. Un fichier neuf y passe en WAL : il le faut pour soi seul, et SQLite n'y attend personne.
func (b *Base) joindreEcriture(ctx context.Context) error {
	for limite := time.Now().Add(5 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		var lite *sqlite.Error
		if err := b.ecrit.PingContext(ctx); !errors.As(err, &lite) || lite.Code()&0xff != 5 || time.Now().After(limite) {
			return err
		}
	}
}

// faites compte les migrations de la base, et refuse celles que cette édition ne reconnaît pas.
func (b *Base) faites(ctx context.Context, q lecteur, toutes []migration) (int, error) {
	var tables, table int
	if err := q.QueryRowContext(ctx, b.d.tables).Scan(&tables, &table); err != nil {
		return 0, err
	}
	if table == 0 {
		if tables > 0 {
			return 0, refus("ce fichier est la base d'un autre programme")
		}
		return 0, nil
	}
	lignes, err := q.QueryContext(ctx, `SELECT nom, empreinte FROM migrations ORDER BY numero`)
	if err != nil {
		return 0, err
	}
	defer lignes.Close()
	n := 0
	for ; lignes.Next(); n++ {
		var nom, empreinte string
		switch err := lignes.Scan(&nom, &empreinte); {
		case err != nil:
			return 0, err
		case n >= len(toutes):
			return 0, refus(fmt.Sprintf("une édition plus récente s'en est servie (%s) ; prenez cette édition", nom))
		case nom != toutes[n].nom || empreinte != toutes[n].empreinte:
			return 0, refus(fmt.Sprintf("la migration %s n'est plus celle qui a servi", nom))
		}
	}
	return n, lignes.Err()
}

// rafraichir refait les fiches qu'une édition d'avant a faites. Une base rompue s'ouvre telle quelle, pour qu'on la vérifie ;
// celle d'une édition plus récente, pour qu'on la sauvegarde.
func (b *Base) rafraichir(ctx context.Context) error {
	var vieilles bool
	err := b.lit.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM fiches WHERE terme IS NULL)`).Scan(&vieilles)
	if err != nil || !vieilles {
		return err
	}
	err = (&dossier.Greffe{Journal: b}).RefaireLesFiches(ctx)
	if errors.As(err, new(*dossier.Rupture)) || errors.As(err, new(*dossier.ActeInconnu)) {
		return nil
	}
	return err
}

func lireMigrations(source fs.FS, ou string) ([]migration, error) {
	fichiers, err := fs.ReadDir(source, ou) // rangés par nom, donc par numéro
	if err != nil {
		return nil, err
	}
	var l []migration
	for _, f := range fichiers {
		texte, err := fs.ReadFile(source, ou+"/"+f.Name())
		if err != nil {
			return nil, err
		}
		texte = bytes.ReplaceAll(texte, []byte("\r\n"), []byte("\n")) // une copie de travail Windows a la même empreinte
		e := sha256.Sum256(texte)
		l = append(l, migration{f.Name(), string(texte), hex.EncodeToString(e[:])})
	}
	return l, nil
}
