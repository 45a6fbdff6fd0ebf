package lot

import (
	"runtime"
	"slices"
	"strconv"
	"sync"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/choix"
	"jalon/droit/csp"
	"jalon/droit/fait"
	"jalon/droit/licenciement"
)

// projeter complète le projet par ce que la liste et la loi en disent.
func (l *Lot) projeter() {
	j := &l.Entreprise.Projet
	l.verifierEffectif()
	if !j.Licenciements.Connu() {
		j.Licenciements = fait.N(len(l.Personnes))
	}
	if e := j.Engagement(); e.Connue() {
		l.communes["licenciement.engagement"] = e.String()
	}
	if forme, sure := j.Forme(); sure {
		l.communes["licenciement.forme"] = csp.NomsForme[forme]
	} else if !slices.ContainsFunc(l.EcartsEntreprise, func(e Ecart) bool { return e.Champ == "employeur.effectif" && e.Gravite == Refus }) {
		l.EcartsEntreprise = append(l.EcartsEntreprise, Ecart{Manque, "employeur.effectif", "", "la forme du licenciement (avec ou sans plan) en dépend : sans lui, chacun est compté comme licencié seul"})
	}
}

// verifierEffectif refuse un effectif plus petit que le nombre de licenciements, donné ou compté dans la liste : avec
// lui, le dispositif et la procédure seraient faux.
func (l *Lot) verifierEffectif() {
	j := &l.Entreprise.Projet
	n := 0
	for i := range l.Personnes {
		if l.Personnes[i].Etat != Refusee { // une rangée en double ne compte personne
			n++
		}
	}
	quoi := "de personnes de la liste"
	if j.Licenciements.Connu() && j.Licenciements.Int() > n {
		n, quoi = j.Licenciements.Int(), "de licenciements donné"
	}
	if !j.Effectif.Connu() || j.Effectif.Int() >= n {
		return
	}
	l.EcartsEntreprise = append(l.EcartsEntreprise, Ecart{
		Refus, "employeur.effectif", l.communes["employeur.effectif"],
		"l'effectif est plus petit que le nombre " + quoi + ", " + strconv.Itoa(n) + " : celui de toute l'entreprise est attendu, tous établissements réunis, avant les départs",
	})
	j.Effectif, l.communes["employeur.effectif"] = fait.Nombre{}, ""
}

// prevoir donne à qui n'en a pas le jour de remise que la loi fixe (PROC-01) ; vrai si la situation change.
func (l *Lot) prevoir(p *Personne) bool {
	s := &p.Situation
	if s.Proposition.Remise.Connue() || s.Proposition.Par == csp.ParPersonne {
		return false
	}
	d := csp.Calculer(s, nil)
	j := l.Entreprise.Projet
	if s.Licenciement.Engagement.Connue() && d.Moment == csp.MomentEntretien {
		j.Entretien = s.Licenciement.Engagement // celui de cette personne
	}
	moment := d.Moment
	if moment != csp.MomentFinProtection && moment != csp.MomentInscription {
		moment = j.Moment() // le projet sait s'il y a un comité
	}
	s.Proposition.Remise = j.Remise(moment, d.FinProtection)
	if fin := s.FinProtection(s.Proposition.Remise); s.Proposition.Remise.Connue() && fin.Connue() && fin != d.FinProtection {
		s.Proposition.Remise = j.Remise(csp.MomentFinProtection, fin) // le congé commence après l'engagement et couvre ce jour
	}
	p.RemisePrevue = s.Proposition.Remise.Connue()
	return p.RemisePrevue
}

// etudieur garde la mémoire d'une étude pour la suivante.
type etudieur struct {
	adhesion, refus, penalite csp.Calculateur
	pose                      csp.Situation
}

func (k *etudieur) sansReponse() {
	k.pose.Reponse, k.pose.Contrat.Fin = csp.Reponse{}, 0
}

