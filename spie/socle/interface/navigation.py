"""What each role finds in the navigation, in the order it is shown.

Only pages that exist stand here. An entry is shown to those who hold its permission.
"""

import logging
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from spie.socle.comptes.roles import Permission, Role

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


# On a telephone, three pages stand in the bar: the first three, unless the role does something else all day.
TELEPHONE = {
    Role.ENCADRANT: ("Ma journée", "Orientation", "IOC"),
    Role.PILOTE: ("Ma journée", "Orientation", "Imports"),
    Role.ACCUEIL: ("Ma journée", "IOC", "Personnes"),
}


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


def provenance(request, url_name: str) -> Lien:
    """The list one comes from, with its filters; otherwise the one named, which the breadcrumb shows."""
    ici = request.headers.get("Referer", "")
    sur = url_has_allowed_host_and_scheme(ici, {request.get_host()}, require_https=request.is_secure())
    parties = urlsplit(ici)
    for lien in liens(request.affectation, request.path):
        if sur and lien.href != "/" and lien.href == parties.path:
            return Lien(lien.label, f"{parties.path}?{parties.query}" if parties.query else lien.href, lien.icon, False)
    entree = next(e for e in ENTRIES if e.url_name == url_name)
    return Lien(entree.label, adresse(url_name) or "/", entree.icon, False)


def au_telephone(liens: list[Lien], affectation) -> list[Lien]:
    """The links of the bar at the bottom, in its order."""
    voulus = TELEPHONE.get(affectation.role) if affectation else None
    if voulus is None:
        return liens[:3]
    return [lien for label in voulus for lien in liens if lien.label == label]


def permise(entree: Entry, affectation) -> bool:
    if affectation is None:
        return False
    return entree.permission is None or affectation.permet(entree.permission)


def contient(href: str, chemin: str) -> bool:
    return chemin == href if href == "/" else chemin.startswith(href)
