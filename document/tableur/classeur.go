package tableur

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"jalon/lot"
)

// archive est un classeur ouvert, ses parties par leur nom en minuscules.
type archive struct {
	parties map[string]*zip.File
	compte  *compte
	// Ce que toutes les feuilles partagent.
	epoque04 bool
	dates    []bool  // par numéro de style : son format est celui d'une date
	textes   []texte // partagés
}

type texte struct {
	s     string
	coupe bool
}

// jetonMax borne une balise ou un texte d'une grande partie, et une petite partie entière.
const jetonMax = 8 << 20

// errDemesure arrête la lecture d'une partie qui se déplie sans fin.
var errDemesure = errors.New("le contenu déplié est démesuré")

// Au-delà de bombeMin octets, une partie dépliée plus de bombeFois n'est pas une feuille : celles des tableurs
// le sont de dix à soixante fois.
const (
	bombeMin  = 16 << 20
	bombeFois = 300
)

func lireXLSX(contenu io.ReaderAt, taille int64) (*Classeur, *Erreur) {
	z, err := zip.NewReader(contenu, taille)
	if err != nil {
		return nil, &Erreur{Quoi: "est abîmé ou incomplet", Conseil: "copiez-le de nouveau depuis sa source, ou " + enregistrer, Cause: err}
	}
	a := &archive{parties: map[string]*zip.File{}, compte: nouveauCompte()}
	for _, p := range z.File {
		a.parties[strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(p.Name, `\`, "/"), "/"))] = p
	}
	c, err := a.lire()
	var e *Erreur
	switch {
	case err == nil:
		return c, nil
	case errors.As(err, &e):
		return nil, e
	case errors.Is(err, errDemesure):
		return nil, &Erreur{Quoi: fmt.Sprintf("se déplie au-delà de %d Mo ou n'est presque que du vide", DeplieMax>>20), Conseil: alleger, Cause: err}
	}
	return nil, &Erreur{Quoi: "est abîmé", Conseil: "copiez-le de nouveau depuis sa source, ou " + enregistrer, Cause: err}
}

// Les parties d'un classeur : ce qu'il faut en lire.
type (
	xmlLiens struct {
		Liens []struct {
			ID    string `xml:"Id,attr"`
			Type  string `xml:"Type,attr"`
			Cible string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	xmlClasseur struct {
		Reglages struct {
			Epoque04 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Feuilles []struct {
			Nom  string `xml:"name,attr"`
			Etat string `xml:"state,attr"`
			Lien string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
	}
	xmlStyles struct {
		Formats []struct {
			Numero string `xml:"numFmtId,attr"`
			Code   string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Styles []struct {
			Format string `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
)

func (a *archive) lire() (*Classeur, error) {
	principale, err := a.liens("")
	if err != nil {
		return nil, err
	}
	nom := "xl/workbook.xml"
	for _, l := range principale.Liens {
		if strings.HasSuffix(l.Type, "/officeDocument") {
			nom = cible("", l.Cible)
		}
	}
	if a.parties[nom] == nil || !strings.HasSuffix(nom, ".xml") || strings.HasPrefix(nom, "word/") || strings.HasPrefix(nom, "ppt/") {
		return nil, a.autreChose()
	}
	var classeur xmlClasseur
	if err := a.decoder(nom, &classeur); err != nil {
		return nil, err
	}
	liens, err := a.liens(nom)
	if err != nil {
		return nil, err
	}
	a.epoque04 = vrai(classeur.Reglages.Epoque04)
	feuilles := map[string]string{}
	for _, l := range liens.Liens {
		ou := cible(nom, l.Cible)
		switch {
		case strings.HasSuffix(l.Type, "/worksheet"):
			feuilles[l.ID] = ou
		case strings.HasSuffix(l.Type, "/styles"):
			err = a.styles(ou)
		case strings.HasSuffix(l.Type, "/sharedStrings"):
			err = a.lireTextes(ou)
		}
		if err != nil {
			return nil, err
		}
	}
	c := &Classeur{}
	lues := map[string]bool{}
	for _, f := range classeur.Feuilles {
		ou := feuilles[f.Lien]
		if a.parties[ou] == nil || lues[ou] {
			continue // un graphique, ou une feuille déjà lue
		}
		if len(c.Tableaux) == FeuillesMax {
			c.Remarques = append(c.Remarques, lot.Remarque{Texte: fmt.Sprintf("Le classeur a plus de %d feuilles : les suivantes ne sont pas lues.", FeuillesMax)})
			break
		}
		lues[ou] = true
		t := lot.Tableau{Masque: f.Etat == "hidden" || f.Etat == "veryHidden", Epoque04: a.epoque04}
		t.Nom, _ = propre(f.Nom)
		if err := a.feuille(ou, &t); err != nil {
			return nil, fmt.Errorf("feuille « %s » : %w", court(t.Nom), err)
		}
		c.Tableaux = append(c.Tableaux, t)
	}
	for i := range c.Tableaux {
		if len(c.Tableaux[i].Rangees) > 0 {
			return c, nil
		}
	}
	return nil, &Erreur{Quoi: "n'a aucune feuille remplie", Conseil: "vérifiez que la liste y est, puis enregistrez-le de nouveau"}
}

// autreChose dit ce qu'est une archive qui n'est pas un classeur.
func (a *archive) autreChose() error {
	quoi, conseil := "est une archive compressée, pas un classeur", "décompressez-la, puis donnez la liste qu'elle contient"
	for nom := range a.parties {
		switch {
		case strings.HasPrefix(nom, "word/"), strings.HasPrefix(nom, "ppt/"):
			quoi, conseil = "est un document de bureautique, pas un classeur", exporter
		case nom == "xl/workbook.bin":
			quoi, conseil = "est un classeur binaire (.xlsb)", enregistrer
		case nom == "mimetype":
			quoi, conseil = "est un document OpenDocument (.ods ou .odt)", enregistrer
		case strings.HasPrefix(nom, "index/") && strings.HasSuffix(nom, ".iwa"):
			quoi, conseil = "est un document Numbers ou Pages", exporter
		default:
			continue
		}
		break
	}
	return &Erreur{Quoi: quoi, Conseil: conseil}
}

// cible rend le nom de la partie qu'un lien de la partie depuis désigne.
func cible(depuis, lien string) string {
	lien = strings.ToLower(strings.ReplaceAll(lien, `\`, "/"))
	if strings.HasPrefix(lien, "/") {
		return strings.TrimPrefix(path.Clean(lien), "/")
	}
	return strings.TrimPrefix(path.Join("/", path.Dir(depuis), lien), "/")
}

// liens lit les liens d'une partie ; elle peut n'en avoir aucun.
func (a *archive) liens(nom string) (x xmlLiens, err error) {
	rels := path.Join(path.Dir(nom), "_rels", path.Base(nom)+".rels")
	if nom == "" {
		rels = "_rels/.rels"
	}
	if a.parties[rels] != nil {
		err = a.decoder(rels, &x)
	}
	return x, err
}

func (a *archive) styles(nom string) error {
	var x xmlStyles
	if a.parties[nom] == nil {
		return nil
	}
	if err := a.decoder(nom, &x); err != nil {
		return err
	}
	ecrits := map[string]bool{}
	for _, f := range x.Formats {
		ecrits[f.Numero] = dateEcrite(f.Code)
	}
	a.dates = make([]bool, len(x.Styles))
	for i, s := range x.Styles {
		date, connu := ecrits[s.Format]
		if n, err := strconv.Atoi(s.Format); err == nil && !connu {
			date = dateReservee(n)
		}
		a.dates[i] = date
	}
	return nil
}

// lireTextes lit les textes que les feuilles partagent, sans leur phonétique.
func (a *archive) lireTextes(nom string) error {
	if a.parties[nom] == nil {
		return nil
	}
	var brut []byte
	dansTexte, phonetique := false, false
	return a.parcourir(nom, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "si":
				brut = brut[:0]
			case "rPh":
				phonetique = true
			case "t":
				dansTexte = !phonetique
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "si":
				s, coupe := propre(echappes(string(brut)))
				if a.compte.texte -= len(s); a.compte.texte < 0 || len(a.textes) == textesMax {
					return errDemesure
				}
				a.textes = append(a.textes, texte{s, coupe})
			case "rPh":
				phonetique = false
			case "t":
				dansTexte = false
			}
		case xml.CharData:
			if dansTexte && len(brut) <= 4*SignesMax {
				brut = append(brut, t...)
			}
		}
		return nil
	})
}

// echappes rend les signes que la norme écrit « _x000D_ » (ECMA-376, partie 1, 22.9.2.19).
func echappes(s string) string {
	for i := 0; ; {
		j := strings.Index(s[i:], "_x")
		if j < 0 {
			return s
		}
		i += j
		if len(s) >= i+7 && s[i+6] == '_' {
			if n, err := strconv.ParseUint(s[i+2:i+6], 16, 16); err == nil {
				s = s[:i] + string(rune(n)) + s[i+7:]
			}
		}
		i++
	}
}

func vrai(s string) bool { return s == "1" || s == "true" }

// ouvrir donne une partie dépliée, en UTF-8, comptée.
func (a *archive) ouvrir(nom string) (*mesure, *xml.Decoder, error) {
	p := a.parties[nom]
	if p.Flags&1 != 0 {
		return nil, nil, &Erreur{Quoi: motDePasse, Conseil: sansMotPasse}
	}
	r, err := p.Open()
	if err != nil {
		return nil, nil, err
	}
	m := &mesure{ReadCloser: r, compte: a.compte, plie: int64(p.CompressedSize64)}
	d := xml.NewDecoder(transform.NewReader(m, unicode.BOMOverride(transform.Nop)))
	d.CharsetReader = func(jeu string, r io.Reader) (io.Reader, error) {
		if strings.HasPrefix(strings.ToLower(jeu), "utf") {
			return r, nil // déjà traduit, par sa marque
		}
		return nil, fmt.Errorf("jeu de caractères « %s »", court(jeu))
	}
	return m, d, nil
}

// mesure compte ce qui se déplie et arrête ce qui n'est pas une feuille.
type mesure struct {
	io.ReadCloser
	compte          *compte
	lu, plie, jeton int64 // jeton : lu depuis le dernier élément entier
}

func (m *mesure) Read(p []byte) (int, error) {
	n, err := m.ReadCloser.Read(p)
	m.lu += int64(n)
	m.jeton += int64(n)
	m.compte.deplie -= int64(n)
	if m.compte.deplie < 0 || m.jeton > jetonMax || m.lu > bombeMin && m.lu > bombeFois*m.plie {
		return n, errDemesure
	}
	return n, err
}

// decoder lit une petite partie entière.
func (a *archive) decoder(nom string, x any) error {
	m, d, err := a.ouvrir(nom)
	if err != nil {
		return err
	}
	defer m.Close()
	if err := d.Decode(x); err != nil {
		return fmt.Errorf("partie %s : %w", court(nom), err)
	}
	return nil
}

// errFini arrête un parcours sans erreur.
var errFini = errors.New("lecture finie")

// parcourir donne les éléments d'une grande partie, un à un.
func (a *archive) parcourir(nom string, voir func(xml.Token) error) error {
	m, d, err := a.ouvrir(nom)
	if err != nil {
		return err
	}
	defer m.Close()
	for ouverts := 0; ; {
		t, err := d.RawToken()
		if err == nil {
			m.jeton = 0
			err = voir(t)
		}
		switch t.(type) {
		case xml.StartElement:
			ouverts++
		case xml.EndElement:
			ouverts--
		}
		switch {
		case err == io.EOF && ouverts != 0: // coupée : la fin de la liste manquerait
			return fmt.Errorf("partie %s : %w", court(nom), io.ErrUnexpectedEOF)
		case err == io.EOF, err == errFini:
			return nil
		case err != nil:
			return fmt.Errorf("partie %s : %w", court(nom), err)
		}
	}
}
