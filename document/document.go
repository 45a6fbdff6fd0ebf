// Package document rassemble ce que disent les trois fichiers à emporter (pdf, ics, xlsx) : les dates et
// qui doit faire quoi, les chiffres et leur règle. Il ne calcule rien.
package document

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"jalon/droit/are"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/choix"
	"jalon/droit/csp"
	"jalon/droit/demarches"
	"jalon/droit/rupture"
	"jalon/droit/trace"
)

// ErrSansChoix dit qu'une voie manque, ou ne se compte pas : il n'y a rien à comparer.
var ErrSansChoix = errors.New("il n'y a pas de choix à comparer : dans cette situation, l'une des deux voies n'existe pas, ou il manque un fait pour la compter ; « jalon calculer » dit lequel")

// Comparable rend une erreur si les deux voies n'existent pas.
func Comparable(c *choix.Comparaison) error {
	if c == nil || !c.Possible {
		return ErrSansChoix
	}
	return nil
}

// DernierFait est le jour du fait le plus récent du dossier. C'est la date de tout document : la même
// situation donne le même fichier.
func DernierFait(s *csp.Situation) calendrier.Date {
	jour := max(s.Licenciement.Engagement, s.Proposition.Remise, s.Reponse.Date, s.Autorisation.NotifieeLe)
	for i := range s.Evenements {
		e := &s.Evenements[i]
		jour = max(jour, e.Date, e.Debut)
	}
	if !jour.Connue() {
		jour = max(s.Contrat.Debut, s.Contrat.Fin)
	}
	return jour
}

// Horodatage est minuit de ce jour ; à défaut, le premier jour du CSP.
func Horodatage(d calendrier.Date) time.Time {
	if !d.Connue() {
		d = csp.PremierEngagement
	}
	an, mois, jour := d.Civil()
	return time.Date(an, time.Month(mois), jour, 0, 0, 0, 0, time.UTC)
}

// Duree dit du premier au dernier jour : « du 02/03/2026 au 06/03/2026 », « le 02/03/2026 ».
func Duree(p calendrier.Periode) string {
	switch {
	case !p.Debut.Connue():
		return "à connaître"
	case p.Debut == p.Fin:
		return "le " + p.Debut.Francais()
	}
	return "du " + p.Debut.Francais() + " au " + p.Fin.Francais()
}

// Majuscule lève la première lettre d'une phrase.
func Majuscule(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return strings.ToUpper(s[:n]) + s[n:]
}

// Minuscule abaisse la première lettre d'une phrase, sauf d'un sigle.
func Minuscule(s string) string {
	if len(s) > 1 && s[0] >= 'A' && s[0] <= 'Z' && !(s[1] >= 'A' && s[1] <= 'Z') {
		return strings.ToLower(s[:1]) + s[1:]
	}
	if strings.HasPrefix(s, "À") {
		return "à" + strings.TrimPrefix(s, "À")
	}
	return s
}

// Articles rend les textes d'une règle.
func Articles(r trace.Regle) string { return strings.Join(r.Carte().Articles, " ; ") }

// Date est un jour du dossier : une démarche de quelqu'un, ou un jour qui compte.
type Date struct {
	Qui      string // vide : un jour qui compte, sans geste
	Quoi     string
	Echeance demarches.Echeance
	Jour     calendrier.Date // inconnue : le jour dépend d'un fait à venir
	Regle    trace.Regle
	Faite    bool
	Si       Si

	place calendrier.Date // où la montrer : son jour ou, s'il est inconnu, celui de la démarche d'avant
}

// Si dit ce qu'une date suppose.
type Si uint8

// Les suppositions d'une date.
const (
	Certaine Si = iota
	SiRefuse    // la personne n'a pas encore répondu
	SiAdhere    // de même
	SiEmploi    // l'emploi supposé commence
)

// String complète « le 23/03/2026 » : « si la personne adhère » ; vide pour une date certaine.
func (x Si) String() string {
	return [...]string{"", "si la personne refuse", "si la personne adhère", "avec l'emploi supposé"}[x]
}

