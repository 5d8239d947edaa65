"""Who is who in one chunk: the files and the people that the register already knows, and those it does not."""

from spie.socle.flux.services.fusion.colonnes import PERSONNE, tenir
from spie.socle.flux.services.fusion.executer import Etape

# ``ancien``: a newer file already spoke of it. ``muet``: a closed right whose household has another one, open:
# it says how the right ended, and nothing of the household. A new file of a known number finds its old household.
_FOYERS = """
    SELECT r.*, d.id AS connu, d.etat AS etat_avant,
           coalesce(d.id, r.id) AS dossier_id,
           coalesce(d.foyer_id, m.foyer_id, r.id) AS foyer_id,
           coalesce(d.foyer_id, m.foyer_id) IS NULL AS foyer_neuf,
           coalesce(d.vu_le > %(reference)s, false) AS ancien,
           r.etat = ANY(%(clos)s) AND EXISTS (
             SELECT FROM {dossier} o WHERE o.departement_id = %(dep)s AND o.foyer_id = d.foyer_id
               AND o.id <> d.id AND o.etat = ANY(%(ouverts)s)) AS muet
    FROM {reception_foyer} r
    LEFT JOIN {dossier} d ON d.departement_id = %(dep)s AND d.numero_demande = r.numero_demande
    LEFT JOIN LATERAL (
        SELECT n.foyer_id FROM {dossier} n
        WHERE n.departement_id = %(dep)s AND n.matricule = r.matricule
          AND (n.organisme, n.organisme_numero) = (r.organisme, r.organisme_numero)
          AND EXISTS (
            SELECT FROM {reception_personne} p JOIN {personne} x
              ON x.departement_id = %(dep)s AND x.foyer_id = n.foyer_id
             AND (x.nir_empreinte = p.nir_empreinte
                  OR (x.date_naissance = p.date_naissance AND starts_with(x.prenom_norme, p.prenom_seul || ' ')))
            WHERE p.departement_id = %(dep)s AND p.lot_id = %(lot)s AND p.rang = r.rang)
        ORDER BY n.vu_le DESC, n.id DESC LIMIT 1
    ) m ON d.id IS NULL
    WHERE r.departement_id = %(dep)s AND r.lot_id = %(lot)s AND r.rang BETWEEN %(debut)s AND %(fin)s
      AND NOT r.remplace
"""
# ``connue``: the person found by NIR, wherever they live, with their identity; ``de``: the household they were in.
_MEMBRES = """
    SELECT p.*, t.numero_demande, t.dossier_id, t.foyer_id, t.foyer_neuf, t.etat, t.motif_sortie, t.entree_le,
           x.id AS connue, x.foyer_id AS de, x.date_naissance AS naissance_connue, x.prenom_norme AS prenom_connu
    FROM tranche t
    JOIN {reception_personne} p
      ON p.departement_id = %(dep)s AND p.lot_id = %(lot)s AND p.rang = t.rang AND p.retenue
    LEFT JOIN {personne} x ON x.departement_id = %(dep)s AND x.nir_empreinte = p.nir_empreinte
    WHERE NOT t.ancien AND NOT t.muet
"""
# Otherwise same birth date and first name, in this household or in the one that somebody of it just left,
# unless that one still counts them in this file.
_CHEZ = """
    SELECT rang, foyer_id AS ou FROM membres WHERE NOT foyer_neuf
    UNION SELECT rang, de FROM membres WHERE de IS NOT NULL
"""
_HABITANTS = """
    SELECT c.rang, x.id, x.foyer_id, x.date_naissance, x.prenom_norme FROM chez c
    JOIN {personne} x ON x.departement_id = %(dep)s AND x.foyer_id = c.ou
"""
_CANDIDATES = """
    SELECT n.id AS recue, n.foyer_id, n.date_naissance, n.prenom_seul, h.id AS connue, h.foyer_id AS de
    FROM membres n
    JOIN habitants h ON (h.rang, h.date_naissance) = (n.rang, n.date_naissance)
     AND starts_with(h.prenom_norme, n.prenom_seul || ' ')
    LEFT JOIN membres a ON a.connue = h.id
    WHERE n.connue IS NULL AND a.id IS NULL
"""
_TOUJOURS_LA = """
    DELETE FROM candidates c WHERE c.de <> c.foyer_id AND EXISTS (
        SELECT FROM {dossier} d
        JOIN {reception_foyer} f ON f.departement_id = %(dep)s AND f.lot_id = %(lot)s
          AND f.numero_demande = d.numero_demande
        JOIN {reception_personne} q ON q.departement_id = %(dep)s AND q.lot_id = %(lot)s AND q.rang = f.rang
          AND (q.date_naissance, q.prenom_seul) = (c.date_naissance, c.prenom_seul)
        WHERE d.departement_id = %(dep)s AND d.foyer_id = c.de)
"""
_RECONNAITRE = """
    UPDATE membres m SET connue = v.connue, de = v.de FROM (
        SELECT DISTINCT ON (recue) recue, connue, de FROM (
            SELECT c.*, row_number() OVER (PARTITION BY connue ORDER BY length(prenom_seul) DESC, recue) AS n
            FROM candidates c) classees
        WHERE n = 1 ORDER BY recue, connue) v
    WHERE m.id = v.recue
"""
# Somebody that a newer file saw elsewhere stays there; a closed right takes nobody from an open one.
_LAISSER = """
    DELETE FROM membres m WHERE m.de <> m.foyer_id AND EXISTS (
        SELECT FROM {dossier} d WHERE d.departement_id = %(dep)s AND d.foyer_id = m.de
          AND (d.vu_le > %(reference)s OR (m.etat = ANY(%(clos)s) AND d.etat = ANY(%(ouverts)s))))
"""
# What an agent corrected is held by the register (``champs_tenus``): the file is read as if it said the same.
_TENIR = """
    UPDATE membres m SET {tenir} FROM {personne} x
    WHERE x.departement_id = %(dep)s AND x.id = m.connue AND x.champs_tenus <> '[]'
"""
# Same NIR, other first name and other birth date: nobody is overwritten, a human looks.
_DIVERGENTS = """
    INSERT INTO {rejet} (id, departement_id, lot_id, rang, ligne, numero_demande, motif)
    SELECT DISTINCT ON (t.rang) t.id, %(dep)s, %(lot)s, t.rang, t.ligne, t.numero_demande,
           'Le NIR d''une personne de ce foyer est déjà celui d''une autre personne (autre prénom, autre naissance).'
    FROM membres m JOIN tranche t ON t.rang = m.rang
    WHERE m.naissance_connue <> m.date_naissance AND NOT starts_with(m.prenom_connu, m.prenom_seul || ' ')
    ON CONFLICT DO NOTHING
"""
_ECARTER = """
    DELETE FROM {ou} o USING {rejet} j
    WHERE j.departement_id = %(dep)s AND j.lot_id = %(lot)s AND j.rang = o.rang
"""


def reconnaitre(etape: Etape) -> int:
    """Make the tables ``tranche`` and ``membres`` of this step. Gives how many households had to be rejected."""
    etape.mettre_de_cote("tranche", _FOYERS)
    etape.mettre_de_cote("membres", _MEMBRES)
    if etape.mettre_de_cote("chez", _CHEZ):
        etape.mettre_de_cote("habitants", _HABITANTS)
        etape.mettre_de_cote("candidates", _CANDIDATES)
        etape.executer(_TOUJOURS_LA)
        etape.executer(_RECONNAITRE)
    etape.executer(_LAISSER)
    etape.executer(_TENIR, tenir=tenir(PERSONNE, "x", "m"))
    rejetes = etape.executer(_DIVERGENTS)
    if rejetes:
        etape.executer(_ECARTER, ou="membres")
        etape.executer(_ECARTER, ou="tranche")
    return rejetes
