package web

import (
	"bytes"
	"encoding/json"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"jalon/document"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/csp/cas"
	"jalon/droit/parametre"
	"jalon/droit/trace"
	"jalon/format"
	"jalon/web/cadre"
)

// corpsDroit est la face publique du droit daté.
type corpsDroit struct {
	Au       calendrier.Date
	Cherche  string
	Familles []famille
	Groupes  []groupeSeries
	Lues     []csp.Interpretation
	Trouvees int
}

// famille rassemble les règles d'une même question, dans l'ordre de la vie d'un dossier.
type famille struct {
	Prefixe, Nom string
	Regles       []trace.Carte
}

var familles = [...]famille{
	{Prefixe: "KEY", Nom: "Quelles règles s'appliquent"},
	{Prefixe: "CASP", Nom: "Avant : la cellule d'appui"},
	{Prefixe: "ELIG", Nom: "Qui y a droit"},
	{Prefixe: "PROC", Nom: "La proposition et la réponse"},
	{Prefixe: "RUPT", Nom: "La fin du contrat"},
	{Prefixe: "CONT", Nom: "Ce que paie l'employeur"},
	{Prefixe: "ASP", Nom: "L'allocation"},
	{Prefixe: "DUR", Nom: "La durée"},
	{Prefixe: "FOLL", Nom: "L'accompagnement"},
	{Prefixe: "WORK", Nom: "Travailler pendant le CSP"},
	{Prefixe: "KEEP", Nom: "Garder un autre emploi"},
	{Prefixe: "SUSP", Nom: "Les suspensions"},
	{Prefixe: "EXIT", Nom: "Sortir du CSP"},
	{Prefixe: "BACK", Nom: "Revenir après un essai rompu"},
	{Prefixe: "IDR", Nom: "L'indemnité différentielle"},
	{Prefixe: "PRIME", Nom: "La prime de reclassement"},
	{Prefixe: "ARE", Nom: "Le chômage, après ou sans CSP"},
	{Prefixe: "RET", Nom: "Réclamer"},
}

type groupeSeries struct {
	Nom    string
	Series []ligneSerie
}

type ligneSerie struct {
	Cle, Libelle, Valeur string
	Depuis               calendrier.Date
}

// rechercheMax borne un mot cherché : le plus long des articles cités y tient.
const rechercheMax = 200

// droit montre les valeurs d'un jour, les règles et les lectures ; un mot ou un article n'en garde que ce qui le cite.
func droit(r *http.Request) (cadre.Vue, error) {
	q := r.URL.Query()
	c := corpsDroit{Cherche: strings.TrimSpace(q.Get("q"))}
	if len(c.Cherche) > rechercheMax {
		return cadre.Vue{}, cadre.Erreur(http.StatusBadRequest, "Cette recherche est trop longue.", "Cherchez un article, un numéro de règle ou un mot.")
	}
	if v := q.Get("au"); v != "" {
		d, ok := format.DateEcrite(v)
		if !ok {
			return cadre.Vue{}, cadre.Erreur(http.StatusBadRequest, "« "+v+" » n'est pas une date.", "Écrivez-la 02/03/2026.")
		}
		c.Au = d
	}
	for _, f := range familles {
		for _, x := range trace.Regles() {
			if k := x.Carte(); strings.HasPrefix(k.ID, f.Prefixe+"-") && c.garde(append([]string{k.ID, k.Titre, k.Enonce}, k.Articles...)...) {
				f.Regles = append(f.Regles, k)
			}
		}
		if len(f.Regles) > 0 {
			slices.SortFunc(f.Regles, func(a, b trace.Carte) int { return strings.Compare(a.ID, b.ID) })
			c.Familles = append(c.Familles, f)
			c.Trouvees += len(f.Regles)
		}
	}
	for _, nom := range parametre.Noms() {
		c.serie(nom)
	}
	slices.SortStableFunc(c.Groupes, func(a, b groupeSeries) int { return strings.Compare(a.Nom, b.Nom) })
	for _, i := range csp.Interpretations {
		if c.garde(i.Regle.String(), i.Sujet, i.Lecture, i.Autres, i.Pourquoi, i.Reglage) {
			c.Lues = append(c.Lues, i)
		}
	}
	c.Trouvees += len(c.Lues)
	for _, g := range c.Groupes {
		c.Trouvees += len(g.Series)
	}
	return cadre.Vue{Modele: "droit.html", Titre: "Le droit du CSP, daté et sourcé", Menu: "droit", Corps: c}, nil
}

