package lot

import (
	"strconv"
	"strings"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/format"
	"jalon/lot/identifiant"
)

// valeur est une case lue : sa forme dans le format d'échange, ou ce qui empêche de la lire.
type valeur struct {
	forme    string // vide : la case ne dit rien
	remarque string // ce qui a été compris, quand ce n'est pas écrit
	refus    string // pourquoi elle ne se lit pas, et ce qui est attendu
}

// lire met une case à la forme du format d'échange.
func (c *Champ) lire(x Case, epoque04 bool) valeur {
	if x.Genre == EnFaute {
		return valeur{refus: "le tableur n'a pas pu la calculer ; écrivez la valeur elle-même"}
	}
	if x.Texte == "" {
		return valeur{}
	}
	switch c.Genre {
	case ChampTexte:
		return valeur{forme: x.Texte}
	case ChampDate:
		return lireDate(x, epoque04)
	case ChampMontant:
		return lireMontant(x)
	case ChampEntier, ChampDecimal:
		return lireNombre(x, c.Genre == ChampEntier)
	case ChampPourcent:
		return lirePourcent(x)
	case ChampOuiNon:
		return lireOuiNon(x.Texte)
	case ChampMot:
		return c.lireMot(x.Texte)
	case ChampNIR:
		return identifier(identifiant.NIR(x.Texte))
	case ChampIBAN:
		return identifier(identifiant.IBAN(x.Texte))
	case ChampSIRET:
		return identifier(identifiant.SIRET(x.Texte))
	}
	return valeur{}
}

func identifier(propre string, err error) valeur {
	if err != nil {
		return valeur{refus: err.Error()}
	}
	return valeur{forme: propre}
}

const attenduDate = "une date est attendue, comme 02/03/2026"

func lireDate(x Case, epoque04 bool) valeur {
	texte := x.Texte
	if i := strings.IndexByte(texte, ' '); i > 0 && strings.Contains(texte[i:], ":") {
		texte = texte[:i] // une heure suit le jour
	}
	entier, _, _ := strings.Cut(texte, ".")
	if n, err := strconv.Atoi(entier); err == nil && x.Genre != Jour && len(entier) <= 5 {
		d := jourDeTableur(n, epoque04)
		if a := d.Annee(); n < 1 || a < 1910 || a > 2100 {
			return valeur{refus: attenduDate}
		}
		return valeur{forme: d.String(), remarque: "le nombre " + entier + " est lu comme le " + d.Francais()}
	}
	d, ok := format.DateEcrite(texte)
	switch {
	case ok && d.Annee() >= 1910 && d.Annee() <= 2100:
		return valeur{forme: d.String()}
	case anneeCourte(texte):
		return valeur{refus: "l'année s'écrit en quatre chiffres, comme 02/03/2026"}
	case moisEtJourInverses(texte):
		return valeur{refus: "le jour vient avant le mois : écrivez-la comme 25/03/2026"}
	}
	return valeur{refus: attenduDate}
}

// jourDeTableur est le jour d'un numéro de tableur, qui compte un 29 février 1900.
func jourDeTableur(n int, epoque04 bool) calendrier.Date {
	switch {
	case epoque04:
		return calendrier.D(1904, 1, 1).Plus(n)
	case n < 60:
		return calendrier.Date(n) // le premier jour compté est le 1er janvier 1900
	}
	return calendrier.Date(n - 1)
}

// anneeCourte reconnaît 25/03/90, dont le siècle ne se devine pas.
func anneeCourte(s string) bool {
	i := strings.LastIndexAny(s, "/.-")
	return i > 0 && strings.Count(s, s[i:i+1]) == 2 && len(s)-i-1 == 2
}

// moisEtJourInverses reconnaît 03/25/2026.
func moisEtJourInverses(s string) bool {
	p := strings.Split(s, "/")
	if len(p) != 3 {
		return false
	}
	_, ok := format.DateEcrite(p[1] + "/" + p[0] + "/" + p[2])
	return ok
}

