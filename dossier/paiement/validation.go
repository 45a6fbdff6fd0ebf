package paiement

import (
	"context"
	"errors"
	"strconv"
	"sync"

	"jalon/dossier"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
)

// ErrRetouche dit que les lignes d'un état ne sont plus celles qui ont été préparées.
var ErrRetouche = errors.New("les lignes de cet état ne sont plus celles qui ont été préparées")

// ErrTropTot dit que le mois n'est pas fini : l'ASP se paie à son terme (ASP-10).
var ErrTropTot = errors.New("le mois de cet état n'est pas fini")

// ensemble est le nombre de dossiers payés à la fois : un vidage du disque les sert tous.
const ensemble = 64

// Validation consigne les paiements d'un état préparé.
type Validation struct {
	Greffe *dossier.Greffe
	Depot  Depot
}

// Ouvrir dit si un état peut être validé, et le passe en validation. Déjà en validation, il se reprend.
func (x *Validation) Ouvrir(ctx context.Context, e *Etat, par string, jour calendrier.Date) error {
	if jour <= e.Mois.FinMois() {
		return ErrTropTot
	}
	if e.Statut == EnValidation {
		return nil
	}
	refaite, err := Sceller(ctx, x.Depot, e, false)
	if err != nil {
		return err
	}
	if refaite != e.Empreinte {
		return ErrRetouche
	}
	return x.Depot.CommencerEtat(ctx, e.ID, par, x.Greffe.Instant())
}

// Payer consigne un paiement par ligne à payer, au nom de qui a validé. Interrompu n'importe où, on l'appelle de nouveau : le
// fait porte l'état et la ligne d'où il vient, et chaque écriture n'est acceptée qu'à la suite de la version vérifiée. Une ligne
// ne peut donc être payée deux fois, même par deux programmes à la fois. Un dossier qui a changé depuis la préparation n'est
// pas payé : sa ligne est écartée.
func (x *Validation) Payer(ctx context.Context, id string, a *Avance) error {
	e, err := x.Depot.EtatPaiement(ctx, id)
	if err != nil {
		return err
	}
	if e.Statut != EnValidation {
		return ErrDevance
	}
	bilan, err := x.Depot.BilanEtat(ctx, id, "")
	if err != nil {
		return err
	}
	for _, s := range bilan {
		if s.Genre == Payer {
			a.Total.Add(int64(s.Lignes))
			if s.Issue != EnAttente {
				a.Fait.Add(int64(s.Lignes))
			}
		}
	}
	// Une ligne marquée sort du filtre : la page suivante est toujours la première. Les lignes d'un dossier se suivent ; celles
	// que la fin d'une page coupe vont à la page d'après, avec leurs sœurs déjà payées retrouvées dans les faits.
	for {
		l, err := x.Depot.LignesEtat(ctx, id, Filtre{Genre: Payer, Attente: true, Limite: paquet})
		if err != nil {
			return err
		}
		if len(l) == 0 {
			break
		}
		if err := x.page(ctx, e, l, a); err != nil {
			return err
		}
	}
	scelle, err := x.sceller(ctx, id)
	if err != nil {
		return err
	}
	return x.Depot.FigerEtat(ctx, id, scelle)
}

func (x *Validation) sceller(ctx context.Context, id string) (dossier.Empreinte, error) {
	e, err := x.Depot.EtatPaiement(ctx, id)
	if err != nil {
		return dossier.Empreinte{}, err
	}
	return Sceller(ctx, x.Depot, e, true)
}

// page paie des lignes, plusieurs dossiers à la fois, puis les marque ensemble.
func (x *Validation) page(ctx context.Context, e *Etat, l []Ligne, a *Avance) error {
	ctx, arreter := context.WithCancelCause(ctx)
	defer arreter(nil)
	places := make(chan struct{}, ensemble)
	var fin sync.WaitGroup
	for i := 0; i < len(l) && ctx.Err() == nil; {
		n := i + 1
		for n < len(l) && l[n].Dossier == l[i].Dossier {
			n++
		}
		siennes := l[i:n]
		i = n
		places <- struct{}{}
		fin.Go(func() {
			defer func() { <-places }()
			if err := x.dossier(ctx, e, siennes); err != nil {
				arreter(err)
			}
			a.Fait.Add(int64(len(siennes)))
		})
	}
	fin.Wait()
	if err := context.Cause(ctx); err != nil {
		return err
	}
	return x.Depot.MarquerLignes(ctx, e.ID, l)
}

// Piece nomme la ligne d'un état, dans le fait qu'elle devient.
func Piece(etat string, rang int) string { return etat + "/" + strconv.Itoa(rang) }

// dossier paie les lignes d'un dossier, dans leur ordre.
func (x *Validation) dossier(ctx context.Context, e *Etat, l []Ligne) error {
	for i := range l {
		if err := x.payer(ctx, e, &l[i]); err != nil {
			return err
		}
	}
	return nil
}

func (x *Validation) payer(ctx context.Context, e *Etat, l *Ligne) error {
	for {
		d, err := x.Greffe.Lire(ctx, l.Dossier)
		if errors.As(err, new(*dossier.Rupture)) || errors.As(err, new(*dossier.ActeInconnu)) {
			l.Issue = Ecarte // il n'arrête pas les autres
			return nil
		}
		if err != nil {
			return err
		}
		if v := d.DePiece(Piece(e.ID, l.Rang)); v > 0 {
			l.Issue, l.FaitPaye = Paye, v
			return nil
		}
		if !inchange(d, e, l.Version) {
			l.Issue = Ecarte
			return nil
		}
		valeurs := map[string]string{"date": x.Greffe.Jour().String(), "nature": csp.NomsNaturePaiement[l.Nature], "montant": l.Montant.String()}
		if l.Nature == csp.PaiementASP {
			valeurs["mois"] = l.Poste.Mois.String()[:7]
		}
		apres, err := x.Greffe.Accomplir(ctx, l.Dossier, d.Version(), e.ValidePar, &dossier.Saisie{
			Acte: "paiement", Valeurs: valeurs, Appui: dossier.Appui{PreparePar: e.PreparePar, Piece: Piece(e.ID, l.Rang)},
		})
		switch {
		case err == nil:
			l.Issue, l.FaitPaye = Paye, apres.Version()
			return nil
		case errors.As(err, new(*dossier.Conflit)):
			continue // un autre a écrit : relire dit si c'est cette ligne, ou un fait qui change le dossier
		case errors.As(err, new(*dossier.Refus)):
			l.Issue = Ecarte
			return nil
		}
		return err
	}
}

// inchange dit qu'un dossier n'a reçu, depuis une version, que des paiements de cet état.
func inchange(d *dossier.Dossier, e *Etat, version int) bool {
	for v := version + 1; v <= d.Version(); v++ {
		if !deLEtat(d.Appui(v).Piece, e.ID) {
			return false
		}
	}
	return d.Version() >= version
}

func deLEtat(piece, etat string) bool {
	return len(piece) > len(etat) && piece[:len(etat)] == etat && piece[len(etat)] == '/'
}
