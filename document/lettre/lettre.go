// Package lettre écrit les papiers d'un licenciement économique, en blocs que le PDF et le DOCX mettent en page :
// proposition du CSP, information, lettre conservatoire, suite de la réponse, contribution. Il ne calcule rien :
// les dates et les sommes sont celles de l'étude, les articles ceux des cartes de règle. Ce qui n'est pas connu
// est un blanc à remplir à la main, compté dans les manques.
package lettre

import (
	"slices"
	"strings"

	"jalon/document"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/trace"
	"jalon/lot"
)

// Blanc tient la place de ce qui n'est pas connu.
const Blanc = "____________________"

// Genre dit ce qu'est un bloc.
type Genre uint8

// Les genres de bloc.
const (
	Paragraphe Genre = iota
	Titre
	Liste      // une entrée par ligne
	Tableau    // des rangées, avec ou sans en-têtes
	Case       // une case à cocher et ce qu'elle dit
	Signature  // une ligne par mention, puis la place de signer
	Note       // en petit
	Coupon     // le trait d'une partie à détacher ; ce qui suit tient sur une page
	SautDePage // ce qui suit commence une page
)

// Bloc est une partie d'un papier. Seuls les champs de son genre servent.
type Bloc struct {
	Genre   Genre
	Texte   string
	Lignes  []string   // Liste, Signature
	Entetes []string   // Tableau ; vide : la première colonne nomme la valeur
	Rangees [][]string // Tableau ; toutes de la même longueur
}

// Parts rend la part de chaque colonne d'un tableau, en centièmes de la largeur.
func (b *Bloc) Parts() []int {
	switch n := len(b.Rangees[0]); n {
	case 2:
		return []int{46, 54}
	case 3:
		return []int{52, 34, 14}
	default:
		if n > 6 { // une colonne de noms, puis des nombres
			return append([]int{100 - 8*(n-1)}, slices.Repeat([]int{8}, n-1)...)
		}
		return slices.Repeat([]int{100 / n}, n)
	}
}

// Manque est une chose laissée en blanc.
type Manque struct {
	Quoi   string
	Commun bool // c'est un fait de l'entreprise, le même pour toutes les personnes
}

// Lettre est un papier prêt à mettre en page. Ses textes tiennent sur une ligne, sans signe de commande.
type Lettre struct {
	Nom     string // du fichier, sans extension
	Titre   string
	Au      string // la personne dont elle parle
	De      []string
	A       []string // vide : une feuille pour l'employeur
	Lieu    string   // « Nantes, le lundi 2 mars 2026 »
	Jour    calendrier.Date
	Pied    string
	Regles  string // celles dont il vient, pour l'employeur : « PROC-01, PROC-02 »
	Blocs   []Bloc
	Manques []Manque
}

// redaction est un papier en train de s'écrire.
type redaction struct {
	Lettre
	l        *lot.Lot
	e        *lot.Entreprise
	x        *lot.Etude
	s        *csp.Situation
	d        *csp.Droits // ceux de la voie dont parle le papier
	ancienne bool        // convention de 2011
	op       string      // l'opérateur, le jour de la remise
	regles   []trace.Regle
}

func commencer(l *lot.Lot, x *lot.Etude, d *csp.Droits, nom, titre string) *redaction {
	s, i := &x.Personne.Situation, &x.Personne.Identite
	engagement, e := d.ARE.Engagement, &l.Entreprise
	r := &redaction{l: l, e: e, x: x, s: s, d: d}
	r.ancienne = engagement.Connue() && engagement < csp.Convention2015
	r.op = csp.NomOperateur(calendrier.Derniere)
	if jour := max(s.Proposition.Remise, engagement); jour.Connue() {
		r.op = csp.NomOperateur(jour)
	}
	r.Nom, r.Titre, r.Jour = nom, titre, document.DernierFait(s)
	if x.Personne.RemisePrevue {
		r.manque("date de remise des documents : celle-ci est prévue, toutes les autres dates en dépendent", false)
	}
	r.Au = joindre(" ", i.Nom, i.Prenom)
	r.Pied = "Document de travail, pour l'employeur. Il accompagne le formulaire officiel du CSP, à demander à " + r.op + ", et ne le remplace pas."
	r.De = lignes(r.ou(e.RaisonSociale, "raison sociale", true), e.Adresse, joindre(" ", e.CodePostal, e.Ville))
	if e.SIRET != "" {
		r.De = append(r.De, "SIRET "+lisible(e.SIRET))
	}
	if e.Contact != "" {
		r.De = append(r.De, lisible(e.Contact))
	}
	return r
}

