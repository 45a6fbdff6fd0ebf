// Package personne dit qui est la personne d'un dossier : son identité, à part des faits, qui se corrige, se cherche, se garde un
// temps et s'efface.
package personne

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"jalon/dossier"
	"jalon/dossier/coffre"
	"jalon/droit/calendrier"
	"jalon/format"
	"jalon/lot/identifiant"
)

// ErrSansIdentite dit que le dossier n'a pas d'identité, ou ne l'a plus.
var ErrSansIdentite = errors.New("ce dossier n'a pas d'identité : elle n'a pas été dite, ou elle a été effacée")

// Identite dit qui est la personne d'un dossier. Elle n'est dans aucun fait : elle se corrige et s'efface.
type Identite struct {
	Personne, Dossier string // le numéro que nomme l'ouverture du dossier ; le dossier
	Nom, Prenom       string
	Naissance         calendrier.Date
	Adresse, Courriel string
	NIR, IBAN         string
}

// Scelle est un numéro tel que la base le garde.
type Scelle = coffre.Scelle

// IdentiteGardee est une identité telle que la base la garde.
type IdentiteGardee struct {
	Identite              // sans NIR ni IBAN
	NIRScelle, IBANScelle Scelle
}

// Recherche choisit des identités ; un seul de ses champs est donné.
type Recherche struct {
	Nom       string // chaque mot commence un mot du nom ou du prénom, sans regarder accents ni majuscules
	NIR, IBAN [][]byte
	Dossiers  []string
	Limite    int
}

// Identites garde les identités, à part des faits.
type Identites interface {
	// Identite rend celle d'un numéro, ou ErrSansIdentite.
	Identite(ctx context.Context, personne string) (*IdentiteGardee, error)
	// PoserIdentite écrit ou remplace celle de son numéro. Un numéro pris par un autre dossier est un *Refus.
	PoserIdentite(ctx context.Context, i *IdentiteGardee) error
	// EffacerIdentite ôte des données de celle d'un dossier et consigne les faits qui le disent : ensemble, ou pas du tout.
	// ErrSansIdentite si elle n'est pas là ; un *Conflit comme Journal.Ajouter.
	EffacerIdentite(ctx context.Context, donnees []Donnee, faits []dossier.Fait, fiche *dossier.Fiche) error
	// OterTraces ôte du disque ce qui vient d'être effacé. Il se rappelle sans dommage.
	OterTraces(ctx context.Context) error
	// ParcourirIdentites passe chaque identité, par numéro ; f peut écrire.
	ParcourirIdentites(ctx context.Context, f func(*IdentiteGardee) error) error
	// ChercherIdentites rend celles de la recherche, par nom et prénom.
	ChercherIdentites(ctx context.Context, r Recherche) ([]IdentiteGardee, error)
	// Resceller passe chaque identité puis chaque document, et récrit ce qu'ils ont de scellé, tout ou rien ; n est le nombre
	// des identités.
	Resceller(ctx context.Context, f func(*IdentiteGardee) error, document func(*DocumentGarde) error) (n int, err error)

	// DeposerDocument garde un document et consigne le fait qui le dit : ensemble, ou pas du tout. ErrSansIdentite si
	// l'identité dont il est n'est plus là ; un *Conflit comme Journal.Ajouter.
	DeposerDocument(ctx context.Context, k *DocumentGarde, faits []dossier.Fait, fiche *dossier.Fiche) error
	// RetirerDocument ôte de même celui d'un fait ; qu'il ne soit plus là n'empêche rien.
	RetirerDocument(ctx context.Context, fait int, faits []dossier.Fait, fiche *dossier.Fiche) error
	// Document rend celui d'un fait, ou ErrSansDocument.
	Document(ctx context.Context, dossier string, fait int) (*DocumentGarde, error)
	// ParcourirDocuments passe ceux d'un dossier, sans leurs octets ; vide : de tous.
	ParcourirDocuments(ctx context.Context, dossier string, f func(*DocumentGarde) error) error
}

