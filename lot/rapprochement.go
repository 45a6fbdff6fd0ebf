package lot

import (
	"strings"

	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/fait"
)

// paiesConnues retrouve la paie d'une personne : par son NIR, son matricule, ou ses nom, prénom et naissance.
type paiesConnues map[string]*Paie

func rapprocher(paies []Paie) paiesConnues {
	m := paiesConnues{}
	for i := range paies {
		for _, cle := range clesDe(&paies[i].Identite, paies[i].Naissance.String()) {
			m[cle] = &paies[i]
		}
	}
	return m
}

func (m paiesConnues) de(p *Personne) *Paie {
	for _, cle := range clesDe(&p.Identite, p.Forme("salarie.date_naissance")) {
		if x := m[cle]; x != nil {
			return x
		}
	}
	return nil
}

// Ce qui désigne une personne.
const (
	cleNIR       = "nir"
	cleMatricule = "matricule"
	cleNom       = "nom"
)

// clesDe sont les façons de désigner une personne, la plus sûre d'abord.
func clesDe(i *Identite, naissance string) []string {
	var l []string
	if i.NIR != "" {
		l = append(l, cleNIR+" "+i.NIR)
	}
	if i.Matricule != "" {
		l = append(l, cleMatricule+" "+replier(i.Matricule))
	}
	if i.Nom != "" && naissance != "" {
		prenom, _, _ := strings.Cut(i.Prenom, " ")
		l = append(l, cleNom+" "+replier(i.Nom)+" "+replier(prenom)+" "+naissance)
	}
	return l
}

// FinVerifiee est un signalement de fin de contrat rapproché de sa personne.
type FinVerifiee struct {
	Fin      *FinDeContrat
	Personne *Personne // nil : personne de la liste ne lui correspond
	Ecarts   []EcartDSN
}

// VerifierFins rapproche des signalements de fin de contrat des personnes du lot, et les compare.
func (l *Lot) VerifierFins(fins []FinDeContrat) []FinVerifiee {
	connues := map[string]*Personne{}
	for _, p := range l.Lisibles() {
		for _, cle := range clesDe(&p.Identite, p.Forme("salarie.date_naissance")) {
			connues[cle] = p
		}
	}
	tout := make([]FinVerifiee, len(fins))
	for i := range fins {
		f := &tout[i]
		f.Fin = &fins[i]
		for _, cle := range clesDe(&f.Fin.Identite, f.Fin.Naissance.String()) {
			if f.Personne == nil {
				f.Personne = connues[cle]
			}
		}
		if f.Personne != nil {
			f.Ecarts = VerifierFin(f.Fin, &f.Personne.Situation, &l.Etude(f.Personne).Adhesion)
		}
	}
	return tout
}

// prendre ajoute à une rangée ce que la paie dit et qu'elle ne dit pas.
func (p *Personne) prendre(x *Paie) {
	poser := func(cle, forme string) {
		if i := rangDuChamp(cle); p.Formes[i] == "" {
			p.Formes[i] = forme
		}
	}
	if x.Naissance.Connue() {
		poser("salarie.date_naissance", x.Naissance.String())
	}
	nom := x.Identite.Nom
	if x.NomUsage != "" {
		nom = x.NomUsage
	}
	for cle, texte := range map[string]string{
		"nir": x.Identite.NIR, "nom": nom, "prenom": x.Identite.Prenom, "adresse": x.Identite.Adresse,
		"code_postal": x.Identite.CodePostal, "ville": x.Identite.Ville, "matricule": x.Identite.Matricule, "emploi": x.Identite.Emploi,
	} {
		if cle != "nir" && cle != "matricule" { // matriculeNIR en décide
			texte = valeur{forme: texte}.taire().forme
		}
		poser(cle, texte)
	}
	p.matriculeNIR()
	p.identifier()
	debut, _ := calendrier.Lire([]byte(p.Forme("contrat.debut"))) // vide, ou écrite par lireDate
	c := x.Contrat(debut)
	if c == nil {
		return
	}
	poser("emploi", valeur{forme: c.Emploi}.taire().forme)
	p.identifier()
	poser("contrat.debut", c.Debut.String())
	poser("contrat.nature", csp.NomsNature[c.Nature])
	if m := c.SalaireMensuel(); m.Connu() {
		poser("contrat.salaire_mensuel", m.String())
	}
	if c.Cadre != fait.Inconnu {
		poser("licenciement.cadre", map[bool]string{true: "true", false: "false"}[c.Cadre == fait.Oui])
	}
}

// tableauDePaie fait une liste de personnes de la paie seule, quand il n'y a pas d'autre fichier.
func tableauDePaie(paies []Paie) Tableau {
	cles := []string{"matricule", "nom", "prenom", "nir", "salarie.date_naissance"}
	tete := Rangee{Rang: 1}
	for _, cle := range cles {
		tete.Cases = append(tete.Cases, Case{Texte: Trouver(Champs, cle).Entete})
	}
	t := Tableau{Rangees: []Rangee{tete}}
	for i := range paies {
		x := &paies[i]
		naissance := Case{}
		if x.Naissance.Connue() {
			naissance = Case{Texte: x.Naissance.String(), Genre: Jour}
		}
		t.Rangees = append(t.Rangees, Rangee{Rang: i + 2, Cases: []Case{
			{Texte: x.Identite.Matricule}, {Texte: x.Identite.Nom}, {Texte: x.Identite.Prenom}, {Texte: x.Identite.NIR}, naissance,
		}})
	}
	return t
}
