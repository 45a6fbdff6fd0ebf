package calendrier

// Union est un ensemble de jours, tenu en périodes disjointes et triées.
type Union []Periode

// Avec ajoute une période à l'ensemble, en réemployant sa mémoire.
func (u Union) Avec(p Periode) Union {
	if p.Vide() {
		return u
	}
	i := len(u)
	for i > 0 && u[i-1].Debut > p.Debut {
		i--
	}
	u = append(u, Periode{})
	copy(u[i+1:], u[i:])
	u[i] = p
	// Les périodes qui se touchent ou se recouvrent n'en font qu'une.
	n := 0
	for _, q := range u[1:] {
		if d := &u[n]; d.Fin == SansFin || q.Debut <= d.Fin+1 {
			d.Fin = max(d.Fin, q.Fin)
			continue
		}
		n++
		u[n] = q
	}
	return u[:n+1]
}

// JoursDans compte les jours de l'ensemble qui tombent dans la période.
func (u Union) JoursDans(p Periode) int {
	n := 0
	for _, q := range u {
		n += q.Inter(p).Jours()
	}
	return n
}

// Contient dit si le jour est dans l'ensemble.
func (u Union) Contient(d Date) bool {
	for _, q := range u {
		if q.Contient(d) {
			return true
		}
	}
	return false
}

// Hors rend la première période de jours de p qui ne sont pas dans l'ensemble, à partir du jour d.
// Vide quand il n'y en a plus.
func (u Union) Hors(p Periode, d Date) Periode {
	d = max(d, p.Debut)
	libre := Periode{d, p.Fin}
	for _, q := range u {
		switch {
		case q.Fin < libre.Debut:
		case q.Debut > libre.Debut:
			libre.Fin = min(p.Fin, q.Debut-1)
			return libre
		case q.Fin == SansFin:
			return Periode{}
		default:
			libre.Debut = q.Fin + 1
		}
	}
	return libre
}
