-- Les personnes : la seule table qui les nomme, et qui s'efface. Un fait n'en connaît que le numéro, tiré au hasard.
CREATE TABLE personnes (
  personne    TEXT    NOT NULL PRIMARY KEY CHECK (personne <> ''),
  dossier     TEXT    NOT NULL,
  nom         TEXT    NOT NULL,
  prenom      TEXT    NOT NULL,
  naissance   INTEGER NOT NULL, -- comme faits.le
  adresse     TEXT    NOT NULL,
  courriel    TEXT    NOT NULL,
  nir_scelle  BLOB,
  nir_index   BLOB, -- retrouve un numéro sans le lire
  iban_scelle BLOB,
  iban_index  BLOB
) STRICT;

CREATE INDEX personnes_dossier ON personnes (dossier);
CREATE INDEX personnes_nir     ON personnes (nir_index);
CREATE INDEX personnes_iban    ON personnes (iban_index);

-- Les mots d'un nom, sans accent ni majuscule.
CREATE TABLE mots (
  mot      TEXT NOT NULL,
  personne TEXT NOT NULL REFERENCES personnes (personne) ON DELETE CASCADE,
  PRIMARY KEY (mot, personne)
) STRICT, WITHOUT ROWID;

CREATE INDEX mots_personne ON mots (personne, mot);
