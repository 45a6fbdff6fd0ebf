package demo

import (
	"fmt"
	"strconv"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
)

// recits sont les vies d'un dossier, autant de fois chacune.
var recits = [...]func(r *recit){
	func(r *recit) { r.debuter(0) }, // l'offre est à faire
	func(r *recit) { r.offrir(5) },
	func(r *recit) { r.repondre(30, "refus") },
	silencieux,
	func(r *recit) { r.repondre(10, "acceptation") },
	func(r *recit) { r.entrer(30) },
	func(r *recit) { r.suivre(120); r.payer(Jour) },
	func(r *recit) { r.suivre(200); r.faireLeBilan(); r.payer(Jour) },
	func(r *recit) { r.suivre(150); r.suspendre("maladie", 75, 0) },
	func(r *recit) {
		r.suivre(180)
		r.suspendre("periode_travail", 90, 80, "nature", "CDD", "accord", "oui", "salaire_mensuel", "2100")
	},
	primee,
	differentielle,
	func(r *recit) {
		r.suivre(240)
		r.payerAvant(120)
		r.acte("creation_entreprise", "date", r.apres(120))
		r.payer(Jour)
	},
	func(r *recit) { r.allerAuTerme(420) },
	exclue,
	func(r *recit) {
		r.suivre(240)
		r.faireLeBilan()
		r.payerAvant(130)
		r.acte("fausse_declaration", "date", r.apres(130), "note", "emploi non déclaré")
	},
	func(r *recit) { // l'arrêt se sait après que ses mois sont payés
		r.suivre(240)
		r.faireLeBilan()
		r.payer(Jour - 30)
		r.acte("maladie", "debut", r.apres(70), "fin", r.apres(115))
	},
	revenue,
	func(r *recit) {
		r.allerAuTerme(460)
		r.acte("cloture", "date", (Jour - 20).String(), "pourquoi", "parcours fini")
	},
	protegee,
	retraitee,
	func(r *recit) {
		r.suivre(240)
		r.acte("refus_offre", "date", r.apres(100))
		r.faireLeBilan()
		r.payerAvant(130)
		r.acte("refus_offre", "date", r.apres(130))
	},
	func(r *recit) { r.suivre(130); r.suspendre("maternite", 75, 111) }, // seize semaines
	cellule,
	func(r *recit) { r.anciennete = 240; r.suivre(150); r.faireLeBilan(); r.payer(Jour) }, // moins d'un an d'ancienneté
}

// au hasard, un nombre entre a et b.
func (r *recit) entre(a, b int) int { return a + r.hasard.IntN(b-a+1) }

// ouvre est ce jour, ou le lundi qui suit.
func ouvre(d calendrier.Date) calendrier.Date {
	return calendrier.ReporterOuvre(d, calendrier.Metropole)
}

// ouvrir ouvre le dossier, la procédure engagée il y a tant de jours, une semaine de plus au plus.
func (r *recit) ouvrir(ilYA int, plus ...string) {
	r.engagement = ouvre(Jour.Plus(-ilYA - r.hasard.IntN(8)))
	r.engagement = min(r.engagement, Jour)
	r.jour = r.engagement
	r.acte("ouverture", append([]string{"reference", fmt.Sprintf("D-%03d", r.rang+1), "siret", siret(r.rang % len(entreprises))}, plus...)...)
}

// debuter dit les faits d'avant l'offre.
func (r *recit) debuter(ilYA int, salarie ...string) {
	r.ouvrir(ilYA)
	r.acte("employeur", "effectif", strconv.Itoa(entreprises[r.rang%len(entreprises)]), "engagement", r.engagement.String(), "forme", "individuel")
	if r.naissance == 0 {
		r.naissance = r.engagement.Plus(-365*r.entre(26, 54) - r.hasard.IntN(365))
	}
	r.acte("salarie", append([]string{"date_naissance", r.naissance.String(), "residence", "metropole"}, salarie...)...)
	if r.anciennete == 0 {
		r.anciennete = 365*r.entre(2, 9) + r.hasard.IntN(300)
	}
	r.acte("contrat", "nature", "CDI", "debut", r.engagement.Plus(-r.anciennete).String(), "salaire_mensuel", strconv.Itoa(50*r.entre(44, 104)),
		"heures_hebdo", "35", "taux_charges_patronales", "42")
}

func (r *recit) offrir(ilYA int, salarie ...string) {
	r.debuter(ilYA, salarie...)
	j := r.engagement.String()
	r.acte("offre", "remise", j, "par", "employeur", "motif_ecrit_le", j, "mention_delai_contestation", "oui", "preuve", "récépissé signé")
}

func (r *recit) repondre(ilYA int, decision string, salarie ...string) {
	r.offrir(ilYA, salarie...)
	r.acte("entretien_information", "date", ouvre(r.engagement+4).String())
	r.acte("reponse", "decision", decision, "date", (r.engagement + 8).String(), "preuve", "remise contre récépissé")
	if decision == "acceptation" {
		r.papiers(r.engagement+9, "bulletin_adhesion", "piece_identite")
	}
}

