package dossier_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"jalon/dossier"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/demarches"
)

// TestChaqueActeASonJour : un acte daté d'avant ce qu'il suppose est refusé, ou son effet le dit. Le 5 janvier 2026, deux mois avant la
// remise des documents, rien de ce qui la suit n'a pu avoir lieu.
func TestChaqueActeASonJour(t *testing.T) {
	base := append(slices.Clone(claire), "entree date=2026-03-24", "prebilan date=2026-03-30", "plan date=2026-04-10", "avertissement date=2026-05-01 objet=absence",
		"refus_offre date=2026-05-04", "paiement date=2026-05-04 nature=asp montant=100 mois=2026-04", "indu_notifie date=2026-06-01 montant=50", "mise_en_demeure date=2026-06-20",
		"contrainte date=2026-07-25", "reprise_emploi debut=2026-08-24 nature=CDI salaire_mensuel=2400", "prime_demandee emploi=16 demande_prime_le=2026-09-01")
	const libre = "" // rien dans le dossier n'a dû venir avant
	attendus := map[string]string{}
	for attendu, actes := range map[string]string{
		"est du 02/03/2026 : cela ne peut pas venir avant": "entretien_information reponse silence",
		"est du 10/03/2026 : cela ne peut pas venir avant": "contestation_rupture entree prebilan plan bilan bilan_etape entretien_final courrier_avant_terme reprise_csp avertissement refus_action offre_emploi refus_offre fausse_declaration creation_entreprise",
		"est du 10/04/2026 : cela ne peut pas venir avant": "plan_version",
		"est du 01/05/2026 : cela ne peut pas venir avant": "observations",
		"est du 04/05/2026 : cela ne peut pas venir avant": "transmission_autorite indu_notifie remboursement",
		"est du 01/06/2026 : cela ne peut pas venir avant": "contestation remise_dette echeancier mise_en_demeure",
		"est du 20/06/2026 : cela ne peut pas venir avant": "contrainte",
		"est du 25/07/2026 : cela ne peut pas venir avant": "opposition",
		"est du 24/08/2026 : cela ne peut pas venir avant": "prime_demandee idr_demandee presence_3_mois essai_rompu suivi_emploi",
		"est du 01/09/2026 : cela ne peut pas venir avant": "aide_decidee",
		"précède le premier jour du CSP (24/03/2026)":      "periode_travail reprise_emploi",
		"avant l'engagement de la procédure":               "offre",
		"avant la fin du CSP, le 23/08/2026":               "cloture", // la veille de l'emploi, un CDI
		// Ce qui dure compte à partir du premier jour du CSP ; le reste ne suit aucun fait.
		libre: "action maladie maternite paternite adoption proche_aidant presence_parentale prepare service_civique hors_territoire autre_activite fin_arret " +
			"ouverture attribution employeur salarie contrat paie autre_emploi are_connue offre_absente convocation absence autorisation_demandee autorisation lettre_licenciement papier paiement decision inscription annulation note",
	} {
		for _, acte := range strings.Fields(actes) {
			attendus[acte] = attendu
		}
	}
	valeurs := map[dossier.Genre]string{dossier.Texte: "texte", dossier.Jour: "2026-06-01", dossier.Euros: "10", dossier.Entier: "3", dossier.OuiNon: "oui", dossier.NumFait: "16"}
	g := greffe()
	d := ouvrir(t, g, base...)
	for i := range dossier.Actes {
		a := &dossier.Actes[i]
		attendu, dit := attendus[a.Nom]
		if a.Sorte == dossier.CASP || a.Registre || dit && attendu == libre {
			continue
		}
		if !dit {
			t.Errorf("%s : rien ne dit ce qu'il suppose", a.Nom)
			continue
		}
		s := &dossier.Saisie{Acte: a.Nom, Valeurs: map[string]string{}}
		for _, c := range a.Champs {
			switch {
			case c.JourDuFait:
				s.Valeurs[c.Cle] = "2026-01-05"
			case !c.Necessaire:
			case c.Genre == dossier.Mot:
				s.Valeurs[c.Cle] = c.Mots[0]
			default:
				s.Valeurs[c.Cle] = valeurs[c.Genre]
			}
		}
		if l := d.De(a.Nom); a.Seul && len(l) > 0 {
			s.Corrige, s.Pourquoi = l[0].Version, "essai"
		}
		avant, apres, err := g.Essayer(context.Background(), d.ID, s)
		var lu string
		if err != nil {
			lu = err.Error()
		} else {
			lu = strings.Join(dossier.Raisons(avant, apres), "\n")
		}
		if !strings.Contains(lu, attendu) {
			t.Errorf("%s : « %s » attendu, lu « %s »", a.Nom, attendu, lu)
		}
	}
}

// TestRienNEstDit : un acte sans rien d'autre qu'une note est refusé, et n'empêche pas de consigner le vrai.
func TestRienNEstDit(t *testing.T) {
	g := greffe()
	d := ouvrir(t, g, "note texte=ouvert")
	for _, acte := range []string{"employeur", "salarie", "contrat", "are_connue", "attribution"} {
		refuse(t, g, d.ID, acte, "rien n'est dit")
		refuse(t, g, d.ID, acte+" note=rien", "rien n'est dit")
	}
	accomplir(t, g, d.ID, claire[:3]...)
	refuse(t, g, d.ID, "contrat corrige=5 pourquoi=vide", "rien n'est dit")
}

