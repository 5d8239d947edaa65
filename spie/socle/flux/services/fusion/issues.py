"""The report of one step: one line per outcome, with what changed."""

from spie.socle.flux.services.fusion.executer import Etape

# What each part noted before it wrote. « FOYER », « PERSONNE » and « DROITS » only say what an update changed.
_FAITS = """
    CREATE TEMP TABLE faits (rang int, nature text, personne_id uuid, prenom text, quoi jsonb DEFAULT '{{}}')
    ON COMMIT DROP
"""
_TITULAIRES = """
    SELECT DISTINCT ON (rang) rang, coalesce(connue, id) AS personne_id FROM membres
    ORDER BY rang, role = 'DEM' DESC, role = 'CJT' DESC, id
"""
_ISSUE = """
    INSERT INTO {issue}
      (id, departement_id, lot_id, nature, rang, numero_demande, dossier_id, personne_id, changements)
    SELECT {id}, %(dep)s, %(lot)s, {nature}, t.rang, t.numero_demande, t.dossier_id, {qui}, {quoi}
    FROM tranche t LEFT JOIN titulaires q ON q.rang = t.rang {suite}
"""
_RIEN = {"id": "t.id", "qui": "q.personne_id", "quoi": "'{}'"}
_CREES = _RIEN | {"nature": "'CREE'", "suite": "WHERE t.connu IS NULL"}
_ANCIENS = _RIEN | {"nature": "'ANCIEN'", "suite": "WHERE t.ancien"}
_MODIFIES = _RIEN | {
    "nature": "'MODIFIE'",
    "quoi": """jsonb_strip_nulls(jsonb_build_object(
        'foyer', (SELECT jsonb_object_agg(e.key, e.value) FROM faits f, jsonb_each(f.quoi) e
                  WHERE f.rang = t.rang AND f.personne_id IS NULL AND f.nature IN ('FOYER', 'DEMENAGE')),
        'personnes', (SELECT jsonb_agg(jsonb_build_object('prenom', f.prenom, 'quoi', f.quoi) ORDER BY f.personne_id)
                      FROM faits f WHERE f.rang = t.rang AND f.personne_id IS NOT NULL)))""",
    "suite": """WHERE t.connu IS NOT NULL AND NOT t.ancien
        AND t.rang IN (SELECT rang FROM faits WHERE nature <> 'ANOMALIE')""",
}
# A new household moves, closes or comes back to nothing: it is new.
_MOUVEMENTS = {
    "id": "gen_random_uuid()",
    "nature": "f.nature",
    "qui": "coalesce(f.personne_id, q.personne_id)",
    "quoi": "f.quoi",
    "suite": """JOIN faits f ON f.rang = t.rang WHERE f.nature NOT IN ('FOYER', 'PERSONNE', 'DROITS')
        AND (t.connu IS NOT NULL OR NOT t.foyer_neuf OR f.nature IN ('MUTE', 'SEPARE', 'ANOMALIE'))""",
}
_CONNUS = "SELECT count(*) FROM tranche WHERE connu IS NOT NULL AND NOT ancien"


def ouvrir(etape: Etape) -> None:
    """Make the table ``faits``, in which each part notes what it is about to change."""
    etape.executer(_FAITS)


def rapporter(etape: Etape) -> dict[str, int]:
    """Write the lines of the report. Gives the count of each outcome."""
    etape.mettre_de_cote("titulaires", _TITULAIRES)
    comptes = {
        "crees": etape.executer(_ISSUE, **_CREES),
        "modifies": etape.executer(_ISSUE, **_MODIFIES),
        "anciens": etape.executer(_ISSUE, **_ANCIENS),
    }
    etape.executer(_ISSUE, **_MOUVEMENTS)
    return comptes | {"inchanges": etape.lire(_CONNUS)[0][0] - comptes["modifies"]}
