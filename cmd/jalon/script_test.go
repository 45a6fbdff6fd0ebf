package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var maj = flag.Bool("maj", false, "récrire les résultats de référence")

// TestMain fait du programme une commande des scripts.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"jalon": func() { os.Exit(executer(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// TestScripts joue les scripts de testdata : des commandes, ce qui en sort, leur statut.
func TestScripts(t *testing.T) {
	exemples, err := filepath.Abs("../../exemples")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		UpdateScripts:       *maj,
		RequireUniqueNames:  true,
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("EXEMPLES", exemples)
			return nil
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
			// colonnes N fichier : aucune ligne de plus de N colonnes, hors adresses.
			"colonnes": func(ts *testscript.TestScript, _ bool, args []string) {
				for i, l := range strings.Split(ts.ReadFile(args[0]), "\n") {
					if len([]rune(l)) > largeur && !strings.Contains(l, "http") {
						ts.Fatalf("ligne %d : %d colonnes : %s", i+1, len([]rune(l)), l)
					}
				}
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
