package web

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"jalon/document"
	"jalon/document/entree"
	"jalon/droit/calendrier"
	"jalon/format"
	"jalon/lot"
)

// Les bornes d'un envoi. Ce que porte une page est relu avec les mêmes bornes que ce qui a été donné : n'importe qui
// peut l'avoir écrit.
const (
	fichiersMax    = 60
	octetsMax      = 24 << 20               // des fichiers donnés, ensemble
	corpsMax       = octetsMax/3*4 + 4<<20  // d'une requête : les fichiers peuvent y voyager en base 64
	deplieMax      = octetsMax/3*4 + 64<<10 // des fichiers, une fois dépliés
	etatMax        = 4 << 20                // de l'état, une fois déplié
	correctionsMax = 20 * lot.PersonnesMax
	montresMax     = 5000
	texteMax       = 2000 // signes d'une case corrigée
)

// envoi est une requête de l'employeur, lue : les fichiers voyagent dans la page, le serveur n'en garde rien.
type envoi struct {
	fichiers []entree.Fichier
	scelles  string // les mêmes, tels qu'ils voyagent
	deLaPage bool   // ils viennent d'une page d'avant
	etat     etat
	prudent  etat // l'état à reprendre si celui-ci ne peut pas être suivi
	champs   url.Values

	aujourdhui calendrier.Date
}

// etat est ce que la personne a changé depuis qu'elle a donné ses fichiers.
type etat struct {
	Carte       lot.Carte
	Corrections []lot.Correction
	Entetes     []string          // des colonnes montrées, dans l'ordre
	Montre      map[string]string // ce que la page montrait dans chaque case : seul ce qui en diffère est une correction
}

// porte est ce que chaque page de l'employeur transporte vers la suivante.
type porte struct{ Fichiers, Etat, Au string }

func (x *envoi) porte() (porte, error) {
	s, err := sceller(x.etat)
	au := ""
	if d, err := x.au(); err == nil {
		au = d.String()
	}
	return porte{x.scelles, s, au}, err
}

func abime() error {
	return faute{"Cette page est abîmée : ce qu'elle portait de vos fichiers ne se relit pas.", "Donnez les fichiers à nouveau.", http.StatusBadRequest}
}

func tropGros() error {
	return faute{"C'est trop : la liste et les DSN dépassent ensemble " + strconv.Itoa(octetsMax>>20) + " Mo.", "Gardez la liste et les seuls derniers mois de DSN, ou passez par la commande « jalon lot calculer », qui n'a pas cette limite.", http.StatusRequestEntityTooLarge}
}

// recevoir lit le corps en mémoire, dans la limite de corpsMax.
func recevoir(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, corpsMax)
	// La mémoire permise vaut le corps : rien ne passe par le disque.
	err := r.ParseMultipartForm(corpsMax)
	var trop *http.MaxBytesError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &trop):
		return tropGros()
	case errors.Is(err, multipart.ErrMessageTooLarge):
		return faute{"Cet envoi porte trop de cases ou de fichiers à la fois.", "Donnez moins de fichiers.", http.StatusRequestEntityTooLarge}
	case errors.Is(err, http.ErrNotMultipart), errors.Is(err, http.ErrMissingBoundary):
		return faute{"Cet envoi n'est pas celui d'une page de jalon.", "Passez par le formulaire.", http.StatusUnsupportedMediaType}
	}
	return faute{"L'envoi n'est pas arrivé en entier.", "Recommencez ; si cela dure, donnez moins de fichiers.", http.StatusBadRequest}
}

