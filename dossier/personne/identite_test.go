package personne

import (
	"errors"
	"strings"
	"testing"

	"jalon/dossier"
	"jalon/droit/calendrier"
)

// TestPoserIdentite : chaque valeur est lue ou refusée, sans jamais être répétée ; vide, elle s'ôte.
func TestPoserIdentite(t *testing.T) {
	var i Identite
	for _, x := range [][3]string{
		{"nom", " L’Hôte ", ""},
		{"prenom", "Zoé", ""},
		{"naissance", "12/06/1980", ""},
		{"naissance", "31/02/1980", "une date est attendue"},
		{"courriel", "zoe@exemple.fr", ""},
		{"courriel", "zoe.exemple.fr", "courriel est attendue"},
		{"courriel", "zoe@exemple", "courriel est attendue"},
		{"nir", "2 55 08 14 168 025 38", ""},
		{"iban", "FR76 3000 6000 0112 3456 7890 189", ""},
		{"adresse", "3 rue de l’Œuvre", ""},
		{"adresse", strings.Repeat("secret", 100), "500 lettres"},
		{"nom", "a\x1b[2J", "une ligne"},
		{"telephone", "06", "ne connaît pas ce champ"},
	} {
		err := i.poser(x[0], x[1])
		if (err == nil) != (x[2] == "") || err != nil && (!strings.Contains(err.Error(), x[2]) || strings.Contains(err.Error(), x[1])) {
			t.Errorf("%s : %v", x[0], err)
		}
	}
	attendue := Identite{Nom: "L’Hôte", Prenom: "Zoé", Naissance: calendrier.D(1980, 6, 12), Courriel: "zoe@exemple.fr", Adresse: "3 rue de l’Œuvre", NIR: "255081416802538", IBAN: "FR7630006000011234567890189"}
	if i != attendue {
		t.Errorf("%+v", i)
	}
	masquee := Identite{Nom: "L’Hôte", Prenom: "Zoé", Naissance: calendrier.D(1980, 6, 12), Courriel: "•••", Adresse: "•••", NIR: "2 55 08 •• ••• ••• ••", IBAN: "FR76 •••• •••• 189"}
	if m := i.Masquee(); m != masquee {
		t.Errorf("%+v", m)
	}
	for cle, faux := range map[string]string{"nir": "255081416802539", "iban": "FR7630006000011234567890188"} {
		err := i.poser(cle, faux)
		var refus *dossier.Refus
		if !errors.As(err, &refus) || refus.Champ != cle || strings.Contains(err.Error(), faux[4:]) {
			t.Errorf("%s : %v", cle, err)
		}
	}
	i = attendue
	for _, cle := range ClesIdentite {
		if err := i.poser(cle, " "); err != nil {
			t.Errorf("%s vide : %v", cle, err)
		}
	}
	if (i != Identite{}) {
		t.Errorf("il reste %+v", i)
	}
}
