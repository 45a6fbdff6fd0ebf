package espace

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"jalon/acces"
	"jalon/document"
	"jalon/document/entree"
	"jalon/dossier"
	"jalon/droit/argent"
	"jalon/lot"
	"jalon/web/cadre"
)

// Ce qu'un envoi peut porter : au-delà, on le coupe.
const (
	listeMax     = 8 << 20
	personnesMax = 2000
	ensemble     = 16 // dossiers ouverts à la fois : un vidage du disque les sert tous
)

// rangeeImportee est ce qu'il advient d'une rangée de la liste.
type rangeeImportee struct {
	Rang         int
	Qui          string
	Dossier      string // vide : refusée
	Neuf         bool
	Consignes    int      // actes consignés cette fois
	Pourquoi     []string // de ce qui n'a pas pu l'être
	Ecarts       []ecartListe
	SansEffectif bool // rien ne le dit encore : le CSP n'est pas sûr d'être dû
}

// ecartListe est un fait du dossier que la liste dit autrement : elle ne le corrige pas d'elle-même.
type ecartListe struct {
	Acte     *dossier.Acte
	Fait     int
	Valeurs  []dossier.Changement
	Corriger bool // par ce compte
}

type corpsImporter struct {
	Rangees                 []rangeeImportee
	Ouverts, Deja, Refusees int
	Ecarts, SansEffectif    int // rangées
	Effectif                string
	Erreur, Conseil         string
	Jeton                   string
}

// importer garde un lot comme une procédure : un dossier par personne de la liste, à qui l'entreprise consigne ce que la liste
// en dit. Une rangée se reconnaît à son matricule : le même fichier, donné deux fois, ou à deux programmes à la fois, n'ouvre
// rien deux fois et finit ce qu'une interruption a laissé.
func (e *Espace) importer(v *Visite) (cadre.Vue, error) {
	c := &corpsImporter{Jeton: v.Jeton}
	vue := cadre.Vue{Modele: "importer.html", Titre: "Garder une liste comme une procédure", Menu: "entreprise", Corps: c, Statut: http.StatusOK}
	if v.Compte.Role != acces.Employeur {
		return cadre.Vue{}, Introuvable
	}
	if v.Method == http.MethodGet || v.Reprend() {
		return vue, nil
	}
	refuser := func(message, conseil string) (cadre.Vue, error) {
		c.Erreur, c.Conseil, vue.Statut = message, conseil, http.StatusUnprocessableEntity
		return vue, nil
	}
	c.Effectif = strings.TrimSpace(v.FormValue("effectif"))
	if n, err := strconv.Atoi(c.Effectif); c.Effectif != "" && (err != nil || n < 1) {
		return refuser("L'effectif « "+document.Court(c.Effectif, 20)+" » n'est pas un nombre entier.", "Donnez le nombre de salariés de l'entreprise, tous établissements réunis, ou laissez la case vide.")
	}
	l, err := lireListe(v)
	var x lot.Erreur
	switch {
	case errors.As(err, &x):
		return refuser(x.Message, x.Conseil)
	case err != nil:
		return refuser(err.Error(), "Donnez la liste que la page « Employeur » sait lire, en XLSX ou en CSV.")
	case len(l.Personnes) > personnesMax:
		return refuser(fmt.Sprintf("Cette liste a %d personnes : une page en garde %d à la fois.", len(l.Personnes), personnesMax), "Coupez-la : un second envoi continue le premier.")
	}
	c.Rangees = make([]rangeeImportee, len(l.Personnes))
	rangs, erreurs := make(chan int), make([]error, ensemble)
	var groupe sync.WaitGroup
	for k := range ensemble {
		groupe.Go(func() {
			for i := range rangs {
				if erreurs[k] == nil {
					c.Rangees[i], erreurs[k] = e.importerPersonne(v, l, &l.Personnes[i], c.Effectif)
				}
			}
		})
	}
	for i := range l.Personnes {
		rangs <- i
	}
	close(rangs)
	groupe.Wait()
	if err := errors.Join(erreurs...); err != nil {
		return cadre.Vue{}, err
	}
	for i := range c.Rangees {
		r := &c.Rangees[i]
		if len(r.Ecarts) > 0 {
			c.Ecarts++
		}
		if r.SansEffectif {
			c.SansEffectif++
		}
		switch {
		case r.Dossier == "":
			c.Refusees++
		case r.Neuf:
			c.Ouverts++
		default:
			c.Deja++
		}
	}
	return vue, nil
}

