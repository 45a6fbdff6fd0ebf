package csp

import (
	"slices"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/fait"
	"jalon/droit/parametre"
	"jalon/droit/trace"
)

var (
	etapeFinInitiale = trace.NouvelleEtape(DUR01, "Dernier jour du CSP, avant tout allongement")
	etapeFinSixieme  = trace.NouvelleEtape(DUR03, "Dernier jour du sixième mois")
	etapeFinDixieme  = trace.NouvelleEtape(PRIME01, "Dernier jour du dixième mois")
	etapeAllonge     = trace.NouvelleEtape(DUR02, "Dernier jour du CSP après allongement")
	etapeJoursAjoute = trace.NouvelleEtape(DUR02, "Jours ajoutés au CSP")
	etapeSortie      = trace.NouvelleEtape(EXIT05, "Dernier jour dans le CSP")
	etapeRetour      = trace.NouvelleEtape(BACK01, "Retour dans le CSP, lendemain de la rupture de l'essai")
	etapeRetenus     = trace.NouvelleEtape(BACK02, "Jours que représente la prime déjà versée")
	etapeRetraiteLe  = trace.NouvelleEtape(EXIT06, "Retraite à taux plein")
)

// parcours est la vie du CSP, lue fait après fait dans l'ordre des dates.
type parcours struct {
	ordre    []int // rang des événements, par date
	absences calendrier.Union
	trous    calendrier.Union // jours hors du CSP : d'un emploi au retour, ou depuis une sortie
	phases   []phase

	finInitiale calendrier.Date
	finSixieme  calendrier.Date
	finDixieme  calendrier.Date
	plan        calendrier.Date
	retraite    calendrier.Date // premier jour de la retraite à taux plein
	sorti       bool

	comptes       calendrier.Union // jours déjà comptés par un allongement
	presence      int              // jours ouvrés de présence parentale déjà comptés
	travailMois   int              // cumul des périodes autorisées
	travailJours  int              // jours au-delà des mois entiers
	travailTotal  int              // le même cumul, en jours calendaires
	travailNombre int
	refusOffres   int
	primeOuverte  bool
	primeJusqu    calendrier.Date // les primes payées jusqu'à ce jour sont déjà reprises en jours
}

// phase est un séjour dans le CSP : le premier, ou un retour après un essai rompu.
type phase struct {
	calendrier.Periode
	retenus int // jours repris pour une prime déjà versée
}

// suivreParcours applique DUR, WORK, KEEP, SUSP, EXIT et BACK aux événements, dans l'ordre des dates.
func (c *calcul) suivreParcours() {
	d := &c.d.Dates
	d.FinCSPInitiale = c.t.FinPeriode(etapeFinInitiale, d.DebutCSP, dureeCSP.Au(&c.l, c.engagement).Int())
	d.FinCSP, c.finInitiale = d.FinCSPInitiale, d.FinCSPInitiale
	if n := moisProlongeTravail.Au(&c.l, c.engagement); n.Connu() {
		c.finSixieme = c.t.FinPeriode(etapeFinSixieme, d.DebutCSP, n.Int())
	}
	if n := primeDernierMois.Au(&c.l, c.engagement); n.Connu() {
		c.finDixieme = c.t.FinPeriode(etapeFinDixieme, d.DebutCSP, n.Int())
	}
	d.FinSixiemeMois = c.finSixieme
	c.phases = append(c.phases, phase{Periode: calendrier.Periode{Debut: d.DebutCSP}})
	c.trierEvenements()
	c.chercherRetraite()
	c.prevoirSorties()
	c.autresEmplois()
	for _, i := range c.ordre {
		e := &c.s.Evenements[i]
		c.finir(e.jour())
		if c.recevable(e) {
			c.evenement(e, i)
		}
	}
	if c.retraite.Connue() && c.retraite <= d.FinCSP {
		c.finir(c.retraite) // une retraite connue d'avance est une sortie certaine
	}
	c.finir(c.dernier)
	if !c.sorti {
		c.phases[len(c.phases)-1].Fin = d.FinCSP
	}
	d.FinCSP = c.t.Date(etapeAllonge, d.FinCSP)
	d.FinDixiemeMois = c.finDixieme
	c.borner()
}

