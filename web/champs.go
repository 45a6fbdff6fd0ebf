package web

import (
	"encoding/json"
	"html/template"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"jalon/document"
	"jalon/droit/argent"
	"jalon/droit/choix"
	"jalon/droit/csp"
	"jalon/format"
)

type genre uint8

const (
	date genre = iota
	montant
	nombre
	pourcent
	liste
	ouiNon
)

// champ est une question : son chemin dans le format d'échange, et ses mots.
type champ struct {
	Cle      string // chemin du format, et nom dans l'adresse
	Question string
	Aide     string
	Genre    genre
	Options  [][2]string // valeur, libellé
	Groupe   string
	Parcours bool               // posée à tous, une à une ; les autres ne sont que sur la page complète
	Suite    bool               // posée quand les faits donnés montrent qu'elle manque
	SansRien bool               // laissée vide, la réponse est « aucun », non « inconnu »
	Vaine    func(*saisie) bool // les réponses déjà données la rendent inutile
	Defaut   string
}

// champs est le questionnaire, dans l'ordre qui change le plus la réponse.
var champs = []champ{
	{Cle: "proposition.remise", Genre: date, Groupe: "La procédure", Parcours: true, Question: "Quel jour les documents du CSP ont-ils été remis ?", Aide: "Le délai de 21 jours se compte du lendemain. Si rien n'est encore remis, donnez le jour prévu."},
	{Cle: "contrat.debut", Genre: date, Groupe: "Le contrat", Parcours: true, Question: "Quel jour le contrat de travail a-t-il commencé ?", Aide: "Le premier jour chez cet employeur. L'ancienneté décide du taux de l'allocation, du préavis et de l'indemnité."},
	{Cle: "contrat.salaire_mensuel", Genre: montant, Groupe: "Le contrat", Parcours: true, Question: "Quel est le salaire brut mensuel ?", Aide: "Le salaire habituel d'un mois : la ligne « brut » du bulletin, avant toute retenue, et non le net versé."},
	{Cle: "primes.annuelles", Genre: montant, Groupe: "Le contrat", Parcours: true, SansRien: true, Question: "Un treizième mois ou des primes : combien par an, brut ?", Aide: "En tout sur un an. Elles s'ajoutent, par douzièmes, au salaire. Laissez vide s'il n'y en a pas."},
	{Cle: "salarie.date_naissance", Genre: date, Groupe: "La personne", Parcours: true, Question: "Quelle est la date de naissance ?", Aide: "L'âge fixe la période de référence et la durée de l'ARE (allocation de chômage)."},
	{Cle: "employeur.effectif", Genre: nombre, Groupe: "L'employeur", Parcours: true, Question: "Combien de salariés l'entreprise compte-t-elle ?", Aide: "Tous établissements réunis. À partir de 1 000, c'est le congé de reclassement qui est proposé, sauf redressement ou liquidation."},
	{Cle: "employeur.procedure_collective", Genre: liste, Groupe: "L'employeur", Parcours: true, Vaine: petite, Defaut: "aucune", Question: "L'entreprise est-elle devant le tribunal ?", Aide: "En redressement ou en liquidation judiciaire, le CSP est proposé quel que soit l'effectif.", Options: [][2]string{{"aucune", "Non"}, {"sauvegarde", "Sauvegarde"}, {"redressement", "Redressement judiciaire"}, {"liquidation", "Liquidation judiciaire"}}},
	{Cle: "salarie.protege", Genre: ouiNon, Groupe: "La personne", Parcours: true, Question: "La personne est-elle un salarié protégé ?", Aide: "Élu du personnel, délégué syndical… : l'autorité du travail doit autoriser le licenciement."},
	{Cle: "licenciement.engagement", Genre: date, Groupe: "La procédure", Question: "Quel jour la procédure a-t-elle été engagée ?", Aide: "L'entretien préalable, ou la lettre qui convoque la première réunion des représentants du personnel. À défaut, le jour de remise en tient lieu."},
	{Cle: "licenciement.forme", Genre: liste, Groupe: "La procédure", Parcours: true, Defaut: "individuel", Question: "Combien de personnes sont licenciées ?", Aide: "Le nombre change le jour de la lettre de licenciement, donc la fin du contrat de qui refuse.", Options: [][2]string{{"individuel", "Une seule"}, {"collectif_2_9", "Deux à neuf en trente jours"}, {"collectif_10_plus", "Dix ou plus"}, {"pse", "Dix ou plus, avec un plan de sauvegarde de l'emploi"}}},
	{Cle: "licenciement.cadre", Genre: ouiNon, Groupe: "La procédure", Question: "La personne est-elle cadre ?", Aide: "La lettre de licenciement attend alors quinze jours ouvrables au lieu de sept."},
	{Cle: "salarie.residence", Genre: liste, Groupe: "La personne", Defaut: "metropole", Question: "Où réside la personne ?", Options: [][2]string{{"metropole", "Métropole"}, {"guadeloupe", "Guadeloupe"}, {"guyane", "Guyane"}, {"martinique", "Martinique"}, {"la_reunion", "La Réunion"}, {"mayotte", "Mayotte"}, {"saint_pierre_et_miquelon", "Saint-Pierre-et-Miquelon"}, {"saint_barthelemy", "Saint-Barthélemy"}, {"saint_martin", "Saint-Martin"}, {"hors_territoire", "Hors de ces territoires"}}},
	{Cle: "salarie.taux_csg", Genre: liste, Groupe: "La personne", Defaut: "6.2", Question: "Quel taux de CSG sur l'allocation de chômage ?", Aide: "Selon le revenu fiscal de l'avant-dernière année. L'ASP n'en paie pas.", Options: [][2]string{{"6.2", "6,2 % (plein)"}, {"3.8", "3,8 % (réduit)"}, {"0", "Exonéré"}}},
	{Cle: "salarie.date_taux_plein", Genre: date, Groupe: "La personne", Suite: true, Question: "Quel jour la retraite à taux plein sera-t-elle atteinte ?", Aide: "Utile dès 62 ans : l'âge et les trimestres. Vide : pas avant l'âge du taux plein automatique."},
	{Cle: "contrat.nature", Genre: liste, Groupe: "Le contrat", Defaut: "CDI", Question: "Quelle est la nature du contrat ?", Options: [][2]string{{"CDI", "CDI"}, {"CDD", "CDD"}, {"interim", "Mission d'intérim"}, {"apprentissage", "Apprentissage"}}},
	{Cle: "contrat.preavis_mois", Genre: nombre, Groupe: "Le contrat", Question: "Combien de mois de préavis la convention collective donne-t-elle ?", Aide: "Vide : le préavis de la loi, un mois de six mois à deux ans d'ancienneté, deux ensuite."},
	{Cle: "contrat.indemnite_conventionnelle", Genre: montant, Groupe: "Le contrat", Question: "Quelle est l'indemnité de licenciement de la convention collective ?", Aide: "Si vous la connaissez : la plus élevée de la loi et de la convention est due."},
	{Cle: "contrat.conges_payes_jours", Genre: nombre, Groupe: "Le contrat", Parcours: true, SansRien: true, Question: "Combien de jours de congés payés resteront ?", Aide: "Ils sont payés sur les deux voies, et retardent l'ARE de qui refuse. Laissez vide s'il n'en reste pas."},
	{Cle: "contrat.conges_payes_indemnite", Genre: montant, Groupe: "Le contrat", Question: "Ou quelle somme, si elle est connue ?", Aide: "L'indemnité de congés payés du bulletin : elle remplace l'estimation par jours, au salaire × 12 ÷ 365."},
	{Cle: "contrat.indemnite_supra_legale", Genre: montant, Groupe: "Le contrat", Question: "Quelle somme l'employeur verse-t-il en plus de l'indemnité légale ?", Aide: "Elle retarde l'ARE de qui refuse, jamais l'ASP."},
	{Cle: "contrat.taux_charges_patronales", Genre: pourcent, Groupe: "Le contrat", Question: "Quel est le taux des charges patronales ?", Aide: "En pour cent du brut, pour la contribution que paie l'employeur."},
	{Cle: "contrat.heures_travaillees", Genre: nombre, Groupe: "Le contrat", Suite: true, Question: "Combien d'heures ont été travaillées dans la période ?", Aide: "Utile sous six mois de contrat : 610 heures suffisent au CSP, 910 à l'ARE."},
	{Cle: "contrat.heures_hebdo", Genre: nombre, Groupe: "Le contrat", Question: "Combien d'heures par semaine ?", Aide: "Pour un temps partiel. Vide : temps plein."},
	{Cle: "contrat.fin", Genre: date, Groupe: "Le contrat", Question: "Si le CSP est refusé, quel jour le contrat finit-il ?", Aide: "Fin du préavis. Vide : estimée."},
	{Cle: "autre.debut", Genre: date, Groupe: "Un autre emploi gardé", Question: "Si la personne garde un autre emploi : quel jour l'a-t-elle commencé ?", Aide: "Exercé et payé en même temps que celui qui finit, il se cumule en entier avec l'allocation."},
	{Cle: "autre.salaire", Genre: montant, Groupe: "Un autre emploi gardé", Question: "Quelle est la paie brute mensuelle de cet autre emploi ?"},
	{Cle: "are.reliquat_jours", Genre: nombre, Groupe: "Un droit au chômage d'avant", Question: "S'il reste un droit à l'ARE ouvert avant cet emploi : combien de jours ?", Aide: "Le nombre de jours restants écrit sur la dernière notification."},
	{Cle: "are.reliquat_journaliere", Genre: montant, Groupe: "Un droit au chômage d'avant", Question: "Quel était son montant brut par jour ?"},
	{Cle: "are.reliquat_sjr", Genre: montant, Groupe: "Un droit au chômage d'avant", Question: "Sur quel salaire journalier de référence ?", Aide: "Écrit sur la même notification ; il donne le net."},
	{Cle: "proposition.par", Genre: liste, Groupe: "La procédure", Defaut: "employeur", Question: "Qui a proposé le CSP ?", Aide: "Quand l'employeur ne l'a pas fait, France Travail doit le proposer à l'inscription, et l'employeur doit une pénalité.", Options: [][2]string{{"employeur", "L'employeur"}, {"operateur", "France Travail"}, {"aucune", "Personne"}}},
	{Cle: "autorisation.notifiee_le", Genre: date, Groupe: "La procédure", Suite: true, Question: "Salarié protégé : quel jour la décision de l'inspection du travail est-elle parvenue à l'employeur ?", Aide: "Le délai pour répondre court au moins jusqu'au lendemain de ce jour."},
	{Cle: "autorisation.accordee", Genre: ouiNon, Groupe: "La procédure", Suite: true, Question: "Salarié protégé : l'autorisation est-elle accordée ?", Aide: "Refusée, il n'y a pas de licenciement et l'offre est sans effet."},
	{Cle: "proposition.mention_delai_contestation", Genre: ouiNon, Groupe: "La procédure", Defaut: "oui", Question: "Le document remis dit-il que la rupture se conteste dans les douze mois ?", Aide: "S'il ne le dit pas, ce délai ne peut pas être opposé à la personne."},
	{Cle: "reponse.decision", Genre: liste, Groupe: "La réponse", Question: "Une réponse est-elle déjà donnée ?", Options: [][2]string{{"", "Pas encore"}, {"acceptation", "Acceptation"}, {"refus", "Refus"}}},
	{Cle: "reponse.date", Genre: date, Groupe: "La réponse", Suite: true, Question: "Quel jour a-t-elle été envoyée ?"},
	{Cle: "emploi.debut", Genre: date, Groupe: "Un emploi retrouvé", Question: "Si un emploi est retrouvé : quel jour commence-t-il ?", Aide: "Pour voir son effet sur les deux voies."},
	{Cle: "emploi.salaire", Genre: montant, Groupe: "Un emploi retrouvé", Question: "Quel est son salaire brut mensuel ?", Aide: "Vide : le même que l'emploi perdu."},
	{Cle: "emploi.nature", Genre: liste, Groupe: "Un emploi retrouvé", Defaut: "CDI", Question: "Quelle est sa nature ?", Options: [][2]string{{"CDI", "CDI"}, {"CDD", "CDD"}, {"interim", "Mission d'intérim"}}},
	{Cle: "emploi.mois", Genre: nombre, Groupe: "Un emploi retrouvé", Question: "Combien de mois dure-t-il ?", Aide: "Pour un CDD ou une mission."},
}

