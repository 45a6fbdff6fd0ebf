package xlsx

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"jalon/document/tableur"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/format"
	"jalon/lot"
)

// liste est un fichier de paie : des adhésions, des refus, des silences, une rangée refusée, une personne d'ancienneté
// courte, un nom qui imite une formule.
func liste(n int) []lot.Tableau {
	t := lot.Tableau{Rangees: []lot.Rangee{rangee(1, "Matricule", "Nom", "Prénom", "Date de naissance", "Date d'entrée", "Salaire mensuel brut", "Code postal", "NIR", "IBAN", "Charges patronales (%)", "Cadre", "Contrat", "Réponse", "Date de la réponse", "Vague", "Indemnité supra-légale", "Couleur")}}
	for i := range n {
		entree, reponse, jour, brut := "14/05/2012", "", "", strconv.Itoa(2000+i%900)+",55"
		switch i % 5 {
		case 1:
			reponse, jour = "Acceptation", "10/03/2026"
		case 2:
			reponse, jour = "Refus", "11/03/2026"
		case 3:
			entree = "01/09/2025"
		case 4:
			if i == 4 {
				brut = "beaucoup"
			}
		}
		nom := "Durand"
		if i == 1 {
			nom = "=1+1"
		}
		t.Rangees = append(t.Rangees, rangee(i+2, fmt.Sprintf("%05d", i), nom, "P"+strconv.Itoa(i), "15/09/1978", entree, brut, "01000", "", "FR1420041010050500013M02606", "42,5", "non", "CDI", reponse, jour, "1", "100", "bleu"))
	}
	e := lot.Tableau{Nom: "Entreprise", Rangees: []lot.Rangee{
		rangee(2, "Raison sociale", "@Atelier Duval"), rangee(3, "Effectif", "62"), rangee(4, "Convocation à l'entretien reçue le", "20/02/2026"),
		rangee(5, "Entretien préalable le", "02/03/2026"), rangee(6, "Motif écrit le", "02/03/2026"), rangee(7, "Licenciements en trente jours", "9"),
	}}
	return []lot.Tableau{t, e}
}

func rangee(rang int, textes ...string) lot.Rangee {
	r := lot.Rangee{Rang: rang}
	for _, s := range textes {
		r.Cases = append(r.Cases, lot.Case{Texte: s})
	}
	return r
}

var au = calendrier.D(2026, 3, 25)

