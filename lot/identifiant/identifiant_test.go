package identifiant_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"jalon/lot/identifiant"
)

// TestNumerosConnus : numéros publiés (Insee, banques, exemples des normes), et leurs fautes ordinaires.
func TestNumerosConnus(t *testing.T) {
	for _, c := range []struct {
		nom     string
		lire    func(string) (string, error)
		entree  string
		attendu string // vide : refusé
		erreur  string // un morceau de l'erreur
	}{
		{"SIREN de l'Insee", identifiant.SIREN, "120 027 016", "120027016", ""},
		{"SIREN, un chiffre faux", identifiant.SIREN, "120027017", "", "clé"},
		{"SIREN sans son zéro", identifiant.SIREN, "12002701", "", "zéro en tête"},
		{"SIREN abrégé", identifiant.SIREN, "1,2E+08", "", "tableur"},
		{"SIREN avec lettre", identifiant.SIREN, "12002701O", "", "que des chiffres"},
		{"SIREN vide", identifiant.SIREN, " ", "", "vide"},
		{"SIRET de l'Insee", identifiant.SIRET, "120\u00a0027\u202f016.00563", "12002701600563", ""},
		{"SIRET du siège de La Poste", identifiant.SIRET, "35600000000048", "35600000000048", ""},
		{"SIRET de La Poste, sans Luhn", identifiant.SIRET, "356 000 000 11004", "35600000011004", ""},
		{"SIRET de La Poste, somme fausse", identifiant.SIRET, "35600000011005", "", "cinq derniers"},
		{"SIRET, NIC faux", identifiant.SIRET, "12002701600564", "", "cinq derniers"},
		{"SIRET, SIREN faux", identifiant.SIRET, "12002701700564", "", "le SIREN"},
		{"SIRET de neuf chiffres", identifiant.SIRET, "120027016", "", "14 chiffres"},
		{"NIR", identifiant.NIR, "2 55 08 14 168 025 38", "255081416802538", ""},
		{"NIR né en Corse-du-Sud", identifiant.NIR, "1 55 08 2A 168 025 " + cle("1550819168025"), "155082A168025" + cle("1550819168025"), ""},
		{"NIR né en Haute-Corse", identifiant.NIR, "15508 2b 168025" + cle("1550818168025"), "155082B168025" + cle("1550818168025"), ""},
		{"NIR au mois inconnu", identifiant.NIR, "1552014168025" + cle("1552014168025"), "1552014168025" + cle("1552014168025"), ""},
		{"NIR au treizième mois", identifiant.NIR, "1551314168025" + cle("1551314168025"), "", "mois"},
		{"NIR au mois 43", identifiant.NIR, "1554314168025" + cle("1554314168025"), "", "mois"},
		{"NIR, clé fausse", identifiant.NIR, "255081416802539", "", "clé"},
		{"NIR sans clé", identifiant.NIR, "2550814168025", "", "c'est 38"},
		{"NIR trop court", identifiant.NIR, "25508141680", "", "11 signes"},
		{"NIR, premier chiffre", identifiant.NIR, "5550814168025" + cle("5550814168025"), "", "commence par"},
		{"NIR temporaire", identifiant.NIR, "7550814168025" + cle("7550814168025"), "7550814168025" + cle("7550814168025"), ""},
		{"NIR de fac-similé", identifiant.NIR, "269054958815780", "", "exemple"},
		{"NIR avec lettre", identifiant.NIR, "2550814168O2538", "", "chiffres"},
		{"NTT", identifiant.NTT, "1120027016abc4", "1120027016ABC4", ""},
		{"NTT court", identifiant.NTT, "1120027016", "", "onze"},
		{"NTT sans sexe", identifiant.NTT, "3120027016ABC4", "", "commence par"},
		{"IBAN français", identifiant.IBAN, "fr76 3000 6000 0112 3456 7890 189", "FR7630006000011234567890189", ""},
		{"IBAN français à lettre", identifiant.IBAN, "FR14 2004 1010 0505 0001 3M02 606", "FR1420041010050500013M02606", ""},
		{"IBAN belge", identifiant.IBAN, "BE68 5390 0754 7034", "BE68539007547034", ""},
		{"IBAN allemand", identifiant.IBAN, "DE89 3704 0044 0532 0130 00", "DE89370400440532013000", ""},
		{"IBAN, clé fausse", identifiant.IBAN, "FR7730006000011234567890189", "", "clé de l'IBAN"},
		{"IBAN, clé RIB fausse", identifiant.IBAN, "FR49" + "30006000011234567890190", "", "clé RIB"},
		{"IBAN trop court", identifiant.IBAN, "FR763000600001123456789018", "", "27 signes"},
		{"IBAN d'un pays sans IBAN", identifiant.IBAN, "US64SVBKUS6S3300958879", "", "pays"},
		{"IBAN sans clé", identifiant.IBAN, "FRXX30006000011234567890189", "", "deux chiffres"},
	} {
		t.Run(c.nom, func(t *testing.T) {
			recu, err := c.lire(c.entree)
			switch {
			case c.attendu != "" && (err != nil || recu != c.attendu):
				t.Errorf("%q : %q, %v", c.entree, recu, err)
			case c.attendu == "" && err == nil:
				t.Errorf("%q est accepté : %q", c.entree, recu)
			case c.attendu == "" && (!strings.Contains(err.Error(), c.erreur) || recu != ""):
				t.Errorf("%q : %q, « %v » où « %s » est attendu", c.entree, recu, err, c.erreur)
			}
		})
	}
}

