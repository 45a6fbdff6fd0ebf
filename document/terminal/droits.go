package terminal

import (
	"cmp"
	"fmt"
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
)

// Droits écrit les droits pour une personne : la réponse d'abord, puis les dates, les sommes, ce que
// chacun doit faire, ce qui manque et ce qui n'est pas sûr ; avec une trace, chaque chiffre pas à pas.
func Droits(s *csp.Situation, d *csp.Droits, t *trace.Trace, couleur bool) string {
	r := &redaction{papier: papier{couleur: couleur}, s: s, d: d}
	titre := "CONTRAT DE SÉCURISATION PROFESSIONNELLE"
	if d.ID != "" {
		titre += " · " + lisible(d.ID)
	}
	r.ligne(r.style(styleAccent, strings.Repeat("━", Largeur)))
	r.paragraphe("", titre)
	r.ligne(r.style(styleAccent, strings.Repeat("━", Largeur)))
	r.essentiel()
	r.calendrier()
	r.allocation()
	r.employeur()
	r.reprises()
	r.apres()
	r.demarches()
	r.reperes()
	r.conditions()
	r.manquants()
	r.reserves()
	if t != nil {
		r.pasAPas(t.Arbre())
	}
	r.ligne()
	if t == nil {
		r.paragraphe("", "Chaque règle citée (ASP-01…) se lit avec « jalon textes ASP-01 ». Chaque chiffre se déplie pas à pas avec --expliquer.")
	}
	r.paragraphe("", "Règles et barèmes : édition "+csp.Edition()+". Ce calcul n'engage ni "+csp.NomOperateur(calendrier.Derniere)+" ni l'employeur.")
	return r.String()
}

type redaction struct {
	papier
	s *csp.Situation
	d *csp.Droits
}

var statuts = map[csp.Statut]string{
	csp.PropositionAFaire: "le CSP doit être proposé, il ne l'est pas encore",
	csp.EnReflexion:       "le délai de réflexion court, la réponse est attendue",
	csp.Refuse:            "le CSP est refusé : par la personne, par son silence ou par une réponse tardive",
	csp.Accepte:           "le CSP est accepté, il n'a pas commencé",
	csp.EnCours:           "le CSP est en cours",
	csp.Suspendu:          "l'allocation est suspendue",
	csp.Termine:           "le CSP est terminé",
	csp.SansObjet:         "pas de CSP dans ce dossier",
}

