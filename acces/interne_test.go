package acces

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestTOTP : les valeurs de la RFC 6238, annexe B, à six chiffres.
func TestTOTP(t *testing.T) {
	secret := []byte("12345678901234567890")
	for instant, attendu := range map[int64]string{
		59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130",
	} {
		if c := codeTOTP(secret, instant/30); c != attendu {
			t.Errorf("à %d : %s, attendu %s", instant, c, attendu)
		}
	}
}

// TestParametres : une empreinte dit ses paramètres ; d'autres s'acceptent, et se signalent pour être refaits ; une empreinte
// retouchée ne prend pas la machine.
func TestParametres(t *testing.T) {
	fond := context.Background()
	h, err := hacher(fond, "quatre girafes lavent un tambour")
	if err != nil || !strings.HasPrefix(h, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Fatalf("%s, %v", h, err)
	}
	// Des essais du programme de référence : « password », « somesalt », 256 Kio, deux passes.
	const ancienne = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
	for _, x := range []struct {
		mdp, garde string
		ok, vieux  bool
	}{
		{"quatre girafes lavent un tambour", h, true, false},
		{"quatre girafes lavent un tambouR", h, false, false},
		{"password", ancienne, true, true},
		{"passworD", ancienne, false, false},
		{"password", "", false, false},
		{"", "", false, false},
		{"password", strings.Replace(ancienne, "m=256", "m=4000000000", 1), false, false},
		{"password", strings.Replace(ancienne, "t=2", "t=4000000000", 1), false, false},
		{"password", strings.Replace(ancienne, "p=1", "p=0", 1), false, false},
		{"password", "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$", false, false},
	} {
		ok, vieux, err := verifier(fond, x.mdp, x.garde)
		if err != nil || ok != x.ok || vieux != x.vieux {
			t.Errorf("« %s », %s : %v, %v, %v", x.mdp, x.garde, ok, vieux, err)
		}
	}
}

// TestFreinsBornes : un flot de noms et d'adresses inventés ne prend qu'une place bornée, et n'efface pas un acharné.
func TestFreinsBornes(t *testing.T) {
	var f freins
	a := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	for range essaisCompte + 1 {
		if err := f.essayer(a, "cible@exemple.fr", "203.0.113.1"); err != nil {
			t.Fatal(err)
		}
	}
	for i := range freinsMax {
		f.essayer(a, fmt.Sprintf("%d@exemple.fr", i), fmt.Sprintf("2001:db8:%x:%x::1", i>>16, i&0xffff))
	}
	if n := len(f.tous); n > freinsMax {
		t.Errorf("%d freins en mémoire", n)
	}
	var attente *Attente
	if err := f.essayer(a, "cible@exemple.fr", "198.51.100.1"); !errors.As(err, &attente) || attente.Duree != time.Second {
		t.Errorf("l'acharné est oublié : %v", err)
	}
	// Un abonné IPv6 a mille adresses.
	var g freins
	for i := range 200 {
		g.essayer(a, fmt.Sprintf("%d@exemple.fr", i), fmt.Sprintf("[2001:db8:1:2::%x]:443", i))
	}
	if err := g.essayer(a, "autre@exemple.fr", "2001:db8:1:2:ffff::1"); !errors.As(err, &attente) {
		t.Error("une autre adresse du même abonné n'attend pas")
	}
	if err := g.essayer(a, "autre@exemple.fr", "2001:db8:1:3::1"); err != nil {
		t.Errorf("un autre abonné attend : %v", err)
	}
	// Son propre compte n'efface pas les essais faits de la même adresse.
	var h freins
	for i := range 40 {
		h.essayer(a, fmt.Sprintf("%d@exemple.fr", i), "203.0.113.5")
		h.essayer(a, "le-mien@exemple.fr", "203.0.113.5")
		h.reussi(a, "le-mien@exemple.fr", "203.0.113.5")
	}
	if n := h.tous[cleAdresse("203.0.113.5")].manques; n < essaisAdresse {
		t.Errorf("%d essais retenus", n)
	}
}

// TestAbreger : assez pour qu'une personne reconnaisse son poste, rien qui la distingue.
func TestAbreger(t *testing.T) {
	for navigateur, attendu := range map[string]string{
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0": "Edge, Windows",
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15":         "Safari, Mac",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/604.1":     "Safari, iPhone",
		"Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36":         "Chrome, Android",
		"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0":                                                        "Firefox, Linux",
		"": "Navigateur", "<script>alert(1)</script>": "Navigateur",
	} {
		if s := Abreger(navigateur); s != attendu {
			t.Errorf("%s : %s, attendu %s", navigateur, s, attendu)
		}
	}
}
