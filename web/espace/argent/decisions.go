package argent

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"jalon/acces"
	"jalon/document"
	"jalon/dossier"
	"jalon/dossier/paiement"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/fait"
	"jalon/web/cadre"
	"jalon/web/espace"
)

// propositionVue est une proposition telle que la page la montre.
type propositionVue struct {
	paiement.Proposition
	Qui, Titre, NomPar string
	Sienne             bool
}

func (e *Pages) voirProposition(v *espace.Visite, p *paiement.Proposition, d *dossier.Dossier) propositionVue {
	x := propositionVue{Proposition: *p, Qui: e.Qui(v.Context(), d), NomPar: e.NomDe(v, p.Par), Sienne: p.Par == v.Compte.ID}
	x.Titre = dossier.Trouver(p.Saisie.Acte).Titre
	return x
}

type corpsADecider struct {
	Propositions []propositionVue
	Etat         *etatVu // d'où vient la liste ; nil : aucun n'a encore été préparé
	Lignes       []ligneADecider
	Suite        string
	Preparer     bool
}

// ligneADecider est ce qu'un dossier attend, relu à l'instant.
type ligneADecider struct {
	lignePaiement
	Notifier argent.Montant // trop-perçu à notifier
	Proposee string         // la proposition qui attend déjà
}

// aDecider montre les propositions à valider, puis ce qui attend une décision d'après le dernier état préparé, relu.
func (e *Pages) aDecider(v *espace.Visite) (cadre.Vue, error) {
	o := lArgent(v)
	if !acces.Permis(v.Compte, acces.ProposerDecision, o) {
		return cadre.Vue{}, espace.Introuvable
	}
	if err := e.Autoriser(v, acces.LireArgent, o); err != nil {
		return cadre.Vue{}, err
	}
	c := &corpsADecider{Preparer: acces.Permis(v.Compte, acces.PreparerPaiements, o)}
	l, err := e.Paiements.Propositions(v.Context(), paiement.Proposee, "", 0)
	if err != nil {
		return cadre.Vue{}, err
	}
	for i := range l {
		d, err := e.Greffe.Lire(v.Context(), l[i].Dossier)
		if err != nil {
			return cadre.Vue{}, err
		}
		if e.Permis(v, acces.LireArgent, d) {
			c.Propositions = append(c.Propositions, e.voirProposition(v, &l[i], d))
		}
	}
	etats, err := e.Paiements.EtatsPaiement(v.Context())
	if err != nil {
		return cadre.Vue{}, err
	}
	if i := slices.IndexFunc(etats, func(x paiement.Etat) bool { return x.Statut != paiement.EnPreparation }); i >= 0 {
		vu := e.voirEtat(v, &etats[i])
		c.Etat = &vu
		if err := e.attendus(v, c); err != nil {
			return cadre.Vue{}, err
		}
	}
	return cadre.Vue{Modele: "a_decider.html", Titre: "À décider", Menu: "a_decider", Corps: c, Statut: http.StatusOK}, nil
}

// parPageDecisions est le nombre de lignes d'une page, chacune relue.
const parPageDecisions = 40

// attendus relit chaque dossier de la page : ce qui a été fait depuis n'y est plus.
func (e *Pages) attendus(v *espace.Visite, c *corpsADecider) error {
	depuis := map[paiement.Genre]int{}
	for _, g := range []paiement.Genre{paiement.Decider, paiement.Trop} {
		n, err := strconv.Atoi(v.URL.Query().Get(string(g)))
		if err == nil {
			depuis[g] = n
		}
	}
	suite := url.Values{}
	vus := map[string]bool{} // un trop-perçu se dit une fois par dossier
	for _, g := range []paiement.Genre{paiement.Decider, paiement.Trop} {
		l, err := e.Paiements.LignesEtat(v.Context(), c.Etat.ID, paiement.Filtre{Genre: g, Operateur: borneOperateur(v), Depuis: depuis[g], Limite: parPageDecisions})
		if err != nil {
			return err
		}
		if len(l) == parPageDecisions {
			suite.Set(string(g), strconv.Itoa(l[len(l)-1].Rang))
		} else if len(l) > 0 {
			suite.Set(string(g), strconv.Itoa(c.Etat.Lignes))
		}
		nommees, err := e.nommerLignes(v, l)
		if err != nil {
			return err
		}
		for i := range nommees {
			x, ok, err := e.relire(v, c, &nommees[i], vus)
			if err != nil {
				return err
			}
			if ok {
				x.Proposee = c.proposee(&x)
				c.Lignes = append(c.Lignes, x)
			}
		}
		if len(l) == parPageDecisions {
			c.Suite = "/a-decider?"
		}
	}
	if c.Suite != "" {
		c.Suite += suite.Encode()
	}
	return nil
}

