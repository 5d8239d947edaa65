"""Undo a whole import the same day, if nothing was built on it; otherwise say what blocks."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Field
from django.utils import timezone

from spie.socle.comptes.models import Agent
from spie.socle.historique.services import emit, emit_all
from spie.socle.historique.signature import Origine, signer
from spie.socle.imports.events import ImportAnnule, LectureGardee
from spie.socle.imports.models import ImportListe, LigneListe
from spie.socle.imports.states import IMPORT, IMPORTEES, EtatImport, StatutLigne
from spie.socle.personnes.fusion.journal import Journal
from spie.socle.personnes.fusion.reunion import liens_vers
from spie.socle.personnes.models import Changement, Consultation, Personne
from spie.socle.refus import Refus

BLOCAGES_DITS = 20
# Taken along: to have looked at a file is not to have built on it.
SUIVENT = (LigneListe, Changement, Consultation)


class AnnulationTropTard(Refus):
    message = "Un import s'annule le jour même : celui-ci est plus ancien. Corrigez les fiches une par une."


class AnnulationBloquee(Refus):
    message = "Des personnes de cet import ont déjà une suite : l'import ne peut plus être annulé en entier."


@dataclass
class Naissances:
    """The rows that an import made: for each table, their identifiers and the person each was made for."""

    par_table: dict[str, dict] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def lire(cls, importe: ImportListe) -> "Naissances":
        nees = cls()
        for ligne in _faites(importe):
            for entree in Journal.lire(ligne.journal).entrees:
                if entree["verbe"] == "creer":
                    nees.par_table[entree["table"]][entree["id"]] = ligne.personne_id
        return nees

    def batis(self) -> Counter:
        """What stands on them and was not made by the import: (person, what) → how many."""
        batis: Counter = Counter()
        for modele in apps.get_models():
            ids = self.par_table.get(modele._meta.db_table, {})
            for champ in liens_vers(modele) if ids else ():
                if champ.model not in SUIVENT:
                    batis.update(self._autres(champ, ids))
        return batis

    def _autres(self, champ: Field, ids: dict) -> Iterator[tuple]:
        """For each row that points at ours by ``champ`` and is not ours: (person, what)."""
        nees = self.par_table.get(champ.model._meta.db_table, {})
        quoi = str(champ.model._meta.verbose_name_plural)
        pointent = champ.model._default_manager.filter(**{f"{champ.name}__in": list(ids)})
        for id_, vers in pointent.values_list("pk", champ.attname):
            if str(id_) not in nees:
                yield ids[str(vers)], quoi


def blocages(importe: ImportListe) -> list[str]:
    """What was built on what this import made: « BALDI Maëlle : parcours (1) »."""
    batis = Naissances.lire(importe).batis()
    personnes = {p.pk: p for p in Personne.objects.filter(pk__in={personne for personne, _ in batis})}
    dits = [f"{personnes[personne]} : {quoi} ({nombre})" for (personne, quoi), nombre in batis.items()]
    return sorted(dits)[:BLOCAGES_DITS]


def annulable(importe: ImportListe, *, le: datetime) -> bool:
    """The same day; what blocks is told by ``blocages``."""
    if importe.etat != EtatImport.APPLIQUE or importe.applique_le is None:
        return False
    return timezone.localdate(importe.applique_le) == timezone.localdate(le)


def _faites(importe: ImportListe) -> Iterator[LigneListe]:
    return importe.lignes.filter(statut__in=IMPORTEES).exclude(journal_scelle=None).order_by("-rang").iterator()


@transaction.atomic
def annuler(*, importe: ImportListe, par: Agent, le: datetime) -> int:
    """Put the register back as it was before the import. Gives the number of rows undone.

    What an agent changed since on someone who was only completed stays as the agent wrote it.
    Raises ``AnnulationTropTard``, ``AnnulationBloquee``, ``TransitionInterdite``.
    """
    IMPORT.move(importe, "annuler")
    if timezone.localdate(importe.applique_le) != timezone.localdate(le):
        raise AnnulationTropTard
    if blocages(importe):
        raise AnnulationBloquee
    signer(origine=Origine.IMPORT, par=par, le=le)
    faites = list(_faites(importe))
    creees = [ligne.personne_id for ligne in faites if ligne.statut == StatutLigne.CREEE]
    importe.lignes.filter(personne__in=creees).update(personne=None)
    _garder_les_lectures(importe, creees, par, le)
    _defaire(faites, creees)
    importe.annule_le, importe.annule_par = le, par
    importe.save(update_fields=["etat", "annule_le", "annule_par"])
    emit(ImportAnnule(import_id=importe.pk, defaites=len(faites), survenu_le=le), par=par)
    return len(faites)


def _garder_les_lectures(importe: ImportListe, creees: list, par: Agent, le: datetime) -> None:
    """Who read what stays provable once the file is gone (decision 0014)."""
    lectures = Consultation.objects.filter(personne__in=creees)
    gardees = [
        LectureGardee(import_id=importe.pk, personne_id=personne, agent_id=agent, lue_le=lue_le, survenu_le=le)
        for personne, agent, lue_le in lectures.order_by("le", "id").values_list("personne_id", "agent_id", "le")
    ]
    lectures.update(personne=None)
    emit_all(gardees, par=par)


def _defaire(faites: list[LigneListe], creees: list) -> None:
    """Last row first. What the base refuses was missed by ``blocages``: nothing is undone then."""
    Changement.objects.filter(personne__in=creees).delete()
    try:
        with transaction.atomic():
            for ligne in faites:
                Journal.lire(ligne.journal).defaire()
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except IntegrityError as erreur:
        raise AnnulationBloquee from erreur
