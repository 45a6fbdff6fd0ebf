package web

import (
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"jalon/document"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/choix"
	"jalon/droit/csp"
	"jalon/droit/demarches"
	"jalon/droit/fait"
	"jalon/droit/trace"
	"jalon/web/cadre"
)

// corpsResultat est la réponse entière.
type corpsResultat struct {
	C           *choix.Comparaison
	D           *csp.Droits // les droits montrés : ceux de l'adhésion quand elle est possible
	Situation   *csp.Situation
	Adresse     template.URL // déjà échappée
	Modifier    string
	Questions   string // la suite des questions ; vide quand toutes sont posées
	Titre       string
	Chapeau     string
	Dates       []document.Date
	Reperes     []demarches.Repere
	Conditions  []conditionMontree
	Reserves    []csp.Avertissement
	Passe       string        // le jour d'aujourd'hui, quand le dernier jour pour répondre est passé sans réponse
	Garde       []champRempli // la saisie, sans l'emploi supposé : le formulaire de l'emploi la porte
	Lectures    []csp.Interpretation
	Explication []trace.Pas

	// Les deux voies, quand elles existent.
	AREParJour, AREParJourNette argent.Montant // du refus, au premier jour
	Cumul, Ecarts               template.HTML
	EmploiDebut, EmploiSalaire  string
	EmploiNature, EmploiMois    string
	Natures                     [][2]string
	Conges                      argent.Montant
	QuitteLeCSP                 bool // l'emploi supposé met fin au CSP
	SansARE                     bool // un refus n'ouvre aucune ARE
	Operateur                   string
	Suspensions                 []csp.Interruption // que l'emploi supposé cause
	Hesite                      bool               // aucune réponse n'est donnée
	Inconnus                    bool               // un écart au moins n'est pas connu
}

// resultat est la page de la réponse. Le jour où elle est lue ne change que ce qu'elle en dit, jamais un calcul.
func resultat(aujourdhui func() calendrier.Date) func(*http.Request) (cadre.Vue, error) {
	return func(r *http.Request) (cadre.Vue, error) { return vueResultat(r, aujourdhui()) }
}

func vueResultat(r *http.Request, aujourdhui calendrier.Date) (cadre.Vue, error) {
	s := lireSaisie(r.URL.Query())
	situation, emploi, ok := s.situation()
	if !ok {
		return vueComplete(s, http.StatusUnprocessableEntity), nil
	}
	if len(s.valeurs) == 0 {
		return vueComplete(s, 0), nil
	}
	t := trace.Nouvelle()
	c := choix.Projeter(situation, emploi, t)
	var d *csp.Droits
	if c.Possible {
		d = c.Adherer.Droits
	} else {
		t.Vider()
		d = csp.Calculer(situation, t)
	}
	corps := corpsResultat{
		C: c, D: d, Situation: situation, Reserves: reserves(c.Situation), Adresse: template.URL(s.adresse()), Modifier: "/complet?" + s.adresse(),
		Conditions: s.conditions(d), Dates: document.Dates(situation, c), Explication: t.Arbre(), Lectures: lectures(d),
		Reperes: demarches.Reperes(situation, c.Situation),
	}
	q := r.URL.Query()
	if enJeu := d.Couvert && d.Statut != csp.SansObjet; !c.Possible && (enJeu || !situation.Proposition.Remise.Connue()) &&
		slices.ContainsFunc(s.aPoser(), func(x *champ) bool { return !q.Has(x.Cle) }) {
		corps.Questions = "/questions?" + s.adresse()
	}
	if c.EmploiSuppose && c.Possible { // le statut et la formation suivent l'emploi supposé
		suivi := func(x demarches.Repere) bool { return x.Regle == csp.FOLL08 || x.Regle == csp.FOLL09 }
		corps.Reperes = slices.DeleteFunc(corps.Reperes, suivi)
		for _, x := range demarches.Reperes(c.Adherer.Situation, c.Adherer.Droits) {
			if suivi(x) {
				corps.Reperes = append(corps.Reperes, x)
			}
		}
	}
	if f := c.Situation.Dates.FinReflexion; (c.Situation.Statut == csp.EnReflexion || c.Possible) && situation.Reponse.Decision == csp.SansReponse && f.Connue() && aujourdhui > f {
		corps.Passe = aujourdhui.EnLettres()
	}
	for i := range champs {
		if v := s.valeurs[champs[i].Cle]; v != "" && !strings.HasPrefix(champs[i].Cle, "emploi.") {
			corps.Garde = append(corps.Garde, champRempli{Champ: &champs[i], Valeur: v})
		}
	}
	corps.EmploiDebut, corps.EmploiSalaire = s.valeurs["emploi.debut"], s.valeurs["emploi.salaire"]
	corps.EmploiNature, corps.EmploiMois, corps.Natures = s.valeurs["emploi.nature"], s.valeurs["emploi.mois"], trouver("emploi.nature").Options
	if c.Possible {
		corps.Conges, corps.Operateur = situation.Contrat.IndemniteConges(nil), csp.NomOperateur(d.Dates.DebutCSP)
		if c.EmploiSuppose {
			corps.Suspensions = d.ASP.Interruptions
		}
		corps.QuitteLeCSP = c.Emploi != nil && d.Sortie != nil && d.Sortie.Regle == csp.EXIT01
		corps.SansARE = c.Refus.AREJours.Connu() && c.Refus.AREJours.Int() == 0 && c.Refus.Reliquat.Jours.Int() == 0
		corps.Hesite = situation.Reponse.Decision == csp.SansReponse
		corps.AREParJour, corps.AREParJourNette = c.Refus.PremiereARE()
		corps.Cumul, corps.Ecarts = courbes(c), barres(c)
		corps.Inconnus = slices.ContainsFunc(c.Scenarios[:], func(x choix.Scenario) bool { return !x.Ecart.Connu() })
	}
	corps.Titre, corps.Chapeau = avecChoix(situation, c)
	if !c.Possible {
		corps.Titre, corps.Chapeau = sansChoix(situation, d)
	}
	return cadre.Vue{Modele: "resultat.html", Titre: "Adhérer au CSP ou le refuser : votre réponse", Menu: "resultat", Corps: corps}, nil
}

