package espace_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"jalon/acces"
	"jalon/dossier"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/internal/navigateur"
)

// poser ouvre un dossier et y consigne des actes d'un auteur : « acte clé=valeur… ».
func (b *bureau) poser(t *testing.T, auteur string, ouverture map[string]string, actes ...string) *dossier.Dossier {
	t.Helper()
	ctx := context.Background()
	d, err := b.espace.Greffe.Ouvrir(ctx, auteur, ouverture)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range actes {
		mots := strings.Fields(a)
		v := map[string]string{}
		for _, m := range mots[1:] {
			cle, x, _ := strings.Cut(m, "=")
			v[cle] = strings.ReplaceAll(x, "_", " ")
		}
		if d, err = b.espace.Greffe.Accomplir(ctx, d.ID, 0, auteur, &dossier.Saisie{Acte: mots[0], Valeurs: v}); err != nil {
			t.Fatalf("%s : %v", a, err)
		}
	}
	return d
}

// inviter ouvre un compte, et y entre.
func (b *bureau) inviter(t *testing.T, i acces.Invitation) *agent {
	t.Helper()
	ctx := context.Background()
	code, err := b.espace.Garde.Inviter(ctx, acces.Console, i)
	if err == nil {
		err = b.espace.Garde.Accepter(ctx, code, "Camille Essai", b.MotDePasse)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.entrer(t, i.Courriel)
}

// contrat est celui de deux ans, à 3 000 €, que tout le monde refait à la main : 36 000 € sur 365 jours font 98,63 € par jour
// de référence, et 75 % font 73,97 €.
var contrat = []string{
	"employeur effectif=62 engagement=2026-03-02 forme=individuel", "salarie date_naissance=1980-06-12 residence=metropole",
	"contrat nature=CDI debut=2024-01-08 salaire_mensuel=3000 heures_hebdo=35 taux_charges_patronales=42",
}

const offre = "offre remise=2026-03-02 par=employeur motif_ecrit_le=2026-03-02 mention_delai_contestation=oui"

// TestMoi : la personne n'a qu'une adresse, la sienne ; tout y mène, et celle d'un autre n'existe pas.
func TestMoi(t *testing.T) {
	b := neuf(t)
	a := b.entrer(t, "salarie@demo.example")
	for _, chemin := range []string{"/espace", "/journee", "/dossiers/" + b.SonDossier} {
		contient(t, a.lire(chemin, http.StatusOK), "Où j'en suis", "Vous êtes en CSP depuis")
	}
	fiches, err := b.base.Fiches(context.Background(), dossier.Filtre{Limite: 3})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range fiches {
		if f.Dossier != b.SonDossier {
			autre, absent := a.lire("/dossiers/"+f.Dossier, http.StatusNotFound), a.lire("/dossiers/ABSENT", http.StatusNotFound)
			if texte(autre) != texte(absent) {
				t.Error("le dossier d'un autre ne répond pas comme un dossier absent")
			}
		}
	}
	contient(t, a.lire("/dossiers/"+b.SonDossier+"/actes/contestation_rupture", http.StatusOK), "Dire que je conteste la rupture", "L'employeur lira ce fait", "devant le juge")
	a.lire("/entreprise", http.StatusNotFound)
	if p := b.entrer(t, "conseillere@demo.example"); true {
		p.lire("/moi", http.StatusNotFound)
		p.lire("/moi/copie.json", http.StatusNotFound)
	}
}

// TestMoiCalculAlaMain : un CSP commencé le 24 mars 2026 (l'offre du 2, vingt et un jours), payé au jour. Mars a huit jours,
// avril trente : 8 × 73,97 = 591,76 € et 30 × 73,97 = 2 219,10 € brut ; le jour net est de 73,97 − 2,96 = 71,01 €, soit 568,08 € et
// 2 130,30 €. Ce qui est en face d'une somme nette est un calcul net.
func TestMoiCalculAlaMain(t *testing.T) {
	b := neuf(t)
	d := b.poser(t, "essai", map[string]string{"reference": "MOI-1", "siret": "73282932000074"}, append(contrat, offre,
		"reponse decision=acceptation date=2026-03-10", "entree date=2026-03-24")...)
	a := b.inviter(t, acces.Invitation{Courriel: "moi@essai.example", Role: acces.Salarie, Organisation: b.Organisations[0].ID, Dossier: d.ID})
	p := a.lire("/moi", http.StatusOK)
	contient(t, p, "Vous êtes en CSP depuis le mardi 24 mars 2026, jusqu'au mardi 23 mars 2027", "est de 73,97 € brut par jour", "591,76 €", "2 219,10 €",
		"8 jours à 71,01 € net (73,97 € brut) le CSP commence le 24/03/2026 568,08 €", "30 jours à 71,01 € net (73,97 € brut) 2 130,30 €", "Ce mois-ci, novembre 2026 : 2 130,30 € net, versés une fois le mois fini. Aucun mois n'est encore versé.",
		"Chaque mois Déclarez votre situation à France Travail (actualisation), pour recevoir l'ASP.", "Un mois non déclaré n'est pas payé", "jalon ne reçoit pas ces déclarations",
		"Le dessin défile", "Je suis malade", "À qui le dire : À votre conseiller", csp.SUSP02.Carte().Enonce, csp.EXIT03.Carte().Enonce, "Mercredi 10 mars 2027", "/dossiers/"+d.ID+"/documents")
	if i, j := strings.Index(p, "Chaque mois"), strings.Index(p, "10 mars 2027"); i > j || strings.Contains(p, "Dès maintenant") {
		t.Error("ce qui revient chaque mois ne vient pas avant ce qui finit dans un an, ou se lit comme un retard")
	}
	// L'adresse du simulateur sait la procédure de l'entreprise et la réponse donnée ; rien de la personne, ni ce qu'elle gagne.
	lien := regexp.MustCompile(`href="(/complet\?[^"]*)"`).FindStringSubmatch(p)
	if lien == nil {
		t.Fatal("pas de lien vers le simulateur")
	}
	q, err := url.ParseQuery(strings.TrimPrefix(html.UnescapeString(lien[1]), "/complet?"))
	if voulu := (url.Values{"licenciement.engagement": {"2026-03-02"}, "licenciement.forme": {"individuel"}, "employeur.effectif": {"62"}, "employeur.procedure_collective": {"aucune"}, "reponse.decision": {"acceptation"}, "reponse.date": {"2026-03-10"}}); err != nil || !maps.EqualFunc(q, voulu, slices.Equal) {
		t.Errorf("l'adresse du simulateur porte %v, %v", q, err)
	}
	contient(t, p, "Salaire mensuel brut 3 000,00 €")
	contient(t, a.lire(html.UnescapeString(lien[1]), http.StatusOK), `value="62"`, "Toutes les questions")
	contient(t, a.lire("/moi/calcul", http.StatusOK), "73,97 €", "ASP-01", "98,63 €")
	// Un acte consigné ramène ici, et s'y dit.
	v := regexp.MustCompile(`name="version" value="(\d+)"`).FindStringSubmatch(a.lire("/dossiers/"+d.ID+"/actes/contestation_rupture", http.StatusOK))[1]
	contient(t, a.envoyer("/dossiers/"+d.ID+"/actes/contestation_rupture", http.StatusOK, "jeton", a.jeton(), "version", v, "date", "2026-06-01", "pas", "consigner"),
		"C'est noté : Rupture contestée devant le juge, 01/06/2026. Corriger", "Où j'en suis")
	// Ce qui est dit ne se redemande pas, et se corrige par qui l'a dit ; les faits des autres, non.
	p = a.lire("/moi", http.StatusOK)
	n := strconv.Itoa(b.dossier(t, d.ID).Version())
	contient(t, p, "contestation_rupture?corrige="+n)
	if strings.Contains(p, "Dire que je conteste la rupture") || strings.Count(p, "?corrige=") != 1 {
		t.Error("la contestation dite est encore proposée, ou le fait d'un autre se corrige ici")
	}
	contient(t, a.lire("/dossiers/"+d.ID+"/actes/contestation_rupture?corrige="+n, http.StatusOK), "Corriger : Dire que je conteste la rupture")
}

// TestMoiMois : un arrêt du 4 au 20 mai 2026, 17 jours, laisse 14 jours à mai, et recule la fin du CSP du 23 mars au 9 avril 2027
// (DUR-04). Un mois incomplet dit pourquoi, et la fin aussi.
func TestMoiMois(t *testing.T) {
	b := neuf(t)
	d := b.poser(t, "essai", map[string]string{"reference": "MOIS-1"}, append(contrat[:3:3], offre, "reponse decision=acceptation date=2026-03-10", "entree date=2026-03-24", "maladie debut=2026-05-04 fin=2026-05-20",
		"paiement date=2026-04-05 nature=asp montant=600 mois=2026-03")...)
	a := b.inviter(t, acces.Invitation{Courriel: "mois@essai.example", Role: acces.Salarie, Organisation: b.Organisations[0].ID, Dossier: d.ID})
	contient(t, a.lire("/moi", http.StatusOK), "jusqu'au vendredi 9 avril 2027", "CSP allongé de 17 jours", "DUR-04", "14 jours à 71,01 € net (73,97 € brut) 17 jours sans allocation, maladie (SUSP-02)",
		"Dernier mois versé, mars 2026 : 600,00 €", "Versé en trop Rien ne vous est réclamé aujourd'hui.", "9 jours à 71,01 € net (73,97 € brut) le CSP finit le 09/04/2027")
}

// TestMoiDeclaration : sorti le 2 novembre, novembre se déclare encore jusqu'au 15 décembre ; sorti le 11 octobre, plus rien après le
// 15 novembre, ni pour la personne ni pour qui la suit. Au terme, le 23 mars 2027, mars se déclare jusqu'au 15 avril, sans qu'aucun
// fait ait dit la sortie.
func TestMoiDeclaration(t *testing.T) {
	b := neuf(t)
	agent := b.entrer(t, "conseillere@demo.example")
	lire := func(reprise string) (moi, suivi string) {
		d := b.poser(t, "essai", map[string]string{"reference": reprise}, append(contrat[:3:3], offre, "reponse decision=acceptation date=2026-03-10", "entree date=2026-03-24",
			"reprise_emploi debut="+reprise+" nature=CDI salaire_mensuel=2900", "attribution operateur="+b.Organisations[0].ID+" date=2026-03-24")...)
		a := b.inviter(t, acces.Invitation{Courriel: "d" + reprise + "@essai.example", Role: acces.Salarie, Organisation: b.Organisations[0].ID, Dossier: d.ID})
		afaire := agent.lire("/dossiers/"+d.ID, http.StatusOK)
		if i, j := strings.Index(afaire, `id="afaire"`), strings.Index(afaire, `id="actes"`); i > 0 && j > i {
			return a.lire("/moi", http.StatusOK), afaire[i:j]
		}
		return a.lire("/moi", http.StatusOK), ""
	}
	moi, suivi := lire("2026-11-03")
	contient(t, moi, "Chaque mois Déclarez votre situation")
	contient(t, suivi, "Déclarer sa situation à France Travail")
	moi, suivi = lire("2026-10-12")
	if strings.Contains(moi, "Déclarez") || strings.Contains(suivi, "Déclarer sa situation") {
		t.Error("la déclaration d'un CSP fini en octobre est encore attendue après le 15 novembre")
	}
	b.espace.Horloge = func() time.Time { return time.Date(2026, 12, 5, 12, 0, 0, 0, time.UTC) }
	moi, _ = lire("2026-11-04")
	contient(t, moi, "Mardi 15 décembre 2026 d'ordinaire, au plus tard", "Déclarez à France Travail, si ce n'est pas fait, votre situation de novembre 2026")
	d := b.poser(t, "essai", map[string]string{"reference": "terme"}, append(contrat[:3:3], offre, "reponse decision=acceptation date=2026-03-10", "entree date=2026-03-24")...)
	a := b.inviter(t, acces.Invitation{Courriel: "terme@essai.example", Role: acces.Salarie, Organisation: b.Organisations[0].ID, Dossier: d.ID})
	for jour, encore := range map[int]bool{15: true, 16: false} {
		b.espace.Horloge = func() time.Time { return time.Date(2027, 4, jour, 12, 0, 0, 0, time.UTC) }
		if strings.Contains(texte(a.lire("/moi", http.StatusOK)), "votre situation de mars 2027") != encore {
			t.Errorf("le %d avril, la déclaration de mars est encore attendue : %t voulu", jour, encore)
		}
	}
}

// TestMoiConvocations : le rendez-vous à venir se dit à son jour ; passé, il ne se dit plus.
func TestMoiConvocations(t *testing.T) {
	b := neuf(t)
	for _, jour := range []string{"2026-12-03", "2026-11-19"} {
		s := &dossier.Saisie{Acte: "convocation", Valeurs: map[string]string{"date": "2026-11-10", "objet": "bilan_etape", "pour_le": jour}}
		if _, err := b.espace.Greffe.Accomplir(t.Context(), b.SonDossier, 0, "essai", s); err != nil {
			t.Fatal(err)
		}
	}
	p := b.entrer(t, "salarie@demo.example").lire("/moi", http.StatusOK)
	contient(t, p, "Jeudi 3 décembre 2026 ce jour Venir au rendez-vous : bilan d'étape.")
	if n := strings.Count(p, "Venir au rendez-vous"); n != 1 {
		t.Errorf("%d rendez-vous dits, un seul est à venir", n)
	}
}

// TestMoiAides : embauchée le 16 novembre, 128 jours avant la fin du CSP, le 23 mars 2027 : 128 × 73,97 = 9 468,16 €, dont la moitié fait
// la prime, 4 734,08 €. L'indemnité : 30 × 98,63 − 2 900 = 58,90 € par mois, 706,80 € pour douze. Demandée et pas décidée, la prime
// n'est pas dans ce qui aurait pu être versé, et la page dit qui la décide. Une indemnité qui n'est pas due ne se dit pas possible.
func TestMoiAides(t *testing.T) {
	b := neuf(t)
	emploi := append(contrat[:3:3], offre, "reponse decision=acceptation date=2026-03-10", "entree date=2026-03-24", "prebilan date=2026-03-30", "plan date=2026-04-13",
		"reprise_emploi debut=2026-11-16 nature=CDI salaire_mensuel=2900 heures_hebdo=35 heures_identiques=oui")
	for i, c := range []struct {
		actes     []string
		dit, tait string
	}{
		{emploi, "l'une exclut l'autre : la prime, 4 734,08 € , ou l'indemnité différentielle, 706,80 € en tout", "qui attend une décision"},
		{append(emploi[:len(emploi):len(emploi)], "prime_demandee emploi=10 demande_prime_le=2026-11-18"), "Sans la somme qui attend une décision : prime de reclassement. Un agent de paiement la propose, un autre la valide.", "l'une exclut l'autre"},
	} {
		d := b.poser(t, "essai", map[string]string{"reference": fmt.Sprint("A-", i)}, c.actes...)
		a := b.inviter(t, acces.Invitation{Courriel: fmt.Sprintf("a%d@essai.example", i), Role: acces.Salarie, Organisation: b.Organisations[0].ID, Dossier: d.ID})
		p := a.lire("/moi", http.StatusOK)
		contient(t, p, c.dit)
		if strings.Contains(texte(p), c.tait) || strings.Contains(texte(p), "à faire avant le") {
			t.Errorf("%d : la page dit « %s », ou deux formes d'un même dernier jour", i, c.tait)
		}
	}
	d := b.poser(t, "essai", map[string]string{"reference": "A-2"}, append(emploi[:len(emploi)-1:len(emploi)-1], "reprise_emploi debut=2026-11-16 nature=CDI salaire_mensuel=3500 heures_hebdo=35 heures_identiques=oui")...)
	p := b.entrer(t, "payeur@demo.example").lire("/dossiers/"+d.ID+"/aides", http.StatusOK)
	contient(t, p, "Pas due")
	if strings.Contains(p, "possible jusqu'au 16/11/2028") {
		t.Error("une indemnité qui n'est pas due se dit possible jusqu'en 2028")
	}
}

// TestSansPage : une adresse inconnue garde son menu à qui est connecté, et rien ne dit faussement que ce qu'on écrit s'oublie.
func TestSansPage(t *testing.T) {
	b := neuf(t)
	contient(t, b.entrer(t, "salarie@demo.example").lire("/nulle-part", http.StatusNotFound), "Mon dossier", "Se déconnecter", `href="/espace"`)
	inconnu := &agent{t, b, http.DefaultClient}
	for chemin, statut := range map[string]int{"/nulle-part": http.StatusNotFound, "/connexion": http.StatusOK, "/invitation": http.StatusOK} {
		p := inconnu.lire(chemin, statut)
		if strings.Contains(p, "n'est gardé") {
			t.Errorf("%s dit que rien n'est gardé", chemin)
		}
		if strings.Contains(p, `inputmode="numeric"`) {
			t.Errorf("%s : un clavier de chiffres ne tape pas un code de secours", chemin)
		}
	}
	contient(t, inconnu.lire("/complet", http.StatusOK), "Rien de ce que vous écrivez n'est gardé")
}

// TestSecondFacteur : le secret s'ouvre sur le même téléphone, et la page dit combien de codes de secours restent.
func TestSecondFacteur(t *testing.T) {
	b := neuf(t)
	a := b.entrer(t, "salarie@demo.example")
	p := a.envoyer("/mon-compte/second-facteur", http.StatusOK, "jeton", a.jeton(), "mot_de_passe_ancien", b.MotDePasse)
	contient(t, p, `href="otpauth://totp/`)
	ctx := context.Background()
	k, err := b.base.CompteDe(ctx, "salarie@demo.example")
	if err != nil {
		t.Fatal(err)
	}
	k.TOTP, k.Secours = k.TOTPAttente, make([]acces.Empreinte, 3)
	if err := b.base.EcrireCompte(ctx, k); err != nil {
		t.Fatal(err)
	}
	contient(t, a.lire("/mon-compte", http.StatusOK), "3 codes de secours restent")
}

// TestMoiEtats : la phrase de chaque moment, sur des dates faites à la main.
func TestMoiEtats(t *testing.T) {
	b := neuf(t)
	jour := calendrier.D(2026, 11, 20) // celui de l'essai
	for i, c := range []struct {
		actes    []string
		attendus []string
	}{
		{contrat, []string{"Le CSP ne vous a pas encore été proposé."}},
		{append(contrat[:3:3], strings.Replace(offre, "remise=2026-03-02", "remise="+jour.Plus(-4).String(), 1)), []string{"Votre allocation serait de 73,97 € brut par jour, 71,01 € net, si vous acceptez.", "Vous pouvez répondre jusqu'au lundi 7 décembre 2026, ce jour compris.", "Sans réponse ce jour-là, c'est un refus.", "Dire ma réponse au CSP", "La dire ici ne remplace pas."}},
		{append(contrat[:3:3], offre), []string{"Le délai pour répondre s'est fini le lundi 23 mars 2026."}},
		{append(contrat[:3:3], offre, "silence date=2026-03-24"), []string{"Vous n'avez pas répondu dans le délai : c'est un refus du CSP."}},
		{append(contrat[:3:3], offre, "reponse decision=refus date=2026-03-09"), []string{"Vous avez refusé le CSP le lundi 9 mars 2026."}},
		{append(contrat[:3:3], offre, "reponse decision=acceptation date=2026-03-10", "entree date=2026-03-24", "maladie debut=2026-11-10"), []string{"Votre CSP est en pause. Il a commencé le mardi 24 mars 2026.", "Depuis le mardi 10 novembre 2026", "La fin n'est pas connue : dites-la à votre conseiller"}},
		{append(contrat[:3:3], offre, "reponse decision=acceptation date=2026-03-10", "entree date=2026-03-24", "refus_action date=2026-09-01"), []string{"Votre CSP est fini depuis le mardi 1er septembre 2026.", "EXIT-03", "Si vous n'êtes pas d'accord", "auprès de : France Travail (aucun texte connu ne donne de délai)", "le médiateur régional de France Travail", "autorité du travail (Dreets)"}},
		{append(contrat[:3:3], offre, "reponse decision=acceptation date=2026-03-10", "entree date=2026-03-24", "fausse_declaration date=2026-09-01"), []string{"EXIT-04", "Si vous n'êtes pas d'accord", "aucun texte connu ne donne de délai"}},
		{append(contrat[:3:3], offre, "reponse decision=acceptation date=2026-03-10", "entree date=2026-03-24", "reprise_emploi debut=2026-08-03 nature=CDI salaire_mensuel=2900", "prime_demandee emploi=8 demande_prime_le=2026-08-10", "aide_decidee emploi=8 date=2026-09-01 aide=prime accordee=non pourquoi=tard"), []string{"EXIT-01", "Décidé le 01/09/2026 : refusée", "Si vous n'êtes pas d'accord : Écrire pourquoi", "auprès de : France Travail (aucun texte connu ne donne de délai)"}},
		{append(contrat[:3:3], "cloture date=2026-11-01"), []string{"Votre dossier est clos."}},
	} {
		d := b.poser(t, "essai", map[string]string{"reference": fmt.Sprint("E-", i)}, c.actes...)
		a := b.inviter(t, acces.Invitation{Courriel: fmt.Sprintf("e%d@essai.example", i), Role: acces.Salarie, Organisation: b.Organisations[0].ID, Dossier: d.ID})
		p := a.lire("/moi", http.StatusOK)
		contient(t, p, c.attendus...)
		if exclue := slices.Contains(c.attendus, "EXIT-03") || slices.Contains(c.attendus, "EXIT-04"); strings.Contains(p, `id="recours"`) != exclue || strings.Contains(p, "(Dreets)") != slices.Contains(c.attendus, "EXIT-03") {
			t.Errorf("%v : le recours contre une sortie ne se dit pas quand il faut", c.actes)
		}
	}
}

// TestMoiArgent : la décision dit son chiffre, le trop versé sa somme, le recours son dernier jour, l'emploi ses aides. Mars : 8 ×
// (73,97 − 2,96 de retenue, 3 % de 98,63) = 568,08 € ; payé 600 €, soit 31,92 € de trop. Deux mois du 1er octobre : le 1er
// décembre.
func TestMoiArgent(t *testing.T) {
	b := neuf(t)
	d := b.poser(t, "essai", map[string]string{"reference": "MOI-2"}, append(contrat[:3:3], offre, "reponse decision=acceptation date=2026-03-10", "entree date=2026-03-24",
		"prebilan date=2026-03-30", "plan date=2026-04-13", "decision date=2026-03-25 objet=admission", "paiement date=2026-04-05 nature=asp montant=600 mois=2026-03",
		"indu_notifie date=2026-10-01 montant=100", "reprise_emploi debut=2026-08-03 nature=CDI salaire_mensuel=2900 heures_hebdo=35 heures_identiques=oui")...)
	a := b.inviter(t, acces.Invitation{Courriel: "argent@essai.example", Role: acces.Salarie, Organisation: b.Organisations[0].ID, Dossier: d.ID})
	contient(t, a.lire("/moi", http.StatusOK), "25/03/2026 : admission", "Allocation brute, par jour : 73,97 €", "Allocation nette, par jour : 71,01 €", "Celles d'aujourd'hui n'y changent rien",
		"568,08 €", "31,92 € versés en trop", "Le 01/10/2026, on vous a réclamé 100,00 €", "Il reste 100,00 €", "au plus tard le 01/12/2026", "/dossiers/"+d.ID+"/actes/contestation",
		"Contester une somme ou une décision", "Prime de reclassement , emploi du 03/08/2026", "Demander la prime de reclassement", "Votre CSP est fini depuis")
}

// TestMoiCopie : tout ce que la base sait, numéros compris, à elle seule ; et qui l'a ouvert, sans le nom d'un agent.
func TestMoiCopie(t *testing.T) {
	b := neuf(t)
	ctx := context.Background()
	if _, err := b.espace.Registre.Dire(ctx, b.SonDossier, "essai", map[string]string{"nir": "180067512345643", "adresse": "3 rue du Test, Brest"}); err != nil {
		t.Fatal(err)
	}
	for _, courriel := range []string{"conseillere@demo.example", "conseiller@demo.example"} {
		b.entrer(t, courriel).lire("/dossiers/"+b.SonDossier, http.StatusOK)
	}
	b.entrer(t, "payeur@demo.example").lire("/dossiers/"+b.SonDossier+"/documents", http.StatusOK)
	a := b.entrer(t, "salarie@demo.example")
	p := a.lire("/moi/copie", http.StatusOK)
	if strings.Contains(texte(p), "Naissance —") || strings.Contains(p, "compte qui n'est plus") {
		t.Error("la copie tait une naissance qu'elle donne plus bas, ou un auteur")
	}
	contient(t, p, "Votre compte, pour vous connecter", "Courriel salarie@demo.example", "Second facteur non", "ouverte le", "« démonstration »")
	contient(t, p, "3 rue du Test, Brest", "180067512345643", "Ce qui a été consigné", "Jusqu'à quand c'est gardé")
	var copie struct {
		Dossier  struct{ Faits []any }
		Identite struct{ NIR string }

		Connexion struct {
			Courriel string
			Sessions []struct{ Vue string }
		}
	}
	if err := json.Unmarshal([]byte(a.lire("/moi/copie.json", http.StatusOK)), &copie); err != nil {
		t.Fatal(err)
	}
	d, err := b.espace.Greffe.Lire(ctx, b.SonDossier)
	if err != nil {
		t.Fatal(err)
	}
	if copie.Identite.NIR != "180067512345643" || len(copie.Dossier.Faits) != d.Version() {
		t.Errorf("la copie a %d faits, %d attendus, et le NIR %q", len(copie.Dossier.Faits), d.Version(), copie.Identite.NIR)
	}
	if copie.Connexion.Courriel != "salarie@demo.example" || len(copie.Connexion.Sessions) == 0 {
		t.Errorf("la copie à emporter dit du compte %+v", copie.Connexion)
	}
	p = a.lire("/moi/lectures", http.StatusOK)
	contient(t, p, "Conseiller, Agence de la démonstration Dossier ouvert", "Conseiller, Agence de la démonstration, compte n° 2 Dossier ouvert", "Vous Identité lue en clair 2 fois")
	if strings.Contains(p, "Document ouvert") { // sa liste seule l'a été
		t.Error("la liste des documents s'inscrit comme un document ouvert")
	}
	for _, nom := range []string{"Claire", "Morel", "conseillere@"} {
		if strings.Contains(p, nom) {
			t.Errorf("la page nomme un agent : %s", nom)
		}
	}
}

// entrepriseEssai ouvre une entreprise de quatre personnes : une à qui proposer, une qui réfléchit, une qui a adhéré et a depuis
// été malade puis embauchée, une qui a refusé.
func entrepriseEssai(t *testing.T, b *bureau) (a *agent, ids []string) {
	t.Helper()
	const siret = "73282932000074"
	o, err := b.espace.Garde.CreerOrganisation(context.Background(), acces.Console, acces.Organisation{Nom: "Forges d'essai", Sorte: acces.SorteEntreprise, SIRET: siret})
	if err != nil {
		t.Fatal(err)
	}
	a = b.inviter(t, acces.Invitation{Courriel: "forges@essai.example", Role: acces.Employeur, Organisation: o.ID})
	moi, err := b.base.CompteDe(context.Background(), "forges@essai.example")
	if err != nil {
		t.Fatal(err)
	}
	for i, actes := range [][]string{
		nil,
		{strings.Replace(offre, "remise=2026-03-02", "remise=2026-11-16", 1)},
		{
			offre, "reponse decision=acceptation date=2026-03-10", "entree date=2026-03-24", "maladie debut=2026-05-04 fin=2026-05-20",
			"reprise_emploi debut=2026-08-03 nature=CDI salaire_mensuel=2900 heures_hebdo=35 heures_identiques=oui",
		},
		{offre, "reponse decision=refus date=2026-03-09"},
	} {
		d := b.poser(t, moi.ID, map[string]string{"reference": fmt.Sprint("F-", i), "siret": siret}, append(contrat[:3:3], actes...)...)
		ids = append(ids, d.ID)
	}
	return a, ids
}

// suivis sont des mots de ce qui suit la fin du contrat : l'employeur n'en lit aucun.
var suivis = []string{"aladie", "mploi retrouvé", "2 900", "En cours", "en cours", "uspendu", "erminé", "pré-bilan", "entretien final", "rime de reclassement", "ASP,", "ASP brute", "73,97", "04/05/2026", "03/08/2026"}

// TestEntreprise : deux ans d'ancienneté donnent deux mois de préavis, 6 000 €, et 42 % de charges : 8 520 €, le 25 mai pour un CSP
// commencé en mars. L'indemnité compte le préavis : du 8 janvier 2024 au 23 mai 2026, 2 ans et 4 mois pleins, 3 000 × 28 ÷ 48 =
// 1 750 €.
func TestEntreprise(t *testing.T) {
	b := neuf(t)
	a, ids := entrepriseEssai(t, b)
	p := a.lire("/entreprise", http.StatusOK)
	contient(t, p, "Forges d'essai", "4 personnes", "À proposer : 1", "En réflexion, jusqu'au 07/12/2026", "Acceptée le 10/03/2026", "Refusée le 09/03/2026", "8 520,00 €", "1 750,00 €", "25/05/2026", "23/03/2026", "10 270,00 €", "en retard de 179 jours")
	pages := []string{p}
	for i, id := range ids {
		x := a.lire("/dossiers/"+id, http.StatusOK) // mène à la sienne
		contient(t, x, "Ce que vous avez à faire", "Consigner", fmt.Sprint("F-", i))
		pages = append(pages, x, a.lire("/dossiers/"+id+"?consigne=8", http.StatusOK), a.lire("/dossiers/"+id+"?consigne=9", http.StatusOK))
	}
	contient(t, pages[7], "8 520,00 €", "CONT-02", "Le calcul, pas à pas", "Offre du CSP, documents remis")
	// Un formulaire périmé, et l'effet d'une correction, ne disent rien du suivi non plus.
	acte := "/dossiers/" + ids[2] + "/actes/contrat"
	v := regexp.MustCompile(`name="version" value="(\d+)"`).FindStringSubmatch(a.lire(acte+"?corrige=4", http.StatusOK))[1]
	saisie := []string{
		"jeton", a.jeton(), "pas", "essai", "corrige", "4", "pourquoi_corriger", "faute de frappe",
		"nature", "CDI", "debut", "2024-01-08", "salaire_mensuel", "3100", "heures_hebdo", "35", "taux_charges_patronales", "42",
	}
	pages = append(pages, a.envoyer(acte, http.StatusConflict, append(saisie, "version", "2")...))
	essai := a.envoyer(acte, http.StatusOK, append(saisie, "version", v)...)
	contient(t, essai, "8 804,00 €") // 6 200 € et 42 %
	pages = append(pages, essai, a.lire("/entreprise/liste", http.StatusOK), a.lire("/journee/export?forme=csv", http.StatusOK))
	for i, page := range pages {
		if dit := texte(page); true {
			for _, m := range suivis {
				if strings.Contains(dit, m) {
					t.Errorf("page %d : l'employeur lit « %s »", i, m)
				}
			}
		}
	}
	// 8 520 € dus pour qui a adhéré, rien pour qui a refusé ; 5 000 € payés : il en reste 3 520.
	if _, err := b.espace.Greffe.Accomplir(context.Background(), ids[2], 0, "essai", &dossier.Saisie{Acte: "paiement", Valeurs: map[string]string{"date": "2026-06-02", "nature": "contribution", "montant": "5000"}}); err != nil {
		t.Fatal(err)
	}
	contient(t, a.lire("/entreprise", http.StatusOK), "Dû à l'opérateur : contribution, DIF, pénalité 8 520,00 €", "Payé à l'opérateur, et consigné 5 000,00 €", "Reste dû à l'opérateur 3 520,00 €", "Payé ou non : jalon ne le sait pas")
	contient(t, a.lire("/entreprise/personnes/"+ids[2], http.StatusOK), "Payé à l'opérateur, et consigné 5 000,00 €", "Reste dû à l'opérateur 3 520,00 €", "jalon ne le sait pas")
	for _, interdit := range []string{"/compte"} {
		a.lire("/dossiers/"+ids[2]+interdit, http.StatusForbidden)
	}
	// Ceux d'une autre entreprise n'existent pas.
	if autre, absent := a.lire("/entreprise/personnes/"+b.SonDossier, http.StatusNotFound), a.lire("/entreprise/personnes/ABSENT", http.StatusNotFound); texte(autre) != texte(absent) {
		t.Error("la personne d'une autre entreprise ne répond pas comme une absente")
	}
	b.entrer(t, "conseillere@demo.example").lire("/entreprise", http.StatusNotFound)
}

// TestEntrepriseTotaux : les totaux sont la somme des lignes, relue du fichier emporté ; le filtre s'emporte avec.
func TestEntrepriseTotaux(t *testing.T) {
	b := neuf(t)
	a := b.entrer(t, "employeur@demo.example")
	lignes := lireCSV(t, a.lire("/entreprise/liste", http.StatusOK))
	fin := len(lignes) - 1
	for fin > 0 && !strings.HasPrefix(lignes[fin][0], "Réponses connues") {
		fin--
	}
	colonnes := 0
	for j, nom := range lignes[0] {
		if j < 10 && nom != "En tout" {
			continue
		}
		colonnes++
		sures, toutes := 0, 0
		for _, l := range lignes[1:fin] {
			toutes += centimes(t, l[j])
			if l[2] != "à proposer" && l[2] != "en réflexion" {
				sures += centimes(t, l[j])
			}
		}
		if x := centimes(t, lignes[fin][j]); x != sures {
			t.Errorf("%s : %d centimes, %d attendus", nom, x, sures)
		}
		if x := centimes(t, lignes[fin+1][j]); x != toutes {
			t.Errorf("%s, si les autres adhèrent : %d centimes, %d attendus", nom, x, toutes)
		}
	}
	if colonnes < 4 || fin < 20 {
		t.Fatalf("%d colonnes et %d personnes lues seulement", colonnes, fin-1)
	}
	lien := regexp.MustCompile(`href="(/entreprise/liste[^"]*csv)"`).FindStringSubmatch(a.lire("/entreprise?reponse=refusee", http.StatusOK))
	if lien == nil {
		t.Fatal("la page filtrée ne s'emporte pas")
	}
	seules := lireCSV(t, a.lire(html.UnescapeString(lien[1]), http.StatusOK))
	for _, l := range seules[1:] {
		if l[2] != "refusée" && l[2] != "" {
			t.Errorf("le filtre laisse passer %v", l)
		}
	}
	x := a.lire("/entreprise/liste?forme=xlsx", http.StatusOK)
	z, err := zip.NewReader(strings.NewReader(x), int64(len(x)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	feuille, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(feuille, []byte("<row ")); n != len(lignes) {
		t.Errorf("le classeur a %d lignes, le CSV %d", n, len(lignes))
	}
}

func lireCSV(t *testing.T, s string) [][]string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(s, "\ufeff")))
	r.Comma = ';'
	l, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// centimes lit une somme d'un CSV ; une case vide n'en est pas une.
func centimes(t *testing.T, s string) (n int) {
	t.Helper()
	if s == "" {
		return 0
	}
	if _, err := fmt.Sscan(strings.Replace(s, ",", "", 1), &n); err != nil {
		t.Fatalf("« %s » n'est pas une somme : %v", s, err)
	}
	return n
}

// TestMoiAccessible lit les pages de la personne et de l'employeur dans un vrai navigateur.
func TestMoiAccessible(t *testing.T) {
	b := neuf(t)
	n := navigateur.Ouvrir(t, http.NotFoundHandler())
	n.URL = b.adresse
	o := n.Onglet(t)
	entrer := func(courriel string) {
		o.Fais(chromedp.Navigate(b.adresse+"/connexion"), chromedp.SendKeys("#courriel", courriel), chromedp.SendKeys("#mot_de_passe", b.MotDePasse))
		o.Valider("main button")
	}
	entrer("salarie@demo.example")
	for _, x := range [][2]string{{"moi", "/moi"}, {"moi-calcul", "/moi/calcul"}, {"moi-copie", "/moi/copie"}, {"moi-lectures", "/moi/lectures"}} {
		o.Fais(chromedp.Navigate(b.adresse + x[1]))
		o.Axe(x[0])
	}
	o.Valider(".qui button")
	entrer("employeur@demo.example")
	o.Axe("entreprise")
	o.Fais(chromedp.Navigate(b.adresse + "/dossiers/" + b.SonDossier))
	o.Axe("entreprise-personne")
}

// TestNoteDAutrui : l'employeur lit les faits de la procédure, non les notes que d'autres y ont écrites ; les siennes, oui.
func TestNoteDAutrui(t *testing.T) {
	b := neuf(t)
	for _, c := range []struct{ courriel, note string }{{"conseillere@demo.example", "noteconfidentielle"}, {"employeur@demo.example", "notedelatelier"}} {
		auteur := ""
		for _, x := range b.Comptes {
			if x.Courriel == c.courriel {
				auteur = x.ID
			}
		}
		if _, err := b.espace.Greffe.Accomplir(context.Background(), b.SonDossier, 0, auteur, &dossier.Saisie{Acte: "papier", Valeurs: map[string]string{
			"papier": "certificat_travail", "date": "2026-11-10", "note": c.note,
		}}); err != nil {
			t.Fatal(err)
		}
	}
	p := b.entrer(t, "employeur@demo.example").lire("/entreprise/personnes/"+b.SonDossier, http.StatusOK)
	contient(t, p, "10/11/2026", "notedelatelier")
	if strings.Contains(p, "noteconfidentielle") {
		t.Error("l'employeur lit la note d'un autre")
	}
	contient(t, b.entrer(t, "conseillere@demo.example").lire("/dossiers/"+b.SonDossier, http.StatusOK), "noteconfidentielle", "notedelatelier")
}
