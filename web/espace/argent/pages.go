// Package argent sert les pages de l'agent de paiement : les états du mois, ce qui est à décider, à deux.
package argent

import (
	"net/http"

	"jalon/web/espace"
)

// Pages sont celles de l'argent, dans un espace.
type Pages struct {
	*espace.Espace
	travaux travaux
}

// Ouvrir pose leurs routes.
func Ouvrir(e *espace.Espace, m *http.ServeMux) { (&Pages{Espace: e}).routesPaiements(m) }
