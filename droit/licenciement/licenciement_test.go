package licenciement

import (
	"slices"
	"strings"
	"testing"

	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/fait"
	"jalon/droit/parametre"
)

func j(an, mois, jour int) calendrier.Date { return calendrier.D(an, mois, jour) }

// projet de l'effectif et du nombre de licenciements donnés ; négatif : inconnu.
func projet(effectif, licenciements int, faits ...func(*Projet)) *Projet {
	p := &Projet{}
	if effectif >= 0 {
		p.Effectif = fait.N(effectif)
	}
	if licenciements >= 0 {
		p.Licenciements = fait.N(licenciements)
	}
	for _, f := range faits {
		f(p)
	}
	return p
}

func entretien(d calendrier.Date) func(*Projet) { return func(p *Projet) { p.Entretien = d } }
func convoque(d calendrier.Date) func(*Projet)  { return func(p *Projet) { p.ConvocationEntretien = d } }

func comiteLe(d calendrier.Date) func(*Projet) { return func(p *Projet) { p.ConvocationComite = d } }

func premiere(d calendrier.Date) func(*Projet) { return func(p *Projet) { p.PremiereReunion = d } }

func derniere(d calendrier.Date) func(*Projet) { return func(p *Projet) { p.DerniereReunion = d } }

func notifie(d calendrier.Date) func(*Projet)    { return func(p *Projet) { p.NotificationProjet = d } }
func dossier(d calendrier.Date) func(*Projet)    { return func(p *Projet) { p.DossierPlan = d } }
func decide(d calendrier.Date) func(*Projet)     { return func(p *Projet) { p.DecisionPlan = d } }
func lettres(d calendrier.Date) func(*Projet)    { return func(p *Projet) { p.EnvoiLettres = d } }
func plan(r fait.Reponse) func(*Projet)          { return func(p *Projet) { p.Plan = r } }
func accord(r fait.Reponse) func(*Projet)        { return func(p *Projet) { p.PlanParAccord = r } }
func comite(r fait.Reponse) func(*Projet)        { return func(p *Projet) { p.Comite = r } }
func dans(t calendrier.Territoire) func(*Projet) { return func(p *Projet) { p.Territoire = t } }
func faillite(f csp.Procedure, jugement calendrier.Date) func(*Projet) {
	return func(p *Projet) { p.Procedure, p.Jugement = f, jugement }
}

// Les séries déclarées ici et leurs lignes s'accordent.
func TestSeries(t *testing.T) {
	if err := parametre.Verifier(); err != nil {
		t.Fatal(err)
	}
	for _, nom := range []string{lettreInsolvable, lettreOrdinaire, lettreCadre, congeReclassement, reembauche, agsLiquidation, agsAvecPlan} {
		if !ailleurs(nom, j(2026, 1, 1)).Connu() {
			t.Errorf("%s : la série n'existe plus", nom)
		}
	}
}

func TestForme(t *testing.T) {
	for _, c := range []struct {
		p     *Projet
		forme csp.Forme
		sure  bool
	}{
		{projet(62, 0), csp.Individuel, true},
		{projet(62, 1), csp.Individuel, true},
		{projet(62, 2), csp.Collectif2a9, true},
		{projet(50, 9), csp.Collectif2a9, true},
		{projet(49, 10), csp.Collectif10Plus, true},
		{projet(50, 10), csp.AvecPSE, true},
		{projet(200, 10, plan(fait.Non)), csp.Collectif10Plus, true},
		{projet(200, 9, plan(fait.Oui)), csp.AvecPSE, true}, // L1233-26 : petits groupes qui se suivent
		{projet(-1, -1, plan(fait.Oui)), csp.AvecPSE, true},
		{projet(-1, 9), csp.Collectif2a9, true},
		{projet(-1, 10), csp.Collectif10Plus, false},
		{projet(50, -1), csp.Individuel, false},
		{projet(50, 10, comiteLe(j(2009, 3, 2))), csp.AvecPSE, true}, // avant le premier CSP : les seuils restent lus
	} {
		if f, sure := c.p.Forme(); f != c.forme || sure != c.sure {
			t.Errorf("%+v : forme %d (%v), attendu %d (%v)", *c.p, f, sure, c.forme, c.sure)
		}
	}
}

