package lot

import "slices"

// Le classeur de résultats se redonne comme une liste : ses colonnes et ses feuilles sont reconnues à leur nom exact, et
// laissées de côté sans un mot.
var (
	TetesEtat  = []string{teteEtat, "Issue", "Droit au CSP", "Motif écrit à temps"}
	TetesDates = []string{
		"Jour de l'entretien", "Jour de remise prévu ou fait", "Fin du délai de réflexion", "Lettre conservatoire, envoi", "Lettre si refus, au plus tôt",
		"Rupture si adhésion", "Premier jour du CSP", "Fin si refus", "Fin si refus, estimée", "Message DSN, dernier jour", "Échéance de la contribution",
		"Contestation jusqu'au", "Réembauche prioritaire jusqu'au",
	}
	FeuillesResultat = []string{"Synthèse", "À corriger", "Calendrier", "Obligations"}
)

// teteEtat signe un classeur de résultats : sans elle, « Issue » est la colonne de quelqu'un d'autre.
const teteEtat = "État de la rangée"

// TeteSomme nomme la colonne d'une somme, autrement que le champ dont elle vient s'il y en a un.
func TeteSomme(i int) string {
	nom := NomsSomme[i]
	if slices.ContainsFunc(Champs, func(c Champ) bool { return c.Entete == nom }) {
		return nom + " comptée"
	}
	return nom
}

// TeteMontree nomme la colonne d'un champ dans le classeur de résultats. Un numéro masqué n'y est pas sous son nom : il
// serait relu, et refusé.
func (c *Champ) TeteMontree() string {
	if c.Genre == ChampNIR || c.Genre == ChampIBAN {
		return c.Entete + " masqué"
	}
	return c.Entete
}

var tetesResultat = func() map[string]bool {
	m := map[string]bool{}
	for _, t := range append(slices.Clone(TetesEtat), TetesDates...) {
		m[t] = true
	}
	for i := range NomsSomme {
		m[TeteSomme(i)] = true
	}
	for i := range Champs {
		if t := Champs[i].TeteMontree(); t != Champs[i].Entete {
			m[t] = true
		}
	}
	return m
}()

// deResultat dit qu'une rangée d'en-têtes est celle d'un classeur de résultats.
func deResultat(tete *Rangee) bool {
	return slices.ContainsFunc(tete.Cases, func(x Case) bool { return x.Texte == teteEtat })
}

// remarquesDe sont les remarques d'un tableau ; celles des feuilles et des totaux d'un résultat ne regardent personne,
// car aucun fait n'y est lu.
func remarquesDe(t, liste *Tableau, carte Carte) []Remarque {
	tete := rangeeDeTete(liste, carte)
	if tete < 0 || !deResultat(&liste.Rangees[tete]) {
		return t.Remarques
	}
	if t != liste {
		if slices.Contains(FeuillesResultat, t.Nom) {
			return nil
		}
		return t.Remarques
	}
	return slices.DeleteFunc(slices.Clone(t.Remarques), func(r Remarque) bool { return r.Rang > 0 && r.Rang < liste.Rangees[tete].Rang })
}
