"""What each role has to do today: figures, each of which opens the list behind it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from orientation.models import Alerte, Orientation
from parcours.models import Convocation, Parcours, SessionIOC
from spie.socle.comptes.models import Affectation
from spie.socle.comptes.roles import Permission, Role
from spie.socle.envois.models import Envoi
from spie.socle.personnes.models import Pli

# How many people of each alert the home names.
MONTREES = 5


@dataclass(frozen=True)
class Compteur:
    nombre: int
    mots: str
    href: str
    ton: str = ""


def compteurs(*, affectation: Affectation, a: datetime) -> list[Compteur]:
    """The figures of this role; empty for those who only search."""
    jour = timezone.localdate(a)
    liste = []
    if affectation.permet(Permission.VOIR_FILE_ACTIVE):
        liste += _file_active(affectation, jour)
    if affectation.permet(Permission.CONSTATER_PRESENCE):
        liste += _sessions(a)
    if affectation.permet(Permission.GERER_SESSIONS):
        liste += _absences()
    if affectation.permet(Permission.DECIDER_ORIENTATION):
        liste += _orientations(jour)
    if affectation.permet(Permission.VOIR_ENVOIS):
        liste += _envois()
    if affectation.permet(Permission.TRANSMETTRE_DOSSIER):
        liste += _dossiers_recus()
    return liste


def suivis(affectation: Affectation):
    """The people this affectation answers for."""
    if affectation.role == Role.REFERENT:
        return Parcours.objects.suivis_par(affectation)
    if affectation.role == Role.PARTENAIRE:
        return Parcours.objects.confies_a(affectation.structure_id)
    return Parcours.objects.en_cours()


def _file_active(affectation, jour) -> list[Compteur]:
    file, parcours = reverse("orientation:file_active"), suivis(affectation)
    retard = parcours.contrat_en_retard(au=jour).count()
    return [
        Compteur(parcours.count(), "personnes dans la file active", file),
        Compteur(parcours.nouveaux(au=jour).count(), "nouvelles cette semaine", f"{file}?nouvelles=1"),
        Compteur(retard, "contrats en retard", f"{file}?retard=1", "danger" if retard else ""),
    ]


def _dossiers_recus() -> list[Compteur]:
    """Files that another département handed over: rare, hence shown only when there are some."""
    recus = Pli.objects.dossiers().a_traiter().count()
    compteur = Compteur(recus, "dossiers reçus d’un autre département", reverse("mutations:recus"), "attention")
    return [compteur] if recus else []


def _sessions(a) -> list[Compteur]:
    a_emarger, liste = SessionIOC.objects.a_emarger(a=a).count(), f"{reverse('parcours:sessions')}?quand=a_emarger"
    return [Compteur(a_emarger, "réunions à émarger", liste, "attention" if a_emarger else "")]


def _absences() -> list[Compteur]:
    absences = Convocation.objects.a_qualifier().count()
    return [Compteur(absences, "absences à qualifier", reverse("parcours:absences"))]


def _orientations(jour) -> list[Compteur]:
    file, n = reverse("orientation:file"), Orientation.objects.comptes_par_bande(au=jour)
    return [
        Compteur(n["DEPASSE"], "orientations dépassées", f"{file}?bande=DEPASSE", "danger" if n["DEPASSE"] else ""),
        Compteur(n["sept"], "à décider sous 7 jours", f"{file}?bande=7", "attention" if n["sept"] else ""),
    ]


def _envois() -> list[Compteur]:
    echecs = Envoi.objects.en_echec().count()
    return [Compteur(echecs, "messages en échec", f"{reverse('envois:liste')}?etat=ECHEC", "danger" if echecs else "")]


@dataclass(frozen=True)
class GroupeAlertes:
    """One kind of alert: how many people, the first ones, and where the others are."""

    nature: str
    nombre: int
    premieres: list[Alerte]
    href: str
    ton: str


# The most serious first.
TONS = {Alerte.Nature.BASCULE: "danger", Alerte.Nature.BIENTOT: "attention"}


def alertes(*, affectation: Affectation) -> list[GroupeAlertes]:
    """What the daily check has to tell this role. Only the decision ends an alert."""
    groupes = []
    for nature, ton in TONS.items():
        de_la_nature = Alerte.objects.pour(affectation.role).filter(nature=nature)
        if nombre := de_la_nature.count():
            href = f"{reverse('orientation:file')}?alerte={nature}"
            groupes.append(GroupeAlertes(nature.label, nombre, list(de_la_nature[:MONTREES]), href, ton))
    return groupes
