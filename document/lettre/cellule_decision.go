package lettre

import (
	"jalon/dossier"
	"jalon/droit/calendrier"
	"jalon/droit/casp"
	"jalon/droit/csp"
	"jalon/droit/fait"
)

// NomsReponse disent si une condition est tenue.
var NomsReponse = map[fait.Reponse]string{fait.Oui: "oui", fait.Non: "non", fait.Inconnu: "pas connu"}

// commencerCellule commence un papier d'une cellule d'appui ; administration et entreprise sont les noms propres de celle qui
// décide et de celle dont elle parle, s'ils sont connus. L'autorité y a le nom qu'elle portait ce jour-là.
func commencerCellule(d *dossier.Dossier, nom, titre, administration, entreprise string, jour calendrier.Date) *redaction {
	f := d.Fiche()
	r := &redaction{d: d.Droits(), op: csp.NomOperateur(jour)}
	r.Nom, r.Titre, r.Jour, r.Au = nom, titre, jour, "Dossier "+d.ID
	if f.Reference != "" {
		r.Au = "Dossier " + f.Reference
	}
	r.De = lignes(csp.NomAutorite(jour), administration, r.Au)
	if f.SIRET != "" {
		r.De = append(r.De, "Entreprise : "+joindre(", ", entreprise, "SIRET "+f.SIRET))
	}
	r.Lieu = "Le " + jour.EnLettres()
	r.Pied = "Papier écrit par jalon, édition " + csp.Edition() + ", d'après les faits consignés au " + jourDesFaits(d).Francais() + "."
	return r
}

// CelluleDecision écrit la décision de l'autorité du travail sur une cellule d'appui : ce que la loi demande, chose par chose,
// l'avis de l'opérateur, ce qui est décidé. Elle se lit des seuls faits consignés quand elle l'a été : ce qui vient ensuite ne la
// récrit pas. L'avis ne s'y lit que si qui la demande y a droit. Rend nil tant que rien n'est décidé.
func CelluleDecision(d *dossier.Dossier, administration, entreprise string, avis bool) (*Lettre, error) {
	decisions := d.De("cellule_decision")
	if len(decisions) == 0 {
		return nil, nil
	}
	f := decisions[0]
	d, err := dossier.Plier(d.Faits[:f.Version])
	if err != nil {
		return nil, err
	}
	x := d.Cellule()
	accordee := d.Suivi(f.Version)["accordee"] == "oui"
	r := commencerCellule(d, "cellule-decision-"+f.Le.String(), "Décision sur l'ouverture d'une cellule d'appui à la sécurisation professionnelle", administration, entreprise, f.Le)
	r.citer(casp.CASP01, casp.CASP02, casp.CASP03, casp.CASP04, casp.CASP05)
	if l := d.De("cellule_demandee"); len(l) > 0 {
		par := d.EnMots(l[0].Version)
		r.para("Vu la demande du " + l[0].Le.EnLettres() + " :")
		r.liste(par...)
	}
	r.titre("Ce qui est demandé pour ouvrir une cellule")
	var rangees [][]string
	for _, c := range x.Conditions {
		quoi, valeur := c.Quoi, c.Valeur
		if c.Suffit {
			quoi += " (une de ces situations suffit, par lecture)"
		}
		if valeur == "" {
			valeur = "pas dit"
		}
		tenue := NomsReponse[c.Respectee]
		if c.Regle == casp.CASP02 && !avis {
			valeur, tenue = "caché à votre rôle", "—"
		}
		rangees = append(rangees, []string{quoi, valeur, tenue})
	}
	r.tableau([]string{"Condition", "Ce que dit le dossier", "Tenue"}, rangees...)
	r.para(x.Motif)
	r.titre("Décision")
	autorite := csp.NomAutorite(f.Le)
	if accordee {
		r.para("La " + autorite + " ouvre une cellule d'appui à la sécurisation professionnelle aux salariés de l'entreprise, avant leur licenciement. L'État la paie.")
		r.para("Elle informe sur le licenciement et les choix à faire, aide aux démarches et aux papiers, reçoit en groupe et seul à seul, prépare la recherche d'emploi et offre un soutien psychologique.")
		r.para("L'opérateur et le premier jour se disent ensuite. Elle dure six semaines au plus, et jamais au-delà de la fin du contrat de travail. Les salariés qui acceptent ensuite le CSP gardent le même opérateur.")
	} else {
		r.para("La " + autorite + " n'ouvre pas de cellule d'appui à la sécurisation professionnelle.")
		r.para("Aucun texte connu ne dit le recours propre à cette décision.")
	}
	if note := d.Suivi(f.Version)["note"]; note != "" {
		r.para(note)
	}
	r.bloc(Bloc{Genre: Signature, Lignes: []string{"Pour la " + autorite}})
	r.sources()
	l := r.finir()
	return &l, nil
}
