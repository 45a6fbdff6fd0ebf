package sqlstore

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"jalon/acces"
)

const (
	colonnesOrganisation = `id, nom, sorte, siret, second_facteur, cree, suppleant`
	colonnesCompte       = `id, courriel, nom, role, organisation, dossier, desactive, cree, mot_de_passe, totp, totp_attente, compteur, secours, epoque, version, sans_rappels, agenda`
	colonnesSession      = `empreinte, compte, epoque, creee, vue, navigateur`
	colonnesAudit        = `rang, instant, compte, geste, dossier, issue, detail, precedente, empreinte`
)

// lignesDe passe chaque ligne d'une requête.
func lignesDe(ctx context.Context, q lecteur, requete string, args []any, f func(lire func(...any) error) error) error {
	lignes, err := q.QueryContext(ctx, requete, args...)
	if err != nil {
		return err
	}
	defer lignes.Close()
	for lignes.Next() {
		if err := f(lignes.Scan); err != nil {
			return err
		}
	}
	return lignes.Err()
}

// une rend la seule ligne d'une liste, ou acces.ErrAbsent.
func une[T any](l []T, err error) (*T, error) {
	if err == nil && len(l) == 0 {
		err = acces.ErrAbsent
	}
	if err != nil {
		return nil, err
	}
	return &l[0], nil
}

// taire laisse passer ce que le dépôt promet ; le reste est une erreur de la base.
func (b *Base) taire(ctx context.Context, geste string, err error) error {
	if errors.Is(err, acces.ErrAbsent) || errors.Is(err, acces.ErrDevance) {
		return err
	}
	return b.dire(ctx, geste, err)
}

// fort écrit un nombre pour un oui ou un non : les deux bases n'ont que lui en commun.
func fort(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

func instant(us int64) time.Time { return time.UnixMicro(us).UTC() }

func chaqueOrganisation(ctx context.Context, q lecteur, suite string, args []any, f func(*acces.Organisation) error) error {
	return lignesDe(ctx, q, `SELECT `+colonnesOrganisation+` FROM organisations `+suite, args, func(lire func(...any) error) error {
		var o acces.Organisation
		var cree int64
		if err := lire(&o.ID, &o.Nom, &o.Sorte, &o.SIRET, &o.SecondFacteur, &cree, &o.Suppleant); err != nil {
			return err
		}
		o.Cree = instant(cree)
		return f(&o)
	})
}

func (b *Base) organisations(ctx context.Context, suite string, args ...any) (l []acces.Organisation, err error) {
	err = chaqueOrganisation(ctx, b.lit, suite, args, func(o *acces.Organisation) error { l = append(l, *o); return nil })
	return l, b.dire(ctx, "ne se lit pas", err)
}

// Organisation rend celle d'un identifiant.
func (b *Base) Organisation(ctx context.Context, id string) (*acces.Organisation, error) {
	return une(b.organisations(ctx, `WHERE id = $1`, id))
}

// Organisations les rend toutes, par nom.
func (b *Base) Organisations(ctx context.Context) ([]acces.Organisation, error) {
	return b.organisations(ctx, `ORDER BY nom, id`)
}

// CreerOrganisation en ajoute une.
func (b *Base) CreerOrganisation(ctx context.Context, o *acces.Organisation) error {
	return b.dire(ctx, "n'écrit pas", b.seul(ctx, func(tx *sql.Tx) error { return poserOrganisation(ctx, tx, o) }))
}

func poserOrganisation(ctx context.Context, tx *sql.Tx, o *acces.Organisation) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO organisations (`+colonnesOrganisation+`) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		o.ID, o.Nom, o.Sorte, o.SIRET, fort(o.SecondFacteur), o.Cree.UnixMicro(), o.Suppleant)
	return err
}

// DemanderFacteur change ce qu'une organisation demande à ses comptes.
func (b *Base) DemanderFacteur(ctx context.Context, organisation string, oui bool) error {
	err := b.seul(ctx, func(tx *sql.Tx) error {
		return touche(tx.ExecContext(ctx, `UPDATE organisations SET second_facteur = $2 WHERE id = $1`, organisation, fort(oui)))
	})
	if errors.Is(err, acces.ErrDevance) {
		return acces.ErrAbsent
	}
	return b.dire(ctx, "n'écrit pas", err)
}

