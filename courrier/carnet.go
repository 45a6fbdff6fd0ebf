package courrier

import (
	"context"

	"jalon/droit/calendrier"
)

// Les états d'un rappel au carnet.
const (
	EnCours  = "en_cours" // confié au serveur, dont la réponse n'est pas connue : il ne se refait pas
	Envoye   = "envoye"   // accepté par le serveur, pas encore consigné au dossier
	Consigne = "consigne"
	Refuse   = "refuse" // le serveur n'en veut pas : il ne se refait pas
)

// Ligne est un rappel du carnet : gardé avant l'envoi, pour qu'il ne parte jamais deux fois.
type Ligne struct {
	Rappel
	Destinataire, Role string
	Jour               calendrier.Date
	Message, Etat      string
}

// Carnet garde ce qui a été tenté. Chaque base passe les mêmes tests.
type Carnet interface {
	// Reserver ajoute les lignes d'un message, sauf celles qui y sont déjà, et rend celles qu'elle a ajoutées ; aucune si ce
	// destinataire a déjà un message ce jour. De plusieurs programmes à la fois, un seul en reçoit chacune.
	Reserver(ctx context.Context, l []Ligne) ([]Ligne, error)
	// Nouvelles rend ce que Reserver ajouterait, sans rien écrire.
	Nouvelles(ctx context.Context, l []Ligne) ([]Ligne, error)
	// Marquer change l'état des lignes d'un message ; Lacher les ôte : il n'est pas parti.
	Marquer(ctx context.Context, message, etat string) error
	Lacher(ctx context.Context, message string) error
	// Rappels rend les lignes d'un état, par message.
	Rappels(ctx context.Context, etat string) ([]Ligne, error)
}
