package licenciement

import (
	"strconv"

	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/demarches"
	"jalon/droit/fait"
	"jalon/droit/parametre"
)

var (
	avisPetit     = parametre.Nombre("comite_avis_petit_mois")
	avisGrand     = parTranche{parametre.Nombre("comite_avis_mois"), parametre.Nombre("comite_avis_mois_100"), parametre.Nombre("comite_avis_mois_250")}
	ordreDuJour   = parametre.Nombre("comite_ordre_du_jour_jours")
	ordreEffectif = parametre.Nombre("comite_ordre_du_jour_effectif_min")
	ecartPetit    = parametre.Nombre("comite_ecart_max_petit")
	ecartMin      = parametre.Nombre("comite_ecart_min")
	ecartMax      = parTranche{parametre.Nombre("comite_ecart_max"), parametre.Nombre("comite_ecart_max_100"), parametre.Nombre("comite_ecart_max_250")}
	verification  = parametre.Nombre("verification_petit_jours")
	listeJours    = parametre.Nombre("reclassement_liste_jours")
	listeUrgente  = parametre.Nombre("reclassement_liste_jours_procedure")
	protegeDepot  = parametre.Nombre("protege_demande_jours")
	protegeDelai  = parametre.Nombre("protege_decision_mois")
	infoAutorite  = parametre.Nombre("information_autorite_jours")
	motifPrecise  = parametre.Nombre("motif_precision_jours")
	criteresOrdre = parametre.Nombre("criteres_demande_jours")
	congeReponse  = parametre.Nombre("conge_reponse_jours")
)

// Etape est un temps de la procédure, dans son ordre.
type Etape uint8

// Les étapes.
const (
	Preparation Etape = iota
	Consultation
	Administration
	Entretiens
	Proposition
	Proteges
	Lettres
	FinContrat
	Apres
)

// String nomme l'étape pour une personne.
func (e Etape) String() string {
	return [...]string{
		"Préparer", "Consulter le comité", "Saisir l'administration", "Tenir les entretiens", "Proposer le CSP",
		"Salariés protégés", "Envoyer les lettres", "Finir les contrats", "Après",
	}[e]
}

// Chacun nomme le fait qui, donné pour chaque personne, montre une obligation faite : ceux du projet n'y suffisent pas.
type Chacun uint8

// Les faits de chacun.
const (
	SansFait         Chacun = iota
	FaitEntretien           // le jour de son entretien
	FaitRemise              // celui où les documents lui sont remis
	FaitOffre               // le même, quand seul compte le délai de l'AGS
	FaitMotif               // celui où le motif lui est écrit
	FaitAutorisation        // salarié protégé : la décision le concernant
	FaitContribution        // le paiement de sa contribution
)

// Obligation est une chose que la procédure demande. Sa date est inconnue tant qu'un fait manque ; Depuis dit alors
// lequel. Faite et HorsDelai se lisent du fait donné, sans horloge : une date à venir y est tenue pour un fait, jusqu'à
// ce que Regarder dise quel jour on est.
type Obligation struct {
	Etape     Etape
	Qui       string // l'acteur, sous son nom du moment
	Quoi      string
	Echeance  demarches.Echeance
	Date      calendrier.Date
	Depuis    string // le fait, non donné, d'où vient la date ; vide quand elle est connue
	Articles  string
	Fait      calendrier.Date // le jour du fait qui la montre faite
	Suivie    bool            // un fait la montre faite : sans lui, elle ne l'est pas
	Tacite    bool            // passé sa date, la loi la tient pour faite
	Chacun    Chacun
	Faite     bool
	HorsDelai bool // le fait donné ne respecte pas cette date, ou elle est passée sans lui
}

// Regarder dit d'une obligation ce qui en est fait, ou dépassé, ce jour-là ; rien ne change si le jour est inconnu.
func (o *Obligation) Regarder(au calendrier.Date) {
	if !au.Connue() {
		return
	}
	passee := o.Date.Connue() && o.Date < au && o.Echeance != demarches.APartirDu
	if o.Tacite && passee && (!o.Fait.Connue() || o.Fait > au) {
		o.Fait, o.HorsDelai = o.Date, false
	}
	o.Faite = o.Fait.Connue() && o.Fait <= au
	o.HorsDelai = o.HorsDelai || o.Suivie && !o.Faite && passee
}

// liste compose les obligations d'un projet.
type liste struct {
	p         *Projet
	forme     csp.Forme
	jour      calendrier.Date // qui choisit les textes
	employeur string
	comite    string
	autorite  string
	tout      []Obligation
}

