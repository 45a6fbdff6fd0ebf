package xlsx

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"jalon/document"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/lot"
)

// Les feuilles du résultat d'un lot.
const (
	feuilleSynthese    = "Synthèse"
	feuillePersonnes   = "Personnes" // sans signe à mettre entre apostrophes dans une formule
	feuilleCorriger    = "À corriger"
	feuilleCalendrier  = "Calendrier"
	feuilleObligations = "Obligations"
)

// Lot écrit le résultat d'un lot : ses totaux, une rangée par personne, ce qui est à corriger, le calendrier et les
// obligations. Complété des réponses, il se redonne comme une liste ; ni NIR ni IBAN n'y sont en entier.
func Lot(w io.Writer, l *lot.Lot) error {
	jour := l.Au
	for i := range l.Personnes {
		if !l.Au.Connue() {
			jour = max(jour, document.DernierFait(&l.Personnes[i].Situation))
		}
	}
	k, err := nouvelleSaisie("Licenciement économique : "+document.Court(document.Lisible(l.Entreprise.RaisonSociale), 100), document.Horodatage(jour))
	if err != nil {
		return err
	}
	defer k.f.Close()
	d := &deLot{saisie: k, l: l, tries: parNom(l.Personnes)}
	d.choisir()
	for _, ecrire := range []func() error{
		d.synthese, d.personnes, d.corriger, d.calendrier, d.obligations,
		func() error { return k.entreprise(l.FormeCommune) },
	} {
		if err := ecrire(); err != nil {
			return fmt.Errorf("le classeur du lot ne peut pas être composé : %w", err)
		}
	}
	return k.sortir(w)
}

// deLot est le classeur d'un lot en cours d'écriture.
type deLot struct {
	*saisie
	l      *lot.Lot
	tries  []*lot.Personne // par nom, puis par prénom ; la liste, elle, garde l'ordre du fichier
	avant  []int           // rangs des champs, dans lot.Champs, écrits avant les résultats
	apres  []int           // et après : tout ce que le fichier disait s'y retrouve
	refuse []map[string]string
}

// parNom range les personnes par nom puis par prénom, sans égard aux accents ni aux capitales.
func parNom(personnes []lot.Personne) []*lot.Personne {
	type rangee struct {
		p   *lot.Personne
		cle [2]string
	}
	plier := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Mn, r) {
				return -1
			}
			return unicode.ToLower(r)
		}, norm.NFKD.String(s))
	}
	rangees := make([]rangee, len(personnes))
	for i := range personnes {
		p := &personnes[i]
		rangees[i] = rangee{p, [2]string{plier(p.Identite.Nom), plier(p.Identite.Prenom)}}
	}
	slices.SortStableFunc(rangees, func(a, b rangee) int { return slices.Compare(a.cle[:], b.cle[:]) })
	l := make([]*lot.Personne, len(rangees))
	for i := range rangees {
		l[i] = rangees[i].p
	}
	return l
}

// Les rangées de la feuille des personnes : les totaux restent visibles, au-dessus des têtes.
const (
	rangTotaux    = 1
	rangTetes     = 2
	rangPersonnes = 3
)

// enTete sont les champs qui désignent une personne, puis ceux que le suivi remplit ; ils sont toujours écrits.
var enTete = []string{"matricule", "nom", "prenom", "reponse.decision", "reponse.date", "preuve_reponse", "proposition.remise", "preuve_remise", "contribution_payee_le", "contribution_payee"}

// choisir retient, des autres champs, ceux que quelqu'un a remplis, et garde les valeurs refusées.
func (d *deLot) choisir() {
	d.refuse = make([]map[string]string, len(d.l.Personnes))
	remplis := make([]bool, len(lot.Champs))
	for i := range d.l.Personnes {
		p := &d.l.Personnes[i]
		for j, forme := range p.Formes {
			remplis[j] = remplis[j] || forme != ""
		}
		for _, e := range p.Ecarts {
			if e.Gravite == lot.Refus && e.Recu != "" && e.Champ != "" {
				if d.refuse[i] == nil {
					d.refuse[i] = map[string]string{}
				}
				d.refuse[i][e.Champ] = e.Recu
			}
		}
		for j := range lot.Champs {
			remplis[j] = remplis[j] || d.refuse[i][lot.Champs[j].Cle] != ""
		}
	}
	for _, cle := range enTete {
		d.avant = append(d.avant, slices.IndexFunc(lot.Champs, func(c lot.Champ) bool { return c.Cle == cle }))
	}
	for j, oui := range remplis {
		if oui && !slices.Contains(d.avant, j) {
			d.apres = append(d.apres, j)
		}
	}
}

