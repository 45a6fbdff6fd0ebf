package espace

import (
	"cmp"
	"encoding/json"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"jalon/acces"
	"jalon/dossier"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/demarches"
	"jalon/droit/fait"
	"jalon/droit/trace"
	"jalon/web/cadre"
)

// routesMoi pose les pages de la personne : son dossier, et lui seul.
func (e *Espace) routesMoi(m *http.ServeMux) {
	e.Route(m, "GET /moi", e.moi)
	e.Route(m, "GET /moi/calcul", e.calculDeMoi)
}

// SonDossier est celui du compte, pour un geste. Qui n'en a pas ne trouve pas la page.
func (e *Espace) SonDossier(v *Visite, geste string) (*dossier.Dossier, error) {
	if v.Compte.Role != acces.Salarie || v.Compte.Dossier == "" {
		return nil, Introuvable
	}
	v.SetPathValue("id", v.Compte.Dossier)
	return e.OuvrirDossier(v, geste)
}

// chose est une chose que la personne a à faire, et ce qui arrive sinon.
type chose struct {
	Moment
	Sinon string
	Geste *geste // celui qui la fait, ou le dit, quand elle peut le consigner
	Libre bool   // un droit : rien n'oblige à s'en servir
	Deja  bool   // elle a commencé, et rien ne dit quand elle finit
	Mois  bool   // elle revient chaque mois, et rien ici ne dit si elle est faite
}

// geste est un acte que la personne peut consigner, dit pour elle.
type geste struct{ Nom, Titre, Aide string }

type corpsMoi struct {
	Dossier    *dossier.Dossier
	Etat       string // du jour
	Qui        string
	Consigne   string
	Sien       *Moment  // ce fait, quand elle peut le corriger
	Ou         string   // où elle en est, en une phrase
	Pourquoi   []string // ce qui l'explique
	Dessin     template.HTML
	Frise      []Moment
	Choses     []chose
	Compte     *dossier.Compte
	Courant    *dossier.Ligne // le mois d'allocation en cours
	Dernier    *dossier.Ligne // le dernier mois versé
	Totaux     dossier.Totaux
	Attentes   []string // les aides demandées que personne n'a encore décidées
	Inconnus   []string // ce qui manque aux sommes qu'on ne connaît pas
	Brute      argent.Montant
	Nette      argent.Montant
	Decisions  []DecisionDite
	Aides      []dossier.Aide
	Choix      []choixAide
	Sortie     []dossier.Recours // contre une sortie que la personne n'a pas voulue
	Autorite   string            // qui reçoit le dossier de cette sortie ; vide : personne
	Indus      []dossier.Indu
	Gestes     []geste
	Conteste   bool // elle peut le faire ici
	Et         []si
	Simulateur string
	Operateur  string
}

// choixAide met côte à côte les deux aides d'un emploi tant que l'une n'écarte pas l'autre (PRIME-06).
type choixAide struct {
	Debut      calendrier.Date
	Prime, IDR argent.Montant
}

// si est ce qui peut arriver à la personne : ce qu'en disent les règles, et à qui le dire.
type si struct {
	Titre, Dire string
	Regles      []trace.Regle
}

// sis sont ceux d'un CSP accepté ; le dernier vaut encore après l'emploi qui en a fait sortir.
var sis = []si{
	{"Je suis malade, ou j'attends un enfant", "À votre conseiller : les dates seules. Aucun papier médical n'est à donner ici.", []trace.Regle{csp.SUSP02}},
	{"On me propose un emploi court", "À votre conseiller, avant le premier jour.", []trace.Regle{csp.WORK01, csp.WORK02, csp.WORK07}},
	{"On me propose un emploi durable", "À votre conseiller. L'emploi consigné, la prime ou l'indemnité se demande sur cette page.", []trace.Regle{csp.EXIT01, csp.PRIME01, csp.IDR01, csp.PRIME06}},
	{"Je refuse une offre d'emploi, ou une action du plan", "À votre conseiller, avec vos raisons, avant de refuser.", []trace.Regle{csp.EXIT03}},
	{"L'essai de mon nouvel emploi est rompu", "À votre conseiller, aussitôt.", []trace.Regle{csp.BACK01}},
}

