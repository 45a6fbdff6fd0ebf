package lot

// Genre dit ce qu'est le contenu d'une case.
type Genre uint8

// Les genres de case.
const (
	Texte   Genre = iota
	Nombre        // écrit avec un point : « 2450.5 » ; peut être le numéro d'un jour
	Jour          // une date du tableur, écrite AAAA-MM-JJ
	Booleen       // « oui » ou « non »
	EnFaute       // une erreur du tableur : « #N/A »
)

// Case est une case telle que le fichier la donne, sans interprétation.
type Case struct {
	Texte   string
	Genre   Genre
	Formule bool // la valeur est celle que le tableur avait calculée
}

// Rangee est une rangée du fichier qui n'est pas vide.
type Rangee struct {
	Rang  int // dans le fichier, depuis 1
	Cases []Case
}

// Tableau est une feuille lue, avant qu'on sache ce que disent ses colonnes.
type Tableau struct {
	Nom       string // de la feuille ; vide pour un fichier CSV
	Masque    bool   // la feuille est masquée dans le classeur
	Epoque04  bool   // les jours se comptent depuis 1904
	Rangees   []Rangee
	Remarques []Remarque
}

// Remarque est une chose à savoir sur une rangée (0 : sur tout le tableau) : ce qui gêne et ce qu'on en a fait.
type Remarque struct {
	Rang  int
	Texte string
}
