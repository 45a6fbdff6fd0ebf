"""Un serveur SMTP pour les tests : aiosmtpd (Debian : python3-aiosmtpd), chiffré, avec mot de passe.

serveur.py DOSSIER CERTIFICAT CLE UTILISATEUR MOT_DE_PASSE [starttls|smtps|clair]

Il écrit son port sur la sortie, un fichier par message dans DOSSIER, et s'arrête avec son entrée. Le nom du destinataire dit
ce qu'il fait : « refuse… » 550, « attends… » 451, « rejette… » 554 après le texte, « lent… » se tait après l'avoir gardé.
"""
import asyncio, os, ssl, sys, uuid
from aiosmtpd.smtp import SMTP, AuthResult

ou, certificat, cle, utilisateur, mot_de_passe, mode = sys.argv[1:7]


class Boite:
    async def handle_RCPT(self, serveur, session, enveloppe, adresse, options):
        if adresse.startswith("refuse"):
            return f"550 5.1.1 <{adresse}> inconnu"
        if adresse.startswith("attends"):
            return f"451 4.7.1 <{adresse}> plus tard"
        enveloppe.rcpt_tos.append(adresse)
        return "250 OK"

    async def handle_DATA(self, serveur, session, enveloppe):
        a = enveloppe.rcpt_tos[0]
        if a.startswith("rejette"):
            return f"554 5.7.1 message pour <{a}> rejeté"
        await asyncio.sleep(float(os.environ.get("PEINE", "0")))
        provisoire = os.path.join(ou, "." + uuid.uuid4().hex)
        with open(provisoire, "wb") as f:
            f.write(b"X-Chiffre: %s\r\nX-Recu: %s\r\n" % (b"oui" if session.ssl or mode == "smtps" else b"non", ",".join(enveloppe.rcpt_tos).encode()))
            f.write(enveloppe.content)
        os.rename(provisoire, os.path.join(ou, uuid.uuid4().hex))
        if a.startswith("lent"):
            await asyncio.sleep(3600)
        return "250 OK"

    async def handle_EHLO(self, serveur, session, enveloppe, hote, reponses):
        session.host_name = hote
        await asyncio.sleep(float(os.environ.get("ACCUEIL", "0")))
        return reponses


def permettre(serveur, session, enveloppe, mecanisme, auth):
    ok = auth.login == utilisateur.encode() and auth.password == mot_de_passe.encode()
    return AuthResult(success=ok, handled=False)


async def principal():
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificat, cle)
    commun = dict(hostname="essai", enable_SMTPUTF8=True)
    if mode != "clair":
        commun.update(authenticator=permettre, auth_required=True, auth_require_tls=mode == "starttls")
    if mode == "starttls":
        commun.update(tls_context=tls, require_starttls=True)
    boucle = asyncio.get_running_loop()
    serveur = await boucle.create_server(lambda: SMTP(Boite(), **commun), "127.0.0.1", int(os.environ.get("PORT", "0")), ssl=tls if mode == "smtps" else None)
    print(serveur.sockets[0].getsockname()[1], flush=True)
    await boucle.run_in_executor(None, sys.stdin.read)
    os._exit(0)


asyncio.run(principal())