// essentiel est la réponse, en quelques lignes.
func (r *redaction) essentiel() {
	d := r.d
	r.titre("L'essentiel")
	switch d.Dispositif {
	case csp.DispositifCSP:
		r.fait("L'employeur", "doit proposer le CSP.")
	case csp.DispositifConge:
		r.fait("L'employeur", "doit proposer le congé de reclassement, pas le CSP.")
	case csp.DispositifAucun:
		r.fait("L'employeur", "ne relève pas du CSP.")
	case csp.DispositifInconnu:
		r.fait("L'employeur", "on ne sait pas s'il doit proposer le CSP : voir « Ce qui manque ».")
	}
	switch d.Eligibilite.Eligible {
	case fait.Oui:
		r.fait("La personne", "remplit toutes les conditions pour adhérer.")
	case fait.Non:
		r.fait("La personne", "ne peut pas adhérer : "+r.raisonDuRefus())
	case fait.Inconnu:
		r.fait("La personne", "on ne sait pas encore si elle peut adhérer.")
	}
	if t := statuts[d.Statut]; t != "" {
		r.fait("Le dossier", t+r.auJour()+".")
	}
	if f := d.Dates.FinReflexion; f.Connue() && (d.Statut == csp.EnReflexion || d.Statut == csp.PropositionAFaire) {
		r.fait("À retenir", "répondre au plus tard le "+f.EnLettres()+", ce jour compris ; le silence vaut refus.")
	}
	si := ""
	if d.Statut == csp.EnReflexion {
		si = "en cas d'adhésion, "
	}
	if d.Dates.DebutCSP.Connue() {
		r.fait("Les dates", si+r.lesDates())
	}
	if d.Montants.ASPBrute.Connu() {
		texte := si + d.Montants.ASPBrute.Francais() + " brut par jour (" + d.Montants.ASPNette.Francais() + " net)"
		if m := d.Montants.ASPNette.Fois(30); m.Connu() {
			texte += ", soit " + m.Francais() + " net pour un mois de trente jours"
		}
		texte += r.pendant()
		r.fait("L'allocation", texte+". Pas de CSG ni de CRDS ; imposable.")
	}
	switch p := d.Refus; {
	case p == nil:
	case p.AREDureeJours.Connu() && p.AREDureeJours.Int() == 0:
		r.fait("Sans CSP", "pas d'ARE : l'affiliation ne l'ouvre pas.")
	case p.AREJournaliere.Connu():
		texte := "ARE de " + p.AREJournaliere.Francais() + " brut par jour"
		if p.AREDebut.Connue() {
			texte += " à partir du " + p.AREDebut.Francais()
		}
		if p.AREDureeJours.Connu() {
			texte += ", " + strconv.Itoa(p.AREDureeJours.Int()) + " jours au plus"
		}
		r.fait("Sans CSP", texte+".")
	}
	if d.Sortie != nil {
		r.fait("La sortie", "le "+d.Sortie.Date.Francais()+" : "+d.Sortie.Cause+" ("+d.Sortie.Regle.String()+").")
	}
	if d.Statut == csp.EnReflexion {
		r.siRefus()
	}
	if suite := r.prochaine(); suite != "" {
		r.fait("Ensuite", suite)
	}
}

func (r *redaction) fait(tete, texte string) {
	r.paragraphe(aGauche("  "+tete, 16), texte)
}

func (r *redaction) raisonDuRefus() string {
	for _, c := range r.d.Eligibilite.Conditions {
		if c.Respectee == fait.Non && c.Regle != csp.ELIG01 && c.Regle != csp.ELIG02 && c.Regle != csp.ELIG03 && c.Regle != csp.ELIG04 {
			return document.Minuscule(c.Detail.String())
		}
	}
	return "voir les conditions."
}

// lesDates dit la fin du contrat et le temps passé, ou prévu, dans le CSP.
func (r *redaction) lesDates() string {
	d := r.d
	fin, verbe := d.Dates.FinCSP, "va"
	if s := d.Sortie; s != nil {
		fin = s.Date
		if s.Date < d.DernierFait {
			verbe = "a duré"
		}
	}
	csp := "le CSP " + verbe + " du " + d.Dates.DebutCSP.Francais() + " au " + fin.Francais() + "."
	if !d.Dates.Rupture.Connue() {
		return csp
	}
	return "le contrat finit le " + d.Dates.Rupture.Francais() + " ; " + csp
}

// pendant dit combien de jours sont payés, et jusqu'où le montant est connu.
func (r *redaction) pendant() string {
	if !r.d.ASP.JoursPayes.Connu() {
		return ""
	}
	texte := ", pendant " + strconv.Itoa(r.d.ASP.JoursPayes.Int()) + " jours"
	for _, m := range r.d.ASP.Mensualites {
		if !m.Brut.Connu() {
			return texte + " ; à partir de " + m.Mois.NomMois() + ", le montant dépend d'un barème non publié"
		}
	}
	return texte
}

// auJour dit à quel jour le dossier est lu.
func (r *redaction) auJour() string {
	if j := r.d.DernierFait; j.Connue() {
		return " (au " + j.Francais() + ", dernier fait connu)"
	}
	return ""
}

// prochaine est la première démarche qui reste à faire après le dernier fait connu.
func (r *redaction) prochaine() string {
	for _, m := range demarches.Lister(r.s, r.d) {
		facultative := m.Regle == csp.RUPT05 || m.Regle == csp.RUPT06
		if !m.Faite && !facultative && m.Date.Connue() && m.Date >= r.d.DernierFait {
			return r.quand(m) + ", " + r.acteur(m) + " : " + document.Minuscule(m.Quoi) + "."
		}
	}
	return ""
}

