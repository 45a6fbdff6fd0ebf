package dossier

import (
	"slices"

	"jalon/droit/csp"
)

// Des champs, par leur place.
func aux(cle, intitule, chemin string, g Genre) Champ {
	return Champ{Cle: cle, Intitule: intitule, Chemin: chemin, Genre: g, Place: AuxFaits}
}

func evt(cle, intitule string, g Genre) Champ {
	return Champ{Cle: cle, Intitule: intitule, Genre: g, Place: ALEvenement}
}

func suivi(cle, intitule string, g Genre) Champ {
	return Champ{Cle: cle, Intitule: intitule, Genre: g}
}

func (c Champ) parmi(mots []string) Champ     { c.Genre, c.Mots = Mot, mots; return c }
func (c Champ) nommant(actes ...string) Champ { c.Genre, c.Mots = NumFait, actes; return c }
func (c Champ) necessaire() Champ             { c.Necessaire = true; return c }
func (c Champ) jour() Champ                   { c.JourDuFait = true; return c }

// emploi nomme la reprise d'emploi qu'un acte complète.
var emploi = Champ{Cle: "emploi", Intitule: "Emploi retrouvé", Genre: NumFait, Place: NommeUnAutre, Mots: []string{"reprise_emploi"}, Necessaire: true}

var (
	preuve = suivi("preuve", "Preuve", Texte)
	note   = suivi("note", "Note", Texte)
)

// duree sont les champs d'un événement qui dure.
func duree(autres ...Champ) []Champ {
	return append([]Champ{evt("debut", "Premier jour", Jour).necessaire().jour(), evt("fin", "Dernier jour", Jour)}, append(autres, note)...)
}

// absence sont les champs d'un événement qui touche la santé ou la famille : des dates et des nombres, aucun texte libre.
func absence(autres ...Champ) []Champ {
	return slices.DeleteFunc(duree(autres...), func(c Champ) bool { return c.Genre == Texte })
}

// leJour sont les champs d'un événement d'un jour.
func leJour(autres ...Champ) []Champ {
	return append([]Champ{evt("date", "Jour", Jour).necessaire().jour()}, append(autres, note)...)
}

// Les natures de papier que l'employeur remet à la fin du contrat.
var papiersDeFin = []string{"bulletin_adhesion", "attestation_employeur", "certificat_travail", "solde_tout_compte", "piece_identite", "releve_identite_bancaire", "avis_imposition", "demande_asp", "carte_vitale", "bulletins_salaire"}

// rendezVous sont ceux auxquels la personne est attendue.
var rendezVous = []string{"entretien_information", "prebilan", "plan", "bilan", "bilan_etape", "entretien_final", "action", "autre"}

var (
	adhesion = []string{"reponse"}
	offre    = []string{"offre"}
)

