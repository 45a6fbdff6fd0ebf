-- Les rappels par courriel : gardés avant l'envoi, pour que rien ne parte deux fois. destinataire est un compte, ou de qui
-- d'autre il s'agit ; jamais une adresse.
CREATE TABLE rappels (
  dossier      TEXT    NOT NULL CHECK (dossier <> ''),
  echeance     INTEGER NOT NULL, -- jours, comme faits.le
  regle        TEXT    NOT NULL,
  delai        INTEGER NOT NULL,
  destinataire TEXT    NOT NULL,
  role         TEXT    NOT NULL,
  jour         INTEGER NOT NULL, -- celui de l'envoi
  message      TEXT    NOT NULL,
  etat         TEXT    NOT NULL,
  PRIMARY KEY (dossier, echeance, regle, delai, destinataire)
) STRICT, WITHOUT ROWID;

CREATE INDEX rappels_destinataire ON rappels (destinataire, jour);
CREATE INDEX rappels_message      ON rappels (message);
CREATE INDEX rappels_a_consigner  ON rappels (etat) WHERE etat IN ('en_cours', 'envoye');

ALTER TABLE comptes ADD COLUMN sans_rappels INTEGER NOT NULL DEFAULT 0;
ALTER TABLE organisations ADD COLUMN suppleant TEXT NOT NULL DEFAULT ''; -- courriel
