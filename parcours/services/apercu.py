"""What people would receive, shown before anything is sent. Reads only."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from parcours import letters
from parcours.models import Convocation, Parcours, SessionIOC
from parcours.services.annonces import Joignables
from parcours.services.suivi import preavis_trop_court
from spie.socle.courriers.courrier import Destinataire, texte_facile
from spie.socle.courriers.falc import examiner
from spie.socle.envois.regles import Regles


def apercevoir(*, session: SessionIOC, parcours: Sequence[Parcours], au: datetime) -> dict:
    """The SMS, the easy page of the letter and its findings, who cannot be reached, and the notice left."""
    parcours = list(parcours)
    places = Convocation.objects.occupantes().filter(session=session, parcours__in=parcours)
    deja = set(places.values_list("parcours_id", flat=True))
    joignables = Joignables.lire([p.personne for p in parcours])
    courrier = _lettre(session, parcours[0], joignables, au)
    facile, sms = texte_facile(courrier), letters.sms_convocation(session)
    mobiles = [p for p in parcours if joignables.mobile(p.personne)]
    return {
        "session": session,
        "parcours": parcours,
        "nouvelles": [p for p in parcours if p.pk not in deja],
        "libres": max(session.capacite - session.prises, 0),
        "sms": sms,
        "devis": Regles.lire(au=au).devis(sms.texte, personnes=len(mobiles)),
        "courrier": courrier,
        "facile": facile,
        "lecture": examiner(facile, noms_propres=courrier.noms_propres),
        "exemple": parcours[0],
        "par_courriel": [p.personne for p in parcours if joignables.par_courriel(p.personne)],
        "sans_mobile": [p.personne for p in parcours if joignables.muette(p.personne)],
        "sans_adresse": [p.personne for p in parcours if not joignables.destinataire(p.personne)],
        "preavis": preavis_trop_court(session, au=timezone.localdate(au)),
        "commencee": session.commencee(au=au),
    }


def lettre_de(*, session: SessionIOC, parcours: Parcours, le: datetime):
    """The letter this person would receive now."""
    return _lettre(session, parcours, Joignables.lire([parcours.personne]), le)


def _lettre(session: SessionIOC, parcours: Parcours, joignables: Joignables, le: datetime):
    """Someone without an address still has a letter to look at: only the envelope is empty."""
    personne = parcours.personne
    return letters.courrier_convocation(
        session=session,
        parcours=parcours,
        destinataire=joignables.destinataire(personne) or Destinataire((str(personne).upper()[:38],)),
        redaction=letters.Redaction.preparer(session=session, le=le),
    )
