package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
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
	var chiffre, rappels bool
	var devant []string
	c := &cobra.Command{
		Use:   "servir",
		Short: "Les pages, dans un navigateur",
		Long: `Sert les pages : la comparaison, le licenciement économique d'un employeur, le
droit. Sans base, rien n'est gardé : le cas voyage dans l'adresse de la page, les
fichiers dans la page elle-même.

Quand JALON_BASE nomme une base, les pages de ceux qui travaillent dans les
dossiers s'ouvrent aussi, à qui a un compte : « jalon acces creer » fait le
premier. Un serveur mandataire fait le HTTPS ; dites-le par « --https », et son
adresse par « --mandataire » : le frein des connexions compte alors chaque
personne, non le mandataire. SECURITY.md dit comment le poser.`,
		Args:                  sansArgument,
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, _ []string) error {
			if os.Getenv("JALON_BASE") == "" {
				if rappels {
					return erreurUsage{"« --rappels » demande une base : JALON_BASE", "nommez-la, ou ôtez « --rappels »"}
				}
				return servir(c, adresse, nil, "")
			}
			return avecBase(c, func(ctx context.Context, b *sqlstore.Base) error {
				cle, err := coffre.Ouvrir(fichierCle())
				if err != nil && !errors.Is(err, coffre.ErrSansCle) {
					return fmt.Errorf("%s : %w", fichierCle(), err)
				}
				e := espaceDe(b, cle, nil)
				e.Chiffre = chiffre
				if e.Mandataires, err = mandataires(devant); err != nil {
					return err
				}
				if rappels {
					t, err := tourneeReglee(b)
					if err != nil {
						return err
					}
					defer rappelerSansCesse(ctx, c.ErrOrStderr(), t)()
				}
				return servir(c, adresse, e, "")
			})
		},
	}
	optionAdresse(c, &adresse)
	c.Flags().BoolVar(&chiffre, "https", false, "les pages sont vues en HTTPS : le témoin de session ne passe que par là")
	c.Flags().BoolVar(&rappels, "rappels", false, "faire aussi, chaque heure, ce que fait « jalon rappels »")
	c.Flags().StringSliceVar(&devant, "mandataire", nil, "l'`ADRESSE` d'un serveur devant celui-ci, ou son réseau (10.0.0.0/8) ; lui seul est cru sur qui demande")
	return c
}

// mandataires lit des adresses et des réseaux.
func mandataires(l []string) ([]netip.Prefix, error) {
	var tous []netip.Prefix
	for _, s := range l {
		p, err := netip.ParsePrefix(s)
		if a, errAdresse := netip.ParseAddr(s); errAdresse == nil {
			a = a.Unmap()
			p, err = netip.PrefixFrom(a, a.BitLen()), nil
		}
		if err != nil {
			return nil, erreurUsage{"--mandataire : « " + s + " » n'est ni une adresse ni un réseau", "donnez 127.0.0.1, ou 10.0.0.0/8"}
		}
		tous = append(tous, p.Masked())
	}
	return tous, nil
}

func optionAdresse(c *cobra.Command, adresse *string) {
	c.Flags().StringVar(adresse, "adresse", "127.0.0.1:8420", "l'`ADRESSE` à écouter ; 127.0.0.1:8420 si rien n'est dit")
	c.Flags().Lookup("adresse").DefValue = "" // la bibliothèque le dirait en anglais
}

// espaceDe monte l'espace de travail sur une base.
func espaceDe(b *sqlstore.Base, cle *coffre.Coffre, horloge func() time.Time) *espace.Espace {
	g := &dossier.Greffe{Journal: b, Horloge: horloge}
	return &espace.Espace{
		Garde: &acces.Garde{Depot: b, Coffre: cle, Horloge: horloge}, Greffe: g, Horloge: horloge,
		Registre: &personne.Registre{Greffe: g, Identites: b, Coffre: cle}, Paiements: b,
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
