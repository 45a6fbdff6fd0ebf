package administration

import (
	"cmp"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"jalon/acces"
	"jalon/dossier"
	"jalon/web/cadre"
	"jalon/web/espace"
)

func (e *Pages) routesAdministration(m *http.ServeMux) {
	e.Route(m, "GET /administration", e.administration)
	e.Route(m, "POST /administration", e.creerOrganisation)
	e.Route(m, "GET /administration/roles", e.roles)
	e.Route(m, "GET /administration/organisations/{id}", e.organisation)
	e.Route(m, "POST /administration/organisations/{id}/inviter", e.inviter)
	e.Route(m, "POST /administration/organisations/{id}/desactiver", e.desactiver)
	e.Route(m, "POST /administration/organisations/{id}/facteur", e.demanderFacteur)
	e.Route(m, "GET /administration/acces", e.registre)
	e.Route(m, "POST /administration/acces", e.verifierRegistre)
}

// administrer ouvre une page de qui gère les comptes ; elle n'existe pour personne d'autre.
func (e *Pages) administrer(v *espace.Visite) error { return e.reserver(v, acces.GererComptes) }

func (e *Pages) reserver(v *espace.Visite, geste string) error {
	err := e.Autoriser(v, geste, nil)
	if errors.Is(err, acces.ErrInterdit) {
		return espace.Introuvable
	}
	return err
}

// nomsSortes sont ceux des sortes d'organisation.
var nomsSortes = map[string]string{
	acces.SorteOperateur: "Opérateur", acces.SorteOperateurPrive: "Opérateur privé", acces.SorteEntreprise: "Entreprise", acces.SorteAdministration: "Administration",
}

type ligneOrganisation struct {
	acces.Organisation
	NomSorte        string
	Comptes, Fermes int
}

type corpsAdministration struct {
	Organisations []ligneOrganisation
	Sortes        [][2]string
	Saisie        acces.Organisation
	Erreur, Champ string
	Jeton         string
}

func (e *Pages) administration(v *espace.Visite) (cadre.Vue, error) {
	if err := e.administrer(v); err != nil {
		return cadre.Vue{}, err
	}
	return e.vueAdministration(v, acces.Organisation{}, nil)
}

// vueAdministration montre les organisations, et la saisie refusée d'une neuve.
func (e *Pages) vueAdministration(v *espace.Visite, saisie acces.Organisation, refus *acces.Refus) (cadre.Vue, error) {
	l, err := e.Garde.Organisations(v.Context())
	if err != nil {
		return cadre.Vue{}, err
	}
	comptes, err := e.Garde.Depot.Comptes(v.Context(), "")
	if err != nil {
		return cadre.Vue{}, err
	}
	ouverts, fermes := map[string]int{}, map[string]int{}
	for i := range comptes {
		if x := &comptes[i]; x.Desactive {
			fermes[x.Organisation]++
		} else {
			ouverts[x.Organisation]++
		}
	}
	c := &corpsAdministration{Saisie: saisie, Jeton: v.Jeton}
	for i := range l {
		o := &l[i]
		c.Organisations = append(c.Organisations, ligneOrganisation{*o, nomsSortes[o.Sorte], ouverts[o.ID], fermes[o.ID]})
	}
	for _, s := range acces.Sortes {
		c.Sortes = append(c.Sortes, [2]string{s, nomsSortes[s]})
	}
	statut := http.StatusOK
	if refus != nil {
		statut, c.Erreur, c.Champ = http.StatusUnprocessableEntity, refus.Message, refus.Champ
	}
	return cadre.Vue{Modele: "administration.html", Titre: "Organisations et comptes", Menu: "administration", Corps: c, Statut: statut}, nil
}

func (e *Pages) creerOrganisation(v *espace.Visite) (cadre.Vue, error) {
	if err := e.administrer(v); err != nil {
		return cadre.Vue{}, err
	}
	f := v.PostForm
	saisie := acces.Organisation{Nom: f.Get("nom"), Sorte: f.Get("sorte"), SIRET: f.Get("siret"), SecondFacteur: f.Get("second_facteur") == "oui"}
	if v.Reprend() {
		return e.vueAdministration(v, saisie, nil)
	}
	o, err := e.Garde.CreerOrganisation(v.Context(), v.Compte, saisie)
	var refus *acces.Refus
	if errors.As(err, &refus) {
		return e.vueAdministration(v, saisie, refus)
	}
	if err != nil {
		return cadre.Vue{}, err
	}
	return cadre.Vue{Vers: adresseOrganisation(o.ID)}, nil
}

