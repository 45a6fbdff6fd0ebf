package acces

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"rsc.io/qr"
)

// Les codes d'une application (RFC 6238) : six chiffres, toutes les trente secondes, HMAC-SHA-1, seul compris de toutes.
const (
	totpPas    = 30 // secondes
	totpSecret = 20 // octets
	totpEcart  = 1  // pas d'avance ou de retard d'une montre
)

// codeTOTP rend le code d'un pas de temps.
func codeTOTP(secret []byte, pas int64) string {
	var m [8]byte
	binary.BigEndian.PutUint64(m[:], uint64(pas))
	h := hmac.New(sha1.New, secret)
	h.Write(m[:])
	s := h.Sum(nil)
	o := s[len(s)-1] & 0xf
	return fmt.Sprintf("%06d", binary.BigEndian.Uint32(s[o:])&0x7fffffff%1000000)
}

// verifierTOTP rend le pas d'un code qui vaut à cet instant ; un pas déjà servi, ou d'avant lui, ne vaut plus.
func verifierTOTP(secret []byte, code string, instant time.Time, servi int64) (int64, bool) {
	t := instant.Unix() / totpPas
	for pas := max(t-totpEcart, servi+1); pas <= t+totpEcart; pas++ {
		if subtle.ConstantTimeCompare([]byte(codeTOTP(secret, pas)), []byte(code)) == 1 {
			return pas, true
		}
	}
	return 0, false
}

var base32Nu = base32.StdEncoding.WithPadding(base32.NoPadding)

func nouveauSecret() string {
	s := make([]byte, totpSecret)
	rand.Read(s)
	return base32Nu.EncodeToString(s)
}

// adresseTOTP est ce que lit l'application.
func adresseTOTP(secret, courriel string) string {
	const emetteur = "jalon"
	return "otpauth://totp/" + emetteur + ":" + url.PathEscape(courriel) + "?secret=" + secret + "&issuer=" + emetteur
}

// dessiner rend une adresse en un carré de points, au format PNG.
func dessiner(adresse string) ([]byte, error) {
	c, err := qr.Encode(adresse, qr.M)
	if err != nil {
		return nil, err
	}
	return c.PNG(), nil
}

// nombreSecours de codes, pour qui a perdu son téléphone.
const nombreSecours = 10

// nouveauxSecours tire des codes de 80 bits, et ce qui s'en garde.
func nouveauxSecours(compte string) (codes []string, gardes []Empreinte) {
	for range nombreSecours {
		b := make([]byte, 10)
		rand.Read(b)
		c := base32Nu.EncodeToString(b)
		codes = append(codes, c[:4]+"-"+c[4:8]+"-"+c[8:12]+"-"+c[12:])
		gardes = append(gardes, empreinteSecours(compte, c))
	}
	return codes, gardes
}

// empreinteSecours est propre au compte : les mêmes lettres ne servent pas à un autre.
func empreinteSecours(compte, code string) Empreinte {
	return sha256.Sum256([]byte("jalon secours 1|" + compte + "|" + lireCode(code)))
}

// lireCode rend un code recopié à la main : ni blancs, ni tirets, ni minuscules.
func lireCode(s string) string {
	return strings.ToUpper(strings.Map(func(r rune) rune {
		if r == '-' || r == ' ' {
			return -1
		}
		return r
	}, s))
}

// consommer ôte du compte un code de secours, s'il y est.
func (c *Compte) consommer(code string) bool {
	i := slices.Index(c.Secours, empreinteSecours(c.ID, code))
	if i < 0 {
		return false
	}
	c.Secours = slices.Delete(slices.Clone(c.Secours), i, i+1)
	return true
}
