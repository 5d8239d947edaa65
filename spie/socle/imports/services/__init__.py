from spie.socle.imports.services.annulation import annulable, annuler, blocages
from spie.socle.imports.services.application import appliquer, lancer
from spie.socle.imports.services.correction import accepter_ressemblances, choisir, cocher, corriger, reessayer
from spie.socle.imports.services.depot import abandonner, deposer, nommer_source, relier
from spie.socle.imports.services.ecriture import completer_journaux
from spie.socle.imports.services.verification import verifier

__all__ = [
    "abandonner",
    "accepter_ressemblances",
    "annulable",
    "annuler",
    "appliquer",
    "blocages",
    "choisir",
    "cocher",
    "completer_journaux",
    "corriger",
    "deposer",
    "lancer",
    "nommer_source",
    "reessayer",
    "relier",
    "verifier",
]
