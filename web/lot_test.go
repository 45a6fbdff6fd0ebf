package web_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"fmt"
	"html"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// envoi est ce qu'un navigateur poste : des champs, des fichiers par nom de champ.
type envoi struct {
	champs   map[string]string
	fichiers map[string]string
}

func (e envoi) poster(t testing.TB, chemin string) *httptest.ResponseRecorder {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for nom, v := range e.champs {
		if err := m.WriteField(nom, v); err != nil {
			t.Fatal(err)
		}
	}
	for nom, contenu := range e.fichiers {
		w, err := m.CreateFormFile(nom, nom+".csv")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(contenu)); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/employeur/"+chemin, &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	w := httptest.NewRecorder()
	site.ServeHTTP(w, r)
	return w
}

// page poste, et rend le texte de la page.
func (e envoi) page(t testing.TB, chemin string, statut int) string {
	t.Helper()
	r := e.poster(t, chemin)
	if r.Code != statut {
		t.Fatalf("%s : statut %d, attendu %d\n%.600s", chemin, r.Code, statut, r.Body)
	}
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(html.UnescapeString(r.Body.String()))
}

var cachee = regexp.MustCompile(`<input type="hidden" name="(fichiers|etat|au)" value="([^"]*)">`)

// porte reprend ce qu'une page transporte vers la suivante.
func porte(page string) envoi {
	e := envoi{champs: map[string]string{}}
	for _, m := range cachee.FindAllStringSubmatch(page, -1) {
		e.champs[m[1]] = m[2]
	}
	return e
}

// entete est celui des listes des essais.
const entete = "Matricule;Nom;Prénom;NIR;IBAN;Date de naissance;Date d'entrée;Salaire mensuel brut;CSP remis le\n"

// TestEmployeurRefus : ce qui ne se lit pas, ou vient d'ailleurs, rend une page qui dit quoi faire, jamais une panne.
func TestEmployeurRefus(t *testing.T) {
	bombe := func() string {
		var b bytes.Buffer
		z := gzip.NewWriter(base64.NewEncoder(base64.RawURLEncoding, &b))
		zeros := make([]byte, 1<<20)
		for range 100 {
			_, _ = z.Write(zeros)
		}
		_ = z.Close()
		return b.String()
	}
	for nom, c := range map[string]struct {
		e       envoi
		statut  int
		attendu string
	}{
		"rien":               {envoi{}, http.StatusUnprocessableEntity, "Aucun fichier n'est donné."},
		"trop":               {envoi{fichiers: map[string]string{"liste": strings.Repeat("a;b\n", 7<<20)}}, http.StatusRequestEntityTooLarge, "dépassent ensemble 24 Mo"},
		"pas de personne":    {envoi{fichiers: map[string]string{"liste": "a\n1\n"}}, http.StatusUnprocessableEntity, "À reprendre"},
		"image":              {envoi{fichiers: map[string]string{"liste": "\x89PNG\r\n\x1a\n\x00\x00\x00"}}, http.StatusUnprocessableEntity, "À reprendre"},
		"classeur abîmé":     {envoi{fichiers: map[string]string{"liste": "PK\x03\x04 et puis rien"}}, http.StatusUnprocessableEntity, "liste.csv"},
		"carte abîmée":       {envoi{fichiers: map[string]string{"liste": entete, "carte": "[1,2"}}, http.StatusUnprocessableEntity, "La carte des colonnes"},
		"carte inconnue":     {envoi{fichiers: map[string]string{"liste": entete + "1;Vidal;;;;;;;\n", "carte": `{"Nom":"pas.un.champ"}`}}, http.StatusUnprocessableEntity, "pas.un.champ"},
		"page forgée":        {envoi{champs: map[string]string{"fichiers": "H4sIAAAA"}}, http.StatusBadRequest, "Cette page est abîmée"},
		"page vide":          {envoi{champs: map[string]string{"fichiers": "%%%"}}, http.StatusBadRequest, "Cette page est abîmée"},
		"état forgé":         {envoi{champs: map[string]string{"etat": "abc"}, fichiers: map[string]string{"liste": entete}}, http.StatusBadRequest, "Cette page est abîmée"},
		"page qui se déplie": {envoi{champs: map[string]string{"fichiers": bombe()}}, http.StatusBadRequest, "Cette page est abîmée"},
	} {
		for _, chemin := range []string{"apercu", "resultat", "courriers.zip"} {
			t.Run(nom+" "+chemin, func(t *testing.T) {
				contient(t, c.e.page(t, chemin, c.statut), c.attendu, `role="alert"`, `type="file"`)
			})
		}
	}
	contient(t, envoi{fichiers: map[string]string{"liste": entete + "1;Vidal;;;;;;;\n"}}.page(t, "dsn", http.StatusUnprocessableEntity), "Aucun signalement de fin de contrat")
	contient(t, lire(t, "/employeur/apercu", http.StatusMethodNotAllowed), "rien n'en est gardé")

	r := httptest.NewRequest(http.MethodPost, "/employeur/apercu", strings.NewReader(""))
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	w := httptest.NewRecorder()
	site.ServeHTTP(w, r)
	if w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), "autre site") {
		t.Errorf("un envoi venu d'ailleurs : %d, %s", w.Code, w.Body)
	}
}

