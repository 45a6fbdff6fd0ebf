package journaltest_test

import (
	"testing"

	"jalon/dossier"
	"jalon/dossier/journaltest"
)

func TestMemoire(t *testing.T) {
	journaltest.Passer(t, func(*testing.T) dossier.Journal { return dossier.NouvelleMemoire() })
}
