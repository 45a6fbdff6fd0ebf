package lot

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/fait"
	"jalon/format"
	"jalon/lot/identifiant"
)

// PersonnesMax borne un lot.
const PersonnesMax = 20_000

// Erreur empêche de lire un fichier : ce qui ne va pas, et quoi faire.
type Erreur struct{ Message, Conseil string }

func (e Erreur) Error() string { return e.Message }

// Correction remplace une case de la liste, par le rang de sa rangée et la clé de son champ. Le rang 0 est la feuille
// de l'entreprise. Sans clé, un texte laisse toute la rangée de côté.
type Correction struct {
	Rang  int
	Cle   string
	Texte string
}

// Entree est ce dont on fait un lot : les tableaux d'un fichier, la carte de ses colonnes s'il y en a une, la paie lue
// ailleurs, les corrections tapées depuis.
type Entree struct {
	Tableaux    []Tableau
	Carte       Carte
	Paies       []Paie
	Corrections []Correction
	Remarques   []Remarque      // déjà faites en lisant les fichiers
	Au          calendrier.Date // le jour où l'on regarde ; inconnu si l'on n'en sait rien
}

// Lire fait de l'entrée un lot étudié et totalisé. Une rangée refusée n'arrête pas les autres ; une erreur dit que rien
// ne peut être lu. Quand aucune colonne ne désigne une personne, le lot rendu avec elle porte celles du fichier : la carte
// se fait d'après elles.
func Lire(e *Entree) (*Lot, error) {
	if err := e.Carte.Verifier(); err != nil {
		return nil, err
	}
	liste, entreprise, err := feuilles(e)
	switch {
	case err != nil && liste != nil:
		return &Lot{Au: e.Au, Remarques: e.Remarques, Colonnes: colonnes(liste, 0, e.Carte)}, err
	case err != nil:
		return nil, err
	}
	r := lecture{l: &Lot{Au: e.Au, Remarques: slices.Clone(e.Remarques)}, carte: e.Carte, corrections: map[Correction]string{}}
	for _, c := range e.Corrections {
		r.corrections[Correction{Rang: c.Rang, Cle: c.Cle}] = c.Texte
	}
	for i := range e.Tableaux {
		r.l.Remarques = append(r.l.Remarques, remarquesDe(&e.Tableaux[i], liste, e.Carte)...)
	}
	r.entreprise(entreprise)
	if err := r.rangees(liste); err == errSansNom {
		return r.l, err
	} else if err != nil {
		return nil, err
	}
	r.l.projeter()
	paies := rapprocher(e.Paies)
	for i := range r.l.Personnes {
		r.l.situer(&r.l.Personnes[i], paies)
	}
	r.l.Etudier()
	r.l.cocher()
	return r.l, nil
}

type lecture struct {
	l           *Lot
	carte       Carte
	corrections map[Correction]string
}

// feuilles trouve la liste des personnes et la feuille de l'entreprise.
func feuilles(e *Entree) (liste, entreprise *Tableau, err error) {
	meilleur := 0
	var vus []string
	for i := range e.Tableaux {
		t := &e.Tableaux[i]
		if replier(t.Nom) == "entreprise" || t.Nom == "" && deLEntreprise(t) {
			entreprise = t
			continue
		}
		if t.Masque || len(t.Rangees) == 0 || replier(t.Nom) == "modedemploi" {
			continue
		}
		tete := rangeeDeTete(t, e.Carte)
		if tete < 0 {
			vus = append(vus, premiers(t)...)
			continue
		}
		if n := entetes(t.Rangees[tete].Cases, e.Carte); n > meilleur {
			liste, meilleur = t, n
		}
	}
	nonLues(e, liste)
	switch {
	case liste != nil:
		return liste, entreprise, nil
	case len(e.Paies) > 0:
		t := tableauDePaie(e.Paies)
		return &t, entreprise, nil
	case len(vus) == 0:
		return nil, nil, Erreur{"Le fichier ne contient aucune rangée.", "Une rangée par personne est attendue, sous une rangée d'en-têtes ; « jalon lot modele » en donne un exemple."}
	}
	premier := slices.IndexFunc(e.Tableaux, func(t Tableau) bool { return len(t.Rangees) > 1 && len(t.Rangees[0].Cases) > 1 })
	if premier >= 0 {
		liste = &e.Tableaux[premier] // sa première rangée peut être celle des en-têtes
	}
	return liste, nil, Erreur{
		"Aucune colonne n'est reconnue ; le fichier commence par : " + strings.Join(vus, ", ") + ".",
		"Nommez au moins les colonnes Nom, Prénom, Date de naissance, Date d'entrée et Salaire mensuel brut, ou donnez une carte des colonnes." + premiereRemarque(e),
	}
}

