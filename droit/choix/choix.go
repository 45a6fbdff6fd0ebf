// Package choix compare deux voies d'une même situation : adhérer au CSP, ou le refuser. Chaque voie est
// ce que la personne reçoit, jour par jour puis mois par mois, de la remise des documents à la fin des
// deux droits ; un emploi retrouvé s'y ajoute. Tout est en brut, sauf l'allocation nette donnée à côté :
// le net d'un salaire ne se déduit pas de ces faits.
package choix

import (
	"slices"
	"strings"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/fait"
	"jalon/droit/trace"
)

// Emploi est un emploi supposé retrouvé.
type Emploi struct {
	Debut     calendrier.Date
	Nature    csp.NatureContrat // CDI, CDD ou intérim
	DureeMois argent.Fraction   // d'un CDD ou d'une mission
	Salaire   argent.Montant    // brut mensuel ; inconnu : celui de l'emploi perdu
}

// Verifier dit ce qu'aucun emploi retrouvé ne peut être : le champ fautif, « debut » ou « mois », et pourquoi.
// Vides si tout va. remise est le jour de remise des documents, inconnu s'il ne l'est pas.
func (e *Emploi) Verifier(remise calendrier.Date) (champ, faute string) {
	entiers, _ := e.DureeMois.Arrondi(argent.Inferieur)
	switch {
	case e.Nature == csp.CDI && e.DureeMois.Connue():
		return "mois", "Un CDI n'a pas de durée : choisissez CDD ou mission, ou laissez vide."
	case e.Nature != csp.CDI && (!e.DureeMois.Connue() || e.DureeMois.Compare(argent.Entier(entiers)) != 0 || entiers < 1 || entiers > 120):
		return "mois", "Un CDD ou une mission a une durée, de 1 à 120 mois."
	case remise.Connue() && e.Debut <= remise:
		return "debut", "L'emploi commence le " + e.Debut.Francais() + " : il doit commencer après la remise des documents, le " + remise.Francais() + "."
	case remise.Connue() && e.Debut > remise.PlusMois(24):
		return "debut", "L'emploi commence le " + e.Debut.Francais() + ", plus de deux ans après la remise : il ne change plus rien."
	}
	return "", ""
}

// Voie est ce que donne une décision.
type Voie struct {
	Situation  *csp.Situation // les faits, la décision et l'emploi supposés
	Droits     *csp.Droits
	FinContrat calendrier.Date
	Mois       []Mois
	Total      argent.Montant // à l'horizon, brut
	AREDebut   calendrier.Date
	AREFin     calendrier.Date // dernier jour d'ARE si rien ne change
	AREJours   fait.Nombre     // durée du droit à l'ARE sur cette voie
	AREBrute   argent.Montant  // par jour, au premier jour
	ARENette   argent.Montant
	BaisseLe   fait.Nombre     // rang du premier jour d'ARE à taux réduit
	Retraite   calendrier.Date // premier jour de la retraite à taux plein, s'il tombe avant l'horizon
	Reliquat   csp.Reliquat    // servi avant l'ARE ; sans jours, il n'y en a pas
}

// PremiereARE rend l'ARE brute et nette du premier jour : celle de l'ancien droit tant qu'il en reste.
func (v *Voie) PremiereARE() (brute, nette argent.Montant) {
	if v.Reliquat.Jours.Int() > 0 {
		return v.Reliquat.Journaliere, v.Droits.ARE.Nette(v.Reliquat.Journaliere, v.Reliquat.SJR, v.AREDebut)
	}
	return v.AREBrute, v.ARENette
}

// Bascule est un jour où la voie qui a rapporté le plus change.
type Bascule struct {
	Jour    calendrier.Date
	Adherer bool // à partir de ce jour, adhérer a rapporté au moins autant
	Egales  bool // avant ce jour, aucune des deux n'avait rapporté davantage
}

