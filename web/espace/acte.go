package espace

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"jalon/acces"
	"jalon/dossier"
	"jalon/dossier/paiement"
	"jalon/droit/calendrier"
	"jalon/web/cadre"
)

// saisi est un champ d'acte tel que la page le montre.
type saisi struct {
	*dossier.Champ
	Valeur string
	Erreur string
	Choix  [][2]string // valeur, libellé ; vide : on écrit

	Proposes []string // ce qu'on peut prendre au lieu d'écrire
}

// Type est celui du champ dans la page ; vide : un texte long.
func (s saisi) Type() string {
	switch s.Genre {
	case dossier.Jour:
		return "date"
	case dossier.MoisDe:
		return "month"
	case dossier.Texte:
		return ""
	case dossier.Euros, dossier.Entier, dossier.Decimal, dossier.Taux, dossier.OuiNon, dossier.Mot, dossier.NumFait:
	}
	return "text"
}

type corpsActe struct {
	Dossier  *dossier.Dossier
	Qui      string
	Acte     *dossier.Acte
	Champs   []saisi
	Corrige  int
	Vise     string // le fait corrigé ou annulé, en mots
	Pourquoi string
	Version  int
	Refus    string   // ce qui empêche l'acte
	Deja     int      // le fait qui le dit déjà
	Conflit  []string // les faits venus depuis que la page a été ouverte
	Essai    bool     // montre l'effet, avant de consigner
	Change   []dossier.Changement
	Raisons  []string
	Reserves []string // à vérifier avant de consigner
	Dit      []string // ce qui sera consigné, en mots
	Valeurs  map[string]string
	ADeux    bool            // un autre devra valider
	Avenir   bool            // le fait est daté d'un jour à venir
	Aide     string          // ce que la personne doit savoir avant
	Lu       bool            // l'employeur lira ce fait
	Perd     calendrier.Date // son organisation passe le dossier : le dernier jour où elle le lit
	Jeton    string

	fautif, faute string                 // le champ refusé, et pourquoi
	listes        map[string][][2]string // par champ, ce qu'on y choisit quand l'acte lui-même ne le sait pas
}

