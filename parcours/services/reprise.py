"""Take over a follow-up that another tool began: the path is entrusted as it was, with its own dates."""

from collections.abc import Collection, Iterable, Mapping, Sequence
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
    par_personne = {reprise.personne_id: reprise for reprise in reprises if reprise.personne_id}
    en_cours = _en_cours(par_personne)
    a_reprendre = {p: r for p, r in par_personne.items() if p not in en_cours or not en_cours[p].confie_le}
    referents = _referents(a_reprendre.values())
    journaux = {reprise.ligne_id: Journal() for reprise in a_reprendre.values()}
    repris = []
    for personne, reprise in a_reprendre.items():
        referent = referents.get(reprise.referent_id) if reprise.referent_id else None
        parcours = en_cours.get(personne) or _nouveau(personne, reprise)
        repris.append((reprise, _confier(reprise, parcours, referent, journaux[reprise.ligne_id])))
    _creer([(r, parcours) for r, parcours in repris if parcours.personne_id not in en_cours], journaux)
    _garder(repris, journaux)
    completer_journaux(journaux)
    emit_all([_fait(reprise, parcours) for reprise, parcours in repris], par=par)
    return [parcours for _, parcours in repris]


def _en_cours(personnes: Collection[UUID]) -> dict[UUID, Parcours]:
    verrouilles = Parcours.objects.en_cours().filter(personne_id__in=personnes).select_for_update(of=("self",))
    return {parcours.personne_id: parcours for parcours in verrouilles}


def _referents(reprises: Iterable[SuiviRepris]) -> dict[UUID, Affectation]:
    nommes = {reprise.referent_id for reprise in reprises if reprise.referent_id}
    return {a.pk: a for a in Affectation.objects.filter(pk__in=nommes).select_related("structure")}


def _nouveau(personne: UUID, reprise: SuiviRepris) -> Parcours:
    debut = reprise.droit_notifie_le or reprise.orientee_le or reprise.contrat_du or reprise.jour
    return Parcours(personne_id=personne, droit_notifie_le=debut, info_recue_le=debut, ouvert_le=reprise.survenu_le)


def _confier(reprise: SuiviRepris, parcours: Parcours, referent: Affectation | None, journal: Journal) -> Parcours:
    """Set who carries the path; a path that exists is written at once, a new one with the others."""
    if referent is None:
        return parcours
    confie_le = reprise.orientee_le or reprise.jour
    valeurs = {
        "modalite": reprise.modalite,
        "structure": referent.structure,
        "referent": referent,
        "confie_le": confie_le,
        "contrat_avant_le": _contrat_avant_le(reprise, confie_le),
    }
    if not parcours._state.adding:
        journal.ecrire(parcours, **valeurs)
    for nom, valeur_ in valeurs.items():
        setattr(parcours, nom, valeur_)
    return parcours


def _creer(nouveaux: Sequence[tuple[SuiviRepris, Parcours]], journaux: Mapping[UUID, Journal]) -> None:
    Parcours.objects.bulk_create([parcours for _, parcours in nouveaux])
    for reprise, parcours in nouveaux:
        journaux[reprise.ligne_id].creee(parcours)


def _contrat_avant_le(reprise: SuiviRepris, confie_le: date) -> date | None:
    """Nothing to sign while a contract runs; otherwise the day given, or the month that runs from the orientation."""
    fini = reprise.contrat_au is not None and reprise.contrat_au < reprise.jour
    if reprise.contrat_du and not fini:
        return None
    if reprise.contrat_avant_le:
        return reprise.contrat_avant_le
    if reprise.type_contrat and not fini:  # the other tool knows the contract, not its dates
        return None
    try:
        mois = valeur("contrat.delai_signature", au=confie_le)
    except ParametreInconnu:  # oriented before the first text that we know: the delay of today holds
        mois = valeur("contrat.delai_signature", au=reprise.jour)
    return apres_mois(confie_le, mois)


def _garder(repris: Sequence[tuple[SuiviRepris, Parcours]], journaux: Mapping[UUID, Journal]) -> None:
    """What was received, once: a second list does not write over the first."""
    gardes = SuiviAnterieur.objects.filter(parcours__in=[parcours.pk for _, parcours in repris])
    connus = set(gardes.values_list("parcours_id", flat=True))
    suivis = {
        reprise.ligne_id: SuiviAnterieur(
            parcours=parcours,
            orientee_le=reprise.orientee_le,
            modalite=reprise.modalite,
            type_contrat=reprise.type_contrat,
            contrat_du=reprise.contrat_du,
            contrat_au=reprise.contrat_au,
        )
        for reprise, parcours in repris
        if parcours.pk not in connus
    }
    SuiviAnterieur.objects.bulk_create(suivis.values())
    for ligne_id, suivi in suivis.items():
        journaux[ligne_id].creee(suivi)


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
