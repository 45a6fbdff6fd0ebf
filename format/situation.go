package format

import (
	"encoding/json"
	"fmt"
	"strings"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/fait"
)

// Lecteur lit des situations l'une après l'autre en réemployant sa mémoire.
type Lecteur struct{ l lecteur }

// Lire lit une situation dans s, remise à zéro. La situation lue ne garde rien de texte.
func (r *Lecteur) Lire(texte []byte, s *csp.Situation) error {
	*s = csp.Situation{
		Contrat:       csp.Contrat{Salaires: s.Contrat.Salaires[:0]},
		AutresEmplois: s.AutresEmplois[:0],
		Evenements:    s.Evenements[:0],
	}
	if err := r.Completer(texte, s); err != nil {
		return err
	}
	return Valider(s)
}

// Completer ajoute à s les faits d'un texte : ce qui y est déjà reste, un fait redit est remplacé, une liste s'allonge.
// Valider dit ensuite si les faits s'accordent.
func (r *Lecteur) Completer(texte []byte, s *csp.Situation) error {
	return lire(&r.l, texte, s, champsSituation)
}

// CompleterEvenement ajoute à un événement les faits d'un texte.
func (r *Lecteur) CompleterEvenement(texte []byte, e *csp.Evenement) error {
	return lire(&r.l, texte, e, champsEvenement)
}

func lire[T any](l *lecteur, texte []byte, v *T, table []champ[T]) error {
	l.commencer(texte)
	if len(texte) == 0 || l.suivant() == 0 && l.i >= len(texte) {
		return &Erreur{CodeJSON, "", "le texte est vide ; une situation { … } est attendue"}
	}
	objet(l, v, table)
	if l.err == nil {
		if l.suivant(); l.i < len(l.b) {
			l.chemin = l.chemin[:0]
			l.invalide("la fin du texte, après une seule situation,")
		}
	}
	if l.err != nil {
		return l.err
	}
	return nil
}

// Identifiant rend l'identifiant d'une situation refusée, pour que son erreur la désigne ; vide s'il
// n'est pas lisible.
func Identifiant(texte []byte) string {
	var s struct {
		ID string `json:"id"`
	}
	_ = json.Unmarshal(texte, &s) // un texte illisible n'a pas d'identifiant
	return s.ID
}

// Lire lit une situation.
func Lire(texte []byte) (*csp.Situation, error) {
	s := new(csp.Situation)
	if err := new(Lecteur).Lire(texte, s); err != nil {
		return nil, err
	}
	return s, nil
}

