package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"jalon/acces"
	"jalon/courrier"
	"jalon/document"
	"jalon/dossier"
	"jalon/droit/calendrier"
	"jalon/format"
	"jalon/sqlstore"
)

func cmdRappels() *cobra.Command {
	var aBlanc bool
	var au string
	c := &cobra.Command{
		Use:   "rappels",
		Short: "Rappelle par courriel les dates proches",
		Long: `Envoie, sept, trois et un jour avant chaque date limite, un courriel à qui
tient l'acte : le conseiller et, la veille ou sans lui, la suppléance de son
organisation (« jalon acces suppleant ») ; les comptes de l'employeur ; la
personne. Un jour non ouvré, c'est le jour ouvré d'avant. Un message par
destinataire et par jour, rien deux fois ; une date et un lien, rien de
personnel. Chaque envoi accepté est consigné au dossier.

À lancer chaque jour, ou chaque heure. Trois variables :
  JALON_SMTP         smtp://qui:mot-de-passe@hote:587 (STARTTLS), ou smtps://…
  JALON_EXPEDITEUR   « jalon <rappels@exemple.fr> »
  JALON_ADRESSE      l'adresse publique des pages : https://jalon.exemple.fr`,
		Example: `  jalon rappels --a-blanc
  jalon rappels --a-blanc --au 2026-12-01
  jalon rappels`,
		Args:                  sansArgument,
		DisableFlagsInUseLine: true,
	}
	c.RunE = func(c *cobra.Command, _ []string) error {
		jour := aParis(time.Now())
		if au != "" {
			var ok bool
			if jour, ok = format.DateEcrite(au); !ok {
				return erreurUsage{"--au " + au + " n'est pas une date", "écrivez-la 2026-12-01"}
			}
			if !aBlanc {
				return erreurUsage{"« --au » ne vaut qu'avec « --a-blanc » : on n'envoie qu'à la date du jour", "ajoutez « --a-blanc »"}
			}
		}
		return avecBase(c, func(ctx context.Context, b *sqlstore.Base) error {
			if aBlanc {
				envois, orphelins, err := tourneeDe(b).Prevoir(ctx, jour)
				if err != nil {
					return err
				}
				suspens, err := b.Rappels(ctx, courrier.EnCours)
				if err != nil {
					return err
				}
				return ecrire(c, []byte(rappelsPrevus(envois, orphelins, suspens, jour)))
			}
			t, err := tourneeReglee(b)
			if err != nil {
				return err
			}
			bilan, err := t.Faire(ctx, jour)
			direRappels(c.ErrOrStderr(), bilan)
			return errors.Join(ecrire(c, []byte(rappelsFaits(bilan))), err)
		})
	}
	f := c.Flags()
	f.BoolVar(&aBlanc, "a-blanc", false, "montrer ce qui partirait, et à qui, sans rien envoyer")
	f.StringVar(&au, "au", "", "à cette `DATE`, à blanc seulement")
	return c
}

// aParis est le jour qu'il est à Paris : c'est là que courent les dates.
func aParis(a time.Time) calendrier.Date {
	if l, err := time.LoadLocation("Europe/Paris"); err == nil {
		a = a.In(l)
	}
	an, mois, jour := a.Date()
	return calendrier.D(an, int(mois), jour)
}

func tourneeDe(b *sqlstore.Base) *courrier.Tournee {
	return &courrier.Tournee{Greffe: &dossier.Greffe{Journal: b}, Depot: b, Identites: b, Carnet: b}
}

// tourneeReglee est prête à envoyer.
func tourneeReglee(b *sqlstore.Base) (*courrier.Tournee, error) {
	for _, v := range []string{"JALON_SMTP", "JALON_EXPEDITEUR", "JALON_ADRESSE"} {
		if os.Getenv(v) == "" {
			return nil, erreurUsage{"les rappels demandent " + v + ", qui manque", "« jalon rappels --help » dit ce que c'est"}
		}
	}
	t := tourneeDe(b)
	var err error
	if t.Pages, err = courrier.LirePages(os.Getenv("JALON_ADRESSE")); err == nil {
		t.Facteur, err = courrier.NouveauFacteur(os.Getenv("JALON_SMTP"), os.Getenv("JALON_EXPEDITEUR"))
	}
	var adresse *courrier.Adresse
	if errors.As(err, &adresse) {
		err = erreurUsage{adresse.Error(), ""}
	}
	return t, err
}

func rappelEnMots(r *courrier.Rappel) string {
	return fmt.Sprintf("dossier %s, au plus tard le %s (%s), rappel à %s", r.Dossier, r.Echeance.Francais(), r.Regle, document.Nombre(r.Delai, "jour"))
}

