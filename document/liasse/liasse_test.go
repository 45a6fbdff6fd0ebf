package liasse_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"

	"jalon/document/liasse"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/fait"
	"jalon/format"
	"jalon/lot"
)

const (
	nir  = "284064410900148"
	iban = "FR7630006000011234567890189"
)

func unLot(noms ...string) *lot.Lot {
	l := &lot.Lot{Entreprise: lot.Entreprise{RaisonSociale: "Ateliers du Ponant", Ville: "Nantes", Signataire: "Claire Le Goff"}}
	for i, nom := range noms {
		p := lot.Personne{Rang: i + 2, Formes: make([]string, len(lot.Champs)), Identite: lot.Identite{Matricule: "M", Civilite: "M.", Nom: nom, Prenom: "Zoé", Adresse: "1 rue", CodePostal: "44000", Ville: "Nantes", NIR: nir, IBAN: iban}}
		s := &p.Situation
		s.Employeur.Effectif = fait.N(62)
		s.Salarie.DateNaissance = calendrier.D(1984, 6, 12)
		s.Contrat = csp.Contrat{Debut: calendrier.D(2017, 9, 4), SalaireMensuel: argent.Euros(int64(2650 + i)), TauxCharges: argent.Ratio(42, 100)}
		s.Licenciement.Engagement, s.Proposition.Remise = calendrier.D(2026, 3, 2), calendrier.D(2026, 3, 2)
		if i%3 == 1 {
			s.Reponse = csp.Reponse{Decision: csp.Acceptation, Date: calendrier.D(2026, 3, 16)}
		}
		if i%3 == 2 {
			s.Reponse = csp.Reponse{Decision: csp.Refus, Date: calendrier.D(2026, 3, 16)}
		}
		l.Personnes = append(l.Personnes, p)
	}
	l.Etudier()
	return l
}

func ecrire(t testing.TB, l *lot.Lot) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := liasse.Ecrire(&b, l, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// lire rend les noms du ZIP, dans l'ordre, et leurs contenus.
func lire(t testing.TB, z []byte) (noms []string, contenus map[string]string) {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(z), int64(len(z)))
	if err != nil {
		t.Fatal(err)
	}
	contenus = map[string]string{}
	for _, f := range r.File {
		w, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(w)
		if err != nil {
			t.Fatalf("%s : %v", f.Name, err)
		}
		noms = append(noms, f.Name)
		contenus[f.Name] = string(b)
	}
	return noms, contenus
}

func rangees(t *testing.T, texte string) [][]string {
	t.Helper()
	texte, marque := strings.CutPrefix(texte, "\ufeff")
	if !marque {
		t.Error("le CSV n'a pas de marque UTF-8")
	}
	r := csv.NewReader(strings.NewReader(texte))
	r.Comma = ';'
	l, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestReproductible : les mêmes octets, quel que soit le nombre de fils et l'ordre du fichier ; trié sans accents.
func TestReproductible(t *testing.T) {
	noms := []string{"Zola", "Éluard", "eluard", "Œuvrard", "Ødegaard"}
	l := unLot(noms...)
	un := ecrire(t, l)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(5))
	slices.Reverse(l.Personnes)
	if deux := ecrire(t, l); !bytes.Equal(un, deux) {
		t.Error("deux écritures diffèrent")
	}
	entrees, _ := lire(t, un)
	var dossiers []string
	for _, n := range entrees {
		if d, _, dedans := strings.Cut(n, "/"); dedans && !slices.Contains(dossiers, d) {
			dossiers = append(dossiers, d)
		}
	}
	attendu := []string{"001_Eluard_Zoe", "002_eluard_Zoe", "003_Odegaard_Zoe", "004_Oeuvrard_Zoe", "005_Zola_Zoe"}
	if !slices.Equal(dossiers, attendu) {
		t.Errorf("dossiers %v, attendu %v", dossiers, attendu)
	}
}

var nomSur = regexp.MustCompile(`^(LISEZ-MOI\.txt|index\.csv|donnees-manquantes\.csv|[0-9]{3}(_[A-Za-z0-9-]{1,30}){0,2}/[1-5]-[a-z-]+\.(pdf|docx))$`)

