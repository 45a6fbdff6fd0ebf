package lot

// GenreChamp dit comment se lit la valeur d'un champ, et comment elle s'écrit dans le format d'échange.
type GenreChamp uint8

// Les genres de champ.
const (
	ChampTexte GenreChamp = iota
	ChampDate
	ChampMontant
	ChampEntier
	ChampDecimal
	ChampPourcent
	ChampOuiNon
	ChampMot // un mot d'une liste
	ChampNIR
	ChampIBAN
	ChampSIRET
)

// Champ est une colonne de la liste des personnes, ou une ligne de la feuille de l'entreprise. Sa clé est le chemin
// du fait dans le format d'échange, ou un nom sans point pour ce qui ne s'y trouve pas.
type Champ struct {
	Cle        string
	Entete     string
	Synonymes  []string // autres en-têtes reconnus
	Aide       string
	Exemple    string // tel qu'une personne l'écrit
	Genre      GenreChamp
	Mots       [][2]string // d'une liste : mot du format, mot montré
	Necessaire bool        // sans lui, une date ou une somme de chacun manque
}

var (
	motsNature    = [][2]string{{"CDI", "CDI"}, {"CDD", "CDD"}, {"interim", "Intérim"}, {"apprentissage", "Apprentissage"}, {"professionnalisation", "Professionnalisation"}, {"saisonnier", "Saisonnier"}, {"chantier", "Chantier"}, {"autre", "Autre"}}
	motsResidence = [][2]string{{"metropole", "Métropole"}, {"guadeloupe", "Guadeloupe"}, {"guyane", "Guyane"}, {"martinique", "Martinique"}, {"la_reunion", "La Réunion"}, {"mayotte", "Mayotte"}, {"saint_pierre_et_miquelon", "Saint-Pierre-et-Miquelon"}, {"saint_barthelemy", "Saint-Barthélemy"}, {"saint_martin", "Saint-Martin"}, {"hors_territoire", "Hors de ces territoires"}}
	motsLieu      = append([][2]string{{"metropole", "Métropole"}, {"alsace_moselle", "Alsace-Moselle"}}, motsResidence[1:]...)
	motsReponse   = [][2]string{{"acceptation", "Acceptation"}, {"refus", "Refus"}}
	motsAuteur    = [][2]string{{"employeur", "L'employeur"}, {"operateur", "France Travail"}, {"aucune", "Personne"}}
	motsProcedure = [][2]string{{"aucune", "Aucune"}, {"sauvegarde", "Sauvegarde"}, {"redressement", "Redressement judiciaire"}, {"liquidation", "Liquidation judiciaire"}}
)

// mêmeSens donne les autres façons d'écrire un mot de liste, repliées.
var memeSens = map[string]string{
	"accepte": "acceptation", "acceptee": "acceptation", "adhesion": "acceptation", "adhere": "acceptation", "oui": "acceptation",
	"refuse": "refus", "refusee": "refus", "non": "refus", "silence": "", "sansreponse": "", "pasdereponse": "", "attente": "", "enattente": "",
	"contratadureeindeterminee": "CDI", "contratadureedeterminee": "CDD", "dureeindeterminee": "CDI",
	"rj": "redressement", "lj": "liquidation", "non0": "aucune", "france": "metropole", "francemetropolitaine": "metropole", "moselle": "alsace_moselle", "alsace": "alsace_moselle", "reunion": "la_reunion",
}

