-- fiches.etat écrit désormais l'état jour après jour (dossier.Etats) : il ne se compare plus tel quel.
DROP INDEX fiches_etat;

UPDATE fiches SET terme = NULL; -- toutes sont à refaire
