package csp

import "jalon/droit/calendrier"

// Les jours où une règle change de forme. La clé est celle que dit le nom : la date d'engagement de
// la procédure (KEY-01), la fin du contrat, ou le jour même pour tout CSP en cours.
var (
	PremierEngagement = calendrier.D(2011, 9, 1)   // C2011 : premier CSP
	Convention2015    = calendrier.D(2015, 2, 1)   // engagement : convention du 26/01/2015
	avenant4          = calendrier.D(2019, 7, 1)   // engagement : maladie et maternité allongent
	avenant5          = calendrier.D(2021, 7, 1)   // engagement : fenêtre de 24 mois, trois causes d'allongement
	sjrContrat        = calendrier.D(2021, 10, 1)  // engagement : salaire de référence du seul contrat perdu
	ages2025          = calendrier.D(2025, 4, 1)   // engagement : 55 ans, présence parentale
	DernierEngagement = calendrier.D(2026, 12, 31) // engagement : dernier jour agréé (avenant n° 11)

	joursTravailles2017 = calendrier.D(2017, 11, 1) // fin du contrat : jours travaillés au diviseur
	retraite2023        = calendrier.D(2023, 9, 1)  // fin du contrat : table des âges d'ELIG-07

	travail2012 = calendrier.D(2012, 2, 3) // jour : quatorze jours au moins par période
	travail2015 = calendrier.D(2015, 3, 1) // jour : trois jours au moins par période

	maladieIncertaine = calendrier.D(2017, 4, 14) // engagement : début de l'incertitude sur la maladie
)

// NomOperateur est le nom du service public de l'emploi ce jour-là.
func NomOperateur(jour calendrier.Date) string {
	if jour >= calendrier.D(2024, 1, 1) {
		return "France Travail"
	}
	return "Pôle emploi"
}

// NomAutorite est le nom de l'autorité du travail ce jour-là.
func NomAutorite(jour calendrier.Date) string {
	if jour >= calendrier.D(2021, 4, 1) {
		return "Dreets"
	}
	return "Direccte"
}