// garde dit si l'un des textes porte ce qui est cherché, sans égard aux majuscules ni aux espaces.
func (c *corpsDroit) garde(textes ...string) bool {
	cherche := sansBlancs(c.Cherche)
	return slices.ContainsFunc(textes, func(t string) bool { return strings.Contains(sansBlancs(t), cherche) })
}

// sansBlancs met un texte à la forme où « article L. 1233-67 » et « L1233-67 » se valent.
func sansBlancs(s string) string {
	s = strings.NewReplacer("-", "", ".", "", " ", "", "\u00a0", "", "’", "'").Replace(strings.ToLower(s))
	return strings.TrimPrefix(s, "article")
}

// serie ajoute la valeur d'une série ce jour-là, la dernière publiée sans jour.
func (c *corpsDroit) serie(nom string) {
	ls, n := parametre.Lignes(nom), parametre.Nommer(nom)
	textes := []string{nom, n.Libelle}
	for _, l := range ls {
		textes = append(textes, l.Texte+" "+l.Article)
	}
	if !c.garde(textes...) {
		return
	}
	for _, l := range slices.Backward(ls) {
		if c.Au.Connue() && l.Debut > c.Au || !c.Au.Connue() && l.Attendue() {
			continue
		}
		i := slices.IndexFunc(c.Groupes, func(g groupeSeries) bool { return g.Nom == n.Groupe })
		if i < 0 {
			c.Groupes, i = append(c.Groupes, groupeSeries{Nom: n.Groupe}), len(c.Groupes)
		}
		c.Groupes[i].Series = append(c.Groupes[i].Series, ligneSerie{nom, document.Majuscule(n.Libelle), l.EnFrancais(), l.Debut})
		return
	}
}

type corpsRegle struct {
	Carte trace.Carte
	Lues  []csp.Interpretation
	Cas   []casMontre
}

// casMontre est un cas officiel, sa situation prête à lire et à reprendre.
type casMontre struct {
	cas.Cas
	Texte    string
	Attendus []attendu
}

type attendu struct{ Chemin, Valeur string }

func montrer(k cas.Cas) casMontre {
	m := casMontre{Cas: k}
	var b bytes.Buffer
	if json.Indent(&b, k.Situation, "", "  ") == nil {
		m.Texte = b.String()
	}
	for chemin, v := range k.Attendu {
		texte, err := json.Marshal(v)
		if err != nil {
			continue
		}
		valeur := strings.Trim(string(texte), `"`)
		switch v {
		case nil:
			valeur = "inconnu, ou absent"
		case true:
			valeur = "oui"
		case false:
			valeur = "non"
		}
		m.Attendus = append(m.Attendus, attendu{chemin, valeur})
	}
	slices.SortFunc(m.Attendus, func(a, b attendu) int { return strings.Compare(a.Chemin, b.Chemin) })
	return m
}

func regle(r *http.Request) (cadre.Vue, error) {
	x, ok := trace.Trouver(strings.ToUpper(r.PathValue("id")))
	if !ok {
		return cadre.Vue{}, cadre.Erreur(http.StatusNotFound, "Cette règle n'existe pas.", "La page du droit les liste toutes.")
	}
	c := corpsRegle{Carte: x.Carte()}
	for _, i := range csp.Interpretations {
		if i.Regle == x {
			c.Lues = append(c.Lues, i)
		}
	}
	tous, err := cas.Tous()
	if err != nil {
		return cadre.Vue{}, err
	}
	for _, k := range tous {
		if slices.Contains(k.Regles, c.Carte.ID) {
			c.Cas = append(c.Cas, montrer(k))
		}
	}
	return cadre.Vue{Modele: "regle.html", Titre: c.Carte.ID + " : " + c.Carte.Titre, Menu: "droit", Corps: c}, nil
}

type corpsBareme struct {
	Cle    string
	Nom    parametre.Nom
	Lignes []parametre.Ligne
	Courbe template.HTML
}

func bareme(r *http.Request) (cadre.Vue, error) {
	cle := r.PathValue("nom")
	ls := parametre.Lignes(cle)
	if len(ls) == 0 {
		return cadre.Vue{}, cadre.Erreur(http.StatusNotFound, "Cette série n'existe pas.", "La page du droit les liste toutes.")
	}
	ls = slices.Clone(ls)
	slices.Reverse(ls)
	nom := parametre.Nommer(cle)
	return cadre.Vue{Modele: "bareme.html", Titre: document.Majuscule(nom.Libelle), Menu: "droit", Corps: corpsBareme{cle, nom, ls, escalier(cle)}}, nil
}