// Obligations rend tout ce que la procédure demande, dans l'ordre où elle se déroule. Tant que la forme du
// licenciement n'est pas sûre, ce qui en dépend est remplacé par la question qui la fixe.
func Obligations(p *Projet) []Obligation {
	forme, sure := p.Forme()
	jour := p.epoque()
	l := liste{p: p, forme: forme, jour: jour, employeur: "Employeur", comite: nomComite(jour), autorite: csp.NomAutorite(jour)}
	switch p.Procedure {
	case csp.Redressement:
		l.employeur = "Employeur ou administrateur judiciaire"
	case csp.Liquidation:
		l.employeur = "Liquidateur judiciaire"
	}
	l.preparation(sure)
	if sure {
		if forme != csp.Individuel {
			l.consultation()
		}
		l.administration()
		if p.entretiens() != fait.Non {
			l.entretiens()
		}
	}
	l.proposition()
	l.proteges()
	l.lettres(sure)
	l.finContrat()
	return l.tout
}

// nomComite nomme l'instance qui représente le personnel ce jour-là (ordonnance n° 2017-1386).
func nomComite(jour calendrier.Date) string {
	switch {
	case jour < comite2018:
		return "Comité d'entreprise ou délégués du personnel"
	case jour < comite2020:
		return "Comité social et économique, ou l'instance qu'il n'a pas encore remplacée"
	}
	return "Comité social et économique"
}

// ajouter retient une obligation, et ce que le fait qui y répond en dit.
func (l *liste) ajouter(o Obligation, reponse calendrier.Date) {
	if o.Date.Connue() {
		o.Depuis = ""
	}
	o.Fait, o.Faite, o.Suivie = reponse, reponse.Connue(), true
	if o.Faite && o.Date.Connue() {
		o.HorsDelai = o.Echeance != demarches.APartirDu && reponse > o.Date || o.Echeance != demarches.AuPlusTard && reponse < o.Date
	}
	l.tout = append(l.tout, o)
}

// dire est ajouter pour ce qu'aucun fait du projet ne montre fait ; celui de chaque personne le peut.
func (l *liste) dire(o Obligation) {
	l.ajouter(o, 0)
	l.tout[len(l.tout)-1].Suivie = o.Chacun != SansFait
}

// deduire est ajouter pour ce que sa suite, seule donnée, montre fait : à temps ou non, rien ne le dit.
func (l *liste) deduire(o Obligation, reponse, suite calendrier.Date) {
	if l.ajouter(o, reponse); !reponse.Connue() {
		x := &l.tout[len(l.tout)-1]
		x.Fait, x.Faite = suite, suite.Connue()
	}
}

// nombre écrit un délai connu, précédé de ce qui l'amène ; rien s'il est inconnu.
func nombre(avant string, n fait.Nombre, apres string) string {
	if !n.Connu() {
		return ""
	}
	return avant + strconv.Itoa(n.Int()) + apres
}

// conge dit que le congé de reclassement remplace le CSP (C. trav. L1233-71, L1233-75), d'après le seul effectif.
func (l *liste) conge() bool {
	return !l.p.insolvable() && l.p.Effectif.AuMoins(ailleurs(congeReclassement, l.jour)) == fait.Oui
}

