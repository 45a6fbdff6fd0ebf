package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	greffe "jalon/dossier"
	"jalon/dossier/memoire"
	"jalon/dossier/paiement"
	"jalon/droit/calendrier"
	"jalon/sqlstore"
)

// Les dossiers mesurés : trente faits pour un seul, dix pour chacun de cent mille, et mille pour comparer.
const (
	faitsDUneVie = 30
	beaucoup     = 100_000
	peu          = 1_000
	ecrivains    = 16
)

// vie rend les actes d'un dossier après son ouverture, dans leur ordre ; chaque numéro a ses dates et sa paie.
func vie(numero int) []greffe.Saisie {
	remise := calendrier.D(2024, 1, 8) + calendrier.Date(numero%300)
	le := func(jours int) string { return remise.Plus(jours).String() }
	acte := func(nom string, v ...string) greffe.Saisie {
		s := greffe.Saisie{Acte: nom, Valeurs: map[string]string{}}
		for i := 0; i < len(v); i += 2 {
			s.Valeurs[v[i]] = v[i+1]
		}
		return s
	}
	paie := func(mois int) greffe.Saisie { // un mois entier du CSP, versé le mois d'après
		d := remise.Plus(22).DebutMois().PlusMois(mois)
		return acte("paiement", "date", d.PlusMois(1).Plus(3).String(), "nature", "asp", "montant", "1874.40", "mois", d.String()[:7])
	}
	return []greffe.Saisie{
		acte("employeur", "effectif", strconv.Itoa(20+numero%900), "engagement", le(-7), "forme", "individuel"),
		acte("salarie", "date_naissance", calendrier.D(1966, 1, 1).Plus(numero%9000).String()),
		acte("contrat", "debut", remise.PlusMois(-26-numero%200).String(), "salaire_mensuel", strconv.Itoa(1900+numero%2500)),
		acte("offre", "remise", le(0), "motif_ecrit_le", le(0)),
		acte("reponse", "decision", "acceptation", "date", le(8)),
		paie(1),
		paie(2),
		acte("maladie", "debut", le(60), "fin", le(70)),
		acte("papier", "papier", "attestation_employeur", "date", le(25)),
		acte("papier", "papier", "certificat_travail", "date", le(25)),
		acte("prebilan", "date", le(28)),
		acte("plan", "date", le(45), "objectif", "Comptable dans une petite entreprise"),
		acte("action", "nature", "formation", "debut", le(80), "fin", le(110), "organisme", "Greta"),
		acte("bilan", "date", le(75)),
		paie(3),
		paie(4),
		acte("periode_travail", "debut", le(120), "fin", le(150), "nature", "CDD", "accord", "oui", "salaire_mensuel", "2100"),
		acte("bilan_etape", "date", le(142)),
		paie(5),
		acte("plan_version", "date", le(152), "objectif", "Comptable, ou gestionnaire de paie"),
		acte("note", "texte", "A rappelé ; cherche une formation de gestionnaire de paie", "date", le(160)),
		acte("maladie", "debut", le(170), "fin", le(174)),
		paie(6),
		acte("avertissement", "date", le(190), "objet", "Absence à un atelier"),
		acte("observations", "date", le(196), "texte", "Son train n'a pas circulé"),
		paie(7),
		acte("bilan", "date", le(215)),
		paie(8),
		acte("reprise_emploi", "debut", le(270), "nature", "CDI", "salaire_mensuel", "2400"),
	}
}

// vivre fait les premiers actes d'un dossier par un greffe, et le rend.
func vivre(j greffe.Journal, numero, faits int) (*greffe.Dossier, error) {
	ctx := context.Background()
	g := &greffe.Greffe{Journal: j}
	d, err := g.Ouvrir(ctx, "banc", map[string]string{"reference": "B" + strconv.Itoa(numero), "siret": "73282932000074"})
	for i, s := range vie(numero)[:faits-1] {
		if err != nil {
			return nil, err
		}
		d, err = g.Accomplir(ctx, d.ID, i+1, "banc", &s)
	}
	return d, err
}

// dossiers mesure la tenue des dossiers sur un fichier SQLite.
func dossiers() error {
	dir, err := os.MkdirTemp("", "banc")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	fmt.Println("La tenue des dossiers, sur un fichier SQLite")
	if err := actes(dir); err != nil {
		return err
	}
	if err := relecture(dir); err != nil {
		return err
	}
	if err := grandNombre(dir); err != nil {
		return err
	}
	fmt.Println()
	return nil
}

