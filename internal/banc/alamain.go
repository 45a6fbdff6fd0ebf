package main

import (
	"fmt"
	"hash/maphash"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
)

// dossier est le cas mesuré : une adhésion de 2024, dont tous les barèmes sont publiés.
const dossier = `{"id":"banc","employeur":{"effectif":62},"salarie":{"date_naissance":"1984-06-12"},
"contrat":{"debut":"2017-09-04","salaire_mensuel":"2650.00","taux_charges_patronales":"42"},
"licenciement":{"engagement":"2024-03-04","forme":"individuel"},
"proposition":{"remise":"2024-03-04","motif_ecrit_le":"2024-03-04"},
"reponse":{"decision":"acceptation","date":"2024-03-18"},
"evenements":[{"type":"prebilan","date":"2024-03-29"},{"type":"plan","date":"2024-04-20"}]}`

// chiffres est ce que les deux calculs doivent donner de même.
type chiffres struct {
	finReflexion, debut, fin, sixieme, dixieme, prebilan, plan, bilan, final, courrier calendrier.Date
	contestation, echeance, lettre, fenetre                                            calendrier.Date
	reference, sjr, asp, are, plafond, plancher, retenue, net                          int64
	preavis, contribution, chargee, indemnite                                          int64
	mois                                                                               [14]mois
	nbMois, jours, areJours, areReste                                                  int
}

type mois struct {
	premier            calendrier.Date
	jours              int
	brut, retenue, net int64
}

type valeur struct {
	depuis calendrier.Date
	v      int64
}

// Les mêmes barèmes, en tables de centimes.
var (
	partieFixe = []valeur{{calendrier.D(2022, 7, 1), 1247}, {calendrier.D(2023, 4, 1), 1271}, {calendrier.D(2023, 7, 1), 1295}, {calendrier.D(2024, 7, 1), 1311}, {calendrier.D(2025, 7, 1), 1318}}
	minimale   = []valeur{{calendrier.D(2022, 7, 1), 3042}, {calendrier.D(2023, 4, 1), 3100}, {calendrier.D(2023, 7, 1), 3159}, {calendrier.D(2024, 7, 1), 3197}, {calendrier.D(2025, 7, 1), 3213}}
	formation  = []valeur{{calendrier.D(2022, 7, 1), 2178}, {calendrier.D(2023, 4, 1), 2219}, {calendrier.D(2023, 7, 1), 2261}, {calendrier.D(2024, 7, 1), 2288}, {calendrier.D(2025, 7, 1), 2299}}
	plafondSS  = []valeur{{calendrier.D(2022, 1, 1), 342800}, {calendrier.D(2023, 1, 1), 366600}, {calendrier.D(2024, 1, 1), 386400}, {calendrier.D(2025, 1, 1), 392500}}
)

func lire(t []valeur, d calendrier.Date) int64 {
	for i := len(t) - 1; i >= 0; i-- {
		if t[i].depuis <= d {
			return t[i].v
		}
	}
	return 0
}

func arrondi(num, den int64) int64 { return (2*num + den) / (2 * den) }

