// Package parametre tient les valeurs datées du droit : une ligne de donnees/*.csv par valeur,
// avec son texte, son article et son lien. Une règle ne contient jamais un chiffre d'un texte :
// elle déclare une série et la lit à la date que le droit désigne.
//
// Avant la première ligne d'une série, ou après sa fin, la lecture rend l'inconnu. Une ligne
// « attendu » marque une valeur due et non publiée : voir Lecture.
package parametre

import (
	"crypto/sha256"
	"embed"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/fait"
	"jalon/droit/trace"
)

//go:embed donnees/*.csv
var donnees embed.FS

//go:embed series.csv
var fichierSeries string

// Nom est ce qu'une série est pour une personne : « taux de l'ASP », dans « Allocation (ASP) ».
type Nom struct{ Groupe, Libelle string }

var series, erreurSeries = lireSeries(fichierSeries)

func lireSeries(texte string) (map[string]Nom, error) {
	tout, err := csv.NewReader(strings.NewReader(texte)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("series.csv : %w", err)
	}
	noms := map[string]Nom{}
	for _, c := range tout[1:] {
		noms[c[0]] = Nom{c[1], c[2]}
	}
	return noms, nil
}

// Nommer rend le nom d'une série pour une personne.
func Nommer(serie string) Nom { return series[serie] }

// Ligne est une valeur et sa source, telle qu'écrite dans le fichier.
type Ligne struct {
	Parametre string
	Debut     calendrier.Date
	Valeur    string // « 13.18 », « 1/3 », « fin » ou « attendu »
	Unite     string
	Texte     string
	Article   string
	Lien      string
	PublieLe  string
	VerifieLe string
	Note      string
	source    int
}

var colonnes = []string{"parametre", "debut", "valeur", "unite", "texte", "article", "lien", "publie_le", "verifie_le", "note"}

// unites admises, et le type Go qui les porte.
var unites = map[string]string{
	"eur": "montant", "eur/jour": "montant", "eur/mois": "montant",
	"taux": "taux", "mois/an": "taux", "%": "taux",
	"jours": "nombre", "mois": "nombre", "ans": "nombre", "heures": "nombre", "salaries": "nombre", "periodes": "nombre",
	"age": "nombre", // en mois
}

const (
	valeurFin     = "fin"
	valeurAttendu = "attendu"
)

type registre struct {
	lignes    map[string][]Ligne
	declares  map[string]bool
	erreurs   []error
	empreinte string
	attendus  []Attendu // par rang du bit dans Lecture.attendus
}

var reg = charger(donnees)

func charger(f fs.FS) *registre {
	r := &registre{lignes: map[string][]Ligne{}, declares: map[string]bool{}}
	noms, err := fs.Glob(f, "donnees/*.csv")
	if err != nil || len(noms) == 0 {
		r.erreurs = append(r.erreurs, errors.New("aucun fichier de barème"))
	}
	h := sha256.New()
	for _, nom := range noms {
		texte, err := fs.ReadFile(f, nom)
		if err != nil {
			r.erreurs = append(r.erreurs, err)
			continue
		}
		fmt.Fprintf(h, "%s %d\n", nom, len(texte))
		h.Write(texte)
		r.lire(nom, string(texte))
	}
	r.empreinte = hex.EncodeToString(h.Sum(nil))[:12]
	return r
}

