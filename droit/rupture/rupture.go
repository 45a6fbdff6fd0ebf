package rupture

import (
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/fait"
	"jalon/droit/parametre"
	"jalon/droit/trace"
)

var (
	preavisSixMois  = parametre.Nombre("preavis_six_mois")
	preavisDeuxAns  = parametre.Nombre("preavis_deux_ans")
	handicapFois    = parametre.Taux("preavis_handicap_multiplicateur")
	handicapMax     = parametre.Nombre("preavis_handicap_max")
	ancienneteMin   = parametre.Nombre("indemnite_anciennete_min")
	tauxBase        = parametre.Taux("indemnite_taux_base")
	tauxApresDixAns = parametre.Taux("indemnite_taux_apres_dix_ans")
	dixAns          = argent.Entier(10)
	moisParAn       = int64(12)
	presenceCourte  = calendrier.D(2017, 9, 27)
)

var (
	etapePreavis    = trace.NouvelleEtape(RUPT11, "Préavis légal, en mois")
	etapeSixMois    = trace.NouvelleEtape(RUPT11, "Six mois d'ancienneté")
	etapeDeuxAns    = trace.NouvelleEtape(RUPT11, "Deux ans d'ancienneté")
	etapeDroit      = trace.NouvelleEtape(RUPT10, "Ancienneté suffisante pour l'indemnité légale")
	etapeMois       = trace.NouvelleEtape(RUPT10, "Mois entiers d'ancienneté, préavis compris")
	etapeJusqua10   = trace.NouvelleEtape(RUPT10, "Mois de salaire pour les dix premières années")
	etapeAuDela10   = trace.NouvelleEtape(RUPT10, "Mois de salaire au-delà de dix ans")
	etapeIndemnite  = trace.NouvelleEtape(RUPT10, "Indemnité légale de licenciement")
	etapeSalaireRef = trace.NouvelleEtape(RUPT10, "Salaire de référence de l'indemnité")
)

// PreavisLegal est le préavis de la loi, en mois (C. trav. L1234-1, L5213-9). depuis : premier jour
// d'ancienneté ; le : jour où elle est appréciée, compté. Sous six mois la loi n'en donne pas.
func PreavisLegal(l *parametre.Lecture, depuis, le calendrier.Date, handicape bool) fait.Nombre {
	if !depuis.Connue() || !le.Connue() {
		return fait.Nombre{}
	}
	t := l.Trace
	n := fait.N(0)
	switch {
	case t.Si(etapeDeuxAns, fait.Si(depuis.FinPeriode(24) <= le)) == fait.Oui:
		n = preavisDeuxAns.Au(l, le)
	case t.Si(etapeSixMois, fait.Si(depuis.FinPeriode(6) <= le)) == fait.Oui:
		n = preavisSixMois.Au(l, le)
	}
	if handicape {
		double, _ := argent.Entier(int64(n.Int())).Fois(handicapFois.Au(l, le)).Arrondi(argent.Proche)
		n = fait.N(min(int(double), handicapMax.Au(l, le).Int()))
	}
	return t.Nombre(etapePreavis, n)
}

// DroitIndemnite dit si l'ancienneté ouvre l'indemnité légale (C. trav. L1234-9). fin choisit le seuil.
func DroitIndemnite(l *parametre.Lecture, depuis, le, fin calendrier.Date) fait.Reponse {
	if !depuis.Connue() || !le.Connue() {
		return fait.Inconnu
	}
	return l.Trace.Si(etapeDroit, fait.Si(depuis.FinPeriode(ancienneteMin.Au(l, fin).Int()) <= le))
}

// Indemnite est l'indemnité légale (C. trav. R1234-1, R1234-2), au centime. fin : fin du contrat, qui
// choisit le taux ; terme : dernier jour du préavis qui aurait couru, jusqu'où compte l'ancienneté.
func Indemnite(l *parametre.Lecture, salaire argent.Montant, depuis, fin, terme calendrier.Date) argent.Montant {
	if !depuis.Connue() || !terme.Connue() || !salaire.Connu() {
		return argent.Montant{}
	}
	t := l.Trace
	mois := t.Nombre(etapeMois, fait.N(depuis.MoisEntiers(terme+1)))
	annees := argent.Ratio(int64(mois.Int()), moisParAn)
	premieres, suivantes := annees, argent.Entier(0)
	if annees.Compare(dixAns) > 0 {
		premieres, suivantes = dixAns, annees.Moins(dixAns)
	}
	t.Montant(etapeSalaireRef, salaire)
	f := t.Fraction(etapeJusqua10, premieres.Fois(tauxBase.Au(l, fin)))
	if suivantes.Compare(argent.Entier(0)) > 0 {
		f = f.Plus(t.Fraction(etapeAuDela10, suivantes.Fois(tauxApresDixAns.Au(l, fin))))
	}
	return t.Produit(etapeIndemnite, salaire, f, argent.Proche)
}

// SalaireReference est le salaire mensuel de l'indemnité (C. trav. R1234-4) : le plus élevé du
// douzième des douze derniers mois et du tiers des trois derniers, où une prime annuelle ne compte
// que pour sa part. mois12 et mois3 sont les sommes, primes3 les primes des trois mois, nb le nombre de
// mois de présence s'il est inférieur à douze.
func SalaireReference(mois12, mois3, primes3 argent.Exact, nb int, fin calendrier.Date) argent.Montant {
	diviseur := int64(12)
	if nb < 12 && nb > 0 && fin >= presenceCourte {
		diviseur = int64(nb)
	}
	tiers := mois3.Plus(primes3.Fois(argent.Entier(-1))).Par(3).Plus(primes3.Par(12))
	return argent.MaxExact(mois12.Par(diviseur), tiers).Arrondi(argent.Proche)
}
