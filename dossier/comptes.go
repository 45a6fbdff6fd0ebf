package dossier

import (
	"cmp"
	"slices"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/demarches"
	"jalon/droit/fait"
)

// Poste est ce qui est payé en une fois : l'ASP d'un mois, la prime ou l'indemnité différentielle d'un emploi.
type Poste struct {
	Nature csp.NaturePaiement
	Mois   calendrier.Date // premier jour du mois, pour l'ASP
}

// comparer range par mois, puis par nature.
func (p Poste) comparer(q Poste) int {
	return cmp.Or(cmp.Compare(p.Mois, q.Mois), cmp.Compare(p.Nature, q.Nature))
}

// Ligne du compte d'une personne : ce qui lui est dû, ce qui lui a été versé. Les montants sont nets.
type Ligne struct {
	Poste
	Jours       int            // d'allocation
	Brut        argent.Montant // de l'ASP
	Retenue     argent.Montant // pour la retraite
	Du          argent.Montant // inconnu si un fait manque
	Sur         argent.Montant // d'un dû inconnu : ce que l'ASP du mois ne peut plus perdre
	SiDemandee  argent.Montant // d'une aide que la personne n'a pas demandée : ce qu'elle serait
	Verse       argent.Montant
	Rembourse   argent.Montant // rendu par la personne
	Solde       argent.Montant // dû moins versé, plus rendu ; négatif : trop versé ; inconnu si le dû l'est
	Versements  []int          // rangs des faits de paiement
	Ajustements []Ajustement
}

// Journalier est ce que vaut un jour de l'ASP du mois : un mois n'a qu'un montant journalier (ASP-10), la division tombe juste.
func (l *Ligne) Journalier() (brut, net argent.Montant) {
	if l.Jours == 0 || !l.Brut.Connu() || !l.Retenue.Connu() {
		return brut, net
	}
	jour := func(m argent.Montant) argent.Montant {
		return m.Exact().Fois(argent.Ratio(1, int64(l.Jours))).Arrondi(argent.Proche)
	}
	return jour(l.Brut), jour(l.Brut.Moins(l.Retenue))
}

// Ajustement est la différence qu'un fait venu après un paiement fait à ce qui était dû.
type Ajustement struct {
	Fait         int // rang du fait qui en est la cause
	Avant, Apres argent.Montant
	Ecart        argent.Montant // inconnu si l'un des deux l'est
	Jours        int            // jours d'allocation en plus, ou en moins
}

// TropVerse est ce qu'un versement a donné en plus du dû.
type TropVerse struct {
	Poste
	Versement int            // rang du fait de paiement
	Montant   argent.Montant // pas encore rendu
	Rendu     argent.Montant
	Jours     int             // d'allocation, que la cause a retirés du poste
	Cause     int             // rang du fait qui l'a fait naître ; 0 : le paiement lui-même
	Limite    calendrier.Date // dernier jour pour le réclamer (C. trav. L5422-5)
}

// Compte est le compte d'un dossier, déduit de ses faits : les mêmes faits donnent les mêmes soldes, dans quelque ordre
// qu'ils aient été consignés.
type Compte struct {
	Lignes    []Ligne
	TropVerse []TropVerse
	Du, Verse argent.Montant // d'un dû inconnu, ce qui en est acquis
	Inconnus  int            // lignes dont le dû n'est pas connu
}

// siDemandee est ce que vaudrait une aide que personne n'a demandée ; inconnu si autre chose manque.
func (d *Dossier) siDemandee(nature csp.NaturePaiement) argent.Montant {
	total := argent.Centimes(0)
	for _, a := range d.aides() {
		if a.Nature == nature && a.Ouverte == fait.Inconnu && !a.Demandee.Connue() {
			total = total.Plus(a.Total)
		}
	}
	return total
}

// certain est ce qui est dû à coup sûr.
func (l *Ligne) certain() argent.Montant {
	switch {
	case l.Du.Connu():
		return l.Du
	case l.Sur.Connu():
		return l.Sur
	}
	return argent.Centimes(0)
}

// Reste est ce qui reste à verser de ce qui est dû à coup sûr ; négatif : versé en plus.
func (l *Ligne) Reste() argent.Montant { return l.certain().Moins(l.Verse).Plus(l.Rembourse) }

