"""Tell the person who accompanies them: the letter and the SMS, deposited in the transaction of the decision."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from orientation import letters
from orientation.models import Orientation
from parcours.letters import destinataire
from spie.socle.comptes.models import Agent
from spie.socle.courriers.courrier import Destinataire
from spie.socle.envois import services as envois
from spie.socle.personnes.models import Adresse, Contact, Personne


@dataclass(frozen=True)
class Joignable:
    """How a person can be told: what fits the window of the envelope, a mobile, a mailbox; each may be missing."""

    fenetre: Destinataire | None
    mobile: str
    courriel: str

    @classmethod
    def lire(cls, personne: Personne) -> "Joignable":
        adresse = Adresse.objects.en_cours().filter(foyer_id=personne.foyer_id).first()
        siens = Contact.objects.filter(personne=personne)
        mobile, courriel = siens.pour_sms().first(), siens.pour_courriel().first()
        return cls(
            destinataire(personne, adresse), mobile.valeur if mobile else "", courriel.valeur if courriel else ""
        )


def notifier(*, orientation: Orientation, contrat_avant_le: date, par: Agent, le: datetime) -> None:
    """Deposit C06 and its SMS, as far as the person can be reached: the screen says so before and after."""
    personne = orientation.parcours.personne
    joignable = Joignable.lire(personne)
    commun: dict[str, Any] = {"personne": personne, "objet": orientation, "version": 1, "par": par, "le": le}
    if joignable.fenetre:
        lettre = letters.notification(
            orientation=orientation, contrat_avant_le=contrat_avant_le, destinataire=joignable.fenetre, par=par, le=le
        )
        envois.deposer_courrier(cle=f"orientation:{orientation.pk}:courrier", courrier=lettre, **commun)
    court = commun | {"cle": f"orientation:{orientation.pk}:sms", "texte": letters.SMS}
    court |= {"gabarit": "notification_orientation"}
    if joignable.mobile:
        envois.deposer_sms(numero=joignable.mobile, **court)
    elif joignable.courriel:
        envois.deposer_courriel(adresse=joignable.courriel, sujet=envois.SUJET, **court)
