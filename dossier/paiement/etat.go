package paiement

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"jalon/dossier"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
)

// Statut est où en est un état de paiement.
type Statut string

// Les statuts, dans leur ordre.
const (
	EnPreparation Statut = "preparation"
	Prepare       Statut = "prepare"
	EnValidation  Statut = "validation" // les paiements se consignent ; interrompu, on le reprend
	Fige          Statut = "fige"
)

// Etat est un état de paiement : les lignes d'un mois, qui les a préparées, qui les a validées.
type Etat struct {
	ID         string            `json:"id"` // « 2026-10-K3M2X7QA »
	Mois       calendrier.Date   `json:"mois"`
	Statut     Statut            `json:"statut"`
	PreparePar string            `json:"prepare_par"`
	PrepareLe  time.Time         `json:"prepare_le"`
	ValidePar  string            `json:"valide_par,omitempty"`
	ValideLe   time.Time         `json:"valide_le,omitzero"` // quand les paiements ont commencé
	Dossiers   int               `json:"dossiers"`           // lus
	Lignes     int               `json:"lignes"`
	Empreinte  dossier.Empreinte `json:"empreinte"` // des lignes préparées
	Scelle     dossier.Empreinte `json:"scelle"`    // les mêmes, et ce que chacune est devenue
}

// Filtre choisit des lignes d'un état, par rang.
type Filtre struct {
	Genre     Genre // vide : tous
	Issue     Issue // « paye », « ecarte » ; vide : toutes
	Attente   bool  // sans issue
	Differe   bool
	Operateur string
	Dossiers  []string // nil : tous
	Depuis    int      // après ce rang
	Limite    int
}

// Somme est le bilan des lignes d'un genre et d'une issue.
type Somme struct {
	Genre      Genre
	Issue      Issue
	Lignes     int
	Differents int
	Montant    argent.Montant // des lignes connues
}

// Ce qu'un dépôt refuse.
var (
	ErrAbsent  = errors.New("cela n'existe pas")
	ErrDevance = errors.New("un autre l'a fait entre-temps")
)

// Depot garde les états de paiement et les propositions.
type Depot interface {
	NombreDossiers(ctx context.Context) (int, error)

	CreerEtat(ctx context.Context, e *Etat) error
	AjouterLignes(ctx context.Context, etat string, l []Ligne) error
	// AcheverEtat le donne pour préparé, avec son empreinte ; ErrDevance s'il n'est plus en préparation.
	AcheverEtat(ctx context.Context, e *Etat) error
	// OterEtat ôte un état resté en préparation, et ses lignes ; ErrDevance s'il n'y est plus.
	OterEtat(ctx context.Context, id string) error
	// EtatsPaiement les rend tous, le dernier préparé d'abord ; EtatPaiement celui d'un identifiant, ou ErrAbsent.
	EtatsPaiement(ctx context.Context) ([]Etat, error)
	EtatPaiement(ctx context.Context, id string) (*Etat, error)
	LignesEtat(ctx context.Context, etat string, q Filtre) ([]Ligne, error)
	BilanEtat(ctx context.Context, etat, operateur string) ([]Somme, error)
	// CommencerEtat passe un état préparé en validation ; ErrDevance s'il n'est plus à valider.
	CommencerEtat(ctx context.Context, id, par string, le time.Time) error
	// MarquerLignes écrit l'issue de lignes qui n'en ont pas encore.
	MarquerLignes(ctx context.Context, etat string, l []Ligne) error
	// FigerEtat le ferme pour toujours ; ErrDevance s'il n'est plus en validation.
	FigerEtat(ctx context.Context, id string, scelle dossier.Empreinte) error

	Proposer(ctx context.Context, p *Proposition) error
	Proposition(ctx context.Context, id string) (*Proposition, error)
	// Propositions rend celles d'un statut, la plus ancienne d'abord ; un dossier vide : de tous.
	Propositions(ctx context.Context, s StatutProposition, dossier string, limite int) ([]Proposition, error)
	// TrancherProposition écrit la décision prise ; ErrDevance si elle l'était déjà.
	TrancherProposition(ctx context.Context, p *Proposition) error
}

// Avance dit où en est un travail.
type Avance struct{ Fait, Total atomic.Int64 }

// Preparation prépare des états.
type Preparation struct {
	Journal dossier.Journal
	Depot   Depot
	Horloge func() time.Time
}

// Commencer crée un état vide, que Remplir emplit.
func (p *Preparation) Commencer(ctx context.Context, mois calendrier.Date, par string) (*Etat, error) {
	e := &Etat{ID: mois.String()[:7] + "-" + rand.Text()[:8], Mois: mois, Statut: EnPreparation, PreparePar: par, PrepareLe: p.Horloge().UTC().Truncate(time.Microsecond)}
	return e, p.Depot.CreerEtat(ctx, e)
}

// paquet est le nombre de lignes écrites ensemble.
const paquet = 1000

