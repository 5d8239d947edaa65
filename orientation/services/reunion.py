"""Two files are one person: one decision to take, before the earliest of the two deadlines."""

from orientation.models import Orientation
from orientation.states import EtatOrientation
from parcours.models import Parcours
from spie.socle.personnes.fusion.reunion import Reunion


def une_orientation(reunion: Reunion) -> None:
    """Runs after the paths have been settled: the one still open tells which decision goes on."""
    attendues = list(
        Orientation.objects.a_decider()
        .filter(parcours__personne__in=reunion.ids)
        .select_related("parcours")
        .order_by("parcours__clos_le", "id")
    )
    tenu = Parcours.objects.en_cours().filter(personne__in=reunion.ids).first()
    if not attendues or tenu is None:
        return
    garder = None if tenu.confie_le else next((o for o in attendues if o.parcours_id == tenu.pk), attendues[0])
    for orientation in attendues:
        if orientation is not garder:
            reunion.journal.ecrire(orientation, etat=EtatOrientation.SANS_OBJET)
    if garder:
        reunion.journal.ecrire(
            garder,
            parcours=tenu,
            echeance_locale=min(o.echeance_locale for o in attendues),
            echeance_legale=min(o.echeance_legale for o in attendues),
        )
