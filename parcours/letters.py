"""What people receive about an information session: the letters and the SMS, from plain values."""

import textwrap
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from parcours.models import Parcours, SessionIOC
from spie.socle.calendrier.parametres import valeur
from spie.socle.comptes.models import NatureStructure, Structure
from spie.socle.courriers.courrier import CARACTERES_LIGNE, LIGNES_ADRESSE, Courrier, Destinataire, Expediteur
from spie.socle.courriers.dates import jour_en_clair
from spie.socle.courriers.lien import adresse_publique
from spie.socle.courriers.modeles.convocation_ioc import ConvocationIOC
from spie.socle.envois.segmentation import ajuster, segments
from spie.socle.personnes.models import Adresse, Personne
from spie.socle.territoires.models import Departement

CIVILITES = {Personne.Sexe.FEMME: "Madame", Personne.Sexe.HOMME: "Monsieur"}
A_APPELER = "Le secrétariat des réunions"


@dataclass(frozen=True)
class Redaction:
    """What every letter of one batch shares, read once."""

    le: datetime
    expediteur: Expediteur
    delai_orientation: str
    delai_observations: str
    lien_qr: str

    @classmethod
    def preparer(cls, *, session: SessionIOC, le: datetime) -> "Redaction":
        jour = timezone.localdate(le)
        return cls(
            le=le,
            expediteur=_expediteur(session),
            delai_orientation=_en_semaines(valeur("orientation.delai_legal", au=jour)),
            delai_observations=f"{valeur('manquement.delai_observations', au=jour)} jours",
            lien_qr=lien(session),
        )


def lien(session: SessionIOC) -> str:
    """The page of the session for who holds the letter: date, place and way, and nobody's name."""
    hote = Departement.objects.get(code=session.departement_id).hote
    return adresse_publique(hote, reverse("parcours:reunion", args=[session.code]))


def _en_semaines(jours: int) -> str:
    return f"{jours // 7} semaines" if jours % 7 == 0 else f"{jours} jours"


def _expediteur(session: SessionIOC) -> Expediteur:
    """The service of the session's territory; the place of the session when none is known."""
    structures = Structure.objects.filter(territoire_id=session.territoire_id, nature=NatureStructure.DEPARTEMENT)
    structure = structures.select_related("commune").order_by("id").first()
    commune = (structure and structure.commune) or session.commune
    departement = Departement.objects.get(code=session.departement_id)
    courriel = (structure and structure.courriel) or ""
    return Expediteur(
        departement=f"Conseil départemental ({departement.nom})",
        service=structure.nom if structure else "Service insertion",
        adresse=((structure and structure.adresse) or session.adresse, f"{commune.code_postal} {commune.nom}"),
        telephone=session.telephone,
        courriel=courriel,
        ville=commune.nom,
        contact_donnees=courriel or "l’adresse du service, en haut de cette lettre",
    )


def destinataire(personne: Personne, adresse: Adresse | None) -> Destinataire | None:
    """The lines of the window, folded at 38 characters; None when there is no address, or it cannot fit."""
    if adresse is None:
        return None
    lignes = [f"{civilite(personne)} {personne.prenom} {personne.nom}".strip(), *adresse.lignes()]
    pliees = [morceau for ligne in lignes for morceau in textwrap.wrap(ligne.upper(), CARACTERES_LIGNE)]
    return Destinataire(tuple(pliees)) if len(pliees) <= LIGNES_ADRESSE else None


def civilite(personne: Personne) -> str:
    return CIVILITES.get(personne.sexe, "")


def courrier_convocation(
    *, session: SessionIOC, parcours: Parcours, destinataire: Destinataire, redaction: Redaction
) -> Courrier:
    """C02, in the words of the session as it is now."""
    personne, debut = parcours.personne, timezone.localtime(session.debut_le)
    lieu = f"{session.lieu}, {session.salle}" if session.salle else session.lieu
    return ConvocationIOC(
        civilite_nom=f"{civilite(personne) or personne.prenom} {personne.nom}",
        jour=debut.date(),
        heure=debut.time(),
        duree=timedelta(minutes=session.duree),
        lieu_nom=lieu,
        lieu_adresse=f"{session.adresse}, {session.commune.code_postal} {session.commune.nom}",
        lieu_acces=session.acces,
        telephone=session.telephone,
        personne_a_appeler=A_APPELER,
        reference=f"{session.departement_id}-{parcours.pk.hex[-8:].upper()}",
        date=timezone.localdate(redaction.le),
        delai_orientation=redaction.delai_orientation,
        delai_observations=redaction.delai_observations,
        origine_information=f"le {jour_en_clair(parcours.info_recue_le)}",
        pieces_faciles=tuple(session.documents),
        lien_qr=redaction.lien_qr,
    ).courrier(destinataire=destinataire, expediteur=redaction.expediteur)


def courrier_deplacement(**variables) -> Courrier:
    """The same convocation, which says that it replaces the former one."""
    lettre = courrier_convocation(**variables)
    return replace(
        lettre, code="C02-D", gabarit="parcours/courriers/deplacement_ioc.html", objet="Votre réunion change"
    )


def courrier_annulation(**variables) -> Courrier:
    lettre = courrier_convocation(**variables)
    objet = "Votre réunion est annulée"
    return replace(lettre, code="C02-A", gabarit="parcours/courriers/annulation_ioc.html", objet=objet)


@dataclass(frozen=True)
class Sms:
    """The words, and the name of the model they come from."""

    gabarit: str
    texte: str

    @property
    def segments(self) -> int:
        return segments(self.texte)


def _quand(session: SessionIOC) -> str:
    debut = timezone.localtime(session.debut_le)
    minutes = f"{debut.minute:02d}" if debut.minute else ""
    return f"le {debut:%d/%m} à {debut.hour}h{minutes}"


# Characters of the GSM-7 alphabet only (neither ê nor typographic quotes), and nothing about the person.
MODELES_SMS = {
    "convocation_ioc": "Département : réunion obligatoire {quand}, {ou}. Apportez identité et domicile. Tél. {tel}",
    "deplacement_ioc": "Votre réunion change. Nouveau rendez-vous {quand}, {ou}. Tél. {tel}",
    "annulation_ioc": "Votre réunion {quand} est annulée. Vous n'avez rien à faire. Nous vous écrirons. Tél. {tel}",
    "rappel_ioc": "Rappel : réunion obligatoire {quand}, {ou}. Apportez identité et domicile. Tél. {tel}",
}


def _sms(gabarit: str, session: SessionIOC) -> Sms:
    """With the street when it fits in one SMS; otherwise the place and the town, the letter says the rest."""
    lieux = (f"{session.lieu}, {session.adresse}, {session.commune.nom}", f"{session.lieu}, {session.commune.nom}")
    for ou in lieux:
        texte = ajuster(MODELES_SMS[gabarit].format(quand=_quand(session), ou=ou, tel=session.telephone))
        if segments(texte) == 1:
            break
    return Sms(gabarit, texte)


def sms_convocation(session: SessionIOC) -> Sms:
    return _sms("convocation_ioc", session)


def sms_deplacement(session: SessionIOC) -> Sms:
    return _sms("deplacement_ioc", session)


def sms_annulation(session: SessionIOC) -> Sms:
    return _sms("annulation_ioc", session)


def sms_rappel(session: SessionIOC) -> Sms:
    return _sms("rappel_ioc", session)
