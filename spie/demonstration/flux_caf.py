"""Write a file of the beneficiaries' flow about invented households, in the form and at the size of the real ones."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from spie.demonstration import flux_gabarits as gabarits
from spie.demonstration.noms import FEMMES, HOMMES, RACINES

RUES = ("IMAGINAIRE", "DE L'EXEMPLE", "DU MODELE", "FICTIVE", "DE L'ESSAI", "DU SONGE")
VILLES = (("07019", "07200", "AUBENAS"), ("07010", "07100", "ANNONAY"), ("07186", "07000", "PRIVAS"))


@dataclass(frozen=True)
class Mois:
    """What a file says. Households are numbers: the same number is the same household from one month to the next.

    ``couples`` and ``enfants``: one household in so many has a spouse, a child (0: none).
    ``separes``: the spouse now has a file of their own, with the child if ``enfants_avec_conjoint``, and still stands
    in the former one if ``toujours_la``. ``partis``: the spouse is no longer there. ``redemandes``: another request.
    """

    foyers: Collection[int]
    reference: date = date(2026, 10, 31)
    departement: str = "07"
    organisme: str = "CAF"
    nature: str = "M"
    etat: str = "2"
    villes: tuple[tuple[str, str, str], ...] = VILLES
    couples: int = 0
    enfants: int = 3
    demenages: Collection[int] = ()
    separes: Collection[int] = ()
    partis: Collection[int] = ()
    naissances: Collection[int] = ()
    clos: Collection[int] = ()
    mutes: Collection[int] = ()
    redemandes: Collection[int] = ()
    enfants_avec_conjoint: bool = False
    toujours_la: bool = False
    evenements: tuple[str, ...] = ()
    annonces: int | None = None
    graine: int = 1


def ecrire(chemin: Path, mois: Mois) -> Path:
    """Write the file and give its path. The same month gives the same bytes."""
    with chemin.open("w", encoding="cp1252", errors="xmlcharrefreplace") as sortie:
        entete = {"application": "AGO" if mois.organisme == "MSA" else "CRI", "reference": mois.reference}
        sortie.write(gabarits.ENTETE.format(nature=mois.nature, **entete))
        nombre = 0
        for foyer in _foyers(mois):
            sortie.write(foyer)
            nombre += 1
        annonces = nombre if mois.annonces is None else mois.annonces
        sortie.write(gabarits.FIN.format(annonces=annonces))
    return chemin


def _foyers(mois: Mois) -> Iterator[str]:
    for numero in mois.foyers:
        lettre = "R" if numero in mois.redemandes else "F"
        yield _foyer(mois, numero, f"{lettre}{numero:010d}", _membres(mois, numero))
        if numero in mois.separes:
            membres = [_personne(mois, numero, "CJT", "DEM")]
            if mois.enfants_avec_conjoint and _sur(mois.enfants, numero):
                membres.append(_personne(mois, numero, "ENF"))
            yield _foyer(mois, numero, f"S{numero:010d}", membres)


def _membres(mois: Mois, numero: int) -> list[str]:
    separe = numero in mois.separes
    membres = [_personne(mois, numero, "DEM")]
    if _sur(mois.couples, numero) and numero not in mois.partis and (mois.toujours_la or not separe):
        membres.append(_personne(mois, numero, "CJT"))
    if _sur(mois.enfants, numero) and not (separe and mois.enfants_avec_conjoint):
        membres.append(_personne(mois, numero, "ENF"))
    if numero in mois.naissances:
        membres.append(_personne(mois, numero, "BEBE", "ENF"))
    return membres


def _sur(un_sur: int, numero: int) -> bool:
    return bool(un_sur) and numero % un_sur == 0


def _foyer(mois: Mois, numero: int, demande: str, membres: list[str]) -> str:
    etat = "5" if numero in mois.clos or numero in mois.mutes else mois.etat
    return gabarits.FOYER.format(
        organisme=mois.organisme,
        matricule=f"{8 if demande[0] == 'S' else 9}{numero:06d}",
        departement=mois.departement,
        demande=demande,
        mutation=gabarits.MUTATION.format(reference=mois.reference) if numero in mois.mutes else "",
        personnes="".join(membres),
        adresse=_adresse(mois, numero, demande),
        etat=etat,
        fin=_fin(mois, numero),
        evenements="".join(gabarits.EVENEMENT.format(jour=mois.reference, code=code) for code in mois.evenements),
    )


def _adresse(mois: Mois, numero: int, demande: str) -> str:
    ailleurs = numero in mois.demenages or demande[0] == "S"
    insee, code_postal, ville = mois.villes[(numero + ailleurs) % len(mois.villes)]
    return gabarits.ADRESSE.format(
        numero=numero % 90 + 1 + 100 * ailleurs, rue=RUES[numero % len(RUES)], insee=insee, cp=code_postal, ville=ville
    )


def _fin(mois: Mois, numero: int) -> str:
    if numero in mois.mutes:
        return gabarits.FIN_DROIT.format(motif="MUT", jour=mois.reference)
    return gabarits.FIN_DROIT.format(motif="ECH", jour=mois.reference) if numero in mois.clos else ""


def _personne(mois: Mois, numero: int, qui: str, role: str = "") -> str:
    """The same draw for the same person of the same household, whatever the month."""
    hasard = Random(f"{mois.graine}:{numero}:{qui}")
    adulte, sexe = qui in ("DEM", "CJT"), hasard.choice("12")
    annee = hasard.randint(1960, 2003) if adulte else hasard.randint(2009, 2025) if qui == "ENF" else 2026
    rang = numero + 500_000 * (qui == "CJT")
    mois_, jour = hasard.randint(1, 12), hasard.randint(1, 28)
    nir = f"<NIR>{sexe}{annee % 100:02d}{mois_:02d}{rang:08d}</NIR>" if adulte else ""
    nom = RACINES[numero % len(RACINES)] if qui != "CJT" else hasard.choice(RACINES)
    return gabarits.PERSONNE.format(
        titre="MME" if sexe == "2" else "MR",
        nom=nom,
        prenom=hasard.choice(FEMMES if sexe == "2" else HOMMES).upper(),
        naissance=f"{annee}-{mois_:02d}-{jour:02d}",
        nir=nir,
        sexe=sexe,
        role=role or ("ENF" if not adulte else qui),
        chef=int(qui == "DEM"),
        suite=gabarits.ADULTE if adulte else gabarits.ENFANT,
    )
