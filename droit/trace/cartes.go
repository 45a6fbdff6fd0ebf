// Package trace enregistre un calcul au fil de son exécution : l'explication montrée à une
// personne est le calcul lui-même, jamais un texte tenu à côté.
//
// Chaque méthode de *Trace fait l'opération et rend son résultat ; sur un *Trace nil elle ne fait
// rien d'autre et n'alloue pas. Les textes (titre, article, formule) ne sont faits qu'à l'affichage.
package trace

// Confiance dit d'où vient une règle.
type Confiance uint8

// Les trois degrés de confiance.
const (
	Certaine   Confiance = iota // lue dans le texte, ou dans deux textes officiels
	Probable                    // une source officielle, ou plusieurs secondaires concordantes
	Incertaine                  // une source faible, ou des sources qui se contredisent
)

var nomsConfiance = [...]string{"certaine", "probable", "incertaine"}

func (c Confiance) String() string { return nomsConfiance[c] }

// Carte est la carte d'identité d'une règle.
type Carte struct {
	ID        string   // ASP-01
	Titre     string   // ce que la règle décide, en français
	Enonce    string   // ce que la règle dit, en deux à cinq phrases, avec ses dates
	Articles  []string // les textes qui la portent
	Confiance Confiance
}

// Regle désigne une carte. La valeur zéro est « aucune règle ».
type Regle uint16

// Etape désigne un pas de calcul d'une règle.
type Etape uint16

type etape struct {
	regle   Regle
	libelle string
}

var (
	cartes = []Carte{{}}
	etapes = []etape{{}}
	parID  = map[string]Regle{}
)

// Declarer enregistre une carte, au chargement d'un paquet.
func Declarer(c Carte) Regle {
	cartes = append(cartes, c)
	r := Regle(len(cartes) - 1)
	parID[c.ID] = r
	return r
}

// NouvelleEtape déclare un pas de calcul, au chargement d'un paquet.
func NouvelleEtape(r Regle, libelle string) Etape {
	etapes = append(etapes, etape{r, libelle})
	return Etape(len(etapes) - 1)
}

// Carte rend la carte de la règle.
func (r Regle) Carte() Carte { return cartes[r] }

// String rend l'identifiant de la règle, ASP-01.
func (r Regle) String() string { return cartes[r].ID }

// Regles rend toutes les règles déclarées, dans l'ordre de leur déclaration.
func Regles() []Regle {
	rs := make([]Regle, len(cartes)-1)
	for i := range rs {
		rs[i] = Regle(i + 1)
	}
	return rs
}

// Trouver rend la règle de cet identifiant.
func Trouver(id string) (Regle, bool) {
	r, ok := parID[id]
	return r, ok
}

// Source est l'origine d'une valeur datée, telle que l'explication la montre.
type Source struct {
	Parametre, Libelle, Valeur, Depuis, Texte, Article, Lien string
}

var sources = []Source{{}}

// NouvelleSource enregistre la source d'une valeur, au chargement des barèmes.
func NouvelleSource(s Source) int {
	sources = append(sources, s)
	return len(sources) - 1
}
