"""Two files are one person: one path goes on, with the earliest of each legal date."""

from parcours.models import Convocation, Parcours
from spie.socle.personnes.fusion.reunion import MOTIF, Reunion


def un_parcours(reunion: Reunion) -> None:
    """The path that already has a referent goes on; otherwise the kept file's. The other one closes.

    Law: the six weeks and the month of the contract run from the first information (CASF, D. 262-65-2).
    """
    deux = reunion.deux(Parcours, clos_le=None)
    if deux is None:
        return
    tenu, clos = sorted(deux, key=lambda parcours: parcours.confie_le is None)
    reunion.journal.ecrire(clos, clos_le=reunion.le, motif_cloture=MOTIF)
    limites = [jour for jour in (tenu.contrat_avant_le, clos.contrat_avant_le) if jour]
    reunion.journal.ecrire(
        tenu,
        droit_notifie_le=min(tenu.droit_notifie_le, clos.droit_notifie_le),
        info_recue_le=min(tenu.info_recue_le, clos.info_recue_le),
        contrat_avant_le=min(limites, default=None),
    )
    _suivre_les_convocations(reunion, tenu, clos)


def _suivre_les_convocations(reunion: Reunion, tenu: Parcours, clos: Parcours) -> None:
    """What is to come is expected on the path that goes on, unless it has a convocation that holds already."""
    if Convocation.objects.vivantes().filter(parcours=tenu).exists():
        return
    venir = (
        Convocation.objects.vivantes()
        .filter(parcours=clos)
        .exclude(session__in=Convocation.objects.filter(parcours=tenu).values("session"))
    )
    rang = max(Convocation.objects.filter(parcours=tenu).values_list("rang", flat=True), default=0)
    for convocation in venir.order_by("rang"):
        rang = max(rang + 1, convocation.rang)
        reunion.journal.ecrire(convocation, parcours=tenu, rang=rang)
