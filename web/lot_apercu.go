package web

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"jalon/document"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/lot"
	"jalon/lot/identifiant"
	"jalon/web/cadre"
)

// Les bornes d'une page d'aperçu : une requête ne porte pas plus de mille champs.
const (
	rangeesParPage = 50
	casesParPage   = 400
	fautesDuResume = 12
)

// corpsApercu dit ce qui a été compris des fichiers, et ce qui est à corriger.
type corpsApercu struct {
	Porte     porte
	L         *lot.Lot
	Titre     string
	Faute     *faute // la liste ne se lit pas encore : les colonnes sont à dire d'abord
	Prises    int    // corrections déjà faites
	Colonnes  []colonneApercu
	Laissees  int // colonnes qui ne servent pas
	Groupes   []groupeEntreprise
	Fautes    []caseMontree // les premières, pour le résumé
	PlusFaute int           // combien d'autres
	Rangees   []rangeeApercu
	ParChamp  []*compteChamp
	Page      int
	Pages     int
	Dabord    bool  // l'entreprise avant les rangées : plusieurs en attendent quelque chose
	AVoir     int   // rangées qui ont une case à corriger ou à compléter
	Ailleurs  int   // rangées qui n'attendent qu'un fait de l'entreprise
	DeCote    []int // rangées laissées de côté à la demande de la personne

	comptes map[string]*compteChamp
}

type colonneApercu struct {
	lot.Colonne
	Nom   string // du choix ; vide pour une colonne sans en-tête
	Choix [][2]string
}

type groupeEntreprise struct {
	Nom    string
	Champs []caseMontree
}

// caseMontree est une case à corriger, à compléter, ou un fait de l'entreprise.
type caseMontree struct {
	ID      string // et nom dans le formulaire : « case.12.contrat.debut »
	Champ   *lot.Champ
	Rangee  string // à qui elle est ; vide pour l'entreprise
	Valeur  string
	Erreur  string // elle est refusée : pourquoi
	Manque  string // elle est vide : à quoi elle sert
	Inconnu bool   // la valeur n'est dans aucune liste
}

type rangeeApercu struct {
	*lot.Personne
	DeCote string // la case qui laisse une rangée refusée de côté
	Nom    string
	Qui    string // de quoi la reconnaître : matricule, emploi, naissance, entrée
	Notes  []string
	Cases  []caseMontree
}

// compteChamp dit combien de rangées attendent la même chose.
type compteChamp struct {
	Nom             string
	Refuses, Vides  int
	DansLEntreprise string // la case à remplir une fois pour tous
	Colonne         bool   // manque presque partout : la colonne n'y est pas, ou n'est pas reconnue
}

// partout dit si une donnée manque à tant de rangées que c'est la colonne qui manque : on la demande une fois.
func (n *compteChamp) partout(rangees int) bool { return n.Vides >= 10 && 2*n.Vides >= rangees }

func apercu(x *envoi) (cadre.Vue, error) {
	l, _, err := x.lire()
	var sansNom lot.Erreur
	if err != nil && (l == nil || !errors.As(err, &sansNom)) {
		return cadre.Vue{}, err
	}
	c := corpsApercu{L: l, Titre: titreApercu(l), Prises: len(x.etat.Corrections)}
	if err != nil {
		c.Faute = &faute{Message: sansNom.Message, Conseil: "Dites plus bas ce que chaque colonne veut dire, puis reprenez."}
		c.Titre = "À dire : ce que sont les colonnes de la liste"
	}
	x.etat.Montre = map[string]string{}
	c.colonnes(x)
	c.entreprise(x)
	c.rangees(x)
	if c.Porte, err = x.porte(); err != nil {
		return cadre.Vue{}, err
	}
	return cadre.Vue{Modele: "lot_apercu.html", Titre: c.Titre, Menu: "employeur", Corps: c}, nil
}

func titreApercu(l *lot.Lot) string {
	if n := len(l.Personnes) - l.Totaux.Etats[lot.Complete]; n > 0 {
		return document.Nombre(len(l.Personnes), "personne") + " dans la liste, dont " + strconv.Itoa(n) + " à compléter"
	}
	return document.Nombre(len(l.Personnes), "personne") + " dans la liste, rien à corriger"
}