func (l *liste) preparation(sure bool) {
	p := l.p
	engagement := p.Engagement()
	if !sure {
		l.dire(Obligation{
			Etape: Preparation, Qui: l.employeur, Quoi: "Compter les licenciements envisagés sur trente jours, et les salariés de tous les établissements : ces deux nombres choisissent la procédure",
			Echeance: demarches.AuPlusTard, Date: engagement, Depuis: "l'engagement de la procédure", Articles: "C. trav. L1233-8, L1233-28, L1233-61",
		})
	}
	ou := ""
	if l.jour >= ordonnance2017 {
		ou = " en France"
	}
	l.dire(Obligation{
		Etape: Preparation, Qui: l.employeur, Quoi: "Établir le motif économique et ses preuves : difficultés, mutation technologique, réorganisation qui sauvegarde la compétitivité ou cessation d'activité, dans l'entreprise ou, si elle est d'un groupe, dans le secteur d'activité de ce groupe" + ou,
		Echeance: demarches.AuPlusTard, Date: engagement, Depuis: "l'engagement de la procédure", Articles: "C. trav. L1233-3",
	})
	if p.Procedure == csp.Redressement {
		l.dire(Obligation{
			Etape: Preparation, Qui: l.employeur, Quoi: "Pendant la période d'observation, obtenir du juge-commissaire l'autorisation de licencier, pour des départs urgents, inévitables et indispensables ; après elle, le jugement qui arrête le plan en fixe le nombre",
			Echeance: demarches.AuPlusTard, Date: p.EnvoiLettres, Depuis: "l'envoi des lettres", Articles: "C. com. L631-17, L631-19 ; C. trav. L1233-60",
		})
	}
	ou = ""
	if l.jour >= territoire2015 {
		ou = " en France,"
	}
	liste := listeJours
	if p.insolvable() {
		liste = listeUrgente
	}
	quoi := "Former, adapter, et chercher à reclasser chaque personne" + ou + " dans l'entreprise et le groupe, par des offres écrites et précises"
	if n := valeur(liste, l.jour); l.jour >= listePostes2017 {
		quoi += " ou une liste de postes diffusée" + nombre(", qui laisse au moins ", n, " jours francs pour candidater")
	}
	l.dire(Obligation{
		Etape: Preparation, Qui: l.employeur, Quoi: quoi,
		Echeance: demarches.AuPlusTard, Date: p.EnvoiLettres, Depuis: "l'envoi des lettres", Articles: "C. trav. L1233-4, D1233-2-1",
	})
	criteres := "charges de famille, ancienneté, difficulté à retrouver un emploi, qualités professionnelles"
	o := Obligation{
		Etape: Preparation, Qui: l.employeur, Quoi: "Fixer l'ordre des licenciements par les critères de l'accord collectif ou, à défaut, par ceux de la loi (" + criteres + "), après avis du comité s'il y en a un",
		Echeance: demarches.AuPlusTard, Date: engagement, Depuis: "l'engagement de la procédure", Articles: "C. trav. L1233-5, L1233-6",
	}
	if sure && l.forme == csp.Individuel {
		o.Quoi, o.Articles = "Choisir la personne d'après les critères d'ordre : "+criteres, "C. trav. L1233-5, L1233-7"
	}
	l.dire(o)
}

// consultation : le comité, d'abord. En redressement et en liquidation, une seule réunion suffit à un grand
// licenciement : L1233-58 ne renvoie ni aux deux réunions ni au délai de l'avis.
func (l *liste) consultation() {
	p := l.p
	if p.comite() == fait.Non {
		if p.Effectif.AuMoins(valeur(comiteMin, l.jour)) == fait.Oui {
			l.dire(Obligation{
				Etape: Consultation, Qui: l.employeur, Quoi: "Avoir le procès-verbal de carence qui dit pourquoi il n'y a pas de comité, et le joindre à la notification du projet ; sans lui, la procédure est irrégulière",
				Echeance: demarches.AuPlusTard, Date: p.Engagement(), Depuis: "l'engagement de la procédure", Articles: "C. trav. L1235-15, L2314-9, D1233-10",
			})
		}
		return
	}
	if l.forme == csp.Collectif2a9 {
		l.petitComite()
	} else {
		l.grandComite()
	}
}

func (l *liste) petitComite() {
	p := l.p
	l.ajouter(Obligation{
		Etape: Consultation, Qui: l.employeur, Quoi: "Convoquer le comité, avec tous les renseignements utiles : motif, nombre de départs, catégories et critères d'ordre, effectif, calendrier, mesures économiques, suites pour la santé et les conditions de travail",
		Echeance: demarches.AuPlusTard, Date: l.convocation(), Depuis: "la première réunion", Articles: "C. trav. L1233-8, L1233-10, L2315-30",
	}, p.ConvocationComite)
	l.ajouter(Obligation{
		Etape: Consultation, Qui: l.employeur, Quoi: "Réunir et consulter le comité ; aucun texte ne dit si c'est avant les entretiens, le faire avant d'y convoquer est la lecture sans risque",
		Echeance: demarches.AuPlusTard, Date: p.ConvocationEntretien, Depuis: "la convocation aux entretiens", Articles: "C. trav. L1233-8",
	}, p.PremiereReunion)
	if n := valeur(avisPetit, l.jour); n.Connu() {
		l.avis(Obligation{
			Quoi: "Rendre son avis ; passé ce jour, il est réputé consulté", Date: p.proroge(p.PremiereReunion.PlusMois(n.Int())),
			Depuis: "la première réunion", Articles: "C. trav. L1233-8, R1231-1",
		})
	}
	l.dire(Obligation{
		Etape: Consultation, Qui: l.employeur, Quoi: "Envoyer à la " + l.autorite + " le procès-verbal de la réunion",
		Echeance: demarches.APartirDu, Date: max(p.DerniereReunion, p.PremiereReunion), Depuis: "la réunion du comité", Articles: "C. trav. L1233-20",
	})
}

