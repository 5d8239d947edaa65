"""What one reads before two files become one: why they look alike, what follows, what deserves a second look."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from spie.socle.personnes.fusion.attaches import compter
from spie.socle.personnes.fusion.champs import Cote, cote_a_cote
from spie.socle.personnes.models import DossierRSA, Personne
from spie.socle.personnes.rapprochement import Candidate, peser

DEUX_NIR = (
    "Les deux numéros de sécurité sociale sont différents. Deux personnes ne doivent jamais avoir une seule fiche : "
    "vérifiez sur un document, puis choisissez le bon numéro."
)
MEME_FOYER = "Ces deux fiches sont dans le même foyer : est-ce bien la même personne, et pas quelqu’un de sa famille ?"
AUTRES_MEMBRES = "{nom} vit avec {autres}. Leur foyer, leur adresse et leur dossier RSA restent à eux."
PARTIE = "L’une des deux fiches a quitté le département. Une fois réunie, la personne est de nouveau ici."
DU_DOSSIER = "La fiche de {nom} est celle du dossier RSA : mieux vaut que ce soit elle qui reste."
DE_LA_FAMILLE = "La fiche de {nom} est celle qui vit avec d’autres : mieux vaut que ce soit elle qui reste."
PEU_SEMBLABLES = "Ces deux fiches se ressemblent peu. Vérifiez avant de les réunir."


@dataclass(frozen=True)
class Apercu:
    """``a_inverser``: why the other file had better stay; empty when it need not."""

    cotes: tuple[Cote, ...]
    pour: tuple[str, ...]
    contre: tuple[str, ...]
    attaches: tuple[str, ...]
    avertissements: tuple[str, ...]
    a_inverser: str

    @property
    def empreinte(self) -> str:
        """Of what the agent compares: another one means that a file changed under their eyes."""
        return sha256(repr(self.cotes).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Foyers:
    """Who lives with each of the two, and which household has an RSA file."""

    autour: dict[UUID, tuple[Personne, ...]]
    avec_dossier: frozenset[UUID]

    def poids(self, personne: Personne) -> tuple[bool, bool]:
        return personne.foyer_id in self.avec_dossier, bool(self.autour[personne.foyer_id])


def regarder(gardee: Personne, absorbee: Personne, *, au: date) -> Apercu:
    """Everything that the page shows. Reads only."""
    pesee = peser(gardee, absorbee, au=au)
    foyers = _foyers(gardee, absorbee)
    return Apercu(
        cotes=tuple(cote_a_cote(gardee, absorbee)),
        pour=tuple(r.phrase for r in pesee.raisons if not r.contredit),
        contre=tuple(r.phrase for r in pesee.raisons if r.contredit),
        attaches=tuple(compter(absorbee)),
        avertissements=tuple(_avertir(gardee, absorbee, pesee, foyers)),
        a_inverser=_a_inverser(gardee, absorbee, foyers),
    )


def _foyers(*personnes: Personne) -> Foyers:
    ids, siens = [p.foyer_id for p in personnes], [p.pk for p in personnes]
    membres = list(Personne.objects.filter(foyer__in=ids).exclude(pk__in=siens).order_by("role", "id"))
    dossiers = DossierRSA.objects.filter(foyer__in=ids).values_list("foyer_id", flat=True)
    return Foyers({id_: tuple(m for m in membres if m.foyer_id == id_) for id_ in ids}, frozenset(dossiers))


def _a_inverser(gardee: Personne, absorbee: Personne, foyers: Foyers) -> str:
    """The household of the file that goes stays where it is when others live in it, and so does its RSA file."""
    if gardee.foyer_id == absorbee.foyer_id or foyers.poids(absorbee) <= foyers.poids(gardee):
        return ""
    phrase = DU_DOSSIER if foyers.poids(absorbee)[0] > foyers.poids(gardee)[0] else DE_LA_FAMILLE
    return phrase.format(nom=absorbee)


def _avertir(gardee: Personne, absorbee: Personne, pesee: Candidate, foyers: Foyers) -> Iterator[str]:
    if deux_nir(gardee, absorbee):
        yield DEUX_NIR
    if gardee.foyer_id == absorbee.foyer_id:
        yield MEME_FOYER
    elif autres := foyers.autour[absorbee.foyer_id]:
        yield AUTRES_MEMBRES.format(nom=absorbee, autres=", ".join(map(str, autres)))
    if bool(gardee.partie_le) != bool(absorbee.partie_le):
        yield PARTIE
    if sum(raison.poids for raison in pesee.raisons) <= 0:
        yield PEU_SEMBLABLES


def deux_nir(gardee: Personne, absorbee: Personne) -> bool:
    """Each has a number, and they are not the same."""
    deux = [bytes(p.nir_empreinte) for p in (gardee, absorbee) if p.nir_empreinte]
    return len(deux) == 2 and deux[0] != deux[1]
