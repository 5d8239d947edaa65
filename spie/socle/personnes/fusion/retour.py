"""What going back would do: what returns, what is put right on the kept file, what stays on it."""

import json
from collections import Counter
from dataclasses import dataclass

from django.db import connection

from spie.socle.historique.models import Trace
from spie.socle.personnes.fusion.attaches import par_table
from spie.socle.personnes.fusion.champs import CHAMPS
from spie.socle.personnes.fusion.journal import Journal
from spie.socle.personnes.models import Fusion, Personne
from spie.socle.territoires.isolation import code_courant

_PHOTO = "SELECT to_jsonb(t) FROM personnes_personne t WHERE departement_id = %(dep)s AND id = %(id)s"
TABLE = Personne._meta.db_table
LIBELLES = {colonne: champ.libelle for champ in CHAMPS for colonne in champ.colonnes}


@dataclass(frozen=True)
class Retour:
    """``rendus``: what follows the other file again. ``remis``, ``laisses``: fields of the kept file."""

    rendus: tuple[str, ...]
    remis: tuple[str, ...]
    laisses: tuple[str, ...]
    faits_depuis: int
    nir_pris: bool


def regarder_le_retour(fusion: Fusion) -> Retour:
    """Reads only. What only the database can tell is said by ``annuler``, which then does nothing."""
    entrees = Journal.lire(fusion.journal).entrees
    remis, laisses = _champs(fusion, entrees)
    return Retour(
        rendus=tuple(_rendus(fusion, entrees)),
        remis=remis,
        laisses=laisses,
        faits_depuis=_faits_depuis(fusion),
        nir_pris=_nir_pris(fusion, entrees),
    )


def _rendus(fusion: Fusion, entrees: list[dict]) -> list[str]:
    nombres: Counter = Counter()
    for entree in entrees:
        if entree["verbe"] == "deplacer" and entree["de"] == str(fusion.autre_id):
            nombres[entree["table"]] += len(entree["ids"])
    mots = par_table(fusion.gardee)
    return [mots[table].en_mots(nombres[table]) for table in mots if nombres[table]]


def _champs(fusion: Fusion, entrees: list[dict]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields that take back what they were, and those that somebody wrote since, which stay theirs."""
    with connection.cursor() as cursor:
        cursor.execute(_PHOTO, {"dep": code_courant(), "id": fusion.gardee_id})
        actuelle = json.loads(cursor.fetchone()[0])
    remis: list[str] = []
    laisses: list[str] = []
    for entree in entrees:
        if entree["verbe"] != "ecrire" or entree["table"] != TABLE or entree["id"] != str(fusion.gardee_id):
            continue
        for colonne, apres in entree["apres"].items():
            (remis if actuelle.get(colonne) == apres else laisses).append(LIBELLES.get(colonne, ""))
    return tuple(filter(None, dict.fromkeys(remis))), tuple(filter(None, dict.fromkeys(laisses)))


def _faits_depuis(fusion: Fusion) -> int:
    return Trace.objects.filter(personne_id=fusion.gardee_id, survenu_le__gt=fusion.faite_le).count()


def _nir_pris(fusion: Fusion, entrees: list[dict]) -> bool:
    """Somebody else received, since, the number of the file that would come back."""
    retirees = [e["avant"]["nir_empreinte"] for e in entrees if e["verbe"] == "retirer" and e["table"] == TABLE]
    empreintes = [bytes.fromhex(texte.removeprefix("\\x")) for texte in retirees if texte]
    return Personne.objects.filter(nir_empreinte__in=empreintes).exclude(pk=fusion.gardee_id).exists()
