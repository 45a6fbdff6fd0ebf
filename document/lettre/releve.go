package lettre

import (
	"fmt"

	"jalon/document"
	"jalon/dossier"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/demarches"
)

// Releve fait le relevé d'un mois : ce qui est dû, ce qui a été versé, ce qu'un fait nouveau y a changé et pourquoi, et ce
// que la personne peut faire si elle n'est pas d'accord. reference désigne le dossier ; aucun nom n'y est.
func Releve(d *dossier.Dossier, mois calendrier.Date) (*Lettre, error) {
	c, err := d.Compte()
	if err != nil {
		return nil, err
	}
	f := d.Fiche()
	op := csp.NomOperateur(mois)
	l := &Lettre{
		Nom: "releve-" + mois.String()[:7], Titre: "Relevé, " + mois.NomMois(), Au: "Dossier " + lisible(d.ID), De: []string{op}, Jour: mois.FinMois(),
		Pied: "Relevé calculé par jalon, édition " + csp.Edition() + ". L'ASP en net, avant impôt sur le revenu ; la prime et l'indemnité différentielle telles que la loi les donne.",
	}
	if f.Reference != "" {
		l.Au = "Dossier " + lisible(f.Reference)
	}
	l.De = append(l.De, l.Au)
	bloc := func(b Bloc) { l.Blocs = append(l.Blocs, b) }
	bloc(Bloc{Texte: "Allocation de sécurisation professionnelle (ASP) et aides, pour " + mois.NomMois() + ", telles que les faits connus au " + jourDesFaits(d).Francais() + " les donnent."})
	vu := false
	for i := range c.Lignes {
		x := &c.Lignes[i]
		verse, ici := verseDans(d, x, mois)
		echu := argent.Centimes(0) // d'une aide : ce que ce mois rend dû
		if !x.Mois.Connue() {
			echu, x = aideDuMois(d, x, mois)
		}
		if x.Mois != mois && !ici && !echu.Positif() {
			continue
		}
		vu = true
		bloc(Bloc{Genre: Titre, Texte: x.Poste.String()})
		rangees := [][]string{}
		ajouter := func(nom, valeur string) { rangees = append(rangees, []string{nom, valeur}) }
		if x.Jours > 0 {
			ajouter("Jours d'allocation", x.EnJours())
			ajouter("Allocation brute", somme(x.Brut))
			if x.Brut.Connu() {
				ajouter("Retenue pour la retraite complémentaire", somme(x.Retenue))
			}
		}
		if x.Mois.Connue() {
			ajouter("Dû, net", x.DuEnMots())
		} else {
			ajouter("Échu dans le mois", somme(echu))
			ajouter("Échu depuis le début", x.DuEnMots())
		}
		ajouter("Versé dans le mois", somme(verse))
		ajouter("Versé en tout", somme(x.Verse))
		if x.Rembourse.Positif() {
			ajouter("Rendu par vous", somme(x.Rembourse))
		}
		ajouter("Reste dû, ou trop versé (−)", x.SoldeEnMots())
		bloc(Bloc{Genre: Tableau, Rangees: rangees})
		for _, a := range x.Ajustements {
			fait := &d.Faits[a.Fait-1]
			bloc(Bloc{Texte: fmt.Sprintf("Changé par : %s (du %s, connu le %s). Avant : %s ; après : %s.", dossier.Trouver(fait.Acte).Titre, fait.Le.Francais(), fait.Consigne.Format("02/01/2006"), somme(a.Avant), somme(a.Apres))})
		}
	}
	if !vu {
		bloc(Bloc{Texte: "Rien n'est dû ni versé ce mois-ci."})
	}
	indus := d.Indus()
	reclame, depuis := argent.Centimes(0), ""
	for i := range indus {
		if x := &indus[i]; x.Reste.Positif() {
			reclame, depuis = reclame.Plus(x.Reste), x.Le.Francais()
		}
	}
	for _, t := range c.TropVerse {
		notifie := reclame.Compare(t.Montant) >= 0
		reclame = argent.Max(reclame.Moins(t.Montant), argent.Centimes(0))
		if t.Mois != mois && t.Mois != 0 {
			continue
		}
		texte := "Versé en trop : " + t.Montant.Plus(t.Rendu).Francais()
		if t.Jours > 0 {
			texte += ", pour " + document.Nombre(t.Jours, "jour")
		}
		if t.Rendu.Positif() {
			texte += " ; rendu : " + t.Rendu.Francais() + " ; reste à rendre : " + t.Montant.Francais()
		}
		if notifie {
			bloc(Bloc{Texte: texte + ". La somme est réclamée, trop-perçu notifié le " + depuis + "."})
		} else {
			bloc(Bloc{Texte: texte + ". " + op + " peut le réclamer jusqu'au " + t.Limite.Francais() + " (C. trav. L5422-5)."})
		}
	}
	for i := range indus {
		if textes := reclamation(d, &indus[i], mois); textes != nil {
			bloc(Bloc{Genre: Titre, Texte: "Trop-perçu de " + indus[i].Montant.Francais() + ", notifié le " + indus[i].Le.Francais()})
			for _, t := range textes {
				bloc(Bloc{Texte: t})
			}
		}
	}
	for _, f := range d.De("remboursement") {
		if f.Le.DebutMois() == mois {
			m, _ := argent.Lire([]byte(d.Suivi(f.Version)["montant"])) // lu à la saisie
			bloc(Bloc{Texte: map[bool]string{true: "Retenu", false: "Rendu"}[d.Suivi(f.Version)["par"] == "retenue"] + " le " + f.Le.Francais() + " : " + m.Francais() + "."})
		}
	}
	bloc(Bloc{Genre: Note, Texte: "Une somme qui manque se demande dans les deux ans (RET-02). Pas d'accord ? Écrivez à votre conseiller en citant ce relevé, et demandez le calcul de la ligne."})
	return l, nil
}

