"""An imported list, from the file to the register: ``python -m bench.importer --lignes 10000 --personnes 6300``."""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from django.core.files import File
from django.utils import timezone
from openpyxl import Workbook

from bench.mesure import tableau
from bench.terrain import DEPARTEMENT, dire, peuplee, serveurs
from spie.socle.comptes.models import Agent
from spie.socle.comptes.roles import Role
from spie.socle.imports import services
from spie.socle.imports.lecture import ouvrir
from spie.socle.imports.models import ImportListe
from spie.socle.outillage.embarques import adresses
from spie.socle.personnes.models import Personne
from spie.socle.territoires.isolation import departement_courant

TITRES = ("Nom", "Prénom", "Date de naissance", "NIR", "Téléphone", "Adresse", "CP", "Commune")
PRENOMS = ("Aline", "Bruno", "Chloé", "Denis", "Eva", "Farid", "Gaëlle", "Hugo", "Inès", "Jonas")
LETTRES, SOURCE = "ABCDEFGHIJ", "Mesure"


def ecrire(chemin: Path, lignes: int) -> None:
    """One row in two is someone of the register, with another telephone; the others are new."""
    classeur = Workbook(write_only=True)
    feuille = classeur.create_sheet("Liste")
    feuille.append(TITRES)
    with departement_courant(DEPARTEMENT):
        connues = list(Personne.objects.adultes().exclude(nir_chiffre=None).order_by("id")[: lignes // 2])
        for rang in range(lignes):
            feuille.append(_connue(connues[rang // 2], rang) if rang % 2 else _nouvelle(rang))
    classeur.save(chemin)


def _connue(personne: Personne, rang: int) -> list:
    return [personne.nom, personne.prenom, personne.date_naissance, personne.nir, f"063998{rang % 10_000:04d}"]


def _nouvelle(rang: int) -> list:
    nom = "MESURE" + "".join(LETTRES[int(chiffre)] for chiffre in f"{rang:05d}")
    naissance, lieu = f"{1 + rang % 28:02d}/0{1 + rang % 9}/19{60 + rang % 40}", [f"{rang} rue Imaginaire", "07200"]
    return [nom, PRENOMS[rang % len(PRENOMS)], naissance, "", f"046571{rang % 10_000:04d}", *lieu, "Aubenas"]


def la_liste() -> ImportListe:
    return ImportListe.objects.get(source__nom=SOURCE)


class Travail:
    """What the site and its worker do of the file, one after the other."""

    def __init__(self, fichier: Path):
        self.fichier = fichier
        with departement_courant(DEPARTEMENT):
            self.par = Agent.objects.filter(affectations__role=Role.PILOTE).first()
            self.source = services.nommer_source(nom=SOURCE, nature="LISTE")

    def etapes(self) -> dict[str, Callable[[], object]]:
        return {
            "lire le fichier": lambda: ouvrir(self.fichier),
            "déposer : lire, garder, relier": self.deposer,
            "vérifier chaque ligne": lambda: services.verifier(**self.qui()),
            "importer les lignes cochées": self.importer,
            "annuler l'import": self.annuler,
        }

    def qui(self) -> dict:
        with departement_courant(DEPARTEMENT):
            return {"departement": DEPARTEMENT, "import_id": la_liste().pk, "horloge": timezone.now}

    def deposer(self) -> None:
        with departement_courant(DEPARTEMENT), self.fichier.open("rb") as flux:
            acte = {"par": self.par, "le": timezone.now()}
            importe = services.deposer(fichier=File(flux), nom=self.fichier.name, source=self.source, **acte)
            services.relier(importe=importe, colonnes=importe.colonnes, mots={}, le=acte["le"])

    def importer(self) -> None:
        with departement_courant(DEPARTEMENT):
            services.lancer(importe=la_liste(), par=self.par, le=timezone.now())
        services.appliquer(**self.qui())

    def annuler(self) -> None:
        with departement_courant(DEPARTEMENT):
            services.annuler(importe=la_liste(), par=self.par, le=timezone.now())


def derouler(fichier: Path) -> None:
    """In a process of its own: ``VmHWM`` is the most memory it ever held."""
    rangs = []
    for nom, acte in Travail(fichier).etapes().items():
        debut = time.perf_counter()
        acte()
        rangs.append((nom, time.perf_counter() - debut, float(memoire())))
    dire(tableau(f"{fichier.name}, {fichier.stat().st_size / 1e6:.1f} Mo", ("", "secondes", "mémoire (Mo)"), rangs))
    with departement_courant(DEPARTEMENT):
        dire(f"\n{ {mots: n for mots, n in la_liste().lignes.comptes().items() if n} }")


def memoire() -> int:
    lignes = Path("/proc/self/status").read_text().splitlines()
    return next(int(ligne.split()[1]) for ligne in lignes if ligne.startswith("VmHWM")) // 1024


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--lignes", type=int, default=10_000)
    options.add_argument("--personnes", type=int, default=6300)
    options.add_argument("--fichier", type=Path, help="pour le processus mesuré")
    choix = options.parse_args()
    if choix.fichier:
        derouler(choix.fichier)
        return
    with serveurs() as racine, tempfile.TemporaryDirectory(dir="/var/tmp") as dossier:
        peuplee(racine, choix.personnes)
        fichier = Path(dossier) / f"liste-{choix.lignes}.xlsx"
        ecrire(fichier, choix.lignes)
        la_base = adresses(racine, f"banc_{choix.personnes}")
        environnement = os.environ | {
            "DATABASE_URL": la_base.database_url,
            "DATABASE_URL_PROPRIETAIRE": la_base.database_url_proprietaire,
            "SPIE_MEDIA": dossier,
        }
        commande = [sys.executable, "-m", "bench.importer", "--fichier", str(fichier)]
        os.waitpid(os.posix_spawn(sys.executable, commande, environnement), 0)


if __name__ == "__main__":
    main()
