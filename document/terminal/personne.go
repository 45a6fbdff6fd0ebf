package terminal

import (
	"fmt"
	"strings"

	"jalon/document"
	"jalon/dossier"
	"jalon/dossier/personne"
	"jalon/droit/calendrier"
)

// Identite écrit qui est la personne d'un dossier.
func Identite(i *personne.Identite, couleur bool) string {
	r := papier{couleur: couleur}
	r.ligne(r.style(styleGras, "IDENTITÉ DU DOSSIER "+i.Dossier))
	naissance := ""
	if i.Naissance.Connue() {
		naissance = i.Naissance.Francais()
	}
	for _, x := range [][2]string{
		{"Nom", i.Nom}, {"Prénom", i.Prenom}, {"Naissance", naissance}, {"Adresse", i.Adresse}, {"Courriel", i.Courriel}, {"NIR", i.NIR}, {"IBAN", i.IBAN},
	} {
		r.paragraphe("  ", x[0]+" : "+ouTiret(lisible(x[1])))
	}
	return r.String()
}

// Trouves écrit les dossiers qu'une recherche a trouvés.
func Trouves(l []personne.Trouve, au calendrier.Date, couleur bool) string {
	p := papier{couleur: couleur}
	if len(l) == 0 {
		p.ligne("Aucun dossier.")
	}
	for _, x := range l {
		p.ligne(p.style(styleGras, lisible(ouTiret(x.Reference)+"  "+x.Dossier+"  "+strings.ReplaceAll(x.Etat(au), "_", " "))))
		if x.Identite != nil {
			p.paragraphe("  ", lisible(strings.TrimSpace(x.Identite.Nom+" "+x.Identite.Prenom)))
		}
	}
	return p.String()
}

// Conservation écrit combien de temps chaque donnée se garde, et pourquoi.
func Conservation(l []personne.Duree, couleur bool) string {
	r := papier{couleur: couleur}
	r.ligne(r.style(styleGras, "CE QUI SE GARDE, ET COMBIEN DE TEMPS"))
	r.paragraphe("", "Le RGPD (art. 5) demande une durée, et aucun texte ne la fixe pour un dossier de CSP : celles-ci sont des lectures de jalon. « --duree » les règle.")
	for _, x := range l {
		r.ligne()
		texte := fmt.Sprintf("%d mois après le dernier mouvement d'un dossier clos (sa clôture, un versement ou un remboursement)", x.Mois)
		if x.Prescrit {
			texte += ", et tant qu'un versement peut être réclamé"
		}
		r.ligne(r.style(styleGras, x.Nom), "  ", string(x.Donnee))
		r.paragraphe("  ", texte+".")
		r.paragraphe("  ", "Source : "+x.Source+".")
		r.paragraphe("  ", "Lecture de jalon : "+x.Lecture)
	}
	r.ligne()
	r.ligne(r.style(styleGras, "Ce qui reste"))
	r.paragraphe("  ", personne.ResteToujours)
	return r.String()
}

// Termes écrit jusqu'à quand chaque donnée d'un dossier se garde.
func Termes(d *dossier.Dossier, l []personne.Terme, couleur bool) string {
	r := papier{couleur: couleur}
	r.ligne(r.style(styleGras, "CE QUI SE GARDE DU DOSSIER "+d.ID))
	for _, t := range l {
		if !t.Jusquau.Connue() {
			r.paragraphe("  ", t.Nom+" : rien ne court, "+t.Pourquoi+".")
			continue
		}
		r.paragraphe("  ", t.Nom+" : jusqu'au "+t.Jusquau.Francais()+", "+t.Pourquoi+".")
	}
	return r.String()
}

// Purge écrit ce qui a été effacé, ou le serait à blanc, puis les dossiers à clore.
func Purge(purges []personne.Purge, dormants []personne.Dormant, au calendrier.Date, aBlanc, couleur bool) string {
	r := papier{couleur: couleur}
	titre := "EFFACÉ LE " + au.Francais()
	if aBlanc {
		titre = "RIEN N'EST EFFACÉ. CE QUI PARTIRAIT AU " + au.Francais()
	}
	r.ligne(r.style(styleGras, titre))
	if len(purges) == 0 {
		r.paragraphe("  ", "Aucune donnée n'a passé sa durée.")
	}
	for _, p := range purges {
		r.ligne(lisible(ouTiret(p.Reference) + "  " + p.Dossier))
		for _, t := range p.Donnees {
			r.paragraphe("  • ", t.Nom+" : à effacer depuis le "+t.Jusquau.Plus(1).Francais()+". "+document.Majuscule(t.Pourquoi)+". "+t.Source+".")
		}
	}
	if len(dormants) > 0 {
		r.titre("À clore")
		r.paragraphe("  ", "Rien n'y est consigné depuis longtemps, et aucun délai ne court tant qu'ils ne sont pas clos :")
		for _, x := range dormants {
			r.paragraphe("  • ", lisible(ouTiret(x.Reference)+"  "+x.Dossier)+", depuis le "+x.Depuis.Francais())
		}
	}
	return r.String()
}

// Copie écrit tout ce que la base sait d'une personne, son dossier vu d'un jour.
func Copie(c *personne.Copie, au calendrier.Date, couleur bool) string {
	var b strings.Builder
	if c.Identite != nil {
		b.WriteString(Identite(c.Identite, couleur))
	} else {
		b.WriteString("Aucune identité n'est gardée.\n")
	}
	b.WriteString("\n" + Dossier(c.Dossier, au, couleur))
	b.WriteString("\n" + Compte(c.Dossier, c.Compte, couleur))
	r := papier{couleur: couleur}
	if l := c.Dossier.Decisions(); len(l) > 0 {
		r.titre("Les décisions")
		for _, x := range l {
			r.paragraphe("  ", fmt.Sprintf("%s, %s (fait %d, édition %s)", x.Le.Francais(), x.Objet, x.Version, x.Edition))
		}
	}
	b.WriteString(r.String() + "\n" + Termes(c.Dossier, c.Termes, couleur))
	return b.String()
}
