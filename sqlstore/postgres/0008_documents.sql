-- Les documents déposés : leur nom et leurs octets, scellés. Ils s'ôtent avec l'identité ; le fait qui les nomme reste.
CREATE TABLE documents (
  dossier  TEXT COLLATE "C" NOT NULL,
  fait     BIGINT NOT NULL,
  personne TEXT COLLATE "C" NOT NULL REFERENCES personnes (personne) ON DELETE CASCADE,
  nom      BYTEA NOT NULL,
  octets   BYTEA NOT NULL,
  PRIMARY KEY (dossier, fait),
  FOREIGN KEY (dossier, fait) REFERENCES faits (dossier, version)
);

CREATE INDEX documents_personne ON documents (personne);

ALTER TABLE comptes ADD COLUMN agenda BYTEA; -- l'empreinte du secret de son agenda, jamais lui

CREATE UNIQUE INDEX comptes_agenda ON comptes (agenda);