// colonneSomme est le rang de la colonne d'une somme, depuis 1.
func (d *deLot) colonneSomme(i int) int {
	return len(d.avant) + len(lot.TetesEtat) + len(lot.TetesDates) + i + 1
}

// derniere est la dernière rangée d'une personne ; sans personne, une rangée vide.
func (d *deLot) derniere() int { return rangPersonnes + max(1, len(d.l.Personnes)) - 1 }

func (d *deLot) plage(colonne int) string {
	return case_(colonne, rangPersonnes) + ":" + case_(colonne, d.derniere())
}

func (d *deLot) personnes() error {
	var largeurs []float64
	var tetes []any
	champ := func(j int) {
		c := &lot.Champs[j]
		tetes, largeurs = append(tetes, excelize.Cell{StyleID: d.styles.tete, Value: c.TeteMontree()}), append(largeurs, largeur(c))
	}
	resultat := func(l float64, noms ...string) {
		tetes = append(tetes, d.tetes(noms...)...)
		for range noms {
			largeurs = append(largeurs, l)
		}
	}
	for _, j := range d.avant {
		champ(j)
	}
	resultat(16, lot.TetesEtat...)
	resultat(13, lot.TetesDates...)
	for i := range lot.NomsSomme {
		resultat(16, lot.TeteSomme(i))
	}
	for _, j := range d.apres {
		champ(j)
	}
	f := d.feuille(feuillePersonnes, false, rangTetes, 3, largeurs...)
	for i, j := range d.avant {
		d.colonne(f, i+1, rangPersonnes, d.derniere(), &lot.Champs[j])
	}
	for i, j := range d.apres {
		if f.err == nil {
			f.garder(f.w.SetColStyle(d.colonneSomme(lot.NbSommes)+i, d.colonneSomme(lot.NbSommes)+i, d.styleDe(&lot.Champs[j])))
		}
	}
	if f.err == nil {
		f.garder(d.f.AutoFilter(feuillePersonnes, case_(1, rangTetes)+":"+case_(len(tetes), d.derniere()), nil))
	}
	totaux := make([]any, d.colonneSomme(lot.NbSommes)-1)
	totaux[0] = excelize.Cell{StyleID: d.styles.tete, Value: "Total"}
	for i, t := range d.l.Totaux.Sommes {
		totaux[d.colonneSomme(i)-1] = d.formule("ROUND(SUBTOTAL(109,"+d.plage(d.colonneSomme(i))+"),2)", t.Somme)
	}
	f.ecrire(totaux...)
	f.ecrire(tetes...)
	f.basse = true
	rangee := make([]any, 0, len(tetes))
	for i := range d.l.Personnes {
		f.ecrire(d.rangee(rangee, i)...)
	}
	return f.fermer()
}

// rangee compose les cases d'une personne.
func (d *deLot) rangee(r []any, i int) []any {
	p := &d.l.Personnes[i]
	b := &p.Bilan
	for _, j := range d.avant {
		r = append(r, d.caseDe(p, i, j))
	}
	etat := any(p.Etat.String())
	if p.Etat == lot.Refusee {
		r = append(r, excelize.Cell{StyleID: d.faute, Value: etat}, nil, nil, nil)
	} else {
		r = append(r, etat, b.Issue.String(), [...]string{"inconnu", "non", "oui"}[b.Eligible], b.Motif.String())
	}
	for _, x := range datesDe(&b.Dates) {
		if x.Connue() {
			r = append(r, d.date(x))
		} else {
			r = append(r, nil)
		}
	}
	for _, m := range b.Sommes.Liste() {
		r = append(r, d.euros(m))
	}
	for _, j := range d.apres {
		r = append(r, d.caseDe(p, i, j))
	}
	return r
}

