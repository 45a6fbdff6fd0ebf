package dossier

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/demarches"
	"jalon/droit/trace"
)

const (
	acteIndu          = "indu_notifie"
	acteContestation  = "contestation"
	acteDemeure       = "mise_en_demeure"
	acteContrainte    = "contrainte"
	acteOpposition    = "opposition"
	acteRemiseDette   = "remise_dette"
	acteEcheancier    = "echeancier"
	acteRemboursement = "remboursement"
	parRetenue        = "retenue"
)

// echeancesMax borne un échéancier.
const echeancesMax = 600

// Indu est un trop-perçu notifié à la personne : ce qu'elle en a rendu, ce qu'elle peut faire, jusqu'à quand.
type Indu struct {
	Fait      int // rang de la notification
	Le        calendrier.Date
	Montant   argent.Montant
	Remis     argent.Montant // dette remise
	Rembourse argent.Montant
	Reste     argent.Montant

	Negligeable        bool            // trop petit pour être récupéré (RET-06)
	LimiteContestation calendrier.Date // inconnue : aucun texte lu ne la fixe à ce jour
	Contestation       int             // rang du recours ; 0 : aucun
	Rejet              calendrier.Date // jour où un recours sans réponse est réputé rejeté
	Reponse            int             // rang de la décision prise après le recours
	MiseEnDemeure      int
	FinMiseEnDemeure   calendrier.Date
	Contrainte         int
	LimiteOpposition   calendrier.Date
	Opposition         int
	Plan               *Plan
}

// Plan est un remboursement échelonné.
type Plan struct {
	Fait      int
	Total     argent.Montant // de ses échéances
	Manque    argent.Montant // de la dette qu'il doit couvrir, ce qu'il ne couvre pas
	Echeances []EcheancePlan
}

// EcheancePlan est une échéance d'un plan. Ce que la personne rend paie d'abord la plus ancienne.
type EcheancePlan struct {
	Le            calendrier.Date
	Montant, Paye argent.Montant
}

// Reste est ce qui manque à l'échéance.
func (v *EcheancePlan) Reste() argent.Montant { return v.Montant.Moins(v.Paye) }

// EnRetard dit que l'échéance est passée ce jour-là sans être payée en entier.
func (v *EcheancePlan) EnRetard(au calendrier.Date) bool { return v.Le < au && v.Reste().Positif() }

// Retard est ce que le plan aurait dû avoir reçu ce jour-là, et n'a pas reçu.
func (p *Plan) Retard(au calendrier.Date) argent.Montant {
	retard := argent.Centimes(0)
	for i := range p.Echeances {
		if v := &p.Echeances[i]; v.EnRetard(au) {
			retard = retard.Plus(v.Reste())
		}
	}
	return retard
}

// montant lit une somme d'un suivi ; lue à la saisie.
func (d *Dossier) montant(version int) argent.Montant {
	m, _ := argent.Lire([]byte(d.Suivi(version)["montant"]))
	return m
}

// Indus rend les trop-perçus notifiés, du plus ancien au plus récent. L'ordre où les faits ont été consignés n'y change rien.
func (d *Dossier) Indus() []Indu {
	zero := argent.Centimes(0)
	var l []Indu
	for _, f := range d.parDate(acteIndu) {
		m := d.montant(f.Version)
		l = append(l, Indu{
			Fait: f.Version, Le: f.Le, Montant: m, Remis: zero, Rembourse: zero, Reste: m, Negligeable: demarches.Negligeable(m, f.Le),
			LimiteContestation: demarches.LimiteContestationIndu(f.Le),
		})
	}
	pour := func(acte, champ string, faire func(i *Indu, f *Fait)) {
		for _, f := range d.parDate(acte) {
			if i := d.induVise(l, d.Suivi(f.Version), champ, f.Le); i != nil {
				faire(i, f)
			}
		}
	}
	pour(acteRemiseDette, "indu", func(i *Indu, f *Fait) {
		i.Remis = argent.Min(i.Remis.Plus(d.montant(f.Version)), i.Montant)
		i.Reste = i.Montant.Moins(i.Remis)
	})
	pour(acteContestation, "conteste", func(i *Indu, f *Fait) {
		i.Contestation, i.Rejet = f.Version, demarches.RejetImplicite(f.Le)
		for _, x := range d.parDate(acteDecision) {
			if d.Suivi(x.Version)["objet"] == "indu" && x.Le >= f.Le {
				i.Reponse = x.Version
				break
			}
		}
	})
	pour(acteDemeure, "indu", func(i *Indu, f *Fait) {
		i.MiseEnDemeure, i.FinMiseEnDemeure = f.Version, demarches.FinMiseEnDemeure(f.Le)
	})
	pour(acteContrainte, "indu", func(i *Indu, f *Fait) {
		i.Contrainte, i.LimiteOpposition = f.Version, demarches.LimiteOpposition(f.Le)
	})
	pour(acteOpposition, "indu", func(i *Indu, f *Fait) { i.Opposition = f.Version })
	rendus := d.imputer(l)
	pour(acteEcheancier, "indu", func(i *Indu, f *Fait) {
		i.Plan = planifier(i, f.Version, d.Suivi(f.Version), rendus[i.Fait])
	})
	return l
}