// seSi rend ce qui peut encore arriver.
func seSi(etat string, r *csp.Droits) []si {
	switch {
	case etat == "accepte" || etat == "en_cours" || etat == "suspendu":
		return sis
	case etat == "termine" && r.Sortie != nil && r.Sortie.Regle == csp.EXIT01:
		return sis[len(sis)-1:]
	}
	return nil
}

// Cause dit le fait qui a changé ce qui était dû.
func (c *corpsMoi) Cause(version int) string { return c.Dossier.Nom(version) }

// NomAide nomme une aide.
func (c *corpsMoi) NomAide(a dossier.Aide) string { return dossier.Poste{Nature: a.Nature}.String() }

// Motif dit pourquoi une aide est due ou non. Son dernier jour s'y écrit comme partout dans la page, et non comme le lendemain.
func (c *corpsMoi) Motif(a dossier.Aide) string {
	if !a.Limite.Connue() {
		return a.Motif
	}
	return strings.Replace(a.Motif, "avant le "+a.Limite.Plus(1).Francais(), "le "+a.Limite.Francais()+" au plus tard", 1)
}

// Manque dit pourquoi un mois d'allocation n'a pas tous ses jours.
func (c *corpsMoi) Manque(l dossier.Ligne) []string {
	if l.Nature != csp.PaiementASP || !l.Mois.Connue() || l.Jours >= l.Mois.JoursDuMois() {
		return nil
	}
	r := c.Dossier.Droits()
	mois, fin := calendrier.Periode{Debut: l.Mois, Fin: l.Mois.FinMois()}, r.Dates.FinCSP
	if r.Sortie != nil {
		fin = r.Sortie.Date
	}
	var causes []string
	dedans := mois
	if j := r.Dates.DebutCSP; mois.Contient(j) && j > mois.Debut {
		causes, dedans.Debut = append(causes, "le CSP commence le "+j.Francais()), j
	}
	if mois.Contient(fin) && fin < mois.Fin {
		dedans.Fin = fin
	}
	for _, i := range r.ASP.Interruptions {
		if p := i.Periode.Inter(dedans); !p.Vide() {
			causes = append(causes, calendrier.EnJours(p.Jours())+" sans allocation, "+strings.ReplaceAll(i.Cause, "_", " ")+" ("+i.Regle.Carte().ID+")")
		}
	}
	if dedans.Fin < mois.Fin {
		causes = append(causes, "le CSP finit le "+fin.Francais())
	}
	return causes
}

