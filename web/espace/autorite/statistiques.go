package autorite

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"jalon/acces"
	"jalon/document"
	"jalon/document/xlsx"
	"jalon/dossier"
	"jalon/dossier/statistique"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/web/cadre"
	"jalon/web/espace"
)

func (e *Pages) routesStatistiques(m *http.ServeMux) {
	e.Route(m, "GET /statistiques", e.statistiques)
	e.Route(m, "GET /statistiques/export", e.exporterStatistiques)
}

// large est la largeur des dessins, en unités du dessin.
const large = 900

// fraicheur est le temps où un calcul sert encore alors que des faits sont venus depuis.
const fraicheur = 15 * time.Minute

// calculs gardent le dernier bilan de chaque portée.
type calculs struct {
	verrou sync.Mutex
	gardes map[string]*calcul
}

// calculsMax borne les portées gardées.
const calculsMax = 64

type calcul struct {
	verrou sync.Mutex // une seule personne calcule, les autres attendent le même résultat
	etat   [2]int     // dossiers et faits de la portée
	jour   calendrier.Date
	fait   time.Time
	bilan  *statistique.Bilan
}

func (c *calculs) de(portee string) *calcul {
	c.verrou.Lock()
	defer c.verrou.Unlock()
	if c.gardes[portee] == nil {
		if c.gardes == nil || len(c.gardes) >= calculsMax {
			c.gardes = map[string]*calcul{}
		}
		c.gardes[portee] = &calcul{}
	}
	return c.gardes[portee]
}

// champStatistique est ce que compte un compte : sa portée, et ce que la table des accès lui en montre. Ce qu'elle ne lui ouvre
// pas dossier par dossier, elle ne le lui montre pas en nombre.
type champStatistique struct {
	nom, cle string
	filtres  []dossier.Filtre
	source   statistique.Source
	garder   func(*dossier.Dossier) bool

	Suivi, Argent, Cellules, Operateurs bool
}

func (e *Pages) champStatistique(v *espace.Visite) (*champStatistique, error) {
	p := acces.PorteeDe(v.Compte.Role, acces.Statistiques)
	c := &champStatistique{
		cle: string(p) + " " + v.Organisation.ID, source: e.Greffe.Journal.Parcourir, garder: func(*dossier.Dossier) bool { return true },
		Suivi:    acces.PorteeDe(v.Compte.Role, acces.LireSuivi) != "" && p != acces.PorteeAutorite, // l'autorité ne lit que ses cellules
		Argent:   acces.PorteeDe(v.Compte.Role, acces.LireArgent) != "",
		Cellules: acces.PorteeDe(v.Compte.Role, acces.LireSuivi) != "" && p != acces.PorteeCSP, Operateurs: p == acces.PorteeToute || p == acces.PorteeCSP,
	}
	switch p {
	case acces.PorteeToute:
		c.nom, c.cle, c.filtres = "Tous les dossiers de la base", string(p), []dossier.Filtre{{}}
	case acces.PorteeCSP:
		c.nom, c.cle, c.filtres = "Tous les CSP de la base", string(p), []dossier.Filtre{{Sorte: "csp"}}
		c.garder = func(d *dossier.Dossier) bool { return d.Sorte() == dossier.CSP }
	case acces.PorteeOperateur:
		c.nom, c.filtres = "Les dossiers que suit "+v.Organisation.Nom, []dossier.Filtre{{Attribution: dossier.Attribution{Operateur: v.Organisation.ID}}}
		c.garder = func(d *dossier.Dossier) bool { return d.Attribution().Operateur == v.Organisation.ID }
	case acces.PorteeEmployeur:
		c.nom, c.filtres = "Les dossiers du SIRET "+v.Organisation.SIRET, []dossier.Filtre{{SIRET: v.Organisation.SIRET}}
		c.source = e.parFiches(c.filtres)
	case acces.PorteeAutorite:
		siennes := dossier.Filtre{Sorte: "casp", Attribution: dossier.Attribution{Autorite: v.Organisation.ID}}
		c.nom, c.filtres = "Les cellules d'appui que décide "+v.Organisation.Nom+", et les CSP de qui en vient", []dossier.Filtre{siennes}
		err := e.ChaqueFiche(v.Context(), siennes, func(f *dossier.Fiche) error {
			c.filtres = append(c.filtres, dossier.Filtre{Cellule: f.Dossier, Sorte: "csp"})
			return nil
		})
		c.source = e.parFiches(c.filtres)
		return c, err
	case acces.PorteeAncienne, acces.PorteeSonDossier, acces.PorteeInstallation:
		return nil, espace.Interdit
	default:
		return nil, espace.Interdit
	}
	return c, nil
}

