"""The letter-box between départements: put a sealed message in another's box, read and answer one's own."""

import json
from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from spie.socle.comptes.models import Agent
from spie.socle.historique.services import emit
from spie.socle.personnes.events import DossierDecline, DossierTransmis, ReponseRecue
from spie.socle.personnes.models import Depart, Personne, Pli
from spie.socle.personnes.services.refus import PliDejaTraite
from spie.socle.territoires.chiffrement import ouvrir, sceller
from spie.socle.territoires.isolation import code_courant

USAGE = "mutation"


@transaction.atomic
def remettre_dossier(*, depart: Depart, contenu: dict, par: Agent, le: datetime) -> None:
    """Put the minimum (decision 0015) in the box of the département where the person goes."""
    _remettre(vers=depart.destination, nature=Pli.Nature.DOSSIER, reference=depart.pk, contenu=contenu, le=le)
    depart.transmission = Depart.Transmission.TRANSMISE
    depart.save(update_fields=["transmission"])
    transmis = DossierTransmis(
        depart_id=depart.pk, personne_id=depart.personne_id, destination=depart.destination, survenu_le=le
    )
    emit(transmis, par=par)


def contenu_de(pli: Pli) -> dict:
    """What the sender wrote. Opens only in the département that it was sealed for."""
    clair = ouvrir(pli.scelle, usage=USAGE, departement=str(pli.departement_id), ligne=pli.pk)
    return json.loads(clair)


def prendre(pli: Pli) -> Pli:
    """Lock a file that waits: two agents never treat it both. Raises ``PliDejaTraite``."""
    pli = Pli.objects.select_for_update(of=("self",)).get(pk=pli.pk)
    if pli.suite != Pli.Suite.ATTENTE:
        raise PliDejaTraite
    return pli


@transaction.atomic
def classer(
    *, pli: Pli, suite: str, motif: str = "", personne: Personne | None = None, par: Agent, le: datetime
) -> Pli:
    """Write what was done with a file received, and answer its sender. Raises ``PliDejaTraite``."""
    pli = prendre(pli)
    _marquer(pli, suite=suite, motif=motif, personne=personne, par=par, le=le)
    reponse = {"suite": suite, "motif": motif}
    _remettre(vers=pli.expediteur, nature=Pli.Nature.REPONSE, reference=pli.reference, contenu=reponse, le=le)
    if suite == Pli.Suite.REFUSE:
        emit(DossierDecline(pli_id=pli.pk, expediteur=pli.expediteur, motif=motif, survenu_le=le), par=par)
    return pli


@transaction.atomic
def relever_les_reponses(*, le: datetime) -> int:
    """Write on each departure what the other département answered. Gives how many answers were read.

    An answer that matches no departure of ours, or comes from someone else than its addressee, changes nothing.
    """
    recues = Pli.objects.filter(nature=Pli.Nature.REPONSE).a_traiter()
    recues = list(recues.select_for_update(skip_locked=True, of=("self",)).order_by("remis_le", "id"))
    for pli in recues:
        depart = Depart.objects.filter(
            pk=pli.reference, destination=pli.expediteur, transmission=Depart.Transmission.TRANSMISE
        ).first()
        if depart:
            _repondre(depart, contenu_de(pli), pli, le)
        _marquer(pli, suite=Pli.Suite.ACCEPTE if depart else Pli.Suite.REFUSE, motif="", par=None, le=le)
    return len(recues)


def _repondre(depart: Depart, reponse: dict, pli: Pli, le: datetime) -> None:
    accepte = reponse["suite"] == Pli.Suite.ACCEPTE
    depart.transmission = Depart.Transmission.ACCEPTEE if accepte else Depart.Transmission.REFUSEE
    depart.repondu_le, depart.reponse = pli.remis_le, reponse["motif"][:200]
    depart.save(update_fields=["transmission", "repondu_le", "reponse"])
    recue = ReponseRecue(
        depart_id=depart.pk,
        personne_id=depart.personne_id,
        destination=depart.destination,
        suite=depart.transmission,
        motif=depart.reponse,
        survenu_le=le,
    )
    emit(recue, par=None)


def _marquer(pli: Pli, *, suite: str, motif: str, par: Agent | None, le: datetime, personne=None) -> None:
    # Only these columns: the application has no right on the others.
    pli.suite, pli.motif, pli.traite_le, pli.traite_par, pli.personne = suite, motif, le, par, personne
    pli.save(update_fields=["suite", "motif", "traite_le", "traite_par", "personne"])


def _remettre(*, vers: str, nature: str, reference, contenu: dict, le: datetime) -> None:
    pli = Pli(departement_id=vers, expediteur=code_courant(), nature=nature, reference=reference, remis_le=le)
    clair = json.dumps(contenu, cls=DjangoJSONEncoder).encode()
    pli.scelle = sceller(clair, usage=USAGE, departement=vers, ligne=pli.pk)
    # Inserted without being read back: the sender does not see the boxes of others.
    pli.save(force_insert=True)
