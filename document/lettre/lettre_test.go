package lettre_test

import (
	"slices"
	"strings"
	"testing"

	"jalon/document"
	"jalon/document/lettre"
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

// unePersonne est embauchée le 4 septembre 2017, payée 2 650 € ; les documents lui sont remis le lundi 2 mars 2026, à
// l'entretien. Le délai finit le lundi 23 mars (remise + 21 jours).
func unePersonne() lot.Personne {
	p := lot.Personne{Rang: 2, Formes: make([]string, len(lot.Champs)), Identite: lot.Identite{
		Matricule: "M12", Civilite: "Mme", Nom: "Lefèvre", Prenom: "Zoé", Adresse: "3 rue de l'Étoile", CodePostal: "44100", Ville: "Nantes",
		NIR: nir, IBAN: iban, Emploi: "menuisière",
	}}
	s := &p.Situation
	s.Employeur.Effectif = fait.N(62)
	s.Salarie.DateNaissance = calendrier.D(1984, 6, 12)
	s.Contrat = csp.Contrat{Debut: calendrier.D(2017, 9, 4), SalaireMensuel: argent.Euros(2650), TauxCharges: argent.Ratio(42, 100)}
	s.Licenciement.Engagement = calendrier.D(2026, 3, 2)
	s.Proposition.Remise = calendrier.D(2026, 3, 2)
	s.Proposition.MotifEcritLe = calendrier.D(2026, 3, 2)
	return p
}

func uneEntreprise() lot.Entreprise {
	return lot.Entreprise{
		RaisonSociale: "Ateliers du Ponant", SIRET: "73282932000074", Adresse: "12 quai de la Fosse", CodePostal: "44000", Ville: "Nantes",
		Signataire: "Claire Le Goff", Qualite: "directrice générale", Contact: "rh@ponant.invalid",
		Motif: "Les commandes ont baissé de 38 % en un an.\nNeuf postes de menuiserie sont supprimés.",
	}
}

// papiers rend les papiers d'une personne seule dans son lot, vus le jour au.
func papiers(p lot.Personne, e lot.Entreprise, au calendrier.Date) ([]lettre.Lettre, *lot.Etude) {
	l := &lot.Lot{Entreprise: e, Personnes: []lot.Personne{p}, Au: au}
	l.Etudier()
	x := l.Etude(&l.Personnes[0])
	return lettre.Pour(l, x), x
}

var nu = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "’", "'")

// texte rend tout ce qui se lit sur un papier.
func texte(l *lettre.Lettre) string {
	tout := append([]string{l.Titre, l.Au, l.Lieu, l.Pied}, l.De...)
	tout = append(tout, l.A...)
	for _, b := range l.Blocs {
		tout = append(append(append(tout, b.Texte), b.Lignes...), b.Entetes...)
		for _, r := range b.Rangees {
			tout = append(tout, strings.Join(r, " | "))
		}
	}
	return nu.Replace(strings.Join(tout, "\n"))
}

func noms(ls []lettre.Lettre) []string {
	var l []string
	for i := range ls {
		l = append(l, ls[i].Nom)
	}
	return l
}

func trouver(t *testing.T, ls []lettre.Lettre, nom string) *lettre.Lettre {
	t.Helper()
	i := slices.IndexFunc(ls, func(l lettre.Lettre) bool { return l.Nom == nom })
	if i < 0 {
		t.Fatalf("pas de papier %s dans %v", nom, noms(ls))
	}
	return &ls[i]
}

func acceptee(le calendrier.Date) func(*lot.Personne) {
	return func(p *lot.Personne) { p.Situation.Reponse = csp.Reponse{Decision: csp.Acceptation, Date: le} }
}

func rien(*lot.Personne) {}

