// Package copie sert à la personne tout ce que la base sait d'elle, et qui l'a lu.
package copie

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"time"

	"jalon/acces"
	"jalon/dossier"
	"jalon/dossier/personne"
	"jalon/droit/calendrier"
	"jalon/web/cadre"
	"jalon/web/espace"
)

type pages struct{ *espace.Espace }

// Ouvrir pose leurs routes.
func Ouvrir(x *espace.Espace, m *http.ServeMux) {
	e := &pages{x}
	e.Route(m, "GET /moi/copie", e.copie)
	e.Route(m, "GET /moi/copie.json", e.copieEnJSON)
	e.Route(m, "GET /moi/lectures", e.lectures)
}

type corpsCopie struct {
	*personne.Copie
	Connexion connexion
	Faits     []espace.Moment
	Decisions []espace.DecisionDite
}

// connexion est ce que la base sait du compte de la personne, hors de son dossier. Aucun secret n'y est.
type connexion struct {
	Nom           string           `json:"nom"`
	Courriel      string           `json:"courriel"`
	Role          string           `json:"role"`
	Cree          time.Time        `json:"cree"`
	SecondFacteur bool             `json:"second_facteur"`
	Rappels       bool             `json:"rappels"`
	Agenda        bool             `json:"agenda"`
	Sessions      []sessionOuverte `json:"sessions"`
}

type sessionOuverte struct {
	Navigateur string    `json:"navigateur"`
	Ouverte    time.Time `json:"ouverte"`
	Vue        time.Time `json:"vue"`
}

func (e *pages) connexionDe(v *espace.Visite) (connexion, error) {
	k := v.Compte
	c := connexion{k.Nom, k.Courriel, string(k.Role), k.Cree, len(k.TOTP) > 0, !k.SansRappels, len(k.Agenda) > 0, []sessionOuverte{}}
	l, err := e.Garde.Sessions(v.Context(), k)
	for i := range l {
		c.Sessions = append(c.Sessions, sessionOuverte{l[i].Navigateur, l[i].Creee, l[i].Vue})
	}
	return c, err
}

// copier rend tout ce que la base sait de la personne : sa lecture, et son identité en clair, s'inscrivent au registre.
func (e *pages) copier(v *espace.Visite) (*personne.Copie, error) {
	d, err := e.SonDossier(v, acces.Exporter)
	if err != nil {
		return nil, err
	}
	if err := e.Autoriser(v, acces.IdentiteEnClair, e.Objet(v, d)); err != nil {
		return nil, err
	}
	return e.Registre.Copier(v.Context(), d.ID)
}

// copie est la copie à lire.
func (e *pages) copie(v *espace.Visite) (cadre.Vue, error) {
	k, err := e.copier(v)
	if err != nil {
		return cadre.Vue{}, err
	}
	c := &corpsCopie{Copie: k}
	for i := range k.Dossier.Faits {
		x := espace.Moment{Moment: dossier.Moment{Le: k.Dossier.Faits[i].Le, Fait: &k.Dossier.Faits[i]}}
		e.DireFait(v, k.Dossier, &x)
		x.Auteur = e.DeQui(v, x.Fait.Auteur)
		c.Faits = append(c.Faits, x)
	}
	if c.Connexion, err = e.connexionDe(v); err != nil {
		return cadre.Vue{}, err
	}
	if c.Decisions, err = espace.DecisionsDites(k.Dossier); err != nil {
		return cadre.Vue{}, err
	}
	return cadre.Vue{Modele: "moi_copie.html", Titre: "Ma copie", Menu: "moi", Corps: c, Statut: http.StatusOK}, nil
}

// copieEnJSON est la copie à emporter, telle qu'un programme la relit.
func (e *pages) copieEnJSON(v *espace.Visite) (cadre.Vue, error) {
	k, err := e.copier(v)
	if err != nil {
		return cadre.Vue{}, err
	}
	m := k.EnJSON()
	if m["connexion"], err = e.connexionDe(v); err != nil {
		return cadre.Vue{}, err
	}
	b, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return cadre.Vue{}, err
	}
	return cadre.Vue{Fichier: &cadre.Fichier{Nom: "ma-copie.json", Type: "application/json", Octets: append(b, '\n')}}, nil
}

// nomsGestes disent un geste du registre à la personne qu'il regarde.
var nomsGestes = map[string]string{
	acces.Lire: "dossier ouvert", acces.LireArgent: "compte ouvert", acces.IdentiteEnClair: "identité lue en clair", acces.Exporter: "copie emportée",
	acces.Transferer: "passé à une autre organisation", acces.DocumentsLire: "document ouvert", acces.DocumentsDeposer: "document déposé",
	acces.PreparerPaiements: "paiement préparé", acces.ValiderPaiements: "paiement validé", acces.ProposerDecision: "décision proposée", acces.ValiderDecision: "décision validée",
	acces.Agenda: "agenda pris", acces.GererComptes: "compte géré", "invitation": "invitation à ouvrir un compte", "acceptation": "compte créé",
}

// lecture est ce qu'un compte a fait un jour.
type lecture struct {
	Le   calendrier.Date
	Qui  string
	Quoi string
	Fois int
}

type corpsLectures struct{ Lectures []lecture }

// lectures dit qui a ouvert le dossier, du plus récent au plus ancien.
func (e *pages) lectures(v *espace.Visite) (cadre.Vue, error) {
	d, err := e.SonDossier(v, acces.QuiALu)
	if err != nil {
		return cadre.Vue{}, err
	}
	c, noms, homonymes := &corpsLectures{}, map[string]string{}, map[string]int{}
	q := acces.FiltreAudit{Dossier: d.ID}
	for {
		l, err := e.Garde.Depot.Audit(v.Context(), q)
		if err != nil {
			return cadre.Vue{}, err
		}
		for i := range l {
			c.ajouter(&l[i], func(compte string) string {
				if noms[compte] == "" {
					qui := e.DeQui(v, compte)
					if homonymes[qui]++; homonymes[qui] > 1 { // deux conseillers d'une agence ne sont pas le même
						qui += ", compte n° " + strconv.Itoa(homonymes[qui])
					}
					noms[compte] = qui
				}
				return noms[compte]
			})
		}
		if len(l) < q.Borne() {
			break
		}
		q.Avant = l[len(l)-1].Rang
	}
	return cadre.Vue{Modele: "moi_lectures.html", Titre: "Qui a ouvert mon dossier", Menu: "moi", Corps: c, Statut: http.StatusOK}, nil
}

// ajouter compte une ligne du registre avec celles du même jour, des mêmes et du même geste.
func (c *corpsLectures) ajouter(l *acces.LigneAudit, nommer func(string) string) {
	an, mois, jour := l.Instant.In(espace.Paris).Date()
	x := lecture{Le: calendrier.D(an, int(mois), jour), Qui: nommer(l.Compte), Quoi: nomsGestes[l.Geste], Fois: 1}
	if a := dossier.Trouver(l.Geste); x.Quoi == "" && a != nil {
		x.Quoi = "consigné : " + a.Titre
	}
	if x.Quoi == "" {
		x.Quoi = "autre geste"
	}
	if l.Issue == acces.Refuse {
		x.Quoi = "refusé : " + x.Quoi
	}
	i := slices.IndexFunc(c.Lectures, func(y lecture) bool { return y.Le == x.Le && y.Qui == x.Qui && y.Quoi == x.Quoi })
	if i < 0 {
		c.Lectures = append(c.Lectures, x)
		return
	}
	c.Lectures[i].Fois++
}
