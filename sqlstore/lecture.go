package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"jalon/dossier"
	"jalon/droit/calendrier"
)

const colonnesFait = `dossier, version, acte, le, consigne, auteur, donnees, precedente, empreinte`

// Lire rend les faits d'un dossier.
func (b *Base) Lire(ctx context.Context, id string) ([]dossier.Fait, error) {
	l, err := b.lire(ctx, id)
	if err == nil && l == nil {
		err = dossier.ErrInconnu
	}
	return l, b.dire(ctx, "ne se lit pas", err)
}

func (b *Base) lire(ctx context.Context, id string) (l []dossier.Fait, err error) {
	lignes, err := b.faits.QueryContext(ctx, id)
	if err != nil {
		return nil, err
	}
	defer lignes.Close()
	for lignes.Next() {
		f, err := lireFait(lignes)
		if err != nil {
			return nil, err
		}
		l = append(l, f)
	}
	return l, lignes.Err()
}

func lireFait(lignes *sql.Rows) (f dossier.Fait, err error) {
	var le, consigne int64
	var precedente, empreinte sql.RawBytes
	if err = lignes.Scan(&f.Dossier, &f.Version, &f.Acte, &le, &consigne, &f.Auteur, &f.Donnees, &precedente, &empreinte); err != nil {
		return f, err
	}
	// Une valeur hors des bornes ne vient que d'une retouche : l'empreinte ne la reconnaîtra pas.
	f.Le, f.Consigne = calendrier.Date(le), time.UnixMicro(consigne).UTC()
	copy(f.Precedente[:], precedente)
	copy(f.Empreinte[:], empreinte)
	return f, nil
}

// Parcourir passe chaque dossier, d'un même état de la base.
func (b *Base) Parcourir(ctx context.Context, f func([]dossier.Fait) error) error {
	return b.parcourir(ctx, b.lit, f)
}

func (b *Base) parcourir(ctx context.Context, q lecteur, f func([]dossier.Fait) error) error {
	const geste = "ne se lit pas"
	ctx2, arreter := context.WithCancel(ctx)
	lignes, err := q.QueryContext(ctx2, `SELECT `+colonnesFait+` FROM faits ORDER BY dossier, version`)
	if err != nil {
		arreter()
		return b.dire(ctx, geste, err)
	}
	defer lignes.Close()
	defer arreter() // d'abord : fermer lirait sinon tout le reste
	var l []dossier.Fait
	for lignes.Next() {
		fait, err := lireFait(lignes)
		if err != nil {
			return b.dire(ctx, geste, err)
		}
		if len(l) > 0 && l[0].Dossier != fait.Dossier {
			if err := f(l); err != nil {
				return err
			}
			l = nil
		}
		l = append(l, fait)
	}
	if err := lignes.Err(); err != nil {
		return b.dire(ctx, geste, err)
	}
	if len(l) > 0 {
		return f(l)
	}
	return nil
}

const colonnesFiche = `dossier, version, reference, siret, sorte, etat, attend, prochaine, quoi, terme, operateur, conseiller, autorite, cellule`

// Fiches rend les fiches d'un filtre.
func (b *Base) Fiches(ctx context.Context, q dossier.Filtre) (l []dossier.Fiche, err error) {
	err = b.chaqueFiche(ctx, q, func(f *dossier.Fiche) bool { l = append(l, *f); return len(l) < q.Borne() })
	return l, b.dire(ctx, "ne se lit pas", err)
}

// chaqueFiche passe les fiches d'un filtre, sans sa limite, jusqu'à ce que f n'en veuille plus. Une page suit l'autre, car la
// base ne connaît que les états qu'une fiche a eus ou aura : celui du jour se lit ici.
func (b *Base) chaqueFiche(ctx context.Context, q dossier.Filtre, f func(*dossier.Fiche) bool) error {
	if q.Etat != "" {
		q.Limite = 0 // des pages entières : on ne sait pas combien de leurs fiches sont dans l'état demandé
	}
	for encore := true; encore; {
		requete, args, err := b.requeteFiches(q)
		if err != nil {
			return err
		}
		lues := 0
		err = chaqueFiche(ctx, b.lit, requete, args, func(x *dossier.Fiche) error {
			lues++
			q.Depuis = x.Repere()
			if encore && q.GardeEtat(x) {
				encore = f(x)
			}
			return nil
		})
		if err != nil {
			return err
		}
		encore = encore && lues == q.Borne()
	}
	return nil
}