// parFiches lit les dossiers de petits filtres sans passer toute la base.
func (e *Pages) parFiches(filtres []dossier.Filtre) statistique.Source {
	return func(ctx context.Context, f func([]dossier.Fait) error) error {
		for _, q := range filtres {
			err := e.ChaqueFiche(ctx, q, func(x *dossier.Fiche) error {
				faits, err := e.Greffe.Journal.Lire(ctx, x.Dossier)
				if err != nil {
					return err
				}
				return f(faits)
			})
			if err != nil {
				return err
			}
		}
		return nil
	}
}

// bilan rend celui d'une portée, et combien de faits sont venus depuis qu'il a été calculé.
func (e *Pages) bilan(v *espace.Visite, champ *champStatistique) (b *statistique.Bilan, fait time.Time, depuis int, err error) {
	var etat [2]int
	for _, q := range champ.filtres {
		n, faits, err := e.Greffe.Journal.Etat(v.Context(), q)
		if err != nil {
			return nil, fait, 0, err
		}
		etat[0], etat[1] = etat[0]+n, etat[1]+faits
	}
	c := e.calculs.de(champ.cle)
	c.verrou.Lock()
	defer c.verrou.Unlock()
	maintenant := e.Maintenant()
	if c.bilan == nil || c.jour != v.Aujourdhui || c.etat != etat && maintenant.Sub(c.fait) >= fraicheur {
		// Un calcul commencé va au bout même si la page se ferme : le suivant l'aura.
		b, err := statistique.Calculer(context.WithoutCancel(v.Context()), champ.source, champ.garder, v.Aujourdhui)
		if err != nil {
			return nil, fait, 0, err
		}
		c.bilan, c.jour, c.etat, c.fait = b, v.Aujourdhui, etat, maintenant
	}
	return c.bilan, c.fait, max(0, etat[1]-c.etat[1]), nil
}

// tableStatistique est une table de la page, et le dessin qui en dit autant.
type tableStatistique struct {
	Titre, Note string
	Entetes     []string
	Lignes      [][]string
	Dessin      template.HTML
	ParGroupe   bool // une ligne par mois, ou par opérateur
}

// Longue dit qu'elle se replie : elle remplirait plusieurs écrans d'un téléphone.
func (t tableStatistique) Longue() bool { return t.ParGroupe && len(t.Lignes) > 6 }

// Large dit qu'elle prend toute la largeur de l'écran.
func (t tableStatistique) Large() bool { return len(t.Entetes) > 4 }

type corpsStatistiques struct {
	Champ   *champStatistique
	Portee  string
	Bilan   *statistique.Bilan
	Calcule time.Time
	Depuis  int
	Attente int // minutes, au plus, avant que ces faits comptent
	Tables  []tableStatistique
	Regle   string
}

func (e *Pages) corpsStatistiques(v *espace.Visite) (*corpsStatistiques, error) {
	if acces.PorteeDe(v.Compte.Role, acces.Statistiques) == "" {
		return nil, espace.Interdit
	}
	champ, err := e.champStatistique(v)
	if err != nil {
		return nil, err
	}
	c := &corpsStatistiques{Champ: champ, Portee: champ.nom, Regle: statistique.Regle, Attente: int(fraicheur.Minutes())}
	if c.Bilan, c.Calcule, c.Depuis, err = e.bilan(v, champ); err != nil {
		return nil, err
	}
	noms := map[string]string{"": "Aucun opérateur"}
	if champ.Operateurs {
		l, err := e.Garde.Depot.Organisations(v.Context())
		if err != nil {
			return nil, err
		}
		for i := range l {
			noms[l[i].ID] = l[i].Nom
		}
	}
	c.Tables = tablesDe(c.Bilan, champ, noms)
	return c, nil
}

