-- Le nom d'un fichier reçu, qui peut dire une maladie, ne se garde plus. De ce qui le scellait reste le nom de la clé, le même que celui
-- des octets : savoir si elle les ouvre ne demande pas de les lire. Changer le type, plutôt que les lignes, les récrit toutes ailleurs : le
-- disque ne garde pas les anciennes.
ALTER TABLE documents RENAME COLUMN nom TO cle;
ALTER TABLE documents ALTER COLUMN cle TYPE BYTEA USING substr(cle, 1, 4);
