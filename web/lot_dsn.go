package web

import (
	"net/http"

	"jalon/lot"
	"jalon/web/cadre"
)

// corpsDSN compare des signalements de fin de contrat à la liste.
type corpsDSN struct {
	Titre  string
	L      *lot.Lot
	Fins   []finMontree
	Ecarts int
}

type finMontree struct {
	Nom, Norme string
	Inconnue   bool
	Ecarts     []lot.EcartDSN
}

func verifierDSN(x *envoi) (cadre.Vue, error) {
	l, fins, err := x.lire()
	if err != nil {
		return cadre.Vue{}, err
	}
	if len(fins) == 0 {
		return cadre.Vue{}, faute{"Aucun signalement de fin de contrat n'est dans ces fichiers.", "Donnez le message de nature 07 (ou 02) que la paie envoie à la fin du contrat, et la liste des personnes.", http.StatusUnprocessableEntity}
	}
	c := corpsDSN{L: l}
	for _, f := range l.VerifierFins(fins) {
		m := finMontree{Nom: f.Fin.Identite.NomComplet(), Norme: f.Fin.Norme, Inconnue: f.Personne == nil, Ecarts: f.Ecarts}
		if m.Inconnue {
			c.Ecarts++
		}
		c.Ecarts += len(f.Ecarts)
		c.Fins = append(c.Fins, m)
	}
	c.Titre = "Le message est conforme aux dossiers"
	if c.Ecarts > 0 {
		c.Titre = "Le message diffère des dossiers"
	}
	return cadre.Vue{Modele: "lot_dsn.html", Titre: c.Titre, Menu: "employeur", Corps: c}, nil
}
