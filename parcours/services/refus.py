"""What the information sessions refuse, in the words the agent reads."""

from spie.socle.refus import Refus


class SessionPasCommencee(Refus):
    message = "La réunion n’a pas commencé : personne ne peut encore y être présent ou absent."


class SessionCommencee(Refus):
    message = "La réunion a déjà commencé : elle ne peut plus être modifiée, annulée ni complétée."


class SessionDejaAnnulee(Refus):
    message = "Cette réunion a été annulée."


class PlusDePlace(Refus):
    def __init__(self, *, libres: int, voulues: int):
        places = "Il ne reste plus de place" if libres == 0 else f"Il reste {libres} place{'s' if libres > 1 else ''}"
        personnes = f"{voulues} personne{'s' if voulues > 1 else ''}"
        super().__init__(
            f"{places} dans cette réunion et vous convoquez {personnes}. Rien n’a été envoyé : "
            "retirez des personnes, ou augmentez le nombre de places de la réunion."
        )


class CapaciteInsuffisante(Refus):
    def __init__(self, *, prises: int):
        super().__init__(f"{prises} personnes ont déjà une place : la réunion ne peut pas en offrir moins.")


class AbsenceDejaQualifiee(Refus):
    message = "Cette absence n’est plus à qualifier : une personne s’en est chargée entre-temps."
