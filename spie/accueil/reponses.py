"""What the person wrote back and nobody has read yet: read along with their telephones, at no query of its own."""

from collections.abc import Sequence

from django.db.models import OuterRef, QuerySet, Subquery

from spie.socle.envois.models import MessageRecu
from spie.socle.personnes.models import Contact

CHAMPS = ("id", "texte_scelle", "recu_le")


def avec_la_reponse(contacts: QuerySet[Contact]) -> QuerySet[Contact]:
    """Each contact with the latest unread reply of its person."""
    derniere = MessageRecu.objects.a_lire().filter(personne=OuterRef("personne")).order_by("-recu_le", "-id")
    return contacts.annotate(**{f"reponse_{champ}": Subquery(derniere.values(champ)[:1]) for champ in CHAMPS})


def derniere_reponse(contacts: Sequence) -> MessageRecu | None:
    """The reply that came along with these contacts of one person."""
    if not contacts or contacts[0].reponse_id is None:
        return None
    return MessageRecu(**{champ: getattr(contacts[0], f"reponse_{champ}") for champ in CHAMPS})
