package espace

import (
	"bytes"
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"jalon/acces"
	"jalon/document"
	"jalon/document/xlsx"
	"jalon/dossier"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/demarches"
	"jalon/droit/trace"
	"jalon/web/cadre"
)

// routesEntreprise pose les pages de l'employeur : ceux à qui il propose le CSP, jusqu'à la fin de leur contrat.
func (e *Espace) routesEntreprise(m *http.ServeMux) {
	e.Route(m, "GET /entreprise", e.entreprise)
	e.Route(m, "GET /entreprise/liste", e.listeEntreprise)
	e.Route(m, "GET /entreprise/personnes/{id}", e.personneEntreprise)
	e.Route(m, "GET /entreprise/importer", e.importer)
	e.RouteDe(m, "POST /entreprise/importer", listeMax, e.importer)
}

// chezSoi est la page d'accueil de qui n'a pas celle des dossiers ; vide : c'est elle.
func chezSoi(c *acces.Compte) string {
	switch c.Role {
	case acces.Salarie:
		return "/moi"
	case acces.Employeur:
		return "/entreprise"
	case acces.Conseiller, acces.Payeur, acces.Autorite, acces.Administrateur, acces.Auditeur:
	}
	return ""
}

// sesDossiers est la page qui les liste, quand ce n'est pas celle des dossiers : ceux de l'autorité sont ses cellules d'appui.
func sesDossiers(c *acces.Compte) string {
	if c.Role == acces.Autorite {
		return "/cellules"
	}
	return chezSoi(c)
}

// saPage est celle d'un dossier pour la personne et pour son employeur, et celle d'une cellule d'appui ; vide : la page commune. L'acte qui vient d'être
// consigné s'y dit aussi.
func saPage(v *Visite, d *dossier.Dossier) string {
	vers := ""
	switch {
	case v.Compte.Role == acces.Salarie:
		vers = chezSoi(v.Compte)
	case v.Compte.Role == acces.Employeur && d.Sorte() == dossier.CSP:
		vers = "/entreprise/personnes/" + url.PathEscape(d.ID)
	case d.Sorte() == dossier.CASP:
		vers = "/cellules/" + url.PathEscape(d.ID)
	default:
		return ""
	}
	if n := v.URL.Query().Get("consigne"); n != "" {
		vers += "?" + url.Values{"consigne": {n}}.Encode()
	}
	return vers
}

// vientDeConsigner dit l'acte que nomme l'adresse, s'il est de ceux que ce compte voit.
func (e *Espace) vientDeConsigner(v *Visite, d *dossier.Dossier) string {
	n, err := strconv.Atoi(v.URL.Query().Get("consigne"))
	if err != nil || n < 1 || n > d.Version() || !acces.Visible(v.Compte, d.Faits[n-1].Acte, e.Objet(v, d)) {
		return ""
	}
	return d.Nom(n)
}

// changements dit ce qu'un acte change, à qui suit le dossier ; à l'employeur, ce qu'il voit sur sa page.
func (e *Espace) changements(v *Visite, avant, apres *dossier.Dossier) []dossier.Changement {
	if e.Permis(v, acces.LireSuivi, apres) || apres.Sorte() != dossier.CSP {
		return dossier.Changements(avant, apres, v.Aujourdhui)
	}
	a, b := e.voirEmploye(v, avant, ""), e.voirEmploye(v, apres, "")
	var l []dossier.Changement
	dire := func(quoi, x, y string) {
		if x != y {
			l = append(l, dossier.Changement{Quoi: quoi, Avant: x, Apres: y})
		}
	}
	jour := func(j calendrier.Date) string {
		if !j.Connue() {
			return ""
		}
		return j.Francais()
	}
	somme := func(m argent.Montant) string {
		if !m.Connu() {
			return ""
		}
		return m.Francais()
	}
	dire("Réponse", a.Dit(), b.Dit())
	dire("Fin du contrat", jour(a.Rupture), jour(b.Rupture))
	dire("Contribution au plus tard", jour(a.Echeance), jour(b.Echeance))
	for i := range sommesDues {
		dire(sommesDues[i].Nom, somme(a.Sommes[i]), somme(b.Sommes[i]))
	}
	return l
}

