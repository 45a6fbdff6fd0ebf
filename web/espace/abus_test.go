package espace_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"jalon/acces"
	"jalon/dossier"
	"jalon/web"
	"jalon/web/espace"
)

func form(couples ...string) string {
	f := url.Values{}
	for i := 0; i < len(couples); i += 2 {
		f.Add(couples[i], couples[i+1])
	}
	return f.Encode()
}

// finir ferme toutes les sessions, comme le temps le ferait.
func (b *bureau) finir(t *testing.T) {
	t.Helper()
	apres := time.Now().Add(24 * time.Hour)
	if err := b.base.PurgerSessions(context.Background(), apres, apres, time.Now()); err != nil {
		t.Fatal(err)
	}
}

// champs rend les champs cachés d'une page.
func champs(page string) url.Values {
	f := url.Values{}
	for _, m := range regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`).FindAllStringSubmatch(page, -1) {
		f.Add(m[1], clair(m[2]))
	}
	return f
}

// TestFormulaireForge : sans jeton, avec celui d'un autre ou d'une session finie, rien ne se fait.
func TestFormulaireForge(t *testing.T) {
	b := neuf(t)
	a, autre := b.entrer(t, "conseillere@demo.example"), b.entrer(t, "conseillere@demo.example")
	chemin, v := "/dossiers/"+b.SonDossier+"/actes/maladie", version(t, b, b.SonDossier)
	saisie := []string{"version", strconv.Itoa(v), "debut", "2026-11-02", "fin", "2026-11-08", "pas", "consigner"}
	vieux := a.jeton()
	for quoi, jeton := range map[string]string{"sans jeton": "", "d'une autre session": autre.jeton(), "inventé": "AAAA"} {
		if r := a.demander("POST", chemin, form(append(saisie, "jeton", jeton)...)); r.statut != http.StatusForbidden || !strings.Contains(texte(r.corps), "n'est pas de votre session") {
			t.Errorf("%s : statut %d\n%s", quoi, r.statut, texte(r.corps))
		}
	}
	if r := a.demander("GET", chemin+"?"+form(append(saisie, "jeton", vieux)...), ""); r.statut != http.StatusOK {
		t.Errorf("les champs dans l'adresse : statut %d", r.statut)
	}
	// Reconnecté dans un autre onglet : la saisie de celui-ci se reprend, sans que rien soit fait.
	a.envoyer("/connexion", http.StatusOK, "courriel", "conseillere@demo.example", "mot_de_passe", b.MotDePasse)
	r := a.demander("POST", chemin, form(append(saisie, "jeton", vieux)...), "Sec-Fetch-Site", "same-origin")
	contient(t, r.corps, "Reprendre la saisie", `value="2026-11-08"`)
	if f := champs(r.corps); f.Get("pas") != "reprendre" || f.Get("jeton") == vieux || f.Get("debut") != "2026-11-02" {
		t.Errorf("la reprise porte %v", f)
	}
	if r := a.demander("POST", chemin, form(append(saisie, "jeton", vieux)...), "Sec-Fetch-Site", "cross-site"); strings.Contains(r.corps, "2026-11-08") {
		t.Error("la saisie d'un autre site est proposée à la reprise")
	}
	if x := version(t, b, b.SonDossier); x != v {
		t.Errorf("version %d, %d attendue", x, v)
	}
}

// TestSessionFinie : un acte à demi saisi traverse la fin de la session ; rien n'en est perdu, rien n'est fait sans la personne.
func TestSessionFinie(t *testing.T) {
	b := neuf(t)
	a := b.entrer(t, "conseillere@demo.example")
	chemin, v := "/dossiers/"+b.SonDossier+"/actes/note", version(t, b, b.SonDossier)
	dit := "Vu ce matin : « l'été » & <b>l'hiver</b>\nsuite"
	corps := form("jeton", a.jeton(), "version", strconv.Itoa(v), "texte", dit, "pas", "consigner", "mot_de_passe", "secret")
	b.finir(t)
	r := a.demander("POST", chemin, corps)
	if r.statut != http.StatusUnauthorized {
		t.Fatalf("statut %d", r.statut)
	}
	contient(t, r.corps, "Votre session s'est finie", "ce que vous aviez tapé est gardé")
	f := regexp.MustCompile(`name="valeur" value="([^"]*)"`).FindAllStringSubmatch(r.corps, -1)
	cles := regexp.MustCompile(`name="cle" value="([^"]*)"`).FindAllStringSubmatch(r.corps, -1)
	suite := url.Values{"vers": {chemin}, "courriel": {"conseillere@demo.example"}, "mot_de_passe": {"faux"}}
	for i := range f {
		if cles[i][1] == "jeton" || cles[i][1] == "pas" || cles[i][1] == "mot_de_passe" {
			t.Errorf("« %s » est gardé", cles[i][1])
		}
		suite.Add("cle", cles[i][1])
		suite.Add("valeur", clair(f[i][1]))
	}
	// Un mot de passe faux ne perd rien non plus.
	r = a.demander("POST", "/connexion", suite.Encode())
	if r.statut != http.StatusUnauthorized || len(regexp.MustCompile(`name="valeur"`).FindAllString(r.corps, -1)) != len(f) {
		t.Errorf("mot de passe faux : statut %d", r.statut)
	}
	suite.Set("mot_de_passe", b.MotDePasse)
	r = a.demander("POST", "/connexion", suite.Encode())
	contient(t, r.corps, "Reprendre la saisie", "rien n'a encore été consigné", `action="`+chemin+`"`)
	reprise := champs(r.corps)
	if reprise.Get("pas") != "reprendre" {
		t.Errorf("la reprise ferait « %s »", reprise.Get("pas"))
	}
	r = a.demander("POST", chemin, reprise.Encode())
	if r.statut != http.StatusOK || !strings.Contains(clair(r.corps), dit) {
		t.Errorf("statut %d, la saisie n'est pas rendue :\n%s", r.statut, r.corps)
	}
	if x := version(t, b, b.SonDossier); x != v {
		t.Errorf("version %d, %d attendue : un acte est parti sans la personne", x, v)
	}
	// Un geste sans saisie : la connexion ramène à l'accueil, non à une adresse qui ne s'ouvre pas.
	jeton := a.jeton()
	b.finir(t)
	r = a.demander("POST", "/deconnexion", form("jeton", jeton))
	if strings.Contains(r.corps, "/deconnexion") || strings.Contains(r.corps, "ce que vous aviez tapé") {
		t.Errorf("après une déconnexion tardive :\n%s", r.corps)
	}
	// Ouvrir un dossier attend aussi qu'on le redise.
	avant, _ := b.espace.Greffe.Journal.Fiches(context.Background(), dossier.Filtre{})
	a.envoyer("/connexion", http.StatusOK, "courriel", "conseillere@demo.example", "mot_de_passe", b.MotDePasse)
	r = a.demander("POST", "/dossiers/nouveau", form("jeton", a.jeton(), "pas", "reprendre", "nom", "Durand", "reference", "R1"))
	contient(t, r.corps, `value="Durand"`, `value="R1"`)
	if apres, _ := b.espace.Greffe.Journal.Fiches(context.Background(), dossier.Filtre{}); len(apres) != len(avant) {
		t.Error("un dossier s'est ouvert à la reprise")
	}
}