// Scenario est le total des deux voies pour un emploi retrouvé après tant de mois de CSP.
type Scenario struct {
	Mois           int // 0 : aucun emploi
	Debut          calendrier.Date
	Adherer, Refus argent.Montant // totaux à l'horizon
	Ecart          argent.Montant // ce qu'adhérer rapporte de plus
	Aide           NomAide        // l'aide retenue en adhérant
}

// NomAide est l'aide qu'ouvre un emploi.
type NomAide uint8

// Les aides.
const (
	SansAide NomAide = iota
	Prime
	IDR
	AideInconnue // le montant d'une des deux n'est pas connu : on ne sait pas laquelle vaut mieux
)

// NomsAide nomme chaque aide dans le format ; vide pour l'inconnue.
var NomsAide = []string{"aucune", "prime", "idr", ""}

// Aides compare la prime et l'indemnité différentielle pour l'emploi supposé.
type Aides struct {
	Prime, IDR argent.Montant // en tout ; inconnue ou nulle si l'aide n'est pas ouverte
	Meilleure  NomAide
	BasculeLe  calendrier.Date // premier jour d'embauche où la réponse change ; inconnu si elle ne change pas
	Ensuite    NomAide

	SansPrime, SansIDR csp.Phrase // pourquoi l'aide n'est pas ouverte
}

// Comparaison de deux voies.
type Comparaison struct {
	Possible       bool // les deux voies existent : le CSP est proposé, la personne peut y adhérer
	Situation      *csp.Droits
	Adherer, Refus Voie
	Horizon        calendrier.Date
	Bascules       []Bascule
	ConnuJusquau   calendrier.Date // dernier jour dont toutes les sommes sont connues
	Ecart          argent.Montant  // ce qu'adhérer a rapporté de plus, ce jour-là ; négatif si c'est refuser
	Emploi         *Emploi
	Projete        bool            // des montants sont à la dernière valeur publiée d'un barème
	ProjeteDepuis  calendrier.Date // premier jour du total qui en dépend ; inconnu s'il n'en dépend pas
	EmploiSuppose  bool            // l'emploi n'est pas un fait du dossier
	FinEstimee     bool            // la fin du contrat en cas de refus n'est pas un fait du dossier
	Aides          Aides
	Scenarios      []Scenario
	Hypotheses     []string
	NonCouverts    []string
}

// moisScenarios est le dernier mois de CSP dont la sensibilité est montrée.
const moisScenarios = 15

// Comparer déroule les deux voies. emploi, s'il n'est pas nil, est retrouvé sur les deux. t enregistre le
// calcul des droits de la personne qui adhère. Ce qu'un barème non publié peut changer n'est pas donné.
func Comparer(s *csp.Situation, emploi *Emploi, t *trace.Trace) *Comparaison {
	return comparer(s, emploi, t, false)
}

// Projeter fait de même pour une personne : quand un barème n'est pas encore publié, les montants qui en
// dépendent sont donnés à sa dernière valeur publiée, et la comparaison le dit.
func Projeter(s *csp.Situation, emploi *Emploi, t *trace.Trace) *Comparaison {
	c := Comparer(s, emploi, t)
	if !c.Possible || c.inconnus() == 0 {
		return c
	}
	if t != nil {
		t.Vider()
	}
	p := comparer(s, emploi, t, true)
	if p.inconnus() == c.inconnus() { // ce qui manque n'est pas un barème
		if t != nil {
			t.Vider()
			return Comparer(s, emploi, t)
		}
		return c
	}
	p.Projete = true
	quand := "D"
	for i := range c.Adherer.Mois {
		a, b := c.Adherer.Mois[i].Total, c.Refus.Mois[i].Total
		if !a.Connu() && p.Adherer.Mois[i].Total.Connu() || !b.Connu() && p.Refus.Mois[i].Total.Connu() {
			p.ProjeteDepuis = max(c.Adherer.Mois[i].Mois, c.Situation.Dates.FinReflexion+1)
			quand = "À partir du " + p.ProjeteDepuis.Francais() + ", d"
			break
		}
	}
	p.Hypotheses = append([]string{quand + "es barèmes ne sont pas encore publiés : les montants qui en dépendent sont donnés à leur dernière valeur publiée. Chaque revalorisation les relève d'ordinaire un peu, sur les deux voies."}, p.Hypotheses...)
	return p
}

