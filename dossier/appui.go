package dossier

// Les clés d'un fait que deux personnes ont fait : qui l'a préparé ou proposé, et de quelle pièce il vient. Aucun champ
// d'acte ne les porte : personne ne les tape.
const (
	clePreparePar = "prepare_par"
	clePiece      = "piece"
)

// Appui dit qui a préparé un fait qu'un autre a validé, et la pièce d'où il vient.
type Appui struct{ PreparePar, Piece string }

// Appui rend celui d'un fait ; vide quand une seule personne l'a fait.
func (d *Dossier) Appui(version int) Appui {
	s := d.Suivi(version)
	return Appui{s[clePreparePar], s[clePiece]}
}

func (c *contenu) appuyer(a Appui) {
	if a == (Appui{}) {
		return
	}
	if c.Suivi == nil {
		c.Suivi = map[string]string{}
	}
	c.Suivi[clePreparePar], c.Suivi[clePiece] = a.PreparePar, a.Piece
}

// DePiece rend le fait qui vient d'une pièce, même annulé ou corrigé depuis ; 0 s'il n'y en a pas.
func (d *Dossier) DePiece(piece string) int {
	for i := range d.Faits {
		if d.contenus[i].Suivi[clePiece] == piece {
			return i + 1
		}
	}
	return 0
}

// Causes rend ce que chaque fait consigné a changé à ce qui est dû d'un poste, du premier au dernier.
func (d *Dossier) Causes(p Poste) ([]Ajustement, error) {
	var l []Ajustement
	var avant somme
	for v := 1; v <= len(d.Faits); v++ {
		if c := &d.contenus[v-1]; c.Faits == nil && c.Evenement == nil && c.Corrige == 0 {
			continue
		}
		passe, err := plier(d.Faits[:v], d.contenus[:v])
		if err != nil {
			return nil, err
		}
		apres := passe.du(passe.dus(), p)
		if j := ajustement(v, avant, apres); j != nil {
			l = append(l, *j)
		}
		avant = apres
	}
	return l, nil
}

// ajustement est ce qu'un fait change à une somme due ; nil s'il n'y change rien.
func ajustement(fait int, a, b somme) *Ajustement {
	if a.net.Connu() == b.net.Connu() && (!a.net.Connu() || a.net.Compare(b.net) == 0) {
		return nil
	}
	j := &Ajustement{Fait: fait, Avant: a.net, Apres: b.net, Jours: b.jours - a.jours}
	if a.net.Connu() && b.net.Connu() {
		j.Ecart = b.net.Moins(a.net)
	}
	return j
}
