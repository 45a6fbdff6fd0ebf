// Package paiement prépare ce qui se paie pour un mois, et garde ce que deux personnes font : l'une prépare ou propose, une
// autre valide, et cela devient des faits des dossiers.
package paiement

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"jalon/dossier"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/demarches"
	"jalon/droit/fait"
)

// Genre dit ce qu'une ligne appelle.
type Genre string

// Les genres. Seul « payer » se paie ; rien ne compense rien.
const (
	Payer   Genre = "payer"
	Bloque  Genre = "bloque"  // un montant n'est pas connu, ou une décision manque
	Rien    Genre = "rien"    // payé le mois d'avant, plus rien ce mois
	Trop    Genre = "trop"    // versé en trop
	Decider Genre = "decider" // une aide, une contestation, un recouvrement attendent une décision
)

// Genres les rend tous.
var Genres = []Genre{Payer, Bloque, Rien, Trop, Decider}

// Ligne est une ligne d'un état de paiement.
type Ligne struct {
	Rang      int
	Dossier   string
	Version   int // du dossier d'où elle est tirée
	Operateur string
	Genre     Genre
	dossier.Poste
	Montant  argent.Montant // net ; inconnu : bloqué
	Avant    argent.Montant // versé le mois d'avant ; inconnu : rien ne l'a été
	Differe  bool           // du mois d'avant
	Cause    string
	Issue    Issue
	FaitPaye int // rang du fait de paiement
}

// Issue est ce qu'une ligne est devenue.
type Issue string

// Les issues.
const (
	EnAttente Issue = ""
	Paye      Issue = "paye"
	Ecarte    Issue = "ecarte" // le dossier a changé depuis : à préparer de nouveau
)

// Lignes dit ce qu'un dossier appelle pour un mois : l'ASP du mois, ce qui reste des mois d'avant, la part des aides due et
// décidée, et ce qui a été versé en trop, à part. L'état ne se paie qu'une fois le mois fini : ce qu'une aide doit jusque-là y est, même
// préparé plus tôt ; ce qui est à décider l'est au jour donné.
func Lignes(d *dossier.Dossier, mois, jour calendrier.Date) ([]Ligne, error) {
	if d.Sorte() != dossier.CSP {
		return nil, nil
	}
	c, err := d.Compte()
	if err != nil {
		return nil, err
	}
	r := &releve{d: d, c: c, mois: mois, jour: min(jour, mois.FinMois()), clos: len(d.De("cloture")) > 0}
	if err := r.asp(); err != nil {
		return nil, err
	}
	aides, err := d.Aides()
	if err != nil {
		return nil, err
	}
	r.aides(aides)
	r.trop()
	r.decider(aides)
	return r.lignes, nil
}

// releve fait les lignes d'un dossier.
type releve struct {
	d          *dossier.Dossier
	c          *dossier.Compte
	mois, jour calendrier.Date
	clos       bool
	lignes     []Ligne
}

func (r *releve) dire(g Genre, p dossier.Poste, montant, avant argent.Montant, differe bool, cause string) {
	if r.clos && g == Payer {
		g, cause = Bloque, "Le dossier est clos. "+cause
	}
	r.lignes = append(r.lignes, Ligne{
		Dossier: r.d.ID, Version: r.d.Version(), Operateur: r.d.Attribution().Operateur,
		Genre: g, Poste: p, Montant: montant, Avant: avant, Differe: differe, Cause: cause,
	})
}

func (r *releve) ligne(p dossier.Poste) *dossier.Ligne {
	i := slices.IndexFunc(r.c.Lignes, func(l dossier.Ligne) bool { return l.Poste == p })
	if i < 0 {
		return nil
	}
	return &r.c.Lignes[i]
}

// verse est ce que la personne a reçu et gardé d'un poste ; inconnu si rien ne lui en a été versé.
func verse(l *dossier.Ligne) argent.Montant {
	if l == nil || len(l.Versements) == 0 {
		return argent.Montant{}
	}
	return l.Verse.Moins(l.Rembourse)
}

