package acces

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	_ "embed"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// Ce que coûte un mot de passe : 19 Mio, deux passes, un fil (OWASP). Les paramètres sont écrits avec chaque empreinte :
// les changer ici récrit chacune à la connexion suivante.
const (
	argonMemoire = 19 * 1024 // Kio
	argonPasses  = 2
	argonFils    = 1
	argonTaille  = 32
	argonSel     = 16
)

// Un calcul prend sa mémoire entière : deux à la fois, et peu qui attendent, bornent ce qu'un flot peut prendre.
const (
	argonEnsemble = 2
	argonAttente  = 64
)

var (
	pressoir = make(chan struct{}, argonEnsemble)
	attend   atomic.Int32
)

func presser(ctx context.Context, mdp string, sel []byte, memoire, passes uint32, fils uint8) ([]byte, error) {
	defer attend.Add(-1)
	if attend.Add(1) > argonEnsemble+argonAttente {
		return nil, ErrOccupe
	}
	select {
	case pressoir <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-pressoir }()
	// La même lettre accentuée a deux écritures selon le clavier.
	return argon2.IDKey([]byte(norm.NFKC.String(mdp)), sel, passes, memoire, fils, argonTaille), nil
}

// hacher rend ce qui se garde d'un mot de passe.
func hacher(ctx context.Context, mdp string) (string, error) {
	sel := make([]byte, argonSel)
	rand.Read(sel) // n'échoue pas : le programme s'arrête plutôt
	h, err := presser(ctx, mdp, sel, argonMemoire, argonPasses, argonFils)
	e := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemoire, argonPasses, argonFils, e.EncodeToString(sel), e.EncodeToString(h)), err
}

// verifier compare un mot de passe à ce qui s'en garde ; vieux dit que ses paramètres ne sont plus ceux d'ici. Sans rien de
// gardé, il calcule autant et dit non : un compte inconnu ne répond pas plus vite.
func verifier(ctx context.Context, mdp, garde string) (ok, vieux bool, err error) {
	var version, memoire, passes uint32
	var fils uint8
	sel, h := make([]byte, argonSel), []byte(nil)
	if l := strings.Split(garde, "$"); len(l) == 6 && l[1] == "argon2id" {
		n, _ := fmt.Sscanf(l[2]+" "+l[3], "v=%d m=%d,t=%d,p=%d", &version, &memoire, &passes, &fils)
		s, faux1 := base64.RawStdEncoding.DecodeString(l[4])
		x, faux2 := base64.RawStdEncoding.DecodeString(l[5])
		if n == 4 && faux1 == nil && faux2 == nil && version == argon2.Version {
			sel, h = s, x
		}
	}
	const trop = 8 // fois ce qu'on demande aujourd'hui : une base retouchée ne prend pas la machine
	if h == nil || memoire > trop*argonMemoire || passes == 0 || passes > trop*argonPasses || fils == 0 {
		h, memoire, passes, fils = nil, argonMemoire, argonPasses, argonFils
	}
	calcule, err := presser(ctx, mdp, sel, memoire, passes, fils)
	if err != nil {
		return false, false, err
	}
	ok = subtle.ConstantTimeCompare(calcule, h) == 1
	return ok, ok && (memoire != argonMemoire || passes != argonPasses || fils != argonFils), nil
}

const (
	motDePasseMin = 12   // lettres
	motDePasseMax = 1000 // octets
)

// frequents sont les mots que chacun essaie d'abord, repliés ; un mot de passe fait d'eux seuls est refusé.
//
//go:embed frequents.txt
var frequents string

var motsFrequents = func() []string {
	l := strings.Fields(frequents)
	slices.SortFunc(l, func(a, b string) int { return len(b) - len(a) }) // les plus longs d'abord
	return l
}()

var leurres = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "@", "a", "$", "s", "!", "i")

// plier ôte d'un texte ce qui le déguise : majuscules, accents, chiffres pour des lettres ; seules restent les lettres.
func plier(s string, leurre bool) string {
	s = strings.ToLower(norm.NFKD.String(s))
	if leurre {
		s = leurres.Replace(s)
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, s)
}

// refuserFaible refuse un mot de passe court, ou que d'autres devineraient.
func refuserFaible(mdp, courriel string) error {
	non := func(m string) error { return &Refus{"mot_de_passe", m} }
	switch {
	case utf8.RuneCountInString(mdp) < motDePasseMin:
		return non("un mot de passe de douze caractères au moins est attendu ; quatre mots sans lien entre eux font très bien")
	case len(mdp) > motDePasseMax || !utf8.ValidString(mdp):
		return non("ce mot de passe est trop long")
	case courriel != "" && strings.Contains(plier(mdp, false), plier(courriel, false)):
		return non("le mot de passe ne peut pas contenir l'adresse de courriel")
	}
	for _, leurre := range []bool{false, true} {
		if devinable(plier(mdp, leurre), courriel) {
			return non("ce mot de passe est de ceux que chacun essaie d'abord ; quatre mots sans lien entre eux font très bien")
		}
	}
	return nil
}

// devinable dit qu'il ne reste presque rien d'un texte, ôtés les mots fréquents, ceux du courriel et les répétitions.
func devinable(s, courriel string) bool {
	mots := append(strings.FieldsFunc(courriel, func(r rune) bool { return !unicode.IsLetter(r) }), motsFrequents...)
	trouves := 0
	for _, m := range mots {
		if m = plier(m, false); utf8.RuneCountInString(m) < 3 {
			continue
		}
		if t := strings.ReplaceAll(s, m, " "); t != s { // un blanc : ce qui l'entoure ne fait pas un mot
			s, trouves = t, trouves+1
		}
	}
	lettres := map[rune]bool{}
	for _, r := range s {
		if r != ' ' {
			lettres[r] = true
		}
	}
	return trouves <= 3 && len(lettres) < 4
}