// nonLues dit des autres feuilles celles qui ressemblent à une liste de personnes : une seule est lue.
func nonLues(e *Entree, liste *Tableau) {
	for i := range e.Tableaux {
		t := &e.Tableaux[i]
		if t == liste || len(t.Rangees) == 0 {
			continue
		}
		tete := rangeeDeTete(t, e.Carte)
		if tete < 0 || len(t.Rangees) == tete+1 {
			continue
		}
		vues := map[string]bool{}
		for _, x := range t.Rangees[tete].Cases {
			vues[reconnaitre(x.Texte)] = true
		}
		if !(vues["nom"] || vues["matricule"]) || !(vues["contrat.debut"] || vues["salarie.date_naissance"]) {
			continue
		}
		quoi := "Une autre liste"
		if t.Nom != "" {
			quoi = "La feuille « " + court(t.Nom) + " »"
		}
		if t.Masque {
			quoi += ", masquée,"
		}
		e.Remarques = append(e.Remarques, Remarque{Texte: fmt.Sprintf("%s ressemble aussi à une liste de personnes (rangées : %d) : elle n'est pas lue. Réunissez toutes les personnes dans une seule feuille.", quoi, len(t.Rangees)-tete-1)})
	}
}

// deLEntreprise reconnaît la feuille de l'entreprise d'un fichier CSV : la plupart de ses rangées commencent par un
// libellé connu.
func deLEntreprise(t *Tableau) bool {
	n := 0
	for _, x := range t.Rangees {
		if len(x.Cases) > 0 && len(x.Cases) < 5 && parmi(x.Cases[0].Texte, entreprisesParEntete, ChampsEntreprise) != "" {
			n++
		}
	}
	return n > 1 && 2*n >= len(t.Rangees)
}

var entreprisesParEntete = index(ChampsEntreprise)

// premiers sont les premiers textes d'un tableau, pour dire ce qu'on y a vu.
func premiers(t *Tableau) []string {
	var l []string
	for _, x := range t.Rangees[0].Cases {
		if x.Texte != "" && len(l) < 8 {
			l = append(l, "« "+court(x.Texte)+" »")
		}
	}
	return l
}

var errSansNom = Erreur{"La liste n'a ni colonne « Nom » ni colonne « Matricule » : rien n'y désigne une personne.", "Renommez la colonne qui porte le nom, ou donnez une carte des colonnes."}

