package dossier

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"sync"
	"time"

	"jalon/droit/calendrier"
	"jalon/droit/casp"
	"jalon/droit/fait"
)

// Greffe consigne les actes : il relit le dossier, décide, ajoute. C'est lui qui tient l'horloge.
type Greffe struct {
	Journal     Journal
	Horloge     func() time.Time // nil : celle de la machine
	Identifiant func() string    // d'un dossier neuf ; nil : au hasard

	recents recents
}

func (g *Greffe) maintenant() time.Time {
	if g.Horloge == nil {
		return time.Now().UTC().Truncate(time.Microsecond)
	}
	return g.Horloge().UTC().Truncate(time.Microsecond)
}

// Instant est celui de l'horloge du greffe.
func (g *Greffe) Instant() time.Time { return g.maintenant() }

// Jour est celui de l'horloge du greffe.
func (g *Greffe) Jour() calendrier.Date { return jourDe(g.maintenant()) }

func jourDe(t time.Time) calendrier.Date {
	an, mois, jour := t.Date()
	return calendrier.D(an, int(mois), jour)
}

// Ouvrir crée un dossier, et rend ce qu'il en est. Celui d'une personne qui vient d'une cellule d'appui en reprend le
// premier jour et l'employeur.
func (g *Greffe) Ouvrir(ctx context.Context, auteur string, valeurs map[string]string) (*Dossier, error) {
	id := rand.Text
	if g.Identifiant != nil {
		id = g.Identifiant
	}
	if valeurs["cellule"] != "" {
		var err error
		if valeurs, err = g.venirDe(ctx, valeurs); err != nil {
			return nil, err
		}
	}
	return g.consigner(ctx, &Dossier{ID: id()}, auteur, &Saisie{Acte: acteOuverture, Valeurs: valeurs})
}

// OuvrirUneFois ouvre le dossier d'une référence chez un employeur, ou rend celui qui l'est déjà. Son numéro est leur empreinte :
// deux programmes qui l'ouvrent à la fois sur une même base ouvrent le même, et elle n'en garde qu'une ouverture.
func (g *Greffe) OuvrirUneFois(ctx context.Context, auteur string, valeurs map[string]string) (d *Dossier, neuf bool, err error) {
	// Rognés, comme l'ouverture les garde.
	siret, reference := strings.TrimSpace(valeurs["siret"]), strings.TrimSpace(valeurs["reference"])
	for n := 0; ; n++ { // celui de ce numéro a pu changer de référence : le suivant
		somme := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%d", siret, reference, n))
		id := base32.StdEncoding.EncodeToString(somme[:])[:len(rand.Text())]
		d, err = g.consigner(ctx, &Dossier{ID: id}, auteur, &Saisie{Acte: acteOuverture, Valeurs: valeurs})
		if !errors.As(err, new(*Conflit)) {
			return d, true, err
		}
		if d, err = g.Lire(ctx, id); err != nil {
			return nil, false, err
		}
		if f := d.Fiche(); f.SIRET == siret && f.Reference == reference {
			return d, false, nil
		}
	}
}

// venirDe ajoute à une ouverture ce que dit la cellule d'appui qu'elle nomme.
func (g *Greffe) venirDe(ctx context.Context, valeurs map[string]string) (map[string]string, error) {
	c, err := g.Lire(ctx, valeurs["cellule"])
	if errors.Is(err, ErrInconnu) || err == nil && c.Sorte() != CASP {
		return nil, &Refus{RefusValeur, "ce n'est le numéro d'aucune cellule d'appui", "cellule", ""}
	}
	if err != nil {
		return nil, err
	}
	if !c.Cellule().Debut.Connue() {
		return nil, &Refus{RefusOrdre, "cette cellule d'appui n'a pas été ouverte : personne n'en vient", "cellule", casp.CASP05.Carte().Articles[0]}
	}
	v := maps.Clone(valeurs)
	v["cellule_debut"] = cmp.Or(v["cellule_debut"], c.Cellule().Debut.String())
	v["siret"] = cmp.Or(v["siret"], c.Fiche().SIRET)
	e := &c.Situation.Employeur
	if e.LicenciementsEnvisages.Connu() {
		v["licenciements"] = cmp.Or(v["licenciements"], strconv.Itoa(e.LicenciementsEnvisages.Int()))
	}
	if e.Difficultes != fait.Inconnu {
		v["difficultes"] = cmp.Or(v["difficultes"], map[bool]string{true: "oui", false: "non"}[e.Difficultes == fait.Oui])
	}
	return v, nil
}

