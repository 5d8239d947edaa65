"""Make one file of two, and go back: nobody twice, nothing lost, thirty days to change one's mind."""

from datetime import datetime, timedelta
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from spie.socle.calendrier.parametres import valeur
from spie.socle.comptes.models import Agent
from spie.socle.historique.services import emit
from spie.socle.historique.signature import Origine, signer
from spie.socle.personnes.events import FichesReunies, FusionDefaite
from spie.socle.personnes.fusion.champs import cote_a_cote, ecrire_choix
from spie.socle.personnes.fusion.journal import Journal
from spie.socle.personnes.fusion.reunion import Reunion, concilier, deplacer_tout, reunir_foyers
from spie.socle.personnes.models import Fusion, Personne
from spie.socle.refus import Refus

__all__ = ["NirDifferents", "actuelle", "annuler", "plus_recente", "reunies", "reunir", "separees"]


class MemeFiche(Refus):
    message = "C'est la même fiche : choisissez-en une autre."


class FicheDisparue(Refus):
    message = "L'une des deux fiches vient d'être réunie avec une autre. Recommencez depuis la fiche qui reste."


class NirDifferents(Refus):
    """Two different NIR never merge by themselves."""

    message = "Ces deux fiches ont deux NIR différents : dites lequel est le bon, vérifié sur un document."


class FusionDefinitive(Refus):
    message = "Le délai pour annuler cette réunion de fiches est passé."


class DejaSeparees(Refus):
    message = "Ces deux fiches sont déjà séparées."


class SeparationImpossible(Refus):
    """Something built since takes the place of what would come back; rare, and never half done."""

    message = "Ce qui a été fait depuis la réunion empêche de remettre les deux fiches comme avant : {quoi}."


class FusionPlusRecente(Refus):
    message = "Une autre réunion de fiches a eu lieu depuis sur cette personne : annulez d'abord la plus récente."


@transaction.atomic
def reunir(
    *, gardee: Personne, absorbee: Personne, choix: dict[str, str], motif: str, par: Agent, le: datetime
) -> Fusion:
    """Move everything that ``absorbee`` has to ``gardee``, keep the chosen fields, and remove the empty file.

    ``choix``: name of a field → « gardee » or « absorbee »; what is not named follows the proposal of the preview.
    No legal date is lost: of two running periods, the earliest dates hold.
    Raises ``MemeFiche``, ``FicheDisparue``, ``NirDifferents``.
    """
    gardee, absorbee = _verrouiller(gardee.pk, absorbee.pk)
    jour = timezone.localdate(le)
    complet = {cote.nom: cote.propose for cote in cote_a_cote(gardee, absorbee)} | choix
    if gardee.nir and absorbee.nir and gardee.nir_empreinte != absorbee.nir_empreinte and "nir" not in choix:
        raise NirDifferents
    signer(origine=Origine.FUSION, par=par, le=le)
    reunion = Reunion(gardee=gardee, absorbee=absorbee, choix=complet, par=par, le=le, jour=jour)
    concilier(reunion)
    deplacer_tout(reunion)
    reunion.journal.retirer(absorbee)
    reunir_foyers(reunion)
    ecrire_choix(reunion)
    fusion = _garder(reunion, motif=motif)
    emit(_reunies(fusion), par=par)
    return fusion


def _verrouiller(*ids: UUID) -> list[Personne]:
    if ids[0] == ids[1]:
        raise MemeFiche
    # Always in the same order: two agents on the same pair wait for each other.
    verrous = {p.pk: p for p in Personne.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")}
    if len(verrous) < len(ids):
        raise FicheDisparue
    return [verrous[id_] for id_ in ids]


def _garder(reunion: Reunion, *, motif: str) -> Fusion:
    fusion = Fusion(
        nature=Fusion.Nature.REUNION,
        gardee=reunion.gardee,
        autre_id=reunion.absorbee.pk,
        autre_nom=str(reunion.absorbee),
        motif=motif.strip(),
        faite_le=reunion.le,
        faite_par=reunion.par,
        annulable_jusqu_au=reunion.jour + timedelta(days=valeur("fusion.delai_annulation", au=reunion.jour)),
    )
    fusion.sceller(reunion.journal.en_octets())
    fusion.save(force_insert=True)
    return fusion


def _reunies(fusion: Fusion) -> FichesReunies:
    return FichesReunies(
        fusion_id=fusion.pk,
        personne_id=fusion.gardee_id,
        autre_id=fusion.autre_id,
        motif=fusion.motif,
        survenu_le=fusion.faite_le,
    )


@transaction.atomic
def annuler(*, fusion: Fusion, par: Agent, le: datetime) -> list[str]:
    """Put both files back as they were. What was done since on the kept file stays on it.

    Gives the columns of the kept file that someone changed since, which are left as they are.
    Raises ``DejaSeparees``, ``FusionDefinitive``, ``FusionPlusRecente``, ``SeparationImpossible``.
    """
    fusion = Fusion.objects.select_for_update(of=("self",)).get(pk=fusion.pk)
    if fusion.annulee_le:
        raise DejaSeparees
    if not fusion.annulable(au=timezone.localdate(le)):
        raise FusionDefinitive
    if plus_recente(fusion):
        raise FusionPlusRecente
    signer(origine=Origine.FUSION, par=par, le=le)
    laissees = _defaire(fusion)
    fusion.annulee_le, fusion.annulee_par = le, par
    fusion.save(update_fields=["annulee_le", "annulee_par"])
    for personne_id in (fusion.gardee_id, fusion.autre_id):
        emit(FusionDefaite(fusion_id=fusion.pk, personne_id=personne_id, survenu_le=le), par=par)
    return laissees


def plus_recente(fusion: Fusion) -> Fusion | None:
    """The one that must be undone before this one, since it stands on it."""
    du_meme = Fusion.objects.en_vigueur().filter(gardee=fusion.gardee_id, faite_le__gt=fusion.faite_le)
    return du_meme.recentes().first()


def _defaire(fusion: Fusion) -> list[str]:
    try:
        with transaction.atomic():
            laissees = Journal.lire(fusion.journal).defaire()
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except IntegrityError as erreur:
        raise SeparationImpossible(SeparationImpossible.message.format(quoi=_ce_qui_empeche(erreur))) from erreur
    return laissees


def _ce_qui_empeche(erreur: IntegrityError) -> str:
    """The rule of the database that said no, in words."""
    dit = getattr(erreur.__cause__, "diag", None)
    if getattr(dit, "constraint_name", "") == "une_personne_par_nir":
        return "le numéro de sécurité sociale est maintenant celui d’une autre personne"
    tables = {m._meta.db_table: f"un autre élément ({m._meta.verbose_name}) a été ouvert" for m in apps.get_models()}
    return tables.get(getattr(dit, "table_name", ""), "une information est en double")


def reunies(personne: Personne) -> list[Fusion]:
    """The files that this one absorbed and that may still be told apart, newest first."""
    return list(Fusion.objects.en_vigueur().reunions().filter(gardee=personne).recentes())


def actuelle(personne_id: UUID) -> UUID | None:
    """The file into which this one went, if it did: an old link still leads somewhere."""
    vers = Fusion.objects.en_vigueur().reunions().filter(autre_id=personne_id).values_list("gardee_id", flat=True)
    return vers.first()


def separees(personne_id: UUID) -> list[UUID]:
    """The identifiers under which this person's history was written: her own, then those of the files she absorbed."""
    passees = Fusion.objects.en_vigueur().reunions().filter(gardee=personne_id).values_list("autre_id", flat=True)
    return [personne_id, *passees]