// rangees lit chaque personne de la liste.
func (r *lecture) rangees(t *Tableau) error {
	tete := rangeeDeTete(t, r.carte)
	l := r.l
	l.Colonnes = colonnes(t, tete, r.carte)
	for _, c := range l.Colonnes {
		if c.Comment == enDouble {
			r.remarque(t.Rangees[tete].Rang, "La colonne « "+court(c.Entete)+" » double une autre : elle est laissée de côté.")
		}
	}
	if r.colonne("nom") < 0 && r.colonne("matricule") < 0 {
		return errSansNom
	}
	nb := entetes(t.Rangees[tete].Cases, r.carte)
	vues, larges := map[string]int{}, 0
	for i := tete + 1; i < len(t.Rangees); i++ {
		x := &t.Rangees[i]
		switch {
		case 2*entetes(x.Cases, r.carte) >= nb && entetes(x.Cases, r.carte) > 1:
			r.remarque(x.Rang, "Cette rangée répète les en-têtes : elle est laissée de côté.")
			continue
		case deTotal(x.Cases):
			r.remarque(x.Rang, "Cette rangée est un total, pas une personne : elle est laissée de côté.")
			continue
		case r.corrections[Correction{Rang: x.Rang}] != "":
			r.remarque(x.Rang, "Cette rangée est laissée de côté, à votre demande.")
			continue
		}
		if len(l.Personnes) == PersonnesMax {
			r.remarque(x.Rang, fmt.Sprintf("Plus de %d personnes : les suivantes ne sont pas lues. Coupez le fichier en plusieurs.", PersonnesMax))
			break
		}
		if p, oui := r.personne(t, x, vues); oui {
			l.Personnes = append(l.Personnes, p)
		}
		if n := debord(x.Cases, len(t.Rangees[tete].Cases)); n > 0 {
			if larges++; larges == 1 {
				r.remarque(x.Rang, "Cette rangée a des cases au-delà du dernier en-tête : elles ne sont pas lues. Si un séparateur s'est glissé dans un texte, ses valeurs sont décalées : vérifiez-les.")
			}
		}
	}
	if larges > 1 {
		r.remarque(0, fmt.Sprintf("Rangées plus larges que les en-têtes : %d.", larges))
	}
	r.salaires()
	if len(l.Personnes) == 0 {
		return Erreur{"La liste a des en-têtes, mais aucune personne.", "Écrivez une rangée par personne sous les en-têtes."}
	}
	return nil
}

func (r *lecture) remarque(rang int, texte string) {
	r.l.Remarques = append(r.l.Remarques, Remarque{rang, texte})
}

// debord compte les cases écrites au-delà de n colonnes.
func debord(cases []Case, n int) int {
	ecrites := 0
	for i := n; i < len(cases); i++ {
		if cases[i].Texte != "" {
			ecrites++
		}
	}
	return ecrites
}

// colonne est le rang d'une colonne dans l.Colonnes, -1 si le fichier ne l'a pas.
func (r *lecture) colonne(cle string) int {
	for i, c := range r.l.Colonnes {
		if c.Cle == cle {
			return i
		}
	}
	return -1
}

// deTotal reconnaît une rangée de total à la première case écrite : « TOTAL », « Totaux », « Total : 12 salariés ».
func deTotal(cases []Case) bool {
	for _, x := range cases {
		if x.Texte != "" {
			mot := strings.FieldsFunc(strings.ToLower(x.Texte), func(r rune) bool { return !unicode.IsLetter(r) })
			return x.Genre == Texte && len(mot) > 0 && (slices.Contains([]string{"total", "totaux", "moyenne"}, mot[0]) || strings.HasPrefix(replier(x.Texte), "soustota"))
		}
	}
	return false
}

// premiereRemarque est la première qu'a donnée la lecture des fichiers : elle explique souvent qu'on n'y trouve rien.
func premiereRemarque(e *Entree) string {
	for i := range e.Tableaux {
		if r := e.Tableaux[i].Remarques; len(r) > 0 {
			return " " + r[0].Texte
		}
	}
	return ""
}

// salaires compare la médiane de la colonne à ce qu'est un mois de paie : un taux horaire ou un salaire
// annuel y passerait sinon pour un mois.
func (r *lecture) salaires() {
	var l []argent.Montant
	for i := range r.l.Personnes {
		if m, err := argent.Lire([]byte(r.l.Personnes[i].Forme("contrat.salaire_mensuel"))); err == nil && m.Positif() {
			l = append(l, m)
		}
	}
	i := r.colonne("contrat.salaire_mensuel")
	if len(l) == 0 || i < 0 {
		return
	}
	slices.SortFunc(l, argent.Montant.Compare)
	milieu, quoi := l[len(l)/2], ""
	switch {
	case milieu.Compare(argent.Euros(200)) < 0:
		quoi = "un taux horaire ou journalier"
	case len(l) > 2 && milieu.Compare(argent.Euros(12_000)) > 0:
		quoi = "un salaire annuel"
	default:
		return
	}
	r.remarque(0, "La colonne « "+court(r.l.Colonnes[i].Entete)+" » a pour médiane "+milieu.Francais()+" : est-ce "+quoi+" ? Le brut d'un mois est attendu ; toutes les sommes en dépendent.")
}