// acte montre le formulaire d'un acte, puis son effet, puis le consigne : trois pas, et rien n'est écrit avant le dernier.
func (e *Espace) acte(v *Visite) (cadre.Vue, error) {
	d, err := e.OuvrirDossier(v, acces.Lire)
	if err != nil {
		return cadre.Vue{}, err
	}
	a := dossier.Trouver(v.PathValue("acte"))
	if a == nil || a.Registre {
		return cadre.Vue{}, Introuvable
	}
	if err := v.ParseForm(); err != nil {
		return cadre.Vue{}, Illisible
	}
	c := &corpsActe{Dossier: d, Qui: e.Qui(v.Context(), d), Acte: a, Version: d.Version(), Jeton: v.Jeton, Valeurs: map[string]string{}}
	c.Corrige, _ = strconv.Atoi(v.Form.Get("corrige")) // illisible : ce n'est pas une correction
	o := e.ObjetDe(v, d, a.Nom, c.Corrige)
	if !acces.PeutPreparer(v.Compte, a.Nom, o) {
		return cadre.Vue{}, e.Autoriser(v, a.Nom, o) // le refus s'inscrit
	}
	c.ADeux = acces.ADeux(a.Nom, o)
	c.Lu = v.Compte.Role != acces.Employeur && d.Sorte() == dossier.CSP && acces.PorteeDe(acces.Employeur, cmp.Or(o.Vise, a.Nom)) != ""
	c.Pourquoi = v.Form.Get("pourquoi_corriger")
	if c.Corrige > 0 && c.Corrige <= d.Version() {
		x := d.Faits[c.Corrige-1].Acte
		if acces.Visible(v.Compte, x, o) {
			c.Vise = d.Nom(c.Corrige)
		}
		if v.Method == http.MethodGet && x == a.Nom {
			c.Valeurs = d.Valeurs(c.Corrige)
		}
	}
	for i := range a.Champs {
		if x, ok := v.Form[a.Champs[i].Cle]; ok && len(x) > 0 {
			c.Valeurs[a.Champs[i].Cle] = strings.TrimSpace(x[0])
		}
	}
	if a.Nom == "attribution" {
		if err := e.choisirAttribution(v, c); err != nil {
			return cadre.Vue{}, err
		}
	}
	s := &dossier.Saisie{Acte: a.Nom, Valeurs: c.Valeurs, Corrige: c.Corrige, Pourquoi: c.Pourquoi}
	statut := http.StatusOK
	switch pas := v.PostForm.Get("pas"); {
	case v.Method == http.MethodGet || pas == PasReprendre:
	default:
		connue, _ := strconv.Atoi(v.PostForm.Get("version")) // faux : celle d'aucun dossier
		if connue != d.Version() {
			c.Conflit = e.Depuis(v, d, connue)
			statut = http.StatusConflict
			break
		}
		avant, apres, err := e.Greffe.Essayer(v.Context(), d.ID, s)
		if err == nil && a.Nom == "attribution" {
			err = e.verifierAttribution(v, c.Valeurs)
			if err == nil && c.Corrige == 0 && apres.Attribution().Operateur != c.Valeurs["operateur"] {
				err = &dossier.Refus{Code: dossier.RefusValeur, Message: "une attribution d'un jour plus récent l'emporte : donnez ce jour-là, ou un jour d'après", Champ: "date"}
			}
		}
		switch {
		case err != nil || pas != "consigner":
		case c.ADeux:
			vers, err := e.Proposer(v, d, s)
			return cadre.Vue{Vers: vers}, err
		default:
			if err = e.consigner(v, o, s, connue); err == nil {
				return cadre.Vue{Vers: Adresse(d.ID) + "?consigne=" + strconv.Itoa(d.Version()+1)}, nil
			}
		}
		var refus *dossier.Refus
		var conflit *dossier.Conflit
		switch {
		case errors.As(err, &refus):
			statut = http.StatusUnprocessableEntity
			c.refuser(refus)
			if deja := d.De(a.Nom); refus.Code == dossier.RefusDouble && a.Seul && len(deja) > 0 {
				c.Deja = deja[0].Version
			}
		case errors.As(err, &conflit):
			statut = http.StatusConflict
			if d, err = e.Greffe.Lire(v.Context(), d.ID); err != nil {
				return cadre.Vue{}, err
			}
			c.Dossier, c.Version, c.Conflit = d, d.Version(), e.Depuis(v, d, conflit.Attendue)
		case err != nil:
			return cadre.Vue{}, err
		default:
			c.Essai, c.Change, c.Dit = true, e.changements(v, avant, apres), e.Dit(v, apres, apres.Version())
			c.Reserves = paiement.Reserves(apres)
			c.Avenir = apres.Faits[apres.Version()-1].Le > v.Aujourdhui && a.Nom != "echeancier" // sa première échéance est à venir
			for _, x := range apres.Anciens() {
				if a.Nom == "attribution" && x.Operateur == v.Compte.Organisation {
					c.Perd = x.Jusque
				}
			}
			if e.Permis(v, acces.LireSuivi, d) {
				c.Raisons = dossier.Raisons(avant, apres)
			}
		}
	}
	c.Champs = c.remplir()
	e.proposerPreuves(v, c)
	titre := a.Titre
	if v.Compte.Role == acces.Salarie {
		g := direGeste(a)
		titre, c.Aide = g.Titre, g.Aide
	}
	if c.Corrige > 0 && a.Nom != "annulation" {
		titre = "Corriger : " + titre
	}
	return cadre.Vue{Modele: "acte.html", Titre: titre, Menu: "journee", Corps: c, Statut: statut}, nil
}

// consigner inscrit l'acte au registre des accès, puis au dossier.
func (e *Espace) consigner(v *Visite, o *acces.Objet, s *dossier.Saisie, version int) error {
	if err := e.Autoriser(v, s.Acte, o); err != nil {
		return err
	}
	_, err := e.Greffe.Accomplir(v.Context(), o.Dossier, version, v.Compte.ID, s)
	return err
}

