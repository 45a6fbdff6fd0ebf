package dossier

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/trace"
	"jalon/format"
)

// Genre dit comment se lit la valeur d'un champ.
type Genre uint8

// Les genres de champ.
const (
	Texte Genre = iota
	Jour
	Euros
	Entier
	Decimal
	OuiNon
	Mot     // un mot d'une liste
	NumFait // le rang d'un fait du dossier
	MoisDe  // un mois : AAAA-MM
	Taux    // en pour cent
)

// Place dit où va la valeur d'un champ.
type Place uint8

// Les places.
const (
	AuSuivi      Place = iota // au dossier seul
	AuxFaits                  // un chemin du format d'échange : « proposition.remise »
	ALEvenement               // une clé d'un événement du format
	NommeUnAutre              // le fait que celui-ci complète
)

// Champ est une chose qu'un acte peut ou doit dire.
type Champ struct {
	Cle        string // ce qu'on écrit : « debut »
	Intitule   string
	Genre      Genre
	Place      Place
	Chemin     string   // aux faits, « [] » après une liste ; sinon la clé sert
	Mots       []string // ceux d'une liste ; d'un numéro de fait : les actes qu'il peut nommer
	Necessaire bool
	JourDuFait bool // c'est le jour où le fait a lieu
}

// Acte est une sorte de fait qu'on peut consigner : ce qu'il dit, ce qu'il demande, d'où il vient.
type Acte struct {
	Nom, Titre string
	Regle      trace.Regle // celle qui le prévoit, s'il y en a une
	Evenement  string      // type d'événement du format qu'il ajoute ou complète
	Champs     []Champ
	Apres      []string // un fait d'un de ces actes doit déjà être au dossier
	Seul       bool     // un seul par dossier, corrections à part
	Sorte      Sorte
	Registre   bool // le programme seul le consigne, avec ce qu'il fait
	suivre     func(d *Dossier, f *Fait, c *contenu)
}

// Articles rend les textes qui prévoient l'acte ; vide s'il ne tient à aucun.
func (a *Acte) Articles() string {
	if a.Regle == 0 {
		return ""
	}
	return strings.Join(a.Regle.Carte().Articles, " ; ")
}

// Sorte de dossier.
type Sorte uint8

// Les sortes.
const (
	CSP Sorte = iota
	CASP
	LesDeux // d'un acte : il convient à chacune
)

var nomsSorte = []string{"csp", "casp"}

// Saisie est un acte demandé, tel qu'une personne le dit.
type Saisie struct {
	Acte     string
	Valeurs  map[string]string
	Corrige  int // rang du fait que celui-ci remplace ; 0 : aucun
	Pourquoi string
	Appui    Appui // quand deux personnes le font

	duRegistre bool
}

// Refus dit pourquoi un acte n'est pas consigné : en une phrase, quel champ, quel article.
type Refus struct {
	Code, Message, Champ, Articles string
}

func (r *Refus) Error() string {
	s := r.Message
	if r.Champ != "" {
		s = r.Champ + " : " + s
	}
	if r.Articles != "" {
		s += " (" + r.Articles + ")"
	}
	return s
}

// Les codes d'un refus.
const (
	RefusActe    = "acte_inconnu"
	RefusChamp   = "champ_inconnu"
	RefusManque  = "champ_obligatoire"
	RefusValeur  = "valeur_invalide"
	RefusOrdre   = "trop_tot"
	RefusDouble  = "deja_consigne"
	RefusFaits   = "faits_incoherents"
	RefusCorrige = "correction_impossible"
)

// contenu est ce que dit un fait, tel qu'il est gardé.
type contenu struct {
	Faits     json.RawMessage   `json:"faits,omitempty"`
	Evenement json.RawMessage   `json:"evenement,omitempty"`
	Complete  int               `json:"complete,omitempty"`
	Suivi     map[string]string `json:"suivi,omitempty"`
	Corrige   int               `json:"corrige,omitempty"`
	Pourquoi  string            `json:"pourquoi,omitempty"`
	Fige      *fige             `json:"fige,omitempty"`
}

// fige est ce qu'une décision garde de la loi du jour où elle est prise : elle n'en changera plus.
type fige struct {
	Edition string          `json:"edition"`
	Droits  json.RawMessage `json:"droits"` // au format d'échange, explication comprise
}

// Trouver rend l'acte d'un nom, nil s'il n'existe pas.
func Trouver(nom string) *Acte { return actesParNom[nom] }

var actesParNom = func() map[string]*Acte {
	m := map[string]*Acte{}
	for i := range Actes {
		m[Actes[i].Nom] = &Actes[i]
	}
	return m
}()

func (a *Acte) champ(cle string) *Champ {
	i := slices.IndexFunc(a.Champs, func(c Champ) bool { return c.Cle == cle })
	if i < 0 {
		return nil
	}
	return &a.Champs[i]
}

// texteMax borne un texte libre.
const texteMax = 4000

