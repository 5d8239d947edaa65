"""Tell by mail, once a day, those whom the new alerts concern: figures only, never a name."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Count

from orientation.models import Alerte
from orientation.models.orientation import NatureAlerte
from spie.socle.comptes.models import Affectation
from spie.socle.comptes.roles import Role
from spie.socle.envois import services as envois

SUJET = "SPIE : des orientations à décider"
PHRASES = {
    NatureAlerte.BASCULE: "leurs six semaines légales sont écoulées. France Travail peut décider de leur orientation.",
    NatureAlerte.BIENTOT: "leur délai se termine bientôt.",
}
TEXTE = """Bonjour,

Depuis la dernière vérification des délais, dans votre département :
{lignes}

Ouvrez « Ma journée » dans SPIE : la liste de ces personnes vous y attend.

Vous recevez ce message parce que vous décidez des orientations."""


@transaction.atomic
def avertir(*, au: date, le: datetime) -> int:
    """Deposit one mail for each agent with alerts created at ``le``. Gives their number.

    In the transaction of the check that created them: told together, or not at all. The key holds the day.
    """
    deposes = 0
    for affectation in Affectation.objects.en_cours().filter(role__in=[Role.ENCADRANT, Role.PILOTE]).order_by("id"):
        nombres = _nouvelles(affectation, le)
        if nombres:
            _deposer(affectation, nombres, au=au, le=le)
            deposes += 1
    return deposes


def _nouvelles(affectation: Affectation, le: datetime) -> dict[str, int]:
    """How many people of each kind: those of the territory, for whom has one."""
    alertes = Alerte.objects.pour(affectation.role).filter(creee_le=le)
    if affectation.role == Role.ENCADRANT and affectation.structure.territoire_id:
        alertes = alertes.du_territoire(affectation.structure.territoire_id)
    return dict(alertes.order_by().values_list("nature").annotate(Count("pk")))


def _deposer(affectation: Affectation, nombres: dict[str, int], *, au: date, le: datetime) -> None:
    lignes = [
        f"- {nombres[nature]} personne{'s' if nombres[nature] > 1 else ''} : {phrase}"
        for nature, phrase in PHRASES.items()
        if nombres.get(nature)
    ]
    envois.deposer_courriel(
        cle=f"alertes:{affectation.pk}:{au:%Y-%m-%d}",
        adresse=affectation.agent.courriel,
        sujet=SUJET,
        texte=TEXTE.format(lignes="\n".join(lignes)),
        objet=affectation,
        gabarit="alertes_orientation",
        le=le,
    )
