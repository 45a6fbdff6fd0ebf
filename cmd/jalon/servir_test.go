package main

import "testing"

// TestMandataires : une adresse vaut elle seule, un réseau vaut tout lui ; le reste se refuse.
func TestMandataires(t *testing.T) {
	l, err := mandataires([]string{"127.0.0.1", "10.1.2.3/8", "::ffff:192.0.2.1", "2001:db8::/32"})
	voulu := []string{"127.0.0.1/32", "10.0.0.0/8", "192.0.2.1/32", "2001:db8::/32"}
	if err != nil || len(l) != len(voulu) {
		t.Fatalf("%v, %v", l, err)
	}
	for i, p := range l {
		if p.String() != voulu[i] {
			t.Errorf("%v, %s attendu", p, voulu[i])
		}
	}
	for _, x := range []string{"", "jalon.example", "10.0.0.0/33", "127.0.0.1:80"} {
		if l, err := mandataires([]string{x}); err == nil {
			t.Errorf("« %s » : %v", x, l)
		}
	}
}
