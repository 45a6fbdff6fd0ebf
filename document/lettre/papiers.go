package lettre

import (
	"jalon/document"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/fait"
	"jalon/droit/rupture"
	"jalon/droit/trace"
	"jalon/lot"
)

// Pour rend les papiers de la personne : la proposition et l'information, toujours ; la lettre conservatoire tant
// qu'elle n'a pas répondu, ou s'est tue, si la lettre de licenciement tombe dans la réflexion ; après une acceptation,
// l'accusé et la contribution ; après un refus ou un silence, leur suite. Quand l'employeur n'a rien proposé, la
// feuille de ce qu'il doit. Aucun quand SansPapier dit pourquoi.
func Pour(l *lot.Lot, x *lot.Etude) []Lettre {
	if SansPapier(x) != "" {
		return nil
	}
	p := x.Personne
	if p.Bilan.Issue == lot.PasOffert {
		return []Lettre{Contribution(l, x)}
	}
	tout := []Lettre{Proposition(l, x), Information(l, x)}
	if i := p.Bilan.Issue; pendantReflexion(&l.Entreprise, x) && i != lot.AAccepte && i != lot.ARefuse {
		tout = append(tout, Conservatoire(l, x))
	}
	switch p.Bilan.Issue {
	case lot.AAccepte:
		tout = append(tout, Accuse(l, x), Contribution(l, x))
	case lot.ARefuse, lot.SEstTue:
		tout = append(tout, SansReponse(l, x))
	}
	return tout
}

// pendantReflexion dit si la lettre de licenciement part pendant la réflexion : au jour donné pour toutes ou, à défaut,
// au premier jour permis.
func pendantReflexion(e *lot.Entreprise, x *lot.Etude) bool {
	if envoi := envoiDonne(e, x); envoi.Connue() {
		return envoi <= x.Adhesion.Dates.FinReflexion
	}
	return x.Personne.Bilan.Dates.LettreConservatoire.Connue()
}

// envoiDonne est le jour donné pour l'envoi des lettres, s'il peut être celui de cette personne.
func envoiDonne(e *lot.Entreprise, x *lot.Etude) calendrier.Date {
	d, remise := e.Projet.EnvoiLettres, x.Personne.Situation.Proposition.Remise
	if !d.Connue() || d < max(x.Adhesion.Dates.LettreAuPlusTot, remise) {
		return 0
	}
	return d
}

// SansPapier dit pourquoi aucun papier ne peut être fait pour cette personne ; vide s'il peut y en avoir.
func SansPapier(x *lot.Etude) string {
	a, s := &x.Adhesion, &x.Personne.Situation
	switch {
	case x.Personne.Etat == lot.Refusee:
		return "la rangée du fichier est refusée : corrigez-la, puis recommencez"
	case !a.Couvert && !s.Licenciement.Engagement.Connue() && !s.Proposition.Remise.Connue():
		return "on ne sait ni quand la procédure est engagée, ni quand les documents sont remis (" + csp.KEY01.String() + ")"
	case !a.Couvert:
		return "la procédure ou le lieu ne sont pas de ceux que cette édition connaît"
	case a.Dispositif == csp.DispositifConge:
		return "l'employeur doit le congé de reclassement, et non le CSP (" + csp.ELIG01.String() + ")"
	case a.Dispositif == csp.DispositifAucun:
		return "le CSP n'est pas dû par cet employeur (" + csp.ELIG04.String() + ")"
	case a.Eligibilite.Eligible == fait.Non:
		for _, c := range a.Eligibilite.Conditions {
			if c.Respectee == fait.Non {
				return "la personne ne remplit pas une condition du CSP (" + c.Regle.String() + ")"
			}
		}
		return "la personne ne remplit pas une condition du CSP"
	case s.Salarie.Protege.Defaut(false) && s.Autorisation.Accordee == fait.Non:
		return "l'autorisation de licencier est refusée (" + csp.PROC08.String() + ")"
	case x.Personne.Bilan.Issue == lot.SansCSP:
		return "le CSP n'est pas dû à cette personne"
	}
	return ""
}

// remise nomme une date dont toutes les autres dépendent.
const remise = "date de remise des documents"

