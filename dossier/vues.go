package dossier

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/format"
)

// Changement est ce qu'un acte fait à une date, à une somme ou à un état. Vide : il n'y en a pas.
type Changement struct {
	Quoi  string `json:"quoi"`
	Avant string `json:"avant"`
	Apres string `json:"apres"`
}

// Changements compare deux états d'un dossier.
func Changements(avant, apres *Dossier) []Changement {
	a, b := avant.valeurs(), apres.valeurs()
	etait := map[string]string{}
	for _, v := range a {
		etait[v[0]] = v[1]
	}
	var l []Changement
	for _, v := range b {
		if etait[v[0]] != v[1] {
			l = append(l, Changement{v[0], etait[v[0]], v[1]})
		}
		delete(etait, v[0])
	}
	for _, v := range a { // ce qui n'est plus, dans l'ordre où c'était
		if x := etait[v[0]]; x != "" {
			l = append(l, Changement{v[0], x, ""})
		}
	}
	return l
}

// valeurs sont les dates, les sommes et les états d'un dossier, nommés, dans l'ordre de sa vie.
func (d *Dossier) valeurs() [][2]string {
	r := d.Droits()
	l := [][2]string{{"État", strings.ReplaceAll(d.etat(), "_", " ")}}
	x := &r.Dates
	for _, v := range []struct {
		nom  string
		jour calendrier.Date
	}{
		{"Fin du délai de réflexion", x.FinReflexion},
		{"Lettre de licenciement au plus tôt", x.LettreAuPlusTot},
		{"Fin du contrat", x.Rupture},
		{"Premier jour du CSP", x.DebutCSP},
		{"Pré-bilan au plus tard", x.LimitePrebilan},
		{"Plan au plus tard", x.LimitePlan},
		{"Bilan d'étape", x.BilanEtape},
		{"Fin du sixième mois", x.FinSixiemeMois},
		{"Fin du dixième mois", x.FinDixiemeMois},
		{"Entretien final à partir du", x.DebutEntretienFinal},
		{"Courrier d'avant terme au plus tard", x.CourrierAvantTerme},
		{"Fin du CSP", x.FinCSP},
		{"Fin de l'ASP", x.FinASP},
		{"Contribution au plus tard", x.EcheanceContribution},
		{"Prime à demander au plus tard", x.LimiteDemandePrime},
		{"Première moitié de la prime", x.PremierVersementPrime},
		{"Seconde moitié de la prime", x.SecondVersementPrime},
		{"Fin du délai pour contester", x.LimiteContestation},
		{"Fin de la priorité de réembauche", x.FinPrioriteReembauche},
		{"Premier jour d'ARE ensuite", r.Apres.AREDebut},
	} {
		if v.jour.Connue() {
			l = append(l, [2]string{v.nom, v.jour.Francais()})
		}
	}
	m := &r.Montants
	for _, v := range []struct {
		nom     string
		montant argent.Montant
	}{
		{"ASP brute par jour", m.ASPBrute},
		{"ASP nette par jour", m.ASPNette},
		{"Indemnité de licenciement", m.IndemniteDue},
		{"Contribution brute", m.ContributionBrute},
		{"Préavis versé à la personne", m.PreavisSalarie},
		{"Pénalité", m.Penalite},
	} {
		if v.montant.Connu() {
			l = append(l, [2]string{v.nom, v.montant.Francais()})
		}
	}
	if s := r.Sortie; s != nil {
		l = append(l, [2]string{"Sortie du CSP", s.Date.Francais() + ", " + s.Cause})
	}
	dus := d.dus()
	for _, p := range slices.SortedFunc(maps.Keys(dus), Poste.comparer) {
		texte := "pas connu"
		if s := dus[p]; s.net.Connu() {
			texte = s.net.Francais()
			if s.jours > 0 {
				texte += fmt.Sprintf(" (%d jours)", s.jours)
			}
		}
		l = append(l, [2]string{p.String(), texte})
	}
	return l
}