// Depuis dit les faits venus après une version, parmi ceux que cette personne voit.
func (e *Espace) Depuis(v *Visite, d *dossier.Dossier, version int) []string {
	var l []string
	for n := max(version, 0) + 1; n <= d.Version(); n++ {
		if acces.Visible(v.Compte, d.Faits[n-1].Acte, e.Objet(v, d)) {
			l = append(l, d.Nom(n))
		}
	}
	if len(l) == 0 {
		l = []string{"Cette page n'est pas celle du dossier tel qu'il est : relisez ce que vous avez tapé."}
	}
	return l
}

// refuser range un refus sous son champ, ou en tête.
func (c *corpsActe) refuser(r *dossier.Refus) {
	phrase := r.Message
	if r.Articles != "" {
		phrase += " (" + r.Articles + ")"
	}
	c.Refus = phrase
	for i := range c.Acte.Champs {
		if x := &c.Acte.Champs[i]; x.Cle == r.Champ {
			c.Refus, c.fautif, c.faute = phrase, x.Cle, phrase
			if nom := "« " + x.Intitule + " »"; !strings.HasPrefix(phrase, nom) {
				c.Refus = nom + " : " + phrase
			}
		}
	}
}

// remplir rend les champs de l'acte, avec ce qui est déjà dit.
func (c *corpsActe) remplir() []saisi {
	var l []saisi
	for i := range c.Acte.Champs {
		x := &c.Acte.Champs[i]
		if x.Cle == "personne" && c.Acte.Nom == "ouverture" { // le registre la pose
			continue
		}
		s := saisi{Champ: x, Valeur: c.Valeurs[x.Cle]}
		if x.Cle == c.fautif {
			s.Erreur = c.faute
		}
		switch x.Genre {
		case dossier.OuiNon:
			s.Choix = [][2]string{{"", "—"}, {"oui", "oui"}, {"non", "non"}}
		case dossier.Mot:
			s.Choix = [][2]string{{"", "—"}}
			for _, m := range x.Mots {
				s.Choix = append(s.Choix, [2]string{m, dossier.NomMot(m)})
			}
		case dossier.NumFait:
			s.Choix = [][2]string{{"", "—"}}
			for _, acte := range x.Mots {
				for _, f := range c.Dossier.De(acte) {
					s.Choix = append(s.Choix, [2]string{strconv.Itoa(f.Version), fmt.Sprintf("%s (fait %d)", c.Dossier.Nom(f.Version), f.Version)})
				}
			}
			if x.Necessaire && len(s.Choix) == 2 { // un seul : il n'y a rien à demander
				s.Choix = s.Choix[1:]
			}
		case dossier.Texte, dossier.Jour, dossier.Euros, dossier.Entier, dossier.Decimal, dossier.MoisDe, dossier.Taux:
		}
		if x, ok := c.listes[x.Cle]; ok {
			s.Choix = x
		}
		l = append(l, s)
	}
	return l
}

// Possibles sont les actes que cette personne peut consigner maintenant dans ce dossier.
func (e *Espace) Possibles(v *Visite, d *dossier.Dossier) []*dossier.Acte {
	return slices.DeleteFunc(d.Possibles(), func(a *dossier.Acte) bool { return !e.Permis(v, a.Nom, d) })
}

// Proposer garde un acte qu'un autre devra valider, et rend son adresse.
func (e *Espace) Proposer(v *Visite, d *dossier.Dossier, s *dossier.Saisie) (string, error) {
	if err := e.Autoriser(v, acces.ProposerDecision, e.Objet(v, d)); err != nil {
		return "", err
	}
	p := &paiement.Proposition{Dossier: d.ID, Version: d.Version(), Saisie: *s, Par: v.Compte.ID, Le: e.Greffe.Instant()}
	if err := paiement.Proposer(v.Context(), e.Paiements, p); err != nil {
		return "", err
	}
	return "/a-decider/" + url.PathEscape(p.ID), nil
}
