package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"jalon/document/entree"
	"jalon/document/liasse"
	"jalon/document/xlsx"
	"jalon/lot"
)

// personnesDuLot est la taille du licenciement mesuré.
const personnesDuLot = 10_000

// licenciement mesure un lot de dix mille personnes, du classeur de la paie au classeur des résultats et aux courriers.
func licenciement() error {
	classeur, err := liste(personnesDuLot)
	if err != nil {
		return err
	}
	var l *lot.Lot
	var lecture, droit, ecriture time.Duration
	entier, err := chrono(3, func() error {
		debut := time.Now()
		e, _, err := entree.Lire([]entree.Fichier{{Nom: "liste.xlsx", Contenu: classeur}})
		if err != nil {
			return err
		}
		if l, err = lot.Lire(e); err != nil {
			return err
		}
		lecture = time.Since(debut)
		debut = time.Now()
		err = xlsx.Lot(io.Discard, l)
		ecriture = time.Since(debut)
		return err
	})
	if err != nil {
		return err
	}
	if n := l.Totaux.Etats[lot.Complete]; n != personnesDuLot {
		return fmt.Errorf("%d personnes complètes sur %d : la liste mesurée n'est pas celle qu'on croit", n, personnesDuLot)
	}
	if droit, err = chrono(3, func() error { l.Etudier(); return nil }); err != nil {
		return err
	}
	temoin, err := chrono(3, func() error { return recopier(classeur) })
	if err != nil {
		return err
	}
	fmt.Printf("Un licenciement de %d personnes, du classeur de la paie au classeur des résultats\n", personnesDuLot)
	fmt.Printf("  lire et récrire le même classeur, excelize  %6.2f s\n", temoin.Seconds())
	fmt.Printf("  lire, étudier, écrire les résultats         %6.2f s  rapport %.2f (3 au plus) ; lire et étudier %.2f s, écrire %.2f s\n", entier.Seconds(), entier.Seconds()/temoin.Seconds(), lecture.Seconds(), ecriture.Seconds())
	fmt.Printf("  dont le droit                               %6.2f s  soit %.1f %% (5 au plus)\n", droit.Seconds(), 100*droit.Seconds()/entier.Seconds())
	for _, n := range []int{500, 2000} {
		if err := courriers(l, n); err != nil {
			return err
		}
	}
	fmt.Println()
	return nil
}

// chrono rend la plus courte de plusieurs exécutions.
func chrono(fois int, f func() error) (time.Duration, error) {
	meilleure := time.Duration(0)
	for i := range fois {
		runtime.GC()
		debut := time.Now()
		if err := f(); err != nil {
			return 0, err
		}
		if d := time.Since(debut); i == 0 || d < meilleure {
			meilleure = d
		}
	}
	return meilleure, nil
}

// courriers compose la liasse de n personnes, et dit son débit et sa mémoire.
func courriers(l *lot.Lot, n int) error {
	f, err := os.CreateTemp("", "banc-*.zip")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	avant, pointe := m.HeapInuse, uint64(0)
	debut := time.Now()
	partie := *l
	partie.Personnes = l.Personnes[:n]
	err = liasse.Ecrire(f, &partie, func(faites, _ int) {
		if faites%50 == 0 {
			runtime.ReadMemStats(&m)
			pointe = max(pointe, m.HeapInuse)
		}
	})
	if err != nil {
		return err
	}
	d := time.Since(debut)
	papiers, taille, err := papiersDuZip(f)
	if err != nil {
		return err
	}
	fmt.Printf("  courriers de %5d personnes : %5d PDF et autant de DOCX en %5.1f s, %.0f PDF/s (100 au moins), %d Mo de mémoire en plus, %d Mo de ZIP\n",
		n, papiers, d.Seconds(), float64(papiers)/d.Seconds(), int64(pointe-min(avant, pointe))>>20, taille>>20)
	return nil
}

// liste fait un classeur de n personnes toutes différentes, en vingt-cinq colonnes, et de leur entreprise.
func liste(n int) ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", "Salariés"); err != nil {
		return nil, err
	}
	w, err := f.NewStreamWriter("Salariés")
	if err != nil {
		return nil, err
	}
	tetes := []any{
		"Matricule", "Civilité", "Nom", "Prénom", "Date de naissance", "Adresse", "Code postal", "Ville", "Emploi", "Contrat", "Date d'entrée", "Salaire mensuel brut",
		"Préavis en mois", "Charges patronales (%)", "Congés restants (jours)", "Cadre", "Salarié protégé", "Travailleur handicapé", "Résidence", "Vague", "Entretien le",
		"CSP remis le", "Motif écrit le", "Réponse", "Date de la réponse",
	}
	if err := w.SetRow("A1", tetes); err != nil {
		return nil, err
	}
	for i := range n {
		reponse, le := "", ""
		if i%3 == 1 {
			reponse, le = "Acceptation", "10/03/2026"
		} else if i%3 == 2 {
			reponse, le = "Refus", "12/03/2026"
		}
		err := w.SetRow("A"+strconv.Itoa(i+2), []any{
			"M" + strconv.Itoa(i), "Madame", "Nom" + strconv.Itoa(i), "Prénom", fmt.Sprintf("%02d/%02d/%d", 1+i%28, 1+i%12, 1965+i%20), strconv.Itoa(i%200) + " rue des Écoles", "69200", "Vénissieux", "Comptable", "CDI",
			fmt.Sprintf("01/%02d/%d", 1+i%12, 2003+i%21), 1800 + float64(i%4000)/2, 2, 42, i % 25, "non", "non", "non", "Métropole", strconv.Itoa(1 + i%5), "02/03/2026",
			"02/03/2026", "02/03/2026", reponse, le,
		})
		if err != nil {
			return nil, err
		}
	}
	if err := w.Flush(); err != nil {
		return nil, err
	}
	if _, err := f.NewSheet("Entreprise"); err != nil {
		return nil, err
	}
	for i, x := range [][2]string{{"Raison sociale", "Atelier Duval"}, {"Effectif", "12000"}, {"Procédure collective", "Liquidation judiciaire"}, {"Licenciements en trente jours", "9"}} {
		if err := f.SetSheetRow("Entreprise", "A"+strconv.Itoa(i+1), &[]string{x[0], x[1]}); err != nil {
			return nil, err
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// recopier lit un classeur et le récrit, avec la même bibliothèque, sans rien en faire.
func recopier(classeur []byte) error {
	f, err := excelize.OpenReader(bytes.NewReader(classeur), excelize.Options{RawCellValue: true})
	if err != nil {
		return err
	}
	defer f.Close()
	x := excelize.NewFile()
	defer x.Close()
	w, err := x.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	rangees, err := f.Rows("Salariés")
	if err != nil {
		return err
	}
	defer rangees.Close()
	for i := 1; rangees.Next(); i++ {
		cases, err := rangees.Columns()
		if err != nil {
			return err
		}
		ligne := make([]any, len(cases))
		for j, c := range cases {
			ligne[j] = c
		}
		if err := w.SetRow("A"+strconv.Itoa(i), ligne); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return x.Write(io.Discard)
}

// papiersDuZip compte les PDF d'un ZIP.
func papiersDuZip(f *os.File) (papiers int, taille int64, err error) {
	info, err := f.Stat()
	if err != nil {
		return 0, 0, err
	}
	z, err := zip.NewReader(f, info.Size())
	if err != nil {
		return 0, 0, err
	}
	for _, x := range z.File {
		if strings.HasSuffix(x.Name, ".pdf") {
			papiers++
		}
	}
	return papiers, info.Size(), nil
}
