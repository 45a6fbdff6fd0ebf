package terminal

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"jalon/document"
	"jalon/droit/csp"
	"jalon/droit/demarches"
	"jalon/lot"
)

// ecartsMontres borne les rangées détaillées à l'écran ; le classeur les porte toutes.
const ecartsMontres = 30

// colonnesMontrees borne de même les colonnes laissées de côté, et celles dont l'en-tête est traduit.
const colonnesMontrees = 20

// Lot dit ce qui a été compris d'une liste, ce qui est à corriger, ce qui est dû et quand, et ce qui est écrit
// dans le dossier.
func Lot(l *lot.Lot, dossier string, ecrits []string, couleur bool) string {
	r := papier{couleur: couleur}
	t := &l.Totaux
	nom := l.Entreprise.RaisonSociale
	if nom == "" {
		nom = "Entreprise sans nom"
	}
	r.ligne(r.style(styleGras, "LICENCIEMENT ÉCONOMIQUE : "+strings.ToUpper(lisible(nom))))
	r.paragraphe("", fmt.Sprintf("%s : %s, %s, %s.", document.Nombre(len(l.Personnes), "personne"),
		document.Nombre(t.Etats[lot.Complete], "complète"), document.Nombre(t.Etats[lot.Incomplete], "incomplète"), document.Nombre(t.Etats[lot.Refusee], "refusée")))
	r.fichier(l)
	r.aCorriger(l)
	r.issues(l)
	r.vagues(l)
	r.obligations(l)
	r.titre("Ce que cela coûte")
	for i, x := range t.Sommes {
		r.cout(lot.NomsSomme[i], x)
	}
	if t.NonPropose.HorsCharges.Comptes+t.NonPropose.HorsCharges.Inconnus > 0 {
		r.cout("CSP non proposé (un refus, et la pénalité de deux mois), hors charges", t.NonPropose.HorsCharges)
		r.cout("CSP non proposé, charges du préavis comprises", t.NonPropose.AvecCharges)
	}
	if t.CoutReel.Comptes > 0 {
		r.conduite("Selon les réponses connues, hors charges", somme(t.CoutReel.Somme), document.Nombre(t.CoutReel.Comptes, "personne"))
	}
	if slices.ContainsFunc(t.Sommes[:], func(x lot.Total) bool { return x.Inconnus > 0 }) {
		r.paragraphe("  ", "« sans N » : pour N personnes, la somme dépend d'un fait qui manque ; elle n'est pas dans le total.")
	}
	r.paragraphe("  ", "Les salaires jusqu'à la rupture n'y sont pas. Un silence coûte ce que coûte un refus (PROC-09). Les plafonds de l'AGS, la convention collective non donnée et les impôts ne sont pas calculés.")
	if len(ecrits) > 0 {
		r.titre("Ce qui est écrit")
		r.paragraphe("  ", "Dans "+lisible(dossier)+" : "+strings.Join(ecrits, ", ")+".")
	}
	r.ligne()
	r.paragraphe("", "Règles et barèmes : édition "+csp.Edition()+".")
	return r.String()
}

// cout écrit un total, son libellé coupé pour que toutes les sommes s'alignent.
func (r *papier) cout(libelle string, t lot.Total) {
	const large = 42
	lignes := couper(libelle, large)
	for _, l := range lignes[:len(lignes)-1] {
		r.ligne("  ", l)
	}
	note := ""
	if t.Inconnus > 0 {
		note = "sans " + strconv.Itoa(t.Inconnus)
	}
	r.conduite(lignes[len(lignes)-1], somme(t.Somme), note)
}

