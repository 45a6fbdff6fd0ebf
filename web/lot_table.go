package web

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/lot"
	"jalon/web/cadre"
)

// personnesParPage borne une page de la table.
const personnesParPage = 100

// tableLot est la table des personnes : ce qui est filtré, l'ordre, la page.
type tableLot struct {
	Nom, Etat, Issue, Vague, Tri string // tels que la page les porte
	Etats, Issues, Vagues        [][2]string
	Colonnes                     []colonneTriee
	Rangees                      []rangeeTable
	Retenues                     int
	Page, Pages                  int
}

// colonneTriee est un en-tête, et l'ordre que donne son bouton.
type colonneTriee struct {
	Titre, Tri, Sens string // Sens : aria-sort ; vide si la table n'est pas dans cet ordre
}

// listeLot est un filtre de la table.
type listeLot struct {
	Nom, Titre, Valeur string
	Choix              [][2]string
}

type rangeeTable struct {
	Rang           int
	Nom, Matricule string
	Cases          []string
}

// colonneLot est une colonne de la table : ce qu'elle montre, et ce qui l'ordonne.
type colonneLot struct {
	titre string
	texte func(*lot.Personne) string
	ordre func(a, b *lot.Personne) int
}

func parTexte(titre string, f func(*lot.Personne) string) colonneLot {
	return colonneLot{titre, f, func(a, b *lot.Personne) int { return cmp.Compare(plier(f(a)), plier(f(b))) }}
}

func parDate(titre string, f func(*lot.Personne) calendrier.Date) colonneLot {
	return colonneLot{titre, func(p *lot.Personne) string { return cadre.SinonTiret(f(p).Connue(), f(p).Francais()) }, func(a, b *lot.Personne) int {
		x, y := f(a), f(b)
		return cmp.Or(enDernier(x.Connue(), y.Connue()), cmp.Compare(x, y))
	}}
}

func parMontant(titre string, f func(*lot.Personne) argent.Montant) colonneLot {
	return colonneLot{titre, func(p *lot.Personne) string { return cadre.SinonTiret(f(p).Connu(), f(p).Francais()) }, func(a, b *lot.Personne) int {
		x, y := f(a), f(b)
		if x.Connu() && y.Connu() {
			return x.Compare(y)
		}
		return enDernier(x.Connu(), y.Connu())
	}}
}

