"""Tell the person who accompanies them: the letter and the SMS, deposited in the transaction of the decision."""

from datetime import date, datetime

from orientation import letters
from orientation.models import Orientation
from parcours.letters import destinataire
from spie.socle.comptes.models import Agent
from spie.socle.envois import services as envois
from spie.socle.personnes.models import Adresse, Contact


def notifier(*, orientation: Orientation, contrat_avant_le: date, par: Agent, le: datetime) -> None:
    """Deposit C06 and its SMS; who has neither address nor mobile is seen in the page of the person."""
    personne = orientation.parcours.personne
    commun = {"personne": personne, "objet": orientation, "version": 1, "par": par, "le": le}
    adresse = Adresse.objects.en_cours().filter(foyer_id=personne.foyer_id).first()
    if fenetre := destinataire(personne, adresse):
        lettre = letters.notification(
            orientation=orientation, contrat_avant_le=contrat_avant_le, destinataire=fenetre, par=par, le=le
        )
        envois.deposer_courrier(cle=f"orientation:{orientation.pk}:courrier", courrier=lettre, **commun)
    if contact := Contact.objects.en_cours().filter(personne=personne, est_mobile=True).order_by("du", "id").first():
        envois.deposer_sms(
            cle=f"orientation:{orientation.pk}:sms",
            numero=contact.valeur,
            texte=letters.SMS,
            gabarit="notification_orientation",
            **commun,
        )
