package espace_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	ical "github.com/arran4/golang-ical"
	"github.com/xuri/excelize/v2"

	"jalon/acces"
	"jalon/dossier"
	"jalon/droit/calendrier"
)

var adresseAgenda = regexp.MustCompile(`/agenda/[A-Za-z0-9_-]{43}\.ics`)

// TestAgenda : ouvert, il donne d'un dossier du compte la prochaine date qui est la sienne, sans nom ; renouvelé ou fermé, l'ancienne adresse
// répond comme une adresse qui n'a jamais été.
func TestAgenda(t *testing.T) {
	b := neuf(t)
	a, dehors := b.entrer(t, "conseillere@demo.example"), &agent{t, b, &http.Client{}}
	if p := a.lire("/mon-compte", http.StatusOK); adresseAgenda.MatchString(p) || !strings.Contains(p, "Ouvrir mon agenda") {
		t.Fatal("un agenda se montre avant d'être ouvert")
	}
	ouvrir := func() string {
		t.Helper()
		p := a.envoyer("/mon-compte/agenda", http.StatusOK, "jeton", a.jeton())
		x := adresseAgenda.FindString(p)
		if x == "" {
			t.Fatal("l'adresse de l'agenda ne se montre pas")
		}
		return x
	}
	adresse := ouvrir()
	if adresseAgenda.MatchString(a.lire("/mon-compte", http.StatusOK)) {
		t.Error("l'adresse se montre deux fois")
	}
	texte, entetes := dehors.emporter(adresse, http.StatusOK)
	if !strings.HasPrefix(entetes.Get("Content-Type"), "text/calendar") {
		t.Errorf("type %q", entetes.Get("Content-Type"))
	}
	// Attendu d'après les fiches : celles de l'organisation, jusqu'au 400e jour, dont la prochaine date est de l'opérateur. Là où un
	// autre doit agir avant, la sienne ne vient qu'après.
	f := dossier.Filtre{Datees: true}
	f.Operateur = b.Organisations[0].ID
	fiches, err := b.espace.Greffe.Journal.Fiches(context.Background(), f)
	if err != nil {
		t.Fatal(err)
	}
	an, mois, jour := b.espace.Horloge().Date()
	aujourdhui := calendrier.D(an, int(mois), jour)
	autres := map[string]string{} // par dossier
	var voulus, lus []string
	for _, x := range fiches {
		date := strings.ReplaceAll(x.Prochaine.String(), "-", "")
		if x.Attend != "Opérateur" {
			autres[x.Dossier+"@jalon"] = date
		} else if x.Prochaine <= aujourdhui.Plus(400) {
			voulus = append(voulus, x.Dossier+"@jalon "+date)
		}
	}
	cal, err := ical.ParseCalendar(bytes.NewReader(texte))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range cal.Events() {
		date := e.GetProperty(ical.ComponentPropertyDtStart).Value
		if avant, la := autres[e.Id()]; !la {
			lus = append(lus, e.Id()+" "+date)
		} else if date < avant {
			t.Errorf("%s : %s vient avant la prochaine date du dossier, %s", e.Id(), date, avant)
		}
		if u := e.GetProperty(ical.ComponentPropertyUrl).Value; u != b.adresse+"/dossiers/"+strings.TrimSuffix(e.Id(), "@jalon") {
			t.Errorf("le lien est %s", u)
		}
	}
	slices.Sort(voulus)
	slices.Sort(lus)
	if len(lus) < 20 || !slices.Equal(voulus, lus) {
		t.Errorf("%d dates, %d attendues", len(lus), len(voulus))
	}
	deplie := strings.ReplaceAll(string(texte), "\r\n ", "")
	noms := a.lire("/journee?conseiller=", http.StatusOK)
	for _, m := range regexp.MustCompile(`<a href="/dossiers/[A-Z0-9]+">([^<]+)</a>`).FindAllStringSubmatch(noms, -1) {
		if strings.Contains(m[1], " ") && strings.Contains(deplie, m[1]) { // sans nom, c'est la référence
			t.Errorf("l'agenda nomme %s", m[1])
		}
	}
	sous, _ := dehors.emporter(adresse+"?conseiller=moi", http.StatusOK)
	if siens := bytes.Count(sous, []byte("BEGIN:VEVENT")); siens == 0 || siens >= len(cal.Events()) {
		t.Errorf("%d dates pour ses seuls dossiers, sur %d", siens, len(cal.Events()))
	}

	neuve := ouvrir()
	ancienne, _ := dehors.emporter(adresse, http.StatusNotFound)
	jamais, _ := dehors.emporter("/agenda/"+strings.Repeat("A", 43)+".ics", http.StatusNotFound)
	if !bytes.Equal(ancienne, jamais) {
		t.Error("une adresse d'hier ne répond pas comme une adresse qui n'a jamais été")
	}
	dehors.emporter(neuve, http.StatusOK)
	dehors.emporter(strings.TrimSuffix(neuve, ".ics"), http.StatusNotFound)
	a.envoyer("/mon-compte/agenda-fermer", http.StatusOK, "jeton", a.jeton())
	dehors.emporter(neuve, http.StatusNotFound)
	b.entrer(t, "auditeur@demo.example").envoyer("/mon-compte/agenda", http.StatusForbidden, "jeton", b.entrer(t, "auditeur@demo.example").jeton())

	// Un compte fermé ferme son agenda.
	derniere := ouvrir()
	c, err := b.espace.Garde.Depot.CompteDe(context.Background(), "conseillere@demo.example")
	if err != nil {
		t.Fatal(err)
	}
	c.Desactive = true
	if err := b.espace.Garde.Depot.EcrireCompte(context.Background(), c); err != nil {
		t.Fatal(err)
	}
	dehors.emporter(derniere, http.StatusNotFound)
}

