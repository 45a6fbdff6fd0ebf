package choix

import (
	"strconv"
	"strings"

	"jalon/droit/are"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/fait"
)

// dire écrit les hypothèses de la comparaison et ce qu'elle ne couvre pas, d'après les faits donnés.
func (k *comparateur) dire(refus *csp.Droits) {
	r, s := k.r, k.s
	hypothese := func(t string) { r.Hypotheses = append(r.Hypotheses, t) }
	manque := func(t string) { r.NonCouverts = append(r.NonCouverts, t) }
	hypothese("Tous les montants sont bruts. L'allocation nette est donnée à côté ; le net d'un salaire ne se déduit pas de ces faits.")
	hypothese("Le salaire est payé jusqu'à la fin du contrat sur les deux voies, à " + s.Contrat.SalaireMensuel.Francais() + " par mois.")
	if r.FinEstimee {
		hypothese("En cas de refus, la lettre de licenciement est supposée reçue le " + k.lettre.Francais() + " et le préavis couru jusqu'au " + k.refuse.Contrat.Fin.Francais() + ". Donnez la fin du contrat si vous la connaissez.")
	}
	if e := k.emploi; e != nil && e.Debut <= k.finReflexion {
		hypothese("L'emploi commence pendant le délai de réflexion, alors que l'ancien contrat court encore : il est compté à partir du " + (k.finReflexion + 1).Francais() + ".")
	}
	if t := r.Adherer.Retraite; t.Connue() {
		hypothese("La retraite à taux plein commence le " + t.Francais() + " : le CSP et toute allocation s'arrêtent la veille.")
	}
	if k.emploi != nil && k.emploi.Nature != csp.CDI {
		hypothese("Après l'emploi, le reste de l'ARE est servi ; les droits que cet emploi ouvre à son tour ne sont pas comptés.")
	}
	if r := are.Revalorisation.Suivant(r.Adherer.Droits.ARE.FinContrat.PlusMois(6) - 1); r <= k.r.Horizon && !are.Revalorisation.Publiee(k.r.Horizon) {
		hypothese("Les montants sont donnés avant toute revalorisation non encore publiée : chaque 1er juillet peut les relever un peu, sur les deux voies.")
	}
	if k.emploi != nil {
		hypothese("L'emploi retrouvé dure jusqu'au bout de la comparaison, ou jusqu'à la fin de son contrat ; l'aide est demandée à temps, le plan validé avant, les heures les mêmes que dans l'emploi perdu. En cas de refus, il ne commence pas avant la fin du préavis.")
	} else {
		hypothese("Pour un emploi retrouvé : CDI au même salaire et aux mêmes heures, aide demandée à temps, plan validé avant.")
	}
	k.direCoefficient(hypothese)
	if e := k.emploi; e != nil && e.Nature != csp.CDI {
		hypothese("Un contrat de moins de six mois suspend l'allocation, qui reprend ensuite si le conseiller a donné son accord avant ; à partir de six mois, il met fin au CSP. L'indemnité différentielle est comptée quelle que soit la durée du contrat : l'opérateur peut demander six mois.")
	}
	if !s.Salarie.TauxCSG.Connue() {
		hypothese("La CSG sur l'ARE est supposée au taux plein de 6,2 %, avec l'exonération sous le seuil.")
	}
	if !s.Contrat.CongesPayesIndemnite.Connu() && !s.Contrat.CongesPayesJours.Connue() {
		hypothese("On suppose qu'il ne reste aucun congé payé : il s'ajouterait aux deux voies, et retarderait l'ARE en cas de refus.")
	} else if !s.Contrat.CongesPayesIndemnite.Connu() {
		hypothese("Chaque jour de congé restant est estimé au salaire mensuel × 12 ÷ 365 ; donnez la somme si vous la connaissez.")
	}
	if refus.Refus != nil && refus.Refus.AREDureeJours == fait.N(0) {
		manque("L'affiliation n'ouvre pas l'ARE : en cas de refus, il n'y a pas d'allocation de droit commun.")
	}
	if x := s.ARE.Reliquat; x.Jours.Int() > 0 {
		hypothese("En cas de refus, les " + strconv.Itoa(x.Jours.Int()) + " jours restants de l'ancien droit à l'ARE sont payés d'abord, à leur montant ; le nouveau droit suit. Un droit d'option peut permettre de prendre le nouveau droit tout de suite, en renonçant à l'ancien, quand l'ancienne allocation est de 20 € ou moins ou que le nouveau droit vaut au moins 30 % de plus : il n'est pas supposé.")
		manque("Ce qui suit l'ASP quand un ancien droit à l'ARE reste : il reprend ou l'autre s'ouvre, et aucun texte lu ne dit duquel les jours d'ASP se déduisent. L'ARE d'après le CSP n'est donc pas donnée.")
		if r.Adherer.Droits.ASP.DureeJours.Connu() {
			manque("Avant un an d'ancienneté, l'ancien droit peut changer le montant et la durée de l'ASP elle-même : elle est donnée comme s'il n'y en avait pas.")
		}
	} else {
		manque("Un reste de droits à l'ARE ouverts avant cet emploi : s'il y en a, donnez ses jours et son montant.")
	}
	manque("L'impôt sur le revenu : l'ASP et l'ARE sont imposables, l'indemnité légale ne l'est pas.")
	if !s.Contrat.HeuresHebdo.Connue() {
		hypothese("Le travail est supposé à temps plein et sans arrêt de travail dans la période de référence : un temps partiel ou un arrêt changent le salaire de référence ou la partie fixe de l'ARE.")
	}
	if n := len(s.Evenements); n > 0 {
		manque("Les arrêts, périodes de travail et autres faits d'après la décision : « jalon calculer » les suit sur la voie choisie.")
	}
	if s.Salarie.PensionInvalidite.Mensuelle.Connu() {
		manque("La pension d'invalidité : elle est retirée de l'ASP selon sa règle, son effet sur l'ARE n'est pas compté.")
	}
	for _, e := range s.AutresEmplois {
		switch {
		case e.Periode.Fin < s.Proposition.Remise: // déjà fini
		case !e.SalaireMensuel.Connu():
			manque("La paie de l'autre emploi : elle n'est pas donnée.")
		case k.pasGarde(e, k.refuse.Contrat.Fin):
			manque("L'autre emploi, commencé pendant la réflexion ou après la fin du contrat, n'est pas un emploi conservé : l'ASP s'arrête tant qu'il dure. En cas de refus, l'ARE se cumule en partie avec sa paie : ce cumul n'est pas calculé, et l'ARE n'est pas donnée dès qu'il commence.")
		default:
			hypothese("L'autre emploi est conservé : sa paie s'ajoute en entier, sur les deux voies, à l'ASP ou à l'ARE de l'emploi perdu. S'il est perdu à son tour, les droits sont revus : cela n'est pas compté.")
		}
	}
	if !s.Contrat.IndemniteConventionnelle.Connu() && !s.Contrat.PreavisMois.Connue() {
		manque("La convention collective : son indemnité ou son préavis, s'ils sont meilleurs, changent les deux voies.")
	}
	manque("Le retrait d'une acceptation pendant le délai : aucun texte lu ne dit s'il est possible.")
	if r.Adherer.Droits.ARE.Age.AuMoins(fait.N(60)) == fait.Oui && !s.Salarie.DateTauxPlein.Connue() {
		manque("La retraite : si le taux plein arrive pendant l'une des voies, l'allocation s'arrête ce jour-là.")
	}
	if a := &r.Adherer; a.Droits.ARE.JourDeBaisse(a.AREBrute, a.AREDebut).Connu() {
		manque("La baisse de l'ARE après un CSP : aucun texte lu ne dit si les jours d'ASP avancent le septième mois ; ils ne sont pas comptés.")
	}
	if t := k.tu(); t.Connue() {
		manque("À partir du " + t.Francais() + ", les montants dépendent d'un barème non publié ou d'un fait qui manque : ils ne sont pas donnés.")
	}
}

