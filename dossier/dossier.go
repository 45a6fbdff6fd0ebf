package dossier

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/demarches"
	"jalon/format"
)

// Dossier est un dossier relu : ses faits, et ce qui s'en déduit.
type Dossier struct {
	ID        string
	Faits     []Fait
	Situation csp.Situation
	Papiers   map[string]calendrier.Date // reçus, par nature

	contenus  []contenu
	remplace  []int       // par rang : le fait qui le corrige, 0 s'il vaut toujours
	evenement map[int]int // rang d'un fait → son événement dans Situation.Evenements
	calcul    sync.Once
	droits    *csp.Droits
}

// ActeInconnu dit qu'un fait vient d'une édition plus récente du programme : le dossier ne peut pas être relu sans lui.
type ActeInconnu struct {
	Dossier, Acte string
	Version       int
}

func (a *ActeInconnu) Error() string {
	return fmt.Sprintf("dossier %s, fait %d : cette édition ne connaît pas l'acte « %s », ou ce qu'il dit ; il vient d'une édition plus récente, qu'il faut installer", a.Dossier, a.Version, a.Acte)
}

// illisible dit pourquoi le contenu d'un fait ne se lit pas : intact, une édition plus récente l'a écrit ; sinon, on l'a changé.
func (f *Fait) illisible(detail string) error {
	if f.Empreinte == f.sceller() {
		return &ActeInconnu{f.Dossier, f.Acte, f.Version}
	}
	return &Rupture{f.Dossier, f.Version, "son contenu ne se lit pas" + detail}
}

// Plier relit des faits, dans leur ordre. L'ordre où ils ont été consignés ne change pas ce qui s'en déduit.
func Plier(faits []Fait) (*Dossier, error) { return plier(faits, nil) }

// plier relit des faits dont les premiers contenus sont déjà lus.
func plier(faits []Fait, lus []contenu) (*Dossier, error) {
	d := &Dossier{Faits: faits, contenus: lus, remplace: make([]int, len(faits)+1), evenement: make(map[int]int, len(faits))}
	if len(lus) < len(faits) {
		d.contenus = make([]contenu, len(faits))
		copy(d.contenus, lus)
	}
	if len(faits) > 0 {
		d.ID = faits[0].Dossier
	}
	for i := range faits {
		f := &faits[i]
		if Trouver(f.Acte) == nil {
			return nil, &ActeInconnu{f.Dossier, f.Acte, f.Version}
		}
		if i >= len(lus) {
			if err := lireContenu(f.Donnees, &d.contenus[i]); err != nil {
				return nil, f.illisible("")
			}
		}
		if n := d.contenus[i].Corrige; n > 0 && n <= i {
			d.remplace[n] = f.Version
		}
	}
	var l format.Lecteur
	for _, complements := range []bool{false, true} { // un fait peut compléter un fait corrigé depuis
		for i := range faits {
			if !d.vaut(faits[i].Version) || (d.contenus[i].Complete > 0) != complements {
				continue
			}
			if err := d.appliquer(&l, i); err != nil {
				return nil, err
			}
		}
	}
	return d, nil
}

// vaut dit si un fait compte encore.
func (d *Dossier) vaut(version int) bool {
	return d.remplace[version] == 0 && d.Faits[version-1].Acte != acteAnnulation
}

// Corrige rend le fait qui remplace ou annule celui de ce rang, 0 s'il vaut toujours.
func (d *Dossier) Corrige(version int) int { return d.remplace[version] }

const acteAnnulation = "annulation"

// Origine est le premier fait d'une suite de corrections : c'est lui que les autres faits nomment.
func (d *Dossier) Origine(version int) int {
	for d.contenus[version-1].Corrige > 0 {
		version = d.contenus[version-1].Corrige
	}
	return version
}