// TestNomsHostiles : des noms de fichiers que tout système accepte, uniques ; rien dans les listes qu'un tableur
// prendrait pour une formule ; ni NIR ni IBAN.
func TestNomsHostiles(t *testing.T) {
	l := unLot("../../etc/passwd", `C:\Windows\CON`, "\u202efdp.exe", "😀", "=cmd|' /C calc'!A0", strings.Repeat("long", 300), "", "a;b\"c\r\nd", "CON", "-1", "Müller", "李", "@x", "＝1+1", "＋x", "－x", "＠x")
	l.Personnes[3].Etat = lot.Refusee
	noms, contenus := lire(t, ecrire(t, l))
	vus := map[string]bool{}
	for _, n := range noms {
		if !nomSur.MatchString(n) || vus[strings.ToLower(n)] {
			t.Errorf("nom %q", n)
		}
		vus[strings.ToLower(n)] = true
		if c := contenus[n]; strings.Contains(c, nir) || strings.Contains(c, iban) {
			t.Errorf("%s contient un NIR ou un IBAN", n)
		}
	}
	for _, f := range []string{liasse.Index, liasse.Manques} {
		for _, r := range rangees(t, contenus[f]) {
			for _, c := range r {
				if c != "" && strings.ContainsAny(string([]rune(c)[:1]), "=+-@\t\r＝＋－＠") {
					t.Errorf("%s : %q", f, c)
				}
			}
		}
	}
	index := rangees(t, contenus[liasse.Index])
	if i := slices.IndexFunc(index, func(r []string) bool {
		return strings.Contains(strings.Join(r, " "), "la rangée du fichier est refusée")
	}); i < 0 {
		t.Error("la personne refusée n'est pas dans la liste avec sa raison")
	}
	for _, r := range index[1:] {
		if r[12] != "" && (!vus[strings.ToLower(r[13])] || !vus[strings.ToLower(r[14])]) {
			t.Errorf("la liste parle d'un papier absent : %v", r)
		}
	}
}

// TestManques : ce qui manque à l'entreprise est dit une fois, ce qui manque à une personne à chaque papier.
func TestManques(t *testing.T) {
	l := unLot("Abel", "Martin")
	l.Personnes[0].Identite.Adresse = ""
	_, contenus := lire(t, ecrire(t, l))
	tout := rangees(t, contenus[liasse.Manques])
	n := func(mot string) (n int) {
		for _, r := range tout {
			if strings.HasPrefix(r[5], mot) {
				n++
			}
		}
		return n
	}
	if n("motif économique") != 1 || n("adresse") != 3 { // proposition, information, lettre conservatoire
		t.Errorf("%q", tout)
	}
}

// TestPersonne : un lot vide est un ZIP lisible, et l'avance compte chaque personne dans l'ordre.
func TestPersonne(t *testing.T) {
	noms, contenus := lire(t, ecrire(t, unLot()))
	if !slices.Equal(noms, []string{liasse.Index, liasse.Manques, liasse.LisezMoi}) || len(rangees(t, contenus[liasse.Index])) != 1 {
		t.Errorf("lot vide : %v", noms)
	}
	var suivi []int
	err := liasse.Ecrire(io.Discard, unLot("A", "B", "C"), func(faites, total int) { suivi = append(suivi, faites*10+total) })
	if err != nil || !slices.Equal(suivi, []int{13, 23, 33}) {
		t.Errorf("avance %v, %v", suivi, err)
	}
}

// court refuse d'écrire au-delà de quelques octets.
type court struct{ reste int }

func (c *court) Write(b []byte) (int, error) {
	if c.reste -= len(b); c.reste < 0 {
		return 0, io.ErrShortWrite
	}
	return len(b), nil
}

// TestDisquePlein : l'erreur dit quel papier, et les fils s'arrêtent ; un fil resté là ferait échouer la bulle.
func TestDisquePlein(t *testing.T) {
	l := unLot(slices.Repeat([]string{"Martin"}, 9)...)
	synctest.Test(t, func(t *testing.T) {
		err := liasse.Ecrire(&court{60_000}, l, nil)
		if !errors.Is(err, io.ErrShortWrite) || !strings.Contains(err.Error(), "vérifiez la place") {
			t.Error(err)
		}
	})
}

