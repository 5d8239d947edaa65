"""What only the whole file shows, before anything is loaded: the same file or person twice, and who disappears."""

from spie.socle.flux.services.fusion.executer import Etape

# The same file twice: the last one says the state, the people of both are kept.
_DOUBLES = """
    SELECT rang, dernier FROM (
        SELECT rang, max(rang) OVER (PARTITION BY numero_demande) AS dernier FROM {reception_foyer}
        WHERE departement_id = %(dep)s AND lot_id = %(lot)s) tous
    WHERE rang < dernier
"""
_REMPLACER = """
    UPDATE {reception_foyer} f SET remplace = true FROM doubles d
    WHERE f.departement_id = %(dep)s AND f.lot_id = %(lot)s AND f.rang = d.rang
"""
_REUNIR = """
    UPDATE {reception_personne} p SET rang = d.dernier FROM doubles d
    WHERE p.departement_id = %(dep)s AND p.lot_id = %(lot)s AND p.rang = d.rang
"""
# The same NIR in several households (a child of two homes, a spouse whose former file is not closed yet).
_EN_TROP_PAR_NIR = """
    SELECT id FROM (
        SELECT id, row_number() OVER (PARTITION BY nir_empreinte ORDER BY poids DESC, rang DESC, id DESC) AS n
        FROM {reception_personne}
        WHERE departement_id = %(dep)s AND lot_id = %(lot)s AND nir_empreinte IS NOT NULL) classees
    WHERE n > 1
"""
_EN_TROP_PAR_FOYER = """
    INSERT INTO en_trop
    SELECT id FROM (
        SELECT p.id, row_number() OVER (
            PARTITION BY p.rang, p.date_naissance, p.prenom_seul ORDER BY p.nir_empreinte IS NULL, p.id DESC) AS n
        FROM (SELECT DISTINCT dernier FROM doubles) d
        JOIN {reception_personne} p ON p.departement_id = %(dep)s AND p.lot_id = %(lot)s AND p.rang = d.dernier
        WHERE NOT EXISTS (SELECT FROM en_trop e WHERE e.id = p.id)) classees
    WHERE n > 1
"""
_LAISSER = """
    UPDATE {reception_personne} p SET retenue = false FROM en_trop e WHERE p.departement_id = %(dep)s AND p.id = e.id
"""
# What the file speaks of, good or rejected, and for which paying bodies.
_NUMEROS = """
    SELECT numero_demande FROM {reception_foyer} WHERE departement_id = %(dep)s AND lot_id = %(lot)s
    UNION SELECT numero_demande FROM {rejet} WHERE departement_id = %(dep)s AND lot_id = %(lot)s
"""
_SOURCES = """
    SELECT DISTINCT organisme, organisme_numero FROM {reception_foyer}
    WHERE departement_id = %(dep)s AND lot_id = %(lot)s
"""
# The files of the same bodies, in the flow until now. A newer file may know one that this file could not.
_ATTENDUS = """
    SELECT d.id AS dossier_id, d.foyer_id, d.numero_demande, d.etat, n.numero_demande IS NULL AS disparu
    FROM {dossier} d
    JOIN sources s USING (organisme, organisme_numero)
    LEFT JOIN numeros n ON n.numero_demande = d.numero_demande
    LEFT JOIN {absence} a ON a.departement_id = %(dep)s AND a.dossier_id = d.id AND a.personne_id IS NULL
      AND a.revenu_le IS NULL
    WHERE d.departement_id = %(dep)s AND d.vu_le <= %(reference)s AND a.id IS NULL
"""
_DISPARITIONS = """
    SELECT count(DISTINCT p.id) FILTER (WHERE e.disparu), count(DISTINCT p.id) FROM attendus e
    JOIN {personne} p ON p.departement_id = %(dep)s AND p.foyer_id = e.foyer_id
    WHERE e.etat <> ALL(%(clos)s)
"""


def preparer(etape: Etape) -> int:
    """Keep each file and each person once. Gives how many files were there twice. Run again, it changes nothing."""
    doubles = etape.mettre_de_cote("doubles", _DOUBLES)
    if doubles:
        etape.executer(_REMPLACER)
        etape.executer(_REUNIR)
    etape.mettre_de_cote("en_trop", _EN_TROP_PAR_NIR)
    if doubles:
        etape.executer(_EN_TROP_PAR_FOYER)
    etape.executer(_LAISSER)
    return doubles


def attendre(etape: Etape) -> None:
    """Make the table ``attendus``: the files that this lot should hold, and which are gone."""
    etape.mettre_de_cote("numeros", _NUMEROS)
    etape.mettre_de_cote("sources", _SOURCES)
    etape.mettre_de_cote("attendus", _ATTENDUS)


def disparitions(etape: Etape) -> tuple[int, int]:
    """How many people of open rights are no longer in this file, and how many were expected."""
    attendre(etape)
    return etape.lire(_DISPARITIONS)[0]
