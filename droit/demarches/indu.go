package demarches

import (
	"strconv"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/fait"
	"jalon/droit/parametre"
)

var (
	induContestation = parametre.Nombre("indu_contestation_mois")
	induSilence      = parametre.Nombre("indu_silence_mois")
	induDemeure      = parametre.Nombre("indu_mise_en_demeure_mois")
	induOpposition   = parametre.Nombre("indu_opposition_jours")
	induMinimum      = parametre.Montant("indu_minimum")
)

// moisApres ajoute les mois d'un délai ; inconnu quand aucun texte lu ne le fixe à ce jour.
func moisApres(n *parametre.Serie[fait.Nombre], jour calendrier.Date) calendrier.Date {
	if v := valeur(n, jour); jour.Connue() && v > 0 {
		return jour.PlusMois(v)
	}
	return 0
}

// LimiteContestationIndu est le dernier jour du recours gracieux contre un trop-perçu notifié (RET-03).
func LimiteContestationIndu(notification calendrier.Date) calendrier.Date {
	return moisApres(induContestation, notification)
}

// RejetImplicite est le jour où un recours sans réponse est réputé rejeté (RET-03).
func RejetImplicite(recours calendrier.Date) calendrier.Date { return moisApres(induSilence, recours) }

// FinMiseEnDemeure est le dernier jour pour payer avant qu'une contrainte puisse suivre (RET-05).
func FinMiseEnDemeure(notification calendrier.Date) calendrier.Date {
	return moisApres(induDemeure, notification)
}

// LimiteOpposition est le dernier jour pour s'opposer à une contrainte notifiée (RET-05).
func LimiteOpposition(notification calendrier.Date) calendrier.Date {
	if v := valeur(induOpposition, notification); notification.Connue() && v > 0 {
		return notification.Plus(v)
	}
	return 0
}

// Negligeable dit qu'un trop-perçu est trop petit pour être récupéré (RET-06).
func Negligeable(m argent.Montant, jour calendrier.Date) bool {
	minimum := induMinimum.Au(&parametre.Lecture{}, jour)
	return m.Positif() && minimum.Connu() && m.Compare(minimum) < 0
}

// recours dit, d'un trop versé, ce que la personne peut faire et ce que l'opérateur ne peut pas (RET-03 à RET-07).
func (r *reperes) recours(trop argent.Montant, jour calendrier.Date) {
	if !trop.Positif() || valeur(induContestation, jour) == 0 {
		return
	}
	nom := csp.NomOperateur(jour)
	if Negligeable(trop, jour) {
		r.dire(csp.RET06, 0, trop, trop.Francais()+" en tout : moins de "+induMinimum.Au(&parametre.Lecture{}, jour).Francais()+", "+nom+" ne les récupère pas.")
		return
	}
	r.dire(csp.RET03, 0, argent.Montant{}, "Si "+nom+" réclame cette somme, la personne a "+strconv.Itoa(valeur(induContestation, jour))+" mois après la notification pour adresser un recours gracieux à son directeur général. Sans réponse "+strconv.Itoa(valeur(induSilence, jour))+" mois plus tard, le recours est rejeté et le juge peut être saisi.")
	r.dire(csp.RET04, 0, argent.Montant{}, "Rien n'est retenu sur l'ASP à venir tant que la personne peut contester, ni quand elle conteste ; sinon, au plus la partie saisissable.")
	r.dire(csp.RET05, 0, argent.Montant{}, "Une contrainte suppose une mise en demeure restée sans effet "+strconv.Itoa(valeur(induDemeure, jour))+" mois durant ; la personne a "+strconv.Itoa(valeur(induOpposition, jour))+" jours pour s'y opposer devant le tribunal, et l'opposition la suspend.")
	r.dire(csp.RET07, 0, argent.Montant{}, "Elle peut demander une remise de la dette, ou de la rembourser en plusieurs fois, et saisir le médiateur de "+nom+".")
}
