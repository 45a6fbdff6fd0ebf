package personne

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"jalon/dossier"
	"jalon/dossier/coffre"
	"jalon/dossier/ecriture"
	"jalon/droit/calendrier"
)

// ErrRetenue dit qu'une identité doit encore se garder.
var ErrRetenue = errors.New("l'identité doit encore se garder")

// Effacer ôte toute l'identité d'un dossier, et le consigne. Sur demande de la personne, tant qu'une action reste possible,
// c'est ErrRetenue, sauf si l'on passe outre (RGPD art. 17 § 3).
func (r *Registre) Effacer(ctx context.Context, id, auteur, motif string, outre bool) error {
	_, err := r.effacer(ctx, id, auteur, func(d *dossier.Dossier, g *IdentiteGardee) ([]Donnee, string, string, error) {
		termes := Termes(d, Durees)
		if t := &termes[len(termes)-1]; motif == dossier.MotifDemande && !outre && !t.Echu(r.Greffe.Jour()) {
			if !t.Jusquau.Connue() {
				return nil, "", "", fmt.Errorf("%w : %s", ErrRetenue, t.Pourquoi)
			}
			return nil, "", "", fmt.Errorf("%w jusqu'au %s : %s", ErrRetenue, t.Jusquau.Francais(), t.Pourquoi)
		}
		return []Donnee{DonneeIdentite}, motif, "", nil
	})
	if err == nil || errors.Is(err, ErrSansIdentite) {
		err = errors.Join(err, r.Identites.OterTraces(ctx)) // même s'il n'y avait rien : un effacement interrompu s'achève
	}
	return err
}

// effacer ôte d'une identité ce que choix dit, et le consigne avec : interrompu, rien n'est fait, ou tout.
func (r *Registre) effacer(ctx context.Context, id, auteur string, choix func(*dossier.Dossier, *IdentiteGardee) (l []Donnee, motif, raison string, err error)) ([]Donnee, error) {
	for {
		d, err := r.Greffe.Lire(ctx, id)
		if err != nil {
			return nil, err
		}
		g, err := r.garde(ctx, d)
		if err != nil {
			return nil, err
		}
		l, motif, raison, err := choix(d, g)
		if err != nil || len(l) == 0 {
			return nil, err
		}
		noms := make([]string, len(l))
		for i, x := range l {
			noms[i] = string(x)
		}
		faits, fiche, err := r.Greffe.PreparerEffacement(d, auteur, noms, motif, raison)
		if err != nil {
			return nil, err
		}
		err = r.Identites.EffacerIdentite(ctx, l, faits, fiche)
		var conflit *dossier.Conflit
		if !errors.As(err, &conflit) {
			return l, err
		}
	}
}

// presentes garde, de termes échus, ceux dont la donnée est là ; toute l'identité, si elle l'est, suffit.
func presentes(termes []Terme, g *IdentiteGardee, au calendrier.Date) []Terme {
	l := slices.DeleteFunc(slices.Clone(termes), func(t Terme) bool {
		la := map[Donnee]bool{
			DonneeNIR: len(g.NIRScelle.Octets) > 0, DonneeIBAN: len(g.IBANScelle.Octets) > 0,
			DonneeCoordonnees: g.Adresse+g.Courriel != "", DonneeIdentite: true,
		}
		return !t.Echu(au) || !la[t.Donnee]
	})
	if n := len(l); n > 0 && l[n-1].Donnee == DonneeIdentite {
		return l[n-1:]
	}
	return l
}

// Purge est ce qui s'efface d'un dossier.
type Purge struct {
	Dossier, Reference string
	Donnees            []Terme
}

// Dormant est un dossier jamais clos où rien ne se passe : aucun délai n'y court.
type Dormant struct {
	Dossier, Reference string
	Depuis             calendrier.Date // le dernier fait consigné
}

