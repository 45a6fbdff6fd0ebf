package lot

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

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
	v := c.lireGenre(x, epoque04)
	if v.refus != "" && sansValeur[strings.ToLower(x.Texte)] {
		return valeur{remarque: "lu comme une case vide"}
	}
	return v
}

// sansValeur est ce qu'une paie écrit dans une case qu'elle laisse vide.
var sansValeur = map[string]bool{
	"-": true, "--": true, "---": true, "–": true, "—": true, "/": true, "//": true, ".": true, "...": true, "…": true, "- €": true,
	"n/a": true, "na": true, "n.a.": true, "nc": true, "n.c.": true, "nr": true, "so": true, "s.o.": true, "s/o": true, "sans objet": true,
	"néant": true, "neant": true, "aucun": true, "aucune": true, "vide": true, "null": true,
	"00/00/0000": true, "0000-00-00": true, "31/12/9999": true, "9999-12-31": true, "31/12/2999": true, "2999-12-31": true,
}

func (c *Champ) lireGenre(x Case, epoque04 bool) valeur {
	if x.Genre == Texte && c.unite() != "" {
		if u := uniteEcrite(x.Texte); u != "" && u != c.unite() {
			return valeur{refus: "l'unité n'est pas la bonne : " + attendues[c.unite()]}
		}
	}
	switch c.Genre {
	case ChampTexte:
		if c.Cle == "matricule" {
			return valeur{forme: x.Texte} // matriculeNIR en décide
		}
		return lireTexte(x.Texte)
	case ChampDate:
		return lireDate(x, epoque04)
	case ChampMontant:
		return lireMontant(x)
	case ChampEntier, ChampDecimal:
		return c.lireNombre(x)
	case ChampPourcent:
		return lirePourcent(x)
	case ChampOuiNon:
		if s := statuts[replier(x.Texte)]; s != "" && c.Cle == "licenciement.cadre" {
			return valeur{forme: s}
		}
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

const numeroMasque = "cette case contient un numéro de sécurité sociale ou un IBAN, qui est masqué"

// lireTexte garde un texte ; un numéro qu'il ne devrait pas porter y est masqué.
func lireTexte(s string) valeur {
	if m := identifiant.Masquer(s); m != s {
		return valeur{forme: m, remarque: numeroMasque}
	}
	return valeur{forme: s}
}

// taire masque aussi, d'un texte sur une personne, le numéro dont la clé est fausse : mal recopié, il la désigne encore.
// Un texte de l'entreprise, lui, porte des numéros qu'il faut lire.
func (v valeur) taire() valeur {
	if m := identifiant.Masquer(v.forme); identifiant.Cacher(m) != v.forme {
		v.forme, v.remarque = identifiant.Cacher(m), numeroMasque
	}
	return v
}

// statuts sont les façons de dire qui est cadre.
var statuts = map[string]string{
	"cadre": "true", "cadres": "true", "cadredirigeant": "true", "cadresuperieur": "true", "ingenieur": "true", "ingenieurcadre": "true", "ingenieursetcadres": "true",
	"noncadre": "false", "noncadres": "false", "employe": "false", "employee": "false", "employes": "false", "ouvrier": "false", "ouvriere": "false", "ouvriers": "false",
	"etam": "false", "agentdemaitrise": "false", "agentsdemaitrise": "false", "technicien": "false", "technicienne": "false", "tam": "false",
}

// unite est celle où se compte la valeur d'un champ, vide s'il n'en a pas.
func (c *Champ) unite() string {
	switch {
	case c.Genre == ChampMontant:
		return "€"
	case c.Genre == ChampPourcent:
		return "%"
	case c.Genre != ChampEntier && c.Genre != ChampDecimal:
		return ""
	case strings.Contains(c.Cle, "mois"):
		return "mois"
	case strings.Contains(c.Cle, "jours"):
		return "jours"
	case strings.Contains(c.Cle, "heures"):
		return "heures"
	}
	return ""
}

var attendues = map[string]string{
	"€": "un montant en euros est attendu, comme 2 650,00", "%": "un taux en pour cent est attendu, comme 42 ou 42,5",
	"mois": "un nombre de mois est attendu, comme 2", "jours": "un nombre de jours est attendu, comme 12", "heures": "un nombre d'heures est attendu, comme 35",
}

// unites sont les façons d'écrire chaque unité.
var unites = map[string]string{
	"€": "€", "eur": "€", "euro": "€", "euros": "€", "%": "%", "mois": "mois", "j": "jours", "jour": "jours", "jours": "jours", "jrs": "jours",
	"h": "heures", "heure": "heures", "heures": "heures",
}

// uniteEcrite est l'unité qu'un texte porte : le premier mot, hors chiffres, qui en soit une.
func uniteEcrite(s string) string {
	for _, mot := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r != '€' && r != '%' && !unicode.IsLetter(r) }) {
		if u := unites[mot]; u != "" {
			return u
		}
	}
	return ""
}