// conditionMontree est une condition, et d'où l'on sait qu'elle est remplie.
type conditionMontree struct {
	csp.Condition
	Etat string
}

// conditions rend les conditions ; celles que personne n'a demandées sont dites supposées.
func (s *saisie) conditions(d *csp.Droits) []conditionMontree {
	var cs []conditionMontree
	for _, c := range d.Eligibilite.Conditions {
		etat := [...]string{fait.Inconnu: "?", fait.Non: "non", fait.Oui: "oui"}[c.Respectee]
		jamaisDemandee := c.Regle == csp.ELIG04 || c.Regle == csp.ELIG08 || c.Regle == csp.ELIG09 && s.valeurs["salarie.residence"] == ""
		if c.Respectee == fait.Oui && jamaisDemandee {
			etat = "supposé"
		}
		cs = append(cs, conditionMontree{c, etat})
	}
	return cs
}

// avecChoix est la réponse en deux phrases, quand les deux voies existent.
func avecChoix(s *csp.Situation, c *choix.Comparaison) (titre, chapeau string) {
	fin := c.Situation.Dates.FinReflexion.EnLettres()
	deja := "Le dernier jour pour répondre était le " + fin + ". Les deux voies sont comparées comme au premier jour."
	prudence := ""
	for _, a := range c.Situation.Avertissements {
		if a.Regle == csp.PROC07 {
			prudence = " " + a.Message.String()
		}
	}
	if s.Reponse.Decision == csp.Acceptation && c.Situation.Statut == csp.Refuse {
		return "La réponse est partie trop tard : elle vaut refus", "Le dernier jour était le " + fin + ", et l'acceptation date du " + s.Reponse.Date.Francais() + " (PROC-09). Les deux voies sont comparées comme au premier jour."
	}
	if s.Reponse.Decision != csp.SansReponse && !s.Reponse.Date.Connue() {
		return "Quel jour la réponse a-t-elle été envoyée ?", "Le dernier jour pour répondre est le " + fin + ". Sans le jour d'envoi, on ne sait pas si la réponse est arrivée à temps."
	}
	switch s.Reponse.Decision {
	case csp.Acceptation:
		return "Acceptation donnée le " + s.Reponse.Date.Francais(), deja
	case csp.Refus:
		return "Refus donné le " + s.Reponse.Date.Francais(), deja
	case csp.SansReponse:
	}
	chapeau = "Ce jour compris. Le silence vaut refus."
	if c.Situation.Eligibilite.Eligible == fait.Oui {
		chapeau += " Vous remplissez les conditions pour adhérer."
	}
	return "Répondez au plus tard le " + fin, chapeau + prudence
}

