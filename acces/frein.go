package acces

import (
	"fmt"
	"net/netip"
	"sync"
	"time"
)

// Attente dit qu'il faut attendre avant de réessayer.
type Attente struct{ Duree time.Duration }

func (a *Attente) Error() string {
	if s := int((a.Duree + time.Second - 1) / time.Second); s < 60 {
		return fmt.Sprintf("trop d'essais : recommencez dans %d s", s)
	}
	return fmt.Sprintf("trop d'essais : recommencez dans %d min", int((a.Duree+time.Minute-1)/time.Minute))
}

// Le délai double à chaque essai manqué, passé les premiers. Celui d'un compte reste court : un inconnu qui s'acharne ne tient
// pas longtemps la personne dehors. Celui d'une adresse, d'où plusieurs se connectent, commence plus tard et va plus loin.
const (
	essaisCompte, delaiCompte   = 3, 30 * time.Second
	essaisAdresse, delaiAdresse = 10, 15 * time.Minute
	oubli                       = time.Hour
	freinsMax                   = 10_000 // comptes et adresses en mémoire
)

type frein struct {
	manques          int
	dernier, reprend time.Time
}

// freins retient les essais manqués. Un essai compte d'abord comme manqué : lancés ensemble, ils se comptent quand même.
type freins struct {
	verrou sync.Mutex
	tous   map[string]*frein
}

// essayer compte un essai, ou dit d'attendre.
func (f *freins) essayer(a time.Time, courriel, adresse string) error {
	f.verrou.Lock()
	defer f.verrou.Unlock()
	compte, ou := f.de(a, cleCompte(courriel)), f.de(a, cleAdresse(adresse))
	if d := max(compte.reprend.Sub(a), ou.reprend.Sub(a)); d > 0 {
		return &Attente{d} // sans le compter : un acharné n'allonge rien
	}
	compte.manquer(a, essaisCompte, delaiCompte)
	ou.manquer(a, essaisAdresse, delaiAdresse)
	return nil
}

// reussi oublie les essais du compte, et reprend à l'adresse le seul sien : son propre compte n'y blanchit pas les autres.
func (f *freins) reussi(a time.Time, courriel, adresse string) {
	f.verrou.Lock()
	defer f.verrou.Unlock()
	delete(f.tous, cleCompte(courriel))
	ou := f.de(a, cleAdresse(adresse))
	ou.manques = max(0, ou.manques-1)
	ou.reprend = time.Time{}
}

func (r *frein) manquer(a time.Time, permis int, delai time.Duration) {
	r.manques++
	r.dernier = a
	if n := r.manques - permis; n > 0 {
		r.reprend = a.Add(min(delai, time.Second<<min(n-1, 20)))
	}
}

func (f *freins) de(a time.Time, cle string) *frein {
	r := f.tous[cle]
	if r == nil || a.Sub(r.dernier) > oubli {
		if f.tous == nil {
			f.tous = map[string]*frein{}
		}
		if r == nil && len(f.tous) >= freinsMax {
			f.alleger(a)
		}
		r = &frein{dernier: a}
		f.tous[cle] = r
	}
	return r
}

// alleger oublie ce qui est ancien, sinon celui qui a le moins manqué : un flot de noms inventés n'efface pas un acharné.
func (f *freins) alleger(a time.Time) {
	moindre := ""
	for cle, r := range f.tous {
		if a.Sub(r.dernier) > oubli {
			delete(f.tous, cle)
		} else if m := f.tous[moindre]; m == nil || r.manques < m.manques {
			moindre = cle
		}
	}
	if len(f.tous) >= freinsMax {
		delete(f.tous, moindre)
	}
}

func cleCompte(courriel string) string { return "c|" + empreinteJeton(courriel).String() } // de taille bornée

// cleAdresse réunit les adresses IPv6 d'un même abonné.
func cleAdresse(adresse string) string {
	if p, err := netip.ParseAddrPort(adresse); err == nil {
		adresse = p.Addr().String()
	}
	if x, err := netip.ParseAddr(adresse); err == nil {
		x = x.Unmap().WithZone("")
		if x.Is6() {
			p, _ := x.Prefix(64) // 64 convient à toute adresse IPv6
			x = p.Addr()
		}
		adresse = x.String()
	}
	return "a|" + empreinteJeton(adresse).String()
}
