package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"jalon/courrier"
	"jalon/dossier"
	"jalon/dossier/paiement"
	"jalon/dossier/personne"
)

// Verifier refait l'empreinte de chaque fait, compare chaque fiche au dernier fait de son dossier, et rend la première
// rupture (*dossier.Rupture) ; puis la chaîne du registre des accès (*acces.RuptureAudit). avance, s'il est donné, reçoit le nombre de dossiers vus ; n est leur nombre.
func (b *Base) Verifier(ctx context.Context, avance func(n int)) (n int, err error) {
	err = b.auMemeInstant(ctx, func(tx *sql.Tx) error {
		if err := b.parcourir(ctx, tx, verifiant(&n, avance, nil)); err != nil {
			return err
		}
		if err := verifierFiches(ctx, tx); err != nil {
			return err
		}
		return verifierAudit(ctx, tx)
	})
	if err == nil {
		err = b.verifierEtats(ctx)
	}
	return n, b.dire(ctx, "ne se vérifie pas", err)
}

// verifierEtats refait l'empreinte de chaque état de paiement figé ; ils ne changent plus : l'instant importe peu.
func (b *Base) verifierEtats(ctx context.Context) error {
	l, err := b.EtatsPaiement(ctx)
	for i := range l {
		e := &l[i]
		if err != nil || e.Statut != paiement.Fige {
			continue
		}
		var scelle dossier.Empreinte
		if scelle, err = paiement.Sceller(ctx, b, e, true); err == nil && scelle != e.Scelle {
			err = refus("l'état de paiement " + e.ID + " n'est plus celui qui a été figé : une de ses lignes a changé")
		}
	}
	return err
}

// verifiant vérifie chaque dossier, puis le confie à suite.
func verifiant(n *int, avance func(int), suite func([]dossier.Fait) error) func([]dossier.Fait) error {
	return func(l []dossier.Fait) error {
		if err := dossier.Verifier(l); err != nil {
			return err
		}
		if suite != nil {
			if err := suite(l); err != nil {
				return err
			}
		}
		if *n++; avance != nil {
			avance(*n)
		}
		return nil
	}
}

func verifierFiches(ctx context.Context, q lecteur) error {
	var id string
	var faits, fiche int
	err := q.QueryRowContext(ctx, `SELECT coalesce(d.dossier, f.dossier), coalesce(d.version, 0), coalesce(f.version, 0)
		FROM (SELECT dossier, max(version) AS version FROM faits GROUP BY dossier) d FULL JOIN fiches f ON f.dossier = d.dossier
		WHERE d.version IS DISTINCT FROM f.version ORDER BY 1 LIMIT 1`).Scan(&id, &faits, &fiche)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err == nil {
		err = &dossier.Rupture{Dossier: id, Version: faits, Quoi: fmt.Sprintf("c'est son dernier fait, mais sa fiche en est au fait %d", fiche)}
	}
	return err
}

// Copier met dans vers tous les dossiers de b, vérifiés en chemin : tous, ou aucun. Un dossier que vers a déjà est un
// *dossier.Conflit. La mémoire ne dépend pas du nombre de dossiers.
func (b *Base) Copier(ctx context.Context, vers *Base, avance func(n int)) (n int, err error) {
	err = b.auMemeInstant(ctx, func(tx *sql.Tx) error {
		if err := verifierAudit(ctx, tx); err != nil {
			return err
		}
		return vers.recevoir(ctx, func(p plume) error {
			return b.parcourir(ctx, tx, verifiant(&n, avance, func(l []dossier.Fait) error {
				err := p.suivre(ctx, l)
				if err == nil {
					err = p.inscrire(ctx, l)
				}
				return vers.dire(ctx, "n'écrit pas", err)
			}))
		}, tx)
	})
	if err != nil {
		return 0, b.dire(ctx, "ne se copie pas", err)
	}
	return n, nil
}

// recevoir écrit des faits, puis les fiches, les identités, les documents, les accès, les rappels et les paiements de la base d'où ils viennent.
func (b *Base) recevoir(ctx context.Context, faits func(plume) error, de *sql.Tx) error {
	return b.seul(ctx, func(tx *sql.Tx) error {
		p := b.plume.dans(ctx, tx)
		if err := faits(p); err != nil {
			return err
		}
		if err := chaqueFiche(ctx, de, `SELECT `+colonnesFiche+` FROM fiches`, nil, func(f *dossier.Fiche) error {
			return b.dire(ctx, "n'écrit pas", p.poser(ctx, f))
		}); err != nil {
			return err
		}
		if err := chaqueIdentite(ctx, de, `SELECT `+colonnesPersonne+` FROM personnes p`, nil, func(i *personne.IdentiteGardee) error {
			return b.dire(ctx, "n'écrit pas", poserIdentite(ctx, tx, i))
		}); err != nil {
			return err
		}
		if err := chaqueDocument(ctx, de, avecOctets, ``, nil, func(k *personne.DocumentGarde) error {
			return b.dire(ctx, "n'écrit pas", poserDocument(ctx, tx, k))
		}); err != nil {
			return err
		}
		if err := b.accueillirAcces(ctx, tx, de); err != nil {
			return err
		}
		if err := chaqueRappel(ctx, de, ``, nil, func(l *courrier.Ligne) error { return b.dire(ctx, "n'écrit pas", poserRappel(ctx, tx, l)) }); err != nil {
			return err
		}
		return b.accueillirPaiements(ctx, tx, de)
	})
}

