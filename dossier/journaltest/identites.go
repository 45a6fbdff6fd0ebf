package journaltest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"jalon/dossier"
	"jalon/dossier/personne"
	"jalon/droit/calendrier"
)

// JournalEtIdentites est une base entière.
type JournalEtIdentites interface {
	dossier.Journal
	personne.Identites
}

// PasserIdentites fait passer la suite des identités. ouvrir rend chaque fois une base vide.
func PasserIdentites(t *testing.T, ouvrir func(t *testing.T) JournalEtIdentites) {
	for _, c := range []struct {
		nom     string
		epreuve func(t *testing.T, j JournalEtIdentites)
	}{
		{"gardées", gardees},
		{"noms", noms},
		{"numéros", numeros},
		{"effacée", effacee},
		{"effacée en partie", enPartie},
		{"passées", passees},
		{"rescellées", rescellees},
		{"documents", documents},
	} {
		t.Run(c.nom, func(t *testing.T) { c.epreuve(t, ouvrir(t)) })
	}
}

// Identite rend une identité entière, d'après son rang.
func Identite(n int, nom, prenom string) *personne.IdentiteGardee {
	s := func(quoi string) personne.Scelle {
		return personne.Scelle{Octets: fmt.Appendf(nil, "\x00%s %d scellé\xff", quoi, n), Index: fmt.Appendf(nil, "\x00index %s %d", quoi, n)}
	}
	return &personne.IdentiteGardee{
		Identite: personne.Identite{
			Personne: fmt.Sprint("P", n), Dossier: fmt.Sprint("D", n), Nom: nom, Prenom: prenom,
			Naissance: calendrier.D(1980, 6, 12), Adresse: "3 rue de l’Œuvre, 75001 Paris", Courriel: "zoe@exemple.fr",
		},
		NIRScelle: s("nir"), IBANScelle: s("iban"),
	}
}

func poserIdentite(t *testing.T, j personne.Identites, i *personne.IdentiteGardee) {
	t.Helper()
	if err := j.PoserIdentite(context.Background(), i); err != nil {
		t.Fatal(err)
	}
}

func tientIdentite(t *testing.T, j personne.Identites, attendue *personne.IdentiteGardee) {
	t.Helper()
	i, err := j.Identite(context.Background(), attendue.Personne)
	if err != nil || !reflect.DeepEqual(i, attendue) {
		t.Errorf("%+v, %v ; attendu %+v", i, err, attendue)
	}
}