// Champs sont les colonnes de la liste des personnes, dans l'ordre du classeur d'exemple.
var Champs = []Champ{
	{Cle: "matricule", Entete: "Matricule", Synonymes: []string{"n° matricule", "numéro", "identifiant", "id salarié", "code salarié", "matricule salarié", "mat.", "n° salarié", "numéro salarié", "code employé", "matricule paie", "n° sal.", "num. sal.", "num. salarié", "n° mat.", "num. mat.", "mat. sal.", "matr.", "id sal.", "code sal.", "réf. salarié"}, Aide: "Le numéro de la paie. Il retrouve la personne d'un fichier à l'autre.", Exemple: "EXEMPLE"},
	{Cle: "civilite", Entete: "Civilité", Aide: "Madame ou Monsieur, pour les courriers.", Exemple: "Madame"},
	{Cle: "nom", Entete: "Nom", Synonymes: []string{"nom de famille", "nom d'usage", "nom usuel", "nom de naissance", "nom salarié", "nom marital", "nom usage", "nom du salarié", "nom patronymique", "nom de jeune fille", "nom et prénom", "nom prénom", "nom complet", "salarié", "patronyme", "nom sal.", "nom pat.", "nom fam."}, Aide: "Le nom des courriers.", Exemple: "Martin", Necessaire: true},
	{Cle: "prenom", Entete: "Prénom", Synonymes: []string{"prénoms", "prénom usuel", "prénom du salarié", "prénom salarié", "premier prénom", "1er prénom", "prén.", "prénom sal."}, Aide: "Le prénom des courriers.", Exemple: "Claire", Necessaire: true},
	{Cle: "salarie.date_naissance", Entete: "Date de naissance", Synonymes: []string{"né le", "née le", "naissance", "date naissance", "ddn", "date de naiss.", "date naiss.", "dt naissance", "dt naiss.", "naiss.", "né(e)", "jour de naissance"}, Aide: "L'âge fixe la période de référence et l'âge de la retraite.", Exemple: "15/09/1978", Genre: ChampDate, Necessaire: true},
	{Cle: "nir", Entete: "NIR", Synonymes: []string{"numéro de sécurité sociale", "n° de sécurité sociale", "n° sécu", "numéro sécu", "nss", "numéro ss", "n° sécurité sociale", "numéro sécurité sociale", "num sécu", "num ss", "n° insee", "numéro insee", "n° immatriculation ss"}, Aide: "Le numéro de sécurité sociale, avec sa clé. Facultatif ; montré masqué. Il rapproche la liste et la DSN.", Exemple: "", Genre: ChampNIR},
	{Cle: "adresse", Entete: "Adresse", Synonymes: []string{"rue", "voie", "adresse 1", "adresse postale"}, Aide: "Numéro et voie, pour les courriers.", Exemple: "12 rue des Lilas"},
	{Cle: "code_postal", Entete: "Code postal", Synonymes: []string{"cp", "code postale"}, Aide: "Pour les courriers.", Exemple: "69003"},
	{Cle: "ville", Entete: "Ville", Synonymes: []string{"commune", "localité"}, Aide: "Pour les courriers.", Exemple: "Lyon"},
	{Cle: "courriel", Entete: "Courriel", Synonymes: []string{"e-mail", "email", "mail", "adresse électronique"}, Aide: "Facultatif.", Exemple: ""},
	{Cle: "iban", Entete: "IBAN", Synonymes: []string{"compte bancaire", "rib"}, Aide: "Facultatif ; vérifié et montré masqué.", Exemple: "", Genre: ChampIBAN},
	{Cle: "emploi", Entete: "Emploi", Synonymes: []string{"poste", "fonction", "libellé emploi", "intitulé du poste", "qualification", "libellé poste", "intitulé poste", "intitulé emploi", "intitulé de poste", "libellé de l'emploi", "emploi occupé", "poste occupé", "lib. emploi", "lib. poste", "int. poste"}, Aide: "L'intitulé du poste, pour les courriers.", Exemple: "Comptable"},

	{Cle: "contrat.nature", Entete: "Contrat", Synonymes: []string{"nature du contrat", "type de contrat", "nature contrat", "type contrat", "libellé contrat"}, Aide: "CDI quand rien n'est écrit.", Exemple: "CDI", Genre: ChampMot, Mots: motsNature},
	{Cle: "contrat.debut", Entete: "Date d'entrée", Synonymes: []string{"entrée", "date d'embauche", "embauche", "début du contrat", "date début contrat", "date de début", "date entrée", "date embauche", "dt entrée", "dt embauche", "date entrée société", "date d'entrée société", "date d'entrée dans la société", "date d'entrée dans l'entreprise", "date de début de contrat", "début contrat", "entrée le", "entré le", "entré(e) le", "embauché le", "embauchée le", "embauché(e) le", "date ent.", "dt ent.", "date emb.", "dt emb.", "date d'arrivée", "arrivé le", "arrivée le"}, Aide: "Le premier jour du contrat.", Exemple: "14/05/2012", Genre: ChampDate, Necessaire: true},
	{Cle: "contrat.anciennete_depuis", Entete: "Ancienneté depuis", Synonymes: []string{"date d'ancienneté", "date ancienneté", "ancienneté", "dt anc.", "date anc.", "date d'anc.", "dt ancienneté", "date d'ancienneté société", "date d'ancienneté groupe", "ancienneté entreprise"}, Aide: "Le premier jour d'ancienneté, s'il précède l'entrée (reprise d'ancienneté).", Exemple: "", Genre: ChampDate},
	{Cle: "contrat.salaire_mensuel", Entete: "Salaire mensuel brut", Synonymes: []string{"brut mensuel", "salaire brut mensuel", "rémunération brute mensuelle", "rémunération mensuelle brute", "salaire brut", "rémunération mensuelle", "salaire mensuel", "salaire mensuel de base", "salaire de base mensuel", "salaire de base brut", "salaire brut de base", "salaire de base", "salaire base", "sal. base", "salaire", "brut m", "brut mens.", "brut mois", "brut par mois", "brut / mois", "mensuel brut", "sal. brut", "sal. mens.", "sal. mens. brut", "sal. brut mens.", "salaire mens.", "salaire brut mens.", "rém. mens.", "rém. mens. brute", "rém. brute mens."}, Aide: "Le brut habituel d'un mois, avant toute retenue.", Exemple: "2 650,00", Genre: ChampMontant, Necessaire: true},
	{Cle: "contrat.salaire_reference", Entete: "Salaires de la période de référence", Synonymes: []string{"salaire de référence", "salaires de référence", "total des salaires"}, Aide: "Le total brut des vingt-quatre derniers mois (trente-six à partir de 55 ans), si vous l'avez : il remplace l'estimation faite avec le salaire mensuel. Les fichiers DSN le donnent aussi.", Exemple: "", Genre: ChampMontant},
	{Cle: "contrat.salaire_preavis", Entete: "Salaire du préavis", Synonymes: []string{"salaire préavis", "brut mensuel du préavis"}, Aide: "Le brut d'un mois de préavis, s'il diffère du salaire mensuel.", Exemple: "", Genre: ChampMontant},
	{Cle: "contrat.preavis_mois", Entete: "Préavis en mois", Synonymes: []string{"préavis", "durée du préavis", "mois de préavis"}, Aide: "Celui de la convention collective ou du contrat. Vide : le préavis de la loi.", Exemple: "2", Genre: ChampDecimal},
	{Cle: "contrat.indemnite_conventionnelle", Entete: "Indemnité conventionnelle", Synonymes: []string{"indemnité de licenciement conventionnelle", "icl"}, Aide: "L'indemnité de licenciement de la convention collective : la plus élevée avec celle de la loi est due.", Exemple: "", Genre: ChampMontant},
	{Cle: "contrat.indemnite_supra_legale", Entete: "Indemnité supra-légale", Synonymes: []string{"supra légale", "indemnité supplémentaire"}, Aide: "Ce que vous versez en plus, par accord ou par plan.", Exemple: "", Genre: ChampMontant},
	{Cle: "contrat.taux_charges_patronales", Entete: "Charges patronales (%)", Synonymes: []string{"taux de charges", "taux de charges patronales", "charges patronales", "taux charges"}, Aide: "En pour cent du brut, pour la contribution et le coût du préavis. Vide : celui de l'entreprise.", Exemple: "42", Genre: ChampPourcent},
	{Cle: "contrat.conges_payes_jours", Entete: "Congés restants (jours)", Synonymes: []string{"congés payés", "solde de congés", "jours de congés", "cp restants", "solde cp", "solde congés", "solde congés payés", "solde de cp", "cp restant", "reliquat cp", "cp rest.", "reste cp", "congés rest.", "cong. rest.", "jours cp restants", "jours de cp restants", "sol. cp"}, Aide: "Les jours de congés payés qui restent à la rupture.", Exemple: "12", Genre: ChampDecimal},
	{Cle: "contrat.conges_payes_indemnite", Entete: "Indemnité de congés payés", Synonymes: []string{"indemnité compensatrice de congés payés", "iccp"}, Aide: "La somme, si vous l'avez : elle remplace l'estimation par jours.", Exemple: "", Genre: ChampMontant},
	{Cle: "contrat.jours_travailles", Entete: "Jours travaillés", Aide: "Dans la période d'affiliation ; utile sous quatre mois de contrat (88 jours).", Exemple: "", Genre: ChampEntier},
	{Cle: "contrat.heures_travaillees", Entete: "Heures travaillées", Aide: "Dans la période d'affiliation ; utile sous quatre mois de contrat (610 heures).", Exemple: "", Genre: ChampDecimal},
	{Cle: "contrat.heures_hebdo", Entete: "Heures par semaine", Synonymes: []string{"horaire hebdomadaire", "heures hebdo", "durée hebdomadaire", "horaire hebdo", "nb heures hebdo", "durée hebdo", "heures semaine"}, Aide: "Pour un temps partiel. Vide : temps plein.", Exemple: "35", Genre: ChampDecimal},
	{Cle: "contrat.lieu_travail", Entete: "Lieu de travail", Synonymes: []string{"territoire"}, Aide: "Choisit les jours fériés : métropole, Alsace-Moselle, département d'outre-mer. Vide : celui de la résidence.", Exemple: "Métropole", Genre: ChampMot, Mots: motsLieu},
	{Cle: "contrat.travailleur_handicape", Entete: "Travailleur handicapé", Synonymes: []string{"boeth", "rqth"}, Aide: "Le préavis de la loi est doublé, dans la limite de trois mois.", Exemple: "non", Genre: ChampOuiNon},
	{Cle: "salarie.residence", Entete: "Résidence", Synonymes: []string{"lieu de résidence"}, Aide: "Métropole quand rien n'est écrit.", Exemple: "Métropole", Genre: ChampMot, Mots: motsResidence},
	{Cle: "salarie.protege", Entete: "Salarié protégé", Synonymes: []string{"protégé", "mandat", "représentant du personnel"}, Aide: "Élu, délégué syndical… : l'autorité du travail doit autoriser la rupture.", Exemple: "non", Genre: ChampOuiNon},
	{Cle: "salarie.date_taux_plein", Entete: "Retraite à taux plein le", Synonymes: []string{"date taux plein"}, Aide: "Utile dès 62 ans : le CSP s'arrête ce jour-là.", Exemple: "", Genre: ChampDate},
	{Cle: "licenciement.cadre", Entete: "Cadre", Synonymes: []string{"statut cadre", "cadre oui/non"}, Aide: "Pour un licenciement individuel, la lettre attend quinze jours ouvrables au lieu de sept.", Exemple: "non", Genre: ChampOuiNon},
	{Cle: "maternite.debut", Entete: "Congé maternité du", Synonymes: []string{"début congé maternité", "maternité début"}, Aide: "Le CSP se remet au plus tard le lendemain de la fin de la protection.", Exemple: "", Genre: ChampDate},
	{Cle: "maternite.fin", Entete: "Congé maternité au", Synonymes: []string{"fin congé maternité", "maternité fin"}, Aide: "Le dernier jour du congé.", Exemple: "", Genre: ChampDate},

	{Cle: "vague", Entete: "Vague", Synonymes: []string{"lot"}, Aide: "Libre : le groupe de départ, quand il y en a plusieurs.", Exemple: "1"},
	{Cle: "licenciement.engagement", Entete: "Entretien le", Synonymes: []string{"date d'entretien", "entretien préalable", "date entretien préalable"}, Aide: "Le jour de l'entretien préalable de cette personne. Vide : celui de l'entreprise.", Exemple: "02/03/2026", Genre: ChampDate},
	{Cle: "proposition.remise", Entete: "CSP remis le", Synonymes: []string{"date de remise", "remise", "remise du csp", "date de proposition"}, Aide: "Le jour où les documents sont remis. Vide : le jour que la loi fixe, d'après la procédure.", Exemple: "02/03/2026", Genre: ChampDate},
	{Cle: "preuve_remise", Entete: "Preuve de la remise", Synonymes: []string{"mode de remise", "preuve remise"}, Aide: "Récépissé signé, recommandé (numéro), commissaire de justice.", Exemple: "récépissé signé"},
	{Cle: "proposition.motif_ecrit_le", Entete: "Motif écrit le", Synonymes: []string{"motif économique écrit le", "date du motif écrit"}, Aide: "Le jour où la personne a reçu par écrit le motif économique et la priorité de réembauche. Vide : celui de l'entreprise.", Exemple: "02/03/2026", Genre: ChampDate},
	{Cle: "effet_emploi", Entete: "Effet sur l'emploi", Synonymes: []string{"effet sur votre emploi", "effet sur le poste", "conséquence sur l'emploi", "suppression ou transformation du poste"}, Aide: "Ce que le motif change pour cet emploi : poste supprimé, poste transformé, contrat modifié. Pour la proposition et la lettre. Vide : celui de l'entreprise.", Exemple: "Votre poste de comptable est supprimé."},
	{Cle: "reclassement", Entete: "Recherche de reclassement", Synonymes: []string{"reclassement interne", "efforts de reclassement", "offres de reclassement", "recherches de reclassement"}, Aide: "Où un autre poste a été cherché, et ce qui a été proposé à cette personne. Pour la lettre. Vide : celle de l'entreprise.", Exemple: "Aucun poste disponible n'a été trouvé dans l'entreprise."},
	{Cle: "proposition.mention_delai_contestation", Entete: "Délai de contestation mentionné", Aide: "Les douze mois pour contester sont écrits dans les documents remis. Vide : oui.", Exemple: "oui", Genre: ChampOuiNon},
	{Cle: "proposition.par", Entete: "Proposé par", Aide: "L'employeur quand rien n'est écrit.", Exemple: "L'employeur", Genre: ChampMot, Mots: motsAuteur},
	{Cle: "autorisation.notifiee_le", Entete: "Autorisation reçue le", Synonymes: []string{"autorisation notifiée le", "décision de l'inspection"}, Aide: "Salarié protégé : le jour où la décision de l'autorité du travail est reçue.", Exemple: "", Genre: ChampDate},
	{Cle: "autorisation.accordee", Entete: "Autorisation accordée", Aide: "Salarié protégé : oui ou non.", Exemple: "", Genre: ChampOuiNon},
	{Cle: "reponse.decision", Entete: "Réponse", Synonymes: []string{"décision", "choix", "réponse du salarié", "réponse csp"}, Aide: "Acceptation ou refus ; vide tant qu'il n'y a pas de réponse.", Exemple: "", Genre: ChampMot, Mots: motsReponse},
	{Cle: "reponse.date", Entete: "Date de la réponse", Synonymes: []string{"réponse le", "date réponse", "répondu le"}, Aide: "Le jour où la réponse est envoyée ou remise.", Exemple: "", Genre: ChampDate},
	{Cle: "preuve_reponse", Entete: "Preuve de la réponse", Aide: "Bulletin remis contre récépissé, recommandé (numéro).", Exemple: ""},
	{Cle: "contrat.fin", Entete: "Fin du contrat", Synonymes: []string{"date de sortie", "sortie", "date de fin de contrat"}, Aide: "Après un refus : la fin du préavis. Vide : estimée.", Exemple: "", Genre: ChampDate},
	{Cle: "contribution_payee_le", Entete: "Contribution payée le", Synonymes: []string{"contribution réglée le"}, Aide: "Le jour où la contribution du préavis a été payée à l'opérateur.", Exemple: "", Genre: ChampDate},
	{Cle: "contribution_payee", Entete: "Contribution payée", Synonymes: []string{"montant de la contribution payée"}, Aide: "La somme payée à l'opérateur.", Exemple: "", Genre: ChampMontant},
}

