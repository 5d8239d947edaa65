"""What the person would receive if it were decided so, shown before anything is decided. Reads only."""

from copy import copy
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from orientation import letters
from orientation.models import Orientation
from orientation.services.annonces import Joignable
from orientation.services.decision import echeance_du_contrat
from spie.socle.comptes.models import Affectation, Agent
from spie.socle.courriers.courrier import Courrier, Destinataire, texte_facile
from spie.socle.courriers.falc import Rapport, examiner
from spie.socle.envois.budget import Devis
from spie.socle.envois.regles import Regles


@dataclass(frozen=True)
class Apercu:
    """The letter, its easy page and how it reads; the SMS; and what cannot leave."""

    courrier: Courrier
    facile: str
    lecture: Rapport
    sms: str
    devis: Devis
    contrat_avant_le: date
    joignable: Joignable


def apercevoir(
    *, orientation: Orientation, modalite: str, referent: Affectation, motif: str, par: Agent, le: datetime, **_
) -> Apercu:
    """Write the letter of this decision without taking it. Raises ``VoiesDeRecoursInconnues``."""
    # A copy: the row itself stays as it is, whoever saves it later.
    supposee = copy(orientation)
    supposee.modalite, supposee.referent, supposee.structure_id = modalite, referent, referent.structure_id
    supposee.motif = motif
    contrat_avant_le, personne = echeance_du_contrat(timezone.localdate(le)), orientation.parcours.personne
    joignable = Joignable.lire(personne)
    # Someone without an address still has a letter to look at: only the envelope is empty.
    fenetre = joignable.fenetre or Destinataire((str(personne).upper()[:38],))
    courrier = letters.notification(
        orientation=supposee, contrat_avant_le=contrat_avant_le, destinataire=fenetre, par=par, le=le
    )
    facile = texte_facile(courrier)
    # The motive stands in the letter as it was typed: it is read with the same eye.
    lecture = examiner(f"{facile}\n{motif}", noms_propres=courrier.noms_propres)
    devis = Regles.lire(au=le).devis(letters.SMS, personnes=1)
    return Apercu(courrier, facile, lecture, letters.SMS, devis, contrat_avant_le, joignable)