func (e *Pages) statistiques(v *espace.Visite) (cadre.Vue, error) {
	c, err := e.corpsStatistiques(v)
	return cadre.Vue{Modele: "statistiques.html", Titre: "Statistiques", Menu: "statistiques", Corps: c, Statut: http.StatusOK}, err
}

// exporterStatistiques donne les mêmes nombres que la page, une mesure par ligne.
func (e *Pages) exporterStatistiques(v *espace.Visite) (cadre.Vue, error) {
	c, err := e.corpsStatistiques(v)
	if err != nil {
		return cadre.Vue{}, err
	}
	t := xlsx.Tableau{Titre: "Statistiques au " + c.Bilan.Au.Francais() + ", " + c.Portee, Colonnes: []string{"Table", "Ligne", "Mesure", "Valeur"}}
	for _, x := range c.Tables {
		for _, l := range x.Lignes {
			for i, valeur := range l[1:] {
				t.Lignes = append(t.Lignes, []any{x.Titre, l[0], x.Entetes[i+1], valeur})
			}
		}
	}
	for _, x := range [][2]string{{"Portée", c.Portee}, {"Au", c.Bilan.Au.Francais()}, {"Règle", c.Regle}} {
		t.Totaux = append(t.Totaux, []any{"À savoir", x[0], "", x[1]})
	}
	var b bytes.Buffer
	f := &cadre.Fichier{Nom: "statistiques.csv", Type: "text/csv; charset=utf-8"}
	if v.URL.Query().Get("forme") == "xlsx" {
		f.Nom, f.Type = "statistiques.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
		err = t.Classeur(&b, document.Horodatage(c.Bilan.Au))
	} else {
		err = t.CSV(&b)
	}
	f.Octets = b.Bytes()
	return cadre.Vue{Fichier: f}, err
}

// mesure est un nombre qui se compte par ligne, avec sa médiane et sa part quand elles ont un sens.
type mesure struct {
	nom     string
	compte  func(*statistique.Ligne) int
	mediane func(*statistique.Ligne) string
	part    func(*statistique.Ligne) int // sur quoi la part se compte
	parMois bool
	autre   map[string]int // une autre façon de partager le même total
	secret  statistique.Secret
}

func (m *mesure) montrer(l *statistique.Ligne, visible bool) []string {
	n := 0
	if l != nil {
		n = m.compte(l)
	}
	cases := []string{statistique.NonMontre}
	if visible {
		cases[0] = statistique.Tranche(n)
	}
	if m.part != nil {
		texte := "—"
		if p, ok := statistique.Part(n, m.part(l)); ok && visible {
			texte = "environ " + strconv.Itoa(p) + "\u202f%"
		}
		cases = append(cases, texte)
	}
	if m.mediane != nil {
		cases = append(cases, m.mediane(l))
	}
	return cases
}

func (m *mesure) entetes() []string {
	l := []string{m.nom}
	if m.part != nil {
		l = append(l, "part des emplois")
	}
	if m.mediane != nil {
		l = append(l, "médiane")
	}
	return l
}

// demi écrit la moitié d'un nombre.
func demi(double int) string {
	s := strconv.Itoa(double / 2)
	if double < 0 && double/2 == 0 {
		s = "-0"
	}
	if double%2 != 0 {
		s += ",5"
	}
	return s
}

func medianeDe(s *statistique.Serie, seuil int, unite string) string {
	double, montree := s.Mediane(seuil)
	if !montree {
		return "—"
	}
	if unite == "€" {
		return argent.Centimes(int64(double) * 50).Francais()
	}
	return demi(double) + "\u00a0" + unite
}

