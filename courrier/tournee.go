package courrier

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"jalon/acces"
	"jalon/dossier"
	"jalon/dossier/personne"
	"jalon/droit/calendrier"
)

// Envoi est ce qui va, un jour, à un destinataire.
type Envoi struct {
	Destinataire
	Lignes []Ligne // par date
}

// Orphelin est un rappel que personne ne peut recevoir.
type Orphelin struct {
	Rappel
	Qui string
}

// Tournee fait les rappels d'un jour.
type Tournee struct {
	Greffe    *dossier.Greffe
	Depot     acces.Depot
	Identites personne.Identites
	Carnet    Carnet
	Facteur   *Facteur // nil : à blanc seulement
	Pages     string   // l'adresse publique du site, sans barre à la fin
}

// LirePages vérifie l'adresse publique des pages.
func LirePages(adresse string) (string, error) {
	u, err := url.Parse(adresse)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return "", &Adresse{"JALON_ADRESSE", "l'adresse des pages est attendue, comme https://jalon.exemple.fr"}
	}
	return strings.TrimRight(adresse, "/"), nil
}

// page borne ce qui se lit à la fois.
const page = 500

// Prevoir rend ce qui est à envoyer ce jour et ne l'a pas été, par destinataire, et les rappels que personne ne peut recevoir.
func (t *Tournee) Prevoir(ctx context.Context, au calendrier.Date) (envois []Envoi, orphelins []Orphelin, err error) {
	a, err := lireAnnuaire(ctx, t.Depot, t.Identites)
	if err != nil {
		return nil, nil, err
	}
	par := map[string]*Envoi{}
	var cles []string
	q := dossier.Filtre{Jusqua: au.Plus(fenetre), Limite: page}
	for {
		fiches, err := t.Greffe.Journal.Fiches(ctx, q)
		if err != nil {
			return nil, nil, err
		}
		for i := range fiches {
			d, err := t.Greffe.Lire(ctx, fiches[i].Dossier)
			if err != nil {
				return nil, nil, err
			}
			for _, x := range Dus(d, au) {
				l, err := a.pour(ctx, d, &x)
				if err != nil {
					return nil, nil, err
				}
				if len(l) == 0 {
					orphelins = append(orphelins, Orphelin{x.Rappel, x.Qui.String()})
				}
				for _, qui := range l {
					e := par[qui.Cle]
					if e == nil {
						e = &Envoi{Destinataire: qui}
						par[qui.Cle], cles = e, append(cles, qui.Cle)
					}
					e.Lignes = append(e.Lignes, Ligne{x.Rappel, qui.Cle, qui.Role, au, "", EnCours})
				}
			}
		}
		if len(fiches) < page {
			break
		}
		q.Depuis = fiches[len(fiches)-1].Repere()
	}
	slices.Sort(cles)
	for _, cle := range cles {
		e := par[cle]
		slices.SortFunc(e.Lignes, func(a, b Ligne) int { return a.comparer(b.Rappel) })
		if e.Lignes, err = t.Carnet.Nouvelles(ctx, e.Lignes); err != nil {
			return nil, nil, err
		}
		if len(e.Lignes) > 0 {
			envois = append(envois, *e)
		}
	}
	return envois, orphelins, nil
}

// Bilan est ce qu'une tournée a fait.
type Bilan struct {
	Messages, Rappels int        // acceptés par le serveur
	Refuses           []string   // par message : rôle du destinataire, dossiers et raison
	SansReponse       int        // messages confiés dont on ne sait pas s'ils sont partis : ils ne se referont pas
	Remis             int        // messages qui partiront une autre fois
	Orphelins         []Orphelin // que personne ne peut recevoir
}

// Faire envoie les rappels d'un jour, et consigne chacun dans son dossier une fois le message accepté. Elle se recommence sans
// dommage, même interrompue ou faite par plusieurs programmes : l'intention est gardée d'abord, l'envoi vient ensuite, le fait
// enfin. Ce qu'elle rend est ce qui a été fait, même avec une erreur.
func (t *Tournee) Faire(ctx context.Context, au calendrier.Date) (*Bilan, error) {
	b := &Bilan{}
	errs := []error{t.achever(ctx)}
	envois, orphelins, err := t.Prevoir(ctx, au)
	if b.Orphelins = orphelins; err != nil {
		return b, errors.Join(append(errs, err)...)
	}
	defer t.Facteur.Fermer()
	for i := range envois {
		// Avant de rien garder : un serveur absent ne doit laisser aucun rappel en suspens.
		if err := t.Facteur.ouvrir(ctx); err != nil {
			b.Remis += len(envois) - i
			return b, errors.Join(append(errs, err)...)
		}
		errs = append(errs, t.envoyer(ctx, &envois[i], b))
		if ctx.Err() != nil {
			b.Remis += len(envois) - i - 1
			break
		}
	}
	return b, errors.Join(errs...)
}

func (t *Tournee) envoyer(ctx context.Context, e *Envoi, b *Bilan) error {
	id := t.Facteur.identifiant()
	for i := range e.Lignes {
		e.Lignes[i].Message = id
	}
	l, err := t.Carnet.Reserver(ctx, e.Lignes)
	if err != nil || len(l) == 0 { // un autre programme l'a pris
		return err
	}
	e.Lignes = l
	m := composer(t.Pages, e)
	m.ID = id
	quoi, err := t.Facteur.porter(m)
	ctx = context.WithoutCancel(ctx) // ce que le serveur a répondu se garde, même si l'on arrête
	switch quoi {
	case parti:
		b.Messages++
		b.Rappels += len(l)
		if err := t.Carnet.Marquer(ctx, id, Envoye); err != nil {
			return err
		}
		return t.consigner(ctx, l)
	case refuse:
		var dossiers []string
		for _, x := range l {
			dossiers = append(dossiers, x.Dossier)
		}
		slices.Sort(dossiers)
		b.Refuses = append(b.Refuses, l[0].Role+", pour "+strings.Join(slices.Compact(dossiers), ", ")+" : "+err.Error())
		return t.Carnet.Marquer(ctx, id, Refuse)
	case inconnue:
		b.SansReponse++
		return err
	case pasParti:
	}
	b.Remis++
	return errors.Join(err, t.Carnet.Lacher(ctx, id))
}

// achever consigne ce qu'une tournée interrompue avait envoyé.
func (t *Tournee) achever(ctx context.Context) error {
	l, err := t.Carnet.Rappels(ctx, Envoye)
	if err != nil {
		return err
	}
	var errs []error
	for len(l) > 0 {
		n := 1
		for n < len(l) && l[n].Message == l[0].Message {
			n++
		}
		errs = append(errs, t.consigner(ctx, l[:n]))
		l = l[n:]
	}
	return errors.Join(errs...)
}

// consigner met au dossier la preuve de chaque rappel d'un message. Déjà mise, elle ne l'est pas une seconde fois.
func (t *Tournee) consigner(ctx context.Context, l []Ligne) error {
	for i := range l {
		x := &l[i]
		if err := t.Greffe.ConsignerRappel(ctx, x.Dossier, &dossier.RappelEnvoye{
			Le: x.Jour, Destinataire: x.Role, Echeance: x.Echeance, Regle: x.Regle, Delai: x.Delai, Message: x.Message,
		}); err != nil {
			return err
		}
	}
	return t.Carnet.Marquer(ctx, l[0].Message, Consigne)
}
