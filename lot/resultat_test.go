package lot

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"jalon/droit/calendrier"
	"jalon/droit/fait"
)

// TestSansColonneDeNom : la liste ne se lit pas, et ses colonnes sont rendues pour que la carte se fasse.
func TestSansColonneDeNom(t *testing.T) {
	l, err := Lire(&Entree{Tableaux: []Tableau{tableau(t, "Prénom;Date d'entrée;Agent\nPaul;14/05/2012;Durand")}})
	if l == nil || err == nil || len(l.Personnes) != 0 {
		t.Fatalf("%+v, %v", l, err)
	}
	if c := l.Colonnes; len(c) != 3 || c[0].Cle != "prenom" || c[1].Cle != "contrat.debut" || c[2].Cle != "" || c[2].Exemple != "Durand" {
		t.Errorf("%+v", c)
	}
	if l, err := Lire(&Entree{Tableaux: []Tableau{tableau(t, "a;b\n1;2")}}); err == nil || l == nil || len(l.Colonnes) != 2 || l.Colonnes[1].Exemple != "2" {
		t.Errorf("aucun en-tête connu : %+v, %v", l, err)
	}
	for _, texte := range []string{"a\n1", "Nom;Prénom"} { // une seule colonne, ou aucune personne
		if l, err := Lire(&Entree{Tableaux: []Tableau{tableau(t, texte)}}); l != nil || err == nil {
			t.Errorf("%q : %+v, %v", texte, l, err)
		}
	}
	err = Carte{"Sécu": "nirr"}.Verifier()
	if n := len([]rune(err.Error())); n > 180 {
		t.Errorf("%d signes : %v", n, err)
	}
}

// TestResultatRendu : les colonnes, les feuilles et les totaux que jalon écrit ne sont pas relus, et rien n'en est dit ;
// les mêmes noms dans un autre fichier sont ceux d'un autre.
func TestResultatRendu(t *testing.T) {
	liste := tableau(t, "Total;;;;;;\nMatricule;Nom;Date de naissance;Date d'entrée;État de la rangée;Issue;Congés payés restants (estimés si seuls les jours sont donnés);NIR masqué;Prime\n1;Durand;15/09/1978;14/05/2012;complète;refus;12;2 55 08 •• ••• ••• ••;8")
	liste.Nom = "Personnes"
	liste.Remarques = []Remarque{{1, "La formule de la case R1 n'a pas de valeur"}, {3, "à garder"}, {0, "aussi"}}
	synthese := tableau(t, "Licenciement;x\ncomplète;1")
	synthese.Nom, synthese.Remarques = "Synthèse", []Remarque{{8, "La formule de la case B8 n'a pas de valeur"}}
	l, err := Lire(&Entree{Tableaux: []Tableau{synthese, liste}})
	if err != nil {
		t.Fatal(err)
	}
	var tues []string
	for _, c := range l.Colonnes {
		if c.DeResultat() {
			tues = append(tues, c.Entete)
		}
	}
	if len(tues) != 4 || slices.Contains(tues, "Prime") || fmt.Sprint(l.Remarques) != "[{3 à garder} {0 aussi}]" {
		t.Errorf("%q, %v", tues, l.Remarques)
	}
	if _, oui := CarteDe(l.Colonnes)["Issue"]; oui {
		t.Error("la carte garde une colonne de résultat")
	}
	autre := tableau(t, "Matricule;Nom;Issue\n1;Durand;Nord")
	autre.Remarques = []Remarque{{1, "à dire"}}
	if l, err = Lire(&Entree{Tableaux: []Tableau{synthese, autre}}); err != nil || l.Colonnes[2].DeResultat() || len(l.Remarques) != 2 {
		t.Errorf("%+v, %v", l, err)
	}
}

// TestEffectifTropPetit : moins de salariés que de licenciements, donnés ou comptés, ne se peut ; la valeur n'est pas lue.
func TestEffectifTropPetit(t *testing.T) {
	trois := entete + "1;A;A;15/09/1978;14/05/2012;2650;;;\n2;B;B;15/09/1978;14/05/2012;2650;;;\n3;C;C;15/09/1978;14/05/2012;2650;;;\n"
	for _, x := range []struct {
		effectif, suite, liste string
		refuse                 bool
	}{
		{"3", "", trois, false},
		{"2", "", trois, true},
		{"3", "", trois + "3;C;C;15/09/1978;14/05/2012;2650;;;", false}, // la rangée en double ne compte personne
		{"8", "Licenciements en trente jours;9", trois, true},
		{"9", "Licenciements en trente jours;9", trois, false},
		{"2", "Licenciements en trente jours;1", trois, true},
	} {
		l := lotDe(t, x.liste, strings.Replace(entreprise, "Effectif;62", "Effectif;"+x.effectif, 1)+x.suite, 0)
		var refus []Ecart
		for _, e := range l.EcartsEntreprise {
			if e.Champ == "employeur.effectif" {
				refus = append(refus, e)
			}
		}
		if (len(refus) == 1 && refus[0].Gravite == Refus && refus[0].Recu == x.effectif) != x.refuse || len(refus) > 1 {
			t.Errorf("%+v : %v", x, refus)
		}
		if lu := l.Personnes[0].Situation.Employeur.Effectif; lu.Connu() == x.refuse || x.refuse && l.Entreprise.Projet.Effectif != (fait.Nombre{}) {
			t.Errorf("%+v : effectif %v", x, lu)
		}
	}
}