// inconnus compte ce qui n'est pas donné : mois, scénarios, allocation de qui refuse.
func (c *Comparaison) inconnus() int {
	n := 0
	compter := func(ms ...argent.Montant) {
		for _, m := range ms {
			if !m.Connu() {
				n++
			}
		}
	}
	for i := range c.Adherer.Mois {
		a, b := &c.Adherer.Mois[i], &c.Refus.Mois[i]
		compter(a.Total, a.AllocationNet, b.Total, b.AllocationNet)
	}
	for i := range c.Scenarios {
		compter(c.Scenarios[i].Adherer, c.Scenarios[i].Refus)
	}
	compter(c.Refus.AREBrute, c.Refus.ARENette, c.Adherer.AREBrute)
	return n
}

func comparer(s *csp.Situation, emploi *Emploi, t *trace.Trace, auxPublies bool) *Comparaison {
	suppose := emploi != nil
	if !suppose {
		emploi = emploiConnu(s)
	}
	k := comparateur{s: s, emploi: emploi, auxPublies: auxPublies}
	k.calculateur[0].AuxPublies, k.calculateur[1].AuxPublies = auxPublies, auxPublies
	k.r = &Comparaison{Emploi: emploi, EmploiSuppose: suppose, Situation: k.calculer(s, nil)}
	d := k.r.Situation
	if !k.possible(d) {
		return k.r
	}
	k.r.Possible = true
	k.finReflexion = d.Dates.FinReflexion
	if !k.finReflexion.Connue() {
		k.r.Possible = false
		return k.r
	}
	k.accepte = SiAdhesion(s, k.finReflexion)
	preavis := d.Montants.PreavisMois
	if !preavis.Connue() && !s.Contrat.Fin.Connue() {
		preavis = k.calculer(&k.accepte, nil).Montants.PreavisMois // un refus sans fin de contrat ne dit pas le préavis : il est celui de l'adhésion
	}
	k.lettre = LettreSiRefus(&d.Dates)
	k.refuse, k.r.FinEstimee = SiRefus(s, k.finReflexion, k.lettre, preavis)
	if !k.refuse.Contrat.Fin.Connue() || !s.Contrat.SalaireMensuel.Connu() {
		k.r.Possible = false // sans la fin du contrat ou la paie, aucune des deux voies ne se compte
		return k.r
	}
	if k.t = t; emploi != nil { // ce qui est montré est l'adhésion avec l'emploi : c'est elle qui est expliquée
		t = nil
	}
	adherer, refus := k.calculer(&k.accepte, t), k.calculer(&k.refuse, nil)
	if k.r.FinEstimee { // une fin donnée ne dit pas le jour de la lettre
		DroitALaLettre(&k.refuse, refus, k.lettre)
	}
	k.horizon(adherer, refus)
	k.r.Adherer, k.r.Refus = k.voieAcceptee(adherer, emploi, true), k.voieRefusee(refus, emploi, true)
	if n := k.r.Refus.AREJours; n.Connu() && n.Int() == 0 && s.ARE.Reliquat.Jours.Int() == 0 {
		k.r.Adherer.AREJours = n // l'ARE d'après le CSP est celle que la personne aurait eue sans lui (ARE-01)
	}
	k.bascules()
	if emploi != nil {
		e := *emploi
		e.Debut = max(e.Debut, k.finReflexion+1) // comme sur la voie : pas avant la fin de l'ancien contrat
		k.r.Aides = k.aides(e)
	}
	k.scenarios()
	k.dire(refus)
	return k.r
}

