package web_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"jalon/droit/parametre"
	"jalon/droit/trace"
	"jalon/web"
	"jalon/web/espace"
)

var site = web.Site(nil)

// claire est Claire V. : 45 ans, deux ans d'ancienneté, 3 000 €, documents remis le 2 mars 2026.
const claire = "contrat.debut=2024-01-08&contrat.salaire_mensuel=3000.00&employeur.effectif=62&proposition.remise=2026-03-02&salarie.date_naissance=1980-06-12"

func demander(t testing.TB, adresse string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRecorder()
	site.ServeHTTP(r, httptest.NewRequest(http.MethodGet, adresse, nil))
	return r
}

func lire(t testing.TB, adresse string, statut int) string {
	t.Helper()
	r := demander(t, adresse)
	if r.Code != statut {
		t.Fatalf("%s : statut %d, attendu %d", adresse, r.Code, statut)
	}
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(html.UnescapeString(r.Body.String()))
}

func contient(t testing.TB, page string, attendus ...string) {
	t.Helper()
	for _, a := range attendus {
		if !strings.Contains(page, a) {
			t.Errorf("la page ne dit pas %q", a)
		}
	}
}

// TestJourDeLEspace : les pages publiques sont du même jour que l'espace de travail, qui peut en montrer un autre. Documents remis
// le 2 mars 2026 : le dernier jour pour répondre est le 23.
func TestJourDeLEspace(t *testing.T) {
	seul := site
	t.Cleanup(func() { site = seul })
	for jour, passe := range map[int]bool{23: false, 24: true} {
		site = web.Site(&espace.Espace{Horloge: func() time.Time { return time.Date(2026, 3, jour, 12, 0, 0, 0, espace.Paris) }})
		if dit := strings.Contains(lire(t, "/resultat?"+claire, http.StatusOK), "Nous sommes le mardi 24 mars 2026 : ce jour est passé"); dit != passe {
			t.Errorf("le %d mars : passé %t, attendu %t", jour, dit, passe)
		}
		contient(t, envoi{fichiers: map[string]string{"liste": entete + "1;Vidal;Claire;;;12/06/1980;08/01/2024;3000;02/03/2026\n"}}.page(t, "resultat", http.StatusOK),
			fmt.Sprintf(`name="au" value="2026-03-%d"`, jour))
	}
}

// TestResultat : la page dit les chiffres de la fiche de Claire V., calculés à la main : 75 % de 98,63 €
// font 73,97 € ; 57 % font 56,22 € ; la retenue est de 2,96 €, donc 71,01 € net, 2 130,30 € pour trente jours.
func TestResultat(t *testing.T) {
	page := lire(t, "/resultat?"+claire, http.StatusOK)
	contient(t, page, "lundi 23 mars 2026", "73,97 €", "56,22 €", "2 130,30 €", "24/03/2026", "23/03/2027",
		"183 jours", "10/05/2026", "18/05/2026", "Au 31/03/2028, adhérer aura rapporté 1 736,81 € brut de plus. En chemin, refuser est en avance du 10/05/2026 au 20/06/2026", "<svg", "/droit/regles/ASP-01")
	avec := lire(t, "/resultat?"+claire+"&emploi.debut=2026-08-24&emploi.salaire=2400", http.StatusOK)
	contient(t, avec, "L'emploi du 24/08/2026", "7 840,82 €", "à partir du 24/01/2027, ce serait : l'indemnité différentielle",
		"Quel est le taux des charges patronales ? Cela sert à calculer")
	if strings.Contains(avec, "evenements.") {
		t.Error("il manquerait un fait à l'emploi supposé")
	}
	contient(t, lire(t, "/resultat?"+claire+"&are.reliquat_jours=40&are.reliquat_journaliere=40&are.reliquat_sjr=70,18&autre.debut=2022-09-05&autre.salaire=780", http.StatusOK),
		"40,00 € brut par jour à partir du 18/05/2026 pendant les 40 jours restants de l'ancien droit, puis 56,22 €", "1 136,70 €", "La suite n'est pas connue", "sa paie s'ajoute en entier")
	contient(t, lire(t, "/resultat?"+claire+"&reponse.decision=refus&reponse.date=2026-03-10", http.StatusOK), "Refus donné le 10/03/2026", "10/05/2026")
	contient(t, lire(t, "/resultat?"+claire+"&contrat.fin=2026-05-10&reponse.decision=refus&reponse.date=2026-03-10", http.StatusOK),
		"Refus donné le 10/03/2026", "Fin du contrat, préavis compris")
	accepte := lire(t, "/resultat?"+claire+"&reponse.decision=acceptation&reponse.date=2026-03-10", http.StatusOK)
	contient(t, accepte, "Acceptation donnée le 10/03/2026", "au plus tard le 10/03/2027")
	contient(t, lire(t, "/complet?proposition.remise=09/03/2026", http.StatusOK), `value="2026-03-09"`)
	if strings.Contains(page, "Contester") {
		t.Error("un délai de contestation est daté avant la réponse qui le fait courir")
	}
	mille := lire(t, "/resultat?"+strings.Replace(claire, "effectif=62", "effectif=1000", 1), http.StatusOK)
	contient(t, mille, "L'employeur doit proposer le congé de reclassement, pas le CSP")
	if strings.Contains(mille, "73,97") {
		t.Error("une ASP est montrée à qui n'a pas le CSP")
	}
}