func TestEngagementEtMoment(t *testing.T) {
	e, r := j(2026, 3, 2), j(2026, 2, 3)
	for _, c := range []struct {
		nom        string
		p          *Projet
		engagement calendrier.Date
		moment     csp.Moment
	}{
		{"seul", projet(62, 1, entretien(e)), e, csp.MomentEntretien},
		{"neuf, comité réuni", projet(62, 9, entretien(e), comiteLe(r)), e, csp.MomentEntretien},
		{"neuf, sans entretien donné", projet(62, 9, comiteLe(r)), 0, csp.MomentEntretien},
		{"douze, comité", projet(30, 12, entretien(e), comiteLe(r)), r, csp.MomentDerniereReunion},
		{"onze salariés : comité", projet(11, 10, entretien(e)), 0, csp.MomentDerniereReunion},
		{"dix salariés : pas de comité", projet(10, 10, entretien(e)), e, csp.MomentEntretien},
		{"douze, carence", projet(30, 12, entretien(e), comite(fait.Non)), e, csp.MomentEntretien},
		{"plan", projet(60, 12, comiteLe(r)), r, csp.MomentHomologation},
		{"plan sans comité", projet(60, 12, entretien(e), comite(fait.Non)), e, csp.MomentHomologation},
		{"plan, convention de 2011", projet(60, 12, comiteLe(j(2015, 1, 31))), j(2015, 1, 31), csp.MomentDerniereReunion},
		{"plan, convention de 2015", projet(60, 12, comiteLe(j(2015, 2, 1))), j(2015, 2, 1), csp.MomentHomologation},
		{"nombre inconnu", projet(60, -1, entretien(e)), e, csp.MomentInconnu},
		{"nombre inconnu, comité", projet(60, -1, comiteLe(r)), r, csp.MomentInconnu},
		{"effectif inconnu", projet(-1, 12, comiteLe(r)), r, csp.MomentInconnu},
	} {
		if d := c.p.Engagement(); d != c.engagement {
			t.Errorf("%s : engagement %s, attendu %s", c.nom, d, c.engagement)
		}
		if m := c.p.Moment(); m != c.moment {
			t.Errorf("%s : moment %d, attendu %d", c.nom, m, c.moment)
		}
	}
}