// fichier dit ce qui a été compris des colonnes et des rangées.
func (r *papier) fichier(l *lot.Lot) {
	r.titre("Le fichier")
	var laissees, traduites []string
	reconnues := 0
	for i := range l.Colonnes {
		c := &l.Colonnes[i]
		if c.Traduite() {
			traduites = append(traduites, "« "+lisible(c.Entete)+" » est lue comme « "+nomDuChamp(lot.Champs, c.Cle)+" », par "+c.Comment)
		}
		if c.Cle != "" {
			reconnues++
		} else if c.Entete != "" && !c.DeResultat() {
			laissees = append(laissees, "« "+lisible(c.Entete)+" »")
		}
	}
	texte := "Colonnes reconnues : " + strconv.Itoa(reconnues)
	if n := len(laissees); n > 0 {
		texte += " ; laissées de côté : " + strings.Join(laissees[:min(n, colonnesMontrees)], ", ")
		if n > colonnesMontrees {
			texte += fmt.Sprintf(" et %d autres", n-colonnesMontrees)
		}
	}
	r.paragraphe("  ", texte+".")
	for _, x := range traduites[:min(len(traduites), colonnesMontrees)] {
		r.paragraphe("  • ", x)
	}
	if n := len(traduites) - colonnesMontrees; n > 0 {
		r.paragraphe("  • ", fmt.Sprintf("et %d autres", n))
	}
	for _, x := range l.Remarques {
		tete := "  • "
		if x.Rang > 0 {
			tete += "rangée " + strconv.Itoa(x.Rang) + " : "
		}
		r.paragraphe("  ", strings.TrimSpace(tete)+" "+phrase(x.Texte))
	}
}

// phrase rend un message lisible en entier : sa fin dit quoi faire, et seuls ses mots sont bornés.
func phrase(s string) string {
	mots := strings.Fields(s)
	for i := range mots {
		mots[i] = lisible(mots[i])
	}
	return strings.Join(mots, " ")
}

// aCorriger liste les cases refusées et les faits qui manquent, l'entreprise d'abord, puis les rangées. Un fait qui
// manque à plusieurs se dit une fois.
func (r *papier) aCorriger(l *lot.Lot) {
	type manque struct{ champ, texte string }
	compte := map[manque][]int{}
	var ordre []manque
	var lignes []string
	for _, e := range l.EcartsEntreprise {
		if e.Gravite != lot.ASavoir {
			vide := ""
			if e.Gravite == lot.Manque {
				vide = ", à donner"
			}
			lignes = append(lignes, "Entreprise, "+nomDuChamp(lot.ChampsEntreprise, e.Champ)+vide+recu(e)+" : "+e.Texte)
		}
	}
	for i := range l.Personnes {
		p := &l.Personnes[i]
		for _, e := range p.Ecarts {
			switch e.Gravite {
			case lot.Refus:
				lignes = append(lignes, "Rangée "+strconv.Itoa(p.Rang)+", "+nomme(p)+nomDuChamp(lot.Champs, e.Champ)+recu(e)+" : "+e.Texte)
			case lot.Manque:
				m := manque{e.Champ, e.Texte}
				if compte[m] == nil {
					ordre = append(ordre, m)
				}
				compte[m] = append(compte[m], p.Rang)
			case lot.ASavoir:
			}
		}
	}
	if len(lignes)+len(ordre) == 0 {
		return
	}
	r.titre("À corriger ou à compléter")
	for i, x := range lignes {
		if i == ecartsMontres {
			r.paragraphe("  ", fmt.Sprintf("… et %d autres, dans la feuille « À corriger » du classeur.", len(lignes)-i))
			break
		}
		r.paragraphe("  ✗ ", x)
	}
	for _, m := range ordre {
		r.paragraphe("  ? ", nomDuChamp(lot.Champs, m.champ)+" : "+m.texte+" ("+rangees(compte[m])+")")
	}
}

// nomme dit de qui est une rangée, si elle le dit.
func nomme(p *lot.Personne) string {
	if n := lisible(p.Identite.NomComplet()); n != "" {
		return n + ", "
	}
	return ""
}

func recu(e lot.Ecart) string {
	if e.Recu == "" {
		return ""
	}
	return ", reçu « " + lisible(e.Recu) + " »"
}

func nomDuChamp(champs []lot.Champ, cle string) string {
	if c := lot.Trouver(champs, cle); c != nil {
		return c.Entete
	}
	if c := lot.Trouver(lot.ChampsEntreprise, cle); c != nil {
		return c.Entete + " (entreprise)"
	}
	if cle == "" {
		return "toute la rangée"
	}
	return cle
}