// siRefus dit en une ligne ce que donnerait un refus.
func (r *redaction) siRefus() {
	c := choix.Projeter(r.s, nil, nil)
	if !c.Possible {
		return
	}
	b, projete := &c.Refus, ""
	if c.Projete {
		projete = " (aux derniers barèmes publiés)"
	}
	r.fait("Si refus", "le contrat finirait le "+somDate(b.FinContrat)+", préavis compris, puis "+r.areDuRefus(b)+projete+". « jalon comparer » montre les deux voies.")
}

// repere est une date de la frise.
type repere struct {
	date    calendrier.Date
	libelle string
	regle   trace.Regle
}

// calendrier dessine la frise des dates.
func (r *redaction) calendrier() {
	d := &r.d.Dates
	reperes := []repere{
		{r.s.Licenciement.Engagement, "procédure engagée", csp.KEY01},
		{r.s.Proposition.Remise, "documents remis", csp.PROC01},
		{d.DebutReflexion, "premier jour du délai de réflexion", csp.PROC06},
		{d.LettreAuPlusTot, "lettre de licenciement au plus tôt", csp.PROC10},
		{r.s.Reponse.Date, "réponse : " + csp.NomsDecision[r.s.Reponse.Decision], csp.PROC09},
		{d.FinReflexion, "dernier jour pour répondre", csp.PROC07},
		{d.Rupture, "fin du contrat de travail", csp.RUPT01},
		{d.DebutCSP, "premier jour du CSP et de l'allocation", csp.RUPT01},
		{d.LimitePrebilan, "pré-bilan, au plus tard", csp.FOLL01},
		{d.LimitePlan, "plan de sécurisation validé, au plus tard", csp.FOLL02},
		{d.BilanEtape, "bilan d'étape", csp.FOLL04},
		{d.EcheanceContribution, "contribution de l'employeur, au plus tard", csp.CONT05},
		{d.EcheancePenalite, "pénalité de l'employeur, au plus tard", csp.CONT07},
		{d.FinSixiemeMois, "fin du sixième mois : ensuite, le travail allonge le CSP", csp.DUR03},
		{d.FinDixiemeMois, "dernier jour pour un emploi qui ouvre la prime", csp.PRIME01},
		{d.LimiteDemandePrime, "dernier jour pour demander la prime", csp.PRIME01},
		{d.PremierVersementPrime, "prime : première moitié, au plus tôt", csp.PRIME05},
		{d.SecondVersementPrime, "prime : seconde moitié", csp.PRIME05},
		{d.DebutEntretienFinal, "entretien final, au plus tôt", csp.FOLL05},
		{d.CourrierAvantTerme, "courrier d'avant terme, au plus tard", csp.FOLL06},
		{d.LimiteContestation, "dernier jour pour contester la rupture", csp.RUPT06},
		{d.FinASP, "dernier jour d'allocation", csp.ASP11},
		{d.FinCSP, "dernier jour du CSP", csp.DUR01},
		{d.FinPrioriteReembauche, "fin de la priorité de réembauche", csp.RUPT05},
		{d.FinAccompagnement, "fin de l'accompagnement après la reprise d'emploi", csp.FOLL07},
		{d.Prescription, "dernier jour pour demander une somme oubliée", csp.RET02},
		{r.d.Apres.AREDebut, "ARE possible, sans délai", csp.ARE01},
	}
	if d.FinCSPInitiale != d.FinCSP {
		reperes = append(reperes, repere{d.FinCSPInitiale, "dernier jour du CSP avant allongement", csp.DUR01})
	}
	for _, i := range r.d.ASP.Interruptions {
		reperes = append(reperes, repere{i.Periode.Debut, "allocation arrêtée (" + i.Cause + ") " + jusquau(i.Periode.Fin), i.Regle})
		if i.Periode.Fin < d.FinASP {
			reperes = append(reperes, repere{i.Periode.Fin.Plus(1), "l'allocation reprend", csp.WORK08})
		}
	}
	if p := r.d.Refus; p != nil {
		reperes = append(reperes, repere{r.s.Contrat.Fin, "fin du contrat, préavis compris", csp.PROC09}, repere{p.AREDebut, "ARE, attente et différés passés", csp.PROC09})
	}
	reperes = slices.DeleteFunc(reperes, func(x repere) bool { return !x.date.Connue() || r.perime(x) })
	if len(reperes) == 0 {
		return
	}
	slices.SortStableFunc(reperes, func(a, b repere) int { return int(a.date) - int(b.date) })
	r.titre("Le calendrier")
	an := 0
	for i, x := range reperes {
		if x.date.Annee() != an {
			an = x.date.Annee()
			r.ligne("  ", r.style(styleGras, strconv.Itoa(an)))
		}
		jour := x.date.Francais()
		point := "●"
		if i > 0 && reperes[i-1].date == x.date {
			jour, point = "", "│"
		}
		lignes := couper(x.libelle, Largeur-30)
		for j, l := range lignes {
			regle := ""
			if j == 0 {
				regle = r.style(styleSourd, x.regle.String())
			} else {
				jour, point = "", "│"
			}
			r.ligne(strings.TrimRight("  "+aGauche(jour, 10)+" "+r.style(styleAccent, point)+" "+aGauche(l, Largeur-29)+" "+regle, " "))
		}
	}
}

