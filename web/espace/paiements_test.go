package espace_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"jalon/dossier"
	"jalon/internal/navigateur"
)

// dossierDe ouvre un dossier de l'opérateur de l'essai, et lui consigne des actes.
func (b *bureau) dossierDe(t *testing.T, reference string, actes ...string) *dossier.Dossier {
	t.Helper()
	d, err := b.espace.Greffe.Ouvrir(context.Background(), "essai", map[string]string{"reference": reference})
	for _, a := range append(slices.Clone(actes), "attribution operateur="+b.Organisations[0].ID) {
		mots := strings.Fields(a)
		s := &dossier.Saisie{Acte: mots[0], Valeurs: map[string]string{}}
		for _, m := range mots[1:] {
			cle, v, _ := strings.Cut(m, "=")
			s.Valeurs[cle] = v
		}
		if err == nil {
			d, err = b.espace.Greffe.Accomplir(context.Background(), d.ID, 0, "essai", s)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// claire : CSP du 24 mars 2026, 71,01 € net par jour ; mars vaut 568,08 €, avril 2 130,30 €, mai 2 201,31 €.
var claire = []string{
	"employeur effectif=62 engagement=2026-03-02", "salarie date_naissance=1980-06-12", "contrat debut=2024-01-08 salaire_mensuel=3000",
	"offre remise=2026-03-02 motif_ecrit_le=2026-03-02", "reponse decision=acceptation date=2026-03-10", "paiement date=2026-04-02 nature=asp montant=568.08 mois=2026-03",
}

// attendreEtat relit un état jusqu'à ce qu'il dise quelque chose.
func (a *agent) attendreEtat(chemin, dit string) string {
	a.t.Helper()
	for limite := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		p := a.lire(chemin, http.StatusOK)
		if strings.Contains(texte(p), dit) && !strings.Contains(p, "<progress") {
			return p
		}
		if time.Now().After(limite) {
			a.t.Fatalf("la page ne dit pas « %s » :\n%s", dit, texte(p))
		}
	}
}

var idEtat2017 = regexp.MustCompile(`état (2017-\d\d-[A-Z2-7]{8})`)

var idEtat = regexp.MustCompile(`état (2026-\d\d-[A-Z2-7]{8})`)

// TestPayerAvril : l'un prépare, l'autre valide ; chaque paiement est un fait qui dit les deux ; l'état figé ne se valide plus.
func TestPayerAvril(t *testing.T) {
	b := neuf(t)
	d := b.dossierDe(t, "AVRIL-1", claire...)
	bouge := b.dossierDe(t, "AVRIL-2", claire...)
	p, v := b.entrer(t, "payeur@demo.example"), b.entrer(t, "valideuse@demo.example")
	jeton := p.jeton()
	for mois, dit := range map[string]string{"2026-12": "n'a pas commencé", "avril": "n'est pas un mois", "1999-01": "trop ancien"} {
		contient(t, p.envoyer("/paiements", http.StatusUnprocessableEntity, "jeton", jeton, "mois", mois), dit, `value="`+mois+`"`)
	}
	page := p.envoyer("/paiements", http.StatusOK, "jeton", jeton, "mois", "2026-04")
	id := idEtat.FindStringSubmatch(texte(page))[1]
	etat := "/paiements/" + id
	page = p.attendreEtat(etat, "Préparé, à valider")
	contient(t, page, "Vous avez préparé cet état")
	// 30 jours à 71,01 € ; mars, l'entrée, en avait 8.
	page = p.envoyer(etat, http.StatusOK, "jeton", jeton, "q", "AVRIL-1")
	contient(t, page, "ASP, avril 2026", "2 130,30 €", "568,08 €", "30 jours au lieu de 8 ; Mars 2026 n'était pas entier")
	if strings.Contains(page, "AVRIL-2") {
		t.Error("la recherche montre un autre dossier")
	}
	empreinte := regexp.MustCompile(`<code class="coupe">([0-9a-f]{64})</code>`).FindStringSubmatch(page)[1]
	contient(t, p.envoyer(etat+"/valider", http.StatusForbidden, "jeton", jeton, "empreinte", empreinte), "C'est vous qui l'avez préparé ou proposé") // le sien
	if _, err := b.espace.Greffe.Accomplir(context.Background(), bouge.ID, 0, "essai", &dossier.Saisie{Acte: "note", Valeurs: map[string]string{"texte": "venue après"}}); err != nil {
		t.Fatal(err)
	}
	contient(t, v.lire(etat, http.StatusOK), "Valider")
	contient(t, v.envoyer(etat+"/valider", http.StatusConflict, "jeton", v.jeton(), "empreinte", "autre"), "Ces lignes ne sont pas celles")
	v.envoyer(etat+"/valider", http.StatusOK, "jeton", v.jeton(), "empreinte", empreinte)
	page = v.attendreEtat(etat, "Payé et figé")
	contient(t, page, "Empreinte de l'état figé", "par vous")
	page = v.lire(etat+"?voir=ecarte", http.StatusOK)
	contient(t, page, "AVRIL-2", "écarté")
	if !strings.Contains(page, `<a href="/paiements?mois=2026-04">Préparer un nouvel état</a>`) || page != v.lire(etat, http.StatusOK) {
		t.Error("l'état ne montre pas d'abord ce qu'il a écarté, ou ne mène pas à un nouvel état du même mois")
	}
	contient(t, v.lire("/paiements?mois=2026-04", http.StatusOK), `value="2026-04"`)
	contient(t, v.lire("/paiements?mois=avril", http.StatusOK), `value="2026-10"`)
	contient(t, p.lire("/dossiers/"+d.ID+"/compte", http.StatusOK), "30 jours à 71,01 € net (73,97 € brut)", "8 jours à 71,01 €")
	apres, err := b.espace.Greffe.Lire(context.Background(), d.ID)
	if err != nil || apres.Version() != d.Version()+1 {
		t.Fatalf("version %d, %v", apres.Version(), err)
	}
	contient(t, p.lire("/dossiers/"+d.ID, http.StatusOK), "Paiement fait", "par Lucie Petit, préparé par vous")
	k, err := apres.Compte()
	if err != nil || k.Verse.String() != "2698.38" { // 568,08 + 2 130,30
		t.Errorf("%v, %v", k, err)
	}
	if e, _ := b.espace.Greffe.Lire(context.Background(), bouge.ID); e.Version() != bouge.Version()+1 {
		t.Error("un dossier changé depuis la préparation a été payé")
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(p.lire(etat+"/export?forme=csv", http.StatusOK), "\ufeff")))
	r.Comma = ';'
	lignes, err := r.ReadAll()
	if i := slices.IndexFunc(lignes, func(l []string) bool { return l[1] == d.ID }); err != nil || i < 0 || lignes[i][5] != "2130.30" || lignes[i][9] != "paye" {
		t.Errorf("%v, %v", lignes, err)
	}
	if x := p.lire(etat+"/export?forme=xlsx", http.StatusOK); !strings.HasPrefix(x, "PK") {
		t.Error("le classeur n'en est pas un")
	}
	for qui, statut := range map[string]int{"conseillere@demo.example": 404, "employeur@demo.example": 404, "salarie@demo.example": 404, "admin@demo.example": 404, "autorite@demo.example": 404, "auditeur@demo.example": 200} {
		b.entrer(t, qui).lire(etat, statut)
	}
	if r := p.lire("/dossiers/"+d.ID+"/releve?mois=2026-04", http.StatusOK); !strings.HasPrefix(r, "%PDF") {
		t.Error("le relevé n'est pas un PDF")
	}
	p.lire("/dossiers/"+d.ID+"/releve?mois=avril", http.StatusBadRequest)
	b.entrer(t, "employeur@demo.example").lire("/dossiers/"+d.ID+"/releve?mois=2026-04", http.StatusNotFound)
}

// TestMoisPasFini : novembre se prépare le 20, et ne se valide pas avant d'être fini, le 1er décembre.
func TestMoisPasFini(t *testing.T) {
	b := neuf(t)
	p, v := b.entrer(t, "payeur@demo.example"), b.entrer(t, "valideuse@demo.example")
	page := p.envoyer("/paiements", http.StatusOK, "jeton", p.jeton(), "mois", "2026-11")
	etat := "/paiements/" + idEtat.FindStringSubmatch(texte(page))[1]
	page = v.attendreEtat(etat, "Préparé, à valider")
	contient(t, page, "L'état se valide à partir du 01/12/2026")
	empreinte := regexp.MustCompile(`<code class="coupe">([0-9a-f]{64})</code>`).FindStringSubmatch(page)[1]
	contient(t, v.envoyer(etat+"/valider", http.StatusUnprocessableEntity, "jeton", v.jeton(), "empreinte", empreinte), "Rien n'a été payé", "01/12/2026")
}

// TestDeciderADeux : la prime se propose, par l'un, et se valide, par l'autre ; refusée, elle dit pourquoi.
func TestDeciderADeux(t *testing.T) {
	b := neuf(t)
	d := b.dossierDe(t, "PRIME-1", append(claire[:5:5], "prebilan date=2026-03-30", "plan date=2026-04-20", "reprise_emploi debut=2026-08-24 nature=CDI salaire_mensuel=3100 heures_hebdo=35",
		"prime_demandee emploi=9 demande_prime_le=2026-09-01")...)
	p, v := b.entrer(t, "payeur@demo.example"), b.entrer(t, "valideuse@demo.example")
	page := p.lire("/dossiers/"+d.ID+"/aides", http.StatusOK)
	contient(t, page, "Prime de reclassement, emploi du 24/08/2026", "Ce que la loi demande", "Un an d'ancienneté dans l'emploi perdu", "pas vérifié", "3 920,41 €", "7 840,82 €", "Proposer de l'accorder")
	acte := "/dossiers/" + d.ID + "/actes/aide_decidee"
	const effet = "demandée, pas décidée accordée, 7 840,82 € à payer : première moitié 3 920,41 € dès le 25/08/2026, seconde moitié 3 920,41 € dès le 24/11/2026 si l'emploi est encore occupé"
	saisie := []string{"jeton", p.jeton(), "version", fmt.Sprint(d.Version()), "emploi", "9", "aide", "prime", "accordee", "oui", "date", "2026-11-20"}
	contient(t, p.envoyer(acte, http.StatusOK, append(saisie, "pas", "essai")...), "un autre agent devra valider", "Proposer à la validation", effet)
	page = p.envoyer(acte, http.StatusOK, append(saisie, "pas", "consigner")...)
	contient(t, page, "Proposé par vous", "Vous l'avez proposé", "Accordée : oui")
	inchange := func(quand string, version int) {
		t.Helper()
		if e, _ := b.espace.Greffe.Lire(context.Background(), d.ID); e.Version() != version {
			t.Fatalf("%s : version %d, %d attendue", quand, e.Version(), version)
		}
	}
	inchange("proposé", d.Version())
	liste := v.lire("/a-decider", http.StatusOK)
	m := regexp.MustCompile(`href="/a-decider/([A-Z2-7]{26})"`).FindStringSubmatch(liste)
	if m == nil {
		t.Fatal(texte(liste))
	}
	adresse := "/a-decider/" + m[1]
	contient(t, v.lire(adresse, http.StatusOK), "Ce que cela change", effet)                                                                  // qui valide lit ce qu'a lu qui propose
	contient(t, p.envoyer(adresse, http.StatusForbidden, "jeton", p.jeton(), "geste", "valider"), "C'est vous qui l'avez préparé ou proposé") // la sienne
	inchange("validé par qui propose", d.Version())
	contient(t, v.envoyer(adresse, http.StatusUnprocessableEntity, "jeton", v.jeton(), "geste", "refuser"), "Dites pourquoi")
	b.entrer(t, "prive@demo.example").lire(adresse, http.StatusNotFound)
	b.entrer(t, "salarie@demo.example").lire(adresse, http.StatusNotFound)
	contient(t, v.envoyer(adresse, http.StatusOK, "jeton", v.jeton(), "geste", "valider"), "Consigné : Décision sur une prime", "par vous, préparé par Paul Girard")
	inchange("validé", d.Version()+1)
	contient(t, v.lire(adresse, http.StatusOK), "Validé", "C'est le fait 12")
	v.envoyer(adresse, http.StatusOK, "jeton", v.jeton(), "geste", "valider") // deux fois
	inchange("validé deux fois", d.Version()+1)
	// Une seconde, refusée avec sa raison ; une troisième, dépassée par un fait venu depuis.
	saisie[3] = fmt.Sprint(d.Version() + 1)
	saisie = append(saisie, "accordee", "non", "pourquoi", "essai")
	for _, refus := range []bool{true, false} {
		p.envoyer(acte, http.StatusOK, append(saisie, "pas", "consigner")...)
		adresse = "/a-decider/" + regexp.MustCompile(`href="/a-decider/([A-Z2-7]{26})"`).FindStringSubmatch(v.lire("/a-decider", http.StatusOK))[1]
		if refus {
			contient(t, v.envoyer(adresse, http.StatusOK, "jeton", v.jeton(), "geste", "refuser", "raison", "déjà accordée"), "Refusé", "Raison : déjà accordée")
			continue
		}
		if _, err := b.espace.Greffe.Accomplir(context.Background(), d.ID, 0, "essai", &dossier.Saisie{Acte: "note", Valeurs: map[string]string{"texte": "x"}}); err != nil {
			t.Fatal(err)
		}
		contient(t, v.lire(adresse, http.StatusOK), "Le dossier a changé depuis", "La proposer de nouveau")
		contient(t, v.envoyer(adresse, http.StatusUnprocessableEntity, "jeton", v.jeton(), "geste", "valider"), "rien n'est consigné")
	}
	inchange("refusé, puis dépassé", d.Version()+2)
	// Un conseiller peut proposer, et ne valide pas.
	c := b.entrer(t, "conseillere@demo.example")
	c.lire("/a-decider", http.StatusOK)
	c.envoyer(adresse, http.StatusForbidden, "jeton", c.jeton(), "geste", "valider")
	// Un paiement tapé à la main demande deux personnes, lui aussi.
	contient(t, p.envoyer("/dossiers/"+d.ID+"/actes/paiement", http.StatusOK, "jeton", p.jeton(), "version", fmt.Sprint(d.Version()+2), "date", "2026-11-20", "nature", "asp", "mois", "2026-03", "montant", "1", "pas", "essai"), "Proposer à la validation")
}

// TestInduAVerifier : un trop-perçu de dix fois ce qui a été versé se dit avant d'être proposé, et à qui valide ; il se propose quand même.
func TestInduAVerifier(t *testing.T) {
	b := neuf(t)
	d := b.dossierDe(t, "INDU-1", claire...)
	p, v := b.entrer(t, "payeur@demo.example"), b.entrer(t, "valideuse@demo.example")
	const dit = "À vérifier Avec celui-ci, les trop-perçus notifiés et pas rendus font 5 680,80 €, plus que tout ce qui a été versé à la personne et qu'elle n'a pas rendu : 568,08 €"
	acte := "/dossiers/" + d.ID + "/actes/indu_notifie"
	saisie := []string{"jeton", p.jeton(), "version", fmt.Sprint(d.Version()), "date", "2026-11-20", "montant", "5680,80"}
	contient(t, p.envoyer(acte, http.StatusOK, append(saisie, "pas", "essai")...), dit, "reste à rendre — 5 680,80 €")
	contient(t, p.envoyer(acte, http.StatusOK, append(saisie, "pas", "consigner")...), "Vous l'avez proposé")
	m := regexp.MustCompile(`href="/a-decider/([A-Z2-7]{26})"`).FindStringSubmatch(v.lire("/a-decider", http.StatusOK))
	contient(t, v.lire("/a-decider/"+m[1], http.StatusOK), dit, "Valider et consigner")
	contient(t, p.envoyer(acte, http.StatusUnprocessableEntity, append(saisie[:7], "0", "pas", "essai")...), "une somme est attendue")
}

// proposee est l'adresse de la seule proposition qui attend.
func (a *agent) proposee() string {
	a.t.Helper()
	m := regexp.MustCompile(`href="(/a-decider/[A-Z2-7]{26})"`).FindStringSubmatch(a.lire("/a-decider", http.StatusOK))
	if m == nil {
		a.t.Fatal("aucune proposition n'attend")
	}
	return m[1]
}

// TestPayerDeuxFois : un second paiement de mars se dit à qui le propose et à qui le valide, avec ce qu'il fait au compte ; retiré, il se
// relit au centime. Annuler le premier dit ce qu'il n'en reste pas, et que l'employeur n'en lit rien.
func TestPayerDeuxFois(t *testing.T) {
	b := neuf(t)
	d := b.dossierDe(t, "DEUX-1", claire...)
	p, v := b.entrer(t, "payeur@demo.example"), b.entrer(t, "valideuse@demo.example")
	const dit = "ASP, mars 2026 : c'est déjà payé, 568,08 € pour 568,08 € dus ; ceci ferait 568,08 € de trop."
	effet := []string{dit, "ASP, mars 2026, versé 568,08 € 1 136,16 €", "ASP, mars 2026, versé en trop — 568,08 €"}
	acte := "/dossiers/" + d.ID + "/actes/paiement"
	saisie := []string{"jeton", p.jeton(), "version", fmt.Sprint(d.Version()), "date", "2026-11-20", "nature", "asp", "mois", "2026-03", "montant", "568,08"}
	contient(t, p.envoyer(acte, http.StatusOK, append(saisie, "pas", "essai")...), effet...)
	p.envoyer(acte, http.StatusOK, append(saisie, "pas", "consigner")...)
	adresse := v.proposee()
	contient(t, v.lire(adresse, http.StatusOK), effet...)
	contient(t, p.envoyer(adresse, http.StatusOK, "jeton", p.jeton(), "geste", "refuser", "raison", "double"), "Montant : 568,08 €", "Mois payé : mars 2026")
	page := p.envoyer("/dossiers/"+d.ID+"/actes/annulation", http.StatusOK, "jeton", p.jeton(), "version", fmt.Sprint(d.Version()), "corrige", "7", "pourquoi_corriger", "rejeté", "pas", "essai")
	contient(t, page, "ASP, mars 2026, versé 568,08 € —")
	if strings.Contains(page, "L'employeur lira") {
		t.Error("annuler un paiement dit que l'employeur le lira")
	}
}

// TestAideRefuseeAuCompte : la prime de 7 840,82 €, dont la moitié versée, se refuse à deux : rien n'en reste dû, et ce qui est versé est
// de trop. La page des aides ne la dit plus due, et ne propose que de revenir sur la décision.
func TestAideRefuseeAuCompte(t *testing.T) {
	b := neuf(t)
	d := b.dossierDe(t, "REFUS-1", append(claire[:5:5], "prebilan date=2026-03-30", "plan date=2026-04-20", "reprise_emploi debut=2026-08-24 nature=CDI salaire_mensuel=3100 heures_hebdo=35",
		"prime_demandee emploi=9 demande_prime_le=2026-09-01", "aide_decidee emploi=9 aide=prime accordee=oui date=2026-09-08", "paiement date=2026-09-10 nature=prime montant=3920.41")...)
	p, v := b.entrer(t, "payeur@demo.example"), b.entrer(t, "valideuse@demo.example")
	aides, compte := "/dossiers/"+d.ID+"/aides", "/dossiers/"+d.ID+"/compte"
	page := p.lire(aides, http.StatusOK)
	contient(t, page, "Due : Toutes les conditions sont réunies. Ce qui n'est pas encore connu : même emploi occupé trois mois", "Proposer de la refuser, malgré l'accord")
	if strings.Contains(page, "Proposer de l'accorder") {
		t.Error("une aide accordée se propose encore à accorder")
	}
	jamais := b.dossierDe(t, "REFUS-2", append(claire[:5:5], "prebilan date=2026-03-30", "plan date=2026-04-20", "reprise_emploi debut=2026-08-24 nature=CDI salaire_mensuel=3100 heures_hebdo=35")...)
	contient(t, p.lire("/dossiers/"+jamais.ID+"/aides", http.StatusOK), "Pas demandée : elle pouvait l'être jusqu'au 23/09/2026")
	p.envoyer("/dossiers/"+d.ID+"/actes/aide_decidee", http.StatusOK, "jeton", p.jeton(), "version", fmt.Sprint(d.Version()), "emploi", "9", "aide", "prime", "accordee", "non", "pourquoi", "relue", "date", "2026-11-20", "pas", "consigner")
	v.envoyer(v.proposee(), http.StatusOK, "jeton", v.jeton(), "geste", "valider")
	contient(t, p.lire(aides, http.StatusOK), "Refusée, rien n'en est dû. D'après les faits, elle l'était", "Proposer de l'accorder, malgré le refus", "À notifier à la personne : 3 920,41 €")
	contient(t, p.lire(compte, http.StatusOK), "Prime de reclassement — 0,00 € 3 920,41 € 0,00 € -3 920,41 €", "7 840,82 € devient 0,00 €", "L'ASP en net ; la prime et l'indemnité différentielle telles que la loi les donne")
}

// TestEcheancierVu : 710,10 € notifiés, à rendre en trois fois 240 € dès juillet, 300 € rendus : la page dit les échéances et le retard, et
// l'essai d'un échéancier ne prend pas sa première échéance pour une date fausse.
func TestEcheancierVu(t *testing.T) {
	b := neuf(t)
	d := b.dossierDe(t, "ECHE-1", append(slices.Clone(claire), "paiement date=2026-05-04 nature=asp montant=2130.30 mois=2026-04", "maladie debut=2026-04-01 fin=2026-04-10", "indu_notifie date=2026-06-08 montant=710.10",
		"echeancier debut=2026-07-05 mensualite=240 nombre=3 accepte_le=2026-06-20", "remboursement date=2026-07-05 nature=asp mois=2026-04 montant=300")...)
	p := b.entrer(t, "payeur@demo.example")
	contient(t, p.lire("/dossiers/"+d.ID+"/aides", http.StatusOK), "reste 410,10 €", "Rendu : 300,00 €", "Échéancier, 3 échéances · 410,10 € en retard", "05/07/2026 : 240,00 €, reçue", "05/08/2026 : 240,00 €, 60,00 € reçus", "05/09/2026 : 230,10 €")
	contient(t, p.lire("/dossiers/"+d.ID+"/compte", http.StatusOK), "ASP, avril 2026 : 710,10 € , 10 jours ; 300,00 € rendus, reste 410,10 €")
	page := p.envoyer("/dossiers/"+d.ID+"/actes/echeancier", http.StatusOK, "jeton", p.jeton(), "version", fmt.Sprint(d.Version()), "debut", "2026-12-05", "mensualite", "205,05", "nombre", "2", "accepte_le", "2026-11-20", "pas", "essai")
	if strings.Contains(page, "jour à venir") {
		t.Error("la première échéance d'un échéancier se dit un jour à venir, à vérifier")
	}
}

// TestEtatRemplace : deux états du même mois ; la liste dit ce que chacun paie, et lequel remplace l'autre.
func TestEtatRemplace(t *testing.T) {
	b := neuf(t)
	p := b.entrer(t, "payeur@demo.example")
	var etats []string
	for range 2 {
		etats = append(etats, idEtat.FindStringSubmatch(texte(p.envoyer("/paiements", http.StatusOK, "jeton", p.jeton(), "mois", "2026-04")))[1])
		p.attendreEtat("/paiements/"+etats[len(etats)-1], "Préparé, à valider")
	}
	contient(t, p.lire("/paiements/"+etats[0], http.StatusOK), "Remplacé : l'état "+etats[1])
	liste := p.lire("/paiements", http.StatusOK)
	contient(t, liste, "Préparé, à valider remplacé par l'état "+etats[1])
	if n := strings.Count(liste, "remplacé par"); n != 1 {
		t.Errorf("%d états remplacés", n)
	}
	page := p.lire("/paiements/"+etats[1], http.StatusOK)
	total := regexp.MustCompile(`À payer ([0-9  ]+,\d\d €)`).FindStringSubmatch(texte(page))
	if total == nil || strings.Count(texte(liste), total[1]) != 2 {
		t.Errorf("%v n'est pas dit de chacun des deux :\n%s", total, texte(liste))
	}
	// Avant l'essai, rien n'est à payer : il n'y a rien à valider.
	vide := idEtat2017.FindStringSubmatch(texte(p.envoyer("/paiements", http.StatusOK, "jeton", p.jeton(), "mois", "2017-01")))[1]
	p.attendreEtat("/paiements/"+vide, "Préparé, à valider")
	page = b.entrer(t, "valideuse@demo.example").lire("/paiements/"+vide, http.StatusOK)
	contient(t, page, "il n'y a rien à valider")
	if strings.Contains(page, "/valider") {
		t.Error("un état sans paiement se valide")
	}
}

// TestBloqueesDAbord : un état s'ouvre sur ce qui bloque, et chaque ligne mène à l'acte qui débloque, à défaut au dossier.
func TestBloqueesDAbord(t *testing.T) {
	b := neuf(t)
	muet := b.dossierDe(t, "BLOC-1", slices.Replace(slices.Clone(claire[:5]), 2, 3, "contrat debut=2024-01-08")...)
	ne := b.dossierDe(t, "BLOC-2", slices.Replace(slices.Clone(claire[:5]), 1, 2, "salarie residence=metropole")...)
	arret := b.dossierDe(t, "BLOC-3", append(slices.Clone(claire), "maladie debut=2026-04-11")...)
	p := b.entrer(t, "payeur@demo.example")
	etat := "/paiements/" + idEtat.FindStringSubmatch(texte(p.envoyer("/paiements", http.StatusOK, "jeton", p.jeton(), "mois", "2026-04")))[1]
	page := p.attendreEtat(etat, "Préparé, à valider")
	if page != p.lire(etat+"?voir=bloque", http.StatusOK) {
		t.Error("l'état ne s'ouvre pas sur les lignes bloquées")
	}
	for q, adresse := range map[string]string{
		"BLOC-1": `<a href="/dossiers/` + muet.ID + `/actes/contrat?corrige=4">Compléter : Le contrat`,
		"BLOC-2": `<a href="/dossiers/` + ne.ID + `">À demander à qui suit le dossier : La personne</a>`,
		"BLOC-3": `<a href="/dossiers/` + arret.ID + `/actes/maladie?corrige=8">Compléter : Arrêt de maladie, 11/04/2026</a>`,
	} {
		if page := p.envoyer(etat, http.StatusOK, "jeton", p.jeton(), "q", q); !strings.Contains(page, adresse) {
			t.Errorf("%s : %s n'est pas dans :\n%s", q, adresse, texte(page))
		}
	}
}

// TestPaiementsAccessibles : les pages de l'argent, avec des lignes de chaque sorte, sans faute d'accessibilité.
func TestPaiementsAccessibles(t *testing.T) {
	b := neuf(t)
	d := b.dossierDe(t, "PRIME-1", append(claire[:5:5], "prebilan date=2026-03-30", "plan date=2026-04-20", "reprise_emploi debut=2026-08-24 nature=CDI salaire_mensuel=3100 heures_hebdo=35",
		"prime_demandee emploi=9 demande_prime_le=2026-09-01")...)
	p := b.entrer(t, "payeur@demo.example")
	etat := "/paiements/" + idEtat.FindStringSubmatch(texte(p.envoyer("/paiements", http.StatusOK, "jeton", p.jeton(), "mois", "2026-10")))[1]
	p.attendreEtat(etat, "Préparé, à valider")
	saisie := []string{"jeton", p.jeton(), "version", fmt.Sprint(d.Version()), "emploi", "9", "aide", "prime", "accordee", "oui", "date", "2026-11-20", "pas", "consigner"}
	proposition := regexp.MustCompile(`href="/a-decider/([A-Z2-7]{26})"`)
	p.envoyer("/dossiers/"+d.ID+"/actes/aide_decidee", http.StatusOK, saisie...)
	m := proposition.FindStringSubmatch(p.lire("/a-decider", http.StatusOK))
	n := navigateur.Ouvrir(t, http.NotFoundHandler())
	n.URL = b.adresse
	o := n.Onglet(t)
	o.Fais(chromedp.Navigate(b.adresse + "/connexion"))
	o.Fais(chromedp.SendKeys("#courriel", "valideuse@demo.example"), chromedp.SendKeys("#mot_de_passe", b.MotDePasse))
	o.Valider("main button")
	for nom, chemin := range map[string]string{
		"paiements": "/paiements", "etat": etat, "etat-tout": etat + "?voir=tout", "a-decider": "/a-decider", "proposition": "/a-decider/" + m[1], "aides": "/dossiers/" + d.ID + "/aides", "compte-releve": "/dossiers/" + d.ID + "/compte",
	} {
		o.Fais(chromedp.Navigate(b.adresse + chemin))
		o.Axe(nom)
	}
}
