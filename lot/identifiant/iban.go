package identifiant

import (
	"errors"
	"fmt"
	"strings"
)

// longueurs d'un IBAN par pays (registre ISO 13616).
var longueurs = map[string]int{
	"AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "BY": 28,
	"CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18,
	"FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22,
	"IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20,
	"LU": 20, "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18,
	"NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SC": 31, "SD": 18,
	"SE": 24, "SI": 19, "SK": 24, "SM": 27, "ST": 25, "SV": 28, "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22,
	"VG": 24, "XK": 20,
}

// IBAN lit un numéro de compte : pays, longueur, clé (reste de 97 égal à 1) et, en France et à Monaco, clé RIB.
func IBAN(texte string) (string, error) {
	s := nettoyer(texte)
	switch {
	case s == "":
		return "", errors.New("l'IBAN est vide")
	case abrege(s):
		return "", errAbrege
	case len(s) < 4 || !seulement(s, lettreOuChiffre) || !seulement(s[2:4], chiffre):
		return "", errors.New("un IBAN commence par deux lettres de pays et deux chiffres de clé, puis n'a que des lettres sans accent et des chiffres")
	}
	longueur, connu := longueurs[s[:2]]
	switch {
	case !connu:
		return "", errors.New("un IBAN commence par les deux lettres d'un pays qui s'en sert : FR, BE, DE…")
	case len(s) != longueur:
		return "", fmt.Errorf("un IBAN de ce pays (%s) a %d signes ; il y en a ici %d", s[:2], longueur, len(s))
	case reste97(s[4:]+s[:4], valeurIBAN) != 1:
		return "", errors.New("la clé de l'IBAN est fausse : un signe est mal recopié, ou deux sont inversés")
	case (s[:2] == "FR" || s[:2] == "MC") && reste97(s[4:], valeurRIB) != 0:
		return "", errors.New("la clé RIB de ce compte est fausse (les deux derniers chiffres) : un signe est mal recopié")
	}
	return s, nil
}

// reste97 est le reste par 97 du nombre qu'on lit quand chaque lettre est remplacée par sa valeur.
func reste97(s string, valeur func(byte) int) int {
	n := 0
	for i := range len(s) {
		v := valeur(s[i])
		if v > 9 {
			n *= 10
		}
		n = (n*10 + v) % 97
	}
	return n
}

// valeurIBAN : A vaut 10, Z vaut 35.
func valeurIBAN(c byte) int {
	if c >= 'A' {
		return int(c-'A') + 10
	}
	return int(c - '0')
}

// valeurRIB : A à I et J à R valent 1 à 9, S à Z valent 2 à 9.
func valeurRIB(c byte) int {
	switch {
	case c >= 'S':
		return int(c-'S') + 2
	case c >= 'A':
		return int(c-'A')%9 + 1
	}
	return int(c - '0')
}

// MasquerIBAN rend ce qu'on montre d'un compte : « FR76 •••• •••• 189 », le pays, sa clé et les trois derniers
// signes. Un texte qui n'est pas un IBAN est masqué en entier.
func MasquerIBAN(iban string) string {
	s := nettoyer(iban)
	if _, err := IBAN(s); err != nil {
		return "•••"
	}
	return s[:4] + strings.Repeat(" ••••", 2) + " " + s[len(s)-3:]
}
