package lot

import (
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/fait"
)

// Paie est ce que les déclarations de paie disent d'une personne : qui elle est, ses contrats et leur paie.
type Paie struct {
	Identite  Identite // Nom est le nom de famille
	NomUsage  string
	NTT       string // tient lieu de NIR tant qu'elle n'en a pas
	Naissance calendrier.Date
	Contrats  []ContratPaie
	Remarques []string // ce qui n'a pas été compté, et pourquoi
}

// ContratPaie est un contrat de travail et sa paie, période par période.
type ContratPaie struct {
	Numero       string
	SIRET        string // du lieu de travail, ou de l'établissement qui déclare
	Debut        calendrier.Date
	Fin          calendrier.Date // déclarée ; inconnue tant que le contrat dure
	Nature       csp.NatureContrat
	DroitPrive   fait.Reponse
	Cadre        fait.Reponse
	Emploi       string
	HeuresMois   argent.Fraction // prévues au contrat ; inconnues quand le temps n'est pas compté en heures
	HeuresPleins argent.Fraction // d'un temps plein de la même catégorie
	Lignes       []csp.LignePaie // par période croissante
	Absences     []Absence
}

// Absence est un arrêt de travail ou une autre suspension du contrat. Fin vaut SansFin tant qu'elle dure.
type Absence struct {
	Periode calendrier.Periode
	Motif   string // « arrêt de travail, maladie », jamais plus précis
}

// Contrat choisit le contrat commencé ce jour ; à défaut le seul contrat, ou le seul CDI qui n'a pas pris fin.
// Il rend nil quand rien ne permet de choisir.
func (p *Paie) Contrat(debut calendrier.Date) *ContratPaie {
	var seul *ContratPaie
	trouves := 0
	for i := range p.Contrats {
		c := &p.Contrats[i]
		switch {
		case debut.Connue() && c.Debut == debut:
			return c
		case len(p.Contrats) == 1, c.Nature == csp.CDI && !c.Fin.Connue():
			seul, trouves = c, trouves+1
		}
	}
	if trouves != 1 {
		return nil
	}
	return seul
}

// SalaireMensuel est la paie brute du dernier mois civil payé en entier et sans absence, primes non comprises.
func (c *ContratPaie) SalaireMensuel() argent.Montant {
	for i := len(c.Lignes) - 1; i >= 0; i-- {
		l := &c.Lignes[i]
		if l.Nature == csp.PaieSalaire && l.Periode.Debut == l.Periode.Debut.DebutMois() &&
			l.Periode.Fin == l.Periode.Debut.FinMois() && c.joursAbsents(l.Periode) == 0 {
			return l.Montant
		}
	}
	return argent.Montant{}
}

func (c *ContratPaie) joursAbsents(p calendrier.Periode) int {
	var u calendrier.Union
	for _, a := range c.Absences {
		if commun := a.Periode.Inter(p); !commun.Vide() {
			u = u.Avec(commun)
		}
	}
	return u.JoursDans(p)
}

// Completer ajoute à une situation ce que la paie en dit et qu'elle ne dit pas : naissance, statut de cadre, début,
// nature et heures du contrat, salaire mensuel (SalaireMensuel) et salaires. Un fait connu n'est jamais changé. La
// nature n'a pas d'inconnu : un CDI de la situation, sa valeur par défaut, prend celle de la paie.
//
// Les salaires remplacent le salaire mensuel dans le salaire de référence (ASP-03) : ils ne sont donc donnés que si
// la paie couvre toute la période de référence, avant la fin connue ou prévue (ELIG-06), ou tout le contrat. Les mois qui restent à payer jusqu'à cette fin sont supposés au salaire mensuel.
//
// Les jours d'absence ne sont pas retirés (Contrat.JoursExclus) : le règlement d'assurance chômage dit lesquels le
// sont, et la déclaration ne le dit pas ; ils sont signalés. Le résultat dit chaque supposition, en une phrase.
func (p *Paie) Completer(s *csp.Situation) []string {
	if !s.Salarie.DateNaissance.Connue() {
		s.Salarie.DateNaissance = p.Naissance
	}
	c := p.Contrat(s.Contrat.Debut)
	if c == nil {
		return []string{"la paie a plusieurs contrats pour cette personne, et rien ne dit lequel prend fin : donnez la date de début du contrat"}
	}
	k := &s.Contrat
	if !k.Debut.Connue() {
		k.Debut = c.Debut
	}
	if k.Nature == csp.CDI {
		k.Nature = c.Nature
	}
	if k.DroitPrive == fait.Inconnu {
		k.DroitPrive = c.DroitPrive
	}
	if s.Licenciement.Cadre == fait.Inconnu {
		s.Licenciement.Cadre = c.Cadre
	}
	if !k.HeuresHebdo.Connue() && c.HeuresMois.Connue() && c.HeuresPleins.Connue() && c.HeuresMois.Compare(c.HeuresPleins) < 0 {
		k.HeuresHebdo = hebdo(c.HeuresMois)
		if !k.HeuresTempsPlein.Connue() {
			k.HeuresTempsPlein = hebdo(c.HeuresPleins)
		}
	}
	if !k.SalaireMensuel.Connu() {
		k.SalaireMensuel = c.SalaireMensuel()
	}
	if len(k.Salaires) > 0 || len(c.Lignes) == 0 {
		return nil
	}
	return c.completerSalaires(s)
}