// reclamation dit où en est un trop-perçu notifié, et l'échéance de ce mois ; nil : il ne l'était pas encore, ou il n'en reste rien.
func reclamation(d *dossier.Dossier, i *dossier.Indu, mois calendrier.Date) []string {
	if i.Le > mois.FinMois() || !i.Reste.Positif() && i.Le < mois {
		return nil
	}
	textes := []string{"Rendu à ce jour : " + i.Rembourse.Francais() + " ; reste à rendre : " + i.Reste.Francais() + "."}
	if i.Remis.Positif() {
		textes[0] = "Dette remise : " + i.Remis.Francais() + ". " + textes[0]
	}
	if i.Plan == nil {
		return textes
	}
	texte := "À rendre en " + document.Nombre(len(i.Plan.Echeances), "échéance")
	for k := range i.Plan.Echeances {
		if v := &i.Plan.Echeances[k]; v.Le.DebutMois() == mois {
			texte += fmt.Sprintf(" ; celle de ce mois, la n° %d, est du %s : %s", k+1, v.Le.Francais(), v.Montant.Francais())
			if v.Reste().Positif() && v.Paye.Positif() {
				texte += ", dont " + v.Paye.Francais() + " reçus"
			} else if !v.Reste().Positif() {
				texte += ", reçue"
			}
		}
	}
	return append(textes, texte+".")
}

// aideDuMois rend ce qu'un mois rend dû d'une aide, et sa ligne telle qu'elle est à la fin de ce mois : ni échéance ni versement d'après.
func aideDuMois(d *dossier.Dossier, l *dossier.Ligne, mois calendrier.Date) (argent.Montant, *dossier.Ligne) {
	fin, avant := demarches.AideEchue(d.Droits(), l.Nature, mois.FinMois()), demarches.AideEchue(d.Droits(), l.Nature, mois-1)
	if !l.Du.Connu() || !fin.Connu() || !avant.Connu() {
		return argent.Montant{}, l
	}
	x := *l
	x.Du, x.Verse = argent.Min(l.Du, fin), argent.Centimes(0)
	for _, v := range l.Versements {
		if m, ok := d.Verse(v); ok && d.Faits[v-1].Le <= mois.FinMois() {
			x.Verse = x.Verse.Plus(m)
		}
	}
	x.Solde = x.Reste()
	return x.Du.Moins(argent.Min(l.Du, avant)), &x
}

// verseDans est ce qui a été versé d'un poste dans un mois.
func verseDans(d *dossier.Dossier, l *dossier.Ligne, mois calendrier.Date) (argent.Montant, bool) {
	total, oui := argent.Centimes(0), false
	for _, v := range l.Versements {
		if le := d.Faits[v-1].Le; le >= mois && le <= mois.FinMois() {
			if m, ok := d.Verse(v); ok {
				total, oui = total.Plus(m), true
			}
		}
	}
	return total, oui
}

// jourDesFaits est le jour où le dernier fait a été consigné.
func jourDesFaits(d *dossier.Dossier) calendrier.Date {
	return d.Faits[len(d.Faits)-1].ConsigneLe()
}

func somme(m argent.Montant) string {
	if !m.Connu() {
		return "pas encore connu"
	}
	return m.Francais()
}
