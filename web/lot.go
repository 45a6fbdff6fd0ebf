package web

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"jalon/document"
	"jalon/document/entree"
	"jalon/document/xlsx"
	"jalon/droit/calendrier"
	"jalon/lot"
	"jalon/web/cadre"
)

// routesLot ajoute les pages de l'employeur. Un envoi venu d'un autre site est refusé.
func routesLot(m *http.ServeMux, aujourdhui func() calendrier.Date) {
	m.HandleFunc("GET /employeur", pages.Page(depot))
	m.HandleFunc("GET /employeur/exemple", pages.Page(exempleLot))
	m.HandleFunc("GET /employeur/modele.xlsx", modeleLot)
	for chemin, f := range map[string]etudeur{
		"apercu": vueDe(apercu), "resultat": resultatLot, "personne": vueDe(personne), "dsn": vueDe(verifierDSN),
		"resultats.xlsx": classeurLot, "courriers.zip": courriersLot, "situations.ndjson": situationsLot, "carte.json": carteLot,
	} {
		m.Handle("POST /employeur/"+chemin, origine.Handler(poste(f, aujourdhui)))
		m.HandleFunc("GET /employeur/"+chemin, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Allow", http.MethodPost)
			afficher(w, r, vueDepot(faute{Message: "Cette page se fait avec vos fichiers, et rien n'en est gardé ici.", Conseil: "Donnez-les à nouveau.", statut: http.StatusMethodNotAllowed}, nil))
		})
	}
}

var origine = func() *http.CrossOriginProtection {
	c := http.NewCrossOriginProtection()
	c.SetDenyHandler(pages.Page(func(*http.Request) (cadre.Vue, error) {
		return cadre.Vue{}, cadre.Erreur(http.StatusForbidden, "Cette demande vient d'un autre site : elle n'est pas suivie.", "Ouvrez la page de l'employeur ici même, et donnez vos fichiers à nouveau.")
	}))
	return c
}()

// etudeur fait d'un envoi une réponse à écrire. Il étudie sous une place ; la réponse s'écrit sans elle, aussi lentement
// que le veut qui la lit.
type etudeur func(w http.ResponseWriter, r *http.Request, x *envoi) (repondre func())

// tour borne ce qui se fait à la fois.
type tour chan struct{}

// attenteMax borne l'attente d'un tour.
const attenteMax = 30 * time.Second

// prendre attend son tour ; il échoue quand l'attente est trop longue ou que plus personne n'attend.
func (t tour) prendre(ctx context.Context) (rendre func(), err error) {
	ctx, fin := context.WithTimeout(ctx, attenteMax)
	defer fin()
	select {
	case t <- struct{}{}:
		return func() { <-t }, nil
	case <-ctx.Done():
		return nil, faute{"Trop de listes sont étudiées à la fois.", "Rechargez cette page dans une minute : elle redemandera la même chose.", http.StatusServiceUnavailable}
	}
}

var (
	receptions = make(tour, 6) // corps de plus de grosMin
	etudes     = make(tour, 3)
	zips       = make(tour, 2)
)

// Les délais d'un envoi : pour le recevoir, pour en écrire la réponse.
const (
	grosMin      = 1 << 20
	delaiLecture = 2 * time.Minute
	delaiEnvoi   = 5 * time.Minute
)

// poste lit un envoi et l'étudie, puis écrit la réponse.
func poste(f etudeur, aujourdhui func() calendrier.Date) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		delais := http.NewResponseController(w)
		_ = delais.SetReadDeadline(time.Now().Add(delaiLecture)) // sans objet hors d'un vrai serveur
		_ = delais.SetWriteDeadline(time.Now().Add(delaiLecture + delaiEnvoi))
		repondre, err := etudier(w, r, f, aujourdhui())
		if err != nil {
			afficher(w, r, refuser(err, nil))
			return
		}
		repondre()
	}
}

func etudier(w http.ResponseWriter, r *http.Request, f etudeur, aujourdhui calendrier.Date) (func(), error) {
	if r.ContentLength < 0 || r.ContentLength > grosMin {
		rendre, err := receptions.prendre(r.Context())
		if err != nil {
			return nil, err
		}
		defer rendre()
	}
	if err := recevoir(w, r); err != nil {
		return nil, err
	}
	rendre, err := etudes.prendre(r.Context())
	if err != nil {
		return nil, err
	}
	defer rendre()
	x, err := deballer(r)
	if err != nil {
		return nil, err
	}
	x.aujourdhui = aujourdhui
	return f(w, r, x), nil
}

