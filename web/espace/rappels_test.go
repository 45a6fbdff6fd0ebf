package espace_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
)

// TestRefuserLesRappels : une case, sur son compte ; décochée, elle le reste, et le registre le sait.
func TestRefuserLesRappels(t *testing.T) {
	b := neuf(t)
	a := b.entrer(t, "conseillere@demo.example")
	cochee := func(page string) bool { return strings.Contains(page, `name="rappels" value="oui" checked`) }
	if !cochee(a.lire("/mon-compte", http.StatusOK)) {
		t.Error("les rappels ne sont pas acceptés d'abord")
	}
	page := a.envoyer("/mon-compte/rappels", http.StatusOK, "jeton", a.jeton())
	contient(t, page, "Vous ne recevrez plus de rappels.")
	if cochee(page) || cochee(a.lire("/mon-compte", http.StatusOK)) {
		t.Error("la case est restée cochée")
	}
	c, err := b.base.CompteDe(context.Background(), "conseillere@demo.example")
	if err != nil || !c.SansRappels {
		t.Errorf("le compte : %+v, %v", c, err)
	}
	contient(t, a.envoyer("/mon-compte/rappels", http.StatusOK, "jeton", a.jeton(), "rappels", "oui"), "Vous recevrez les rappels.")
	if !cochee(a.lire("/mon-compte", http.StatusOK)) {
		t.Error("la case ne se recoche pas")
	}
	a.envoyer("/mon-compte/rappels", http.StatusForbidden, "jeton", "autre")
}

// TestLiensDesRappels : la page que nomme un rappel s'ouvre à qui le reçoit.
func TestLiensDesRappels(t *testing.T) {
	b := neuf(t)
	for courriel, lien := range map[string]string{
		"conseillere@demo.example": "/dossiers/" + b.SonDossier, "employeur@demo.example": "/dossiers/" + b.SonDossier, "salarie@demo.example": "/espace",
	} {
		contient(t, b.entrer(t, courriel).lire(lien, http.StatusOK), "Mon compte")
	}
}
