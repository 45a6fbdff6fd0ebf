package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// remplacer écrit un fichier à côté, puis lui donne son nom : un fichier qui existait n'est remplacé
// qu'une fois le nouveau complet. Il porte des données d'une personne : seul son auteur peut le lire, sauf
// si le fichier remplacé était plus ouvert.
func remplacer(nom string, composer func(io.Writer) error) (err error) {
	droits := fs.FileMode(0o600)
	switch info, e := os.Stat(nom); {
	case e == nil && info.IsDir():
		return fmt.Errorf("%s est un dossier ; donnez un nom de fichier", nom)
	case e == nil && !info.Mode().IsRegular(): // un tube, un périphérique : on y écrit, on ne le remplace pas
		f, err := os.OpenFile(nom, os.O_WRONLY, droits)
		if err == nil {
			err = errors.Join(composer(f), f.Close())
		}
		if err != nil {
			return fmt.Errorf("le fichier %s n'a pas été écrit : %w", nom, enMots(err))
		}
		return nil
	case e == nil:
		droits = info.Mode().Perm()
	}
	dossier := filepath.Dir(nom)
	f, err := os.CreateTemp(dossier, ".jalon-*")
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("le dossier %s n'existe pas ; créez-le ou choisissez-en un autre", dossier)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("le dossier %s ne peut pas recevoir de fichier : vous n'en avez pas le droit", dossier)
	case err != nil:
		return fmt.Errorf("le fichier %s ne peut pas être écrit : %w", nom, enMots(err))
	}
	defer func() {
		if err != nil {
			os.Remove(f.Name())
			err = fmt.Errorf("le fichier %s n'a pas été écrit : %w", nom, enMots(err))
		}
	}()
	tampon := bufio.NewWriterSize(f, 1<<16)
	err = composer(tampon)
	err = errors.Join(err, tampon.Flush(), f.Sync(), f.Close())
	if err == nil {
		err = os.Chmod(f.Name(), droits)
	}
	if err == nil {
		err = os.Rename(f.Name(), nom)
	}
	return err
}