type comparateur struct {
	s               *csp.Situation
	emploi          *Emploi
	auxPublies      bool
	t               *trace.Trace
	r               *Comparaison
	accepte, refuse csp.Situation
	finReflexion    calendrier.Date
	lettre          calendrier.Date
	joursA, joursR  *voie

	tarifs      tarifs           // l'ARE d'un mois est la même dans tous les scénarios
	essaye      [2]csp.Situation // mémoire des essais des scénarios, réemployée de l'un à l'autre
	calculateur [2]csp.Calculateur
}

func (k *comparateur) calculer(s *csp.Situation, t *trace.Trace) *csp.Droits {
	return (&csp.Calculateur{AuxPublies: k.auxPublies}).Calculer(s, t)
}

func (k *comparateur) possible(d *csp.Droits) bool {
	return d.Dispositif != csp.DispositifConge && d.Dispositif != csp.DispositifAucun && d.Eligibilite.Eligible != fait.Non &&
		k.s.Proposition.Par == csp.ParEmployeur && d.Statut != csp.StatutInconnu && d.Statut != csp.SansObjet
}

// emploiConnu est le premier emploi retrouvé que donnent les faits : c'est lui qui est comparé.
func emploiConnu(s *csp.Situation) *Emploi {
	for i := range s.Evenements {
		e := &s.Evenements[i]
		if e.Type != csp.RepriseEmploi || e.RuptureEssaiLe.Connue() {
			continue
		}
		x := &Emploi{Debut: e.Debut, Nature: e.Nature, DureeMois: e.DureeMois, Salaire: e.SalaireMensuel}
		if e.Nature != csp.CDI && e.Fin.Connue() {
			m, j := calendrier.Periode{Debut: e.Debut, Fin: e.Fin}.MoisEtJours()
			x.DureeMois = argent.Entier(int64(m)).Plus(argent.Ratio(int64(j), 30))
		}
		return x
	}
	return nil
}

// horizon va à la fin du dernier des deux droits, entre deux et cinq ans après la remise.
func (k *comparateur) horizon(adherer, refus *csp.Droits) {
	remise := k.s.Proposition.Remise
	fin := remise.PlusMois(24)
	if d := adherer.Apres.AREDebut; d.Connue() {
		fin = max(fin, d.Plus(adherer.Apres.AREJoursRestants.Int()+31))
	}
	if r := refus.Refus; r != nil && r.AREDebut.Connue() {
		fin = max(fin, r.AREDebut.Plus(k.s.ARE.Reliquat.Jours.Int()+r.AREDureeJours.Int()+31))
	}
	k.r.Horizon = min(fin, remise.PlusMois(60)).FinMois()
}

// commun pose sur une voie la paie jusqu'à la fin du contrat, l'indemnité et les congés.
func (k *comparateur) commun(v *voie, d *csp.Droits, fin calendrier.Date) {
	v.salaire(Salaire, k.s.Contrat.SalaireMensuel, calendrier.Periode{Debut: k.s.Proposition.Remise, Fin: fin})
	v.poser(Indemnite, fin, d.Montants.IndemniteDue)
	v.poser(Conges, fin, k.s.Contrat.IndemniteConges(nil))
	if m := k.s.Contrat.IndemniteSupraLegale; m.Connu() {
		v.poser(Indemnite, fin, m)
	}
	for _, e := range k.s.AutresEmplois {
		p := calendrier.Periode{Debut: max(e.Periode.Debut, k.s.Proposition.Remise), Fin: min(e.Periode.Fin, k.r.Horizon)}
		if !p.Vide() && e.SalaireMensuel.Connu() {
			v.salaire(EmploiGarde, e.SalaireMensuel, p)
		}
	}
}

// nonGarde est le premier jour d'un autre emploi qui n'est pas conservé, commencé pendant la réflexion ou après
// la fin du contrat (KEEP-01) ; inconnu s'il n'y en a pas.
func (k *comparateur) nonGarde(fin calendrier.Date) calendrier.Date {
	var premier calendrier.Date
	for _, e := range k.s.AutresEmplois {
		if d := e.Periode.Debut; k.pasGarde(e, fin) && (!premier.Connue() || d < premier) {
			premier = d
		}
	}
	return premier
}