// Les tables du format : une ligne par clé.
var (
	champsSituation = []champ[csp.Situation]{
		{"id", func(l *lecteur, s *csp.Situation) { l.texte(&s.ID) }},
		{"reglages", func(l *lecteur, s *csp.Situation) { objet(l, &s.Reglages, champsReglages) }},
		{"employeur", func(l *lecteur, s *csp.Situation) { objet(l, &s.Employeur, champsEmployeur) }},
		{"salarie", func(l *lecteur, s *csp.Situation) { objet(l, &s.Salarie, champsSalarie) }},
		{"contrat", func(l *lecteur, s *csp.Situation) { objet(l, &s.Contrat, champsContrat) }},
		{"autres_emplois", func(l *lecteur, s *csp.Situation) {
			l.liste(func(int) {
				e := csp.AutreEmploi{}
				objet(l, &e, champsAutreEmploi)
				if !e.Periode.Fin.Connue() {
					e.Periode.Fin = calendrier.SansFin
				}
				s.AutresEmplois = append(s.AutresEmplois, e)
			})
		}},
		{"are", func(l *lecteur, s *csp.Situation) { objet(l, &s.ARE, champsARE) }},
		{"licenciement", func(l *lecteur, s *csp.Situation) { objet(l, &s.Licenciement, champsLicenciement) }},
		{"proposition", func(l *lecteur, s *csp.Situation) { objet(l, &s.Proposition, champsProposition) }},
		{"reponse", func(l *lecteur, s *csp.Situation) { objet(l, &s.Reponse, champsReponse) }},
		{"autorisation", func(l *lecteur, s *csp.Situation) { objet(l, &s.Autorisation, champsAutorisation) }},
		{"casp", func(l *lecteur, s *csp.Situation) { objet(l, &s.DebutCASP, champsCASP) }},
		{"evenements", func(l *lecteur, s *csp.Situation) {
			l.liste(func(int) {
				s.Evenements = append(s.Evenements, csp.Evenement{Type: typeInconnu})
				e := &s.Evenements[len(s.Evenements)-1]
				objet(l, e, champsEvenement)
				if l.err == nil && e.Type == typeInconnu {
					l.chemin = append(l.chemin, pas{"type", -1})
					l.echec(CodeManquant, "le type de l'événement est obligatoire")
				}
			})
		}},
	}
	champsEmployeur = []champ[csp.Employeur]{
		{"effectif", func(l *lecteur, e *csp.Employeur) { l.entier(&e.Effectif) }},
		{"effectif_groupe", func(l *lecteur, e *csp.Employeur) { l.entier(&e.EffectifGroupe) }},
		{"procedure_collective", func(l *lecteur, e *csp.Employeur) { mot(l, &e.Procedure, csp.NomsProcedure) }},
		{"assurance_chomage", func(l *lecteur, e *csp.Employeur) { l.ouiNon(&e.AssuranceChomage) }},
		{"licenciements_envisages", func(l *lecteur, e *csp.Employeur) { l.entier(&e.LicenciementsEnvisages) }},
		{"difficultes", func(l *lecteur, e *csp.Employeur) { l.ouiNon(&e.Difficultes) }},
	}
	champsSalarie = []champ[csp.Salarie]{
		{"date_naissance", func(l *lecteur, s *csp.Salarie) { l.date(&s.DateNaissance) }},
		{"residence", func(l *lecteur, s *csp.Salarie) { mot(l, &s.Residence, csp.NomsResidence) }},
		{"apte", func(l *lecteur, s *csp.Salarie) { l.ouiNon(&s.Apte) }},
		{"protege", func(l *lecteur, s *csp.Salarie) { l.ouiNon(&s.Protege) }},
		{"date_taux_plein", func(l *lecteur, s *csp.Salarie) { l.date(&s.DateTauxPlein) }},
		{"retraite_anticipee", func(l *lecteur, s *csp.Salarie) { l.ouiNon(&s.RetraiteAnticipee) }},
		{"pension_invalidite", func(l *lecteur, s *csp.Salarie) { objet(l, &s.PensionInvalidite, champsPension) }},
		{"taux_csg", func(l *lecteur, s *csp.Salarie) { l.tauxCSG(&s.TauxCSG) }},
	}
	champsPension = []champ[csp.PensionInvalidite]{
		{"categorie", func(l *lecteur, p *csp.PensionInvalidite) { l.entier(&p.Categorie) }},
		{"mensuelle", func(l *lecteur, p *csp.PensionInvalidite) { l.montant(&p.Mensuelle) }},
		{"cumulee", func(l *lecteur, p *csp.PensionInvalidite) { l.ouiNon(&p.Cumulee) }},
	}
	champsContrat = []champ[csp.Contrat]{
		{"nature", func(l *lecteur, k *csp.Contrat) { mot(l, &k.Nature, csp.NomsNature) }},
		{"droit_prive", func(l *lecteur, k *csp.Contrat) { l.ouiNon(&k.DroitPrive) }},
		{"debut", func(l *lecteur, k *csp.Contrat) { l.date(&k.Debut) }},
		{"anciennete_depuis", func(l *lecteur, k *csp.Contrat) { l.date(&k.AncienneteDepuis) }},
		{"fin", func(l *lecteur, k *csp.Contrat) { l.date(&k.Fin) }},
		{"salaire_mensuel", func(l *lecteur, k *csp.Contrat) { l.montant(&k.SalaireMensuel) }},
		{"salaires", func(l *lecteur, k *csp.Contrat) {
			l.liste(func(int) {
				p := csp.LignePaie{}
				objet(l, &p, champsPaie)
				k.Salaires = append(k.Salaires, p)
			})
		}},
		{"jours_exclus", func(l *lecteur, k *csp.Contrat) { l.entier(&k.JoursExclus) }},
		{"montant_exclu", func(l *lecteur, k *csp.Contrat) { l.montant(&k.MontantExclu) }},
		{"salaire_reference", func(l *lecteur, k *csp.Contrat) { l.montant(&k.SalaireReference) }},
		{"sjr", func(l *lecteur, k *csp.Contrat) { l.montant(&k.SJR) }},
		{"jours_travailles", func(l *lecteur, k *csp.Contrat) { l.entier(&k.JoursTravailles) }},
		{"heures_travaillees", func(l *lecteur, k *csp.Contrat) { l.decimal(&k.HeuresTravaillees) }},
		{"preavis_mois", func(l *lecteur, k *csp.Contrat) { l.decimal(&k.PreavisMois) }},
		{"salaire_preavis", func(l *lecteur, k *csp.Contrat) { l.montant(&k.SalairePreavis) }},
		{"taux_charges_patronales", func(l *lecteur, k *csp.Contrat) { l.pourcent(&k.TauxCharges) }},
		{"indemnite_conventionnelle", func(l *lecteur, k *csp.Contrat) { l.montant(&k.IndemniteConventionnelle) }},
		{"conges_payes_jours", func(l *lecteur, k *csp.Contrat) { l.decimal(&k.CongesPayesJours) }},
		{"conges_payes_indemnite", func(l *lecteur, k *csp.Contrat) { l.montant(&k.CongesPayesIndemnite) }},
		{"indemnite_supra_legale", func(l *lecteur, k *csp.Contrat) { l.montant(&k.IndemniteSupraLegale) }},
		{"heures_hebdo", func(l *lecteur, k *csp.Contrat) { l.decimal(&k.HeuresHebdo) }},
		{"heures_hebdo_temps_plein", func(l *lecteur, k *csp.Contrat) { l.decimal(&k.HeuresTempsPlein) }},
		{"jours_travailles_12_mois", func(l *lecteur, k *csp.Contrat) { l.entier(&k.JoursTravailles12Mois) }},
		{"lieu_travail", func(l *lecteur, k *csp.Contrat) {
			mot(l, &k.LieuTravail.Territoire, csp.NomsTerritoire)
			k.LieuTravail.Connu = true
		}},
		{"travailleur_handicape", func(l *lecteur, k *csp.Contrat) { l.ouiNon(&k.TravailleurHandicape) }},
	}
	champsPaie = []champ[csp.LignePaie]{
		{"debut", func(l *lecteur, p *csp.LignePaie) { l.date(&p.Periode.Debut) }},
		{"fin", func(l *lecteur, p *csp.LignePaie) { l.date(&p.Periode.Fin) }},
		{"montant", func(l *lecteur, p *csp.LignePaie) { l.montant(&p.Montant) }},
		{"nature", func(l *lecteur, p *csp.LignePaie) { mot(l, &p.Nature, csp.NomsNaturePaie) }},
	}
	champsAutreEmploi = []champ[csp.AutreEmploi]{
		{"debut", func(l *lecteur, e *csp.AutreEmploi) { l.date(&e.Periode.Debut) }},
		{"fin", func(l *lecteur, e *csp.AutreEmploi) { l.date(&e.Periode.Fin) }},
		{"salaire_mensuel", func(l *lecteur, e *csp.AutreEmploi) { l.montant(&e.SalaireMensuel) }},
	}
	champsARE = []champ[csp.ARENotifiee]{
		{"sjr", func(l *lecteur, a *csp.ARENotifiee) { l.montant(&a.SJR) }},
		{"duree_jours", func(l *lecteur, a *csp.ARENotifiee) { l.entier(&a.DureeJours) }},
		{"duree_avant_coefficient", func(l *lecteur, a *csp.ARENotifiee) { l.entier(&a.DureeAvantCoefficient) }},
		{"reliquat_jours", func(l *lecteur, a *csp.ARENotifiee) { l.entier(&a.Reliquat.Jours) }},
		{"reliquat_journaliere", func(l *lecteur, a *csp.ARENotifiee) { l.montant(&a.Reliquat.Journaliere) }},
		{"reliquat_sjr", func(l *lecteur, a *csp.ARENotifiee) { l.montant(&a.Reliquat.SJR) }},
	}
	champsLicenciement = []champ[csp.Licenciement]{
		{"engagement", func(l *lecteur, x *csp.Licenciement) { l.date(&x.Engagement) }},
		{"forme", func(l *lecteur, x *csp.Licenciement) { mot(l, &x.Forme, csp.NomsForme) }},
		{"cadre", func(l *lecteur, x *csp.Licenciement) { l.ouiNon(&x.Cadre) }},
		{"dif_heures", func(l *lecteur, x *csp.Licenciement) { l.decimal(&x.DIFHeures) }},
		{"dif_salaire_horaire_net", func(l *lecteur, x *csp.Licenciement) { l.montant(&x.DIFSalaireHoraireNet) }},
	}
	champsProposition = []champ[csp.Proposition]{
		{"par", func(l *lecteur, p *csp.Proposition) { mot(l, &p.Par, csp.NomsAuteur) }},
		{"remise", func(l *lecteur, p *csp.Proposition) { l.date(&p.Remise) }},
		{"inscription", func(l *lecteur, p *csp.Proposition) { l.date(&p.Inscription) }},
		{"mention_delai_contestation", func(l *lecteur, p *csp.Proposition) { l.ouiNon(&p.MentionDelaiContestation) }},
		{"motif_ecrit_le", func(l *lecteur, p *csp.Proposition) { l.date(&p.MotifEcritLe) }},
	}
	champsReponse = []champ[csp.Reponse]{
		{"decision", func(l *lecteur, r *csp.Reponse) { mot(l, &r.Decision, csp.NomsDecision) }},
		{"date", func(l *lecteur, r *csp.Reponse) { l.date(&r.Date) }},
	}
	champsAutorisation = []champ[csp.Autorisation]{
		{"notifiee_le", func(l *lecteur, a *csp.Autorisation) { l.date(&a.NotifieeLe) }},
		{"accordee", func(l *lecteur, a *csp.Autorisation) { l.ouiNon(&a.Accordee) }},
	}
	champsCASP = []champ[calendrier.Date]{
		{"debut", func(l *lecteur, d *calendrier.Date) { l.date(d) }},
	}
	champsEvenement = []champ[csp.Evenement]{
		{"type", func(l *lecteur, e *csp.Evenement) { mot(l, &e.Type, csp.NomsEvenement) }},
		{"date", func(l *lecteur, e *csp.Evenement) { l.date(&e.Date) }},
		{"debut", func(l *lecteur, e *csp.Evenement) { l.date(&e.Debut) }},
		{"fin", func(l *lecteur, e *csp.Evenement) { l.date(&e.Fin) }},
		{"nature", lireNature},
		{"accord", func(l *lecteur, e *csp.Evenement) { l.ouiNon(&e.Accord) }},
		{"salaire_mensuel", func(l *lecteur, e *csp.Evenement) { l.montant(&e.SalaireMensuel) }},
		{"heures_hebdo", func(l *lecteur, e *csp.Evenement) { l.decimal(&e.HeuresHebdo) }},
		{"heures_identiques", func(l *lecteur, e *csp.Evenement) { l.ouiNon(&e.HeuresIdentiques) }},
		{"duree_mois", func(l *lecteur, e *csp.Evenement) { l.decimal(&e.DureeMois) }},
		{"demande_prime_le", func(l *lecteur, e *csp.Evenement) { l.date(&e.DemandePrimeLe) }},
		{"demande_idr_le", func(l *lecteur, e *csp.Evenement) { l.date(&e.DemandeIDRLe) }},
		{"rupture_essai_le", func(l *lecteur, e *csp.Evenement) { l.date(&e.RuptureEssaiLe) }},
		{"en_poste_a_3_mois", func(l *lecteur, e *csp.Evenement) { l.ouiNon(&e.EnPosteA3Mois) }},
		{"enfants", func(l *lecteur, e *csp.Evenement) { l.entier(&e.Enfants) }},
		{"naissance_multiple", func(l *lecteur, e *csp.Evenement) { l.entier(&e.NaissanceMultiple) }},
		{"montant", func(l *lecteur, e *csp.Evenement) { l.montant(&e.Montant) }},
		{"mois", func(l *lecteur, e *csp.Evenement) { l.mois(&e.Mois) }},
	}
	champsReglages = tableReglages()
)

