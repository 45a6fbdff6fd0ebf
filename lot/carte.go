package lot

import (
	"fmt"
	"slices"
	"strings"

	"jalon/lot/identifiant"
)

// Carte dit ce qu'est chaque colonne d'un fichier : en-tête tel qu'il est écrit, clé du champ. Une clé vide laisse la
// colonne de côté. Faite une fois, elle sert au fichier suivant de la même paie.
type Carte map[string]string

// Colonne est une colonne du tableau, et ce qu'on en a compris.
type Colonne struct {
	Rang    int    // dans la rangée, depuis 0
	Entete  string // tel qu'il est écrit
	Cle     string // du champ ; vide : laissée de côté
	Comment string // comment elle a été reconnue
	Exemple string // la première valeur
}

// Comment une colonne a été reconnue.
const (
	parCarte    = "votre carte"
	parEntete   = "son en-tête"
	parContenu  = "son contenu"
	pasReconnue = "pas reconnue"
	enDouble    = "en double"
	duResultat  = "résultat de jalon"
)

// DeResultat dit que jalon a écrit cette colonne : elle n'est pas relue, et n'est pas à montrer.
func (c *Colonne) DeResultat() bool { return c.Comment == duResultat }

// Traduite dit qu'une colonne est lue, et que son en-tête n'est pas celui de jalon.
func (c *Colonne) Traduite() bool {
	x := Trouver(Champs, c.Cle)
	return x != nil && replier(x.Entete) != replier(c.Entete)
}

// rangeesDeTete est le nombre de rangées parmi lesquelles on cherche les en-têtes.
const rangeesDeTete = 20

// index retrouve un champ par ses en-têtes repliés.
func index(champs []Champ) map[string]string {
	m := map[string]string{}
	for i := range champs {
		c := &champs[i]
		for _, nom := range append([]string{c.Entete, c.Cle}, c.Synonymes...) {
			if r := replier(nom); m[r] == "" {
				m[r] = c.Cle
			}
		}
	}
	return m
}

var champsParEntete = index(Champs)

// precisions sont celles qu'un en-tête peut porter entre parenthèses sans changer de sens, hors son unité.
var precisions = map[string]bool{"": true, "jjmmaaaa": true, "aaaammjj": true, "brut": true, "mensuel": true, "obligatoire": true, "facultatif": true, "ouinon": true, "on": true}

// reconnaitre rend la clé du champ d'un en-tête. Ce qui le suit entre parenthèses ne compte pas si c'est son unité ou
// une précision sans effet : « Salaire brut (annuel) » et « Préavis (jours) » ne sont pas reconnus.
func reconnaitre(entete string) string { return parmi(entete, champsParEntete, Champs) }

func parmi(entete string, parEntete map[string]string, champs []Champ) string {
	if cle := parEntete[replier(entete)]; cle != "" {
		return cle
	}
	avant, dans, _ := strings.Cut(entete, "(")
	cle := parEntete[replier(avant)]
	if cle == "" {
		return ""
	}
	dans = strings.TrimPrefix(strings.ToLower(strings.TrimSpace(dans)), "en ")
	if u := uniteEcrite(dans); u != "" && u == Trouver(champs, cle).unite() || u == "" && precisions[replier(dans)] {
		return cle
	}
	return ""
}

// rangEntete est la place d'un en-tête parmi ceux d'un champ : le plus précis est le premier.
func rangEntete(c *Champ, entete string) int {
	avant, _, _ := strings.Cut(entete, "(")
	if r := replier(avant); c.Cle == "nom" && (strings.Contains(r, "usage") || strings.Contains(r, "usuel") || strings.Contains(r, "marital")) {
		return -1 // celui que la personne porte
	}
	for i, nom := range append([]string{c.Entete, c.Cle}, c.Synonymes...) {
		if r := replier(nom); r == replier(entete) || r == replier(avant) {
			return i
		}
	}
	return len(c.Synonymes) + 2
}

// rangeeDeTete est le rang, dans t, de la rangée d'en-têtes : celle dont le plus de cases se reconnaissent ; -1 si
// aucune n'en a deux.
func rangeeDeTete(t *Tableau, carte Carte) int {
	meilleure, score := -1, 1
	for i := range t.Rangees[:min(rangeesDeTete, len(t.Rangees))] {
		if n := entetes(t.Rangees[i].Cases, carte); n > score {
			meilleure, score = i, n
		}
	}
	return meilleure
}

func entetes(cases []Case, carte Carte) int {
	n := 0
	for _, x := range cases {
		if x.Genre != Texte || x.Texte == "" {
			continue
		}
		if _, oui := carte[x.Texte]; oui || reconnaitre(x.Texte) != "" {
			n++
		}
	}
	return n
}