// adresser pose le destinataire, la date et l'appel ; quoi nomme cette date quand elle manque.
func (r *redaction) adresser(jour calendrier.Date, quoi string) {
	i := &r.x.Personne.Identite
	r.Pied = "Ce document accompagne le formulaire officiel du CSP, et ne le remplace pas."
	r.A = lignes(
		r.nom(i),
		r.ou(i.Adresse, "adresse", false),
		joindre(" ", r.ou(i.CodePostal, "code postal", false), r.ou(i.Ville, "ville", false)))
	r.Lieu = joindre(", ", r.e.Ville, "le "+r.jour(jour, quoi))
	r.para(appel(i.Civilite) + ",")
}

// appel est la formule qui ouvre une lettre.
func appel(civilite string) string {
	switch strings.ToLower(strings.TrimRight(strings.TrimSpace(civilite), ".")) {
	case "mme", "madame", "mlle", "mademoiselle", "f":
		return "Madame"
	case "m", "mr", "monsieur", "h":
		return "Monsieur"
	}
	return "Madame, Monsieur"
}

func (r *redaction) bloc(b Bloc)             { r.Blocs = append(r.Blocs, b) }
func (r *redaction) para(texte string)       { r.bloc(Bloc{Texte: texte}) }
func (r *redaction) titre(texte string)      { r.bloc(Bloc{Genre: Titre, Texte: texte}) }
func (r *redaction) liste(lignes ...string)  { r.bloc(Bloc{Genre: Liste, Lignes: lignes}) }
func (r *redaction) citer(rs ...trace.Regle) { r.regles = append(r.regles, rs...) }

// tableau écrit des rangées ; une rangée sans valeur n'est pas écrite.
func (r *redaction) tableau(entetes []string, rangees ...[]string) {
	rangees = slices.DeleteFunc(rangees, func(x []string) bool { return len(x) < 2 || x[1] == "" })
	if len(rangees) > 0 {
		r.bloc(Bloc{Genre: Tableau, Entetes: entetes, Rangees: rangees})
	}
}

// texteLong écrit un texte libre, un paragraphe par ligne ; à défaut, deux lignes à remplir.
func (r *redaction) texteLong(texte, quoi string, commun bool) {
	vide := true
	for ligne := range strings.Lines(texte) {
		if ligne = strings.TrimSpace(lisible(ligne)); ligne != "" {
			r.para(ligne)
			vide = false
		}
	}
	if vide {
		r.manque(quoi, commun)
		r.para(strings.Repeat(Blanc+Blanc+Blanc+Blanc+" ", 2))
	}
}

// libre est un texte de la rangée de la personne ou, à défaut, celui de l'entreprise.
func (r *redaction) libre(cle string) string {
	if s := r.x.Personne.Forme(cle); s != "" {
		return s
	}
	return r.l.FormeCommune(cle)
}

func (r *redaction) manque(quoi string, commun bool) {
	if m := (Manque{quoi, commun}); !slices.Contains(r.Manques, m) {
		r.Manques = append(r.Manques, m)
	}
}

// ou rend la valeur, ou un blanc compté dans les manques.
func (r *redaction) ou(valeur, quoi string, commun bool) string {
	if valeur = strings.TrimSpace(lisible(valeur)); valeur != "" {
		return valeur
	}
	r.manque(quoi, commun)
	return Blanc
}

