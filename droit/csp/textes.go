package csp

import "jalon/droit/trace"

// Une carte par règle : ce qu'elle décide, les textes qui la portent, la confiance qu'on lui
// accorde. Le numéro d'une règle ne change jamais ; une règle abandonnée garde le sien.
var (
	// La date qui choisit le texte applicable.
	KEY01 = trace.Declarer(trace.Carte{
		ID:        "KEY-01",
		Titre:     "Le jour où la procédure de licenciement est engagée choisit les règles du dossier",
		Enonce:    "La procédure est engagée le jour de l'entretien préalable ; quand il n'y a pas d'entretien individuel, le jour où est présentée la lettre qui convoque les représentants du personnel à leur première réunion. Engagée du 1er septembre 2011 au 31 janvier 2015, elle suit la convention du 19 juillet 2011 ; depuis le 1er février 2015, celle du 26 janvier 2015 et ses avenants. Le dernier avenant couvre les procédures engagées jusqu'au 31 décembre 2026 : au-delà, aucun texte n'était paru le 21 novembre 2026, et rien n'est promis. Un CSP déjà en cours va à son terme.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 31 § 2", "Convention CSP du 19/07/2011, art. 29 § 2", "C. trav. L1233-11", "C. trav. L1233-28 à L1233-30"},
		Confiance: trace.Certaine,
	})

	// Qui : l'employeur, puis le salarié.
	ELIG01 = trace.Declarer(trace.Carte{
		ID:        "ELIG-01",
		Titre:     "À partir de 1 000 salariés, l'employeur doit le congé de reclassement et non le CSP",
		Enonce:    "L'employeur de moins de 1 000 salariés doit proposer le CSP à chaque salarié qu'il veut licencier pour motif économique. À partir de 1 000, tous établissements réunis, il doit proposer à la place le congé de reclassement. Aucun texte trouvé ne dit à quelle date ni par quelle moyenne compter : l'effectif donné est pris tel quel.",
		Articles:  []string{"C. trav. L1233-66", "C. trav. L1233-71"},
		Confiance: trace.Certaine,
	})
	ELIG02 = trace.Declarer(trace.Carte{
		ID:        "ELIG-02",
		Titre:     "En redressement ou en liquidation judiciaire, l'employeur propose le CSP quelle que soit sa taille",
		Enonce:    "Une entreprise en redressement ou en liquidation judiciaire doit proposer le CSP, même avec 1 000 salariés ou plus, parce que le congé de reclassement ne s'applique pas à elle. Une sauvegarde seule ne change rien : c'est alors l'effectif qui décide.",
		Articles:  []string{"C. trav. L1233-75", "C. trav. L1233-66"},
		Confiance: trace.Certaine,
	})
	ELIG03 = trace.Declarer(trace.Carte{
		ID:        "ELIG-03",
		Titre:     "Les salariés de tout le groupe comptent quand il a un comité de groupe ou une taille européenne",
		Enonce:    "Une entreprise plus petite doit aussi le congé de reclassement, et non le CSP, quand elle appartient à un groupe qui compte au moins 1 000 salariés en tout. Cela vise les groupes tenus d'avoir un comité de groupe et les entreprises ou groupes de dimension européenne. En redressement ou en liquidation judiciaire, le CSP reste dû.",
		Articles:  []string{"C. trav. L1233-71", "C. trav. L2331-1", "C. trav. L2341-1", "C. trav. L2341-2"},
		Confiance: trace.Certaine,
	})
	ELIG04 = trace.Declarer(trace.Carte{
		ID:        "ELIG-04",
		Titre:     "L'employeur doit cotiser à l'assurance chômage, ou y avoir adhéré pour de bon",
		Enonce:    "Le CSP vaut pour les employeurs affiliés à l'assurance chômage, et pour les employeurs publics qui y ont adhéré sans retour possible. Un employeur public qui assure lui-même ses agents contre le chômage n'est pas concerné. La convention de 2011 le dit en toutes lettres ; il est probable que rien n'a changé depuis.",
		Articles:  []string{"C. trav. L5422-13", "C. trav. L5424-2, 2°", "Convention CSP du 26/01/2015, art. 28", "Convention CSP du 19/07/2011, art. 28"},
		Confiance: trace.Certaine,
	})
	ELIG05 = trace.Declarer(trace.Carte{
		ID:        "ELIG-05",
		Titre:     "Il faut un licenciement économique en CDI, et 88 jours ou 610 heures de travail dans la fenêtre",
		Enonce:    "Le CSP est proposé au salarié en CDI de droit privé licencié pour motif économique, quelle que soit son ancienneté. Il doit avoir travaillé 88 jours ou 610 heures dans les mois qui finissent avec le contrat : 24 mois si la procédure est engagée depuis le 1er juillet 2021, 28 mois avant, et 36 mois pour les plus âgés. Pour les contrats finis avant novembre 2017, il fallait 122 jours de contrat ou 610 heures. Depuis décembre 2021, ce seuil est plus bas que celui du chômage. Les essais locaux ouverts aux fins de CDD ou d'intérim ne sont pas pris en compte.",
		Articles:  []string{"C. trav. L1233-3", "Convention CSP du 26/01/2015, art. 2 et 3", "Avenant n° 5 du 28/06/2021 à la convention CSP", "Convention CSP du 19/07/2011, art. 2 et 4"},
		Confiance: trace.Certaine,
	})
	ELIG06 = trace.Declarer(trace.Carte{
		ID:        "ELIG-06",
		Titre:     "L'âge à la fin du contrat dit si l'on regarde 36 mois de travail passé au lieu de 24 ou 28",
		Enonce:    "L'âge se regarde au dernier jour du contrat. On cherche le travail passé sur 36 mois à partir de 50 ans pour les contrats finis avant novembre 2017, de 53 ans ensuite, et de 55 ans pour les procédures engagées depuis le 1er avril 2025. Les plus jeunes ont 24 mois, ou 28 si la procédure est engagée avant le 1er juillet 2021. Le passage à 55 ans n'est pas sûr : le texte de l'avenant n° 10 n'a pas été trouvé et des pages officielles disent encore 53.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 2", "Règlement d'assurance chômage du 15/11/2024, art. 3"},
		Confiance: trace.Probable,
	})
	ELIG07 = trace.Declarer(trace.Carte{
		ID:        "ELIG-07",
		Titre:     "Qui peut déjà prendre sa retraite à taux plein, ou touche une retraite anticipée, n'a pas droit au CSP",
		Enonce:    "Au dernier jour du contrat, la personne ne doit pas avoir à la fois l'âge légal et tous les trimestres du taux plein, ni toucher une retraite anticipée (carrière longue, handicap, usure au travail, amiante). Qui a l'âge sans les trimestres peut adhérer, et l'ASP s'arrête quand ils sont réunis, au plus tard à 67 ans. L'âge légal va de 62 ans (nés avant septembre 1961) à 64 ans (nés depuis 1969). Cette table sert pour les contrats finis depuis septembre 2023 ; avant, c'est surtout la date de taux plein donnée qui décide.",
		Articles:  []string{"C. trav. L5421-4", "Convention CSP du 26/01/2015, art. 2", "CSS L161-17-2", "CSS L351-8, 1°"},
		Confiance: trace.Certaine,
	})
	ELIG08 = trace.Declarer(trace.Carte{
		ID:        "ELIG-08",
		Titre:     "Il faut être apte à occuper un emploi ; maladie, maternité ou invalidité n'empêchent pas d'adhérer",
		Enonce:    "Il faut être physiquement apte à occuper un emploi, au sens de l'assurance chômage. Un arrêt maladie, un accident, une maternité ou une invalidité n'empêchent pas d'adhérer : ils retardent ou suspendent seulement le paiement de l'ASP. L'aptitude est supposée quand rien ne dit le contraire.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 2 b"},
		Confiance: trace.Probable,
	})
	ELIG09 = trace.Declarer(trace.Carte{
		ID:        "ELIG-09",
		Titre:     "Il faut habiter sur le territoire de l'assurance chômage",
		Enonce:    "Il faut habiter en métropole, dans un département d'outre-mer, à Saint-Pierre-et-Miquelon, à Saint-Barthélemy ou à Saint-Martin. Mayotte a sa propre convention depuis le 17 juillet 2018 : ses dossiers ne sont pas calculés ici. Quitter ce territoire pendant le CSP arrête l'ASP.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 2", "Page « licencié pour raison économique » de France Travail"},
		Confiance: trace.Certaine,
	})
	ELIG10 = trace.Declarer(trace.Carte{
		ID:        "ELIG-10",
		Titre:     "Garder une autre activité, salariée ou non, n'empêche pas d'adhérer au CSP",
		Enonce:    "La personne qui perd un emploi et en garde un autre, salarié ou à son compte, peut adhérer au CSP. L'autre activité ne joue que sur le paiement : l'ASP s'y ajoute en entier, ou bien elle est suspendue tant que l'activité dure (voir KEEP-01).",
		Articles:  []string{"Page « licencié pour raison économique » de France Travail"},
		Confiance: trace.Certaine,
	})

	// La proposition et le délai de réflexion.
	PROC01 = trace.Declarer(trace.Carte{
		ID:        "PROC-01",
		Titre:     "À quel moment l'employeur doit remettre la proposition écrite de CSP à chaque salarié",
		Enonce:    "L'employeur propose le CSP par écrit, à chacun et contre récépissé. Il le fait à l'entretien préalable ; pour 10 départs ou plus en 30 jours, à la fin de la dernière réunion du CSE, s'il y en a un ; avec un plan de sauvegarde de l'emploi, après la décision qui valide ou homologue le plan (procédure engagée avant février 2015 : à la dernière réunion). Pour une salariée protégée par la maternité, c'est au plus tard le lendemain de la protection, soit 10 semaines après le congé (4 avant le 10 août 2016).",
		Articles:  []string{"C. trav. L1233-66", "Convention CSP du 26/01/2015, art. 4 § 2", "C. trav. L1233-38", "C. trav. L1233-57-4", "C. trav. L1233-58", "C. trav. L1225-4"},
		Confiance: trace.Certaine,
	})
	PROC02 = trace.Declarer(trace.Carte{
		ID:        "PROC-02",
		Titre:     "Ce que le document remis au salarié doit contenir",
		Enonce:    "Le document dit ce qu'est le CSP, la date de la remise, le délai de 21 jours et le jour où le contrat finirait en cas d'acceptation. Il porte un bulletin d'acceptation détachable et un récépissé. Pour pouvoir opposer au salarié le délai de 12 mois pour contester, l'employeur doit l'y avoir écrit.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 4 § 1", "C. trav. L1233-67"},
		Confiance: trace.Certaine,
	})
	PROC03 = trace.Declarer(trace.Carte{
		ID:        "PROC-03",
		Titre:     "Le motif économique doit être écrit au plus tard quand le salarié accepte",
		Enonce:    "L'employeur doit donner par écrit le motif économique au plus tard le jour où le salarié accepte : dans la convocation, dans le document du CSP ou dans une lettre envoyée pendant la réflexion. S'il le donne plus tard, ou jamais, le licenciement est sans cause réelle et sérieuse. C'est une règle des juges, et des décisions plus récentes en assouplissent la forme.",
		Articles:  []string{"Jurisprudence de la Cour de cassation, chambre sociale, sur le motif énoncé avant l'acceptation du CSP"},
		Confiance: trace.Probable,
	})
	PROC04 = trace.Declarer(trace.Carte{
		ID:        "PROC-04",
		Titre:     "Les papiers que le salarié remet à l'employeur pour accepter",
		Enonce:    "Pour accepter, le salarié remet à l'employeur le bulletin rempli et signé, avec une copie de sa pièce d'identité. Pour les procédures engagées avant le 1er février 2015, le dossier n'était recevable qu'avec, en plus, la demande d'ASP et la copie de la carte d'assurance maladie.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 5 § 1", "Convention CSP du 19/07/2011, art. 6 § 2"},
		Confiance: trace.Certaine,
	})
	PROC05 = trace.Declarer(trace.Carte{
		ID:        "PROC-05",
		Titre:     "Les papiers que l'employeur envoie à l'opérateur, et quand",
		Enonce:    "Dès que le salarié accepte, l'employeur envoie le bulletin entier et la copie de la pièce d'identité à l'agence France Travail (Pôle emploi avant 2024) du domicile. Au plus tard à la fin du contrat, il ajoute l'attestation d'employeur, la demande d'ASP signée, la copie de la carte d'assurance maladie et de quoi calculer sa contribution. Pour les procédures engagées avant février 2015, tout partait en une fois, tout de suite. Si l'adhésion se fait sur l'offre de France Travail, il faut aussi les trois derniers bulletins de paie.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 5 § 2", "Convention CSP du 19/07/2011, art. 6 § 3"},
		Confiance: trace.Certaine,
	})
	PROC06 = trace.Declarer(trace.Carte{
		ID:        "PROC-06",
		Titre:     "Le salarié a 21 jours pour répondre, comptés à partir du lendemain de la remise",
		Enonce:    "Le délai est de 21 jours de calendrier. Il court à partir du lendemain de la remise du document : remis le 1er mars, il finit le 22 mars au soir. Une réponse envoyée ce dernier jour est encore à temps.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 4 § 1 et art. 5 § 1", "Formulaire de proposition du CSP (Unédic)"},
		Confiance: trace.Certaine,
	})
	PROC07 = trace.Declarer(trace.Carte{
		ID:        "PROC-07",
		Titre:     "Quand le dernier jour de réflexion tombe un jour non travaillé, il est repoussé",
		Enonce:    "Si le 21e jour est férié, le délai va jusqu'au premier jour de travail suivant, et la fin du contrat recule d'autant. Les textes lus ne règlent pas clairement le cas du samedi et du dimanche. La lecture retenue les traite comme un jour férié : le délai finit le premier jour suivant qui n'est ni un samedi, ni un dimanche, ni un jour férié. Mieux vaut répondre sans compter sur ce report : un juge peut lire autrement.",
		Articles:  []string{"Circulaire Unédic n° 2011-36", "C. trav. R1231-1"},
		Confiance: trace.Probable,
	})
	PROC08 = trace.Declarer(trace.Carte{
		ID:        "PROC-08",
		Titre:     "Salarié protégé : la réflexion court jusqu'au lendemain de la décision de l'inspection du travail",
		Enonce:    "Pour un salarié protégé, la réflexion dure jusqu'au lendemain du jour où l'employeur reçoit la décision de l'inspection du travail. Elle ne dure jamais moins de 21 jours : on retient la plus tardive des deux fins, ce qui est une lecture. Si l'autorisation est refusée, il n'y a pas de licenciement et la proposition tombe.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 4 § 1"},
		Confiance: trace.Certaine,
	})
	PROC09 = trace.Declarer(trace.Carte{
		ID:        "PROC-09",
		Titre:     "Ne pas répondre dans le délai vaut refus, et le licenciement suit son cours ordinaire",
		Enonce:    "Le salarié qui n'a pas répondu au soir du dernier jour est tenu pour avoir refusé. Le licenciement suit alors son cours : préavis, puis chômage aux conditions ordinaires, avec attente et différés. Il n'a ni ASP, ni prime, ni IDR, ni suivi. Une acceptation compte à la date de son envoi. Aucun texte lu ne dit si elle peut être reprise pendant les 21 jours.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 5 § 1 et art. 7"},
		Confiance: trace.Certaine,
	})
	PROC10 = trace.Declarer(trace.Carte{
		ID:        "PROC-10",
		Titre:     "La première date possible de la lettre de licenciement, et la lettre envoyée pendant la réflexion",
		Enonce:    "La lettre part au plus tôt quand 7 jours ouvrables entiers se sont écoulés depuis l'entretien, ou 15 pour un cadre licencié seul, et 2 en redressement ou en liquidation selon le ministère ; un délai qui finit un samedi, un dimanche ou un jour férié est prorogé. Pour 10 licenciements ou plus, 30 jours après la notification à l'administration. Si la réflexion n'est pas finie, l'employeur envoie une lettre recommandée qui rappelle le dernier jour pour répondre et précise qu'elle vaudra licenciement en cas de refus du CSP.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 4 § 2", "C. trav. L1233-15", "C. trav. L1233-39", "C. trav. L1233-59", "C. trav. R1231-1"},
		Confiance: trace.Certaine,
	})
	PROC11 = trace.Declarer(trace.Carte{
		ID:        "PROC-11",
		Titre:     "Quand l'employeur n'a rien proposé, l'opérateur propose le CSP à l'inscription",
		Enonce:    "Quand une personne licenciée s'inscrit sans avoir reçu de proposition, France Travail (Pôle emploi avant 2024) lui propose le CSP. Elle a 21 jours pour répondre et le silence vaut refus. La convention compte depuis l'inscription, le ministère depuis le lendemain de la remise des documents : on retient la remise, plus favorable. Si elle accepte, le CSP commence le lendemain de la fin de ces 21 jours, et le chômage peut être payé en attendant.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 7", "Fiche du ministère du Travail sur le CSP"},
		Confiance: trace.Certaine,
	})
	PROC12 = trace.Declarer(trace.Carte{
		ID:        "PROC-12",
		Titre:     "Un entretien d'information avec l'opérateur est prévu pendant la réflexion",
		Enonce:    "Pendant les 21 jours, un conseiller reçoit le salarié pour l'informer et vérifier qu'il a droit au CSP. L'entretien n'arrête pas le délai. Pour les CSP qui finissent après le 1er avril 2023, il doit porter sur le montant de l'allocation, sa durée et ce qui suit le CSP.",
		Articles:  []string{"Avenant n° 7 du 15/03/2023 à la convention CSP"},
		Confiance: trace.Certaine,
	})

	// La fin du contrat.
	RUPT01 = trace.Declarer(trace.Carte{
		ID:        "RUPT-01",
		Titre:     "Le contrat finit au soir du dernier jour de réflexion, et le CSP commence le lendemain",
		Enonce:    "Si le salarié accepte, le contrat prend fin d'un commun accord au soir du dernier jour de réflexion, même s'il a répondu plus tôt. Le CSP commence le lendemain. La personne y devient stagiaire de la formation professionnelle.",
		Articles:  []string{"C. trav. L1233-67", "Convention CSP du 26/01/2015, art. 5 § 1 et art. 6"},
		Confiance: trace.Certaine,
	})
	RUPT02 = trace.Declarer(trace.Carte{
		ID:        "RUPT-02",
		Titre:     "Le salarié qui accepte ne fait pas de préavis et n'en touche en principe pas le paiement",
		Enonce:    "Le contrat finit sans préavis, et le salarié n'en touche pas l'indemnité : à partir d'un an d'ancienneté, l'employeur la verse à France Travail. Trois exceptions : moins d'un an d'ancienneté, il reçoit tout ; au-delà de 3 mois de préavis, il reçoit le surplus ; si le motif économique est jugé absent, le préavis lui est dû.",
		Articles:  []string{"C. trav. L1233-67"},
		Confiance: trace.Certaine,
	})
	RUPT03 = trace.Declarer(trace.Carte{
		ID:        "RUPT-03",
		Titre:     "L'indemnité de licenciement est calculée comme si le préavis avait été fait",
		Enonce:    "Le salarié qui accepte touche l'indemnité légale de licenciement, ou celle de sa convention collective si elle est plus forte, et le solde de ses congés payés. L'ancienneté qui fixe le montant comprend le préavis qu'il aurait fait ; le droit, lui, se vérifie sans ce préavis, à la fin du contrat. Il faut 8 mois d'ancienneté depuis le 24 septembre 2017, un an avant. Les absences ne sont pas déduites d'office : ce point n'est pas tranché.",
		Articles:  []string{"C. trav. L1233-67", "C. trav. L1234-9"},
		Confiance: trace.Certaine,
	})
	RUPT04 = trace.Declarer(trace.Carte{
		ID:        "RUPT-04",
		Titre:     "Le salaire reste dû pendant les 21 jours de réflexion",
		Enonce:    "Le contrat continue jusqu'au dernier jour de réflexion : le salarié travaille et son salaire lui est dû comme d'habitude. Si l'entreprise est en redressement ou en liquidation judiciaire et ne peut pas payer, l'assurance des salaires (AGS) le garantit.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 5 § 1", "C. trav. L3253-8, 3°"},
		Confiance: trace.Certaine,
	})
	RUPT05 = trace.Declarer(trace.Carte{
		ID:        "RUPT-05",
		Titre:     "Pendant un an, la personne qui le demande est prioritaire pour être réembauchée",
		Enonce:    "Pendant un an à partir de la fin du contrat, l'ancien employeur doit proposer en priorité à la personne les emplois disponibles qu'elle peut tenir. Elle doit le lui demander au cours de cette année. Cela vaut que le CSP ait été accepté ou non.",
		Articles:  []string{"C. trav. L1233-45"},
		Confiance: trace.Certaine,
	})
	RUPT06 = trace.Declarer(trace.Carte{
		ID:        "RUPT-06",
		Titre:     "La rupture se conteste dans les 12 mois de l'adhésion, si la proposition le disait",
		Enonce:    "La personne a 12 mois pour contester la fin du contrat ou son motif, comptés de l'adhésion au CSP. On lit ici le jour où elle a accepté : c'est la date la plus sûre, d'autres comptent de la fin du contrat. Ce délai ne peut lui être opposé que si la proposition le mentionnait. Sinon, aucune date limite n'est affichée ; un délai de 12 mois depuis la notification peut encore se plaider.",
		Articles:  []string{"C. trav. L1233-67", "C. trav. L1471-1"},
		Confiance: trace.Certaine,
	})
	RUPT07 = trace.Declarer(trace.Carte{
		ID:        "RUPT-07",
		Titre:     "Sans motif économique, le CSP perd sa cause et l'employeur doit le préavis au salarié",
		Enonce:    "Si un juge décide que le licenciement n'avait pas de motif économique, le CSP n'a plus de raison d'être. L'employeur doit alors au salarié l'indemnité de préavis, même s'il en a déjà versé le montant à France Travail. La règle vient de la Cour de cassation (10 mai 2016).",
		Articles:  []string{"Cass. soc. 10/05/2016, n° 14-27.953"},
		Confiance: trace.Probable,
	})

	// Ce que l'employeur paie.
	CONT01 = trace.Declarer(trace.Carte{
		ID:        "CONT-01",
		Titre:     "Moins d'un an d'ancienneté : le préavis est payé en entier au salarié",
		Enonce:    "Le salarié qui a moins d'un an d'ancienneté reçoit, à la fin du contrat, toute l'indemnité du préavis qu'il aurait fait. L'employeur ne doit alors rien à France Travail au titre du préavis. L'ancienneté se mesure au dernier jour du contrat, par lecture (voir CONT-04).",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 21"},
		Confiance: trace.Certaine,
	})
	CONT02 = trace.Declarer(trace.Carte{
		ID:        "CONT-02",
		Titre:     "Un an d'ancienneté ou plus : l'employeur verse le préavis à l'opérateur, dans la limite de 3 mois",
		Enonce:    "À partir d'un an d'ancienneté tout juste, l'employeur verse à France Travail l'indemnité du préavis que le salarié aurait fait, plus toutes les charges. Ce versement s'arrête à 3 mois de salaire et aux charges de ces 3 mois. Le préavis compté est celui de la loi (1 mois de 6 mois à 2 ans d'ancienneté, 2 mois à partir de 2 ans) ou, s'il est plus long, celui de la convention collective, du contrat ou de l'usage.",
		Articles:  []string{"C. trav. L1233-69", "C. trav. L1233-68, 10° b", "C. trav. L1234-1", "Convention CSP du 26/01/2015, art. 21"},
		Confiance: trace.Certaine,
	})
	CONT03 = trace.Declarer(trace.Carte{
		ID:        "CONT-03",
		Titre:     "La part du préavis au-delà de 3 mois de salaire revient au salarié",
		Enonce:    "Quand le préavis dépasse 3 mois de salaire, l'employeur verse ces 3 mois à France Travail et paie le reste au salarié, à la fin du contrat. Cette part est soumise aux cotisations et à l'impôt comme un préavis ordinaire. La Cour de cassation l'a confirmé le 18 mars 2026. Exemple : 4 mois à 3 000 € donnent 9 000 € pour France Travail, charges en plus, et 3 000 € pour le salarié.",
		Articles:  []string{"C. trav. L1233-67", "Cass. soc. 18/03/2026, n° 24-21.643"},
		Confiance: trace.Certaine,
	})
	CONT04 = trace.Declarer(trace.Carte{
		ID:        "CONT-04",
		Titre:     "Sur quel salaire et à quelle date se mesurent le préavis et l'ancienneté",
		Enonce:    "Le préavis se paie comme s'il était travaillé : salaire, avantages, hausses générales. L'ancienneté se mesure au dernier jour du contrat, pour le seuil d'un an comme pour la durée du préavis ; ce jour compris doit achever douze mois. Le texte dit seulement « au moment du licenciement » : d'autres retiennent la remise ou l'adhésion. Les congés payés du préavis ne sont pas ajoutés, point non tranché. La convention de 2015 écrivait deux ans ; l'État a ramené à un an, sans interruption.",
		Articles:  []string{"C. trav. L1234-5", "Convention CSP du 26/01/2015, art. 15, 21 et 31 § 3", "Circulaire Unédic n° 2022-04, titre 2, § 5.2.1"},
		Confiance: trace.Incertaine,
	})
	CONT05 = trace.Declarer(trace.Carte{
		ID:        "CONT-05",
		Titre:     "La contribution est due le 25 du deuxième mois qui suit celui où le CSP commence",
		Enonce:    "L'employeur paie sa contribution le 25 du deuxième mois qui suit celui où le CSP commence : pour un CSP commencé en mars, le 25 mai. France Travail lui envoie l'avis. Rien n'est prévu quand le 25 est un jour non travaillé : on lit que l'échéance ne bouge pas. Moins d'un an d'ancienneté : pas de contribution de préavis, donc pas d'échéance.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 25 § 1", "Décret 2013-639, art. 2 II"},
		Confiance: trace.Certaine,
	})
	CONT06 = trace.Declarer(trace.Carte{
		ID:        "CONT-06",
		Titre:     "Qui n'a pas proposé le CSP doit 2 mois de salaire brut, ou 3 si la personne adhère quand même",
		Enonce:    "L'employeur qui n'a pas proposé le CSP doit 2 mois de salaire brut à France Travail, ou 3 mois si la personne adhère ensuite sur l'offre de France Travail. Le code dit brut, les conventions ajoutent les charges aux 3 mois : on retient le brut, le code passant avant. La contribution de préavis ne s'y ajoute pas, et le salaire retenu est le brut mensuel du contrat ; ces deux points sont des lectures.",
		Articles:  []string{"C. trav. L1233-66", "Convention CSP du 26/01/2015, art. 22", "Convention CSP du 19/07/2011, art. 23"},
		Confiance: trace.Certaine,
	})
	CONT07 = trace.Declarer(trace.Carte{
		ID:        "CONT-07",
		Titre:     "Le jour où la somme est due quand c'est l'opérateur qui a proposé le CSP",
		Enonce:    "Quand France Travail a proposé le CSP à la place de l'employeur et que la personne refuse, la somme est due 15 jours après l'envoi de l'avis de paiement. Si elle accepte, la somme est due le 25 du deuxième mois qui suit celui où le CSP commence.",
		Articles:  []string{"Décret 2013-639, art. 2"},
		Confiance: trace.Certaine,
	})
	CONT08 = trace.Declarer(trace.Carte{
		ID:        "CONT-08",
		Titre:     "Ce qu'une contribution payée en retard coûte en plus",
		Enonce:    "Procédure engagée depuis février 2015 : 5 % de la somme, plus 0,2 % par mois commencé depuis l'échéance (0,4 % pour un paiement d'avant 2018). Procédure plus ancienne : 10 % une fois, puis 2 % par trimestre commencé à partir du quatrième mois. Une mise en demeure de 15 jours précède. Une remise peut être demandée ; en redressement ou en liquidation judiciaire, elle est de droit. Les taux d'après 2015 sont probables, le texte cité ayant changé de numéro.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 25 et 26 § 2", "CSS R243-16", "C. trav. R5422-9", "Convention CSP du 19/07/2011, art. 25 § 3"},
		Confiance: trace.Probable,
	})
	CONT09 = trace.Declarer(trace.Carte{
		ID:        "CONT-09",
		Titre:     "Entreprise en faillite : l'AGS avance la contribution si la proposition vient à temps",
		Enonce:    "France Travail réclame la contribution au mandataire de justice, et l'assurance des salaires (AGS) l'avance si l'argent manque. Il faut que le CSP ait été proposé pendant la période d'observation, ou dans le mois du jugement qui arrête le plan, ou dans les 15 jours du jugement de liquidation. Avec un plan de sauvegarde de l'emploi, ces 15 jours sont 21 depuis le 1er juillet 2013.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 23", "C. trav. L3253-8, 1° et 3°", "C. trav. L3253-18-5"},
		Confiance: trace.Certaine,
	})
	CONT10 = trace.Declarer(trace.Carte{
		ID:        "CONT-10",
		Titre:     "Avant 2015, l'employeur payait aussi les heures de formation (DIF) non utilisées",
		Enonce:    "Pour les procédures engagées du 1er septembre 2011 au 31 décembre 2014, l'employeur versait aussi le nombre d'heures de DIF non utilisées, multiplié par la moitié du salaire horaire net. Depuis 2015, le compte personnel de formation a remplacé le DIF et rien n'est dû. Deux points ne sont pas sûrs : le calcul (d'autres comptaient 9,15 € l'heure) et le jour de la bascule, lu ici comme l'engagement de la procédure.",
		Articles:  []string{"Convention CSP du 19/07/2011, art. 21"},
		Confiance: trace.Probable,
	})
	CONT11 = trace.Declarer(trace.Carte{
		ID:        "CONT-11",
		Titre:     "Jusqu'à quand l'opérateur peut réclamer les sommes à l'employeur",
		Enonce:    "Sous la convention de 2011, la mise en demeure peut viser une somme due depuis 3 ans au plus. Sous celle de 2015, on lit la règle générale : jusqu'au 31 décembre de la troisième année qui suit celle de l'échéance. Ensuite, l'opérateur a 3 ans pour agir (10 en cas de fraude, dit la convention de 2011). Celle-ci donnait aussi 3 ans à l'employeur pour se faire rembourser.",
		Articles:  []string{"Convention CSP du 19/07/2011, art. 26 § 3", "CSS L244-3", "CSS L244-9", "CSS L142-1"},
		Confiance: trace.Probable,
	})

	// L'accompagnement.
	FOLL01 = trace.Declarer(trace.Carte{
		ID:        "FOLL-01",
		Titre:     "Un premier entretien, le pré-bilan, a lieu dans les 8 jours de l'adhésion",
		Enonce:    "Un conseiller reçoit la personne dans les 8 jours de calendrier qui suivent son adhésion, pour faire le point sur son parcours et son projet. Le texte ne dit pas si l'on compte de l'acceptation ou du début du CSP. On retient le premier jour du CSP plus 8 jours, comme le fait l'opérateur, sans recul si ce jour tombe en fin de semaine.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 9 § 1", "C. trav. L1233-65"},
		Confiance: trace.Certaine,
	})
	FOLL02 = trace.Declarer(trace.Carte{
		ID:        "FOLL-02",
		Titre:     "Le plan est validé et lancé au plus tard un mois après le pré-bilan",
		Enonce:    "Le plan de sécurisation professionnelle est écrit, validé et commencé au plus tard un mois après le pré-bilan, de date à date. Un pré-bilan fait le 10 mars donne jusqu'au 10 avril. Certaines pages parlent de 30 jours : c'est la même limite, comptée en mois.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 9 § 1 et art. 10"},
		Confiance: trace.Certaine,
	})
	FOLL03 = trace.Declarer(trace.Carte{
		ID:        "FOLL-03",
		Titre:     "Le plan est signé par le conseiller et la personne ; sans plan validé, pas de prime",
		Enonce:    "Le conseiller et la personne signent tous deux le plan. Il doit être validé quand la prime de reclassement est demandée, faute de quoi elle est refusée. Aucun texte lu ne demande un plan validé pour l'IDR.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 14", "Fiche du ministère du Travail sur le CSP"},
		Confiance: trace.Certaine,
	})
	FOLL04 = trace.Declarer(trace.Carte{
		ID:        "FOLL-04",
		Titre:     "Un point d'étape est fait à la fin du quatrième mois de suivi effectif",
		Enonce:    "Le conseiller et la personne font le point quand quatre mois de suivi effectif sont passés. Les jours où le CSP est suspendu, et ceux passés dans un emploi avant un retour (BACK-01), ne comptent pas, par lecture : ils repoussent la date d'autant. La règle vient de la convention de 2015 ; celle de 2011 ne prévoyait pas ce rendez-vous.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 9 § 2"},
		Confiance: trace.Certaine,
	})
	FOLL05 = trace.Declarer(trace.Carte{
		ID:        "FOLL-05",
		Titre:     "Un entretien final a lieu dans les deux derniers mois de suivi",
		Enonce:    "Dans les deux derniers mois du suivi, un entretien fait le bilan, avec un compte rendu écrit. La date affichée est deux mois avant le lendemain de la fin du CSP, allongements compris. On ne sait pas depuis quel avenant cet entretien existe : il est montré pour tous les CSP.",
		Articles:  []string{"Fiche du ministère du Travail sur le CSP"},
		Confiance: trace.Probable,
	})
	FOLL06 = trace.Declarer(trace.Carte{
		ID:        "FOLL-06",
		Titre:     "Une lettre annonce la suite, chômage compris, au moins 30 jours avant la fin du CSP",
		Enonce:    "Au moins 30 jours avant la fin prévue du CSP, l'opérateur écrit à la personne. La lettre donne les jours de chômage qui lui restent, le montant par jour et sa baisse éventuelle, la date de départ prévue et un autre droit possible ; ou elle dit qu'il n'y aura pas de chômage. Cela vaut pour les CSP qui finissent après le 1er avril 2023, date lue comme celle de l'entretien d'information, venu du même avenant n° 7.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 27 (avenant n° 7 du 15/03/2023, art. 8)"},
		Confiance: trace.Certaine,
	})
	FOLL07 = trace.Declarer(trace.Carte{
		ID:        "FOLL-07",
		Titre:     "Le suivi continue jusqu'à six mois après le retour à l'emploi",
		Enonce:    "Quand la personne retrouve un emploi, le conseiller peut encore la suivre jusqu'à six mois après son premier jour de travail. La fin de l'ASP n'arrête donc pas cet accompagnement.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 10"},
		Confiance: trace.Certaine,
	})
	FOLL08 = trace.Declarer(trace.Carte{
		ID:        "FOLL-08",
		Titre:     "La personne est stagiaire de la formation professionnelle et garde sa protection sociale",
		Enonce:    "Du premier au dernier jour du CSP, la personne a le statut de stagiaire de la formation professionnelle. Elle reste assurée en cas de maladie, et en cas d'accident pendant les actions de reclassement. Les jours d'ASP valident des trimestres de retraite.",
		Articles:  []string{"C. trav. L1233-67", "CSS L311-5", "CSS L412-8", "CSS L351-3"},
		Confiance: trace.Certaine,
	})
	FOLL09 = trace.Declarer(trace.Carte{
		ID:        "FOLL-09",
		Titre:     "Toute formation ouverte au CPF et utile au plan est possible, et peut finir après le CSP",
		Enonce:    "La personne peut suivre toute formation utile à son plan et, depuis 2015, ouverte au compte personnel de formation (CPF). Une formation non finie au terme du CSP continue, si la personne s'inscrit comme demandeur d'emploi.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 11", "C. trav. D1233-49", "C. trav. D1233-50"},
		Confiance: trace.Certaine,
	})

	// Le montant de l'allocation (ASP).
	ASP01 = trace.Declarer(trace.Carte{
		ID:        "ASP-01",
		Titre:     "Un an d'ancienneté ou plus : l'ASP vaut 75 % du salaire journalier (80 % avant février 2015)",
		Enonce:    "La personne qui a un an d'ancienneté ou plus touche, chaque jour, 75 % de son salaire journalier de référence si la procédure est engagée depuis le 1er février 2015, et 80 % avant. L'année se mesure au dernier jour du contrat (CONT-04). Le montant reste entre le plancher d'ASP-05 et le plafond d'ASP-06. Le taux n'a pas changé avec les avenants, jusqu'en 2026.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 15 § 1 et art. 31 § 3", "Convention CSP du 19/07/2011, art. 15 § 1"},
		Confiance: trace.Certaine,
	})
	ASP02 = trace.Declarer(trace.Carte{
		ID:        "ASP-02",
		Titre:     "Moins d'un an d'ancienneté : l'ASP se calcule comme l'allocation chômage (ARE)",
		Enonce:    "La personne qui a moins d'un an d'ancienneté touche un montant calculé comme l'allocation chômage (ARE), avec ses minimums et ses plafonds. La convention dit « égale » à l'ARE, l'opérateur « au moins égale » : le salaire à retenir n'est pas tranché. On prend la plus haute de deux sommes : la formule de l'ARE sur le seul contrat perdu, et l'ARE de tous les contrats. La première se calcule même pour qui n'a pas assez travaillé pour le chômage.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 15 § 2", "Convention CSP du 19/07/2011, art. 15 § 2"},
		Confiance: trace.Incertaine,
	})
	ASP03 = trace.Declarer(trace.Carte{
		ID:        "ASP-03",
		Titre:     "Salaire journalier depuis octobre 2021 : les salaires du seul contrat perdu, divisés par ses jours",
		Enonce:    "Procédure engagée depuis le 1er octobre 2021 : on additionne les salaires bruts et les primes du seul contrat perdu, sur les 24 ou 36 derniers mois (ELIG-06), sans les sommes nées de la rupture. On divise par les jours de calendrier de ce contrat, 730 ou 1 095 au plus, et l'on arrondit au centime. Chaque mois de paie est limité à quatre plafonds de la Sécurité sociale. Rien n'est écarté d'office pour un arrêt ou un congé sans solde : les jours et sommes à retirer sont à donner.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 15 (avenant n° 5 du 28/06/2021, art. 8)", "Fiche Unédic sur l'ASP du 19/01/2024"},
		Confiance: trace.Certaine,
	})
	ASP04 = trace.Declarer(trace.Carte{
		ID:        "ASP-04",
		Titre:     "Salaire journalier avant octobre 2021 : les salaires des 12 derniers mois civils",
		Enonce:    "Procédure engagée avant le 1er octobre 2021 : on prend les salaires des 12 mois civils qui précèdent le dernier jour payé, ce mois compris si le contrat finit avec lui. Pour un contrat fini depuis le 1er novembre 2017, on divise par les jours travaillés multipliés par 1,4 (261 jours travaillés au plus). Avant cette date, on divise par les jours de contrat, 365 au plus. À défaut de nombre donné, les jours travaillés sont ceux du lundi au vendredi.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 15 (avenant n° 5 du 28/06/2021, art. 8 I)", "Règlement général d'assurance chômage du 14/05/2014, art. 11 à 13"},
		Confiance: trace.Probable,
	})
	ASP05 = trace.Declarer(trace.Carte{
		ID:        "ASP-05",
		Titre:     "L'ASP n'est jamais inférieure à l'ARE qu'on aurait eue, ni au plancher de l'ARE formation",
		Enonce:    "L'ASP ne peut être plus basse ni que l'allocation chômage (ARE) que la personne aurait eue, tous contrats compris, ni que l'ARE formation : 22,99 € par jour depuis le 1er juillet 2025, le barème de juillet 2026 n'étant pas connu. Ce second plancher vaut aussi sous un an d'ancienneté, par lecture. Si un autre emploi gardé se perd pendant le CSP, l'ASP est revue pour ne pas passer sous la nouvelle ARE.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 15 § 1", "Fiche Unédic sur l'ASP du 19/01/2024"},
		Confiance: trace.Certaine,
	})
	ASP06 = trace.Declarer(trace.Carte{
		ID:        "ASP-06",
		Titre:     "L'ASP ne dépasse pas l'allocation chômage la plus haute",
		Enonce:    "L'ASP ne dépasse pas l'ARE maximale : 57 % de quatre plafonds mensuels de la Sécurité sociale, multipliés par 12 et divisés par 365 (57,4 % pour un contrat fini avant juillet 2014). Cela fait 294,21 € par jour en 2025 et 300,21 € en 2026. On retient le plafond de l'année où le contrat finit, ce qui n'est écrit nulle part. On l'applique aussi aux procédures d'avant février 2015, bien que la convention de 2011 n'en parle pas.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 15 § 1", "Règlement général d'assurance chômage du 14/05/2014, art. 11 § 2"},
		Confiance: trace.Certaine,
	})
	ASP07 = trace.Declarer(trace.Carte{
		ID:        "ASP-07",
		Titre:     "L'ASP ne baisse pas avec le temps, même pour les hauts salaires",
		Enonce:    "La baisse qui frappe au bout de quelques mois l'allocation chômage des hauts salaires ne touche jamais l'ASP. Le montant par jour reste le même pendant tout le CSP, sauf revalorisation (ASP-13). La baisse ne peut venir qu'après, sur l'ARE.",
		Articles:  []string{"Avenant n° 5 du 28/06/2021 à la convention CSP, art. 8"},
		Confiance: trace.Certaine,
	})
	ASP08 = trace.Declarer(trace.Carte{
		ID:        "ASP-08",
		Titre:     "3 % du salaire journalier vont à la retraite complémentaire, sans passer sous l'ARE minimale",
		Enonce:    "Chaque jour, 3 % du salaire journalier de référence, et non de l'ASP, sont retenus pour la retraite complémentaire. La retenue ne peut pas faire passer l'ASP sous l'ARE minimale d'un temps plein : 32,13 € par jour depuis le 1er juillet 2025. Près de ce montant, elle est réduite à ce qui dépasse, et non supprimée, par lecture. Quand l'ASP est au plafond, le salaire compté ne dépasse pas celui du plafond.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 15 § 4", "Convention CSP du 19/07/2011, art. 15 § 4"},
		Confiance: trace.Certaine,
	})
	ASP09 = trace.Declarer(trace.Carte{
		ID:        "ASP-09",
		Titre:     "Aucune autre cotisation, ni CSG ni CRDS, n'est retenue sur l'ASP ; elle est imposable",
		Enonce:    "Hors les 3 % de retraite complémentaire, rien n'est retenu sur l'ASP : ni cotisation, ni CSG, ni CRDS. C'est ce que montre le tableau de l'Unédic, mais aucun article lu n'écrit l'exonération et deux pages disent le contraire. L'ASP se déclare à l'impôt sur le revenu.",
		Articles:  []string{"CSS L136-1-2", "CSS L136-1-3", "Tableau Unédic des retenues sur allocations (2019 et 2025)"},
		Confiance: trace.Probable,
	})
	ASP10 = trace.Declarer(trace.Carte{
		ID:        "ASP-10",
		Titre:     "L'ASP est payée chaque mois, pour tous les jours, à la fin du mois",
		Enonce:    "L'opérateur paie l'ASP à la fin de chaque mois, après la déclaration mensuelle de la personne. Le montant du mois est le nombre de jours dus, travaillés ou non, multiplié par le montant du jour. Le chômage se paie sur 30 jours par mois depuis le 1er avril 2025 ; rien ne dit que l'ASP ait suivi. On retient les jours réels du mois.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 17", "Avenant n° 10 du 20/03/2025 à la convention CSP"},
		Confiance: trace.Incertaine,
	})
	ASP11 = trace.Declarer(trace.Carte{
		ID:        "ASP-11",
		Titre:     "L'ASP commence le lendemain de la fin du contrat, sans attente ni report",
		Enonce:    "L'ASP est due dès le lendemain de la fin du contrat. Ni le délai d'attente de 7 jours, ni les différés liés aux congés payés ou aux indemnités de départ ne s'appliquent. Si c'est France Travail qui a proposé le CSP, elle part du lendemain de la réflexion.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 6 et 16 § 1", "Fiche service-public F31688"},
		Confiance: trace.Certaine,
	})
	ASP12 = trace.Declarer(trace.Carte{
		ID:        "ASP-12",
		Titre:     "Une pension d'invalidité de 2e ou 3e catégorie s'ajoute à l'ASP ou s'en déduit, selon le cas",
		Enonce:    "Une pension d'invalidité de 2e ou de 3e catégorie s'ajoute en entier à l'ASP si la personne la touchait déjà en même temps que le salaire qui ouvre ses droits. Sinon, elle est retirée de l'ASP. Pour la ramener au jour, on multiplie la pension du mois par 12 et on divise par 365, ce qui est une lecture. Une pension de 1re catégorie ne retire rien.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 15 § 3", "CSS R341-17"},
		Confiance: trace.Certaine,
	})
	ASP13 = trace.Declarer(trace.Carte{
		ID:        "ASP-13",
		Titre:     "Le salaire journalier de l'ASP est revalorisé avec l'assurance chômage, chaque 1er juillet",
		Enonce:    "Quand l'assurance chômage relève ses allocations, chaque 1er juillet en principe, le salaire journalier de l'ASP en cours monte du même taux si le contrat a fini au moins six mois plus tôt. Les montants du jour sont alors refaits, au centime. La dernière hausse connue est de 0,5 %, le 1er juillet 2025 ; il n'y en a pas eu en 2016, et deux en 2023. La convention ne fait que renvoyer au règlement du chômage : c'est une lecture probable.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 15 § 1", "Règlement général d'assurance chômage du 14/05/2014, art. 20"},
		Confiance: trace.Probable,
	})

	// La durée.
	DUR01 = trace.Declarer(trace.Carte{
		ID:        "DUR-01",
		Titre:     "Le CSP dure 12 mois de date à date, à partir du lendemain de la fin du contrat",
		Enonce:    "Le CSP commence le lendemain de la fin du contrat et dure 12 mois, de date à date : commencé le 10 avril, il finit le 9 avril suivant. Quand le mois d'arrivée n'a pas ce jour, il finit le dernier jour du mois. La durée est la même depuis 2011, avant tout allongement.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 6", "Convention CSP du 19/07/2011, art. 7"},
		Confiance: trace.Certaine,
	})
	DUR02 = trace.Declarer(trace.Carte{
		ID:        "DUR-02",
		Titre:     "Le CSP s'allonge ou non selon l'époque ; à l'origine, jamais au-delà de 15 mois",
		Enonce:    "Procédure engagée avant février 2015 : la fin ne bouge jamais, le temps suspendu est perdu. De février 2015 à juin 2021 : le travail, puis la maladie et la maternité depuis juillet 2019, allongent le CSP, 15 mois au plus en tout. Depuis le 1er juillet 2021 : chaque cause a sa limite, et l'on n'en retient pas pour leur somme, la partie lue du texte n'en disant rien. Un jour qui relève de deux causes compte une seule fois.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 6", "Convention CSP du 19/07/2011, art. 7"},
		Confiance: trace.Certaine,
	})
	DUR03 = trace.Declarer(trace.Carte{
		ID:        "DUR-03",
		Titre:     "Le travail autorisé après le sixième mois allonge le CSP, de 3 mois au plus",
		Enonce:    "Les jours de travail autorisé qui viennent après la fin du sixième mois s'ajoutent à la fin du CSP, 3 mois au plus en tout. Une période à cheval sur cette date compte pour ses seuls jours d'après, par lecture. La règle vaut pour les procédures engagées depuis le 1er février 2015.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 6"},
		Confiance: trace.Certaine,
	})
	DUR04 = trace.Declarer(trace.Carte{
		ID:        "DUR-04",
		Titre:     "Les arrêts maladie allongent le CSP, de 4 mois au plus",
		Enonce:    "Les jours d'arrêt maladie que la Sécurité sociale paie, ou aurait pu payer, s'ajoutent à la fin du CSP, 4 mois au plus en tout. C'est sûr pour les procédures engagées depuis le 1er juillet 2021. Avant, la date de départ ne l'est pas : on retient les procédures engagées depuis le 1er juillet 2019, et rien auparavant.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 6 (avenant n° 5 du 28/06/2021, art. 3)"},
		Confiance: trace.Certaine,
	})
	DUR05 = trace.Declarer(trace.Carte{
		ID:        "DUR-05",
		Titre:     "Le congé de maternité allonge le CSP, dans la limite de sa durée légale",
		Enonce:    "Les jours de congé de maternité s'ajoutent à la fin du CSP, dans la limite du congé légal : 16 semaines, 26 à partir du troisième enfant, 34 pour des jumeaux, 46 pour des triplés ou plus. Les semaines de congé pathologique ne sont pas comptées à part. C'est sûr pour les procédures engagées depuis le 1er juillet 2021 ; on l'applique dès le 1er juillet 2019, date probable.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 6 (avenant n° 5 du 28/06/2021, art. 3)", "C. trav. L1225-17 et suivants"},
		Confiance: trace.Certaine,
	})
	DUR06 = trace.Declarer(trace.Carte{
		ID:        "DUR-06",
		Titre:     "Le congé de paternité et d'accueil de l'enfant allonge le CSP, dans la limite de sa durée légale",
		Enonce:    "Les jours de congé de paternité et d'accueil de l'enfant s'ajoutent à la fin du CSP : 25 jours au plus, ou 32 pour des naissances multiples. La règle vaut pour les procédures engagées depuis le 1er juillet 2021. Avant, ce congé suspend l'ASP sans rien allonger.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 6 (avenant n° 5 du 28/06/2021, art. 3)", "C. trav. L1225-35"},
		Confiance: trace.Certaine,
	})
	DUR07 = trace.Declarer(trace.Carte{
		ID:        "DUR-07",
		Titre:     "Le congé d'adoption allonge le CSP, dans la limite de sa durée légale",
		Enonce:    "Les jours de congé d'adoption s'ajoutent à la fin du CSP : 16 semaines au plus, 18 à partir du troisième enfant à charge, 22 pour une adoption multiple. La règle vaut pour les procédures engagées depuis le 1er juillet 2021. Avant, ce congé suspend l'ASP sans rien allonger.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 6 (avenant n° 5 du 28/06/2021, art. 3)", "C. trav. L1225-37"},
		Confiance: trace.Certaine,
	})
	DUR08 = trace.Declarer(trace.Carte{
		ID:        "DUR-08",
		Titre:     "Le congé de proche aidant allonge le CSP, dans la limite de sa durée légale",
		Enonce:    "Les jours de congé de proche aidant s'ajoutent à la fin du CSP, dans la limite d'un an sur toute la carrière. La règle vaut pour les procédures engagées depuis le 1er juillet 2021. Avant, aucun texte lu ne suspend l'ASP ni n'allonge le CSP pour ce congé.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 6 (avenant n° 5 du 28/06/2021, art. 3)", "C. trav. L3142-19"},
		Confiance: trace.Certaine,
	})
	DUR09 = trace.Declarer(trace.Carte{
		ID:        "DUR-09",
		Titre:     "Le congé de présence parentale allongerait le CSP depuis 2025",
		Enonce:    "Le congé de présence parentale suspend toujours l'ASP. Il allongerait aussi le CSP, de 310 jours ouvrés au plus, pour les procédures engagées depuis le 1er avril 2025. Ce n'est pas sûr : une seule page le dit, et le texte de l'avenant n° 10 n'a pas été trouvé. On applique l'allongement, avec un avertissement.",
		Articles:  []string{"Avenant n° 10 du 20/03/2025 à la convention CSP", "C. trav. L1225-62"},
		Confiance: trace.Incertaine,
	})
	DUR10 = trace.Declarer(trace.Carte{
		ID:        "DUR-10",
		Titre:     "Moins d'un an d'ancienneté : l'ASP ne dure pas plus que le chômage qu'on aurait eu",
		Enonce:    "Sous un an d'ancienneté, l'ASP ne dure ni plus que le CSP, ni plus que le chômage que la personne aurait eu. Ce chômage se compte sans le coefficient de 0,75 de février 2023. Pour une procédure engagée de juillet à septembre 2021, ou pour qui a travaillé assez pour le CSP mais pas pour l'ARE, ce sont les jours travaillés multipliés par 1,4, arrondis au jour supérieur. Si seules les heures sont connues, la durée n'est pas donnée : aucune conversion n'a été trouvée.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 16 § 2 (avenant n° 5, art. 9 ; avenant n° 7, art. 6)", "Convention CSP du 19/07/2011, art. 16"},
		Confiance: trace.Certaine,
	})
	DUR11 = trace.Declarer(trace.Carte{
		ID:        "DUR-11",
		Titre:     "Un an d'ancienneté ou plus : l'ASP est payée pendant tout le CSP, sauf les jours suspendus",
		Enonce:    "Avec un an d'ancienneté ou plus, l'ASP est due chaque jour du CSP, allongements compris, quel que soit le temps travaillé avant. Seuls les jours où elle est suspendue ne sont pas payés.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 16 § 1 (avenant n° 7 du 15/03/2023, art. 6 § 1)"},
		Confiance: trace.Certaine,
	})

	// Travailler pendant le CSP.
	WORK01 = trace.Declarer(trace.Carte{
		ID:        "WORK-01",
		Titre:     "On peut travailler en CDD ou en intérim d'au moins 3 jours, avec l'accord préalable du conseiller",
		Enonce:    "Depuis le 1er mars 2015, pour tous les CSP en cours, la personne peut travailler en CDD ou en intérim. Chaque contrat dure au moins 3 jours et moins de 6 mois. Le conseiller doit avoir donné son accord avant le début, et l'employeur ne peut pas être un particulier. Les règles d'avant sont en WORK-06.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 12 § 1", "C. trav. L1233-68, 3°"},
		Confiance: trace.Certaine,
	})
	WORK02 = trace.Declarer(trace.Carte{
		ID:        "WORK-02",
		Titre:     "Pendant ces périodes de travail, le CSP et l'ASP sont suspendus",
		Enonce:    "Pendant une période de travail autorisée, le CSP et l'ASP sont suspendus du premier au dernier jour du contrat. La personne est alors une salariée comme une autre, payée par son employeur. L'ASP reprend le lendemain de la fin.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 12 § 1"},
		Confiance: trace.Certaine,
	})
	WORK03 = trace.Declarer(trace.Carte{
		ID:        "WORK-03",
		Titre:     "Toutes ces périodes ensemble ne dépassent pas 6 mois",
		Enonce:    "Toutes les périodes de travail autorisées d'un même CSP font 6 mois au plus en tout (3 mois avant le 3 février 2012). Le texte ne dit pas comment les additionner. On ajoute les mois entiers, puis les jours, 30 jours faisant un mois ; une autre lecture compte 182 jours. La période qui dépasse n'est pas admise.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 12 § 1"},
		Confiance: trace.Certaine,
	})
	WORK04 = trace.Declarer(trace.Carte{
		ID:        "WORK-04",
		Titre:     "Un contrat de 6 mois ou plus, ou un CDI, fait sortir du CSP",
		Enonce:    "Un CDI, ou un CDD ou une mission de 6 mois tout juste ou plus, met fin au CSP la veille de son premier jour. Un contrat plus court peut être une simple période de travail autorisée. La limite de 6 mois vaut pour les procédures engagées depuis le 1er février 2015, et pour tout contrat commencé depuis le 1er mars 2015.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 12 § 2"},
		Confiance: trace.Certaine,
	})
	WORK05 = trace.Declarer(trace.Carte{
		ID:        "WORK-05",
		Titre:     "Un même contrat se renouvelle une fois, tant que le total reste sous 6 mois",
		Enonce:    "Pendant le CSP, un CDD ou une mission se renouvelle une seule fois. Si le renouvellement porte la durée totale à 6 mois ou plus, le CSP prend fin, comme pour un contrat de cette durée. Cette dernière conséquence est une lecture probable : le contrat renouvelé reste le même contrat.",
		Articles:  []string{"C. trav. L1233-68, 3°", "Convention CSP du 26/01/2015, art. 12"},
		Confiance: trace.Probable,
	})
	WORK06 = trace.Declarer(trace.Carte{
		ID:        "WORK-06",
		Titre:     "Les règles plus anciennes du travail pendant le CSP, jusqu'au 28 février 2015",
		Enonce:    "Jusqu'au 2 février 2012 : deux périodes au plus, d'au moins un mois chacune, 3 mois en tout. Du 3 février 2012 au 28 février 2015 : chaque période dure au moins 14 jours, se renouvelle une fois chez le même employeur, et le total ne dépasse pas 6 mois. C'est le premier jour du travail qui choisit la règle, pour tout CSP en cours. Depuis le 1er mars 2015, voir WORK-01 et WORK-03.",
		Articles:  []string{"Convention CSP du 19/07/2011, art. 13", "Avenant n° 1 à la convention CSP du 19/07/2011", "Convention CSP du 26/01/2015, art. 31 § 2"},
		Confiance: trace.Certaine,
	})
	WORK07 = trace.Declarer(trace.Carte{
		ID:        "WORK-07",
		Titre:     "Un contrat trop court ou une activité à son compte ne sont pas admis et arrêtent l'ASP",
		Enonce:    "Un contrat de moins de 3 jours, un travail sans accord préalable ou au-delà des 6 mois, une activité à son compte ne sont pas admis. L'ASP s'arrête la veille. Un résumé de circulaire dit que le CSP finit aussi. Pour un contrat non admis, on retient une suspension, jusqu'à une décision de reprise de l'opérateur ; une installation à son compte est une sortie (EXIT-02).",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 17 a", "Circulaire Unédic n° 2012-11"},
		Confiance: trace.Probable,
	})
	WORK08 = trace.Declarer(trace.Carte{
		ID:        "WORK-08",
		Titre:     "Après une période de travail admise, l'ASP reprend jusqu'à la fin du CSP",
		Enonce:    "Le lendemain d'une période de travail admise, l'ASP reprend, pour le temps qui reste jusqu'à la fin du CSP. Cette fin peut avoir reculé si le travail a eu lieu après le sixième mois (DUR-03). Pour les procédures engagées avant le 1er février 2015, elle ne recule jamais.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 6 et art. 12 § 1"},
		Confiance: trace.Certaine,
	})
	KEEP01 = trace.Declarer(trace.Carte{
		ID:        "KEEP-01",
		Titre:     "L'ASP s'ajoute en entier au salaire d'un emploi déjà mené en même temps que l'emploi perdu",
		Enonce:    "L'ASP et la paie d'un autre emploi s'ajoutent en entier si les deux emplois ont été vraiment tenus et payés en même temps, avant la fin du contrat, dans la période où l'on cherche le travail passé. Sinon, l'ASP est suspendue tant que cet autre emploi dure. C'est le cas d'un emploi commencé pendant les 21 jours de réflexion.",
		Articles:  []string{"Page « licencié pour raison économique » de France Travail", "Convention CSP du 26/01/2015, art. 17 a"},
		Confiance: trace.Certaine,
	})

	// Ce qui interrompt l'ASP.
	SUSP01 = trace.Declarer(trace.Carte{
		ID:        "SUSP-01",
		Titre:     "Une période de travail autorisée suspend le CSP et l'ASP",
		Enonce:    "Quand le conseiller a donné son accord à un CDD ou à une mission, l'ASP n'est pas payée du premier au dernier jour de ce contrat, et le CSP est suspendu. Après le sixième mois, ces jours repoussent la fin du CSP (DUR-03). L'ASP reprend le lendemain de la fin du contrat.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 12 § 1 et art. 17 a"},
		Confiance: trace.Certaine,
	})
	SUSP02 = trace.Declarer(trace.Carte{
		ID:        "SUSP-02",
		Titre:     "L'ASP s'arrête quand la Sécurité sociale paie, ou pourrait payer, des indemnités journalières",
		Enonce:    "L'ASP n'est pas payée les jours où la Sécurité sociale verse, ou pourrait verser, des indemnités journalières : maladie, accident, maternité, paternité, adoption. Elle reprend le lendemain de l'arrêt. Selon la date de la procédure, ces jours peuvent repousser la fin du CSP (DUR-04 à DUR-07).",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 17 b"},
		Confiance: trace.Certaine,
	})
	SUSP03 = trace.Declarer(trace.Carte{
		ID:        "SUSP-03",
		Titre:     "L'ASP s'arrête pendant la prestation partagée d'éducation de l'enfant",
		Enonce:    "L'ASP n'est pas payée tant que la personne touche la prestation partagée d'éducation de l'enfant (PreParE) ou l'ancien complément de libre choix d'activité (CLCA). Ces jours ne repoussent pas la fin du CSP.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 17 c"},
		Confiance: trace.Certaine,
	})
	SUSP04 = trace.Declarer(trace.Carte{
		ID:        "SUSP-04",
		Titre:     "L'ASP s'arrête pendant l'allocation de présence parentale ou celle de proche aidant",
		Enonce:    "L'ASP n'est pas payée pendant l'allocation journalière de présence parentale, ni, pour les procédures engagées depuis le 1er juillet 2021, pendant celle du proche aidant. Ces jours peuvent repousser la fin du CSP (DUR-08 et DUR-09).",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 17 e", "CSS L544-1", "Avenant n° 5 du 28/06/2021 à la convention CSP"},
		Confiance: trace.Certaine,
	})
	SUSP05 = trace.Declarer(trace.Carte{
		ID:        "SUSP-05",
		Titre:     "L'ASP s'arrête quand on quitte le territoire de l'assurance chômage",
		Enonce:    "L'ASP n'est pas payée à partir du jour où la personne quitte le territoire de l'assurance chômage (ELIG-09). Elle reprend à son retour, si le CSP n'est pas fini. Ces jours ne repoussent pas la fin du CSP.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 17 d"},
		Confiance: trace.Certaine,
	})
	SUSP06 = trace.Declarer(trace.Carte{
		ID:        "SUSP-06",
		Titre:     "L'ASP s'arrête pendant un service civique",
		Enonce:    "L'ASP n'est pas payée pendant un contrat de service civique. Elle reprend après lui, si le CSP n'est pas fini. Ces jours ne repoussent pas la fin du CSP.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 17 g"},
		Confiance: trace.Certaine,
	})
	SUSP07 = trace.Declarer(trace.Carte{
		ID:        "SUSP-07",
		Titre:     "L'ASP finit pour de bon quand on remplit les conditions de la retraite",
		Enonce:    "L'ASP s'arrête pour de bon le jour où la personne réunit l'âge légal et les trimestres du taux plein, au plus tard à 67 ans. Ce n'est pas une suspension : la personne sort du CSP la veille (EXIT-06). L'âge légal seul ne suffit pas s'il manque des trimestres.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 17 f", "C. trav. L5421-4"},
		Confiance: trace.Certaine,
	})

	// Ce qui fait sortir du CSP.
	EXIT01 = trace.Declarer(trace.Carte{
		ID:        "EXIT-01",
		Titre:     "Un CDI, ou un contrat de 6 mois ou plus, met fin au CSP",
		Enonce:    "La personne qui prend un CDI, ou un CDD ou une mission de 6 mois ou plus, sort du CSP ; son dernier jour est la veille de l'emploi. Un contrat plus court se lit comme une période de travail. Pour les procédures engagées avant février 2015, un contrat de plus de 3 mois dont l'essai est rompu compte aussi comme une sortie, suivie d'un retour (BACK-01).",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 12 § 2", "Avenant n° 1 à la convention CSP du 19/07/2011"},
		Confiance: trace.Certaine,
	})
	EXIT02 = trace.Declarer(trace.Carte{
		ID:        "EXIT-02",
		Titre:     "S'installer à son compte met fin au CSP, sauf si le plan le prévoit",
		Enonce:    "Créer ou reprendre une entreprise, ou se mettre à son compte, fait sortir du CSP la veille, sauf si le plan le prévoit. La convention n'arrête en toutes lettres que l'ASP ; que le CSP finisse est la pratique de l'opérateur. C'est donc une lecture probable.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 17 a", "Page « licencié pour raison économique » de France Travail"},
		Confiance: trace.Probable,
	})
	EXIT03 = trace.Declarer(trace.Carte{
		ID:        "EXIT-03",
		Titre:     "Refuser une action du plan, ou deux offres raisonnables d'emploi, met fin au CSP",
		Enonce:    "Refuser une action de reclassement ou de formation du plan, ou ne pas s'y présenter, met fin au CSP ; refuser deux offres raisonnables d'emploi aussi. Le dernier jour retenu est celui du refus, par lecture. La personne doit alors s'inscrire comme demandeur d'emploi, et son dossier va à l'administration du travail (Direccte jusqu'au 31 mars 2021, Dreets ensuite).",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 20"},
		Confiance: trace.Certaine,
	})
	EXIT04 = trace.Declarer(trace.Carte{
		ID:        "EXIT-04",
		Titre:     "De fausses déclarations ou de fausses attestations mettent fin au CSP",
		Enonce:    "Une déclaration fausse ou une fausse attestation, faite pour toucher l'ASP ou la garder, met fin au CSP. Le dernier jour retenu est celui du fait, par lecture. Les sommes touchées à tort peuvent être réclamées pendant 10 ans (RET-01).",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 20"},
		Confiance: trace.Certaine,
	})
	EXIT05 = trace.Declarer(trace.Carte{
		ID:        "EXIT-05",
		Titre:     "Le CSP finit au bout de sa durée, allongements compris",
		Enonce:    "Sans autre sortie, le CSP finit au soir de son dernier jour : 12 mois après son début, plus les allongements. Quand la personne sort plus tôt, cette fin prévue ne change pas et la sortie porte sa propre date. C'est sur elle que se compte le temps restant en cas de retour.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 6"},
		Confiance: trace.Certaine,
	})
	EXIT06 = trace.Declarer(trace.Carte{
		ID:        "EXIT-06",
		Titre:     "Remplir les conditions de la retraite fait sortir du CSP",
		Enonce:    "La personne qui réunit l'âge légal et les trimestres du taux plein, ou qui atteint 67 ans, sort du CSP. Son dernier jour est la veille de ce jour-là. Quand la date est connue d'avance, la sortie est annoncée dès le début.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 17 f", "C. trav. L5421-4"},
		Confiance: trace.Certaine,
	})

	// Le retour dans le CSP.
	BACK01 = trace.Declarer(trace.Carte{
		ID:        "BACK-01",
		Titre:     "Si le nouvel emploi s'arrête pendant l'essai, le CSP reprend pour le temps qui reste",
		Enonce:    "Si le nouvel emploi est rompu pendant l'essai, par l'un ou par l'autre, la personne revient au CSP le lendemain, pour le temps qui reste. Procédure engagée avant février 2015 : seulement après un CDI ou un contrat de plus de 3 mois. On lit que la fin prévue ne bouge pas. Un dossier de 2025 montre l'opérateur l'allonger de 3 mois, après un emploi tenu au-delà du sixième mois : le texte ne le dit pas, un avertissement le signale.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 12 § 2", "Avenant n° 1 à la convention CSP du 19/07/2011"},
		Confiance: trace.Certaine,
	})
	BACK02 = trace.Declarer(trace.Carte{
		ID:        "BACK-02",
		Titre:     "Au retour, les jours que représente la prime déjà touchée sont retirés de l'ASP",
		Enonce:    "Quand une part de la prime a déjà été payée, on retire de l'ASP à venir les jours qu'elle représente : la prime payée divisée par l'ASP brute du jour. Le texte ne dit pas comment arrondir : on garde les jours entiers, sans la fraction. La fin du CSP ne change pas.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 12 § 2 et art. 16 § 1"},
		Confiance: trace.Certaine,
	})
	BACK03 = trace.Declarer(trace.Carte{
		ID:        "BACK-03",
		Titre:     "Si le nouvel emploi finit après l'essai, on ne revient pas au CSP mais au chômage",
		Enonce:    "Quand l'emploi qui a fait sortir du CSP se termine autrement que par un essai rompu (fin d'un long CDD, licenciement), la personne ne revient pas au CSP. Elle s'inscrit au chômage, aux conditions ordinaires. C'est la conséquence probable d'un texte qui ne prévoit le retour que pour l'essai.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 12 § 2"},
		Confiance: trace.Probable,
	})

	// L'indemnité différentielle de reclassement (IDR).
	IDR01 = trace.Declarer(trace.Carte{
		ID:        "IDR-01",
		Titre:     "L'IDR suppose un nouveau salaire plus bas que l'ancien, à horaire égal",
		Enonce:    "L'IDR compense un nouvel emploi moins payé que l'ancien, pour le même nombre d'heures. Toute baisse suffit quand la procédure est engagée depuis le 1er février 2015. Avant, la baisse devait être d'au moins 15 %. Aucune ancienneté n'est demandée.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 13", "Convention CSP du 19/07/2011, art. 14"},
		Confiance: trace.Certaine,
	})
	IDR02 = trace.Declarer(trace.Carte{
		ID:        "IDR-02",
		Titre:     "L'IDR suppose un emploi salarié pris avant la fin du CSP ; sa durée minimale est discutée",
		Enonce:    "Il faut un emploi salarié, commencé avant la fin du CSP. La convention ne fixe pas de durée ; l'opérateur demande un CDI ou un contrat de 6 mois ou plus, une fiche officielle parle d'emplois plus courts. On retient toute durée, mais jamais en même temps qu'une ASP payée.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 13", "Page « licencié pour raison économique » de France Travail"},
		Confiance: trace.Incertaine,
	})
	IDR03 = trace.Declarer(trace.Carte{
		ID:        "IDR-03",
		Titre:     "L'IDR d'un mois vaut 30 fois l'ancien salaire journalier, moins le nouveau salaire brut",
		Enonce:    "Pour un mois, l'IDR est égale à 30 fois le salaire journalier de référence de l'ASP, moins le salaire brut mensuel du nouvel emploi. Si le résultat est nul ou négatif, rien n'est dû, même quand le nouvel emploi est moins payé que l'ancien. Si l'horaire est réduit, on ramène d'abord les 30 jours aux nouvelles heures, ce qui est une lecture.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 13", "Convention CSP du 19/07/2011, art. 14"},
		Confiance: trace.Certaine,
	})
	IDR04 = trace.Declarer(trace.Carte{
		ID:        "IDR-04",
		Titre:     "L'IDR dure 12 mois au plus et ne dépasse pas la moitié de l'ASP qui restait",
		Enonce:    "L'IDR est payée chaque mois, à la fin du mois, tant que dure le contrat et pendant 12 mois au plus. Son total ne dépasse pas la moitié de l'ASP qui restait à toucher le jour où l'emploi commence. Pour un contrat à durée limitée, seuls les mois entiers sont comptés : aucune règle de part de mois n'a été trouvée.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 13"},
		Confiance: trace.Certaine,
	})
	IDR05 = trace.Declarer(trace.Carte{
		ID:        "IDR-05",
		Titre:     "L'ASP qui reste : l'allocation du jour, multipliée par les jours jusqu'à la fin du CSP",
		Enonce:    "L'ASP qui reste est l'ASP brute du jour où l'emploi commence, multipliée par les jours payables de ce jour à la fin du CSP, allongements déjà acquis compris. Les jours déjà suspendus n'y entrent pas. Ce compte sert de base à la prime et de limite à l'IDR. Compter les jours payables plutôt que ceux du calendrier est une lecture probable.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 13 et 14"},
		Confiance: trace.Probable,
	})
	IDR06 = trace.Declarer(trace.Carte{
		ID:        "IDR-06",
		Titre:     "L'IDR se demande par formulaire, dans les deux ans",
		Enonce:    "La personne demande l'IDR avec le formulaire que lui remet son conseiller. Elle a deux ans, comptés ici du premier jour du nouvel emploi. Après, la demande est rejetée.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 19"},
		Confiance: trace.Certaine,
	})
	IDR07 = trace.Declarer(trace.Carte{
		ID:        "IDR-07",
		Titre:     "Pour un même emploi, l'IDR ne s'ajoute ni à la prime ni aux autres aides au retour à l'emploi",
		Enonce:    "Pour un même emploi, la personne touche l'IDR, ou la prime de reclassement, ou une autre aide au retour à l'emploi, jamais deux ensemble. Un autre emploi, pris plus tard, peut ouvrir l'autre aide.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 14", "Fiche du ministère du Travail sur le CSP"},
		Confiance: trace.Certaine,
	})

	// La prime de reclassement.
	PRIME01 = trace.Declarer(trace.Carte{
		ID:        "PRIME-01",
		Titre:     "Les cinq conditions de la prime : ancienneté, plan, 10 mois, emploi durable, demande sous 30 jours",
		Enonce:    "Il faut une procédure engagée depuis le 1er février 2015, un an d'ancienneté, un plan validé, un CDI ou un contrat de 6 mois ou plus commencé au plus tard le dernier jour du dixième mois du CSP. La demande se fait dans les 30 jours du début de l'emploi. Une demande tardive perd la prime : c'est la lecture retenue, la convention donnant par ailleurs deux ans pour agir. Avant février 2015, la prime n'existait pas.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 14"},
		Confiance: trace.Certaine,
	})
	PRIME02 = trace.Declarer(trace.Carte{
		ID:        "PRIME-02",
		Titre:     "Depuis juillet 2021, ce qui allonge le CSP allonge aussi les 10 mois de la prime",
		Enonce:    "Pour les procédures engagées depuis le 1er juillet 2021, la limite du dixième mois recule d'autant de jours que la fin du CSP : travail autorisé, maladie, maternité et autres causes, chacune dans sa limite. Seules comptent celles survenues avant le nouvel emploi. Avant cette date, la limite ne bouge pas. La règle vient d'un résumé de l'avenant n° 5, elle est probable.",
		Articles:  []string{"Avenant n° 5 du 28/06/2021 à la convention CSP"},
		Confiance: trace.Probable,
	})
	PRIME03 = trace.Declarer(trace.Carte{
		ID:        "PRIME-03",
		Titre:     "La prime vaut la moitié de l'ASP qui restait à toucher",
		Enonce:    "La prime est la moitié, en brut, de l'ASP qui restait à toucher le jour où l'emploi commence (IDR-05). Plus l'emploi commence tôt, plus elle est forte. Elle n'a pas d'autre plafond.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 14"},
		Confiance: trace.Certaine,
	})
	PRIME04 = trace.Declarer(trace.Carte{
		ID:        "PRIME-04",
		Titre:     "La prime n'est donnée qu'une fois par CSP",
		Enonce:    "Une personne ne touche la prime qu'une seule fois pendant son CSP. Si elle revient au CSP après un essai rompu puis retrouve un emploi, elle n'en a pas une seconde ; elle peut demander l'IDR si ses conditions sont réunies.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 14"},
		Confiance: trace.Certaine,
	})
	PRIME05 = trace.Declarer(trace.Carte{
		ID:        "PRIME-05",
		Titre:     "La prime est payée en deux moitiés, la seconde après trois mois si l'emploi est gardé",
		Enonce:    "La première moitié est versée au plus tôt le lendemain du début de l'emploi. La seconde l'est trois mois après ce début, si la personne occupe toujours le même emploi ; sinon elle est perdue. Un centime impair va à la seconde moitié.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 14"},
		Confiance: trace.Certaine,
	})
	PRIME06 = trace.Declarer(trace.Carte{
		ID:        "PRIME-06",
		Titre:     "Pour un même emploi, il faut choisir entre la prime et l'IDR",
		Enonce:    "Pour un même emploi, la personne choisit la prime ou l'IDR : la première demandée écarte l'autre. Avant 2015 n'existait qu'une aide d'essai : 1 000 € au septième mois, pour une formation longue, dans les CSP expérimentaux signés depuis le 11 janvier 2013. Cette aide n'est pas calculée ici.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 14", "Avenant n° 2 à la convention CSP du 19/07/2011"},
		Confiance: trace.Certaine,
	})

	// Après le CSP.
	ARE01 = trace.Declarer(trace.Carte{
		ID:        "ARE-01",
		Titre:     "Après le CSP, le chômage commence sans attente, réduit des jours d'ASP payés",
		Enonce:    "Si elle s'inscrit à la fin du CSP, la personne touche l'allocation chômage (ARE) dès le lendemain, sans délai d'attente ni différé. C'est la suite d'un ancien droit, ou le droit qu'elle aurait eu sans le CSP. Sa durée est diminuée des jours d'ASP réellement payés, et non de la durée du CSP. Exemple : 548 jours de droit moins 365 jours d'ASP laissent 183 jours, même si l'opérateur imprime 182.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 27 § 1", "C. trav. L1233-68, 9°"},
		Confiance: trace.Certaine,
	})
	ARE02 = trace.Declarer(trace.Carte{
		ID:        "ARE-02",
		Titre:     "La durée minimale de chômage est elle aussi réduite par le CSP",
		Enonce:    "Le chômage dure en principe 182 jours au moins. Après un CSP, ce minimum ne protège pas : il est diminué comme le reste des jours d'ASP payés. Un droit de 182 jours est donc épuisé par un an d'ASP.",
		Articles:  []string{"C. trav. R5422-1"},
		Confiance: trace.Certaine,
	})
	ARE03 = trace.Declarer(trace.Carte{
		ID:        "ARE-03",
		Titre:     "Le coefficient de 0,75 compte-t-il pour le chômage qui suit le CSP ?",
		Enonce:    "Pour les contrats finis depuis le 1er février 2023, la durée du chômage est multipliée par 0,75, sauf outre-mer. L'Unédic dit que le CSP y échappe pour les procédures engagées depuis ce jour ; c'est clair pour la durée de l'ASP, pas pour le chômage qui suit. On retient que le coefficient s'applique d'abord, puis que les jours d'ASP sont retirés : l'exemple publié par l'opérateur part de 548 jours. L'autre lecture part de 730, 913 ou 1 095 jours au plus.",
		Articles:  []string{"C. trav. R5422-1", "Avenant n° 7 du 15/03/2023 à la convention CSP", "Communiqué Unédic sur la prorogation du CSP à fin 2023"},
		Confiance: trace.Incertaine,
	})
	ARE04 = trace.Declarer(trace.Carte{
		ID:        "ARE-04",
		Titre:     "Comment le chômage des hauts salaires baisse après un CSP",
		Enonce:    "L'allocation chômage des hauts salaires baisse après six mois (ARE-15). On ne sait pas si les jours d'ASP comptent dans ces six mois : un seul simulateur le dit. Le point n'est pas décidé, et la baisse n'est pas calculée d'office. Si elle a lieu, on lit que l'allocation ne passe pas sous le seuil qui la déclenche.",
		Articles:  []string{"Décret 2019-797, règlement annexé, art. 17 bis"},
		Confiance: trace.Incertaine,
	})
	ARE05 = trace.Declarer(trace.Carte{
		ID:        "ARE-05",
		Titre:     "S'il ne reste aucun jour de chômage, il n'y a pas d'ARE après le CSP, et la lettre le dit",
		Enonce:    "Si les jours d'ASP payés égalent ou dépassent la durée du chômage auquel la personne avait droit, il ne reste rien : pas d'ARE après le CSP. La lettre envoyée 30 jours avant la fin doit le lui dire (FOLL-06), pour les CSP qui finissent après le 1er avril 2023.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 27 (avenant n° 7 du 15/03/2023, art. 8)"},
		Confiance: trace.Certaine,
	})

	// Ce qui se réclame, et jusqu'à quand.
	RET01 = trace.Declarer(trace.Carte{
		ID:        "RET-01",
		Titre:     "Un trop-perçu peut être réclamé pendant 3 ans, ou 10 en cas de fraude",
		Enonce:    "Une somme versée à tort se réclame pendant 3 ans, comptés de chaque versement, ou pendant 10 ans en cas de fraude ou de fausse déclaration. Quand plusieurs versements paient la même chose, on lit que le dernier est celui de trop : les premiers usent d'abord ce qui est dû.",
		Articles:  []string{"C. trav. L5422-5", "Convention CSP du 26/01/2015, art. 18"},
		Confiance: trace.Certaine,
	})
	RET02 = trace.Declarer(trace.Carte{
		ID:        "RET-02",
		Titre:     "La personne a deux ans pour demander l'ASP, l'IDR ou la prime",
		Enonce:    "La personne a deux ans pour réclamer l'ASP, l'IDR ou la prime, comptés du fait qui ouvre le droit. On compte ici du premier jour du CSP, ou du premier jour du nouvel emploi. Ce délai n'allonge pas les 30 jours donnés pour demander la prime, par lecture.",
		Articles:  []string{"Convention CSP du 26/01/2015, art. 19"},
		Confiance: trace.Certaine,
	})
	RET03 = trace.Declarer(trace.Carte{
		ID:        "RET-03",
		Titre:     "La personne a deux mois pour contester un trop-perçu, à compter de sa notification",
		Enonce:    "Qui conteste un trop-perçu adresse un recours gracieux au directeur général de l'opérateur, dans les deux mois de la notification. Sans décision connue deux mois plus tard, le recours est réputé rejeté et le juge compétent peut être saisi. Le code ne nomme que l'allocation chômage : la convention rend applicable au CSP l'article 27 du règlement, qui donne le même délai. On compte de date à date, sans report. Le délai pour saisir le juge n'a pas été trouvé. Avant le 27 novembre 2016, rien n'est dit.",
		Articles:  []string{"C. trav. R5426-19", "Règlement d'assurance chômage annexé au décret 2019-797, art. 27 § 2", "Convention CSP du 26/01/2015, art. 18"},
		Confiance: trace.Probable,
	})
	RET04 = trace.Declarer(trace.Carte{
		ID:        "RET-04",
		Titre:     "Un trop-perçu contesté ne se retient pas sur l'ASP à venir",
		Enonce:    "L'opérateur peut retenir une part des allocations à venir pour se rembourser, si la personne n'a pas contesté dans le délai (RET-03). La retenue ne dépasse pas la partie saisissable des allocations ; la limite de 20 % du code ne vise que l'allocation de solidarité. La partie saisissable dépend d'un barème annuel et du foyer : aucune retenue n'est calculée ici. La personne peut choisir de tout rembourser en une fois.",
		Articles:  []string{"C. trav. L5426-8-1", "C. trav. R5426-18", "Règlement d'assurance chômage annexé au décret 2019-797, art. 27 § 2", "Convention CSP du 26/01/2015, art. 18"},
		Confiance: trace.Probable,
	})
	RET05 = trace.Declarer(trace.Carte{
		ID:        "RET-05",
		Titre:     "Avant une contrainte, une mise en demeure et un mois ; après elle, quinze jours pour s'opposer",
		Enonce:    "L'opérateur met d'abord en demeure, par lettre recommandée. Si rien n'est payé un mois après sa notification, il peut délivrer une contrainte, qui vaut jugement. La personne s'y oppose dans les quinze jours de la notification, par un écrit motivé, avec une copie de la contrainte, au secrétariat du tribunal compétent de son domicile. L'opposition suspend la contrainte.",
		Articles:  []string{"C. trav. L5426-8-2", "C. trav. R5426-20 à R5426-22", "Règlement d'assurance chômage annexé au décret 2019-797, art. 27 § 2"},
		Confiance: trace.Probable,
	})
	RET06 = trace.Declarer(trace.Carte{
		ID:        "RET-06",
		Titre:     "Un trop-perçu de moins de 77 € n'est pas récupéré",
		Enonce:    "Une allocation, une aide ou une autre prestation versée à tort pour moins de 77 € n'est pas réclamée. Le texte ne dit pas si la somme se compte par versement : on lit la somme notifiée, ou le total du trop versé tant que rien n'est notifié. Une somme de 77 € juste se réclame.",
		Articles:  []string{"C. trav. R5426-24"},
		Confiance: trace.Probable,
	})
	RET07 = trace.Declarer(trace.Carte{
		ID:        "RET-07",
		Titre:     "La personne peut demander une remise de sa dette, ou de la rembourser en plusieurs fois",
		Enonce:    "La personne qui doit rendre un trop-perçu peut demander à l'opérateur une remise de dette ou un remboursement échelonné ; le règlement en confie l'examen à l'article 46 bis, qui n'a pas été lu, et le code à l'instance paritaire régionale dans les cas que les accords prévoient. Aucun délai n'a été trouvé. Le médiateur de l'opérateur reçoit aussi sa réclamation, après une première démarche, sans que cela remplace un recours.",
		Articles:  []string{"Règlement d'assurance chômage annexé au décret 2019-797, art. 27 § 3", "C. trav. L5312-10", "C. trav. L5312-12-1", "Convention CSP du 26/01/2015, art. 18"},
		Confiance: trace.Probable,
	})
)
