package paiement

import (
	"slices"
	"strings"

	"jalon/dossier"
	"jalon/droit/argent"
	"jalon/droit/csp"
	"jalon/droit/demarches"
)

// Reserves dit ce qui est à vérifier du dernier fait avant de le consigner : un paiement en double ou de trop, un trop-perçu que le
// compte n'explique pas. Il se consigne quand même, car tous les faits peuvent n'être pas au dossier.
func Reserves(d *dossier.Dossier) []string {
	dire := map[string]func(*dossier.Dossier, *dossier.Compte) []string{
		"paiement": duPaiement, "indu_notifie": duTropPercu, "reponse": deLaReponse, "lettre_licenciement": deLaLettre, "cloture": deLaCloture,
	}[d.Faits[len(d.Faits)-1].Acte]
	if dire == nil {
		return nil
	}
	c, err := d.Compte()
	if err != nil {
		return nil // ces faits se sont déjà relus
	}
	return dire(d, c)
}

// deLaReponse : une acceptation venue après le dernier jour est un refus.
func deLaReponse(d *dossier.Dossier, _ *dossier.Compte) []string {
	if !d.ReponseTardive() {
		return nil
	}
	return []string{"Le dernier jour pour répondre était le " + d.Droits().Dates.FinReflexion.Francais() + " : le silence jusque-là vaut refus (" + csp.PROC09.Carte().ID + "). Vérifiez le jour d'envoi."}
}

// deLaLettre : elle ne part pas avant son jour.
func deLaLettre(d *dossier.Dossier, _ *dossier.Compte) []string {
	des := d.Droits().Dates.LettreAuPlusTot
	if f := &d.Faits[len(d.Faits)-1]; !des.Connue() || f.Le >= des {
		return nil
	}
	return []string{"La lettre ne peut pas partir avant le " + des.Francais() + " (" + csp.PROC10.Carte().ID + ")."}
}

// deLaCloture dit ce qu'un dossier clos laisse en l'état : ce qui reste à verser, ce que plus personne n'attendra.
func deLaCloture(d *dossier.Dossier, c *dossier.Compte) []string {
	f := &d.Faits[len(d.Faits)-1]
	var dit []string
	if t := c.Totaux(); t.Reste.Positif() {
		dit = append(dit, "Il reste "+t.Reste.Francais()+" à verser, mois à venir compris : aucun état de paiement ne le paiera une fois le dossier clos.")
	}
	avant, err := dossier.Plier(d.Faits[:len(d.Faits)-1])
	if err != nil {
		return dit // ces faits se sont déjà relus
	}
	for _, m := range avant.AFaire() {
		if m.Qui == demarches.Operateur && (m.Date.Connue() && m.Date <= f.Le || !m.Date.Connue() && m.Des != "") {
			dit = append(dit, "Ne sera plus attendu : "+m.Quoi+".")
		}
	}
	return dit
}

// duPaiement compare au dû ce que le dernier fait verse : jalon ne saurait refuser de dire ce qui a été payé à tort.
func duPaiement(d *dossier.Dossier, c *dossier.Compte) []string {
	f := &d.Faits[len(d.Faits)-1]
	verse, _ := d.Verse(f.Version)
	i := slices.IndexFunc(c.Lignes, func(l dossier.Ligne) bool { return slices.Contains(l.Versements, f.Version) })
	if i < 0 {
		return nil // une contribution de l'employeur
	}
	var dit []string
	l := &c.Lignes[i]
	nom := majuscule(l.Poste.String())
	if l.Mois.Connue() && f.Le <= l.Mois.FinMois() {
		dit = append(dit, nom+" : ce mois n'est pas fini le "+f.Le.Francais()+". L'ASP se paie à terme échu ("+strings.Join(csp.ASP10.Carte().Articles, " ; ")+").")
	}
	trop := argent.Centimes(0).Moins(l.Reste())
	if !trop.Positif() {
		return dit
	}
	du, avant := "il en est dû "+l.DuEnMots(), l.Verse.Moins(verse).Moins(l.Rembourse)
	switch {
	case l.Du.Nul():
		du = "rien n'en est dû"
	case !l.Du.Connu():
		du = "le dû n'est pas connu"
		if l.Sur.Positif() {
			du = "le dû n'est connu qu'en partie, " + l.DuEnMots()
		}
	case avant.Compare(l.Du) >= 0:
		du = "c'est déjà payé, " + avant.Francais() + " pour " + l.Du.Francais() + " dus"
	case avant.Positif():
		du += ", et " + avant.Francais() + " sont déjà versés"
	}
	suite := "ceci ferait " + argent.Min(trop, verse).Francais() + " de trop"
	if !l.Du.Connu() {
		suite = argent.Min(trop, verse).Francais() + " seraient versés sans dû connu"
	}
	return append(dit, nom+" : "+du+" ; "+suite+".")
}

// duTropPercu compare ce que le compte sait de trop à ce qui est réclamé.
func duTropPercu(d *dossier.Dossier, c *dossier.Compte) []string {
	f := &d.Faits[len(d.Faits)-1]
	var l []string
	du, t := argent.Centimes(0), c.Totaux()
	indus := d.Indus()
	for i := range indus {
		x := &indus[i]
		du = du.Plus(x.Reste)
		if x.Fait == f.Version && x.Negligeable {
			l = append(l, x.Montant.Francais()+" : un trop-perçu si petit ne se récupère pas ("+strings.Join(csp.RET06.Carte().Articles, " ; ")+").")
		}
	}
	reclame := "Avec celui-ci, les trop-perçus notifiés et pas rendus font " + du.Francais()
	switch garde, connu := c.Verse.Moins(t.Rembourse), t.Trop.Plus(t.SansDu); {
	case du.Compare(garde) > 0:
		l = append(l, reclame+", plus que tout ce qui a été versé à la personne et qu'elle n'a pas rendu : "+garde.Francais()+". Vérifiez le montant, ou consignez d'abord les paiements qui manquent.")
	case du.Compare(connu) > 0:
		l = append(l, reclame+", et le compte ne connaît que "+connu.Francais()+" de trop. Vérifiez le montant, ou consignez d'abord le fait qui en est la cause.")
	case du.Compare(t.Trop) > 0:
		l = append(l, reclame+". Le compte ne connaît que "+t.Trop.Francais()+" de trop : le dû d'autres sommes versées n'est pas connu.")
	}
	return l
}