// lireListe fait un lot du fichier donné.
func lireListe(v *Visite) (*lot.Lot, error) {
	f, tete, err := v.FormFile("liste")
	if err != nil {
		return nil, lot.Erreur{Message: "Aucun fichier n'est donné.", Conseil: "Choisissez la liste des personnes, en XLSX ou en CSV."}
	}
	defer f.Close()
	contenu, err := io.ReadAll(io.LimitReader(f, listeMax))
	if err != nil {
		return nil, err
	}
	x, _, err := entree.Lire([]entree.Fichier{{Nom: tete.Filename, Contenu: contenu}})
	if err != nil {
		return nil, err
	}
	x.Au = v.Aujourdhui
	return lot.Lire(x)
}

// importerPersonne ouvre ou reprend le dossier d'une rangée. Ce que la rangée dit déjà au dossier n'y est pas redit.
func (e *Espace) importerPersonne(v *Visite, l *lot.Lot, p *lot.Personne, effectif string) (rangeeImportee, error) {
	r := rangeeImportee{Rang: p.Rang, Qui: p.Identite.NomComplet()}
	reference := strings.TrimSpace(p.Identite.Matricule)
	switch {
	case p.Etat == lot.Refusee:
		for _, x := range p.Ecarts {
			if x.Gravite == lot.Refus {
				texte := x.Texte
				if champ := lot.Trouver(lot.Champs, x.Champ); champ != nil {
					texte = "« " + champ.Entete + " » : " + texte
				}
				r.Pourquoi = append(r.Pourquoi, texte)
			}
		}
		return r, nil
	case reference == "":
		r.Pourquoi = []string{"sans matricule, cette rangée ne se reconnaîtrait pas d'un envoi à l'autre"}
		return r, nil
	}
	saisies, err := dossier.Saisies(l.AppendSituation(nil, p))
	if err != nil {
		return r, err
	}
	completer(&saisies, "employeur", "effectif", effectif)
	completer(&saisies, "offre", "preuve", p.PreuveRemise)
	completer(&saisies, "reponse", "preuve", p.PreuveReponse)
	ctx := v.Context()
	d, err := e.dossierDeLaRangee(ctx, v, reference, &r)
	if err != nil {
		return r, err
	}
	r.Dossier = d.ID
	if m, err := argent.Lire([]byte(p.Forme("contribution_payee"))); err == nil && m.Positif() && len(d.De("paiement")) == 0 {
		r.Pourquoi = append(r.Pourquoi, "Contribution payée, "+m.Francais()+" : l'opérateur la consigne quand il la reçoit ; la liste ne le fait pas à sa place")
	}
	if err := e.direQui(ctx, v, d, p, &r); err != nil {
		return r, err
	}
	for i := 0; i < len(saisies); i++ {
		s := &saisies[i]
		prevue := s.Acte == "offre" && p.RemisePrevue // un jour que la loi fixe n'est pas un fait
		if prevue {
			continue
		}
		if deja := d.De(s.Acte); len(deja) > 0 {
			n := deja[0].Version
			if l := d.Ecarts(n, s); len(l) > 0 {
				r.Ecarts = append(r.Ecarts, ecartListe{dossier.Trouver(s.Acte), n, l, acces.Permis(v.Compte, s.Acte, e.ObjetDe(v, d, s.Acte, n))})
			}
			continue
		}
		if !acces.Permis(v.Compte, s.Acte, e.Objet(v, d)) {
			continue
		}
		apres, err := e.Greffe.Accomplir(ctx, d.ID, d.Version(), v.Compte.ID, s)
		if errors.As(err, new(*dossier.Conflit)) { // un autre envoi l'a devancée : on relit, et l'on ne redit pas ce qu'il a dit
			if d, err = e.Greffe.Lire(ctx, d.ID); err != nil {
				return r, err
			}
			i--
			continue
		}
		var refus *dossier.Refus
		if errors.As(err, &refus) {
			r.Pourquoi = append(r.Pourquoi, dossier.Trouver(s.Acte).Titre+" : "+refus.Error())
			continue
		}
		if err != nil {
			return r, err
		}
		d = apres
		r.Consignes++
	}
	r.SansEffectif = !d.Situation.Employeur.Effectif.Connu()
	return r, nil
}

