package espace_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"jalon/dossier"
	"jalon/internal/navigateur"
)

// poste est une personne à son poste : le même navigateur, une session après l'autre.
type poste struct {
	*navigateur.Onglet
	t *testing.T
	b *bureau
}

// entrer ferme la session d'avant et en ouvre une autre.
func (p *poste) entrer(courriel, mdp string) {
	p.t.Helper()
	p.aller("/mon-compte")
	if p.Texte(`document.querySelector(".qui button") ? "oui" : ""`) == "oui" {
		p.Valider(".qui button")
	}
	p.aller("/connexion")
	p.emplir("courriel", courriel, "mot_de_passe", mdp)
	p.Valider("main form button")
}

func (p *poste) aller(chemin string) { p.t.Helper(); p.Fais(chromedp.Navigate(p.b.adresse + chemin)) }

// emplir écrit dans les champs de la page.
func (p *poste) emplir(couples ...string) {
	p.t.Helper()
	for i := 0; i < len(couples); i += 2 {
		js := fmt.Sprintf(`(() => { const c = document.getElementById(%q); if (!c) return "absent"; c.value = %q; return c.value })()`, couples[i], couples[i+1])
		if v := p.Texte(js); v != couples[i+1] {
			p.t.Fatalf("%s : le champ « %s » vaut « %s »", p.Texte("location.pathname"), couples[i], v)
		}
	}
}

func (p *poste) lu(attendus ...string) {
	p.t.Helper()
	dit := p.Texte("document.body.innerText")
	for _, x := range attendus {
		if !strings.Contains(dit, x) {
			p.t.Fatalf("%s ne dit pas « %s » :\n%s", p.Texte("location.pathname"), x, dit)
		}
	}
}

// acte consigne un acte par ses trois pas.
func (p *poste) acte(id, acte string, couples ...string) {
	p.t.Helper()
	p.aller("/dossiers/" + id + "/actes/" + acte)
	p.emplir(couples...)
	p.Valider(`main button[value="essai"]`)
	p.lu("Ce qui sera consigné")
	p.Valider(`main button[value="consigner"]`)
}

// TestRecitDeChacun : une personne, de l'offre de l'employeur à son premier mois payé, chacun à son poste, sans script.
// 24 mois à 3 000 € font 73,97 € bruts par jour, 71,01 € nets (ASP-03, ASP-09) ; avril 2026 en a trente : 2 130,30 €.
func TestRecitDeChacun(t *testing.T) {
	b := neuf(t)
	p := &poste{ouvrirSansScript(t, b), t, b}
	p.entrer("employeur@demo.example", b.MotDePasse)
	p.aller("/dossiers/nouveau")
	p.emplir("reference", "RECIT-1", "prenom", "Ondine", "nom", "Récit")
	p.Valider("main form button")
	l, err := b.base.Fiches(context.Background(), dossier.Filtre{Reference: "RECIT-1"})
	if err != nil || len(l) != 1 {
		t.Fatal(l, err)
	}
	id := l[0].Dossier
	p.acte(id, "employeur", "effectif", "62", "engagement", "2026-02-20", "forme", "individuel")
	p.acte(id, "salarie", "date_naissance", "1980-06-12")
	p.acte(id, "contrat", "debut", "2024-01-08", "salaire_mensuel", "3000", "nature", "CDI")
	p.acte(id, "offre", "remise", "2026-03-02", "motif_ecrit_le", "2026-03-02")
	p.aller("/entreprise")
	p.lu("Ondine Récit")

	// L'agent de paiement, qui voit tous les CSP, confie le dossier à une conseillère.
	p.entrer("payeur@demo.example", b.MotDePasse)
	conseillere := ""
	for _, c := range b.Comptes {
		if c.Courriel == "conseillere@demo.example" {
			conseillere = c.ID
		}
	}
	p.acte(id, "attribution", "operateur", b.Organisations[0].ID, "conseiller", conseillere)

	// L'administratrice invite la personne, qui répond elle-même.
	p.entrer("admin@demo.example", b.MotDePasse)
	p.aller("/administration/organisations/" + b.Organisations[0].ID)
	p.emplir("courriel", "ondine@exemple.fr", "role", "salarie", "dossier", id)
	p.Valider("#inviter button")
	code, mdp := p.Texte(`document.querySelector("#code code").innerText`), "sept hérissons lisent au port"
	p.aller("/invitation")
	p.emplir("code", code, "nom", "Ondine Récit", "mot_de_passe", mdp, "mot_de_passe_encore", mdp)
	p.Valider("main form button")
	p.entrer("ondine@exemple.fr", mdp)
	p.aller("/moi")
	p.lu("Ondine Récit", "Où j'en suis")
	p.acte(id, "reponse", "decision", "acceptation", "date", "2026-03-10")

	p.entrer("conseillere@demo.example", b.MotDePasse)
	p.acte(id, "entree", "date", "2026-03-24")
	p.acte(id, "prebilan", "date", "2026-03-30")
	p.acte(id, "plan", "date", "2026-04-10", "objectif", "Comptable dans une petite entreprise")
	p.aller("/dossiers/" + id)
	p.lu("Ondine Récit", "En cours", "Plan signé (PSP)")

	// L'état d'avril : l'un prépare, l'autre valide.
	p.entrer("payeur@demo.example", b.MotDePasse)
	p.aller("/paiements")
	p.emplir("mois", "2026-04")
	p.Valider("main form button")
	etat := p.Texte("location.pathname")
	attendre := func(dit string) {
		t.Helper()
		for limite := time.Now().Add(30 * time.Second); !strings.Contains(p.Texte("document.body.innerText"), dit); time.Sleep(100 * time.Millisecond) {
			if time.Now().After(limite) {
				p.lu(dit)
			}
			p.aller(etat)
		}
	}
	attendre("à valider")
	p.entrer("valideuse@demo.example", b.MotDePasse)
	p.aller(etat)
	p.Valider(`form[action$="/valider"] button`)
	attendre("igé")
	p.aller("/dossiers/" + id + "/compte")
	p.lu("ASP, avril 2026", "2 130,30 €")

	p.entrer("ondine@exemple.fr", mdp)
	p.aller("/moi")
	p.lu("2 130,30 €")
	p.Photo("recit-moi")
}
