package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"slices"

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
	case b.tour <- struct{}{}: // personne n'écrit : changer de fil coûterait plus que d'écrire soi-même
		b.grouper(d)
		b.rendreTour()
		return b.dire(context.WithoutCancel(ctx), "n'écrit pas", <-d.reponse)
	default:
	}
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
	err := b.seul(ctx, func(tx *sql.Tx) error {
		p := b.plume.dans(ctx, tx)
		if err := p.suivre(ctx, faits); err != nil {
			return err
		}
		return p.ajouter(ctx, faits, fiche)
	})
	if doublon(err) {
		// Celui qui l'a pris a fini : sa version se lit.
		var v int
		if err = b.lit.QueryRowContext(ctx, derniereVersion, faits[0].Dossier).Scan(&v); err == nil {
			err = &dossier.Conflit{Dossier: faits[0].Dossier, Attendue: faits[0].Version - 1, Trouve: v}
		}
	}
	return b.dire(ctx, "n'écrit pas", err)
}

// ecrivain sert ceux qui ont trouvé le fichier pris. Un vidage du disque sert tous ceux qui attendaient.
func (b *Base) ecrivain() {
	defer close(b.finie)
	for {
		select {
		case <-b.fermee:
			return
		case d := <-b.attente:
			if err := b.prendreTour(d.ctx); err != nil { // Refaire, par exemple, n'a pas fini
				d.reponse <- err
				continue
			}
			b.grouper(d)
			b.rendreTour()
		}
	}
}

// groupeMax borne l'attente du premier d'un groupe.
const groupeMax = 512

// grouper fait une demande et celles qui attendent. Le tour est pris.
func (b *Base) grouper(d *demande) {
	groupe := []*demande{d}
	for len(groupe) > 0 {
		fautive, err := b.ecrire(&groupe)
		if fautive >= 0 { // ce qui a défait le groupe n'est qu'à elle : les autres recommencent sans
			groupe[fautive].reponse <- err
			groupe = slices.Delete(groupe, fautive, fautive+1)
			continue
		}
		for _, d := range groupe {
			if err != nil {
				d.err = err
			}
			d.reponse <- d.err
		}
		return
	}
}

// ecrire fait les demandes d'un groupe, et celles qui attendent, dans une transaction. Une demande impossible n'écrit rien
// et garde son erreur ; l'erreur rendue les défait toutes, et le rang est celui de la demande qui l'a causée, -1 sinon.
func (b *Base) ecrire(groupe *[]*demande) (fautive int, err error) {
	fond := context.Background() // l'arrêt de l'un ne défait pas ce que les autres écrivent
	s, err := b.ouvrirScribe(fond)
	if err != nil {
		return -1, err
	}
	if _, err := s.debut.ExecContext(fond); err != nil {
		b.scribe = nil // la prochaine fois sur une connexion neuve
		return -1, errors.Join(err, s.c.Close())
	}
	defer func() {
		if err != nil {
			_, _ = s.annule.ExecContext(fond) // la base a pu déjà tout défaire : disque plein, par exemple
		}
	}()
	for i := 0; i < len(*groupe); i++ {
		d := (*groupe)[i]
		if d.err = s.suivre(fond, d.faits); d.err == nil {
			if err := s.ajouter(fond, d.faits, d.fiche); err != nil {
				return i, err
			}
		}
		if len(*groupe) < groupeMax {
			select {
			case d := <-b.attente:
				*groupe = append(*groupe, d)
			default:
			}
		}
	}
	_, err = s.fin.ExecContext(fond)
	return -1, err
}

// prendreTour attend que nul autre de ce programme n'écrive dans le fichier.
func (b *Base) prendreTour(ctx context.Context) error {
	select {
	case b.tour <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-b.fermee:
		return refus("elle est fermée")
	}
}

func (b *Base) rendreTour() { <-b.tour }

// scribe est la connexion de l'écrivain d'un fichier SQLite, ses ordres préparés pour elle seule : une transaction de la
// bibliothèque coûterait un tiers du temps d'un acte.
type scribe struct {
	plume
	c                  *sql.Conn
	debut, fin, annule *sql.Stmt
}

