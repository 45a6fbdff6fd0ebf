package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"jalon/document"
	"jalon/dossier"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/demarches"
)

// optionAu ajoute l'option du jour où l'on regarde.
func optionAu(c *cobra.Command) (jour func() (calendrier.Date, error)) {
	var o optionsLot
	c.Flags().StringVar(&o.au, "au", "", "le `JOUR` où l'on regarde, comme 2026-03-02 (sinon, aujourd'hui)")
	return o.jour
}

// prochaine dit la prochaine date d'un dossier.
func prochaine(f *dossier.Fiche) string {
	quand := f.Prochaine.Francais()
	if f.Debute {
		quand = "à partir du " + quand
	}
	return "Prochaine date : " + quand + ". " + f.Attend + " : " + f.Quoi
}

// etat dit l'état d'un dossier, vu d'un jour.
func etat(f *dossier.Fiche, au calendrier.Date) string {
	s := ouTiret(strings.ReplaceAll(f.Etat, "_", " "))
	if f.TermePasse(au) {
		s += ", terme passé le " + f.Terme.Francais()
	}
	return s
}

func joursDeRetard(n int) string { return "en retard de " + document.Nombre(n, "jour") }

func cmdDossierVoir() *cobra.Command {
	var enJSON bool
	c := &cobra.Command{
		Use:                   "voir DOSSIER",
		Short:                 "Le dossier en une frise : ses faits, ses dates, ce qui est à faire",
		Args:                  cobra.ExactArgs(1),
		DisableFlagsInUseLine: true,
	}
	jour := optionAu(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		au, err := jour()
		if err != nil {
			return err
		}
		return avecDossier(c, args[0], func(d *dossier.Dossier) error {
			if enJSON {
				return ecrireJSON(c, d.EnJSON())
			}
			return ecrire(c, []byte(rapportDossier(d, au, enCouleur(c.OutOrStdout()))))
		})
	}
	c.Flags().BoolVar(&enJSON, "json", false, "rendre un objet JSON : faits, démarches, droits")
	return c
}

func rapportDossier(d *dossier.Dossier, au calendrier.Date, couleur bool) string {
	r := papier{couleur: couleur}
	f := d.Fiche()
	r.ligne(r.style(styleGras, "DOSSIER "+d.ID), "  ", lisible(f.Reference))
	texte := "État : " + etat(f, au) + "."
	if x := d.Droits().Dates; d.Sorte() == dossier.CSP && x.DebutCSP.Connue() && x.FinCSP.Connue() {
		texte += " CSP du " + x.DebutCSP.Francais() + " au " + x.FinCSP.Francais() + "."
	}
	r.paragraphe("", texte)
	if f.Prochaine.Connue() {
		r.paragraphe("", prochaine(f))
	}
	if n := f.Retard(au); n > 0 {
		r.paragraphe("", document.Majuscule(joursDeRetard(n))+".")
	}
	r.titre("La frise")
	auDit := false
	for _, m := range d.Frise() {
		if !auDit && (m.Le > au || !m.Le.Connue()) {
			r.ligne(r.style(styleAccent, au.Francais()+"  ── le jour où l'on regarde ──"))
			auDit = true
		}
		tete := aDroite("", len("02/01/2006"))
		if m.Le.Connue() {
			tete = m.Le.Francais()
		}
		if m.Fait != nil {
			r.fait(tete, d, m.Fait)
		} else {
			r.demarche(tete, m.Demarche, au)
		}
	}
	if d.Sorte() == dossier.CASP {
		r.cellule(d.Cellule())
	}
	return r.String()
}

// fait écrit un fait de la frise : ce qu'il dit, son rang, qui l'a consigné, et quand si c'est un autre jour.
func (r *papier) fait(tete string, d *dossier.Dossier, f *dossier.Fait) {
	s := d.Suite(f.Version)
	titre := "• " + dossier.Trouver(f.Acte).Titre
	if s.Par > 0 {
		titre += fmt.Sprintf(" — NE VAUT PLUS : voir le fait %d", s.Par)
	}
	r.paragraphe(tete+"  ", titre)
	marge := strings.Repeat(" ", len("02/01/2006")+4)
	if s.De > 0 {
		r.paragraphe(marge, fmt.Sprintf("remplace le fait %d : ", s.De)+entier(s.Pourquoi))
	}
	if l := d.EnMots(f.Version); len(l) > 0 {
		r.paragraphe(marge, entier(strings.Join(l, " ; ")))
	}
	trace := fmt.Sprintf("fait %d, ", f.Version)
	if le := f.Consigne.Format("02/01/2006"); le != f.Le.Francais() {
		trace += "consigné le " + le + " "
	}
	r.paragraphe(marge, trace+"par "+entier(f.Auteur))
}

