package lot

import (
	"slices"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/licenciement"
)

// cocher donne les obligations du projet, et ce qui en est fait au jour où l'on regarde : selon le projet ou, quand il
// s'agit de chaque personne, selon la liste.
func (l *Lot) cocher() {
	tout := licenciement.Obligations(&l.Entreprise.Projet)
	if l.aucunProtege() {
		tout = slices.DeleteFunc(tout, func(o licenciement.Obligation) bool { return o.Etape == licenciement.Proteges })
	}
	for i := range tout {
		if o := &tout[i]; o.Chacun == licenciement.SansFait {
			o.Regarder(l.Au)
		} else {
			l.cocherChacun(o)
		}
	}
	l.Obligations = tout
}

// aucunProtege dit que chaque rangée écrit que la personne n'est pas protégée. Une seule case vide garde le rappel :
// licencier un salarié protégé sans autorisation est nul, et peu de paies en disent quelque chose.
func (l *Lot) aucunProtege() bool {
	return !slices.ContainsFunc(l.Personnes, func(p Personne) bool { return p.Forme("salarie.protege") != "false" })
}

// cocherChacun coche une obligation quand chaque personne qu'elle concerne a son fait, déjà passé ; elle est hors délai
// dès qu'une personne l'est.
func (l *Lot) cocherChacun(o *licenciement.Obligation) {
	o.Fait, o.Faite, o.HorsDelai = 0, false, false
	concernees, faites := 0, 0
	for i := range l.Personnes {
		fait, limite, oui := l.faitDe(&l.Personnes[i], o)
		if !oui {
			continue
		}
		concernees++
		attendu := !fait.Connue() || l.Au.Connue() && fait > l.Au
		if !attendu {
			faites++
			o.Fait = max(o.Fait, fait)
		}
		switch {
		case !limite.Connue():
		case o.Chacun == licenciement.FaitEntretien: // son jour est le premier permis, non le dernier
			o.HorsDelai = o.HorsDelai || fait.Connue() && fait < limite
		default:
			o.HorsDelai = o.HorsDelai || fait > limite || attendu && l.Au > limite
		}
	}
	if o.Faite = concernees > 0 && faites == concernees; !o.Faite {
		o.Fait = 0
	}
}

// jourDonne est une date que la rangée d'une personne ou la feuille de l'entreprise donne ; jamais une date prévue.
func (l *Lot) jourDonne(p *Personne, cle string) calendrier.Date {
	forme := p.Forme(cle)
	if forme == "" {
		forme = l.communes[cle]
	}
	d, _ := calendrier.Lire([]byte(forme)) // vide, ou écrite par lireDate
	return d
}

// faitDe est, d'une personne, le fait qu'une obligation attend et son dernier jour ; faux si elle n'est pas concernée.
// Une rangée refusée l'est : rien ne dit qu'elle ne l'est pas.
func (l *Lot) faitDe(p *Personne, o *licenciement.Obligation) (fait, limite calendrier.Date, concernee bool) {
	lue, b := p.Etat != Refusee, &p.Bilan
	sansCSP := lue && b.Issue == SansCSP
	switch o.Chacun {
	case licenciement.FaitEntretien:
		if fait, _ = calendrier.Lire([]byte(p.Forme("licenciement.engagement"))); !fait.Connue() {
			fait = l.Entreprise.Projet.Entretien
		}
		return fait, o.Date, true
	case licenciement.FaitRemise, licenciement.FaitOffre:
		if !(lue && b.Issue == PasOffert) { // ce que l'opérateur a remis n'acquitte pas l'employeur
			fait = l.jourDonne(p, "proposition.remise")
		}
		if limite = o.Date; lue && o.Chacun == licenciement.FaitRemise {
			limite = l.limiteRemise(p, o.Date)
		}
		return fait, limite, !sansCSP
	case licenciement.FaitMotif:
		return l.motifDe(p, o)
	case licenciement.FaitAutorisation:
		fait, _ = calendrier.Lire([]byte(p.Forme("autorisation.notifiee_le")))
		return fait, 0, p.Forme("salarie.protege") == "true"
	case licenciement.FaitContribution:
		if lue && b.Issue != AAccepte && b.Issue != ARemettre && b.Issue != EnAttente || lue && b.Sommes.ContributionBrute.Nul() {
			return 0, 0, false
		}
		paye, err := argent.Lire([]byte(p.Forme("contribution_payee")))
		if du := b.Sommes.Contribution; lue && b.Issue == AAccepte && err == nil && !(du.Connu() && paye.Compare(du) < 0) {
			fait, _ = calendrier.Lire([]byte(p.Forme("contribution_payee_le")))
		}
		if lue && b.Issue == AAccepte {
			limite = b.Dates.EcheanceContribution
		}
		return fait, limite, true
	case licenciement.SansFait:
	}
	return 0, 0, false
}

// motifDe est le jour du motif écrit. Écrit, il n'est en retard que s'il suit l'acceptation (PROC-03) ; pas encore écrit,
// dès que le jour de la remise est passé. Qui a refusé l'a dans sa lettre de licenciement.
func (l *Lot) motifDe(p *Personne, o *licenciement.Obligation) (fait, limite calendrier.Date, concernee bool) {
	fait = l.jourDonne(p, "proposition.motif_ecrit_le")
	ecrit := fait.Connue() && !(l.Au.Connue() && fait > l.Au)
	switch b := &p.Bilan; {
	case p.Etat == Refusee && ecrit:
		return fait, 0, true // sa réponse n'est pas lue
	case p.Etat == Refusee:
		return 0, o.Date, true
	case b.Issue == SansCSP, b.Issue == PasOffert, !ecrit && (b.Issue == ARefuse || b.Issue == SEstTue):
		return 0, 0, false
	case !ecrit:
		return 0, l.limiteRemise(p, o.Date), true
	case b.Motif == MotifTardif:
		return fait, fait - 1, true
	}
	return fait, 0, true
}

// limiteRemise est le jour où une personne doit avoir ses documents : celui de son entretien, celui du projet, ou le
// lendemain de la protection liée à la maternité (PROC-01). Inconnu tant que son congé dure.
func (l *Lot) limiteRemise(p *Personne, commune calendrier.Date) calendrier.Date {
	s := &p.Situation
	limite := commune
	if e := s.Licenciement.Engagement; p.Bilan.Moment == csp.MomentEntretien && e.Connue() {
		limite = e
	}
	for _, jour := range []calendrier.Date{s.Licenciement.Engagement, limite} {
		switch fin := s.FinProtection(jour); {
		case fin == calendrier.SansFin:
			return 0
		case fin.Connue():
			return fin.Plus(1)
		}
	}
	return limite
}

// EnRetard compte les jours passés depuis celui où les documents devaient être remis à une personne qui ne les a pas ;
// zéro si elle les a, ou si ce jour n'est pas passé.
func (l *Lot) EnRetard(p *Personne) int {
	prevue := p.Bilan.Dates.Remise
	if p.Etat == Refusee || p.Bilan.Issue != ARemettre || !prevue.Connue() || !l.Au.Connue() {
		return 0
	}
	return max(0, int(l.Au-prevue))
}
