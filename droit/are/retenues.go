package are

import (
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/fait"
	"jalon/droit/parametre"
	"jalon/droit/trace"
)

var (
	participation = parametre.Taux("are_participation_retraite")
	// CSGPleine est le taux retenu quand le revenu fiscal de la personne n'est pas connu.
	CSGPleine   = parametre.Taux("are_csg_taux_plein")
	assietteCSG = parametre.Taux("are_csg_assiette")
	tauxCRDS    = parametre.Taux("are_crds_taux")
	seuilCSG    = parametre.Montant("are_seuil_csg")
	degSeuil    = parametre.Montant("are_degressivite_seuil")
	degPlancher = parametre.Montant("are_degressivite_plancher")
	degTaux     = parametre.Taux("are_degressivite_taux")
	degJour     = parametre.Nombre("are_degressivite_jour")
	degAge      = parametre.Nombre("are_degressivite_age")
	joursMois   = parametre.Nombre("are_jours_mois")
)

var (
	etapeNetARE  = trace.NouvelleEtape(ARE14, "ARE nette, par jour")
	etapePartic  = trace.NouvelleEtape(ARE14, "Participation à la retraite complémentaire")
	etapeCSG     = trace.NouvelleEtape(ARE14, "CSG")
	etapeCRDS    = trace.NouvelleEtape(ARE14, "CRDS")
	etapeExonere = trace.NouvelleEtape(ARE14, "Allocation sous le seuil d'exonération de CSG et de CRDS")
	etapeBaisse  = trace.NouvelleEtape(ARE15, "ARE après la baisse")
)

// Retenues d'un jour d'ARE.
type Retenues struct {
	Participation, CSG, CRDS, Net argent.Montant
}

// RetenuesDuJour calcule ce qui est retenu sur un jour d'ARE : 3 % du salaire journalier sans descendre
// sous l'ARE minimale, puis CSG et CRDS sur l'assiette abattue, chacune au centime, sans que le net
// passe sous le seuil d'exonération (CSS L136-1-2, D242-13). tauxCSG : 6,2 %, 3,8 % ou 0, qui exonère.
func RetenuesDuJour(l *parametre.Lecture, brute, sjr argent.Montant, tauxCSG argent.Taux, jour calendrier.Date) Retenues {
	t := l.Trace
	marge := argent.Max(brute.Moins(Minimale.Au(l, jour)), argent.Centimes(0))
	r := Retenues{CSG: argent.Centimes(0), CRDS: argent.Centimes(0)}
	r.Participation = t.Min(etapePartic, sjr.Exact().Fois(participation.Au(l, jour)).Arrondi(argent.Proche), marge)
	r.Net = brute.Moins(r.Participation)
	seuil := seuilCSG.Au(l, jour)
	exonere := fait.Si(brute.Compare(seuil) <= 0).Ou(fait.Si(tauxCSG.Compare(argent.Entier(0)) == 0))
	if t.Si(etapeExonere, exonere) == fait.Oui || !brute.Connu() || !seuil.Connu() {
		return r
	}
	assiette := r.Net.Exact().Fois(assietteCSG.Au(l, jour))
	reste := argent.Max(r.Net.Moins(seuil), argent.Centimes(0))
	r.CSG = t.Min(etapeCSG, assiette.Fois(tauxCSG).Arrondi(argent.Proche), reste)
	r.CRDS = t.Min(etapeCRDS, assiette.Fois(tauxCRDS.Au(l, jour)).Arrondi(argent.Proche), reste.Moins(r.CSG))
	r.Net = t.Moins(etapeNetARE, r.Net, r.CSG.Plus(r.CRDS))
	return r
}

// JourDeBaisse est le rang du premier jour d'ARE payé à taux réduit, inconnu quand la baisse ne vise
// pas la personne : ARE sous le seuil, âge atteint, ou fin de contrat d'avant la règle.
func JourDeBaisse(l *parametre.Lecture, brute argent.Montant, age fait.Nombre, engagement, fin, jour calendrier.Date) fait.Nombre {
	if !brute.Connu() || brute.Compare(degSeuil.Au(l, jour)) <= 0 || age.AuMoins(degAge.Au(l, dateDesAges(engagement, fin))) != fait.Non {
		return fait.Nombre{}
	}
	return degJour.Au(l, fin)
}

// Reduite est l'ARE d'un jour après la baisse : 70 %, sans descendre sous le seuil (ou, selon la lecture
// distincte, sous le plancher publié à part).
func Reduite(l *parametre.Lecture, brute argent.Montant, jour calendrier.Date, plancherDistinct bool) argent.Montant {
	plancher := degSeuil
	if plancherDistinct {
		plancher = degPlancher
	}
	r := argent.Max(brute.Exact().Fois(degTaux.Au(l, jour)).Arrondi(argent.Proche), plancher.Au(l, jour))
	return l.Trace.Min(etapeBaisse, r, brute)
}

// JoursPayes ramène les jours indemnisés d'un mois au compte payé : trente jours par mois, moins les
// jours non indemnisés, depuis avril 2025 ; les jours mêmes, avant.
func JoursPayes(l *parametre.Lecture, mois calendrier.Date, indemnises int) int {
	n := joursMois.Au(l, mois)
	if !n.Connu() {
		return indemnises
	}
	return max(0, n.Int()-(mois.JoursDuMois()-indemnises))
}