// Les jours sont comptés au calendrier : le 2 mars 2026 est un lundi, le 6 avril le lundi de Pâques.
func TestLettreAuPlusTot(t *testing.T) {
	lundi := entretien(j(2026, 3, 2))
	rj, lj := faillite(csp.Redressement, j(2026, 1, 5)), faillite(csp.Liquidation, j(2026, 2, 20))
	avant2013 := comiteLe(j(2013, 6, 3))
	for _, c := range []struct {
		nom     string
		p       *Projet
		cadre   bool
		attendu calendrier.Date
	}{
		{"sept jours ouvrables jusqu'au mardi 10", projet(62, 1, lundi), false, j(2026, 3, 11)},
		{"quinze pour un cadre, jusqu'au jeudi 19", projet(62, 1, lundi), true, j(2026, 3, 20)},
		{"cadre d'un licenciement collectif : sept", projet(62, 5, lundi), true, j(2026, 3, 11)},
		{"neuf : encore l'entretien", projet(62, 9, lundi), false, j(2026, 3, 11)},
		{"fin un samedi 14, prorogée au lundi", projet(62, 1, entretien(j(2026, 3, 6))), false, j(2026, 3, 17)},
		{"deux fériés, fin le lundi 11 mai", projet(62, 1, entretien(j(2026, 4, 30))), false, j(2026, 5, 12)},
		{"Pâques, fin le vendredi 10 avril", projet(62, 1, entretien(j(2026, 4, 1))), false, j(2026, 4, 11)},
		{"vendredi saint chômé, fin le samedi 11, prorogée", projet(62, 1, entretien(j(2026, 4, 1)), dans(calendrier.AlsaceMoselle)), false, j(2026, 4, 14)},
		{"redressement : deux jours ouvrables", projet(62, 1, lundi, rj), true, j(2026, 3, 5)},
		{"liquidation : fin un samedi, prorogée", projet(62, 1, entretien(j(2026, 3, 5)), lj), false, j(2026, 3, 10)},
		{"sauvegarde : règles ordinaires", projet(62, 1, lundi, faillite(csp.Sauvegarde, j(2026, 1, 5))), false, j(2026, 3, 11)},
		{"entretien inconnu", projet(62, 1), false, 0},

		{"dix : trente jours, jusqu'au jeudi 2 avril", projet(49, 10, notifie(j(2026, 3, 3))), true, j(2026, 4, 3)},
		{"trente jours finis le samedi de Pâques", projet(30, 12, notifie(j(2026, 3, 5))), false, j(2026, 4, 8)},
		{"projet pas notifié", projet(30, 12, premiere(j(2026, 3, 3))), false, 0},
		{"sans comité, entretien dans le délai", projet(30, 12, comite(fait.Non), notifie(j(2026, 3, 3)), lundi), false, j(2026, 4, 3)},
		{"sans comité, entretien après le délai", projet(30, 12, comite(fait.Non), notifie(j(2026, 3, 3)), entretien(j(2026, 4, 10))), false, j(2026, 4, 11)},
		{"sans comité, entretien inconnu", projet(30, 12, comite(fait.Non), notifie(j(2026, 3, 3))), false, 0},
		{"redressement : après la réunion", projet(30, 12, rj, derniere(j(2026, 3, 2)), notifie(j(2026, 3, 3))), false, j(2026, 3, 3)},
		{"redressement sans comité", projet(30, 12, rj, comite(fait.Non), lundi), false, j(2026, 3, 5)},

		{"plan décidé", projet(50, 10, decide(j(2026, 3, 10))), false, j(2026, 3, 11)},
		{"accord, silence le mardi 17", projet(60, 12, accord(fait.Oui), dossier(j(2026, 3, 2))), false, j(2026, 3, 18)},
		{"document, silence le lundi 23", projet(60, 12, accord(fait.Non), dossier(j(2026, 3, 2))), false, j(2026, 3, 24)},
		{"accord, fin le samedi 21, prorogée", projet(60, 12, accord(fait.Oui), dossier(j(2026, 3, 6))), false, j(2026, 3, 24)},
		{"accord ou document inconnu", projet(60, 12, dossier(j(2026, 3, 2))), false, 0},
		{"plan en redressement : huit jours", projet(60, 12, rj, derniere(j(2026, 3, 2))), false, j(2026, 3, 11)},
		{"plan en liquidation : quatre jours", projet(60, 12, lj, derniere(j(2026, 3, 2))), false, j(2026, 3, 7)},
		{"plan en liquidation, fin un samedi", projet(60, 12, lj, derniere(j(2026, 3, 3))), false, j(2026, 3, 10)},

		{"avant 2013, 99 : trente jours", projet(300, 99, avant2013, notifie(j(2013, 6, 17))), false, j(2013, 7, 18)},
		{"avant 2013, 100 : 45 jours", projet(300, 100, avant2013, notifie(j(2013, 6, 17))), false, j(2013, 8, 2)},
		{"avant 2013, 249 : 45 jours", projet(300, 249, avant2013, notifie(j(2013, 6, 17))), false, j(2013, 8, 2)},
		{"avant 2013, 250 : 60 jours", projet(300, 250, avant2013, notifie(j(2013, 6, 17))), false, j(2013, 8, 17)},
		{"juillet 2013 : la décision seule", projet(300, 99, comiteLe(j(2013, 7, 1)), notifie(j(2013, 7, 16))), false, 0},
		{"forme pas sûre", projet(-1, 12, notifie(j(2026, 3, 3))), false, 0},
	} {
		if d := c.p.LettreAuPlusTot(c.cadre); d != c.attendu {
			t.Errorf("%s : %s, attendu %s", c.nom, d, c.attendu)
		}
	}
}

func TestRemise(t *testing.T) {
	for _, c := range []struct {
		nom        string
		p          *Projet
		moment     csp.Moment
		protection calendrier.Date
		attendu    calendrier.Date
	}{
		{"à l'entretien", projet(62, 1, entretien(j(2026, 3, 2))), csp.MomentEntretien, 0, j(2026, 3, 2)},
		{"dernière réunion", projet(30, 12, derniere(j(2026, 3, 31))), csp.MomentDerniereReunion, 0, j(2026, 3, 31)},
		{"lendemain de la décision", projet(60, 12, decide(j(2026, 3, 31))), csp.MomentHomologation, 0, j(2026, 4, 1)},
		{"lendemain du silence", projet(60, 12, accord(fait.Non), dossier(j(2026, 3, 2))), csp.MomentHomologation, 0, j(2026, 3, 24)},
		{"décision inconnue", projet(60, 12), csp.MomentHomologation, 0, 0},
		{"fin de protection", projet(62, 1, entretien(j(2026, 3, 2))), csp.MomentFinProtection, j(2026, 4, 30), j(2026, 5, 1)},
		{"congé qui dure", projet(62, 1, entretien(j(2026, 3, 2))), csp.MomentFinProtection, calendrier.SansFin, 0},
		{"à l'inscription", projet(62, 1, entretien(j(2026, 3, 2))), csp.MomentInscription, 0, 0},
	} {
		if d := c.p.Remise(c.moment, c.protection); d != c.attendu {
			t.Errorf("%s : %s, attendu %s", c.nom, d, c.attendu)
		}
	}
}