// personne lit une rangée ; faux si elle ne désigne personne.
func (r *lecture) personne(t *Tableau, x *Rangee, vues map[string]int) (Personne, bool) {
	p := Personne{Rang: x.Rang, Formes: make([]string, len(Champs))}
	cases := make([]Case, len(Champs))
	for _, c := range r.l.Colonnes {
		if i := rangDuChamp(c.Cle); i >= 0 && c.Rang < len(x.Cases) {
			cases[i] = x.Cases[c.Rang]
		}
	}
	for i := range Champs {
		if texte, oui := r.corrections[Correction{Rang: x.Rang, Cle: Champs[i].Cle}]; oui {
			cases[i] = Case{Texte: strings.TrimSpace(texte)}
		}
	}
	if cases[rangDuChamp("matricule")].Texte == matriculeExemple {
		return p, false
	}
	formules := 0
	for i := range Champs {
		c := &Champs[i]
		v := c.lire(cases[i], t.Epoque04)
		if c.Genre == ChampTexte && c.Cle != "matricule" {
			v = v.taire()
		}
		p.Formes[i] = v.forme
		if cases[i].Formule {
			formules++
		}
		switch {
		case v.refus != "" && (c.Genre == ChampNIR || c.Genre == ChampIBAN):
			p.ecart(Manque, c.Cle, "", v.refus) // ni l'un ni l'autre n'entre dans un calcul ; leur texte n'est pas répété
		case v.refus != "":
			p.ecart(Refus, c.Cle, court(cases[i].Texte), v.refus)
		case v.remarque != "":
			p.ecart(ASavoir, c.Cle, court(cases[i].Texte), v.remarque)
		}
	}
	p.matriculeNIR()
	p.identifier()
	if p.Identite.Nom == "" && p.Identite.Prenom == "" && p.Identite.Matricule == "" {
		if len(x.Cases) == 0 || toutVide(p.Formes) {
			return p, false
		}
		p.ecart(Refus, "nom", "", "la rangée ne désigne personne : un nom, un prénom ou un matricule est attendu")
	}
	if formules > 0 {
		p.ecart(ASavoir, "", "", fmt.Sprintf("%d cases sont des formules : la dernière valeur calculée par le tableur est lue", formules))
	}
	r.doublon(&p, vues)
	return p, true
}

// matriculeNIR retire un matricule qui est un NIR, ou en a la forme : un matricule est montré en entier. Complété de
// zéros, ce n'en est pas un.
func (p *Personne) matriculeNIR() {
	i, j := rangDuChamp("matricule"), rangDuChamp("nir")
	nir, err := identifiant.NIR(p.Formes[i])
	if err != nil {
		nir, err = identifiant.NIRSansCle(p.Formes[i])
	}
	switch {
	case err == nil:
		if p.Formes[i] = ""; p.Formes[j] == "" {
			p.Formes[j] = nir
		}
		p.ecart(ASavoir, "matricule", "", "ce matricule est un numéro de sécurité sociale : il n'est lu que comme tel, et reste masqué")
	case !strings.HasPrefix(p.Formes[i], "00") && identifiant.Cacher(p.Formes[i]) != p.Formes[i]:
		p.Formes[i] = ""
		p.ecart(ASavoir, "matricule", "", "ce matricule a la forme d'un numéro de sécurité sociale ou d'un IBAN : il n'est ni gardé ni montré")
	}
}

func toutVide(formes []string) bool {
	for _, f := range formes {
		if f != "" {
			return false
		}
	}
	return true
}

