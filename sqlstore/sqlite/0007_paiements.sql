-- Ce qui se paie un mois donné, et les actes que deux personnes font.
CREATE TABLE etats_paiement (
  id          TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
  mois        INTEGER NOT NULL,
  statut      TEXT    NOT NULL,
  prepare_par TEXT    NOT NULL,
  prepare_le  INTEGER NOT NULL, -- microsecondes depuis 1970, comme tout instant d'ici
  valide_par  TEXT    NOT NULL,
  valide_le   INTEGER NOT NULL,
  dossiers    INTEGER NOT NULL,
  lignes      INTEGER NOT NULL,
  empreinte   BLOB    NOT NULL,
  scelle      BLOB    NOT NULL
) STRICT;

CREATE TABLE lignes_paiement (
  etat      TEXT    NOT NULL REFERENCES etats_paiement (id),
  rang      INTEGER NOT NULL,
  dossier   TEXT    NOT NULL,
  version   INTEGER NOT NULL,
  operateur TEXT    NOT NULL,
  genre     TEXT    NOT NULL,
  nature    INTEGER NOT NULL,
  mois      INTEGER NOT NULL,
  montant   INTEGER, -- centimes ; nul : pas connu
  avant     INTEGER,
  differe   INTEGER NOT NULL,
  cause     TEXT    NOT NULL,
  issue     TEXT    NOT NULL,
  fait      INTEGER NOT NULL,
  PRIMARY KEY (etat, rang)
) STRICT, WITHOUT ROWID;

CREATE INDEX lignes_paiement_genre   ON lignes_paiement (etat, genre, issue, rang);
CREATE INDEX lignes_paiement_differe ON lignes_paiement (etat, differe, rang);
CREATE INDEX lignes_paiement_dossier ON lignes_paiement (dossier);

CREATE TABLE propositions (
  id           TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
  dossier      TEXT    NOT NULL,
  version      INTEGER NOT NULL,
  saisie       BLOB    NOT NULL, -- JSON
  par          TEXT    NOT NULL,
  le           INTEGER NOT NULL,
  statut       TEXT    NOT NULL,
  tranchee_par TEXT    NOT NULL,
  tranchee_le  INTEGER NOT NULL,
  raison       TEXT    NOT NULL,
  fait         INTEGER NOT NULL
) STRICT;

CREATE INDEX propositions_statut  ON propositions (statut, le, id);
CREATE INDEX propositions_dossier ON propositions (dossier, statut);

CREATE TRIGGER etats_paiement_sans_retouche BEFORE UPDATE ON etats_paiement
WHEN OLD.statut = 'fige' OR NEW.id <> OLD.id OR NEW.mois <> OLD.mois OR NEW.prepare_par <> OLD.prepare_par OR NEW.prepare_le <> OLD.prepare_le
  OR (OLD.statut <> 'preparation' AND NEW.empreinte <> OLD.empreinte) OR (OLD.statut = 'validation' AND (NEW.valide_par <> OLD.valide_par OR NEW.valide_le <> OLD.valide_le))
BEGIN SELECT RAISE(ABORT, 'un état de paiement ne se récrit pas'); END;

CREATE TRIGGER etats_paiement_sans_retrait BEFORE DELETE ON etats_paiement
WHEN OLD.statut <> 'preparation'
BEGIN SELECT RAISE(ABORT, 'un état de paiement ne s''ôte pas'); END;

CREATE TRIGGER lignes_paiement_sans_retouche BEFORE UPDATE ON lignes_paiement
WHEN OLD.issue <> '' OR NEW.etat <> OLD.etat OR NEW.rang <> OLD.rang OR NEW.dossier <> OLD.dossier OR NEW.version <> OLD.version OR NEW.genre <> OLD.genre
  OR NEW.nature <> OLD.nature OR NEW.mois <> OLD.mois OR NEW.montant IS NOT OLD.montant OR NEW.avant IS NOT OLD.avant OR NEW.cause <> OLD.cause
BEGIN SELECT RAISE(ABORT, 'une ligne de paiement ne se récrit pas'); END;

CREATE TRIGGER lignes_paiement_sans_retrait BEFORE DELETE ON lignes_paiement
WHEN (SELECT statut FROM etats_paiement WHERE id = OLD.etat) <> 'preparation'
BEGIN SELECT RAISE(ABORT, 'une ligne de paiement ne s''ôte pas'); END;

CREATE TRIGGER lignes_paiement_sans_ajout BEFORE INSERT ON lignes_paiement
WHEN (SELECT statut FROM etats_paiement WHERE id = NEW.etat) <> 'preparation'
BEGIN SELECT RAISE(ABORT, 'un état préparé ne reçoit plus de ligne'); END;

CREATE TRIGGER propositions_sans_retouche BEFORE UPDATE ON propositions
WHEN OLD.statut = 'validee' OR NEW.id <> OLD.id OR NEW.dossier <> OLD.dossier OR NEW.version <> OLD.version OR NEW.saisie <> OLD.saisie OR NEW.par <> OLD.par OR NEW.le <> OLD.le
BEGIN SELECT RAISE(ABORT, 'une proposition ne se récrit pas'); END;

CREATE TRIGGER propositions_sans_retrait BEFORE DELETE ON propositions
BEGIN SELECT RAISE(ABORT, 'une proposition ne s''ôte pas'); END;
