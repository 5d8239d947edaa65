"""What happened to a person, in plain French sentences: the only place that words the facts."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from django.utils import timezone

from parcours.models import Parcours
from parcours.states import EtatConvocation
from spie.socle.courriers.dates import jour_en_clair
from spie.socle.historique.models import Trace

PAR_PAGE = 30
PERSONNES, PARCOURS, ORIENTATION = "Droit", "Parcours et réunions", "Orientation"
# Type of the fact: kind, icon, sentence, with the data of the trace.
FAITS = {
    "EntreeDroitsDevoirs": (PERSONNES, "file-text", lambda d: "Entre dans les droits et devoirs."),
    "SortieDroitsDevoirs": (PERSONNES, "file-text", lambda d: f"Sort des droits et devoirs : {d['motif']}."),
    "ParcoursOuvert": (PARCOURS, "route", lambda d: "Un parcours s’ouvre."),
    "ParcoursClos": (PARCOURS, "archive", lambda d: f"Le parcours se termine : {d['motif']}."),
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


def _etat(donnees: dict) -> str:
    return EtatConvocation(donnees["etat"]).label


def _jour(texte: str) -> str:
    return jour_en_clair(date.fromisoformat(texte))


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
