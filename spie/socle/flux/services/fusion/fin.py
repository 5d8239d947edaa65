"""Once the whole file is merged: the people who are no longer in their household, the households that are gone."""

from spie.socle.flux.events import AbsenceDuFlux
from spie.socle.flux.services.fusion import preparation
from spie.socle.flux.services.fusion.colonnes import inserer
from spie.socle.flux.services.fusion.executer import Etape
from spie.socle.personnes.events import SortieDroitsDevoirs

HORS_DU_FOYER = "n'est plus dans le foyer, selon l'organisme payeur"

# The files that this lot spoke of and that no newer one did, except closed ones beside an open one.
_VUS = """
    SELECT r.rang, r.numero_demande, d.id AS dossier_id, d.foyer_id FROM {reception_foyer} r
    JOIN {dossier} d ON d.departement_id = %(dep)s AND d.numero_demande = r.numero_demande
    WHERE r.departement_id = %(dep)s AND r.lot_id = %(lot)s AND NOT r.remplace AND d.vu_le = %(reference)s
      AND NOT EXISTS (SELECT FROM {rejet} j WHERE j.departement_id = %(dep)s AND j.lot_id = %(lot)s AND j.rang = r.rang)
      AND NOT (r.etat = ANY(%(clos)s) AND EXISTS (
        SELECT FROM {dossier} o WHERE o.departement_id = %(dep)s AND o.foyer_id = d.foyer_id AND o.id <> d.id
          AND o.etat = ANY(%(ouverts)s)))
"""
_NIRS = """
    SELECT nir_empreinte FROM {reception_personne}
    WHERE departement_id = %(dep)s AND lot_id = %(lot)s AND nir_empreinte IS NOT NULL
"""
_IDENTITES = """
    SELECT v.foyer_id, p.date_naissance, p.prenom_seul || ' ' AS debut FROM vus v
    JOIN {reception_personne} p ON p.departement_id = %(dep)s AND p.lot_id = %(lot)s AND p.rang = v.rang
"""
_SORTIS = """
    SELECT DISTINCT ON (x.id) x.id AS personne_id, v.* FROM vus v
    JOIN {personne} x ON x.departement_id = %(dep)s AND x.foyer_id = v.foyer_id
    WHERE NOT EXISTS (SELECT FROM nirs n WHERE n.nir_empreinte = x.nir_empreinte)
      AND NOT EXISTS (SELECT FROM identites i WHERE i.foyer_id = x.foyer_id AND i.date_naissance = x.date_naissance
                      AND starts_with(x.prenom_norme, i.debut))
      AND NOT EXISTS (SELECT FROM {absence} a WHERE a.departement_id = %(dep)s AND a.personne_id = x.id
                      AND a.revenu_le IS NULL)
    ORDER BY x.id, v.rang DESC
"""
_ABSENTER = "{inserer} FROM {ou} s"
_FINIR = """
    UPDATE {soumission} s SET fin_le = %(reference)s, motif_fin = '{motif}' FROM sortis p
    WHERE s.departement_id = %(dep)s AND s.personne_id = p.personne_id AND s.fin_le IS NULL RETURNING s.personne_id
"""
_DATER = """
    UPDATE {personne} x SET sdd_depuis = NULL FROM sortis p
    WHERE x.departement_id = %(dep)s AND x.id = p.personne_id AND x.sdd_depuis IS NOT NULL
"""
_RAPPORTER = """
    INSERT INTO {issue}
      (id, departement_id, lot_id, nature, rang, numero_demande, dossier_id, personne_id, changements)
    SELECT gen_random_uuid(), %(dep)s, %(lot)s, '{nature}', {rang}, s.numero_demande, s.dossier_id, {qui}, '{{}}'
    FROM {ou} s
"""
# Who answers for a household.
_TITULAIRES = """
    SELECT d.*, (SELECT x.id FROM {personne} x WHERE x.departement_id = %(dep)s AND x.foyer_id = d.foyer_id
                 ORDER BY x.role = 'DEM' DESC, x.role = 'CJT' DESC, x.id LIMIT 1) AS titulaire
    FROM attendus d WHERE d.disparu
"""
_ADULTES = """
    SELECT x.id, s.dossier_id FROM disparus s
    JOIN {personne} x ON x.departement_id = %(dep)s AND x.foyer_id = s.foyer_id AND x.role IN ('DEM', 'CJT')
"""
_ABSENCE = {"id": "gen_random_uuid()", "depuis_le": "%(reference)s"}
_SORTI = inserer("absence", "s", ("dossier_id", "personne_id"), **_ABSENCE)
_DISPARU = inserer("absence", "s", ("dossier_id",), **_ABSENCE)


def sortir(etape: Etape) -> int:
    """End the duties of who is in no household of this file, though theirs is in it. Gives their number."""
    etape.mettre_de_cote("vus", _VUS)
    etape.mettre_de_cote("nirs", _NIRS)
    etape.mettre_de_cote("identites", _IDENTITES)
    nombre = etape.mettre_de_cote("sortis", _SORTIS)
    if nombre:
        etape.executer(_ABSENTER, inserer=_SORTI, ou="sortis")
        fins = etape.lire(_FINIR, motif=HORS_DU_FOYER.replace("'", "''"))
        etape.executer(_DATER)
        etape.executer(_RAPPORTER, nature="SORTI", ou="sortis", rang="s.rang", qui="s.personne_id")
        etape.evenements += [
            SortieDroitsDevoirs(personne_id=qui, motif=HORS_DU_FOYER, survenu_le=etape.le) for (qui,) in fins
        ]
    return nombre


def disparaitre(etape: Etape) -> int:
    """Mark the households that a complete monthly file no longer holds: nothing of theirs is closed."""
    preparation.attendre(etape)
    nombre = etape.mettre_de_cote("disparus", _TITULAIRES)
    if nombre:
        etape.executer(_ABSENTER, inserer=_DISPARU, ou="disparus")
        etape.executer(_RAPPORTER, nature="DISPARU", ou="disparus", rang="NULL", qui="s.titulaire")
        jour = etape.reference
        etape.evenements += [
            AbsenceDuFlux(personne_id=qui, dossier_id=dossier, depuis_le=jour, survenu_le=etape.le)
            for qui, dossier in etape.lire(_ADULTES)
        ]
    return nombre
