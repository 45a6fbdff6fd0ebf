package pdf

import (
	"io"
	"strconv"
	"strings"

	"jalon/document"
	"jalon/document/lettre"
	"jalon/droit/csp"
)

// Une lettre, en millimètres. L'adresse tombe dans la fenêtre d'une enveloppe DL ou C5, à droite.
const (
	margeLettre  = 20.0
	utileLettre  = largeurPage - 2*margeLettre
	fenetreX     = 110.0
	fenetreY     = 51.0
	fenetreLarge = largeurPage - fenetreX - 14
	corpsLettre  = 10.2
	pasLettre    = 4.7
	hautSuite    = 24.0  // première ligne des pages qui suivent
	basLettre    = 276.0 // dernière ligne de base
	hautCoupon   = 84.0  // place d'une partie à détacher
	placeSigner  = 20.0
)

// Lettre écrit un papier, autant de pages A4 qu'il en faut. La date du fichier est celle du dernier fait : le même
// papier donne les mêmes octets.
func Lettre(w io.Writer, l *lettre.Lettre) error {
	f := nouvelleFeuille(l.Titre, "jalon "+csp.Edition(), document.Horodatage(l.Jour))
	c := courrier{feuille: f, l: l}
	f.p.AddPage()
	c.y = c.tete()
	for i := range l.Blocs {
		c.bloc(&l.Blocs[i])
	}
	c.pieds()
	return f.ecrire(w)
}

// courrier est une lettre en train de se mettre en page ; y est la prochaine ligne de base.
type courrier struct {
	*feuille
	l *lettre.Lettre
	y float64
}

// tete écrit l'expéditeur, le destinataire, le lieu et le titre, et rend la ligne de base qui suit.
func (c *courrier) tete() float64 {
	c.fond(accent, 0, 0, largeurPage, 2.4)
	y, large := 20.0, utileLettre
	if len(c.l.A) > 0 {
		large = 84
	}
	for i, s := range c.l.De {
		c.police(maigre, 9.2, sourd)
		if i == 0 {
			c.police(gras, 10.4, encre)
		}
		y = c.texte(margeLettre, y, large, 4.4, s)
	}
	if len(c.l.A) > 0 {
		c.police(maigre, 10.4, encre)
		bas := fenetreY
		for _, s := range c.l.A {
			if bas < 85 {
				bas = c.texte(fenetreX, bas, fenetreLarge, 4.9, s)
			}
		}
		y = max(y, 91)
	}
	c.police(maigre, corpsLettre, encre)
	if c.l.Lieu != "" {
		x := margeLettre
		if len(c.l.A) > 0 {
			x = fenetreX
		}
		y = c.texte(x, y+1, largeurPage-margeLettre-x, pasLettre, c.l.Lieu)
	}
	c.police(gras, 14.5, accent)
	return c.texte(margeLettre, y+5.5, utileLettre, 6.2, c.l.Titre) + 2.6
}

// lignesMax borne ce qui a une place fixe : un nom, une adresse, un titre.
const lignesMax = 2

// texte écrit s en deux lignes au plus, sans changer de page, et rend la ligne de base qui suit.
func (c *courrier) texte(x, y, large, pas float64, s string) float64 {
	return c.paragraphe(x, y, large, pas, lignesMax, s)
}

// couper coupe s aux espaces, et un mot trop long où il faut : rien n'est perdu.
func (c *courrier) couper(s string, large float64) []string {
	var tout []string
	ligne := ""
	for mot := range strings.FieldsFuncSeq(typo(s), func(r rune) bool { return r == ' ' }) {
		essai := mot
		if ligne != "" {
			essai = ligne + " " + mot
		}
		if c.largeur(essai) <= large {
			ligne = essai
			continue
		}
		if ligne != "" {
			tout = append(tout, ligne)
		}
		ligne = ""
		for _, r := range mot {
			if ligne != "" && c.largeur(ligne+string(r)) > large {
				tout, ligne = append(tout, ligne), ""
			}
			ligne += string(r)
		}
	}
	return append(tout, ligne)
}

// place passe à la page suivante s'il ne reste pas tant de hauteur.
func (c *courrier) place(haut float64) {
	if c.y+haut <= basLettre {
		return
	}
	c.p.AddPage()
	c.police(maigre, 8, sourd)
	c.gauche(margeLettre, 14, utileLettre, c.l.Au)
	c.trait(filet, 0.2, margeLettre, 16.4, largeurPage-margeLettre, 16.4)
	c.y = hautSuite
}

// couler écrit un texte depuis y, sur plusieurs pages s'il le faut, sans laisser une ligne seule en bas ni en haut ;
// police la remet après un changement de page.
func (c *courrier) couler(x, large, pas float64, s string, police func()) {
	police()
	lignes := c.couper(s, large)
	for i, ligne := range lignes {
		haut := 0.0
		if i == 0 && len(lignes) > 1 || i > 0 && i == len(lignes)-2 {
			haut = pas // celle-ci et la suivante vont ensemble
		}
		c.place(haut)
		police()
		c.p.Text(x, c.y, ligne)
		c.y += pas
	}
}