// reponses sont les états d'une réponse, dans l'ordre où l'employeur a à s'en occuper.
var reponses = [][2]string{{"a_proposer", "à proposer"}, {"reflexion", "en réflexion"}, {"silence_a_constater", "délai fini, sans réponse"}, {"acceptee", "acceptée"}, {"refusee", "refusée"}, {"silence", "silence"}, {"tardive", "acceptée trop tard, donc refusée"}, {"sans_csp", "pas de CSP"}}

func nomReponse(cle string) string {
	for _, r := range reponses {
		if r[0] == cle {
			return r[1]
		}
	}
	return cle
}

// sommesDues sont celles que l'employeur doit pour une personne, dans l'ordre des colonnes.
var sommesDues = [...]struct {
	Nom        string
	Regles     []trace.Regle
	AOperateur bool // à l'opérateur ; sinon, à la personne
}{
	{"Indemnité de licenciement", []trace.Regle{csp.RUPT03}, false},
	{"Préavis versé à la personne", []trace.Regle{csp.CONT01, csp.CONT03}, false},
	{"Contribution à l'opérateur, charges comprises", []trace.Regle{csp.CONT02}, true},
	{"Congés payés restants", []trace.Regle{csp.RUPT03}, false},
	{"Indemnité au-delà de la loi", nil, false},
	{"Participation au titre du DIF", []trace.Regle{csp.CONT10}, true},
	{"Pénalité", []trace.Regle{csp.CONT06}, true},
}

// rangConges est la colonne des congés payés.
const rangConges = 3

// nbSommes est le nombre de colonnes de sommes.
const nbSommes = len(sommesDues)

// aFaire est ce que l'employeur doit faire pour une personne.
type aFaire struct {
	*demarches.Demarche
	Retard int
	Aussi  string
	Acte   *dossier.Acte // celui qui le dit ici
}

// employe est une personne telle que son employeur la voit : rien de ce qui suit la fin du contrat.
type employe struct {
	dossier.Fiche
	Qui       string
	Reponse   string // sa clé dans reponses
	Jour      calendrier.Date
	Remise    calendrier.Date
	Rupture   calendrier.Date
	Echeance  calendrier.Date // de la contribution
	Supposee  bool            // pas encore de réponse : les sommes supposent l'adhésion
	CongesTus bool            // personne n'a dit les congés payés restants : leur somme est hors du total
	Sommes    [nbSommes]argent.Montant
	Total     argent.Montant
	Reglement reglement
	Afaire    []aFaire
}

// reglement sépare ce qui est dû à l'opérateur, dont les paiements se consignent, de ce qui est dû à la personne, dont aucun ne
// l'est : jalon ne sait pas s'il est payé.
type reglement struct{ Du, Paye, Reste, Personne argent.Montant }

// pourEmployeur ne garde d'une situation que ce que l'employeur en connaît : ni l'autre emploi, ni l'ancien droit, ni ce qui
// arrive pendant le CSP, mais ce qu'il a payé à l'opérateur.
func pourEmployeur(s *csp.Situation) *csp.Situation {
	x := *s
	x.AutresEmplois, x.ARE, x.Evenements = nil, csp.ARENotifiee{}, nil
	for _, ev := range s.Evenements {
		if ev.Type == csp.Paiement && ev.NaturePaiement == csp.PaiementContribution {
			x.Evenements = append(x.Evenements, ev)
		}
	}
	return &x
}

// Tu dit qu'une somme n'est pas nulle : elle n'est pas dite.
func (x *employe) Tu(i int) bool { return i == rangConges && x.CongesTus }

// SansCSP dit qu'aucun CSP n'est en jeu : ce qui reste dû ne se calcule pas ici.
func (x *employe) SansCSP() bool { return x.Reponse == "sans_csp" }

// Dit dit la réponse et son jour.
func (x *employe) Dit() string {
	nom := document.Majuscule(nomReponse(x.Reponse))
	switch {
	case !x.Jour.Connue():
		return nom
	case x.Reponse == "reflexion":
		return nom + ", jusqu'au " + x.Jour.Francais()
	case x.Reponse == "silence" || x.Reponse == "tardive" || x.Reponse == "silence_a_constater":
		return nom + " (jusqu'au " + x.Jour.Francais() + ")"
	}
	return nom + " le " + x.Jour.Francais()
}

