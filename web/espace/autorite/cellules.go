package autorite

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"jalon/acces"
	"jalon/document"
	"jalon/document/lettre"
	"jalon/document/pdf"
	"jalon/dossier"
	"jalon/dossier/statistique"
	"jalon/droit/calendrier"
	"jalon/droit/casp"
	"jalon/droit/csp"
	"jalon/web/cadre"
	"jalon/web/espace"
)

func (e *Pages) routesCellules(m *http.ServeMux) {
	e.Route(m, "GET /cellules", e.cellules)
	e.Route(m, "GET /cellules/{id}", e.cellule)
	e.Route(m, "POST /cellules/{id}/semaines", e.semaines)
	e.Route(m, "POST /cellules/{id}/personnes", e.venirDeLaCellule)
	e.Route(m, "GET /cellules/{id}/decision.pdf", e.papierCellule)
	e.Route(m, "GET /cellules/{id}/bilan.pdf", e.papierCellule)
}

// etatsCellule sont ceux d'une cellule d'appui, dans l'ordre de sa vie.
var etatsCellule = []string{"a_demander", "demandee", "avis_donne", "accordee", "refusee", "ouverte", "finie", "sans_objet", "clos"}

type corpsCellules struct {
	Lignes []espace.LigneJournee
	Etat   espace.ListeChoix
	Ouvrir bool
	Trop   bool
}

// cellules liste celles que cette personne peut voir, par prochaine date.
func (e *Pages) cellules(v *espace.Visite) (cadre.Vue, error) {
	f := dossier.Filtre{Etat: v.URL.Query().Get("etat"), Sorte: "casp"}
	if err := e.Borner(v, &f); err != nil {
		return cadre.Vue{}, err
	}
	if f.Sorte != "casp" { // ce rôle ne voit que des CSP
		return cadre.Vue{}, espace.Interdit
	}
	l, err := e.Greffe.Journal.Fiches(v.Context(), f)
	if err != nil {
		return cadre.Vue{}, err
	}
	c := &corpsCellules{Ouvrir: v.Compte.Role == acces.Autorite, Trop: len(l) == f.Borne(), Etat: espace.ListeChoix{Nom: "etat", Titre: "État", Valeur: f.Etat, Choix: [][2]string{{"", "tous"}}}}
	for _, x := range etatsCellule {
		c.Etat.Choix = append(c.Etat.Choix, [2]string{x, espace.NomEtat(x)})
	}
	if c.Lignes, err = e.Lignes(v, l); err != nil {
		return cadre.Vue{}, err
	}
	return cadre.Vue{Modele: "cellules.html", Titre: "Les cellules d'appui, par prochaine date", Menu: "cellules", Corps: c, Statut: http.StatusOK}, nil
}

// pasCellule est un pas du chemin d'une cellule : ce qui a été consigné, ou ce qui manque.
type pasCellule struct {
	Acte    *dossier.Acte
	Nom     string // l'autorité y a le nom de son jour
	Le      calendrier.Date
	Dit     []string
	Fait    int
	Peut    bool // cette personne peut le consigner maintenant
	Visible bool
}

// caseSemaine est un chiffre d'une semaine, tel que la page le montre ou le demande.
type caseSemaine struct {
	Nom, Semaine, Etiquette, Valeur, Erreur string
}

type ligneChiffre struct {
	Intitule string
	Total    string
	Cases    []caseSemaine
}

type corpsCellule struct {
	Dossier    *dossier.Dossier
	Fiche      *dossier.Fiche
	Qui        string
	Cellule    *dossier.Cellule
	Ouvrable   string               // les conditions que ce compte lit
	Depuis     []dossier.Changement // ce que des faits venus après la décision changent à ces conditions
	Touche     int                  // semaines que touchent ses jours
	Retard     int
	Consigne   string
	Chemin     []pasCellule
	Autres     []*dossier.Acte // les autres actes à sa main
	Dessin     template.HTML
	Semaines   []dossier.Semaine
	Chiffres   []ligneChiffre
	Saisir     bool // peut donner des chiffres
	Corriger   bool // des chiffres sont déjà au dossier
	Pourquoi   string
	Refus      string
	Conflit    []string
	Chiffree   bool // les chiffres se voient
	Avis       bool // l'avis se lit
	Decision   bool // le papier est prêt
	Bilan      bool
	Documents  bool
	Personnes  []espace.LigneJournee
	Cachees    string // combien d'autres, sans les montrer
	Ouvrir     bool   // peut ouvrir le CSP d'une personne
	Nouveau    espace.CorpsNouveau
	Operateur  string // le nom de l'organisation qui suit la cellule
	Autorite   string
	Frise      []espace.Moment
	Version    int
	Jeton      string
	Aujourdhui calendrier.Date
}

