//go:build unix

package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"jalon/dossier"
	"jalon/dossier/coffre"
	"jalon/dossier/personne"
	"jalon/droit/calendrier"
)

// nirDEssai et ibanDEssai ont une clé juste.
const (
	nirDEssai  = "255081416802538"
	ibanDEssai = "FR7630006000011234567890189"
)

// registre tient une base au 1er juin 2026.
func registre(t *testing.T, b *Base) *personne.Registre {
	t.Helper()
	n := 0
	return &personne.Registre{
		Greffe: &dossier.Greffe{
			Journal: b, Horloge: func() time.Time { return time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC) },
			Identifiant: func() string { n++; return fmt.Sprint("D", n) },
		},
		Identites: b, Coffre: coffre.Nouveau(),
	}
}

// inscrire ouvre un dossier qui a une identité entière, clos ce jour ; vide, il ne l'est pas.
func inscrire(t *testing.T, r *personne.Registre, cloture string) string {
	t.Helper()
	d, err := r.Greffe.Ouvrir(fond, "essai", map[string]string{"reference": "R" + cloture})
	if err == nil {
		_, err = r.Dire(fond, d.ID, "essai", map[string]string{"nom": "Durand", "prenom": "Zoé", "adresse": "3 rue X", "nir": nirDEssai, "iban": ibanDEssai})
	}
	if err == nil && cloture != "" {
		_, err = r.Greffe.Accomplir(fond, d.ID, 0, "essai", &dossier.Saisie{Acte: "cloture", Valeurs: map[string]string{"date": cloture}})
	}
	if err != nil {
		t.Fatal(err)
	}
	return d.ID
}

// etat dit ce qui reste d'un dossier, et ce que ses faits disent d'effacé.
func etat(t *testing.T, r *personne.Registre, id string) string {
	t.Helper()
	var l []string
	i, err := r.Lire(fond, id)
	switch {
	case errors.Is(err, personne.ErrSansIdentite):
		l = append(l, "rien")
	case err != nil:
		t.Fatal(err)
	default:
		for _, x := range [][2]string{{"nom", i.Nom}, {"adresse", i.Adresse}, {"nir", i.NIR}, {"iban", i.IBAN}} {
			if x[1] != "" {
				l = append(l, x[0])
			}
		}
	}
	d, err := r.Greffe.Lire(fond, id)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range d.Faits {
		if f.Acte == "effacement" {
			s := d.Suivi(f.Version)
			l = append(l, "; "+s["donnees"]+" ("+s["motif"]+", par "+f.Auteur+")")
			for _, secret := range []string{"Durand", "Zoé", "rue X", nirDEssai, ibanDEssai} {
				if strings.Contains(string(f.Donnees), secret) {
					t.Errorf("le fait %d dit ce qui est effacé : %s", f.Version, f.Donnees)
				}
			}
		}
	}
	return strings.Join(l, " ")
}

// entiere vérifie les empreintes et les fiches.
func entiere(t *testing.T, b *Base) {
	t.Helper()
	if _, err := b.Verifier(fond, nil); err != nil {
		t.Error(err)
	}
}