func lotDe(t testing.TB, tableaux []lot.Tableau) *lot.Lot {
	t.Helper()
	l, err := lot.Lire(&lot.Entree{Tableaux: tableaux, Au: au})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func lotEcrit(t testing.TB, l *lot.Lot) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Lot(&b, l); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tableaux(t testing.TB, octets []byte) []lot.Tableau {
	t.Helper()
	c, err := tableur.Lire(bytes.NewReader(octets), int64(len(octets)), "lot.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	return c.Tableaux
}

func modele(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Modele(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestModele : chaque colonne se relit sous son champ, l'exemple se lit sans faute mais n'est pas une personne.
func TestModele(t *testing.T) {
	octets := modele(t)
	if !bytes.Equal(octets, modele(t)) {
		t.Error("deux écritures diffèrent")
	}
	lus := tableaux(t, octets)
	if len(lus) != 3 || len(lus[0].Rangees) != 2 || len(lus[1].Rangees) != len(lot.ChampsEntreprise)+1 {
		t.Fatalf("%d feuilles", len(lus))
	}
	for i := range lus {
		if len(lus[i].Remarques) > 0 && lus[i].Nom != feuilleEmploi {
			t.Errorf("%s : %+v", lus[i].Nom, lus[i].Remarques)
		}
	}
	if _, err := lot.Lire(&lot.Entree{Tableaux: lus}); err == nil || !strings.Contains(err.Error(), "aucune personne") {
		t.Errorf("l'exemple compte pour une personne : %v", err)
	}
	exemple := lus[0].Rangees[1]
	if naissance := exemple.Cases[4]; naissance != (lot.Case{Texte: "1978-09-15", Genre: lot.Jour}) {
		t.Errorf("naissance de l'exemple : %+v", naissance)
	}
	if salaire := exemple.Cases[15]; salaire != (lot.Case{Texte: "2650", Genre: lot.Nombre}) {
		t.Errorf("salaire de l'exemple : %+v", salaire)
	}
	exemple.Cases[0].Texte = "00042"
	l := lotDe(t, lus)
	for i, c := range l.Colonnes {
		if c.Cle != lot.Champs[i].Cle {
			t.Errorf("colonne %q : champ %q", c.Entete, c.Cle)
		}
	}
	p := &l.Personnes[0]
	if p.Etat == lot.Refusee || p.Identite.Matricule != "00042" {
		t.Errorf("%+v", p.Ecarts)
	}
	for i, c := range lot.Champs {
		if (c.Exemple == "") != (p.Formes[i] == "") {
			t.Errorf("%s : l'exemple %q se lit %q", c.Entete, c.Exemple, p.Formes[i])
		}
	}

	f := relire(t, octets).f
	controles, err := f.GetDataValidations(feuilleSalaries)
	if err != nil {
		t.Fatal(err)
	}
	genres := map[string]string{}
	for _, v := range controles {
		genres[strings.Split(v.Sqref, ":")[0]] = v.Type + " " + v.Formula1
	}
	for ou, attendu := range map[string]string{"E2": "date 3654", "P2": "decimal 0", "M2": `list "CDI,CDD,`, "AE2": `list "oui,non"`} {
		if !strings.HasPrefix(genres[ou], attendu) {
			t.Errorf("contrôle de %s : %q, %q attendu", ou, genres[ou], attendu)
		}
	}
	notes, err := f.GetComments(feuilleSalaries)
	if err != nil || len(notes) != len(lot.Champs) || !strings.HasPrefix(notes[2].Text, "Nécessaire.") {
		t.Errorf("%d notes (%v)", len(notes), err)
	}
	if x, _ := f.GetPanes(feuilleSalaries); !x.Freeze || x.YSplit != 1 {
		t.Error("têtes non figées")
	}
}

// TestLot : chaque chiffre du classeur est celui du lot, écrit comme recalculé ; rien n'y devient une formule, rien
// d'identifiant n'y est en entier.
func TestLot(t *testing.T) {
	l := lotDe(t, liste(12))
	octets := lotEcrit(t, l)
	if !bytes.Equal(octets, lotEcrit(t, lotDe(t, liste(12)))) {
		t.Error("deux écritures diffèrent")
	}
	x := relire(t, octets)
	feuilles := []string{feuilleSynthese, feuillePersonnes, feuilleCorriger, feuilleCalendrier, feuilleObligations, feuilleEntreprise}
	if vues := x.f.GetSheetList(); !slices.Equal(vues, feuilles) {
		t.Fatalf("feuilles %q", vues)
	}
	tetes := map[string]int{}
	lignes, err := x.f.GetRows(feuillePersonnes)
	if err != nil {
		t.Fatal(err)
	}
	for i, nom := range lignes[rangTetes-1] {
		tetes[nom] = i + 1
	}
	connus := 0
	for i, total := range l.Totaux.Sommes {
		colonne := tetes[lot.TeteSomme(i)]
		x.attendre(feuillePersonnes, case_(colonne, rangTotaux), total.Somme)
		for j := range l.Personnes {
			m := l.Personnes[j].Bilan.Sommes.Liste()[i]
			x.attendre(feuillePersonnes, case_(colonne, rangPersonnes+j), m)
			connus += b2i(m.Connu())
		}
	}
	if connus < 100 {
		t.Errorf("%d sommes connues seulement : le test ne regarde rien", connus)
	}
	for i, p := range l.Personnes {
		r := rangPersonnes + i
		if v := x.valeur(feuillePersonnes, case_(tetes["État de la rangée"], r)); v != p.Etat.String() {
			t.Errorf("rangée %d : %s", r, v)
		}
		v := x.valeur(feuillePersonnes, case_(tetes["Rupture si adhésion"], r))
		if d := p.Bilan.Dates.Rupture; d.Connue() && v != strconv.Itoa(serie(d)) || !d.Connue() && v != "" {
			t.Errorf("rangée %d, rupture %s : %q", r, d, v)
		}
	}
	if v := x.valeur(feuillePersonnes, case_(tetes["Salaire mensuel brut"], rangPersonnes+4)); v != "beaucoup" {
		t.Errorf("la valeur refusée n'est pas rendue : %q", v)
	}
	verifierSynthese(x, l)
	if p, _ := x.f.GetPanes(feuillePersonnes); !p.Freeze || p.YSplit != rangTetes || p.XSplit != 3 {
		t.Errorf("%+v", p)
	}
	for _, nom := range feuilles {
		lignes, err := x.f.GetRows(nom)
		if err != nil {
			t.Fatal(err)
		}
		for i, ligne := range lignes {
			for j, v := range ligne {
				if strings.Contains(v, "20041010050500013M026") {
					t.Errorf("%s : un IBAN en entier", nom)
				}
				if v == "=1+1" || v == "@Atelier Duval" {
					genre, _ := x.f.GetCellType(nom, case_(j+1, i+1))
					if f, _ := x.f.GetCellFormula(nom, case_(j+1, i+1)); f != "" || genre != excelize.CellTypeInlineString {
						t.Errorf("%s : %q est une formule", nom, v)
					}
				}
			}
		}
	}
	calendrierDuLot(x, l)
}

// verifierSynthese : les effectifs et les totaux, écrits et recalculés.
func verifierSynthese(x classeurLu, l *lot.Lot) {
	x.t.Helper()
	lignes, err := x.f.GetRows(feuilleSynthese)
	if err != nil {
		x.t.Fatal(err)
	}
	attendus := map[string]int{}
	for i, n := range l.Totaux.Etats {
		attendus[lot.NomsEtat[i]] = n
	}
	for i, n := range l.Totaux.Issues {
		attendus[lot.NomsIssue[i]] = n
	}
	vus := 0
	for i, ligne := range lignes {
		if len(ligne) == 0 {
			continue
		}
		if n, oui := attendus[ligne[0]]; oui {
			vus++
			calcule, err := x.f.CalcCellValue(feuilleSynthese, case_(2, i+1))
			if ligne[1] != strconv.Itoa(n) || calcule != ligne[1] {
				x.t.Errorf("%s : %s écrit, %s calculé, %d attendu (%v)", ligne[0], ligne[1], calcule, n, err)
			}
		}
		if j := slices.Index(lot.NomsSomme[:], ligne[0]); j >= 0 {
			vus++
			total := l.Totaux.Sommes[j]
			x.attendre(feuilleSynthese, case_(2, i+1), total.Somme)
			if ligne[2] != strconv.Itoa(total.Comptes) || ligne[3] != strconv.Itoa(total.Inconnus) {
				x.t.Errorf("%s : %q", ligne[0], ligne)
			}
		}
	}
	if vus != len(attendus)+lot.NbSommes {
		x.t.Errorf("%d lignes reconnues", vus)
	}
}

// calendrierDuLot : les jours se suivent, et chaque fin de réflexion y est, avec qui.
func calendrierDuLot(x classeurLu, l *lot.Lot) {
	x.t.Helper()
	lignes, err := x.f.GetRows(feuilleCalendrier)
	if err != nil {
		x.t.Fatal(err)
	}
	precedent, reponses := 0, 0
	for _, ligne := range lignes[1:] {
		jour, err := strconv.Atoi(ligne[0])
		if err != nil || jour < precedent {
			x.t.Errorf("jour %q après %d", ligne[0], precedent)
		}
		precedent = jour
		if ligne[1] == "Dernier jour pour répondre" {
			n, _ := strconv.Atoi(ligne[4])
			reponses += n
			if !strings.HasPrefix(ligne[5], "=1+1 P1, Durand P0, Durand P10, Durand P11, Durand P2, ") || strings.Contains(ligne[5], "Durand P4,") {
				x.t.Errorf("personnes : %q", ligne[5])
			}
		}
	}
	attendues := 0
	for _, p := range l.Personnes {
		attendues += b2i(p.Etat != lot.Refusee && p.Bilan.Dates.FinReflexion.Connue())
	}
	if reponses != attendues || attendues == 0 {
		x.t.Errorf("%d derniers jours, %d attendus", reponses, attendues)
	}
}

// TestLotRelu : le classeur rendu, relu comme une liste, donne les mêmes faits, et les réponses qu'on y ajoute.
func TestLotRelu(t *testing.T) {
	l := lotDe(t, liste(12))
	f, err := excelize.OpenReader(bytes.NewReader(lotEcrit(t, l)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for ou, v := range map[string]any{"D3": "Acceptation", "E3": serie(calendrier.D(2026, 3, 12)), "F3": "récépissé signé"} {
		if err := f.SetCellValue(feuillePersonnes, ou, v); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	relu := lotDe(t, tableaux(t, b.Bytes()))
	if len(relu.Personnes) != len(l.Personnes) {
		t.Fatalf("%d personnes", len(relu.Personnes))
	}
	for _, c := range relu.Colonnes {
		champ := slices.IndexFunc(lot.Champs, func(x lot.Champ) bool { return x.Entete == c.Entete })
		if champ >= 0 && c.Cle != lot.Champs[champ].Cle || champ < 0 && c.Cle != "" {
			t.Errorf("colonne %q : champ %q", c.Entete, c.Cle)
		}
	}
	for i := range l.Personnes {
		avant, apres := &l.Personnes[i], &relu.Personnes[i]
		for j, c := range lot.Champs {
			attendu := avant.Formes[j]
			switch {
			case c.Genre == lot.ChampNIR || c.Genre == lot.ChampIBAN:
				attendu = ""
			case i == 0:
				attendu = map[string]string{"reponse.decision": "acceptation", "reponse.date": "2026-03-12", "preuve_reponse": "récépissé signé"}[c.Cle] + attendu
			}
			if apres.Formes[j] != attendu {
				t.Errorf("personne %d, %s : %q, %q attendu", i, c.Entete, apres.Formes[j], attendu)
			}
		}
		if i > 0 && (apres.Etat != avant.Etat || apres.Bilan != avant.Bilan) {
			t.Errorf("personne %d : le bilan change, %v puis %v", i, avant.Etat, apres.Etat)
		}
	}
	if relu.Personnes[0].Bilan.Issue != lot.AAccepte || relu.Entreprise != l.Entreprise {
		t.Errorf("%v, %+v", relu.Personnes[0].Bilan.Issue, relu.Entreprise)
	}
}

// TestTri : le calendrier nomme les personnes par nom puis par prénom, sans égard aux accents ni aux capitales.
func TestTri(t *testing.T) {
	entree := liste(4)
	for i, noms := range [][2]string{{"ÉLUARD", "Zoé"}, {"Zola", "Émile"}, {"eluard", "Ève"}, {"Éluard", "Yann"}} {
		entree[0].Rangees[i+1].Cases[1].Texte, entree[0].Rangees[i+1].Cases[2].Texte = noms[0], noms[1]
	}
	x := relire(t, lotEcrit(t, lotDe(t, entree)))
	lignes, err := x.f.GetRows(feuilleCalendrier)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(lignes, func(l []string) bool { return l[1] == "Dernier jour pour répondre" })
	if i < 0 || lignes[i][5] != "eluard Ève, Éluard Yann, ÉLUARD Zoé, Zola Émile" {
		t.Errorf("%q", lignes)
	}
}

// TestACorriger : chaque ligne nomme ceux qu'elle concerne, une faute comme une chose à savoir.
func TestACorriger(t *testing.T) {
	x := relire(t, lotEcrit(t, lotDe(t, liste(12))))
	lignes, err := x.f.GetRows(feuilleCorriger)
	if err != nil {
		t.Fatal(err)
	}
	vues := map[string]int{}
	for _, l := range lignes[1:] {
		vues[l[2]+" "+l[1]]++
	}
	for _, attendu := range []string{"refusé Durand P4", "à savoir =1+1 P1, Durand P0, Durand P10 et 8 autres personnes"} {
		if vues[attendu] == 0 {
			t.Errorf("%q n'y est pas : %v", attendu, vues)
		}
	}
}

// TestFait : ce que le fichier dit fait l'est dans le calendrier. De onze personnes, cinq ont répondu, donc reçu les
// documents ; l'entretien n'est pas su.
func TestFait(t *testing.T) {
	entree := liste(12)
	entree[0].Rangees[0].Cases[16].Texte = "Contribution payée le"
	for i := range entree[0].Rangees[1:] {
		entree[0].Rangees[i+1].Cases[16].Texte = ""
	}
	entree[0].Rangees[2].Cases[16].Texte = "20/05/2026" // P1 et P6 adhèrent
	entree[0].Rangees[2].Cases[1].Texte = "Durand"
	x := relire(t, lotEcrit(t, lotDe(t, entree)))
	lignes, err := x.f.GetRows(feuilleCalendrier)
	if err != nil {
		t.Fatal(err)
	}
	vu := map[string]string{}
	for _, l := range lignes[1:] {
		vu[l[1]+" "+l[2]] += l[3]
	}
	for quoi, attendu := range map[string]string{"Remise des documents du CSP ": "5 sur 11", "Entretien préalable ": "", "Contribution à payer à l'opérateur, au plus tard ": "1 sur 3"} {
		if recu, oui := vu[quoi]; !oui || recu != attendu {
			t.Errorf("%s : %q, %q attendu (%v)", quoi, recu, attendu, vu)
		}
	}
}

// TestTextesLongs : une ligne ne dépasse pas les 409 points d'un tableur, ni une case ses 32 767 signes ; un texte coupé
// le montre.
func TestTextesLongs(t *testing.T) {
	for _, n := range []int{2_000, 5_000, 32_767, 40_000} {
		motif := strings.Repeat("é", n-1) + "z"
		l := lotDe(t, liste(5))
		rang := slices.IndexFunc(lot.Champs, func(c lot.Champ) bool { return c.Cle == "effet_emploi" })
		l.Personnes[0].Formes[rang] = motif
		l.Personnes[1].Ecarts = append(l.Personnes[1].Ecarts, lot.Ecart{Gravite: lot.Manque, Texte: motif})
		x := relire(t, lotEcrit(t, l))
		for feuille, attendues := range map[string]int{feuilleCorriger: 1, feuillePersonnes: 1} {
			lignes, err := x.f.GetRows(feuille)
			if err != nil {
				t.Fatal(err)
			}
			vues := 0
			for i, ligne := range lignes {
				if h, err := x.f.GetRowHeight(feuille, i+1); err != nil || h > 409 {
					t.Errorf("%s, rangée %d : %v points (%v)", feuille, i+1, h, err)
				}
				for _, c := range ligne {
					if !strings.HasPrefix(c, "ééé") {
						continue
					}
					vues++
					if r := []rune(c); len(r) != min(n, 32_767) || r[len(r)-1] != map[bool]rune{true: 'z', false: '…'}[n <= 32_767] {
						t.Errorf("%s : %d signes sur %d, le dernier est %q", feuille, len(r), n, r[len(r)-1])
					}
				}
			}
			if vues != attendues {
				t.Errorf("%s : %d textes longs", feuille, vues)
			}
		}
	}
}

// TestImpression : la liste s'imprime en paysage, à une taille lisible ; chaque page répète les têtes et les noms.
func TestImpression(t *testing.T) {
	x := relire(t, lotEcrit(t, lotDe(t, liste(5))))
	page, err := x.f.GetPageLayout(feuillePersonnes)
	if err != nil || *page.Orientation != "landscape" || *page.AdjustTo < 50 {
		t.Errorf("%+v (%v)", page, err)
	}
	if p, err := x.f.GetSheetProps(feuillePersonnes); err != nil || *p.FitToPage {
		t.Errorf("la liste tient sur une page de large (%v)", err)
	}
	if noms := x.f.GetDefinedName(); !slices.ContainsFunc(noms, func(n excelize.DefinedName) bool {
		return n.Name == "_xlnm.Print_Titles" && n.Scope == feuillePersonnes && n.RefersTo == "'Personnes'!$A:$C,'Personnes'!$1:$2"
	}) {
		t.Errorf("%+v", noms)
	}
}

// TestSansDisque : une feuille de plus de seize mégaoctets n'écrit rien sur le disque.
func TestSansDisque(t *testing.T) {
	dossier := t.TempDir()
	t.Setenv("TMPDIR", dossier)
	k, err := nouvelleSaisie("Essai", time.Unix(0, 0).UTC())
	if err != nil {
		t.Fatal(err)
	}
	defer k.f.Close()
	f := k.feuille("Essai", true, 1, 0)
	f.basse = true
	texte := strings.Repeat("x", 30_000)
	for range 700 {
		f.ecrire(texte)
	}
	if err := f.fermer(); err != nil {
		t.Fatal(err)
	}
	if traces, err := os.ReadDir(dossier); err != nil || len(traces) > 0 {
		t.Errorf("des fichiers temporaires : %v (%v)", traces, err)
	}
	var b bytes.Buffer
	if err := k.sortir(&b); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	if n, err := io.Copy(io.Discard, r); err != nil || n < 20<<20 {
		t.Errorf("%d octets (%v)", n, err)
	}
}

// TestLibreOffice : un vrai tableur ouvre les deux classeurs, y lit ce que « jalon calculer » dit de chaque personne, et
// refait lui-même les totaux. Ce qu'il enregistre se relit comme la même liste.
func TestLibreOffice(t *testing.T) {
	dossier := t.TempDir()
	l := lotDe(t, liste(12))
	const ajout = 1_000_00 // centimes ajoutés à chaque somme de la première personne, et une rangée dite refusée
	for nom, octets := range map[string][]byte{"lot": lotEcrit(t, l), "modele": modele(t), "change": lotChange(t, l, ajout)} {
		if err := os.WriteFile(filepath.Join(dossier, nom+".xlsx"), octets, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	// Le filtre CSV : point-virgule, guillemets, UTF-8, nombres bruts, toutes les feuilles.
	soffice(t, dossier, "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1", dossier, "lot.xlsx", "modele.xlsx", "change.xlsx")
	lignes := func(nom string) [][]string {
		octets, err := os.ReadFile(filepath.Join(dossier, nom))
		if err != nil {
			t.Fatal(err)
		}
		r := csv.NewReader(bytes.NewReader(octets))
		r.Comma, r.FieldsPerRecord = ';', -1
		x, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	personnes := lignes("lot-Personnes.csv")
	if vues := memesChiffres(t, l, personnes); vues < 150 {
		t.Errorf("%d sommes et dates vues", vues)
	}
	totauxRefaits(t, l, personnes, lignes("lot-Synthèse.csv"), 0)
	totauxRefaits(t, l, lignes("change-Personnes.csv"), lignes("change-Synthèse.csv"), ajout)
	if c := lignes("lot-Calendrier.csv"); c[1][0] != "02/20/2026" {
		t.Errorf("premier jour : %q", c[1])
	}
	exemple := lignes("modele-Salariés.csv")[1]
	if exemple[0] != "EXEMPLE" || exemple[4] != "09/15/1978" || exemple[15] != "2650" {
		t.Errorf("exemple : %q", exemple)
	}

	enregistre := filepath.Join(dossier, "enregistre")
	soffice(t, dossier, "xlsx", enregistre, "lot.xlsx")
	octets, err := os.ReadFile(filepath.Join(enregistre, "lot.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	relu := lotDe(t, tableaux(t, octets))
	if len(relu.Personnes) != len(l.Personnes) || relu.Entreprise != l.Entreprise || relu.Totaux != l.Totaux {
		t.Errorf("enregistré par LibreOffice : %d personnes, %+v", len(relu.Personnes), relu.Entreprise)
	}
	for i := range relu.Personnes {
		if avant, apres := &l.Personnes[i], &relu.Personnes[i]; apres.Bilan != avant.Bilan || apres.RemisePrevue != avant.RemisePrevue {
			t.Errorf("personne %d : %+v, puis %+v", i, avant.Bilan, apres.Bilan)
		}
	}
}

// recalculer demande à LibreOffice de refaire chaque formule en ouvrant un fichier : sinon, il montre les valeurs écrites.
const recalculer = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>`

// soffice convertit des fichiers du dossier. La langue est fixée : l'outil écrit alors les dates, et elles seules, à
// l'américaine.
func soffice(t *testing.T, dossier, filtre, vers string, noms ...string) {
	t.Helper()
	reglages := filepath.Join(dossier, "profil", "user")
	if err := os.MkdirAll(reglages, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(reglages, "registrymodifications.xcu"), []byte(recalculer), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, fin := context.WithTimeout(t.Context(), 3*time.Minute)
	defer fin()
	arguments := []string{"-env:UserInstallation=file://" + filepath.Join(dossier, "profil"), "--headless", "--convert-to", filtre, "--outdir", vers}
	for _, nom := range noms {
		arguments = append(arguments, filepath.Join(dossier, nom))
	}
	convertir := exec.CommandContext(ctx, "soffice", arguments...)
	convertir.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
	if sortie, err := convertir.CombinedOutput(); err != nil {
		t.Fatalf("%v : %s", err, sortie)
	}
}

// lotChange est le classeur du lot où chaque somme de la première personne est augmentée, et la deuxième dite refusée :
// les totaux écrits y restent les anciens.
func lotChange(t *testing.T, l *lot.Lot, ajout int64) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(lotEcrit(t, l)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	tetes, err := f.GetRows(feuillePersonnes)
	if err != nil {
		t.Fatal(err)
	}
	for i, m := range l.Personnes[0].Bilan.Sommes.Liste() {
		c := slices.Index(tetes[rangTetes-1], lot.TeteSomme(i)) + 1
		if err := f.SetCellValue(feuillePersonnes, case_(c, rangPersonnes), nombre(m.Plus(argent.Centimes(ajout)))); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SetCellValue(feuillePersonnes, case_(slices.Index(tetes[rangTetes-1], lot.TetesEtat[0])+1, rangPersonnes+1), lot.Refusee.String()); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// centimesLus lit une somme telle que LibreOffice l'écrit : 10158.33, 5300.
func centimesLus(s string) (int64, bool) {
	euros, reste, _ := strings.Cut(s, ".")
	n, err := strconv.ParseInt(euros+(reste + "00")[:2], 10, 64)
	return n, err == nil && len(reste) <= 2
}

// memesChiffres compare ce que LibreOffice lit de chaque personne à ce que « jalon calculer » dit de sa situation écrite,
// et compte ce qu'il a vu.
func memesChiffres(t *testing.T, l *lot.Lot, lues [][]string) (vues int) {
	t.Helper()
	for i := range l.Personnes {
		p, lue := &l.Personnes[i], lues[rangPersonnes-1+i]
		texte := func(tete string) string { return lue[slices.Index(lues[rangTetes-1], tete)] }
		if p.Etat == lot.Refusee {
			if texte(lot.TetesEtat[0]) != "refusée" || texte(lot.TeteSomme(0)) != "—" || texte("Rupture si adhésion") != "" {
				t.Errorf("rangée refusée : %q", lue)
			}
			continue
		}
		s, err := format.Lire(l.AppendSituation(nil, p))
		if err != nil {
			t.Fatal(err)
		}
		refus := s.Reponse.Decision == csp.Refus
		if refus {
			s.Reponse = csp.Reponse{} // les colonnes « si adhésion » d'un refus sont celles d'avant lui
		}
		d := csp.Calculer(s, nil)
		m := &d.Montants
		for tete, x := range map[string]argent.Montant{
			lot.TeteSomme(0): m.IndemniteDue, lot.TeteSomme(1): m.ContributionBrute, lot.TeteSomme(2): m.ContributionOperateur, lot.TeteSomme(3): m.PreavisSalarie,
			lot.TeteSomme(7): m.PreavisTotal, lot.TeteSomme(5): argent.Centimes(100_00), lot.TeteSomme(8): s.Contrat.SalaireMensuel.Fois(2), lot.TeteSomme(9): s.Contrat.SalaireMensuel.Fois(3),
			lot.TeteSomme(10): m.IndemniteDue.Plus(m.ContributionBrute).Plus(m.PreavisSalarie).Plus(argent.Centimes(100_00)),
		} {
			lu, oui := centimesLus(texte(tete))
			if oui != x.Connu() || oui && lu != x.Centimes() {
				t.Errorf("%s, %s : %q lu, %s calculé", p.Identite.Prenom, tete, texte(tete), x)
			}
			vues += b2i(oui)
		}
		jours := map[string]calendrier.Date{
			"Jour de remise prévu ou fait": s.Proposition.Remise, "Fin du délai de réflexion": d.Dates.FinReflexion, "Rupture si adhésion": d.Dates.Rupture,
			"Premier jour du CSP": d.Dates.DebutCSP, "Échéance de la contribution": d.Dates.EcheanceContribution,
			"Contestation jusqu'au": d.Dates.LimiteContestation, "Réembauche prioritaire jusqu'au": d.Dates.FinPrioriteReembauche,
		}
		if refus {
			delete(jours, "Réembauche prioritaire jusqu'au") // un an après une fin que la situation ne porte pas
		}
		for tete, x := range jours {
			attendue := ""
			if x.Connue() {
				an, mois, jour := x.Civil()
				attendue = fmt.Sprintf("%02d/%02d/%d", mois, jour, an)
				vues++
			}
			if texte(tete) != attendue {
				t.Errorf("%s, %s : %q lu, %q calculé", p.Identite.Prenom, tete, texte(tete), attendue)
			}
		}
	}
	return vues
}

// totauxRefaits : chaque total lu est la somme de sa colonne lue, dans les deux feuilles ; ajout et une rangée refusée de
// plus disent ce qui a été changé sans que les totaux écrits le soient.
func totauxRefaits(t *testing.T, l *lot.Lot, personnes, synthese [][]string, ajout int64) {
	t.Helper()
	for i, nom := range lot.NomsSomme {
		colonne := slices.Index(personnes[rangTetes-1], lot.TeteSomme(i))
		somme := int64(0)
		for _, r := range personnes[rangPersonnes-1:] {
			n, _ := centimesLus(r[colonne])
			somme += n
		}
		attendu := l.Totaux.Sommes[i].Somme.Centimes() + ajout
		if somme != attendu {
			t.Errorf("%s : les parts lues font %d, %d attendu", nom, somme, attendu)
		}
		rang := slices.IndexFunc(synthese, func(r []string) bool { return r[0] == nom })
		for ou, s := range map[string]string{feuillePersonnes: personnes[rangTotaux-1][colonne], feuilleSynthese: synthese[rang][1]} {
			if lu, oui := centimesLus(s); !oui || lu != somme {
				t.Errorf("%s, %s : total %q, la colonne fait %d centimes", ou, nom, s, somme)
			}
		}
	}
	attendues := l.Totaux.Etats[lot.Refusee] + b2i(ajout != 0)
	if r := slices.IndexFunc(synthese, func(r []string) bool { return r[0] == lot.Refusee.String() }); synthese[r][1] != strconv.Itoa(attendues) {
		t.Errorf("rangées refusées : %q, %d attendu", synthese[r], attendues)
	}
}
