"""Turn what was read into rows of the reception tables: names as they are compared, NIR sealed, reasons in words."""

from psycopg.types.json import Jsonb

from spie.socle.flux.lecture import SUIVIS, FoyerLu
from spie.socle.flux.lecture.motifs import motif_de_sortie
from spie.socle.flux.models import LotFlux, ReceptionFoyer, ReceptionPersonne
from spie.socle.personnes.models import Personne
from spie.socle.personnes.nir import chiffrer, empreinte
from spie.socle.personnes.normalisation import norme
from spie.socle.territoires.cles import uuid7
from spie.socle.territoires.isolation import code_courant


def _colonnes(modele) -> tuple[str, ...]:
    return tuple(champ.column for champ in modele._meta.concrete_fields if champ.name != "departement")


COLONNES_FOYER, COLONNES_PERSONNE = _colonnes(ReceptionFoyer), _colonnes(ReceptionPersonne)
ENTREE, ROLES = "ENTDED", frozenset(Personne.Role.values)


def foyer(lot: LotFlux, rang: int, lu: FoyerLu) -> list:
    """One row, in the order of ``COLONNES_FOYER``."""
    v = lu.valeurs
    entrees = [e["le"] for e in lu.evenements if e["code"] == ENTREE]
    valeurs = v | {
        "id": uuid7(),
        "lot_id": lot.pk,
        "rang": rang,
        "ligne": lu.ligne,
        "motif_rejet": "",
        "remplace": False,
        "matricule": matricule(v["matricule_recu"]),
        "ouvre_suivi": lu.ouvre_suivi,
        "complement": _joindre(v["complement_identite"], v["complement_adresse"]),
        "voie": _joindre(v["numero"].lstrip("0"), v["type_voie"], v["nom_voie"]),
        "motif_sortie": motif_de_sortie(lu),
        "mute_vers": _joindre(v["prenant"], v["prenant_numero"]),
        "mute_le": v["depart_le"],
        "venu_de": _joindre(v["cedant"], v["cedant_numero"]),
        "entree_le": max(entrees, default=None),
        "evenements": Jsonb([{"code": e["code"], "le": e["le"].isoformat()} for e in lu.evenements]),
        "anomalies": Jsonb(lu.anomalies),
    }
    return [valeurs[colonne] for colonne in COLONNES_FOYER]


def personne(lot: LotFlux, rang: int, lu: FoyerLu, lue: dict) -> list:
    """One row, in the order of ``COLONNES_PERSONNE``. The NIR leaves the clear here."""
    identifiant, role = uuid7(), lue["role"] if lue["role"] in ROLES else Personne.Role.AUTRE
    soumise = lue["droits_devoirs"] and lu.ouvre_suivi and role in SUIVIS
    valeurs = lue | {
        "id": identifiant,
        "lot_id": lot.pk,
        "rang": rang,
        "retenue": True,
        "poids": _poids(lu, role, soumise),
        "role": role,
        "autres_prenoms": _joindre(lue["prenom2"], lue["prenom3"]),
        "nom_norme": norme(f"{lue['nom']} {lue['prenom']}"),
        "prenom_norme": norme(f"{lue['prenom']} {lue['nom_naissance'] or lue['nom']}"),
        "soumise": soumise,
        **_sceller(lue["nir"][:13], identifiant),
    }
    return [valeurs[colonne] for colonne in COLONNES_PERSONNE]


def matricule(recu: str) -> str:
    """Seven significant digits, then zeros: the zeros are not part of it."""
    return recu[:7] if len(recu) == 15 and set(recu[7:]) == {"0"} else recu


def _poids(lu: FoyerLu, role: str, soumise: bool) -> int:
    """Which household counts when the same person stands in several: duties, then an open right, then adults."""
    return 4 * soumise + 2 * lu.ouvre_suivi + (role in SUIVIS)


def _sceller(nir: str, identifiant) -> dict:
    if not nir:
        return {"nir_chiffre": None, "nir_empreinte": None}
    code = code_courant()
    return {
        "nir_chiffre": chiffrer(nir, departement=code, ligne=identifiant),
        "nir_empreinte": empreinte(nir, departement=code),
    }


def _joindre(*morceaux: str) -> str:
    return " ".join(morceau for morceau in morceaux if morceau)