func clair(s string) string {
	return strings.NewReplacer("&#34;", `"`, "&#39;", "'", "&lt;", "<", "&gt;", ">", "&amp;", "&", "&#43;", "+").Replace(s)
}

// TestDeuxOnglets : deux personnes sur un dossier. La seconde voit ce que la première a consigné, et garde ce qu'elle a tapé.
func TestDeuxOnglets(t *testing.T) {
	b := neuf(t)
	claire, karim := b.entrer(t, "conseillere@demo.example"), b.entrer(t, "conseiller@demo.example")
	chemin, v := "/dossiers/"+b.SonDossier+"/actes/", strconv.Itoa(version(t, b, b.SonDossier))
	if r := karim.demander("POST", chemin+"note", form("jeton", karim.jeton(), "version", v, "texte", "Le premier.", "pas", "consigner")); r.statut != http.StatusSeeOther {
		t.Fatalf("statut %d\n%s", r.statut, texte(r.corps))
	}
	r := claire.demander("POST", chemin+"maladie", form("jeton", claire.jeton(), "version", v, "debut", "2026-11-02", "fin", "2026-11-08", "pas", "consigner"))
	if r.statut != http.StatusConflict {
		t.Errorf("statut %d", r.statut)
	}
	contient(t, r.corps, "Le dossier a changé entre-temps", "Note", `value="2026-11-02"`, `value="2026-11-08"`)
	if !strings.Contains(r.corps, `name="version" value="`+strconv.Itoa(version(t, b, b.SonDossier))+`"`) {
		t.Error("la page ne part pas de la version neuve")
	}
}