// deballer trouve dans une requête les fichiers donnés, ou ceux que la page portait, et l'état de la page.
func deballer(r *http.Request) (*envoi, error) {
	x := &envoi{champs: r.MultipartForm.Value, scelles: r.PostFormValue("fichiers")}
	if s := r.PostFormValue("etat"); s != "" {
		if err := x.etat.desceller(s); err != nil {
			return nil, err
		}
	}
	x.prudent = x.etat
	if x.scelles != "" {
		x.deLaPage = true
		var err error
		x.fichiers, err = descellerFichiers(x.scelles)
		return x, err
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
	total := h.Size
	for _, f := range x.fichiers {
		total += int64(len(f.Contenu))
	}
	switch {
	case total > octetsMax:
		return tropGros()
	case len(x.fichiers) == fichiersMax:
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

// deplier rend le texte scellé, qui ne passe pas max.
func deplier(s string, max int64) (*json.Decoder, error) {
	z, err := gzip.NewReader(base64.NewDecoder(base64.RawURLEncoding, strings.NewReader(s)))
	if err != nil {
		return nil, abime()
	}
	return json.NewDecoder(io.LimitReader(z, max)), nil
}

func (e *etat) desceller(s string) error {
	d, err := deplier(s, etatMax)
	if err != nil {
		return err
	}
	if d.Decode(e) != nil || len(e.Corrections) > correctionsMax || len(e.Montre) > montresMax {
		return abime()
	}
	for _, c := range e.Corrections {
		if len(c.Texte) > 4*texteMax || len(c.Cle) > texteMax {
			return abime()
		}
	}
	return nil
}

// descellerFichiers relit les fichiers un à un : leur nombre et leur taille sont ceux d'un envoi.
func descellerFichiers(s string) ([]entree.Fichier, error) {
	d, err := deplier(s, deplieMax)
	if err != nil {
		return nil, err
	}
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return nil, abime()
	}
	var tout []entree.Fichier
	for d.More() {
		var f entree.Fichier
		if len(tout) == fichiersMax || d.Decode(&f) != nil {
			return nil, abime()
		}
		f.Nom = nomCourt(f.Nom)
		tout = append(tout, f)
	}
	if t, err := d.Token(); err != nil || t != json.Delim(']') || len(tout) == 0 {
		return nil, abime()
	}
	return tout, nil
}

// comparable rend un texte tel qu'un navigateur le renvoie d'une case qu'on n'a pas touchée.
func comparable(s string) string {
	return strings.TrimSpace(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s))
}

// corriger prend les cases que la personne a changées : champ d'une colonne, fait de l'entreprise, case d'une rangée.
func (x *envoi) corriger() {
	e := &x.etat
	carte := maps.Clone(e.Carte)
	faites := map[lot.Correction]int{}
	for i, c := range e.Corrections {
		faites[lot.Correction{Rang: c.Rang, Cle: c.Cle}] = i
	}
	var prudentes []lot.Correction // sans les rangées écartées à l'instant
	e.Corrections = slices.Clone(e.Corrections)
	for _, nom := range slices.Sorted(maps.Keys(x.champs)) {
		valeurs := x.champs[nom]
		avant, montre := e.Montre[nom]
		apres := comparable(valeurs[len(valeurs)-1])
		if !montre || apres == avant {
			continue
		}
		apres = document.Court(apres, texteMax)
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
	for _, c := range e.Corrections {
		if i, deja := faites[lot.Correction{Rang: c.Rang, Cle: c.Cle}]; c.Cle != "" || deja && x.prudent.Corrections[i].Texte == c.Texte {
			prudentes = append(prudentes, c)
		}
	}
	x.prudent = etat{Carte: carte, Corrections: prudentes}
	e.Montre, e.Entetes = nil, nil
}

// au est le jour où l'on regarde : celui que la page demande, sinon aujourd'hui.
func (x *envoi) au() (calendrier.Date, error) {
	s := x.champs.Get("au")
	if s == "" {
		return x.aujourdhui, nil
	}
	d, ok := format.DateEcrite(s)
	if !ok {
		return 0, faute{"« " + document.Court(document.Lisible(s), 30) + " » n'est pas un jour.", "Écrivez « Vu le » comme 12/03/2026.", http.StatusUnprocessableEntity}
	}
	return d, nil
}

// lire fait un lot de l'envoi, corrections comprises.
func (x *envoi) lire() (*lot.Lot, []lot.FinDeContrat, error) { return x.lireEn(func(string) {}) }

// lireEn dit où elle en est. Le lot d'une liste où rien ne désigne personne a ses colonnes, et une erreur.
func (x *envoi) lireEn(avance func(quoi string)) (*lot.Lot, []lot.FinDeContrat, error) {
	x.corriger()
	e, fins, err := entree.Lire(x.fichiers)
	if err != nil {
		return nil, nil, err
	}
	if e.Au, err = x.au(); err != nil {
		return nil, nil, err
	}
	e.Carte, e.Corrections = x.etat.Carte, x.etat.Corrections
	avance("Calcul des dates et des sommes de chacun")
	l, err := lot.Lire(e)
	return l, fins, err
}
