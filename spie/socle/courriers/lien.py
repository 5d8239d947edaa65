"""The short address that a letter prints, and draws in its square to photograph: it says nothing of the person."""

from django.conf import settings


def adresse_publique(hote: str, chemin: str) -> str:
    """Give the whole address of a page of this département, as a telephone opens it from paper."""
    return settings.ADRESSE_PUBLIQUE.format(hote=hote) + chemin


def a_recopier(adresse: str) -> tuple[str, ...]:
    """Give what a hand types, cut where a line may end: « 07.spie.example/ », « ioc/ », « 3f9a2c71be »."""
    *dossiers, dernier = adresse.partition("://")[2].rstrip("/").split("/")
    return (*(f"{dossier}/" for dossier in dossiers), dernier)