// TestFaute : une faute du programme dans les papiers d'une personne ne prive que celle-là des siens ; la liste et le
// mode d'emploi le disent.
func TestFaute(t *testing.T) {
	l := unLot("Martin", "Abel", "Sand", "Proust")
	l.Personnes[3].Formes = nil // une rangée lue n'est jamais ainsi
	noms, contenus := lire(t, ecrire(t, l))
	if n := slices.IndexFunc(noms, func(n string) bool { return strings.Contains(n, "Proust") }); n >= 0 || len(noms) < 20 {
		t.Errorf("%v", noms)
	}
	index := rangees(t, contenus[liasse.Index])
	proust := slices.IndexFunc(index, func(r []string) bool { return r[3] == "Proust" })
	if proust < 0 || index[proust][12] != "" || !strings.Contains(index[proust][17], "faute de jalon : signalez-la") {
		t.Errorf("%q", index)
	}
	if !strings.Contains(contenus[liasse.LisezMoi], "les papiers de 1 personne n’ont pas pu être faits") {
		t.Error(contenus[liasse.LisezMoi])
	}
}

var (
	sommes   = regexp.MustCompile(`[0-9][0-9 ]*,[0-9]{2} €`)
	jours    = regexp.MustCompile(`[0-9]{1,2}(?:er)? (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre) 20[0-9]{2}`)
	chiffres = regexp.MustCompile(`[0-9]{2}/[0-9]{2}/20[0-9]{2}`)
	sources  = regexp.MustCompile(`Règles et textes : .*? édition [0-9a-f.-]+`) // les dates des textes ne sont pas celles de la personne
	blancs   = regexp.MustCompile(`[\s\x{a0}\x{202f}]+`)
)

// listeLogiciels : une adhésion, une attente, un refus dont la fin du contrat est donnée, un silence, un préavis de plus
// de trois mois, une ancienneté de moins d'un an, un CSP non proposé.
const listeLogiciels = `Nom;Prénom;Date de naissance;Date d'entrée;Salaire mensuel brut;CSP remis le;Réponse;Date de la réponse;Fin du contrat;Préavis en mois;Indemnité de congés payés;Proposé par
Abel;Ève;12/06/1984;04/09/2017;2650;02/03/2026;Acceptation;16/03/2026;;;1045,48;
Camus;Ève;12/06/1984;14/05/2012;2650;02/03/2026;;;;;;
Martin;Ève;12/06/1984;02/05/2019;2811,37;10/03/2026;;;;;693,21;
Proust;Ève;01/02/1970;01/02/1999;4987,65;02/03/2026;Acceptation;20/03/2026;;4;;
Sand;Ève;12/06/1984;04/09/2017;2650;02/03/2026;;;;;;Personne
Verne;Ève;12/06/1994;01/09/2025;2222,22;02/03/2026;Acceptation;03/03/2026;;;365,30;
Zola;Ève;12/06/1984;14/05/2012;2650;02/03/2026;Refus;12/03/2026;10/05/2026;;;`

const entrepriseLogiciels = `Raison sociale;Ateliers du Ponant
Ville;Nantes
Effectif;62
Licenciements en trente jours;7
Entretien préalable le;02/03/2026
Motif écrit le;02/03/2026
Charges patronales (%);42`

func tableau(nom, texte string) lot.Tableau {
	t := lot.Tableau{Nom: nom}
	for i, ligne := range strings.Split(texte, "\n") {
		r := lot.Rangee{Rang: i + 1}
		for _, x := range strings.Split(ligne, ";") {
			r.Cases = append(r.Cases, lot.Case{Texte: x})
		}
		t.Rangees = append(t.Rangees, r)
	}
	return t
}

// enEuros écrit une somme comme une personne la lit : 10 158,33 €.
func enEuros(m argent.Montant) string {
	euros, centimes, _ := strings.Cut(m.String(), ".")
	for i := len(euros) - 3; i > 0; i -= 3 {
		euros = euros[:i] + " " + euros[i:]
	}
	return euros + "," + centimes + " €"
}

// enLettres écrit un jour comme une personne le lit : 23 mars 2026.
func enLettres(d calendrier.Date) string {
	an, mois, jour := d.Civil()
	j := strconv.Itoa(jour)
	if jour == 1 {
		j = "1er"
	}
	return j + " " + [...]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}[mois-1] + " " + strconv.Itoa(an)
}

func enChiffres(d calendrier.Date) string {
	an, mois, jour := d.Civil()
	return fmt.Sprintf("%02d/%02d/%d", jour, mois, an)
}

