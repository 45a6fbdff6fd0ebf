package terminal

import (
	"fmt"

	"jalon/acces"
)

// Comptes écrit les organisations et les comptes de chacune.
func Comptes(orgs []acces.Organisation, comptes []acces.Compte, couleur bool) string {
	p := papier{couleur: couleur}
	if len(orgs) == 0 {
		p.ligne("Aucune organisation.")
	}
	for _, o := range orgs {
		facteur := ""
		if o.SecondFacteur {
			facteur = "  second facteur demandé"
		}
		p.ligne(p.style(styleGras, lisible(o.Nom)), "  "+o.Sorte+"  "+ouTiret(o.SIRET)+facteur)
		p.ligne("  " + p.style(styleSourd, o.ID))
		for _, x := range comptes {
			if x.Organisation != o.ID {
				continue
			}
			etat := ""
			switch {
			case x.Desactive:
				etat = "  désactivé"
			case x.TOTP != nil:
				etat = "  second facteur"
			}
			p.ligne("  " + lisible(x.Courriel+"  "+string(x.Role)+"  "+x.Nom) + etat)
		}
	}
	return p.String()
}

// Registre écrit ce que chacun a fait, une ligne par geste.
func Registre(l []acces.LigneAudit, couleur bool) string {
	p := papier{couleur: couleur}
	for _, x := range l {
		issue := x.Issue
		if issue == acces.Refuse {
			issue = p.style(styleAlerte, "refusé")
		}
		p.ligne(fmt.Sprintf("%6d  %s  %s  %s  %s  %s  %s", x.Rang, x.Instant.Local().Format("02/01/2006 15:04:05"), ouTiret(x.Compte), x.Geste, ouTiret(x.Dossier), issue, x.Detail))
	}
	return p.String()
}
