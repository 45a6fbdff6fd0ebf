// Package courrier rappelle par courriel les dates que fixe la loi, à qui tient l'acte attendu. Un message ne dit rien de
// personne : une date et un lien.
package courrier

import (
	"cmp"
	"slices"

	"jalon/dossier"
	"jalon/droit/calendrier"
	"jalon/droit/casp"
	"jalon/droit/csp"
	"jalon/droit/demarches"
)

// delais sont les jours d'avance d'un rappel, le plus pressant d'abord.
var delais = []int{1, 3, 7}

// fenetre couvre tout rappel dû : le délai le plus long, et ce qu'une suite de jours chômés peut y ajouter.
const fenetre = 7 + 7

// Rappel est une date d'un dossier, à dire tant de jours avant.
type Rappel struct {
	Dossier  string
	Echeance calendrier.Date
	Regle    string
	Delai    int
}

// Du est un rappel à faire, et qui tient l'acte.
type Du struct {
	Rappel
	Qui demarches.Acteur
}

// Dus sont ceux d'un dossier, un jour : pour chaque date limite à venir, le plus pressant dont le jour est venu. Un rappel
// manqué se fait donc le lendemain, mais deux ne se font jamais pour une même date le même jour.
func Dus(d *dossier.Dossier, au calendrier.Date) []Du {
	var l []Du
	territoire := d.Situation.Contrat.LieuTravail.Territoire
	sansReponse := d.Situation.Reponse.Decision == csp.SansReponse
	for _, m := range d.AFaire() {
		if m.Echeance != demarches.AuPlusTard && m.Echeance != demarches.Le || m.Date < au || sansReponse && !sansLaReponse(&m) {
			continue
		}
		i := slices.IndexFunc(delais, func(n int) bool { return jourDEnvoi(m.Date, n, territoire) <= au })
		x := Du{Rappel{Dossier: d.ID, Echeance: m.Date, Regle: m.Regle.Carte().ID}, m.Qui}
		if i < 0 {
			continue
		}
		if x.Delai = delais[i]; !slices.Contains(l, x) { // deux démarches d'une règle, le même jour : un rappel
			l = append(l, x)
		}
	}
	return l
}

// sansLaReponse dit qu'une démarche est due avant que la personne réponde. Les autres supposent qu'elle accepte : tant qu'elle
// ne l'a pas dit, elles n'attendent personne.
func sansLaReponse(m *demarches.Demarche) bool {
	switch m.Regle {
	case csp.PROC01, csp.PROC03, csp.PROC04, csp.PROC10, csp.PROC11, csp.CONT07, casp.CASP03:
		return true
	}
	return false
}

// jourDEnvoi est celui d'un rappel, tant de jours avant une date : un jour non ouvré, c'est le jour ouvré d'avant.
func jourDEnvoi(echeance calendrier.Date, delai int, t calendrier.Territoire) calendrier.Date {
	return calendrier.AvancerOuvre(echeance.Plus(-delai), t)
}

// comparer range les rappels d'un message : la date la plus proche d'abord.
func (r Rappel) comparer(b Rappel) int {
	return cmp.Or(cmp.Compare(r.Echeance, b.Echeance), cmp.Compare(r.Dossier, b.Dossier), cmp.Compare(r.Regle, b.Regle), cmp.Compare(r.Delai, b.Delai))
}
