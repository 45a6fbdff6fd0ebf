package sqlstore

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
	"unicode/utf8"

	"jalon/acces"
	"jalon/courrier"
	"jalon/dossier"
	"jalon/dossier/personne"
	"jalon/droit/calendrier"
)

// Un export est un texte : une ligne de tête, une par fait, par identité, par document, par organisation, par compte, par ligne du registre des accès, par rappel, par morceau d'un état de paiement et par proposition, une de fin. Chaque ligne est un objet JSON,
// et porte la somme de toutes celles d'avant et d'elle-même : rien n'y change, ne s'y ôte ni ne s'y ajoute sans se voir.
type ligneExport struct {
	Export   int               `json:"export,omitempty"` // la version de cette forme, en tête
	Fait     *faitExporte      `json:"fait,omitempty"`
	Identite *identiteExportee `json:"identite,omitempty"`
	Document *documentExporte  `json:"document,omitempty"`
	Acces    *accesExporte     `json:"acces,omitempty"`
	Rappel   *rappelExporte    `json:"rappel,omitempty"`
	Paiement *paiementExporte  `json:"paiement,omitempty"`
	Fin      *finExport        `json:"fin,omitempty"`
}

const versionExport = 1

type faitExporte struct {
	Dossier   string `json:"dossier"`
	Version   int    `json:"version"`
	Acte      string `json:"acte"`
	Le        string `json:"le"`       // vide : inconnu
	Consigne  string `json:"consigne"` // à la microseconde, temps universel
	Auteur    string `json:"auteur"`
	Donnees   string `json:"donnees,omitempty"`
	Octets    []byte `json:"octets,omitempty"` // à la place de donnees, quand ce n'est pas un texte
	Empreinte string `json:"empreinte"`
}

// identiteExportee garde le NIR et l'IBAN scellés.
type identiteExportee struct {
	Personne  string         `json:"personne"`
	Dossier   string         `json:"dossier"`
	Nom       string         `json:"nom,omitempty"`
	Prenom    string         `json:"prenom,omitempty"`
	Naissance string         `json:"naissance,omitempty"`
	Adresse   string         `json:"adresse,omitempty"`
	Courriel  string         `json:"courriel,omitempty"`
	NIR       *scelleExporte `json:"nir,omitempty"`
	IBAN      *scelleExporte `json:"iban,omitempty"`
}

type scelleExporte struct {
	Octets []byte `json:"octets"`
	Index  []byte `json:"index"`
}

type finExport struct {
	Dossiers  int `json:"dossiers"`
	Identites int `json:"identites"`
	Documents int `json:"documents,omitempty"`
	Acces     int `json:"acces,omitempty"`
	Rappels   int `json:"rappels,omitempty"`
	Paiements int `json:"paiements,omitempty"`
}

// instantExport écrit les microsecondes, et elles seules.
const instantExport = "2006-01-02T15:04:05.000000Z"

// LigneRefusee dit quelle ligne d'un export ne se reprend pas.
type LigneRefusee struct {
	Ligne int
	cause error
}

func (l *LigneRefusee) Error() string { return fmt.Sprintf("ligne %d : %s", l.Ligne, l.cause) }

func (l *LigneRefusee) Unwrap() error { return l.cause }

// sommer rend la somme d'une ligne, d'après celle d'avant.
func sommer(avant, contenu []byte) []byte {
	h := sha256.New()
	h.Write(avant)
	h.Write(contenu)
	return h.Sum(nil)
}

