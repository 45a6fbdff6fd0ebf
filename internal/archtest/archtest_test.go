// Package archtest garde la forme de la maison : qui importe qui, ce que le droit s'interdit, et des
// identifiants sans accent. Tout est lu dans les sources, dans le processus du test.
package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// fleches : chaque dossier, et les dossiers du projet qu'il peut importer. Un dossier qui n'y est pas
// fait échouer le test : on décide de ses flèches en le créant.
var fleches = map[string][]string{
	"droit":                     {},
	"droit/argent":              {},
	"droit/calendrier":          {},
	"droit/fait":                {},
	"droit/trace":               {"droit/argent", "droit/calendrier", "droit/fait"},
	"droit/parametre":           {"droit/argent", "droit/calendrier", "droit/fait", "droit/trace"},
	"droit/rupture":             {"droit/argent", "droit/calendrier", "droit/fait", "droit/trace", "droit/parametre"},
	"droit/are":                 {"droit/argent", "droit/calendrier", "droit/fait", "droit/trace", "droit/parametre"},
	"droit/casp":                {"droit/calendrier", "droit/fait", "droit/trace", "droit/parametre"},
	"droit/csp":                 {"droit/argent", "droit/calendrier", "droit/fait", "droit/trace", "droit/parametre", "droit/rupture", "droit/are", "droit/casp"},
	"droit/csp/cas":             {},
	"droit/choix":               {"droit/argent", "droit/calendrier", "droit/fait", "droit/trace", "droit/parametre", "droit/are", "droit/rupture", "droit/csp"},
	"droit/demarches":           {"droit/argent", "droit/calendrier", "droit/fait", "droit/trace", "droit/parametre", "droit/are", "droit/casp", "droit/csp"},
	"droit/licenciement":        {"droit/calendrier", "droit/fait", "droit/parametre", "droit/csp", "droit/demarches"},
	"lot":                       {"droit/argent", "droit/calendrier", "droit/fait", "droit/csp", "droit/choix", "droit/licenciement", "format", "lot/identifiant"},
	"lot/identifiant":           {},
	"dossier":                   {"dossier/octets", "droit/argent", "droit/calendrier", "droit/fait", "droit/trace", "droit/casp", "droit/csp", "droit/demarches", "format"},
	"format":                    {"droit/argent", "droit/calendrier", "droit/fait", "droit/trace", "droit/csp", "droit/demarches", "droit/choix"},
	"cmd/jalon":                 {"droit/argent", "droit/calendrier", "droit/fait", "droit/trace", "droit/parametre", "droit/csp", "droit/csp/cas", "droit/choix", "format", "lot", "document", "document/terminal", "document/pdf", "document/ics", "document/xlsx", "document/entree", "document/lettre", "document/liasse", "dossier", "dossier/ecriture", "dossier/personne", "dossier/demo", "dossier/coffre", "sqlstore", "acces", "courrier", "web", "web/espace", "web/espace/essai"},
	"document":                  {"droit/argent", "droit/calendrier", "droit/trace", "droit/are", "droit/rupture", "droit/csp", "droit/demarches", "droit/choix"},
	"document/terminal":         {"droit/argent", "droit/calendrier", "droit/fait", "droit/trace", "droit/parametre", "droit/csp", "droit/csp/cas", "droit/demarches", "droit/choix", "lot", "document", "dossier", "dossier/paiement", "dossier/personne", "acces"},
	"document/pdf":              {"droit/argent", "droit/calendrier", "droit/trace", "droit/csp", "droit/choix", "document", "document/lettre"},
	"document/ics":              {"droit/calendrier", "droit/choix", "droit/csp", "droit/demarches", "document"},
	"document/xlsx":             {"droit/argent", "droit/calendrier", "droit/csp", "droit/choix", "droit/demarches", "droit/licenciement", "lot", "lot/identifiant", "document", "dossier/paiement"},
	"document/tableur":          {"droit/calendrier", "lot"},
	"document/dsn":              {"droit/argent", "droit/calendrier", "droit/csp", "droit/fait", "lot", "lot/identifiant"},
	"document/entree":           {"lot", "document/dsn", "document/tableur"},
	"document/piece":            {},
	"document/lettre":           {"document", "dossier", "droit/argent", "droit/calendrier", "droit/casp", "droit/csp", "droit/demarches", "droit/fait", "droit/rupture", "droit/trace", "lot"},
	"document/docx":             {"droit/csp", "document", "document/lettre"},
	"document/liasse":           {"droit/calendrier", "droit/csp", "lot", "document", "document/docx", "document/lettre", "document/pdf"},
	"web":                       {"document", "document/entree", "document/ics", "document/liasse", "document/pdf", "document/xlsx", "droit/argent", "droit/calendrier", "droit/choix", "droit/csp", "droit/csp/cas", "droit/demarches", "droit/fait", "droit/licenciement", "droit/parametre", "droit/trace", "format", "lot", "lot/identifiant", "web/cadre", "web/espace", "web/espace/administration", "web/espace/argent", "web/espace/autorite", "web/espace/copie"},
	"web/espace":                {"acces", "document", "document/ics", "document/piece", "document/xlsx", "dossier", "dossier/coffre", "dossier/paiement", "dossier/personne", "droit/argent", "droit/calendrier", "droit/csp", "droit/demarches", "droit/fait", "droit/trace", "lot/identifiant", "web/cadre", "lot", "document/entree"},
	"web/espace/administration": {"acces", "dossier", "web/cadre", "web/espace"},
	"web/espace/argent":         {"acces", "document", "document/lettre", "document/pdf", "document/xlsx", "dossier", "dossier/paiement", "droit/argent", "droit/calendrier", "droit/csp", "droit/fait", "web/cadre", "web/espace"},
	"web/espace/autorite":       {"droit/argent", "acces", "document", "document/lettre", "document/pdf", "document/xlsx", "dossier", "dossier/statistique", "droit/calendrier", "droit/casp", "droit/csp", "web/cadre", "web/espace"},
	"web/espace/copie":          {"acces", "dossier", "dossier/personne", "droit/calendrier", "web/cadre", "web/espace"},
	"web/espace/essai":          {"acces", "dossier", "dossier/demo", "dossier/personne"},
	"acces":                     {"dossier/coffre", "droit/calendrier"},
	"courrier":                  {"acces", "dossier", "dossier/personne", "droit/calendrier", "droit/casp", "droit/csp", "droit/demarches"},
	"web/cadre":                 {"droit/argent", "droit/calendrier", "droit/csp", "droit/fait", "document"},
	"internal/archtest":         {},
	"internal/navigateur":       {},
	"internal/grappe":           {},
	"internal/banc":             {"acces", "document/entree", "document/liasse", "document/pdf", "document/xlsx", "dossier", "dossier/coffre", "dossier/memoire", "dossier/paiement", "dossier/personne", "droit/argent", "droit/calendrier", "droit/choix", "droit/csp", "droit/csp/cas", "droit/trace", "format", "lot", "sqlstore", "web", "web/espace"},

	"dossier/coffre":      {},
	"dossier/octets":      {},
	"dossier/demo":        {"dossier", "droit/argent", "droit/calendrier", "droit/csp"},
	"dossier/statistique": {"dossier", "droit/argent", "droit/calendrier", "droit/csp"},
	"dossier/memoire":     {"dossier"},
	"dossier/ecriture":    {"dossier", "droit/argent", "droit/calendrier", "droit/csp", "format"},
	"dossier/journaltest": {"dossier", "dossier/personne", "droit/calendrier"},
	"dossier/paiement":    {"dossier", "droit/argent", "droit/calendrier", "droit/csp", "droit/demarches", "droit/fait"},
	"dossier/personne":    {"dossier", "dossier/ecriture", "dossier/coffre", "droit/calendrier", "droit/demarches", "format", "lot/identifiant"},
	"sqlstore":            {"acces", "courrier", "dossier", "dossier/personne", "droit/calendrier", "dossier/paiement", "droit/argent", "droit/csp"},
}

