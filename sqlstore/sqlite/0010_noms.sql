-- Le nom d'un fichier reçu, qui peut dire une maladie, ne se garde plus. De ce qui le scellait reste le nom de la clé, le même que celui
-- des octets : savoir si elle les ouvre ne demande pas de les lire.
PRAGMA secure_delete = ON;

ALTER TABLE documents RENAME COLUMN nom TO cle;
UPDATE documents SET cle = substr(cle, 1, 4);
