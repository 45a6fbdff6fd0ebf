// Package tableur lit les listes de personnel telles que la paie les donne (XLSX, CSV), sans dire ce que leurs
// colonnes signifient, et écrit des fichiers CSV qu'un tableur ouvre sans danger.
package tableur

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"

	"jalon/lot"
)

// Les limites d'un fichier. Au-delà, la lecture s'arrête et une remarque dit où ; seules les tailles du fichier
// sont des refus.
const (
	TailleMax   = 64 << 20  // octets du fichier
	DeplieMax   = 256 << 20 // octets de toutes ses parties lues, une fois dépliées
	FeuillesMax = 100
	RangeesMax  = 50_000 // rangées non vides d'une feuille
	ColonnesMax = 200
	SignesMax   = 2_000     // signes d'une case
	casesMax    = 4_000_000 // du fichier, vides comprises
	texteMax    = 128 << 20 // octets de tous les textes gardés
	textesMax   = 2_000_000 // textes que les feuilles partagent
)

// Classeur est un fichier lu : une feuille par tableau, masquées comprises ; un fichier CSV n'en a qu'une.
type Classeur struct {
	Tableaux  []lot.Tableau
	Remarques []lot.Remarque // sur le fichier entier
}

// Erreur refuse un fichier : ce qu'il est, et ce qu'il faut en faire.
type Erreur struct {
	Nom     string // du fichier, tel qu'il a été donné
	Quoi    string // suite de « Le fichier »
	Conseil string
	Cause   error // ce qu'en dit la bibliothèque, s'il y a lieu
}

func (e *Erreur) Error() string {
	return "le fichier « " + court(e.Nom) + " » " + e.Quoi + " : " + e.Conseil
}

func (e *Erreur) Unwrap() error { return e.Cause }

// Les conseils qui servent plusieurs fois.
const (
	exporter     = "enregistrez la liste au format .xlsx ou .csv, puis donnez ce fichier-là"
	enregistrer  = "ouvrez-le dans le tableur, enregistrez-le au format .xlsx, puis donnez ce fichier-là"
	alleger      = "coupez la liste en plusieurs fichiers, ou copiez les seules colonnes utiles dans un classeur neuf"
	motDePasse   = "est protégé par un mot de passe"
	sansMotPasse = "ouvrez-le avec son mot de passe, retirez la protection, enregistrez-le au format .xlsx, puis donnez ce fichier-là"
)

// natures reconnaît à leurs premiers octets les fichiers qui ne sont pas une liste.
var natures = []struct{ debut, quoi, conseil string }{
	{"%PDF", "est un document PDF", "demandez à la paie le même état au format .xlsx ou .csv"},
	{"\x89PNG", "est une image", exporter},
	{"\xff\xd8\xff", "est une image", exporter},
	{"GIF8", "est une image", exporter},
	{"II*\x00", "est une image", exporter},
	{"RIFF", "est une image ou un son", exporter},
	{"{\\rtf", "est un document de traitement de texte (RTF)", exporter},
	{"\x1f\x8b", "est une archive compressée", "décompressez-la, puis donnez la liste qu'elle contient"},
	{"7z\xbc\xaf", "est une archive compressée", "décompressez-la, puis donnez la liste qu'elle contient"},
	{"Rar!", "est une archive compressée", "décompressez-la, puis donnez la liste qu'elle contient"},
	{"<?xml", "est un fichier XML", enregistrer},
	{"<html", "est une page web, même si son nom finit par .xls", enregistrer},
	{"<!doctype", "est une page web, même si son nom finit par .xls", enregistrer},
	{"<table", "est une page web, même si son nom finit par .xls", enregistrer},
}

// Lire lit un fichier de taille octets, XLSX ou CSV selon son contenu : son nom ne sert qu'aux messages. Un
// fichier qui n'est ni l'un ni l'autre, abîmé, protégé ou démesuré est refusé par une [Erreur] ; tout le reste
// donne un classeur et des remarques. Rien n'est écrit sur le disque.
func Lire(contenu io.ReaderAt, taille int64, nom string) (*Classeur, error) {
	refus := func(quoi, conseil string, cause error) (*Classeur, error) {
		return nil, &Erreur{nom, quoi, conseil, cause}
	}
	switch {
	case taille <= 0:
		return refus("est vide", "donnez le fichier de la liste du personnel", nil)
	case taille > TailleMax:
		return refus(fmt.Sprintf("dépasse %d Mo", TailleMax>>20), alleger, nil)
	}
	tete := make([]byte, min(taille, 512))
	if n, err := contenu.ReadAt(tete, 0); n < len(tete) {
		return refus("ne peut pas être lu", "vérifiez qu'il est entier, puis donnez-le de nouveau", err)
	}
	if bytes.HasPrefix(tete, []byte("PK")) {
		c, err := lireXLSX(contenu, taille)
		if err != nil {
			err.Nom = nom
			return nil, err
		}
		return c, nil
	}
	debut := strings.ToLower(strings.TrimLeft(strings.TrimPrefix(string(tete), marqueUTF8), " \t\r\n"))
	for _, n := range natures {
		if strings.HasPrefix(debut, strings.ToLower(n.debut)) {
			return refus(n.quoi, n.conseil, nil)
		}
	}
	octets := make([]byte, taille)
	if n, err := contenu.ReadAt(octets, 0); n < len(octets) {
		return refus("ne peut pas être lu", "vérifiez qu'il est entier, puis donnez-le de nouveau", err)
	}
	if bytes.HasPrefix(octets, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) {
		quoi, conseil := ancien(octets)
		return refus(quoi, conseil, nil)
	}
	c, err := lireCSV(octets)
	if err != nil {
		err.Nom = nom
		return nil, err
	}
	return c, nil
}

