"""Dates as the screens write them: «mar. 12 janv. 2027», «mar. 12 janv. 2027, 9 h»."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime

JOURS = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")
MOIS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")


def date_courte(valeur: date | datetime | None) -> str:
    """A date, and its hour when it has one; an empty string for nothing."""
    if valeur is None or valeur == "":
        return ""
    if not isinstance(valeur, datetime):
        return jour_court(valeur)
    local = timezone.localtime(valeur) if timezone.is_aware(valeur) else valeur
    return f"{jour_court(local)}, {heure_courte(local)}"


def jour_court(jour: date) -> str:
    numero = "1er" if jour.day == 1 else str(jour.day)
    return f"{JOURS[jour.weekday()]} {numero} {MOIS[jour.month - 1]} {jour.year}"


def heure_courte(moment: datetime) -> str:
    return f"{moment.hour} h {moment.minute:02d}" if moment.minute else f"{moment.hour} h"


def moment_demande(texte: str) -> datetime | None:
    """The moment that an address gives, or None when it gives none that makes sense."""
    try:
        moment = parse_datetime(texte)
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None
