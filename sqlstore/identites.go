package sqlstore

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"jalon/dossier"
	"jalon/dossier/personne"
	"jalon/droit/calendrier"
)

const colonnesPersonne = `p.personne, p.dossier, p.nom, p.prenom, p.naissance, p.adresse, p.courriel, p.nir_scelle, p.nir_index, p.iban_scelle, p.iban_index`

// Identite rend celle d'un numéro.
func (b *Base) Identite(ctx context.Context, numero string) (i *personne.IdentiteGardee, err error) {
	err = chaqueIdentite(ctx, b.lit, `SELECT `+colonnesPersonne+` FROM personnes p WHERE p.personne = $1`, []any{numero}, func(x *personne.IdentiteGardee) error {
		i = x
		return nil
	})
	if err == nil && i == nil {
		return nil, personne.ErrSansIdentite
	}
	return i, b.dire(ctx, "ne se lit pas", err)
}

func chaqueIdentite(ctx context.Context, q lecteur, requete string, args []any, f func(*personne.IdentiteGardee) error) error {
	lignes, err := q.QueryContext(ctx, requete, args...)
	if err != nil {
		return err
	}
	defer lignes.Close()
	for lignes.Next() {
		var i personne.IdentiteGardee
		var naissance int64
		if err := lignes.Scan(&i.Personne, &i.Dossier, &i.Nom, &i.Prenom, &naissance, &i.Adresse, &i.Courriel,
			&i.NIRScelle.Octets, &i.NIRScelle.Index, &i.IBANScelle.Octets, &i.IBANScelle.Index); err != nil {
			return err
		}
		i.Naissance = calendrier.Date(naissance)
		if err := f(&i); err != nil {
			return err
		}
	}
	return lignes.Err()
}

// discretement écrit ce qui doit pouvoir s'effacer : SQLite met à zéro ce qu'il libère.
func (b *Base) discretement(ctx context.Context, f func(*sql.Tx) error) error {
	if b.fichier != "" {
		if _, err := b.ecrit.ExecContext(ctx, `PRAGMA secure_delete = ON`); err != nil {
			return err
		}
	}
	return b.seul(ctx, f)
}

// PoserIdentite écrit ou remplace une identité.
func (b *Base) PoserIdentite(ctx context.Context, i *personne.IdentiteGardee) error {
	err := b.discretement(ctx, func(tx *sql.Tx) error { return poserIdentite(ctx, tx, i) })
	var non *dossier.Refus
	if errors.As(err, &non) {
		return err
	}
	return b.dire(ctx, "n'écrit pas", err)
}

