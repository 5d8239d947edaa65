"""Turn what was read into rows of the reception tables: names as they are compared, NIR sealed, reasons in words."""

from psycopg.types.json import Jsonb

from spie.socle.flux.lecture import SUIVIS, FoyerLu
from spie.socle.flux.lecture.motifs import motif_de_sortie
from spie.socle.flux.models import LotFlux, ReceptionFoyer, ReceptionPersonne
from spie.socle.personnes.identite import matricule
from spie.socle.personnes.models import DossierRSA, Personne
from spie.socle.personnes.nir import chiffrer, empreinte, fin
from spie.socle.personnes.normalisation import norme
from spie.socle.territoires.cles import uuid7
from spie.socle.territoires.isolation import code_courant


def _colonnes(modele) -> tuple[str, ...]:
    return tuple(champ.column for champ in modele._meta.concrete_fields if champ.name != "departement")


COLONNES_FOYER, COLONNES_PERSONNE = _colonnes(ReceptionFoyer), _colonnes(ReceptionPersonne)
SCELLES = ("nir_chiffre", "nir_empreinte", "nir_fin")
ENTREE, ROLES = "ENTDED", frozenset(Personne.Role.values)


def foyer(lot: LotFlux, rang: int, lu: FoyerLu) -> list:
    """One row, in the order of ``COLONNES_FOYER``."""
    v, numero = lu.valeurs, _matricule(lu)
    entrees = [e["le"] for e in lu.evenements if e["code"] == ENTREE]
    valeurs = v | {
        "id": uuid7(),
        "lot_id": lot.pk,
        "rang": rang,
        "ligne": lu.ligne,
        "remplace": False,
        "matricule": numero.cle(departement=code_courant()),
        "matricule_recu": numero.a_garder(departement=code_courant()),
        "ouvre_suivi": lu.ouvre_suivi,
        "complement": _joindre(v["complement_identite"], v["complement_adresse"]),
        "voie": _joindre(v["numero"].lstrip("0"), v["type_voie"], v["nom_voie"]),
        "motif_sortie": motif_de_sortie(lu),
        "mute_vers": _joindre(v["prenant"], v["prenant_numero"]),
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
        **_sceller(lue["nir"][:13] or _nir_de_l_allocataire(lu, role), identifiant),
    }
    return [valeurs[colonne] for colonne in COLONNES_PERSONNE]


def _matricule(lu: FoyerLu) -> matricule.Matricule:
    """The form of the flow leaves nothing that cannot be read."""
    lu_ = matricule.lire(lu.valeurs["matricule_recu"]).valeur
    assert lu_ is not None
    return lu_


def _nir_de_l_allocataire(lu: FoyerLu, role: str) -> str:
    """At the MSA the allocataire number is often the claimant's NIR: nobody is without one for that."""
    if role != Personne.Role.DEMANDEUR or lu.valeurs["organisme"] != DossierRSA.Organisme.MSA:
        return ""
    nir = _matricule(lu).nir
    return nir.racine if nir else ""


def _poids(lu: FoyerLu, role: str, soumise: bool) -> int:
    """Which household counts when the same person stands in several: duties, then an open right, then adults."""
    return 4 * soumise + 2 * lu.ouvre_suivi + (role in SUIVIS)


def _sceller(nir: str, identifiant) -> dict:
    if not nir:
        return dict.fromkeys(SCELLES)
    code = code_courant()
    return {
        "nir_chiffre": chiffrer(nir, departement=code, ligne=identifiant),
        "nir_empreinte": empreinte(nir, departement=code),
        "nir_fin": fin(nir, departement=code),
    }


def _joindre(*morceaux: str) -> str:
    return " ".join(morceau for morceau in morceaux if morceau)