// Quand dit le jour, avec son échéance.
func (d Date) Quand() string {
	switch {
	case !d.Jour.Connue() && d.Echeance == demarches.Aussitot:
		return "sans attendre"
	case !d.Jour.Connue():
		return "date à connaître"
	}
	return [...]string{
		demarches.AuPlusTard: "au plus tard le ", demarches.Le: "le ", demarches.APartirDu: "à partir du ", demarches.Aussitot: "sans attendre, le ",
	}[d.Echeance] + d.Jour.Francais()
}

// Dates rend, par jour, les démarches de chacun et les jours qui comptent, sur chaque voie encore possible.
func Dates(s *csp.Situation, c *choix.Comparaison) []Date {
	d := c.Situation
	if c.Possible && d.Statut == csp.Refuse {
		s, d = c.Refus.Situation, c.Refus.Droits // la fin du contrat y est, donnée ou estimée
	}
	tout := dates(s, d)
	if hesite := d.Statut == csp.EnReflexion || d.Statut == csp.PropositionAFaire; hesite {
		for i := range tout {
			deja := s.Proposition.Par != csp.ParEmployeur && (tout[i].Regle == csp.RUPT01 && tout[i].Jour <= s.Contrat.Fin || tout[i].Regle == csp.RUPT05) // le contrat a déjà pris fin
			if !deja && demarches.SupposeAdhesion(tout[i].Regle) {
				tout[i].Si = SiAdhere
			}
		}
	}
	if c.Possible && s.Reponse.Decision == csp.SansReponse {
		for _, x := range dates(c.Refus.Situation, c.Refus.Droits) {
			if x.Regle == csp.PROC09 || x.Regle == csp.RUPT05 {
				x.Si = SiRefuse
				tout = append(tout, x)
			}
		}
	}
	if c.Possible && c.EmploiSuppose && c.Situation.Statut != csp.Refuse {
		tout = avecEmploi(tout, dates(c.Adherer.Situation, c.Adherer.Droits), c.Emploi.Debut)
	}
	if c.FinEstimee {
		for i := range tout {
			if x := &tout[i]; x.Regle == csp.PROC09 {
				x.Quoi += " (jour estimé)"
			}
		}
	}
	slices.SortStableFunc(tout, func(a, b Date) int { return int(a.place) - int(b.place) })
	return tout
}

// deLEmploi : les règles des dates qu'un emploi retrouvé donne, ou déplace quand il suspend le CSP.
var deLEmploi = []trace.Regle{csp.PRIME01, csp.PRIME05, csp.IDR06, csp.FOLL04, csp.FOLL05, csp.FOLL06, csp.FOLL07, csp.RET02, csp.DUR01, csp.ASP11, csp.ARE01}

// avecEmploi remplace, à partir de l'embauche supposée, les dates de l'adhésion par celles qui la supposent.
func avecEmploi(sans, avec []Date, embauche calendrier.Date) []Date {
	meme := func(x Date) func(Date) bool {
		return func(y Date) bool { return x.Quoi == y.Quoi && x.Jour == y.Jour }
	}
	tout := slices.DeleteFunc(sans, func(x Date) bool {
		return x.Jour >= embauche && x.Si != SiRefuse && !slices.ContainsFunc(avec, meme(x))
	})
	for _, x := range avec {
		if x.Jour >= embauche && slices.Contains(deLEmploi, x.Regle) && !slices.ContainsFunc(tout, meme(x)) {
			x.Si, x.Faite = SiEmploi, false
			tout = append(tout, x)
		}
	}
	return tout
}