// enDernier range ce qui n'est pas connu après le reste.
func enDernier(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// colonnesLot sont celles de la table, le nom d'abord.
var colonnesLot = []colonneLot{
	parTexte("Nom", nomDe),
	parTexte("État", func(p *lot.Personne) string { return p.Etat.String() }),
	parTexte("Où elle en est", func(p *lot.Personne) string {
		if p.Etat == lot.Refusee {
			return "—"
		}
		return p.Bilan.Issue.String()
	}),
	parDate("Remise", func(p *lot.Personne) calendrier.Date { return p.Bilan.Dates.Remise }),
	parDate("Dernier jour", func(p *lot.Personne) calendrier.Date { return p.Bilan.Dates.FinReflexion }),
	parDate("Lettre", func(p *lot.Personne) calendrier.Date { return p.Bilan.Dates.Lettre }),
	parDate("Fin du contrat", finDuContrat),
	parDate("Début du CSP", func(p *lot.Personne) calendrier.Date {
		if refuse(p) {
			return 0
		}
		return p.Bilan.Dates.DebutCSP
	}),
	parMontant("Indemnité", func(p *lot.Personne) argent.Montant {
		if refuse(p) {
			return p.Bilan.Sommes.IndemniteRefus
		}
		return p.Bilan.Sommes.Indemnite
	}),
	parMontant("Contribution, brute", func(p *lot.Personne) argent.Montant { return p.Bilan.Sommes.ContributionBrute }),
	parMontant("Préavis versé à la personne", func(p *lot.Personne) argent.Montant { return p.Bilan.Sommes.PreavisSalarie }),
	parMontant("Coût si adhésion", func(p *lot.Personne) argent.Montant { return p.Bilan.Sommes.Adhesion.HorsCharges }),
	parMontant("Coût si refus", func(p *lot.Personne) argent.Montant { return p.Bilan.Sommes.Refus.HorsCharges }),
}

// refuse dit si la personne a refusé, ou s'est tue.
func refuse(p *lot.Personne) bool {
	return p.Bilan.Issue == lot.ARefuse || p.Bilan.Issue == lot.SEstTue
}

// finDuContrat est celle de l'issue connue, à défaut celle d'une adhésion.
func finDuContrat(p *lot.Personne) calendrier.Date {
	if refuse(p) {
		return p.Bilan.Dates.FinRefus
	}
	return p.Bilan.Dates.Rupture
}

var sansAccents = strings.NewReplacer("à", "a", "â", "a", "ä", "a", "ç", "c", "é", "e", "è", "e", "ê", "e", "ë", "e", "î", "i", "ï", "i", "ô", "o", "ö", "o", "ù", "u", "û", "u", "ü", "u", "ÿ", "y", "œ", "oe", "æ", "ae")

// plier met un texte en minuscules sans accent, pour trier et chercher.
func plier(s string) string { return sansAccents.Replace(strings.ToLower(s)) }

// table filtre, trie et coupe la liste des personnes, selon ce que la page demande.
func table(l *lot.Lot, q url.Values) tableLot {
	t := tableLot{Nom: strings.TrimSpace(q.Get("nom")), Etat: q.Get("etat-rangee"), Issue: q.Get("issue"), Vague: q.Get("vague")}
	if tris := q["tri"]; len(tris) > 0 {
		t.Tri = tris[len(tris)-1] // celui du bouton, après celui que la page portait
	}
	t.listes(l)
	retenues := t.retenir(l)
	t.Retenues = len(retenues)
	rang, decroissant := lireTri(t.Tri)
	t.Tri = ""
	if rang >= 0 {
		t.Tri = ecrireTri(rang, decroissant)
		slices.SortStableFunc(retenues, func(a, b *lot.Personne) int {
			if decroissant {
				a, b = b, a
			}
			return colonnesLot[rang].ordre(a, b)
		})
	}
	for i, c := range colonnesLot {
		x := colonneTriee{Titre: c.titre, Tri: ecrireTri(i, i == rang && !decroissant)}
		if i == rang {
			x.Sens = "ascending"
			if decroissant {
				x.Sens = "descending"
			}
		}
		t.Colonnes = append(t.Colonnes, x)
	}
	voulue, _ := strconv.Atoi(q.Get("page")) // autre chose qu'un nombre : la première
	t.Pages = max(1, (len(retenues)+personnesParPage-1)/personnesParPage)
	t.Page = min(max(1, voulue), t.Pages)
	for _, p := range retenues[(t.Page-1)*personnesParPage : min(len(retenues), t.Page*personnesParPage)] {
		r := rangeeTable{Rang: p.Rang, Nom: nomDe(p)}
		if p.Identite.NomComplet() != "" {
			r.Matricule = p.Identite.Matricule
		}
		for _, c := range colonnesLot[1:] {
			r.Cases = append(r.Cases, c.texte(p))
		}
		t.Rangees = append(t.Rangees, r)
	}
	return t
}

// retenir rend les personnes que les filtres gardent, dans l'ordre du fichier.
func (t *tableLot) retenir(l *lot.Lot) []*lot.Personne {
	var tout []*lot.Personne
	mots := strings.Fields(plier(t.Nom))
	for i := range l.Personnes {
		p := &l.Personnes[i]
		switch {
		case !contientTout(plier(p.Identite.NomComplet()+" "+p.Identite.Matricule), mots):
		case t.Etat != "" && t.Etat != strconv.Itoa(int(p.Etat)):
		case t.Issue != "" && (p.Etat == lot.Refusee || t.Issue != strconv.Itoa(int(p.Bilan.Issue))):
		case t.Vague != "" && t.Vague != p.Vague:
		default:
			tout = append(tout, p)
		}
	}
	return tout
}

// contientTout dit si chaque mot est dans un texte, dans n'importe quel ordre.
func contientTout(texte string, mots []string) bool {
	return !slices.ContainsFunc(mots, func(m string) bool { return !strings.Contains(texte, m) })
}

// vaguesMax borne la liste des groupes de départ.
const vaguesMax = 100

// listes sont les choix des filtres.
func (t *tableLot) listes(l *lot.Lot) {
	t.Etats, t.Issues = [][2]string{{"", "Tous"}}, [][2]string{{"", "Toutes"}}
	for i, n := range lot.NomsEtat {
		t.Etats = append(t.Etats, [2]string{strconv.Itoa(i), n})
	}
	for i, n := range lot.NomsIssue {
		t.Issues = append(t.Issues, [2]string{strconv.Itoa(i), n})
	}
	vagues := map[string]bool{}
	for i := range l.Personnes {
		if v := l.Personnes[i].Vague; v != "" && len(vagues) < vaguesMax {
			vagues[v] = true
		}
	}
	if len(vagues) == 0 {
		return
	}
	for v := range vagues {
		t.Vagues = append(t.Vagues, [2]string{v, v})
	}
	slices.SortFunc(t.Vagues, func(a, b [2]string) int { return cmp.Compare(a[0], b[0]) })
	t.Vagues = slices.Insert(t.Vagues, 0, [2]string{"", "Toutes"})
}

// Un ordre s'écrit « 4 » ou « -4 » : la colonne, décroissante avec le signe.
func ecrireTri(rang int, decroissant bool) string {
	if decroissant {
		return "-" + strconv.Itoa(rang)
	}
	return strconv.Itoa(rang)
}

// lireTri rend -1 pour ce qui n'est pas un ordre : celui du fichier.
func lireTri(s string) (rang int, decroissant bool) {
	s, decroissant = strings.CutPrefix(s, "-")
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n >= len(colonnesLot) {
		return -1, false
	}
	return n, decroissant
}
