package xlsx

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"jalon/document"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/lot"
	"jalon/lot/identifiant"
)

// Les feuilles d'une liste à remplir.
const (
	feuilleSalaries   = "Salariés"
	feuilleEntreprise = "Entreprise" // son nom la fait reconnaître
	feuilleEmploi     = "Mode d'emploi"
)

// rangeesGardees est le nombre de rangées dont la saisie est contrôlée : autant de personnes que le lot en lit.
const rangeesGardees = lot.PersonnesMax

// saisie est un classeur qu'une personne remplit, avec les styles qu'il lui faut.
type saisie struct {
	*classeur
	necessaire, brut, long, faute, exemple int // tête d'une colonne nécessaire, texte saisi, le même sur plusieurs lignes, case refusée, rangée d'exemple
}

func nouvelleSaisie(titre string, jour time.Time) (*saisie, error) {
	c, err := nouveauClasseur("jalon "+csp.Edition(), titre, jour)
	if err != nil {
		return nil, err
	}
	centre := &excelize.Alignment{Vertical: "center", WrapText: true}
	k := &saisie{
		classeur:   c,
		necessaire: c.style(excelize.Style{Font: police(true, 11, "FFFFFF"), Fill: fond("8A3B12"), Alignment: centre}),
		brut:       c.style(excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{Vertical: "top"}}),
		long:       c.style(excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}),
		faute:      c.style(excelize.Style{NumFmt: 49, Font: police(true, 11, "9C1B1B"), Fill: fond("FCE8E6"), Alignment: &excelize.Alignment{Vertical: "top"}}),
		exemple:    c.style(excelize.Style{NumFmt: 49, Font: &excelize.Font{Family: "Calibri", Size: 11, Italic: true, Color: "626A74"}}),
	}
	if c.formats != nil {
		c.f.Close()
		return nil, c.formats
	}
	return k, nil
}

// Modele écrit le classeur d'exemple : la liste des personnes, la feuille de l'entreprise et leur mode d'emploi. Rempli,
// il se relit tel quel ; sa rangée d'exemple est laissée de côté.
func Modele(w io.Writer) error {
	k, err := nouvelleSaisie("Liste des personnes d'un licenciement économique", document.Horodatage(0))
	if err != nil {
		return err
	}
	defer k.f.Close()
	for _, ecrire := range []func() error{
		k.salaries,
		func() error { return k.entreprise(func(string) string { return "" }) },
		k.emploi,
	} {
		if err := ecrire(); err != nil {
			return fmt.Errorf("le classeur d'exemple ne peut pas être composé : %w", err)
		}
	}
	return k.sortir(w)
}

func (k *saisie) salaries() error {
	champs := make([]*lot.Champ, len(lot.Champs))
	largeurs := make([]float64, len(champs))
	for i := range lot.Champs {
		champs[i] = &lot.Champs[i]
		largeurs[i] = largeur(champs[i])
	}
	f := k.feuille(feuilleSalaries, true, 1, 3, largeurs...)
	for i, c := range champs {
		k.colonne(f, i+1, 2, rangeesGardees+1, c)
		k.note(f, case_(i+1, 1), c)
	}
	f.ecrire(k.tetesDe(champs)...)
	exemple := make([]any, len(champs))
	for i, c := range champs {
		if x, ok := k.valeur(c, formeExemple(c)).(excelize.Cell); ok {
			exemple[i] = x
		} else if c.Exemple != "" {
			exemple[i] = excelize.Cell{StyleID: k.exemple, Value: c.Exemple}
		}
	}
	f.basse = true
	f.ecrire(exemple...)
	return f.fermer()
}

func largeur(c *lot.Champ) float64 {
	switch c.Genre {
	case lot.ChampDate, lot.ChampMontant, lot.ChampEntier, lot.ChampDecimal, lot.ChampPourcent, lot.ChampOuiNon:
		return 14
	}
	return 19
}

// tetesDe écrit les en-têtes ; ceux des colonnes nécessaires ont une étoile et une autre couleur.
func (k *saisie) tetesDe(champs []*lot.Champ) []any {
	l := make([]any, len(champs))
	for i, c := range champs {
		l[i] = k.teteDe(c)
	}
	return l
}

func (k *saisie) teteDe(c *lot.Champ) excelize.Cell {
	if c.Necessaire {
		return excelize.Cell{StyleID: k.necessaire, Value: c.Entete + " *"}
	}
	return excelize.Cell{StyleID: k.styles.tete, Value: c.Entete}
}

