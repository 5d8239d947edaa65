from spie.socle.envois.services.depot import (
    annuler,
    cles_deposees,
    deposer_courriel,
    deposer_courrier,
    deposer_sms,
    des_objets,
)
from spie.socle.envois.services.suite import consulter, imprimer_lot, relancer

__all__ = [
    "annuler",
    "cles_deposees",
    "consulter",
    "deposer_courriel",
    "deposer_courrier",
    "deposer_sms",
    "des_objets",
    "imprimer_lot",
    "relancer",
]