func (r *papier) demarche(tete string, m *demarches.Demarche, au calendrier.Date) {
	coche := "[ ] "
	if m.Faite {
		coche = "[x] "
	}
	quand := map[demarches.Echeance]string{demarches.AuPlusTard: "au plus tard ce jour", demarches.Le: "ce jour", demarches.APartirDu: "à partir de ce jour", demarches.Aussitot: "aussitôt"}[m.Echeance]
	if !m.Date.Connue() {
		quand = "le jour dépend d'un fait à venir"
	}
	texte := m.Qui.String() + ", " + quand + " : " + m.Quoi + " (" + m.Regle.Carte().ID + ")"
	if n := dossier.Retard(m, au); n > 0 {
		texte += " — " + strings.ToUpper(joursDeRetard(n))
	}
	r.paragraphe(tete+"  "+coche, texte)
}

func (r *papier) cellule(x *dossier.Cellule) {
	r.titre("La cellule d'appui")
	if x.Operateur != "" {
		r.paragraphe("  ", "Opérateur : "+entier(x.Operateur)+". Du "+x.Debut.Francais()+" au "+x.Fin.Francais()+" au plus tard.")
	}
	for _, cle := range slices.Sorted(maps.Keys(x.Chiffres)) {
		r.conduite(document.Majuscule(strings.ReplaceAll(cle, "_", " ")), document.Entier(x.Chiffres[cle]), "")
	}
}

func cmdDossierCompte() *cobra.Command {
	var enJSON bool
	var jour func() (calendrier.Date, error)
	c := &cobra.Command{
		Use:                   "compte DOSSIER",
		Short:                 "Ce qui est dû, ce qui a été versé, et la cause de chaque différence",
		Args:                  cobra.ExactArgs(1),
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			au, err := jour()
			if err != nil {
				return err
			}
			return avecDossier(c, args[0], func(d *dossier.Dossier) error {
				k, err := d.Compte()
				if err != nil {
					return err
				}
				aides, err := d.Aides()
				if err != nil {
					return err
				}
				if enJSON {
					return ecrireJSON(c, compteEnJSON(d, k, aides, au))
				}
				couleur := enCouleur(c.OutOrStdout())
				return ecrire(c, []byte(rapportCompte(d, k, couleur)+suiteDuCompte(d, aides, au, couleur)))
			})
		},
	}
	jour = optionAu(c)
	c.Flags().BoolVar(&enJSON, "json", false, "rendre un objet JSON")
	return c
}

func eurosOuTiret(m argent.Montant) string {
	if !m.Connu() {
		return "—"
	}
	return m.Francais()
}

func rapportCompte(d *dossier.Dossier, k *dossier.Compte, couleur bool) string {
	r := papier{couleur: couleur}
	r.ligne(r.style(styleGras, "COMPTE DU DOSSIER "+d.ID), "  montants nets")
	for i := range k.Lignes {
		r.ligne()
		r.poste(d, &k.Lignes[i])
	}
	t := k.Totaux()
	r.titre("En tout")
	r.conduite("Dû", eurosOuTiret(k.Du), "")
	r.conduite("Versé", eurosOuTiret(k.Verse), "")
	r.conduite("Remboursé par la personne", eurosOuTiret(t.Rembourse), "")
	r.conduite("Reste à verser", eurosOuTiret(t.Reste), "")
	r.conduite("Versé en trop, pas encore remboursé", eurosOuTiret(t.Trop), "")
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
		r.conduite(t.Poste.String(), eurosOuTiret(t.Montant), "")
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
	r.conduite(tete, eurosOuTiret(l.Du), "dû")
	if len(l.Versements) > 0 {
		r.conduite("", eurosOuTiret(l.Verse), "versé")
	}
	if l.Rembourse.Positif() {
		r.conduite("", eurosOuTiret(l.Rembourse), "remboursé")
	}
	switch s := l.Solde; {
	case len(l.Versements) == 0 && !l.Rembourse.Positif():
	case s.Connu() && s.Centimes() < 0:
		r.conduite("", argent.Centimes(0).Moins(s).Francais(), "trop versé")
	default:
		r.conduite("", eurosOuTiret(s), "reste")
	}
	for _, a := range l.Ajustements {
		texte := fmt.Sprintf("%s (fait %d) : le dû passe de %s à %s", entier(d.Nom(a.Fait)), a.Fait, eurosOuTiret(a.Avant), eurosOuTiret(a.Apres))
		switch n := document.Nombre(max(a.Jours, -a.Jours), "jour"); {
		case a.Jours < 0:
			texte += ", " + n + " en moins"
		case a.Jours > 0:
			texte += ", " + n + " en plus"
		}
		r.paragraphe("    ↳ ", texte+".")
	}
}
