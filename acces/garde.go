package acces

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"
	"strings"
	"time"

	"jalon/dossier/coffre"
	"jalon/droit/calendrier"
)

// Garde est ce que les pages appellent. Une seule sert tout le programme : elle retient les essais manqués.
type Garde struct {
	Depot     Depot
	Coffre    *coffre.Coffre   // nil : aucun second facteur ne s'inscrit ni ne se lit
	Horloge   func() time.Time // nil : celle de la machine
	Telephone func() time.Time // l'heure de l'application qui donne les codes, vraie même quand Horloge est d'un autre jour ; nil : celle de la machine

	freins freins
}

// Les gestes sur son propre compte, que le registre garde aussi.
const (
	gesteConnexion     = "connexion"
	gesteDeconnexion   = "deconnexion"
	gesteSessions      = "fermeture_sessions"
	gesteMotDePasse    = "mot_de_passe"
	gesteSecondFacteur = "second_facteur"
	gesteSecours       = "codes_secours"
	gesteInvitation    = "invitation"
	gesteAcceptation   = "acceptation"
	gesteDesactivation = "desactivation"
	gesteOrganisation  = "organisation"
	gesteRappels       = "rappels"
)

func (g *Garde) maintenant() time.Time {
	if g.Horloge == nil {
		return time.Now().UTC().Truncate(time.Microsecond)
	}
	return g.Horloge().UTC().Truncate(time.Microsecond)
}

func (g *Garde) heureDuTelephone() time.Time {
	if g.Telephone == nil {
		return time.Now()
	}
	return g.Telephone()
}

// inscrire ajoute une ligne au registre. detail est un mot d'ici, jamais un texte reçu.
func (g *Garde) inscrire(ctx context.Context, compte, geste, dossier, issue, detail string) error {
	return g.Depot.Inscrire(ctx, &LigneAudit{Instant: g.maintenant(), Compte: compte, Geste: geste, Dossier: dossier, Issue: issue, Detail: detail})
}

// refuser inscrit un refus, et rend l'erreur qui le dit.
func (g *Garde) refuser(ctx context.Context, compte, geste string, err error) error {
	return errors.Join(err, g.inscrire(ctx, compte, geste, "", Refuse, ""))
}

// Autoriser dit si un compte peut faire un geste, et l'inscrit : chaque refus, et ce que la table demande d'inscrire. Sans
// trace, pas de geste. Un refus est ErrInterdit.
func (g *Garde) Autoriser(ctx context.Context, c *Compte, geste string, o *Objet) error {
	var x Objet
	if o != nil {
		x = *o
	}
	if !x.Jour.Connue() {
		an, mois, jour := g.maintenant().Date()
		x.Jour = calendrier.D(an, int(mois), jour)
	}
	compte, nom, issue := "", gesteInconnu, Refuse
	if c != nil {
		compte = c.ID
	}
	r := permissions[geste]
	if r != nil {
		nom = geste
	}
	if Permis(c, geste, &x) {
		if !r.Inscrit {
			return nil
		}
		issue = Fait
	}
	if !identifiantLisible(x.Dossier) {
		x.Dossier = dossierIllisible
	}
	err := g.inscrire(ctx, compte, nom, x.Dossier, issue, "")
	if issue == Refuse {
		err = errors.Join(ErrInterdit, err)
	}
	return err
}

// identifiantLisible garde hors du registre ce qu'une adresse de page ferait passer pour un dossier.
func identifiantLisible(s string) bool {
	chiffres := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			chiffres++
		case r < 'A' || r > 'Z':
			return false
		}
	}
	return len(s) <= 26 && chiffres < 13 // ceux du greffe en ont vingt-six ; un NIR a treize chiffres au moins
}

// modifier relit un compte, le change et l'écrit ; s'il a changé entre-temps, recommence.
func (g *Garde) modifier(ctx context.Context, id string, f func(*Compte) error) (*Compte, error) {
	for {
		c, err := g.Depot.Compte(ctx, id)
		if err != nil {
			return nil, err
		}
		if err := f(c); err != nil {
			return nil, err
		}
		err = g.Depot.EcrireCompte(ctx, c)
		if !errors.Is(err, ErrDevance) {
			return c, err
		}
	}
}