// Proposition est la lettre qui remet les documents du CSP, avec son récépissé à détacher (PROC-01 à PROC-06).
func Proposition(l *lot.Lot, x *lot.Etude) Lettre {
	r := commencer(l, x, &x.Adhesion, "1-proposition", "Proposition du contrat de sécurisation professionnelle (CSP)")
	p := &r.s.Proposition
	r.adresser(p.Remise, remise)
	r.citer(csp.PROC01, csp.PROC02, csp.PROC03, csp.PROC04, csp.PROC06, csp.PROC09)
	r.para("Nous envisageons de mettre fin à votre contrat de travail pour un motif économique. Dans ce cas, la loi nous demande de vous proposer le contrat de sécurisation professionnelle (CSP) : une allocation et un suivi renforcé vers un nouvel emploi, assurés par " + r.op + ". Vous êtes libre de l'accepter ou non.")
	r.para("Les documents du CSP vous sont remis le " + r.jour(p.Remise, remise) + r.circonstance() + " : le document d'information, avec son bulletin d'acceptation à détacher, la demande d'allocation, et le récépissé qui figure à la fin de cette lettre.")
	r.titre("Vos dates")
	r.dates()
	r.titre("Comment répondre")
	papiers := "le bulletin d'acceptation rempli et signé, avec une copie de votre pièce d'identité"
	if r.ancienne {
		papiers = "le bulletin d'acceptation rempli et signé, la demande d'allocation, une copie de votre pièce d'identité et une copie de votre carte Vitale"
	}
	r.liste(
		"Pour accepter : remettez-nous ou envoyez-nous "+papiers+", au plus tard "+r.dernierJour()+". Nous retenons le jour de l'envoi. Gardez-en la preuve : un reçu daté, ou une lettre recommandée avec avis de réception.",
		"Pour refuser : vous n'avez rien à faire. Si vous n'avez pas répondu au soir de ce jour, votre silence vaut refus.",
		"Pour en parler : "+r.op+" vous reçoit gratuitement pendant ce délai, pour un entretien d'information. L'entretien ne prolonge pas le délai.")
	r.citer(csp.PROC12)
	r.para("En attendant, votre contrat continue et votre salaire vous est dû.")
	r.citer(csp.RUPT04)
	if m := x.Personne.Bilan.Motif; x.Personne.Bilan.Issue == lot.AAccepte && (m == lot.MotifAbsent || m == lot.MotifTardif) {
		// Une proposition déjà acceptée ne dit pas après coup un motif qu'elle n'avait pas.
		r.manque("preuve du motif écrit avant l'acceptation ("+csp.PROC03.String()+") : "+m.String()+" ; cette copie ne donne donc pas le motif", false)
	} else {
		r.motif("Le motif économique")
		r.priorite()
	}
	r.contester()
	if r.e.Contact != "" {
		r.para("Une question sur cette proposition ? Vous pouvez nous joindre : " + r.e.Contact + ".")
	}
	r.signer()
	r.recepisse()
	return r.finir()
}

// motif écrit la raison économique, puis son effet sur l'emploi de la personne : il faut les deux (C. trav. L1233-16,
// L1233-42).
func (r *redaction) motif(titre string) {
	r.titre(titre)
	jugement := func(quoi string) string {
		if d := r.e.Projet.Jugement; d.Connue() {
			return d.EnLettres()
		}
		return r.ou("", "date du "+quoi, true)
	}
	switch r.s.Employeur.Procedure {
	case csp.Liquidation:
		r.para("Le tribunal a prononcé la liquidation judiciaire de l'entreprise le " + jugement("jugement de liquidation") + ".")
	case csp.Redressement:
		r.para("Le tribunal a mis l'entreprise en redressement judiciaire le " + jugement("jugement de redressement") + ".")
	case csp.SansProcedure, csp.Sauvegarde:
	}
	r.texteLong(r.e.Motif, "motif économique", true)
	r.para("Effet sur votre emploi" + entre(r.x.Personne.Identite.Emploi) + " :")
	r.texteLong(r.libre("effet_emploi"), "effet du motif sur l'emploi", true)
}

// permission dit qui a permis le licenciement, quand il faut une décision : sans elle, la lettre n'est pas motivée.
func (r *redaction) permission() {
	if r.s.Employeur.Procedure == csp.Redressement {
		r.para("Ce licenciement est permis par l'ordonnance du juge-commissaire, ou par le jugement qui arrête le plan, du " + r.ou("", "date de l'ordonnance du juge-commissaire, ou du jugement qui arrête le plan", false) + ".")
	}
	if r.s.Salarie.Protege.Defaut(false) {
		r.para("L'inspection du travail a autorisé votre licenciement par une décision que nous avons reçue le " + r.jour(r.s.Autorisation.NotifieeLe, "réception de l'autorisation de licencier") + ".")
		r.citer(csp.PROC08)
	}
}

// circonstance dit à quelle étape les documents sont remis, quand les dates ne disent pas le contraire.
func (r *redaction) circonstance() string {
	remise := r.s.Proposition.Remise
	switch r.d.Moment {
	case csp.MomentEntretien:
		if jour := max(r.x.Personne.Bilan.Dates.Entretien, r.s.Licenciement.Engagement); !remise.Connue() || remise == jour {
			return ", pendant votre entretien préalable"
		}
	case csp.MomentDerniereReunion:
		return ", après la dernière réunion des représentants du personnel"
	case csp.MomentHomologation:
		return ", après la décision de l'autorité du travail (" + csp.NomAutorite(max(remise, r.d.ARE.Engagement)) + ") sur le plan de sauvegarde de l'emploi"
	case csp.MomentFinProtection:
		return ", à la fin de la protection liée à votre maternité"
	case csp.MomentInconnu, csp.MomentInscription:
	}
	return ""
}

