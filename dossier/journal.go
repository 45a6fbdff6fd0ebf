package dossier

import (
	"context"
	"errors"
	"fmt"
	"strings"

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
	Etats     Etats           // jour après jour
	Attend    string          // qui doit agir ; vide : personne
	Prochaine calendrier.Date // la prochaine date limite, sinon le prochain début ; inconnue s'il n'y en a pas
	Debute    bool            // ce qu'elle demande commence ce jour-là, sans date limite
	Quoi      string          // ce qu'elle demande
	Terme     calendrier.Date // dernier jour d'un CSP dont aucun fait ne dit la sortie, le plus tardif possible si une suspension dure
	Cellule   string          // d'un CSP : le dossier de la cellule d'appui d'où vient la personne
	Attribution
}

// Etat est celui d'un jour, le dernier si le jour n'est pas connu ; vide : aucun fait n'en donne.
func (f *Fiche) Etat(au calendrier.Date) string { return f.Etats.au(au) }

// Etats écrit l'état d'un dossier jour après jour, pour que lire un jour ne demande que la fiche : « accepte 2026-03-24 en_cours
// 2026-11-02 suspendu 2026-11-09 en_cours ». Le premier vaut avant toute date.
type Etats string

// puis ajoute celui qui commence un jour, plus tard que tous les autres.
func (e Etats) puis(jour calendrier.Date, etat string) Etats {
	if e == "" && !jour.Connue() {
		return Etats(etat)
	}
	return e + Etats(" "+jour.String()+" "+etat)
}

// avant rend ceux qui commencent avant un jour.
func (e Etats) avant(jour calendrier.Date) Etats {
	mots := strings.Split(string(e), " ")
	n := 1
	for n+1 < len(mots) && mots[n] < jour.String() {
		n += 2
	}
	return Etats(strings.Join(mots[:n], " "))
}

func (e Etats) au(jour calendrier.Date) string {
	etat, reste, encore := strings.Cut(string(e), " ")
	for encore {
		var des, suivant string
		des, reste, _ = strings.Cut(reste, " ")
		suivant, reste, encore = strings.Cut(reste, " ")
		if jour.Connue() && des > jour.String() { // AAAA-MM-JJ : l'ordre des lettres est celui des jours
			break
		}
		etat = suivant
	}
	return etat
}

// Retard est le nombre de jours passés depuis une date limite ; ce qui commence un jour n'est jamais en retard.
func (f *Fiche) Retard(au calendrier.Date) int {
	if f.Debute || !f.Prochaine.Connue() {
		return 0
	}
	return max(0, int(au-f.Prochaine))
}

// TermePasse dit que le dernier jour du CSP est passé sans qu'aucun fait soit venu le dire : l'état déduit des faits reste
// celui d'avant, et un arrêt connu tard peut encore reculer ce jour.
func (f *Fiche) TermePasse(au calendrier.Date) bool { return f.Terme.Connue() && f.Terme < au }

// Filtre choisit des fiches. Un champ vide ne filtre pas.
type Filtre struct {
	Etat                     string // celui du jour Au, ou NonClos
	Au                       calendrier.Date
	SIRET, Reference, Attend string
	Attribution
	Sorte    string
	Cellule  string
	Jusqua   calendrier.Date // celles dont la date limite est ce jour ou avant
	Datees   bool            // celles qui ont une prochaine date
	Dossiers []string        // nil : tous
	Depuis   Repere          // la page d'après ce repère
	Limite   int
}

// NonClos demande tout état sauf clos.
const NonClos = "non_clos"

// Egalites sont, par colonne, les valeurs que le filtre demande ; vide : il n'en demande pas.
func (q *Filtre) Egalites() [][2]string {
	return [][2]string{
		{"siret", q.SIRET},
		{"reference", q.Reference},
		{"attend", q.Attend},
		{"sorte", q.Sorte},
		{"cellule", q.Cellule},
		{"operateur", q.Operateur},
		{"conseiller", q.Conseiller},
		{"autorite", q.Autorite},
	}
}

// Repere est la place d'une fiche dans la liste : les dates limites, puis ce qui commence sans en avoir, puis les dossiers
// sans date ; par date, puis par dossier. Les retards viennent donc d'abord.
type Repere struct {
	Prochaine calendrier.Date
	Debute    bool
	Dossier   string
}

// Repere est celui de la fiche.
func (f *Fiche) Repere() Repere { return Repere{f.Prochaine, f.Debute, f.Dossier} }

// Rang range les dates d'un repère : un nombre par place, qui se garde et se compare tel quel.
func (r Repere) Rang() int64 {
	switch {
	case !r.Prochaine.Connue():
		return rangSansDate
	case r.Debute:
		return rangDebut + int64(r.Prochaine)
	}
	return int64(r.Prochaine)
}

// DuRang rend ce que dit un rang.
func DuRang(rang int64) (prochaine calendrier.Date, debute bool) {
	switch {
	case rang >= rangSansDate:
		return 0, false
	case rang > rangDebut:
		return calendrier.Date(rang - rangDebut), true
	}
	return calendrier.Date(rang), false
}

// Au-delà de toute date possible.
const (
	rangDebut    = 1 << 30
	rangSansDate = 1 << 31
)

// RangMax est celui de la dernière place que le filtre garde.
func (q *Filtre) RangMax() int64 {
	switch {
	case q.Jusqua.Connue():
		return int64(q.Jusqua)
	case q.Datees:
		return rangSansDate - 1
	}
	return rangSansDate
}

// limiteFiches borne une liste.
const limiteFiches = 1000

// Borne est le nombre de fiches d'une page : la limite demandée, mille au plus.
func (q *Filtre) Borne() int {
	if q.Limite <= 0 || q.Limite > limiteFiches {
		return limiteFiches
	}
	return q.Limite
}

// GardeEtat dit qu'une fiche est, le jour du filtre, dans l'état qu'il demande.
func (q *Filtre) GardeEtat(f *Fiche) bool {
	return q.Etat == "" || f.Etat(q.Au) == q.Etat || q.Etat == NonClos && f.Etat(q.Au) != "clos"
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
	// Fiches rend les fiches que le filtre garde, dans l'ordre des repères.
	Fiches(ctx context.Context, q Filtre) ([]Fiche, error)
	// Etat compte les dossiers que le filtre garde, et leurs faits. Un fait ne s'ôtant pas, le second nombre change avec eux.
	Etat(ctx context.Context, q Filtre) (dossiers, faits int, err error)
	// Refaire remplace toutes les fiches, ensemble.
	Refaire(ctx context.Context, fiches func(poser func(*Fiche) error) error) error
}