// TestPurger : au 1er juin 2026, l'IBAN et l'adresse d'un dossier clos avant juin 2024 partent, le NIR avant juin 2023, tout
// avant juin 2021 ; une seconde fois, rien.
func TestPurger(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		b := ouvrir(t, adresse())
		r := registre(t, b)
		attendus := map[string]string{}
		for _, c := range [][2]string{
			{"", "nom adresse nir iban"},
			{"2024-06-01", "nom adresse nir iban"}, // son dernier jour est aujourd'hui
			{"2024-05-31", "nom nir ; iban, coordonnees (duree, par purgeur)"},
			{"2023-05-31", "nom ; iban, nir, coordonnees (duree, par purgeur)"},
			{"2021-05-31", "rien ; identite (duree, par purgeur)"},
		} {
			attendus[inscrire(t, r, c[0])] = c[1]
		}
		if err := r.Identites.PoserIdentite(fond, &personne.IdentiteGardee{Identite: personne.Identite{Personne: "SEULE", Dossier: "ABSENT"}}); err != nil {
			t.Fatal(err)
		}
		blanc, _, err := r.APurger(fond, personne.Durees, calendrier.D(2026, 6, 1))
		if err != nil || len(blanc) != 3 {
			t.Fatalf("%d dossiers à blanc, %v", len(blanc), err)
		}
		for id := range attendus {
			if s := etat(t, r, id); s != "nom adresse nir iban" {
				t.Errorf("à blanc, %s est devenu « %s »", id, s)
			}
		}
		faites, dormants, err := r.Purger(fond, "purgeur", personne.Durees)
		if err != nil || len(faites) != 3 || len(dormants) != 0 {
			t.Fatalf("%d dossiers, %d à clore, %v", len(faites), len(dormants), err)
		}
		for range 2 {
			for id, attendu := range attendus {
				if s := etat(t, r, id); s != attendu {
					t.Errorf("%s : « %s », attendu « %s »", id, s, attendu)
				}
			}
			entiere(t, b)
			if faites, _, err = r.Purger(fond, "purgeur", personne.Durees); err != nil || len(faites) != 0 {
				t.Errorf("une seconde fois : %d, %v", len(faites), err)
			}
		}
		if err := r.Greffe.RefaireLesFiches(fond); err != nil {
			t.Fatal(err)
		}
		entiere(t, b)
	})
}

// panne est une base qui s'arrête avant d'avoir tout effacé.
type panne struct {
	*Base
	reste int
}

var errPanne = errors.New("panne")

func (p *panne) EffacerIdentite(ctx context.Context, l []personne.Donnee, faits []dossier.Fait, f *dossier.Fiche) error {
	if p.reste--; p.reste < 0 {
		return errPanne
	}
	return p.Base.EffacerIdentite(ctx, l, faits, f)
}

// TestPurgeInterrompue : arrêtée après n'importe quel dossier, elle dit ce qu'elle a fait, tout est d'accord, et relancée
// elle finit.
func TestPurgeInterrompue(t *testing.T) {
	for n := range 3 {
		b := ouvrir(t, filepath.Join(t.TempDir(), "base"))
		r := registre(t, b)
		var ids []string
		for range 3 {
			ids = append(ids, inscrire(t, r, "2020-01-01"))
		}
		r.Identites = &panne{b, n}
		faites, _, err := r.Purger(fond, "purgeur", personne.Durees)
		if !errors.Is(err, errPanne) || len(faites) != n {
			t.Fatalf("%d faites, %v", len(faites), err)
		}
		entiere(t, b)
		effaces := 0
		for _, id := range ids {
			if s := etat(t, r, id); strings.HasPrefix(s, "rien ; identite") {
				effaces++
			} else if s != "nom adresse nir iban" {
				t.Errorf("à moitié effacée : %s", s)
			}
		}
		if effaces != n {
			t.Errorf("%d effacées, %d dites", effaces, n)
		}
		r.Identites = b
		if faites, _, err = r.Purger(fond, "purgeur", personne.Durees); err != nil || len(faites) != 3-n {
			t.Errorf("relancée : %d faites, %v", len(faites), err)
		}
		for _, id := range ids {
			if s := etat(t, r, id); s != "rien ; identite (duree, par purgeur)" {
				t.Error(s)
			}
		}
		entiere(t, b)
	}
}

// TestDormant : un dossier jamais clos, où rien ne se consigne depuis cinq ans, se signale et ne s'efface pas.
func TestDormant(t *testing.T) {
	b := ouvrir(t, filepath.Join(t.TempDir(), "base"))
	r := registre(t, b)
	inscrire(t, r, "")
	for _, c := range []struct {
		an, dormants int
	}{{2031, 0}, {2032, 1}} {
		r.Greffe.Horloge = func() time.Time { return time.Date(c.an, 6, 1, 9, 0, 0, 0, time.UTC) }
		faites, dormants, err := r.Purger(fond, "purgeur", personne.Durees)
		if err != nil || len(faites) != 0 || len(dormants) != c.dormants {
			t.Errorf("%d : %d faites, %d à clore, %v", c.an, len(faites), len(dormants), err)
		}
	}
}