// perime écarte, après une sortie, ce qui n'arrivera plus : la suite prévue du CSP.
func (r *redaction) perime(x repere) bool {
	s := r.d.Sortie
	if s == nil || x.date <= s.Date || r.d.Retour != nil {
		return false
	}
	switch x.regle {
	case csp.FOLL01, csp.FOLL02, csp.FOLL04, csp.FOLL05, csp.FOLL06, csp.DUR01, csp.DUR03:
		return true
	}
	return x.date == r.d.Dates.FinDixiemeMois && x.regle == csp.PRIME01 && len(r.d.Reprises) > 0
}

func jusquau(fin calendrier.Date) string {
	if fin == calendrier.SansFin {
		return "sans fin connue"
	}
	return "jusqu'au " + fin.Francais()
}

// allocation montre le calcul de l'ASP et ses mois.
func (r *redaction) allocation() {
	m := &r.d.Montants
	if !r.d.Dates.DebutCSP.Connue() || !m.SJR.Connu() && !m.ASPBrute.Connu() {
		return
	}
	r.titre("L'allocation de sécurisation professionnelle (ASP)")
	if m.SalaireReference.Connu() {
		r.conduite("Salaire de référence", m.SalaireReference.Francais(), m.RegleSJR.Carte().ID)
		r.conduite("Jours de référence", strconv.Itoa(m.JoursReference.Int()), m.RegleSJR.Carte().ID)
	}
	r.somme("Salaire journalier de référence (SJR)", m.SJR, m.RegleSJR.Carte().ID)
	if m.ASPTaux.Connue() {
		r.conduite("Taux, un an d'ancienneté et plus", trace.Pourcent(m.ASPTaux), "ASP-01")
	}
	r.somme("ARE que la personne aurait eue, par jour", m.AREJournaliere, "ASP-05")
	r.somme("Plancher (ARE formation), par jour", m.ASPPlancherFormation, "ASP-05")
	r.somme("Plafond, par jour", m.ASPPlafond, "ASP-06")
	r.somme("ASP brute, par jour", m.ASPBrute, "ASP-01")
	r.somme("Retenue pour la retraite complémentaire, par jour", m.RetenueRetraite, "ASP-08")
	r.somme("ASP nette, par jour", m.ASPNette, "ASP-08")
	if n := r.d.ASP.DureeJours; n.Connu() {
		r.conduite("Durée, moins d'un an d'ancienneté", strconv.Itoa(n.Int())+" jours", "DUR-10")
	}
	for _, p := range r.d.Prolongations {
		r.conduite("CSP allongé : "+p.Cause, strconv.Itoa(p.Jours)+" jours", p.Regle.String())
	}
	if len(r.d.ASP.Mensualites) == 0 {
		return
	}
	r.ligne()
	r.ligne("  ", r.style(styleSourd, aGauche("Mois", 18)+aDroite("Jours", 6)+aDroite("Brut", 15)+aDroite("Retenue", 13)+aDroite("Net", 15)))
	brut, retenue, net := argent.Centimes(0), argent.Centimes(0), argent.Centimes(0)
	for _, x := range r.d.ASP.Mensualites {
		r.ligne("  ", aGauche(x.Mois.NomMois(), 18), aDroite(strconv.Itoa(x.Jours), 6), aDroite(somme(x.Brut), 15), aDroite(somme(x.Retenue), 13), aDroite(somme(x.Net), 15))
		brut, retenue, net = brut.Plus(x.Brut), retenue.Plus(x.Retenue), net.Plus(x.Net)
	}
	r.ligne("  ", r.style(styleGras, aGauche("En tout", 18)+aDroite(strconv.Itoa(r.d.ASP.JoursPayes.Int()), 6)+aDroite(somme(brut), 15)+aDroite(somme(retenue), 13)+aDroite(somme(net), 15)))
}

