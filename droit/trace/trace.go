package trace

import (
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/fait"
)

type operation uint8

const (
	opGroupe operation = iota
	opMontant
	opDate
	opNombre
	opCondition
	opParametre
	opProduit   // a (montant) × b/c
	opMultiple  // a (montant) × b (nombre)
	opQuotient  // a (montant) ÷ b (nombre)
	opSomme     // a + b (montants)
	opReste     // a − b (montants)
	opMin       // min(a, b) (montants)
	opMax       // max(a, b) (montants)
	opJours     // a (date) + b jours
	opMois      // a (date) + b mois, au même quantième
	opFinMois   // dernier jour de b mois comptés du jour a
	opFraction  // b/c
	opProduitEx // a (centième de centime) = montant b × c/d
	opSommeEx
	opMaxEx
	opMinEx
)

// noeud est un pas enregistré : des entiers, aucun texte.
type noeud struct {
	etape      Etape
	op         operation
	connus     uint8 // bit 0 : résultat ; bits 1 et 2 : opérandes ; les opérations exactes ont leur propre marque
	parent     int32
	r, a, b, c int64
}

// Trace est l'enregistreur. Un *Trace nil n'enregistre rien.
type Trace struct {
	noeuds  []noeud
	courant int32
}

// Nouvelle rend un enregistreur prêt à servir.
func Nouvelle() *Trace { return &Trace{noeuds: make([]noeud, 0, 160), courant: -1} }

// Vider efface l'enregistrement et garde la mémoire.
func (t *Trace) Vider() {
	if t != nil {
		t.noeuds, t.courant = t.noeuds[:0], -1
	}
}

func (t *Trace) ajoute(n noeud) {
	n.parent = t.courant
	t.noeuds = append(t.noeuds, n)
}

// Ouvre commence un groupe de pas ; Ferme, avec ce qu'Ouvre a rendu, le termine.
func (t *Trace) Ouvre(e Etape) int32 {
	if t == nil {
		return 0
	}
	avant := t.courant
	t.ajoute(noeud{etape: e, op: opGroupe})
	t.courant = int32(len(t.noeuds) - 1)
	return avant
}

// Ferme termine le groupe ouvert.
func (t *Trace) Ferme(avant int32) {
	if t != nil {
		t.courant = avant
	}
}

func bit(connu bool, rang uint8) uint8 {
	if connu {
		return 1 << rang
	}
	return 0
}

// Montant enregistre un montant constaté.
func (t *Trace) Montant(e Etape, m argent.Montant) argent.Montant {
	if t != nil {
		t.ajoute(noeud{etape: e, op: opMontant, connus: bit(m.Connu(), 0), r: m.Centimes()})
	}
	return m
}

// Date enregistre une date constatée.
func (t *Trace) Date(e Etape, d calendrier.Date) calendrier.Date {
	if t != nil {
		t.ajoute(noeud{etape: e, op: opDate, connus: bit(d.Connue(), 0), r: int64(d)})
	}
	return d
}

// Nombre enregistre un nombre constaté.
func (t *Trace) Nombre(e Etape, n fait.Nombre) fait.Nombre {
	if t != nil {
		t.ajoute(noeud{etape: e, op: opNombre, connus: bit(n.Connu(), 0), r: int64(n.Int())})
	}
	return n
}

// Fraction enregistre un nombre décimal constaté.
func (t *Trace) Fraction(e Etape, f argent.Fraction) argent.Fraction {
	if t != nil {
		n, d := f.Termes()
		t.ajoute(noeud{etape: e, op: opFraction, connus: bit(f.Connue(), 0), b: n, c: d})
	}
	return f
}

// Si enregistre une condition, vraie, fausse ou inconnue.
func (t *Trace) Si(e Etape, r fait.Reponse) fait.Reponse {
	if t != nil {
		t.ajoute(noeud{etape: e, op: opCondition, connus: bit(r != fait.Inconnu, 0), r: int64(r)})
	}
	return r
}

// Parametre enregistre la lecture d'une valeur datée.
func (t *Trace) Parametre(source int) {
	if t != nil {
		t.ajoute(noeud{op: opParametre, connus: 1, r: int64(source)})
	}
}

// Produit calcule m × x, arrondi au centime selon le mode.
func (t *Trace) Produit(e Etape, m argent.Montant, x argent.Fraction, mode argent.Mode) argent.Montant {
	r := m.Exact().Fois(x).Arrondi(mode)
	if t != nil {
		n, d := x.Termes()
		t.ajoute(noeud{etape: e, op: opProduit, connus: bit(r.Connu(), 0) | bit(m.Connu(), 1) | bit(x.Connue(), 2), r: r.Centimes(), a: m.Centimes(), b: n, c: d})
	}
	return r
}

