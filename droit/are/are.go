package are

import (
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/fait"
	"jalon/droit/parametre"
	"jalon/droit/trace"
)

// Les valeurs datées de l'ARE.
var (
	PartieFixe        = parametre.Montant("are_partie_fixe")
	Minimale          = parametre.Montant("are_minimale")
	PMSS              = parametre.Montant("pmss")
	Revalorisation    = parametre.Taux("are_revalorisation_sjr")
	revalorisationAge = parametre.Nombre("are_revalorisation_anciennete")
	PlafondSalaires   = parametre.Taux("are_plafond_salaires")
	tauxProportion    = parametre.Taux("are_taux_proportionnel")
	tauxPlancher      = parametre.Taux("are_taux_plancher")
	plafondTauxSJR    = parametre.Taux("are_plafond_taux_sjr")
	affiliationJours  = parametre.Nombre("are_affiliation_jours")
	affiliationH      = parametre.Nombre("are_affiliation_heures")
	dureeMin          = parametre.Nombre("are_duree_min")
	dureeMax          = parametre.Nombre("are_duree_max")
	dureeMaxInter     = parametre.Nombre("are_duree_max_intermediaire")
	dureeMaxSenior    = parametre.Nombre("are_duree_max_senior")
	ageInter          = parametre.Nombre("are_age_intermediaire")
	ageSenior         = parametre.Nombre("are_age_senior")
	coefficient       = parametre.Taux("are_duree_coefficient")
	plafondNonTrav    = parametre.Taux("are_jours_non_travailles_plafond")
	enCalendaires     = parametre.Taux("jours_travailles_en_calendaires")
	joursTravAnMax    = parametre.Nombre("jours_travailles_an_max")
	delaiAttente      = parametre.Nombre("are_delai_attente")
	differeMax        = parametre.Nombre("are_differe_conges_max")
	differeSpecMax    = parametre.Nombre("are_differe_specifique_max")
	differeSpecDiv    = parametre.Montant("are_differe_specifique_diviseur")
)

// Les jours où la règle change de forme.
var (
	// ReformeSJR : la période de référence devient calendaire (décret 2021-346).
	ReformeSJR = calendrier.D(2021, 10, 1)
	// JoursTravailles : les jours travaillés remplacent les jours d'appartenance (convention du 14/04/2017).
	JoursTravailles = calendrier.D(2017, 11, 1)
	// ages2025 : les âges de la convention du 15/11/2024 ne visent que les procédures engagées depuis ce jour.
	ages2025 = calendrier.D(2025, 4, 1)
	// diviseurSpecifique : avant ce jour, le différé spécifique divise par le salaire journalier.
	diviseurSpecifique = calendrier.D(2014, 7, 1)
)

var (
	etapeARE         = trace.NouvelleEtape(ARE10, "Allocation d'aide au retour à l'emploi, par jour")
	etapePart        = trace.NouvelleEtape(ARE10, "Part proportionnelle du salaire journalier")
	etapeFixe        = trace.NouvelleEtape(ARE10, "Part proportionnelle et partie fixe")
	etapeTauxSeul    = trace.NouvelleEtape(ARE10, "Taux plancher du salaire journalier")
	etapeMeilleur    = trace.NouvelleEtape(ARE10, "La plus favorable des deux formules")
	etapeMinimum     = trace.NouvelleEtape(ARE10, "Allocation minimale")
	etapePlafondSJR  = trace.NouvelleEtape(ARE10, "Plafond en part du salaire journalier")
	etapePlafonnee   = trace.NouvelleEtape(ARE10, "Allocation plafonnée")
	etapeSousPlafond = trace.NouvelleEtape(ARE10, "Allocation sous le maximum")
	etapeArrondi     = trace.NouvelleEtape(ARE10, "Arrondi au centime")
	etapeMaximum     = trace.NouvelleEtape(ARE10, "Allocation maximale")
	etapeReval       = trace.NouvelleEtape(ARE11, "Salaire journalier revalorisé")
	etapeSJRMax      = trace.NouvelleEtape(ARE11, "Salaire journalier plafonné : 4 plafonds mensuels × 12 ÷ 365")
	etapeDureeBrute  = trace.NouvelleEtape(ARE12, "Durée de l'ARE avant coefficient, en jours")
	etapeDuree       = trace.NouvelleEtape(ARE12, "Durée de l'ARE, en jours")
	etapeConges      = trace.NouvelleEtape(ARE13, "Différé d'indemnisation congés payés, en jours")
	etapeSpecifique  = trace.NouvelleEtape(ARE13, "Différé d'indemnisation spécifique, en jours")
)