// TestSaisie : une faute est montrée à sa question, et rien de ce qui était tapé n'est perdu.
func TestSaisie(t *testing.T) {
	for adresse, attendus := range map[string][]string{
		"contrat.debut=2024-13-01&contrat.salaire_mensuel=abc": {
			`href="#contrat.debut"`, "« 2024-13-01 » n'est pas une date", "« abc » n'est pas un montant", `value="abc"`, `aria-invalid="true"`,
		},
		"proposition.remise=2026-03-02&employeur.effectif=-3":                                                 {"À corriger", `value="2026-03-02"`},
		"employeur.effectif=" + strings.Repeat("9", 80):                                                       {"trop longue"},
		"employeur.effectif=%3Cscript%3E":                                                                     {"« <script> » n'est pas un nombre"},
		"proposition.remise=2026-03-02&contrat.debut=2026-05-09":                                              {"Le contrat commence le 09/05/2026, après la remise des documents, le 02/03/2026"},
		"proposition.remise=2026-03-02&contrat.fin=2026-03-01":                                                {"avant la remise des documents"},
		"salarie.date_naissance=2014-01-01&contrat.debut=2014-02-03":                                          {"moins de 14 ans"},
		"contrat.salaire_mensuel=0":                                                                           {"plus grand que zéro"},
		"contrat.preavis_mois=500&contrat.conges_payes_jours=5000":                                            {"24 au plus", "200 au plus"},
		"emploi.debut=2020-01-01&" + claire:                                                                   {"il doit commencer après la remise"},
		"emploi.debut=2099-01-01&" + claire:                                                                   {"plus de deux ans"},
		"emploi.debut=2026-09-01&emploi.mois=3&" + claire:                                                     {"Un CDI n'a pas de durée"},
		"emploi.debut=2026-09-01&emploi.nature=stage&" + claire:                                               {"n'est pas dans la liste"},
		"autre.debut=31/02/2020&" + claire:                                                                    {"n'est pas une date"},
		"are.reliquat_jours=-4&" + claire:                                                                     {"est négatif"},
		"emploi.salaire=abc&" + claire:                                                                        {"« abc » n'est pas un montant"},
		"contrat.salaire_mensuel=2000&" + claire:                                                              {"donnée deux fois : « 2000 » et « 3000.00 »"},
		"contrat.salaire_mensuel=37800&" + strings.Replace(claire, "contrat.salaire_mensuel=3000.00&", "", 1): {"salaire annuel"},
		"autre.salaire=420&" + claire:                                                                         {"premier jour est obligatoire", `href="#autre.debut"`},
		"are.reliquat_jours=90&" + claire:                                                                     {"Donnez aussi le montant par jour"},
		"are.reliquat_jours=90&are.reliquat_journaliere=3150&" + claire:                                       {"Aucune ARE n'atteint"},
		"primes.annuelles=3000&proposition.remise=2026-03-02":                                                 {"donnez aussi le salaire"},
		"contrat.debutt=2020-01-01&" + claire:                                                                 {"ne connaît pas : « contrat.debutt »"},
		"employeur.effectif=0":                                                                                {"au moins la personne"},
		"contrat.salaire_mensuel=-3400":                                                                       {"est négatif"},
		"contrat.taux_charges_patronales=beaucoup":                                                            {"« beaucoup » n'est pas un taux"},
		"salarie.protege=true":                                                                                {"oui ou non"},
		"contrat.nature=bail":                                                                                 {"À corriger"},
	} {
		contient(t, lire(t, "/resultat?"+adresse, http.StatusUnprocessableEntity), attendus...)
	}
	brut := demander(t, "/resultat?employeur.effectif=%3Cscript%3E").Body.String()
	if strings.Contains(brut, "<script>") {
		t.Error("une valeur tapée est écrite sans être protégée")
	}
	contient(t, lire(t, "/resultat?contrat.salaire_mensuel=3+000,00+%E2%82%AC&"+strings.Replace(claire, "contrat.salaire_mensuel=3000.00&", "", 1), http.StatusOK), "73,97 €")
}

