package espace

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"jalon/acces"
	"jalon/document/piece"
	"jalon/dossier"
	"jalon/dossier/coffre"
	"jalon/dossier/personne"
	"jalon/web/cadre"
)

func (e *Espace) routesDocuments(m *http.ServeMux) {
	e.Route(m, "GET /dossiers/{id}/documents", e.documents)
	e.RouteDe(m, "POST /dossiers/{id}/documents", envoiMax, e.documents)
	e.Route(m, "GET /dossiers/{id}/documents/{fait}", e.document)
	e.Route(m, "POST /dossiers/{id}/documents/{fait}/retrait", e.retirerDocument)
}

// envoiMax laisse lire un fichier un peu trop gros, pour le dire sur la page.
const envoiMax = piece.OctetsMax + 2<<20

// papier est un document de la page.
type papier struct {
	personne.Document
	NomNature        string
	NomForme, Auteur string
	Retirer          bool // cette personne peut le retirer
	Suite            dossier.Suite
}

// Taille écrit sa taille comme on la lit.
func (p *papier) EnOctets() string {
	switch n := p.Taille; {
	case n >= 1<<20:
		return strings.Replace(fmt.Sprintf("%.1f Mo", float64(n)/(1<<20)), ".", ",", 1)
	case n >= 1<<10:
		return fmt.Sprintf("%d Ko", n>>10)
	default:
		return fmt.Sprintf("%d octets", n)
	}
}

type corpsDocuments struct {
	Dossier   *dossier.Dossier
	Qui       string
	Papiers   []papier
	Natures   [][2]string
	Nature    string
	Erreur    string
	Fautif    string // le champ de l'erreur
	Depose    int    // le fait du document qui vient de l'être
	Deposer   bool
	SansCle   bool
	Acceptees string
	Jeton     string
}

// objetDocument est ce que la table regarde d'un document : l'employeur n'y voit que les siens, d'où qu'ils viennent chez lui.
func (e *Espace) objetDocument(v *Visite, d *dossier.Dossier, fait int) *acces.Objet {
	o := e.Objet(v, d)
	o.De = d.Faits[fait-1].Auteur
	if o.De != v.Compte.ID && v.Compte.Role == acces.Employeur {
		if c, err := e.Garde.Depot.Compte(v.Context(), o.De); err == nil && c.Role == acces.Employeur && c.Organisation == v.Compte.Organisation {
			o.De = v.Compte.ID
		}
	}
	return o
}

// documents montre ceux d'un dossier et en reçoit.
func (e *Espace) documents(v *Visite) (cadre.Vue, error) {
	d, err := e.OuvrirDossier(v, acces.Lire)
	if err != nil {
		return cadre.Vue{}, err
	}
	o := e.Objet(v, d)
	c := &corpsDocuments{
		Dossier: d, Qui: e.Qui(v.Context(), d), Natures: [][2]string{{"", "—"}}, Nature: v.PostForm.Get("nature"),
		Deposer: acces.Permis(v.Compte, acces.DocumentsDeposer, o), SansCle: e.Registre.Coffre == nil, Acceptees: piece.Acceptees, Jeton: v.Jeton,
	}
	vue := cadre.Vue{Modele: "documents.html", Titre: "Documents", Menu: "journee", Corps: c, Statut: http.StatusOK}
	if v.Method == http.MethodPost && !v.Reprend() {
		fait, err := e.deposer(v, d, o, c)
		if err != nil {
			return cadre.Vue{}, err
		}
		if fait > 0 {
			return cadre.Vue{Vers: Adresse(d.ID, "documents") + "?depose=" + strconv.Itoa(fait)}, nil
		}
		vue.Statut = http.StatusUnprocessableEntity
	}
	for _, n := range dossier.NaturesDocument {
		c.Natures = append(c.Natures, [2]string{n, dossier.NomMot(n)})
	}
	siens := *o
	siens.De = v.Compte.ID // l'employeur lit les siens
	// La liste s'ouvre avec le dossier, déjà inscrit : seul un document ouvert s'inscrit comme tel, et un refus.
	if !acces.Permis(v.Compte, acces.DocumentsLire, &siens) {
		return cadre.Vue{}, e.Autoriser(v, acces.DocumentsLire, &siens)
	}
	l, err := e.Registre.Documents(v.Context(), d)
	if err != nil {
		return cadre.Vue{}, err
	}
	demande, _ := strconv.Atoi(v.URL.Query().Get("depose")) // illisible : aucun
	for i := range l {
		x := papier{Document: l[i]}
		n := x.Fait.Version
		o := e.objetDocument(v, d, n)
		if !acces.Permis(v.Compte, acces.DocumentsLire, o) {
			continue
		}
		x.NomNature, x.NomForme, x.Auteur, x.Suite = dossier.NomMot(x.Nature), strings.ToUpper(x.Forme), e.NomDe(v, x.Fait.Auteur), d.Suite(n)
		x.Retirer = x.La && acces.Permis(v.Compte, acces.DocumentsDeposer, o)
		if n == demande {
			c.Depose = n
		}
		c.Papiers = append(c.Papiers, x)
	}
	return vue, nil
}

