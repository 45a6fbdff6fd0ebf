package web

import (
	"bytes"
	"cmp"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"jalon/document"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/demarches"
	"jalon/droit/fait"
	"jalon/droit/licenciement"
	"jalon/lot"
	"jalon/web/cadre"
)

// lent est la taille, en octets tels qu'ils voyagent, d'un envoi dont on montre l'avancement.
const lent = 100_000

// corpsResultatLot est la réponse pour tout un lot.
type corpsResultatLot struct {
	Porte     porte
	L         *lot.Lot
	Titre     string
	Chapeau   string
	Issues    []compteIssue
	Prochaine prochaine
	Couts     []coutMontre
	Sommes    []sommeTotale
	Motifs    []compteIssue // motif écrit absent ou tardif
	Etapes    []etapeMontree

	DessinCouts, DessinSemaines template.HTML
	Semaines                    []semaine
	Genres                      []string // les en-têtes de la table des semaines
	PlusTard                    int

	Table     tableLot
	Retards   []string
	Inconnues bool // une somme au moins n'est pas connue
	Filtre    bool // la table ne garde pas tout le monde
	Poids     int  // des courriers, en Mo
}

type compteIssue struct {
	Nom string
	N   int
}

// sommeTotale est une somme de lot.NomsSomme, pour tous.
type sommeTotale struct {
	Nom   string
	Total lot.Total
}

// coutMontre est ce que coûte le lot si chacun prend la même issue.
type coutMontre struct {
	Nom, Note                string
	HorsCharges, AvecCharges lot.Total
}

// prochaine est la première date à venir : ce qu'elle demande, et pour qui.
type prochaine struct {
	Jour   calendrier.Date
	Lignes []string
}

// etapeMontree est un temps de la procédure et ce qu'il demande.
type etapeMontree struct {
	Nom         string
	Obligations []licenciement.Obligation
}