// Registre tient les identités des dossiers.
type Registre struct {
	Greffe    *dossier.Greffe
	Identites Identites
	Coffre    *coffre.Coffre // nil : aucun NIR ni IBAN ne se garde ni ne se lit

	verifie atomic.Pointer[coffre.Coffre] // le coffre qui ouvre tout ce que la base a de scellé
}

// ClesIdentite sont ce qu'on peut dire d'une personne.
var ClesIdentite = []string{"nom", "prenom", "naissance", "adresse", "courriel", "nir", "iban"}

// identiteMax borne un texte d'identité, en lettres.
const identiteMax = 500

// Verifier refuse ce que Dire refuserait de ces valeurs, sans rien écrire.
func Verifier(valeurs map[string]string) error {
	var i Identite
	for cle, x := range valeurs {
		if err := i.poser(cle, x); err != nil {
			return err
		}
	}
	return nil
}

// poser lit une valeur ; vide, elle ôte ce qui était dit. Un refus ne répète jamais la valeur.
func (i *Identite) poser(cle, texte string) error {
	texte = strings.TrimSpace(texte)
	invalide := func(attendu string) error {
		return &dossier.Refus{Code: dossier.RefusValeur, Message: attendu, Champ: cle}
	}
	lire := func(vers *string, lit func(string) (string, error)) error {
		if texte == "" {
			*vers = ""
			return nil
		}
		v, err := lit(texte)
		if err != nil {
			return invalide(err.Error())
		}
		*vers = v
		return nil
	}
	if utf8.RuneCountInString(texte) > identiteMax {
		return invalide(fmt.Sprintf("%d lettres au plus sont attendues", identiteMax))
	}
	if strings.ContainsFunc(texte, unicode.IsControl) {
		return invalide("un texte d'une ligne est attendu")
	}
	switch cle {
	case "nom":
		i.Nom = texte
	case "prenom":
		i.Prenom = texte
	case "adresse":
		i.Adresse = texte
	case "courriel":
		if qui, ou, ok := strings.Cut(texte, "@"); texte != "" && (!ok || qui == "" || !strings.Contains(ou, ".") || strings.ContainsAny(texte, " ,;")) {
			return invalide("une adresse de courriel est attendue, comme nom@exemple.fr")
		}
		i.Courriel = texte
	case "naissance":
		if texte == "" {
			i.Naissance = 0
			return nil
		}
		d, ok := format.DateEcrite(texte)
		if !ok {
			return invalide("une date est attendue, comme 1980-06-12")
		}
		i.Naissance = d
	case "nir":
		return lire(&i.NIR, identifiant.NIR)
	case "iban":
		return lire(&i.IBAN, identifiant.IBAN)
	default:
		return &dossier.Refus{Code: dossier.RefusChamp, Message: "une identité ne connaît pas ce champ ; elle prend " + strings.Join(ClesIdentite, ", "), Champ: cle}
	}
	return nil
}

const masque = "•••"

// Masquee rend ce qui se montre sans qu'on l'ait demandé en clair : qui, mais ni ses numéros, ni où la joindre.
func (i Identite) Masquee() Identite {
	masquer := func(s *string, m func(string) string) {
		if *s != "" {
			*s = m(*s)
		}
	}
	entier := func(string) string { return masque }
	masquer(&i.Adresse, entier)
	masquer(&i.Courriel, entier)
	masquer(&i.NIR, identifiant.MasquerNIR)
	masquer(&i.IBAN, identifiant.MasquerIBAN)
	return i
}

// EnJSON est l'identité telle qu'un autre programme la lit.
func (i *Identite) EnJSON() map[string]any {
	m := map[string]any{
		"dossier": i.Dossier, "personne": i.Personne, "nom": i.Nom, "prenom": i.Prenom, "naissance": nil,
		"adresse": i.Adresse, "courriel": i.Courriel, "nir": i.NIR, "iban": i.IBAN,
	}
	if i.Naissance.Connue() {
		m["naissance"] = i.Naissance.String()
	}
	return m
}

