package espace_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
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
	p.deconnecter()
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

func (p *poste) tait(absents ...string) {
	p.t.Helper()
	dit := p.Texte("document.body.innerText")
	for _, x := range absents {
		if strings.Contains(dit, x) {
			p.t.Fatalf("%s dit « %s » :\n%s", p.Texte("location.pathname"), x, dit)
		}
	}
}

// deconnecter ferme la session.
func (p *poste) deconnecter() {
	p.t.Helper()
	p.aller("/mon-compte")
	if p.Texte(`document.querySelector(".qui button") ? "oui" : ""`) == "oui" {
		p.Valider(".qui button")
	}
}

// essayer remplit un acte et en montre l'effet.
func (p *poste) essayer(id, acte string, couples ...string) {
	p.t.Helper()
	p.aller("/dossiers/" + id + "/actes/" + acte)
	p.emplir(couples...)
	p.Valider(`main button[value="essai"]`)
	p.lu("Ce qui sera consigné")
}

// acte consigne un acte par ses trois pas.
func (p *poste) acte(id, acte string, couples ...string) {
	p.t.Helper()
	p.essayer(id, acte, couples...)
	p.Valider(`main button[value="consigner"]`)
	if p.Texte(`document.querySelector("[role=status]")?.innerText ?? ""`) == "" {
		p.t.Fatalf("%s n'est pas consigné :\n%s", acte, p.Texte("document.body.innerText"))
	}
}

// aDeux fait proposer un acte d'argent par un agent de paiement, et valider par l'autre, qui voit ce qu'il change.
func (p *poste) aDeux(id, acte string, change []string, couples ...string) {
	p.t.Helper()
	p.entrer("payeur@demo.example", p.b.MotDePasse)
	p.essayer(id, acte, couples...)
	p.Valider(`main button[value="consigner"]`)
	p.lu("Proposé par vous")
	proposition := p.Texte("location.pathname")
	p.entrer("valideuse@demo.example", p.b.MotDePasse)
	p.aller("/a-decider")
	p.Valider(`main a[href="` + proposition + `"]`)
	p.lu(change...)
	p.Valider(`main button[value="valider"]`)
	p.lu("Consigné :")
}

// payer prépare l'état d'un mois, le fait valider par l'autre, et lit ce qu'il paie à un dossier.
func (p *poste) payer(mois, reference string, lignes ...string) {
	p.t.Helper()
	p.entrer("payeur@demo.example", p.b.MotDePasse)
	p.aller("/paiements")
	p.emplir("mois", mois)
	p.Valider("main form button")
	etat := p.Texte("location.pathname")
	attendre := func(dit string) {
		p.t.Helper()
		for limite := time.Now().Add(30 * time.Second); !strings.Contains(p.Texte("document.body.innerText"), dit); time.Sleep(100 * time.Millisecond) {
			if time.Now().After(limite) {
				p.lu(dit)
			}
			p.aller(etat)
		}
	}
	attendre("à valider")
	p.entrer("valideuse@demo.example", p.b.MotDePasse)
	p.aller(etat)
	p.emplir("q", reference)
	p.Valider(`form[method=post][action$="#lignes"] button`)
	p.lu(lignes...)
	p.aller(etat)
	p.Valider(`form[action$="/valider"] button`)
	attendre("Payé et figé")
}

// fait est le rang du dernier fait d'un acte.
func (p *poste) fait(id, acte string) string {
	p.t.Helper()
	d, err := p.b.espace.Greffe.Lire(context.Background(), id)
	if err != nil || len(d.De(acte)) == 0 {
		p.t.Fatalf("%s : %v", acte, err)
	}
	l := d.De(acte)
	return fmt.Sprint(l[len(l)-1].Version)
}

