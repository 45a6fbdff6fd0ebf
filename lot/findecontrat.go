package lot

import (
	"strings"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
)

// FinDeContrat est un signalement de fin de contrat de travail (FCTU), tel que la DSN le porte. Un champ à sa valeur
// zéro n'est pas dans le message.
type FinDeContrat struct {
	Norme          string // S10.G00.00.006 : « P26V01 »
	Constitution   calendrier.Date
	Identite       Identite
	NTT            string
	Naissance      calendrier.Date
	SIRET          string // de l'établissement qui déclare
	DebutContrat   calendrier.Date
	NumeroContrat  string
	Fin            calendrier.Date
	Motif          string
	Notification   calendrier.Date
	Engagement     calendrier.Date
	DernierJour    calendrier.Date // travaillé et payé
	Transaction    string
	MoisPreavis    argent.Fraction
	MontantPreavis argent.Montant
	Preavis        []PreavisDSN
	Indemnites     []IndemniteDSN
}

// PreavisDSN est un préavis du signalement (S21.G00.63).
type PreavisDSN struct {
	Type    string
	Periode calendrier.Periode
}

// IndemniteDSN est une prime ou une indemnité du signalement (S21.G00.52).
type IndemniteDSN struct {
	Type    string
	Montant argent.Montant
}

// EcartDSN dit ce qu'un signalement de fin de contrat a d'autre que le dossier : la rubrique, ce qu'on y lit, ce qui
// est attendu, et pourquoi.
type EcartDSN struct {
	Rubrique, Intitule, Recu, Attendu, Texte string
}

// Codes de la norme DSN, lus dans les tables de la norme de 2026 (P26V01) ; ceux des préavis et des motifs n'ont pas
// changé depuis 2018.
const (
	motifCSP         = "026" // rupture économique dans le cadre d'un CSP
	preavisCSP       = "10"  // préavis non effectué et non payé dans le cadre d'un CSP
	indemnitePreavis = "023" // indemnité compensatrice de préavis
)

// motifsDSN : motifs de rupture que l'on rencontre ici à la place de 026.
var motifsDSN = map[string]string{
	"011": "licenciement après une liquidation ou un redressement judiciaire", "012": "licenciement après la fermeture de l'établissement",
	"014": "licenciement économique", "015": "fin de chantier", "020": "licenciement pour un autre motif", "025": "autre fin économique",
	motifCSP: "rupture économique avec un CSP", "031": "fin de contrat à durée déterminée", "043": "rupture conventionnelle", "059": "démission",
}

// typesPreavis : types de réalisation et de paiement.
var typesPreavis = map[string]string{
	"01": "effectué et payé", "02": "non effectué et payé", "03": "non effectué et non payé", preavisCSP: "non effectué et non payé, CSP",
	"50": "congé de reclassement", "51": "congé de mobilité", "60": "délai de prévenance", "90": "pas de préavis",
}

// intitulesDSN : ceux des rubriques vérifiées.
var intitulesDSN = map[string]string{
	"S20.G00.05.007": "date de constitution du fichier",
	"S21.G00.52.002": "indemnité compensatrice de préavis (type 023), montant",
	"S21.G00.62.001": "date de fin du contrat",
	"S21.G00.62.002": "motif de la rupture du contrat",
	"S21.G00.62.005": "date d'engagement de la procédure de licenciement",
	"S21.G00.62.011": "nombre de mois de préavis utilisés dans le calcul du CSP",
	"S21.G00.62.013": "montant de l'indemnité de préavis qui aurait été versée",
	"S21.G00.63.001": "type de réalisation et de paiement du préavis",
}

// Plafond du préavis versé à l'opérateur (C. trav. L1233-69) et délai du signalement (CSS R133-14 et son arrêté).
const (
	moisPlafond = 3
	joursSignal = 5
)

