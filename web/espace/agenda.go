package espace

import (
	"bytes"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"

	"jalon/acces"
	"jalon/document/ics"
	"jalon/dossier"
	"jalon/web/cadre"
)

func (e *Espace) routesAgenda(m *http.ServeMux) {
	debits := &debits{}
	m.HandleFunc("GET /agenda/{fichier}", func(w http.ResponseWriter, r *http.Request) { e.agenda(w, r, debits) })
}

// agendaJours borne un agenda : une vie de CSP, et un mois.
const agendaJours = 400

// Ce qu'un agenda laisse demander en une minute : un compte, puis une adresse qui n'a que de mauvais secrets.
const (
	parCompte  = 10
	parAdresse = 30
)

// agenda sert les prochaines dates des dossiers d'un compte à qui en a le secret : un logiciel d'agenda n'a pas de session. Aucun
// nom n'y est, ni aucun numéro qu'une référence.
func (e *Espace) agenda(w http.ResponseWriter, r *http.Request, d *debits) {
	secret, ics := strings.CutSuffix(r.PathValue("fichier"), ".ics")
	err := acces.ErrAbsent
	var c *acces.Compte
	var o *acces.Organisation
	if ics && len(secret) < 100 {
		c, o, err = e.Garde.DAgenda(r.Context(), secret)
	}
	cle, permis := "", parCompte
	if err == nil {
		cle = "c|" + c.ID
	} else if errors.Is(err, acces.ErrAbsent) {
		cle, permis = "a|"+e.pair(r), parAdresse
	}
	if !d.permettre(e.Maintenant(), cle, permis) {
		w.Header().Set("Retry-After", "60")
		e.pages.Repondre(w, r, cadre.VueErreur(cadre.Erreur(http.StatusTooManyRequests, "Cet agenda est demandé trop souvent.", "Attendez une minute : une fois par heure suffit.")))
		return
	}
	if errors.Is(err, acces.ErrAbsent) {
		e.pages.Introuvable(w, r)
		return
	}
	vue := cadre.Vue{}
	if err == nil {
		vue, err = e.remplirAgenda(&Visite{Request: r, Compte: c, Organisation: o, Entetes: w.Header(), Aujourdhui: e.aujourdhui()})
	}
	if err != nil {
		vue = cadre.VueErreur(enPage(err))
	}
	e.pages.Repondre(w, r, vue)
}

// Racine est l'adresse de ce site, telle que la demande l'a trouvée.
func (e *Espace) Racine(r *http.Request) string {
	if e.Chiffre {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

func (e *Espace) remplirAgenda(v *Visite) (cadre.Vue, error) {
	f := dossier.Filtre{}
	nom := "Dossiers CSP, " + v.Organisation.Nom
	if err := e.Borner(v, &f); err != nil {
		return cadre.Vue{}, err
	}
	if v.Compte.Role == acces.Conseiller && v.URL.Query().Get("conseiller") == "moi" {
		f.Conseiller, nom = v.Compte.ID, "Mes dossiers CSP"
	}
	racine := e.Racine(v.Request)
	var l []ics.Evenement
	f.Datees = true
	err := e.ChaqueFiche(v.Context(), f, func(x *dossier.Fiche) error {
		if x.Prochaine <= v.Aujourdhui.Plus(agendaJours) {
			l = append(l, evenement(x, racine+Adresse(x.Dossier)))
		}
		return nil
	})
	if err != nil {
		return cadre.Vue{}, err
	}
	var b bytes.Buffer
	if err := ics.Flux(&b, nom, e.Maintenant(), l); err != nil {
		return cadre.Vue{}, err
	}
	return cadre.Vue{Fichier: &cadre.Fichier{Nom: "dossiers.ics", Type: "text/calendar; charset=utf-8", Octets: b.Bytes()}}, nil
}

// evenement dit la prochaine date d'un dossier, sans nommer personne.
func evenement(f *dossier.Fiche, ou string) ics.Evenement {
	qui := "CSP"
	if f.Sorte == "casp" {
		qui = "Cellule d'appui"
	}
	if f.Reference != "" {
		qui += " " + f.Reference
	}
	quand := "Au plus tard ce jour"
	if f.Debute {
		quand = "À partir de ce jour"
	}
	texte := quand + ", " + f.Attend + " : " + f.Quoi + ".\n"
	return ics.Evenement{UID: f.Dossier, Titre: qui + " · " + f.Attend + " : " + f.Quoi, Texte: texte + ou, Adresse: ou, Jour: f.Prochaine}
}

// debits compte les demandes d'une minute, par clé.
type debits struct {
	verrou  sync.Mutex
	minute  time.Time
	comptes map[string]int
}

// permettre compte une demande, et dit si elle passe. Une clé vide passe.
func (d *debits) permettre(a time.Time, cle string, permis int) bool {
	d.verrou.Lock()
	defer d.verrou.Unlock()
	if m := a.Truncate(time.Minute); d.comptes == nil || !m.Equal(d.minute) {
		d.minute, d.comptes = m, map[string]int{}
	}
	if cle == "" {
		return true
	}
	d.comptes[cle]++
	return d.comptes[cle] <= permis
}
