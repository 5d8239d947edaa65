"""People: who is new, what differs, who changed household, who is there again."""

from spie.socle.flux.services.fusion.colonnes import PERSONNE, differe, ecarts, inserer, poser
from spie.socle.flux.services.fusion.executer import Etape
from spie.socle.flux.services.lignes import SCELLES
from spie.socle.personnes.models import Personne
from spie.socle.personnes.nir import dechiffrer
from spie.socle.territoires.isolation import code_courant

# Compared once with the register; what follows only touches who changes.
_CHANGEES = """
    SELECT m.*, {ecarts} AS quoi, {differe} AS a_noter, x.sdd_depuis IS NOT NULL AS etait_soumise,
           x.nir_empreinte IS NULL AND m.nir_empreinte IS NOT NULL AS sans_nir
    FROM membres m JOIN {personne} x ON x.departement_id = %(dep)s AND x.id = m.connue
    WHERE {differe} OR x.foyer_id <> m.foyer_id OR m.soumise <> (x.sdd_depuis IS NOT NULL)
       OR (x.nir_empreinte IS NULL AND m.nir_empreinte IS NOT NULL)
"""
_NOTER_ECARTS = """
    INSERT INTO faits (rang, nature, personne_id, prenom, quoi)
    SELECT rang, 'PERSONNE', connue, prenom, quoi FROM changees WHERE a_noter
"""
_NOTER_CHANGEMENTS_DE_FOYER = """
    INSERT INTO faits (rang, nature, personne_id, prenom, quoi)
    SELECT m.rang, CASE WHEN m.role IN ('DEM', 'CJT') THEN 'SEPARE' ELSE 'ARRIVE' END, m.connue, m.prenom,
           jsonb_build_object('dossier', jsonb_build_array(
             (SELECT d.numero_demande FROM {dossier} d WHERE d.departement_id = %(dep)s AND d.foyer_id = m.de
              ORDER BY d.vu_le DESC, d.id DESC LIMIT 1), m.numero_demande))
    FROM changees m WHERE m.de <> m.foyer_id
"""
_NOTER_ARRIVEES = """
    INSERT INTO faits (rang, nature, personne_id, prenom, quoi)
    SELECT m.rang, 'ARRIVE', m.id, m.prenom, jsonb_build_object('role', jsonb_build_array(NULL, m.role))
    FROM membres m WHERE m.connue IS NULL AND NOT m.foyer_neuf
"""
_CREER = "{inserer} FROM membres m WHERE m.connue IS NULL"
_CORRIGER = """
    UPDATE {personne} x SET {poser}, foyer_id = m.foyer_id, sdd_depuis = CASE
        WHEN m.soumise THEN coalesce(x.sdd_depuis, %(reference)s) END
    FROM changees m WHERE x.departement_id = %(dep)s AND x.id = m.connue
"""
_REVENUES = """
    UPDATE {absence} a SET revenu_le = %(reference)s FROM membres m
    WHERE a.departement_id = %(dep)s AND a.personne_id = m.connue AND a.revenu_le IS NULL
"""
MORCEAUX = {
    "differe": differe(PERSONNE, "x", "m"),
    "ecarts": ecarts(PERSONNE, "x", "m"),
    "poser": poser(PERSONNE, "m"),
    "inserer": inserer(
        *("personne", "m", ("foyer_id", *PERSONNE, *SCELLES)),
        id="m.id",
        sdd_depuis="CASE WHEN m.soumise THEN %(reference)s END",
    ),
}


def fusionner(etape: Etape) -> None:
    """Write the people of this step. Who changes stays in the table ``changees``."""
    etape.mettre_de_cote("changees", _CHANGEES, **MORCEAUX)
    for requete in (
        *(_NOTER_ECARTS, _NOTER_CHANGEMENTS_DE_FOYER, _NOTER_ARRIVEES),
        *(_CREER, _CORRIGER, _REVENUES),
    ):
        etape.executer(requete, **MORCEAUX)
    for recue, connue, scelle in etape.lire("SELECT id, connue, nir_chiffre FROM changees WHERE sans_nir"):
        _donner_nir(recue, connue, bytes(scelle))


def _donner_nir(recue, connue, scelle: bytes) -> None:
    """A NIR is sealed into its row: the one received opens in the row that received it, and nowhere else."""
    nir = dechiffrer(scelle, departement=code_courant(), ligne=recue)
    personne = Personne.objects.get(pk=connue)
    personne.poser_nir(nir)
    personne.save(update_fields=SCELLES)
