"""What the person would receive, shown before anything is decided. Reads only."""

from copy import copy
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from orientation import letters
from orientation.models import Orientation
from orientation.services.decision import date_limite_du_contrat
from parcours.letters import destinataire, segments
from spie.socle.comptes.models import Affectation, Agent
from spie.socle.courriers.courrier import Courrier, Destinataire, texte_facile
from spie.socle.courriers.falc import examiner
from spie.socle.courriers.falc.rapport import Rapport
from spie.socle.personnes.models import Adresse, Contact


@dataclass(frozen=True)
class Apercu:
    """``adresse`` and ``mobile``: empty when this person cannot be reached that way."""

    sms: str
    segments: int
    facile: str
    lecture: Rapport
    contrat_avant_le: date
    adresse: str
    mobile: str


def apercevoir(
    *, orientation: Orientation, modalite: str, referent: Affectation, motif: str, par: Agent, le: datetime
) -> Apercu:
    """The SMS, the easy page, what the linter says of it and of the motive, and how the person is reached."""
    personne = orientation.parcours.personne
    courrier = lettre(orientation=orientation, modalite=modalite, referent=referent, motif=motif, par=par, le=le)
    facile = texte_facile(courrier)
    adresse = Adresse.objects.en_cours().filter(foyer_id=personne.foyer_id).first()
    mobile = Contact.objects.en_cours().filter(personne=personne, est_mobile=True).order_by("du", "id").first()
    return Apercu(
        sms=letters.SMS,
        segments=segments(letters.SMS),
        facile=facile,
        lecture=examiner(f"{facile}\n{motif}", noms_propres=courrier.noms_propres),
        contrat_avant_le=date_limite_du_contrat(timezone.localdate(le)),
        adresse=str(adresse) if destinataire(personne, adresse) else "",
        mobile=mobile.valeur if mobile else "",
    )


def lettre(
    *, orientation: Orientation, modalite: str, referent: Affectation, motif: str, par: Agent, le: datetime
) -> Courrier:
    """The very letter this decision would send; the orientation itself is not touched."""
    projet, personne = copy(orientation), orientation.parcours.personne
    projet.modalite, projet.referent, projet.motif = modalite, referent, motif
    adresse = Adresse.objects.en_cours().filter(foyer_id=personne.foyer_id).first()
    return letters.notification(
        orientation=projet,
        contrat_avant_le=date_limite_du_contrat(timezone.localdate(le)),
        destinataire=destinataire(personne, adresse) or Destinataire((str(personne).upper()[:38],)),
        par=par,
        le=le,
    )