// ouvrirCellule lit celle de l'adresse ; un CSP n'y répond pas.
func (e *Pages) ouvrirCellule(v *espace.Visite, geste string) (*dossier.Dossier, error) {
	d, err := e.OuvrirDossier(v, geste)
	if err == nil && d.Sorte() != dossier.CASP {
		err = espace.Introuvable
	}
	return d, err
}

func (e *Pages) cellule(v *espace.Visite) (cadre.Vue, error) {
	d, err := e.ouvrirCellule(v, acces.Lire)
	if err != nil {
		return cadre.Vue{}, err
	}
	c, err := e.corpsCellule(v, d)
	return vueCellule(c, http.StatusOK), err
}

func vueCellule(c *corpsCellule, statut int) cadre.Vue {
	if c == nil {
		return cadre.Vue{}
	}
	return cadre.Vue{Modele: "cellule.html", Titre: "Cellule d'appui, " + c.Qui, Menu: "cellules", Corps: c, Statut: statut}
}

// chemin sont les pas d'une cellule, dans l'ordre.
var chemin = []string{"cellule_demandee", "cellule_avis", "cellule_decision", "cellule_ouverte", "cellule_fin"}

func (e *Pages) corpsCellule(v *espace.Visite, d *dossier.Dossier) (*corpsCellule, error) {
	f, x, r := d.Fiche(), d.Cellule(), d.Droits()
	o := e.Objet(v, d)
	voit := func(acte string) bool { return acces.Visible(v.Compte, acte, o) }
	c := &corpsCellule{
		Dossier: d, Fiche: f, Cellule: x, Qui: cmp.Or(f.Reference, f.SIRET, "dossier "+d.ID), Retard: f.Retard(v.Aujourdhui), Ouvrable: lettre.NomsReponse[x.Ouvrable],
		Chiffree: voit("cellule_semaine"), Avis: voit("cellule_avis"), Version: d.Version(), Jeton: v.Jeton, Aujourdhui: v.Aujourdhui,
		Decision: voit("cellule_decision") && len(d.De("cellule_decision")) > 0, Bilan: voit("cellule_fin") && len(d.De("cellule_fin")) > 0,
		Documents: e.Permis(v, acces.DocumentsLire, d), Operateur: e.nomOrganisation(v, f.Operateur), Autorite: e.nomOrganisation(v, f.Autorite),
	}
	if n, err := strconv.Atoi(v.URL.Query().Get("consigne")); err == nil && n > 0 && n <= d.Version() && voit(d.Faits[n-1].Acte) {
		c.Consigne = d.Nom(n)
	}
	if !c.Avis { // l'ensemble dirait l'avis
		c.Ouvrable = lettre.NomsReponse[x.Entreprise]
	}
	var err error
	if c.Depuis, err = depuisLaDecision(d, c.Avis); err != nil || !c.Decision {
		c.Depuis = nil
	}
	possibles := e.Possibles(v, d)
	c.Autres = slices.Clone(possibles)
	for _, nom := range chemin {
		p := pasCellule{Acte: dossier.Trouver(nom), Visible: voit(nom)}
		p.Nom = p.Acte.Titre
		if l := d.De(nom); p.Visible && len(l) > 0 {
			p.Le, p.Fait, p.Dit = l[0].Le, l[0].Version, e.Dit(v, d, l[0].Version)
			if nom == "cellule_decision" {
				p.Nom = "Décision de la " + csp.NomAutorite(p.Le)
			}
		}
		p.Peut = slices.Contains(possibles, p.Acte)
		c.Autres = slices.DeleteFunc(c.Autres, func(a *dossier.Acte) bool { return a.Nom == nom || a.Nom == "cellule_semaine" })
		c.Chemin = append(c.Chemin, p)
	}
	if c.Chiffree && x.Debut.Connue() {
		c.Semaines = semainesDe(x)
		c.Touche = len(c.Semaines)
		c.Semaines = slices.DeleteFunc(c.Semaines, func(s dossier.Semaine) bool { return s.Fait == 0 && s.Lundi > v.Aujourdhui })
		c.Saisir = e.Permis(v, "cellule_semaine", d) && len(d.De("cloture")) == 0
		c.Dessin = sixSemaines(x, r.CASP.FinAuPlusTard, v.Aujourdhui)
		c.poser(nil)
	}
	for i := range d.Faits {
		if !voit(d.Faits[i].Acte) {
			continue
		}
		m := espace.Moment{Moment: dossier.Moment{Le: d.Faits[i].Le, Fait: &d.Faits[i]}}
		e.DireFait(v, d, &m)
		c.Frise = append(c.Frise, m)
	}
	slices.SortStableFunc(c.Frise, func(a, b espace.Moment) int { return cmp.Compare(a.Le, b.Le) })
	c.Ouvrir = x.Debut.Connue() && acces.Permis(v.Compte, "ouverture", &acces.Objet{Sorte: "csp", SIRET: f.SIRET, Operateur: f.Operateur, Jour: v.Aujourdhui})
	return c, e.personnesDe(v, c)
}