// String nomme un poste : « ASP, mai 2026 ».
func (p Poste) String() string {
	switch p.Nature {
	case csp.PaiementASP:
		if !p.Mois.Connue() {
			return "ASP, mois non dit"
		}
		return "ASP, " + p.Mois.NomMois()
	case csp.PaiementPrime:
		return "Prime de reclassement"
	case csp.PaiementIDR:
		return "Indemnité différentielle"
	case csp.PaiementInconnu, csp.PaiementContribution:
	}
	return "Autre paiement"
}

// aplatir rend les valeurs d'un texte JSON, par chemin.
func aplatir(m map[string]string, chemin string, v any) {
	switch x := v.(type) {
	case map[string]any:
		for k, y := range x {
			aplatir(m, strings.TrimPrefix(chemin+"."+k, "."), y)
		}
	case []any:
		for i, y := range x {
			aplatir(m, fmt.Sprintf("%s.%d", chemin, i), y)
		}
	case nil:
	default:
		m[chemin] = fmt.Sprint(x)
	}
}

// EnMots dit ce que porte un fait : « debut 2026-05-04, fin 2026-05-17 ».
func (d *Dossier) EnMots(version int) string {
	c := &d.contenus[version-1]
	m := map[string]string{}
	for _, texte := range []json.RawMessage{c.Faits, c.Evenement} {
		var v any
		if texte != nil && json.Unmarshal(texte, &v) == nil {
			aplatir(m, "", v)
		}
	}
	delete(m, "type")
	for k, v := range c.Suivi {
		m[k] = v
	}
	if c.Complete > 0 {
		m["emploi"] = fmt.Sprint("fait ", c.Complete)
	}
	if c.Corrige > 0 {
		m["corrige"] = fmt.Sprintf("fait %d, %s", c.Corrige, c.Pourquoi)
	}
	var mots []string
	for k, v := range m {
		mots = append(mots, k+" "+v)
	}
	slices.Sort(mots)
	return strings.Join(mots, ", ")
}

// EnJSON rend le dossier à écrire : ses faits tels qu'ils sont gardés, et ses droits au format d'échange.
func (d *Dossier) EnJSON() any {
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
	return map[string]any{"dossier": d.ID, "version": d.Version(), "faits": faits, "droits": json.RawMessage(format.AppendDroits(nil, d.Droits()))}
}

// EnJSON rend le compte à écrire, au format d'échange : un montant inconnu est null.
func (c *Compte) EnJSON() any {
	montant := func(m argent.Montant) any {
		if !m.Connu() {
			return nil
		}
		return m.String()
	}
	mois := func(p Poste) any {
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
			"nature": csp.NomsNaturePaiement[l.Nature], "mois": mois(l.Poste), "jours": l.Jours, "brut": montant(l.Brut), "retenue": montant(l.Retenue), "du": montant(l.Du),
			"verse": montant(l.Verse), "rembourse": montant(l.Rembourse), "solde": montant(l.Solde), "versements": l.Versements, "ajustements": ajustements,
		})
	}
	for _, t := range c.TropVerse {
		trop = append(trop, map[string]any{"nature": csp.NomsNaturePaiement[t.Nature], "mois": mois(t.Poste), "versement": t.Versement, "montant": montant(t.Montant), "jours": t.Jours, "cause": t.Cause, "limite": t.Limite.String()})
	}
	return map[string]any{"lignes": lignes, "trop_verse": trop, "du": montant(c.Du), "verse": montant(c.Verse), "inconnus": c.Inconnus}
}

// FichesEnJSON rend des fiches à écrire.
func FichesEnJSON(l []Fiche) any {
	tout := []any{}
	for _, f := range l {
		m := map[string]any{"dossier": f.Dossier, "version": f.Version, "reference": f.Reference, "siret": f.SIRET, "sorte": f.Sorte, "etat": f.Etat, "attend": f.Attend, "quoi": f.Quoi, "prochaine": nil}
		if f.Prochaine.Connue() {
			m["prochaine"] = f.Prochaine.String()
		}
		tout = append(tout, m)
	}
	return tout
}
