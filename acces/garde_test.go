package acces_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base32"
	"encoding/binary"
	"errors"
	"fmt"
	"image/png"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"jalon/acces"
	"jalon/dossier/coffre"
	"jalon/sqlstore"
)

var fond = context.Background()

// maison est une garde sur une base neuve, et son horloge.
type maison struct {
	*acces.Garde
	base *sqlstore.Base
	a    time.Time
	org  *acces.Organisation
	vus  []string // tout ce qui est secret : rien n'en doit rester ailleurs
}

const (
	adresse = "192.0.2.1"
	firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
	phrase  = "quatre girafes lavent un tambour"
)

func neuve(t *testing.T, avecFacteur bool) *maison {
	t.Helper()
	b, err := sqlstore.Ouvrir(fond, filepath.Join(t.TempDir(), "base.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Fermer() })
	m := &maison{base: b, a: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}
	horloge := func() time.Time { return m.a }
	m.Garde = &acces.Garde{Depot: b, Coffre: coffre.Nouveau(), Horloge: horloge, Telephone: horloge}
	m.org, err = m.CreerOrganisation(fond, acces.Console, acces.Organisation{Nom: "Opérateur", Sorte: acces.SorteOperateur, SecondFacteur: avecFacteur})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// accueillir ouvre un compte par une invitation.
func (m *maison) accueillir(t *testing.T, courriel string, r acces.Role, dossier string) {
	t.Helper()
	code, err := m.Inviter(fond, acces.Console, acces.Invitation{Courriel: courriel, Role: r, Organisation: m.org.ID, Dossier: dossier})
	if err != nil {
		t.Fatal(err)
	}
	m.vus = append(m.vus, code, phrase)
	if err := m.Accepter(fond, code, "Zoé L’Hôte", phrase); err != nil {
		t.Fatal(err)
	}
}

func (m *maison) entrer(t *testing.T, courriel, mdp, code string) string {
	t.Helper()
	j, err := m.Connecter(fond, courriel, mdp, code, adresse, firefox)
	if err != nil {
		t.Fatal(err)
	}
	m.vus = append(m.vus, j)
	return j
}

func (m *maison) session(t *testing.T, jeton string) (*acces.Session, *acces.Compte) {
	t.Helper()
	s, c, _, err := m.Session(fond, jeton)
	if err != nil {
		t.Fatal(err)
	}
	return s, c
}

func (m *maison) close(t *testing.T, quoi, jeton string) {
	t.Helper()
	if _, _, _, err := m.Session(fond, jeton); !errors.Is(err, acces.ErrSession) {
		t.Errorf("%s : la session vaut encore (%v)", quoi, err)
	}
}

// code refait ici celui d'une application, d'après la RFC 6238.
func code(secret string, a time.Time) string {
	cle, _ := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(secret)
	var m [8]byte
	binary.BigEndian.PutUint64(m[:], uint64(a.Unix()/30))
	h := hmac.New(sha1.New, cle)
	h.Write(m[:])
	s := h.Sum(nil)
	o := s[19] & 15
	return fmt.Sprintf("%06d", (int(s[o]&127)<<24|int(s[o+1])<<16|int(s[o+2])<<8|int(s[o+3]))%1e6)
}

// enroler met un second facteur, et rend son secret, les codes de secours et le jeton neuf.
func (m *maison) enroler(t *testing.T, jeton string) (secret string, secours []string, neuf string) {
	t.Helper()
	s, _ := m.session(t, jeton)
	secret, _, _, err := m.EnrolerTOTP(fond, s, phrase)
	if err != nil {
		t.Fatal(err)
	}
	if neuf, secours, err = m.ConfirmerTOTP(fond, s, code(secret, m.a)); err != nil {
		t.Fatal(err)
	}
	m.vus = append(append(m.vus, secret, neuf, code(secret, m.a)), secours...)
	return secret, secours, neuf
}

// TestSession : elle finit seule, se ferme, et un jeton inventé n'ouvre rien.
func TestSession(t *testing.T) {
	m := neuve(t, false)
	m.accueillir(t, "Zoe@Exemple.fr", acces.Conseiller, "")
	j := m.entrer(t, " ZOE@exemple.fr ", phrase, "")
	s, c := m.session(t, j)
	if c.Courriel != "zoe@exemple.fr" || s.Navigateur != "Firefox, Linux" || len(j) < 43 {
		t.Errorf("%q, %q, jeton de %d", c.Courriel, s.Navigateur, len(j))
	}
	for _, faux := range []string{"", "x", j[:len(j)-1], j + "A", strings.ToUpper(j), s.Empreinte.String(), strings.Repeat("é", 100_000)} {
		m.close(t, "jeton inventé", faux)
	}

	m.a = m.a.Add(29 * time.Minute)
	m.session(t, j)
	m.a = m.a.Add(29 * time.Minute)
	m.session(t, j) // vue il y a vingt-neuf minutes
	m.a = m.a.Add(30 * time.Minute)
	m.close(t, "trente minutes sans geste", j)

	j = m.entrer(t, "zoe@exemple.fr", phrase, "")
	for range 25 { // un geste toutes les vingt-neuf minutes : douze heures et cinq minutes
		if _, _, _, err := m.Session(fond, j); err != nil {
			break
		}
		m.a = m.a.Add(29 * time.Minute)
	}
	m.close(t, "douze heures", j)

	j = m.entrer(t, "zoe@exemple.fr", phrase, "")
	s, _ = m.session(t, j)
	if err := m.Deconnecter(fond, s); err != nil {
		t.Fatal(err)
	}
	m.close(t, "déconnexion", j)
}

// TestVue : la base n'est pas écrite à chaque page.
func TestVue(t *testing.T) {
	m := neuve(t, false)
	m.accueillir(t, "a@exemple.fr", acces.Conseiller, "")
	j := m.entrer(t, "a@exemple.fr", phrase, "")
	vue := func() time.Time {
		s, c := m.session(t, j)
		l, err := m.Sessions(fond, c)
		if err != nil || len(l) != 1 || l[0].Empreinte != s.Empreinte {
			t.Fatalf("%v, %v", l, err)
		}
		return l[0].Vue
	}
	debut := m.a
	m.a = debut.Add(59 * time.Second)
	if v := vue(); !v.Equal(debut) {
		t.Errorf("vue à %v avant une minute", v)
	}
	m.a = debut.Add(time.Minute)
	if v := vue(); !v.Equal(m.a) {
		t.Errorf("vue à %v, attendu %v", v, m.a)
	}
}

// TestFormulaire : le jeton d'un formulaire n'est qu'à sa session.
func TestFormulaire(t *testing.T) {
	m := neuve(t, false)
	m.accueillir(t, "a@exemple.fr", acces.Conseiller, "")
	a, _ := m.session(t, m.entrer(t, "a@exemple.fr", phrase, ""))
	jeton := m.entrer(t, "a@exemple.fr", phrase, "")
	b, _ := m.session(t, jeton)
	if !a.VerifierFormulaire(a.Formulaire()) || a.VerifierFormulaire(b.Formulaire()) || a.VerifierFormulaire("") || b.VerifierFormulaire(jeton) || strings.Contains(b.Formulaire(), jeton) {
		t.Error("un formulaire passe d'une session à l'autre")
	}
	if (&acces.Session{}).VerifierFormulaire((&acces.Session{}).Formulaire()) {
		t.Error("une session sans jeton accepte un formulaire")
	}
}

// TestCloture : ce qui change l'accès ferme tout le reste, et change le jeton de qui le fait.
func TestCloture(t *testing.T) {
	m := neuve(t, false)
	m.accueillir(t, "a@exemple.fr", acces.Conseiller, "")
	autre, j := m.entrer(t, "a@exemple.fr", phrase, ""), m.entrer(t, "a@exemple.fr", phrase, "")
	s, c := m.session(t, j)
	if l, _ := m.Sessions(fond, c); len(l) != 2 {
		t.Errorf("%d sessions", len(l))
	}
	neuf, err := m.FermerAutres(fond, s)
	if err != nil {
		t.Fatal(err)
	}
	m.close(t, "fermer les autres", autre)
	m.close(t, "fermer les autres : l'ancien jeton", j)

	autre = m.entrer(t, "a@exemple.fr", phrase, "")
	x, _ := m.session(t, autre)
	s, _ = m.session(t, neuf)
	if err := m.FermerSession(fond, s, x.Empreinte); err != nil {
		t.Fatal(err)
	}
	m.close(t, "fermer une session", autre)

	autre = m.entrer(t, "a@exemple.fr", phrase, "")
	const nouveau = "huit tortues peignent la mer"
	if _, err := m.ChangerMotDePasse(fond, s, "autre chose que lui", nouveau); err == nil {
		t.Error("le mot de passe change sans l'ancien")
	}
	var refus *acces.Refus
	if _, err := m.ChangerMotDePasse(fond, s, phrase, "court"); !errors.As(err, &refus) {
		t.Errorf("mot de passe court : %v", err)
	}
	apres, err := m.ChangerMotDePasse(fond, s, phrase, nouveau)
	if err != nil {
		t.Fatal(err)
	}
	m.close(t, "mot de passe changé", autre)
	m.close(t, "mot de passe changé : l'ancien jeton", neuf)
	if _, err := m.Connecter(fond, "a@exemple.fr", phrase, "", adresse, firefox); !errors.Is(err, acces.ErrConnexion) {
		t.Errorf("l'ancien mot de passe : %v", err)
	}
	m.session(t, apres)
	if _, err := m.ChangerMotDePasse(fond, s, nouveau, phrase+"!"); !errors.Is(err, acces.ErrSession) {
		t.Errorf("une session close change le mot de passe : %v", err)
	}

	if err := m.Desactiver(fond, acces.Console, "A@exemple.fr"); err != nil {
		t.Fatal(err)
	}
	m.close(t, "compte désactivé", apres)
	if _, err := m.Connecter(fond, "a@exemple.fr", nouveau, "", adresse, firefox); !errors.Is(err, acces.ErrConnexion) {
		t.Errorf("compte désactivé : %v", err)
	}
	// Une invitation le rouvre.
	m.a = m.a.Add(time.Hour)
	m.accueillir(t, "a@exemple.fr", acces.Payeur, "")
	if _, c := m.session(t, m.entrer(t, "a@exemple.fr", phrase, "")); c.Role != acces.Payeur || c.Desactive {
		t.Errorf("%+v", c)
	}
}

// TestMemeReponse : rien ne dit si c'est le compte, le mot de passe ou le code qui est faux.
func TestMemeReponse(t *testing.T) {
	m := neuve(t, false)
	m.accueillir(t, "a@exemple.fr", acces.Conseiller, "")
	m.accueillir(t, "b@exemple.fr", acces.Conseiller, "")
	m.enroler(t, m.entrer(t, "b@exemple.fr", phrase, ""))
	for _, x := range [][3]string{
		{"inconnu@exemple.fr", phrase, ""},
		{"a@exemple.fr", "autre chose que lui", ""},
		{"a@exemple.fr", "", ""},
		{"", "", ""},
		{"\xff\x00", "\xff", "\xff"},
		{"b@exemple.fr", phrase, ""},
		{"b@exemple.fr", phrase, "000000"},
		{"b@exemple.fr", phrase, "AAAA-BBBB-CCCC-DDDD"},
		{"b@exemple.fr", "autre chose que lui", "000000"},
		{"a@exemple.fr", strings.Repeat("x", 1<<20), ""},
		{strings.Repeat("é", 1<<20), phrase, ""},
	} {
		if j, err := m.Connecter(fond, x[0], x[1], x[2], adresse, firefox); err == nil || err.Error() != acces.ErrConnexion.Error() || j != "" {
			t.Errorf("%.20q, %.20q, %q : %q, %v", x[0], x[1], x[2], j, err)
		}
		m.a = m.a.Add(15 * time.Minute)
	}
}

// TestSecondFacteur : un code ne sert qu'une fois, même demandé deux fois ensemble ; un code de secours aussi.
func TestSecondFacteur(t *testing.T) {
	m := neuve(t, true)
	m.accueillir(t, "a@exemple.fr", acces.Conseiller, "")
	j := m.entrer(t, "a@exemple.fr", phrase, "")
	autre := m.entrer(t, "a@exemple.fr", phrase, "")
	s, c := m.session(t, j)
	if !c.DoitEnroler {
		t.Error("l'organisation demande un second facteur, et le compte n'en a pas")
	}
	secret, adr, image, err := m.EnrolerTOTP(fond, s, phrase)
	if err != nil {
		t.Fatal(err)
	}
	if u, err := url.Parse(adr); err != nil || u.Scheme != "otpauth" || u.Host != "totp" || u.Query().Get("secret") != secret || u.Path != "/jalon:a@exemple.fr" {
		t.Errorf("%s, %v", adr, err)
	}
	if x, err := png.Decode(bytes.NewReader(image)); err != nil || x.Bounds().Dx() < 100 {
		t.Errorf("image : %v", err)
	}
	var refus *acces.Refus
	if _, _, err := m.ConfirmerTOTP(fond, s, "12345"); !errors.As(err, &refus) {
		t.Errorf("code faux : %v", err)
	}
	if _, c := m.session(t, j); !c.DoitEnroler {
		t.Error("un code faux a mis le second facteur")
	}
	neuf, secours, err := m.ConfirmerTOTP(fond, s, code(secret, m.a))
	if err != nil || len(secours) != 10 {
		t.Fatalf("%d codes, %v", len(secours), err)
	}
	m.close(t, "second facteur mis", autre)
	m.close(t, "second facteur mis : l'ancien jeton", j)
	s, c = m.session(t, neuf)
	if c.DoitEnroler || bytes.Contains(c.TOTP, []byte(secret)) {
		t.Errorf("%+v", c)
	}

	refuse := func(quoi, code string) {
		t.Helper()
		m.a = m.a.Add(time.Second)
		if _, err := m.Connecter(fond, "a@exemple.fr", phrase, code, "198.51.100.7", firefox); !errors.Is(err, acces.ErrConnexion) {
			t.Errorf("%s : %v", quoi, err)
		}
	}
	refuse("le code qui a confirmé", code(secret, m.a))
	m.a = m.a.Add(time.Minute)
	bon := code(secret, m.a)
	m.entrer(t, "a@exemple.fr", phrase, bon[:3]+" "+bon[3:])
	refuse("un code déjà servi", bon)
	refuse("celui d'avant", code(secret, m.a.Add(-30*time.Second)))
	m.a = m.a.Add(2 * time.Minute)
	refuse("un code vieux d'une minute", code(secret, m.a.Add(-time.Minute)))
	m.a = m.a.Add(2 * time.Minute)
	m.entrer(t, "a@exemple.fr", phrase, code(secret, m.a.Add(-29*time.Second))) // une montre en retard

	// Le même, deux fois à la fois : un seul entre.
	m.a = m.a.Add(5 * time.Minute)
	bon = code(secret, m.a)
	var attente sync.WaitGroup
	erreurs := make([]error, 3)
	for i := range erreurs {
		attente.Go(func() {
			_, erreurs[i] = m.Connecter(fond, "a@exemple.fr", phrase, bon, fmt.Sprintf("203.0.113.%d", i), firefox)
		})
	}
	attente.Wait()
	if n := len(slices.DeleteFunc(erreurs, func(e error) bool { return e != nil })); n != 1 {
		t.Errorf("%d entrent avec le même code", n)
	}

	m.a = m.a.Add(5 * time.Minute)
	m.entrer(t, "a@exemple.fr", phrase, strings.ToLower(secours[3]))
	refuse("un code de secours déjà servi", secours[3])
	m.a = m.a.Add(5 * time.Minute)
	neufs, err := m.CodesDeSecours(fond, s, phrase)
	if err != nil {
		t.Fatal(err)
	}
	refuse("un code de secours d'avant", secours[4])
	m.entrer(t, "a@exemple.fr", phrase, neufs[0])

	// La base copiée ailleurs, sans la clé, n'ouvre pas ; un code de secours, si.
	m.Coffre = nil
	m.a = m.a.Add(5 * time.Minute)
	if _, err := m.Connecter(fond, "a@exemple.fr", phrase, code(secret, m.a), adresse, firefox); !errors.Is(err, acces.ErrSansCle) {
		t.Errorf("sans clé : %v", err)
	}
	m.entrer(t, "a@exemple.fr", phrase, neufs[1])
	if _, _, _, err := m.EnrolerTOTP(fond, s, phrase); !errors.Is(err, acces.ErrSansCle) {
		t.Errorf("sans clé : %v", err)
	}
}

// TestHeureDuTelephone : une démonstration arrêtée à un autre jour accepte le code d'un vrai téléphone, et lui seul.
func TestHeureDuTelephone(t *testing.T) {
	m := neuve(t, true)
	m.a, m.Telephone = time.Date(2020, 3, 2, 9, 0, 0, 0, time.UTC), nil
	m.accueillir(t, "a@exemple.fr", acces.Conseiller, "")
	s, _ := m.session(t, m.entrer(t, "a@exemple.fr", phrase, ""))
	secret, _, _, err := m.EnrolerTOTP(fond, s, phrase)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := m.ConfirmerTOTP(fond, s, code(secret, time.Now())); err != nil {
		t.Fatal(err)
	}
	m.entrer(t, "a@exemple.fr", phrase, code(secret, time.Now().Add(30*time.Second))) // le suivant : celui-là a servi
	if _, err := m.Connecter(fond, "a@exemple.fr", phrase, code(secret, m.a), adresse, firefox); !errors.Is(err, acces.ErrConnexion) {
		t.Errorf("le code du jour de la démonstration : %v", err)
	}
}

// TestInvitation : une fois, sept jours, pour qui elle dit.
func TestInvitation(t *testing.T) {
	m := neuve(t, false)
	inviter := func(i acces.Invitation) (string, error) { return m.Inviter(fond, acces.Console, i) }
	var refus *acces.Refus
	for quoi, i := range map[string]acces.Invitation{
		"courriel":               {Courriel: "zoe", Role: acces.Payeur, Organisation: m.org.ID},
		"courriel double":        {Courriel: "a@b.fr@c.fr", Role: acces.Payeur, Organisation: m.org.ID},
		"rôle":                   {Courriel: "a@b.fr", Role: "chef", Organisation: m.org.ID},
		"organisation":           {Courriel: "a@b.fr", Role: acces.Payeur, Organisation: "ailleurs"},
		"rôle de l'organisation": {Courriel: "a@b.fr", Role: acces.Employeur, Organisation: m.org.ID},
		"salarié sans dossier":   {Courriel: "a@b.fr", Role: acces.Salarie, Organisation: m.org.ID},
		"payeur et dossier":      {Courriel: "a@b.fr", Role: acces.Payeur, Organisation: m.org.ID, Dossier: "D1"},
	} {
		if _, err := inviter(i); !errors.As(err, &refus) {
			t.Errorf("%s : %v", quoi, err)
		}
	}
	bonne := acces.Invitation{Courriel: "a@b.fr", Role: acces.Salarie, Organisation: m.org.ID, Dossier: "D1"}
	if _, err := m.Inviter(fond, moi(acces.Conseiller), bonne); !errors.Is(err, acces.ErrInterdit) {
		t.Errorf("un conseiller invite : %v", err)
	}
	c1, err := inviter(bonne)
	if err != nil {
		t.Fatal(err)
	}
	for _, faux := range []string{"", c1[:len(c1)-1], c1 + "A", "AAAAAAAAAAAAAAAAAAAAAAAAAA"} {
		if err := m.Accepter(fond, faux, "Zoé", phrase); !errors.Is(err, acces.ErrInvitation) {
			t.Errorf("code inventé : %v", err)
		}
	}
	for _, mdp := range []string{"", "court", "motdepasse123456", "M0tDePasse2026!!", "azertyuiop12", "aaaaaaaaaaaa", "123456789012", "Soleil-Bonjour1", "a@b.fr a@b.fr", "Pa$$word1234", strings.Repeat("é", 600)} {
		if err := m.Accepter(fond, c1, "Zoé", mdp); !errors.As(err, &refus) {
			t.Errorf("mot de passe « %.20s » : %v", mdp, err)
		}
	}
	for _, nom := range []string{"", "  ", "a\nb", "a\x00", "a\u202eb", strings.Repeat("x", 501), "\xff"} {
		if err := m.Accepter(fond, c1, nom, phrase); !errors.As(err, &refus) {
			t.Errorf("nom %.20q : %v", nom, err)
		}
	}
	// Deux fois à la fois : un seul compte.
	var attente sync.WaitGroup
	erreurs := make([]error, 4)
	for i := range erreurs {
		attente.Go(func() {
			erreurs[i] = m.Accepter(fond, " "+strings.ToLower(c1[:13])+"-"+c1[13:], "Zoé", phrase)
		})
	}
	attente.Wait()
	if n := len(slices.DeleteFunc(slices.Clone(erreurs), func(e error) bool { return e != nil })); n != 1 {
		t.Errorf("%d acceptations : %v", n, erreurs)
	}
	if _, c := m.session(t, m.entrer(t, "a@b.fr", phrase, "")); c.Dossier != "D1" || c.Role != acces.Salarie || c.Nom != "Zoé" {
		t.Errorf("%+v", c)
	}
	c2, err := inviter(acces.Invitation{Courriel: "c@b.fr", Role: acces.Payeur, Organisation: m.org.ID})
	if err != nil {
		t.Fatal(err)
	}
	m.a = m.a.Add(7 * 24 * time.Hour)
	if err := m.Accepter(fond, c2, "Zoé", phrase); !errors.Is(err, acces.ErrInvitation) {
		t.Errorf("sept jours après : %v", err)
	}
	// Des noms de partout, de cinq cents lettres.
	for i, lettre := range []string{"é", "Ж", "字", "ش", "अ", "𝔷", "한", "ß", "ñ", "👩‍🚀"} {
		nom := strings.Repeat(lettre, 500/len([]rune(lettre)))
		courriel := fmt.Sprintf("n%d@b.fr", i)
		k, err := inviter(acces.Invitation{Courriel: courriel, Role: acces.Payeur, Organisation: m.org.ID})
		if err == nil {
			err = m.Accepter(fond, k, nom, phrase)
		}
		if err != nil {
			t.Errorf("%.8s : %v", lettre, err)
		}
		l, _ := m.Comptes(fond, acces.Console, m.org.ID)
		if !slices.ContainsFunc(l, func(c acces.Compte) bool { return c.Courriel == courriel && c.Nom == nom }) {
			t.Errorf("%.8s n'est pas gardé tel quel", lettre)
		}
	}
}

// TestMotsDePasseAcceptes : ce qu'on conseille passe.
func TestMotsDePasseAcceptes(t *testing.T) {
	m := neuve(t, false)
	for i, mdp := range []string{phrase, "correct horse battery staple", "gT7#kP2!vX9q", "chien bureau soleil tambour vert", "Ὀδυσσεὺς ἀπέπλευσε", "密码学很有意思所以我喜欢它呀"} {
		courriel := fmt.Sprintf("m%d@exemple.fr", i)
		code, err := m.Inviter(fond, acces.Console, acces.Invitation{Courriel: courriel, Role: acces.Payeur, Organisation: m.org.ID})
		if err == nil {
			err = m.Accepter(fond, code, "Zoé", mdp)
		}
		if err != nil {
			t.Errorf("« %s » : %v", mdp, err)
			continue
		}
		m.entrer(t, courriel, mdp, "")
	}
	// La même lettre, composée autrement par un autre clavier.
	m.accueillir(t, "nfc@exemple.fr", acces.Payeur, "")
	j := m.entrer(t, "nfc@exemple.fr", phrase, "")
	s, _ := m.session(t, j)
	if _, err := m.ChangerMotDePasse(fond, s, phrase, "le caf\u00e9 du pivert \u00e9tourdi"); err != nil {
		t.Fatal(err)
	}
	m.entrer(t, "nfc@exemple.fr", "le cafe\u0301 du pivert e\u0301tourdi", "")
}

// TestAcharne : les essais manqués font attendre de plus en plus ; qui est ailleurs attend au plus trente secondes.
func TestAcharne(t *testing.T) {
	m := neuve(t, false)
	m.accueillir(t, "a@exemple.fr", acces.Conseiller, "")
	essais, debut := 0, m.a
	for m.a.Before(debut.Add(time.Hour)) {
		_, err := m.Connecter(fond, "a@exemple.fr", "faux faux faux faux", "", "203.0.113.9:4433", firefox)
		var attente *acces.Attente
		switch {
		case errors.As(err, &attente):
			m.a = m.a.Add(attente.Duree)
		case errors.Is(err, acces.ErrConnexion) && essais < 30:
			essais++
		default:
			t.Fatal(err)
		}
	}
	// Dix essais, puis 1, 2, 4… 512 secondes, puis quinze minutes chacun.
	if essais < 15 || essais > 25 {
		t.Errorf("%d essais en une heure", essais)
	}
	if _, err := m.Connecter(fond, "a@exemple.fr", "faux faux faux faux", "", "203.0.113.9:4433", firefox); err == nil {
		t.Fatal("entré")
	}
	_, err := m.Connecter(fond, "a@exemple.fr", phrase, "", "198.51.100.1", firefox)
	var attente *acces.Attente
	if errors.As(err, &attente) {
		if attente.Duree > 30*time.Second || !strings.Contains(err.Error(), "recommencez dans") {
			t.Errorf("%v : %v", attente.Duree, err)
		}
		m.a = m.a.Add(attente.Duree)
		_, err = m.Connecter(fond, "a@exemple.fr", phrase, "", "198.51.100.1", firefox)
	}
	if err != nil {
		t.Errorf("d'ailleurs : %v", err)
	}
}

// TestCodeDevine : mot de passe connu, un code au hasard ne s'essaie pas sans fin.
func TestCodeDevine(t *testing.T) {
	m := neuve(t, false)
	m.accueillir(t, "a@exemple.fr", acces.Conseiller, "")
	m.enroler(t, m.entrer(t, "a@exemple.fr", phrase, ""))
	essais := 0
	for i := range 200 {
		if _, err := m.Connecter(fond, "a@exemple.fr", phrase, fmt.Sprintf("%06d", i), fmt.Sprintf("203.0.113.%d", i), firefox); errors.Is(err, acces.ErrConnexion) {
			essais++
		}
	}
	if essais > 4 {
		t.Errorf("%d codes essayés sans attendre", essais)
	}
}

// TestFlot : tous ensemble, la machine ne prend que deux calculs à la fois, et dit à ceux qui débordent de revenir.
func TestFlot(t *testing.T) {
	m := neuve(t, false)
	var attente sync.WaitGroup
	erreurs := make([]error, 100)
	for i := range erreurs {
		attente.Go(func() {
			_, erreurs[i] = m.Connecter(fond, fmt.Sprintf("x%d@exemple.fr", i), "faux faux faux faux", "", fmt.Sprintf("198.51.100.%d", i), "")
		})
	}
	attente.Wait()
	vus := map[error]int{}
	for _, e := range erreurs {
		if errors.Is(e, acces.ErrOccupe) {
			e = acces.ErrOccupe
		} else if errors.Is(e, acces.ErrConnexion) {
			e = acces.ErrConnexion
		}
		vus[e]++
	}
	if vus[acces.ErrOccupe] == 0 || vus[acces.ErrConnexion] < 66 || len(vus) != 2 {
		t.Errorf("%v", vus)
	}
	m.accueillir(t, "a@exemple.fr", acces.Conseiller, "")
	m.entrer(t, "a@exemple.fr", phrase, "") // le flot passé, tout va
}

// TestAutoriser : chaque refus s'inscrit, et ce que la table dit ; rien de ce qu'une personne écrit n'y entre.
func TestAutoriser(t *testing.T) {
	m := neuve(t, false)
	c := moi(acces.Conseiller)
	o := &acces.Objet{Dossier: "D9", Sorte: "csp", Operateur: "org"}
	for _, x := range []struct {
		geste  string
		objet  *acces.Objet
		permis bool
		ligne  string
	}{
		{"maladie", o, true, "maladie D9 fait"},
		{acces.Lire, o, true, "lire D9 fait"},
		{acces.Agenda, o, true, ""},
		{"paiement", o, false, "paiement D9 refuse"},
		{acces.Agenda, &acces.Objet{Dossier: "D8", Operateur: "autre"}, false, "agenda D8 refuse"},
		{"255081416802538", o, false, "geste_inconnu D9 refuse"},
		{"bilan", &acces.Objet{Dossier: "255081416802538", Operateur: "org"}, true, "bilan dossier_illisible fait"},
		{"bilan", &acces.Objet{Dossier: "Zoé Durand", Operateur: "org"}, true, "bilan dossier_illisible fait"},
		{"bilan", &acces.Objet{Dossier: "D7", Anciens: []acces.Ancien{{Organisation: "org", Jusque: ceJour}}}, false, "bilan D7 refuse"},
		{acces.Lire, &acces.Objet{Dossier: "D7", Anciens: []acces.Ancien{{Organisation: "org", Jusque: ceJour}}}, true, "lire D7 fait"},
		{acces.Lire, &acces.Objet{Dossier: "D7", Anciens: []acces.Ancien{{Organisation: "org", Jusque: ceJour - 1}}}, false, "lire D7 refuse"},
	} {
		avant := m.lignes(t)
		err := m.Autoriser(fond, c, x.geste, x.objet)
		if (err == nil) != x.permis || err != nil && !errors.Is(err, acces.ErrInterdit) {
			t.Errorf("%s : %v", x.geste, err)
		}
		var neuve string
		if l := m.lignes(t); len(l) > len(avant) {
			neuve = strings.TrimPrefix(l[0], "moi ")
		}
		if neuve != x.ligne {
			t.Errorf("%s : « %s » inscrit, « %s » attendu", x.geste, neuve, x.ligne)
		}
	}
	if err := m.Autoriser(fond, nil, acces.Lire, o); !errors.Is(err, acces.ErrInterdit) {
		t.Error(err)
	}
	// Sans registre, pas de geste.
	m.base.Fermer()
	if err := m.Autoriser(fond, c, acces.Lire, o); err == nil {
		t.Error("un geste a été permis sans trace")
	}
}

// lignes rend le registre, la dernière d'abord.
func (m *maison) lignes(t *testing.T) (l []string) {
	t.Helper()
	x, err := m.base.Audit(fond, acces.FiltreAudit{})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range x {
		l = append(l, strings.TrimSpace(strings.Join([]string{a.Compte, a.Geste, a.Dossier, a.Issue, a.Detail}, " ")))
	}
	return l
}

// TestRienNeFuit : ni mot de passe, ni jeton, ni code, ni courriel dans le registre ou dans une erreur ; ni jeton, ni code, ni
// secret dans la base.
func TestRienNeFuit(t *testing.T) {
	m := neuve(t, false)
	const nir = "255081416802538"
	m.accueillir(t, "zoe@exemple.fr", acces.Salarie, "D1")
	j := m.entrer(t, "zoe@exemple.fr", phrase, "")
	secret, secours, j2 := m.enroler(t, j)
	m.a = m.a.Add(time.Minute)
	m.entrer(t, "zoe@exemple.fr", phrase, secours[0])
	var erreurs []string
	noter := func(err error) {
		if err == nil {
			t.Error("un essai faux a réussi")
			return
		}
		erreurs = append(erreurs, err.Error())
	}
	s, c := m.session(t, j2)
	for _, x := range []string{nir, phrase, secret, j, secours[1]} {
		_, err := m.Connecter(fond, x, x, x, x, x)
		noter(err)
		_, _, _, err = m.Session(fond, x+"x")
		noter(err)
		noter(m.Accepter(fond, x, x, x))
		_, err = m.ChangerMotDePasse(fond, s, x+"x", x)
		noter(err)
		_, _, err = m.ConfirmerTOTP(fond, s, x)
		noter(err)
		_, err = m.Inviter(fond, acces.Console, acces.Invitation{Courriel: x, Role: acces.Role(x), Organisation: x, Dossier: x})
		noter(err)
		noter(m.Desactiver(fond, acces.Console, x))
		noter(m.Autoriser(fond, c, x, &acces.Objet{Dossier: x}))
		m.a = m.a.Add(time.Hour)
		j2 = m.entrer(t, "zoe@exemple.fr", phrase, code(secret, m.a))
		s, _ = m.session(t, j2)
	}
	tout := strings.Join(append(erreurs, m.lignes(t)...), "\n")
	for _, x := range append(m.vus, nir, "zoe@", "Zoé", "L’Hôte") {
		if strings.Contains(tout, x) {
			t.Errorf("« %s » dans le registre ou une erreur :\n%s", x, tout)
		}
	}
	copie := filepath.Join(t.TempDir(), "copie.db")
	if err := m.base.Sauvegarder(fond, copie); err != nil {
		t.Fatal(err)
	}
	octets, err := os.ReadFile(copie)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(octets, []byte("zoe@exemple.fr")) {
		t.Error("la copie n'a pas le compte : le test ne regarde rien")
	}
	for _, x := range append(m.vus, nir) {
		if len(x) > 6 && bytes.Contains(octets, []byte(x)) {
			t.Errorf("« %s » dans la base", x)
		}
	}
	if n, err := m.VerifierAudit(fond); err != nil || int(n) != len(m.lignes(t)) {
		t.Errorf("%d lignes, %v", n, err)
	}
}
