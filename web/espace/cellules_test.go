package espace_test

import (
	"context"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"jalon/acces"
	"jalon/dossier"
	"jalon/internal/navigateur"
)

// celluleEssai écrit une cellule de l'agence, décidée par l'administration de l'essai : 42 jours depuis le mercredi 21 octobre
// 2026 finissent le mardi 1er décembre, et touchent sept semaines.
func celluleEssai(t *testing.T, b *bureau) string {
	t.Helper()
	d, err := b.espace.Greffe.Ouvrir(context.Background(), "essai", map[string]string{"sorte": "casp", "reference": "CEL-1", "siret": "73282932000074"})
	for _, a := range []dossier.Saisie{
		{Acte: "attribution", Valeurs: map[string]string{"operateur": b.Organisations[0].ID, "autorite": b.Organisations[2].ID}},
		{Acte: "employeur", Valeurs: map[string]string{"effectif": "120", "engagement": "2026-10-01", "procedure_collective": "redressement"}},
		{Acte: "cellule_demandee", Valeurs: map[string]string{"date": "2026-10-05", "par": "mandataire", "licenciements": "45"}},
		{Acte: "cellule_avis", Valeurs: map[string]string{"date": "2026-10-09", "favorable": "oui"}},
		{Acte: "cellule_decision", Valeurs: map[string]string{"date": "2026-10-12", "accordee": "oui"}},
		{Acte: "cellule_ouverte", Valeurs: map[string]string{"debut": "2026-10-21", "operateur": "Relais"}},
	} {
		if err == nil {
			d, err = b.espace.Greffe.Accomplir(context.Background(), d.ID, 0, "essai", &a)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return d.ID
}

var versionDePage = regexp.MustCompile(`name="version" value="(\d+)"`)

// TestCellule : l'autorité lit, l'opérateur donne ses chiffres, les corrige en disant pourquoi, ouvre le CSP d'une personne ;
// ce qui est refusé garde ce qui est tapé.
func TestCellule(t *testing.T) {
	b := neuf(t)
	id := celluleEssai(t, b)
	page := "/cellules/" + id
	autorite, conseillere := b.entrer(t, "autorite@demo.example"), b.entrer(t, "conseillere@demo.example")
	liste := autorite.lire("/journee", http.StatusOK) // mène à /cellules
	contient(t, liste, "CEL-1", "01/12/2026", "Ouverte", "Un nom, une référence", "/journee/export?etat=&amp;forme=csv")
	if strings.Contains(liste, `href="/journee"`) {
		t.Error("deux rubriques mènent l'autorité à la même liste")
	}
	contient(t, autorite.lire("/journee/export?etat=ouverte&forme=csv", http.StatusOK), "CEL-1;")
	p := autorite.lire("/dossiers/"+id, http.StatusOK) // y mène
	contient(t, p, "Plus de 20 salariés 120 salariés oui", "45 licenciements oui", "pas dit pas connu", "Décision de la Dreets", "dernier jour possible : 01/12/2026", "Semaine du 19/10/2026", "16/11/2026 En tout", "elles touchent 7 semaines", "sem. 7 30/11",
		"Entretiens individuels", "Aucun dossier de CSP", "La décision, en PDF")
	if strings.Contains(p, "Consigner les chiffres") || strings.Contains(p, "Ouvrir le CSP") {
		t.Error("l'autorité ne donne pas de chiffres et n'ouvre pas de CSP")
	}
	for chemin, statut := range map[string]int{page + "/decision.pdf": http.StatusOK, page + "/bilan.pdf": http.StatusNotFound, "/cellules/" + b.SonDossier: http.StatusNotFound, "/cellules/ABSENT": http.StatusNotFound} {
		if p := autorite.lire(chemin, statut); statut == http.StatusOK && !strings.HasPrefix(p, "%PDF") {
			t.Errorf("%s n'est pas un PDF", chemin)
		}
	}
	b.entrer(t, "prive@demo.example").lire(page, http.StatusNotFound)
	payeur := b.entrer(t, "payeur@demo.example")
	payeur.lire(page, http.StatusNotFound)
	payeur.lire("/cellules", http.StatusForbidden)

	// L'employeur lit la décision, qui lui est adressée, et le premier jour ; ni l'avis, ni ce qui le laisserait deviner.
	o, err := b.espace.Garde.CreerOrganisation(context.Background(), acces.Console, acces.Organisation{Nom: "Forges d'essai", Sorte: acces.SorteEntreprise, SIRET: "73282932000074"})
	if err != nil {
		t.Fatal(err)
	}
	employeur := b.inviter(t, acces.Invitation{Courriel: "forges@essai.example", Role: acces.Employeur, Organisation: o.ID})
	p = employeur.lire(page, http.StatusOK)
	contient(t, p, "Caché à votre rôle Avis", "où en est la cellule se lit en tête", "12/10/2026 Décision de la Dreets", "Accordée : oui", "21/10/2026 Premier jour", "Opérateur : Relais", "l'avis de l'opérateur à part : oui", "La décision, en PDF")
	if dit := texte(p); strings.Contains(dit, "— Avis") || strings.Contains(dit, "09/10/2026") || strings.Contains(dit, "peut être ouverte") || strings.Contains(dit, "Semaine du") {
		t.Errorf("l'employeur lit un tiret, l'avis ou les chiffres : %s", dit)
	}
	if p := employeur.lire(page+"/decision.pdf", http.StatusOK); !strings.HasPrefix(p, "%PDF") {
		t.Error("l'employeur n'a pas sa décision")
	}
	employeur.lire(page+"/bilan.pdf", http.StatusNotFound)
	employeur.lire("/dossiers/"+id+"/actes/cellule_decision", http.StatusForbidden)

	// Deux semaines à la fois : deux faits.
	jeton := conseillere.jeton()
	semaines := func(statut int, couples ...string) string {
		t.Helper()
		v := versionDePage.FindStringSubmatch(conseillere.lire(page, http.StatusOK))[1]
		return conseillere.envoyer(page+"/semaines", statut, append([]string{"jeton", jeton, "version", v}, couples...)...)
	}
	contient(t, semaines(http.StatusUnprocessableEntity, "2026-10-19.appels", "douze", "2026-10-26.appels", "9"), "Appels au numéro vert, semaine du 19/10/2026 : « douze » : un nombre entier est attendu", `value="douze"`, `value="9"`)
	contient(t, semaines(http.StatusOK, "2026-10-19.appels", "31", "2026-10-19.personnes", "40", "2026-10-26.appels", "9", "2026-10-26.personnes", "22", "2026-11-02.appels", ""), "Consigné : Chiffres d'une semaine", "Appels au numéro vert 40", "Personnes rencontrées 62")
	lire := func() *dossier.Dossier {
		t.Helper()
		d, err := b.espace.Greffe.Lire(context.Background(), id)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	if d := lire(); len(d.De("cellule_semaine")) != 2 || d.Version() != 9 {
		t.Errorf("%d semaines, %d faits", len(d.De("cellule_semaine")), d.Version())
	}
	// Une semaine déjà donnée ne change qu'en disant pourquoi ; une semaine qui ne change pas n'est pas consignée.
	changee := []string{"2026-10-19.appels", "33", "2026-10-19.personnes", "40", "2026-10-26.appels", "9", "2026-10-26.personnes", "22"}
	contient(t, semaines(http.StatusUnprocessableEntity, changee...), "une correction dit pourquoi", `value="33"`)
	semaines(http.StatusOK, append(changee, "pourquoi", "deux appels oubliés")...)
	if d := lire(); d.Cellule().Chiffres["appels"] != 42 || d.Version() != 10 {
		t.Errorf("%v, %d faits", d.Cellule().Chiffres, d.Version())
	}
	contient(t, conseillere.envoyer(page+"/semaines", http.StatusConflict, "jeton", jeton, "version", "8", "2026-11-02.appels", "5"), "Le dossier a changé entre-temps", `value="5"`)
	autorite.envoyer(page+"/semaines", http.StatusForbidden, "jeton", autorite.jeton(), "version", "10", "2026-11-02.appels", "5")

	// La personne qui vient de la cellule garde son opérateur, l'employeur et le premier jour.
	contient(t, conseillere.envoyer(page+"/personnes", http.StatusUnprocessableEntity, "jeton", jeton), "Dites qui est la personne")
	contient(t, conseillere.envoyer(page+"/personnes", http.StatusOK, "jeton", jeton, "nom", "Garnier", "prenom", "Odile", "reference", "P-1"), "Odile Garnier", "P-1")
	l, err := b.espace.Greffe.Journal.Fiches(context.Background(), dossier.Filtre{Cellule: id})
	if err != nil || len(l) != 1 || l[0].Operateur != b.Organisations[0].ID || l[0].Sorte != "csp" || l[0].SIRET != "73282932000074" {
		t.Fatalf("%+v, %v", l, err)
	}
	contient(t, conseillere.lire(page, http.StatusOK), "Odile Garnier", "Celles qui entrent ensuite en CSP")
	p = autorite.lire(page, http.StatusOK)
	contient(t, p, "que vous n'avez pas à lire : moins de 5")
	if strings.Contains(p, "Garnier") {
		t.Error("l'autorité lit le nom d'une personne")
	}
	autorite.envoyer(page+"/personnes", http.StatusForbidden, "jeton", autorite.jeton(), "nom", "X")

	// La fin, et son bilan.
	if _, err := b.espace.Greffe.Accomplir(context.Background(), id, 0, "essai", &dossier.Saisie{Acte: "cellule_fin", Valeurs: map[string]string{"date": "2026-11-18", "bilan": "Chacun a été reçu."}}); err != nil {
		t.Fatal(err)
	}
	if p := autorite.lire(page+"/bilan.pdf", http.StatusOK); !strings.HasPrefix(p, "%PDF") {
		t.Error("le bilan n'est pas un PDF")
	}
	contient(t, autorite.lire(page, http.StatusOK), "dernier jour : 18/11/2026", "Le bilan, en PDF", "Chacun a été reçu.")
}

// TestCelluleDepuisLaDecision : un fait venu après la décision ne la récrit pas, et la page dit ce qu'il change ; un acte dit l'état
// de la cellule qu'il change ; un pas tenu par un autre ne s'annule pas ; une barre ne dit pas zéro de ce que personne n'a dit.
func TestCelluleDepuisLaDecision(t *testing.T) {
	b := neuf(t)
	id := celluleEssai(t, b)
	page := "/cellules/" + id
	autorite, conseillere := b.entrer(t, "autorite@demo.example"), b.entrer(t, "conseillere@demo.example")
	p := autorite.lire(page, http.StatusOK)
	contient(t, p, "La cellule peut être ouverte : oui")
	if strings.Contains(texte(p), "Depuis la décision") {
		t.Error("rien n'a changé depuis la décision")
	}
	jeton := conseillere.jeton()
	v := versionDePage.FindStringSubmatch(conseillere.lire(page, http.StatusOK))[1]
	p = conseillere.envoyer(page+"/semaines", http.StatusOK, "jeton", jeton, "version", v, "2026-10-19.personnes", "40")
	dessin, _, _ := strings.Cut(p[strings.Index(p, "<svg"):], "</svg>")
	if n := strings.Count(dessin, `<rect class="barre"`) + strings.Count(dessin, `<rect class="barre-1"`); n != 1 || strings.Contains(dessin, ">0</text>") {
		t.Errorf("%d barres : les entretiens, que personne n'a dits, n'en ont pas", n)
	}
	if strings.Contains(p, "2026-11-23.appels") {
		t.Error("la page demande les chiffres d'une semaine à venir")
	}
	essai := []string{"jeton", autorite.jeton(), "version", "8", "pas", "essai"}
	contient(t, autorite.envoyer("/dossiers/"+id+"/actes/employeur", http.StatusOK, append(essai, "corrige", "3", "pourquoi_corriger", "relu", "effectif", "15", "engagement", "2026-10-01", "procedure_collective", "redressement")...), "Ce que cela change")
	contient(t, autorite.envoyer("/dossiers/"+id+"/actes/annulation", http.StatusUnprocessableEntity, append(essai, "corrige", "6", "pourquoi_corriger", "erreur")...), "« Premier jour de la cellule, et son opérateur » (fait 7, du 21/10/2026) en dépend")
	fin := []string{"jeton", jeton, "version", "8", "pas", "essai", "date", "2026-11-18", "bilan", "Fini."}
	contient(t, conseillere.envoyer("/dossiers/"+id+"/actes/cellule_fin", http.StatusOK, fin...), "État ouverte finie", "Dernier jour 01/12/2026 18/11/2026")
	if _, err := b.espace.Greffe.Accomplir(context.Background(), id, 0, "essai", &dossier.Saisie{Acte: "employeur", Corrige: 3, Pourquoi: "relu", Valeurs: map[string]string{"effectif": "15", "engagement": "2026-10-01", "procedure_collective": "redressement"}}); err != nil {
		t.Fatal(err)
	}
	contient(t, autorite.lire(page, http.StatusOK), "Depuis la décision", "Plus de 20 salariés : le jour de la décision, « 120 salariés : oui » ; aujourd'hui, « 15 salariés : non »")
}

// TestStatistiques : chacun ne compte que ce que la table lui ouvre ; un petit nombre est caché, partout ; le calcul d'avant sert
// un quart d'heure, et le dit.
func TestStatistiques(t *testing.T) {
	b := neuf(t)
	id := celluleEssai(t, b)
	jeton := ""
	for i, nom := range []string{"Un", "Deux", "Trois"} {
		a := b.entrer(t, "conseillere@demo.example")
		jeton = a.jeton()
		a.envoyer("/cellules/"+id+"/personnes", http.StatusOK, "jeton", jeton, "nom", nom, "reference", "P"+string(rune('1'+i)))
	}
	for courriel, c := range map[string]struct{ dit, tait []string }{
		"auditeur@demo.example":    {[]string{"Tous les dossiers de la base", "Sorties, par cause", "Aides accordées, par opérateur", "Cap Rebond", "Cellules d'appui"}, nil},
		"payeur@demo.example":      {[]string{"Tous les CSP de la base", "Sorties, par cause", "Aides accordées, par mois", "Cap Rebond"}, []string{"demande d'une cellule"}},
		"conseillere@demo.example": {[]string{"Les dossiers que suit Agence de la démonstration", "Sorties, par cause", "Prime de reclassement"}, []string{"Cap Rebond", "par opérateur"}},
		"employeur@demo.example":   {[]string{"Les dossiers du SIRET", "De l'offre à la réponse"}, []string{"Sorties", "pré-bilan", "Prime", "Suspendu"}},
		"autorite@demo.example":    {[]string{"Les cellules d'appui que décide Dreets de la démonstration", "CSP ouverts au fichier moins de 5", "De la demande d'une cellule à la décision 9 7 jours", "Cellules 9 —"}, []string{"Sorties", "Prime", "par opérateur"}},
	} {
		a := b.entrer(t, courriel)
		p := a.lire("/statistiques", http.StatusOK)
		contient(t, p, append(c.dit, "moins de 5", "Aucun fait n'est venu depuis")...)
		for _, x := range c.tait {
			if strings.Contains(texte(p), x) {
				t.Errorf("%s lit « %s »", courriel, x)
			}
		}
		contient(t, a.lire("/statistiques/export?forme=csv", http.StatusOK), "Table;Ligne;Mesure;Valeur", "En tout;Entrées;Nombre;")
		if x := a.lire("/statistiques/export?forme=xlsx", http.StatusOK); !strings.HasPrefix(x, "PK") {
			t.Error("le classeur n'en est pas un")
		}
		personnes, _, _ := strings.Cut(p, "<h2>Cellules d&#39;appui</h2>") // des cellules sont des entreprises
		if exact := regexp.MustCompile(`<td>[1-9][0-9]*</td>`).FindString(personnes); exact != "" {
			t.Errorf("%s lit un nombre exact : %s", courriel, exact)
		}
	}
	b.entrer(t, "salarie@demo.example").lire("/statistiques", http.StatusForbidden)
	b.entrer(t, "admin@demo.example").lire("/statistiques", http.StatusForbidden)
	a := b.entrer(t, "conseillere@demo.example")
	a.envoyer("/cellules/"+id+"/personnes", http.StatusOK, "jeton", a.jeton(), "nom", "Quatre")
	contient(t, a.lire("/statistiques", http.StatusOK), "faits ont été consignés : ils compteront au plus tard 15 minutes")
}

// TestStatistiquesBornees : les mois d'avant la première entrée et d'après la dernière ne font pas de lignes. Six personnes du SIRET
// entrent en mars 2026 et six en mai : trois mois, d'avril compris.
func TestStatistiquesBornees(t *testing.T) {
	b := neuf(t)
	o, err := b.espace.Garde.CreerOrganisation(context.Background(), acces.Console, acces.Organisation{Nom: "Forges d'essai", Sorte: acces.SorteEntreprise, SIRET: "73282932000074"})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 12 {
		remise := "2026-03-02"
		if i >= 6 {
			remise = "2026-05-04"
		}
		b.poser(t, "essai", map[string]string{"reference": "ST", "siret": "73282932000074"}, append(contrat[:3:3], strings.Replace(offre, "remise=2026-03-02", "remise="+remise, 1), "reponse decision=acceptation date="+remise)...)
	}
	a := b.inviter(t, acces.Invitation{Courriel: "forges@essai.example", Role: acces.Employeur, Organisation: o.ID})
	_, table, _ := strings.Cut(a.lire("/statistiques", http.StatusOK), "<h2>Entrées, sorties, emplois, par mois</h2>")
	table, _, _ = strings.Cut(table, "</section>")
	var mois []string
	for _, m := range regexp.MustCompile(`<th scope="row">([^<]+)</th><td>([^<]+)</td>`).FindAllStringSubmatch(table, -1) {
		mois = append(mois, m[1]+" "+m[2])
	}
	if voulus := []string{"mars 2026 5 à 9", "avril 2026 0", "mai 2026 5 à 9"}; !slices.Equal(mois, voulus) {
		t.Errorf("%q, %q attendus", mois, voulus)
	}
	contient(t, table, "n'ont rien à montrer")
}

// TestPagesCellules lit ces pages, et celles de l'entreprise, dans un vrai navigateur : aucune faute d'accessibilité, rien qui dépasse.
func TestPagesCellules(t *testing.T) {
	b := neuf(t)
	id := celluleEssai(t, b)
	a := b.entrer(t, "conseillere@demo.example")
	jeton := a.jeton()
	a.envoyer("/cellules/"+id+"/personnes", http.StatusOK, "jeton", jeton, "nom", "Garnier", "prenom", "Odile")
	v := versionDePage.FindStringSubmatch(a.lire("/cellules/"+id, http.StatusOK))[1]
	a.envoyer("/cellules/"+id+"/semaines", http.StatusOK, "jeton", jeton, "version", v, "2026-10-19.personnes", "40", "2026-10-19.entretiens_individuels", "12", "2026-10-26.personnes", "22", "2026-10-26.entretiens_individuels", "20")
	n := navigateur.Ouvrir(t, http.NotFoundHandler())
	n.URL = b.adresse
	cellules := map[string]string{"cellules": "/cellules", "cellule": "/cellules/" + id, "statistiques": "/statistiques"}
	for courriel, pages := range map[string]map[string]string{
		"conseillere@demo.example": cellules, "autorite@demo.example": cellules, "employeur@demo.example": {"entreprise": "/entreprise?reponse=reflexion", "importer": "/entreprise/importer"},
	} {
		o := n.Onglet(t)
		o.Fais(chromedp.Navigate(b.adresse+"/connexion"), chromedp.SendKeys("#courriel", courriel), chromedp.SendKeys("#mot_de_passe", b.MotDePasse))
		o.Valider("main button")
		for nom, chemin := range pages {
			o.Fais(chromedp.Navigate(b.adresse + chemin))
			o.Axe(nom + "-" + strings.TrimSuffix(courriel, "@demo.example"))
		}
	}
}
