package personne

import (
	"fmt"
	"slices"
	"strconv"

	"jalon/dossier"
	"jalon/droit/calendrier"
	"jalon/droit/demarches"
)

// Donnee est une part de l'identité, qui s'efface sans les autres. Ce qui s'efface en dernier est toute l'identité.
type Donnee string

// Les données d'une identité.
const (
	DonneeNIR         Donnee = "nir"
	DonneeIBAN        Donnee = "iban"
	DonneeCoordonnees Donnee = "coordonnees"
	DonneeIdentite    Donnee = "identite"
)

// Duree dit combien de temps une donnée se garde, à partir de quoi, et pourquoi.
type Duree struct {
	Donnee   Donnee
	Nom      string
	Mois     int  // après le dernier mouvement d'un dossier clos
	Prescrit bool // et jusqu'à ce qu'aucun versement ne puisse plus être réclamé
	Source   string
	Lecture  string // ce que le texte ne dit pas, et que jalon retient
}

// Durees sont celles de jalon. Aucun texte ne fixe ces nombres pour un dossier de CSP : chacun se règle.
var Durees = []Duree{
	{
		DonneeIBAN, "IBAN", 24, false,
		"Convention CSP du 26/01/2015, art. 19 ; C. trav. L5422-4",
		"La personne a deux ans pour demander un paiement : ensuite, rien ne se verse plus sur ce compte. La pièce comptable, gardée dix ans (C. com. L123-22), est chez le payeur, non ici.",
	},
	{
		DonneeNIR, "NIR", 36, false,
		"C. trav. L5422-5 ; le décret n° 2019-341 dit qui s'en sert, et ne fixe pas de durée",
		"Un versement se rectifie, et se déclare sous ce numéro, tant qu'il peut être réclamé : trois ans ; passé ce temps, le nom suffit, même en cas de fraude.",
	},
	{
		DonneeCoordonnees, "Adresse et courriel", 24, true,
		"C. trav. L5422-4 et L5422-5 ; C. civ. 2231 et 2240",
		"On écrit à la personne tant qu'elle peut demander, ou qu'on peut lui réclamer : trois ans après chaque versement, dix en cas de fraude ; un remboursement ou un échéancier accepté fait repartir ce délai.",
	},
	{
		DonneeIdentite, "Nom, documents et tout le reste de l'identité", 60, true,
		"C. civ. 2224 ; C. trav. L5422-5",
		"Le délai de droit commun, compté de la clôture et jamais plus court que les autres ; un contentieux qui dure se consigne (« contestation ») et retient tout.",
	},
}

// ResteToujours dit ce que la purge laisse, et pourquoi.
const ResteToujours = "Les faits, le compte et les décisions restent, sans nom : un fait ne s'ôte pas. Ils disent encore une date de naissance, un employeur, une référence et des notes libres, qui peuvent désigner quelqu'un. Vingt ans après la fin de l'inscription, l'opérateur ne peut plus garder même eux (C. trav. R5312-44) : cela demande d'abandonner la base, jalon ne le fait pas."

// dureeMax est celle qu'aucun réglage ne dépasse : C. trav. R5312-44, en mois.
const dureeMax = 240

// Regler rend les durées avec celles que dit l'appelant, en mois par donnée.
func Regler(mois map[string]string) ([]Duree, error) {
	l := slices.Clone(Durees)
	for cle, texte := range mois {
		i := slices.IndexFunc(l, func(x Duree) bool { return string(x.Donnee) == cle })
		if i < 0 {
			return nil, &dossier.Refus{Code: dossier.RefusChamp, Message: "aucune donnée de ce nom ; il y a iban, nir, coordonnees et identite", Champ: cle}
		}
		n, err := strconv.Atoi(texte)
		if err != nil || n < 0 || n > dureeMax {
			return nil, &dossier.Refus{Code: dossier.RefusValeur, Message: fmt.Sprintf("un nombre de mois est attendu, %d au plus", dureeMax), Champ: cle, Articles: "C. trav. R5312-44"}
		}
		l[i].Mois = n
	}
	return l, nil
}

// Terme est le dernier jour où une donnée d'un dossier se garde.
type Terme struct {
	*Duree
	Jusquau  calendrier.Date // inconnu : quelque chose retient la donnée
	Pourquoi string
}

// Echu dit qu'une donnée peut s'effacer ce jour.
func (t *Terme) Echu(au calendrier.Date) bool { return t.Jusquau.Connue() && t.Jusquau < au }

// jour est une date et ce qui la donne.
type jour struct {
	le   calendrier.Date
	quoi string
}

func (j *jour) repousser(le calendrier.Date, quoi string) {
	if le > j.le {
		*j = jour{le, quoi}
	}
}

