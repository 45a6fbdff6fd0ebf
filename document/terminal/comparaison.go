package terminal

import (
	"fmt"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/choix"
	"jalon/droit/csp"
	"jalon/droit/trace"
)

// Comparaison écrit adhérer et refuser côte à côte, pour une personne.
func Comparaison(s *csp.Situation, c *choix.Comparaison, t *trace.Trace, couleur bool) string {
	r := &redaction{papier: papier{couleur: couleur}, s: s, d: c.Situation}
	r.ligne(r.style(styleGras, "ADHÉRER AU CSP OU LE REFUSER"))
	if c.Situation.ID != "" {
		r.paragraphe("", lisible(c.Situation.ID))
	}
	if !c.Possible {
		r.titre("Il n'y a pas de choix à comparer")
		r.essentiel()
		r.conditions()
		r.manquants()
		r.reserves()
		return r.String()
	}
	a, b := &c.Adherer, &c.Refus
	r.titre("La réponse")
	if s.Reponse.Decision == csp.SansReponse {
		r.fait("Avant le", c.Situation.Dates.FinReflexion.EnLettres()+", ce jour compris, répondre. Le silence vaut refus.")
	} else {
		r.fait("Réponse", csp.NomsDecision[s.Reponse.Decision]+" du "+somDate(s.Reponse.Date)+" ; les deux voies sont comparées comme au premier jour.")
	}
	r.fait("Adhérer", a.ASPEnMots()+", "+r.chaqueMois(a.Droits.Montants.ASPBrute, a.Droits.Montants.ASPNette)+", puis "+a.SuiteEnMots()+".")
	r.fait("Refuser", "un préavis jusqu'au "+b.FinContrat.Francais()+", puis "+r.areDuRefus(b)+".")
	r.fait("Au bout", "le "+c.Horizon.Francais()+", sans emploi : "+somme(c.Scenarios[0].Adherer)+" en adhérant, "+somme(c.Scenarios[0].Refus)+" en refusant (brut).")
	r.fait("Bascule", c.BasculeEnMots())
	if c.Emploi != nil {
		r.emploi(c)
	}
	r.titre("Mois par mois, brut")
	r.ligne("  ", r.style(styleSourd, aGauche("Mois", 16)+aDroite("Adhérer", 13)+aDroite("cumul", 15)+aDroite("Refuser", 14)+aDroite("cumul", 15)))
	for i := range a.Mois {
		x, y := &a.Mois[i], &b.Mois[i]
		if x.Total.Nul() && y.Total.Nul() {
			continue
		}
		r.ligne("  ", aGauche(x.Mois.NomMois(), 16), aDroite(somme(x.Total), 13), aDroite(somme(x.Cumul), 15), aDroite(somme(y.Total), 14), aDroite(somme(y.Cumul), 15))
	}
	r.titre("Et si un emploi est retrouvé ?")
	r.ligne("  ", r.style(styleSourd, aGauche("Emploi retrouvé", 30)+aGauche("aide en adhérant", 18)+aDroite("adhérer rapporte en plus", 26)))
	for _, x := range c.Scenarios {
		nom := "jamais"
		if x.Mois > 0 {
			nom = fmt.Sprintf("après %d mois, le %s", x.Mois, x.Debut.Francais())
		}
		r.ligne("  ", aGauche(nom, 30), aGauche(x.Aide.String(), 18), aDroite(somme(x.Ecart), 26))
	}
	r.titre("Ce qui est supposé")
	for _, h := range c.Hypotheses {
		r.paragraphe("  • ", h)
	}
	r.titre("Ce qui n'est pas compté")
	for _, h := range c.NonCouverts {
		r.paragraphe("  • ", h)
	}
	r.d = a.Droits
	r.reserves()
	if t != nil {
		r.pasAPas(t.Arbre())
	}
	r.ligne()
	r.paragraphe("", "Règles et barèmes : édition "+csp.Edition()+".")
	return r.String()
}

func somDate(d calendrier.Date) string {
	if !d.Connue() {
		return "—"
	}
	return d.Francais()
}

func (r *redaction) chaqueMois(brute, nette argent.Montant) string {
	if !brute.Connu() {
		return "un montant qui n'est pas connu"
	}
	return brute.Francais() + " brut par jour (" + somme(nette.Fois(30)) + " net pour trente jours)"
}

// areDuRefus dit l'ARE de qui refuse : l'ancien droit d'abord, s'il en reste.
func (r *redaction) areDuRefus(b *choix.Voie) string {
	if b.AREJours.Connu() && b.AREJours.Int() == 0 && b.Reliquat.Jours.Int() == 0 {
		return "pas d'ARE : l'affiliation n'en ouvre pas"
	}
	texte := r.chaqueMois(b.PremiereARE()) + " d'ARE à partir du " + somDate(b.AREDebut)
	if ancien := b.AncienDroitEnMots(); ancien != "" {
		texte += " " + ancien
	}
	return texte + ", " + jours(b.AREJours) + " au plus"
}

func (r *redaction) emploi(c *choix.Comparaison) {
	x := &c.Aides
	r.titre("L'emploi du " + c.Emploi.Debut.Francais())
	r.somme("Prime de reclassement, en tout", x.Prime, "PRIME-03")
	r.somme("Indemnité différentielle, en tout", x.IDR, "IDR-04")
	r.paragraphe("  ", x.EnMots())
	r.paragraphe("  ", "Au bout : "+somme(c.Adherer.Total)+" en adhérant, "+somme(c.Refus.Total)+" en refusant.")
}
