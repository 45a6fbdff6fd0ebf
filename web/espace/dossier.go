package espace

import (
	"html/template"
	"net/http"
	"slices"

	"jalon/acces"
	"jalon/dossier"
	"jalon/dossier/paiement"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/demarches"
	"jalon/droit/trace"
	"jalon/web/cadre"
)

// Moment est une place de la frise, telle que la page la montre.
type Moment struct {
	dossier.Moment
	Titre    string
	Dit      []string
	Suite    dossier.Suite
	Tard     string // le jour où il a été consigné, quand c'en est un autre
	Auteur   string
	Prepare  string // qui l'a préparé ou proposé, quand un autre l'a validé
	Retard   int
	Aussi    string        // comment lire la date d'une démarche
	Acte     *dossier.Acte // celui qui la ferait, quand cette personne peut le consigner
	Corriger bool
	Annuler  bool
	Jour     calendrier.Date // où s'arrête le passé : la ligne d'aujourd'hui vient avant ce moment
	Marque   bool
	MemeJour bool // que le moment d'avant
}

type corpsDossier struct {
	Dossier  *dossier.Dossier
	Fiche    *dossier.Fiche
	Qui      string
	Retard   int
	Etat     string // du jour
	Terme    bool   // le terme est passé sans qu'aucun fait soit venu le dire
	Dessin   template.HTML
	Afaire   []Moment
	Frise    []Moment
	Attendus []*dossier.Acte // ceux qui répondent à ce qui est attendu
	Autres   []chapitre
	Notes    []noteDite
	Noter    bool
	Version  int
	Totaux   *dossier.Totaux
	Compte   *dossier.Compte
	Consigne string // l'acte qui vient d'être consigné
	Parti    string // son conseiller, dont le compte est fermé
	Passer   bool   // cette personne peut en nommer un autre
	SuiviPar string // l'organisation à qui celle de cette personne a passé le dossier
	Jusque   calendrier.Date
	Argent   bool
	Pause    string // pourquoi l'allocation est suspendue ce jour, et jusqu'à quand
	Aides    bool   // un emploi retrouvé ou un trop-perçu ont leur page
	Attend   []paiement.Proposition
	Jeton    string
}

// pause dit ce qui suspend l'allocation un jour ; vide : rien.
func pause(d *dossier.Dossier, jour calendrier.Date) string {
	for _, i := range d.Droits().ASP.Interruptions {
		switch {
		case jour < i.Periode.Debut || jour > i.Periode.Fin:
		case i.Periode.Fin == calendrier.SansFin:
			return EnMots(i.Cause) + " depuis le " + i.Periode.Debut.Francais() + ", sans fin connue"
		default:
			return EnMots(i.Cause) + ", du " + i.Periode.Debut.Francais() + " au " + i.Periode.Fin.Francais()
		}
	}
	return ""
}

