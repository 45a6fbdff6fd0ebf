-- Qui se connecte, au nom de qui, et ce que chacun a fait.
CREATE TABLE organisations (
  id             TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (id <> ''),
  nom            TEXT COLLATE "C" NOT NULL,
  sorte          TEXT   NOT NULL,
  siret          TEXT   NOT NULL,
  second_facteur BIGINT NOT NULL,
  cree           BIGINT NOT NULL -- microsecondes depuis 1970, comme tout instant d'ici
);

CREATE TABLE comptes (
  id           TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (id <> ''),
  courriel     TEXT COLLATE "C" NOT NULL UNIQUE,
  nom          TEXT COLLATE "C" NOT NULL,
  role         TEXT   NOT NULL,
  organisation TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
  dossier      TEXT COLLATE "C" NOT NULL,
  desactive    BIGINT NOT NULL,
  cree         BIGINT NOT NULL,
  mot_de_passe TEXT   NOT NULL, -- argon2id
  totp         BYTEA, -- scellé
  totp_attente BYTEA,
  compteur     BIGINT NOT NULL,
  secours      BYTEA  NOT NULL, -- 32 octets par code qui reste
  epoque       BIGINT NOT NULL,
  version      BIGINT NOT NULL
);

CREATE INDEX comptes_organisation ON comptes (organisation, courriel);
CREATE INDEX comptes_dossier      ON comptes (dossier);

-- L'empreinte d'un jeton, jamais lui.
CREATE TABLE sessions (
  empreinte  BYTEA  NOT NULL PRIMARY KEY CHECK (length(empreinte) = 32),
  compte     TEXT COLLATE "C" NOT NULL REFERENCES comptes (id),
  epoque     BIGINT NOT NULL,
  creee      BIGINT NOT NULL,
  vue        BIGINT NOT NULL,
  navigateur TEXT   NOT NULL
);

CREATE INDEX sessions_compte ON sessions (compte);

CREATE TABLE invitations (
  empreinte    BYTEA  NOT NULL PRIMARY KEY CHECK (length(empreinte) = 32),
  courriel     TEXT COLLATE "C" NOT NULL,
  role         TEXT   NOT NULL,
  organisation TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
  dossier      TEXT COLLATE "C" NOT NULL,
  par          TEXT   NOT NULL,
  expire       BIGINT NOT NULL
);

-- Le registre : jamais récrit, jamais ôté, toujours à la suite.
CREATE TABLE audit (
  rang       BIGINT NOT NULL PRIMARY KEY,
  instant    BIGINT NOT NULL,
  compte     TEXT COLLATE "C" NOT NULL,
  geste      TEXT   NOT NULL,
  dossier    TEXT COLLATE "C" NOT NULL,
  issue      TEXT   NOT NULL,
  detail     TEXT   NOT NULL,
  precedente BYTEA  NOT NULL CHECK (length(precedente) = 32),
  empreinte  BYTEA  NOT NULL CHECK (length(empreinte) = 32)
);

CREATE INDEX audit_compte  ON audit (compte, rang);
CREATE INDEX audit_dossier ON audit (dossier, rang);
CREATE INDEX audit_instant ON audit (instant);

CREATE FUNCTION refuser_retouche_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'une ligne du registre ne se récrit pas et ne s''ôte pas';
END $$;

CREATE TRIGGER audit_sans_retouche BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION refuser_retouche_audit();