// note explique un champ au survol de son en-tête.
func (k *saisie) note(f *feuille, ou string, c *lot.Champ) {
	texte := strings.TrimSpace(c.Aide + " " + attendu(c))
	if c.Necessaire {
		texte = "Nécessaire. " + texte
	}
	if f.err == nil {
		f.garder(k.f.AddComment(f.w.Sheet, excelize.Comment{Cell: ou, Author: "jalon", Text: texte, Width: 320, Height: uint(40 + len(texte)/2)}))
	}
}

// attendu dit comment un champ s'écrit.
func attendu(c *lot.Champ) string {
	switch c.Genre {
	case lot.ChampDate:
		return "Une date, comme 02/03/2026."
	case lot.ChampMontant:
		return "Un montant en euros, comme 2 650,00."
	case lot.ChampEntier:
		return "Un nombre entier."
	case lot.ChampDecimal:
		return "Un nombre, comme 2 ou 2,5."
	case lot.ChampPourcent:
		return "Un taux en pour cent, comme 42."
	case lot.ChampOuiNon:
		return "Oui ou non."
	case lot.ChampMot:
		return "Un de ces mots : " + strings.Join(motsDe(c), ", ") + "."
	}
	return ""
}

func motsDe(c *lot.Champ) []string {
	mots := make([]string, len(c.Mots))
	for i, m := range c.Mots {
		mots[i] = m[1]
	}
	return mots
}

// colonne donne à une colonne à remplir son format et ses contrôles, de la rangée de à la rangée a.
func (k *saisie) colonne(f *feuille, n, de, a int, c *lot.Champ) {
	if f.err == nil {
		f.garder(f.w.SetColStyle(n, n, k.styleDe(c)))
	}
	k.controler(f, case_(n, de)+":"+case_(n, a), c)
}

func (k *saisie) styleDe(c *lot.Champ) int {
	switch c.Genre {
	case lot.ChampDate:
		return k.styles.date
	case lot.ChampMontant:
		return k.styles.euros
	case lot.ChampEntier, lot.ChampDecimal, lot.ChampPourcent:
		return k.styles.nombre
	}
	return k.brut // un texte garde ses zéros de tête
}

// preuves sont des façons courantes de prouver une remise ; une autre s'écrit aussi.
var preuves = []string{"récépissé signé", "lettre recommandée", "remise en main propre", "commissaire de justice"}

// controler limite ce qu'une plage reçoit, là où un champ n'a qu'une forme.
func (k *saisie) controler(f *feuille, plage string, c *lot.Champ) {
	v := excelize.NewDataValidation(true)
	v.SetSqref(plage)
	var err error
	switch c.Genre {
	case lot.ChampDate:
		err = v.SetRange(serie(calendrier.D(1910, 1, 1)), serie(calendrier.D(2100, 12, 31)), excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween)
	case lot.ChampMontant, lot.ChampDecimal:
		err = v.SetRange(0, 0, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorGreaterThanOrEqual)
	case lot.ChampEntier:
		err = v.SetRange(0, 0, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorGreaterThanOrEqual)
	case lot.ChampPourcent:
		err = v.SetRange(0, 100, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween)
	case lot.ChampOuiNon:
		err = v.SetDropList([]string{"oui", "non"})
	case lot.ChampMot:
		err = v.SetDropList(motsDe(c))
	default:
		if c.Cle != "preuve_remise" && c.Cle != "preuve_reponse" {
			return
		}
		f.garder(v.SetDropList(preuves))
		v.ShowErrorMessage = false
		f.garder(k.f.AddDataValidation(f.w.Sheet, v))
		return
	}
	f.garder(err)
	v.SetError(excelize.DataValidationErrorStyleStop, c.Entete, attendu(c))
	if f.err == nil {
		f.garder(k.f.AddDataValidation(f.w.Sheet, v))
	}
}

// valeur est la case d'un champ, d'après sa forme dans le format d'échange ; rien si elle est vide.
func (k *saisie) valeur(c *lot.Champ, forme string) any {
	if forme == "" {
		return nil
	}
	switch c.Genre {
	case lot.ChampDate:
		if d, err := calendrier.Lire([]byte(forme)); err == nil {
			return k.date(d)
		}
	case lot.ChampMontant:
		if m, err := argent.Lire([]byte(forme)); err == nil {
			return k.euros(m)
		}
	case lot.ChampEntier, lot.ChampDecimal, lot.ChampPourcent:
		// Un taux d'un pour cent ou moins serait relu comme une fraction : il reste un texte.
		if x, err := strconv.ParseFloat(forme, 64); err == nil && (c.Genre != lot.ChampPourcent || x > 1) {
			return excelize.Cell{StyleID: k.styles.nombre, Value: x}
		}
		return strings.Replace(forme, ".", ",", 1)
	case lot.ChampOuiNon:
		return map[string]string{"true": "oui", "false": "non"}[forme]
	case lot.ChampMot:
		for _, m := range c.Mots {
			if m[0] == forme {
				return m[1]
			}
		}
	case lot.ChampNIR:
		return identifiant.MasquerNIR(forme)
	case lot.ChampIBAN:
		return identifiant.MasquerIBAN(forme)
	}
	return forme
}