// voirEmploye rend une personne du dossier, vue de son employeur.
func (e *Espace) voirEmploye(v *Visite, d *dossier.Dossier, qui string) *employe {
	s := pourEmployeur(&d.Situation)
	r := csp.Calculer(s, nil)
	f := d.Fiche()
	x := &employe{Fiche: *f, Qui: qui, Remise: s.Proposition.Remise, Rupture: r.Dates.Rupture, Echeance: r.Dates.EcheanceContribution}
	fin := r.Dates.FinReflexion
	switch {
	case d.ReponseTardive():
		x.Reponse, x.Jour = "tardive", s.Reponse.Date
	case s.Reponse.Decision == csp.Acceptation:
		x.Reponse, x.Jour = "acceptee", s.Reponse.Date
	case s.Reponse.Decision == csp.Refus && len(d.De("silence")) > 0 && len(d.De("reponse")) == 0:
		x.Reponse, x.Jour = "silence", fin
	case s.Reponse.Decision == csp.Refus:
		x.Reponse, x.Jour = "refusee", s.Reponse.Date
	case r.Statut == csp.SansObjet:
		x.Reponse = "sans_csp"
	case !s.Proposition.Remise.Connue():
		x.Reponse, x.Supposee = "a_proposer", true
	case fin.Connue() && v.Aujourdhui > fin:
		x.Reponse, x.Jour = "silence_a_constater", fin
	default:
		x.Reponse, x.Jour, x.Supposee = "reflexion", fin, true
	}
	if x.Reponse == "refusee" || x.Reponse == "silence" || x.Reponse == "silence_a_constater" || x.Reponse == "sans_csp" {
		x.Rupture, x.Echeance = s.Contrat.Fin, 0
	}
	x.compter(s, r)
	tout := d.Demarches()
	possibles := e.Possibles(v, d)
	for i := range tout {
		m := &tout[i]
		if m.Qui != demarches.LEmployeur || m.Faite {
			continue
		}
		y := Moment{Moment: dossier.Moment{Le: m.Date, Demarche: m}}
		e.direDemarche(v, d, &y, possibles)
		x.Afaire = append(x.Afaire, aFaire{m, y.Retard, y.Aussi, y.Acte})
	}
	slices.SortStableFunc(x.Afaire, func(a, b aFaire) int { return cmp.Compare(a.place(), b.place()) })
	return x
}

// place range une date, les inconnues à la fin.
func place(j calendrier.Date) int64 { return dossier.Repere{Prochaine: j}.Rang() }

// place range une chose à faire : les retards, puis une offre dont le jour n'est pas dit, car tout le reste en dépend, puis par date.
func (a *aFaire) place() int64 {
	if a.Retard > 0 {
		return place(a.Date) - place(0)
	}
	if a.Regle == csp.PROC01 && !a.Date.Connue() {
		return 0
	}
	return place(a.Date)
}

// compter pose ce qui est dû pour la personne, selon sa réponse ; sans réponse encore, comme si elle adhérait.
func (x *employe) compter(s *csp.Situation, r *csp.Droits) {
	zero := argent.Centimes(0)
	ou := func(m argent.Montant, du bool) argent.Montant {
		if !du {
			return zero
		}
		return m
	}
	m := &r.Montants
	x.CongesTus = !s.Contrat.CongesPayesIndemnite.Connu() && !s.Contrat.CongesPayesJours.Connue()
	adhesion := x.Supposee || x.Reponse == "acceptee"
	refus := x.Reponse == "refusee" || x.Reponse == "silence" || x.Reponse == "silence_a_constater"
	preavis := ou(m.PreavisSalarie, adhesion)
	if refus {
		preavis = m.PreavisTotal // il est fait, ou payé
	}
	x.Sommes = [nbSommes]argent.Montant{
		ou(m.IndemniteDue, adhesion || refus), preavis, ou(m.ContributionOperateur, adhesion), ou(s.Contrat.IndemniteConges(nil), adhesion || refus),
		ou(s.Contrat.IndemniteSupraLegale, s.Contrat.IndemniteSupraLegale.Connu()), ou(m.ContributionDIF, m.ContributionDIF.Connu()), ou(m.Penalite, m.PenaliteMois.Connu()),
	}
	x.Total = zero
	x.Reglement = reglement{Du: zero, Paye: demarches.PayeAOperateur(s), Personne: zero}
	for i, y := range x.Sommes {
		x.Total = x.Total.Plus(y)
		if sommesDues[i].AOperateur {
			x.Reglement.Du = x.Reglement.Du.Plus(y)
		} else {
			x.Reglement.Personne = x.Reglement.Personne.Plus(y)
		}
	}
	if x.Reglement.Du.Connu() && x.Reglement.Paye.Connu() {
		x.Reglement.Reste = argent.Max(x.Reglement.Du.Moins(x.Reglement.Paye), zero)
	}
}