func (r *releve) asp() error {
	poste := dossier.Poste{Nature: csp.PaiementASP, Mois: r.mois}
	veille := r.ligne(dossier.Poste{Nature: csp.PaiementASP, Mois: r.mois.PlusMois(-1)})
	avant := verse(veille)
	for i := range r.c.Lignes {
		l := &r.c.Lignes[i]
		if l.Nature != csp.PaiementASP || l.Mois >= r.mois {
			continue
		}
		switch {
		case !l.Du.Connu():
			r.duInconnu(l.Poste, l, verse(l))
		case l.Solde.Positif() && len(l.Versements) > 0:
			r.dire(Payer, l.Poste, l.Solde, verse(l), true, "Complément de "+l.Mois.NomMois()+" : "+r.ajustements(l))
		case l.Solde.Positif():
			r.dire(Payer, l.Poste, l.Solde, argent.Montant{}, true, majuscule(l.Mois.NomMois())+" n'a jamais été versé : "+l.EnJours()+".")
		}
	}
	l := r.ligne(poste)
	dates := &r.d.Droits().Dates
	switch {
	case l == nil && !r.d.Droits().ASP.JoursPayes.Connu() && r.enCours() && dates.DebutCSP.Connue() && dates.DebutCSP <= r.mois.FinMois(),
		l != nil && !l.Du.Connu():
		r.duInconnu(poste, l, avant)
	case l == nil || l.Du.Nul() && len(l.Versements) == 0:
		if avant.Positif() {
			cause, err := r.pourquoi(&dossier.Ligne{Poste: poste, Du: argent.Centimes(0), Brut: argent.Centimes(0)}, veille)
			r.dire(Rien, poste, argent.Centimes(0), avant, true, cause)
			return err
		}
	case l.Solde.Positif() && len(l.Versements) > 0:
		r.dire(Payer, poste, l.Solde, avant, true, "Complément : "+r.ajustements(l))
	case l.Solde.Positif():
		if avant.Connu() && avant.Compare(l.Solde) == 0 {
			r.dire(Payer, poste, l.Solde, avant, false, "")
			return nil
		}
		cause, err := r.pourquoi(l, veille)
		r.dire(Payer, poste, l.Solde, avant, true, cause)
		return err
	}
	return nil
}

// duInconnu paie les jours d'avant une suspension sans fin connue, que rien ne peut plus ôter, et bloque le reste.
func (r *releve) duInconnu(p dossier.Poste, l *dossier.Ligne, avant argent.Montant) {
	var sur argent.Montant
	if l != nil {
		sur = l.Sur.Moins(l.Verse).Plus(l.Rembourse)
	}
	if !sur.Positif() {
		r.dire(Bloque, p, argent.Montant{}, avant, true, r.inconnu())
		return
	}
	r.dire(Payer, p, sur, avant, true, calendrier.EnJours(l.Jours)+" d'avant une suspension, acquis quel que soit son dernier jour. Pour le reste : "+r.inconnu())
}

func (r *releve) enCours() bool {
	return slices.Contains([]csp.Statut{csp.Accepte, csp.EnCours, csp.Suspendu}, r.d.Droits().Statut)
}

// inconnu dit pourquoi une somme n'est pas connue.
func (r *releve) inconnu() string {
	var l []string
	for _, m := range r.d.Droits().Manquants {
		if !m.PourASP() {
			continue
		}
		if s := champ(m.Champ) + ", pour " + m.Raison(); !slices.Contains(l, s) {
			l = append(l, s)
		}
	}
	if len(l) == 0 {
		const suite = " Rien n'est à consigner : la somme viendra avec l'édition de jalon qui a ce barème, à demander à qui l'installe, puis un nouvel état."
		for _, a := range r.d.Droits().Avertissements {
			if m := a.Message.String(); strings.HasPrefix(m, "Barèmes dus") {
				return "La somme n'est pas connue. " + m + suite
			}
		}
		return "La somme n'est pas connue : un barème attendu n'est pas encore publié." + suite
	}
	return "Il manque : " + strings.Join(l, " ; ") + "."
}

