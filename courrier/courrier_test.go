//go:build unix

package courrier_test

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"jalon/acces"
	"jalon/courrier"
	"jalon/dossier"
	"jalon/dossier/coffre"
	"jalon/dossier/personne"
	"jalon/droit/calendrier"
	"jalon/internal/grappe"
	"jalon/sqlstore"
)

// jourDe lit une date écrite.
func jourDe(t testing.TB, s string) calendrier.Date {
	t.Helper()
	d, err := calendrier.Lire([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// banc est une base et ce qu'il faut pour la peupler.
type banc struct {
	*sqlstore.Base
	t        *testing.T
	greffe   *dossier.Greffe
	registre *personne.Registre
	garde    *acces.Garde
	ids      int
}

// aLHeure est une horloge arrêtée à midi.
func aLHeure(jour calendrier.Date) func() time.Time {
	an, mois, j := jour.Civil()
	return func() time.Time { return time.Date(an, time.Month(mois), j, 12, 0, 0, 0, time.UTC) }
}

func ouvrir(t *testing.T, adresse string) *banc {
	t.Helper()
	b, err := sqlstore.Ouvrir(context.Background(), adresse)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Fermer() })
	g := &dossier.Greffe{Journal: b, Horloge: aLHeure(jourDe(t, "2026-11-05"))}
	return &banc{b, t, g, &personne.Registre{Greffe: g, Identites: b, Coffre: coffre.Nouveau()}, &acces.Garde{Depot: b}, 0}
}

func moteurs(t *testing.T, epreuve func(t *testing.T, adresse string)) {
	t.Run("SQLite", func(t *testing.T) { epreuve(t, filepath.Join(t.TempDir(), "base.db")) })
	t.Run("PostgreSQL", func(t *testing.T) {
		_, adresse, err := grappe.Neuve()
		if err != nil {
			t.Fatal(err)
		}
		epreuve(t, adresse)
	})
}

func (b *banc) acte(id, acte string, couples ...string) *dossier.Dossier {
	b.t.Helper()
	v := map[string]string{}
	for i := 0; i < len(couples); i += 2 {
		v[couples[i]] = couples[i+1]
	}
	d, err := b.greffe.Accomplir(context.Background(), id, 0, "essai", &dossier.Saisie{Acte: acte, Valeurs: v})
	if err != nil {
		b.t.Fatal(err)
	}
	return d
}

const siret = "73282932000074"

// enReflexion ouvre le dossier d'une personne à qui le CSP a été remis ce jour : elle a vingt et un jours, comptés du lendemain.
func (b *banc) enReflexion(remise string, couples ...string) string {
	b.t.Helper()
	d, err := b.greffe.Ouvrir(context.Background(), "essai", map[string]string{"siret": siret, "reference": "DUPONTEL-1234,56"})
	if err != nil {
		b.t.Fatal(err)
	}
	b.acte(d.ID, "employeur", "effectif", "20", "engagement", remise, "forme", "individuel")
	b.acte(d.ID, "salarie", "date_naissance", "1980-06-12", "residence", "metropole")
	b.acte(d.ID, "contrat", append([]string{"nature", "CDI", "debut", "2015-01-05", "salaire_mensuel", "2345.67"}, couples...)...)
	b.acte(d.ID, "offre", "remise", remise, "par", "employeur", "motif_ecrit_le", remise)
	return d.ID
}

// dit donne une identité à un dossier.
func (b *banc) dit(id, courriel string) {
	b.t.Helper()
	if _, err := b.registre.Dire(context.Background(), id, "essai", map[string]string{
		"nom": "Dupontel", "prenom": "Zébulon", "courriel": courriel, "nir": "180067512345643", "iban": "FR7630006000011234567890189", "adresse": "3 rue du Secret",
	}); err != nil {
		b.t.Fatal(err)
	}
}

func (b *banc) organisation(nom, sorte, siret string) string {
	b.t.Helper()
	o, err := b.garde.CreerOrganisation(context.Background(), acces.Console, acces.Organisation{Nom: nom, Sorte: sorte, SIRET: siret})
	if err != nil {
		b.t.Fatal(err)
	}
	return o.ID
}

// compte en ajoute un, sans passer par une invitation : l'argon2id en prendrait l'essentiel du temps.
func (b *banc) compte(courriel string, role acces.Role, organisation, dossier string) string {
	b.t.Helper()
	b.ids++
	c := &acces.Compte{ID: fmt.Sprintf("COMPTE%d", b.ids), Courriel: courriel, Nom: "Nom de " + courriel, Role: role, Organisation: organisation, Dossier: dossier, Cree: time.Unix(0, 0).UTC()}
	if err := b.EcrireCompte(context.Background(), c); err != nil {
		b.t.Fatal(err)
	}
	return c.ID
}

func (b *banc) tournee(adresse string, au calendrier.Date) *courrier.Tournee {
	b.t.Helper()
	f, err := courrier.NouveauFacteur(adresse, expediteur)
	if err != nil {
		b.t.Fatal(err)
	}
	return &courrier.Tournee{Greffe: &dossier.Greffe{Journal: b, Horloge: aLHeure(au)}, Depot: b, Identites: b, Carnet: b, Facteur: f, Pages: "https://jalon.exemple.fr"}
}

// faire fait une tournée, sans erreur.
func (b *banc) faire(s *serveur, au string) *courrier.Bilan {
	b.t.Helper()
	jour := jourDe(b.t, au)
	x, err := b.tournee(s.adresse(), jour).Faire(context.Background(), jour)
	if err != nil {
		b.t.Fatal(err)
	}
	return x
}

// preuves sont les rappels consignés d'un dossier.
func (b *banc) preuves(id string) []map[string]string {
	b.t.Helper()
	d, err := b.greffe.Lire(context.Background(), id)
	if err != nil {
		b.t.Fatal(err)
	}
	var l []map[string]string
	for _, f := range d.De("rappel_envoye") {
		l = append(l, d.Suivi(f.Version))
	}
	return l
}

// TestDus : sept, trois et un jour avant, avancés au jour ouvré d'avant ; le plus pressant seul ; plus rien après la date.
func TestDus(t *testing.T) {
	b := ouvrir(t, filepath.Join(t.TempDir(), "base.db"))
	for _, c := range []struct{ remise, limite, jours string }{
		// La limite est le 21e jour, compté du lendemain de la remise ; les jours d'envoi sont lus sur un calendrier.
		{"2026-11-05", "2026-11-26", "19:7 20:7 21:7 22:7 23:3 24:3 25:1 26:1"}, // jeudi ; rien n'est non ouvré
		{"2026-11-02", "2026-11-23", "16:7 19:7 20:1 21:1 23:1"},                // lundi : à 3 jours, vendredi 20 ; la veille est un dimanche, vendredi 20 aussi
		{"2026-11-04", "2026-11-25", "18:7 19:7 20:3 21:3 23:3 24:1 25:1"},      // mercredi : à 3 jours, le dimanche 22, donc vendredi 20
	} {
		id := b.enReflexion(c.remise)
		d, err := b.greffe.Lire(context.Background(), id)
		if err != nil {
			t.Fatal(err)
		}
		voulu := map[string]string{}
		for _, x := range strings.Fields(c.jours) {
			jour, delai, _ := strings.Cut(x, ":")
			voulu[jour] = delai
		}
		for jour := 1; jour <= 30; jour++ {
			nom, obtenu := fmt.Sprint(jour), ""
			for _, x := range courrier.Dus(d, calendrier.D(2026, 11, jour)) {
				if x.Regle == "PROC-04" && x.Echeance == jourDe(t, c.limite) {
					obtenu += fmt.Sprint(x.Delai)
				}
			}
			if _, dit := voulu[nom]; (dit || nom < "16" || nom > "26") && obtenu != voulu[nom] {
				t.Errorf("limite au %s, le %d novembre : rappel à %q jour, %q attendu", c.limite, jour, obtenu, voulu[nom])
			}
		}
	}
	// Répondu, rien n'est plus à rappeler à la personne.
	id := b.enReflexion("2026-11-05")
	d := b.acte(id, "reponse", "decision", "refus", "date", "2026-11-10")
	for jour := 10; jour < 28; jour++ {
		for _, x := range courrier.Dus(d, calendrier.D(2026, 11, jour)) {
			if x.Regle == "PROC-04" {
				t.Errorf("le %d : %v, et la personne a répondu", jour, x)
			}
		}
	}
}

// TestJoursFeries : ceux du lieu de travail. Vendredi saint 2026, le 3 avril : férié en Alsace-Moselle seulement ; lundi de
// Pâques, le 6 avril, partout.
func TestJoursFeries(t *testing.T) {
	b := ouvrir(t, filepath.Join(t.TempDir(), "base.db"))
	for lieu, veille := range map[string]string{"metropole": "2026-04-03", "alsace_moselle": "2026-04-02"} {
		id := b.enReflexion("2026-03-17", "lieu_travail", lieu) // limite mardi 7 avril
		d, err := b.greffe.Lire(context.Background(), id)
		if err != nil {
			t.Fatal(err)
		}
		premier := ""
		for jour := jourDe(t, "2026-03-20"); jour <= jourDe(t, "2026-04-07") && premier == ""; jour++ {
			for _, x := range courrier.Dus(d, jour) {
				if x.Regle == "PROC-04" && x.Delai == 1 {
					premier = jour.String()
				}
			}
		}
		if premier != veille {
			t.Errorf("%s : premier rappel de la veille le %s, %s attendu", lieu, premier, veille)
		}
	}
}

// TestTournee : à qui, combien, une fois ; la preuve au dossier ; rien de personnel nulle part.
func TestTournee(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse string) {
		b := ouvrir(t, adresse)
		s := servir(t, "starttls")
		seul := b.enReflexion("2026-11-05")
		b.dit(seul, "zebulon@exemple.fr")
		deux := b.enReflexion("2026-11-05") // une personne qui a un compte : rien à son autre adresse
		b.dit(deux, "autre@exemple.fr")
		trois := b.enReflexion("2026-11-05") // une personne qui refuse les rappels : rien, pas même à son autre adresse
		b.dit(trois, "jamais@exemple.fr")
		quatre := b.enReflexion("2026-11-05") // personne à qui écrire
		agence := b.organisation("Agence", acces.SorteOperateur, "")
		b.compte("personne@exemple.fr", acces.Salarie, agence, deux)
		refusant := b.compte("refusant@exemple.fr", acces.Salarie, agence, trois)
		c, err := b.Compte(context.Background(), refusant)
		if err != nil {
			t.Fatal(err)
		}
		c.SansRappels = true
		if err := b.EcrireCompte(context.Background(), c); err != nil {
			t.Fatal(err)
		}

		bilan := b.faire(s, "2026-11-19")
		if bilan.Messages != 2 || bilan.Rappels != 2 || len(bilan.Refuses) != 0 || len(bilan.Orphelins) != 2 {
			t.Errorf("bilan : %+v", bilan)
		}
		for _, x := range bilan.Orphelins {
			if x.Dossier != trois && x.Dossier != quatre {
				t.Errorf("sans destinataire : %v", x)
			}
		}
		l := s.recus(t)
		slices.SortFunc(l, func(a, b recu) int { return strings.Compare(a.a, b.a) })
		if len(l) != 2 || l[0].a != "personne@exemple.fr" || l[1].a != "zebulon@exemple.fr" {
			t.Fatalf("reçus : %+v", l)
		}
		if l[0].objet != "Un dossier attend un acte de vous au plus tard le 26/11/2026" || !strings.Contains(l[0].corps, "https://jalon.exemple.fr/espace") || strings.Contains(l[0].corps, deux) || !strings.Contains(l[0].corps, "« Mon compte »") {
			t.Errorf("message : %s\n%s", l[0].objet, l[0].corps)
		}
		if n := strings.Count(l[0].corps, "https://"); n != 1 {
			t.Errorf("%d liens", n)
		}
		if l[0].entete.Get("X-Chiffre") != "oui" || l[0].entete.Get("Auto-Submitted") != "auto-generated" || !strings.HasSuffix(l[0].entete.Get("Message-Id"), "@exemple.fr>") {
			t.Errorf("en-têtes : %v", l[0].entete)
		}
		if !strings.Contains(l[1].corps, "votre conseiller") || strings.Contains(l[1].corps, "Mon compte") {
			t.Errorf("sans compte : %s", l[1].corps)
		}
		p := b.preuves(seul)
		if len(p) != 1 || p[0]["destinataire"] != "personne" || p[0]["date"] != "2026-11-19" || p[0]["echeance"] != "2026-11-26" || p[0]["quoi"] != "PROC-04" || p[0]["delai"] != "7" ||
			"<"+p[0]["identifiant_message"]+">" != l[1].entete.Get("Message-Id") {
			t.Errorf("preuve : %v", p)
		}
		if len(b.preuves(trois)) != 0 {
			t.Error("une preuve sans envoi")
		}
		// Le même jour, le lendemain : rien. Au délai suivant : un de plus.
		for au, n := range map[string]int{"2026-11-19": 0, "2026-11-20": 0} {
			if x := b.faire(s, au); x.Messages != n {
				t.Errorf("le %s : %+v", au, x)
			}
		}
		for _, au := range []string{"2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"} {
			b.faire(s, au)
		}
		if p := b.preuves(seul); len(p) != 3 || p[1]["delai"] != "3" || p[2]["delai"] != "1" {
			t.Errorf("en tout : %v", p)
		}
		l = s.recus(t)
		if len(l) != 6 {
			t.Errorf("%d messages en tout, 6 attendus", len(l))
		}
		rienDePersonnel(t, l)
		// La preuve ne s'annule pas, ne se consigne pas à la main.
		d, err := b.greffe.Lire(context.Background(), seul)
		if err != nil {
			t.Fatal(err)
		}
		v := d.De("rappel_envoye")[0].Version
		for _, x := range []*dossier.Saisie{{Acte: "annulation", Corrige: v, Pourquoi: "essai"}, {Acte: "rappel_envoye", Valeurs: d.Suivi(v)}} {
			var refus *dossier.Refus
			if _, err := b.greffe.Accomplir(context.Background(), seul, 0, "essai", x); !errors.As(err, &refus) {
				t.Errorf("%s accepté : %v", x.Acte, err)
			}
		}
	})
}