// TestQuelsPapiers : chaque issue a ses papiers, et rien n'est fait quand le CSP n'est pas dû.
func TestQuelsPapiers(t *testing.T) {
	base := []string{"1-proposition", "2-information"}
	avec := func(l ...string) []string { return append(slices.Clone(base), l...) }
	for _, c := range []struct {
		nom     string
		change  func(*lot.Personne)
		au      calendrier.Date
		attendu []string
		raison  string
	}{
		{"pas encore de réponse", rien, 0, avec("3-lettre-conservatoire"), ""},
		{"pas encore de réponse, le dernier jour", rien, calendrier.D(2026, 3, 23), avec("3-lettre-conservatoire"), ""},
		{"silence, le lendemain", rien, calendrier.D(2026, 3, 24), avec("3-lettre-conservatoire", "4-suite-sans-csp"), ""},
		{"accepte", acceptee(calendrier.D(2026, 3, 16)), 0, avec("4-accuse-acceptation", "5-contribution"), ""},
		{"accepte trop tard", acceptee(calendrier.D(2026, 3, 25)), 0, avec("4-suite-sans-csp"), ""},
		{"refuse", func(p *lot.Personne) {
			p.Situation.Reponse = csp.Reponse{Decision: csp.Refus, Date: calendrier.D(2026, 3, 9)}
		}, 0, avec("4-suite-sans-csp"), ""},
		{"le délai de la lettre est déjà passé à la remise", func(p *lot.Personne) { p.Situation.Licenciement.Engagement = calendrier.D(2026, 2, 2) }, 0, avec("3-lettre-conservatoire"), ""},
		{"la lettre ne tombe pas dans le délai", func(p *lot.Personne) { p.Situation.Licenciement.Engagement = calendrier.D(2026, 3, 16) }, 0, base, ""},
		{"l'employeur n'a rien proposé", func(p *lot.Personne) {
			p.Situation.Proposition = csp.Proposition{Par: csp.ParPersonne}
			p.Situation.Contrat.Fin = calendrier.D(2026, 5, 2)
		}, 0, []string{"5-contribution"}, ""},
		{"rangée refusée", func(p *lot.Personne) { p.Etat = lot.Refusee }, 0, nil, "refusée"},
		{"1 000 salariés", func(p *lot.Personne) { p.Situation.Employeur.Effectif = fait.N(1000) }, 0, nil, "congé de reclassement"},
		{"CDD", func(p *lot.Personne) { p.Situation.Contrat.Nature = csp.CDD }, 0, nil, "ELIG-05"},
		{"autorisation refusée", func(p *lot.Personne) {
			p.Situation.Salarie.Protege = fait.Oui
			p.Situation.Autorisation = csp.Autorisation{NotifieeLe: calendrier.D(2026, 3, 20), Accordee: fait.Non}
		}, 0, nil, "PROC-08"},
		{"ni engagement ni remise", func(p *lot.Personne) {
			p.Situation.Licenciement.Engagement, p.Situation.Proposition = 0, csp.Proposition{}
		}, 0, nil, "KEY-01"},
		{"hors de l'édition", func(p *lot.Personne) { p.Situation.Licenciement.Engagement = calendrier.D(2010, 3, 2) }, 0, nil, "cette édition"},
	} {
		t.Run(c.nom, func(t *testing.T) {
			p := unePersonne()
			c.change(&p)
			ls, x := papiers(p, uneEntreprise(), c.au)
			if !slices.Equal(noms(ls), c.attendu) {
				t.Errorf("papiers %v, attendu %v", noms(ls), c.attendu)
			}
			if r := lettre.SansPapier(x); !strings.Contains(r, c.raison) || (r == "") != (c.raison == "") {
				t.Errorf("raison %q, attendu %q", r, c.raison)
			}
		})
	}
}

