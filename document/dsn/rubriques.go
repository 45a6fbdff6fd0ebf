package dsn

import (
	"fmt"
	"strconv"

	"jalon/lot"
)

// blocs : ceux qui ouvrent un élément, et le font s'ils ont leur parent.
var blocs = map[string]func(*lecteur) bool{
	"S20.G00.05": func(l *lecteur) bool {
		l.m.Declarations = append(l.m.Declarations, Declaration{})
		l.d, l.i, l.c = &l.m.Declarations[len(l.m.Declarations)-1], nil, nil
		return true
	},
	"S21.G00.06": aDeclaration,
	"S21.G00.11": aDeclaration,
	"S21.G00.30": func(l *lecteur) bool {
		l.i, l.c = nil, nil
		if l.d == nil {
			return false
		}
		if l.individus++; l.individus > individusMax {
			l.deborder(fmt.Sprintf("le fichier dépasse %d personnes", individusMax))
			return false
		}
		l.d.individus = append(l.d.individus, individu{})
		l.i = &l.d.individus[len(l.d.individus)-1]
		return true
	},
	"S21.G00.40": func(l *lecteur) bool {
		l.c = nil
		if l.i == nil || len(l.i.contrats) >= contratsMax {
			return false
		}
		l.i.contrats = append(l.i.contrats, contrat{})
		l.c = &l.i.contrats[len(l.i.contrats)-1]
		return true
	},
	"S21.G00.51": func(l *lecteur) bool {
		if l.i != nil {
			l.i.paies = append(l.i.paies, remuneration{})
		}
		return l.i != nil
	},
	"S21.G00.52": func(l *lecteur) bool {
		if l.i != nil {
			l.i.primes = append(l.i.primes, prime{})
		}
		return l.i != nil
	},
	"S21.G00.60": func(l *lecteur) bool {
		if l.c == nil || len(l.c.arrets) >= absencesMax {
			return false
		}
		l.c.arrets = append(l.c.arrets, absence{})
		return true
	},
	"S21.G00.62": func(l *lecteur) bool {
		if l.c != nil {
			l.c.fin = &lot.FinDeContrat{}
		}
		return l.c != nil
	},
	"S21.G00.63": func(l *lecteur) bool {
		if l.c == nil || l.c.fin == nil {
			return false
		}
		l.c.fin.Preavis = append(l.c.fin.Preavis, lot.PreavisDSN{})
		return true
	},
	"S21.G00.65": func(l *lecteur) bool {
		if l.c == nil || len(l.c.suspensions) >= absencesMax {
			return false
		}
		l.c.suspensions = append(l.c.suspensions, absence{})
		return true
	},
}

func aDeclaration(l *lecteur) bool { return l.d != nil }

func dernier[T any](s []T) *T { return &s[len(s)-1] }