// Connecter ouvre une session et rend son jeton. Compte inconnu, désactivé, mot de passe ou code faux : la même réponse,
// ErrConnexion, après le même calcul ; *Attente s'il y a eu trop d'essais. code est celui de l'application, ou de secours.
func (g *Garde) Connecter(ctx context.Context, courriel, mdp, code, adresse, navigateur string) (jeton string, err error) {
	a := g.maintenant()
	courriel = strings.ToLower(strings.TrimSpace(courriel))
	if propre, err := lireCourriel(courriel); err == nil {
		courriel = propre
	}
	if err := g.freins.essayer(a, courriel, adresse); err != nil {
		return "", err
	}
	c, err := g.Depot.CompteDe(ctx, courriel)
	if errors.Is(err, ErrAbsent) {
		c, err = &Compte{}, nil
	}
	if err != nil {
		return "", err
	}
	if len(mdp) > motDePasseMax {
		mdp = ""
	}
	ok, vieux, err := verifier(ctx, mdp, c.MotDePasse)
	if err != nil {
		return "", err
	}
	if !ok || c.Desactive {
		return "", g.refuser(ctx, c.ID, gesteConnexion, ErrConnexion)
	}
	if vieux || c.TOTP != nil {
		neuf := ""
		if vieux {
			if neuf, err = hacher(ctx, mdp); err != nil {
				return "", err
			}
		}
		garde, id := c.MotDePasse, c.ID
		c, err = g.modifier(ctx, id, func(c *Compte) error {
			if c.Desactive || c.MotDePasse != garde {
				return ErrConnexion // changé pendant qu'on vérifiait
			}
			if vieux {
				c.MotDePasse = neuf
			}
			if c.TOTP == nil {
				return nil
			}
			return g.secondFacteur(c, code)
		})
		if errors.Is(err, ErrConnexion) {
			return "", g.refuser(ctx, id, gesteConnexion, ErrConnexion)
		}
		if err != nil {
			return "", err
		}
	}
	g.freins.reussi(a, courriel, adresse)
	if err := g.Depot.PurgerSessions(ctx, a.Add(-SessionInactive), a.Add(-SessionEntiere), a); err != nil {
		return "", err
	}
	jeton, err = g.ouvrir(ctx, c, Abreger(navigateur), a)
	if err != nil {
		return "", err
	}
	return jeton, g.inscrire(ctx, c.ID, gesteConnexion, "", Fait, "")
}

// secondFacteur consomme un code du compte, ou refuse.
func (g *Garde) secondFacteur(c *Compte, code string) error {
	code = lireCode(code)
	if len(code) != 6 {
		if !c.consommer(code) {
			return ErrConnexion
		}
		return nil
	}
	secret, err := g.ouvrirSecret(c, c.TOTP)
	if err != nil {
		return err
	}
	pas, ok := verifierTOTP(secret, code, g.heureDuTelephone(), c.Compteur)
	if !ok {
		return ErrConnexion
	}
	c.Compteur = pas
	return nil
}

// colonneTOTP sépare ces secrets des autres que le coffre scelle.
const colonneTOTP = "totp"

func (g *Garde) ouvrirSecret(c *Compte, scelle []byte) ([]byte, error) {
	texte, err := g.Coffre.Ouvrir(colonneTOTP, c.ID, coffre.Scelle{Octets: scelle})
	if errors.Is(err, coffre.ErrSansCle) {
		return nil, ErrSansCle
	}
	if err != nil {
		return nil, err
	}
	return base32Nu.DecodeString(texte)
}

// ouvrir met une session neuve, d'un jeton neuf, à l'époque du compte.
func (g *Garde) ouvrir(ctx context.Context, c *Compte, navigateur string, creee time.Time) (string, error) {
	jeton := nouveauJeton()
	return jeton, g.Depot.OuvrirSession(ctx, &Session{Empreinte: empreinteJeton(jeton), Compte: c.ID, Epoque: c.Epoque, Creee: creee, Vue: g.maintenant(), Navigateur: navigateur})
}