// dernierJour nomme le dernier jour du délai, ou ce qui le fixera.
func (r *redaction) dernierJour() string {
	fin := r.d.Dates.FinReflexion
	if !fin.Connue() && r.s.Salarie.Protege.Defaut(false) {
		return "le lendemain du jour où nous recevrons la décision de l'inspection du travail, et jamais avant la fin des 21 jours"
	}
	return "le " + r.jour(fin, "dernier jour du délai de réflexion")
}

// dates est la table des jours qui comptent.
func (r *redaction) dates() {
	d := &r.d.Dates
	fin := "dernier jour du délai de réflexion"
	dernier := r.jour(d.FinReflexion, fin) + ", ce jour compris"
	if !d.FinReflexion.Connue() && r.s.Salarie.Protege.Defaut(false) {
		dernier = "à fixer : lendemain du jour où nous recevrons la décision de l'inspection du travail, et jamais avant la fin des 21 jours"
		r.citer(csp.PROC08)
	}
	r.tableau(
		nil,
		[]string{"Remise des documents", r.jour(r.s.Proposition.Remise, remise)},
		[]string{"Le délai de 21 jours pour répondre commence", r.jour(d.DebutReflexion, "premier jour du délai de réflexion")},
		[]string{"Dernier jour pour répondre", dernier},
		[]string{"Fin de votre contrat si vous acceptez", r.jour(d.Rupture, "fin du contrat en cas d'acceptation") + ", au soir"},
		[]string{"Premier jour du CSP si vous acceptez", r.jour(d.DebutCSP, "premier jour du CSP")})
	r.citer(csp.RUPT01)
	if d.FinReflexion.Connue() && r.s.Proposition.Remise.Connue() && d.FinReflexion > r.s.Proposition.Remise.Plus(21) && !r.s.Salarie.Protege.Defaut(false) {
		r.para("Le vingt et unième jour n'est pas un jour travaillé : le délai est compté ici jusqu'au premier jour travaillé qui suit. Mieux vaut répondre sans compter sur ce report.")
		r.citer(csp.PROC07)
	}
}

func (r *redaction) priorite() {
	r.titre("Votre priorité de réembauche")
	r.para("Pendant un an à partir de la fin de votre contrat, vous passez en priorité pour tout emploi disponible que vous pouvez tenir dans l'entreprise, y compris avec une qualification acquise depuis et que vous nous aurez fait connaître. Il suffit de nous le demander dans cette année : faites-le par écrit, pour en garder la preuve.")
	r.citer(csp.RUPT05)
}

// contester dit le délai de douze mois, sauf si la proposition a été faite sans lui (RUPT-06).
func (r *redaction) contester() {
	if !r.s.Proposition.MentionDelaiContestation.Defaut(true) {
		return
	}
	r.titre("Si vous voulez contester")
	r.para("Si vous acceptez le CSP, vous avez douze mois, à compter de votre adhésion, pour contester devant le conseil de prud'hommes la fin de votre contrat ou son motif. Accepter le CSP ne vous retire pas ce droit.")
	r.citer(csp.RUPT06)
}

func (r *redaction) recepisse() {
	r.bloc(Bloc{Genre: Coupon, Texte: "À détacher et à rendre à l'employeur"})
	r.titre("Récépissé des documents du CSP")
	r.tableau(nil,
		[]string{"Remis par", r.ou(r.e.RaisonSociale, "raison sociale", true)},
		[]string{"Reçu par", r.nom(&r.x.Personne.Identite)})
	r.bloc(Bloc{Genre: Case, Texte: "J'ai reçu le document d'information sur le CSP, son bulletin d'acceptation et la demande d'allocation."})
	r.para("Signer ce récépissé n'est ni accepter ni refuser le CSP.")
	r.bloc(Bloc{Genre: Signature, Lignes: []string{"Documents reçus le " + Blanc, "Signature de la personne"}})
}

