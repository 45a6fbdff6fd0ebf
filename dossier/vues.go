package dossier

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/demarches"
	"jalon/droit/fait"
	"jalon/droit/trace"
)

// Changement est ce qu'un acte fait à une date, à une somme ou à un état. Vide : il n'y en a pas.
type Changement struct {
	Quoi  string `json:"quoi"`
	Avant string `json:"avant"`
	Apres string `json:"apres"`
}

// Changements compare deux états d'un dossier, lus un même jour.
func Changements(avant, apres *Dossier, au calendrier.Date) []Changement {
	a, b := avant.valeurs(au), apres.valeurs(au)
	etait := map[string]string{}
	for _, v := range a {
		etait[v[0]] = v[1]
	}
	var l []Changement
	for _, v := range b {
		if etait[v[0]] != v[1] {
			l = append(l, Changement{v[0], etait[v[0]], v[1]})
		}
		delete(etait, v[0])
	}
	for _, v := range a { // ce qui n'est plus, dans l'ordre où c'était
		if x := etait[v[0]]; x != "" {
			l = append(l, Changement{v[0], x, ""})
		}
	}
	return l
}

// Raisons dit ce que la loi fait d'un acte : les périodes, les arrêts de l'allocation et les réserves qui n'étaient pas là avant.
func Raisons(avant, apres *Dossier) []string {
	deja := map[string]bool{}
	for _, r := range avant.raisons(avant) {
		deja[r] = true
	}
	return slices.DeleteFunc(apres.raisons(avant), func(r string) bool { return deja[r] })
}

// raisons compare à un état d'avant ce qui s'ajoute de fait en fait.
func (d *Dossier) raisons(avant *Dossier) []string {
	r := d.Droits()
	var l []string
	dire := func(quoi string, p calendrier.Periode, suite string, regle trace.Regle) {
		quand := " depuis le " + p.Debut.Francais()
		if p.Fin < calendrier.SansFin {
			quand = " du " + p.Debut.Francais() + " au " + p.Fin.Francais()
		}
		l = append(l, quoi+quand+suite+" ("+regle.Carte().ID+")")
	}
	for _, p := range r.Periodes {
		suite := ", autorisée"
		if p.Autorisee != fait.Oui {
			motif := strings.TrimSuffix(p.Motif.String(), ".")
			suite = map[fait.Reponse]string{fait.Non: ", non autorisée : ", fait.Inconnu: ", pas encore jugée : "}[p.Autorisee] + motif
		}
		dire("Période de travail", p.Periode, suite, p.Regle)
	}
	for _, i := range r.ASP.Interruptions {
		dire("Pas d'allocation", i.Periode, " : "+strings.ReplaceAll(i.Cause, "_", " "), i.Regle)
	}
	l = append(l, demarches.Allongements(avant.Droits().Prolongations, r.Prolongations)...)
	fin := d.terme()
	if r.Sortie != nil {
		fin = r.Sortie.Date
	}
	if c := d.De("cloture"); len(c) > 0 && c[0].Le < fin {
		l = append(l, "Dossier clos le "+c[0].Le.Francais()+", avant la fin du CSP, le "+fin.Francais()+" : plus rien n'y est attendu ni rappelé ("+csp.EXIT05.Carte().ID+")")
	}
	for _, a := range r.Avertissements {
		l = append(l, a.Message.String()+" ("+a.Regle.Carte().ID+")")
	}
	return l
}

// EnJours dit ce qu'un fait ajoute ou ôte de jours : « 10 jours de moins » ; vide : aucun.
func (a Ajustement) EnJours() string {
	switch {
	case a.Jours > 0:
		return calendrier.EnJours(a.Jours) + " de plus"
	case a.Jours < 0:
		return calendrier.EnJours(-a.Jours) + " de moins"
	}
	return ""
}

// DuEnMots dit ce qui est dû : la somme, « au moins » ce qui est acquis, ou « pas connu ».
func (l *Ligne) DuEnMots() string {
	switch {
	case l.Du.Connu():
		return l.Du.Francais()
	case l.Sur.Positif():
		return "au moins " + l.Sur.Francais()
	case l.SiDemandee.Positif():
		return l.SiDemandee.Francais() + " si elle est demandée"
	}
	return "pas connu"
}

// SoldeEnMots dit ce qui reste à verser, ou le versé en trop, négatif : la somme, « au moins » ce qui est acquis, ou « pas connu ».
func (l *Ligne) SoldeEnMots() string {
	switch {
	case l.Solde.Connu():
		return l.Solde.Francais()
	case l.Reste().Positif():
		return "au moins " + l.Reste().Francais()
	}
	return "pas connu"
}