// rangees nomme des rangées : « rangées 2, 3, 8 et 14 autres ».
func rangees(l []int) string {
	if len(l) == 1 {
		return "rangée " + strconv.Itoa(l[0])
	}
	const montrees = 6
	var mots []string
	for _, n := range l[:min(len(l), montrees)] {
		mots = append(mots, strconv.Itoa(n))
	}
	texte := "rangées " + strings.Join(mots, ", ")
	if reste := len(l) - montrees; reste > 0 {
		texte += " et " + document.Nombre(reste, "autre")
	}
	return texte
}

func (r *papier) issues(l *lot.Lot) {
	r.titre("Où en est chacun")
	for i, n := range l.Totaux.Issues {
		if n > 0 {
			r.conduite(document.Majuscule(lot.Issue(i).String()), strconv.Itoa(n), "")
		}
	}
	risques := map[lot.MotifEcrit]int{}
	var retards []int
	for _, p := range l.Lisibles() {
		risques[p.Bilan.Motif]++
		if n := l.EnRetard(p); n > 0 {
			retards = append(retards, n)
		}
	}
	if len(retards) > 0 {
		de, a := slices.Min(retards), document.Nombre(slices.Max(retards), "jour")
		if de < slices.Max(retards) {
			a = strconv.Itoa(de) + " à " + a
		}
		r.paragraphe("  ! ", "Remise en retard de "+a+" pour "+document.Nombre(len(retards), "personne")+". Si elle est faite, notez son jour (CSP remis le).")
	}
	for _, m := range []lot.MotifEcrit{lot.MotifAbsent, lot.MotifTardif} {
		if n := risques[m]; n > 0 {
			r.paragraphe("  ! ", "Motif économique, "+m.String()+", pour "+document.Nombre(n, "personne")+" : une adhésion ne met pas à l'abri. Sans motif et priorité de réembauche écrits au plus tard quand la personne accepte, le licenciement est sans cause réelle et sérieuse (PROC-03).")
		}
	}
}

// vagues dit le planning et le coût de chaque groupe de départ.
func (r *papier) vagues(l *lot.Lot) {
	vagues := l.Vagues()
	if len(vagues) == 0 {
		return
	}
	r.titre("Les vagues")
	for _, v := range vagues {
		nom := "Sans vague"
		if v.Nom != "" {
			nom = "Vague " + lisible(v.Nom)
		}
		r.paragraphe("  • ", nom+" : "+document.Nombre(v.Personnes, "personne")+" ; remise "+document.Duree(v.Remise)+" ; dernier jour pour répondre "+
			document.Duree(v.FinReflexion)+" ; fin du contrat "+document.Duree(v.Fin)+" ; hors charges, "+somme(v.Adhesion.Somme)+" si toutes adhèrent, "+somme(v.Refus.Somme)+" si toutes refusent.")
	}
}

// obligations liste ce que la procédure demande, dans l'ordre.
func (r *papier) obligations(l *lot.Lot) {
	if len(l.Obligations) == 0 {
		return
	}
	r.titre("La procédure")
	etape := ""
	for _, o := range l.Obligations {
		if e := o.Etape.String(); e != etape {
			etape = e
			r.ligne("  ", r.style(styleGras, e))
		}
		tete := "  [ ] "
		switch {
		case o.HorsDelai:
			tete = "  [!] "
		case o.Faite:
			tete = "  [x] "
		}
		date := quand(o.Echeance, o.Date.Connue(), o.Date.Francais(), o.Depuis)
		if o.Faite && !o.Date.Connue() {
			date = ""
		}
		switch {
		case o.Faite && o.Fait.Connue():
			date += "Fait le " + o.Fait.Francais() + ". "
		case o.HorsDelai && o.Fait.Connue():
			date += "Prévu le " + o.Fait.Francais() + ". "
		case o.HorsDelai && o.Chacun > 0:
			date += "Hors délai pour une personne au moins. "
		case o.HorsDelai:
			date += "Passé, et aucun jour n'est donné. "
		}
		r.paragraphe(tete, date+o.Qui+" : "+o.Quoi+" ("+o.Articles+")")
	}
}

func quand(e demarches.Echeance, connue bool, jour, depuis string) string {
	if !connue {
		if depuis == "" {
			return ""
		}
		return "selon " + depuis + ". "
	}
	switch e {
	case demarches.AuPlusTard:
		return "au plus tard le " + jour + ". "
	case demarches.APartirDu:
		return "à partir du " + jour + ". "
	case demarches.Le, demarches.Aussitot:
	}
	return "le " + jour + ". "
}

