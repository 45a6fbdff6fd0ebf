package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"jalon/document"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/parametre"
)

func cmdBaremes() *cobra.Command {
	var au string
	c := &cobra.Command{
		Use:   "baremes [NOM]",
		Short: "Les valeurs datées du droit et leurs sources",
		Long: `Sans argument, liste toutes les séries et leur valeur la plus récente, ou celle
du jour donné par --au. Avec un nom (ou un morceau), montre toutes les valeurs de
la série, chacune avec son texte, son article, son lien et le jour où elle a été
vérifiée.`,
		RunE: func(c *cobra.Command, args []string) error {
			var jour calendrier.Date
			if au != "" {
				d, err := calendrier.Lire([]byte(au))
				if err != nil {
					return erreurUsage{"--au " + au + " : " + err.Error(), "par exemple : jalon baremes pmss --au 2024-05-01"}
				}
				jour = d
			}
			p := &papier{couleur: enCouleur(c.OutOrStdout())}
			cherche := strings.ToLower(strings.Join(args, " "))
			var noms []string
			for _, n := range parametre.Noms() {
				if n == cherche {
					noms = []string{n}
					break
				}
				if strings.Contains(n, cherche) || strings.Contains(strings.ToLower(parametre.Nommer(n).Libelle), cherche) {
					noms = append(noms, n)
				}
			}
			if len(noms) == 0 {
				return erreurUsage{"aucune série ne s'appelle « " + cherche + " »", "« jalon baremes » les liste toutes"}
			}
			for _, n := range noms {
				if cherche == "" {
					p.derniere(n, jour)
				} else {
					p.serie(n, jour)
				}
			}
			return ecrire(c, []byte(p.String()))
		},
	}
	c.Flags().StringVar(&au, "au", "", "le `JOUR` où lire les valeurs, comme 2024-05-01")
	return c
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

func cmdVersion() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "L'édition des règles et des barèmes",
		Args:  sansArgument,
		RunE: func(c *cobra.Command, _ []string) error {
			return ecrire(c, fmt.Appendf(nil, "jalon, édition %s\nrègles %s, barèmes %s\nprocédures couvertes : engagées du %s au %s\n",
				csp.Edition(), csp.Version, parametre.Empreinte(), csp.PremierEngagement.Francais(), csp.DernierEngagement.Francais()))
		},
	}
}
