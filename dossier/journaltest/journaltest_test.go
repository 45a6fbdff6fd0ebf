package journaltest_test

import (
	"testing"

	"jalon/dossier"
	"jalon/dossier/journaltest"
	"jalon/dossier/memoire"
)

func TestMemoire(t *testing.T) {
	journaltest.Passer(t, func(*testing.T) dossier.Journal { return memoire.Nouveau() })
}