// VerifierFin compare un signalement à un dossier : s est ce qu'on sait de la personne, adhesion ses droits si elle
// adhère. L'acceptation de l'offre de l'employeur attend 026 et 10, la fin la veille du CSP, le préavis versé à
// l'opérateur dans 62.011 et 62.013 (brut, ou charges comprises : la norme ne dit pas lequel), le reste en indemnité
// 023. Un refus, l'absence d'acceptation, ou l'offre de l'opérateur après la fin du contrat n'attendent rien de cela.
// Une date ou une somme que le dossier ne connaît pas n'est pas comparée.
func VerifierFin(f *FinDeContrat, s *csp.Situation, adhesion *csp.Droits) []EcartDSN {
	v := verificationDSN{f: f}
	accepte := s.Reponse.Decision == csp.Acceptation && s.Proposition.Par == csp.ParEmployeur
	v.codes(accepte)
	if accepte {
		v.fin(adhesion.Dates.DebutCSP.Plus(-1), "le contrat finit la veille du premier jour du CSP (C. trav. L1233-67 ; convention du 26 janvier 2015, art. 5)")
		v.contribution(&adhesion.Montants)
	} else {
		v.fin(s.Contrat.Fin, "c'est la fin du contrat donnée au dossier")
		v.sansContribution("sans CSP accepté, rien n'est versé à l'opérateur au titre du préavis (C. trav. L1233-69)")
	}
	v.procedure(s)
	v.delai(s)
	return v.ecarts
}

type verificationDSN struct {
	f      *FinDeContrat
	ecarts []EcartDSN
}

const rienLu = "rien"

// dire ajoute un écart et en fait la phrase.
func (v *verificationDSN) dire(rubrique, recu, attendu, pourquoi string) {
	texte := "Rubrique " + rubrique + ", " + intitulesDSN[rubrique] + " : on lit " + recu + ", on attend " + attendu + " ; " + pourquoi + "."
	if n := v.f.Norme; len(n) == 6 && n[0] == 'P' && n[3] == 'V' {
		texte += " Norme DSN de 20" + n[1:3] + " (" + n + ")."
	}
	v.ecarts = append(v.ecarts, EcartDSN{rubrique, intitulesDSN[rubrique], recu, attendu, texte})
}

// codeNomme joint un code et son sens.
func codeNomme(code string, noms map[string]string) string {
	switch {
	case code == "":
		return rienLu
	case noms[code] == "":
		return code
	}
	return code + " (" + noms[code] + ")"
}

func (v *verificationDSN) codes(accepte bool) {
	const article = "la rupture d'un CSP accepté est d'un commun accord, sans préavis (C. trav. L1233-67)"
	dix, autres := false, make([]string, 0, len(v.f.Preavis))
	for _, p := range v.f.Preavis {
		dix = dix || p.Type == preavisCSP
		autres = append(autres, codeNomme(p.Type, typesPreavis))
	}
	lus := rienLu
	if len(autres) > 0 {
		lus = strings.Join(autres, " et ")
	}
	motif := v.f.Motif == motifCSP
	switch {
	case accepte && !motif:
		v.dire("S21.G00.62.002", codeNomme(v.f.Motif, motifsDSN), codeNomme(motifCSP, motifsDSN), article)
	case !accepte && motif:
		v.dire("S21.G00.62.002", codeNomme(motifCSP, motifsDSN), "le motif du licenciement, par exemple "+codeNomme("014", motifsDSN), "le dossier n'a pas d'acceptation d'un CSP proposé par l'employeur")
	}
	switch {
	case accepte && !dix:
		v.dire("S21.G00.63.001", lus, codeNomme(preavisCSP, typesPreavis), article+" ; ce code va toujours avec le motif 026")
	case accepte && len(v.f.Preavis) > 1:
		v.dire("S21.G00.63.001", lus, codeNomme(preavisCSP, typesPreavis)+" seul", article)
	case !accepte && dix:
		v.dire("S21.G00.63.001", lus, "le préavis tel qu'il se fait, par exemple "+codeNomme("01", typesPreavis), "ce code ne va qu'avec un CSP accepté, motif 026")
	}
}

func (v *verificationDSN) fin(attendue calendrier.Date, pourquoi string) {
	if attendue.Connue() && v.f.Fin != attendue {
		v.dire("S21.G00.62.001", jourOuRien(v.f.Fin), attendue.Francais(), pourquoi)
	}
}

func jourOuRien(d calendrier.Date) string {
	if !d.Connue() {
		return rienLu
	}
	return "le " + d.Francais()
}

func eurosOuRien(m argent.Montant) string {
	if !m.Connu() {
		return rienLu
	}
	return m.Francais()
}

func moisOuRien(f argent.Fraction) string {
	if !f.Connue() {
		return rienLu
	}
	return strings.Replace(f.String(), ".", ",", 1) + " mois"
}

