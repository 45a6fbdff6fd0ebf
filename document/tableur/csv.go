package tableur

import (
	"bytes"
	"encoding/csv"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"jalon/lot"
)

const marqueUTF8 = "\ufeff"

// decoder met un fichier texte en UTF-8 ; remarque dit ce qu'il a fallu supposer.
func decoder(octets []byte) (texte, remarque string, err *Erreur) {
	traduire := func(e encoding.Encoding) string {
		s, _ := e.NewDecoder().Bytes(octets) // un signe mal formé devient U+FFFD, que propre efface
		return string(s)
	}
	binaire := &Erreur{Quoi: "n'est pas une liste : son contenu est illisible", Conseil: exporter}
	switch {
	case bytes.HasPrefix(octets, []byte("\xff\xfe")), bytes.HasPrefix(octets, []byte("\xfe\xff")):
		texte = traduire(unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM))
	case enUTF16(octets, 1):
		texte = traduire(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM))
		remarque = lueEnUTF16
	case enUTF16(octets, 0):
		texte = traduire(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM))
		remarque = lueEnUTF16
	case utf8.Valid(octets):
		texte = strings.TrimPrefix(string(octets), marqueUTF8)
	default:
		texte = traduire(charmap.Windows1252)
		remarque = "Le fichier n'est pas en UTF-8 : il est lu en Windows-1252. Vérifiez les accents des noms."
	}
	invisibles := 0
	for i := range len(texte) {
		if c := texte[i]; c < ' ' && c != '\t' && c != '\n' && c != '\r' {
			invisibles++
		}
	}
	switch {
	case invisibles > len(texte)/100:
		return "", "", binaire
	case strings.IndexByte(texte, 0) >= 0:
		remarque = strings.TrimSpace(remarque + " Des signes nuls sont retirés : le fichier a pu être abîmé.")
	}
	return texte, remarque, nil
}

const lueEnUTF16 = "Le fichier est lu en UTF-16, qu'il n'annonce pas. Vérifiez les accents des noms."

// enUTF16 reconnaît à ses octets nuls, presque un sur deux, un texte en UTF-16 sans marque ; reste est la place du nul
// dans chaque paire.
func enUTF16(octets []byte, reste int) bool {
	debut := octets[:min(len(octets), 4096)&^1]
	nuls, autres := 0, 0
	for i, c := range debut {
		switch {
		case c == 0 && i%2 == reste:
			nuls++
		case c == 0:
			autres++
		}
	}
	return nuls > len(debut)/4 && autres == 0
}

func lireCSV(octets []byte) (*Classeur, *Erreur) {
	texte, remarque, err := decoder(octets)
	if err != nil {
		return nil, err
	}
	c := &Classeur{}
	if remarque != "" {
		c.Remarques = []lot.Remarque{{Texte: remarque}}
	}
	l := &lignes{reste: texte}
	if s, suite, oui := strings.Cut(texte, "\n"); oui && len(strings.TrimSpace(s)) == 5 && strings.HasPrefix(strings.ToLower(s), "sep=") {
		l.reste, l.separateur, l.rang = suite, s[4], 1 // Excel lit ainsi le séparateur
	} else {
		l.separateur = separateur(texte)
	}
	r := &rangees{compte: nouveauCompte()}
	for !r.pleine && l.reste != "" {
		champs := l.suivante()
		r.rang = l.rang
		for i, s := range champs {
			if s, coupe := propre(s); s != "" {
				r.poser(i, lot.Case{Texte: sansApostrophe(s)}, coupe)
			}
		}
		if l.brisee {
			r.dire(l.rang, "Un guillemet s'ouvre sans se fermer. La rangée est lue comme si ce guillemet n'ouvrait rien : vérifiez-la.")
		}
		r.finir()
	}
	if len(r.liste) == 0 {
		return nil, &Erreur{Quoi: "est vide", Conseil: "vérifiez que la liste y est, puis donnez-le de nouveau"}
	}
	c.Tableaux = []lot.Tableau{{Rangees: r.liste, Remarques: r.toutes()}}
	return c, nil
}

// sansApostrophe retire celle que [EcrireCSV] met devant un signe de formule.
func sansApostrophe(s string) string {
	if len(s) > 1 && s[0] == '\'' && strings.IndexByte(signesFormule, s[1]) >= 0 {
		return s[1:]
	}
	return s
}

// separateur est celui des premières rangées : le signe qui les coupe le plus souvent en autant de cases.
func separateur(texte string) byte {
	const rangeesVues, octetsVus = 20, 64 << 10
	if len(texte) > octetsVus {
		texte = texte[:octetsVus]
	}
	meilleur, score := byte(';'), 0
	for _, s := range []byte(";\t,|") {
		l := &lignes{reste: texte, separateur: s}
		fois := map[int]int{}
		for n := 0; n < rangeesVues && l.reste != ""; n++ {
			coupes := len(l.suivante()) - 1
			if fois[coupes] += coupes; fois[coupes] > score {
				meilleur, score = s, fois[coupes]
			}
		}
	}
	return meilleur
}