// Multiple calcule n fois m.
func (t *Trace) Multiple(e Etape, m argent.Montant, n int) argent.Montant {
	r := m.Fois(int64(n))
	t.deux(e, opMultiple, r, m, argent.Centimes(int64(n)))
	return r
}

// Quotient calcule m ÷ n, arrondi au centime selon le mode ; n nul donne l'inconnu.
func (t *Trace) Quotient(e Etape, m argent.Montant, n int, mode argent.Mode) argent.Montant {
	r := m.Exact().Par(int64(n)).Arrondi(mode)
	t.deux(e, opQuotient, r, m, argent.Centimes(int64(n)))
	return r
}

// Plus calcule a + b.
func (t *Trace) Plus(e Etape, a, b argent.Montant) argent.Montant {
	r := a.Plus(b)
	t.deux(e, opSomme, r, a, b)
	return r
}

// Moins calcule a − b.
func (t *Trace) Moins(e Etape, a, b argent.Montant) argent.Montant {
	r := a.Moins(b)
	t.deux(e, opReste, r, a, b)
	return r
}

// Min rend le plus petit.
func (t *Trace) Min(e Etape, a, b argent.Montant) argent.Montant {
	r := argent.Min(a, b)
	t.deux(e, opMin, r, a, b)
	return r
}

// Max rend le plus grand.
func (t *Trace) Max(e Etape, a, b argent.Montant) argent.Montant {
	r := argent.Max(a, b)
	t.deux(e, opMax, r, a, b)
	return r
}

func (t *Trace) deux(e Etape, op operation, r, a, b argent.Montant) {
	if t != nil {
		t.ajoute(noeud{etape: e, op: op, connus: bit(r.Connu(), 0) | bit(a.Connu(), 1) | bit(b.Connu(), 2), r: r.Centimes(), a: a.Centimes(), b: b.Centimes()})
	}
}

// Jours calcule d + n jours calendaires.
func (t *Trace) Jours(e Etape, d calendrier.Date, n int) calendrier.Date {
	return t.depuis(e, opJours, d.Plus(n), d, n)
}

// Mois calcule le même quantième n mois plus loin.
func (t *Trace) Mois(e Etape, d calendrier.Date, n int) calendrier.Date {
	return t.depuis(e, opMois, d.PlusMois(n), d, n)
}

// FinPeriode calcule le dernier jour de n mois comptés du jour d.
func (t *Trace) FinPeriode(e Etape, d calendrier.Date, n int) calendrier.Date {
	return t.depuis(e, opFinMois, d.FinPeriode(n), d, n)
}

func (t *Trace) depuis(e Etape, op operation, r, d calendrier.Date, n int) calendrier.Date {
	if t != nil {
		t.ajoute(noeud{etape: e, op: op, connus: bit(r.Connue(), 0) | bit(d.Connue(), 1) | 1<<2, r: int64(r), a: int64(d), b: int64(n)})
	}
	return r
}

// ProduitExact calcule m × x sans arrondir.
func (t *Trace) ProduitExact(e Etape, m argent.Exact, x argent.Fraction) argent.Exact {
	r := m.Fois(x)
	if t != nil {
		n, d := x.Termes()
		t.ajoute(noeud{etape: e, op: opProduitEx, connus: 1 | 1<<1 | bit(x.Connue(), 2), r: centieme(r), a: centieme(m), b: n, c: d})
	}
	return r
}

// PlusExact calcule a + b sans arrondir.
func (t *Trace) PlusExact(e Etape, a, b argent.Exact) argent.Exact {
	r := a.Plus(b)
	t.deuxExacts(e, opSommeEx, r, a, b)
	return r
}

// MaxExact rend le plus grand.
func (t *Trace) MaxExact(e Etape, a, b argent.Exact) argent.Exact {
	r := argent.MaxExact(a, b)
	t.deuxExacts(e, opMaxEx, r, a, b)
	return r
}

// MinExact rend le plus petit.
func (t *Trace) MinExact(e Etape, a, b argent.Exact) argent.Exact {
	r := argent.MinExact(a, b)
	t.deuxExacts(e, opMinEx, r, a, b)
	return r
}

func (t *Trace) deuxExacts(e Etape, op operation, r, a, b argent.Exact) {
	if t != nil {
		t.ajoute(noeud{etape: e, op: op, connus: 7, r: centieme(r), a: centieme(a), b: centieme(b)})
	}
}

// inconnuEx marque, parmi les centièmes de centime, une valeur inconnue.
const inconnuEx = -1 << 63

// centieme ramène un montant exact au centième de centime : l'affichage seul s'en sert.
func centieme(e argent.Exact) int64 {
	m := e.Fois(argent.Entier(100)).Arrondi(argent.Proche)
	if !m.Connu() {
		return inconnuEx
	}
	return m.Centimes()
}