// Information est la feuille qui dit ce qu'apporte le CSP, et jusqu'à quand répondre (PROC-02).
func Information(l *lot.Lot, x *lot.Etude) Lettre {
	r := commencer(l, x, &x.Adhesion, "2-information", "Ce que vous apporterait le CSP")
	d := r.d
	r.adresser(r.s.Proposition.Remise, remise)
	r.citer(csp.PROC02)
	r.para("Cette feuille dit l'essentiel du contrat de sécurisation professionnelle (CSP), avec les dates et les montants de votre situation. Prenez le temps de la lire : vous avez 21 jours pour répondre, et votre salaire vous est dû pendant ce délai.")
	r.titre("Vos dates")
	r.dates()
	r.titre("Une allocation, l'ASP")
	r.allocation()
	r.titre("Un suivi renforcé")
	formation := "Les formations utiles à votre projet"
	if !r.ancienne {
		formation += ", si elles sont ouvertes au compte personnel de formation"
	}
	r.liste(
		"Un premier entretien, le pré-bilan, "+auPlusTard(d.Dates.LimitePrebilan, "dans les huit jours")+".",
		"Un plan écrit avec votre conseiller, au plus tard un mois après : c'est votre plan de sécurisation professionnelle.",
		formation+".",
		"Le statut de stagiaire de la formation professionnelle : vous gardez votre protection sociale, et ces jours comptent pour la retraite.")
	r.citer(csp.FOLL01, csp.FOLL02, csp.FOLL08, csp.FOLL09)
	r.titre("Ce que nous vous paierions à la fin du contrat")
	r.payer()
	r.titre("Si vous retrouvez un emploi pendant le CSP")
	aides := []string{"Un emploi moins payé pour le même nombre d'heures peut ouvrir une indemnité différentielle."}
	r.citer(csp.IDR01)
	if d.Montants.ASPTaux.Connue() && !r.ancienne {
		aides = append(aides, "Un CDI, ou un contrat de six mois ou plus, peut ouvrir une prime de reclassement s'il commence "+auPlusTard(d.Dates.FinDixiemeMois, "avant la fin du dixième mois")+". La demande se fait dans les trente jours. Pour un même emploi, c'est l'une ou l'autre.")
		r.citer(csp.PRIME01)
	}
	r.liste(aides...)
	r.titre("Si vous refusez, ou ne répondez pas")
	r.para("Le licenciement suit son cours : votre préavis, puis l'allocation chômage (ARE) si vous y avez droit, après un délai d'attente. Vous n'aurez ni l'ASP ni le suivi du CSP, et il ne sera plus possible d'y entrer.")
	r.citer(csp.PROC09)
	r.titre("Pour décider")
	r.para(r.op + " vous reçoit gratuitement pendant le délai, pour un entretien d'information : votre montant, sa durée, ce qui suit le CSP. Demandez-le vite, car il ne prolonge pas le délai. Les élus du personnel et les syndicats peuvent aussi vous conseiller.")
	r.citer(csp.PROC12)
	r.contester()
	r.priorite()
	r.sources()
	return r.finir()
}

func auPlusTard(d calendrier.Date, sinon string) string {
	if !d.Connue() {
		return sinon
	}
	return "au plus tard le " + d.Francais()
}

// allocation dit le montant et la durée de l'ASP, ou ce dont ils dépendent.
func (r *redaction) allocation() {
	m, d, asp := &r.d.Montants, &r.d.Dates, &r.d.ASP
	duree := r.jour(d.DebutCSP, "premier jour du CSP") + " au " + r.jour(d.FinCSPInitiale, "dernier jour du CSP")
	rangees := [][]string{{"Durée du CSP : douze mois", "du " + duree}}
	r.citer(csp.DUR01)
	if m.ASPTaux.Connue() {
		r.para("À la fin du contrat, vous auriez un an d'ancienneté ou plus : l'ASP est de " + trace.Pourcent(m.ASPTaux) + " de votre salaire journalier de référence. Elle n'est jamais plus basse que l'allocation chômage que vous auriez eue, ni plus haute que son maximum, et elle ne baisse pas avec le temps.")
		r.citer(csp.ASP01, csp.ASP05, csp.ASP06, csp.ASP07)
		rangees = append(rangees, []string{"Salaire journalier de référence", r.somme(m.SJR, "salaire journalier de référence")})
	} else {
		r.para("À partir d'un an d'ancienneté à la fin du contrat, l'ASP est une part fixe de votre salaire journalier de référence. Sous un an, elle se calcule comme l'allocation chômage, et ne dure pas plus longtemps qu'elle.")
		r.citer(csp.ASP02, csp.DUR10)
		if asp.DureeJours.Connu() {
			rangees = append(rangees, []string{"Durée de l'allocation", document.Nombre(asp.DureeJours.Int(), "jour")})
		}
	}
	rangees = append(rangees, []string{"ASP par jour, brute", r.somme(m.ASPBrute, "ASP par jour : salaires, ou ancienneté")})
	if m.ASPBrute.Connu() {
		rangees = append(rangees, []string{"Pour trente jours, brut", m.ASPBrute.Fois(30).Francais()})
	}
	if m.ASPNette.Connu() {
		rangees = append(rangees, []string{"ASP par jour, retenue pour la retraite déduite", m.ASPNette.Francais()})
		r.citer(csp.ASP08)
	}
	r.bloc(Bloc{Genre: Tableau, Rangees: rangees})
	r.para("Ces montants sont estimés d'après les salaires que nous connaissons. " + r.op + " fixe les montants définitifs. L'ASP est payée chaque mois, dès le premier jour du CSP, sans délai d'attente.")
	r.citer(csp.ASP10)
}