// contribution compare le préavis : à l'opérateur dès un an d'ancienneté, dans la limite de trois mois (CONT-02), le
// reste à la personne (CONT-03) ; à moins d'un an, tout à la personne (CONT-01).
func (v *verificationDSN) contribution(m *csp.Montants) {
	const versPersonne = "cette part du préavis est versée à la personne (C. trav. L1233-67 ; convention du 26 janvier 2015, art. 21)"
	switch {
	case !m.ContributionBrute.Connu():
		return
	case m.ContributionBrute.Nul():
		v.sansContribution("à moins d'un an d'ancienneté, rien n'est versé à l'opérateur (convention du 26 janvier 2015, art. 21)")
	default:
		const versOperateur = "dès un an d'ancienneté, le préavis va à l'opérateur, trois mois au plus (C. trav. L1233-69)"
		mois := m.PreavisMois
		if plafond := argent.Entier(moisPlafond); mois.Connue() && mois.Compare(plafond) > 0 {
			mois = plafond
		}
		if mois.Connue() && (!v.f.MoisPreavis.Connue() || v.f.MoisPreavis.Compare(mois) != 0) {
			v.dire("S21.G00.62.011", moisOuRien(v.f.MoisPreavis), moisOuRien(mois), versOperateur)
		}
		if lu := v.f.MontantPreavis; lu != m.ContributionBrute && (!m.ContributionOperateur.Connu() || lu != m.ContributionOperateur) {
			attendu := m.ContributionBrute.Francais()
			if m.ContributionOperateur.Connu() {
				attendu += " (ou " + m.ContributionOperateur.Francais() + ", charges patronales comprises)"
			}
			v.dire("S21.G00.62.013", eurosOuRien(lu), attendu, versOperateur)
		}
	}
	verse := argent.Centimes(0)
	for _, i := range v.f.Indemnites {
		if i.Type == indemnitePreavis {
			verse = verse.Plus(i.Montant)
		}
	}
	switch {
	case !m.PreavisSalarie.Connu() || verse == m.PreavisSalarie:
	case m.PreavisSalarie.Nul():
		v.dire("S21.G00.52.002", eurosOuRien(verse), rienLu, "tout le préavis va à l'opérateur : la personne n'en reçoit pas (C. trav. L1233-67)")
	case verse.Nul():
		v.dire("S21.G00.52.002", rienLu, eurosOuRien(m.PreavisSalarie), versPersonne)
	default:
		v.dire("S21.G00.52.002", eurosOuRien(verse), eurosOuRien(m.PreavisSalarie), versPersonne)
	}
}

// sansContribution attend que rien ne soit déclaré au titre du préavis du CSP.
func (v *verificationDSN) sansContribution(pourquoi string) {
	if m := v.f.MoisPreavis; m.Connue() && m.Compare(argent.Entier(0)) != 0 {
		v.dire("S21.G00.62.011", moisOuRien(m), rienLu, pourquoi)
	}
	if m := v.f.MontantPreavis; m.Connu() && !m.Nul() {
		v.dire("S21.G00.62.013", eurosOuRien(m), rienLu, pourquoi)
	}
}

// procedure : la procédure commence avant la remise des documents du CSP, ou le même jour (KEY-01).
func (v *verificationDSN) procedure(s *csp.Situation) {
	lu := v.f.Engagement
	switch engagement, remise := s.Licenciement.Engagement, s.Proposition.Remise; {
	case !lu.Connue():
	case engagement.Connue() && lu != engagement:
		v.dire("S21.G00.62.005", jourOuRien(lu), engagement.Francais(), "c'est le jour d'engagement du dossier, qui choisit les règles du CSP (convention du 26 janvier 2015, art. 31)")
	case s.Proposition.Par == csp.ParEmployeur && remise.Connue() && lu > remise:
		v.dire("S21.G00.62.005", jourOuRien(lu), "au plus tard le "+remise.Francais(), "les documents du CSP sont remis pendant la procédure, jamais avant elle (C. trav. L1233-66)")
	}
}

// delai : cinq jours ouvrés après la fin du contrat. Le fichier ne porte que le jour où il est fait.
func (v *verificationDSN) delai(s *csp.Situation) {
	if !v.f.Fin.Connue() || !v.f.Constitution.Connue() {
		return
	}
	limite := calendrier.ApresOuvres(v.f.Fin, joursSignal, s.Contrat.LieuTravail.Territoire)
	if v.f.Constitution > limite {
		v.dire("S20.G00.05.007", jourOuRien(v.f.Constitution), "au plus tard le "+limite.Francais(), "le signalement se fait dans les cinq jours ouvrés qui suivent la fin du contrat (CSS R133-14)")
	}
}
