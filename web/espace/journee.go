package espace

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"jalon/acces"
	"jalon/dossier"
	"jalon/dossier/personne"
	"jalon/droit/calendrier"
	"jalon/web/cadre"
)

// parPage est le nombre de dossiers d'une page : tous ceux d'un conseiller.
const parPage = 120

// LigneJournee est un dossier de la liste.
type LigneJournee struct {
	dossier.Fiche
	Qui           string
	Retard        int    // jours
	Etat          string // du jour
	TermePasse    bool
	NomConseiller string
}

// ListeChoix est un filtre de la page.
type ListeChoix struct {
	Nom, Titre, Valeur string
	Choix              [][2]string // valeur, libellé
}

type corpsJournee struct {
	Lignes  []LigneJournee
	Listes  []ListeChoix
	Ouvrir  bool // peut ouvrir un dossier
	Filtre  bool // la liste n'est pas entière
	Suite   string
	Tous    int // toutes pages comprises ; 0 : pas compté
	Retards int
	Export  string
}

// filtre lit celui de l'adresse, borné à ce que la personne peut voir.
func (e *Espace) filtre(v *Visite) (f dossier.Filtre, err error) {
	q := v.URL.Query()
	f.Etat, f.Au, f.Attend, f.Conseiller = q.Get("etat"), v.Aujourdhui, q.Get("attend"), q.Get("conseiller")
	if f.Conseiller == "moi" {
		f.Conseiller = v.Compte.ID
	}
	if q.Get("retard") == "oui" {
		f.Jusqua = v.Aujourdhui.Plus(-1)
	}
	if d := q.Get("depuis"); d != "" {
		p := strings.SplitN(d, "~", 3)
		if len(p) < 3 {
			return f, Illisible
		}
		f.Depuis = dossier.Repere{Debute: p[1] == "d", Dossier: p[2]}
		if p[0] != "" {
			if f.Depuis.Prochaine, err = calendrier.Lire([]byte(p[0])); err != nil {
				return f, Illisible
			}
		}
	}
	return f, e.Borner(v, &f)
}

// Borner ôte d'un filtre ce que la personne n'a pas à voir.
func (e *Espace) Borner(v *Visite, f *dossier.Filtre) error {
	switch acces.PorteeDe(v.Compte.Role, acces.Lire) {
	case acces.PorteeToute:
	case acces.PorteeCSP:
		f.Sorte = "csp"
	case acces.PorteeOperateur:
		f.Operateur = v.Organisation.ID
	case acces.PorteeAutorite:
		f.Sorte, f.Autorite = "casp", v.Organisation.ID
	case acces.PorteeEmployeur:
		f.SIRET = v.Organisation.SIRET
	case acces.PorteeSonDossier:
		f.Dossiers = []string{v.Compte.Dossier}
	case acces.PorteeAncienne, acces.PorteeInstallation:
		return Interdit
	default:
		return Interdit
	}
	return nil
}

// lireListe inscrit au registre qu'une liste de noms a été lue.
func (e *Espace) lireListe(v *Visite, f *dossier.Filtre) error {
	return e.Autoriser(v, acces.Lire, &acces.Objet{Sorte: f.Sorte, SIRET: f.SIRET, Operateur: f.Operateur, Autorite: f.Autorite, Jour: v.Aujourdhui})
}

func (e *Espace) journee(v *Visite) (cadre.Vue, error) {
	if vers := sesDossiers(v.Compte); vers != "" {
		return cadre.Vue{Vers: vers}, nil
	}
	if v.URL.RawQuery == "" && v.Compte.Role == acces.Conseiller {
		return cadre.Vue{Vers: "/journee?conseiller=moi"}, nil // les siens d'abord ; toute l'organisation, en le demandant
	}
	f, err := e.filtre(v)
	if err != nil {
		return cadre.Vue{}, err
	}
	f.Limite = parPage + 1
	if err := e.lireListe(v, &f); err != nil {
		return cadre.Vue{}, err
	}
	l, err := e.Greffe.Journal.Fiches(v.Context(), f)
	if err != nil {
		return cadre.Vue{}, err
	}
	q := v.URL.Query()
	c := &corpsJournee{Ouvrir: acces.PorteeDe(v.Compte.Role, "ouverture") != "", Filtre: len(q) > 0, Export: adresseExport(v)}
	if len(l) > parPage {
		l = l[:parPage]
		d, debute, jour := &l[parPage-1], "", ""
		if d.Debute {
			debute = "d"
		}
		if d.Prochaine.Connue() {
			jour = d.Prochaine.String()
		}
		suite := url.Values{}
		for k, x := range q {
			suite[k] = x
		}
		suite.Set("depuis", jour+"~"+debute+"~"+d.Dossier)
		c.Suite = "/journee?" + suite.Encode()
	}
	if c.Lignes, err = e.Lignes(v, l); err != nil {
		return cadre.Vue{}, err
	}
	if c.Suite != "" && f.Conseiller != "" { // ceux d'un conseiller se comptent vite
		f.Depuis = dossier.Repere{}
		if c.Tous, _, err = e.Greffe.Journal.Etat(v.Context(), f); err != nil {
			return cadre.Vue{}, err
		}
	}
	for _, x := range c.Lignes {
		if x.Retard > 0 {
			c.Retards++
		}
	}
	if c.Listes, err = e.listes(v, q); err != nil {
		return cadre.Vue{}, err
	}
	return cadre.Vue{Modele: "journee.html", Titre: "Les dossiers, par prochaine date", Menu: "journee", Corps: c, Statut: http.StatusOK}, nil
}