// Session rend celle d'un jeton, son compte et l'organisation du compte ; ErrSession si elle ne vaut pas, ou plus.
func (g *Garde) Session(ctx context.Context, jeton string) (*Session, *Compte, *Organisation, error) {
	absente := func(err error) error {
		if errors.Is(err, ErrAbsent) {
			return ErrSession
		}
		return err
	}
	if jeton == "" {
		return nil, nil, nil, ErrSession
	}
	a := g.maintenant()
	s, err := g.Depot.Session(ctx, empreinteJeton(jeton))
	if err != nil {
		return nil, nil, nil, absente(err)
	}
	c, err := g.Depot.Compte(ctx, s.Compte)
	if err != nil {
		return nil, nil, nil, absente(err)
	}
	if !s.vaut(c, a) {
		return nil, nil, nil, ErrSession
	}
	o, err := g.Depot.Organisation(ctx, c.Organisation)
	if err != nil {
		return nil, nil, nil, absente(err)
	}
	if a.Sub(s.Vue) >= vueAuPlus {
		if err := g.Depot.VoirSession(ctx, s.Empreinte, a); err != nil {
			return nil, nil, nil, err
		}
		s.Vue = a
	}
	s.jeton, c.SIRET, c.DoitEnroler = jeton, o.SIRET, o.SecondFacteur && c.TOTP == nil
	return s, c, o, nil
}

// Sessions rend celles d'un compte qui valent encore, la dernière vue d'abord.
func (g *Garde) Sessions(ctx context.Context, c *Compte) ([]Session, error) {
	l, err := g.Depot.Sessions(ctx, c.ID)
	a := g.maintenant()
	return slices.DeleteFunc(l, func(s Session) bool { return !s.vaut(c, a) }), err
}

// Deconnecter ferme une session.
func (g *Garde) Deconnecter(ctx context.Context, s *Session) error {
	return errors.Join(g.Depot.FermerSession(ctx, s.Compte, s.Empreinte), g.inscrire(ctx, s.Compte, gesteDeconnexion, "", Fait, ""))
}

// FermerSession ferme une autre session du même compte, que nomme son empreinte.
func (g *Garde) FermerSession(ctx context.Context, s *Session, empreinte Empreinte) error {
	return errors.Join(g.Depot.FermerSession(ctx, s.Compte, empreinte), g.inscrire(ctx, s.Compte, gesteSessions, "", Fait, "une"))
}

// FermerAutres ferme toutes les autres sessions, et rend le jeton neuf de celle-ci.
func (g *Garde) FermerAutres(ctx context.Context, s *Session) (jeton string, err error) {
	return g.changer(ctx, s, gesteSessions, s.Creee, func(*Compte) error { return nil })
}

// changer change un compte et passe à l'époque suivante : d'un seul coup, toutes ses sessions sont closes ; puis celle-ci
// repart avec un jeton neuf.
func (g *Garde) changer(ctx context.Context, s *Session, geste string, creee time.Time, f func(*Compte) error) (string, error) {
	c, err := g.modifier(ctx, s.Compte, func(c *Compte) error {
		if s.Epoque != c.Epoque || c.Desactive {
			return ErrSession
		}
		c.Epoque++
		return f(c)
	})
	if err != nil {
		return "", err
	}
	if err := g.inscrire(ctx, c.ID, geste, "", Fait, ""); err != nil {
		return "", err
	}
	return g.ouvrir(ctx, c, s.Navigateur, creee)
}

// reconnaitre redemande le mot de passe avant ce qui change l'accès : une session laissée ouverte ne suffit pas.
func (g *Garde) reconnaitre(ctx context.Context, s *Session, mdp, geste string) (*Compte, error) {
	c, err := g.Depot.Compte(ctx, s.Compte)
	if err != nil {
		return nil, err
	}
	a := g.maintenant()
	if err := g.freins.essayer(a, c.Courriel, s.Compte); err != nil {
		return nil, err
	}
	ok, _, err := verifier(ctx, mdp, c.MotDePasse)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, g.refuser(ctx, c.ID, geste, &Refus{"ancien", "ce n'est pas votre mot de passe actuel"})
	}
	g.freins.reussi(a, c.Courriel, s.Compte)
	return c, nil
}