// cle est la clé d'un numéro de treize chiffres, comptée sans le programme : chiffre après chiffre.
func cle(treize string) string {
	r := 0
	for _, c := range treize {
		r = (r*10 + int(c-'0')) % 97
	}
	return fmt.Sprintf("%02d", 97-r)
}

// TestUneCleParDebut : huit chiffres n'ont qu'un SIREN, treize qu'un SIRET ; changer un chiffre d'un NIR change sa clé.
func TestUneCleParDebut(t *testing.T) {
	alea := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		for _, c := range []struct {
			n    int
			lire func(string) (string, error)
		}{{8, identifiant.SIREN}, {13, identifiant.SIRET}} {
			debut := ""
			for range c.n {
				debut += string(rune('0' + alea.IntN(10)))
			}
			justes := 0
			for k := range 10 {
				if _, err := c.lire(debut + string(rune('0'+k))); err == nil {
					justes++
				}
			}
			if justes != 1 {
				t.Fatalf("%s a %d clés", debut, justes)
			}
		}
		treize := fmt.Sprintf("%d%02d%02d%02d%03d%03d", 1+alea.IntN(2), alea.IntN(100), 1+alea.IntN(12), 1+alea.IntN(95), alea.IntN(1000), alea.IntN(1000))
		juste, err := identifiant.NIRSansCle(treize)
		if err != nil || juste != treize+cle(treize) {
			t.Fatalf("%s : %s, %v", treize, juste, err)
		}
		i, autre := 5+alea.IntN(8), '0'+rune(alea.IntN(10))
		if faux := treize[:i] + string(autre) + treize[i+1:]; faux != treize && cle(faux) == juste[13:] {
			t.Fatalf("%s et %s ont la même clé", treize, faux)
		} else if faux != treize {
			if _, err := identifiant.NIR(faux + juste[13:]); err == nil {
				t.Fatalf("%s, recopié avec un chiffre faux, est accepté", treize)
			}
		}
	}
}

// TestRienNEstRepete : ni l'erreur ni le masque ne contiennent un numéro de personne ou de compte.
func TestRienNEstRepete(t *testing.T) {
	for _, c := range []struct{ recu, attendu string }{
		{identifiant.MasquerNIR("255081416802538"), "2 55 08 •• ••• ••• ••"},
		{identifiant.MasquerNIR("255081416802539"), "•••"},
		{identifiant.MasquerIBAN("FR76 3000 6000 0112 3456 7890 189"), "FR76 •••• •••• 189"},
		{identifiant.MasquerIBAN("Dupont"), "•••"},
	} {
		if c.recu != c.attendu {
			t.Errorf("%q au lieu de %q", c.recu, c.attendu)
		}
	}
	for _, faux := range []string{"255081416802539", "2550814168025", "25508141680O538"} {
		if _, err := identifiant.NIR(faux); err == nil || strings.Contains(err.Error(), faux[:10]) {
			t.Errorf("l'erreur répète le numéro : %v", err)
		}
	}
	for _, faux := range []string{"FR7730006000011234567890189", "FR763000600001123456789018"} {
		if _, err := identifiant.IBAN(faux); err == nil || strings.Contains(err.Error(), faux[:12]) {
			t.Errorf("l'erreur répète le compte : %v", err)
		}
	}
}

