package main

import (
	"fmt"
	"maps"

	"github.com/spf13/cobra"

	"jalon/document"
	"jalon/dossier"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/fait"
)

func cmdDossierAide() *cobra.Command {
	var enJSON bool
	c := &cobra.Command{
		Use:   "aide DOSSIER",
		Short: "La prime et l'indemnité différentielle : chaque condition, et ce qui a été décidé",
		Long: `Pour chaque emploi retrouvé, les conditions de la prime de reclassement et de
l'indemnité différentielle, une à une : ce que les faits disent, ce qui tient, ce
qui manque, ce qu'on ne sait pas ; puis la décision, et si la loi dit le contraire.`,
		Args:                  cobra.ExactArgs(1),
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			return avecDossier(c, args[0], func(d *dossier.Dossier) error {
				l, err := d.Aides()
				if err != nil {
					return err
				}
				if enJSON {
					return ecrireJSON(c, map[string]any{"aides": aidesEnJSON(l), "paiements_sans_decision": faitsEnJSON(d.SansDecision())})
				}
				return ecrire(c, []byte(rapportAides(d, l, enCouleur(c.OutOrStdout()))))
			})
		},
	}
	c.Flags().BoolVar(&enJSON, "json", false, "rendre un objet JSON")
	return c
}

func rapportAides(d *dossier.Dossier, l []dossier.Aide, couleur bool) string {
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
		r.conduite(document.Majuscule(p.Quoi), eurosOuTiret(p.Montant), note)
	}
	if len(a.Parts) > 0 {
		r.conduite("En tout", eurosOuTiret(a.Total), "")
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
		r.paragraphe("  ! ", fmt.Sprintf("%s : %s payés sans décision qui les accorde (fait %d).", d.Nom(v), eurosOuTiret(m), v))
	}
}

// suiteDuCompte dit les trop-perçus notifiés et les aides payées sans décision.
func suiteDuCompte(d *dossier.Dossier, aides []dossier.Aide, au calendrier.Date, couleur bool) string {
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
	r.conduite("Notifié", eurosOuTiret(i.Montant), "")
	if i.Remis.Positif() {
		r.conduite("Remis", eurosOuTiret(i.Remis), "")
	}
	r.conduite("Remboursé", eurosOuTiret(i.Rembourse), "")
	r.conduite("Reste", eurosOuTiret(i.Reste), "")
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
		r.conduite(v.Le.Francais(), eurosOuTiret(v.Montant), note)
	}
	if m := p.Retard(au); m.Positif() {
		r.paragraphe("  ! ", "En retard de "+m.Francais()+" au "+au.Francais()+".")
	}
	if p.Manque.Positif() {
		r.paragraphe("  ! ", "L'échéancier ne couvre pas "+p.Manque.Francais()+" de la dette.")
	}
}

// compteEnJSON ajoute au compte les trop-perçus notifiés et les aides.
func compteEnJSON(d *dossier.Dossier, k *dossier.Compte, aides []dossier.Aide, au calendrier.Date) any {
	m := map[string]any{"indus": indusEnJSON(d.Indus(), au), "aides": aidesEnJSON(aides), "paiements_sans_decision": faitsEnJSON(d.SansDecision())}
	if compte, ok := k.EnJSON().(map[string]any); ok {
		maps.Copy(m, compte)
	}
	return m
}

// faitsEnJSON rend des rangs de faits : une liste vide n'est pas nulle.
func faitsEnJSON(l []int) []int { return append([]int{}, l...) }

// montantJSON et dateJSON écrivent une valeur au format d'échange : null quand elle est inconnue.
func montantJSON(m argent.Montant) any {
	if !m.Connu() {
		return nil
	}
	return m.String()
}

func dateJSON(d calendrier.Date) any {
	if !d.Connue() {
		return nil
	}
	return d.String()
}

