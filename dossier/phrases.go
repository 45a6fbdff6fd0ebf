package dossier

// nomsMots sont ceux des codes, états et choix, qui ne se lisent pas tels quels.
var nomsMots = map[string]string{
	"proposition_a_faire": "proposition à faire", "reflexion": "en réflexion", sansReponse: "sans réponse dans le délai", "refuse": "refusé", "accepte": "accepté", "termine": "terminé",
	"demandee": "demandée", "refusee": "refusée", "accordee": "accordée", "fermee": "fermée", "a_demander": "à demander", "avis_donne": "avis donné",

	"bulletin_adhesion": "bulletin d'adhésion", "attestation_employeur": "attestation de l'employeur", "certificat_travail": "certificat de travail",
	"solde_tout_compte": "solde de tout compte", "bulletins_salaire": "bulletins de salaire", "contrat_travail": "contrat de travail",
	"lettre_licenciement": "lettre de licenciement", "piece_identite": "pièce d'identité", "releve_identite_bancaire": "relevé d'identité bancaire",
	"avis_imposition": "avis d'imposition", "demande_asp": "demande d'ASP", "carte_vitale": "carte Vitale",

	"interim": "intérim", "operateur": "opérateur", "autorite": "autorité", "suppleant": "suppléant", "metropole": "métropole",
	"guadeloupe": "Guadeloupe", "guyane": "Guyane", "martinique": "Martinique", "la_reunion": "La Réunion", "mayotte": "Mayotte",
	"saint_pierre_et_miquelon": "Saint-Pierre-et-Miquelon", "saint_barthelemy": "Saint-Barthélemy", "saint_martin": "Saint-Martin",
	"hors_territoire": "hors du territoire", "alsace_moselle": "Alsace-Moselle", "pse": "plan de sauvegarde de l'emploi (PSE)",
	"collectif_2_9": "collectif, de 2 à 9", "collectif_10_plus": "collectif, 10 et plus", "csp": "CSP", "casp": "cellule d'appui",

	"entretien_information": "entretien d'information", "prebilan": "pré-bilan", "bilan_etape": "bilan d'étape",
	"techniques_recherche_emploi": "techniques de recherche d'emploi", "bilan_competences": "bilan de compétences", "vae": "validation des acquis (VAE)",
	"creation_entreprise": "création d'entreprise", "mobilite": "mobilité", "asp": "ASP", "idr": "indemnité différentielle",
	"conges_payes": "congés payés", "duree": "durée", "cle_perdue": "clé perdue",
}