// formeExemple met à la forme du format d'échange l'exemple d'une date, d'un montant ou d'un nombre.
func formeExemple(c *lot.Champ) string {
	switch c.Genre {
	case lot.ChampDate:
		if t, err := time.Parse("02/01/2006", c.Exemple); err == nil {
			return t.Format(time.DateOnly)
		}
	case lot.ChampMontant, lot.ChampEntier, lot.ChampDecimal, lot.ChampPourcent:
		return strings.NewReplacer(" ", "", ",", ".").Replace(c.Exemple)
	}
	return ""
}

// entreprise écrit la feuille de l'entreprise : une donnée par rangée, à remplir ou déjà remplie.
func (k *saisie) entreprise(forme func(cle string) string) error {
	f := k.feuille(feuilleEntreprise, false, 1, 1, 38, 60, 70, 24)
	for i := range lot.ChampsEntreprise {
		c := &lot.ChampsEntreprise[i]
		k.controler(f, case_(2, i+2), c)
	}
	f.ecrire(k.tetes("Donnée", "Valeur", "À quoi elle sert", "Exemple")...)
	for i := range lot.ChampsEntreprise {
		c := &lot.ChampsEntreprise[i]
		valeur := k.valeur(c, forme(c.Cle))
		if s, texte := valeur.(string); texte || valeur == nil {
			valeur = excelize.Cell{StyleID: k.styleDe(c), Value: s}
			if c.Genre == lot.ChampTexte {
				valeur = excelize.Cell{StyleID: k.long, Value: s}
			}
		}
		tete := k.teteDe(c)
		if !c.Necessaire {
			tete.StyleID = k.styles.texte
		}
		f.ecrire(tete, valeur, k.texte(strings.TrimSpace(c.Aide+" "+attendu(c))), k.sourd(c.Exemple))
	}
	return f.fermer()
}

func (k *saisie) emploi() error {
	f := k.feuille(feuilleEmploi, false, 0, 0, 16, 34, 13, 76, 58, 22)
	f.ecrire(excelize.Cell{StyleID: k.styles.titre, Value: "Remplir la liste"})
	for i, s := range []string{
		"Feuille « " + feuilleSalaries + " » : une personne par rangée. Les colonnes à étoile sont nécessaires ; les autres se remplissent si elles servent, se déplacent et se suppriment.",
		"La rangée dont le matricule est EXEMPLE montre comment écrire ; elle n'est jamais lue.",
		"Feuille « " + feuilleEntreprise + " » : ce qui vaut pour tous. Une date donnée dans la rangée d'une personne l'emporte pour elle.",
		"Une valeur que jalon ne comprend pas n'arrête pas les autres : elle est rendue avec ce qui est attendu, et se corrige.",
		"Le fichier de la paie se donne aussi tel quel (.xlsx ou .csv) : ses en-têtes sont reconnus, et ce qui ne l'est pas se dit colonne par colonne.",
		"Pour le suivi, remplissez « Réponse », « Date de la réponse » et « Preuve de la réponse », puis redonnez le fichier.",
	} {
		f.ecrire(k.sourd(strconv.Itoa(i+1)+"."), s) // déborde à droite : une fusion serait remarquée à la relecture
	}
	f.ecrire()
	f.ecrire(k.tetes("Feuille", "Colonne ou ligne", "Nécessaire", "À quoi elle sert", "Ce qui s'y écrit", "Exemple")...)
	for _, x := range []struct {
		feuille string
		champs  []lot.Champ
	}{{feuilleSalaries, lot.Champs}, {feuilleEntreprise, lot.ChampsEntreprise}} {
		for i := range x.champs {
			c := &x.champs[i]
			necessaire := ""
			if c.Necessaire {
				necessaire = "oui"
			}
			f.ecrire(k.texte(x.feuille), k.texte(c.Entete), k.texte(necessaire), k.texte(c.Aide), k.texte(attendu(c)), k.sourd(c.Exemple))
		}
	}
	return f.fermer()
}
