"""Walk a file one block at a time: memory does not grow with the file, whatever it holds."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from spie.socle.refus import Refus

RACINE = "Racine"
BLOCS = ("IdentificationFlux", "InfosFoyerRSA", "TransmissionFlux")
MORCEAU = 256 * 1024
# A household weighs 5 kB. Without any block for so long, the file is not a flow, or wants our memory.
BLOC_MAXIMUM = 1024 * 1024
ENCODAGES = (
    *(etree.ErrorTypes.ERR_INVALID_CHAR, etree.ErrorTypes.ERR_INVALID_ENCODING),
    *(etree.ErrorTypes.ERR_UNKNOWN_ENCODING, etree.ErrorTypes.ERR_UNSUPPORTED_ENCODING),
)
AVEC_ENTITES = "Ce fichier définit des entités (DOCTYPE), ce que la CAF ne fait jamais : il est refusé par sécurité."


class FichierIllisible(Refus):
    """The message is the one sentence, in French, that says why. ``ligne`` is 0 when there is none to show."""

    def __init__(self, message: str, ligne: int = 0):
        super().__init__(message)
        self.ligne = ligne


def blocs(chemin: Path, *, suivi=lambda octets: None) -> Iterator[etree._Element]:
    """Give each block of the first level, then forget it. ``suivi`` is told how many bytes were read.

    No entity, no DTD, no network: the file comes from outside. Raises ``FichierIllisible``.
    """
    securite = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    lecteur = etree.XMLPullParser(events=("end",), tag=BLOCS, **securite)
    try:
        yield from _lire(chemin, lecteur, suivi)
    except etree.XMLSyntaxError as erreur:
        raise _en_francais(erreur) from erreur
    try:
        lecteur.close()
    except etree.XMLSyntaxError as erreur:
        coupe = "Le fichier est coupé avant sa fin : refaites le transfert, puis déposez-le."
        raise FichierIllisible(coupe, erreur.lineno or 0) from erreur


def _lire(chemin: Path, lecteur, suivi) -> Iterator[etree._Element]:
    lus = dernier = 0
    with chemin.open("rb") as fichier:
        while morceau := fichier.read(MORCEAU):
            lecteur.feed(morceau)
            lus += len(morceau)
            for _, bloc in lecteur.read_events():
                if not dernier and bloc.getroottree().docinfo.doctype:
                    raise FichierIllisible(AVEC_ENTITES)
                dernier = lus
                yield bloc
                _oublier(bloc)
            if lus - dernier > BLOC_MAXIMUM:
                raise FichierIllisible("Ce fichier n'est pas un flux des bénéficiaires : aucun foyer n'y est lisible.")
            suivi(lus)


def _oublier(bloc) -> None:
    bloc.clear()
    while bloc.getprevious() is not None:
        del bloc.getparent()[0]


def _en_francais(erreur: etree.XMLSyntaxError) -> FichierIllisible:
    if erreur.code in ENCODAGES:
        phrase = "L'encodage du fichier n'est pas celui qu'il annonce : les noms seraient faux."
    else:
        phrase = "Le fichier est abîmé : ce n'est pas du XML correct."
    return FichierIllisible(phrase, erreur.lineno or 0)


def texte(bloc, chemin: str) -> str:
    """The text of one element under ``bloc``, stripped; empty when it is absent."""
    return (bloc.findtext(chemin) or "").strip()
