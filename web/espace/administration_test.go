package espace_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"jalon/acces"
	"jalon/web/espace"
)

// TestAdministration : une organisation, une invitation, un compte fermé, un second facteur demandé.
func TestAdministration(t *testing.T) {
	b := neuf(t)
	a := b.entrer(t, "admin@demo.example")
	jeton := a.jeton()
	if p := a.lire("/espace", http.StatusOK); !strings.Contains(p, "Organisations et comptes") {
		t.Errorf("l'administrateur arrive sur :\n%s", texte(p))
	}
	contient(t, a.envoyer("/administration", http.StatusUnprocessableEntity, "jeton", jeton, "nom", "Forges", "sorte", "entreprise", "siret", "12"), "Le SIRET d'une entreprise", `value="Forges"`, `value="12"`, `value="entreprise" selected`)
	p := a.envoyer("/administration", http.StatusOK, "jeton", jeton, "nom", "Forges", "sorte", "entreprise", "siret", "732 829 320 00074")
	contient(t, p, "Forges", "SIRET 73282932000074", "Aucun compte encore")
	org := regexp.MustCompile(`/administration/organisations/([A-Z0-9]+)/inviter`).FindStringSubmatch(p)[1]
	base := "/administration/organisations/" + org
	if strings.Contains(p, `value="conseiller"`) || !strings.Contains(p, `value="employeur"`) {
		t.Error("les rôles proposés ne sont pas ceux d'une entreprise")
	}
	const choisir = "Choisissez un de ces rôles : Personne, Employeur, Administrateur, Auditeur." // ceux d'une entreprise, en mots
	for _, x := range [][3]string{{"sans-arobase", "employeur", "courriel"}, {"e@exemple.fr", "conseiller", choisir}, {"e@exemple.fr", "roi", choisir}, {"e@exemple.fr", "", choisir}} {
		contient(t, a.envoyer(base+"/inviter", http.StatusUnprocessableEntity, "jeton", jeton, "courriel", x[0], "role", x[1]), x[2], `value="`+x[0]+`"`)
	}
	contient(t, a.envoyer(base+"/inviter", http.StatusUnprocessableEntity, "jeton", jeton, "courriel", "s@exemple.fr", "role", "salarie", "dossier", "ABSENT"), "Aucun dossier ne porte ce numéro")
	r := a.demander("POST", base+"/inviter", form("jeton", jeton, "courriel", "e@exemple.fr", "role", "employeur"))
	code := regexp.MustCompile(`<code>([A-Z2-7]{26})</code>`).FindStringSubmatch(r.corps)
	if r.statut != http.StatusOK || code == nil || r.entetes.Get("Location") != "" {
		t.Fatalf("statut %d\n%s", r.statut, texte(r.corps))
	}
	if p := a.lire(base, http.StatusOK); strings.Contains(p, code[1]) {
		t.Error("le code se montre deux fois")
	}
	phrase := "huit tortues repeignent la gare"
	a2 := &agent{t, b, b.entrer(t, "payeur@demo.example").client}
	a2.envoyer("/invitation", http.StatusOK, "code", code[1], "nom", "Ève", "mot_de_passe", phrase, "mot_de_passe_encore", phrase)
	a2.envoyer("/connexion", http.StatusOK, "courriel", "e@exemple.fr", "mot_de_passe", phrase)
	contient(t, a.lire(base, http.StatusOK), "Ève", "Employeur", "e@exemple.fr")

	a.envoyer(base+"/facteur", http.StatusOK, "jeton", jeton, "second_facteur", "oui")
	contient(t, a2.lire("/espace", http.StatusOK), "Votre organisation demande un second facteur")
	if r := a2.demander("POST", "/deconnexion", form("jeton", a2.jeton())); r.statut != http.StatusSeeOther || r.entetes.Get("Location") != "/connexion" {
		t.Errorf("sans second facteur, on ne se déconnecte pas : %d vers %s", r.statut, r.entetes.Get("Location"))
	}
	a2.envoyer("/connexion", http.StatusOK, "courriel", "e@exemple.fr", "mot_de_passe", phrase)
	a.envoyer(base+"/facteur", http.StatusOK, "jeton", jeton, "second_facteur", "non")
	if p := a2.lire("/espace", http.StatusOK); strings.Contains(p, "demande un second facteur") {
		t.Error("le second facteur est encore demandé")
	}

	contient(t, a.envoyer(base+"/desactiver", http.StatusOK, "jeton", jeton, "courriel", "e@exemple.fr"), "Compte fermé, et toutes ses sessions", "fermé")
	if r := a2.demander("GET", "/mon-compte", ""); r.statut != http.StatusUnauthorized {
		t.Errorf("un compte fermé garde sa session : %d", r.statut)
	}
	contient(t, a.envoyer("/administration/organisations/"+b.Organisations[0].ID+"/desactiver", http.StatusUnprocessableEntity, "jeton", jeton, "courriel", "admin@demo.example"), "un autre administrateur doit le faire")
	a.lire("/administration/organisations/ABSENTE", http.StatusNotFound)
	a.envoyer("/administration/organisations/ABSENTE/facteur", http.StatusNotFound, "jeton", jeton, "second_facteur", "oui")

	p = a.lire("/administration/roles", http.StatusOK)
	contient(t, p, "Arrêt de maladie", "Valider les paiements préparés par un autre", "les siens, les passés")
	if n, voulu := strings.Count(p, "<tr><th scope=\"row\">"), len(acces.Table); n != voulu {
		t.Errorf("%d gestes montrés, %d dans la table", n, voulu)
	}
}

