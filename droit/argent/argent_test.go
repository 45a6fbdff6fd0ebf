package argent

import (
	"errors"
	"math"
	"math/big"
	"testing"
)

func TestLire(t *testing.T) {
	for _, c := range []struct {
		texte    string
		centimes int64
		err      error
	}{
		{"2500", 250000, nil},
		{"2500.5", 250050, nil},
		{"2500.05", 250005, nil},
		{"0", 0, nil},
		{"0.01", 1, nil},
		{"10000000000", 1_000_000_000_000, nil},
		{"10000000000.00", 1_000_000_000_000, nil},
		{"10000000000.01", 0, ErrTropGrand},
		{"99999999999999999999999999", 0, ErrTropGrand},
		{"-1", 0, ErrNegatif},
		{"-", 0, ErrFormeMontant},
		{"2500.005", 0, ErrTropDecimales},
		{"2500.", 0, ErrFormeMontant},
		{".5", 0, ErrFormeMontant},
		{"1.2.3", 0, ErrFormeMontant},
		{"1,50", 0, ErrFormeMontant},
		{" 1", 0, ErrFormeMontant},
		{"1e3", 0, ErrFormeMontant},
		{"", 0, ErrFormeMontant},
	} {
		m, err := Lire([]byte(c.texte))
		if !errors.Is(err, c.err) {
			t.Errorf("%q : erreur %v, attendu %v", c.texte, err, c.err)
		}
		if m.Connu() != (c.err == nil) || m.Centimes() != c.centimes {
			t.Errorf("%q : %d centimes (connu : %v), attendu %d", c.texte, m.Centimes(), m.Connu(), c.centimes)
		}
	}
}

func TestEcritureDUnMontant(t *testing.T) {
	for _, c := range []struct {
		m                Montant
		echange, lisible string
	}{
		{Centimes(0), "0.00", "0,00\u00a0€"},
		{Centimes(5), "0.05", "0,05\u00a0€"},
		{Centimes(-5), "-0.05", "-0,05\u00a0€"},
		{Centimes(7397), "73.97", "73,97\u00a0€"},
		{Euros(999), "999.00", "999,00\u00a0€"},
		{Centimes(123456), "1234.56", "1\u00a0234,56\u00a0€"},
		{Centimes(-123456789), "-1234567.89", "-1\u00a0234\u00a0567,89\u00a0€"},
		{Centimes(math.MaxInt64), "92233720368547758.07", "92\u00a0233\u00a0720\u00a0368\u00a0547\u00a0758,07\u00a0€"},
		{Centimes(-math.MaxInt64), "-92233720368547758.07", "-92\u00a0233\u00a0720\u00a0368\u00a0547\u00a0758,07\u00a0€"},
		{Centimes(math.MinInt64), "null", "inconnu"}, // sans opposé : un dépassement
		{Montant{}, "null", "inconnu"},
		{Centimes(math.MaxInt64).Plus(Centimes(1)), "null", "inconnu"},
	} {
		if s := string(c.m.Append([]byte("> "))); s != "> "+c.echange {
			t.Errorf("échange : %q, attendu %q", s, "> "+c.echange)
		}
		if s := c.m.Francais(); s != c.lisible {
			t.Errorf("français : %q, attendu %q", s, c.lisible)
		}
	}
}

func TestLireFraction(t *testing.T) {
	for _, c := range []struct {
		texte    string
		num, den int64
		ok       bool
	}{
		{"2", 2, 1, true},
		{"2.5", 25, 10, true},
		{"1/3", 1, 3, true},
		{"0", 0, 1, true},
		{"0.000000001", 1, 1_000_000_000, true},
		{"999999999999", 999_999_999_999, 1, true},
		{"999999999.123456789", 999_999_999_123_456_789, 1_000_000_000, true},
		{"9999999999999", 0, 0, false},
		{"9999999999.123456789", 0, 0, false},
		{"999999999999.999999999", 0, 0, false},
		{"0.0000000001", 0, 0, false},
		{"1/0", 0, 0, false},
		{"1/", 0, 0, false},
		{"/3", 0, 0, false},
		{"1/2/3", 0, 0, false},
		{"-1", 0, 0, false},
		{"1.", 0, 0, false},
		{".5", 0, 0, false},
		{"1.2.3", 0, 0, false},
		{"1 2", 0, 0, false},
		{"", 0, 0, false},
	} {
		f, err := LireFraction(c.texte)
		if n, d := f.Termes(); (err == nil) != c.ok || n != c.num || d != c.den {
			t.Errorf("%q : %d/%d (%v), attendu %d/%d (accepté : %v)", c.texte, n, d, err, c.num, c.den, c.ok)
		}
	}
}

