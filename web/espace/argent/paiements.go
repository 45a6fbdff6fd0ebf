package argent

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"log"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"

	"jalon/acces"
	"jalon/document"
	"jalon/document/lettre"
	"jalon/document/pdf"
	"jalon/document/xlsx"
	"jalon/dossier"
	"jalon/dossier/paiement"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/web/cadre"
	"jalon/web/espace"
)

// routesPaiements pose les pages de qui prépare et valide l'argent.
func (e *Pages) routesPaiements(m *http.ServeMux) {
	e.Route(m, "GET /paiements", e.paiements)
	e.Route(m, "POST /paiements", e.preparer)
	e.Route(m, "GET /paiements/{etat}", e.etat)
	e.Route(m, "POST /paiements/{etat}", e.etat)
	e.Route(m, "POST /paiements/{etat}/valider", e.validerEtat)
	e.Route(m, "POST /paiements/{etat}/recommencer", e.recommencer)
	e.Route(m, "GET /paiements/{etat}/export", e.exporterEtat)
	e.Route(m, "GET /dossiers/{id}/releve", e.releve)
	e.Route(m, "GET /a-decider", e.aDecider)
	e.Route(m, "GET /a-decider/{proposition}", e.proposition)
	e.Route(m, "POST /a-decider/{proposition}", e.proposition)
	e.Route(m, "GET /dossiers/{id}/aides", e.aides)
}

// travaux sont les états que ce programme prépare ou paie en ce moment.
type travaux struct {
	verrou  sync.Mutex
	encours map[string]*paiement.Avance
}

// lancer fait un travail à part, une fois à la fois par état ; la page en montre l'avance. Il survit à la demande.
func (t *travaux) lancer(ctx context.Context, etat string, f func(context.Context, *paiement.Avance) error) {
	t.verrou.Lock()
	defer t.verrou.Unlock()
	if t.encours[etat] != nil {
		return
	}
	if t.encours == nil {
		t.encours = map[string]*paiement.Avance{}
	}
	a := &paiement.Avance{}
	t.encours[etat] = a
	go func() {
		defer func() {
			if x := recover(); x != nil {
				log.Printf("état de paiement %s : %v", etat, x)
			}
			t.verrou.Lock()
			delete(t.encours, etat)
			t.verrou.Unlock()
		}()
		if err := f(context.WithoutCancel(ctx), a); err != nil {
			log.Printf("état de paiement %s : %v", etat, err)
		}
	}()
}

func (t *travaux) avance(etat string) *paiement.Avance {
	t.verrou.Lock()
	defer t.verrou.Unlock()
	return t.encours[etat]
}

// lArgent est l'objet d'un geste sur tous les CSP qu'un compte suit.
func lArgent(v *espace.Visite) *acces.Objet {
	return &acces.Objet{Sorte: "csp", Operateur: v.Organisation.ID, Jour: v.Aujourdhui}
}

// borneOperateur est l'opérateur auquel une liste d'argent se borne ; vide : tous.
func borneOperateur(v *espace.Visite) string {
	if acces.PorteeDe(v.Compte.Role, acces.LireArgent) == acces.PorteeOperateur {
		return v.Organisation.ID
	}
	return ""
}

type etatVu struct {
	*paiement.Etat
	PreparePar, ValidePar string
	Montant               argent.Montant // à payer ; inconnu : pas encore préparé, ou ancien
	Remplace              string         // l'état du même mois préparé depuis
}

// remplacer dit, de chaque état qui reste à valider, celui du même mois préparé depuis ; la liste vient du dernier préparé au premier.
func remplacer(l []etatVu) {
	dernier := map[calendrier.Date]string{}
	for i := range l {
		x := &l[i]
		if x.Statut == paiement.Prepare {
			x.Remplace = dernier[x.Mois]
		}
		if x.Statut != paiement.EnPreparation && dernier[x.Mois] == "" {
			dernier[x.Mois] = x.ID
		}
	}
}

func (e *Pages) voirEtat(v *espace.Visite, x *paiement.Etat) etatVu {
	vu := etatVu{Etat: x, PreparePar: e.NomDe(v, x.PreparePar)}
	if x.ValidePar != "" {
		vu.ValidePar = e.NomDe(v, x.ValidePar)
	}
	return vu
}

type corpsPaiements struct {
	Etats    []etatVu
	Mois     string // proposé
	Erreur   string
	Preparer bool
	Jeton    string
}

