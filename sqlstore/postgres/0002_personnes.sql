-- Les personnes : la seule table qui les nomme, et qui s'efface. Un fait n'en connaît que le numéro, tiré au hasard.
CREATE TABLE personnes (
  personne    TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (personne <> ''),
  dossier     TEXT COLLATE "C" NOT NULL,
  nom         TEXT COLLATE "C" NOT NULL,
  prenom      TEXT COLLATE "C" NOT NULL,
  naissance   BIGINT NOT NULL, -- comme faits.le
  adresse     TEXT   NOT NULL,
  courriel    TEXT   NOT NULL,
  nir_scelle  BYTEA,
  nir_index   BYTEA, -- retrouve un numéro sans le lire
  iban_scelle BYTEA,
  iban_index  BYTEA
);

CREATE INDEX personnes_dossier ON personnes (dossier);
CREATE INDEX personnes_nir     ON personnes (nir_index);
CREATE INDEX personnes_iban    ON personnes (iban_index);

-- Les mots d'un nom, sans accent ni majuscule.
CREATE TABLE mots (
  mot      TEXT COLLATE "C" NOT NULL,
  personne TEXT COLLATE "C" NOT NULL REFERENCES personnes (personne) ON DELETE CASCADE,
  PRIMARY KEY (mot, personne)
);

CREATE INDEX mots_personne ON mots (personne, mot);
