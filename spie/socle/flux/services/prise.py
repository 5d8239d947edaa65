"""Hold a file while it is loaded: one worker at a time, and one file at a time for each paying body."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection

from spie.socle.flux.models import LotFlux
from spie.socle.flux.states import EN_COURS, LOT
from spie.socle.historique.signature import Origine, signer
from spie.socle.territoires.cles import uuid7
from spie.socle.territoires.isolation import code_courant, departement_courant

_UN_A_LA_FOIS = "SELECT pg_advisory_xact_lock(hashtext('flux:' || %s || ':' || %s))"


class LotPerdu(Exception):
    """Another worker took the lot over: this one stops, without a trace."""


@dataclass(frozen=True)
class Prise:
    """``horloge`` gives the time: a load is long, and each step signs with its own."""

    departement: str
    lot_id: UUID
    jeton: UUID
    horloge: Callable[[], datetime]

    def lire(self) -> LotFlux:
        """The lot as it is, without holding it."""
        with departement_courant(self.departement):
            return LotFlux.objects.get(pk=self.lot_id)

    @contextmanager
    def transaction(self) -> Iterator[LotFlux]:
        """One step, signed by the paying body: the lot is locked, given, and saved with a sign of life at its end.

        Raises ``LotPerdu``.
        """
        with departement_courant(self.departement):
            lot = LotFlux.objects.select_for_update().get(pk=self.lot_id)
            if lot.jeton != self.jeton:
                raise LotPerdu
            _sans_attendre_le_disque()
            signer(origine=Origine.CAF, le=self.horloge())
            yield lot
            lot.battement_le = self.horloge()
            lot.save()


def prendre(*, departement: str, lot_id: UUID, horloge: Callable[[], datetime]) -> Prise | None:
    """Take a lot to load it, or what is left of it. None when it is over, held by someone alive, or not in turn."""
    with departement_courant(departement):
        lot = LotFlux.objects.get(pk=lot_id)
        with connection.cursor() as cursor:
            cursor.execute(_UN_A_LA_FOIS, [code_courant(), lot.organisme])
        lot = LotFlux.objects.select_for_update().get(pk=lot_id)
        verbe = "lire" if LOT.allows(lot, "lire") else "charger"
        vivant_depuis = horloge() - timedelta(seconds=settings.FLUX_SILENCE)
        tenu = lot.etat in EN_COURS and lot.battement_le > vivant_depuis
        if tenu or not LOT.allows(lot, verbe) or LotFlux.objects.du_meme_organisme(lot).en_cours().exists():
            return None
        LOT.move(lot, verbe)
        lot.jeton, lot.battement_le = uuid7(), horloge()
        lot.commencer_phase(le=horloge())
        lot.save()
        return Prise(departement, lot_id, lot.jeton, horloge)


def _sans_attendre_le_disque() -> None:
    """A step and its counter are written or lost together: after a crash of PostgreSQL, the load goes on from there."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit TO off")


def chemin_de(lot: LotFlux) -> Path:
    return Path(settings.MEDIA_ROOT) / lot.chemin