func ouvrirBase(dir, nom string) (*sqlstore.Base, error) {
	return sqlstore.Ouvrir(context.Background(), filepath.Join(dir, nom))
}

// actes compare un acte — relire, décider, recalculer, consigner — au simple ajout des mêmes octets vidés sur le disque.
// Les deux alternent : la vitesse d'un disque change d'une minute à l'autre. Le meilleur passage de chacun compte.
func actes(dir string) error {
	base, err := ouvrirBase(dir, "actes.db")
	if err != nil {
		return err
	}
	defer base.Fermer()
	nu, err := os.Create(filepath.Join(dir, "nu"))
	if err != nil {
		return err
	}
	defer nu.Close()
	const passages, parPassage = 6, 3
	var unSeul, ajout, groupes, lecture, ecriture time.Duration
	numero := 0
	for range passages {
		debut := time.Now()
		var octets [][]byte
		mesure := &chronometre{Journal: base}
		for range parPassage {
			d, err := vivre(mesure, numero, faitsDUneVie)
			if err != nil {
				return err
			}
			for i := range d.Faits {
				octets = append(octets, octetsDe(&d.Faits[i], d.Fiche()))
			}
			numero++
		}
		if t := time.Since(debut); unSeul == 0 || t < unSeul {
			unSeul, lecture, ecriture = t, mesure.lecture, mesure.ecriture
		}
		debut = time.Now()
		for _, b := range octets {
			if _, err := nu.Write(b); err != nil {
				return err
			}
			if err := nu.Sync(); err != nil {
				return err
			}
		}
		ajout = plusCourt(ajout, time.Since(debut))
		debut = time.Now()
		if err := ensemble(ecrivains, ecrivains*parPassage, func(i int) error {
			_, err := vivre(base, numero+i, faitsDUneVie)
			return err
		}); err != nil {
			return err
		}
		numero += ecrivains * parPassage
		groupes = plusCourt(groupes, time.Since(debut))
	}
	const n = parPassage * faitsDUneVie
	us := func(d time.Duration) float64 { return d.Seconds() * 1e6 / n }
	seul, temoin, seize := n/unSeul.Seconds(), n/ajout.Seconds(), ecrivains*n/groupes.Seconds()
	fmt.Printf("  ajouter les mêmes octets, vidés sur le disque    %6.0f/s\n", temoin)
	fmt.Printf("  un acte : relire, décider, recalculer, consigner %6.0f/s  rapport %.2f (0,5 au moins) ; %.0f µs, dont lire %.0f et écrire %.0f ; %.0f les octets seuls\n",
		seul, seul/temoin, us(unSeul), us(lecture), us(ecriture), us(ajout))
	fmt.Printf("  seize auteurs à la fois                          %6.0f/s  rapport %.1f à un seul (2,5 au moins)\n", seize, seize/seul)
	return nil
}

// plusCourt rend la plus courte des durées mesurées ; zéro : aucune encore.
func plusCourt(a, b time.Duration) time.Duration {
	if a == 0 {
		return b
	}
	return min(a, b)
}

// chronometre est un journal qui compte le temps passé à lire et à écrire.
type chronometre struct {
	greffe.Journal
	lecture, ecriture time.Duration
}

func (c *chronometre) Lire(ctx context.Context, id string) ([]greffe.Fait, error) {
	debut := time.Now()
	defer func() { c.lecture += time.Since(debut) }()
	return c.Journal.Lire(ctx, id)
}

func (c *chronometre) Ajouter(ctx context.Context, faits []greffe.Fait, fiche *greffe.Fiche) error {
	debut := time.Now()
	defer func() { c.ecriture += time.Since(debut) }()
	return c.Journal.Ajouter(ctx, faits, fiche)
}

// octetsDe sont ceux que la base garde d'un acte : le fait et la fiche.
func octetsDe(f *greffe.Fait, x *greffe.Fiche) []byte {
	b := fmt.Appendf(nil, "%s%d%s%d%d%s%s", f.Dossier, f.Version, f.Acte, f.Le, f.Consigne.UnixMicro(), f.Auteur, f.Donnees)
	b = append(append(b, f.Precedente[:]...), f.Empreinte[:]...)
	return fmt.Appendf(b, "%s%d%s%s%s%s%s%d%s", x.Dossier, x.Version, x.Reference, x.SIRET, x.Sorte, x.Etats, x.Attend, x.Prochaine, x.Quoi)
}

