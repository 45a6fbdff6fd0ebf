package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"jalon/acces"
	"jalon/dossier"
	"jalon/dossier/paiement"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
)

const (
	colonnesEtat        = `id, mois, statut, prepare_par, prepare_le, valide_par, valide_le, dossiers, lignes, empreinte, scelle`
	colonnesLigne       = `rang, dossier, version, operateur, genre, nature, mois, montant, avant, differe, cause, issue, fait`
	colonnesProposition = `id, dossier, version, saisie, par, le, statut, tranchee_par, tranchee_le, raison, fait`
)

// payer traduit ce que le dépôt des paiements promet ; le reste est une erreur de la base.
func (b *Base) payer(ctx context.Context, geste string, err error) error {
	switch {
	case errors.Is(err, acces.ErrAbsent):
		return paiement.ErrAbsent
	case errors.Is(err, acces.ErrDevance):
		return paiement.ErrDevance
	case errors.Is(err, paiement.ErrDevance):
		return err
	}
	return b.dire(ctx, geste, err)
}

// NombreDossiers les compte.
func (b *Base) NombreDossiers(ctx context.Context) (n int, err error) {
	err = b.lit.QueryRowContext(ctx, `SELECT count(*) FROM fiches`).Scan(&n)
	return n, b.dire(ctx, "ne se lit pas", err)
}

// micros écrit un instant ; 0 : aucun.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func instantOu(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return instant(us)
}

// CreerEtat ajoute un état de paiement vide.
func (b *Base) CreerEtat(ctx context.Context, e *paiement.Etat) error {
	return b.payer(ctx, "n'écrit pas", b.seul(ctx, func(tx *sql.Tx) error { return poserEtat(ctx, tx, e) }))
}