// TestDroit : chercher un article, une règle ou un mot ne garde que ce qui le cite ; un jour choisit les valeurs.
func TestDroit(t *testing.T) {
	article := lire(t, "/droit?q=l1233-67", http.StatusOK)
	contient(t, article, "/droit/regles/RUPT-06", "/droit/baremes/contestation_delai", "Ce qui cite « l1233-67 »")
	if strings.Contains(article, "/droit/regles/DUR-01\"") || strings.Contains(article, "/droit/baremes/pmss") {
		t.Error("ce qui ne cite pas l'article est montré")
	}
	tout := lire(t, "/droit", http.StatusOK)
	for _, r := range trace.Regles() {
		if !strings.Contains(tout, "/droit/regles/"+r.String()+"\"") {
			t.Errorf("la règle %s n'a pas de famille", r)
		}
	}
	contient(t, lire(t, "/droit?q=préavis", http.StatusOK), "Préavis légal, à partir de deux ans", "CONT-02")
	contient(t, lire(t, "/droit?q=licorne", http.StatusOK), "Rien ne cite « licorne »")
	contient(t, lire(t, "/droit?q=pmss&au=2019-06-01", http.StatusOK), "3 377 € par mois", "en vigueur le 01/06/2019")
	contient(t, lire(t, "/droit/baremes/retraite_age_legal", http.StatusOK), "Âge légal de la retraite", "62 ans et 9 mois", "64 ans")
	contient(t, lire(t, "/droit/regles/ASP-01", http.StatusOK), "montants.asp_taux", "/droit?q=Convention", "salaire_mensuel")
	if r := demander(t, "/droit?q="+strings.Repeat("a", 201)); r.Code != http.StatusBadRequest {
		t.Errorf("recherche trop longue : %d", r.Code)
	}
}

// TestSansChoix : quand rien ne se compare, la page dit pourquoi, ce qu'elle sait déjà et quoi faire ensuite.
func TestSansChoix(t *testing.T) {
	for adresse, attendus := range map[string][]string{
		strings.Replace(claire, "effectif=62", "effectif=1000", 1):                                  {"congé de reclassement, pas le CSP", "modifiez la réponse"},
		claire + "&contrat.nature=CDD":                                                              {"ne peut pas adhérer", "n'est pas un contrat à durée indéterminée"},
		claire + "&salarie.residence=mayotte":                                                       {"À Mayotte, une autre convention s'applique"},
		strings.Replace(claire, "remise=2026-03-02", "remise=2027-01-04", 1):                        {"après le 31/12/2026", "telles quelles"},
		strings.NewReplacer("2026-03-02", "2010-01-04", "2024-01-08", "2005-01-03").Replace(claire): {"n'existait pas encore"},
		claire + "&salarie.protege=oui":                                                             {"On ne peut pas encore comparer", "la décision de l'inspection du travail", "Répondre à la suite"},
		"employeur.effectif=62&proposition.remise=2026-03-02":                                       {"Répondez au plus tard le lundi 23 mars 2026", "Quel est le salaire brut mensuel ?", "Répondre à la suite"},
	} {
		page := lire(t, "/resultat?"+adresse, http.StatusOK)
		contient(t, page, attendus...)
		if strings.Contains(page, "Aucun écrit daté") && !strings.Contains(page, "Répondre à la suite") {
			t.Errorf("%s : un avertissement de la réponse, sans réponse à donner", adresse)
		}
	}
}