// datesDe rend les dates dans l'ordre de lot.TetesDates.
func datesDe(x *lot.Dates) []calendrier.Date {
	donnee, estimee := x.FinRefus, calendrier.Date(0)
	if x.FinRefusEstimee {
		donnee, estimee = 0, x.FinRefus
	}
	return []calendrier.Date{x.Entretien, x.Remise, x.FinReflexion, x.LettreConservatoire, x.Lettre, x.Rupture, x.DebutCSP, donnee, estimee, x.FinDSN, x.EcheanceContribution, x.LimiteContestation, x.FinReembauche}
}

// caseDe est la case d'un champ : sa valeur, ou celle qui a été refusée, à corriger sur place.
func (d *deLot) caseDe(p *lot.Personne, i, j int) any {
	c := &lot.Champs[j]
	if p.Formes[j] == "" || p.Etat == lot.Refusee {
		if s := d.refuse[i][c.Cle]; s != "" {
			return excelize.Cell{StyleID: d.faute, Value: s}
		}
	}
	return d.valeur(c, p.Formes[j])
}

// nomsForme nomme chaque forme de licenciement, dans l'ordre des constantes.
var nomsForme = []string{"licenciement individuel", "licenciement collectif de 2 à 9 personnes en trente jours", "licenciement collectif de 10 personnes et plus en trente jours", "licenciement collectif avec plan de sauvegarde de l'emploi"}

func (d *deLot) synthese() error {
	l := d.l
	f := d.feuille(feuilleSynthese, true, 1, 0, 52, 22, 20, 34, 60)
	paire := func(nom string, valeur any) { f.ecrire(d.sourd(nom), valeur) }
	compte := func(nom string, n int, colonne int) {
		f.ecrire(d.texte(nom), excelize.Cell{StyleID: d.styles.nombre, Value: n, Formula: fmt.Sprintf("COUNTIF(%s!%s,%q)", feuillePersonnes, d.plage(colonne), nom)})
	}
	etat := len(d.avant) + 1
	f.ecrire(excelize.Cell{StyleID: d.styles.titre, Value: "Licenciement économique : synthèse"})
	paire("Entreprise", l.Entreprise.RaisonSociale)
	if l.Entreprise.SIRET != "" {
		paire("SIRET", l.Entreprise.SIRET)
	}
	forme, sure := l.Entreprise.Projet.Forme()
	procedure := nomsForme[forme]
	if !sure {
		procedure += ", à confirmer : un fait manque"
	}
	paire("Procédure", procedure)
	paire("Réponses regardées au", d.date(l.Au))
	paire("Règles et barèmes", "jalon, édition "+csp.Edition())
	f.ecrire()
	f.ecrire(d.tetes("Rangées du fichier", "Personnes")...)
	for e, n := range l.Totaux.Etats {
		compte(lot.NomsEtat[e], n, etat)
	}
	f.ecrire()
	f.ecrire(d.tetes("Où en sont les personnes", "Personnes")...)
	for i, n := range l.Totaux.Issues {
		compte(lot.NomsIssue[i], n, etat+1)
	}
	f.ecrire()
	f.ecrire(d.tetes("Sommes", "Total connu", "Personnes comptées", "Personnes dont la somme manque")...)
	somme := func(nom, formule string, t lot.Total) {
		f.ecrire(d.texte(nom), d.formule(formule, t.Somme), d.entier(t.Comptes), d.entier(t.Inconnus))
	}
	for i, t := range l.Totaux.Sommes {
		somme(lot.NomsSomme[i], fmt.Sprintf("ROUND(SUM(%s!%s),2)", feuillePersonnes, d.plage(d.colonneSomme(i))), t)
	}
	somme("Coût selon les réponses connues, hors charges", "", l.Totaux.CoutReel)
	if vagues := l.Vagues(); len(vagues) > 0 {
		f.ecrire()
		f.ecrire(d.tetes("Vagues", "Personnes", "Remise", "Dernier jour pour répondre", "Fin du contrat", "Coût si adhésion, hors charges", "Coût si refus ou silence, hors charges")...)
		for _, v := range vagues {
			f.ecrire(d.texte(v.Nom), d.entier(v.Personnes), d.texte(document.Duree(v.Remise)), d.texte(document.Duree(v.FinReflexion)), d.texte(document.Duree(v.Fin)),
				d.formule("", v.Adhesion.Somme), d.formule("", v.Refus.Somme))
		}
	}
	f.ecrire()
	// Chaque texte déborde à droite : une fusion serait remarquée à la relecture.
	paire("Un tiret", "La somme dépend d'un fait qui manque ou d'un barème non publié : elle n'entre dans aucun total, et la dernière colonne compte ces personnes.")
	paire("Suivre les réponses", "Remplissez dans « Personnes » la réponse, sa date et sa preuve, puis redonnez ce fichier à jalon : il se relit comme une liste.")
	paire("NIR et IBAN", "Ils ne sont pas ici en entier : le matricule retrouve la personne.")
	paire("Les totaux", "Ceux de « Personnes » suivent le filtre. Le droit n'est pas dans le classeur : pour d'autres faits, refaites le calcul avec jalon.")
	return f.fermer()
}

