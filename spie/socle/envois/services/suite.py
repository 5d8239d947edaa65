"""What an agent does with messages: send again, open a letter, print a batch."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from spie.socle.comptes.models import Agent
from spie.socle.courriers.lot import lot_en_memoire
from spie.socle.envois import coup_de_coude
from spie.socle.envois.events import CourrierConsulte, CourriersImprimes, EnvoiRelance
from spie.socle.envois.models import Envoi, PieceEnvoi
from spie.socle.envois.regles import Regles
from spie.socle.historique.services import emit
from spie.socle.refus import Refus
from spie.socle.territoires.cles import uuid7
from spie.socle.territoires.isolation import code_courant


class RelanceInutile(Refus):
    message = "Ce message n'a pas échoué : il n'y a rien à relancer."


class RienAImprimer(Refus):
    message = "Aucun courrier n'attend d'être imprimé."


class CourrierPasPret(Refus):
    message = "Ce courrier n'est pas encore mis en page. Réessayez dans quelques secondes."


@transaction.atomic
def relancer(*, envoi: Envoi, par: Agent, le: datetime) -> Envoi:
    """Give a failed message another chance, with the same key. Raises ``RelanceInutile``."""
    envoi = Envoi.objects.select_for_update(of=("self",)).get(pk=envoi.pk)
    if not envoi.peut_repartir:
        raise RelanceInutile
    depart = Regles.lire(au=le).depart(le, urgent=envoi.urgent) if envoi.canal == Envoi.Canal.SMS else le
    envoi.etat, envoi.prochain_essai, envoi.expire_le = Envoi.Etat.A_ENVOYER, depart, None
    envoi.pas_avant = depart if depart > le else None
    envoi.save(update_fields=["etat", "prochain_essai", "expire_le", "pas_avant"])
    emit(EnvoiRelance(envoi_id=envoi.pk, personne_id=envoi.personne_id, survenu_le=le), par=par)
    coup_de_coude.donner_au_commit(code_courant(), envoi.canal)
    return envoi


@transaction.atomic
def consulter(*, envoi: Envoi, par: Agent, le: datetime) -> bytes:
    """Give the PDF of a letter, and keep a trace of who opened it. Raises ``CourrierPasPret``."""
    piece = PieceEnvoi.objects.filter(envoi=envoi).first()
    if piece is None:
        raise CourrierPasPret
    emit(CourrierConsulte(envoi_id=envoi.pk, personne_id=envoi.personne_id, survenu_le=le), par=par)
    return piece.pdf


@transaction.atomic
def imprimer_lot(*, envois: Sequence[Envoi], par: Agent, le: datetime) -> tuple[UUID, bytes]:
    """Give one PDF of these letters, two-sided, and mark them printed under one batch number.

    Raises ``RienAImprimer``.
    """
    pieces = {p.envoi_id: p for p in PieceEnvoi.objects.filter(envoi__in=envois)}
    prets = [envoi for envoi in envois if envoi.pk in pieces]
    if not prets:
        raise RienAImprimer
    lot = uuid7()
    ids = [envoi.pk for envoi in prets]
    Envoi.objects.filter(pk__in=ids).update(lot_impression=lot)
    # Without a printer's address, printing is what sends the letter.
    Envoi.objects.filter(pk__in=ids, etat=Envoi.Etat.A_ENVOYER).update(etat=Envoi.Etat.REMIS, remis_le=le)
    emit(CourriersImprimes(lot=lot, nombre=len(prets), survenu_le=le), par=par)
    return lot, lot_en_memoire([pieces[envoi.pk].pdf for envoi in prets])
