package format

import (
	"strconv"
	"unicode/utf8"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/demarches"
	"jalon/droit/fait"
	"jalon/droit/trace"
)

// ecrivain ajoute du JSON à un tampon. Une virgule est mise avant chaque clé qui n'ouvre pas un objet.
type ecrivain struct{ b []byte }

func (w *ecrivain) cle(k string) {
	if n := len(w.b); n > 0 && w.b[n-1] != '{' {
		w.b = append(w.b, ',')
	}
	w.b = append(w.b, '"')
	w.b = append(w.b, k...)
	w.b = append(w.b, '"', ':')
}

func (w *ecrivain) ouvre(k string) { w.cle(k); w.b = append(w.b, '{') }
func (w *ecrivain) ferme()         { w.b = append(w.b, '}') }
func (w *ecrivain) nul(k string)   { w.cle(k); w.b = append(w.b, "null"...) }
func (w *ecrivain) entier(k string, n int) {
	w.cle(k)
	w.b = strconv.AppendInt(w.b, int64(n), 10)
}

func (w *ecrivain) texte(k, s string) {
	w.cle(k)
	w.b = appendChaine(w.b, s)
}

// motConnu écrit un mot, ou null quand il est vide.
func (w *ecrivain) motConnu(k, s string) {
	if s == "" {
		w.nul(k)
		return
	}
	w.texte(k, s)
}

func (w *ecrivain) date(k string, d calendrier.Date) {
	w.cle(k)
	if !d.Connue() || d == calendrier.SansFin {
		w.b = append(w.b, "null"...)
		return
	}
	w.b = append(d.Append(append(w.b, '"')), '"')
}

func (w *ecrivain) montant(k string, m argent.Montant) {
	w.cle(k)
	if !m.Connu() {
		w.b = append(w.b, "null"...)
		return
	}
	w.b = append(m.Append(append(w.b, '"')), '"')
}

func (w *ecrivain) nombre(k string, n fait.Nombre) {
	if !n.Connu() {
		w.nul(k)
		return
	}
	w.entier(k, n.Int())
}

// decimal écrit un nombre JSON.
func (w *ecrivain) decimal(k string, f argent.Fraction) {
	w.cle(k)
	w.b = f.AppendDecimal(w.b)
}

// pourcent écrit un taux en pour cent, entre guillemets.
func (w *ecrivain) pourcent(k string, f argent.Taux) {
	w.cle(k)
	if !f.Connue() {
		w.b = append(w.b, "null"...)
		return
	}
	w.b = append(f.Fois(argent.Entier(100)).AppendDecimal(append(w.b, '"')), '"')
}

func (w *ecrivain) ouiNon(k string, r fait.Reponse) {
	w.cle(k)
	w.b = append(w.b, [...]string{fait.Inconnu: "null", fait.Non: "false", fait.Oui: "true"}[r]...)
}

func (w *ecrivain) phrase(k string, p csp.Phrase) {
	if p.Vide() {
		w.nul(k)
		return
	}
	w.cle(k)
	w.b = append(w.b, '"')
	w.b = p.Append(w.b) // les modèles n'ont ni guillemet droit, ni barre, ni commande
	w.b = append(w.b, '"')
}

func (w *ecrivain) regle(r trace.Regle) { w.motConnu("regle", r.String()) }

// liste écrit n éléments, chacun un objet.
func (w *ecrivain) liste(k string, n int, element func(i int)) {
	w.cle(k)
	w.b = append(w.b, '[')
	for i := range n {
		if i > 0 {
			w.b = append(w.b, ',')
		}
		w.b = append(w.b, '{')
		element(i)
		w.b = append(w.b, '}')
	}
	w.b = append(w.b, ']')
}

// appendChaine écrit une chaîne JSON.
func appendChaine(b []byte, s string) []byte {
	const hexa = "0123456789abcdef"
	b = append(b, '"')
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, '\\', 'n')
		case c == '\t':
			b = append(b, '\\', 't')
		case c < 0x20 || c == 0x7f:
			b = append(b, '\\', 'u', '0', '0', hexa[c>>4], hexa[c&15])
		case c < utf8.RuneSelf:
			b = append(b, c)
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			switch {
			case r == utf8.RuneError && n == 1:
				b = append(b, "\uFFFD"...)
			case r == '\u2028' || r == '\u2029':
				b = append(b, '\\', 'u', '2', '0', '2', hexa[r&15])
			default:
				b = append(b, s[i:i+n]...)
			}
			i += n
			continue
		}
		i++
	}
	return append(b, '"')
}

