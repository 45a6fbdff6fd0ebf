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

	"jalon/web"
)

func cmdServir() *cobra.Command {
	var adresse string
	c := &cobra.Command{
		Use:   "servir",
		Short: "Les pages, dans un navigateur ; rien n'est gardé",
		Long: `Sert les pages : la comparaison, le licenciement économique d'un employeur, le
droit. Un seul processus, sans base : le cas voyage dans l'adresse de la page,
les fichiers dans la page elle-même, rien n'est gardé ni journalisé.`,
		Args:                  sansArgument,
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, _ []string) error {
			ecoute, err := net.Listen("tcp", adresse)
			if err != nil {
				return fmt.Errorf("l'adresse %s ne peut pas être écoutée : %w ; choisissez-en une autre avec --adresse", adresse, err)
			}
			fmt.Fprintf(c.OutOrStdout(), "jalon est prêt : http://%s — Ctrl-C pour arrêter.\n", ecoute.Addr())
			s := &http.Server{
				Handler: web.Site(), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second,
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
		},
	}
	c.Flags().StringVar(&adresse, "adresse", "127.0.0.1:8420", "l'`ADRESSE` à écouter ; 127.0.0.1:8420 si rien n'est dit")
	c.Flags().Lookup("adresse").DefValue = "" // la bibliothèque le dirait en anglais
	return c
}