// direCoefficient dit ce que change la lecture incertaine du coefficient de durée après un CSP (ARE-03).
func (k *comparateur) direCoefficient(hypothese func(string)) {
	autre := k.accepte
	autre.Reglages.ARECoefficient = 1 - autre.Reglages.ARECoefficient
	n, m := k.r.Adherer.Droits.Apres.AREJoursRestants, k.calculer(&autre, nil).Apres.AREJoursRestants
	if k.emploi != nil || k.r.Adherer.Retraite.Connue() || !n.Connu() || !m.Connu() || n == m || k.s.ARE.Reliquat.Jours.Int() > 0 {
		return
	}
	lecture, rivale := "est réduite par le coefficient de 0,75", "sans lui"
	if k.accepte.Reglages.ARECoefficient != 0 {
		lecture, rivale = "n'est pas réduite par le coefficient de 0,75", "avec lui"
	}
	hypothese("Après le CSP, la durée de l'ARE " + lecture + " : " + strconv.Itoa(n.Int()) + " jours restent. Le texte ne le règle pas ; " + rivale + ", il en resterait " + strconv.Itoa(m.Int()) + ".")
}

// tu est le premier jour dont une somme n'est pas connue sur l'une des voies.
func (k *comparateur) tu() calendrier.Date {
	t := k.joursA.tu
	if x := k.joursR.tu; x.Connue() && (!t.Connue() || x < t) {
		t = x
	}
	return t
}