// parDate rend les faits d'un acte qui valent encore, par date.
func (d *Dossier) parDate(acte string) []*Fait {
	l := d.De(acte)
	slices.SortStableFunc(l, func(a, b *Fait) int { return cmp.Compare(a.Le, b.Le) })
	return l
}

// induVise est celui que nomme le champ d'un fait de ce jour ; s'il n'en nomme aucun, le dernier notifié avant lui, ou le premier
// de tous.
func (d *Dossier) induVise(l []Indu, s map[string]string, champ string, le calendrier.Date) *Indu {
	if n, err := strconv.Atoi(s[champ]); err == nil {
		for i := range l {
			if n <= len(d.Faits) && d.Origine(l[i].Fait) == d.Origine(n) {
				return &l[i]
			}
		}
		return nil
	}
	for i := len(l) - 1; i >= 0; i-- {
		if l[i].Le <= le || i == 0 {
			return &l[i]
		}
	}
	return nil
}

// rendu est la part d'un remboursement qui revient à un trop-perçu.
type rendu struct {
	le      calendrier.Date
	montant argent.Montant
}

// imputer partage ce que la personne a rendu depuis une notification, la dette la plus ancienne d'abord. Ce qu'elle a rendu
// avant n'était pas réclamé.
func (d *Dossier) imputer(l []Indu) map[int][]rendu {
	rendus := map[int][]rendu{}
	for _, f := range d.parDate(acteRemboursement) {
		m := d.montant(f.Version)
		for i := range l {
			x := &l[i]
			if x.Le > f.Le || !x.Reste.Positif() {
				continue
			}
			part := argent.Min(m, x.Reste)
			if !part.Positif() {
				break
			}
			m, x.Reste, x.Rembourse = m.Moins(part), x.Reste.Moins(part), x.Rembourse.Plus(part)
			rendus[x.Fait] = append(rendus[x.Fait], rendu{f.Le, part})
		}
	}
	return rendus
}

// planifier date les échéances d'un échéancier : la même somme chaque mois, et à la dernière ce qui reste, au centime.
func planifier(i *Indu, fait int, s map[string]string, rendus []rendu) *Plan {
	p := &Plan{Fait: fait}
	dette := aCouvrir(i, s, rendus)
	mensualite, _ := argent.Lire([]byte(s["mensualite"])) // lus à la saisie
	n, _ := strconv.Atoi(s["nombre"])
	debut, _ := calendrier.Lire([]byte(s["debut"]))
	reste := dette
	for k := range min(n, echeancesMax) {
		m := argent.Min(mensualite, reste)
		reste = reste.Moins(m)
		p.Echeances = append(p.Echeances, EcheancePlan{Le: debut.PlusMois(k), Montant: m, Paye: argent.Centimes(0)})
	}
	p.Total, p.Manque = dette.Moins(reste), reste
	accepte, _ := calendrier.Lire([]byte(s["accepte_le"]))
	for _, r := range rendus {
		m := r.montant
		for k := range p.Echeances {
			if v := &p.Echeances[k]; r.le >= accepte {
				part := argent.Min(m, v.Reste())
				v.Paye, m = v.Paye.Plus(part), m.Moins(part)
			}
		}
	}
	return p
}

