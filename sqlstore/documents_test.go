//go:build unix

package sqlstore

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jalon/dossier"
	"jalon/dossier/coffre"
	"jalon/dossier/personne"
)

const papierDEssai = "%PDF-1.7 les octets d'un papier"

func deposer(t *testing.T, r *personne.Registre, id string) int {
	t.Helper()
	n, err := r.Deposer(fond, id, "essai", "courrier", "pdf", []byte(papierDEssai))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// rend vérifie qu'un document se rend, ou l'erreur qui le dit.
func rend(t *testing.T, r *personne.Registre, id string, fait int, attendue error) {
	t.Helper()
	d, err := r.Greffe.Lire(fond, id)
	if err != nil {
		t.Fatal(err)
	}
	x, octets, err := r.Document(fond, d, fait)
	if !errors.Is(err, attendue) || err == nil && (string(octets) != papierDEssai || x.Nom != fmt.Sprintf("courrier du %s, fait %d.pdf", x.Fait.Le, fait)) {
		t.Errorf("document %d de %s : %q, %v ; attendu %v", fait, id, octets, err, attendue)
	}
}

// TestDocumentsDuRegistre : scellés dans la base et sur le disque, suivis par les copies, rescellés, purgés avec l'identité.
func TestDocumentsDuRegistre(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		b := ouvrir(t, adresse())
		r := registre(t, b)
		garde, purge := inscrire(t, r, ""), inscrire(t, r, "2021-05-31")
		casp, err := r.Greffe.Ouvrir(fond, "essai", map[string]string{"sorte": "casp"})
		if err != nil {
			t.Fatal(err)
		}
		n, m, sans := deposer(t, r, garde), deposer(t, r, purge), deposer(t, r, casp.ID)
		for _, x := range []struct {
			id   string
			fait int
		}{{garde, n}, {purge, m}, {casp.ID, sans}} {
			rend(t, r, x.id, x.fait, nil)
		}

		// L'annulation ordinaire laisserait les octets d'un fait qui ne vaut plus.
		var non *dossier.Refus
		if _, err := r.Greffe.Accomplir(fond, garde, 0, "essai", &dossier.Saisie{Acte: "annulation", Corrige: n, Pourquoi: "x"}); !errors.As(err, &non) || non.Code != dossier.RefusCorrige {
			t.Errorf("un document s'annule sans ses octets : %v", err)
		}

		// Des octets recopiés d'un autre document, ou un fait d'une autre empreinte, ne se rendent pas.
		if _, err := b.ecrit.Exec(`UPDATE documents SET octets = (SELECT octets FROM documents WHERE dossier = $2) WHERE dossier = $1`, casp.ID, garde); err != nil {
			t.Fatal(err)
		}
		rend(t, r, casp.ID, sans, coffre.ErrDescelle)
		if err := r.Retirer(fond, casp.ID, sans, "essai", "abîmé"); err != nil {
			t.Fatal(err)
		}
		rend(t, r, casp.ID, sans, personne.ErrSansDocument)

		// Bien scellés, mais pas ceux dont le fait dit l'empreinte : ils ne se rendent pas non plus.
		d, err := r.Greffe.Lire(fond, casp.ID)
		if err != nil {
			t.Fatal(err)
		}
		faits, fiche, err := r.Greffe.PreparerDocument(d, "essai", dossier.DocumentDepose{Nature: "courrier", Forme: "pdf", SHA256: strings.Repeat("0", 64), Taille: 1})
		if err != nil {
			t.Fatal(err)
		}
		faux := &personne.DocumentGarde{Dossier: casp.ID, Fait: faits[0].Version, Personne: d.Personne()}
		x, err := r.Coffre.Sceller("document", fmt.Sprintf("%s/%d", casp.ID, faux.Fait), papierDEssai)
		if err != nil {
			t.Fatal(err)
		}
		faux.Octets = x.Octets
		if err := b.DeposerDocument(fond, faux, faits, fiche); err != nil {
			t.Fatal(err)
		}
		rend(t, r, casp.ID, faux.Fait, personne.ErrAltere)
		if err := r.Retirer(fond, casp.ID, faux.Fait, "essai", "faux"); err != nil {
			t.Fatal(err)
		}

		// L'export et la sauvegarde le portent, scellé.
		export := exporter(t, b)
		neuve := ouvrir(t, adresse())
		if _, err := neuve.Importer(fond, bytes.NewReader(export), nil); err != nil {
			t.Fatal(err)
		}
		suite := &personne.Registre{Greffe: &dossier.Greffe{Journal: neuve}, Identites: neuve, Coffre: r.Coffre}
		rend(t, suite, garde, n, nil)
		fichier := filepath.Join(t.TempDir(), "copie")
		if err := b.Sauvegarder(fond, fichier); err != nil {
			t.Fatal(err)
		}
		octets, err := os.ReadFile(fichier)
		if err != nil || bytes.Contains(octets, []byte(papierDEssai)) || bytes.Contains(octets, []byte("文書")) || bytes.Contains(export, []byte("文書")) {
			t.Errorf("une copie montre le document, %v", err)
		}
		rendue := ouvrir(t, fichier)
		rend(t, &personne.Registre{Greffe: &dossier.Greffe{Journal: rendue}, Identites: rendue, Coffre: r.Coffre}, garde, n, nil)
		entiere(t, neuve)

		// Rescellé, il s'ouvre avec la clé neuve seule.
		ancienne := r.Coffre
		r.Coffre = ancienne.Renouvele()
		if _, err := r.Resceller(fond); err != nil {
			t.Fatal(err)
		}
		rend(t, r, garde, n, nil)
		rend(t, &personne.Registre{Greffe: r.Greffe, Identites: b, Coffre: ancienne}, garde, n, coffre.ErrCleAutre)
		rend(t, &personne.Registre{Greffe: r.Greffe, Identites: b}, garde, n, coffre.ErrSansCle)

		// Purgé avec l'identité ; l'autre reste, et l'empreinte aussi.
		if _, _, err := r.Purger(fond, "purgeur", personne.Durees); err != nil {
			t.Fatal(err)
		}
		rend(t, r, purge, m, personne.ErrSansDocument)
		rend(t, r, garde, n, nil)
		d, err = r.Greffe.Lire(fond, purge)
		if err != nil {
			t.Fatal(err)
		}
		if x, ok := d.Document(m); !ok || len(x.SHA256) != 64 {
			t.Errorf("l'empreinte n'est plus au dossier : %+v", x)
		}

		// Une autre clé : rien ne se dépose, et le dire compte les documents ; oublié, il est retiré.
		autre := &personne.Registre{Greffe: r.Greffe, Identites: b, Coffre: coffre.Nouveau()}
		if _, err := autre.Deposer(fond, garde, "essai", "courrier", "pdf", []byte(papierDEssai)); err == nil || !strings.Contains(err.Error(), "et un document, sont scellés") {
			t.Errorf("%v", err)
		}
		if _, err := autre.OublierPerdus(fond, "essai"); err != nil {
			t.Fatal(err)
		}
		rend(t, autre, garde, n, personne.ErrSansDocument)
		if err := autre.VerifierCle(fond); err != nil {
			t.Error(err)
		}
		entiere(t, b)
	})
}

