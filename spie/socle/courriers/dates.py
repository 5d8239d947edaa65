"""Dates and hours as a letter says them: in full, with the day of the week, without any sign."""

from datetime import date, time, timedelta

JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


def jour_en_clair(jour: date) -> str:
    """« mardi 12 janvier 2027 »."""
    numero = "1er" if jour.day == 1 else str(jour.day)
    return f"{JOURS[jour.weekday()]} {numero} {MOIS[jour.month - 1]} {jour.year}"


def heure_en_clair(heure: time) -> str:
    """« 9 heures », « 13 heures 30 »."""
    mot = "heure" if heure.hour in (0, 1) else "heures"
    return f"{heure.hour} {mot} {heure.minute:02d}" if heure.minute else f"{heure.hour} {mot}"


def duree_en_clair(duree: timedelta) -> str:
    """« 2 heures », « 1 heure et 30 minutes », « 45 minutes »."""
    heures, minutes = divmod(int(duree.total_seconds()) // 60, 60)
    parts = []
    if heures:
        parts.append(f"{heures} heure{'s' if heures > 1 else ''}")
    if minutes:
        parts.append(f"{minutes} minute{'s' if minutes > 1 else ''}")
    return " et ".join(parts)
