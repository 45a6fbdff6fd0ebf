// Package are calcule l'allocation d'aide au retour à l'emploi que la personne aurait eue, ou aura ensuite.
package are

import "jalon/droit/trace"

// Une carte par règle ; le numéro d'une règle ne change jamais. Les numéros 1 à 5 sont au paquet csp.
var (
	ARE10 = trace.Declarer(trace.Carte{
		ID:        "ARE-10",
		Titre:     "Combien l'allocation chômage (ARE) vaut par jour : formule, minimum et plafonds",
		Enonce:    "Par jour, l'ARE est le plus haut de deux montants : 40,4 % du salaire journalier plus une part fixe (13,18 € depuis juillet 2025), ou 57 % de ce salaire (57,4 % pour un contrat fini avant juillet 2014). Elle vaut au moins 32,13 € et au plus 75 % du salaire journalier, cette limite passant avant le minimum. Elle ne dépasse pas 300,21 € pour un contrat fini en 2026. À temps partiel, la part fixe et le minimum sont réduits. Les barèmes de juillet 2026 ne sont pas connus.",
		Articles:  []string{"Règlement d'assurance chômage, art. 14 à 17", "Décret 2019-797, règlement annexé, art. 14", "C. trav. L5422-3"},
		Confiance: trace.Certaine,
	})
	ARE11 = trace.Declarer(trace.Carte{
		ID:        "ARE-11",
		Titre:     "Le salaire journalier sur lequel l'ARE est calculée, tous contrats de la fenêtre compris",
		Enonce:    "Depuis octobre 2021, on divise les salaires de tous les contrats perdus, sur 24 ou 36 mois, par les jours de calendrier du premier au dernier. Les jours vides entre deux contrats comptent dans une limite : 75 % des jours travaillés multipliés par 1,4, puis 70 % depuis avril 2025. Avant, on prenait les 12 derniers mois : jours travaillés fois 1,4 depuis novembre 2017, jours de contrat auparavant. C'est la procédure engagée qui choisit en 2021, la fin du contrat en 2017.",
		Articles:  []string{"Règlement d'assurance chômage, art. 11 à 13", "Décret 2021-346"},
		Confiance: trace.Certaine,
	})
	ARE12 = trace.Declarer(trace.Carte{
		ID:        "ARE-12",
		Titre:     "Pendant combien de jours l'ARE peut être payée",
		Enonce:    "L'ARE dure autant de jours que la période de travail prise en compte (jours travaillés fois 1,4 de novembre 2017 à septembre 2021), avec un minimum de 182 jours (122 avant novembre 2019 et d'août 2020 à novembre 2021). Maximum : 730 jours, 913 dès 53 ans, 1 095 dès 55 ; ces âges sont 55 et 57 pour les procédures engagées depuis avril 2025, et 50 ans donnait 1 095 avant novembre 2017. Contrats finis depuis février 2023 : fois 0,75, arrondi vers le haut, 182 au moins, sauf outre-mer.",
		Articles:  []string{"Règlement d'assurance chômage, art. 9", "C. trav. R5422-1", "Décret 2023-33"},
		Confiance: trace.Certaine,
	})
	ARE13 = trace.Declarer(trace.Carte{
		ID:        "ARE-13",
		Titre:     "Combien de jours passent avant le premier jour d'ARE : attente et différés",
		Enonce:    "Qui n'est pas en CSP attend 7 jours, plus un différé de congés payés (l'indemnité divisée par le salaire journalier, arrondie vers le haut, 30 jours au plus), plus un différé pour les indemnités au-delà de la loi. Ce dernier divise la somme par 111,8 € en 2026, valeur déduite (90 € en juillet 2014, le salaire journalier avant), 75 jours au plus. On l'arrondit vers le bas, mais les sources divergent. Rien de cela ne touche l'ASP, ni le chômage qui suit un CSP.",
		Articles:  []string{"Règlement d'assurance chômage, art. 21 à 23"},
		Confiance: trace.Probable,
	})
	ARE14 = trace.Declarer(trace.Carte{
		ID:        "ARE-14",
		Titre:     "Ce qui est retenu sur l'ARE : retraite complémentaire, CSG et CRDS, avec leur exonération",
		Enonce:    "On retient d'abord 3 % du salaire journalier pour la retraite complémentaire, sans passer sous l'ARE minimale. Puis 6,2 % de CSG (3,8 % ou rien selon le revenu fiscal) et 0,5 % de CRDS, sur 98,25 % de ce qui reste (97 % avant 2012). Ni CSG ni CRDS quand l'allocation du jour ne dépasse pas le SMIC journalier, 62 € depuis juin 2026 ; elles ne font pas non plus passer le net sous ce seuil.",
		Articles:  []string{"Règlement d'assurance chômage, art. 19", "CSS L136-1-2", "CSS L136-8", "CSS D242-13"},
		Confiance: trace.Certaine,
	})
	ARE15 = trace.Declarer(trace.Carte{
		ID:        "ARE-15",
		Titre:     "Une ARE élevée baisse à partir du septième mois, sauf pour les plus âgés",
		Enonce:    "Pour les contrats finis depuis le 1er décembre 2021, une ARE au-dessus de 92,57 € par jour (seuil de juillet 2025) baisse de 30 % à partir du 183e jour payé. Pour ceux de juillet à novembre 2021, c'est à partir du 244e jour ; la baisse d'avant n'est pas comptée ici. Elle épargne les personnes de 57 ans ou plus, ou de 55 ans ou plus pour les procédures engagées depuis avril 2025. On lit qu'elle ne descend pas sous le seuil ; d'anciennes publications donnaient un plancher plus bas.",
		Articles:  []string{"Règlement d'assurance chômage, art. 17 bis"},
		Confiance: trace.Probable,
	})
)
