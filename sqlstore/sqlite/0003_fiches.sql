-- Une date qui ouvre une tâche sans la limiter prend désormais le rang 1073741824 + son jour dans fiches.prochaine, après
-- toutes les dates limites.
ALTER TABLE fiches ADD COLUMN terme INTEGER; -- dernier jour d'un CSP sans sortie, comme faits.le ; NULL : à refaire
ALTER TABLE fiches ADD COLUMN operateur  TEXT NOT NULL DEFAULT ''; -- l'organisation qui suit le dossier
ALTER TABLE fiches ADD COLUMN conseiller TEXT NOT NULL DEFAULT ''; -- le compte
ALTER TABLE fiches ADD COLUMN autorite   TEXT NOT NULL DEFAULT ''; -- d'une cellule d'appui

CREATE INDEX fiches_a_refaire  ON fiches (dossier) WHERE terme IS NULL;
CREATE INDEX fiches_operateur  ON fiches (operateur, prochaine, dossier) WHERE operateur <> '';
CREATE INDEX fiches_conseiller ON fiches (conseiller) WHERE conseiller <> '';
CREATE INDEX fiches_autorite   ON fiches (autorite) WHERE autorite <> '';
