package format

import (
	"jalon/droit/choix"
	"jalon/droit/csp"
	"jalon/droit/trace"
)

// AppendComparaison ajoute une comparaison, en un objet JSON d'une ligne, au tampon. Les droits de la
// situation telle qu'elle est donnée y sont sous « situation ».
func AppendComparaison(b []byte, c *choix.Comparaison, explication *trace.Trace) []byte {
	w := &ecrivain{append(b, '{')}
	w.texte("id", c.Situation.ID)
	w.texte("edition", edition)
	w.cle("possible")
	w.b = append(w.b, map[bool]string{true: "true", false: "false"}[c.Possible]...)
	w.cle("situation")
	w.b = AppendDroits(w.b, c.Situation)
	if !c.Possible {
		return append(w.b, '}')
	}
	w.date("horizon", c.Horizon)
	w.date("connu_jusquau", c.ConnuJusquau)
	w.voie("adherer", &c.Adherer)
	w.voie("refuser", &c.Refus)
	w.liste("bascules", len(c.Bascules), func(i int) {
		w.date("jour", c.Bascules[i].Jour)
		w.texte("mieux", map[bool]string{true: "adherer", false: "refuser"}[c.Bascules[i].Adherer])
	})
	if e := c.Emploi; e != nil {
		w.ouvre("emploi")
		w.date("debut", e.Debut)
		w.texte("nature", csp.NomsNature[e.Nature])
		w.montant("salaire_mensuel", e.Salaire)
		w.decimal("duree_mois", e.DureeMois)
		w.montant("prime", c.Aides.Prime)
		w.montant("idr", c.Aides.IDR)
		w.motConnu("meilleure_aide", choix.NomsAide[c.Aides.Meilleure])
		w.date("bascule_le", c.Aides.BasculeLe)
		w.motConnu("ensuite", choix.NomsAide[c.Aides.Ensuite])
		w.ferme()
	} else {
		w.nul("emploi")
	}
	w.liste("scenarios", len(c.Scenarios), func(i int) {
		s := &c.Scenarios[i]
		w.entier("mois", s.Mois)
		w.date("debut", s.Debut)
		w.montant("adherer", s.Adherer)
		w.montant("refuser", s.Refus)
		w.montant("ecart", s.Ecart)
		w.motConnu("aide", choix.NomsAide[s.Aide])
	})
	w.textes("hypotheses", c.Hypotheses)
	w.textes("non_couverts", c.NonCouverts)
	if explication != nil {
		w.explication("explication", explication.Arbre())
	}
	return append(w.b, '}')
}

func (w *ecrivain) textes(cle string, ts []string) {
	w.cle(cle)
	w.b = append(w.b, '[')
	for i, t := range ts {
		if i > 0 {
			w.b = append(w.b, ',')
		}
		w.b = appendChaine(w.b, t)
	}
	w.b = append(w.b, ']')
}

func (w *ecrivain) voie(cle string, v *choix.Voie) {
	w.ouvre(cle)
	w.date("fin_contrat", v.FinContrat)
	w.montant("total", v.Total)
	w.date("are_debut", v.AREDebut)
	w.date("are_fin", v.AREFin)
	w.nombre("are_jours", v.AREJours)
	w.montant("are_brute", v.AREBrute)
	w.montant("are_nette", v.ARENette)
	w.nombre("are_baisse_jour", v.BaisseLe)
	w.liste("mois", len(v.Mois), func(i int) {
		m := &v.Mois[i]
		w.cle("mois")
		w.b = append(m.Mois.Append(append(w.b, '"'))[:len(w.b)+8], '"')
		for s, nom := range choix.NomsSource {
			if x := m.De(choix.Source(s)); !x.Nul() {
				w.montant(nom, x)
			}
		}
		w.montant("total", m.Total)
		w.montant("allocation_nette", m.AllocationNet)
		w.montant("cumul", m.Cumul)
	})
	w.cle("droits")
	w.b = AppendDroits(w.b, v.Droits)
	w.ferme()
}
