// Package pdf écrit la feuille de décision : deux pages A4, la réponse d'abord, de quoi vérifier ensuite.
// Les polices sont embarquées et la date est celle du dernier fait : la même situation donne les mêmes
// octets.
package pdf

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"jalon/document"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/choix"
	"jalon/droit/csp"
)

// Decision écrit la feuille de décision. adresse, si elle n'est pas vide, est celle de la page accessible
// qui dit la même chose.
func Decision(w io.Writer, s *csp.Situation, c *choix.Comparaison, adresse string) error {
	f, err := composer(s, c, adresse)
	if err != nil {
		return err
	}
	return f.ecrire(w)
}

func composer(s *csp.Situation, c *choix.Comparaison, adresse string) (*feuille, error) {
	if err := document.Comparable(c); err != nil {
		return nil, err
	}
	d := decision{s: s, c: c, adresse: adresse}
	d.feuille = nouvelleFeuille("Adhérer au CSP ou le refuser", "jalon "+csp.Edition(), document.Horodatage(document.DernierFait(s)))
	d.reponse()
	d.verifier()
	return d.feuille, d.p.Error()
}

type decision struct {
	*feuille
	s       *csp.Situation
	c       *choix.Comparaison
	adresse string
}

// page ouvre une page, avec son en-tête et son pied.
func (d *decision) page(n int) {
	d.p.AddPage()
	d.fond(accent, 0, 0, largeurPage, 3)
	d.police(maigre, 8, sourd)
	d.gauche(marge, 12, 110, "Contrat de sécurisation professionnelle (CSP)")
	d.droite(largeurPage-marge, 12, 65, "Situation au "+document.DernierFait(d.s).Francais()+", dernier fait connu")
	d.trait(filet, 0.2, marge, 285, largeurPage-marge, 285)
	d.police(maigre, 7, sourd)
	d.gauche(marge, 288.6, 160, "Règles et barèmes : jalon, édition "+csp.Edition()+". Ce calcul n'engage ni "+csp.NomOperateur(calendrier.Derniere)+" ni l'employeur.")
	d.droite(largeurPage-marge, 288.6, 15, strconv.Itoa(n)+" / 2")
	if d.adresse != "" {
		d.police(maigre, 7, accent)
		d.gauche(marge, 292.2, utile, "Version accessible de cette page : "+d.adresse)
		d.p.LinkString(marge, 289.8, utile, 3.2, d.adresse)
	}
}

// reponse est la première page : que répondre, jusqu'à quand, et ce que chacun doit faire.
func (d *decision) reponse() {
	d.page(1)
	d.police(gras, 22, encre)
	d.gauche(marge, 23.5, utile, "Adhérer au CSP ou le refuser")
	y := 27.0
	if id := d.s.ID; id != "" {
		d.police(maigre, 9.5, sourd)
		d.gauche(marge, 29.4, utile, id)
		y = 32.5
	}
	y = d.limite(y) + 5
	y = d.cartes(y) + 5.5
	y = d.bascule(y) + 5.5
	d.dates(y)
}

// limite dit jusqu'à quand répondre et rend le bas de la bande.
func (d *decision) limite(y float64) float64 {
	const haut = 19.0
	d.fond(teinte, marge, y, utile, haut)
	d.fond(accent, marge, y, 1.4, haut)
	fin := d.c.Situation.Dates.FinReflexion
	tete, suite := "Répondre au plus tard le", "Ce jour compris. Le silence vaut refus."
	switch d.s.Reponse.Decision {
	case csp.Acceptation:
		tete, suite = "Le dernier jour pour répondre", "Acceptation donnée le "+d.s.Reponse.Date.Francais()+". Les deux voies sont comparées comme au premier jour."
	case csp.Refus:
		tete, suite = "Le dernier jour pour répondre", "Refus donné le "+d.s.Reponse.Date.Francais()+". Les deux voies sont comparées comme au premier jour."
	case csp.SansReponse:
	}
	d.police(maigre, 9, sourd)
	d.gauche(marge+6, y+6, 90, tete)
	d.police(gras, 19, accent)
	d.gauche(marge+6, y+14.2, 108, fin.EnLettres())
	d.police(maigre, 9.2, encre)
	lignes := d.lignes(suite, utile-124, 3)
	d.paragraphe(marge+118, y+haut/2+1.2-float64(len(lignes)-1)*2.2, utile-124, 4.4, 3, suite)
	return y + haut
}

// carte est une voie en un coup d'œil.
type carte struct {
	nom, montant, unite, phrase, total string
}

