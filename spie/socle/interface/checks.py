"""System check: every entry of the navigation leads somewhere."""

from django.core.checks import Warning as Avertissement
from django.urls import NoReverseMatch, reverse

from spie.socle.interface.navigation import ENTRIES


def navigation_resolue(app_configs, **kwargs):
    return [
        Avertissement(
            f"L’entrée « {entree.label} » mène à {entree.url_name}, qui n’existe pas.",
            id="interface.W001",
        )
        for entree in ENTRIES
        if not resolue(entree.url_name)
    ]


def resolue(url_name: str) -> bool:
    try:
        reverse(url_name)
    except NoReverseMatch:
        return False
    return True