// rienDePersonnel cherche, dans des messages entiers et décodés, ce qui a été planté dans les dossiers.
func rienDePersonnel(t *testing.T, l []recu) {
	t.Helper()
	plantes := []string{"Dupontel", "DUPONTEL", "Zébulon", "Zebulon", "180067512345643", "1 80 06", "FR76", "30006000011234567890189", "2345", "2 345", "1234,56", "rue du Secret", "1980", "Nom de", siret}
	for _, m := range l {
		// L'adresse du destinataire, écrite par le serveur et dans « To », n'est pas le message.
		texte := regexp.MustCompile(`(?m)^(X-Recu|To):.*\r?\n`).ReplaceAllString(m.brut, "") + m.objet + m.corps
		for _, x := range plantes {
			if strings.Contains(texte, x) {
				t.Errorf("le message contient %q :\n%s", x, m.brut)
			}
		}
		if x := regexp.MustCompile(`(?i)\d+,\d\d|€|euros?\b|licenci|maladi|santé|chômage|CSP`).FindString(m.objet + m.corps); x != "" {
			t.Errorf("le message dit %q :\n%s", x, m.corps)
		}
	}
}

// TestOperateurEtEmployeur : le conseiller ; sans lui, les autres ; la veille, la suppléance aussi ; un message par destinataire.
func TestOperateurEtEmployeur(t *testing.T) {
	b := ouvrir(t, filepath.Join(t.TempDir(), "base.db"))
	s := servir(t, "smtps")
	ctx := context.Background()
	agence := b.organisation("Agence", acces.SorteOperateur, "")
	autre := b.organisation("Autre agence", acces.SorteOperateur, "")
	usine := b.organisation("Usine", acces.SorteEntreprise, siret)
	un := b.compte("un@agence.fr", acces.Conseiller, agence, "")
	b.compte("deux@agence.fr", acces.Conseiller, agence, "")
	b.compte("payeur@agence.fr", acces.Payeur, agence, "")
	b.compte("ailleurs@autre.fr", acces.Conseiller, autre, "")
	b.compte("drh@usine.fr", acces.Employeur, usine, "")
	b.compte("paie@usine.fr", acces.Employeur, usine, "")
	for range 3 {
		id := b.enReflexion("2026-11-02")
		b.acte(id, "reponse", "decision", "acceptation", "date", "2026-11-04")
		b.acte(id, "attribution", "operateur", agence, "conseiller", un)
	}
	sansConseiller := b.enReflexion("2026-11-02")
	b.acte(sansConseiller, "reponse", "decision", "acceptation", "date", "2026-11-04")
	b.acte(sansConseiller, "attribution", "operateur", agence)

	corps := map[string]string{}
	envoyes := func(jour string) map[string]string {
		t.Helper()
		au := jourDe(t, jour)
		bilan, err := b.tournee(strings.Replace(s.adresse(), "smtp:", "smtps:", 1), au).Faire(ctx, au)
		if err != nil {
			t.Fatal(err)
		}
		tous, objets := s.recus(t), map[string]string{}
		rienDePersonnel(t, tous)
		for _, x := range tous {
			objets[x.a], corps[x.a] = x.objet, x.corps
			if err := os.Remove(x.fichier); err != nil {
				t.Fatal(err)
			}
		}
		if len(tous) != bilan.Messages || len(objets) != bilan.Messages {
			t.Errorf("%d envoyés ; reçus : %v", bilan.Messages, objets)
		}
		return objets
	}
	// L'employeur paie à la fin du contrat, le lundi 23 : à trois jours, le vendredi 20. Un message à chacun de ses comptes.
	if l := envoyes("2026-11-20"); len(l) != 2 || !strings.HasPrefix(l["drh@usine.fr"], "4 dossiers") || !strings.HasPrefix(l["paie@usine.fr"], "4 dossiers") {
		t.Errorf("employeur : %v", l)
	}
	// Réflexion jusqu'au lundi 23 novembre, CSP le 24, pré-bilan sous huit jours : mercredi 2 décembre. À trois jours, un
	// dimanche : vendredi 27.
	l := envoyes("2026-11-27")
	if !strings.HasPrefix(l["un@agence.fr"], "4 dossiers attendent un acte de vous, le premier au plus tard le ") || !strings.HasPrefix(l["deux@agence.fr"], "Un dossier attend") || l["payeur@agence.fr"] != "" || l["ailleurs@autre.fr"] != "" {
		t.Errorf("à trois jours : %v", l)
	}
	if !strings.Contains(corps["deux@agence.fr"], "https://jalon.exemple.fr/dossiers/"+sansConseiller) || !strings.Contains(corps["un@agence.fr"], "https://jalon.exemple.fr/espace") {
		t.Errorf("liens : %v", corps)
	}
	p := slices.DeleteFunc(b.preuves(sansConseiller), func(p map[string]string) bool { return p["destinataire"] == "employeur" })
	if len(p) != 2 || p[0]["destinataire"] != "suppleant" || p[1]["destinataire"] != "suppleant" || p[0]["quoi"] != "FOLL-01" {
		t.Errorf("sans conseiller, tous les autres : %v", p)
	}
	if err := b.garde.Suppleer(ctx, acces.Console, agence, "Accueil@agence.fr "); err != nil {
		t.Fatal(err)
	}
	l = envoyes("2026-12-01")
	if !strings.HasPrefix(l["un@agence.fr"], "3 dossiers") || !strings.HasPrefix(l["accueil@agence.fr"], "4 dossiers") || l["deux@agence.fr"] != "" {
		t.Errorf("la veille : %v", l)
	}
}