// finir fait sortir du CSP la personne qui a atteint sa retraite ou sa fin avant ce jour.
func (c *calcul) finir(jour calendrier.Date) {
	switch fin := c.d.Dates.FinCSP; {
	case c.retraite.Connue() && c.retraite <= min(jour, fin):
		c.sortir(c.retraite-1, EXIT06, "retraite à taux plein")
	case jour > fin:
		c.sortir(fin, EXIT05, "fin du CSP")
	}
}

func (c *calcul) trierEvenements() {
	for i := range c.s.Evenements {
		e := &c.s.Evenements[i]
		j := len(c.ordre)
		c.ordre = append(c.ordre, i)
		for j > 0 && c.s.Evenements[c.ordre[j-1]].jour() > e.jour() {
			c.ordre[j] = c.ordre[j-1]
			j--
		}
		c.ordre[j] = i
		if e.Type == Plan && (!c.plan.Connue() || e.Date < c.plan) {
			c.plan = e.Date
		}
	}
}

// prevoirSorties trouve d'avance les jours hors du CSP : un arrêt ou un contrat qui chevauche une sortie
// ou un retour ne compte que pour ses jours dans le CSP.
func (c *calcul) prevoirSorties() {
	offres := 0
	for _, i := range c.ordre {
		e := &c.s.Evenements[i]
		jour := e.jour()
		if jour < c.d.Dates.DebutCSP || c.trous.Contient(jour) {
			continue
		}
		trou := calendrier.Periode{Debut: jour + 1, Fin: calendrier.SansFin}
		switch e.Type {
		case RepriseEmploi:
			if p, connue := c.dureeContrat(e); c.long(e, p, connue) == fait.Non {
				continue
			}
			trou.Debut = jour
			if c.revient(e) {
				trou.Fin = e.RuptureEssaiLe
			}
		case PeriodeTravail:
			if !c.periodeLongue(e) {
				continue
			}
			trou.Debut = jour
		case CreationEntreprise:
			trou.Debut = jour
		case RefusOffre:
			if offres++; offres < 2 {
				continue
			}
		case RefusAction, FausseDeclaration:
		default:
			continue
		}
		c.trous = c.trous.Avec(trou)
	}
	if c.retraite.Connue() {
		c.trous = c.trous.Avec(calendrier.Periode{Debut: c.retraite, Fin: calendrier.SansFin})
	}
}

// dansCSP appelle f pour chaque partie de la période passée dans le CSP.
func (c *calcul) dansCSP(p calendrier.Periode, f func(calendrier.Periode)) {
	p.Debut = max(p.Debut, c.d.Dates.DebutCSP)
	for q := c.trous.Hors(p, p.Debut); !q.Vide(); q = c.trous.Hors(p, q.Fin+1) {
		f(q)
		if q.Fin == calendrier.SansFin {
			return
		}
	}
}

// recevable écarte, en le disant, un fait qui ne peut pas compter à sa date.
func (c *calcul) recevable(e *Evenement) bool {
	d := &c.d.Dates
	switch e.Type {
	case Paiement, EntretienInformation:
		return true
	case Maladie, Maternite, Paternite, Adoption, ProcheAidant, PresenceParentale, PreParE, ServiceCivique, HorsDuTerritoire, AutreActivite:
		if p := (calendrier.Periode{Debut: e.Debut, Fin: ouverte(e.Fin)}); e.Debut <= d.FinCSP && !c.trous.Hors(p, d.DebutCSP).Vide() && p.Fin >= d.DebutCSP {
			return true
		}
	default:
	}
	switch {
	case e.Type == RepriseEmploi && e.Debut < d.DebutCSP && e.Debut >= d.DebutReflexion:
		c.avertir(KEEP01, Phrase{modele: avertEmploiReflexion, D1: e.Debut})
		return true
	case e.jour() < d.DebutCSP:
		c.avertir(DUR01, Phrase{modele: avertEvenementAvantCSP, D1: e.jour(), D2: d.DebutCSP})
		return false
	case e.Type != RepriseEmploi && (c.sorti || c.horsCSP(e.jour())):
		c.avertir(EXIT05, Phrase{modele: avertEvenementApresSortie, D1: e.jour(), D2: c.d.sortie.Date})
		return false
	}
	return true
}

