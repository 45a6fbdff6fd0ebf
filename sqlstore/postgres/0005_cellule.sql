ALTER TABLE fiches ADD COLUMN cellule TEXT NOT NULL DEFAULT ''; -- d'un CSP : le dossier de la cellule d'appui d'où vient la personne

CREATE INDEX fiches_cellule ON fiches (cellule);

UPDATE fiches SET terme = NULL; -- toutes sont à refaire
