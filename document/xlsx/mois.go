// Package xlsx écrit une comparaison pour un tableur : chaque total y est une formule, dont la valeur
// écrite est la nôtre, au centime.
package xlsx

import (
	"fmt"
	"io"
	"slices"

	"github.com/xuri/excelize/v2"

	"jalon/document"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/choix"
	"jalon/droit/csp"
)

// Les feuilles.
const (
	feuilleLire      = "Lire d'abord"
	feuilleMois      = "Mois"
	feuilleScenarios = "Scénarios"
	feuilleMontants  = "Montants"
	feuilleCalcul    = "Calcul"
)

// nomsSource nomme chaque source pour une personne, dans l'ordre de choix.Source.
var nomsSource = []string{"Salaire", "Préavis payé", "Indemnité de licenciement", "Congés payés", "ASP", "ARE", "Prime ou indemnité différentielle", "Nouvel emploi", "ARE de l'ancien droit", "Autre emploi gardé"}

// voie est une voie et son nom.
type voie struct {
	nom string
	v   *choix.Voie
	fin calendrier.Date // dernier jour payé de l'emploi perdu
}

// Mois écrit le classeur.
func Mois(w io.Writer, s *csp.Situation, c *choix.Comparaison) error {
	if err := document.Comparable(c); err != nil {
		return err
	}
	k, err := nouveauClasseur("jalon "+csp.Edition(), "Adhérer au CSP ou le refuser, mois par mois", document.Horodatage(document.DernierFait(s)))
	if err != nil {
		return err
	}
	defer k.f.Close()
	voies := []voie{{"Adhérer", &c.Adherer, c.Adherer.FinContrat}, {"Refuser", &c.Refus, c.Refus.FinContrat}}
	calcul := calculer(s, c, voies)
	for _, ecrire := range []func() error{
		func() error { return k.lire(s, c) },
		func() error { return k.moisParMois(voies, calcul) },
		func() error { return k.scenarios(c) },
		func() error { return k.montants(s, c) },
		func() error { return k.calcul(voies, calcul) },
	} {
		if err := ecrire(); err != nil {
			return fmt.Errorf("le classeur ne peut pas être composé : %w", err)
		}
	}
	return k.sortir(w)
}

// lire dit ce qu'est ce fichier, ce qu'il suppose et ce qu'il ne compte pas.
func (k *classeur) lire(s *csp.Situation, c *choix.Comparaison) error {
	f := k.feuille(feuilleLire, true, 1, 0, 30, 110)
	paire := func(nom string, valeur any) { f.ecrire(excelize.Cell{StyleID: k.styles.sourd, Value: nom}, valeur) }
	f.ecrire(excelize.Cell{StyleID: k.styles.titre, Value: "Adhérer au CSP ou le refuser"})
	if s.ID != "" {
		paire("Dossier", k.texte("Dossier : "+document.Court(document.Lisible(s.ID), 200)))
	}
	paire("Dernier fait connu", k.date(document.DernierFait(s)))
	paire("Dernier jour pour répondre", k.date(c.Situation.Dates.FinReflexion))
	paire("Fin de la comparaison", k.date(c.Horizon))
	if e := c.Emploi; e != nil {
		paire("Emploi retrouvé", k.date(e.Debut))
	}
	paire("Règles et barèmes", k.texte("jalon, édition "+csp.Edition()))
	f.ecrire()
	paire("Les feuilles", k.texte("« Mois » : ce que chaque voie rapporte, par source ; les sources qui ne rapportent rien sont masquées. « Scénarios » : ce que change un emploi retrouvé. « Montants » : chaque chiffre, sa règle, ses textes. « Calcul » : d'où vient chaque somme de « Mois »."))
	paire("Les formules", k.texte("Les totaux sont des formules : changer un jour ou un montant de « Calcul » les refait. Le droit n'y est pas : au-delà d'un essai, refaire le calcul avec jalon."))
	paire("Un tiret", k.texte("Le montant dépend d'un barème non publié ou d'un fait qui manque."))
	for i, h := range c.Hypotheses {
		f.ecrire(k.sourd(premier(i, "Ce qui est supposé")), k.texte(h))
	}
	for i, h := range c.NonCouverts {
		f.ecrire(k.sourd(premier(i, "Ce qui n'est pas compté")), k.texte(h))
	}
	for i, a := range c.Adherer.Droits.Avertissements {
		f.ecrire(k.sourd(premier(i, "À savoir")), k.texte(a.Message.String()+" ("+a.Regle.String()+")"))
	}
	return f.fermer()
}

