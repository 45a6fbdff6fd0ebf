package courrier

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/textproto"
	"net/url"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// Facteur remet des messages à un serveur SMTP. Aucune de ses erreurs ne montre le mot de passe, ni l'adresse de quelqu'un.
type Facteur struct {
	serveur            string // hôte et port
	client             *gomail.Client
	expediteur, depuis string // l'adresse, et son domaine
	ouvert             bool
}

// attente borne chaque échange avec le serveur, connexion comprise.
var attente = 30 * time.Second

// Adresse est une adresse mal dite ; elle n'est pas répétée : un mot de passe peut s'y trouver.
type Adresse struct{ Quoi, Attendu string }

func (a *Adresse) Error() string { return a.Quoi + " ne se lit pas : " + a.Attendu }

// NouveauFacteur lit l'adresse d'un serveur, « smtp://utilisateur:mot-de-passe@hote:587 » ou « smtps://… », et l'expéditeur.
// La connexion est chiffrée dès qu'il y a un mot de passe, ou que le serveur n'est pas cette machine.
func NouveauFacteur(adresse, expediteur string) (*Facteur, error) {
	attendu := "smtp://utilisateur:mot-de-passe@hote:587 ou smtps://utilisateur:mot-de-passe@hote:465 est attendu, les signes du mot de passe écrits comme dans une adresse (%40 pour @)"
	u, err := url.Parse(adresse)
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" || u.RawQuery != "" || strings.Trim(u.Path, "/") != "" {
		return nil, &Adresse{"JALON_SMTP", attendu}
	}
	e, err := mail.ParseAddress(expediteur)
	if err != nil {
		return nil, &Adresse{"JALON_EXPEDITEUR", "une adresse de courriel est attendue, comme « jalon <rappels@exemple.fr> »"}
	}
	port := 587
	if u.Scheme == "smtps" {
		port = 465
	}
	if u.Port() != "" {
		if port, err = strconv.Atoi(u.Port()); err != nil || port < 1 || port > 65535 {
			return nil, &Adresse{"JALON_SMTP", attendu}
		}
	}
	mdp, avec := u.User.Password()
	options := []gomail.Option{gomail.WithPort(port), gomail.WithTimeout(attente), gomail.WithTLSConfig(&tls.Config{ServerName: u.Hostname(), MinVersion: tls.VersionTLS12})}
	if avec {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(u.User.Username()), gomail.WithPassword(mdp))
	}
	politique := gomail.TLSMandatory
	if !avec && local(u.Hostname()) {
		politique = gomail.TLSOpportunistic
	}
	options = append(options, gomail.WithTLSPolicy(politique))
	if u.Scheme == "smtps" {
		options = append(options, gomail.WithSSL())
	}
	f := &Facteur{serveur: net.JoinHostPort(u.Hostname(), strconv.Itoa(port)), expediteur: expediteur, depuis: e.Address[strings.LastIndex(e.Address, "@")+1:]}
	if f.client, err = gomail.NewClient(u.Hostname(), options...); err != nil {
		return nil, &Adresse{"JALON_SMTP", attendu}
	}
	return f, nil
}

// local dit qu'un hôte est cette machine.
func local(hote string) bool {
	ip := net.ParseIP(hote)
	return hote == "localhost" || ip != nil && ip.IsLoopback()
}

// identifiant d'un message neuf : du hasard, et le domaine de l'expéditeur ; rien de la machine ni du destinataire.
func (f *Facteur) identifiant() string { return rand.Text() + "@" + f.depuis }

// Panne dit que le serveur ne prend pas les messages : ce qui n'est pas parti partira une autre fois.
type Panne struct {
	Serveur, Quoi string
	cause         error
}

func (p *Panne) Error() string {
	return "le serveur de courrier " + p.Serveur + " ne prend pas les messages : " + p.Quoi
}

func (p *Panne) Unwrap() error { return p.cause }

