// Package liasse réunit les papiers d'un lot dans un seul ZIP : un dossier par personne, la liste des papiers et
// celle de ce qu'il reste à remplir. Le ZIP s'écrit au fil de l'eau ; les mêmes faits donnent les mêmes octets.
package liasse

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"hash/crc32"
	"io"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"jalon/document"
	"jalon/document/docx"
	"jalon/document/lettre"
	"jalon/document/pdf"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/lot"
)

// Les fichiers communs du ZIP.
const (
	LisezMoi = "LISEZ-MOI.txt"
	Index    = "index.csv"
	Manques  = "donnees-manquantes.csv"
)

// Ecrire écrit le ZIP des papiers d'un lot étudié. avance, si elle n'est pas nulle, est appelée après chaque personne,
// dans l'ordre. Le NIR et l'IBAN n'y sont jamais. L'erreur dit quel papier n'a pas pu s'écrire.
func Ecrire(w io.Writer, l *lot.Lot, avance func(faites, total int)) error {
	dossiers := ranger(l.Personnes)
	z := &ecriture{z: zip.NewWriter(w), jour: document.Horodatage(dernierJour(l.Personnes))}
	z.index = nouvelleTable("dossier", "matricule", "civilite", "nom", "prenom", "emploi", "vague", "etat", "suite", "remise", "dernier_jour_pour_repondre", "fin_du_contrat_si_adhesion", "papier", "pdf", "docx", "a_remplir", "regles", "remarque")
	z.manques = nouvelleTable("dossier", "matricule", "nom", "prenom", "papier", "a_remplir")
	z.communs = map[string]bool{}

	fini := make(chan struct{})
	defer close(fini)
	// Chaque personne a sa réponse, rangée dans la file avant d'être faite : l'ordre du ZIP est fixé, et la file, bornée,
	// retient les fils qui prendraient de l'avance.
	fils := max(2, runtime.GOMAXPROCS(0))
	type tache struct {
		d     *dossier
		faite chan *pli
	}
	aFaire, file := make(chan tache), make(chan tache, 2*fils)
	for range fils {
		go func() {
			for t := range aFaire {
				t.faite <- plier(l, t.d)
			}
		}()
	}
	go func() {
		defer close(aFaire)
		defer close(file)
		for i := range dossiers {
			t := tache{&dossiers[i], make(chan *pli, 1)}
			for _, c := range []chan tache{file, aFaire} {
				select {
				case c <- t:
				case <-fini:
					return
				}
			}
		}
	}()
	faites := 0
	for t := range file {
		p := <-t.faite
		if err := z.dossier(p); err != nil {
			return err
		}
		faites++
		if avance != nil {
			avance(faites, len(dossiers))
		}
	}
	return z.finir(&l.Entreprise, len(dossiers))
}

// dernierJour est le jour du fait le plus récent du lot.
func dernierJour(personnes []lot.Personne) calendrier.Date {
	var jour calendrier.Date
	for i := range personnes {
		jour = max(jour, document.DernierFait(&personnes[i].Situation))
	}
	return jour
}

// dossier est une personne et le nom de son dossier.
type dossier struct {
	p   *lot.Personne
	nom string
	cle [3]string
}

// ranger trie par nom, prénom, matricule puis rang du fichier, et nomme chaque dossier ; le numéro le rend unique.
func ranger(personnes []lot.Personne) []dossier {
	l := make([]dossier, len(personnes))
	for i := range personnes {
		p := &personnes[i]
		l[i] = dossier{p: p, cle: [3]string{cle(p.Identite.Nom), cle(p.Identite.Prenom), cle(p.Identite.Matricule)}}
	}
	slices.SortStableFunc(l, func(a, b dossier) int {
		return cmp.Or(slices.Compare(a.cle[:], b.cle[:]), cmp.Compare(a.p.Rang, b.p.Rang))
	})
	chiffres := max(3, len(strconv.Itoa(len(l))))
	for i := range l {
		x := &l[i].p.Identite
		l[i].nom = fmt.Sprintf("%0*d", chiffres, i+1)
		for _, s := range []string{nomDeFichier(x.Nom, 30), nomDeFichier(x.Prenom, 20)} {
			if s != "" {
				l[i].nom += "_" + s
			}
		}
	}
	return l
}

