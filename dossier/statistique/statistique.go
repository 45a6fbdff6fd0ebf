// Package statistique compte des dossiers : entrées, sorties, délais entre deux pas de la loi, aides. Il lit les faits en un
// seul passage et n'en garde que des nombres ; ce qui s'en montre cache les petits (secret.go).
package statistique

import (
	"context"
	"runtime"
	"slices"
	"sync"

	"jalon/dossier"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
)

// Delai est un délai entre deux pas.
type Delai uint8

// Les délais, dans l'ordre où ils arrivent.
const (
	OffreReponse Delai = iota
	ReponseEntree
	EntreePrebilan
	PrebilanPlan
	ContratPaiement
	DemandeDecision
	DecisionOuverture
	nombreDelais
)

// NomsDelai les nomment ; chacun est daté de son second pas.
var NomsDelai = [nombreDelais]string{
	"De l'offre à la réponse", "De la réponse à l'entrée", "De l'entrée au pré-bilan", "Du pré-bilan au plan", "De la fin du contrat au premier paiement",
	"De la demande d'une cellule à la décision", "De la décision à l'ouverture de la cellule",
}

// Serie est une suite de valeurs dont on veut le nombre et la médiane. Elle compte chaque valeur : sa taille tient à leur
// étendue, non au nombre de dossiers.
type Serie struct {
	Nombre  int // valeurs inconnues comprises
	valeurs map[int]int
	connues int
}

func (s *Serie) ajouter(v int) {
	s.Nombre++
	s.connues++
	if s.valeurs == nil {
		s.valeurs = map[int]int{}
	}
	s.valeurs[v]++
}

func (s *Serie) fusionner(t *Serie) {
	s.Nombre += t.Nombre
	s.connues += t.connues
	for v, n := range t.valeurs {
		if s.valeurs == nil {
			s.valeurs = map[int]int{}
		}
		s.valeurs[v] += n
	}
}

// Mediane rend le double de la médiane : celle d'un nombre pair de valeurs est à mi-chemin des deux du milieu. Faux quand trop
// peu de valeurs sont connues pour la montrer : Seuil au moins quand ce sont des personnes, une quand ce sont des entreprises.
func (s *Serie) Mediane(seuil int) (double int, montree bool) {
	if s.connues < seuil {
		return 0, false
	}
	cles := make([]int, 0, len(s.valeurs))
	for v := range s.valeurs {
		cles = append(cles, v)
	}
	slices.Sort(cles)
	rang := func(k int) int { // la valeur de ce rang, depuis 1
		for _, v := range cles {
			if k -= s.valeurs[v]; k <= 0 {
				return v
			}
		}
		return 0
	}
	return rang((s.connues+1)/2) + rang(s.connues/2+1), true
}

// Aide est celle dont on compte les décisions.
type Aide uint8

// Les aides.
const (
	Prime Aide = iota
	IDR
	nombreAides
)

// NomsAide les nomment.
var NomsAide = [nombreAides]string{"Prime de reclassement", "Indemnité différentielle"}

// Ligne compte un mois, un opérateur, ou tout.
type Ligne struct {
	Dossiers, Entrees, Sorties, Emplois int
	Delais                              [nombreDelais]Serie
	Aides                               [nombreAides]Serie // accordées ; en euros, arrondis
}

func (l *Ligne) fusionner(m *Ligne) {
	l.Dossiers += m.Dossiers
	l.Entrees += m.Entrees
	l.Sorties += m.Sorties
	l.Emplois += m.Emplois
	for i := range m.Delais {
		l.Delais[i].fusionner(&m.Delais[i])
	}
	for i := range m.Aides {
		l.Aides[i].fusionner(&m.Aides[i])
	}
}

// moisMontres est le nombre de mois qui ont leur ligne ; ce qui est plus ancien en a une seule.
const moisMontres = 24

