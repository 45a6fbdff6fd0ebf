package csp

import (
	"slices"
	"strconv"
	"strings"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
)

// Phrase est un texte à faire : un modèle et ses valeurs. Rien n'est écrit pendant le calcul.
type Phrase struct {
	modele modele
	D1, D2 calendrier.Date
	N1, N2 int
	M1, M2 argent.Montant
	S1     string
}

// Vide dit si la phrase ne dit rien.
func (p Phrase) Vide() bool { return p.modele == muette }

// String écrit la phrase en français.
func (p Phrase) String() string { return string(p.Append(nil)) }

// Append écrit la phrase à la suite de b.
func (p Phrase) Append(b []byte) []byte {
	texte := textes[p.modele]
	for {
		i := strings.IndexByte(texte, '{')
		if i < 0 {
			return append(b, texte...)
		}
		b = append(b, texte[:i]...)
		switch texte[i+1 : i+3] {
		case "d1":
			b = append(b, p.D1.Francais()...)
		case "d2":
			b = append(b, p.D2.Francais()...)
		case "n1":
			b = appendMilliers(b, p.N1)
		case "n2":
			b = appendMilliers(b, p.N2)
		case "m1":
			b = append(b, p.M1.Francais()...)
		case "m2":
			b = append(b, p.M2.Francais()...)
		case "s1":
			b = append(b, p.S1...)
		}
		texte = texte[i+4:]
	}
}

// appendMilliers écrit « 1 000 », avec une espace insécable.
func appendMilliers(b []byte, n int) []byte {
	if n >= 1000 {
		b = append(strconv.AppendInt(b, int64(n/1000), 10), "\u00a0"...)
		return append(b, byte('0'+n/100%10), byte('0'+n/10%10), byte('0'+n%10))
	}
	return strconv.AppendInt(b, int64(n), 10)
}

type modele uint8

const (
	muette modele = iota

	// Conditions d'éligibilité.
	effectifSous
	effectifAtteint
	effectifInconnu
	procedureCollective
	horsAssurance
	sousAssurance
	contratPasCDI
	contratPasPrive
	affiliationOui
	affiliationNon
	affiliationInconnue
	finContratInconnue
	affiliationCompte
	fenetreMois
	fenetreInconnue
	retraiteNon
	retraiteDejaServie
	retraiteTauxPlein
	retraiteAgeMax
	retraiteInconnue
	retraiteNaissance
	apteOui
	apteNon
	residenceOui
	residenceNon
	residenceMayotte
	autreEmploiPossible

	// Motifs : périodes de travail.
	travailAutorise
	travailTropCourt
	travailSansAccord
	travailCumul
	travailSixMois
	travailNature
	travailRegime2011
	travailRegime2012
	travailAccordInconnu
	travailFinInconnue

	// Motifs : prime et indemnité différentielle.
	aideOuverte
	primeAvant2015
	primeMoinsUnAn
	primeTropTard
	primeContratCourt
	primeSansPlan
	primeDejaServie
	primePlanAValider
	aideDemandeAFaire
	primeDemandeTardive
	aideAutreChoisie
	aideApresTerme
	aideFaitManquant
	idrPasDeBaisse
	idrBaisseInsuffisante
	idrFormule
	idrContratCourt
	idrPrescrite

	// CASP.
	caspOuvrable
	caspEffectif
	caspAucune
	caspCumul
	caspInconnu
	caspSansFait

	// Avertissements.
	avertAvant2011
	avertApres2026
	avertMayotte
	avertReport
	avertReportHypothese
	avertReponseTardive
	avertSilence
	avertReponseAvantRemise
	avertMotifTardif
	avertMotifAbsent
	avertRetractation
	avertInscription
	avertPreavisReleve
	avertEvenementApresSortie
	avertEvenementAvantCSP
	avertEmploiReflexion
	avertEngagementLointain
	avertTropJeune
	avertReponseSansOffre
	avertPaiePartielle
	avertDureeContrat
	avertAccordSuppose
	avertPaieExclue
	avertBaremeSansEffet
	avertBaremeMasque
	avertBaremeProjete
	avertRevalorisation
	avertMaladieAncienne
	avertPresenceParentale
	avertProcheAidant
	avertJoursDoubles
	avertStraddle
	avertTravailLuDansReprise
	avertTravailNonAutorise
	avertRetourPratique
	avertRetourTropTard
	avertRetraiteProche
	avertTauxPleinTardif
	avertEmploiConserve
	avertEmploiPerdu
	avertMaternitePathologique
	avertContestation
	avertHeuresSeules
	avertIDRMois
	avertEvenementEnCours
	avertAnneeDansReflexion
	avertEngagementSuppose
	avertDebordement
	avertTrente
	avertFinApresRemise
	avertDebutApresFin
	avertEnPosteRompu
	avertFinContratAutre
	avertRemiseAvantEngagement
	avertPasProtege
	avertLettreInsolvable
	avertEvenementSansCSP
	avertAutorisationRefusee

	// À quoi sert un fait manquant.
	pourDispositif
	pourFenetre
	pourRetraite
	pourAffiliation
	pourAnciennete
	pourSJR
	pourPreavis
	pourCharges
	pourReflexion
	pourRupture
	pourDureeASP
	pourPension
	pourAide
	pourSecondVersement
	pourFinEvenement
	pourCASP
	pourProcedure
	pourDIF
	pourDiffere
	pourPenalite
	pourContestation
)