func TestAppendDecimal(t *testing.T) {
	for _, c := range []struct {
		f     Fraction
		texte string
	}{
		{Entier(3), "3"},
		{Ratio(3, 2), "1.5"},
		{Ratio(150, 100), "1.5"},
		{Ratio(-3, 2), "-1.5"},
		{Ratio(3, -2), "-1.5"},
		{Ratio(1, 3), "1/3"},
		{Ratio(2, 6), "1/3"},
		{Ratio(-1, 3), "-1/3"},
		{Ratio(1, 8), "0.125"},
		{Ratio(1, 400), "0.0025"},
		{Ratio(1001, 1000), "1.001"},
		{Ratio(1, 1_000_000_000), "0.000000001"},
		{Entier(0), "0"},
		{Ratio(0, 7), "0"},
		{Entier(-math.MaxInt64), "-9223372036854775807"},
		{Fraction{}, "null"},
		{debordement, "null"},
	} {
		if s := string(c.f.AppendDecimal([]byte("> "))); s != "> "+c.texte {
			t.Errorf("%v : %q, attendu %q", c.f, s, "> "+c.texte)
		}
	}
}

func TestArrondi(t *testing.T) {
	for _, c := range []struct {
		f                            Fraction
		proche, inferieur, superieur int64
	}{
		{Entier(7), 7, 7, 7},
		{Ratio(5, 2), 3, 2, 3},
		{Ratio(7, 2), 4, 3, 4},
		{Ratio(-5, 2), -2, -3, -2},
		{Ratio(-7, 2), -3, -4, -3},
		{Ratio(7, 3), 2, 2, 3},
		{Ratio(8, 3), 3, 2, 3},
		{Ratio(-7, 3), -2, -3, -2},
		{Ratio(-8, 3), -3, -3, -2},
		{Ratio(1, math.MaxInt64), 0, 0, 1},
		{Ratio(-1, math.MaxInt64), 0, -1, 0},
		{Ratio(math.MaxInt64, 2), 1 << 62, 1<<62 - 1, 1 << 62},
		{Entier(-math.MaxInt64), -math.MaxInt64, -math.MaxInt64, -math.MaxInt64},
	} {
		for mode, attendu := range map[Mode]int64{Proche: c.proche, Inferieur: c.inferieur, Superieur: c.superieur} {
			if n, ok := c.f.Arrondi(mode); !ok || n != attendu {
				t.Errorf("%s, mode %d : %d (%v), attendu %d", c.f, mode, n, ok, attendu)
			}
		}
	}
	if _, ok := (Fraction{}).Arrondi(Proche); ok {
		t.Error("l'inconnu s'arrondit")
	}
	if m := (Exact{debordement}).Arrondi(Proche); m.Connu() || !m.Depasse() {
		t.Error("un dépassement arrondi doit rester un dépassement")
	}
}

func TestInconnuEtDepassement(t *testing.T) {
	un, inconnu, trop := Centimes(1), Montant{}, Centimes(math.MaxInt64).Plus(Centimes(1))
	for _, c := range []struct {
		nom     string
		obtenu  Montant
		attendu Montant
	}{
		{"1 + inconnu", un.Plus(inconnu), inconnu},
		{"inconnu - 1", inconnu.Moins(un), inconnu},
		{"inconnu × 2", inconnu.Fois(2), inconnu},
		{"min(1, inconnu)", Min(un, inconnu), inconnu},
		{"max(inconnu, 1)", Max(inconnu, un), inconnu},
		{"min(1, 2)", Min(un, Centimes(2)), un},
		{"min(2, 1)", Min(Centimes(2), un), un},
		{"max(-1, 1)", Max(Centimes(-1), un), un},
		{"dépassement + inconnu", trop.Plus(inconnu), trop},
		{"min(inconnu, dépassement)", Min(inconnu, trop), trop},
		{"dépassement × 0", trop.Fois(0), trop},
		{"exact puis arrondi", trop.Exact().Fois(Ratio(1, 2)).Arrondi(Proche), trop},
		{"1 ÷ 0", un.Exact().Par(0).Arrondi(Proche), inconnu},
		{"max × 2", Centimes(math.MaxInt64).Fois(2), trop},
		{"-max - 2", Centimes(-math.MaxInt64).Moins(Centimes(2)), trop},
		{"min exact", MinExact(un.Exact(), inconnu.Exact()).Arrondi(Proche), inconnu},
		{"max exact", MaxExact(un.Exact(), Centimes(3).Exact()).Arrondi(Proche), Centimes(3)},
	} {
		if c.obtenu != c.attendu {
			t.Errorf("%s : %+v, attendu %+v", c.nom, c.obtenu, c.attendu)
		}
	}
	if !trop.Depasse() || trop.Connu() || inconnu.Nul() || !Centimes(0).Nul() {
		t.Error("états d'un montant confondus")
	}
}

// grand est la fraction en précision arbitraire, nil si elle n'est pas connue.
func grand(f Fraction) *big.Rat {
	if n, d := f.Termes(); d != 0 {
		return big.NewRat(n, d)
	}
	return nil
}