// Bilan est ce qui a été compté, jusqu'à un jour compris.
type Bilan struct {
	Au         calendrier.Date
	Tout       Ligne
	Etats      map[string]int             // des CSP
	Causes     map[string]int             // des sorties
	Mois       map[calendrier.Date]*Ligne // par premier jour ; 0 : avant
	Operateurs map[string]*Ligne          // par organisation ; vide : aucune

	Cellules      int
	EtatsCellules map[string]int
	Chiffres      map[string]int // totaux de leurs semaines

	Illisibles int // dossiers rompus, ou d'une édition plus récente : ils ne comptent pas
}

// Nouveau rend un bilan vide.
func Nouveau(au calendrier.Date) *Bilan {
	return &Bilan{Au: au, Etats: map[string]int{}, Causes: map[string]int{}, Mois: map[calendrier.Date]*Ligne{}, Operateurs: map[string]*Ligne{}, EtatsCellules: map[string]int{}, Chiffres: map[string]int{}}
}

// Debut est le premier mois qui a sa ligne.
func (b *Bilan) Debut() calendrier.Date { return b.Au.DebutMois().PlusMois(1 - moisMontres) }

// Fusionner ajoute un autre bilan du même jour.
func (b *Bilan) Fusionner(c *Bilan) {
	b.Tout.fusionner(&c.Tout)
	for _, m := range [][2]map[string]int{{b.Etats, c.Etats}, {b.Causes, c.Causes}, {b.EtatsCellules, c.EtatsCellules}, {b.Chiffres, c.Chiffres}} {
		for k, n := range m[1] {
			m[0][k] += n
		}
	}
	for k, l := range c.Mois {
		b.mois(k).fusionner(l)
	}
	for k, l := range c.Operateurs {
		b.operateur(k).fusionner(l)
	}
	b.Cellules += c.Cellules
	b.Illisibles += c.Illisibles
}

func (b *Bilan) mois(jour calendrier.Date) *Ligne {
	m := jour.DebutMois()
	if !jour.Connue() || m < b.Debut() {
		m = 0
	}
	if b.Mois[m] == nil {
		b.Mois[m] = &Ligne{}
	}
	return b.Mois[m]
}

func (b *Bilan) operateur(id string) *Ligne {
	if b.Operateurs[id] == nil {
		b.Operateurs[id] = &Ligne{}
	}
	return b.Operateurs[id]
}

// Ajouter compte un dossier. Ce qui a lieu après le jour du bilan n'est pas compté.
func (b *Bilan) Ajouter(d *dossier.Dossier) error {
	f := d.Fiche()
	ici := b.operateur(f.Operateur)
	a := func(jour calendrier.Date, compter func(*Ligne)) {
		if jour.Connue() && jour <= b.Au {
			compter(&b.Tout)
			compter(ici)
			compter(b.mois(jour))
		}
	}
	delai := func(x Delai, de, vers calendrier.Date) {
		if de.Connue() {
			a(vers, func(l *Ligne) { l.Delais[x].ajouter(int(vers - de)) })
		}
	}
	if d.Sorte() == dossier.CASP {
		b.Cellules++
		b.EtatsCellules[f.Etat(b.Au)]++
		for cle, n := range d.Cellule().Chiffres {
			b.Chiffres[cle] += n
		}
		decision := premier(d, "cellule_decision")
		delai(DemandeDecision, premier(d, "cellule_demandee"), decision)
		delai(DecisionOuverture, decision, premier(d, "cellule_ouverte"))
		return nil
	}
	b.Etats[f.Etat(b.Au)]++
	b.Tout.Dossiers++
	ici.Dossiers++
	r, s := d.Droits(), &d.Situation
	reponse := premier(d, "reponse")
	delai(OffreReponse, s.Proposition.Remise, reponse)
	if entree := r.Dates.DebutCSP; r.Statut >= csp.Accepte && r.Statut <= csp.Termine && entree.Connue() && entree <= b.Au {
		a(entree, func(l *Ligne) { l.Entrees++ })
		delai(ReponseEntree, reponse, entree)
		prebilan := premier(d, "prebilan")
		delai(EntreePrebilan, entree, prebilan)
		delai(PrebilanPlan, prebilan, premier(d, "plan"))
		b.sortie(r.Sortie, f.Terme, a)
	}
	delai(ContratPaiement, r.Dates.Rupture, premiereASP(s))
	for i := range r.Reprises {
		a(r.Reprises[i].Debut, func(l *Ligne) { l.Emplois++ })
	}
	return b.aides(d, a)
}

