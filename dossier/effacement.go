package dossier

import "strings"

const acteEffacement = "effacement"

// Les motifs d'un effacement. Une liste : un texte libre pourrait nommer la personne, dans un fait qui reste.
const (
	MotifDuree   = "duree"      // la durée de conservation est passée
	MotifDemande = "demande"    // la personne l'a demandé (RGPD art. 17)
	MotifErreur  = "erreur"     // elle n'avait pas à être là
	MotifCle     = "cle_perdue" // plus rien ne l'ouvre
)

var motifsEffacement = []string{MotifDuree, MotifDemande, MotifErreur, MotifCle}

// MotifsDemandes sont ceux qu'une personne donne ; les autres viennent du programme.
var MotifsDemandes = []string{MotifDemande, MotifErreur}

// PreparerEffacement enchaîne au dossier le fait qui dit un effacement et rend sa fiche, sans rien écrire : le registre des
// identités, et lui seul, les consigne avec l'effacement même.
func (g *Greffe) PreparerEffacement(d *Dossier, auteur string, donnees []string, motif, raison string) ([]Fait, *Fiche, error) {
	return g.preparerDuRegistre(d, auteur, &Saisie{Acte: acteEffacement, Valeurs: map[string]string{
		"donnees": strings.Join(donnees, ", "), "motif": motif, "raison": raison,
	}})
}
