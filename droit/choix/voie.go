package choix

import (
	"jalon/droit/are"
	"jalon/droit/argent"
	"jalon/droit/calendrier"
	"jalon/droit/csp"
	"jalon/droit/fait"
	"jalon/droit/parametre"
)

// Source dit d'où vient une somme.
type Source uint8

// Les sources d'une voie.
const (
	Salaire      Source = iota // l'emploi perdu, jusqu'à sa fin
	Preavis                    // préavis payé au salarié sans être travaillé
	Indemnite                  // indemnité de licenciement
	Conges                     // congés payés restants
	ASP                        // allocation de sécurisation professionnelle
	ARE                        // allocation d'aide au retour à l'emploi
	Aide                       // prime de reclassement ou indemnité différentielle
	NouvelEmploi               // le salaire de l'emploi retrouvé
	Reliquat                   // le reste d'un droit à l'ARE ouvert avant l'emploi perdu
	EmploiGarde                // la paie d'un autre emploi, conservé
	nbSources
)

// NomsSource nomme chaque source, dans l'ordre des constantes.
var NomsSource = []string{"salaire", "preavis", "indemnite", "conges_payes", "asp", "are", "aide", "nouvel_emploi", "reliquat", "emploi_garde"}

// Mois est ce qu'une voie rapporte en un mois. Un montant inconnu dépend d'un barème non publié ou d'un
// fait qui manque.
type Mois struct {
	Mois          calendrier.Date           // premier jour
	Brut          [nbSources]argent.Montant // par source
	Total         argent.Montant            // toutes sources
	AllocationNet argent.Montant            // ASP ou ARE, retenues déduites
	Cumul         argent.Montant            // total depuis la remise
}

// De rend le montant d'une source.
func (m *Mois) De(s Source) argent.Montant { return m.Brut[s] }

// grain est le plus petit dénominateur des longueurs de mois : un salaire mensuel s'y partage en jours
// sans reste (28 × 29 × 15 × 31).
const grain = 377_580

// voie accumule ce qu'un chemin rapporte, par mois, et par jour quand on le demande.
type voie struct {
	debut  calendrier.Date // premier jour du premier mois
	fin    calendrier.Date
	mois   []Mois
	jours  []int64         // grains de centime, depuis debut ; nil si les jours ne servent pas
	tu     calendrier.Date // premier jour dont une somme n'est pas connue
	areFin calendrier.Date // dernier jour d'ARE servi
	areNb  int             // jours d'ARE servis
}

func nouvelleVoie(debut, fin calendrier.Date, jours bool) *voie {
	v := &voie{debut: debut.DebutMois(), fin: fin}
	n := v.debut.MoisEntiers(fin.DebutMois()) + 1
	v.mois = make([]Mois, n)
	zero := argent.Centimes(0)
	for i, m := 0, v.debut; i < n; i, m = i+1, m.FinMois()+1 {
		v.mois[i] = Mois{Mois: m, AllocationNet: zero}
		for s := range v.mois[i].Brut {
			v.mois[i].Brut[s] = zero
		}
	}
	if jours {
		v.jours = make([]int64, int(fin-v.debut)+1)
	}
	return v
}

func (v *voie) du(d calendrier.Date) *Mois {
	a1, m1, _ := v.debut.Civil()
	a2, m2, _ := d.Civil()
	return &v.mois[(a2-a1)*12+m2-m1]
}

func (v *voie) dedans(d calendrier.Date) bool { return v.debut <= d && d <= v.fin }

// poser ajoute une somme un jour donné.
func (v *voie) poser(s Source, d calendrier.Date, m argent.Montant) {
	if !v.dedans(d) || m.Nul() {
		return
	}
	x := &v.du(d).Brut[s]
	*x = x.Plus(m)
	v.repartir(m, calendrier.Periode{Debut: d, Fin: d})
}

// repartir étale une somme sur des jours, le reste au dernier.
func (v *voie) repartir(m argent.Montant, p calendrier.Periode) {
	if !m.Connu() {
		if !v.tu.Connue() || p.Debut < v.tu {
			v.tu = p.Debut
		}
		return
	}
	if v.jours == nil || p.Vide() {
		return
	}
	n := int64(p.Jours())
	total := m.Centimes() * grain
	for d := p.Debut; d <= p.Fin; d++ {
		v.jours[d-v.debut] += total / n
	}
	v.jours[p.Fin-v.debut] += total % n
}