// rubriques : où va chaque valeur. Une rubrique qui n'est pas ici ne sert à rien de ce que le programme calcule.
var rubriques = map[string]func(l *lecteur, v string){
	"S10.G00.00.005": func(l *lecteur, v string) {
		if v == "01" {
			l.remarquer("c'est un envoi d'essai (S10.G00.00.005) : il n'a pas été déclaré")
		}
	},
	"S10.G00.00.006": func(l *lecteur, v string) { l.m.Norme = v[:min(len(v), 8)] },

	"S20.G00.05.001": func(l *lecteur, v string) { l.d.Nature = Nature(v) },
	"S20.G00.05.002": func(l *lecteur, v string) { l.d.forme = v },
	"S20.G00.05.003": func(l *lecteur, v string) { l.d.fraction = v },
	"S20.G00.05.004": func(l *lecteur, v string) { l.d.ordre = v },
	"S20.G00.05.005": func(l *lecteur, v string) {
		if mois := l.jour(v); mois.Connue() {
			l.d.Mois = mois.DebutMois()
		}
	},
	"S20.G00.05.007": func(l *lecteur, v string) { l.d.Constitution = l.jour(v) },
	"S20.G00.05.008": func(l *lecteur, v string) { l.d.champ = v },
	"S20.G00.05.010": func(l *lecteur, v string) {
		if v != "01" {
			l.remarquer("la déclaration n'est pas en euros (S20.G00.05.010) : ses montants sont lus comme des euros")
		}
	},

	"S21.G00.06.001": func(l *lecteur, v string) { l.d.siren = v },
	"S21.G00.11.001": func(l *lecteur, v string) { l.d.SIRET = l.d.siren + v },

	"S21.G00.30.001": func(l *lecteur, v string) { l.i.identite.NIR = l.nir(v) },
	"S21.G00.30.002": func(l *lecteur, v string) { l.i.identite.Nom = v },
	"S21.G00.30.003": func(l *lecteur, v string) { l.i.nomUsage = v },
	"S21.G00.30.004": func(l *lecteur, v string) { l.i.identite.Prenom = v },
	"S21.G00.30.006": func(l *lecteur, v string) { l.i.naissance = l.jour(v) },
	"S21.G00.30.008": func(l *lecteur, v string) { l.i.identite.Adresse = v },
	"S21.G00.30.009": func(l *lecteur, v string) { l.i.identite.CodePostal = v },
	"S21.G00.30.010": func(l *lecteur, v string) { l.i.identite.Ville = v },
	"S21.G00.30.018": func(l *lecteur, v string) { l.i.identite.Courriel = v },
	"S21.G00.30.019": func(l *lecteur, v string) { l.i.identite.Matricule = v },
	"S21.G00.30.020": func(l *lecteur, v string) { l.i.ntt = v },

	"S21.G00.40.001": func(l *lecteur, v string) { l.c.debut = l.jour(v) },
	"S21.G00.40.002": func(l *lecteur, v string) { l.c.statut = v },
	"S21.G00.40.003": func(l *lecteur, v string) { l.c.statutRetraite = v },
	"S21.G00.40.006": func(l *lecteur, v string) { l.c.emploi = v },
	"S21.G00.40.007": func(l *lecteur, v string) { l.c.nature = v },
	"S21.G00.40.008": func(l *lecteur, v string) { l.c.dispositif = v },
	"S21.G00.40.009": func(l *lecteur, v string) { l.c.numero = v },
	"S21.G00.40.011": func(l *lecteur, v string) { l.c.unite = v },
	"S21.G00.40.012": func(l *lecteur, v string) { l.c.quotitePleine = l.fraction(v) },
	"S21.G00.40.013": func(l *lecteur, v string) { l.c.quotite = l.fraction(v) },
	"S21.G00.40.019": func(l *lecteur, v string) { l.c.lieu = v },

	"S21.G00.51.001": func(l *lecteur, v string) { dernier(l.i.paies).periode.Debut = l.jour(v) },
	"S21.G00.51.002": func(l *lecteur, v string) { dernier(l.i.paies).periode.Fin = l.jour(v) },
	"S21.G00.51.010": func(l *lecteur, v string) { dernier(l.i.paies).numero = v },
	"S21.G00.51.011": func(l *lecteur, v string) { dernier(l.i.paies).genre = v },
	"S21.G00.51.013": func(l *lecteur, v string) { dernier(l.i.paies).montant = l.montant(v) },

	"S21.G00.52.001": func(l *lecteur, v string) { dernier(l.i.primes).genre = v },
	"S21.G00.52.002": func(l *lecteur, v string) { dernier(l.i.primes).montant = l.montant(v) },
	"S21.G00.52.003": func(l *lecteur, v string) { dernier(l.i.primes).periode.Debut = l.jour(v) },
	"S21.G00.52.004": func(l *lecteur, v string) { dernier(l.i.primes).periode.Fin = l.jour(v) },
	"S21.G00.52.006": func(l *lecteur, v string) { dernier(l.i.primes).numero = v },

	"S21.G00.60.001": func(l *lecteur, v string) { dernier(l.c.arrets).motif = v },
	"S21.G00.60.002": func(l *lecteur, v string) { dernier(l.c.arrets).dernier = l.jour(v) },
	"S21.G00.60.003": func(l *lecteur, v string) { dernier(l.c.arrets).prevu = l.jour(v) },
	"S21.G00.60.010": func(l *lecteur, v string) { dernier(l.c.arrets).reprise = l.jour(v) },

	"S21.G00.62.001": func(l *lecteur, v string) { l.c.fin.Fin = l.jour(v) },
	"S21.G00.62.002": func(l *lecteur, v string) { l.c.fin.Motif = v },
	"S21.G00.62.003": func(l *lecteur, v string) { l.c.fin.Notification = l.jour(v) },
	"S21.G00.62.005": func(l *lecteur, v string) { l.c.fin.Engagement = l.jour(v) },
	"S21.G00.62.006": func(l *lecteur, v string) { l.c.fin.DernierJour = l.jour(v) },
	"S21.G00.62.008": func(l *lecteur, v string) { l.c.fin.Transaction = v },
	"S21.G00.62.011": func(l *lecteur, v string) { l.c.fin.MoisPreavis = l.fraction(v) },
	"S21.G00.62.013": func(l *lecteur, v string) { l.c.fin.MontantPreavis = l.montant(v) },

	"S21.G00.63.001": func(l *lecteur, v string) { dernier(l.c.fin.Preavis).Type = v },
	"S21.G00.63.002": func(l *lecteur, v string) { dernier(l.c.fin.Preavis).Periode.Debut = l.jour(v) },
	"S21.G00.63.003": func(l *lecteur, v string) { dernier(l.c.fin.Preavis).Periode.Fin = l.jour(v) },

	"S21.G00.65.001": func(l *lecteur, v string) { dernier(l.c.suspensions).motif = v },
	"S21.G00.65.002": func(l *lecteur, v string) { dernier(l.c.suspensions).dernier = l.jour(v) },
	"S21.G00.65.003": func(l *lecteur, v string) { dernier(l.c.suspensions).prevu = l.jour(v) },

	"S90.G00.90.001": func(l *lecteur, v string) { l.annonce, _ = strconv.Atoi(v) }, // illisible : 0, jamais le compte
}
