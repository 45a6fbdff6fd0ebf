package paiement

import (
	"strings"

	"jalon/dossier"
	"jalon/droit/argent"
	"jalon/droit/csp"
)

// Reserves dit ce qui est à vérifier du dernier fait avant de le consigner : un trop-perçu que le compte n'explique pas. Il se
// consigne quand même, car tous les paiements peuvent n'être pas au dossier.
func Reserves(d *dossier.Dossier) []string {
	f := &d.Faits[len(d.Faits)-1]
	if f.Acte != "indu_notifie" {
		return nil
	}
	c, err := d.Compte()
	if err != nil {
		return nil // ces faits se sont déjà relus
	}
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