func FuzzIdentifiant(f *testing.F) {
	for _, s := range []string{"35600000000048", "255081416802538", "155082A16802500", "FR7630006000011234567890189", "é", "1,2E+08"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, lire := range []func(string) (string, error){
			identifiant.SIREN, identifiant.SIRET, identifiant.NIR, identifiant.NIRSansCle, identifiant.NTT, identifiant.IBAN,
		} {
			propre, err := lire(s)
			if (err == nil) == (propre == "") {
				t.Fatalf("%q : %q et %v à la fois", s, propre, err)
			}
		}
		if propre, err := identifiant.NIR(s); err == nil {
			if encore, err := identifiant.NIR(propre); err != nil || encore != propre {
				t.Fatalf("%q : l'écriture unique ne se relit pas : %v", propre, err)
			}
			if strings.Contains(identifiant.MasquerNIR(s), propre[7:]) {
				t.Fatal("le masque montre le numéro")
			}
		}
	})
}

// TestCite : d'un texte cité, rien qui ait la forme d'un numéro ; d'un texte gardé, les seuls numéros justes.
func TestCite(t *testing.T) {
	for _, x := range []struct{ texte, cite, garde string }{
		{"255081416802538", "•••", "2 55 08 •• ••• ••• ••"},
		{"vu 2 55 08 14 168 025 38, absent", "vu •••, absent", "vu 2 55 08 •• ••• ••• ••, absent"},
		{"255081416802539", "•••", "255081416802539"},
		{"2550814168025", "•••", "2550814168025"},
		{"155082A16802542", "•••", "155082A16802542"},
		{"fr76 3000 6000 0112 3456 7890 189", "•••", "FR76 •••• •••• 189"},
		{"IBAN FR76 3000 6000 0112 3456 7890 189, chez elle", "IBAN •••, chez elle", "IBAN FR76 •••• •••• 189, chez elle"},
		{"2 55 08 14 168 025 38 12/2024", "•••", "2 55 08 •• ••• ••• •• 12/2024"},
		{"le 12 255081416802538", "le •••", "le 12 2 55 08 •• ••• ••• ••"},
		{"9255081416802538", "•••", "9255081416802538"},
		{"FR7730006000011234567890189", "•••", "FR7730006000011234567890189"},
		{"12 rue des Lilas, 69003 Lyon", "12 rue des Lilas, 69003 Lyon", "12 rue des Lilas, 69003 Lyon"},
		{"2 650,00", "2 650,00", "2 650,00"},
		{"M-2024-00012", "M-2024-00012", "M-2024-00012"},
		{"recommandé 1A 204 567 8901 2", "recommandé 1A 204 567 8901 2", "recommandé 1A 204 567 8901 2"},
		{"BP12 zone industrielle nord, 04 00 00 00 00", "BP12 zone industrielle nord, 04 00 00 00 00", "BP12 zone industrielle nord, 04 00 00 00 00"},
		{"Lot12 residence des Pins 69200 34567", "Lot12 residence des Pins 69200 34567", "Lot12 residence des Pins 69200 34567"},
		{"BE68539007547035", "•••", "BE68539007547035"},
		{"NL91ABNA0417164301", "•••", "NL91ABNA0417164301"},
		{"n° 1 55 08 2B 168 025 99", "n° •••", "n° 1 55 08 2B 168 025 99"},
	} {
		if c := identifiant.Cacher(x.texte); c != x.cite {
			t.Errorf("%q cité : %q", x.texte, c)
		}
		if g := identifiant.Masquer(x.texte); g != x.garde {
			t.Errorf("%q gardé : %q", x.texte, g)
		}
	}
}