// etudier donne les droits d'une personne selon sa réponse. L'étude n'est valable que jusqu'à la suivante.
func (k *etudieur) etudier(l *Lot, p *Personne, x *Etude) {
	s := &p.Situation
	x.Personne = p
	k.pose = *s
	if s.Reponse.Decision != csp.Acceptation && s.Proposition.Par == csp.ParEmployeur {
		k.sansReponse() // un refus n'empêche pas de dire ce que donnerait l'adhésion
	}
	d := k.adhesion.Calculer(&k.pose, nil)
	if fin := d.Dates.FinReflexion; s.Proposition.Par == csp.ParEmployeur && fin.Connue() && s.Reponse.Date > fin && k.pose.Reponse.Decision == csp.Acceptation {
		k.sansReponse() // ni une acceptation tardive, qui est un refus (PROC-09)
		d = k.adhesion.Calculer(&k.pose, nil)
	}
	if d.Statut == csp.Refuse && k.pose.Reponse.Decision == csp.SansReponse && d.Dates.FinReflexion.Connue() {
		// Un fait daté d'après le délai fait lire un silence : « si elle adhère » suppose alors la réponse du dernier jour.
		k.pose.Reponse = csp.Reponse{Decision: csp.Acceptation, Date: d.Dates.FinReflexion}
		d = k.adhesion.Calculer(&k.pose, nil)
		d.Dates.LimiteContestation = 0
	}
	x.Adhesion = *d
	d = &x.Adhesion
	fin := d.Dates.FinReflexion
	if !fin.Connue() || s.Proposition.Par != csp.ParEmployeur {
		x.Refus, x.Lettre, x.FinRefus, x.FinRefusEstimee = csp.Droits{}, 0, 0, false // x sert à la suivante
		return
	}
	if d.Dates.LettreAuPlusTot == 0 {
		l.lettreCollective(p, &d.Dates)
	}
	lettre := l.lettreDe(p, &d.Dates)
	refuse, estimee := choix.SiRefus(s, fin, lettre, d.Montants.PreavisMois)
	x.Refus = *k.refus.Calculer(&refuse, nil)
	x.Refus.Dates.LettreAuPlusTot, x.Refus.Dates.LettreConservatoire = d.Dates.LettreAuPlusTot, d.Dates.LettreConservatoire
	x.Lettre, x.FinRefus, x.FinRefusEstimee = lettre, refuse.Contrat.Fin, estimee
	if estimee {
		choix.DroitALaLettre(&refuse, &x.Refus, lettre)
	}
}

// lettreCollective donne la lettre au plus tôt d'un licenciement de dix personnes et plus : elle suit la notification du
// projet ou la décision sur le plan, que la situation d'une personne ne porte pas.
func (l *Lot) lettreCollective(p *Personne, d *csp.Dates) {
	s := &p.Situation
	f := s.Licenciement.Forme
	if f != csp.Collectif10Plus && f != csp.AvecPSE {
		return
	}
	d.LettreAuPlusTot = l.Entreprise.Projet.LettreAuPlusTot(s.Licenciement.Cadre.Defaut(false))
	if d.LettreAuPlusTot.Connue() {
		// Les lettres ne précèdent pas la remise des documents.
		if d.LettreAuPlusTot = s.LettrePermise(max(d.LettreAuPlusTot, d.DebutReflexion)); !d.LettreAuPlusTot.Connue() {
			return
		}
		d.LettreConservatoire = fait.Si(d.LettreAuPlusTot <= d.FinReflexion)
	}
}

// lettreDe est le jour de la lettre de licenciement en cas de refus : celui où elles sont envoyées, s'il est connu.
func (l *Lot) lettreDe(p *Personne, d *csp.Dates) calendrier.Date {
	if e := l.Entreprise.Projet.EnvoiLettres; e.Connue() && e >= max(p.Situation.Proposition.Remise, d.LettreAuPlusTot) {
		return e
	}
	return choix.LettreSiRefus(d)
}

// Etudier calcule le bilan de chaque personne et les totaux du lot, à plusieurs ; l'ordre n'y change rien.
func (l *Lot) Etudier() {
	n := max(1, min(runtime.GOMAXPROCS(0), len(l.Personnes)/64))
	moment := l.Entreprise.Projet.Moment()
	sansEntretien := moment == csp.MomentHomologation || moment == csp.MomentDerniereReunion
	var attente sync.WaitGroup
	for i := range n {
		attente.Go(func() {
			var k etudieur
			var x Etude
			for j := i; j < len(l.Personnes); j += n {
				if p := &l.Personnes[j]; p.Etat != Refusee {
					k.etudier(l, p, &x)
					p.Bilan = l.bilan(&k, &x)
					p.manques(&x, sansEntretien)
				}
			}
		})
	}
	attente.Wait()
	l.totaliser()
}

// Etude donne tout ce que la loi dit d'une personne du lot.
func (l *Lot) Etude(p *Personne) *Etude {
	x := new(Etude)
	new(etudieur).etudier(l, p, x)
	return x
}