// payer est la table des sommes de la fin du contrat, pour qui accepte.
func (r *redaction) payer() {
	m := &r.d.Montants
	rangees := [][]string{{"Indemnité de licenciement", r.somme(m.IndemniteDue, "indemnité de licenciement")}}
	if !m.PreavisSalarie.Nul() {
		rangees = append(rangees, []string{"Part du préavis qui vous revient", r.somme(m.PreavisSalarie, "part du préavis du salarié")})
		r.citer(csp.CONT01, csp.CONT03)
	}
	if m := r.s.Contrat.IndemniteSupraLegale; m.Positif() {
		rangees = append(rangees, []string{"Indemnité en plus, par accord, par plan ou par décision", m.Francais()})
	}
	// En jours, l'indemnité n'est qu'estimée : la paie seule la fixe (C. trav. L3141-24, L3141-28).
	conges := "selon votre solde"
	switch jours := r.s.Contrat.CongesPayesJours; {
	case r.s.Contrat.CongesPayesIndemnite.Connu():
		conges = r.s.Contrat.CongesPayesIndemnite.Francais()
	case jours.Connue() && jours.Compare(argent.Entier(0)) > 0:
		conges = "selon votre solde : " + trace.Decimal(jours) + " jour"
		if jours.Compare(argent.Entier(2)) >= 0 {
			conges += "s"
		}
	}
	rangees = append(rangees, []string{"Congés payés restants", conges})
	r.bloc(Bloc{Genre: Tableau, Rangees: rangees})
	r.para("Montants bruts. L'indemnité de licenciement est comptée comme si le préavis avait été fait. Il n'y a pas de préavis à faire : à partir d'un an d'ancienneté, nous en versons le montant à " + r.op + ", dans la limite de trois mois de salaire.")
	r.citer(csp.RUPT02, csp.RUPT03)
}

// Conservatoire est la lettre envoyée pendant la réflexion, qui ne vaut licenciement qu'en cas de refus (PROC-10).
func Conservatoire(l *lot.Lot, x *lot.Etude) Lettre {
	r := commencer(l, x, &x.Adhesion, "3-lettre-conservatoire", "Licenciement pour motif économique, en cas de refus du CSP")
	r.para("Lettre recommandée avec avis de réception")
	r.adresser(envoiDonne(r.e, x), "date d'envoi, en recommandé : au plus tôt le "+x.Personne.Bilan.Dates.LettreConservatoire.EnLettres()+", avant la fin du délai de réflexion")
	r.citer(csp.PROC10, csp.PROC03)
	tete := "Nous vous avons proposé le contrat de sécurisation professionnelle (CSP)"
	if j := x.Personne.Bilan.Dates.Entretien; j.Connue() {
		tete = "Lors de l'entretien du " + j.EnLettres() + ", nous vous avons dit pourquoi nous envisageons votre licenciement. Nous vous avons aussi proposé le contrat de sécurisation professionnelle (CSP)"
	}
	r.para(tete + ", dont les documents vous ont été remis le " + r.jour(r.s.Proposition.Remise, remise) + ". Votre délai pour répondre n'est pas terminé : il finit " + r.dernierJour() + ", ce jour compris. Cette lettre ne change pas ce délai.")
	r.titre("Ce que vaut cette lettre")
	r.liste(
		"Si vous acceptez le CSP au plus tard "+r.dernierJour()+" : votre contrat prend fin d'un commun accord au soir de ce jour. Cette lettre ne vaut pas licenciement ; elle vous aura seulement dit le motif économique.",
		"Si vous refusez, ou n'avez pas répondu à cette date : cette lettre vaut notification de votre licenciement pour motif économique.")
	r.motif("Le motif économique, et son effet sur votre emploi")
	r.permission()
	r.titre("La recherche d'un reclassement")
	r.texteLong(r.libre("reclassement"), "recherche de reclassement", true)
	r.titre("Votre préavis, en cas de refus")
	if n := x.Refus.Montants.PreavisMois; n.Connue() && n.Compare(argent.Entier(0)) == 0 {
		r.para("À votre ancienneté, la loi n'en fixe pas ; celui de la convention collective, du contrat ou de l'usage, s'il y en a un, est dû.")
	} else {
		r.para("Il est de " + r.mois(n, "durée du préavis") + " et court à partir de la première présentation de cette lettre.")
	}
	r.citer(rupture.RUPT11)
	r.priorite()
	r.demandes()
	r.titre("Si vous voulez contester")
	r.para("Le délai est de douze mois : à compter de la notification du licenciement si vous refusez le CSP ; à compter de votre adhésion si vous l'acceptez" + siMention(r.s) + ".")
	r.citer(csp.RUPT06)
	r.signer()
	return r.finir()
}