// cartes met les deux voies côte à côte et rend leur bas.
func (d *decision) cartes(y float64) float64 {
	const haut, ecart = 55.0, 6.0
	l := (utile - ecart) / 2
	a, b := &d.c.Adherer, &d.c.Refus
	m := &a.Droits.Montants
	areBrute, areNette := b.PremiereARE()
	totalA, totalR, emploi := d.c.Scenarios[0].Adherer, d.c.Scenarios[0].Refus, "sans emploi retrouvé"
	if d.c.Emploi != nil {
		totalA, totalR, emploi = a.Total, b.Total, "avec l'emploi"
	}
	refus := carte{"Refuser", grandMontant(areBrute, areNette), parJour("d'ARE", areBrute, areNette), phraseRefuser(b), total(totalR)}
	if b.AREJours.Connu() && b.AREJours.Int() == 0 && b.Reliquat.Jours.Int() == 0 {
		refus.montant, refus.unite = "Pas d'ARE", "l'affiliation n'en ouvre pas"
	}
	for i, x := range []carte{
		{"Adhérer", grandMontant(m.ASPBrute, m.ASPNette), parJour("d'ASP", m.ASPBrute, m.ASPNette), phraseAdherer(a, d.c.Emploi), total(totalA)},
		refus,
	} {
		g := marge + float64(i)*(l+ecart)
		d.p.SetDrawColor(filet.r, filet.v, filet.b)
		d.p.SetLineWidth(0.25)
		d.p.Rect(g, y, l, haut, "D")
		d.fond(accent, g, y, l, 0.9)
		d.police(gras, 11.5, encre)
		d.gauche(g+5, y+8.2, l-10, x.nom)
		d.police(gras, 25, accent)
		d.gauche(g+5, y+19.4, l-10, x.montant)
		d.police(maigre, 8.5, sourd)
		d.gauche(g+5, y+24.6, l-10, x.unite)
		d.police(maigre, 9.2, encre)
		d.paragraphe(g+5, y+30.8, l-10, 4.3, 3, x.phrase)
		d.trait(filet, 0.2, g+5, y+42.4, g+l-5, y+42.4)
		d.police(maigre, 8.5, sourd)
		d.gauche(g+5, y+47.4, 38, "Brut au "+d.c.Horizon.Francais()+",")
		d.gauche(g+5, y+51.2, 38, emploi)
		d.police(gras, 15, encre)
		d.droite(g+l-5, y+50, l-50, x.total)
	}
	return y + haut
}

func somme(m argent.Montant) string {
	if !m.Connu() {
		return "—"
	}
	return m.Francais()
}

func total(m argent.Montant) string {
	if !m.Connu() {
		return "non connu"
	}
	return m.Francais()
}

// grandMontant est le net pour trente jours, comme sur la page ; à défaut, le brut.
func grandMontant(brute, nette argent.Montant) string {
	if nette.Connu() {
		return nette.Fois(30).Francais()
	}
	return somme(brute.Fois(30))
}

// parJour dit l'unité du grand montant.
func parJour(quoi string, brute, nette argent.Montant) string {
	switch {
	case !brute.Connu():
		return "montant par jour non connu"
	case !nette.Connu():
		return "brut pour trente jours " + quoi
	}
	return "net pour trente jours ; " + brute.Francais() + " brut par jour " + quoi
}

func phraseAdherer(a *choix.Voie, emploi *choix.Emploi) string {
	t, n := document.Majuscule(a.ASPEnMots()), a.Droits.Apres.AREJoursRestants
	if emploi != nil && n.Connu() && n.Int() > 0 && a.Droits.Sortie != nil && a.Droits.Sortie.Regle == csp.EXIT01 {
		return t + ", veille de l'emploi ; " + document.Nombre(n.Int(), "jour") + " d'ARE resteraient ensuite."
	}
	return t + ", puis " + a.SuiteEnMots() + "."
}

func phraseRefuser(b *choix.Voie) string {
	t := "Le contrat jusqu'au " + b.FinContrat.Francais() + ", préavis compris"
	if !b.FinContrat.Connue() {
		t = "Le contrat jusqu'à la fin du préavis"
	}
	switch {
	case b.AREJours.Connu() && b.AREJours.Int() == 0 && b.Reliquat.Jours.Int() == 0:
		return t + ", puis aucune ARE."
	case !b.AREDebut.Connue():
		return t + ", puis l'ARE, dont le début n'est pas connu."
	}
	t += ", puis l'ARE à partir du " + b.AREDebut.Francais()
	if ancien := b.AncienDroitEnMots(); ancien != "" {
		t += " " + ancien
	}
	if b.AREJours.Connu() {
		t += ", " + document.Nombre(b.AREJours.Int(), "jour") + " au plus"
	}
	return t + "."
}

// bascule dit quelle voie a rapporté le plus, depuis quand, et ce que change l'emploi supposé.
func (d *decision) bascule(y float64) float64 {
	tete, texte := "Qui rapporte le plus", d.c.BasculeEnMots()
	d.police(gras, 11.5, accent)
	l := min(d.largeur(typo(tete)), 84)
	d.gauche(marge, y+1, 84.5, tete)
	d.police(maigre, 9.2, encre)
	y = d.paragraphe(marge+l+5, y+1, utile-l-5, 4.2, 4, texte)
	if e := d.c.Emploi; e != nil {
		d.police(maigre, 9.2, encre)
		y = d.paragraphe(marge, y+0.6, utile, 4.2, 2, phraseEmploi(d.c))
	}
	return y - 2
}