func adresseOrganisation(id string) string { return "/administration/organisations/" + id }

type ligneRole struct {
	Nom   string
	Cases []string // un rôle par case
}

type corpsRoles struct {
	Roles    []string
	Portees  [][2]string
	Groupes  []groupeRoles
	Registre string
}

type groupeRoles struct {
	Titre  string
	Lignes []ligneRole
}

// nomsPortees disent sur quoi vaut un geste.
var nomsPortees = map[acces.Portee][2]string{
	acces.PorteeToute:        {"tous", "tous les dossiers"},
	acces.PorteeCSP:          {"les CSP", "tous les CSP, puisqu'un seul opérateur les paie"},
	acces.PorteeOperateur:    {"les siens", "les dossiers que son organisation suit"},
	acces.PorteeAncienne:     {"les passés", "ceux qu'elle a passés à une autre, trente jours encore"},
	acces.PorteeAutorite:     {"ses cellules", "les cellules d'appui que son administration décide"},
	acces.PorteeEmployeur:    {"son SIRET", "les dossiers au SIRET de son entreprise"},
	acces.PorteeSonDossier:   {"le sien", "son propre dossier, et lui seul"},
	acces.PorteeInstallation: {"oui", "l'installation, aucun dossier"},
}

// gestesEnClair disent ceux qui ne sont pas des actes.
var gestesEnClair = map[string]string{
	acces.Lire: "Ouvrir un dossier", acces.LireSuivi: "Lire tous les faits d'un dossier", acces.LireDecision: "Lire la décision et le premier jour d'une cellule d'appui", acces.LireArgent: "Lire le compte d'un dossier",
	acces.IdentiteEnClair: "Lire NIR et IBAN en clair", acces.Transferer: "Passer un dossier à une autre organisation",
	acces.DocumentsLire: "Lire les documents", acces.DocumentsDeposer: "Déposer un document",
	acces.PreparerPaiements: "Préparer des paiements", acces.ValiderPaiements: "Valider les paiements préparés par un autre",
	acces.ProposerDecision: "Proposer une décision", acces.ValiderDecision: "Valider la décision proposée par un autre",
	"connexion": "Connexion", "deconnexion": "Déconnexion", "fermeture_sessions": "Fermeture de sessions", "mot_de_passe": "Mot de passe changé",
	"second_facteur": "Second facteur", "codes_secours": "Codes de secours refaits", "invitation": "Invitation", "acceptation": "Compte ouvert",
	"desactivation": "Compte fermé", "organisation": "Organisation créée ou changée", acces.QuiALu: "Voir qui a ouvert son dossier",
	acces.Exporter: "Emporter un fichier", acces.Statistiques: "Voir les statistiques", acces.Agenda: "Voir l'agenda",
	acces.GererComptes: "Gérer les comptes", acces.LireAudit: "Lire le registre des accès",
}

func nomGeste(g string) string {
	if n, ok := gestesEnClair[g]; ok {
		return n
	}
	if a := dossier.Trouver(g); a != nil {
		return a.Titre
	}
	return espace.EnMots(g)
}

// roles montre la table des accès, telle qu'elle décide.
func (e *Pages) roles(v *espace.Visite) (cadre.Vue, error) {
	if err := e.administrer(v); err != nil {
		return cadre.Vue{}, err
	}
	c := &corpsRoles{Groupes: []groupeRoles{{Titre: "Les pages"}, {Titre: "Les actes d'un dossier"}}}
	for _, r := range acces.Roles {
		c.Roles = append(c.Roles, espace.NomsRoles[r])
	}
	for _, p := range acces.Portees {
		c.Portees = append(c.Portees, nomsPortees[p])
	}
	for i := range acces.Table {
		p := &acces.Table[i]
		x := ligneRole{Nom: nomGeste(p.Geste)}
		for _, r := range acces.Roles {
			var l []string
			for _, portee := range p.Portees(r) {
				l = append(l, nomsPortees[portee][0])
			}
			x.Cases = append(x.Cases, cmp.Or(strings.Join(l, ", "), "—"))
		}
		g := &c.Groupes[0]
		if p.Acte {
			g = &c.Groupes[1]
		}
		g.Lignes = append(g.Lignes, x)
	}
	return cadre.Vue{Modele: "roles.html", Titre: "Qui peut faire quoi", Menu: "administration", Corps: c, Statut: http.StatusOK}, nil
}