// ouvrirScribe rend celle de l'écrivain, qui est seul à s'en servir.
func (b *Base) ouvrirScribe(ctx context.Context) (*scribe, error) {
	if b.scribe != nil {
		return b.scribe, nil
	}
	c, err := b.vif.Conn(ctx)
	if err != nil {
		return nil, err
	}
	s := &scribe{c: c}
	for texte, vers := range map[string]**sql.Stmt{`BEGIN IMMEDIATE`: &s.debut, `COMMIT`: &s.fin, `ROLLBACK`: &s.annule} {
		if *vers, err = c.PrepareContext(ctx, texte); err != nil {
			return nil, errors.Join(err, c.Close())
		}
	}
	if s.plume, err = preparer(ctx, c); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	b.scribe = s
	return s, nil
}

// seul écrit dans une transaction à soi.
func (b *Base) seul(ctx context.Context, f func(*sql.Tx) error) error {
	if b.tour != nil {
		if err := b.prendreTour(ctx); err != nil {
			return err
		}
		defer b.rendreTour()
	}
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

// plume tient les trois ordres d'un ajout.
type plume struct{ derniere, fait, fiche *sql.Stmt }

const derniereVersion = `SELECT coalesce(max(version), 0) FROM faits WHERE dossier = $1`

// preparer lit une fois les ordres d'un ajout, pour une réserve ou une connexion.
func preparer(ctx context.Context, q interface {
	PrepareContext(ctx context.Context, requete string) (*sql.Stmt, error)
},
) (p plume, err error) {
	for _, o := range []struct {
		vers  **sql.Stmt
		texte string
	}{
		{&p.derniere, derniereVersion},
		{&p.fait, `INSERT INTO faits (` + colonnesFait + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`},
		{&p.fiche, `INSERT INTO fiches (` + colonnesFiche + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
			ON CONFLICT (dossier) DO UPDATE SET version = excluded.version, reference = excluded.reference, siret = excluded.siret,
			sorte = excluded.sorte, etat = excluded.etat, attend = excluded.attend, prochaine = excluded.prochaine, quoi = excluded.quoi, terme = excluded.terme,
			operateur = excluded.operateur, conseiller = excluded.conseiller, autorite = excluded.autorite, cellule = excluded.cellule`},
	} {
		if *o.vers, err = q.PrepareContext(ctx, o.texte); err != nil {
			return p, err
		}
	}
	return p, nil
}

// dans rend la plume d'une transaction.
func (p plume) dans(ctx context.Context, tx *sql.Tx) plume {
	return plume{tx.StmtContext(ctx, p.derniere), tx.StmtContext(ctx, p.fait), tx.StmtContext(ctx, p.fiche)}
}

// suivre refuse, avant que rien ne soit écrit, des faits qui ne viennent pas juste après le dernier de leur dossier.
func (p plume) suivre(ctx context.Context, faits []dossier.Fait) error {
	if len(faits) == 0 {
		return refus("aucun fait à consigner")
	}
	var v int
	f := &faits[0]
	err := p.derniere.QueryRowContext(ctx, f.Dossier).Scan(&v)
	if err == nil && v != f.Version-1 {
		err = &dossier.Conflit{Dossier: f.Dossier, Attendue: f.Version - 1, Trouve: v}
	}
	return err
}

func (p plume) ajouter(ctx context.Context, faits []dossier.Fait, fiche *dossier.Fiche) error {
	if err := p.inscrire(ctx, faits); err != nil {
		return err
	}
	return p.poser(ctx, fiche)
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
	_, err := p.fiche.ExecContext(ctx, f.Dossier, f.Version, f.Reference, f.SIRET, f.Sorte, string(f.Etats), f.Attend, f.Repere().Rang(), f.Quoi, int64(f.Terme),
		f.Operateur, f.Conseiller, f.Autorite, f.Cellule)
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