// lire vérifie une saisie et en fait un contenu, avec le jour du fait.
func (a *Acte) lire(s *Saisie, aujourdhui calendrier.Date) (*contenu, calendrier.Date, *Refus) {
	for cle := range s.Valeurs {
		if a.champ(cle) == nil {
			return nil, 0, &Refus{RefusChamp, "l'acte « " + a.Nom + " » ne connaît pas ce champ ; il prend " + a.cles(), cle, ""}
		}
	}
	c := &contenu{Corrige: s.Corrige, Pourquoi: strings.TrimSpace(s.Pourquoi)}
	le := aujourdhui
	vide := a.Nom != acteOuverture && a.Nom != acteAnnulation // un dossier s'ouvre sans référence, une annulation n'a que sa raison
	faits, evenement := map[string]any{}, map[string]any{}
	if a.Evenement != "" {
		evenement["type"] = a.Evenement
	}
	for i := range a.Champs {
		champ := &a.Champs[i]
		texte := strings.TrimSpace(s.Valeurs[champ.Cle])
		if texte == "" {
			if champ.Necessaire {
				return nil, 0, &Refus{RefusManque, "« " + champ.Intitule + " » est nécessaire", champ.Cle, a.Articles()}
			}
			continue
		}
		forme, json, attendu := champ.lire(texte)
		if attendu != "" {
			return nil, 0, &Refus{RefusValeur, fmt.Sprintf("« %s » : %s", borner(texte), attendu), champ.Cle, ""}
		}
		vide = vide && (champ.Cle == note.Cle || champ.JourDuFait && !champ.Necessaire)
		if champ.JourDuFait {
			le, _ = calendrier.Lire([]byte(forme)) // lue à l'instant
		}
		switch champ.Place {
		case AuxFaits:
			poser(faits, strings.Split(champ.Chemin, "."), json)
		case ALEvenement:
			evenement[champ.Cle] = json
		case NommeUnAutre:
			c.Complete, _ = strconv.Atoi(forme) // de même
		case AuSuivi:
			if c.Suivi == nil {
				c.Suivi = map[string]string{}
			}
			c.Suivi[champ.Cle] = forme
		}
	}
	if vide {
		return nil, 0, &Refus{RefusManque, "rien n'est dit : remplissez au moins un champ, la note mise à part", "", a.Articles()}
	}
	if len(faits) > 0 {
		c.Faits = enJSON(faits)
	}
	if a.Evenement != "" {
		if c.Complete > 0 {
			delete(evenement, "type")
		}
		c.Evenement = enJSON(evenement)
	}
	return c, le, nil
}

func (a *Acte) cles() string {
	var l []string
	for _, c := range a.Champs {
		l = append(l, c.Cle)
	}
	return strings.Join(l, ", ")
}

// enJSON écrit une valeur faite ici ; les clés sont rangées, et les mêmes faits donnent les mêmes octets.
func enJSON(v any) json.RawMessage {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(v) // des textes et des nombres : rien n'y échoue
	return bytes.TrimRight(b.Bytes(), "\n")
}

// poser range une valeur sous son chemin ; « [] » y est l'élément que le fait ajoute à une liste.
func poser(m map[string]any, chemin []string, v any) {
	for ; len(chemin) > 1; chemin = chemin[1:] {
		cle, liste := strings.CutSuffix(chemin[0], "[]")
		var suite map[string]any
		switch deja := m[cle].(type) {
		case map[string]any:
			suite = deja
		case []map[string]any:
			suite = deja[0]
		default:
			suite = map[string]any{}
			m[cle] = suite
			if liste {
				m[cle] = []map[string]any{suite}
			}
		}
		m = suite
	}
	m[chemin[0]] = v
}

// lire rend la forme d'une valeur, sa valeur JSON, ou ce qui est attendu.
func (c *Champ) lire(texte string) (forme string, v any, attendu string) {
	switch c.Genre {
	case Texte:
		if len(texte) > texteMax {
			return "", nil, fmt.Sprintf("%d octets au plus sont attendus", texteMax)
		}
		return texte, texte, ""
	case Jour:
		d, ok := format.DateEcrite(texte)
		if !ok {
			return "", nil, "une date est attendue, comme 2026-03-02"
		}
		return d.String(), d.String(), ""
	case MoisDe:
		if d, err := calendrier.Lire([]byte(texte + "-01")); err == nil {
			return texte, d.String()[:7], ""
		}
		return "", nil, "un mois est attendu, comme 2026-03"
	case Euros:
		m, err := argent.Lire([]byte(format.DecimalEcrit(texte)))
		if err != nil || !m.Connu() {
			return "", nil, "un montant en euros est attendu, comme 1234,56"
		}
		return m.String(), json.RawMessage(`"` + m.String() + `"`), ""
	case Entier, NumFait:
		n, err := strconv.Atoi(texte)
		if err != nil || n < 0 || c.Genre == NumFait && n == 0 {
			return "", nil, "un nombre entier est attendu"
		}
		return strconv.Itoa(n), n, ""
	case Decimal, Taux:
		f, err := argent.LireFraction(format.DecimalEcrit(texte))
		if err != nil {
			return "", nil, "un nombre est attendu, comme 2,5"
		}
		if c.Genre == Taux { // le format l'écrit entre guillemets
			return f.String(), f.String(), ""
		}
		return f.String(), json.RawMessage(f.String()), ""
	case OuiNon:
		switch strings.ToLower(texte) {
		case "oui", "true":
			return "oui", true, ""
		case "non", "false":
			return "non", false, ""
		}
		return "", nil, "oui ou non est attendu"
	case Mot:
		if slices.Contains(c.Mots, texte) {
			return texte, texte, ""
		}
		return "", nil, "un de ces mots est attendu : " + strings.Join(c.Mots, ", ")
	}
	return "", nil, ""
}