// TestFermerUnConseiller : avant, combien de dossiers non clos sont à son nom et où les passer ; après, ils se disent sans
// conseiller actif à ses collègues. Quatre lui sont donnés, dont un refusé et un clos : la liste a les trois que le nombre compte.
func TestFermerUnConseiller(t *testing.T) {
	b := neuf(t)
	o := b.Organisations[0].ID
	b.inviter(t, acces.Invitation{Courriel: "sortant@essai.example", Role: acces.Conseiller, Organisation: o})
	b.inviter(t, acces.Invitation{Courriel: "arrivant@essai.example", Role: acces.Conseiller, Organisation: o})
	sortant, err := b.base.CompteDe(context.Background(), "sortant@essai.example")
	if err != nil {
		t.Fatal(err)
	}
	donner := "attribution operateur=" + o + " conseiller=" + sortant.ID
	suivi := b.poser(t, "essai", map[string]string{"reference": "S-1"}, append(contrat[:3:3], donner)...)
	b.poser(t, "essai", map[string]string{"reference": "S-2"}, donner)
	b.poser(t, "essai", map[string]string{"reference": "S-3"}, donner, "cloture date=2026-11-01")
	b.poser(t, "essai", map[string]string{"reference": "S-4"}, append(contrat[:3:3], offre, "reponse decision=refus date=2026-03-10", donner)...)
	a := b.entrer(t, "admin@demo.example")
	page := "/administration/organisations/" + o
	liste := "/journee?etat=non_clos&conseiller=" + sortant.ID
	contient(t, a.lire(page, http.StatusOK), "3 dossiers non clos à son nom", b.adresse+liste, "Aucun dossier non clos n'est à son nom")
	a.lire(liste, http.StatusForbidden) // un nombre, aucun dossier
	claire := b.entrer(t, "conseillere@demo.example")
	if p := claire.lire("/dossiers/"+suivi.ID, http.StatusOK); strings.Contains(p, "Sans conseiller actif") {
		t.Error("un conseiller qui travaille se dit parti")
	}
	contient(t, a.envoyer(page+"/desactiver", http.StatusOK, "jeton", a.jeton(), "courriel", "sortant@essai.example"), "3 dossiers non clos, sans conseiller actif, encore à son nom")
	p := claire.lire(liste, http.StatusOK)
	if contient(t, p, "S-1", "S-2", "S-4", `<option value="non_clos" selected>non clos`); strings.Count(p, "<th scope=\"row\">") != 3 || strings.Contains(p, "S-3") {
		t.Error("la liste n'a pas ses trois dossiers")
	}
	contient(t, claire.lire("/dossiers/"+suivi.ID, http.StatusOK), "Sans conseiller actif", "/dossiers/"+suivi.ID+"/actes/attribution")
}

// faussaire change une ligne du registre à la lecture.
type faussaire struct{ acces.Depot }

func (f faussaire) ParcourirAudit(ctx context.Context, voir func(*acces.LigneAudit) error) error {
	return f.Depot.ParcourirAudit(ctx, func(l *acces.LigneAudit) error {
		if l.Rang == 7 {
			l.Detail = "rien"
		}
		return voir(l)
	})
}