// Exporter écrit tous les dossiers d'un même état de la base, vérifiés en chemin. La mémoire ne dépend pas de leur nombre.
func (b *Base) Exporter(ctx context.Context, w io.Writer, avance func(n int)) (n int, err error) {
	var somme []byte
	var sortie error // l'écriture du fichier, qui n'est pas la faute de la base
	ecrire := func(l ligneExport) error {
		var t bytes.Buffer
		e := json.NewEncoder(&t)
		e.SetEscapeHTML(false)
		if err := e.Encode(l); err != nil {
			return err
		}
		contenu := bytes.TrimSuffix(t.Bytes(), []byte("\n"))
		somme = sommer(somme, contenu)
		_, sortie = fmt.Fprintf(w, `%s,"somme":"%x"}`+"\n", contenu[:len(contenu)-1], somme)
		return sortie
	}
	identites, documents, lignes, rappels, paiements := 0, 0, 0, 0, 0
	err = b.auMemeInstant(ctx, func(tx *sql.Tx) error {
		if err := ecrire(ligneExport{Export: versionExport}); err != nil {
			return err
		}
		if err := b.parcourir(ctx, tx, verifiant(&n, avance, func(l []dossier.Fait) error {
			for i := range l {
				if err := ecrire(ligneExport{Fait: exporterFait(&l[i])}); err != nil {
					return err
				}
			}
			return nil
		})); err != nil {
			return err
		}
		if err := chaqueIdentite(ctx, tx, `SELECT `+colonnesPersonne+` FROM personnes p ORDER BY p.personne`, nil, func(i *personne.IdentiteGardee) error {
			identites++
			return ecrire(ligneExport{Identite: exporterIdentite(i)})
		}); err != nil {
			return err
		}
		if err := chaqueDocument(ctx, tx, avecOctets, `ORDER BY dossier, fait`, nil, func(k *personne.DocumentGarde) error {
			documents++
			return ecrire(ligneExport{Document: &documentExporte{Dossier: k.Dossier, Fait: k.Fait, Personne: k.Personne, Octets: k.Octets}})
		}); err != nil {
			return err
		}
		if err := chaqueAcces(ctx, tx, func(x *accesExporte) error { lignes++; return ecrire(ligneExport{Acces: x}) }); err != nil {
			return err
		}
		if err := chaqueRappel(ctx, tx, `ORDER BY dossier, echeance, regle, delai, destinataire`, nil, func(l *courrier.Ligne) error {
			rappels++
			return ecrire(ligneExport{Rappel: exporterRappel(l)})
		}); err != nil {
			return err
		}
		if err := chaquePaiement(ctx, tx, func(x *paiementExporte) error { paiements++; return ecrire(ligneExport{Paiement: x}) }); err != nil {
			return err
		}
		return ecrire(ligneExport{Fin: &finExport{n, identites, documents, lignes, rappels, paiements}})
	})
	if sortie != nil {
		return 0, sortie
	}
	return n, b.dire(ctx, "ne s'exporte pas", err)
}

func exporterFait(f *dossier.Fait) *faitExporte {
	x := &faitExporte{Dossier: f.Dossier, Version: f.Version, Acte: f.Acte, Le: ecrireDate(f.Le), Consigne: f.Consigne.UTC().Format(instantExport), Auteur: f.Auteur, Empreinte: f.Empreinte.String()}
	if utf8.Valid(f.Donnees) {
		x.Donnees = string(f.Donnees)
	} else {
		x.Octets = f.Donnees
	}
	return x
}

func ecrireDate(d calendrier.Date) string {
	if !d.Connue() {
		return ""
	}
	return d.String()
}

func lireDate(s string) (calendrier.Date, error) {
	if s == "" {
		return 0, nil
	}
	return calendrier.Lire([]byte(s))
}

func exporterIdentite(i *personne.IdentiteGardee) *identiteExportee {
	scelle := func(s personne.Scelle) *scelleExporte {
		if s.Octets == nil {
			return nil
		}
		return (*scelleExporte)(&s)
	}
	return &identiteExportee{i.Personne, i.Dossier, i.Nom, i.Prenom, ecrireDate(i.Naissance), i.Adresse, i.Courriel, scelle(i.NIRScelle), scelle(i.IBANScelle)}
}

// ligneMax borne ce qu'une ligne prend de mémoire.
const ligneMax = 64 << 20

