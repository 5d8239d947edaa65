"""Where a person contests a decision, as it holds on a day, in this département."""

from datetime import date

from spie.socle.calendrier.models import AdressesDeRecours, VoiesDeRecours, VoiesDeRecoursLocales
from spie.socle.refus import Refus
from spie.socle.territoires.isolation import code_courant


class VoiesDeRecoursInconnues(Refus):
    """A decision whose letter names neither the court nor the address would bind nobody (CJA, R. 421-5)."""

    message = (
        "Rien n’est envoyé : le tribunal et l’adresse du recours de ce département ne sont pas encore saisis, "
        "et la lettre doit les écrire. Demandez à l’administrateur de remplir « Voies de recours du département »."
    )


def voies_de_recours(*, au: date) -> AdressesDeRecours:
    """Give the département's own addresses if it has some on ``au``, otherwise the texts'.

    Law: CASF, L. 262-47 (RAPO before the judge); CJA, R. 221-3 (which court), R. 421-5 (both are written).
    Raises ``VoiesDeRecoursInconnues``.
    """
    locales = VoiesDeRecoursLocales.objects.en_vigueur(au=au)
    legales = VoiesDeRecours.objects.en_vigueur(au=au).filter(code_departement=code_courant())
    for source in (locales, legales):
        if voies := source.order_by("-valide_du").first():
            return voies
    raise VoiesDeRecoursInconnues
