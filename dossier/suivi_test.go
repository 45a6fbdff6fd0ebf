package dossier_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"jalon/dossier"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/demarches"
)

// TestChaqueChamp : le fait d'un acte dont un champ facultatif est rempli se relit, ou son refus parle du droit ; jamais
// d'un contenu illisible.
func TestChaqueChamp(t *testing.T) {
	valeurs := map[dossier.Genre]string{
		dossier.Texte: "texte", dossier.Jour: "2026-05-04", dossier.Euros: "1234,5", dossier.Entier: "3", dossier.Decimal: "2,5", dossier.Taux: "42,5",
		dossier.OuiNon: "oui", dossier.MoisDe: "2026-05",
	}
	for i := range dossier.Actes {
		a := &dossier.Actes[i]
		for _, c := range a.Champs {
			if c.Place != dossier.AuxFaits && c.Place != dossier.ALEvenement || a.Sorte == dossier.CASP {
				continue
			}
			g := greffe()
			d := ouvrir(t, g, append([]string{claire[3], claire[4]}, "reprise_emploi debut=2026-04-20")...)
			s := &dossier.Saisie{Acte: a.Nom, Valeurs: map[string]string{}}
			for _, x := range a.Champs {
				switch {
				case x.Cle != c.Cle && !x.Necessaire:
				case x.Genre == dossier.Mot:
					s.Valeurs[x.Cle] = x.Mots[0]
				case x.Genre == dossier.NumFait:
					s.Valeurs[x.Cle] = "4"
				default:
					s.Valeurs[x.Cle] = valeurs[x.Genre]
				}
			}
			if slices.Contains([]string{"ouverture", "offre", "reponse"}, a.Nom) {
				s.Corrige, s.Pourquoi = map[string]int{"ouverture": 1, "offre": 2, "reponse": 3}[a.Nom], "essai"
			}
			_, err := g.Accomplir(context.Background(), d.ID, 0, "essai", s)
			var refus *dossier.Refus
			if err != nil && (!errors.As(err, &refus) || refus.Code != dossier.RefusFaits && refus.Code != dossier.RefusOrdre) {
				t.Errorf("%s, %s : %v", a.Nom, c.Cle, err)
			}
		}
	}
}

// TestSilence : documents remis le 2 mars 2026, la personne peut répondre jusqu'au 23 ; le silence constaté le 24 vaut refus
// (PROC-09). Une acceptation partie le 20 et arrivée après l'emporte, quel que soit l'ordre des deux faits.
func TestSilence(t *testing.T) {
	g := greffe()
	d := ouvrir(t, g, claire[:4]...)
	_, err := g.Accomplir(context.Background(), d.ID, 0, "essai", saisie("silence date=2026-03-23"))
	if err == nil || !strings.Contains(err.Error(), "jusqu'au 23/03/2026") {
		t.Errorf("%v", err)
	}
	if d = accomplir(t, g, d.ID, "silence date=2026-03-24"); d.Fiche().Etats != "refuse" || len(d.Droits().ASP.Mensualites) > 0 {
		t.Errorf("%s", d.Fiche().Etats)
	}
	if d = accomplir(t, g, d.ID, "reponse decision=acceptation date=2026-03-20"); d.Fiche().Etats != "accepte 2026-03-24 en_cours" {
		t.Errorf("%s", d.Fiche().Etats)
	}
	if d = ouvrir(t, g, append(slices.Clone(claire), "silence date=2026-03-24")...); d.Fiche().Etats != "accepte 2026-03-24 en_cours" {
		t.Errorf("%s", d.Fiche().Etats)
	}
}