func (r *redaction) somme(libelle string, m argent.Montant, regle string) {
	if m.Connu() {
		r.conduite(libelle, m.Francais(), regle)
	}
}

// employeur montre ce que l'employeur paie, et à qui.
func (r *redaction) employeur() {
	m := &r.d.Montants
	if !m.PreavisMois.Connue() && !m.Penalite.Connu() {
		return
	}
	nom := csp.NomOperateur(max(r.d.Dates.DebutCSP, r.s.Proposition.Remise))
	r.titre("Ce que paie l'employeur")
	if m.PreavisMois.Connue() {
		r.conduite("Préavis qui aurait couru", trace.Decimal(m.PreavisMois)+" mois", "RUPT-11")
	}
	r.somme("Indemnité de préavis", m.PreavisTotal, "CONT-02")
	r.somme("· à "+nom+", brut (3 mois au plus)", m.ContributionBrute, "CONT-02")
	r.somme("· à "+nom+", charges patronales comprises", m.ContributionOperateur, "CONT-02")
	r.somme("· au salarié", m.PreavisSalarie, "CONT-03")
	r.somme("Indemnité légale de licenciement", m.IndemniteLegale, "RUPT-10")
	if m.IndemniteDue != m.IndemniteLegale {
		r.somme("Indemnité due (loi ou convention, la meilleure)", m.IndemniteDue, "RUPT-03")
	}
	if m.Penalite.Connu() {
		r.somme("Pénalité, CSP non proposé ("+strconv.Itoa(m.PenaliteMois.Int())+" mois)", m.Penalite, "CONT-06")
	}
	r.somme("Participation au titre du DIF", m.ContributionDIF, "CONT-10")
	r.somme("Majoration de retard", m.MajorationRetard, "CONT-08")
	if p := r.d.Refus; p != nil {
		r.somme("Préavis dû au salarié, CSP refusé", p.PreavisSalarie, "PROC-09")
	}
}