var rangs = func() map[string]int {
	m := map[string]int{}
	for i := range Champs {
		m[Champs[i].Cle] = i
	}
	return m
}()

func rangDuChamp(cle string) int {
	if i, oui := rangs[cle]; oui {
		return i
	}
	return -1
}

func (p *Personne) ecart(g Gravite, champ, recu, texte string) {
	p.Ecarts = append(p.Ecarts, Ecart{g, champ, recu, texte})
	if g == Refus {
		p.Etat = Refusee
	} else if g == Manque && p.Etat == Complete {
		p.Etat = Incomplete
	}
}

// Forme est la valeur lue d'un champ, à la forme du format d'échange ; vide si la rangée ne la dit pas.
func (p *Personne) Forme(cle string) string {
	if i := rangDuChamp(cle); i >= 0 {
		return p.Formes[i]
	}
	return ""
}

// enClair est la valeur lue d'un champ, comme une personne l'écrit.
func (p *Personne) enClair(cle string) string {
	forme := p.Forme(cle)
	if d, err := calendrier.Lire([]byte(forme)); err == nil {
		return d.Francais()
	}
	if c := Trouver(Champs, cle); c != nil && c.Genre == ChampMontant {
		if m, err := argent.Lire([]byte(forme)); err == nil {
			return m.Francais()
		}
	}
	return forme
}

func (p *Personne) identifier() {
	p.Identite = Identite{
		Matricule: p.Forme("matricule"), Civilite: p.Forme("civilite"), Nom: p.Forme("nom"), Prenom: p.Forme("prenom"),
		Adresse: p.Forme("adresse"), CodePostal: p.Forme("code_postal"), Ville: p.Forme("ville"), NIR: p.Forme("nir"),
		IBAN: p.Forme("iban"), Courriel: p.Forme("courriel"), Emploi: p.Forme("emploi"),
	}
	p.Vague, p.PreuveRemise, p.PreuveReponse = p.Forme("vague"), p.Forme("preuve_remise"), p.Forme("preuve_reponse")
}

// doublon refuse une personne déjà lue : même NIR, même matricule, ou mêmes nom, prénom et naissance. vues donne le rang
// de chacune dans l.Personnes.
func (r *lecture) doublon(p *Personne, vues map[string]int) {
	cles := clesDe(&p.Identite, p.Forme("salarie.date_naissance"))
	for _, cle := range cles {
		if i, deja := vues[cle]; deja {
			quoi, _, _ := strings.Cut(cle, " ")
			autre := &r.l.Personnes[i]
			qui := autre.Identite.NomComplet()
			if qui != "" {
				qui = " (" + qui + ")"
			}
			recu := map[string]string{cleMatricule: p.Identite.Matricule, cleNom: p.Identite.Nom}[quoi] // jamais un NIR
			p.ecart(Refus, quoi, court(recu), fmt.Sprintf("la rangée %d%s porte %s", autre.Rang, qui, enDeuxRangees[quoi]))
			return
		}
	}
	for _, cle := range cles {
		vues[cle] = len(r.l.Personnes)
	}
}

var enDeuxRangees = map[string]string{
	cleNIR:       "le même numéro de sécurité sociale : corrigez l'un des deux, ou laissez l'une de côté",
	cleMatricule: "le même matricule : corrigez l'un des deux, ou laissez l'une de côté",
	cleNom:       "les mêmes nom, prénom et date de naissance : corrigez l'une des deux, ou laissez-en une de côté",
}