// Lisibles sont les personnes du lot dont la rangée n'est pas refusée, dans l'ordre du fichier.
func (l *Lot) Lisibles() []*Personne {
	var tout []*Personne
	for i := range l.Personnes {
		if p := &l.Personnes[i]; p.Etat != Refusee {
			tout = append(tout, p)
		}
	}
	return tout
}

// manques ajoute aux écarts les faits sans lesquels une date ou une somme n'est pas donnée, et les réserves de la loi.
func (p *Personne) manques(x *Etude, sansEntretien bool) {
	vus := map[string]bool{}
	for _, d := range []*csp.Droits{&x.Adhesion, &x.Refus} {
		for _, m := range d.Manquants {
			if d == &x.Refus && m.Chemin() == "contrat.fin" && vus["contrat.debut"] {
				continue // l'entrée donne le préavis, et lui la fin : seule l'entrée est à donner
			}
			if c := m.Chemin(); !vus[c] && !(d == &x.Adhesion && c == "reponse.date") {
				vus[c] = true
				if c == "licenciement.engagement" && sansEntretien {
					c = "convocation_comite" // c'est elle qui engage la procédure quand le comité tient lieu d'entretiens
				}
				p.ecart(Manque, c, "", m.Raison())
			}
		}
	}
	for _, a := range x.Adhesion.Avertissements {
		p.ecart(ASavoir, "", "", a.Regle.String()+" : "+a.Message.String())
	}
}

// issue dit où en est une personne : sa réponse, le silence (PROC-09), ou l'attente.
func (l *Lot) issue(x *Etude) Issue {
	p := x.Personne
	s, d := &p.Situation, &x.Adhesion
	reponse := s.Reponse.Decision
	if l.Au.Connue() && s.Reponse.Date > l.Au {
		reponse = csp.SansReponse // elle viendra : ce jour-là, personne ne la connaît
	}
	switch {
	case !d.Couvert && !s.Licenciement.Engagement.Connue():
		return ARemettre // le jour qui choisit les règles manque : rien ne dit qu'elle n'y a pas droit
	case d.Dispositif == csp.DispositifConge || d.Dispositif == csp.DispositifAucun || d.Eligibilite.Eligible == fait.Non || !d.Couvert:
		return SansCSP
	case s.Proposition.Par != csp.ParEmployeur:
		return PasOffert
	case !s.Proposition.Remise.Connue() || reponse == csp.SansReponse && (p.RemisePrevue || l.Au.Connue() && s.Proposition.Remise > l.Au):
		return ARemettre
	case reponse == csp.SansReponse && d.Dates.FinReflexion.Connue() && l.Au > d.Dates.FinReflexion:
		return SEstTue
	case reponse == csp.SansReponse:
		return EnAttente
	case reponse == csp.Acceptation && !(s.Reponse.Date > d.Dates.FinReflexion):
		return AAccepte
	}
	return ARefuse
}

func (l *Lot) bilan(k *etudieur, x *Etude) Bilan {
	p := x.Personne
	s, d, m := &p.Situation, &x.Adhesion.Dates, &x.Adhesion.Montants
	b := Bilan{
		Dispositif: x.Adhesion.Dispositif, Eligible: x.Adhesion.Eligibilite.Eligible, Moment: x.Adhesion.Moment, Issue: l.issue(x),
		Dates: Dates{
			Remise: s.Proposition.Remise, FinReflexion: d.FinReflexion, Rupture: d.Rupture, DebutCSP: d.DebutCSP,
			Lettre: x.Lettre, FinRefus: x.FinRefus, FinRefusEstimee: x.FinRefusEstimee,
			EcheanceContribution: d.EcheanceContribution, LimiteContestation: d.LimiteContestation, FinReembauche: d.FinPrioriteReembauche,
		},
	}
	b.Motif = motif(s, &x.Adhesion, b.Issue, l.Au)
	if b.Moment == csp.MomentEntretien {
		b.Dates.Entretien = s.Licenciement.Engagement
	}
	if d.LettreConservatoire == fait.Oui && x.Lettre <= d.FinReflexion {
		b.Dates.LettreConservatoire = x.Lettre
	}
	fin := d.Rupture
	if b.Issue == ARefuse || b.Issue == SEstTue {
		fin = x.FinRefus
		b.Dates.FinReembauche = x.Refus.Dates.FinPrioriteReembauche
	}
	b.Dates.FinDSN = licenciement.FinDSN(fin, l.Entreprise.Projet.Territoire)
	b.Sommes = sommes(s, m, &x.Refus.Montants)
	if b.Issue == SansCSP {
		b.Sommes.PenaliteDeux, b.Sommes.PenaliteTrois = argent.Centimes(0), argent.Centimes(0) // rien n'était à proposer
	} else {
		k.penalites(s, &b.Sommes)
	}
	return b
}

