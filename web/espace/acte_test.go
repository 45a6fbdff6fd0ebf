package espace_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"jalon/dossier"
)

// TestUnActeSeLit : un jour à venir, un champ manquant, un acte déjà là et une annulation se disent sans qu'on ait à deviner.
func TestUnActeSeLit(t *testing.T) {
	b := neuf(t)
	a := b.entrer(t, "conseillere@demo.example")
	id, jeton := "/dossiers/"+b.SonDossier, a.jeton()
	version := func() string {
		return regexp.MustCompile(`name="version" value="(\d+)"`).FindStringSubmatch(a.lire(id+"/actes/bilan", http.StatusOK))[1]
	}
	const avenir = "Ce fait est daté d'un jour à venir"
	contient(t, a.envoyer(id+"/actes/bilan", http.StatusOK, "jeton", jeton, "version", version(), "pas", "essai", "date", "2062-11-19"), avenir)
	if p := a.envoyer(id+"/actes/bilan", http.StatusOK, "jeton", jeton, "version", version(), "pas", "essai", "date", "2026-11-01"); strings.Contains(texte(p), avenir) {
		t.Error("un jour passé est dit à venir")
	}
	if p := texte(a.envoyer(id+"/actes/bilan", http.StatusUnprocessableEntity, "jeton", jeton, "version", version(), "pas", "essai")); strings.Contains(p, "« Jour » : « Jour »") {
		t.Error("le refus nomme deux fois son champ")
	}
	p := a.envoyer(id+"/actes/employeur", http.StatusUnprocessableEntity, "jeton", jeton, "version", version(), "pas", "essai", "effectif", "12")
	m := regexp.MustCompile(`actes/employeur\?corrige=(\d+)"`).FindStringSubmatch(p)
	if m == nil {
		t.Fatalf("le refus ne mène pas au fait à corriger :\n%s", texte(p))
	}
	contient(t, a.lire(id+"/actes/annulation?corrige="+m[1], http.StatusOK), "Fait "+m[1]+" : L'employeur", "Pourquoi l'annuler")
	contient(t, a.lire(id+"/actes/papier", http.StatusOK), "relevé d'identité bancaire")
}

// TestUnDossierNeufSePoursuit : il dit par où commencer ; passé à une autre organisation, il dit à qui et jusqu'à quand il se lit.
func TestUnDossierNeufSePoursuit(t *testing.T) {
	b := neuf(t)
	a := b.entrer(t, "conseillere@demo.example")
	jeton := a.jeton()
	p := a.envoyer("/dossiers/nouveau", http.StatusOK, "jeton", jeton, "reference", "2026-900", "prenom", "Ana", "nom", "Durand")
	contient(t, p, "Dossier neuf", "Pour commencer")
	id := regexp.MustCompile(`/dossiers/[A-Z0-9]+`).FindString(p)
	form := a.lire(id+"/actes/attribution", http.StatusOK)
	v := regexp.MustCompile(`name="version" value="(\d+)"`).FindStringSubmatch(form)[1]
	prive := regexp.MustCompile(`<option value="([^"]+)">Cap Rebond`).FindStringSubmatch(form)
	if prive == nil {
		t.Fatalf("pas d'opérateur privé :\n%s", texte(form))
	}
	saisie := []string{"jeton", jeton, "version", v, "operateur", prive[1], "date", "2026-11-02", "pas", "essai"} // avant celle d'aujourd'hui
	contient(t, a.envoyer(id+"/actes/attribution", http.StatusUnprocessableEntity, saisie...), "une attribution d'un jour plus récent l'emporte")
	saisie = []string{"jeton", jeton, "version", v, "operateur", prive[1], "date", "2026-11-20"} // trente jours après : le 20 décembre
	contient(t, a.envoyer(id+"/actes/attribution", http.StatusOK, append(saisie, "pas", "essai")...), "le lira jusqu'au 20/12/2026")
	contient(t, a.envoyer(id+"/actes/attribution", http.StatusOK, append(saisie, "pas", "consigner")...), "Suivi maintenant par Cap Rebond", "jusqu'au 20/12/2026")
}

// TestCeQuiEstAttenduSeDit : un dossier neuf dit le fait dont une démarche attend son jour, et refuse un acte vide ; un contrat de deux
// jours pendant le CSP demande une décision, et mène à l'acte qui la consigne.
func TestCeQuiEstAttenduSeDit(t *testing.T) {
	b := neuf(t)
	a := b.entrer(t, "conseillere@demo.example")
	jeton := a.jeton()
	id := regexp.MustCompile(`/dossiers/[A-Z0-9]+`).FindString(a.envoyer("/dossiers/nouveau", http.StatusOK, "jeton", jeton, "reference", "2026-901", "prenom", "Ana", "nom", "Durand"))
	v := regexp.MustCompile(`name="version" value="(\d+)"`).FindStringSubmatch(a.lire(id+"/actes/contrat", http.StatusOK))[1]
	contient(t, a.envoyer(id+"/actes/contrat", http.StatusUnprocessableEntity, "jeton", jeton, "version", v, "pas", "essai"), "rien n'est dit")
	contient(t, a.envoyer(id+"/actes/employeur", http.StatusOK, "jeton", jeton, "version", v, "pas", "consigner", "effectif", "62", "engagement", "2026-11-02"), "dès que le jour de la remise sera connu")

	const decider = "Décider de la suite du CSP"
	page := "/dossiers/" + b.SonDossier
	if strings.Contains(texte(a.lire(page, http.StatusOK)), decider) {
		t.Fatal("rien n'est à décider encore")
	}
	court := &dossier.Saisie{Acte: "periode_travail", Valeurs: map[string]string{"debut": "2026-11-16", "fin": "2026-11-17", "nature": "CDD", "accord": "oui"}}
	if _, err := b.espace.Greffe.Accomplir(t.Context(), b.SonDossier, 0, "essai", court); err != nil {
		t.Fatal(err)
	}
	p := a.lire(page, http.StatusOK)
	contient(t, p, decider)
	_, p, _ = strings.Cut(p, `id="afaire"`)
	if i := strings.Index(p, decider); !strings.Contains(p[i:i+strings.Index(p[i:], "</li>")], "/actes/reprise_csp") {
		t.Error("la démarche ne mène pas à l'acte qui la fait")
	}
}