// proposee rend la proposition qui répond déjà à une ligne.
func (c *corpsADecider) proposee(x *ligneADecider) string {
	acte := "aide_decidee"
	switch {
	case x.Notifier.Connu():
		acte = "indu_notifie"
	case x.Nature == 0:
		return ""
	}
	for i := range c.Propositions {
		if p := &c.Propositions[i]; p.Dossier == x.Dossier && p.Saisie.Acte == acte {
			return p.ID
		}
	}
	return ""
}

// causeTrop dit en une ligne les jours et les causes de tout ce qui a été versé en trop.
func causeTrop(d *dossier.Dossier, l []dossier.TropVerse) string {
	var causes []string
	jours, limite := 0, l[0].Limite
	for i := range l {
		t := &l[i]
		cause := "le paiement lui-même"
		if t.Cause > 0 {
			cause = d.Nom(t.Cause)
		}
		if !slices.Contains(causes, cause) {
			causes = append(causes, cause)
		}
		jours, limite = jours+t.Jours, min(limite, t.Limite)
	}
	s := document.Majuscule(strings.Join(causes, " ; "))
	if jours > 0 {
		s += " (" + document.Nombre(jours, "jour") + " de moins en tout)"
	}
	return s + ". Le plus ancien est à réclamer au plus tard le " + limite.Francais() + "."
}

func (e *Pages) relire(v *espace.Visite, c *corpsADecider, l *lignePaiement, vus map[string]bool) (x ligneADecider, ok bool, err error) {
	d, err := e.Greffe.Lire(v.Context(), l.Dossier)
	if err != nil || !e.Permis(v, acces.LireArgent, d) {
		return x, false, err
	}
	x.lignePaiement = *l
	if l.Genre == paiement.Trop {
		k, err := d.Compte()
		if err != nil || vus[l.Dossier] {
			return x, false, err
		}
		vus[l.Dossier] = true
		if x.Notifier = paiement.ANotifier(d, k); len(k.TropVerse) > 0 {
			x.Cause = causeTrop(d, k.TropVerse)
		}
		return x, x.Notifier.Positif(), nil
	}
	if d.Version() == l.Version {
		return x, true, nil
	}
	actuelles, err := paiement.Lignes(d, c.Etat.Mois, v.Aujourdhui)
	return x, slices.ContainsFunc(actuelles, func(y paiement.Ligne) bool {
		return y.Genre == paiement.Decider && y.Poste == l.Ligne.Poste && y.Cause == l.Cause
	}), err
}

type corpsProposition struct {
	P         propositionVue
	Dossier   *dossier.Dossier
	Dit       []string
	Essai     bool // l'effet d'aujourd'hui est connu
	Change    []dossier.Changement
	Raisons   []string
	Reserves  []string
	Conflit   []string // les faits venus depuis
	Refus     string   // ce que le greffe en dit aujourd'hui
	Valider   bool
	Retirer   bool
	Reprendre string // l'adresse de l'acte, prérempli
	Tranche   string // qui l'a tranchée
	Raison    string
	Erreur    string
	Jeton     string
}

// proposition montre un acte proposé et son effet, puis le valide ou le refuse.
func (e *Pages) proposition(v *espace.Visite) (cadre.Vue, error) {
	p, err := e.Paiements.Proposition(v.Context(), v.PathValue("proposition"))
	if errors.Is(err, paiement.ErrAbsent) {
		return cadre.Vue{}, espace.Introuvable
	}
	if err != nil {
		return cadre.Vue{}, err
	}
	d, err := e.Greffe.Lire(v.Context(), p.Dossier)
	if err != nil {
		return cadre.Vue{}, err
	}
	o := e.ObjetDe(v, d, p.Saisie.Acte, p.Saisie.Corrige)
	if !acces.PeutPreparer(v.Compte, p.Saisie.Acte, o) || !e.Permis(v, acces.LireArgent, d) {
		return cadre.Vue{}, espace.Introuvable
	}
	if err := e.Autoriser(v, acces.LireArgent, e.Objet(v, d)); err != nil {
		return cadre.Vue{}, err
	}
	c := &corpsProposition{Dossier: d, Jeton: v.Jeton, Raison: strings.TrimSpace(v.PostForm.Get("raison"))}
	statut := http.StatusOK
	if v.Method == http.MethodPost && !v.Reprend() && p.Statut == paiement.Proposee {
		vers, err := e.trancher(v, c, p, d, o)
		switch {
		case err != nil:
			return cadre.Vue{}, err
		case vers != "":
			return cadre.Vue{Vers: vers}, nil
		}
		statut = http.StatusUnprocessableEntity
		if d, err = e.Greffe.Lire(v.Context(), p.Dossier); err != nil {
			return cadre.Vue{}, err
		}
	}
	c.P = e.voirProposition(v, p, d)
	q := url.Values{}
	for _, x := range dossier.Trouver(p.Saisie.Acte).Champs {
		if val := p.Saisie.Valeurs[x.Cle]; val != "" && x.Genre != dossier.Texte { // un texte libre ne va pas dans une adresse
			q.Set(x.Cle, val)
		}
	}
	if p.Saisie.Corrige > 0 {
		q.Set("corrige", strconv.Itoa(p.Saisie.Corrige))
	}
	c.Reprendre = espace.Adresse(d.ID, "actes", p.Saisie.Acte) + "?" + q.Encode()
	if p.Statut != paiement.Proposee {
		c.Tranche = e.NomDe(v, p.TrancheePar)
		if p.Fait > 0 {
			c.Dit = d.EnMots(p.Fait)
		} else {
			c.Dit = p.Saisie.EnMots()
		}
	} else if err := e.montrerEffet(v, c, p, d, o); err != nil {
		return cadre.Vue{}, err
	}
	return cadre.Vue{Modele: "proposition.html", Titre: c.P.Qui + ", " + document.Minuscule(c.P.Titre), Menu: "a_decider", Corps: c, Statut: statut}, nil
}