// total additionne une colonne ; ce qu'on ne connaît pas est compté à part.
type total struct {
	Somme    argent.Montant
	Inconnus int
}

func (t *total) ajouter(m argent.Montant) {
	if !m.Connu() {
		t.Inconnus++
		return
	}
	t.Somme = t.Somme.Plus(m)
}

// totaux sont ceux d'une part des personnes : chaque colonne, puis la dernière.
type totaux struct {
	Nom      string
	Nombre   int
	Colonnes []total
	Ensemble total
}

// tache est une même chose à faire, le même jour, pour une ou plusieurs personnes.
type tache struct {
	aFaire
	Gens []*employe
}

type corpsEntreprise struct {
	Nom, SIRET string
	Gens       []*employe
	Tous       int // avant le filtre
	Comptes    [][2]string
	Filtre     string
	Choix      [][2]string
	Colonnes   []int // les sommes qui ne sont pas toutes nulles
	Conges     bool  // celle des congés payés en est
	Totaux     []totaux
	Reglement  struct{ Du, Paye, Reste, Personne total } // des réponses connues
	Taches     []tache
	Autres     int // tâches qui ne sont pas montrées
	Cellules   []dossier.Fiche
	Aujourdhui calendrier.Date
	Ouvrir     bool // elle peut ouvrir un dossier
}

// NomSomme nomme une colonne, Regle dit d'où elle vient.
func (c *corpsEntreprise) NomSomme(i int) string { return sommesDues[i].Nom }

// Regles sont celles d'une colonne.
func (c *corpsEntreprise) Regles(i int) []trace.Regle { return sommesDues[i].Regles }

// tachesMax borne ce que la page montre d'abord.
const tachesMax = 8

// gens rend ceux de l'entreprise, dans l'ordre de ce que l'employeur a à faire.
func (e *Espace) gens(v *Visite) ([]*employe, error) {
	fiches, err := e.Greffe.Journal.Fiches(v.Context(), dossier.Filtre{SIRET: v.Organisation.SIRET, Sorte: "csp"})
	if err != nil {
		return nil, err
	}
	noms, err := e.Registre.Nommer(v.Context(), fiches)
	if err != nil {
		return nil, err
	}
	l := make([]*employe, len(fiches))
	for i := range fiches {
		d, err := e.Greffe.Lire(v.Context(), fiches[i].Dossier)
		if err != nil {
			return nil, err
		}
		l[i] = e.voirEmploye(v, d, Nommer(&noms[i]))
	}
	prochaine := func(x *employe) int64 {
		if len(x.Afaire) == 0 && x.Reponse == "a_proposer" {
			return 0 // tout reste à dire
		}
		if len(x.Afaire) == 0 {
			return place(0)
		}
		return x.Afaire[0].place()
	}
	slices.SortStableFunc(l, func(a, b *employe) int {
		return cmp.Or(cmp.Compare(prochaine(a), prochaine(b)), strings.Compare(a.Qui, b.Qui))
	})
	return l, nil
}

// sonEntreprise lit l'entreprise du compte, pour un geste que le registre garde.
func (e *Espace) sonEntreprise(v *Visite, geste string) (*corpsEntreprise, error) {
	if v.Compte.Role != acces.Employeur || v.Organisation.SIRET == "" {
		return nil, Introuvable
	}
	if err := e.Autoriser(v, geste, &acces.Objet{SIRET: v.Organisation.SIRET}); err != nil {
		return nil, err
	}
	l, err := e.gens(v)
	if err != nil {
		return nil, err
	}
	c := &corpsEntreprise{Nom: v.Organisation.Nom, SIRET: v.Organisation.SIRET, Tous: len(l), Aujourdhui: v.Aujourdhui, Filtre: v.URL.Query().Get("reponse")}
	c.Choix = [][2]string{{"", "toutes"}}
	for _, r := range reponses {
		n := 0
		for _, x := range l {
			if x.Reponse == r[0] {
				n++
			}
		}
		if n > 0 {
			c.Comptes = append(c.Comptes, [2]string{document.Majuscule(r[1]), document.Entier(n)})
			c.Choix = append(c.Choix, r)
		}
	}
	c.prevoir(l)
	for _, x := range l {
		if c.Filtre == "" || x.Reponse == c.Filtre {
			c.Gens = append(c.Gens, x)
		}
	}
	c.totaliser()
	return c, nil
}

