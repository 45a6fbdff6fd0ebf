//go:build unix

package sqlstore

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"jalon/acces"
	"jalon/dossier/journaltest"
	"jalon/dossier/personne"
)

var instantAcces = time.Date(2026, 11, 22, 9, 30, 15, 123456000, time.UTC)

func empreinte(n byte) (e acces.Empreinte) {
	for i := range e {
		e[i] = n
	}
	return e
}

func organisationDe(id, nom string) *acces.Organisation {
	return &acces.Organisation{ID: id, Nom: nom, Sorte: acces.SorteEntreprise, SIRET: "73282932000074", SecondFacteur: true, Cree: instantAcces}
}

func compteDe(id, courriel string) *acces.Compte {
	return &acces.Compte{
		ID: id, Courriel: courriel, Nom: strings.Repeat("字", 500), Role: acces.Salarie, Organisation: "O1", Dossier: "D1", Cree: instantAcces,
		MotDePasse: "$argon2id$…", TOTP: []byte{0, 1, 255}, Compteur: 59_000_000, Secours: []acces.Empreinte{empreinte(1), empreinte(2)}, Epoque: 3,
	}
}

func ligneAudit(n int, compte, dossier string) *acces.LigneAudit {
	return &acces.LigneAudit{Instant: instantAcces.Add(time.Duration(n) * time.Minute), Compte: compte, Geste: "lire", Dossier: dossier, Issue: acces.Fait, Detail: "é"}
}

// semerAcces met de tout : deux organisations, deux comptes, une session, une invitation, trois lignes de registre.
func semerAcces(t *testing.T, b *Base) {
	t.Helper()
	voir := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	voir(b.CreerOrganisation(fond, organisationDe("O1", "L’Œuvre")))
	voir(b.CreerOrganisation(fond, organisationDe("O2", "Autre")))
	voir(b.EcrireCompte(fond, compteDe("C1", "zoe@exemple.fr")))
	voir(b.EcrireCompte(fond, compteDe("C2", "abel@exemple.fr")))
	voir(b.OuvrirSession(fond, &acces.Session{Empreinte: empreinte(7), Compte: "C1", Epoque: 3, Creee: instantAcces, Vue: instantAcces, Navigateur: "Firefox, Linux"}))
	voir(b.Inviter(fond, &acces.Invitation{Empreinte: empreinte(8), Courriel: "c@exemple.fr", Role: acces.Payeur, Organisation: "O2", Par: "C1", Expire: instantAcces.Add(time.Hour)}))
	for n, x := range [][2]string{{"C1", "D1"}, {"C2", "D1"}, {"C1", ""}} {
		voir(b.Inscrire(fond, ligneAudit(n, x[0], x[1])))
	}
}

