package choix

import (
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/fait"
	"jalon/droit/parametre"
	"jalon/droit/rupture"
)

// SiAdhesion suppose l'adhésion. Les deux voies se comparent sans les faits qui suivent la décision : un arrêt ou un
// travail d'après ne toucherait qu'une des deux.
func SiAdhesion(s *csp.Situation, finReflexion calendrier.Date) csp.Situation {
	r := *s
	r.Contrat.Fin, r.Evenements = 0, nil
	if r.Reponse.Decision != csp.Acceptation || r.Reponse.Date > finReflexion {
		r.Reponse = csp.Reponse{Decision: csp.Acceptation, Date: finReflexion}
	}
	return r
}

// LettreSiRefus est le jour où la lettre de licenciement est supposée reçue : la lettre conservatoire à sa date la plus
// proche, sinon le lendemain du délai de réflexion (PROC-10).
func LettreSiRefus(d *csp.Dates) calendrier.Date {
	lettre := max(d.FinReflexion+1, d.LettreAuPlusTot)
	if d.LettreConservatoire == fait.Oui {
		lettre = max(d.LettreAuPlusTot, d.DebutReflexion) // elle ne précède pas la remise des documents
	}
	return calendrier.ReporterOuvrable(lettre, calendrier.Metropole) // une lettre ne se reçoit ni un dimanche, ni un jour férié
}

// SiRefus suppose le refus. La fin du contrat, si elle n'est pas donnée, est celle du préavis (en mois) compté de la
// lettre : elle est alors estimée. Sans préavis connu, elle reste inconnue.
func SiRefus(s *csp.Situation, finReflexion, lettre calendrier.Date, preavis argent.Fraction) (r csp.Situation, estimee bool) {
	r = *s
	r.Evenements = nil
	if r.Reponse.Decision != csp.Refus || r.Reponse.Date > finReflexion {
		r.Reponse = csp.Reponse{Decision: csp.Refus, Date: finReflexion}
	}
	if r.Contrat.Fin.Connue() || !preavis.Connue() {
		return r, false
	}
	entiers, _ := preavis.Arrondi(argent.Inferieur)
	jours, _ := preavis.Moins(argent.Entier(entiers)).Fois(argent.Entier(30)).Arrondi(argent.Proche)
	fin := lettre
	if entiers > 0 {
		fin = lettre.FinPeriode(int(min(entiers, 60)))
	}
	r.Contrat.Fin = max(fin.Plus(int(jours)), finReflexion)
	return r, true
}

// DroitALaLettre retire l'indemnité de qui refuse quand l'ancienneté ne l'ouvrait pas encore à la lettre : le droit se
// mesure ce jour-là, le montant seul à la fin du préavis (RUPT-10).
func DroitALaLettre(s *csp.Situation, refus *csp.Droits, lettre calendrier.Date) {
	depuis := s.Contrat.AncienneteDepuis
	if !depuis.Connue() {
		depuis = s.Contrat.Debut
	}
	if rupture.DroitIndemnite(&parametre.Lecture{}, depuis, lettre, s.Contrat.Fin) == fait.Non {
		m := &refus.Montants
		m.IndemniteLegale = argent.Centimes(0)
		m.IndemniteDue = argent.Centimes(0)
		if c := s.Contrat.IndemniteConventionnelle; c.Connu() {
			m.IndemniteDue = c
		}
	}
}
