// Package csp est le droit du contrat de sécurisation professionnelle : une fonction pure,
// Calculer, qui rend tous les droits d'une situation. Ni horloge, ni lecture, ni flottant, ni défaut
// caché : ce qui n'est pas su est un fait manquant, ce que le texte laisse ouvert est un réglage.
package csp

import (
	"jalon/droit/are"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/casp"
	"jalon/droit/fait"
	"jalon/droit/parametre"
	"jalon/droit/trace"
)

// Version des règles de cette édition ; les valeurs datées ont leur propre empreinte.
const Version = "2026.11"

// Edition identifie les règles et les valeurs datées qui ont servi.
func Edition() string { return Version + "-" + parametre.Empreinte() }

// Calculer rend les droits d'une situation. t, s'il n'est pas nil, enregistre l'explication.
func Calculer(s *Situation, t *trace.Trace) *Droits {
	return new(Calculateur).Calculer(s, t)
}

// Calculateur garde la mémoire d'un calcul pour le suivant. Le résultat n'est valable que jusqu'au
// prochain appel. Un Calculateur ne sert qu'un calcul à la fois.
type Calculateur struct {
	// AuxPublies lit un barème dû et non publié à sa dernière valeur publiée, et le dit, au lieu de taire ce
	// qu'il peut changer.
	AuxPublies bool

	bas, haut Droits
	dossier   calcul
}

// Calculer rend les droits d'une situation, comme la fonction du même nom.
func (c *Calculateur) Calculer(s *Situation, t *trace.Trace) *Droits {
	lecture := c.derouler(&c.bas, s, t, false)
	c.bas.ARE.AuxPublies = c.AuxPublies
	switch {
	case !lecture.AvecAttendus():
	case c.AuxPublies:
		c.bas.direAttendus(lecture.Attendus(), avertBaremeProjete)
	default:
		// Un barème n'est pas publié : un second passage le suppose relevé, et ne reste que ce
		// qui ne change pas.
		c.derouler(&c.haut, s, nil, true)
		c.bas.garderCommun(&c.haut, lecture.Attendus())
	}
	return &c.bas
}

func (c *Calculateur) derouler(d *Droits, s *Situation, t *trace.Trace, haut bool) *parametre.Lecture {
	d.vider()
	d.ID = s.ID
	k := &c.dossier
	*k = calcul{
		s: s, d: d, t: t, l: parametre.Lecture{Trace: t, Haut: haut},
		parcours: parcours{
			absences: k.absences[:0], trous: k.trous[:0], comptes: k.comptes[:0], ordre: k.ordre[:0], phases: k.phases[:0],
		},
	}
	k.tout()
	return &k.l
}

// calcul est un passage sur une situation.
type calcul struct {
	s *Situation
	d *Droits
	t *trace.Trace
	l parametre.Lecture

	engagement calendrier.Date // KEY-01
	fin        calendrier.Date // dernier jour du contrat
	dernier    calendrier.Date // jour du dernier fait connu
	territoire calendrier.Territoire
	reponse    Decision // la réponse retenue : un silence ou un retard est un refus
	possible   bool     // un CSP peut exister
	age        fait.Nombre

	anciennete calendrier.Date // premier jour d'ancienneté
	appreciee  calendrier.Date // jour où l'ancienneté est appréciée
	unAn       fait.Reponse

	paie          paie
	sjrARE        argent.Montant
	affiliation   affiliation
	areAvant      fait.Nombre // durée de l'ARE avant coefficient
	areDuree      fait.Nombre // après coefficient
	areOuverte    fait.Reponse
	tempsPartiel  argent.Fraction
	dernierPalier palier // montants journaliers du dernier jour demandé

	parcours
}

func (c *calcul) tout() {
	c.chercherDates()
	c.d.DernierFait = c.dernier
	c.employeur()
	c.lieuEtCouverture()
	if c.d.Couvert = c.couvert(); !c.d.Couvert {
		return
	}
	c.proposition()
	c.eligibilite()
	c.existence()
	c.mesurerAnciennete()
	c.salaireReference()
	c.dureesARE()
	c.preavisEtIndemnite()
	if c.possible && c.d.Dates.DebutCSP.Connue() {
		c.suivreParcours()
		c.allocation()
		c.suivi()
	}
	c.contribution()
	c.apres()
	c.refus()
	c.statut()
	c.d.CASP = c.cellule()
	c.d.ARE = c.baseARE()
	c.debordements()
}