// AppendDroitsExpliques ajoute les droits et de quoi les expliquer : l'arbre des pas enregistrés dans t, les
// démarches de chacun et les repères du dossier, faits de s.
func AppendDroitsExpliques(b []byte, s *csp.Situation, d *csp.Droits, t *trace.Trace) []byte {
	w := &ecrivain{AppendDroits(b, d)}
	w.b = w.b[:len(w.b)-1] // l'accolade qui ferme l'objet
	gestes := demarches.Lister(s, d)
	w.liste("demarches", len(gestes), func(i int) {
		m := &gestes[i]
		w.texte("qui", NomsActeur[m.Qui])
		w.texte("quoi", m.Quoi)
		w.texte("echeance", NomsEcheance[m.Echeance])
		w.date("date", m.Date)
		w.cle("faite")
		w.b = strconv.AppendBool(w.b, m.Faite)
		w.regle(m.Regle)
	})
	reperes := demarches.Reperes(s, d)
	w.liste("reperes", len(reperes), func(i int) {
		r := &reperes[i]
		w.regle(r.Regle)
		w.date("date", r.Date)
		w.montant("montant", r.Montant)
		w.texte("texte", r.Texte)
	})
	w.explication("explication", t.Arbre())
	return append(w.b, '}')
}

// Les mots des démarches, dans l'ordre des constantes.
var (
	NomsActeur   = []string{"salarie", "employeur", "operateur"}
	NomsEcheance = []string{"au_plus_tard", "le", "a_partir_du", "aussitot"}
)

// AppendDroits ajoute les droits, en un objet JSON d'une ligne, au tampon.
func AppendDroits(b []byte, d *csp.Droits) []byte {
	w := &ecrivain{append(b, '{')}
	w.texte("id", d.ID)
	w.texte("edition", edition)
	w.ouvre("employeur")
	w.motConnu("dispositif", csp.NomsDispositif[d.Dispositif])
	w.ferme()
	w.eligibilite(&d.Eligibilite)
	w.motConnu("statut", csp.NomsStatut[d.Statut])
	w.dates(&d.Dates)
	w.motConnu("proposition_moment", csp.NomsMoment[d.Moment])
	w.montants(&d.Montants)
	w.asp(&d.ASP)
	w.liste("prolongations", len(d.Prolongations), func(i int) {
		p := &d.Prolongations[i]
		w.texte("cause", p.Cause)
		w.entier("jours", p.Jours)
		w.regle(p.Regle)
	})
	w.liste("periodes_travail", len(d.Periodes), func(i int) {
		p := &d.Periodes[i]
		w.date("debut", p.Periode.Debut)
		w.date("fin", p.Periode.Fin)
		w.ouiNon("autorisee", p.Autorisee)
		w.regle(p.Regle)
		w.phrase("motif", p.Motif)
	})
	if n := len(d.Reprises); n > 0 {
		w.ouvre("reprise")
		w.reprise(&d.Reprises[n-1])
		w.ferme()
	} else {
		w.nul("reprise")
	}
	w.liste("reprises", len(d.Reprises), func(i int) { w.reprise(&d.Reprises[i]) })
	w.fins(d)
	w.liste("manquants", len(d.Manquants), func(i int) {
		w.texte("champ", d.Manquants[i].Chemin())
		w.texte("pour", d.Manquants[i].Raison())
	})
	w.liste("avertissements", len(d.Avertissements), func(i int) {
		w.regle(d.Avertissements[i].Regle)
		w.phrase("message", d.Avertissements[i].Message)
	})
	return append(w.b, '}')
}

var edition = csp.Edition()

func (w *ecrivain) eligibilite(e *csp.Eligibilite) {
	w.ouvre("eligibilite")
	w.ouiNon("eligible", e.Eligible)
	w.liste("conditions", len(e.Conditions), func(i int) {
		w.regle(e.Conditions[i].Regle)
		w.ouiNon("respectee", e.Conditions[i].Respectee)
		w.phrase("detail", e.Conditions[i].Detail)
	})
	w.nombre("fenetre_mois", e.FenetreMois)
	w.date("fenetre_debut", e.FenetreDebut)
	w.ferme()
}

