package lot

import (
	"fmt"
	"strings"
	"testing"

	"jalon/droit/calendrier"
	"jalon/droit/licenciement"
)

// obligation rend celle d'un lot dont l'acte contient ces mots ; nil s'il n'y en a pas.
func obligation(l *Lot, mots string) *licenciement.Obligation {
	for i := range l.Obligations {
		if strings.Contains(l.Obligations[i].Quoi, mots) {
			return &l.Obligations[i]
		}
	}
	return nil
}

// TestObligationsDeChacun : une obligation envers chaque personne est faite quand chacune a son fait, donné et passé ; ni
// ce que la loi prévoit, ni ce que l'entreprise annonce ne la fait.
func TestObligationsDeChacun(t *testing.T) {
	const tete = "Matricule;Nom;Date de naissance;Date d'entrée;Salaire mensuel brut;CSP remis le;Motif écrit le;Réponse;Date de la réponse;Congé maternité du;Congé maternité au;Contribution payée le;Contribution payée;Salarié protégé;Autorisation reçue le;Autorisation accordée;Entretien le;Proposé par\n"
	// remise, motif, réponse, date, maternité, paiement, protection, entretien, offre : ce qui suit le salaire.
	liste := func(suites ...string) string {
		var b strings.Builder
		b.WriteString(tete)
		for i, s := range suites {
			fmt.Fprintf(&b, "%d;N%d;15/09/197%d;14/05/2012;2650;%s\n", i, i, i, s)
		}
		return b.String()
	}
	sansMotif := strings.Replace(entreprise, "Motif écrit le;02/03/2026", "", 1)
	liquidation := entreprise + "Procédure collective;Liquidation judiciaire\nJugement du;20/02/2026\n" // quinze jours : le 7 mars
	const remettre, motif, ags, payer, autoriser, tenir = "Remettre à chaque personne, contre", "Donner à chaque personne le motif", "jours du jugement de liquidation, ou", "Payer à", "Autoriser ou refuser", "Tenir l'entretien"
	j := func(mois, jour int) calendrier.Date { return calendrier.D(2026, mois, jour) }
	for _, x := range []struct {
		nom, liste, societe, mots string
		au                        calendrier.Date
		faite, hors               bool
		fait                      calendrier.Date
	}{
		{"remise prévue", liste(";", ";"), entreprise, remettre, j(3, 2), false, false, 0},
		{"remise prévue, passée", liste(";", ";"), entreprise, remettre, j(3, 3), false, true, 0},
		{"remise prévue, jour inconnu", liste(";", ";"), entreprise, remettre, 0, false, false, 0},
		{"remises faites", liste("02/03/2026", "02/03/2026"), entreprise, remettre, j(3, 10), true, false, j(3, 2)},
		{"une remise sur deux", liste("02/03/2026", ";"), entreprise, remettre, j(3, 10), false, true, 0},
		{"la dernière en retard", liste("02/03/2026", "05/03/2026"), entreprise, remettre, j(3, 10), true, true, j(3, 5)},
		{"remise annoncée", liste("02/03/2026", "02/03/2026"), entreprise, remettre, j(3, 1), false, false, 0},
		{"remise annoncée, jour inconnu", liste("02/03/2026"), entreprise, remettre, 0, true, false, j(3, 2)},
		{"remise commune", liste("", ""), entreprise + "CSP remis le;02/03/2026\n", remettre, j(3, 10), true, false, j(3, 2)},
		{"son propre entretien", liste("05/03/2026;;;;;;;;;;;05/03/2026"), entreprise, remettre, j(3, 10), true, false, j(3, 5)},
		// Congé fini le 24 juin, protégé dix semaines de plus, jusqu'au 2 septembre (L1225-4) : à temps le 3.
		{"protégée par la maternité", liste("03/09/2026;;;;05/02/2026;24/06/2026"), entreprise, remettre, j(9, 10), true, false, j(9, 3)},
		{"protégée, le lendemain", liste("04/09/2026;;;;05/02/2026;24/06/2026"), entreprise, remettre, j(9, 10), true, true, j(9, 4)},
		{"rangée refusée, sans jour", liste("02/03/2026", ";;peut-être"), entreprise, remettre, j(3, 10), false, true, 0},
		{"offert par l'opérateur", liste("02/03/2026;;;;;;;;;;;;France Travail"), entreprise, remettre, j(3, 10), false, true, 0},
		{"retraité : pas de CSP", strings.Replace(liste("02/03/2026", ""), "15/09/1971", "15/09/1930", 1), entreprise, remettre, j(3, 10), true, false, j(3, 2)},

		{"motif commun", liste("02/03/2026"), entreprise, motif, j(3, 10), true, false, j(3, 2)},
		{"motif manquant", liste("02/03/2026"), sansMotif, motif, j(3, 10), false, true, 0},
		{"motif à venir", liste("02/03/2026;05/03/2026"), sansMotif, motif, j(3, 2), false, false, 0},
		{"motif avant l'acceptation", liste("02/03/2026;09/03/2026;acceptation;10/03/2026"), sansMotif, motif, j(3, 12), true, false, j(3, 9)},
		{"motif après l'acceptation", liste("02/03/2026;11/03/2026;acceptation;10/03/2026"), sansMotif, motif, j(3, 12), true, true, j(3, 11)},
		{"qui refuse l'a dans sa lettre", liste("02/03/2026;02/03/2026", "02/03/2026;;refus;10/03/2026"), sansMotif, motif, j(3, 12), true, false, j(3, 2)},

		{"AGS, prévue", liste(";"), liquidation, ags, j(3, 5), false, false, 0},
		{"AGS, faite", liste("06/03/2026"), liquidation, ags, j(3, 10), true, false, j(3, 6)},
		{"AGS, la dernière trop tard", liste("06/03/2026", "09/03/2026"), liquidation, ags, j(3, 10), true, true, j(3, 9)},
		{"AGS, rien après le quinzième jour", liste(";"), liquidation, ags, j(3, 8), false, true, 0},

		// Deux mois de préavis, 42 % de charges : 7 526 € au plus tard le 25 mai.
		{"contribution due", liste("02/03/2026;;acceptation;10/03/2026"), entreprise, payer, j(5, 25), false, false, 0},
		{"contribution en retard", liste("02/03/2026;;acceptation;10/03/2026"), entreprise, payer, j(5, 26), false, true, 0},
		{"contribution payée", liste("02/03/2026;;acceptation;10/03/2026;;;25/05/2026;7526", "02/03/2026;;refus;10/03/2026"), entreprise, payer, j(6, 1), true, false, j(5, 25)},
		{"contribution payée tard", liste("02/03/2026;;acceptation;10/03/2026;;;26/05/2026;7526"), entreprise, payer, j(6, 1), true, true, j(5, 26)},
		{"contribution payée en partie", liste("02/03/2026;;acceptation;10/03/2026;;;25/05/2026;7525,99"), entreprise, payer, j(5, 25), false, false, 0},
		{"une réponse attendue", liste("02/03/2026;;acceptation;10/03/2026;;;20/03/2026;7526", "02/03/2026"), entreprise, payer, j(3, 20), false, false, 0},

		{"autorisation attendue", liste("02/03/2026;;;;;;;;oui"), entreprise, autoriser, j(4, 10), false, false, 0},
		{"autorisation reçue", liste("02/03/2026;;;;;;;;oui;02/04/2026;oui", "02/03/2026;;;;;;;;non"), entreprise, autoriser, j(4, 10), true, false, j(4, 2)},

		// Convoqués le vendredi 20 février : cinq jours ouvrables pleins, l'entretien dès le vendredi 27.
		{"entretien trop tôt", liste(";", ";;;;;;;;;;;26/02/2026"), entreprise + "Convocation à l'entretien reçue le;20/02/2026\n", tenir, j(3, 10), true, true, j(3, 2)},
		{"entretien à venir", liste(";", ";"), entreprise + "Convocation à l'entretien reçue le;20/02/2026\n", tenir, j(2, 25), false, false, 0},
		{"entretien de chacun, l'un à venir", liste(";", ";;;;;;;;;;;12/03/2026"), entreprise + "Convocation à l'entretien reçue le;20/02/2026\n", tenir, j(3, 10), false, false, 0},
	} {
		l := lotDe(t, x.liste, x.societe, x.au)
		o := obligation(l, x.mots)
		if o == nil {
			t.Errorf("%s : aucune obligation", x.nom)
		} else if o.Faite != x.faite || o.HorsDelai != x.hors || o.Fait != x.fait {
			t.Errorf("%s : faite %v, hors délai %v, le %s (%v)", x.nom, o.Faite, o.HorsDelai, o.Fait, l.Personnes[len(l.Personnes)-1].Ecarts)
		}
	}
}