// Lignes nomme les personnes et les conseillers de fiches.
func (e *Espace) Lignes(v *Visite, fiches []dossier.Fiche) ([]LigneJournee, error) {
	noms, err := e.conseillers(v)
	if err != nil {
		return nil, err
	}
	l, err := e.Registre.Nommer(v.Context(), fiches)
	r := make([]LigneJournee, len(l))
	for i := range l {
		r[i] = ligne(v, &l[i], noms)
	}
	return r, err
}

func ligne(v *Visite, x *personne.Trouve, conseillers map[string]string) LigneJournee {
	return LigneJournee{Fiche: x.Fiche, Qui: Nommer(x), Retard: x.Retard(v.Aujourdhui), Etat: x.Etat(v.Aujourdhui), TermePasse: x.TermePasse(v.Aujourdhui), NomConseiller: conseillers[x.Conseiller]}
}

// conseillers nomme ceux qu'une liste peut montrer : de l'organisation, ou de toutes pour qui les voit toutes.
func (e *Espace) conseillers(v *Visite) (map[string]string, error) {
	organisation := v.Organisation.ID
	if p := acces.PorteeDe(v.Compte.Role, acces.Lire); p == acces.PorteeToute || p == acces.PorteeCSP || p == acces.PorteeAutorite {
		organisation = ""
	}
	l, err := e.Garde.Depot.Comptes(v.Context(), organisation)
	m := map[string]string{}
	for i := range l {
		if l[i].Role == acces.Conseiller {
			m[l[i].ID] = l[i].Nom
			if l[i].Desactive {
				m[l[i].ID] += " (compte fermé)"
			}
		}
	}
	return m, err
}

// etats sont ceux d'un dossier, dans l'ordre de sa vie, et d'abord tous à la fois jusqu'au dernier.
var etats = []string{dossier.NonClos, "proposition_a_faire", "reflexion", "sans_reponse", "refuse", "accepte", "en_cours", "suspendu", "termine", "sans_objet", "clos"}

// listes sont les filtres de la page.
func (e *Espace) listes(v *Visite, q url.Values) ([]ListeChoix, error) {
	etat := ListeChoix{"etat", "État", q.Get("etat"), [][2]string{{"", "tous"}}}
	for _, x := range etats {
		etat.Choix = append(etat.Choix, [2]string{x, NomEtat(x)})
	}
	l := []ListeChoix{
		{"retard", "Retard", q.Get("retard"), [][2]string{{"", "avec et sans"}, {"oui", "en retard"}}},
		etat,
		{"attend", "Par qui", q.Get("attend"), [][2]string{{"", "tous"}, {"Salarié", "la personne"}, {"Employeur", "l'employeur"}, {"Opérateur", "l'opérateur"}}},
	}
	if v.Compte.Role == acces.Conseiller {
		noms, err := e.conseillers(v)
		if err != nil {
			return nil, err
		}
		x := ListeChoix{"conseiller", "Conseiller", q.Get("conseiller"), [][2]string{{"", "toute l'organisation"}, {"moi", "moi"}}}
		var autres [][2]string
		for id, nom := range noms {
			if id != v.Compte.ID {
				autres = append(autres, [2]string{id, nom})
			}
		}
		slices.SortFunc(autres, func(a, b [2]string) int { return strings.Compare(a[1], b[1]) })
		x.Choix = append(x.Choix, autres...)
		l = append(l, x)
	}
	return l, nil
}

// ChaqueFiche passe toutes celles d'un filtre, page par page.
func (e *Espace) ChaqueFiche(ctx context.Context, q dossier.Filtre, f func(*dossier.Fiche) error) error {
	for {
		l, err := e.Greffe.Journal.Fiches(ctx, q)
		if err != nil {
			return err
		}
		for i := range l {
			if err := f(&l[i]); err != nil {
				return err
			}
		}
		if len(l) < q.Borne() {
			return nil
		}
		q.Depuis = l[len(l)-1].Repere()
	}
}