// TestPannes : rien ne se perd quand le serveur manque, rien ne s'acharne quand il refuse, rien ne se répète quand il se tait.
func TestPannes(t *testing.T) {
	t.Cleanup(courrier.Attendre(time.Second))
	moteurs(t, func(t *testing.T, adresse string) {
		b := ouvrir(t, adresse)
		ids := map[string]string{}
		for _, x := range []string{"refuse", "attends", "rejette", "lent", "bien"} {
			ids[x] = b.enReflexion("2026-11-05")
			b.dit(ids[x], x+"@exemple.fr")
		}
		jour := jourDe(t, "2026-11-19")
		s := servir(t, "starttls")
		port := s.port
		s.arreter()
		x, err := b.tournee(s.adresse(), jour).Faire(context.Background(), jour)
		var panne *courrier.Panne
		if !errors.As(err, &panne) || x.Remis != 5 || x.Messages != 0 {
			t.Errorf("serveur absent : %+v, %v", x, err)
		}
		sansSecret(t, err)

		s = servirDans(t, s.dir, "starttls", "PORT="+port)
		x, err = b.tournee(s.adresse(), jour).Faire(context.Background(), jour)
		sansSecret(t, err)
		if err == nil || x.Messages != 1 || len(x.Refuses) != 2 || x.SansReponse != 1 || x.Remis != 1 {
			t.Errorf("au retour : %+v, %v", x, err)
		}
		for _, r := range x.Refuses {
			if strings.Contains(r, "@") {
				t.Errorf("le refus dit l'adresse : %s", r)
			}
		}
		// Une heure après : seul celui qu'on a fait attendre est repris.
		x, err = b.tournee(s.adresse(), jour).Faire(context.Background(), jour)
		sansSecret(t, err)
		if x.Messages != 0 || len(x.Refuses) != 0 || x.SansReponse != 0 || x.Remis != 1 {
			t.Errorf("une heure après : %+v, %v", x, err)
		}
		recus := map[string]int{}
		for _, m := range s.recus(t) {
			recus[m.a]++
		}
		if len(recus) != 2 || recus["bien@exemple.fr"] != 1 || recus["lent@exemple.fr"] != 1 {
			t.Errorf("reçus : %v", recus)
		}
		for x, n := range map[string]int{"refuse": 0, "attends": 0, "rejette": 0, "lent": 0, "bien": 1} {
			if p := b.preuves(ids[x]); len(p) != n {
				t.Errorf("%s : preuves %v", x, p)
			}
		}
	})
}