func chaqueCompte(ctx context.Context, q lecteur, suite string, args []any, f func(*acces.Compte) error) error {
	return lignesDe(ctx, q, `SELECT `+colonnesCompte+` FROM comptes `+suite, args, func(lire func(...any) error) error {
		var c acces.Compte
		var cree int64
		var secours []byte
		if err := lire(&c.ID, &c.Courriel, &c.Nom, &c.Role, &c.Organisation, &c.Dossier, &c.Desactive, &cree, &c.MotDePasse,
			&c.TOTP, &c.TOTPAttente, &c.Compteur, &secours, &c.Epoque, &c.Version, &c.SansRappels, &c.Agenda); err != nil {
			return err
		}
		c.Cree = instant(cree)
		for ; len(secours) >= sha256.Size; secours = secours[sha256.Size:] {
			c.Secours = append(c.Secours, acces.Empreinte(secours[:sha256.Size]))
		}
		return f(&c)
	})
}

func (b *Base) comptes(ctx context.Context, suite string, args ...any) (l []acces.Compte, err error) {
	err = chaqueCompte(ctx, b.lit, suite, args, func(c *acces.Compte) error { l = append(l, *c); return nil })
	return l, b.dire(ctx, "ne se lit pas", err)
}

// Compte rend celui d'un identifiant.
func (b *Base) Compte(ctx context.Context, id string) (*acces.Compte, error) {
	return une(b.comptes(ctx, `WHERE id = $1`, id))
}

// CompteDe rend celui d'un courriel.
func (b *Base) CompteDe(ctx context.Context, courriel string) (*acces.Compte, error) {
	return une(b.comptes(ctx, `WHERE courriel = $1`, courriel))
}

// CompteDAgenda rend celui de l'empreinte d'un secret d'agenda.
func (b *Base) CompteDAgenda(ctx context.Context, empreinte acces.Empreinte) (*acces.Compte, error) {
	return une(b.comptes(ctx, `WHERE agenda = $1`, empreinte[:]))
}

// Comptes rend ceux d'une organisation, ou tous.
func (b *Base) Comptes(ctx context.Context, organisation string) ([]acces.Compte, error) {
	if organisation == "" {
		return b.comptes(ctx, `ORDER BY courriel`)
	}
	return b.comptes(ctx, `WHERE organisation = $1 ORDER BY courriel`, organisation)
}

// EcrireCompte ajoute un compte, ou remplace celui de la même version.
func (b *Base) EcrireCompte(ctx context.Context, c *acces.Compte) error {
	err := b.discretement(ctx, func(tx *sql.Tx) error { return ecrireCompte(ctx, tx, c) })
	if err == nil {
		c.Version++
	}
	return b.taire(ctx, "n'écrit pas", err)
}

func ecrireCompte(ctx context.Context, tx *sql.Tx, c *acces.Compte) error {
	if c.Version == 0 {
		n := *c
		n.Version = 1
		return poserCompte(ctx, tx, &n)
	}
	return touche(tx.ExecContext(ctx, `UPDATE comptes SET courriel = $3, nom = $4, role = $5, organisation = $6, dossier = $7, desactive = $8,
		mot_de_passe = $9, totp = $10, totp_attente = $11, compteur = $12, secours = $13, epoque = $14, sans_rappels = $15, agenda = $16, version = version + 1 WHERE id = $1 AND version = $2`,
		c.ID, c.Version, c.Courriel, c.Nom, string(c.Role), c.Organisation, c.Dossier, fort(c.Desactive),
		c.MotDePasse, c.TOTP, c.TOTPAttente, c.Compteur, secours(c), c.Epoque, fort(c.SansRappels), c.Agenda))
}