func (w *ecrivain) dates(d *csp.Dates) {
	w.ouvre("dates")
	w.date("debut_reflexion", d.DebutReflexion)
	w.date("fin_reflexion", d.FinReflexion)
	w.date("rupture", d.Rupture)
	w.date("debut_csp", d.DebutCSP)
	w.date("fin_csp_initiale", d.FinCSPInitiale)
	w.date("fin_csp", d.FinCSP)
	w.date("fin_sixieme_mois", d.FinSixiemeMois)
	w.date("fin_dixieme_mois", d.FinDixiemeMois)
	w.date("limite_prebilan", d.LimitePrebilan)
	w.date("limite_plan", d.LimitePlan)
	w.date("bilan_etape", d.BilanEtape)
	w.date("debut_entretien_final", d.DebutEntretienFinal)
	w.date("courrier_avant_terme", d.CourrierAvantTerme)
	w.date("limite_contestation", d.LimiteContestation)
	w.date("echeance_contribution", d.EcheanceContribution)
	w.date("limite_demande_prime", d.LimiteDemandePrime)
	w.date("premier_versement_prime", d.PremierVersementPrime)
	w.date("second_versement_prime", d.SecondVersementPrime)
	w.date("fin_asp", d.FinASP)
	w.date("lettre_au_plus_tot", d.LettreAuPlusTot)
	w.ouiNon("lettre_conservatoire", d.LettreConservatoire)
	w.date("echeance_penalite", d.EcheancePenalite)
	w.date("fin_priorite_reembauche", d.FinPrioriteReembauche)
	w.date("fin_accompagnement", d.FinAccompagnement)
	w.date("prescription_demandes", d.Prescription)
	w.ferme()
}

func (w *ecrivain) montants(m *csp.Montants) {
	w.ouvre("montants")
	w.nombre("jours_reference", m.JoursReference)
	w.montant("salaire_reference", m.SalaireReference)
	w.montant("sjr", m.SJR)
	w.pourcent("asp_taux", m.ASPTaux)
	w.montant("asp_brute", m.ASPBrute)
	w.montant("asp_plafond", m.ASPPlafond)
	w.montant("asp_plancher_formation", m.ASPPlancherFormation)
	w.montant("are_journaliere", m.AREJournaliere)
	w.montant("retenue_retraite", m.RetenueRetraite)
	w.montant("asp_nette", m.ASPNette)
	w.montant("indemnite_legale", m.IndemniteLegale)
	w.montant("indemnite_due", m.IndemniteDue)
	w.decimal("preavis_mois", m.PreavisMois)
	w.montant("preavis_total", m.PreavisTotal)
	w.montant("contribution_brute", m.ContributionBrute)
	w.montant("contribution_operateur", m.ContributionOperateur)
	w.montant("preavis_salarie", m.PreavisSalarie)
	w.nombre("penalite_mois", m.PenaliteMois)
	w.montant("penalite", m.Penalite)
	w.montant("contribution_dif", m.ContributionDIF)
	w.montant("majoration_retard", m.MajorationRetard)
	w.ferme()
}

func (w *ecrivain) asp(a *csp.ASP) {
	w.ouvre("asp")
	w.nombre("duree_jours", a.DureeJours)
	w.nombre("jours_payes", a.JoursPayes)
	w.liste("mensualites", len(a.Mensualites), func(i int) {
		m := &a.Mensualites[i]
		w.cle("mois")
		w.b = append(m.Mois.Append(append(w.b, '"'))[:len(w.b)+8], '"')
		w.entier("jours", m.Jours)
		w.montant("brut", m.Brut)
		w.montant("retenue", m.Retenue)
		w.montant("net", m.Net)
	})
	w.liste("interruptions", len(a.Interruptions), func(i int) {
		x := &a.Interruptions[i]
		w.date("debut", x.Periode.Debut)
		w.date("fin", x.Periode.Fin)
		w.texte("cause", x.Cause)
		w.regle(x.Regle)
	})
	w.ferme()
}

