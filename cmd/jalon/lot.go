package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"jalon/document/entree"
	"jalon/document/liasse"
	"jalon/document/terminal"
	"jalon/document/xlsx"
	"jalon/droit/calendrier"
	"jalon/format"
	"jalon/lot"
)

// fichierMax borne un fichier donné à « jalon lot ».
const fichierMax = 256 << 20

func cmdLot() *cobra.Command {
	c := &cobra.Command{
		Use:   "lot",
		Short: "Un licenciement d'une à dix mille personnes : dates, sommes, courriers",
		Long: `Lit la liste de la paie (XLSX, CSV, DSN) et rend, pour chaque personne et en
tout, ce que l'employeur doit faire, remettre, payer et prouver.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return erreurUsage{"commande inconnue : lot " + args[0], "jalon lot --help montre les commandes"}
			}
			return nil
		},
		RunE:                  func(c *cobra.Command, _ []string) error { return c.Help() },
		DisableFlagsInUseLine: true,
	}
	c.AddCommand(cmdLotCalculer(), cmdLotModele(), cmdLotSuivre(), cmdLotVerifierDSN())
	for _, x := range c.Commands() {
		x.Flags().BoolP("help", "h", false, "montrer cette aide")
	}
	return c
}

// Ce que dit une commande qui a tout fait, mais dont l'entrée est à corriger.
var (
	errRangees = erreurUsage{"des rangées sont refusées", "corrigez-les dans la liste, puis recommencez"}
	errEcarts  = erreurUsage{"des signalements diffèrent du dossier", "corrigez-les dans la paie, ou corrigez la liste"}
)

// refusees dit, par le statut de sortie, que des personnes ne sont pas calculées : un script ne les oublie pas.
func refusees(l *lot.Lot) error {
	if l.Totaux.Etats[lot.Refusee] > 0 {
		return errRangees
	}
	return nil
}

// optionsLot sont celles que partagent les commandes qui lisent une liste.
type optionsLot struct{ carte, au string }

func (o *optionsLot) ajouter(c *cobra.Command) {
	c.Flags().StringVar(&o.carte, "carte", "", "la `CARTE` des colonnes, gardée d'une fois précédente")
	c.Flags().StringVar(&o.au, "au", "", "le `JOUR` où l'on regarde, comme 2026-03-02 (sinon, aujourd'hui)")
}

// lire fait un lot des fichiers donnés.
func (o *optionsLot) lire(args []string) (*lot.Lot, []lot.FinDeContrat, error) {
	if len(args) == 0 {
		return nil, nil, erreurUsage{"aucun fichier n'est donné", "donnez la liste des personnes, comme liste.xlsx ; « jalon lot modele » en fait une"}
	}
	var fichiers []entree.Fichier
	for _, nom := range args {
		contenu, err := lireFichier(nom)
		if err != nil {
			return nil, nil, err
		}
		fichiers = append(fichiers, entree.Fichier{Nom: filepath.Base(nom), Contenu: contenu})
	}
	e, fins, err := entree.Lire(fichiers)
	if err != nil {
		return nil, nil, erreurUsage{err.Error(), ""}
	}
	if e.Carte, err = o.lireCarte(); err != nil {
		return nil, nil, err
	}
	if e.Au, err = o.jour(); err != nil {
		return nil, nil, err
	}
	l, err := lot.Lire(e)
	if err != nil {
		var x lot.Erreur
		if errors.As(err, &x) {
			return nil, nil, erreurUsage{x.Message, x.Conseil}
		}
		return nil, nil, erreurUsage{err.Error(), ""}
	}
	return l, fins, nil
}

func aujourdhui() calendrier.Date {
	an, mois, jour := time.Now().Date()
	return calendrier.D(an, int(mois), jour)
}

func (o *optionsLot) jour() (calendrier.Date, error) {
	if o.au == "" {
		return aujourdhui(), nil
	}
	d, ok := format.DateEcrite(o.au)
	if !ok {
		return 0, erreurUsage{"--au " + o.au + " n'est pas une date", "écrivez-la 2026-03-02"}
	}
	return d, nil
}

func (o *optionsLot) lireCarte() (lot.Carte, error) {
	if o.carte == "" {
		return nil, nil
	}
	texte, err := lireFichier(o.carte)
	if err != nil {
		return nil, err
	}
	var c lot.Carte
	if err := json.Unmarshal(texte, &c); err != nil {
		return nil, erreurUsage{"la carte " + o.carte + " ne se lit pas : un objet JSON « en-tête : champ » est attendu", "« jalon lot calculer … -o DOSSIER » en écrit une, à corriger"}
	}
	return c, nil
}

// lireFichier lit un fichier en entier, dans la limite de fichierMax.
func lireFichier(nom string) ([]byte, error) {
	f, err := os.Open(nom)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, erreurUsage{"le fichier " + nom + " n'existe pas", "vérifiez son nom et son dossier"}
	case err != nil:
		return nil, fmt.Errorf("le fichier %s ne peut pas être lu : %w", nom, enMots(err))
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, erreurUsage{nom + " est un dossier", "donnez les fichiers qu'il contient"}
	}
	contenu, err := io.ReadAll(io.LimitReader(f, fichierMax+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("le fichier %s ne peut pas être lu : %w", nom, enMots(err))
	case len(contenu) > fichierMax:
		return nil, erreurUsage{fmt.Sprintf("le fichier %s dépasse %d Mo", nom, fichierMax>>20), "coupez la liste en plusieurs fichiers"}
	}
	return contenu, nil
}

func cmdLotCalculer() *cobra.Command {
	var o optionsLot
	var sortie string
	var sansCourriers bool
	c := &cobra.Command{
		Use:   "calculer FICHIER... -o DOSSIER",
		Short: "De la liste de la paie au classeur de résultats et aux courriers",
		Long: `Lit une liste de personnes (XLSX ou CSV) et, si vous les avez, la feuille de
l'entreprise (CSV) et les DSN mensuelles. Une rangée qui ne va pas n'arrête pas
les autres : le rapport dit laquelle, pourquoi, et ce qui est attendu.

Dans DOSSIER :
  resultats.xlsx     personnes, totaux, obligations, ce qui est à corriger
  courriers.zip      les papiers de chacun, en PDF et en DOCX
  situations.ndjson  chaque personne, que « jalon calculer --ndjson » relit
  carte.json         ce qu'est chaque colonne, pour le fichier suivant (--carte)

Exemples :
  jalon lot modele -o liste.xlsx
  jalon lot calculer liste.xlsx -o resultats
  jalon lot calculer liste.csv entreprise.csv janvier.dsn fevrier.dsn -o resultats

Statut de sortie : 0 si chacun est calculé, 2 si une rangée est refusée ou si
l'entrée ne se lit pas, sinon 1.`,
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			l, _, err := o.lire(args)
			if err != nil {
				return err
			}
			var ecrits []string
			if sortie != "" {
				if ecrits, err = ecrireLot(c, l, sortie, !sansCourriers); err != nil {
					return err
				}
			}
			if err := ecrire(c, []byte(terminal.Lot(l, sortie, ecrits, enCouleur(c.OutOrStdout())))); err != nil {
				return err
			}
			return refusees(l)
		},
	}
	o.ajouter(c)
	c.Flags().StringVarP(&sortie, "sortie", "o", "", "le `DOSSIER` à remplir, créé s'il n'existe pas (sinon, le rapport seul)")
	c.Flags().BoolVar(&sansCourriers, "sans-courriers", false, "ne pas écrire courriers.zip")
	return c
}

