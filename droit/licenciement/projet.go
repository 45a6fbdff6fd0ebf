// Package licenciement donne les obligations datées d'un projet de licenciement économique : qui doit faire quoi,
// jusqu'à quand, selon quel article, d'après l'effectif, le nombre de licenciements et le plan.
//
// Un délai qui protège quelqu'un d'autre que celui qui agit (attendre avant d'envoyer une lettre, de tenir un
// entretien, de tenir un avis pour rendu) est prorogé quand il finit un samedi, un dimanche ou un jour férié
// (C. trav. R1231-1). Un délai qui presse celui qui agit ne l'est pas : la date donnée n'est jamais ni trop tôt, ni
// trop tard.
package licenciement

import (
	"strconv"

	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/fait"
	"jalon/droit/parametre"
)

// Projet est l'ensemble des faits d'un projet de licenciement économique. Un champ à sa valeur zéro est inconnu.
type Projet struct {
	Effectif      fait.Nombre  // salariés de l'entreprise, tous établissements
	Licenciements fait.Nombre  // envisagés sur trente jours
	Comite        fait.Reponse // un comité social et économique (ou ce qui en tenait lieu) existe ; défaut : dès onze salariés
	Plan          fait.Reponse // un plan de sauvegarde de l'emploi ; à défaut, la loi le dit des deux nombres
	PlanParAccord fait.Reponse // par accord collectif ; non : document de l'employeur
	Procedure     csp.Procedure
	Jugement      calendrier.Date // ouverture ou liquidation
	Territoire    calendrier.Territoire

	ConvocationComite    calendrier.Date // présentation de la lettre qui convoque la première réunion
	PremiereReunion      calendrier.Date
	DerniereReunion      calendrier.Date
	NotificationProjet   calendrier.Date // du projet à l'autorité du travail
	DossierPlan          calendrier.Date // réception, par l'autorité, du dossier complet du plan
	DecisionPlan         calendrier.Date // validation ou homologation, notifiée ou tacite
	ConvocationEntretien calendrier.Date // présentation de la lettre, ou remise en main propre
	Entretien            calendrier.Date // entretien préalable
	EnvoiLettres         calendrier.Date // envoi des lettres de licenciement
}

// Les jours où la procédure change de forme, lus au premier jour connu du projet.
var (
	plan2013        = calendrier.D(2013, 7, 1)   // l'autorité décide du plan ; avis du comité dans un délai
	territoire2015  = calendrier.D(2015, 8, 8)   // le reclassement se cherche en France
	comite2018      = calendrier.D(2018, 1, 1)   // le comité social et économique peut être en place
	comite2020      = calendrier.D(2020, 1, 1)   // il a partout remplacé les anciennes instances
	ordonnance2017  = calendrier.D(2017, 9, 24)  // le motif se juge en France
	listePostes2017 = calendrier.D(2017, 12, 23) // une liste de postes peut remplacer les offres personnelles
)

var (
	comiteMin    = parametre.Nombre("comite_effectif_min")
	grandMin     = parametre.Nombre("licenciement_grand_min")
	planMin      = parametre.Nombre("pse_effectif_min")
	trancheMoyen = parametre.Nombre("licenciement_tranche_moyenne")
	trancheHaute = parametre.Nombre("licenciement_tranche_haute")
)

// epoque est le premier jour connu du projet : il choisit les textes. Sans aucun jour, le droit le plus récent.
func (p *Projet) epoque() calendrier.Date {
	premier := csp.DernierEngagement
	for _, d := range []calendrier.Date{
		p.ConvocationComite, p.PremiereReunion, p.DerniereReunion, p.NotificationProjet, p.DossierPlan,
		p.DecisionPlan, p.ConvocationEntretien, p.Entretien, p.EnvoiLettres,
	} {
		if d.Connue() {
			premier = min(premier, d)
		}
	}
	return max(premier, csp.PremierEngagement)
}

// valeur lit une série au jour qui la choisit ; l'inconnu hors de la série.
func valeur(s *parametre.Serie[fait.Nombre], jour calendrier.Date) fait.Nombre {
	return s.Au(&parametre.Lecture{}, jour)
}