// moi est la page d'accueil de la personne : où elle en est, ce qu'elle doit faire, ce qu'elle touche et pourquoi.
func (e *Espace) moi(v *Visite) (cadre.Vue, error) {
	d, err := e.SonDossier(v, acces.Lire)
	if err != nil {
		return cadre.Vue{}, err
	}
	f, r := d.Fiche(), d.Droits()
	c := &corpsMoi{
		Dossier: d, Etat: f.Etat(v.Aujourdhui), Qui: e.Qui(v.Context(), d), Brute: r.Montants.ASPBrute, Nette: r.Montants.ASPNette,
		Operateur: csp.NomOperateur(v.Aujourdhui), Indus: d.Indus(), Simulateur: simulateur(&d.Situation),
	}
	c.Consigne = e.vientDeConsigner(v, d)
	c.Et = seSi(c.Etat, r)
	c.Ou, c.Pourquoi = ouEnSuisJe(d, f, v.Aujourdhui)
	if c.Aides, err = d.Aides(); err != nil {
		return cadre.Vue{}, err
	}
	possibles := e.Possibles(v, d)
	for _, a := range possibles {
		aide, demande := map[string]csp.NaturePaiement{"prime_demandee": csp.PaiementPrime, "idr_demandee": csp.PaiementIDR}[a.Nom]
		if c.Etat == "sans_objet" && a.Nom == "reponse" || dejaDit(d, a.Nom) || demande && !slices.ContainsFunc(c.Aides, func(x dossier.Aide) bool {
			return x.Nature == aide && x.Ouverte != fait.Non && !x.Demandee.Connue()
		}) {
			continue // il n'y a rien à quoi répondre, rien à demander, ou c'est dit
		}
		c.Gestes = append(c.Gestes, direGeste(a))
		c.Conteste = c.Conteste || a.Nom == "contestation"
	}
	c.lireAides()
	if d.Sorte() == dossier.CSP {
		c.Dessin = vie(d, v.Aujourdhui)
		if c.Compte, err = d.Compte(); err != nil {
			return cadre.Vue{}, err
		}
		c.Totaux = d.Echu(c.Compte, v.Aujourdhui).Totaux()
		if c.Totaux.Reste.Positif() {
			c.Pourquoi = append(c.Pourquoi, c.Totaux.Reste.Francais()+" vous sont dus, et ne sont pas encore versés : voyez « Ce que je touche ».")
		}
		c.Courant, c.Dernier = enTete(c.Compte, v.Aujourdhui)
		if c.Compte.Inconnus > 0 {
			c.Inconnus = inconnus(r)
		}
		if c.Decisions, err = DecisionsDites(d); err != nil {
			return cadre.Vue{}, err
		}
		if c.Sortie = d.RecoursSortie(); r.Sortie != nil && r.Sortie.Regle == csp.EXIT03 {
			c.Autorite = csp.NomAutorite(r.Sortie.Date)
		}
	}
	for _, m := range d.Frise() {
		x := Moment{Moment: m}
		if m.Fait != nil {
			e.DireFait(v, d, &x)
			if c.Consigne != "" && x.Corriger && strconv.Itoa(m.Fait.Version) == v.URL.Query().Get("consigne") {
				c.Sien = &x
			}
			if x.Suite.Par > 0 || m.Fait.Acte == "ouverture" {
				continue
			}
		} else {
			e.direDemarche(v, d, &x, possibles)
		}
		c.Frise = append(c.Frise, x)
	}
	c.Choses = e.choses(v, d, possibles)
	return cadre.Vue{Modele: "moi.html", Titre: "Mon dossier", Menu: "moi", Corps: c, Statut: http.StatusOK}, nil
}

// dejaDit dit qu'un acte de la personne ne servirait qu'à se répéter : la contestation est dite, ou chaque avertissement a sa réponse.
func dejaDit(d *dossier.Dossier, acte string) bool {
	switch acte {
	case "contestation_rupture":
		return len(d.De(acte)) > 0
	case "observations":
		avertis, reponses := d.De("avertissement"), d.De(acte)
		return len(reponses) > 0 && len(avertis) > 0 && reponses[len(reponses)-1].Version > avertis[len(avertis)-1].Version
	}
	return false
}

// lireAides dit celles qui attendent une décision, et les emplois où il reste à choisir.
func (c *corpsMoi) lireAides() {
	for i := range c.Aides {
		a := &c.Aides[i]
		if a.Demandee.Connue() && a.Decision == nil && a.Ouverte != fait.Non {
			c.Attentes = append(c.Attentes, strings.ToLower(c.NomAide(*a)))
		}
		if a.Nature != csp.PaiementIDR || i == 0 || a.Ouverte == fait.Non || a.Decision != nil {
			continue
		}
		if p := &c.Aides[i-1]; p.Nature == csp.PaiementPrime && p.Emploi == a.Emploi && p.Ouverte != fait.Non && p.Decision == nil {
			c.Choix = append(c.Choix, choixAide{a.Debut, p.Total, a.Total})
		}
	}
}

// enTete rend le mois d'allocation en cours et le dernier versé.
func enTete(k *dossier.Compte, au calendrier.Date) (courant, dernier *dossier.Ligne) {
	for i := range k.Lignes {
		l := &k.Lignes[i]
		if l.Nature != csp.PaiementASP || !l.Mois.Connue() {
			continue
		}
		if l.Mois == au.DebutMois() {
			courant = l
		}
		if l.Verse.Positif() {
			dernier = l
		}
	}
	return courant, dernier
}

