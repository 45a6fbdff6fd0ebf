package espace

import (
	"encoding/json"
	"net/http"
	"slices"

	"jalon/acces"
	"jalon/dossier"
	"jalon/dossier/personne"
	"jalon/droit/calendrier"
	"jalon/web/cadre"
)

type corpsCopie struct {
	*personne.Copie
	Faits     []Moment
	Decisions []decisionDite
}

// copier rend tout ce que la base sait de la personne : sa lecture, et son identité en clair, s'inscrivent au registre.
func (e *Espace) copier(v *Visite) (*personne.Copie, error) {
	d, err := e.sonDossier(v, acces.Exporter)
	if err != nil {
		return nil, err
	}
	if err := e.Autoriser(v, acces.IdentiteEnClair, e.Objet(v, d)); err != nil {
		return nil, err
	}
	return e.Registre.Copier(v.Context(), d.ID)
}

// copie est la copie à lire.
func (e *Espace) copie(v *Visite) (cadre.Vue, error) {
	k, err := e.copier(v)
	if err != nil {
		return cadre.Vue{}, err
	}
	c := &corpsCopie{Copie: k}
	for i := range k.Dossier.Faits {
		x := Moment{Moment: dossier.Moment{Le: k.Dossier.Faits[i].Le, Fait: &k.Dossier.Faits[i]}}
		e.DireFait(v, k.Dossier, &x)
		x.Auteur = e.deQui(v, x.Fait.Auteur)
		c.Faits = append(c.Faits, x)
	}
	if c.Decisions, err = decisionsDites(k.Dossier); err != nil {
		return cadre.Vue{}, err
	}
	return cadre.Vue{Modele: "moi_copie.html", Titre: "Ma copie", Menu: "moi", Corps: c, Statut: http.StatusOK}, nil
}

// copieEnJSON est la copie à emporter, telle qu'un programme la relit.
func (e *Espace) copieEnJSON(v *Visite) (cadre.Vue, error) {
	k, err := e.copier(v)
	if err != nil {
		return cadre.Vue{}, err
	}
	b, err := json.MarshalIndent(k.EnJSON(), "", "  ")
	if err != nil {
		return cadre.Vue{}, err
	}
	return cadre.Vue{Fichier: &cadre.Fichier{Nom: "ma-copie.json", Type: "application/json", Octets: append(b, '\n')}}, nil
}

// deQui dit au nom de qui un compte agit : son rôle et son organisation, jamais le nom d'un agent.
func (e *Espace) deQui(v *Visite, compte string) string {
	switch compte {
	case v.Compte.ID:
		return "vous"
	case acces.Console.ID:
		return "la ligne de commande, qui tient la base"
	}
	c, err := e.Garde.Depot.Compte(v.Context(), compte)
	if err != nil {
		return "un programme, ou un compte qui n'est plus"
	}
	qui := NomsRoles[c.Role]
	if o, err := e.Garde.Depot.Organisation(v.Context(), c.Organisation); err == nil && c.Role != acces.Salarie {
		qui += ", " + o.Nom
	}
	return qui
}

// nomsGestes disent un geste du registre à la personne qu'il regarde.
var nomsGestes = map[string]string{
	acces.Lire: "a ouvert le dossier", acces.LireArgent: "a ouvert le compte", acces.IdentiteEnClair: "a lu l'identité en clair", acces.Exporter: "en a emporté une copie",
	acces.Transferer: "l'a passé à une autre organisation", acces.DocumentsLire: "a ouvert un document", acces.DocumentsDeposer: "a déposé un document",
	acces.PreparerPaiements: "a préparé un paiement", acces.ValiderPaiements: "a validé un paiement", acces.ProposerDecision: "a proposé une décision", acces.ValiderDecision: "a validé une décision",
	acces.Agenda: "en a pris l'agenda", acces.GererComptes: "a géré un compte", "invitation": "a invité à ouvrir un compte", "acceptation": "a ouvert son compte",
}

// lecture est ce que des comptes d'une même organisation ont fait un jour.
type lecture struct {
	Le     calendrier.Date
	Qui    string
	Quoi   string
	Refuse bool
	Fois   int
}

type corpsLectures struct{ Lectures []lecture }

// lectures dit qui a ouvert le dossier, du plus récent au plus ancien.
func (e *Espace) lectures(v *Visite) (cadre.Vue, error) {
	d, err := e.sonDossier(v, acces.QuiALu)
	if err != nil {
		return cadre.Vue{}, err
	}
	c, noms := &corpsLectures{}, map[string]string{}
	q := acces.FiltreAudit{Dossier: d.ID}
	for {
		l, err := e.Garde.Depot.Audit(v.Context(), q)
		if err != nil {
			return cadre.Vue{}, err
		}
		for i := range l {
			c.ajouter(&l[i], func(compte string) string {
				if noms[compte] == "" {
					noms[compte] = e.deQui(v, compte)
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
	an, mois, jour := l.Instant.In(Paris).Date()
	x := lecture{Le: calendrier.D(an, int(mois), jour), Qui: nommer(l.Compte), Quoi: nomsGestes[l.Geste], Refuse: l.Issue == acces.Refuse, Fois: 1}
	if a := dossier.Trouver(l.Geste); x.Quoi == "" && a != nil {
		x.Quoi = "a consigné : " + a.Titre
	}
	if x.Quoi == "" {
		x.Quoi = "autre geste"
	}
	if x.Refuse {
		x.Quoi = "s'est vu refuser : " + x.Quoi
	}
	i := slices.IndexFunc(c.Lectures, func(y lecture) bool { return y.Le == x.Le && y.Qui == x.Qui && y.Quoi == x.Quoi })
	if i < 0 {
		c.Lectures = append(c.Lectures, x)
		return
	}
	c.Lectures[i].Fois++
}
