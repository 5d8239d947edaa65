"""Remind people of their session. A query of what is due and not done: run twice or late, the result is the same."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from parcours import letters
from parcours.models import Convocation
from parcours.services.annonces import Joignables, Message
from spie.socle.calendrier.parametres import valeur
from spie.socle.envois import services as envois
from spie.socle.envois.regles import Regles

PARAMETRES = ("ioc.rappel_1", "ioc.rappel_2")


@transaction.atomic
def rappeler(*, au: datetime) -> int:
    """Deposit the reminders due at ``au`` in the current département. Gives how many were deposited.

    Only the latest reminder due is sent: after an outage, « in 7 days » is not said two days before.
    Nor is a reminder that was due before the person learnt the date. It expires when the session starts.
    """
    delais = sorted(valeur(code, au=timezone.localdate(au)) for code in PARAMETRES)
    horizon = au + timedelta(days=max(delais) + 1)
    prevues = list(Convocation.objects.a_rappeler(apres=au, avant=horizon))
    dus = [(ligne, jours) for ligne in prevues if (jours := _rappel_du(ligne, delais, au=au)) is not None]
    faits = envois.cles_deposees([cle(ligne, jours) for ligne, jours in dus])
    restants = [(ligne, jours) for ligne, jours in dus if cle(ligne, jours) not in faits]
    return _deposer(restants, au=au)


def cle(ligne: Convocation, jours: int) -> str:
    return f"rappel_ioc:{ligne.pk}:v{ligne.session.version}:J-{jours}"


def _rappel_du(ligne: Convocation, delais: list[int], *, au: datetime) -> int | None:
    """The number of days of the reminder due now, or None. ``delais``: shortest first."""
    jour = timezone.localdate(ligne.session.debut_le)
    reste = (jour - timezone.localdate(au)).days
    jours = next((delai for delai in delais if reste <= delai), None)
    if jours is None:
        return None
    appris_le = max(ligne.convoquee_le, ligne.session.deplacee_le or ligne.convoquee_le)
    return jours if timezone.localdate(appris_le) < jour - timedelta(days=jours) else None


def _deposer(rappels: list[tuple[Convocation, int]], *, au: datetime) -> int:
    """By SMS, or by mail for who has no mobile of their own; the others have the letter of their convocation."""
    if not rappels:
        return 0
    joignables, regles = Joignables.lire([ligne.parcours.personne for ligne, _ in rappels]), Regles.lire(au=au)
    faits = [_deposer_un(ligne, jours, joignables, regles, au=au) for ligne, jours in rappels]
    return len(faits) - faits.count("sans_mobile")


def _deposer_un(ligne: Convocation, jours: int, joignables: Joignables, regles: Regles, *, au: datetime) -> str:
    message = Message(letters.sms_rappel(ligne.session), ligne.session, regles)
    commun = {"personne": ligne.parcours.personne, "objet": ligne, "version": ligne.session.version, "le": au}
    return message.deposer(cle(ligne, jours), joignables, commun)
