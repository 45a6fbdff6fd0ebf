package espace_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/png"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"jalon/dossier"
)

// papierPDF est un PDF entier, dont la suite change les octets.
func papierPDF(suite string) []byte {
	corps := "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n% " + suite + "\n"
	return []byte(corps + "xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R >>\nstartxref\n" + strconv.Itoa(len(corps)) + "\n%%EOF\n")
}

// deposer envoie un fichier à la page des documents, et rend la page qui suit.
func (a *agent) deposer(id, nature, nom string, octets []byte, statut int) string {
	a.t.Helper()
	var corps bytes.Buffer
	w := multipart.NewWriter(&corps)
	for _, x := range [][2]string{{"jeton", a.jeton()}, {"nature", nature}} {
		if err := w.WriteField(x[0], x[1]); err != nil {
			a.t.Fatal(err)
		}
	}
	p, err := w.CreateFormFile("fichier", nom)
	if err != nil {
		a.t.Fatal(err)
	}
	if _, err := p.Write(octets); err != nil {
		a.t.Fatal(err)
	}
	w.Close()
	chemin := "/dossiers/" + id + "/documents"
	r, err := a.client.Post(a.bureau.adresse+chemin, w.FormDataContentType(), &corps)
	return a.rendre(chemin, r, err, statut)
}

