package paiement

import (
	"context"
	"crypto/rand"
	"errors"
	"maps"
	"time"

	"jalon/dossier"
)

// StatutProposition est où en est une proposition.
type StatutProposition string

// Les statuts.
const (
	Proposee StatutProposition = "proposee"
	Validee  StatutProposition = "validee"
	Refusee  StatutProposition = "refusee"
)

// Proposition est un acte qu'une personne propose et qu'une autre valide ou refuse. Validée, elle est un fait du dossier.
type Proposition struct {
	ID          string            `json:"id"`
	Dossier     string            `json:"dossier"`
	Version     int               `json:"version"` // du dossier que connaissait qui propose
	Saisie      dossier.Saisie    `json:"-"`
	Par         string            `json:"par"`
	Le          time.Time         `json:"le"`
	Statut      StatutProposition `json:"statut"`
	TrancheePar string            `json:"tranchee_par,omitempty"`
	TrancheeLe  time.Time         `json:"tranchee_le,omitzero"`
	Raison      string            `json:"raison,omitempty"` // d'un refus
	Fait        int               `json:"fait,omitempty"`   // qu'elle est devenue
}

// Proposer garde une proposition ; la même, du même dossier au même état, n'est gardée qu'une fois.
func Proposer(ctx context.Context, d Depot, p *Proposition) error {
	deja, err := d.Propositions(ctx, Proposee, p.Dossier, 0)
	if err != nil {
		return err
	}
	for i := range deja {
		x := &deja[i]
		if x.Version == p.Version && x.Par == p.Par && x.Saisie.Acte == p.Saisie.Acte && x.Saisie.Corrige == p.Saisie.Corrige &&
			x.Saisie.Pourquoi == p.Saisie.Pourquoi && maps.Equal(x.Saisie.Valeurs, p.Saisie.Valeurs) {
			p.ID = x.ID
			return nil
		}
	}
	p.ID, p.Statut = rand.Text(), Proposee
	return d.Proposer(ctx, p)
}

// Valider consigne une proposition au nom de qui la valide, si le dossier n'a pas changé depuis : sinon c'est un
// *dossier.Conflit. Interrompu entre le fait et sa note, on recommence : le fait porte la proposition d'où il vient.
func Valider(ctx context.Context, g *dossier.Greffe, depot Depot, p *Proposition, par string) error {
	if p.Statut != Proposee {
		return ErrDevance
	}
	d, err := g.Lire(ctx, p.Dossier)
	if err != nil {
		return err
	}
	p.Fait = d.DePiece(p.ID)
	if p.Fait > 0 {
		par = d.Faits[p.Fait-1].Auteur
	} else {
		s := p.Saisie
		s.Appui = dossier.Appui{PreparePar: p.Par, Piece: p.ID}
		apres, err := g.Accomplir(ctx, p.Dossier, p.Version, par, &s)
		var conflit *dossier.Conflit
		if errors.As(err, &conflit) { // deux fois le même bouton : le premier l'a peut-être consignée
			if d, lu := g.Lire(ctx, p.Dossier); lu == nil && d.DePiece(p.ID) > 0 {
				return Valider(ctx, g, depot, p, par)
			}
		}
		if err != nil {
			return err
		}
		p.Fait = apres.Version()
	}
	p.Statut, p.TrancheePar, p.TrancheeLe = Validee, par, g.Instant()
	return depot.TrancherProposition(ctx, p)
}

// Refuser note un refus et sa raison ; celui qui a proposé retire ainsi sa proposition.
func Refuser(ctx context.Context, g *dossier.Greffe, depot Depot, p *Proposition, par, raison string) error {
	d, err := g.Lire(ctx, p.Dossier)
	if err != nil {
		return err
	}
	if p.Statut != Proposee || d.DePiece(p.ID) > 0 {
		return ErrDevance
	}
	p.Statut, p.TrancheePar, p.TrancheeLe, p.Raison = Refusee, par, g.Instant(), raison
	return depot.TrancherProposition(ctx, p)
}
