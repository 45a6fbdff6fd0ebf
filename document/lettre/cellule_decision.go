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

// commencerCellule commence un papier d'une cellule d'appui ; administration est le nom propre de celle qui décide, s'il est
// connu. L'autorité y a le nom qu'elle portait ce jour-là.
func commencerCellule(d *dossier.Dossier, nom, titre, administration string, jour calendrier.Date) *redaction {
	f := d.Fiche()
	r := &redaction{d: d.Droits(), op: csp.NomOperateur(jour)}
	r.Nom, r.Titre, r.Jour, r.Au = nom, titre, jour, "Dossier "+d.ID
	if f.Reference != "" {
		r.Au = "Dossier " + f.Reference
	}
	r.De = lignes(csp.NomAutorite(jour), administration, r.Au)
	if f.SIRET != "" {
		r.De = append(r.De, "Entreprise : SIRET "+f.SIRET)
	}
	r.Lieu = "Le " + jour.EnLettres()
	r.Pied = "Papier écrit par jalon, édition " + csp.Edition() + ", d'après les faits consignés au " + jourDesFaits(d).Francais() + "."
	return r
}

// CelluleDecision écrit la décision de l'autorité du travail sur une cellule d'appui : ce que la loi demande, chose par chose,
// l'avis de l'opérateur, ce qui est décidé. Rend nil tant que rien n'est décidé.
func CelluleDecision(d *dossier.Dossier, administration string) *Lettre {
	decisions := d.De("cellule_decision")
	if len(decisions) == 0 {
		return nil
	}
	f, x := decisions[0], d.Cellule()
	accordee := d.Suivi(f.Version)["accordee"] == "oui"
	r := commencerCellule(d, "cellule-decision-"+f.Le.String(), "Décision sur l'ouverture d'une cellule d'appui à la sécurisation professionnelle", administration, f.Le)
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
		rangees = append(rangees, []string{quoi, valeur, NomsReponse[c.Respectee]})
	}
	r.tableau([]string{"Condition", "Ce que dit le dossier", "Tenue"}, rangees...)
	if m := r.d.CASP.Motif.String(); m != "" {
		r.para(m)
	}
	r.titre("Décision")
	autorite := csp.NomAutorite(f.Le)
	if accordee {
		r.para("La " + autorite + " ouvre une cellule d'appui à la sécurisation professionnelle aux salariés de l'entreprise, avant leur licenciement. L'État la paie.")
		r.para("Elle informe sur le licenciement et les choix à faire, aide aux démarches et aux papiers, reçoit en groupe et seul à seul, prépare la recherche d'emploi et offre un soutien psychologique.")
		if x.Operateur != "" {
			r.para("Opérateur : " + x.Operateur + ". Premier jour : " + x.Debut.EnLettres() + ".")
			if r.d.CASP.FinAuPlusTard.Connue() {
				r.para("Elle dure six semaines au plus : jusqu'au " + r.d.CASP.FinAuPlusTard.EnLettres() + ", et jamais au-delà de la fin du contrat de travail. Les salariés qui acceptent ensuite le CSP gardent le même opérateur.")
			}
		} else {
			r.para("L'opérateur et le premier jour restent à dire. Elle dure six semaines au plus, et jamais au-delà de la fin du contrat de travail.")
		}
	} else {
		r.para("La " + autorite + " n'ouvre pas de cellule d'appui à la sécurisation professionnelle.")
	}
	if note := d.Suivi(f.Version)["note"]; note != "" {
		r.para(note)
	}
	r.bloc(Bloc{Genre: Signature, Lignes: []string{"Pour la " + autorite}})
	r.sources()
	l := r.finir()
	return &l
}
