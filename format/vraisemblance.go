package format

import (
	"jalon/droit/argent"
	"jalon/droit/csp"
	"jalon/droit/fait"
)

// Invraisemblances liste ce que le format accepte, mais qu'aucun dossier réel ne porte : dans une saisie, une faute de
// frappe. Le message est une phrase pour la personne qui a tapé.
func Invraisemblances(x *csp.Situation) []Erreur {
	var l []Erreur
	faute := func(cle string, oui bool, texte string) {
		if oui {
			l = append(l, Erreur{CodeValeur, cle, texte})
		}
	}
	k, remise := &x.Contrat, x.Proposition.Remise
	if remise.Connue() {
		le := remise.Francais()
		faute("contrat.debut", k.Debut > remise, "Le contrat commence le "+k.Debut.Francais()+", après la remise des documents, le "+le+".")
		faute("contrat.fin", k.Fin.Connue() && k.Fin < remise && x.Proposition.Par == csp.ParEmployeur, "Le contrat finit le "+k.Fin.Francais()+", avant la remise des documents, le "+le+".")
		faute("reponse.date", x.Reponse.Date.Connue() && x.Reponse.Date < remise, "La réponse date du "+x.Reponse.Date.Francais()+", avant la remise des documents, le "+le+".")
	}
	if n := x.Salarie.DateNaissance; n.Connue() && k.Debut.Connue() {
		faute("salarie.date_naissance", n.Age(k.Debut) < 14, "La personne aurait eu moins de 14 ans au début du contrat, le "+k.Debut.Francais()+".")
	}
	auDela := func(f argent.Fraction, n int64) bool { return f.Connue() && f.Compare(argent.Entier(n)) > 0 }
	faute("contrat.salaire_mensuel", k.SalaireMensuel.Connu() && !k.SalaireMensuel.Positif(), "Le salaire est plus grand que zéro.")
	faute("contrat.salaire_mensuel", k.SalaireMensuel.Connu() && k.SalaireMensuel.Compare(argent.Euros(30_000)) > 0, "Plus de 30 000 € par mois : est-ce un salaire annuel ? Donnez le brut d'un mois.")
	faute("contrat.heures_hebdo", k.HeuresHebdo.Connue() && k.HeuresHebdo.Compare(argent.Entier(1)) < 0, "Une semaine de travail compte au moins une heure.")
	faute("contrat.heures_hebdo", auDela(k.HeuresHebdo, 48), "La durée du travail ne dépasse pas 48 heures par semaine.")
	faute("employeur.effectif", x.Employeur.Effectif == fait.N(0), "L'entreprise compte au moins la personne licenciée.")
	r := &x.ARE.Reliquat
	faute("are.reliquat_journaliere", r.Jours.Int() > 0 && !r.Journaliere.Connu(), "Donnez aussi le montant par jour de cet ancien droit.")
	faute("are.reliquat_jours", r.Journaliere.Connu() && r.Jours.Int() == 0, "Donnez aussi le nombre de jours restants.")
	faute("are.reliquat_journaliere", r.Journaliere.Connu() && r.Journaliere.Compare(argent.Euros(320)) > 0, "Aucune ARE n'atteint 320 € par jour : donnez le montant d'un jour.")
	faute("contrat.preavis_mois", auDela(k.PreavisMois, 24), "Un préavis se compte en mois, 24 au plus.")
	faute("contrat.conges_payes_jours", auDela(k.CongesPayesJours, 200), "Des congés restants se comptent en jours, 200 au plus.")
	return l
}
