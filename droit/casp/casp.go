package casp

import (
	"jalon/droit/calendrier"
	"jalon/droit/fait"
	"jalon/droit/parametre"
	"jalon/droit/trace"
)

var (
	effectifMin      = parametre.Nombre("casp_effectif_min")
	licenciementsMin = parametre.Nombre("casp_licenciements_min")
	dureeMax         = parametre.Nombre("casp_duree_max")
)

var (
	etapeEffectif      = trace.NouvelleEtape(CASP01, "Effectif supérieur au seuil de la cellule d'appui")
	etapeInsolvable    = trace.NouvelleEtape(CASP01, "Redressement ou liquidation judiciaire")
	etapeLicenciements = trace.NouvelleEtape(CASP01, "Licenciements économiques envisagés au seuil ou au-delà")
	etapeDifficultes   = trace.NouvelleEtape(CASP01, "Difficultés importantes, notamment une situation sociale tendue")
	etapeOuvrable      = trace.NouvelleEtape(CASP01, "La cellule d'appui peut être ouverte")
	etapeFin           = trace.NouvelleEtape(CASP03, "Dernier jour possible de la cellule d'appui")
)

// Faits utiles à l'ouverture d'une cellule.
type Faits struct {
	Effectif, Licenciements fait.Nombre
	Difficultes             fait.Reponse
	Insolvable              bool
	Cumul                   bool            // lecture cumulative : les difficultés sont toujours demandées
	Debut                   calendrier.Date // premier jour de la cellule
	FinContrat              calendrier.Date // la cellule finit au plus tard avec le contrat
	Date                    calendrier.Date // choisit les valeurs datées
}

// Motif de la réponse.
type Motif uint8

// Les motifs.
const (
	MotifInconnu Motif = iota
	MotifOuvrable
	MotifEffectif
	MotifAucune
	MotifCumul
)

// Reponse dit si la cellule peut être ouverte, et jusqu'à quand.
type Reponse struct {
	Ouvrable                      fait.Reponse
	Motif                         Motif
	EffectifMin, LicenciementsMin int
	DureeMaxJours                 fait.Nombre
	Fin                           calendrier.Date
}

// Seuils rend l'effectif qu'il faut dépasser et le nombre de licenciements qu'il faut atteindre (CASP-01).
func Seuils(date calendrier.Date) (effectif, licenciements fait.Nombre) {
	l := &parametre.Lecture{}
	return effectifMin.Au(l, date), licenciementsMin.Au(l, date)
}

// Calculer applique CASP-01 et CASP-03.
func Calculer(l *parametre.Lecture, f Faits) Reponse {
	t := l.Trace
	seuil, nombre := effectifMin.Au(l, f.Date), licenciementsMin.Au(l, f.Date)
	r := Reponse{EffectifMin: seuil.Int(), LicenciementsMin: nombre.Int()}
	if !seuil.Connu() {
		return r
	}
	effectif := t.Si(etapeEffectif, f.Effectif.AuMoins(fait.N(seuil.Int()+1)))
	une := t.Si(etapeInsolvable, fait.Si(f.Insolvable)).Ou(t.Si(etapeLicenciements, f.Licenciements.AuMoins(nombre)))
	difficultes := t.Si(etapeDifficultes, f.Difficultes)
	situation := une.Ou(difficultes)
	if f.Cumul {
		situation = une.Et(difficultes)
	}
	r.Ouvrable = t.Si(etapeOuvrable, effectif.Et(situation))
	switch {
	case r.Ouvrable == fait.Oui:
		r.Motif = MotifOuvrable
		r.DureeMaxJours = dureeMax.Au(l, f.Date)
		if f.Debut.Connue() {
			r.Fin = t.Jours(etapeFin, f.Debut, r.DureeMaxJours.Int()-1)
			if f.FinContrat.Connue() && f.FinContrat >= f.Debut {
				r.Fin = min(r.Fin, f.FinContrat)
			}
		}
	case effectif == fait.Non:
		r.Motif = MotifEffectif
	case r.Ouvrable == fait.Non && f.Cumul && une == fait.Oui:
		r.Motif = MotifCumul
	case r.Ouvrable == fait.Non:
		r.Motif = MotifAucune
	}
	return r
}