func phraseEmploi(c *choix.Comparaison) string {
	x := &c.Aides
	t := "Avec l'emploi du " + c.Emploi.Debut.Francais() + " : " + somme(c.Adherer.Total) + " en adhérant, " + somme(c.Refus.Total) + " en refusant. "
	switch x.Meilleure {
	case choix.Prime:
		t += "En adhérant, la prime de reclassement rapporte au moins autant que l'indemnité différentielle : " + somme(x.Prime) + "."
	case choix.IDR:
		t += "En adhérant, l'indemnité différentielle est l'aide qui rapporte : " + somme(x.IDR) + "."
	case choix.SansAide, choix.AideInconnue:
		t += x.EnMots()
	}
	return t
}

// Les colonnes de la table des dates.
const (
	colQuand = marge + 5
	colQui   = marge + 51
	colQuoi  = marge + 74
	finQuoi  = utile - 74 - 16
)

// taille est une façon de mettre la table en page, de la plus aérée à la plus serrée.
type taille struct {
	corps, pas, ecart float64
	lignes            int
}

var tailles = []taille{{8.4, 3.6, 2.2, 3}, {8.2, 3.5, 1.7, 3}, {8, 3.35, 1.4, 3}, {7.6, 3.2, 1.1, 2}, {7.2, 3, 0.9, 2}, {6.8, 2.9, 0.7, 2}, {6.6, 2.8, 0.6, 1}}

// dates montre chaque jour et qui doit faire quoi : ce qui vaut en tout cas, puis ce qui suppose une réponse.
func (d *decision) dates(y float64) {
	y = d.titre(marge, y, utile, "Les dates, et qui doit faire quoi")
	tout := document.Dates(d.s, d.c)
	slices.SortStableFunc(tout, func(a, b document.Date) int { return int(a.Si) - int(b.Si) })
	t, montrees := d.tailleDates(tout, basUtile-y)
	for i, x := range tout[:montrees] {
		if entete(tout, i) {
			d.police(gras, t.corps, accent)
			d.gauche(colQuand, y, utile, document.Majuscule(x.Si.String()))
			y += t.pas + t.ecart
		}
		if x.Qui == "" {
			d.point(marge+1.2, y-1, 0.7)
		} else {
			d.coche(marge, y-2.1, 2.3, x.Faite)
		}
		d.quand(y, t.corps, x)
		d.police(maigre, t.corps, accent)
		d.gauche(colQui, y, colQuoi-colQui-2, x.Qui)
		d.police(maigre, t.corps-1.2, sourd)
		d.droite(largeurPage-marge, y, 15, x.Regle.String())
		d.police(maigre, t.corps, encre)
		y = d.paragraphe(colQuoi, y, finQuoi, t.pas, t.lignes, x.Quoi+".") + t.ecart
	}
	if reste := len(tout) - montrees; reste > 0 {
		d.police(maigre, t.corps, sourd)
		d.gauche(colQuand, y, utile-5, "et "+document.Nombre(reste, "autre")+" "+map[bool]string{true: "dates", false: "date"}[reste > 1]+", dans l'agenda à emporter.")
	}
}

// entete dit qu'une supposition nouvelle commence à ce rang.
func entete(tout []document.Date, i int) bool {
	return tout[i].Si != document.Certaine && (i == 0 || tout[i-1].Si != tout[i].Si)
}

// quand écrit l'échéance, puis le jour, que l'œil cherche.
func (d *decision) quand(y, corps float64, x document.Date) {
	const large = colQui - colQuand - 2
	echeance, jour := x.Quand(), ""
	if x.Jour.Connue() {
		jour = x.Jour.Francais()
		echeance = strings.TrimSuffix(echeance, jour)
	}
	d.police(maigre, corps-0.5, sourd)
	d.gauche(colQuand, y, large, strings.TrimSpace(echeance))
	pris := d.largeur(typo(echeance))
	d.police(gras, corps, encre)
	if x.Faite {
		d.police(maigre, corps, sourd)
	}
	if jour != "" {
		d.gauche(colQuand+pris, y, large-pris, jour)
	}
}

// tailleDates choisit la mise en page la plus aérée qui tient en haut, et combien de dates y tiennent.
func (d *decision) tailleDates(tout []document.Date, haut float64) (taille, int) {
	const datesMax = 90 // au-delà, rien ne tient : inutile de tout mesurer
	n := min(len(tout), datesMax)
	for i, t := range tailles {
		h, complet := 0.0, n == len(tout)
		tiennent := 0
		d.police(maigre, t.corps, encre)
		for j, x := range tout[:n] {
			if entete(tout, j) {
				h += t.pas + t.ecart
			}
			lignes := float64(len(d.lignes(x.Quoi+".", finQuoi, t.lignes)))
			h += lignes*t.pas + t.ecart
			if h <= haut { // et la place de la ligne qui dit combien manquent
				tiennent = j + 1
			}
			if h-t.pas-t.ecart > haut {
				complet = false
				break
			}
		}
		if complet {
			return t, n
		}
		if i == len(tailles)-1 {
			return t, tiennent
		}
	}
	return taille{}, 0
}