// TestObligationsDuProjet : un fait du projet ne coche qu'une fois passé, et les rappels sur les salariés protégés ne
// partent que si chaque rangée dit qu'il n'y en a pas.
func TestObligationsDuProjet(t *testing.T) {
	const convoquer = "Convoquer chaque personne"
	societe := entreprise + "Convocation à l'entretien reçue le;20/02/2026\n"
	for au, attendu := range map[calendrier.Date]bool{calendrier.D(2026, 2, 19): false, calendrier.D(2026, 2, 20): true, 0: true} {
		if o := obligation(lotDe(t, entete+"1;A;A;15/09/1978;14/05/2012;2650;;;", societe, au), convoquer); o.Faite != attendu || o.HorsDelai {
			t.Errorf("au %s : %+v", au, o)
		}
	}
	// Sans sa date, la convocation d'un entretien du 2 mars est passée depuis le samedi 21 février.
	if o := obligation(lotDe(t, entete+"1;A;A;15/09/1978;14/05/2012;2650;;;", entreprise, calendrier.D(2026, 2, 22)), convoquer); o.Faite || !o.HorsDelai {
		t.Errorf("%+v", o)
	}
	for suites, attendu := range map[string]bool{"non non": false, "non oui": true, "non -": true, "- -": true} {
		a, b, _ := strings.Cut(suites, " ")
		l := lotDe(t, "Nom;Date de naissance;Date d'entrée;Salarié protégé\nA;15/09/1978;14/05/2012;"+a+"\nB;15/09/1978;14/05/2012;"+b, entreprise, 0)
		if vu := obligation(l, "salarié protégé") != nil; vu != attendu {
			t.Errorf("%s : rappel %v", suites, vu)
		}
	}
}