func (w *ecrivain) reprise(r *csp.Reprise) {
	w.date("debut", r.Debut)
	w.montant("droits_restants", r.DroitsRestants)
	w.ouvre("prime")
	w.ouiNon("ouverte", r.Prime.Ouverte)
	w.phrase("motif", r.Prime.Motif)
	w.regle(r.Prime.Regle)
	w.montant("montant", r.Prime.Montant)
	w.montant("premier_versement", r.Prime.PremierVersement)
	w.montant("second_versement", r.Prime.SecondVersement)
	w.ferme()
	w.ouvre("idr")
	w.ouiNon("ouverte", r.IDR.Ouverte)
	w.phrase("motif", r.IDR.Motif)
	w.regle(r.IDR.Regle)
	w.montant("mensuelle", r.IDR.Mensuelle)
	w.montant("plafond", r.IDR.Plafond)
	w.nombre("mois_pleins", r.IDR.MoisPleins)
	w.montant("dernier_versement", r.IDR.DernierVersement)
	w.montant("total", r.IDR.Total)
	w.ferme()
}

// fins écrit le retour, la sortie, l'après, le refus et la cellule d'appui.
func (w *ecrivain) fins(d *csp.Droits) {
	if r := d.Retour; r != nil {
		w.ouvre("retour")
		w.date("debut", r.Debut)
		w.date("fin_asp", r.FinASP)
		w.nombre("jours_retenus", r.JoursRetenus)
		w.nombre("asp_jours_restants", r.ASPJoursRestants)
		w.ferme()
	} else {
		w.nul("retour")
	}
	if s := d.Sortie; s != nil {
		w.ouvre("sortie")
		w.date("date", s.Date)
		w.texte("cause", s.Cause)
		w.regle(s.Regle)
		w.ferme()
	} else {
		w.nul("sortie")
	}
	w.ouvre("apres")
	w.nombre("are_duree_jours", d.Apres.AREDureeJours)
	w.nombre("are_jours_restants", d.Apres.AREJoursRestants)
	w.date("are_debut", d.Apres.AREDebut)
	w.ferme()
	if r := d.Refus; r != nil {
		w.ouvre("refus")
		w.montant("are_journaliere", r.AREJournaliere)
		w.nombre("are_duree_jours", r.AREDureeJours)
		w.date("are_debut", r.AREDebut)
		w.montant("preavis_salarie", r.PreavisSalarie)
		w.nombre("differe_jours", r.DiffereJours)
		w.nombre("differe_specifique_jours", r.DiffereSpecifiqueJours)
		w.nombre("attente_jours", r.AttenteJours)
		w.ferme()
	} else {
		w.nul("refus")
	}
	w.ouvre("casp")
	w.ouiNon("ouvrable", d.CASP.Ouvrable)
	w.phrase("motif", d.CASP.Motif)
	w.nombre("duree_max_jours", d.CASP.DureeMaxJours)
	w.date("fin_au_plus_tard", d.CASP.FinAuPlusTard)
	w.ferme()
}

func (w *ecrivain) explication(cle string, pas []trace.Pas) {
	w.liste(cle, len(pas), func(i int) {
		p := &pas[i]
		w.motConnu("regle", p.Regle)
		w.texte("libelle", p.Libelle)
		w.motConnu("valeur", p.Valeur)
		w.motConnu("formule", p.Formule)
		w.cle("articles")
		w.b = append(w.b, '[')
		for j, a := range p.Articles {
			if j > 0 {
				w.b = append(w.b, ',')
			}
			w.b = appendChaine(w.b, a)
		}
		w.b = append(w.b, ']')
		if s := p.Source; s != nil {
			w.ouvre("source")
			w.texte("parametre", s.Parametre)
			w.texte("depuis", s.Depuis)
			w.texte("texte", s.Texte)
			w.texte("article", s.Article)
			w.texte("lien", s.Lien)
			w.ferme()
		} else {
			w.nul("source")
		}
		w.explication("enfants", p.Enfants)
	})
}

// AppendErreur ajoute une erreur à la place d'un résultat. id est celui de la situation, s'il est connu.
func AppendErreur(b []byte, id string, err error) []byte {
	w := &ecrivain{append(b, '{')}
	w.texte("id", id)
	w.ouvre("erreur")
	code, champ, message := "interne", "", err.Error()
	if e, ok := err.(*Erreur); ok {
		code, champ, message = e.Code, e.Champ, e.Message
	}
	w.texte("code", code)
	w.texte("message", message)
	w.texte("champ", champ)
	w.ferme()
	return append(w.b, '}')
}
