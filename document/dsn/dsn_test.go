package dsn_test

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"jalon/document/dsn"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/fait"
	"jalon/format"
	"jalon/lot"
)

// envoi est un message : son en-tête, les lignes données, et son total.
func envoi(lignes ...string) string {
	tout := append([]string{"S10.G00.00.006,'P26V01'"}, lignes...)
	tout = append(tout, fmt.Sprintf("S90.G00.90.001,'%d'", len(tout)+2), "S90.G00.90.002,'1'")
	return strings.Join(tout, "\n") + "\n"
}

// mensuelle est l'en-tête d'une déclaration du mois MMAAAA.
func mensuelle(mois, forme, ordre string) []string {
	return []string{
		"S20.G00.05.001,'01'", "S20.G00.05.002,'" + forme + "'", "S20.G00.05.003,'11'", "S20.G00.05.004,'" + ordre + "'",
		"S20.G00.05.005,'01" + mois + "'", "S21.G00.06.001,'999999998'", "S21.G00.11.001,'00019'",
	}
}

var (
	jeanne = []string{"S21.G00.30.001,'2859999999001'", "S21.G00.30.002,'FICTIVE'", "S21.G00.30.004,'Jeanne'", "S21.G00.30.006,'02031985'"}
	bureau = []string{"S21.G00.40.001,'01092020'", "S21.G00.40.002,'06'", "S21.G00.40.003,'04'", "S21.G00.40.007,'01'", "S21.G00.40.009,'00001'"}
)

func paie(genre, debut, fin, montant string) []string {
	return []string{"S21.G00.51.001,'" + debut + "'", "S21.G00.51.002,'" + fin + "'", "S21.G00.51.010,'00001'", "S21.G00.51.011,'" + genre + "'", "S21.G00.51.013,'" + montant + "'"}
}

func prime(genre, montant string) []string {
	return []string{"S21.G00.52.001,'" + genre + "'", "S21.G00.52.002,'" + montant + "'", "S21.G00.52.006,'00001'"}
}

