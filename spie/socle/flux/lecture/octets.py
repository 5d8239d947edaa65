"""What the raw bytes of a file tell, learnt while it is being received."""

import codecs
import re
from dataclasses import dataclass, field

from spie.socle.flux.lecture.parcours_xml import AVEC_ENTITES, FichierIllisible

DEBUT = 4096
UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# First bytes → what the file really is.
SIGNATURES = {
    b"%PDF": "Ce fichier est un PDF",
    b"PK\x03\x04": "Ce fichier est un classeur ou une archive compressée",
    b"\x1f\x8b": "Ce fichier est une archive compressée",
    b"\xd0\xcf\x11\xe0": "Ce fichier est un document de bureautique",
}
DECLARE = re.compile(rb"""^\s*<\?xml[^>]*encoding=["']([\w.-]+)["']""")
UN_OCTET = (b"windows-1252", b"cp1252", b"iso-8859-1", b"iso-8859-15", b"latin1")


@dataclass
class Examen:
    """Fed piece by piece with ``voir``; ``conclure`` raises when the bytes can't be a flow."""

    debut: bytes = b""
    octets_nuls: bool = False
    accents: bool = False
    utf8: bool = True
    _decodeur: codecs.IncrementalDecoder = field(default_factory=codecs.getincrementaldecoder("utf-8"))

    def voir(self, morceau: bytes) -> None:
        if len(self.debut) < DEBUT:
            self.debut += morceau[: DEBUT - len(self.debut)]
        self.octets_nuls = self.octets_nuls or b"\0" in morceau
        self.accents = self.accents or not morceau.isascii()
        if self.utf8:
            self._decoder(morceau)

    def _decoder(self, morceau: bytes, *, fin: bool = False) -> None:
        try:
            self._decodeur.decode(morceau, final=fin)
        except UnicodeDecodeError:
            self.utf8 = False

    def conclure(self) -> None:
        """Raises ``FichierIllisible``."""
        self._decoder(b"", fin=True)
        for signature, quoi in SIGNATURES.items():
            if self.debut.startswith(signature):
                raise FichierIllisible(f"{quoi}, pas le flux XML de la CAF ou de la MSA.")
        if self.octets_nuls and not self.debut.startswith(UTF16):
            raise FichierIllisible("Ce fichier contient des octets nuls : il a été abîmé. Refaites le transfert.")
        if not self.debut.startswith(UTF16):
            self._prologue()

    def _prologue(self) -> None:
        debut = self.debut.removeprefix(codecs.BOM_UTF8)
        if not debut.lstrip().startswith(b"<"):
            raise FichierIllisible("Ce fichier n'est pas un fichier XML : choisissez le flux de la CAF ou de la MSA.")
        if b"<!DOCTYPE" in debut or b"<!ENTITY" in debut:
            raise FichierIllisible(AVEC_ENTITES)
        declare = DECLARE.match(debut)
        if declare and declare[1].lower() in UN_OCTET and self.accents and self.utf8:
            raise FichierIllisible(
                f"Le fichier s'annonce en {declare[1].decode()} mais il est écrit en UTF-8 : les accents seraient faux."
            )