func tableReglages() []champ[csp.Reglages] {
	t := make([]champ[csp.Reglages], len(csp.LesReglages))
	for i, r := range csp.LesReglages {
		t[i] = champ[csp.Reglages]{r.Cle, func(l *lecteur, v *csp.Reglages) { mot(l, r.Champ(v), r.Valeurs) }}
	}
	return t
}

// typeInconnu marque un événement dont le type n'a pas encore été lu.
const typeInconnu = csp.Paiement + 1

// lireNature : la nature d'un paiement et celle d'un contrat partagent la clé « nature ».
func lireNature(l *lecteur, e *csp.Evenement) {
	debut := l.i
	s := l.chaine("un mot entre guillemets")
	if l.err != nil {
		return
	}
	for i, n := range csp.NomsNaturePaiement {
		if n == string(s) && n != "" {
			e.NaturePaiement = csp.NaturePaiement(i)
			return
		}
	}
	l.i = debut
	mot(l, &e.Nature, naturesEmploi)
	e.NatureConnue = true
}

// Valider refuse ce qui ne peut pas être lu comme des faits : un événement sans date, une fin avant son
// début, deux périodes d'un même type qui se recouvrent.
func Valider(s *csp.Situation) error {
	k := &s.Contrat
	if avant(k.Fin, k.Debut) {
		return &Erreur{CodeDates, "contrat.fin", fmt.Sprintf("la fin du contrat, %s, est avant son début, %s", k.Fin.Francais(), k.Debut.Francais())}
	}
	if avant(k.Debut, k.AncienneteDepuis) {
		return &Erreur{CodeDates, "contrat.anciennete_depuis", fmt.Sprintf("l'ancienneté reprise, %s, doit précéder le début du contrat, %s", k.AncienneteDepuis.Francais(), k.Debut.Francais())}
	}
	if avant(k.Debut, s.Salarie.DateNaissance) {
		return &Erreur{CodeDates, "salarie.date_naissance", fmt.Sprintf("la naissance, %s, est après le début du contrat, %s", s.Salarie.DateNaissance.Francais(), k.Debut.Francais())}
	}
	if n := s.Salarie.PensionInvalidite.Categorie; n.Connu() && (n.Int() < 1 || n.Int() > 3) {
		return &Erreur{CodeValeur, "salarie.pension_invalidite.categorie", fmt.Sprintf("reçu %d ; 1, 2 ou 3 est attendu", n.Int())}
	}
	if n, d := k.HeuresTempsPlein.Termes(); d != 0 && n == 0 {
		return &Erreur{CodeValeur, "contrat.heures_hebdo_temps_plein", "reçu 0 ; les heures d'un temps plein, comme 35, sont attendues"}
	}
	if h := k.HeuresHebdo; h.Connue() && h.Compare(argent.Entier(168)) > 0 {
		return &Erreur{CodeValeur, "contrat.heures_hebdo", "reçu " + h.String() + " ; une semaine a 168 heures"}
	}
	for cle, n := range map[string]fait.Nombre{"are.duree_jours": s.ARE.DureeJours, "are.duree_avant_coefficient": s.ARE.DureeAvantCoefficient} {
		if n.Int() > 2000 {
			return &Erreur{CodeValeur, cle, fmt.Sprintf("reçu %d ; une durée d'ARE d'au plus 2 000 jours est attendue", n.Int())}
		}
	}
	for i := range k.Salaires {
		l := &k.Salaires[i]
		if err := periode("contrat.salaires", i, l.Periode.Debut, l.Periode.Fin, true); err != nil {
			return err
		}
		if !l.Montant.Connu() {
			return &Erreur{CodeManquant, fmt.Sprintf("contrat.salaires.%d.montant", i), "le montant de la ligne est obligatoire"}
		}
	}
	for i := range s.AutresEmplois {
		p := s.AutresEmplois[i].Periode
		if err := periode("autres_emplois", i, p.Debut, p.Fin, false); err != nil {
			return err
		}
	}
	for i := range s.Evenements {
		if err := validerEvenement(&s.Evenements[i], i); err != nil {
			return err
		}
	}
	return chevauchements(s.Evenements)
}

