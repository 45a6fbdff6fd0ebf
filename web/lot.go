package web

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"jalon/document"
	"jalon/document/entree"
	"jalon/document/xlsx"
	"jalon/droit/calendrier"
	"jalon/format"
	"jalon/lot"
)

// Les bornes d'un envoi : le corps d'une requête, ce qu'il porte une fois déplié, et les lots étudiés à la fois.
const (
	corpsMax     = 24 << 20
	deplieMax    = 96 << 20
	fichiersMax  = 60
	texteMax     = 2000 // signes d'une case corrigée
	ensembleMax  = 3
	delaiLecture = 2 * time.Minute
	delaiEnvoi   = 15 * time.Minute
)

// routesLot ajoute les pages de l'employeur. Un envoi venu d'un autre site est refusé.
func routesLot(m *http.ServeMux) {
	m.HandleFunc("GET /employeur", page(depot))
	m.HandleFunc("GET /employeur/exemple", page(exempleLot))
	m.HandleFunc("GET /employeur/modele.xlsx", modeleLot)
	for chemin, f := range map[string]func(http.ResponseWriter, *http.Request, *envoi){
		"apercu": vueDe(apercu), "resultat": resultatLot, "personne": vueDe(personne), "dsn": vueDe(verifierDSN),
		"resultats.xlsx": classeurLot, "courriers.zip": courriersLot, "situations.ndjson": situationsLot, "carte.json": carteLot,
	} {
		m.Handle("POST /employeur/"+chemin, origine.Handler(poste(f)))
		m.HandleFunc("GET /employeur/"+chemin, page(func(*http.Request) (vue, error) {
			return vueDepot(faute{Message: "Cette page se fait avec vos fichiers, et rien n'en est gardé ici.", Conseil: "Donnez-les à nouveau."}, http.StatusMethodNotAllowed), nil
		}))
	}
}

var origine = func() *http.CrossOriginProtection {
	c := http.NewCrossOriginProtection()
	c.SetDenyHandler(page(func(*http.Request) (vue, error) {
		return vue{}, erreurPage{http.StatusForbidden, "Cette demande vient d'un autre site : elle n'est pas suivie.", "Ouvrez la page de l'employeur ici même, et donnez vos fichiers à nouveau."}
	}))
	return c
}()

// envoi est une requête de l'employeur, lue : les fichiers voyagent dans la page, le serveur n'en garde rien.
type envoi struct {
	fichiers []entree.Fichier
	scelles  string // les mêmes, tels qu'ils voyagent
	etat     etat
	champs   url.Values
}

// etat est ce que la personne a changé depuis qu'elle a donné ses fichiers.
type etat struct {
	Carte       lot.Carte
	Corrections []lot.Correction
	Entetes     []string          // des colonnes montrées, dans l'ordre
	Montre      map[string]string // ce que la page montrait dans chaque case : seul ce qui en diffère est une correction
}

// poste lit un envoi, et le borne en taille, en temps et en nombre. La réponse n'attend pas le délai d'une page.
func poste(f func(http.ResponseWriter, *http.Request, *envoi)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		delais := http.NewResponseController(w)
		_ = delais.SetReadDeadline(time.Now().Add(delaiLecture)) // sans objet hors d'un vrai serveur
		_ = delais.SetWriteDeadline(time.Now().Add(delaiEnvoi))
		if err := recevoir(w, r); err != nil {
			afficher(w, r, depotRefuse(err))
			return
		}
		select {
		case places <- struct{}{}:
			defer func() { <-places }()
		case <-r.Context().Done():
			return
		}
		x, err := deballer(r)
		if err != nil {
			afficher(w, r, depotRefuse(err))
			return
		}
		f(w, r, x)
	}
}

var places = make(chan struct{}, ensembleMax)

// vueDe fait d'une page une réponse à un envoi.
func vueDe(f func(*envoi) (vue, error)) func(http.ResponseWriter, *http.Request, *envoi) {
	return func(w http.ResponseWriter, r *http.Request, x *envoi) {
		v, err := f(x)
		if err != nil {
			v = depotRefuse(err)
		}
		afficher(w, r, v)
	}
}

func afficher(w http.ResponseWriter, r *http.Request, v vue) {
	page(func(*http.Request) (vue, error) { return v, nil })(w, r)
}

// faute est un envoi qu'on ne peut pas suivre : ce qui ne va pas, et quoi faire.
type faute struct {
	Message, Conseil string
	statut           int
}

func (f faute) Error() string { return f.Message }

// depotRefuse remontre la page de dépôt, avec ce qui ne va pas.
func depotRefuse(err error) vue {
	f := faute{Message: document.Majuscule(err.Error()), statut: http.StatusUnprocessableEntity}
	var dure faute
	var deLot lot.Erreur
	switch {
	case errors.As(err, &dure):
		f = dure
	case errors.As(err, &deLot):
		f.Message, f.Conseil = deLot.Message, deLot.Conseil
	}
	if n := len(f.Message); n > 0 && !strings.ContainsRune(".!?", rune(f.Message[n-1])) {
		f.Message += "."
	}
	return vueDepot(f, f.statut)
}

