package lot

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestEntetesDePaie : des en-têtes tels que les logiciels de paie les écrivent. Ce qui n'est pas un mois de brut, ou
// n'est pas de la personne, est laissé de côté.
func TestEntetesDePaie(t *testing.T) {
	for _, x := range []struct{ entetes, valeurs, attendu string }{
		{
			"Matricule salarié;Nom de naissance;Nom d'usage;Prénom;Date de naissance;N° SS;Date d'entrée;Date d'ancienneté;Catégorie socio-pro;Type de contrat;Salaire de base;Brut mensuel;Net à payer;Brut annuel;Taux horaire;IBAN",
			"S1;Durand;Petit;Anne;15/09/1978;255081416802538;14/05/2012;14/05/2012;Cadre;CDI;2600;2650;2050;31800;17,14;FR7630006000011234567890189",
			"matricule - nom prenom salarie.date_naissance nir contrat.debut contrat.anciennete_depuis licenciement.cadre contrat.nature - contrat.salaire_mensuel - - - iban",
		},
		{
			"Mat.;Nom;Prénom;Dt naiss.;Num SS;Dt entrée;Dt anc.;Libellé emploi;Statut;Sal. base;Tx horaire;Hor. mens.;Cumul brut;Net imposable",
			"12;Durand;Anne;15/09/1978;255081416802538;14/05/2012;;Comptable;ETAM;2650;17,47;151,67;31800;25000",
			"matricule nom prenom salarie.date_naissance nir contrat.debut contrat.anciennete_depuis emploi licenciement.cadre contrat.salaire_mensuel - - - -",
		},
		{
			"Nom;Prénom;NIR du conjoint;NIR;Salaire brut (annuel);Salaire (net);Salaire horaire;Total brut;Préavis (jours);Congés restants (heures);E-mail responsable;Courriel 1",
			"Durand;Anne;255081416802538;255081416802538;31800;2000;17;31800;60;84;chef@exemple.fr;anne@exemple.fr",
			"nom prenom - nir - - - - - - - courriel",
		},
		{
			"Salaire mensuel (€);Nom *;Prénom :;Entrée (jj/mm/aaaa);Préavis (en mois);Charges patronales (%);CP (obligatoire);Titre;Groupe",
			"2650;Durand;Anne;14/05/2012;2;42;69003;Responsable;III",
			"contrat.salaire_mensuel nom prenom contrat.debut contrat.preavis_mois contrat.taux_charges_patronales code_postal - -",
		},
		{
			"N° sal.;Patronyme;Prén.;Né(e) le;Entré le;Brut M;CP rest.;CP acquis;Brut A",
			"7;Durand;Anne;15/09/1978;14/05/2012;2650;12;25;31800",
			"matricule nom prenom salarie.date_naissance contrat.debut contrat.salaire_mensuel contrat.conges_payes_jours - -",
		},
		{
			"Num. salarié;Nom fam.;Prénom sal.;Naiss.;Embauché(e) le;Sal. brut mens. (€);Reste CP;Lib. emploi",
			"7;Durand;Anne;15/09/1978;14/05/2012;2650;12;Comptable",
			"matricule nom prenom salarie.date_naissance contrat.debut contrat.salaire_mensuel contrat.conges_payes_jours emploi",
		},
	} {
		tableau := tableau(t, x.entetes+"\n"+x.valeurs)
		var vu []string
		for _, c := range colonnes(&tableau, 0, nil) {
			if c.Cle == "" {
				c.Cle = "-"
			}
			vu = append(vu, c.Cle)
		}
		if recu := strings.Join(vu, " "); recu != x.attendu {
			t.Errorf("%s\n%s\n%s", x.entetes, recu, x.attendu)
		}
	}
}

