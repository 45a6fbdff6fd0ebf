package espace

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"jalon/acces"
	"jalon/document"
	"jalon/dossier"
	"jalon/dossier/paiement"
	"jalon/droit/demarches"
)

// mots sont les fonctions des seuls modèles de l'espace.
var mots = template.FuncMap{
	"etat":      func(s string) string { return document.Majuscule(NomEtat(s)) },
	"enMots":    EnMots,
	"titreActe": func(nom string) string { return dossier.Trouver(nom).Titre },
	"attendu":   attendu,
	"articles":  document.Articles,
	"statutEtat": func(s paiement.Statut) string {
		return map[paiement.Statut]string{paiement.EnPreparation: "En préparation", paiement.Prepare: "Préparé, à valider", paiement.EnValidation: "Paiements en cours", paiement.Fige: "Payé et figé"}[s]
	},
	"genreLigne": func(g paiement.Genre) string {
		return map[paiement.Genre]string{paiement.Payer: "à payer", paiement.Bloque: "bloqué", paiement.Rien: "plus rien", paiement.Trop: "versé en trop", paiement.Decider: "à décider"}[g]
	},
	"issueLigne": func(i paiement.Issue) string {
		return map[paiement.Issue]string{paiement.Paye: "payé", paiement.Ecarte: "écarté"}[i]
	},
	"chercher": func(jeton, q string) map[string]string { return map[string]string{"Jeton": jeton, "Q": q} },
	"instant":  func(t time.Time) string { return t.In(Paris).Format("02/01/2006 à 15:04") },
}

// attendu nomme qui doit agir, du même mot que les rôles et les filtres : le salarié d'une procédure est ici la personne.
func attendu(qui any) string {
	if x := fmt.Sprint(qui); x != demarches.Personne.String() {
		return x
	}
	return NomsRoles[acces.Salarie]
}

// EnMots rend un code du format lisible.
func EnMots(s string) string {
	if s == "" {
		return "—"
	}
	return strings.ReplaceAll(s, "_", " ")
}

// NomEtat est le nom d'un état ; il n'y en a pas avant les premiers faits.
func NomEtat(s string) string {
	if s == "" {
		return "—"
	}
	return dossier.NomMot(s)
}
