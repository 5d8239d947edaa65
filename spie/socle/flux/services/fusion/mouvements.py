"""Who comes back, who closes, who leaves for another département, and the events of the daily flow."""

from spie.socle.flux.events import FaitGenerateurRecu, MutationAnnoncee, RetourDansLeFlux
from spie.socle.flux.services.fusion.colonnes import inserer
from spie.socle.flux.services.fusion.executer import Etape

# In the flow again, open again, or back with a new file.
_REVENIR = """
    WITH revenus AS (
        UPDATE {absence} a SET revenu_le = %(reference)s FROM tranche t
        WHERE a.departement_id = %(dep)s AND a.dossier_id = t.connu AND NOT t.ancien
          AND a.personne_id IS NULL AND a.revenu_le IS NULL
        RETURNING t.rang
    )
    INSERT INTO faits (rang, nature)
    SELECT rang, 'REVENU' FROM revenus
    UNION SELECT rang, 'REVENU' FROM tranche WHERE NOT ancien AND (
        etat_avant = ANY(%(clos)s) AND etat = ANY(%(ouverts)s) OR connu IS NULL AND NOT foyer_neuf)
"""
_CLORE = """
    INSERT INTO faits (rang, nature, quoi)
    SELECT t.rang, n.nature, jsonb_strip_nulls(jsonb_build_object(
        'motif', jsonb_build_array(NULL, t.motif),
        'vers', CASE WHEN t.mute_vers <> '' THEN jsonb_build_array(NULL, t.mute_vers) END))
    FROM etats t CROSS JOIN LATERAL (
        SELECT 'CLOS' AS nature WHERE t.etat = ANY(%(clos)s) AND t.etat_avant <> ALL(%(clos)s)
        UNION ALL SELECT 'MUTE' WHERE t.mute_vers <> '') n
"""
_ANOMALIES = """
    INSERT INTO faits (rang, nature, quoi)
    SELECT rang, 'ANOMALIE', jsonb_build_object('anomalies', anomalies) FROM tranche WHERE anomalies <> '[]'
"""
_REVENUS = """
    SELECT DISTINCT x.id, t.dossier_id FROM tranche t
    JOIN {personne} x ON x.departement_id = %(dep)s AND x.foyer_id = t.foyer_id AND x.role IN ('DEM', 'CJT')
    WHERE t.rang IN (SELECT rang FROM faits WHERE nature = 'REVENU')
"""
_MUTES = """
    SELECT DISTINCT x.id, t.dossier_id, t.mute_vers, t.venu_de FROM tranche t
    JOIN {personne} x ON x.departement_id = %(dep)s AND x.foyer_id = t.foyer_id AND x.role IN ('DEM', 'CJT')
    WHERE NOT t.ancien AND (t.rang IN (SELECT rang FROM faits WHERE nature = 'MUTE')
                            OR t.connu IS NULL AND t.venu_de <> '')
"""
_RECEVOIR = """
    WITH nouveaux AS (
        {inserer} FROM tranche t CROSS JOIN LATERAL jsonb_to_recordset(t.evenements) AS e(code text, le date)
        WHERE t.evenements <> '[]'
        ON CONFLICT DO NOTHING
        RETURNING dossier_id, code, le
    )
    SELECT x.id, n.dossier_id, n.code, n.le FROM nouveaux n
    JOIN tranche t USING (dossier_id)
    JOIN {personne} x ON x.departement_id = %(dep)s AND x.foyer_id = t.foyer_id AND x.role IN ('DEM', 'CJT')
    ORDER BY n.le, n.code, x.id
"""
_EVENEMENT = inserer("evenement", "t", ("dossier_id",), id="gen_random_uuid()", code="e.code", le="e.le")


def fusionner(etape: Etape) -> None:
    """Note the movements of this step, and prepare what the chronology of each adult says of them."""
    for requete in (_REVENIR, _CLORE, _ANOMALIES):
        etape.executer(requete)
    le, jour = etape.le, etape.reference
    etape.evenements += [
        RetourDansLeFlux(personne_id=qui, dossier_id=dossier, revenu_le=jour, survenu_le=le)
        for qui, dossier in etape.lire(_REVENUS)
    ]
    etape.evenements += [
        MutationAnnoncee(personne_id=qui, dossier_id=dossier, vers=vers, venu_de=venu_de, survenu_le=le)
        for qui, dossier, vers, venu_de in etape.lire(_MUTES)
    ]
    etape.evenements += [
        FaitGenerateurRecu(personne_id=qui, dossier_id=dossier, code=code, liquide_le=liquide_le, survenu_le=le)
        for qui, dossier, code, liquide_le in etape.lire(_RECEVOIR, inserer=_EVENEMENT)
    ]