// petite dit que le tribunal ne change rien au choix : l'entreprise compte moins de 1 000 salariés, ou sa taille
// n'a pas encore été demandée.
func petite(s *saisie) bool {
	n, err := strconv.Atoi(format.DecimalEcrit(s.valeurs["employeur.effectif"]))
	return err == nil && n < 1000 || !s.posees.Has("employeur.effectif")
}

// saisie est ce que l'adresse porte : une valeur par champ, telle que tapée.
type saisie struct {
	valeurs map[string]string
	erreurs map[string]string // par champ, en mots
	posees  url.Values        // ce qui a été demandé, répondu ou non
}

// maxValeur borne une valeur tapée.
const maxValeur = 60

func lireSaisie(q url.Values) *saisie {
	s := &saisie{map[string]string{}, map[string]string{}, q}
	for _, cle := range slices.Sorted(maps.Keys(q)) {
		if strings.Contains(cle, ".") && trouver(cle) == nil {
			s.erreurs[""] = "L'adresse porte une réponse que cette page ne connaît pas : « " + document.Court(cle, maxValeur) + " »."
		}
	}
	for i := range champs {
		v := strings.TrimSpace(q.Get(champs[i].Cle))
		if tous := slices.Compact(slices.Clone(q[champs[i].Cle])); len(tous) > 1 {
			s.erreurs[champs[i].Cle] = "Cette réponse est donnée deux fois : « " + document.Court(strings.Join(tous, " » et « "), maxValeur) + " ». Gardez la bonne."
		}
		if v == "" || v == champs[i].Defaut {
			continue // ce que la page propose d'elle-même n'est pas une réponse
		}
		if len(v) > maxValeur {
			s.erreurs[champs[i].Cle] = "Cette réponse est trop longue."
			v = v[:0]
		}
		if d, ok := format.DateEcrite(v); ok && champs[i].Genre == date {
			v = d.String() // la forme que relit une case de date
		}
		s.valeurs[champs[i].Cle] = v
	}
	return s
}

