package lot

import (
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/format"
)

// tableau fait un tableau d'un texte à points-virgules, comme le lecteur de fichiers le rend.
func tableau(t testing.TB, texte string) Tableau {
	t.Helper()
	r := csv.NewReader(strings.NewReader(strings.TrimSpace(texte)))
	r.Comma, r.FieldsPerRecord = ';', -1
	lignes, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var x Tableau
	for i, l := range lignes {
		rangee := Rangee{Rang: i + 1}
		for _, s := range l {
			rangee.Cases = append(rangee.Cases, Case{Texte: strings.TrimSpace(s)})
		}
		x.Rangees = append(x.Rangees, rangee)
	}
	return x
}

const entreprise = `
Raison sociale;Atelier Duval
Effectif;62
Entretien préalable le;02/03/2026
Motif écrit le;02/03/2026
Charges patronales (%);42
`

const entete = "Matricule;Nom;Prénom;Date de naissance;Date d'entrée;Salaire mensuel brut;Réponse;Date de la réponse;Motif écrit le\n"

func lotDe(t testing.TB, liste, societe string, au calendrier.Date, corrections ...Correction) *Lot {
	t.Helper()
	l, err := Lire(&Entree{Tableaux: []Tableau{tableau(t, liste), tableau(t, societe)}, Corrections: corrections, Au: au})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// L'indemnité de 10 158,33 € : quatorze ans au terme du préavis de deux mois, 2 650 × (10/4 + 4/3) ; la contribution :
// deux mois de préavis, et 42 % de charges ; l'échéance : le 25 du deuxième mois après celui du premier jour.
func TestBilan(t *testing.T) {
	l := lotDe(t, entete+"1;Durand;Paul;15/09/1978;14/05/2012;2 650,00;;;", entreprise, 0)
	p := &l.Personnes[0]
	if p.Etat != Complete || p.Bilan.Issue != ARemettre || !p.RemisePrevue || p.Bilan.Motif != MotifAcquis {
		t.Fatalf("%v %v %v %v %v", p.Etat, p.Bilan.Issue, p.RemisePrevue, p.Bilan.Motif, p.Ecarts)
	}
	d, s := p.Bilan.Dates, p.Bilan.Sommes
	for _, x := range []struct{ nom, recu, attendu string }{
		{"remise", d.Remise.String(), "2026-03-02"},
		{"dernier jour", d.FinReflexion.String(), "2026-03-23"},
		{"lettre", d.LettreConservatoire.String(), "2026-03-11"}, // sept jours ouvrables pleins après l'entretien
		{"CSP", d.DebutCSP.String(), "2026-03-24"},
		{"fin si refus", d.FinRefus.String(), "2026-05-10"}, // deux mois depuis la lettre
		{"message de fin", d.FinDSN.String(), "2026-03-30"}, // cinq jours ouvrés
		{"échéance", d.EcheanceContribution.String(), "2026-05-25"},
		{"indemnité", s.Indemnite.String(), "10158.33"},
		{"contribution", s.ContributionBrute.String(), "5300.00"},
		{"avec charges", s.Contribution.String(), "7526.00"},
		{"excédent", s.PreavisSalarie.String(), "0.00"},
		{"pénalité", s.PenaliteDeux.String(), "5300.00"},
		{"pénalité si adhésion", s.PenaliteTrois.String(), "7950.00"},
		{"coût adhésion", s.Adhesion.HorsCharges.String(), "15458.33"},
		{"coût adhésion chargé", s.Adhesion.AvecCharges.String(), "17684.33"},
	} {
		if x.recu != x.attendu {
			t.Errorf("%s : %s, attendu %s", x.nom, x.recu, x.attendu)
		}
	}
}

// TestMemesChiffres : la situation écrite d'une personne rend, relue et calculée, les chiffres de son bilan.
func TestMemesChiffres(t *testing.T) {
	l := lotDe(t, entete+`1;Durand;Paul;15/09/1978;14/05/2012;2 650,00;acceptation;10/03/2026;
2;Petit;Anne;01/02/1990;15/10/2021;2140;acceptation;11/03/2026;
3;Blanc;Marie;12/12/1970;01/09/2001;5 400 €;accepté;23/03/2026;01/03/2026`, entreprise, 0)
	for i := range l.Personnes {
		p := &l.Personnes[i]
		s, err := format.Lire(l.AppendSituation(nil, p))
		if err != nil {
			t.Fatal(err)
		}
		m, d := csp.Calculer(s, nil), &p.Bilan
		if m.Montants.IndemniteDue != d.Sommes.Indemnite || m.Montants.ContributionOperateur != d.Sommes.Contribution || m.Dates.DebutCSP != d.Dates.DebutCSP || !d.Sommes.Contribution.Positif() {
			t.Errorf("rangée %d : %+v, calculé %+v", p.Rang, d, m.Montants)
		}
	}
}

func TestTotaux(t *testing.T) {
	var liste strings.Builder
	liste.WriteString(entete)
	for i := range 500 {
		salaire := fmt.Sprintf("%d,%02d", 1500+i*7, i%100)
		if i%50 == 3 {
			salaire = ""
		}
		fmt.Fprintf(&liste, "%d;Nom%d;Prénom;%02d/%02d/%d;01/%02d/%d;%s;%s;%s;\n", i, i, 1+i%28, 1+i%12, 1962+i%40, 1+i%12, 2008+i%18, salaire,
			[]string{"", "acceptation", "refus"}[i%3], []string{"", "10/03/2026", "12/03/2026"}[i%3])
	}
	l := lotDe(t, liste.String(), strings.Replace(entreprise, "62", "620", 1), 0)
	if len(l.Personnes) != 500 {
		t.Fatal(len(l.Personnes))
	}
	for j, x := range l.Totaux.Sommes {
		var centimes int64
		connus := 0
		for i := range l.Personnes {
			if m := l.Personnes[i].Bilan.Sommes.Liste()[j]; m.Connu() {
				centimes += m.Centimes()
				connus++
			}
		}
		if x.Somme.Centimes() != centimes || x.Comptes != connus || x.Comptes+x.Inconnus != 500-l.Totaux.Etats[Refusee] {
			t.Errorf("%s : %v, les parts font %d centimes pour %d", NomsSomme[j], x, centimes, connus)
		}
	}
	if l.Totaux.Sommes[0].Inconnus < 10 {
		t.Errorf("dix salaires manquent : %+v", l.Totaux.Sommes[0])
	}
	if n := l.Totaux.Etats; n[Incomplete] < 10 {
		t.Error(n)
	}
}

func TestRangees(t *testing.T) {
	l := lotDe(t, `Liste du personnel au 1er mars;;;;;
`+entete+`EXEMPLE;Martin;Claire;15/09/1978;14/05/2012;2650;;;
1;Durand;Paul;15/09/1978;14/05/2012;2 650,00;;;
2;Petit;Anne;03/25/1990;15/10/2021;2140;;;
3;Roux;Jean;25/03/1990;15/10/2021;deux mille;;;
4;Noir;Ève;25/03/1990;;2140;;;
1;Durand;Paul;15/09/1978;14/05/2012;2 650,00;;;
Matricule;Nom;Prénom;Date de naissance;Date d'entrée;Salaire mensuel brut;Réponse;Date de la réponse;Motif écrit le
;;;;15/10/2021;2140;;;
5;Gris;Luc;25/03/1990;15/10/2021;-2140;;;
6;Vert;Léa;25/03/1990;01/01/2027;2140;;;
7;Brun;Zoé;25/03/1990;15/10/2021;214000;;;
8;Rose;Guy;25/03/90;15/10/2021;2140;;;
9;Bleu;Ida;25/03/1990;15/10/2021;2140;peut-être;;
10;Doré;Max;25/03/1990;15/10/2021;2140;acceptation;25/02/2026;
11;Pers;Ida;46106;#N/A;2140;;;
TOTAL;;;;;29 000,00;;;`, entreprise+"Licenciements en trente jours;5\n", 0)
	type attendu struct {
		rang         int
		etat         Etat
		champ, texte string
	}
	veux := []attendu{
		{4, Complete, "", ""},
		{5, Refusee, "salarie.date_naissance", "le jour vient avant le mois"},
		{6, Refusee, "contrat.salaire_mensuel", "un montant en euros est attendu"},
		{7, Incomplete, "contrat.debut", ""},
		{8, Refusee, "matricule", "la rangée 4 (Durand Paul) porte le même matricule : corrigez l'un des deux, ou laissez l'une de côté"},
		{10, Refusee, "nom", "un nom, un prénom ou un matricule"},
		{11, Refusee, "contrat.salaire_mensuel", "négatif"},
		{12, Refusee, "contrat.debut", "après la remise"},
		{13, Refusee, "contrat.salaire_mensuel", "salaire annuel"},
		{14, Refusee, "salarie.date_naissance", "quatre chiffres"},
		{15, Refusee, "reponse.decision", "Acceptation, Refus"},
		{16, Refusee, "reponse.date", "avant la remise"},
		{17, Refusee, "contrat.debut", "une date est attendue"},
	}
	if len(l.Personnes) != len(veux) {
		t.Fatalf("%d personnes, attendu %d", len(l.Personnes), len(veux))
	}
	for i, v := range veux {
		p := &l.Personnes[i]
		if p.Rang != v.rang || p.Etat != v.etat {
			t.Errorf("rangée %d : %d %s %v, attendu %s", v.rang, p.Rang, p.Etat, p.Ecarts, v.etat)
			continue
		}
		vu := v.texte == "" && v.champ == ""
		for _, e := range p.Ecarts {
			vu = vu || e.Champ == v.champ && strings.Contains(e.Texte, v.texte) && e.Gravite != ASavoir
		}
		if !vu {
			t.Errorf("rangée %d : pas d'écart « %s » sur %s : %v", v.rang, v.texte, v.champ, p.Ecarts)
		}
	}
	texte := fmt.Sprint(l.Remarques)
	for _, v := range []string{"{9 Cette rangée répète les en-têtes", "{18 Cette rangée est un total"} {
		if !strings.Contains(texte, v) {
			t.Errorf("pas de remarque « %s » : %s", v, texte)
		}
	}
	// Une rangée corrigée rejoint les autres ; la correction d'une autre n'y touche pas.
	l = lotDe(t, entete+"2;Petit;Anne;03/25/1990;15/10/2021;2140;;;\n3;Roux;Jean;25/03/1990;15/10/2021;deux mille;;;", entreprise, 0,
		Correction{Rang: 2, Cle: "salarie.date_naissance", Texte: " 25/03/1990 "}, Correction{Cle: "employeur.effectif", Texte: "1200"})
	if l.Personnes[0].Etat == Refusee || l.Personnes[1].Etat != Refusee || l.Personnes[0].Bilan.Issue != SansCSP {
		t.Errorf("après correction : %v %v", l.Personnes[0].Ecarts, l.Personnes[0].Bilan.Issue)
	}
}

func TestColonnes(t *testing.T) {
	x := tableau(t, `Code salarié;NOM USUEL;PRENOM *;Né(e) le;Entrée (JJ/MM/AAAA);Brut mensuel (€);Sécu;Autre chose;Nom
1;Durand;Paul;15/09/1978;14/05/2012;2650;1 85 05 78 006 084 91;bleu;Dupont`)
	l, err := Lire(&Entree{Tableaux: []Tableau{x}, Carte: Carte{"Né(e) le": "salarie.date_naissance"}})
	if err != nil {
		t.Fatal(err)
	}
	var vu []string
	for _, c := range l.Colonnes {
		vu = append(vu, c.Cle+" "+c.Comment)
	}
	veux := []string{"matricule " + parEntete, "nom " + parEntete, "prenom " + parEntete, "salarie.date_naissance " + parCarte, "contrat.debut " + parEntete, "contrat.salaire_mensuel " + parEntete, "nir " + parContenu, " " + pasReconnue, " " + enDouble}
	if fmt.Sprint(vu) != fmt.Sprint(veux) {
		t.Errorf("\n%q\n%q", vu, veux)
	}
	carte := CarteDe(l.Colonnes)
	if carte["Sécu"] != "nir" || carte["Autre chose"] != "" || len(carte) != 8 {
		t.Errorf("%v", carte)
	}
	if err := (Carte{"Sécu": "nirr"}).Verifier(); err == nil || !strings.Contains(err.Error(), "« nirr », qui n'existe pas") {
		t.Error(err)
	}
	for texte, message := range map[string]string{
		"a;b\n1;2":                    "Aucune colonne n'est reconnue",
		"Prénom;Date d'entrée\nx;y":   "ni colonne « Nom » ni colonne « Matricule »",
		"Nom;Prénom":                  "aucune personne",
		"Nom;Prénom;Salaire\nTOTAL;;": "aucune personne",
	} {
		if _, err := Lire(&Entree{Tableaux: []Tableau{tableau(t, texte)}}); err == nil || !strings.Contains(err.Error(), message) {
			t.Errorf("%q : %v", texte, err)
		}
	}
	if _, err := Lire(&Entree{}); err == nil {
		t.Error("une entrée vide est acceptée")
	}
}

func TestValeurs(t *testing.T) {
	for _, x := range []struct {
		genre          GenreChamp
		lu             Case
		forme, message string
	}{
		{ChampDate, Case{Texte: "2026-03-02", Genre: Jour}, "2026-03-02", ""},
		{ChampDate, Case{Texte: "46083", Genre: Nombre}, "2026-03-02", "lu comme le 02/03/2026"},
		{ChampDate, Case{Texte: "46083.5", Genre: Nombre}, "2026-03-02", ""},
		{ChampDate, Case{Texte: "1er mars 2026"}, "2026-03-01", ""},
		{ChampDate, Case{Texte: "02/03/2026 00:00:00"}, "2026-03-02", ""},
		{ChampDate, Case{Texte: "31/02/2026"}, "", "ce jour n'existe pas"},
		{ChampDate, Case{Texte: "12"}, "", "une date est attendue"},
		{ChampMontant, Case{Texte: "2 650,50 €"}, "2650.50", ""},
		{ChampMontant, Case{Texte: "3.150,00"}, "3150.00", ""},
		{ChampMontant, Case{Texte: "2650.5", Genre: Nombre}, "2650.50", ""},
		{ChampMontant, Case{Texte: "2650.505", Genre: Nombre}, "2650.51", "arrondi au centime"},
		{ChampMontant, Case{Texte: "2650,505"}, "", "deux décimales au plus"},
		{ChampMontant, Case{Texte: "-1", Genre: Nombre}, "", "négatif"},
		{ChampMontant, Case{Texte: "#N/A", Genre: EnFaute}, "", "le tableur n'a pas pu"},
		{ChampPourcent, Case{Texte: "0.42", Genre: Nombre}, "42", "lu comme 42 %"},
		{ChampPourcent, Case{Texte: "42,5 %"}, "42.5", ""},
		{ChampPourcent, Case{Texte: "142"}, "", "un taux"},
		{ChampEntier, Case{Texte: "12"}, "12", ""},
		{ChampEntier, Case{Texte: "12,5"}, "", "entier"},
		{ChampDecimal, Case{Texte: "12,5 jours"}, "12.5", ""},
		{ChampOuiNon, Case{Texte: "X"}, "true", ""},
		{ChampOuiNon, Case{Texte: "Non"}, "false", ""},
		{ChampOuiNon, Case{Texte: "bof"}, "", "oui ou non"},
	} {
		c := Champ{Genre: x.genre}
		v := c.lire(x.lu, false)
		if v.forme != x.forme || !strings.Contains(v.refus+v.remarque, x.message) || x.message == "" && v.refus != "" {
			t.Errorf("%q : %+v, attendu %q %q", x.lu.Texte, v, x.forme, x.message)
		}
	}
	c := Champ{Genre: ChampDate}
	if v := c.lire(Case{Texte: "44621", Genre: Nombre}, true); v.forme != "2026-03-02" {
		t.Errorf("depuis 1904 : %+v", v)
	}
}

// TestMotifEcrit rejoue les situations que la Cour de cassation a jugées : le motif écrit doit précéder l'acceptation.
func TestMotifEcrit(t *testing.T) {
	for _, x := range []struct {
		reponse, date, motif string
		attendu              MotifEcrit
	}{
		{"acceptation", "10/03/2026", "02/03/2026", MotifAcquis}, // remis avec le document
		{"acceptation", "10/03/2026", "10/03/2026", MotifAcquis}, // le jour même
		{"acceptation", "10/03/2026", "11/03/2026", MotifTardif}, // le lendemain
		{"acceptation", "10/03/2026", "", MotifAbsent},
		{"", "", "20/03/2026", MotifAcquis}, // encore à temps : le délai court jusqu'au 23
		{"", "", "24/03/2026", MotifTardif},
		{"refus", "10/03/2026", "", MotifSansObjet},
	} {
		societe := strings.Replace(entreprise, "Motif écrit le;02/03/2026", "Motif écrit le;", 1)
		l := lotDe(t, entete+"1;Durand;Paul;15/09/1978;14/05/2012;2650;"+x.reponse+";"+x.date+";"+x.motif, societe, 0)
		if m := l.Personnes[0].Bilan.Motif; m != x.attendu {
			t.Errorf("%+v : %s", x, m)
		}
	}
}

// TestVagues : deux départs, à une semaine d'écart ; les sommes des vagues font le total.
func TestVagues(t *testing.T) {
	const tetes = "Matricule;Nom;Prénom;Date de naissance;Date d'entrée;Salaire mensuel brut;CSP remis le;Vague\n"
	const uns = "1;A;A;15/09/1978;14/05/2012;2650;09/03/2026;B\n2;B;B;15/09/1979;14/05/2012;2650;02/03/2026;A\n3;C;C;15/09/1980;14/05/2012;2650;04/03/2026;A\n4;D;D;zut;14/05/2012;2650;04/03/2026;A\n"
	l := lotDe(t, tetes+uns, entreprise, 0)
	v := l.Vagues()
	jours := func(a, b int) calendrier.Periode {
		return calendrier.Periode{Debut: calendrier.D(2026, 3, a), Fin: calendrier.D(2026, 3, b)}
	}
	if len(v) != 2 || v[0].Nom != "A" || v[0].Personnes != 2 || v[0].Remise != jours(2, 4) || v[0].FinReflexion != jours(23, 25) || v[1].Remise != jours(9, 9) {
		t.Fatalf("%+v", v)
	}
	if somme := v[0].Adhesion.Somme.Plus(v[1].Adhesion.Somme); somme.Compare(l.Totaux.Sommes[CoutAdhesion].Somme) != 0 {
		t.Errorf("les vagues font %s, le lot %s", somme, l.Totaux.Sommes[CoutAdhesion].Somme)
	}
	if v := lotDe(t, strings.ReplaceAll(strings.ReplaceAll(tetes+uns, ";A\n", ";\n"), ";B\n", ";\n"), entreprise, 0).Vagues(); v != nil {
		t.Errorf("sans vague nommée : %+v", v)
	}
}

func TestSuivre(t *testing.T) {
	liste := strings.Replace(entete, "Motif écrit le", "CSP remis le", 1) + `1;A;A;15/09/1978;14/05/2012;2650;;;02/03/2026
2;B;B;15/09/1979;14/05/2012;2650;acceptation;10/03/2026;02/03/2026
3;C;C;15/09/1980;14/05/2012;2650;refus;10/03/2026;02/03/2026
4;D;D;15/09/1981;14/05/2012;2650;acceptation;24/03/2026;02/03/2026
5;E;E;15/09/1982;14/05/2012;zut;;;02/03/2026
6;F;F;15/09/1983;14/05/2012;2650;;;09/03/2026`
	for _, x := range []struct {
		au      calendrier.Date
		attendu string
	}{
		{calendrier.D(2026, 3, 12), "plus tard A D F"},       // onze jours et plus
		{calendrier.D(2026, 3, 16), "sept A D plus tard F"},  // sept jours
		{calendrier.D(2026, 3, 20), "trois A D plus tard F"}, // trois jours
		{calendrier.D(2026, 3, 22), "un A D plus tard F"},    // la veille
		{calendrier.D(2026, 3, 23), "un A D sept F"},         // le dernier jour
		{calendrier.D(2026, 3, 24), "sept F sans A"},         // le lendemain : silence
		{calendrier.D(2026, 4, 10), "sans A F"},
	} {
		l := lotDe(t, liste, entreprise, x.au)
		var vu []string
		noms := []string{dansUnJour: "un", dansTroisJours: "trois", dansSeptJours: "sept", plusTard: "plus tard", sansReponse: "sans"}
		for i, g := range l.Suivre().Groupes[:len(noms)] {
			if len(g.Personnes) > 0 {
				vu = append(vu, noms[i])
			}
			for _, p := range g.Personnes {
				vu = append(vu, p.Identite.Nom)
			}
		}
		if s := strings.Join(vu, " "); s != x.attendu {
			t.Errorf("au %s : %s, attendu %s", x.au.Francais(), s, x.attendu)
		}
		// B a accepté ; C a refusé ; D acceptera un jour trop tard : c'est un refus, que personne ne connaît la veille.
		refus := 1
		if x.au >= calendrier.D(2026, 3, 24) {
			refus = 2
		}
		if n := l.Totaux.Issues; n[AAccepte] != 1 || n[ARefuse] != refus || l.Totaux.Etats[Refusee] != 1 {
			t.Errorf("%v %v", n, l.Totaux.Etats)
		}
	}
}

// TestSuivreParNom : le même jour, les noms se suivent sans égard aux accents ni aux majuscules, puis les prénoms.
func TestSuivreParNom(t *testing.T) {
	l := lotDe(t, entete+`1;Zola;Zoé;15/09/1978;14/05/2012;2650;;;
2;Petit;Zoé;15/09/1979;14/05/2012;2650;;;
3;Éluard;Max;15/09/1980;14/05/2012;2650;;;
4;PETIT;Élie;15/09/1981;14/05/2012;2650;;;`, entreprise, calendrier.D(2026, 3, 2))
	var vu []string
	for _, p := range l.Suivre().Groupes[aRemettre].Personnes {
		vu = append(vu, p.Identite.Matricule)
	}
	if s := strings.Join(vu, " "); s != "3 4 2 1" {
		t.Error(s)
	}
}

// TestPaie : la paie déclarée remplit ce que la liste ne dit pas, et n'y change rien d'autre.
func TestPaie(t *testing.T) {
	paie := Paie{
		Identite: Identite{NIR: "185057800608491", Nom: "Durand", Prenom: "Paul", Matricule: "77"}, Naissance: calendrier.D(1985, 5, 12),
		Contrats: []ContratPaie{{Debut: calendrier.D(2022, 1, 3)}},
	}
	for m := calendrier.D(2024, 1, 1); m < calendrier.D(2026, 3, 1); m = m.FinMois() + 1 {
		paie.Contrats[0].Lignes = append(paie.Contrats[0].Lignes, csp.LignePaie{Periode: calendrier.Periode{Debut: m, Fin: m.FinMois()}, Montant: argent.Euros(2500)})
	}
	e := &Entree{Tableaux: []Tableau{tableau(t, "Nom;Prénom;NIR;CSP remis le;Salaire mensuel brut\nDurand;Paul;1 85 05 78 006 084 91;02/03/2026;2600"), tableau(t, entreprise)}, Paies: []Paie{paie}}
	l, err := Lire(e)
	if err != nil {
		t.Fatal(err)
	}
	p := &l.Personnes[0]
	if p.Etat == Refusee || p.Identite.Matricule != "77" || p.Situation.Contrat.Debut != calendrier.D(2022, 1, 3) || p.Situation.Contrat.SalaireMensuel != argent.Euros(2600) || len(p.Situation.Contrat.Salaires) < 26 {
		t.Fatalf("%+v %v", p.Situation.Contrat, p.Ecarts)
	}
	s, err := format.Lire(l.AppendSituation(nil, p))
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Contrat.Salaires) != len(p.Situation.Contrat.Salaires) || csp.Calculer(s, nil).Montants.SJR != csp.Calculer(&p.Situation, nil).Montants.SJR {
		t.Error("la situation écrite perd la paie")
	}
	l, err = Lire(&Entree{Tableaux: []Tableau{tableau(t, entreprise)}, Paies: e.Paies})
	if err != nil || l.Personnes[0].Situation.Contrat.SalaireMensuel != argent.Euros(2500) {
		t.Errorf("%v %+v", err, l.Personnes[0].Ecarts)
	}
}
