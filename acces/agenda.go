package acces

import "context"

// empreinteAgenda sépare ces secrets des jetons de session.
func empreinteAgenda(secret string) Empreinte { return empreinteJeton("jalon agenda 1|" + secret) }

// OuvrirAgenda donne au compte un secret neuf d'agenda ; le précédent ne vaut plus. Il ne se montre que là.
func (g *Garde) OuvrirAgenda(ctx context.Context, s *Session) (secret string, err error) {
	secret = nouveauJeton()
	e := empreinteAgenda(secret)
	return secret, g.poserAgenda(ctx, s, e[:], "ouvert")
}

// FermerAgenda ôte le secret d'agenda du compte.
func (g *Garde) FermerAgenda(ctx context.Context, s *Session) error {
	return g.poserAgenda(ctx, s, nil, "ferme")
}

func (g *Garde) poserAgenda(ctx context.Context, s *Session, empreinte []byte, detail string) error {
	c, err := g.modifier(ctx, s.Compte, func(c *Compte) error {
		if PorteeDe(c.Role, Agenda) == "" {
			return ErrInterdit
		}
		c.Agenda = empreinte
		return nil
	})
	if err != nil {
		return err
	}
	return g.inscrire(ctx, c.ID, Agenda, "", Fait, detail)
}

// DAgenda rend le compte d'un secret d'agenda et son organisation, ou ErrAbsent : un secret qui ne vaut plus est comme un
// secret qui n'a jamais été.
func (g *Garde) DAgenda(ctx context.Context, secret string) (*Compte, *Organisation, error) {
	c, err := g.Depot.CompteDAgenda(ctx, empreinteAgenda(secret))
	if err != nil {
		return nil, nil, err
	}
	o, err := g.Depot.Organisation(ctx, c.Organisation)
	if err != nil {
		return nil, nil, err
	}
	c.SIRET, c.DoitEnroler = o.SIRET, o.SecondFacteur && c.TOTP == nil
	if c.Desactive || c.DoitEnroler || PorteeDe(c.Role, Agenda) == "" {
		return nil, nil, ErrAbsent
	}
	return c, o, nil
}