func (k *comparateur) pasGarde(e csp.AutreEmploi, fin calendrier.Date) bool {
	d := e.Periode.Debut
	return d.Connue() && (d > k.s.Proposition.Remise || d > fin)
}

// terme est la veille de la retraite à taux plein, donnée ou automatique à soixante-sept ans.
func (k *comparateur) terme(d *csp.Droits) calendrier.Date {
	fin := k.r.Horizon
	if r := csp.Retraite(k.s, d.ARE.FinContrat); r.Connue() {
		fin = min(fin, r-1)
	}
	return fin
}

// voieAcceptee déroule l'adhésion. d est le calcul sans emploi, ou nil s'il faut le refaire.
func (k *comparateur) voieAcceptee(d *csp.Droits, emploi *Emploi, jours bool) Voie {
	situation := &k.accepte
	if emploi != nil {
		e := *emploi
		e.Debut = max(e.Debut, k.finReflexion+1) // pas avant la fin de l'ancien contrat
		emploi = &e
		situation, d = k.avecEmploi(e, jours)
	}
	v := nouvelleVoie(k.s.Proposition.Remise, k.r.Horizon, jours)
	k.commun(v, d, d.Dates.Rupture)
	v.poser(Preavis, d.Dates.Rupture, d.Montants.PreavisSalarie)
	v.asp(d)
	var travail calendrier.Periode
	debut := d.Apres.AREDebut
	if emploi != nil {
		travail = k.duree(emploi)
		v.salaire(NouvelEmploi, k.salaireDe(emploi), travail)
		k.poserAide(v, d, emploi)
		if !debut.Connue() && d.Apres.AREJoursRestants.Int() > 0 && travail.Fin < k.r.Horizon {
			debut = travail.Fin + 1 // sorti du CSP par un emploi qui finit : le reste de l'ARE suit
		}
	}
	x := k.droitARE(d, debut, d.Apres.AREJoursRestants, travail)
	duree := d.Apres.AREDureeJours
	if k.s.ARE.Reliquat.Jours.Int() > 0 && d.Dates.FinASP.Connue() {
		duree = fait.Nombre{} // aucun texte lu ne dit de quel droit les jours d'ASP se déduisent
		x.debut = d.Dates.FinASP + 1
	}
	r := k.voie(v, d, x, duree)
	r.Situation, r.FinContrat = situation, d.Dates.Rupture
	if jours {
		k.joursA = v
	}
	return r
}

// voieRefusee déroule le refus. L'emploi supposé ne commence pas avant la fin du préavis.
func (k *comparateur) voieRefusee(d *csp.Droits, emploi *Emploi, jours bool) Voie {
	v := nouvelleVoie(k.s.Proposition.Remise, k.r.Horizon, jours)
	fin := k.refuse.Contrat.Fin
	k.commun(v, d, fin)
	var travail calendrier.Periode
	if emploi != nil {
		e := *emploi
		e.Debut = max(e.Debut, fin+1)
		travail = k.duree(&e)
		v.salaire(NouvelEmploi, k.salaireDe(&e), travail)
	}
	debut, duree := calendrier.Date(0), fait.Nombre{}
	if d.Refus != nil {
		debut, duree = d.Refus.AREDebut, d.Refus.AREDureeJours
	}
	x := k.droitARE(d, debut, duree, travail)
	x.reliquat = k.s.ARE.Reliquat
	if autre := k.nonGarde(fin); autre.Connue() {
		v.taire(ARE, max(debut, autre)) // le cumul de l'ARE avec un emploi repris n'est pas calculé
		x.terme = min(x.terme, max(debut, autre)-1)
	}
	r := k.voie(v, d, x, duree)
	r.Situation, r.FinContrat, r.Reliquat = &k.refuse, fin, x.reliquat
	if jours {
		k.joursR = v
	}
	return r
}

