package lot

import (
	"strings"
	"testing"

	"jalon/droit/calendrier"
)

// TestDatesDeChacun : ce qu'une date commune ne doit pas faire à qui la loi protège. Sous dix licenciements, l'entretien
// est du lundi 2 mars 2026 et la lettre, sept jours ouvrables après, du mercredi 11. À douze dans une entreprise de
// soixante-deux sans plan, elle suit de trente jours la notification du 11 février : le samedi 14 mars (L1233-39).
func TestDatesDeChacun(t *testing.T) {
	j := calendrier.D
	const entete = "Matricule;Nom;Prénom;Date de naissance;Date d'entrée;Salaire mensuel brut;Salarié protégé;Autorisation reçue le;Autorisation accordée;Congé maternité du;Congé maternité au;Réponse;Date de la réponse;CSP remis le\n" +
		"0;Avant;Anne;15/09/1978;14/05/2012;2650;;;;;;;;02/03/2026\n"
	projet := strings.NewReplacer("Entretien préalable le;02/03/2026", "Licenciements en trente jours;12\nPlan de sauvegarde de l'emploi;non\nPremière réunion du comité;10/02/2026\nDernière réunion du comité;02/03/2026\nProjet notifié à l'autorité le;11/02/2026").Replace(entreprise)
	for nom, x := range map[string]struct {
		rangee, societe         string
		lettre, conservatoire   calendrier.Date
		finRefus, finReembauche calendrier.Date
	}{
		// Sans décision de l'inspection, rien n'est daté : ni la lettre, ni la fin de la personne d'avant.
		"protégé sans décision": {"1;Dur;Paul;15/09/1978;14/05/2012;2650;oui;;;;;;;02/03/2026", entreprise, 0, 0, 0, 0},
		// La décision reçue le jeudi 2 avril : le délai est prolongé jusqu'au lendemain (PROC-08) ; la lettre suit la décision.
		"protégé, dix et plus": {"1;Dur;Paul;15/09/1978;14/05/2012;2650;oui;02/04/2026;oui;;;;;02/03/2026", projet, j(2026, 4, 3), j(2026, 4, 3), j(2026, 6, 2), j(2027, 4, 3)},
		"ordinaire":            {"1;Dur;Paul;15/09/1978;14/05/2012;2650;;;;;;;;02/03/2026", entreprise, j(2026, 3, 11), j(2026, 3, 11), j(2026, 5, 10), j(2027, 3, 23)},
		// Qui a refusé quitte l'entreprise au bout du préavis : la priorité court de ce jour (L1233-45).
		"refus": {"1;Dur;Paul;15/09/1978;14/05/2012;2650;;;;;;refus;10/03/2026;02/03/2026", entreprise, j(2026, 3, 11), j(2026, 3, 11), j(2026, 5, 10), j(2027, 5, 10)},
		// Congé du 5 mars au 24 juin 2026, protégé dix semaines de plus, jusqu'au 2 septembre (L1225-4) : pas de lettre avant.
		"maternité après l'engagement": {"1;Dur;Anne;15/09/1990;14/05/2012;2650;;;;05/03/2026;24/06/2026;;;02/03/2026", entreprise, j(2026, 9, 3), 0, j(2026, 11, 2), j(2027, 3, 23)},
	} {
		t.Run(nom, func(t *testing.T) {
			l := lotDe(t, entete+x.rangee, x.societe, 0)
			d := &l.Personnes[1].Bilan.Dates
			if d.Lettre != x.lettre || d.LettreConservatoire != x.conservatoire || d.FinRefus != x.finRefus || d.FinReembauche != x.finReembauche {
				t.Errorf("lettre %s, conservatoire %s, fin %s, réembauche %s (%v)", d.Lettre, d.LettreConservatoire, d.FinRefus, d.FinReembauche, l.Personnes[1].Ecarts)
			}
		})
	}
	// Une lettre annoncée avant le premier jour permis n'est pas prise pour la date.
	l := lotDe(t, entete, strings.Replace(entreprise, "Effectif;62", "Effectif;62\nLettres de licenciement envoyées le;04/03/2026", 1), 0)
	if d := l.Personnes[0].Bilan.Dates.Lettre; d != j(2026, 3, 11) {
		t.Errorf("lettre du %s", d)
	}
}

// TestFaitApresLeDelai : un motif écrit après les vingt et un jours ne fait pas oublier ce que donnerait l'adhésion.
func TestFaitApresLeDelai(t *testing.T) {
	l := lotDe(t, entete+"1;Durand;Paul;15/09/1978;14/05/2012;2 650,00;;;30/03/2026", entreprise, calendrier.D(2026, 3, 10))
	b := &l.Personnes[0].Bilan
	if b.Motif != MotifAbsent || b.Sommes.ContributionBrute.String() != "5300.00" || b.Dates.DebutCSP != calendrier.D(2026, 3, 24) {
		t.Errorf("%s, contribution %s, CSP le %s", b.Motif, b.Sommes.ContributionBrute, b.Dates.DebutCSP)
	}
}
