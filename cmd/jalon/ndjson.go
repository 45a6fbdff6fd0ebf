package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strconv"
	"sync"

	"jalon/droit/csp"
	"jalon/droit/trace"
	"jalon/format"
)

const (
	taillePaquet   = 128 << 10 // octets d'entrée confiés à un ouvrier en une fois
	ligneMax       = 1 << 20   // plus longue situation acceptée
	paquetsDAvance = 4         // lots en cours par ouvrier : la mémoire reste bornée
)

// errLignes dit qu'au moins une ligne a été refusée.
var errLignes = errors.New("des lignes ont été refusées")

// paquet est une suite de lignes entières, et ce qu'elles deviennent.
type paquet struct {
	entree, sortie []byte
	trop           bool // la ligne dépassait ligneMax : elle a été sautée
	ligne          int  // rang de la première ligne
	refus          int
	faites         int
	pret           chan struct{}
}

// calculerLignes lit une situation par ligne et écrit un résultat par ligne, dans le même ordre quel
// que soit le nombre d'ouvriers. Une ligne refusée donne une erreur à sa place.
func calculerLignes(entree io.Reader, sortie io.Writer, ouvriers int, expliquer bool, avance func(lignes, octets int)) error {
	if ouvriers == 0 {
		ouvriers = runtime.GOMAXPROCS(0)
	}
	travail := make(chan *paquet, ouvriers)
	ordre := make(chan *paquet, ouvriers*paquetsDAvance)
	libres := sync.Pool{New: func() any { return &paquet{entree: make([]byte, 0, taillePaquet+4096), pret: make(chan struct{}, 1)} }}
	arret := make(chan struct{})
	var equipe sync.WaitGroup
	for range ouvriers {
		equipe.Go(func() {
			o := nouvelOuvrier(expliquer)
			for l := range travail {
				o.faire(l)
				l.pret <- struct{}{}
			}
		})
	}
	var erreurLecture error
	go func() {
		defer close(ordre)
		defer close(travail)
		erreurLecture = decouper(entree, func() *paquet { return libres.Get().(*paquet) }, func(l *paquet) bool {
			select {
			case ordre <- l:
				travail <- l
				return true
			case <-arret:
				return false
			}
		})
	}()
	refus, lignes, octets := 0, 0, 0
	var erreurEcriture error
	for l := range ordre {
		<-l.pret
		if erreurEcriture == nil {
			if _, erreurEcriture = sortie.Write(l.sortie); erreurEcriture != nil {
				close(arret)
			}
		}
		refus += l.refus
		lignes += l.faites
		octets += len(l.entree)
		avance(lignes, octets)
		libres.Put(l)
	}
	equipe.Wait()
	switch {
	case erreurEcriture != nil:
		return fmt.Errorf("l'écriture du résultat a échoué : %w", enMots(erreurEcriture))
	case erreurLecture != nil:
		return fmt.Errorf("la lecture s'est arrêtée après la ligne %d : %w", lignes, enMots(erreurLecture))
	case refus > 0:
		return fmt.Errorf("%w : %d sur %d ; chacune porte sa raison sous la clé « erreur », à sa place", errLignes, refus, lignes)
	}
	return nil
}

// decouper lit l'entrée en lots de lignes entières. Une ligne sans fin est sautée, jamais gardée.
func decouper(entree io.Reader, nouveau func() *paquet, envoyer func(*paquet) bool) error {
	ligne := 1
	l := nouveau()
	l.entree = l.entree[:0]
	finir := func(n int) bool { // envoie les n premiers octets, garde le reste
		reste := nouveau()
		reste.entree = append(reste.entree[:0], l.entree[n:]...)
		l.entree, l.trop, l.ligne = l.entree[:n], false, ligne
		ligne += bytes.Count(l.entree, []byte{'\n'})
		if !envoyer(l) {
			return false
		}
		l = reste
		return true
	}
	saute := false
	for {
		if cap(l.entree)-len(l.entree) < taillePaquet {
			l.entree = append(make([]byte, 0, 2*cap(l.entree)+taillePaquet), l.entree...)
		}
		debut := len(l.entree)
		n, err := entree.Read(l.entree[debut : debut+taillePaquet])
		l.entree = l.entree[:debut+n]
		if saute { // dans une ligne trop longue : rien n'est gardé avant sa fin
			fin := bytes.IndexByte(l.entree, '\n')
			if fin < 0 {
				l.entree = l.entree[:0]
			} else {
				l.entree, saute = append(l.entree[:0], l.entree[fin+1:]...), false
			}
		}
		fin := bytes.LastIndexByte(l.entree, '\n')
		switch {
		case fin >= 0 && len(l.entree) >= taillePaquet || fin >= 0 && err != nil:
			if !finir(fin + 1) {
				return nil
			}
		case fin < 0 && len(l.entree) > ligneMax:
			saute = true
			trop := nouveau()
			trop.entree, trop.trop, trop.ligne = trop.entree[:0], true, ligne
			ligne++
			l.entree = l.entree[:0]
			if !envoyer(trop) {
				return nil
			}
		}
		if err != nil {
			if len(l.entree) > 0 {
				finir(len(l.entree))
			}
			if err == io.EOF {
				return nil
			}
			return err
		}
	}
}

// ouvrier calcule des lots en réemployant sa mémoire.
type ouvrier struct {
	lecteur   format.Lecteur
	situation csp.Situation
	calcul    csp.Calculateur
	trace     *trace.Trace
}

func nouvelOuvrier(expliquer bool) *ouvrier {
	o := &ouvrier{}
	if expliquer {
		o.trace = trace.Nouvelle()
	}
	return o
}

func (o *ouvrier) faire(l *paquet) {
	l.sortie, l.refus, l.faites = l.sortie[:0], 0, 0
	if l.trop {
		l.refus, l.faites = 1, 1
		err := &format.Erreur{Code: format.CodeTaille, Message: "ligne " + strconv.Itoa(l.ligne) + " : plus d'un mégaoctet pour une situation ; vérifiez les fins de ligne"}
		l.sortie = append(format.AppendErreur(l.sortie, "", err), '\n')
		return
	}
	reste, rang := l.entree, l.ligne
	for len(reste) > 0 {
		var ligne []byte
		if i := bytes.IndexByte(reste, '\n'); i >= 0 {
			ligne, reste = reste[:i], reste[i+1:]
		} else {
			ligne, reste = reste, nil
		}
		if len(bytes.TrimSpace(ligne)) > 0 {
			l.faites++
			o.ligne(l, ligne, rang)
		}
		rang++
	}
}

func (o *ouvrier) ligne(l *paquet, texte []byte, rang int) {
	if err := o.lecteur.Lire(texte, &o.situation); err != nil {
		l.refus++
		var e *format.Erreur
		if errors.As(err, &e) {
			e.Message = "ligne " + strconv.Itoa(rang) + " : " + e.Message
		}
		id := o.situation.ID
		if id == "" {
			id = format.Identifiant(texte)
		}
		l.sortie = append(format.AppendErreur(l.sortie, id, err), '\n')
		return
	}
	o.trace.Vider()
	d := o.calcul.Calculer(&o.situation, o.trace)
	if o.trace != nil {
		l.sortie = format.AppendDroitsExpliques(l.sortie, &o.situation, d, o.trace)
	} else {
		l.sortie = format.AppendDroits(l.sortie, d)
	}
	l.sortie = append(l.sortie, '\n')
}
