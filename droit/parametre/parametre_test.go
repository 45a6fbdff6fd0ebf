package parametre

import (
	"strings"
	"testing"
	"testing/fstest"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/fait"
)

const entete = "parametre,debut,valeur,unite,texte,article,lien,publie_le,verifie_le,note\n"

// saines est une suite de lignes sans faute ; chaque essai y plante la sienne.
const saines = "a,2020-01-01,1.00,eur/jour,Texte,art. 1,https://exemple.fr/,2019-12-01,2026-11-21,\n" +
	"b,2020-01-01,2,jours,Texte,art. 2,https://exemple.fr/,,2026-11-21,\n"

func fichiers(paires ...string) fstest.MapFS {
	f := fstest.MapFS{}
	for i := 0; i < len(paires); i += 2 {
		f["donnees/"+paires[i]] = &fstest.MapFile{Data: []byte(paires[i+1])}
	}
	return f
}

// avec remplace le registre du paquet le temps d'un essai.
func avec(t *testing.T, f fstest.MapFS) {
	t.Helper()
	garde := reg
	t.Cleanup(func() { reg = garde })
	reg = charger(f)
}

func TestLignesSainesAcceptees(t *testing.T) {
	avec(t, fichiers("x.csv", entete+saines))
	Montant("a")
	Nombre("b")
	if err := reg.verifier(); err != nil {
		t.Fatalf("des lignes sans faute sont refusées : %v", err)
	}
}

func TestFautesPlanteesRefusees(t *testing.T) {
	une := func(avant, apres string) fstest.MapFS {
		if !strings.Contains(entete+saines, avant) {
			t.Fatalf("la faute « %s » n'est plus plantable", avant)
		}
		return fichiers("x.csv", strings.Replace(entete+saines, avant, apres, 1))
	}
	for _, c := range []struct {
		nom, message string
		f            fstest.MapFS
	}{
		{"colonne inconnue", "les colonnes attendues sont", une("note\n", "remarque\n")},
		{"colonne en trop", "wrong number of fields", une("note\n", "note,autre\n")},
		{"doublon", "deux valeurs pour le même jour", une("b,2020-01-01,2,jours", "a,2020-01-01,2,eur/jour")},
		{"paramètres non triés", "lignes non triées", une("a,2020", "c,2020")},
		{"dates non triées", "lignes non triées", une("b,2020-01-01,2,jours", "a,2019-01-01,2,eur/jour")},
		{"texte vide", "n'a pas de source", une("Texte,art. 1", ",art. 1")},
		{"lien absent", "n'a pas de source", une("art. 2,https://exemple.fr/", "art. 2,")},
		{"lien qui n'en est pas un", "n'a pas de source", une("art. 2,https://exemple.fr/", "art. 2,voir JO")},
		{"unité inconnue", "unité inconnue : francs", une("eur/jour", "francs")},
		{"montant illisible", "valeur illisible : 1.005", une("1.00", "1.005")},
		{"nombre non entier", "valeur illisible : 2.5", une("2,jours", "2.5,jours")},
		{"taux illisible", "valeur illisible : 1/0", une("2,jours", "1/0,taux")},
		{"valeur vide", "valeur illisible : ", une("2,jours", ",jours")},
		{"jour impossible", "ce jour n'existe pas", une("b,2020-01-01", "b,2020-02-30")},
		{"vérification absente", "verifie_le est obligatoire", une("2026-11-21", "")},
		{"publication illisible", "sont des jours", une("2019-12-01", "2019")},
		{"unité qui change", "l'unité change", une("b,2020-01-01,2,jours", "a,2021-01-01,2,eur/mois")},
		{"série dans deux fichiers", "dans deux fichiers", fichiers("x.csv", entete+saines, "y.csv", entete+strings.Replace(saines[strings.Index(saines, "b,"):], "2020", "2021", 1))},
		{"fichier vide", "les colonnes attendues sont", fichiers("x.csv", "")},
		{"aucun fichier", "aucun fichier de barème", fichiers()},
	} {
		r := charger(c.f)
		for nom := range r.lignes {
			r.declares[nom] = true // la déclaration est l'objet d'un autre essai
		}
		if err := r.verifier(); err == nil || !strings.Contains(err.Error(), c.message) {
			t.Errorf("%s : erreur %v, attendu « %s »", c.nom, err, c.message)
		}
	}
}

func TestDeclarationsFautivesRefusees(t *testing.T) {
	for _, c := range []struct {
		nom, message string
		declarer     func()
	}{
		{"déclaré, absent", "paramètre c : déclaré par une règle, absent des barèmes", func() { Montant("a"); Nombre("b"); Taux("c") }},
		{"présent, jamais déclaré", "paramètre b : aucune règle ne le déclare", func() { Montant("a") }},
		{"déclaré d'un autre type", "paramètre b : déclaré montant, écrit en jours", func() { Montant("a"); Montant("b") }},
		{"déclaré deux fois", "paramètre a : déclaré deux fois", func() { Montant("a"); Montant("a"); Nombre("b") }},
	} {
		avec(t, fichiers("x.csv", entete+saines))
		c.declarer()
		if err := reg.verifier(); err == nil || !strings.Contains(err.Error(), c.message) {
			t.Errorf("%s : erreur %v, attendu « %s »", c.nom, err, c.message)
		}
	}
}

