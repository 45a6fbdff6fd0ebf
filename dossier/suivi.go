package dossier

import (
	"slices"

	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/demarches"
	"jalon/droit/fait"
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

// sansReponse est l'état de qui n'a pas répondu dans le délai, et dont rien ne dit encore le silence : une réponse envoyée à temps
// peut encore arriver.
const sansReponse = "sans_reponse"

// etats sont les statuts du format d'échange, jour après jour. Le terme n'en est pas un : un arrêt connu tard peut le reculer.
func (d *Dossier) etats() Etats {
	r := d.Droits()
	if r.Statut == csp.EnReflexion && r.Dates.FinReflexion.Connue() {
		return Etats(csp.NomsStatut[csp.EnReflexion]).puis(r.Dates.FinReflexion+1, sansReponse)
	}
	var l Etats
	dernier := csp.StatutInconnu
	jours := []calendrier.Date{0, r.Dates.DebutCSP} // ceux où le statut peut changer
	for _, i := range r.ASP.Interruptions {
		jours = append(jours, i.Periode.Debut, min(i.Periode.Fin, calendrier.Derniere)+1)
	}
	if r.Sortie != nil {
		jours = append(jours, r.Sortie.Date, r.Sortie.Date+1)
	}
	if r.Retour != nil {
		jours = append(jours, r.Retour.Depart, r.Retour.Debut)
	}
	terme := d.terme()
	if terme.Connue() { // au-delà, une suspension qui dure ne suspend plus rien
		jours = append(slices.DeleteFunc(jours, func(j calendrier.Date) bool { return j > terme }), terme+1)
	}
	slices.Sort(jours)
	for _, j := range slices.Compact(jours) {
		s := r.StatutAu(j)
		if s == csp.Suspendu && terme.Connue() && j > terme {
			s = csp.EnCours
		}
		if l == "" || s != dernier {
			l, dernier = l.puis(j, csp.NomsStatut[s]), s
		}
	}
	return l
}

// ReponseTardive dit qu'une acceptation est venue après le dernier jour : le silence jusque-là vaut refus (PROC-09).
func (d *Dossier) ReponseTardive() bool {
	return d.Situation.Reponse.Decision == csp.Acceptation && d.Droits().Statut == csp.Refuse
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
	servie := d.servie()
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
			m.Faite = recus("solde_tout_compte") && d.Papiers["solde_tout_compte"] >= m.Date
		case m.Regle == csp.FOLL06:
			m.Faite = len(d.De("courrier_avant_terme")) > 0
		case m.Regle == csp.PROC10:
			m.Faite = len(d.De("lettre_licenciement")) > 0
		case m.Regle == csp.RUPT06:
			m.Faite = len(d.De("contestation_rupture")) > 0
		case m.Regle == csp.EXIT03 && m.Qui == demarches.Operateur:
			m.Faite = len(d.De("transmission_autorite")) > 0
		case m.Regle == csp.PROC09 && m.Qui == demarches.Personne || m.Regle == csp.ARE01 || m.Regle == csp.EXIT03:
			m.Faite = slices.ContainsFunc(d.De("inscription"), func(f *Fait) bool { return f.Le >= m.Date })
		}
	}
	return l
}

// servie dit qu'une allocation a été versée : cela prouve que ses papiers sont arrivés.
func (d *Dossier) servie() bool {
	return slices.ContainsFunc(d.Situation.Evenements, func(e csp.Evenement) bool { return e.Type == csp.Paiement && e.NaturePaiement == csp.PaiementASP })
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

// gardee dit qu'une démarche survit à la clôture : la personne garde ses droits, l'employeur ses dettes.
func gardee(m *demarches.Demarche) bool {
	switch m.Regle {
	case csp.RUPT03, csp.CONT05, csp.CONT07, csp.CONT10:
		return true
	case csp.RUPT05, csp.RUPT06, csp.RET03, csp.RET05, csp.RET07, csp.PRIME01, csp.IDR06, csp.ARE01, csp.EXIT03:
		return m.Qui == demarches.Personne
	}
	return false
}

// aDecider sont les aides demandées qu'aucune décision n'a tranchées, le bulletin d'une acceptation qui n'est pas arrivé, et la réponse
// qui n'est pas venue ; aucun texte ne dit quand une aide se décide, ni quand un silence se constate.
func (d *Dossier) aDecider() (l []demarches.Demarche) {
	for _, a := range d.aides() {
		if a.Demandee.Connue() && a.Ouverte != fait.Non && d.decisionAide(a.Emploi, a.Nature) == nil {
			quoi := map[csp.NaturePaiement]string{csp.PaiementPrime: "la prime de reclassement demandée", csp.PaiementIDR: "l'indemnité différentielle demandée"}[a.Nature]
			l = append(l, demarches.Demarche{Qui: demarches.Operateur, Quoi: "Décider de " + quoi, Echeance: demarches.Aussitot, Date: a.Demandee, Regle: csp.PRIME06})
		}
	}
	r := d.Droits()
	if a, recu := d.Situation.Reponse, d.Papiers["bulletin_adhesion"].Connue() || len(d.De("entree")) > 0; a.Decision == csp.Acceptation && csp.Accepte <= r.Statut && r.Statut <= csp.Suspendu && d.Situation.Proposition.Par != csp.ParOperateur && !recu && !d.servie() {
		l = append(l, demarches.Demarche{
			Qui: demarches.Personne, Quoi: "Remettre à l'employeur, contre récépissé ou en recommandé, le bulletin signé et la copie d'une pièce d'identité : sans eux, il n'y a pas d'acceptation",
			Date: r.Dates.FinReflexion, Regle: csp.PROC04,
		})
	}
	if r.Statut == csp.EnReflexion && r.Dates.FinReflexion.Connue() {
		qui := demarches.LEmployeur
		if d.Situation.Proposition.Par == csp.ParOperateur {
			qui = demarches.Operateur
		}
		l = append(l, demarches.Demarche{
			Qui: qui, Quoi: "Consigner la réponse envoyée à temps, ou constater le silence : il vaut refus", Echeance: demarches.Aussitot, Date: r.Dates.FinReflexion + 1, Regle: csp.PROC09,
		})
	}
	return l
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

// terme est le dernier jour d'un CSP dont aucun fait ne dit la sortie : le plus tardif possible, quand une suspension n'a pas de fin
// connue.
func (d *Dossier) terme() calendrier.Date {
	r := d.Droits()
	if r.Sortie != nil || !slices.Contains([]csp.Statut{csp.Accepte, csp.EnCours, csp.Suspendu}, r.Statut) {
		return 0
	}
	s := d.Situation
	s.Evenements = slices.Clone(s.Evenements)
	for _, m := range r.Manquants {
		if m.Champ == "evenements.#.fin" {
			s.Evenements[m.Rang].Fin, r = calendrier.Derniere, nil
		}
	}
	if r == nil {
		r = csp.Calculer(&s, nil)
	}
	return r.Dates.FinCSP
}