// validation est l'objet de qui valide une proposition : la table regarde qui l'a faite.
func (e *Pages) validation(v *espace.Visite, d *dossier.Dossier, p *paiement.Proposition) *acces.Objet {
	o := e.Objet(v, d)
	o.De = p.Par
	return o
}

// montrerEffet dit ce que ferait la proposition aujourd'hui, et ce qui empêche de la valider.
func (e *Pages) montrerEffet(v *espace.Visite, c *corpsProposition, p *paiement.Proposition, d *dossier.Dossier, o *acces.Objet) error {
	if d.Version() != p.Version && d.DePiece(p.ID) == 0 {
		c.Conflit = e.Depuis(v, d, p.Version)
	}
	avant, apres, err := e.Greffe.Essayer(v.Context(), d.ID, &p.Saisie)
	var refus *dossier.Refus
	switch {
	case errors.As(err, &refus):
		c.Refus = refus.Error()
		c.Dit = p.Saisie.EnMots()
	case err != nil:
		return err
	default:
		c.Change, c.Dit = dossier.Changements(avant, apres, v.Aujourdhui), apres.EnMots(apres.Version())
		c.Essai, c.Raisons, c.Reserves = true, dossier.Raisons(avant, apres), paiement.Reserves(apres)
	}
	c.Retirer = p.Par == v.Compte.ID || acces.Permis(v.Compte, acces.ValiderDecision, e.validation(v, d, p))
	c.Valider = c.Refus == "" && c.Conflit == nil && acces.Permis(v.Compte, acces.ValiderDecision, e.validation(v, d, p)) && acces.Permis(v.Compte, p.Saisie.Acte, o)
	return nil
}

// trancher valide ou refuse ; vide : la page dit pourquoi ce n'est pas fait.
func (e *Pages) trancher(v *espace.Visite, c *corpsProposition, p *paiement.Proposition, d *dossier.Dossier, o *acces.Objet) (vers string, err error) {
	if v.PostForm.Get("geste") == "valider" {
		if err := e.Autoriser(v, acces.ValiderDecision, e.validation(v, d, p)); err != nil {
			return "", leSien(err, p.Par == v.Compte.ID)
		}
		if err := e.Autoriser(v, p.Saisie.Acte, o); err != nil {
			return "", err
		}
		err = paiement.Valider(v.Context(), e.Greffe, e.Paiements, p, v.Compte.ID)
		var refus *dossier.Refus
		switch {
		case err == nil:
			return espace.Adresse(d.ID) + "?consigne=" + strconv.Itoa(p.Fait), nil
		case errors.As(err, new(*dossier.Conflit)):
			c.Erreur = "Le dossier a changé depuis la proposition : rien n'est consigné."
		case errors.As(err, &refus):
			c.Erreur = refus.Error()
		case errors.Is(err, paiement.ErrDevance):
			return "/a-decider/" + url.PathEscape(p.ID), nil
		default:
			return "", err
		}
		return "", nil
	}
	if c.Raison == "" {
		c.Erreur = "Dites pourquoi : qui a proposé le lira."
		return "", nil
	}
	if len(c.Raison) > 1000 {
		c.Erreur = "La raison est trop longue : mille signes au plus."
		return "", nil
	}
	if p.Par == v.Compte.ID {
		err = e.Autoriser(v, acces.ProposerDecision, e.Objet(v, d)) // la sienne, qu'il retire
	} else {
		err = e.Autoriser(v, acces.ValiderDecision, e.validation(v, d, p))
	}
	if err == nil {
		err = paiement.Refuser(v.Context(), e.Greffe, e.Paiements, p, v.Compte.ID, c.Raison)
	}
	if errors.Is(err, paiement.ErrDevance) {
		err = nil
	}
	return "/a-decider/" + url.PathEscape(p.ID), err
}