// sansSecret veut une erreur qui ne montre ni le mot de passe ni une adresse.
func sansSecret(t *testing.T, err error) {
	t.Helper()
	if err == nil {
		return
	}
	for _, x := range []string{motDePasse, motEcrit, url.QueryEscape(motDePasse), utilisateur + ":", "@exemple.fr"} {
		if strings.Contains(err.Error(), x) {
			t.Errorf("l'erreur montre %q : %v", x, err)
		}
	}
}

// TestConnexions : le chiffre est exigé, le certificat vérifié, le mot de passe refusé dit, un serveur qui traîne abandonné.
func TestConnexions(t *testing.T) {
	b := ouvrir(t, filepath.Join(t.TempDir(), "base.db"))
	b.dit(b.enReflexion("2026-11-05"), "bien@exemple.fr")
	jour := jourDe(t, "2026-11-19")
	essayer := func(adresse, dit string) {
		t.Helper()
		x, err := b.tournee(adresse, jour).Faire(context.Background(), jour)
		if dit == "" && (err != nil || x.Messages != 1) || dit != "" && (err == nil || !strings.Contains(err.Error(), dit) || x.Messages != 0) {
			t.Errorf("%+v, %v ; %q attendu", x, err, dit)
		}
		sansSecret(t, err)
	}
	clair, chiffre := servir(t, "clair"), servir(t, "starttls")
	essayer(clair.adresse(), "ne chiffre pas la connexion")
	essayer(strings.Replace(chiffre.adresse(), motEcrit, "autre", 1), "refuse l'utilisateur ou le mot de passe (535)")
	essayer(strings.Replace(chiffre.adresse(), "127.0.0.1", "localhost", 1), "certificat")
	remettre := courrier.Attendre(500 * time.Millisecond)
	essayer(servir(t, "starttls", "ACCUEIL=5").adresse(), "n'a pas répondu à temps")
	remettre()
	if n := len(chiffre.recus(t)) + len(clair.recus(t)); n != 0 {
		t.Errorf("%d messages partis", n)
	}
	// Rien n'est resté en suspens : il part. Sur cette machine et sans mot de passe, en clair.
	essayer("smtp://127.0.0.1:"+clair.port, "")
}