// trouvees rend les numéros de personne d'une recherche, dans l'ordre rendu.
func trouvees(t *testing.T, j personne.Identites, r personne.Recherche) string {
	t.Helper()
	l, err := j.ChercherIdentites(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	var s []string
	for _, i := range l {
		s = append(s, i.Personne)
	}
	return strings.Join(s, " ")
}

// gardees : ce qui revient est ce qui est venu ; une correction remplace ; un numéro n'est qu'à un dossier.
func gardees(t *testing.T, j JournalEtIdentites) {
	ctx := context.Background()
	if _, err := j.Identite(ctx, "P1"); !errors.Is(err, personne.ErrSansIdentite) {
		t.Errorf("%v, attendu ErrSansIdentite", err)
	}
	a, vide := Identite(1, "L’Hôte-Nœud", "Zoé"), &personne.IdentiteGardee{Identite: personne.Identite{Personne: "P2", Dossier: "D2"}}
	poserIdentite(t, j, a)
	poserIdentite(t, j, vide)
	tientIdentite(t, j, a)
	tientIdentite(t, j, vide)
	corrigee := Identite(1, "Durand", "Zoé")
	corrigee.NIRScelle, corrigee.Naissance = personne.Scelle{}, 0
	poserIdentite(t, j, corrigee)
	tientIdentite(t, j, corrigee)
	if s := trouvees(t, j, personne.Recherche{Nom: "hote"}); s != "" {
		t.Errorf("l'ancien nom trouve encore %s", s)
	}
	intrus := Identite(1, "Intrus", "Paul")
	intrus.Dossier = "D9"
	var refus *dossier.Refus
	if err := j.PoserIdentite(ctx, intrus); !errors.As(err, &refus) || refus.Champ != "personne" {
		t.Errorf("%v, attendu un refus du numéro", err)
	}
	tientIdentite(t, j, corrigee)
}

// noms : chaque mot cherché commence un mot du nom ou du prénom, sans accents ni majuscules.
func noms(t *testing.T, j JournalEtIdentites) {
	for n, x := range [][2]string{
		1: {"L’Hôte-Nœud", "Zoé"},
		2: {"HOTELLIER", "Anaïs"},
		3: {"E\u0301tienne", "François-Xavier"}, // accent à part, comme l'écrit un Mac
		4: {"Øster", "Łukasz"},
		5: {"Nguyễn", "Zoé Marie"},
	} {
		if n > 0 {
			poserIdentite(t, j, Identite(n, x[0], x[1]))
		}
	}
	for texte, attendu := range map[string]string{
		"hôte":        "P2 P1", // par nom : HOTELLIER, L’Hôte
		"HOT":         "P2 P1",
		"lhote":       "P1",
		"l'hote noeu": "P1",
		"nœud":        "P1",
		"zoe":         "P1 P5",
		"zoé m":       "P5",
		"marie zoé":   "P5",
		"etienne":     "P3",
		"étienne fra": "P3",
		"xavier":      "P3",
		"oster":       "P4",
		"lukasz":      "P4",
		"NGUYEN":      "P5",
		"tienne":      "", // pas au milieu d'un mot
		"zoe durand":  "",
		"%":           "",
		"_":           "",
		"":            "",
	} {
		if s := trouvees(t, j, personne.Recherche{Nom: texte}); s != attendu {
			t.Errorf("« %s » trouve « %s », attendu « %s »", texte, s, attendu)
		}
	}
	if s := trouvees(t, j, personne.Recherche{Nom: "zoe", Limite: 1}); s != "P1" {
		t.Errorf("une limite d'un rend « %s »", s)
	}
}

// numeros : un numéro se cherche par son index, sous l'une ou l'autre clé, dans sa colonne seulement.
func numeros(t *testing.T, j JournalEtIdentites) {
	for n := range 3 {
		poserIdentite(t, j, Identite(n+1, "Nom", "Prénom"))
	}
	nir := func(n int) []byte { return Identite(n, "", "").NIRScelle.Index }
	for _, c := range []struct {
		r       personne.Recherche
		attendu string
	}{
		{personne.Recherche{NIR: [][]byte{nir(2)}}, "P2"},
		{personne.Recherche{NIR: [][]byte{nir(3), nir(1)}}, "P1 P3"},
		{personne.Recherche{NIR: [][]byte{nir(9)}}, ""},
		{personne.Recherche{IBAN: [][]byte{nir(2)}}, ""},
		{personne.Recherche{IBAN: [][]byte{Identite(2, "", "").IBANScelle.Index}}, "P2"},
	} {
		if s := trouvees(t, j, c.r); s != c.attendu {
			t.Errorf("%+v : « %s », attendu « %s »", c.r, s, c.attendu)
		}
	}
}

// effacer ôte des données de l'identité d'un dossier, avec le fait qui suit ceux-ci.
func effacer(j JournalEtIdentites, dernier *dossier.Fait, donnees ...personne.Donnee) error {
	suite := Faits("D1", dernier, "effacement")
	return j.EffacerIdentite(context.Background(), donnees, suite, Fiche(suite))
}

// effacee : il n'en reste rien, et rien d'autre ne change que le fait qui le dit.
func effacee(t *testing.T, j JournalEtIdentites) {
	ctx := context.Background()
	a, b := Faits("D1", nil, "x", "y"), Faits("D2", nil, "z")
	ajouter(t, j, a)
	ajouter(t, j, b)
	autre := Identite(2, "Durand", "Zoé")
	poserIdentite(t, j, Identite(1, "Durand", "Zoé"))
	poserIdentite(t, j, autre)
	if err := effacer(j, &a[1], personne.DonneeIdentite); err != nil {
		t.Fatal(err)
	}
	a = append(a, Faits("D1", &a[1], "effacement")...)
	for range 2 {
		if _, err := j.Identite(ctx, "P1"); !errors.Is(err, personne.ErrSansIdentite) {
			t.Errorf("effacée, elle se lit encore : %v", err)
		}
		if err := effacer(j, &a[2], personne.DonneeIdentite); !errors.Is(err, personne.ErrSansIdentite) {
			t.Errorf("effacer deux fois : %v", err)
		}
		if err := j.OterTraces(ctx); err != nil {
			t.Error(err)
		}
	}
	if s := trouvees(t, j, personne.Recherche{Nom: "durand"}); s != "P2" {
		t.Errorf("le nom trouve « %s », attendu P2", s)
	}
	if s := trouvees(t, j, personne.Recherche{NIR: [][]byte{Identite(1, "", "").NIRScelle.Index}}); s != "" {
		t.Errorf("le NIR effacé trouve « %s »", s)
	}
	tient(t, j, a) // un effacement de rien n'a rien consigné
	tient(t, j, b)
	tientIdentite(t, j, autre)
	apres, err := j.Fiches(ctx, dossier.Filtre{Dossiers: []string{"D1"}})
	if err != nil || len(apres) != 1 || apres[0].Version != 3 {
		t.Errorf("la fiche n'a pas suivi : %+v, %v", apres, err)
	}
}

// enPartie : une donnée s'efface seule ; si son fait ne peut venir, elle reste.
func enPartie(t *testing.T, j JournalEtIdentites) {
	a := Faits("D1", nil, "x")
	ajouter(t, j, a)
	i := Identite(1, "Durand", "Zoé")
	poserIdentite(t, j, i)
	for _, c := range []struct {
		donnees []personne.Donnee
		ote     func()
	}{
		{[]personne.Donnee{personne.DonneeNIR}, func() { i.NIRScelle = personne.Scelle{} }},
		{[]personne.Donnee{personne.DonneeIBAN, personne.DonneeCoordonnees}, func() { i.IBANScelle, i.Adresse, i.Courriel = personne.Scelle{}, "", "" }},
	} {
		dernier := &a[len(a)-1]
		enConflit(t, effacer(j, nil, c.donnees...), 0, len(a))
		tientIdentite(t, j, i)
		tient(t, j, a)
		if err := effacer(j, dernier, c.donnees...); err != nil {
			t.Fatal(err)
		}
		a = append(a, Faits("D1", dernier, "effacement")...)
		c.ote()
		tientIdentite(t, j, i)
		tient(t, j, a)
	}
	if s := trouvees(t, j, personne.Recherche{NIR: [][]byte{Identite(1, "", "").NIRScelle.Index}}); s != "" {
		t.Errorf("le NIR effacé trouve « %s »", s)
	}
}

// passees : chacune une fois, au-delà d'une page, et l'on peut écrire en chemin.
func passees(t *testing.T, j JournalEtIdentites) {
	const combien = 1001
	for n := range combien {
		poserIdentite(t, j, Identite(n+1, "Nom", "Prénom"))
	}
	vues := map[string]int{}
	if err := j.ParcourirIdentites(context.Background(), func(i *personne.IdentiteGardee) error {
		vues[i.Personne]++
		i.Nom = "Autre"
		return j.PoserIdentite(context.Background(), i)
	}); err != nil || len(vues) != combien || vues["P1001"] != 1 {
		t.Errorf("%d vues, %v", len(vues), err)
	}
	faute := errors.New("faute")
	if err := j.ParcourirIdentites(context.Background(), func(*personne.IdentiteGardee) error { return faute }); !errors.Is(err, faute) {
		t.Errorf("%v, attendu la faute de l'appelant", err)
	}
}

// rescellees : toutes, au-delà d'une page de lecture ; ou aucune, si l'une ne peut l'être.
func rescellees(t *testing.T, j JournalEtIdentites) {
	ctx := context.Background()
	const combien = 1203
	for n := range combien {
		poserIdentite(t, j, Identite(n+1, "Nom", "Prénom"))
	}
	vues := 0
	faute := errors.New("faute")
	sceller := func(limite int) func(*personne.IdentiteGardee) error {
		return func(i *personne.IdentiteGardee) error {
			if vues++; vues > limite {
				return faute
			}
			i.NIRScelle.Octets = append([]byte("neuf "), i.NIRScelle.Octets...)
			i.IBANScelle.Index = append([]byte("neuf "), i.IBANScelle.Index...)
			return nil
		}
	}
	if _, err := j.Resceller(ctx, sceller(1000), sansDocument); !errors.Is(err, faute) {
		t.Errorf("%v, attendu la faute de l'appelant", err)
	}
	tientIdentite(t, j, Identite(1, "Nom", "Prénom"))
	vues = 0
	if n, err := j.Resceller(ctx, sceller(combien), sansDocument); n != combien || vues != combien || err != nil {
		t.Fatalf("%d rescellées, %d vues, %v", n, vues, err)
	}
	for _, n := range []int{1, 500, 1000, combien} {
		a := Identite(n, "Nom", "Prénom")
		a.NIRScelle.Octets = append([]byte("neuf "), a.NIRScelle.Octets...)
		a.IBANScelle.Index = append([]byte("neuf "), a.IBANScelle.Index...)
		tientIdentite(t, j, a)
	}
}
