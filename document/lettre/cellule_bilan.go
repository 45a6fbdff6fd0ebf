package lettre

import (
	"jalon/document"
	"jalon/dossier"
	"jalon/droit/casp"
)

// CelluleBilan écrit le bilan d'une cellule finie : ses dates, ses chiffres semaine par semaine, ce que l'opérateur en dit, et
// combien de ses personnes ont un dossier de CSP. Rend nil tant qu'elle n'est pas finie.
func CelluleBilan(d *dossier.Dossier, administration, entreprise, dossiers string) *Lettre {
	fins := d.De("cellule_fin")
	if len(fins) == 0 {
		return nil
	}
	f, x := fins[0], d.Cellule()
	r := commencerCellule(d, "cellule-bilan-"+f.Le.String(), "Bilan d'une cellule d'appui à la sécurisation professionnelle", administration, entreprise, f.Le)
	r.citer(casp.CASP03, casp.CASP04, casp.CASP05)
	r.tableau(nil,
		[]string{"Opérateur", x.Operateur}, []string{"Premier jour", x.Debut.Francais()}, []string{"Dernier jour", f.Le.Francais()},
		[]string{"Durée", document.Nombre(int(f.Le-x.Debut)+1, "jour")}, []string{"Personnes venues de la cellule qui ont un dossier de CSP", dossiers})
	r.titre("Ce qui a été fait")
	entetes, rangees := []string{"", "En tout"}, [][]string{}
	for i, s := range x.Semaines {
		if i < semainesMax {
			entetes = append(entetes, s.Lundi.Francais()[:5])
		}
	}
	for _, c := range dossier.ChiffresCellule {
		n, dit := x.Chiffres[c.Cle]
		if !dit {
			continue
		}
		rangee := []string{c.Intitule, document.Entier(n)}
		for i, s := range x.Semaines {
			if n, dit := s.Chiffres[c.Cle]; i < semainesMax && dit {
				rangee = append(rangee, document.Entier(n))
			} else if i < semainesMax {
				rangee = append(rangee, "—")
			}
		}
		rangees = append(rangees, rangee)
	}
	r.tableau(entetes, rangees...)
	if len(rangees) == 0 {
		r.para("Aucun chiffre n'a été donné.")
	} else {
		r.bloc(Bloc{Genre: Note, Texte: "Chaque colonne est une semaine, par son lundi. Une personne rencontrée deux semaines de suite compte deux fois."})
	}
	r.titre("Ce que l'opérateur en dit")
	r.texteLong(d.Suivi(f.Version)["bilan"], "bilan", false)
	r.bloc(Bloc{Genre: Signature, Lignes: []string{"Pour l'opérateur, " + x.Operateur}})
	r.sources()
	l := r.finir()
	return &l
}

// semainesMax est celui d'une cellule qui ne commence pas un lundi : quarante-deux jours y touchent sept semaines.
const semainesMax = 7
