"""Two hundred searches of every kind: ``python -m bench.recherche --personnes 120000``."""

import argparse
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from django.urls import reverse

from bench.mesure import centile, ecouter, mesurer, tableau
from bench.terrain import DEPARTEMENT, dire, peuplee, serveurs
from bench.visiteur import Visiteur
from spie.accueil.views.recherche import OPTIONS
from spie.socle.comptes.roles import Role
from spie.socle.personnes.models import Contact, DossierRSA, Personne
from spie.socle.personnes.recherche import chercher
from spie.socle.territoires.isolation import departement_courant

ENTETES = (
    "Ce qui est tapé",
    "essais",
    "trouvées",
    "médiane (ms)",
    "95e centile (ms)",
    "la plus longue (ms)",
    "× lire une ligne",
)
JOURS = ("date_naissance", "-date_naissance")
LETTRES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Connue:
    """Someone drawn in the base, and what one may know of them."""

    personne: Personne
    dossier: DossierRSA
    telephone: str


def faute(mot: str, hasard: Random) -> str:
    """One slip: a letter changed, forgotten, doubled, or two swapped. Never the first one."""
    if len(mot) < 4:
        return mot
    i = hasard.randrange(1, len(mot) - 1)
    return hasard.choice(
        (
            mot[:i] + hasard.choice(LETTRES) + mot[i + 1 :],
            mot[:i] + mot[i + 1 :],
            mot[:i] + mot[i] + mot[i:],
            mot[:i] + mot[i + 1] + mot[i] + mot[i + 2 :],
        )
    )


def mot_long(personne: Personne) -> str:
    return max(personne.nom_norme.split(), key=len)


SAISIES: dict[str, Callable[[Connue, Random], str]] = {
    "nom et prénom exacts": lambda c, h: f"{c.personne.nom} {c.personne.prenom}",
    "sans accents, en minuscules": lambda c, h: c.personne.nom_norme.lower(),
    "prénom puis nom": lambda c, h: f"{c.personne.prenom} {c.personne.nom}",
    "prénom seul": lambda c, h: c.personne.prenom,
    "deux ou trois lettres": lambda c, h: c.personne.nom_norme[: h.choice((2, 3))],
    "début du nom": lambda c, h: c.personne.nom_norme[:5],
    "nom sans sa particule": lambda c, h: mot_long(c.personne),
    "nom et prénom abrégés": lambda c, h: f"{mot_long(c.personne)[:5]} {c.personne.prenom_norme[:3]}",
    "une faute dans le nom": lambda c, h: faute(mot_long(c.personne), h),
    "une faute, et le prénom": lambda c, h: f"{faute(mot_long(c.personne), h)} {c.personne.prenom}",
    "nom collé": lambda c, h: "".join(c.personne.nom_norme.split()[:2]),
    "inconnu de la base": lambda c, h: f"{h.choice('ZXWK')}{h.choice('UY')}{faute(mot_long(c.personne)[::-1], h)}",
    "date de naissance": lambda c, h: f"{c.personne.date_naissance:{h.choice(('%d/%m/%Y', '%d%m%Y', '%d-%m-%Y'))}}",
    "numéro d'allocataire": lambda c, h: c.dossier.matricule,
    "numéro de demande": lambda c, h: c.dossier.numero_demande,
    "téléphone": lambda c, h: f"0{c.telephone[3:]}",
    "NIR": lambda c, h: c.personne.nir,
    "quatre derniers chiffres du NIR": lambda c, h: c.personne.nir[9:13],
}


def tirer(nombre: int, hasard: Random) -> list[Connue]:
    """People who have all that one may search: an identifier before each is drawn at random."""
    connues = []
    adultes = Personne.objects.adultes().exclude(nir_fin=None)
    bornes = [adultes.order_by(ordre).values_list("date_naissance", flat=True).first() for ordre in JOURS]
    while len(connues) < nombre:
        jour = bornes[0] + (bornes[1] - bornes[0]) * hasard.random()
        suivante = adultes.filter(date_naissance__gte=jour).order_by("date_naissance", "id")
        contact = Contact.objects.filter(personne__in=suivante[:40].values("pk"), est_mobile=True).first()
        if contact:
            personne = contact.personne
            connues.append(Connue(personne, DossierRSA.objects.get(foyer=personne.foyer_id), contact.valeur))
    return connues


def essayer(connues: list[Connue], hasard: Random, limite: int) -> dict:
    """For each kind: how long the database worked, and whether the person, or a namesake, is among the answers."""
    resultats = defaultdict(list)
    for rang, connue in enumerate(connues):
        genre = list(SAISIES)[rang % len(SAISIES)]
        texte = SAISIES[genre](connue, hasard)
        with ecouter() as base:
            trouvees = chercher(texte=texte, limite=limite)
        noms = {mot_long(personne) for personne in trouvees}
        resultats[genre].append((base.ms, mot_long(connue.personne) in noms))
    return resultats


def lire_une_ligne(connues: list[Connue]) -> float:
    """The reference: the median time of reading one person by their key."""
    durees = []
    for connue in connues:
        with ecouter() as base:
            Personne.objects.get(pk=connue.personne.pk)
        durees.append(base.ms)
    return centile(durees, 50)


def lignes(resultats: dict, reference: float) -> list[tuple]:
    rangs = []
    for genre, essais in {**resultats, "ENSEMBLE": [e for liste in resultats.values() for e in liste]}.items():
        durees = [duree for duree, _ in essais]
        trouvees = f"{100 * sum(trouvee for _, trouvee in essais) // len(essais)} %"
        mediane = centile(durees, 50)
        rangs.append((genre, len(essais), trouvees, mediane, centile(durees, 95), max(durees), mediane / reference))
    return rangs


def mesurer_recherche(personnes: int, essais: int) -> None:
    hasard = Random(personnes)
    with departement_courant(DEPARTEMENT):
        connues = tirer(essais, hasard)
        dire(f"{Personne.objects.count()} personnes en base, {essais} recherches, {OPTIONS} réponses demandées.")
        resultats, reference = essayer(connues, hasard, OPTIONS), lire_une_ligne(connues)
    dire(f"Lire une personne par sa clé : {reference:.2f} ms.")
    dire(tableau(f"Recherche en base, {personnes} allocataires", ENTETES, lignes(resultats, reference)))
    agent = Visiteur.du_role(Role.PILOTE)
    vide = mesurer(agent.ouverture(reverse("vide")), fois=60)
    tapee = mesurer(lambda: agent.chercher("specimen lina"), fois=60)
    dire(f"\nRecherche par le site : {tapee.p50:.1f} ms, {tapee.p50 / vide.p50:.1f} × la page vide.")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--personnes", type=int, nargs="+", default=[120_000])
    options.add_argument("--essais", type=int, default=216)
    choix = options.parse_args()
    with serveurs() as racine:
        for personnes in choix.personnes:
            peuplee(racine, personnes)
            mesurer_recherche(personnes, choix.essais)


if __name__ == "__main__":
    main()