// champ dit un chemin du format comme une personne le lit.
func champ(chemin string) string {
	switch chemin {
	case "evenements.#.fin":
		return "le dernier jour d'un arrêt ou d'une période"
	case "contrat.salaire_mensuel", "contrat.salaires", "contrat.salaire_reference":
		return "les salaires du contrat"
	}
	return "« " + strings.ReplaceAll(strings.ReplaceAll(chemin, ".#", ""), "_", " ") + " »"
}

// ajustements nomme les faits qui ont changé un poste déjà payé.
func (r *releve) ajustements(l *dossier.Ligne) string {
	var noms []string
	for _, j := range l.Ajustements {
		noms = append(noms, r.nommer(j, ""))
	}
	if noms == nil {
		return "une part seulement en avait été versée."
	}
	return strings.Join(noms, " ; ") + "."
}

// nommer dit un fait et les jours qu'il a changés, de quoi.
func (r *releve) nommer(j dossier.Ajustement, deQuoi string) string {
	s := r.d.Nom(j.Fait)
	if j.Jours != 0 {
		s += " (" + j.EnJours() + deQuoi + ")"
	}
	return s
}

// pourquoi explique la différence entre l'ASP d'un mois et celle du mois d'avant : les jours, ce qui les a changés, le
// montant du jour, et ce que le mois d'avant a reçu d'autre que son dû.
func (r *releve) pourquoi(l, avant *dossier.Ligne) (string, error) {
	if !verse(avant).Connu() {
		if avant != nil && avant.Du.Positif() {
			return "Rien n'a encore été versé pour " + avant.Mois.NomMois() + " : voyez sa ligne. Ici, " + l.EnJours() + ".", nil
		}
		if slices.ContainsFunc(r.c.Lignes, func(x dossier.Ligne) bool { return x.Nature == csp.PaiementASP && x.Mois < l.Mois && x.Jours > 0 }) {
			return "Reprise, " + r.depuis(l) + " : " + l.EnJours() + ".", nil
		}
		return "Premier mois, " + r.depuis(l) + " : " + l.EnJours() + ".", nil
	}
	var dit []string
	if len(avant.Ajustements) > 0 {
		dit = append(dit, majuscule(avant.Mois.NomMois())+" avait été versé avant : "+strings.TrimSuffix(r.ajustements(avant), "."))
	} else if avant.Du.Connu() && avant.Du.Compare(verse(avant)) != 0 {
		dit = append(dit, fmt.Sprintf("%s a reçu %s pour %s dus", majuscule(avant.Mois.NomMois()), verse(avant).Francais(), avant.Du.Francais()))
	}
	if l.Jours != avant.Jours {
		dit = append(dit, fmt.Sprintf("%s au lieu de %d", calendrier.EnJours(l.Jours), avant.Jours))
		entiers := l.Jours == l.Mois.JoursDuMois() && avant.Jours == avant.Mois.JoursDuMois()
		faits, err := r.faits(l, avant)
		if err != nil {
			return "", err
		}
		switch fin := r.d.Droits().Dates.FinASP; {
		case entiers:
			dit = append(dit, "les deux mois sont entiers")
		case len(faits) > 0:
			dit = append(dit, faits...)
		case fin.Connue() && fin < l.Mois.FinMois():
			dit = append(dit, "l'ASP finit le "+fin.Francais())
		case avant.Jours < avant.Mois.JoursDuMois() && l.Jours == l.Mois.JoursDuMois():
			dit = append(dit, majuscule(avant.Mois.NomMois())+" n'était pas entier")
		}
	}
	if a, b := l.Brut, avant.Brut; l.Jours > 0 && avant.Jours > 0 && a.Connu() && b.Connu() && a.Fois(int64(avant.Jours)).Compare(b.Fois(int64(l.Jours))) != 0 {
		dit = append(dit, fmt.Sprintf("le montant brut du jour passe de %s à %s", parJour(b, avant.Jours), parJour(a, l.Jours)))
	}
	if len(dit) == 0 {
		return "Aucun fait ne l'explique : à vérifier.", nil
	}
	return strings.Join(dit, " ; ") + ".", nil
}

