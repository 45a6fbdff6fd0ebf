// Package dsn lit les déclarations sociales nominatives : un fichier texte, une rubrique par ligne
// (S21.G00.30.001,'valeur'), en ISO-8859-1 ou en UTF-8. Il en tire la paie des personnes et les signalements de fin
// de contrat. Les rubriques et leurs codes ont été vérifiés dans les tables de la norme de 2026 (P26V01) ; ceux qui
// servent ici ne diffèrent pas en 2024 ni en 2025.
//
// La lecture avance ligne à ligne et sa mémoire est bornée. Une ligne qui ne va pas donne une remarque, avec son
// numéro, et le reste est lu. Aucune remarque ne répète un numéro, un nom ni un montant.
package dsn

import (
	"slices"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/lot"
)

// Message est un fichier DSN : un envoi, qui porte une ou plusieurs déclarations.
type Message struct {
	Norme        string // « P26V01 »
	Declarations []Declaration
	Remarques    []lot.Remarque // Rang est le numéro de la ligne ; 0 : tout le fichier
}

// Nature d'une déclaration (S20.G00.05.001).
type Nature string

// Les natures qui servent ici. FinAncienne est le signalement d'avant le signalement unique.
const (
	Mensuelle   Nature = "01"
	FinAncienne Nature = "02"
	FinUnique   Nature = "07"
)

// Fin dit si c'est un signalement de fin de contrat.
func (n Nature) Fin() bool { return n == FinAncienne || n == FinUnique }

// Declaration est une déclaration d'un établissement.
type Declaration struct {
	Nature       Nature
	Mois         calendrier.Date // premier jour du mois déclaré ; inconnu pour un signalement
	Constitution calendrier.Date // jour où le fichier a été fait
	SIRET        string

	forme, fraction, ordre, champ string
	siren                         string
	individus                     []individu
}

// Types de déclaration (S20.G00.05.002).
const (
	formeRemplace     = "03"
	formeAnnule       = "04"
	formeRemplaceVide = "05"
)

// Personnes compte les personnes déclarées.
func (d *Declaration) Personnes() int { return len(d.individus) }

type individu struct {
	identite  lot.Identite
	nomUsage  string
	ntt       string
	naissance calendrier.Date
	contrats  []contrat
	paies     []remuneration
	primes    []prime
}

type contrat struct {
	numero, statut, statutRetraite, emploi, nature, dispositif, unite, lieu string
	debut                                                                   calendrier.Date
	quotite, quotitePleine                                                  argent.Fraction
	arrets, suspensions                                                     []absence
	fin                                                                     *lot.FinDeContrat
}

// absence est un arrêt (dernier jour travaillé, fin prévue, reprise) ou une suspension (début, fin).
type absence struct {
	motif                   string
	dernier, prevu, reprise calendrier.Date
}

type remuneration struct {
	periode       calendrier.Periode
	numero, genre string
	montant       argent.Montant
}

type prime struct {
	periode       calendrier.Periode
	numero, genre string
	montant       argent.Montant
}

// Fins rend les signalements de fin de contrat du message, ceux qu'il annule exceptés.
func (m *Message) Fins() []lot.FinDeContrat {
	var fins []lot.FinDeContrat
	for i := range m.Declarations {
		d := &m.Declarations[i]
		if !d.Nature.Fin() || d.forme == formeAnnule {
			continue
		}
		for j := range d.individus {
			p := &d.individus[j]
			for k := range p.contrats {
				c := &p.contrats[k]
				if c.fin == nil {
					continue
				}
				f := *c.fin
				f.Norme, f.Constitution, f.SIRET = m.Norme, d.Constitution, d.SIRET
				f.Identite, f.NTT, f.Naissance = p.identite, p.ntt, p.naissance
				f.Identite.Emploi, f.DebutContrat, f.NumeroContrat = c.emploi, c.debut, c.numero
				f.Preavis = slices.Clone(f.Preavis)
				for _, x := range p.primes {
					if p.concerne(x.numero, c) {
						f.Indemnites = append(f.Indemnites, lot.IndemniteDSN{Type: x.genre, Montant: x.montant})
					}
				}
				fins = append(fins, f)
			}
		}
	}
	return fins
}

// concerne dit si une somme déclarée sous ce numéro de contrat est celle du contrat c. Une personne qui n'a qu'un
// contrat n'a pas à le nommer.
func (p *individu) concerne(numero string, c *contrat) bool {
	return len(p.contrats) == 1 || numero == c.numero
}
