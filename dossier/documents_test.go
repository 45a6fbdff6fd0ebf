package dossier_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"jalon/dossier"
)

// cellules coupe une ligne d'un tableau.
func cellules(ligne string) []string {
	l := strings.Split(strings.Trim(ligne, "|"), "|")
	for i := range l {
		l[i] = strings.TrimSpace(l[i])
	}
	return l
}

var entreGuillemets = regexp.MustCompile("`([^`]+)`")

// TestDocuments : chaque ligne des documents de départ a une règle, un cas et un acte, ou la raison qu'il n'y en ait pas ; un
// acte cité existe, avec ses champs et ses mots ; un acte qui n'est cité nulle part est dit à la fin, avec sa raison.
func TestDocuments(t *testing.T) {
	texte, err := os.ReadFile("../doc/documents.md")
	if err != nil {
		t.Fatal(err)
	}
	page, reste, ok := strings.Cut(string(texte), "\n## Actes qu'aucune ligne ne nomme\n")
	if !ok {
		t.Fatal("la liste des actes qu'aucune ligne ne nomme a disparu")
	}
	cites, lignes := map[string]bool{}, 0
	for ligne := range strings.Lines(page) {
		if ligne = strings.TrimSpace(ligne); !regexp.MustCompile(`^\| [A-E]\d+ \|`).MatchString(ligne) {
			continue
		}
		lignes++
		c := cellules(ligne)
		if len(c) != 6 {
			t.Errorf("%s : %d cellules", c[0], len(c))
			continue
		}
		regle, cas, acte, ecart := c[2], c[3], c[4], c[5]
		if slices.Contains([]string{regle, cas}, "") || (regle == "—" || cas == "—") && ecart == "" {
			t.Errorf("%s : ni règle et cas, ni raison", c[0])
		}
		actes := entreGuillemets.FindAllStringSubmatch(acte, -1)
		if len(actes) == 0 && !strings.HasPrefix(acte, "*") {
			t.Errorf("%s : ni acte ni raison", c[0])
		}
		for _, a := range actes {
			nom, valeurs, _ := strings.Cut(a[1], " ")
			if cites[nom] = true; !acteExiste(nom, strings.Fields(valeurs)) {
				t.Errorf("%s : « %s » ne s'écrit pas", c[0], a[1])
			}
		}
	}
	if lignes < 150 {
		t.Errorf("%d lignes : la table n'est plus lue", lignes)
	}
	for ligne := range strings.Lines(reste) {
		if !strings.HasPrefix(ligne, "| `") {
			continue
		}
		c := cellules(strings.TrimSpace(ligne))
		nom := strings.Trim(c[0], "`")
		if dossier.Trouver(nom) == nil || cites[nom] || len(c) != 2 || c[1] == "" {
			t.Errorf("%s : inconnu, déjà cité, ou sans raison", ligne)
		}
		cites[nom] = true
	}
	for i := range dossier.Actes {
		if nom := dossier.Actes[i].Nom; !cites[nom] {
			t.Errorf("aucune ligne ne nomme « %s », et la fin de la page ne dit pas pourquoi", nom)
		}
	}
}

// acteExiste dit si un acte a ces champs, et si les mots donnés sont des siens ; « … » vaut toute valeur.
func acteExiste(nom string, valeurs []string) bool {
	a := dossier.Trouver(nom)
	return a != nil && !slices.ContainsFunc(valeurs, func(v string) bool {
		cle, mot, _ := strings.Cut(v, "=")
		i := slices.IndexFunc(a.Champs, func(c dossier.Champ) bool { return c.Cle == cle })
		if i < 0 || mot == "" {
			return true
		}
		c := a.Champs[i]
		return mot != "…" && !slices.Contains(c.Mots, mot) && (c.Genre != dossier.OuiNon || mot != "oui" && mot != "non")
	})
}

// TestFaitsDuFormat : un acte au moins porte chaque clé de la situation que doc/format.md décrit, sauf ce qui n'est pas un fait
// du dossier.
func TestFaitsDuFormat(t *testing.T) {
	texte, err := os.ReadFile("../doc/format.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(texte), "\n## La situation\n")
	table, _, ok := strings.Cut(table, "\n### Les événements\n")
	if !ok {
		t.Fatal("la table de la situation a disparu")
	}
	portees := map[string]bool{"id": true, "reglages": true, "evenements": true} // le dossier, la lecture choisie, les actes eux-mêmes
	for i := range dossier.Actes {
		for _, c := range dossier.Actes[i].Champs {
			chemin := strings.Split(strings.ReplaceAll(c.Chemin, "[]", ""), ".")
			for n := range chemin {
				portees[strings.Join(chemin[:n+1], ".")] = true
			}
		}
	}
	objet, cles := "", 0
	for ligne := range strings.Lines(table) {
		c := cellules(strings.TrimSpace(ligne))
		if len(c) != 3 || !strings.Contains(c[0], "`") {
			continue
		}
		for _, m := range entreGuillemets.FindAllStringSubmatch(c[0], -1) {
			cle := m[1]
			if strings.HasPrefix(cle, ".") {
				cle = objet + cle
			} else {
				objet, _, _ = strings.Cut(cle, ".")
			}
			l := []string{cle}
			if dedans := regexp.MustCompile("`\\{([a-z_, ]+)\\}`").FindStringSubmatch(c[1]); dedans != nil {
				for _, x := range strings.Split(dedans[1], ", ") {
					l = append(l, cle+"."+x)
				}
			}
			for _, cle := range l {
				if cles++; !portees[cle] {
					t.Errorf("aucun acte ne porte « %s »", cle)
				}
			}
		}
	}
	if cles < 70 {
		t.Errorf("%d clés : la table n'est plus lue", cles)
	}
}