func parJour(m argent.Montant, nombre int) string {
	return m.Exact().Fois(argent.Ratio(1, int64(nombre))).Arrondi(argent.Proche).Francais()
}

// depuis dit le premier jour payé d'un mois.
func (r *releve) depuis(l *dossier.Ligne) string {
	du := calendrier.Periode{Debut: l.Mois, Fin: l.Mois.FinMois()}
	for _, p := range r.d.Droits().ASP.Payees {
		if x := p.Inter(du); !x.Vide() {
			return "depuis le " + x.Debut.Francais()
		}
	}
	return "l'ASP commence"
}

// faits nomme ce qui a donné ou ôté des jours à l'un des deux mois et pas à l'autre, une fois qu'ils étaient dus.
func (r *releve) faits(l, avant *dossier.Ligne) ([]string, error) {
	a, err := r.d.Causes(l.Poste)
	if err != nil {
		return nil, err
	}
	b, err := r.d.Causes(avant.Poste)
	if err != nil {
		return nil, err
	}
	var noms []string
	for _, x := range []struct {
		mois       calendrier.Date
		ici, autre []dossier.Ajustement
	}{{l.Mois, a, b}, {avant.Mois, b, a}} {
		for _, j := range x.ici {
			pareil := slices.ContainsFunc(x.autre, func(k dossier.Ajustement) bool { return k.Fait == j.Fait && k.Jours == j.Jours })
			if j.Jours == 0 || !j.Avant.Positif() || pareil || r.d.Corrige(j.Fait) > 0 || r.d.Faits[j.Fait-1].Acte == "annulation" {
				continue
			}
			if s := r.nommer(j, fmt.Sprintf(" sur les %d, en %s", x.mois.JoursDuMois(), x.mois.NomMois())); !slices.Contains(noms, s) {
				noms = append(noms, s)
			}
		}
	}
	return noms, nil
}

// aides dit la part due et décidée de la prime et de l'indemnité différentielle.
func (r *releve) aides(l []dossier.Aide) {
	zero := argent.Centimes(0)
	du := map[csp.NaturePaiement]argent.Montant{}
	dit := map[csp.NaturePaiement][]string{}
	reprises := r.d.Droits().Reprises
	for i := range l {
		a := &l[i]
		if a.Ouverte != fait.Oui || a.Decision == nil || !a.Decision.Accordee {
			continue
		}
		m, pourquoi := zero, ""
		if a.Nature == csp.PaiementPrime {
			m, pourquoi = r.prime(a)
		} else if k := slices.IndexFunc(reprises, func(x csp.Reprise) bool { return x.Debut == a.Debut }); k >= 0 {
			m, pourquoi = r.idr(&reprises[k])
		}
		if total, ok := du[a.Nature]; ok {
			m = total.Plus(m)
		}
		du[a.Nature], dit[a.Nature] = m, append(dit[a.Nature], pourquoi)
	}
	for _, nature := range []csp.NaturePaiement{csp.PaiementPrime, csp.PaiementIDR} {
		m, ok := du[nature]
		if !ok {
			continue
		}
		p := dossier.Poste{Nature: nature}
		cause := strings.Join(slices.DeleteFunc(dit[nature], func(s string) bool { return s == "" }), " ; ")
		k := r.ligne(p)
		if !m.Connu() || k != nil && !k.Du.Connu() {
			r.dire(Bloque, p, argent.Montant{}, verse(k), true, cmp.Or(cause, r.inconnu()))
			continue
		}
		avant := argent.Montant{}
		if k != nil {
			m, avant = argent.Min(m.Moins(k.Verse).Plus(k.Rembourse), k.Solde), verse(k)
		}
		if m.Positif() {
			if avant.Connu() {
				cause += " ; " + avant.Francais() + " déjà versés"
			}
			r.dire(Payer, p, m, avant, true, majuscule(cause)+".")
		}
	}
}