// mesures sont celles que ce champ montre, par famille.
func mesures(b *statistique.Bilan, champ *champStatistique) (comptes, delais, aides []*mesure) {
	comptes = append(comptes,
		&mesure{nom: "CSP ouverts au fichier", compte: func(l *statistique.Ligne) int { return l.Dossiers }, autre: siVrai(champ.Suivi, b.Etats)},
		&mesure{nom: "Entrées", compte: func(l *statistique.Ligne) int { return l.Entrees }, parMois: true})
	if champ.Suivi {
		comptes = append(comptes,
			&mesure{nom: "Sorties", compte: func(l *statistique.Ligne) int { return l.Sorties }, parMois: true, autre: b.Causes},
			&mesure{nom: "Emplois retrouvés", compte: func(l *statistique.Ligne) int { return l.Emplois }, parMois: true})
	}
	for i, nom := range statistique.NomsDelai {
		visible := map[statistique.Delai]bool{statistique.OffreReponse: true, statistique.ReponseEntree: true, statistique.EntreePrebilan: champ.Suivi, statistique.PrebilanPlan: champ.Suivi, statistique.ContratPaiement: champ.Argent} // ceux des cellules ont leur table
		if visible[statistique.Delai(i)] {
			delais = append(delais, &mesure{
				nom: nom, compte: func(l *statistique.Ligne) int { return l.Delais[i].Nombre }, parMois: true,
				mediane: func(l *statistique.Ligne) string { return medianeDe(&l.Delais[i], statistique.Seuil, "jours") },
			})
		}
	}
	if champ.Argent {
		for i, nom := range statistique.NomsAide {
			aides = append(aides, &mesure{
				nom: nom, compte: func(l *statistique.Ligne) int { return l.Aides[i].Nombre }, part: func(l *statistique.Ligne) int { return l.Emplois }, parMois: true,
				mediane: func(l *statistique.Ligne) string { return medianeDe(&l.Aides[i], statistique.Seuil, "€") },
			})
		}
	}
	return comptes, delais, aides
}

func siVrai(b bool, m map[string]int) map[string]int {
	if b {
		return m
	}
	return nil
}

// siDit nomme un état ; vide s'il n'y en a pas.
func siDit(etat string) string {
	if etat == "" {
		return ""
	}
	return espace.NomEtat(etat)
}

// groupe est une ligne d'une table : un mois, un opérateur.
type groupe struct {
	nom string
	l   *statistique.Ligne
}

func groupesMois(b *statistique.Bilan) []groupe {
	vide := &statistique.Ligne{}
	l := []groupe{{"Avant " + b.Debut().NomMois(), cmp.Or(b.Mois[0], vide)}}
	for m := b.Debut(); m <= b.Au; m = m.PlusMois(1) {
		l = append(l, groupe{m.NomMois(), cmp.Or(b.Mois[m], vide)})
	}
	return l
}

func groupesOperateurs(b *statistique.Bilan, noms map[string]string) []groupe {
	var l []groupe
	for id, x := range b.Operateurs {
		l = append(l, groupe{cmp.Or(noms[id], "Opérateur "+id), x})
	}
	slices.SortFunc(l, func(a, b groupe) int { return strings.Compare(a.nom, b.nom) })
	return l
}

