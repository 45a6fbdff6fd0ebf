package dossier

import (
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

// etat est le statut du format d'échange ; une entrée décidée est un CSP en cours.
func (d *Dossier) etat() string {
	s := d.Droits().Statut
	if s == csp.Accepte && len(d.de("entree")) > 0 {
		s = csp.EnCours
	}
	return csp.NomsStatut[s]
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
	for i := range l {
		m := &l[i]
		switch {
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
			m.Faite = len(d.de("courrier_avant_terme")) > 0
		}
	}
	return l
}

// facultative dit qu'une démarche laissée n'est pas un retard : un droit qu'on n'exerce pas, une déclaration de chaque mois,
// un entretien d'information que la réponse a rendu sans objet.
func (d *Dossier) facultative(m *demarches.Demarche) bool {
	switch m.Regle {
	case csp.RUPT05, csp.RUPT06, csp.ASP10:
		return true
	case csp.PROC12:
		return d.Situation.Reponse.Decision != csp.SansReponse
	}
	return false
}
