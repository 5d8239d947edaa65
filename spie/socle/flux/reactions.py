"""What the flow says of its own rows when two files of people become one."""

from spie.socle.flux.models import AbsenceFlux
from spie.socle.personnes.fusion.reunion import Reunion, concilie


@concilie
def une_absence_une_fois(reunion: Reunion) -> None:
    """Both files missing from the same household: the person is missing once."""
    en_cours = AbsenceFlux.objects.filter(revenu_le=None)
    connus = set(en_cours.filter(personne=reunion.gardee).values_list("dossier_id", flat=True))
    for double in en_cours.filter(personne=reunion.absorbee, dossier__in=connus):
        reunion.journal.retirer(double)
