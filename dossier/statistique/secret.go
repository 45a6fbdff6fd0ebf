package statistique

import (
	"math"
	"strconv"
)

// Seuil est le plus petit nombre qui se montre, et la largeur des tranches où les autres tombent.
const Seuil = 5

// Regle est celle du secret, telle que les pages et les fichiers la disent.
const Regle = "De une à quatre personnes, il est écrit « moins de 5 ». Tout autre nombre, total compris, est donné par tranche de cinq : « 10 à 14 ». Une médiane n'est donnée que de cinq valeurs au moins, et une part se calcule du milieu des tranches. Quand les tranches laisseraient retrouver un nombre caché, le total n'est pas montré, puis la colonne."

// NonMontre tient la place de ce qui laisserait retrouver un nombre caché.
const NonMontre = "non montré"

// bornes sont celles de la tranche d'un nombre.
func bornes(n int) (bas, haut int) {
	switch {
	case n <= 0:
		return 0, 0
	case n < Seuil:
		return 1, Seuil - 1
	}
	return n / Seuil * Seuil, n/Seuil*Seuil + Seuil - 1
}

// Tranche écrit un nombre tel qu'il se montre.
func Tranche(n int) string {
	bas, haut := bornes(n)
	switch {
	case bas == haut:
		return "0"
	case haut < Seuil:
		return "moins de 5"
	}
	return milliers(bas) + " à " + milliers(haut)
}

func milliers(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "\u202f" + s[i:]
	}
	return s
}

// Milieu est celui d'une tranche : ce que mesure une barre, et d'où se calcule une part. Rien ne s'y lit que la tranche ne dise.
func Milieu(n int) int {
	bas, haut := bornes(n)
	return (bas + haut) / 2
}

// Part est une part en pour cent, calculée de ce qui se montre ; faux quand un des deux nombres est caché.
func Part(n, sur int) (pourCent int, montree bool) {
	if n < Seuil || sur < Seuil {
		return 0, false
	}
	return min(100, (100*Milieu(n)+Milieu(sur)/2)/Milieu(sur)), true
}

// Secret dit ce qui se montre d'une population comptée dans plusieurs colonnes, dont chacune fait le même total.
type Secret struct {
	Total    bool
	Colonnes []bool
}

// Proteger cherche, de chaque nombre caché, ce que tout le reste en laisse possible. Tant qu'un seul nombre le reste, il ôte le
// total, puis les colonnes, la dernière d'abord.
func Proteger(total int, colonnes ...[]int) Secret {
	s := Secret{Total: true, Colonnes: make([]bool, len(colonnes))}
	for i := range s.Colonnes {
		s.Colonnes[i] = true
	}
	for i := len(colonnes); s.trahit(total, colonnes); i-- {
		if i == len(colonnes) {
			s.Total = false
		}
		if !s.trahit(total, colonnes) || i == 0 {
			break
		}
		s.Colonnes[i-1] = false
	}
	return s
}

// trahit dit qu'un nombre caché se retrouve. Les colonnes ne tiennent que par leur total : ce qu'il peut être, puis ce que
// chaque case peut être, suffit à le savoir exactement.
func (s *Secret) trahit(total int, colonnes [][]int) bool {
	tBas, tHaut := 0, math.MaxInt
	if s.Total {
		tBas, tHaut = bornes(total)
	}
	somme := func(c []int) (bas, haut int) {
		for _, n := range c {
			b, h := bornes(n)
			bas, haut = bas+b, haut+h
		}
		return bas, haut
	}
	for i, c := range colonnes {
		if s.Colonnes[i] {
			b, h := somme(c)
			tBas, tHaut = max(tBas, b), min(tHaut, h)
		}
	}
	if s.Total && total > 0 && total < Seuil && tBas == tHaut {
		return true
	}
	for i, c := range colonnes {
		if !s.Colonnes[i] {
			continue
		}
		bas, haut := somme(c)
		for _, n := range c {
			b, h := bornes(n)
			if n > 0 && n < Seuil && max(b, tBas-(haut-h)) == min(h, tHaut-(bas-b)) {
				return true
			}
		}
	}
	return false
}