func (r *recit) papiers(jour calendrier.Date, l ...string) {
	for _, p := range l {
		r.acte("papier", "papier", p, "date", jour.String())
	}
}

func silencieux(r *recit) {
	r.offrir(40)
	r.apresReussite(func(d *csp.Droits) { r.acte("silence", "date", (d.Dates.FinReflexion + 1).String()) })
}

// apresReussite lit les droits, si rien n'a été refusé jusque-là.
func (r *recit) apresReussite(f func(d *csp.Droits)) {
	if r.err == nil {
		f(r.d.Droits())
	}
}

// apres est un jour du CSP, compté depuis le premier.
func (r *recit) apres(jours int) string { return (r.debut + calendrier.Date(jours)).String() }

func (r *recit) entrer(ilYA int, salarie ...string) {
	r.repondre(ilYA, "acceptation", salarie...)
	r.apresReussite(func(d *csp.Droits) {
		r.debut = d.Dates.DebutCSP
		r.papiers(d.Dates.Rupture, "attestation_employeur", "certificat_travail", "solde_tout_compte", "demande_asp", "carte_vitale", "releve_identite_bancaire")
		r.acte("entree", "date", r.debut.String())
	})
}

// objectifs d'un plan.
var objectifs = [...]string{"conduite d'engins", "comptabilité", "soins à domicile", "logistique", "vente", "maintenance"}

func (r *recit) suivre(ilYA int, salarie ...string) {
	r.entrer(ilYA, salarie...)
	r.acte("prebilan", "date", ouvre(r.debut+5).String())
	r.acte("plan", "date", ouvre(r.debut+25).String(), "objectif", objectifs[r.hasard.IntN(len(objectifs))])
	r.acte("action", "nature", "formation", "debut", r.apres(32), "fin", r.apres(60), "intitule", "remise à niveau")
	r.apresReussite(func(d *csp.Droits) {
		if j := d.Dates.EcheanceContribution - 3; d.Montants.ContributionOperateur.Positif() && j <= Jour {
			r.payer(j)
			r.acte("paiement", "date", j.String(), "nature", "contribution", "montant", d.Montants.ContributionOperateur.String())
		}
	})
}

func (r *recit) faireLeBilan() {
	r.apresReussite(func(d *csp.Droits) {
		jour := ouvre(d.Dates.BilanEtape - 7)
		r.payer(jour)
		r.acte("bilan_etape", "date", jour.String())
	})
}

// payer verse chaque mois fini, le cinq du mois qui suit, jusqu'à un jour.
func (r *recit) payer(jusqua calendrier.Date) {
	r.apresReussite(func(d *csp.Droits) {
		for _, m := range d.ASP.Mensualites {
			if jour := m.Mois.FinMois() + 5; jour <= jusqua && m.Mois > r.paye && m.Net.Connu() {
				r.paye = m.Mois
				r.acte("paiement", "date", jour.String(), "nature", "asp", "montant", m.Net.String(), "mois", m.Mois.String()[:7])
			}
		}
	})
}

// payerAvant verse les mois finis avant un jour du CSP.
func (r *recit) payerAvant(jours int) { r.payer(r.debut.Plus(jours).DebutMois() - 1) }

// suspendre arrête le CSP ; duree nulle : on n'en sait pas la fin.
func (r *recit) suspendre(acte string, jours, duree int, plus ...string) {
	r.payerAvant(jours)
	if duree > 0 {
		plus = append(plus, "fin", r.apres(jours+duree))
	}
	r.acte(acte, append(plus, "debut", r.apres(jours))...)
}

func (r *recit) allerAuTerme(ilYA int) {
	r.suivre(ilYA)
	r.faireLeBilan()
	r.payer(r.debut + 320)
	r.acte("entretien_final", "date", ouvre(r.debut+320).String(), "suite", "inscription comme demandeur d'emploi")
	r.apresReussite(func(d *csp.Droits) { r.acte("courrier_avant_terme", "date", (d.Dates.CourrierAvantTerme - 2).String()) })
	r.payer(Jour)
}

// reprendre fait retrouver un emploi, au centième jour du CSP.
func (r *recit) reprendre(salaire string) (emploi string) {
	r.payerAvant(100)
	r.acte("reprise_emploi", "debut", r.apres(100), "nature", "CDI", "salaire_mensuel", salaire, "heures_hebdo", "35", "heures_identiques", "oui")
	return r.dernier()
}

// primer verse la première moitié de la prime.
func (r *recit) primer(emploi string) {
	r.acte("prime_demandee", "emploi", emploi, "demande_prime_le", r.apres(110))
	r.acte("aide_decidee", "emploi", emploi, "aide", "prime", "accordee", "oui", "date", r.apres(120))
	r.apresReussite(func(d *csp.Droits) { r.verser("prime", 125, d.Reprises[0].Prime.PremierVersement) })
}