var textes = [...]string{
	muette: "",

	effectifSous:        "L'entreprise compte {n1} salariés : moins de {n2}, elle doit proposer le CSP.",
	effectifAtteint:     "L'entreprise ou son groupe compte {n1} salariés : à partir de {n2}, c'est le congé de reclassement qui est proposé.",
	effectifInconnu:     "L'effectif de l'entreprise n'est pas connu : à partir de {n2} salariés, c'est le congé de reclassement qui est proposé.",
	procedureCollective: "L'entreprise est en redressement ou en liquidation judiciaire : elle propose le CSP quel que soit son effectif.",
	horsAssurance:       "L'employeur ne relève pas du régime d'assurance chômage.",
	sousAssurance:       "L'employeur relève du régime d'assurance chômage.",
	contratPasCDI:       "Le contrat n'est pas un contrat à durée indéterminée.",
	contratPasPrive:     "Le contrat n'est pas un contrat de droit privé.",
	affiliationOui:      "L'affiliation atteint {n1} jours travaillés ou {n2} heures dans la fenêtre.",
	affiliationNon:      "L'affiliation n'atteint ni {n1} jours travaillés ni {n2} heures dans la fenêtre.",
	finContratInconnue:  "On ne peut pas le dire : la fin du contrat n'est pas connue.",
	affiliationCompte:   "La personne compte {n1} jours travaillés dans la fenêtre ; le CSP demande {n2} jours, ou 610 heures.",
	affiliationInconnue: "On ne sait pas si l'affiliation atteint {n1} jours travaillés ou {n2} heures.",
	fenetreMois:         "L'affiliation se cherche dans les {n1} mois qui finissent avec le contrat, depuis le {d1}.",
	fenetreInconnue:     "La durée de la fenêtre d'affiliation dépend de l'âge à la fin du contrat.",
	retraiteNon:         "La retraite à taux plein n'est pas atteinte à la fin du contrat.",
	retraiteDejaServie:  "Une retraite anticipée est déjà versée.",
	retraiteTauxPlein:   "La retraite à taux plein est atteinte depuis le {d1}.",
	retraiteAgeMax:      "À {n1} ans, le taux plein est automatique.",
	retraiteInconnue:    "L'âge légal est atteint ; on ne sait pas si les trimestres du taux plein le sont aussi.",
	retraiteNaissance:   "La date de naissance et celle du taux plein ne sont pas connues.",
	apteOui:             "La personne est physiquement apte à l'emploi.",
	apteNon:             "La personne n'est pas physiquement apte à l'emploi.",
	residenceOui:        "La personne réside sur le territoire du régime d'assurance chômage.",
	residenceNon:        "La personne réside hors du territoire du régime d'assurance chômage.",
	residenceMayotte:    "Mayotte a sa propre convention CSP (17 juillet 2018), que cette édition ne couvre pas.",
	autreEmploiPossible: "Un autre emploi n'empêche pas d'adhérer ; il peut suspendre l'allocation.",

	travailAutorise:      "Période autorisée : le CSP et l'allocation sont suspendus, puis reprennent.",
	travailTropCourt:     "Le contrat dure {n1} jour(s) : {n2} au moins sont demandés.",
	travailSansAccord:    "Le conseiller n'a pas donné son accord avant le début du contrat.",
	travailCumul:         "Avec cette période, le total des contrats dépasse {n1} mois.",
	travailSixMois:       "Un contrat à durée indéterminée, ou de {n1} mois et plus, met fin au CSP.",
	travailNature:        "Seuls un CDD ou un contrat de travail temporaire peuvent être autorisés.",
	travailRegime2011:    "Avant le 3 février 2012 : deux périodes au plus, d'au moins un mois chacune, trois mois en tout.",
	travailRegime2012:    "Du 3 février 2012 au 28 février 2015 : chaque période dure au moins {n2} jours ; celle-ci en dure {n1}.",
	travailAccordInconnu: "Contrat de moins de six mois déclaré comme reprise d'emploi : lu comme une période de travail, l'accord préalable n'est pas connu.",
	travailFinInconnue:   "La fin du contrat n'est pas connue : on ne sait pas si la période est autorisée ou met fin au CSP.",

	aideOuverte:           "Toutes les conditions sont réunies.",
	primeAvant2015:        "La prime de reclassement n'existe que pour les procédures engagées depuis le 1er février 2015.",
	primeMoinsUnAn:        "La prime demande un an d'ancienneté dans l'emploi perdu.",
	primeTropTard:         "L'emploi commence après le {d1}, fin du dixième mois du CSP.",
	primeContratCourt:     "La prime demande un CDI, ou un contrat de {n1} mois au moins.",
	primeSansPlan:         "Aucun plan de sécurisation n'était validé quand la prime a été demandée.",
	primeDejaServie:       "La prime n'est servie qu'une fois par CSP.",
	primePlanAValider:     "plan à valider",
	aideDemandeAFaire:     "demande à faire avant le {d1}",
	primeDemandeTardive:   "La prime devait être demandée le {d1} au plus tard.",
	aideAutreChoisie:      "Prime et indemnité différentielle ne se cumulent pas pour un même emploi : l'autre a été demandée.",
	aideApresTerme:        "L'emploi commence après la fin du CSP.",
	aideFaitManquant:      "Un fait manque pour conclure.",
	idrPasDeBaisse:        "Le nouvel emploi n'est pas moins payé que l'ancien.",
	idrBaisseInsuffisante: "La baisse de salaire n'atteint pas {n1} %.",
	idrFormule:            "Trente fois le salaire journalier ({m1}) ne dépassent pas le nouveau salaire ({m2}).",
	idrContratCourt:       "Selon la lecture choisie, l'indemnité demande un contrat de six mois au moins.",
	idrPrescrite:          "La demande devait être faite le {d1} au plus tard.",

	caspOuvrable: "Plus de {n1} salariés, et au moins une des situations prévues.",
	caspEffectif: "L'entreprise compte {n2} salariés : il en faut plus de {n1}.",
	caspAucune:   "Ni redressement ou liquidation, ni {n1} licenciements envisagés, ni difficultés importantes.",
	caspCumul:    "Selon la lecture choisie, il faut aussi des difficultés importantes.",
	caspInconnu:  "Un fait manque pour conclure.",
	caspSansFait: "Aucun fait n'est donné sur une cellule d'appui.",

	avertAvant2011:             "La procédure est engagée le {d1}, avant le CSP (1er septembre 2011) : cette édition ne couvre pas les dispositifs qui le précèdent.",
	avertApres2026:             "La procédure est engagée le {d1}. Le CSP n'est agréé que pour les procédures engagées jusqu'au {d2} : rien n'est promis au-delà. Si le dispositif était prolongé sans changement, les règles en vigueur au {d2} s'appliqueraient telles quelles.",
	avertMayotte:               "La personne réside à Mayotte : le CSP y suit une autre convention, du 17 juillet 2018. Rien n'est calculé ici.",
	avertReport:                "Le dernier jour compté, le {d1}, n'est pas un jour ouvré : le délai finit le {d2}. Hors jour férié, ce report est une lecture : pour ne prendre aucun risque, répondre le {d1} au plus tard.",
	avertReportHypothese:       "Aucun report n'est appliqué selon la lecture choisie, alors que le dernier jour ({d1}) n'est pas ouvré.",
	avertReponseTardive:        "L'acceptation du {d1} arrive après le dernier jour ({d2}) : le silence jusque-là vaut refus.",
	avertSilence:               "Aucune réponse le {d1}, dernier jour : le silence vaut refus.",
	avertReponseAvantRemise:    "La réponse du {d1} précède la remise des documents du {d2} : l'une des deux dates est à vérifier.",
	avertMotifTardif:           "Le motif économique est écrit le {d1}, après l'acceptation du {d2} : la rupture risque d'être sans cause réelle et sérieuse.",
	avertMotifAbsent:           "Aucun écrit daté ne donne le motif économique : il doit être remis au plus tard au moment de l'acceptation.",
	avertRetractation:          "Aucun texte lu ne dit si une acceptation peut être retirée pendant le délai.",
	avertInscription:           "L'inscription ({d1}) et la remise par l'opérateur ({d2}) ne sont pas le même jour : le délai est compté depuis la remise, plus favorable.",
	avertPreavisReleve:         "Le préavis indiqué est plus court que le préavis légal de {n1} mois, qui est retenu.",
	avertEmploiReflexion:       "L'emploi commencé le {d1}, pendant le délai de réflexion, n'est pas conservé : l'allocation est suspendue tant qu'il dure.",
	avertEngagementLointain:    "Plus de deux ans séparent l'engagement de la procédure ({d1}) de la remise ({d2}) : l'une des deux dates est à vérifier, elle choisit les règles.",
	avertTropJeune:             "La personne aurait eu {n1} ans au début du contrat : une date est à vérifier.",
	avertReponseSansOffre:      "Une réponse est donnée alors qu'aucune proposition n'a été faite : elle est sans effet.",
	avertPaiePartielle:         "Les lignes de paie laissent {n1} jours de la période de référence sans salaire : ils comptent pour zéro.",
	avertDureeContrat:          "L'emploi du {d1} a une fin et une durée qui ne disent pas la même chose : la fin est retenue.",
	avertAccordSuppose:         "L'accord du conseiller avant le contrat du {d1} n'est pas donné : il est supposé.",
	avertEvenementApresSortie:  "Un fait daté du {d1} suit la sortie du CSP ({d2}) : il est sans effet.",
	avertEvenementAvantCSP:     "Un fait daté du {d1} précède le premier jour du CSP ({d2}) : il est sans effet.",
	avertPaieExclue:            "La paie à exclure ({m1}) dépasse la paie de la période de référence : le salaire journalier n'est pas calculé.",
	avertBaremeSansEffet:       "Barèmes dus le {d1} et non publiés : {s1}. Les montants donnés ne changent pas, que ces barèmes restent les mêmes ou montent de 10 % par an.",
	avertBaremeProjete:         "Barèmes dus le {d1} et non publiés : {s1}. Les montants qui en dépendent sont donnés à la dernière valeur publiée.",
	avertBaremeMasque:          "Barèmes dus le {d1} et non publiés : {s1}. Les montants qu'ils peuvent changer ne sont pas donnés.",
	avertRevalorisation:        "Montants donnés avant la revalorisation du {d1}, qui n'est pas publiée.",
	avertMaladieAncienne:       "Pour une procédure engagée entre le 14 avril 2017 et le 30 juin 2021, la date à partir de laquelle maladie et maternité allongent le CSP n'est pas sûre : lecture retenue, engagement depuis le 1er juillet 2019.",
	avertPresenceParentale:     "L'allongement par le congé de présence parentale ne repose que sur une source secondaire.",
	avertProcheAidant:          "Avant l'avenant n° 5, aucun texte lu ne suspend l'allocation pour un congé de proche aidant.",
	avertJoursDoubles:          "Des jours relèvent de deux causes d'allongement à la fois : ils ne comptent qu'une fois.",
	avertStraddle:              "La période de travail chevauche la fin du sixième mois ({d1}) : seuls ses jours suivants allongent le CSP.",
	avertTravailLuDansReprise:  "La reprise d'emploi du {d1} dure moins de six mois : elle est lue comme une période de travail.",
	avertTravailNonAutorise:    "Le contrat commencé le {d1} n'est pas une période autorisée : l'allocation s'arrête la veille, jusqu'à une décision de reprise de l'opérateur.",
	avertRetourPratique:        "L'opérateur a déjà repoussé la fin du CSP après un emploi tenu au-delà du sixième mois ; le texte ne le prévoit pas : la fin reste la même.",
	avertRetourTropTard:        "L'essai est rompu le {d1}, après la fin du CSP ({d2}) : il n'y a plus de CSP à reprendre.",
	avertRetraiteProche:        "L'âge légal de la retraite est atteint le {d1}, pendant le CSP : si les trimestres du taux plein le sont aussi, l'allocation s'arrête.",
	avertTauxPleinTardif:       "La date de taux plein ({d1}) suit l'âge du taux plein automatique ({d2}), qui est retenu.",
	avertEmploiConserve:        "L'autre emploi est conservé : l'allocation se cumule avec lui, à condition que les deux emplois aient été exercés et payés en même temps.",
	avertEmploiPerdu:           "L'autre emploi s'arrête le {d1}, pendant le CSP : l'allocation doit être revue, sans descendre sous l'ARE révisée.",
	avertMaternitePathologique: "Le congé dépasse sa durée légale de {n1} jours : seuls ces jours allongent le CSP, un congé pathologique n'étant pas distingué.",
	avertContestation:          "Le délai de douze mois n'est pas écrit dans la proposition : il ne peut pas être opposé à la personne.",
	avertHeuresSeules:          "L'affiliation n'est atteinte que par les heures : la conversion en jours n'a pas été trouvée, la durée de l'allocation n'est pas donnée.",
	avertIDRMois:               "Le contrat dure {n1} mois et {n2} jours : l'indemnité est comptée pour les mois entiers, aucun texte ne disant le prorata.",
	avertEvenementEnCours:      "Un arrêt commencé le {d1} n'a pas de fin connue : rien n'est compté après ce jour, et l'allongement n'est pas encore ajouté.",
	avertAnneeDansReflexion:    "L'année d'ancienneté est atteinte pendant le délai de réflexion : elle est appréciée le {d1}, réglage anciennete_appreciee.",
	avertEngagementSuppose:     "La date d'engagement de la procédure n'est pas donnée : le jour de remise ({d1}) en tient lieu.",
	avertDebordement:           "Un montant sort de ce que le programme sait compter : vérifiez les sommes données.",
	avertTrente:                "Selon la lecture choisie, chaque mois est payé sur trente jours.",
	avertEnPosteRompu:          "L'emploi est dit occupé trois mois après, alors que l'essai est rompu le {d1} : la seconde moitié de la prime n'est pas due.",
	avertFinContratAutre:       "La fin du contrat donnée, {d1}, n'est pas celle d'une adhésion, {d2}, qui est retenue.",
	avertRemiseAvantEngagement: "Les documents sont remis le {d1}, avant l'engagement de la procédure du {d2} : l'une des deux dates est à vérifier.",
	avertLettreInsolvable:      "En redressement ou en liquidation, la lettre est comptée deux jours ouvrables après l'entretien, comme le lit le ministère : aucun texte ne fixe ce délai.",
	avertPasProtege:            "Une décision d'autorisation est donnée pour un salarié qui n'est pas dit protégé : elle est sans effet.",
	avertEvenementSansCSP:      "Un fait daté du {d1} suppose un CSP, qui n'a pas été accepté : il est sans effet.",
	avertDebutApresFin:         "Le contrat commencerait le {d1}, après sa fin du {d2} : l'une des deux dates est à vérifier.",
	avertAutorisationRefusee:   "L'autorisation de licencier est refusée ({d1}) : il n'y a pas de licenciement, la proposition est sans effet.",
	avertFinApresRemise:        "Le contrat est dit fini le {d1}, après la remise des documents par l'opérateur ({d2}) : l'une des deux dates est à vérifier.",

	pourDispositif:      "savoir si le CSP doit être proposé",
	pourFenetre:         "connaître la fenêtre d'affiliation et la période de référence",
	pourRetraite:        "savoir si la retraite à taux plein est atteinte",
	pourAffiliation:     "savoir si l'affiliation suffit",
	pourAnciennete:      "connaître l'ancienneté, donc le taux de l'allocation, le préavis et l'indemnité",
	pourSJR:             "calculer le salaire journalier de référence",
	pourPreavis:         "calculer le préavis, la contribution et l'indemnité",
	pourCharges:         "calculer la contribution avec les charges patronales",
	pourReflexion:       "connaître les dates du délai de réflexion et du CSP",
	pourRupture:         "connaître la fin du contrat",
	pourDureeASP:        "connaître la durée de l'allocation",
	pourPension:         "savoir ce que la pension d'invalidité retire à l'allocation",
	pourAide:            "savoir si la prime ou l'indemnité différentielle est due",
	pourSecondVersement: "savoir si la seconde moitié de la prime est due",
	pourFinEvenement:    "compter les jours suspendus et l'allongement",
	pourCASP:            "savoir si une cellule d'appui peut être ouverte",
	pourProcedure:       "savoir quelle version des règles s'applique",
	pourDIF:             "calculer la participation au titre du DIF",
	pourDiffere:         "calculer les différés d'indemnisation",
	pourPenalite:        "calculer la pénalité",
	pourContestation:    "connaître le dernier jour pour contester",
}

// PourASP dit que l'allocation dépend du fait : ce que doit l'employeur, une cellule d'appui ou la suite d'un refus n'y touchent pas.
func (m Manquant) PourASP() bool {
	return !slices.Contains([]modele{pourPreavis, pourCharges, pourDIF, pourPenalite, pourContestation, pourCASP, pourDiffere, pourAide, pourSecondVersement}, m.Pour)
}
