// Package autorite sert les pages de l'autorité du travail : les cellules d'appui, et les statistiques de chacun.
package autorite

import (
	"net/http"

	"jalon/web/espace"
)

// Pages sont celles des cellules et des statistiques, dans un espace.
type Pages struct {
	*espace.Espace
	calculs calculs
}

// Ouvrir pose leurs routes.
func Ouvrir(e *espace.Espace, m *http.ServeMux) {
	p := &Pages{Espace: e}
	p.routesCellules(m)
	p.routesStatistiques(m)
}