// lirePaiements ouvre les états de paiement : ceux qui lisent l'argent de tous les CSP.
func (e *Pages) lirePaiements(v *espace.Visite) error {
	if borneOperateur(v) != "" {
		return espace.Introuvable
	}
	if err := e.Autoriser(v, acces.LireArgent, &acces.Objet{Sorte: "csp", Jour: v.Aujourdhui}); err != nil {
		if errors.Is(err, acces.ErrInterdit) {
			return espace.Introuvable
		}
		return err
	}
	return nil
}

func (e *Pages) paiements(v *espace.Visite) (cadre.Vue, error) {
	if err := e.lirePaiements(v); err != nil {
		return cadre.Vue{}, err
	}
	c := &corpsPaiements{Mois: v.Aujourdhui.DebutMois().PlusMois(-1).String()[:7]}
	if mois, err := calendrier.Lire([]byte(v.URL.Query().Get("mois") + "-01")); err == nil {
		c.Mois = mois.String()[:7]
	}
	return e.pagePaiements(v, c, http.StatusOK)
}

func (e *Pages) pagePaiements(v *espace.Visite, c *corpsPaiements, statut int) (cadre.Vue, error) {
	l, err := e.Paiements.EtatsPaiement(v.Context())
	if err != nil {
		return cadre.Vue{}, err
	}
	for i := range l {
		vu := e.voirEtat(v, &l[i])
		if l[i].Statut != paiement.EnPreparation && i < etatsAvecMontant {
			if err := e.montantEtat(v, &vu); err != nil {
				return cadre.Vue{}, err
			}
		}
		c.Etats = append(c.Etats, vu)
	}
	remplacer(c.Etats)
	c.Jeton, c.Preparer = v.Jeton, acces.Permis(v.Compte, acces.PreparerPaiements, lArgent(v))
	return cadre.Vue{Modele: "paiements.html", Titre: "Les paiements", Menu: "paiements", Corps: c, Statut: statut}, nil
}

// etatsAvecMontant borne ce que la liste additionne : chaque montant relit toutes les lignes de son état.
const etatsAvecMontant = 12

// montantEtat additionne ce qu'un état paie.
func (e *Pages) montantEtat(v *espace.Visite, vu *etatVu) error {
	bilan, err := e.Paiements.BilanEtat(v.Context(), vu.ID, "")
	vu.Montant = argent.Centimes(0)
	for _, s := range bilan {
		if s.Genre == paiement.Payer && s.Issue != paiement.Ecarte {
			vu.Montant = vu.Montant.Plus(s.Montant)
		}
	}
	return err
}

// preparer crée un état et le remplit à part.
func (e *Pages) preparer(v *espace.Visite) (cadre.Vue, error) {
	if v.Reprend() {
		return cadre.Vue{Vers: "/paiements"}, nil
	}
	if err := e.Autoriser(v, acces.PreparerPaiements, lArgent(v)); err != nil {
		return cadre.Vue{}, err
	}
	c := &corpsPaiements{Mois: strings.TrimSpace(v.PostForm.Get("mois"))}
	mois, err := calendrier.Lire([]byte(c.Mois + "-01"))
	switch {
	case c.Mois == "":
		c.Erreur = "Choisissez le mois à préparer."
	case err != nil:
		c.Erreur = "« " + c.Mois + " » n'est pas un mois : écrivez-le comme " + v.Aujourdhui.String()[:7] + "."
	case mois > v.Aujourdhui:
		c.Erreur = document.Majuscule(mois.NomMois()) + " n'a pas commencé : choisissez un mois fini, ou celui-ci."
	case mois < v.Aujourdhui.PlusMois(-120):
		c.Erreur = document.Majuscule(mois.NomMois()) + " est trop ancien : choisissez un mois des dix dernières années."
	}
	if c.Erreur != "" {
		return e.pagePaiements(v, c, http.StatusUnprocessableEntity)
	}
	p := &paiement.Preparation{Journal: e.Greffe.Journal, Depot: e.Paiements, Horloge: e.Maintenant}
	etat, err := p.Commencer(v.Context(), mois, v.Compte.ID)
	if err != nil {
		return cadre.Vue{}, err
	}
	jour := v.Aujourdhui
	e.travaux.lancer(v.Context(), etat.ID, func(ctx context.Context, a *paiement.Avance) error { return p.Remplir(ctx, etat, jour, a) })
	return cadre.Vue{Vers: adresseEtat(etat.ID)}, nil
}

func adresseEtat(id string) string { return "/paiements/" + url.PathEscape(id) }

