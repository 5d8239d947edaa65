"""What a person's page says first: what is late, what comes, and the act that fits this agent."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from orientation.models import Orientation
from orientation.states import EtatOrientation
from parcours.models import Convocation, Parcours, SessionIOC
from parcours.states import EtatConvocation, EtatSession
from spie.socle.comptes.models import Affectation
from spie.socle.comptes.roles import Permission
from spie.socle.envois.models import Envoi, MessageRecu
from spie.socle.interface.dates import date_courte, jour_court

REUNIONS, MESSAGES = 20, 6
BIENTOT = 7


@dataclass(frozen=True)
class Alerte:
    """``avant_le``: the day that the words speak of; the page adds how many days are left."""

    ton: str
    icone: str
    texte: str
    avant_le: date | None = None


@dataclass(frozen=True)
class Acte:
    texte: str
    href: str
    icone: str


def a_faire(*, personne, situation: dict, affectation: Affectation, a: datetime) -> dict:
    """The alerts, the acts and the dates of this person, for this agent. ``situation``: the page's."""
    jour, parcours, orientation = timezone.localdate(a), situation["parcours"], situation["orientation"]
    convocations = _convocations(parcours)
    derniere = convocations[0] if convocations else None
    messages = _messages(personne, affectation)
    return {
        "alertes": [
            *_de_l_orientation(orientation, jour),
            *_du_contrat(parcours, jour),
            *_de_l_absence(derniere),
            *_des_moyens(situation, personne),
            *_des_messages(messages),
            *_de_la_reponse(situation["reponse"]),
        ],
        "actes": _actes(orientation, derniere, affectation, a),
        "reunions": _reunions(parcours, convocations, affectation, a),
        "dates": sorted(_dates(parcours, orientation, convocations, a)),
        "convocations": convocations,
        "messages_envoyes": messages,
    }


def _convocations(parcours: Parcours | None) -> list[Convocation]:
    """Those of the running path, the last one first."""
    if parcours is None:
        return []
    return list(parcours.convocations.select_related("session__commune").order_by("-convoquee_le", "-id"))


def _messages(personne, affectation: Affectation) -> list[Envoi]:
    if not affectation.permet(Permission.VOIR_ENVOIS):
        return []
    return list(Envoi.objects.de_la_personne(personne.pk)[:MESSAGES])


def _ton(jour: date, au: date) -> str:
    ecart = (jour - au).days
    return "danger" if ecart < 0 else "attention" if ecart <= BIENTOT else "info"


def _de_l_orientation(orientation: Orientation | None, jour: date):
    if orientation is None:
        return
    texte = f"Référent(e) à proposer avant le {jour_court(orientation.echeance_locale)}"
    yield Alerte(_ton(orientation.echeance_locale, jour), "hourglass", texte, orientation.echeance_locale)
    if orientation.etat == EtatOrientation.BASCULEE:
        depuis = jour_court(orientation.echeance_legale)
        yield Alerte("danger", "alert-triangle", f"France Travail peut décider de l’orientation depuis le {depuis}.")


def _du_contrat(parcours: Parcours | None, jour: date):
    if parcours and parcours.contrat_avant_le:
        texte = f"Contrat d’engagement à signer avant le {jour_court(parcours.contrat_avant_le)}"
        yield Alerte(_ton(parcours.contrat_avant_le, jour), "file-certificate", texte, parcours.contrat_avant_le)


def _de_l_absence(derniere: Convocation | None):
    if derniere and derniere.etat == EtatConvocation.ABSENTE_A_QUALIFIER:
        quand = date_courte(derniere.session.debut_le)
        yield Alerte("attention", "user-question", f"Absente à la réunion du {quand} : le motif est à qualifier.")


def _des_moyens(situation: dict, personne):
    """How to reach the person, when something is missing. A child is reached through the adults."""
    if personne.role == personne.Role.ENFANT:
        return
    a_elle = [c for c in situation["contacts"] if not c.au and c.titulaire == c.Titulaire.PERSONNE]
    mobiles = [c for c in a_elle if c.est_mobile]
    if not situation["adresse"] and not mobiles:
        yield Alerte("danger", "mail", "Ni adresse ni téléphone mobile : aucun message ne peut partir.")
    elif not situation["adresse"]:
        yield Alerte("attention", "mail", "Adresse inconnue : aucune lettre ne peut partir.")
    elif not mobiles:
        yield Alerte("info", "device-mobile", "Sans téléphone mobile : des lettres seulement, ni SMS ni rappel.")
    elif any(o.canal == o.Canal.SMS for o in situation["oppositions"]):
        yield Alerte("info", "ban", "Refuse les SMS : des lettres seulement, ni SMS ni rappel.")


def _des_messages(messages: list[Envoi]):
    if echecs := [m for m in messages if m.etat == Envoi.Etat.ECHEC]:
        quand = date_courte(echecs[0].depose_le)
        yield Alerte("danger", "alert-triangle", f"Un message n’est pas arrivé ({quand}) : voyez les messages envoyés.")


def _de_la_reponse(recu: MessageRecu | None):
    """What they wrote back and nobody has said to have read, in their own words."""
    if recu:
        yield Alerte("attention", "message", f"A répondu à un SMS ({date_courte(recu.recu_le)}) : « {recu.texte} »")


def _actes(orientation, derniere: Convocation | None, affectation: Affectation, a: datetime) -> list[Acte]:
    """The first one is the act of the page."""
    actes = []
    if orientation and affectation.permet(Permission.DECIDER_ORIENTATION):
        actes.append(Acte("Orienter", reverse("orientation:decider", args=[orientation.pk]), "compass"))
    if derniere is None:
        return actes
    if derniere.etat == EtatConvocation.ABSENTE_A_QUALIFIER and affectation.permet(Permission.GERER_SESSIONS):
        href = reverse("parcours:qualifier_absence", args=[derniere.pk])
        actes.append(Acte("Qualifier l’absence", href, "user-question"))
    a_pointer = derniere.etat == EtatConvocation.CONVOQUEE and derniere.session.commencee(au=a)
    if a_pointer and affectation.permet(Permission.CONSTATER_PRESENCE):
        href = reverse("parcours:emargement", args=[derniere.session_id])
        actes.append(Acte("Enregistrer la présence", href, "clipboard-check"))
    return actes


def _reunions(parcours, convocations, affectation: Affectation, a: datetime) -> list[SessionIOC]:
    """Where this person can be convened now: nowhere when a date is set, when they came, or once entrusted."""
    if parcours is None or parcours.confie_le or not affectation.permet(Permission.GERER_SESSIONS):
        return []
    if any(c.etat in (EtatConvocation.CONVOQUEE, EtatConvocation.PRESENTE) for c in convocations):
        return []
    return list(SessionIOC.objects.avec_des_places(a=a)[:REUNIONS])


def _dates(parcours, orientation, convocations, a: datetime):
    """What comes, as (day, words)."""
    for c in convocations:
        a_venir = c.etat == EtatConvocation.CONVOQUEE and c.session.etat == EtatSession.PREVUE
        if a_venir and not c.session.commencee(au=a):
            jour = timezone.localdate(c.session.debut_le)
            yield jour, f"Réunion d’information, {date_courte(c.session.debut_le)}, {c.session.commune.nom}"
    if orientation:
        yield orientation.echeance_locale, "Référent(e) à proposer"
        yield orientation.echeance_legale, "Fin des six semaines légales"
    if parcours and parcours.contrat_avant_le:
        yield parcours.contrat_avant_le, "Contrat d’engagement à signer"