// adresse rend la saisie en paramètres d'adresse, sans ce qui est vide ou par défaut.
func (s *saisie) adresse() string {
	q := url.Values{}
	for i := range champs {
		if v := s.valeurs[champs[i].Cle]; v != "" && v != champs[i].Defaut {
			q.Set(champs[i].Cle, v)
		}
	}
	return q.Encode()
}

// situation lit la saisie par le format d'échange ; les erreurs vont à leur champ.
func (s *saisie) situation() (*csp.Situation, *choix.Emploi, bool) {
	arbre, autre, primes := map[string]any{}, map[string]any{}, ""
	for i := range champs {
		c := &champs[i]
		v := s.valeurs[c.Cle]
		objet, cle, _ := strings.Cut(c.Cle, ".")
		if v == "" {
			continue
		}
		x, erreur := c.valeur(v)
		if erreur != "" {
			s.erreurs[c.Cle] = erreur
		}
		if erreur != "" || objet == "emploi" { // l'emploi supposé n'est pas un fait du format
			continue
		}
		if objet == "autre" { // une liste dans le format, un seul autre emploi à la page
			autre[map[string]string{"debut": "debut", "salaire": "salaire_mensuel"}[cle]] = x
			arbre["autres_emplois"] = []any{autre}
			continue
		}
		if objet == "primes" { // un douzième par mois, ajouté au salaire
			primes = x.(string)
			continue
		}
		if arbre[objet] == nil {
			arbre[objet] = map[string]any{}
		}
		arbre[objet].(map[string]any)[cle] = x
	}
	s.ajouterPrimes(arbre, primes)
	emploi := s.emploi()
	if len(s.erreurs) > 0 {
		return nil, nil, false
	}
	texte, err := json.Marshal(arbre)
	if err != nil {
		s.erreurs[""] = "La saisie n'a pas pu être lue."
		return nil, nil, false
	}
	situation, err := format.Lire(texte)
	if err != nil {
		e, ok := err.(*format.Erreur)
		if !ok {
			s.erreurs[""] = err.Error()
			return nil, nil, false
		}
		cle, autre := strings.CutPrefix(e.Champ, "autres_emplois.0.")
		if autre {
			cle = "autre." + strings.TrimSuffix(cle, "_mensuel")
		}
		if trouver(cle) == nil {
			s.erreurs[""] = err.Error()
		} else {
			s.erreurs[cle] = document.Majuscule(e.Message) + "."
		}
		return nil, nil, false
	}
	s.verifier(situation, emploi)
	return situation, emploi, len(s.erreurs) == 0
}

