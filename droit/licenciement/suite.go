package licenciement

import (
	"jalon/droit/csp"
	"jalon/droit/demarches"
	"jalon/droit/fait"
)

// administration : ce que l'autorité du travail reçoit et décide avant toute lettre.
func (l *liste) administration() {
	p := l.p
	switch {
	case p.insolvable():
		l.ajouter(Obligation{
			Etape: Administration, Qui: l.employeur, Quoi: "Informer la " + l.autorite + " des licenciements avant d'envoyer les lettres",
			Echeance: demarches.AuPlusTard, Date: p.EnvoiLettres, Depuis: "l'envoi des lettres", Articles: "C. trav. L1233-60",
		}, p.NotificationProjet)
	case l.forme > csp.Collectif2a9:
		l.notification()
	}
	if l.forme == csp.AvecPSE && l.jour >= plan2013 {
		l.plan()
	}
}

func (l *liste) notification() {
	p := l.p
	o := Obligation{
		Etape: Administration, Qui: l.employeur, Quoi: "Notifier le projet à la " + l.autorite + ", au plus tôt le lendemain de la première réunion",
		Echeance: demarches.APartirDu, Date: p.PremiereReunion.Plus(1), Depuis: "la première réunion", Articles: "C. trav. L1233-46, D1233-4",
	}
	if p.comite() == fait.Non {
		o.Quoi, o.Echeance = "Notifier le projet à la "+l.autorite+", avec le plan s'il en faut un, que l'on porte aussi à la connaissance des salariés", demarches.AuPlusTard
		o.Date, o.Depuis, o.Articles = p.EnvoiLettres, "l'envoi des lettres", "C. trav. L1233-46, L1233-49, D1233-10"
	}
	l.ajouter(o, p.NotificationProjet)
	if n := valeur(verification, l.jour); l.forme == csp.Collectif10Plus && n.Connu() {
		l.dire(Obligation{
			Etape: Administration, Qui: l.autorite, Quoi: "Vérifier la procédure et les mesures sociales ; si elle fait des observations, les lettres attendent la réponse de l'employeur",
			Echeance: demarches.AuPlusTard, Date: p.proroge(apres(p.NotificationProjet, n)), Depuis: "la notification du projet", Articles: "C. trav. L1233-53, L1233-56, R1231-1",
		})
	}
}

// plan : l'accord ou le document, la demande, et la décision que le silence remplace (loi du 14 juin 2013).
func (l *liste) plan() {
	p := l.p
	ecrire := Obligation{
		Etape: Administration, Qui: l.employeur, Quoi: "Négocier un accord sur le plan avec des syndicats majoritaires ou, à défaut, l'écrire seul après la dernière réunion",
		Echeance: demarches.AuPlusTard, Date: p.DossierPlan, Depuis: "la demande à l'autorité", Articles: "C. trav. L1233-24-1, L1233-24-4",
	}
	demander := Obligation{
		Etape: Administration, Qui: l.employeur, Quoi: "Demander à la " + l.autorite + " la validation de l'accord ou l'homologation du document ; le délai court du dossier complet",
		Echeance: demarches.APartirDu, Date: p.DerniereReunion, Depuis: "la dernière réunion", Articles: "C. trav. L1233-57-1, D1233-14, D1233-14-1",
	}
	decider := Obligation{
		Etape: Administration, Qui: l.autorite, Quoi: "Décider du plan ; passé ce jour, son silence vaut acceptation",
		Echeance: demarches.AuPlusTard, Date: p.finDecision(), Depuis: "le dossier complet, et la nature du plan : accord ou document", Articles: "C. trav. L1233-57-4, R1231-1", Tacite: true,
	}
	switch {
	case p.insolvable():
		demander.Quoi = "Demander à la " + l.autorite + " la validation de l'accord ou l'homologation du document, au plus tard le lendemain de la dernière réunion"
		demander.Echeance, demander.Date = demarches.AuPlusTard, p.DerniereReunion.Plus(1)
		decider.Depuis, decider.Articles = "la dernière réunion", "C. trav. L1233-58, II, R1231-1"
	case p.Procedure == csp.Sauvegarde:
		decider.Quoi += " ; selon L1233-58, III, huit jours seulement si le plan de sauvegarde arrêté par le tribunal prévoit les licenciements"
	}
	switch p.PlanParAccord {
	case fait.Oui:
		ecrire.Quoi, ecrire.Articles = "Signer l'accord sur le plan avec des syndicats majoritaires, et dire à la "+l.autorite+" que la négociation s'ouvre", "C. trav. L1233-24-1"
	case fait.Non:
		ecrire.Quoi, ecrire.Articles = "Écrire le document qui fixe le plan, après la dernière réunion", "C. trav. L1233-24-4"
	}
	l.deduire(ecrire, p.DossierPlan, p.DecisionPlan) // décidé, le plan a été écrit et demandé
	l.deduire(demander, p.DossierPlan, p.DecisionPlan)
	l.ajouter(decider, p.DecisionPlan)
	l.dire(Obligation{
		Etape: Administration, Qui: l.employeur, Quoi: "Porter la décision, ou la demande et son accusé de réception si l'autorité s'est tue, à la connaissance des salariés avec les voies de recours",
		Echeance: demarches.APartirDu, Date: p.decision(), Depuis: "la décision sur le plan", Articles: "C. trav. L1233-57-4",
	})
}