// attendu est ce que les papiers d'une personne disent : les passages de chacun, et toutes les sommes et tous les jours
// qui peuvent y être.
type attendu struct {
	passages map[string][][2]string // par papier : un libellé, sa valeur
	valeurs  []string
}

// attendre fait ce que « jalon calculer » dit de la situation écrite de cette personne : avant sa réponse ou après son
// acceptation ; et, si elle refuse ou se tait, avec la fin de contrat que la loi donne, posée à la main.
func attendre(t *testing.T, l *lot.Lot, p *lot.Personne, finSiRefus calendrier.Date) attendu {
	t.Helper()
	s, err := format.Lire(l.AppendSituation(nil, p))
	if err != nil {
		t.Fatal(err)
	}
	if s.Reponse.Decision != csp.Acceptation && s.Proposition.Par == csp.ParEmployeur {
		s.Reponse, s.Contrat.Fin = csp.Reponse{}, 0
	}
	d := csp.Calculer(s, nil)
	refus := *s
	refus.Reponse, refus.Contrat.Fin = csp.Reponse{Decision: csp.Refus, Date: d.Dates.FinReflexion}, finSiRefus
	r := csp.Calculer(&refus, nil)

	a := attendu{passages: map[string][][2]string{}}
	x, m := &d.Dates, &d.Montants
	salaire := s.Contrat.SalaireMensuel
	conges := s.Contrat.IndemniteConges(nil)
	for _, j := range []calendrier.Date{
		s.Proposition.Remise, s.Licenciement.Engagement, s.Contrat.Debut, p.Situation.Reponse.Date, finSiRefus, x.DebutReflexion, x.FinReflexion,
		x.Rupture, x.DebutCSP, x.FinCSPInitiale, x.FinDixiemeMois, x.LimitePrebilan, x.LimiteContestation, x.FinPrioriteReembauche, x.EcheanceContribution,
		x.EcheancePenalite, x.LettreAuPlusTot, r.Dates.FinPrioriteReembauche,
	} {
		if j.Connue() {
			a.valeurs = append(a.valeurs, enLettres(j), enChiffres(j))
		}
	}
	for _, v := range []argent.Montant{
		salaire, salaire.Fois(2), salaire.Fois(3), conges, m.SJR, m.ASPBrute, m.ASPBrute.Fois(30), m.ASPNette, m.IndemniteDue, m.PreavisTotal, m.PreavisSalarie,
		m.ContributionBrute, m.ContributionOperateur, m.Penalite, r.Montants.IndemniteDue,
	} {
		if v.Connu() {
			a.valeurs = append(a.valeurs, enEuros(v))
		}
	}
	mois := func(n argent.Fraction) string { return strings.ReplaceAll(n.String(), ".", ",") + " mois" }
	dire := func(papier, libelle, valeur string) {
		a.passages[papier] = append(a.passages[papier], [2]string{libelle, valeur})
	}
	jour := func(papier, libelle string, d calendrier.Date) {
		if !d.Connue() {
			t.Errorf("%s, %s : la date est inconnue, le test ne regarde rien", p.Identite.Nom, libelle)
			return
		}
		dire(papier, libelle, [...]string{"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"}[(int(d)+calage)%7]+" "+enLettres(d))
	}
	dates := func(papier string) {
		jour(papier, "Remise des documents", s.Proposition.Remise)
		jour(papier, "pour répondre commence", x.DebutReflexion)
		jour(papier, "Dernier jour pour répondre", x.FinReflexion)
		jour(papier, "Fin de votre contrat si vous acceptez", x.Rupture)
		jour(papier, "Premier jour du CSP si vous acceptez", x.DebutCSP)
	}
	payer := func(papier string) {
		dire(papier, "Indemnité de licenciement", enEuros(m.IndemniteDue))
		if m.PreavisSalarie.Positif() {
			dire(papier, "Part du préavis qui vous revient", enEuros(m.PreavisSalarie))
		}
		if conges.Positif() {
			dire(papier, "Congés payés restants", enEuros(conges))
		}
	}
	const proposition, information, conservatoire, accuse, sansCSP, contribution = "1-proposition", "2-information", "3-lettre-conservatoire", "4-accuse-acceptation", "4-suite-sans-csp", "5-contribution"
	if s.Proposition.Par != csp.ParEmployeur {
		dire(contribution, "2 mois de salaire brut :", enEuros(salaire.Fois(2)))
		return a
	}
	dates(proposition)
	dates(information)
	jour(information, "du", x.DebutCSP)
	jour(information, "au", x.FinCSPInitiale)
	dire(information, "ASP par jour, brute", enEuros(m.ASPBrute))
	dire(information, "Pour trente jours, brut", enEuros(m.ASPBrute.Fois(30)))
	dire(information, "retenue pour la retraite déduite", enEuros(m.ASPNette))
	if m.ASPTaux.Connue() {
		dire(information, "Salaire journalier de référence", enEuros(m.SJR))
		dire(information, "au plus tard le", enChiffres(x.FinDixiemeMois))
	} else {
		dire(information, "Durée de l'allocation", strconv.Itoa(d.ASP.DureeJours.Int())+" jours")
	}
	dire(information, "au plus tard le", enChiffres(x.LimitePrebilan))
	payer(information)
	switch p.Bilan.Issue {
	case lot.AAccepte:
		jour(accuse, "datée du", p.Situation.Reponse.Date)
		jour(accuse, "d'un commun accord", x.Rupture)
		jour(accuse, "Premier jour du CSP et de l'allocation", x.DebutCSP)
		jour(accuse, "Dernier jour pour contester la rupture ou son motif", x.LimiteContestation)
		jour(accuse, "Fin de votre priorité de réembauche, sur demande", x.FinPrioriteReembauche)
		payer(accuse)
		jour(contribution, "Ancienneté depuis", s.Contrat.Debut)
		dire(contribution, "Préavis qui aurait été fait", mois(m.PreavisMois))
		dire(contribution, "Indemnité de préavis, brute", enEuros(m.PreavisTotal))
		dire(contribution, "trois mois au plus, brute", enEuros(m.ContributionBrute))
		if m.ContributionBrute.Positif() {
			dire(contribution, "Contribution à payer, charges comprises", enEuros(m.ContributionOperateur))
			jour(contribution, "À payer au plus tard le", x.EcheanceContribution)
		}
		dire(contribution, "Part du préavis due à la personne, brute", enEuros(m.PreavisSalarie))
	case lot.ARefuse, lot.SEstTue:
		dire(sansCSP, "Votre préavis", mois(r.Montants.PreavisMois))
		jour(sansCSP, "Fin de votre contrat, préavis compris", finSiRefus)
		dire(sansCSP, "Indemnité de licenciement, brute", enEuros(r.Montants.IndemniteDue))
		jour(sansCSP, "Fin de votre priorité de réembauche, sur demande", r.Dates.FinPrioriteReembauche)
	}
	if p.Bilan.Issue == lot.EnAttente || p.Bilan.Issue == lot.SEstTue {
		jour(conservatoire, "Lors de l'entretien du", s.Licenciement.Engagement)
		jour(conservatoire, "il finit le", x.FinReflexion)
		dire(conservatoire, "Il est de", mois(r.Montants.PreavisMois))
	}
	return a
}