func (d *Dossier) appliquer(l *format.Lecteur, i int) error {
	f, c := &d.Faits[i], &d.contenus[i]
	illisible := func(err error) error { return f.illisible(": " + err.Error()) }
	if c.Faits != nil {
		if err := l.Completer(c.Faits, &d.Situation); err != nil {
			return illisible(err)
		}
	}
	switch {
	case c.Complete > 0:
		n, ok := d.evenement[c.Complete]
		if !ok {
			return nil // ce qu'il complétait a été annulé
		}
		if err := l.CompleterEvenement(c.Evenement, &d.Situation.Evenements[n]); err != nil {
			return illisible(err)
		}
	case c.Evenement != nil:
		d.evenement[d.Origine(f.Version)] = len(d.Situation.Evenements)
		d.Situation.Evenements = append(d.Situation.Evenements, csp.Evenement{})
		if err := l.CompleterEvenement(c.Evenement, &d.Situation.Evenements[len(d.Situation.Evenements)-1]); err != nil {
			return illisible(err)
		}
	}
	if suivre := Trouver(f.Acte).suivre; suivre != nil {
		suivre(d, f, c)
	}
	return nil
}

// Sorte est celle que son ouverture dit : un CSP, sinon une cellule d'appui.
func (d *Dossier) Sorte() Sorte {
	if len(d.Faits) > 0 && d.contenus[0].Suivi["sorte"] == nomsSorte[CASP] {
		return CASP
	}
	return CSP
}

// Version est le rang du dernier fait.
func (d *Dossier) Version() int { return len(d.Faits) }

// Droits sont ceux que la loi donne des faits, calculés une fois.
func (d *Dossier) Droits() *csp.Droits {
	d.calcul.Do(func() { d.droits = csp.Calculer(&d.Situation, nil) })
	return d.droits
}

// Possibles sont les actes qu'on peut consigner maintenant : de sa sorte, à leur tour, et pas encore faits quand un seul suffit.
func (d *Dossier) Possibles() []*Acte {
	var l []*Acte
	for i := range Actes {
		a := &Actes[i]
		if a.Registre || a.Nom == acteAnnulation || (a.Sorte != LesDeux && a.Sorte != d.Sorte()) || d.tropTot(a) || (a.Seul && len(d.De(a.Nom)) > 0) || a.Nom == "silence" && len(d.De("reponse")) > 0 || a.Nom == "cellule_ouverte" && d.Cellule().Etat == "refusee" {
			continue
		}
		l = append(l, a)
	}
	return l
}

// tropTot dit qu'un acte attend un fait qui n'est pas au dossier.
func (d *Dossier) tropTot(a *Acte) bool {
	return len(a.Apres) > 0 && !slices.ContainsFunc(a.Apres, func(n string) bool { return len(d.De(n)) > 0 })
}

// De rend les faits d'un acte qui valent encore.
func (d *Dossier) De(acte string) []*Fait {
	var l []*Fait
	for i := range d.Faits {
		if f := &d.Faits[i]; f.Acte == acte && d.vaut(f.Version) {
			l = append(l, f)
		}
	}
	return l
}

// Suivi rend ce que le fait de ce rang dit au seul dossier.
func (d *Dossier) Suivi(version int) map[string]string { return d.contenus[version-1].Suivi }

// Personne est le numéro de l'identité que nomme l'ouverture, même corrigée depuis ; vide tant que rien n'en a été dit.
func (d *Dossier) Personne() string {
	for i := range slices.Backward(d.Faits) {
		if f := &d.Faits[i]; f.Acte == acteOuverture {
			if p := d.Suivi(f.Version)["personne"]; p != "" {
				return p
			}
		}
	}
	return ""
}

const acteOuverture = "ouverture"