// tiers : les dossiers qui peuvent se servir d'un module du dehors.
var tiers = []string{"acces", "cmd/jalon", "courrier", "document/pdf", "document/ics", "document/xlsx", "document/tableur", "document/liasse", "sqlstore", "internal/banc", "internal/grappe", "internal/navigateur"}

// interdits dans le droit, et pourquoi.
var interdits = map[string]string{
	"context": "le droit ne s'interrompt pas",
	"os":      "le droit ne lit rien",
	"net":     "le droit ne parle à personne",
	"time":    "le droit n'a pas d'horloge : ses dates sont des faits",
	"math":    "un flottant n'est pas un montant",
}

// reserves : ce que seul un dossier peut appeler. Un effacement ne se consigne qu'avec l'effacement même, un document qu'avec ses octets, un rappel qu'envoyé.
var reserves = map[string]string{"PreparerEffacement": "dossier/personne", "PreparerDocument": "dossier/personne", "PreparerRetrait": "dossier/personne", "ConsignerRappel": "courrier"}

// mathPermis : le seul usage permis est une borne entière.
var mathPermis = []string{"droit/argent", "droit/calendrier", "droit/csp"}

type source struct {
	dossier string
	nom     string
	test    bool
	arbre   *ast.File
}

func lire(t *testing.T, racine fs.FS) []source {
	t.Helper()
	var tout []source
	ens := token.NewFileSet()
	err := fs.WalkDir(racine, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && p != "." || d.Name() == "testdata" || d.Name() == "tools") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(p, ".go") {
			return nil
		}
		texte, err := fs.ReadFile(racine, p)
		if err != nil {
			return err
		}
		arbre, err := parser.ParseFile(ens, p, texte, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		tout = append(tout, source{path.Dir(p), p, strings.HasSuffix(p, "_test.go"), arbre})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return tout
}

// fautes rend tout ce qui contrevient aux règles de la maison.
func fautes(sources []source) []string {
	var fs []string
	dire := func(s source, quoi string) { fs = append(fs, s.nom+" : "+quoi) }
	for _, s := range sources {
		permis, connu := fleches[s.dossier]
		if !connu {
			dire(s, "le dossier "+s.dossier+" n'a pas de ligne dans la table des flèches")
		}
		for _, i := range s.arbre.Imports {
			chemin, _ := strconv.Unquote(i.Path.Value)
			propre, projet := strings.CutPrefix(chemin, "jalon/")
			tete, _, _ := strings.Cut(chemin, "/")
			switch {
			case s.test:
			case projet && !slices.Contains(permis, propre):
				dire(s, "n'a pas le droit d'importer "+propre)
			case !projet && strings.Contains(tete, ".") && !slices.Contains(tiers, s.dossier):
				dire(s, "n'a pas le droit d'importer le module "+chemin)
			}
			if !s.test && strings.HasPrefix(s.dossier+"/", "droit/") {
				if raison, oui := interdits[tete]; oui && (tete != "math" || chemin != "math/bits" && !slices.Contains(mathPermis, s.dossier)) {
					dire(s, "le droit n'importe pas "+chemin+" : "+raison)
				}
			}
		}
		ast.Inspect(s.arbre, func(n ast.Node) bool {
			switch x := n.(type) {
			case *ast.Ident:
				for _, c := range x.Name {
					if c > 127 {
						dire(s, "identifiant non ASCII : "+x.Name)
						break
					}
				}
				if !s.test && strings.HasPrefix(s.dossier+"/", "droit/") && (x.Name == "float64" || x.Name == "float32") {
					dire(s, "un flottant dans le droit")
				}
			case *ast.SelectorExpr:
				if seul, oui := reserves[x.Sel.Name]; oui && !s.test && s.dossier != seul {
					dire(s, x.Sel.Name+" est réservé à "+seul)
				}
			case *ast.BasicLit:
				if x.Kind == token.FLOAT && !s.test && strings.HasPrefix(s.dossier+"/", "droit/") {
					dire(s, "un nombre à virgule flottante dans le droit : "+x.Value)
				}
			}
			return true
		})
	}
	return fs
}

func TestMaison(t *testing.T) {
	sources := lire(t, os.DirFS("../.."))
	if len(sources) < 30 {
		t.Fatalf("%d fichiers lus seulement : le test ne regarde pas l'arbre", len(sources))
	}
	for _, f := range fautes(sources) {
		t.Error(f)
	}
	vus := map[string]bool{}
	for _, s := range sources {
		vus[s.dossier] = true
	}
	for d := range fleches {
		if !vus[d] {
			t.Errorf("la table des flèches parle de %s, qui n'existe plus", d)
		}
	}
}

// TestMaisonVoitLesFautes : chaque garde échoue sur une faute plantée.
func TestMaisonVoitLesFautes(t *testing.T) {
	for _, c := range []struct{ dossier, texte, attendu string }{
		{"droit/csp", `package csp; import "time"; var _ = time.Now`, "n'importe pas time"},
		{"droit/are", `package are; import "jalon/droit/csp"; var _ = csp.Version`, "n'a pas le droit d'importer droit/csp"},
		{"droit/are", `package are; import "math"; var _ = math.Pi`, "n'importe pas math"},
		{"droit/argent", `package argent; var x float64`, "un flottant"},
		{"droit/argent", `package argent; var x = 0.75`, "virgule flottante"},
		{"droit/argent", `package argent; var indemnité int`, "non ASCII"},
		{"format", `package format; import "github.com/spf13/cobra"; var _ cobra.Command`, "le module github.com"},
		{"utilitaires", `package utilitaires`, "pas de ligne dans la table"},
		{"sqlstore", `package sqlstore; var _ = greffe.PreparerEffacement`, "est réservé à dossier/personne"},
		{"format", `package format; import "jalon/cmd/jalon"`, "n'a pas le droit d'importer cmd/jalon"},
	} {
		arbre, err := parser.ParseFile(token.NewFileSet(), "faute.go", c.texte, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		trouvees := fautes([]source{{c.dossier, c.dossier + "/faute.go", false, arbre}})
		if !slices.ContainsFunc(trouvees, func(f string) bool { return strings.Contains(f, c.attendu) }) {
			t.Errorf("faute plantée dans %s non vue (%s) : %v", c.dossier, c.attendu, trouvees)
		}
	}
}

// textes sont des tables de phrases : leur longueur n'est pas de la complexité.
var textes = []string{"textes.go", "interpretations.go", "phrases.go"}

// TestTaille : un fichier de plus de 800 lignes, un paquet de plus de 4 000, demandent à être coupés.
func TestTaille(t *testing.T) {
	lignes := map[string]int{}
	for _, s := range lire(t, os.DirFS("../..")) {
		texte, err := os.ReadFile(filepath.Join("../..", filepath.FromSlash(s.nom)))
		if err != nil {
			t.Fatal(err)
		}
		n := strings.Count(string(texte), "\n")
		if slices.Contains(textes, path.Base(s.nom)) {
			continue
		}
		if n > 800 {
			t.Errorf("%s : %d lignes, 800 au plus", s.nom, n)
		}
		if !s.test {
			lignes[s.dossier] += n
		}
	}
	for d, n := range lignes {
		if n > 4000 {
			t.Errorf("%s : %d lignes, 4 000 au plus : à couper selon une question", d, n)
		}
	}
}