// TestEcritures : ce qu'une paie écrit dans ses cases. Sans forme attendue, la case est refusée, ou vide avec une
// remarque ; un sens n'est jamais deviné en silence.
func TestEcritures(t *testing.T) {
	const naissance, mensuel, preavis, conges, taux, semaine = "salarie.date_naissance", "contrat.salaire_mensuel", "contrat.preavis_mois", "contrat.conges_payes_jours", "contrat.taux_charges_patronales", "contrat.heures_hebdo"
	for _, x := range []struct{ cle, ecrit, forme, refus, remarque string }{
		{naissance, "15.09.1978", "1978-09-15", "", ""},
		{naissance, "15 / 09 / 1978", "1978-09-15", "", ""},
		{naissance, "1978/09/15", "1978-09-15", "", ""},
		{naissance, "1978-09-15T00:00:00", "1978-09-15", "", ""},
		{naissance, "1978-09-15 00:00:00.000", "1978-09-15", "", ""},
		{naissance, "15/09/1978 12h30", "1978-09-15", "", ""},
		{naissance, "15 sept. 1978", "1978-09-15", "", ""},
		{naissance, "15-Sep-1978", "1978-09-15", "", ""},
		{naissance, "12 FÉVR. 1978", "1978-02-12", "", ""},
		{naissance, "vendredi 15 septembre 1978", "1978-09-15", "", ""},
		{naissance, "le 1er septembre 1978", "1978-09-01", "", ""},
		{naissance, "19780915", "1978-09-15", "", "lu comme le 15/09/1978"},
		{naissance, "15091978", "1978-09-15", "", "lu comme le 15/09/1978"},
		{naissance, "28748", "1978-09-15", "", "lu comme le 15/09/1978"},
		{naissance, "28748,75", "1978-09-15", "", "lu comme le 15/09/1978"},
		{naissance, "15/09/78", "", "quatre chiffres", ""},
		{naissance, "15 sept. 78", "", "quatre chiffres", ""},
		{naissance, "09/15/1978", "", "le jour vient avant le mois : écrivez-la comme 15/09/1978", ""},
		{naissance, "01/01/1900", "", "1910", ""},
		{naissance, "31/02/1978", "", "ce jour n'existe pas", ""},
		{naissance, "31/04/1978", "", "ce jour n'existe pas", ""},
		{naissance, "29 février 1979", "", "ce jour n'existe pas", ""},
		{naissance, "1978-02-30", "", "ce jour n'existe pas", ""},
		{naissance, "2/31/1978", "", "une date est attendue", ""},
		{naissance, "1978", "", "une date est attendue", ""},
		{naissance, "janvier 1978", "", "une date est attendue, comme 02/03/2026", ""},
		{naissance, "13 ans 9 mois", "", "non une durée", ""},
		{naissance, "31/12/9999", "", "", "case vide"},
		{naissance, "00/00/0000", "", "", "case vide"},
		{mensuel, "2\u202f650,00", "2650.00", "", ""},
		{mensuel, "2.650,00", "2650.00", "", ""},
		{mensuel, "2,650.00", "2650.00", "", "lu comme 2 650,00"},
		{mensuel, "2.650", "2650.00", "", "lu comme 2 650,00"},
		{mensuel, "2,650", "", "la virgule sépare les milliers", ""},
		{mensuel, "2650 EUR", "2650.00", "", ""},
		{mensuel, "$2650", "", "en euros", ""},
		{mensuel, "80 %", "", "l'unité", ""},
		{mensuel, "12 jours", "", "l'unité", ""},
		{mensuel, "2650 net", "", "en euros", ""},
		{mensuel, "2,65 k€", "", "en euros", ""},
		{mensuel, "(2650)", "", "en euros", ""},
		{mensuel, "٢٦٥٠", "", "en euros", ""},
		{mensuel, "-", "", "", "case vide"},
		{preavis, "2 mois", "2", "", ""},
		{preavis, "15 jours", "", "l'unité n'est pas la bonne : un nombre de mois", ""},
		{preavis, "3 €", "", "l'unité", ""},
		{conges, "12,5 j", "12.5", "", ""},
		{conges, "12.500", "12.5", "", ""},
		{conges, "2 mois", "", "l'unité", ""},
		{conges, "84 h", "", "l'unité", ""},
		{taux, "0,42", "42", "", "lu comme 42 %"},
		{taux, "0,42 %", "0.42", "", ""},
		{taux, "42 €", "", "l'unité", ""},
		{semaine, "35h", "35", "", ""},
		{semaine, "28,00", "28", "", ""},
		{semaine, "35h30", "", "un nombre", ""},
		{"licenciement.cadre", "Non-cadre", "false", "", ""},
		{"licenciement.cadre", "Agent de maîtrise", "false", "", ""},
		{"licenciement.cadre", "Cadre dirigeant", "true", "", ""},
		{"salarie.protege", "Cadre", "", "oui ou non", ""},
		{"contrat.nature", "CDI - temps plein", "CDI", "", ""},
		{"contrat.nature", "CDI intermittent", "", "un de ces mots", ""},
		{"contrat.nature", "-", "", "", "case vide"},
		{"adresse", "chez 2 55 08 14 168 025 38", "chez 2 55 08 •• ••• ••• ••", "", "masqué"},
	} {
		v := Trouver(Champs, x.cle).lire(Case{Texte: x.ecrit}, false)
		juste := func(recu, attendu string) bool {
			return (recu == "") == (attendu == "") && strings.Contains(recu, attendu)
		}
		if v.forme != x.forme || !juste(v.refus, x.refus) || !juste(strings.ReplaceAll(strings.ReplaceAll(v.remarque, "\u202f", " "), "\u00a0", " "), x.remarque) {
			t.Errorf("%s, « %s » : %+v, attendu %+v", x.cle, x.ecrit, v, x)
		}
	}
}