// corrigerMax borne les choses à savoir, qui se répètent d'une personne à l'autre.
const corrigerMax = 200

func (d *deLot) corriger() error {
	f := d.feuille(feuilleCorriger, false, 1, 2, 9, 36, 16, 30, 32, 100)
	var lignes [][]any
	ecart := func(rang int, qui string, e *lot.Ecart, champs []lot.Champ) {
		colonne := e.Champ
		if c := lot.Trouver(champs, e.Champ); c != nil {
			colonne = c.Entete
		}
		var ou any // rien : ce n'est pas dans une rangée de la liste
		if rang > 0 {
			ou = d.entier(rang)
		}
		lignes = append(lignes, []any{ou, d.texte(qui), d.texte([...]string{lot.ASavoir: "à savoir", lot.Manque: "manque", lot.Refus: "refusé"}[e.Gravite]), d.texte(colonne), d.texte(e.Recu), d.texte(e.Texte)})
	}
	for i := range d.l.EcartsEntreprise {
		ecart(0, "Feuille Entreprise", &d.l.EcartsEntreprise[i], lot.ChampsEntreprise)
	}
	savoir, ordre := map[string]*quiSont{}, []lot.Ecart{}
	for _, g := range []lot.Gravite{lot.Refus, lot.Manque, lot.ASavoir} {
		for _, p := range d.tries {
			for j := range p.Ecarts {
				e := &p.Ecarts[j]
				switch {
				case e.Gravite != g:
				case g != lot.ASavoir:
					ecart(p.Rang, nomDe(p), e, lot.Champs)
				default:
					if savoir[e.Texte] == nil {
						savoir[e.Texte] = &quiSont{rang: p.Rang}
						ordre = append(ordre, *e)
					}
					savoir[e.Texte].ajouter(p)
				}
			}
		}
	}
	for i := range ordre[:min(corrigerMax, len(ordre))] {
		e := &ordre[i]
		x := savoir[e.Texte]
		if x.n > 1 {
			x.rang = 0
		}
		ecart(x.rang, x.nommer(nomsACorriger), e, lot.Champs)
	}
	if n := len(ordre) - corrigerMax; n > 0 {
		ecart(0, "", &lot.Ecart{Texte: fmt.Sprintf("Et %d autres choses à savoir : elles sont dans le dossier de chaque personne.", n)}, nil)
	}
	parRang := map[int]string{}
	for _, p := range d.tries {
		parRang[p.Rang] = nomDe(p)
	}
	for _, r := range d.l.Remarques {
		ecart(r.Rang, cmp.Or(parRang[r.Rang], "Fichier"), &lot.Ecart{Texte: r.Texte}, nil)
	}
	for i := range d.l.Colonnes {
		if c := &d.l.Colonnes[i]; c.Cle == "" && c.Entete != "" && !c.DeResultat() {
			ecart(0, "Fichier", &lot.Ecart{Champ: c.Entete, Recu: c.Exemple, Texte: "Cette colonne n'est pas lue (" + c.Comment + "). Si elle sert, renommez-la d'après le mode d'emploi, ou donnez une carte des colonnes."}, nil)
		}
	}
	if f.err == nil {
		f.garder(d.f.AutoFilter(feuilleCorriger, fmt.Sprintf("A1:F%d", max(2, len(lignes)+1)), nil))
	}
	f.ecrire(d.tetes("Rangée", "Qui", "Gravité", "Colonne", "Reçu", "Attendu, et à quoi cela sert")...)
	for _, x := range lignes {
		f.ecrire(x...)
	}
	if len(lignes) == 0 {
		f.ecrire(nil, "Rien à corriger.")
	}
	return f.fermer()
}

