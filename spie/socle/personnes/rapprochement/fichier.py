"""Rows of one file that speak of the same person. Pure: the base is not asked."""

from collections.abc import Iterator, Sequence

from spie.socle.personnes.identite.noms import forme
from spie.socle.personnes.rapprochement.criteres import SEULS_DE_LEUR_ROLE
from spie.socle.personnes.rapprochement.decision import LigneRecue


def doublons(lignes: Sequence[LigneRecue]) -> dict[int, int]:
    """For each row that repeats an earlier one: its ``rang`` → the ``rang`` of the first.

    The same NIR, the same name and birth date, or the same place in the same household under the same first name.
    Two rows whose NIR differ are never the same.
    """
    premieres: dict[tuple, LigneRecue] = {}
    repetees = {}
    for ligne in lignes:
        cles = list(cles_de(ligne))
        premiere = next((premieres[c] for c in cles if c in premieres and _compatibles(ligne, premieres[c])), None)
        if premiere is not None:
            repetees[ligne.rang] = premiere.rang
        for cle in cles:
            premieres.setdefault(cle, premiere or ligne)
    return repetees


def _compatibles(une: LigneRecue, autre: LigneRecue) -> bool:
    return une.nir is None or autre.nir is None or une.nir == autre.nir


def cles_de(ligne: LigneRecue) -> Iterator[tuple]:
    """By what another row would be the same person: as soon as they share one of these."""
    nom, prenom = forme(ligne.nom), forme(ligne.prenom)
    if ligne.nir:
        yield "nir", ligne.nir
    if nom and prenom and ligne.naissance:
        yield "identite", nom, prenom, ligne.naissance
    for numero in (ligne.numero_demande, ligne.matricule) if prenom and ligne.role in SEULS_DE_LEUR_ROLE else ():
        if numero:
            yield "dossier", numero, ligne.role, prenom