// aCouvrir est la dette qu'un échéancier doit couvrir : celle qui est notifiée, moins ce qui est remis, et moins ce qui était
// déjà rendu le jour où il a été accepté.
func aCouvrir(i *Indu, s map[string]string, rendus []rendu) argent.Montant {
	dette := i.Montant.Moins(i.Remis)
	accepte, err := calendrier.Lire([]byte(s["accepte_le"]))
	for _, r := range rendus {
		if err == nil && r.le < accepte {
			dette = dette.Moins(r.montant)
		}
	}
	return dette
}

// argentRefuse dit pourquoi un acte sur un trop-perçu ou une aide ne peut pas être consigné.
func (d *Dossier) argentRefuse(a *Acte, c *contenu, le calendrier.Date) *Refus {
	switch a.Nom {
	case acteAide:
		return d.aideRefusee(a, c)
	case acteIndu, acteContestation, acteRemiseDette, acteEcheancier, acteRemboursement, acteDemeure, acteContrainte, acteOpposition:
	default:
		return nil
	}
	if m, err := argent.Lire([]byte(c.Suivi["montant"])); err == nil && !m.Positif() {
		return &Refus{RefusValeur, "une somme est attendue", "montant", ""}
	}
	l := d.Indus()
	for i := range a.Champs {
		x := &a.Champs[i]
		n, err := strconv.Atoi(c.Suivi[x.Cle])
		if x.Genre == NumFait && err == nil && !(n <= len(d.Faits) && slices.Contains(x.Mots, d.Faits[n-1].Acte)) {
			return &Refus{RefusValeur, fmt.Sprintf("le fait %d n'est pas « %s »", n, Trouver(x.Mots[0]).Titre), x.Cle, ""}
		}
	}
	switch a.Nom {
	case acteContrainte:
		if i := d.induVise(l, c.Suivi, "indu", le); i != nil && le <= i.FinMiseEnDemeure {
			return &Refus{RefusOrdre, "la personne peut payer jusqu'au " + i.FinMiseEnDemeure.Francais() + ", un mois après la mise en demeure", "date", a.Articles()}
		}
	case acteEcheancier:
		if i := d.induVise(l, c.Suivi, "indu", le); i != nil {
			return d.planRefuse(c, i)
		}
	case acteRemboursement:
		if c.Suivi["nature"] == "asp" && c.Suivi["mois"] == "" {
			return &Refus{RefusManque, "le mois payé à tort est nécessaire pour une ASP : c'est lui que la somme rend", "mois", a.Articles()}
		}
		if c.Suivi["par"] == parRetenue {
			return d.retenueRefusee(l, le)
		}
	}
	return nil
}

// planRefuse refuse un échéancier qui ne couvre pas la dette, ou dont une échéance serait vide.
func (d *Dossier) planRefuse(c *contenu, i *Indu) *Refus {
	mensualite, _ := argent.Lire([]byte(c.Suivi["mensualite"]))
	n, _ := strconv.Atoi(c.Suivi["nombre"])
	dette := aCouvrir(i, c.Suivi, d.imputer(d.Indus())[i.Fait])
	switch {
	case n < 1 || n > echeancesMax:
		return &Refus{RefusValeur, fmt.Sprintf("de 1 à %d échéances sont attendues", echeancesMax), "nombre", ""}
	case !mensualite.Positif():
		return &Refus{RefusValeur, "une somme est attendue", "mensualite", ""}
	case mensualite.Fois(int64(n)).Compare(dette) < 0:
		return &Refus{RefusValeur, fmt.Sprintf("%d fois %s ne couvrent pas les %s à rendre", n, mensualite.Francais(), dette.Francais()), "nombre", ""}
	case n > 1 && mensualite.Fois(int64(n-1)).Compare(dette) >= 0:
		return &Refus{RefusValeur, fmt.Sprintf("la dernière échéance serait vide : %d fois %s suffisent à rendre %s", n-1, mensualite.Francais(), dette.Francais()), "nombre", ""}
	}
	return nil
}