// TestEnRetard : une remise prévue le 2 mars l'est encore le soir ; le 5, elle a trois jours de retard. Faite, ou annoncée
// pour plus tard, elle n'en a pas.
func TestEnRetard(t *testing.T) {
	tete := strings.Replace(entete, "Motif écrit le", "CSP remis le", 1)
	for _, x := range []struct {
		remise string
		au     calendrier.Date
		retard int
		issue  Issue
	}{
		{"", calendrier.D(2026, 3, 2), 0, ARemettre},
		{"", calendrier.D(2026, 3, 5), 3, ARemettre},
		{"", 0, 0, ARemettre},
		{"02/03/2026", calendrier.D(2026, 3, 5), 0, EnAttente},
		{"06/03/2026", calendrier.D(2026, 3, 5), 0, ARemettre},
		{"06/03/2026", calendrier.D(2026, 3, 6), 0, EnAttente},
	} {
		l := lotDe(t, tete+"1;A;A;15/09/1978;14/05/2012;2650;;;"+x.remise, entreprise, x.au)
		if p := &l.Personnes[0]; l.EnRetard(p) != x.retard || p.Bilan.Issue != x.issue {
			t.Errorf("%+v : %d, %s", x, l.EnRetard(p), p.Bilan.Issue)
		}
	}
}
