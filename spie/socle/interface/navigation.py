"""What each role finds in the navigation, in the order it is shown.

Only pages that exist stand here. An entry is shown to those who hold its permission.
"""

import logging
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from spie.socle.comptes.roles import Permission

journal = logging.getLogger(__name__)


@dataclass(frozen=True)
class Entry:
    label: str
    url_name: str
    permission: Permission | None
    icon: str


ENTRIES = (
    Entry("Ma journée", "accueil:journee", None, "home"),
    Entry("File active", "orientation:file_active", Permission.VOIR_FILE_ACTIVE, "users-group"),
    Entry("IOC", "parcours:sessions", Permission.VOIR_SESSIONS, "calendar-event"),
    Entry("Orientation", "orientation:file", Permission.VOIR_ORIENTATIONS, "compass"),
    Entry("Personnes", "personnes:liste", Permission.VOIR_PERSONNES, "address-book"),
    Entry("Imports", "imports:accueil", Permission.IMPORTER_LISTES, "file-import"),
    Entry("Envois", "envois:liste", Permission.VOIR_ENVOIS, "send"),
    Entry("Administration", "admin:index", Permission.ADMINISTRER, "settings"),
)


def adresse(url_name: str) -> str | None:
    """The path of a page, or None (logged) when this installation doesn't have it."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        journal.warning("La page %s n’existe pas dans cette installation.", url_name)
        return None


@dataclass(frozen=True)
class Lien:
    label: str
    href: str
    icon: str
    courant: bool


def liens(affectation, chemin: str) -> list[Lien]:
    """The entries this affectation may open; the one holding `chemin` is the current one."""
    ouverts = [
        (entree, href) for entree in ENTRIES if permise(entree, affectation) and (href := adresse(entree.url_name))
    ]
    courant = max((href for _, href in ouverts if contient(href, chemin)), key=len, default=None)
    return [Lien(entree.label, href, entree.icon, href == courant) for entree, href in ouverts]


def permise(entree: Entry, affectation) -> bool:
    if affectation is None:
        return False
    return entree.permission is None or affectation.permet(entree.permission)


def contient(href: str, chemin: str) -> bool:
    return chemin == href if href == "/" else chemin.startswith(href)