// EnJours dit de quoi recompter la somme d'un mois : « 30 jours à 71,01 € net (73,97 € brut) ».
func (l *Ligne) EnJours() string {
	brut, net := l.Journalier()
	switch {
	case l.Jours == 0:
		return ""
	case !net.Connu():
		return calendrier.EnJours(l.Jours) + ", montant du jour pas connu"
	}
	return calendrier.EnJours(l.Jours) + " à " + net.Francais() + " net (" + brut.Francais() + " brut)"
}

// valeurs sont les dates, les sommes et les états d'un dossier, nommés, dans l'ordre de sa vie.
func (d *Dossier) valeurs(au calendrier.Date) [][2]string {
	r := d.Droits()
	if x := d.Fiche(); d.Sorte() == CASP {
		return [][2]string{{"État", NomMot(x.Etat(au))}, {"Dernier jour", d.Cellule().Fin.Francais()}, {"Ensuite", strings.TrimPrefix(x.Attend+" : "+x.Quoi, " : ")}}
	}
	l := [][2]string{{"État", NomMot(d.Fiche().Etat(au))}}
	x := &r.Dates
	for _, v := range []struct {
		nom  string
		jour calendrier.Date
	}{
		{"Fin du délai de réflexion", x.FinReflexion},
		{"Lettre de licenciement au plus tôt", x.LettreAuPlusTot},
		{"Fin du contrat", x.Rupture},
		{"Premier jour du CSP", x.DebutCSP},
		{"Pré-bilan au plus tard", x.LimitePrebilan},
		{"Plan au plus tard", x.LimitePlan},
		{"Bilan d'étape", x.BilanEtape},
		{"Fin du sixième mois", x.FinSixiemeMois},
		{"Fin du dixième mois", x.FinDixiemeMois},
		{"Entretien final à partir du", x.DebutEntretienFinal},
		{"Courrier d'avant terme au plus tard", x.CourrierAvantTerme},
		{"Fin du CSP", x.FinCSP},
		{"Fin de l'ASP", x.FinASP},
		{"Contribution au plus tard", x.EcheanceContribution},
		{"Prime à demander au plus tard", x.LimiteDemandePrime},
		{"Première moitié de la prime", x.PremierVersementPrime},
		{"Seconde moitié de la prime", x.SecondVersementPrime},
		{"Fin du délai pour contester", x.LimiteContestation},
		{"Fin de la priorité de réembauche", x.FinPrioriteReembauche},
		{"Premier jour d'ARE ensuite", r.Apres.AREDebut},
	} {
		if v.jour.Connue() {
			l = append(l, [2]string{v.nom, v.jour.Francais()})
		}
	}
	m := &r.Montants
	for _, v := range []struct {
		nom     string
		montant argent.Montant
	}{
		{"ASP brute par jour", m.ASPBrute},
		{"ASP nette par jour", m.ASPNette},
		{"Indemnité de licenciement", m.IndemniteDue},
		{"Contribution brute", m.ContributionBrute},
		{"Préavis versé à la personne", m.PreavisSalarie},
		{"Pénalité", m.Penalite},
	} {
		if v.montant.Connu() {
			l = append(l, [2]string{v.nom, v.montant.Francais()})
		}
	}
	if s := r.Sortie; s != nil {
		l = append(l, [2]string{"Sortie du CSP", s.Date.Francais() + ", " + s.Cause})
	}
	dus := d.dus()
	k, err := d.Compte()
	for i := 0; err == nil && i < len(k.Lignes); i++ { // sinon ces faits se sont déjà relus
		x := &k.Lignes[i]
		texte := x.DuEnMots()
		if x.Jours > 0 && x.Du.Connu() {
			texte += " (" + calendrier.EnJours(x.Jours) + ")"
		}
		if _, du := dus[x.Poste]; du {
			l = append(l, [2]string{x.Poste.String(), texte})
		}
		if x.Verse.Positif() {
			l = append(l, [2]string{x.Poste.String() + ", versé", x.Verse.Francais()})
		}
		if trop := argent.Centimes(0).Moins(x.Solde); trop.Positif() {
			l = append(l, [2]string{x.Poste.String() + ", versé en trop", trop.Francais()})
		}
	}
	if indus := d.Indus(); len(indus) > 0 {
		reste := argent.Centimes(0)
		for i := range indus {
			reste = reste.Plus(indus[i].Reste)
		}
		l = append(l, [2]string{"Trop-perçus notifiés, reste à rendre", reste.Francais()})
	}
	aides, _ := d.Aides() // ces faits se sont déjà relus
	for i := range aides {
		if a := &aides[i]; a.enMots() != "" {
			l = append(l, [2]string{Poste{Nature: a.Nature}.String() + ", emploi du " + a.Debut.Francais(), a.enMots()})
		}
	}
	return l
}