// avant dit si a, connue, précède b, connue.
func avant(a, b calendrier.Date) bool { return a.Connue() && b.Connue() && a < b }

// periode vérifie les deux jours d'un élément de liste.
func periode(liste string, rang int, debut, fin calendrier.Date, finObligatoire bool) error {
	if debut.Connue() && !avant(fin, debut) && (fin.Connue() || !finObligatoire) {
		return nil
	}
	chemin := fmt.Sprintf("%s.%d", liste, rang)
	switch {
	case !debut.Connue():
		return &Erreur{CodeManquant, chemin + ".debut", "le premier jour est obligatoire"}
	case !fin.Connue():
		return &Erreur{CodeManquant, chemin + ".fin", "le dernier jour est obligatoire"}
	}
	return &Erreur{CodeDates, chemin + ".fin", fmt.Sprintf("la fin, %s, est avant le début, %s", fin.Francais(), debut.Francais())}
}

func validerEvenement(e *csp.Evenement, rang int) error {
	switch e.Type {
	case csp.PeriodeTravail, csp.Maladie, csp.Maternite, csp.Paternite, csp.Adoption, csp.ProcheAidant, csp.PresenceParentale,
		csp.PreParE, csp.ServiceCivique, csp.HorsDuTerritoire, csp.AutreActivite, csp.RepriseEmploi:
		if e.Date.Connue() {
			return refusEvenement(rang, "date", e.Type, "utilisez « debut » et « fin »")
		}
		if err := periode("evenements", rang, e.Debut, e.Fin, false); err != nil {
			return err
		}
	default:
		if e.Debut.Connue() || e.Fin.Connue() {
			return refusEvenement(rang, "debut", e.Type, "utilisez « date »")
		}
		if !e.Date.Connue() {
			return &Erreur{CodeManquant, fmt.Sprintf("evenements.%d.date", rang), "la date de l'événement est obligatoire"}
		}
	}
	switch n, d := e.DureeMois.Termes(); {
	case e.NaissanceMultiple.Connu() && (e.NaissanceMultiple.Int() < 1 || e.NaissanceMultiple.Int() > 10):
		return &Erreur{CodeValeur, fmt.Sprintf("evenements.%d.naissance_multiple", rang), fmt.Sprintf("reçu %d ; le nombre d'enfants de cette naissance, de 1 à 10, est attendu", e.NaissanceMultiple.Int())}
	case d != 0 && n == 0:
		return &Erreur{CodeValeur, fmt.Sprintf("evenements.%d.duree_mois", rang), "reçu 0 ; une durée est attendue"}
	case e.Type != csp.Paiement && e.NaturePaiement != csp.PaiementInconnu:
		return natureRefusee(rang, csp.NomsNaturePaiement[e.NaturePaiement], naturesEmploi)
	case e.Type == csp.Paiement && e.NatureConnue:
		return natureRefusee(rang, csp.NomsNature[e.Nature], csp.NomsNaturePaiement[1:])
	case e.Type == csp.Paiement && e.NaturePaiement == csp.PaiementInconnu:
		return &Erreur{CodeManquant, fmt.Sprintf("evenements.%d.nature", rang), "la nature du paiement est obligatoire : " + strings.Join(csp.NomsNaturePaiement[1:], ", ")}
	case e.Type == csp.Paiement && !e.Montant.Connu():
		return &Erreur{CodeManquant, fmt.Sprintf("evenements.%d.montant", rang), "le montant du paiement est obligatoire"}
	}
	if e.Type == csp.RepriseEmploi {
		for _, d := range []struct {
			cle  string
			date calendrier.Date
		}{{"demande_prime_le", e.DemandePrimeLe}, {"demande_idr_le", e.DemandeIDRLe}, {"rupture_essai_le", e.RuptureEssaiLe}} {
			if avant(d.date, e.Debut) {
				return &Erreur{CodeDates, fmt.Sprintf("evenements.%d.%s", rang, d.cle), fmt.Sprintf("le %s précède le début de l'emploi, %s", d.date.Francais(), e.Debut.Francais())}
			}
		}
	}
	return nil
}

