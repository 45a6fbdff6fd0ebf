package dsn

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/lot"
	"jalon/lot/identifiant"
)

// Bornes de la lecture.
const (
	ligneMax     = 2048     // octets ; la norme ne va pas à trois cents
	individusMax = 20_000   // par message
	blocsMax     = 400_000  // blocs gardés par message
	texteMax     = 64 << 20 // octets de valeurs gardés par message
	contratsMax  = 50       // par personne
	absencesMax  = 200      // par contrat
	remarquesMax = 200
	essaiLignes  = 40 // sans aucune rubrique dans ces premières lignes, le fichier n'est pas une DSN
)

// blocTotal ferme le fichier : il se lit même quand une borne est passée.
const blocTotal = "S90.G00.90"

// normesConnues sont les versions de norme dont les rubriques lues ici sont connues.
var normesConnues = []string{"P24V01", "P25V01", "P26V01"}

// ErrPasDSN dit que le fichier n'est pas une DSN.
var ErrPasDSN = errors.New("ce fichier n'est pas une DSN : chaque ligne d'une DSN est une rubrique et sa valeur, comme S10.G00.00.006,'P26V01' ; prenez le fichier que le logiciel de paie dépose sur net-entreprises")

// lecteur avance dans un fichier. Les pointeurs désignent le dernier élément ouvert de chaque sorte.
type lecteur struct {
	m             *Message
	ligne         int
	rubriques     int
	annonce       int // S90.G00.90.001 ; -1 : absent
	blocs         int
	texte         int // octets gardés
	individus     int
	trop          bool // la borne des personnes ou des blocs est passée, et c'est dit
	bloc          string
	vues          [16]uint64 // rubriques déjà lues du bloc en cours
	derniere      int
	ignore        bool // le bloc en cours n'a pas de parent
	d             *Declaration
	i             *individu
	c             *contrat
	tues          int // remarques en trop
	pasDeRubrique int
}

// Lire lit un message. L'erreur dit que le fichier n'est pas une DSN, ou que sa lecture s'est arrêtée ; tout le reste
// est dans les remarques du message. L'appelant borne la taille.
func Lire(r io.Reader) (*Message, error) {
	l := &lecteur{m: &Message{}, annonce: -1}
	b := bufio.NewReaderSize(r, ligneMax)
	for {
		texte, err := b.ReadSlice('\n')
		if len(texte) > 0 {
			l.ligne++
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			for errors.Is(err, bufio.ErrBufferFull) {
				_, err = b.ReadSlice('\n')
			}
			l.malformee("elle dépasse " + strconv.Itoa(ligneMax) + " octets")
		case len(texte) > 0:
			l.lireLigne(texte)
		}
		if l.rubriques == 0 && l.pasDeRubrique >= essaiLignes {
			return nil, ErrPasDSN
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("la lecture de la DSN s'est arrêtée à la ligne %d : %w", l.ligne, err)
		}
	}
	if len(l.m.Declarations) == 0 {
		return nil, ErrPasDSN
	}
	l.finir()
	return l.m, nil
}

// finir dit ce qui manque au fichier entier.
func (l *lecteur) finir() {
	m := l.m
	dire := func(texte string) { m.Remarques = append(m.Remarques, lot.Remarque{Texte: texte}) }
	switch {
	case l.annonce < 0:
		dire("le fichier n'a pas sa dernière rubrique (S90.G00.90.001) : il est coupé, et des personnes peuvent y manquer ; demandez-le de nouveau au logiciel de paie")
	case l.annonce != l.rubriques:
		dire(fmt.Sprintf("le fichier annonce %d rubriques (S90.G00.90.001) et en a %d : il est coupé ou modifié ; demandez-le de nouveau au logiciel de paie", l.annonce, l.rubriques))
	}
	connue := false
	for _, n := range normesConnues {
		connue = connue || n == m.Norme
	}
	switch {
	case m.Norme == "":
		dire("le fichier ne dit pas sa norme (S10.G00.00.006) ; il est lu comme une DSN de " + strings.Join(normesConnues, ", "))
	case !connue:
		dire("la norme de ce fichier n'est pas une de celles que cette édition connaît (" + strings.Join(normesConnues, ", ") + ") : vérifiez ce qui en est lu")
	}
	if l.tues > 0 {
		dire(fmt.Sprintf("et %d remarques de plus, qui ne sont pas montrées", l.tues))
	}
	for i := range m.Declarations {
		d := &m.Declarations[i]
		if siret, err := identifiant.SIRET(d.SIRET); err == nil {
			d.SIRET = siret
		} else {
			dire("le SIRET de l'établissement (S21.G00.06.001 et S21.G00.11.001) est absent ou faux : " + err.Error())
		}
	}
}

func (l *lecteur) remarquer(texte string) {
	if len(l.m.Remarques) >= remarquesMax {
		l.tues++
		return
	}
	l.m.Remarques = append(l.m.Remarques, lot.Remarque{Rang: l.ligne, Texte: texte})
}

func (l *lecteur) malformee(pourquoi string) {
	l.pasDeRubrique++
	l.remarquer("ligne laissée de côté : " + pourquoi + " ; une rubrique et sa valeur sont attendues, comme S21.G00.30.002,'MARTIN'")
}

