// Package rupture calcule l'indemnité légale de licenciement et le préavis.
package rupture

import "jalon/droit/trace"

// Une carte par règle ; le numéro d'une règle ne change jamais. Les numéros 1 à 7 sont au paquet csp.
var (
	RUPT10 = trace.Declarer(trace.Carte{ID: "RUPT-10", Titre: "Qui a droit à l'indemnité légale de licenciement, et combien", Articles: []string{"C. trav. L1234-9", "C. trav. R1234-1", "C. trav. R1234-2", "C. trav. R1234-4"}, Confiance: trace.Certaine})
	RUPT11 = trace.Declarer(trace.Carte{ID: "RUPT-11", Titre: "La durée du préavis que la loi garantit, doublée pour un travailleur handicapé", Articles: []string{"C. trav. L1234-1", "C. trav. L5213-9"}, Confiance: trace.Certaine})
)
