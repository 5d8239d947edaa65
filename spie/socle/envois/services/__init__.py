from spie.socle.envois.services.accuse import recevoir
from spie.socle.envois.services.depot import (
    annuler,
    cles_deposees,
    deposer_courriel,
    deposer_courrier,
    deposer_sms,
    des_objets,
)
from spie.socle.envois.services.recu import lire_recu
from spie.socle.envois.services.suite import consulter, imprimer_lot, relancer
from spie.socle.envois.services.suppleance import SUJET, detourner, suppleer

__all__ = [
    "SUJET",
    "annuler",
    "cles_deposees",
    "consulter",
    "deposer_courriel",
    "deposer_courrier",
    "deposer_sms",
    "des_objets",
    "detourner",
    "imprimer_lot",
    "lire_recu",
    "recevoir",
    "relancer",
    "suppleer",
]