// situer met dans une situation ce que disent d'une personne sa rangée, la paie et l'entreprise, lue comme tout dossier
// par le format d'échange.
func (l *Lot) situer(p *Personne, paies paiesConnues) {
	if p.Etat == Refusee {
		return
	}
	paie := paies.de(p)
	if paie != nil {
		p.prendre(paie)
	}
	p.deuxADeux()
	if !l.relire(p) {
		return
	}
	if d := p.Situation.Reponse.Date; l.Au.Connue() && d > l.Au {
		p.ecart(ASavoir, "reponse.date", d.Francais(), "cette réponse est datée d'après le jour où l'on regarde, le "+l.Au.Francais()+" : elle est comptée comme donnée")
	}
	if l.prevoir(p) && !l.relire(p) { // la remise prévue entre dans les contrôles
		return
	}
	if paie != nil {
		for _, dit := range append(paie.Completer(&p.Situation), paie.Remarques...) {
			p.ecart(ASavoir, "", "", "paie : "+dit)
		}
		if h := p.Situation.Contrat.HeuresHebdo; h.Connue() {
			p.Formes[rangDuChamp("contrat.heures_hebdo")] = h.String()
		}
	}
	for _, f := range format.Invraisemblances(&p.Situation) {
		p.ecart(Refus, f.Champ, p.enClair(f.Champ), f.Message)
	}
}

// deuxADeux signale un fait donné sans celui qui va avec : seul, il ne compterait pour rien.
func (p *Personne) deuxADeux() {
	for _, x := range []struct{ donne, attendu, texte string }{
		{"reponse.date", "reponse.decision", "une date de réponse est donnée, sans la réponse"},
		{"maternite.fin", "maternite.debut", "la fin du congé est donnée, sans son début : la protection n'est pas comptée"},
		{"contribution_payee_le", "contribution_payee", "un paiement est daté, sans sa somme : il n'est pas compté"},
		{"contribution_payee", "contribution_payee_le", "une somme payée est donnée, sans sa date : elle n'est pas comptée"},
		{"autorisation.notifiee_le", "autorisation.accordee", "une décision de l'autorité du travail est datée, sans son sens"},
		{"autorisation.accordee", "autorisation.notifiee_le", "une décision de l'autorité du travail est donnée, sans sa date"},
	} {
		if p.Forme(x.donne) != "" && p.Forme(x.attendu) == "" {
			p.ecart(Manque, x.attendu, "", x.texte)
		}
	}
	if d := p.Forme("reponse.decision"); d != "" && p.Forme("reponse.date") == "" {
		p.ecart(Manque, "reponse.date", "", "dire si la réponse est dans le délai")
	}
	if p.Forme("autorisation.notifiee_le") != "" && p.Forme("salarie.protege") != "true" {
		p.ecart(Manque, "salarie.protege", "", "une décision de l'autorité du travail est donnée, et la personne n'est pas dite protégée")
	}
}

// relire fait la situation des valeurs lues ; faux si elles se contredisent.
func (l *Lot) relire(p *Personne) bool {
	var lecteur format.Lecteur
	err := lecteur.Lire(l.AppendSituation(nil, p), &p.Situation)
	var e *format.Erreur
	switch {
	case errors.As(err, &e):
		champ := strings.Replace(e.Champ, "evenements.0.", "maternite.", 1)
		p.ecart(Refus, champ, p.enClair(champ), e.Message)
	case err != nil:
		p.ecart(Refus, "", "", err.Error())
	}
	return err == nil
}

// AppendSituation ajoute la situation d'une personne au format d'échange : celle que « jalon calculer » relit.
func (l *Lot) AppendSituation(b []byte, p *Personne) []byte {
	id := p.Identite.Matricule
	if id == "" {
		id = "rangée " + strconv.Itoa(p.Rang)
	}
	texte, _ := json.Marshal(id) // une chaîne s'écrit toujours
	b = append(append(b, `{"id":`...), texte...)
	for _, o := range objets {
		vide := true
		for _, f := range o.faits {
			forme := l.forme(p, f)
			if forme == "" {
				continue
			}
			if vide {
				b, vide = append(append(append(b, ',', '"'), o.nom...), `":{`...), false
			} else {
				b = append(b, ',')
			}
			b = append(append(append(b, '"'), f.cle...), '"', ':')
			b = appendForme(b, f.genre, forme)
		}
		if k := &p.Situation.Contrat; o.nom == "contrat" && !vide {
			b = appendPaie(b, k)
		}
		if !vide {
			b = append(b, '}')
		}
	}
	return append(l.appendEvenements(b, p), '}')
}

