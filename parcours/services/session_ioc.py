"""Prepare, change and cancel an information session; everyone convened is told."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from parcours.events import SessionAnnulee, SessionCreee, SessionDeplacee
from parcours.models import Animation, Convocation, SessionIOC
from parcours.services import annonces
from parcours.services.refus import CapaciteInsuffisante, SessionCommencee, SessionDejaAnnulee
from parcours.states import CONVOCATION, SESSION, EtatConvocation, EtatSession
from spie.socle.comptes.models import Affectation, Agent
from spie.socle.historique.services import emit

# Only these make the person go elsewhere, or at another time: a new SMS and a new letter.
DEPLACEMENT = ("debut_le", "lieu", "adresse", "commune", "salle")


@transaction.atomic
def creer(*, animateurs: Sequence[Affectation], par: Agent, le: datetime, **champs) -> SessionIOC:
    """Create a session to come. ``champs``: the fields of ``SessionIOC``.

    Raises ``SessionCommencee`` when its beginning is already past.
    """
    if champs["debut_le"] <= le:
        raise SessionCommencee("La date de la réunion est déjà passée : choisissez un jour à venir.")
    session = SessionIOC.objects.create(**champs)
    _animer(session, animateurs)
    emit(SessionCreee(session_id=session.pk, survenu_le=le), par=par)
    return session


@transaction.atomic
def modifier(*, session: SessionIOC, animateurs: Sequence[Affectation], par: Agent, le: datetime, **champs):
    """Change a session; a new date or a new place is told to everyone convened, by SMS and by letter.

    Gives the ``Bilan`` of what was told, empty when people have nothing new to know.
    Raises ``SessionCommencee``, ``SessionDejaAnnulee``, ``CapaciteInsuffisante``.
    """
    session = _verrouiller(session, le=le)
    if champs["debut_le"] <= le:
        raise SessionCommencee("La nouvelle date est déjà passée : choisissez un jour à venir.")
    prises = session.convocations.occupantes().count()
    if champs["capacite"] < prises:
        raise CapaciteInsuffisante(prises=prises)
    avant = session.debut_le
    deplacee = any(getattr(session, nom) != champs[nom] for nom in DEPLACEMENT)
    for nom, valeur in champs.items():
        setattr(session, nom, valeur)
    if deplacee:
        session.version, session.deplacee_le = session.version + 1, le
    session.save()
    _animer(session, animateurs)
    return _annoncer_le_deplacement(session, avant, par=par, le=le) if deplacee else annonces.Bilan()


def _annoncer_le_deplacement(session: SessionIOC, avant: datetime, *, par: Agent, le: datetime):
    SESSION.move(session, "deplacer")
    emit(
        SessionDeplacee(
            session_id=session.pk,
            version=session.version,
            ancien_debut=avant.isoformat(),
            nouveau_debut=session.debut_le.isoformat(),
            survenu_le=le,
        ),
        par=par,
    )
    return annonces.deplacement(convocations=_attendues(session), avant=avant, par=par, le=le)


@transaction.atomic
def annuler(*, session: SessionIOC, motif: str, par: Agent, le: datetime):
    """Cancel a session and tell everyone convened. Gives the ``Bilan`` of what was told.

    The service cancels: nobody is absent, and everyone gets back to the list of people to convene
    with the same rank of convocation.
    Raises ``SessionCommencee``, ``SessionDejaAnnulee``.
    """
    session = _verrouiller(session, le=le)
    convocations = _attendues(session)
    SESSION.move(session, "annuler")
    session.motif_annulation = motif
    session.save(update_fields=["etat", "motif_annulation"])
    for convocation in convocations:
        convocation.etat = CONVOCATION.transitions["annuler"].target
    Convocation.objects.bulk_update(convocations, ["etat"])
    emit(SessionAnnulee(session_id=session.pk, motif=motif, survenu_le=le), par=par)
    return annonces.annulation(convocations=convocations, par=par, le=le)


def _verrouiller(session: SessionIOC, *, le: datetime) -> SessionIOC:
    """Lock the row, so that a date never changes while someone is being convened to it."""
    session = SessionIOC.objects.select_for_update(of=("self",)).select_related("commune").get(pk=session.pk)
    if session.etat == EtatSession.ANNULEE:
        raise SessionDejaAnnulee
    if session.commencee(au=le):
        raise SessionCommencee
    return session


def _attendues(session: SessionIOC) -> list[Convocation]:
    """Lock those who are expected, each holding this very copy of the session."""
    attendues = session.convocations.filter(etat=EtatConvocation.CONVOQUEE).avec_la_personne()
    convocations = list(attendues.select_for_update(of=("self",)))
    for convocation in convocations:
        convocation.session = session
    return convocations


def _animer(session: SessionIOC, animateurs: Sequence[Affectation]) -> None:
    """Keep those who already run it, add the new ones, remove the others."""
    session.animations.exclude(affectation__in=animateurs).delete()
    deja = set(session.animations.values_list("affectation_id", flat=True))
    Animation.objects.bulk_create([Animation(session=session, affectation=a) for a in animateurs if a.pk not in deja])