// emplois sont les actes qui disent un contrat pris pendant le CSP : le même, dit par l'un et par l'autre, compterait deux fois.
var emplois = []string{"periode_travail", "reprise_emploi"}

// emploiDouble refuse un emploi qui est déjà au dossier : du même jour, et que rien de ce que l'un et l'autre disent ne distingue.
func (d *Dossier) emploiDouble(a *Acte, s *Saisie, le calendrier.Date) *Refus {
	if !slices.Contains(emplois, a.Nom) {
		return nil
	}
	for _, nom := range emplois {
		for _, f := range d.De(nom) {
			la := d.Valeurs(f.Version)
			autre := slices.ContainsFunc([]string{"nature", "salaire_mensuel", "heures_hebdo"}, func(cle string) bool {
				x, _, _ := a.champ(cle).lire(strings.TrimSpace(s.Valeurs[cle])) // lue à l'instant
				y, _, _ := a.champ(cle).lire(la[cle])
				return x != "" && y != "" && x != y
			})
			if f.Version != s.Corrige && f.Le == le && !autre {
				return &Refus{RefusDouble, fmt.Sprintf("cet emploi est déjà au dossier, au fait %d : corrigez-le, avec la raison ; si c'en est un autre, dites ce qui les distingue", f.Version), "debut", ""}
			}
		}
	}
	return nil
}

// presenceTropTot refuse de dire gardé trois mois un emploi qui ne les a pas (PRIME-05).
func (d *Dossier) presenceTropTot(a *Acte, c *contenu, s *Saisie, le calendrier.Date) *Refus {
	if a.Nom != "presence_3_mois" || strings.TrimSpace(s.Valeurs["en_poste_a_3_mois"]) != "oui" {
		return nil
	}
	for _, x := range d.Droits().Reprises {
		if jour := x.Examen.SecondeMoitieLe; d.FaitDe(x.Rang) == d.Origine(c.Complete) && le < jour {
			return &Refus{RefusOrdre, "l'emploi du " + x.Debut.Francais() + " n'a trois mois que le " + jour.Francais(), "date", a.Articles()}
		}
	}
	return nil
}

// avantCeQuilSuit refuse un acte que la réponse de la personne ne permet pas, ou daté d'avant le fait qu'il suppose. Ce qui dure a
// pu commencer plus tôt : un contrat pris pendant la réflexion, une formation d'avant le plan.
func (d *Dossier) avantCeQuilSuit(a *Acte, s *Saisie, le calendrier.Date) *Refus {
	if slices.Equal(a.Apres, adhesion) && a.Regle != csp.RUPT06 && d.Situation.Reponse.Decision != csp.Acceptation { // contester ne suppose pas d'y être entré
		return &Refus{RefusOrdre, "la personne n'a pas accepté le CSP", "", a.Articles()}
	}
	jour := slices.IndexFunc(a.Champs, func(c Champ) bool { return c.JourDuFait && strings.TrimSpace(s.Valeurs[c.Cle]) != "" })
	if a.Sorte == CASP || jour < 0 || a.champ("fin") != nil {
		return nil
	}
	var premier *Fait
	for _, nom := range a.Apres {
		for _, f := range d.De(nom) {
			if premier == nil || f.Le < premier.Le {
				premier = f
			}
		}
	}
	for i := range a.Champs { // celui qu'il nomme aussi
		if n, err := strconv.Atoi(strings.TrimSpace(s.Valeurs[a.Champs[i].Cle])); err == nil && a.Champs[i].Genre == NumFait && 0 < n && n <= len(d.Faits) && (premier == nil || d.Faits[n-1].Le > premier.Le) {
			premier = &d.Faits[n-1]
		}
	}
	if premier == nil || le >= premier.Le {
		return nil
	}
	return &Refus{RefusFaits, "« " + Trouver(premier.Acte).Titre + " » est du " + premier.Le.Francais() + " : cela ne peut pas venir avant", a.Champs[jour].Cle, a.Articles()}
}

// borner raccourcit un texte à citer.
func borner(s string) string {
	const max = 60
	if r := []rune(s); len(r) > max {
		return string(r[:max-1]) + "…"
	}
	return s
}