// vueDe fait d'une page une réponse à un envoi.
func vueDe(f func(*envoi) (cadre.Vue, error)) etudeur {
	return func(w http.ResponseWriter, r *http.Request, x *envoi) func() {
		v, err := f(x)
		if err != nil {
			v = refuser(err, x)
		}
		return func() { afficher(w, r, v) }
	}
}

func afficher(w http.ResponseWriter, r *http.Request, v cadre.Vue) {
	pages.Repondre(w, r, v)
}

// faute est un envoi qu'on ne peut pas suivre : ce qui ne va pas, et quoi faire.
type faute struct {
	Message, Conseil string
	statut           int
}

func (f faute) Error() string { return f.Message }

// refuser remontre la page de dépôt, avec ce qui ne va pas, et le chemin pour revenir à ce que x portait.
func refuser(err error, x *envoi) cadre.Vue {
	f := faute{Message: document.Majuscule(err.Error()), statut: http.StatusUnprocessableEntity}
	var dure faute
	var deLot lot.Erreur
	switch {
	case errors.As(err, &dure):
		f = dure
	case errors.As(err, &deLot):
		f.Message, f.Conseil = deLot.Message, deLot.Conseil
	}
	if n := len(f.Message); n > 0 && !strings.ContainsRune(".!?", rune(f.Message[n-1])) {
		f.Message += "."
	}
	if x == nil || !x.deLaPage {
		return vueDepot(f, nil)
	}
	x.etat = x.prudent
	p, err := x.porte()
	if err != nil {
		return vueDepot(f, nil)
	}
	return vueDepot(f, &p)
}

// depot est la page où l'on donne les fichiers.
func depot(*http.Request) (cadre.Vue, error) { return vueDepot(faute{}, nil), nil }

// corpsDepot est la page de dépôt ; Porte ramène à ce qui était en cours.
type corpsDepot struct {
	faute
	Porte *porte
}

func vueDepot(f faute, p *porte) cadre.Vue {
	titre := "Licenciement économique : de la liste de la paie aux courriers"
	if f.Message != "" {
		titre = "À reprendre : les fichiers de l'employeur"
	}
	return cadre.Vue{Modele: "lot.html", Titre: titre, Menu: "employeur", Corps: corpsDepot{f, p}, Statut: f.statut}
}

func modeleLot(w http.ResponseWriter, r *http.Request) {
	var b bytes.Buffer
	if err := xlsx.Modele(&b); err != nil {
		afficher(w, r, refuser(fmt.Errorf("le classeur d'exemple n'a pas pu être fait : %w", err), nil))
		return
	}
	joindreFichier(w, typeXLSX, "liste-du-personnel.xlsx")
	cadre.Envoyer(w, r, b.Bytes(), 0)
}

//go:embed lot_exemple.csv
var listeExemple []byte

// exempleLot montre l'aperçu d'une liste inventée : treize rangées, dont quelques-unes à corriger.
func exempleLot(*http.Request) (cadre.Vue, error) {
	x := &envoi{fichiers: []entree.Fichier{{Nom: "exemple.csv", Contenu: listeExemple}}, champs: url.Values{"au": {"2026-03-12"}}}
	for cle, texte := range map[string]string{
		"raison_sociale": "Ateliers du Confluent", "adresse": "4 quai du Port", "code_postal": "69002", "ville": "Lyon", "signataire": "Jeanne Duval",
		"qualite": "gérante", "contact": "04 00 00 00 00", "employeur.effectif": "38", "comite": "oui", "contrat.taux_charges_patronales": "42",
		"convocation_comite": "02/02/2026", "premiere_reunion": "10/02/2026", "derniere_reunion": "24/02/2026", "notification_projet": "11/02/2026",
		"motif": "Baisse durable des commandes : l'atelier de Gerland ferme et ses postes sont supprimés.",
	} {
		x.etat.Corrections = append(x.etat.Corrections, lot.Correction{Cle: cle, Texte: texte})
	}
	var err error
	if x.scelles, err = sceller(x.fichiers); err != nil {
		return cadre.Vue{}, err
	}
	return apercu(x)
}
