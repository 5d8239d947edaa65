"""Open every page as each role does: ``python -m bench.pages --personnes 6313 100000``."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from bench.mesure import Mesure, centile, mesurer, tableau
from bench.terrain import DEPARTEMENT, a_chaque_taille, dire
from bench.visiteur import Visiteur, a_la_profondeur
from orientation.models import Orientation
from orientation.views.file import FileOrientation
from orientation.views.file_active import FileActive
from parcours.models import Parcours, SessionIOC
from spie.accueil.views.personnes import PersonnesListe
from spie.socle.comptes.roles import Role
from spie.socle.territoires.isolation import departement_courant

FIGURES = ("requêtes", "en base (ms)", "médiane (ms)", "95e centile (ms)", "processeur (ms)", "× la page vide")
LISTES = (
    (PersonnesListe, "personnes:liste", Role.PILOTE),
    (FileOrientation, "orientation:file", Role.ENCADRANT),
    (FileActive, "orientation:file_active", Role.PILOTE),
)
ACCUEILS = tuple(role for role in Role)


@dataclass(frozen=True)
class Page:
    nom: str
    role: Role
    chemin: str


def listes(visiteurs: dict) -> Iterator[Page]:
    """The three long lists: first page, and half way down."""
    for classe, adresse, role in LISTES:
        liste = visiteurs[role].liste(classe, reverse(adresse))
        for part in (0, 0.5):
            suite, rang = a_la_profondeur(liste, part)
            mots = f"après {rang} lignes" if rang else "page 1"
            yield Page(f"{liste.titre}, {mots}", role, reverse(adresse) + suite)


def des_reunions() -> Iterator[Page]:
    passee = SessionIOC.objects.filter(debut_le__lt=timezone.now()).order_by("-debut_le").first()
    future = SessionIOC.objects.filter(debut_le__gt=timezone.now()).order_by("debut_le").first()
    yield Page("Réunions (IOC)", Role.ACCUEIL, reverse("parcours:sessions"))
    yield Page("Une réunion", Role.ACCUEIL, reverse("parcours:session", args=[passee.pk]))
    yield Page("Feuille d'émargement", Role.ACCUEIL, reverse("parcours:emargement", args=[passee.pk]))
    yield Page("Feuille à imprimer", Role.ACCUEIL, reverse("parcours:feuille", args=[passee.pk]))
    yield Page("Choix des personnes à convoquer", Role.ACCUEIL, reverse("parcours:convoquer", args=[future.pk]))
    yield Page("Absences à qualifier", Role.ACCUEIL, reverse("parcours:absences"))
    yield Page("Personnes à reconvoquer", Role.ACCUEIL, reverse("parcours:a_reconvoquer"))


def des_personnes(visiteurs: dict) -> Iterator[Page]:
    referent, partenaire = visiteurs[Role.REFERENT].affectation, visiteurs[Role.PARTENAIRE].affectation
    suivie = Parcours.objects.suivis_par(referent).first()
    confiee = Parcours.objects.confies_a(partenaire.structure_id).first()
    attente = Orientation.objects.a_decider().par_urgence().first()
    yield Page("Fiche d'une personne", Role.REFERENT, reverse("accueil:fiche", args=[suivie.personne_id]))
    yield Page("Fiche, vue par un partenaire", Role.PARTENAIRE, reverse("accueil:fiche", args=[confiee.personne_id]))
    yield Page("Décision d'orientation", Role.ENCADRANT, reverse("orientation:decider", args=[attente.pk]))
    yield Page("File active d'un référent", Role.REFERENT, reverse("orientation:file_active"))
    yield Page("File active d'un partenaire", Role.PARTENAIRE, reverse("orientation:file_active"))
    yield Page("Personnes d'un partenaire", Role.PARTENAIRE, reverse("personnes:liste"))


def autres() -> Iterator[Page]:
    for role in ACCUEILS:
        yield Page(f"Ma journée, {role.label}", role, reverse("accueil:journee"))
    yield Page("Envois", Role.PILOTE, reverse("envois:liste"))
    yield Page("Lettres à imprimer", Role.PILOTE, reverse("envois:a_imprimer"))
    yield Page("Imports", Role.PILOTE, reverse("flux:liste"))
    yield Page("Administration", Role.ADMINISTRATEUR, reverse("admin:index"))


def toutes(visiteurs: dict) -> list[Page]:
    with departement_courant(DEPARTEMENT):
        return [*listes(visiteurs), *des_reunions(), *des_personnes(visiteurs), *autres()]


def figures(mesure: Mesure, vide: Mesure) -> tuple:
    """What every table of pages says. The ratio is of processor time, which a busy machine disturbs least."""
    base, calcul = centile(mesure.base, 50), centile(mesure.calcul, 50)
    return mesure.requetes, base, mesure.p50, mesure.p95, calcul, calcul / centile(vide.calcul, 50)


def mesurer_pages(personnes: int, fois: int) -> None:
    visiteurs = {role: Visiteur.du_role(role) for role in Role}
    vide = mesurer(visiteurs[Role.PILOTE].ouverture(reverse("vide")), fois=fois)
    lignes = [("(page vide)", *figures(vide, vide))]
    for page in toutes(visiteurs):
        mesure = mesurer(visiteurs[page.role].ouverture(page.chemin), fois=fois)
        lignes.append((page.nom, *figures(mesure, vide)))
    dire(tableau(f"Pages avec {personnes} allocataires, {fois} ouvertures de chacune", ("Page", *FIGURES), lignes))


if __name__ == "__main__":
    a_chaque_taille(__doc__, mesurer_pages, personnes=100_000, fois=60)