// depuisLaDecision dit ce que des faits venus après la décision changent à ce que la loi demande : elle n'en est pas récrite.
func depuisLaDecision(d *dossier.Dossier, avis bool) ([]dossier.Changement, error) {
	decisions := d.De("cellule_decision")
	if len(decisions) == 0 {
		return nil, nil
	}
	su, err := dossier.Plier(d.Faits[:decisions[0].Version])
	if err != nil {
		return nil, err
	}
	var l []dossier.Changement
	alors := su.Cellule().Conditions
	dire := func(c dossier.Condition) string {
		return cmp.Or(c.Valeur, "pas dit") + " : " + lettre.NomsReponse[c.Respectee]
	}
	for i, c := range d.Cellule().Conditions {
		if a, b := dire(alors[i]), dire(c); a != b && (avis || c.Regle != casp.CASP02) {
			l = append(l, dossier.Changement{Quoi: c.Quoi, Avant: a, Apres: b})
		}
	}
	return l, nil
}

// nomEntreprise nomme celle d'un SIRET ; vide si elle n'a pas de compte ici.
func (e *Pages) nomEntreprise(v *espace.Visite, siret string) (string, error) {
	l, err := e.Garde.Depot.Organisations(v.Context())
	i := slices.IndexFunc(l, func(o acces.Organisation) bool { return siret != "" && o.SIRET == siret })
	if err != nil || i < 0 {
		return "", err
	}
	return l[i].Nom, nil
}

// nomOrganisation nomme une organisation ; vide si on ne la connaît pas.
func (e *Pages) nomOrganisation(v *espace.Visite, id string) string {
	if id == "" {
		return ""
	}
	o, err := e.Garde.Depot.Organisation(v.Context(), id)
	if err != nil {
		return ""
	}
	return o.Nom
}

// personnesDe liste celles dont le CSP nomme cette cellule, quand ce compte peut lire leur dossier ; des autres, leur nombre.
func (e *Pages) personnesDe(v *espace.Visite, c *corpsCellule) error {
	l, err := e.Greffe.Journal.Fiches(v.Context(), dossier.Filtre{Cellule: c.Dossier.ID, Sorte: "csp"})
	if err != nil {
		return err
	}
	tout := len(l)
	l = slices.DeleteFunc(l, func(f dossier.Fiche) bool {
		return !acces.Permis(v.Compte, acces.Lire, &acces.Objet{Dossier: f.Dossier, Sorte: f.Sorte, SIRET: f.SIRET, Operateur: f.Operateur, Jour: v.Aujourdhui})
	})
	if n := tout - len(l); n > 0 {
		c.Cachees = statistique.Tranche(n)
	}
	c.Personnes, err = e.Lignes(v, l)
	return err
}

// poser emplit la table des chiffres : ce qui est au dossier, ou ce qui vient d'être tapé.
func (c *corpsCellule) poser(tape url.Values) {
	c.Chiffres = nil
	for _, champ := range dossier.ChiffresCellule {
		x := ligneChiffre{Intitule: champ.Intitule, Total: "—"}
		if n, dit := c.Cellule.Chiffres[champ.Cle]; dit {
			x.Total = document.Entier(n)
		}
		for _, s := range c.Semaines {
			y := caseSemaine{Nom: nomCase(s, champ.Cle), Semaine: s.Lundi.Francais(), Etiquette: champ.Intitule + ", semaine du " + s.Lundi.Francais()}
			if n, dit := s.Chiffres[champ.Cle]; dit {
				y.Valeur = strconv.Itoa(n)
			}
			if tape != nil {
				y.Valeur = strings.TrimSpace(tape.Get(y.Nom))
			}
			x.Cases = append(x.Cases, y)
		}
		c.Chiffres = append(c.Chiffres, x)
	}
	c.Corriger = slices.ContainsFunc(c.Semaines, func(s dossier.Semaine) bool { return s.Fait > 0 })
}

