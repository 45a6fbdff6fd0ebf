package trace

import (
	"strconv"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/fait"
)

// Pas est un pas de calcul mis en mots.
type Pas struct {
	Regle    string
	Libelle  string
	Valeur   string // en français : « 73,97 € », « 24/03/2026 », « oui »
	Formule  string // avec les nombres : « 98,63 € × 75 % »
	Articles []string
	Source   *Source // d'où vient la valeur lue, quand le pas est une lecture
	Enfants  []Pas
}

// Arbre met l'enregistrement en mots.
func (t *Trace) Arbre() []Pas {
	if t == nil {
		return nil
	}
	pas, _ := t.fratrie(0, -1)
	return pas
}

// fratrie rend les pas de même parent à partir du rang i, et le rang qui suit le dernier.
func (t *Trace) fratrie(i int, parent int32) ([]Pas, int) {
	var pas, lectures []Pas // une lecture sert au pas qui la suit
	for i < len(t.noeuds) && t.noeuds[i].parent >= parent {
		n := t.noeuds[i]
		if n.parent != parent {
			break
		}
		p := n.mots()
		rang := int32(i)
		i++
		if n.op == opParametre {
			lectures = append(lectures, p)
			continue
		}
		if n.op == opGroupe {
			p.Enfants, i = t.fratrie(i, rang)
		}
		p.Enfants, lectures = append(lectures, p.Enfants...), nil
		pas = append(pas, p)
	}
	return append(pas, lectures...), i
}

func (n noeud) mots() Pas {
	if n.op == opParametre {
		s := sources[n.r]
		p := Pas{Libelle: s.Libelle, Valeur: s.Valeur, Source: &s}
		if s.Article != "" || s.Texte != "" {
			p.Articles = []string{joindre(s.Texte, s.Article)}
		}
		return p
	}
	e := etapes[n.etape]
	c := e.regle.Carte()
	p := Pas{Regle: c.ID, Libelle: e.libelle, Articles: c.Articles}
	m := func(v int64, rang uint8) string {
		if n.connus&(1<<rang) == 0 {
			return "inconnu"
		}
		return argent.Centimes(v).Francais()
	}
	d := func(v int64, rang uint8) string {
		if n.connus&(1<<rang) == 0 {
			return "inconnue"
		}
		return calendrier.Date(v).Francais()
	}
	switch n.op {
	case opMontant, opProduit, opMultiple, opQuotient, opSomme, opReste, opMin, opMax:
		p.Valeur = m(n.r, 0)
	case opDate, opJours, opMois, opFinMois:
		p.Valeur = d(n.r, 0)
	case opNombre:
		p.Valeur = "inconnu"
		if n.connus&1 != 0 {
			p.Valeur = strconv.FormatInt(n.r, 10)
		}
	case opFraction:
		p.Valeur = "inconnu"
		if n.connus&1 != 0 {
			p.Valeur = Decimal(argent.Ratio(n.b, n.c))
		}
	case opCondition:
		p.Valeur = [...]string{fait.Inconnu: "on ne sait pas", fait.Non: "non", fait.Oui: "oui"}[n.r]
	case opProduitEx, opSommeEx, opMaxEx, opMinEx:
		p.Valeur = montantExact(n.r)
	case opGroupe, opParametre:
	}
	switch n.op {
	case opProduit:
		p.Formule = m(n.a, 1) + " × " + Pourcent(argent.Ratio(n.b, n.c))
	case opMultiple:
		p.Formule = strconv.FormatInt(n.b, 10) + " × " + m(n.a, 1)
	case opQuotient:
		p.Formule = m(n.a, 1) + " ÷ " + strconv.FormatInt(n.b, 10)
	case opSomme:
		p.Formule = m(n.a, 1) + " + " + m(n.b, 2)
	case opReste:
		p.Formule = m(n.a, 1) + " − " + m(n.b, 2)
	case opMin:
		p.Formule = "le plus petit de " + m(n.a, 1) + " et " + m(n.b, 2)
	case opMax:
		p.Formule = "le plus grand de " + m(n.a, 1) + " et " + m(n.b, 2)
	case opJours:
		p.Formule = d(n.a, 1) + signeJours(n.b) + pluriel(n.b, " jour")
	case opMois:
		p.Formule = d(n.a, 1) + signeJours(n.b) + " mois, au même quantième"
	case opFinMois:
		p.Formule = "dernier jour de " + strconv.FormatInt(n.b, 10) + " mois comptés du " + d(n.a, 1)
	case opProduitEx:
		p.Formule = montantExact(n.a) + " × " + Pourcent(argent.Ratio(n.b, n.c))
	case opSommeEx:
		p.Formule = montantExact(n.a) + " + " + montantExact(n.b)
	case opMaxEx:
		p.Formule = "le plus grand de " + montantExact(n.a) + " et " + montantExact(n.b)
	case opMinEx:
		p.Formule = "le plus petit de " + montantExact(n.a) + " et " + montantExact(n.b)
	case opGroupe, opMontant, opDate, opNombre, opCondition, opParametre, opFraction:
	}
	return p
}

func signeJours(n int64) string {
	if n < 0 {
		return " − " + strconv.FormatInt(-n, 10)
	}
	return " + " + strconv.FormatInt(n, 10)
}

func pluriel(n int64, mot string) string {
	if n > 1 || n < -1 {
		return mot + "s"
	}
	return mot
}

func joindre(texte, article string) string {
	switch {
	case article == "":
		return texte
	case texte == "":
		return article
	}
	return texte + ", " + article
}

// montantExact écrit un nombre de centièmes de centime ; ≈ quand le quatrième chiffre est arrondi ou coupé.
func montantExact(v int64) string {
	if v == inconnuEx {
		return "inconnu"
	}
	if v%100 == 0 {
		return argent.Centimes(v / 100).Francais()
	}
	f := argent.Ratio(v, 10000)
	return Decimal(f) + "\u00a0€"
}

// Decimal écrit une fraction avec une virgule.
func Decimal(f argent.Fraction) string {
	s := []byte(f.String())
	for i, c := range s {
		if c == '.' {
			s[i] = ','
		}
	}
	return string(s)
}

// Pourcent écrit une fraction en pourcentage quand elle tombe juste, sinon telle quelle.
func Pourcent(f argent.Fraction) string {
	n, d := f.Termes()
	if d == 0 {
		return "inconnu"
	}
	if n > d && d != 100 && n%d == 0 || n*100/d > 400 {
		return Decimal(f)
	}
	if 100000%d == 0 {
		return Decimal(argent.Ratio(n*100, d)) + "\u00a0%"
	}
	return Decimal(f)
}
