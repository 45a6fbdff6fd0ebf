package statistique

import "testing"

// TestTranche : les nombres, un à un autour du seuil.
func TestTranche(t *testing.T) {
	for n, attendu := range map[int]string{0: "0", 1: "moins de 5", 4: "moins de 5", 5: "5 à 9", 9: "5 à 9", 10: "10 à 14", 1234: "1\u202f230 à 1\u202f234", 100002: "100\u202f000 à 100\u202f004"} {
		if lu := Tranche(n); lu != attendu {
			t.Errorf("%d : %q, %q attendu", n, lu, attendu)
		}
	}
	if p, ok := Part(12, 24); !ok || p != 55 { // milieux 12 et 22
		t.Errorf("%d", p)
	}
	if _, ok := Part(4, 24); ok {
		t.Error("une part de moins de cinq se montre")
	}
}

// possibles rend, par essai de tout, les valeurs que peut avoir une case d'après ce qui est montré.
func possibles(s Secret, total int, colonnes [][]int, i, j int) map[int]bool {
	compatible := func(n, de int) bool {
		b, h := bornes(de)
		return b <= n && n <= h
	}
	sommes := func(c []int, fixe, vaut int) map[int]bool { // les totaux d'une colonne
		l := map[int]bool{0: true}
		for k, n := range c {
			b, h := bornes(n)
			if k == fixe {
				if !compatible(vaut, n) {
					return nil
				}
				b, h = vaut, vaut
			}
			suite := map[int]bool{}
			for x := range l {
				for v := b; v <= h; v++ {
					suite[x+v] = true
				}
			}
			l = suite
		}
		return l
	}
	r := map[int]bool{}
	for v := 0; v <= Seuil; v++ {
		for x := range sommes(colonnes[i], j, v) {
			ok := !s.Total || compatible(x, total)
			for k, c := range colonnes {
				ok = ok && (k == i || !s.Colonnes[k] || sommes(c, -1, 0)[x])
			}
			if ok {
				r[v] = true
			}
		}
	}
	return r
}

// TestSecret essaie toutes les petites colonnes, et croise deux colonnes du même total : aucun nombre caché ne se retrouve, par
// essai de tout ce que ce qui est montré permet. Quatre cases d'une personne trahissent leur total de quatre : il est ôté.
func TestSecret(t *testing.T) {
	if s := Proteger(4, []int{1, 1, 1, 1}); s.Total || !s.Colonnes[0] {
		t.Errorf("%+v", s)
	}
	if s := Proteger(30, []int{12, 15, 3}, []int{30}); !s.Total || !s.Colonnes[0] || !s.Colonnes[1] {
		t.Errorf("rien n'y trahit : %+v", s)
	}
	vus, otes := 0, 0
	verifier := func(colonnes ...[]int) {
		total := 0
		for _, n := range colonnes[0] {
			total += n
		}
		s := Proteger(total, colonnes...)
		if !s.Total {
			otes++
		}
		for i, c := range colonnes {
			for j, n := range c {
				if n == 0 || n >= Seuil || !s.Colonnes[i] {
					continue
				}
				vus++
				if p := possibles(s, total, colonnes, i, j); len(p) < 2 || !p[n] {
					t.Fatalf("%v, total %d, %+v : la case %d vaut %v", colonnes, total, s, j, p)
				}
			}
		}
	}
	valeurs := []int{0, 1, 3, 4, 5, 9, 10}
	for _, a := range valeurs {
		for _, b := range valeurs {
			verifier([]int{a, b}, []int{a + b})
			for _, c := range valeurs {
				verifier([]int{a, b, c}, []int{a + b, c}, []int{a, b + c})
				verifier([]int{a, b, c, 1, 1}, []int{a, b + c + 2})
			}
		}
	}
	for n := 1; n < 12; n++ { // autant de cases pareilles
		for _, v := range []int{1, 4} {
			c := make([]int, n)
			for i := range c {
				c[i] = v
			}
			verifier(c)
			verifier(c, c)
		}
	}
	if vus < 1000 || otes == 0 {
		t.Errorf("%d cases vues, %d totaux ôtés", vus, otes)
	}
}