// ajouter ajoute une ligne au compte et à ses totaux.
func (c *Compte) ajouter(l *Ligne) {
	if !l.Du.Connu() {
		c.Inconnus++
	}
	c.Lignes, c.Verse, c.Du = append(c.Lignes, *l), c.Verse.Plus(l.Verse), c.Du.Plus(l.certain())
}

// somme est ce qui est dû d'un poste.
type somme struct {
	jours         int
	brut, retenue argent.Montant
	net           argent.Montant
}

// dus rend ce que la loi donne, poste par poste.
func (d *Dossier) dus() map[Poste]somme {
	m := map[Poste]somme{}
	r := d.Droits()
	if r.Statut < csp.Accepte { // tant que personne n'a adhéré, ce que l'ASP serait n'est dû à personne
		return m
	}
	for _, x := range r.ASP.Mensualites {
		p := Poste{csp.PaiementASP, x.Mois}
		m[p] = somme{x.Jours, x.Brut, x.Retenue, d.net(p)}
	}
	for _, mois := range demarches.MoisInconnus(&d.Situation, r) {
		if p := (Poste{csp.PaiementASP, mois}); m[p].jours == 0 {
			m[p] = somme{}
		}
	}
	for i := range r.Reprises {
		x := &r.Reprises[i]
		for nature, ouverte := range map[csp.NaturePaiement]fait.Reponse{csp.PaiementPrime: x.Prime.Ouverte, csp.PaiementIDR: x.IDR.Ouverte} {
			if p := (Poste{Nature: nature}); ouverte != fait.Non {
				m[p] = somme{net: d.net(p)}
			}
		}
	}
	return m
}

// net est ce qui est dû d'un poste, quel que soit le jour où il est payé. Une aide refusée n'est plus due.
func (d *Dossier) net(p Poste) argent.Montant {
	r := *d.Droits()
	r.Reprises = slices.DeleteFunc(slices.Clone(r.Reprises), func(x csp.Reprise) bool {
		f := d.decisionAide(d.FaitDe(x.Rang), p.Nature)
		return f != nil && d.Suivi(f.Version)["accordee"] == "non"
	})
	return demarches.Du(&d.Situation, &r, p.Nature, p.Mois, calendrier.Derniere)
}

// du est ce qui est dû d'un poste, même s'il n'est pas de ceux que la loi donne.
func (d *Dossier) du(dus map[Poste]somme, p Poste) somme {
	if s, ok := dus[p]; ok {
		return s
	}
	return somme{net: d.net(p)}
}

// paiement rend le poste et la somme d'un fait de paiement à la personne.
func (d *Dossier) paiement(version int) (Poste, argent.Montant, bool) {
	n, ok := d.evenement[d.Origine(version)]
	if !ok || !d.vaut(version) || d.Faits[version-1].Acte != "paiement" {
		return Poste{}, argent.Montant{}, false
	}
	e := &d.Situation.Evenements[n]
	if e.NaturePaiement == csp.PaiementContribution {
		return Poste{}, argent.Montant{}, false
	}
	p := Poste{Nature: e.NaturePaiement}
	if p.Nature == csp.PaiementASP {
		p.Mois = e.Mois
	}
	return p, e.Montant, true
}

// Verse est la somme d'un fait de paiement à la personne.
func (d *Dossier) Verse(version int) (argent.Montant, bool) {
	_, m, ok := d.paiement(version)
	return m, ok
}

// remboursement rend le poste et la somme d'un fait de remboursement.
func (d *Dossier) remboursement(version int) (Poste, argent.Montant, bool) {
	if d.Faits[version-1].Acte != "remboursement" || !d.vaut(version) {
		return Poste{}, argent.Montant{}, false
	}
	s := d.Suivi(version)
	m, err := argent.Lire([]byte(s["montant"]))
	p := Poste{Nature: csp.NaturePaiement(slices.Index(csp.NomsNaturePaiement, s["nature"]))}
	if s["mois"] != "" && p.Nature == csp.PaiementASP {
		p.Mois, _ = calendrier.Lire([]byte(s["mois"] + "-01")) // lue à la saisie
	}
	return p, m, err == nil
}