// AncienDroitEnMots dit l'ancien droit payé d'abord, et l'ARE nouvelle qui le suit ; vide s'il n'y en a pas.
func (v *Voie) AncienDroitEnMots() string {
	n := v.Reliquat.Jours.Int()
	if n == 0 {
		return ""
	}
	texte := "pendant les " + strconv.Itoa(n) + " jours restants de l'ancien droit, puis "
	switch {
	case v.AREJours.Connu() && v.AREJours.Int() == 0:
		return texte + "plus d'ARE"
	case !v.AREBrute.Connu():
		return texte + "une ARE dont le montant n'est pas connu"
	}
	return texte + v.AREBrute.Francais() + " brut par jour"
}

// String nomme l'aide pour une personne.
func (a NomAide) String() string {
	return [...]string{SansAide: "aucune", Prime: "prime", IDR: "différentielle", AideInconnue: "inconnue"}[a]
}

// EnMots dit quelle aide vaut mieux pour cet emploi, et le jour d'embauche où la réponse change.
func (a Aides) EnMots() string {
	texte := [...]string{
		SansAide:     "Aucune aide n'est ouverte.",
		Prime:        "La prime rapporte au moins autant.",
		IDR:          "L'indemnité différentielle est l'aide qui rapporte.",
		AideInconnue: "Un montant qui manque ne laisse pas dire quelle aide vaut mieux.",
	}[a.Meilleure]
	if a.BasculeLe.Connue() {
		texte += " Pour une embauche à partir du " + a.BasculeLe.Francais() + ", ce serait : " + [...]string{
			SansAide: "aucune aide", Prime: "la prime", IDR: "l'indemnité différentielle", AideInconnue: "on ne le sait pas",
		}[a.Ensuite] + "."
	}
	return texte
}

// BasculeEnMots dit quelle voie rapporte le plus, de combien, quand l'autre est en avance, et jusqu'où on le sait.
func (c *Comparaison) BasculeEnMots() string {
	if c.ConnuJusquau < c.Situation.Dates.FinReflexion {
		return "Les sommes qui manquent ne laissent pas dire quelle voie rapporte le plus."
	}
	jour, noms := c.ConnuJusquau.Francais(), map[bool]string{true: "adhérer", false: "refuser"}
	if moins := c.auMoins(); moins.Positif() {
		return "Au " + c.Horizon.Francais() + ", adhérer aura rapporté au moins " + moins.Francais() + " brut de plus, sans compter l'ARE qui suit l'ASP, inconnue ici."
	}
	meneur := true
	switch zero := argent.Centimes(0); {
	case c.Ecart.Compare(zero) < 0:
		meneur = false
	case c.Ecart.Compare(zero) == 0 && c.ConnuJusquau < c.Horizon:
		return "Jusqu'au " + jour + ", les deux voies rapportent autant ; ensuite, des sommes ne sont pas connues : on ne peut pas conclure."
	case c.Ecart.Compare(zero) == 0:
		return "Au " + jour + ", les deux voies auront rapporté autant." + c.enAvance(!meneur)
	}
	ecart := c.Ecart
	if !meneur {
		ecart = argent.Centimes(-ecart.Centimes())
	}
	texte := "Au " + jour + ", " + noms[meneur] + " aura rapporté " + ecart.Francais() + " brut de plus"
	if c.EmploiSuppose {
		texte += ", avec l'emploi supposé"
	}
	texte += "." + c.enAvance(!meneur)
	if c.ConnuJusquau < c.Horizon {
		texte += " Ensuite, des sommes ne sont pas connues : on ne peut pas conclure au-delà."
	}
	return texte
}