// salaire étale une paie mensuelle, les mois entamés au prorata de leurs jours calendaires.
func (v *voie) salaire(s Source, mensuel argent.Montant, p calendrier.Periode) {
	p = p.Inter(calendrier.Periode{Debut: v.debut, Fin: v.fin})
	for debut := p.Debut; debut <= p.Fin; debut = debut.FinMois() + 1 {
		q := calendrier.Periode{Debut: debut, Fin: min(debut.FinMois(), p.Fin)}
		part := mensuel.Exact().Fois(argent.Ratio(int64(q.Jours()), int64(debut.JoursDuMois()))).Arrondi(argent.Proche)
		x := &v.du(debut).Brut[s]
		*x = x.Plus(part)
		if !part.Connu() || v.jours == nil {
			v.repartir(part, q)
			continue
		}
		// Par jour, sans l'arrondi du mois : deux voies payées de même restent égales chaque jour.
		for d := q.Debut; d <= q.Fin; d++ {
			v.jours[d-v.debut] += mensuel.Centimes() * (grain / int64(debut.JoursDuMois()))
		}
	}
}

// asp pose les mensualités d'ASP sur les jours payés.
func (v *voie) asp(d *csp.Droits) {
	if !d.ASP.JoursPayes.Connu() {
		v.taire(ASP, d.Dates.DebutCSP)
		return
	}
	for _, m := range d.ASP.Mensualites {
		if !v.dedans(m.Mois.FinMois()) {
			continue
		}
		x := v.du(m.Mois)
		x.Brut[ASP] = x.Brut[ASP].Plus(m.Brut)
		x.AllocationNet = x.AllocationNet.Plus(m.Net)
		mois := calendrier.Periode{Debut: m.Mois, Fin: m.Mois.FinMois()}
		jours, reste := 0, m.Brut
		for _, p := range d.ASP.Payees {
			jours += p.Inter(mois).Jours()
		}
		for _, p := range d.ASP.Payees {
			q := p.Inter(mois)
			if q.Vide() {
				continue
			}
			part := m.Brut.Exact().Fois(argent.Ratio(int64(q.Jours()), int64(jours))).Arrondi(argent.Inferieur)
			if jours == q.Jours() {
				part = reste
			}
			jours, reste = jours-q.Jours(), reste.Moins(part)
			v.repartir(part, q)
		}
	}
}

// taire rend inconnu tout ce qui vient d'une source à partir d'un jour.
func (v *voie) taire(s Source, depuis calendrier.Date) {
	if !depuis.Connue() || depuis > v.fin {
		return
	}
	for i := range v.mois {
		if v.mois[i].Mois.FinMois() >= depuis {
			v.mois[i].Brut[s], v.mois[i].AllocationNet = argent.Montant{}, argent.Montant{}
		}
	}
	v.repartir(argent.Montant{}, calendrier.Periode{Debut: max(depuis, v.debut), Fin: v.fin})
}

// droitARE est l'ARE qu'une voie sert.
type droitARE struct {
	debut    calendrier.Date
	jours    int
	base     *csp.BaseARE
	tarifs   *tarifs
	reliquat csp.Reliquat       // servi d'abord ; sans jours, il n'y en a pas
	emploi   calendrier.Periode // jours d'un emploi retrouvé : l'ARE s'arrête, puis reprend s'il finit
	terme    calendrier.Date    // dernier jour possible : la veille de la retraite à taux plein
}