// TestMemeEmploi : un emploi déjà au dossier ne s'y met pas deux fois, sous l'un ou l'autre acte ; un autre contrat du même jour, ou sa
// correction, oui.
func TestMemeEmploi(t *testing.T) {
	g := greffe()
	d := ouvrir(t, g, append(slices.Clone(claire), "periode_travail debut=2026-06-01 fin=2026-06-30 nature=CDD accord=oui")...)
	for _, acte := range []string{"periode_travail debut=01/06/2026 fin=2026-06-12 nature=CDD", "reprise_emploi debut=2026-06-01 nature=CDD", "reprise_emploi debut=2026-06-01"} {
		refuse(t, g, d.ID, acte, "déjà au dossier, au fait 7")
	}
	accomplir(t, g, d.ID, "reprise_emploi debut=2026-06-01 nature=interim duree_mois=1", "periode_travail debut=2026-06-01 fin=2026-06-20 nature=CDD accord=oui corrige=7 pourquoi=fin",
		"periode_travail debut=2026-07-01 fin=2026-07-10 nature=CDD accord=oui")
	refuse(t, g, d.ID, "reprise_emploi debut=2026-06-01 nature=CDD", "déjà au dossier, au fait 9")
}

// TestRefuseDAdherer : rien de l'accompagnement ne se consigne dans le dossier de qui a refusé le CSP.
func TestRefuseDAdherer(t *testing.T) {
	g := greffe()
	d := ouvrir(t, g, append(slices.Clone(claire[:4]), "reponse decision=refus date=2026-03-10")...)
	for _, acte := range []string{"entree date=2026-03-24", "prebilan date=2026-03-30", "periode_travail debut=2026-06-01 fin=2026-06-30"} {
		refuse(t, g, d.ID, acte, "n'a pas accepté le CSP")
	}
	accomplir(t, g, d.ID, "contestation_rupture date=2026-04-01")
}

// TestTravailNonAutorise : un contrat de deux jours arrête l'allocation (WORK-01, WORK-07) : l'opérateur doit décider de la suite, sans
// attendre ; une décision de reprise, ou une sortie, le dispense.
func TestTravailNonAutorise(t *testing.T) {
	court := append(slices.Clone(claire), "periode_travail debut=2026-05-04 fin=2026-05-05 nature=CDD accord=oui")
	decision := func(actes ...string) *demarches.Demarche {
		l := ouvrir(t, greffe(), actes...).Demarches()
		if i := slices.IndexFunc(l, func(m demarches.Demarche) bool { return m.Regle == csp.WORK07 }); i >= 0 {
			return &l[i]
		}
		return nil
	}
	m := decision(court...)
	if m == nil || m.Qui != demarches.Operateur || m.Faite || m.Date != calendrier.D(2026, 5, 4) || dossier.Retard(m, calendrier.D(2026, 5, 14)) != 10 {
		t.Fatalf("%+v", m)
	}
	if m = decision(append(court, "reprise_csp date=2026-05-11")...); m == nil || !m.Faite {
		t.Errorf("la décision est prise : %+v", m)
	}
	if m = decision(append(court, "reprise_emploi debut=2026-06-01 nature=CDI salaire_mensuel=2400")...); m != nil {
		t.Errorf("sortie du CSP : %+v", m)
	}
	for _, autre := range []string{"debut=2026-05-04 fin=2026-05-06 nature=CDD accord=oui", "debut=2026-05-04 fin=2026-12-04 nature=CDD accord=oui"} { // trois jours ; sept mois, qui font sortir
		if m = decision(append(slices.Clone(claire), "periode_travail "+autre)...); m != nil {
			t.Errorf("%s : %+v", autre, m)
		}
	}
	if m = decision(append(slices.Clone(claire), "periode_travail debut=2026-05-04 fin=2026-05-29 nature=CDD accord=non")...); m == nil {
		t.Error("sans accord préalable, rien n'est demandé")
	}
}

// TestJourInconnu : une démarche dont un fait manque est attendue, dit ce fait, et n'est jamais en retard.
func TestJourInconnu(t *testing.T) {
	f := ouvrir(t, greffe(), claire[:3]...).Fiche()
	if f.Attend != "Employeur" || f.Prochaine.Connue() || !strings.HasSuffix(f.Quoi, ", dès que le jour de la remise sera connu") || f.Retard(calendrier.D(2030, 1, 1)) != 0 {
		t.Errorf("%+v", f)
	}
	for dit, actes := range map[string][]string{
		"dès que la décision de l'inspection du travail sera connue": {claire[0], "salarie date_naissance=1980-06-12 protege=oui", claire[2], claire[3]},
		"dès que le pré-bilan aura eu lieu":                          claire,
	} {
		l := ouvrir(t, greffe(), actes...).AFaire()
		if !slices.ContainsFunc(l, func(m demarches.Demarche) bool {
			return m.Quand() == dit && strings.HasSuffix(m.Quoi, dit) && dossier.Retard(&m, calendrier.D(2030, 1, 1)) == 0
		}) {
			t.Errorf("« %s » ne se lit pas : %+v", dit, l)
		}
	}
}