func (l *liste) entretiens() {
	p := l.p
	si := ""
	if p.entretiens() == fait.Inconnu {
		si = "S'il n'y a pas de comité : "
	}
	l.ajouter(Obligation{
		Etape: Entretiens, Qui: l.employeur, Quoi: si + "Convoquer chaque personne à un entretien, par lettre recommandée ou remise en main propre" + nombre(", ", valeur(convocationJours, l.jour), " jours ouvrables entiers avant lui"),
		Echeance: demarches.AuPlusTard, Date: p.convocationAuPlusTard(), Depuis: "l'entretien", Articles: "C. trav. L1233-11, R1231-1",
	}, p.ConvocationEntretien)
	assistance := "une personne de l'entreprise"
	if p.comite() == fait.Non {
		assistance += " ou un conseiller du salarié"
	}
	l.ajouter(Obligation{
		Etape: Entretiens, Qui: l.employeur, Quoi: si + "Tenir l'entretien : dire le motif, écouter les explications ; la personne peut se faire assister par " + assistance,
		Echeance: demarches.APartirDu, Date: p.entretienAuPlusTot(p.ConvocationEntretien), Depuis: "la présentation de la convocation", Articles: "C. trav. L1233-11 à L1233-13, R1231-1",
		Chacun: FaitEntretien,
	}, p.Entretien)
}

