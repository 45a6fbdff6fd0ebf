// Package casp dit quand une cellule d'appui à la sécurisation professionnelle peut être ouverte, et jusqu'à quand.
package casp

import "jalon/droit/trace"

// Une carte par règle ; le numéro d'une règle ne change jamais.
var (
	CASP01 = trace.Declarer(trace.Carte{ID: "CASP-01", Titre: "Les entreprises dont les salariés peuvent avoir une cellule d'appui avant leur licenciement", Articles: []string{"Dépliant du ministère du Travail sur la CASP", "Fiche du ministère du Travail sur le CSP"}, Confiance: trace.Incertaine})
	CASP02 = trace.Declarer(trace.Carte{ID: "CASP-02", Titre: "Qui décide d'ouvrir la cellule d'appui, qui la paie et qui la fait vivre", Articles: []string{"Dépliant du ministère du Travail sur la CASP"}, Confiance: trace.Certaine})
	CASP03 = trace.Declarer(trace.Carte{ID: "CASP-03", Titre: "La cellule d'appui dure 6 semaines au plus et s'arrête avec le contrat de travail", Articles: []string{"Dépliant du ministère du Travail sur la CASP"}, Confiance: trace.Certaine})
	CASP04 = trace.Declarer(trace.Carte{ID: "CASP-04", Titre: "Ce que la cellule d'appui apporte : information, aide aux démarches, entretiens, soutien", Articles: []string{"Dépliant du ministère du Travail sur la CASP"}, Confiance: trace.Certaine})
	CASP05 = trace.Declarer(trace.Carte{ID: "CASP-05", Titre: "Le même prestataire suit ensuite les personnes qui entrent en CSP", Articles: []string{"Dépliant du ministère du Travail sur la CASP"}, Confiance: trace.Certaine})
	CASP06 = trace.Declarer(trace.Carte{ID: "CASP-06", Titre: "Pour un gros licenciement sur plusieurs sites, un seul prestataire tient la cellule et le suivi", Articles: []string{"Fiche du ministère du Travail sur le CSP"}, Confiance: trace.Certaine})
)
