// Package essai peuple une base inventée pour essayer l'espace de travail : des dossiers dans tous les états, quatre
// organisations, un compte par rôle.
package essai

import (
	"context"
	"crypto/rand"
	"strings"
	"time"

	"jalon/acces"
	"jalon/dossier"
	"jalon/dossier/demo"
	"jalon/dossier/personne"
)

// Heure est celle de l'essai : le jour où ses dossiers s'arrêtent, à l'heure qu'il est.
func Heure() time.Time {
	an, mois, jour := demo.Jour.Civil()
	a := time.Now()
	return time.Date(an, time.Month(mois), jour, a.Hour(), a.Minute(), a.Second(), a.Nanosecond(), a.Location())
}

// Compte est un compte de l'essai.
type Compte struct {
	ID, Nom, Courriel string
	Role              acces.Role
	organisation      int
}

// Jeu est ce qu'il faut pour essayer.
type Jeu struct {
	MotDePasse    string // de tous les comptes
	Comptes       []Compte
	Organisations []*acces.Organisation
	SonDossier    string // celui de la personne
	Dossiers      int
}

// Les organisations ; l'entreprise prend le SIRET d'un dossier.
var organisations = []acces.Organisation{
	{Nom: "Agence de la démonstration", Sorte: acces.SorteOperateur},
	{Nom: "Cap Rebond, opérateur privé", Sorte: acces.SorteOperateurPrive},
	{Nom: "Dreets de la démonstration", Sorte: acces.SorteAdministration},
	{Nom: "Ateliers du Ponant", Sorte: acces.SorteEntreprise},
}

var comptes = []Compte{
	{"", "Claire Morel", "conseillere@demo.example", acces.Conseiller, 0},
	{"", "Karim Haddad", "conseiller@demo.example", acces.Conseiller, 0},
	{"", "Inès Caron", "prive@demo.example", acces.Conseiller, 1},
	{"", "Paul Girard", "payeur@demo.example", acces.Payeur, 0},
	{"", "Lucie Petit", "valideuse@demo.example", acces.Payeur, 0},
	{"", "Hélène Roussel", "autorite@demo.example", acces.Autorite, 2},
	{"", "Marc Lefèvre", "employeur@demo.example", acces.Employeur, 3},
	{"", "", "salarie@demo.example", acces.Salarie, 0},
	{"", "Nadia Benali", "admin@demo.example", acces.Administrateur, 0},
	{"", "Yves Tanguy", "auditeur@demo.example", acces.Auditeur, 0},
}

// Des prénoms et des noms pour des personnes inventées.
var (
	prenoms = strings.Fields("Anna Bruno Chloé Driss Émile Fatou Gaëlle Hugo Irène Jamal Katia Léo Maëva Noé Ola Pierre Quitterie Rachid Sofia Théo Ursule Victor Wanda Xavier Yasmine Zoé Agathe")
	noms    = strings.Fields("Aubert Benoît Chevalier Diallo Étienne Faure Garnier Henry Imbert Jacquet Kone Leclerc Marchand Nguyen Olivier Perrin Quéré Renard Simon Texier Urbain Vasseur Weber Yilmaz Zimmer Bourdon Carlier Delmas Évrard Fabre Gomez")
)

const auteur = "démonstration"

// Peupler remplit une base vide.
func Peupler(ctx context.Context, g *acces.Garde, r *personne.Registre) (*Jeu, error) {
	if err := demo.Remplir(ctx, r.Greffe.Journal); err != nil {
		return nil, err
	}
	fiches, err := r.Greffe.Journal.Fiches(ctx, dossier.Filtre{})
	if err != nil {
		return nil, err
	}
	j := &Jeu{MotDePasse: "demo-" + strings.ToLower(rand.Text()[:10]), Dossiers: len(fiches)}
	siret := ""
	for _, f := range fiches { // la personne de l'essai est déjà payée
		if j.SonDossier != "" || f.Etat(demo.Jour) != "en_cours" {
			continue
		}
		d, err := r.Greffe.Lire(ctx, f.Dossier)
		if err != nil {
			return nil, err
		}
		if len(d.De("paiement")) > 2 {
			j.SonDossier, siret = f.Dossier, f.SIRET
		}
	}
	for _, o := range organisations {
		if o.Sorte == acces.SorteEntreprise {
			o.SIRET = siret
		}
		neuve, err := g.CreerOrganisation(ctx, acces.Console, o)
		if err != nil {
			return nil, err
		}
		j.Organisations = append(j.Organisations, neuve)
	}
	parCourriel := map[string]string{}
	for _, c := range comptes {
		i := acces.Invitation{Courriel: c.Courriel, Role: c.Role, Organisation: j.Organisations[c.organisation].ID}
		if c.Role == acces.Salarie {
			i.Dossier, c.Nom = j.SonDossier, nom(j.SonDossier)
		}
		code, err := g.Inviter(ctx, acces.Console, i)
		if err == nil {
			err = g.Accepter(ctx, code, c.Nom, j.MotDePasse)
		}
		if err != nil {
			return nil, err
		}
		neuf, err := g.Depot.CompteDe(ctx, c.Courriel)
		if err != nil {
			return nil, err
		}
		c.ID = neuf.ID
		parCourriel[c.Courriel] = c.ID
		j.Comptes = append(j.Comptes, c)
	}
	for i, f := range fiches {
		o, conseiller := 0, "conseillere@demo.example"
		switch {
		case f.Dossier == j.SonDossier:
		case i%5 == 4:
			o, conseiller = 1, "prive@demo.example"
		case i%2 == 1:
			conseiller = "conseiller@demo.example"
		}
		v := map[string]string{"operateur": j.Organisations[o].ID, "conseiller": parCourriel[conseiller]}
		if f.Sorte == "casp" {
			v["autorite"] = j.Organisations[2].ID
		}
		if _, err := r.Greffe.Accomplir(ctx, f.Dossier, f.Version, auteur, &dossier.Saisie{Acte: "attribution", Valeurs: v}); err != nil {
			return nil, err
		}
		if f.Sorte == "csp" {
			prenom, nom, _ := strings.Cut(nom(f.Dossier), " ")
			if _, err := r.Dire(ctx, f.Dossier, auteur, map[string]string{"nom": nom, "prenom": prenom}); err != nil {
				return nil, err
			}
		}
	}
	return j, nil
}

// nom en invente un, toujours le même pour un dossier.
func nom(id string) string {
	n := 0
	for _, c := range id {
		n = n*31 + int(c)
	}
	return prenoms[n%len(prenoms)] + " " + noms[n/7%len(noms)]
}
