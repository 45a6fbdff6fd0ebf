-- Qui se connecte, au nom de qui, et ce que chacun a fait.
CREATE TABLE organisations (
  id             TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
  nom            TEXT    NOT NULL,
  sorte          TEXT    NOT NULL,
  siret          TEXT    NOT NULL,
  second_facteur INTEGER NOT NULL,
  cree           INTEGER NOT NULL -- microsecondes depuis 1970, comme tout instant d'ici
) STRICT;

CREATE TABLE comptes (
  id           TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
  courriel     TEXT    NOT NULL UNIQUE,
  nom          TEXT    NOT NULL,
  role         TEXT    NOT NULL,
  organisation TEXT    NOT NULL REFERENCES organisations (id),
  dossier      TEXT    NOT NULL,
  desactive    INTEGER NOT NULL,
  cree         INTEGER NOT NULL,
  mot_de_passe TEXT    NOT NULL, -- argon2id
  totp         BLOB, -- scellé
  totp_attente BLOB,
  compteur     INTEGER NOT NULL,
  secours      BLOB    NOT NULL, -- 32 octets par code qui reste
  epoque       INTEGER NOT NULL,
  version      INTEGER NOT NULL
) STRICT;

CREATE INDEX comptes_organisation ON comptes (organisation, courriel);
CREATE INDEX comptes_dossier      ON comptes (dossier);

-- L'empreinte d'un jeton, jamais lui.
CREATE TABLE sessions (
  empreinte  BLOB    NOT NULL PRIMARY KEY CHECK (length(empreinte) = 32),
  compte     TEXT    NOT NULL REFERENCES comptes (id),
  epoque     INTEGER NOT NULL,
  creee      INTEGER NOT NULL,
  vue        INTEGER NOT NULL,
  navigateur TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_compte ON sessions (compte);

CREATE TABLE invitations (
  empreinte    BLOB    NOT NULL PRIMARY KEY CHECK (length(empreinte) = 32),
  courriel     TEXT    NOT NULL,
  role         TEXT    NOT NULL,
  organisation TEXT    NOT NULL REFERENCES organisations (id),
  dossier      TEXT    NOT NULL,
  par          TEXT    NOT NULL,
  expire       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Le registre : jamais récrit, jamais ôté, toujours à la suite.
CREATE TABLE audit (
  rang       INTEGER NOT NULL PRIMARY KEY,
  instant    INTEGER NOT NULL,
  compte     TEXT    NOT NULL,
  geste      TEXT    NOT NULL,
  dossier    TEXT    NOT NULL,
  issue      TEXT    NOT NULL,
  detail     TEXT    NOT NULL,
  precedente BLOB    NOT NULL CHECK (length(precedente) = 32),
  empreinte  BLOB    NOT NULL CHECK (length(empreinte) = 32)
) STRICT;

CREATE INDEX audit_compte  ON audit (compte, rang);
CREATE INDEX audit_dossier ON audit (dossier, rang);
CREATE INDEX audit_instant ON audit (instant);

CREATE TRIGGER audit_sans_retouche BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'une ligne du registre ne se récrit pas'); END;

CREATE TRIGGER audit_sans_retrait BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'une ligne du registre ne s''ôte pas'); END;

CREATE TRIGGER audit_a_la_suite BEFORE INSERT ON audit
WHEN NEW.rang <> 1 + (SELECT coalesce(max(rang), 0) FROM audit)
BEGIN SELECT RAISE(ABORT, 'une ligne du registre vient à la suite de la dernière'); END;
