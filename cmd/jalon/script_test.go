package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"

	"jalon/document/terminal"
	"jalon/internal/grappe"
)

var maj = flag.Bool("maj", false, "récrire les résultats de référence")

// epreuves sont les tests, et l'arrêt du serveur qui leur a servi.
type epreuves struct{ *testing.M }

func (e epreuves) Run() int {
	defer grappe.Finir()
	return e.M.Run()
}

// TestMain fait du programme une commande des scripts.
func TestMain(m *testing.M) {
	testscript.Main(epreuves{m}, map[string]func(){
		"jalon": func() { os.Exit(executer(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// TestScripts joue les scripts de testdata : des commandes, ce qui en sort, leur statut.
func TestScripts(t *testing.T) {
	tous, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	jouer(t, tous, "sqlite", func(e *testscript.Env, nom string) (string, error) {
		return filepath.Join(e.WorkDir, nom+".db"), nil
	})
}

// TestScriptsPostgreSQL rejoue, sur PostgreSQL, chaque script qui tient une base.
func TestScriptsPostgreSQL(t *testing.T) {
	tous, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	tous = slices.DeleteFunc(tous, func(f string) bool {
		texte, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		return !regexp.MustCompile(`jalon (acces|base|demo|donnees|dossier) `).Match(texte)
	})
	if len(tous) == 0 {
		t.Fatal("aucun script ne tient de base")
	}
	jouer(t, tous, "postgres", func(*testscript.Env, string) (string, error) {
		_, adresse, err := grappe.Neuve()
		return adresse, err
	})
}

// jouer joue des scripts sur ce moteur, chacun avec deux bases vides : la sienne, JALON_BASE, et une AUTRE.
func jouer(t *testing.T, scripts []string, moteur string, base func(e *testscript.Env, nom string) (string, error)) {
	exemples, err := filepath.Abs("../../exemples")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Files:               scripts,
		UpdateScripts:       *maj,
		RequireUniqueNames:  true,
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("EXEMPLES", exemples)
			for _, nom := range []string{"JALON_BASE", "AUTRE"} {
				adresse, err := base(e, nom)
				if err != nil {
					return err
				}
				e.Setenv(nom, adresse)
			}
			return nil
		},
		Condition: func(nom string) (bool, error) {
			switch nom {
			case "droits": // le super-utilisateur écrit partout : ce qu'un droit interdit ne se voit pas sous son nom
				return os.Getuid() > 0, nil
			case "sqlite", "postgres":
				return nom == moteur, nil
			}
			return false, fmt.Errorf("condition inconnue : %s", nom)
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			// statut N commande… : la commande finit avec ce statut.
			"statut": func(ts *testscript.TestScript, _ bool, args []string) {
				err := ts.Exec(args[1], args[2:]...)
				voulu := args[0]
				obtenu := "0"
				if err != nil {
					obtenu = strings.TrimPrefix(err.Error(), "exit status ")
				}
				if obtenu != voulu {
					ts.Fatalf("statut %s, attendu %s", obtenu, voulu)
				}
			},
			// identifiant fichier NOM : l'identifiant d'un dossier neuf, dans la variable NOM.
			"identifiant": func(ts *testscript.TestScript, _ bool, args []string) {
				var d struct{ Dossier string }
				ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &d))
				ts.Setenv(args[1], d.Dossier)
			},
			// colonnes N fichier : aucune ligne de plus de N colonnes, hors adresses.
			"colonnes": func(ts *testscript.TestScript, _ bool, args []string) {
				for i, l := range strings.Split(ts.ReadFile(args[0]), "\n") {
					if len([]rune(l)) > terminal.Largeur && !strings.Contains(l, "http") {
						ts.Fatalf("ligne %d : %d colonnes : %s", i+1, len([]rune(l)), l)
					}
				}
			},
			// remplir classeur matricule Colonne=valeur… : écrit dans la rangée d'une personne, comme dans un tableur ;
			// un jour (2026-03-16) y devient une vraie date.
			"remplir": func(ts *testscript.TestScript, _ bool, args []string) {
				f, err := excelize.OpenFile(ts.MkAbs(args[0]))
				ts.Check(err)
				defer f.Close()
				for _, x := range args[2:] {
					tete, valeur, _ := strings.Cut(x, "=")
					feuille, ou := caseDe(ts, f, args[1], tete)
					if jour, err := time.Parse(time.DateOnly, valeur); err == nil {
						ts.Check(f.SetCellValue(feuille, ou, jour))
					} else {
						ts.Check(f.SetCellValue(feuille, ou, valeur))
					}
				}
				ts.Check(f.Save())
			},
			// montrer classeur feuille : ses rangées sur la sortie, cases séparées par « | », nombres bruts.
			"montrer": func(ts *testscript.TestScript, _ bool, args []string) {
				f, err := excelize.OpenFile(ts.MkAbs(args[0]), excelize.Options{RawCellValue: true})
				ts.Check(err)
				defer f.Close()
				rangees, err := f.GetRows(args[1])
				ts.Check(err)
				for _, x := range rangees {
					fmt.Fprintln(ts.Stdout(), strings.Join(x, "|"))
				}
			},
			// cellule classeur matricule Colonne valeur : la case de cette personne contient cette valeur.
			"cellule": func(ts *testscript.TestScript, _ bool, args []string) {
				f, err := excelize.OpenFile(ts.MkAbs(args[0]))
				ts.Check(err)
				defer f.Close()
				feuille, ou := caseDe(ts, f, args[1], args[2])
				if v, err := f.GetCellValue(feuille, ou); err != nil || v != args[3] {
					ts.Fatalf("%s, %s : %q, %q attendu (%v)", args[1], args[2], v, args[3], err)
				}
			},
			// proteger classeur copie : la copie ne s'ouvre qu'avec un mot de passe.
			"proteger": func(ts *testscript.TestScript, _ bool, args []string) {
				f, err := excelize.OpenFile(ts.MkAbs(args[0]))
				ts.Check(err)
				defer f.Close()
				ts.Check(f.SaveAs(ts.MkAbs(args[1]), excelize.Options{Password: "secret"}))
			},
			// substituer fichier avant après copie : remplace un texte, qui doit s'y trouver.
			"substituer": func(ts *testscript.TestScript, _ bool, args []string) {
				texte := ts.ReadFile(args[0])
				if !strings.Contains(texte, args[1]) {
					ts.Fatalf("%s ne contient pas %s", args[0], args[1])
				}
				ts.Check(os.WriteFile(ts.MkAbs(args[3]), []byte(strings.ReplaceAll(texte, args[1], args[2])), 0o600))
			},
			// couper fichier octets copie : le début du fichier seulement.
			"couper": func(ts *testscript.TestScript, _ bool, args []string) {
				n, err := strconv.Atoi(args[1])
				ts.Check(err)
				ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(ts.ReadFile(args[0])[:n]), 0o600))
			},
			// dossier nom fichier… : le dossier contient ces fichiers, et rien d'autre, même caché.
			"dossier": func(ts *testscript.TestScript, _ bool, args []string) {
				contenu, err := os.ReadDir(ts.MkAbs(args[0]))
				ts.Check(err)
				vus := []string{}
				for _, x := range contenu {
					vus = append(vus, x.Name())
				}
				if slices.Sort(args[1:]); !slices.Equal(vus, args[1:]) {
					ts.Fatalf("le dossier contient %q", vus)
				}
			},
			// commence dossier : attend qu'un fichier s'y écrive.
			"commence": func(ts *testscript.TestScript, _ bool, args []string) {
				for range 600 {
					for _, x := range enCours(ts.MkAbs(args[0])) {
						if info, err := os.Stat(x); err == nil && info.Size() > 0 {
							return
						}
					}
					time.Sleep(100 * time.Millisecond)
				}
				ts.Fatalf("rien ne s'écrit dans %s", args[0])
			},
			// rempli fichier octets : écrit un fichier de cette taille, sans fin de ligne.
			"rempli": func(ts *testscript.TestScript, _ bool, args []string) {
				f, err := os.Create(ts.MkAbs(args[0]))
				ts.Check(err)
				bloc := strings.Repeat("a", 1<<20)
				for range 40 {
					_, err = f.WriteString(bloc)
					ts.Check(err)
				}
				ts.Check(f.Close())
			},
		},
	})
}

// caseDe est la case d'une personne : feuille des personnes d'un résultat de lot, ou du classeur d'exemple.
func caseDe(ts *testscript.TestScript, f *excelize.File, matricule, tete string) (feuille, nom string) {
	feuille, tetes := "Personnes", 1
	if n, _ := f.GetSheetIndex(feuille); n < 0 {
		feuille, tetes = "Salariés", 0
	}
	rangees, err := f.GetRows(feuille)
	ts.Check(err)
	colonne := slices.Index(rangees[tetes], tete)
	rang := slices.IndexFunc(rangees, func(r []string) bool { return len(r) > 0 && r[0] == matricule })
	if colonne < 0 || rang < 0 {
		ts.Fatalf("pas de case pour %s, %s", matricule, tete)
	}
	nom, err = excelize.CoordinatesToCellName(colonne+1, rang+1)
	ts.Check(err)
	return feuille, nom
}

// enCours sont les fichiers d'un dossier qui n'ont pas encore leur nom.
func enCours(dossier string) []string {
	l, _ := filepath.Glob(filepath.Join(dossier, ".jalon-*"))
	return l
}
