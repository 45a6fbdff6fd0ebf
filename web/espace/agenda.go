package espace

import (
	"bytes"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"jalon/acces"
	"jalon/document/ics"
	"jalon/dossier"
	"jalon/droit/csp"
	"jalon/droit/demarches"
	"jalon/droit/trace"
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

// agenda sert les dates qu'un compte a à tenir à qui en a le secret : un logiciel d'agenda n'a pas de session. Aucun
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
		vue, err = e.remplirAgenda(&Visite{Request: r, Compte: c, Organisation: o, Entetes: w.Header(), Aujourdhui: e.Aujourdhui()})
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
	l, err := e.dates(v, f)
	if err != nil {
		return cadre.Vue{}, err
	}
	var b bytes.Buffer
	if err := ics.Flux(&b, nom, e.Maintenant(), l); err != nil {
		return cadre.Vue{}, err
	}
	return cadre.Vue{Fichier: &cadre.Fichier{Nom: "dossiers.ics", Type: "text/calendar; charset=utf-8", Octets: b.Bytes()}}, nil
}

// dates sont celles que ce compte a à tenir lui-même : toutes pour la personne et pour l'employeur, la prochaine de chaque dossier
// pour qui en suit beaucoup. L'autorité a celles de ses cellules : l'opérateur les tient, et elle en décide.
func (e *Espace) dates(v *Visite, f dossier.Filtre) (l []ics.Evenement, err error) {
	vus := map[string]int{}
	ajouter := func(x *dossier.Fiche, uid string, m *demarches.Demarche, debute bool, ou string) {
		if !m.Date.Connue() || m.Date > v.Aujourdhui.Plus(agendaJours) {
			return
		}
		if vus[uid]++; vus[uid] > 1 {
			uid += "-" + strconv.Itoa(vus[uid])
		}
		l = append(l, evenement(x, uid, sansVie(m), debute, e.Racine(v.Request)+ou))
	}
	sienne := func(x *dossier.Fiche, m *demarches.Demarche, ou string) {
		ajouter(x, x.Dossier+"-"+strings.ToLower(m.Regle.String()), m, m.Echeance == demarches.APartirDu, ou)
	}
	f.Datees = v.Compte.Role != acces.Salarie && v.Compte.Role != acces.Employeur // l'autre a pu finir, et non eux
	err = e.ChaqueFiche(v.Context(), f, func(x *dossier.Fiche) error {
		if x.Sorte == "casp" && v.Compte.Role != acces.Employeur { // d'un groupe, et non d'une personne
			ajouter(x, x.Dossier, &demarches.Demarche{Quoi: x.Quoi, Date: x.Prochaine}, x.Debute, Adresse(x.Dossier))
			return nil
		}
		d, err := e.Greffe.Lire(v.Context(), x.Dossier)
		if err != nil || d.Sorte() != dossier.CSP || len(d.De("cloture")) > 0 {
			return err
		}
		switch v.Compte.Role {
		case acces.Salarie:
			for _, y := range e.choses(v, d, nil) {
				sienne(x, y.Demarche, chezSoi(v.Compte))
			}
			if fin := d.Droits().Dates.FinCSP; fin == x.Terme { // une suspension sans fin connue peut encore la reculer
				ajouter(x, x.Dossier, &demarches.Demarche{Quoi: "Dernier jour du CSP", Echeance: demarches.Le, Date: fin}, false, chezSoi(v.Compte))
			}
		case acces.Employeur:
			for _, y := range e.voirEmploye(v, d, "").Afaire {
				sienne(x, y.Demarche, Adresse(x.Dossier))
			}
		case acces.Conseiller, acces.Payeur, acces.Autorite, acces.Administrateur, acces.Auditeur:
			if m := d.ProchaineDe(demarches.Operateur); m != nil {
				ajouter(x, x.Dossier, m, m.Echeance == demarches.APartirDu, Adresse(x.Dossier))
			}
		}
		return nil
	})
	return l, err
}

// deTous sont les règles des démarches que chaque CSP connaît : elles ne disent rien de qui le suit. Les autres disent par leur seul
// nom un emploi, un arrêt, une dette ou une faute.
var deTous = []trace.Regle{
	csp.PROC01, csp.PROC03, csp.PROC04, csp.PROC05, csp.PROC12, csp.RUPT03, csp.RUPT05, csp.RUPT06, csp.CONT05, csp.CONT10,
	csp.FOLL01, csp.FOLL02, csp.FOLL04, csp.FOLL05, csp.FOLL06, csp.ASP10, csp.ARE01,
}

// sansVie ôte d'une démarche ce qui est arrivé à la personne, et les sommes : un agenda va à un logiciel d'ailleurs. Le dossier, dont
// l'adresse suit, dit le reste.
func sansVie(m *demarches.Demarche) *demarches.Demarche {
	x := *m
	switch {
	case m.Regle == 0: // ce n'est pas une démarche de la personne
	case !slices.Contains(deTous, m.Regle):
		x.Quoi = "Une démarche à faire (" + m.Regle.Carte().ID + ")"
	case strings.ContainsAny(m.Quoi, "0123456789"):
		x.Quoi = m.Regle.Carte().Titre
	}
	return &x
}

// evenement dit une date d'un dossier, sans nommer personne.
func evenement(f *dossier.Fiche, uid string, m *demarches.Demarche, debute bool, ou string) ics.Evenement {
	qui := "CSP"
	if f.Sorte == "casp" {
		qui = "Cellule d'appui"
	}
	if f.Reference != "" {
		qui += " " + f.Reference
	}
	quand := "Au plus tard ce jour"
	switch {
	case debute:
		quand = "À partir de ce jour"
	case m.Echeance == demarches.Le:
		quand = "Ce jour"
	case m.Echeance == demarches.Aussitot:
		quand = "Sans attendre, dès ce jour"
	}
	return ics.Evenement{UID: uid, Titre: qui + " · " + m.Quoi, Texte: quand + " : " + m.Quoi + ".\n" + ou, Adresse: ou, Jour: m.Date}
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