// Importer reprend un export : tous ses dossiers, ou aucun. Chaque empreinte est refaite, et chaque fiche. Ce qui ne se
// reprend pas, un dossier que la base a déjà compris, est une *LigneRefusee.
func (b *Base) Importer(ctx context.Context, r io.Reader, avance func(n int)) (n int, err error) {
	err = b.seul(ctx, func(tx *sql.Tx) error {
		i := importation{b: b, tx: tx, paiements: accueilPaiements{tx: tx}, p: b.plume.dans(ctx, tx), avance: avance}
		lignes := bufio.NewScanner(r)
		lignes.Buffer(make([]byte, 1<<16), ligneMax)
		refusee := func(err error) error {
			var base *Erreur
			if ctx.Err() != nil || errors.As(err, &base) || errors.As(err, new(*LigneRefusee)) {
				return err
			}
			return &LigneRefusee{i.ligne, err}
		}
		for lignes.Scan() {
			i.ligne++
			if err := i.lire(ctx, lignes.Bytes()); err != nil {
				return refusee(err)
			}
		}
		if err := lignes.Err(); err != nil {
			i.ligne++
			if errors.Is(err, bufio.ErrTooLong) {
				err = fmt.Errorf("elle dépasse %d Mo", ligneMax>>20)
			}
			return refusee(err)
		}
		if !i.fini {
			i.ligne++
			return refusee(errors.New("l'export s'arrête avant sa fin"))
		}
		n = i.vu.Dossiers
		return nil
	})
	var ligne *LigneRefusee
	switch {
	case err == nil:
		return n, nil
	case errors.As(err, &ligne):
		return 0, err
	}
	return 0, b.dire(ctx, "n'écrit pas", err)
}

// importation est un export qu'on relit, ligne à ligne.
type importation struct {
	b         *Base
	tx        *sql.Tx
	p         plume
	avance    func(int)
	somme     []byte
	ligne     int
	faits     []dossier.Fait // du dossier en cours
	vu        finExport
	fini      bool
	chaine    acces.ChaineAudit
	paiements accueilPaiements
}

// clefSomme ouvre ce qui finit chaque ligne.
const clefSomme = `,"somme":"`

func (i *importation) lire(ctx context.Context, ligne []byte) error {
	fin := len(ligne) - len(clefSomme) - 2*sha256.Size - len(`"}`)
	if fin < 0 || !bytes.HasPrefix(ligne[fin:], []byte(clefSomme)) || !bytes.HasSuffix(ligne, []byte(`"}`)) {
		return errors.New("ce n'est pas une ligne d'export entière")
	}
	dite := ligne[fin+len(clefSomme) : len(ligne)-2]
	contenu := append(bytes.Clone(ligne[:fin]), '}')
	if i.somme = sommer(i.somme, contenu); hex.EncodeToString(i.somme) != string(dite) {
		return errors.New("elle a changé, ou une ligne manque avant elle")
	}
	var l ligneExport
	lecteur := json.NewDecoder(bytes.NewReader(contenu))
	lecteur.DisallowUnknownFields()
	if lecteur.Decode(&l) != nil {
		return errors.New("cette édition ne la comprend pas")
	}
	if (i.ligne == 1) != (l.Export > 0) || i.fini {
		return errors.New("elle n'est pas à sa place dans un export")
	}
	if l.Export > versionExport {
		return errors.New("cet export vient d'une édition plus récente, qu'il faut installer")
	}
	if l.Fait != nil {
		return i.fait(ctx, l.Fait)
	}
	if err := i.achever(ctx); err != nil { // le dernier dossier
		return err
	}
	switch {
	case l.Identite != nil:
		x, err := l.Identite.lire()
		if err == nil {
			i.vu.Identites++
			err = poserIdentite(ctx, i.tx, x)
		}
		if errors.As(err, new(*dossier.Refus)) {
			return err
		}
		return i.b.dire(ctx, "n'écrit pas", err)
	case l.Document != nil:
		i.vu.Documents++
		return i.b.dire(ctx, "n'écrit pas", poserDocument(ctx, i.tx, &personne.DocumentGarde{Dossier: l.Document.Dossier, Fait: l.Document.Fait, Personne: l.Document.Personne, Octets: l.Document.Octets}))
	case l.Acces != nil:
		i.vu.Acces++
		return i.acces(ctx, l.Acces)
	case l.Rappel != nil:
		x, err := l.Rappel.lire()
		if err != nil {
			return err
		}
		i.vu.Rappels++
		return i.b.dire(ctx, "n'écrit pas", poserRappel(ctx, i.tx, x))
	case l.Paiement != nil:
		i.vu.Paiements++
		return i.b.dire(ctx, "n'écrit pas", i.paiements.recevoir(ctx, l.Paiement))
	case l.Fin != nil:
		if i.fini = *l.Fin == i.vu; !i.fini {
			return errors.New("le compte des dossiers, des identités, des accès, des rappels et des paiements n'y est pas")
		}
	}
	return nil
}

