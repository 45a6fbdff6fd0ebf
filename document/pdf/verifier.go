package pdf

import (
	"slices"
	"strings"

	"jalon/document"
	"jalon/droit/calendrier"
	"jalon/droit/choix"
	"jalon/droit/trace"
)

// moisParColonne : au-delà, la table des mois prend deux colonnes.
const moisParColonne = 31

// Deux colonnes de texte.
const (
	gouttiere   = 8.0
	colonne     = (utile - gouttiere) / 2
	secondeGche = marge + colonne + gouttiere
)

// verifier est la seconde page : les mois, la sensibilité, les chiffres et leur règle, ce qui est supposé.
func (d *decision) verifier() {
	d.page(2)
	mois := d.mois()
	y := 21.0
	gauche, droite := y, y
	if len(mois) > moisParColonne {
		y = d.titre(marge, y, utile, d.titreMois())
		moitie := (len(mois) + 1) / 2
		bas := d.tableMois(marge, y, mois[:moitie], 3.55)
		d.tableMois(secondeGche, y, mois[moitie:], 3.55)
		gauche, droite = bas+4, bas+4
	} else {
		gauche = d.titre(marge, y, colonne, d.titreMois())
		gauche = d.tableMois(marge, gauche, mois, 4.1) + 4.5
	}
	droite = d.scenarios(secondeGche, droite) + 4.5
	if len(mois) > moisParColonne {
		gauche = d.chiffres(marge, gauche, chiffresSerres) + 4.5
	} else {
		droite = d.chiffres(secondeGche, droite, chiffresAeres) + 4.5
	}
	var reserves []string
	for _, a := range d.c.Adherer.Droits.Avertissements {
		reserves = append(reserves, a.Message.String()+" ("+a.Regle.String()+")")
	}
	restes := []liste{{"Ce qui est supposé", d.c.Hypotheses}, {"À savoir, et ce qui n'est pas sûr", reserves}}
	if len(mois) > moisParColonne { // la place manque à gauche
		d.listes(secondeGche, droite, liste{"Ce qui n'est pas compté", d.c.NonCouverts}, restes[1])
		d.listes(marge, gauche, restes[0])
		return
	}
	d.listes(marge, gauche, restes...)
	d.listes(secondeGche, droite, liste{"Ce qui n'est pas compté", d.c.NonCouverts})
}

func (d *decision) titreMois() string {
	if e := d.c.Emploi; e != nil {
		return "Mois par mois, brut, avec l'emploi du " + e.Debut.Francais()
	}
	return "Mois par mois, brut"
}

// deuxMois est un mois sur les deux voies.
type deuxMois struct{ a, b *choix.Mois }

// mois rend les mois où une voie rapporte quelque chose.
func (d *decision) mois() []deuxMois {
	var l []deuxMois
	for i := range d.c.Adherer.Mois {
		x := deuxMois{&d.c.Adherer.Mois[i], &d.c.Refus.Mois[i]}
		if !x.a.Total.Nul() || !x.b.Total.Nul() {
			l = append(l, x)
		}
	}
	return l
}

// tableMois écrit une colonne de mois et rend son bas. Le mois de la dernière bascule est teinté.
func (d *decision) tableMois(x, y float64, mois []deuxMois, pas float64) float64 {
	const large = 16.2
	fins := [4]float64{x + colonne - 3*large - 0.6, x + colonne - 2*large, x + colonne - large - 0.6, x + colonne}
	d.police(gras, 6.8, sourd)
	d.gauche(x, y, 15, "Mois")
	for i, t := range []string{"Adhérer", "cumul", "Refuser", "cumul"} {
		d.droite(fins[i], y, large-1, t)
	}
	y += pas + 0.4
	var bascule calendrier.Date
	if n := len(d.c.Bascules); n > 0 {
		bascule = d.c.Bascules[n-1].Jour.DebutMois()
	}
	for _, m := range mois {
		if bascule.Connue() && m.a.Mois == bascule {
			d.fond(teinte, x-1, y-pas+1, colonne+2, pas)
		}
		d.police(maigre, 7, encre)
		d.gauche(x, y, fins[0]-x-large+1.2, moisCourt(m.a.Mois))
		d.droite(fins[0], y, large-1, somme(m.a.Total))
		d.droite(fins[2], y, large-1, somme(m.b.Total))
		d.police(gras, 7, encre)
		d.droite(fins[1], y, large-0.4, somme(m.a.Cumul))
		d.droite(fins[3], y, large-0.4, somme(m.b.Cumul))
		y += pas
	}
	return y
}

var abreges = strings.NewReplacer("janvier", "janv.", "février", "févr.", "juillet", "juil.", "septembre", "sept.", "octobre", "oct.", "novembre", "nov.", "décembre", "déc.")

func moisCourt(m calendrier.Date) string { return abreges.Replace(m.NomMois()) }

