package dossier

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"jalon/droit/calendrier"
	"jalon/droit/casp"
	"jalon/droit/csp"
	"jalon/droit/fait"
	"jalon/droit/trace"
)

// ChiffresCellule sont ceux que l'opérateur donne chaque semaine d'une cellule d'appui.
var ChiffresCellule = []Champ{
	suivi("entretiens_collectifs", "Entretiens collectifs", Entier), suivi("entretiens_individuels", "Entretiens individuels", Entier),
	suivi("permanences", "Heures de permanence sur le site", Entier), suivi("appels", "Appels au numéro vert", Entier),
	suivi("demarches", "Personnes aidées dans leurs démarches et leurs dossiers", Entier), suivi("bilans", "Bilans professionnels", Entier),
	suivi("ateliers", "Ateliers de recherche d'emploi", Entier), suivi("offres", "Offres d'emploi présentées", Entier),
	suivi("appui_psychologique", "Personnes reçues pour un appui psychologique", Entier), suivi("personnes", "Personnes rencontrées", Entier),
}

// actesCellule sont ceux d'une cellule d'appui (CASP), que l'État peut ouvrir avant les licenciements.
var actesCellule = []Acte{
	{Nom: "cellule_demandee", Titre: "Cellule d'appui demandée", Regle: casp.CASP01, Seul: true, Sorte: CASP, Champs: []Champ{
		suivi("date", "Demandée le", Jour).necessaire().jour(), suivi("par", "Par", Mot).parmi([]string{"employeur", "mandataire", "autorite", "operateur"}),
		aux("licenciements", "Licenciements envisagés", "employeur.licenciements_envisages", Entier), aux("difficultes", "Difficultés importantes", "employeur.difficultes", OuiNon), note,
	}},
	{Nom: "cellule_avis", Titre: "Avis de l'opérateur", Regle: casp.CASP02, Seul: true, Sorte: CASP, Apres: []string{"cellule_demandee"}, Champs: []Champ{
		suivi("date", "Donné le", Jour).necessaire().jour(), suivi("favorable", "Favorable", OuiNon).necessaire(), note,
	}},
	{Nom: "cellule_decision", Titre: "Décision de l'autorité du travail", Regle: casp.CASP02, Seul: true, Sorte: CASP, Apres: []string{"cellule_avis"}, Champs: []Champ{
		suivi("date", "Prise le", Jour).necessaire().jour(), suivi("accordee", "Accordée", OuiNon).necessaire(), preuve, note,
	}},
	{Nom: "cellule_ouverte", Titre: "Premier jour de la cellule, et son opérateur", Regle: casp.CASP03, Seul: true, Sorte: CASP, Apres: []string{"cellule_decision"}, Champs: []Champ{
		aux("debut", "Premier jour", "casp.debut", Jour).necessaire().jour(), suivi("operateur", "Opérateur", Texte).necessaire(), note,
	}},
	{Nom: "cellule_semaine", Titre: "Chiffres d'une semaine", Regle: casp.CASP04, Sorte: CASP, Apres: []string{"cellule_ouverte"}, Champs: append(append([]Champ{
		suivi("semaine", "Lundi de la semaine", Jour).necessaire().jour(),
	}, ChiffresCellule...), note)},
	{Nom: "cellule_fin", Titre: "Fin de la cellule et bilan", Regle: casp.CASP03, Seul: true, Sorte: CASP, Apres: []string{"cellule_ouverte"}, Champs: []Champ{
		suivi("date", "Dernier jour", Jour).necessaire().jour(), suivi("bilan", "Bilan", Texte), note,
	}},
}

// Cellule est l'état d'une cellule d'appui.
type Cellule struct {
	Operateur    string
	Debut, Fin   calendrier.Date // Fin : la veille du jour où elle ne peut plus durer, ou son dernier jour
	Chiffres     map[string]int  // totaux, par clé de ChiffresCellule
	Semaines     []Semaine       // dans l'ordre du calendrier
	Conditions   []Condition     // de CASP-01 et CASP-02
	Entreprise   fait.Reponse    // elle remplit celles de CASP-01
	Ouvrable     fait.Reponse    // et l'avis de CASP-02 est favorable
	Motif        string
	Etat, Attend string
	Quoi         string
	Prochaine    calendrier.Date
}

// Semaine est une semaine de la cellule, et ce que l'opérateur en a dit.
type Semaine struct {
	Lundi    calendrier.Date
	Fait     int            // le rang de ses chiffres ; 0 : pas encore donnés
	Chiffres map[string]int // ceux qui sont dits
}

// Condition est une chose que la loi demande pour ouvrir une cellule.
type Condition struct {
	Quoi, Valeur string
	Respectee    fait.Reponse
	Regle        trace.Regle
	Suffit       bool // une seule de celles-là suffit, dans la lecture retenue
}

