//go:build unix

package sqlstore

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jalon/dossier"
	"jalon/dossier/journaltest"
	"jalon/dossier/personne"
)

// peupler consigne des dossiers que l'on sait relire, deux identités dont une scellée.
func peupler(t *testing.T, b *Base) {
	t.Helper()
	g := &dossier.Greffe{Journal: b}
	for n := range 3 {
		g.Identifiant = func() string { return fmt.Sprintf("D%d-é", n) }
		d, err := g.Ouvrir(fond, "Zoé", map[string]string{"reference": "R"})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range []*dossier.Saisie{
			{Acte: "offre", Valeurs: map[string]string{"remise": "2026-03-02"}},
			{Acte: "note", Valeurs: map[string]string{"texte": "« guillemets », <b>, \u2028 et \n une ligne", "date": "2026-03-05"}},
		} {
			if _, err := g.Accomplir(fond, d.ID, 0, "Zoé L’Hôte", s); err != nil {
				t.Fatal(err)
			}
		}
	}
	entiere, sansNIR := journaltest.Identite(1, "L’Hôte", "Zoé"), journaltest.Identite(2, "Durand", "")
	entiere.Dossier, sansNIR.Dossier = "D0-é", "D1-é"
	entiere.NIRScelle = personne.Scelle{Octets: []byte{0, 1, 2, 255}, Index: []byte{3, 4}}
	for _, i := range []*personne.IdentiteGardee{entiere, sansNIR} {
		if err := b.PoserIdentite(fond, i); err != nil {
			t.Fatal(err)
		}
	}
}

func exporter(t *testing.T, b *Base) []byte {
	t.Helper()
	var w bytes.Buffer
	vus := 0
	if n, err := b.Exporter(fond, &w, func(n int) { vus = n }); n != 3 || vus != 3 || err != nil {
		t.Fatalf("%d, %d annoncés, %v", n, vus, err)
	}
	return w.Bytes()
}

// TestExporter : d'un moteur à l'autre et retour, les mêmes octets, les mêmes fiches, les mêmes identités.
func TestExporter(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		de := ouvrir(t, adresse())
		peupler(t, de)
		texte := exporter(t, de)
		_, pg := postgresNeuf(t)
		for _, a := range []string{pg, filepath.Join(t.TempDir(), "neuve")} {
			vers := ouvrir(t, a)
			semer(t, vers, "autre")
			vus := 0
			if n, err := vers.Importer(fond, bytes.NewReader(texte), func(n int) { vus = n }); n != 3 || vus != 3 || err != nil {
				t.Fatalf("%d, %d annoncés, %v", n, vus, err)
			}
			if n, err := vers.Verifier(fond, nil); n != 4 || err != nil {
				t.Errorf("%d, %v", n, err)
			}
			l, err := vers.Fiches(fond, dossier.Filtre{Reference: "R"})
			avant, err2 := de.Fiches(fond, dossier.Filtre{})
			if err != nil || err2 != nil || !slices.Equal(l, avant) {
				t.Errorf("%+v\nattendu\n%+v (%v, %v)", l, avant, err, err2)
			}
			for _, p := range []int{1, 2} {
				nom := journaltest.Identite(p, "", "").Personne
				i, err := vers.Identite(fond, nom)
				j, err2 := de.Identite(fond, nom)
				if err != nil || err2 != nil || fmt.Sprintf("%+v", i) != fmt.Sprintf("%+v", j) {
					t.Errorf("%+v\nattendu\n%+v (%v, %v)", i, j, err, err2)
				}
			}
			if l, err := vers.ChercherIdentites(fond, personne.Recherche{Nom: "hote"}); err != nil || len(l) != 1 {
				t.Errorf("%+v, %v", l, err)
			}
			// Une seconde fois : la base a déjà le premier, aucun n'est repris.
			_, err = vers.Importer(fond, bytes.NewReader(texte), nil)
			refuse(t, err, "ligne 2 : la base a déjà le dossier D0-é")
		}
		retour := ouvrir(t, adresse())
		if _, err := retour.Importer(fond, bytes.NewReader(texte), nil); err != nil {
			t.Fatal(err)
		}
		if encore := exporter(t, retour); !bytes.Equal(encore, texte) {
			t.Errorf("%s\nattendu\n%s", encore, texte)
		}
	})
}

// resommer refait les sommes d'un export retouché, comme le ferait qui voudrait tromper.
func resommer(lignes []string) string {
	var somme []byte
	var s strings.Builder
	for _, l := range lignes {
		contenu := l[:strings.LastIndex(l, clefSomme)] + "}"
		somme = sommer(somme, []byte(contenu))
		s.WriteString(contenu[:len(contenu)-1] + clefSomme + hex.EncodeToString(somme) + "\"}\n")
	}
	return s.String()
}