// retenueRefusee : rien ne se retient sur une allocation tant que la personne peut contester, ni quand elle conteste (RET-04).
func (d *Dossier) retenueRefusee(l []Indu, le calendrier.Date) *Refus {
	dire := func(pourquoi string) *Refus {
		return &Refus{RefusOrdre, pourquoi + " : rien ne se retient sur une allocation", "par", Trouver(acteIndu).Articles() + " ; " + articles(csp.RET04)}
	}
	r := dire("aucun trop-perçu n'a été notifié à la personne")
	for i := range l {
		switch x := &l[i]; {
		case !x.Reste.Positif() || x.Le > le:
		case x.Contestation > 0:
			r = dire("la personne conteste")
		case !x.LimiteContestation.Connue() || le <= x.LimiteContestation:
			r = dire("la personne peut contester jusqu'au " + dateOu(x.LimiteContestation))
		default:
			return nil
		}
	}
	return r
}

func dateOu(d calendrier.Date) string {
	if !d.Connue() {
		return "jour que rien ne fixe"
	}
	return d.Francais()
}

// Recours est ce qu'une personne peut faire d'un trop-perçu notifié.
type Recours struct {
	Quoi, A  string
	Des      calendrier.Date // premier jour ; inconnu : tout de suite
	Avant    calendrier.Date // dernier jour ; inconnu : voir Delai
	Delai    string          // ce qu'on sait du délai, sans date
	Exerce   int             // rang du fait qui l'exerce
	Regle    trace.Regle
	Articles string
}

// Recours rend ce que la personne peut faire, à qui s'adresser, jusqu'à quand.
func (i *Indu) Recours() []Recours {
	nom := csp.NomOperateur(i.Le)
	fixe := func(d calendrier.Date) string {
		if d.Connue() {
			return ""
		}
		return "délai non sourcé"
	}
	var l []Recours
	if i.Negligeable {
		l = append(l, Recours{Quoi: "Rappeler qu'une si petite somme n'est pas récupérée", A: nom, Delai: "aucun délai", Regle: csp.RET06})
	}
	l = append(l, Recours{Quoi: "Contester, par un recours gracieux", A: "le directeur général de " + nom, Avant: i.LimiteContestation, Delai: fixe(i.LimiteContestation), Exerce: i.Contestation, Regle: csp.RET03})
	if i.Contestation > 0 && i.Reponse == 0 {
		l = append(l, Recours{Quoi: "Sans réponse, saisir le juge : le recours est réputé rejeté", A: "le juge compétent", Des: i.Rejet, Delai: "délai non sourcé", Regle: csp.RET03})
	}
	l = append(l,
		Recours{Quoi: "Demander une remise de dette, ou de la rembourser en plusieurs fois", A: nom + ", et l'instance paritaire régionale", Delai: "délai non sourcé", Regle: csp.RET07},
		Recours{Quoi: "Saisir le médiateur, après une première démarche ; cela ne remplace pas un recours", A: "le médiateur régional de " + nom, Delai: "délai non sourcé", Regle: csp.RET07})
	if i.Contrainte > 0 {
		l = append(l, Recours{Quoi: "S'opposer à la contrainte, qui est alors suspendue", A: "le tribunal compétent de son domicile", Avant: i.LimiteOpposition, Delai: fixe(i.LimiteOpposition), Exerce: i.Opposition, Regle: csp.RET05})
	}
	for k := range l {
		l[k].Articles = articles(l[k].Regle)
	}
	return l
}

// RecoursSortie rend ce que peut faire la personne que l'on sort du CSP malgré elle (EXIT-03, EXIT-04). Aucun texte lu ne dit à
// qui ni jusqu'à quand contester cette sortie : rien n'en est daté.
func (d *Dossier) RecoursSortie() []Recours {
	s := d.Droits().Sortie
	if s == nil || s.Regle != csp.EXIT03 && s.Regle != csp.EXIT04 {
		return nil
	}
	return sansDelai(s.Date, s.Regle)
}

