package journaltest

import (
	"bytes"
	"context"
	"errors"
	"reflect"
	"testing"

	"jalon/dossier"
	"jalon/dossier/personne"
)

func sansDocument(*personne.DocumentGarde) error { return errors.New("aucun document n'est attendu") }

// Document est celui d'un fait, tel qu'une base le garde : ses octets ne sont pas un texte.
func Document(id string, fait int, personneNo string) *personne.DocumentGarde {
	return &personne.DocumentGarde{Dossier: id, Fait: fait, Personne: personneNo, Cle: []byte("\x00oct"), Octets: bytes.Repeat([]byte("\x00octets\xff"), 1000)}
}

// documents : gardés avec leur fait ou pas du tout, rescellés, retirés, et ôtés avec l'identité.
func documents(t *testing.T, j JournalEtIdentites) {
	ctx := context.Background()
	faits := Faits("D1", nil, "ouverture")
	ajouter(t, j, faits)
	deposer := func(k *personne.DocumentGarde, dernier *dossier.Fait) error {
		f := Faits("D1", dernier, "document")
		err := j.DeposerDocument(ctx, k, f, Fiche(f))
		if err == nil {
			faits = append(faits, f...)
		}
		return err
	}
	if err := deposer(Document("D1", 2, "P1"), &faits[0]); !errors.Is(err, personne.ErrSansIdentite) {
		t.Fatalf("sans identité : %v", err)
	}
	tient(t, j, faits)
	poserIdentite(t, j, Identite(1, "Nom", "Prénom"))
	for n := 2; n < 4; n++ {
		if err := deposer(Document("D1", n, "P1"), &faits[len(faits)-1]); err != nil {
			t.Fatal(err)
		}
	}
	tient(t, j, faits)
	enConflit(t, deposer(Document("D1", 2, "P1"), &faits[0]), 1, 3)
	lu, err := j.Document(ctx, "D1", 3)
	if err != nil || !reflect.DeepEqual(lu, Document("D1", 3, "P1")) {
		t.Errorf("%+v, %v", lu, err)
	}
	vus := func(id string) (l []int) {
		t.Helper()
		if err := j.ParcourirDocuments(ctx, id, func(k *personne.DocumentGarde) error {
			if l = append(l, k.Fait); k.Octets != nil || string(k.Cle) != "\x00oct" {
				t.Errorf("%+v : le nom de la clé seul est attendu", k)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return l
	}
	if l := vus("D1"); !reflect.DeepEqual(l, []int{2, 3}) || !reflect.DeepEqual(vus(""), l) || vus("D2") != nil {
		t.Errorf("documents %v", l)
	}
	poserIdentite(t, j, Identite(1, "Autre", "Prénom")) // corrigée, elle les garde
	faute := errors.New("faute")
	identite := func(*personne.IdentiteGardee) error { return nil }
	if _, err := j.Resceller(ctx, identite, func(k *personne.DocumentGarde) error {
		if k.Octets = []byte("neuf"); k.Fait == 3 {
			return faute
		}
		return nil
	}); !errors.Is(err, faute) {
		t.Errorf("%v, attendu la faute de l'appelant", err)
	}
	if lu, err = j.Document(ctx, "D1", 2); err != nil || !reflect.DeepEqual(lu, Document("D1", 2, "P1")) {
		t.Errorf("rescellé à moitié : %v", err)
	}
	if n, err := j.Resceller(ctx, identite, func(k *personne.DocumentGarde) error { k.Octets = append(k.Octets, "neuf"...); return nil }); n != 1 || err != nil {
		t.Fatalf("%d, %v", n, err)
	}
	if lu, err = j.Document(ctx, "D1", 3); err != nil || !bytes.HasSuffix(lu.Octets, []byte("neuf")) {
		t.Errorf("pas rescellé : %v", err)
	}
	f := Faits("D1", &faits[0], "annulation")
	enConflit(t, j.RetirerDocument(ctx, 2, f, Fiche(f)), 1, 3)
	if _, err := j.Document(ctx, "D1", 2); err != nil {
		t.Errorf("ôté par un retrait refusé : %v", err)
	}
	f = Faits("D1", &faits[2], "annulation")
	if err := j.RetirerDocument(ctx, 2, f, Fiche(f)); err != nil {
		t.Fatal(err)
	}
	faits = append(faits, f...)
	tient(t, j, faits)
	if _, err := j.Document(ctx, "D1", 2); !errors.Is(err, personne.ErrSansDocument) {
		t.Errorf("retiré : %v", err)
	}
	f = Faits("D1", &faits[3], "effacement")
	if err := j.EffacerIdentite(ctx, []personne.Donnee{personne.DonneeIdentite}, f, Fiche(f)); err != nil {
		t.Fatal(err)
	}
	if l := vus(""); l != nil {
		t.Errorf("l'identité effacée laisse les documents %v", l)
	}
}
