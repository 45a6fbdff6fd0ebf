package csp

import (
	"jalon/droit/are"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/fait"
	"jalon/droit/parametre"
)

// BaseARE est ce qui fixe l'ARE de la personne, avec ou sans CSP. Ses méthodes donnent l'ARE d'un jour ;
// une valeur qu'un barème non publié pourrait changer est inconnue.
type BaseARE struct {
	SJR          argent.Montant
	Engagement   calendrier.Date
	FinContrat   calendrier.Date
	Age          fait.Nombre     // à la fin du contrat
	TempsPartiel argent.Fraction // heures faites sur heures d'un temps plein
	Depuis       calendrier.Date // premier jour d'une allocation, ASP comprise : la revalorisation en dépend
	TauxCSG      argent.Taux
	Distinct     bool // lecture « distinct » du plancher de la baisse (degressivite_plancher)
	AuxPublies   bool // un barème non publié est lu à sa dernière valeur publiée
}

// Jour rend le salaire journalier revalorisé et l'ARE brute d'un jour.
func (b *BaseARE) Jour(d calendrier.Date) (sjr, brute argent.Montant) {
	sjr, _ = are.Revaloriser(&parametre.Lecture{}, b.SJR, b.FinContrat, b.Depuis, d)
	return sjr, auxDeuxBornes(b.AuxPublies, func(l *parametre.Lecture) argent.Montant {
		return are.Journaliere(l, sjr, d, b.FinContrat, b.TempsPartiel)
	})
}

// Nette est ce qui reste d'un jour d'ARE une fois les retenues déduites (ARE-14).
func (b *BaseARE) Nette(brute, sjr argent.Montant, d calendrier.Date) argent.Montant {
	return auxDeuxBornes(b.AuxPublies, func(l *parametre.Lecture) argent.Montant {
		return are.RetenuesDuJour(l, brute, sjr, b.TauxCSG, d).Net
	})
}

// JourDeBaisse est le rang du premier jour d'ARE à taux réduit, inconnu si elle ne baisse pas (ARE-15).
func (b *BaseARE) JourDeBaisse(brute argent.Montant, d calendrier.Date) fait.Nombre {
	return auxDeuxBornes(b.AuxPublies, func(l *parametre.Lecture) fait.Nombre {
		return are.JourDeBaisse(l, brute, b.Age, b.Engagement, b.FinContrat, d)
	})
}

// Reduite est l'ARE d'un jour après la baisse (ARE-15).
func (b *BaseARE) Reduite(brute argent.Montant, d calendrier.Date) argent.Montant {
	return auxDeuxBornes(b.AuxPublies, func(l *parametre.Lecture) argent.Montant { return are.Reduite(l, brute, d, b.Distinct) })
}

// auxDeuxBornes lit une valeur aux deux bornes d'un barème non publié, et ne la rend que si elle ne change pas ;
// aux barèmes publiés, elle s'en tient à la borne basse.
func auxDeuxBornes[T comparable](auxPublies bool, f func(*parametre.Lecture) T) T {
	bas := parametre.Lecture{}
	v := f(&bas)
	if !auxPublies && bas.AvecAttendus() && f(&parametre.Lecture{Haut: true}) != v {
		var inconnu T
		return inconnu
	}
	return v
}