func (c *courrier) corps() { c.police(maigre, corpsLettre, encre) }

func (c *courrier) bloc(b *lettre.Bloc) {
	switch b.Genre {
	case lettre.Titre:
		c.y += 2.4
		c.place(3 * pasLettre)
		c.police(gras, 11, accent)
		c.y = c.texte(margeLettre, c.y, utileLettre, 5, b.Texte) + 0.6
	case lettre.Paragraphe:
		c.couler(margeLettre, utileLettre, pasLettre, b.Texte, c.corps)
		c.y += 1.9
	case lettre.Liste:
		for _, s := range b.Lignes {
			c.place(pasLettre)
			c.point(margeLettre+1.6, c.y-1.2, 0.65)
			c.couler(margeLettre+5, utileLettre-5, pasLettre, s, c.corps)
			c.y += 0.9
		}
		c.y += 1.2
	case lettre.Case:
		c.place(pasLettre)
		c.coche(margeLettre+0.4, c.y-3, 3.4, false)
		c.couler(margeLettre+6.4, utileLettre-6.4, pasLettre, b.Texte, c.corps)
		c.y += 1.4
	case lettre.Tableau:
		c.tableau(b)
	case lettre.Signature:
		c.place(float64(len(b.Lignes))*lignesMax*pasLettre + placeSigner)
		c.y += 3
		c.corps()
		for _, s := range b.Lignes {
			c.y = c.texte(fenetreX-10, c.y, largeurPage-margeLettre-fenetreX+10, pasLettre, s)
		}
		c.y += placeSigner
	case lettre.Note:
		c.y += 1
		c.couler(margeLettre, utileLettre, 3, b.Texte, func() { c.police(maigre, 7, sourd) })
	case lettre.Coupon:
		c.place(hautCoupon)
		c.y += 3
		c.p.SetDashPattern([]float64{1.6, 1.4}, 0)
		c.trait(sourd, 0.25, 0, c.y, largeurPage, c.y)
		c.p.SetDashPattern(nil, 0)
		c.police(maigre, 8, sourd)
		c.gauche(margeLettre, c.y+4.6, utileLettre, b.Texte)
		c.y += 11
	case lettre.SautDePage:
		c.place(hauteurPage)
	}
}

// tableau écrit des rangées ; les en-têtes sont répétés en haut de chaque page.
func (c *courrier) tableau(b *lettre.Bloc) {
	const marges = 1.5
	if len(b.Rangees) == 0 {
		return
	}
	p := b.Parts()
	large := func(i int) float64 { return utileLettre * float64(p[i]) / 100 }
	entete := func() {
		if len(b.Entetes) == 0 {
			return
		}
		c.fond(teinte, margeLettre, c.y-3.9, utileLettre, 5.6)
		x := margeLettre
		for i, s := range b.Entetes {
			c.police(gras, 9, accent)
			c.gauche(x+marges, c.y, large(i)-2*marges, s)
			x += large(i)
		}
		c.y += 6
	}
	c.y += 0.6
	c.place(2 * pasLettre)
	entete()
	for _, rangee := range b.Rangees {
		cases := make([][]string, len(rangee))
		haut := 0
		for i, s := range rangee {
			c.policeCase(b, i)
			cases[i] = c.couper(s, large(i)-2*marges)
			haut = max(haut, len(cases[i]))
		}
		for k := range haut {
			if c.y > basLettre {
				c.place(pasLettre)
				entete()
			}
			x := margeLettre
			for i := range rangee {
				if k < len(cases[i]) {
					c.policeCase(b, i)
					c.p.Text(x+marges, c.y, cases[i][k])
				}
				x += large(i)
			}
			c.y += 4.5
		}
		c.trait(filet, 0.18, margeLettre, c.y-2.6, largeurPage-margeLettre, c.y-2.6)
		c.y += 1.5
	}
	c.y += 1.6
}

// policeCase : la valeur, en deuxième colonne, est ce que l'œil cherche.
func (c *courrier) policeCase(b *lettre.Bloc, i int) {
	switch {
	case i == 1:
		c.police(gras, 9.8, encre)
	case i > 1:
		c.police(maigre, 8.4, sourd)
	default:
		c.police(maigre, 9.8, encre)
	}
}

// pieds écrit le pied de chaque page, quand leur nombre est connu.
func (c *courrier) pieds() {
	pages := c.p.PageCount()
	for n := 1; n <= pages; n++ {
		c.p.SetPage(n)
		c.trait(filet, 0.2, margeLettre, 283, largeurPage-margeLettre, 283)
		c.police(maigre, 7, sourd)
		c.gauche(margeLettre, 287, utileLettre-20, c.l.Pied)
		c.droite(largeurPage-margeLettre, 287, 18, strconv.Itoa(n)+" / "+strconv.Itoa(pages))
	}
}
