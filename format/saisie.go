package format

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"jalon/droit/calendrier"
)

// DecimalEcrit met un nombre écrit par une personne à la forme du format : sans espace, unité ni point de milliers,
// avec un point décimal. Ce qui n'est pas un nombre reste tel quel, ou presque : la lecture le refusera.
func DecimalEcrit(v string) string {
	v = strings.ToLower(strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "€", "", "%", "").Replace(v))
	v = strings.TrimPrefix(v, "environ")
	for _, unite := range []string{"euros", "euro", "eur", "brut", "jours", "jour", "mois", "heures", "heure", "h", "salariés", "salaries", "personnes"} {
		v = strings.TrimSuffix(v, unite)
	}
	if pointsDeMilliers.MatchString(v) {
		v = strings.ReplaceAll(v, ".", "")
	}
	return strings.ReplaceAll(v, ",", ".")
}

// pointsDeMilliers reconnaît « 3.150,00 » et « 21.400.000 ».
var pointsDeMilliers = regexp.MustCompile(`^\d{1,3}(\.\d{3})+(,\d*)?$`)

// moisEcrits sont les noms des mois, et leurs débuts tels qu'on les abrège.
var moisEcrits = []string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}

// DateEcrite lit une date écrite par une personne : 2026-03-02, 02/03/2026, 2/3/2026, « 2 mars 2026 » ou « 1er mars 2026 ».
func DateEcrite(v string) (calendrier.Date, bool) {
	if d, err := calendrier.Lire([]byte(v)); err == nil {
		return d, true
	}
	parts := strings.FieldsFunc(strings.ToLower(v), func(r rune) bool { return r == '/' || r == '.' || r == '-' || r == ' ' || r == '\u00a0' })
	if len(parts) != 3 {
		return 0, false
	}
	if m := slices.Index(moisEcrits, strings.NewReplacer("fevrier", "février", "aout", "août", "decembre", "décembre").Replace(parts[1])); m >= 0 {
		parts[1] = strconv.Itoa(m + 1)
	}
	parts[0] = strings.TrimSuffix(parts[0], "er")
	var n [3]int
	for i, p := range parts {
		x, err := strconv.Atoi(p)
		if err != nil {
			return 0, false
		}
		n[i] = x
	}
	d := calendrier.D(n[2], n[1], n[0])
	return d, d.Connue()
}