func remarques(l *Lot) string { return fmt.Sprint(l.Remarques) }

// TestListesMalFaites : totaux, autre feuille, rangée trop longue, salaires d'une autre période ; tout est dit.
func TestListesMalFaites(t *testing.T) {
	liste := tableau(t, entete+`1;Durand;Paul;15/09/1978;14/05/2012;2 650;;;
2;Petit;Anne;15/09/1978;14/05/2012;2 650;;;;;x
3;Roux;Anne;15/09/1979;14/05/2012;2 650;;;;;;y
Totaux;;;;;5 300;;;
Total : 2 salariés;;;;;5 300;;;
4;Totalli;Luc;15/09/1978;14/05/2012;2 650;;;`)
	autre := tableau(t, entete+"7;Noir;Ève;15/09/1978;14/05/2012;2 650;;;")
	autre.Nom, autre.Masque = "Atelier 2", true
	l, err := Lire(&Entree{Tableaux: []Tableau{liste, autre, tableau(t, entreprise)}})
	if err != nil || len(l.Personnes) != 4 {
		t.Fatalf("%v, %+v", err, l)
	}
	for _, mots := range []string{"{5 Cette rangée est un total", "{6 Cette rangée est un total", "{3 Cette rangée a des cases au-delà", "plus larges que les en-têtes : 2", "La feuille « Atelier 2 », masquée, ressemble aussi à une liste de personnes (rangées : 1)"} {
		if !strings.Contains(remarques(l), mots) {
			t.Errorf("« %s » manque : %s", mots, remarques(l))
		}
	}
	for salaire, mots := range map[string]string{"17,47": "est-ce un taux horaire", "26000": "est-ce un salaire annuel", "2650": ""} {
		var x strings.Builder
		for i := range 3 {
			fmt.Fprintf(&x, "%d;Nom%d;Paul;15/09/1978;14/05/2012;%s;;;\n", i, i, salaire)
		}
		if r := remarques(lotDe(t, entete+x.String(), entreprise, 0)); !strings.Contains(r, mots) || mots == "" && r != "[]" {
			t.Errorf("%s : %s", salaire, r)
		}
	}
}

// TestRienNEstRepete : un NIR ou un IBAN écrit n'importe où n'est nulle part en entier dans ce qui est montré.
func TestRienNEstRepete(t *testing.T) {
	const nir, iban = "255081416802538", "FR7630006000011234567890189"
	for _, texte := range []string{
		"Matricule;Nom;Date de naissance;Date d'entrée;Salaire mensuel brut;Divers\n" + nir + ";Durand;15/09/1978;14/05/2012;2650;" + nir[:14] + "9\n" +
			nir[:13] + ";Petit;" + nir + ";14/05/2012;" + iban + ";" + iban + "\n8;Roux " + nir + ";15/09/1978;14/05/2012;2650;\n",
	} {
		l := lotDe(t, texte, entreprise, 0)
		montre := fmt.Sprint(l.Remarques, l.Colonnes)
		for i := range l.Personnes {
			p := &l.Personnes[i]
			id := p.Identite
			id.NIR, id.IBAN = "", ""
			montre += fmt.Sprint(id, p.Ecarts, string(l.AppendSituation(nil, p)))
		}
		carte, _ := json.Marshal(CarteDe(l.Colonnes))
		montre += string(carte)
		if strings.Contains(montre, nir[:13]) || strings.Contains(montre, iban[:20]) {
			t.Error(montre)
		}
		if p := &l.Personnes[0]; p.Identite.NIR != nir || p.Identite.Matricule != "" || p.Etat == Refusee {
			t.Errorf("%+v %v", p.Identite, p.Ecarts)
		}
		if !slices.ContainsFunc(l.Personnes[1].Ecarts, func(e Ecart) bool {
			return e.Champ == "nir" && strings.Contains(e.Texte, "numéro de sécurité sociale")
		}) {
			t.Errorf("le doublon n'est pas vu : %v", l.Personnes[1].Ecarts)
		}
	}
	_, err := Lire(&Entree{Tableaux: []Tableau{tableau(t, nir+";"+iban+"\n1;2")}})
	if err == nil || strings.Contains(err.Error(), nir[:13]) || strings.Contains(err.Error(), iban[:20]) {
		t.Error(err)
	}
}