// Sauvegarder écrit, pendant que la base sert, un fichier SQLite neuf qui s'ouvre comme une base. La copie est relue :
// une *dossier.Rupture dit que la base a été retouchée, et la copie, fidèle, est gardée ; seul un fait ôté de PostgreSQL
// l'empêche.
func (b *Base) Sauvegarder(ctx context.Context, fichier string) error {
	if _, err := os.Lstat(fichier); err == nil {
		return &Erreur{b.nom, "ne se sauvegarde pas", fichier + " existe déjà", os.ErrExist}
	}
	// À côté, sous un nom provisoire : le nom demandé n'est jamais celui d'une copie inachevée.
	f, err := os.CreateTemp(filepath.Dir(fichier), "."+filepath.Base(fichier)+".*")
	if err != nil {
		return b.dire(ctx, "ne se sauvegarde pas", err)
	}
	defer oter(f.Name())
	if err := f.Close(); err != nil {
		return b.dire(ctx, "ne se sauvegarde pas", err)
	}
	rupture, err := b.copierDans(ctx, f.Name())
	if err == nil {
		err = vider(f.Name(), os.O_RDWR)
	}
	if err == nil {
		err = os.Rename(f.Name(), fichier)
	}
	if err != nil {
		return b.dire(ctx, "ne se sauvegarde pas", err)
	}
	vider(filepath.Dir(fichier), os.O_RDONLY) // le nom aussi ; Windows ne le permet pas, et s'en charge
	return rupture
}

// copierDans remplit un fichier vide, le relit, et en fait un fichier seul, sans journal à côté.
func (b *Base) copierDans(ctx context.Context, fichier string) (rupture, err error) {
	if b.fichier != "" {
		if err := photographier(ctx, b.fichier, fichier); err != nil {
			return nil, err
		}
	}
	copie, err := Ouvrir(ctx, fichier)
	if err != nil {
		return nil, err
	}
	defer copie.Fermer()
	if b.fichier == "" {
		if err := b.transcrire(ctx, copie); err != nil {
			if _, rompue := b.Verifier(ctx, nil); errors.As(rompue, new(*dossier.Rupture)) {
				err = rompue // un fait ôté ne se transcrit pas
			}
			return nil, err
		}
	}
	if _, err := copie.ecrit.ExecContext(ctx, `PRAGMA secure_delete = ON; `+oublierLesSessions); err != nil {
		return nil, err
	}
	if _, rupture = copie.Verifier(ctx, nil); rupture != nil && ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err := copie.lit.Close(); err != nil {
		return nil, err
	}
	_, err = copie.ecrit.ExecContext(ctx, `PRAGMA journal_mode = DELETE`)
	return rupture, err
}

// transcrire copie sans juger : une sauvegarde est fidèle.
func (b *Base) transcrire(ctx context.Context, vers *Base) error {
	return b.auMemeInstant(ctx, func(tx *sql.Tx) error {
		return vers.recevoir(ctx, func(p plume) error {
			return b.parcourir(ctx, tx, func(l []dossier.Fait) error {
				return vers.dire(ctx, "n'écrit pas", p.inscrire(ctx, l))
			})
		}, tx)
	})
}

// Restaurer met une sauvegarde dans une base neuve ou vide, et rend le nombre de ses dossiers. Rien n'est jamais recouvert.
func Restaurer(ctx context.Context, fichier, adresse string, avance func(n int)) (n int, err error) {
	s := &Base{nom: fichier, fichier: fichier, d: dialecteSQLite}
	const geste = "ne se restaure pas"
	if s.fichier, err = filepath.Abs(fichier); err != nil {
		return 0, s.dire(ctx, geste, err)
	}
	if _, err := os.Stat(s.fichier); err != nil {
		return 0, s.dire(ctx, geste, err)
	}
	atelier, err := os.MkdirTemp("", "jalon-restauration-")
	if err != nil {
		return 0, s.dire(ctx, geste, err)
	}
	defer os.RemoveAll(atelier)
	// Une copie de travail : mettre au niveau une sauvegarde ancienne ne doit rien y changer.
	travail := filepath.Join(atelier, "copie")
	if err := photographier(ctx, s.fichier, travail); err != nil {
		return 0, s.dire(ctx, geste, err)
	}
	copie, err := Ouvrir(ctx, travail)
	if err != nil {
		return 0, s.dire(ctx, geste, err)
	}
	defer copie.Fermer()
	copie.nom = fichier
	neuve, err := Ouvrir(ctx, adresse)
	if err != nil {
		return 0, err
	}
	defer neuve.Fermer()
	var pleine bool
	if err := neuve.lit.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM faits) OR EXISTS (SELECT 1 FROM audit)`).Scan(&pleine); err != nil {
		return 0, neuve.dire(ctx, "ne se lit pas", err)
	}
	if pleine {
		return 0, &Erreur{neuve.nom, "ne se restaure pas", "elle contient déjà des dossiers, ou des comptes", os.ErrExist}
	}
	return copie.Copier(ctx, neuve, avance)
}

// photographier copie un fichier SQLite, d'un même état, sans l'écrire.
func photographier(ctx context.Context, de, vers string) error {
	r, err := sql.Open("sqlite", uri(de, url.Values{"mode": {"ro"}, "_pragma": {"busy_timeout(5000)"}}))
	if err != nil {
		return err
	}
	defer r.Close()
	_, err = r.ExecContext(ctx, `VACUUM INTO $1`, vers)
	return err
}

// vider met un fichier sur le disque pour de bon.
func vider(fichier string, mode int) error {
	f, err := os.OpenFile(fichier, mode, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

// oter retire une copie provisoire, et ce que SQLite a pu mettre à côté.
func oter(fichier string) {
	for _, suffixe := range []string{"", "-wal", "-shm", "-journal"} {
		os.Remove(fichier + suffixe)
	}
}