func TestFinDSN(t *testing.T) {
	for _, c := range []struct {
		fin     calendrier.Date
		terr    calendrier.Territoire
		attendu calendrier.Date
	}{
		{j(2026, 7, 3), calendrier.Metropole, j(2026, 7, 10)},
		{j(2026, 2, 28), calendrier.Metropole, j(2026, 3, 6)}, // un samedi
		{j(2026, 4, 30), calendrier.Metropole, j(2026, 5, 11)},
		{j(2025, 12, 24), calendrier.AlsaceMoselle, j(2026, 1, 5)},
		{j(2015, 12, 31), calendrier.Metropole, 0},
		{0, calendrier.Metropole, 0},
		{calendrier.SansFin, calendrier.Metropole, 0},
	} {
		if d := FinDSN(c.fin, c.terr); d != c.attendu {
			t.Errorf("fin %s : %s, attendu %s", c.fin, d, c.attendu)
		}
	}
}

// chercher rend l'obligation dont l'acte contient ces mots, et si elle existe.
func chercher(p *Projet, mots string) (Obligation, bool) {
	tout := Obligations(p)
	if i := slices.IndexFunc(tout, func(o Obligation) bool { return strings.Contains(o.Quoi, mots) }); i >= 0 {
		return tout[i], true
	}
	return Obligation{}, false
}