// ancien dit ce que contient un fichier composé OLE, d'après le nom de ses parties.
func ancien(octets []byte) (quoi, conseil string) {
	contient := func(nom string) bool {
		var n []byte
		for _, u := range utf16.Encode([]rune(nom)) {
			n = append(n, byte(u), byte(u>>8))
		}
		return bytes.Contains(octets, n)
	}
	switch {
	case contient("EncryptedPackage"):
		return motDePasse, sansMotPasse
	case contient("WordDocument"):
		return "est un document de traitement de texte (.doc)", exporter
	case contient("Workbook"), contient("Book"):
		return "est un classeur à l'ancien format .xls", enregistrer
	}
	return motDePasse + " ou à l'ancien format .xls", "enregistrez-le au format .xlsx sans mot de passe, puis donnez ce fichier-là"
}

// compte tient ce qu'un fichier peut encore coûter, et les remarques d'une feuille.
type compte struct {
	deplie       int64 // octets encore permis
	cases, texte int
}

func nouveauCompte() *compte {
	return &compte{deplie: DeplieMax, cases: casesMax, texte: texteMax}
}

// remarques garde les premières et compte les autres : un fichier mal fait en ferait autant que de cases.
type remarques struct {
	liste []lot.Remarque
	tues  int
}

const remarquesMax = 100

func (r *remarques) dire(rang int, texte string) {
	if len(r.liste) == remarquesMax {
		r.tues++
		return
	}
	r.liste = append(r.liste, lot.Remarque{Rang: rang, Texte: texte})
}

func (r *remarques) toutes() []lot.Remarque {
	if r.tues > 0 {
		return append(r.liste, lot.Remarque{Texte: fmt.Sprintf("Et %d autres remarques semblables.", r.tues)})
	}
	return r.liste
}

// rangees reçoit les rangées d'une feuille, sans dépasser les limites.
type rangees struct {
	remarques
	compte *compte
	liste  []lot.Rangee
	cases  []lot.Case // de la rangée en cours
	rang   int        // de la rangée en cours
	larges int        // premières rangées dont des colonnes de trop ne sont pas lues
	bloc   []lot.Case // réserve où les rangées sont taillées
	pleine bool       // une limite est atteinte : plus rien n'est lu
}

// poser met une case non vide à sa colonne, comptée depuis 0.
func (r *rangees) poser(colonne int, c lot.Case, coupe bool) {
	if colonne >= ColonnesMax {
		if r.larges == 0 {
			r.larges = r.rang
			r.dire(r.rang, fmt.Sprintf("Les colonnes après la %de (%s) ne sont pas lues : supprimez les colonnes inutiles.", ColonnesMax, lettres(ColonnesMax-1)))
		}
		return
	}
	if coupe {
		r.dire(r.rang, fmt.Sprintf("La case %s dépasse %d signes : la suite n'est pas lue.", lettres(colonne)+fmt.Sprint(r.rang), SignesMax))
	}
	for len(r.cases) <= colonne {
		r.cases = append(r.cases, lot.Case{})
	}
	r.cases[colonne] = c
}

// finir range la rangée en cours si elle n'est pas vide.
func (r *rangees) finir() {
	if len(r.cases) == 0 {
		return
	}
	r.compte.cases -= len(r.cases)
	for i := range r.cases {
		r.compte.texte -= len(r.cases[i].Texte)
	}
	if len(r.liste) == RangeesMax || r.compte.cases < 0 || r.compte.texte < 0 {
		r.pleine = true
		r.remarques.liste = append(r.remarques.liste, lot.Remarque{Rang: r.rang, Texte: fmt.Sprintf(
			"La lecture s'arrête avant la rangée %d : un fichier compte au plus %d rangées par feuille et %d millions de cases. Coupez la liste en plusieurs fichiers.", r.rang, RangeesMax, casesMax/1_000_000)})
		return
	}
	n := len(r.cases)
	if len(r.bloc) < n {
		r.bloc = make([]lot.Case, max(n, 4096))
	}
	copy(r.bloc, r.cases)
	r.liste = append(r.liste, lot.Rangee{Rang: r.rang, Cases: r.bloc[:n:n]})
	r.bloc, r.cases = r.bloc[n:], r.cases[:0]
}

// lettres nomme une colonne comptée depuis 0 : A, B… AA.
func lettres(colonne int) string {
	s := ""
	for colonne++; colonne > 0; colonne = (colonne - 1) / 26 {
		s = string(rune('A'+(colonne-1)%26)) + s
	}
	return s
}