func appendForme(b []byte, g GenreChamp, forme string) []byte {
	switch g {
	case ChampEntier, ChampDecimal, ChampOuiNon:
		return append(b, forme...)
	}
	return strconv.AppendQuote(b, forme)
}

// appendPaie ajoute au contrat ce que seule la paie dit.
func appendPaie(b []byte, k *csp.Contrat) []byte {
	if k.DroitPrive == fait.Non {
		b = append(b, `,"droit_prive":false`...)
	}
	if h := k.HeuresTempsPlein; h.Connue() {
		b = append(append(b, `,"heures_hebdo_temps_plein":`...), h.String()...)
	}
	for i, s := range k.Salaires {
		b = append(b, []string{",", `,"salaires":[`}[b2i(i == 0)]...)
		b = fmt.Appendf(b, `{"debut":%q,"fin":%q,"montant":%q,"nature":%q}`, s.Periode.Debut.String(), s.Periode.Fin.String(), s.Montant.String(), csp.NomsNaturePaie[s.Nature])
	}
	if len(k.Salaires) > 0 {
		b = append(b, ']')
	}
	return b
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (l *Lot) appendEvenements(b []byte, p *Personne) []byte {
	vide := true
	ajouter := func(e string) {
		if vide {
			b = append(b, `,"evenements":[`...)
		} else {
			b = append(b, ',')
		}
		b, vide = append(b, e...), false
	}
	if d := p.Forme("maternite.debut"); d != "" {
		e := `{"type":"maternite","debut":` + strconv.Quote(d)
		if f := p.Forme("maternite.fin"); f != "" {
			e += `,"fin":` + strconv.Quote(f)
		}
		ajouter(e + "}")
	}
	if d, m := p.Forme("contribution_payee_le"), p.Forme("contribution_payee"); d != "" && m != "" {
		ajouter(`{"type":"paiement","nature":"contribution","date":` + strconv.Quote(d) + `,"montant":` + strconv.Quote(m) + "}")
	}
	if !vide {
		b = append(b, ']')
	}
	return b
}

// fait d'un objet du format : où le lire.
type faitDuFormat struct {
	cle    string // dans son objet
	chemin string
	genre  GenreChamp
	rang   int // dans Champs, -1 si la liste ne le porte pas
}

type objet struct {
	nom   string
	faits []faitDuFormat
}

// objets sont les objets du format qu'une rangée ou la feuille de l'entreprise remplissent, dans un ordre fixe.
var objets = func() []objet {
	var l []objet
	ajouter := func(c *Champ, rang int) {
		nom, cle, oui := strings.Cut(c.Cle, ".")
		if !oui || nom == "maternite" {
			return
		}
		i := 0
		for i < len(l) && l[i].nom != nom {
			i++
		}
		if i == len(l) {
			l = append(l, objet{nom: nom})
		}
		for _, f := range l[i].faits {
			if f.cle == cle {
				return
			}
		}
		l[i].faits = append(l[i].faits, faitDuFormat{cle, c.Cle, c.Genre, rang})
	}
	for i := range Champs {
		ajouter(&Champs[i], i)
	}
	for i := range ChampsEntreprise {
		ajouter(&ChampsEntreprise[i], -1)
	}
	ajouter(&Champ{Cle: "licenciement.forme", Genre: ChampMot}, -1)
	return l
}()

// forme d'un fait : celle de la rangée, sinon celle de l'entreprise, sinon celle que la procédure donne.
func (l *Lot) forme(p *Personne, f faitDuFormat) string {
	if f.rang >= 0 && p.Formes[f.rang] != "" {
		return p.Formes[f.rang]
	}
	if f.chemin == "proposition.remise" && p.RemisePrevue {
		return p.Situation.Proposition.Remise.String()
	}
	return l.communes[f.chemin]
}

// entreprise lit la feuille de l'entreprise : un libellé et sa valeur par rangée.
func (r *lecture) entreprise(t *Tableau) {
	l := r.l
	l.communes = map[string]string{}
	lues := map[string]Case{}
	var epoque04 bool
	if t != nil {
		epoque04 = t.Epoque04
		for _, x := range t.Rangees {
			if len(x.Cases) < 2 || x.Cases[0].Texte == "" {
				continue
			}
			cle := parmi(x.Cases[0].Texte, entreprisesParEntete, ChampsEntreprise)
			if cle == "" && x.Cases[1].Texte != "" && x.Rang > 1 {
				r.remarque(x.Rang, "Feuille Entreprise : « "+court(x.Cases[0].Texte)+" » n'est pas une ligne connue.")
			} else if cle != "" {
				lues[cle] = x.Cases[1]
			}
		}
	}
	for i := range ChampsEntreprise {
		c := &ChampsEntreprise[i]
		if texte, oui := r.corrections[Correction{Cle: c.Cle}]; oui {
			lues[c.Cle] = Case{Texte: strings.TrimSpace(texte)}
		}
		v := c.lire(lues[c.Cle], epoque04)
		l.communes[c.Cle] = v.forme
		switch {
		case v.refus != "":
			l.EcartsEntreprise = append(l.EcartsEntreprise, Ecart{Refus, c.Cle, court(lues[c.Cle].Texte), v.refus})
		case v.forme == "" && c.Necessaire:
			l.EcartsEntreprise = append(l.EcartsEntreprise, Ecart{Manque, c.Cle, "", c.Aide})
		case v.remarque != "":
			l.EcartsEntreprise = append(l.EcartsEntreprise, Ecart{ASavoir, c.Cle, court(lues[c.Cle].Texte), v.remarque})
		}
	}
	l.remplirEntreprise()
}

// FormeCommune est la valeur lue d'un champ de l'entreprise, à la forme du format d'échange.
func (l *Lot) FormeCommune(cle string) string { return l.communes[cle] }

func (l *Lot) remplirEntreprise() {
	f := l.communes
	jour := func(cle string) calendrier.Date {
		d, _ := calendrier.Lire([]byte(f[cle])) // vide, ou écrite par lireDate
		return d
	}
	nombre := func(cle string) fait.Nombre {
		n, err := strconv.Atoi(f[cle])
		if err != nil {
			return fait.Nombre{}
		}
		return fait.N(n)
	}
	reponse := func(cle string) fait.Reponse {
		switch f[cle] {
		case "true":
			return fait.Oui
		case "false":
			return fait.Non
		}
		return fait.Inconnu
	}
	rang := func(noms []string, cle string) int {
		for i, n := range noms {
			if n == f[cle] {
				return i
			}
		}
		return 0
	}
	e := &l.Entreprise
	e.RaisonSociale, e.SIRET, e.Adresse, e.CodePostal, e.Ville = f["raison_sociale"], f["siret"], f["adresse"], f["code_postal"], f["ville"]
	e.Signataire, e.Qualite, e.Contact, e.Motif = f["signataire"], f["qualite"], f["contact"], f["motif"]
	j := &e.Projet
	j.Effectif, j.Licenciements = nombre("employeur.effectif"), nombre("licenciements")
	j.Comite, j.Plan, j.PlanParAccord = reponse("comite"), reponse("plan"), reponse("plan_par_accord")
	j.Procedure, j.Jugement = csp.Procedure(rang(csp.NomsProcedure, "employeur.procedure_collective")), jour("jugement")
	j.Territoire = calendrier.Territoire(rang(csp.NomsTerritoire, "contrat.lieu_travail"))
	j.ConvocationComite, j.PremiereReunion, j.DerniereReunion = jour("convocation_comite"), jour("premiere_reunion"), jour("derniere_reunion")
	j.NotificationProjet, j.DossierPlan, j.DecisionPlan = jour("notification_projet"), jour("dossier_plan"), jour("decision_plan")
	j.ConvocationEntretien, j.Entretien, j.EnvoiLettres = jour("convocation_entretien"), jour("entretien"), jour("envoi_lettres")
}
