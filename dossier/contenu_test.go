package dossier

import (
	"encoding/json"
	"reflect"
	"testing"
)

// FuzzContenu : un contenu se lit exactement comme le lit encoding/json, refus compris.
func FuzzContenu(f *testing.F) {
	for _, b := range []string{
		`{"faits":{"employeur":{"effectif":62},"licenciement":{"engagement":"2026-03-02","cadre":true}}}`,
		`{"evenement":{"date":"2026-05-04","mois":"2026-04","montant":"2130.30","type":"paiement"},"suivi":{"note":"reçu"}}`,
		`{"evenement":{"duree_mois":2.5,"accord":false},"complete":8,"corrige":9,"pourquoi":"date"}`,
		`{}`, `{"suivi":{}}`, `null`, ``, `[]`, ` {} `, `{"faits":null}`, `{"faits":[1]}`, `{"faits":{}`, `{"faits":{}}x`, `{"faits":{},}`, `{,}`,
		`{"faits":{"a":{"b":[1,null]}}}`, `{"faits":{"a":01}}`, `{"faits":{"a":-}}`, `{"faits":{"a":-0}}`, `{"faits":{"a":1.}}`, `{"faits":{"a":1e3}}`, `{"faits":{"a":.5}}`, `{"faits":{"a":tru}}`,
		`{"Faits":{},"SUIVI":{"a":"b"}}`, `{"suivi":{"a":"b"},"suivi":{"c":"d"}}`, `{"faits":{"a":1},"faits":{"b":2}}`, `{"suivi":{"a":1}}`, `{"suivi":{"a":null}}`,
		`{"suivi":{"a":"\u00e9\n"}}`, "{\"suivi\":{\"a\":\"\n\"}}", "{\"suivi\":{\"a\":\"\xff\"}}", "{\"faits\":{\"a\":\"\xff\"}}", `{"complete":1.5}`, `{"complete":99999999999999999999}`, `{"corrige":"1"}`, `{"complete":-0}`,
		`{"inconnue":1}`, `{"fige":{"edition":"x","droits":{"a":1}}}`, `{"corrige":3,"pourquoi":"erreur \"grave\""}`, `{"faits":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}}}}}}}}}}}}}`,
	} {
		f.Add([]byte(b))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var lu, attendu contenu
		err, refus := lireContenu(b, &lu), json.Unmarshal(b, &attendu)
		if (err == nil) != (refus == nil) || err == nil && !reflect.DeepEqual(lu, attendu) {
			t.Errorf("%q : %+v, %v ; encoding/json : %+v, %v", b, lu, err, attendu, refus)
		}
	})
}

// TestContenuSansEncodingJSON : ce que le greffe écrit ne passe pas par la voie lente.
func TestContenuSansEncodingJSON(t *testing.T) {
	for _, b := range []string{
		`{"faits":{"contrat":{"debut":"2024-01-08","heures_hebdo":31.5,"salaire_mensuel":"3000.00","travailleur_handicape":false}},"suivi":{"note":"reçu"}}`,
		`{"evenement":{"enfants":2,"accord":true},"complete":8,"suivi":{"preuve":"courriel"},"corrige":9,"pourquoi":"date"}`,
	} {
		if !lireVite([]byte(b), &contenu{}) {
			t.Errorf("%s : laissé à encoding/json", b)
		}
	}
}