func TestDatesDesObligations(t *testing.T) {
	janvier := premiere(j(2026, 1, 15)) // un jeudi
	rj, lj := faillite(csp.Redressement, j(2026, 1, 5)), faillite(csp.Liquidation, j(2026, 2, 20))
	avant2013 := premiere(j(2013, 6, 10))
	for _, c := range []struct {
		nom     string
		p       *Projet
		mots    string
		attendu calendrier.Date
	}{
		{"ordre du jour, trois jours avant", projet(50, 10, janvier), "Convoquer le comité", j(2026, 1, 12)},
		{"ordre du jour, moins de dix", projet(50, 9, janvier), "Convoquer le comité", j(2026, 1, 12)},
		{"moins de cinquante : aucun délai écrit", projet(49, 10, janvier), "Convoquer le comité", j(2026, 1, 15)},
		{"99 : deux mois, un dimanche, prorogés", projet(300, 99, janvier), "deux avis", j(2026, 3, 16)},
		{"100 : trois mois", projet(300, 100, janvier), "deux avis", j(2026, 4, 15)},
		{"249 : trois mois", projet(300, 249, janvier), "deux avis", j(2026, 4, 15)},
		{"250 : quatre mois", projet(300, 250, janvier), "deux avis", j(2026, 5, 15)},
		{"fin de mois : le samedi 28 février, prorogé", projet(300, 99, premiere(j(2025, 12, 31))), "deux avis", j(2026, 3, 2)},
		{"nombre inconnu", projet(300, -1, plan(fait.Oui), janvier), "deux avis", 0},
		{"seconde réunion, quinze jours au moins", projet(50, 10, janvier), "seconde réunion, au moins 15 jours", j(2026, 1, 30)},
		{"seconde réunion, quatorze jours au plus", projet(49, 10, janvier), "seconde réunion, 14 jours au plus", j(2026, 1, 29)},
		{"avant 2013, 99", projet(300, 99, avant2013), "seconde réunion, 14 jours au plus", j(2013, 6, 24)},
		{"avant 2013, 100", projet(300, 100, avant2013), "seconde réunion, 21 jours au plus", j(2013, 7, 1)},
		{"avant 2013, 250", projet(300, 250, avant2013), "seconde réunion, 28 jours au plus", j(2013, 7, 8)},
		{"moins de dix : un mois, le samedi 28 février, prorogé", projet(62, 9, premiere(j(2026, 1, 30))), "Rendre son avis", j(2026, 3, 2)},
		{"un mois depuis l'ordonnance de 2017", projet(62, 9, premiere(j(2017, 9, 25))), "Rendre son avis", j(2017, 10, 25)},
		{"notification, le lendemain de la réunion", projet(49, 10, janvier), "Notifier le projet", j(2026, 1, 16)},
		{"notification sans comité", projet(30, 12, comite(fait.Non), lettres(j(2026, 4, 3))), "Notifier le projet", j(2026, 4, 3)},
		{"vérification", projet(30, 12, notifie(j(2026, 3, 3))), "Vérifier la procédure", j(2026, 3, 24)},
		{"demande en liquidation", projet(60, 12, lj, derniere(j(2026, 3, 2))), "Demander à la Dreets la validation", j(2026, 3, 3)},
		{"décision sur un document", projet(60, 12, accord(fait.Non), dossier(j(2026, 3, 2))), "Décider du plan", j(2026, 3, 23)},
		{"convocation avant l'entretien du lundi : le samedi", projet(62, 1, entretien(j(2026, 3, 2))), "Convoquer chaque personne", j(2026, 2, 21)},
		{"convoqué un lundi : le mardi de la semaine suivante", projet(62, 1, convoque(j(2026, 2, 23))), "Tenir l'entretien", j(2026, 3, 3)},
		{"convoqué un vendredi", projet(62, 1, convoque(j(2026, 2, 20))), "Tenir l'entretien", j(2026, 2, 27)},
		{"information de l'autorité", projet(62, 9, lettres(j(2026, 3, 11))), "licenciements prononcés", j(2026, 3, 19)},
		{"AGS sans plan", projet(30, 12, lj), "l'AGS avance", j(2026, 3, 7)},
		{"AGS avec un plan", projet(60, 12, lj), "l'AGS avance", j(2026, 3, 13)},
		{"AGS avec un plan, avant juillet 2013", projet(60, 12, faillite(csp.Liquidation, j(2013, 6, 3)), premiere(j(2013, 6, 10))), "l'AGS avance", j(2013, 6, 18)},
		{"protégé, AGS sans plan", projet(30, 12, lj), "Dire à chaque salarié protégé", j(2026, 3, 7)},
		{"protégé, AGS avec un plan", projet(60, 12, lj), "Dire à chaque salarié protégé", j(2026, 3, 13)},
		{"redressement : avant les lettres", projet(30, 12, rj, lettres(j(2026, 3, 3))), "Informer la Dreets des licenciements", j(2026, 3, 3)},
		{"remise à l'entretien", projet(62, 1, entretien(j(2026, 3, 2))), "document d'information sur le CSP", j(2026, 3, 2)},
		{"congé de reclassement, à la dernière réunion", projet(1000, 12, derniere(j(2026, 3, 2))), "congé de reclassement", j(2026, 3, 2)},
	} {
		o, oui := chercher(c.p, c.mots)
		if !oui {
			t.Errorf("%s : aucune obligation ne dit %q", c.nom, c.mots)
		} else if o.Date != c.attendu {
			t.Errorf("%s : %s, attendu %s", c.nom, o.Date, c.attendu)
		}
	}
}

