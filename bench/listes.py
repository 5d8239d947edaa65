"""Every list, by each sort and each filter, on its first page and at depth: ``python -m bench.listes``."""

from collections.abc import Iterator

from django.urls import reverse

from bench.mesure import mesurer, tableau
from bench.pages import FIGURES, LISTES, figures
from bench.terrain import DEPARTEMENT, a_chaque_taille, dire
from bench.visiteur import Visiteur, a_la_profondeur
from parcours.views.session_ioc import SessionsListe
from spie.socle.comptes.roles import Role
from spie.socle.envois.views import EnvoisListe
from spie.socle.interface.liste import ListPage
from spie.socle.territoires.isolation import departement_courant

TOUTES = (*LISTES, (SessionsListe, "parcours:sessions", Role.PILOTE), (EnvoisListe, "envois:liste", Role.PILOTE))
ENTETES = ("Liste", "après n lignes", *FIGURES)
PARTS = (0, 0.5, 0.98)
# Of a long choice (referents), the first ones are enough.
OPTIONS = 5


def variantes(liste: ListPage) -> Iterator[dict]:
    """The parameters of each view of a list: its sorts in both directions, then its filters one by one."""
    for colonne in liste.columns:
        if colonne.sort:
            yield {"tri": colonne.key}
            yield {"tri": f"-{colonne.key}"}
    for champ in liste.champs:
        if champ.filtre.genre == "case":
            yield {champ.filtre.key: "1"}
        yield from ({champ.filtre.key: valeur} for valeur, _ in champ.options[:OPTIONS])


def adresses(visiteur: Visiteur, classe: type[ListPage], chemin: str) -> Iterator[tuple[str, int, str]]:
    """What is seen, how many rows precede it, and its address."""
    for parametres in variantes(visiteur.liste(classe, chemin)):
        liste = visiteur.liste(classe, chemin + "?" + "&".join(f"{cle}={v}" for cle, v in parametres.items()))
        mots = ", ".join([liste.titre, *(f"{cle} {valeur}"[:28] for cle, valeur in parametres.items())])
        deja = set()
        for part in PARTS:
            suite, rang = a_la_profondeur(liste, part)
            if rang not in deja:
                yield mots, rang, chemin + suite
            deja.add(rang)


def mesurer_listes(personnes: int, fois: int) -> None:
    lignes, visiteurs = [], {role: Visiteur.du_role(role) for role in (Role.PILOTE, Role.ENCADRANT)}
    vide = mesurer(visiteurs[Role.PILOTE].ouverture(reverse("vide")), fois=fois)
    for classe, nom, role in TOUTES:
        with departement_courant(DEPARTEMENT):
            pages = list(adresses(visiteurs[role], classe, reverse(nom)))
        for mots, rang, chemin in pages:
            mesure = mesurer(visiteurs[role].ouverture(chemin), fois=fois)
            lignes.append((mots, rang, *figures(mesure, vide)))
    lignes.sort(key=lambda ligne: -ligne[5])
    dire(tableau(f"Listes avec {personnes} allocataires, les plus lentes d'abord", ENTETES, lignes))


if __name__ == "__main__":
    a_chaque_taille(__doc__, mesurer_listes, personnes=100_000, fois=20)
