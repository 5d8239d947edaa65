"""Walk a file one block at a time: memory does not grow with the file."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

BLOCS = ("IdentificationFlux", "InfosFoyerRSA", "TransmissionFlux")


def elements(chemin: Path) -> Iterator[etree._Element]:
    """Give each block of the first level, then forget it.

    No entity, no DTD, no network: the file comes from outside. Raises ``etree.XMLSyntaxError``.
    """
    securite = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    for _, bloc in etree.iterparse(str(chemin), events=("end",), tag=BLOCS, **securite):
        yield bloc
        bloc.clear()
        while bloc.getprevious() is not None:
            del bloc.getparent()[0]


def texte(bloc, chemin: str) -> str:
    """The text of one element under ``bloc``, stripped; empty when it is absent."""
    return (bloc.findtext(chemin) or "").strip()
