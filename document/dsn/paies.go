package dsn

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/lot"
	"jalon/lot/identifiant"
)

// Codes de rémunération (S21.G00.51.011).
const (
	brutTout    = "001" // rémunération brute non plafonnée : primes et indemnités soumises comprises
	brutChomage = "002" // salaire brut qui sert aux droits de l'assurance chômage : ni primes ni indemnités du bloc 52
)

// Codes de prime (S21.G00.52.001).
const (
	indemniteConges   = "020"
	indemnitePreavis  = "023"
	indemniteEpargne  = "025" // compte épargne temps
	primeException    = "026"
	primeActivite     = "027"
	primeHorsActivite = "028"
)

// sortes : la part de chaque prime ou indemnité dans le salaire de référence (ASP-03). Les indemnités de rupture vont
// de 001 à 025 et 032 ; les primes soumises à contributions sont 026, 027 et 028.
func sorte(code string) (n csp.NaturePaie, connue bool) {
	switch {
	case code == primeException || code == primeActivite || code == primeHorsActivite:
		return csp.PaiePrime, true
	case code == indemniteConges:
		return csp.PaieCongesPayes, true
	case code >= "001" && code <= indemniteEpargne && len(code) == 3, code == "032":
		return csp.PaieRupture, true
	}
	return 0, false
}

// dansLeBrut dit si une indemnité est sûrement dans la rémunération brute non plafonnée : les primes, les congés
// payés, le préavis et le compte épargne temps y sont soumis comme un salaire.
func dansLeBrut(code string) bool {
	return code >= primeException && code <= primeHorsActivite || code == indemniteConges || code == indemnitePreavis || code == indemniteEpargne
}

// Paies réunit, personne par personne, ce que disent des messages. D'un même mois d'un même établissement, la
// dernière déclaration est gardée ; une déclaration annulée ne compte pas. Une somme est rangée dans sa période :
// la régularisation d'un mois passé corrige ce mois. Les signalements ne donnent que la fin du contrat.
func Paies(messages []*Message) ([]lot.Paie, []lot.Remarque) {
	a := assemblage{rangs: map[string]int{}}
	var employeurs []string
	for _, d := range a.dernieres(messages) {
		if len(d.siren) == 9 && !slices.Contains(employeurs, d.siren) {
			employeurs = append(employeurs, d.siren)
		}
		for i := range d.individus {
			a.ajouter(d, &d.individus[i])
		}
	}
	if len(employeurs) > 1 {
		a.remarquer(fmt.Sprintf("les déclarations viennent de %d entreprises (SIREN %s) : ne donnez que celles de l'entreprise qui licencie", len(employeurs), strings.Join(employeurs[:min(len(employeurs), 5)], ", ")))
	}
	for _, m := range messages {
		for _, f := range m.Fins() {
			a.finir(&f)
		}
	}
	for i := range a.paies {
		a.ecrire(i)
	}
	return a.paies, a.remarques
}

// assemblage réunit les personnes en cours de lecture ; sommes et contrats suivent le rang de la personne.
type assemblage struct {
	paies     []lot.Paie
	sommes    []map[cle]argent.Montant
	rangs     map[string]int
	remarques []lot.Remarque
}

// cle range une somme : le contrat, la période et la nature.
type cle struct {
	contrat int
	periode calendrier.Periode
	nature  csp.NaturePaie
}

// dernieres garde la dernière déclaration mensuelle de chaque établissement, mois et fraction, par mois croissant.
func (a *assemblage) dernieres(messages []*Message) []*Declaration {
	type lieu struct {
		siret, champ, fraction string
		mois                   calendrier.Date
	}
	var toutes []*Declaration
	for _, m := range messages {
		for i := range m.Declarations {
			switch d := &m.Declarations[i]; {
			case d.Nature != Mensuelle:
			case d.Mois.Connue():
				toutes = append(toutes, d)
			default:
				a.remarquer("une déclaration de l'établissement " + d.SIRET + " ne dit pas son mois (S20.G00.05.005) : elle n'est pas comptée")
			}
		}
	}
	slices.SortStableFunc(toutes, func(x, y *Declaration) int {
		return cmp.Or(cmp.Compare(x.Mois, y.Mois), cmp.Compare(x.Constitution, y.Constitution), strings.Compare(x.ordre, y.ordre))
	})
	rang := map[lieu]int{}
	var gardees []*Declaration
	for _, d := range toutes {
		l := lieu{d.SIRET, d.champ, d.fraction, d.Mois}
		i, deja := rang[l]
		if !deja {
			rang[l], gardees = len(gardees), append(gardees, d)
			continue
		}
		if d.forme != formeRemplace && d.forme != formeRemplaceVide && d.forme != formeAnnule {
			a.remarquer("deux déclarations de " + d.Mois.NomMois() + " pour l'établissement " + d.SIRET +
				", sans que l'une remplace l'autre : seule la dernière est lue")
		}
		gardees[i] = d
	}
	return slices.DeleteFunc(gardees, func(d *Declaration) bool { return d.forme == formeAnnule })
}