// aLaMain calcule le dossier sans rien d'autre que des entiers et des dates civiles.
func aLaMain() chiffres {
	var c chiffres
	remise, reponse, prebilan := calendrier.D(2024, 3, 4), calendrier.D(2024, 3, 18), calendrier.D(2024, 3, 29)
	entree, salaire := calendrier.D(2017, 9, 4), int64(265000)
	c.finReflexion = calendrier.ReporterOuvre(remise.Plus(21), calendrier.Metropole)
	finContrat := c.finReflexion
	c.debut = c.finReflexion + 1
	c.fin = c.debut.FinPeriode(12)
	c.sixieme, c.dixieme = c.debut.FinPeriode(6), c.debut.FinPeriode(10)
	c.prebilan, c.plan, c.bilan = c.debut+8, prebilan.PlusMois(1), c.debut.FinPeriode(4)
	c.final, c.courrier = (c.fin + 1).PlusMois(-2), c.fin-30
	c.contestation = reponse.PlusMois(12)
	c.echeance = c.debut.DebutMois().PlusMois(2) + 24
	c.lettre = calendrier.ApresOuvrables(remise, 7, calendrier.Metropole) + 1
	c.fenetre = finContrat.PlusMois(-24) + 1

	entiers := int64(c.fenetre.DebutMois().MoisEntiers(finContrat.DebutMois()) - 1)
	a, na := int64(c.fenetre.FinMois()-c.fenetre)+1, int64(c.fenetre.JoursDuMois())
	b, nb := int64(finContrat-finContrat.DebutMois())+1, int64(finContrat.JoursDuMois())
	c.reference = arrondi(salaire*(entiers*na*nb+a*nb+b*na), na*nb)
	jours := min(int64(finContrat-c.fenetre)+1, 730)
	c.sjr = arrondi(c.reference, jours)
	jour := func(d calendrier.Date) (asp, are, plafond, plancher, retenue int64) {
		plafond = arrondi(57*4*lire(plafondSS, finContrat)*12, 36500)
		// En millièmes de centime, arrondi une fois. L'ARE a son propre diviseur.
		s := arrondi(c.reference, int64(finContrat-c.fenetre)+1)
		are = arrondi(min(max(404*s+1000*lire(partieFixe, d), 570*s, 1000*lire(minimale, d)), 750*s), 1000)
		are = min(are, plafond)
		plancher = lire(formation, d)
		asp = min(max(arrondi(75*c.sjr, 100), are, plancher), plafond)
		retenue = max(0, min(arrondi(3*c.sjr, 100), asp-lire(minimale, d)))
		return
	}
	c.asp, c.are, c.plafond, c.plancher, c.retenue = jour(c.debut)
	c.net = c.asp - c.retenue
	for d := c.debut; d <= c.fin; d = d.FinMois() + 1 {
		m := &c.mois[c.nbMois]
		m.premier, m.jours = d.DebutMois(), int(min(d.FinMois(), c.fin)-d)+1
		asp, _, _, _, retenue := jour(d)
		m.brut, m.retenue = int64(m.jours)*asp, int64(m.jours)*retenue
		m.net = m.brut - m.retenue
		c.jours += m.jours
		c.nbMois++
	}
	c.preavis = 2 * salaire
	c.contribution = min(c.preavis, 3*salaire)
	c.chargee = arrondi(c.contribution*142, 100)
	anciennete := int64(entree.MoisEntiers(finContrat.PlusMois(2) + 1))
	c.indemnite = arrondi(salaire*(min(anciennete, 120)*3+max(anciennete-120, 0)*4), 144)
	c.areJours = int((min(int64(finContrat-c.fenetre)+1, 730)*3 + 3) / 4)
	c.areReste = max(0, c.areJours-c.jours)
	return c
}

// memesChiffres refuse de mesurer deux calculs qui ne disent pas la même chose.
func memesChiffres(d *csp.Droits, c chiffres) error {
	m, t := &d.Montants, &d.Dates
	dates := [][2]calendrier.Date{
		{t.FinReflexion, c.finReflexion},
		{t.DebutCSP, c.debut},
		{t.FinCSP, c.fin},
		{t.FinSixiemeMois, c.sixieme},
		{t.FinDixiemeMois, c.dixieme},
		{t.LimitePrebilan, c.prebilan},
		{t.LimitePlan, c.plan},
		{t.BilanEtape, c.bilan},
		{t.DebutEntretienFinal, c.final},
		{t.CourrierAvantTerme, c.courrier},
		{t.LimiteContestation, c.contestation},
		{t.EcheanceContribution, c.echeance},
		{t.LettreAuPlusTot, c.lettre},
		{d.Eligibilite.FenetreDebut, c.fenetre},
	}
	for i, x := range dates {
		if x[0] != x[1] {
			return fmt.Errorf("date %d : Calculer %s, à la main %s", i, x[0], x[1])
		}
	}
	for i, x := range []struct {
		a argent.Montant
		b int64
	}{
		{m.SalaireReference, c.reference},
		{m.SJR, c.sjr},
		{m.ASPBrute, c.asp},
		{m.AREJournaliere, c.are},
		{m.ASPPlafond, c.plafond},
		{m.ASPPlancherFormation, c.plancher},
		{m.RetenueRetraite, c.retenue},
		{m.ASPNette, c.net},
		{m.PreavisTotal, c.preavis},
		{m.ContributionBrute, c.contribution},
		{m.ContributionOperateur, c.chargee},
		{m.IndemniteLegale, c.indemnite},
	} {
		if x.a.Centimes() != x.b {
			return fmt.Errorf("montant %d : Calculer %s, à la main %s", i, x.a, argent.Centimes(x.b))
		}
	}
	if len(d.ASP.Mensualites) != c.nbMois || d.ASP.JoursPayes.Int() != c.jours || d.Apres.AREDureeJours.Int() != c.areJours || d.Apres.AREJoursRestants.Int() != c.areReste {
		return fmt.Errorf("jours : %d mois, %d jours, ARE %d et %d ; à la main %d, %d, %d et %d", len(d.ASP.Mensualites), d.ASP.JoursPayes.Int(),
			d.Apres.AREDureeJours.Int(), d.Apres.AREJoursRestants.Int(), c.nbMois, c.jours, c.areJours, c.areReste)
	}
	for i, x := range d.ASP.Mensualites {
		if y := c.mois[i]; x.Jours != y.jours || x.Brut.Centimes() != y.brut || x.Net.Centimes() != y.net {
			return fmt.Errorf("mois %d : Calculer %v, à la main %v", i, x, y)
		}
	}
	return nil
}