// dates rend les démarches et les jours qui comptent d'une situation.
func dates(s *csp.Situation, d *csp.Droits) []Date {
	var tout []Date
	var place calendrier.Date
	for _, m := range demarches.Lister(s, d) {
		qui := m.Qui.String()
		if m.Qui == demarches.Operateur {
			qui = csp.NomOperateur(max(m.Date, d.Dates.DebutCSP))
		}
		if m.Date.Connue() {
			place = m.Date
		}
		tout = append(tout, Date{Qui: qui, Quoi: m.Quoi, Echeance: m.Echeance, Jour: m.Date, Regle: m.Regle, Faite: m.Faite, place: place})
	}
	if len(tout) == 0 {
		return nil
	}
	for _, x := range jours(s, d) {
		if x.Jour.Connue() && !perimee(x, d) {
			x.place = x.Jour
			tout = append(tout, x)
		}
	}
	return tout
}

// jours rend les jours qui comptent et qu'aucune démarche ne porte.
func jours(s *csp.Situation, d *csp.Droits) []Date {
	x := &d.Dates
	l := []Date{
		{Quoi: "Premier jour du délai de réflexion", Echeance: demarches.Le, Jour: x.DebutReflexion, Regle: csp.PROC06},
		{Quoi: "Fin du contrat de travail", Echeance: demarches.Le, Jour: x.Rupture, Regle: csp.RUPT01},
		{Quoi: "Premier jour du CSP et de l'allocation", Echeance: demarches.Le, Jour: x.DebutCSP, Regle: csp.RUPT01},
		{Quoi: "Fin du sixième mois : ensuite, le travail allonge le CSP", Echeance: demarches.Le, Jour: x.FinSixiemeMois, Regle: csp.DUR03},
		{Quoi: "Prime de reclassement : première moitié", Echeance: demarches.APartirDu, Jour: x.PremierVersementPrime, Regle: csp.PRIME05},
		{Quoi: "Prime de reclassement : seconde moitié", Echeance: demarches.APartirDu, Jour: x.SecondVersementPrime, Regle: csp.PRIME05},
		{Quoi: "Dernier jour d'allocation", Echeance: demarches.Le, Jour: x.FinASP, Regle: csp.ASP11},
		{Quoi: "Dernier jour du CSP", Echeance: demarches.Le, Jour: x.FinCSP, Regle: csp.DUR01},
		{Quoi: "Fin de l'accompagnement après la reprise d'emploi", Echeance: demarches.Le, Jour: x.FinAccompagnement, Regle: csp.FOLL07},
		{Quoi: "Dernier jour pour demander une somme oubliée", Echeance: demarches.AuPlusTard, Jour: x.Prescription, Regle: csp.RET02},
	}
	if d.Montants.ASPTaux.Connue() { // à moins d'un an d'ancienneté, il n'y a pas de prime
		l = append(l, Date{Quoi: "Dernier jour pour un emploi qui ouvre la prime de reclassement", Echeance: demarches.AuPlusTard, Jour: x.FinDixiemeMois, Regle: csp.PRIME01})
	}
	if r := d.Refus; r != nil {
		l = append(l, Date{Quoi: "Fin du contrat, préavis compris", Echeance: demarches.Le, Jour: s.Contrat.Fin, Regle: csp.PROC09})
		if !r.AREDureeJours.Connu() || r.AREDureeJours.Int() > 0 {
			l = append(l, Date{Quoi: "Premier jour d'ARE, attente et différés passés", Echeance: demarches.Le, Jour: r.AREDebut, Regle: csp.PROC09})
		}
	}
	return l
}

// perimee écarte, après une sortie, ce qui n'arrivera plus.
func perimee(x Date, d *csp.Droits) bool {
	if d.Sortie == nil || d.Retour != nil || x.Jour <= d.Sortie.Date {
		return false
	}
	return x.Regle == csp.DUR01 || x.Regle == csp.DUR03 || x.Regle == csp.PRIME01 && len(d.Reprises) > 0
}

// Unite d'un chiffre.
type Unite uint8

// Les unités.
const (
	Euros Unite = iota
	Jours
	Mois
	Pourcent
)

// Chiffre est une valeur de la comparaison, avec la règle qui la donne.
type Chiffre struct {
	Groupe, Libelle string
	Montant         argent.Montant  // Euros
	Nombre          argent.Fraction // les autres unités
	Unite           Unite
	Regle           trace.Regle
	Principal       bool // tient sur une feuille
}

