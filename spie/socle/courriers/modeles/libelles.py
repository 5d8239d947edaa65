"""The messages as people say them, by the code that is kept with each."""

from spie.socle.courriers.modeles.modele import modeles

LIBELLES = {
    "C02": "Convocation à la réunion d’information",
    "C02-D": "Nouvelle date de la réunion",
    "C02-A": "Annulation de la réunion",
    "C06": "Orientation et référent(e)",
    "convocation_ioc": "Convocation à la réunion d’information",
    "deplacement_ioc": "Nouvelle date de la réunion",
    "annulation_ioc": "Annulation de la réunion",
    "rappel_ioc": "Rappel de la réunion",
    "notification_orientation": "Orientation et référent(e)",
    "alertes_orientation": "Alerte aux agents : orientations à décider",
}


def libelle(gabarit: str) -> str:
    """Give the words of « C02 v2026-1 » or « rappel_ioc »; an unknown code is shown as it is."""
    code = gabarit.split(" ")[0]
    if modele := modeles().get(code):
        return modele.nom
    return LIBELLES.get(code, gabarit)