// TestCocher : ce que prouvent les papiers et les courriers n'est plus à faire, et ne retarde plus le dossier.
func TestCocher(t *testing.T) {
	g := greffe()
	d := ouvrir(t, g, claire...)
	reste := func(r string, qui demarches.Acteur) (n int) {
		for _, m := range d.Demarches() {
			if m.Regle.Carte().ID == r && m.Qui == qui && !m.Faite {
				n++
			}
		}
		return n
	}
	if n := reste("PROC-05", demarches.LEmployeur); n != 2 {
		t.Errorf("%d envois", n)
	}
	d = accomplir(t, g, d.ID, "papier papier=bulletin_adhesion date=2026-03-11")
	if n := reste("PROC-05", demarches.LEmployeur); n != 2 {
		t.Errorf("%d envois : la pièce d'identité manque encore", n)
	}
	d = accomplir(t, g, d.ID, "papier papier=piece_identite date=2026-03-11")
	if n := reste("PROC-05", demarches.LEmployeur); n != 1 {
		t.Errorf("%d envois", n)
	}
	d = accomplir(t, g, d.ID, "papier papier=demande_asp date=2026-03-23", "papier papier=carte_vitale date=2026-03-23", "papier papier=attestation_employeur date=2026-03-23")
	if e, p := reste("PROC-05", demarches.LEmployeur), reste("PROC-05", demarches.Personne); e+p != 0 {
		t.Errorf("%d et %d envois", e, p)
	}
	if f := d.Fiche(); f.Prochaine != calendrier.D(2026, 3, 23) || !strings.Contains(f.Quoi, "indemnité de licenciement") {
		t.Errorf("%+v", f)
	}
	d = accomplir(t, g, d.ID, "papier papier=solde_tout_compte date=2026-03-23")
	// Le pré-bilan, huit jours après l'entrée du 24 mars. Contester ou déclarer n'est jamais un retard.
	if f := d.Fiche(); f.Prochaine != calendrier.D(2026, 4, 1) || f.Attend != "Opérateur" {
		t.Errorf("%+v", f)
	}
	if d = accomplir(t, g, d.ID, "entree date=2026-03-24"); d.Fiche().Etats != "accepte 2026-03-24 en_cours" {
		t.Errorf("%s", d.Fiche().Etats)
	}
	d = accomplir(t, g, d.ID, "courrier_avant_terme date=2027-02-20")
	if n := reste("FOLL-06", demarches.Operateur); n != 0 {
		t.Errorf("%d courrier", n)
	}
}

// TestDebut : l'entretien final peut se tenir à partir du 24 janvier 2027, le courrier d'avant terme part au plus tard le
// 21 février (recit-douze-mois) : c'est lui qu'une liste attend, et lui seul qui peut être en retard. Une fois tout fait,
// reste une inscription possible dès le 24 mars, jamais en retard.
func TestDebut(t *testing.T) {
	g := greffe()
	d := ouvrir(t, g, claire[0], claire[1], claire[2]+" taux_charges_patronales=42", claire[3], claire[4])
	for _, p := range []string{"bulletin_adhesion", "piece_identite", "demande_asp", "carte_vitale", "attestation_employeur", "solde_tout_compte"} {
		d = accomplir(t, g, d.ID, "papier papier="+p+" date=2026-03-23")
	}
	d = accomplir(t, g, d.ID, "entree date=2026-03-24", "prebilan date=2026-03-30", "plan date=2026-04-20", "paiement date=2026-05-22 nature=contribution montant=8520", "bilan_etape date=2026-07-20")
	f := d.Fiche()
	if f.Debute || f.Prochaine != calendrier.D(2027, 2, 21) || f.Retard(calendrier.D(2027, 2, 21)) != 0 || f.Retard(calendrier.D(2027, 3, 1)) != 8 {
		t.Errorf("%+v", f)
	}
	if f.Terme != calendrier.D(2027, 3, 23) || f.TermePasse(calendrier.D(2027, 3, 23)) || !f.TermePasse(calendrier.D(2027, 3, 24)) {
		t.Errorf("terme %s", f.Terme)
	}
	for _, m := range d.Demarches() {
		if n := dossier.Retard(&m, calendrier.D(2027, 6, 1)); n > 0 != (m.Regle == csp.FOLL06) {
			t.Errorf("%s : %d jours de retard", m.Quoi, n)
		}
	}
	d = accomplir(t, g, d.ID, "entretien_final date=2027-02-01", "courrier_avant_terme date=2027-02-19")
	if f = d.Fiche(); !f.Debute || f.Prochaine != calendrier.D(2027, 3, 24) || f.Retard(calendrier.D(2028, 1, 1)) != 0 {
		t.Errorf("%+v", f)
	}
	// Un arrêt sans fin connue recule le terme de quatre mois au plus (DUR-04) ; la sortie, une fois dite par un fait, n'en laisse plus.
	if f = accomplir(t, g, d.ID, "maladie debut=2027-03-01").Fiche(); f.Terme != calendrier.D(2027, 7, 23) {
		t.Errorf("terme %s", f.Terme)
	}
	e := accomplir(t, g, ouvrir(t, g, claire...).ID, "entree date=2026-03-24", "creation_entreprise date=2026-06-01", "paiement date=2026-07-05 nature=asp mois=2026-05 montant=1")
	if f = e.Fiche(); f.Etat(calendrier.D(2026, 6, 1)) != "termine" || f.Terme.Connue() {
		t.Errorf("%+v", f)
	}
}

