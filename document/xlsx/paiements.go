package xlsx

import (
	"io"
	"strconv"
	"time"

	"jalon/dossier/paiement"
	"jalon/droit/argent"
)

// ColonnesPaiements sont celles d'un état de paiement exporté.
var ColonnesPaiements = []string{"rang", "dossier", "version", "genre", "poste", "montant", "verse_le_mois_d_avant", "differe", "cause", "issue", "fait"}

// CasesPaiement sont celles d'une ligne, en texte.
func CasesPaiement(l *paiement.Ligne) []string {
	montant := func(m argent.Montant) string {
		if !m.Connu() {
			return ""
		}
		return m.String()
	}
	return []string{strconv.Itoa(l.Rang), l.Dossier, strconv.Itoa(l.Version), string(l.Genre), poste(l), montant(l.Montant), montant(l.Avant), map[bool]string{true: "oui", false: "non"}[l.Differe], l.Cause, string(l.Issue), rangPaye(l)}
}

func poste(l *paiement.Ligne) string {
	if l.Nature == 0 {
		return ""
	}
	return l.Poste.String()
}

func rangPaye(l *paiement.Ligne) string {
	if l.FaitPaye == 0 {
		return ""
	}
	return strconv.Itoa(l.FaitPaye)
}

// Paiements écrit un état de paiement, une ligne par ligne ; la mémoire ne dépend pas de leur nombre.
func Paiements(w io.Writer, e *paiement.Etat, jour time.Time, lignes func(func(*paiement.Ligne) error) error) error {
	c, err := nouveauClasseur("jalon", "Paiements de "+e.Mois.NomMois(), jour)
	if err != nil {
		return err
	}
	defer c.f.Close()
	f := c.feuille("Paiements", true, 1, 2, 8, 30, 9, 12, 26, 14, 14, 10, 70, 12, 8)
	f.ecrire(c.tetes(ColonnesPaiements...)...)
	if err := lignes(func(l *paiement.Ligne) error {
		t := CasesPaiement(l)
		cases := make([]any, len(t))
		for i, s := range t {
			cases[i] = c.texte(s)
		}
		cases[0], cases[2] = c.entier(l.Rang), c.entier(l.Version)
		cases[5], cases[6] = c.euros(l.Montant), c.euros(l.Avant)
		f.ecrire(cases...)
		return nil
	}); err != nil {
		return err
	}
	if err := f.fermer(); err != nil {
		return err
	}
	return c.sortir(w)
}
