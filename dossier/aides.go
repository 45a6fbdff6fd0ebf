package dossier

import (
	"slices"
	"strconv"
	"strings"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/demarches"
	"jalon/droit/fait"
	"jalon/droit/trace"
)

const acteAide = "aide_decidee"

// Aide est la prime, ou l'indemnité différentielle, d'un emploi retrouvé : ce que la loi demande, ce qu'elle donne, ce qui a
// été décidé.
type Aide struct {
	Emploi     int // rang du fait de la reprise d'emploi
	Debut      calendrier.Date
	Nature     csp.NaturePaiement
	Demandee   calendrier.Date
	Limite     calendrier.Date // dernier jour pour la demander
	Conditions []demarches.Condition
	Ouverte    fait.Reponse
	Regle      trace.Regle
	Motif      string
	Parts      []Part
	Total      argent.Montant
	Retires    fait.Nombre     // jours d'ASP que représente la prime payée, retirés au retour dans le CSP (BACK-02)
	Retour     calendrier.Date // inconnu : la personne n'est pas revenue de cet emploi
	Decision   *DecisionAide   // la dernière ; nil : aucune
}

// Part est une des sommes dont une aide est faite.
type Part struct {
	Quoi    string
	Des     calendrier.Date // au plus tôt ; de plusieurs mois, le premier
	Montant argent.Montant
}

// DecisionAide est la décision prise sur une aide, en face de ce que la loi disait ce jour-là.
type DecisionAide struct {
	Fait       int
	Le         calendrier.Date
	Accordee   bool
	Pourquoi   string
	Loi        fait.Reponse // ce que la loi disait quand elle a été prise
	Motif      string       // sa raison
	Contredite bool         // elle disait le contraire
	Depassee   bool         // elle le dit aujourd'hui, des faits venus depuis
}

// contredit dit qu'une décision va contre la loi ; jamais quand la loi n'en sait rien.
func contredit(accordee bool, loi fait.Reponse) bool {
	return loi != fait.Inconnu && accordee != (loi == fait.Oui)
}

// Aides rend les deux aides de chaque emploi retrouvé, dans l'ordre des emplois : la prime, puis l'indemnité différentielle.
func (d *Dossier) Aides() ([]Aide, error) {
	l := d.aides()
	for i := range l {
		x := &l[i]
		f := d.decisionAide(x.Emploi, x.Nature)
		if f == nil {
			continue
		}
		s := d.Suivi(f.Version)
		x.Decision = &DecisionAide{Fait: f.Version, Le: f.Le, Accordee: s["accordee"] == "oui", Pourquoi: s["pourquoi"]}
		avant, err := Plier(d.Faits[:f.Version-1])
		if err != nil {
			return nil, err
		}
		if y := trouverAide(avant.aides(), d.Origine(x.Emploi), x.Nature, avant); y != nil {
			x.Decision.Loi, x.Decision.Motif = y.Ouverte, y.Motif
		}
		x.Decision.Contredite = contredit(x.Decision.Accordee, x.Decision.Loi)
		x.Decision.Depassee = contredit(x.Decision.Accordee, x.Ouverte)
	}
	return l, nil
}

// aides sont celles que la loi regarde, sans leurs décisions.
func (d *Dossier) aides() []Aide {
	var l []Aide
	r := d.Droits()
	for i := range r.Reprises {
		x := &r.Reprises[i]
		e := &d.Situation.Evenements[x.Rang]
		emploi := d.FaitDe(x.Rang)
		prime := Aide{
			Emploi: emploi, Debut: x.Debut, Nature: csp.PaiementPrime, Demandee: e.DemandePrimeLe, Limite: x.Examen.LimitePrime,
			Ouverte: x.Prime.Ouverte, Regle: x.Prime.Regle, Motif: x.Prime.Motif.String(), Total: x.Prime.Montant,
		}
		if x.Prime.Montant.Connu() {
			seconde := x.Prime.SecondVersement
			if !seconde.Connu() {
				seconde = x.Prime.Montant.Moins(x.Prime.PremierVersement)
			}
			prime.Total = x.Prime.PremierVersement.Plus(seconde)
			prime.Parts = []Part{{"première moitié", x.Debut.Plus(1), x.Prime.PremierVersement}, {"seconde moitié", x.Examen.SecondeMoitieLe, seconde}}
		}
		if r.Retour != nil && e.RuptureEssaiLe.Connue() && r.Retour.Debut == e.RuptureEssaiLe.Plus(1) {
			prime.Retour, prime.Retires = r.Retour.Debut, r.Retour.JoursRetenus
		}
		idr := Aide{
			Emploi: emploi, Debut: x.Debut, Nature: csp.PaiementIDR, Demandee: e.DemandeIDRLe, Limite: x.Examen.LimiteIDR,
			Ouverte: x.IDR.Ouverte, Regle: x.IDR.Regle, Motif: x.IDR.Motif.String(), Total: x.IDR.Total,
		}
		if x.IDR.Mensuelle.Connu() && x.IDR.MoisPleins.Connu() {
			n := x.IDR.MoisPleins.Int()
			switch n {
			case 0:
			case 1:
				idr.Parts = []Part{{"un mois plein", demarches.TermeIDR(x, 1), x.IDR.Mensuelle}}
			default:
				idr.Parts = []Part{{strconv.Itoa(n) + " mois pleins, chacun", demarches.TermeIDR(x, 1), x.IDR.Mensuelle}}
			}
			if x.IDR.DernierVersement.Positif() {
				idr.Parts = append(idr.Parts, Part{"dernier versement", demarches.TermeIDR(x, n+1), x.IDR.DernierVersement})
			}
		}
		for _, a := range []Aide{prime, idr} {
			a.Conditions = demarches.ConditionsAide(&d.Situation, r, x, a.Nature)
			l = append(l, a)
		}
	}
	return l
}

