// Package ics écrit les dates d'un dossier pour un agenda. Aucun nom de personne n'y figure.
package ics

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"strconv"
	"strings"

	ical "github.com/arran4/golang-ical"

	"jalon/document"
	"jalon/droit/choix"
	"jalon/droit/csp"
	"jalon/droit/demarches"
)

// ErrSansDate dit qu'aucun jour n'est connu.
var ErrSansDate = errors.New("aucune date n'est connue dans cette situation : il n'y a rien à mettre dans un agenda")

// rappels : sept, trois et un jours avant, à neuf heures du matin (un jour entier commence à minuit).
var rappels = []rappel{
	{"-P6DT15H", "Dans sept jours"}, {"-P2DT15H", "Dans trois jours"}, {"-PT15H", "Demain"},
}

type rappel struct{ avant, texte string }

// longueurTitre est la longueur d'un titre d'événement, en signes.
const longueurTitre = 110

// Dates écrit chaque jour connu en événement d'un jour entier, avec des rappels avant chaque date limite.
func Dates(w io.Writer, s *csp.Situation, c *choix.Comparaison) error {
	cal := ical.NewCalendarFor("jalon")
	cal.SetProductId("-//jalon//CSP " + csp.Version + "//FR")
	cal.SetCalscale("GREGORIAN")
	cal.SetMethod(ical.MethodPublish)
	cal.SetXWRCalName("Contrat de sécurisation professionnelle")
	tampon := document.Horodatage(document.DernierFait(s))
	vus := map[string]int{}
	dossier := empreinte(s)
	for _, x := range document.Dates(s, c) {
		if !x.Jour.Connue() {
			continue
		}
		uid := dossier + strings.ToLower(x.Regle.String()) + "-" + strings.ReplaceAll(x.Jour.String(), "-", "")
		if vus[uid]++; vus[uid] > 1 {
			uid += "-" + strconv.Itoa(vus[uid])
		}
		e := cal.AddEvent(uid + "@jalon")
		e.SetDtStampTime(tampon)
		jour := document.Horodatage(x.Jour)
		e.SetAllDayStartAt(jour)
		e.SetAllDayEndAt(jour.AddDate(0, 0, 1)) // le lendemain, exclu
		e.SetSummary(titre(x))
		e.SetDescription(description(x))
		e.AddCategory("CSP")
		e.SetTimeTransparency(ical.TransparencyTransparent)
		if x.Echeance != demarches.AuPlusTard || x.Faite || x.Qui != demarches.Personne.String() {
			continue // on ne rappelle à la personne que ce qu'elle a à faire
		}
		moments := rappels
		if x.Regle == csp.PROC04 {
			moments = append(moments[:len(moments):len(moments)], rappel{"PT9H", "Aujourd'hui, dernier jour"})
		}
		for _, r := range moments {
			a := e.AddAlarm()
			a.SetAction(ical.ActionDisplay)
			a.SetTrigger(r.avant)
			a.SetDescription(r.texte + ". " + titre(x))
		}
	}
	if len(vus) == 0 {
		return ErrSansDate
	}
	return cal.SerializeTo(w, ical.WithNewLineWindows)
}

// empreinte distingue deux dossiers dans un même agenda, sans rien dire des personnes. Elle ne change pas quand
// le dossier avance.
func empreinte(s *csp.Situation) string {
	h := sha256.Sum256([]byte(s.Salarie.DateNaissance.String() + s.Contrat.Debut.String() + s.Proposition.Remise.String()))
	return hex.EncodeToString(h[:4]) + "-"
}

// titre dit qui, jusqu'à quand et quoi : « CSP, au plus tard (Salarié) : Répondre ».
func titre(x document.Date) string {
	t := "CSP"
	switch x.Si {
	case document.Certaine:
	case document.SiAdhere:
		t += " si adhésion"
	case document.SiRefuse:
		t += " si refus"
	case document.SiEmploi:
		t += " si l'emploi est pris"
	}
	switch x.Echeance {
	case demarches.AuPlusTard:
		t += ", au plus tard"
	case demarches.APartirDu:
		t += ", à partir de ce jour"
	case demarches.Aussitot:
		t += ", sans attendre"
	case demarches.Le:
	}
	if x.Faite {
		t += ", fait"
	}
	quoi, _, _ := strings.Cut(x.Quoi, ". ")
	if x.Regle == csp.PROC04 && !x.Faite {
		return "CSP · DERNIER JOUR pour répondre"
	}
	if x.Qui != "" {
		quoi = x.Qui + " : " + quoi
	}
	return document.Court(t+" · "+quoi, longueurTitre)
}

func description(x document.Date) string {
	l := []string{x.Quoi + "."}
	switch x.Si {
	case document.Certaine:
	case document.SiAdhere:
		l = append(l, "Cette date suppose que la personne adhère au CSP.")
	case document.SiRefuse:
		l = append(l, "Cette date suppose que la personne refuse le CSP.")
	case document.SiEmploi:
		l = append(l, "Cette date suppose l'emploi retrouvé de la comparaison.")
	}
	c := x.Regle.Carte()
	l = append(l, "Règle "+c.ID+" : "+c.Titre+".", "Textes : "+document.Articles(x.Regle)+".", "Édition "+csp.Edition()+".")
	return strings.Join(l, "\n")
}
