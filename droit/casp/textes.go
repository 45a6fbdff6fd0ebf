// Package casp dit quand une cellule d'appui à la sécurisation professionnelle peut être ouverte, et jusqu'à quand.
package casp

import "jalon/droit/trace"

// Une carte par règle ; le numéro d'une règle ne change jamais.
var (
	CASP01 = trace.Declarer(trace.Carte{
		ID:        "CASP-01",
		Titre:     "Les entreprises dont les salariés peuvent avoir une cellule d'appui avant leur licenciement",
		Enonce:    "La cellule peut être ouverte dans une entreprise de plus de 20 salariés qui est en redressement ou en liquidation judiciaire, ou qui prévoit au moins 20 licenciements économiques, ou qui connaît de graves difficultés, comme une situation sociale tendue. Le texte énumère ces trois cas sans dire s'il en faut un seul ou plusieurs. On retient qu'un seul suffit.",
		Articles:  []string{"Dépliant du ministère du Travail sur la CASP", "Fiche du ministère du Travail sur le CSP"},
		Confiance: trace.Incertaine,
	})
	CASP02 = trace.Declarer(trace.Carte{
		ID:        "CASP-02",
		Titre:     "Qui décide d'ouvrir la cellule d'appui, qui la paie et qui la fait vivre",
		Enonce:    "La décision revient à l'administration du travail (Direccte jusqu'au 31 mars 2021, Dreets ensuite), sur avis favorable de la direction régionale de l'opérateur. La cellule est collective et reste une mesure d'exception. L'État la paie ; l'opérateur la confie à un prestataire privé.",
		Articles:  []string{"Dépliant du ministère du Travail sur la CASP"},
		Confiance: trace.Certaine,
	})
	CASP03 = trace.Declarer(trace.Carte{
		ID:        "CASP-03",
		Titre:     "La cellule d'appui dure 6 semaines au plus et s'arrête avec le contrat de travail",
		Enonce:    "La cellule dure six semaines au plus, lues comme 42 jours, le premier compris. Elle vient avant l'adhésion au CSP et s'arrête en tout cas à la fin du contrat de travail.",
		Articles:  []string{"Dépliant du ministère du Travail sur la CASP"},
		Confiance: trace.Certaine,
	})
	CASP04 = trace.Declarer(trace.Carte{
		ID:        "CASP-04",
		Titre:     "Ce que la cellule d'appui apporte : information, aide aux démarches, entretiens, soutien",
		Enonce:    "La cellule informe sur le licenciement et sur les choix à faire (CSP, retraite, compte formation). Elle aide à remplir les papiers, prépare la recherche d'emploi, montre des offres et apporte un soutien psychologique. Elle reçoit en groupe et seul à seul, sur place si possible, et par un numéro gratuit.",
		Articles:  []string{"Dépliant du ministère du Travail sur la CASP"},
		Confiance: trace.Certaine,
	})
	CASP05 = trace.Declarer(trace.Carte{
		ID:        "CASP-05",
		Titre:     "Le même prestataire suit ensuite les personnes qui entrent en CSP",
		Enonce:    "Les salariés de la cellule qui acceptent ensuite le CSP gardent le même prestataire : c'est lui qui les suit pendant leur CSP. Le relais se prend quand la cellule s'arrête, à la fin du contrat de travail au plus tard.",
		Articles:  []string{"Dépliant du ministère du Travail sur la CASP"},
		Confiance: trace.Certaine,
	})
	CASP06 = trace.Declarer(trace.Carte{
		ID:        "CASP-06",
		Titre:     "Pour un gros licenciement sur plusieurs sites, un seul prestataire tient la cellule et le suivi",
		Enonce:    "Quand un employeur licencie beaucoup, sur plusieurs sites, l'opérateur peut confier à un seul prestataire la cellule d'appui et le suivi des CSP. Ce service porte le nom de « grands licenciements ».",
		Articles:  []string{"Fiche du ministère du Travail sur le CSP"},
		Confiance: trace.Certaine,
	})
)
