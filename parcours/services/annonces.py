"""Tell people about their session: the SMS and the letter, deposited in the transaction of the decision."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from parcours import letters
from parcours.models import Convocation, SessionIOC
from spie.socle.comptes.models import Agent
from spie.socle.envois import services as envois
from spie.socle.envois.models import Envoi
from spie.socle.envois.regles import Regles
from spie.socle.personnes.models import Adresse, Contact, Personne


@dataclass(frozen=True)
class Bilan:
    """What was deposited, and who cannot be reached that way. ``courriels``: told by mail, for want of a mobile.

    ``retenus``: their SMS is kept back, by the ceiling of the month or because they have just been told.
    """

    sms: list[Personne] = field(default_factory=list)
    courriels: list[Personne] = field(default_factory=list)
    retenus: list[Personne] = field(default_factory=list)
    courriers: list[Personne] = field(default_factory=list)
    sans_mobile: list[Personne] = field(default_factory=list)
    sans_adresse: list[Personne] = field(default_factory=list)


@dataclass(frozen=True)
class Joignables:
    """The mobile, the mailbox and the address in force of several people, read in three queries."""

    mobiles: dict
    courriels: dict
    adresses: dict

    @classmethod
    def lire(cls, personnes: Sequence[Personne]) -> "Joignables":
        # Best first: the last one written for each person is the best.
        contacts = Contact.objects.filter(personne__in=personnes)
        adresses = Adresse.objects.en_cours().filter(foyer__in={personne.foyer_id for personne in personnes})
        return cls(
            {contact.personne_id: contact.valeur for contact in contacts.pour_sms().reverse()},
            {contact.personne_id: contact.valeur for contact in contacts.pour_courriel().reverse()},
            {adresse.foyer_id: adresse for adresse in adresses},
        )

    def mobile(self, personne: Personne) -> str:
        return self.mobiles.get(personne.pk, "")

    def courriel(self, personne: Personne) -> str:
        return self.courriels.get(personne.pk, "")

    def par_courriel(self, personne: Personne) -> bool:
        return bool(self.courriel(personne)) and not self.mobile(personne)

    def muette(self, personne: Personne) -> bool:
        """Neither a mobile nor a mailbox of their own."""
        return not (self.mobile(personne) or self.courriel(personne))

    def adresse(self, personne: Personne) -> Adresse | None:
        return self.adresses.get(personne.foyer_id)

    def destinataire(self, personne: Personne):
        """What goes in the window of the envelope, or None."""
        return letters.destinataire(personne, self.adresse(personne))


@dataclass(frozen=True)
class Annonce:
    """One piece of news: its words, and when what changes takes place, if it may be urgent."""

    genre: str
    sms: Callable
    courrier: Callable
    concerne_le: datetime | None = None

    def cle(self, ligne: Convocation, session: SessionIOC) -> str:
        """A moved session is a convocation anew: the version tells them apart."""
        genre = "convocation" if self.genre == "deplacement" else self.genre
        return f"{genre}:{ligne.pk}:v{session.version}"


def convocation(*, convocations: Sequence[Convocation], par: Agent, le: datetime) -> Bilan:
    annonce = Annonce("convocation", letters.sms_convocation, letters.courrier_convocation)
    return _annoncer(annonce, convocations, par, le)


def deplacement(*, convocations: Sequence[Convocation], avant: datetime, par: Agent, le: datetime) -> Bilan:
    """What was waiting to leave speaks of the old date: it doesn't leave. ``avant``: that date."""
    _retirer(convocations, motif="réunion déplacée", par=par, le=le)
    annonce = Annonce("deplacement", letters.sms_deplacement, letters.courrier_deplacement, avant)
    return _annoncer(annonce, convocations, par, le)


def annulation(*, convocations: Sequence[Convocation], par: Agent, le: datetime) -> Bilan:
    _retirer(convocations, motif="réunion annulée", par=par, le=le)
    debut = convocations[0].session.debut_le if convocations else None
    annonce = Annonce("annulation", letters.sms_annulation, letters.courrier_annulation, debut)
    return _annoncer(annonce, convocations, par, le)


def _retirer(convocations: Sequence[Convocation], *, motif: str, par: Agent, le: datetime) -> None:
    for ligne in convocations:
        envois.annuler(objet=ligne, motif=motif, par=par, le=le)


def _annoncer(annonce: Annonce, convocations: Sequence[Convocation], par: Agent, le: datetime) -> Bilan:
    """A message and a letter each; the key says what, for whom and which version, so that nothing leaves twice."""
    bilan = Bilan()
    if not convocations:
        return bilan
    session = convocations[0].session
    joignables = Joignables.lire([ligne.parcours.personne for ligne in convocations])
    redaction, message = letters.Redaction.preparer(session=session, le=le), Message.preparer(annonce, session, le=le)
    for ligne in convocations:
        cle, personne = annonce.cle(ligne, session), ligne.parcours.personne
        commun: dict[str, Any] = {
            "personne": personne,
            "objet": ligne,
            "version": session.version,
            "par": par,
            "le": le,
        }
        getattr(bilan, message.deposer(f"{cle}:sms", joignables, commun)).append(personne)
        if destinataire := joignables.destinataire(personne):
            variables = {"session": session, "parcours": ligne.parcours, "destinataire": destinataire}
            lettre = annonce.courrier(redaction=redaction, **variables)
            envois.deposer_courrier(cle=f"{cle}:courrier", courrier=lettre, **commun)
        (bilan.courriers if destinataire else bilan.sans_adresse).append(personne)
    return bilan


@dataclass(frozen=True)
class Message:
    """The short words of a batch, by SMS, or by mail for who has no mobile of their own."""

    sms: letters.Sms
    session: SessionIOC
    regles: Regles
    urgence: dict = field(default_factory=dict)

    @classmethod
    def preparer(cls, annonce: Annonce, session: SessionIOC, *, le: datetime) -> "Message":
        urgence = {"urgence": annonce.genre, "concerne_le": annonce.concerne_le}
        return cls(annonce.sms(session), session, Regles.lire(au=le), urgence)

    def deposer(self, cle: str, joignables: Joignables, commun: dict) -> str:
        """Deposit it. Gives the list of the ``Bilan`` where the person goes.

        News of a session is worth nothing once it has begun.
        """
        personne = commun["personne"]
        commun = commun | {"texte": self.sms.texte, "gabarit": self.sms.gabarit, "regles": self.regles}
        commun |= {"expire_le": self.session.debut_le}
        if numero := joignables.mobile(personne):
            envoi = envois.deposer_sms(cle=cle, numero=numero, **self.urgence, **commun)
            return "retenus" if envoi.etat == Envoi.Etat.ANNULE else "sms"
        if adresse := joignables.courriel(personne):
            envois.deposer_courriel(cle=cle, adresse=adresse, sujet=envois.SUJET, **commun)
            return "courriels"
        return "sans_mobile"
