"""Open the two clocks of a decision, and stop them when the path closes."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from orientation.events import SixSemainesOuvertes
from orientation.models import Orientation
from orientation.states import EtatOrientation
from parcours.events import ParcoursClos, ParcoursOuvert
from spie.socle.calendrier.delais import apres_jours
from spie.socle.calendrier.parametres import valeur
from spie.socle.comptes.models import Agent
from spie.socle.historique.services import emit_all
from spie.socle.territoires.cles import parmi
from spie.socle.territoires.copie import creer


@transaction.atomic
def ouvrir(*, ouvertures: Iterable[ParcoursOuvert], par: Agent | None) -> list[Orientation]:
    """Open one decision to take per path. Raw dates: a delay imposed on the service is never extended.

    The local clock runs from the notification of the right, the legal one from the day the département
    received the information (CASF, D. 262-65-2). Both delays are those in force on the day of reception.
    """
    ouvertures = list(ouvertures)
    locaux = _delais("orientation.delai_local", {o.info_recue_le for o in ouvertures})
    legaux = _delais("orientation.delai_legal", {o.info_recue_le for o in ouvertures})
    orientations = [
        Orientation(
            parcours_id=ouverture.parcours_id,
            echeance_locale=apres_jours(ouverture.droit_notifie_le, locaux[ouverture.info_recue_le]),
            echeance_legale=apres_jours(ouverture.info_recue_le, legaux[ouverture.info_recue_le]),
        )
        for ouverture in ouvertures
    ]
    creer(orientations)
    emit_all([_ouverte(*paire) for paire in zip(orientations, ouvertures, strict=True)], par=par)
    return orientations


def _delais(code: str, departs: set[date]) -> dict[date, int]:
    """One look-up per day on which a clock starts: a month's file has about thirty."""
    return {depart: valeur(code, au=depart) for depart in departs}


def _ouverte(orientation: Orientation, ouverture: ParcoursOuvert) -> SixSemainesOuvertes:
    return SixSemainesOuvertes(
        orientation_id=orientation.pk,
        personne_id=ouverture.personne_id,
        echeance_locale=orientation.echeance_locale,
        echeance_legale=orientation.echeance_legale,
        survenu_le=ouverture.survenu_le,
    )


@transaction.atomic
def abandonner(*, clotures: Iterable[ParcoursClos]) -> int:
    """Nothing is left to decide for a closed path. Gives the number of decisions dropped."""
    parcours = parmi(cloture.parcours_id for cloture in clotures)
    return Orientation.objects.a_decider().filter(parcours_id__in=parcours).update(etat=EtatOrientation.SANS_OBJET)
