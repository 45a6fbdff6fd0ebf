// Package are calcule l'allocation d'aide au retour à l'emploi que la personne aurait eue, ou aura ensuite.
package are

import "jalon/droit/trace"

// Une carte par règle ; le numéro d'une règle ne change jamais. Les numéros 1 à 5 sont au paquet csp.
var (
	ARE10 = trace.Declarer(trace.Carte{ID: "ARE-10", Titre: "Combien l'allocation chômage (ARE) vaut par jour : formule, minimum et plafonds", Articles: []string{"Règlement d'assurance chômage, art. 14 à 17", "Décret 2019-797, règlement annexé, art. 14", "C. trav. L5422-3"}, Confiance: trace.Certaine})
	ARE11 = trace.Declarer(trace.Carte{ID: "ARE-11", Titre: "Le salaire journalier sur lequel l'ARE est calculée, tous contrats de la fenêtre compris", Articles: []string{"Règlement d'assurance chômage, art. 11 à 13", "Décret 2021-346"}, Confiance: trace.Certaine})
	ARE12 = trace.Declarer(trace.Carte{ID: "ARE-12", Titre: "Pendant combien de jours l'ARE peut être payée", Articles: []string{"Règlement d'assurance chômage, art. 9", "C. trav. R5422-1", "Décret 2023-33"}, Confiance: trace.Certaine})
	ARE13 = trace.Declarer(trace.Carte{ID: "ARE-13", Titre: "Combien de jours passent avant le premier jour d'ARE : attente et différés", Articles: []string{"Règlement d'assurance chômage, art. 21 à 23"}, Confiance: trace.Probable})
	ARE14 = trace.Declarer(trace.Carte{
		ID:        "ARE-14",
		Titre:     "Ce qui est retenu sur l'ARE : retraite complémentaire, CSG et CRDS, avec leur exonération",
		Articles:  []string{"Règlement d'assurance chômage, art. 19", "CSS L136-1-2", "CSS L136-8", "CSS D242-13"},
		Confiance: trace.Certaine,
	})
	ARE15 = trace.Declarer(trace.Carte{
		ID:        "ARE-15",
		Titre:     "Une ARE élevée baisse à partir du septième mois, sauf pour les plus âgés",
		Articles:  []string{"Règlement d'assurance chômage, art. 17 bis"},
		Confiance: trace.Probable,
	})
)