// motifPrecise est le jour depuis lequel le motif d'un licenciement peut être précisé (décret n° 2017-1702).
var motifPrecise = calendrier.D(2017, 12, 18)

// demandes dit ce que la personne licenciée peut demander, et jusqu'à quand (C. trav. R1233-1, R1233-2-2).
func (r *redaction) demandes() {
	r.titre("Ce que vous pouvez demander")
	l := make([]string, 0, 2)
	if r.x.Lettre >= motifPrecise {
		l = append(l, "Préciser le motif : demandez-le dans les quinze jours de la notification ; nous pouvons répondre dans les quinze jours (C. trav. R1233-2-2).")
	}
	l = append(l, "Connaître les critères de l'ordre des licenciements : demandez-les au plus tard dix jours après votre départ ; nous avons dix jours pour répondre (C. trav. R1233-1).")
	r.liste(l...)
	r.para("Faites-le par lettre recommandée avec avis de réception, ou remise contre récépissé.")
}

func siMention(s *csp.Situation) string {
	if s.Proposition.MentionDelaiContestation.Defaut(true) {
		return ", comme le dit la proposition"
	}
	return ""
}

func entre(emploi string) string {
	if emploi == "" {
		return ""
	}
	return " (" + emploi + ")"
}

// mois écrit une durée en mois.
func (r *redaction) mois(n argent.Fraction, quoi string) string {
	if !n.Connue() {
		return r.ou("", quoi, false)
	}
	return trace.Decimal(n) + " mois"
}

// Accuse dit que l'acceptation est reçue, ce qui sera payé et ce qui reste à remettre (RUPT-01, RUPT-03, PROC-05).
func Accuse(l *lot.Lot, x *lot.Etude) Lettre {
	r := commencer(l, x, &x.Adhesion, "4-accuse-acceptation", "Votre acceptation du CSP est bien reçue")
	d := &r.d.Dates
	nom := r.op
	if d.DebutCSP.Connue() {
		nom = csp.NomOperateur(d.DebutCSP)
	}
	r.adresser(0, "date d'envoi de la lettre")
	r.para("Nous avons bien reçu votre acceptation du contrat de sécurisation professionnelle (CSP), datée du " + r.jour(r.s.Reponse.Date, "date de la réponse") + ". Voici la suite.")
	r.titre("Vos dates")
	rangees := [][]string{
		{"Fin de votre contrat, d'un commun accord", r.jour(d.Rupture, "fin du contrat en cas d'acceptation") + ", au soir"},
		{"Premier jour du CSP et de l'allocation", r.jour(d.DebutCSP, "premier jour du CSP")},
	}
	if d.LimitePrebilan.Connue() {
		rangees = append(rangees, []string{"Premier entretien avec " + nom, "au plus tard le " + d.LimitePrebilan.EnLettres()})
	}
	if d.LimiteContestation.Connue() {
		rangees = append(rangees, []string{"Dernier jour pour contester la rupture ou son motif", d.LimiteContestation.EnLettres()})
		r.citer(csp.RUPT06)
	}
	if d.FinPrioriteReembauche.Connue() {
		rangees = append(rangees, []string{"Fin de votre priorité de réembauche, sur demande", d.FinPrioriteReembauche.EnLettres()})
		r.citer(csp.RUPT05)
	}
	r.bloc(Bloc{Genre: Tableau, Rangees: rangees})
	r.citer(csp.RUPT01, csp.FOLL01)
	r.para("Jusqu'à la fin du contrat, vous travaillez et votre salaire vous est dû, comme d'habitude.")
	r.citer(csp.RUPT04)
	r.titre("Ce que nous vous paierons à la fin du contrat")
	r.payer()
	if !r.ancienne {
		r.titre("Ce qu'il vous reste à nous remettre")
		r.para("Avant la fin du contrat, pour que l'allocation soit payée sans retard :")
		r.bloc(Bloc{Genre: Case, Texte: "la demande d'allocation (ASP), remplie et signée ;"})
		r.bloc(Bloc{Genre: Case, Texte: "la copie de votre carte Vitale ;"})
		r.bloc(Bloc{Genre: Case, Texte: "un relevé d'identité bancaire."})
		r.para("Nous enverrons ces pièces à " + nom + ", avec l'attestation d'employeur. Votre bulletin et la copie de votre pièce d'identité partent dès maintenant.")
	}
	r.citer(csp.PROC05)
	r.para("Avec votre dernière paie, nous vous remettrons votre certificat de travail, votre solde de tout compte et l'attestation destinée à " + nom + ".")
	r.para("Nous vous souhaitons une bonne suite, et restons à votre disposition" + joint(r.e.Contact) + ".")
	r.signer()
	return r.finir()
}

func joint(contact string) string {
	if contact == "" {
		return ""
	}
	return " : " + contact
}