func (r *registre) lire(nom, texte string) {
	lecteur := csv.NewReader(strings.NewReader(texte))
	lecteur.FieldsPerRecord = len(colonnes)
	tout, err := lecteur.ReadAll()
	if err != nil {
		r.erreurs = append(r.erreurs, fmt.Errorf("%s : %w", nom, err))
		return
	}
	if len(tout) == 0 || !slices.Equal(tout[0], colonnes) {
		r.erreurs = append(r.erreurs, fmt.Errorf("%s : les colonnes attendues sont %s", nom, strings.Join(colonnes, ",")))
		return
	}
	precedent := ""
	for i, c := range tout[1:] {
		refus := func(pourquoi string) {
			r.erreurs = append(r.erreurs, fmt.Errorf("%s, ligne %d (%s %s) : %s", nom, i+2, c[0], c[1], pourquoi))
		}
		debut, err := calendrier.Lire([]byte(c[1]))
		if err != nil {
			refus(err.Error())
			continue
		}
		l := Ligne{c[0], debut, c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], 0}
		cle := c[0] + " " + c[1]
		switch {
		case cle == precedent:
			refus("deux valeurs pour le même jour")
		case cle < precedent:
			refus("lignes non triées par paramètre puis par date")
		case c[0] != strings.SplitN(precedent, " ", 2)[0] && r.lignes[c[0]] != nil:
			refus("série répartie dans deux fichiers")
		case unites[l.Unite] == "":
			refus("unité inconnue : " + l.Unite)
		case l.Texte == "" || !strings.HasPrefix(l.Lien, "http"):
			refus("une valeur sans texte ou sans lien n'a pas de source")
		case l.VerifieLe == "" || !jourValide(l.PublieLe) || !jourValide(l.VerifieLe):
			refus("publie_le et verifie_le sont des jours ; verifie_le est obligatoire")
		case l.Valeur != valeurFin && l.Valeur != valeurAttendu && !lisible(l):
			refus("valeur illisible : " + l.Valeur)
		case len(r.lignes[l.Parametre]) > 0 && r.lignes[l.Parametre][len(r.lignes[l.Parametre])-1].Unite != l.Unite:
			refus("l'unité change au milieu de la série")
		}
		precedent = cle
		l.source = trace.NouvelleSource(trace.Source{
			Parametre: l.Parametre, Libelle: Nommer(l.Parametre).Libelle, Valeur: l.EnFrancais(), Depuis: debut.String(), Texte: l.Texte, Article: l.Article, Lien: l.Lien,
		})
		r.lignes[l.Parametre] = append(r.lignes[l.Parametre], l)
	}
}

func jourValide(s string) bool {
	_, err := calendrier.Lire([]byte(s))
	return s == "" || err == nil
}

func lisible(l Ligne) bool {
	var err error
	switch unites[l.Unite] {
	case "montant":
		_, err = argent.Lire([]byte(l.Valeur))
	case "taux":
		_, err = argent.LireFraction(l.Valeur)
	case "nombre":
		var f argent.Fraction
		f, err = argent.LireFraction(l.Valeur)
		if _, d := f.Termes(); d != 1 {
			return false
		}
	}
	return err == nil
}

// EnFrancais écrit la valeur et son unité pour une personne.
func (l Ligne) EnFrancais() string {
	switch {
	case l.Valeur == valeurFin:
		return "fin"
	case l.Valeur == valeurAttendu:
		return "non publiée"
	}
	v := milliers(strings.Replace(l.Valeur, ".", ",", 1))
	switch l.Unite {
	case "eur":
		return v + " €"
	case "eur/jour":
		return v + " € par jour"
	case "eur/mois":
		return v + " € par mois"
	case "taux":
		f, _ := argent.LireFraction(l.Valeur)
		return trace.Pourcent(f)
	case "age":
		mois, _ := strconv.Atoi(l.Valeur)
		if mois%12 == 0 {
			return strconv.Itoa(mois/12) + " ans"
		}
		return strconv.Itoa(mois/12) + " ans et " + strconv.Itoa(mois%12) + " mois"
	case "mois/an":
		return v + " de mois par année"
	case "salaries":
		return v + " salariés"
	case "periodes":
		return v + " périodes"
	}
	return v + " " + l.Unite
}

// milliers sépare les milliers d'un nombre par une espace insécable.
func milliers(v string) string {
	entier, reste := v, ""
	if i := strings.IndexAny(v, ",/"); i >= 0 {
		entier, reste = v[:i], v[i:]
	}
	if n := len(entier); n > 3 {
		entier = entier[:n-3] + "\u00a0" + entier[n-3:]
	}
	return entier + reste
}

// Attendue dit si la ligne marque une valeur due et non publiée.
func (l Ligne) Attendue() bool { return l.Valeur == valeurAttendu }

