"""A person leaves the département, and sometimes comes back: the old file is found and continues."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from spie.socle.comptes.models import Agent
from spie.socle.historique.services import emit, emit_all
from spie.socle.personnes.events import DepartementQuitte, DossierRetrouve, EntreeDroitsDevoirs, PersonneRevenue
from spie.socle.personnes.models import Depart, Personne, SoumissionDroitsDevoirs
from spie.socle.personnes.services.refus import DejaPartie, PasPartie
from spie.socle.territoires.cles import parmi

PARTI = "départ du département"


@transaction.atomic
def quitter_departement(
    *,
    personne: Personne,
    jour: date,
    motif: str,
    precision: str = "",
    destination: str = "",
    commune: str = "",
    par: Agent,
    le: datetime,
) -> Depart:
    """Close the file here. What the paying body says of the right is left as it says it.

    ``destination``: code of a département, or empty. Raises ``DejaPartie``.
    """
    personne = Personne.objects.select_for_update(of=("self",)).get(pk=personne.pk)
    if personne.partie_le:
        raise DejaPartie
    depart = Depart.objects.create(
        personne=personne,
        le=jour,
        motif=motif,
        precision=precision,
        destination=destination,
        commune=commune,
        enregistre_le=le,
        enregistre_par=par,
    )
    personne.partie_le = jour
    personne.save(update_fields=["partie_le"])
    parti = DepartementQuitte(
        personne_id=personne.pk, depart_id=depart.pk, destination=destination, motif=PARTI, survenu_le=le
    )
    emit(parti, par=par)
    return depart


@transaction.atomic
def revenir(*, personne: Personne, par: Agent, le: datetime) -> Personne:
    """The person lives here again: their file opens again, and they are to be oriented if they have duties.

    Raises ``PasPartie``. Law: six weeks from the information received (CASF, D. 262-65-2).
    """
    personne = Personne.objects.select_for_update(of=("self",)).get(pk=personne.pk)
    if not personne.partie_le:
        raise PasPartie
    jour = timezone.localdate(le)
    emit(_rouvrir(personne, jour=jour, le=le), par=par)
    if personne.soumissions.filter(fin_le=None).exists():
        revenue = PersonneRevenue(personne_id=personne.pk, droit_notifie_le=jour, info_recue_le=jour, survenu_le=le)
        emit(revenue, par=par)
    personne.refresh_from_db()
    return personne


@transaction.atomic
def retrouver(*, entrees: Iterable[EntreeDroitsDevoirs], par: Agent | None) -> int:
    """Say of each person who enters whether we already knew them, and open again what a departure had closed.

    Gives how many were known. A few queries, whatever the number of people.
    """
    par_personne = {entree.personne_id: entree for entree in entrees}
    parties = Personne.objects.filter(pk__in=parmi(par_personne), partie_le__isnull=False).select_for_update(
        of=("self",)
    )
    revenues = [(personne, par_personne.pop(personne.pk)) for personne in parties]
    faits = [_rouvrir(p, jour=entree.info_recue_le, le=entree.survenu_le) for p, entree in revenues]
    anciennes = SoumissionDroitsDevoirs.objects.filter(personne__in=parmi(par_personne), fin_le__isnull=False)
    dernieres = {s.personne_id: s for s in anciennes.order_by("fin_le", "id")}
    faits += [_retrouvee(par_personne[pk].survenu_le, s) for pk, s in dernieres.items()]
    emit_all(faits, par=par)
    return len(faits)


def _rouvrir(personne: Personne, *, jour: date, le: datetime) -> DossierRetrouve:
    """Open the file again. Those who come back are few: one by one."""
    Depart.objects.en_cours().filter(personne=personne).update(revenue_le=jour)
    Personne.objects.filter(pk=personne.pk).update(partie_le=None)
    return DossierRetrouve(personne_id=personne.pk, suivie_jusqu_au=personne.partie_le, motif=PARTI, survenu_le=le)


def _retrouvee(le: datetime, soumission: SoumissionDroitsDevoirs) -> DossierRetrouve:
    return DossierRetrouve(
        personne_id=soumission.personne_id,
        suivie_jusqu_au=soumission.fin_le,
        motif=soumission.motif_fin,
        survenu_le=le,
    )
