package dossier

import (
	"context"
	"errors"
	"fmt"

	"jalon/droit/calendrier"
)

// ErrInconnu dit qu'aucun dossier ne porte cet identifiant.
var ErrInconnu = errors.New("ce dossier n'existe pas")

// Conflit dit qu'un autre fait est venu entre-temps : rien n'a été consigné.
type Conflit struct {
	Dossier          string
	Attendue, Trouve int // versions
}

func (c *Conflit) Error() string {
	return fmt.Sprintf("le dossier %s a changé : il en est au fait %d, vous partiez du fait %d ; relisez-le, puis recommencez", c.Dossier, c.Trouve, c.Attendue)
}

// Fiche est ce qu'une liste montre d'un dossier, déduit de ses faits et tenu avec eux.
type Fiche struct {
	Dossier   string
	Version   int // du dossier d'où elle est tirée
	Reference string
	SIRET     string
	Sorte     string          // « csp », « casp »
	Etat      string          // statut du format d'échange
	Attend    string          // qui doit agir ; vide : personne
	Prochaine calendrier.Date // la prochaine date légale ; inconnue s'il n'y en a pas
	Quoi      string          // ce qu'elle demande
}

// Filtre choisit des fiches. Un champ vide ne filtre pas.
type Filtre struct {
	Etat, SIRET, Reference string
	Dossiers               []string // nil : tous
	Depuis                 Repere   // la page d'après ce repère
	Limite                 int
}

// Repere est la place d'une fiche dans la liste, rangée par prochaine date puis par dossier ; les dossiers sans date
// viennent après les autres.
type Repere struct {
	Prochaine calendrier.Date
	Dossier   string
}

// Journal garde des faits. Il ne sait rien du droit ; chacun passe la même suite de tests (journaltest).
type Journal interface {
	// Lire rend les faits d'un dossier dans l'ordre, ou ErrInconnu.
	Lire(ctx context.Context, dossier string) ([]Fait, error)
	// Ajouter consigne des faits enchaînés d'un même dossier et sa fiche, ensemble ou pas du tout. Quand il rend nil, ils
	// survivent à une coupure. Un *Conflit dit qu'un fait de ce rang existe déjà.
	Ajouter(ctx context.Context, faits []Fait, fiche *Fiche) error
	// Parcourir passe les faits de chaque dossier, par identifiant ; une erreur de f arrête tout.
	Parcourir(ctx context.Context, f func(faits []Fait) error) error
	// Fiches rend les fiches que le filtre garde, par prochaine date.
	Fiches(ctx context.Context, q Filtre) ([]Fiche, error)
	// Refaire remplace toutes les fiches, ensemble.
	Refaire(ctx context.Context, fiches func(poser func(*Fiche) error) error) error
}