func (c *corpsApercu) colonnes(x *envoi) {
	vus := map[string]bool{}
	choix := [][2]string{{"", "Laissée de côté"}}
	for i := range lot.Champs {
		choix = append(choix, [2]string{lot.Champs[i].Cle, lot.Champs[i].Entete})
	}
	x.etat.Entetes = nil
	for _, col := range c.L.Colonnes {
		if col.DeResultat() {
			continue
		}
		m := colonneApercu{Colonne: col}
		m.Exemple = masquer(m.Exemple)
		if col.Cle == "" {
			c.Laissees++
		}
		if col.Entete != "" && !vus[col.Entete] { // la carte ne connaît que l'en-tête : un choix pour tous ceux qui le portent
			vus[col.Entete] = true
			m.Nom, m.Choix = "colonne."+strconv.Itoa(len(x.etat.Entetes)), choix
			x.etat.Entetes = append(x.etat.Entetes, col.Entete)
			x.etat.Montre[m.Nom] = col.Cle
		}
		c.Colonnes = append(c.Colonnes, m)
	}
}

// masquer cache un numéro de sécurité sociale ou de compte.
func masquer(s string) string {
	if _, err := identifiant.NIR(s); err == nil {
		return identifiant.MasquerNIR(s)
	}
	if _, err := identifiant.IBAN(s); err == nil {
		return identifiant.MasquerIBAN(s)
	}
	return s
}

func (c *corpsApercu) entreprise(x *envoi) {
	c.Groupes = []groupeEntreprise{{Nom: "L'entreprise, telle que les courriers la nomment"}, {Nom: "Le projet"}, {Nom: "Les dates de la procédure"}}
	for i := range lot.ChampsEntreprise {
		champ := &lot.ChampsEntreprise[i]
		m := caseMontree{Champ: champ, Valeur: lisibleForme(champ, c.L.FormeCommune(champ.Cle))}
		for _, e := range c.L.EcartsEntreprise {
			if e.Champ == champ.Cle {
				m.ecart(e)
			}
		}
		g := 1
		switch champ.Genre {
		case lot.ChampTexte, lot.ChampSIRET:
			g = 0
		case lot.ChampDate:
			g = 2
		}
		c.Groupes[g].Champs = append(c.Groupes[g].Champs, c.montrer(x, 0, m))
	}
}

// ecart met sur une case ce qui ne va pas.
func (m *caseMontree) ecart(e lot.Ecart) {
	switch {
	case e.Gravite == lot.Refus || m.Champ.Genre == lot.ChampNIR || m.Champ.Genre == lot.ChampIBAN:
		m.Erreur = document.Majuscule(strings.TrimSuffix(e.Texte, ".")) + "."
		if m.Valeur == "" {
			m.Valeur = e.Recu
		}
	case e.Gravite == lot.Manque && m.Rangee == "":
		m.Manque = "cela sert à chaque dossier de la liste"
	case e.Gravite == lot.Manque:
		m.Manque = e.Texte
		if mot, _, _ := strings.Cut(e.Texte, " "); strings.HasSuffix(mot, "er") || strings.HasSuffix(mot, "ir") || strings.HasSuffix(mot, "re") {
			m.Manque = "cela sert à " + e.Texte
		}
	}
}

// montrer pose une case sur la page, et retient ce qu'elle montre.
func (c *corpsApercu) montrer(x *envoi, rang int, m caseMontree) caseMontree {
	m.ID = caseDe(rang, m.Champ.Cle)
	if !m.EstLong() {
		m.Valeur = document.Lisible(m.Valeur)
	}
	m.Valeur = comparable(m.Valeur)
	m.Inconnu = m.Valeur != "" && m.EstListe() && !slices.ContainsFunc(m.Choix(), func(o [2]string) bool { return o[0] == m.Valeur })
	x.etat.Montre[m.ID] = m.Valeur
	if m.Erreur != "" || m.Manque != "" && m.Champ.Necessaire {
		c.fauter(m)
	}
	return m
}

// rangees montre, une page à la fois, les rangées qui ont quelque chose à corriger ; les refusées d'abord.
func (c *corpsApercu) rangees(x *envoi) {
	c.compter()
	var tout []rangeeApercu
	for i := range c.L.Personnes {
		if p := &c.L.Personnes[i]; p.Etat != lot.Complete {
			if r := c.rangee(p); len(r.Cases)+len(r.Notes) > 0 {
				tout = append(tout, r)
			} else {
				c.Ailleurs++
			}
		}
	}
	slices.SortStableFunc(tout, func(a, b rangeeApercu) int { return int(b.Etat) - int(a.Etat) })
	c.AVoir = len(tout)
	debut, fin := c.decouper(tout, x.champs.Get("page"))
	for _, r := range tout[debut:fin] {
		for i := range r.Cases {
			r.Cases[i] = c.montrer(x, r.Rang, r.Cases[i])
		}
		if r.Etat == lot.Refusee {
			r.DeCote = caseDe(r.Rang, "")
			x.etat.Montre[r.DeCote] = ""
			if len(r.Cases) == 0 {
				c.fauter(caseMontree{ID: r.DeCote, Rangee: r.Nom, Erreur: r.Notes[0]})
			}
		}
		c.Rangees = append(c.Rangees, r)
	}
	for _, k := range x.etat.Corrections {
		if k.Cle == "" && k.Texte != "" {
			c.DeCote = append(c.DeCote, k.Rang)
			x.etat.Montre[caseDe(k.Rang, "")] = k.Texte
		}
	}
}