// Termes dit jusqu'à quand chaque donnée du dossier se garde. Rien ne court avant la clôture, ni pendant un litige.
func Termes(d *dossier.Dossier, durees []Duree) []Terme {
	retenu, dernier, prescrit := retenu(d), dernierMouvement(d), prescrit(d)
	l := make([]Terme, len(durees))
	plusTard := jour{}
	for i := range durees {
		t := &l[i]
		t.Duree = &durees[i]
		if t.Pourquoi = retenu; retenu != "" {
			continue
		}
		j := jour{dernier.le.PlusMois(t.Mois), fmt.Sprintf("%d mois après %s", t.Mois, dernier.quoi)}
		if t.Prescrit {
			j.repousser(prescrit.le, prescrit.quoi)
		}
		if t.Donnee == DonneeIdentite {
			j.repousser(plusTard.le, plusTard.quoi)
		}
		plusTard.repousser(j.le, j.quoi)
		t.Jusquau, t.Pourquoi = j.le, j.quoi
	}
	return l
}

const acteCloture = "cloture"

// retenu dit ce qui empêche tout délai de courir.
func retenu(d *dossier.Dossier) string {
	if len(d.De(acteCloture)) == 0 {
		return "le dossier n'est pas clos"
	}
	if l := d.De("contestation"); len(l) > 0 {
		conteste := l[len(l)-1]
		tranche := func(f *dossier.Fait) bool { return f.Version > d.Origine(conteste.Version) && f.Le >= conteste.Le }
		if !slices.ContainsFunc(d.De("decision"), tranche) {
			return fmt.Sprintf("la contestation du fait %d n'a pas encore de décision", conteste.Version)
		}
	}
	return ""
}

// dernierMouvement est la clôture, ou l'argent passé après elle.
func dernierMouvement(d *dossier.Dossier) jour {
	j := jour{}
	for _, f := range d.De(acteCloture) {
		j.repousser(f.Le, "la clôture du "+f.Le.Francais())
	}
	for i := range d.Faits {
		f := &d.Faits[i]
		if nom := mouvement(d, f); nom != "" {
			j.repousser(f.Le, "le "+nom+" du "+f.Le.Francais())
		}
	}
	return j
}

// mouvement nomme un fait qui verse à la personne ou en reçoit ; vide : ce n'en est pas un, ou il ne vaut plus.
func mouvement(d *dossier.Dossier, f *dossier.Fait) string {
	if _, ok := d.Verse(f.Version); ok {
		return "versement"
	}
	if f.Acte == "remboursement" && d.Corrige(f.Version) == 0 {
		return "remboursement"
	}
	return ""
}

// prescrit est le dernier jour où un versement peut être réclamé (RET-01). Qui rembourse ou accepte un échéancier
// reconnaît sa dette : le délai repart (C. civ. 2231 et 2240).
func prescrit(d *dossier.Dossier) jour {
	j := jour{}
	fraude := len(d.De("fausse_declaration")) > 0
	delai := func(le calendrier.Date, quoi string) {
		engagement := d.Droits().ARE.Engagement
		if !engagement.Connue() {
			engagement = le // le délai est le même depuis le premier CSP
		}
		j.repousser(demarches.LimiteTropPercu(le, engagement, fraude), "dernier jour pour réclamer, compté "+quoi+" (C. trav. L5422-5)")
	}
	for i := range d.Faits {
		f := &d.Faits[i]
		if nom := mouvement(d, f); nom != "" {
			delai(f.Le, "du "+nom+" du "+f.Le.Francais())
		}
	}
	for _, f := range d.De("echeancier") {
		n, _ := strconv.Atoi(d.Suivi(f.Version)["nombre"]) // lu à la saisie
		derniere := f.Le.PlusMois(max(0, n-1))
		delai(derniere, "de la dernière échéance, le "+derniere.Francais())
	}
	return j
}

// ConservationEnJSON rend la table des durées.
func ConservationEnJSON(durees []Duree) any {
	l := []any{}
	for _, x := range durees {
		l = append(l, map[string]any{"donnee": x.Donnee, "nom": x.Nom, "mois": x.Mois, "depuis": "dernier mouvement d'un dossier clos", "prescription": x.Prescrit, "source": x.Source, "lecture": x.Lecture})
	}
	return map[string]any{"durees": l, "reste": ResteToujours}
}

// TermesEnJSON rend les termes d'un dossier ; « jusquau » est null quand quelque chose retient la donnée.
func TermesEnJSON(l []Terme) any {
	tous := []any{}
	for _, t := range l {
		m := map[string]any{"donnee": t.Donnee, "mois": t.Mois, "jusquau": nil, "pourquoi": t.Pourquoi, "source": t.Source}
		if t.Jusquau.Connue() {
			m["jusquau"] = t.Jusquau.String()
		}
		tous = append(tous, m)
	}
	return tous
}
