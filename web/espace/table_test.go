package espace_test

import (
	"context"
	"crypto/rand"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"jalon/acces"
	"jalon/dossier"
)

// reponse est celle du serveur, telle quelle : une redirection ne se suit pas.
type reponse struct {
	statut  int
	entetes http.Header
	corps   string
}

// demander envoie une demande brute.
func (a *agent) demander(methode, chemin, corps string, entetes ...string) reponse {
	a.t.Helper()
	r, err := http.NewRequestWithContext(context.Background(), methode, a.bureau.adresse+chemin, strings.NewReader(corps))
	if err != nil {
		a.t.Fatal(err)
	}
	if corps != "" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(entetes); i += 2 {
		r.Header.Set(entetes[i], entetes[i+1])
	}
	c := http.Client{Jar: a.client.Jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	x, err := c.Do(r)
	if err != nil {
		a.t.Fatal(err)
	}
	defer x.Body.Close()
	b, err := io.ReadAll(x.Body)
	if err != nil {
		a.t.Fatal(err)
	}
	x.Header.Del("Date")
	return reponse{x.StatusCode, x.Header, string(b)}
}

// memes dit si deux réponses ne se distinguent que par le dossier demandé.
func memes(x, y reponse, idX, idY string) bool {
	return x.statut == y.statut && strings.ReplaceAll(x.corps, idX, idY) == y.corps && len(x.entetes) == len(y.entetes) &&
		!slices.ContainsFunc(slices.Collect(func(f func(string) bool) {
			for k := range x.entetes {
				if !f(k) {
					return
				}
			}
		}), func(k string) bool { return strings.ReplaceAll(x.entetes.Get(k), idX, idY) != y.entetes.Get(k) })
}

// tableRelue lit acces/testdata/table.txt, relue à la main : par geste et par rôle, les portées.
func tableRelue(t *testing.T) map[string]map[acces.Role][]string {
	t.Helper()
	texte, err := os.ReadFile("../../acces/testdata/table.txt")
	if err != nil {
		t.Fatal(err)
	}
	lignes := strings.Split(strings.TrimSpace(string(texte)), "\n")
	roles := strings.Fields(lignes[0])
	m := map[string]map[acces.Role][]string{}
	for _, l := range lignes[1:] {
		f := strings.Fields(l)
		m[f[0]] = map[acces.Role][]string{}
		for i, r := range roles[1 : len(roles)-1] {
			m[f[0]][acces.Role(r)] = strings.Split(f[i+1], "+")
		}
	}
	return m
}

// agents sont un compte par rôle ; le conseiller est de la première organisation.
var agents = map[acces.Role]string{
	acces.Salarie: "salarie@demo.example", acces.Employeur: "employeur@demo.example", acces.Conseiller: "conseillere@demo.example",
	acces.Payeur: "payeur@demo.example", acces.Autorite: "autorite@demo.example", acces.Administrateur: "admin@demo.example", acces.Auditeur: "auditeur@demo.example",
}

// temoins sont des dossiers, et par rôle la portée qui les atteint, dites à la main.
type temoin struct {
	quoi, id string
	portees  map[acces.Role]string
}

func temoins(t *testing.T, b *bureau) []temoin {
	t.Helper()
	ctx := context.Background()
	premier, second := b.Organisations[0].ID, b.Organisations[1].ID
	autre, err := b.espace.Garde.CreerOrganisation(ctx, acces.Console, acces.Organisation{Nom: "Autre administration", Sorte: acces.SorteAdministration})
	if err != nil {
		t.Fatal(err)
	}
	siret := b.Organisations[3].SIRET
	fiches, err := b.espace.Greffe.Journal.Fiches(ctx, dossier.Filtre{})
	if err != nil {
		t.Fatal(err)
	}
	pris := map[string]bool{b.SonDossier: true}
	prendre := func(sorte, operateur string) string {
		for _, f := range fiches {
			if f.Sorte == sorte && f.Operateur == operateur && f.SIRET != siret && !pris[f.Dossier] {
				pris[f.Dossier] = true
				return f.Dossier
			}
		}
		t.Fatalf("aucun %s de %s dans l'essai", sorte, operateur)
		return ""
	}
	attribuer := func(id, operateur, autorite string) string {
		d, err := b.espace.Greffe.Lire(ctx, id)
		if err == nil {
			_, err = b.espace.Greffe.Accomplir(ctx, id, d.Version(), "essai", &dossier.Saisie{Acte: "attribution", Valeurs: map[string]string{"operateur": operateur, "autorite": autorite}})
		}
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	tous := func(m map[acces.Role]string) map[acces.Role]string { m[acces.Auditeur] = "toute"; return m }
	casp := prendre("casp", premier)
	casp2 := ""
	for _, f := range fiches {
		if f.Sorte == "casp" && f.Dossier != casp {
			casp2 = f.Dossier
		}
	}
	return []temoin{
		{"le sien, suivi par le premier opérateur", b.SonDossier, tous(map[acces.Role]string{
			acces.Salarie: "son_dossier", acces.Employeur: "employeur", acces.Conseiller: "operateur", acces.Payeur: "csp",
		})},
		{"un CSP du second opérateur", prendre("csp", second), tous(map[acces.Role]string{acces.Payeur: "csp"})},
		{"une cellule d'appui", casp, tous(map[acces.Role]string{acces.Conseiller: "operateur", acces.Autorite: "autorite"})},
		{"la cellule d'une autre administration", attribuer(casp2, second, autre.ID), tous(map[acces.Role]string{acces.Conseiller: "ancienne"})},
		{"un CSP passé au second opérateur", attribuer(prendre("csp", premier), second, ""), tous(map[acces.Role]string{acces.Conseiller: "ancienne", acces.Payeur: "csp"})},
	}
}

// aDeux sont les actes que qui propose prépare aussi : un autre les valide, et rien n'est écrit avant.
var aDeux = []string{"aide_decidee", "paiement", "decision", "indu_notifie", "remboursement", "remise_dette", "contrainte"}

// TestTableParLesPages : chaque case de la table, par les vraies pages, dans les deux sens. Ce qu'on ne peut pas lire répond
// octet pour octet comme ce qui n'existe pas ; ce qu'on lit sans pouvoir le faire se refuse, et rien n'est écrit.
func TestTableParLesPages(t *testing.T) {
	b := neuf(t)
	table := tableRelue(t)
	l := temoins(t, b)
	versions := map[string]int{}
	for _, x := range l {
		versions[x.id] = version(t, b, x.id)
	}
	absent := rand.Text()
	cases, ouvertes := 0, 0
	for _, role := range acces.Roles {
		a := b.entrer(t, agents[role])
		jeton := a.jeton()
		for _, x := range l {
			atteint := func(geste string) bool { return slices.Contains(table[geste][role], x.portees[role]) }
			permis := func(geste string) bool {
				return atteint(geste) || slices.Contains(aDeux, geste) && atteint("proposer_decision")
			}
			verifier := func(quoi string, permis, lisible bool, r reponse, ouvert ...int) {
				t.Helper()
				cases++
				switch {
				case !lisible && r.statut != http.StatusNotFound:
					t.Errorf("%s, %s, %s : statut %d, 404 attendu", role, x.quoi, quoi, r.statut)
				case lisible && !permis && r.statut != http.StatusForbidden && r.statut != http.StatusNotFound:
					t.Errorf("%s, %s, %s : statut %d, 403 attendu", role, x.quoi, quoi, r.statut)
				case lisible && permis:
					if ouvertes++; !slices.Contains(ouvert, r.statut) {
						t.Errorf("%s, %s, %s : statut %d, un de %v attendu\n%s", role, x.quoi, quoi, r.statut, ouvert, texte(r.corps))
					}
				}
			}
			lisible := permis("lire")
			parties := map[string]string{"lire": "", "lire_argent": "/compte"}
			for geste := range table {
				if dossier.Trouver(geste) != nil {
					parties[geste] = "/actes/" + geste
				}
			}
			for geste, partie := range parties {
				r := a.demander("GET", "/dossiers/"+x.id+partie, "")
				attendu := permis(geste)
				if geste == "annulation" { // d'un fait qu'il faut nommer : voir TestCorrigerParLesPages
					attendu = false
				}
				verifier("GET "+geste, attendu, lisible, r, http.StatusOK, http.StatusSeeOther)
				if !lisible && !memes(r, a.demander("GET", "/dossiers/"+absent+partie, ""), x.id, absent) {
					t.Errorf("%s, %s, GET %s : la réponse n'est pas celle d'un dossier absent", role, x.quoi, geste)
				}
				if !strings.HasPrefix(partie, "/actes/") {
					continue
				}
				f := url.Values{"jeton": {jeton}, "version": {strconv.Itoa(versions[x.id])}, "pas": {"consigner"}}
				if attendu && lisible {
					f.Set("pas", "essai")
				}
				r = a.demander("POST", "/dossiers/"+x.id+partie, f.Encode())
				verifier("POST "+geste, attendu, lisible, r, http.StatusOK, http.StatusUnprocessableEntity)
				if !lisible && !memes(r, a.demander("POST", "/dossiers/"+absent+partie, f.Encode()), x.id, absent) {
					t.Errorf("%s, %s, POST %s : la réponse n'est pas celle d'un dossier absent", role, x.quoi, geste)
				}
			}
		}
	}
	for _, x := range l {
		if v := version(t, b, x.id); v != versions[x.id] {
			t.Errorf("%s : un refus a écrit, version %d, %d attendue", x.quoi, v, versions[x.id])
		}
	}
	t.Logf("%d cases vues, %d ouvertes", cases, ouvertes)
	if ouvertes < 300 || cases-ouvertes < 3000 {
		t.Errorf("%d cases ouvertes, %d closes : la table n'est pas parcourue", ouvertes, cases-ouvertes)
	}
}

func version(t *testing.T, b *bureau, id string) int {
	t.Helper()
	d, err := b.espace.Greffe.Lire(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	return d.Version()
}

// TestCorrigerParLesPages : on n'annule que ce qu'on pourrait consigner, et l'employeur ou la personne, que le leur.
func TestCorrigerParLesPages(t *testing.T) {
	b := neuf(t)
	salarie := b.entrer(t, agents[acces.Salarie])
	d, err := b.espace.Greffe.Lire(context.Background(), b.SonDossier)
	if err == nil {
		d, err = b.espace.Greffe.Accomplir(context.Background(), d.ID, d.Version(), "essai", &dossier.Saisie{Acte: "avertissement", Valeurs: map[string]string{"date": "2026-11-18", "objet": "Absence"}})
	}
	if err != nil {
		t.Fatal(err)
	}
	n := d.Version()
	f := url.Values{"jeton": {salarie.jeton()}, "version": {strconv.Itoa(n)}, "pas": {"consigner"}, "date": {"2026-11-20"}, "texte": {"Rien à redire."}}
	paiement := d.De("paiement")[0].Version
	chemin := "/dossiers/" + b.SonDossier
	if r := salarie.demander("POST", chemin+"/actes/observations", f.Encode()); r.statut != http.StatusSeeOther {
		t.Fatalf("la personne ne peut pas faire ses observations : %d\n%s", r.statut, texte(r.corps))
	}
	sien := strconv.Itoa(n + 1)
	for _, x := range []struct {
		role   acces.Role
		page   string
		statut int
	}{
		{acces.Salarie, "/actes/observations?corrige=" + sien, http.StatusOK},
		{acces.Salarie, "/actes/annulation?corrige=" + sien, http.StatusForbidden}, // elle corrige, elle n'efface pas
		{acces.Conseiller, "/actes/annulation?corrige=" + sien, http.StatusOK},
		{acces.Conseiller, "/actes/annulation?corrige=" + strconv.Itoa(paiement), http.StatusOK}, // il le propose
		{acces.Payeur, "/actes/annulation?corrige=" + strconv.Itoa(paiement), http.StatusOK},
		{acces.Payeur, "/actes/annulation?corrige=" + sien, http.StatusForbidden},
		{acces.Employeur, "/actes/reponse?corrige=2", http.StatusForbidden},
		{acces.Auditeur, "/actes/annulation?corrige=" + sien, http.StatusForbidden},
		{acces.Administrateur, "/actes/annulation?corrige=" + sien, http.StatusNotFound},
	} {
		if r := b.entrer(t, agents[x.role]).demander("GET", chemin+x.page, ""); r.statut != x.statut {
			t.Errorf("%s, %s : statut %d, %d attendu", x.role, x.page, r.statut, x.statut)
		}
	}
}

// gestesDesRoutes dit le geste de chaque page. « soi » : son propre compte ; « bornée » : une liste que la portée du rôle
// borne. Une page neuve y prend sa ligne.
var gestesDesRoutes = map[string]string{
	"GET /espace": "soi", "POST /deconnexion": "soi", "GET /mon-compte": "soi", "POST /mon-compte/{geste}": "soi",
	"GET /journee": "lire", "POST /recherche": "lire",
	"GET /dossiers/nouveau": "ouverture", "POST /dossiers/nouveau": "ouverture",
	"GET /dossiers/{id}": "lire", "GET /dossiers/{id}/compte": "lire_argent",
	"GET /dossiers/{id}/actes/{acte}": "lire", "POST /dossiers/{id}/actes/{acte}": "lire", // puis l'acte : TestTableParLesPages
	"GET /administration": "gerer_comptes", "POST /administration": "gerer_comptes", "GET /administration/roles": "gerer_comptes",
	"GET /administration/organisations/{id}": "gerer_comptes", "POST /administration/organisations/{id}/inviter": "gerer_comptes",
	"POST /administration/organisations/{id}/desactiver": "gerer_comptes", "POST /administration/organisations/{id}/facteur": "gerer_comptes",
	"GET /administration/acces": "lire_audit", "POST /administration/acces": "lire_audit",
	"GET /moi": "lire", "GET /moi/calcul": "lire_argent", "GET /moi/copie": "exporter", "GET /moi/copie.json": "exporter", "GET /moi/lectures": "qui_a_lu",
	"GET /entreprise": "lire", "GET /entreprise/liste": "exporter", "GET /entreprise/personnes/{id}": "lire",
	"GET /entreprise/importer": "ouverture", "POST /entreprise/importer": "ouverture",
	"GET /cellules": "lire", "GET /cellules/{id}": "lire", "GET /cellules/{id}/decision.pdf": "lire", "GET /cellules/{id}/bilan.pdf": "lire",
	"POST /cellules/{id}/semaines": "cellule_semaine", "POST /cellules/{id}/personnes": "ouverture",
	"GET /dossiers/{id}/documents": "lire", "POST /dossiers/{id}/documents": "documents_deposer", "GET /dossiers/{id}/documents/{fait}": "lire", "POST /dossiers/{id}/documents/{fait}/retrait": "documents_deposer",
	"GET /journee/export": "exporter", "GET /statistiques": "statistiques", "GET /statistiques/export": "statistiques",
	"GET /paiements": "lire_argent", "POST /paiements": "preparer_paiements", "GET /paiements/{etat}": "lire_argent", "POST /paiements/{etat}": "preparer_paiements",
	"POST /paiements/{etat}/valider": "valider_paiements", "POST /paiements/{etat}/recommencer": "preparer_paiements", "GET /paiements/{etat}/export": "exporter",
	"GET /dossiers/{id}/releve": "lire_argent", "GET /dossiers/{id}/aides": "lire_argent",
	"GET /a-decider": "proposer_decision", "GET /a-decider/{proposition}": "proposer_decision", "POST /a-decider/{proposition}": "proposer_decision",
}

var routeEcrite = regexp.MustCompile(`e\.Route(?:De)?\(m, "([A-Z]+ [^"]+)"`)

// routes sont celles que les sources posent.
func routes(t *testing.T) []string {
	t.Helper()
	fichiers, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	sous, err := filepath.Glob("*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	fichiers = append(fichiers, sous...)
	var l []string
	for _, f := range fichiers {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range routeEcrite.FindAllStringSubmatch(string(b), -1) {
			l = append(l, m[1])
		}
	}
	return l
}

var partieVariable = regexp.MustCompile(`\{[^}]+\}`)

// TestChaqueRoute : aucune page ne s'ouvre à un rôle que la table n'y attend pas, et chacune a son geste.
func TestChaqueRoute(t *testing.T) {
	b := neuf(t)
	table := tableRelue(t)
	jetons, entres := map[acces.Role]string{}, map[acces.Role]*agent{}
	for _, r := range acces.Roles {
		entres[r] = b.entrer(t, agents[r])
		jetons[r] = entres[r].jeton()
	}
	inconnu := &agent{t, b, &http.Client{}}
	l := routes(t)
	if len(l) < 50 {
		t.Fatalf("%d routes lues dans les sources", len(l))
	}
	for _, motif := range l {
		geste := gestesDesRoutes[motif]
		if geste == "" {
			t.Errorf("la page « %s » n'a pas de geste : dites-le dans gestesDesRoutes", motif)
			continue
		}
		methode, chemin, _ := strings.Cut(motif, " ")
		ids := []string{b.SonDossier}
		if strings.Contains(chemin, "organisations") {
			ids = []string{b.Organisations[0].ID}
		}
		for _, id := range ids {
			adresse := strings.Replace(chemin, "{id}", id, 1)
			adresse = strings.NewReplacer("{acte}", "maladie", "{geste}", "rien").Replace(adresse)
			adresse = partieVariable.ReplaceAllString(adresse, "X")
			if r := inconnu.demander(methode, adresse, ""); r.statut != http.StatusUnauthorized {
				t.Errorf("%s sans session : statut %d, 401 attendu", motif, r.statut)
			}
			for _, role := range acces.Roles {
				a, corps := entres[role], ""
				if methode == "POST" {
					if r := a.demander(methode, adresse, "x=1"); r.statut != http.StatusForbidden && r.statut != http.StatusBadRequest { // 400 : une page qui attend un fichier
						t.Errorf("%s, %s sans jeton : statut %d, 403 attendu", motif, role, r.statut)
					}
					corps = url.Values{"jeton": {jetons[role]}}.Encode()
				}
				if geste == "soi" || !slices.Contains(table[geste][role], "-") {
					continue // permis : chaque page a ses tests
				}
				r := a.demander(methode, adresse, corps)
				if !slices.Contains([]int{http.StatusForbidden, http.StatusNotFound, http.StatusBadRequest}, r.statut) {
					t.Errorf("%s, %s : statut %d, 403 ou 404 attendu", motif, role, r.statut)
				}
			}
		}
	}
}