// TestReponseAVenir : une réponse datée d'après le jour où l'on regarde est signalée.
func TestReponseAVenir(t *testing.T) {
	for jour, attendu := range map[int]int{9: 1, 10: 0} {
		l := lotDe(t, entete+"1;A;A;15/09/1978;14/05/2012;2650;refus;10/03/2026;", entreprise, calendrier.D(2026, 3, jour))
		n := 0
		for _, e := range l.Personnes[0].Ecarts {
			if e.Champ == "reponse.date" && e.Gravite == ASavoir {
				n++
			}
		}
		if n != attendu {
			t.Errorf("au %d mars : %v", jour, l.Personnes[0].Ecarts)
		}
	}
}

// TestSansEntree : sans date d'entrée, la fin du contrat ne manque pas de son côté.
func TestSansEntree(t *testing.T) {
	l := lotDe(t, entete+"1;A;A;15/09/1978;;2650;;;", entreprise, 0)
	var manquent []string
	for _, e := range l.Personnes[0].Ecarts {
		if e.Gravite == Manque {
			manquent = append(manquent, e.Champ)
		}
	}
	if strings.Join(manquent, " ") != "contrat.debut" {
		t.Errorf("%v", l.Personnes[0].Ecarts)
	}
}

// TestNonPropose : treize ans et onze mois au terme du préavis, 2 650 × (10/4 + 47/36) = 10 084,72 € ; deux mois de
// préavis, 5 300 €, et autant de pénalité ; 42 % de charges sur le préavis.
func TestNonPropose(t *testing.T) {
	n := lotDe(t, entete+"1;Durand;Paul;15/09/1978;14/05/2012;2 650,00;;;", entreprise, 0).Totaux.NonPropose
	if h, a := n.HorsCharges.Somme.String(), n.AvecCharges.Somme.String(); h != "20684.72" || a != "22910.72" || n.HorsCharges.Comptes != 1 {
		t.Errorf("%s, %s, %+v", h, a, n)
	}
}

// TestFormesTues : un NIR ou un IBAN à la clé fausse n'est nulle part en entier dans les textes d'une personne ; ceux de
// l'entreprise gardent leurs numéros, et un recommandé ou un matricule complété de zéros restent lisibles.
func TestFormesTues(t *testing.T) {
	const nir, iban = "255081416802539", "FR7730006000011234567890189"
	textes := "Matricule;Nom;Prénom;Emploi;Vague;Adresse;Preuve de la remise;Date de naissance;Date d'entrée\n" +
		nir + ";Durand " + nir + ";P " + iban + ";" + iban + ";v " + nir[:13] + ";2 55 08 14 168 025 39;" + nir + ";15/09/1978;14/05/2012\n" +
		"0000000012345;Petit;Anne;Cheffe;BP12 zone industrielle;12 rue des Lilas;recommandé 1A 204 567 8901 2;15/09/1979;14/05/2012"
	l := lotDe(t, textes, entreprise+"Motif économique;Fermeture, SIRET 12002701600564, tél. 04 00 00 00 00 / 06 00 00 00 00\n", 0)
	p := &l.Personnes[0]
	tout := fmt.Sprint(p.Identite, p.Formes, p.Vague, p.PreuveRemise, p.Ecarts, string(l.AppendSituation(nil, p)))
	if strings.Contains(tout, nir[:9]) || strings.Contains(tout, "2 55 08 14") || strings.Contains(tout, iban[:12]) || p.Identite.Matricule != "" || p.Etat == Refusee {
		t.Error(tout)
	}
	savoir := map[string]int{}
	for _, e := range p.Ecarts {
		if e.Gravite == ASavoir {
			savoir[e.Champ]++
		}
	}
	for _, cle := range []string{"matricule", "nom", "prenom", "emploi", "vague", "adresse", "preuve_remise"} {
		if savoir[cle] != 1 {
			t.Errorf("%s : %d remarques (%v)", cle, savoir[cle], p.Ecarts)
		}
	}
	if q := &l.Personnes[1]; q.Identite.Matricule != "0000000012345" || q.PreuveRemise != "recommandé 1A 204 567 8901 2" || q.Vague != "BP12 zone industrielle" {
		t.Errorf("%+v", q)
	}
	if !strings.Contains(l.Entreprise.Motif, "12002701600564") {
		t.Error(l.Entreprise.Motif)
	}
}
