"""What happened to a person, in plain French sentences: the only place that words the facts."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby

from django.utils import timezone

from parcours.models import Parcours, SessionIOC, SuiviAnterieur
from parcours.states import EtatConvocation
from spie.accueil.faits_personne import DEJA_DITS, FAITS_DE_LA_PERSONNE, IDENTITE, PERSONNES
from spie.socle.courriers.dates import jour_en_clair
from spie.socle.flux.phrases import fait_generateur
from spie.socle.historique.models import Trace
from spie.socle.interface.dates import date_courte

__all__ = ["DEJA_DITS", "FAITS", "IDENTITE", "MESSAGES", "ORIENTATION", "PARCOURS", "PAR_PAGE", "PERSONNES"]
PAR_PAGE = 30
PARCOURS, ORIENTATION, MESSAGES = "Parcours et réunions", "Orientation", "Messages"
# Type of the fact: kind, icon, sentence, with the data of the trace.
FAITS = FAITS_DE_LA_PERSONNE | {
    "EntreeDroitsDevoirs": (PERSONNES, "file-text", lambda d: "Entre dans les droits et devoirs."),
    "SortieDroitsDevoirs": (PERSONNES, "file-text", lambda d: f"Sort des droits et devoirs : {d['motif']}."),
    "PersonneImportee": (PERSONNES, "file-import", lambda d: "La fiche est créée par une liste importée."),
    "PersonneCompletee": (PERSONNES, "file-import", lambda d: "La fiche est complétée par une liste importée."),
    "FichesReunies": (IDENTITE, "users", lambda d: f"Deux fiches n’en font plus qu’une : {d['motif']}."),
    "FusionDefaite": (IDENTITE, "arrow-back-up", lambda d: "Deux fiches réunies sont de nouveau séparées."),
    "AbsenceDuFlux": (
        PERSONNES,
        "file-text",
        lambda d: f"Le foyer n’est plus dans le fichier de l’organisme payeur du {_jour(d['depuis_le'])}.",
    ),
    "RetourDansLeFlux": (
        PERSONNES,
        "file-text",
        lambda d: f"Le foyer est de nouveau dans le fichier du {_jour(d['revenu_le'])}.",
    ),
    "FaitGenerateurRecu": (
        PERSONNES,
        "file-text",
        lambda d: f"L’organisme payeur a enregistré, le {_jour(d['liquide_le'])} : {fait_generateur(d['code'])}.",
    ),
    "MutationAnnoncee": (
        PERSONNES,
        "transfer",
        lambda d: f"Le dossier part vers {d['vers']}." if d["vers"] else f"Le dossier arrive de {d['venu_de']}.",
    ),
    "ParcoursOuvert": (PARCOURS, "route", lambda d: "Un parcours s’ouvre."),
    "ParcoursClos": (PARCOURS, "archive", lambda d: f"Le parcours se termine : {d['motif']}."),
    "SuiviRepris": (PARCOURS, "file-import", lambda d: "Une liste importée dit un suivi commencé dans un autre outil."),
    "ParcoursRepris": (PARCOURS, "route", lambda d: f"Le suivi commencé dans un autre outil est repris{_suite(d)}."),
    "PersonneConvoquee": (
        PARCOURS,
        "calendar-event",
        lambda d: f"Convoquée à une réunion d’information{_rang(d)}.",
    ),
    "PresenceConstatee": (PARCOURS, "user-check", lambda d: f"Réunion d’information : {_etat(d)}."),
    "AbsenceQualifiee": (PARCOURS, "user-question", lambda d: f"Absence qualifiée : {_etat(d)}{_motif(d)}."),
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
    "EnvoiAnnule": (MESSAGES, "ban", lambda d: f"Message retiré avant son départ : {d['motif']}."),
    "SmsRecu": (
        MESSAGES,
        "message",
        lambda d: "A répondu STOP à un SMS." if d["est_stop"] else "A répondu à un SMS.",
    ),
    "EnvoiRelance": (MESSAGES, "refresh", lambda d: "Message envoyé de nouveau."),
    "CourrierConsulte": (MESSAGES, "eye", lambda d: "Une lettre envoyée a été relue."),
}


def _etat(donnees: dict) -> str:
    return EtatConvocation(donnees["etat"]).label


def _suite(donnees: dict) -> str:
    """« , orientation du 3 mars 2026, CER en cours »."""
    orientee, contrat = donnees["orientee_le"], donnees["type_contrat"]
    morceaux = [f"orientation du {_jour(orientee)}"] if orientee else []
    morceaux += [f"contrat repris : {SuiviAnterieur.TypeContrat(contrat).label}"] if contrat else []
    return "".join(f", {morceau}" for morceau in morceaux)


def _rang(donnees: dict) -> str:
    return f", pour la {donnees['rang']}e fois" if donnees["rang"] > 1 else ""


def _motif(donnees: dict) -> str:
    return f" ({donnees['motif'].lower()})" if donnees.get("motif") else ""


def _jour(texte: str) -> str:
    return jour_en_clair(date.fromisoformat(texte))


def types_du_genre(genre: str) -> list[str]:
    return [type_ for type_, (du, _, _) in FAITS.items() if du == genre]


def presenter(trace: Trace, reunions: Mapping[str, str] | None = None) -> dict:
    """One line of the chronology; a fact that nobody worded yet is shown neutrally.

    ``reunions``: the words of each session that the facts speak of, by identifier.
    """
    genre, icone, dire = FAITS.get(trace.type, ("Autre", "circle", lambda d: "Un fait a été enregistré."))
    qui, phrase = str(trace.acteur) if trace.acteur else "automatique", dire(trace.donnees)
    if reunion := (reunions or {}).get(trace.donnees.get("session_id")):
        phrase = f"{phrase.removesuffix('.')} ({reunion})."
    return {"genre": genre, "icone": icone, "phrase": phrase, "le": trace.survenu_le, "qui": qui}


def reunions_de(traces: Iterable[Trace]) -> dict[str, str]:
    """The sessions of these facts, in one query: « mar. 8 déc. 2026, 9 h, Ailhon »."""
    ids = {trace.donnees["session_id"] for trace in traces if "session_id" in trace.donnees}
    sessions = SessionIOC.objects.filter(pk__in=ids).select_related("commune") if ids else []
    return {str(s.pk): f"{date_courte(s.debut_le)}, {s.commune.nom}" for s in sessions}


def par_mois(traces: Iterable[Trace]) -> Iterator[tuple[date, list[dict]]]:
    traces = list(traces)
    reunions = reunions_de(traces)
    for mois, du_mois in groupby(traces, key=lambda t: timezone.localdate(t.survenu_le).replace(day=1)):
        yield mois, [presenter(trace, reunions) for trace in du_mois]