// ChangerMotDePasse ferme toutes les sessions du compte et rend le jeton neuf de celle-ci.
func (g *Garde) ChangerMotDePasse(ctx context.Context, s *Session, ancien, nouveau string) (jeton string, err error) {
	c, err := g.reconnaitre(ctx, s, ancien, gesteMotDePasse)
	if err != nil {
		return "", err
	}
	if err := refuserFaible(nouveau, c.Courriel); err != nil {
		return "", err
	}
	h, err := hacher(ctx, nouveau)
	if err != nil {
		return "", err
	}
	garde := c.MotDePasse
	return g.changer(ctx, s, gesteMotDePasse, g.maintenant(), func(c *Compte) error {
		if c.MotDePasse != garde {
			return ErrSession
		}
		c.MotDePasse = h
		return nil
	})
}

// EnrolerTOTP tire un secret, à confirmer par un premier code : le secret à recopier, son adresse, et l'image à photographier.
// D'ici là, l'ancien second facteur sert encore.
func (g *Garde) EnrolerTOTP(ctx context.Context, s *Session, mdp string) (secret, adresse string, png []byte, err error) {
	if g.Coffre == nil {
		return "", "", nil, ErrSansCle
	}
	c, err := g.reconnaitre(ctx, s, mdp, gesteSecondFacteur)
	if err != nil {
		return "", "", nil, err
	}
	secret = nouveauSecret()
	scelle, err := g.Coffre.Sceller(colonneTOTP, c.ID, secret)
	if err != nil {
		return "", "", nil, err
	}
	if c, err = g.modifier(ctx, c.ID, func(c *Compte) error { c.TOTPAttente = scelle.Octets; return nil }); err != nil {
		return "", "", nil, err
	}
	adresse = adresseTOTP(secret, c.Courriel)
	png, err = dessiner(adresse)
	return secret, adresse, png, err
}

// ConfirmerTOTP met en service le secret en attente, ferme les autres sessions, et rend le jeton neuf de celle-ci avec les
// codes de secours, qui ne se montrent que là.
func (g *Garde) ConfirmerTOTP(ctx context.Context, s *Session, code string) (jeton string, secours []string, err error) {
	jeton, err = g.changer(ctx, s, gesteSecondFacteur, s.Creee, func(c *Compte) error {
		if c.TOTPAttente == nil {
			return &Refus{"code", "aucun second facteur n'attend de confirmation : recommencez depuis le début"}
		}
		secret, err := g.ouvrirSecret(c, c.TOTPAttente)
		if err != nil {
			return err
		}
		pas, ok := verifierTOTP(secret, lireCode(code), g.heureDuTelephone(), 0)
		if !ok {
			return &Refus{"code", "ce n'est pas le code du moment : vérifiez l'heure du téléphone et donnez le code suivant"}
		}
		c.TOTP, c.TOTPAttente, c.Compteur = c.TOTPAttente, nil, pas
		secours, c.Secours = nouveauxSecours(c.ID)
		return nil
	})
	if err != nil {
		return "", nil, err
	}
	return jeton, secours, nil
}

// CodesDeSecours remplace les codes de secours ; les précédents ne valent plus.
func (g *Garde) CodesDeSecours(ctx context.Context, s *Session, mdp string) (secours []string, err error) {
	c, err := g.reconnaitre(ctx, s, mdp, gesteSecours)
	if err != nil {
		return nil, err
	}
	if _, err = g.modifier(ctx, c.ID, func(c *Compte) error {
		if c.TOTP == nil {
			return &Refus{"code", "les codes de secours remplacent un second facteur, et ce compte n'en a pas"}
		}
		secours, c.Secours = nouveauxSecours(c.ID)
		return nil
	}); err != nil {
		return nil, err
	}
	return secours, g.inscrire(ctx, c.ID, gesteSecours, "", Fait, "")
}

// invitationVaut sept jours : le temps d'un courrier ; après, un code égaré ne sert à personne.
const invitationVaut = 7 * 24 * time.Hour

