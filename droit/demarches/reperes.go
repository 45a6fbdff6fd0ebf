package demarches

import (
	"strconv"
	"strings"

	"jalon/droit/are"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/casp"
	"jalon/droit/csp"
	"jalon/droit/fait"
	"jalon/droit/parametre"
	"jalon/droit/trace"
)

var (
	agsLiquidation    = parametre.Nombre("ags_liquidation_jours")
	agsLiquidationPSE = parametre.Nombre("ags_liquidation_jours_pse")
	recouvrementAns   = parametre.Nombre("recouvrement_ans")
	tropPercu         = parametre.Nombre("trop_percu_mois")
	tropPercuFraude   = parametre.Nombre("trop_percu_mois_fraude")
)

// Repere est ce qu'une règle apprend d'autre sur le dossier : une date, une somme ou un état, que personne
// n'a à faire. Date et Montant (en euros) sont inconnus quand la règle n'en donne pas.
type Repere struct {
	Regle   trace.Regle
	Date    calendrier.Date
	Montant argent.Montant
	Texte   string
}

// Reperes liste ce qu'il est bon de savoir, dans l'ordre de la vie d'un dossier. Rien quand l'édition ne couvre
// pas le dossier ; un versement reçu à tort se dit même sans CSP.
func Reperes(s *csp.Situation, d *csp.Droits) []Repere {
	if !d.Couvert {
		return nil
	}
	r := reperes{s: s, d: d}
	if d.Statut != csp.SansObjet {
		r.celluleDAppui()
		r.proposition()
		r.employeur()
		r.accompagnement()
		r.areApres()
	}
	r.versements()
	return r.tout
}

type reperes struct {
	s    *csp.Situation
	d    *csp.Droits
	tout []Repere
}

func (r *reperes) dire(regle trace.Regle, date calendrier.Date, m argent.Montant, texte string) {
	r.tout = append(r.tout, Repere{regle, date, m, texte})
}

// valeur lit un nombre daté à une date, sans l'expliquer.
func valeur(n *parametre.Serie[fait.Nombre], jour calendrier.Date) int {
	return n.Au(&parametre.Lecture{}, jour).Int()
}

// celluleDAppui : qui ouvre la cellule, ce qu'elle apporte, qui suit les personnes ensuite (CASP-02, 04 à 06).
func (r *reperes) celluleDAppui() {
	debut := r.s.DebutCASP
	if r.d.CASP.Ouvrable != fait.Oui {
		return
	}
	jour := debut
	if !jour.Connue() {
		jour = r.d.ARE.Engagement
	}
	r.dire(casp.CASP02, 0, argent.Montant{}, "La "+csp.NomAutorite(jour)+" décide d'ouvrir la cellule d'appui, sur avis favorable de la direction régionale de "+csp.NomOperateur(jour)+" ; l'État la paie et un prestataire de "+csp.NomOperateur(jour)+" la fait vivre.")
	r.dire(casp.CASP04, r.d.CASP.FinAuPlusTard, argent.Montant{}, "La cellule informe sur le licenciement et les choix à faire, aide aux démarches et aux papiers, reçoit en groupe et seul, prépare la recherche d'emploi et offre un soutien psychologique.")
	if debut.Connue() {
		r.dire(casp.CASP05, r.d.Dates.DebutCSP, argent.Montant{}, "Le prestataire de la cellule suit ensuite les personnes qui adhèrent au CSP.")
	}
	if r.s.Licenciement.Forme == csp.AvecPSE {
		r.dire(casp.CASP06, 0, argent.Montant{}, "Si les départs touchent plusieurs sites, un même prestataire peut tenir la cellule et suivre les CSP de tous les sites.")
	}
}

// proposition : ce que porte le document, la paie pendant la réflexion (PROC-02, RUPT-04).
func (r *reperes) proposition() {
	d := &r.d.Dates
	if r.s.Proposition.Par != csp.ParEmployeur || r.d.Statut == csp.Refuse {
		return
	}
	fin := "le jour où le contrat finirait en cas d'acceptation"
	if d.Rupture.Connue() {
		fin += " (le " + d.Rupture.Francais() + ")"
	}
	r.dire(csp.PROC02, d.Rupture, argent.Montant{}, "Le document remis dit ce qu'est le CSP, la date de la remise, le délai pour répondre et "+fin+" ; il porte un bulletin détachable et un récépissé. Le délai pour contester n'est opposable que s'il y est écrit.")
	if d.Rupture.Connue() {
		texte := "Le travail continue pendant la réflexion : le salaire reste dû jusqu'au " + d.Rupture.Francais()
		if r.s.Employeur.Procedure != csp.SansProcedure {
			texte += " ; l'AGS le garantit si l'employeur ne peut pas payer"
		}
		r.dire(csp.RUPT04, d.Rupture, argent.Montant{}, texte+".")
	}
}