// Remplir relit chaque dossier, sur tous les processeurs, et garde ses lignes, dans l'ordre des dossiers. La mémoire ne dépend
// pas de leur nombre. Un dossier qui ne se relit pas est une ligne bloquée : il n'arrête pas les autres.
func (p *Preparation) Remplir(ctx context.Context, e *Etat, jour calendrier.Date, a *Avance) error {
	ctx, arreter := context.WithCancelCause(ctx)
	defer arreter(nil)
	total, err := p.Depot.NombreDossiers(ctx)
	if err != nil {
		return err
	}
	a.Total.Store(int64(total))
	type travail struct {
		faits  []dossier.Fait
		lignes chan []Ligne
	}
	ouvriers := runtime.GOMAXPROCS(0)
	afaire, enOrdre := make(chan travail), make(chan travail, 8*ouvriers)
	var fin sync.WaitGroup
	for range ouvriers {
		fin.Go(func() {
			for t := range afaire {
				t.lignes <- deFaits(t.faits, e.Mois, jour)
			}
		})
	}
	fin.Go(func() {
		defer close(enOrdre)
		defer close(afaire)
		err := p.Journal.Parcourir(ctx, func(faits []dossier.Fait) error {
			t := travail{faits, make(chan []Ligne, 1)}
			for _, c := range []chan travail{enOrdre, afaire} {
				select {
				case c <- t:
				case <-ctx.Done():
					return context.Cause(ctx)
				}
			}
			return nil
		})
		if err != nil {
			arreter(err)
		}
	})
	err = func() error {
		var s sceau
		var l []Ligne
		s.etat(e)
		ecrire := func() error {
			err := p.Depot.AjouterLignes(ctx, e.ID, l)
			l = l[:0]
			return err
		}
		for t := range enOrdre {
			select {
			case lues := <-t.lignes:
				for i := range lues {
					e.Lignes++
					lues[i].Rang = e.Lignes
					s.ligne(&lues[i], false)
				}
				l = append(l, lues...)
			case <-ctx.Done():
				return context.Cause(ctx)
			}
			e.Dossiers++
			a.Fait.Add(1)
			if len(l) >= paquet {
				if err := ecrire(); err != nil {
					return err
				}
			}
		}
		if err := context.Cause(ctx); err != nil {
			return err
		}
		if err := ecrire(); err != nil {
			return err
		}
		e.Empreinte = s.empreinte()
		return p.Depot.AcheverEtat(ctx, e)
	}()
	arreter(err)
	fin.Wait()
	return err
}

func deFaits(faits []dossier.Fait, mois, jour calendrier.Date) []Ligne {
	d, err := dossier.Plier(faits)
	var l []Ligne
	if err == nil {
		l, err = Lignes(d, mois, jour)
	}
	if err != nil {
		return []Ligne{{Dossier: faits[0].Dossier, Version: len(faits), Genre: Bloque, Differe: true, Cause: "Le dossier ne se relit pas : " + err.Error()}}
	}
	return l
}

// sceau calcule l'empreinte d'un état, ligne à ligne, dans l'ordre des rangs.
type sceau struct{ somme dossier.Empreinte }

func (s *sceau) bloc(v any) {
	b, _ := json.Marshal(v) // des textes et des nombres : rien n'y échoue
	s.somme = sha256.Sum256(append(s.somme[:], b...))
}

func (s *sceau) etat(e *Etat) {
	s.bloc([]any{e.ID, int64(e.Mois), e.PreparePar, e.PrepareLe.UnixMicro()})
}

func (s *sceau) ligne(l *Ligne, issue bool) {
	v := []any{l.Rang, l.Dossier, l.Version, l.Operateur, l.Genre, int(l.Nature), int64(l.Poste.Mois), l.Montant.String(), l.Avant.String(), l.Differe, l.Cause}
	if issue {
		v = append(v, l.Issue, l.FaitPaye)
	}
	s.bloc(v)
}

func (s *sceau) empreinte() dossier.Empreinte { return s.somme }

// Sceller refait l'empreinte d'un état depuis ses lignes gardées : préparées seulement, ou avec leur issue et qui les a validées.
func Sceller(ctx context.Context, d Depot, e *Etat, issue bool) (dossier.Empreinte, error) {
	var s sceau
	s.etat(e)
	err := chaqueLigne(ctx, d, e.ID, Filtre{}, func(l []Ligne) error {
		for i := range l {
			s.ligne(&l[i], issue)
		}
		return nil
	})
	if issue {
		s.bloc([]any{e.ValidePar, e.ValideLe.UnixMicro()})
	}
	return s.empreinte(), err
}

// chaqueLigne passe les lignes d'un filtre, par paquets.
func chaqueLigne(ctx context.Context, d Depot, etat string, q Filtre, f func([]Ligne) error) error {
	for q.Limite = paquet; ; {
		l, err := d.LignesEtat(ctx, etat, q)
		if err != nil || len(l) == 0 {
			return err
		}
		q.Depuis = l[len(l)-1].Rang
		if err := f(l); err != nil {
			return err
		}
	}
}

// ChaqueLigne passe toutes les lignes d'un état, par rang.
func ChaqueLigne(ctx context.Context, d Depot, etat string, f func(*Ligne) error) error {
	return chaqueLigne(ctx, d, etat, Filtre{}, func(l []Ligne) error {
		for i := range l {
			if err := f(&l[i]); err != nil {
				return err
			}
		}
		return nil
	})
}