func poserIdentite(ctx context.Context, tx *sql.Tx, i *personne.IdentiteGardee) error {
	r, err := tx.ExecContext(ctx, `INSERT INTO personnes (personne, dossier, nom, prenom, naissance, adresse, courriel, nir_scelle, nir_index, iban_scelle, iban_index)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
		ON CONFLICT (personne) DO UPDATE SET nom = excluded.nom, prenom = excluded.prenom, naissance = excluded.naissance, adresse = excluded.adresse,
		courriel = excluded.courriel, nir_scelle = excluded.nir_scelle, nir_index = excluded.nir_index, iban_scelle = excluded.iban_scelle, iban_index = excluded.iban_index
		WHERE personnes.dossier = excluded.dossier`,
		i.Personne, i.Dossier, i.Nom, i.Prenom, int64(i.Naissance), i.Adresse, i.Courriel,
		i.NIRScelle.Octets, i.NIRScelle.Index, i.IBANScelle.Octets, i.IBANScelle.Index)
	if err != nil {
		return err
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		if err == nil {
			err = &dossier.Refus{Code: dossier.RefusValeur, Message: "ce numéro d'identité est celui d'un autre dossier", Champ: "personne"}
		}
		return err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM mots WHERE personne = $1`, i.Personne); err != nil {
		return err
	}
	for _, m := range mots(i.Nom + " " + i.Prenom) {
		if _, err := tx.ExecContext(ctx, `INSERT INTO mots (mot, personne) VALUES ($1, $2)`, m, i.Personne); err != nil {
			return err
		}
	}
	return nil
}

// effacements sont ce qui ôte chaque donnée de l'identité d'un dossier.
var effacements = map[personne.Donnee]string{
	personne.DonneeNIR:         `UPDATE personnes SET nir_scelle = NULL, nir_index = NULL WHERE dossier = $1`,
	personne.DonneeIBAN:        `UPDATE personnes SET iban_scelle = NULL, iban_index = NULL WHERE dossier = $1`,
	personne.DonneeCoordonnees: `UPDATE personnes SET adresse = '', courriel = '' WHERE dossier = $1`,
	personne.DonneeIdentite:    `DELETE FROM personnes WHERE dossier = $1`,
}

// EffacerIdentite ôte des données de l'identité d'un dossier et consigne ce qui le dit, dans une transaction.
func (b *Base) EffacerIdentite(ctx context.Context, donnees []personne.Donnee, faits []dossier.Fait, fiche *dossier.Fiche) error {
	err := b.discretement(ctx, func(tx *sql.Tx) error {
		p := b.plume.dans(ctx, tx)
		if err := p.suivre(ctx, faits); err != nil {
			return err
		}
		for _, x := range donnees {
			r, err := tx.ExecContext(ctx, effacements[x], faits[0].Dossier)
			if err != nil {
				return err
			}
			if n, err := r.RowsAffected(); err != nil || n == 0 {
				return cmp.Or(err, personne.ErrSansIdentite)
			}
			if x == personne.DonneeIdentite {
				if err := effacerCompte(ctx, tx, faits[0].Dossier); err != nil {
					return err
				}
			}
		}
		return p.ajouter(ctx, faits, fiche)
	})
	switch {
	case errors.Is(err, personne.ErrSansIdentite):
		return personne.ErrSansIdentite
	case doublon(err):
		err = &dossier.Conflit{Dossier: faits[0].Dossier, Attendue: faits[0].Version - 1, Trouve: faits[0].Version}
	}
	return b.dire(ctx, "n'efface pas", err)
}

// OterTraces ôte du disque ce qui vient d'être effacé, et qui y reste sinon pour qui lirait encore l'état d'avant.
func (b *Base) OterTraces(ctx context.Context) error {
	return b.dire(ctx, "n'efface pas", b.purger(ctx))
}

func (b *Base) purger(ctx context.Context) error {
	if b.fichier == "" {
		_, err := b.ecrit.ExecContext(ctx, `VACUUM personnes, mots, documents, comptes, invitations`)
		return err
	}
	var occupe, pages, reprises int
	if err := b.ecrit.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&occupe, &pages, &reprises); err != nil {
		return err
	}
	if occupe != 0 {
		return refus("ce qui est effacé n'y est plus, mais son journal est tenu par un autre programme et le garde ; recommencez")
	}
	return nil
}

// ParcourirIdentites passe chaque identité, page par page : entre deux pages, f peut écrire.
func (b *Base) ParcourirIdentites(ctx context.Context, f func(*personne.IdentiteGardee) error) error {
	for apres, page := "", pageIdentites; page == pageIdentites; {
		l, err := pageDIdentites(ctx, b.lit, apres)
		if err != nil {
			return b.dire(ctx, "ne se lit pas", err)
		}
		for _, i := range l {
			if err := f(i); err != nil {
				return err
			}
			apres = i.Personne
		}
		page = len(l)
	}
	return nil
}

func pageDIdentites(ctx context.Context, q lecteur, apres string) (l []*personne.IdentiteGardee, err error) {
	err = chaqueIdentite(ctx, q, `SELECT `+colonnesPersonne+` FROM personnes p WHERE p.personne > $1 ORDER BY p.personne LIMIT $2`,
		[]any{apres, pageIdentites}, func(i *personne.IdentiteGardee) error { l = append(l, i); return nil })
	return l, err
}

// ChercherIdentites rend les identités d'une recherche.
func (b *Base) ChercherIdentites(ctx context.Context, r personne.Recherche) (l []personne.IdentiteGardee, err error) {
	requete, args, err := b.requeteIdentites(r)
	if err == nil && requete != "" {
		err = chaqueIdentite(ctx, b.lit, requete, args, func(i *personne.IdentiteGardee) error { l = append(l, *i); return nil })
	}
	return l, b.dire(ctx, "ne se lit pas", err)
}

func (b *Base) requeteIdentites(r personne.Recherche) (string, []any, error) {
	var ou []string
	var args []any
	arg := func(v any) string { args = append(args, v); return fmt.Sprintf("$%d", len(args)) }
	entre := func(mot string) string { return "mot >= " + arg(mot) + " AND mot < " + arg(mot+"\U0010ffff") }
	for _, c := range []struct {
		colonne string
		index   [][]byte
	}{{"nir_index", r.NIR}, {"iban_index", r.IBAN}} {
		var l []string
		for _, x := range c.index {
			l = append(l, arg(x))
		}
		if l != nil {
			ou = append(ou, "p."+c.colonne+" IN ("+strings.Join(l, ", ")+")")
		}
	}
	if r.Dossiers != nil {
		liste, err := json.Marshal(r.Dossiers)
		if err != nil {
			return "", nil, err
		}
		ou = append(ou, "p."+fmt.Sprintf(b.d.dansLaListe, arg(string(liste))))
	}
	// Le mot le plus long, donc le plus rare, choisit ; les autres vérifient.
	cherches := decouper(r.Nom)
	slices.SortStableFunc(cherches, func(a, b string) int { return len(b) - len(a) })
	for i, m := range cherches {
		if i == 0 {
			ou = append(ou, "p.personne IN (SELECT personne FROM mots WHERE "+entre(m)+")")
		} else {
			ou = append(ou, "EXISTS (SELECT 1 FROM mots m WHERE m.personne = p.personne AND "+entre(m)+")")
		}
	}
	if len(ou) == 0 {
		return "", nil, nil
	}
	q := dossier.Filtre{Limite: r.Limite}
	return `SELECT ` + colonnesPersonne + ` FROM personnes p WHERE ` + strings.Join(ou, " AND ") + ` ORDER BY p.nom, p.prenom, p.personne LIMIT ` + arg(q.Borne()), args, nil
}

// lettres sont celles que la décomposition laisse entières.
var lettres = strings.NewReplacer("œ", "oe", "æ", "ae", "ß", "ss", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ı", "i")

// replier ôte accents et majuscules.
func replier(s string) string {
	return lettres.Replace(strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(s))))
}

// decouper rend les mots repliés d'un texte.
func decouper(s string) []string {
	return strings.FieldsFunc(replier(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// mots sont ceux sous lesquels un nom se trouve : « L'Hôte » l'est sous l, hote et lhote.
func mots(nom string) []string {
	l := decouper(nom)
	for _, x := range strings.Fields(nom) {
		l = append(l, strings.Join(decouper(x), ""))
	}
	slices.Sort(l)
	l = slices.Compact(l)
	return slices.DeleteFunc(l, func(m string) bool { return m == "" })
}

// pageIdentites borne ce qu'un rescellement tient en mémoire.
const pageIdentites = 500

// Resceller récrit ce que chaque identité, puis chaque document, a de scellé : tout, ou rien.
func (b *Base) Resceller(ctx context.Context, f func(*personne.IdentiteGardee) error, document func(*personne.DocumentGarde) error) (n int, err error) {
	var appelant error
	err = b.discretement(ctx, func(tx *sql.Tx) error {
		if b.fichier == "" {
			if _, err := tx.ExecContext(ctx, `LOCK TABLE personnes, documents IN EXCLUSIVE MODE`); err != nil {
				return err
			}
		}
		for apres, page := "", pageIdentites; page == pageIdentites; {
			l, err := pageDIdentites(ctx, tx, apres)
			if err != nil {
				return err
			}
			for _, i := range l {
				if appelant = f(i); appelant != nil {
					return appelant
				}
				if _, err := tx.ExecContext(ctx, `UPDATE personnes SET nir_scelle = $2, nir_index = $3, iban_scelle = $4, iban_index = $5 WHERE personne = $1`,
					i.Personne, i.NIRScelle.Octets, i.NIRScelle.Index, i.IBANScelle.Octets, i.IBANScelle.Index); err != nil {
					return err
				}
				n, apres = n+1, i.Personne
			}
			page = len(l)
		}
		appelant, err = rescellerDocuments(ctx, tx, document)
		return err
	})
	if appelant != nil {
		return 0, appelant
	}
	if err != nil {
		return 0, b.dire(ctx, "n'écrit pas", err)
	}
	return n, nil
}
