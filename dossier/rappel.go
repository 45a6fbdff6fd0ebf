package dossier

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"

	"jalon/droit/calendrier"
	"jalon/droit/casp"
	"jalon/droit/demarches"
)

const acteRappel = "rappel_envoye"

// À qui va un rappel : un rôle, jamais une adresse, qui resterait dans le fait.
const (
	RappelConseiller = "conseiller"
	RappelSuppleant  = "suppleant"
	RappelEmployeur  = "employeur"
	RappelPersonne   = "personne"
)

// DestinatairesRappel sont ces rôles.
var DestinatairesRappel = []string{RappelConseiller, RappelSuppleant, RappelEmployeur, RappelPersonne}

// RappelEnvoye est la preuve d'un rappel qu'un serveur de courrier a accepté.
type RappelEnvoye struct {
	Le           calendrier.Date
	Destinataire string
	Echeance     calendrier.Date
	Regle        string // celle qui fixe la date
	Delai        int    // jours d'avance
	Message      string // son identifiant
}

func (r *RappelEnvoye) valeurs() map[string]string {
	return map[string]string{
		"date": r.Le.String(), "destinataire": r.Destinataire, "echeance": r.Echeance.String(), "quoi": r.Regle,
		"delai": strconv.Itoa(r.Delai), "identifiant_message": r.Message,
	}
}

// auteurRappels est le programme.
const auteurRappels = "rappels"

// ConsignerRappel met au dossier la preuve d'un rappel ; déjà mise, elle ne l'est pas une seconde fois. courrier seul le fait.
func (g *Greffe) ConsignerRappel(ctx context.Context, id string, r *RappelEnvoye) error {
	_, err := g.Accomplir(ctx, id, 0, auteurRappels, &Saisie{Acte: acteRappel, Valeurs: r.valeurs(), duRegistre: true})
	var refus *Refus
	if errors.As(err, &refus) && refus.Code == RefusDouble {
		return nil
	}
	return err
}

// rappelDouble refuse la preuve d'un rappel qui est déjà au dossier.
func (d *Dossier) rappelDouble(a *Acte, c *contenu) *Refus {
	if a.Nom != acteRappel {
		return nil
	}
	for _, f := range d.De(acteRappel) {
		s, egal := d.Suivi(f.Version), true
		for _, cle := range []string{"identifiant_message", "echeance", "quoi", "delai"} {
			egal = egal && s[cle] == c.Suivi[cle]
		}
		if egal {
			return &Refus{RefusDouble, "ce rappel est déjà au dossier", "", ""}
		}
	}
	return nil
}

// AFaire sont les démarches qui ne sont pas faites, sans celles qu'on peut laisser ; aucune d'un dossier clos. Celle dont le jour
// n'est pas connu dit le fait qui le fixera : sans jour, elle n'est jamais en retard et ne se rappelle pas.
func (d *Dossier) AFaire() []demarches.Demarche {
	if len(d.De("cloture")) > 0 {
		return nil
	}
	if d.Sorte() == CASP {
		x := d.Cellule()
		if !x.Prochaine.Connue() {
			return nil
		}
		return []demarches.Demarche{{Qui: demarches.Operateur, Quoi: x.Quoi, Date: x.Prochaine, Regle: casp.CASP03}}
	}
	var l []demarches.Demarche
	for _, m := range d.Demarches() {
		if m.Faite || facultative(&m) {
			continue
		}
		if m.Des != "" {
			m.Quoi += ", " + m.Des
		}
		l = append(l, m)
	}
	return l
}

// ProchaineDe est la première de celles-là que doit l'un d'eux, même quand un autre doit agir avant ; nil : aucune.
func (d *Dossier) ProchaineDe(qui demarches.Acteur) *demarches.Demarche {
	l := slices.DeleteFunc(d.AFaire(), func(m demarches.Demarche) bool { return m.Qui != qui })
	if len(l) == 0 {
		return nil
	}
	rang := func(m *demarches.Demarche) int64 { return Repere{m.Date, debute(m), ""}.Rang() }
	m := slices.MinFunc(l, func(a, b demarches.Demarche) int { return cmp.Compare(rang(&a), rang(&b)) })
	return &m
}