// quiSont sont les personnes d'une même chose : leur nombre, les premiers noms, et le rang de la première.
type quiSont struct {
	n, rang int
	noms    []string
}

func (q *quiSont) ajouter(p *lot.Personne) {
	if q.n++; q.n <= nomsMax {
		q.noms = append(q.noms, nomDe(p))
	}
}

// nommer rend les max premiers noms, et le nombre des autres.
func (q *quiSont) nommer(max int) string {
	noms := strings.Join(q.noms[:min(max, len(q.noms))], ", ")
	switch autres := q.n - max; {
	case autres == 1:
		noms += " et une autre personne"
	case autres > 1:
		noms += fmt.Sprintf(" et %d autres personnes", autres)
	}
	return noms
}

func nomDe(p *lot.Personne) string {
	if n := p.Identite.NomComplet(); n != "" {
		return n
	}
	return p.Identite.Matricule
}

// quand dit à quelles issues une date du calendrier appartient.
type quand uint8

const (
	siPropose quand = iota // le CSP est proposé, quelle que soit la réponse
	siAdhere
	siRefuse
	enReflexion // tant qu'il n'y a pas d'acceptation
	siFini      // le contrat finit, par l'adhésion tant que la réponse manque
)

// jalons sont les jours d'une personne que le calendrier montre, dans leur ordre.
var jalons = []struct {
	quoi  string
	quand quand
	jour  func(*lot.Bilan) calendrier.Date
	fait  func(*lot.Personne) bool // ce que le fichier en dit ; nul : rien
}{
	{"Entretien préalable", siPropose, func(b *lot.Bilan) calendrier.Date { return b.Dates.Entretien }, nil},
	{"Remise des documents du CSP", siPropose, func(b *lot.Bilan) calendrier.Date { return b.Dates.Remise }, func(p *lot.Personne) bool { return p.Bilan.Issue != lot.ARemettre }},
	{"Lettre conservatoire à envoyer", enReflexion, func(b *lot.Bilan) calendrier.Date { return b.Dates.LettreConservatoire }, nil},
	{"Dernier jour pour répondre", siPropose, func(b *lot.Bilan) calendrier.Date { return b.Dates.FinReflexion }, nil},
	{"Fin du contrat par l'adhésion", siAdhere, func(b *lot.Bilan) calendrier.Date { return b.Dates.Rupture }, nil},
	{"Premier jour du CSP", siAdhere, func(b *lot.Bilan) calendrier.Date { return b.Dates.DebutCSP }, nil},
	{"Lettre de licenciement, au plus tôt", siRefuse, func(b *lot.Bilan) calendrier.Date { return b.Dates.Lettre }, nil},
	{"Fin du contrat", siRefuse, func(b *lot.Bilan) calendrier.Date { return siVrai(!b.Dates.FinRefusEstimee, b.Dates.FinRefus) }, nil},
	{"Fin du contrat, estimée depuis la lettre", siRefuse, func(b *lot.Bilan) calendrier.Date { return siVrai(b.Dates.FinRefusEstimee, b.Dates.FinRefus) }, nil},
	{"Message de fin de contrat (DSN), au plus tard", siFini, func(b *lot.Bilan) calendrier.Date { return b.Dates.FinDSN }, nil},
	{"Contribution à payer à l'opérateur, au plus tard", siAdhere, func(b *lot.Bilan) calendrier.Date {
		return siVrai(!b.Sommes.ContributionBrute.Nul(), b.Dates.EcheanceContribution)
	}, func(p *lot.Personne) bool { return p.Forme("contribution_payee_le") != "" }},
	{"Dernier jour pour contester la rupture", siAdhere, func(b *lot.Bilan) calendrier.Date { return b.Dates.LimiteContestation }, nil},
	{"Fin de la priorité de réembauche", siAdhere, func(b *lot.Bilan) calendrier.Date { return b.Dates.FinReembauche }, nil},
}

func siVrai(oui bool, d calendrier.Date) calendrier.Date {
	if oui {
		return d
	}
	return 0
}

