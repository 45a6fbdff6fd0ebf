package sqlstore

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"

	"jalon/acces"
	"jalon/dossier"
)

// Erreur dit en français ce que la base refuse ; Unwrap rend l'erreur d'origine, pour le journal du programme.
type Erreur struct {
	Base, Geste, Raison string
	cause               error
}

func (e *Erreur) Error() string {
	return fmt.Sprintf("la base %s %s : %s", e.Base, e.Geste, e.Raison)
}

func (e *Erreur) Unwrap() error { return e.cause }

// refus est une raison qui nous appartient.
type refus string

func (r refus) Error() string { return string(r) }

// dire traduit une erreur de la base. Ce que le journal promet (conflit, rupture, dossier inconnu) et l'arrêt demandé
// par l'appelant passent tels quels.
func (b *Base) dire(ctx context.Context, geste string, err error) error {
	var deja *Erreur
	var conflit *dossier.Conflit
	var rupture *dossier.Rupture
	var ligne *acces.RuptureAudit
	switch {
	case err == nil:
		return nil
	case errors.As(err, &deja), errors.As(err, &conflit), errors.As(err, &rupture), errors.As(err, &ligne), errors.Is(err, dossier.ErrInconnu):
		return err
	case ctx.Err() != nil:
		return ctx.Err()
	}
	return &Erreur{b.nom, geste, raison(err), err}
}

var raisonsSQLite = map[int]string{ // code primaire
	5:  "un autre programme l'occupe ; recommencez",
	6:  "un autre programme l'occupe ; recommencez",
	8:  "elle est en lecture seule",
	10: "le disque ne répond pas",
	11: "le fichier est abîmé ; reprenez une sauvegarde",
	13: "le disque est plein",
	14: "le fichier ou son dossier n'est pas accessible en écriture",
	26: "ce fichier n'est pas une base SQLite",
}

var raisonsPostgres = []struct{ code, raison string }{ // premier préfixe du SQLSTATE
	{"53100", "le disque du serveur est plein"},
	{"53", "le serveur manque de ressources (mémoire ou connexions)"},
	{"57", "le serveur s'arrête ou démarre ; recommencez"},
	{"28", "le serveur refuse l'identification"},
	{"3D", "le serveur n'a pas de base de ce nom"},
	{"3F", "le serveur n'a pas de schéma de ce nom"},
	{"42501", "le serveur refuse ce droit à cet utilisateur"},
	{"25006", "elle est en lecture seule"},
	{"40", "une autre écriture l'a devancée ; recommencez"},
	{"55P03", "un autre programme l'occupe ; recommencez"},
	{"58", "le disque du serveur ne répond pas"},
	{"XX", "le serveur dit ses données abîmées ; reprenez une sauvegarde"},
}

func raison(err error) string {
	var r refus
	var lite *sqlite.Error
	var pg *pgconn.PgError
	var joindre *pgconn.ConnectError
	var reseau net.Error
	switch {
	case errors.As(err, &r):
		return string(r)
	case errors.As(err, &lite):
		if s, ok := raisonsSQLite[lite.Code()&0xff]; ok {
			return s
		}
		return fmt.Sprintf("erreur %d de SQLite", lite.Code())
	case errors.As(err, &pg):
		for _, c := range raisonsPostgres {
			if strings.HasPrefix(pg.Code, c.code) {
				return c.raison
			}
		}
		return "erreur " + pg.Code + " de PostgreSQL"
	case errors.As(err, &joindre):
		return "le serveur ne répond pas"
	case errors.Is(err, syscall.ENOSPC):
		return "le disque est plein"
	case errors.Is(err, fs.ErrNotExist):
		return "il n'y a rien à cet endroit"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return "le fichier ou son dossier n'est pas accessible en écriture"
	case errors.As(err, &reseau), errors.Is(err, driver.ErrBadConn), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "le serveur ne répond pas" // après les fichiers : une erreur du système a aussi la forme d'une erreur de réseau
	}
	return "erreur inattendue"
}

// doublon dit qu'un autre processus a pris ce rang (PostgreSQL : violation d'unicité).
func doublon(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == "23505"
}