func (c *calcul) evenement(e *Evenement, rang int) {
	switch e.Type {
	case PeriodeTravail:
		c.periodeTravail(e, rang)
	case Maladie, Maternite, Paternite, Adoption, ProcheAidant, PresenceParentale, PreParE, ServiceCivique, HorsDuTerritoire:
		c.suspension(e, rang)
	case AutreActivite:
		fin := e.Fin
		if !fin.Connue() {
			fin = c.repriseCSP(e.Debut)
		}
		c.absent(calendrier.Periode{Debut: e.Debut, Fin: fin}, "activité non conservée", KEEP01)
		if fin == calendrier.SansFin {
			c.finAttendue(e, rang)
		}
	case RepriseEmploi:
		c.repriseEmploi(e, rang)
	case CreationEntreprise:
		c.sortir(e.Date-1, EXIT02, "création ou reprise d'entreprise")
	case RefusAction:
		c.sortir(e.Date, EXIT03, "refus d'une action de reclassement")
	case RefusOffre:
		if c.refusOffres++; c.refusOffres == 2 {
			c.sortir(e.Date, EXIT03, "second refus d'une offre raisonnable d'emploi")
		}
	case FausseDeclaration:
		c.sortir(e.Date, EXIT04, "déclaration ou attestation inexacte")
	case EntretienInformation, Prebilan, Plan, BilanEtape, EntretienFinal, RepriseCSP, Paiement:
	}
}

func ouverte(fin calendrier.Date) calendrier.Date {
	if fin.Connue() {
		return fin
	}
	return calendrier.SansFin
}

func (c *calcul) finAttendue(e *Evenement, rang int) {
	c.manqueAu("evenements.#.fin", rang, pourFinEvenement)
	c.avertir(SUSP02, Phrase{modele: avertEvenementEnCours, D1: e.Debut})
}

// absent ajoute une période sans allocation.
func (c *calcul) absent(p calendrier.Periode, cause string, r trace.Regle) {
	p.Debut = max(p.Debut, c.d.Dates.DebutCSP)
	if p.Vide() {
		return
	}
	c.absences = c.absences.Avec(p)
	c.d.ASP.Interruptions = append(c.d.ASP.Interruptions, Interruption{p, cause, r})
}

// horsCSP dit si le jour tombe entre une sortie et un retour.
func (c *calcul) horsCSP(jour calendrier.Date) bool {
	for _, t := range c.trous {
		if t.Debut < jour && jour <= t.Fin {
			return true
		}
	}
	return false
}

// borner coupe les interruptions à ce que le CSP a duré, dans l'ordre du temps.
func (c *calcul) borner() {
	fin := c.phases[len(c.phases)-1].Fin
	garde := c.d.ASP.Interruptions[:0]
	for _, i := range c.d.ASP.Interruptions {
		if i.Periode.Debut > fin {
			continue
		}
		if i.Periode.Fin != calendrier.SansFin {
			i.Periode.Fin = min(i.Periode.Fin, fin)
		}
		garde = append(garde, i)
	}
	slices.SortStableFunc(garde, func(a, b Interruption) int { return int(a.Periode.Debut - b.Periode.Debut) })
	c.d.ASP.Interruptions = garde
}