func nomCase(s dossier.Semaine, cle string) string { return s.Lundi.String() + "." + cle }

// semaines consigne les chiffres tapés, un fait par semaine qui change. Rien n'est écrit tant que toutes ne se peuvent pas.
func (e *Pages) semaines(v *espace.Visite) (cadre.Vue, error) {
	d, err := e.ouvrirCellule(v, acces.Lire)
	if err != nil {
		return cadre.Vue{}, err
	}
	c, err := e.corpsCellule(v, d)
	if err != nil {
		return cadre.Vue{}, err
	}
	if err := e.Autoriser(v, "cellule_semaine", e.Objet(v, d)); err != nil {
		return cadre.Vue{}, err
	}
	c.Pourquoi = strings.TrimSpace(v.PostForm.Get("pourquoi"))
	c.poser(v.PostForm)
	if v.Reprend() {
		return vueCellule(c, http.StatusOK), nil
	}
	if connue, _ := strconv.Atoi(v.PostForm.Get("version")); connue != d.Version() { // illisible : celle d'aucun dossier
		c.Conflit = e.Depuis(v, d, connue)
		return vueCellule(c, http.StatusConflict), nil
	}
	saisies := c.saisies(d, v.PostForm)
	for _, s := range saisies {
		if s.Corrige > 0 {
			if err := e.Autoriser(v, "cellule_semaine", e.ObjetDe(v, d, "cellule_semaine", s.Corrige)); err != nil {
				return cadre.Vue{}, err
			}
		}
		_, _, err := e.Greffe.Essayer(v.Context(), d.ID, s)
		var refus *dossier.Refus
		if errors.As(err, &refus) {
			c.refuser(s, refus)
			return vueCellule(c, http.StatusUnprocessableEntity), nil
		}
		if err != nil {
			return cadre.Vue{}, err
		}
	}
	version := d.Version()
	for _, s := range saisies {
		apres, err := e.Greffe.Accomplir(v.Context(), d.ID, version, v.Compte.ID, s)
		var conflit *dossier.Conflit
		if errors.As(err, &conflit) { // un autre vient d'écrire : ce qui est tapé reste, ce qui est consigné se voit
			if d, err = e.Greffe.Lire(v.Context(), d.ID); err != nil {
				return cadre.Vue{}, err
			}
			if c, err = e.corpsCellule(v, d); err != nil {
				return cadre.Vue{}, err
			}
			c.poser(v.PostForm)
			c.Conflit = e.Depuis(v, d, version)
			return vueCellule(c, http.StatusConflict), nil
		}
		if err != nil {
			return cadre.Vue{}, err
		}
		version = apres.Version()
	}
	vers := "/cellules/" + url.PathEscape(d.ID)
	if len(saisies) > 0 {
		vers += "?consigne=" + strconv.Itoa(version)
	}
	return cadre.Vue{Vers: vers + "#semaines"}, nil
}

// saisies sont les actes que demandent les chiffres tapés : une semaine qui ne change pas n'en demande pas.
func (c *corpsCellule) saisies(d *dossier.Dossier, tape url.Values) []*dossier.Saisie {
	var l []*dossier.Saisie
	for _, s := range c.Semaines {
		valeurs, change := map[string]string{}, false
		for _, champ := range dossier.ChiffresCellule {
			etait := ""
			if n, dit := s.Chiffres[champ.Cle]; dit {
				etait = strconv.Itoa(n)
			}
			valeurs[champ.Cle] = strings.TrimSpace(tape.Get(nomCase(s, champ.Cle)))
			change = change || valeurs[champ.Cle] != etait
		}
		if !change {
			continue
		}
		valeurs["semaine"] = s.Lundi.String()
		x := &dossier.Saisie{Acte: "cellule_semaine", Valeurs: valeurs}
		if s.Fait > 0 {
			x.Corrige, x.Pourquoi = s.Fait, c.Pourquoi
			valeurs["note"] = d.Suivi(s.Fait)["note"]
		}
		l = append(l, x)
	}
	return l
}