// tablesDe fait les tables de la page. Un nombre caché ne se retrouve ni d'un total, ni d'une autre table.
func tablesDe(b *statistique.Bilan, champ *champStatistique, noms map[string]string) []tableStatistique {
	comptes, delais, aides := mesures(b, champ)
	mois, operateurs := groupesMois(b), groupesOperateurs(b, noms)
	const parMois, parOperateur, autrement = 0, 1, 2
	for _, m := range slices.Concat(comptes, delais, aides) {
		colonnes := make([][]int, 3)
		for _, g := range mois {
			if m.parMois {
				colonnes[parMois] = append(colonnes[parMois], m.compte(g.l))
			}
		}
		for _, g := range operateurs {
			if champ.Operateurs {
				colonnes[parOperateur] = append(colonnes[parOperateur], m.compte(g.l))
			}
		}
		for _, n := range m.autre {
			colonnes[autrement] = append(colonnes[autrement], n)
		}
		var montrees [][]int // une colonne qui n'est pas sur la page ne contraint rien
		var places []int
		for i, c := range colonnes {
			if len(c) > 0 {
				montrees, places = append(montrees, c), append(places, i)
			}
		}
		s := statistique.Proteger(m.compte(&b.Tout), montrees...)
		m.secret = statistique.Secret{Total: s.Total, Colonnes: make([]bool, 3)}
		for i, p := range places {
			m.secret.Colonnes[p] = s.Colonnes[i]
		}
	}
	var l []tableStatistique
	tout := tableStatistique{Titre: "En tout", Entetes: []string{"Mesure", "Nombre", "Part des emplois", "Médiane"}}
	for _, m := range slices.Concat(comptes, delais, aides) {
		cases := m.montrer(&b.Tout, m.secret.Total)
		ligne := []string{m.nom, cases[0], "—", "—"}
		if m.part != nil {
			ligne[2] = cases[1]
		}
		if m.mediane != nil {
			ligne[3] = cases[len(cases)-1]
		}
		tout.Lignes = append(tout.Lignes, ligne)
	}
	l = append(l, tout)
	for _, x := range []struct {
		titre  string
		m      *mesure
		nommer func(string) string
	}{{"Où en sont les dossiers", comptes[0], func(s string) string { return cmp.Or(siDit(s), "faits insuffisants") }}, {"Sorties, par cause", comptes[min(2, len(comptes)-1)], func(s string) string { return s }}} {
		if champ.Suivi {
			l = append(l, repartition(x.titre, x.m, x.nommer, x.m.secret.Colonnes[autrement]))
		}
	}
	familles := []struct {
		titre string
		m     []*mesure
	}{{"Entrées, sorties, emplois", comptes}, {"Délais", delais}, {"Aides accordées", aides}}
	for _, f := range familles {
		if len(f.m) > 0 {
			t := parGroupe(f.titre+", par mois", "Mois", slices.DeleteFunc(slices.Clone(f.m), func(m *mesure) bool { return !m.parMois }), mois, parMois)
			debut, fin := t.borner()
			if f.titre == familles[0].titre && comptes[1].secret.Colonnes[parMois] && debut < fin {
				t.Dessin = colonnes("Entrées de chaque mois ; la table qui suit dit les mêmes nombres.", mois[debut:fin], comptes[1])
			}
			l = append(l, t)
		}
	}
	for _, f := range familles {
		if champ.Operateurs && len(f.m) > 0 {
			l = append(l, parGroupe(f.titre+", par opérateur", "Opérateur", f.m, operateurs, parOperateur))
		}
	}
	if champ.Cellules {
		t := tableStatistique{Titre: "Cellules d'appui", Note: "Une cellule est d'une entreprise, et non d'une personne : son nombre et ses délais se montrent tels qu'ils sont. Ses chiffres, ceux de ses semaines additionnés, comptent des personnes : par tranche.", Entetes: []string{"", "Nombre", "Médiane"}, Lignes: [][]string{{"Cellules", document.Entier(b.Cellules), "—"}}}
		for _, x := range etatsCellule {
			if n := b.EtatsCellules[x]; n > 0 {
				t.Lignes = append(t.Lignes, []string{document.Majuscule(espace.NomEtat(x)), document.Entier(n), "—"})
			}
		}
		for _, i := range []statistique.Delai{statistique.DemandeDecision, statistique.DecisionOuverture} {
			s := &b.Tout.Delais[i]
			t.Lignes = append(t.Lignes, []string{statistique.NomsDelai[i], document.Entier(s.Nombre), medianeDe(s, 1, "jours")})
		}
		for _, x := range dossier.ChiffresCellule {
			if n, dit := b.Chiffres[x.Cle]; dit {
				t.Lignes = append(t.Lignes, []string{x.Intitule, statistique.Tranche(n), "—"})
			}
		}
		l = append(l, t)
	}
	return l
}

// parGroupe fait la table d'une famille de mesures.
func parGroupe(titre, quoi string, ms []*mesure, groupes []groupe, colonne int) tableStatistique {
	t := tableStatistique{Titre: titre, Entetes: []string{quoi}, ParGroupe: true}
	for _, m := range ms {
		for i, x := range m.entetes() {
			if i > 0 {
				x = m.nom + " : " + x
			}
			t.Entetes = append(t.Entetes, x)
		}
	}
	for _, g := range groupes {
		ligne := []string{g.nom}
		for _, m := range ms {
			ligne = append(ligne, m.montrer(g.l, m.secret.Colonnes[colonne])...)
		}
		t.Lignes = append(t.Lignes, ligne)
	}
	return t
}