// employeur : la faillite, le recouvrement, le motif jugé absent (CONT-09, CONT-11, RUPT-07).
func (r *reperes) employeur() {
	d, m := &r.d.Dates, &r.d.Montants
	contribution := r.d.Statut != csp.Refuse && (m.ContributionBrute.Positif() || m.ContributionDIF.Positif())
	if p := r.s.Employeur.Procedure; p != csp.SansProcedure && contribution {
		quand := "pendant la période d'observation, ou dans le mois qui suit le jugement qui arrête le plan"
		if p == csp.Liquidation {
			delai := agsLiquidation
			if r.s.Licenciement.Forme == csp.AvecPSE {
				delai = agsLiquidationPSE
			}
			quand = "dans les " + strconv.Itoa(valeur(delai, max(r.d.ARE.Engagement, csp.PremierEngagement))) + " jours qui suivent le jugement de liquidation"
		}
		r.dire(csp.CONT09, 0, argent.Montant{}, "L'appel de la contribution va au mandataire judiciaire ; l'AGS l'avance quand l'argent manque, si le CSP a été proposé "+quand+". Le jour du jugement n'est pas dans le dossier : à vérifier.")
	}
	du := d.EcheanceContribution
	if !du.Connue() {
		du = d.EcheancePenalite
	}
	accepte := r.s.Reponse.Decision == csp.Acceptation && r.d.Statut != csp.Refuse
	somme := m.Penalite
	if !somme.Connu() {
		somme = m.ContributionOperateur
	}
	if du.Connue() && (accepte && contribution || m.Penalite.Positif()) && !reglee(r.s, somme) {
		ans := valeur(recouvrementAns, max(r.d.ARE.Engagement, csp.PremierEngagement))
		fin := du.PlusMois(12 * ans)
		if r.d.ARE.Engagement >= csp.Convention2015 {
			fin = calendrier.D(du.Annee()+ans, 12, 31)
		}
		r.dire(csp.CONT11, fin, argent.Montant{}, csp.NomOperateur(du)+" peut mettre l'employeur en demeure de payer jusqu'au "+fin.Francais()+", puis agir pendant "+strconv.Itoa(ans)+" ans.")
	}
	if accepte && m.ContributionBrute.Positif() && r.s.Proposition.Par == csp.ParEmployeur {
		r.dire(csp.RUPT07, 0, m.ContributionBrute, "Si un juge dit que le licenciement n'avait pas de motif économique, l'employeur doit au salarié ces "+m.ContributionBrute.Francais()+" de préavis, bien qu'il les ait versés à l'opérateur.")
	}
}

// accompagnement : le statut pendant le CSP, la formation qui le dépasse (FOLL-08, FOLL-09).
func (r *reperes) accompagnement() {
	d, sortie := &r.d.Dates, r.d.Sortie
	if r.d.Statut == csp.Refuse || !d.DebutCSP.Connue() || !d.FinCSP.Connue() {
		return
	}
	si := ""
	if r.s.Reponse.Decision == csp.SansReponse {
		si = "En cas d'adhésion, "
		if r.s.Proposition.Par == csp.ParEmployeur {
			r.dire(csp.RUPT06, 0, argent.Montant{}, "Après une acceptation, la rupture se conteste dans les douze mois qui suivent le jour de l'acceptation, si le document remis le disait.")
		}
	}
	fin := d.FinCSP
	if sortie != nil {
		fin = sortie.Date
	}
	if fin < d.DebutCSP {
		return // sorti avant d'y être entré
	}
	emploi := ""
	if r.d.Retour != nil {
		emploi = ", hors le temps passé en emploi"
	}
	r.dire(csp.FOLL08, fin, argent.Montant{}, phrase(si, "la personne est, du "+d.DebutCSP.Francais()+" au "+fin.Francais()+emploi+", stagiaire de la formation professionnelle : elle reste assurée en cas de maladie, et d'accident pendant les actions de reclassement ; les jours d'ASP valident des trimestres de retraite."))
	if sortie != nil && sortie.Regle != csp.EXIT05 {
		return
	}
	formation := "toute formation utile au plan est possible"
	if r.d.ARE.Engagement >= compteFormation {
		formation = "toute formation ouverte au compte personnel de formation et utile au plan est possible"
	}
	r.dire(csp.FOLL09, d.FinCSP, argent.Montant{}, phrase(si, formation+". Si elle dépasse le "+d.FinCSP.Francais()+", elle continue, à condition de s'inscrire comme demandeur d'emploi."))
}