// sceller rend l'identité telle que la base la garde.
func (r *Registre) sceller(i *Identite) (*IdentiteGardee, error) {
	g := &IdentiteGardee{Identite: *i}
	g.NIR, g.IBAN = "", ""
	var err error
	if g.NIRScelle, err = r.Coffre.Sceller("nir", i.Personne, i.NIR); err != nil {
		return nil, err
	}
	g.IBANScelle, err = r.Coffre.Sceller("iban", i.Personne, i.IBAN)
	return g, err
}

func (r *Registre) ouvrir(g *IdentiteGardee) (*Identite, error) {
	i := g.Identite
	var err error
	if i.NIR, err = r.Coffre.Ouvrir("nir", i.Personne, g.NIRScelle); err != nil {
		return nil, err
	}
	i.IBAN, err = r.Coffre.Ouvrir("iban", i.Personne, g.IBANScelle)
	return &i, err
}

// Lire rend l'identité d'un dossier, ou ErrSansIdentite.
func (r *Registre) Lire(ctx context.Context, id string) (*Identite, error) {
	d, err := r.Greffe.Lire(ctx, id)
	if err != nil {
		return nil, err
	}
	return r.lire(ctx, d)
}

func (r *Registre) lire(ctx context.Context, d *dossier.Dossier) (*Identite, error) {
	g, err := r.garde(ctx, d)
	if err != nil {
		return nil, err
	}
	return r.ouvrir(g)
}

// garde rend l'identité d'un dossier telle que la base la garde.
func (r *Registre) garde(ctx context.Context, d *dossier.Dossier) (*IdentiteGardee, error) {
	p := d.Personne()
	if p == "" {
		return nil, ErrSansIdentite
	}
	g, err := r.Identites.Identite(ctx, p)
	if err == nil && g.Dossier != d.ID {
		err = ErrSansIdentite // un numéro recopié d'un autre dossier ne montre pas sa personne
	}
	return g, err
}

// Dire complète ou corrige l'identité d'un dossier ; une valeur vide ôte ce qui était dit.
func (r *Registre) Dire(ctx context.Context, id, auteur string, valeurs map[string]string) (*Identite, error) {
	d, err := r.Greffe.Lire(ctx, id)
	if err != nil {
		return nil, err
	}
	i, err := r.lire(ctx, d)
	if errors.Is(err, ErrSansIdentite) {
		i, err = &Identite{Dossier: id}, nil
	}
	if err != nil {
		return nil, err
	}
	for _, cle := range slices.Sorted(maps.Keys(valeurs)) {
		if err := i.poser(cle, valeurs[cle]); err != nil {
			return nil, err
		}
	}
	if i.Personne = d.Personne(); i.Personne == "" {
		i.Personne = rand.Text()
	}
	if i.NIR+i.IBAN != "" {
		if err := r.verifierUneFois(ctx); err != nil {
			return nil, err
		}
	}
	g, err := r.sceller(i)
	if err != nil {
		return nil, err
	}
	// Le fait d'abord : interrompu là, le dossier nomme un numéro que rien ne désigne encore, et on recommence.
	if d.Personne() == "" {
		o := d.De("ouverture")[0]
		v := maps.Clone(d.Suivi(o.Version))
		if v == nil {
			v = map[string]string{}
		}
		v["personne"] = i.Personne
		if _, err := r.Greffe.Accomplir(ctx, id, d.Version(), auteur, &dossier.Saisie{Acte: o.Acte, Valeurs: v, Corrige: o.Version, Pourquoi: "numéro de l'identité"}); err != nil {
			return nil, err
		}
	}
	return i, r.Identites.PoserIdentite(ctx, g)
}

// verifierUneFois vérifie la clé avant de sceller : ce coffre seul scelle ensuite.
func (r *Registre) verifierUneFois(ctx context.Context) error {
	if r.verifie.Load() == r.Coffre {
		return nil
	}
	err := r.VerifierCle(ctx)
	if err == nil {
		r.verifie.Store(r.Coffre)
	}
	return err
}

// Trouve est un dossier qu'une recherche rend.
type Trouve struct {
	dossier.Fiche
	Identite *Identite // sans NIR ni IBAN ; nil s'il n'y en a pas
}