func TestAcces(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		b := ouvrir(t, adresse())
		semerAcces(t, b)
		o, err := b.Organisation(fond, "O1")
		if err != nil || !reflect.DeepEqual(o, organisationDe("O1", "L’Œuvre")) {
			t.Errorf("%+v, %v", o, err)
		}
		if l, err := b.Organisations(fond); err != nil || len(l) != 2 || l[0].ID != "O2" {
			t.Errorf("%v, %v", l, err)
		}
		for _, oui := range []bool{!o.SecondFacteur, o.SecondFacteur} {
			if err := b.DemanderFacteur(fond, "O1", oui); err != nil {
				t.Error(err)
			}
			if x, err := b.Organisation(fond, "O1"); err != nil || x.SecondFacteur != oui {
				t.Errorf("second facteur demandé %v, %v ; %v attendu", x.SecondFacteur, err, oui)
			}
		}
		if err := b.DemanderFacteur(fond, "x", true); !errors.Is(err, acces.ErrAbsent) {
			t.Errorf("organisation absente : %v", err)
		}
		attendu := compteDe("C1", "zoe@exemple.fr")
		attendu.Version = 1
		for _, lire := range []func() (*acces.Compte, error){
			func() (*acces.Compte, error) { return b.Compte(fond, "C1") },
			func() (*acces.Compte, error) { return b.CompteDe(fond, "zoe@exemple.fr") },
		} {
			if c, err := lire(); err != nil || !reflect.DeepEqual(c, attendu) {
				t.Errorf("%+v, %v", c, err)
			}
		}
		for _, org := range []string{"", "O1"} {
			if l, err := b.Comptes(fond, org); err != nil || len(l) != 2 || l[0].ID != "C2" {
				t.Errorf("%v, %v", l, err)
			}
		}
		if l, err := b.Comptes(fond, "O2"); err != nil || len(l) != 0 {
			t.Errorf("%v, %v", l, err)
		}
		for quoi, err := range map[string]error{
			"organisation": seconde(b.Organisation(fond, "x")), "compte": seconde(b.Compte(fond, "x")), "courriel": seconde(b.CompteDe(fond, "x")),
			"session": seconde(b.Session(fond, empreinte(9))), "invitation": seconde(b.Invitation(fond, empreinte(9))),
		} {
			if !errors.Is(err, acces.ErrAbsent) {
				t.Errorf("%s : %v", quoi, err)
			}
		}
		if err := b.EcrireCompte(fond, compteDe("C3", "zoe@exemple.fr")); !errors.Is(err, acces.ErrDevance) {
			t.Errorf("courriel pris : %v", err)
		}
		vieux := *attendu
		attendu.TOTP, attendu.TOTPAttente, attendu.Secours, attendu.Desactive, attendu.Nom = nil, []byte{9}, nil, true, "Zoé"
		if err := b.EcrireCompte(fond, attendu); err != nil || attendu.Version != 2 {
			t.Errorf("version %d, %v", attendu.Version, err)
		}
		if c, err := b.Compte(fond, "C1"); err != nil || !reflect.DeepEqual(c, attendu) {
			t.Errorf("%+v, %v", c, err)
		}
		if err := b.EcrireCompte(fond, &vieux); !errors.Is(err, acces.ErrDevance) {
			t.Errorf("compte changé entre-temps : %v", err)
		}
	})
}

func seconde[T any](_ T, err error) error { return err }

func TestAccesSessions(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		b := ouvrir(t, adresse())
		semerAcces(t, b)
		vue := instantAcces.Add(time.Minute)
		if err := b.VoirSession(fond, empreinte(7), vue); err != nil {
			t.Fatal(err)
		}
		if err := b.FermerSession(fond, "C2", empreinte(7)); err != nil { // d'un autre : rien
			t.Fatal(err)
		}
		attendue := acces.Session{Empreinte: empreinte(7), Compte: "C1", Epoque: 3, Creee: instantAcces, Vue: vue, Navigateur: "Firefox, Linux"}
		if l, err := b.Sessions(fond, "C1"); err != nil || !reflect.DeepEqual(l, []acces.Session{attendue}) {
			t.Errorf("%+v, %v", l, err)
		}
		if err := b.PurgerSessions(fond, vue.Add(-1e3), instantAcces.Add(-1e3), instantAcces); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Session(fond, empreinte(7)); err != nil {
			t.Error(err)
		}
		if i, err := b.Invitation(fond, empreinte(8)); err != nil || i.Courriel != "c@exemple.fr" || i.Role != acces.Payeur || i.Organisation != "O2" || i.Par != "C1" || !i.Expire.Equal(instantAcces.Add(time.Hour)) {
			t.Errorf("%+v, %v", i, err)
		}
		// Une invitation sert une fois, et le compte vient avec : si l'un manque, l'autre aussi.
		if err := b.Accepter(fond, empreinte(8), compteDe("C3", "zoe@exemple.fr")); !errors.Is(err, acces.ErrDevance) {
			t.Errorf("courriel pris : %v", err)
		}
		if err := b.Accepter(fond, empreinte(8), compteDe("C3", "c@exemple.fr")); err != nil {
			t.Error(err)
		}
		if err := b.Accepter(fond, empreinte(8), compteDe("C4", "d@exemple.fr")); !errors.Is(err, acces.ErrAbsent) {
			t.Errorf("invitation déjà servie : %v", err)
		}
		if _, err := b.Compte(fond, "C4"); !errors.Is(err, acces.ErrAbsent) {
			t.Errorf("compte sans invitation : %v", err)
		}
		if err := b.PurgerSessions(fond, vue, instantAcces.Add(-1e3), instantAcces); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Session(fond, empreinte(7)); !errors.Is(err, acces.ErrAbsent) {
			t.Errorf("session finie : %v", err)
		}
	})
}