// TestRecitDUneVie : une personne, de la liste de l'employeur à la clôture, chacun à son poste, sans script. 24 mois à 3 000 €
// font 73,97 € bruts par jour, 71,01 € nets (ASP-03, ASP-09). CSP du 23 décembre 2025 au 22 décembre 2026 ; emploi le 25 mai :
// décembre a 9 jours, 639,09 € ; mai 24, 1 704,24 €. Restent 212 jours : la prime vaut 73,97 × 212 ÷ 2 = 7 840,82 €, en deux fois
// (PRIME-04, PRIME-05). Cinq jours hors du territoire, sus après le versement : 355,05 € de trop (SUSP-05, RET-01).
func TestRecitDUneVie(t *testing.T) {
	b := neuf(t)
	p := &poste{ouvrirSansScript(t, b), t, b}
	liste := filepath.Join(t.TempDir(), "liste.csv")
	if err := os.WriteFile(liste, []byte("Matricule;Nom;Prénom;Date de naissance;Date d'entrée;Salaire mensuel brut;CSP remis le\r\n"+
		"RECIT-1;Récit;Ondine;12/06/1980;04/09/2023;3 000,00;01/12/2025\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.entrer("employeur@demo.example", b.MotDePasse)
	p.aller("/entreprise/importer")
	p.Fais(chromedp.SetUploadFiles("#liste", []string{liste}))
	p.Valider(`main form button`)
	p.lu("Dossiers ouverts : 1")
	l, err := b.base.Fiches(context.Background(), dossier.Filtre{Reference: "RECIT-1"})
	if err != nil || len(l) != 1 {
		t.Fatal(l, err)
	}
	id := l[0].Dossier
	p.acte(id, "employeur?corrige="+p.fait(id, "employeur"), "effectif", "62", "engagement", "2025-11-20", "forme", "individuel", "pourquoi_corriger", "la liste ne disait pas l'effectif")
	p.acte(id, "contrat?corrige="+p.fait(id, "contrat"), "taux_charges_patronales", "42", "pourquoi_corriger", "la liste ne disait pas les charges")
	p.aller("/entreprise")
	p.lu("Ondine Récit")

	// L'agent de paiement, qui voit tous les CSP, confie le dossier à une conseillère ; l'administratrice invite la personne.
	p.entrer("payeur@demo.example", b.MotDePasse)
	conseillere := ""
	for _, c := range b.Comptes {
		if c.Courriel == "conseillere@demo.example" {
			conseillere = c.ID
		}
	}
	p.acte(id, "attribution", "operateur", b.Organisations[0].ID, "conseiller", conseillere)
	p.entrer("admin@demo.example", b.MotDePasse)
	p.aller("/administration/organisations/" + b.Organisations[0].ID)
	p.emplir("courriel", "ondine@exemple.fr", "role", "salarie", "dossier", id)
	p.Valider("#inviter button")
	code, mdp := p.Texte(`document.querySelector("#code code").innerText`), "sept hérissons lisent au port"
	p.deconnecter()
	p.aller("/invitation")
	p.emplir("code", code, "nom", "Ondine Récit", "mot_de_passe", mdp, "mot_de_passe_encore", mdp)
	p.Valider("main form button")
	p.entrer("ondine@exemple.fr", mdp)
	p.aller("/moi")
	p.lu("Ondine Récit", "Où j'en suis")
	p.acte(id, "reponse", "decision", "acceptation", "date", "2025-12-08")

	// L'employeur rend les papiers, et la conseillère suit jusqu'à l'emploi.
	p.entrer("employeur@demo.example", b.MotDePasse)
	for _, papier := range []string{"bulletin_adhesion", "attestation_employeur", "solde_tout_compte"} {
		p.acte(id, "papier", "papier", papier, "date", "2025-12-22")
	}
	p.entrer("conseillere@demo.example", b.MotDePasse)
	p.acte(id, "entree", "date", "2025-12-23")
	p.acte(id, "prebilan", "date", "2025-12-30")
	p.acte(id, "plan", "date", "2026-01-15", "objectif", "Comptable dans une petite entreprise")
	p.acte(id, "action", "nature", "formation", "debut", "2026-02-09", "fin", "2026-02-20", "intitule", "Paie")
	p.acte(id, "bilan_etape", "date", "2026-04-21")
	p.aller("/dossiers/" + id)
	p.lu("Ondine Récit", "En cours", "Plan signé (PSP)")
	p.essayer(id, "reprise_emploi", "debut", "2026-05-25", "nature", "CDI", "salaire_mensuel", "3100", "heures_hebdo", "35")
	p.lu("24/05/2026, reprise d'emploi", "7 840,82 € si elle est demandée", "Prime à demander au plus tard\t—\t24/06/2026")
	p.Valider(`main button[value="consigner"]`)
	p.lu("Consigné :", "Terminé")

	p.payer("2026-05", "RECIT-1", "décembre 2025", "639,09 €", "2 201,31 €", "1 988,28 €", "1 704,24 €")

	// La prime : demandée par la personne, accordée à deux, payée en deux fois.
	p.entrer("ondine@exemple.fr", mdp)
	p.acte(id, "prime_demandee", "emploi", p.fait(id, "reprise_emploi"), "demande_prime_le", "2026-06-01")
	p.aller("/moi")
	p.lu("Demandée le 01/06/2026 : pas encore décidée")
	p.tait("Demander la prime de reclassement")
	p.aDeux(id, "aide_decidee", []string{"première moitié 3 920,41 €"}, "emploi", p.fait(id, "reprise_emploi"), "aide", "prime", "accordee", "oui", "date", "2026-06-08")
	p.payer("2026-06", "RECIT-1", "Prime de reclassement", "3 920,41 €")
	p.entrer("conseillere@demo.example", b.MotDePasse)
	p.acte(id, "presence_3_mois", "emploi", p.fait(id, "reprise_emploi"), "en_poste_a_3_mois", "oui", "date", "2026-08-26")
	p.payer("2026-08", "RECIT-1", "Prime de reclassement", "3 920,41 €")

	// Un séjour connu trop tard : le trop-perçu se notifie, se conteste, se rend.
	p.entrer("conseillere@demo.example", b.MotDePasse)
	p.acte(id, "hors_territoire", "debut", "2026-03-09", "fin", "2026-03-13")
	p.aDeux(id, "indu_notifie", []string{"355,05 €"}, "montant", "355,05", "date", "2026-11-20")
	p.entrer("ondine@exemple.fr", mdp)
	p.aller("/moi")
	p.lu("355,05 €")
	p.acte(id, "contestation", "conteste", p.fait(id, "indu_notifie"), "date", "2026-11-20", "texte", "J'avais prévenu.")
	p.aDeux(id, "remboursement", []string{"355,05 €"}, "date", "2026-11-20", "nature", "asp", "mois", "2026-03", "montant", "355,05")

	// La contribution : deux mois de préavis, charges comprises, 3 000 × 2 × 1,42 (CONT-01).
	p.entrer("employeur@demo.example", b.MotDePasse)
	p.aller("/entreprise/personnes/" + id)
	p.lu("8 520,00 €")
	p.aDeux(id, "paiement", nil, "date", "2026-11-20", "nature", "contribution", "montant", "8520")

	p.entrer("conseillere@demo.example", b.MotDePasse)
	p.acte(id, "suivi_emploi", "date", "2026-09-22")
	p.acte(id, "cloture", "date", "2026-11-20", "pourquoi", "en emploi depuis six mois")
	p.aller("/dossiers/" + id)
	p.lu("Clos", "Clôture du dossier")
	p.Photo("recit-dossier")
	p.aller("/dossiers/" + id + "/compte")
	p.lu("1 846,26 €", "355,05 €", "7 840,82 €") // mars sans ses cinq jours, ce qui en est rendu, la prime
	p.Photo("recit-compte")

	p.entrer("ondine@exemple.fr", mdp)
	p.aller("/moi")
	p.lu("Votre dossier est clos", "7 840,82 €")
	p.tait("en retard", "Demander la prime")
	p.Photo("recit-moi")
	p.entrer("employeur@demo.example", b.MotDePasse)
	p.aller("/entreprise/personnes/" + id)
	p.lu("Ondine Récit", "accept", "8 520,00 €")
	p.tait("en retard")
	p.Photo("recit-entreprise")
	d, err := b.espace.Greffe.Lire(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	// 153 jours moins les cinq, à 71,01 €, et la prime.
	if k, err := d.Compte(); err != nil || k.Du.String() != "18350.30" || k.Verse.String() != "18705.35" || len(k.TropVerse) > 0 {
		t.Errorf("dû %s, versé %s, trop versé %v, %v", k.Du, k.Verse, k.TropVerse, err)
	}
}

// TestRecitDUneCellule : de la demande à la remise au CSP, l'employeur, l'opérateur et l'autorité chacun à son poste, sans script.
// Du mercredi 7 octobre 2026, six semaines finissent le mardi 17 novembre (CASP-03).
func TestRecitDUneCellule(t *testing.T) {
	b := neuf(t)
	p := &poste{ouvrirSansScript(t, b), t, b}
	p.entrer("autorite@demo.example", b.MotDePasse)
	p.aller("/dossiers/nouveau")
	p.emplir("reference", "CEL-RECIT", "siret", b.Organisations[3].SIRET)
	p.Valider("main form button")
	l, err := b.base.Fiches(context.Background(), dossier.Filtre{Reference: "CEL-RECIT"})
	if err != nil || len(l) != 1 || l[0].Sorte != "casp" {
		t.Fatal(l, err)
	}
	id := l[0].Dossier
	p.acte(id, "attribution", "operateur", b.Organisations[0].ID)
	p.entrer("employeur@demo.example", b.MotDePasse)
	p.acte(id, "employeur", "effectif", "120", "engagement", "2026-09-21", "procedure_collective", "redressement")
	p.acte(id, "cellule_demandee", "date", "2026-09-22", "par", "employeur", "licenciements", "45", "difficultes", "oui")
	p.aller("/cellules/" + id)
	p.lu("Demandée")

	p.entrer("conseillere@demo.example", b.MotDePasse)
	p.acte(id, "cellule_avis", "date", "2026-09-25", "favorable", "oui")
	p.entrer("autorite@demo.example", b.MotDePasse)
	p.aller("/cellules/" + id)
	p.lu("45 licenciements", "120 salariés") // les conditions, à côté de l'avis
	p.acte(id, "cellule_decision", "date", "2026-09-30", "accordee", "oui")
	p.aller("/cellules/" + id)
	papiers := t.TempDir()
	p.Emporter(`a[href$="/decision.pdf"]`, papiers, "cellule-decision-2026-09-30.pdf")

	p.entrer("conseillere@demo.example", b.MotDePasse)
	p.acte(id, "cellule_ouverte", "debut", "2026-10-07", "operateur", "Agence de la démonstration")
	p.aller("/cellules/" + id)
	p.lu("Ouverte", "17/11/2026")
	p.Fais(chromedp.SetValue(`[name="2026-10-05.entretiens_collectifs"]`, "3"), chromedp.SetValue(`[name="2026-10-05.personnes"]`, "41"),
		chromedp.SetValue(`[name="2026-10-12.entretiens_individuels"]`, "28"), chromedp.SetValue(`[name="2026-10-12.personnes"]`, "30"), chromedp.SetValue(`[name="2026-10-12.appels"]`, "12"))
	p.Valider(`form[action$="/semaines"] button`)
	p.lu("Consigné : Chiffres d'une semaine", "71")
	p.Photo("recit-cellule")
	p.Fais(chromedp.Click(`#personnes summary`))
	p.emplir("prenom", "Odile", "nom", "Cellule", "reference", "CEL-P1")
	p.Valider(`form[action$="/personnes"] button`)
	p.lu("Odile Cellule")
	l, err = b.base.Fiches(context.Background(), dossier.Filtre{Cellule: id})
	if err != nil || len(l) != 1 || l[0].Operateur != b.Organisations[0].ID {
		t.Fatal(l, err) // l'opérateur de la cellule la garde (CASP-05)
	}
	// Le CSP de la personne commence, dans l'entreprise que la cellule a dite.
	p.acte(l[0].Dossier, "salarie", "date_naissance", "1980-06-12")
	p.acte(l[0].Dossier, "contrat", "debut", "2024-01-08", "salaire_mensuel", "3000")
	p.acte(l[0].Dossier, "offre", "remise", "2026-11-02", "motif_ecrit_le", "2026-11-02")
	p.acte(l[0].Dossier, "reponse", "decision", "acceptation", "date", "2026-11-09")
	p.aller("/dossiers/" + l[0].Dossier)
	p.lu("Accepté")

	p.acte(id, "cellule_fin", "date", "2026-11-17", "bilan", "45 personnes reçues, 44 entrées en CSP.")
	p.entrer("autorite@demo.example", b.MotDePasse)
	p.aller("/cellules/" + id)
	p.lu("Finie", "45 personnes reçues", "moins de 5") // l'autorité compte les CSP, sans les lire
	p.Emporter(`a[href$="/bilan.pdf"]`, papiers, "cellule-bilan-2026-11-17.pdf")
	p.acte(id, "cloture", "date", "2026-11-20")
	p.aller("/cellules/" + id)
	p.lu("Clos")
}