// calage met lundi à zéro : le 2 mars 2026 est un lundi.
var calage = 7 - int(calendrier.D(2026, 3, 2))%7

// TestLogiciels : un vrai traitement de texte ouvre chaque DOCX, un vrai lecteur chaque PDF. Les deux disent les mêmes
// sommes et les mêmes jours, autant de fois, et ce sont ceux que « jalon calculer » donne de la situation de la personne.
func TestLogiciels(t *testing.T) {
	dossier := t.TempDir()
	l, err := lot.Lire(&lot.Entree{Tableaux: []lot.Tableau{tableau("", listeLogiciels), tableau("Entreprise", entrepriseLogiciels)}, Au: calendrier.D(2026, 3, 25)})
	if err != nil {
		t.Fatal(err)
	}
	noms, contenus := lire(t, ecrire(t, l))
	var docx []string
	for _, n := range noms {
		plat := filepath.Join(dossier, strings.ReplaceAll(n, "/", "_"))
		if err := os.WriteFile(plat, []byte(contenus[n]), 0o600); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(n, ".docx") {
			docx = append(docx, plat)
		}
	}
	if len(docx) != 23 { // 4 pour chacune des trois adhésions et pour le silence, 3 en attente, 3 pour le refus, 1 sans offre
		t.Fatalf("%d papiers : %v", len(docx), noms)
	}
	arguments := append([]string{"-env:UserInstallation=file://" + filepath.Join(dossier, "profil"), "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", dossier}, docx...)
	if sortie, err := exec.CommandContext(t.Context(), "soffice", arguments...).CombinedOutput(); err != nil {
		t.Fatalf("soffice : %v\n%s", err, sortie)
	}
	if !strings.Contains(contenus[liasse.Manques], "au plus tôt le mercredi 11 mars 2026") {
		t.Error("le premier jour de la lettre conservatoire n'est pas dit")
	}
	for i := range l.Personnes {
		p := &l.Personnes[i]
		// La lettre part le 11 mars, après sept jours ouvrables pleins ; deux mois de préavis.
		a := attendre(t, l, p, calendrier.D(2026, 5, 10))
		papiers := 0
		for _, d := range docx {
			base := strings.TrimSuffix(d, ".docx")
			qui, papier, _ := strings.Cut(filepath.Base(base), "_Eve_")
			if !strings.HasSuffix(qui, "_"+p.Identite.Nom) {
				continue
			}
			papiers++
			comparerPapiers(t, base, p.Identite.Nom+", "+papier, a.passages[papier], a.valeurs)
			delete(a.passages, papier)
		}
		if papiers == 0 || len(a.passages) > 0 {
			t.Errorf("%s : %d papiers, et sans papier : %v", p.Identite.Nom, papiers, a.passages)
		}
	}
}