func TestPresenceDesObligations(t *testing.T) {
	lj := faillite(csp.Liquidation, j(2026, 2, 20))
	for _, c := range []struct {
		nom  string
		p    *Projet
		mots string
		oui  bool
	}{
		{"seul : pas de comité", projet(62, 1), "Convoquer le comité", false},
		{"deux : comité", projet(62, 2), "Convoquer le comité", true},
		{"dix salariés : pas de comité", projet(10, 2), "comité, avec", false},
		{"dix salariés : pas de carence", projet(10, 2), "carence", false},
		{"onze salariés sans comité : carence", projet(11, 2, comite(fait.Non)), "carence", true},
		{"avant l'ordonnance de 2017 : pas de délai d'avis", projet(62, 9, premiere(j(2017, 9, 22))), "Rendre son avis", false},
		{"liquidation : une réunion", projet(60, 12, lj), "seconde réunion, au moins", false},
		{"liquidation : une réunion suffit", projet(60, 12, lj), "une réunion suffit", true},
		{"liquidation : pas de notification du projet", projet(30, 12, lj), "Notifier le projet", false},
		{"plan avant juillet 2013 : pas de décision", projet(60, 12, comiteLe(j(2013, 6, 30))), "Décider du plan", false},
		{"plan avant juillet 2013 : pas d'avis dans un délai", projet(60, 12, comiteLe(j(2013, 6, 30))), "deux avis", false},
		{"plan depuis juillet 2013 : deux avis", projet(60, 12, comiteLe(j(2013, 7, 1))), "deux avis", true},
		{"plan depuis juillet 2013", projet(60, 12, comiteLe(j(2013, 7, 1))), "Décider du plan", true},
		{"sans plan : pas de décision", projet(49, 12), "Décider du plan", false},
		{"dix avec comité : pas d'entretien", projet(49, 10), "Tenir l'entretien", false},
		{"neuf : entretien", projet(49, 9), "Tenir l'entretien", true},
		{"dix sans comité : entretien", projet(49, 10, comite(fait.Non)), "Tenir l'entretien", true},
		{"dix : pas d'information après les lettres", projet(49, 10), "licenciements prononcés", false},
		{"999 : CSP", projet(999, 12), "document d'information sur le CSP", true},
		{"1 000 : congé", projet(1000, 12), "document d'information sur le CSP", false},
		{"1 000 en liquidation : CSP", projet(1000, 12, lj), "document d'information sur le CSP", true},
		{"précision du motif, avant le décret", projet(62, 1, lettres(j(2017, 12, 17))), "Préciser", false},
		{"précision du motif, depuis le décret", projet(62, 1, lettres(j(2017, 12, 18))), "Préciser", true},
		{"précision du motif, décret entre l'entretien et la lettre", projet(62, 1, entretien(j(2017, 12, 4)), lettres(j(2017, 12, 18))), "Préciser", true},
		{"forme pas sûre : la question", projet(62, -1), "Compter les licenciements", true},
		{"forme pas sûre : pas de lettre", projet(62, -1), "Envoyer à chaque personne", false},
		{"message de fin de contrat", projet(62, 1), "5 jours ouvrés", true},
		{"protégé hors liquidation : rien pour l'AGS", projet(60, 12, faillite(csp.Redressement, j(2026, 1, 5))), "Dire à chaque salarié protégé", false},
		{"bulletin et pièce d'identité, à l'acceptation", projet(62, 1), "son bulletin et la copie de sa pièce d'identité ; au plus tard à la fin", true},
		{"convention de 2011 : tout à l'acceptation", projet(62, 1, entretien(j(2015, 1, 30))), "Dès qu'une personne accepte, envoyer à Pôle emploi son bulletin, la demande", true},
		{"convention de 2015 : en deux fois", projet(62, 1, entretien(j(2015, 2, 2))), "Dès qu'une personne accepte, envoyer à Pôle emploi son bulletin et la copie", true},
		{"1 000 : aucun bulletin", projet(1000, 12), "Dès qu'une personne accepte", false},
		{"contribution", projet(62, 1), "le 25 du deuxième mois", true},
		{"1 000 : pas de contribution", projet(1000, 12), "le 25 du deuxième mois", false},
		{"redressement : juge-commissaire", projet(62, 1, faillite(csp.Redressement, 0)), "juge-commissaire", true},
	} {
		if _, oui := chercher(c.p, c.mots); oui != c.oui {
			t.Errorf("%s : %q présent %v, attendu %v", c.nom, c.mots, oui, c.oui)
		}
	}
}

func TestFaiteEtHorsDelai(t *testing.T) {
	for _, c := range []struct {
		nom         string
		p           *Projet
		mots        string
		faite, hors bool
	}{
		{"entretien le sixième jour", projet(62, 1, convoque(j(2026, 2, 23)), entretien(j(2026, 3, 2))), "Tenir l'entretien", true, true},
		{"entretien le septième", projet(62, 1, convoque(j(2026, 2, 23)), entretien(j(2026, 3, 3))), "Tenir l'entretien", true, false},
		{"entretien à venir", projet(62, 1, convoque(j(2026, 2, 23))), "Tenir l'entretien", false, false},
		{"lettre la veille du premier jour", projet(62, 1, entretien(j(2026, 3, 2)), lettres(j(2026, 3, 10))), "Envoyer à chaque personne", true, true},
		{"lettre le premier jour", projet(62, 1, entretien(j(2026, 3, 2)), lettres(j(2026, 3, 11))), "Envoyer à chaque personne", true, false},
		{"seconde réunion trop tard", projet(30, 12, premiere(j(2026, 1, 15)), derniere(j(2026, 1, 30))), "seconde réunion, 14", true, true},
		{"seconde réunion au plus tard", projet(30, 12, premiere(j(2026, 1, 15)), derniere(j(2026, 1, 29))), "seconde réunion, 14", true, false},
		{"avis après son délai : sans effet", projet(60, 12, premiere(j(2026, 1, 15)), derniere(j(2026, 4, 1))), "deux avis", true, false},
		{"notification le jour de la réunion", projet(30, 12, premiere(j(2026, 1, 15)), notifie(j(2026, 1, 15))), "Notifier le projet", true, true},
	} {
		o, _ := chercher(c.p, c.mots)
		if o.Faite != c.faite || o.HorsDelai != c.hors {
			t.Errorf("%s : faite %v, hors délai %v", c.nom, o.Faite, o.HorsDelai)
		}
	}
}