// phrase commence par une condition, ou par une majuscule.
func phrase(si, texte string) string {
	if si != "" {
		return si + texte
	}
	return strings.ToUpper(texte[:1]) + texte[1:]
}

// compteFormation est le jour où le compte personnel de formation remplace le DIF.
var compteFormation = calendrier.D(2015, 1, 1)

// versements dit ce qui a été versé en trop et jusqu'à quand il peut être réclamé, versement par versement
// (RET-01) : les premiers usent d'abord ce qui est dû.
func (r *reperes) versements() {
	fraude := r.d.Sortie != nil && r.d.Sortie.Regle == csp.EXIT04
	total, dernier := argent.Centimes(0), calendrier.Date(0)
	for i := range r.s.Evenements {
		e := &r.s.Evenements[i]
		if e.Type != csp.Paiement || e.NaturePaiement == csp.PaiementContribution || !e.Montant.Connu() {
			continue
		}
		fin := LimiteTropPercu(e.Date, r.d.ARE.Engagement, fraude)
		if e.NaturePaiement == csp.PaiementASP && !e.Mois.Connue() && !sansCSP(r.d) {
			r.dire(csp.RET01, fin, argent.Montant{}, "L'ASP versée le "+e.Date.Francais()+" n'a pas de mois : on ne peut pas dire si elle était due. Une somme indue se réclame jusqu'au "+fin.Francais()+".")
			continue
		}
		reste := Du(r.s, r.d, e.NaturePaiement, e.Mois, e.Date)
		for j := range r.s.Evenements {
			if a := &r.s.Evenements[j]; avant(a, e, j < i) {
				reste = argent.Max(reste.Moins(a.Montant), argent.Centimes(0))
			}
		}
		trop := e.Montant.Moins(reste)
		if !trop.Positif() {
			continue
		}
		texte := "Versé le " + e.Date.Francais() + " : " + trop.Francais() + " de plus que le dû. " + csp.NomOperateur(e.Date) + " peut le réclamer jusqu'au " + fin.Francais()
		if !fraude {
			texte += ", et pendant dix ans en cas de fraude ou de fausse déclaration"
		}
		r.dire(csp.RET01, fin, trop, texte+".")
		total, dernier = total.Plus(trop), max(dernier, e.Date)
	}
	r.recours(total, dernier)
}

// avant dit qu'un versement paie la même chose qu'un autre, avant lui ; à égalité de jour, le premier écrit.
func avant(a, e *csp.Evenement, premier bool) bool {
	return a.Type == csp.Paiement && a.NaturePaiement == e.NaturePaiement && a.Montant.Connu() &&
		(a.Mois == e.Mois || a.NaturePaiement != csp.PaiementASP) && (a.Date < e.Date || a.Date == e.Date && premier)
}

// sansCSP dit qu'il n'y a pas eu de CSP, à coup sûr : rien n'était dû.
func sansCSP(d *csp.Droits) bool { return d.Statut == csp.Refuse || d.Statut == csp.SansObjet }

// Du est ce que la personne doit recevoir en net : l'ASP d'un mois, ou les primes et les indemnités différentielles des
// emplois commencés à ce jour ; inconnu si l'un d'eux l'est, ou si le mois n'est pas dit.
func Du(s *csp.Situation, d *csp.Droits, nature csp.NaturePaiement, mois, au calendrier.Date) argent.Montant {
	zero := argent.Centimes(0)
	switch {
	case sansCSP(d):
		return zero
	case nature == csp.PaiementASP && !mois.Connue():
		return argent.Montant{}
	case nature == csp.PaiementASP:
		return duDuMois(s, d, mois)
	}
	total := zero
	for i := range d.Reprises {
		x := &d.Reprises[i]
		if x.Debut > au {
			continue
		}
		ouverte, m := x.IDR.Ouverte, x.IDR.Total
		if nature == csp.PaiementPrime {
			ouverte, m = x.Prime.Ouverte, x.Prime.Montant
			if x.Prime.SecondVersement.Connu() { // la seconde moitié n'est due qu'à qui occupe toujours l'emploi
				m = x.Prime.PremierVersement.Plus(x.Prime.SecondVersement)
			}
		}
		switch ouverte {
		case fait.Oui:
			total = total.Plus(m)
		case fait.Inconnu:
			return argent.Montant{}
		case fait.Non:
		}
	}
	return total
}