func TestAudit(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		b := ouvrir(t, adresse())
		semerAcces(t, b)
		rangs := func(q acces.FiltreAudit) (l []int64) {
			t.Helper()
			x, err := b.Audit(fond, q)
			if err != nil {
				t.Fatal(err)
			}
			for _, a := range x {
				l = append(l, a.Rang)
			}
			return l
		}
		for _, x := range []struct {
			q      acces.FiltreAudit
			attend []int64
		}{
			{acces.FiltreAudit{}, []int64{3, 2, 1}},
			{acces.FiltreAudit{Compte: "C1"}, []int64{3, 1}},
			{acces.FiltreAudit{Dossier: "D1"}, []int64{2, 1}},
			{acces.FiltreAudit{Dossier: "D1", Compte: "C2"}, []int64{2}},
			{acces.FiltreAudit{Issue: acces.Refuse}, nil},
			{acces.FiltreAudit{Depuis: instantAcces.Add(time.Minute)}, []int64{3, 2}},
			{acces.FiltreAudit{Jusque: instantAcces.Add(time.Minute)}, []int64{1}},
			{acces.FiltreAudit{Limite: 2}, []int64{3, 2}},
			{acces.FiltreAudit{Limite: 2, Avant: 2}, []int64{1}},
		} {
			if l := rangs(x.q); !slices.Equal(l, x.attend) {
				t.Errorf("%+v : %v, attendu %v", x.q, l, x.attend)
			}
		}
		l, err := b.Audit(fond, acces.FiltreAudit{Limite: 1})
		attendue := ligneAudit(2, "C1", "")
		attendue.Rang, attendue.Precedente, attendue.Empreinte = 3, l[0].Precedente, l[0].Empreinte
		if err != nil || !reflect.DeepEqual(&l[0], attendue) {
			t.Errorf("%+v, %v", l, err)
		}
		for _, ordre := range []string{
			`UPDATE audit SET compte = 'C9' WHERE rang = 2`, `DELETE FROM audit WHERE rang = 3`, `DELETE FROM audit`,
			`INSERT INTO audit SELECT 2, instant, compte, geste, dossier, issue, detail, precedente, empreinte FROM audit WHERE rang = 1`,
		} {
			if _, err := b.ecrit.Exec(ordre); err == nil {
				t.Errorf("la base accepte : %s", ordre)
			}
		}
		if _, err := b.Verifier(fond, nil); err != nil {
			t.Error(err)
		}
	})
}

