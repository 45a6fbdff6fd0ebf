-- Les faits : jamais récrits, jamais ôtés, toujours à la suite. Les déclencheurs le tiennent même contre nous.
CREATE TABLE faits (
  dossier    TEXT    NOT NULL CHECK (dossier <> ''),
  version    INTEGER NOT NULL,
  acte       TEXT    NOT NULL,
  le         INTEGER NOT NULL, -- jours ; le 1er janvier 1900 est le jour 1, l'inconnu est 0
  consigne   INTEGER NOT NULL, -- microsecondes depuis 1970, temps universel
  auteur     TEXT    NOT NULL,
  donnees    BLOB    NOT NULL,
  precedente BLOB    NOT NULL CHECK (length(precedente) = 32),
  empreinte  BLOB    NOT NULL CHECK (length(empreinte) = 32),
  PRIMARY KEY (dossier, version)
) STRICT, WITHOUT ROWID; -- les faits d'un dossier se suivent : les lire ou en ajouter un ne touche qu'un endroit

CREATE TRIGGER faits_sans_retouche BEFORE UPDATE ON faits
BEGIN SELECT RAISE(ABORT, 'un fait ne se récrit pas'); END;

CREATE TRIGGER faits_sans_retrait BEFORE DELETE ON faits
BEGIN SELECT RAISE(ABORT, 'un fait ne s''ôte pas'); END;

-- Arrête aussi INSERT OR REPLACE, qui ôte une ligne sans le dire.
CREATE TRIGGER faits_a_la_suite BEFORE INSERT ON faits
WHEN NEW.version <> 1 + (SELECT coalesce(max(version), 0) FROM faits WHERE dossier = NEW.dossier)
BEGIN SELECT RAISE(ABORT, 'un fait vient à la suite du dernier'); END;

-- Les fiches : déduites des faits, une par dossier.
CREATE TABLE fiches (
  dossier   TEXT    NOT NULL PRIMARY KEY,
  version   INTEGER NOT NULL,
  reference TEXT    NOT NULL,
  siret     TEXT    NOT NULL,
  sorte     TEXT    NOT NULL,
  etat      TEXT    NOT NULL,
  attend    TEXT    NOT NULL,
  prochaine INTEGER NOT NULL, -- comme faits.le ; 2147483648 quand il n'y en a pas, pour venir à la fin
  quoi      TEXT    NOT NULL,
  FOREIGN KEY (dossier, version) REFERENCES faits (dossier, version)
) STRICT, WITHOUT ROWID;

-- L'ordre des listes : la première page ne lit qu'elle-même. Les autres index ne changent pas avec la prochaine date : un acte
-- n'a pas à les récrire.
CREATE INDEX fiches_ordre     ON fiches (prochaine, dossier);
CREATE INDEX fiches_etat      ON fiches (etat);
CREATE INDEX fiches_siret     ON fiches (siret);
CREATE INDEX fiches_reference ON fiches (reference);
