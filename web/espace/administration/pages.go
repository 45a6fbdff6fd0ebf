// Package administration sert les pages de qui gère les comptes, et le registre des accès.
package administration

import (
	"net/http"

	"jalon/web/espace"
)

// Pages sont celles de l'administration, dans un espace.
type Pages struct{ *espace.Espace }

// Ouvrir pose leurs routes.
func Ouvrir(e *espace.Espace, m *http.ServeMux) { (&Pages{e}).routesAdministration(m) }