// TestQuestions : une question par page ; une réponse vide passe à la suivante et reste posée ; les faits donnés
// retirent une question vaine et en ajoutent une qui manque.
func TestQuestions(t *testing.T) {
	contient(t, lire(t, "/questions", http.StatusOK), "Question 1 sur 9", "ARE, allocation d'aide au retour à l'emploi")
	contient(t, lire(t, "/questions?proposition.remise=2026-03-02&contrat.debut=", http.StatusOK), "Question 3 sur 9",
		`<input type="hidden" name="contrat.debut" value="">`, "02/03/2026")
	base := claire + "&primes.annuelles="
	// Soixante-deux salariés : le tribunal ne change rien, il n'est pas demandé.
	contient(t, lire(t, "/questions?"+base, http.StatusOK), "La personne est-elle un salarié protégé ?", "Question 7 sur 9")
	mille := strings.Replace(base, "employeur.effectif=62", "employeur.effectif=1000", 1)
	contient(t, lire(t, "/questions?"+mille, http.StatusOK), "L'entreprise est-elle devant le tribunal ?", "Question 7 sur 10")
	const fin = "&licenciement.forme=individuel&contrat.conges_payes_jours="
	if r := demander(t, "/questions?"+base+"&salarie.protege="+fin); r.Code != http.StatusSeeOther || r.Header().Get("Location") != "/resultat?"+claire {
		t.Errorf("après la dernière question : %d, %s", r.Code, r.Header().Get("Location"))
	}
	// Protégé : la décision de l'inspection manque. Trois mois de contrat : les heures manquent. Vides, elles ne reviennent pas.
	contient(t, lire(t, "/questions?"+base+"&salarie.protege=oui"+fin, http.StatusOK), "la décision de l'inspection du travail", "Question 10 sur 10")
	court := strings.Replace(base, "contrat.debut=2024-01-08", "contrat.debut=2025-12-08", 1) + "&salarie.protege=non" + fin
	contient(t, lire(t, "/questions?"+court, http.StatusOK), "Combien d'heures ont été travaillées dans la période ?", "Question 10 sur 10", "<dd>Non</dd>")
	if r := demander(t, "/questions?"+court+"&contrat.heures_travaillees="); r.Code != http.StatusSeeOther {
		t.Errorf("une question passée revient : %d", r.Code)
	}
	// Des primes sans salaire : la question revient, et dit pourquoi.
	contient(t, lire(t, "/questions?"+strings.Replace(base, "contrat.salaire_mensuel=3000.00", "contrat.salaire_mensuel=", 1)+"1000&salarie.protege="+fin, http.StatusUnprocessableEntity), "donnez aussi le salaire")
	contient(t, lire(t, "/questions?contrat.salaire_mensue=1", http.StatusUnprocessableEntity), "ne connaît pas : « contrat.salaire_mensue »")
	contient(t, lire(t, "/questions?proposition.remise=hier", http.StatusUnprocessableEntity), "Question 1 sur 9", "« hier » n'est pas une date", "<title>À corriger")
}

// TestFormesTapees : une réponse se lit comme une personne l'écrit.
func TestFormesTapees(t *testing.T) {
	for _, adresse := range []string{
		"contrat.salaire_mensuel=3.000,00", "contrat.salaire_mensuel=3000+euros", "contrat.salaire_mensuel=3+000+€+brut",
		"proposition.remise=2+mars+2026", "proposition.remise=2/3/2026", "employeur.effectif=environ+62", "employeur.effectif=62+salariés",
		"contrat.salaire_mensuel=2750&primes.annuelles=3000",
	} {
		q := claire
		for _, x := range strings.Split(adresse, "&") {
			cle, _, _ := strings.Cut(x, "=")
			q = regexp.MustCompile(regexp.QuoteMeta(cle)+`=[^&]*&?`).ReplaceAllString(q, "")
		}
		contient(t, lire(t, "/resultat?"+strings.ReplaceAll(adresse, "€", "%E2%82%AC")+"&"+q, http.StatusOK), "73,97 €", "lundi 23 mars 2026")
	}
	contient(t, lire(t, "/resultat?"+claire+"&reponse.decision=acceptation&reponse.date=2026-03-30", http.StatusOK), "partie trop tard")
	contient(t, lire(t, "/resultat?"+claire+"&reponse.decision=acceptation", http.StatusOK), "Quel jour la réponse a-t-elle été envoyée")
	contient(t, lire(t, "/resultat?"+claire+"&proposition.par=aucune&contrat.fin=2026-05-29", http.StatusOK), "L'employeur n'a pas proposé le CSP", "2 mois de salaire, 6 000,00 €")
	contient(t, lire(t, "/resultat?"+claire+"&proposition.par=operateur&contrat.fin=2026-02-27", http.StatusOK), "Le CSP est proposé par France Travail")
	// Le formulaire complet, envoyé tel quel, ne répond pas à la place de la personne.
	complet := lire(t, "/complet?"+claire, http.StatusOK)
	if strings.Contains(complet, `name="autorisation.accordee"`) && !strings.Contains(complet, `<option value="" selected>Je ne sais pas</option>`) {
		t.Error("« Je ne sais pas » n'est pas la première réponse")
	}
	contient(t, lire(t, "/resultat?"+claire+"&salarie.protege=oui&autorisation.accordee=&proposition.mention_delai_contestation=oui&salarie.residence=metropole", http.StatusOK), "On ne peut pas encore comparer", "supposé")
	court := lire(t, "/resultat?"+strings.Replace(claire, "contrat.debut=2024-01-08", "contrat.debut=2025-11-20", 1)+"&contrat.heures_travaillees=700", http.StatusOK)
	contient(t, court, "Pas d'ARE", "l'affiliation n'en ouvre pas")
	contient(t, lire(t, "/resultat?"+claire+"&emploi.debut=2026-08-24&emploi.nature=CDD&emploi.mois=5", http.StatusOK), "L'allocation est suspendue du 24/08/2026 au 23/01/2027")
	contient(t, lire(t, "/resultat?"+claire+"&contrat.conges_payes_indemnite=1500", http.StatusOK), "Congés payés : 1 500,00 €")
}

