"""Read a delay or a threshold as it holds on a day, in this département."""

from datetime import date

from spie.socle.calendrier.models import ParametreLegal, ParametreLocal


class ParametreInconnu(LookupError):
    """No text gives this value on that day: a loading error, never a default."""


def valeur(code: str, *, au: date) -> int:
    """Give the value of ``code`` on ``au``: the département's own if it has one, otherwise the texts'.

    The unit is the row's (days, months, people…), see ``donnees/parametres.csv``.
    Raises ``ParametreInconnu``.
    """
    return valeurs(code, au=au)[0]


def valeurs(*codes: str, au: date) -> list[int]:
    """Give several values at the cost of one, in the order asked. Raises ``ParametreInconnu``."""
    trouvees: dict[str, int] = {}
    for source in (ParametreLegal, ParametreLocal):
        en_vigueur = source.objects.en_vigueur(au=au).filter(code__in=codes).order_by("valide_du")
        # The latest comes last and wins; the département's own comes after the texts'.
        trouvees |= dict(en_vigueur.values_list("code", "valeur"))
    for code in codes:
        if code not in trouvees:
            raise ParametreInconnu(f"Aucun paramètre « {code} » au {au:%d/%m/%Y}.")
    return [trouvees[code] for code in codes]