// lignePaiement est une ligne telle que la page la montre.
type lignePaiement struct {
	paiement.Ligne
	Qui  string
	Vers []lien // ce qui la débloque
}

type lien struct{ Nom, Adresse string }

// Poste nomme ce que la ligne paie ; vide : la ligne parle du dossier.
func (l *lignePaiement) Quoi() string {
	if l.Nature == 0 {
		return "Le dossier"
	}
	return l.Ligne.Poste.String()
}

// Ecart est la différence avec le mois d'avant ; inconnue si l'un des deux l'est.
func (l *lignePaiement) Ecart() argent.Montant {
	if !l.Montant.Connu() || !l.Avant.Connu() {
		return argent.Montant{}
	}
	return l.Montant.Moins(l.Avant)
}

type corpsEtat struct {
	etatVu
	Fait, Total  int64 // du travail en cours ; Total nul : aucun
	EnCours      bool
	Interrompu   bool
	Bilan        map[string]paiement.Somme
	Payes        paiement.Somme
	Ecartes      paiement.Somme
	ApresLeMois  bool // l'ASP d'un mois se paie quand il est fini
	Valider      bool // ce compte peut valider
	SonEtat      bool // il l'a préparé : un autre valide
	Preparer     bool // ce compte peut préparer un état
	Recommencer  bool
	Lignes       []lignePaiement
	Voir         string
	Q            string
	Choix        []choixLignes
	Suite        string
	Erreur       string
	Jeton        string
	ValideLeJour calendrier.Date
}

// parPageLignes est le nombre de lignes d'une page.
const parPageLignes = 100

// choixLignes est une part des lignes d'un état.
type choixLignes struct {
	Cle, Nom string
	Nombre   int
}

// choisir compte les parts d'un état : d'abord ce qui demande un regard, puis le reste. Sans choix, la page montre la première qui
// n'est pas vide.
func (c *corpsEtat) choisir() {
	n := func(g paiement.Genre) int { return c.Bilan[string(g)].Lignes }
	differents := c.Bilan[string(paiement.Payer)].Differents
	if differents == n(paiement.Payer) { // ce sont les mêmes lignes que « à payer »
		differents = 0
	}
	for _, x := range []choixLignes{
		{"ecarte", "écartées : le dossier a changé", c.Ecartes.Lignes},
		{"bloque", "bloquées", n(paiement.Bloque)},
		{"ecart", "à payer, autres que le mois d'avant", differents},
		{"payer", "à payer", n(paiement.Payer)},
		{"rien", "plus rien ce mois", n(paiement.Rien)},
		{"trop", "versées en trop", n(paiement.Trop)},
		{"tout", "toutes", c.Etat.Lignes},
	} {
		if x.Nombre > 0 || x.Cle == c.Voir || x.Cle == "tout" {
			c.Choix = append(c.Choix, x)
		}
	}
	if c.Voir == "" {
		c.Voir = c.Choix[0].Cle
	}
}

func filtreVue(voir string) paiement.Filtre {
	switch voir {
	case "ecart":
		return paiement.Filtre{Genre: paiement.Payer, Differe: true}
	case "bloque", "payer", "rien", "trop":
		return paiement.Filtre{Genre: paiement.Genre(voir)}
	case "ecarte":
		return paiement.Filtre{Issue: paiement.Ecarte}
	}
	return paiement.Filtre{}
}

// lireEtat rend celui de l'adresse, à qui peut lire les paiements.
func (e *Pages) lireEtat(v *espace.Visite) (*paiement.Etat, error) {
	if err := e.lirePaiements(v); err != nil {
		return nil, err
	}
	x, err := e.Paiements.EtatPaiement(v.Context(), v.PathValue("etat"))
	if errors.Is(err, paiement.ErrAbsent) {
		err = espace.Introuvable
	}
	return x, err
}

// etat montre un état, ses lignes par pages ; une recherche se poste, pour que rien n'en soit dans une adresse.
func (e *Pages) etat(v *espace.Visite) (cadre.Vue, error) {
	x, err := e.lireEtat(v)
	if err != nil {
		return cadre.Vue{}, err
	}
	return e.pageEtat(v, x, "", http.StatusOK)
}

