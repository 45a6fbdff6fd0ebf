package dossier

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/trace"
	"jalon/format"
)

const acteDecision = "decision"

// Decision est une décision notifiée : elle garde le calcul et l'édition du droit du jour où elle a été prise.
type Decision struct {
	Version int // rang du fait
	Le      calendrier.Date
	Objet   string
	Edition string
	Droits  json.RawMessage // au format d'échange, explication comprise
}

// figer garde le calcul du dossier tel qu'il est, avec chaque pas de son explication.
func (d *Dossier) figer() *fige {
	t := trace.Nouvelle()
	r := csp.Calculer(&d.Situation, t)
	return &fige{csp.Edition(), format.AppendDroitsExpliques(nil, &d.Situation, r, t)}
}

// Decisions rend les décisions du dossier qui valent encore, dans leur ordre.
func (d *Dossier) Decisions() []Decision {
	var l []Decision
	for _, f := range d.De(acteDecision) {
		if x := d.contenus[f.Version-1].Fige; x != nil {
			l = append(l, Decision{f.Version, f.Le, d.Suivi(f.Version)["objet"], x.Edition, x.Droits})
		}
	}
	return l
}

// Relecture dit ce que l'édition d'aujourd'hui changerait à une décision, des mêmes faits. Elle ne change rien.
func (d *Dossier) Relecture(x *Decision) ([]Changement, error) {
	avant, err := Plier(d.Faits[:x.Version-1])
	if err != nil {
		return nil, err
	}
	var figes, relus any
	if err := json.Unmarshal(x.Droits, &figes); err != nil {
		return nil, &Rupture{d.ID, x.Version, "le calcul figé ne se lit pas"}
	}
	if err := json.Unmarshal(format.AppendDroits(nil, avant.Droits()), &relus); err != nil {
		return nil, err
	}
	a, b := map[string]string{}, map[string]string{}
	aplatir(a, "", figes)
	aplatir(b, "", relus)
	maps.DeleteFunc(a, func(cle, _ string) bool { // l'explication n'est pas relue
		tete, _, _ := strings.Cut(cle, ".")
		return slices.Contains([]string{"explication", "demarches", "reperes"}, tete)
	})
	var l []Changement
	for cle, v := range b {
		if a[cle] != v && cle != "edition" {
			l = append(l, Changement{cle, a[cle], v})
		}
		delete(a, cle)
	}
	for cle, v := range a {
		l = append(l, Changement{cle, v, ""})
	}
	slices.SortFunc(l, func(x, y Changement) int { return cmp.Compare(x.Quoi, y.Quoi) })
	return l, nil
}