// suite écrit une série d'une unité, faite de paires début, valeur.
func suite(nom, unite string, paires ...string) string {
	s := ""
	for i := 0; i < len(paires); i += 2 {
		s += nom + "," + paires[i] + "," + paires[i+1] + "," + unite + ",Texte,,https://exemple.fr/,,2026-11-21,\n"
	}
	return s
}

func jour(t *testing.T, s string) calendrier.Date {
	t.Helper()
	d, err := calendrier.Lire([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestLectureDUneSerie(t *testing.T) {
	avec(t, fichiers("x.csv", entete+suite("m", "eur/jour", "2020-01-01", "10.00", "2021-01-01", "12.00", "2022-01-01", "fin")))
	s := Montant("m")
	for _, c := range []struct {
		jour    string
		valeur  argent.Montant
		publiee bool
	}{
		{"2019-12-31", argent.Montant{}, false},
		{"2020-01-01", argent.Euros(10), true},
		{"2020-12-31", argent.Euros(10), true},
		{"2021-01-01", argent.Euros(12), true},
		{"2021-12-31", argent.Euros(12), true},
		{"2022-01-01", argent.Montant{}, true},
		{"2190-01-01", argent.Montant{}, true},
	} {
		l := &Lecture{Haut: true}
		if v := s.Au(l, jour(t, c.jour)); v != c.valeur || l.AvecAttendus() {
			t.Errorf("%s : %s (attendus : %v), attendu %s", c.jour, v, l.AvecAttendus(), c.valeur)
		}
		if p := s.Publiee(jour(t, c.jour)); p != c.publiee {
			t.Errorf("%s : publiée %v", c.jour, p)
		}
	}
}

func TestLectureDUneValeurAttendue(t *testing.T) {
	avec(t, fichiers("x.csv", entete+
		suite("m", "eur/jour", "2025-07-01", "10.01", "2026-07-01", "attendu")+
		suite("n", "jours", "2025-07-01", "15", "2026-07-01", "attendu")+
		suite("p", "%", "2025-07-01", "0.5", "2026-07-01", "attendu")))
	m, n, p := Montant("m"), Nombre("n"), Taux("p")
	for _, c := range []struct {
		jour     string
		bas      argent.Montant
		haut     argent.Montant
		nombre   int
		attendue bool
	}{
		{"2026-06-30", argent.Centimes(1001), argent.Centimes(1001), 15, false},
		{"2026-07-01", argent.Centimes(1001), argent.Centimes(1101), 17, true}, // 11,011
		{"2027-06-30", argent.Centimes(1001), argent.Centimes(1101), 17, true},
		{"2027-07-01", argent.Centimes(1001), argent.Centimes(1211), 19, true}, // 12,111
		{"2028-07-01", argent.Centimes(1001), argent.Centimes(1332), 21, true}, // 13,321
	} {
		d := jour(t, c.jour)
		bas, haut := &Lecture{}, &Lecture{Haut: true}
		if v := m.Au(bas, d); v != c.bas || bas.AvecAttendus() != c.attendue {
			t.Errorf("%s, borne basse : %s (attendus : %v), attendu %s", c.jour, v, bas.AvecAttendus(), c.bas)
		}
		if v := m.Au(haut, d); v != c.haut || haut.AvecAttendus() != c.attendue {
			t.Errorf("%s, borne haute : %s (attendus : %v), attendu %s", c.jour, v, haut.AvecAttendus(), c.haut)
		}
		if m.Publiee(d) == c.attendue {
			t.Errorf("%s : publiée %v", c.jour, !c.attendue)
		}
		if v := n.Au(haut, d); v != fait.N(c.nombre) {
			t.Errorf("%s, nombre haut : %d, attendu %d", c.jour, v.Int(), c.nombre)
		}
	}
	bas, haut := &Lecture{}, &Lecture{Haut: true}
	if v := p.Au(bas, jour(t, "2026-07-01")); v.Compare(argent.Ratio(5, 1000)) != 0 {
		t.Errorf("taux bas : %s, attendu 0.005", v)
	}
	if v := p.Au(haut, jour(t, "2026-07-01")); v.Compare(argent.Ratio(55, 10000)) != 0 {
		t.Errorf("taux haut : %s, attendu 0.0055", v)
	}
	if as := bas.Attendus(); len(as) != 1 || as[0].Nom != "p" || as[0].Depuis != jour(t, "2026-07-01") {
		t.Errorf("séries attendues : %v, attendu p seule", as)
	}
}

func TestSuivant(t *testing.T) {
	avec(t, fichiers("x.csv", entete+
		suite("m", "eur/jour", "2024-07-01", "10.00", "2025-07-01", "11.00", "2026-07-01", "attendu")+
		suite("n", "jours", "2024-07-01", "15")))
	m, n := Montant("m"), Nombre("n")
	for _, c := range []struct{ jour, suivant string }{
		{"2020-01-01", "2024-07-01"},
		{"2024-06-30", "2024-07-01"},
		{"2024-07-01", "2025-07-01"},
		{"2026-06-30", "2026-07-01"},
		{"2026-07-01", "2027-07-01"},
		{"2027-06-30", "2027-07-01"},
		{"2027-07-01", "2028-07-01"},
	} {
		if d := m.Suivant(jour(t, c.jour)); d != jour(t, c.suivant) {
			t.Errorf("après %s : %s, attendu %s", c.jour, d, c.suivant)
		}
	}
	if d := n.Suivant(jour(t, "2024-07-01")); d != calendrier.SansFin {
		t.Errorf("après la dernière valeur : %s, attendu SansFin", d)
	}
}