var lien = regexp.MustCompile(`\b(?:href|src|action)="([^"]+)"`)

// formulairePoste est un formulaire qui porte des fichiers : son adresse ne se suit pas.
var formulairePoste = regexp.MustCompile(`<form action="[^"]+" method="post"`)

// TestParcours suit tous les liens du site depuis l'accueil : chaque page répond, avec un titre, dans la
// langue, sans code ni ressource d'ailleurs, et sans style dans le texte.
func TestParcours(t *testing.T) {
	vues := map[string]bool{}
	attente := []string{"/", "/questions?" + claire, "/resultat?" + claire + "&emploi.debut=2026-08-24&emploi.salaire=2400"}
	for len(attente) > 0 {
		adresse := attente[0]
		attente = attente[1:]
		if vues[adresse] {
			continue
		}
		vues[adresse] = true
		r := demander(t, adresse)
		if r.Code != http.StatusOK {
			t.Errorf("%s : statut %d", adresse, r.Code)
			continue
		}
		if strings.HasPrefix(adresse, "/complet?") && !strings.Contains(r.Body.String(), `value="3000.00"`) && strings.Contains(adresse, "3000.00") {
			t.Errorf("%s : la page ne reprend pas les réponses", adresse)
		}
		if !strings.HasPrefix(r.Header().Get("Content-Type"), "text/html") {
			continue
		}
		page := r.Body.String()
		for _, exige := range []string{`<html lang="fr">`, "<title>", `name="viewport"`, "<main", `href="#contenu"`} {
			if !strings.Contains(page, exige) {
				t.Errorf("%s : sans %s", adresse, exige)
			}
		}
		if n := strings.Count(page, "<h1"); n != 1 {
			t.Errorf("%s : %d titres h1", adresse, n)
		}
		for _, interdit := range []string{"<script", " style=", " onclick", "<style", "ZgotmplZ", "<no value>"} {
			if strings.Contains(page, interdit) {
				t.Errorf("%s : contient %s", adresse, interdit)
			}
		}
		for _, l := range lien.FindAllStringSubmatch(formulairePoste.ReplaceAllString(page, "<form"), -1) {
			u, err := url.Parse(html.UnescapeString(l[1]))
			if err != nil {
				t.Errorf("%s : lien %q : %v", adresse, l[1], err)
				continue
			}
			if u.Host != "" || u.Scheme == "data" || u.Path == "" {
				if u.Host != "" && !strings.HasPrefix(l[0], "href") {
					t.Errorf("%s : demande %s", adresse, l[1])
				}
				continue
			}
			u.Fragment = ""
			attente = append(attente, u.String())
		}
	}
	for _, r := range trace.Regles() {
		if id := r.Carte().ID; !vues["/droit/regles/"+id] {
			t.Errorf("aucun lien ne mène à la règle %s", id)
		}
	}
	for _, nom := range parametre.Noms() {
		if !vues["/droit/baremes/"+nom] {
			t.Errorf("aucun lien ne mène au barème %s", nom)
		}
	}
}

