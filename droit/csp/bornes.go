package csp

import "jalon/droit/parametre"

// garderCommun ne laisse que ce qui ne change pas entre les deux bornes d'un barème non publié (d, la
// borne basse, et h, la haute), et dit pour chaque barème si des montants ont dû être tus.
func (d *Droits) garderCommun(h *Droits, attendus []parametre.Attendu) {
	tus := 0
	tus += d.Montants.garder(&h.Montants) + garder(&d.Dates.FinASP, h.Dates.FinASP)
	n := min(len(d.ASP.Mensualites), len(h.ASP.Mensualites))
	d.ASP.Mensualites = d.ASP.Mensualites[:n]
	for i := range d.ASP.Mensualites {
		m, o := &d.ASP.Mensualites[i], h.ASP.Mensualites[i]
		if m.Jours != o.Jours {
			d.ASP.Mensualites = d.ASP.Mensualites[:i]
			tus++
			break
		}
		tus += garder(&m.Brut, o.Brut) + garder(&m.Retenue, o.Retenue) + garder(&m.Net, o.Net)
	}
	tus += garder(&d.ASP.JoursPayes, h.ASP.JoursPayes) + garder(&d.ASP.DureeJours, h.ASP.DureeJours)
	for i := range min(len(d.Reprises), len(h.Reprises)) {
		tus += d.Reprises[i].garder(&h.Reprises[i])
	}
	if d.Retour != nil && h.Retour != nil {
		tus += garder(&d.Retour.JoursRetenus, h.Retour.JoursRetenus) + garder(&d.Retour.ASPJoursRestants, h.Retour.ASPJoursRestants) + garder(&d.Retour.FinASP, h.Retour.FinASP)
	}
	tus += garder(&d.Apres.AREDureeJours, h.Apres.AREDureeJours) + garder(&d.Apres.AREJoursRestants, h.Apres.AREJoursRestants) + garder(&d.Apres.AREDebut, h.Apres.AREDebut)
	if d.Refus != nil && h.Refus != nil {
		r, o := d.Refus, h.Refus
		tus += garder(&r.AREJournaliere, o.AREJournaliere) + garder(&r.AREDebut, o.AREDebut) + garder(&r.DiffereJours, o.DiffereJours) + garder(&r.DiffereSpecifiqueJours, o.DiffereSpecifiqueJours)
	}
	modele := avertBaremeSansEffet
	if tus > 0 {
		modele = avertBaremeMasque
	}
	d.direAttendus(attendus, modele)
}

// direAttendus ajoute un avertissement par date où des barèmes manquent.
func (d *Droits) direAttendus(attendus []parametre.Attendu, modele modele) {
	premier := len(d.Avertissements)
	for _, a := range attendus {
		nom := parametre.Nommer(a.Nom).Libelle
		regle := ASP05
		if a.Nom == "pmss" {
			regle = ASP06
		}
		ajoute := false
		for i := premier; i < len(d.Avertissements); i++ {
			if m := &d.Avertissements[i].Message; m.D1 == a.Depuis {
				m.S1 += ", " + nom
				ajoute = true
			}
		}
		if !ajoute {
			d.Avertissements = append(d.Avertissements, Avertissement{regle, Phrase{modele: modele, S1: nom, D1: a.Depuis}})
		}
	}
}

// garder rend 1 après avoir effacé une valeur qui diffère de l'autre borne.
func garder[T comparable](v *T, autre T) int {
	if *v == autre {
		return 0
	}
	var inconnu T
	*v = inconnu
	return 1
}

func (m *Montants) garder(o *Montants) int {
	// L'échelle elle-même n'est jamais comptée parmi les montants tus.
	garder(&m.ASPPlancherFormation, o.ASPPlancherFormation)
	garder(&m.ASPPlafond, o.ASPPlafond)
	return garder(&m.SalaireReference, o.SalaireReference) + garder(&m.SJR, o.SJR) + garder(&m.ASPBrute, o.ASPBrute) +
		garder(&m.AREJournaliere, o.AREJournaliere) + garder(&m.RetenueRetraite, o.RetenueRetraite) + garder(&m.ASPNette, o.ASPNette)
}

func (r *Reprise) garder(o *Reprise) int {
	p, q := &r.Prime, &o.Prime
	i, j := &r.IDR, &o.IDR
	if i.Ouverte != j.Ouverte { // un barème inconnu décide : le motif d'une borne serait faux
		i.Motif, i.Regle = Phrase{modele: aideFaitManquant}, IDR03
	}
	return garder(&r.DroitsRestants, o.DroitsRestants) + garder(&p.Montant, q.Montant) + garder(&p.PremierVersement, q.PremierVersement) +
		garder(&p.SecondVersement, q.SecondVersement) + garder(&i.Ouverte, j.Ouverte) + garder(&i.Mensuelle, j.Mensuelle) + garder(&i.Plafond, j.Plafond) +
		garder(&i.MoisPleins, j.MoisPleins) + garder(&i.DernierVersement, j.DernierVersement) + garder(&i.Total, j.Total)
}