// are sert l'ARE mois par mois : trente jours par mois depuis avril 2025, la baisse au rang que dit la
// règle, les retenues du jour. Un jour payé use un jour du droit.
func (v *voie) are(x droitARE) {
	ancien := x.reliquat.Jours.Int()
	reste := ancien + x.jours
	fin := min(v.fin, x.terme)
	for debut := x.debut; reste > 0 && debut <= fin; debut = debut.FinMois() + 1 {
		p := calendrier.Periode{Debut: debut, Fin: min(debut.FinMois(), fin)}
		libre := calendrier.Union{x.emploi}.Hors(p, p.Debut)
		jours := p.Jours() - x.emploi.Inter(p).Jours()
		if jours == 0 {
			continue
		}
		paye := min(are.JoursPayes(&parametre.Lecture{}, debut, jours), reste)
		if paye == reste {
			libre.Fin = min(libre.Fin, libre.Debut.Plus(reste-1))
		}
		reste -= paye
		du := min(paye, ancien)
		v.moisReliquat(x, libre, du)
		v.moisARE(x, libre, paye-du)
		ancien -= du
		v.areNb += paye - du
		v.areFin = libre.Fin
		if x.emploi.Fin < p.Fin && !x.emploi.Vide() && x.emploi.Fin >= p.Debut {
			v.areFin = p.Fin
		}
	}
}

// moisReliquat sert des jours de l'ancien droit, à son montant.
func (v *voie) moisReliquat(x droitARE, p calendrier.Periode, jours int) {
	if jours == 0 {
		return
	}
	m, brut := v.du(p.Debut), x.reliquat.Journaliere.Fois(int64(jours))
	m.Brut[Reliquat] = m.Brut[Reliquat].Plus(brut)
	m.AllocationNet = m.AllocationNet.Plus(x.base.Nette(x.reliquat.Journaliere, x.reliquat.SJR, p.Debut).Fois(int64(jours)))
	v.repartir(brut, p)
}

func (v *voie) moisARE(x droitARE, p calendrier.Periode, paye int) {
	if paye == 0 {
		return
	}
	t := x.tarifs.du(x.base, p.Debut)
	pleins, reduits := paye, 0
	if t.baisse.Connu() {
		pleins = max(0, min(paye, t.baisse.Int()-1-v.areNb))
		reduits = paye - pleins
	}
	m := v.du(p.Debut)
	somme := argent.Centimes(0)
	servir := func(jours int, brute, nette argent.Montant) {
		if jours > 0 {
			m.AllocationNet = m.AllocationNet.Plus(nette.Fois(int64(jours)))
			somme = somme.Plus(brute.Fois(int64(jours)))
		}
	}
	servir(pleins, t.brute, t.nette)
	servir(reduits, t.reduite, t.netteReduite)
	m.Brut[ARE] = m.Brut[ARE].Plus(somme)
	v.repartir(somme, p)
}

// tarif est l'ARE d'un jour, la même pour tous les jours d'un mois : les barèmes changent un premier du mois.
type tarif struct {
	brute, nette, reduite, netteReduite argent.Montant
	baisse                              fait.Nombre
}

// tarifs garde le tarif de chaque mois, pour chacune des deux bases d'ARE : celle de l'adhésion, celle du refus.
type tarifs map[moisDeBase]tarif

type moisDeBase struct {
	base csp.BaseARE
	mois calendrier.Date
}

func (t *tarifs) du(b *csp.BaseARE, jour calendrier.Date) tarif {
	cle := moisDeBase{*b, jour.DebutMois()}
	if x, ok := (*t)[cle]; ok {
		return x
	}
	sjr, brute := b.Jour(jour)
	x := tarif{brute: brute, nette: b.Nette(brute, sjr, jour), baisse: b.JourDeBaisse(brute, jour)}
	if x.baisse.Connu() {
		x.reduite = b.Reduite(brute, jour)
		x.netteReduite = b.Nette(x.reduite, sjr, jour)
	}
	if *t == nil {
		*t = tarifs{}
	}
	(*t)[cle] = x
	return x
}

// clore fait les totaux et le cumul de chaque mois.
func (v *voie) clore() {
	cumul := argent.Centimes(0)
	for i := range v.mois {
		m := &v.mois[i]
		m.Total = argent.Centimes(0)
		for _, x := range m.Brut {
			m.Total = m.Total.Plus(x)
		}
		cumul = cumul.Plus(m.Total)
		m.Cumul = cumul
	}
}

// total est le cumul du dernier mois.
func (v *voie) total() argent.Montant { return v.mois[len(v.mois)-1].Cumul }