type ligneCompte struct {
	acces.Compte
	NomRole string
	Facteur bool
	Moi     bool
	Suivis  int    // dossiers non clos à son nom
	Liste   string // les mêmes, pour qui peut les lire et les passer à un autre
}

type corpsOrganisation struct {
	Organisation  *acces.Organisation
	NomSorte      string
	Comptes       []ligneCompte
	Roles         [][2]string
	Saisie        acces.Invitation
	Erreur, Champ string
	Code, Phrase  string // d'une invitation : ils ne se montrent que là
	Dit           string
	Jeton         string
}

func (e *Pages) organisation(v *espace.Visite) (cadre.Vue, error) {
	if err := e.administrer(v); err != nil {
		return cadre.Vue{}, err
	}
	return e.vueOrganisation(v, func(c *corpsOrganisation) {
		c.Dit = map[string]string{"compte": "Compte fermé, et toutes ses sessions. Une invitation le rouvrirait.", "facteur": "C'est changé : chacun le verra à sa page suivante."}[v.URL.Query().Get("fait")]
	}, nil)
}

// vueOrganisation montre les comptes d'une organisation.
func (e *Pages) vueOrganisation(v *espace.Visite, dire func(*corpsOrganisation), refus *acces.Refus) (cadre.Vue, error) {
	o, err := e.Garde.Depot.Organisation(v.Context(), v.PathValue("id"))
	if errors.Is(err, acces.ErrAbsent) {
		err = espace.Introuvable
	}
	if err != nil {
		return cadre.Vue{}, err
	}
	comptes, err := e.Garde.Depot.Comptes(v.Context(), o.ID)
	if err != nil {
		return cadre.Vue{}, err
	}
	c := &corpsOrganisation{Organisation: o, NomSorte: nomsSortes[o.Sorte], Jeton: v.Jeton, Roles: [][2]string{{"", "—"}}}
	for i := range comptes {
		x := &comptes[i]
		suivis, err := e.suivis(v, x)
		if err != nil {
			return cadre.Vue{}, err
		}
		c.Comptes = append(c.Comptes, ligneCompte{*x, espace.NomsRoles[x.Role], len(x.TOTP) > 0, x.ID == v.Compte.ID, suivis, e.Racine(v.Request) + "/journee?etat=" + dossier.NonClos + "&conseiller=" + x.ID})
	}
	for _, r := range acces.Roles {
		if r.Convient(o.Sorte) {
			c.Roles = append(c.Roles, [2]string{string(r), espace.NomsRoles[r]})
		}
	}
	dire(c)
	statut := http.StatusOK
	if refus != nil {
		statut, c.Erreur, c.Champ = http.StatusUnprocessableEntity, refus.Message, refus.Champ
		if refus.Champ == "role" { // la garde les nomme par leur code, la page comme elle les propose
			var noms []string
			for _, r := range c.Roles[1:] {
				noms = append(noms, r[1])
			}
			c.Erreur = "choisissez un de ces rôles : " + strings.Join(noms, ", ")
		}
	}
	return cadre.Vue{Modele: "organisation.html", Titre: o.Nom, Menu: "administration", Corps: c, Statut: statut}, nil
}

// suivis compte les dossiers non clos au nom d'un conseiller : un nombre, car qui gère les comptes n'en lit aucun.
func (e *Pages) suivis(v *espace.Visite, c *acces.Compte) (int, error) {
	if c.Role != acces.Conseiller {
		return 0, nil
	}
	n, _, err := e.Greffe.Journal.Etat(v.Context(), dossier.Filtre{Etat: dossier.NonClos, Au: v.Aujourdhui, Attribution: dossier.Attribution{Operateur: c.Organisation, Conseiller: c.ID}})
	return n, err
}

