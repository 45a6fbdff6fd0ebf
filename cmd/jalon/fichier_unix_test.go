//go:build unix

package main

import (
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestRemplacerEcritDansUnTube : ce qui n'est pas un fichier ordinaire reçoit le contenu, et reste ce qu'il est.
func TestRemplacerEcritDansUnTube(t *testing.T) {
	nom := filepath.Join(t.TempDir(), "tube")
	if err := syscall.Mkfifo(nom, 0o600); err != nil {
		t.Fatal(err)
	}
	lu := make(chan string, 1)
	go func() {
		f, err := os.Open(nom)
		if err != nil {
			lu <- err.Error()
			return
		}
		defer f.Close()
		texte, _ := io.ReadAll(f)
		lu <- string(texte)
	}()
	if err := remplacer(nom, func(w io.Writer) error { _, err := io.WriteString(w, "feuille"); return err }); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(nom)
	if err != nil || info.Mode().IsRegular() {
		t.Fatalf("le tube a été remplacé : %v, %v", info, err)
	}
	if texte := <-lu; texte != "feuille" {
		t.Errorf("lu %q", texte)
	}
}