// LimiteTropPercu est le dernier jour pour réclamer un versement indu (RET-01 ; C. trav. L5422-5).
func LimiteTropPercu(versement, engagement calendrier.Date, fraude bool) calendrier.Date {
	mois := tropPercu
	if fraude {
		mois = tropPercuFraude
	}
	return versement.PlusMois(valeur(mois, engagement))
}

// duDuMois est l'ASP nette due pour un mois ; inconnue quand une suspension n'a pas de fin connue.
func duDuMois(s *csp.Situation, d *csp.Droits, mois calendrier.Date) argent.Montant {
	if debut := sansFin(s, d); debut.Connue() && debut <= mois.FinMois() {
		return argent.Montant{}
	}
	return PartSure(d, mois)
}

// sansFin est le premier jour de la première suspension dont la fin n'est pas connue ; inconnu s'il n'y en a pas.
func sansFin(s *csp.Situation, d *csp.Droits) calendrier.Date {
	var debut calendrier.Date
	for _, m := range d.Manquants {
		if x := m.Rang; m.Champ == "evenements.#.fin" && m.PourASP() && (!debut.Connue() || s.Evenements[x].Debut < debut) {
			debut = s.Evenements[x].Debut
		}
	}
	return debut
}

// MoisInconnus sont ceux, jusqu'à la fin du CSP, dont une suspension sans fin connue laisse l'ASP inconnue, en entier ou en partie.
func MoisInconnus(s *csp.Situation, d *csp.Droits) []calendrier.Date {
	debut, fin := sansFin(s, d), d.Dates.FinCSP
	if !debut.Connue() || !d.Dates.DebutCSP.Connue() {
		return nil
	}
	if d.Sortie != nil {
		fin = min(fin, d.Sortie.Date)
	}
	var l []calendrier.Date
	for mois := max(debut, d.Dates.DebutCSP).DebutMois(); mois <= fin; mois = mois.PlusMois(1) {
		l = append(l, mois)
	}
	return l
}

// PartSure est ce que l'ASP nette d'un mois ne peut plus perdre : les jours d'avant une suspension dont la fin n'est pas connue,
// ou le mois entier s'il n'y en a pas ; inconnue si autre chose manque.
func PartSure(d *csp.Droits, mois calendrier.Date) argent.Montant {
	if !d.ASP.JoursPayes.Connu() {
		return argent.Montant{}
	}
	for _, m := range d.ASP.Mensualites {
		if m.Mois == mois {
			return m.Net
		}
	}
	return argent.Centimes(0)
}

// areApres dit l'ARE qui suivrait, une fois ses retenues déduites, et sa baisse (ARE-04, ARE-14, ARE-15).
func (r *reperes) areApres() {
	debut, jours, b := r.d.Apres.AREDebut, r.d.Apres.AREJoursRestants, &r.d.ARE
	if x := r.d.Refus; x != nil {
		debut, jours = x.AREDebut, x.AREDureeJours
	}
	if !debut.Connue() || !jours.Connu() || jours.Int() == 0 {
		return
	}
	sjr, brute := b.Jour(debut)
	if net := b.Nette(brute, sjr, debut); net.Connu() {
		r.dire(are.ARE14, debut, net, "L'ARE de "+brute.Francais()+" par jour vaut "+net.Francais()+" une fois la retraite complémentaire, la CSG et la CRDS déduites, au "+debut.Francais()+".")
	}
	rang := b.JourDeBaisse(brute, debut)
	if !rang.Connu() {
		return
	}
	if rang.Int() <= jours.Int() {
		baisse := b.Reduite(brute, debut)
		texte := "À partir du " + strconv.Itoa(rang.Int()) + "ᵉ jour d'ARE payé, elle baisse"
		if baisse.Connu() {
			texte += " à " + baisse.Francais() + " par jour"
		}
		r.dire(are.ARE15, 0, baisse, texte+".")
	}
	if r.d.Refus == nil {
		r.dire(csp.ARE04, 0, argent.Montant{}, "L'ARE d'un haut salaire baisse à partir du "+strconv.Itoa(rang.Int())+"ᵉ jour payé. Aucun texte lu ne dit si les jours d'ASP comptent : ils ne sont pas comptés.")
	}
}