// TestContenu : ce que chaque papier doit dire (PROC-01 à PROC-12, RUPT-01 à RUPT-06, CONT-02 à CONT-06). Montants et
// dates sont comptés à la main : 24 × 2 650 ÷ 730 = 87,12 € ; 75 % = 65,34 € ; 8 ans et 8 mois au terme de deux mois de
// préavis, un quart de 2 650 € par an = 5 741,67 € ; 2 × 2 650 = 5 300 €, et 42 % de charges = 7 526 € ; sept jours
// ouvrables entiers depuis le 2 mars finissent le 10.
func TestContenu(t *testing.T) {
	attente, _ := papiers(unePersonne(), uneEntreprise(), 0)
	p := unePersonne()
	acceptee(calendrier.D(2026, 3, 16))(&p)
	accepte, _ := papiers(p, uneEntreprise(), 0)
	silence, _ := papiers(unePersonne(), uneEntreprise(), calendrier.D(2026, 3, 24))
	p = unePersonne()
	acceptee(calendrier.D(2026, 3, 25))(&p)
	tardive, _ := papiers(p, uneEntreprise(), 0)
	interne := []string{"Document de travail", "Règles et textes", "Calcul : jalon", "PROC-"} // ce qu'une lettre ne porte pas
	for _, c := range []struct {
		de      []lettre.Lettre
		nom     string
		attendu []string
		absents []string
	}{
		{attente, "1-proposition", []string{
			"Mme Zoé Lefèvre", "3 rue de l'Étoile", "44100 Nantes", "Nantes, le lundi 2 mars 2026", "Madame,", "pendant votre entretien préalable",
			"Le délai de 21 jours pour répondre commence | mardi 3 mars 2026", "Dernier jour pour répondre | lundi 23 mars 2026, ce jour compris",
			"Fin de votre contrat si vous acceptez | lundi 23 mars 2026, au soir", "Premier jour du CSP si vous acceptez | mardi 24 mars 2026",
			"bulletin d'acceptation rempli et signé, avec une copie de votre pièce d'identité", "votre silence vaut refus", "Nous retenons le jour de l'envoi",
			"Les commandes ont baissé de 38 % en un an.", "Neuf postes", "Effet sur votre emploi (menuisière)", "Pendant un an", "douze mois", "Récépissé", "Documents reçus le ____", "n'est ni accepter ni refuser",
			"Pour Ateliers du Ponant", "Claire Le Goff, directrice générale", "rh@ponant.invalid", "Ce document accompagne le formulaire officiel du CSP, et ne le remplace pas.",
		}, append(slices.Clip(interne), "Pôle emploi", "19/07/2011")},
		{attente, "2-information", []string{
			"75 % de votre salaire journalier", "Salaire journalier de référence | 87,12 €", "ASP par jour, brute | 65,34 €", "1 960,20 €",
			"du mardi 24 mars 2026 au mardi 23 mars 2027", "au plus tard le 01/04/2026", "Indemnité de licenciement | 5 741,67 €",
			"au plus tard le 23/01/2027", "lundi 23 mars 2026, ce jour compris", "entretien d'information", "douze mois, à compter de votre adhésion", "PROC-12", "ne le remplace pas", "Règles et textes : ", "Calcul : jalon",
		}, []string{"Document de travail"}},
		{attente, "3-lettre-conservatoire", []string{
			"Lettre recommandée", "Lors de l'entretien du lundi 2 mars 2026", "vous ont été remis le lundi 2 mars 2026", "finit le lundi 23 mars 2026, ce jour compris",
			"Si vous refusez, ou n'avez pas répondu à cette date : cette lettre vaut notification de votre licenciement", "Cette lettre ne vaut pas licenciement",
			"Effet sur votre emploi (menuisière)", "La recherche d'un reclassement", "Il est de 2 mois", "dans les quinze jours de la notification", "dix jours après votre départ", "priorité de réembauche", "douze mois", "ne le remplace pas",
		}, interne},
		{accepte, "4-accuse-acceptation", []string{
			"datée du lundi 16 mars 2026", "d'un commun accord | lundi 23 mars 2026, au soir", "Premier jour du CSP et de l'allocation | mardi 24 mars 2026",
			"contester la rupture ou son motif | mardi 16 mars 2027", "réembauche, sur demande | mardi 23 mars 2027", "5 741,67 €", "carte Vitale", "demande d'allocation (ASP)",
			"ne le remplace pas",
		}, append(slices.Clip(interne), "Part du préavis qui vous revient")},
		{accepte, "5-contribution", []string{
			"Dossier de Zoé Lefèvre (M12)", "Préavis qui aurait été fait | 2 mois", "Indemnité de préavis, brute | 5 300,00 €", "trois mois au plus, brute | 5 300,00 € | CONT-02",
			"Taux des charges patronales | 42 %", "charges comprises | 7 526,00 €", "À payer au plus tard le | lundi 25 mai 2026 | CONT-05",
			"due à la personne, brute | 0,00 € | CONT-03", "Document de travail, pour l'employeur.", "à demander à France Travail, et ne le remplace pas", "Règles et textes : ",
		}, []string{"Madame", "n'est pas proposé", "7 950,00 €"}},
		{silence, "4-suite-sans-csp", []string{
			"Vous n'avez pas répondu", "a pris fin le lundi 23 mars 2026", "ce silence vaut refus", "La présente lettre ne vaut pas licenciement", "Votre préavis | 2 mois", "(date estimée)", "comme demandeur d'emploi", "ne le remplace pas",
		}, append(slices.Clip(interne), "Votre refus")},
		{tardive, "4-suite-sans-csp", []string{"arrivée trop tard", "datée du mercredi 25 mars 2026", "et vaut refus"}, interne},
	} {
		t.Run(c.nom, func(t *testing.T) {
			l := trouver(t, c.de, c.nom)
			lu := texte(l)
			for _, a := range c.attendu {
				if !strings.Contains(lu, a) {
					t.Errorf("%q n'y est pas :\n%s", a, lu)
				}
			}
			for _, a := range append(slices.Clone(c.absents), nir, iban, "inconnue", "inconnu ") {
				if strings.Contains(lu, a) {
					t.Errorf("%q y est", a)
				}
			}
			if strings.Contains(lu, "'\u00a0") || strings.ContainsAny(l.Titre+l.Blocs[0].Texte, "'\n") {
				t.Error("typographie")
			}
		})
	}
}