// TestEffacer : l'effacement laisse un fait, qui ne s'annule pas ; une demande qui vient trop tôt est refusée, sauf à passer outre.
func TestEffacer(t *testing.T) {
	moteurs(t, func(t *testing.T, adresse func() string) {
		b := ouvrir(t, adresse())
		r := registre(t, b)
		id, court, vieux := inscrire(t, r, ""), inscrire(t, r, "2026-05-01"), inscrire(t, r, "2021-05-31")
		for _, x := range []struct{ id, attendu string }{{id, "pas clos"}, {court, "jusqu'au 01/05/2031"}} {
			if err := r.Effacer(fond, x.id, "agent", dossier.MotifDemande, false); !errors.Is(err, personne.ErrRetenue) || !strings.Contains(err.Error(), x.attendu) {
				t.Errorf("%v, attendu « %s »", err, x.attendu)
			}
		}
		for _, x := range []struct {
			id, motif string
			outre     bool
		}{{id, dossier.MotifDemande, true}, {court, dossier.MotifErreur, false}, {vieux, dossier.MotifDemande, false}} {
			if err := r.Effacer(fond, x.id, "agent", x.motif, x.outre); err != nil {
				t.Fatal(err)
			}
			if s := etat(t, r, x.id); s != "rien ; identite ("+x.motif+", par agent)" {
				t.Errorf("%s : %s", x.id, s)
			}
			if err := r.Effacer(fond, x.id, "agent", x.motif, true); !errors.Is(err, personne.ErrSansIdentite) {
				t.Errorf("une seconde fois : %v", err)
			}
		}
		d, err := r.Greffe.Lire(fond, id)
		if err != nil {
			t.Fatal(err)
		}
		var refus *dossier.Refus
		if _, err := r.Greffe.Accomplir(fond, id, 0, "agent", &dossier.Saisie{Acte: "annulation", Corrige: d.Version(), Pourquoi: "regret"}); !errors.As(err, &refus) {
			t.Errorf("un effacement s'annule : %v", err)
		}
		entiere(t, b)
	})
}

// TestClePerdue : sous une autre clé rien ne se scelle ni ne se cherche en silence ; les numéros perdus s'effacent, et se disent.
func TestClePerdue(t *testing.T) {
	b := ouvrir(t, filepath.Join(t.TempDir(), "base"))
	r := registre(t, b)
	id, sans := inscrire(t, r, ""), inscrire(t, r, "")
	if _, err := r.Dire(fond, sans, "essai", map[string]string{"nir": "", "iban": ""}); err != nil {
		t.Fatal(err)
	}
	bonne := r.Coffre
	r.Coffre = coffre.Nouveau()
	var manque *personne.CleManquante
	_, dire := r.Dire(fond, sans, "essai", map[string]string{"nir": nirDEssai})
	_, chercher := r.Chercher(fond, nirDEssai, dossier.Filtre{}, 10)
	for _, err := range []error{dire, chercher, r.VerifierCle(fond)} {
		if !errors.As(err, &manque) || manque.Identites != 1 || !errors.Is(err, coffre.ErrCleAutre) {
			t.Errorf("%v", err)
		}
	}
	if _, err := r.Chercher(fond, "durand", dossier.Filtre{}, 10); err != nil {
		t.Errorf("un nom se cherche sans clé : %v", err)
	}
	r.Coffre = bonne.Renouvele() // l'ancienne suit : rien n'est perdu
	if err := r.VerifierCle(fond); err != nil {
		t.Error(err)
	}
	r.Coffre = coffre.Nouveau()
	if n, err := r.OublierPerdus(fond, "agent"); n != 1 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	if s := etat(t, r, id); s != "nom adresse ; nir, iban (cle_perdue, par agent)" {
		t.Error(s)
	}
	if s := etat(t, r, sans); s != "nom adresse" {
		t.Error(s)
	}
	if _, err := r.Dire(fond, id, "essai", map[string]string{"nir": nirDEssai}); err != nil {
		t.Error(err)
	}
	entiere(t, b)
}
