// Package ecriture écrit en JSON ce qu'un programme lit d'un dossier, de son compte et d'une liste.
package ecriture

import (
	"encoding/json"

	"jalon/dossier"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/format"
)

// Dossier rend ses faits tels qu'ils sont gardés, ses démarches et ses droits au format d'échange.
func Dossier(d *dossier.Dossier) any {
	type fait struct {
		Version   int             `json:"version"`
		Acte      string          `json:"acte"`
		Le        string          `json:"le"`
		Consigne  string          `json:"consigne"`
		Auteur    string          `json:"auteur"`
		Corrige   int             `json:"corrige_par,omitempty"`
		Donnees   json.RawMessage `json:"donnees"`
		Empreinte string          `json:"empreinte"`
	}
	faits := make([]fait, len(d.Faits))
	for i := range d.Faits {
		f := &d.Faits[i]
		faits[i] = fait{f.Version, f.Acte, f.Le.String(), f.Consigne.Format("2006-01-02T15:04:05.000000Z07:00"), f.Auteur, d.Corrige(f.Version), f.Donnees, f.Empreinte.String()}
	}
	gestes := []any{}
	for _, x := range d.Frise() {
		if m := x.Demarche; m != nil {
			gestes = append(gestes, map[string]any{"qui": format.NomsActeur[m.Qui], "quoi": m.Quoi, "echeance": format.NomsEcheance[m.Echeance], "date": date(m.Date), "faite": m.Faite, "regle": m.Regle.Carte().ID})
		}
	}
	return map[string]any{"dossier": d.ID, "version": d.Version(), "faits": faits, "demarches": gestes, "droits": json.RawMessage(format.AppendDroits(nil, d.Droits()))}
}

// Compte rend celui d'une personne, au format d'échange : un montant inconnu est null.
func Compte(c *dossier.Compte) any {
	montant := func(m argent.Montant) any {
		if !m.Connu() {
			return nil
		}
		return m.String()
	}
	mois := func(p dossier.Poste) any {
		if !p.Mois.Connue() {
			return nil
		}
		return p.Mois.String()[:7]
	}
	lignes, trop := []any{}, []any{}
	for _, l := range c.Lignes {
		ajustements := []any{}
		for _, a := range l.Ajustements {
			ajustements = append(ajustements, map[string]any{"fait": a.Fait, "avant": montant(a.Avant), "apres": montant(a.Apres), "ecart": montant(a.Ecart), "jours": a.Jours})
		}
		lignes = append(lignes, map[string]any{
			"nature": csp.NomsNaturePaiement[l.Nature], "mois": mois(l.Poste), "jours": l.Jours, "brut": montant(l.Brut), "retenue": montant(l.Retenue), "du": montant(l.Du), "du_au_moins": montant(l.Sur),
			"verse": montant(l.Verse), "rembourse": montant(l.Rembourse), "solde": montant(l.Solde), "versements": l.Versements, "ajustements": ajustements,
		})
	}
	for _, t := range c.TropVerse {
		trop = append(trop, map[string]any{"nature": csp.NomsNaturePaiement[t.Nature], "mois": mois(t.Poste), "versement": t.Versement, "montant": montant(t.Montant), "jours": t.Jours, "cause": t.Cause, "limite": t.Limite.String()})
	}
	t := c.Totaux()
	return map[string]any{
		"lignes": lignes, "trop_verse": trop, "du": montant(c.Du), "verse": montant(c.Verse), "inconnus": c.Inconnus,
		"rembourse": montant(t.Rembourse), "reste_a_verser": montant(t.Reste), "trop_verse_total": montant(t.Trop), "verse_sans_du": montant(t.SansDu),
	}
}

func date(d calendrier.Date) any {
	if !d.Connue() {
		return nil
	}
	return d.String()
}

// Fiches rend celles d'une liste, vues d'un jour.
func Fiches(l []dossier.Fiche, au calendrier.Date) any {
	tout := []any{}
	for i := range l {
		f := &l[i]
		tout = append(tout, map[string]any{
			"dossier": f.Dossier, "version": f.Version, "reference": f.Reference, "siret": f.SIRET, "sorte": f.Sorte, "etat": f.Etat(au), "attend": f.Attend, "quoi": f.Quoi,
			"prochaine": date(f.Prochaine), "debute": f.Debute, "retard_jours": f.Retard(au), "terme": date(f.Terme), "terme_passe": f.TermePasse(au),
		})
	}
	return tout
}