// TestEtatDuJour : l'état est celui du jour, pas celui du dernier fait. CSP du 24 mars 2026 ; un arrêt du 1er au 10 juin ne
// suspend plus le 11 ; un emploi du 1er septembre n'a rien terminé la veille ; une exclusion termine le jour même (EXIT-03).
func TestEtatDuJour(t *testing.T) {
	g := greffe()
	d := ouvrir(t, g, append(slices.Clone(claire), "maladie debut=2026-06-01 fin=2026-06-10", "reprise_emploi debut=2026-09-01 nature=CDI salaire_mensuel=3100 heures_hebdo=35")...)
	exclu := ouvrir(t, g, append(slices.Clone(claire), "refus_action date=2026-06-01")...)
	for _, c := range []struct {
		d    *dossier.Dossier
		jour calendrier.Date
		etat string
	}{
		{d, calendrier.D(2026, 3, 23), "accepte"},
		{d, calendrier.D(2026, 3, 24), "en_cours"},
		{d, calendrier.D(2026, 5, 31), "en_cours"},
		{d, calendrier.D(2026, 6, 1), "suspendu"},
		{d, calendrier.D(2026, 6, 10), "suspendu"},
		{d, calendrier.D(2026, 6, 11), "en_cours"},
		{d, calendrier.D(2026, 8, 31), "en_cours"},
		{d, calendrier.D(2026, 9, 1), "termine"},
		{exclu, calendrier.D(2026, 5, 31), "en_cours"},
		{exclu, calendrier.D(2026, 6, 1), "termine"},
	} {
		if e := c.d.Fiche().Etat(c.jour); e != c.etat {
			t.Errorf("le %s : %s, %s attendu (%s)", c.jour, e, c.etat, c.d.Fiche().Etats)
		}
	}
}

// TestServie : une ASP versée prouve que ses papiers sont arrivés (PROC-05) ; un dossier clos n'attend plus rien de personne, et
// garde les droits qu'on peut exercer : contester la rupture (RUPT-06). L'employeur reste devoir ce qu'il doit (CONT-05).
func TestServie(t *testing.T) {
	g := greffe()
	g.Horloge = func() time.Time { return time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC) }
	d := ouvrir(t, g, append(slices.Clone(claire), "entree date=2026-03-24")...)
	reste := func(garde func(m *demarches.Demarche) bool) (n int) {
		for _, m := range d.Demarches() {
			if !m.Faite && garde(&m) {
				n++
			}
		}
		return n
	}
	papiers := func(m *demarches.Demarche) bool { return m.Regle == csp.PROC05 }
	tard := func(m *demarches.Demarche) bool { return dossier.Retard(m, calendrier.D(2028, 1, 1)) > 0 }
	if reste(papiers) == 0 || reste(tard) == 0 {
		t.Fatal("rien n'est attendu avant le premier versement")
	}
	d = accomplir(t, g, d.ID, "paiement date=2026-04-02 nature=asp montant=568.08 mois=2026-03")
	if n := reste(papiers); n != 0 {
		t.Errorf("%d papiers attendus de qui est déjà payé", n)
	}
	if reste(tard) == 0 {
		t.Error("le suivi n'est plus attendu")
	}
	d = accomplir(t, g, d.ID, "cloture date=2026-05-04")
	if n := reste(func(m *demarches.Demarche) bool { return tard(m) && m.Qui != demarches.LEmployeur }); n != 0 {
		t.Errorf("%d démarches en retard d'un dossier clos", n)
	}
	if reste(func(m *demarches.Demarche) bool { return m.Regle == csp.CONT05 }) == 0 || len(d.AFaire()) > 0 {
		t.Error("la contribution ne se doit plus, ou un dossier clos attend encore")
	}
	if e := accomplir(t, g, ouvrir(t, g, append(slices.Clone(claire), "maladie debut=2026-07-01 fin=2026-07-08")...).ID, "cloture date=2026-06-02").Fiche().Etats; e != "accepte 2026-03-24 en_cours 2026-06-02 clos" {
		t.Errorf("une clôture à venir : %s", e)
	}
	if reste(func(m *demarches.Demarche) bool { return m.Regle == csp.RUPT06 }) == 0 {
		t.Error("la contestation ne se dit plus")
	}
}

