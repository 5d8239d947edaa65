"""Households, their files, the states of their right, their addresses: what is new, what differs, what ends."""

from spie.socle.flux.services.fusion.colonnes import ADRESSE, DOSSIER, FOYER, change, differe, ecarts, inserer, poser
from spie.socle.flux.services.fusion.executer import Etape

SOURCE = "flux"

# One word per household, from its open right if it has several.
_FOYERS_VUS = """
    SELECT DISTINCT ON (foyer_id) * FROM tranche WHERE NOT ancien AND NOT muet
    ORDER BY foyer_id, etat = ANY(%(ouverts)s) DESC, rang DESC
"""
_FOYERS_CHANGES = """
    SELECT t.*, {ecarts_foyer} AS quoi FROM foyers_vus t
    JOIN {foyer} f ON f.departement_id = %(dep)s AND f.id = t.foyer_id
    WHERE {foyer_differe}
"""
_CREER_FOYERS = "{inserer_foyer} FROM foyers_vus t WHERE t.foyer_neuf"
_CORRIGER_FOYERS = """
    UPDATE {foyer} f SET {poser_foyer} FROM foyers_changes t WHERE f.departement_id = %(dep)s AND f.id = t.foyer_id
"""
# Every file of a month is seen on its day; only some change.
_DOSSIERS_CHANGES = """
    SELECT t.*, {ecarts_dossier} AS quoi, {dossier_change} AS a_noter FROM tranche t
    JOIN {dossier} d ON d.departement_id = %(dep)s AND d.id = t.connu
    WHERE NOT t.ancien AND ({dossier_differe} OR d.vu_le <> %(reference)s
                            OR (t.etat_depuis IS NOT NULL AND d.etat_depuis <> t.etat_depuis))
"""
_CREER_DOSSIERS = "{inserer_dossier} FROM tranche t WHERE t.connu IS NULL"
_CORRIGER_DOSSIERS = """
    UPDATE {dossier} d SET {poser_dossier}, vu_le = %(reference)s,
        etat_depuis = coalesce(t.etat_depuis, CASE WHEN d.etat = t.etat THEN d.etat_depuis ELSE %(reference)s END)
    FROM dossiers_changes t WHERE d.departement_id = %(dep)s AND d.id = t.connu
"""
_NOTER_ECARTS = """
    INSERT INTO faits (rang, nature, quoi)
    SELECT rang, 'FOYER', quoi FROM foyers_changes
    UNION ALL SELECT rang, 'FOYER', quoi FROM dossiers_changes WHERE a_noter
"""
# A state is new when it, its reason or its day differ from the last one that we learnt.
_ETATS = """
    SELECT t.*, e.motif AS motif_avant FROM tranche t
    LEFT JOIN LATERAL (
        SELECT h.* FROM {etat} h WHERE h.departement_id = %(dep)s AND h.dossier_id = t.connu
        ORDER BY h.flux_du DESC LIMIT 1
    ) e ON true
    WHERE NOT t.ancien AND (e.id IS NULL OR (e.etat, e.motif) <> (t.etat, t.motif)
                            OR (t.etat_depuis IS NOT NULL AND e.depuis_le <> t.etat_depuis))
"""
_NOTER_MOTIFS = """
    INSERT INTO faits (rang, nature, quoi)
    SELECT rang, 'FOYER', jsonb_build_object('motif', jsonb_build_array(motif_avant, motif)) FROM etats
    WHERE connu IS NOT NULL AND motif_avant IS DISTINCT FROM motif
"""
_DATER_ETATS = """
    {inserer_etat} FROM etats t
    ON CONFLICT (departement_id, dossier_id, flux_du)
    DO UPDATE SET etat = excluded.etat, motif = excluded.motif, depuis_le = excluded.depuis_le
"""
# Compared with what the flow said last: what an agent corrected since then stays as they wrote it.
_ADRESSES = """
    SELECT t.*, c.id AS courante, to_jsonb(c) AS avant FROM foyers_vus t
    LEFT JOIN {adresse} c ON c.departement_id = %(dep)s AND c.foyer_id = t.foyer_id AND c.au IS NULL
    LEFT JOIN LATERAL (
        SELECT a.* FROM {adresse} a WHERE a.departement_id = %(dep)s AND a.foyer_id = t.foyer_id
          AND a.source = {source} ORDER BY a.du DESC, a.id DESC LIMIT 1
    ) f ON true
    WHERE t.a_une_adresse AND {derniere_differe}
      AND (c.id IS NULL OR (c.du <= %(reference)s AND {courante_differe}))
"""
_NOTER_ADRESSES = """
    INSERT INTO faits (rang, nature, quoi)
    SELECT rang, 'DEMENAGE', jsonb_build_object('adresse', jsonb_build_array(
        concat_ws(' ', avant->>'voie', avant->>'code_postal', avant->>'ville'),
        concat_ws(' ', voie, code_postal, ville)))
    FROM adresses WHERE courante IS NOT NULL
"""
_FINIR_ADRESSES = """
    UPDATE {adresse} a SET au = %(reference)s FROM adresses t WHERE a.departement_id = %(dep)s AND a.id = t.courante
"""
_CREER_ADRESSES = "{inserer_adresse} FROM adresses t"
# The lone parent's increase: begun, prolonged, or over when the file no longer tells it.
_MAJORATIONS = """
    SELECT t.*, l.id AS derniere, l.du AS depuis, l.au AS jusqu_au FROM foyers_vus t
    LEFT JOIN LATERAL (
        SELECT m.* FROM {majoration} m WHERE m.departement_id = %(dep)s AND m.foyer_id = t.foyer_id
        ORDER BY m.du DESC, m.id DESC LIMIT 1
    ) l ON true
    WHERE CASE WHEN t.majoration_du IS NULL THEN l.id IS NOT NULL AND l.au IS NULL AND l.source = {source}
               ELSE l.id IS NULL OR l.du < t.majoration_du
                 OR (l.du = t.majoration_du AND l.au IS DISTINCT FROM t.majoration_au) END
"""
_NOTER_MAJORATIONS = """
    INSERT INTO faits (rang, nature, quoi)
    SELECT rang, 'FOYER', jsonb_build_object('majoration', jsonb_build_array(
        depuis IS NOT NULL AND jusqu_au IS NULL, majoration_du IS NOT NULL AND majoration_au IS NULL))
    FROM majorations WHERE NOT foyer_neuf
"""
_FINIR_MAJORATIONS = """
    UPDATE {majoration} m SET au = CASE
        WHEN t.majoration_du IS NULL THEN greatest(t.depuis, %(reference)s)
        WHEN t.majoration_du = t.depuis THEN t.majoration_au
        ELSE least(t.jusqu_au, greatest(t.depuis, t.majoration_du - 1)) END
    FROM majorations t WHERE m.departement_id = %(dep)s AND m.id = t.derniere
"""
_CREER_MAJORATIONS = """
    {inserer_majoration} FROM majorations t
    WHERE t.majoration_du IS NOT NULL AND t.depuis IS DISTINCT FROM t.majoration_du
"""
_DEPUIS = "coalesce(t.etat_depuis, %(reference)s)"
MORCEAUX = {
    "source": f"'{SOURCE}'",
    "foyer_differe": differe(FOYER, "f", "t"),
    "ecarts_foyer": ecarts(FOYER, "f", "t"),
    "poser_foyer": poser(FOYER, "t"),
    "inserer_foyer": inserer("foyer", "t", FOYER, id="t.foyer_id"),
    "dossier_differe": differe(DOSSIER, "d", "t"),
    "dossier_change": change(DOSSIER, "d", "t"),
    "ecarts_dossier": ecarts(DOSSIER, "d", "t"),
    "poser_dossier": poser(DOSSIER, "t"),
    "inserer_dossier": inserer(
        *("dossier", "t", ("foyer_id", "numero_demande", *DOSSIER)),
        id="t.dossier_id",
        etat_depuis=_DEPUIS,
        vu_le="%(reference)s",
    ),
    "inserer_etat": inserer(
        "etat", "t", ("dossier_id", "etat", "motif"), id="t.id", flux_du="%(reference)s", depuis_le=_DEPUIS
    ),
    "inserer_majoration": inserer(
        "majoration", "t", ("foyer_id",), id="t.id", source=f"'{SOURCE}'", du="t.majoration_du", au="t.majoration_au"
    ),
    "derniere_differe": differe(ADRESSE, "f", "t"),
    "courante_differe": differe(ADRESSE, "c", "t"),
    "inserer_adresse": inserer(
        "adresse", "t", ("foyer_id", *ADRESSE), id="t.id", source=f"'{SOURCE}'", du="%(reference)s"
    ),
}


def fusionner(etape: Etape) -> None:
    """Write the households of this step."""
    for nom, requete in (
        *(("foyers_vus", _FOYERS_VUS), ("foyers_changes", _FOYERS_CHANGES), ("dossiers_changes", _DOSSIERS_CHANGES)),
        *(("etats", _ETATS), ("adresses", _ADRESSES), ("majorations", _MAJORATIONS)),
    ):
        etape.mettre_de_cote(nom, requete, **MORCEAUX)
    for requete in (
        *(_NOTER_ECARTS, _NOTER_MOTIFS, _NOTER_ADRESSES, _CREER_FOYERS, _CORRIGER_FOYERS),
        *(_CREER_DOSSIERS, _CORRIGER_DOSSIERS, _DATER_ETATS, _FINIR_ADRESSES, _CREER_ADRESSES),
        *(_NOTER_MAJORATIONS, _FINIR_MAJORATIONS, _CREER_MAJORATIONS),
    ):
        etape.executer(requete, **MORCEAUX)
