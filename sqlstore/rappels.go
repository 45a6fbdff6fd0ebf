package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"jalon/acces"
	"jalon/courrier"
	"jalon/droit/calendrier"
)

const colonnesRappel = `dossier, echeance, regle, delai, destinataire, role, jour, message, etat`

func chaqueRappel(ctx context.Context, q lecteur, suite string, args []any, f func(*courrier.Ligne) error) error {
	return lignesDe(ctx, q, `SELECT `+colonnesRappel+` FROM rappels `+suite, args, func(lire func(...any) error) error {
		var l courrier.Ligne
		var echeance, jour int64
		if err := lire(&l.Dossier, &echeance, &l.Regle, &l.Delai, &l.Destinataire, &l.Role, &jour, &l.Message, &l.Etat); err != nil {
			return err
		}
		l.Echeance, l.Jour = calendrier.Date(echeance), calendrier.Date(jour)
		return f(&l)
	})
}

func poserRappel(ctx context.Context, tx *sql.Tx, l *courrier.Ligne) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO rappels (`+colonnesRappel+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		l.Dossier, int64(l.Echeance), l.Regle, l.Delai, l.Destinataire, l.Role, int64(l.Jour), l.Message, l.Etat)
	return err
}

// Nouvelles rend les lignes que Reserver ajouterait.
func (b *Base) Nouvelles(ctx context.Context, l []courrier.Ligne) ([]courrier.Ligne, error) {
	neuves, err := nouvelles(ctx, b.lit, l)
	return neuves, b.dire(ctx, "ne se lit pas", err)
}

// nouvelles : une ligne déjà là, quel que soit son état, ne revient pas ; un message par destinataire et par jour.
func nouvelles(ctx context.Context, q lecteur, l []courrier.Ligne) ([]courrier.Ligne, error) {
	if len(l) == 0 {
		return nil, nil
	}
	deja := map[courrier.Rappel]bool{}
	servi := false
	err := chaqueRappel(ctx, q, `WHERE destinataire = $1 AND (jour = $2 OR echeance >= $2)`, []any{l[0].Destinataire, int64(l[0].Jour)}, func(x *courrier.Ligne) error {
		deja[x.Rappel] = true
		servi = servi || x.Jour == l[0].Jour && x.Etat != courrier.Refuse
		return nil
	})
	if err != nil || servi {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(l), func(x courrier.Ligne) bool { return deja[x.Rappel] }), nil
}

// Reserver garde les lignes d'un message qui ne le sont pas encore. Un seul programme à la fois regarde et ajoute.
func (b *Base) Reserver(ctx context.Context, l []courrier.Ligne) (neuves []courrier.Ligne, err error) {
	err = b.seul(ctx, func(tx *sql.Tx) error {
		if b.d.seulRappels != "" {
			if _, err := tx.ExecContext(ctx, b.d.seulRappels); err != nil {
				return err
			}
		}
		if neuves, err = nouvelles(ctx, tx, l); err != nil {
			return err
		}
		for i := range neuves {
			if err := poserRappel(ctx, tx, &neuves[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, b.dire(ctx, "n'écrit pas", err)
	}
	return neuves, nil
}

// Marquer change l'état des lignes d'un message.
func (b *Base) Marquer(ctx context.Context, message, etat string) error {
	return b.ordonner(ctx, `UPDATE rappels SET etat = $2 WHERE message = $1`, message, etat)
}

// Lacher ôte les lignes d'un message qui n'est pas parti.
func (b *Base) Lacher(ctx context.Context, message string) error {
	return b.ordonner(ctx, `DELETE FROM rappels WHERE message = $1`, message)
}

// Rappels rend les lignes d'un état, par message.
func (b *Base) Rappels(ctx context.Context, etat string) (l []courrier.Ligne, err error) {
	err = chaqueRappel(ctx, b.lit, `WHERE etat = $1 ORDER BY message, dossier, echeance, regle`, []any{etat}, func(x *courrier.Ligne) error { l = append(l, *x); return nil })
	return l, b.dire(ctx, "ne se lit pas", err)
}

// Suppleer change le courriel de suppléance d'une organisation.
func (b *Base) Suppleer(ctx context.Context, organisation, courriel string) error {
	err := b.discretement(ctx, func(tx *sql.Tx) error {
		err := touche(tx.ExecContext(ctx, `UPDATE organisations SET suppleant = $2 WHERE id = $1`, organisation, courriel))
		if errors.Is(err, acces.ErrDevance) {
			return acces.ErrAbsent
		}
		return err
	})
	return b.taire(ctx, "n'écrit pas", err)
}

// rappelExporte est une ligne du carnet, dans un export : sans elle, une base reprise rappellerait deux fois.
type rappelExporte struct {
	Dossier      string `json:"dossier"`
	Echeance     string `json:"echeance"`
	Regle        string `json:"regle"`
	Delai        int    `json:"delai"`
	Destinataire string `json:"destinataire"`
	Role         string `json:"role"`
	Jour         string `json:"jour"`
	Message      string `json:"message"`
	Etat         string `json:"etat"`
}

func exporterRappel(l *courrier.Ligne) *rappelExporte {
	return &rappelExporte{l.Dossier, ecrireDate(l.Echeance), l.Regle, l.Delai, l.Destinataire, l.Role, ecrireDate(l.Jour), l.Message, l.Etat}
}

func (x *rappelExporte) lire() (*courrier.Ligne, error) {
	l := &courrier.Ligne{Rappel: courrier.Rappel{Dossier: x.Dossier, Regle: x.Regle, Delai: x.Delai}, Destinataire: x.Destinataire, Role: x.Role, Message: x.Message, Etat: x.Etat}
	var err error
	if l.Echeance, err = lireDate(x.Echeance); err == nil {
		l.Jour, err = lireDate(x.Jour)
	}
	return l, err
}