// APurger rend ce que les durées permettent d'effacer ce jour, et les dossiers à clore.
func (r *Registre) APurger(ctx context.Context, durees []Duree, au calendrier.Date) (purges []Purge, dormants []Dormant, err error) {
	err = r.Identites.ParcourirIdentites(ctx, func(g *IdentiteGardee) error {
		d, err := r.Greffe.Lire(ctx, g.Dossier)
		if errors.Is(err, dossier.ErrInconnu) {
			return nil // une identité sans dossier n'a pas d'ouverture qui la nomme
		}
		if err != nil {
			return err
		}
		if l := presentes(Termes(d, durees), g, au); len(l) > 0 {
			purges = append(purges, Purge{d.ID, d.Fiche().Reference, l})
		}
		dernier := d.Faits[len(d.Faits)-1].ConsigneLe()
		if len(d.De(acteCloture)) == 0 && dernier.PlusMois(durees[len(durees)-1].Mois) < au {
			dormants = append(dormants, Dormant{d.ID, d.Fiche().Reference, dernier})
		}
		return nil
	})
	return purges, dormants, err
}

// Purger efface ce que les durées permettent d'effacer aujourd'hui, et le consigne dans chaque dossier. Interrompue, elle se
// recommence. Ce qu'elle rend est ce qui a été fait, même avec une erreur.
func (r *Registre) Purger(ctx context.Context, auteur string, durees []Duree) (faites []Purge, dormants []Dormant, err error) {
	au := r.Greffe.Jour()
	purges, dormants, err := r.APurger(ctx, durees, au)
	for _, p := range purges {
		var l []Terme
		_, err = r.effacer(ctx, p.Dossier, auteur, func(d *dossier.Dossier, g *IdentiteGardee) ([]Donnee, string, string, error) {
			l = presentes(Termes(d, durees), g, au) // relu : une contestation a pu venir depuis
			var donnees []Donnee
			var raisons []string
			for _, t := range l {
				donnees = append(donnees, t.Donnee)
				raisons = append(raisons, t.Nom+" jusqu'au "+t.Jusquau.Francais()+", "+t.Pourquoi)
			}
			return donnees, dossier.MotifDuree, strings.Join(raisons, " ; "), nil
		})
		if errors.Is(err, ErrSansIdentite) {
			err = nil // effacée entre-temps
			continue
		}
		if err != nil {
			break
		}
		if len(l) > 0 {
			faites = append(faites, Purge{p.Dossier, p.Reference, l})
		}
	}
	return faites, dormants, errors.Join(err, r.Identites.OterTraces(ctx))
}

// CleManquante dit combien d'identités et de documents sont scellés par une clé que le fichier de clé n'a pas.
type CleManquante struct {
	Identites, Documents int
	SansFichier          bool
}

func (c *CleManquante) Error() string {
	qui, ou := "d'une identité", "que le fichier de clé n'a pas"
	if c.Identites > 1 {
		qui = fmt.Sprintf("de %d identités", c.Identites)
	}
	if c.SansFichier {
		ou = "dont le fichier manque"
	}
	documents := "un document"
	if c.Documents > 1 {
		documents = fmt.Sprintf("%d documents", c.Documents)
	}
	est := "est scellé"
	if c.Documents > 1 {
		est = "sont scellés"
	}
	switch {
	case c.Documents == 0:
		return "le NIR ou l'IBAN " + qui + " est scellé par une clé " + ou
	case c.Identites == 0:
		return documents + " " + est + " par une clé " + ou
	}
	return "le NIR ou l'IBAN " + qui + ", et " + documents + ", sont scellés par une clé " + ou
}

// Unwrap en fait une coffre.ErrCleAutre.
func (c *CleManquante) Unwrap() error { return coffre.ErrCleAutre }

// VerifierCle rend une *CleManquante si le coffre n'ouvre pas tout ce que la base a de scellé : y sceller d'autres numéros
// mêlerait deux clés sans le dire.
func (r *Registre) VerifierCle(ctx context.Context) error {
	n, connait := 0, r.Coffre.Connait()
	err := r.Identites.ParcourirIdentites(ctx, func(g *IdentiteGardee) error {
		if !connait(g.NIRScelle) || !connait(g.IBANScelle) {
			n++
		}
		return nil
	})
	documents := 0
	if err == nil {
		err = r.Identites.ParcourirDocuments(ctx, "", func(k *DocumentGarde) error {
			if !k.connu(connait) {
				documents++
			}
			return nil
		})
	}
	if err == nil && n+documents > 0 {
		err = &CleManquante{n, documents, r.Coffre == nil}
	}
	return err
}