// comparerPapiers lit un papier deux fois, par LibreOffice et par poppler.
func comparerPapiers(t *testing.T, base, titre string, passages [][2]string, valeurs []string) {
	t.Helper()
	ecrit, err := os.ReadFile(base + ".txt")
	if err != nil {
		t.Errorf("LibreOffice n'ouvre pas %s.docx : %v", filepath.Base(base), err)
		return
	}
	imprime, err := exec.CommandContext(t.Context(), "pdftotext", "-raw", base+".pdf", "-").Output()
	if err != nil {
		t.Errorf("pdftotext n'ouvre pas %s.pdf : %v", filepath.Base(base), err)
		return
	}
	var vues [2][]string
	for i, b := range [][]byte{ecrit, imprime} {
		outil := [...]string{"DOCX", "PDF"}[i]
		texte := strings.ReplaceAll(blancs.ReplaceAllString(string(b), " "), "’", "'")
		if texte = sources.ReplaceAllString(texte, ""); strings.Contains(texte, "Convention CSP du") {
			t.Errorf("%s, %s : la note des sources n'est pas reconnue", titre, outil)
		}
		for _, x := range passages {
			if !dit(texte, x[0], x[1]) {
				t.Errorf("%s, %s : « %s %s » n'y est pas :\n%s", titre, outil, x[0], x[1], texte)
			}
		}
		for _, forme := range []*regexp.Regexp{sommes, jours, chiffres} {
			vues[i] = append(vues[i], forme.FindAllString(texte, -1)...)
		}
		for _, x := range vues[i] {
			if !slices.Contains(valeurs, x) {
				t.Errorf("%s, %s : %s n'est ni une somme ni un jour de cette personne", titre, outil, x)
			}
		}
		slices.Sort(vues[i])
	}
	if !slices.Equal(vues[0], vues[1]) || len(vues[0]) == 0 {
		t.Errorf("%s : le DOCX dit %v\nle PDF dit %v", titre, vues[0], vues[1])
	}
}

// dit trouve un libellé et sa valeur. Imprimée, une case dont le libellé tient sur deux lignes a sa valeur, et sa règle,
// au bout de la première.
func dit(texte, libelle, valeur string) bool {
	if strings.Contains(texte, libelle+" "+valeur) {
		return true
	}
	mots := strings.Split(libelle, " ")
	for n := len(mots) - 1; n > 2; n-- {
		forme := regexp.QuoteMeta(strings.Join(mots[:n], " ")+" "+valeur) + `( \(date estimée\))?( [A-Z]+-[0-9]+)? ` + regexp.QuoteMeta(strings.Join(mots[n:], " "))
		if regexp.MustCompile(forme).MatchString(texte) {
			return true
		}
	}
	return false
}