// TestRegarder : ce qu'une obligation devient selon le jour. Première réunion le 15 janvier 2026, deux mois pour l'avis :
// le dimanche 15 mars, prorogé au lundi ; un document reçu le 2 mars est réputé homologué le 23.
func TestRegarder(t *testing.T) {
	grand := projet(60, 12, premiere(j(2026, 1, 15)), accord(fait.Non), dossier(j(2026, 3, 2)))
	for _, c := range []struct {
		nom         string
		p           *Projet
		mots        string
		au          calendrier.Date
		faite, hors bool
		le          calendrier.Date
	}{
		{"entretien à venir", projet(62, 1, entretien(j(2026, 3, 2))), "Tenir l'entretien", j(2026, 3, 1), false, false, j(2026, 3, 2)},
		{"entretien du jour", projet(62, 1, entretien(j(2026, 3, 2))), "Tenir l'entretien", j(2026, 3, 2), true, false, j(2026, 3, 2)},
		{"convocation, le dernier jour", projet(62, 1, entretien(j(2026, 3, 2))), "Convoquer chaque personne", j(2026, 2, 21), false, false, 0},
		{"convocation, le lendemain", projet(62, 1, entretien(j(2026, 3, 2))), "Convoquer chaque personne", j(2026, 2, 22), false, true, 0},
		{"seconde réunion annoncée trop tard", projet(30, 12, premiere(j(2026, 1, 15)), derniere(j(2026, 1, 30))), "seconde réunion, 14", j(2026, 1, 16), false, true, j(2026, 1, 30)},
		{"à partir d'un jour : jamais en retard", projet(49, 10, premiere(j(2026, 1, 15))), "Notifier le projet", j(2026, 3, 1), false, false, 0},
		{"ce qu'aucun fait ne montre", projet(62, 1, entretien(j(2026, 3, 2))), "Établir le motif", j(2026, 4, 1), false, false, 0},
		{"avis, le dernier jour", grand, "deux avis", j(2026, 3, 16), false, false, 0},
		{"avis réputé rendu", grand, "deux avis", j(2026, 3, 17), true, false, j(2026, 3, 16)},
		{"décision attendue", grand, "Décider du plan", j(2026, 3, 23), false, false, 0},
		{"silence : décision", grand, "Décider du plan", j(2026, 3, 24), true, false, j(2026, 3, 23)},
		{"le jour est inconnu", grand, "Décider du plan", 0, false, false, 0},
	} {
		o, _ := chercher(c.p, c.mots)
		if o.Regarder(c.au); o.Faite != c.faite || o.HorsDelai != c.hors || o.Fait != c.le {
			t.Errorf("%s : faite %v, hors délai %v, le %s", c.nom, o.Faite, o.HorsDelai, o.Fait)
		}
	}
}

// TestDecisionRecue : décidé, le plan a été signé et demandé, même si rien ne dit quel jour.
func TestDecisionRecue(t *testing.T) {
	lj := faillite(csp.Liquidation, j(2026, 2, 20))
	for _, p := range []*Projet{
		projet(60, 12, accord(fait.Oui), derniere(j(2026, 3, 2)), decide(j(2026, 3, 20))),
		projet(60, 12, lj, accord(fait.Oui), derniere(j(2026, 3, 2)), decide(j(2026, 3, 6))),
	} {
		for _, mots := range []string{"Signer l'accord", "Demander à la Dreets la validation"} {
			o, _ := chercher(p, mots)
			if o.Regarder(p.DecisionPlan); !o.Faite || o.HorsDelai {
				t.Errorf("%s : %+v", mots, o)
			}
			if o, _ = chercher(p, mots); o.Faite {
				if o.Regarder(p.DecisionPlan - 1); o.Faite {
					t.Errorf("%s, la veille : %+v", mots, o)
				}
			}
			p := *p
			p.DecisionPlan = 0
			if o, _ := chercher(&p, mots); o.Faite {
				t.Errorf("%s, sans décision : %+v", mots, o)
			}
		}
	}
	// Demandé dix jours après la dernière réunion en liquidation : le lendemain était le dernier jour (L1233-58, II).
	if o, _ := chercher(projet(60, 12, lj, derniere(j(2026, 3, 2)), dossier(j(2026, 3, 12)), decide(j(2026, 3, 16))), "Demander à la Dreets la validation"); !o.HorsDelai {
		t.Errorf("%+v", o)
	}
}

