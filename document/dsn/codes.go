package dsn

import (
	"jalon/droit/csp"
	"jalon/droit/fait"
)

// uniteHeure : la quotité du contrat est en heures (S21.G00.40.011), d'ordinaire par mois.
const uniteHeure = "10"

// suspensionAnnulee : le motif qui retire une suspension déjà déclarée (S21.G00.65.001).
const suspensionAnnulee = "998"

// natures de contrat (S21.G00.40.007) ; les autres sont AutreNature.
var natures = map[string]csp.NatureContrat{
	"01": csp.CDI, "07": csp.CDI, "08": csp.CDI, "09": csp.CDI, "91": csp.CDI,
	"02": csp.CDD, "10": csp.CDD, "92": csp.CDD, "03": csp.Interim, "82": csp.Chantier,
}

// dispositifs (S21.G00.40.008) qui disent mieux que la nature ce qu'est le contrat.
var dispositifs = map[string]csp.NatureContrat{
	"61": csp.Professionnalisation, "64": csp.Apprentissage, "65": csp.Apprentissage, "81": csp.Apprentissage,
}

func nature(c *contrat) csp.NatureContrat {
	if n, oui := dispositifs[c.dispositif]; oui {
		return n
	}
	if n, oui := natures[c.nature]; oui {
		return n
	}
	return csp.AutreNature
}

// droitPrive : les contrats de droit public et les nominations ne sont pas de droit privé.
func droitPrive(nature string) fait.Reponse {
	switch nature {
	case "01", "02", "03", "07", "08", "82", "91", "92":
		return fait.Oui
	case "09", "10", "20", "21", "50", "51", "52":
		return fait.Non
	}
	return fait.Inconnu
}

// cadre lit le statut de la convention (S21.G00.40.002) et celui de la retraite (S21.G00.40.003) : ils doivent
// s'accorder, sinon on ne sait pas.
func cadre(c *contrat) fait.Reponse {
	convention, retraite := fait.Inconnu, fait.Inconnu
	switch c.statut {
	case "03", "04":
		convention = fait.Oui
	case "05", "06", "07":
		convention = fait.Non
	}
	switch c.statutRetraite {
	case "01":
		retraite = fait.Oui
	case "04":
		retraite = fait.Non
	}
	switch {
	case retraite == fait.Inconnu:
		return convention
	case convention == fait.Inconnu, convention == retraite:
		return retraite
	}
	return fait.Inconnu
}

// motifsArret : motifs d'arrêt de travail (S21.G00.60.001), jamais plus précis que la sorte d'arrêt.
var motifsArret = map[string]string{
	"01": "maladie", "02": "maternité", "03": "paternité", "04": "accident de trajet", "05": "maladie professionnelle",
	"06": "accident du travail", "07": "maternité", "09": "adoption",
	"15": "temps partiel thérapeutique", "16": "temps partiel thérapeutique", "17": "temps partiel thérapeutique", "18": "temps partiel thérapeutique",
}

// motifsSuspension : les suspensions les plus courantes (S21.G00.65.001).
var motifsSuspension = map[string]string{
	"112": "invalidité", "114": "invalidité", "116": "invalidité", "200": "congés payés", "501": "congé non rémunéré",
	"507": "intempéries", "602": "activité partielle", "607": "présence parentale", "627": "solidarité familiale", "632": "congé parental",
	"635": "création d'entreprise", "636": "enfant malade", "637": "événement familial", "639": "congé sabbatique", "650": "proche aidant",
}