// prevoir rassemble ce qui est à faire, le plus pressé d'abord : la même chose, le même jour, ne se dit qu'une fois.
func (c *corpsEntreprise) prevoir(l []*employe) {
	for _, x := range l {
		for _, a := range x.Afaire {
			i := slices.IndexFunc(c.Taches, func(t tache) bool {
				return t.Date == a.Date && t.Quoi == a.Quoi && t.Echeance == a.Echeance
			})
			if i < 0 {
				i = len(c.Taches)
				c.Taches = append(c.Taches, tache{aFaire: a})
			}
			c.Taches[i].Gens = append(c.Taches[i].Gens, x)
		}
	}
	slices.SortStableFunc(c.Taches, func(a, b tache) int { return cmp.Compare(a.place(), b.place()) })
	if n := len(c.Taches); n > tachesMax {
		c.Taches, c.Autres = c.Taches[:tachesMax], n-tachesMax
	}
}

// totaliser additionne les lignes montrées : ce que les réponses rendent sûr, puis le tout.
func (c *corpsEntreprise) totaliser() {
	for i := range nbSommes {
		if slices.ContainsFunc(c.Gens, func(x *employe) bool { return !x.Sommes[i].Nul() }) {
			c.Colonnes = append(c.Colonnes, i)
		}
	}
	c.Conges = slices.Contains(c.Colonnes, rangConges)
	sur := totaux{Nom: "Réponses connues"}
	tout := totaux{Nom: "Si les autres adhèrent"}
	for _, t := range []*totaux{&sur, &tout} {
		t.Colonnes, t.Ensemble.Somme = make([]total, len(c.Colonnes)), argent.Centimes(0)
		for i := range t.Colonnes {
			t.Colonnes[i].Somme = argent.Centimes(0)
		}
		for _, x := range c.Gens {
			if t == &sur && x.Supposee || x.SansCSP() {
				continue
			}
			t.Nombre++
			t.Ensemble.ajouter(x.Total)
			for i, n := range c.Colonnes {
				if x.Tu(n) {
					t.Colonnes[i].Inconnus++
				} else {
					t.Colonnes[i].ajouter(x.Sommes[n])
				}
			}
		}
	}
	r := &c.Reglement
	r.Du.Somme, r.Paye.Somme, r.Reste.Somme, r.Personne.Somme = argent.Centimes(0), argent.Centimes(0), argent.Centimes(0), argent.Centimes(0)
	for _, x := range c.Gens {
		if !x.Supposee && !x.SansCSP() {
			r.Du.ajouter(x.Reglement.Du)
			r.Paye.ajouter(x.Reglement.Paye)
			r.Reste.ajouter(x.Reglement.Reste)
			r.Personne.ajouter(x.Reglement.Personne)
		}
	}
	c.Totaux = []totaux{sur}
	if sur.Nombre < tout.Nombre {
		c.Totaux = append(c.Totaux, tout)
	}
}

func (e *Espace) entreprise(v *Visite) (cadre.Vue, error) {
	c, err := e.sonEntreprise(v, acces.Lire)
	if err != nil {
		return cadre.Vue{}, err
	}
	c.Ouvrir = acces.PorteeDe(v.Compte.Role, "ouverture") != ""
	if c.Cellules, err = e.Greffe.Journal.Fiches(v.Context(), dossier.Filtre{SIRET: v.Organisation.SIRET, Sorte: "casp"}); err != nil {
		return cadre.Vue{}, err
	}
	return cadre.Vue{Modele: "entreprise.html", Titre: "Mon entreprise", Menu: "entreprise", Corps: c, Statut: http.StatusOK}, nil
}