// motif dit si le motif économique est écrit à temps (PROC-03) : au plus tard à l'acceptation, ou à la fin du délai tant
// qu'elle n'est pas venue.
func motif(s *csp.Situation, adhesion *csp.Droits, issue Issue, au calendrier.Date) MotifEcrit {
	limite := adhesion.Dates.FinReflexion
	if s.Reponse.Decision == csp.Acceptation && s.Reponse.Date.Connue() {
		limite = s.Reponse.Date
	}
	switch le := s.Proposition.MotifEcritLe; {
	case issue == ARefuse || issue == SEstTue || issue == SansCSP || issue == PasOffert:
		return MotifSansObjet
	case !le.Connue() || au.Connue() && le > au:
		return MotifAbsent
	case !limite.Connue():
		return MotifSansObjet
	case le > limite:
		return MotifTardif
	}
	return MotifAcquis
}

// sommes rassemble ce que chaque issue coûte. Le refus et le silence coûtent pareil : le silence est un refus (PROC-09).
func sommes(s *csp.Situation, adhesion, refus *csp.Montants) Sommes {
	zero := argent.Centimes(0)
	k := &s.Contrat
	x := Sommes{
		Indemnite: adhesion.IndemniteDue, ContributionBrute: adhesion.ContributionBrute, Contribution: adhesion.ContributionOperateur,
		PreavisSalarie: adhesion.PreavisSalarie, IndemniteRefus: refus.IndemniteDue, PreavisRefus: adhesion.PreavisTotal,
		Conges: k.IndemniteConges(nil), SupraLegale: zero,
	}
	if m := k.IndemniteSupraLegale; m.Connu() {
		x.SupraLegale = m
	}
	communs := x.Conges.Plus(x.SupraLegale)
	x.Adhesion.HorsCharges = x.Indemnite.Plus(x.ContributionBrute).Plus(x.PreavisSalarie).Plus(communs)
	x.Refus.HorsCharges = x.IndemniteRefus.Plus(x.PreavisRefus).Plus(communs)
	if t := k.TauxCharges; t.Connue() {
		charge := func(m argent.Montant) argent.Montant {
			if !m.Connu() {
				return m
			}
			return m.Exact().Fois(argent.Entier(1).Plus(t)).Arrondi(argent.Proche)
		}
		x.Adhesion.AvecCharges = x.Indemnite.Plus(x.Contribution).Plus(charge(x.PreavisSalarie)).Plus(communs)
		x.Refus.AvecCharges = x.IndemniteRefus.Plus(charge(x.PreavisRefus)).Plus(communs)
	}
	return x
}

// penalites est ce que coûterait le défaut de proposition (CONT-06).
func (k *etudieur) penalites(s *csp.Situation, x *Sommes) {
	k.pose = *s
	k.pose.Reponse, k.pose.Evenements = csp.Reponse{}, nil
	k.pose.Proposition.Par = csp.ParPersonne
	x.PenaliteDeux = k.penalite.Calculer(&k.pose, nil).Montants.Penalite
	k.pose.Proposition.Par = csp.ParOperateur
	k.pose.Reponse = csp.Reponse{Decision: csp.Acceptation, Date: s.Proposition.Remise}
	x.PenaliteTrois = k.penalite.Calculer(&k.pose, nil).Montants.Penalite
}

func (l *Lot) totaliser() {
	l.Totaux = Totaux{}
	t := &l.Totaux
	for i := range l.Personnes {
		p := &l.Personnes[i]
		t.Etats[p.Etat]++
		if p.Etat == Refusee {
			continue
		}
		b := &p.Bilan
		t.Issues[b.Issue]++
		for i, m := range b.Sommes.Liste() {
			t.Sommes[i].ajouter(m)
		}
		t.NonPropose.HorsCharges.ajouter(b.Sommes.Refus.HorsCharges.Plus(b.Sommes.PenaliteDeux))
		t.NonPropose.AvecCharges.ajouter(b.Sommes.Refus.AvecCharges.Plus(b.Sommes.PenaliteDeux))
		switch b.Issue {
		case AAccepte:
			t.CoutReel.ajouter(b.Sommes.Adhesion.HorsCharges)
		case ARefuse, SEstTue:
			t.CoutReel.ajouter(b.Sommes.Refus.HorsCharges)
		}
	}
}