func lire(t *testing.T, texte string) *dsn.Message {
	t.Helper()
	m, err := dsn.Lire(strings.NewReader(texte))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// lignes écrit la paie d'un contrat : « 2026-01-01 2026-01-31 salaire 2500.00 ».
func lignes(c lot.ContratPaie) (s []string) {
	for _, l := range c.Lignes {
		s = append(s, l.Periode.Debut.String()+" "+l.Periode.Fin.String()+" "+csp.NomsNaturePaie[l.Nature]+" "+l.Montant.String())
	}
	return s
}

func ouvrir(t *testing.T, nom string) *dsn.Message {
	t.Helper()
	f, err := os.Open("../../exemples/" + nom)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	m, err := dsn.Lire(f)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestExemples lit les fichiers d'exemple : trois mois, trois personnes, une prime, un arrêt, une régularisation.
func TestExemples(t *testing.T) {
	var messages []*dsn.Message
	for _, nom := range []string{"dsn-fictive-2026-02.dsn", "dsn-fictive-2025-12.dsn", "dsn-fictive-2026-01.dsn"} {
		m := ouvrir(t, nom)
		if len(m.Remarques) > 0 || len(m.Declarations) != 1 || m.Declarations[0].Personnes() != 3 {
			t.Errorf("%s : %d déclarations, %v", nom, len(m.Declarations), m.Remarques)
		}
		messages = append(messages, m)
	}
	paies, remarques := dsn.Paies(messages)
	if len(paies) != 3 || len(remarques) > 0 {
		t.Fatalf("%d personnes, %v", len(paies), remarques)
	}
	nadia, paul, helene := paies[0], paies[1], paies[2]
	// La clé de 2 84 99 99 999 001, comptée à la main : 2849999999001 = 97 × 29381443288 + 65, et 97 − 65 = 32.
	if nadia.Identite.NIR != "284999999900132" || nadia.Identite.Ville != "LYON" || nadia.Naissance != calendrier.D(1984, 6, 12) {
		t.Errorf("identité : %+v", nadia)
	}
	if helene.Identite.Prenom != "Hélène" || helene.Identite.NIR != "" || helene.NTT != "2999999998F003" {
		t.Errorf("identité en ISO-8859-1 : %+v", helene.Identite)
	}
	if c := paul.Contrats[0]; c.Cadre != fait.Oui || c.Nature != csp.CDI || c.DroitPrive != fait.Oui || c.SIRET != "99999999800019" || c.Debut != calendrier.D(2001, 1, 15) || c.Emploi != "Chef d'atelier" {
		t.Errorf("contrat : %+v", c)
	}
	if nadia.Contrats[0].Cadre != fait.Non {
		t.Error("une assistante n'est pas cadre")
	}
	for _, c := range []struct {
		nom     string
		recu    []string
		attendu []string
	}{
		{"prime à sa période", lignes(nadia.Contrats[0]), []string{
			"2025-01-01 2025-12-31 prime 1200.00", "2025-12-01 2025-12-31 salaire 2650.00",
			"2026-01-01 2026-01-31 salaire 2650.00", "2026-02-01 2026-02-28 salaire 2650.00",
		}},
		{"régularisation au mois corrigé", lignes(helene.Contrats[0]), []string{
			"2025-12-01 2025-12-31 salaire 1500.00", "2026-01-01 2026-01-31 salaire 1460.00", "2026-02-01 2026-02-28 salaire 1460.00",
		}},
	} {
		if !slices.Equal(c.recu, c.attendu) {
			t.Errorf("%s :\n%s\nau lieu de\n%s", c.nom, strings.Join(c.recu, "\n"), strings.Join(c.attendu, "\n"))
		}
	}
	if a := paul.Contrats[0].Absences; len(a) != 1 || a[0].Motif != "arrêt de travail, maladie" || a[0].Periode != (calendrier.Periode{Debut: calendrier.D(2026, 1, 12), Fin: calendrier.D(2026, 1, 18)}) {
		t.Errorf("arrêt : %v", a)
	}
}

// TestFinDeContratFautive lit le signalement d'exemple et y trouve les deux fautes qu'il porte, et elles seules.
func TestFinDeContratFautive(t *testing.T) {
	fins := ouvrir(t, "dsn-fictive-fin-de-contrat-deux-fautes.dsn").Fins()
	if len(fins) != 1 {
		t.Fatalf("%d signalements", len(fins))
	}
	f := fins[0]
	if f.Motif != "026" || f.MontantPreavis != argent.Euros(5300) || f.MoisPreavis.String() != "2" || len(f.Indemnites) != 2 || f.DebutContrat != calendrier.D(2017, 9, 4) || f.Constitution != calendrier.D(2026, 3, 27) || f.Norme != "P26V01" {
		t.Errorf("%+v", f)
	}
	texte, err := os.ReadFile("../../exemples/adhesion-2026.json")
	if err != nil {
		t.Fatal(err)
	}
	s, err := format.Lire(texte)
	if err != nil {
		t.Fatal(err)
	}
	var rubriques []string
	for _, e := range lot.VerifierFin(&f, s, csp.Calculer(s, nil)) {
		rubriques = append(rubriques, e.Rubrique)
	}
	if !slices.Equal(rubriques, []string{"S21.G00.63.001", "S21.G00.62.001"}) {
		t.Errorf("écarts : %v", rubriques)
	}
}

// TestFichiersAbimes : ce qui gêne est dit avec sa ligne, et le reste est lu.
func TestFichiersAbimes(t *testing.T) {
	bon := envoi(slices.Concat(mensuelle("012026", "01", "1"), jeanne, bureau, paie("002", "01012026", "31012026", "2345.00"))...)
	for _, c := range []struct {
		nom      string
		texte    string
		ligne    int    // de la remarque attendue ; 0 : tout le fichier
		remarque string // vide : aucune
	}{
		{"rien à dire", bon, 0, ""},
		{"CRLF", strings.ReplaceAll(bon, "\n", "\r\n"), 0, ""},
		{"UTF-8 avec marque", "\ufeff" + strings.ReplaceAll(bon, "Jeanne", "Zoé"), 0, ""},
		{"sans retour à la fin", strings.TrimSuffix(bon, "\n"), 0, ""},
		{"coupé", bon[:strings.Index(bon, "S90")], 0, "coupé"},
		{"compte faux", strings.Replace(bon, "S21.G00.40.002,'06'\n", "", 1), 0, "annonce 24 rubriques (S90.G00.90.001) et en a 23"},
		{"autre norme", strings.Replace(bon, "P26V01", "P19V01", 1), 0, "P24V01, P25V01, P26V01"},
		{"sans apostrophes", strings.Replace(bon, "'FICTIVE'", "FICTIVE", 1), 10, "entre apostrophes"},
		{"ligne de bruit", strings.Replace(bon, "S21.G00.30.002,'FICTIVE'", "bonjour", 1), 10, "pas une rubrique"},
		{"ligne trop longue", strings.Replace(bon, "FICTIVE", strings.Repeat("F", 5000), 1), 10, "octets"},
		{"date fausse", strings.Replace(bon, "02031985", "31021985", 1), 12, "JJMMAAAA"},
		{"NIR faux", strings.Replace(bon, "2859999999001", "2854599999001", 1), 9, "mois de naissance"},
		{"montant faux", strings.Replace(bon, "2345.00", "deux mille", 1), 22, "montant"},
		{"rubrique hors de son ordre", strings.Replace(bon, "S21.G00.40.002,'06'\nS21.G00.40.003,'04'", "S21.G00.40.003,'04'\nS21.G00.40.002,'06'", 1), 15, "pas à sa place"},
		{"contrat sans personne", strings.Replace(bon, "S21.G00.30.001", "S21.G00.40.001,'01012020'\nS21.G00.30.001", 1), 9, "bloc S21.G00.40"},
		{"envoi d'essai", strings.Replace(bon, "S10.G00.00.006", "S10.G00.00.005,'01'\nS10.G00.00.006", 1), 1, "essai"},
	} {
		t.Run(c.nom, func(t *testing.T) {
			m := lire(t, c.texte)
			if len(m.Declarations) != 1 || m.Declarations[0].Personnes() != 1 {
				t.Fatalf("%+v", m)
			}
			if c.remarque == "" && len(m.Remarques) > 0 {
				t.Fatalf("remarques : %v", m.Remarques)
			}
			if c.remarque != "" && !slices.ContainsFunc(m.Remarques, func(r lot.Remarque) bool { return r.Rang == c.ligne && strings.Contains(r.Texte, c.remarque) }) {
				t.Fatalf("« %s » manque à la ligne %d : %v", c.remarque, c.ligne, m.Remarques)
			}
			for _, r := range m.Remarques {
				for _, secret := range []string{"FICTIVE", "9999999", "2345", "1985"} {
					if strings.Contains(r.Texte, secret) {
						t.Errorf("la remarque montre « %s » : %s", secret, r.Texte)
					}
				}
			}
		})
	}
}

func TestPasUneDSN(t *testing.T) {
	for _, texte := range []string{"", "\n\n", "nom;prenom\nMARTIN;Claire\n", strings.Repeat("du texte\n", 100), "%PDF-1.7\x00\x01", "S10.G00.00.006,'P26V01'\n"} {
		if _, err := dsn.Lire(strings.NewReader(texte)); !errors.Is(err, dsn.ErrPasDSN) {
			t.Errorf("%.20q : %v", texte, err)
		}
	}
}

// TestPaies : ce qui compte, et une seule fois.
func TestPaies(t *testing.T) {
	mois := func(mm, forme, ordre string, blocs ...[]string) string {
		return envoi(slices.Concat(mensuelle(mm, forme, ordre), jeanne, bureau, slices.Concat(blocs...))...)
	}
	janvier := func(genre, montant string) []string { return paie(genre, "01012026", "31012026", montant) }
	for _, c := range []struct {
		nom      string
		textes   []string
		attendu  []string
		remarque string
	}{
		{
			"le salaire de l'assurance chômage passe avant le brut",
			[]string{mois("012026", "01", "1", janvier("001", "2900.00"), janvier("002", "2500.00"), prime("027", "400.00"))},
			[]string{"2026-01-01 2026-01-31 salaire 2500.00", "2026-01-01 2026-01-31 prime 400.00"},
			"",
		},
		{
			"à défaut, le brut sans ce qui est déclaré à part",
			[]string{mois("012026", "01", "1", janvier("001", "3700.00"), prime("027", "400.00"), prime("020", "800.00"), prime("007", "5000.00"))},
			[]string{"2026-01-01 2026-01-31 salaire 2500.00", "2026-01-01 2026-01-31 prime 400.00", "2026-01-01 2026-01-31 rupture 5000.00", "2026-01-01 2026-01-31 conges_payes 800.00"},
			"",
		},
		{
			"primes plus fortes que le brut",
			[]string{mois("012026", "01", "1", janvier("001", "300.00"), prime("027", "400.00"))},
			[]string{"2026-01-01 2026-01-31 salaire 300.00"},
			"dépassent",
		},
		{
			"prime d'un type qui n'est pas compté",
			[]string{mois("012026", "01", "1", janvier("002", "2500.00"), prime("904", "400.00"))},
			[]string{"2026-01-01 2026-01-31 salaire 2500.00"},
			"type 904",
		},
		{
			"annule et remplace, dans le désordre",
			[]string{mois("012026", "03", "2", janvier("002", "2600.00")), mois("012026", "01", "1", janvier("002", "2500.00"))},
			[]string{"2026-01-01 2026-01-31 salaire 2600.00"},
			"",
		},
		{
			"deux déclarations normales",
			[]string{mois("012026", "01", "1", janvier("002", "2500.00")), mois("012026", "01", "2", janvier("002", "2700.00"))},
			[]string{"2026-01-01 2026-01-31 salaire 2700.00"},
			"deux déclarations de janvier 2026",
		},
		{
			"régularisation négative",
			[]string{mois("012026", "01", "1", janvier("002", "2500.00")), mois("022026", "01", "1", janvier("002", "-100.00"))},
			[]string{"2026-01-01 2026-01-31 salaire 2400.00"},
			"",
		},
		{"régularisation sans le mois d'origine", []string{mois("022026", "01", "1", janvier("002", "-100.00"))}, nil, "régularisation"},
	} {
		t.Run(c.nom, func(t *testing.T) {
			var messages []*dsn.Message
			for _, texte := range c.textes {
				messages = append(messages, lire(t, texte))
			}
			paies, remarques := dsn.Paies(messages)
			if len(paies) != 1 || len(paies[0].Contrats) != 1 {
				t.Fatalf("%+v", paies)
			}
			if recu := lignes(paies[0].Contrats[0]); !slices.Equal(recu, c.attendu) {
				t.Errorf("%q au lieu de %q", recu, c.attendu)
			}
			dit := strings.Join(paies[0].Remarques, "\n")
			for _, r := range remarques {
				dit += r.Texte
			}
			if c.remarque == "" && dit != "" || !strings.Contains(dit, c.remarque) {
				t.Errorf("remarques : %q, attendu « %s »", dit, c.remarque)
			}
		})
	}
	annule, remarques := dsn.Paies([]*dsn.Message{lire(t, mois("012026", "01", "1", janvier("002", "2500.00"))), lire(t, mois("012026", "04", "2"))})
	if len(annule) > 0 || len(remarques) > 0 {
		t.Errorf("une déclaration annulée compte encore : %v, %v", annule, remarques)
	}
}

// TestDeuxContrats : chaque somme va au contrat qu'elle nomme, et celle qui n'en nomme aucun est signalée.
func TestDeuxContrats(t *testing.T) {
	second := []string{"S21.G00.40.001,'01012026'", "S21.G00.40.007,'02'", "S21.G00.40.009,'00002'"}
	autre := strings.Split(strings.ReplaceAll(strings.Join(paie("002", "01012026", "31012026", "900.00"), "\n"), "'00001'", "'00002'"), "\n")
	perdu := strings.Split(strings.ReplaceAll(strings.Join(paie("002", "01012026", "31012026", "50.00"), "\n"), "'00001'", "'00009'"), "\n")
	m := lire(t, envoi(slices.Concat(mensuelle("012026", "01", "1"), jeanne, bureau, second, paie("002", "01012026", "31012026", "2500.00"), autre, perdu)...))
	paies, _ := dsn.Paies([]*dsn.Message{m})
	p := paies[0]
	if len(p.Contrats) != 2 || !slices.Equal(lignes(p.Contrats[0]), []string{"2026-01-01 2026-01-31 salaire 2500.00"}) || !slices.Equal(lignes(p.Contrats[1]), []string{"2026-01-01 2026-01-31 salaire 900.00"}) {
		t.Fatalf("%+v", p.Contrats)
	}
	if len(p.Remarques) != 1 || !strings.Contains(p.Remarques[0], "d'aucun des contrats") {
		t.Errorf("remarques : %v", p.Remarques)
	}
	if c := p.Contrat(0); c == nil || c.Numero != "00001" {
		t.Error("le seul CDI n'est pas choisi")
	}
	if c := p.Contrat(calendrier.D(2026, 1, 1)); c == nil || c.Nature != csp.CDD {
		t.Error("le contrat de ce début n'est pas choisi")
	}
}

// TestTropDePersonnes : au-delà de la borne, c'est dit une fois, et la mémoire ne croît plus.
func TestTropDePersonnes(t *testing.T) {
	var b strings.Builder
	b.WriteString(strings.Join(mensuelle("012026", "01", "1"), "\n") + "\n")
	for range 20_010 {
		b.WriteString("S21.G00.30.001,'2859999999001'\nS21.G00.40.001,'01092020'\n")
	}
	m := lire(t, b.String())
	if n := m.Declarations[0].Personnes(); n != 20_000 {
		t.Errorf("%d personnes", n)
	}
	dites := 0
	for _, r := range m.Remarques {
		if strings.Contains(r.Texte, "20000 personnes") {
			dites++
		}
	}
	if dites != 1 || len(m.Remarques) > 5 {
		t.Errorf("dit %d fois ; %d remarques", dites, len(m.Remarques))
	}
}

func FuzzLire(f *testing.F) {
	f.Add(envoi(slices.Concat(mensuelle("012026", "01", "1"), jeanne, bureau, paie("002", "01012026", "31012026", "2500.00"), prime("026", "1.00"))...))
	f.Add(envoi("S20.G00.05.001,'07'", "S21.G00.30.001,'2859999999001'", "S21.G00.40.001,'01092020'", "S21.G00.62.001,'23032026'", "S21.G00.63.001,'10'"))
	f.Add("S21.G00.62.001,'23032026'\nS21.G00.63.001,'10'")
	f.Fuzz(func(t *testing.T, texte string) {
		m, err := dsn.Lire(strings.NewReader(texte))
		if (m == nil) == (err == nil) {
			t.Fatalf("ni message ni erreur, ou les deux : %v", err)
		}
		if err != nil {
			return
		}
		for _, fin := range m.Fins() {
			lot.VerifierFin(&fin, &csp.Situation{}, &csp.Droits{})
		}
		paies, _ := dsn.Paies([]*dsn.Message{m, m})
		for i := range paies {
			paies[i].Completer(&csp.Situation{})
			for _, c := range paies[i].Contrats {
				for _, l := range c.Lignes {
					if l.Montant.Centimes() < 0 || l.Periode.Vide() {
						t.Fatalf("ligne de paie impossible : %+v", l)
					}
				}
			}
		}
	})
}

// TestDeuxEmployeurs : la paie d'une autre entreprise est signalée ; deux établissements de la même ne le sont pas.
func TestDeuxEmployeurs(t *testing.T) {
	pour := func(siren, nic string) *dsn.Message {
		tete := mensuelle("012026", "01", "1")
		tete[5], tete[6] = "S21.G00.06.001,'"+siren+"'", "S21.G00.11.001,'"+nic+"'"
		return lire(t, envoi(slices.Concat(tete, jeanne, bureau, paie("002", "01012026", "31012026", "2500.00"))...))
	}
	_, remarques := dsn.Paies([]*dsn.Message{pour("999999998", "00019"), pour("120027016", "00563")})
	if len(remarques) != 1 || !strings.Contains(remarques[0].Texte, "2 entreprises (SIREN 999999998, 120027016)") {
		t.Errorf("%+v", remarques)
	}
	if _, remarques := dsn.Paies([]*dsn.Message{pour("120027016", "00019"), pour("120027016", "00563")}); len(remarques) != 0 {
		t.Errorf("%+v", remarques)
	}
}
