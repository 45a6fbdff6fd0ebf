package web

import (
	"html/template"
	"io"
	"net/http"
	"net/url"
	"slices"

	"jalon/document/ics"
	"jalon/document/pdf"
	"jalon/droit/argent"
	"jalon/droit/choix"
	"jalon/droit/csp"
	"jalon/format"
	"jalon/web/cadre"
)

// mots sont les fonctions des seuls modèles de ces pages.
var mots = template.FuncMap{
	"question": func(cle string) string {
		if c := trouver(cle); c != nil {
			return c.Question
		}
		return cle + "."
	},
	"trente": func(m argent.Montant) argent.Montant { return m.Fois(30) },
	"quand":  quandObligation,
	"liste": func(nom, titre, valeur string, choix [][2]string) listeLot {
		return listeLot{nom, titre, valeur, choix}
	},
}

// exemple est un cas à ouvrir d'un geste.
type exemple struct{ Nom, Adresse string }

func exempleDe(nom string, couples ...string) exemple {
	q := url.Values{}
	for i := 0; i < len(couples); i += 2 {
		q.Set(couples[i], couples[i+1])
	}
	return exemple{nom, "/resultat?" + q.Encode()}
}

var exemples = []exemple{
	exempleDe("45 ans, deux ans d'ancienneté, 3 000 €", "proposition.remise", "2026-03-02", "contrat.debut", "2024-01-08", "contrat.salaire_mensuel", "3000.00", "salarie.date_naissance", "1980-06-12", "employeur.effectif", "62"),
	exempleDe("Sept mois dans l'entreprise, 2 140 €", "proposition.remise", "2026-03-30", "contrat.debut", "2025-09-15", "contrat.salaire_mensuel", "2140.00", "contrat.heures_travaillees", "1000", "salarie.date_naissance", "1996-02-20", "employeur.effectif", "18"),
	exempleDe("Douze ans, et un emploi en vue au cinquième mois", "proposition.remise", "2025-01-13", "contrat.debut", "2012-05-14", "contrat.salaire_mensuel", "3000.00", "salarie.date_naissance", "1979-11-03", "employeur.effectif", "140", "emploi.debut", "2025-06-23", "emploi.salaire", "2500.00"),
	exempleDe("58 ans, salaire élevé, entreprise en liquidation", "proposition.remise", "2026-02-09", "contrat.debut", "2005-09-01", "contrat.salaire_mensuel", "6800.00", "salarie.date_naissance", "1967-10-02", "employeur.procedure_collective", "liquidation"),
}

// accueil rend la première page ; travail dit qu'un espace de travail est ouvert ici.
func accueil(travail bool) func(*http.Request) (cadre.Vue, error) {
	return func(*http.Request) (cadre.Vue, error) {
		return cadre.Vue{Modele: "accueil.html", Titre: "Le contrat de sécurisation professionnelle, calculé et expliqué", Menu: "accueil", Corps: corpsAccueil{exemples, travail}}, nil
	}
}

type corpsAccueil struct {
	Exemples []exemple
	Travail  bool
}

// groupe rassemble des champs sous un titre.
type groupe struct {
	Nom    string
	Champs []champRempli
}

type corpsComplet struct {
	Groupes []groupe
	Erreurs []champRempli
	Message string
}

// complet est la page de toutes les questions.
func complet(r *http.Request) (cadre.Vue, error) {
	s := lireSaisie(r.URL.Query())
	if len(r.URL.Query()) > 0 {
		s.situation()
	}
	return vueComplete(s, 0), nil
}

func vueComplete(s *saisie, statut int) cadre.Vue {
	c := corpsComplet{Message: s.erreurs[""]}
	for i := range champs {
		x := champRempli{Champ: &champs[i], Valeur: s.valeurs[champs[i].Cle], Erreur: s.erreurs[champs[i].Cle]}
		if x.Valeur == "" {
			x.Valeur = x.Champ.Defaut
		}
		n := slices.IndexFunc(c.Groupes, func(g groupe) bool { return g.Nom == x.Champ.Groupe })
		if n < 0 {
			c.Groupes = append(c.Groupes, groupe{Nom: x.Champ.Groupe})
			n = len(c.Groupes) - 1
		}
		c.Groupes[n].Champs = append(c.Groupes[n].Champs, x)
		if x.Erreur != "" {
			c.Erreurs = append(c.Erreurs, x)
		}
	}
	titre := "Toutes les questions sur une page"
	if len(c.Erreurs) > 0 || c.Message != "" {
		titre = "À corriger : toutes les questions"
	}
	return cadre.Vue{Modele: "complet.html", Titre: titre, Menu: "complet", Corps: c, Statut: statut}
}

// Les fichiers à emporter, faits de la même saisie que la page.
func ecrireJSON(w io.Writer, _ *csp.Situation, c *choix.Comparaison) error {
	_, err := w.Write(append(format.AppendComparaison(nil, c, nil), '\n'))
	return err
}

func ecrirePDF(w io.Writer, s *csp.Situation, c *choix.Comparaison) error {
	return pdf.Decision(w, s, c, "")
}

func ecrireICS(w io.Writer, s *csp.Situation, c *choix.Comparaison) error {
	return ics.Dates(w, s, c)
}