// indusEnJSON rend les trop-perçus notifiés à écrire ; au est le jour où une échéance passée est en retard.
func indusEnJSON(l []dossier.Indu, au calendrier.Date) any {
	tout := []any{}
	for k := range l {
		i := &l[k]
		recours := []any{}
		for _, r := range i.Recours() {
			recours = append(recours, map[string]any{"quoi": r.Quoi, "a": r.A, "des": dateJSON(r.Des), "avant": dateJSON(r.Avant), "delai": r.Delai, "exerce": r.Exerce, "regle": r.Regle.Carte().ID, "articles": r.Articles})
		}
		m := map[string]any{
			"fait": i.Fait, "le": i.Le.String(), "montant": montantJSON(i.Montant), "remis": montantJSON(i.Remis), "rembourse": montantJSON(i.Rembourse), "reste": montantJSON(i.Reste),
			"negligeable": i.Negligeable, "limite_contestation": dateJSON(i.LimiteContestation), "contestation": i.Contestation, "rejet_implicite": dateJSON(i.Rejet), "reponse": i.Reponse,
			"mise_en_demeure": i.MiseEnDemeure, "fin_mise_en_demeure": dateJSON(i.FinMiseEnDemeure), "contrainte": i.Contrainte, "limite_opposition": dateJSON(i.LimiteOpposition), "opposition": i.Opposition,
			"recours": recours, "retenue": i.Retenue(), "plan": nil,
		}
		if p := i.Plan; p != nil {
			echeances := []any{}
			for n := range p.Echeances {
				v := &p.Echeances[n]
				echeances = append(echeances, map[string]any{"le": v.Le.String(), "montant": montantJSON(v.Montant), "paye": montantJSON(v.Paye), "en_retard": v.EnRetard(au)})
			}
			m["plan"] = map[string]any{"fait": p.Fait, "total": montantJSON(p.Total), "manque": montantJSON(p.Manque), "retard": montantJSON(p.Retard(au)), "echeances": echeances}
		}
		tout = append(tout, m)
	}
	return tout
}

// reponseJSON écrit une réponse au format d'échange : null quand on ne sait pas.
func reponseJSON(r fait.Reponse) any {
	if r == fait.Inconnu {
		return nil
	}
	return r == fait.Oui
}

// aidesEnJSON rend des aides à écrire.
func aidesEnJSON(l []dossier.Aide) any {
	tout := []any{}
	for i := range l {
		a := &l[i]
		conditions, parts := []any{}, []any{}
		for _, c := range a.Conditions {
			conditions = append(conditions, map[string]any{"quoi": c.Quoi, "trouve": c.Trouve, "tient": reponseJSON(c.Tient), "regle": c.Regle.Carte().ID, "articles": c.Articles(), "seconde_moitie": c.Seconde})
		}
		for _, p := range a.Parts {
			parts = append(parts, map[string]any{"quoi": p.Quoi, "des": dateJSON(p.Des), "montant": montantJSON(p.Montant)})
		}
		m := map[string]any{
			"emploi": a.Emploi, "debut": a.Debut.String(), "nature": csp.NomsNaturePaiement[a.Nature], "demandee": dateJSON(a.Demandee), "limite_demande": dateJSON(a.Limite), "conditions": conditions,
			"ouverte": reponseJSON(a.Ouverte), "regle": a.Regle.Carte().ID, "motif": a.Motif, "parts": parts, "total": montantJSON(a.Total), "retour": dateJSON(a.Retour), "jours_retires": nil, "decision": nil,
		}
		if a.Retires.Connu() {
			m["jours_retires"] = a.Retires.Int()
		}
		if x := a.Decision; x != nil {
			m["decision"] = map[string]any{"fait": x.Fait, "le": x.Le.String(), "accordee": x.Accordee, "pourquoi": x.Pourquoi, "loi": reponseJSON(x.Loi), "motif": x.Motif, "contredite": x.Contredite, "contredite_aujourdhui": x.Depassee}
		}
		tout = append(tout, m)
	}
	return tout
}