func abime() error {
	return faute{"Cette page est abîmée : ce qu'elle portait de vos fichiers ne se relit pas.", "Donnez les fichiers à nouveau.", http.StatusBadRequest}
}

// recevoir lit le corps en mémoire, dans la limite de corpsMax.
func recevoir(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, corpsMax)
	// La mémoire permise vaut le corps : rien ne passe par le disque.
	if err := r.ParseMultipartForm(corpsMax); err != nil {
		var trop *http.MaxBytesError
		if errors.As(err, &trop) {
			return faute{"C'est trop : la liste et les DSN dépassent ensemble " + strconv.Itoa(corpsMax>>20) + " Mo.", "Gardez la liste et les seuls derniers mois de DSN, ou passez par la commande « jalon lot calculer », qui n'a pas cette limite.", http.StatusRequestEntityTooLarge}
		}
		return faute{"L'envoi n'est pas arrivé en entier.", "Recommencez ; si cela dure, donnez moins de fichiers.", http.StatusBadRequest}
	}
	return nil
}

// deballer trouve dans une requête les fichiers donnés, ou ceux que la page portait, et l'état de la page.
func deballer(r *http.Request) (*envoi, error) {
	x := &envoi{champs: r.MultipartForm.Value, scelles: r.PostFormValue("fichiers")}
	if s := r.PostFormValue("etat"); s != "" {
		if err := desceller(s, &x.etat); err != nil {
			return nil, err
		}
	}
	if x.scelles != "" {
		return x, desceller(x.scelles, &x.fichiers)
	}
	for _, nom := range []string{"liste", "paie", "fin", "carte"} {
		for _, h := range r.MultipartForm.File[nom] {
			if err := x.ajouter(nom, h); err != nil {
				return nil, err
			}
		}
	}
	if len(x.fichiers) == 0 {
		return nil, faute{"Aucun fichier n'est donné.", "Choisissez la liste des personnes, en XLSX ou en CSV, ou des DSN mensuelles.", http.StatusUnprocessableEntity}
	}
	var err error
	x.scelles, err = sceller(x.fichiers)
	return x, err
}

// ajouter prend un fichier donné. Un champ laissé vide arrive comme un fichier sans nom.
func (x *envoi) ajouter(champ string, h *multipart.FileHeader) error {
	if h.Size == 0 && h.Filename == "" {
		return nil
	}
	if len(x.fichiers) == fichiersMax {
		return faute{"Plus de " + strconv.Itoa(fichiersMax) + " fichiers : c'est trop pour une page.", "Gardez les trente-six derniers mois.", http.StatusRequestEntityTooLarge}
	}
	f, err := h.Open()
	if err != nil {
		return fmt.Errorf("le fichier « %s » n'a pas pu être lu : %w", nomCourt(h.Filename), err)
	}
	defer f.Close()
	contenu, err := io.ReadAll(f)
	if err != nil {
		return fmt.Errorf("le fichier « %s » n'a pas pu être lu : %w", nomCourt(h.Filename), err)
	}
	if champ != "carte" {
		x.fichiers = append(x.fichiers, entree.Fichier{Nom: nomCourt(h.Filename), Contenu: contenu})
		return nil
	}
	if err := json.Unmarshal(contenu, &x.etat.Carte); err != nil {
		return faute{"La carte des colonnes « " + nomCourt(h.Filename) + " » ne se lit pas.", "Donnez celle que cette page a écrite (carte.json), ou laissez ce champ vide.", http.StatusUnprocessableEntity}
	}
	return nil
}

func nomCourt(nom string) string { return document.Court(document.Lisible(nom), 80) }

// sceller met une valeur à la forme qui voyage dans une page.
func sceller(v any) (string, error) {
	var b bytes.Buffer
	b64 := base64.NewEncoder(base64.RawURLEncoding, &b)
	z, _ := gzip.NewWriterLevel(b64, gzip.BestSpeed) // un niveau connu
	err := json.NewEncoder(z).Encode(v)
	err = errors.Join(err, z.Close(), b64.Close())
	return b.String(), err
}

// desceller relit ce qui a voyagé, dans la limite de deplieMax ; tout ce qui n'en vient pas est abîmé.
func desceller(s string, v any) error {
	z, err := gzip.NewReader(base64.NewDecoder(base64.RawURLEncoding, strings.NewReader(s)))
	if err != nil {
		return abime()
	}
	texte, err := io.ReadAll(io.LimitReader(z, deplieMax+1))
	if err != nil || len(texte) > deplieMax || json.Unmarshal(texte, v) != nil {
		return abime()
	}
	return nil
}