// deposer garde le fichier envoyé ; 0 : il est refusé, et la page dit pourquoi.
func (e *Espace) deposer(v *Visite, d *dossier.Dossier, o *acces.Objet, c *corpsDocuments) (int, error) {
	if !c.Deposer {
		return 0, e.Autoriser(v, acces.DocumentsDeposer, o) // le refus s'inscrit
	}
	refuser := func(champ, phrase string) (int, error) {
		c.Fautif, c.Erreur = champ, phrase
		return 0, nil
	}
	f, entete, err := v.FormFile("fichier")
	if err != nil {
		return refuser("fichier", "Choisissez un fichier.")
	}
	defer f.Close()
	octets, err := io.ReadAll(f)
	if err != nil {
		return 0, Illisible
	}
	forme, err := piece.Reconnaitre(entete.Filename, octets)
	if err != nil {
		return refuser("fichier", phrase(err))
	}
	if c.Nature == "" {
		return refuser("nature", "Dites ce qu'est ce document, et choisissez de nouveau le fichier.")
	}
	if err := e.Autoriser(v, acces.DocumentsDeposer, o); err != nil {
		return 0, err
	}
	fait, err := e.Registre.Deposer(v.Context(), d.ID, v.Compte.ID, c.Nature, forme.Cle, octets)
	var refus *dossier.Refus
	switch {
	case errors.As(err, &refus):
		return refuser(refus.Champ, phrase(errors.New(refus.Message)))
	case sansCle(err):
		return refuser("fichier", "Rien n'a été gardé : les documents sont scellés, et le fichier de clé de cette installation manque ou n'est pas le bon. Prévenez qui la tient.")
	}
	return fait, err
}

// phrase fait d'une erreur une phrase.
func phrase(err error) string {
	s := err.Error()
	return strings.ToUpper(s[:1]) + s[1:] + "." // toutes commencent par une lettre sans accent
}

func sansCle(err error) bool {
	return errors.Is(err, coffre.ErrSansCle) || errors.Is(err, coffre.ErrCleAutre)
}

// document rend les octets d'un document, vérifiés. Celui qu'on n'a pas le droit de lire n'existe pas.
func (e *Espace) document(v *Visite) (cadre.Vue, error) {
	d, n, err := e.unDocument(v, acces.DocumentsLire)
	if err != nil {
		return cadre.Vue{}, err
	}
	x, octets, err := e.Registre.Document(v.Context(), d, n)
	switch {
	case errors.Is(err, personne.ErrSansDocument):
		return cadre.Vue{}, cadre.Erreur(http.StatusGone, "Ce document n'est plus là.", "Il a été retiré, ou effacé avec l'identité de la personne. Son empreinte reste au dossier.")
	case sansCle(err):
		return cadre.Vue{}, cadre.Erreur(http.StatusServiceUnavailable, "Ce document ne s'ouvre pas : le fichier de clé de cette installation manque, ou n'est pas le bon.", "Prévenez qui la tient.")
	case errors.Is(err, personne.ErrAltere), errors.Is(err, coffre.ErrDescelle):
		return cadre.Vue{}, cadre.Erreur(http.StatusInternalServerError, "Ce document a été changé depuis son dépôt : il n'est pas rendu.", "Prévenez qui tient l'installation, qui a des sauvegardes.")
	case err != nil:
		return cadre.Vue{}, err
	}
	v.Entetes.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	return cadre.Vue{Fichier: &cadre.Fichier{Nom: x.Nom, Type: piece.Trouver(x.Forme).Type, Octets: octets}}, nil
}

// unDocument lit le dossier et le fait de l'adresse, pour un geste.
func (e *Espace) unDocument(v *Visite, geste string) (*dossier.Dossier, int, error) {
	d, err := e.OuvrirDossier(v, acces.Lire)
	if err != nil {
		return nil, 0, err
	}
	n, err := strconv.Atoi(v.PathValue("fait"))
	if _, ok := d.Document(n); err != nil || !ok {
		return nil, 0, Introuvable
	}
	err = e.Autoriser(v, geste, e.objetDocument(v, d, n))
	if errors.Is(err, acces.ErrInterdit) {
		err = Introuvable
	}
	return d, n, err
}

// retirerDocument ôte les octets d'un document ; son fait, annulé, en garde l'empreinte.
func (e *Espace) retirerDocument(v *Visite) (cadre.Vue, error) {
	d, n, err := e.unDocument(v, acces.DocumentsDeposer)
	if err != nil {
		return cadre.Vue{}, err
	}
	if v.Reprend() {
		return cadre.Vue{Vers: Adresse(d.ID, "documents")}, nil
	}
	err = e.Registre.Retirer(v.Context(), d.ID, n, v.Compte.ID, v.PostForm.Get("pourquoi"))
	var refus *dossier.Refus
	if errors.As(err, &refus) {
		return cadre.Vue{}, cadre.Erreur(http.StatusUnprocessableEntity, "Le document n'a pas été retiré : "+refus.Message+".", "Revenez à la page d'avant, dites pourquoi, et recommencez.")
	}
	return cadre.Vue{Vers: Adresse(d.ID, "documents")}, err
}

// proposerPreuves met sous le champ de la preuve les documents du dossier : on en choisit un, ou l'on écrit.
func (e *Espace) proposerPreuves(v *Visite, c *corpsActe) {
	for i := range c.Champs {
		if c.Champs[i].Cle != "preuve" {
			continue
		}
		for _, f := range c.Dossier.De("document") {
			if acces.Permis(v.Compte, acces.DocumentsLire, e.objetDocument(v, c.Dossier, f.Version)) {
				x, _ := c.Dossier.Document(f.Version)
				c.Champs[i].Proposes = append(c.Champs[i].Proposes, fmt.Sprintf("document du fait %d : %s", f.Version, dossier.NomMot(x.Nature)))
			}
		}
	}
}