// baseARE retient de quoi servir l'ARE après ce calcul, sur l'une ou l'autre voie.
func (c *calcul) baseARE() BaseARE {
	b := BaseARE{
		SJR: c.sjrARE, Engagement: c.engagement, FinContrat: c.fin, Age: c.age, TempsPartiel: c.tempsPartiel,
		Depuis: c.d.Dates.DebutCSP, TauxCSG: c.s.Salarie.TauxCSG, Distinct: c.s.Reglages.DegressivitePlancher == autreLecture,
	}
	if c.d.Refus != nil {
		b.Depuis = c.d.Refus.AREDebut
	}
	if !b.TauxCSG.Connue() {
		b.TauxCSG = are.CSGPleine.Au(&parametre.Lecture{}, c.fin)
	}
	return b
}

func (c *calcul) manqueCASP() {
	e := &c.s.Employeur
	if !e.Effectif.Connu() {
		c.manque("employeur.effectif", pourCASP)
	}
	if !e.LicenciementsEnvisages.Connu() {
		c.manque("employeur.licenciements_envisages", pourCASP)
	}
	if e.Difficultes == fait.Inconnu {
		c.manque("employeur.difficultes", pourCASP)
	}
}

// debordements dit qu'un montant sort de ce que 64 bits comptent : il n'est pas donné.
func (c *calcul) debordements() {
	m := &c.d.Montants
	for _, x := range [...]argent.Montant{m.SalaireReference, m.SJR, m.ASPBrute, m.IndemniteLegale, m.PreavisTotal, m.ContributionOperateur, m.Penalite, m.MajorationRetard, m.ContributionDIF} {
		if x.Depasse() {
			c.avertir(ASP03, Phrase{modele: avertDebordement})
		}
	}
}

func (c *calcul) cellule() CASP {
	e := &c.s.Employeur
	if e.Procedure != Redressement && e.Procedure != Liquidation && !e.LicenciementsEnvisages.Connu() && e.Difficultes == fait.Inconnu && !c.s.DebutCASP.Connue() {
		return CASP{Motif: Phrase{modele: caspSansFait}}
	}
	r := casp.Calculer(&c.l, casp.Faits{
		Effectif: e.Effectif, Licenciements: e.LicenciementsEnvisages, Difficultes: e.Difficultes,
		Insolvable: e.Procedure == Redressement || e.Procedure == Liquidation,
		Cumul:      c.s.Reglages.CASPConditions == autreLecture,
		Debut:      c.s.DebutCASP, FinContrat: c.fin, Date: c.engagement,
	})
	k := CASP{Ouvrable: r.Ouvrable, DureeMaxJours: r.DureeMaxJours, FinAuPlusTard: r.Fin}
	switch r.Motif {
	case casp.MotifOuvrable:
		k.Motif = Phrase{modele: caspOuvrable, N1: r.EffectifMin}
	case casp.MotifEffectif:
		k.Motif = Phrase{modele: caspEffectif, N1: r.EffectifMin, N2: e.Effectif.Int()}
	case casp.MotifAucune:
		k.Motif = Phrase{modele: caspAucune, N1: r.LicenciementsMin}
	case casp.MotifCumul:
		k.Motif = Phrase{modele: caspCumul}
	case casp.MotifInconnu:
		k.Motif = Phrase{modele: caspInconnu}
		c.manqueCASP()
	}
	return k
}

func (c *calcul) avertir(r trace.Regle, p Phrase) {
	for i := range c.d.Avertissements {
		if a := &c.d.Avertissements[i]; a.Message == p {
			return
		}
	}
	c.d.Avertissements = append(c.d.Avertissements, Avertissement{r, p})
}

func (c *calcul) manque(champ string, pour modele) { c.manqueAu(champ, 0, pour) }

// manqueAu signale un champ dont « # » est le rang dans une liste.
func (c *calcul) manqueAu(champ string, rang int, pour modele) {
	for i := range c.d.Manquants {
		if m := &c.d.Manquants[i]; m.Champ == champ && m.Rang == rang {
			return
		}
	}
	c.d.Manquants = append(c.d.Manquants, Manquant{champ, rang, pour})
}