// rappelsPrevus dit ce qui partirait : à quel rôle, jamais à quelle adresse.
func rappelsPrevus(envois []courrier.Envoi, orphelins []courrier.Orphelin, suspens []courrier.Ligne, jour calendrier.Date) string {
	var s strings.Builder
	n := 0
	for i := range envois {
		n += len(envois[i].Lignes)
	}
	fmt.Fprintf(&s, "Le %s, à blanc : %s, %s.\n", jour.Francais(), document.Nombre(len(envois), "message"), document.Nombre(n, "rappel"))
	for i := range envois {
		fmt.Fprintf(&s, "\nMessage %d\n", i+1)
		for k := range envois[i].Lignes {
			x := &envois[i].Lignes[k]
			s.WriteString("  " + x.Role + ", " + rappelEnMots(&x.Rappel) + "\n")
		}
	}
	if len(orphelins) > 0 {
		s.WriteString("\nPersonne à qui écrire :\n")
		for i := range orphelins {
			s.WriteString("  " + orphelins[i].Qui + ", " + rappelEnMots(&orphelins[i].Rappel) + "\n")
		}
	}
	if suspens = slices.DeleteFunc(suspens, func(x courrier.Ligne) bool { return x.Echeance < jour }); len(suspens) > 0 {
		s.WriteString("\nConfiés au serveur, qui n'a pas répondu ; ils ne repartiront pas :\n")
		for i := range suspens {
			s.WriteString("  " + suspens[i].Role + ", " + rappelEnMots(&suspens[i].Rappel) + ", message " + suspens[i].Message + "\n")
		}
	}
	return s.String()
}

func rappelsFaits(b *courrier.Bilan) string {
	s := fmt.Sprintf("Envoyé : %s, %s.", document.Nombre(b.Messages, "message"), document.Nombre(b.Rappels, "rappel"))
	if b.Remis > 0 {
		s += fmt.Sprintf(" À refaire : %s.", document.Nombre(b.Remis, "message"))
	}
	if n := len(b.Orphelins); n > 0 {
		s += fmt.Sprintf(" Sans personne à qui écrire : %s.", document.Nombre(n, "rappel"))
	}
	return s + "\n"
}

// direRappels dit ce qui n'est pas arrivé et ne se refera pas.
func direRappels(w io.Writer, b *courrier.Bilan) {
	for _, r := range b.Refuses {
		fmt.Fprintln(w, "Refusé, à "+r)
	}
	if b.SansReponse > 0 {
		fmt.Fprintf(w, "Sans réponse du serveur : %s ; le journal du serveur dit s'il est parti, il ne sera pas renvoyé.\n", document.Nombre(b.SansReponse, "message"))
	}
}

// rappelerSansCesse fait une tournée aussitôt, puis chaque heure ; fini l'arrête et l'attend.
func rappelerSansCesse(ctx context.Context, w io.Writer, t *courrier.Tournee) (fini func()) {
	ctx, arreter := context.WithCancel(ctx)
	arrete := make(chan struct{})
	go func() {
		defer close(arrete)
		for {
			b, err := t.Faire(ctx, aParis(time.Now()))
			if direRappels(w, b); err != nil && ctx.Err() == nil {
				fmt.Fprintf(w, "jalon : %v\n", err)
			}
			select {
			case <-ctx.Done():
				return
			case <-time.After(time.Hour):
			}
		}
	}()
	return func() { arreter(); <-arrete }
}

func cmdAccesSuppleant() *cobra.Command {
	return &cobra.Command{
		Use:   "suppleant ORGANISATION [COURRIEL]",
		Short: "L'adresse qui reçoit les rappels d'un conseiller absent",
		Long: `Dit l'adresse de suppléance d'une organisation : elle reçoit les rappels de la
veille, et tous ceux des dossiers dont le conseiller ne peut être joint. Sans
elle, ses autres conseillers les reçoivent. Sans courriel, la commande l'ôte.`,
		Example:               "  jalon acces suppleant Agence accueil@exemple.fr",
		Args:                  cobra.RangeArgs(1, 2),
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			return avecGarde(c, func(ctx context.Context, g *acces.Garde) error {
				id, err := organisationNommee(ctx, g, args[0])
				if err != nil {
					return err
				}
				if id == "" {
					return erreurUsage{"aucune organisation n'a ce nom", "« jalon acces comptes » les montre"}
				}
				return g.Suppleer(ctx, acces.Console, id, strings.Join(args[1:], ""))
			})
		},
	}
}
