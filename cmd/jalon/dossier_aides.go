package main

import (
	"maps"

	"github.com/spf13/cobra"

	"jalon/document/terminal"
	"jalon/dossier"
	"jalon/dossier/ecriture"
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
				return ecrire(c, []byte(terminal.Aides(d, l, enCouleur(c.OutOrStdout()))))
			})
		},
	}
	c.Flags().BoolVar(&enJSON, "json", false, "rendre un objet JSON")
	return c
}

// compteEnJSON ajoute au compte les trop-perçus notifiés et les aides.
func compteEnJSON(d *dossier.Dossier, k *dossier.Compte, aides []dossier.Aide, au calendrier.Date) any {
	m := map[string]any{"indus": indusEnJSON(d.Indus(), au), "aides": aidesEnJSON(aides), "paiements_sans_decision": faitsEnJSON(d.SansDecision())}
	if compte, ok := ecriture.Compte(k).(map[string]any); ok {
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
