"""What was sent, in a sentence for the agent."""

from collections.abc import Sequence

from parcours.services.annonces import Bilan
from spie.socle.personnes.models import Personne


def pluriel(nombre: int, un: str, plusieurs: str) -> str:
    return f"{nombre} {plusieurs if nombre > 1 else un}"


def bilan_en_mots(bilan: Bilan) -> str:
    """« 12 SMS et 12 lettres partent. Sans mobile : … »; says when there was nobody to tell."""
    if bilan == Bilan():
        return "Personne n’avait à être prévenu."
    lettres = pluriel(len(bilan.courriers), "lettre", "lettres")
    courriels = f", {pluriel(len(bilan.courriels), 'courriel', 'courriels')}" if bilan.courriels else ""
    phrases = [f"{len(bilan.sms)} SMS{courriels} et {lettres} en cours d’envoi."]
    if bilan.retenus:
        phrases.append(f"SMS retenus, la raison est dans « Envois » : {noms(bilan.retenus)}.")
    if bilan.sans_mobile:
        phrases.append(f"Sans mobile à soi ni courriel, donc sans SMS : {noms(bilan.sans_mobile)}.")
    if bilan.sans_adresse:
        phrases.append(f"Sans adresse, donc sans lettre : {noms(bilan.sans_adresse)}. Prévenez autrement.")
    return " ".join(phrases)


def noms(personnes: Sequence[Personne], jusqua: int = 5) -> str:
    """The first names, and how many more."""
    dits = ", ".join(str(personne) for personne in personnes[:jusqua])
    reste = len(personnes) - jusqua
    return f"{dits} et {pluriel(reste, 'autre', 'autres')}" if reste > 0 else dits