// fait garde un fait jusqu'au dernier de son dossier.
func (i *importation) fait(ctx context.Context, x *faitExporte) error {
	f := dossier.Fait{Dossier: x.Dossier, Version: x.Version, Acte: x.Acte, Auteur: x.Auteur, Donnees: []byte(x.Donnees)}
	if x.Octets != nil {
		f.Donnees = x.Octets
	}
	var err error
	if f.Le, err = lireDate(x.Le); err != nil {
		return err
	}
	if f.Consigne, err = time.Parse(instantExport, x.Consigne); err != nil {
		return errors.New("l'instant « consigne » ne se lit pas")
	}
	if n, err := hex.Decode(f.Empreinte[:], []byte(x.Empreinte)[:min(len(x.Empreinte), 2*sha256.Size)]); err != nil || n != sha256.Size {
		return errors.New("l'empreinte ne se lit pas")
	}
	if n := len(i.faits); n > 0 && i.faits[0].Dossier != x.Dossier {
		if err := i.achever(ctx); err != nil {
			return err
		}
	}
	if n := len(i.faits); n > 0 {
		f.Precedente = i.faits[n-1].Empreinte
	}
	i.faits = append(i.faits, f)
	return nil
}

// achever consigne le dossier en cours, et sa fiche.
func (i *importation) achever(ctx context.Context) error {
	if len(i.faits) == 0 {
		return nil
	}
	premiere := i.ligne - len(i.faits)
	var rupture *dossier.Rupture
	if err := dossier.Verifier(i.faits); errors.As(err, &rupture) {
		return &LigneRefusee{premiere + rupture.Version - 1, err}
	}
	d, err := dossier.Plier(i.faits)
	if err != nil {
		return &LigneRefusee{premiere, err}
	}
	var conflit *dossier.Conflit
	if err = i.p.suivre(ctx, i.faits); errors.As(err, &conflit) {
		return &LigneRefusee{premiere, errors.New("la base a déjà le dossier " + conflit.Dossier)}
	}
	if err == nil {
		err = i.p.ajouter(ctx, i.faits, d.Fiche())
	}
	if err != nil {
		return i.b.dire(ctx, "n'écrit pas", err)
	}
	i.faits = nil
	if i.vu.Dossiers++; i.avance != nil {
		i.avance(i.vu.Dossiers)
	}
	return nil
}

func (x *identiteExportee) lire() (*personne.IdentiteGardee, error) {
	i := &personne.IdentiteGardee{Identite: personne.Identite{Personne: x.Personne, Dossier: x.Dossier, Nom: x.Nom, Prenom: x.Prenom, Adresse: x.Adresse, Courriel: x.Courriel}}
	var err error
	i.Naissance, err = lireDate(x.Naissance)
	if x.NIR != nil {
		i.NIRScelle = personne.Scelle(*x.NIR)
	}
	if x.IBAN != nil {
		i.IBANScelle = personne.Scelle(*x.IBAN)
	}
	return i, err
}