func premier(i int, s string) string {
	if i == 0 {
		return s
	}
	return ""
}

// Les colonnes de « Mois » : le mois, puis pour chaque voie les sources, le total, le cumul, l'allocation nette.
const (
	colonnesVoie = 13
	rangMois     = 3 // première ligne de mois
)

func case_(colonne, ligne int) string {
	s, _ := excelize.CoordinatesToCellName(colonne, ligne)
	return s
}

func (k *classeur) moisParMois(voies []voie, lignes []ligne) error {
	largeurs := []float64{17}
	tetes, voix := []string{"Mois"}, []string{""}
	for _, v := range voies {
		voix = append(voix, v.nom)
		for i, n := range append(slices.Clone(nomsSource), "Total brut", "Cumul brut", "Allocation nette") {
			tetes, largeurs = append(tetes, n), append(largeurs, 14.5)
			if i > 0 {
				voix = append(voix, "")
			}
		}
	}
	f := k.feuille(feuilleMois, false, rangMois-1, 1, largeurs...)
	for n, v := range voies {
		premiere := 2 + n*colonnesVoie
		for source := range nomsSource {
			if !slices.ContainsFunc(v.v.Mois, func(m choix.Mois) bool { return !m.De(choix.Source(source)).Nul() }) && f.err == nil {
				f.garder(f.w.SetColVisible(premiere+source, premiere+source, false))
			}
		}
		if f.err == nil {
			f.garder(f.w.MergeCell(case_(premiere, 1), case_(premiere+colonnesVoie-1, 1)))
		}
	}
	f.ecrire(k.tetes(voix...)...)
	f.ecrire(k.tetes(tetes...)...)
	rangs := map[cle]int{}
	for i, l := range lignes {
		rangs[l.cle] = rangCalcul + i
	}
	for i := range voies[0].v.Mois {
		rang := f.ligne
		cases := []any{k.mois(voies[0].v.Mois[i].Mois)}
		for n, v := range voies {
			m := &v.v.Mois[i]
			premiere := 2 + n*colonnesVoie
			for source := range nomsSource {
				x := m.De(choix.Source(source))
				formule := ""
				if r, oui := rangs[cle{n, i, source}]; oui {
					formule = feuilleCalcul + "!" + case_(colBrut, r)
				}
				cases = append(cases, k.formule(formule, x))
			}
			total := case_(premiere+len(nomsSource), rang)
			cases = append(cases,
				k.formule(fmt.Sprintf("ROUND(SUM(%s:%s),2)", case_(premiere, rang), case_(premiere+len(nomsSource)-1, rang)), m.Total))
			cumul := "ROUND(" + total + ",2)"
			if i > 0 {
				cumul = "ROUND(" + case_(premiere+len(nomsSource)+1, rang-1) + "+" + total + ",2)"
			}
			cases = append(cases, k.formule(cumul, m.Cumul), k.euros(m.AllocationNet))
		}
		f.ecrire(cases...)
	}
	return f.fermer()
}

func (k *classeur) scenarios(c *choix.Comparaison) error {
	f := k.feuille(feuilleScenarios, false, 1, 0, 24, 16, 18, 18, 18, 18)
	f.ecrire(k.tetes("Mois de CSP avant l'emploi", "Premier jour", "Aide en adhérant", "Adhérer, brut", "Refuser, brut", "Adhérer moins refuser")...)
	for _, x := range c.Scenarios {
		var mois any = k.entier(x.Mois)
		if x.Mois == 0 {
			mois = k.texte("jamais")
		}
		f.ecrire(mois, k.date(x.Debut), k.texte(x.Aide.String()), k.euros(x.Adherer), k.euros(x.Refus),
			k.formule(fmt.Sprintf("ROUND(D%d-E%d,2)", f.ligne, f.ligne), x.Ecart))
	}
	return f.fermer()
}