// dit rend ce que dit de ce champ le premier fait d'un acte.
func (d *Dossier) dit(acte, cle string) string {
	if l := d.De(acte); len(l) > 0 {
		return d.Valeurs(l[0].Version)[cle]
	}
	return ""
}

// celluleRefusee dit non à ce qui contredit l'état d'une cellule.
func (d *Dossier) celluleRefusee(a *Acte, c *contenu, le, aujourdhui calendrier.Date) *Refus {
	for _, avant := range a.Apres { // chaque pas vient après celui qu'il suit
		if l := d.De(avant); len(l) > 0 && le < l[0].Le && a.Nom != "cellule_semaine" { // la première commence un lundi, la cellule peut-être après
			return &Refus{RefusFaits, "« " + Trouver(avant).Titre + " » est du " + l[0].Le.Francais() + " : ce pas ne peut pas venir avant", a.Champs[0].Cle, a.Articles()}
		}
	}
	x := d.Cellule()
	switch a.Nom {
	case "cellule_avis":
		if c.Suivi["favorable"] == "non" && d.dit("cellule_decision", "accordee") == "oui" {
			return &Refus{RefusOrdre, "la cellule est accordée : annulez d'abord la décision", "favorable", a.Articles()}
		}
	case "cellule_decision":
		if c.Suivi["accordee"] == "non" {
			if x.Debut.Connue() {
				return &Refus{RefusOrdre, "la cellule est ouverte : annulez d'abord son premier jour", "accordee", a.Articles()}
			}
			break
		}
		if x.Entreprise == fait.Non {
			return &Refus{RefusFaits, "d'après les faits du dossier, l'entreprise ne remplit pas les conditions d'une cellule d'appui (CASP-01) ; s'ils sont faux, corrigez-les d'abord", "accordee", casp.CASP01.Carte().Articles[0]}
		}
		if d.dit("cellule_avis", "favorable") == "non" {
			return &Refus{RefusOrdre, "l'avis de l'opérateur n'est pas favorable : l'autorité ne peut pas ouvrir la cellule", "accordee", a.Articles()}
		}
	case "cellule_ouverte":
		if d.dit("cellule_decision", "accordee") != "oui" {
			return &Refus{RefusOrdre, "l'autorité n'a pas accordé la cellule", "", a.Articles()}
		}
	case "cellule_semaine", "cellule_fin":
		dernier, fin := le, x.Fin
		if le > aujourdhui {
			return &Refus{RefusValeur, "le " + le.Francais() + " est à venir : rien n'y est encore fait", a.Champs[0].Cle, ""}
		}
		if a.Nom == "cellule_fin" {
			fin = d.Droits().CASP.FinAuPlusTard // et non celle qu'une correction remplace
			if n := len(x.Semaines); n > 0 && le < x.Semaines[n-1].Lundi {
				return &Refus{RefusFaits, fmt.Sprintf("des chiffres sont donnés pour la semaine du %s, au fait %d : annulez-les d'abord", x.Semaines[n-1].Lundi.Francais(), x.Semaines[n-1].Fait), "date", a.Articles()}
			}
		} else {
			dernier = le.Plus(6) // une cellule ouverte un mercredi a des chiffres dès cette semaine-là
			if le != lundiDe(le) {
				return &Refus{RefusValeur, "le " + le.Francais() + " n'est pas un lundi", "semaine", ""}
			}
			for _, s := range x.Semaines {
				if s.Lundi == le && s.Fait > 0 && s.Fait != c.Corrige {
					return &Refus{RefusDouble, fmt.Sprintf("cette semaine est déjà au dossier, au fait %d : corrigez-la, avec la raison", s.Fait), "semaine", ""}
				}
			}
		}
		if dernier < x.Debut || fin.Connue() && le > fin {
			return &Refus{RefusFaits, "la cellule dure du " + x.Debut.Francais() + " au " + fin.Francais() + " au plus tard", a.Champs[0].Cle, a.Articles()}
		}
	}
	return nil
}

