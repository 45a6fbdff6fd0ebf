// Package identifiant lit les numéros qui désignent une entreprise, une personne ou un compte : SIREN, SIRET,
// NIR, NTT, IBAN. Il en vérifie la clé et rend une écriture unique, sans espace. Une erreur dit ce qui ne va pas
// et ce qui est attendu, sans jamais répéter le numéro d'une personne ou d'un compte.
package identifiant

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

var errAbrege = errors.New("le tableur a abrégé ce numéro (2,69E+14) et en a perdu des chiffres : mettez la colonne au format Texte et saisissez-le de nouveau")

// nettoyer retire les espaces (insécables comprises), les points, les tirets et les barres, et met en capitales.
func nettoyer(texte string) string {
	return strings.ToUpper(strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '\u00a0', '\u202f', '\u2009', '.', '-', '/':
			return -1
		}
		return r
	}, texte))
}

// chiffres lit un nombre de n chiffres, écrits avec ou sans espaces. Le nom sert à l'erreur : « le SIREN ».
func chiffres(texte, nom string, n int) (string, error) {
	s := nettoyer(texte)
	switch {
	case s == "":
		return "", fmt.Errorf("%s est vide : %d chiffres sont attendus", nom, n)
	case abrege(s):
		return "", errAbrege
	case !seulement(s, chiffre):
		return "", fmt.Errorf("%s ne contient que des chiffres : il y a ici un autre signe", nom)
	case len(s) == n-1:
		return "", fmt.Errorf("%s a %d chiffres, il y en a ici %d : un zéro en tête a pu se perdre dans le tableur", nom, n, len(s))
	case len(s) != n:
		return "", fmt.Errorf("%s a %d chiffres, il y en a ici %d", nom, n, len(s))
	}
	return s, nil
}

func abrege(s string) bool { return strings.Contains(s, "E+") }

func chiffre(c byte) bool { return c >= '0' && c <= '9' }

func lettreOuChiffre(c byte) bool { return chiffre(c) || c >= 'A' && c <= 'Z' }

func seulement(s string, permis func(byte) bool) bool {
	for i := range len(s) {
		if !permis(s[i]) {
			return false
		}
	}
	return true
}

// luhn dit si la clé de Luhn est juste.
func luhn(s string) bool {
	somme := 0
	for i := range len(s) {
		c := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			if c *= 2; c > 9 {
				c -= 9
			}
		}
		somme += c
	}
	return somme%10 == 0
}

// SIREN lit les neuf chiffres d'une entreprise (C. com. R123-221 ; clé de Luhn).
func SIREN(texte string) (string, error) {
	s, err := chiffres(texte, "le SIREN", 9)
	if err == nil && !luhn(s) {
		return "", errors.New("la clé du SIREN est fausse : un chiffre est mal recopié, ou deux sont inversés")
	}
	return s, err
}

// laPoste est le SIREN dont les établissements, trop nombreux, n'ont pas tous la clé de Luhn : la somme de leurs
// quatorze chiffres est alors un multiple de cinq.
const laPoste = "356000000"

// SIRET lit les quatorze chiffres d'un établissement (C. com. R123-221 ; clé de Luhn, sauf La Poste).
func SIRET(texte string) (string, error) {
	s, err := chiffres(texte, "le SIRET", 14)
	switch {
	case err != nil:
		return "", err
	case luhn(s), s[:9] == laPoste && sommeChiffres(s)%5 == 0:
		return s, nil
	case s[:9] != laPoste && !luhn(s[:9]):
		return "", errors.New("la clé du SIRET est fausse, et déjà celle de ses neuf premiers chiffres, le SIREN : un chiffre est mal recopié")
	}
	return "", errors.New("la clé du SIRET est fausse, mais le SIREN est juste : l'erreur est dans les cinq derniers chiffres")
}

func sommeChiffres(s string) (n int) {
	for i := range len(s) {
		n += int(s[i] - '0')
	}
	return n
}

// specimen est le numéro imprimé sur les fac-similés de la carte Vitale : personne ne le porte.
const specimen = "2690549588157"

// NIR lit un numéro de sécurité sociale : treize caractères et leur clé de deux chiffres (CSS R115-1 ; clé
// 97 − n mod 97, 2A valant 19 et 2B 18). Un numéro sans clé est refusé, et l'erreur donne la clé.
func NIR(texte string) (string, error) {
	s := nettoyer(texte)
	switch {
	case s == "":
		return "", errors.New("le numéro de sécurité sociale est vide : treize chiffres et deux chiffres de clé sont attendus")
	case abrege(s):
		return "", errAbrege
	case len(s) == 13:
		complet, err := NIRSansCle(s)
		if err != nil {
			return "", err
		}
		return "", fmt.Errorf("la clé du numéro de sécurité sociale est absente : pour ces treize chiffres, c'est %s", complet[13:])
	case len(s) != 15:
		return "", fmt.Errorf("un numéro de sécurité sociale a treize chiffres et deux chiffres de clé ; il y a ici %d signes", len([]rune(s)))
	}
	complet, err := NIRSansCle(s[:13])
	switch {
	case err != nil:
		return "", err
	case complet != s:
		return "", errors.New("la clé du numéro de sécurité sociale est fausse : un chiffre est mal recopié, ou deux sont inversés")
	}
	return s, nil
}

