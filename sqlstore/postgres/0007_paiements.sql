-- Ce qui se paie un mois donné, et les actes que deux personnes font.
CREATE TABLE etats_paiement (
  id          TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (id <> ''),
  mois        BIGINT  NOT NULL,
  statut      TEXT COLLATE "C" NOT NULL,
  prepare_par TEXT COLLATE "C" NOT NULL,
  prepare_le  BIGINT  NOT NULL, -- microsecondes depuis 1970, comme tout instant d'ici
  valide_par  TEXT COLLATE "C" NOT NULL,
  valide_le   BIGINT  NOT NULL,
  dossiers    BIGINT  NOT NULL,
  lignes      BIGINT  NOT NULL,
  empreinte   BYTEA   NOT NULL,
  scelle      BYTEA   NOT NULL
);

CREATE TABLE lignes_paiement (
  etat      TEXT COLLATE "C" NOT NULL REFERENCES etats_paiement (id),
  rang      BIGINT  NOT NULL,
  dossier   TEXT COLLATE "C" NOT NULL,
  version   BIGINT  NOT NULL,
  operateur TEXT COLLATE "C" NOT NULL,
  genre     TEXT COLLATE "C" NOT NULL,
  nature    BIGINT  NOT NULL,
  mois      BIGINT  NOT NULL,
  montant   BIGINT, -- centimes ; nul : pas connu
  avant     BIGINT,
  differe   BIGINT  NOT NULL,
  cause     TEXT COLLATE "C" NOT NULL,
  issue     TEXT COLLATE "C" NOT NULL,
  fait      BIGINT  NOT NULL,
  PRIMARY KEY (etat, rang)
);

CREATE INDEX lignes_paiement_genre   ON lignes_paiement (etat, genre, issue, rang);
CREATE INDEX lignes_paiement_differe ON lignes_paiement (etat, differe, rang);
CREATE INDEX lignes_paiement_dossier ON lignes_paiement (dossier);

CREATE TABLE propositions (
  id           TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (id <> ''),
  dossier      TEXT COLLATE "C" NOT NULL,
  version      BIGINT  NOT NULL,
  saisie       BYTEA   NOT NULL, -- JSON
  par          TEXT COLLATE "C" NOT NULL,
  le           BIGINT  NOT NULL,
  statut       TEXT COLLATE "C" NOT NULL,
  tranchee_par TEXT COLLATE "C" NOT NULL,
  tranchee_le  BIGINT  NOT NULL,
  raison       TEXT COLLATE "C" NOT NULL,
  fait         BIGINT  NOT NULL
);

CREATE INDEX propositions_statut  ON propositions (statut, le, id);
CREATE INDEX propositions_dossier ON propositions (dossier, statut);

CREATE FUNCTION garder_etat_paiement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.statut <> 'preparation' THEN RAISE EXCEPTION 'un état de paiement ne s''ôte pas'; END IF;
    RETURN OLD;
  END IF;
  IF OLD.statut = 'fige' OR NEW.id <> OLD.id OR NEW.mois <> OLD.mois OR NEW.prepare_par <> OLD.prepare_par OR NEW.prepare_le <> OLD.prepare_le
    OR (OLD.statut <> 'preparation' AND NEW.empreinte <> OLD.empreinte) OR (OLD.statut = 'validation' AND (NEW.valide_par <> OLD.valide_par OR NEW.valide_le <> OLD.valide_le)) THEN
    RAISE EXCEPTION 'un état de paiement ne se récrit pas';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER etats_paiement_gardes BEFORE UPDATE OR DELETE ON etats_paiement
FOR EACH ROW EXECUTE FUNCTION garder_etat_paiement();

CREATE FUNCTION garder_ligne_paiement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.issue <> '' OR NEW.etat <> OLD.etat OR NEW.rang <> OLD.rang OR NEW.dossier <> OLD.dossier OR NEW.version <> OLD.version OR NEW.genre <> OLD.genre
      OR NEW.nature <> OLD.nature OR NEW.mois <> OLD.mois OR NEW.montant IS DISTINCT FROM OLD.montant OR NEW.avant IS DISTINCT FROM OLD.avant OR NEW.cause <> OLD.cause THEN
      RAISE EXCEPTION 'une ligne de paiement ne se récrit pas';
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' THEN
    IF (SELECT statut FROM etats_paiement WHERE id = OLD.etat) <> 'preparation' THEN RAISE EXCEPTION 'une ligne de paiement ne s''ôte pas'; END IF;
    RETURN OLD;
  END IF;
  IF (SELECT statut FROM etats_paiement WHERE id = NEW.etat) <> 'preparation' THEN RAISE EXCEPTION 'un état préparé ne reçoit plus de ligne'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER lignes_paiement_gardees BEFORE INSERT OR UPDATE OR DELETE ON lignes_paiement
FOR EACH ROW EXECUTE FUNCTION garder_ligne_paiement();

CREATE FUNCTION garder_proposition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.statut = 'validee' OR NEW.id <> OLD.id OR NEW.dossier <> OLD.dossier OR NEW.version <> OLD.version
    OR NEW.saisie <> OLD.saisie OR NEW.par <> OLD.par OR NEW.le <> OLD.le THEN
    RAISE EXCEPTION 'une proposition ne se récrit pas et ne s''ôte pas';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER propositions_gardees BEFORE UPDATE OR DELETE ON propositions
FOR EACH ROW EXECUTE FUNCTION garder_proposition();

CREATE FUNCTION refuser_vidage_paiement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'un état de paiement ou une proposition ne s''ôte pas';
END $$;

CREATE TRIGGER etats_paiement_sans_vidage BEFORE TRUNCATE ON etats_paiement FOR EACH STATEMENT EXECUTE FUNCTION refuser_vidage_paiement();
CREATE TRIGGER lignes_paiement_sans_vidage BEFORE TRUNCATE ON lignes_paiement FOR EACH STATEMENT EXECUTE FUNCTION refuser_vidage_paiement();
CREATE TRIGGER propositions_sans_vidage BEFORE TRUNCATE ON propositions FOR EACH STATEMENT EXECUTE FUNCTION refuser_vidage_paiement();