// TestAdresses : ce qui ne se lit pas est dit sans être répété.
func TestAdresses(t *testing.T) {
	for _, x := range []string{"", "smtp.exemple.fr", "http://a:" + motEcrit + "@b", "smtp://a:" + motEcrit + "@", "smtp://a:" + motEcrit + "@b:99999", "smtp://a:" + motEcrit + "@b/c", "smtp://a:%zz" + motEcrit + "@b", "smtp://a:" + motEcrit + "@b?c=d", "smtps://a:" + motEcrit + "@[b"} {
		_, err := courrier.NouveauFacteur(x, expediteur)
		if err == nil {
			t.Errorf("accepté : %s", x)
		}
		sansSecret(t, err)
	}
	if _, err := courrier.NouveauFacteur("smtp://b", "pas une adresse"); err == nil {
		t.Error("expéditeur accepté")
	}
	for _, x := range []string{"", "jalon.exemple.fr", "https://a:b@c", "ftp://c", "https://c?d"} {
		if _, err := courrier.LirePages(x); err == nil {
			t.Errorf("pages : %s accepté", x)
		}
	}
	if p, err := courrier.LirePages("https://c/jalon/"); err != nil || p != "https://c/jalon" {
		t.Error(p, err)
	}
}

// TestArretApresEnvoi : arrêté entre l'envoi et le fait, ou entre le fait et le carnet, le fait est consigné une fois à la
// tournée suivante, et rien ne repart.
func TestArretApresEnvoi(t *testing.T) {
	for nom, arreter := range map[string]func(x *courrier.Tournee){
		"avant le fait":    func(x *courrier.Tournee) { x.Greffe.Journal = sourd{x.Greffe.Journal} },
		"après le fait":    func(x *courrier.Tournee) { x.Carnet = oublieux{x.Carnet, courrier.Consigne} },
		"après le message": func(x *courrier.Tournee) { x.Carnet = oublieux{x.Carnet, courrier.Envoye} },
	} {
		t.Run(nom, func(t *testing.T) {
			moteurs(t, func(t *testing.T, adresse string) {
				b := ouvrir(t, adresse)
				s := servir(t, "starttls")
				id := b.enReflexion("2026-11-05")
				b.dit(id, "bien@exemple.fr")
				jour := jourDe(t, "2026-11-19")
				x := b.tournee(s.adresse(), jour)
				arreter(x)
				if bilan, err := x.Faire(context.Background(), jour); err == nil || bilan.Messages != 1 {
					t.Fatalf("%+v, %v", bilan, err)
				}
				b.faire(s, "2026-11-20")
				p := b.preuves(id)
				if nom == "après le message" { // ce que le serveur a répondu est perdu : aucune preuve, mais rien ne repart
					if len(p) != 0 {
						t.Errorf("preuve : %v", p)
					}
				} else if len(p) != 1 || p[0]["date"] != "2026-11-19" {
					t.Errorf("preuve : %v", p)
				}
				if n := len(s.recus(t)); n != 1 {
					t.Errorf("%d messages, un seul attendu", n)
				}
			})
		})
	}
}

