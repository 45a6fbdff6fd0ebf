package terminal

import (
	"jalon/document"
	"jalon/droit/calendrier"
	"jalon/droit/parametre"
)

// Dernieres écrit, pour chaque série, sa valeur ce jour-là ; sans jour, la dernière publiée.
func Dernieres(noms []string, jour calendrier.Date, couleur bool) string {
	p := papier{couleur: couleur}
	for _, n := range noms {
		p.derniere(n, jour)
	}
	return p.String()
}

// Series écrit toutes les valeurs de chaque série, ou celle d'un jour, avec sa source.
func Series(noms []string, jour calendrier.Date, couleur bool) string {
	p := papier{couleur: couleur}
	for _, n := range noms {
		p.serie(n, jour)
	}
	return p.String()
}

// enVigueur rend la ligne en vigueur ce jour-là ; sans jour, la dernière publiée.
func enVigueur(nom string, jour calendrier.Date) (parametre.Ligne, bool) {
	var trouvee parametre.Ligne
	ok := false
	for _, l := range parametre.Lignes(nom) {
		if jour.Connue() && l.Debut > jour || !jour.Connue() && l.Attendue() {
			break
		}
		trouvee, ok = l, true
	}
	return trouvee, ok
}

// francais écrit une date du fichier comme on la lit.
func francais(iso string) string {
	d, err := calendrier.Lire([]byte(iso))
	if err != nil {
		return iso
	}
	return d.Francais()
}

func (p *papier) derniere(nom string, jour calendrier.Date) {
	l, ok := enVigueur(nom, jour)
	libelle := aGauche(document.Majuscule(parametre.Nommer(nom).Libelle), 55)
	if !ok {
		p.ligne(libelle, p.style(styleSourd, " aucune valeur ce jour-là"))
	} else {
		p.ligne(libelle, " ", p.style(styleGras, aDroite(l.EnFrancais(), 22)))
	}
	depuis := ""
	if ok {
		depuis = ", depuis le " + l.Debut.Francais()
	}
	p.ligne("  ", p.style(styleSourd, nom+depuis))
}

func (p *papier) serie(nom string, jour calendrier.Date) {
	p.titre(nom)
	p.paragraphe("  ", document.Majuscule(parametre.Nommer(nom).Libelle)+".")
	lignes := parametre.Lignes(nom)
	if jour.Connue() {
		l, ok := enVigueur(nom, jour)
		if !ok {
			p.ligne("  aucune valeur le ", jour.Francais())
			return
		}
		lignes = []parametre.Ligne{l}
	}
	for _, l := range lignes {
		p.ligne("  ", l.Debut.Francais(), "  ", p.style(styleGras, l.EnFrancais()))
		source := l.Texte
		if l.Article != "" {
			source += ", " + l.Article
		}
		p.paragraphe("              ", source)
		p.ligne("              ", p.style(styleSourd, l.Lien))
		if l.Note != "" {
			p.paragraphe("              ", l.Note)
		}
		p.ligne("              ", p.style(styleSourd, "vérifié le "+francais(l.VerifieLe)))
	}
}