// Inviter rend le code d'une invitation, à remettre à la personne ; il ne se montre que là.
func (g *Garde) Inviter(ctx context.Context, par *Compte, i Invitation) (code string, err error) {
	if err := g.Autoriser(ctx, par, GererComptes, nil); err != nil {
		return "", err
	}
	if i.Courriel, err = lireCourriel(i.Courriel); err != nil {
		return "", err
	}
	if !slices.Contains(Roles, i.Role) {
		return "", &Refus{"role", "un de ces rôles est attendu : " + enumerer(Roles)}
	}
	o, err := g.Depot.Organisation(ctx, i.Organisation)
	if errors.Is(err, ErrAbsent) {
		return "", &Refus{"organisation", "cette organisation n'existe pas"}
	}
	if err != nil {
		return "", err
	}
	if !i.Role.Convient(o.Sorte) {
		return "", &Refus{"role", "ce rôle est celui d'une organisation de sorte " + strings.Join(sortesDe[i.Role], " ou ")}
	}
	if (i.Dossier != "") != (i.Role == Salarie) || len(i.Dossier) > 64 {
		return "", &Refus{"dossier", "donnez le numéro du dossier de la personne, et à elle seule : un salarié a un dossier, le sien"}
	}
	code = rand.Text()
	i.Empreinte, i.Par, i.Expire = empreinteInvitation(code), par.ID, g.maintenant().Add(invitationVaut)
	if err := g.Depot.Inviter(ctx, &i); err != nil {
		return "", err
	}
	return code, g.inscrire(ctx, par.ID, gesteInvitation, i.Dossier, Fait, string(i.Role))
}

func enumerer(l []Role) string {
	var s []string
	for _, r := range l {
		s = append(s, string(r))
	}
	return strings.Join(s, ", ")
}

func empreinteInvitation(code string) Empreinte {
	return empreinteJeton("jalon invitation 1|" + lireCode(code))
}

// Invitee rend une invitation qui vaut encore, pour montrer à la personne ce qu'elle accepte ; ErrInvitation sinon.
func (g *Garde) Invitee(ctx context.Context, code string) (*Invitation, error) {
	i, err := g.Depot.Invitation(ctx, empreinteInvitation(code))
	if errors.Is(err, ErrAbsent) || err == nil && !g.maintenant().Before(i.Expire) {
		return nil, ErrInvitation
	}
	return i, err
}

// Accepter ouvre le compte d'une invitation, ou rend l'accès à celui qui porte déjà ce courriel. La personne se connecte
// ensuite.
func (g *Garde) Accepter(ctx context.Context, code, nom, mdp string) error {
	i, err := g.Invitee(ctx, code)
	if err != nil {
		return err
	}
	if nom, err = lireNom(nom); err != nil {
		return err
	}
	if err := refuserFaible(mdp, i.Courriel); err != nil {
		return err
	}
	h, err := hacher(ctx, mdp)
	if err != nil {
		return err
	}
	for {
		c, err := g.Depot.CompteDe(ctx, i.Courriel)
		if errors.Is(err, ErrAbsent) {
			c, err = &Compte{ID: rand.Text(), Courriel: i.Courriel, Cree: g.maintenant()}, nil
		}
		if err != nil {
			return err
		}
		c.Nom, c.Role, c.Organisation, c.Dossier, c.MotDePasse = nom, i.Role, i.Organisation, i.Dossier, h
		c.TOTP, c.TOTPAttente, c.Compteur, c.Secours, c.Desactive, c.Agenda = nil, nil, 0, nil, false, nil
		c.Epoque++
		switch err := g.Depot.Accepter(ctx, i.Empreinte, c); {
		case errors.Is(err, ErrDevance):
			continue
		case errors.Is(err, ErrAbsent):
			return ErrInvitation
		case err != nil:
			return err
		}
		return g.inscrire(ctx, c.ID, gesteAcceptation, c.Dossier, Fait, string(c.Role))
	}
}

// Desactiver ferme un compte et toutes ses sessions. Une invitation le rouvre.
func (g *Garde) Desactiver(ctx context.Context, par *Compte, courriel string) error {
	if err := g.Autoriser(ctx, par, GererComptes, nil); err != nil {
		return err
	}
	courriel, err := lireCourriel(courriel)
	if err != nil {
		return err
	}
	c, err := g.Depot.CompteDe(ctx, courriel)
	if errors.Is(err, ErrAbsent) {
		return &Refus{"courriel", "aucun compte n'a ce courriel"}
	}
	if err != nil {
		return err
	}
	if c.ID == par.ID {
		return &Refus{"courriel", "c'est le vôtre : un autre administrateur doit le faire"}
	}
	if _, err := g.modifier(ctx, c.ID, func(c *Compte) error {
		c.Desactive, c.Agenda = true, nil
		c.Epoque++
		return nil
	}); err != nil {
		return err
	}
	return g.inscrire(ctx, par.ID, gesteDesactivation, "", Fait, c.ID)
}