// sansAccents rend un texte sans signe diacritique ni ligature.
func sansAccents(s string) string {
	s = strings.NewReplacer("œ", "oe", "Œ", "Oe", "æ", "ae", "Æ", "Ae", "ø", "o", "Ø", "O", "ł", "l", "Ł", "L", "ß", "ss", "đ", "d", "Đ", "D", "ı", "i").Replace(s)
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(document.Lisible(s)))
}

func cle(s string) string { return strings.ToLower(sansAccents(s)) }

// nomDeFichier rend un nom que tout système accepte : lettres et chiffres de l'ASCII, tirets, n signes au plus.
func nomDeFichier(s string, n int) string {
	var b strings.Builder
	tiret := false
	for _, r := range sansAccents(s) {
		if r < 128 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			if tiret && b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteRune(r)
			tiret = false
		} else {
			tiret = true
		}
		if b.Len() >= n {
			break
		}
	}
	return b.String()
}

// pli est ce qu'un fil a fait d'une personne.
type pli struct {
	d        *dossier
	x        *lot.Etude
	lettres  []lettre.Lettre
	fichiers []fichier
	faute    string // ce qui a empêché de les faire
	err      error
}

// fichier est une entrée du ZIP, déjà compressée par son format.
type fichier struct {
	nom     string
	contenu []byte
	crc     uint32
	jour    time.Time
}

// plier fait les papiers d'une personne. Une faute du programme est la sienne seule : dans un fil, elle arrêterait tout.
func plier(l *lot.Lot, d *dossier) (p *pli) {
	p = &pli{d: d}
	defer func() {
		if recover() != nil {
			*p = pli{d: d, faute: "les papiers n'ont pas pu être faits, par une faute de jalon : signalez-la, avec cette rangée"}
		}
	}()
	p.x = l.Etude(d.p)
	p.lettres = lettre.Pour(l, p.x)
	for i := range p.lettres {
		l := &p.lettres[i]
		for _, f := range []struct {
			extension string
			ecrire    func(io.Writer, *lettre.Lettre) error
		}{{".pdf", pdf.Lettre}, {".docx", docx.Ecrire}} {
			var b bytes.Buffer
			nom := d.nom + "/" + l.Nom + f.extension
			if err := f.ecrire(&b, l); err != nil {
				p.err = fmt.Errorf("le papier %s n'a pas pu être fait : %w", nom, err)
				return p
			}
			p.fichiers = append(p.fichiers, fichier{nom, b.Bytes(), crc32.ChecksumIEEE(b.Bytes()), document.Horodatage(l.Jour)})
		}
	}
	return p
}

// ecriture est un ZIP en train de s'écrire.
type ecriture struct {
	z       *zip.Writer
	jour    time.Time
	index   *table
	manques *table
	communs map[string]bool // ce qui manque à l'entreprise, dit une seule fois
	fautes  int             // personnes dont les papiers n'ont pas pu être faits
}

// entree écrit un fichier du ZIP tel quel : son en-tête dit sa taille, et un lecteur qui va d'un bout à l'autre le lit.
func (z *ecriture) entree(f fichier) error {
	n := uint64(len(f.contenu))
	h := &zip.FileHeader{Name: f.nom, Method: zip.Store, CRC32: f.crc, CompressedSize64: n, UncompressedSize64: n}
	//lint:ignore SA1019 CreateRaw ne lit pas Modified
	h.SetModTime(f.jour)
	w, err := z.z.CreateRaw(h)
	if err == nil {
		_, err = w.Write(f.contenu)
	}
	if err != nil {
		return fmt.Errorf("%s n'a pas pu entrer dans le ZIP : vérifiez la place et les droits d'écriture : %w", f.nom, err)
	}
	return nil
}