// TestAgendaDeChacun : le même dossier donne à chacun ses dates, et à la personne le dernier jour de son CSP. Offre du 2 mars 2026,
// acceptée le 10, CSP du 24 mars 2026 au 23 mars 2027, allocation de mars payée : les papiers sont arrivés. À la personne : se
// déclarer, dès le 24 mars ; une somme réclamée le 1er octobre, deux mois ; contester la rupture, un an après l'adhésion ; demander la
// réembauche, un an après la rupture ; s'inscrire, le lendemain du dernier jour. À l'employeur : ses sommes à la rupture, le 23 mars, la
// contribution le 25 mai. À l'opérateur : le pré-bilan, huit jours après le premier.
func TestAgendaDeChacun(t *testing.T) {
	b := neuf(t)
	d := b.poser(t, "essai", map[string]string{"reference": "AG-1", "siret": "73282932000074"}, append(contrat[:3:3], offre, "reponse decision=acceptation date=2026-03-10", "entree date=2026-03-24",
		"paiement date=2026-04-05 nature=asp montant=600 mois=2026-03", "indu_notifie date=2026-10-01 montant=100", "attribution operateur="+b.Organisations[0].ID)...)
	o, err := b.espace.Garde.CreerOrganisation(context.Background(), acces.Console, acces.Organisation{Nom: "Forges d'essai", Sorte: acces.SorteEntreprise, SIRET: "73282932000074"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		a       *agent
		voulues []string
	}{
		{b.inviter(t, acces.Invitation{Courriel: "ag@essai.example", Role: acces.Salarie, Organisation: b.Organisations[0].ID, Dossier: d.ID}), []string{"20260324", "20261201", "20270310", "20270323", "20270323", "20270324"}},
		{b.inviter(t, acces.Invitation{Courriel: "ag-e@essai.example", Role: acces.Employeur, Organisation: o.ID}), []string{"20260323", "20260525"}},
		{b.entrer(t, "conseillere@demo.example"), []string{"20260401"}},
	} {
		adresse := adresseAgenda.FindString(c.a.envoyer("/mon-compte/agenda", http.StatusOK, "jeton", c.a.jeton()))
		texte, _ := (&agent{t, b, &http.Client{}}).emporter(adresse, http.StatusOK)
		cal, err := ical.ParseCalendar(bytes.NewReader(texte))
		if err != nil {
			t.Fatal(err)
		}
		var lues []string
		vus := map[string]bool{}
		for _, e := range cal.Events() {
			if !strings.HasPrefix(e.Id(), d.ID) {
				continue
			}
			if lues = append(lues, e.GetProperty(ical.ComponentPropertyDtStart).Value); vus[e.Id()] {
				t.Errorf("deux dates s'appellent %s", e.Id())
			}
			vus[e.Id()] = true
			if dit := e.GetProperty(ical.ComponentPropertySummary).Value; strings.Contains(dit, "100,00") || strings.Contains(dit, "Camille") {
				t.Errorf("l'agenda dit « %s »", dit)
			}
		}
		slices.Sort(lues)
		if !slices.Equal(lues, c.voulues) {
			t.Errorf("dates %v, %v attendues", lues, c.voulues)
		}
	}
}

// TestAgendaSansVie : un agenda va à un logiciel d'ailleurs. Aucun ne dit ce qui est arrivé à une personne : un emploi, un arrêt, une
// dette, une réponse. Ces dates y sont, sous un titre qui vaut pour tous et la règle ; ce que chaque CSP connaît s'y dit en clair.
func TestAgendaSansVie(t *testing.T) {
	b := neuf(t)
	o, err := b.espace.Garde.CreerOrganisation(context.Background(), acces.Console, acces.Organisation{Nom: "Forges d'essai", Sorte: acces.SorteEntreprise, SIRET: "73282932000074"})
	if err != nil {
		t.Fatal(err)
	}
	const adhesion, emploi = "reponse decision=acceptation date=2026-03-10", "reprise_emploi debut=2026-11-09 nature=CDI salaire_mensuel=2400 heures_hebdo=35 heures_identiques=oui"
	suivi := []string{offre, adhesion, "entree date=2026-03-24", "prebilan date=2026-03-30", "plan date=2026-04-20", "bilan_etape date=2026-07-30"}
	paye := "paiement date=2026-04-05 nature=asp montant=600 mois=2026-03"
	type dit struct{ role, titre string }
	regles := map[string]int{} // celles des titres couverts, par rôle
	for i, c := range []struct {
		actes   []string
		attendu []dit
	}{
		{append(suivi[:6:6], emploi), []dit{{"salarie", "Une démarche à faire (PRIME-01)"}}},
		{append(suivi[:6:6], emploi, "idr_demandee emploi=11 demande_idr_le=2026-11-12"), []dit{{"conseiller", "Une démarche à faire (PRIME-06)"}, {"payeur", "Une démarche à faire (PRIME-06)"}}},
		{append(suivi[:6:6], "courrier_avant_terme date=2026-11-03", "periode_travail debut=2026-05-04 fin=2026-06-30 nature=CDD accord=non salaire_mensuel=2000 heures_hebdo=35"), []dit{{"conseiller", "Une démarche à faire (WORK-07)"}, {"payeur", "Une démarche à faire (WORK-07)"}}},
		{append(suivi[:6:6], paye, "indu_notifie date=2026-10-01 montant=100"), []dit{{"salarie", "Une démarche à faire (RET-03)"}, {"employeur", "Payer à France Travail la contribution du préavis"}}},
		{append(suivi[:6:6], "refus_action date=2026-11-02"), []dit{{"conseiller", "Une démarche à faire (EXIT-03)"}}},
		{[]string{offre, "reponse decision=refus date=2026-03-10"}, nil},
		{suivi[:3], []dit{{"conseiller", "Tenir l'entretien individuel de pré-bilan"}, {"salarie", "Dernier jour du CSP"}}},
		// Embauchée le 2 juin 2025, elle a deux ans pour demander l'indemnité : jusqu'au 2 juin 2027, au plus 400 jours d'ici.
		{[]string{
			strings.ReplaceAll(contrat[0], "2026-03-02", "2025-01-06"), contrat[1], strings.Replace(contrat[2], "2024-01-08", "2023-01-09", 1), strings.ReplaceAll(offre, "2026-03-02", "2025-01-06"), "reponse decision=acceptation date=2025-01-14",
			"prebilan date=2025-02-03", "plan date=2025-02-20", strings.Replace(emploi, "2026-11-09", "2025-06-02", 1),
		}, []dit{{"salarie", "Une démarche à faire (IDR-06)"}}},
	} {
		reference := fmt.Sprint("V-", i)
		if !strings.HasPrefix(c.actes[0], "employeur") {
			c.actes = append(contrat[:3:3], c.actes...)
		}
		d := b.poser(t, "essai", map[string]string{"reference": reference, "siret": "73282932000074"}, append(c.actes, "attribution operateur="+b.Organisations[0].ID)...)
		titres := map[string][]string{}
		for role, a := range map[string]*agent{
			"salarie":    b.inviter(t, acces.Invitation{Courriel: fmt.Sprint("v", i, "@essai.example"), Role: acces.Salarie, Organisation: b.Organisations[0].ID, Dossier: d.ID}),
			"employeur":  b.inviter(t, acces.Invitation{Courriel: fmt.Sprint("v", i, "-e@essai.example"), Role: acces.Employeur, Organisation: o.ID}),
			"conseiller": b.entrer(t, "conseillere@demo.example"), "payeur": b.entrer(t, "payeur@demo.example"),
		} {
			adresse := adresseAgenda.FindString(a.envoyer("/mon-compte/agenda", http.StatusOK, "jeton", a.jeton()))
			texte, _ := (&agent{t, b, &http.Client{}}).emporter(adresse, http.StatusOK)
			cal, err := ical.ParseCalendar(bytes.NewReader(texte))
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range cal.Events() {
				if !strings.HasPrefix(e.Id(), d.ID) {
					continue
				}
				titre := strings.ReplaceAll(e.GetProperty(ical.ComponentPropertySummary).Value, "\\", "")
				titres[role] = append(titres[role], strings.TrimPrefix(titre, "CSP "+reference+" · "))
				for _, x := range []string{titre, e.GetProperty(ical.ComponentPropertyDescription).Value} {
					if m := vie.FindString(strings.ReplaceAll(x, adresse, "")); m != "" {
						t.Errorf("%s, %s : l'agenda dit « %s » (%s)", reference, role, titre, m)
					}
				}
				regles[role]++
			}
		}
		for _, x := range c.attendu {
			if !slices.Contains(titres[x.role], x.titre) {
				t.Errorf("%s, %s : %q, « %s » attendu", reference, x.role, titres[x.role], x.titre)
			}
		}
	}
	for _, role := range []string{"salarie", "employeur", "conseiller", "payeur"} {
		if regles[role] < 5 {
			t.Errorf("%s : %d dates, trop peu", role, regles[role])
		}
	}
}

// vie est ce qui dirait d'une personne ce qui lui est arrivé : un jour, une somme, un emploi, une dette, une réponse.
var vie = regexp.MustCompile(`\d\d/\d\d/\d{4}|€|l'emploi du|prime|différentielle|contrat|arrêté|trop-perçu|contestation|contrainte|autorité|refus`)

// TestAgendaFrein : un agenda demandé sans cesse attend, et le voisin n'en souffre pas.
func TestAgendaFrein(t *testing.T) {
	b := neuf(t)
	instant := b.espace.Horloge().Truncate(time.Minute)
	b.espace.Horloge = func() time.Time { return instant }
	dehors := &agent{t, b, &http.Client{}}
	a, autre := b.entrer(t, "payeur@demo.example"), b.entrer(t, "conseiller@demo.example")
	adresse := adresseAgenda.FindString(a.envoyer("/mon-compte/agenda", http.StatusOK, "jeton", a.jeton()))
	voisine := adresseAgenda.FindString(autre.envoyer("/mon-compte/agenda", http.StatusOK, "jeton", autre.jeton()))
	for range 10 {
		dehors.emporter(adresse, http.StatusOK)
	}
	_, entetes := dehors.emporter(adresse, http.StatusTooManyRequests)
	if entetes.Get("Retry-After") == "" {
		t.Error("rien ne dit combien attendre")
	}
	for range 30 {
		dehors.emporter("/agenda/faux.ics", http.StatusNotFound)
	}
	dehors.emporter("/agenda/faux.ics", http.StatusTooManyRequests)
	dehors.emporter(voisine, http.StatusOK)
	instant = instant.Add(time.Minute)
	dehors.emporter(adresse, http.StatusOK)
}

// beaucoup est un journal dont les fiches sont inventées, d'après un dossier qui ne l'est pas.
type beaucoup struct {
	dossier.Journal
	modele string
	fiches []dossier.Fiche
}

func (j *beaucoup) Lire(ctx context.Context, _ string) ([]dossier.Fait, error) {
	return j.Journal.Lire(ctx, j.modele)
}

func (j *beaucoup) Fiches(_ context.Context, q dossier.Filtre) ([]dossier.Fiche, error) {
	i := 0
	if q.Depuis.Dossier != "" {
		i = 1 + slices.IndexFunc(j.fiches, func(f dossier.Fiche) bool { return f.Dossier == q.Depuis.Dossier })
	}
	return j.fiches[i:min(len(j.fiches), i+q.Borne())], nil
}

// TestBeaucoupDeDossiers : dix mille dossiers dans un agenda, vingt mille dans un export, et ce qui dépasse est dit.
func TestBeaucoupDeDossiers(t *testing.T) {
	b := neuf(t)
	a := b.entrer(t, "conseillere@demo.example")
	adresse := adresseAgenda.FindString(a.envoyer("/mon-compte/agenda", http.StatusOK, "jeton", a.jeton()))
	an, mois, jour := b.espace.Horloge().Date()
	modele := b.poser(t, "essai", map[string]string{"reference": "X"}, append(contrat[:3:3], offre, "reponse decision=acceptation date=2026-03-10")...)
	j := &beaucoup{Journal: b.espace.Greffe.Journal, modele: modele.ID}
	for i := range 20_001 {
		sorte := "csp" // sa date est celle du modèle
		if i%25 == 0 {
			sorte = "casp"
		}
		j.fiches = append(j.fiches, dossier.Fiche{Dossier: fmt.Sprintf("X%06d", i), Sorte: sorte, Reference: fmt.Sprint("R", i), Attend: "Opérateur", Quoi: "finir la cellule", Prochaine: calendrier.D(an, int(mois), jour).Plus(i / 25)})
	}
	b.espace.Greffe.Journal = j
	j.fiches = j.fiches[:10_026]
	depart := time.Now()
	texte, _ := (&agent{t, b, &http.Client{}}).emporter(adresse, http.StatusOK)
	if n := bytes.Count(texte, []byte("BEGIN:VEVENT")); n != 401*25 { // du jour même au 400e ; le 401e n'y est pas
		t.Errorf("%d dates, %d attendues", n, 401*25)
	}
	t.Logf("agenda de dix mille dossiers : %d Ko, %v", len(texte)>>10, time.Since(depart))
	j.fiches = j.fiches[:20_001]
	depart = time.Now()
	texte, _ = a.emporter("/journee/export?&forme=csv", http.StatusOK)
	lignes := strings.Split(strings.TrimSuffix(string(texte), "\r\n"), "\r\n")
	if len(lignes) != 20_002 || !strings.HasPrefix(lignes[20_000], "R19999;") || !strings.Contains(lignes[20_001], "coupée à 20 000") {
		t.Errorf("%d lignes, la dernière « %s »", len(lignes), lignes[len(lignes)-1])
	}
	t.Logf("export de vingt mille dossiers : %v", time.Since(depart))
	j.fiches = j.fiches[:20_000]
	if texte, _ = a.emporter("/journee/export?forme=csv", http.StatusOK); bytes.Contains(texte, []byte("coupée")) {
		t.Error("vingt mille dossiers tout juste se disent coupés")
	}
}

// TestExport : la liste telle qu'elle se voit, toutes ses pages, dans le même ordre, sans formule.
func TestExport(t *testing.T) {
	b := neuf(t)
	a := b.entrer(t, "payeur@demo.example")
	piege, err := b.espace.Greffe.Ouvrir(context.Background(), "test", map[string]string{"sorte": "csp", "reference": "=1+1"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.espace.Registre.Dire(context.Background(), piege.ID, "test", map[string]string{"nom": "@SOMME(A1)", "prenom": "+1"}); err != nil {
		t.Fatal(err)
	}
	var vus []string // les pages, l'une après l'autre
	lien, qui := regexp.MustCompile(`href="([^"]+)">Les suivants`), regexp.MustCompile(`<th scope="row"><a href="/dossiers/([A-Z0-9]+)">`)
	for page := "/journee?conseiller="; page != ""; {
		p := a.lire(page, http.StatusOK)
		for _, m := range qui.FindAllStringSubmatch(p, -1) {
			vus = append(vus, m[1])
		}
		m := lien.FindStringSubmatch(p)
		if page = ""; m != nil {
			page = strings.ReplaceAll(m[1], "&amp;", "&")
		}
	}
	if len(vus) < 150 {
		t.Fatalf("%d dossiers vus", len(vus))
	}
	p := a.lire("/journee?etat=", http.StatusOK)
	contient(t, p, `href="/journee/export?etat=&amp;forme=csv"`)
	brut, entetes := a.emporter("/journee/export?etat=&forme=csv", http.StatusOK)
	if !bytes.HasPrefix(brut, []byte("\ufeffQui;Référence;")) || !strings.Contains(entetes.Get("Content-Disposition"), "dossiers.csv") {
		t.Errorf("%.40q, %v", brut, entetes)
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(brut, []byte("\ufeff"))))
	r.Comma = ';'
	lignes, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var lus []string
	for _, l := range lignes[1:] {
		lus = append(lus, l[len(l)-1])
		for _, x := range l {
			if x != "" && strings.ContainsRune("=+-@\t", rune(x[0])) {
				t.Errorf("une case commence comme une formule : %q", x)
			}
		}
	}
	if !slices.Equal(lus, vus) {
		t.Errorf("%d dossiers exportés, %d vus, ou dans un autre ordre", len(lus), len(vus))
	}
	if !strings.Contains(string(brut), "'+1 @SOMME(A1);'=1+1;") {
		t.Error("le piège n'y est pas, ou pas désarmé")
	}
	brut, _ = a.emporter("/journee/export?forme=xlsx", http.StatusOK)
	x, err := excelize.OpenReader(bytes.NewReader(brut))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	rangees, err := x.GetRows(x.GetSheetName(0))
	if err != nil || len(rangees) != len(lignes) || rangees[1][len(rangees[1])-1] != vus[0] {
		t.Errorf("%d rangées au classeur, %d attendues, %v", len(rangees), len(lignes), err)
	}
	brut, _ = a.emporter("/journee/export?forme=csv&retard=oui", http.StatusOK)
	if n := bytes.Count(brut, []byte("\r\n")) - 1; n == 0 || n >= len(vus) {
		t.Errorf("%d dossiers en retard sur %d", n, len(vus))
	}
	a.emporter("/journee/export?forme=exe", http.StatusNotFound)
	b.entrer(t, "admin@demo.example").emporter("/journee/export?forme=csv", http.StatusForbidden)
	autre := b.entrer(t, "prive@demo.example")
	brut, _ = autre.emporter("/journee/export?forme=csv", http.StatusOK)
	if n := bytes.Count(brut, []byte("\r\n")) - 1; n == 0 || n > len(vus)/4 {
		t.Errorf("l'opérateur privé emporte %d dossiers sur %d", n, len(vus))
	}
	audit := 0
	if err := b.base.ParcourirAudit(context.Background(), compte(&audit)); err != nil || audit < 4 {
		t.Errorf("%d exports au registre, %v", audit, err)
	}
}

// compte compte les exports faits.
func compte(n *int) func(*acces.LigneAudit) error {
	return func(l *acces.LigneAudit) error {
		if l.Geste == acces.Exporter && l.Issue == acces.Fait {
			*n++
		}
		return nil
	}
}