// TestMotifEcrit : une adhésion sans motif écrit à temps n'est jamais dite sûre ; le papier déjà remis ne dit pas après
// coup ce qu'il ne disait pas (PROC-03, RUPT-07).
func TestMotifEcrit(t *testing.T) {
	for _, c := range []struct {
		nom     string
		ecrit   calendrier.Date
		titre   string // de la garde, sur la feuille de l'employeur
		enCopie bool   // la proposition donne le motif
	}{
		{"avant l'acceptation", calendrier.D(2026, 3, 2), "", true},
		{"le jour de l'acceptation", calendrier.D(2026, 3, 16), "", true},
		{"le lendemain", calendrier.D(2026, 3, 17), "Le motif économique : écrit trop tard", false},
		{"jamais", 0, "Le motif économique : pas encore écrit", false},
	} {
		p := unePersonne()
		acceptee(calendrier.D(2026, 3, 16))(&p)
		p.Situation.Proposition.MotifEcritLe = c.ecrit
		ls, _ := papiers(p, uneEntreprise(), 0)
		feuille := texte(trouver(t, ls, "5-contribution"))
		if c.titre == "" && strings.Contains(feuille, "sans cause réelle") || !strings.Contains(feuille, c.titre) || c.titre != "" && !strings.Contains(feuille, "L'adhésion vaut") {
			t.Errorf("%s : %s", c.nom, feuille)
		}
		if l := texte(trouver(t, ls, "1-proposition")); strings.Contains(l, "Neuf postes") != c.enCopie {
			t.Errorf("%s : %s", c.nom, l)
		}
		if l := texte(trouver(t, ls, "4-accuse-acceptation")); strings.Contains(l, "sans cause réelle") {
			t.Errorf("%s : %s", c.nom, l)
		}
	}
	p := unePersonne() // elle n'a pas encore répondu : la proposition porte le motif
	p.Situation.Proposition.MotifEcritLe = 0
	ls, _ := papiers(p, uneEntreprise(), 0)
	if l := texte(trouver(t, ls, "1-proposition")); !strings.Contains(l, "Neuf postes") {
		t.Error(l)
	}
}

