package espace

import (
	"bytes"
	"net/http"

	"jalon/acces"
	"jalon/document/xlsx"
	"jalon/dossier"
	"jalon/droit/calendrier"
	"jalon/web/cadre"
)

// exportMax borne un export ; au-delà, il le dit.
const exportMax = 20_000

// adresseExport est celle des fichiers de la liste telle qu'elle se voit, sans sa page ; vide pour qui ne peut pas l'emporter.
func adresseExport(v *Visite) string {
	if acces.PorteeDe(v.Compte.Role, acces.Exporter) == "" {
		return ""
	}
	q := v.URL.Query()
	q.Del("depuis")
	q.Del("forme")
	return "/journee/export?" + q.Encode()
}

// exporterJournee donne la liste de la journée en un fichier : mêmes filtres, même ordre, toutes ses pages.
func (e *Espace) exporterJournee(v *Visite) (cadre.Vue, error) {
	if vers := chezSoi(v.Compte); vers != "" {
		return cadre.Vue{Vers: vers}, nil
	}
	forme := v.URL.Query().Get("forme")
	if forme != "csv" && forme != "xlsx" {
		return cadre.Vue{}, Introuvable
	}
	f, err := e.filtre(v)
	if err != nil {
		return cadre.Vue{}, err
	}
	f.Depuis = dossier.Repere{}
	if err := e.Autoriser(v, acces.Exporter, &acces.Objet{Sorte: f.Sorte, SIRET: f.SIRET, Operateur: f.Operateur, Autorite: f.Autorite, Dossier: v.Compte.Dossier, Jour: v.Aujourdhui}); err != nil {
		return cadre.Vue{}, err
	}
	t := &xlsx.Tableau{
		Titre:    "Les dossiers, au " + v.Aujourdhui.Francais(),
		Colonnes: []string{"Qui", "Référence", "Date", "C'est", "Retard, en jours", "Ce qui est à faire", "Par qui", "État", "Terme", "Conseiller", "Employeur", "Dossier"},
	}
	for {
		f.Limite = min(f.Borne(), exportMax+1-len(t.Lignes))
		l, err := e.Greffe.Journal.Fiches(v.Context(), f)
		if err != nil {
			return cadre.Vue{}, err
		}
		lignes, err := e.Lignes(v, l)
		if err != nil {
			return cadre.Vue{}, err
		}
		for i := range lignes {
			t.Lignes = append(t.Lignes, cases(&lignes[i]))
		}
		if len(t.Lignes) > exportMax {
			t.Lignes = t.Lignes[:exportMax]
			t.Totaux = [][]any{{"Liste coupée à 20 000 dossiers : filtrez-la, puis emportez-en les parties."}}
			break
		}
		if len(l) < f.Limite {
			break
		}
		f.Depuis = l[len(l)-1].Repere()
	}
	var b bytes.Buffer
	x := &cadre.Fichier{Nom: "dossiers.csv", Type: "text/csv; charset=utf-8"}
	if forme == "csv" {
		err = t.CSV(&b)
	} else {
		x.Nom, x.Type = "dossiers.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
		err = t.Classeur(&b, e.Maintenant())
	}
	x.Octets = b.Bytes()
	return cadre.Vue{Fichier: x, Statut: http.StatusOK}, err
}

func cases(l *LigneJournee) []any {
	quand, retard, terme := "", any(""), calendrier.Date(0)
	switch {
	case !l.Prochaine.Connue():
	case l.Debute:
		quand = "un début"
	default:
		quand = "une limite"
	}
	if l.Retard > 0 {
		retard = l.Retard
	}
	if l.TermePasse {
		terme = l.Terme
	}
	return []any{l.Qui, l.Reference, l.Prochaine, quand, retard, l.Quoi, attendu(l.Attend), NomEtat(l.Etat), terme, l.NomConseiller, l.SIRET, l.Dossier}
}