func poserCompte(ctx context.Context, tx *sql.Tx, c *acces.Compte) error {
	return touche(tx.ExecContext(ctx, `INSERT INTO comptes (`+colonnesCompte+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) ON CONFLICT DO NOTHING`,
		c.ID, c.Courriel, c.Nom, string(c.Role), c.Organisation, c.Dossier, fort(c.Desactive), c.Cree.UnixMicro(),
		c.MotDePasse, c.TOTP, c.TOTPAttente, c.Compteur, secours(c), c.Epoque, c.Version, fort(c.SansRappels), c.Agenda))
}

func secours(c *acces.Compte) []byte {
	l := []byte{}
	for _, e := range c.Secours {
		l = append(l, e[:]...)
	}
	return l
}

// touche veut qu'une ligne ait été écrite.
func touche(r sql.Result, err error) error {
	if err != nil {
		return err
	}
	n, err := r.RowsAffected()
	if err == nil && n == 0 {
		err = acces.ErrDevance
	}
	return err
}

// Inviter garde une invitation.
func (b *Base) Inviter(ctx context.Context, i *acces.Invitation) error {
	return b.dire(ctx, "n'écrit pas", b.discretement(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO invitations (empreinte, courriel, role, organisation, dossier, par, expire) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			i.Empreinte[:], i.Courriel, string(i.Role), i.Organisation, i.Dossier, i.Par, i.Expire.UnixMicro())
		return err
	}))
}

// Invitation rend celle d'un code.
func (b *Base) Invitation(ctx context.Context, code acces.Empreinte) (*acces.Invitation, error) {
	var l []acces.Invitation
	err := lignesDe(ctx, b.lit, `SELECT courriel, role, organisation, dossier, par, expire FROM invitations WHERE empreinte = $1`, []any{code[:]}, func(lire func(...any) error) error {
		i := acces.Invitation{Empreinte: code}
		var expire int64
		err := lire(&i.Courriel, &i.Role, &i.Organisation, &i.Dossier, &i.Par, &expire)
		i.Expire = instant(expire)
		l = append(l, i)
		return err
	})
	return une(l, b.dire(ctx, "ne se lit pas", err))
}

// Accepter ôte une invitation et écrit le compte, ensemble.
func (b *Base) Accepter(ctx context.Context, code acces.Empreinte, c *acces.Compte) error {
	err := b.discretement(ctx, func(tx *sql.Tx) error {
		err := touche(tx.ExecContext(ctx, `DELETE FROM invitations WHERE empreinte = $1`, code[:]))
		if errors.Is(err, acces.ErrDevance) {
			return acces.ErrAbsent
		}
		if err != nil {
			return err
		}
		return ecrireCompte(ctx, tx, c)
	})
	if err == nil {
		c.Version++
	}
	return b.taire(ctx, "n'écrit pas", err)
}

// ordonner fait un ordre, seul.
func (b *Base) ordonner(ctx context.Context, ordre string, args ...any) error {
	return b.dire(ctx, "n'écrit pas", b.seul(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, ordre, args...)
		return err
	}))
}

// OuvrirSession garde une session.
func (b *Base) OuvrirSession(ctx context.Context, s *acces.Session) error {
	return b.ordonner(ctx, `INSERT INTO sessions (`+colonnesSession+`) VALUES ($1, $2, $3, $4, $5, $6)`,
		s.Empreinte[:], s.Compte, s.Epoque, s.Creee.UnixMicro(), s.Vue.UnixMicro(), s.Navigateur)
}

func (b *Base) sessions(ctx context.Context, suite string, args ...any) (l []acces.Session, err error) {
	err = lignesDe(ctx, b.lit, `SELECT `+colonnesSession+` FROM sessions `+suite, args, func(lire func(...any) error) error {
		var s acces.Session
		var e sql.RawBytes
		var creee, vue int64
		if err := lire(&e, &s.Compte, &s.Epoque, &creee, &vue, &s.Navigateur); err != nil {
			return err
		}
		copy(s.Empreinte[:], e)
		s.Creee, s.Vue = instant(creee), instant(vue)
		l = append(l, s)
		return nil
	})
	return l, b.dire(ctx, "ne se lit pas", err)
}

// Session rend celle d'un jeton.
func (b *Base) Session(ctx context.Context, jeton acces.Empreinte) (*acces.Session, error) {
	return une(b.sessions(ctx, `WHERE empreinte = $1`, jeton[:]))
}

// Sessions rend celles d'un compte, la dernière vue d'abord.
func (b *Base) Sessions(ctx context.Context, compte string) ([]acces.Session, error) {
	return b.sessions(ctx, `WHERE compte = $1 ORDER BY vue DESC, empreinte`, compte)
}

// VoirSession note qu'une session vient de servir.
func (b *Base) VoirSession(ctx context.Context, jeton acces.Empreinte, vue time.Time) error {
	return b.ordonner(ctx, `UPDATE sessions SET vue = $2 WHERE empreinte = $1`, jeton[:], vue.UnixMicro())
}

// FermerSession ôte une session d'un compte.
func (b *Base) FermerSession(ctx context.Context, compte string, jeton acces.Empreinte) error {
	return b.ordonner(ctx, `DELETE FROM sessions WHERE compte = $1 AND empreinte = $2`, compte, jeton[:])
}

// PurgerSessions ôte les sessions et les invitations qui ne peuvent plus servir.
func (b *Base) PurgerSessions(ctx context.Context, vueAvant, creeeAvant, maintenant time.Time) error {
	if err := b.ordonner(ctx, `DELETE FROM sessions WHERE vue <= $1 OR creee <= $2`, vueAvant.UnixMicro(), creeeAvant.UnixMicro()); err != nil {
		return err
	}
	return b.ordonner(ctx, `DELETE FROM invitations WHERE expire <= $1`, maintenant.UnixMicro())
}

// fileAudit réunit les lignes qui arrivent ensemble : le premier qui tient le tour écrit celles de tous ceux qui attendent.
type fileAudit struct {
	tour, verrou sync.Mutex
	file         []*inscription
}

type inscription struct {
	ligne *acces.LigneAudit
	finie bool
	err   error
}

// Inscrire ajoute une ligne au registre des accès.
func (b *Base) Inscrire(ctx context.Context, l *acces.LigneAudit) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	i := &inscription{ligne: l}
	r := &b.audit
	r.verrou.Lock()
	r.file = append(r.file, i)
	r.verrou.Unlock()
	r.tour.Lock()
	defer r.tour.Unlock()
	if i.finie { // sous le tour d'un autre
		return i.err
	}
	r.verrou.Lock()
	groupe := r.file
	r.file = nil
	r.verrou.Unlock()
	ctx = context.WithoutCancel(ctx) // qui renonce ne défait pas ce que les autres inscrivent
	err := b.dire(ctx, "n'écrit pas", b.seul(ctx, func(tx *sql.Tx) error { return b.enchainer(ctx, tx, groupe) }))
	for _, x := range groupe {
		x.finie, x.err = true, err
	}
	return err
}

func (b *Base) enchainer(ctx context.Context, tx *sql.Tx, groupe []*inscription) error {
	if b.d.seulAudit != "" {
		if _, err := tx.ExecContext(ctx, b.d.seulAudit); err != nil {
			return err
		}
	}
	var derniere *acces.LigneAudit
	if err := chaqueLigneAudit(ctx, tx, `ORDER BY rang DESC LIMIT 1`, nil, func(l *acces.LigneAudit) error { derniere = l; return nil }); err != nil {
		return err
	}
	for _, x := range groupe {
		x.ligne.Suivre(derniere)
		if err := poserLigneAudit(ctx, tx, x.ligne); err != nil {
			return err
		}
		derniere = x.ligne
	}
	return nil
}

func poserLigneAudit(ctx context.Context, tx *sql.Tx, l *acces.LigneAudit) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO audit (`+colonnesAudit+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		l.Rang, l.Instant.UnixMicro(), l.Compte, l.Geste, l.Dossier, l.Issue, l.Detail, l.Precedente[:], l.Empreinte[:])
	return err
}