func (e *Pages) pageEtat(v *espace.Visite, x *paiement.Etat, erreur string, statut int) (cadre.Vue, error) {
	c := &corpsEtat{
		etatVu: e.voirEtat(v, x), Voir: v.FormValue("voir"), Jeton: v.Jeton, Erreur: erreur,
		ApresLeMois: v.Aujourdhui > x.Mois.FinMois(), Bilan: map[string]paiement.Somme{},
	}
	a := e.travaux.avance(x.ID)
	if a != nil {
		c.EnCours, c.Fait, c.Total = true, a.Fait.Load(), a.Total.Load()
		v.Entetes.Set("Refresh", "4")
	}
	c.Interrompu = a == nil && (x.Statut == paiement.EnPreparation || x.Statut == paiement.EnValidation)
	o := lArgent(v)
	o.De = x.PreparePar
	c.SonEtat = x.PreparePar == v.Compte.ID
	c.Valider = acces.Permis(v.Compte, acces.ValiderPaiements, o) && a == nil && (x.Statut == paiement.Prepare || x.Statut == paiement.EnValidation)
	c.Preparer = acces.Permis(v.Compte, acces.PreparerPaiements, lArgent(v))
	c.Recommencer = x.Statut == paiement.EnPreparation && c.Interrompu && c.Preparer
	titre := "Paiements, " + x.Mois.NomMois()
	vue := cadre.Vue{Modele: "etat_paiement.html", Titre: titre, Menu: "paiements", Corps: c, Statut: statut}
	if x.Statut == paiement.EnPreparation {
		return vue, nil
	}
	if err := e.bilanEtat(v, c); err != nil {
		return cadre.Vue{}, err
	}
	if x.Statut == paiement.Prepare {
		l, err := e.Paiements.EtatsPaiement(v.Context())
		if err != nil {
			return cadre.Vue{}, err
		}
		vus := make([]etatVu, len(l))
		for i := range l {
			vus[i].Etat = &l[i]
		}
		remplacer(vus)
		i := slices.IndexFunc(vus, func(y etatVu) bool { return y.ID == x.ID })
		c.Remplace = vus[i].Remplace
		c.Valider = c.Valider && c.Bilan[string(paiement.Payer)].Lignes > 0
	}
	c.choisir()
	return vue, e.lignesEtat(v, c)
}

func (e *Pages) bilanEtat(v *espace.Visite, c *corpsEtat) error {
	l, err := e.Paiements.BilanEtat(v.Context(), c.ID, "")
	zero := argent.Centimes(0)
	for _, g := range paiement.Genres {
		c.Bilan[string(g)] = paiement.Somme{Montant: zero}
	}
	c.Payes.Montant, c.Ecartes.Montant = zero, zero
	for _, s := range l {
		t := c.Bilan[string(s.Genre)]
		ajouter(&t, &s)
		c.Bilan[string(s.Genre)] = t
		switch s.Issue {
		case paiement.Paye:
			ajouter(&c.Payes, &s)
		case paiement.Ecarte:
			ajouter(&c.Ecartes, &s)
		case paiement.EnAttente:
		}
	}
	return err
}

func ajouter(t, s *paiement.Somme) {
	t.Lignes, t.Differents, t.Montant = t.Lignes+s.Lignes, t.Differents+s.Differents, t.Montant.Plus(s.Montant)
}

func (e *Pages) lignesEtat(v *espace.Visite, c *corpsEtat) error {
	q := filtreVue(c.Voir)
	q.Limite = parPageLignes + 1
	q.Depuis, _ = strconv.Atoi(v.FormValue("depuis")) // illisible : du début
	if c.Q = strings.TrimSpace(v.PostForm.Get("q")); c.Q != "" {
		trouves, err := e.Registre.Chercher(v.Context(), c.Q, dossier.Filtre{Sorte: "csp"}, espace.TrouvesMax)
		if err != nil {
			return err
		}
		q.Genre, q.Issue, q.Differe, q.Dossiers = "", "", false, []string{}
		for i := range trouves {
			q.Dossiers = append(q.Dossiers, trouves[i].Dossier)
		}
		c.Voir = "tout"
	}
	l, err := e.Paiements.LignesEtat(v.Context(), c.ID, q)
	if err != nil {
		return err
	}
	if len(l) > parPageLignes {
		l = l[:parPageLignes]
		c.Suite = adresseEtat(c.ID) + "?voir=" + url.QueryEscape(c.Voir) + "&depuis=" + strconv.Itoa(l[len(l)-1].Rang)
	}
	if c.Lignes, err = e.nommerLignes(v, l); err != nil {
		return err
	}
	for i := range c.Lignes {
		e.debloquer(v, c, &c.Lignes[i])
	}
	return nil
}