var marqueUTF8 = []byte("\xef\xbb\xbf")

func (l *lecteur) lireLigne(texte []byte) {
	if l.ligne == 1 {
		texte = bytes.TrimPrefix(texte, marqueUTF8)
	}
	texte = bytes.TrimRight(texte, "\r\n\x1a \t")
	if len(texte) == 0 {
		return
	}
	rubrique, valeur, ok := bytes.Cut(texte, []byte(","))
	if !ok || !estRubrique(rubrique) {
		l.malformee("ce n'est pas une rubrique")
		return
	}
	l.rubriques++
	if len(valeur) < 2 || valeur[0] != '\'' || valeur[len(valeur)-1] != '\'' {
		l.malformee("la valeur n'est pas entre apostrophes")
		return
	}
	l.lireRubrique(string(rubrique), enClair(valeur[1:len(valeur)-1]))
}

// estRubrique reconnaît S21.G00.30.001.
func estRubrique(b []byte) bool {
	const forme = "S00.G00.00.000"
	if len(b) != len(forme) {
		return false
	}
	for i := range len(forme) {
		if forme[i] == '0' && (b[i] < '0' || b[i] > '9') || forme[i] != '0' && b[i] != forme[i] {
			return false
		}
	}
	return true
}

// enClair lit une valeur en UTF-8, ou à défaut en ISO-8859-1, et met une espace à la place des caractères de commande.
func enClair(b []byte) string {
	if !utf8.Valid(b) {
		runes := make([]rune, len(b))
		for i, c := range b {
			runes[i] = rune(c)
		}
		b = []byte(string(runes))
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, string(b)))
}

// lireRubrique range une valeur. Une rubrique déjà lue, ou la première, ouvre un nouveau bloc.
func (l *lecteur) lireRubrique(rubrique, valeur string) {
	bloc, numero := rubrique[:10], entier(rubrique[11:])
	vue := l.vues[numero/64]&(1<<(numero%64)) != 0
	switch {
	case bloc != l.bloc || vue || numero == 1:
		l.bloc, l.vues, l.ignore = bloc, [16]uint64{}, false
		if ouvrir := blocs[bloc]; ouvrir != nil {
			l.ignore = !l.ouvrir(ouvrir)
		}
	case numero < l.derniere:
		l.remarquer("la rubrique " + rubrique + " n'est pas à sa place dans son bloc : elle est lue quand même")
	}
	l.vues[numero/64] |= 1 << (numero % 64)
	l.derniere = numero
	lire := rubriques[rubrique]
	if lire == nil || l.ignore || valeur == "" {
		return
	}
	if l.texte += len(valeur); l.texte > texteMax && bloc != blocTotal {
		l.deborder(fmt.Sprintf("le fichier dépasse %d Mo de valeurs", texteMax>>20))
		return
	}
	lire(l, valeur)
}

// ouvrir crée un bloc ; faux quand il ne peut pas l'être, et c'est dit.
func (l *lecteur) ouvrir(ouvrir func(*lecteur) bool) bool {
	if l.blocs++; l.blocs > blocsMax {
		l.deborder(fmt.Sprintf("le fichier dépasse %d blocs", blocsMax))
		return false
	}
	if !ouvrir(l) {
		if !l.trop {
			l.remarquer("le bloc " + l.bloc + " n'est pas à sa place : la personne ou le contrat auquel il se rattache manque, ou en a trop ; il est laissé de côté")
		}
		return false
	}
	return true
}

func (l *lecteur) deborder(quoi string) {
	if !l.trop {
		l.trop = true
		l.remarquer(quoi + " : la suite n'est pas lue ; donnez un fichier par établissement")
	}
}

func entier(s string) int {
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// jour lit JJMMAAAA.
func (l *lecteur) jour(v string) calendrier.Date {
	if len(v) == 8 {
		n, err := strconv.ParseUint(v, 10, 32)
		if d := calendrier.D(int(n%10000), int(n/10000%100), int(n/1000000)); err == nil && d.Connue() {
			return d
		}
	}
	l.remarquer("la date n'est pas un jour du calendrier écrit JJMMAAAA : elle est laissée de côté (bloc " + l.bloc + ")")
	return 0
}

// montant lit une somme, négative dans une régularisation.
func (l *lecteur) montant(v string) argent.Montant {
	positif, negatif := strings.CutPrefix(v, "-")
	m, err := argent.Lire([]byte(positif))
	switch {
	case err != nil:
		l.remarquer("le montant est laissé de côté (bloc " + l.bloc + ") : " + err.Error())
	case negatif:
		return argent.Centimes(-m.Centimes())
	}
	return m
}

func (l *lecteur) fraction(v string) argent.Fraction {
	f, err := argent.LireFraction(v)
	if err != nil {
		l.remarquer("le nombre est laissé de côté (bloc " + l.bloc + ") : " + err.Error())
	}
	return f
}

// nir lit treize caractères, sans la clé, que la DSN n'écrit pas.
func (l *lecteur) nir(v string) string {
	complet, err := identifiant.NIRSansCle(v)
	if err != nil {
		l.remarquer("le numéro de sécurité sociale est laissé de côté : " + err.Error())
	}
	return complet
}
