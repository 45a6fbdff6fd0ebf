package paiement

import (
	"slices"
	"strings"

	"jalon/dossier"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/demarches"
)

// Remede est l'acte qui dirait ce qui bloque une ligne.
type Remede struct {
	Acte    *dossier.Acte
	Corrige int // rang du fait à compléter en le corrigeant, ou à annuler ; 0 : un fait nouveau
	Emploi  int // rang de l'emploi que l'acte complète ; 0 : aucun
}

// Bloquee dit que la somme d'une ligne attend quelque chose, en entier ou pour une part.
func Bloquee(d *dossier.Dossier, l *Ligne) bool {
	return l.Genre == Bloque || l.Genre == Payer && !demarches.Du(&d.Situation, d.Droits(), l.Nature, l.Mois, calendrier.Derniere).Connu()
}

// Remedes sont les actes qui débloquent une ligne ; aucun quand il faut attendre un barème. Ce qui manque à une aide ne bloque
// qu'elle.
func Remedes(d *dossier.Dossier, l *Ligne) []Remede {
	if c := d.De("cloture"); len(c) > 0 && l.Genre == Bloque && l.Montant.Connu() {
		return []Remede{{Acte: dossier.Trouver("annulation"), Corrige: c[0].Version}}
	}
	var remedes []Remede
	for _, m := range d.Droits().Manquants {
		r := remede(d, m)
		if r == nil || slices.Contains(remedes, *r) {
			continue
		}
		if l.Nature == csp.PaiementASP && m.PourASP() || l.Nature != csp.PaiementASP && r.Acte.Evenement == "reprise_emploi" {
			remedes = append(remedes, *r)
		}
	}
	return remedes
}

// remede rend celui d'un manque ; nil : aucun acte ne le dit.
func remede(d *dossier.Dossier, m csp.Manquant) *Remede {
	cle, evenement := strings.CutPrefix(m.Champ, "evenements.#.")
	if !evenement {
		return remedeAuxFaits(d, m.Champ)
	}
	fait := d.FaitDe(m.Rang)
	if fait == 0 {
		return nil
	}
	a := dossier.Trouver(d.Faits[fait-1].Acte)
	prend := func(a *dossier.Acte, cle string) bool {
		return slices.ContainsFunc(a.Champs, func(c dossier.Champ) bool { return c.Cle == cle })
	}
	if prend(a, cle) {
		for ; d.Corrige(fait) > 0; fait = d.Corrige(fait) {
		}
		return &Remede{Acte: a, Corrige: fait}
	}
	for i := range dossier.Actes {
		if x := &dossier.Actes[i]; x.Evenement == a.Evenement && prend(x, cle) && prend(x, "emploi") {
			return &Remede{Acte: x, Emploi: fait}
		}
	}
	return nil
}

// remedeAuxFaits est l'acte d'un chemin du format : celui qui y est déjà se corrige, s'il n'en faut qu'un.
func remedeAuxFaits(d *dossier.Dossier, chemin string) *Remede {
	for i := range dossier.Actes {
		a := &dossier.Actes[i]
		if !slices.ContainsFunc(a.Champs, func(c dossier.Champ) bool { return c.Place == dossier.AuxFaits && c.Chemin == chemin }) {
			continue
		}
		r := &Remede{Acte: a}
		if l := d.De(a.Nom); a.Seul && len(l) > 0 {
			r.Corrige = l[0].Version
		}
		return r
	}
	return nil
}
