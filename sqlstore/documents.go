package sqlstore

import (
	"context"
	"database/sql"
	"errors"

	"jalon/dossier"
	"jalon/dossier/personne"
)

// chaqueDocument passe des documents ; sans leurs octets, une liste ne lit pas tous les fichiers.
func chaqueDocument(ctx context.Context, q lecteur, octets, suite string, args []any, f func(*personne.DocumentGarde) error) error {
	return lignesDe(ctx, q, `SELECT dossier, fait, personne, cle, `+octets+` FROM documents `+suite, args, func(lire func(...any) error) error {
		var k personne.DocumentGarde
		if err := lire(&k.Dossier, &k.Fait, &k.Personne, &k.Cle, &k.Octets); err != nil {
			return err
		}
		return f(&k)
	})
}

const (
	avecOctets = `octets`
	sansOctets = `NULL`
)

func cleDe(k *personne.DocumentGarde) []byte { return personne.Scelle{Octets: k.Octets}.Cle() }

func poserDocument(ctx context.Context, tx *sql.Tx, k *personne.DocumentGarde) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO documents (dossier, fait, personne, cle, octets) VALUES ($1, $2, $3, $4, $5)`, k.Dossier, k.Fait, k.Personne, cleDe(k), k.Octets)
	return err
}

// DeposerDocument garde un document et consigne ce qui le dit, dans une transaction.
func (b *Base) DeposerDocument(ctx context.Context, k *personne.DocumentGarde, faits []dossier.Fait, fiche *dossier.Fiche) error {
	return b.avecSesFaits(ctx, faits, fiche, "n'écrit pas", func(tx *sql.Tx) error {
		var la bool
		if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM personnes WHERE personne = $1 AND dossier = $2)`, k.Personne, k.Dossier).Scan(&la); err != nil {
			return err
		}
		if !la {
			return personne.ErrSansIdentite
		}
		return poserDocument(ctx, tx, k)
	})
}

// RetirerDocument ôte un document et consigne ce qui le dit, dans une transaction.
func (b *Base) RetirerDocument(ctx context.Context, fait int, faits []dossier.Fait, fiche *dossier.Fiche) error {
	return b.avecSesFaits(ctx, faits, fiche, "n'efface pas", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM documents WHERE dossier = $1 AND fait = $2`, faits[0].Dossier, fait)
		return err
	})
}

// avecSesFaits consigne des faits, et ce qui va avec eux : ensemble, ou pas du tout.
func (b *Base) avecSesFaits(ctx context.Context, faits []dossier.Fait, fiche *dossier.Fiche, geste string, f func(*sql.Tx) error) error {
	err := b.discretement(ctx, func(tx *sql.Tx) error {
		p := b.plume.dans(ctx, tx)
		if err := p.suivre(ctx, faits); err != nil {
			return err
		}
		if err := p.ajouter(ctx, faits, fiche); err != nil {
			return err
		}
		return f(tx)
	})
	switch {
	case errors.Is(err, personne.ErrSansIdentite):
		return personne.ErrSansIdentite
	case doublon(err):
		err = &dossier.Conflit{Dossier: faits[0].Dossier, Attendue: faits[0].Version - 1, Trouve: faits[0].Version}
	}
	return b.dire(ctx, geste, err)
}

// Document rend celui d'un fait.
func (b *Base) Document(ctx context.Context, id string, fait int) (k *personne.DocumentGarde, err error) {
	err = chaqueDocument(ctx, b.lit, avecOctets, `WHERE dossier = $1 AND fait = $2`, []any{id, fait}, func(x *personne.DocumentGarde) error { k = x; return nil })
	if err == nil && k == nil {
		return nil, personne.ErrSansDocument
	}
	return k, b.dire(ctx, "ne se lit pas", err)
}

// ParcourirDocuments passe ceux d'un dossier, ou de tous, sans leurs octets.
func (b *Base) ParcourirDocuments(ctx context.Context, id string, f func(*personne.DocumentGarde) error) error {
	suite, args := `ORDER BY dossier, fait`, []any(nil)
	if id != "" {
		suite, args = `WHERE dossier = $1 ORDER BY fait`, []any{id}
	}
	return b.dire(ctx, "ne se lit pas", chaqueDocument(ctx, b.lit, sansOctets, suite, args, f))
}

// rescellerDocuments récrit ce que chaque document a de scellé, un seul en mémoire à la fois.
func rescellerDocuments(ctx context.Context, tx *sql.Tx, f func(*personne.DocumentGarde) error) (appelant, err error) {
	var tous []*personne.DocumentGarde
	if err := chaqueDocument(ctx, tx, sansOctets, `ORDER BY dossier, fait`, nil, func(k *personne.DocumentGarde) error { tous = append(tous, k); return nil }); err != nil {
		return nil, err
	}
	for _, x := range tous {
		var k *personne.DocumentGarde
		if err := chaqueDocument(ctx, tx, avecOctets, `WHERE dossier = $1 AND fait = $2`, []any{x.Dossier, x.Fait}, func(y *personne.DocumentGarde) error { k = y; return nil }); err != nil {
			return nil, err
		}
		if err := f(k); err != nil {
			return err, err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE documents SET cle = $3, octets = $4 WHERE dossier = $1 AND fait = $2`, k.Dossier, k.Fait, cleDe(k), k.Octets); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// documentExporte garde les octets scellés.
type documentExporte struct {
	Dossier  string `json:"dossier"`
	Fait     int    `json:"fait"`
	Personne string `json:"personne"`
	Nom      []byte `json:"nom,omitempty"` // d'un export d'avant : celui du fichier reçu, qui ne se garde plus
	Octets   []byte `json:"octets"`
}
