package courrier

import "time"

// Attendre règle le temps laissé au serveur.
func Attendre(d time.Duration) (remettre func()) {
	avant := attente
	attente = d
	return func() { attente = avant }
}