// lignes coupe un texte CSV (RFC 4180) en rangées, en se remettant d'un guillemet mal fermé, ce que la bibliothèque
// standard ne fait pas.
type lignes struct {
	reste      string
	separateur byte
	rang       int  // de la rangée qui vient d'être lue, depuis 1
	brisee     bool // un guillemet s'y ouvre sans se fermer
	brisees    int
	champs     []string
}

// Un guillemet se ferme dans la portée, une case au plus large d'un tableur ; un fichier qui en a tant de mal
// fermés ne s'en sert pas.
const (
	portee     = 32 << 10
	briseesMax = 300
)

// suivante rend les cases de la rangée suivante ; elles valent jusqu'à la prochaine.
func (l *lignes) suivante() []string {
	l.rang++
	l.brisee, l.champs = false, l.champs[:0]
	for {
		champ, fin := l.champ()
		if len(l.champs) <= ColonnesMax {
			l.champs = append(l.champs, champ)
		}
		if fin {
			return l.champs
		}
	}
}

// champ lit une case ; fin dit que la rangée finit avec elle.
func (l *lignes) champ() (champ string, fin bool) {
	champ, lu, ok := "", 0, false
	if strings.HasPrefix(l.reste, `"`) && l.brisees < briseesMax {
		if champ, lu, ok = l.entreGuillemets(l.reste); !ok {
			l.brisee = true
			l.brisees++
		}
	}
	if !ok {
		if lu = strings.IndexAny(l.reste, string(rune(l.separateur))+"\r\n"); lu < 0 {
			lu = len(l.reste)
		}
		champ = l.reste[:lu]
	}
	l.reste = l.reste[lu:]
	switch {
	case l.reste == "":
		return champ, true
	case l.reste[0] == l.separateur:
		l.reste = l.reste[1:]
		return champ, false
	case strings.HasPrefix(l.reste, "\r\n"):
		l.reste = l.reste[2:]
	default:
		l.reste = l.reste[1:]
	}
	return champ, true
}

// entreGuillemets lit une case entre guillemets, et ce qu'elle occupe. Un guillemet seul au milieu d'une case est
// gardé ; après un retour à la ligne, il dit plutôt que le premier ne s'est jamais fermé.
func (l *lignes) entreGuillemets(s string) (champ string, lu int, ok bool) {
	var b strings.Builder
	retour := false
	for i := 1; i < min(len(s), portee); i++ {
		switch c := s[i]; {
		case c == '\n' || c == '\r':
			retour = true
			b.WriteByte(c)
		case c != '"':
			b.WriteByte(c)
		case i+1 < len(s) && s[i+1] == '"':
			b.WriteByte(c)
			i++
		default:
			j := i + 1
			for j < len(s) && s[j] == ' ' {
				j++
			}
			switch {
			case j == len(s) || s[j] == l.separateur || s[j] == '\n' || s[j] == '\r':
				return b.String(), j, true
			case retour:
				return "", 0, false
			}
			b.WriteByte(c)
		}
	}
	return "", 0, false
}

// signesFormule ouvrent une formule dans un tableur.
const signesFormule = "=+-@\t\r"

// EcrireCSV écrit un fichier CSV que le tableur français ouvre droit : UTF-8 avec marque, points-virgules, fins de
// ligne CRLF. Un texte qui commence comme une formule reçoit une apostrophe ; un nombre n'en reçoit pas.
func EcrireCSV(w io.Writer, entetes []string, rangees iter.Seq[[]string]) error {
	if _, err := io.WriteString(w, marqueUTF8); err != nil {
		return err
	}
	x := csv.NewWriter(w)
	x.Comma, x.UseCRLF = ';', true
	sure := func(cases []string) error {
		sures := make([]string, len(cases))
		for i, s := range cases {
			if s != "" && strings.IndexByte(signesFormule, s[0]) >= 0 && !nombreEcrit(s) {
				s = "'" + s
			}
			sures[i] = s
		}
		return x.Write(sures)
	}
	if err := sure(entetes); err != nil {
		return err
	}
	for r := range rangees {
		if err := sure(r); err != nil {
			return err
		}
	}
	x.Flush()
	return x.Error()
}

// nombreEcrit reconnaît « -12,50 » et « -1 234,5 », où le tableur ne peut lire qu'un nombre.
func nombreEcrit(s string) bool {
	chiffres, moins := strings.CutPrefix(s, "-")
	entier, decimales, virgule := strings.Cut(strings.Replace(chiffres, ".", ",", 1), ",")
	fait := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	entier = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "").Replace(entier)
	return moins && fait(entier) && (!virgule || fait(decimales))
}