// emporter lit un fichier, avec ses en-têtes.
func (a *agent) emporter(chemin string, statut int) ([]byte, http.Header) {
	a.t.Helper()
	r, err := a.client.Get(a.bureau.adresse + chemin)
	if err != nil {
		a.t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != statut {
		a.t.Fatalf("%s : statut %d, %d attendu, %v", chemin, r.StatusCode, statut, err)
	}
	return b, r.Header
}

func (b *bureau) dossier(t testing.TB, id string) *dossier.Dossier {
	t.Helper()
	d, err := b.espace.Greffe.Lire(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestDocuments : déposé, rendu tel quel, prouvé par le fait ; retiré, son empreinte reste ; l'employeur ne voit que les siens.
func TestDocuments(t *testing.T) {
	b := neuf(t)
	a, id := b.entrer(t, "conseillere@demo.example"), b.SonDossier
	page := "/dossiers/" + id + "/documents"
	contient(t, a.lire(page, http.StatusOK), "Aucun document ici.", "Aucun papier médical")

	// Le nom du fichier dit une maladie : il n'est gardé ni montré nulle part, le papier a celui de ce qu'il est.
	octets := papierPDF("un")
	somme := sha256.Sum256(octets)
	fait := b.dossier(t, id).Version() + 1
	propre := fmt.Sprintf("certificat de travail du %s, fait %d.pdf", b.espace.Greffe.Jour(), fait)
	p1 := a.deposer(id, "certificat_travail", "certificat médical \u202edépression.pdf", octets, http.StatusOK)
	contient(t, p1, "Déposé", "Certificat de travail", propre, hex.EncodeToString(somme[:]))
	d := b.dossier(t, id)
	for ou, dit := range map[string]string{"la page": p1, "le fait": string(d.Faits[fait-1].Donnees)} {
		if strings.Contains(dit, "dépression") || strings.Contains(dit, "certificat médical") {
			t.Errorf("le nom du fichier se lit dans %s", ou)
		}
	}
	if x, ok := d.Document(fait); !ok || x.SHA256 != hex.EncodeToString(somme[:]) || x.Taille != len(octets) || x.Nature != "certificat_travail" || x.Forme != "pdf" {
		t.Fatalf("le fait dit %+v", x)
	}
	lu, entetes := a.emporter(page+"/"+strconv.Itoa(fait), http.StatusOK)
	disposition, p, err := mime.ParseMediaType(entetes.Get("Content-Disposition"))
	if !bytes.Equal(lu, octets) || err != nil || disposition != "attachment" || p["filename"] != propre {
		t.Errorf("%d octets, %q, %v", len(lu), entetes.Get("Content-Disposition"), err)
	}
	if entetes.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(entetes.Get("Content-Security-Policy"), "sandbox") || entetes.Get("Content-Type") != "application/pdf" {
		t.Errorf("en-têtes %v", entetes)
	}

	// Ce qui ment, ce qui manque, ce qui est trop gros : rien n'est gardé, et la nature reste choisie.
	for _, x := range []struct {
		nature, nom, dit string
		octets           []byte
	}{
		{"courrier", "a.png", "se dit PNG, mais son contenu est un PDF", octets},
		{"courrier", "a.txt", "Seuls les fichiers PDF", []byte("texte")},
		{"", "a.pdf", "Dites ce qu'est ce document", octets},
		{"medical", "a.pdf", "Rien n'a été déposé", octets},
		{"courrier", "a.pdf", "dépasse 10 Mo", append(papierPDF("gros"), make([]byte, 10<<20)...)},
	} {
		p := a.deposer(id, x.nature, x.nom, x.octets, http.StatusUnprocessableEntity)
		contient(t, p, x.dit)
		if x.nature == "courrier" && !strings.Contains(p, `value="courrier" selected`) {
			t.Errorf("%s : la nature choisie est perdue", x.nom)
		}
	}
	if n := b.dossier(t, id).Version(); n != fait {
		t.Errorf("des refus ont consigné %d faits", n-fait)
	}

	// Dans la base, ni le nom ni les octets ne se lisent.
	var export strings.Builder
	if _, err := b.base.Exporter(context.Background(), &export, nil); err != nil {
		t.Fatal(err)
	}
	brut := export.String()
	if strings.Contains(brut, "certificat de travail du") || strings.Contains(brut, "JVBERi0x") { // « %PDF-1 » en base64
		t.Error("l'export montre le document")
	}

	// La preuve d'un acte peut être ce document.
	contient(t, a.lire("/dossiers/"+id+"/actes/papier", http.StatusOK), fmt.Sprintf(`value="document du fait %d : certificat de travail"`, fait))

	// L'employeur : les siens, et rien d'autre ; la personne : tous, et ne retire que le sien.
	employeur, personne := b.entrer(t, "employeur@demo.example"), b.entrer(t, "salarie@demo.example")
	contient(t, employeur.lire(page, http.StatusOK), "Aucun document ici.")
	employeur.lire(page+"/"+strconv.Itoa(fait), http.StatusNotFound)
	contient(t, employeur.deposer(id, "solde_tout_compte", "solde.pdf", papierPDF("deux"), http.StatusOK), "solde de tout compte du")
	sien := b.dossier(t, id).Version()
	employeur.emporter(page+"/"+strconv.Itoa(sien), http.StatusOK)
	contient(t, personne.lire(page, http.StatusOK), "solde de tout compte du", propre)
	personne.envoyer(page+"/"+strconv.Itoa(sien)+"/retrait", http.StatusNotFound, "jeton", personne.jeton(), "pourquoi", "x")
	b.entrer(t, "auditeur@demo.example").lire(page, http.StatusForbidden)
	b.entrer(t, "prive@demo.example").lire(page, http.StatusNotFound)
	a.lire(page+"/1", http.StatusNotFound) // un fait, mais pas un document
	a.lire(page+"/x", http.StatusNotFound)

	// Retirer demande pourquoi ; le fait reste, annulé ; l'annulation ordinaire ne le touche pas.
	retrait := page + "/" + strconv.Itoa(fait) + "/retrait"
	contient(t, a.envoyer(retrait, http.StatusUnprocessableEntity, "jeton", a.jeton()), "une correction dit pourquoi")
	v := strconv.Itoa(b.dossier(t, id).Version())
	contient(t, a.envoyer("/dossiers/"+id+"/actes/annulation", http.StatusForbidden, "jeton", a.jeton(), "version", v, "corrige", strconv.Itoa(fait), "pourquoi_corriger", "erreur", "pas", "consigner"), "ne permet pas")
	p2 := a.envoyer(retrait, http.StatusOK, "jeton", a.jeton(), "pourquoi", "déposé deux fois")
	contient(t, p2, "retiré", hex.EncodeToString(somme[:]))
	if strings.Contains(p2, propre) {
		t.Error("le nom du fichier retiré se lit encore")
	}
	a.lire(page+"/"+strconv.Itoa(fait), http.StatusGone)
	if d := b.dossier(t, id); d.Suite(fait).Par != d.Version() {
		t.Error("le fait du document n'est pas annulé")
	}

	// L'identité effacée emporte le reste.
	if err := b.espace.Registre.Effacer(context.Background(), id, "test", dossier.MotifDemande, true); err != nil {
		t.Fatal(err)
	}
	contient(t, a.lire(page, http.StatusOK), "effacé")
	a.lire(page+"/"+strconv.Itoa(sien), http.StatusGone)
}

// TestDocumentSansCle : sans fichier de clé, rien ne se dépose, et la page le dit ; une image se dépose avec.
func TestDocumentSansCle(t *testing.T) {
	b := neuf(t)
	a := b.entrer(t, "conseillere@demo.example")
	cle := b.espace.Registre.Coffre
	var image_ bytes.Buffer
	if err := png.Encode(&image_, image.NewGray(image.Rect(0, 0, 20, 10))); err != nil {
		t.Fatal(err)
	}
	b.espace.Registre.Coffre = nil
	contient(t, a.deposer(b.SonDossier, "autre", "a.png", image_.Bytes(), http.StatusUnprocessableEntity), "le fichier de clé de cette installation manque")
	b.espace.Registre.Coffre = cle
	contient(t, a.deposer(b.SonDossier, "autre", "a.png", image_.Bytes(), http.StatusOK), "Déposé")
	b.espace.Registre.Coffre = nil
	contient(t, a.lire("/dossiers/"+b.SonDossier+"/documents", http.StatusOK), "Scellé")
	a.lire("/dossiers/"+b.SonDossier+"/documents/"+strconv.Itoa(b.dossier(t, b.SonDossier).Version()), http.StatusServiceUnavailable)
}

// TestNote : une note se consigne en un pas, et la dernière vient d'abord ; les actes sont rangés.
func TestNote(t *testing.T) {
	b := neuf(t)
	a, page := b.entrer(t, "conseillere@demo.example"), "/dossiers/"+b.SonDossier
	for _, x := range []string{"Première note", "Seconde note"} {
		v := strconv.Itoa(b.dossier(t, b.SonDossier).Version())
		contient(t, a.envoyer(page+"/actes/note", http.StatusOK, "jeton", a.jeton(), "version", v, "texte", x, "pas", "consigner"), "Consigné : Note")
	}
	p := a.lire(page, http.StatusOK)
	notes := p[strings.Index(p, `id="notes"`):strings.Index(p, `id="frise"`)]
	if i, j := strings.Index(notes, "Seconde note"), strings.Index(notes, "Première note"); i < 0 || j < i {
		t.Errorf("l'ordre des notes : %d, %d", i, j)
	}
	dit := texte(p[strings.Index(p, `id="actes"`):])
	rangs := []int{}
	for _, titre := range []string{"L'entreprise, la personne, le contrat", "L'offre et la réponse", "Le suivi", "Ce qui suspend, allonge ou interrompt", "L'emploi retrouvé et ses aides", "La fin, et ce qui vaut partout"} {
		rangs = append(rangs, strings.Index(dit, titre))
	}
	for i, r := range rangs {
		if r < 0 || i > 0 && r < rangs[i-1] {
			t.Errorf("les groupes d'actes ne sont pas dans l'ordre : %v", rangs)
		}
	}
	for _, acte := range []string{"maladie", "bilan_etape"} { // le second répond à ce qui est attendu
		if n := strings.Count(p[strings.Index(p, `id="actes"`):strings.Index(p, `id="notes"`)], "/actes/"+acte+`"`); n != 1 {
			t.Errorf("%s se montre %d fois", acte, n)
		}
	}
}