// sansChoix dit pourquoi il n'y a rien à comparer, ou pas encore, et ce qu'on sait déjà.
func sansChoix(s *csp.Situation, d *csp.Droits) (titre, chapeau string) {
	engagement := max(s.Licenciement.Engagement, s.Proposition.Remise)
	switch {
	case s.Salarie.Residence == csp.ResMayotte:
		return "À Mayotte, une autre convention s'applique", "Le CSP y suit la convention du 17 juillet 2018, que cette édition ne couvre pas : rien n'est calculé, plutôt qu'à peu près. L'opérateur de Mayotte peut répondre."
	case d.Dispositif == csp.DispositifConge:
		return "L'employeur doit proposer le congé de reclassement, pas le CSP", "L'entreprise ou son groupe compte au moins 1 000 salariés. Le congé de reclassement (C. trav. L1233-71) est une autre mesure, que jalon ne calcule pas. En redressement ou en liquidation judiciaire, c'est de nouveau le CSP : si c'est le cas, modifiez la réponse."
	case d.Dispositif == csp.DispositifAucun:
		return "Cet employeur ne relève pas du CSP", manque(d)
	case engagement.Connue() && !d.Couvert && engagement > csp.DernierEngagement:
		return "Rien n'est promis pour une procédure engagée après le " + csp.DernierEngagement.Francais(), "L'accord sur le CSP s'arrête ce jour-là. S'il est prolongé sans changement, les règles d'aujourd'hui s'appliqueront telles quelles : pour vous faire une idée, donnez une remise au plus tard le " + csp.DernierEngagement.Francais() + "."
	case engagement.Connue() && !d.Couvert:
		return "Le CSP n'existait pas encore", "Il commence avec les procédures engagées le " + csp.PremierEngagement.Francais() + "."
	case d.Eligibilite.Eligible == fait.Non:
		return "La personne ne peut pas adhérer au CSP", manque(d)
	case s.Proposition.Par == csp.ParPersonne:
		return "L'employeur n'a pas proposé le CSP", "Il le devait. La personne s'inscrit à " + csp.NomOperateur(max(d.DernierFait, engagement)) + ", qui doit le proposer." + penalite(d)
	case s.Proposition.Par == csp.ParOperateur && d.Statut != csp.SansObjet:
		return "Le CSP est proposé par " + csp.NomOperateur(max(d.DernierFait, engagement)), proposeParLOperateur(d)
	case d.Statut == csp.SansObjet:
		return "L'offre est sans effet", "L'autorisation de licencier a été refusée : le contrat continue."
	}
	pas := "Les deux voies ne peuvent pas encore être comparées : il manque des réponses. Ce qui en dépend est dit inconnu."
	if f := d.Dates.FinReflexion; f.Connue() && s.Reponse.Decision == csp.SansReponse {
		return "Répondez au plus tard le " + f.EnLettres(), "Ce jour compris. Le silence vaut refus. " + pas
	}
	return "On ne peut pas encore comparer", pas
}

// proposeParLOperateur dit ce que donne l'offre qui vient après la fin du contrat : il n'y a pas de préavis à comparer.
func proposeParLOperateur(d *csp.Droits) string {
	texte := "Il n'y a plus de préavis à comparer."
	switch f, m := d.Dates.FinReflexion, &d.Montants; {
	case d.Statut == csp.Refuse:
		texte = "Le CSP est refusé."
	case f.Connue() && m.ASPBrute.Connu():
		texte += " Réponse au plus tard le " + f.Francais() + " ; en adhérant, " + m.ASPBrute.Francais() + " brut par jour à partir du " + d.Dates.DebutCSP.Francais() + "."
	}
	return texte + penalite(d)
}

// penalite dit ce que doit l'employeur qui n'a rien proposé.
func penalite(d *csp.Droits) string {
	if !d.Montants.Penalite.Connu() {
		return ""
	}
	return " L'employeur doit une pénalité de " + strconv.Itoa(d.Montants.PenaliteMois.Int()) + " mois de salaire, " + d.Montants.Penalite.Francais() + " (CONT-06)."
}

// manque dit la première condition qui n'est pas remplie.
func manque(d *csp.Droits) string {
	for _, c := range d.Eligibilite.Conditions {
		if c.Respectee == fait.Non && c.Regle != csp.ELIG01 && c.Regle != csp.ELIG02 && c.Regle != csp.ELIG03 {
			return c.Detail.String()
		}
	}
	return "Voir les conditions ci-dessous."
}

// reserves sont les avertissements qui parlent de ce dossier : sans CSP en jeu, ceux de la réponse n'ont plus cours.
func reserves(d *csp.Droits) []csp.Avertissement {
	if d.Couvert && d.Statut != csp.SansObjet {
		return d.Avertissements
	}
	return slices.DeleteFunc(slices.Clone(d.Avertissements), func(a csp.Avertissement) bool {
		return a.Regle == csp.PROC03 || a.Regle == csp.PROC09
	})
}

// lectures sont les lectures écrites que les avertissements du résultat citent.
func lectures(d *csp.Droits) []csp.Interpretation {
	var ls []csp.Interpretation
	for _, i := range csp.Interpretations {
		if i.Reglage != "" && slices.ContainsFunc(d.Avertissements, func(a csp.Avertissement) bool { return a.Regle == i.Regle }) {
			ls = append(ls, i)
		}
	}
	return ls
}