// proposition : le CSP, ou le congé de reclassement des grandes entreprises.
func (l *liste) proposition() {
	p := l.p
	moment := p.Moment()
	quand := map[csp.Moment]string{
		csp.MomentEntretien: "pendant l'entretien", csp.MomentDerniereReunion: "à l'issue de la dernière réunion",
		csp.MomentHomologation: "le lendemain de la décision sur le plan",
	}[moment]
	depuis := map[csp.Moment]string{
		csp.MomentEntretien: "l'entretien", csp.MomentDerniereReunion: "la dernière réunion", csp.MomentHomologation: "la décision sur le plan",
		csp.MomentInconnu: "la forme du licenciement",
	}[moment]
	remise := p.Remise(moment, 0)
	if l.conge() {
		// R1233-19 ne connaît que l'entretien et la dernière réunion.
		quand, depuis, remise = "pendant l'entretien", "l'entretien", p.Entretien
		if p.entretiens() == fait.Non {
			quand, depuis, remise = "à l'issue de la dernière réunion", "la dernière réunion", p.DerniereReunion
		}
		l.dire(Obligation{
			Etape: Proposition, Qui: l.employeur, Quoi: "Informer chaque personne, " + quand + ", du congé de reclassement, qui remplace ici le CSP, puis le lui proposer dans la lettre de licenciement" + nombre(" : elle a ", valeur(congeReponse, l.jour), " jours pour répondre, et son silence est un refus"),
			Echeance: demarches.Le, Date: remise, Depuis: depuis, Articles: "C. trav. L1233-71, R1233-19 à R1233-21",
		})
		return
	}
	if quand != "" {
		quand = " et " + quand
	}
	l.dire(Obligation{
		Etape: Proposition, Qui: l.employeur, Quoi: "Remettre à chaque personne, contre récépissé" + quand + ", le document d'information sur le CSP et son bulletin ; à une personne que la maternité protège, au plus tard le lendemain de cette protection",
		Echeance: demarches.Le, Date: remise, Depuis: depuis, Articles: "C. trav. L1233-66 ; convention CSP, art. 4", Chacun: FaitRemise,
	})
	l.dire(Obligation{
		Etape: Proposition, Qui: l.employeur, Quoi: "Donner à chaque personne le motif économique par écrit, avec la priorité de réembauche, avant qu'elle n'accepte : le remettre avec le document est le plus sûr, selon la Cour de cassation",
		Echeance: demarches.AuPlusTard, Date: remise, Depuis: depuis, Articles: "C. trav. L1233-16, L1233-42, L1233-45", Chacun: FaitMotif,
	})
	if p.Procedure == csp.Liquidation {
		n := l.joursAGS()
		l.dire(Obligation{
			Etape: Proposition, Qui: l.employeur, Quoi: "Proposer le CSP" + nombre(" dans les ", n, " jours du jugement de liquidation, ou de la fin du maintien d'activité qu'il autorise") + ", pour que l'AGS avance les sommes de la rupture",
			Echeance: demarches.AuPlusTard, Date: apres(p.Jugement, n), Depuis: "le jugement de liquidation", Articles: "C. trav. L3253-8", Chacun: FaitOffre,
		})
	}
	if p.Procedure == csp.Redressement {
		l.dire(Obligation{
			Etape: Proposition, Qui: l.employeur, Quoi: "Proposer le CSP pendant la période d'observation, ou dans le mois du jugement qui arrête le plan, pour que l'AGS avance les sommes de la rupture",
			Echeance: demarches.AuPlusTard, Depuis: "le jugement qui arrête le plan", Articles: "C. trav. L3253-8", Chacun: FaitOffre,
		})
	}
	engagement := p.Engagement()
	if !engagement.Connue() {
		engagement = l.jour
	}
	papiers, articles := " son bulletin et la copie de sa pièce d'identité ; au plus tard à la fin du contrat, l'attestation d'employeur, la demande d'allocation signée et la copie de la carte Vitale", "Convention CSP, art. 5 § 2"
	if engagement < csp.Convention2015 {
		papiers, articles = " son bulletin, la demande d'allocation signée, les copies de la pièce d'identité et de la carte Vitale, et l'attestation d'employeur", "Convention CSP de 2011, art. 6 § 3"
	}
	l.dire(Obligation{
		Etape: Proposition, Qui: l.employeur, Quoi: "Dès qu'une personne accepte, envoyer à " + csp.NomOperateur(l.jour) + papiers,
		Echeance: demarches.AuPlusTard, Depuis: "chaque acceptation", Articles: articles,
	})
}

// joursAGS sont ceux qui suivent le jugement de liquidation, et que l'AGS couvre (C. trav. L3253-8).
func (l *liste) joursAGS() fait.Nombre {
	if l.forme == csp.AvecPSE {
		return ailleurs(agsAvecPlan, l.jour)
	}
	return ailleurs(agsLiquidation, l.jour)
}