// TestEmployeurHostile : un texte du fichier n'est jamais écrit sans être protégé, ni un numéro montré en entier. Le
// NIR et l'IBAN sont ceux des exemples officiels.
func TestEmployeurHostile(t *testing.T) {
	const nir, iban = "255081416802538", "FR7630006000011234567890189"
	e := envoi{fichiers: map[string]string{"liste": entete + "<b>7</b>;<script>alert(1)</script>;=cmd;" + nir + ";" + iban + ";12/06/1980;08/01/2024;abc;02/03/2026\n" +
		"8;Vidal;Claire;" + nir + "9;FR00;12/06/1980;08/01/2024;3000;02/03/2026\n"}}
	for _, chemin := range []string{"apercu", "resultat", "personne"} {
		e.champs = map[string]string{"personne": "2"}
		brut := e.poster(t, chemin).Body.String()
		if strings.Contains(brut, "<script") || strings.Contains(brut, "<b>7") {
			t.Errorf("%s : un texte du fichier est écrit sans être protégé", chemin)
		}
		for _, secret := range []string{nir, iban} {
			if strings.Contains(brut, secret) {
				t.Errorf("%s : %s est montré en entier", chemin, secret)
			}
		}
		if !strings.Contains(brut, "&lt;script&gt;") {
			t.Errorf("%s : le nom n'est pas montré", chemin)
		}
	}
}

// TestEmployeurCorrige : une correction est prise, s'ajoute aux suivantes, et ce qui n'a pas changé n'en est pas une.
func TestEmployeurCorrige(t *testing.T) {
	e := envoi{fichiers: map[string]string{"liste": entete + "1;Vidal;Claire;;;31/02/1980;08/01/2024;3000;02/03/2026\n2;Roux;Paul;;;14/03/1979;14/05/2012;abc;02/03/2026\n"}}
	p := e.page(t, "apercu", http.StatusOK)
	contient(t, p, "2 refusées", `name="case.2.salarie.date_naissance" value="31/02/1980"`)
	e = porte(p)
	e.champs["case.2.salarie.date_naissance"] = "28/02/1980"
	e.champs["case.3.contrat.salaire_mensuel"] = "abc" // telle que la page la montrait
	p = e.page(t, "apercu", http.StatusOK)
	contient(t, p, "1 refusée", `name="case.3.contrat.salaire_mensuel" value="abc"`)
	e = porte(p)
	e.champs["case.3.contrat.salaire_mensuel"] = "2 650,00"
	e.champs["case.0.employeur.effectif"] = "62"
	e.champs["case.9999.nom"] = "personne n'a montré cette case"
	p = e.page(t, "apercu", http.StatusOK)
	contient(t, p, "0 refusée", `name="case.0.employeur.effectif" value="62"`)
	e = porte(p)
	e.champs["case.0.employeur.effectif"] = "1200"
	contient(t, e.page(t, "resultat", http.StatusOK), "Le congé de reclassement est à proposer")
}

// TestEmployeurDoubles : une rangée qui n'a rien à corriger en elle-même se montre seule, et se laisse de côté.
func TestEmployeurDoubles(t *testing.T) {
	e := envoi{fichiers: map[string]string{"liste": entete + strings.Repeat("1;Vidal;Claire;;;12/06/1980;08/01/2024;3000;02/03/2026\n", 2)}}
	p := e.page(t, "apercu", http.StatusOK)
	contient(t, p, "Vidal Claire, rangée 3", "Laisser cette rangée de côté", "même matricule")
	e = porte(p)
	e.champs["case.3."] = "oui"
	p = e.page(t, "apercu", http.StatusOK)
	contient(t, p, "1 personne dans la liste", "Reprendre la rangée 3")
	e = porte(p)
	e.champs["case.3."] = ""
	contient(t, e.page(t, "apercu", http.StatusOK), "2 personnes dans la liste", "même matricule")
}