// Suivi dit qui n'a pas répondu, par urgence.
func Suivi(l *lot.Lot, couleur bool) string {
	r := papier{couleur: couleur}
	s := l.Suivre()
	r.ligne(r.style(styleGras, "RÉPONSES AU "+s.Au.Francais()))
	for _, g := range s.Groupes {
		if len(g.Personnes) == 0 {
			continue
		}
		r.titre(g.Nom + " : " + strconv.Itoa(len(g.Personnes)))
		for i, p := range g.Personnes {
			if i == ecartsMontres {
				r.paragraphe("  ", fmt.Sprintf("… et %d autres, dans le classeur.", len(g.Personnes)-i))
				break
			}
			note := ""
			switch {
			case p.Etat == lot.Refusee:
				n := slices.IndexFunc(p.Ecarts, func(e lot.Ecart) bool { return e.Gravite == lot.Refus })
				note = p.Ecarts[n].Texte
			case p.Bilan.Issue == lot.AAccepte:
				note = "CSP le " + p.Bilan.Dates.DebutCSP.Francais()
				if p.PreuveReponse == "" {
					note += " ; la preuve de la réponse n'est pas notée"
				}
			case p.Bilan.Issue == lot.ARemettre && p.Bilan.Dates.Remise.Connue():
				note = "remise prévue le " + p.Bilan.Dates.Remise.EnLettres()
				if n := l.EnRetard(p); n > 0 {
					note = "remise en retard de " + document.Nombre(n, "jour") + " : elle était prévue le " + p.Bilan.Dates.Remise.EnLettres()
				}
				if p.Bilan.Dates.Remise <= s.Au {
					note += " ; si elle est faite, notez son jour (CSP remis le)"
				}
			case p.Bilan.Issue == lot.ARefuse && p.Situation.Reponse.Decision == csp.Acceptation:
				note = "acceptation du " + p.Situation.Reponse.Date.Francais() + ", après le dernier jour, le " + p.Bilan.Dates.FinReflexion.Francais() + " : c'est un refus (PROC-09)"
			case p.Bilan.Issue == lot.ARefuse && p.Situation.Reponse.Date.Connue():
				note = "le " + p.Situation.Reponse.Date.Francais()
			case (p.Bilan.Issue == lot.EnAttente || p.Bilan.Issue == lot.SEstTue) && p.Bilan.Dates.FinReflexion.Connue():
				note = "dernier jour le " + p.Bilan.Dates.FinReflexion.EnLettres()
			}
			qui := nomme(p) + "rangée " + strconv.Itoa(p.Rang)
			if note != "" {
				qui += " : " + note
			}
			r.paragraphe("  • ", qui)
		}
	}
	if t := &l.Totaux.CoutReel; t.Comptes > 0 {
		r.titre("Coût selon les réponses connues")
		r.conduite("Hors charges", somme(t.Somme), document.Nombre(t.Comptes, "personne"))
	}
	return r.String()
}

// FinsDeContrat dit, pour chaque signalement, ce qui diffère du dossier ; il compte les écarts.
func FinsDeContrat(l *lot.Lot, fins []lot.FinDeContrat, couleur bool) (string, int) {
	r := papier{couleur: couleur}
	r.ligne(r.style(styleGras, "SIGNALEMENTS DE FIN DE CONTRAT"))
	for _, x := range l.Remarques {
		r.paragraphe("  • ", lisible(x.Texte))
	}
	n := 0
	for _, f := range l.VerifierFins(fins) {
		r.titre(lisible(f.Fin.Identite.NomComplet()) + ", norme " + f.Fin.Norme)
		switch {
		case f.Personne == nil:
			n++
			r.paragraphe("  ✗ ", "aucune personne de la liste ne lui correspond (NIR, matricule, ou nom, prénom et naissance)")
		case len(f.Ecarts) == 0:
			r.paragraphe("  ✓ ", "conforme au dossier")
		}
		for _, e := range f.Ecarts {
			n++
			r.paragraphe("  ✗ ", e.Texte)
		}
	}
	r.ligne()
	r.paragraphe("", document.Nombre(len(fins), "signalement")+", "+document.Nombre(n, "écart")+".")
	return r.String(), n
}