// TestTextesLibres : l'effet sur l'emploi et le reclassement sont ceux de la rangée ou, à défaut, de l'entreprise ; chaque
// ligne est un paragraphe ; sans texte, un blanc, dit une fois pour tous.
func TestTextesLibres(t *testing.T) {
	ligne := func(cases ...string) (r lot.Rangee) {
		for _, c := range cases {
			r.Cases = append(r.Cases, lot.Case{Texte: c})
		}
		return r
	}
	lire := func(effet, reclassement string) *lot.Lot {
		l, err := lot.Lire(&lot.Entree{Tableaux: []lot.Tableau{
			{Rangees: []lot.Rangee{
				ligne("Nom", "Prénom", "Date de naissance", "Date d'entrée", "Salaire mensuel brut", "CSP remis le", "Effet sur votre emploi", "Reclassement interne"),
				ligne("Abel", "Ève", "12/06/1984", "04/09/2017", "2650", "02/03/2026", "Votre poste est supprimé.\nIl n'est pas remplacé.", "Le poste de Rezé vous a été proposé."),
				ligne("Zola", "Ève", "12/06/1984", "04/09/2017", "2650", "02/03/2026", "", ""),
			}},
			{Nom: "Entreprise", Rangees: []lot.Rangee{ligne("Effectif", "62"), ligne("Entretien préalable le", "02/03/2026"), ligne("Effet sur l'emploi", effet), ligne("Recherche de reclassement", reclassement)}},
		}})
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	l := lire("Les postes de l'atelier sont transformés.", "Aucun poste n'est disponible.")
	for i, c := range []struct{ effet, reclassement, absent string }{
		{"emploi :\nVotre poste est supprimé.\nIl n'est pas remplacé.\n", "reclassement\nLe poste de Rezé vous a été proposé.\n", "transformés"},
		{"emploi :\nLes postes de l'atelier sont transformés.\n", "reclassement\nAucun poste n'est disponible.\n", "Rezé"},
	} {
		ls := lettre.Pour(l, l.Etude(&l.Personnes[i]))
		proposition, conservatoire := texte(trouver(t, ls, "1-proposition")), texte(trouver(t, ls, "3-lettre-conservatoire"))
		if !strings.Contains(proposition, c.effet) || !strings.Contains(conservatoire, c.effet) || !strings.Contains(conservatoire, c.reclassement) || strings.Contains(conservatoire, c.absent) {
			t.Errorf("personne %d : %s\n%s", i, proposition, conservatoire)
		}
	}
	l = lire("", "")
	for i, attendu := range []bool{false, true} {
		c := trouver(t, lettre.Pour(l, l.Etude(&l.Personnes[i])), "3-lettre-conservatoire")
		for _, quoi := range []string{"effet du motif sur l'emploi", "recherche de reclassement"} {
			if slices.Contains(c.Manques, lettre.Manque{Quoi: quoi, Commun: true}) != attendu {
				t.Errorf("personne %d : %v", i, c.Manques)
			}
		}
	}
}

// TestQuiPermet : la lettre nomme le jugement, l'ordonnance ou l'autorisation sans lesquels elle ne vaut rien
// (C. com. L631-17 ; C. trav. L2421-3).
func TestQuiPermet(t *testing.T) {
	for _, c := range []struct {
		procedure       csp.Procedure
		attendu, absent string
	}{
		{csp.SansProcedure, "Les commandes", "Le tribunal"},
		{csp.Sauvegarde, "Les commandes", "Le tribunal"},
		{csp.Redressement, "en redressement judiciaire le mardi 24 février 2026.\n", "liquidation"},
		{csp.Liquidation, "liquidation judiciaire de l'entreprise le mardi 24 février 2026.\n", "juge-commissaire"},
	} {
		p, e := unePersonne(), uneEntreprise()
		p.Situation.Employeur.Procedure, e.Projet.Procedure, e.Projet.Jugement = c.procedure, c.procedure, calendrier.D(2026, 2, 24)
		ls, _ := papiers(p, e, 0)
		l := texte(trouver(t, ls, "3-lettre-conservatoire"))
		if !strings.Contains(l, c.attendu) || strings.Contains(l, c.absent) || strings.Contains(l, "l'ordonnance du juge-commissaire, ou par le jugement") != (c.procedure == csp.Redressement) {
			t.Errorf("procédure %d : %s", c.procedure, l)
		}
		acceptee(calendrier.D(2026, 3, 16))(&p)
		ls, _ = papiers(p, e, 0)
		if l := texte(trouver(t, ls, "5-contribution")); strings.Contains(l, "L'AGS l'avance") != (c.procedure >= csp.Redressement) {
			t.Errorf("procédure %d : %s", c.procedure, l)
		}
	}
	p, e := unePersonne(), uneEntreprise()
	p.Situation.Salarie.Protege = fait.Oui
	p.Situation.Autorisation = csp.Autorisation{NotifieeLe: calendrier.D(2026, 3, 17), Accordee: fait.Oui}
	ls, _ := papiers(p, e, 0)
	if l := texte(trouver(t, ls, "3-lettre-conservatoire")); !strings.Contains(l, "une décision que nous avons reçue le mardi 17 mars 2026.") {
		t.Error(l)
	}
}

// TestEnvoiDonne : le jour donné pour toutes les lettres l'emporte. Après le 23 mars, la lettre n'est plus conservatoire ;
// avant le 11, elle ne peut pas partir, et ce jour n'est pas repris.
func TestEnvoiDonne(t *testing.T) {
	for _, c := range []struct {
		envoi calendrier.Date
		lieu  string // vide : pas de lettre conservatoire
	}{
		{calendrier.D(2026, 3, 10), "le " + lettre.Blanc},
		{calendrier.D(2026, 3, 11), "le mercredi 11 mars 2026"},
		{calendrier.D(2026, 3, 23), "le lundi 23 mars 2026"},
		{calendrier.D(2026, 3, 24), ""},
	} {
		e := uneEntreprise()
		e.Projet.EnvoiLettres = c.envoi
		ls, _ := papiers(unePersonne(), e, 0)
		i := slices.IndexFunc(ls, func(l lettre.Lettre) bool { return l.Nom == "3-lettre-conservatoire" })
		if (i >= 0) != (c.lieu != "") || i >= 0 && !strings.HasSuffix(nu.Replace(ls[i].Lieu), c.lieu) {
			t.Errorf("envoi le %s : %v", c.envoi, noms(ls))
		}
	}
}

// TestFinDuContrat : ce qui est payé à la fin. Une indemnité de congés qui n'est qu'estimée n'est pas promise ; à moins
// d'un an d'ancienneté, le préavis va à la personne et rien à l'opérateur (CONT-01) ; la loi n'en fixe pas sous six mois.
func TestFinDuContrat(t *testing.T) {
	p := unePersonne()
	p.Situation.Contrat.CongesPayesJours = argent.Entier(10)
	p.Situation.Contrat.IndemniteSupraLegale = argent.Euros(20000)
	acceptee(calendrier.D(2026, 3, 16))(&p)
	ls, _ := papiers(p, uneEntreprise(), 0)
	for _, nom := range []string{"2-information", "4-accuse-acceptation"} {
		if l := texte(trouver(t, ls, nom)); !strings.Contains(l, "Congés payés restants | selon votre solde : 10 jours\n") || !strings.Contains(l, "par plan ou par décision | 20 000,00 €") {
			t.Error(l)
		}
	}
	p.Situation.Contrat.CongesPayesIndemnite = argent.Euros(1019)
	ls, _ = papiers(p, uneEntreprise(), 0)
	if l := texte(trouver(t, ls, "2-information")); !strings.Contains(l, "Congés payés restants | 1 019,00 €") {
		t.Error(l)
	}
	p.Situation.Contrat.Debut = calendrier.D(2025, 6, 2)
	ls, _ = papiers(p, uneEntreprise(), 0)
	if l := texte(trouver(t, ls, "5-contribution")); !strings.Contains(l, "due à la personne, brute | 2 650,00 € | CONT-01") || strings.Contains(l, "La contribution se paie") {
		t.Error(l)
	}
	p.Situation.Contrat.Debut, p.Situation.Reponse = calendrier.D(2025, 11, 3), csp.Reponse{}
	ls, _ = papiers(p, uneEntreprise(), 0)
	if l := texte(trouver(t, ls, "3-lettre-conservatoire")); !strings.Contains(l, "la loi n'en fixe pas") || strings.Contains(l, "0 mois") {
		t.Error(l)
	}
}

// TestPenalite : deux mois quinze jours après l'avis ; trois mois, comme la contribution, à qui adhère chez l'opérateur
// (CONT-06, CONT-07). Remis le 1er juin 2026, le CSP commence le 23, et se paie le 25 août.
func TestPenalite(t *testing.T) {
	for _, c := range []struct {
		nom             string
		proposition     csp.Proposition
		reponse         csp.Reponse
		attendu, absent string
	}{
		{"rien", csp.Proposition{Par: csp.ParPersonne}, csp.Reponse{}, "2 mois de salaire brut : 5 300,00 € | CONT-06\nÀ payer au plus tard | quinze jours", "trois mois"},
		{"chez l'opérateur", csp.Proposition{Par: csp.ParOperateur, Remise: calendrier.D(2026, 6, 1)}, csp.Reponse{Decision: csp.Acceptation, Date: calendrier.D(2026, 6, 8)}, "3 mois de salaire brut : 7 950,00 € | CONT-06\nÀ payer au plus tard | mardi 25 août 2026", "quinze jours"},
		{"chez l'opérateur, un jour inconnu", csp.Proposition{Par: csp.ParOperateur}, csp.Reponse{Decision: csp.Acceptation, Date: calendrier.D(2026, 6, 8)}, "À payer au plus tard | le 25 du deuxième mois", "quinze jours"},
	} {
		p := unePersonne()
		p.Situation.Proposition, p.Situation.Reponse, p.Situation.Contrat.Fin = c.proposition, c.reponse, calendrier.D(2026, 5, 2)
		ls, _ := papiers(p, uneEntreprise(), 0)
		l := texte(trouver(t, ls, "5-contribution"))
		if !strings.HasPrefix(l, "Pénalité : ") || !strings.Contains(l, c.attendu) || strings.Contains(l, c.absent) || strings.Contains(l, "y ajoute les charges") != (c.reponse.Decision == csp.Acceptation) {
			t.Errorf("%s : %s", c.nom, l)
		}
	}
}

// TestEnvoi : la lettre conservatoire ne part ni trop tôt ni trop tard, et le jour reste à écrire.
func TestEnvoi(t *testing.T) {
	ls, _ := papiers(unePersonne(), uneEntreprise(), 0)
	l := trouver(t, ls, "3-lettre-conservatoire")
	if !slices.ContainsFunc(l.Manques, func(m lettre.Manque) bool { return strings.Contains(m.Quoi, "au plus tôt le mercredi 11 mars 2026") }) || !strings.HasSuffix(nu.Replace(l.Lieu), "le "+lettre.Blanc) {
		t.Errorf("%q %v", l.Lieu, l.Manques)
	}
}

// TestArticles : les textes viennent des cartes, sans ceux de l'autre convention.
func TestArticles(t *testing.T) {
	p := unePersonne()
	p.Situation.Licenciement.Engagement = calendrier.D(2013, 3, 4)
	p.Situation.Proposition = csp.Proposition{Remise: calendrier.D(2013, 3, 4), MotifEcritLe: calendrier.D(2013, 3, 4)}
	p.Situation.Contrat.Debut = calendrier.D(2005, 9, 5)
	p.Situation.Salarie.DateNaissance = calendrier.D(1974, 6, 12)
	ancienne, _ := papiers(p, uneEntreprise(), 0)
	l := texte(trouver(t, ancienne, "1-proposition"))
	for _, a := range []string{"Pôle emploi", "carte Vitale", "lundi 25 mars 2013"} {
		if !strings.Contains(l, a) {
			t.Errorf("2013 : %q n'y est pas :\n%s", a, l)
		}
	}
	if strings.Contains(l, "France Travail") {
		t.Errorf("2013 : un nom d'après :\n%s", l)
	}
	if l := texte(trouver(t, ancienne, "2-information")); !strings.Contains(l, "80 % de votre") || strings.Contains(l, "prime de reclassement") || !strings.Contains(l, "DUR-01 (Convention CSP du 19/07/2011, ") {
		t.Errorf("2013 : l'ASP est de 80 %%, sans prime, et les textes sont ceux de 2011 :\n%s", l)
	}
	ls, _ := papiers(unePersonne(), uneEntreprise(), 0)
	if r := trouver(t, ls, "1-proposition").Regles; !strings.HasPrefix(r, "PROC-01, PROC-02, ") || strings.Count(r, "PROC-09") != 1 {
		t.Errorf("règles de la proposition : %q", r)
	}
	l = texte(trouver(t, ls, "2-information"))
	if r := csp.PROC09.String() + " (" + nu.Replace(document.Typographie(document.Articles(csp.PROC09))) + ")"; !strings.Contains(l, r) {
		t.Errorf("%q n'y est pas :\n%s", r, l)
	}
}

// TestBlancs : ce qui n'est pas connu est un blanc, et il est compté une fois par papier.
func TestBlancs(t *testing.T) {
	p := unePersonne()
	p.Identite.Adresse, p.Situation.Proposition.Remise = "", 0
	p.Situation.Contrat.SalaireMensuel = argent.Montant{}
	e := uneEntreprise()
	e.Motif, e.Signataire = "", ""
	ls, _ := papiers(p, e, 0)
	l := trouver(t, ls, "1-proposition")
	quoi := func(m lettre.Manque) string { return m.Quoi }
	for _, c := range []struct {
		quoi   string
		commun bool
	}{{"adresse", false}, {"date de remise des documents", false}, {"dernier jour du délai de réflexion", false}, {"motif économique", true}, {"effet du motif sur l'emploi", true}, {"signataire", true}} {
		n := 0
		for _, m := range l.Manques {
			if m == (lettre.Manque{Quoi: c.quoi, Commun: c.commun}) {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%q compté %d fois dans %v", c.quoi, n, l.Manques)
		}
	}
	if !slices.Contains(l.A, lettre.Blanc) || !strings.Contains(texte(l), "Remise des documents | "+lettre.Blanc) {
		t.Errorf("pas de blanc :\n%s", texte(l))
	}
	info := trouver(t, ls, "2-information")
	if i := slices.IndexFunc(info.Manques, func(m lettre.Manque) bool { return strings.HasPrefix(quoi(m), "ASP par jour") }); i < 0 {
		t.Errorf("l'ASP n'est pas dite manquante : %v", info.Manques)
	}
}

// TestSalarieProtege : tant que la décision n'est pas connue, le dernier jour ne l'est pas, et le papier dit pourquoi.
func TestSalarieProtege(t *testing.T) {
	p := unePersonne()
	p.Situation.Salarie.Protege = fait.Oui
	ls, _ := papiers(p, uneEntreprise(), 0)
	if l := texte(trouver(t, ls, "1-proposition")); !strings.Contains(l, "lendemain du jour où nous recevrons la décision de l'inspection du travail") || strings.Contains(l, "23 mars") {
		t.Error(l)
	}
	p.Situation.Autorisation = csp.Autorisation{NotifieeLe: calendrier.D(2026, 4, 14), Accordee: fait.Oui}
	ls, _ = papiers(p, uneEntreprise(), 0)
	if l := texte(trouver(t, ls, "1-proposition")); !strings.Contains(l, "mercredi 15 avril 2026, ce jour compris") {
		t.Error(l)
	}
}

// TestContestation : sans la mention du délai dans la proposition, aucun papier ne la fait (RUPT-06).
func TestContestation(t *testing.T) {
	p := unePersonne()
	p.Situation.Proposition.MentionDelaiContestation = fait.Non
	ls, _ := papiers(p, uneEntreprise(), 0)
	if l := texte(trouver(t, ls, "1-proposition")); strings.Contains(l, "douze mois, à compter de votre adhésion") {
		t.Error(l)
	}
}

// TestCivilite : la formule d'appel suit la civilité, sans en supposer une.
func TestCivilite(t *testing.T) {
	for civilite, attendu := range map[string]string{"Mme": "Madame,", "M.": "Monsieur,", "monsieur": "Monsieur,", "": "Madame, Monsieur,", "Dr": "Madame, Monsieur,"} {
		p := unePersonne()
		p.Identite.Civilite = civilite
		ls, _ := papiers(p, uneEntreprise(), 0)
		if got := ls[0].Blocs[0].Texte; got != attendu {
			t.Errorf("%q : %q, attendu %q", civilite, got, attendu)
		}
		if nom := strings.TrimSpace(civilite + " Zoé Lefèvre"); !slices.Equal(ls[0].A, []string{nom, "3 rue de l’Étoile", "44100 Nantes"}) {
			t.Errorf("%q : %q", civilite, ls[0].A)
		}
	}
}

// FuzzTextes : aucun texte libre ne fait tomber la rédaction ni n'y laisse un signe de commande.
func FuzzTextes(f *testing.F) {
	f.Add("Lefèvre", "Zoé", "Un motif.\nDeux lignes.")
	f.Add("\u202eFDP", "\x00\x1b[2J", "=cmd|' /C calc'!A0\r\r\u2028x\xff")
	f.Fuzz(func(t *testing.T, nom, adresse, motif string) {
		p, e := unePersonne(), uneEntreprise()
		p.Identite.Nom, p.Identite.Adresse, p.Identite.Emploi, e.Motif, e.RaisonSociale = nom, adresse, nom, motif, adresse
		ls, _ := papiers(p, e, 0)
		for i := range ls {
			for ligne := range strings.SplitSeq(texte(&ls[i]), "\n") {
				if document.Lisible(ligne) != ligne {
					t.Fatalf("signe de commande dans %q", ligne)
				}
			}
		}
	})
}