// leSien dit à qui valide ce qu'il a fait lui-même qu'il en faut un autre.
func leSien(err error, sien bool) error {
	if sien && errors.Is(err, acces.ErrInterdit) {
		return cadre.Erreur(http.StatusForbidden, "C'est vous qui l'avez préparé ou proposé.", "Un autre agent de paiement le valide, ou le refuse.")
	}
	return err
}

type aideVue struct {
	dossier.Aide
	Nom       string
	Accorder  string // adresses de l'acte, prérempli ; vides : rien à décider
	Refuser   string
	Decidable bool
	Passee    bool     // on ne peut plus la demander
	Ignore    []string // des conditions d'une aide due, celles qu'on ne sait pas encore
}

// Tient dit où en est une condition.
func (a *aideVue) Tient(r fait.Reponse) string {
	return map[fait.Reponse]string{fait.Oui: "tient", fait.Non: "ne tient pas", fait.Inconnu: "pas connu"}[r]
}

type corpsAides struct {
	Dossier  *dossier.Dossier
	Qui      string
	Aides    []aideVue
	Indus    []dossier.Indu
	Notifier argent.Montant
	Adresse  string // de l'acte qui notifie
	Proposer bool
	Attend   []propositionVue
	Jour     calendrier.Date
}

// aides montre, pour chaque emploi retrouvé, ce que la loi demande, une condition à la fois, et ce qui reste à décider.
func (e *Pages) aides(v *espace.Visite) (cadre.Vue, error) {
	d, err := e.OuvrirDossier(v, acces.LireArgent)
	if err != nil {
		return cadre.Vue{}, err
	}
	l, err := d.Aides()
	if err != nil {
		return cadre.Vue{}, err
	}
	k, err := d.Compte()
	if err != nil {
		return cadre.Vue{}, err
	}
	c := &corpsAides{Dossier: d, Qui: e.Qui(v.Context(), d), Indus: d.Indus(), Notifier: paiement.ANotifier(d, k), Proposer: e.Permis(v, acces.ProposerDecision, d), Jour: v.Aujourdhui}
	c.Adresse = espace.Adresse(d.ID, "actes", "indu_notifie") + "?" + url.Values{"montant": {c.Notifier.String()}, "date": {v.Aujourdhui.String()}}.Encode()
	attend, err := e.Paiements.Propositions(v.Context(), paiement.Proposee, d.ID, 0)
	if err != nil {
		return cadre.Vue{}, err
	}
	for i := range attend {
		if c.Proposer {
			c.Attend = append(c.Attend, e.voirProposition(v, &attend[i], d))
		}
	}
	for i := range l {
		a := aideVue{Aide: l[i], Nom: map[csp.NaturePaiement]string{csp.PaiementPrime: "Prime de reclassement", csp.PaiementIDR: "Indemnité différentielle"}[l[i].Nature]}
		if a.Decidable = c.Proposer && a.Demandee.Connue(); a.Decidable {
			vers := func(accordee string) string {
				return espace.Adresse(d.ID, "actes", "aide_decidee") + "?" + url.Values{
					"emploi": {strconv.Itoa(a.Emploi)}, "aide": {csp.NomsNaturePaiement[a.Nature]}, "accordee": {accordee}, "date": {v.Aujourdhui.String()},
				}.Encode()
			}
			a.Accorder, a.Refuser = vers("oui"), vers("non")
			if x := a.Decision; x != nil && x.Accordee { // on ne peut que revenir sur une décision
				a.Accorder = ""
			} else if x != nil {
				a.Refuser = ""
			}
		}
		a.Passee = a.Limite.Connue() && a.Limite < v.Aujourdhui
		for _, x := range a.Conditions {
			if x.Tient == fait.Inconnu && a.Ouverte == fait.Oui {
				a.Ignore = append(a.Ignore, x.Quoi)
			}
		}
		c.Aides = append(c.Aides, a)
	}
	return cadre.Vue{Modele: "aides.html", Titre: "Les aides et les trop-perçus de " + c.Qui, Menu: "a_decider", Corps: c, Statut: http.StatusOK}, nil
}
