-- Les rappels par courriel : gardés avant l'envoi, pour que rien ne parte deux fois. destinataire est un compte, ou de qui
-- d'autre il s'agit ; jamais une adresse.
CREATE TABLE rappels (
  dossier      TEXT COLLATE "C" NOT NULL CHECK (dossier <> ''),
  echeance     BIGINT NOT NULL, -- jours, comme faits.le
  regle        TEXT COLLATE "C" NOT NULL,
  delai        BIGINT NOT NULL,
  destinataire TEXT COLLATE "C" NOT NULL,
  role         TEXT NOT NULL,
  jour         BIGINT NOT NULL, -- celui de l'envoi
  message      TEXT COLLATE "C" NOT NULL,
  etat         TEXT NOT NULL,
  PRIMARY KEY (dossier, echeance, regle, delai, destinataire)
);

CREATE INDEX rappels_destinataire ON rappels (destinataire, jour);
CREATE INDEX rappels_message      ON rappels (message);
CREATE INDEX rappels_a_consigner  ON rappels (etat) WHERE etat IN ('en_cours', 'envoye');

ALTER TABLE comptes ADD COLUMN sans_rappels BIGINT NOT NULL DEFAULT 0;
ALTER TABLE organisations ADD COLUMN suppleant TEXT COLLATE "C" NOT NULL DEFAULT ''; -- courriel