// TestEmployeurColonnes : une liste dont aucun en-tête n'est connu montre ses colonnes ; les dire la fait lire.
func TestEmployeurColonnes(t *testing.T) {
	p := envoi{fichiers: map[string]string{"liste": "Zorg;Plip;Truc;Machin\nVidal;12/06/1980;08/01/2024;3000\n"}}.page(t, "apercu", http.StatusOK)
	contient(t, p, `role="alert"`, "Aucune colonne n'est reconnue", "Ce que dit la colonne Zorg", "Vidal")
	e := porte(p)
	for i, cle := range []string{"nom", "salarie.date_naissance", "contrat.debut", "contrat.salaire_mensuel"} {
		e.champs[fmt.Sprint("colonne.", i)] = cle
	}
	contient(t, e.page(t, "apercu", http.StatusOK), "1 personne dans la liste")
}

// TestEmployeurRienDePerdu : une demande qui ne peut pas être suivie garde les fichiers et ce qui a été tapé.
func TestEmployeurRienDePerdu(t *testing.T) {
	e := envoi{fichiers: map[string]string{"liste": entete + "1;Vidal;Claire;;;31/02/1980;08/01/2024;3000;02/03/2026\n"}}
	for nom, x := range map[string]struct {
		chemin string
		change map[string]string
		statut int
	}{
		"toutes de côté":   {"resultat", map[string]string{"case.2.": "oui"}, http.StatusUnprocessableEntity},
		"filtre sans rien": {"courriers.zip", map[string]string{"nom": "absent"}, http.StatusUnprocessableEntity},
		"jour illisible":   {"resultat", map[string]string{"au": "2026-02-30"}, http.StatusUnprocessableEntity},
		"sans désigner":    {"resultats.xlsx", map[string]string{"colonne.0": "", "colonne.1": "", "colonne.2": ""}, http.StatusUnprocessableEntity},
	} {
		t.Run(nom, func(t *testing.T) {
			s := porte(e.page(t, "apercu", http.StatusOK))
			s.champs["case.0.raison_sociale"] = "Ateliers du Ponant"
			for k, v := range x.change {
				s.champs[k] = v
			}
			p := s.page(t, x.chemin, x.statut)
			contient(t, p, `role="alert"`, "Revenir à votre liste et à ses corrections")
			contient(t, porte(p).page(t, "apercu", http.StatusOK), `value="Ateliers du Ponant"`, `value="31/02/1980"`)
		})
	}
}

// TestEmployeurPleinDeLettres : un motif de plusieurs lignes reste ce qu'il est, qu'on y touche ou non.
func TestEmployeurPleinDeLettres(t *testing.T) {
	const motif = "Baisse des commandes.\nFermeture de l'atelier."
	e := envoi{fichiers: map[string]string{"liste": entete + "1;Vidal;Claire;;;12/06/1980;08/01/2024;3000;02/03/2026\n"}}
	s := porte(e.page(t, "apercu", http.StatusOK))
	s.champs["case.0.motif"] = strings.ReplaceAll(motif, "\n", "\r\n") // tel qu'un navigateur l'envoie
	p := s.page(t, "apercu", http.StatusOK)
	contient(t, p, motif+"</textarea>", "Corrections prises : 1.")
	s = porte(p)
	s.champs["case.0.motif"] = strings.ReplaceAll(motif, "\n", "\r\n")
	s.champs["case.0.ville"] = "Nantes"
	contient(t, s.page(t, "apercu", http.StatusOK), motif+"</textarea>", "Corrections prises : 2.")
}