// inviter montre le code d'une invitation, une seule fois, et la phrase à envoyer : il n'est dans aucune adresse.
func (e *Pages) inviter(v *espace.Visite) (cadre.Vue, error) {
	if err := e.administrer(v); err != nil {
		return cadre.Vue{}, err
	}
	f := v.PostForm
	i := acces.Invitation{Courriel: f.Get("courriel"), Role: acces.Role(f.Get("role")), Organisation: v.PathValue("id"), Dossier: strings.ToUpper(strings.TrimSpace(f.Get("dossier")))}
	var jusque time.Time
	montrer := func(refus *acces.Refus, code string) (cadre.Vue, error) {
		return e.vueOrganisation(v, func(c *corpsOrganisation) {
			if c.Saisie = i; code != "" {
				c.Code, c.Phrase, c.Saisie = code, e.phrase(v, i.Courriel, code, jusque), acces.Invitation{}
			}
		}, refus)
	}
	if v.Reprend() {
		return montrer(nil, "")
	}
	if i.Dossier != "" {
		if _, err := e.Lire(v, i.Dossier); errors.Is(err, dossier.ErrInconnu) {
			return montrer(&acces.Refus{Champ: "dossier", Message: "aucun dossier ne porte ce numéro : demandez-le au conseiller, il est dans l'adresse du dossier"}, "")
		} else if err != nil {
			return cadre.Vue{}, err
		}
	}
	code, err := e.Garde.Inviter(v.Context(), v.Compte, i)
	var refus *acces.Refus
	if errors.As(err, &refus) {
		return montrer(refus, "")
	}
	if err != nil {
		return cadre.Vue{}, err
	}
	ecrite, err := e.Garde.Invitee(v.Context(), code)
	if err != nil {
		return cadre.Vue{}, err
	}
	jusque = ecrite.Expire
	return montrer(nil, code)
}

// phrase est ce qui s'envoie avec un code.
func (e *Pages) phrase(v *espace.Visite, courriel, code string, jusque time.Time) string {
	return "Votre compte jalon est prêt. Ouvrez " + e.Racine(v.Request) + "/invitation, donnez le code " + code +
		" et choisissez un mot de passe. Vous vous connecterez ensuite avec le courriel " + courriel + ". Le code sert une fois, jusqu'au " + jusque.In(espace.Paris).Format("02/01/2006 à 15:04") +
		" ; ne le transmettez à personne."
}

func (e *Pages) desactiver(v *espace.Visite) (cadre.Vue, error) {
	if err := e.administrer(v); err != nil {
		return cadre.Vue{}, err
	}
	if v.Reprend() {
		return cadre.Vue{Vers: adresseOrganisation(v.PathValue("id"))}, nil
	}
	err := e.Garde.Desactiver(v.Context(), v.Compte, v.PostForm.Get("courriel"))
	var refus *acces.Refus
	if errors.As(err, &refus) {
		return e.vueOrganisation(v, func(*corpsOrganisation) {}, refus)
	}
	return cadre.Vue{Vers: adresseOrganisation(v.PathValue("id")) + "?fait=compte"}, err
}

func (e *Pages) demanderFacteur(v *espace.Visite) (cadre.Vue, error) {
	if err := e.administrer(v); err != nil {
		return cadre.Vue{}, err
	}
	if v.Reprend() {
		return cadre.Vue{Vers: adresseOrganisation(v.PathValue("id"))}, nil
	}
	err := e.Garde.DemanderFacteur(v.Context(), v.Compte, v.PathValue("id"), v.PostForm.Get("second_facteur") == "oui")
	if errors.Is(err, acces.ErrAbsent) {
		err = espace.Introuvable
	}
	return cadre.Vue{Vers: adresseOrganisation(v.PathValue("id")) + "?fait=facteur"}, err
}

// registreParPage est le nombre de lignes d'une page du registre des accès.
const registreParPage = 100

type ligneRegistre struct {
	acces.LigneAudit
	Qui, Fait string
}

type corpsRegistre struct {
	Lignes         []ligneRegistre
	Comptes        [][2]string
	Compte         string
	Dossier, Issue string
	Depuis, Jusque string
	Erreur         string
	Suite          string
	Voir           bool // peut ouvrir les dossiers
	Verifie        bool
	Tiennent       int // lignes vérifiées
	Rupture        string
	Jeton          string
}