func (r *redaction) jour(d calendrier.Date, quoi string) string {
	if d.Connue() {
		return d.EnLettres()
	}
	return r.ou("", quoi, false)
}

func (r *redaction) somme(m argent.Montant, quoi string) string {
	if m.Connu() {
		return m.Francais()
	}
	return r.ou("", quoi, false)
}

// signer pose la place de la signature de l'employeur.
func (r *redaction) signer() {
	r.bloc(Bloc{Genre: Signature, Lignes: []string{
		"Pour " + r.ou(r.e.RaisonSociale, "raison sociale", true),
		joindre(", ", r.ou(r.e.Signataire, "signataire", true), r.e.Qualite),
	}})
}

// sources écrit les règles citées et leurs textes : une lettre n'en porte pas, ce qui explique des chiffres les dit. Ceux de l'autre convention sont ôtés, sauf s'ils sont les seuls.
func (r *redaction) sources() {
	var textes []string
	autres := []string{"Convention CSP du 19/07/2011"}
	if r.ancienne {
		autres = []string{"Convention CSP du 26/01/2015", "Avenant"}
	}
	autre := func(article string) bool {
		return slices.ContainsFunc(autres, func(debut string) bool { return strings.HasPrefix(article, debut) })
	}
	for _, x := range r.citees() {
		articles := slices.DeleteFunc(slices.Clone(x.Carte().Articles), autre)
		if len(articles) == 0 {
			articles = x.Carte().Articles
		}
		textes = append(textes, x.String()+" ("+strings.Join(articles, " ; ")+")")
	}
	r.bloc(Bloc{Genre: Note, Texte: "Règles et textes : " + strings.Join(textes, ", ") + ". Calcul : jalon, édition " + csp.Edition() + "."})
}

// citees rend chaque règle citée, une fois, dans l'ordre du papier.
func (r *redaction) citees() []trace.Regle {
	var l []trace.Regle
	for _, x := range r.regles {
		if !slices.Contains(l, x) {
			l = append(l, x)
		}
	}
	return l
}

// finir met tous les textes en forme.
func (r *redaction) finir() Lettre {
	l := &r.Lettre
	var regles []string
	for _, x := range r.citees() {
		regles = append(regles, x.String())
	}
	l.Regles = strings.Join(regles, ", ")
	for _, s := range []*string{&l.Titre, &l.Au, &l.Lieu, &l.Pied} {
		*s = document.Typographie(lisible(*s))
	}
	typographier(l.De)
	typographier(l.A)
	for i := range l.Blocs {
		b := &l.Blocs[i]
		b.Texte = document.Typographie(lisible(b.Texte))
		typographier(b.Lignes)
		typographier(b.Entetes)
		for _, rangee := range b.Rangees {
			typographier(rangee)
		}
	}
	return *l
}

func typographier(l []string) {
	for i, s := range l {
		l[i] = document.Typographie(lisible(s))
	}
}

func lisible(s string) string { return document.Lisible(s) }

// lignes rend les lignes qui disent quelque chose.
func lignes(tout ...string) []string {
	var l []string
	for _, s := range tout {
		if s = strings.TrimSpace(lisible(s)); s != "" {
			l = append(l, s)
		}
	}
	return l
}

// joindre met bout à bout ce qui n'est pas vide.
func joindre(entre string, morceaux ...string) string {
	return strings.Join(lignes(morceaux...), entre)
}

// nom est celui d'une personne, civilité comprise ; quand une seule case porte le nom et le prénom, il ne manque rien.
func (r *redaction) nom(i *lot.Identite) string {
	prenom := ""
	if i.Prenom != "" || !strings.Contains(i.Nom, " ") {
		prenom = r.ou(i.Prenom, "prénom", false)
	}
	return joindre(" ", i.Civilite, prenom, r.ou(i.Nom, "nom", false))
}