func FuzzFraction(f *testing.F) {
	for _, g := range [][4]int64{{1, 2, 1, 3}, {-1, 3, -2, 3}, {-5, 2, 7, 4}, {math.MaxInt64, 3, math.MaxInt64, 7}, {math.MinInt64, 1, 0, 1}, {0, 1, math.MinInt64, 1}, {-math.MaxInt64, 2, 1, 2}, {1, 0, 1, 1}, {6, -9, math.MinInt64, math.MinInt64}} {
		f.Add(g[0], g[1], g[2], g[3])
	}
	f.Fuzz(func(t *testing.T, n1, d1, n2, d2 int64) {
		a, b := Ratio(n1, d1), Ratio(n2, d2)
		if d1 != 0 && a.Connue() && grand(a).Cmp(big.NewRat(n1, d1)) != 0 {
			t.Fatalf("Ratio(%d, %d) vaut %v", n1, d1, a)
		}
		x, y := grand(a), grand(b)
		if x == nil || y == nil {
			if a.Plus(b).Connue() || a.Moins(b).Connue() || a.Fois(b).Connue() {
				t.Fatalf("%v et %v : un inconnu a donné un nombre", a, b)
			}
			return
		}
		if c := a.Compare(b); c != x.Cmp(y) {
			t.Fatalf("%v comparé à %v : %d, attendu %d", a, b, c, x.Cmp(y))
		}
		for _, o := range []struct {
			nom     string
			obtenu  Fraction
			attendu *big.Rat
		}{
			{"+", a.Plus(b), new(big.Rat).Add(x, y)},
			{"-", a.Moins(b), new(big.Rat).Sub(x, y)},
			{"×", a.Fois(b), new(big.Rat).Mul(x, y)},
		} {
			if v := grand(o.obtenu); v != nil && v.Cmp(o.attendu) != 0 || v == nil && !o.obtenu.Depasse() {
				t.Fatalf("%v %s %v : %v, attendu %s", a, o.nom, b, o.obtenu, o.attendu)
			}
		}
		bas := new(big.Int).Div(x.Num(), x.Denom()) // quotient par défaut : le dénominateur est positif
		haut := new(big.Int).Set(bas)
		if !x.IsInt() {
			haut.Add(bas, big.NewInt(1))
		}
		proche := bas
		if ecart := new(big.Rat).Sub(x, new(big.Rat).SetInt(bas)); ecart.Cmp(big.NewRat(1, 2)) >= 0 {
			proche = haut
		}
		for mode, attendu := range map[Mode]*big.Int{Proche: proche, Inferieur: bas, Superieur: haut} {
			if n, ok := a.Arrondi(mode); !ok || big.NewInt(n).Cmp(attendu) != 0 {
				t.Fatalf("%v arrondi (mode %d) : %d, attendu %s", a, mode, n, attendu)
			}
		}
		a.AppendDecimal(nil)
	})
}

func FuzzMontant(f *testing.F) {
	f.Add(int64(1), int64(2))
	f.Add(int64(math.MaxInt64), int64(1))
	f.Add(int64(0), int64(math.MinInt64))
	f.Add(int64(-1), int64(math.MinInt64))
	f.Add(int64(math.MinInt64), int64(-1))
	f.Fuzz(func(t *testing.T, a, b int64) {
		x, y := big.NewInt(a), big.NewInt(b)
		m, n := Centimes(a), Centimes(b)
		for _, o := range []struct {
			nom     string
			obtenu  Montant
			attendu *big.Int
		}{
			{"+", m.Plus(n), new(big.Int).Add(x, y)},
			{"-", m.Moins(n), new(big.Int).Sub(x, y)},
			{"×", m.Fois(b), new(big.Int).Mul(x, y)},
		} {
			juste := o.obtenu.Connu() && big.NewInt(o.obtenu.Centimes()).Cmp(o.attendu) == 0
			if !juste && !o.obtenu.Depasse() {
				t.Fatalf("%d %s %d : %+v, attendu %s", a, o.nom, b, o.obtenu, o.attendu)
			}
		}
		if c := m.Compare(n); m.Connu() && n.Connu() && c != x.Cmp(y) {
			t.Fatalf("%d comparé à %d : %d", a, b, c)
		}
	})
}

func FuzzLireMontant(f *testing.F) {
	for _, s := range []string{"0", "2500.5", "10000000000", "-1", "1.", "9.999", "007", "1e9", "é"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, s []byte) {
		m, err := Lire(s)
		if err != nil {
			if m.Connu() {
				t.Fatalf("%q : refusé mais connu", s)
			}
			return
		}
		r, ok := new(big.Rat).SetString(string(s))
		if !ok || r.Mul(r, big.NewRat(100, 1)).Cmp(big.NewRat(m.Centimes(), 1)) != 0 {
			t.Fatalf("%q : lu %s", s, m)
		}
		if retour, err := Lire(m.Append(nil)); err != nil || retour != m {
			t.Fatalf("%q : écrit %s, relu %s (%v)", s, m, retour, err)
		}
	})
}