// Lire relit un dossier ; ErrInconnu s'il n'existe pas.
func (g *Greffe) Lire(ctx context.Context, id string) (*Dossier, error) {
	faits, err := g.Journal.Lire(ctx, id)
	if err != nil {
		return nil, err
	}
	return Plier(faits)
}

// Accomplir consigne un acte. version est celle que connaît qui le demande : si un autre fait est venu depuis, c'est un
// *Conflit et rien n'est consigné ; 0 laisse le greffe reprendre la dernière. Un *Refus dit pourquoi l'acte ne se peut pas.
func (g *Greffe) Accomplir(ctx context.Context, id string, version int, auteur string, s *Saisie) (*Dossier, error) {
	if d := g.recents.prendre(id); d != nil && (version == 0 || version == d.Version()) {
		// Le journal n'ajoute qu'à la suite : s'il accepte, ce dossier était bien le dernier ; sinon rien n'est écrit, et on relit.
		if apres, err := g.consigner(ctx, d, auteur, s); err == nil {
			return apres, nil
		}
	}
	for {
		d, err := g.Lire(ctx, id)
		if err != nil {
			return nil, err
		}
		if version > 0 && version != d.Version() {
			return nil, &Conflit{id, version, d.Version()}
		}
		apres, err := g.consigner(ctx, d, auteur, s)
		var conflit *Conflit
		if version == 0 && errors.As(err, &conflit) {
			continue // un autre a écrit entre la lecture et l'ajout : on relit, et on décide à nouveau
		}
		return apres, err
	}
}

// Essayer dit ce que ferait un acte, sans rien consigner.
func (g *Greffe) Essayer(ctx context.Context, id string, s *Saisie) (avant, apres *Dossier, err error) {
	if avant, err = g.Lire(ctx, id); err != nil {
		return nil, nil, err
	}
	f, err := avant.decider(s, g.Jour())
	if err != nil {
		return nil, nil, err
	}
	apres, err = avant.avec(f)
	return avant, apres, err
}

func (g *Greffe) consigner(ctx context.Context, d *Dossier, auteur string, s *Saisie) (*Dossier, error) {
	faits, apres, err := g.preparer(d, auteur, s)
	if err != nil {
		return nil, err
	}
	if err := g.Journal.Ajouter(ctx, faits, apres.Fiche()); err != nil {
		return nil, err
	}
	g.recents.garder(apres)
	return apres, nil
}

// preparer décide un acte et l'enchaîne, sans rien écrire.
func (g *Greffe) preparer(d *Dossier, auteur string, s *Saisie) ([]Fait, *Dossier, error) {
	instant := g.maintenant()
	f, err := d.decider(s, jourDe(instant))
	if err != nil {
		return nil, nil, err
	}
	f.Dossier, f.Auteur, f.Consigne = d.ID, auteur, instant
	faits := []Fait{*f}
	var dernier *Fait
	if n := len(d.Faits); n > 0 {
		dernier = &d.Faits[n-1]
	}
	enchainer(dernier, faits)
	apres, err := d.avec(&faits[0])
	return faits, apres, err
}

// recents sont les derniers dossiers écrits : qui travaille sur un dossier y consigne d'ordinaire plusieurs actes de suite.
type recents struct {
	verrou sync.Mutex
	gardes map[string]*Dossier
}

// gardesMax borne les dossiers gardés en mémoire.
const gardesMax = 256

func (r *recents) garder(d *Dossier) {
	r.verrou.Lock()
	defer r.verrou.Unlock()
	if r.gardes == nil || len(r.gardes) >= gardesMax {
		r.gardes = make(map[string]*Dossier, gardesMax)
	}
	r.gardes[d.ID] = d
}

// prendre ôte un dossier des récents ; nil s'il n'y est pas.
func (r *recents) prendre(id string) *Dossier {
	r.verrou.Lock()
	defer r.verrou.Unlock()
	d := r.gardes[id]
	delete(r.gardes, id)
	return d
}

// RefaireLesFiches recalcule toutes les fiches depuis les faits.
func (g *Greffe) RefaireLesFiches(ctx context.Context) error {
	return g.Journal.Refaire(ctx, func(poser func(*Fiche) error) error {
		return g.Journal.Parcourir(ctx, func(faits []Fait) error {
			d, err := Plier(faits)
			if err != nil {
				return err
			}
			return poser(d.Fiche())
		})
	})
}