// fauter ajoute au résumé de ce qui est à corriger.
func (c *corpsApercu) fauter(m caseMontree) {
	if len(c.Fautes) < fautesDuResume {
		c.Fautes = append(c.Fautes, m)
	} else {
		c.PlusFaute++
	}
}

// caseDe nomme une case dans le formulaire : « case.12.contrat.debut ». Sans clé, c'est la rangée.
func caseDe(rang int, cle string) string { return "case." + strconv.Itoa(rang) + "." + cle }

// decouper choisit la page demandée : au plus rangeesParPage rangées et casesParPage cases.
func (c *corpsApercu) decouper(tout []rangeeApercu, demandee string) (debut, fin int) {
	voulue, _ := strconv.Atoi(demandee) // autre chose qu'un nombre : la première
	var debuts []int
	cases := 0
	for i := range tout {
		if n := len(tout[i].Cases); len(debuts) == 0 || cases+n > casesParPage || i-debuts[len(debuts)-1] == rangeesParPage {
			debuts, cases = append(debuts, i), 0
		}
		cases += len(tout[i].Cases)
	}
	c.Pages = len(debuts)
	if c.Pages == 0 {
		return 0, 0
	}
	c.Page = min(max(1, voulue), c.Pages)
	if c.Page < c.Pages {
		return debuts[c.Page-1], debuts[c.Page]
	}
	return debuts[c.Page-1], len(tout)
}

// ailleursQue donne la case de l'entreprise qui répond, une fois pour tous, à un champ d'une rangée.
func (c *corpsApercu) ailleursQue(cle string) string {
	if cle == "licenciement.engagement" { // l'engagement de tous est l'entretien, ou la convocation du comité
		if c.L.Entreprise.Projet.Moment() == csp.MomentEntretien {
			return caseDe(0, "entretien")
		}
		return caseDe(0, "convocation_comite")
	}
	if lot.Trouver(lot.ChampsEntreprise, cle) != nil {
		return caseDe(0, cle)
	}
	return ""
}

// compter dit combien de rangées attendent chaque donnée, et où la donner.
func (c *corpsApercu) compter() {
	c.comptes = map[string]*compteChamp{}
	for i := range c.L.Personnes {
		vus := map[string]bool{}
		for _, e := range c.L.Personnes[i].Ecarts {
			champ := champDe(e.Champ)
			if e.Gravite == lot.ASavoir || champ == nil || vus[e.Champ] {
				continue
			}
			vus[e.Champ] = true
			n := c.comptes[e.Champ]
			if n == nil {
				n = &compteChamp{Nom: champ.Entete}
				c.comptes[e.Champ] = n
				c.ParChamp = append(c.ParChamp, n)
			}
			if e.Gravite == lot.Refus {
				n.Refuses++
			} else {
				n.Vides++
			}
		}
	}
	for cle, n := range c.comptes {
		if n.Vides > 0 {
			n.DansLEntreprise = c.ailleursQue(cle)
		}
		n.Colonne = n.DansLEntreprise == "" && n.partout(len(c.L.Personnes))
		c.Dabord = c.Dabord || n.DansLEntreprise != "" && n.Vides > 1
	}
}

// champDe trouve un champ d'une rangée, sinon de l'entreprise.
func champDe(cle string) *lot.Champ {
	if f := lot.Trouver(lot.Champs, cle); f != nil {
		return f
	}
	return lot.Trouver(lot.ChampsEntreprise, cle)
}