// sortie compte celle que les faits disent ; à défaut, un terme passé en est une.
func (b *Bilan) sortie(s *csp.Sortie, terme calendrier.Date, a func(calendrier.Date, func(*Ligne))) {
	jour, cause := calendrier.Date(0), ""
	switch {
	case s != nil:
		jour, cause = s.Date, s.Cause
	case terme.Connue() && terme < b.Au:
		jour, cause = terme, TermeAtteint
	}
	if jour.Connue() && jour <= b.Au {
		b.Causes[cause]++
		a(jour, func(l *Ligne) { l.Sorties++ })
	}
}

// TermeAtteint est la cause de qui est allé au bout de son CSP.
const TermeAtteint = "fin du CSP"

// aides compte celles qui sont accordées, au jour de leur décision.
func (b *Bilan) aides(d *dossier.Dossier, a func(calendrier.Date, func(*Ligne))) error {
	if len(d.De("aide_decidee")) == 0 {
		return nil
	}
	l, err := d.Aides()
	if err != nil {
		return err
	}
	for i := range l {
		x := &l[i]
		if x.Decision == nil || !x.Decision.Accordee {
			continue
		}
		quoi := Prime
		if x.Nature == csp.PaiementIDR {
			quoi = IDR
		}
		a(x.Decision.Le, func(l *Ligne) {
			if x.Total.Connu() {
				l.Aides[quoi].ajouter(enEuros(x.Total))
			} else {
				l.Aides[quoi].Nombre++
			}
		})
	}
	return nil
}

// enEuros arrondit à l'euro le plus proche.
func enEuros(m argent.Montant) int { return int((m.Centimes() + 50) / 100) }

// premier est le premier jour d'un acte.
func premier(d *dossier.Dossier, acte string) (jour calendrier.Date) {
	for _, f := range d.De(acte) {
		if !jour.Connue() || f.Le < jour {
			jour = f.Le
		}
	}
	return jour
}

// premiereASP est le jour du premier paiement de l'allocation.
func premiereASP(s *csp.Situation) (jour calendrier.Date) {
	for i := range s.Evenements {
		if e := &s.Evenements[i]; e.NaturePaiement == csp.PaiementASP && e.Date.Connue() && (!jour.Connue() || e.Date < jour) {
			jour = e.Date
		}
	}
	return jour
}

// Source passe les faits de chaque dossier, comme Journal.Parcourir.
type Source func(ctx context.Context, f func(faits []dossier.Fait) error) error

// Calculer compte les dossiers que garder retient, avec tous les processeurs. La mémoire ne tient pas à leur nombre.
func Calculer(ctx context.Context, source Source, garder func(*dossier.Dossier) bool, au calendrier.Date) (*Bilan, error) {
	n := runtime.GOMAXPROCS(0)
	lots := make(chan []dossier.Fait, 4*n)
	parts := make([]*Bilan, n)
	var fin sync.WaitGroup
	for i := range parts {
		parts[i] = Nouveau(au)
		fin.Go(func() {
			b := parts[i]
			for faits := range lots {
				d, err := dossier.Plier(faits)
				if err == nil && garder(d) {
					err = b.Ajouter(d)
				}
				if err != nil {
					b.Illisibles++
				}
			}
		})
	}
	err := source(ctx, func(faits []dossier.Fait) error {
		lots <- faits
		return ctx.Err()
	})
	close(lots)
	fin.Wait()
	tout := Nouveau(au)
	for _, b := range parts {
		tout.Fusionner(b)
	}
	return tout, err
}
