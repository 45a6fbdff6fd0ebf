-- Les documents déposés : leur nom et leurs octets, scellés. Ils s'ôtent avec l'identité ; le fait qui les nomme reste.
CREATE TABLE documents (
  dossier  TEXT    NOT NULL,
  fait     INTEGER NOT NULL,
  personne TEXT    NOT NULL REFERENCES personnes (personne) ON DELETE CASCADE,
  nom      BLOB    NOT NULL,
  octets   BLOB    NOT NULL,
  PRIMARY KEY (dossier, fait),
  FOREIGN KEY (dossier, fait) REFERENCES faits (dossier, version)
) STRICT;

CREATE INDEX documents_personne ON documents (personne);

ALTER TABLE comptes ADD COLUMN agenda BLOB; -- l'empreinte du secret de son agenda, jamais lui

CREATE UNIQUE INDEX comptes_agenda ON comptes (agenda);