// choses sont celles que la personne a à faire, ou peut faire, ce qui presse d'abord.
func (e *Espace) choses(v *Visite, d *dossier.Dossier, possibles []*dossier.Acte) []chose {
	if d.Sorte() != dossier.CSP {
		return nil
	}
	tout := d.Demarches()
	var l []chose
	for i := range tout {
		if m := &tout[i]; m.Qui == demarches.Personne && !m.Faite && !m.Finie(v.Aujourdhui) {
			x := Moment{Moment: dossier.Moment{Le: m.Date, Demarche: m}}
			e.direDemarche(v, d, &x, possibles)
			l = append(l, direChose(x, v.Aujourdhui))
		}
	}
	l = append(l, convocations(v, d)...)
	l = slices.DeleteFunc(l, func(x chose) bool {
		repondu := x.Demarche.Regle == csp.PROC12 && d.Situation.Reponse.Decision != csp.SansReponse // l'entretien aide à répondre
		return repondu
	})
	// Ce qui presse d'abord : ce qui est en retard, ce qui a commencé, puis le reste par date.
	quand := func(x chose) int64 {
		if x.Deja {
			return place(v.Aujourdhui)
		}
		return place(x.Le)
	}
	libre := func(x chose) int { // le même jour, ce qui se doit avant ce qui se peut
		if x.Libre {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(l, func(a, b chose) int {
		return cmp.Or(cmp.Compare(quand(a), quand(b)), cmp.Compare(libre(a), libre(b)))
	})
	return l
}

// regleDuRendezVous est celle qui prévoit un rendez-vous, par son objet.
var regleDuRendezVous = map[string]trace.Regle{
	"entretien_information": csp.PROC12, "prebilan": csp.FOLL01, "plan": csp.FOLL02, "bilan": csp.FOLL04, "bilan_etape": csp.FOLL04, "entretien_final": csp.FOLL05,
	"action": csp.FOLL09, "autre": csp.FOLL09,
}

// convocations sont les rendez-vous à venir auxquels la personne est appelée.
func convocations(v *Visite, d *dossier.Dossier) (l []chose) {
	for _, f := range d.De("convocation") {
		s := d.Suivi(f.Version)
		le, err := calendrier.Lire([]byte(s["pour_le"]))
		if err != nil || le < v.Aujourdhui {
			continue
		}
		m := &demarches.Demarche{Qui: demarches.Personne, Quoi: "Venir au rendez-vous : " + dossier.NomMot(s["objet"]), Echeance: demarches.Le, Date: le, Regle: regleDuRendezVous[s["objet"]]}
		x := Moment{Moment: dossier.Moment{Le: le, Demarche: m}, Titre: m.Quoi, Aussi: m.Quand()}
		l = append(l, chose{Moment: x, Sinon: "Si vous ne pouvez pas venir, prévenez votre conseiller avant ce jour : une absence sans excuse s'inscrit au dossier."})
	}
	return l
}

// direChose dit une démarche à la personne qui doit la faire.
func direChose(x Moment, au calendrier.Date) chose {
	m := x.Demarche
	x.Titre = strings.Replace(x.Titre, "Déclarer sa", "Déclarez votre", 1)
	mois, deja := m.Regle == csp.ASP10 && m.Date <= au, m.Echeance == demarches.APartirDu && m.Date.Connue() && m.Date <= au
	if mois {
		x.Titre = strings.Replace(x.Titre, " chaque mois", "", 1)
	}
	if mois && m.Jusque.Connue() && au >= m.Jusque.DebutMois() { // il ne reste que le mois de la sortie
		mois, deja, x.Le, x.Aussi = false, false, m.Jusque, "d'ordinaire, au plus tard"
		x.Titre = "Déclarez à " + csp.NomOperateur(au) + ", si ce n'est pas fait, votre situation de " + m.Jusque.DebutMois().Plus(-1).NomMois() + ", dernier mois de votre CSP"
	}
	var g *geste
	if x.Acte != nil {
		dit := direGeste(x.Acte)
		g = &dit
	}
	return chose{
		x, sinons[m.Regle], g,
		slices.Contains([]trace.Regle{csp.RUPT05, csp.RUPT06, csp.RET03, csp.RET05, csp.PROC12}, m.Regle),
		deja, mois,
	}
}

// ouEnSuisJe dit où en est la personne, et ce qui l'explique.
func ouEnSuisJe(d *dossier.Dossier, f *dossier.Fiche, au calendrier.Date) (phrase string, pourquoi []string) {
	r := d.Droits()
	le := func(j calendrier.Date) string {
		if !j.Connue() {
			return "un jour qui n'est pas encore connu"
		}
		return "le " + j.EnLettres()
	}
	switch etat := f.Etat(au); etat {
	case "clos":
		return "Votre dossier est clos.", nil
	case "proposition_a_faire":
		if d.Situation.Proposition.Par == csp.ParPersonne {
			return "Votre employeur ne vous a pas proposé le CSP. " + csp.NomOperateur(au) + " doit le faire quand vous vous inscrivez.", nil
		}
		return "Le CSP ne vous a pas encore été proposé.", nil
	case "reflexion", "sans_reponse":
		switch fin := r.Dates.FinReflexion; {
		case !fin.Connue():
			return "Le CSP vous est proposé. Le dernier jour pour répondre n'est pas encore connu.", []string{"Il manque : " + strings.Join(inconnus(r), " ; ") + "."}
		case au > fin:
			return "Le délai pour répondre s'est fini " + le(fin) + ". Sans réponse donnée à temps, c'est un refus.", nil
		default:
			return "Le CSP vous est proposé. Vous pouvez répondre jusqu'au " + fin.EnLettres() + ", ce jour compris.", nil
		}
	case "refuse":
		if len(d.De("reponse")) == 0 {
			return "Vous n'avez pas répondu dans le délai : c'est un refus du CSP.", nil
		}
		if d.ReponseTardive() {
			return "Votre réponse du " + d.Situation.Reponse.Date.EnLettres() + " est venue après le dernier jour, " + le(r.Dates.FinReflexion) + " : c'est un refus du CSP.", nil
		}
		return "Vous avez refusé le CSP " + le(d.Situation.Reponse.Date) + ".", nil
	case "accepte":
		return "Vous avez accepté le CSP. Il commence " + le(r.Dates.DebutCSP) + ".", nil
	case "en_cours", "suspendu":
		if f.TermePasse(au) {
			return "Votre CSP devait finir " + le(f.Terme) + ". La suite n'est pas encore consignée : demandez-la à votre conseiller.", nil
		}
		jusquau := ""
		if fin := r.Dates.FinCSP; fin.Connue() && fin < calendrier.SansFin && fin == f.Terme {
			jusquau = ", jusqu'au " + fin.EnLettres()
			pourquoi = demarches.Allongements(nil, r.Prolongations)
		}
		if etat == "suspendu" {
			for _, i := range r.ASP.Interruptions {
				if i.Periode.Debut <= au && au <= i.Periode.Fin {
					fin := "La fin n'est pas connue : dites-la à votre conseiller dès que vous la savez."
					if i.Periode.Fin < calendrier.SansFin {
						fin = "La pause finit " + le(i.Periode.Fin) + "."
					}
					pourquoi = append(pourquoi, "Depuis "+le(i.Periode.Debut)+" : "+strings.ReplaceAll(i.Cause, "_", " ")+" ("+i.Regle.Carte().ID+"). "+fin)
				}
			}
			return "Votre CSP est en pause. Il a commencé " + le(r.Dates.DebutCSP) + jusquau + ".", pourquoi
		}
		return "Vous êtes en CSP depuis " + le(r.Dates.DebutCSP) + jusquau + ".", pourquoi
	case "termine":
		if s := r.Sortie; s != nil {
			return "Votre CSP est fini depuis " + le(s.Date) + ".", []string{"Pourquoi : " + s.Cause + " (" + s.Regle.Carte().ID + ")."}
		}
		return "Votre CSP est fini.", nil
	case "sans_objet":
		return "Vous n'avez pas de CSP dans ce dossier.", manquees(&d.Situation, r)
	}
	return NomEtat(f.Etat(au)), nil
}

// manquees dit les conditions du CSP que la personne n'a pas.
func manquees(s *csp.Situation, r *csp.Droits) []string {
	var l []string
	if s.Salarie.Protege.Defaut(false) && s.Autorisation.Accordee == fait.Non {
		l = append(l, "L'inspection du travail n'a pas autorisé le licenciement : il n'y en a pas, et la proposition de CSP est sans effet (PROC-08).")
	}
	for _, x := range r.Eligibilite.Conditions {
		if x.Respectee == fait.Non {
			l = append(l, x.Detail.String()+" ("+x.Regle.Carte().ID+")")
		}
	}
	return l
}

// inconnus dit ce qui manque pour connaître une somme ou une date.
func inconnus(r *csp.Droits) []string {
	var l []string
	for _, m := range r.Manquants {
		if x := "de quoi " + m.Raison(); !slices.Contains(l, x) {
			l = append(l, x)
		}
	}
	if l == nil {
		l = []string{"un barème de ces dates, pas encore publié"}
	}
	return l
}

// sinons disent ce qui arrive à qui ne fait pas une démarche, tel que la règle le dit. Ce qu'aucune ne dit n'y est pas.
var sinons = map[trace.Regle]string{
	csp.PROC04:  "Sans réponse ce jour-là, c'est un refus.",
	csp.PROC05:  "Sans ces papiers, votre allocation ne peut pas être calculée.",
	csp.PROC09:  "Tant que vous n'êtes pas inscrit, l'allocation de chômage n'est pas versée.",
	csp.PROC11:  "Sans inscription, personne ne vous propose le CSP à la place de l'employeur.",
	csp.PROC12:  "Rien n'est perdu sans cet entretien, mais le délai pour répondre court quand même.",
	csp.ASP10:   "Un mois non déclaré n'est pas payé. jalon ne reçoit pas ces déclarations : il ne sait pas si vous les avez faites.",
	csp.ARE01:   "Tant que vous n'êtes pas inscrit, l'allocation de chômage n'est pas versée.",
	csp.RUPT05:  "Sans demande avant ce jour, votre ancien employeur n'a plus à vous proposer ses postes.",
	csp.RUPT06:  "Après ce jour, votre ancien employeur peut opposer que c'est trop tard.",
	csp.PRIME01: "Demandée plus tard, la prime est perdue.",
	csp.IDR06:   "Demandée plus tard, l'indemnité est refusée.",
	csp.RET03:   "Après ce jour, vous ne pouvez plus contester, et une part de vos allocations peut être retenue.",
	csp.RET05:   "Sans opposition, la contrainte vaut un jugement.",
	csp.RET07:   "Si vous ne pouvez pas payer ce jour-là, dites-le avant.",
}

// gestesDits dit pour la personne les actes qu'elle peut consigner : ce qu'elle fait, et ce qu'il faut savoir avant.
var gestesDits = map[string][2]string{
	"reponse":              {"Dire ma réponse au CSP", "Elle se donne à votre employeur, avec le bulletin signé et la copie de votre pièce d'identité. La dire ici ne remplace pas."},
	"contestation_rupture": {"Dire que je conteste la rupture", "Contester la fin de votre contrat, ou son motif, se fait devant le juge. Le dire ici l'inscrit à votre dossier ; cela ne remplace pas le juge."},
	"observations":         {"Répondre à un avertissement", "Expliquez ce qui s'est passé. Votre conseiller le lira."},
	"prime_demandee":       {"Demander la prime de reclassement", "Dans les trente jours du premier jour de l'emploi. Pour un emploi, c'est la prime ou l'indemnité différentielle."},
	"idr_demandee":         {"Demander l'indemnité différentielle", "Avec le formulaire que votre conseiller vous remet. Pour un emploi, c'est la prime ou l'indemnité différentielle."},
	"contestation":         {"Contester une somme ou une décision", "Dites avec vos mots pourquoi vous n'êtes pas d'accord."},
	"opposition":           {"Dire que je m'oppose à une contrainte", "L'opposition s'écrit au tribunal de votre domicile, dans les quinze jours. La dire ici ne remplace pas."},
}

func direGeste(a *dossier.Acte) geste {
	g := gestesDits[a.Nom]
	return geste{a.Nom, cmp.Or(g[0], a.Titre), g[1]}
}

// DecisionDite est une décision figée, et ce qu'elle dit.
type DecisionDite struct {
	Fait    int
	Le      calendrier.Date
	Objet   string
	Edition string
	Dit     []string
	Change  int // ce que les règles d'aujourd'hui y changeraient
}

// DecisionsDites lit les décisions du dossier dans ce qu'elles ont figé.
func DecisionsDites(d *dossier.Dossier) ([]DecisionDite, error) {
	var l []DecisionDite
	tout := d.Decisions()
	for i := range tout {
		x := &tout[i]
		change, err := d.Relecture(x)
		if err != nil {
			return nil, err
		}
		var fige struct {
			Dates, Montants map[string]any
			Reprises        []struct {
				Prime, IDR map[string]any
			}
			Sortie *struct{ Date, Cause string }
		}
		if err := json.Unmarshal(x.Droits, &fige); err != nil {
			return nil, err
		}
		s := DecisionDite{Fait: x.Version, Le: x.Le, Objet: EnMots(x.Objet), Edition: x.Edition, Change: len(change)}
		date := func(quoi, cle string) {
			if t, ok := fige.Dates[cle].(string); ok {
				if j, err := calendrier.Lire([]byte(t)); err == nil {
					s.Dit = append(s.Dit, quoi+" : "+j.Francais())
				}
			}
		}
		montant := func(quoi string, v any) {
			if t, ok := v.(string); ok {
				if m, err := argent.Lire([]byte(t)); err == nil {
					s.Dit = append(s.Dit, quoi+" : "+m.Francais())
				}
			}
		}
		switch x.Objet {
		case "prime", "idr":
			for _, r := range fige.Reprises {
				montant("Prime de reclassement", r.Prime["montant"])
				montant("Indemnité différentielle, par mois", r.IDR["mensuelle"])
			}
		case "sortie":
			if fige.Sortie != nil {
				date("Premier jour du CSP", "debut_csp")
				if j, err := calendrier.Lire([]byte(fige.Sortie.Date)); err == nil {
					s.Dit = append(s.Dit, "Dernier jour du CSP : "+j.Francais()+", "+fige.Sortie.Cause)
				}
			}
		default:
			date("Premier jour du CSP", "debut_csp")
			date("Dernier jour du CSP", "fin_csp")
			montant("Allocation brute, par jour", fige.Montants["asp_brute"])
			montant("Allocation nette, par jour", fige.Montants["asp_nette"])
		}
		l = append(l, s)
	}
	return l, nil
}

// simulateur est l'adresse de la page complète, remplie de la procédure, de l'entreprise et de la réponse déjà donnée : une adresse
// reste dans le navigateur et sur son chemin, et rien de ce que la personne gagne ou est n'y passe.
func simulateur(s *csp.Situation) string {
	q := url.Values{}
	if j := s.Licenciement.Engagement; j.Connue() {
		q.Set("licenciement.engagement", j.String())
	}
	if s.Employeur.Effectif.Connu() {
		q.Set("employeur.effectif", strconv.Itoa(s.Employeur.Effectif.Int()))
	}
	q.Set("employeur.procedure_collective", csp.NomsProcedure[s.Employeur.Procedure])
	q.Set("licenciement.forme", csp.NomsForme[s.Licenciement.Forme])
	if s.Reponse.Decision != csp.SansReponse && s.Reponse.Date.Connue() { // sans elle, il presserait de répondre
		q.Set("reponse.decision", csp.NomsDecision[s.Reponse.Decision])
		q.Set("reponse.date", s.Reponse.Date.String())
	}
	return "/complet?" + q.Encode()
}

type corpsCalcul struct{ Pas []trace.Pas }

// calculDeMoi déplie tout le calcul, jusqu'à l'article et à la source de chaque valeur.
func (e *Espace) calculDeMoi(v *Visite) (cadre.Vue, error) {
	d, err := e.SonDossier(v, acces.LireArgent)
	if err != nil {
		return cadre.Vue{}, err
	}
	t := trace.Nouvelle()
	csp.Calculer(&d.Situation, t)
	return cadre.Vue{Modele: "moi_calcul.html", Titre: "Le calcul, pas à pas", Menu: "moi", Corps: &corpsCalcul{t.Arbre()}, Statut: http.StatusOK}, nil
}
