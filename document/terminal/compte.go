package terminal

import (
	"fmt"

	"jalon/document"
	"jalon/dossier"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/fait"
)

// Compte écrit ce qui est dû, ce qui a été versé, et la cause de chaque différence.
func Compte(d *dossier.Dossier, k *dossier.Compte, couleur bool) string {
	r := papier{couleur: couleur}
	r.ligne(r.style(styleGras, "COMPTE DU DOSSIER "+d.ID))
	r.paragraphe("  ", "L'ASP en net ; la prime et l'indemnité différentielle telles que la loi les donne.")
	for i := range k.Lignes {
		r.ligne()
		r.poste(d, &k.Lignes[i])
	}
	t := k.Totaux()
	r.titre("En tout")
	r.conduite("Dû", somme(k.Du), "")
	r.conduite("Versé", somme(k.Verse), "")
	r.conduite("Remboursé par la personne", somme(t.Rembourse), "")
	r.conduite("Reste à verser", somme(t.Reste), "")
	r.conduite("Versé en trop, pas encore remboursé", somme(t.Trop), "")
	if k.Inconnus > 0 {
		texte := document.Nombre(k.Inconnus, "poste") + " au montant pas encore connu : un fait ou un barème manque."
		if t.SansDu.Positif() {
			texte += " Le versé en compte " + t.SansDu.Francais() + ", qui n'est ni du dû ni du trop versé tant qu'on ne sait pas."
		}
		r.paragraphe("  ", texte)
	}
	if len(k.TropVerse) > 0 {
		r.titre("Trop versé")
	}
	for _, t := range k.TropVerse {
		r.conduite(t.Poste.String(), somme(t.Montant), "")
		texte := fmt.Sprintf("Versement du %s (fait %d)", d.Faits[t.Versement-1].Le.Francais(), t.Versement)
		if t.Cause > 0 {
			texte += ". Cause : " + entier(d.Nom(t.Cause)) + fmt.Sprintf(" (fait %d)", t.Cause)
		}
		if t.Jours > 0 {
			texte += ", " + document.Nombre(t.Jours, "jour") + " en moins"
		}
		r.paragraphe("    ", texte+". À réclamer au plus tard le "+t.Limite.Francais()+" (RET-01).")
	}
	return r.String()
}

// poste écrit une ligne du compte, et ce que chaque fait y a changé après un paiement.
func (r *papier) poste(d *dossier.Dossier, l *dossier.Ligne) {
	tete := l.Poste.String()
	if l.Jours > 0 {
		tete += ", " + document.Nombre(l.Jours, "jour")
	}
	if _, net := l.Journalier(); net.Connu() {
		tete += " à " + net.Francais()
	}
	r.conduite(tete, l.DuEnMots(), "dû")
	if len(l.Versements) > 0 {
		r.conduite("", somme(l.Verse), "versé")
	}
	if l.Rembourse.Positif() {
		r.conduite("", somme(l.Rembourse), "remboursé")
	}
	switch s := l.Solde; {
	case len(l.Versements) == 0 && !l.Rembourse.Positif():
	case s.Connu() && s.Centimes() < 0:
		r.conduite("", argent.Centimes(0).Moins(s).Francais(), "trop versé")
	default:
		r.conduite("", l.SoldeEnMots(), "reste")
	}
	for _, a := range l.Ajustements {
		texte := fmt.Sprintf("%s (fait %d) : le dû passe de %s à %s", entier(d.Nom(a.Fait)), a.Fait, somme(a.Avant), somme(a.Apres))
		if a.Jours != 0 {
			texte += ", " + a.EnJours()
		}
		r.paragraphe("    ↳ ", texte+".")
	}
}

// SuiteDuCompte écrit les trop-perçus notifiés, les aides payées sans décision et les décisions que la loi contredit.
func SuiteDuCompte(d *dossier.Dossier, aides []dossier.Aide, au calendrier.Date, couleur bool) string {
	r := papier{couleur: couleur}
	l := d.Indus()
	for i := range l {
		r.indu(&l[i], au)
	}
	r.sansDecision(d)
	for i := range aides {
		if x := aides[i].Decision; x != nil && x.Depassee {
			r.paragraphe("  ! ", fmt.Sprintf("%s : la décision du fait %d dit le contraire de la loi ; le compte suit la loi. « jalon dossier aide » dit pourquoi.", dossier.Poste{Nature: aides[i].Nature}, x.Fait))
		}
	}
	return r.String()
}