// hebdo ramène des heures par mois à la semaine (douze mois, cinquante-deux semaines), au centième d'heure.
func hebdo(mois argent.Fraction) argent.Fraction {
	n, _ := mois.Fois(argent.Ratio(1200, 52)).Arrondi(argent.Proche)
	return argent.Ratio(n, 100)
}

// moisASupposer est le plus grand nombre de mois de paie à venir que l'on suppose.
const moisASupposer = 6

func (c *ContratPaie) completerSalaires(s *csp.Situation) (dit []string) {
	var payes calendrier.Union
	var dernier calendrier.Date
	for _, l := range c.Lignes {
		if l.Nature == csp.PaieSalaire {
			payes, dernier = payes.Avec(l.Periode), max(dernier, l.Periode.Fin)
		}
	}
	fin := max(dernier, c.Fin)
	switch {
	case s.Contrat.Fin.Connue():
		fin = s.Contrat.Fin
	case !c.Fin.Connue() && s.Proposition.Remise.Connue():
		fin = max(fin, s.Proposition.Remise.Plus(21)) // le contrat finit avec le délai de réflexion (RUPT-01)
	}
	engagement := s.Licenciement.Engagement
	if !engagement.Connue() {
		engagement = s.Proposition.Remise
	}
	if !engagement.Connue() {
		engagement = fin
	}
	mois := csp.PeriodeReference(engagement, fin, s.Salarie.DateNaissance)
	fenetre := calendrier.Periode{Debut: max(c.Debut, (fin + 1).PlusMois(-mois.Int())), Fin: min(dernier, fin)}
	mensuel := s.Contrat.SalaireMensuel
	switch {
	case fenetre.Vide() || payes.JoursDans(fenetre) < fenetre.Jours():
		return []string{"la paie déclarée ne couvre pas toute la période du " + fenetre.Debut.Francais() + " au " + fenetre.Fin.Francais() +
			" : le salaire mensuel y tient lieu de paie ; ajoutez les déclarations qui manquent"}
	case dernier.PlusMois(moisASupposer) < fin:
		return []string{"la paie n'est pas déclarée après le " + dernier.Francais() +
			", trop loin de la fin du contrat : le salaire mensuel tient lieu de paie ; ajoutez les déclarations qui suivent"}
	}
	s.Contrat.Salaires = append([]csp.LignePaie(nil), c.Lignes...)
	if n := c.joursAbsents(fenetre); n > 0 {
		dit = append(dit, "des arrêts ou des suspensions occupent "+enJours(n)+" de la période de référence : ils y restent comptés ; donnez les jours à exclure s'ils doivent en sortir")
	}
	if dernier >= fin {
		return dit
	}
	if !mensuel.Connu() {
		return append(dit, "la paie n'est pas déclarée après le "+dernier.Francais()+", et aucun mois entier ne dit le salaire mensuel : donnez-le")
	}
	for debut := dernier.FinMois() + 1; debut <= fin; debut = debut.FinMois() + 1 {
		s.Contrat.Salaires = append(s.Contrat.Salaires, csp.LignePaie{
			Periode: calendrier.Periode{Debut: debut, Fin: debut.FinMois()}, Montant: mensuel,
		})
	}
	return append(dit, "la paie n'est pas déclarée après le "+dernier.Francais()+" : elle est supposée égale au salaire mensuel de "+
		mensuel.Francais()+", jusqu'au "+fin.Francais())
}

func enJours(n int) string {
	if n == 1 {
		return "un jour"
	}
	return argent.Entier(int64(n)).String() + " jours"
}
