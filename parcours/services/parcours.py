"""Open, entrust and close the path of a person."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from parcours.events import ParcoursClos, ParcoursConfie, ParcoursOuvert
from parcours.models import Parcours
from spie.socle.comptes.models import Affectation, Agent
from spie.socle.historique.services import emit, emit_all
from spie.socle.personnes.events import DepartementQuitte, EntreeDroitsDevoirs, PersonneRevenue, SortieDroitsDevoirs
from spie.socle.territoires.cles import parmi
from spie.socle.territoires.copie import creer


@transaction.atomic
def ouvrir(*, entrees: Iterable[EntreeDroitsDevoirs | PersonneRevenue], par: Agent | None) -> list[Parcours]:
    """Open a path for each person who now has duties and has none running.

    Law: CASF, L. 262-27 (right to be accompanied), D. 262-65-2 (six weeks).
    """
    entrees = list(entrees)
    deja = set(
        Parcours.objects.en_cours()
        .filter(personne_id__in=parmi(e.personne_id for e in entrees))
        .values_list("personne_id", flat=True)
    )
    ouverts = [_nouveau(entree) for entree in entrees if entree.personne_id not in deja]
    creer(ouverts)
    emit_all([_ouverture(parcours) for parcours in ouverts], par=par)
    return ouverts


def _nouveau(entree: EntreeDroitsDevoirs | PersonneRevenue) -> Parcours:
    return Parcours(
        personne_id=entree.personne_id,
        droit_notifie_le=entree.droit_notifie_le,
        info_recue_le=entree.info_recue_le,
        ouvert_le=entree.survenu_le,
    )


def _ouverture(parcours: Parcours) -> ParcoursOuvert:
    return ParcoursOuvert(
        parcours_id=parcours.pk,
        personne_id=parcours.personne_id,
        droit_notifie_le=parcours.droit_notifie_le,
        info_recue_le=parcours.info_recue_le,
        survenu_le=parcours.ouvert_le,
    )


@transaction.atomic
def confier(
    *, parcours: Parcours, modalite: str, referent: Affectation, contrat_avant_le: date, par: Agent, le: datetime
) -> Parcours:
    """Name who carries the path, and open the month of the engagement contract.

    ``contrat_avant_le``: last day to sign (C. trav., D. 5411-14-1).
    """
    parcours.modalite, parcours.structure_id, parcours.referent = modalite, referent.structure_id, referent
    parcours.confie_le, parcours.contrat_avant_le = le.date(), contrat_avant_le
    parcours.save(update_fields=["modalite", "structure", "referent", "confie_le", "contrat_avant_le"])
    emit(
        ParcoursConfie(
            parcours_id=parcours.pk,
            personne_id=parcours.personne_id,
            modalite=modalite,
            structure_id=referent.structure_id,
            referent_id=referent.pk,
            survenu_le=le,
        ),
        par=par,
    )
    return parcours


@transaction.atomic
def clore(*, sorties: Iterable[SortieDroitsDevoirs | DepartementQuitte], par: Agent | None) -> int:
    """Close the running paths of people who no longer have duties, or who left. Gives their number."""
    motifs = {sortie.personne_id: sortie for sortie in sorties}
    a_clore = list(Parcours.objects.en_cours().filter(personne_id__in=parmi(motifs)).select_for_update(of=("self",)))
    for parcours in a_clore:
        sortie = motifs[parcours.personne_id]
        parcours.clos_le, parcours.motif_cloture = sortie.survenu_le, sortie.motif[:80]
    Parcours.objects.bulk_update(a_clore, ["clos_le", "motif_cloture"], batch_size=1000)
    emit_all([_cloture(parcours, motifs[parcours.personne_id].survenu_le) for parcours in a_clore], par=par)
    return len(a_clore)


def _cloture(parcours: Parcours, le: datetime) -> ParcoursClos:
    return ParcoursClos(
        parcours_id=parcours.pk,
        personne_id=parcours.personne_id,
        motif=parcours.motif_cloture,
        survenu_le=le,
    )