func (r *papier) indu(i *dossier.Indu, au calendrier.Date) {
	r.titre("Trop-perçu notifié le " + i.Le.Francais())
	r.conduite("Notifié", somme(i.Montant), "")
	if i.Remis.Positif() {
		r.conduite("Remis", somme(i.Remis), "")
	}
	r.conduite("Remboursé", somme(i.Rembourse), "")
	r.conduite("Reste", somme(i.Reste), "")
	r.paragraphe("  ", i.Retenue()+" (RET-04)")
	for _, x := range i.Recours() {
		texte := x.Quoi + ", auprès de : " + x.A
		if x.Des.Connue() {
			texte += " ; à partir du " + x.Des.Francais()
		}
		if x.Avant.Connue() {
			texte += " ; au plus tard le " + x.Avant.Francais()
		}
		if x.Delai != "" {
			texte += " ; " + x.Delai
		}
		coche := "  [ ] "
		if x.Exerce > 0 {
			coche, texte = "  [x] ", texte+fmt.Sprintf(" ; fait %d", x.Exerce)
		}
		r.paragraphe(coche, texte+" ("+x.Regle.Carte().ID+" : "+x.Articles+")")
	}
	if i.Plan != nil {
		r.plan(i.Plan, au)
	}
}

func (r *papier) plan(p *dossier.Plan, au calendrier.Date) {
	r.paragraphe("  ", fmt.Sprintf("Échéancier (fait %d), %s :", p.Fait, document.Nombre(len(p.Echeances), "échéance")))
	for n := range p.Echeances {
		v := &p.Echeances[n]
		note := ""
		switch {
		case !v.Reste().Positif():
			note = "payée"
		case v.EnRetard(au):
			note = "EN RETARD, reste " + v.Reste().Francais()
		case v.Paye.Positif():
			note = "reste " + v.Reste().Francais()
		}
		r.conduite(v.Le.Francais(), somme(v.Montant), note)
	}
	if m := p.Retard(au); m.Positif() {
		r.paragraphe("  ! ", "En retard de "+m.Francais()+" au "+au.Francais()+".")
	}
	if p.Manque.Positif() {
		r.paragraphe("  ! ", "L'échéancier ne couvre pas "+p.Manque.Francais()+" de la dette.")
	}
}

// Aides écrit la prime et l'indemnité différentielle : chaque condition, et ce qui a été décidé.
func Aides(d *dossier.Dossier, l []dossier.Aide, couleur bool) string {
	r := papier{couleur: couleur}
	r.ligne(r.style(styleGras, "AIDES AU RETOUR À L'EMPLOI, DOSSIER "+d.ID))
	if len(l) == 0 {
		r.ligne("Aucun emploi retrouvé n'est au dossier.")
	}
	for i := range l {
		r.aide(&l[i])
	}
	r.sansDecision(d)
	return r.String()
}

// tient met une réponse en mots.
func tient(r fait.Reponse) string {
	return [...]string{fait.Inconnu: "?", fait.Non: "non", fait.Oui: "oui"}[r]
}

func (r *papier) aide(a *dossier.Aide) {
	r.titre(dossier.Poste{Nature: a.Nature}.String() + ", emploi du " + a.Debut.Francais())
	for _, c := range a.Conditions {
		r.paragraphe("  ["+tient(c.Tient)+"] ", document.Majuscule(c.Quoi)+" : "+c.Trouve+" ("+c.Regle.Carte().ID+")")
	}
	r.paragraphe("  ", "La loi : "+map[fait.Reponse]string{fait.Inconnu: "on ne sait pas encore", fait.Non: "pas due", fait.Oui: "due"}[a.Ouverte]+". "+document.Majuscule(a.Motif))
	for _, p := range a.Parts {
		note := ""
		if p.Des.Connue() {
			note = "dès le " + p.Des.Francais()
		}
		r.conduite(document.Majuscule(p.Quoi), somme(p.Montant), note)
	}
	if len(a.Parts) > 0 {
		r.conduite("En tout", somme(a.Total), "")
	}
	if a.Retour.Connue() && a.Retires.Connu() {
		r.paragraphe("  ", fmt.Sprintf("Retour dans le CSP le %s : %s d'ASP en moins, pour la prime déjà payée (BACK-02).", a.Retour.Francais(), document.Nombre(a.Retires.Int(), "jour")))
	}
	x := a.Decision
	if x == nil {
		if a.Demandee.Connue() {
			r.paragraphe("  ", "Demandée le "+a.Demandee.Francais()+", pas encore décidée.")
		}
		return
	}
	mot := "refusée"
	if x.Accordee {
		mot = "accordée"
	}
	r.paragraphe("  ", fmt.Sprintf("Décision : %s le %s (fait %d).", mot, x.Le.Francais(), x.Fait))
	if x.Pourquoi != "" {
		r.paragraphe("    ", "Pourquoi : "+lisible(x.Pourquoi))
	}
	switch {
	case x.Contredite:
		r.paragraphe("  ! ", "Contraire à la loi du jour où elle a été prise : "+x.Motif)
	case x.Depassee:
		r.paragraphe("  ! ", "Contraire à la loi, d'après des faits venus depuis : "+a.Motif)
	}
}

// sansDecision dit les aides payées sans décision : une information, rien n'est bloqué.
func (r *papier) sansDecision(d *dossier.Dossier) {
	l := d.SansDecision()
	if len(l) > 0 {
		r.ligne()
	}
	for _, v := range l {
		m, _ := d.Verse(v) // c'est un paiement
		r.paragraphe("  ! ", fmt.Sprintf("%s : %s payés sans décision qui les accorde (fait %d).", d.Nom(v), somme(m), v))
	}
}