// borner ne garde d'une table par mois que du premier au dernier où elle montre autre chose que zéro, et le total d'avant s'il en
// dit ; elle rend les rangs gardés. Ce qui se montre en décide seul : d'un mois ôté, un nombre caché ne se devine pas.
func (t *tableStatistique) borner() (debut, fin int) {
	rien := func(l []string) bool {
		return !slices.ContainsFunc(l[1:], func(x string) bool { return x != statistique.Tranche(0) && x != statistique.NonMontre && x != "—" })
	}
	debut, fin = 1, len(t.Lignes)
	for debut < fin && rien(t.Lignes[debut]) {
		debut++
	}
	for fin > debut && rien(t.Lignes[fin-1]) {
		fin--
	}
	var l [][]string
	if !rien(t.Lignes[0]) {
		l = t.Lignes[:1:1]
	}
	if debut < fin && fin-debut < len(t.Lignes)-1 {
		t.Note = "Les mois d'avant et d'après n'ont rien à montrer."
	}
	t.Lignes = append(l, t.Lignes[debut:fin]...)
	return debut, fin
}

// repartition fait la table et les barres d'un total partagé autrement que par mois ou par opérateur.
func repartition(titre string, m *mesure, nommer func(string) string, visible bool) tableStatistique {
	t := tableStatistique{Titre: titre, Entetes: []string{"", "Nombre"}}
	type part struct {
		nom string
		n   int
	}
	var l []part
	for k, n := range m.autre {
		l = append(l, part{document.Majuscule(nommer(k)), n})
	}
	// Rangées par tranche, puis par nom : l'ordre n'en dit pas plus que les tranches.
	slices.SortFunc(l, func(a, b part) int {
		return cmp.Or(cmp.Compare(statistique.Milieu(b.n), statistique.Milieu(a.n)), strings.Compare(a.nom, b.nom))
	})
	var s strings.Builder
	for i, x := range l {
		texte := statistique.NonMontre
		if visible {
			texte = statistique.Tranche(x.n)
			const a, pas, haut = 330, 34, 20
			w := (large - a - 130) * statistique.Milieu(x.n) / max(1, statistique.Milieu(l[0].n))
			fmt.Fprintf(&s, `<text class="axe" x="%d" y="%d" text-anchor="end">%s</text><rect class="barre" x="%d" y="%d" width="%d" height="%d"/><text class="axe" x="%d" y="%d">%s</text>`,
				a-10, i*pas+haut, template.HTMLEscapeString(document.Court(x.nom, 40)), a, i*pas+4, max(2, w), haut, a+max(2, w)+8, i*pas+haut, texte)
		}
		t.Lignes = append(t.Lignes, []string{x.nom, texte})
	}
	if visible && len(l) > 0 {
		t.Dessin = template.HTML(fmt.Sprintf(`<svg class="dessin" viewBox="0 0 %d %d" role="img" aria-label="%s ; la table qui suit dit les mêmes nombres.">%s</svg>`, large, len(l)*34+6, template.HTMLEscapeString(titre), s.String())) // fait de nombres et de textes échappés
	}
	return t
}

// colonnes dessine une mesure, mois par mois.
func colonnes(dit string, mois []groupe, m *mesure) template.HTML {
	const haut, bas, g = 20, 200, 20
	plus := 1
	for _, x := range mois {
		plus = max(plus, statistique.Milieu(m.compte(x.l)))
	}
	pas := (large - 2*g) / len(mois)
	var s strings.Builder
	for i, x := range mois {
		n := m.compte(x.l)
		h := (bas - haut) * statistique.Milieu(n) / plus
		fmt.Fprintf(&s, `<rect class="barre" x="%d" y="%d" width="%d" height="%d"><title>%s : %s</title></rect>`, g+i*pas+3, bas-h, pas-6, h, x.nom, statistique.Tranche(n))
		if i%6 == 0 || i == len(mois)-1 {
			ancre := "start"
			if i == len(mois)-1 {
				ancre = "end"
			}
			if i%6 == 0 && i > len(mois)-4 && ancre == "start" {
				continue // le dernier mois prend la place
			}
			fmt.Fprintf(&s, `<text class="axe" x="%d" y="%d" text-anchor="%s">%s</text>`, g+i*pas+(pas-6)*b2i(ancre == "end"), bas+24, ancre, x.nom)
		}
	}
	fmt.Fprintf(&s, `<line class="grille" x1="%d" y1="%d" x2="%d" y2="%d"/>`, g, bas, large-g, bas)
	return template.HTML(fmt.Sprintf(`<svg class="dessin" viewBox="0 0 %d %d" role="img" aria-label="%s">%s</svg>`, large, bas+36, dit, s.String())) // fait de nombres et de textes du programme
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