// empreinte résume une sortie sans la garder.
type empreinte struct{ h maphash.Hash }

var graine = maphash.MakeSeed()

func nouvelleSomme() *empreinte {
	e := &empreinte{}
	e.h.SetSeed(graine)
	return e
}

func (e *empreinte) Write(b []byte) (int, error) { return e.h.Write(b) }

func (e *empreinte) texte() string { return fmt.Sprintf("%016x", e.h.Sum64()) }

// situationJSON a la forme du format d'échange, pour encoding/json.
type situationJSON struct {
	ID        string            `json:"id"`
	Reglages  map[string]string `json:"reglages"`
	Employeur struct {
		Effectif       *int   `json:"effectif"`
		EffectifGroupe *int   `json:"effectif_groupe"`
		Procedure      string `json:"procedure_collective"`
		Assurance      *bool  `json:"assurance_chomage"`
		Licenciements  *int   `json:"licenciements_envisages"`
		Difficultes    *bool  `json:"difficultes"`
	} `json:"employeur"`
	Salarie struct {
		Naissance string `json:"date_naissance"`
		Residence string `json:"residence"`
		Apte      *bool  `json:"apte"`
		Protege   *bool  `json:"protege"`
		TauxPlein string `json:"date_taux_plein"`
		Anticipee *bool  `json:"retraite_anticipee"`
	} `json:"salarie"`
	Contrat struct {
		Nature   string `json:"nature"`
		Debut    string `json:"debut"`
		Depuis   string `json:"anciennete_depuis"`
		Fin      string `json:"fin"`
		Salaire  string `json:"salaire_mensuel"`
		Salaires []struct {
			Debut, Fin, Montant, Nature string
		} `json:"salaires"`
		Reference string   `json:"salaire_reference"`
		SJR       string   `json:"sjr"`
		Jours     *int     `json:"jours_travailles"`
		Heures    *float64 `json:"heures_travaillees"`
		Preavis   *float64 `json:"preavis_mois"`
		Charges   string   `json:"taux_charges_patronales"`
		Handicap  *bool    `json:"travailleur_handicape"`
	} `json:"contrat"`
	Licenciement struct {
		Engagement string `json:"engagement"`
		Forme      string `json:"forme"`
	} `json:"licenciement"`
	Proposition struct {
		Par    string `json:"par"`
		Remise string `json:"remise"`
		Motif  string `json:"motif_ecrit_le"`
	} `json:"proposition"`
	Reponse struct {
		Decision string `json:"decision"`
		Date     string `json:"date"`
	} `json:"reponse"`
	Autorisation struct {
		NotifieeLe string `json:"notifiee_le"`
		Accordee   *bool  `json:"accordee"`
	} `json:"autorisation"`
	Evenements []struct {
		Type    string   `json:"type"`
		Date    string   `json:"date"`
		Debut   string   `json:"debut"`
		Fin     string   `json:"fin"`
		Nature  string   `json:"nature"`
		Salaire string   `json:"salaire_mensuel"`
		Duree   *float64 `json:"duree_mois"`
		Prime   string   `json:"demande_prime_le"`
		IDR     string   `json:"demande_idr_le"`
		Essai   string   `json:"rupture_essai_le"`
		EnPoste *bool    `json:"en_poste_a_3_mois"`
		Montant string   `json:"montant"`
	} `json:"evenements"`
}