// String écrit la valeur pour une personne.
func (c Chiffre) String() string {
	switch c.Unite {
	case Jours:
		return trace.Decimal(c.Nombre) + " jours"
	case Mois:
		return trace.Decimal(c.Nombre) + " mois"
	case Pourcent:
		return trace.Pourcent(c.Nombre)
	case Euros:
	}
	return c.Montant.Francais()
}

// Groupes de chiffres.
const (
	CommunAuxDeux = "Sur les deux voies"
	EnAdherant    = "En adhérant"
	EnRefusant    = "En refusant"
)

// Chiffres rend chaque chiffre connu, avec sa règle ; aucun si une seule voie existe.
func Chiffres(s *csp.Situation, c *choix.Comparaison) []Chiffre {
	if Comparable(c) != nil {
		return nil
	}
	a, b := c.Adherer.Droits, c.Refus.Droits
	m := &a.Montants
	regleASP, reglePreavis := csp.ASP01, csp.CONT03
	if !m.ASPTaux.Connue() {
		regleASP, reglePreavis = csp.ASP02, csp.CONT01
	}
	var l []Chiffre
	groupe := CommunAuxDeux
	euros := func(libelle string, x argent.Montant, r trace.Regle, principal bool) {
		if x.Connu() {
			l = append(l, Chiffre{Groupe: groupe, Libelle: libelle, Montant: x, Regle: r, Principal: principal})
		}
	}
	nombre := func(libelle string, n argent.Fraction, u Unite, r trace.Regle, principal bool) {
		if n.Connue() {
			l = append(l, Chiffre{Groupe: groupe, Libelle: libelle, Nombre: n, Unite: u, Regle: r, Principal: principal})
		}
	}
	jours := func(libelle string, n interface {
		Connu() bool
		Int() int
	}, r trace.Regle, principal bool,
	) {
		if n.Connu() {
			nombre(libelle, argent.Entier(int64(n.Int())), Jours, r, principal)
		}
	}
	if s.Contrat.PreavisMois.Connue() {
		nombre("Préavis de la convention ou du contrat, donné", b.Montants.PreavisMois, Mois, csp.CONT02, true)
	} else {
		nombre("Préavis de la loi", b.Montants.PreavisMois, Mois, rupture.RUPT11, true)
	}
	if x := s.Contrat.IndemniteConges(nil); x.Positif() {
		euros("Congés payés restants", x, are.ARE13, true)
	}

	groupe = EnAdherant
	euros("Indemnité légale de licenciement", m.IndemniteLegale, rupture.RUPT10, false)
	euros("Indemnité de licenciement due", m.IndemniteDue, csp.RUPT03, true)
	euros("Salaire de référence", m.SalaireReference, m.RegleSJR, false)
	jours("Jours de référence", m.JoursReference, m.RegleSJR, false)
	euros("Salaire journalier de référence (SJR)", m.SJR, m.RegleSJR, true)
	nombre("Taux de l'ASP", m.ASPTaux, Pourcent, csp.ASP01, false)
	euros("ARE que la personne aurait eue, par jour", m.AREJournaliere, csp.ASP05, false)
	euros("Plancher de l'ASP (ARE formation), par jour", m.ASPPlancherFormation, csp.ASP05, false)
	euros("Plafond de l'ASP, par jour", m.ASPPlafond, csp.ASP06, false)
	euros("ASP brute, par jour", m.ASPBrute, regleASP, true)
	euros("Retenue pour la retraite complémentaire, par jour", m.RetenueRetraite, csp.ASP08, false)
	euros("ASP nette, par jour", m.ASPNette, csp.ASP08, true)
	jours("Jours d'ASP payés", a.ASP.JoursPayes, csp.ASP10, true)
	jours("Durée de l'ASP, moins d'un an d'ancienneté", a.ASP.DureeJours, csp.DUR10, false)
	if c.Adherer.AREJours.Connu() { // avec un ancien droit, la suite de l'ASP n'est pas connue
		jours("Durée du droit à l'ARE", a.Apres.AREDureeJours, csp.ARE03, false)
		jours("Jours d'ARE restants après le CSP", a.Apres.AREJoursRestants, csp.ARE01, true)
	}
	euros("ARE brute après le CSP, par jour", c.Adherer.AREBrute, are.ARE10, false)
	euros("ARE nette après le CSP, par jour", c.Adherer.ARENette, are.ARE14, false)
	euros("Préavis payé au salarié", m.PreavisSalarie, reglePreavis, true)
	euros("Indemnité de préavis", m.PreavisTotal, csp.CONT02, false)
	euros("Préavis versé à l'opérateur par l'employeur, brut", m.ContributionBrute, csp.CONT02, true)
	euros("Contribution de l'employeur, charges comprises", m.ContributionOperateur, csp.CONT02, false)
	if c.Emploi != nil {
		euros("Prime de reclassement, en tout", c.Aides.Prime, csp.PRIME03, true)
		euros("Indemnité différentielle, en tout", c.Aides.IDR, csp.IDR04, true)
	}

	groupe = EnRefusant
	euros("Indemnité légale de licenciement", b.Montants.IndemniteLegale, rupture.RUPT10, false)
	euros("Indemnité de licenciement due", b.Montants.IndemniteDue, rupture.RUPT10, true)
	euros("Salaire journalier de référence de l'ARE", b.ARE.SJR, are.ARE11, true)
	if x := c.Refus.Reliquat; x.Jours.Int() > 0 {
		jours("Jours restants de l'ancien droit, payés d'abord", x.Jours, are.ARE12, true)
		euros("ARE brute de l'ancien droit, par jour", x.Journaliere, are.ARE10, true)
	}
	euros("ARE brute, par jour", c.Refus.AREBrute, are.ARE10, true)
	euros("ARE nette, par jour", c.Refus.ARENette, are.ARE14, true)
	jours("Durée de l'ARE", c.Refus.AREJours, are.ARE12, true)
	if c.Refus.BaisseLe.Connu() {
		jours("Jours d'ARE avant la baisse du taux", rangAvant(c.Refus.BaisseLe.Int()), are.ARE15, false)
	}
	if r := b.Refus; r != nil {
		jours("Différé, congés payés", r.DiffereJours, are.ARE13, false)
		jours("Différé spécifique", r.DiffereSpecifiqueJours, are.ARE13, false)
		jours("Délai d'attente", r.AttenteJours, are.ARE13, false)
		euros("Préavis dû au salarié", r.PreavisSalarie, csp.PROC09, true)
	}
	return l
}

// rangAvant est le nombre de jours avant un rang.
type rangAvant int

func (r rangAvant) Connu() bool { return true }
func (r rangAvant) Int() int    { return int(r) - 1 }

// Lisible rend un texte libre sur une ligne, sans signe de commande ni d'écriture renversée.
func Lisible(texte string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r' || unicode.In(r, unicode.Zl, unicode.Zp):
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs) || r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, texte)
}

// Court rend le début d'un texte, n signes au plus, coupé à un mot.
func Court(texte string, n int) string {
	r := []rune(texte)
	if len(r) <= n {
		return texte
	}
	debut := string(r[:n-1])
	if i := strings.LastIndexByte(debut, ' '); i > 0 {
		debut = debut[:i]
	}
	return strings.TrimRight(debut, " ,;:") + "…"
}

// Nombre écrit un entier et son mot : « 12 jours », « 1 jour ».
func Nombre(n int, mot string) string {
	if n > 1 && !strings.HasSuffix(mot, "s") {
		mot += "s"
	}
	return Entier(n) + " " + mot
}

// Entier écrit un nombre, ses milliers séparés : « 10 000 ».
func Entier(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "\u202f" + s[i:]
	}
	return s
}
