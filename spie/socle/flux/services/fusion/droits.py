"""Rights and duties: who enters, who leaves, and what the upper apps are told.

``Personne.sdd_depuis`` is set as long as a period runs: both are written here and in ``personnes``.
"""

from spie.socle.flux.services.fusion.colonnes import inserer
from spie.socle.flux.services.fusion.executer import Etape
from spie.socle.personnes.events import EntreeDroitsDevoirs, SortieDroitsDevoirs

_NOTER = """
    INSERT INTO faits (rang, nature, personne_id, prenom, quoi)
    SELECT rang, 'DROITS', connue, prenom, jsonb_build_object('droits_devoirs', jsonb_build_array(NOT soumise, soumise))
    FROM changees WHERE soumise <> etait_soumise
"""
# The flow has no notification date: the day of its ENTDED event, otherwise its reference day (decisions 0005, 0013).
_ENTRER = """
    {inserer} FROM (
        SELECT id, id AS personne_id, entree_le FROM membres WHERE connue IS NULL AND soumise
        UNION ALL SELECT id, connue, entree_le FROM changees WHERE soumise AND NOT etait_soumise) m
    ON CONFLICT DO NOTHING
    RETURNING personne_id, droit_notifie_le, info_recue_le
"""
_SORTIR = """
    UPDATE {soumission} s
    SET fin_le = %(reference)s,
        motif_fin = coalesce(nullif(m.motif_sortie, ''), 'n''est plus soumise aux droits et devoirs')
    FROM changees m
    WHERE s.departement_id = %(dep)s AND s.personne_id = m.connue AND s.fin_le IS NULL
      AND m.etait_soumise AND NOT m.soumise
    RETURNING s.personne_id, s.motif_fin
"""
_PERIODE = inserer(
    *("soumission", "m", ("id", "personne_id")),
    droit_notifie_le="least(m.entree_le, %(reference)s)",
    info_recue_le="%(recue_le)s",
)


def fusionner(etape: Etape) -> int:
    """Open and end the periods of this step, and prepare their events. Gives how many people enter."""
    etape.executer(_NOTER)
    entrees, sorties = etape.lire(_ENTRER, inserer=_PERIODE), etape.lire(_SORTIR)
    etape.evenements += [
        EntreeDroitsDevoirs(personne_id=qui, droit_notifie_le=notifie, info_recue_le=recue, survenu_le=etape.le)
        for qui, notifie, recue in entrees
    ]
    etape.evenements += [
        SortieDroitsDevoirs(personne_id=qui, motif=motif, survenu_le=etape.le) for qui, motif in sorties
    ]
    return len(entrees)