// poserEtat le pose en préparation : ses lignes ne s'ajoutent qu'ainsi.
func poserEtat(ctx context.Context, tx *sql.Tx, e *paiement.Etat) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO etats_paiement (`+colonnesEtat+`) VALUES ($1, $2, $3, $4, $5, '', 0, 0, 0, $6, $7)`,
		e.ID, int64(e.Mois), string(paiement.EnPreparation), e.PreparePar, micros(e.PrepareLe), e.Empreinte[:], e.Scelle[:])
	return err
}

// fermerEtat donne à un état en préparation tout ce qu'il est.
func fermerEtat(ctx context.Context, tx *sql.Tx, e *paiement.Etat) error {
	return touche(tx.ExecContext(ctx, `UPDATE etats_paiement SET statut = $2, valide_par = $3, valide_le = $4, dossiers = $5, lignes = $6, empreinte = $7, scelle = $8
		WHERE id = $1 AND statut = 'preparation'`, e.ID, string(e.Statut), e.ValidePar, micros(e.ValideLe), e.Dossiers, e.Lignes, e.Empreinte[:], e.Scelle[:]))
}

// AjouterLignes en ajoute à un état en préparation.
func (b *Base) AjouterLignes(ctx context.Context, etat string, l []paiement.Ligne) error {
	if len(l) == 0 {
		return nil
	}
	return b.payer(ctx, "n'écrit pas", b.seul(ctx, func(tx *sql.Tx) error {
		s, err := tx.PrepareContext(ctx, insererLigne)
		if err != nil {
			return err
		}
		defer s.Close()
		for i := range l {
			if _, err := s.ExecContext(ctx, valeursLigne(etat, &l[i])...); err != nil {
				return err
			}
		}
		return nil
	}))
}

const insererLigne = `INSERT INTO lignes_paiement (etat, ` + colonnesLigne + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`

func valeursLigne(etat string, l *paiement.Ligne) []any {
	return []any{
		etat, l.Rang, l.Dossier, l.Version, l.Operateur, string(l.Genre), int(l.Nature), int64(l.Mois),
		centimes(l.Montant), centimes(l.Avant), fort(l.Differe), l.Cause, string(l.Issue), l.FaitPaye,
	}
}

func centimes(m argent.Montant) sql.NullInt64 {
	return sql.NullInt64{Int64: m.Centimes(), Valid: m.Connu()}
}

func montant(n sql.NullInt64) argent.Montant {
	if !n.Valid {
		return argent.Montant{}
	}
	return argent.Centimes(n.Int64)
}

// AcheverEtat donne un état pour préparé.
func (b *Base) AcheverEtat(ctx context.Context, e *paiement.Etat) error {
	fini := *e
	fini.Statut = paiement.Prepare
	err := b.seul(ctx, func(tx *sql.Tx) error { return fermerEtat(ctx, tx, &fini) })
	if err == nil {
		e.Statut = fini.Statut
	}
	return b.payer(ctx, "n'écrit pas", err)
}

// OterEtat ôte un état resté en préparation.
func (b *Base) OterEtat(ctx context.Context, id string) error {
	return b.payer(ctx, "n'écrit pas", b.seul(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM lignes_paiement WHERE etat IN (SELECT id FROM etats_paiement WHERE id = $1 AND statut = 'preparation')`, id); err != nil {
			return err
		}
		return touche(tx.ExecContext(ctx, `DELETE FROM etats_paiement WHERE id = $1 AND statut = 'preparation'`, id))
	}))
}

func chaqueEtat(ctx context.Context, q lecteur, suite string, args []any, f func(*paiement.Etat) error) error {
	return lignesDe(ctx, q, `SELECT `+colonnesEtat+` FROM etats_paiement `+suite, args, func(lire func(...any) error) error {
		var e paiement.Etat
		var mois, prepare, valide int64
		var empreinte, scelle sql.RawBytes
		if err := lire(&e.ID, &mois, &e.Statut, &e.PreparePar, &prepare, &e.ValidePar, &valide, &e.Dossiers, &e.Lignes, &empreinte, &scelle); err != nil {
			return err
		}
		e.Mois, e.PrepareLe, e.ValideLe = calendrier.Date(mois), instantOu(prepare), instantOu(valide)
		copy(e.Empreinte[:], empreinte)
		copy(e.Scelle[:], scelle)
		return f(&e)
	})
}

func (b *Base) etats(ctx context.Context, suite string, args ...any) (l []paiement.Etat, err error) {
	err = chaqueEtat(ctx, b.lit, suite, args, func(e *paiement.Etat) error { l = append(l, *e); return nil })
	return l, b.dire(ctx, "ne se lit pas", err)
}

// EtatsPaiement rend les états de paiement, le dernier préparé d'abord.
func (b *Base) EtatsPaiement(ctx context.Context) ([]paiement.Etat, error) {
	return b.etats(ctx, `ORDER BY prepare_le DESC, id`)
}

// EtatPaiement rend celui d'un identifiant.
func (b *Base) EtatPaiement(ctx context.Context, id string) (*paiement.Etat, error) {
	e, err := une(b.etats(ctx, `WHERE id = $1`, id))
	return e, b.payer(ctx, "ne se lit pas", err)
}

// LignesEtat rend les lignes d'un filtre, par rang.
func (b *Base) LignesEtat(ctx context.Context, etat string, q paiement.Filtre) (l []paiement.Ligne, err error) {
	ou, args := []string{`etat = $1`, `rang > $2`}, []any{etat, q.Depuis}
	si := func(oui bool, condition string, v any) {
		if oui {
			args = append(args, v)
			ou = append(ou, fmt.Sprintf(condition, fmt.Sprintf("$%d", len(args))))
		}
	}
	si(q.Genre != "", `genre = %s`, string(q.Genre))
	si(q.Issue != "" || q.Attente, `issue = %s`, string(q.Issue))
	si(q.Differe, `differe = %s`, int64(1))
	si(q.Operateur != "", `operateur = %s`, q.Operateur)
	if q.Dossiers != nil {
		liste, err := json.Marshal(q.Dossiers)
		if err != nil {
			return nil, err
		}
		si(true, b.d.dansLaListe, string(liste))
	}
	suite := `WHERE ` + strings.Join(ou, ` AND `) + fmt.Sprintf(` ORDER BY rang LIMIT %d`, max(1, q.Limite))
	err = chaqueLigne(ctx, b.lit, suite, args, func(x *paiement.Ligne) error { l = append(l, *x); return nil })
	return l, b.dire(ctx, "ne se lit pas", err)
}

func chaqueLigne(ctx context.Context, q lecteur, suite string, args []any, f func(*paiement.Ligne) error) error {
	return lignesDe(ctx, q, `SELECT `+colonnesLigne+` FROM lignes_paiement `+suite, args, func(lire func(...any) error) error {
		var x paiement.Ligne
		var nature, mois int64
		var m, avant sql.NullInt64
		if err := lire(&x.Rang, &x.Dossier, &x.Version, &x.Operateur, &x.Genre, &nature, &mois, &m, &avant, &x.Differe, &x.Cause, &x.Issue, &x.FaitPaye); err != nil {
			return err
		}
		x.Poste = dossier.Poste{Nature: csp.NaturePaiement(nature), Mois: calendrier.Date(mois)}
		x.Montant, x.Avant = montant(m), montant(avant)
		return f(&x)
	})
}

// BilanEtat additionne les lignes d'un état, par genre et par issue ; un opérateur vide : de tous.
func (b *Base) BilanEtat(ctx context.Context, etat, operateur string) (l []paiement.Somme, err error) {
	requete, args := `SELECT genre, issue, count(*), CAST(sum(differe) AS BIGINT), CAST(coalesce(sum(montant), 0) AS BIGINT) FROM lignes_paiement WHERE etat = $1`, []any{etat}
	if operateur != "" {
		requete, args = requete+` AND operateur = $2`, append(args, operateur)
	}
	err = lignesDe(ctx, b.lit, requete+` GROUP BY genre, issue ORDER BY genre, issue`, args, func(lire func(...any) error) error {
		var s paiement.Somme
		var c int64
		err := lire(&s.Genre, &s.Issue, &s.Lignes, &s.Differents, &c)
		s.Montant = argent.Centimes(c)
		l = append(l, s)
		return err
	})
	return l, b.dire(ctx, "ne se lit pas", err)
}

// CommencerEtat passe un état préparé en validation.
func (b *Base) CommencerEtat(ctx context.Context, id, par string, le time.Time) error {
	return b.payer(ctx, "n'écrit pas", b.seul(ctx, func(tx *sql.Tx) error {
		return touche(tx.ExecContext(ctx, `UPDATE etats_paiement SET statut = 'validation', valide_par = $2, valide_le = $3 WHERE id = $1 AND statut = 'prepare'`, id, par, micros(le)))
	}))
}

// MarquerLignes écrit l'issue de lignes qui n'en ont pas.
func (b *Base) MarquerLignes(ctx context.Context, etat string, l []paiement.Ligne) error {
	return b.payer(ctx, "n'écrit pas", b.seul(ctx, func(tx *sql.Tx) error {
		s, err := tx.PrepareContext(ctx, `UPDATE lignes_paiement SET issue = $3, fait = $4 WHERE etat = $1 AND rang = $2 AND issue = ''`)
		if err != nil {
			return err
		}
		defer s.Close()
		for i := range l {
			if _, err := s.ExecContext(ctx, etat, l[i].Rang, string(l[i].Issue), l[i].FaitPaye); err != nil {
				return err
			}
		}
		return nil
	}))
}

// FigerEtat ferme un état pour toujours.
func (b *Base) FigerEtat(ctx context.Context, id string, scelle dossier.Empreinte) error {
	return b.payer(ctx, "n'écrit pas", b.seul(ctx, func(tx *sql.Tx) error {
		return touche(tx.ExecContext(ctx, `UPDATE etats_paiement SET statut = 'fige', scelle = $2 WHERE id = $1 AND statut = 'validation'`, id, scelle[:]))
	}))
}

// saisieGardee est ce qu'une proposition demande, tel qu'il est gardé.
type saisieGardee struct {
	Acte     string            `json:"acte"`
	Valeurs  map[string]string `json:"valeurs"`
	Corrige  int               `json:"corrige,omitempty"`
	Pourquoi string            `json:"pourquoi,omitempty"`
}

func garder(s *dossier.Saisie) saisieGardee {
	return saisieGardee{s.Acte, s.Valeurs, s.Corrige, s.Pourquoi}
}

func (s saisieGardee) rendre() dossier.Saisie {
	return dossier.Saisie{Acte: s.Acte, Valeurs: s.Valeurs, Corrige: s.Corrige, Pourquoi: s.Pourquoi}
}

// Proposer garde une proposition.
func (b *Base) Proposer(ctx context.Context, p *paiement.Proposition) error {
	return b.payer(ctx, "n'écrit pas", b.seul(ctx, func(tx *sql.Tx) error { return poserProposition(ctx, tx, p) }))
}

func poserProposition(ctx context.Context, tx *sql.Tx, p *paiement.Proposition) error {
	s, err := json.Marshal(garder(&p.Saisie))
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO propositions (`+colonnesProposition+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		p.ID, p.Dossier, p.Version, s, p.Par, micros(p.Le), string(p.Statut), p.TrancheePar, micros(p.TrancheeLe), p.Raison, p.Fait)
	return err
}

func chaqueProposition(ctx context.Context, q lecteur, suite string, args []any, f func(*paiement.Proposition) error) error {
	return lignesDe(ctx, q, `SELECT `+colonnesProposition+` FROM propositions `+suite, args, func(lire func(...any) error) error {
		var p paiement.Proposition
		var saisie []byte
		var le, tranchee int64
		if err := lire(&p.ID, &p.Dossier, &p.Version, &saisie, &p.Par, &le, &p.Statut, &p.TrancheePar, &tranchee, &p.Raison, &p.Fait); err != nil {
			return err
		}
		var s saisieGardee
		if err := json.Unmarshal(saisie, &s); err != nil {
			return err
		}
		p.Saisie = s.rendre()
		p.Le, p.TrancheeLe = instantOu(le), instantOu(tranchee)
		return f(&p)
	})
}

func (b *Base) propositions(ctx context.Context, suite string, args ...any) (l []paiement.Proposition, err error) {
	err = chaqueProposition(ctx, b.lit, suite, args, func(p *paiement.Proposition) error { l = append(l, *p); return nil })
	return l, b.dire(ctx, "ne se lit pas", err)
}

// Proposition rend celle d'un identifiant.
func (b *Base) Proposition(ctx context.Context, id string) (*paiement.Proposition, error) {
	p, err := une(b.propositions(ctx, `WHERE id = $1`, id))
	return p, b.payer(ctx, "ne se lit pas", err)
}

// propositionsMax borne une liste.
const propositionsMax = 500

// Propositions rend celles d'un statut, la plus ancienne d'abord.
func (b *Base) Propositions(ctx context.Context, s paiement.StatutProposition, id string, limite int) ([]paiement.Proposition, error) {
	if limite <= 0 || limite > propositionsMax {
		limite = propositionsMax
	}
	suite := fmt.Sprintf(` ORDER BY le, id LIMIT %d`, limite)
	if id == "" {
		return b.propositions(ctx, `WHERE statut = $1`+suite, string(s))
	}
	return b.propositions(ctx, `WHERE statut = $1 AND dossier = $2`+suite, string(s), id)
}

// TrancherProposition écrit la décision prise. Une validation, qui est déjà un fait, l'emporte sur un refus du même instant.
func (b *Base) TrancherProposition(ctx context.Context, p *paiement.Proposition) error {
	return b.payer(ctx, "n'écrit pas", b.seul(ctx, func(tx *sql.Tx) error {
		return touche(tx.ExecContext(ctx, `UPDATE propositions SET statut = $2, tranchee_par = $3, tranchee_le = $4, raison = $5, fait = $6
			WHERE id = $1 AND (statut = 'proposee' OR statut = 'refusee' AND $2 = 'validee')`, p.ID, string(p.Statut), p.TrancheePar, micros(p.TrancheeLe), p.Raison, p.Fait))
	}))
}

// paiementExporte est un morceau d'un état de paiement, ou une proposition, dans un export : l'état, ses lignes, puis sa fin.
type paiementExporte struct {
	Etat        *paiement.Etat       `json:"etat,omitempty"`
	Ligne       *ligneExportee       `json:"ligne,omitempty"`
	Fin         bool                 `json:"fin,omitempty"` // les lignes de l'état y sont toutes
	Proposition *propositionExportee `json:"proposition,omitempty"`
}

type propositionExportee struct {
	paiement.Proposition
	Saisie saisieGardee `json:"saisie"`
}

type ligneExportee struct {
	Rang      int    `json:"rang"`
	Dossier   string `json:"dossier"`
	Version   int    `json:"version"`
	Operateur string `json:"operateur,omitempty"`
	Genre     string `json:"genre"`
	Nature    int    `json:"nature,omitempty"`
	Mois      string `json:"mois,omitempty"`
	Montant   *int64 `json:"centimes"`
	Avant     *int64 `json:"centimes_avant"`
	Differe   bool   `json:"differe,omitempty"`
	Cause     string `json:"cause,omitempty"`
	Issue     string `json:"issue,omitempty"`
	Fait      int    `json:"fait,omitempty"`
}

// chaquePaiement passe les états et leurs lignes, puis les propositions. Un état resté en préparation se refait : il ne suit pas.
func chaquePaiement(ctx context.Context, q lecteur, f func(*paiementExporte) error) error {
	var etats []paiement.Etat // quelques-uns par mois
	if err := chaqueEtat(ctx, q, `WHERE statut <> 'preparation' ORDER BY id`, nil, func(e *paiement.Etat) error { etats = append(etats, *e); return nil }); err != nil {
		return err
	}
	for i := range etats {
		e := &etats[i]
		if err := f(&paiementExporte{Etat: e}); err != nil {
			return err
		}
		if err := chaqueLigne(ctx, q, `WHERE etat = $1 ORDER BY rang`, []any{e.ID}, func(l *paiement.Ligne) error {
			return f(&paiementExporte{Ligne: exporterLigne(l)})
		}); err != nil {
			return err
		}
		if err := f(&paiementExporte{Fin: true}); err != nil {
			return err
		}
	}
	return chaqueProposition(ctx, q, `ORDER BY id`, nil, func(p *paiement.Proposition) error {
		return f(&paiementExporte{Proposition: &propositionExportee{*p, garder(&p.Saisie)}})
	})
}

func exporterLigne(l *paiement.Ligne) *ligneExportee {
	m := func(m argent.Montant) *int64 {
		if !m.Connu() {
			return nil
		}
		c := m.Centimes()
		return &c
	}
	return &ligneExportee{l.Rang, l.Dossier, l.Version, l.Operateur, string(l.Genre), int(l.Nature), ecrireDate(l.Mois), m(l.Montant), m(l.Avant), l.Differe, l.Cause, string(l.Issue), l.FaitPaye}
}

func (x *ligneExportee) lire() (*paiement.Ligne, error) {
	m := func(c *int64) argent.Montant {
		if c == nil {
			return argent.Montant{}
		}
		return argent.Centimes(*c)
	}
	mois, err := lireDate(x.Mois)
	return &paiement.Ligne{
		Rang: x.Rang, Dossier: x.Dossier, Version: x.Version, Operateur: x.Operateur, Genre: paiement.Genre(x.Genre),
		Poste: dossier.Poste{Nature: csp.NaturePaiement(x.Nature), Mois: mois}, Montant: m(x.Montant), Avant: m(x.Avant), Differe: x.Differe, Cause: x.Cause,
		Issue: paiement.Issue(x.Issue), FaitPaye: x.Fait,
	}, err
}

// accueilPaiements reçoit les paiements d'une autre base, dans l'ordre où elle les donne.
type accueilPaiements struct {
	tx   *sql.Tx
	etat *paiement.Etat // dont les lignes arrivent
}

func (a *accueilPaiements) recevoir(ctx context.Context, x *paiementExporte) error {
	switch {
	case x.Etat != nil:
		a.etat = x.Etat
		return poserEtat(ctx, a.tx, x.Etat)
	case x.Proposition != nil:
		p := x.Proposition.Proposition
		p.Saisie = x.Proposition.Saisie.rendre()
		return poserProposition(ctx, a.tx, &p)
	case a.etat == nil:
		return refus("une ligne de paiement n'est d'aucun état")
	case x.Fin:
		e := a.etat
		a.etat = nil
		return fermerEtat(ctx, a.tx, e)
	case x.Ligne != nil:
		l, err := x.Ligne.lire()
		if err == nil {
			_, err = a.tx.ExecContext(ctx, insererLigne, valeursLigne(a.etat.ID, l)...)
		}
		return err
	}
	return nil
}

// accueillirPaiements reçoit d'une autre base les états de paiement et les propositions.
func (b *Base) accueillirPaiements(ctx context.Context, tx *sql.Tx, de lecteur) error {
	a := accueilPaiements{tx: tx}
	return chaquePaiement(ctx, de, func(x *paiementExporte) error { return b.dire(ctx, "n'écrit pas", a.recevoir(ctx, x)) })
}