// TestSansReponse : documents remis le 2 mars 2026, dernier jour le 23 (PROC-07). Tant que personne n'a répondu, rien n'est dû et le
// suivi n'est pas attendu ; le 24, le silence se constate (PROC-09), ou une réponse envoyée à temps se consigne.
func TestSansReponse(t *testing.T) {
	d := ouvrir(t, greffe(), claire[:4]...)
	if k, err := d.Compte(); err != nil || len(k.Lignes) > 0 || !k.Du.Nul() {
		t.Errorf("dû à qui n'a pas répondu : %+v, %v", k, err)
	}
	f := d.Fiche()
	if f.Etat(calendrier.D(2026, 3, 23)) != "reflexion" || f.Etat(calendrier.D(2026, 3, 24)) != "sans_reponse" {
		t.Errorf("%s", f.Etats)
	}
	silence := false
	for _, m := range d.Demarches() {
		if demarches.SupposeAdhesion(m.Regle) {
			t.Errorf("attendu avant la réponse : %s (%s)", m.Quoi, m.Regle)
		}
		silence = silence || m.Regle == csp.PROC09 && m.Qui == demarches.LEmployeur && m.Date == calendrier.D(2026, 3, 24) && dossier.Retard(&m, calendrier.D(2026, 3, 26)) == 2
	}
	if !silence {
		t.Error("personne ne constate le silence")
	}
	possible := func(d *dossier.Dossier) bool {
		return slices.ContainsFunc(d.Possibles(), func(a *dossier.Acte) bool { return a.Nom == "silence" })
	}
	if !possible(d) || possible(ouvrir(t, greffe(), append(slices.Clone(claire[:4]), "reponse decision=refus date=2026-03-10")...)) {
		t.Error("le silence se constate de qui n'a pas répondu, et de lui seul")
	}
	// Qui a refusé garde la priorité de réembauche (RUPT-05).
	refus := ouvrir(t, greffe(), append(slices.Clone(claire[:4]), "reponse decision=refus date=2026-03-10", "contrat fin=2026-05-10 debut=2024-01-08 salaire_mensuel=3000 corrige=4 pourquoi=relu")...)
	if !slices.ContainsFunc(refus.Demarches(), func(m demarches.Demarche) bool { return m.Regle == csp.RUPT05 }) {
		t.Errorf("la priorité de réembauche ne se dit plus : %+v", refus.Demarches())
	}
	// Une acceptation du 24 est un refus : l'employeur doit la lettre de licenciement.
	tard := ouvrir(t, greffe(), append(slices.Clone(claire[:4]), "reponse decision=acceptation date=2026-03-24")...)
	if !tard.ReponseTardive() || tard.Fiche().Etats != "refuse" || !slices.ContainsFunc(tard.Demarches(), func(m demarches.Demarche) bool {
		return m.Regle == csp.PROC10 && m.Qui == demarches.LEmployeur && !m.Faite
	}) {
		t.Errorf("%v %s %+v", tard.ReponseTardive(), tard.Fiche().Etats, tard.Demarches())
	}
}