// Journaliere est l'ARE brute d'un jour (règlement d'assurance chômage, art. 14 à 17), arrondie une
// fois, au centime. sjr : salaire journalier de référence ; jour : le jour payé, qui choisit les
// barèmes ; fin : la fin du contrat, qui choisit les taux ; tempsPartiel : heures faites sur heures
// d'un temps plein, qui réduit la partie fixe et le minimum. L'inconnu se propage.
func Journaliere(l *parametre.Lecture, sjr argent.Montant, jour, fin calendrier.Date, tempsPartiel argent.Fraction) argent.Montant {
	t := l.Trace
	defer t.Ferme(t.Ouvre(etapeARE))
	s := sjr.Exact()
	brute := t.MaxExact(etapeMeilleur,
		t.PlusExact(etapeFixe, t.ProduitExact(etapePart, s, tauxProportion.Au(l, fin)), PartieFixe.Au(l, jour).Exact().Fois(tempsPartiel)),
		t.ProduitExact(etapeTauxSeul, s, tauxPlancher.Au(l, fin)))
	brute = t.MaxExact(etapeMinimum, brute, Minimale.Au(l, jour).Exact().Fois(tempsPartiel))
	// Le plafond passe après le minimum, et l'emporte sur lui (art. 15 « sous réserve de l'article 17 »).
	brute = t.MinExact(etapePlafonnee, brute, t.ProduitExact(etapePlafondSJR, s, plafondTauxSJR.Au(l, fin)))
	brute = t.MinExact(etapeSousPlafond, brute, Maximale(l, fin, fin).Exact())
	return t.Montant(etapeArrondi, brute.Arrondi(argent.Proche))
}

// Revaloriser applique au salaire journalier chaque revalorisation publiée jusqu'au jour donné, arrondie au
// centime à chaque fois, quand la paie a six mois au moins (règlement, art. 20). Le second résultat est
// le jour d'une revalorisation due et non publiée, qui n'est pas appliquée. Seules comptent celles qui
// tombent pendant le paiement, qui commence le jour depuis.
func Revaloriser(l *parametre.Lecture, sjr argent.Montant, fin, depuis, jour calendrier.Date) (argent.Montant, calendrier.Date) {
	premiere := max(depuis, fin.PlusMois(revalorisationAge.Au(l, fin).Int()))
	for r := Revalorisation.Suivant(premiere - 1); r <= jour; r = Revalorisation.Suivant(r) {
		if !Revalorisation.Publiee(r) {
			return sjr, r
		}
		sjr = l.Trace.Produit(etapeReval, sjr, argent.Entier(1).Plus(Revalorisation.Au(l, r)), argent.Proche)
	}
	return sjr, 0
}

// Maximale est l'ARE maximale par jour : le taux plancher de quatre plafonds mensuels de la
// sécurité sociale × 12 ÷ 365. fin choisit le taux, annee le plafond.
func Maximale(l *parametre.Lecture, fin, annee calendrier.Date) argent.Montant {
	return l.Trace.Montant(etapeMaximum, sjrPlafonne(l, annee).Fois(tauxPlancher.Au(l, fin)).Arrondi(argent.Proche))
}

// SJRPlafonne est le salaire journalier au plafond des contributions, au centime.
func SJRPlafonne(l *parametre.Lecture, annee calendrier.Date) argent.Montant {
	return sjrPlafonne(l, annee).Arrondi(argent.Proche)
}

func sjrPlafonne(l *parametre.Lecture, annee calendrier.Date) argent.Exact {
	e := PMSS.Au(l, annee).Exact().Fois(PlafondSalaires.Au(l, annee)).Fois(argent.Ratio(12, 365))
	l.Trace.Montant(etapeSJRMax, e.Arrondi(argent.Proche))
	return e
}

// JoursTravaillesAnMax est le plus grand nombre de jours travaillés retenu sur douze mois.
func JoursTravaillesAnMax(l *parametre.Lecture, fin calendrier.Date) fait.Nombre {
	return joursTravAnMax.Au(l, fin)
}

// EnCalendaires ramène des jours travaillés en jours calendaires (× 1,4), sans arrondir.
func EnCalendaires(l *parametre.Lecture, jours int, fin calendrier.Date) argent.Fraction {
	return argent.Entier(int64(jours)).Fois(enCalendaires.Au(l, fin))
}

// PlafondNonTravailles est le plus grand nombre de jours non travaillés, entre deux contrats,
// que compte le diviseur du salaire journalier : une part des jours travaillés × 1,4, par défaut.
func PlafondNonTravailles(l *parametre.Lecture, joursTravailles int, engagement, fin calendrier.Date) int {
	n, _ := EnCalendaires(l, joursTravailles, fin).Fois(plafondNonTrav.Au(l, dateDesAges(engagement, fin))).Arrondi(argent.Inferieur)
	return int(n)
}

