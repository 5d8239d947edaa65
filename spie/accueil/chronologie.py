"""What happened to a person, in plain French sentences: the only place that words the facts."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from django.utils import timezone

from parcours.models import Parcours, SuiviAnterieur
from parcours.states import EtatConvocation
from spie.accueil.changements import CHAMPS
from spie.socle.courriers.dates import jour_en_clair
from spie.socle.historique.models import Trace
from spie.socle.personnes.models import Contact, Depart, Opposition

PAR_PAGE = 30
PERSONNES, PARCOURS, ORIENTATION = "Droit", "Parcours et réunions", "Orientation"
IDENTITE = "Identité et coordonnées"
# Type of the fact: kind, icon, sentence, with the data of the trace.
FAITS = {
    "EntreeDroitsDevoirs": (PERSONNES, "file-text", lambda d: "Entre dans les droits et devoirs."),
    "SortieDroitsDevoirs": (PERSONNES, "file-text", lambda d: f"Sort des droits et devoirs : {d['motif']}."),
    "IdentiteCorrigee": (IDENTITE, "edit", lambda d: f"Identité corrigée ({_champs(d)}) : {d['motif']}."),
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
    "FichesReunies": (IDENTITE, "copy", lambda d: f"Deux fiches n’en font plus qu’une : {d['motif']}."),
    "FusionDefaite": (IDENTITE, "users", lambda d: "Les deux fiches sont de nouveau séparées."),
    "PersonneImportee": (PERSONNES, "file-import", lambda d: "La fiche est créée par une liste importée."),
    "PersonneCompletee": (PERSONNES, "file-import", lambda d: "La fiche est complétée par une liste importée."),
    "ParcoursOuvert": (PARCOURS, "route", lambda d: "Un parcours s’ouvre."),
    "ParcoursClos": (PARCOURS, "archive", lambda d: f"Le parcours se termine : {d['motif']}."),
    "ParcoursRepris": (PARCOURS, "route", lambda d: f"Le suivi commencé dans un autre outil est repris{_suite(d)}."),
    "PersonneConvoquee": (
        PARCOURS,
        "calendar-event",
        lambda d: f"Convoquée à une réunion d’information (convocation n° {d['rang']}).",
    ),
    "PresenceConstatee": (PARCOURS, "user-check", lambda d: f"Réunion d’information : {_etat(d)}."),
    "AbsenceQualifiee": (PARCOURS, "user-question", lambda d: f"Absence qualifiée : {_etat(d)}."),
    "ParcoursConfie": (
        PARCOURS,
        "heart-handshake",
        lambda d: f"Parcours confié, modalité {Parcours.Modalite(d['modalite']).label}.",
    ),
    "SixSemainesOuvertes": (
        ORIENTATION,
        "hourglass",
        lambda d: f"Un ou une référent(e) est à proposer avant le {_jour(d['echeance_locale'])}.",
    ),
    "OrientationDecidee": (
        ORIENTATION,
        "compass",
        lambda d: f"Orientation décidée : {Parcours.Modalite(d['modalite']).label}.",
    ),
    "OrientationBasculee": (
        ORIENTATION,
        "alert-triangle",
        lambda d: f"Six semaines légales écoulées le {_jour(d['echeance_legale'])} : France Travail peut orienter.",
    ),
}


# What PostgreSQL notes field by field is not told twice.
DEJA_DITS = ("IdentiteCorrigee", "EchangesNotes", "ContactAjoute", "ContactTermine", "AdresseChangee")


def _etat(donnees: dict) -> str:
    return EtatConvocation(donnees["etat"]).label


def _suite(donnees: dict) -> str:
    """« , orientation du 3 mars 2026, CER en cours »."""
    orientee, contrat = donnees["orientee_le"], donnees["type_contrat"]
    morceaux = [f"orientation du {_jour(orientee)}"] if orientee else []
    morceaux += [f"contrat repris : {SuiviAnterieur.TypeContrat(contrat).label}"] if contrat else []
    return "".join(f", {morceau}" for morceau in morceaux)


def _jour(texte: str) -> str:
    return jour_en_clair(date.fromisoformat(texte))


def _champs(donnees: dict) -> str:
    noms = [CHAMPS[("personne", nom)][0].lower() for nom in donnees["champs"]]
    return ", ".join(noms)


def _nature(donnees: dict) -> str:
    return Contact.Nature(donnees["nature"]).label.capitalize()


def _canal(donnees: dict) -> str:
    return Opposition.Canal(donnees["canal"]).label


def _vers(donnees: dict) -> str:
    return f" pour le département {donnees['destination']}" if donnees["destination"] else ""


def _jusqu_au(donnees: dict) -> str:
    fin = donnees["suivie_jusqu_au"]
    return f", suivi ici jusqu’au {_jour(fin)}" if fin else ""


def _reponse(donnees: dict) -> str:
    etat = Depart.Transmission(donnees["suite"]).label
    return f"{etat} ({donnees['motif']})" if donnees["motif"] else etat


def types_du_genre(genre: str) -> list[str]:
    return [type_ for type_, (du, _, _) in FAITS.items() if du == genre]


def presenter(trace: Trace) -> dict:
    """One line of the chronology; a fact that nobody worded yet is shown neutrally."""
    genre, icone, dire = FAITS.get(trace.type, ("Autre", "circle", lambda d: "Un fait a été enregistré."))
    qui = str(trace.acteur) if trace.acteur else "automatique"
    return {"genre": genre, "icone": icone, "phrase": dire(trace.donnees), "le": trace.survenu_le, "qui": qui}


def par_mois(traces: Iterable[Trace]) -> Iterator[tuple[date, list[dict]]]:
    for mois, du_mois in groupby(traces, key=lambda t: timezone.localdate(t.survenu_le).replace(day=1)):
        yield mois, [presenter(trace) for trace in du_mois]