// avis retient l'avis du comité : la dernière réunion le donne, et tenue trop tard elle ne change plus rien.
func (l *liste) avis(o Obligation) {
	o.Etape, o.Qui, o.Echeance, o.Tacite = Consultation, l.comite, demarches.AuPlusTard, true
	l.ajouter(o, min(l.p.DerniereReunion, o.Date))
}

// convocation est le dernier jour pour convoquer la première réunion : l'ordre du jour y est joint (C. trav. L2315-30).
func (l *liste) convocation() calendrier.Date {
	reunion, n := l.p.PremiereReunion, valeur(ordreDuJour, l.jour)
	if reunion.Connue() && n.Connu() && l.p.Effectif.AuMoins(valeur(ordreEffectif, l.jour)) == fait.Oui {
		return reunion.Plus(-n.Int())
	}
	return reunion
}

func (l *liste) grandComite() {
	p := l.p
	avecPlan := l.forme == csp.AvecPSE
	papiers, articles := "les mesures qui évitent des départs ou aident au reclassement", "C. trav. L1233-28, L1233-31, L1233-32, L1233-48, L2315-30"
	if avecPlan {
		papiers = "le projet de plan de sauvegarde de l'emploi"
	}
	l.ajouter(Obligation{
		Etape: Consultation, Qui: l.employeur, Quoi: "Convoquer le comité, avec tous les renseignements utiles (motif, nombre de départs, catégories et critères d'ordre, effectif, calendrier, mesures économiques) et " + papiers + " ; les adresser en même temps à la " + l.autorite,
		Echeance: demarches.AuPlusTard, Date: l.convocation(), Depuis: "la première réunion", Articles: articles,
	}, p.ConvocationComite)
	switch {
	case p.insolvable():
		l.ajouter(Obligation{
			Etape: Consultation, Qui: l.employeur, Quoi: "Réunir et consulter le comité : une réunion suffit",
			Echeance: demarches.AuPlusTard, Date: p.EnvoiLettres, Depuis: "l'envoi des lettres", Articles: "C. trav. L1233-58",
		}, p.DerniereReunion)
	case !avecPlan:
		l.ajouter(Obligation{
			Etape: Consultation, Qui: l.employeur, Quoi: "Tenir la seconde réunion" + nombre(", ", valeur(ecartPetit, l.jour), " jours au plus après la première"),
			Echeance: demarches.AuPlusTard, Date: apres(p.PremiereReunion, valeur(ecartPetit, l.jour)), Depuis: "la première réunion", Articles: "C. trav. L1233-29",
		}, p.DerniereReunion)
	case l.jour >= plan2013:
		l.ajouter(Obligation{
			Etape: Consultation, Qui: l.employeur, Quoi: "Tenir une seconde réunion" + nombre(", au moins ", valeur(ecartMin, l.jour), " jours après la première") + " ; le comité donne un avis sur la réorganisation et un autre sur les licenciements",
			Echeance: demarches.APartirDu, Date: apres(p.PremiereReunion, valeur(ecartMin, l.jour)), Depuis: "la première réunion", Articles: "C. trav. L1233-30, I",
		}, p.DerniereReunion)
		n := avisGrand.lire(p)
		o := Obligation{
			Quoi:   "Rendre ses deux avis" + nombre(", ", n, " mois au plus après la première réunion") + ", sauf délai différent d'un accord ; passé ce jour, il est réputé consulté",
			Depuis: "le nombre de licenciements et la première réunion", Articles: "C. trav. L1233-30, II, R1231-1",
		}
		if n.Connu() {
			o.Date, o.Depuis = p.proroge(p.PremiereReunion.PlusMois(n.Int())), "la première réunion"
		}
		l.avis(o)
	default:
		l.ajouter(Obligation{
			Etape: Consultation, Qui: l.employeur, Quoi: "Tenir la seconde réunion" + nombre(", ", ecartMax.lire(p), " jours au plus après la première") + ", sauf recours du comité à un expert-comptable, qui en ajoute une",
			Echeance: demarches.AuPlusTard, Date: apres(p.PremiereReunion, ecartMax.lire(p)), Depuis: "le nombre de licenciements et la première réunion", Articles: "C. trav. L1233-30 (ancien), L1233-35 (ancien)",
		}, p.DerniereReunion)
	}
	l.dire(Obligation{
		Etape: Consultation, Qui: l.employeur, Quoi: "Envoyer à la " + l.autorite + " les procès-verbaux des réunions, avec les avis et les propositions du comité",
		Echeance: demarches.APartirDu, Date: p.DerniereReunion, Depuis: "la dernière réunion", Articles: "C. trav. L1233-20, L1233-48",
	})
}