// refuser range un refus sous sa case, ou en tête.
func (c *corpsCellule) refuser(s *dossier.Saisie, r *dossier.Refus) {
	lundi, _ := calendrier.Lire([]byte(s.Valeurs["semaine"])) // écrite ici
	c.Refus = "Semaine du " + lundi.Francais() + " : " + r.Message
	for i := range c.Chiffres {
		for j := range c.Chiffres[i].Cases {
			if x := &c.Chiffres[i].Cases[j]; x.Nom == s.Valeurs["semaine"]+"."+r.Champ {
				x.Erreur, c.Refus = r.Message, x.Etiquette+" : "+r.Message
			}
		}
	}
}

// venirDeLaCellule ouvre le CSP d'une personne de la cellule : l'opérateur de la cellule le suit (CASP-05).
func (e *Pages) venirDeLaCellule(v *espace.Visite) (cadre.Vue, error) {
	d, err := e.ouvrirCellule(v, acces.Lire)
	if err != nil {
		return cadre.Vue{}, err
	}
	c, err := e.corpsCellule(v, d)
	if err != nil {
		return cadre.Vue{}, err
	}
	f := func(cle string) string { return strings.TrimSpace(v.PostForm.Get(cle)) }
	n := &c.Nouveau
	n.Reference, n.Nom, n.Prenom = f("reference"), f("nom"), f("prenom")
	if v.Reprend() {
		return vueCellule(c, http.StatusOK), nil
	}
	fiche := c.Fiche
	if err := e.Autoriser(v, "ouverture", &acces.Objet{Sorte: "csp", SIRET: fiche.SIRET, Operateur: fiche.Operateur, Jour: v.Aujourdhui}); err != nil {
		return cadre.Vue{}, err
	}
	if n.Nom+n.Prenom+n.Reference == "" {
		n.Refus = "Dites qui est la personne, ou donnez une référence."
		return vueCellule(c, http.StatusUnprocessableEntity), nil
	}
	neuf, err := e.Greffe.Ouvrir(v.Context(), v.Compte.ID, map[string]string{"cellule": d.ID, "reference": n.Reference, "siret": fiche.SIRET, "operateur": c.Cellule.Operateur})
	if err == nil && fiche.Operateur != "" {
		valeurs := map[string]string{"operateur": fiche.Operateur}
		if v.Compte.Role == acces.Conseiller {
			valeurs["conseiller"] = v.Compte.ID
		}
		neuf, err = e.Greffe.Accomplir(v.Context(), neuf.ID, neuf.Version(), v.Compte.ID, &dossier.Saisie{Acte: "attribution", Valeurs: valeurs})
	}
	if err == nil && n.Nom+n.Prenom != "" {
		_, err = e.Registre.Dire(v.Context(), neuf.ID, v.Compte.ID, map[string]string{"nom": n.Nom, "prenom": n.Prenom})
	}
	var refus *dossier.Refus
	if errors.As(err, &refus) {
		n.Refus = refus.Error()
		return vueCellule(c, http.StatusUnprocessableEntity), nil
	}
	if err != nil {
		return cadre.Vue{}, err
	}
	return cadre.Vue{Vers: espace.Adresse(neuf.ID)}, nil
}

// papierCellule donne la décision, ou le bilan, en PDF.
func (e *Pages) papierCellule(v *espace.Visite) (cadre.Vue, error) {
	d, err := e.ouvrirCellule(v, acces.Exporter)
	if err != nil {
		return cadre.Vue{}, err
	}
	c, err := e.corpsCellule(v, d)
	if err != nil {
		return cadre.Vue{}, err
	}
	entreprise, err := e.nomEntreprise(v, c.Fiche.SIRET)
	if err != nil {
		return cadre.Vue{}, err
	}
	var l *lettre.Lettre
	switch bilan := strings.HasSuffix(v.URL.Path, "/bilan.pdf"); {
	case bilan && c.Bilan:
		l = lettre.CelluleBilan(d, c.Autorite, entreprise, cmp.Or(c.Cachees, document.Entier(len(c.Personnes))))
	case !bilan && c.Decision:
		if l, err = lettre.CelluleDecision(d, c.Autorite, entreprise, c.Avis); err != nil {
			return cadre.Vue{}, err
		}
	}
	if l == nil {
		return cadre.Vue{}, espace.Introuvable
	}
	var b bytes.Buffer
	if err := pdf.Lettre(&b, l); err != nil {
		return cadre.Vue{}, err
	}
	return cadre.Vue{Fichier: &cadre.Fichier{Nom: l.Nom + ".pdf", Type: "application/pdf", Octets: b.Bytes()}}, nil
}

