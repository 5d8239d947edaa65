"""An outbox on a database where commits are real, and a provider on the loopback."""

from datetime import timedelta
from itertools import count

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from spie.socle.courriers.modeles.catalogue import EXEMPLES
from spie.socle.envois import relais, services
from spie.socle.envois.canaux import Canal
from spie.socle.envois.models import Envoi
from spie.socle.territoires.isolation import departement_courant
from tests.factories import a_toute_heure, un_departement, une_personne
from tests.processus import Capteur, capteur

__all__ = ["capteur"]


class Boite:
    """The outbox of the Ardèche, and the hands of a relay."""

    def __init__(self, capteur: Capteur):
        self.capteur = capteur
        # Each message speaks of something new.
        self.version = count(1)
        with departement_courant("07"):
            self.personne = une_personne(mobile="+33639980001")
            a_toute_heure()

    def deposer(self, cle="rappel:1", **champs) -> Envoi:
        """One SMS, in a transaction of its own."""
        commun = {"personne": self.personne, "objet": self.personne, "gabarit": "essai", "le": timezone.now()}
        commun["version"] = next(self.version)
        sms = {"numero": "+33639980001", "texte": "Bonjour"}
        with departement_courant("07"):
            return services.deposer_sms(cle=cle, **commun | sms | champs)

    def deposer_lettre(self, cle="lettre:1", lettre=None) -> Envoi:
        commun = {"personne": self.personne, "objet": self.personne, "le": timezone.now()}
        with departement_courant("07"):
            return services.deposer_courrier(cle=cle, courrier=lettre or EXEMPLES["C02"](), **commun)

    def canal(self, genre="SMS") -> Canal:
        return Canal(genre, f"{self.capteur.adresse}/{genre.lower()}")

    def passer(self, genre="SMS", **reglages) -> int:
        """The relay comes by once."""
        return relais.vider(departement="07", canal=self.canal(genre), **reglages)

    def attendre(self, secondes: float) -> None:
        """Time passes: for a message, it is its next try that comes nearer."""
        with departement_courant("07"):
            for envoi in Envoi.objects.vivants():
                envoi.prochain_essai -= timedelta(seconds=secondes)
                envoi.save(update_fields=["prochain_essai"])

    def envois(self) -> list[Envoi]:
        with departement_courant("07"):
            return list(Envoi.objects.order_by("cle"))

    def envoi(self) -> Envoi:
        (seul,) = self.envois()
        return seul

    def attente(self, envoi: Envoi) -> float:
        """Seconds before its next try, by the clock of the database."""
        with departement_courant("07"):
            ecart = Envoi.objects.annotate(maintenant=Now()).get(pk=envoi.pk)
        return (ecart.prochain_essai - ecart.maintenant).total_seconds()

    def essais(self, envoi: Envoi) -> list[str]:
        with departement_courant("07"):
            return list(envoi.tentatives.order_by("rang").values_list("issue", flat=True))


@pytest.fixture
def boite(base_vivante, capteur):
    un_departement()
    return Boite(capteur)