// enMots dit où en est une aide, et ce que sa décision rend à payer ; vide : personne ne l'a demandée.
func (a *Aide) enMots() string {
	switch x := a.Decision; {
	case x == nil && !a.Demandee.Connue():
		return ""
	case x == nil:
		return "demandée, pas décidée"
	case !x.Accordee:
		return "refusée : rien n'est à payer"
	case a.Ouverte == fait.Non:
		return "accordée contre la loi : aucun état de paiement ne la paie"
	case a.Ouverte == fait.Inconnu || !a.Total.Connu():
		return "accordée, somme pas connue"
	}
	var l []string
	for _, p := range a.Parts {
		if p.Montant.Positif() {
			l = append(l, p.Quoi+" "+p.Montant.Francais()+" dès le "+p.Des.Francais())
		}
	}
	s := "accordée, " + a.Total.Francais() + " à payer : " + strings.Join(l, ", ")
	if slices.ContainsFunc(a.Conditions, func(c demarches.Condition) bool { return c.Seconde && c.Tient == fait.Inconnu }) {
		s += " si l'emploi est encore occupé"
	}
	return s
}

// FaitDe rend le premier fait d'un événement, celui que les autres nomment.
func (d *Dossier) FaitDe(evenement int) int {
	for version, n := range d.evenement {
		if n == evenement {
			return version
		}
	}
	return 0
}

func trouverAide(l []Aide, emploi int, nature csp.NaturePaiement, d *Dossier) *Aide {
	for i := range l {
		if l[i].Nature == nature && d.Origine(l[i].Emploi) == emploi {
			return &l[i]
		}
	}
	return nil
}

// decisionAide est la dernière décision prise sur une aide ; nil s'il n'y en a pas.
func (d *Dossier) decisionAide(emploi int, nature csp.NaturePaiement) *Fait {
	var derniere *Fait
	for _, f := range d.parDate(acteAide) {
		s := d.Suivi(f.Version)
		if n, err := strconv.Atoi(s["emploi"]); err == nil && n <= len(d.Faits) && d.Origine(n) == d.Origine(emploi) && s["aide"] == csp.NomsNaturePaiement[nature] {
			derniere = f
		}
	}
	return derniere
}

// aideRefusee refuse une décision sur un emploi qui n'est pas au dossier, sur une aide qui n'a pas été demandée, ou qui va
// contre la loi sans dire pourquoi.
func (d *Dossier) aideRefusee(a *Acte, c *contenu) *Refus {
	n, _ := strconv.Atoi(c.Suivi["emploi"]) // lu à la saisie
	if n < 1 || n > len(d.Faits) || d.Faits[n-1].Acte != "reprise_emploi" {
		return &Refus{RefusValeur, "le fait " + strconv.Itoa(n) + " n'est pas « " + Trouver("reprise_emploi").Titre + " »", "emploi", ""}
	}
	nature, nom := csp.PaiementPrime, "La prime"
	if c.Suivi["aide"] == csp.NomsNaturePaiement[csp.PaiementIDR] {
		nature, nom = csp.PaiementIDR, "L'indemnité différentielle"
	}
	x := trouverAide(d.aides(), d.Origine(n), nature, d)
	switch {
	case x == nil:
		return nil // la loi n'a rien à en dire : pas de CSP en cours
	case !x.Demandee.Connue():
		return &Refus{RefusOrdre, nom + " n'a pas été demandée pour l'emploi du " + x.Debut.Francais(), "aide", a.Articles()}
	case contredit(c.Suivi["accordee"] == "oui", x.Ouverte) && c.Suivi["pourquoi"] == "":
		dit := " est due"
		if x.Ouverte == fait.Non {
			dit = " n'est pas due"
		}
		return &Refus{RefusManque, nom + dit + " : " + x.Motif + " Une décision contraire dit pourquoi", "pourquoi", articles(x.Regle)}
	}
	return nil
}

// SansDecision rend les paiements d'une aide qu'aucune décision n'accordait ce jour-là.
func (d *Dossier) SansDecision() []int {
	var l []int
	for v := range d.Faits {
		p, _, ok := d.paiement(v + 1)
		if !ok || p.Nature == csp.PaiementASP {
			continue
		}
		accordee := false
		for _, f := range d.De(acteAide) {
			s := d.Suivi(f.Version)
			accordee = accordee || f.Le <= d.Faits[v].Le && s["accordee"] == "oui" && s["aide"] == csp.NomsNaturePaiement[p.Nature]
		}
		if !accordee {
			l = append(l, v+1)
		}
	}
	return l
}