// site sert l'espace sans réseau, pour choisir d'où vient une demande.
func site(b *bureau, regler func(*espace.Espace)) http.Handler {
	e := &espace.Espace{Garde: b.espace.Garde, Greffe: b.espace.Greffe, Registre: b.espace.Registre, Paiements: b.espace.Paiements, Horloge: b.espace.Horloge}
	regler(e)
	return web.Site(e)
}

func servir(h http.Handler, r *http.Request, de string) *httptest.ResponseRecorder {
	if de != "" {
		r.RemoteAddr = de
	}
	if r.Method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// TestFlotDeConnexions : qui s'acharne attend ; une autre adresse, un autre compte, entrent. Derrière un mandataire dit, c'est
// l'adresse qu'il a vue qui compte, et ce que la demande prétendait ne compte pas.
func TestFlotDeConnexions(t *testing.T) {
	b := neuf(t)
	essayer := func(h http.Handler, de, transmis, courriel, mdp string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("POST", "/connexion", strings.NewReader(form("courriel", courriel, "mot_de_passe", mdp)))
		if transmis != "" {
			r.Header.Set("X-Forwarded-For", transmis)
		}
		return servir(h, r, de)
	}
	nu := site(b, func(*espace.Espace) {})
	var w *httptest.ResponseRecorder
	for i := range 12 {
		w = essayer(nu, "192.0.2.1:1", strconv.Itoa(i)+".0.0.1", "x"+strconv.Itoa(i)+"@exemple.fr", "faux")
	}
	if w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), "recommencez dans") {
		t.Errorf("douze essais d'une adresse, chacun se disant d'ailleurs : statut %d", w.Code)
	}
	if w := essayer(nu, "192.0.2.2:1", "", "payeur@demo.example", b.MotDePasse); w.Code != http.StatusSeeOther {
		t.Errorf("une autre adresse : statut %d", w.Code)
	}
	derriere := site(b, func(e *espace.Espace) { e.Mandataires = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")} })
	for i := range 12 {
		w = essayer(derriere, "10.0.0.1:1", "203.0.113.9, 198.51.100.7", "y"+strconv.Itoa(i)+"@exemple.fr", "faux")
	}
	if w.Code != http.StatusTooManyRequests {
		t.Errorf("douze essais derrière le mandataire : statut %d", w.Code)
	}
	for _, x := range []struct {
		de, transmis string
		statut       int
	}{
		{"10.0.0.1:1", "198.51.100.8", http.StatusSeeOther},                      // un autre client du même mandataire
		{"10.0.0.1:1", "198.51.100.7", http.StatusTooManyRequests},               // le même
		{"10.0.0.1:1", "198.51.100.7, 10.2.2.2", http.StatusTooManyRequests},     // à travers deux mandataires
		{"10.0.0.1:1", "198.51.100.8, 198.51.100.7", http.StatusTooManyRequests}, // il prétend venir d'ailleurs
		{"[::ffff:10.0.0.1]:1", "198.51.100.7", http.StatusTooManyRequests},      // la même adresse, écrite en IPv6
		{"203.0.113.1:1", "198.51.100.7", http.StatusSeeOther},                   // d'ailleurs : l'en-tête n'est pas cru
		{"10.0.0.1:1", "n'importe quoi\x7f, 198.51.100.9", http.StatusSeeOther},  // abîmé au-delà du maillon sûr
	} {
		if w := essayer(derriere, x.de, x.transmis, "admin@demo.example", b.MotDePasse); w.Code != x.statut {
			t.Errorf("de %s, transmis « %s » : statut %d, %d attendu", x.de, x.transmis, w.Code, x.statut)
		}
	}
}

// TestEntetes : le témoin, et ce que toute page dit au navigateur, en clair et en HTTPS.
func TestEntetes(t *testing.T) {
	b := neuf(t)
	for _, chiffre := range []bool{false, true} {
		h := site(b, func(e *espace.Espace) { e.Chiffre = chiffre })
		w := servir(h, httptest.NewRequest("POST", "/connexion", strings.NewReader(form("courriel", "admin@demo.example", "mot_de_passe", b.MotDePasse))), "")
		l := w.Result().Cookies()
		if len(l) != 1 {
			t.Fatalf("%d témoins, statut %d", len(l), w.Code)
		}
		c := l[0]
		nom := "jalon_session"
		if chiffre {
			nom = "__Host-jalon_session"
		}
		if c.Name != nom || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Secure != chiffre || c.Path != "/" || c.Domain != "" || c.MaxAge != 12*3600 {
			t.Errorf("témoin %v", c)
		}
		r := httptest.NewRequest("GET", "/administration", nil)
		r.AddCookie(c)
		w = servir(h, r, "")
		csp := w.Header().Get("Content-Security-Policy")
		if w.Code != http.StatusOK || w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("X-Content-Type-Options") != "nosniff" ||
			!strings.Contains(csp, "frame-ancestors 'none'") || !strings.Contains(csp, "default-src 'none'") || !strings.Contains(csp, "form-action 'self'") || strings.Contains(csp, "unsafe") {
			t.Errorf("statut %d, en-têtes %v", w.Code, w.Header())
		}
		if hsts := w.Header().Get("Strict-Transport-Security"); (hsts != "") != chiffre {
			t.Errorf("HTTPS %v, HSTS « %s »", chiffre, hsts)
		}
		if p := w.Body.String(); strings.Contains(p, "<script") || regexp.MustCompile(`\son[a-z]+=|\sstyle=`).MatchString(p) {
			t.Error("la page porte un script ou un style que sa politique refuse")
		}
	}
}

// TestConnexionDAilleurs : un autre site ne peut pas connecter quelqu'un à son insu, ni ouvrir un compte.
func TestConnexionDAilleurs(t *testing.T) {
	b := neuf(t)
	h := site(b, func(*espace.Espace) {})
	for _, x := range []struct {
		cle, valeur string
		statut      int
	}{
		{"Sec-Fetch-Site", "cross-site", http.StatusForbidden},
		{"Sec-Fetch-Site", "same-site", http.StatusForbidden},
		{"Origin", "https://ailleurs.example", http.StatusForbidden},
		{"Origin", "null", http.StatusForbidden},
		{"Sec-Fetch-Site", "same-origin", http.StatusSeeOther},
		{"Origin", "http://example.com", http.StatusSeeOther}, // l'hôte du test
	} {
		r := httptest.NewRequest("POST", "/connexion", strings.NewReader(form("courriel", "admin@demo.example", "mot_de_passe", b.MotDePasse)))
		r.Header.Set(x.cle, x.valeur)
		w := servir(h, r, "")
		if w.Code != x.statut || (len(w.Result().Cookies()) > 0) != (x.statut == http.StatusSeeOther) {
			t.Errorf("%s: %s : statut %d, %d attendu", x.cle, x.valeur, w.Code, x.statut)
		}
		r = httptest.NewRequest("POST", "/invitation", strings.NewReader(form("code", "x")))
		r.Header.Set(x.cle, x.valeur)
		if w := servir(h, r, ""); (w.Code == http.StatusForbidden) != (x.statut == http.StatusForbidden) {
			t.Errorf("invitation, %s: %s : statut %d", x.cle, x.valeur, w.Code)
		}
	}
	if p := servir(h, httptest.NewRequest("GET", "/connexion", nil), "").Header().Get("Referrer-Policy"); p != "same-origin" {
		t.Errorf("la page de connexion dit « %s » : le navigateur tairait l'origine de son propre formulaire", p)
	}
}

// TestRotation : le jeton de session change à la connexion et à chaque changement d'accès ; l'ancien ne vaut plus.
func TestRotation(t *testing.T) {
	b := neuf(t)
	a := b.entrer(t, "payeur@demo.example")
	u, _ := url.Parse(b.adresse)
	jeton := func() string { return a.client.Jar.Cookies(u)[0].Value }
	premier := jeton()
	a.envoyer("/connexion", http.StatusOK, "courriel", "payeur@demo.example", "mot_de_passe", b.MotDePasse)
	second := jeton()
	if premier == second {
		t.Error("la connexion garde le jeton d'avant")
	}
	phrase := "huit tortues repeignent la gare"
	a.envoyer("/mon-compte/mot-de-passe", http.StatusOK, "jeton", a.jeton(), "mot_de_passe_ancien", b.MotDePasse, "mot_de_passe", phrase, "mot_de_passe_encore", phrase)
	if jeton() == second {
		t.Error("le mot de passe changé garde le jeton d'avant")
	}
	a.lire("/journee", http.StatusOK)
	for quoi, vieux := range map[string]string{"de la première connexion": premier, "d'avant le mot de passe": second} {
		r := httptest.NewRequest("GET", "/journee", nil)
		r.AddCookie(&http.Cookie{Name: "jalon_session", Value: vieux})
		if w := servir(site(b, func(*espace.Espace) {}), r, ""); w.Code != http.StatusUnauthorized {
			t.Errorf("le jeton %s vaut encore : statut %d", quoi, w.Code)
		}
	}
	// Un jeton que la personne n'a pas reçu d'ici n'est jamais adopté.
	r := httptest.NewRequest("POST", "/connexion", strings.NewReader(form("courriel", "admin@demo.example", "mot_de_passe", b.MotDePasse)))
	r.AddCookie(&http.Cookie{Name: "jalon_session", Value: "choisi"})
	if c := servir(site(b, func(*espace.Espace) {}), r, "").Result().Cookies(); len(c) != 1 || c[0].Value == "choisi" {
		t.Errorf("témoins %v", c)
	}
	vieux := jeton()
	a.envoyer("/deconnexion", http.StatusOK, "jeton", a.jeton())
	r = httptest.NewRequest("GET", "/journee", nil)
	r.AddCookie(&http.Cookie{Name: "jalon_session", Value: vieux})
	if w := servir(site(b, func(*espace.Espace) {}), r, ""); w.Code != http.StatusUnauthorized {
		t.Errorf("après la déconnexion, statut %d", w.Code)
	}
}

// TestVers : la connexion ne mène jamais hors d'ici, et n'écrit aucun en-tête de plus.
func TestVers(t *testing.T) {
	b := neuf(t)
	h := site(b, func(*espace.Espace) {})
	for vers, voulu := range map[string]string{
		"/journee": "/journee", "/dossiers/X?consigne=3": "/dossiers/X?consigne=3",
		"": "/espace", "//ailleurs.example": "/espace", `/\ailleurs.example`: "/espace", "https://ailleurs.example": "/espace",
		"/\tjournee": "/espace", "/x\r\nSet-Cookie: a=b": "/espace", "javascript:alert(1)": "/espace", "journee": "/espace", "/..//ailleurs.example": "/ailleurs.example",
		"/%0d%0aX: y": "/%0d%0aX: y",
	} {
		w := servir(h, httptest.NewRequest("POST", "/connexion", strings.NewReader(form("courriel", "admin@demo.example", "mot_de_passe", b.MotDePasse, "vers", vers))), "")
		if got := w.Header().Get("Location"); got != voulu || len(w.Result().Cookies()) != 1 {
			t.Errorf("vers « %s » : « %s », « %s » attendu", vers, got, voulu)
		}
	}
}

// toutesLesEcritures est un nom de cinq cents lettres.
var toutesLesEcritures = func() string {
	s := "Zoé Þórður Łukasz Ñuñez Ελένη Дмитрий Նարե דוד محمد नरेन्द्र ไพศาล 王小明 김하늘 さくら ქეთევან O’Brien & <b>Fils</b> \"x\" 👩‍🏫 "
	for utf8.RuneCountInString(s) < 500 {
		s += "é"
	}
	return string([]rune(s)[:500])
}()

// TestNoms : toutes les écritures, cinq cents lettres ; rien n'est coupé, ni pris pour du code.
func TestNoms(t *testing.T) {
	b := neuf(t)
	code, err := b.espace.Garde.Inviter(context.Background(), acces.Console, acces.Invitation{Courriel: "long@exemple.fr", Role: acces.Conseiller, Organisation: b.Organisations[0].ID})
	if err != nil {
		t.Fatal(err)
	}
	a := &agent{t, b, b.entrer(t, "admin@demo.example").client}
	a.envoyer("/invitation", http.StatusOK, "code", code, "nom", toutesLesEcritures, "mot_de_passe", "huit tortues repeignent", "mot_de_passe_encore", "huit tortues repeignent")
	a.envoyer("/connexion", http.StatusOK, "courriel", "long@exemple.fr", "mot_de_passe", "huit tortues repeignent")
	p := a.envoyer("/dossiers/nouveau", http.StatusOK, "jeton", a.jeton(), "nom", toutesLesEcritures, "reference", "R-500")
	if strings.Count(clair(p), strings.TrimSpace(toutesLesEcritures)) < 2 || strings.Contains(p, "<b>Fils") {
		t.Errorf("le nom n'est pas entier, ou se lit comme du code :\n%s", p)
	}
	for _, nom := range []string{"", " ", strings.Repeat("x", 501), "a\nb", "a\u202eb", "a\x00b", "a\xffb"} {
		r := a.demander("POST", "/invitation", form("code", "x", "nom", nom, "mot_de_passe", "huit tortues repeignent", "mot_de_passe_encore", "huit tortues repeignent"))
		if r.statut != http.StatusUnprocessableEntity && r.statut != http.StatusBadRequest {
			t.Errorf("nom %q : statut %d", nom, r.statut)
		}
	}
}

// TestMauvaisesDemandes : corps énormes, écritures abîmées, ruses d'adresse, méthodes : un refus, jamais une panne.
func TestMauvaisesDemandes(t *testing.T) {
	var journal bytes.Buffer
	log.SetOutput(&journal)
	t.Cleanup(func() { log.SetOutput(os.Stderr) })
	b := neuf(t)
	a := b.entrer(t, "conseillere@demo.example")
	jeton, chemin := a.jeton(), "/dossiers/"+b.SonDossier
	enorme := "jeton=" + jeton + "&texte=" + strings.Repeat("x", 300<<10)
	for _, x := range []struct {
		methode, chemin, corps string
		statuts                string
	}{
		{"POST", chemin + "/actes/note", enorme, "400"},
		{"POST", "/connexion", enorme, "400"},
		{"POST", "/invitation", enorme, "400"},
		{"POST", chemin + "/actes/note", "jeton=" + jeton + "&texte=%ff%fe", "400"},
		{"POST", chemin + "/actes/note", "jeton=" + jeton + "&texte=%00", "400"},
		{"POST", chemin + "/actes/note", "jeton=" + jeton + "&texte=%zz", "400"},
		{"POST", "/connexion", "courriel=%00@x.fr&mot_de_passe=x", "400"},
		{"GET", "/journee?conseiller=%00", "", "400"},
		{"GET", "/journee?etat=%ff", "", "400"},
		{"GET", "/journee?depuis=x", "", "400"},
		{"GET", "/journee?depuis=9999-99-99~~X", "", "400"},
		{"GET", "/dossiers/%00", "", "400"},
		{"GET", "/dossiers/%ff", "", "400"},
		{"GET", "/dossiers/%2e%2e/mon-compte", "", "301 307 404"},
		{"GET", "/dossiers/..%2fmon-compte", "", "404"},
		{"GET", "/dossiers/../administration", "", "301 307"},
		{"GET", "/dossiers/" + strings.ToLower(b.SonDossier), "", "404"},
		{"GET", "/dossiers/" + b.SonDossier + "%20", "", "404"},
		{"GET", "/dossiers/' OR 1=1 --", "", "404"},
		{"GET", "/dossiers/" + strings.Repeat("A", 5000), "", "404"},
		{"GET", chemin + "/actes/..%2f..%2fmon-compte", "", "404"},
		{"GET", chemin + "/actes/maladie?corrige=-1", "", "200"},
		{"GET", chemin + "/actes/maladie?corrige=99999999999999999999", "", "200"},
		{"GET", chemin + "?consigne=99999", "", "200"},
		{"HEAD", "/journee?conseiller=", "", "200"},
		{"HEAD", chemin, "", "200"},
		{"OPTIONS", chemin, "", "405"},
		{"PUT", chemin, "x", "405"},
		{"DELETE", chemin, "", "405"},
		{"TRACE", "/journee", "", "405"},
		{"GET", "//ailleurs.example/x", "", "301 307 404"},
	} {
		x.chemin = strings.ReplaceAll(x.chemin, " ", "%20")
		r := a.demander(x.methode, x.chemin, x.corps)
		if !strings.Contains(x.statuts, strconv.Itoa(r.statut)) {
			t.Errorf("%s %.60s : statut %d, %s attendu", x.methode, x.chemin, r.statut, x.statuts)
		}
		if l := r.entetes.Get("Location"); strings.Contains(l, "//") {
			t.Errorf("%s %.60s mène à %s", x.methode, x.chemin, l)
		}
	}
	if s := journal.String(); s != "" {
		t.Errorf("le journal dit : %s", s)
	}
}

// TestNIRNullePart : un NIR et un IBAN tapés partout où quelqu'un peut les taper ne restent dans aucune adresse, aucun journal,
// aucune ligne du registre, aucun nom de fichier.
func TestNIRNullePart(t *testing.T) {
	const nir, iban = "255081416802538", "FR7630006000011234567890189"
	var journal bytes.Buffer
	log.SetOutput(&journal)
	t.Cleanup(func() { log.SetOutput(os.Stderr) })
	b := neuf(t)
	ctx := context.Background()
	if _, err := b.espace.Registre.Dire(ctx, b.SonDossier, "essai", map[string]string{"nir": nir, "iban": iban}); err != nil {
		t.Fatal(err)
	}
	ailleurs := func(quoi, s string) {
		t.Helper()
		plat := strings.NewReplacer(" ", "", "+", "", "%20", "", "\u00a0", "").Replace(s)
		for _, x := range []string{nir, nir[:13], iban} {
			if strings.Contains(plat, x) {
				t.Errorf("%s : %s", quoi, s)
			}
		}
	}
	liens := regexp.MustCompile(`(?:href|action|src|formaction)="([^"]*)"`)
	for role, courriel := range agents {
		a := b.entrer(t, courriel)
		jeton := a.jeton()
		for _, x := range [][3]string{
			{"POST", "/recherche", form("jeton", jeton, "q", nir)},
			{"POST", "/recherche", form("jeton", jeton, "q", iban)},
			{"GET", "/dossiers/" + nir, ""},
			{"GET", "/dossiers/" + nir + "/actes/" + nir, ""},
			{"GET", "/dossiers/" + b.SonDossier, ""},
			{"GET", "/dossiers/" + b.SonDossier + "/compte", ""},
			{"GET", "/journee", ""},
			{"GET", "/moi", ""},
			{"GET", "/entreprise", ""},
			{"POST", "/administration/organisations/" + b.Organisations[0].ID + "/inviter", form("jeton", jeton, "courriel", "x@exemple.fr", "role", "salarie", "dossier", nir)},
			{"POST", "/administration", form("jeton", jeton, "nom", "X", "sorte", "entreprise", "siret", nir)},
			{"POST", "/dossiers/nouveau", form("jeton", jeton, "siret", nir)},
			{"POST", "/recherche", form("jeton", "x", "q", nir)},
		} {
			r := a.demander(x[0], x[1], x[2])
			quoi := string(role) + " " + x[1]
			for _, m := range liens.FindAllStringSubmatch(r.corps, -1) {
				if !strings.Contains(x[1], nir) {
					ailleurs(quoi+", lien", m[1])
				}
			}
			ailleurs(quoi+", redirection", r.entetes.Get("Location"))
			ailleurs(quoi+", fichier", r.entetes.Get("Content-Disposition"))
		}
	}
	(&agent{t, b, &http.Client{}}).demander("POST", "/recherche", form("q", nir))
	ailleurs("journal", journal.String())
	l, err := b.base.Audit(ctx, acces.FiltreAudit{})
	if err != nil || len(l) < 50 {
		t.Fatalf("%d lignes au registre, %v", len(l), err)
	}
	for i := range l {
		ailleurs("registre", l[i].Compte+"|"+l[i].Geste+"|"+l[i].Dossier+"|"+l[i].Detail)
	}
	_, err = b.espace.Greffe.Lire(ctx, rand.Text())
	ailleurs("erreur", err.Error())
}

// TestReprendreNeFaitRien : un formulaire qui revient d'une session finie se montre, et n'écrit rien, sur aucune page.
func TestReprendreNeFaitRien(t *testing.T) {
	b := neuf(t)
	fond := context.Background()
	etat := func() string {
		d, f, err := b.base.Etat(fond, dossier.Filtre{})
		if err != nil {
			t.Fatal(err)
		}
		e, err := b.base.EtatsPaiement(fond)
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(d, " dossiers, ", f, " faits, ", len(e), " états")
	}
	l, err := b.base.Fiches(fond, dossier.Filtre{Sorte: "casp", Etat: "ouverte", Attribution: dossier.Attribution{Operateur: b.Organisations[0].ID}})
	if err != nil || len(l) == 0 {
		t.Fatal(l, err)
	}
	cellule := l[0].Dossier
	conseil, payeur := b.entrer(t, "conseillere@demo.example"), b.entrer(t, "payeur@demo.example")
	semaines := champs(conseil.lire("/cellules/"+cellule, http.StatusOK))
	for cle := range semaines {
		if strings.HasPrefix(cle, "20") || strings.Contains(cle, "-20") || strings.Contains(cle, "_20") {
			semaines.Set(cle, "9")
		}
	}
	avant := etat()
	for _, x := range []struct {
		qui    *agent
		chemin string
		champs url.Values
		dit    string
	}{
		{conseil, "/cellules/" + cellule + "/semaines", semaines, ""},
		{conseil, "/cellules/" + cellule + "/personnes", url.Values{"nom": {"Reprisenom"}, "prenom": {"Ève"}}, "Reprisenom"},
		{conseil, "/dossiers/nouveau", url.Values{"reference": {"R-77"}}, "R-77"},
		{conseil, "/dossiers/" + b.SonDossier + "/actes/note", url.Values{"texte": {"reprise"}}, "reprise"},
		{conseil, "/dossiers/" + b.SonDossier + "/documents", url.Values{"nature": {"autre"}}, ""},
		{payeur, "/paiements", url.Values{"mois": {"2026-10"}}, ""},
	} {
		x.champs.Set("jeton", x.qui.jeton())
		x.champs.Set("pas", "reprendre")
		r := x.qui.demander("POST", x.chemin, x.champs.Encode())
		if r.statut >= 400 || !strings.Contains(clair(r.corps), x.dit) {
			t.Errorf("%s : statut %d\n%s", x.chemin, r.statut, texte(r.corps))
		}
		if apres := etat(); apres != avant {
			t.Fatalf("%s : %s, puis %s", x.chemin, avant, apres)
		}
	}
}