func (a *assemblage) remarquer(texte string) {
	if len(a.remarques) < remarquesMax {
		a.remarques = append(a.remarques, lot.Remarque{Texte: texte})
	}
}

// designation distingue une personne : par son NIR, son NTT, ou son nom et sa naissance.
func designation(id *lot.Identite, ntt string, naissance calendrier.Date) string {
	switch {
	case id.NIR != "":
		return id.NIR
	case ntt != "":
		return "NTT " + ntt
	}
	return strings.ToUpper(id.Nom + "|" + id.Prenom + "|" + naissance.String())
}

// ajouter range une personne d'une déclaration. Les déclarations viennent par mois croissant : la dernière dit
// l'adresse, l'emploi et les heures.
func (a *assemblage) ajouter(d *Declaration, p *individu) {
	nom := designation(&p.identite, p.ntt, p.naissance)
	r, connue := a.rangs[nom]
	if !connue {
		r = len(a.paies)
		a.rangs[nom] = r
		a.paies, a.sommes = append(a.paies, lot.Paie{}), append(a.sommes, map[cle]argent.Montant{})
	}
	x := &a.paies[r]
	x.Identite, x.NomUsage, x.NTT, x.Naissance = p.identite, p.nomUsage, p.ntt, p.naissance
	for i := range p.contrats {
		c := &p.contrats[i]
		if k := contratDe(x, d, c); k >= 0 {
			a.ranger(r, k, d, p, c)
		}
	}
	for i := range p.paies {
		numero := p.paies[i].numero
		if !slices.ContainsFunc(p.contrats, func(c contrat) bool { return p.concerne(numero, &c) }) {
			noter(x, "en "+d.Mois.NomMois()+", une paie n'est d'aucun des contrats déclarés (S21.G00.51.010) : elle n'est pas comptée")
		}
	}
}

// noter ajoute une remarque une seule fois.
func noter(x *lot.Paie, texte string) {
	if len(x.Remarques) < remarquesMax && !slices.Contains(x.Remarques, texte) {
		x.Remarques = append(x.Remarques, texte)
	}
}

// ranger met chaque somme d'un contrat dans sa période. Le salaire est celui de l'assurance chômage ; à défaut, la
// rémunération brute, dont sortent alors les primes et les indemnités déclarées à part, pour qu'elles ne comptent
// pas deux fois.
func (a *assemblage) ranger(r, k int, d *Declaration, p *individu, c *contrat) {
	x, sommes := &a.paies[r], a.sommes[r]
	mois := calendrier.Periode{Debut: d.Mois, Fin: d.Mois.FinMois()}
	ajouter := func(periode calendrier.Periode, n csp.NaturePaie, m argent.Montant) {
		if periode.Vide() {
			periode = mois
		}
		if deja := sommes[cle{k, periode, n}]; deja.Connu() {
			m = m.Plus(deja)
		}
		sommes[cle{k, periode, n}] = m
	}
	bruts := map[string]bool{}
	var derniere *remuneration
	for i := range p.paies {
		if l := &p.paies[i]; p.concerne(l.numero, c) && l.montant.Connu() {
			bruts[l.genre] = true
			if l.genre == brutTout && (derniere == nil || l.periode.Debut >= derniere.periode.Debut) {
				derniere = l
			}
		}
	}
	genre := brutChomage
	if !bruts[brutChomage] {
		genre = brutTout
	}
	for i := range p.paies {
		if l := &p.paies[i]; p.concerne(l.numero, c) && l.montant.Connu() && l.genre == genre {
			ajouter(l.periode, csp.PaieSalaire, l.montant)
		}
	}
	aPart := argent.Centimes(0)
	for i := range p.primes {
		if l := &p.primes[i]; p.concerne(l.numero, c) && l.montant.Connu() && dansLeBrut(l.genre) {
			aPart = aPart.Plus(l.montant)
		}
	}
	separees := true // les primes sont hors du salaire rangé
	if genre == brutTout && derniere != nil {
		if separees = aPart.Compare(derniere.montant) <= 0; separees {
			ajouter(derniere.periode, csp.PaieSalaire, argent.Centimes(0).Moins(aPart))
		} else {
			noter(x, "en "+d.Mois.NomMois()+", les primes et indemnités dépassent la rémunération brute : celle-ci est comptée entière, et les primes n'y sont pas ajoutées")
		}
	}
	for i := range p.primes {
		l := &p.primes[i]
		if !p.concerne(l.numero, c) || !l.montant.Connu() {
			continue
		}
		n, connue := sorte(l.genre)
		switch {
		case !connue:
			noter(x, "en "+d.Mois.NomMois()+", une somme de type "+enCode(l.genre)+" (S21.G00.52.001) n'est pas comptée : ajoutez-la aux primes si elle est soumise à l'assurance chômage")
		case n != csp.PaiePrime || separees:
			ajouter(l.periode, n, l.montant)
		}
	}
}