func (r *recit) verser(nature string, jours int, m argent.Montant) {
	r.acte("paiement", "date", r.apres(jours), "nature", nature, "montant", m.String())
}

// primee : l'un sur quatre vient de la demander, et attend qu'on en décide.
func primee(r *recit) {
	if r.tour%4 == 1 {
		r.suivre(133)
		r.acte("prime_demandee", "emploi", r.reprendre("2900"), "demande_prime_le", r.apres(104))
		return
	}
	r.suivre(300)
	emploi := r.reprendre("2900")
	r.primer(emploi)
	r.acte("presence_3_mois", "emploi", emploi, "en_poste_a_3_mois", "oui", "date", r.apres(193))
	r.apresReussite(func(d *csp.Droits) { r.verser("prime", 200, d.Reprises[0].Prime.SecondVersement) })
	r.acte("suivi_emploi", "date", r.apres(205))
}

// differentielle : l'emploi retrouvé est payé 1 850 €, sous le plus petit des salaires d'avant ; l'un sur quatre attend qu'on en décide.
func differentielle(r *recit) {
	if r.tour%4 == 3 {
		r.suivre(133)
		r.acte("idr_demandee", "emploi", r.reprendre("1850"), "demande_idr_le", r.apres(104))
		return
	}
	r.suivre(300)
	emploi := r.reprendre("1850")
	r.acte("idr_demandee", "emploi", emploi, "demande_idr_le", r.apres(112))
	r.acte("aide_decidee", "emploi", emploi, "aide", "idr", "accordee", "oui", "date", r.apres(122))
	r.apresReussite(func(d *csp.Droits) {
		for mois := range min(3, d.Reprises[0].IDR.MoisPleins.Int()) {
			r.verser("idr", 135+30*mois, d.Reprises[0].IDR.Mensuelle)
		}
	})
}

func revenue(r *recit) {
	r.suivre(300)
	emploi := r.reprendre("2900")
	r.primer(emploi)
	r.acte("essai_rompu", "emploi", emploi, "rupture_essai_le", r.apres(145), "preuve", "attestation de l'employeur")
	r.acte("bilan_etape", "date", ouvre(r.debut+160).String())
	r.payer(Jour)
}

func exclue(r *recit) {
	r.suivre(240)
	r.payerAvant(125)
	r.acte("avertissement", "date", r.apres(100), "objet", "absence à la formation du plan")
	r.acte("observations", "date", r.apres(110), "texte", "difficulté de transport")
	r.faireLeBilan()
	r.acte("refus_action", "date", r.apres(125))
}

// protegee : la moitié attend l'autorité du travail, qui refuse l'autre.
func protegee(r *recit) {
	r.offrir(25, "protege", "oui")
	r.acte("autorisation_demandee", "date", (r.engagement + 2).String())
	if r.tour%2 == 0 {
		r.acte("autorisation", "notifiee_le", (r.engagement + 20).String(), "accordee", "non")
	}
}

// retraitee : l'âge légal atteint, elle entre pour finir ses trimestres.
func retraitee(r *recit) {
	r.naissance = calendrier.D(1962, 3, 1).Plus(r.entre(0, 200))
	taux := Jour.DebutMois().PlusMois(-2)
	r.suivre(240, "date_taux_plein", taux.String())
	r.faireLeBilan()
	r.payer(Jour)
}

func cellule(r *recit) {
	r.ouvrir(50, "sorte", "casp")
	jour := func(n calendrier.Date) string { return (r.engagement + n).String() }
	r.acte("employeur", "effectif", strconv.Itoa(entreprises[r.rang%len(entreprises)]), "engagement", r.engagement.String(), "procedure_collective", "redressement")
	r.acte("cellule_demandee", "date", jour(2), "par", "mandataire", "licenciements", strconv.Itoa(r.entre(10, 22)), "difficultes", "oui")
	r.acte("cellule_avis", "date", jour(6), "favorable", "oui")
	r.acte("cellule_decision", "date", jour(9), "accordee", "oui")
	lundi := r.engagement + 21 - calendrier.Date(r.engagement.JourSemaine()) + 1
	r.acte("cellule_ouverte", "debut", lundi.String(), "operateur", "prestataire d'appui")
	for s := range calendrier.Date(3) {
		r.acte("cellule_semaine", "semaine", (lundi + 7*s).String(), "entretiens_collectifs", strconv.Itoa(r.entre(1, 5)), "entretiens_individuels", strconv.Itoa(r.entre(4, 25)), "appels", strconv.Itoa(r.entre(0, 40)))
	}
	if r.tour%2 == 0 {
		r.acte("cellule_fin", "date", (lundi + 25).String(), "bilan", "chaque personne a été reçue")
	}
}
