// Package piece reconnaît un fichier déposé : il est ce que dit son nom, ou il est refusé.
package piece

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"
)

// OctetsMax borne un fichier déposé.
const OctetsMax = 10 << 20

// Forme est un format accepté.
type Forme struct {
	Cle, Nom, Type string   // « pdf », « PDF », « application/pdf »
	Suffixes       []string // du nom du fichier
	lire           func([]byte) error
}

// Formes sont toutes celles qu'on accepte.
var Formes = []Forme{
	{"pdf", "PDF", "application/pdf", []string{".pdf"}, lirePDF},
	{"jpeg", "JPEG", "image/jpeg", []string{".jpg", ".jpeg"}, func(b []byte) error { return lireImage(b, jpeg.DecodeConfig, jpeg.Decode) }},
	{"png", "PNG", "image/png", []string{".png"}, func(b []byte) error { return lireImage(b, png.DecodeConfig, png.Decode) }},
	{"docx", "DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", []string{".docx"}, func(b []byte) error { return lireArchive(b, "word/document.xml", "") }},
	{"xlsx", "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", []string{".xlsx"}, func(b []byte) error { return lireArchive(b, "xl/workbook.xml", "") }},
	{"odt", "ODT", "application/vnd.oasis.opendocument.text", []string{".odt"}, func(b []byte) error {
		return lireArchive(b, "content.xml", "application/vnd.oasis.opendocument.text")
	}},
}

// Acceptees nomme les formats, pour le dire.
const Acceptees = "PDF, JPEG, PNG, DOCX, XLSX ou ODT"

// Trouver rend la forme d'une clé, ou nil.
func Trouver(cle string) *Forme {
	for i := range Formes {
		if Formes[i].Cle == cle {
			return &Formes[i]
		}
	}
	return nil
}

// Reconnaitre rend la forme d'un fichier que son nom annonce et que son contenu tient. L'erreur est une phrase pour qui dépose.
func Reconnaitre(nom string, octets []byte) (*Forme, error) {
	switch {
	case len(octets) == 0:
		return nil, errors.New("ce fichier est vide")
	case len(octets) > OctetsMax:
		return nil, fmt.Errorf("ce fichier dépasse %d Mo : réduisez-le, ou coupez-le en plusieurs", OctetsMax>>20)
	}
	suffixe := strings.ToLower(path.Ext(nom))
	for i := range Formes {
		f := &Formes[i]
		for _, s := range f.Suffixes {
			if s != suffixe {
				continue
			}
			if autre := signature(octets); autre != "" && autre != f.Cle && (autre != "zip" || !f.archive()) {
				return nil, fmt.Errorf("ce fichier se dit %s, mais son contenu est %s : déposez-le sous son vrai format", f.Nom, nomsSignatures[autre])
			}
			if err := f.lire(octets); err != nil {
				return nil, fmt.Errorf("ce fichier se dit %s, mais %w", f.Nom, err)
			}
			return f, nil
		}
	}
	return nil, errors.New("seuls les fichiers " + Acceptees + " se déposent, et c'est la fin de leur nom qui le dit")
}

func (f *Forme) archive() bool { return f.Cle == "docx" || f.Cle == "xlsx" || f.Cle == "odt" }

var nomsSignatures = map[string]string{"pdf": "un PDF", "jpeg": "une image JPEG", "png": "une image PNG", "zip": "une archive ZIP", "programme": "un programme", "html": "une page web"}

// signature est ce que les premiers octets montrent ; vide : rien de connu.
func signature(b []byte) string {
	for _, s := range []struct{ debut, quoi string }{
		{"%PDF-", "pdf"}, {"\xff\xd8\xff", "jpeg"}, {"\x89PNG\r\n\x1a\n", "png"}, {"PK\x03\x04", "zip"}, {"MZ", "programme"}, {"\x7fELF", "programme"},
	} {
		if bytes.HasPrefix(b, []byte(s.debut)) {
			return s.quoi
		}
	}
	debut := bytes.ToLower(bytes.TrimSpace(b[:min(len(b), 64)]))
	if bytes.HasPrefix(debut, []byte("<!doctype html")) || bytes.HasPrefix(debut, []byte("<html")) {
		return "html"
	}
	return ""
}

// Une image se lit en entier : d'abord sa taille, pour ne pas déplier une surface démesurée.
const pixelsMax = 64_000_000

