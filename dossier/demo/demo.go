// Package demo écrit des dossiers inventés, toujours les mêmes : de quoi essayer le programme, dans tous ses états.
package demo

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strconv"
	"sync"
	"time"

	"jalon/dossier"
	"jalon/droit/calendrier"
)

// Nombre de dossiers d'une démonstration.
const Nombre = 200

// Jour est celui où la démonstration se passe : aucun fait ne vient après.
var Jour = calendrier.D(2026, 11, 20)

// ErrPleine dit qu'une base a déjà des dossiers : on n'en mêle pas d'inventés à de vrais.
var ErrPleine = errors.New("la base a déjà des dossiers")

// ensemble est le nombre de dossiers menés à la fois : un vidage du disque les sert tous.
const ensemble = 32

// Remplir écrit les dossiers de la démonstration dans un journal vide, par les actes du greffe seuls.
func Remplir(ctx context.Context, j dossier.Journal) error {
	deja, err := j.Fiches(ctx, dossier.Filtre{Limite: 1})
	if err != nil {
		return err
	}
	if len(deja) > 0 {
		return ErrPleine
	}
	ctx, arreter := context.WithCancelCause(ctx)
	defer arreter(nil)
	var places sync.WaitGroup
	rangs := make(chan int)
	for range ensemble {
		places.Go(func() {
			for i := range rangs {
				if err := conter(ctx, j, i); err != nil {
					arreter(fmt.Errorf("dossier %d de la démonstration : %w", i+1, err))
				}
			}
		})
	}
	for i := range Nombre {
		rangs <- i
	}
	close(rangs)
	places.Wait()
	return context.Cause(ctx)
}

// conter écrit le dossier d'un rang ; le hasard ne tient qu'au rang.
func conter(ctx context.Context, j dossier.Journal, i int) error {
	r := &recit{ctx: ctx, rang: i, tour: i / len(recits), hasard: rand.New(rand.NewPCG(2026, uint64(i)))}
	r.greffe = dossier.Greffe{Journal: j, Horloge: r.heure, Identifiant: func() string { return fmt.Sprintf("DEMO%04d", i+1) }}
	recits[i%len(recits)](r)
	return r.err
}

// recit est un dossier qu'on raconte : après un refus, plus rien n'est consigné.
type recit struct {
	ctx                                context.Context
	rang, tour                         int // tour : combien de dossiers du même récit viennent avant
	hasard                             *rand.Rand
	greffe                             dossier.Greffe
	jour                               calendrier.Date // où l'on en est
	engagement, naissance, debut, paye calendrier.Date // debut : du CSP ; paye : dernier mois versé
	anciennete                         int             // en jours
	actes                              int
	d                                  *dossier.Dossier
	err                                error
}

// heure est celle d'un acte : le matin de son jour, une minute après l'acte d'avant.
func (r *recit) heure() time.Time {
	an, mois, jour := r.jour.Civil()
	return time.Date(an, time.Month(mois), jour, 8, r.actes, 0, 0, time.UTC)
}

const auteur = "démonstration"

// acte consigne un acte, le jour où il a lieu ou, s'il vient tard, celui où l'on en est.
func (r *recit) acte(nom string, couples ...string) {
	if r.err != nil {
		return
	}
	valeurs := map[string]string{}
	for k := 0; k < len(couples); k += 2 {
		valeurs[couples[k]] = couples[k+1]
	}
	for _, c := range dossier.Trouver(nom).Champs {
		if d, err := calendrier.Lire([]byte(valeurs[c.Cle])); c.JourDuFait && err == nil {
			r.jour = max(r.jour, d)
		}
	}
	r.actes++
	if r.d == nil {
		r.d, r.err = r.greffe.Ouvrir(r.ctx, auteur, valeurs)
	} else {
		r.d, r.err = r.greffe.Accomplir(r.ctx, r.d.ID, 0, auteur, &dossier.Saisie{Acte: nom, Valeurs: valeurs})
	}
	if r.err != nil {
		r.err = fmt.Errorf("%s : %w", nom, r.err)
	}
}

// dernier est le rang du dernier fait consigné.
func (r *recit) dernier() string {
	if r.err != nil {
		return ""
	}
	return strconv.Itoa(r.d.Version())
}

// entreprises sont les effectifs des employeurs inventés : tous sous mille, et assez pour une cellule d'appui.
var entreprises = [...]int{24, 48, 62, 140, 310, 780}

// siret d'un employeur inventé : aucun vrai ne commence par sept zéros ; la clé est juste.
func siret(n int) string {
	s := fmt.Sprintf("%09d0001", 11*(n+1))
	somme := 0
	for i, c := range s {
		x := int(c - '0')
		if i%2 == 1 { // le quatorzième chiffre, la clé, n'est pas doublé ; le treizième l'est
			somme += x
			continue
		}
		if x *= 2; x > 9 {
			x -= 9
		}
		somme += x
	}
	return s + strconv.Itoa((10-somme%10)%10)
}