// decider fait d'une saisie le fait à consigner, ou dit pourquoi il ne peut pas l'être.
func (d *Dossier) decider(s *Saisie, aujourdhui calendrier.Date) (*Fait, error) {
	a := Trouver(s.Acte)
	if a == nil {
		return nil, &Refus{RefusActe, "l'acte « " + borner(s.Acte) + " » n'existe pas", "acte", ""}
	}
	if a.Registre && !s.duRegistre {
		return nil, &Refus{RefusActe, "l'acte « " + a.Nom + " » ne se consigne pas seul : le programme le fait, avec ce qu'il dit", "acte", ""}
	}
	if err := d.corrigeable(a, s); err != nil {
		return nil, err
	}
	if a.Sorte != LesDeux && len(d.Faits) > 0 && a.Sorte != d.Sorte() {
		return nil, &Refus{RefusOrdre, "« " + a.Titre + " » n'est pas un acte d'un dossier « " + nomsSorte[d.Sorte()] + " »", "acte", ""}
	}
	if d.tropTot(a) {
		return nil, &Refus{RefusOrdre, "« " + Trouver(a.Apres[0]).Titre + " » n'est pas encore au dossier", "", a.Articles()}
	}
	if deja := d.De(a.Nom); a.Seul && len(deja) > 0 && s.Corrige == 0 {
		return nil, &Refus{RefusDouble, fmt.Sprintf("cet acte est déjà au dossier, au fait %d : corrigez-le, avec la raison", deja[0].Version), "", ""}
	}
	c, le, refus := a.lire(s, aujourdhui)
	if refus != nil {
		return nil, refus
	}
	if r := d.emploiDouble(a, s, le); r != nil {
		return nil, r
	}
	if r := d.avantCeQuilSuit(a, s, le); r != nil {
		return nil, r
	}
	c.appuyer(s.Appui)
	if n := c.Complete; n > 0 {
		if n > len(d.Faits) || d.Faits[n-1].Acte != a.Evenement {
			return nil, &Refus{RefusValeur, fmt.Sprintf("le fait %d n'est pas « %s »", n, Trouver(a.Evenement).Titre), "emploi", ""}
		}
		if c.Complete = d.Origine(n); !d.aEvenement(c.Complete) {
			return nil, &Refus{RefusValeur, fmt.Sprintf("le fait %d a été annulé", n), "emploi", ""}
		}
	}
	if r := d.presenceTropTot(a, c, s, le); r != nil {
		return nil, r
	}
	if a.Sorte == CASP {
		if r := d.celluleRefusee(a, c, le, aujourdhui); r != nil {
			return nil, r
		}
	}
	if a.Nom == acteDecision {
		c.Fige = d.figer()
	}
	if r := d.rappelDouble(a, c); r != nil {
		return nil, r
	}
	if r := d.silenceTropTot(a, le); r != nil {
		return nil, r
	}
	if r := d.argentRefuse(a, c, le); r != nil {
		return nil, r
	}
	f := &Fait{Dossier: d.ID, Acte: a.Nom, Le: le, Donnees: enJSON(c)}
	return f, nil
}

func (d *Dossier) aEvenement(version int) bool { _, ok := d.evenement[version]; return ok }

// corrigeable refuse une correction qui ne nomme pas un fait du même acte, encore valable, ou ne dit pas pourquoi.
func (d *Dossier) corrigeable(a *Acte, s *Saisie) error {
	switch n := s.Corrige; {
	case n == 0 && a.Nom == acteAnnulation:
		return &Refus{RefusManque, "le rang du fait à annuler est nécessaire", "corrige", ""}
	case n == 0:
		return nil
	case n < 0 || n > len(d.Faits):
		return &Refus{RefusCorrige, fmt.Sprintf("le dossier n'a pas de fait %d", n), "corrige", ""}
	case d.Faits[n-1].Acte != a.Nom && a.Nom != acteAnnulation:
		return &Refus{RefusCorrige, fmt.Sprintf("le fait %d est « %s » : une correction est du même acte", n, d.Faits[n-1].Acte), "corrige", ""}
	case n == 1 && a.Nom == acteAnnulation:
		return &Refus{RefusCorrige, "l'ouverture du dossier ne s'annule pas", "corrige", ""}
	case d.Faits[n-1].Acte == acteEffacement:
		return &Refus{RefusCorrige, "un effacement ne s'annule pas : ce qui est effacé ne revient pas", "corrige", ""}
	case d.Faits[n-1].Acte == acteDocument && !s.duRegistre:
		return &Refus{RefusCorrige, "un document se retire depuis la page des documents, avec ce qu'il contient", "corrige", ""}
	case d.Faits[n-1].Acte == acteRappel:
		return &Refus{RefusCorrige, "un rappel parti ne s'annule pas : il en est la preuve", "corrige", ""}
	case !d.vaut(n):
		return &Refus{RefusCorrige, fmt.Sprintf("le fait %d ne vaut plus", n), "corrige", ""}
	case strings.TrimSpace(s.Pourquoi) == "":
		return &Refus{RefusManque, "une correction dit pourquoi", "pourquoi", ""}
	}
	return nil
}