// Recours rend ce que la personne peut faire contre une aide refusée ; rien tant qu'elle ne l'est pas.
func (a *Aide) Recours() []Recours {
	if a.Decision == nil || a.Decision.Accordee {
		return nil
	}
	return sansDelai(a.Decision.Le, a.Regle)
}

// sansDelai sont les démarches contre une décision de l'opérateur dont aucun texte lu ne règle le recours.
func sansDelai(le calendrier.Date, regle trace.Regle) []Recours {
	const delai = "aucun texte connu ne donne de délai"
	nom := csp.NomOperateur(le)
	return []Recours{
		{Quoi: "Écrire pourquoi vous n'êtes pas d'accord, et demander que la décision soit revue", A: nom, Delai: delai, Regle: regle},
		{Quoi: "Saisir le médiateur, après cette première démarche ; cela ne remplace pas un recours", A: "le médiateur régional de " + nom, Delai: delai, Regle: csp.RET07},
		{Quoi: "Saisir le juge", A: "un juge qu'aucun texte connu ne nomme : un avocat ou un point-justice peut vous le dire", Delai: delai + " : n'attendez pas", Regle: regle},
	}
}

// Retenue dit si une part des allocations à venir peut être retenue, d'après ce que les textes disent (RET-04).
func (i *Indu) Retenue() string {
	switch {
	case i.Contestation > 0:
		return "La personne conteste : rien ne se retient sur ses allocations."
	case !i.LimiteContestation.Connue():
		return "Retenue sur les allocations à venir : non sourcé à cette date."
	}
	return "Rien ne se retient sur ses allocations jusqu'au " + i.LimiteContestation.Francais() + " ; ensuite, sans contestation, au plus leur partie saisissable, que jalon ne calcule pas."
}

// avecLesIndus ajoute, à leur date, les démarches des trop-perçus notifiés.
func (d *Dossier) avecLesIndus(l []demarches.Demarche) []demarches.Demarche {
	for _, m := range append(d.demarchesDesIndus(), d.aDecider()...) {
		i := slices.IndexFunc(l, func(x demarches.Demarche) bool { return x.Date > m.Date })
		if i < 0 {
			i = len(l)
		}
		l = slices.Insert(l, i, m)
	}
	return l
}

// demarchesDesIndus sont celles que demandent les trop-perçus notifiés : contester, répondre, payer, s'opposer.
func (d *Dossier) demarchesDesIndus() []demarches.Demarche {
	var l []demarches.Demarche
	tous := d.Indus()
	for k := range tous {
		i := &tous[k]
		du := "le trop-perçu de " + i.Montant.Francais() + " notifié le " + i.Le.Francais()
		if i.LimiteContestation.Connue() && (i.Reste.Positif() || i.Contestation > 0) {
			l = append(l, demarches.Demarche{Qui: demarches.Personne, Quoi: "Contester, s'il y a lieu, " + du, Date: i.LimiteContestation, Regle: csp.RET03, Faite: i.Contestation > 0})
		}
		if i.Contestation > 0 && i.Rejet.Connue() {
			l = append(l, demarches.Demarche{Qui: demarches.Operateur, Quoi: "Répondre à la contestation ; le silence la rejette", Date: i.Rejet, Regle: csp.RET03, Faite: i.Reponse > 0})
		}
		if i.Contrainte > 0 && i.LimiteOpposition.Connue() {
			l = append(l, demarches.Demarche{Qui: demarches.Personne, Quoi: "S'opposer, s'il y a lieu, à la contrainte", Date: i.LimiteOpposition, Regle: csp.RET05, Faite: i.Opposition > 0})
		}
		if i.Plan == nil {
			continue
		}
		for n := range i.Plan.Echeances {
			if v := &i.Plan.Echeances[n]; v.Reste().Positif() {
				l = append(l, demarches.Demarche{
					Qui: demarches.Personne, Date: v.Le, Regle: csp.RET07,
					Quoi: fmt.Sprintf("Rembourser %s, échéance %d sur %d", v.Reste().Francais(), n+1, len(i.Plan.Echeances)),
				})
				break // les suivantes attendent celle-ci
			}
		}
	}
	return l
}

func articles(r trace.Regle) string { return (&Acte{Regle: r}).Articles() }