var erreurDisque = errors.New("le disque est plein")

// sourd est un journal qui n'ajoute plus ; oublieux, un carnet qui n'écrit plus un état.
type sourd struct{ dossier.Journal }

func (sourd) Ajouter(context.Context, []dossier.Fait, *dossier.Fiche) error { return erreurDisque }

type oublieux struct {
	courrier.Carnet
	etat string
}

func (o oublieux) Marquer(ctx context.Context, message, etat string) error {
	if etat == o.etat {
		return erreurDisque
	}
	return o.Carnet.Marquer(ctx, message, etat)
}

// enfant : le binaire de test, relancé, fait une tournée sur cette base et ce serveur.
const enfant = "JALON_COURRIER_ENFANT"

func tourner() int {
	x := strings.Split(os.Getenv(enfant), " ")
	ctx := context.Background()
	b, err := sqlstore.Ouvrir(ctx, x[0])
	if err == nil {
		defer b.Fermer()
		jour, _ := calendrier.Lire([]byte(x[2]))
		var f *courrier.Facteur
		if f, err = courrier.NouveauFacteur(x[1], expediteur); err == nil {
			t := &courrier.Tournee{Greffe: &dossier.Greffe{Journal: b, Horloge: aLHeure(jour)}, Depot: b, Identites: b, Carnet: b, Facteur: f, Pages: "https://jalon.exemple.fr"}
			_, err = t.Faire(ctx, jour)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// TestPlusieursProcessus : trois tournées à la fois, dont une tuée ; puis une dernière. Rien deux fois, et au plus le message
// que tenait celle qu'on a tuée ne se fait pas.
func TestPlusieursProcessus(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse string) {
		b := ouvrir(t, adresse)
		s := servir(t, "starttls", "PEINE=0.02")
		const n = 24
		ids := make([]string, n)
		for i := range ids {
			ids[i] = b.enReflexion("2026-11-05")
			b.dit(ids[i], fmt.Sprintf("personne%d@exemple.fr", i))
		}
		lancer := func() (*exec.Cmd, *strings.Builder) {
			c := exec.Command(os.Args[0])
			c.Env = append(os.Environ(), enfant+"="+adresse+" "+s.adresse()+" 2026-11-19")
			var dit strings.Builder
			c.Stderr = &dit
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			return c, &dit
		}
		tue, _ := lancer()
		a, ditA := lancer()
		z, ditZ := lancer()
		for limite := time.Now().Add(time.Minute); len(s.recus(t)) < 4 && time.Now().Before(limite); {
			time.Sleep(5 * time.Millisecond)
		}
		_ = tue.Process.Kill()
		_ = tue.Wait()
		for c, dit := range map[*exec.Cmd]*strings.Builder{a: ditA, z: ditZ} {
			if err := c.Wait(); err != nil {
				t.Errorf("%v : %s", err, dit)
			}
		}
		b.faire(s, "2026-11-19")
		recus := map[string]int{}
		for _, m := range s.recus(t) {
			recus[m.a]++
		}
		for a, k := range recus {
			if k != 1 {
				t.Errorf("%s a reçu %d messages", a, k)
			}
		}
		preuves := 0
		for _, id := range ids {
			p := b.preuves(id)
			if len(p) > 1 {
				t.Errorf("%d preuves", len(p))
			}
			preuves += len(p)
		}
		if len(recus) < n-1 || preuves < n-1 || preuves > len(recus) {
			t.Errorf("%d reçus et %d preuves, %d attendus, un de moins au plus", len(recus), preuves, n)
		}
		t.Logf("%d reçus, %d preuves", len(recus), preuves)
	})
}

// TestSauvegarde : le carnet suit une copie et un export ; la base reprise ne rappelle pas une seconde fois.
func TestSauvegarde(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse string) {
		b := ouvrir(t, adresse)
		s := servir(t, "starttls")
		b.dit(b.enReflexion("2026-11-05"), "bien@exemple.fr")
		b.faire(s, "2026-11-19")
		ctx := context.Background()
		dir := t.TempDir()
		if err := b.Sauvegarder(ctx, filepath.Join(dir, "sauvegarde.db")); err != nil {
			t.Fatal(err)
		}
		if _, err := sqlstore.Restaurer(ctx, filepath.Join(dir, "sauvegarde.db"), filepath.Join(dir, "restauree.db"), nil); err != nil {
			t.Fatal(err)
		}
		var texte strings.Builder
		if _, err := b.Exporter(ctx, &texte, nil); err != nil {
			t.Fatal(err)
		}
		reprise := ouvrir(t, filepath.Join(dir, "importee.db"))
		if _, err := reprise.Importer(ctx, strings.NewReader(texte.String()), nil); err != nil {
			t.Fatal(err)
		}
		for _, x := range []*banc{ouvrir(t, filepath.Join(dir, "restauree.db")), reprise} {
			if bilan := x.faire(s, "2026-11-20"); bilan.Messages != 0 {
				t.Errorf("la copie rappelle : %+v", bilan)
			}
			if bilan := x.faire(s, "2026-11-23"); bilan.Messages != 1 {
				t.Errorf("la copie ne rappelle plus : %+v", bilan)
			}
		}
	})
}