// TestAuditRetouche : qui écarte les déclencheurs se voit, au premier maillon rompu.
func TestAuditRetouche(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		for ordre, attendu := range map[string]string{
			`UPDATE audit SET compte = 'C9' WHERE rang = 2`:                        "ligne 2 : son contenu n'est plus",
			`UPDATE audit SET instant = instant + 1 WHERE rang = 2`:                "ligne 2 : son contenu n'est plus",
			`UPDATE audit SET detail = '' WHERE rang = 2`:                          "ligne 2 : son contenu n'est plus",
			`UPDATE audit SET issue = 'refuse' WHERE rang = 3`:                     "ligne 3 : son contenu n'est plus",
			`UPDATE audit SET dossier = 'lire', geste = 'D1' WHERE rang = 1`:       "ligne 1 : son contenu n'est plus",
			`DELETE FROM audit WHERE rang = 2`:                                     "ligne 2 : elle manque ; la suivante porte le rang 3",
			`UPDATE audit SET rang = rang + 10 WHERE rang = 3`:                     "ligne 3 : elle manque ; la suivante porte le rang 13",
			`UPDATE audit SET precedente = empreinte WHERE rang = 2`:               "ligne 2 : elle ne suit pas",
			`DELETE FROM audit WHERE rang = 1`:                                     "ligne 1 : elle manque",
			`UPDATE audit SET compte = compte || geste, geste = '' WHERE rang = 1`: "ligne 1 : son contenu n'est plus",
		} {
			b := ouvrir(t, adresse())
			semerAcces(t, b)
			ecarter := []string{`ALTER TABLE audit DISABLE TRIGGER ALL`}
			if b.fichier != "" {
				ecarter = []string{`DROP TRIGGER audit_sans_retouche`, `DROP TRIGGER audit_sans_retrait`}
			}
			for _, o := range append(ecarter, ordre) {
				if _, err := b.ecrit.Exec(o); err != nil {
					t.Fatal(err)
				}
			}
			_, err := b.Verifier(fond, nil)
			var rupture *acces.RuptureAudit
			if !errors.As(err, &rupture) {
				t.Errorf("%s : %v", ordre, err)
			}
			refuse(t, err, attendu)
			if _, err := b.Copier(fond, ouvrir(t, adresse()), nil); !errors.As(err, &rupture) {
				t.Errorf("une chaîne rompue se copie : %v", err)
			}
		}
	})
}

// TestAuditEnsemble : plusieurs écrivains, dans deux programmes, ne font qu'une chaîne.
func TestAuditEnsemble(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		a := adresse()
		bases := []*Base{ouvrir(t, a), ouvrir(t, a)}
		var attente sync.WaitGroup
		const auteurs, lignes = 8, 25
		for i := range auteurs {
			attente.Go(func() {
				for n := range lignes {
					if err := bases[i%2].Inscrire(fond, ligneAudit(n, fmt.Sprint("C", i), "")); err != nil {
						t.Error(err)
					}
				}
			})
		}
		attente.Wait()
		var k acces.ChaineAudit
		if err := bases[0].ParcourirAudit(fond, k.Verifier); err != nil || k.Lignes() != auteurs*lignes {
			t.Errorf("%d lignes, %v", k.Lignes(), err)
		}
		if l, err := bases[1].Audit(fond, acces.FiltreAudit{Compte: "C3"}); err != nil || len(l) != lignes {
			t.Errorf("%d lignes de C3, %v", len(l), err)
		}
	})
}

