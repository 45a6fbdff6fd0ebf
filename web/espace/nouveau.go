package espace

import (
	"crypto/rand"
	"errors"
	"net/http"
	"strings"

	"jalon/acces"
	"jalon/dossier"
	"jalon/dossier/personne"
	"jalon/lot/identifiant"
	"jalon/web/cadre"
)

type CorpsNouveau struct {
	Cellules, CSP    bool // les sortes que cette personne peut ouvrir
	SIRETFixe        string
	Sorte, Reference string
	SIRET            string
	Nom, Prenom      string
	Refus            string
	Clore            string // qui peut clore un dossier ouvert par erreur
	Jeton            string
}

// nouveau ouvre un dossier, l'attribue à l'organisation de qui l'ouvre, et dit qui est la personne.
func (e *Espace) nouveau(v *Visite) (cadre.Vue, error) {
	f := func(cle string) string { return strings.TrimSpace(v.PostForm.Get(cle)) }
	c := &CorpsNouveau{
		CSP: v.Compte.Role != acces.Autorite, Cellules: v.Compte.Role == acces.Autorite, SIRETFixe: v.Compte.SIRET, Jeton: v.Jeton,
		Sorte: f("sorte"), Reference: f("reference"), SIRET: f("siret"), Nom: f("nom"), Prenom: f("prenom"),
	}
	if c.Clore = "demandez au conseiller qui le suit de le clore"; acces.PorteeDe(v.Compte.Role, "cloture") != "" {
		c.Clore = "vous pourrez le clore"
	}
	vue := cadre.Vue{Modele: "nouveau.html", Titre: "Ouvrir un dossier", Menu: "journee", Corps: c, Statut: http.StatusOK}
	if acces.PorteeDe(v.Compte.Role, "ouverture") == "" {
		return cadre.Vue{}, Interdit
	}
	if v.Method == http.MethodGet || f("pas") == PasReprendre {
		return vue, nil
	}
	if c.SIRETFixe != "" {
		c.SIRET = c.SIRETFixe
	}
	c.Sorte = "csp"
	a := dossier.Attribution{}
	switch v.Compte.Role {
	case acces.Conseiller:
		a = dossier.Attribution{Operateur: v.Organisation.ID, Conseiller: v.Compte.ID}
	case acces.Autorite:
		c.Sorte, a = "casp", dossier.Attribution{Autorite: v.Organisation.ID}
	case acces.Salarie, acces.Employeur, acces.Payeur, acces.Administrateur, acces.Auditeur:
	}
	if c.SIRET != "" {
		propre, faux := identifiant.SIRET(c.SIRET)
		if faux != nil {
			c.Refus, vue.Statut = "SIRET : "+faux.Error(), http.StatusUnprocessableEntity
			return vue, nil
		}
		c.SIRET = propre
	}
	if err := e.Autoriser(v, "ouverture", &acces.Objet{Sorte: c.Sorte, SIRET: c.SIRET, Operateur: a.Operateur, Autorite: a.Autorite, Jour: v.Aujourdhui}); err != nil {
		return cadre.Vue{}, err
	}
	ouverture := map[string]string{"sorte": c.Sorte, "reference": c.Reference, "siret": c.SIRET}
	if c.Sorte == "csp" {
		ouverture["personne"] = rand.Text() // l'identité s'y dira sans qu'il faille corriger l'ouverture
	}
	identite := map[string]string{"nom": c.Nom, "prenom": c.Prenom}
	err := personne.Verifier(identite) // d'abord : refusée après, elle laisserait un dossier sans personne
	var d *dossier.Dossier
	if err == nil {
		d, err = e.Greffe.Ouvrir(v.Context(), v.Compte.ID, ouverture)
	}
	if err == nil && a != (dossier.Attribution{}) {
		d, err = e.Greffe.Accomplir(v.Context(), d.ID, d.Version(), v.Compte.ID, &dossier.Saisie{Acte: "attribution", Valeurs: map[string]string{
			"operateur": a.Operateur, "conseiller": a.Conseiller, "autorite": a.Autorite,
		}})
	}
	if err == nil && c.Nom+c.Prenom != "" && c.Sorte == "csp" {
		_, err = e.Registre.Dire(v.Context(), d.ID, v.Compte.ID, identite)
	}
	var refus *dossier.Refus
	if errors.As(err, &refus) {
		c.Refus, vue.Statut = refus.Error(), http.StatusUnprocessableEntity
		return vue, nil
	}
	if err != nil {
		return cadre.Vue{}, err
	}
	return cadre.Vue{Vers: Adresse(d.ID)}, nil
}
