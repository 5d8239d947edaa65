"""Take over a follow-up that another tool began: the path is entrusted as it was, with its own dates."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from parcours.events import ParcoursRepris
from parcours.models import Parcours, SuiviAnterieur
from spie.socle.calendrier.delais import apres_mois
from spie.socle.calendrier.parametres import ParametreInconnu, valeur
from spie.socle.comptes.models import Affectation, Agent
from spie.socle.historique.services import emit_all
from spie.socle.imports.events import SuiviRepris
from spie.socle.imports.services import completer_journaux
from spie.socle.personnes.fusion.journal import Journal


@transaction.atomic
def reprendre(*, reprises: Iterable[SuiviRepris], par: Agent | None) -> list[Parcours]:
    """Open the path of who has none, entrust it to the referent named. A path already entrusted stays as it is.

    No six weeks run for someone who was oriented before: ``ParcoursOuvert`` is not said.
    Law: CASF, L. 262-27; the month of the contract runs from the orientation given (C. trav., D. 5411-14-1).
    """
    reprises = list(reprises)
    en_cours = _en_cours({reprise.personne_id for reprise in reprises})
    referents = {a.pk: a for a in Affectation.objects.filter(pk__in={r.referent_id for r in reprises} - {None})}
    journaux: dict[UUID, Journal] = {}
    faits, repris = [], []
    for reprise in reprises:
        connu = en_cours.get(reprise.personne_id)
        if connu and connu.confie_le:
            continue
        journal = journaux[reprise.ligne_id] = Journal()
        parcours = _reprendre(reprise, connu, referents.get(reprise.referent_id), journal)
        en_cours[reprise.personne_id] = parcours
        repris.append(parcours)
        faits.append(_fait(reprise, parcours))
    completer_journaux(journaux)
    emit_all(faits, par=par)
    return repris


def _en_cours(personnes: set[UUID]) -> dict[UUID, Parcours]:
    verrouilles = Parcours.objects.en_cours().filter(personne_id__in=personnes).select_for_update(of=("self",))
    return {parcours.personne_id: parcours for parcours in verrouilles}


def _reprendre(
    reprise: SuiviRepris, parcours: Parcours | None, referent: Affectation | None, journal: Journal
) -> Parcours:
    if parcours is None:
        debut = reprise.droit_notifie_le or reprise.orientee_le or reprise.contrat_du or reprise.jour
        parcours = Parcours.objects.create(
            personne_id=reprise.personne_id, droit_notifie_le=debut, info_recue_le=debut, ouvert_le=reprise.survenu_le
        )
        journal.creee(parcours)
    if referent:
        confie_le = reprise.orientee_le or reprise.jour
        journal.ecrire(
            parcours,
            modalite=reprise.modalite,
            structure=referent.structure,
            referent=referent,
            confie_le=confie_le,
            contrat_avant_le=_contrat_avant_le(reprise, confie_le),
        )
    _garder(reprise, parcours, journal)
    return parcours


def _contrat_avant_le(reprise: SuiviRepris, confie_le: date) -> date | None:
    """Nothing to sign while a contract runs; otherwise the day given, or the month that runs from the orientation."""
    if reprise.contrat_du and (reprise.contrat_au is None or reprise.contrat_au >= reprise.jour):
        return None
    if reprise.contrat_avant_le:
        return reprise.contrat_avant_le
    try:
        mois = valeur("contrat.delai_signature", au=confie_le)
    except ParametreInconnu:  # oriented before the first text that we know: the delay of today holds
        mois = valeur("contrat.delai_signature", au=reprise.jour)
    return apres_mois(confie_le, mois)


def _garder(reprise: SuiviRepris, parcours: Parcours, journal: Journal) -> None:
    """What was received, once: a second list does not write over the first."""
    if SuiviAnterieur.objects.filter(parcours=parcours).exists():
        return
    suivi = SuiviAnterieur.objects.create(
        parcours=parcours,
        orientee_le=reprise.orientee_le,
        modalite=reprise.modalite,
        type_contrat=reprise.type_contrat,
        contrat_du=reprise.contrat_du,
        contrat_au=reprise.contrat_au,
    )
    journal.creee(suivi)


def _fait(reprise: SuiviRepris, parcours: Parcours) -> ParcoursRepris:
    return ParcoursRepris(
        parcours_id=parcours.pk,
        personne_id=parcours.personne_id,
        ligne_id=reprise.ligne_id,
        referent_id=parcours.referent_id,
        orientee_le=reprise.orientee_le,
        type_contrat=reprise.type_contrat,
        survenu_le=reprise.survenu_le,
    )