// chercherRetraite trouve le jour où la retraite à taux plein met fin à l'ASP (SUSP-07).
func (c *calcul) chercherRetraite() {
	p := &c.s.Salarie
	c.retraite = p.DateTauxPlein
	if c.fin < retraite2023 || !p.DateNaissance.Connue() {
		return
	}
	fin := c.d.Dates.FinCSP
	automatique := p.DateNaissance.PlusMois(ageAutomatique.Au(&c.l, p.DateNaissance).Int())
	legal := p.DateNaissance.PlusMois(ageLegal.Au(&c.l, p.DateNaissance).Int())
	switch {
	case c.retraite.Connue() && automatique < c.retraite:
		c.avertir(ELIG07, Phrase{modele: avertTauxPleinTardif, D1: c.retraite, D2: automatique})
		c.retraite = automatique
	case !c.retraite.Connue():
		c.retraite = automatique
		if legal > c.fin && legal <= fin && automatique > fin {
			c.avertir(SUSP07, Phrase{modele: avertRetraiteProche, D1: legal})
		}
	}
	if c.retraite <= fin {
		c.t.Date(etapeRetraiteLe, c.retraite)
	}
}

// Retraite est le premier jour de la retraite à taux plein, donnée ou automatique ; inconnu quand ni l'une ni
// l'autre ne se déduit des faits. fin est la fin du contrat, qui choisit la règle.
func Retraite(s *Situation, fin calendrier.Date) calendrier.Date {
	p := &s.Salarie
	if fin < retraite2023 || !p.DateNaissance.Connue() {
		return p.DateTauxPlein
	}
	automatique := p.DateNaissance.PlusMois(ageAutomatique.Au(&parametre.Lecture{}, p.DateNaissance).Int())
	if p.DateTauxPlein.Connue() {
		return min(p.DateTauxPlein, automatique)
	}
	return automatique
}

// autresEmplois suspend l'allocation pour un emploi qui n'était pas exercé en même temps que le
// contrat perdu, dans la fenêtre (KEEP-01) ; un emploi conservé se cumule. Commencé pendant le délai de
// réflexion, il n'est pas conservé.
func (c *calcul) autresEmplois() {
	d := &c.d.Dates
	for i := range c.s.AutresEmplois {
		p := c.s.AutresEmplois[i].Periode
		if p.Fin < d.DebutCSP || p.Debut > d.FinCSP {
			continue
		}
		if p.Debut >= d.DebutReflexion || p.Debut > c.fin {
			c.absent(p, "activité non conservée", KEEP01)
			continue
		}
		c.avertir(KEEP01, Phrase{modele: avertEmploiConserve})
		if p.Fin != calendrier.SansFin && p.Fin <= d.FinCSP {
			c.avertir(ASP05, Phrase{modele: avertEmploiPerdu, D1: p.Fin})
		}
	}
}

// sortir met fin au séjour en cours ; date est le dernier jour dans le CSP.
func (c *calcul) sortir(date calendrier.Date, r trace.Regle, cause string) {
	if c.sorti {
		return
	}
	c.sorti = true
	c.phases[len(c.phases)-1].Fin = date
	c.d.sortie = Sortie{Date: c.t.Date(etapeSortie, date), Cause: cause, Regle: r}
	c.d.Sortie = &c.d.sortie
}

// revient dit si la rupture de l'essai rouvre le CSP (BACK-01) : sous la convention de 2011, seulement
// pour un CDI ou un contrat de plus de trois mois.
func (c *calcul) revient(e *Evenement) bool {
	if !e.RuptureEssaiLe.Connue() {
		return false
	}
	emploi, _ := c.dureeContrat(e)
	return c.engagement >= Convention2015 || e.Nature == CDI || plusDeTroisMois(emploi)
}