// ensemble fait f de 0 à n-1, à plusieurs, et rend leurs erreurs.
func ensemble(fils, n int, f func(i int) error) error {
	var suivant atomic.Int64
	erreurs := make([]error, fils)
	var groupe sync.WaitGroup
	for k := range fils {
		groupe.Go(func() {
			for i := int(suivant.Add(1)) - 1; i < n && erreurs[k] == nil; i = int(suivant.Add(1)) - 1 {
				erreurs[k] = f(i)
			}
		})
	}
	groupe.Wait()
	return errors.Join(erreurs...)
}

// relecture compare relire un dossier de trente faits et calculer ses droits à la seule lecture de ses faits.
func relecture(dir string) error {
	base, err := ouvrirBase(dir, "relecture.db")
	if err != nil {
		return err
	}
	defer base.Fermer()
	d, err := vivre(base, 0, faitsDUneVie)
	if err != nil {
		return err
	}
	if len(d.Faits) != faitsDUneVie || len(d.Situation.Evenements) == 0 || !d.Droits().Dates.DebutCSP.Connue() {
		return fmt.Errorf("le dossier relu a %d faits : ce n'est pas celui qu'on croit", len(d.Faits))
	}
	ctx := context.Background()
	lire := mieux(5, func(b *testing.B) {
		for b.Loop() {
			if _, err := base.Lire(ctx, d.ID); err != nil {
				b.Fatal(err)
			}
		}
	})
	relire := mieux(5, func(b *testing.B) {
		for b.Loop() {
			faits, err := base.Lire(ctx, d.ID)
			if err != nil {
				b.Fatal(err)
			}
			relu, err := greffe.Plier(faits)
			if err != nil {
				b.Fatal(err)
			}
			relu.Droits()
		}
	})
	us := func(r testing.BenchmarkResult) float64 { return float64(r.NsPerOp()) / 1000 }
	fmt.Printf("  lire les trente faits d'un dossier               %6.0f µs\n", us(lire))
	fmt.Printf("  les lire, les replier, calculer les droits       %6.0f µs  rapport des débits %.2f (0,6 au moins)\n", us(relire), ratio(lire, relire))
	return nil
}

// grandNombre mesure la liste des prochaines dates et le recalcul de tous les comptes, avec mille puis cent mille dossiers.
func grandNombre(dir string) error {
	var listes [2]testing.BenchmarkResult
	var pointes [2]uint64
	var duree, emplis time.Duration
	var etat preparation
	var journees [2]testing.BenchmarkResult
	var bureaux [2]*bureau
	for i, n := range []int{peu, beaucoup} {
		base, err := ouvrirBase(dir, fmt.Sprintf("%d.db", n))
		if err != nil {
			return err
		}
		defer base.Fermer()
		if bureaux[i], err = nouveauBureau(base); err != nil {
			return err
		}
		debut := time.Now()
		if err := emplir(base, n, bureaux[i]); err != nil {
			return err
		}
		emplis = time.Since(debut)
		if err := bureaux[i].retrouver(base); err != nil {
			return err
		}
		if journees[i], err = bureaux[i].journee(); err != nil {
			return err
		}
		if listes[i], err = liste50(base); err != nil {
			return err
		}
		if duree, pointes[i], err = comptes(base, n); err != nil {
			return err
		}
		if etat, err = preparer(base); err != nil {
			return err
		}
	}
	fmt.Printf("  %d dossiers de dix faits, par les actes     %6.1f s  %.0f actes/s, soixante-quatre auteurs\n", beaucoup, emplis.Seconds(), 10*beaucoup/emplis.Seconds())
	fmt.Printf("  les cinquante prochaines dates                   %6.0f µs, %.0f avec mille dossiers, rapport %.2f (3 au plus)\n",
		float64(listes[1].NsPerOp())/1000, float64(listes[0].NsPerOp())/1000, ratio(listes[1], listes[0]))
	cpu, err := bureaux[1].processeur()
	if err != nil {
		return err
	}
	fmt.Printf("  la journée d'un conseiller, %d dossiers         %6.1f ms, %.1f avec mille dossiers, rapport %.2f (3 au plus)\n",
		parConseiller, float64(journees[1].NsPerOp())/1e6, float64(journees[0].NsPerOp())/1e6, ratio(journees[1], journees[0]))
	fmt.Printf("  la page d'un dossier                             %6.1f ms de processeur (10 au plus)\n", cpu.Seconds()*1000)
	pages, simple, err := bureaux[1].cliquer()
	if err != nil {
		return err
	}
	fmt.Printf("  %d agents, une minute : %d pages, aucune erreur ; 99 sur 100 en moins de %.0f ms, une page sans base en %.0f ms\n",
		agents, len(pages)+len(simple), centile(pages).Seconds()*1000, centile(simple).Seconds()*1000)
	fmt.Printf("  recalculer tous les comptes                      %6.1f s  %.0f dossiers/s sur %d processeurs ; mémoire en plus : %d Mo, %d avec mille dossiers\n",
		duree.Seconds(), beaucoup/duree.Seconds(), runtime.GOMAXPROCS(0), pointes[1]>>20, pointes[0]>>20)
	fmt.Printf("  préparer l'état de paiement d'un mois            %6.1f s  %.0f dossiers/s, %d lignes\n", etat.duree.Seconds(), beaucoup/etat.duree.Seconds(), etat.lignes)
	return nil
}

