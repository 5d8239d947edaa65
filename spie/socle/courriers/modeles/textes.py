"""Put values in the place of ``{nom}``. A sentence whose optional value is empty is not written."""

import re
from collections.abc import Iterable, Mapping

VARIABLE = re.compile(r"\{(\w+)\}")


def noms_des_variables(texte: str) -> set[str]:
    return set(VARIABLE.findall(texte))


def remplir(texte: str, valeurs: Mapping[str, str | tuple[str, ...]]) -> str:
    """Give the text with its values; a list is written one after the other. Raises ``KeyError``."""
    return VARIABLE.sub(lambda trouve: _en_ligne(valeurs[trouve[1]]), texte)


def remplir_tous(textes: Iterable[str], valeurs: Mapping[str, str | tuple[str, ...]]) -> list[str]:
    """The same for many; « {liste} » alone gives one text for each of its values."""
    ecrits: list[str] = []
    for texte in textes:
        seule = VARIABLE.fullmatch(texte.strip())
        if seule and isinstance(valeurs[seule[1]], tuple):
            ecrits += valeurs[seule[1]]
        elif all(valeurs[nom] for nom in noms_des_variables(texte)):
            ecrits.append(remplir(texte, valeurs))
    return ecrits


def _en_ligne(valeur: str | tuple[str, ...]) -> str:
    return valeur if isinstance(valeur, str) else ", ".join(valeur)