func lireImage(b []byte, taille func(io.Reader) (image.Config, error), lire func(io.Reader) (image.Image, error)) error {
	c, err := taille(bytes.NewReader(b))
	if err != nil {
		return errors.New("son contenu n'est pas une image qui se lit")
	}
	if c.Width < 1 || c.Height < 1 || c.Width > pixelsMax/c.Height {
		return fmt.Errorf("l'image a %d points sur %d, plus qu'on ne peut en lire : réduisez-la", c.Width, c.Height)
	}
	uneImage <- struct{}{}
	defer func() { <-uneImage }()
	if _, err := lire(bytes.NewReader(b)); err != nil {
		return errors.New("l'image est coupée ou abîmée : elle ne se lit pas jusqu'au bout")
	}
	return nil
}

// uneImage à la fois se déplie en mémoire.
var uneImage = make(chan struct{}, 1)

var (
	finPDF   = regexp.MustCompile(`startxref\s+(\d{1,10})\s+%%EOF`)
	tablePDF = regexp.MustCompile(`^\s*(xref\b|\d+\s+\d+\s+obj\b)`)
)

// lirePDF va du début à la table des objets, que désigne la fin : un PDF coupé ou imité ne les a pas. Des octets avant l'en-tête
// déplacent la table d'autant, ce que certains logiciels ne corrigent pas.
func lirePDF(b []byte) error {
	entete := bytes.Index(b[:min(len(b), 1024)], []byte("%PDF-"))
	if entete < 0 {
		return errors.New("son contenu n'en est pas un")
	}
	fins := finPDF.FindAllSubmatch(b[max(0, len(b)-2048):], -1)
	if fins == nil {
		return errors.New("il est coupé : sa fin manque")
	}
	ou, _ := strconv.Atoi(string(fins[len(fins)-1][1])) // dix chiffres au plus
	for _, place := range []int{ou, ou + entete} {
		if place < len(b) && tablePDF.Match(b[place:min(len(b), place+64)]) {
			return nil
		}
	}
	return errors.New("il est abîmé : la table de ses objets manque")
}

// Ce qu'une archive peut avoir de fichiers, et d'octets une fois dépliée.
const (
	fichiersMax = 5_000
	depliesMax  = 200 << 20
)

// lireArchive ouvre un document fait d'une archive : ses sommes tiennent, sa partie principale est du XML, et rien ne s'y exécute.
func lireArchive(b []byte, principale, mime string) error {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return errors.New("son contenu n'en est pas un, ou il est coupé")
	}
	if len(z.File) > fichiersMax {
		return fmt.Errorf("il contient plus de %d fichiers", fichiersMax)
	}
	reste := int64(depliesMax)
	vues := map[string]bool{}
	for _, f := range z.File {
		nom := strings.ToLower(f.Name)
		if strings.HasSuffix(nom, "vbaproject.bin") || strings.HasPrefix(nom, "basic/") || strings.HasPrefix(nom, "scripts/") {
			return errors.New("il contient des macros : enregistrez-le sans elles")
		}
		r, err := f.Open()
		if err != nil {
			return errors.New("une de ses parties ne se lit pas")
		}
		contenu := &io.LimitedReader{R: r, N: reste + 1}
		switch {
		case f.Name == principale:
			err = lireXML(contenu)
		case f.Name == "mimetype" && mime != "":
			var t []byte
			if t, err = io.ReadAll(contenu); err == nil && string(bytes.TrimSpace(t)) != mime {
				err = errors.New("autre type")
			}
		}
		if err == nil {
			_, err = io.Copy(io.Discard, contenu) // la somme se vérifie à la fin
		}
		r.Close()
		if reste = contenu.N - 1; reste < 0 {
			return fmt.Errorf("il dépasse %d Mo une fois déplié", depliesMax>>20)
		}
		if err != nil {
			return errors.New("une de ses parties est abîmée, ou n'est pas ce qu'elle devrait être")
		}
		vues[f.Name] = true
	}
	if !vues[principale] || mime != "" && !vues["mimetype"] || mime == "" && !vues["[Content_Types].xml"] {
		return errors.New("son contenu est celui d'une autre archive")
	}
	return nil
}

func lireXML(r io.Reader) error {
	d := xml.NewDecoder(r)
	for {
		if _, err := d.RawToken(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}