// accesDe rend tout ce qu'une base garde des accès.
func accesDe(t *testing.T, b *Base) string {
	t.Helper()
	var s strings.Builder
	if err := chaqueAcces(fond, b.lit, func(x *accesExporte) error {
		switch {
		case x.Organisation != nil:
			fmt.Fprintf(&s, "%+v\n", *x.Organisation)
		case x.Compte != nil:
			fmt.Fprintf(&s, "%+v\n", *x.Compte)
		default:
			fmt.Fprintf(&s, "%+v\n", *x.Audit)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return s.String()
}

// TestAccesSuivent : une sauvegarde, une restauration, un export emportent comptes, organisations et registre, jamais une
// session ni une invitation.
func TestAccesSuivent(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		b := ouvrir(t, adresse())
		semerAcces(t, b)
		attendu := accesDe(t, b)
		if n := strings.Count(attendu, "\n"); n != 7 {
			t.Fatalf("%d lignes : %s", n, attendu)
		}
		pareille := func(quoi string, n *Base) {
			t.Helper()
			if x := accesDe(t, n); x != attendu {
				t.Errorf("%s : %s\nattendu\n%s", quoi, x, attendu)
			}
			if _, err := n.Session(fond, empreinte(7)); !errors.Is(err, acces.ErrAbsent) {
				t.Errorf("%s : une session est venue (%v)", quoi, err)
			}
			if _, err := n.Invitation(fond, empreinte(8)); !errors.Is(err, acces.ErrAbsent) {
				t.Errorf("%s : une invitation est venue (%v)", quoi, err)
			}
			if err := n.Inscrire(fond, ligneAudit(9, "C1", "")); err != nil { // la chaîne reprend
				t.Error(err)
			}
			if _, err := n.Verifier(fond, nil); err != nil {
				t.Errorf("%s : %v", quoi, err)
			}
		}
		copie := filepath.Join(t.TempDir(), "copie.db")
		if err := b.Sauvegarder(fond, copie); err != nil {
			t.Fatal(err)
		}
		_, autre := postgresNeuf(t)
		for _, neuve := range []string{adresse(), autre} {
			if _, err := Restaurer(fond, copie, neuve, nil); err != nil {
				t.Fatal(err)
			}
			pareille("restauration", ouvrir(t, neuve))
			if _, err := Restaurer(fond, copie, neuve, nil); err == nil {
				t.Error("une base pleine est recouverte")
			}
		}
		pareille("sauvegarde", ouvrir(t, copie))
		seuls := adresse() // une base sans dossier, où quelqu'un s'est déjà inscrit
		if err := ouvrir(t, seuls).Inscrire(fond, ligneAudit(0, "C1", "")); err != nil {
			t.Fatal(err)
		}
		_, err := Restaurer(fond, copie, seuls, nil)
		refuse(t, err, "elle contient déjà des dossiers, ou des comptes")

		var export bytes.Buffer
		if _, err := b.Exporter(fond, &export, nil); err != nil {
			t.Fatal(err)
		}
		neuve := ouvrir(t, adresse())
		if _, err := neuve.Importer(fond, bytes.NewReader(export.Bytes()), nil); err != nil {
			t.Fatal(err)
		}
		pareille("export", neuve)
		if bytes.Contains(export.Bytes(), []byte("c@exemple.fr")) {
			t.Error("une invitation est dans l'export")
		}
	})
}

// TestEffacerCompte : effacer la personne d'un dossier efface son compte, et l'invitation qui l'attendait.
func TestEffacerCompte(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		b := ouvrir(t, adresse())
		semerAcces(t, b)
		autre := compteDe("C5", "autre@exemple.fr")
		autre.Dossier = ""
		if err := b.EcrireCompte(fond, autre); err != nil {
			t.Fatal(err)
		}
		if err := b.Inviter(fond, &acces.Invitation{Empreinte: empreinte(3), Courriel: "zoe2@exemple.fr", Role: acces.Salarie, Organisation: "O1", Dossier: "D1", Expire: instantAcces.Add(time.Hour)}); err != nil {
			t.Fatal(err)
		}
		i := journaltest.Identite(1, "L’Hôte", "Zoé")
		i.Dossier = "D1"
		if err := b.PoserIdentite(fond, i); err != nil {
			t.Fatal(err)
		}
		f := journaltest.Faits("D1", nil, "x")
		if err := b.EffacerIdentite(fond, []personne.Donnee{personne.DonneeIdentite}, f, journaltest.Fiche(f)); err != nil {
			t.Fatal(err)
		}
		c, err := b.Compte(fond, "C1")
		if err != nil || !c.Desactive || c.Nom != "" || c.MotDePasse != "" || c.TOTP != nil || c.Secours != nil || strings.Contains(c.Courriel, "zoe") || c.Epoque != 4 {
			t.Errorf("%+v, %v", c, err)
		}
		if _, err := b.Invitation(fond, empreinte(3)); !errors.Is(err, acces.ErrAbsent) {
			t.Errorf("l'invitation reste : %v", err)
		}
		if c, err := b.Compte(fond, "C5"); err != nil || c.Desactive {
			t.Errorf("un autre compte est touché : %+v, %v", c, err)
		}
		if _, err := b.Invitation(fond, empreinte(8)); err != nil {
			t.Errorf("une autre invitation est touchée : %v", err)
		}
	})
}