// ecrireLot remplit le dossier et nomme ce qu'il y a mis. Chaque fichier n'y prend son nom qu'une fois complet, les
// courriers d'abord : ce sont les plus longs, et un arrêt avant leur fin laisse le dossier tel qu'il était.
func ecrireLot(c *cobra.Command, l *lot.Lot, dossier string, courriers bool) (ecrits []string, err error) {
	switch err := os.MkdirAll(dossier, 0o700); {
	case errors.Is(err, syscall.ENOTDIR):
		return nil, erreurUsage{dossier + " est un fichier, ou en traverse un", "donnez le nom d'un dossier"}
	case err != nil:
		return nil, fmt.Errorf("le dossier %s ne peut pas être créé : %w", dossier, enMots(err))
	}
	carte, err := json.MarshalIndent(lot.CarteDe(l.Colonnes), "", "  ")
	if err != nil {
		return nil, err
	}
	arret, fin := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
	defer fin()
	context.AfterFunc(arret, fin) // une seconde demande d'arrêt est obéie aussitôt
	fichiers := []struct {
		nom      string
		composer func(io.Writer) error
	}{
		{"courriers.zip", func(w io.Writer) error {
			avance, fini := avancement(c, "courriers")
			defer fini()
			return liasse.Ecrire(w, l, avance)
		}},
		{"resultats.xlsx", func(w io.Writer) error { return xlsx.Lot(w, l) }},
		{"situations.ndjson", func(w io.Writer) error { return situations(w, l) }},
		{"carte.json", func(w io.Writer) error { _, err := w.Write(append(carte, '\n')); return err }},
	}
	for _, f := range fichiers {
		if f.nom == "courriers.zip" && !courriers {
			continue
		}
		err := remplacer(filepath.Join(dossier, f.nom), func(w io.Writer) error { return f.composer(interruptible{w, arret}) })
		switch {
		case arret.Err() != nil:
			return nil, errors.New("l'écriture du dossier " + dossier + " a été arrêtée : ce qui était commencé est retiré")
		case err != nil:
			return nil, err
		}
		ecrits = append(ecrits, f.nom)
	}
	return ecrits, nil
}

// interruptible refuse d'écrire dès qu'un arrêt est demandé : le fichier commencé, qui porte des données de personnes,
// est alors retiré.
type interruptible struct {
	io.Writer
	arret context.Context
}

func (w interruptible) Write(b []byte) (int, error) {
	if w.arret.Err() != nil {
		return 0, w.arret.Err()
	}
	return w.Writer.Write(b)
}