// TestAGSDeChacun : l'offre dans le délai de l'AGS est un fait de chaque personne, jamais du projet.
func TestAGSDeChacun(t *testing.T) {
	o, _ := chercher(projet(62, 5, faillite(csp.Liquidation, j(2026, 2, 20)), entretien(j(2026, 3, 2))), "l'AGS avance")
	if o.Faite || o.Fait.Connue() || o.Chacun != FaitOffre || !o.Suivie {
		t.Errorf("%+v", o)
	}
}

func TestNomsDuMoment(t *testing.T) {
	for _, c := range []struct {
		le     calendrier.Date
		mots   string
		acteur string
	}{
		{j(2017, 12, 29), "Pour chaque élu", "Comité d'entreprise ou délégués du personnel"},
		{j(2018, 1, 2), "Pour chaque élu", "Comité social et économique, ou l'instance qu'il n'a pas encore remplacée"},
		{j(2020, 1, 2), "Pour chaque élu", "Comité social et économique"},
		{j(2021, 3, 31), "Vérifier", "Direccte"},
		{j(2021, 4, 1), "Vérifier", "Dreets"},
	} {
		if o, _ := chercher(projet(30, 12, premiere(c.le)), c.mots); o.Qui != c.acteur {
			t.Errorf("%s : %q, attendu %q", c.le, o.Qui, c.acteur)
		}
	}
	if o, _ := chercher(projet(30, 12, faillite(csp.Liquidation, 0)), "Informer la Dreets"); o.Qui != "Liquidateur judiciaire" {
		t.Errorf("en liquidation, %q", o.Qui)
	}
}

// FuzzObligations : quels que soient les faits, tout est dit, dans l'ordre, et une date manque avec sa raison.
func FuzzObligations(f *testing.F) {
	f.Add(62, 1, uint32(0), uint8(0), 46000, 46030, 46060)
	f.Add(300, 250, uint32(0x2d), uint8(3), 41400, 41450, 0)
	f.Add(-1, 12, uint32(7), uint8(2), 0, 109573, 1)
	f.Fuzz(func(t *testing.T, effectif, nombre int, choix uint32, terr uint8, a, b, c int) {
		dates := [...]calendrier.Date{0, borner(a), borner(b), borner(c)}
		prendre := func() calendrier.Date { d := dates[choix&3]; choix = choix>>2 | choix<<30; return d }
		p := projet(effectif%20000, nombre%20000)
		p.Territoire = calendrier.Territoire(terr) % (calendrier.HorsTerritoire + 1)
		p.Procedure = csp.Procedure(choix & 3)
		p.Comite, p.Plan, p.PlanParAccord = fait.Reponse(choix>>3%3), fait.Reponse(choix>>6%3), fait.Reponse(choix>>9%3)
		p.Jugement, p.ConvocationComite, p.PremiereReunion, p.DerniereReunion = prendre(), prendre(), prendre(), prendre()
		p.NotificationProjet, p.DossierPlan, p.DecisionPlan = prendre(), prendre(), prendre()
		p.ConvocationEntretien, p.Entretien, p.EnvoiLettres = prendre(), prendre(), prendre()
		var etape Etape
		for _, o := range Obligations(p) {
			if o.Etape < etape || o.Etape.String() == "" {
				t.Fatalf("%s après %s", o.Etape, etape)
			}
			etape = o.Etape
			if o.Qui == "" || o.Quoi == "" || o.Articles == "" || o.Date.Connue() == (o.Depuis != "") || strings.ContainsAny(o.Quoi, "\"%") {
				t.Fatalf("%+v", o)
			}
		}
		if d, e := p.LettreAuPlusTot(true), p.LettreAuPlusTot(false); d < e || d.Connue() != e.Connue() {
			t.Fatalf("lettre d'un cadre le %s, des autres le %s", d, e)
		}
		if m := p.Moment(); m == csp.MomentFinProtection || m == csp.MomentInscription {
			t.Fatalf("moment %d", m)
		}
	})
}

// borner ramène un entier au calendrier.
func borner(n int) calendrier.Date {
	return calendrier.Premiere + calendrier.Date(uint32(n)%uint32(calendrier.Derniere))
}