func (k *comparateur) droitARE(d *csp.Droits, debut calendrier.Date, duree fait.Nombre, travail calendrier.Periode) droitARE {
	return droitARE{debut: debut, jours: duree.Int(), base: &d.ARE, tarifs: &k.tarifs, emploi: travail, terme: k.terme(d)}
}

// voie sert l'ARE, fait les totaux et rend la voie.
func (k *comparateur) voie(v *voie, d *csp.Droits, x droitARE, duree fait.Nombre) Voie {
	r := Voie{Droits: d, AREDebut: x.debut, AREJours: duree}
	if t := k.terme(d); t < k.r.Horizon {
		r.Retraite = t + 1
	}
	switch {
	case !duree.Connu():
		depuis := max(x.debut, d.ARE.FinContrat+1)
		if x.emploi.Debut <= depuis && depuis <= x.emploi.Fin {
			depuis = x.emploi.Fin + 1 // pas d'ARE pendant l'emploi
		}
		v.taire(ARE, depuis)
	case duree.Int() == 0 && x.reliquat.Jours.Int() == 0:
		r.AREDebut = 0 // aucun droit ouvert : ni jour, ni montant
	case x.debut.Connue() && x.debut <= x.terme:
		v.are(x)
		r.AREFin = v.areFin
		sjr, brute := x.base.Jour(x.debut)
		r.AREBrute, r.ARENette = brute, x.base.Nette(brute, sjr, x.debut)
		if rang := x.base.JourDeBaisse(brute, x.debut); rang.Int() <= x.jours {
			r.BaisseLe = rang
		}
	}
	v.clore()
	r.Mois, r.Total = v.mois, v.total()
	return r
}

func (k *comparateur) salaireDe(e *Emploi) argent.Montant {
	if e.Salaire.Connu() {
		return e.Salaire
	}
	return k.s.Contrat.SalaireMensuel
}

func (k *comparateur) duree(e *Emploi) calendrier.Periode {
	p := calendrier.Periode{Debut: e.Debut, Fin: k.r.Horizon}
	if e.Nature != csp.CDI && e.DureeMois.Connue() {
		n, _ := e.DureeMois.Arrondi(argent.Inferieur)
		jours, _ := e.DureeMois.Moins(argent.Entier(n)).Fois(argent.Entier(30)).Arrondi(argent.Proche)
		fin := e.Debut - 1
		if n > 0 {
			fin = e.Debut.FinPeriode(int(min(n, 120)))
		}
		p.Fin = min(p.Fin, fin.Plus(int(jours)))
	}
	return p
}

// avecEmploi calcule l'adhésion avec l'emploi retrouvé, la meilleure des deux aides demandée à temps, et l'explique
// si on le garde. Sinon, le résultat ne vaut que jusqu'au prochain appel.
func (k *comparateur) avecEmploi(e Emploi, garder bool) (*csp.Situation, *csp.Droits) {
	s, d := k.meilleurEssai(e, garder)
	if garder && k.t != nil {
		manquants := d.Manquants
		d = k.calculer(s, k.t)
		d.Manquants = manquants
	}
	return s, d
}

func (k *comparateur) meilleurEssai(e Emploi, garder bool) (*csp.Situation, *csp.Droits) {
	sPrime, prime := k.essai(e, Prime, garder)
	if ancien := k.s.Contrat.SalaireMensuel; k.salaireDe(&e).Compare(ancien) >= 0 {
		return sPrime, prime // sans baisse de salaire, l'indemnité différentielle n'est jamais ouverte (IDR-01)
	}
	sIDR, idr := k.essai(e, IDR, garder)
	p, i := totalPrime(prime), totalIDR(idr)
	if !p.Connu() || i.Connu() && meilleure(p, i) == Prime {
		return sPrime, prime
	}
	return sIDR, idr
}