func chaqueLigneAudit(ctx context.Context, q lecteur, suite string, args []any, f func(*acces.LigneAudit) error) error {
	return lignesDe(ctx, q, `SELECT `+colonnesAudit+` FROM audit `+suite, args, func(lire func(...any) error) error {
		var l acces.LigneAudit
		var us int64
		var precedente, empreinte sql.RawBytes
		if err := lire(&l.Rang, &us, &l.Compte, &l.Geste, &l.Dossier, &l.Issue, &l.Detail, &precedente, &empreinte); err != nil {
			return err
		}
		l.Instant = instant(us)
		copy(l.Precedente[:], precedente)
		copy(l.Empreinte[:], empreinte)
		return f(&l)
	})
}

// Audit rend une page du registre, la dernière ligne d'abord.
func (b *Base) Audit(ctx context.Context, q acces.FiltreAudit) (l []acces.LigneAudit, err error) {
	var ou []string
	var args []any
	si := func(oui bool, condition string, v any) {
		if oui {
			args = append(args, v)
			ou = append(ou, fmt.Sprintf(condition, len(args)))
		}
	}
	si(q.Compte != "", `compte = $%d`, q.Compte)
	si(q.Dossier != "", `dossier = $%d`, q.Dossier)
	si(q.Issue != "", `issue = $%d`, q.Issue)
	si(!q.Depuis.IsZero(), `instant >= $%d`, q.Depuis.UnixMicro())
	si(!q.Jusque.IsZero(), `instant < $%d`, q.Jusque.UnixMicro())
	si(q.Avant > 0, `rang < $%d`, q.Avant)
	suite := fmt.Sprintf(`ORDER BY rang DESC LIMIT %d`, q.Borne())
	if ou != nil {
		suite = `WHERE ` + strings.Join(ou, ` AND `) + ` ` + suite
	}
	err = chaqueLigneAudit(ctx, b.lit, suite, args, func(x *acces.LigneAudit) error { l = append(l, *x); return nil })
	return l, b.dire(ctx, "ne se lit pas", err)
}