func (c *corpsApercu) rangee(p *lot.Personne) rangeeApercu {
	r := rangeeApercu{Personne: p, Nom: nomDe(p), Qui: reconnaitre(p)}
	vus := map[string]bool{}
	for _, e := range p.Ecarts {
		champ, n := lot.Trouver(lot.Champs, e.Champ), c.comptes[e.Champ]
		switch {
		case e.Gravite == lot.ASavoir:
			continue
		case champDe(e.Champ) == nil:
			r.Notes = append(r.Notes, document.Majuscule(strings.TrimSuffix(e.Texte, "."))+".")
			continue
		case champ == nil, vus[e.Champ]:
			continue
		case e.Gravite == lot.Manque && p.Forme(e.Champ) == "" && (n.Colonne || n.DansLEntreprise != "" && n.Vides > 1):
			continue // demandé une fois pour tous
		}
		vus[e.Champ] = true
		m := caseMontree{Champ: champ, Rangee: r.Nom, Valeur: lisibleForme(champ, p.Forme(e.Champ))}
		if champ.Genre == lot.ChampNIR || champ.Genre == lot.ChampIBAN {
			m.Valeur = "" // jamais montré en entier
		}
		m.ecart(e)
		r.Cases = append(r.Cases, m)
		if e.Champ == "nom" && e.Gravite == lot.Refus { // un prénom ou un matricule désigne aussi
			for _, cle := range []string{"prenom", "matricule"} {
				r.Cases = append(r.Cases, caseMontree{Champ: lot.Trouver(lot.Champs, cle), Rangee: r.Nom, Valeur: p.Forme(cle)})
			}
		}
	}
	return r
}

// reconnaitre dit de quoi retrouver une personne dans ses papiers.
func reconnaitre(p *lot.Personne) string {
	var dits []string
	for _, d := range [][2]string{{"matricule ", p.Identite.Matricule}, {"", p.Identite.Emploi}, {"née ou né le ", p.Forme("salarie.date_naissance")}, {"entrée le ", p.Forme("contrat.debut")}} {
		if d[1] == "" {
			continue
		}
		if j, err := calendrier.Lire([]byte(d[1])); err == nil {
			d[1] = j.Francais()
		}
		dits = append(dits, d[0]+d[1])
	}
	return document.Majuscule(strings.Join(dits, ", "))
}

// nomDe désigne une personne dans une page.
func nomDe(p *lot.Personne) string {
	if n := p.Identite.NomComplet(); n != "" {
		return n
	}
	if p.Identite.Matricule != "" {
		return "matricule " + p.Identite.Matricule
	}
	return "sans nom"
}

// lisibleForme écrit une valeur lue comme une case de la page l'attend.
func lisibleForme(c *lot.Champ, forme string) string {
	switch {
	case c.Genre == lot.ChampOuiNon && forme != "":
		return map[string]string{"true": "oui", "false": "non"}[forme]
	case c.Genre == lot.ChampMontant || c.Genre == lot.ChampDecimal || c.Genre == lot.ChampPourcent:
		return strings.Replace(forme, ".", ",", 1)
	}
	return forme
}

// Ce que le modèle demande d'une case.

// Propre dit que rien n'est à corriger : les résultats sont la suite naturelle.
func (c corpsApercu) Propre() bool { return c.Faute == nil && len(c.Fautes) == 0 && c.AVoir == 0 }

// EstLong dit si la case prend plusieurs lignes.
func (m caseMontree) EstLong() bool {
	return m.Champ.Cle == "motif" || m.Champ.Cle == "effet_emploi" || m.Champ.Cle == "reclassement"
}

// EstListe dit si la case se choisit dans une liste.
func (m caseMontree) EstListe() bool {
	return m.Champ.Genre == lot.ChampMot || m.Champ.Genre == lot.ChampOuiNon
}

// Choix rend les réponses d'une liste.
func (m caseMontree) Choix() [][2]string {
	vide := [2]string{"", "—"}
	if m.Champ.Genre == lot.ChampOuiNon {
		return [][2]string{vide, {"oui", "Oui"}, {"non", "Non"}}
	}
	return append([][2]string{vide}, m.Champ.Mots...)
}

// Type est celui de la balise : une date abîmée reste un texte, pour ne pas se perdre.
func (m caseMontree) Type() string {
	if m.Champ.Genre != lot.ChampDate {
		return "text"
	}
	if _, err := calendrier.Lire([]byte(m.Valeur)); m.Valeur != "" && err != nil {
		return "text"
	}
	return "date"
}

// Clavier est celui que propose un téléphone.
func (m caseMontree) Clavier() string {
	switch m.Champ.Genre {
	case lot.ChampMontant, lot.ChampEntier, lot.ChampDecimal, lot.ChampPourcent, lot.ChampSIRET:
		return "decimal"
	}
	return "text"
}