// reprises montre chaque emploi retrouvé et les aides qu'il ouvre, puis le retour.
func (r *redaction) reprises() {
	if len(r.d.Reprises)+len(r.d.Periodes) == 0 && r.d.Retour == nil {
		return
	}
	r.titre("Le travail pendant le CSP")
	for _, p := range r.d.Periodes {
		r.paragraphe("  • ", fmt.Sprintf("Contrat du %s, %s. %s (%s)", p.Periode.Debut.Francais(), jusquau(p.Periode.Fin), p.Motif, p.Regle))
	}
	for _, x := range r.d.Reprises {
		r.ligne("  Emploi du ", r.style(styleGras, x.Debut.Francais()))
		r.somme("Droits à l'ASP qui restaient ce jour-là", x.DroitsRestants, "IDR-05")
		r.aide("Prime de reclassement", x.Prime.Ouverte, x.Prime.Motif, x.Prime.Regle)
		r.somme("· en tout", x.Prime.Montant, "PRIME-03")
		r.somme("· première moitié", x.Prime.PremierVersement, "PRIME-05")
		r.somme("· seconde moitié", x.Prime.SecondVersement, "PRIME-05")
		r.aide("Indemnité différentielle", x.IDR.Ouverte, x.IDR.Motif, x.IDR.Regle)
		r.somme("· par mois", x.IDR.Mensuelle, "IDR-03")
		r.somme("· plafond", x.IDR.Plafond, "IDR-04")
		r.somme("· en tout", x.IDR.Total, "IDR-04")
	}
	if t := r.d.Retour; t != nil {
		r.paragraphe("  • ", "Retour dans le CSP le "+t.Debut.Francais()+" après la rupture de l'essai.")
		if t.ASPJoursRestants.Connu() {
			r.conduite("Jours retenus pour la prime versée", strconv.Itoa(t.JoursRetenus.Int()), "BACK-02")
			r.conduite("Jours d'allocation restants", strconv.Itoa(t.ASPJoursRestants.Int()), "BACK-01")
		}
	}
}

func (r *redaction) aide(nom string, ouverte fait.Reponse, motif csp.Phrase, regle trace.Regle) {
	reponse := [...]string{fait.Inconnu: "pas encore", fait.Non: "non", fait.Oui: "oui"}[ouverte]
	r.conduite(nom, reponse, regle.String())
	if ouverte != fait.Oui {
		r.paragraphe("    ", motif.String())
	}
}

// apres montre l'ARE qui suit, ou celle du refus.
func (r *redaction) apres() {
	a := &r.d.Apres
	if a.AREDureeJours.Connu() {
		r.titre("Après le CSP")
		r.somme("ARE brute, par jour, au barème du premier jour d'ASP", r.d.Montants.AREJournaliere, "ARE-10")
		r.conduite("Durée de l'ARE", strconv.Itoa(a.AREDureeJours.Int())+" jours", "ARE-03")
		if a.AREJoursRestants.Connu() {
			r.conduite("Jours restants, ceux de l'ASP retirés", strconv.Itoa(a.AREJoursRestants.Int())+" jours", "ARE-01")
		}
		if a.AREDebut.Connue() {
			r.conduite("Premier jour possible, sans attente ni différé", a.AREDebut.Francais(), "ARE-01")
		}
	}
	if p := r.d.Refus; p != nil && p.AttenteJours.Connu() {
		r.titre("Sans CSP : l'ARE")
		r.somme("Salaire journalier de référence (SJR)", r.d.Montants.SJR, "ARE-11")
		r.somme("ARE brute, par jour", p.AREJournaliere, "ARE-10")
		r.conduite("Différé congés payés", jours(p.DiffereJours), "ARE-13")
		r.conduite("Différé spécifique", jours(p.DiffereSpecifiqueJours), "ARE-13")
		r.conduite("Délai d'attente", jours(p.AttenteJours), "ARE-13")
		r.conduite("Durée", jours(p.AREDureeJours), "ARE-12")
	}
	if c := r.d.CASP; c.Ouvrable == fait.Oui {
		r.titre("La cellule d'appui (CASP)")
		r.paragraphe("  ", "Elle peut être ouverte par la "+csp.NomAutorite(r.d.ARE.Engagement)+" avant les licenciements, "+strconv.Itoa(c.DureeMaxJours.Int())+" jours au plus. "+c.Motif.String())
	}
}

func jours(n fait.Nombre) string {
	if !n.Connu() {
		return "—"
	}
	return strconv.Itoa(n.Int()) + " jours"
}

// demarches liste les papiers et les pas de chacun.
func (r *redaction) demarches() {
	ms := demarches.Lister(r.s, r.d)
	if len(ms) == 0 {
		return
	}
	r.titre("Ce que chacun doit faire")
	for _, m := range ms {
		case_ := "☐"
		if m.Faite {
			case_ = "☑"
		}
		r.ligne("  ", r.style(styleAccent, case_), " ", r.style(styleGras, r.acteur(m)), ", ", r.quand(m), "  ", r.style(styleSourd, m.Regle.String()))
		r.paragraphe("    ", m.Quoi+".")
	}
}