func lireMontant(x Case) valeur {
	ecrit := format.DecimalEcrit(x.Texte)
	if x.Genre == Nombre {
		ecrit = x.Texte
	}
	m, err := argent.Lire([]byte(ecrit))
	switch {
	case err == nil:
		return valeur{forme: m.String()}
	case err == argent.ErrNegatif:
		return valeur{refus: "le montant est négatif : retirez le signe moins"}
	case err == argent.ErrTropDecimales && x.Genre == Nombre:
		f, err := argent.LireFraction(ecrit)
		if c, ok := f.Fois(argent.Entier(100)).Arrondi(argent.Proche); err == nil && ok {
			m := argent.Centimes(c)
			return valeur{forme: m.String(), remarque: "arrondi au centime : " + m.Francais()}
		}
	case err == argent.ErrTropDecimales:
		return valeur{refus: "deux décimales au plus, comme 2 650,50"}
	}
	return valeur{refus: "un montant en euros est attendu, comme 2 650,00"}
}

func lireNombre(x Case, entier bool) valeur {
	ecrit := format.DecimalEcrit(x.Texte)
	if x.Genre == Nombre {
		ecrit = x.Texte
	}
	f, err := argent.LireFraction(ecrit)
	if err != nil || strings.Contains(ecrit, "/") {
		return valeur{refus: "un nombre est attendu, comme 12"}
	}
	if _, d := f.Termes(); entier && d != 1 {
		return valeur{refus: "un nombre entier est attendu"}
	}
	return valeur{forme: f.String()}
}

// lirePourcent lit « 42 », « 42,5 % » et la case au format pourcentage, dont le tableur garde 0,42.
func lirePourcent(x Case) valeur {
	ecrit := format.DecimalEcrit(x.Texte)
	if x.Genre == Nombre {
		ecrit = x.Texte
	}
	f, err := argent.LireFraction(ecrit)
	if err != nil || strings.Contains(ecrit, "/") || f.Compare(argent.Entier(100)) > 0 {
		return valeur{refus: "un taux en pour cent est attendu, comme 42 ou 42,5"}
	}
	if x.Genre == Nombre && f.Compare(argent.Entier(0)) > 0 && f.Compare(argent.Entier(1)) <= 0 {
		f = f.Fois(argent.Entier(100))
		return valeur{forme: f.String(), remarque: "lu comme " + strings.Replace(f.String(), ".", ",", 1) + " %"}
	}
	return valeur{forme: ecrit}
}

func lireOuiNon(s string) valeur {
	switch replier(s) {
	case "oui", "o", "x", "vrai", "true", "1", "yes", "y":
		return valeur{forme: "true"}
	case "non", "n", "faux", "false", "0", "no":
		return valeur{forme: "false"}
	}
	return valeur{refus: "oui ou non est attendu"}
}

func (c *Champ) lireMot(s string) valeur {
	r := replier(s)
	for _, m := range c.Mots {
		if r == replier(m[0]) || r == replier(m[1]) {
			return valeur{forme: m[0]}
		}
	}
	if x, ok := memeSens[r]; ok {
		for _, m := range c.Mots {
			if x == m[0] {
				return valeur{forme: x}
			}
		}
		if x == "" {
			return valeur{}
		}
	}
	noms := make([]string, len(c.Mots))
	for i, m := range c.Mots {
		noms[i] = m[1]
	}
	return valeur{refus: "un de ces mots est attendu : " + strings.Join(noms, ", ")}
}

var sansAccent = strings.NewReplacer("à", "a", "â", "a", "ä", "a", "ç", "c", "é", "e", "è", "e", "ê", "e", "ë", "e", "î", "i", "ï", "i", "ô", "o", "ö", "o", "ù", "u", "û", "u", "ü", "u", "ÿ", "y", "œ", "oe", "æ", "ae", "ñ", "n")

// replier réduit un texte à ses lettres et chiffres, sans accent ni majuscule : deux textes repliés égaux disent la
// même chose.
func replier(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, sansAccent.Replace(strings.ToLower(s)))
}
