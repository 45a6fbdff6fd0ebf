package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"jalon/acces"
	"jalon/dossier"
	"jalon/dossier/coffre"
	"jalon/dossier/personne"
	"jalon/sqlstore"
	"jalon/web"
	"jalon/web/espace"
)

func cmdServir() *cobra.Command {
	var adresse string
	var chiffre bool
	c := &cobra.Command{
		Use:   "servir",
		Short: "Les pages, dans un navigateur",
		Long: `Sert les pages : la comparaison, le licenciement économique d'un employeur, le
droit. Sans base, rien n'est gardé : le cas voyage dans l'adresse de la page, les
fichiers dans la page elle-même.

Quand JALON_BASE nomme une base, les pages de ceux qui travaillent dans les
dossiers s'ouvrent aussi, à qui a un compte : « jalon acces creer » fait le
premier. Un serveur mandataire fait le HTTPS ; dites-le par « --https ».`,
		Args:                  sansArgument,
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, _ []string) error {
			if os.Getenv("JALON_BASE") == "" {
				return servir(c, adresse, nil, "")
			}
			return avecBase(c, func(ctx context.Context, b *sqlstore.Base) error {
				cle, err := coffre.Ouvrir(fichierCle())
				if err != nil && !errors.Is(err, coffre.ErrSansCle) {
					return fmt.Errorf("%s : %w", fichierCle(), err)
				}
				e := espaceDe(b, cle, nil)
				e.Chiffre = chiffre
				return servir(c, adresse, e, "")
			})
		},
	}
	optionAdresse(c, &adresse)
	c.Flags().BoolVar(&chiffre, "https", false, "les pages sont vues en HTTPS : le témoin de session ne passe que par là")
	return c
}

func optionAdresse(c *cobra.Command, adresse *string) {
	c.Flags().StringVar(adresse, "adresse", "127.0.0.1:8420", "l'`ADRESSE` à écouter ; 127.0.0.1:8420 si rien n'est dit")
	c.Flags().Lookup("adresse").DefValue = "" // la bibliothèque le dirait en anglais
}

// espaceDe monte l'espace de travail sur une base.
func espaceDe(b *sqlstore.Base, cle *coffre.Coffre, horloge func() time.Time) *espace.Espace {
	g := &dossier.Greffe{Journal: b, Horloge: horloge}
	return &espace.Espace{
		Garde: &acces.Garde{Depot: b, Coffre: cle}, Greffe: g, Horloge: horloge,
		Registre: &personne.Registre{Greffe: g, Identites: b, Coffre: cle},
	}
}

// servir sert les pages jusqu'à ce qu'on l'arrête. dit s'affiche quand elles répondent.
func servir(c *cobra.Command, adresse string, e *espace.Espace, dit string) error {
	ecoute, err := net.Listen("tcp", adresse)
	if err != nil {
		return fmt.Errorf("l'adresse %s ne peut pas être écoutée : %w ; choisissez-en une autre avec --adresse", adresse, err)
	}
	fmt.Fprintf(c.OutOrStdout(), "%sjalon est prêt : http://%s — Ctrl-C pour arrêter.\n", dit, ecoute.Addr())
	s := &http.Server{
		Handler: web.Site(e), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second,
		WriteTimeout: 30 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 32 << 10,
	}
	arret, fin := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
	defer fin()
	go func() {
		<-arret.Done()
		delai, libere := context.WithTimeout(context.Background(), 5*time.Second)
		defer libere()
		_ = s.Shutdown(delai) // les réponses en cours finissent, ou le délai les coupe
	}()
	if err := s.Serve(ecoute); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("le serveur s'est arrêté : %w", err)
	}
	return nil
}