// SansReponse dit ce qui suit un silence, un refus ou une acceptation trop tardive (PROC-09).
func SansReponse(l *lot.Lot, x *lot.Etude) Lettre {
	b, reponse := &x.Personne.Bilan, &x.Personne.Situation.Reponse
	titre, fin := "Vous n'avez pas répondu à la proposition de CSP", x.Adhesion.Dates.FinReflexion
	tardive := reponse.Decision == csp.Acceptation
	switch {
	case tardive:
		titre = "Votre réponse à la proposition de CSP est arrivée trop tard"
	case reponse.Decision == csp.Refus:
		titre = "Votre refus du CSP"
	}
	r := commencer(l, x, &x.Refus, "4-suite-sans-csp", titre)
	r.adresser(0, "date d'envoi de la lettre")
	le := r.jour(fin, "dernier jour du délai de réflexion")
	remis := "Les documents du contrat de sécurisation professionnelle (CSP) vous ont été remis le " + r.jour(r.s.Proposition.Remise, remise) + ". "
	switch {
	case reponse.Decision == csp.Refus:
		r.para(remis + "Vous avez refusé le CSP le " + r.jour(r.s.Reponse.Date, "date de la réponse") + ". Nous en prenons acte.")
	case tardive:
		r.para(remis + "Le délai pour répondre a pris fin le " + le + ". Votre acceptation est datée du " + r.jour(r.s.Reponse.Date, "date de la réponse") + " : elle est venue après, et vaut refus selon la convention du CSP. Si vous l'avez envoyée plus tôt, montrez-nous vite la preuve de l'envoi : c'est ce jour que nous retenons.")
	default:
		r.para(remis + "Le délai pour répondre a pris fin le " + le + ". Nous n'avons pas reçu de réponse de vous, et ce silence vaut refus selon la convention du CSP. Si vous avez envoyé votre acceptation au plus tard ce jour-là, montrez-nous vite la preuve de l'envoi : c'est ce jour que nous retenons.")
	}
	r.citer(csp.PROC09)
	r.titre("Ce qui se passe maintenant")
	estimee := ""
	if b.Dates.FinRefusEstimee && b.Dates.FinRefus.Connue() {
		estimee = " (date estimée)"
	}
	rangees := [][]string{
		{"Votre préavis", r.mois(r.d.Montants.PreavisMois, "durée du préavis")},
		{"Fin de votre contrat, préavis compris", r.jour(b.Dates.FinRefus, "fin du contrat, préavis compris") + estimee},
		{"Indemnité de licenciement, brute", r.somme(b.Sommes.IndemniteRefus, "indemnité de licenciement en cas de refus")},
	}
	if r.d.Dates.FinPrioriteReembauche.Connue() {
		rangees = append(rangees, []string{"Fin de votre priorité de réembauche, sur demande", r.d.Dates.FinPrioriteReembauche.EnLettres() + estimee})
	}
	r.bloc(Bloc{Genre: Tableau, Rangees: rangees})
	r.citer(rupture.RUPT11, rupture.RUPT10, csp.RUPT05)
	r.para("Le licenciement suit son cours ordinaire ; votre salaire vous est dû jusqu'à la fin du préavis. La présente lettre ne vaut pas licenciement : seule vaut celle qui le notifie, en recommandé.")
	r.titre("À faire de votre côté")
	r.para("Dès le lendemain de la fin du contrat, demandez votre inscription comme demandeur d'emploi à " + r.op + " : l'allocation chômage ne se verse pas sans elle. Elle commence après un délai d'attente, et plus tard s'il vous est payé des congés ou des indemnités au-delà de la loi.")
	r.para("Nous restons à votre disposition" + joint(r.e.Contact) + ".")
	r.signer()
	return r.finir()
}