func (f *Facteur) panne(err error) error { return &Panne{f.serveur, enMots(err), err} }

// enMots dit une erreur sans rien répéter de ce que le serveur a écrit : il y met l'adresse du destinataire.
func enMots(err error) string {
	var reponse *textproto.Error
	var reseau net.Error
	var certificat *tls.CertificateVerificationError
	switch {
	case errors.As(err, &reponse) && (reponse.Code == 535 || reponse.Code == 534 || reponse.Code == 530):
		return fmt.Sprintf("il refuse l'utilisateur ou le mot de passe (%d)", reponse.Code)
	case errors.As(err, &reponse):
		return fmt.Sprintf("il répond %d", reponse.Code)
	case errors.As(err, &certificat):
		return "son certificat n'est pas d'une autorité connue, ou pas à ce nom"
	case errors.As(err, &reseau) && reseau.Timeout():
		return "il n'a pas répondu à temps"
	case errors.Is(err, gomail.ErrNoSupportedAuthDiscovered), strings.Contains(err.Error(), "SMTP AUTH"):
		return "il ne propose aucun mot de passe que jalon sache donner"
	case strings.Contains(err.Error(), "STARTTLS"):
		return "il ne chiffre pas la connexion (STARTTLS)"
	}
	return "la connexion n'aboutit pas"
}

// ouvrir joint le serveur, s'il ne l'est pas.
func (f *Facteur) ouvrir(ctx context.Context) error {
	if f.ouvert {
		return nil
	}
	if err := f.client.DialWithContext(ctx); err != nil {
		return f.panne(err)
	}
	f.ouvert = true
	return nil
}

// Fermer quitte le serveur.
func (f *Facteur) Fermer() {
	if f.ouvert {
		_ = f.client.Close() // tout est parti, ou dit ; qu'il réponde ou non à l'adieu n'y change rien
		f.ouvert = false
	}
}

// issue d'un message confié au serveur.
type issue uint8

const (
	parti    issue = iota
	pasParti       // sûrement pas : il se refera
	refuse         // le serveur n'en veut pas, et n'en voudra pas
	inconnue       // tout a été dit, la réponse n'est pas venue : il a pu partir
)

// porter remet un message.
func (f *Facteur) porter(m *Message) (issue, error) {
	x := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if err := x.From(f.expediteur); err != nil {
		return pasParti, &Adresse{"JALON_EXPEDITEUR", "une adresse de courriel est attendue"}
	}
	if x.To(m.A) != nil {
		return refuse, errors.New("l'adresse ne se lit pas")
	}
	x.Subject(m.Objet)
	x.SetDate()
	x.SetMessageIDWithValue(m.ID)
	x.SetGenHeader("Auto-Submitted", "auto-generated") // aucune réponse automatique ne revient (RFC 3834)
	x.SetBodyString(gomail.TypeTextPlain, m.Corps)
	err := f.client.Send(x)
	if err == nil || x.IsDelivered() {
		f.ouvert = f.ouvert && err == nil
		return parti, nil
	}
	var e *gomail.SendError
	if !errors.As(err, &e) {
		f.ouvert = false // la connexion s'est perdue avant
		return pasParti, f.panne(err)
	}
	code := e.ErrorCode()
	if code == 0 || code == 421 {
		f.ouvert = false
	}
	switch e.Reason {
	case gomail.ErrSMTPRcptTo, gomail.ErrSMTPData:
		if code >= 500 {
			return refuse, fmt.Errorf("le serveur répond %d", code)
		}
	case gomail.ErrSMTPDataClose, gomail.ErrWriteContent:
		if code >= 500 {
			return refuse, fmt.Errorf("le serveur répond %d", code)
		}
		if code == 0 {
			return inconnue, f.panne(err)
		}
	}
	if code > 0 {
		err = &textproto.Error{Code: code}
	}
	return pasParti, f.panne(err)
}