func (z *ecriture) dossier(p *pli) error {
	if p.err != nil {
		return p.err
	}
	for _, f := range p.fichiers {
		if err := z.entree(f); err != nil {
			return err
		}
	}
	i, b := &p.d.p.Identite, &p.d.p.Bilan
	qui := []string{p.d.nom, i.Matricule, i.Civilite, i.Nom, i.Prenom, i.Emploi, p.d.p.Vague, p.d.p.Etat.String(), b.Issue.String(), jour(b.Dates.Remise), jour(b.Dates.FinReflexion), jour(b.Dates.Rupture)}
	switch {
	case p.faute != "":
		z.fautes++
		z.index.ecrire(append(qui, "", "", "", "", "", p.faute)...)
	case len(p.lettres) == 0:
		z.index.ecrire(append(qui, "", "", "", "", "", lettre.SansPapier(p.x))...)
	}
	for n := range p.lettres {
		l := &p.lettres[n]
		z.index.ecrire(append(qui[:len(qui):len(qui)], l.Titre, p.d.nom+"/"+l.Nom+".pdf", p.d.nom+"/"+l.Nom+".docx", strconv.Itoa(len(l.Manques)), l.Regles, "")...)
		for _, m := range l.Manques {
			switch {
			case !m.Commun:
				z.manques.ecrire(p.d.nom, i.Matricule, i.Nom, i.Prenom, l.Titre, m.Quoi)
			case !z.communs[m.Quoi]:
				z.communs[m.Quoi] = true
				z.manques.ecrire("(toutes les personnes)", "", "", "", "", m.Quoi+" : à donner une fois, dans les données de l'entreprise")
			}
		}
	}
	return nil
}

func jour(d calendrier.Date) string {
	if !d.Connue() {
		return ""
	}
	return d.Francais()
}

func (z *ecriture) finir(e *lot.Entreprise, personnes int) error {
	for _, f := range []struct {
		nom     string
		contenu []byte
	}{{Index, z.index.octets()}, {Manques, z.manques.octets()}, {LisezMoi, lisezMoi(e, personnes, z.fautes)}} {
		if err := z.entree(fichier{f.nom, f.contenu, crc32.ChecksumIEEE(f.contenu), z.jour}); err != nil {
			return err
		}
	}
	if err := z.z.Close(); err != nil {
		return fmt.Errorf("le ZIP n'a pas pu être terminé : vérifiez la place et les droits d'écriture : %w", err)
	}
	return nil
}

// marque dit à un tableur que le texte est en UTF-8.
const marque = "\ufeff"

func lisezMoi(e *lot.Entreprise, personnes, fautes int) []byte {
	nom := csp.NomOperateur(calendrier.Derniere)
	texte := "Papiers du contrat de sécurisation professionnelle (CSP)\n" + document.Lisible(e.RaisonSociale) + "\n\n" +
		document.Nombre(personnes, "personne") + " : un dossier par personne, chaque papier en PDF (à imprimer) et en DOCX (à modifier).\n\n" +
		Index + " : la liste des papiers, de leurs règles et des dates de chaque personne, à ouvrir avec un tableur.\n" +
		Manques + " : ce qui n'est pas connu. Dans les papiers, c'est un blanc à remplir à la main.\n\n" +
		"Ces papiers sont des documents de travail. Ils accompagnent le formulaire officiel du CSP, à demander à " + nom + ", et ne le remplacent pas.\n" +
		"Ils contiennent des données personnelles : gardez-les en lieu sûr, et ne les envoyez qu'à qui doit les lire.\n\n" +
		"Règles et barèmes : jalon, édition " + csp.Edition() + ".\n"
	if fautes > 0 {
		texte = "ATTENTION : les papiers de " + document.Nombre(fautes, "personne") + " n'ont pas pu être faits ; la remarque de " + Index + " dit pourquoi.\n\n" + texte
	}
	return []byte(marque + strings.ReplaceAll(document.Typographie(texte), "\n", "\r\n"))
}

// table est un fichier CSV à points-virgules, en UTF-8.
type table struct {
	b *bytes.Buffer
	c *csv.Writer
}

func nouvelleTable(entetes ...string) *table {
	b := bytes.NewBufferString(marque)
	t := &table{b, csv.NewWriter(b)}
	t.c.Comma, t.c.UseCRLF = ';', true
	t.ecrire(entetes...)
	return t
}

// ecrire ajoute une ligne. Un texte qu'un tableur prendrait pour une formule est précédé d'une apostrophe.
func (t *table) ecrire(cases ...string) {
	for i, s := range cases {
		s = strings.TrimSpace(document.Lisible(s))
		if r, _ := utf8.DecodeRuneInString(s); s != "" && strings.ContainsRune("=+-@＝＋－＠", r) { // pleine chasse comprise
			s = "'" + s
		}
		cases[i] = s
	}
	_ = t.c.Write(cases) // écrire en mémoire n'échoue pas
}

func (t *table) octets() []byte {
	t.c.Flush()
	return t.b.Bytes()
}