// proteges : ce qui s'ajoute pour chaque salarié protégé ; leurs dates sont propres à chacun.
func (l *liste) proteges() {
	avis := "Pour chaque élu, après son entretien, donner un avis au scrutin secret"
	switch {
	case l.forme > csp.Collectif2a9 && l.p.insolvable():
		avis += ", pas avant la réunion sur le projet"
	case l.forme > csp.Collectif2a9:
		avis += ", pas avant la seconde réunion sur le projet"
	}
	if l.p.comite() != fait.Non {
		l.dire(Obligation{
			Etape: Proteges, Qui: l.comite, Quoi: avis,
			Echeance: demarches.APartirDu, Depuis: "l'entretien du salarié protégé", Articles: "C. trav. L2421-3, R2421-8, R2421-9",
		})
	}
	if n := l.joursAGS(); l.p.Procedure == csp.Liquidation {
		l.dire(Obligation{
			Etape: Proteges, Qui: l.employeur, Quoi: "Dire à chaque salarié protégé que son licenciement est envisagé" + nombre(", dans les ", n, " jours du jugement de liquidation") + ", par exemple en le convoquant à l'entretien : l'AGS couvre alors sa rupture, même plus tardive",
			Echeance: demarches.AuPlusTard, Date: apres(l.p.Jugement, n), Depuis: "le jugement de liquidation", Articles: "C. trav. L3253-9 ; Cass. soc. 13 décembre 2017, n° 16-21.773",
		})
	}
	l.dire(Obligation{
		Etape: Proteges, Qui: l.employeur, Quoi: "Pour chaque salarié protégé, demander l'autorisation de l'inspection du travail" + nombre(" dans les ", valeur(protegeDepot, l.jour), " jours de l'avis du comité, s'il y en a un") + " ; l'entretien est dû quelle que soit la forme du licenciement",
		Echeance: demarches.AuPlusTard, Depuis: "l'avis du comité", Articles: "C. trav. L2411-1, L2421-3, R2421-1, R2421-8, R2421-10",
	})
	l.dire(Obligation{
		Etape: Proteges, Qui: "Inspection du travail", Quoi: "Autoriser ou refuser chaque licenciement" + nombre(" : après ", valeur(protegeDelai, l.jour), " mois, son silence vaut refus") + " ; pas de lettre avant son accord",
		Echeance: demarches.AuPlusTard, Depuis: "la réception de la demande d'autorisation", Articles: "C. trav. R2421-4, R2421-11", Chacun: FaitAutorisation,
	})
}

func (l *liste) lettres(sure bool) {
	p := l.p
	if sure {
		l.lettre()
	}
	if !l.conge() {
		l.dire(Obligation{
			Etape: Lettres, Qui: l.employeur, Quoi: "À qui réfléchit encore au CSP, rappeler dans la lettre son dernier jour pour répondre, et qu'elle ne vaut licenciement que s'il refuse",
			Echeance: demarches.Le, Date: p.EnvoiLettres, Depuis: "l'envoi des lettres", Articles: "Convention CSP, art. 4 § 2",
		})
	}
	envoi := p.EnvoiLettres
	if !envoi.Connue() {
		envoi = l.jour
	}
	if sure && l.forme <= csp.Collectif2a9 {
		l.dire(Obligation{
			Etape: Lettres, Qui: l.employeur, Quoi: "Informer la " + csp.NomAutorite(envoi) + ", par écrit, des licenciements prononcés",
			Echeance: demarches.AuPlusTard, Date: apres(p.EnvoiLettres, valeur(infoAutorite, envoi)), Depuis: "l'envoi des lettres", Articles: "C. trav. L1233-19, D1233-3",
		})
	}
	if n := valeur(motifPrecise, envoi); n.Connu() {
		l.dire(Obligation{
			Etape: Lettres, Qui: l.employeur, Quoi: "Préciser, s'il le faut, le motif à qui le demande" + nombre(" dans les ", n, " jours de la notification ;") + nombre(" la réponse a ", n, " jours"),
			Echeance: demarches.AuPlusTard, Depuis: "la réception de la demande", Articles: "C. trav. R1233-2-2",
		})
	}
	l.dire(Obligation{
		Etape: Lettres, Qui: l.employeur, Quoi: "Donner les critères d'ordre à qui les demande" + nombre(", au plus tard ", valeur(criteresOrdre, envoi), " jours après son départ ;") + nombre(" la réponse a ", valeur(criteresOrdre, envoi), " jours"),
		Echeance: demarches.AuPlusTard, Depuis: "la réception de la demande", Articles: "C. trav. L1233-17, L1233-43, R1233-1",
	})
}

