package espace_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
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