// listeEntreprise est la liste telle qu'elle se voit, à emporter.
func (e *Espace) listeEntreprise(v *Visite) (cadre.Vue, error) {
	c, err := e.sonEntreprise(v, acces.Exporter)
	if err != nil {
		return cadre.Vue{}, err
	}
	t := xlsx.Tableau{Titre: "CSP, " + c.Nom + ", au " + v.Aujourdhui.Francais(), Colonnes: []string{"Personne", "Référence", "Réponse", "Le, ou jusqu'au", "À faire", "Date", "En tout", "Remise des documents", "Fin du contrat", "Contribution au plus tard"}}
	for _, i := range c.Colonnes {
		nom := sommesDues[i].Nom
		for _, r := range sommesDues[i].Regles {
			nom += ", " + r.Carte().ID
		}
		t.Colonnes = append(t.Colonnes, nom)
	}
	rien := calendrier.Date(0)
	for _, x := range c.Gens {
		quoi, quand, du := "", rien, func(m argent.Montant) any { return m }
		if len(x.Afaire) > 0 {
			quoi, quand = x.Afaire[0].Quoi, x.Afaire[0].Date
		}
		if x.SansCSP() {
			du = func(argent.Montant) any { return argent.Montant{} }
		}
		l := []any{x.Qui, x.Reference, nomReponse(x.Reponse), x.Jour, quoi, quand, du(x.Total), x.Remise, x.Rupture, x.Echeance}
		for _, i := range c.Colonnes {
			if x.Tu(i) && !x.SansCSP() {
				l = append(l, "pas dit")
			} else {
				l = append(l, du(x.Sommes[i]))
			}
		}
		t.Lignes = append(t.Lignes, l)
	}
	for _, x := range c.Totaux {
		l := []any{x.Nom, document.Nombre(x.Nombre, "personne"), "", rien, "", rien, x.Ensemble.Somme, rien, rien, rien}
		for _, y := range x.Colonnes {
			l = append(l, y.Somme)
		}
		t.Totaux = append(t.Totaux, l)
	}
	var b bytes.Buffer
	f := &cadre.Fichier{Nom: "entreprise.csv", Type: "text/csv; charset=utf-8"}
	if v.URL.Query().Get("forme") == "xlsx" {
		f.Nom, f.Type = "entreprise.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
		an, mois, jour := v.Aujourdhui.Civil()
		err = t.Classeur(&b, time.Date(an, time.Month(mois), jour, 0, 0, 0, 0, time.UTC))
	} else {
		err = t.CSV(&b)
	}
	f.Octets = b.Bytes()
	return cadre.Vue{Fichier: f}, err
}

type sommeEmploye struct {
	Nom     string
	Montant argent.Montant
	Regles  []trace.Regle
}

type corpsEmploye struct {
	X        *employe
	Consigne string
	Sommes   []sommeEmploye
	Faits    []Moment
	Actes    []*dossier.Acte
	Pourquoi []string // ce qui fait qu'il n'y a pas de CSP
	Inconnus []string // ce qui manque aux sommes qu'on ne connaît pas
	Pas      []trace.Pas
}

// familles sont les règles que l'employeur applique.
var familles = []string{"PROC-", "RUPT-", "CONT-"}

// personneEntreprise est une personne, vue de son employeur.
func (e *Espace) personneEntreprise(v *Visite) (cadre.Vue, error) {
	if v.Compte.Role != acces.Employeur {
		return cadre.Vue{}, Introuvable
	}
	d, err := e.OuvrirDossier(v, acces.Lire)
	if err != nil {
		return cadre.Vue{}, err
	}
	c := &corpsEmploye{X: e.voirEmploye(v, d, e.Qui(v.Context(), d)), Actes: e.Possibles(v, d)}
	for i, m := range c.X.Sommes {
		if !m.Nul() && !c.X.SansCSP() {
			c.Sommes = append(c.Sommes, sommeEmploye{sommesDues[i].Nom, m, sommesDues[i].Regles})
		}
	}
	for _, m := range d.Frise() {
		if m.Fait == nil || !acces.Visible(v.Compte, m.Fait.Acte, e.Objet(v, d)) {
			continue
		}
		x := Moment{Moment: m}
		e.DireFait(v, d, &x)
		x.Auteur = e.DeQui(v, m.Fait.Auteur)
		c.Faits = append(c.Faits, x)
	}
	c.Consigne = e.vientDeConsigner(v, d)
	t := trace.Nouvelle()
	r := csp.Calculer(pourEmployeur(&d.Situation), t)
	if c.X.SansCSP() {
		c.Pourquoi = manquees(&d.Situation, r)
	} else if !c.X.Total.Connu() {
		c.Inconnus = inconnus(r)
	}
	c.Pas = slices.DeleteFunc(t.Arbre(), func(p trace.Pas) bool {
		return !slices.ContainsFunc(familles, func(f string) bool { return strings.HasPrefix(p.Regle, f) })
	})
	return cadre.Vue{Modele: "entreprise_personne.html", Titre: c.X.Qui, Menu: "entreprise", Corps: c, Statut: http.StatusOK}, nil
}
