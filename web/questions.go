package web

import (
	"net/http"
	"net/url"
	"slices"

	"jalon/droit/argent"
	"jalon/droit/choix"
	"jalon/droit/csp"
	"jalon/format"
	"jalon/web/cadre"
)

// corpsQuestions est une question, et tout ce qui est déjà répondu.
type corpsQuestions struct {
	Champ      *champ
	Valeur     string
	Erreur     string
	Rang, Nb   int
	Autres     []champRempli // réponses des autres questions, portées par la page
	Precedente string        // adresse de la question d'avant
	Repondues  []champRempli
	Resultat   string
}

type champRempli struct {
	Champ          *champ
	Valeur, Erreur string
	Lisible        string
}

// aPoser est la suite des questions : celles que tout dossier demande, sauf si une réponse les rend vaines, puis
// celles dont les faits donnés montrent qu'elles manquent.
func (s *saisie) aPoser() []*champ {
	var ps []*champ
	for i := range champs {
		c := &champs[i]
		if c.Parcours && (c.Vaine == nil || !c.Vaine(s)) || c.Suite && s.posees.Has(c.Cle) {
			ps = append(ps, c)
		}
	}
	situation, emploi, ok := s.situation()
	if !ok {
		return ps
	}
	c := choix.Comparer(situation, emploi, nil)
	droits := []*csp.Droits{c.Situation}
	if c.Possible {
		droits = append(droits, c.Adherer.Droits, c.Refus.Droits)
	}
	for _, d := range droits {
		for _, m := range d.Manquants {
			if x := trouver(m.Chemin()); x != nil && x.Suite && !slices.Contains(ps, x) {
				ps = append(ps, x)
			}
		}
	}
	return ps
}

// questions pose la première question jamais posée (une réponse vide passe la question), ou celle que nomme l'adresse.
func questions(r *http.Request) (cadre.Vue, error) {
	q := r.URL.Query()
	s := lireSaisie(q)
	if s.erreurs[""] != "" {
		return vueComplete(s, http.StatusUnprocessableEntity), nil
	}
	ps := s.aPoser()
	rang := len(ps)
	for i, c := range ps {
		if !q.Has(c.Cle) {
			rang = i
			break
		}
	}
	for i, c := range ps { // une réponse à corriger passe d'abord
		if s.erreurs[c.Cle] != "" {
			rang = min(rang, i)
		}
	}
	if v := q.Get("question"); v != "" {
		for i, c := range ps {
			if c.Cle == v {
				rang = i
			}
		}
	}
	if rang >= len(ps) {
		return cadre.Vue{Vers: "/resultat?" + s.adresse()}, nil
	}
	c := ps[rang]
	corps := corpsQuestions{Champ: c, Valeur: s.valeurs[c.Cle], Rang: rang + 1, Nb: len(ps), Resultat: "/resultat?" + s.adresse()}
	if q.Has(c.Cle) {
		corps.Erreur = s.erreurs[c.Cle]
	}
	if corps.Valeur == "" {
		corps.Valeur = c.Defaut
		if c.Genre == ouiNon && c.Parcours {
			corps.Valeur = "non"
		}
	}
	for i := range champs {
		x := &champs[i]
		if v := s.valeurs[x.Cle]; q.Has(x.Cle) && x.Cle != c.Cle {
			corps.Autres = append(corps.Autres, champRempli{Champ: x, Valeur: v})
			if slices.Contains(ps, x) && v != "" {
				corps.Repondues = append(corps.Repondues, champRempli{Champ: x, Valeur: v, Lisible: x.lisible(v)})
			}
		}
	}
	if rang > 0 {
		corps.Precedente = "/questions?" + s.adresse() + "&question=" + url.QueryEscape(ps[rang-1].Cle)
	}
	v := cadre.Vue{Modele: "questions.html", Titre: c.Question, Menu: "questions", Corps: corps}
	if corps.Erreur != "" {
		v.Titre, v.Statut = "À corriger : "+c.Question, http.StatusUnprocessableEntity
	}
	return v, nil
}

// lisible écrit une réponse comme une personne la dirait.
func (c *champ) lisible(v string) string {
	switch c.Genre {
	case date:
		if d, ok := format.DateEcrite(v); ok {
			return d.Francais()
		}
	case montant:
		if m, err := argent.Lire([]byte(format.DecimalEcrit(v))); err == nil {
			return m.Francais()
		}
	case liste:
		for _, o := range c.Options {
			if o[0] == v {
				return o[1]
			}
		}
	case ouiNon:
		return map[string]string{"oui": "Oui", "non": "Non"}[v]
	case nombre, pourcent:
	}
	return v
}
