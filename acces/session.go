package acces

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"time"
)

// Combien dure une session. Trente minutes sans geste : un poste partagé laissé ouvert ; douze heures quoi qu'il arrive : une
// journée de travail, après quoi un jeton volé ne sert plus.
const (
	SessionInactive = 30 * time.Minute
	SessionEntiere  = 12 * time.Hour
	vueAuPlus       = time.Minute // un geste n'écrit pas à chaque page
)

// Session est une connexion en cours. La base n'a que l'empreinte de son jeton : la lire n'ouvre rien.
type Session struct {
	Empreinte  Empreinte
	Compte     string
	Epoque     int
	Creee, Vue time.Time
	Navigateur string

	jeton string
}

// tailleJeton en octets, tirés au hasard.
const tailleJeton = 32

func nouveauJeton() string {
	b := make([]byte, tailleJeton)
	rand.Read(b)
	return base64.RawURLEncoding.EncodeToString(b)
}

func empreinteJeton(jeton string) Empreinte { return sha256.Sum256([]byte(jeton)) }

// vaut dit qu'une session sert encore.
func (s *Session) vaut(c *Compte, a time.Time) bool {
	return !c.Desactive && s.Epoque == c.Epoque && a.Sub(s.Vue) < SessionInactive && a.Sub(s.Creee) < SessionEntiere
}

// Formulaire rend le jeton que porte chaque formulaire : une autre page ne peut pas le deviner.
func (s *Session) Formulaire() string {
	h := hmac.New(sha256.New, []byte(s.jeton))
	h.Write([]byte("jalon formulaire 1"))
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil))
}

// VerifierFormulaire dit qu'un formulaire vient de cette session.
func (s *Session) VerifierFormulaire(recu string) bool {
	return s.jeton != "" && hmac.Equal([]byte(recu), []byte(s.Formulaire()))
}

// Abreger réduit le nom qu'un navigateur se donne à ce qu'une personne reconnaît, et à rien d'autre.
func Abreger(navigateur string) string {
	premier := func(defaut string, l ...string) string {
		for _, x := range l {
			cle, nom, _ := strings.Cut(x, "=")
			if strings.Contains(navigateur, cle) {
				return nom
			}
		}
		return defaut
	}
	// L'ordre compte : chacun cite aussi ceux dont il descend.
	return premier("Navigateur", "Edg=Edge", "OPR/=Opera", "Firefox/=Firefox", "FxiOS/=Firefox", "Chrome/=Chrome", "CriOS/=Chrome", "Safari/=Safari") +
		premier("", "Android=, Android", "iPhone=, iPhone", "iPad=, iPad", "Windows=, Windows", "Mac OS X=, Mac", "Linux=, Linux")
}