// debloquer dit où aller pour qu'une ligne bloquée, ou écartée, soit payée : l'acte qui manque. Il n'y en a pas quand un barème manque :
// la ligne le dit.
func (e *Pages) debloquer(v *espace.Visite, c *corpsEtat, l *lignePaiement) {
	if l.Issue == paiement.Ecarte && c.Preparer {
		l.Vers = append(l.Vers, lien{"préparer un nouvel état", "/paiements?mois=" + c.Mois.String()[:7]})
	}
	if l.Genre != paiement.Bloque && l.Genre != paiement.Payer || l.Issue != paiement.EnAttente {
		return
	}
	ouvrir := espace.Adresse(l.Dossier)
	d, err := e.Greffe.Lire(v.Context(), l.Dossier)
	if err != nil { // la ligne dit déjà qu'il ne se relit pas
		l.Vers = append(l.Vers, lien{"ouvrir le dossier", ouvrir})
		return
	}
	if !paiement.Bloquee(d, &l.Ligne) {
		return
	}
	for _, r := range paiement.Remedes(d, &l.Ligne) {
		q, nom := url.Values{}, "consigner : "+r.Acte.Titre
		if r.Corrige > 0 {
			q.Set("corrige", strconv.Itoa(r.Corrige))
			nom = "compléter : " + d.Nom(r.Corrige)
			if r.Acte.Nom == "annulation" {
				nom = "annuler : " + d.Nom(r.Corrige)
			}
		}
		if r.Emploi > 0 {
			q.Set("emploi", strconv.Itoa(r.Emploi))
		}
		x := lien{nom, espace.Adresse(d.ID, "actes", r.Acte.Nom) + "?" + q.Encode()}
		if !acces.PeutPreparer(v.Compte, r.Acte.Nom, e.ObjetDe(v, d, r.Acte.Nom, r.Corrige)) {
			x = lien{"à demander à qui suit le dossier : " + r.Acte.Titre, ouvrir}
		}
		l.Vers = append(l.Vers, x)
	}
}

// nommerLignes dit de qui sont des lignes, en une lecture.
func (e *Pages) nommerLignes(v *espace.Visite, l []paiement.Ligne) ([]lignePaiement, error) {
	if len(l) == 0 {
		return nil, nil
	}
	ids := make([]string, len(l))
	for i := range l {
		ids[i] = l[i].Dossier
	}
	fiches, err := e.Greffe.Journal.Fiches(v.Context(), dossier.Filtre{Dossiers: ids})
	if err != nil {
		return nil, err
	}
	trouves, err := e.Registre.Nommer(v.Context(), fiches)
	if err != nil {
		return nil, err
	}
	noms := map[string]string{}
	for i := range trouves {
		noms[trouves[i].Dossier] = espace.Nommer(&trouves[i])
	}
	r := make([]lignePaiement, len(l))
	for i := range l {
		if r[i] = (lignePaiement{Ligne: l[i], Qui: noms[l[i].Dossier]}); r[i].Qui == "" {
			r[i].Qui = "Dossier " + l[i].Dossier
		}
	}
	return r, nil
}

// validerEtat consigne les paiements d'un état, ou reprend ce qu'un arrêt a interrompu.
func (e *Pages) validerEtat(v *espace.Visite) (cadre.Vue, error) {
	x, err := e.lireEtat(v)
	if err != nil {
		return cadre.Vue{}, err
	}
	if v.Reprend() {
		return cadre.Vue{Vers: "/paiements/" + url.PathEscape(x.ID)}, nil
	}
	o := lArgent(v)
	o.De = x.PreparePar
	if err := e.Autoriser(v, acces.ValiderPaiements, o); err != nil {
		return cadre.Vue{}, leSien(err, x.PreparePar == v.Compte.ID)
	}
	if x.Statut == paiement.Prepare && v.PostForm.Get("empreinte") != x.Empreinte.String() {
		return e.pageEtat(v, x, "Ces lignes ne sont pas celles de la page que vous aviez sous les yeux : relisez-les, puis validez.", http.StatusConflict)
	}
	val := &paiement.Validation{Greffe: e.Greffe, Depot: e.Paiements}
	switch err := val.Ouvrir(v.Context(), x, v.Compte.ID, v.Aujourdhui); {
	case errors.Is(err, paiement.ErrTropTot):
		return e.pageEtat(v, x, "L'ASP d'un mois se paie quand il est fini (ASP-10) : validez cet état à partir du "+x.Mois.PlusMois(1).Francais()+".", http.StatusUnprocessableEntity)
	case errors.Is(err, paiement.ErrRetouche):
		return e.pageEtat(v, x, "Les lignes gardées ne sont plus celles qui ont été préparées : rien n'est payé. Préparez un nouvel état, et dites-le à qui tient la base.", http.StatusConflict)
	case errors.Is(err, paiement.ErrDevance):
		return cadre.Vue{Vers: adresseEtat(x.ID)}, nil // un autre vient de le valider : la page le dit
	case err != nil:
		return cadre.Vue{}, err
	}
	id := x.ID
	e.travaux.lancer(v.Context(), id, func(ctx context.Context, a *paiement.Avance) error { return val.Payer(ctx, id, a) })
	return cadre.Vue{Vers: adresseEtat(id)}, nil
}