// Affiliation : ce qui a été travaillé dans la fenêtre.
type Affiliation struct {
	Jours  fait.Nombre
	Heures argent.Fraction
}

// Atteint compare l'affiliation à un seuil en jours et en heures : l'un ou l'autre suffit.
func (a Affiliation) Atteint(jours, heures fait.Nombre) fait.Reponse {
	h := fait.Inconnu
	if a.Heures.Connue() && heures.Connu() {
		h = fait.Si(a.Heures.Compare(argent.Entier(int64(heures.Int()))) >= 0)
	}
	return a.Jours.AuMoins(jours).Ou(h)
}

// Ouverte dit si l'affiliation ouvre l'ARE, à la fin du contrat.
func Ouverte(l *parametre.Lecture, a Affiliation, fin calendrier.Date) fait.Reponse {
	return a.Atteint(affiliationJours.Au(l, fin), affiliationH.Au(l, fin))
}

func dateDesAges(engagement, fin calendrier.Date) calendrier.Date {
	if engagement.Connue() && engagement < ages2025 {
		return min(fin, ages2025-1)
	}
	return fin
}

// DureeAvantCoefficient est la durée de l'ARE en jours, avant le coefficient de 2023 : les jours de la
// période de référence, bornés par le minimum et par le maximum de l'âge. calendaires : jours du
// premier au dernier contrat ; travailles : jours travaillés, que comptaient les règles de 2017 à 2021.
func DureeAvantCoefficient(l *parametre.Lecture, calendaires, travailles, age fait.Nombre, engagement, fin calendrier.Date) fait.Nombre {
	jours := calendaires
	if fin >= JoursTravailles && engagement < ReformeSJR {
		if jours = (fait.Nombre{}); travailles.Connu() {
			n, _ := EnCalendaires(l, travailles.Int(), fin).Arrondi(argent.Superieur)
			jours = fait.N(int(n))
		}
	}
	if !jours.Connu() || !age.Connu() {
		return fait.Nombre{}
	}
	d := dateDesAges(engagement, fin)
	plafond := dureeMax.Au(l, fin)
	switch {
	case age.AuMoins(ageSenior.Au(l, d)) == fait.Oui:
		plafond = dureeMaxSenior.Au(l, fin)
	case age.AuMoins(ageInter.Au(l, d)) == fait.Oui:
		plafond = dureeMaxInter.Au(l, fin)
	}
	n := min(max(jours.Int(), dureeMin.Au(l, fin).Int()), plafond.Int())
	return l.Trace.Nombre(etapeDureeBrute, fait.N(n))
}

// AvecCoefficient dit si la durée est réduite à cette fin de contrat (décret 2023-33 ; pas outre-mer).
func AvecCoefficient(l *parametre.Lecture, fin calendrier.Date, outreMer bool) bool {
	return !outreMer && coefficient.Au(l, fin).Compare(argent.Entier(1)) < 0
}

// Duree applique le coefficient à une durée et arrondit au jour supérieur, sans descendre sous le minimum.
func Duree(l *parametre.Lecture, avant fait.Nombre, fin calendrier.Date) fait.Nombre {
	if !avant.Connu() {
		return avant
	}
	n, _ := argent.Entier(int64(avant.Int())).Fois(coefficient.Au(l, fin)).Arrondi(argent.Superieur)
	return l.Trace.Nombre(etapeDuree, fait.N(max(int(n), dureeMin.Au(l, fin).Int())))
}

// Differes rend le différé congés payés, le différé spécifique et le délai d'attente, en jours, qui
// retardent l'ARE d'une personne qui refuse le CSP. Aucun ne touche l'ASP.
func Differes(l *parametre.Lecture, sjr, conges, supra argent.Montant, fin calendrier.Date) (congesPayes, specifique, attente fait.Nombre) {
	t := l.Trace
	congesPayes = t.Nombre(etapeConges, differe(conges.Exact().Rapporte(sjr), argent.Superieur, differeMax.Au(l, fin), conges))
	quotient := supra.Exact().Rapporte(sjr)
	if fin >= diviseurSpecifique {
		quotient = supra.Exact().Rapporte(differeSpecDiv.Au(l, fin))
	}
	specifique = t.Nombre(etapeSpecifique, differe(quotient, argent.Inferieur, differeSpecMax.Au(l, fin), supra))
	return congesPayes, specifique, delaiAttente.Au(l, fin)
}

func differe(q argent.Fraction, mode argent.Mode, plafond fait.Nombre, base argent.Montant) fait.Nombre {
	if base.Nul() {
		return fait.N(0)
	}
	n, ok := q.Arrondi(mode)
	if !ok || !plafond.Connu() {
		return fait.Nombre{}
	}
	return fait.N(int(min(n, int64(plafond.Int()))))
}
