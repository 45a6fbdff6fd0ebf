package terminal

import (
	"fmt"
	"strings"

	"jalon/document"
	"jalon/dossier"
	"jalon/dossier/paiement"
	"jalon/droit/calendrier"
	"jalon/droit/demarches"
)

// Dossier écrit un dossier, vu d'un jour : son état, sa prochaine date, puis la frise de ses faits et de ses démarches.
func Dossier(d *dossier.Dossier, au calendrier.Date, couleur bool) string {
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
	s := ouTiret(strings.ReplaceAll(f.Etat(au), "_", " "))
	if f.TermePasse(au) {
		s += ", terme passé le " + f.Terme.Francais()
	}
	return s
}

func joursDeRetard(n int) string { return "en retard de " + document.Nombre(n, "jour") }

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
	texte := m.Qui.String() + ", " + m.Quand() + " : " + m.Quoi + " (" + m.Regle.Carte().ID + ")"
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
	for _, c := range dossier.ChiffresCellule {
		if n, dit := x.Chiffres[c.Cle]; dit {
			r.conduite(c.Intitule, document.Entier(n), "")
		}
	}
}

// Changements dit ce que le dernier fait change au dossier, ou changerait à blanc.
func Changements(avant, apres *dossier.Dossier, au calendrier.Date, aBlanc, couleur bool) string {
	r := papier{couleur: couleur}
	f := &apres.Faits[len(apres.Faits)-1]
	titre := fmt.Sprintf("Fait %d consigné : %s", f.Version, dossier.Trouver(f.Acte).Titre)
	if aBlanc {
		titre = "Rien n'est consigné. " + dossier.Trouver(f.Acte).Titre + ", au " + f.Le.Francais() + " :"
	}
	r.ligne(r.style(styleGras, titre))
	l := dossier.Changements(avant, apres, au)
	if len(l) == 0 {
		r.paragraphe("  ", "Aucune date ni aucune somme ne change.")
	}
	for _, x := range l {
		r.paragraphe("  • ", x.Quoi+" : "+ouTiret(x.Avant)+" → "+ouTiret(x.Apres))
	}
	for _, x := range paiement.Reserves(apres) {
		r.paragraphe("  ! ", x)
	}
	for _, x := range dossier.Raisons(avant, apres) {
		r.paragraphe("  Parce que : ", x)
	}
	if p := apres.Fiche(); p.Prochaine.Connue() {
		r.paragraphe("  ", prochaine(p))
	}
	return r.String()
}

// Actes nomme tous les actes.
func Actes(couleur bool) string {
	r := papier{couleur: couleur}
	for i := range dossier.Actes {
		r.acte(&dossier.Actes[i])
	}
	return r.String()
}

// Acte écrit ce qu'un acte demande.
func Acte(a *dossier.Acte, couleur bool) string {
	r := papier{couleur: couleur}
	r.acte(a)
	if a.Articles() != "" {
		r.paragraphe("  ", a.Articles())
	}
	for _, x := range a.Champs {
		texte := x.Cle + " : " + x.Intitule
		if x.Necessaire {
			texte += " (nécessaire)"
		}
		if x.Genre == dossier.NumFait {
			texte += " ; le numéro d'un fait " + strings.Join(x.Mots, " ou ")
		} else if len(x.Mots) > 0 {
			texte += " ; " + strings.Join(x.Mots, ", ")
		}
		r.paragraphe("  • ", texte)
	}
	return r.String()
}

func (r *papier) acte(a *dossier.Acte) { r.ligne(r.style(styleGras, a.Nom), "  ", a.Titre) }

// Decisions écrit les décisions figées, et ce que l'édition d'aujourd'hui y changerait.
func Decisions(d *dossier.Dossier, couleur bool) (string, error) {
	r := papier{couleur: couleur}
	decisions := d.Decisions()
	if len(decisions) == 0 {
		r.ligne("Aucune décision.")
	}
	for i := range decisions {
		x := &decisions[i]
		changements, err := d.Relecture(x)
		if err != nil {
			return "", err
		}
		r.ligne(r.style(styleGras, "Décision du "+x.Le.Francais()+", "+x.Objet), "  édition ", x.Edition)
		if len(changements) == 0 {
			r.paragraphe("  ", "L'édition d'aujourd'hui n'y changerait rien.")
		}
		for _, k := range changements {
			r.paragraphe("  • ", k.Quoi+" : "+ouTiret(k.Avant)+" → "+ouTiret(k.Apres)+", selon l'édition d'aujourd'hui ; la décision ne change pas")
		}
	}
	return r.String(), nil
}
