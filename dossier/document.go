package dossier

import "strconv"

const acteDocument = "document"

// NaturesDocument sont ce qu'un document déposé peut être. Aucune n'est médicale.
var NaturesDocument = []string{
	"bulletin_adhesion", "attestation_employeur", "certificat_travail", "solde_tout_compte", "bulletins_salaire", "contrat_travail",
	"lettre_licenciement", "preuve_de_remise", "piece_identite", "releve_identite_bancaire", "avis_imposition", "demande_asp",
	"plan", "courrier", "justificatif", "autre",
}

// FormesDocument sont ses formats.
var FormesDocument = []string{"pdf", "jpeg", "png", "docx", "xlsx", "odt"}

// DocumentDepose est ce qu'un fait garde d'un document. Ni son nom ni ses octets, qui désigneraient la personne.
type DocumentDepose struct {
	Nature, Forme string
	SHA256        string // des octets déposés, en hexadécimal
	Taille        int    // octets
}

// PreparerDocument enchaîne au dossier le fait d'un dépôt, sans rien écrire : le registre, seul, le consigne avec les octets.
func (g *Greffe) PreparerDocument(d *Dossier, auteur string, x DocumentDepose) ([]Fait, *Fiche, error) {
	return g.preparerDuRegistre(d, auteur, &Saisie{Acte: acteDocument, Valeurs: map[string]string{
		"nature": x.Nature, "forme": x.Forme, "sha256": x.SHA256, "taille": strconv.Itoa(x.Taille),
	}})
}

// PreparerRetrait annule de même le fait d'un document, dont les octets s'ôtent avec.
func (g *Greffe) PreparerRetrait(d *Dossier, auteur string, fait int, pourquoi string) ([]Fait, *Fiche, error) {
	return g.preparerDuRegistre(d, auteur, &Saisie{Acte: acteAnnulation, Corrige: fait, Pourquoi: pourquoi})
}

func (g *Greffe) preparerDuRegistre(d *Dossier, auteur string, s *Saisie) ([]Fait, *Fiche, error) {
	s.duRegistre = true
	faits, apres, err := g.preparer(d, auteur, s)
	if err != nil {
		return nil, nil, err
	}
	return faits, apres.Fiche(), nil
}

// Document rend ce que le fait de ce rang garde d'un document ; faux si ce n'en est pas un.
func (d *Dossier) Document(version int) (DocumentDepose, bool) {
	if version < 1 || version > len(d.Faits) || d.Faits[version-1].Acte != acteDocument {
		return DocumentDepose{}, false
	}
	s := d.Suivi(version)
	taille, _ := strconv.Atoi(s["taille"]) // lue à la saisie
	return DocumentDepose{s["nature"], s["forme"], s["sha256"], taille}, true
}