func (l *liste) lettre() {
	p := l.p
	o := Obligation{
		Etape: Lettres, Qui: l.employeur, Quoi: "Envoyer à chaque personne, en recommandé avec avis de réception, la lettre qui donne le motif et la priorité de réembauche",
		Echeance: demarches.APartirDu, Date: p.LettreAuPlusTot(false), Articles: "C. trav. L1233-15, L1233-16, R1231-1", Depuis: "l'entretien",
	}
	if cadre := p.LettreAuPlusTot(true); cadre != o.Date {
		o.Quoi += " ; à un cadre, à partir du " + cadre.Francais()
	}
	switch {
	case l.forme == csp.AvecPSE && l.jour >= plan2013:
		o.Depuis, o.Articles = "la décision sur le plan", "C. trav. L1233-39, L1233-42, L1233-57-4"
	case p.insolvable() && l.forme > csp.Collectif2a9:
		o.Depuis, o.Articles = "la dernière réunion", "C. trav. L1233-42, L1233-58 ; Cass. soc. 17 mai 2023, n° 21-21.041"
		if p.entretiens() != fait.Non {
			o.Depuis = "l'entretien"
		}
	case p.insolvable():
		o.Quoi += " ; L1233-59 écarte les délais ordinaires, le ministère compte deux jours ouvrables après l'entretien"
		o.Articles = "C. trav. L1233-15, L1233-16, L1233-59"
	case l.forme > csp.Collectif2a9:
		o.Depuis, o.Articles = "la notification du projet", "C. trav. L1233-39, L1233-42, R1231-1"
	}
	l.ajouter(o, p.EnvoiLettres)
}

// finContrat : les papiers de la fin, et la priorité qui suit ; la fin de chaque contrat lui est propre.
func (l *liste) finContrat() {
	const fin = "la fin de chaque contrat"
	l.dire(Obligation{
		Etape: FinContrat, Qui: l.employeur, Quoi: "Remettre à chaque personne le certificat de travail, le reçu pour solde de tout compte et l'attestation d'employeur, envoyée aussi à " + csp.NomOperateur(l.jour),
		Echeance: demarches.Le, Depuis: fin, Articles: "C. trav. L1234-19, L1234-20, R1234-9",
	})
	if n := valeur(messageFinContrat, l.jour); n.Connu() {
		l.dire(Obligation{
			Etape: FinContrat, Qui: l.employeur, Quoi: "Envoyer le message de fin de contrat de la déclaration sociale nominative" + nombre(", au plus tard ", n, " jours ouvrés après la fin"),
			Echeance: demarches.AuPlusTard, Depuis: fin, Articles: "CSS R133-14",
		})
	}
	l.dire(Obligation{
		Etape: FinContrat, Qui: l.employeur, Quoi: "Inscrire la sortie au registre unique du personnel",
		Echeance: demarches.Le, Depuis: fin, Articles: "C. trav. L1221-13, D1221-23, D1221-25",
	})
	if !l.conge() {
		l.dire(Obligation{
			Etape: Apres, Qui: l.employeur, Quoi: "Payer à " + csp.NomOperateur(l.jour) + " la contribution du préavis de chaque personne entrée en CSP avec un an d'ancienneté ou plus, au plus tard le 25 du deuxième mois qui suit celui où son CSP commence",
			Echeance: demarches.AuPlusTard, Depuis: "le premier jour de chaque CSP", Articles: "C. trav. L1233-69 ; convention CSP, art. 25", Chacun: FaitContribution,
		})
	}
	l.dire(Obligation{
		Etape: Apres, Qui: l.employeur, Quoi: "Proposer tout emploi qui se libère à qui a demandé la priorité de réembauche" + nombre(", pendant ", ailleurs(reembauche, l.jour), " mois") + ", et en informer le comité s'il y en a un",
		Echeance: demarches.AuPlusTard, Depuis: fin, Articles: "C. trav. L1233-45",
	})
}