// ChampsEntreprise sont les lignes de la feuille « Entreprise » : ce qui vaut pour tous.
var ChampsEntreprise = []Champ{
	{Cle: "raison_sociale", Entete: "Raison sociale", Synonymes: []string{"entreprise", "dénomination", "société"}, Aide: "Pour les courriers.", Exemple: "Atelier Duval SARL", Necessaire: true},
	{Cle: "siret", Entete: "SIRET", Aide: "Quatorze chiffres ; vérifié.", Exemple: "", Genre: ChampSIRET},
	{Cle: "adresse", Entete: "Adresse", Aide: "Pour les courriers.", Exemple: "4 quai du Port"},
	{Cle: "code_postal", Entete: "Code postal", Aide: "Pour les courriers.", Exemple: "69002"},
	{Cle: "ville", Entete: "Ville", Aide: "Pour les courriers.", Exemple: "Lyon"},
	{Cle: "signataire", Entete: "Signataire", Synonymes: []string{"nom du signataire"}, Aide: "Qui signe les courriers.", Exemple: "Jeanne Duval"},
	{Cle: "qualite", Entete: "Qualité du signataire", Synonymes: []string{"qualité"}, Aide: "Gérante, directeur des ressources humaines, liquidateur judiciaire…", Exemple: "gérante"},
	{Cle: "contact", Entete: "Contact", Synonymes: []string{"téléphone", "courriel"}, Aide: "Téléphone ou courriel donné aux personnes pour leurs questions.", Exemple: "04 00 00 00 00"},
	{Cle: "motif", Entete: "Motif économique", Aide: "La raison économique seule, telle qu'elle est écrite aux personnes ; son effet sur l'emploi se donne à part.", Exemple: "Les commandes ont baissé de 38 % en un an."},
	{Cle: "effet_emploi", Entete: "Effet sur l'emploi", Synonymes: []string{"effet sur les emplois", "conséquence sur l'emploi"}, Aide: "Ce que le motif change pour les emplois : postes supprimés, postes transformés, contrats modifiés. Vaut pour qui n'a pas le sien dans sa rangée.", Exemple: "Votre poste est supprimé."},
	{Cle: "reclassement", Entete: "Recherche de reclassement", Synonymes: []string{"reclassement interne", "efforts de reclassement", "recherches de reclassement"}, Aide: "Où d'autres postes ont été cherchés, et ce qui a été proposé. Vaut pour qui n'a pas la sienne dans sa rangée.", Exemple: "Aucun poste disponible n'a été trouvé dans l'entreprise."},
	{Cle: "employeur.effectif", Entete: "Effectif", Synonymes: []string{"effectif de l'entreprise", "nombre de salariés"}, Aide: "Tous établissements réunis. À partir de 1 000, c'est le congé de reclassement, sauf redressement ou liquidation.", Exemple: "62", Genre: ChampEntier, Necessaire: true},
	{Cle: "employeur.effectif_groupe", Entete: "Effectif du groupe", Aide: "Seulement avec un comité de groupe, ou un groupe de dimension européenne.", Exemple: "", Genre: ChampEntier},
	{Cle: "employeur.procedure_collective", Entete: "Procédure collective", Aide: "Sauvegarde, redressement ou liquidation judiciaire ; aucune sinon.", Exemple: "Aucune", Genre: ChampMot, Mots: motsProcedure},
	{Cle: "jugement", Entete: "Jugement du", Synonymes: []string{"date du jugement"}, Aide: "Ouverture de la procédure collective, ou liquidation.", Exemple: "", Genre: ChampDate},
	{Cle: "licenciements", Entete: "Licenciements en trente jours", Synonymes: []string{"licenciements envisagés", "nombre de licenciements"}, Aide: "Vide : le nombre de personnes de la liste.", Exemple: "", Genre: ChampEntier},
	{Cle: "comite", Entete: "Comité social et économique", Synonymes: []string{"cse", "représentants du personnel"}, Aide: "L'entreprise en a-t-elle un ? Vide : oui dès onze salariés.", Exemple: "oui", Genre: ChampOuiNon},
	{Cle: "plan", Entete: "Plan de sauvegarde de l'emploi", Synonymes: []string{"pse"}, Aide: "Vide : oui dès 50 salariés et dix licenciements en trente jours.", Exemple: "", Genre: ChampOuiNon},
	{Cle: "plan_par_accord", Entete: "Plan par accord collectif", Aide: "Oui pour un accord, non pour un document de l'employeur.", Exemple: "", Genre: ChampOuiNon},
	{Cle: "contrat.lieu_travail", Entete: "Lieu de travail", Aide: "Choisit les jours fériés. Vide : métropole.", Exemple: "Métropole", Genre: ChampMot, Mots: motsLieu},
	{Cle: "convocation_comite", Entete: "Convocation du comité reçue le", Aide: "Présentation de la lettre qui convoque la première réunion.", Exemple: "", Genre: ChampDate},
	{Cle: "premiere_reunion", Entete: "Première réunion du comité", Aide: "", Exemple: "", Genre: ChampDate},
	{Cle: "derniere_reunion", Entete: "Dernière réunion du comité", Aide: "", Exemple: "", Genre: ChampDate},
	{Cle: "notification_projet", Entete: "Projet notifié à l'autorité le", Aide: "Au plus tôt le lendemain de la première réunion.", Exemple: "", Genre: ChampDate},
	{Cle: "dossier_plan", Entete: "Dossier complet du plan reçu par l'autorité le", Aide: "Le délai de sa décision court de ce jour ; sans décision notifiée, son silence vaut accord.", Exemple: "", Genre: ChampDate},
	{Cle: "decision_plan", Entete: "Décision sur le plan reçue le", Aide: "Validation ou homologation.", Exemple: "", Genre: ChampDate},
	{Cle: "convocation_entretien", Entete: "Convocation à l'entretien reçue le", Aide: "Présentation de la lettre, ou remise en main propre.", Exemple: "20/02/2026", Genre: ChampDate},
	{Cle: "entretien", Entete: "Entretien préalable le", Synonymes: []string{"entretien"}, Aide: "Le jour commun ; une date propre à une personne se donne dans sa rangée.", Exemple: "02/03/2026", Genre: ChampDate},
	{Cle: "envoi_lettres", Entete: "Lettres de licenciement envoyées le", Aide: "Quand elles le sont.", Exemple: "", Genre: ChampDate},
	{Cle: "proposition.remise", Entete: "CSP remis le", Aide: "Le jour commun de remise des documents. Vide : celui que la loi fixe.", Exemple: "", Genre: ChampDate},
	{Cle: "proposition.motif_ecrit_le", Entete: "Motif écrit le", Aide: "Le jour où le motif économique et la priorité de réembauche ont été donnés par écrit.", Exemple: "02/03/2026", Genre: ChampDate},
	{Cle: "contrat.taux_charges_patronales", Entete: "Charges patronales (%)", Aide: "En pour cent du brut, quand il est le même pour tous.", Exemple: "42", Genre: ChampPourcent},
}

// matriculeExemple marque la rangée remplie du classeur d'exemple, que la lecture laisse de côté.
const matriculeExemple = "EXEMPLE"

// Trouver rend le champ d'une clé, nil s'il n'existe pas.
func Trouver(champs []Champ, cle string) *Champ {
	for i := range champs {
		if champs[i].Cle == cle {
			return &champs[i]
		}
	}
	return nil
}