// Cellule déduit l'état d'une cellule d'appui de ses faits.
func (d *Dossier) Cellule() *Cellule {
	x := &Cellule{Chiffres: map[string]int{}}
	r := &d.Droits().CASP
	x.Conditions = d.conditionsCellule()
	x.Entreprise, x.Motif = r.Ouvrable, r.Motif.String()
	if c := x.Conditions; r.Ouvrable == fait.Non && c[0].Respectee != fait.Non && c[1].Respectee == fait.Inconnu {
		x.Entreprise, x.Motif = fait.Inconnu, "Personne n'a dit si l'entreprise est en redressement ou en liquidation judiciaire."
	}
	x.Ouvrable = x.Entreprise.Et(x.Conditions[4].Respectee)
	etape := func(etat, attend, quoi string) { x.Etat, x.Attend, x.Quoi = etat, attend, quoi }
	etape("a_demander", "Autorité", "Recevoir la demande de cellule d'appui")
	if x.Entreprise == fait.Non {
		etape("sans_objet", "", "")
	}
	var faits []*Fait
	for i := range actesCellule { // dans l'ordre des pas : en corriger un ne ramène pas en arrière
		faits = append(faits, d.De(actesCellule[i].Nom)...)
	}
	for _, f := range faits {
		s := d.Suivi(f.Version)
		switch f.Acte {
		case "cellule_demandee":
			etape("demandee", "Opérateur", "Donner un avis sur la cellule d'appui (CASP-02)")
			if d.Attribution().Operateur == "" {
				etape("demandee", "Autorité", "Attribuer la cellule à un opérateur, qui en donnera un avis (CASP-02)")
			}
		case "cellule_avis":
			etape("avis_donne", "Autorité", "Décider de la cellule d'appui (CASP-02)")
		case "cellule_decision":
			etape("refusee", "", "")
			if s["accordee"] == "oui" {
				etape("accordee", "Opérateur", "Ouvrir la cellule d'appui")
			}
		case "cellule_ouverte":
			x.Debut, x.Operateur, x.Fin = f.Le, s["operateur"], r.FinAuPlusTard
			etape("ouverte", "Opérateur", "Finir la cellule et en faire le bilan (CASP-03) ; le même opérateur suit qui entre en CSP (CASP-05)")
			x.Prochaine = x.Fin
		case "cellule_semaine":
			y := Semaine{Lundi: lundiDe(f.Le), Fait: f.Version, Chiffres: map[string]int{}}
			for _, c := range ChiffresCellule {
				if n, err := strconv.Atoi(s[c.Cle]); err == nil { // vide : rien n'est dit
					y.Chiffres[c.Cle] = n
					x.Chiffres[c.Cle] += n
				}
			}
			x.Semaines = append(x.Semaines, y)
		case "cellule_fin":
			x.Fin, x.Prochaine = f.Le, 0
			etape("finie", "", "")
		}
	}
	slices.SortStableFunc(x.Semaines, func(a, b Semaine) int { return cmp.Compare(a.Lundi, b.Lundi) })
	return x
}

// lundiDe est celui de la semaine d'un jour.
func lundiDe(j calendrier.Date) calendrier.Date {
	return j.Plus(1 - j.JourSemaine())
}

// conditionsCellule regarde une à une celles de CASP-01, puis l'avis que demande CASP-02.
func (d *Dossier) conditionsCellule() []Condition {
	e := &d.Situation.Employeur
	effectif, licenciements := casp.Seuils(d.Droits().ARE.Engagement)
	seuil := func(n fait.Nombre, avant, apres string) string {
		if !n.Connu() {
			return avant + " … " + apres + " (le nombre dépend du jour d'engagement, pas encore dit)"
		}
		return avant + " " + strconv.Itoa(n.Int()) + " " + apres
	}
	plusDe := fait.Nombre{} // strictement : AuMoins du suivant
	if effectif.Connu() {
		plusDe = fait.N(effectif.Int() + 1)
	}
	nombre := func(n fait.Nombre, unite string) string {
		if !n.Connu() {
			return ""
		}
		return strconv.Itoa(n.Int()) + " " + unite
	}
	procedure, insolvable := NomMot(d.dit("employeur", "procedure_collective")), fait.Inconnu
	if procedure != "" { // sinon « aucune » n'est de personne
		insolvable = fait.Si(e.Procedure == csp.Redressement || e.Procedure == csp.Liquidation)
	}
	l := []Condition{
		{seuil(effectif, "Plus de", "salariés"), nombre(e.Effectif, "salariés"), e.Effectif.AuMoins(plusDe), casp.CASP01, false},
		{"Redressement ou liquidation judiciaire", procedure, insolvable, casp.CASP01, true},
		{seuil(licenciements, "Au moins", "licenciements économiques envisagés"), nombre(e.LicenciementsEnvisages, "licenciements"), e.LicenciementsEnvisages.AuMoins(licenciements), casp.CASP01, true},
		{"Difficultés importantes, comme une situation sociale tendue", map[fait.Reponse]string{fait.Oui: "oui", fait.Non: "non"}[e.Difficultes], e.Difficultes, casp.CASP01, true},
	}
	avis := Condition{"Avis favorable de la direction régionale de l'opérateur", "", fait.Inconnu, casp.CASP02, false}
	if f := d.De("cellule_avis"); len(f) > 0 {
		avis.Valeur, avis.Respectee = "donné le "+f[0].Le.Francais(), fait.Si(d.Suivi(f[0].Version)["favorable"] == "oui")
	}
	return append(l, avis)
}