// essai calcule la situation acceptée avec cet emploi et cette aide, demandée le jour de l'embauche.
func (k *comparateur) essai(e Emploi, aide NomAide, garder bool) (*csp.Situation, *csp.Droits) {
	x := csp.Evenement{
		Type: csp.RepriseEmploi, Debut: e.Debut, Nature: e.Nature, NatureConnue: true, DureeMois: e.DureeMois,
		SalaireMensuel: k.salaireDe(&e), EnPosteA3Mois: fait.Oui,
	}
	s, calcul := &k.essaye[0], &k.calculateur[0]
	if aide == Prime {
		x.DemandePrimeLe = e.Debut
	} else {
		x.DemandeIDRLe = e.Debut
		s, calcul = &k.essaye[1], &k.calculateur[1]
	}
	if garder {
		s, calcul = new(csp.Situation), &csp.Calculateur{AuxPublies: k.auxPublies}
	}
	evenements := s.Evenements[:0]
	*s = k.accepte
	s.Evenements = append(evenements, csp.Evenement{Type: csp.Plan, Date: min((k.finReflexion + 1).Plus(30), e.Debut)}, x)
	d := calcul.Calculer(s, nil)
	d.Manquants = slices.DeleteFunc(d.Manquants, func(m csp.Manquant) bool { // rien ne manque à ce qui est supposé
		return strings.HasPrefix(m.Champ, "evenements.")
	})
	return s, d
}

func derniereReprise(d *csp.Droits) *csp.Reprise {
	if n := len(d.Reprises); n > 0 {
		return &d.Reprises[n-1]
	}
	return nil
}

func totalIDR(d *csp.Droits) argent.Montant {
	if r := derniereReprise(d); r != nil {
		return siOuverte(r.IDR.Ouverte, r.IDR.Total)
	}
	return argent.Centimes(0)
}

func totalPrime(d *csp.Droits) argent.Montant {
	if r := derniereReprise(d); r != nil {
		return siOuverte(r.Prime.Ouverte, r.Prime.Montant)
	}
	return argent.Centimes(0)
}

// siOuverte rend le montant d'une aide : rien si elle n'est pas ouverte, inconnu si on ne le sait pas.
func siOuverte(ouverte fait.Reponse, m argent.Montant) argent.Montant {
	switch ouverte {
	case fait.Oui:
		return m
	case fait.Non:
		return argent.Centimes(0)
	}
	return argent.Montant{}
}

// poserAide verse la prime en deux fois, ou l'indemnité différentielle à la fin de chaque mois d'emploi.
func (k *comparateur) poserAide(v *voie, d *csp.Droits, e *Emploi) {
	r := derniereReprise(d)
	switch {
	case r == nil:
	case r.Prime.Ouverte == fait.Oui:
		v.poser(Aide, d.Dates.PremierVersementPrime, r.Prime.PremierVersement)
		v.poser(Aide, d.Dates.SecondVersementPrime, r.Prime.SecondVersement)
	case r.IDR.Ouverte == fait.Oui:
		for i := range r.IDR.MoisPleins.Int() {
			v.poser(Aide, e.Debut.FinPeriode(i+1), r.IDR.Mensuelle)
		}
		v.poser(Aide, e.Debut.FinPeriode(r.IDR.MoisPleins.Int()+1), r.IDR.DernierVersement)
	case r.Prime.Ouverte != fait.Non || r.IDR.Ouverte != fait.Non:
		v.poser(Aide, e.Debut, argent.Montant{})
	}
}