// resultatLot répond d'un coup quand le lot est petit ; sinon la page part tout de suite, et dit où en est le calcul.
func resultatLot(w http.ResponseWriter, r *http.Request, x *envoi) func() {
	if len(x.scelles) < lent {
		return vueDe(func(x *envoi) (cadre.Vue, error) { return resultatDe(x, func(string) {}) })(w, r, x)
	}
	titre := cadre.Vue{Titre: "Résultats du licenciement économique", Menu: "employeur"}
	m := pages.Modele("lot_resultat.html")
	var b bytes.Buffer
	envoie := func() {
		_, _ = b.WriteTo(w) // le navigateur est parti : il n'y a personne à prévenir
		_ = http.NewResponseController(w).Flush()
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	ecrire := func(m *template.Template, nom string, donnees any) {
		if err := m.ExecuteTemplate(&b, nom, donnees); err != nil {
			b.WriteString("<p>La page n'a pas pu être faite en entier. Recommencez.</p>")
		}
	}
	ecrire(m, "haut", titre)
	b.WriteString(`<div class="avance">`)
	etape := 0
	v, err := resultatDe(x, func(quoi string) {
		etape++
		ecrire(m, "avance", map[string]any{"Etape": etape, "Quoi": quoi})
		envoie()
	})
	if err != nil {
		v = refuser(err, x)
	}
	b.WriteString("<div>")
	ecrire(pages.Modele(v.Modele), "corps", v)
	b.WriteString("</div></div>")
	ecrire(m, "bas", titre)
	return envoie
}

// octetsParPersonne est le poids habituel de ses courriers dans le ZIP.
const octetsParPersonne = 130_000

func resultatDe(x *envoi, avance func(quoi string)) (cadre.Vue, error) {
	avance("Lecture des fichiers")
	l, _, err := x.lireEn(avance)
	if err != nil {
		return cadre.Vue{}, err
	}
	avance("Mise en page")
	c := corpsResultatLot{L: l}
	c.Titre, c.Chapeau = reponseLot(l)
	for i, n := range l.Totaux.Issues {
		if n > 0 {
			c.Issues = append(c.Issues, compteIssue{lot.Issue(i).String(), n})
		}
	}
	c.couts()
	c.DessinCouts = barresCouts(c.Couts)
	for i, nom := range lot.NomsSomme {
		c.Sommes = append(c.Sommes, sommeTotale{nom, l.Totaux.Sommes[i]})
		c.Inconnues = c.Inconnues || l.Totaux.Sommes[i].Inconnus > 0
	}
	dates := evenements(l)
	c.Prochaine = prochaineDate(l, dates)
	c.Semaines, c.PlusTard = parSemaine(dates, l.Au)
	c.Genres, c.DessinSemaines = nomsEvenement[:], barresSemaines(c.Semaines)
	for _, o := range l.Obligations {
		if n := len(c.Etapes); n == 0 || c.Etapes[n-1].Nom != o.Etape.String() {
			c.Etapes = append(c.Etapes, etapeMontree{Nom: o.Etape.String()})
		}
		e := &c.Etapes[len(c.Etapes)-1]
		e.Obligations = append(e.Obligations, o)
	}
	c.Motifs = motifs(l)
	c.Retards = retards(l)
	c.Table = table(l, x.champs)
	c.Filtre = c.Table.Retenues != len(l.Personnes)
	c.Poids = 1 + c.Table.Retenues*octetsParPersonne>>20
	if c.Porte, err = x.porte(); err != nil {
		return cadre.Vue{}, err
	}
	return cadre.Vue{Modele: "lot_resultat.html", Titre: c.Titre, Menu: "employeur", Corps: c}, nil
}

// reponseLot est la réponse en deux phrases : à combien de personnes proposer le CSP, et ce qui n'est pas sûr.
func reponseLot(l *lot.Lot) (titre, chapeau string) {
	proposer, incertains, conges := 0, 0, 0
	for _, p := range l.Lisibles() {
		switch {
		case p.Bilan.Dispositif == csp.DispositifConge:
			conges++
		case p.Bilan.Issue != lot.SansCSP:
			proposer++
			if p.Bilan.Eligible == fait.Inconnu {
				incertains++
			}
		}
	}
	lues := document.Nombre(len(l.Personnes), "personne")
	switch {
	case conges > 0 && proposer == 0:
		titre = "Le congé de reclassement est à proposer, pas le CSP"
		chapeau = "L'entreprise ou son groupe compte au moins mille salariés (C. trav. L1233-71). jalon ne calcule pas le congé de reclassement."
	case proposer == 0:
		titre = "Le CSP n'est à proposer à aucune des " + lues
	case l.Totaux.Issues[lot.ARemettre] == proposer:
		titre = "Le CSP est à proposer à " + document.Nombre(proposer, "personne") + " sur " + strconv.Itoa(len(l.Personnes))
	default:
		titre = "Réponses au CSP\u00a0: " + reponses(l)
	}
	if incertains > 0 {
		chapeau += " Pour " + strconv.Itoa(incertains) + ", il manque un fait pour dire si elles y ont droit : le proposer ne fait courir aucun risque, l'oublier coûte deux mois de salaire au moins (CONT-06)."
	}
	if n := l.Totaux.Etats[lot.Refusee]; n > 0 {
		chapeau += " " + document.Nombre(n, "rangée") + " de la liste ne se lit pas ou se contredit : rien n'en est calculé."
		if n > 1 {
			chapeau = strings.Replace(chapeau, "ne se lit pas ou se contredit", "ne se lisent pas ou se contredisent", 1)
		}
	}
	return titre, strings.TrimSpace(chapeau)
}

// retards dit ce qui aurait dû être fait avant le jour où l'on regarde : les remises, puis la procédure.
func retards(l *lot.Lot) (dits []string) {
	personnes, jours := 0, 0
	for _, p := range l.Lisibles() {
		if n := l.EnRetard(p); n > 0 {
			personnes, jours = personnes+1, max(jours, n)
		}
	}
	if personnes > 0 {
		dits = append(dits, "Documents du CSP à remettre à "+document.Nombre(personnes, "personne")+" : jusqu'à "+document.Nombre(jours, "jour")+" de retard. Donnez le jour réel (« CSP remis le ») avant d'imprimer les courriers, qui portent le jour prévu.")
	}
	for _, o := range l.Obligations {
		if o.HorsDelai && !o.Faite && (personnes == 0 || o.Chacun != licenciement.FaitRemise) {
			dits = append(dits, quandObligation(o)+". "+o.Qui+" : "+o.Quoi+" ("+o.Articles+").")
		}
	}
	return dits
}

// reponses compte qui a répondu : « 12 acceptations, 7 refus, 280 attendues ».
func reponses(l *lot.Lot) string {
	var dits []string
	for _, x := range []struct {
		issue lot.Issue
		mot   string
	}{{lot.AAccepte, "acceptation"}, {lot.ARefuse, "refus"}, {lot.SEstTue, "silence"}, {lot.EnAttente, "attendue"}} {
		if n := l.Totaux.Issues[x.issue]; n > 0 {
			dits = append(dits, document.Nombre(n, x.mot))
		}
	}
	if n := l.Totaux.Issues[lot.ARemettre]; n > 0 {
		dits = append(dits, strconv.Itoa(n)+" à qui remettre les documents")
	}
	return strings.Join(dits, ", ")
}

// couts compare les issues. Qui n'a pas de CSP proposé fait son préavis, et l'employeur doit en plus la pénalité.
func (c *corpsResultatLot) couts() {
	s, sans := &c.L.Totaux.Sommes, &c.L.Totaux.NonPropose
	c.Couts = []coutMontre{
		{"Toutes adhèrent", "indemnité, contribution du préavis, congés", s[lot.CoutAdhesion], s[lot.CoutAdhesionCharges]},
		{"Toutes refusent ou se taisent", "indemnité, préavis travaillé ou payé, congés", s[lot.CoutRefus], s[lot.CoutRefusCharges]},
		{"Le CSP n'est pas proposé", "comme un refus, et la pénalité de deux mois (CONT-06)", sans.HorsCharges, sans.AvecCharges},
	}
}

// motifs compte les personnes dont le motif économique n'est pas écrit à temps (PROC-03).
func motifs(l *lot.Lot) (tout []compteIssue) {
	for _, m := range []lot.MotifEcrit{lot.MotifAbsent, lot.MotifTardif} {
		n := 0
		for _, p := range l.Lisibles() {
			if p.Bilan.Motif == m {
				n++
			}
		}
		if n > 0 {
			tout = append(tout, compteIssue{m.String(), n})
		}
	}
	return tout
}

// Les sortes de dates d'une personne.
const (
	evtRemise = iota
	evtReponse
	evtConservatoire
	evtFin
	evtDSN
	evtContribution
	nbEvenements
)

var nomsEvenement = [nbEvenements]string{
	"Documents à remettre", "Dernier jour pour répondre", "Lettre conservatoire", "Fin de contrat", "Message DSN au plus tard", "Contribution à payer",
}

// evenement est une date d'une personne.
type evenement struct {
	jour  calendrier.Date
	genre int
	p     *lot.Personne
}

// evenements sont les dates de chacun, selon là où il en est, par jour.
func evenements(l *lot.Lot) []evenement {
	var tout []evenement
	for _, p := range l.Lisibles() {
		d, issue := &p.Bilan.Dates, p.Bilan.Issue
		ajouter := func(oui bool, genre int, jour calendrier.Date) {
			if oui && jour.Connue() {
				tout = append(tout, evenement{jour, genre, p})
			}
		}
		hesite := issue == lot.EnAttente || issue == lot.ARemettre && l.EnRetard(p) == 0
		refuse := issue == lot.ARefuse || issue == lot.SEstTue
		ajouter(issue == lot.ARemettre, evtRemise, d.Remise)
		ajouter(hesite, evtReponse, d.FinReflexion)
		ajouter(hesite, evtConservatoire, d.LettreConservatoire)
		ajouter(issue == lot.AAccepte, evtFin, d.Rupture)
		ajouter(refuse, evtFin, d.FinRefus)
		ajouter(refuse || issue == lot.AAccepte, evtDSN, d.FinDSN)
		ajouter(issue == lot.AAccepte && p.Bilan.Sommes.ContributionBrute.Positif(), evtContribution, d.EcheanceContribution)
	}
	slices.SortStableFunc(tout, func(a, b evenement) int { return cmp.Or(cmp.Compare(a.jour, b.jour), cmp.Compare(a.genre, b.genre)) })
	return tout
}

// nomsMontres borne les noms cités pour une date.
const nomsMontres = 3

// prochaineDate est la première date à venir des personnes et de la procédure.
func prochaineDate(l *lot.Lot, dates []evenement) prochaine {
	dates = dates[aVenir(dates, l.Au):]
	p := prochaine{}
	if len(dates) > 0 {
		p.Jour = dates[0].jour
	}
	attend := func(o *licenciement.Obligation) bool { // « à partir du » n'est pas une échéance
		return !o.Faite && o.Date.Connue() && o.Date >= l.Au && o.Echeance != demarches.APartirDu
	}
	for i := range l.Obligations {
		if o := &l.Obligations[i]; attend(o) && (!p.Jour.Connue() || o.Date < p.Jour) {
			p.Jour = o.Date
		}
	}
	for i := range l.Obligations {
		if o := &l.Obligations[i]; attend(o) && o.Date == p.Jour {
			p.Lignes = append(p.Lignes, o.Qui+" : "+o.Quoi)
		}
	}
	for genre := range nbEvenements {
		var noms []string
		for _, e := range dates {
			if e.jour == p.Jour && e.genre == genre {
				noms = append(noms, nomDe(e.p))
			}
		}
		if n := len(noms); n > 0 {
			texte := nomsEvenement[genre] + " : " + strings.Join(noms[:min(n, nomsMontres)], ", ")
			if n > nomsMontres {
				texte += " et " + document.Nombre(n-nomsMontres, "autre")
			}
			p.Lignes = append(p.Lignes, texte)
		}
	}
	return p
}

func aVenir(dates []evenement, au calendrier.Date) int {
	n, _ := slices.BinarySearchFunc(dates, au, func(e evenement, d calendrier.Date) int { return cmp.Compare(e.jour, d) })
	return n
}

// semainesMax borne le dessin.
const semainesMax = 16

// semaine compte les dates d'une semaine, sorte par sorte.
type semaine struct {
	Lundi calendrier.Date
	N     [nbEvenements]int
	Total int
}

// parSemaine compte les dates à venir ; plusTard est le nombre de celles d'après la dernière semaine montrée.
func parSemaine(dates []evenement, au calendrier.Date) (tout []semaine, plusTard int) {
	dates = dates[aVenir(dates, au):]
	if len(dates) == 0 {
		return nil, 0
	}
	lundi := func(d calendrier.Date) calendrier.Date { return d.Plus(1 - d.JourSemaine()) }
	premier := lundi(dates[0].jour)
	for _, e := range dates {
		n := int(e.jour-premier) / 7
		if n >= semainesMax {
			plusTard++
			continue
		}
		for len(tout) <= n {
			tout = append(tout, semaine{Lundi: premier.Plus(7 * len(tout))})
		}
		tout[n].N[e.genre]++
		tout[n].Total++
	}
	return tout, plusTard
}

// quandObligation dit la date d'une obligation, ou le fait dont elle dépend.
func quandObligation(o licenciement.Obligation) string {
	if o.Date.Connue() || o.Depuis == "" {
		return document.Majuscule(document.Date{Jour: o.Date, Echeance: o.Echeance}.Quand())
	}
	return "Selon " + o.Depuis
}