func TestFichiers(t *testing.T) {
	for chemin, debut := range map[string]string{"/decision.pdf": "%PDF-", "/dates.ics": "BEGIN:VCALENDAR\r\n", "/mois.xlsx": "PK", "/resultat.json": "{"} {
		r := demander(t, chemin+"?"+claire)
		if r.Code != http.StatusOK || !strings.HasPrefix(r.Body.String(), debut) || !strings.HasPrefix(r.Header().Get("Content-Disposition"), "attachment") {
			t.Errorf("%s : statut %d, %.20q", chemin, r.Code, r.Body.String())
		}
		if r := demander(t, chemin); r.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s, sans saisie : statut %d", chemin, r.Code)
		}
		if r := demander(t, chemin+"?contrat.debut=hier"); r.Code != http.StatusUnprocessableEntity || !strings.Contains(r.Body.String(), "Le fichier ne peut pas être fait") {
			t.Errorf("%s, saisie fausse : statut %d", chemin, r.Code)
		}
	}
	var o struct {
		Possible bool
		Adherer  struct{ Total string }
	}
	if err := json.Unmarshal(demander(t, "/resultat.json?"+claire).Body.Bytes(), &o); err != nil || !o.Possible || o.Adherer.Total != "41166.34" {
		t.Errorf("resultat.json : %+v, %v", o, err)
	}
}

// TestReponses : les statuts, les en-têtes qui protègent, et la compression.
func TestReponses(t *testing.T) {
	for adresse, statut := range map[string]int{
		"/absente": 404, "/droit/regles/ASP-99": 404, "/droit/baremes/rien": 404, "/droit?au=demain": 400, "/resultat?a;b": 400, "/resultat?a=%zz": 400,
		"/resultat?" + strings.Repeat("a", 9<<10): 414, "/droit?au=2019-06-01": 200,
	} {
		r := demander(t, adresse)
		if r.Code != statut {
			t.Errorf("%.40s : statut %d, attendu %d", adresse, r.Code, statut)
		}
		for cle, valeur := range map[string]string{"Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"} {
			if r.Header().Get(cle) != valeur {
				t.Errorf("%.40s : %s vaut %q", adresse, cle, r.Header().Get(cle))
			}
		}
		if p := r.Header().Get("Content-Security-Policy"); !strings.HasPrefix(p, "default-src 'none'") || strings.Contains(p, "unsafe") {
			t.Errorf("%.40s : politique %q", adresse, p)
		}
	}
	r := httptest.NewRecorder()
	site.ServeHTTP(r, httptest.NewRequest(http.MethodPost, "/questions", nil))
	if r.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST : statut %d", r.Code)
	}
	demande := httptest.NewRequest(http.MethodGet, "/resultat?"+claire, nil)
	demande.Header.Set("Accept-Encoding", "gzip")
	r = httptest.NewRecorder()
	site.ServeHTTP(r, demande)
	z, err := gzip.NewReader(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	clair, err := io.ReadAll(z)
	if err != nil || !bytes.Equal(clair, demander(t, "/resultat?"+claire).Body.Bytes()) {
		t.Errorf("la page compressée n'est pas la page : %v", err)
	}
}

// FuzzAdresse : aucune adresse ne fait une panne, ni n'écrit de code dans la page.
func FuzzAdresse(f *testing.F) {
	for _, a := range []string{claire, "contrat.debut=hier", "emploi.debut=2026-08-24&" + claire, "contrat.salaire_mensuel=%3Cscript%3E", "reponse.decision=refus&" + claire} {
		f.Add("/resultat", a)
		f.Add("/questions", a)
		f.Add("/mois.xlsx", a)
	}
	f.Fuzz(func(t *testing.T, chemin, requete string) {
		if !strings.HasPrefix(chemin, "/") {
			return
		}
		r := httptest.NewRecorder()
		site.ServeHTTP(r, &http.Request{Method: http.MethodGet, URL: &url.URL{Path: chemin, RawQuery: requete}, Header: http.Header{}, Host: "jalon"})
		if r.Code >= 500 {
			t.Fatalf("%s?%s : statut %d", chemin, requete, r.Code)
		}
		if strings.HasPrefix(r.Header().Get("Content-Type"), "text/html") && strings.Contains(r.Body.String(), "<script") {
			t.Fatalf("%s?%s : code dans la page", chemin, requete)
		}
	})
}