// TestEmployeurTotaux : la page, le classeur et les situations disent la même chose du même envoi. 10 ans à 3 000 € :
// l'indemnité est de 7 500 € (R1234-2), le préavis de deux mois fait 6 000 € de contribution, 42 % de charges en plus.
func TestEmployeurTotaux(t *testing.T) {
	e := envoi{champs: map[string]string{"au": "2026-03-10"}, fichiers: map[string]string{"liste": entete + strings.ReplaceAll("#;Nom#;Claire;;;12/06/1980;01/05/2016;3000;02/03/2026\n", "#", "1") +
		strings.ReplaceAll("#;Nom#;Claire;;;12/06/1980;01/05/2016;3000;02/03/2026\n", "#", "2")}}
	p := e.page(t, "apercu", http.StatusOK)
	e = porte(p)
	e.champs["case.0.employeur.effectif"], e.champs["case.0.contrat.taux_charges_patronales"] = "62", "42"
	p = e.page(t, "resultat", http.StatusOK)
	contient(t, p, "Réponses au CSP : 2 attendues", "12 000,00 €", "17 040,00 €")
	e = porte(p)

	f, err := excelize.OpenReader(e.poster(t, "resultats.xlsx").Body)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	trouve := false
	for _, feuille := range f.GetSheetList() {
		rangees, err := f.GetRows(feuille, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rangees {
			trouve = trouve || strings.Contains(strings.Join(r, "|"), "|12000|")
		}
	}
	if !trouve {
		t.Error("le classeur n'a pas le total de la contribution")
	}
	if n := strings.Count(e.poster(t, "situations.ndjson").Body.String(), "\n"); n != 2 {
		t.Errorf("%d situations, 2 attendues", n)
	}
	if carte := e.poster(t, "carte.json").Body.String(); !strings.Contains(carte, `"Date d'entrée": "contrat.debut"`) {
		t.Errorf("carte : %s", carte)
	}
	e.champs["nom"] = "nom1"
	z := e.poster(t, "courriers.zip").Body.Bytes()
	r, err := zip.NewReader(bytes.NewReader(z), int64(len(z)))
	if err != nil {
		t.Fatal(err)
	}
	papiers := 0
	for _, f := range r.File {
		if strings.HasSuffix(f.Name, ".pdf") {
			papiers++
		}
		if strings.Contains(f.Name, "Nom2") {
			t.Errorf("%s : cette personne n'est pas retenue", f.Name)
		}
	}
	if papiers < 2 {
		t.Errorf("%d papiers en PDF", papiers)
	}
	e.champs["nom"] = "absent"
	contient(t, e.page(t, "courriers.zip", http.StatusUnprocessableEntity), "Aucune des personnes retenues")
}

// TestEmployeurGrand : une grande liste montre l'avancement avant le résultat, et ses cent premières personnes.
func TestEmployeurGrand(t *testing.T) {
	var b strings.Builder
	b.WriteString(entete)
	for i := range 6000 {
		fmt.Fprintf(&b, "%d;Nom%x;Prénom%d;;;12/06/19%02d;%02d/0%d/20%02d;%d;02/03/2026\n", i, i*i*7919, i, 60+i%35, 1+i%28, 1+i%9, 5+i%19, 1800+i%2900)
	}
	e := envoi{champs: map[string]string{"au": "2026-03-10"}, fichiers: map[string]string{"liste": b.String()}}
	p := e.page(t, "resultat", http.StatusOK)
	contient(t, p, "<progress", "Lecture des fichiers", "6 000 personnes, page 1 sur 60", "</html>")
	if i, j := strings.Index(p, "<progress"), strings.Index(p, "<h1>"); i > j {
		t.Error("l'avancement vient après le résultat")
	}
	e.champs["page"], e.champs["tri"] = "60", "-0"
	contient(t, e.page(t, "resultat", http.StatusOK), "page 60 sur 60", `aria-sort="descending"`)
}

// TestEmployeurDSN : le message d'exemple, qui porte le motif 014 au lieu de 026, est comparé à la liste.
func TestEmployeurDSN(t *testing.T) {
	fin, err := os.ReadFile("../exemples/dsn-fictive-fin-de-contrat-deux-fautes.dsn")
	if err != nil {
		t.Fatal(err)
	}
	contient(t, envoi{fichiers: map[string]string{"fin": string(fin), "liste": listeDSN(t, string(fin))}}.page(t, "dsn", http.StatusOK), "Le message diffère des dossiers", "S21.G00.6")
}

// listeDSN écrit la liste de la personne d'un message, qui a accepté.
func listeDSN(t *testing.T, message string) string {
	t.Helper()
	lu := func(rubrique string) string {
		m := regexp.MustCompile(regexp.QuoteMeta(rubrique) + `,'([^']*)'`).FindStringSubmatch(message)
		if m == nil {
			t.Fatalf("le message n'a pas %s", rubrique)
		}
		return m[1]
	}
	jour := func(rubrique string) string {
		d := lu(rubrique)
		return d[:2] + "/" + d[2:4] + "/" + d[4:]
	}
	return "Nom;Prénom;Date de naissance;Date d'entrée;Salaire mensuel brut;CSP remis le;Réponse;Date de la réponse\n" +
		strings.Join([]string{lu("S21.G00.30.002"), lu("S21.G00.30.004"), jour("S21.G00.30.006"), jour("S21.G00.40.001"), "3000", "02/03/2026", "Acceptation", "10/03/2026"}, ";") + "\n"
}