// reperes dit ce qui ne demande rien à personne, mais compte.
func (r *redaction) reperes() {
	l := demarches.Reperes(r.s, r.d)
	if len(l) == 0 {
		return
	}
	r.titre("Bon à savoir")
	for _, x := range l {
		r.paragraphe("  • ", x.Texte+" ("+x.Regle.String()+")")
	}
}

func (r *redaction) acteur(m demarches.Demarche) string {
	if m.Qui == demarches.Operateur {
		return csp.NomOperateur(max(m.Date, r.d.Dates.DebutCSP))
	}
	return m.Qui.String()
}

func (r *redaction) quand(m demarches.Demarche) string {
	if !m.Date.Connue() {
		return cmp.Or(m.Des, "date à connaître")
	}
	jour := m.Date.Francais()
	switch m.Echeance {
	case demarches.AuPlusTard:
		return "au plus tard le " + jour
	case demarches.APartirDu:
		return "à partir du " + jour
	case demarches.Aussitot:
		return "sans attendre, le " + jour
	case demarches.Le:
	}
	return "le " + jour
}

// conditions montre chaque condition, respectée ou non.
func (r *redaction) conditions() {
	r.titre("Les conditions")
	for _, c := range r.d.Eligibilite.Conditions {
		marque := [...]string{fait.Inconnu: "?", fait.Non: "✗", fait.Oui: "✓"}[c.Respectee]
		r.paragraphe("  "+marque+" "+aGauche(c.Regle.String(), 8), c.Detail.String())
	}
}

func (r *redaction) manquants() {
	if len(r.d.Manquants) == 0 {
		return
	}
	r.titre("Ce qui manque")
	for _, m := range r.d.Manquants {
		r.paragraphe("  • ", m.Chemin()+" : pour "+m.Raison()+".")
	}
}

func (r *redaction) reserves() {
	if len(r.d.Avertissements) == 0 {
		return
	}
	r.titre("À savoir, et ce qui n'est pas sûr")
	for _, a := range r.d.Avertissements {
		r.paragraphe("  ! ", a.Message.String()+" ("+a.Regle.String()+")")
	}
}

// pasAPas déplie chaque chiffre : formule avec ses nombres, article, source de chaque valeur.
func (r *redaction) pasAPas(pas []trace.Pas) {
	r.titre("Pas à pas")
	for _, a := range r.d.Avertissements {
		if strings.HasPrefix(a.Message.String(), "Barèmes dus") {
			r.paragraphe("  ! ", "Les pas qui lisent un barème non publié montrent sa dernière valeur publiée ; le résultat, lui, ne donne que ce qui n'en dépend pas.")
			break
		}
	}
	regle := ""
	for _, p := range pas {
		r.pas(p, 0, &regle)
	}
}

func (r *redaction) pas(p trace.Pas, niveau int, regle *string) {
	marge := strings.Repeat("  ", niveau+1)
	if p.Source != nil {
		r.paragraphe(marge+"  ↳ ", fmt.Sprintf("%s = %s depuis le %s (%s)", p.Libelle, p.Valeur, francais(p.Source.Depuis), strings.Join(p.Articles, ", ")))
		r.ligne(marge, "    ", r.style(styleSourd, p.Source.Lien))
		return
	}
	if p.Regle != *regle {
		*regle = p.Regle
		r.ligne()
		r.paragraphe(marge+p.Regle+" ", strings.Join(p.Articles, " ; "))
	}
	texte := p.Libelle
	if p.Valeur != "" {
		texte += " : " + p.Valeur
	}
	if p.Formule != "" {
		texte += " = " + p.Formule
	}
	r.paragraphe(marge+"· ", texte)
	for _, e := range p.Enfants {
		r.pas(e, niveau+1, regle)
	}
}