func (k *classeur) montants(s *csp.Situation, c *choix.Comparaison) error {
	f := k.feuille(feuilleMontants, false, 1, 0, 20, 50, 15, 9, 11, 70, 80)
	f.ecrire(k.tetes("Voie", "Chiffre", "Valeur", "Unité", "Règle", "Ce que décide la règle", "Textes")...)
	unites := [...]string{document.Euros: "€", document.Jours: "jours", document.Mois: "mois", document.Pourcent: "taux"}
	for _, x := range document.Chiffres(s, c) {
		valeur := k.euros(x.Montant)
		if x.Unite != document.Euros {
			n, d := x.Nombre.Termes()
			valeur = excelize.Cell{StyleID: k.styles.nombre, Value: float64(n) / float64(d)}
			if x.Unite == document.Pourcent {
				valeur.StyleID = k.styles.taux
			}
		}
		f.ecrire(k.texte(x.Groupe), k.texte(x.Libelle), valeur, k.texte(unites[x.Unite]), k.texte(x.Regle.String()), k.texte(x.Regle.Carte().Titre), k.texte(document.Articles(x.Regle)))
	}
	return f.fermer()
}

// cle est une somme de « Mois » : la voie, le rang du mois, la source.
type cle struct{ voie, mois, source int }

// ligne est une somme et ce qui la fait.
type ligne struct {
	cle
	mois  calendrier.Date
	jours int // 0 : la somme est donnée telle quelle
	sur   int // pour une paie, les jours du mois ; 0 pour une allocation
	unite argent.Montant
	brut  argent.Montant
	note  string
}

// calculer décompose chaque somme connue et non nulle en jours et montant par jour. Une décomposition qui
// ne redonne pas la somme au centime n'est pas montrée : la somme est alors écrite telle quelle.
func calculer(s *csp.Situation, c *choix.Comparaison, voies []voie) []ligne {
	var lignes []ligne
	for n, v := range voies {
		for i := range v.v.Mois {
			m := &v.v.Mois[i]
			for source := range nomsSource {
				x := m.De(choix.Source(source))
				if !x.Connu() || x.Nul() {
					continue
				}
				l := ligne{cle: cle{n, i, source}, mois: m.Mois, brut: x}
				switch choix.Source(source) {
				case choix.Salaire:
					l.paie(s.Contrat.SalaireMensuel, calendrier.Periode{Debut: s.Proposition.Remise, Fin: v.fin})
				case choix.NouvelEmploi:
					l.nouvelEmploi(s, c, v, n == 1)
				case choix.ASP:
					l.asp(v.v.Droits)
				case choix.ARE:
					l.are(v.v.AREBrute)
				case choix.Reliquat:
					l.are(v.v.Reliquat.Journaliere)
				}
				if l.jours == 0 && l.note == "" {
					l.note = "somme donnée telle quelle"
				}
				lignes = append(lignes, l)
			}
		}
	}
	return lignes
}

// paie compte les jours payés du mois ; un mois entier vaut le salaire.
func (l *ligne) paie(mensuel argent.Montant, p calendrier.Periode) {
	jours := p.Inter(calendrier.Periode{Debut: l.mois, Fin: l.mois.FinMois()}).Jours()
	sur := l.mois.JoursDuMois()
	if jours > 0 && mensuel.Exact().Fois(argent.Ratio(int64(jours), int64(sur))).Arrondi(argent.Proche) == l.brut {
		l.jours, l.sur, l.unite, l.note = jours, sur, mensuel, "salaire du mois, au prorata de ses jours"
	}
}