// scenarios montre ce que change un emploi retrouvé et rend le bas.
func (d *decision) scenarios(x, y float64) float64 {
	y = d.titre(x, y, colonne, "Si un emploi est retrouvé")
	fins := [3]float64{x + colonne - 37.6, x + colonne - 18.6, x + colonne}
	d.police(gras, 6.8, sourd)
	d.gauche(x, y, 30, "Après")
	for i, t := range []string{"Adhérer", "Refuser", "Écart"} {
		d.droite(fins[i], y, 17, t)
	}
	y += 4.1
	for _, s := range d.c.Scenarios {
		nom := "jamais"
		if s.Mois > 0 {
			nom = document.Nombre(s.Mois, "mois")
			if s.Aide != choix.SansAide {
				nom += ", " + s.Aide.String()
			}
		}
		d.police(maigre, 7, encre)
		d.gauche(x, y, colonne-56, nom)
		d.droite(fins[0], y, 17, somme(s.Adherer))
		d.droite(fins[1], y, 17, somme(s.Refus))
		d.police(gras, 7, accent)
		d.droite(fins[2], y, 17, somme(s.Ecart))
		y += 3.7
	}
	d.police(maigre, 6, sourd)
	return d.paragraphe(x, y+0.2, colonne, 2.6, 2, "Totaux bruts au "+d.c.Horizon.Francais()+" ; l'écart est ce qu'adhérer rapporte de plus. « prime », « différentielle » : l'aide qu'ouvre l'emploi en adhérant.")
}

// tailleChiffre est la mise en page d'un chiffre et de son article.
type tailleChiffre struct{ corps, article, pas, suivant, groupe float64 }

var (
	chiffresAeres  = tailleChiffre{7.6, 6.3, 3, 3.9, 1.3}
	chiffresSerres = tailleChiffre{7, 5.6, 2.5, 2.9, 0.2}
)

// chiffres montre les montants d'où tout part, la règle et l'article de chacun, et rend le bas.
func (d *decision) chiffres(x, y float64, t tailleChiffre) float64 {
	y = d.titre(x, y, colonne, "Les chiffres, leur règle et leur article")
	groupe := ""
	for _, c := range document.Chiffres(d.s, d.c) {
		if !c.Principal {
			continue
		}
		if c.Groupe != groupe {
			if groupe != "" {
				y += t.groupe
			}
			groupe = c.Groupe
			d.police(gras, t.corps-0.4, accent)
			d.gauche(x, y, colonne, groupe)
			y += t.suivant
		}
		d.police(maigre, t.corps, encre)
		d.gauche(x, y, colonne-22, c.Libelle)
		d.police(gras, t.corps, encre)
		d.droite(x+colonne, y, 21, c.String())
		y += t.pas
		d.police(maigre, t.article, sourd)
		d.gauche(x, y, colonne, d.quiTiennent(c.Regle, colonne))
		y += t.suivant
	}
	return y
}

// liste est un titre et des phrases.
type liste struct {
	titre   string
	phrases []string
}

// Une liste : l'espace entre deux phrases, la place de son titre, l'espace qui la suit.
const (
	entrePhrases = 1.1
	placeTitre   = 6.2
	apresListe   = 4.0
	basListes    = basUtile + 1.5
)

// listes écrit des phrases dans la place qui reste, au plus grand corps qui tient ; au plus petit, elles
// sont coupées.
func (d *decision) listes(x, y float64, ls ...liste) {
	ls = slices.DeleteFunc(slices.Clone(ls), func(l liste) bool { return len(l.phrases) == 0 })
	corps := 7.6
	for ; corps > 5.7; corps -= 0.3 {
		d.police(maigre, corps, encre)
		h := 0.0
		for _, l := range ls {
			h += placeTitre + apresListe
			for _, p := range l.phrases {
				h += float64(len(d.lignes(p, colonne-3, 99)))*corps*pasParCorps + entrePhrases
			}
		}
		if y+h-apresListe <= basListes {
			break
		}
	}
	pas := corps * pasParCorps
	for _, l := range ls {
		if y+placeTitre+pas > basListes {
			return
		}
		y = d.titre(x, y, colonne, l.titre)
		for _, p := range l.phrases {
			place := int((basListes-y)/pas) + 1
			if y > basListes {
				return
			}
			d.point(x+0.7, y-0.8, 0.45)
			d.police(maigre, corps, encre)
			y = d.paragraphe(x+3, y, colonne-3, pas, place, p) + entrePhrases
		}
		y += apresListe - entrePhrases
	}
}

// pasParCorps : l'interligne en millimètres, pour un corps en points.
const pasParCorps = 0.41

// quiTiennent écrit une règle et ses articles, entiers, tant qu'ils tiennent sur la ligne ; le reste est compté.
func (d *decision) quiTiennent(r trace.Regle, large float64) string {
	articles := r.Carte().Articles
	texte := r.String() + " · " + articles[0]
	for i, a := range articles[1:] {
		suite := " ; " + a
		if d.largeur(typo(texte+suite)) > large-14 {
			return texte + " ; et " + document.Nombre(len(articles)-1-i, "autre")
		}
		texte += suite
	}
	return texte
}