// semainesDe rend les semaines d'une cellule jusqu'à son dernier jour, dites ou non.
func semainesDe(x *dossier.Cellule) []dossier.Semaine {
	l := slices.Clone(x.Semaines)
	for j := x.Debut.Plus(1 - x.Debut.JourSemaine()); x.Debut.Connue() && j <= x.Fin; j = j.Plus(7) {
		if !slices.ContainsFunc(l, func(s dossier.Semaine) bool { return s.Lundi == j }) {
			l = append(l, dossier.Semaine{Lundi: j})
		}
	}
	slices.SortStableFunc(l, func(a, b dossier.Semaine) int { return cmp.Compare(a.Lundi, b.Lundi) })
	return l
}

// sixSemaines dessine la cellule : ses semaines, les personnes rencontrées et les entretiens de chacune, son dernier jour. La
// table qui suit dit les mêmes chiffres.
func sixSemaines(x *dossier.Cellule, limite, aujourdhui calendrier.Date) template.HTML {
	l := semainesDe(x)
	if len(l) == 0 {
		return ""
	}
	const haut, bas, basTexte = 40, 200, 250
	premier, n := l[0].Lundi, len(l)
	place := func(j calendrier.Date) int { return 30 + (large-60)*int(j-premier)/(7*n) }
	plus := 1
	barres := [][]string{{"personnes"}, {"entretiens_individuels", "entretiens_collectifs"}}
	compter := func(s dossier.Semaine, k int) (n int, dit bool) {
		for _, cle := range barres[k] {
			m, connu := s.Chiffres[cle]
			n, dit = n+m, dit || connu
		}
		return n, dit
	}
	for _, s := range l {
		for k := range barres {
			n, _ := compter(s, k)
			plus = max(plus, n)
		}
	}
	var s strings.Builder
	fin := x.Fin
	fmt.Fprintf(&s, `<rect class="barre-claire" x="%d" y="%d" width="%d" height="10"><title>Du %s au %s</title></rect>`, place(x.Debut), haut-14, place(fin.Plus(1))-place(x.Debut), x.Debut.Francais(), fin.Francais())
	for i, w := range l {
		g, d := place(w.Lundi), place(w.Lundi.Plus(7))
		fmt.Fprintf(&s, `<line class="grille" x1="%d" y1="%d" x2="%d" y2="%d"/><text class="axe" x="%d" y="%d" text-anchor="middle">sem. %d</text><text class="axe" x="%d" y="%d" text-anchor="middle">%s</text>`,
			g, haut, g, bas, (g+d)/2, bas+20, i+1, (g+d)/2, bas+40, w.Lundi.Francais()[:5])
		for k := range barres {
			v, dit := compter(w, k)
			if !dit { // un zéro dirait qu'il n'y en a pas eu
				continue
			}
			h, large := (bas-haut-24)*v/plus, (d-g)/3
			gauche := g + (d-g)/6 + k*large
			fmt.Fprintf(&s, `<rect class="%s" x="%d" y="%d" width="%d" height="%d"/><text class="axe" x="%d" y="%d" text-anchor="middle">%d</text>`, []string{"barre", "barre-1"}[k], gauche, bas-h, large-4, h, gauche+large/2-2, bas-h-5, v)
		}
	}
	fmt.Fprintf(&s, `<line class="grille" x1="30" y1="%d" x2="%d" y2="%d"/>`, bas, large-30, bas)
	dernier := func(classe, quoi string, j calendrier.Date, y int) {
		ancre := "end"
		if place(j) < 260 {
			ancre = "start"
		}
		fmt.Fprintf(&s, `<line class="%s" x1="%d" y1="%d" x2="%d" y2="%d"/><text class="axe" x="%d" y="%d" text-anchor="%s">%s</text>`, classe, place(j), y+4, place(j), bas, place(j), y, ancre, quoi)
	}
	mot := "dernier jour possible : "
	if x.Etat == "finie" || x.Etat == "clos" || fin != limite {
		mot = "dernier jour : "
	}
	dernier("jalon", mot+fin.Francais(), fin.Plus(1), haut-22)
	if aujourdhui >= x.Debut && aujourdhui <= fin {
		dernier("jour", "aujourd'hui", aujourdhui, haut+12)
	}
	dit := "Les semaines de la cellule, et son dernier jour. Première barre : personnes rencontrées ; seconde : entretiens. La table qui suit dit les mêmes chiffres."
	return template.HTML(fmt.Sprintf(`<svg class="dessin" viewBox="0 0 %d %d" role="img" aria-label="%s">%s</svg>`, large, basTexte, dit, s.String())) // fait de nombres et de textes du programme
}