// TestNomDAvant : l'export d'une édition d'avant porte le nom du fichier reçu. Il se lit, et le nom ne se garde ni ne se montre.
func TestNomDAvant(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		b := ouvrir(t, adresse())
		r := registre(t, b)
		id := inscrire(t, r, "")
		n := deposer(t, r, id)
		exporter := func(b *Base) string {
			var w bytes.Buffer
			if _, err := b.Exporter(fond, &w, nil); err != nil {
				t.Fatal(err)
			}
			return w.String()
		}
		scelle, err := r.Coffre.Sceller("nom_document", fmt.Sprintf("%s/%d", id, n), "certificat médical, dépression.pdf")
		if err != nil {
			t.Fatal(err)
		}
		nom := `"nom":"` + base64.StdEncoding.EncodeToString(scelle.Octets) + `",`
		lignes := strings.Split(strings.TrimSuffix(exporter(b), "\n"), "\n")
		i := slices.IndexFunc(lignes, func(l string) bool { return strings.HasPrefix(l, `{"document":{`) })
		lignes[i] = strings.Replace(lignes[i], `"octets":`, nom+`"octets":`, 1)
		neuve := ouvrir(t, adresse())
		if _, err := neuve.Importer(fond, strings.NewReader(resommer(lignes)), nil); err != nil {
			t.Fatal(err)
		}
		rend(t, &personne.Registre{Greffe: &dossier.Greffe{Journal: neuve}, Identites: neuve, Coffre: r.Coffre}, id, n, nil)
		if strings.Contains(exporter(neuve), nom) {
			t.Error("le nom d'avant est gardé")
		}
	})
}

// TestAgendaOublie : une copie ne rouvre pas un agenda.
func TestAgendaOublie(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		b := ouvrir(t, adresse())
		semerAcces(t, b)
		l, err := b.Comptes(fond, "")
		if err != nil || len(l) < 2 {
			t.Fatal(l, err)
		}
		e := empreinte(7)
		l[0].Agenda = e[:]
		if err := b.EcrireCompte(fond, &l[0]); err != nil {
			t.Fatal(err)
		}
		if c, err := b.CompteDAgenda(fond, e); err != nil || c.ID != l[0].ID {
			t.Errorf("%v, %v", c, err)
		}
		fichier := filepath.Join(t.TempDir(), "copie")
		if err := b.Sauvegarder(fond, fichier); err != nil {
			t.Fatal(err)
		}
		neuve := ouvrir(t, adresse())
		if _, err := b.Copier(fond, neuve, nil); err != nil {
			t.Fatal(err)
		}
		importee := ouvrir(t, adresse())
		var export bytes.Buffer
		if _, err := b.Exporter(fond, &export, nil); err != nil {
			t.Fatal(err)
		}
		if _, err := importee.Importer(fond, &export, nil); err != nil {
			t.Fatal(err)
		}
		for _, x := range []*Base{ouvrir(t, fichier), neuve, importee} {
			if c, err := x.CompteDAgenda(fond, e); err == nil {
				t.Errorf("l'agenda de %s s'ouvre dans une copie", c.ID)
			}
			if y, err := x.Comptes(fond, ""); err != nil || len(y) != len(l) {
				t.Errorf("%d comptes, %v", len(y), err)
			}
		}
	})
}