// Etat compte les dossiers d'un filtre et leurs faits.
func (b *Base) Etat(ctx context.Context, q dossier.Filtre) (dossiers, faits int, err error) {
	if q.Etat != "" {
		err = b.chaqueFiche(ctx, q, func(f *dossier.Fiche) bool { dossiers, faits = dossiers+1, faits+f.Version; return true })
		return dossiers, faits, b.dire(ctx, "ne se lit pas", err)
	}
	ou, args, err := b.conditions(q)
	if err == nil {
		err = b.lit.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(version), 0) FROM fiches`+ou, args...).Scan(&dossiers, &faits)
	}
	return dossiers, faits, b.dire(ctx, "ne se lit pas", err)
}

func (b *Base) requeteFiches(q dossier.Filtre) (string, []any, error) {
	ou, args, err := b.conditions(q)
	args = append(args, q.Borne())
	return `SELECT ` + colonnesFiche + ` FROM fiches` + ou + fmt.Sprintf(` ORDER BY prochaine, dossier LIMIT $%d`, len(args)), args, err
}

// conditions écrit celles d'un filtre, à la suite de FROM ; sa limite est à part.
func (b *Base) conditions(q dossier.Filtre) (string, []any, error) {
	var ou []string
	var args []any
	arg := func(v any) string { args = append(args, v); return fmt.Sprintf("$%d", len(args)) }
	for _, c := range q.Egalites() {
		if c[0] == "operateur" && q.Conseiller != "" {
			c[0] = "operateur || ''" // l'index d'un conseiller est le plus court chemin, et SQLite ne le devine pas
		}
		if c[1] == "" {
			continue
		}
		ou = append(ou, c[0]+" = "+arg(c[1]))
		if c[0] == "operateur" || c[0] == "conseiller" || c[0] == "autorite" {
			ou = append(ou, c[0]+" <> ''") // leur index n'a que les dossiers attribués
		}
	}
	if q.Etat != "" && q.Etat != dossier.NonClos {
		ou = append(ou, "etat LIKE '%' || "+arg(q.Etat)+" || '%'")
	}
	if q.Datees || q.Jusqua.Connue() {
		ou = append(ou, "prochaine <= "+arg(q.RangMax()))
	}
	if q.Dossiers != nil {
		liste, err := json.Marshal(q.Dossiers)
		if err != nil {
			return "", nil, err
		}
		ou = append(ou, fmt.Sprintf(b.d.dansLaListe, arg(string(liste))))
	}
	if (q.Depuis != dossier.Repere{}) {
		ou = append(ou, "(prochaine, dossier) > ("+arg(q.Depuis.Rang())+", "+arg(q.Depuis.Dossier)+")")
	}
	if len(ou) == 0 {
		return "", args, nil
	}
	return ` WHERE ` + strings.Join(ou, " AND "), args, nil
}

func chaqueFiche(ctx context.Context, q lecteur, requete string, args []any, f func(*dossier.Fiche) error) error {
	lignes, err := q.QueryContext(ctx, requete, args...)
	if err != nil {
		return err
	}
	defer lignes.Close()
	for lignes.Next() {
		var x dossier.Fiche
		var prochaine int64
		var terme sql.NullInt64
		if err := lignes.Scan(&x.Dossier, &x.Version, &x.Reference, &x.SIRET, &x.Sorte, &x.Etats, &x.Attend, &prochaine, &x.Quoi, &terme, &x.Operateur, &x.Conseiller, &x.Autorite, &x.Cellule); err != nil {
			return err
		}
		x.Prochaine, x.Debute = dossier.DuRang(prochaine)
		x.Terme = calendrier.Date(terme.Int64)
		if err := f(&x); err != nil {
			return err
		}
	}
	return lignes.Err()
}
