package web

import (
	"cmp"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"jalon/document"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/trace"
	"jalon/lot"
	"jalon/web/cadre"
)

// corpsPersonne est tout ce que la page dit d'une personne.
type corpsPersonne struct {
	Porte       porte
	P           *lot.Personne
	Nom         string
	Chapeau     string
	Filtres     tableLot // pour revenir à la même table
	Dates       []datePersonne
	Sommes      []sommePersonne
	Couts       []coutPersonne
	Ecarts      []ecartPersonne
	Motif       string // le risque du motif écrit ; vide s'il n'y en a pas
	Explication template.HTML
}

type datePersonne struct {
	Quoi  string
	Jour  calendrier.Date
	Regle string
	Note  string
}

type sommePersonne struct {
	Nom      string
	Montant  argent.Montant
	Regle    string
	Articles string
}

type coutPersonne struct {
	Nom                      string
	HorsCharges, AvecCharges argent.Montant
}

type ecartPersonne struct{ Champ, Recu, Texte, Gravite string }

// reglesSommes donne la règle de chaque somme de lot.NomsSomme ; les coûts, après elles, sont des additions.
var reglesSommes = [lot.CoutAdhesion]string{"RUPT-03", "CONT-02", "CONT-02", "CONT-03", "ARE-13", "", "RUPT-10", "RUPT-11", "CONT-06", "CONT-06"}

// motifRisque est ce que risque l'employeur dont le motif n'est pas écrit à temps. Deux arrêts lus le disent du CSP.
const motifRisque = " : si la personne adhère sans avoir reçu par écrit le motif économique, au plus tard quand elle accepte, le licenciement est sans cause réelle et sérieuse (Cass. soc. 22 septembre 2015, n° 14-16.218 ; 13 juin 2018, n° 16-17.865)."

func personne(x *envoi) (cadre.Vue, error) {
	l, _, err := x.lire()
	if err != nil {
		return cadre.Vue{}, err
	}
	rang, _ := strconv.Atoi(x.champs.Get("personne")) // autre chose qu'un nombre : personne
	var p *lot.Personne
	for i := range l.Personnes {
		if l.Personnes[i].Rang == rang {
			p = &l.Personnes[i]
		}
	}
	if p == nil {
		return cadre.Vue{}, faute{"Cette rangée n'est pas dans la liste.", "Donnez la liste à nouveau, puis ouvrez la personne depuis les résultats.", http.StatusNotFound}
	}
	c := corpsPersonne{P: p, Nom: nomDe(p), Filtres: table(l, x.champs)}
	c.ecarts()
	if p.Etat == lot.Refusee {
		c.Chapeau = "Cette rangée est refusée : rien n'en est calculé tant qu'elle n'est pas corrigée."
	} else {
		c.calculer()
	}
	if c.Porte, err = x.porte(); err != nil {
		return cadre.Vue{}, err
	}
	return cadre.Vue{Modele: "lot_personne.html", Titre: c.Nom + ", rangée " + strconv.Itoa(p.Rang), Menu: "employeur", Corps: c}, nil
}

func (c *corpsPersonne) ecarts() {
	for _, e := range c.P.Ecarts {
		x := ecartPersonne{Recu: e.Recu, Texte: e.Texte, Gravite: [...]string{lot.ASavoir: "à savoir", lot.Manque: "manque", lot.Refus: "refusé"}[e.Gravite]}
		for _, champs := range [][]lot.Champ{lot.ChampsEntreprise, lot.Champs} {
			if f := lot.Trouver(champs, e.Champ); f != nil {
				x.Champ = f.Entete
			}
		}
		c.Ecarts = append(c.Ecarts, x)
	}
}

// chapeau dit en une phrase où en est la personne.
func chapeau(p *lot.Personne) string {
	d := &p.Bilan.Dates
	switch p.Bilan.Issue {
	case lot.AAccepte:
		return "A accepté le " + p.Situation.Reponse.Date.EnLettres() + "." + siConnue(" Le CSP commence le ", d.DebutCSP)
	case lot.ARefuse:
		return "A refusé le " + p.Situation.Reponse.Date.EnLettres() + "." + siConnue(" Le contrat finit le ", d.FinRefus)
	case lot.SEstTue:
		return "N'a pas répondu" + siConnue(" au plus tard le ", d.FinReflexion) + " C'est un refus (PROC-09)."
	case lot.EnAttente:
		return "N'a pas encore répondu." + siConnue(" Dernier jour pour le faire : ", d.FinReflexion)
	case lot.ARemettre:
		if !d.Remise.Connue() {
			return "Les documents du CSP sont à lui remettre, à un jour qui dépend d'un fait à donner."
		}
		return "Les documents du CSP sont à lui remettre" + siConnue(" le ", d.Remise)
	case lot.SansCSP, lot.PasOffert:
	}
	return document.Majuscule(p.Bilan.Issue.String()) + "."
}