// enCode ne montre d'un code que ses trois premiers signes.
func enCode(code string) string { return code[:min(len(code), 3)] }

// contratDe rend le rang du contrat chez la personne, créé au besoin, et le met à jour ; -1 : elle en a trop.
func contratDe(x *lot.Paie, d *Declaration, c *contrat) int {
	k := slices.IndexFunc(x.Contrats, func(y lot.ContratPaie) bool { return y.Debut == c.debut && y.Numero == c.numero })
	if k < 0 && len(x.Contrats) >= contratsMax {
		noter(x, "cette personne a plus de contrats que le programme n'en suit : les suivants ne sont pas lus")
		return -1
	}
	if k < 0 {
		k = len(x.Contrats)
		x.Contrats = append(x.Contrats, lot.ContratPaie{Debut: c.debut, Numero: c.numero})
	}
	y := &x.Contrats[k]
	y.SIRET = d.SIRET
	if lieu, err := identifiant.SIRET(c.lieu); err == nil {
		y.SIRET = lieu
	}
	y.Emploi, y.Nature, y.DroitPrive = c.emploi, nature(c), droitPrive(c.nature)
	y.Cadre = cadre(c)
	y.HeuresMois, y.HeuresPleins = argent.Fraction{}, argent.Fraction{}
	if c.unite == uniteHeure {
		y.HeuresMois, y.HeuresPleins = c.quotite, c.quotitePleine
	}
	if c.fin != nil && c.fin.Fin.Connue() {
		y.Fin = c.fin.Fin
	}
	for _, a := range c.arrets {
		fin := a.prevu
		if a.reprise.Connue() {
			fin = a.reprise.Plus(-1)
		}
		absenter(y, a.dernier.Plus(1), fin, "arrêt de travail", motifsArret[a.motif])
	}
	for _, s := range c.suspensions {
		if s.motif == suspensionAnnulee {
			noter(x, "une suspension est annulée dans la déclaration de "+d.Mois.NomMois()+" : vérifiez les absences")
			continue
		}
		absenter(y, s.dernier, s.prevu, "suspension du contrat", motifsSuspension[s.motif])
	}
	return k
}

// absenter ajoute une absence, ou repousse la fin de celle qui a commencé le même jour.
func absenter(y *lot.ContratPaie, debut, fin calendrier.Date, sorte, motif string) {
	if !debut.Connue() {
		return
	}
	if !fin.Connue() {
		fin = calendrier.SansFin
	}
	if motif != "" {
		sorte += ", " + motif
	}
	a := lot.Absence{Periode: calendrier.Periode{Debut: debut, Fin: fin}, Motif: sorte}
	if i := slices.IndexFunc(y.Absences, func(b lot.Absence) bool { return b.Periode.Debut == debut && b.Motif == sorte }); i >= 0 {
		y.Absences[i] = a
		return
	}
	if len(y.Absences) < absencesMax {
		y.Absences = append(y.Absences, a)
	}
}

// finir donne à un contrat la fin que dit un signalement.
func (a *assemblage) finir(f *lot.FinDeContrat) {
	r, connue := a.rangs[designation(&f.Identite, f.NTT, f.Naissance)]
	if !connue || !f.Fin.Connue() {
		return
	}
	if c := a.paies[r].Contrat(f.DebutContrat); c != nil {
		c.Fin = f.Fin
	}
}

// ecrire met les sommes d'une personne en lignes de paie, par période croissante. Une régularisation qui ne trouve
// pas le mois qu'elle corrige laisse une somme négative, qui ne peut pas compter.
func (a *assemblage) ecrire(r int) {
	x := &a.paies[r]
	for c, m := range a.sommes[r] {
		if m.Centimes() < 0 || !m.Connu() {
			noter(x, "une régularisation du "+c.periode.Debut.Francais()+" au "+c.periode.Fin.Francais()+" dépasse ce qui est déclaré pour cette période : elle n'est pas comptée ; ajoutez les déclarations d'origine")
			continue
		}
		if c.nature == csp.PaieSalaire || m.Positif() {
			y := &x.Contrats[c.contrat]
			y.Lignes = append(y.Lignes, csp.LignePaie{Periode: c.periode, Montant: m, Nature: c.nature})
		}
	}
	slices.Sort(x.Remarques)
	for k := range x.Contrats {
		slices.SortFunc(x.Contrats[k].Lignes, func(l, m csp.LignePaie) int {
			return cmp.Or(cmp.Compare(l.Periode.Debut, m.Periode.Debut), cmp.Compare(l.Periode.Fin, m.Periode.Fin), cmp.Compare(l.Nature, m.Nature))
		})
	}
}