const attenduDate = "une date est attendue, comme 02/03/2026"

// heure suit parfois un jour.
var heure = regexp.MustCompile(`(?:t|[ ,]+(?:à )?)\d{1,2} ?[:h].*$`)

// numeroDeJour est un jour compté par un tableur, son heure après la virgule.
var numeroDeJour = regexp.MustCompile(`^\d{1,5}(?:[.,]\d+)?$`)

// duree est une ancienneté en années ou en mois, là où son premier jour est attendu.
var duree = regexp.MustCompile(`\d ?(?:ans?|mois)\b`)

func lireDate(x Case, epoque04 bool) valeur {
	texte := strings.ToLower(x.Texte)
	if x.Genre != Jour && numeroDeJour.MatchString(texte) {
		entier, _, _ := strings.Cut(strings.Replace(texte, ",", ".", 1), ".")
		n, _ := strconv.Atoi(entier) // cinq chiffres au plus
		d := jourDeTableur(n, epoque04)
		if n < 1 || !plausible(d) {
			return valeur{refus: attenduDate}
		}
		return valeur{forme: d.String(), remarque: "le nombre " + entier + " est lu comme le " + d.Francais()}
	}
	if len(texte) == 8 && strings.Trim(texte, "0123456789") == "" { // 20260302 ou 02032026 : jamais l'un et l'autre
		for _, ecrit := range []string{texte[:4] + "-" + texte[4:6] + "-" + texte[6:], texte[4:] + "-" + texte[2:4] + "-" + texte[:2]} {
			if d, err := calendrier.Lire([]byte(ecrit)); err == nil && plausible(d) {
				return valeur{forme: d.String(), remarque: "lu comme le " + d.Francais()}
			}
		}
		return valeur{refus: attenduDate}
	}
	parts := partsDeDate(heure.ReplaceAllString(texte, ""))
	d, ok := format.DateEcrite(strings.Join(parts, "/"))
	switch {
	case ok && plausible(d):
		return valeur{forme: d.String()}
	case ok:
		return valeur{refus: "l'année va de 1910 à 2100"}
	case len(parts) == 3 && len(parts[2]) == 2:
		return valeur{refus: "l'année s'écrit en quatre chiffres, comme 02/03/2026"}
	case len(parts) == 3 && moisEtJourInverses(parts).Connue():
		return valeur{refus: "le jour vient avant le mois : écrivez-la comme " + moisEtJourInverses(parts).Francais()}
	case len(parts) == 3 && jourInexistant(parts):
		return valeur{refus: "ce jour n'existe pas : " + attenduDate}
	case duree.MatchString(texte):
		return valeur{refus: "une date est attendue, comme 02/03/2026, et non une durée"}
	}
	return valeur{refus: attenduDate}
}

func plausible(d calendrier.Date) bool { return d.Annee() >= 1910 && d.Annee() <= 2100 }

// partsDeDate coupe une date en jour, mois et année : sans le nom du jour, le mois en entier, une année en tête remise
// à sa place.
func partsDeDate(s string) []string {
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("/.-, ", r) })
	for len(parts) > 3 && (parts[0] == "le" || slices.Contains(joursEcrits, parts[0])) {
		parts = parts[1:]
	}
	if len(parts) != 3 {
		return parts
	}
	if m := moisAbreges[parts[1]]; m != "" {
		parts[1] = m
	}
	if len(parts[0]) == 4 {
		parts[0], parts[2] = parts[2], parts[0]
	}
	return parts
}

