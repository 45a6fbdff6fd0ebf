package espace_test

import (
	"bytes"
	"context"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"jalon/acces"
	"jalon/web/espace"
)

// FuzzPages : quelle que soit la demande, de quelque rôle qu'elle vienne, aucune page ne tombe en panne.
func FuzzPages(f *testing.F) {
	var journal bytes.Buffer
	log.SetOutput(&journal)
	f.Cleanup(func() { log.SetOutput(os.Stderr) })
	b := ouvrirBureau(f, f.TempDir(), f.Cleanup)
	h := site(b, func(*espace.Espace) {})
	ctx := context.Background()
	ouvrir := func(role acces.Role) string {
		j, err := b.espace.Garde.Connecter(ctx, agents[role], b.MotDePasse, "", string(role), "")
		if err != nil {
			f.Fatal(err)
		}
		return j
	}
	jetons := map[acces.Role]string{}
	for _, r := range acces.Roles {
		jetons[r] = ouvrir(r)
	}
	d, o := b.SonDossier, b.Organisations[0].ID
	for i, x := range [][3]string{
		{"GET", "/journee?etat=en_cours&retard=oui&depuis=2026-11-22~d~" + d, ""},
		{"GET", "/dossiers/" + d + "?consigne=3", ""},
		{"GET", "/dossiers/" + d + "/compte", ""},
		{"GET", "/dossiers/" + d + "/actes/reprise_emploi?corrige=2", ""},
		{"POST", "/dossiers/" + d + "/actes/maladie", "version=20&debut=2026-11-02&fin=2026-11-08&pas=essai"},
		{"POST", "/dossiers/" + d + "/actes/paiement", "version=20&pas=essai&poste=asp&mois=2026-10&montant=1,5"},
		{"POST", "/dossiers/" + d + "/actes/attribution", "version=20&pas=essai&operateur=" + o},
		{"POST", "/recherche", "q=Durand"},
		{"POST", "/dossiers/nouveau", "nom=X&siret=1"},
		{"GET", "/administration/acces?depuis=2026-11-01&jusque=2026-11-31&avant=3&issue=refuse", ""},
		{"POST", "/administration", "nom=X&sorte=entreprise&siret=73282932000074"},
		{"POST", "/administration/organisations/" + o + "/inviter", "courriel=x@y.fr&role=salarie&dossier=" + d},
		{"GET", "/statistiques?mois=2026-10", ""},
		{"GET", "/paiements?mois=2026-10", ""},
		{"GET", "/entreprise?reponse=oui", ""},
		{"GET", "/moi?consigne=1", ""},
		{"GET", "/cellules/" + d, ""},
		{"GET", "/dossiers/" + d + "/documents/3", ""},
		{"GET", "/a-decider/X", ""},
		{"HEAD", "/mon-compte", ""},
		{"PUT", "/connexion", "vers=//x"},
		{"POST", "/mon-compte/fermer", "session=00"},
		{"GET", "/agenda/x.ics", ""},
		{"GET", "/journee/export?forme=csv", ""},
		{"GET", "/dossiers/%00/%ff", ""},
	} {
		f.Add(byte(i), x[0], x[1], x[2])
	}
	f.Fuzz(func(t *testing.T, qui byte, methode, chemin, corps string) {
		role := acces.Roles[int(qui)%len(acces.Roles)]
		r, err := http.NewRequestWithContext(ctx, methode, "http://jalon.example"+chemin, strings.NewReader(corps))
		if err != nil || !strings.HasPrefix(chemin, "/") || strings.HasPrefix(chemin, "/mon-compte/mot-de-passe") {
			t.Skip()
		}
		s, _, _, err := b.espace.Garde.Session(ctx, jetons[role])
		if err != nil { // fermée par une demande d'avant
			jetons[role] = ouvrir(role)
			if s, _, _, err = b.espace.Garde.Session(ctx, jetons[role]); err != nil {
				t.Fatal(err)
			}
		}
		if methode == http.MethodPost {
			r.Body = http.NoBody
			if n, err := http.NewRequest(methode, "/", strings.NewReader(corps+"&jeton="+s.Formulaire())); err == nil {
				r.Body = n.Body
			}
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		}
		r.AddCookie(&http.Cookie{Name: "jalon_session", Value: jetons[role]})
		w := httptest.NewRecorder()
		garde := time.AfterFunc(20*time.Second, func() {
			panic(fmt.Sprintf("%s, %s %q %q : vingt secondes sans réponse", role, methode, chemin, corps))
		})
		h.ServeHTTP(w, r)
		garde.Stop()
		if w.Code >= 500 || journal.Len() > 0 || strings.Contains(w.Body.String(), "n'a pas pu être faite") {
			t.Errorf("%s, %s %q %q : statut %d\n%s", role, methode, chemin, corps, w.Code, journal.String())
			journal.Reset()
		}
		if l := w.Header().Get("Location"); l != "" && (!strings.HasPrefix(l, "/") || strings.HasPrefix(l, "//")) {
			t.Errorf("%q mène à %q", chemin, l)
		}
	})
}