// Verifier rend tout ce qui cloche dans les barèmes : le programme ne démarre pas avec une erreur.
// À appeler une fois tous les paquets du droit chargés.
func Verifier() error {
	errs := []error{reg.verifier(), erreurSeries}
	for nom := range reg.lignes {
		if series[nom] == (Nom{}) {
			errs = append(errs, fmt.Errorf("series.csv : %s n'a pas de nom", nom))
		}
	}
	for nom := range series {
		if reg.lignes[nom] == nil {
			errs = append(errs, fmt.Errorf("series.csv : %s n'est pas une série", nom))
		}
	}
	return errors.Join(errs...)
}

func (r *registre) verifier() error {
	errs := slices.Clone(r.erreurs)
	for nom := range r.lignes {
		if !r.declares[nom] {
			errs = append(errs, fmt.Errorf("paramètre %s : aucune règle ne le déclare", nom))
		}
	}
	return errors.Join(errs...)
}

// Empreinte identifie l'ensemble des valeurs de cette édition.
func Empreinte() string { return reg.empreinte }

// Noms rend le nom de toutes les séries, triés.
func Noms() []string {
	noms := make([]string, 0, len(reg.lignes))
	for n := range reg.lignes {
		noms = append(noms, n)
	}
	slices.Sort(noms)
	return noms
}

// Lignes rend les valeurs d'une série, de la plus ancienne à la plus récente.
func Lignes(nom string) []Ligne { return reg.lignes[nom] }

// Debuts rend chaque jour où une valeur commence, sans doublon, trié.
var Debuts = sync.OnceValue(func() []calendrier.Date {
	var ds []calendrier.Date
	for _, ls := range reg.lignes {
		for _, l := range ls {
			ds = append(ds, l.Debut)
		}
	}
	slices.Sort(ds)
	return slices.Compact(ds)
})

// Lecture est le contexte de lecture d'un calcul. Une valeur attendue et non publiée y est lue à
// l'une de deux bornes : la dernière valeur publiée, ou (Haut) cette valeur plus 10 % par barème
// manquant, composés. Attendus dit ensuite quelles séries ont servi ainsi.
type Lecture struct {
	Trace    *trace.Trace
	Haut     bool
	attendus uint64
}

// Attendu est une série lue au-delà de sa dernière publication, et le jour où la suite est due.
type Attendu struct {
	Nom    string
	Depuis calendrier.Date
}

// Attendus rend les séries lues au-delà de leur dernière publication.
func (l *Lecture) Attendus() []Attendu {
	var as []Attendu
	for i, a := range reg.attendus {
		if l.attendus&(1<<i) != 0 {
			as = append(as, a)
		}
	}
	return as
}

// AvecAttendus dit si une valeur non publiée a servi.
func (l *Lecture) AvecAttendus() bool { return l.attendus != 0 }

// Serie est une suite de valeurs datées d'un même type.
type Serie[T any] struct {
	nom    string
	points []point[T] // de la plus récente à la plus ancienne
	bit    uint64
}

type point[T any] struct {
	debut   calendrier.Date
	valeur  T
	source  int
	attendu bool
	monte   func(T, int) T // valeur relevée de 10 % par barème manquant
}

// Montant déclare une série de montants.
func Montant(nom string) *Serie[argent.Montant] {
	return declarer(nom, "montant", func(s string) argent.Montant {
		m, _ := argent.Lire([]byte(s))
		return m
	}, func(m argent.Montant, n int) argent.Montant {
		for range n {
			m = m.Exact().Fois(argent.Ratio(11, 10)).Arrondi(argent.Proche)
		}
		return m
	})
}

// Taux déclare une série de taux. Un pourcentage (unité %) est lu comme une part de cent.
func Taux(nom string) *Serie[argent.Taux] {
	pourcent := len(reg.lignes[nom]) > 0 && reg.lignes[nom][0].Unite == "%"
	return declarer(nom, "taux", func(s string) argent.Taux {
		f, _ := argent.LireFraction(s)
		if pourcent {
			f = f.Fois(argent.Ratio(1, 100))
		}
		return f
	}, func(f argent.Taux, n int) argent.Taux {
		for range n {
			f = f.Fois(argent.Ratio(11, 10))
		}
		return f
	})
}

