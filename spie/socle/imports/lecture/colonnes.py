"""Know a column by its header, whatever its case, accents and spelling; and what its words mean."""

import csv
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spie.socle.personnes.normalisation import norme

DONNEES = Path(__file__).parents[1] / "donnees"
_NUMERO = re.compile(r"\bN\s*°|\bN°|\bNO\b|\bNUM\b|\bNUMEROS?\b")


@dataclass(frozen=True)
class Champ:
    """One thing that a list can tell. ``plusieurs``: several columns may feed it; ``sens``: what its words mean."""

    nom: str
    libelle: str
    plusieurs: bool = False
    sens: tuple[tuple[str, str], ...] = ()


CHAMPS = (
    Champ("nom", "Nom"),
    Champ("nom_naissance", "Nom de naissance"),
    Champ("prenom", "Prénom"),
    Champ("autres_prenoms", "Autres prénoms"),
    Champ("naissance", "Date de naissance"),
    Champ("commune_naissance", "Commune de naissance"),
    Champ("sexe", "Civilité ou sexe", sens=(("1", "homme"), ("2", "femme"))),
    Champ("nir", "NIR (numéro de sécurité sociale)"),
    Champ("matricule", "Numéro d’allocataire"),
    Champ("numero_demande", "Numéro de demande RSA"),
    Champ(
        "role",
        "Place dans le foyer",
        sens=(("DEM", "allocataire"), ("CJT", "conjoint(e)"), ("ENF", "enfant"), ("AUT", "autre personne")),
    ),
    Champ("telephones", "Téléphone", plusieurs=True),
    Champ("courriels", "Courriel", plusieurs=True),
    Champ("voie", "Adresse"),
    Champ("complement", "Complément d’adresse", plusieurs=True),
    Champ("code_postal", "Code postal"),
    Champ("ville", "Commune"),
)
# What the file of another tool tells of a follow-up in course.
CHAMPS_REPRISE = (
    Champ("droit_notifie_le", "Droits et devoirs depuis le"),
    Champ("orientee_le", "Date d’orientation"),
    Champ(
        "modalite",
        "Modalité",
        sens=(
            ("PROFESSIONNELLE", "professionnelle"),
            ("SOCIOPROFESSIONNELLE", "socio-professionnelle"),
            ("SOCIALE", "sociale"),
        ),
    ),
    Champ("structure", "Structure référente"),
    Champ("referent", "Courriel du ou de la référent(e)"),
    Champ(
        "type_contrat",
        "Type de contrat",
        sens=(
            ("CE", "contrat d’engagement"),
            ("CER", "contrat d’engagements réciproques"),
            ("PPAE", "projet personnalisé d’accès à l’emploi"),
            ("CEJ", "contrat d’engagement jeune"),
            ("PACEA", "PACEA"),
            ("AUTRE", "autre contrat"),
        ),
    ),
    Champ("contrat_du", "Début du contrat"),
    Champ("contrat_au", "Fin du contrat"),
    Champ("contrat_avant_le", "Contrat à signer avant le"),
)
_RECONNAITRE = ("nom", "nom_naissance", "prenom", "naissance", "sexe", "nir", "matricule", "numero_demande", "role")
PAR_NOM = {champ.nom: champ for champ in (*CHAMPS, *CHAMPS_REPRISE)}


def champs_de(nature: str) -> tuple[Champ, ...]:
    """What a list of this nature may tell; of a file of contacts, nothing but who and how to reach them."""
    if nature == "CONTACTS":
        return tuple(PAR_NOM[nom] for nom in (*_RECONNAITRE, "telephones", "courriels"))
    return (*CHAMPS, *CHAMPS_REPRISE) if nature == "REPRISE" else CHAMPS


def forme(titre: str) -> str:
    """« N° CAF », « Numéro caf * » and « n° C.A.F. » are one."""
    propre = _NUMERO.sub(" NUMERO ", titre.upper().replace("Nº", "N°"))
    return norme(propre.replace("_", " ").replace("*", " "))


def _lire(nom: str) -> list[dict[str, str]]:
    with (DONNEES / nom).open(encoding="utf-8", newline="") as fichier:
        return list(csv.DictReader(fichier, delimiter=";"))


# Our own words first: a file of rejects, or one made from the model, is known at once.
_CONNUES = {forme(champ.libelle): champ.nom for champ in PAR_NOM.values()}
_CONNUES |= {forme(ligne["titre"]): ligne["champ"] for ligne in _lire("titres.csv")}
_MOTS: dict[str, dict[str, str]] = defaultdict(dict)
for _ligne in _lire("mots.csv"):
    _MOTS[_ligne["champ"]][norme(_ligne["mot"])] = _ligne["sens"]
for _champ in PAR_NOM.values():
    _MOTS[_champ.nom] |= {norme(_mot): _sens for _sens, _mot in _champ.sens}


def _connue(titre: str) -> str:
    """The field of a header as everyone writes it. « Tel 2 » is another « Tel »."""
    sans_rang = re.sub(r" ?[1-9]$", "", titre)
    if titre in _CONNUES or sans_rang not in _CONNUES:
        return _CONNUES.get(titre, "")
    return _CONNUES[sans_rang] if PAR_NOM[_CONNUES[sans_rang]].plusieurs else ""


def reconnaitre(entetes: Sequence[str], apprises: Mapping[str, str], *, nature: str = "LISTE") -> dict[str, str]:
    """For each header that is known: its field. ``apprises`` (form of a header → field, empty: leave it out) is what
    this source taught us, and wins. One column per field, but several where several may be.
    """
    permis = {champ.nom for champ in champs_de(nature)}
    trouves: dict[str, str] = {}
    for entete in filter(None, entetes):
        champ = apprises.get(forme(entete), _connue(forme(entete)))
        if champ in permis and (PAR_NOM[champ].plusieurs or champ not in trouves.values()):
            trouves[entete] = champ
    return trouves


def traduire(champ: str, recu: str, apprises: Mapping[str, str]) -> str | None:
    """The sense of one word, as the source taught it or as everyone says it; None when nobody knows."""
    mot = norme(recu)
    return {norme(cle): sens for cle, sens in apprises.items()}.get(mot, _MOTS[champ].get(mot))


def mots_inconnus(champ: str, valeurs: Sequence[str], apprises: Mapping[str, str]) -> list[str]:
    """The words of a column whose sense nobody gave yet."""
    return [valeur for valeur in valeurs if valeur and not traduire(champ, valeur, apprises)]
