package ics

import (
	"io"
	"time"

	ical "github.com/arran4/golang-ical"

	"jalon/document"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
)

// Evenement est la prochaine date d'un dossier.
type Evenement struct {
	UID, Titre, Texte, Adresse string
	Jour                       calendrier.Date
}

// Flux écrit des dates qu'un agenda relit de temps en temps ; instant est celui où elles ont été lues.
func Flux(w io.Writer, nom string, instant time.Time, l []Evenement) error {
	cal := ical.NewCalendarFor("jalon")
	cal.SetProductId("-//jalon//CSP " + csp.Version + "//FR")
	cal.SetCalscale("GREGORIAN")
	cal.SetMethod(ical.MethodPublish)
	cal.SetXWRCalName(nom)
	cal.SetRefreshInterval("PT1H")
	for _, x := range l {
		e := cal.AddEvent(x.UID + "@jalon")
		e.SetDtStampTime(instant)
		jour := document.Horodatage(x.Jour)
		e.SetAllDayStartAt(jour)
		e.SetAllDayEndAt(jour.AddDate(0, 0, 1)) // le lendemain, exclu
		e.SetSummary(document.Court(x.Titre, longueurTitre))
		e.SetDescription(x.Texte)
		e.SetURL(x.Adresse)
		e.SetTimeTransparency(ical.TransparencyTransparent)
	}
	return cal.SerializeTo(w, ical.WithNewLineWindows)
}