// Nombre déclare une série de nombres entiers (jours, mois, âges, effectifs).
func Nombre(nom string) *Serie[fait.Nombre] {
	return declarer(nom, "nombre", func(s string) fait.Nombre {
		f, _ := argent.LireFraction(s)
		n, _ := f.Termes()
		return fait.N(int(n))
	}, func(n fait.Nombre, k int) fait.Nombre {
		for range k {
			n = fait.N(n.Int() + (n.Int()+9)/10)
		}
		return n
	})
}

func declarer[T any](nom, genre string, lire func(string) T, monte func(T, int) T) *Serie[T] {
	s := &Serie[T]{nom: nom}
	lignes := reg.lignes[nom]
	switch {
	case reg.declares[nom]:
		reg.erreurs = append(reg.erreurs, fmt.Errorf("paramètre %s : déclaré deux fois", nom))
	case len(lignes) == 0:
		reg.erreurs = append(reg.erreurs, fmt.Errorf("paramètre %s : déclaré par une règle, absent des barèmes", nom))
	case unites[lignes[0].Unite] != genre:
		reg.erreurs = append(reg.erreurs, fmt.Errorf("paramètre %s : déclaré %s, écrit en %s", nom, genre, lignes[0].Unite))
	}
	reg.declares[nom] = true
	for _, l := range lignes {
		p := point[T]{debut: l.Debut, source: l.source, monte: monte}
		switch l.Valeur {
		case valeurAttendu:
			p.attendu = true
			if n := len(s.points); n > 0 {
				p.valeur = s.points[n-1].valeur
			}
			if len(reg.attendus) == 64 {
				reg.erreurs = append(reg.erreurs, fmt.Errorf("paramètre %s : plus de 64 séries attendues", nom))
				continue
			}
			s.bit = 1 << len(reg.attendus)
			reg.attendus = append(reg.attendus, Attendu{nom, l.Debut})
		case valeurFin:
		default:
			p.valeur = lire(l.Valeur)
		}
		s.points = append(s.points, p)
	}
	slices.Reverse(s.points)
	return s
}

// Au rend la valeur en vigueur ce jour-là, l'inconnu hors de la série, et l'enregistre avec sa source.
func (s *Serie[T]) Au(l *Lecture, d calendrier.Date) T {
	for i := range s.points {
		p := &s.points[i]
		if p.debut > d {
			continue
		}
		if l.Trace != nil {
			l.Trace.Parametre(p.source)
		}
		if p.attendu {
			l.attendus |= s.bit
			if l.Haut {
				return p.monte(p.valeur, p.debut.Age(d)+1)
			}
		}
		return p.valeur
	}
	var zero T
	return zero
}

// Publiee dit si la valeur de ce jour-là est publiée.
func (s *Serie[T]) Publiee(d calendrier.Date) bool {
	for i := range s.points {
		if s.points[i].debut <= d {
			return !s.points[i].attendu
		}
	}
	return false
}

// DernierPublie rend la dernière valeur publiée à cette date, sans rien enregistrer.
func (s *Serie[T]) DernierPublie(d calendrier.Date) T {
	for i := range s.points {
		if s.points[i].debut <= d {
			return s.points[i].valeur // un barème attendu porte la valeur publiée qui le précède
		}
	}
	var zero T
	return zero
}

// Suivant rend le premier jour après d où la valeur change, ou SansFin. Au-delà d'une valeur
// attendue, une nouvelle valeur est due chaque année au même jour.
func (s *Serie[T]) Suivant(d calendrier.Date) calendrier.Date {
	suivant := calendrier.SansFin
	for i := range s.points {
		p := &s.points[i]
		if p.debut > d {
			suivant = p.debut
			continue
		}
		if p.attendu {
			return p.debut.PlusMois(12 * (p.debut.Age(d) + 1))
		}
		break
	}
	return suivant
}