// corriger prend les cases que la personne a changées : champ d'une colonne, fait de l'entreprise, case d'une rangée.
func (x *envoi) corriger() {
	e := &x.etat
	faites := map[lot.Correction]int{}
	for i, c := range e.Corrections {
		faites[lot.Correction{Rang: c.Rang, Cle: c.Cle}] = i
	}
	for nom, valeurs := range x.champs {
		avant, montre := e.Montre[nom]
		apres := document.Court(strings.TrimSpace(valeurs[len(valeurs)-1]), texteMax)
		if !montre || apres == avant {
			continue
		}
		quoi, reste, _ := strings.Cut(nom, ".")
		rang, cle, _ := strings.Cut(reste, ".")
		n, err := strconv.Atoi(rang)
		switch {
		case err != nil || n < 0:
		case quoi == "colonne" && n < len(e.Entetes):
			if e.Carte == nil {
				e.Carte = lot.Carte{}
			}
			e.Carte[e.Entetes[n]] = apres
		case quoi == "case":
			c := lot.Correction{Rang: n, Cle: cle}
			if i, deja := faites[c]; deja {
				e.Corrections[i].Texte = apres
			} else {
				c.Texte = apres
				e.Corrections = append(e.Corrections, c)
			}
		}
	}
	e.Montre, e.Entetes = nil, nil
}

// au est le jour où l'on regarde : celui que la page demande, sinon aujourd'hui.
func (x *envoi) au() calendrier.Date {
	if d, ok := format.DateEcrite(x.champs.Get("au")); ok {
		return d
	}
	return aujourdhui()
}

// lire fait un lot de l'envoi, corrections comprises.
func (x *envoi) lire() (*lot.Lot, []lot.FinDeContrat, error) { return x.lireEn(func(string) {}) }

// lireEn dit où elle en est.
func (x *envoi) lireEn(avance func(quoi string)) (*lot.Lot, []lot.FinDeContrat, error) {
	x.corriger()
	e, fins, err := entree.Lire(x.fichiers)
	if err != nil {
		return nil, nil, err
	}
	e.Carte, e.Corrections, e.Au = x.etat.Carte, x.etat.Corrections, x.au()
	avance("Calcul des dates et des sommes de chacun")
	l, err := lot.Lire(e)
	return l, fins, err
}

// porte est ce que chaque page de l'employeur transporte vers la suivante.
type porte struct{ Fichiers, Etat, Au string }

func (x *envoi) porte() (porte, error) {
	s, err := sceller(x.etat)
	return porte{x.scelles, s, x.au().String()}, err
}

// depot est la page où l'on donne les fichiers.
func depot(*http.Request) (vue, error) { return vueDepot(faute{}, 0), nil }

func vueDepot(f faute, statut int) vue {
	titre := "Licenciement économique : de la liste de la paie aux courriers"
	if f.Message != "" {
		titre = "À reprendre : les fichiers de l'employeur"
	}
	return vue{Modele: "lot.html", Titre: titre, Menu: "employeur", Corps: f, Statut: statut}
}

func modeleLot(w http.ResponseWriter, r *http.Request) {
	var b bytes.Buffer
	if err := xlsx.Modele(&b); err != nil {
		afficher(w, r, depotRefuse(fmt.Errorf("le classeur d'exemple n'a pas pu être fait : %w", err)))
		return
	}
	joindreFichier(w, typeXLSX, "liste-du-personnel.xlsx")
	envoyer(w, r, b.Bytes(), 0)
}

//go:embed lot_exemple.csv
var listeExemple []byte

// exempleLot montre l'aperçu d'une liste inventée : treize rangées, dont quelques-unes à corriger.
func exempleLot(*http.Request) (vue, error) {
	x := &envoi{fichiers: []entree.Fichier{{Nom: "exemple.csv", Contenu: listeExemple}}, champs: url.Values{"au": {"2026-03-12"}}}
	for cle, texte := range map[string]string{
		"raison_sociale": "Ateliers du Confluent", "adresse": "4 quai du Port", "code_postal": "69002", "ville": "Lyon", "signataire": "Jeanne Duval",
		"qualite": "gérante", "contact": "04 00 00 00 00", "employeur.effectif": "38", "comite": "oui", "contrat.taux_charges_patronales": "42",
		"convocation_comite": "02/02/2026", "premiere_reunion": "10/02/2026", "derniere_reunion": "24/02/2026", "notification_projet": "11/02/2026",
		"motif": "Baisse durable des commandes : l'atelier de Gerland ferme et ses postes sont supprimés.",
	} {
		x.etat.Corrections = append(x.etat.Corrections, lot.Correction{Cle: cle, Texte: texte})
	}
	var err error
	if x.scelles, err = sceller(x.fichiers); err != nil {
		return vue{}, err
	}
	return apercu(x)
}