// TestArretSansFin : un arrêt du 1er juin, sans fin connue, suspend encore après la fin prévue du CSP, le 23 mars 2027 ; ce qui
// dépend de cette fin n'a pas de jour. Un essai rompu laisse dehors les jours passés dans l'emploi ; une sortie n'a plus de terme.
func TestArretSansFin(t *testing.T) {
	d := ouvrir(t, greffe(), append(slices.Clone(claire), "maladie debut=2026-06-01")...)
	// Quatre mois d'allongement au plus (DUR-04) : quoi qu'il arrive, le CSP est fini le 24 juillet.
	if f := d.Fiche(); f.Etat(calendrier.D(2027, 7, 23)) != "suspendu" || f.Etat(calendrier.D(2027, 7, 24)) != "en_cours" || f.Terme != calendrier.D(2027, 7, 23) {
		t.Errorf("%s, terme %s", f.Etats, f.Terme)
	}
	for _, m := range d.Demarches() {
		if r := m.Regle; (r == csp.FOLL05 || r == csp.FOLL06 || r == csp.ARE01) && (m.Date.Connue() || m.Des == "") {
			t.Errorf("%s : %s", m.Quoi, m.Date)
		}
	}
	essai := append(slices.Clone(claire), "reprise_emploi debut=2026-06-01 nature=CDI salaire_mensuel=3000")
	if e := ouvrir(t, greffe(), append(essai, "essai_rompu emploi=7 rupture_essai_le=2026-07-15")...).Fiche(); e.Etat(calendrier.D(2026, 5, 31)) != "en_cours" || e.Etat(calendrier.D(2026, 6, 15)) != "termine" || e.Etat(calendrier.D(2026, 7, 16)) != "en_cours" {
		t.Errorf("essai rompu : %s", e.Etats)
	}
	if f := ouvrir(t, greffe(), essai...).Fiche(); f.Terme.Connue() {
		t.Errorf("terme %s de qui est sorti", f.Terme)
	}
}

// TestCeQuiTient : un acte se juge sur le fait qu'il nomme ; ce dont un autre dépend ne se corrige ni ne s'annule d'abord.
func TestCeQuiTient(t *testing.T) {
	g := greffe()
	paye := append(slices.Clone(claire), "paiement date=2026-04-02 nature=asp montant=1000 mois=2026-03", "indu_notifie date=2026-06-01 montant=100", "indu_notifie date=2026-10-01 montant=200")
	d := ouvrir(t, g, paye...)
	refuse(t, g, d.ID, "mise_en_demeure date=2026-07-01 indu=9", "est du 01/10/2026")
	accomplir(t, g, d.ID, "mise_en_demeure date=2026-07-01 indu=8")

	emploi := ouvrir(t, g, append(slices.Clone(claire), "reprise_emploi debut=2026-08-24 nature=CDI salaire_mensuel=3000")...)
	refuse(t, g, emploi.ID, "presence_3_mois emploi=7 en_poste_a_3_mois=oui date=2026-11-23", "n'a trois mois que le 24/11/2026")
	accomplir(t, g, emploi.ID, "presence_3_mois emploi=7 en_poste_a_3_mois=oui date=2026-11-24")

	d = ouvrir(t, g, append(slices.Clone(claire), "entree date=2026-03-24")...)
	refuse(t, g, d.ID, "reponse decision=refus date=2026-03-10 corrige=6 pourquoi=relu", "« Entrée dans le CSP décidée » (fait 7, du 24/03/2026) en dépend")
	refuse(t, g, d.ID, "annulation corrige=6 pourquoi=relu", "en dépend")
	accomplir(t, g, d.ID, "annulation corrige=7 pourquoi=relu", "annulation corrige=6 pourquoi=relu")
	refuse(t, g, d.ID, "attribution date=2026-06-01", "rien n'est dit")
}