// TestImporterRefuse : un export changé, tronqué, dérangé ou fabriqué est refusé à sa ligne, et rien n'est repris.
func TestImporterRefuse(t *testing.T) {
	de := ouvrir(t, filepath.Join(t.TempDir(), "de"))
	peupler(t, de)
	texte := string(exporter(t, de))
	lignes := strings.Split(strings.TrimSuffix(texte, "\n"), "\n") // tête, 3 × 3 faits, 2 identités, fin
	if len(lignes) != 13 {
		t.Fatalf("%d lignes", len(lignes))
	}
	sans := func(i int) []string { return slices.Delete(slices.Clone(lignes), i, i+1) }
	avec := func(i int, avant, apres string) []string {
		l := slices.Clone(lignes)
		if l[i] = strings.Replace(l[i], avant, apres, 1); l[i] == lignes[i] {
			t.Fatalf("%s n'est pas dans %s", avant, l[i])
		}
		return l
	}
	joindre := func(l []string) string { return strings.Join(l, "\n") + "\n" }
	moteurs(t, func(t *testing.T, adresse func() string) {
		b := ouvrir(t, adresse())
		for _, c := range []struct{ texte, attendu string }{
			{"", "ligne 1 : l'export s'arrête avant sa fin"},
			{"bonjour\n", "ligne 1 : ce n'est pas une ligne d'export entière"},
			{joindre(lignes[:12]), "ligne 13 : l'export s'arrête avant sa fin"},
			{texte[:strings.Index(texte, lignes[7])+40], "ligne 8 : ce n'est pas une ligne d'export entière"},
			{joindre(avec(3, "2026-03-05", "2026-03-06")), "ligne 4 : elle a changé"},
			{joindre(avec(10, "Zoé", "Zoe")), "ligne 11 : elle a changé"},
			{joindre(sans(5)), "ligne 6 : elle a changé, ou une ligne manque avant elle"},
			{joindre(sans(0)), "ligne 1 : elle a changé"},
			{texte + lignes[12] + "\n", "ligne 14 : elle a changé"},
			// Les sommes refaites : l'empreinte de chaque fait, sa place et le compte restent à tromper.
			{resommer(avec(5, "2026-03-02", "2026-03-03")), "ligne 6 : dossier D1-é, fait 2 : son contenu n'est plus celui qui a été consigné"},
			{resommer(sans(5)), "dossier D1-é, fait 2 : il manque"},
			{resommer(sans(10)), "ligne 12 : le compte des dossiers"},
			{resommer(append(slices.Clone(lignes), lignes[12])), "ligne 14 : elle n'est pas à sa place"},
			{resommer(avec(0, `"export":1`, `"export":2`)), "ligne 1 : cet export vient d'une édition plus récente"},
			{resommer(avec(9, `"fait"`, `"autre"`)), "ligne 10 : cette édition ne la comprend pas"},
			{resommer(sans(0)), "ligne 1 : elle n'est pas à sa place"},
		} {
			n, err := b.Importer(fond, strings.NewReader(c.texte), nil)
			var l *LigneRefusee
			if refuse(t, err, c.attendu); n != 0 || !errors.As(err, &l) {
				t.Errorf("%s : %d repris, %T", c.attendu, n, err)
			}
			if s := contenu(t, b); s != "[]" {
				t.Fatalf("%s : un import refusé a laissé %s", c.attendu, s)
			}
			if l, err := b.ChercherIdentites(fond, personne.Recherche{Nom: "durand"}); err != nil || len(l) > 0 {
				t.Errorf("%s : %+v, %v", c.attendu, l, err)
			}
		}
		if n, err := b.Importer(fond, strings.NewReader(strings.TrimSuffix(texte, "\n")), nil); n != 3 || err != nil {
			t.Errorf("%d, %v", n, err)
		}
	})
}

// TestExporterRompue : une base retouchée ne s'exporte pas, et l'erreur nomme le fait.
func TestExporterRompue(t *testing.T) {
	b := ouvrir(t, filepath.Join(t.TempDir(), "base"))
	peupler(t, b)
	for _, o := range []string{`DROP TRIGGER faits_sans_retouche`, `UPDATE faits SET auteur = 'x' WHERE dossier = 'D1-é' AND version = 2`} {
		if _, err := b.ecrit.Exec(o); err != nil {
			t.Fatal(err)
		}
	}
	_, err := b.Exporter(fond, &bytes.Buffer{}, nil)
	refuse(t, err, "dossier D1-é, fait 2 : son contenu")
}

// TestOctetsExportes : ce qui n'est pas un texte passe aussi.
func TestOctetsExportes(t *testing.T) {
	f := journaltest.Faits("x", nil, "\xff\x00 pas du texte")[0]
	x := exporterFait(&f)
	i := importation{}
	if err := i.fait(fond, x); err != nil || len(i.faits) != 1 || !bytes.Equal(i.faits[0].Donnees, f.Donnees) || dossier.Verifier(i.faits) != nil {
		t.Errorf("%v, %+v", err, i.faits)
	}
}