// prime rend les moitiés dues. La seconde attend qu'on sache la personne toujours en poste.
func (r *releve) prime(a *dossier.Aide) (argent.Montant, string) {
	m := argent.Centimes(0)
	var dit []string
	for i, p := range a.Parts {
		if p.Des > r.mois.FinMois() {
			continue
		}
		if i == 1 {
			k := slices.IndexFunc(a.Conditions, func(c demarches.Condition) bool { return c.Seconde })
			if k < 0 || a.Conditions[k].Tient == fait.Non {
				continue
			}
			if a.Conditions[k].Tient == fait.Inconnu {
				r.dire(Bloque, dossier.Poste{Nature: csp.PaiementPrime}, argent.Montant{}, argent.Montant{}, true,
					"Seconde moitié, due dès le "+p.Des.Francais()+" : la présence dans l'emploi trois mois après n'est pas vérifiée.")
				continue
			}
		}
		m = m.Plus(p.Montant)
		dit = append(dit, p.Quoi+" due dès le "+p.Des.Francais())
	}
	return m, strings.Join(dit, ", ")
}

// idr rend ce qui est échu de l'indemnité différentielle, et pourquoi.
func (r *releve) idr(x *csp.Reprise) (argent.Montant, string) {
	m, mois := demarches.IDREchue(x, r.mois.FinMois())
	switch {
	case !m.Connu():
		return m, ""
	case mois > x.IDR.MoisPleins.Int():
		return m, "tous ses mois sont finis"
	}
	return m, fmt.Sprintf("%d mois d'emploi finis le %s, sur %d", mois, r.mois.FinMois().Francais(), x.IDR.MoisPleins.Int())
}

func (r *releve) trop() {
	for _, t := range r.c.TropVerse {
		cause := "le paiement lui-même"
		if t.Cause > 0 {
			cause = r.d.Nom(t.Cause)
		}
		if t.Jours > 0 {
			cause += " (" + calendrier.EnJours(t.Jours) + " de moins)"
		}
		if t.Rendu.Positif() {
			cause += ". " + t.Montant.Plus(t.Rendu).Francais() + " versés en trop, " + t.Rendu.Francais() + " déjà rendus"
		}
		r.dire(Trop, t.Poste, t.Montant, argent.Montant{}, true, majuscule(cause)+". À réclamer au plus tard le "+t.Limite.Francais()+".")
	}
}

// ANotifier est ce qui a été versé en trop et ne l'a pas encore été dit à la personne.
func ANotifier(d *dossier.Dossier, c *dossier.Compte) argent.Montant {
	m := c.Totaux().Trop
	for _, i := range d.Indus() {
		m = m.Moins(i.Reste)
	}
	return argent.Max(m, argent.Centimes(0))
}

func (r *releve) decider(l []dossier.Aide) {
	for i := range l {
		a := &l[i]
		p := dossier.Poste{Nature: a.Nature}
		switch {
		case a.Decision == nil && a.Demandee.Connue():
			r.dire(Decider, p, a.Total, argent.Montant{}, true, "Demandée le "+a.Demandee.Francais()+" pour l'emploi du "+a.Debut.Francais()+", pas encore décidée.")
		case a.Decision != nil && a.Decision.Depassee && !a.Decision.Contredite:
			r.dire(Decider, p, a.Total, argent.Montant{}, true, "Les faits venus depuis la décision du "+a.Decision.Le.Francais()+" disent le contraire : "+a.Motif)
		}
	}
	indus := r.d.Indus()
	for k := range indus {
		i := &indus[k]
		switch {
		case !i.Reste.Positif():
		case i.Contestation > 0 && i.Reponse == 0:
			r.dire(Decider, dossier.Poste{}, i.Reste, argent.Montant{}, true, r.d.Nom(i.Contestation)+" : y répondre, le silence la rejette le "+i.Rejet.Francais()+".")
		case i.MiseEnDemeure > 0 && i.Contrainte == 0 && i.FinMiseEnDemeure < r.jour:
			r.dire(Decider, dossier.Poste{}, i.Reste, argent.Montant{}, true, "La mise en demeure est restée sans effet jusqu'au "+i.FinMiseEnDemeure.Francais()+" : une contrainte est possible.")
		}
	}
}

func majuscule(s string) string {
	for i, c := range s {
		return strings.ToUpper(string(c)) + s[i+len(string(c)):]
	}
	return s
}