// ajouterPrimes ajoute au salaire mensuel le douzième des primes d'un an.
func (s *saisie) ajouterPrimes(arbre map[string]any, primes string) {
	if primes == "" {
		return
	}
	contrat, _ := arbre["contrat"].(map[string]any)
	salaire, _ := contrat["salaire_mensuel"].(string)
	mois, err := argent.Lire([]byte(salaire))
	an, err2 := argent.Lire([]byte(primes))
	if err != nil || err2 != nil {
		if s.erreurs["contrat.salaire_mensuel"] == "" {
			s.erreurs["contrat.salaire_mensuel"] = "Les primes s'ajoutent à un salaire : donnez aussi le salaire brut mensuel."
		}
		return
	}
	contrat["salaire_mensuel"] = mois.Plus(an.Exact().Par(12).Arrondi(argent.Proche)).String()
}

// verifier refuse l'invraisemblable : à la page, c'est une faute de frappe.
func (s *saisie) verifier(x *csp.Situation, e *choix.Emploi) {
	for _, f := range format.Invraisemblances(x) {
		s.erreurs[f.Champ] = f.Message
	}
	if e != nil {
		if champ, texte := e.Verifier(x.Proposition.Remise); champ != "" {
			s.erreurs["emploi."+champ] = texte
		}
	}
}