// Compte tient le compte de la personne, du premier fait au dernier : chaque fait qui change ce qui était dû d'un poste
// déjà payé y laisse un ajustement, et en est la cause.
func (d *Dossier) Compte() (*Compte, error) {
	lignes := map[Poste]*Ligne{}
	ligne := func(p Poste) *Ligne {
		l := lignes[p]
		if l == nil {
			l = &Ligne{Poste: p, Verse: argent.Centimes(0), Rembourse: argent.Centimes(0)}
			lignes[p] = l
		}
		return l
	}
	if err := d.ajuster(ligne); err != nil {
		return nil, err
	}
	dus := d.dus()
	for p := range dus {
		ligne(p)
	}
	for v := range d.Faits {
		if p, m, ok := d.paiement(v + 1); ok {
			l := ligne(p)
			l.Verse, l.Versements = l.Verse.Plus(m), append(l.Versements, v+1)
		}
		if p, m, ok := d.remboursement(v + 1); ok {
			l := ligne(p)
			l.Rembourse = l.Rembourse.Plus(m)
		}
	}
	c := &Compte{Du: argent.Centimes(0), Verse: argent.Centimes(0)}
	for p, l := range lignes {
		s := d.du(dus, p)
		l.Jours, l.Brut, l.Retenue, l.Du = s.jours, s.brut, s.retenue, s.net
		if l.Du.Connu() {
			l.Solde = l.Reste()
		} else if p.Nature == csp.PaiementASP {
			l.Sur = demarches.PartSure(d.Droits(), p.Mois)
		} else {
			l.SiDemandee = d.siDemandee(p.Nature)
		}
		c.ajouter(l)
	}
	slices.SortFunc(c.Lignes, func(a, b Ligne) int { return a.comparer(b.Poste) })
	d.tropVerse(c)
	return c, nil
}

// ajuster relit le dossier fait par fait, et note ce que chacun change à un poste déjà payé.
func (d *Dossier) ajuster(ligne func(Poste) *Ligne) error {
	payes := map[Poste]bool{}
	avant := map[Poste]somme{}
	for v := 1; v <= len(d.Faits); v++ {
		c, acte := &d.contenus[v-1], d.Faits[v-1].Acte
		if acte != "paiement" && (len(payes) == 0 || acte != acteAide && c.Faits == nil && c.Evenement == nil && c.Corrige == 0) {
			continue
		}
		passe, err := plier(d.Faits[:v], d.contenus[:v])
		if err != nil {
			return err
		}
		dus := passe.dus()
		for p := range payes {
			a, b := avant[p], passe.du(dus, p)
			avant[p] = b
			if j := ajustement(v, a, b); j != nil {
				l := ligne(p)
				l.Ajustements = append(l.Ajustements, *j)
			}
		}
		if p, _, ok := passe.paiement(v); ok && !payes[p] {
			payes[p], avant[p] = true, passe.du(dus, p)
		}
	}
	return nil
}

// tropVerse dit, des postes trop payés, de combien, pourquoi, et jusqu'à quand cela se réclame : trois ans après chaque
// paiement, dix en cas de fraude (RET-01). Les premiers paiements usent d'abord ce qui est dû ; ce que la personne rend
// éteint d'abord le plus ancien trop versé.
func (d *Dossier) tropVerse(c *Compte) {
	fraude := d.Droits().Sortie != nil && d.Droits().Sortie.Regle == csp.EXIT04
	for i := range c.Lignes {
		l := &c.Lignes[i]
		if !l.Solde.Connu() || l.Solde.Centimes() >= 0 {
			continue
		}
		jours, cause := 0, 0
		for _, j := range l.Ajustements {
			if j.Ecart.Connu() && j.Ecart.Centimes() < 0 {
				cause = j.Fait
			}
			jours -= j.Jours
		}
		versements := slices.Clone(l.Versements)
		slices.SortStableFunc(versements, func(a, b int) int { return cmp.Compare(d.Faits[a-1].Le, d.Faits[b-1].Le) })
		zero, reste, rendu := argent.Centimes(0), l.Du, l.Rembourse
		for _, v := range versements {
			m, _ := d.Verse(v) // c'est un versement
			trop := argent.Max(m.Moins(reste), zero)
			reste = argent.Max(reste.Moins(m), zero)
			part := argent.Min(trop, rendu)
			rendu, trop = rendu.Moins(part), trop.Moins(part)
			if trop.Positif() {
				c.TropVerse = append(c.TropVerse, TropVerse{
					Poste: l.Poste, Versement: v, Montant: trop, Rendu: part, Jours: max(0, jours), Cause: cause,
					Limite: demarches.LimiteTropPercu(d.Faits[v-1].Le, d.Droits().ARE.Engagement, fraude),
				})
				jours = 0 // dits une fois
			}
		}
	}
}