// NIRSansCle lit un numéro de sécurité sociale écrit sans sa clé, comme dans une DSN, et rend les quinze caractères.
func NIRSansCle(texte string) (string, error) {
	s := nettoyer(texte)
	if len(s) != 13 {
		return "", fmt.Errorf("sans sa clé, un numéro de sécurité sociale a treize chiffres ; il y a ici %d signes", len([]rune(s)))
	}
	nombre := s
	switch s[5:7] {
	case "2A":
		nombre = s[:5] + "19" + s[7:]
	case "2B":
		nombre = s[:5] + "18" + s[7:]
	}
	if !seulement(nombre, chiffre) {
		return "", errors.New("un numéro de sécurité sociale n'a que des chiffres, sauf 2A et 2B pour la Corse au lieu de naissance")
	}
	if !strings.Contains("123478", s[:1]) {
		return "", errors.New("un numéro de sécurité sociale commence par 1, 2, 3, 4, 7 ou 8 : vérifiez le premier chiffre")
	}
	if mois, _ := strconv.Atoi(s[3:5]); mois < 1 || mois > 12 && mois < 20 || mois > 42 && mois < 50 {
		return "", errors.New("le mois de naissance du numéro de sécurité sociale (quatrième et cinquième chiffres) va de 01 à 12, ou de 20 à 42 et de 50 à 99 quand il est inconnu")
	}
	if s == specimen {
		return "", errors.New("ce numéro est celui de l'exemple des cartes Vitale : il ne désigne personne")
	}
	n, _ := strconv.ParseInt(nombre, 10, 64)
	return fmt.Sprintf("%s%02d", s, 97-n%97), nil
}

// NTT lit un numéro technique temporaire : de onze à quarante lettres et chiffres, le premier chiffre étant le sexe
// (1 ou 2). Il tient lieu de NIR tant que la personne n'en a pas (norme DSN, rubrique S21.G00.30.020).
func NTT(texte string) (string, error) {
	s := nettoyer(texte)
	switch {
	case len(s) < 11 || len(s) > 40:
		return "", fmt.Errorf("un numéro technique temporaire a de onze à quarante signes ; il y en a ici %d", len([]rune(s)))
	case !seulement(s, lettreOuChiffre):
		return "", errors.New("un numéro technique temporaire n'a que des lettres sans accent et des chiffres")
	case s[0] != '1' && s[0] != '2':
		return "", errors.New("un numéro technique temporaire commence par 1 (homme) ou 2 (femme)")
	}
	return s, nil
}

// MasquerNIR rend ce qu'on montre d'un numéro de sécurité sociale : « 2 69 05 •• ••• ••• •• », le sexe, l'année et
// le mois de naissance. Un texte qui n'en est pas un est masqué en entier.
func MasquerNIR(nir string) string {
	if _, err := NIR(nir); err != nil {
		return "•••"
	}
	s := nettoyer(nir)
	return s[:1] + " " + s[1:3] + " " + s[3:5] + " •• ••• ••• ••"
}

// formeDeNumero est la forme d'un IBAN ou d'un NIR, juste ou faux, avec ou sans espaces. Une lettre n'y est qu'à la place
// de la Corse : « 1A 204 567 8901 2 » est un recommandé.
var formeDeNumero = regexp.MustCompile(`(?i)\b[A-Z]{2}\d{2}(?:[ .\-\x{a0}\x{202f}]?[A-Z0-9]){10,30}|\d(?:[ .\-/\x{a0}\x{202f}]?\d){5}[ .\-/\x{a0}\x{202f}]?[\dAB](?:[ .\-/\x{a0}\x{202f}]?\d){6,}`)

// chiffresMin : ni NIR ni IBAN n'a moins de chiffres ; « BP12 zone industrielle » n'en est pas un.
const chiffresMin = 10

// Cacher rend un texte sans rien qui ait la forme d'un NIR ou d'un IBAN.
func Cacher(texte string) string {
	if nbChiffres(texte) < chiffresMin {
		return texte
	}
	return formeDeNumero.ReplaceAllStringFunc(texte, func(s string) string {
		if nbChiffres(s) < chiffresMin {
			return s
		}
		return "•••"
	})
}

func nbChiffres(s string) (n int) {
	for i := range len(s) {
		if chiffre(s[i]) {
			n++
		}
	}
	return n
}

// Masquer rend un texte dont chaque NIR et chaque IBAN, s'il est juste, est masqué ; un autre numéro y reste entier.
func Masquer(texte string) string {
	var b strings.Builder
	garde := 0 // tout ce qui précède est écrit
	for i := 0; len(texte)-i >= 15; i++ {
		if i < garde || !alphanumerique(texte[i]) || i > 0 && alphanumerique(texte[i-1]) {
			continue
		}
		if fin, masque := numero(texte[i:]); fin > 0 {
			b.WriteString(texte[garde:i] + masque)
			garde = i + fin
		}
	}
	return b.String() + texte[garde:]
}

// numero reconnaît un NIR ou un IBAN au début d'un texte : où il finit, et ce qu'on en montre.
func numero(s string) (fin int, masque string) {
	longueur, lire, masquer := 15, NIR, MasquerNIR
	if !chiffre(s[0]) {
		longueur, lire, masquer = longueurs[strings.ToUpper(s[:2])], IBAN, MasquerIBAN
	}
	signes := 0
	for i := 0; i < len(s) && signes < longueur; i++ {
		switch {
		case alphanumerique(s[i]):
			signes++
		case s[i] < 0x80 && !strings.Contains(" .-/\t", s[i:i+1]):
			return 0, "" // ni un signe du numéro, ni une séparation
		}
		if signes == longueur && (i+1 == len(s) || !alphanumerique(s[i+1])) {
			if _, err := lire(s[:i+1]); err == nil {
				return i + 1, masquer(s[:i+1])
			}
		}
	}
	return 0, ""
}

func alphanumerique(c byte) bool { return lettreOuChiffre(c&^0x20) || chiffre(c) }