// String nomme un poste : « ASP, mai 2026 ».
func (p Poste) String() string {
	switch p.Nature {
	case csp.PaiementASP:
		if !p.Mois.Connue() {
			return "ASP, mois non dit"
		}
		return "ASP, " + p.Mois.NomMois()
	case csp.PaiementPrime:
		return "Prime de reclassement"
	case csp.PaiementIDR:
		return "Indemnité différentielle"
	case csp.PaiementInconnu, csp.PaiementContribution:
	}
	return "Autre paiement"
}

// aplatir rend les valeurs d'un texte JSON, par chemin.
func aplatir(m map[string]string, chemin string, v any) {
	switch x := v.(type) {
	case map[string]any:
		for k, y := range x {
			aplatir(m, strings.TrimPrefix(chemin+"."+k, "."), y)
		}
	case []any:
		for i, y := range x {
			aplatir(m, fmt.Sprintf("%s.%d", chemin, i), y)
		}
	case nil:
	default:
		m[chemin] = fmt.Sprint(x)
	}
}

// NomMot rend un code lisible.
func NomMot(code string) string {
	if n, ok := nomsMots[code]; ok {
		return n
	}
	return strings.ReplaceAll(code, "_", " ")
}

// enMots dit une valeur gardée comme une personne la lit.
func (c *Champ) enMots(v string) string {
	switch c.Genre {
	case Jour:
		if d, err := calendrier.Lire([]byte(v)); err == nil {
			return d.Francais()
		}
	case MoisDe:
		if d, err := calendrier.Lire([]byte(v + "-01")); err == nil {
			return d.NomMois()
		}
	case Euros:
		if m, err := argent.Lire([]byte(v)); err == nil {
			return m.Francais()
		}
	case Decimal, Taux:
		return strings.Replace(v, ".", ",", 1)
	case OuiNon:
		if oui, err := strconv.ParseBool(v); err == nil {
			return map[bool]string{true: "oui", false: "non"}[oui]
		}
	case Mot:
		return NomMot(v)
	case NumFait:
		return "fait " + v
	case Texte, Entier:
	}
	return v
}

// parChemin rend ce que porte un fait, par chemin du format ou clé du suivi.
func (d *Dossier) parChemin(version int) map[string]string {
	c := &d.contenus[version-1]
	m := map[string]string{}
	for _, texte := range []json.RawMessage{c.Faits, c.Evenement} {
		l := json.NewDecoder(bytes.NewReader(texte))
		l.UseNumber() // un nombre se dit tel qu'il est écrit
		var v any
		if l.Decode(&v) == nil {
			aplatir(m, "", v)
		}
	}
	delete(m, "type")
	maps.Copy(m, c.Suivi)
	if c.Complete > 0 {
		m[emploi.Cle] = strconv.Itoa(c.Complete)
	}
	return m
}

// chemin est la place de la valeur d'un champ dans ce que rend parChemin.
func (c *Champ) chemin() string {
	if c.Place == AuxFaits {
		return strings.ReplaceAll(c.Chemin, "[]", ".0")
	}
	return c.Cle
}

// Valeurs rend ce que dit un fait, par clé, tel qu'on le saisirait de nouveau.
func (d *Dossier) Valeurs(version int) map[string]string {
	m, l := d.parChemin(version), map[string]string{}
	champs := Trouver(d.Faits[version-1].Acte).Champs
	for i := range champs {
		x := &champs[i]
		if v, ok := m[x.chemin()]; ok {
			if x.Genre == OuiNon {
				v = x.enMots(v)
			}
			l[x.Cle] = v
		}
	}
	return l
}

// EnMots dit ce que porte un fait, dans l'ordre des champs de son acte : « Premier jour : 04/05/2026 ».
func (d *Dossier) EnMots(version int) []string {
	m := d.parChemin(version)
	delete(m, clePreparePar) // Appui les dit
	delete(m, clePiece)
	delete(m, "personne") // un numéro, qui ne dit rien à qui lit
	var mots []string
	champs := Trouver(d.Faits[version-1].Acte).Champs
	for i := range champs {
		x := &champs[i]
		if v, ok := m[x.chemin()]; ok {
			mots = append(mots, x.Intitule+" : "+x.enMots(v))
			delete(m, x.chemin())
		}
	}
	for _, cle := range slices.Sorted(maps.Keys(m)) { // d'une édition qui le disait autrement
		mots = append(mots, cle+" : "+m[cle])
	}
	return mots
}