// trouver rend le champ d'une clé du format, nil si aucune page ne la demande.
func trouver(cle string) *champ {
	for i := range champs {
		if champs[i].Cle == cle {
			return &champs[i]
		}
	}
	return nil
}

// exemples d'une réponse, montrés quand elle ne se lit pas.
var exempleDate = map[string]string{"salarie.date_naissance": "15/09/1978", "contrat.debut": "14/05/2012"}

// valeur met une réponse tapée à la forme du format, ou dit ce qui ne va pas.
func (c *champ) valeur(v string) (any, string) {
	if x := format.DecimalEcrit(v); len(x) > 1 && x[0] == '-' && strings.Trim(x[1:], "0123456789.") == "" && (c.Genre == montant || c.Genre == nombre || c.Genre == pourcent) {
		return nil, "« " + v + " » est négatif : retirez le signe moins."
	}
	switch c.Genre {
	case date:
		d, ok := format.DateEcrite(v)
		if !ok {
			exemple := exempleDate[c.Cle]
			if exemple == "" {
				exemple = "02/03/2026"
			}
			return nil, "« " + v + " » n'est pas une date : écrivez le jour, le mois et l'année, comme " + exemple + "."
		}
		return d.String(), ""
	case montant:
		m, err := argent.Lire([]byte(format.DecimalEcrit(v)))
		if err != nil {
			return nil, "« " + v + " » n'est pas un montant en euros. Écrivez-le 2 650,00."
		}
		return m.String(), ""
	case nombre:
		f, err := argent.LireFraction(format.DecimalEcrit(v))
		if err != nil || strings.Contains(v, "/") {
			return nil, "« " + v + " » n'est pas un nombre."
		}
		if _, d := f.Termes(); d != 1 && c.Cle == "employeur.effectif" {
			return nil, "Un effectif est un nombre entier."
		}
		return json.Number(f.String()), ""
	case pourcent:
		f, err := argent.LireFraction(format.DecimalEcrit(v))
		if err != nil || f.Compare(argent.Entier(1000)) > 0 {
			return nil, "« " + v + " » n'est pas un taux en pour cent. Écrivez-le 42 ou 42,5."
		}
		return format.DecimalEcrit(v), ""
	case ouiNon:
		if v != "oui" && v != "non" {
			return nil, "Répondez oui ou non."
		}
		return v == "oui", ""
	case liste:
		for _, o := range c.Options {
			if o[0] == v {
				return v, ""
			}
		}
		return nil, "Cette réponse n'est pas dans la liste."
	}
	return v, ""
}

