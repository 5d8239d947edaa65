"""Two files about to become one, and what each app says of its own rows that can't both stand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models

from spie.socle.comptes.models import Agent
from spie.socle.personnes.fusion.journal import Journal
from spie.socle.personnes.models import Foyer, Personne

MOTIF = "fiches réunies"
_conciliations: list[Callable] = []


@dataclass(frozen=True, kw_only=True)
class Reunion:
    """``gardee`` stays, ``absorbee`` goes. ``choix``: for each field, « gardee » or « absorbee »."""

    gardee: Personne
    absorbee: Personne
    choix: dict[str, str]
    par: Agent
    le: datetime
    jour: date
    journal: Journal = field(default_factory=Journal)

    def deux(self, modele: type[Any], **filtres) -> tuple | None:
        """The row in force of each file, kept one first, when both have one."""
        lignes = {ligne.personne_id: ligne for ligne in modele.objects.filter(personne__in=self.ids, **filtres)}
        return (lignes[self.gardee.pk], lignes[self.absorbee.pk]) if len(lignes) == len(self.ids) else None

    @property
    def ids(self) -> tuple[UUID, UUID]:
        return self.gardee.pk, self.absorbee.pk


def concilie(conciliation: Callable[[Reunion], None]) -> Callable:
    """Register what an app does before its rows move: end one of two that can't both be in force, keep the dates.

    Called in the order of the stack, the lowest app first.
    """
    _conciliations.append(conciliation)
    return conciliation


def concilier(reunion: Reunion) -> None:
    for conciliation in _conciliations:
        conciliation(reunion)


def liens_vers(modele: type[models.Model]) -> Iterator[Any]:
    """Every link of every app that points at ``modele``: what is forgotten here would be lost there."""
    for lien in modele._meta.get_fields(include_hidden=True):
        if isinstance(lien, models.ManyToOneRel) and not isinstance(lien, models.OneToOneRel):
            yield lien.field


def deplacer_tout(reunion: Reunion) -> None:
    for champ in liens_vers(Personne):
        reunion.journal.deplacer(champ, de=reunion.absorbee.pk, vers=reunion.gardee.pk)


def reunir_foyers(reunion: Reunion) -> None:
    """The household of the file that goes, when nobody is left in it, joins the other one."""
    ancien, nouveau = reunion.absorbee.foyer_id, reunion.gardee.foyer_id
    if ancien == nouveau or Personne.objects.filter(foyer_id=ancien).exists():
        return
    _finir_les_doubles(reunion, ancien, nouveau)
    for champ in liens_vers(Foyer):
        reunion.journal.deplacer(champ, de=ancien, vers=nouveau)
    reunion.journal.retirer(Foyer.objects.get(pk=ancien))


def _finir_les_doubles(reunion: Reunion, ancien: UUID, nouveau: UUID) -> None:
    """One address in force, one lone parent's increase in force: the kept household's, unless it has none."""
    garde = {champ.model for champ in liens_vers(Foyer) if "au" in {f.name for f in champ.model._meta.fields}}
    for modele in sorted(garde, key=lambda m: m._meta.label):
        if not modele._meta.get_field("au").null:
            continue
        finie, tenue = (nouveau, ancien) if reunion.choix.get("adresse") == "absorbee" else (ancien, nouveau)
        if modele.objects.filter(foyer_id=tenue, au=None).exists():
            for ligne in modele.objects.filter(foyer_id=finie, au=None):
                reunion.journal.ecrire(ligne, au=max(reunion.jour, ligne.du))
