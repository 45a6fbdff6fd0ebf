// Package rupture calcule l'indemnité légale de licenciement et le préavis.
package rupture

import "jalon/droit/trace"

// Une carte par règle ; le numéro d'une règle ne change jamais. Les numéros 1 à 7 sont au paquet csp.
var (
	RUPT10 = trace.Declarer(trace.Carte{
		ID:        "RUPT-10",
		Titre:     "Qui a droit à l'indemnité légale de licenciement, et combien",
		Enonce:    "Il faut 8 mois d'ancienneté depuis le 24 septembre 2017, un an avant. L'indemnité vaut un quart de mois de salaire par année jusqu'à 10 ans et un tiers au-delà ; avant le 27 septembre 2017, un cinquième puis un tiers. Les mois entiers en plus comptent à proportion. Le salaire est le plus favorable : le douzième des douze derniers mois, ou le tiers des trois derniers, une prime annuelle n'y comptant que pour sa part. Ici, la fin du contrat choisit la règle, et non la lettre.",
		Articles:  []string{"C. trav. L1234-9", "C. trav. R1234-1", "C. trav. R1234-2", "C. trav. R1234-4"},
		Confiance: trace.Certaine,
	})
	RUPT11 = trace.Declarer(trace.Carte{
		ID:        "RUPT-11",
		Titre:     "La durée du préavis que la loi garantit, doublée pour un travailleur handicapé",
		Enonce:    "La loi donne un mois de préavis de 6 mois à moins de 2 ans d'ancienneté, deux mois à partir de 2 ans, et rien avant 6 mois. Une convention collective, un contrat ou un usage peut donner plus. Pour un travailleur handicapé, le préavis légal est doublé, sans dépasser 3 mois. L'ancienneté se mesure ici au dernier jour du contrat (CONT-04).",
		Articles:  []string{"C. trav. L1234-1", "C. trav. L5213-9"},
		Confiance: trace.Certaine,
	})
)