// Contribution est la feuille, pour l'employeur, de ce qu'il doit à l'opérateur et de ce qui revient à la personne
// (CONT-01 à CONT-08).
func Contribution(l *lot.Lot, x *lot.Etude) Lettre {
	titre := "Contribution de l'employeur au CSP"
	if x.Personne.Situation.Proposition.Par != csp.ParEmployeur {
		titre = "Pénalité : l'employeur n'a pas proposé le CSP"
	}
	r := commencer(l, x, &x.Adhesion, "5-contribution", titre)
	s, k, m, d := r.s, &r.s.Contrat, &r.d.Montants, &r.d.Dates
	r.Lieu = "Dossier de " + joindre(" ", x.Personne.Identite.Prenom, x.Personne.Identite.Nom, entre(x.Personne.Identite.Matricule))
	rangee := func(quoi, valeur string, regle trace.Regle) []string {
		if valeur != "" {
			r.citer(regle)
		}
		return []string{quoi, valeur, regle.String()}
	}
	enTete := []string{"Élément", "Valeur", "Règle"}
	if s.Proposition.Par == csp.ParEmployeur {
		depuis := k.AncienneteDepuis
		if !depuis.Connue() {
			depuis = k.Debut
		}
		salaire := k.SalairePreavis
		if !salaire.Connu() {
			salaire = k.SalaireMensuel
		}
		r.titre("Ce que l'entreprise doit à " + r.op)
		lignes := [][]string{
			rangee("Ancienneté depuis", r.jour(depuis, "date d'ancienneté"), csp.CONT04),
			rangee("Préavis qui aurait été fait", r.mois(m.PreavisMois, "durée du préavis"), rupture.RUPT11),
			rangee("Salaire mensuel du préavis, brut", r.somme(salaire, "salaire mensuel"), csp.CONT04),
			rangee("Indemnité de préavis, brute", r.somme(m.PreavisTotal, "indemnité de préavis"), csp.CONT02),
			rangee("Part due à l'opérateur, trois mois au plus, brute", r.somme(m.ContributionBrute, "contribution"), csp.CONT02),
		}
		if !m.ContributionBrute.Nul() {
			charges := ""
			if k.TauxCharges.Connue() {
				charges = trace.Pourcent(k.TauxCharges)
			}
			charges = r.ou(charges, "taux des charges patronales", false)
			lignes = append(lignes,
				rangee("Taux des charges patronales", charges, csp.CONT02),
				rangee("Contribution à payer, charges comprises", r.somme(m.ContributionOperateur, "contribution, charges comprises"), csp.CONT02),
				rangee("À payer au plus tard le", r.jour(d.EcheanceContribution, "échéance de la contribution"), csp.CONT05))
		}
		if m.ContributionDIF.Positif() {
			lignes = append(lignes, rangee("Participation au titre du DIF", m.ContributionDIF.Francais(), csp.CONT10))
		}
		if m.MajorationRetard.Positif() {
			lignes = append(lignes, rangee("Majoration pour paiement tardif", m.MajorationRetard.Francais(), csp.CONT08))
		}
		regle := csp.CONT03
		if m.ContributionBrute.Nul() {
			regle = csp.CONT01
		}
		lignes = append(lignes, rangee("Part du préavis due à la personne, brute", r.somme(m.PreavisSalarie, "part du préavis du salarié"), regle))
		r.tableau(enTete, lignes...)
		avis := ""
		if !m.ContributionBrute.Nul() {
			avis = "La contribution se paie à réception de l'avis de " + r.op + ". "
			if p := s.Employeur.Procedure; p == csp.Redressement || p == csp.Liquidation {
				avis += "L'AGS l'avance quand les fonds manquent, si le CSP a été proposé dans les jours qu'elle couvre. "
				r.citer(csp.CONT09)
			}
		}
		r.para(avis + "La part due à la personne se paie avec son solde de tout compte ; elle suit le régime social et fiscal du préavis.")
		r.garde()
	}
	if s.Proposition.Par != csp.ParEmployeur {
		r.titre("Ce que l'entreprise doit à " + r.op)
		mois := ""
		if m.PenaliteMois.Connu() {
			mois = document.Nombre(m.PenaliteMois.Int(), "mois") + " de salaire brut"
		}
		echeance := "quinze jours après l'avis de " + r.op
		adhere := s.Proposition.Par == csp.ParOperateur && s.Reponse.Decision == csp.Acceptation
		switch {
		case d.EcheancePenalite.Connue():
			echeance = d.EcheancePenalite.EnLettres()
		case adhere:
			echeance = "le 25 du deuxième mois qui suit celui où le CSP commence"
		}
		r.tableau(enTete,
			rangee("Pénalité due", joindre(" : ", mois, r.somme(m.Penalite, "pénalité : salaire mensuel")), csp.CONT06),
			rangee("À payer au plus tard", echeance, csp.CONT07))
		if adhere {
			r.para("Les trois mois sont donnés en salaire brut, comme le dit le Code ; la convention du CSP y ajoute les charges.")
		}
	}
	r.sources()
	return r.finir()
}

// garde dit à l'employeur ce que risque une adhésion dont le motif n'est pas écrit à temps (PROC-03).
func (r *redaction) garde() {
	m := r.x.Personne.Bilan.Motif
	if m != lot.MotifAbsent && m != lot.MotifTardif {
		return
	}
	r.titre("Le motif économique : " + m.String())
	r.para("L'adhésion vaut, et tout ce qui précède reste dû. Mais la personne devait avoir reçu, par écrit et avant d'accepter, le motif économique : sans lui, la rupture risque d'être jugée sans cause réelle et sérieuse, et l'entreprise de devoir aussi le préavis à la personne. Le donner maintenant ne répare pas ce retard. Si l'écrit existe, notez son jour et gardez-en la preuve.")
	r.citer(csp.PROC03, csp.RUPT07)
}