// revenir rouvre le CSP le lendemain de la rupture d'un essai (BACK-01), la prime déjà versée étant
// reprise en jours (BACK-02). La fin du CSP ne bouge pas.
func (c *calcul) revenir(e *Evenement) {
	d := &c.d.Dates
	debut := c.t.Jours(etapeRetour, e.RuptureEssaiLe, 1)
	if debut > d.FinCSP || c.retraite.Connue() && debut >= c.retraite {
		c.avertir(BACK01, Phrase{modele: avertRetourTropTard, D1: e.RuptureEssaiLe, D2: d.FinCSP})
		return
	}
	c.d.retour = Retour{Depart: c.d.sortie.Date + 1, Debut: debut, JoursRetenus: fait.N(0)}
	if prime := c.primePayee(c.primeJusqu, e.RuptureEssaiLe); prime.Positif() {
		mode := argent.Inferieur
		if c.s.Reglages.JoursPrimeArrondi == autreLecture {
			mode = argent.Superieur
		}
		c.d.retour.JoursRetenus = fait.Nombre{}
		if n, ok := prime.Exact().Rapporte(c.montantsDuJour(debut).brute).Arrondi(mode); ok {
			c.d.retour.JoursRetenus = c.t.Nombre(etapeRetenus, fait.N(int(min(n, 5000))))
		}
		c.primeJusqu = e.RuptureEssaiLe
	}
	c.d.Retour, c.d.Sortie, c.sorti = &c.d.retour, nil, false
	c.phases = append(c.phases, phase{calendrier.Periode{Debut: debut}, c.d.retour.JoursRetenus.Int()})
	if c.finSixieme.Connue() && e.RuptureEssaiLe > c.finSixieme {
		c.avertir(BACK01, Phrase{modele: avertRetourPratique})
	}
}

// primePayee est la prime versée après un jour, jusqu'à un autre compris.
func (c *calcul) primePayee(apres, jusqu calendrier.Date) argent.Montant {
	total := argent.Centimes(0)
	for i := range c.s.Evenements {
		if e := &c.s.Evenements[i]; e.Type == Paiement && e.NaturePaiement == PaiementPrime && e.Date > apres && e.Date <= jusqu {
			total = total.Plus(e.Montant)
		}
	}
	return total
}

func plusDeTroisMois(p calendrier.Periode) bool { return p.Debut.FinPeriode(3) < p.Fin }

// joursPayables compte les jours d'allocation d'une phase jusqu'au jour fin, absences retirées.
func (c *calcul) joursPayables(rang int, fin calendrier.Date) int {
	p := calendrier.Periode{Debut: c.phases[rang].Debut, Fin: fin}
	return p.Jours() - c.absences.JoursDans(p)
}

// terme est le dernier jour que la personne peut passer dans le CSP.
func (c *calcul) terme() calendrier.Date {
	if c.retraite.Connue() {
		return min(c.d.Dates.FinCSP, c.retraite-1)
	}
	return c.d.Dates.FinCSP
}

// permis est le nombre de jours qu'une phase peut payer jusqu'au terme du CSP, la prime déjà versée
// retirée (BACK-02).
func (c *calcul) permis(rang int) int {
	return max(0, c.joursPayables(rang, c.terme())-c.phases[rang].retenus)
}

// droitsRestants compte les jours payables du jour donné à la fin du CSP, allongements acquis compris
// (IDR-05) ; inconnu quand la durée de l'allocation l'est.
func (c *calcul) droitsRestants(jour calendrier.Date) fait.Nombre {
	if c.sorti || c.unAn == fait.Inconnu {
		return fait.Nombre{}
	}
	rang := len(c.phases) - 1
	total := c.permis(rang)
	if c.unAn == fait.Non {
		duree := c.dureeASP()
		if !duree.Connu() {
			return duree
		}
		avant := 0
		for i := range rang {
			avant += min(c.permis(i), c.joursPayables(i, c.phases[i].Fin))
		}
		total = min(total, duree.Int()-avant)
	}
	return fait.N(max(0, total-c.joursPayables(rang, jour-1)))
}