// bascules trouve les jours où le cumul d'une voie dépasse celui de l'autre, jusqu'au premier jour inconnu.
func (k *comparateur) bascules() {
	a, b := k.joursA, k.joursR
	fin := a.fin
	if t := k.tu(); t.Connue() {
		fin = min(fin, t-1)
	}
	k.r.ConnuJusquau = fin
	var ca, cb int64
	avant := 0
	for d := a.debut; d <= fin; d++ {
		ca += a.jours[d-a.debut]
		cb += b.jours[d-b.debut]
		signe := 0
		switch {
		case ca > cb:
			signe = 1
		case ca < cb:
			signe = -1
		}
		if signe != 0 && signe != avant {
			if avant != 0 || signe < 0 {
				k.r.Bascules = append(k.r.Bascules, Bascule{d, signe > 0, avant == 0})
			}
			avant = signe
		}
	}
	k.r.Ecart = k.r.Adherer.Total.Moins(k.r.Refus.Total)
	if fin < a.fin {
		k.r.Ecart = argent.Centimes((ca - cb) / grain)
	}
}

// aides compare prime et indemnité différentielle, et cherche le jour d'embauche où la réponse change :
// la prime se ferme à la fin du dixième mois.
func (k *comparateur) aides(e Emploi) Aides {
	var a Aides
	a.Prime, a.IDR = k.totaux(e)
	a.Meilleure = meilleure(a.Prime, a.IDR)
	if _, d := k.essai(e, Prime, true); derniereReprise(d) != nil {
		a.SansPrime = derniereReprise(d).Prime.Motif
	}
	if _, d := k.essai(e, IDR, true); derniereReprise(d) != nil {
		a.SansIDR = derniereReprise(d).IDR.Motif
	}
	sans := k.sansEmploi().Dates // la prime se ferme après le dixième mois, l'indemnité avec l'ASP
	for _, dernier := range []calendrier.Date{min(sans.FinDixiemeMois, sans.FinASP), sans.FinASP} {
		if apres := (Emploi{Debut: dernier + 1, Nature: e.Nature, DureeMois: e.DureeMois, Salaire: e.Salaire}); dernier.Connue() && e.Debut <= dernier {
			if a.Ensuite = meilleure(k.totaux(apres)); a.Ensuite != a.Meilleure {
				a.BasculeLe = apres.Debut
				break
			}
		}
	}
	return a
}

// totaux rend ce que donneraient la prime, puis l'indemnité différentielle, pour un emploi.
func (k *comparateur) totaux(e Emploi) (prime, idr argent.Montant) {
	_, p := k.essai(e, Prime, false)
	_, i := k.essai(e, IDR, false)
	return totalPrime(p), totalIDR(i)
}

func meilleure(prime, idr argent.Montant) NomAide {
	switch {
	case !prime.Connu() || !idr.Connu():
		return AideInconnue
	case prime.Positif() && prime.Compare(idr) >= 0:
		return Prime
	case idr.Positif():
		return IDR
	}
	return SansAide
}

// scenarios calcule les deux totaux sans emploi, puis pour un emploi retrouvé après un à quinze mois.
func (k *comparateur) scenarios() {
	debut := k.r.Adherer.Droits.Dates.DebutCSP
	for n := 0; n <= moisScenarios; n++ {
		var e *Emploi
		x := Scenario{Mois: n}
		if n > 0 {
			e = &Emploi{Debut: debut.PlusMois(n)}
			if k.emploi != nil {
				e.Nature, e.DureeMois, e.Salaire = k.emploi.Nature, k.emploi.DureeMois, k.emploi.Salaire
			}
			x.Debut = e.Debut
		}
		a, b := k.voieAcceptee(k.sansEmploi(), e, false), k.voieRefusee(k.r.Refus.Droits, e, false)
		x.Adherer, x.Refus, x.Ecart = a.Total, b.Total, a.Total.Moins(b.Total)
		x.Aide = meilleure(totalPrime(a.Droits), totalIDR(a.Droits))
		k.r.Scenarios = append(k.r.Scenarios, x)
	}
}

// sansEmploi est le calcul de l'adhésion sans emploi supposé.
func (k *comparateur) sansEmploi() *csp.Droits {
	if k.emploi == nil {
		return k.r.Adherer.Droits
	}
	return k.calculer(&k.accepte, nil)
}