// EnMots dit ce qui a été saisi, quand aucun fait ne le dit.
func (s *Saisie) EnMots() []string {
	var mots []string
	champs := Trouver(s.Acte).Champs
	for i := range champs {
		x := &champs[i]
		v := s.Valeurs[x.Cle]
		if forme, _, attendu := x.lire(v); attendu == "" {
			v = forme
		}
		if v != "" {
			mots = append(mots, x.Intitule+" : "+x.enMots(v))
		}
	}
	return mots
}

// Suite est la place d'un fait dans ses corrections : celui qu'il remplace ou annule, pourquoi, celui qui le remplace.
type Suite struct {
	De, Par  int
	Pourquoi string
}

// Suite rend celle d'un fait.
func (d *Dossier) Suite(version int) Suite {
	c := &d.contenus[version-1]
	return Suite{c.Corrige, d.remplace[version], c.Pourquoi}
}

// Nom dit un fait en une phrase : son titre, son jour, et ce qu'il remplace ou annule, avec la raison.
func (d *Dossier) Nom(version int) string {
	f, s := &d.Faits[version-1], d.Suite(version)
	nom := func(f *Fait) string { return Trouver(f.Acte).Titre + ", " + f.Le.Francais() }
	switch {
	case s.De == 0:
		return nom(f)
	case f.Acte == acteAnnulation:
		return fmt.Sprintf("Annulation du fait %d (%s) : %s", s.De, nom(&d.Faits[s.De-1]), s.Pourquoi)
	}
	return fmt.Sprintf("%s, à la place du fait %d : %s", nom(f), s.De, s.Pourquoi)
}

// Moment est une place de la frise : un fait, ou une démarche.
type Moment struct {
	Le       calendrier.Date // inconnue : le jour dépend d'un fait à venir
	Fait     *Fait
	Demarche *demarches.Demarche
}

// Frise range les faits et les démarches par le jour où ils ont lieu ; ceux d'un jour inconnu viennent à la fin.
func (d *Dossier) Frise() []Moment {
	var l []Moment
	for i := range d.Faits {
		l = append(l, Moment{Le: d.Faits[i].Le, Fait: &d.Faits[i]})
	}
	if d.Sorte() == CSP {
		m := d.Demarches()
		for i := range m {
			l = append(l, Moment{Le: m[i].Date, Demarche: &m[i]})
		}
	}
	slices.SortStableFunc(l, func(a, b Moment) int {
		return cmp.Compare(Repere{Prochaine: a.Le}.Rang(), Repere{Prochaine: b.Le}.Rang())
	})
	return l
}

// Totaux sont ceux d'un compte : dû − versé + remboursé = reste − trop − sans dû.
type Totaux struct {
	Rembourse   argent.Montant
	Reste, Trop argent.Montant // ce qui est encore à verser, ce qui l'a été en trop
	SansDu      argent.Montant // versé et gardé, au-delà de ce qui est acquis de postes dont le dû n'est pas connu
}

// Echu est le compte des mois d'allocation que ce jour a finis, de ce qui est échu d'une aide, et de ce qui est déjà payé. Une aide
// dont rien n'est payé a son jour dans les démarches.
func (d *Dossier) Echu(c *Compte, au calendrier.Date) *Compte {
	zero := argent.Centimes(0)
	e := &Compte{TropVerse: c.TropVerse, Du: zero, Verse: zero}
	for i := range c.Lignes {
		l := c.Lignes[i]
		if x := demarches.AideEchue(d.Droits(), l.Nature, au); l.Nature != csp.PaiementASP && x.Connu() && l.Du.Connu() {
			l.Du = argent.Min(l.Du, x)
			l.Solde = l.Reste()
		}
		if l.Mois.Connue() && l.Mois.PlusMois(1) <= au || len(l.Versements) > 0 {
			e.ajouter(&l)
		}
	}
	return e
}

// Totaux additionne les lignes du compte. Un poste trop payé ne compense pas un poste qui reste à payer.
func (c *Compte) Totaux() Totaux {
	zero := argent.Centimes(0)
	t := Totaux{zero, zero, zero, zero}
	for i := range c.Lignes {
		l := &c.Lignes[i]
		t.Rembourse, t.Reste = t.Rembourse.Plus(l.Rembourse), t.Reste.Plus(argent.Max(l.Reste(), zero))
		trop := argent.Max(zero.Moins(l.Reste()), zero)
		if !l.Du.Connu() {
			t.SansDu = t.SansDu.Plus(trop)
			continue
		}
		t.Trop = t.Trop.Plus(trop)
	}
	return t
}