var joursEcrits = []string{"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "lun", "mar", "mer", "jeu", "ven", "sam", "dim"}

// moisAbreges sont les mois tels qu'un tableur, français ou non, les abrège.
var moisAbreges = map[string]string{
	"janv": "janvier", "jan": "janvier", "févr": "février", "fevr": "février", "fév": "février", "fev": "février", "feb": "février", "mar": "mars",
	"avr": "avril", "apr": "avril", "may": "mai", "jun": "juin", "juil": "juillet", "juill": "juillet", "jul": "juillet", "aug": "août", "aoû": "août", "aou": "août",
	"sept": "septembre", "sep": "septembre", "oct": "octobre", "nov": "novembre", "déc": "décembre", "dec": "décembre",
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

// moisEtJourInverses rend le 25/03/2026 de 03/25/2026 ; inconnu si ce n'est pas cela.
func moisEtJourInverses(parts []string) calendrier.Date {
	d, ok := format.DateEcrite(parts[1] + "/" + parts[0] + "/" + parts[2])
	if !ok || !plausible(d) {
		return 0
	}
	return d
}

// jourInexistant reconnaît 31/02/2026 : le mois existe, et pas ce jour.
func jourInexistant(parts []string) bool {
	n, err := strconv.Atoi(parts[0])
	d, ok := format.DateEcrite("1/" + parts[1] + "/" + parts[2])
	return err == nil && n >= 0 && n <= 99 && ok && plausible(d)
}

var (
	anglais    = regexp.MustCompile(`^\d{1,3}(?:,\d{3})+\.\d{1,2}$`) // 2,650.00
	unMillier  = regexp.MustCompile(`^\d{1,3}\.\d{3}$`)              // 2.650
	uneVirgule = regexp.MustCompile(`^\d{1,3},\d{3}$`)               // 2,650
	sansEuro   = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "\u2009", "", "€", "")
)

func lireMontant(x Case) valeur {
	nu := sansEuro.Replace(x.Texte)
	ecrit := format.DecimalEcrit(x.Texte)
	sur := true // un seul sens
	switch {
	case x.Genre == Nombre:
		ecrit = x.Texte
	case anglais.MatchString(nu):
		ecrit, sur = strings.ReplaceAll(nu, ",", ""), false
	case unMillier.MatchString(nu):
		sur = false
	}
	m, err := argent.Lire([]byte(ecrit))
	switch {
	case err == nil && !sur:
		return valeur{forme: m.String(), remarque: "lu comme " + m.Francais()}
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
	case err == argent.ErrTropDecimales && uneVirgule.MatchString(nu):
		return valeur{refus: "deux décimales au plus ; si la virgule sépare les milliers, retirez-la"}
	case err == argent.ErrTropDecimales:
		return valeur{refus: "deux décimales au plus, comme 2 650,50"}
	}
	return valeur{refus: attendues["€"]}
}

// decimalEcrit lit un nombre qui n'est ni une somme ni un effectif : « 12.500 » y vaut douze et demi.
func decimalEcrit(x Case) string {
	if x.Genre == Nombre || unMillier.MatchString(x.Texte) {
		return x.Texte
	}
	return format.DecimalEcrit(x.Texte)
}

func (c *Champ) lireNombre(x Case) valeur {
	if x.Genre == Texte && c.unite() == "jours" {
		x.Texte = strings.TrimSpace(strings.TrimRight(x.Texte, "jJ"))
	}
	ecrit := decimalEcrit(x)
	if c.Genre == ChampEntier && x.Genre != Nombre {
		ecrit = format.DecimalEcrit(x.Texte)
	}
	f, err := argent.LireFraction(ecrit)
	if err != nil || strings.Contains(ecrit, "/") {
		return valeur{refus: "un nombre est attendu, comme 12"}
	}
	if _, d := f.Termes(); c.Genre == ChampEntier && d != 1 {
		return valeur{refus: "un nombre entier est attendu"}
	}
	return valeur{forme: f.String()}
}

// lirePourcent lit « 42 », « 42,5 % » et 0,42, que le tableur garde d'une case au format pourcentage.
func lirePourcent(x Case) valeur {
	ecrit := decimalEcrit(x)
	f, err := argent.LireFraction(ecrit)
	if err != nil || strings.Contains(ecrit, "/") || f.Compare(argent.Entier(100)) > 0 {
		return valeur{refus: attendues["%"]}
	}
	if uniteEcrite(x.Texte) == "" && f.Compare(argent.Entier(0)) > 0 && f.Compare(argent.Entier(1)) <= 0 {
		f = f.Fois(argent.Entier(100))
		return valeur{forme: f.String(), remarque: "lu comme " + strings.Replace(f.String(), ".", ",", 1) + " %"}
	}
	return valeur{forme: f.String()}
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

// suitesContrat sont ce qui peut suivre CDI ou CDD sans en changer la nature.
var suitesContrat = []string{"tempsplein", "tempspartiel", "tempscomplet", "tp", "cadre", "noncadre", "droitcommun"}

func (c *Champ) lireMot(s string) valeur {
	r := replier(s)
	for _, suite := range suitesContrat {
		if r == "cdi"+suite || r == "cdd"+suite {
			r = r[:3]
		}
	}
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
