// Package argent porte les montants exacts.
//
// Trois types, et un seul chemin de retour :
//
//   - Montant : des centimes entiers, ou « inconnu ». La valeur zéro d'un Montant est
//     l'inconnu, jamais zéro euro : un oubli ne devient pas un chiffre.
//   - Fraction (Taux pour un pourcentage) : un quotient d'entiers, exact.
//   - Exact : un montant non arrondi, en fraction de centime. On n'en sort que par
//     Exact.Arrondi, qui nomme son mode.
//
// Aucun flottant. Un calcul qui dépasse 64 bits donne l'état « dépassement », que tout
// calcul suivant conserve : jamais un nombre faux, jamais une panique.
package argent