// avec rend le dossier tel qu'il serait avec un fait de plus. Des faits qui se contredisent sont un refus.
func (d *Dossier) avec(f *Fait) (*Dossier, error) {
	g := *f
	g.Version = len(d.Faits) + 1
	n, err := plier(append(slices.Clone(d.Faits), g), d.contenus)
	if err != nil {
		return nil, err
	}
	if err := format.Valider(&n.Situation); err != nil {
		var e *format.Erreur
		if errors.As(err, &e) {
			return nil, &Refus{RefusFaits, e.Message, e.Champ, Trouver(f.Acte).Articles()}
		}
		return nil, err
	}
	if x := n.orphelin(); n.contenus[g.Version-1].Corrige > 0 && x != nil && d.orphelin() == nil {
		return nil, &Refus{RefusOrdre, fmt.Sprintf("« %s » (fait %d, du %s) en dépend : annulez-le, ou corrigez-le d'abord", Trouver(x.Acte).Titre, x.Version, x.Le.Francais()), "", ""}
	}
	return n, nil
}

// orphelin est le premier fait qui ne tient plus : aucun de ceux qu'il suppose n'est au dossier, à son jour ou avant ; nil : tous
// tiennent. Ce qui dure a pu commencer plus tôt, et la première semaine d'une cellule commence un lundi.
func (d *Dossier) orphelin() *Fait {
	for i := range d.Faits {
		f, a := &d.Faits[i], Trouver(d.Faits[i].Acte)
		if !d.vaut(f.Version) || len(a.Apres) == 0 {
			continue
		}
		tient := func(nom string) bool {
			return slices.ContainsFunc(d.De(nom), func(g *Fait) bool { return g.Le <= f.Le || a.champ("fin") != nil || a.Nom == "cellule_semaine" })
		}
		if !slices.ContainsFunc(a.Apres, tient) || slices.Equal(a.Apres, adhesion) && a.Regle != csp.RUPT06 && d.Situation.Reponse.Decision != csp.Acceptation {
			return f
		}
	}
	return nil
}

// Demarches sont celles que le dossier demande à chacun. Avant l'adhésion, aucune de celles qui la supposent ; une fois clos, ce qui
// est fait, ce que doit l'employeur et les droits que la personne garde.
func (d *Dossier) Demarches() []demarches.Demarche {
	r, clos := d.Droits(), len(d.De("cloture")) > 0
	l := d.avecLesIndus(d.cocher(demarches.Lister(&d.Situation, r)))
	for i := range l {
		if m := &l[i]; facultative(m) && m.Echeance == demarches.AuPlusTard { // un droit s'éteint avec son jour
			m.Jusque = m.Date
		}
	}
	return slices.DeleteFunc(l, func(m demarches.Demarche) bool {
		return r.Statut < csp.Refuse && demarches.SupposeAdhesion(m.Regle) || clos && !m.Faite && !gardee(&m)
	})
}

// Fiche est ce qu'une liste montre du dossier : de ce qui n'est pas fait, la première date limite, sinon le premier début.
// Une tâche qui peut commencer ne cache pas ainsi une limite dépassée.
func (d *Dossier) Fiche() *Fiche {
	f := &Fiche{Dossier: d.ID, Version: d.Version(), Etats: d.etats(), Sorte: nomsSorte[d.Sorte()]}
	if o := d.De(acteOuverture); len(o) > 0 {
		s := d.Suivi(o[0].Version)
		f.Reference, f.SIRET, f.Cellule = s["reference"], s["siret"], s["cellule"]
	}
	f.Attribution = d.Attribution()
	if c := d.De("cloture"); len(c) > 0 {
		f.Etats = f.Etats.avant(c[0].Le).puis(c[0].Le, "clos")
		return f
	}
	if d.Sorte() == CASP {
		x := d.Cellule()
		f.Etats, f.Attend, f.Quoi, f.Prochaine = Etats(x.Etat), x.Attend, x.Quoi, x.Prochaine
		if x.Etat == "ouverte" {
			f.Etats = Etats("accordee").puis(x.Debut, x.Etat)
		}
		return f
	}
	if afaire := d.AFaire(); len(afaire) > 0 {
		place := func(m *demarches.Demarche) int64 { return Repere{m.Date, debute(m), ""}.Rang() }
		m := slices.MinFunc(afaire, func(a, b demarches.Demarche) int { return cmp.Compare(place(&a), place(&b)) })
		f.Prochaine, f.Debute, f.Attend, f.Quoi = m.Date, debute(&m), m.Qui.String(), m.Quoi
	}
	f.Terme = d.terme()
	return f
}
