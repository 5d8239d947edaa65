"""Decide: a modality, a structure, a referent, and why."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from orientation.events import OrientationDecidee
from orientation.models import Orientation
from orientation.services import annonces
from orientation.services.charge import charge_de
from orientation.states import ORIENTATION
from parcours.services.parcours import confier
from spie.socle.calendrier.delais import apres_mois
from spie.socle.calendrier.parametres import valeur
from spie.socle.comptes.models import Affectation, Agent
from spie.socle.historique.services import emit
from spie.socle.refus import Refus


class MotifManquant(Refus):
    """A decision states its facts (CRPA, L. 211-5)."""

    message = "Écrivez pourquoi vous choisissez ce parcours : cette phrase figure dans la lettre."


class FileActivePleine(Refus):
    """The referent already follows as many people as a full-time job may."""

    message = "La file active de cette personne est pleine. Écrivez pourquoi vous la dépassez, ou choisissez ailleurs."


def date_limite_du_contrat(jour: date) -> date:
    """The last day to sign, for a decision of that day (C. trav., D. 5411-14-1: raw date)."""
    return apres_mois(jour, valeur("contrat.delai_signature", au=jour))


@transaction.atomic
def decider(
    *,
    orientation: Orientation,
    modalite: str,
    referent: Affectation,
    motif: str,
    par: Agent,
    le: datetime,
    motif_depassement: str = "",
) -> Orientation:
    """Take the decision, entrust the path, open the month of the contract, and write to the person.

    ``motif``: the facts, in sentences for the person. ``motif_depassement``: needed above the largest caseload.
    Law: CASF, D. 262-65-2 (decision); C. trav., D. 5411-14-1 (one month to sign, raw date).
    Raises ``MotifManquant``, ``FileActivePleine``, ``TransitionInterdite`` when someone decided first.
    """
    jour = timezone.localdate(le)
    if not motif.strip():
        raise MotifManquant
    ORIENTATION.move(orientation, "decider")
    if charge_de(referent, au=jour).pleine and not motif_depassement.strip():
        raise FileActivePleine
    orientation.modalite, orientation.structure_id, orientation.referent = modalite, referent.structure_id, referent
    orientation.motif, orientation.decidee_le, orientation.decidee_par = motif.strip(), le, par
    orientation.save(update_fields=["etat", "modalite", "structure", "referent", "motif", "decidee_le", "decidee_par"])
    contrat_avant_le = date_limite_du_contrat(jour)
    confier(
        parcours=orientation.parcours,
        modalite=modalite,
        referent=referent,
        contrat_avant_le=contrat_avant_le,
        par=par,
        le=timezone.localtime(le),
    )
    annonces.notifier(orientation=orientation, contrat_avant_le=contrat_avant_le, par=par, le=le)
    emit(_decidee(orientation, motif_depassement.strip()), par=par)
    return orientation


def _decidee(orientation: Orientation, motif_depassement: str) -> OrientationDecidee:
    return OrientationDecidee(
        orientation_id=orientation.pk,
        personne_id=orientation.parcours.personne_id,
        modalite=orientation.modalite,
        structure_id=orientation.structure_id,
        referent_id=orientation.referent_id,
        motif_depassement=motif_depassement,
        survenu_le=orientation.decidee_le,
    )
