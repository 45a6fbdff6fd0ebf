package liasse_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"jalon/document/liasse"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/fait"
	"jalon/lot"
)

const (
	nir  = "284064410900148"
	iban = "FR7630006000011234567890189"
)

func unLot(noms ...string) *lot.Lot {
	l := &lot.Lot{Entreprise: lot.Entreprise{RaisonSociale: "Ateliers du Ponant", Ville: "Nantes", Signataire: "Claire Le Goff"}}
	for i, nom := range noms {
		p := lot.Personne{Rang: i + 2, Identite: lot.Identite{Matricule: "M", Civilite: "M.", Nom: nom, Prenom: "Zoé", Adresse: "1 rue", CodePostal: "44000", Ville: "Nantes", NIR: nir, IBAN: iban}}
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
	l := unLot("../../etc/passwd", `C:\Windows\CON`, "\u202efdp.exe", "😀", "=cmd|' /C calc'!A0", strings.Repeat("long", 300), "", "a;b\"c\r\nd", "CON", "-1", "Müller", "李", "@x")
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
				if c != "" && strings.ContainsAny(c[:1], "=+-@\t\r") {
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

var (
	sommes = regexp.MustCompile(`[0-9][0-9 ]*,[0-9]{2} €`)
	jours  = regexp.MustCompile(`[0-9]{1,2}(?:er)? (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre) 20[0-9]{2}`)
	blancs = regexp.MustCompile(`[\s\x{a0}\x{202f}]+`)
)

// TestLogiciels : un vrai traitement de texte ouvre chaque DOCX, un vrai lecteur chaque PDF, et les deux disent les
// mêmes sommes et les mêmes jours, autant de fois.
func TestLogiciels(t *testing.T) {
	dossier := t.TempDir()
	noms, contenus := lire(t, ecrire(t, unLot("Abel", "Martin", "Zola")))
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
	if len(docx) != 10 { // 3 sans réponse, 4 pour qui accepte, 3 pour qui refuse
		t.Fatalf("%d papiers", len(docx))
	}
	arguments := append([]string{"-env:UserInstallation=file://" + filepath.Join(dossier, "profil"), "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", dossier}, docx...)
	if sortie, err := exec.Command("soffice", arguments...).CombinedOutput(); err != nil {
		t.Fatalf("soffice : %v\n%s", err, sortie)
	}
	for _, d := range docx {
		base := strings.TrimSuffix(d, ".docx")
		lu, err := os.ReadFile(base + ".txt")
		if err != nil {
			t.Fatalf("LibreOffice n'ouvre pas %s : %v", filepath.Base(d), err)
		}
		imprime, err := exec.Command("pdftotext", "-raw", base+".pdf", "-").Output()
		if err != nil {
			t.Fatalf("pdftotext n'ouvre pas %s.pdf : %v", filepath.Base(base), err)
		}
		trier := func(b []byte) []string {
			s := blancs.ReplaceAllString(string(b), " ")
			l := append(sommes.FindAllString(s, -1), jours.FindAllString(s, -1)...)
			slices.Sort(l)
			return l
		}
		a, b := trier(lu), trier(imprime)
		if !slices.Equal(a, b) || len(a) < 3 {
			t.Errorf("%s : le DOCX dit %v\nle PDF dit %v", filepath.Base(base), a, b)
		}
	}
}