// recommencer ôte un état dont la préparation a été interrompue, et en prépare un autre du même mois.
func (e *Pages) recommencer(v *espace.Visite) (cadre.Vue, error) {
	x, err := e.lireEtat(v)
	if err != nil {
		return cadre.Vue{}, err
	}
	if v.Reprend() {
		return cadre.Vue{Vers: "/paiements/" + url.PathEscape(x.ID)}, nil
	}
	if e.travaux.avance(x.ID) != nil || x.Statut != paiement.EnPreparation {
		return cadre.Vue{Vers: adresseEtat(x.ID)}, nil
	}
	if !acces.Permis(v.Compte, acces.PreparerPaiements, lArgent(v)) {
		return cadre.Vue{}, e.Autoriser(v, acces.PreparerPaiements, lArgent(v))
	}
	if err := e.Paiements.OterEtat(v.Context(), x.ID); err != nil && !errors.Is(err, paiement.ErrDevance) {
		return cadre.Vue{}, err
	}
	v.PostForm.Set("mois", x.Mois.String()[:7])
	return e.preparer(v)
}

// exporterEtat rend toutes les lignes d'un état, en classeur ou en CSV.
func (e *Pages) exporterEtat(v *espace.Visite) (cadre.Vue, error) {
	x, err := e.lireEtat(v)
	if err != nil {
		return cadre.Vue{}, err
	}
	if err := e.Autoriser(v, acces.Exporter, lArgent(v)); err != nil {
		return cadre.Vue{}, err
	}
	if x.Statut == paiement.EnPreparation {
		return cadre.Vue{}, espace.Introuvable
	}
	lignes := func(f func(*paiement.Ligne) error) error {
		return paiement.ChaqueLigne(v.Context(), e.Paiements, x.ID, f)
	}
	var b bytes.Buffer
	if v.URL.Query().Get("forme") == "xlsx" {
		if err := xlsx.Paiements(&b, x, e.Maintenant(), lignes); err != nil {
			return cadre.Vue{}, err
		}
		return cadre.Vue{Fichier: &cadre.Fichier{Nom: "paiements-" + x.ID + ".xlsx", Type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Octets: b.Bytes()}}, nil
	}
	b.WriteString("\ufeff") // pour les tableurs qui la demandent
	w := csv.NewWriter(&b)
	w.Comma = ';'
	err = w.Write(xlsx.ColonnesPaiements)
	if err == nil {
		err = lignes(func(l *paiement.Ligne) error { return w.Write(xlsx.CasesPaiement(l)) })
	}
	w.Flush()
	if err = errors.Join(err, w.Error()); err != nil {
		return cadre.Vue{}, err
	}
	return cadre.Vue{Fichier: &cadre.Fichier{Nom: "paiements-" + x.ID + ".csv", Type: "text/csv; charset=utf-8", Octets: b.Bytes()}}, nil
}

// releve rend le relevé d'un mois, en PDF, à qui peut lire l'argent du dossier.
func (e *Pages) releve(v *espace.Visite) (cadre.Vue, error) {
	d, err := e.OuvrirDossier(v, acces.LireArgent)
	if err != nil {
		return cadre.Vue{}, err
	}
	mois, err := calendrier.Lire([]byte(v.URL.Query().Get("mois") + "-01"))
	if err != nil || d.Sorte() != dossier.CSP {
		return cadre.Vue{}, espace.Illisible
	}
	l, err := lettre.Releve(d, mois)
	if err != nil {
		return cadre.Vue{}, err
	}
	var b bytes.Buffer
	if err := pdf.Lettre(&b, l); err != nil {
		return cadre.Vue{}, err
	}
	return cadre.Vue{Fichier: &cadre.Fichier{Nom: l.Nom + ".pdf", Type: "application/pdf", Octets: b.Bytes()}}, nil
}
