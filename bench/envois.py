"""Past messages, two per person followed: the list of messages must be long to be measured."""

from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from parcours.models import Parcours
from spie.demonstration.identifiants import Identifiants
from spie.demonstration.proportions import Poids
from spie.demonstration.tables import Tables
from spie.socle.envois.models import Envoi
from spie.socle.territoires.isolation import departement_courant

PARIS = ZoneInfo("Europe/Paris")
ETATS = Poids({"LIVRE": 9700, "REMIS": 270, "ECHEC": 20, "EXPIRE": 9, "INCERTAIN": 1})
LOT = 20_000


def semer(departement: str, graine: int) -> None:
    """Write them by COPY, without a content: nobody opens them here."""
    tables, hasard = Tables(departement, ordre=("envois.Envoi",)), Random(graine)
    identifiants, fin = Identifiants(hasard), datetime.now(PARIS)
    with departement_courant(departement):
        parcours = list(Parcours.objects.values_list("pk", "personne_id"))
    for rang, (objet, personne) in enumerate(parcours, 1):
        for canal in (Envoi.Canal.SMS, Envoi.Canal.COURRIER):
            le = fin - timedelta(seconds=hasard.randrange(3 * 365 * 86400))
            tables.ajouter(
                "envois.Envoi", id=identifiants.suivant(), canal=canal, cle=f"banc:{canal}:{objet}", objet_id=objet,
                personne_id=personne, gabarit="banc", destinataire_scelle=b"", contenu_scelle=b"",
                etat=ETATS.tirer(hasard), depose_le=le, prochain_essai=le,
            )  # fmt: skip
        if rang % LOT == 0 or rang == len(parcours):
            tables.ecrire(tables.retirer())
