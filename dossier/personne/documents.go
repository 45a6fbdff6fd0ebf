package personne

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"jalon/dossier"
	"jalon/dossier/coffre"
)

// Ce qu'un document refuse.
var (
	ErrSansDocument = errors.New("ce document n'est plus là : il a été retiré, ou effacé avec l'identité")
	ErrAltere       = errors.New("les octets de ce document ne sont plus ceux qui ont été déposés : son empreinte ne s'y retrouve pas")
)

// DocumentGarde est un document tel que la base le garde. Son fait dit le reste.
type DocumentGarde struct {
	Dossier  string
	Fait     int
	Personne string
	Cle      []byte // le nom de celle qui scelle les octets, que la base en tire
	Octets   []byte // scellés
}

// connu dit qu'un coffre, par ce qu'il connaît, ouvre ce document.
func (k *DocumentGarde) connu(connait func(Scelle) bool) bool { return connait(Scelle{Octets: k.Cle}) }

// Document est un document déposé.
type Document struct {
	dossier.DocumentDepose
	Fait   *dossier.Fait
	Nom    string
	La     bool // ses octets sont là : ni retiré, ni effacé
	Scelle bool // le fichier de clé manque, ou n'est plus le bon : il ne s'ouvre pas
}

const colonneOctets = "document"

// placeDocument est ce à quoi le coffre lie des octets : recopiés d'un autre document, ils ne s'ouvrent pas.
func placeDocument(id string, fait int) string { return fmt.Sprintf("%s/%d", id, fait) }

// nomDocument est celui sous lequel un document se montre et se rend : ce qu'il est, son jour, le fait qui le dit. Le nom du fichier
// reçu n'est pas gardé : il peut dire de la personne ce que le dossier ne doit pas savoir, sa santé par exemple.
func nomDocument(f *dossier.Fait, x dossier.DocumentDepose) string {
	return fmt.Sprintf("%s du %s, fait %d.%s", dossier.NomMot(x.Nature), f.Le, f.Version, x.Forme)
}

// Deposer garde un document d'un dossier, scellé, et le consigne : ensemble, ou pas du tout. Il tient à l'identité, et s'efface
// avec elle ; un dossier qui n'en a pas en reçoit le numéro.
func (r *Registre) Deposer(ctx context.Context, id, auteur, nature, forme string, octets []byte) (fait int, err error) {
	if r.Coffre == nil {
		return 0, coffre.ErrSansCle
	}
	if err := r.verifierUneFois(ctx); err != nil {
		return 0, err
	}
	somme := sha256.Sum256(octets)
	x := dossier.DocumentDepose{Nature: nature, Forme: forme, SHA256: hex.EncodeToString(somme[:]), Taille: len(octets)}
	for {
		d, err := r.Greffe.Lire(ctx, id)
		if err != nil {
			return 0, err
		}
		g, err := r.garde(ctx, d)
		if errors.Is(err, ErrSansIdentite) {
			if _, err = r.Dire(ctx, id, auteur, nil); err == nil {
				continue
			}
		}
		if err != nil {
			return 0, err
		}
		faits, fiche, err := r.Greffe.PreparerDocument(d, auteur, x)
		if err != nil {
			return 0, err
		}
		k := &DocumentGarde{Dossier: id, Fait: faits[0].Version, Personne: g.Personne}
		if err := r.scellerDocument(k, octets); err != nil {
			return 0, err
		}
		err = r.Identites.DeposerDocument(ctx, k, faits, fiche)
		var conflit *dossier.Conflit
		if !errors.As(err, &conflit) && !errors.Is(err, ErrSansIdentite) { // venu, ou effacée, entre-temps : on relit
			return k.Fait, err
		}
	}
}

func (r *Registre) scellerDocument(k *DocumentGarde, octets []byte) error {
	o, err := r.Coffre.Sceller(colonneOctets, placeDocument(k.Dossier, k.Fait), string(octets))
	k.Octets = o.Octets
	return err
}

func (r *Registre) ouvrirDocument(k *DocumentGarde) ([]byte, error) {
	octets, err := r.Coffre.Ouvrir(colonneOctets, placeDocument(k.Dossier, k.Fait), Scelle{Octets: k.Octets})
	return []byte(octets), err
}

func unDocument(x dossier.DocumentDepose, f *dossier.Fait) Document {
	return Document{DocumentDepose: x, Fait: f, Nom: nomDocument(f, x)}
}

// Documents rend ceux d'un dossier, le dernier d'abord, retirés et effacés compris.
func (r *Registre) Documents(ctx context.Context, d *dossier.Dossier) ([]Document, error) {
	gardes := map[int]*DocumentGarde{}
	if err := r.Identites.ParcourirDocuments(ctx, d.ID, func(k *DocumentGarde) error { gardes[k.Fait] = k; return nil }); err != nil {
		return nil, err
	}
	connait := r.Coffre.Connait()
	var l []Document
	for n := d.Version(); n > 0; n-- {
		depose, ok := d.Document(n)
		if !ok {
			continue
		}
		x := unDocument(depose, &d.Faits[n-1])
		if k := gardes[n]; k != nil {
			x.La, x.Scelle = true, !k.connu(connait)
		}
		l = append(l, x)
	}
	return l, nil
}

// Document rend un document et ses octets, dont l'empreinte est celle du fait.
func (r *Registre) Document(ctx context.Context, d *dossier.Dossier, fait int) (*Document, []byte, error) {
	depose, ok := d.Document(fait)
	if !ok {
		return nil, nil, ErrSansDocument
	}
	k, err := r.Identites.Document(ctx, d.ID, fait)
	if err != nil {
		return nil, nil, err
	}
	octets, err := r.ouvrirDocument(k)
	if err != nil {
		return nil, nil, err
	}
	if somme := sha256.Sum256(octets); hex.EncodeToString(somme[:]) != depose.SHA256 {
		return nil, nil, ErrAltere
	}
	x := unDocument(depose, &d.Faits[fait-1])
	x.La = true
	return &x, octets, nil
}

// Retirer ôte les octets d'un document et annule son fait, qui garde l'empreinte.
func (r *Registre) Retirer(ctx context.Context, id string, fait int, auteur, pourquoi string) error {
	for {
		d, err := r.Greffe.Lire(ctx, id)
		if err != nil {
			return err
		}
		if _, ok := d.Document(fait); !ok {
			return ErrSansDocument
		}
		faits, fiche, err := r.Greffe.PreparerRetrait(d, auteur, fait, pourquoi)
		if err != nil {
			return err
		}
		err = r.Identites.RetirerDocument(ctx, fait, faits, fiche)
		var conflit *dossier.Conflit
		if !errors.As(err, &conflit) {
			return errors.Join(err, r.Identites.OterTraces(ctx))
		}
	}
}

// rescellerDocument ferme de nouveau un document avec la première clé du coffre.
func (r *Registre) rescellerDocument(k *DocumentGarde) error {
	octets, err := r.ouvrirDocument(k)
	if err != nil {
		return err
	}
	return r.scellerDocument(k, octets)
}