func siConnue(texte string, d calendrier.Date) string {
	if !d.Connue() {
		return ""
	}
	return texte + d.EnLettres() + "."
}

// dates sont celles des voies encore ouvertes, jour après jour.
func (c *corpsPersonne) dates() {
	p, d := c.P, &c.P.Bilan.Dates
	estimee, prevue := "", ""
	if d.FinRefusEstimee {
		estimee = "comptée depuis la lettre, préavis compris"
	}
	if p.RemisePrevue {
		prevue = "celle que la loi fixe ; aucune n'est donnée"
	}
	adhere, refusee := "Si elle adhère : ", "Si elle refuse ou se tait : "
	switch {
	case p.Bilan.Issue == lot.AAccepte:
		adhere, refusee = "", "-"
	case refuse(p):
		adhere, refusee = "-", ""
	}
	for _, x := range []struct {
		voie string
		datePersonne
	}{
		{"", datePersonne{"entretien préalable", d.Entretien, "PROC-01", ""}},
		{"", datePersonne{"remise des documents du CSP", d.Remise, "PROC-01", prevue}},
		{"", datePersonne{"dernier jour pour répondre", d.FinReflexion, "PROC-06", ""}},
		{"", datePersonne{"lettre conservatoire, pendant la réflexion", d.LettreConservatoire, "PROC-10", ""}},
		{adhere, datePersonne{"fin du contrat", d.Rupture, "RUPT-01", ""}},
		{adhere, datePersonne{"premier jour du CSP", d.DebutCSP, "RUPT-01", ""}},
		{adhere, datePersonne{"contribution au plus tard", d.EcheanceContribution, "CONT-05", ""}},
		{refusee, datePersonne{"lettre de licenciement au plus tôt", d.Lettre, "PROC-10", ""}},
		{refusee, datePersonne{"fin du contrat", d.FinRefus, "PROC-09", estimee}},
		{"", datePersonne{"message de fin de contrat (DSN) au plus tard", d.FinDSN, "", "CSS R133-14"}},
		{"", datePersonne{"fin du délai pour contester", d.LimiteContestation, "RUPT-06", ""}},
		{"", datePersonne{"fin de la priorité de réembauche", d.FinReembauche, "RUPT-05", ""}},
	} {
		if !x.Jour.Connue() || x.voie == "-" {
			continue
		}
		x.Quoi = document.Majuscule(x.voie + x.Quoi)
		c.Dates = append(c.Dates, x.datePersonne)
	}
	slices.SortStableFunc(c.Dates, func(a, b datePersonne) int { return cmp.Compare(a.Jour, b.Jour) })
}

func (c *corpsPersonne) calculer() {
	p := c.P
	b := &p.Bilan
	c.Chapeau = chapeau(p)
	c.dates()
	sommes := b.Sommes.Liste()
	for i, regle := range reglesSommes {
		s := sommePersonne{Nom: lot.NomsSomme[i], Montant: sommes[i], Regle: regle}
		if r, ok := trace.Trouver(regle); ok {
			s.Articles = document.Articles(r)
		}
		c.Sommes = append(c.Sommes, s)
	}
	c.Couts = []coutPersonne{
		{"Si elle adhère", b.Sommes.Adhesion.HorsCharges, b.Sommes.Adhesion.AvecCharges},
		{"Si elle refuse ou se tait", b.Sommes.Refus.HorsCharges, b.Sommes.Refus.AvecCharges},
	}
	if b.Motif == lot.MotifAbsent || b.Motif == lot.MotifTardif {
		c.Motif = document.Majuscule(b.Motif.String()) + motifRisque
	}
	s := p.Situation
	if s.Reponse.Decision != csp.Acceptation && s.Proposition.Par == csp.ParEmployeur {
		s.Reponse, s.Contrat.Fin = csp.Reponse{}, 0 // les sommes de l'adhésion, comme au premier jour
	}
	t := trace.Nouvelle()
	csp.Calculer(&s, t)
	c.Explication = explication(t)
}

// explication déplie un calcul ; ses liens s'ouvrent à part, pour ne pas perdre une page qui ne se redemande pas.
func explication(t *trace.Trace) template.HTML {
	var b strings.Builder
	m := pages.Modele("lot_personne.html")
	for _, p := range t.Arbre() {
		if err := m.ExecuteTemplate(&b, "pas", p); err != nil {
			return ""
		}
	}
	return template.HTML(strings.ReplaceAll(b.String(), ` href="`, ` target="_blank" href="`)) // fait d'un modèle, qui protège tout
}