func (e *Pages) registre(v *espace.Visite) (cadre.Vue, error) {
	if err := e.reserver(v, acces.LireAudit); err != nil {
		return cadre.Vue{}, err
	}
	return e.vueRegistre(v, &corpsRegistre{})
}

// verifierRegistre refait toute la chaîne : cela se demande, cela ne se fait pas à chaque page.
func (e *Pages) verifierRegistre(v *espace.Visite) (cadre.Vue, error) {
	if err := e.reserver(v, acces.LireAudit); err != nil {
		return cadre.Vue{}, err
	}
	n, err := e.Garde.VerifierAudit(v.Context())
	c := &corpsRegistre{Verifie: true, Tiennent: int(n)}
	var rupture *acces.RuptureAudit
	if errors.As(err, &rupture) {
		c.Rupture = rupture.Error()
	} else if err != nil {
		return cadre.Vue{}, err
	}
	return e.vueRegistre(v, c)
}

// vueRegistre montre les lignes que l'adresse choisit.
func (e *Pages) vueRegistre(v *espace.Visite, c *corpsRegistre) (cadre.Vue, error) {
	q := v.URL.Query()
	c.Compte, c.Dossier, c.Issue, c.Depuis, c.Jusque, c.Jeton = q.Get("compte"), strings.ToUpper(strings.TrimSpace(q.Get("dossier"))), q.Get("issue"), q.Get("depuis"), q.Get("jusque"), v.Jeton
	c.Voir = acces.PorteeDe(v.Compte.Role, acces.Lire) != ""
	f := acces.FiltreAudit{Compte: c.Compte, Dossier: c.Dossier, Issue: c.Issue, Limite: registreParPage + 1}
	var fautes [3]bool
	f.Depuis, fautes[0] = minuit(c.Depuis, 0)
	f.Jusque, fautes[1] = minuit(c.Jusque, 1)
	if a := q.Get("avant"); a != "" {
		var err error
		f.Avant, err = strconv.ParseInt(a, 10, 64)
		fautes[2] = err != nil
	}
	statut := http.StatusOK
	if slices.Contains(fautes[:], true) {
		statut, c.Erreur = http.StatusUnprocessableEntity, "Cette période ne se lit pas : un jour s'écrit comme 2026-11-22."
	}
	comptes, err := e.Garde.Depot.Comptes(v.Context(), "")
	if err != nil {
		return cadre.Vue{}, err
	}
	noms := map[string]string{acces.Console.ID: acces.Console.Nom, "": "personne de connu"}
	c.Comptes = [][2]string{{"", "tous"}, {acces.Console.ID, acces.Console.Nom}}
	for i := range comptes {
		x := &comptes[i]
		noms[x.ID] = x.Nom
		c.Comptes = append(c.Comptes, [2]string{x.ID, x.Nom + ", " + strings.ToLower(espace.NomsRoles[x.Role])})
	}
	slices.SortFunc(c.Comptes[2:], func(a, b [2]string) int { return strings.Compare(a[1], b[1]) })
	if statut == http.StatusOK {
		l, err := e.Garde.Depot.Audit(v.Context(), f)
		if err != nil {
			return cadre.Vue{}, err
		}
		if len(l) > registreParPage {
			l = l[:registreParPage]
			suite := maps.Clone(q)
			suite.Set("avant", strconv.FormatInt(l[registreParPage-1].Rang, 10))
			c.Suite = "/administration/acces?" + suite.Encode()
		}
		for i := range l {
			c.Lignes = append(c.Lignes, ligneRegistre{l[i], cmp.Or(noms[l[i].Compte], l[i].Compte), nomGeste(l[i].Geste)})
		}
	}
	return cadre.Vue{Modele: "registre.html", Titre: "Le registre des accès", Menu: "registre", Corps: c, Statut: statut}, nil
}

// minuit lit un jour, et rend son premier instant, ou celui du lendemain ; vide, il ne borne rien.
func minuit(jour string, plus int) (t time.Time, faute bool) {
	if jour == "" {
		return t, false
	}
	t, err := time.ParseInLocation(time.DateOnly, jour, espace.Paris)
	return t.AddDate(0, 0, plus), err != nil
}