func (s *saisie) emploi() *choix.Emploi {
	v := s.valeurs["emploi.debut"]
	if v == "" {
		if s.valeurs["emploi.salaire"] != "" || s.valeurs["emploi.mois"] != "" {
			s.erreurs["emploi.debut"] = "Un emploi retrouvé a un premier jour."
		}
		return nil
	}
	d, _ := format.DateEcrite(v)
	e := &choix.Emploi{Debut: d}
	if v := s.valeurs["emploi.salaire"]; v != "" {
		e.Salaire, _ = argent.Lire([]byte(format.DecimalEcrit(v)))
	}
	switch s.valeurs["emploi.nature"] {
	case "CDD":
		e.Nature = csp.CDD
	case "interim":
		e.Nature = csp.Interim
	}
	if mois := s.valeurs["emploi.mois"]; mois != "" {
		e.DureeMois, _ = argent.LireFraction(format.DecimalEcrit(mois))
	}
	return e
}

// Ce que les modèles demandent d'un champ.

// EstListe dit si le champ se choisit dans une liste.
func (c *champ) EstListe() bool { return c.Genre == liste || c.Genre == ouiNon }

// Choix rend les réponses d'une liste.
func (c *champ) Choix() [][2]string {
	if c.Genre == ouiNon {
		if c.Parcours || c.Defaut != "" {
			return [][2]string{{"non", "Non"}, {"oui", "Oui"}}
		}
		return [][2]string{{"", "Je ne sais pas"}, {"oui", "Oui"}, {"non", "Non"}}
	}
	return c.Options
}

// Type est celui de la balise de saisie.
func (c *champ) Type() string {
	if c.Genre == date {
		return "date"
	}
	return "text"
}

// Saisie est le champ de la question posée.
func (c corpsQuestions) Saisie() champRempli {
	return champRempli{Champ: c.Champ, Valeur: c.Valeur, Erreur: c.Erreur}
}

// Suite est ce qui est déjà répondu, en paramètres déjà échappés.
func (c corpsQuestions) Suite() template.URL {
	return template.URL(strings.TrimPrefix(c.Resultat, "/resultat?"))
}