// TestDeuxADeux : un fait donné sans celui qui va avec est réclamé ; ensemble, ils ne le sont pas.
func TestDeuxADeux(t *testing.T) {
	const tete = "Nom;Date de naissance;Date d'entrée;Salaire mensuel brut;Réponse;Date de la réponse;Congé maternité du;Congé maternité au;Contribution payée le;Contribution payée;Salarié protégé;Autorisation reçue le;Autorisation accordée\n"
	for suite, champ := range map[string]string{
		";10/03/2026;;;;;;;":                     "reponse.decision",
		"acceptation;;;;;;;;":                    "reponse.date",
		";;;10/04/2026;;;;;":                     "maternite.debut",
		";;;;10/05/2026;;;;":                     "contribution_payee",
		";;;;;5300;;;":                           "contribution_payee_le",
		";;;;;;oui;10/03/2026;":                  "autorisation.accordee",
		";;;;;;oui;;oui":                         "autorisation.notifiee_le",
		";;;;;;non;10/03/2026;oui":               "salarie.protege",
		"refus;;;;;;;;":                          "reponse.date",
		"acceptation;10/03/2026;;;;;;;":          "",
		"refus;10/03/2026;;;;;;;":                "",
		";;;;10/05/2026;5300;oui;10/03/2026;oui": "",
	} {
		p := &lotDe(t, tete+"Durand;15/09/1978;14/05/2012;2650;"+suite, entreprise, 0).Personnes[0]
		var manques []string
		for _, e := range p.Ecarts {
			if e.Gravite == Manque {
				manques = append(manques, e.Champ)
			}
		}
		if strings.Join(manques, " ") != champ && !(champ != "" && slices.Contains(manques, champ)) || champ != "" && p.Etat != Incomplete {
			t.Errorf("« %s » : %v, %v, attendu %q", suite, p.Etat, manques, champ)
		}
	}
}

// TestSansJourDEngagement : quand manque le jour qui choisit les règles, rien ne dit que la personne n'a pas droit au
// CSP, et c'est la convocation du comité qui est réclamée s'il tient lieu d'entretiens.
func TestSansJourDEngagement(t *testing.T) {
	personne := entete + "1;Durand;Paul;15/09/1978;14/05/2012;2 650;;;"
	for societe, champ := range map[string]string{
		"Raison sociale;Duval\nEffectif;62":                                   "licenciement.engagement",
		"Raison sociale;Duval\nEffectif;62\nLicenciements en trente jours;12": "convocation_comite",
	} {
		p := &lotDe(t, personne, societe, 0).Personnes[0]
		if p.Bilan.Issue != ARemettre || p.Bilan.Sommes.PenaliteDeux.Connu() || len(p.Ecarts) == 0 || p.Ecarts[0].Champ != champ {
			t.Errorf("%s : %v, %v, %v", champ, p.Bilan.Issue, p.Bilan.Sommes.PenaliteDeux, p.Ecarts)
		}
	}
}

// FuzzCase : une case quelconque est lue, refusée ou dite vide, jamais deux à la fois ; ce qui est lu se relit.
func FuzzCase(f *testing.F) {
	for _, s := range []string{"15 sept. 1978", "le", "le le le le", "2,650.00", "-", "E+1", "42 %", "1/3", "12 j", "Cadre", "255081416802538", "２６５０", "\x00", "28748,", "3 mars"} {
		f.Add(s, uint8(0), false)
	}
	f.Fuzz(func(t *testing.T, s string, genre uint8, epoque04 bool) {
		for i := range Champs {
			c := &Champs[i]
			v := c.lire(Case{Texte: s, Genre: Genre(genre % 4)}, epoque04)
			if v.forme != "" && v.refus != "" {
				t.Fatalf("%s, %q : %+v", c.Cle, s, v)
			}
			if w := c.lire(Case{Texte: v.forme}, false); v.forme != "" && w.forme != v.forme && (c.Genre == ChampDate || c.Genre == ChampMontant || c.Genre == ChampNIR || c.Genre == ChampIBAN) {
				t.Fatalf("%s, %q : %q se relit %+v", c.Cle, s, v.forme, w)
			}
		}
	})
}