// OublierPerdus efface les numéros et retire les documents que le coffre n'ouvre plus, le consigne, et rend le nombre
// d'identités touchées.
func (r *Registre) OublierPerdus(ctx context.Context, auteur string) (n int, err error) {
	connait := r.Coffre.Connait()
	err = r.Identites.ParcourirIdentites(ctx, func(g *IdentiteGardee) error {
		if connait(g.NIRScelle) && connait(g.IBANScelle) {
			return nil
		}
		l, err := r.effacer(ctx, g.Dossier, auteur, func(_ *dossier.Dossier, g *IdentiteGardee) ([]Donnee, string, string, error) {
			var l []Donnee
			if !connait(g.NIRScelle) {
				l = append(l, DonneeNIR)
			}
			if !connait(g.IBANScelle) {
				l = append(l, DonneeIBAN)
			}
			return l, dossier.MotifCle, "", nil
		})
		if len(l) > 0 {
			n++
		}
		return err
	})
	var perdus []*DocumentGarde
	if err == nil {
		err = r.Identites.ParcourirDocuments(ctx, "", func(k *DocumentGarde) error {
			if !k.connu(connait) {
				perdus = append(perdus, k)
			}
			return nil
		})
	}
	for _, k := range perdus {
		if err == nil {
			err = r.Retirer(ctx, k.Dossier, k.Fait, auteur, "la clé qui l'ouvrait est perdue")
		}
	}
	return n, errors.Join(err, r.Identites.OterTraces(ctx))
}

// Copie est tout ce que la base sait d'une personne, en clair, pour son droit d'accès (RGPD art. 15).
type Copie struct {
	Dossier  *dossier.Dossier
	Identite *Identite // nil : effacée, ou jamais dite
	Compte   *dossier.Compte
	Termes   []Terme

	Documents []Document // leurs octets s'emportent de la page du dossier
}

// Copier rend la copie d'un dossier.
func (r *Registre) Copier(ctx context.Context, id string) (*Copie, error) {
	d, err := r.Greffe.Lire(ctx, id)
	if err != nil {
		return nil, err
	}
	c := &Copie{Dossier: d, Termes: Termes(d, Durees)}
	c.Identite, err = r.lire(ctx, d)
	if err != nil && !errors.Is(err, ErrSansIdentite) {
		return nil, err
	}
	if c.Documents, err = r.Documents(ctx, d); err != nil {
		return nil, err
	}
	c.Compte, err = d.Compte()
	return c, err
}

// EnJSON rend la copie à écrire.
func (c *Copie) EnJSON() map[string]any {
	m := map[string]any{"dossier": ecriture.Dossier(c.Dossier), "identite": nil, "compte": ecriture.Compte(c.Compte), "decisions": []any{}, "conservation": TermesEnJSON(c.Termes)}
	if c.Identite != nil {
		m["identite"] = c.Identite.EnJSON()
	}
	decisions := []any{}
	for _, x := range c.Dossier.Decisions() {
		decisions = append(decisions, map[string]any{"fait": x.Version, "le": x.Le.String(), "objet": x.Objet, "edition": x.Edition, "droits": x.Droits})
	}
	m["decisions"] = decisions
	documents := []any{}
	for _, x := range c.Documents {
		documents = append(documents, map[string]any{"fait": x.Fait.Version, "le": x.Fait.Le.String(), "nature": x.Nature, "nom": x.Nom, "forme": x.Forme, "taille": x.Taille, "sha256": x.SHA256, "present": x.La})
	}
	m["documents"] = documents
	return m
}

// PurgesEnJSON rend le bilan d'une purge, faite ou à blanc.
func PurgesEnJSON(purges []Purge, dormants []Dormant, au calendrier.Date, faite bool, durees []Duree) any {
	l, d := []any{}, []any{}
	for _, p := range purges {
		donnees := []any{}
		for _, t := range p.Donnees {
			donnees = append(donnees, map[string]any{"donnee": t.Donnee, "depuis": t.Jusquau.Plus(1).String(), "pourquoi": t.Pourquoi, "source": t.Source})
		}
		l = append(l, map[string]any{"dossier": p.Dossier, "reference": p.Reference, "donnees": donnees})
	}
	for _, x := range dormants {
		d = append(d, map[string]any{"dossier": x.Dossier, "reference": x.Reference, "depuis": x.Depuis.String()})
	}
	mois := map[Donnee]int{}
	for _, x := range durees {
		mois[x.Donnee] = x.Mois
	}
	return map[string]any{"au": au.String(), "faite": faite, "mois": mois, "dossiers": l, "a_clore": d}
}