// Chercher trouve des dossiers par leur référence, le SIRET de l'employeur, le NIR ou l'IBAN entiers, ou les premières
// lettres des nom et prénom, parmi ceux que le filtre garde.
func (r *Registre) Chercher(ctx context.Context, texte string, parmi dossier.Filtre, limite int) ([]Trouve, error) {
	if texte = strings.TrimSpace(texte); texte == "" {
		return nil, nil
	}
	parmi.Limite = limite
	reference := parmi
	reference.Reference = texte
	fiches, err := r.Greffe.Journal.Fiches(ctx, reference)
	if err != nil {
		return nil, err
	}
	if siret, faux := identifiant.SIRET(texte); faux == nil {
		if parmi.SIRET == "" || parmi.SIRET == siret {
			du := parmi
			du.SIRET = siret
			l, err := r.Greffe.Journal.Fiches(ctx, du)
			if err != nil {
				return nil, err
			}
			fiches = append(fiches, l...)
		}
	}
	recherche := Recherche{Nom: texte} // sans limite : des homonymes d'ailleurs ne cachent pas ceux d'ici
	if n, faux := identifiant.NIR(texte); faux == nil {
		recherche.Nom = ""
		recherche.NIR, err = r.Coffre.Index("nir", n)
	} else if n, faux := identifiant.IBAN(texte); faux == nil {
		recherche.Nom = ""
		recherche.IBAN, err = r.Coffre.Index("iban", n)
	}
	if err != nil {
		return nil, err
	}
	identites, err := r.Identites.ChercherIdentites(ctx, recherche)
	if err == nil && len(identites) == 0 && recherche.Nom == "" {
		err = r.VerifierCle(ctx) // sous une autre clé, un numéro gardé ne se trouve pas
	}
	if err != nil {
		return nil, err
	}
	return r.reunir(ctx, fiches, identites, parmi)
}

// reunir met ensemble ce que les fiches et les identités ont donné, par prochaine date, un dossier une fois.
func (r *Registre) reunir(ctx context.Context, fiches []dossier.Fiche, identites []IdentiteGardee, parmi dossier.Filtre) ([]Trouve, error) {
	ids := []string{}
	for _, f := range fiches {
		ids = append(ids, f.Dossier)
	}
	for _, g := range identites {
		ids = append(ids, g.Dossier)
	}
	if parmi.Dossiers != nil {
		ids = slices.DeleteFunc(ids, func(id string) bool { return !slices.Contains(parmi.Dossiers, id) })
	}
	parmi.Dossiers = ids
	fiches, err := r.Greffe.Journal.Fiches(ctx, parmi)
	if err != nil {
		return nil, err
	}
	return r.Nommer(ctx, fiches)
}

// Nommer joint à des fiches qui est la personne, sans ses numéros.
func (r *Registre) Nommer(ctx context.Context, fiches []dossier.Fiche) ([]Trouve, error) {
	if len(fiches) == 0 {
		return nil, nil
	}
	ids := make([]string, len(fiches))
	for i := range fiches {
		ids[i] = fiches[i].Dossier
	}
	identites, err := r.Identites.ChercherIdentites(ctx, Recherche{Dossiers: ids, Limite: len(ids)})
	if err != nil {
		return nil, err
	}
	qui := make(map[string]*Identite, len(identites))
	for i := range identites {
		qui[identites[i].Dossier] = &identites[i].Identite
	}
	l := make([]Trouve, len(fiches))
	for i, f := range fiches {
		l[i] = Trouve{f, qui[f.Dossier]}
	}
	return l, nil
}

// NomComplet rend les prénom et nom.
func (i *Identite) NomComplet() string { return strings.TrimSpace(i.Prenom + " " + i.Nom) }

// Resceller ferme de nouveau chaque numéro et chaque document avec la première clé du coffre, et rend le nombre d'identités vues.
func (r *Registre) Resceller(ctx context.Context) (int, error) {
	return r.Identites.Resceller(ctx, func(g *IdentiteGardee) error {
		i, err := r.ouvrir(g)
		if err != nil {
			return err
		}
		neuf, err := r.sceller(i)
		if err == nil {
			g.NIRScelle, g.IBANScelle = neuf.NIRScelle, neuf.IBANScelle
		}
		return err
	}, r.rescellerDocument)
}