// ParcourirAudit passe chaque ligne du registre, par rang.
func (b *Base) ParcourirAudit(ctx context.Context, f func(*acces.LigneAudit) error) error {
	return b.dire(ctx, "ne se lit pas", chaqueLigneAudit(ctx, b.lit, `ORDER BY rang`, nil, f))
}

func verifierAudit(ctx context.Context, q lecteur) error {
	var k acces.ChaineAudit
	return chaqueLigneAudit(ctx, q, `ORDER BY rang`, nil, k.Verifier)
}

// accueillirAcces reçoit d'une autre base les organisations, les comptes et le registre ; ni les sessions, ni les agendas, ni les
// invitations, qui n'y ouvriraient rien.
func (b *Base) accueillirAcces(ctx context.Context, tx *sql.Tx, de lecteur) error {
	ici := func(err error) error { return b.dire(ctx, "n'écrit pas", err) }
	if err := chaqueOrganisation(ctx, de, ``, nil, func(o *acces.Organisation) error { return ici(poserOrganisation(ctx, tx, o)) }); err != nil {
		return err
	}
	if err := chaqueCompte(ctx, de, ``, nil, func(c *acces.Compte) error {
		c.Agenda = nil // un secret repris ailleurs y vaudrait encore après sa fin ici
		return ici(poserCompte(ctx, tx, c))
	}); err != nil {
		return err
	}
	return chaqueLigneAudit(ctx, de, `ORDER BY rang`, nil, func(l *acces.LigneAudit) error { return ici(poserLigneAudit(ctx, tx, l)) })
}

// oublierLesSessions ôte d'une copie ce qui ne doit pas y rouvrir.
const oublierLesSessions = `DELETE FROM sessions; DELETE FROM invitations; UPDATE comptes SET agenda = NULL`

// effacerCompte ôte d'un compte de salarié ce qui le nomme, quand l'identité de son dossier s'efface.
func effacerCompte(ctx context.Context, tx *sql.Tx, dossier string) error {
	_, err := tx.ExecContext(ctx, `UPDATE comptes SET courriel = 'efface ' || id, nom = '', mot_de_passe = '', totp = NULL, totp_attente = NULL, secours = $2, agenda = NULL, desactive = 1,
		epoque = epoque + 1, version = version + 1 WHERE dossier = $1 AND dossier <> ''`, dossier, []byte{})
	if err == nil {
		_, err = tx.ExecContext(ctx, `DELETE FROM invitations WHERE dossier = $1 AND dossier <> ''`, dossier)
	}
	return err
}

// accesExporte est une organisation, un compte ou une ligne du registre, dans un export. Le mot de passe n'y est que par son
// empreinte, le second facteur que scellé.
type accesExporte struct {
	Organisation *acces.Organisation `json:"organisation,omitempty"`
	Compte       *acces.Compte       `json:"compte,omitempty"`
	Audit        *acces.LigneAudit   `json:"audit,omitempty"`
}

func chaqueAcces(ctx context.Context, q lecteur, f func(*accesExporte) error) error {
	if err := chaqueOrganisation(ctx, q, `ORDER BY id`, nil, func(o *acces.Organisation) error { return f(&accesExporte{Organisation: o}) }); err != nil {
		return err
	}
	if err := chaqueCompte(ctx, q, `ORDER BY id`, nil, func(c *acces.Compte) error { return f(&accesExporte{Compte: c}) }); err != nil {
		return err
	}
	return chaqueLigneAudit(ctx, q, `ORDER BY rang`, nil, func(l *acces.LigneAudit) error { return f(&accesExporte{Audit: l}) })
}

// acces reprend une ligne d'accès d'un export. Un registre ne se reprend que dans une base qui n'en a pas encore.
func (i *importation) acces(ctx context.Context, x *accesExporte) error {
	var err error
	switch {
	case x.Organisation != nil:
		err = poserOrganisation(ctx, i.tx, x.Organisation)
	case x.Compte != nil:
		if err = poserCompte(ctx, i.tx, x.Compte); errors.Is(err, acces.ErrDevance) {
			return errors.New("la base a déjà un compte de ce courriel")
		}
	case x.Audit != nil:
		if err := i.chaine.Verifier(x.Audit); err != nil {
			return err
		}
		if x.Audit.Rang == 1 {
			var deja bool
			if err := i.tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM audit)`).Scan(&deja); err != nil || deja {
				return cmp.Or(err, errors.New("la base a déjà un registre d'accès"))
			}
		}
		err = poserLigneAudit(ctx, i.tx, x.Audit)
	}
	return i.b.dire(ctx, "n'écrit pas", err)
}
