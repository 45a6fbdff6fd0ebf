package ics

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	ical "github.com/arran4/golang-ical"

	"jalon/document"
	"jalon/droit/calendrier"
	"jalon/droit/choix"
	"jalon/droit/csp"
	"jalon/droit/demarches"
	"jalon/format"
)

func situation(t *testing.T, nom string) *csp.Situation {
	t.Helper()
	texte, err := os.ReadFile(filepath.Join("../../exemples", nom+".json"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := format.Lire(texte)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func ecrit(t *testing.T, s *csp.Situation) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Dates(&b, s, choix.Comparer(s, nil, nil)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestDates : relu par la bibliothèque, l'agenda a chaque jour connu, ses rappels, et aucun nom.
func TestDates(t *testing.T) {
	for _, nom := range []string{"hesitation", "moins-d-un-an", "adhesion-2026", "emploi-au-mois-5", "refus"} {
		t.Run(nom, func(t *testing.T) {
			s := situation(t, nom)
			c := choix.Comparer(s, nil, nil)
			texte := ecrit(t, s)
			if !bytes.Equal(texte, ecrit(t, situation(t, nom))) {
				t.Error("deux écritures diffèrent")
			}
			if s.ID == "" || bytes.Contains(texte, []byte(s.ID)) || bytes.Contains(texte, []byte(strings.Fields(s.ID)[0])) {
				t.Errorf("le nom %q est dans l'agenda", s.ID)
			}
			lignes := strings.Split(string(texte), "\r\n")
			for i, l := range lignes {
				if len(l) > 75 || strings.ContainsAny(l, "\r\n") || !utf8.ValidString(l) {
					t.Errorf("ligne %d, %d octets : %q", i+1, len(l), l)
				}
			}
			if lignes[len(lignes)-1] != "" {
				t.Error("la dernière ligne ne finit pas par un retour")
			}
			cal, err := ical.ParseCalendar(bytes.NewReader(texte))
			if err != nil {
				t.Fatal(err)
			}
			lus := map[string]*ical.VEvent{}
			for _, e := range cal.Events() {
				if lus[e.Id()] != nil {
					t.Errorf("l'identifiant %s sert deux fois", e.Id())
				}
				lus[e.Id()] = e
			}
			jours := 0
			for _, x := range document.Dates(s, c) {
				if !x.Jour.Connue() {
					continue
				}
				jours++
				var e *ical.VEvent
				for _, y := range cal.Events() {
					if debut, _ := y.GetAllDayStartAt(); debut.Equal(document.Horodatage(x.Jour)) && strings.HasPrefix(y.GetProperty(ical.ComponentPropertyDescription).Value, x.Quoi) {
						e = y
					}
				}
				if e == nil {
					t.Errorf("%s, %s : absent de l'agenda", x.Quand(), x.Quoi)
					continue
				}
				if fin, _ := e.GetAllDayEndAt(); !fin.Equal(document.Horodatage(x.Jour + 1)) {
					t.Errorf("%s : finit le %s", x.Quoi, fin)
				}
				rappelsAttendus := 0
				if x.Echeance == demarches.AuPlusTard && !x.Faite && x.Qui == "Salarié" {
					rappelsAttendus = 3
					if x.Regle == csp.PROC04 { // le jour même aussi
						rappelsAttendus = 4
					}
				}
				if n := len(e.Alarms()); n != rappelsAttendus {
					t.Errorf("%s : %d rappels, %d attendus", x.Quoi, n, rappelsAttendus)
				}
				description := e.GetProperty(ical.ComponentPropertyDescription).Value
				if !strings.Contains(description, "Règle "+x.Regle.String()) || !strings.Contains(description, x.Regle.Carte().Articles[0]) {
					t.Errorf("%s : ni règle ni texte dans %q", x.Quoi, description)
				}
				if (x.Si == document.SiAdhere) != strings.Contains(e.GetProperty(ical.ComponentPropertySummary).Value, "si adhésion") {
					t.Errorf("%s : l'adhésion supposée n'est pas dite", x.Quoi)
				}
			}
			if jours == 0 || len(lus) != jours {
				t.Errorf("%d événements pour %d jours connus", len(lus), jours)
			}
		})
	}
}

// TestIdentifiantStable : un fait qui ne change pas une date ne change pas son identifiant.
func TestIdentifiantStable(t *testing.T) {
	s := situation(t, "hesitation")
	avant := string(ecrit(t, s))
	s.Contrat.SalaireMensuel = s.Contrat.SalaireMensuel.Fois(2)
	s.ID = "autre"
	if apres := string(ecrit(t, s)); apres != avant {
		t.Error("un salaire changé change l'agenda")
	}
	uid := regexp.MustCompile(`UID:([0-9a-f]{8})-proc-04-20260323@jalon\r\n`)
	lu := uid.FindStringSubmatch(avant)
	if lu == nil {
		t.Fatalf("%s est absent", uid)
	}
	s.Salarie.DateNaissance++
	if autre := string(ecrit(t, s)); strings.Contains(autre, lu[1]) {
		t.Error("deux personnes ont les mêmes identifiants : leurs agendas se mêleraient")
	}
	if !strings.Contains(avant, "DTSTAMP:20260302T000000Z\r\n") {
		t.Error("l'horodatage n'est pas celui du dernier fait")
	}
}

// TestMemesDatesQueLaComparaison : l'agenda porte le délai, le début et la fin que le format donne.
func TestMemesDatesQueLaComparaison(t *testing.T) {
	s := situation(t, "hesitation")
	c := choix.Comparer(s, nil, nil)
	json := string(format.AppendComparaison(nil, c, nil))
	texte := string(ecrit(t, s))
	for cle, jour := range map[string]calendrier.Date{
		"fin_reflexion": c.Situation.Dates.FinReflexion, "debut_csp": c.Situation.Dates.DebutCSP, "fin_csp": c.Situation.Dates.FinCSP,
	} {
		if !strings.Contains(json, `"`+cle+`":"`+jour.String()+`"`) {
			t.Errorf("le format ne donne pas %s au %s", cle, jour)
		}
		if !strings.Contains(texte, "DTSTART;VALUE=DATE:"+strings.ReplaceAll(jour.String(), "-", "")) {
			t.Errorf("l'agenda n'a pas %s, %s", cle, jour)
		}
	}
}

func TestSansDate(t *testing.T) {
	s := &csp.Situation{}
	var b bytes.Buffer
	if err := Dates(&b, s, choix.Comparer(s, nil, nil)); !errors.Is(err, ErrSansDate) || b.Len() > 0 {
		t.Errorf("erreur %v, %d octets", err, b.Len())
	}
}
