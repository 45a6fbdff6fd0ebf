package acces_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"jalon/acces"
	"jalon/dossier"
	"jalon/droit/calendrier"
)

// TestChaqueActe : chaque acte du dossier a une ligne et une seule, et la table n'en invente pas.
func TestChaqueActe(t *testing.T) {
	lignes := map[string]int{}
	for _, r := range acces.Table {
		lignes[r.Geste]++
		if r.Acte != (dossier.Trouver(r.Geste) != nil) {
			t.Errorf("%s : acte %v dans la table, %v au dossier", r.Geste, r.Acte, !r.Acte)
		}
	}
	for _, a := range dossier.Actes {
		if lignes[a.Nom] == 0 {
			t.Errorf("l'acte %s n'a pas de ligne : dites qui peut le consigner", a.Nom)
		}
	}
	for g, n := range lignes {
		if n != 1 {
			t.Errorf("%s a %d lignes", g, n)
		}
	}
}

// moi est un compte de ce rôle, dans l'organisation « org ».
func moi(r acces.Role) *acces.Compte {
	return &acces.Compte{ID: "moi", Role: r, Organisation: "org", SIRET: "siret", Dossier: "D1"}
}

var ceJour = calendrier.D(2026, 11, 22)

// objets n'est chacun que dans une portée, celle de son nom ; « csp » et « toute » mises à part, qui sont larges.
func objets() map[string]*acces.Objet {
	ailleurs := func(f func(*acces.Objet)) *acces.Objet {
		o := &acces.Objet{Dossier: "D9", Sorte: "casp", SIRET: "autre", Operateur: "autre", Autorite: "autre", Anciens: []acces.Ancien{{Organisation: "autre", Jusque: ceJour}}, Jour: ceJour}
		f(o)
		return o
	}
	return map[string]*acces.Objet{
		"toute":        ailleurs(func(o *acces.Objet) {}),
		"csp":          ailleurs(func(o *acces.Objet) { o.Sorte = "csp" }),
		"operateur":    ailleurs(func(o *acces.Objet) { o.Operateur = "org" }),
		"ancienne":     ailleurs(func(o *acces.Objet) { o.Anciens[0].Organisation = "org" }),
		"autorite":     ailleurs(func(o *acces.Objet) { o.Autorite = "org" }),
		"employeur":    ailleurs(func(o *acces.Objet) { o.SIRET = "siret" }),
		"son_dossier":  ailleurs(func(o *acces.Objet) { o.Dossier = "D1" }),
		"installation": {Jour: ceJour},
	}
}

// siens est un acte que le rôle peut consigner, pour en annuler un.
var siens = map[acces.Role]string{acces.Employeur: "offre", acces.Conseiller: "plan", acces.Payeur: "paiement", acces.Autorite: "cellule_decision"}

// TestTable : chaque case de testdata/table.txt, relue à la main, vaut dans les deux sens, sur un dossier de chaque portée.
func TestTable(t *testing.T) {
	texte, err := os.ReadFile("testdata/table.txt")
	if err != nil {
		t.Fatal(err)
	}
	if string(texte) != acces.Tableau() {
		t.Errorf("« jalon acces table » ne dit plus ce que dit testdata/table.txt :\n%s", acces.Tableau())
	}
	lignes := strings.Split(strings.TrimSpace(string(texte)), "\n")
	roles := strings.Fields(lignes[0])
	cases := 0
	for _, l := range lignes[1:] {
		f := strings.Fields(l)
		for i, role := range roles[1 : len(roles)-1] {
			ouvertes := strings.Split(f[i+1], "+")
			for portee, o := range objets() {
				switch f[0] {
				case acces.ValiderDecision, acces.ValiderPaiements:
					o.De = "autre"
				case acces.DocumentsLire:
					o.De = "moi"
				case "annulation":
					o.De, o.Vise = "moi", siens[acces.Role(role)]
				}
				voulu := slices.Contains(ouvertes, portee) || slices.Contains(ouvertes, "toute")
				if acces.Permis(moi(acces.Role(role)), f[0], o) != voulu {
					t.Errorf("%s, %s, portée %s : %v, attendu %v", f[0], role, portee, !voulu, voulu)
				}
				cases++
			}
		}
	}
	if want := len(acces.Table) * 7 * 8; cases != want {
		t.Errorf("%d cases vues, %d attendues", cases, want)
	}
}

