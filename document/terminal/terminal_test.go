package terminal

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestLisible : un texte venu du dehors ne commande pas le terminal, et reste court.
func TestLisible(t *testing.T) {
	for recu, attendu := range map[string]string{
		"Fonderie du Nord":                  "Fonderie du Nord",
		"\x1b[2Jeffacé":                     " [2Jeffacé",
		"deux\nlignes":                      "deux lignes",
		"à l'envers \u202exe.txt":           "à l'envers  xe.txt",
		strings.Repeat("é", 120):            strings.Repeat("é", 120),
		strings.Repeat("é", 120)[2:] + "ab": strings.Repeat("é", 119) + "…",
	} {
		if lu := lisible(recu); lu != attendu {
			t.Errorf("%q se lit %q, attendu %q", recu, lu, attendu)
		}
	}
}

// TestParagraphe : les lignes tiennent dans la page, la marge est gardée, et une ponctuation ne quitte pas son mot.
func TestParagraphe(t *testing.T) {
	var p papier
	p.paragraphe("  • ", strings.Repeat("mot ", 17)+"or reste : dix ; puis « fin »")
	lignes := strings.Split(strings.TrimSuffix(p.String(), "\n"), "\n")
	if len(lignes) != 2 || !strings.HasPrefix(lignes[0], "  • mot") || !strings.HasPrefix(lignes[1], "    reste\u00a0: dix\u00a0; puis «\u00a0fin\u00a0»") {
		t.Errorf("lignes : %q", lignes)
	}
	for _, l := range lignes {
		if utf8.RuneCountInString(l) > Largeur {
			t.Errorf("%d colonnes : %q", utf8.RuneCountInString(l), l)
		}
	}
}

// TestCouleur : aucun signe de couleur si elle n'est pas demandée.
func TestCouleur(t *testing.T) {
	noms := []string{"pmss"}
	if texte := Series(noms, 0, false); texte == "" || strings.Contains(texte, "\x1b") {
		t.Errorf("sans couleur : %q", texte)
	}
	if !strings.Contains(Series(noms, 0, true), "\x1b[1mpmss\x1b[0m") {
		t.Error("en couleur, le titre n'est pas en gras")
	}
}
