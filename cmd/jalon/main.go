// jalon calcule et explique les droits du contrat de sécurisation professionnelle.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"jalon/droit/parametre"
	"jalon/format"
)

// Les statuts de sortie.
const (
	statutAutre  = 1 // le programme n'a pas pu faire son travail
	statutEntree = 2 // ce qu'on lui a donné est à corriger
)

func main() { os.Exit(executer(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// executer lance une commande et rend son statut de sortie.
func executer(args []string, entree io.Reader, sortie, erreurs io.Writer) int {
	if err := parametre.Verifier(); err != nil {
		fmt.Fprintf(erreurs, "jalon : les barèmes de ce programme sont défectueux :\n%v\n", err)
		return statutAutre
	}
	racine := commandes()
	racine.SetArgs(args)
	racine.SetIn(entree)
	racine.SetOut(sortie)
	racine.SetErr(erreurs)
	err := racine.ExecuteContext(context.Background())
	if err == nil {
		return 0
	}
	fmt.Fprintf(erreurs, "jalon : %v\n", err)
	if conseil := conseilDe(err); conseil != "" {
		fmt.Fprintf(erreurs, "Conseil : %s\n", conseil)
	}
	var lecture *format.Erreur
	var usage erreurUsage
	if errors.As(err, &lecture) || errors.As(err, &usage) || errors.Is(err, errLignes) {
		return statutEntree
	}
	return statutAutre
}

// enFrancais traduit ce que la bibliothèque d'options dit d'une option refusée.
func enFrancais(err error) string {
	s := err.Error()
	for _, x := range [][2]string{
		{"unknown shorthand flag: ", "option inconnue : "},
		{"unknown flag: ", "option inconnue : "},
		{"flag needs an argument: ", "valeur manquante : "},
		{"invalid argument ", "valeur refusée : "},
	} {
		if reste, ok := strings.CutPrefix(s, x[0]); ok {
			reste, _, _ = strings.Cut(reste, ": strconv")
			return x[1] + strings.NewReplacer(" for ", " pour ", " flag", "", " in ", " dans ").Replace(reste)
		}
	}
	return s
}

// sansArgument refuse tout argument.
func sansArgument(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return erreurUsage{c.CommandPath() + " ne prend pas d'argument : " + args[0], ""}
	}
	return nil
}

// erreurUsage est une commande mal écrite ou une entrée refusée avant lecture.
type erreurUsage struct{ message, conseil string }

func (e erreurUsage) Error() string { return e.message }

func conseilDe(err error) string {
	var usage erreurUsage
	if errors.As(err, &usage) {
		return usage.conseil
	}
	return ""
}

func commandes() *cobra.Command {
	racine := &cobra.Command{
		Use:   "jalon",
		Short: "Le contrat de sécurisation professionnelle, calculé et expliqué",
		Long: `jalon dit tout ce que le contrat de sécurisation professionnelle (CSP) donne à
une personne et demande à son employeur : chaque date, chaque montant, chaque
condition, avec sa raison et son article, pour toute procédure engagée depuis le
1er septembre 2011.`,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	racine.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return erreurUsage{"option refusée (" + enFrancais(err) + ")", c.CommandPath() + " --help montre les options"}
	})
	racine.AddCommand(cmdCalculer(), cmdComparer(), cmdLot(), cmdDossier(), cmdBase(), cmdAcces(), cmdDemo(), cmdDonnees(), cmdRappels(), cmdServir(), cmdTextes(), cmdBaremes(), cmdInterpretations(), cmdVersion())
	racine.SetHelpCommand(&cobra.Command{Use: "aide", Hidden: true})
	racine.SetUsageTemplate(modeleAide)
	racine.SetHelpTemplate("{{with (or .Long .Short)}}{{.}}\n\n{{end}}{{.UsageString}}")
	aider(racine)
	racine.Args = func(_ *cobra.Command, args []string) error {
		if len(args) > 0 {
			return erreurUsage{"commande inconnue : " + args[0], "jalon --help montre les commandes"}
		}
		return nil
	}
	racine.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
	racine.CompletionOptions.DisableDefaultCmd = true
	return racine
}

// aider donne à chaque commande l'option d'aide, que la bibliothèque dirait en anglais.
func aider(c *cobra.Command) {
	if c.Flags().Lookup("help") == nil {
		c.Flags().BoolP("help", "h", false, "montrer cette aide")
	}
	for _, x := range c.Commands() {
		aider(x)
	}
}

// modeleAide est la page d'aide de chaque commande.
const modeleAide = `Usage : {{if .HasAvailableSubCommands}}{{.CommandPath}} COMMANDE{{else}}{{.UseLine}}{{end}}
{{if .HasAvailableSubCommands}}
Commandes :
{{range .Commands}}{{if .IsAvailableCommand}}  {{rpad .Name .NamePadding}}  {{.Short}}
{{end}}{{end}}
« {{.CommandPath}} COMMANDE --help » montre chacune, avec des exemples.
{{end}}{{if .HasAvailableLocalFlags}}
Options :
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}
{{end}}`