// ailleurs lit, par son nom, une série qu'un autre paquet du droit déclare.
func ailleurs(nom string, jour calendrier.Date) fait.Nombre {
	var n fait.Nombre
	for _, l := range parametre.Lignes(nom) {
		if v, err := strconv.Atoi(l.Valeur); err == nil && l.Debut <= jour {
			n = fait.N(v)
		}
	}
	return n
}

// Forme est la forme du licenciement, et si elle est sûre : ce qui est donné du plan, puis le nombre de licenciements
// sur trente jours et l'effectif (C. trav. L1233-8, L1233-28, L1233-61). Un plan donné l'emporte : la loi en demande
// aussi à qui licencie par petits groupes qui se suivent (L1233-26, L1233-27).
func (p *Projet) Forme() (csp.Forme, bool) {
	jour := p.epoque()
	switch grand := p.Licenciements.AuMoins(valeur(grandMin, jour)); {
	case p.Plan == fait.Oui:
		return csp.AvecPSE, true
	case grand == fait.Inconnu:
		return csp.Individuel, false
	case grand == fait.Non && p.Licenciements.Int() <= 1:
		return csp.Individuel, true
	case grand == fait.Non:
		return csp.Collectif2a9, true
	case p.Plan == fait.Non:
		return csp.Collectif10Plus, true
	}
	switch p.Effectif.AuMoins(valeur(planMin, jour)) {
	case fait.Oui:
		return csp.AvecPSE, true
	case fait.Non:
		return csp.Collectif10Plus, true
	}
	return csp.Collectif10Plus, false
}

// comite dit si un comité est consulté : ce qui est donné, une réunion tenue, ou l'effectif (C. trav. L2311-2).
func (p *Projet) comite() fait.Reponse {
	switch {
	case p.Comite != fait.Inconnu:
		return p.Comite
	case p.ConvocationComite.Connue() || p.PremiereReunion.Connue() || p.DerniereReunion.Connue():
		return fait.Oui
	}
	return p.Effectif.AuMoins(valeur(comiteMin, p.epoque()))
}

// entretiens dit si chaque personne est convoquée à un entretien : toujours sous dix licenciements, et au-delà
// seulement sans comité (C. trav. L1233-11, L1233-38).
func (p *Projet) entretiens() fait.Reponse {
	switch forme, sure := p.Forme(); {
	case forme <= csp.Collectif2a9 && !sure:
		return fait.Inconnu
	case forme <= csp.Collectif2a9:
		return fait.Oui
	}
	switch p.comite() {
	case fait.Oui:
		return fait.Non
	case fait.Non:
		return fait.Oui
	}
	return fait.Inconnu
}

// insolvable dit que l'entreprise est en redressement ou en liquidation ; la sauvegarde garde les règles ordinaires.
func (p *Projet) insolvable() bool {
	return p.Procedure == csp.Redressement || p.Procedure == csp.Liquidation
}

// Engagement est le jour qui choisit les règles du CSP (KEY-01) : l'entretien préalable quand il y en a un, sinon la
// présentation de la lettre qui convoque la première réunion du comité. Inconnu si ce jour n'est pas donné.
func (p *Projet) Engagement() calendrier.Date {
	switch e := p.entretiens(); {
	case e == fait.Non, e == fait.Inconnu && !p.Entretien.Connue():
		return p.ConvocationComite
	}
	return p.Entretien
}

// Moment est celui où le CSP est proposé à une personne qu'aucune maternité ne protège (C. trav. L1233-66 ; convention
// CSP, art. 4 § 2) : après la décision sur le plan, à l'entretien, ou à l'issue de la dernière réunion. MomentInconnu
// tant que la forme du licenciement ne le dit pas.
func (p *Projet) Moment() csp.Moment {
	engagement := p.Engagement()
	if !engagement.Connue() {
		engagement = p.epoque()
	}
	forme, sure := p.Forme()
	switch e := p.entretiens(); {
	case forme == csp.AvecPSE && engagement >= csp.Convention2015:
		return csp.MomentHomologation
	case e == fait.Oui && sure:
		return csp.MomentEntretien
	case e == fait.Non && sure:
		return csp.MomentDerniereReunion
	}
	return csp.MomentInconnu
}
