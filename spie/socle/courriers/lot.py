"""Put many letters in one file for the printer."""

from collections.abc import Iterable
from io import BytesIO
from typing import BinaryIO

from pypdf import PdfReader, PdfWriter


def lot(pdfs: Iterable[bytes], *, sortie: BinaryIO, recto_verso: bool = True) -> int:
    """Write the letters one after the other in ``sortie`` and give the number of pages.

    ``recto_verso``: a letter of one page is followed by a blank one, so that two people never share a sheet.
    The file is for the machine that prints: its tags are dropped. The letter that is kept is the single one.
    """
    ecrivain = PdfWriter()
    for contenu in pdfs:
        lecteur = PdfReader(BytesIO(contenu))
        for page in lecteur.pages:
            ecrivain.add_page(page)
        if recto_verso and len(lecteur.pages) % 2:
            ecrivain.add_blank_page()
    ecrivain.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    ecrivain.write(sortie)
    return len(ecrivain.pages)


def lot_en_memoire(pdfs: Iterable[bytes], *, recto_verso: bool = True) -> bytes:
    """Give the same file as bytes: for a few letters."""
    sortie = BytesIO()
    lot(pdfs, sortie=sortie, recto_verso=recto_verso)
    return sortie.getvalue()