// TestRegistre : les filtres de l'adresse, la page d'avant, et la chaîne vérifiée à la demande.
func TestRegistre(t *testing.T) {
	b := neuf(t)
	claire := b.entrer(t, "conseillere@demo.example")
	claire.lire("/dossiers/"+b.SonDossier, http.StatusOK)
	claire.lire("/dossiers/"+b.SonDossier+"/actes/cellule_decision", http.StatusForbidden)
	moi := ""
	for _, c := range b.Comptes {
		if c.Courriel == "conseillere@demo.example" {
			moi = c.ID
		}
	}
	a := b.entrer(t, "auditeur@demo.example")
	lignes := func(filtre string, statut int) []string {
		t.Helper()
		p := a.lire("/administration/acces?"+filtre, statut)
		var l []string
		for _, x := range regexp.MustCompile(`(?s)<tr><th scope="row">.*?</tr>`).FindAllString(p, -1) {
			l = append(l, texte(x))
		}
		return l
	}
	refus := lignes("compte="+moi+"&issue=refuse&dossier="+strings.ToLower(b.SonDossier), http.StatusOK)
	if len(refus) != 1 || !strings.Contains(refus[0], "Claire Morel") || !strings.Contains(refus[0], "refusé") || !strings.Contains(refus[0], b.SonDossier) {
		t.Errorf("refus : %v", refus)
	}
	if l := lignes("dossier="+b.SonDossier+"&issue=fait&compte="+moi, http.StatusOK); len(l) == 0 || strings.Contains(strings.Join(l, " "), "refusé") {
		t.Errorf("faits : %v", l)
	}
	if l := lignes("depuis=2020-01-01&jusque=2020-12-31", http.StatusOK); len(l) != 0 {
		t.Errorf("en 2020 : %v", l)
	}
	if l := lignes("depuis=2020-01-01", http.StatusOK); len(l) < 20 {
		t.Errorf("depuis 2020 : %d lignes", len(l))
	}
	for _, x := range []string{"depuis=hier", "jusque=2026-02-30", "avant=x"} {
		if l := lignes(x, http.StatusUnprocessableEntity); len(l) != 0 {
			t.Errorf("%s : %v", x, l)
		}
	}
	for range 90 {
		claire.lire("/journee", http.StatusOK)
	}
	p := a.lire("/administration/acces", http.StatusOK)
	suite := regexp.MustCompile(`href="/administration/acces\?(avant=\d+)"`).FindStringSubmatch(p)
	if n := strings.Count(p, `<tr><th scope="row">`); n != 100 || suite == nil {
		t.Fatalf("%d lignes, suite %v", n, suite)
	}
	if l := lignes(suite[1], http.StatusOK); len(l) == 0 {
		t.Error("la page d'avant est vide")
	}
	p = a.envoyer("/administration/acces?issue=refuse", http.StatusOK, "jeton", a.jeton())
	contient(t, p, "La chaîne tient", `value="refuse" selected`)
	if m := regexp.MustCompile(`La chaîne tient : (\d+) lignes`).FindStringSubmatch(texte(p)); m == nil {
		t.Errorf("sans compte : %s", texte(p))
	} else if n, _ := strconv.Atoi(m[1]); n < 100 {
		t.Errorf("%d lignes vérifiées", n)
	}
	h := site(b, func(e *espace.Espace) { e.Garde = &acces.Garde{Depot: faussaire{b.base}} })
	u := httptest.NewRequest("GET", b.adresse, nil).URL
	r := httptest.NewRequest("POST", "/administration/acces", strings.NewReader(form("jeton", a.jeton())))
	r.AddCookie(a.client.Jar.Cookies(u)[0])
	contient(t, servir(h, r, "").Body.String(), "La chaîne est rompue", "ligne 7", "6 lignes d'avant tiennent")
}

// TestAuditeur : il lit chaque dossier, sans numéro, et ne consigne rien.
func TestAuditeur(t *testing.T) {
	b := neuf(t)
	const nir = "255081416802538"
	if _, err := b.espace.Registre.Dire(context.Background(), b.SonDossier, "essai", map[string]string{"nir": nir, "iban": "FR7630006000011234567890189"}); err != nil {
		t.Fatal(err)
	}
	a := b.entrer(t, "auditeur@demo.example")
	contient(t, a.lire("/journee", http.StatusOK), "Les dossiers, par prochaine date")
	for _, x := range temoins(t, b) {
		p := a.lire("/dossiers/"+x.id, http.StatusOK)
		contient(t, p, "Attribu")
		plat := strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "").Replace(texte(p))
		if strings.Contains(plat, nir) || strings.Contains(plat, "30006000011234567890189") || strings.Contains(p, "/actes/") || strings.Contains(p, "<textarea") || strings.Count(p, `method="post"`) != 1 {
			t.Errorf("%s : l'auditeur voit un numéro, ou peut écrire", x.quoi)
		}
	}
	a.lire("/dossiers/nouveau", http.StatusForbidden)
}
