"""The sentences that the rules of the register say."""

from spie.socle.refus import Refus


class SaisieDepassee(Refus):
    """The block changed since the page was opened: the pages show both and let the agent choose."""

    message = "Quelqu'un a modifié ces informations pendant votre saisie. Rien n'a été enregistré : recommencez."


class NirDejaConnu(Refus):
    message = "Ce numéro de sécurité sociale est déjà celui d'une autre personne d'ici. Cherchez-la avant de continuer."


class ContactDejaConnu(Refus):
    message = "Cette coordonnée est déjà enregistrée pour cette personne."


class ContactDejaTermine(Refus):
    message = "Cette coordonnée n'est plus valable : elle ne peut plus être modifiée."


class OppositionDejaConnue(Refus):
    message = "Ce refus est déjà enregistré."


class OppositionInconnue(Refus):
    message = "Aucun refus n'est en cours pour ce canal."


class AdresseAnterieure(Refus):
    message = "Cette adresse commence avant celle qu'elle remplace. Vérifiez la date."


class SeuleDansLeFoyer(Refus):
    message = "Cette personne est seule dans son foyer : elle ne peut pas le quitter."


class DejaPartie(Refus):
    message = "Le départ de cette personne est déjà enregistré."


class PasPartie(Refus):
    message = "Cette personne n'a pas quitté le département."


class PliDejaTraite(Refus):
    message = "Ce dossier a déjà été traité par quelqu'un."
