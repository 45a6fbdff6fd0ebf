package dossier

import (
	"slices"

	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/demarches"
)

func suivrePapier(d *Dossier, f *Fait, c *contenu) {
	if d.Papiers == nil {
		d.Papiers = map[string]calendrier.Date{}
	}
	d.Papiers[c.Suivi["papier"]] = f.Le
}

// suivreSansOffre : personne n'a proposé le CSP, sauf si une offre est au dossier, même consignée après (suivreOffre).
func suivreSansOffre(d *Dossier, _ *Fait, _ *contenu) {
	if p := &d.Situation.Proposition; !p.Remise.Connue() {
		p.Par = csp.ParPersonne
	}
}

func suivreOffre(d *Dossier, _ *Fait, _ *contenu) {
	if p := &d.Situation.Proposition; p.Par == csp.ParPersonne {
		p.Par = csp.ParEmployeur
	}
}

// suivreSilence : le silence vaut refus (PROC-09), sauf si une réponse est au dossier, même consignée après.
func suivreSilence(d *Dossier, f *Fait, _ *contenu) {
	if r := &d.Situation.Reponse; r.Decision == csp.SansReponse {
		r.Decision, r.Date = csp.Refus, f.Le
	}
}

// silenceTropTot refuse de constater un silence tant que la personne peut encore répondre.
func (d *Dossier) silenceTropTot(a *Acte, le calendrier.Date) *Refus {
	switch fin := d.Droits().Dates.FinReflexion; {
	case a.Nom != "silence":
	case !fin.Connue():
		return &Refus{RefusOrdre, "le dernier jour pour répondre n'est pas connu : un fait manque, ou la décision sur un salarié protégé", "date", a.Articles()}
	case le <= fin:
		return &Refus{RefusOrdre, "la personne peut répondre jusqu'au " + fin.Francais(), "date", a.Articles()}
	}
	return nil
}

// etats sont les statuts du format d'échange, jour après jour ; une entrée décidée est un CSP en cours.
func (d *Dossier) etats() Etats {
	r := d.Droits()
	entrees := d.De("entree")
	var l Etats
	dernier := csp.StatutInconnu
	poser := func(jour calendrier.Date) {
		s := r.StatutAu(jour)
		if s == csp.Accepte && slices.ContainsFunc(entrees, func(f *Fait) bool { return f.Le <= jour }) {
			s = csp.EnCours
		}
		if l == "" || s != dernier {
			l, dernier = l.puis(jour, csp.NomsStatut[s]), s
		}
	}
	jours := []calendrier.Date{0, r.Dates.DebutCSP} // ceux où le statut peut changer
	for _, f := range entrees {
		jours = append(jours, f.Le)
	}
	for _, i := range r.ASP.Interruptions {
		jours = append(jours, i.Periode.Debut, min(i.Periode.Fin, calendrier.Derniere)+1)
	}
	if r.Sortie != nil {
		jours = append(jours, r.Sortie.Date, r.Sortie.Date+1)
	}
	slices.Sort(jours)
	for _, j := range slices.Compact(jours) {
		poser(j)
	}
	return l
}

// cocher tient pour faites les démarches que prouvent des actes du seul dossier.
func (d *Dossier) cocher(l []demarches.Demarche) []demarches.Demarche {
	recus := func(papiers ...string) bool {
		for _, p := range papiers {
			if !d.Papiers[p].Connue() {
				return false
			}
		}
		return true
	}
	envoi := []string{"bulletin_adhesion", "piece_identite"}
	finContrat := []string{"demande_asp", "carte_vitale", "attestation_employeur"}
	if d.Droits().ARE.Engagement < csp.Convention2015 { // tout part en une fois
		envoi = append(envoi, finContrat...)
	}
	// Une allocation versée prouve que ses papiers sont arrivés.
	servie := slices.ContainsFunc(d.Situation.Evenements, func(e csp.Evenement) bool { return e.Type == csp.Paiement && e.NaturePaiement == csp.PaiementASP })
	for i := range l {
		m := &l[i]
		switch {
		case m.Regle == csp.PROC05 && servie:
			m.Faite = true
		case m.Regle == csp.PROC05 && m.Qui == demarches.LEmployeur && m.Echeance == demarches.Aussitot:
			m.Faite = recus(envoi...)
		case m.Regle == csp.PROC05 && m.Qui == demarches.LEmployeur:
			m.Faite = recus(finContrat...)
		case m.Regle == csp.PROC05 && d.Situation.Proposition.Par == csp.ParOperateur:
			m.Faite = recus("bulletins_salaire")
		case m.Regle == csp.PROC05:
			m.Faite = recus("demande_asp", "carte_vitale")
		case m.Regle == csp.RUPT03:
			m.Faite = recus("solde_tout_compte")
		case m.Regle == csp.FOLL06:
			m.Faite = len(d.De("courrier_avant_terme")) > 0
		case m.Regle == csp.PROC10:
			m.Faite = len(d.De("lettre_licenciement")) > 0
		case m.Regle == csp.RUPT06:
			m.Faite = len(d.De("contestation_rupture")) > 0
		case m.Regle == csp.EXIT03 && m.Qui == demarches.Operateur:
			m.Faite = len(d.De("transmission_autorite")) > 0
		case m.Regle == csp.PROC09 || m.Regle == csp.ARE01 || m.Regle == csp.EXIT03:
			m.Faite = slices.ContainsFunc(d.De("inscription"), func(f *Fait) bool { return f.Le >= m.Date })
		}
	}
	return l
}

// facultative dit qu'une démarche laissée n'est pas un retard : un droit qu'on n'exerce pas, une déclaration de chaque mois,
// un entretien d'information que rien n'oblige à demander.
func facultative(m *demarches.Demarche) bool {
	switch m.Regle {
	case csp.RUPT05, csp.RUPT06, csp.ASP10, csp.RET03, csp.RET05, csp.PROC12:
		return true
	}
	return false
}

// debute dit qu'une démarche commence un jour, sans que rien dise quand elle finit.
func debute(m *demarches.Demarche) bool { return m.Echeance == demarches.APartirDu }

// Retard est le nombre de jours passés depuis la date limite d'une démarche qui n'est pas faite.
func Retard(m *demarches.Demarche, au calendrier.Date) int {
	if m.Faite || !m.Date.Connue() || debute(m) || facultative(m) {
		return 0
	}
	return max(0, int(au-m.Date))
}

// terme est le dernier jour d'un CSP dont aucun fait ne dit la sortie ; inconnu quand un arrêt sans fin connue le recule.
func (d *Dossier) terme() calendrier.Date {
	r := d.Droits()
	ouvert := slices.ContainsFunc(r.Manquants, func(m csp.Manquant) bool { return m.Champ == "evenements.#.fin" })
	if ouvert || !slices.Contains([]csp.Statut{csp.Accepte, csp.EnCours, csp.Suspendu}, r.Statut) {
		return 0
	}
	return r.Dates.FinCSP
}