// Actes sont tous les actes d'un dossier, dans l'ordre où ils arrivent d'ordinaire.
var Actes = append([]Acte{
	// Les faits d'avant : l'entreprise, la personne, le contrat.
	{Nom: "ouverture", Titre: "Ouverture du dossier", Seul: true, Sorte: LesDeux, Champs: []Champ{
		suivi("sorte", "Sorte de dossier", Mot).parmi(nomsSorte), suivi("cellule", "Dossier de la cellule d'appui d'où vient la personne", Texte), suivi("reference", "Référence", Texte), suivi("siret", "SIRET de l'employeur", Texte), suivi("personne", "Numéro de l'identité", Texte), suivi("operateur", "Opérateur", Texte),
		aux("cellule_debut", "Premier jour de cette cellule", "casp.debut", Jour), aux("licenciements", "Licenciements envisagés, quand elle en vient", "employeur.licenciements_envisages", Entier), aux("difficultes", "Difficultés importantes, quand elle en vient", "employeur.difficultes", OuiNon), note,
	}},
	{Nom: acteAttribution, Titre: "Attribution à un opérateur et à un conseiller", Sorte: LesDeux, Champs: []Champ{
		suivi("operateur", "Organisation qui suit le dossier", Texte), suivi("conseiller", "Compte du conseiller", Texte),
		suivi("autorite", "Administration qui décide de la cellule", Texte), suivi("date", "À partir du", Jour).jour(), note,
	}},
	{Nom: "employeur", Sorte: LesDeux, Titre: "L'employeur", Seul: true, Champs: []Champ{
		aux("effectif", "Effectif", "employeur.effectif", Entier), aux("effectif_groupe", "Effectif du groupe", "employeur.effectif_groupe", Entier),
		aux("procedure_collective", "Procédure collective", "employeur.procedure_collective", Mot).parmi(csp.NomsProcedure),
		aux("engagement", "Engagement de la procédure", "licenciement.engagement", Jour), aux("forme", "Forme du licenciement", "licenciement.forme", Mot).parmi(csp.NomsForme),
		aux("cadre", "Cadre", "licenciement.cadre", OuiNon), aux("assurance_chomage", "Relève de l'assurance chômage", "employeur.assurance_chomage", OuiNon), note,
	}},
	{Nom: "salarie", Titre: "La personne", Seul: true, Champs: []Champ{
		aux("date_naissance", "Date de naissance", "salarie.date_naissance", Jour), aux("residence", "Résidence", "salarie.residence", Mot).parmi(csp.NomsResidence),
		aux("apte", "Apte à l'emploi", "salarie.apte", OuiNon), aux("protege", "Salarié protégé", "salarie.protege", OuiNon),
		aux("date_taux_plein", "Retraite à taux plein", "salarie.date_taux_plein", Jour), aux("retraite_anticipee", "Touche une retraite anticipée", "salarie.retraite_anticipee", OuiNon),
		aux("pension_categorie", "Pension d'invalidité : catégorie", "salarie.pension_invalidite.categorie", Entier), aux("pension_mensuelle", "Pension d'invalidité : par mois", "salarie.pension_invalidite.mensuelle", Euros),
		aux("pension_cumulee", "Pension d'invalidité : se cumulait avec la paie", "salarie.pension_invalidite.cumulee", OuiNon),
		aux("taux_csg", "Taux de CSG sur l'ARE, en pour cent", "salarie.taux_csg", Mot).parmi([]string{"6.2", "3.8", "0"}), note,
	}},
	{Nom: "contrat", Titre: "Le contrat", Seul: true, Champs: []Champ{
		aux("nature", "Nature", "contrat.nature", Mot).parmi(csp.NomsNature), aux("debut", "Premier jour", "contrat.debut", Jour), aux("anciennete_depuis", "Ancienneté depuis", "contrat.anciennete_depuis", Jour),
		aux("fin", "Dernier jour, s'il vient du dehors", "contrat.fin", Jour), aux("salaire_mensuel", "Salaire mensuel brut", "contrat.salaire_mensuel", Euros),
		aux("salaire_reference", "Salaires de la période de référence", "contrat.salaire_reference", Euros), aux("sjr", "Salaire journalier notifié", "contrat.sjr", Euros),
		aux("jours_travailles", "Jours travaillés", "contrat.jours_travailles", Entier), aux("heures_travaillees", "Heures travaillées", "contrat.heures_travaillees", Decimal),
		aux("preavis_mois", "Préavis, en mois", "contrat.preavis_mois", Decimal), aux("salaire_preavis", "Salaire du préavis", "contrat.salaire_preavis", Euros),
		aux("taux_charges_patronales", "Charges patronales, en pour cent", "contrat.taux_charges_patronales", Taux), aux("indemnite_conventionnelle", "Indemnité conventionnelle", "contrat.indemnite_conventionnelle", Euros),
		aux("conges_payes_jours", "Congés restants, en jours", "contrat.conges_payes_jours", Decimal), aux("conges_payes_indemnite", "Indemnité de congés payés", "contrat.conges_payes_indemnite", Euros),
		aux("indemnite_supra_legale", "Indemnité supra-légale", "contrat.indemnite_supra_legale", Euros), aux("heures_hebdo", "Heures par semaine", "contrat.heures_hebdo", Decimal),
		aux("travailleur_handicape", "Travailleur handicapé", "contrat.travailleur_handicape", OuiNon), aux("droit_prive", "De droit privé", "contrat.droit_prive", OuiNon),
		aux("heures_hebdo_temps_plein", "Heures d'un temps plein", "contrat.heures_hebdo_temps_plein", Decimal), aux("lieu_travail", "Lieu de travail", "contrat.lieu_travail", Mot).parmi(csp.NomsTerritoire),
		aux("jours_exclus", "Jours retirés de la période de référence", "contrat.jours_exclus", Entier), aux("montant_exclu", "Paie retirée de la période de référence", "contrat.montant_exclu", Euros),
		aux("jours_travailles_12_mois", "Jours travaillés en douze mois (règles de 2017 à 2021)", "contrat.jours_travailles_12_mois", Entier),
		aux("dif_heures", "Heures de DIF non prises (jusqu'en 2014)", "licenciement.dif_heures", Decimal), aux("dif_salaire_horaire_net", "Salaire horaire net du DIF", "licenciement.dif_salaire_horaire_net", Euros), note,
	}},
	{Nom: "paie", Titre: "Paie d'une période ; donner toutes celles de la période de référence", Regle: csp.ASP03, Champs: []Champ{
		aux("debut", "Premier jour", "contrat.salaires[].debut", Jour).necessaire(), aux("fin", "Dernier jour", "contrat.salaires[].fin", Jour).necessaire().jour(),
		aux("montant", "Brut", "contrat.salaires[].montant", Euros).necessaire(), aux("nature", "Nature", "contrat.salaires[].nature", Mot).parmi(csp.NomsNaturePaie), note,
	}},
	{Nom: "autre_emploi", Titre: "Autre emploi, tenu en même temps ou perdu avant", Regle: csp.KEEP01, Champs: []Champ{
		aux("debut", "Premier jour", "autres_emplois[].debut", Jour).necessaire().jour(), aux("fin", "Dernier jour, s'il a fini", "autres_emplois[].fin", Jour),
		aux("salaire_mensuel", "Salaire mensuel brut", "autres_emplois[].salaire_mensuel", Euros), preuve, note,
	}},
	{Nom: "are_connue", Titre: "ARE que la personne aurait eue, et ce qui reste d'une autre", Regle: csp.ASP05, Seul: true, Champs: []Champ{
		aux("sjr", "Salaire journalier", "are.sjr", Euros), aux("duree_jours", "Durée, en jours", "are.duree_jours", Entier), aux("duree_avant_coefficient", "Durée avant le coefficient, en jours", "are.duree_avant_coefficient", Entier),
		aux("reliquat_jours", "Reliquat, en jours", "are.reliquat_jours", Entier), aux("reliquat_journaliere", "Reliquat, par jour", "are.reliquat_journaliere", Euros), aux("reliquat_sjr", "Salaire journalier du reliquat", "are.reliquat_sjr", Euros), preuve, note,
	}},

	// L'offre et la réponse.
	{Nom: "offre", Titre: "Offre du CSP, documents remis", Regle: csp.PROC01, Seul: true, Champs: []Champ{
		aux("remise", "Remise des documents", "proposition.remise", Jour).necessaire().jour(), aux("par", "Par", "proposition.par", Mot).parmi(csp.NomsAuteur[:csp.ParPersonne]),
		aux("inscription", "Inscription comme demandeur d'emploi", "proposition.inscription", Jour), aux("motif_ecrit_le", "Motif écrit donné le", "proposition.motif_ecrit_le", Jour),
		aux("mention_delai_contestation", "Délai de contestation mentionné", "proposition.mention_delai_contestation", OuiNon), preuve, note,
	}, suivre: suivreOffre},
	{Nom: "offre_absente", Titre: "Constat que personne n'a proposé le CSP", Regle: csp.CONT06, Seul: true, Champs: []Champ{suivi("date", "Constaté le", Jour).necessaire().jour(), preuve, note}, suivre: suivreSansOffre},
	{Nom: "convocation", Titre: "Convocation de la personne à un rendez-vous", Champs: []Champ{
		suivi("date", "Envoyée le", Jour).necessaire().jour(), suivi("objet", "Rendez-vous", Mot).parmi(rendezVous).necessaire(), suivi("pour_le", "Jour du rendez-vous", Jour).necessaire(), preuve, note,
	}},
	{Nom: "absence", Titre: "Rendez-vous manqué", Regle: csp.EXIT03, Champs: []Champ{
		suivi("date", "Jour du rendez-vous", Jour).necessaire().jour(), suivi("objet", "Rendez-vous", Mot).parmi(rendezVous).necessaire(), suivi("excusee", "Excusée", OuiNon), preuve, note,
	}},
	{Nom: "entretien_information", Titre: "Entretien d'information", Regle: csp.PROC12, Evenement: "entretien_information", Apres: offre, Champs: leJour()},
	{Nom: "autorisation_demandee", Titre: "Autorisation demandée à l'inspection du travail", Regle: csp.PROC08, Champs: []Champ{suivi("date", "Jour de la demande", Jour).necessaire().jour(), preuve, note}},
	{Nom: "autorisation", Titre: "Décision de l'autorité du travail", Regle: csp.PROC08, Seul: true, Champs: []Champ{
		aux("notifiee_le", "Reçue le", "autorisation.notifiee_le", Jour).necessaire().jour(), aux("accordee", "Accordée", "autorisation.accordee", OuiNon).necessaire(), preuve, note,
	}},
	{Nom: "reponse", Titre: "Réponse de la personne", Regle: csp.PROC04, Seul: true, Apres: offre, Champs: []Champ{
		aux("decision", "Décision", "reponse.decision", Mot).parmi(csp.NomsDecision[1:]).necessaire(), aux("date", "Envoyée ou remise le", "reponse.date", Jour).necessaire().jour(), preuve, note,
	}},
	{Nom: "silence", Titre: "Silence constaté à la fin du délai", Regle: csp.PROC09, Seul: true, Apres: offre, Champs: []Champ{suivi("date", "Constaté le", Jour).necessaire().jour(), note}, suivre: suivreSilence},
	{Nom: "lettre_licenciement", Titre: "Lettre de licenciement envoyée", Regle: csp.PROC10, Champs: []Champ{
		suivi("date", "Envoyée le", Jour).necessaire().jour(), suivi("conservatoire", "Pendant la réflexion, pour valoir en cas de refus", OuiNon), preuve, note,
	}},
	{Nom: "contestation_rupture", Titre: "Rupture contestée devant le juge", Regle: csp.RUPT06, Apres: adhesion, Champs: []Champ{suivi("date", "Saisi le", Jour).necessaire().jour(), suivi("juge", "Juge saisi", Texte), preuve, note}},
	{Nom: "papier", Titre: "Papier remis ou reçu", Regle: csp.PROC05, Champs: []Champ{
		suivi("papier", "Papier", Mot).parmi(papiersDeFin).necessaire(), suivi("date", "Reçu le", Jour).necessaire().jour(), preuve, note,
	}, suivre: suivrePapier},
	{Nom: "entree", Titre: "Entrée dans le CSP décidée", Regle: csp.RUPT01, Seul: true, Apres: adhesion, Champs: []Champ{suivi("date", "Décidée le", Jour).necessaire().jour(), note}},

	// Le suivi.
	{Nom: "prebilan", Titre: "Entretien de pré-bilan", Regle: csp.FOLL01, Evenement: "prebilan", Apres: adhesion, Champs: leJour()},
	{Nom: "plan", Titre: "Plan signé (PSP)", Regle: csp.FOLL03, Evenement: "plan", Apres: adhesion, Champs: leJour(suivi("objectif", "Objectif", Texte))},
	{Nom: "plan_version", Titre: "Nouvelle version du plan", Regle: csp.FOLL03, Apres: []string{"plan"}, Champs: []Champ{suivi("date", "Jour", Jour).necessaire().jour(), suivi("objectif", "Objectif", Texte).necessaire(), note}},
	{Nom: "action", Titre: "Action du plan", Regle: csp.FOLL09, Apres: []string{"plan"}, Champs: []Champ{
		suivi("nature", "Nature", Mot).parmi([]string{"formation", "atelier", "techniques_recherche_emploi", "appui_psychologique", "bilan_competences", "vae", "creation_entreprise", "immersion", "mobilite", "autre"}).necessaire(),
		suivi("debut", "Premier jour", Jour).necessaire().jour(), suivi("fin", "Dernier jour", Jour), suivi("organisme", "Organisme", Texte), suivi("intitule", "Intitulé", Texte),
		suivi("financeur", "Qui la paie", Texte), suivi("cout", "Coût", Euros), note,
	}},
	{Nom: "bilan", Titre: "Point périodique", Regle: csp.FOLL04, Apres: adhesion, Champs: []Champ{suivi("date", "Jour", Jour).necessaire().jour(), note}},
	{Nom: "bilan_etape", Titre: "Bilan du quatrième mois", Regle: csp.FOLL04, Evenement: "bilan_etape", Apres: adhesion, Champs: leJour()},
	{Nom: "entretien_final", Titre: "Entretien final", Regle: csp.FOLL05, Evenement: "entretien_final", Apres: adhesion, Champs: leJour(suivi("suite", "Suite convenue", Texte))},
	{Nom: "courrier_avant_terme", Titre: "Courrier trente jours avant le terme", Regle: csp.FOLL06, Apres: adhesion, Champs: []Champ{suivi("date", "Envoyé le", Jour).necessaire().jour(), preuve, note}},

	// Ce qui suspend, allonge ou interrompt.
	{Nom: "periode_travail", Titre: "Période de travail", Regle: csp.WORK01, Evenement: "periode_travail", Apres: adhesion, Champs: duree(
		evt("nature", "Contrat", Mot).parmi(csp.NomsNature[:csp.Apprentissage]), evt("accord", "Accordée avant de commencer", OuiNon), evt("salaire_mensuel", "Salaire mensuel", Euros), evt("heures_hebdo", "Heures par semaine", Decimal))},
	{Nom: "maladie", Titre: "Arrêt de maladie", Regle: csp.SUSP02, Evenement: "maladie", Champs: absence()},
	{Nom: "maternite", Titre: "Congé de maternité", Regle: csp.DUR05, Evenement: "maternite", Champs: absence(evt("enfants", "Enfants déjà à charge", Entier), evt("naissance_multiple", "Enfants de cette naissance", Entier))},
	{Nom: "paternite", Titre: "Congé de paternité", Regle: csp.DUR06, Evenement: "paternite", Champs: absence(evt("naissance_multiple", "Enfants de cette naissance", Entier))},
	{Nom: "adoption", Titre: "Congé d'adoption", Regle: csp.DUR07, Evenement: "adoption", Champs: absence(evt("enfants", "Enfants déjà à charge", Entier), evt("naissance_multiple", "Enfants adoptés", Entier))},
	{Nom: "proche_aidant", Titre: "Congé de proche aidant", Regle: csp.SUSP04, Evenement: "proche_aidant", Champs: absence()},
	{Nom: "presence_parentale", Titre: "Allocation de présence parentale", Regle: csp.SUSP04, Evenement: "presence_parentale", Champs: absence()},
	{Nom: "prepare", Titre: "Prestation partagée d'éducation", Regle: csp.SUSP03, Evenement: "prepare", Champs: absence()},
	{Nom: "service_civique", Titre: "Service civique", Regle: csp.SUSP06, Evenement: "service_civique", Champs: duree()},
	{Nom: "hors_territoire", Titre: "Séjour hors du territoire", Regle: csp.SUSP05, Evenement: "hors_territoire", Champs: duree()},
	{Nom: "autre_activite", Titre: "Autre activité", Regle: csp.WORK07, Evenement: "autre_activite", Champs: duree()},
	{Nom: "reprise_csp", Titre: "Retour dans le CSP", Regle: csp.WORK08, Evenement: "reprise_csp", Apres: adhesion, Champs: leJour()},
	{Nom: "avertissement", Titre: "Avertissement adressé à la personne", Regle: csp.EXIT03, Apres: adhesion, Champs: []Champ{
		suivi("date", "Envoyé le", Jour).necessaire().jour(), suivi("objet", "Ce qui est reproché", Texte).necessaire(), preuve, note,
	}},
	{Nom: "observations", Titre: "Réponse de la personne à un avertissement", Regle: csp.EXIT03, Apres: []string{"avertissement"}, Champs: []Champ{suivi("date", "Reçue le", Jour).necessaire().jour(), suivi("texte", "Ce qu'elle répond", Texte).necessaire(), note}},
	{Nom: "refus_action", Titre: "Refus d'une action du plan, ou absence à cette action", Regle: csp.EXIT03, Evenement: "refus_action", Apres: adhesion, Champs: leJour()},
	{Nom: "offre_emploi", Titre: "Offre d'emploi présentée à la personne", Regle: csp.EXIT03, Apres: adhesion, Champs: []Champ{
		suivi("date", "Présentée le", Jour).necessaire().jour(), suivi("intitule", "Intitulé", Texte).necessaire(), suivi("employeur", "Employeur", Texte), suivi("salaire_mensuel", "Salaire mensuel", Euros), preuve, note,
	}},
	{Nom: "refus_offre", Titre: "Refus d'une offre raisonnable ; le second met fin au CSP", Regle: csp.EXIT03, Evenement: "refus_offre", Apres: adhesion, Champs: leJour()},
	{Nom: "transmission_autorite", Titre: "Dossier transmis à l'autorité du travail", Regle: csp.EXIT03, Apres: []string{"refus_action", "refus_offre", "fausse_declaration"}, Champs: []Champ{suivi("date", "Transmis le", Jour).necessaire().jour(), preuve, note}},
	{Nom: "fausse_declaration", Titre: "Fausse déclaration", Regle: csp.EXIT04, Evenement: "fausse_declaration", Apres: adhesion, Champs: leJour()},

	// L'emploi retrouvé et ses aides.
	{Nom: "reprise_emploi", Titre: "Emploi retrouvé", Regle: csp.EXIT01, Evenement: "reprise_emploi", Apres: adhesion, Champs: duree(
		evt("nature", "Contrat", Mot).parmi(csp.NomsNature[:csp.Apprentissage]), evt("duree_mois", "Durée prévue, en mois", Decimal), evt("salaire_mensuel", "Salaire mensuel", Euros),
		evt("heures_hebdo", "Heures par semaine", Decimal), evt("heures_identiques", "Mêmes heures qu'avant", OuiNon))},
	{Nom: "creation_entreprise", Titre: "Création ou reprise d'entreprise", Regle: csp.EXIT02, Evenement: "creation_entreprise", Apres: adhesion, Champs: leJour()},
	{Nom: "prime_demandee", Titre: "Prime de reclassement demandée", Regle: csp.PRIME01, Evenement: "reprise_emploi", Apres: []string{"reprise_emploi"}, Champs: []Champ{emploi, evt("demande_prime_le", "Demandée le", Jour).necessaire().jour(), preuve, note}},
	{Nom: "idr_demandee", Titre: "Indemnité différentielle demandée", Regle: csp.IDR06, Evenement: "reprise_emploi", Apres: []string{"reprise_emploi"}, Champs: []Champ{emploi, evt("demande_idr_le", "Demandée le", Jour).necessaire().jour(), preuve, note}},
	{Nom: "presence_3_mois", Titre: "Emploi : présence au troisième mois", Regle: csp.PRIME05, Evenement: "reprise_emploi", Apres: []string{"reprise_emploi"}, Champs: []Champ{emploi, evt("en_poste_a_3_mois", "Toujours en poste", OuiNon).necessaire(), suivi("date", "Vérifiée le", Jour).necessaire().jour(), preuve, note}},
	{Nom: "essai_rompu", Titre: "Période d'essai rompue", Regle: csp.BACK01, Evenement: "reprise_emploi", Apres: []string{"reprise_emploi"}, Champs: []Champ{emploi, evt("rupture_essai_le", "Rompue le", Jour).necessaire().jour(), preuve, note}},
	{Nom: "aide_decidee", Titre: "Décision sur une prime ou une indemnité différentielle", Regle: csp.PRIME06, Apres: []string{"prime_demandee", "idr_demandee"}, Champs: []Champ{
		emplacement, suivi("aide", "Aide", Mot).parmi([]string{"prime", "idr"}).necessaire(), suivi("accordee", "Accordée", OuiNon).necessaire(), suivi("date", "Décidée le", Jour).necessaire().jour(), suivi("pourquoi", "Pourquoi, si la loi dit le contraire", Texte), note,
	}},
	{Nom: "suivi_emploi", Titre: "Point après l'emploi retrouvé", Regle: csp.FOLL07, Apres: []string{"reprise_emploi", "creation_entreprise"}, Champs: []Champ{suivi("date", "Jour", Jour).necessaire().jour(), note}},

	// L'argent.
	{Nom: "paiement", Titre: "Paiement fait", Regle: csp.ASP10, Evenement: "paiement", Champs: leJour(
		evt("nature", "Nature", Mot).parmi(csp.NomsNaturePaiement[1:]).necessaire(), evt("montant", "Montant", Euros).necessaire(), evt("mois", "Mois payé", MoisDe))},
	{Nom: "decision", Titre: "Décision notifiée, figée avec son calcul", Regle: csp.ASP10, Champs: []Champ{
		suivi("date", "Jour", Jour).necessaire().jour(), suivi("objet", "Objet", Mot).parmi([]string{"admission", "asp", "prime", "idr", "indu", "sortie"}).necessaire(), preuve, note,
	}},
	{Nom: "indu_notifie", Titre: "Trop-perçu notifié à la personne", Regle: csp.RET01, Apres: []string{"paiement"}, Champs: []Champ{
		suivi("date", "Notifié le", Jour).necessaire().jour(), suivi("montant", "Montant", Euros).necessaire(), preuve, note,
	}},
	{Nom: acteContestation, Titre: "Contestation de la personne", Regle: csp.RET03, Apres: []string{acteIndu, acteDecision}, Champs: []Champ{
		suivi("date", "Envoyée le", Jour).necessaire().jour(), suivi("texte", "Ce qu'elle dit", Texte).necessaire(), suivi("conteste", "Ce qui est contesté ; sinon le dernier trop-perçu notifié", NumFait).nommant(acteIndu, acteDecision), preuve, note,
	}},
	{Nom: acteRemiseDette, Titre: "Remise de dette accordée", Regle: csp.RET07, Apres: []string{acteIndu}, Champs: []Champ{
		suivi("date", "Accordée le", Jour).necessaire().jour(), suivi("montant", "Montant remis", Euros).necessaire(), notifie, preuve, note,
	}},
	{Nom: acteEcheancier, Titre: "Remboursement échelonné, accepté par la personne", Regle: csp.RET07, Apres: []string{acteIndu}, Champs: []Champ{
		suivi("debut", "Première échéance", Jour).necessaire().jour(), suivi("mensualite", "Chaque mois", Euros).necessaire(), suivi("nombre", "Nombre d'échéances", Entier).necessaire(),
		suivi("accepte_le", "Accepté le ; ce qui est rendu avant n'est pas échelonné", Jour), notifie, note,
	}},
	{Nom: acteRemboursement, Titre: "Remboursement reçu de la personne, ou retenu", Regle: csp.RET01, Apres: []string{"paiement"}, Champs: []Champ{
		suivi("date", "Reçu le", Jour).necessaire().jour(), suivi("nature", "De quoi", Mot).parmi([]string{"asp", "prime", "idr"}).necessaire(), suivi("mois", "Mois payé à tort", MoisDe), suivi("montant", "Montant", Euros).necessaire(),
		suivi("par", "Par la personne, ou par une retenue sur une allocation consignée en entier", Mot).parmi([]string{"personne", parRetenue}), preuve, note,
	}},
	{Nom: acteDemeure, Titre: "Mise en demeure de rembourser", Regle: csp.RET05, Apres: []string{acteIndu}, Champs: []Champ{suivi("date", "Notifiée le", Jour).necessaire().jour(), notifie, preuve, note}},
	{Nom: acteContrainte, Titre: "Contrainte notifiée", Regle: csp.RET05, Apres: []string{acteDemeure}, Champs: []Champ{suivi("date", "Notifiée le", Jour).necessaire().jour(), notifie, preuve, note}},
	{Nom: acteOpposition, Titre: "Opposition à la contrainte", Regle: csp.RET05, Apres: []string{acteContrainte}, Champs: []Champ{suivi("date", "Formée le", Jour).necessaire().jour(), notifie, preuve, note}},

	// La fin.
	{Nom: "inscription", Titre: "Inscription comme demandeur d'emploi", Regle: csp.ARE01, Champs: []Champ{suivi("date", "Jour", Jour).necessaire().jour(), preuve, note}},
	{Nom: "cloture", Sorte: LesDeux, Titre: "Clôture du dossier", Seul: true, Champs: []Champ{suivi("date", "Jour", Jour).necessaire().jour(), suivi("pourquoi", "Pourquoi", Texte), note}},
	{Nom: "annulation", Sorte: LesDeux, Titre: "Annulation d'un fait consigné par erreur", Champs: []Champ{note}},
	{Nom: acteEffacement, Sorte: LesDeux, Titre: "Données de la personne effacées", Registre: true, Champs: []Champ{
		suivi("donnees", "Ce qui est effacé", Texte).necessaire(), suivi("motif", "Motif", Mot).parmi(motifsEffacement).necessaire(), suivi("raison", "Raison", Texte),
	}},
	{Nom: acteRappel, Sorte: LesDeux, Titre: "Rappel envoyé", Registre: true, Champs: []Champ{
		suivi("date", "Envoyé le", Jour).necessaire().jour(), suivi("destinataire", "À", Mot).parmi(DestinatairesRappel).necessaire(), suivi("echeance", "Date rappelée", Jour).necessaire(),
		suivi("quoi", "Règle qui la fixe", Texte).necessaire(), suivi("delai", "Jours d'avance", Entier).necessaire(), suivi("identifiant_message", "Identifiant du message", Texte).necessaire(),
	}},
	{Nom: acteDocument, Sorte: LesDeux, Titre: "Document déposé", Registre: true, Champs: []Champ{
		suivi("nature", "Nature", Mot).parmi(NaturesDocument).necessaire(), suivi("forme", "Format", Mot).parmi(FormesDocument).necessaire(),
		suivi("sha256", "Empreinte SHA-256", Texte).necessaire(), suivi("taille", "Taille, en octets", Entier).necessaire(),
	}},
	{Nom: "note", Sorte: LesDeux, Titre: "Note", Champs: []Champ{suivi("texte", "Texte", Texte).necessaire(), suivi("date", "Jour", Jour).jour()}},
}, actesCellule...)

// notifie nomme le trop-perçu notifié dont parle un acte.
var notifie = suivi("indu", "Le trop-perçu notifié ; sinon le dernier", NumFait).nommant(acteIndu)

// emplacement nomme la reprise d'emploi sans la compléter.
var emplacement = suivi("emploi", "Emploi retrouvé", NumFait).nommant("reprise_emploi").necessaire()