func (e *Espace) dossier(v *Visite) (cadre.Vue, error) {
	d, err := e.OuvrirDossier(v, acces.Lire)
	if err != nil {
		return cadre.Vue{}, err
	}
	if vers := saPage(v, d); vers != "" {
		return cadre.Vue{Vers: vers}, nil
	}
	f := d.Fiche()
	c := &corpsDossier{
		Dossier: d, Fiche: f, Qui: e.Qui(v.Context(), d), Retard: f.Retard(v.Aujourdhui), Etat: f.Etat(v.Aujourdhui), Terme: f.TermePasse(v.Aujourdhui),
		Notes: e.notes(v, d), Version: d.Version(), Jeton: v.Jeton, Argent: e.Permis(v, acces.LireArgent, d),
	}
	c.Consigne = e.vientDeConsigner(v, d)
	if x, err := e.Garde.Depot.Compte(v.Context(), d.Attribution().Conseiller); err == nil && x.Desactive {
		c.Parti = x.Nom
	}
	for _, x := range d.Anciens() {
		if x.Operateur != v.Compte.Organisation {
			continue
		}
		c.SuiviPar, c.Jusque = "une autre organisation", x.Jusque
		if o, err := e.Garde.Depot.Organisation(v.Context(), d.Attribution().Operateur); err == nil {
			c.SuiviPar = o.Nom
		}
	}
	if e.Permis(v, acces.LireSuivi, d) {
		c.Dessin = vie(d, v.Aujourdhui)
		if c.Etat == "suspendu" {
			c.Pause = pause(d, v.Aujourdhui)
		}
	}
	if c.Argent {
		if c.Compte, err = d.Compte(); err != nil {
			return cadre.Vue{}, err
		}
		c.Compte = d.Echu(c.Compte, v.Aujourdhui)
		t := c.Compte.Totaux()
		c.Totaux = &t
		c.Aides = len(d.Droits().Reprises) > 0 || len(c.Compte.TropVerse) > 0 || len(d.De("indu_notifie")) > 0
		if c.Attend, err = e.Paiements.Propositions(v.Context(), paiement.Proposee, d.ID, 0); err != nil {
			return cadre.Vue{}, err
		}
	}
	actes := e.Possibles(v, d)
	tout := e.Permis(v, acces.LireSuivi, d)
	for _, m := range d.Frise() {
		x := Moment{Moment: m}
		switch {
		case m.Fait != nil:
			if !tout && !acces.Visible(v.Compte, m.Fait.Acte, e.Objet(v, d)) {
				continue
			}
			e.DireFait(v, d, &x)
		default:
			e.direDemarche(v, d, &x, actes)
			if !m.Demarche.Faite && !m.Demarche.Finie(v.Aujourdhui) {
				c.Afaire = append(c.Afaire, x)
			}
		}
		if n := len(c.Frise); n > 0 && x.Le.Connue() {
			x.MemeJour = c.Frise[n-1].Le == x.Le
		}
		c.Frise = append(c.Frise, x)
	}
	c.Passer = slices.ContainsFunc(actes, func(a *dossier.Acte) bool { return a.Nom == "attribution" })
	c.Attendus = attendus(c.Afaire)
	c.Autres = enChapitres(actes, c.Attendus)
	c.Noter = slices.ContainsFunc(actes, func(a *dossier.Acte) bool { return a.Nom == "note" })
	if i := slices.IndexFunc(c.Frise, func(m Moment) bool { return m.Le > v.Aujourdhui || !m.Le.Connue() }); i >= 0 {
		c.Frise[i].Marque, c.Frise[i].Jour = true, v.Aujourdhui
	}
	return cadre.Vue{Modele: "dossier.html", Titre: c.Qui, Menu: "journee", Corps: c, Statut: http.StatusOK}, nil
}

func (e *Espace) DireFait(v *Visite, d *dossier.Dossier, x *Moment) {
	f := x.Fait
	x.Titre, x.Dit, x.Suite, x.Auteur = dossier.Trouver(f.Acte).Titre, e.Dit(v, d, f.Version), d.Suite(f.Version), e.NomDe(v, f.Auteur)
	if par := d.Appui(f.Version).PreparePar; par != "" {
		x.Prepare = e.NomDe(v, par)
	}
	if le := f.Consigne.In(Paris).Format("02/01/2006"); le != f.Le.Francais() {
		x.Tard = le
	}
	x.Corriger = x.Suite.Par == 0 && f.Acte != "annulation" && !dossier.Trouver(f.Acte).Registre && acces.Permis(v.Compte, f.Acte, e.ObjetDe(v, d, f.Acte, f.Version))
	x.Annuler = x.Corriger && f.Version > 1 && acces.Permis(v.Compte, "annulation", e.ObjetDe(v, d, f.Acte, f.Version))
}

// faitAutrement est l'acte qui fait une démarche quand il tient d'une autre règle, ou que plusieurs en tiennent : le plan signé, le
// solde reçu, le retour dans le CSP, le dossier transmis.
var faitAutrement = map[trace.Regle]string{csp.FOLL02: "plan", csp.RUPT03: "papier", csp.WORK07: "reprise_csp", csp.EXIT03: "transmission_autorite"}

func (e *Espace) direDemarche(v *Visite, d *dossier.Dossier, x *Moment, possibles []*dossier.Acte) {
	m := x.Demarche
	x.Titre = m.Quoi
	x.Retard = dossier.Retard(m, v.Aujourdhui)
	x.Aussi = m.Quand()
	autre := faitAutrement[m.Regle]
	if m.Qui == demarches.Personne && (m.Regle == csp.PROC09 || m.Regle == csp.EXIT03) {
		autre = "inscription"
	}
	if !m.Faite {
		for _, a := range possibles { // celui qui dit quelque chose au droit, d'abord
			if (a.Nom == autre || autre == "" && a.Regle == m.Regle) && (x.Acte == nil || x.Acte.Evenement == "" && a.Evenement != "") {
				x.Acte = a
			}
		}
	}
}