func situations(w io.Writer, l *lot.Lot) error {
	var b []byte
	for _, p := range l.Lisibles() {
		b = append(l.AppendSituation(b[:0], p), '\n')
		if _, err := w.Write(b); err != nil {
			return err
		}
	}
	return nil
}

// avancement montre une barre, avec le temps qui reste, sur un terminal.
func avancement(c *cobra.Command, quoi string) (avance func(faites, total int), fini func()) {
	if !estTerminal(c.ErrOrStderr()) {
		return nil, func() {}
	}
	var barre *progressbar.ProgressBar
	return func(faites, total int) {
			if barre == nil {
				barre = progressbar.NewOptions(total, progressbar.OptionSetWriter(c.ErrOrStderr()), progressbar.OptionSetWidth(20),
					progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(), progressbar.OptionSetPredictTime(true),
					progressbar.OptionShowCount(), progressbar.OptionSetDescription(quoi))
			}
			_ = barre.Set(faites)
		}, func() {
			if barre != nil {
				_ = barre.Finish()
			}
		}
}

func cmdLotModele() *cobra.Command {
	var sortie string
	c := &cobra.Command{
		Use:                   "modele -o FICHIER.xlsx",
		Short:                 "Un classeur d'exemple à remplir, avec son mode d'emploi",
		Long:                  "Écrit un classeur à remplir : une rangée par personne, la feuille de\nl'entreprise, et leur mode d'emploi. Sa rangée EXEMPLE n'est pas lue.",
		Args:                  sansArgument,
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := remplacer(sortie, xlsx.Modele); err != nil {
				return err
			}
			return ecrire(c, []byte("Le classeur d'exemple est dans "+sortie+". Remplissez-le, puis : jalon lot calculer "+sortie+" -o resultats\n"))
		},
	}
	c.Flags().StringVarP(&sortie, "sortie", "o", "liste.xlsx", "le `FICHIER` à écrire (sinon, liste.xlsx)")
	c.Flags().Lookup("sortie").DefValue = "" // la bibliothèque le dirait en anglais
	return c
}

func cmdLotSuivre() *cobra.Command {
	var o optionsLot
	var sortie string
	c := &cobra.Command{
		Use:   "suivre FICHIER",
		Short: "Qui n'a pas répondu, et jusqu'à quand il le peut",
		Long: `Relit le classeur de résultats, complété des réponses (Réponse, Date de la
réponse, Preuve de la réponse), et dit qui n'a pas répondu et dont le dernier
jour approche.

Exemple :
  jalon lot suivre resultats/resultats.xlsx --au 2026-03-20

Statut de sortie : 0 si chacun est suivi, 2 si une rangée est refusée ou si
l'entrée ne se lit pas, sinon 1.`,
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			l, _, err := o.lire(args)
			if err != nil {
				return err
			}
			if sortie != "" {
				if err := remplacer(sortie, func(w io.Writer) error { return xlsx.Lot(w, l) }); err != nil {
					return err
				}
			}
			if err := ecrire(c, []byte(terminal.Suivi(l, enCouleur(c.OutOrStdout())))); err != nil {
				return err
			}
			return refusees(l)
		},
	}
	o.ajouter(c)
	c.Flags().StringVarP(&sortie, "sortie", "o", "", "écrire le classeur mis à jour dans ce `FICHIER`")
	return c
}

func cmdLotVerifierDSN() *cobra.Command {
	var o optionsLot
	var liste []string
	c := &cobra.Command{
		Use:   "verifier-dsn FICHIER.dsn... --avec LISTE",
		Short: "Le message de fin de contrat de la DSN, comparé au dossier de chacun",
		Long: `Compare chaque signalement de fin de contrat à ce que la liste fait attendre :
motif 026, préavis 10, mois et montant du préavis utilisés pour le CSP, fin la
veille du CSP. Chaque écart nomme sa rubrique et dit pourquoi.

Exemple :
  jalon lot verifier-dsn fin.dsn --avec liste.xlsx

Statut de sortie : 0 si tout est conforme, 2 s'il y a un écart ou si l'entrée
ne se lit pas, sinon 1.`,
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			if len(liste) == 0 {
				return erreurUsage{"la liste des personnes manque", "ajoutez --avec liste.xlsx"}
			}
			l, fins, err := o.lire(append(args, liste...))
			if err != nil {
				return err
			}
			if len(fins) == 0 {
				return erreurUsage{"aucun signalement de fin de contrat n'est dans ces fichiers", "donnez le message de nature 07 (ou 02) que la paie envoie à la fin du contrat"}
			}
			texte, ecarts := terminal.FinsDeContrat(l, fins, enCouleur(c.OutOrStdout()))
			if err := ecrire(c, []byte(texte)); err != nil {
				return err
			}
			if ecarts > 0 {
				return errEcarts
			}
			return nil
		},
	}
	o.ajouter(c)
	c.Flags().StringArrayVar(&liste, "avec", nil, "la `LISTE` des personnes et leurs réponses (plusieurs fois au besoin)")
	return c
}