// TestConditions : ce que la table ajoute aux cases.
func TestConditions(t *testing.T) {
	avec := func(portee string, f func(*acces.Objet)) *acces.Objet { o := objets()[portee]; f(o); return o }
	rien := func(*acces.Objet) {}
	desactive, sansFacteur := moi(acces.Conseiller), moi(acces.Conseiller)
	desactive.Desactive, sansFacteur.DoitEnroler = true, true
	for _, x := range []struct {
		quoi   string
		compte *acces.Compte
		geste  string
		objet  *acces.Objet
		voulu  bool
	}{
		{"personne", nil, acces.Lire, objets()["operateur"], false},
		{"un compte désactivé", desactive, acces.Lire, objets()["operateur"], false},
		{"un compte sans le second facteur de son organisation", sansFacteur, acces.Lire, objets()["operateur"], false},
		{"un rôle inconnu", moi("chef"), acces.Lire, objets()["operateur"], false},
		{"un geste inconnu", moi(acces.Auditeur), "acte_de_demain", objets()["toute"], false},
		{"le geste vide", moi(acces.Auditeur), "", objets()["toute"], false},
		{"sans objet", moi(acces.Conseiller), acces.Lire, nil, false},
		{"une organisation vide n'est à personne", &acces.Compte{ID: "moi", Role: acces.Conseiller}, acces.Lire, avec("operateur", func(o *acces.Objet) { o.Operateur = "" }), false},
		{"un SIRET vide n'est à personne", &acces.Compte{ID: "moi", Role: acces.Employeur}, acces.Lire, avec("employeur", func(o *acces.Objet) { o.SIRET = "" }), false},
		{"un dossier vide n'est à personne", &acces.Compte{ID: "moi", Role: acces.Salarie}, acces.Lire, avec("son_dossier", func(o *acces.Objet) { o.Dossier = "" }), false},

		{"valider sa propre décision", moi(acces.Payeur), acces.ValiderDecision, avec("csp", func(o *acces.Objet) { o.De = "moi" }), false},
		{"valider une décision sans auteur", moi(acces.Payeur), acces.ValiderDecision, objets()["csp"], false},
		{"valider la décision d'un autre", moi(acces.Payeur), acces.ValiderDecision, avec("csp", func(o *acces.Objet) { o.De = "autre" }), true},
		{"valider son propre lot", moi(acces.Payeur), acces.ValiderPaiements, avec("csp", func(o *acces.Objet) { o.De = "moi" }), false},
		{"valider le lot d'un autre", moi(acces.Payeur), acces.ValiderPaiements, avec("csp", func(o *acces.Objet) { o.De = "autre" }), true},

		{"l'employeur corrige son offre", moi(acces.Employeur), "offre", avec("employeur", func(o *acces.Objet) { o.De = "moi" }), true},
		{"l'employeur récrit la réponse", moi(acces.Employeur), "reponse", avec("employeur", func(o *acces.Objet) { o.De = "autre" }), false},
		{"la personne récrit une réponse notée par un autre", moi(acces.Salarie), "reponse", avec("son_dossier", func(o *acces.Objet) { o.De = "autre" }), false},
		{"le conseiller corrige un autre", moi(acces.Conseiller), "reponse", avec("operateur", func(o *acces.Objet) { o.De = "autre" }), true},
		{"l'employeur annule son offre", moi(acces.Employeur), "annulation", avec("employeur", func(o *acces.Objet) { o.De, o.Vise = "moi", "offre" }), true},
		{"l'employeur annule celle d'un autre", moi(acces.Employeur), "annulation", avec("employeur", func(o *acces.Objet) { o.De, o.Vise = "autre", "offre" }), false},
		{"l'employeur annule un paiement", moi(acces.Employeur), "annulation", avec("employeur", func(o *acces.Objet) { o.De, o.Vise = "moi", "paiement" }), false},
		{"le conseiller annule un paiement", moi(acces.Conseiller), "annulation", avec("operateur", func(o *acces.Objet) { o.De, o.Vise = "autre", "paiement" }), false},
		{"le payeur annule un paiement", moi(acces.Payeur), "annulation", avec("csp", func(o *acces.Objet) { o.De, o.Vise = "autre", "paiement" }), true},
		{"annuler sans dire quoi", moi(acces.Payeur), "annulation", avec("csp", func(o *acces.Objet) { o.De = "autre" }), false},
		{"annuler une annulation", moi(acces.Payeur), "annulation", avec("csp", func(o *acces.Objet) { o.De, o.Vise = "autre", "annulation" }), false},
		{"annuler un effacement", moi(acces.Conseiller), "annulation", avec("operateur", func(o *acces.Objet) { o.De, o.Vise = "autre", "effacement" }), false},

		{"l'employeur lit son document", moi(acces.Employeur), acces.DocumentsLire, avec("employeur", func(o *acces.Objet) { o.De = "moi" }), true},
		{"l'employeur lit celui d'un autre", moi(acces.Employeur), acces.DocumentsLire, avec("employeur", func(o *acces.Objet) { o.De = "autre" }), false},
		{"l'employeur lit sans dire lequel", moi(acces.Employeur), acces.DocumentsLire, objets()["employeur"], false},
		{"la personne lit celui d'un autre", moi(acces.Salarie), acces.DocumentsLire, avec("son_dossier", func(o *acces.Objet) { o.De = "autre" }), true},
		{"la personne retire celui d'un autre", moi(acces.Salarie), acces.DocumentsDeposer, avec("son_dossier", func(o *acces.Objet) { o.De = "autre" }), false},
		{"le conseiller retire celui d'un autre", moi(acces.Conseiller), acces.DocumentsDeposer, avec("operateur", func(o *acces.Objet) { o.De = "autre" }), true},

		{"l'ancien, le dernier jour", moi(acces.Conseiller), acces.Lire, avec("ancienne", rien), true},
		{"l'ancien, le lendemain", moi(acces.Conseiller), acces.Lire, avec("ancienne", func(o *acces.Objet) { o.Jour++ }), false},
		{"l'ancien, sans jour dit", moi(acces.Conseiller), acces.Lire, avec("ancienne", func(o *acces.Objet) { o.Jour = 0 }), false},
		{"l'ancien consigne", moi(acces.Conseiller), "bilan", objets()["ancienne"], false},
		{"l'administrateur, sur un dossier", moi(acces.Administrateur), acces.GererComptes, objets()["csp"], false},
		{"l'autorité, sur un CSP", moi(acces.Autorite), acces.Lire, avec("autorite", func(o *acces.Objet) { o.Sorte = "csp" }), false},
	} {
		if acces.Permis(x.compte, x.geste, x.objet) != x.voulu {
			t.Errorf("%s : %v, attendu %v", x.quoi, !x.voulu, x.voulu)
		}
	}
	for _, x := range []struct {
		role   acces.Role
		acte   string
		portee string
		voulu  bool
	}{
		{acces.Employeur, "offre", "employeur", true},
		{acces.Employeur, "maladie", "employeur", false},
		{acces.Employeur, "reprise_emploi", "employeur", false},
		{acces.Employeur, "cellule_decision", "employeur", true}, // elle lui est adressée
		{acces.Employeur, "cellule_ouverte", "employeur", true},
		{acces.Employeur, "cellule_avis", "employeur", false},
		{acces.Employeur, "cellule_semaine", "employeur", false},
		{acces.Employeur, "cellule_decision", "autorite", false}, // celle d'une autre entreprise
		{acces.Salarie, "maladie", "son_dossier", true},
		{acces.Conseiller, "paiement", "operateur", true},
		{acces.Conseiller, "paiement", "employeur", false},
		{acces.Auditeur, "maladie", "toute", true},
		{acces.Administrateur, "offre", "installation", false},
		{acces.Auditeur, "lire", "toute", false},
		{acces.Auditeur, "acte_de_demain", "toute", false},
	} {
		if acces.Visible(moi(x.role), x.acte, objets()[x.portee]) != x.voulu {
			t.Errorf("%s voit « %s » : %v, attendu %v", x.role, x.acte, !x.voulu, x.voulu)
		}
	}
	if acces.PorteeDe(acces.Payeur, acces.Lire) != acces.PorteeCSP || acces.PorteeDe(acces.Administrateur, acces.Lire) != "" || acces.PorteeDe(acces.Auditeur, "x") != "" {
		t.Error("la portée d'une liste n'est pas celle de la table")
	}
}

