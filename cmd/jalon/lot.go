package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"jalon/document/entree"
	"jalon/document/liasse"
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
		Long: `Lit la liste de la paie (XLSX, CSV, DSN) et rend, pour chaque personne et en tout,
ce que l'employeur doit faire, remettre, payer et prouver.`,
		Args:                  cobra.NoArgs,
		DisableFlagsInUseLine: true,
	}
	c.AddCommand(cmdLotCalculer(), cmdLotModele(), cmdLotSuivre(), cmdLotVerifierDSN())
	return c
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

func (o *optionsLot) jour() (calendrier.Date, error) {
	if o.au == "" {
		an, mois, jour := time.Now().Date()
		return calendrier.D(an, int(mois), jour), nil
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
		Long: `Lit une liste de personnes (XLSX ou CSV), et si vous les avez la feuille de
l'entreprise (CSV) et les DSN mensuelles. Une rangée qui ne va pas n'arrête pas les
autres : le rapport dit laquelle, pourquoi, et ce qui est attendu. Dans DOSSIER :
  resultats.xlsx     chaque personne, les totaux, les obligations, ce qui est à corriger
  courriers.zip      les papiers de chacun, en PDF et en DOCX
  situations.ndjson  chaque personne au format d'échange, que « jalon calculer » relit
  carte.json         ce que chaque colonne est, pour le fichier suivant (--carte)`,
		Example: `  jalon lot modele -o liste.xlsx
  jalon lot calculer liste.xlsx -o resultats
  jalon lot calculer liste.csv entreprise.csv janvier.dsn fevrier.dsn -o resultats`,
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			l, _, err := o.lire(args)
			if err != nil {
				return err
			}
			if sortie != "" {
				if err := ecrireLot(c, l, sortie, !sansCourriers); err != nil {
					return err
				}
			}
			if err := ecrire(c, []byte(rapportLot(l, sortie, enCouleur(c.OutOrStdout())))); err != nil {
				return err
			}
			if l.Totaux.Etats[lot.Refusee] > 0 {
				return errLignes
			}
			return nil
		},
	}
	o.ajouter(c)
	c.Flags().StringVarP(&sortie, "sortie", "o", "", "le `DOSSIER` à remplir, créé s'il n'existe pas (sinon, le rapport seul)")
	c.Flags().BoolVar(&sansCourriers, "sans-courriers", false, "ne pas écrire courriers.zip")
	return c
}

// ecrireLot remplit le dossier : chaque fichier n'y prend son nom qu'une fois complet.
func ecrireLot(c *cobra.Command, l *lot.Lot, dossier string, courriers bool) error {
	if err := os.MkdirAll(dossier, 0o700); err != nil {
		return fmt.Errorf("le dossier %s ne peut pas être créé : %w", dossier, enMots(err))
	}
	carte, err := json.MarshalIndent(lot.CarteDe(l.Colonnes), "", "  ")
	if err != nil {
		return err
	}
	fichiers := []struct {
		nom      string
		composer func(io.Writer) error
	}{
		{"carte.json", func(w io.Writer) error { _, err := w.Write(append(carte, '\n')); return err }},
		{"situations.ndjson", func(w io.Writer) error { return situations(w, l) }},
		{"resultats.xlsx", func(w io.Writer) error { return xlsx.Lot(w, l) }},
		{"courriers.zip", func(w io.Writer) error {
			avance, fini := avancement(c, "courriers")
			defer fini()
			return liasse.Ecrire(w, l, avance)
		}},
	}
	for _, f := range fichiers {
		if f.nom == "courriers.zip" && !courriers {
			continue
		}
		if err := remplacer(filepath.Join(dossier, f.nom), f.composer); err != nil {
			return err
		}
	}
	return nil
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
		Args:                  sansArgument,
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := remplacer(sortie, xlsx.Modele); err != nil {
				return err
			}
			return ecrire(c, []byte("Le classeur d'exemple est dans "+sortie+". Remplissez-le, puis : jalon lot calculer "+sortie+" -o resultats\n"))
		},
	}
	c.Flags().StringVarP(&sortie, "sortie", "o", "liste.xlsx", "le `FICHIER` à écrire")
	return c
}

func cmdLotSuivre() *cobra.Command {
	var o optionsLot
	var sortie string
	c := &cobra.Command{
		Use:   "suivre FICHIER",
		Short: "Qui n'a pas répondu, et jusqu'à quand il le peut",
		Long: `Relit le classeur de résultats, complété des réponses (Réponse, Date de la réponse,
Preuve de la réponse), et dit qui n'a pas répondu et dont le dernier jour approche.`,
		Example:               "  jalon lot suivre resultats/resultats.xlsx --au 2026-03-20",
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
			return ecrire(c, []byte(rapportSuivi(l, enCouleur(c.OutOrStdout()))))
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
veille du CSP. Chaque écart nomme sa rubrique et dit pourquoi.`,
		Example:               "  jalon lot verifier-dsn fin.dsn --avec liste.xlsx",
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
			texte, ecarts := rapportDSN(l, fins, enCouleur(c.OutOrStdout()))
			if err := ecrire(c, []byte(texte)); err != nil {
				return err
			}
			if ecarts > 0 {
				return errLignes
			}
			return nil
		},
	}
	o.ajouter(c)
	c.Flags().StringArrayVar(&liste, "avec", nil, "la `LISTE` des personnes et leurs réponses ; plusieurs fois s'il y a plusieurs fichiers")
	return c
}
