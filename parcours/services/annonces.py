"""Tell people about their session: the SMS and the letter, deposited in the transaction of the decision."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from parcours import letters
from parcours.models import Convocation, SessionIOC
from spie.socle.comptes.models import Agent
from spie.socle.envois import services as envois
from spie.socle.personnes.models import Adresse, Contact, Personne


@dataclass(frozen=True)
class Bilan:
    """What was deposited, and who cannot be reached that way."""

    sms: list[Personne] = field(default_factory=list)
    courriers: list[Personne] = field(default_factory=list)
    sans_mobile: list[Personne] = field(default_factory=list)
    sans_adresse: list[Personne] = field(default_factory=list)


@dataclass(frozen=True)
class Joignables:
    """The mobile and the address in force of several people, read in two queries."""

    mobiles: dict
    adresses: dict

    @classmethod
    def lire(cls, personnes: Sequence[Personne]) -> "Joignables":
        # Best first: the last one written for each person is the best.
        contacts = Contact.objects.pour_sms().filter(personne__in=personnes).reverse()
        adresses = Adresse.objects.en_cours().filter(foyer__in={personne.foyer_id for personne in personnes})
        return cls(
            {contact.personne_id: contact.valeur for contact in contacts},
            {adresse.foyer_id: adresse for adresse in adresses},
        )

    def mobile(self, personne: Personne) -> str:
        return self.mobiles.get(personne.pk, "")

    def adresse(self, personne: Personne) -> Adresse | None:
        return self.adresses.get(personne.foyer_id)

    def destinataire(self, personne: Personne):
        """What goes in the window of the envelope, or None."""
        return letters.destinataire(personne, self.adresse(personne))


def convocation(*, convocations: Sequence[Convocation], par: Agent, le: datetime) -> Bilan:
    return _annoncer("convocation", convocations, letters.sms_convocation, letters.courrier_convocation, par, le)


def deplacement(*, convocations: Sequence[Convocation], par: Agent, le: datetime) -> Bilan:
    """What was waiting to leave speaks of the old date: it doesn't leave."""
    _retirer(convocations, motif="réunion déplacée", par=par, le=le)
    return _annoncer("convocation", convocations, letters.sms_deplacement, letters.courrier_deplacement, par, le)


def annulation(*, convocations: Sequence[Convocation], par: Agent, le: datetime) -> Bilan:
    _retirer(convocations, motif="réunion annulée", par=par, le=le)
    return _annoncer("annulation", convocations, letters.sms_annulation, letters.courrier_annulation, par, le)


def _retirer(convocations: Sequence[Convocation], *, motif: str, par: Agent, le: datetime) -> None:
    for ligne in convocations:
        envois.annuler(objet=ligne, motif=motif, par=par, le=le)


def _annoncer(
    genre: str, convocations: Sequence[Convocation], sms: Callable, courrier: Callable, par: Agent, le: datetime
) -> Bilan:
    """One SMS and one letter each; the key says what, for whom and which version, so that nothing leaves twice."""
    bilan = Bilan()
    if not convocations:
        return bilan
    session = convocations[0].session
    joignables = Joignables.lire([ligne.parcours.personne for ligne in convocations])
    redaction, message = letters.Redaction.preparer(session=session, le=le), sms(session)
    for ligne in convocations:
        cle, personne = f"{genre}:{ligne.pk}:v{session.version}", ligne.parcours.personne
        commun: dict[str, Any] = {
            "personne": personne,
            "objet": ligne,
            "version": session.version,
            "par": par,
            "le": le,
        }
        if numero := joignables.mobile(personne):
            _deposer_sms(f"{cle}:sms", numero, message, session, commun)
        (bilan.sms if numero else bilan.sans_mobile).append(personne)
        if destinataire := joignables.destinataire(personne):
            variables = {"session": session, "parcours": ligne.parcours, "destinataire": destinataire}
            lettre = courrier(redaction=redaction, **variables)
            envois.deposer_courrier(cle=f"{cle}:courrier", courrier=lettre, **commun)
        (bilan.courriers if destinataire else bilan.sans_adresse).append(personne)
    return bilan


def _deposer_sms(cle: str, numero: str, message: letters.Sms, session: SessionIOC, commun: dict) -> None:
    """News of a session is worth nothing once it has begun."""
    envois.deposer_sms(
        cle=cle,
        numero=numero,
        texte=message.texte,
        gabarit=message.gabarit,
        expire_le=session.debut_le,
        **commun,
    )