// auMoins est ce qu'adhérer rapporte de plus à l'horizon si tout ce qui en est inconnu valait zéro ; inconnu quand
// le total est connu, ou celui du refus inconnu.
func (c *Comparaison) auMoins() argent.Montant {
	if c.Adherer.Total.Connu() || !c.Refus.Total.Connu() {
		return argent.Montant{}
	}
	connu := argent.Centimes(0)
	for i := range c.Adherer.Mois {
		for _, m := range c.Adherer.Mois[i].Brut {
			if m.Connu() {
				connu = connu.Plus(m)
			}
		}
	}
	return connu.Moins(c.Refus.Total)
}

// SansASP dit qu'aucun jour d'ASP n'est payé.
func (v *Voie) SansASP() bool {
	n := v.Droits.ASP.JoursPayes
	return n.Connu() && n.Int() == 0
}

// ASPEnMots dit de quand à quand l'ASP est versée ; « aucune ASP » quand un emploi la prend dès le premier jour.
func (v *Voie) ASPEnMots() string {
	d := &v.Droits.Dates
	switch {
	case d.FinASP.Connue() && d.FinASP >= d.DebutCSP:
		return "l'ASP du " + d.DebutCSP.Francais() + " au " + d.FinASP.Francais()
	case v.SansASP():
		return "aucune ASP : un emploi commence avant le premier jour payé"
	}
	return "l'ASP à partir du " + d.DebutCSP.Francais() + ", pour une durée qui n'est pas connue"
}

// SuiteEnMots dit ce qui suit l'ASP, ou le CSP : « l'ARE pendant 183 jours, à 56,22 € brut par jour ».
func (v *Voie) SuiteEnMots() string {
	n := v.Droits.Apres.AREJoursRestants
	switch {
	case v.AREJours.Connu() && v.AREJours.Int() == 0:
		return "aucune ARE : l'affiliation n'en ouvre pas"
	case v.Retraite.Connue() && (!v.AREDebut.Connue() || v.AREDebut >= v.Retraite):
		return "aucune ARE : la retraite à taux plein commence le " + v.Retraite.Francais()
	case !n.Connu() || !v.AREJours.Connu():
		return "une ARE dont la durée n'est pas connue"
	case n.Int() == 0:
		return "aucune ARE : l'ASP en a pris tous les jours"
	case !v.AREBrute.Connu():
		return "l'ARE pendant " + strconv.Itoa(n.Int()) + " jours au plus, d'un montant qui n'est pas connu ici"
	}
	return "l'ARE pendant " + strconv.Itoa(n.Int()) + " jours, à " + v.AREBrute.Francais() + " brut par jour"
}

// enAvance dit les jours où l'autre voie a rapporté davantage, en chemin.
func (c *Comparaison) enAvance(adherer bool) string {
	noms := map[bool]string{true: "adhérer", false: "refuser"}
	var periodes []string
	for i, b := range c.Bascules {
		switch {
		case i == 0 && b.Adherer != adherer && !b.Egales:
			periodes = append(periodes, "jusqu'au "+(b.Jour-1).Francais())
		case b.Adherer == adherer && i+1 < len(c.Bascules):
			periodes = append(periodes, "du "+b.Jour.Francais()+" au "+(c.Bascules[i+1].Jour-1).Francais())
		}
	}
	if len(periodes) == 0 {
		return " En chemin, " + noms[adherer] + " n'est jamais en avance."
	}
	return " En chemin, " + noms[adherer] + " est en avance " + strings.Join(periodes, ", puis ") + "."
}