// naturesEmploi sont les contrats qu'un emploi retrouvé peut avoir.
var naturesEmploi = csp.NomsNature[:csp.Apprentissage]

func natureRefusee(rang int, recu string, attendues []string) error {
	return &Erreur{CodeValeur, fmt.Sprintf("evenements.%d.nature", rang), fmt.Sprintf("reçu %q ; une de ces valeurs est attendue : %s", recu, strings.Join(attendues, ", "))}
}

func refusEvenement(rang int, cle string, t csp.TypeEvenement, que string) error {
	return &Erreur{CodeCle, fmt.Sprintf("evenements.%d.%s", rang, cle), "cette clé n'est pas celle d'un événement « " + csp.NomsEvenement[t] + " » ; " + que}
}

// chevauchements refuse deux périodes d'un même type qui ont un jour commun.
func chevauchements(es []csp.Evenement) error {
	for i := range es {
		if !es[i].Debut.Connue() || es[i].Type == csp.RepriseEmploi {
			continue
		}
		for j := range i {
			if es[j].Type != es[i].Type {
				continue
			}
			a, b := bornes(&es[i]), bornes(&es[j])
			if !a.Inter(b).Vide() {
				return &Erreur{CodeDates, fmt.Sprintf("evenements.%d.debut", i), fmt.Sprintf(
					"cette période (%s) recouvre evenements.%d : deux événements « %s » ne peuvent pas avoir de jour commun", du(a), j, strings.ReplaceAll(csp.NomsEvenement[es[i].Type], "_", " "))}
			}
		}
	}
	return nil
}

func bornes(e *csp.Evenement) calendrier.Periode {
	if !e.Fin.Connue() {
		return calendrier.Periode{Debut: e.Debut, Fin: calendrier.SansFin}
	}
	return calendrier.Periode{Debut: e.Debut, Fin: e.Fin}
}

func du(p calendrier.Periode) string {
	if p.Fin == calendrier.SansFin {
		return "depuis le " + p.Debut.Francais()
	}
	return "du " + p.Debut.Francais() + " au " + p.Fin.Francais()
}
