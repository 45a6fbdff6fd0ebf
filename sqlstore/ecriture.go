package sqlstore

import (
	"context"
	"database/sql"

	"jalon/dossier"
)

// demande est un ajout qui attend l'écrivain.
type demande struct {
	ctx     context.Context
	faits   []dossier.Fait
	fiche   *dossier.Fiche
	err     error
	reponse chan error
}

// Ajouter consigne des faits et leur fiche.
func (b *Base) Ajouter(ctx context.Context, faits []dossier.Fait, fiche *dossier.Fiche) error {
	if b.attente == nil {
		return b.ajouterPostgres(ctx, faits, fiche)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	d := &demande{ctx: ctx, faits: faits, fiche: fiche, reponse: make(chan error, 1)}
	select {
	case b.attente <- d:
		// Pris : la réponse vient, et dit ce qui est sur le disque, même à qui ne l'attend plus.
		return b.dire(context.WithoutCancel(ctx), "n'écrit pas", <-d.reponse)
	case <-ctx.Done():
		return ctx.Err()
	case <-b.fermee:
		return b.dire(ctx, "n'écrit pas", refus("elle est fermée"))
	}
}

// ajouterPostgres laisse l'unicité de (dossier, version) départager plusieurs processus.
func (b *Base) ajouterPostgres(ctx context.Context, faits []dossier.Fait, fiche *dossier.Fiche) error {
	err := b.seul(ctx, func(tx *sql.Tx) error { return b.plume.dans(ctx, tx).ajouter(ctx, faits, fiche) })
	if doublon(err) {
		// Celui qui l'a pris a fini : sa version se lit.
		var v int
		if err = b.lit.QueryRowContext(ctx, derniereVersion, faits[0].Dossier).Scan(&v); err == nil {
			err = &dossier.Conflit{Dossier: faits[0].Dossier, Attendue: faits[0].Version - 1, Trouve: v}
		}
	}
	return b.dire(ctx, "n'écrit pas", err)
}

// ecrivain est le seul à ajouter dans un fichier SQLite. Un vidage du disque sert tous ceux qui attendaient.
func (b *Base) ecrivain() {
	defer close(b.finie)
	for {
		select {
		case <-b.fermee:
			return
		case d := <-b.attente:
			b.grouper(d)
		}
	}
}

// groupeMax borne l'attente du premier d'un groupe.
const groupeMax = 512

func (b *Base) grouper(d *demande) {
	c, err := b.ecrit.Conn(d.ctx) // attend, le cas échéant, que Refaire ait fini
	if err != nil {
		d.reponse <- err
		return
	}
	defer c.Close()
	fond := context.Background() // l'arrêt de l'un ne défait pas ce que les autres écrivent
	tx, err := c.BeginTx(fond, nil)
	if err != nil {
		d.reponse <- err
		return
	}
	p := b.plume.dans(fond, tx)
	var groupe []*demande
	for d != nil && err == nil {
		groupe = append(groupe, d)
		err = essayer(fond, tx, p, d)
		if d = nil; err == nil && len(groupe) < groupeMax {
			select {
			case d = <-b.attente:
			default:
			}
		}
	}
	if err == nil {
		err = tx.Commit()
	} else {
		tx.Rollback()
	}
	for _, g := range groupe {
		if err != nil {
			g.err = err
		}
		g.reponse <- g.err
	}
}

// essayer fait une demande dans la transaction du groupe : ce qu'elle a d'impossible n'est qu'à elle. L'erreur rendue
// est celle du groupe.
func essayer(ctx context.Context, tx *sql.Tx, p plume, d *demande) error {
	if _, err := tx.ExecContext(ctx, `SAVEPOINT demande`); err != nil {
		return err
	}
	if d.err = p.ajouter(ctx, d.faits, d.fiche); d.err != nil {
		if _, err := tx.ExecContext(ctx, `ROLLBACK TO demande`); err != nil {
			return d.err // la base a déjà tout défait : disque plein, par exemple
		}
	}
	_, err := tx.ExecContext(ctx, `RELEASE demande`)
	return err
}

// seul écrit dans une transaction à soi.
func (b *Base) seul(ctx context.Context, f func(*sql.Tx) error) error {
	return transiger(ctx, b.ecrit, b.d.ecriture, f)
}

// auMemeInstant lit tout d'un même état de la base.
func (b *Base) auMemeInstant(ctx context.Context, f func(*sql.Tx) error) error {
	return transiger(ctx, b.lit, b.d.cliche, f)
}

func transiger(ctx context.Context, r *sql.DB, options *sql.TxOptions, f func(*sql.Tx) error) error {
	tx, err := r.BeginTx(ctx, options)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := f(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// plume tient les trois ordres d'un ajout, préparés une fois par connexion.
type plume struct{ derniere, fait, fiche *sql.Stmt }

const derniereVersion = `SELECT coalesce(max(version), 0) FROM faits WHERE dossier = $1`

func (b *Base) preparer(ctx context.Context) error {
	for _, o := range []struct {
		vers  **sql.Stmt
		texte string
	}{
		{&b.plume.derniere, derniereVersion},
		{&b.plume.fait, `INSERT INTO faits (` + colonnesFait + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`},
		{&b.plume.fiche, `INSERT INTO fiches (` + colonnesFiche + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
			ON CONFLICT (dossier) DO UPDATE SET version = excluded.version, reference = excluded.reference, siret = excluded.siret,
			sorte = excluded.sorte, etat = excluded.etat, attend = excluded.attend, prochaine = excluded.prochaine, quoi = excluded.quoi`},
	} {
		s, err := b.ecrit.PrepareContext(ctx, o.texte)
		if err != nil {
			return err
		}
		*o.vers = s
	}
	return nil
}

// dans rend la plume d'une transaction.
func (p plume) dans(ctx context.Context, tx *sql.Tx) plume {
	return plume{tx.StmtContext(ctx, p.derniere), tx.StmtContext(ctx, p.fait), tx.StmtContext(ctx, p.fiche)}
}

func (p plume) ajouter(ctx context.Context, faits []dossier.Fait, fiche *dossier.Fiche) error {
	if len(faits) == 0 {
		return refus("aucun fait à consigner")
	}
	if err := p.suivre(ctx, &faits[0]); err != nil {
		return err
	}
	if err := p.inscrire(ctx, faits); err != nil {
		return err
	}
	return p.poser(ctx, fiche)
}

// suivre refuse un fait qui ne vient pas juste après le dernier de son dossier.
func (p plume) suivre(ctx context.Context, f *dossier.Fait) error {
	var v int
	err := p.derniere.QueryRowContext(ctx, f.Dossier).Scan(&v)
	if err == nil && v != f.Version-1 {
		err = &dossier.Conflit{Dossier: f.Dossier, Attendue: f.Version - 1, Trouve: v}
	}
	return err
}

func (p plume) inscrire(ctx context.Context, faits []dossier.Fait) error {
	for i := range faits {
		f := &faits[i]
		donnees := f.Donnees
		if donnees == nil {
			donnees = []byte{} // nil serait NULL
		}
		if _, err := p.fait.ExecContext(ctx, f.Dossier, f.Version, f.Acte, int64(f.Le), f.Consigne.UnixMicro(), f.Auteur,
			donnees, f.Precedente[:], f.Empreinte[:]); err != nil {
			return err
		}
	}
	return nil
}

func (p plume) poser(ctx context.Context, f *dossier.Fiche) error {
	_, err := p.fiche.ExecContext(ctx, f.Dossier, f.Version, f.Reference, f.SIRET, f.Sorte, f.Etat, f.Attend, rang(f.Prochaine), f.Quoi)
	return err
}

// Refaire remplace toutes les fiches. Les ajouts attendent qu'il ait fini ; les lecteurs voient les anciennes jusque-là.
func (b *Base) Refaire(ctx context.Context, fiches func(func(*dossier.Fiche) error) error) error {
	var appelant error
	err := b.seul(ctx, func(tx *sql.Tx) error {
		if b.d.seulFiches != "" {
			if _, err := tx.ExecContext(ctx, b.d.seulFiches); err != nil {
				return err
			}
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM fiches`); err != nil {
			return err
		}
		p := b.plume.dans(ctx, tx)
		appelant = fiches(func(f *dossier.Fiche) error { return b.dire(ctx, "n'écrit pas", p.poser(ctx, f)) })
		return appelant
	})
	if appelant != nil {
		return appelant
	}
	return b.dire(ctx, "n'écrit pas", err)
}