// emplir fait n dossiers par leurs actes, chacun d'abord en mémoire : la base reçoit les faits d'un dossier d'un coup.
func emplir(base *sqlstore.Base, n int, b *bureau) error {
	return ensemble(64, n, func(i int) error {
		m := memoire.Nouveau()
		d, err := vivre(m, i, 9)
		if err == nil {
			d, err = b.attribuer(m, d, i)
		}
		if err != nil {
			return err
		}
		return base.Ajouter(context.Background(), d.Faits, d.Fiche())
	})
}

func liste50(base *sqlstore.Base) (testing.BenchmarkResult, error) {
	var err error
	r := mieux(3, func(b *testing.B) {
		for b.Loop() {
			var l []greffe.Fiche
			if l, err = base.Fiches(context.Background(), greffe.Filtre{Limite: 50}); err == nil && len(l) != 50 {
				err = fmt.Errorf("%d fiches au lieu de cinquante", len(l))
			}
			if err != nil {
				b.FailNow()
			}
		}
	})
	return r, err
}

// preparation est la mesure d'un état de paiement.
type preparation struct {
	duree  time.Duration
	lignes int
}

// preparer prépare l'état d'un mois, sur tous les processeurs.
func preparer(base *sqlstore.Base) (preparation, error) {
	debut := time.Now()
	p := &paiement.Preparation{Journal: base, Depot: base, Horloge: time.Now}
	e, err := p.Commencer(context.Background(), calendrier.D(2024, 6, 1), "banc")
	if err == nil {
		err = p.Remplir(context.Background(), e, calendrier.D(2024, 7, 1), &paiement.Avance{})
	}
	return preparation{time.Since(debut), e.Lignes}, err
}

// comptes recalcule le compte de chaque dossier, un fil par processeur, et rend la durée et la mémoire de pointe en plus.
func comptes(base *sqlstore.Base, n int) (time.Duration, uint64, error) {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	avant, pointe := m.HeapInuse, uint64(0)
	debut := time.Now()
	file := make(chan []greffe.Fait, 64)
	erreurs := make([]error, runtime.GOMAXPROCS(0))
	var faits atomic.Int64
	var groupe sync.WaitGroup
	for k := range erreurs {
		groupe.Go(func() {
			for l := range file {
				d, err := greffe.Plier(l)
				var c *greffe.Compte
				if err == nil {
					c, err = d.Compte()
				}
				if err == nil && len(c.Lignes) == 0 {
					err = fmt.Errorf("dossier %s : compte vide", d.ID)
				}
				erreurs[k] = errors.Join(erreurs[k], err)
				faits.Add(1)
			}
		})
	}
	vus := 0
	err := base.Parcourir(context.Background(), func(l []greffe.Fait) error {
		file <- l
		if vus++; vus%500 == 0 {
			runtime.ReadMemStats(&m)
			pointe = max(pointe, m.HeapInuse)
		}
		return nil
	})
	close(file)
	groupe.Wait()
	duree := time.Since(debut)
	if err = errors.Join(append(erreurs, err)...); err == nil && int(faits.Load()) != n {
		err = fmt.Errorf("%d comptes au lieu de %d", faits.Load(), n)
	}
	return duree, pointe - min(avant, pointe), err
}