// TestADeux : ce qui fait sortir de l'argent, en réclame ou éteint une dette demande deux personnes, et l'annuler aussi ; le conseiller
// peut le proposer, jamais le consigner ; qui a proposé ne valide pas.
func TestADeux(t *testing.T) {
	o := &acces.Objet{Sorte: "csp", Operateur: "O1"}
	payeur, conseiller, employeur := &acces.Compte{ID: "P", Role: acces.Payeur, Organisation: "O1"}, &acces.Compte{ID: "C", Role: acces.Conseiller, Organisation: "O1"}, &acces.Compte{ID: "E", Role: acces.Employeur, SIRET: "1"}
	for _, a := range []string{"aide_decidee", "paiement", "decision", "indu_notifie", "remboursement", "remise_dette", "contrainte"} {
		if !acces.ADeux(a, o) || !acces.PeutPreparer(payeur, a, o) || !acces.PeutPreparer(conseiller, a, o) || acces.Permis(conseiller, a, o) || acces.PeutPreparer(employeur, a, o) {
			t.Error(a)
		}
		if !acces.ADeux("annulation", &acces.Objet{Vise: a}) {
			t.Errorf("annuler %s se fait seul", a)
		}
	}
	for _, a := range []string{"maladie", "mise_en_demeure", "contestation", "note", "annulation"} {
		if acces.ADeux(a, o) {
			t.Error(a)
		}
	}
	if acces.PeutPreparer(payeur, "prebilan", o) || acces.PeutPreparer(payeur, "absent", o) {
		t.Error("ce qui se fait seul n'est pas à proposer")
	}
	o.De = "P"
	for _, geste := range []string{acces.ValiderDecision, acces.ValiderPaiements} {
		if acces.Permis(payeur, geste, o) || !acces.Permis(&acces.Compte{ID: "Q", Role: acces.Payeur}, geste, o) {
			t.Error(geste)
		}
	}
}
