"""The facts of the register, in plain French: who the person is, how to reach them, where they went."""

from datetime import date

from spie.accueil.changements import CHAMPS
from spie.socle.courriers.dates import jour_en_clair
from spie.socle.personnes.models import Contact, Depart, Opposition

PERSONNES, IDENTITE = "Droit", "Identité et coordonnées"


def _champs(donnees: dict) -> str:
    return ", ".join(CHAMPS[("personne", nom)][0].lower() for nom in donnees["champs"])


def _nature(donnees: dict) -> str:
    return Contact.Nature(donnees["nature"]).label.capitalize()


def _canal(donnees: dict) -> str:
    return Opposition.Canal(donnees["canal"]).label


def _vers(donnees: dict) -> str:
    return f" pour le département {donnees['destination']}" if donnees["destination"] else ""


def _jusqu_au(donnees: dict) -> str:
    fin = donnees["suivie_jusqu_au"]
    return f", suivi ici jusqu’au {jour_en_clair(date.fromisoformat(fin))}" if fin else ""


def _reponse(donnees: dict) -> str:
    etat = Depart.Transmission(donnees["suite"]).label
    return f"{etat} ({donnees['motif']})" if donnees["motif"] else etat


# Type of the fact: kind, icon, sentence, with the data of the trace.
FAITS_DE_LA_PERSONNE = {
    "IdentiteCorrigee": (IDENTITE, "edit", lambda d: f"Identité corrigée ({_champs(d)}) : {d['motif']}."),
    "NirNote": (IDENTITE, "lock", lambda d: f"Numéro de sécurité sociale : {d['motif']}."),
    "EchangesNotes": (IDENTITE, "message", lambda d: "Langues et échanges notés."),
    "ContactAjoute": (IDENTITE, "phone", lambda d: f"{_nature(d)} ajouté."),
    "ContactModifie": (IDENTITE, "phone", lambda d: f"{_nature(d)} : précision corrigée."),
    "ContactVerifie": (IDENTITE, "user-check", lambda d: f"{_nature(d)} vérifié avec la personne."),
    "ContactTermine": (IDENTITE, "ban", lambda d: f"{_nature(d)} abandonné : {d['motif']}."),
    "OppositionEnregistree": (IDENTITE, "ban", lambda d: f"Ne veut plus de messages par {_canal(d)}."),
    "OppositionLevee": (IDENTITE, "message", lambda d: f"Accepte de nouveau les messages par {_canal(d)}."),
    "AdresseChangee": (IDENTITE, "map-pin", lambda d: "Adresse changée."),
    "FoyerQuitte": (IDENTITE, "users", lambda d: f"A maintenant son propre foyer : {d['motif']}."),
    "DepartementQuitte": (PERSONNES, "archive", lambda d: f"Quitte le département{_vers(d)}."),
    "DossierRetrouve": (PERSONNES, "history", lambda d: f"Dossier retrouvé{_jusqu_au(d)} : son histoire continue."),
    "PersonneRevenue": (PERSONNES, "route", lambda d: "De retour, et à orienter de nouveau."),
    "DossierTransmis": (PERSONNES, "send", lambda d: f"Minimum transmis au département {d['destination']}."),
    "DossierAccueilli": (PERSONNES, "file-import", lambda d: f"Dossier du département {d['expediteur']} accepté ici."),
    "ReponseRecue": (PERSONNES, "mail", lambda d: f"Le département {d['destination']} a répondu : {_reponse(d)}."),
}
# What PostgreSQL notes field by field is not told twice.
DEJA_DITS = ("IdentiteCorrigee", "NirNote", "EchangesNotes", "ContactAjoute", "ContactTermine", "AdresseChangee")