// Comptes rend ceux d'une organisation, ou tous.
func (g *Garde) Comptes(ctx context.Context, par *Compte, organisation string) ([]Compte, error) {
	if err := g.Autoriser(ctx, par, GererComptes, nil); err != nil {
		return nil, err
	}
	return g.Depot.Comptes(ctx, organisation)
}

// Organisations les rend toutes : leur nom se montre à qui transfère un dossier.
func (g *Garde) Organisations(ctx context.Context) ([]Organisation, error) {
	return g.Depot.Organisations(ctx)
}

// CreerOrganisation lui donne un identifiant, et la rend.
func (g *Garde) CreerOrganisation(ctx context.Context, par *Compte, o Organisation) (*Organisation, error) {
	if err := g.Autoriser(ctx, par, GererComptes, nil); err != nil {
		return nil, err
	}
	if err := lireOrganisation(&o); err != nil {
		return nil, err
	}
	o.ID, o.Cree = rand.Text(), g.maintenant()
	if err := g.Depot.CreerOrganisation(ctx, &o); err != nil {
		return nil, err
	}
	return &o, g.inscrire(ctx, par.ID, gesteOrganisation, "", Fait, o.ID)
}

// Suppleer change le courriel qui reçoit les rappels d'un conseiller absent d'une organisation ; vide, il l'ôte.
func (g *Garde) Suppleer(ctx context.Context, par *Compte, organisation, courriel string) (err error) {
	if err := g.Autoriser(ctx, par, GererComptes, nil); err != nil {
		return err
	}
	if courriel != "" {
		if courriel, err = lireCourriel(courriel); err != nil {
			return err
		}
	}
	if err := g.Depot.Suppleer(ctx, organisation, courriel); err != nil {
		return err
	}
	return g.inscrire(ctx, par.ID, gesteOrganisation, "", Fait, organisation)
}

// Rappeler dit si un compte veut des rappels par courriel.
func (g *Garde) Rappeler(ctx context.Context, s *Session, oui bool) error {
	c, err := g.modifier(ctx, s.Compte, func(c *Compte) error {
		c.SansRappels = !oui
		return nil
	})
	if err != nil {
		return err
	}
	detail := "refuses"
	if oui {
		detail = "acceptes"
	}
	return g.inscrire(ctx, c.ID, gesteRappels, "", Fait, detail)
}

// Premier crée le premier administrateur et son organisation ; refusé tant qu'un administrateur peut se connecter.
func (g *Garde) Premier(ctx context.Context, o Organisation, courriel, nom, mdp string) error {
	l, err := g.Depot.Comptes(ctx, "")
	if err != nil {
		return err
	}
	if slices.ContainsFunc(l, func(c Compte) bool { return c.Role == Administrateur && !c.Desactive }) {
		return &Refus{"", "un administrateur existe déjà : c'est à lui d'inviter les autres"}
	}
	// Ce qui peut être refusé d'abord : rien ne reste d'une saisie à reprendre.
	if courriel, err = lireCourriel(courriel); err != nil {
		return err
	}
	if _, err := lireNom(nom); err != nil {
		return err
	}
	if err := refuserFaible(mdp, courriel); err != nil {
		return err
	}
	org, err := g.CreerOrganisation(ctx, Console, o)
	if err != nil {
		return err
	}
	code, err := g.Inviter(ctx, Console, Invitation{Courriel: courriel, Role: Administrateur, Organisation: org.ID})
	if err != nil {
		return err
	}
	return g.Accepter(ctx, code, nom, mdp)
}

// Audit rend une page du registre, la dernière ligne d'abord.
func (g *Garde) Audit(ctx context.Context, par *Compte, q FiltreAudit) ([]LigneAudit, error) {
	if err := g.Autoriser(ctx, par, LireAudit, nil); err != nil {
		return nil, err
	}
	return g.Depot.Audit(ctx, q)
}

// VerifierAudit refait toute la chaîne du registre : le nombre de ses lignes, ou le premier maillon rompu (*RuptureAudit).
func (g *Garde) VerifierAudit(ctx context.Context) (int64, error) {
	var k ChaineAudit
	err := g.Depot.ParcourirAudit(ctx, k.Verifier)
	return k.Lignes(), err
}
