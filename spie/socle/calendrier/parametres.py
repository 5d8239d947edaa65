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
    for source in (ParametreLocal, ParametreLegal):
        ligne = source.objects.en_vigueur(au=au).filter(code=code).order_by("-valide_du").first()
        if ligne:
            return ligne.valeur
    raise ParametreInconnu(f"Aucun paramètre « {code} » au {au:%d/%m/%Y}.")