// colonnes dit ce qu'est chaque colonne, par la carte, par l'en-tête, puis par le contenu. De deux colonnes du même
// champ, la carte l'emporte, puis l'en-tête le plus précis, puis la première.
func colonnes(t *Tableau, tete int, carte Carte) []Colonne {
	var tout []Colonne
	prises := map[string]int{} // rang dans tout
	prendre := func(i int, cle, comment string) {
		c := &tout[i]
		j, deja := prises[cle]
		if deja && cle != "" && (comment != parEntete || tout[j].Comment != parEntete || rangEntete(Trouver(Champs, cle), c.Entete) >= rangEntete(Trouver(Champs, cle), tout[j].Entete)) {
			c.Comment = enDouble
			return
		}
		if deja && cle != "" {
			tout[j].Cle, tout[j].Comment = "", enDouble
		}
		c.Cle, c.Comment, prises[cle] = cle, comment, i
	}
	for i, x := range t.Rangees[tete].Cases {
		c := Colonne{Rang: i, Entete: x.Texte, Comment: pasReconnue}
		c.Exemple = exempleDe(t, tete, i)
		if x.Texte == "" && c.Exemple == "" {
			continue
		}
		tout = append(tout, c)
	}
	resultat := deResultat(&t.Rangees[tete])
	for i := range tout {
		if cle, oui := carte[tout[i].Entete]; resultat && cle == "" && tetesResultat[tout[i].Entete] {
			tout[i].Comment = duResultat
		} else if oui {
			prendre(i, cle, parCarte)
		}
	}
	for i := range tout {
		if cle := reconnaitre(tout[i].Entete); cle != "" && tout[i].Comment == pasReconnue {
			prendre(i, cle, parEntete)
		}
	}
	for i := range tout {
		c := &tout[i]
		if c.Comment != pasReconnue || dAutrui(c.Entete) {
			continue
		}
		cle := parValeurs(t, tete, c.Rang)
		if _, deja := prises[cle]; cle != "" && !deja {
			prendre(i, cle, parContenu)
		}
	}
	return tout
}

// dAutrui dit qu'une colonne parle de quelqu'un d'autre que de la personne.
func dAutrui(entete string) bool {
	r := replier(entete)
	return slices.ContainsFunc([]string{"conjoint", "enfant", "ayantdroit", "tuteur", "responsable", "manager", "employeur", "entreprise"}, func(s string) bool { return strings.Contains(r, s) })
}

// exempleDe est la première valeur d'une colonne.
func exempleDe(t *Tableau, tete, colonne int) string {
	for _, r := range t.Rangees[tete+1:] {
		if colonne < len(r.Cases) && r.Cases[colonne].Texte != "" {
			return court(r.Cases[colonne].Texte)
		}
	}
	return ""
}

// parValeurs reconnaît une colonne à ce qu'elle contient : un NIR, un IBAN, un courriel, un statut n'ont qu'une forme.
func parValeurs(t *Tableau, tete, colonne int) string {
	formes := []struct {
		cle string
		est func(string) bool
	}{
		{"nir", func(s string) bool { _, err := identifiant.NIR(s); return err == nil }},
		{"iban", func(s string) bool { _, err := identifiant.IBAN(s); return err == nil }},
		{"courriel", func(s string) bool {
			i := strings.IndexByte(s, '@')
			return i > 0 && strings.Contains(s[i:], ".") && !strings.ContainsAny(s, " ;,")
		}},
		{"licenciement.cadre", func(s string) bool { return statuts[replier(s)] != "" }},
	}
	vues, ok := 0, make([]int, len(formes))
	for _, r := range t.Rangees[tete+1 : min(len(t.Rangees), tete+51)] {
		if colonne >= len(r.Cases) || r.Cases[colonne].Texte == "" {
			continue
		}
		vues++
		for i, f := range formes {
			if f.est(r.Cases[colonne].Texte) {
				ok[i]++
			}
		}
	}
	for i, n := range ok {
		if n > 0 && n*5 >= vues*4 {
			return formes[i].cle
		}
	}
	return ""
}

// CarteDe garde ce qui a été compris de chaque colonne, pour le fichier suivant.
func CarteDe(colonnes []Colonne) Carte {
	m := Carte{}
	for _, c := range colonnes {
		if c.Entete != "" && c.Comment != enDouble && !c.DeResultat() {
			m[c.Entete] = c.Cle
		}
	}
	return m
}

// Verifier refuse une carte qui nomme un champ inconnu.
func (m Carte) Verifier() error {
	for _, entete := range triees(m) {
		if cle := m[entete]; cle != "" && Trouver(Champs, cle) == nil {
			return fmt.Errorf("la carte donne à la colonne « %s » le champ « %s », qui n'existe pas : reprenez le nom que jalon donne à ce champ dans carte.json", court(entete), court(cle))
		}
	}
	return nil
}

func triees(m Carte) []string {
	l := make([]string, 0, len(m))
	for e := range m {
		l = append(l, e)
	}
	slices.Sort(l)
	return l
}

// court borne un texte venu du fichier, pour le citer sans ce qui y serait un NIR ou un IBAN.
func court(s string) string {
	const max = 60
	s = identifiant.Cacher(s)
	if r := []rune(s); len(r) > max {
		return string(r[:max-1]) + "…"
	}
	return s
}
