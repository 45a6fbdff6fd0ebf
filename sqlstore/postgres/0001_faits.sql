-- Les faits : jamais récrits, jamais ôtés. Les déclencheurs le tiennent même contre nous.
-- L'ordre « C » est celui des octets, le même que celui de SQLite.
CREATE TABLE faits (
  dossier    TEXT COLLATE "C" NOT NULL CHECK (dossier <> ''),
  version    BIGINT NOT NULL,
  acte       TEXT   NOT NULL,
  le         BIGINT NOT NULL, -- jours ; le 1er janvier 1900 est le jour 1, l'inconnu est 0
  consigne   BIGINT NOT NULL, -- microsecondes depuis 1970, temps universel
  auteur     TEXT   NOT NULL,
  donnees    BYTEA  NOT NULL, -- jamais JSONB, qui ne rend pas les octets reçus
  precedente BYTEA  NOT NULL CHECK (length(precedente) = 32),
  empreinte  BYTEA  NOT NULL CHECK (length(empreinte) = 32),
  PRIMARY KEY (dossier, version)
);

CREATE FUNCTION refuser_retouche() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'un fait ne se récrit pas et ne s''ôte pas';
END $$;

CREATE TRIGGER faits_sans_retouche BEFORE UPDATE OR DELETE OR TRUNCATE ON faits
FOR EACH STATEMENT EXECUTE FUNCTION refuser_retouche();

-- Les fiches : déduites des faits, une par dossier.
CREATE TABLE fiches (
  dossier   TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  version   BIGINT NOT NULL,
  reference TEXT   NOT NULL,
  siret     TEXT   NOT NULL,
  sorte     TEXT   NOT NULL,
  etat      TEXT   NOT NULL,
  attend    TEXT   NOT NULL,
  prochaine BIGINT NOT NULL, -- comme faits.le ; 2147483648 quand il n'y en a pas, pour venir à la fin
  quoi      TEXT   NOT NULL,
  FOREIGN KEY (dossier, version) REFERENCES faits (dossier, version)
);

-- L'ordre des listes : la première page ne lit qu'elle-même. Les autres index ne changent pas avec la prochaine date : un acte
-- n'a pas à les récrire.
CREATE INDEX fiches_ordre     ON fiches (prochaine, dossier);
CREATE INDEX fiches_etat      ON fiches (etat);
CREATE INDEX fiches_siret     ON fiches (siret);
CREATE INDEX fiches_reference ON fiches (reference);