// vaut dit si une date vaut pour cette issue, et ce qu'elle suppose.
func (q quand) vaut(i lot.Issue) (oui bool, si string) {
	attend := i == lot.ARemettre || i == lot.EnAttente
	refus := i == lot.ARefuse || i == lot.SEstTue
	switch q {
	case siAdhere:
		return attend || i == lot.AAccepte, siAttend(attend, document.SiAdhere)
	case siRefuse:
		return attend || refus, siAttend(attend, document.SiRefuse)
	case enReflexion:
		return attend || refus, ""
	case siFini:
		return attend || refus || i == lot.AAccepte, siAttend(attend, document.SiAdhere)
	}
	return attend || refus || i == lot.AAccepte, ""
}

func siAttend(attend bool, si document.Si) string {
	if attend {
		return si.String()
	}
	return ""
}

// Le nombre de personnes nommées pour un même jour, et pour une même chose à savoir ; la feuille des personnes a les
// autres.
const (
	nomsMax       = 20
	nomsACorriger = 3
)

func (d *deLot) calendrier() error {
	type cle struct {
		jour calendrier.Date
		rang int // dans jalons, ou après eux celui d'une obligation
		si   string
	}
	type groupe struct {
		quiSont
		faits int
	}
	groupes := map[cle]*groupe{}
	for _, p := range d.tries {
		if p.Etat == lot.Refusee {
			continue
		}
		for rang, j := range jalons {
			oui, si := j.quand.vaut(p.Bilan.Issue)
			jour := j.jour(&p.Bilan)
			if !oui || !jour.Connue() {
				continue
			}
			c := cle{jour, rang, si}
			g := groupes[c]
			if g == nil {
				g = &groupe{}
				groupes[c] = g
			}
			g.ajouter(p)
			if j.fait != nil && j.fait(p) {
				g.faits++
			}
		}
	}
	var ordre []cle
	for c := range groupes {
		ordre = append(ordre, c)
	}
	for i, o := range d.l.Obligations {
		if o.Date.Connue() {
			ordre = append(ordre, cle{o.Date, len(jalons) + i, ""})
		}
	}
	slices.SortFunc(ordre, func(a, b cle) int {
		return cmp.Or(cmp.Compare(a.jour, b.jour), cmp.Compare(a.rang, b.rang), cmp.Compare(a.si, b.si))
	})
	f := d.feuille(feuilleCalendrier, false, 1, 1, 14, 60, 26, 13, 14, 90)
	derniere := max(2, len(ordre)+1)
	d.controler(f, fmt.Sprintf("D2:D%d", derniere), &lot.Champ{Entete: "Fait", Genre: lot.ChampOuiNon})
	if f.err == nil {
		f.garder(d.f.AutoFilter(feuilleCalendrier, fmt.Sprintf("A1:F%d", derniere), nil))
	}
	f.ecrire(d.tetes("Jour", "Ce qui est à faire, ou se passe", "Condition", "Fait", "Personnes", "Qui")...)
	for _, c := range ordre {
		g := groupes[c]
		if g == nil {
			o := d.l.Obligations[c.rang-len(jalons)]
			f.ecrire(d.date(c.jour), d.texte(o.Quoi), nil, d.texte(siOui(o.Faite)), nil, d.texte(o.Qui))
			continue
		}
		fait := siOui(g.faits == g.n)
		if g.faits > 0 && g.faits < g.n {
			fait = fmt.Sprintf("%d sur %d", g.faits, g.n)
		}
		f.ecrire(d.date(c.jour), d.texte(jalons[c.rang].quoi), d.texte(c.si), d.texte(fait), d.entier(g.n), d.texte(g.nommer(nomsMax)))
	}
	return f.fermer()
}

func siOui(b bool) string {
	if b {
		return "oui"
	}
	return ""
}

func (d *deLot) obligations() error {
	f := d.feuille(feuilleObligations, false, 1, 0, 22, 24, 80, 34, 12, 14, 60)
	f.ecrire(d.tetes("Étape", "Qui", "Obligation", "Quand", "Faite", "Hors délai", "Articles")...)
	for _, o := range d.l.Obligations {
		quand := document.Date{Echeance: o.Echeance, Jour: o.Date}.Quand()
		if !o.Date.Connue() && o.Depuis != "" {
			quand = "dépend d'un fait à donner : " + o.Depuis
		}
		f.ecrire(d.texte(o.Etape.String()), d.texte(o.Qui), d.texte(o.Quoi), d.texte(quand), d.texte(siOui(o.Faite)), d.texte(siOui(o.HorsDelai)), d.texte(o.Articles))
	}
	return f.fermer()
}