// completer ajoute à l'acte d'une liste ce que dit le formulaire, ou une colonne que le format d'échange ne porte pas ; la liste
// l'emporte. Une preuve seule ne fait ni une offre ni une réponse ; l'effectif seul dit quelque chose de l'employeur.
func completer(l *[]dossier.Saisie, acte, cle, valeur string) {
	i := slices.IndexFunc(*l, func(s dossier.Saisie) bool { return s.Acte == acte })
	switch {
	case valeur == "":
	case i >= 0 && (*l)[i].Valeurs[cle] == "":
		(*l)[i].Valeurs[cle] = valeur
	case i < 0 && cle == "effectif":
		*l = slices.Insert(*l, 0, dossier.Saisie{Acte: acte, Valeurs: map[string]string{cle: valeur}})
	}
}

// direQui dit qui est la personne, si le dossier ne le sait pas encore.
func (e *Espace) direQui(ctx context.Context, v *Visite, d *dossier.Dossier, p *lot.Personne, r *rangeeImportee) error {
	connue, err := e.Registre.Nommer(ctx, []dossier.Fiche{*d.Fiche()})
	if err != nil || connue[0].Identite != nil {
		return err
	}
	i := &p.Identite
	valeurs := map[string]string{"nom": i.Nom, "prenom": i.Prenom, "courriel": i.Courriel, "adresse": strings.TrimSpace(strings.Join([]string{i.Adresse, i.CodePostal, i.Ville}, " "))}
	if e.Registre.Coffre != nil {
		valeurs["nir"], valeurs["iban"] = i.NIR, i.IBAN
	}
	_, err = e.Registre.Dire(ctx, d.ID, v.Compte.ID, valeurs)
	var refus *dossier.Refus
	if errors.As(err, &refus) {
		r.Pourquoi, err = append(r.Pourquoi, "L'identité : "+refus.Error()), nil
	}
	return err
}

// dossierDeLaRangee rend celui de cette référence dans l'entreprise, ou l'ouvre.
func (e *Espace) dossierDeLaRangee(ctx context.Context, v *Visite, reference string, r *rangeeImportee) (*dossier.Dossier, error) {
	deja, err := e.Greffe.Journal.Fiches(ctx, dossier.Filtre{SIRET: v.Organisation.SIRET, Reference: reference, Sorte: "csp", Limite: 1})
	if err != nil {
		return nil, err
	}
	if len(deja) > 0 {
		return e.Greffe.Lire(ctx, deja[0].Dossier)
	}
	if err := e.Autoriser(v, "ouverture", &acces.Objet{Sorte: "csp", SIRET: v.Organisation.SIRET, Jour: v.Aujourdhui}); err != nil {
		return nil, err
	}
	d, neuf, err := e.Greffe.OuvrirUneFois(ctx, v.Compte.ID, map[string]string{"reference": reference, "siret": v.Organisation.SIRET, "personne": rand.Text()})
	r.Neuf = neuf
	return d, err
}