// nouvelEmploi compte les jours de l'emploi supposé ; en cas de refus, il suit la fin du contrat.
func (l *ligne) nouvelEmploi(s *csp.Situation, c *choix.Comparaison, v voie, refus bool) {
	e := c.Emploi
	if e == nil {
		return
	}
	mensuel := e.Salaire
	if !mensuel.Connu() {
		mensuel = s.Contrat.SalaireMensuel
	}
	p := calendrier.Periode{Debut: e.Debut, Fin: c.Horizon}
	if refus {
		p.Debut = max(p.Debut, v.fin+1)
	}
	if e.Nature != csp.CDI && e.DureeMois.Connue() {
		n, _ := e.DureeMois.Arrondi(argent.Inferieur)
		p.Fin = min(p.Fin, p.Debut.FinPeriode(int(n)))
	}
	l.paie(mensuel, p)
}

func (l *ligne) asp(d *csp.Droits) {
	for _, m := range d.ASP.Mensualites {
		if m.Mois == l.mois && m.Jours > 0 && d.Montants.ASPBrute.Fois(int64(m.Jours)) == l.brut {
			l.jours, l.unite, l.note = m.Jours, d.Montants.ASPBrute, "jours payés × ASP brute par jour"
		}
	}
}

func (l *ligne) are(brute argent.Montant) {
	if !brute.Positif() || l.brut.Centimes()%brute.Centimes() != 0 {
		l.note = "mois à un autre taux que le premier jour : somme donnée telle quelle"
		return
	}
	if n := int(l.brut.Centimes() / brute.Centimes()); n <= 31 {
		l.jours, l.unite, l.note = n, brute, "jours payés × ARE brute par jour"
	}
}

// Les colonnes et la première ligne de sommes de « Calcul ».
const (
	colBrut    = 8
	rangCalcul = 5
)

func (k *classeur) calcul(voies []voie, lignes []ligne) error {
	f := k.feuille(feuilleCalcul, false, rangCalcul-1, 0, 12, 17, 32, 9, 15, 15, 15, 15, 62)
	derniere := max(rangCalcul, rangCalcul+len(lignes)-1)
	f.ecrire(excelize.Cell{StyleID: k.styles.titre, Value: "Calcul"})
	for n, v := range voies {
		somme, inconnu := argent.Centimes(0), false
		for _, m := range v.v.Mois {
			inconnu = inconnu || !m.Total.Connu()
		}
		for _, l := range lignes {
			if l.voie == n {
				somme = somme.Plus(l.brut)
			}
		}
		if inconnu { // un total partiel se comparerait à tort à un total entier
			f.ecrire(k.texte(v.nom), nil, k.texte("Total brut, "+v.nom), nil, nil, nil, nil, k.euros(argent.Montant{}))
			continue
		}
		f.ecrire(k.texte(v.nom), nil, k.texte("Total brut, "+v.nom), nil, nil, nil, nil,
			k.formule(fmt.Sprintf("ROUND(SUMIF(A%d:A%d,\"%s\",H%d:H%d),2)", rangCalcul, derniere, v.nom, rangCalcul, derniere), somme))
	}
	f.ecrire(k.tetes("Voie", "Mois", "Source", "Jours", "Jours du mois", "Par mois", "Par jour", "Brut", "Comment")...)
	for _, l := range lignes {
		r := f.ligne
		cases := []any{k.texte(voies[l.voie].nom), k.mois(l.mois), k.texte(nomsSource[l.source]), nil, nil, nil, nil, k.euros(l.brut), k.sourd(l.note)}
		switch {
		case l.sur > 0:
			// En centimes entiers : la moitié de centime est exacte, l'arrondi est le nôtre.
			cases[3], cases[4], cases[5] = k.entier(l.jours), k.entier(l.sur), k.euros(l.unite)
			cases[7] = k.formule(fmt.Sprintf("ROUND(ROUND(F%d*100,0)*D%d/E%d,0)/100", r, r, r), l.brut)
		case l.jours > 0:
			cases[3], cases[6] = k.entier(l.jours), k.euros(l.unite)
			cases[7] = k.formule(fmt.Sprintf("ROUND(D%d*G%d,2)", r, r), l.brut)
		}
		f.ecrire(cases...)
	}
	return f.fermer()
}
