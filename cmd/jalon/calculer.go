package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"jalon/document/terminal"
	"jalon/droit/csp"
	"jalon/droit/trace"
	"jalon/format"
)

// situationMax borne une situation lue seule.
const situationMax = 16 << 20

const aideCalculer = `Calcule tous les droits d'une situation écrite au format d'échange (JSON), lue
dans un fichier ou sur l'entrée standard, et les explique en français.

Exemples :
  jalon calculer exemples/adhesion-2026.json
  jalon calculer --json exemples/adhesion-2026.json
  jalon calculer --expliquer exemples/adhesion-2026.json
  jalon calculer --ndjson < situations.ndjson > droits.ndjson

Statut de sortie : 0 si tout est calculé, 2 si l'entrée est à corriger, sinon 1.`

type optionsCalcul struct {
	json, ndjson, expliquer bool
	ouvriers                int
}

func cmdCalculer() *cobra.Command {
	var o optionsCalcul
	c := &cobra.Command{
		Use:                   "calculer [SITUATION.json]",
		Short:                 "Calcule et explique les droits d'une situation",
		Long:                  aideCalculer,
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			if o.ouvriers < 0 || o.ouvriers > 64 {
				return erreurUsage{"--ouvriers : de 0 à 64", ""}
			}
			if o.json && o.ndjson {
				return erreurUsage{"--json et --ndjson ne vont pas ensemble", "--json rend un objet pour une situation, --ndjson une ligne par situation"}
			}
			if !o.ndjson {
				return o.une(c, args)
			}
			entree, taille, err := ouvrir(c, args)
			if err != nil {
				return err
			}
			defer entree.Close()
			return o.lignes(c, entree, taille)
		},
	}
	f := c.Flags()
	f.BoolVar(&o.json, "json", false, "rendre un objet JSON")
	f.BoolVar(&o.ndjson, "ndjson", false, "une situation par ligne, un résultat par ligne")
	f.BoolVar(&o.expliquer, "expliquer", false, "déplier chaque chiffre : formule, article, source")
	f.IntVar(&o.ouvriers, "ouvriers", 0, "avec --ndjson, `N` calculs menés de front (0 : un par processeur)")
	return c
}

// ouvrir rend l'entrée et sa taille, 0 si elle n'est pas connue.
func ouvrir(c *cobra.Command, args []string) (io.ReadCloser, int64, error) {
	if len(args) == 0 || args[0] == "-" {
		if estTerminal(c.InOrStdin()) {
			fmt.Fprintln(c.ErrOrStderr(), "jalon : situation lue au clavier ; Ctrl-D pour finir.")
		}
		return io.NopCloser(c.InOrStdin()), 0, nil
	}
	f, err := os.Open(args[0])
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, 0, fmt.Errorf("le fichier %s n'existe pas ; vérifiez son nom et le dossier courant", args[0])
	case errors.Is(err, fs.ErrPermission):
		return nil, 0, fmt.Errorf("le fichier %s ne peut pas être lu : vous n'en avez pas le droit", args[0])
	case err != nil:
		return nil, 0, fmt.Errorf("le fichier %s ne peut pas être ouvert : %w", args[0], enMots(err))
	}
	info, err := f.Stat()
	if err != nil || info.IsDir() {
		f.Close()
		return nil, 0, fmt.Errorf("%s est un dossier ; donnez un fichier", args[0])
	}
	return f, info.Size(), nil
}

// lireSituation lit la situation d'un fichier ou de l'entrée standard.
func lireSituation(c *cobra.Command, args []string) (*csp.Situation, error) {
	if len(args) > 1 {
		return nil, erreurUsage{"un seul fichier est attendu", "pour plusieurs situations, écrivez-en une par ligne et utilisez « jalon calculer --ndjson »"}
	}
	entree, _, err := ouvrir(c, args)
	if err != nil {
		return nil, err
	}
	defer entree.Close()
	texte, err := io.ReadAll(io.LimitReader(entree, situationMax+1))
	if err != nil {
		return nil, fmt.Errorf("la lecture a échoué : %w", enMots(err))
	}
	if len(texte) > situationMax {
		return nil, &format.Erreur{Code: format.CodeTaille, Message: "une situation tient en moins de 16 Mo ; pour beaucoup de situations, écrivez-en une par ligne et utilisez « jalon calculer --ndjson »"}
	}
	return format.Lire(texte)
}

// ecrire écrit une sortie entière, ou rien.
func ecrire(c *cobra.Command, sortie []byte) error {
	if _, err := c.OutOrStdout().Write(sortie); err != nil {
		return fmt.Errorf("l'écriture a échoué : %w", enMots(err))
	}
	return nil
}

// enCouleur dit si cette sortie est un terminal qui accepte la couleur ; jamais quand NO_COLOR est posé.
func enCouleur(w io.Writer) bool {
	return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && estTerminal(w)
}

func estTerminal(f any) bool {
	fichier, ok := f.(*os.File)
	return ok && term.IsTerminal(int(fichier.Fd()))
}

// enMots dit en français les pannes que le système nomme en anglais.
func enMots(err error) error {
	for _, x := range []struct {
		err  error
		mots string
	}{
		{syscall.ENOSPC, "il n'y a plus de place sur le disque"},
		{syscall.EPIPE, "le programme qui lisait s'est arrêté"},
		{syscall.EIO, "le disque ne répond plus"},
		{fs.ErrPermission, "vous n'en avez pas le droit"},
		{fs.ErrNotExist, "il n'existe pas"},
	} {
		if errors.Is(err, x.err) {
			return errors.New(x.mots)
		}
	}
	return err
}

// une calcule une situation. Rien n'est écrit avant que tout soit calculé.
func (o *optionsCalcul) une(c *cobra.Command, args []string) error {
	s, err := lireSituation(c, args)
	if err != nil {
		return err
	}
	var t *trace.Trace
	if o.expliquer {
		t = trace.Nouvelle()
	}
	d := csp.Calculer(s, t)
	var sortie []byte
	switch {
	case !o.json:
		sortie = []byte(terminal.Droits(s, d, t, enCouleur(c.OutOrStdout())))
	case t != nil:
		sortie = append(format.AppendDroitsExpliques(nil, s, d, t), '\n')
	default:
		sortie = append(format.AppendDroits(nil, d), '\n')
	}
	return ecrire(c, sortie)
}

// lignes calcule une situation par ligne, avec l'avance montrée sur un terminal.
func (o *optionsCalcul) lignes(c *cobra.Command, entree io.Reader, taille int64) error {
	avance := func(int, int) {}
	if estTerminal(c.ErrOrStderr()) && !estTerminal(c.OutOrStdout()) {
		total := taille
		if total == 0 {
			total = -1
		}
		barre := progressbar.NewOptions64(total,
			progressbar.OptionSetWriter(c.ErrOrStderr()), progressbar.OptionShowBytes(true), progressbar.OptionSetWidth(20),
			progressbar.OptionThrottle(100_000_000), progressbar.OptionClearOnFinish(), progressbar.OptionSetDescription("situations lues"))
		avance = func(lignes, octets int) {
			barre.Describe(fmt.Sprintf("%d situations", lignes))
			_ = barre.Set(octets)
		}
		defer func() { _ = barre.Finish() }()
	}
	return calculerLignes(entree, c.OutOrStdout(), o.ouvriers, o.expliquer, avance)
}
