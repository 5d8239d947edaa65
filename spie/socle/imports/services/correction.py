"""Mend rows on screen: correct their cells, say who they are, pick them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from spie.socle.imports.lecture.colonnes import PAR_NOM
from spie.socle.imports.models import ImportListe, LigneListe
from spie.socle.imports.models.import_liste import NatureSource
from spie.socle.imports.services.issue import INCONNUE, decider
from spie.socle.imports.services.lignes import Lecteur, poser
from spie.socle.imports.states import IMPORTABLES, IMPORTEES, MODIFIABLES, StatutLigne
from spie.socle.personnes.models import Personne
from spie.socle.personnes.rapprochement import doublons
from spie.socle.refus import Refus

COLONNES_ECRITES = (
    *("statut", "phrase", "fautes", "remarques", "cochee", "personne", "candidates"),
    *("sans_difference", "foyer_id", "cles"),
)
_SANS_SUITE = (StatutLigne.DOUBLON, StatutLigne.ERREUR, StatutLigne.ECHEC)
CASE_MAX = 300


class LigneDejaImportee(Refus):
    message = "Cette ligne est déjà importée : modifiez plutôt la fiche de la personne."


class ImportFerme(Refus):
    message = "Cet import n'attend plus de correction : il est en cours, abandonné ou annulé."


class ChoixInconnu(Refus):
    message = "Cette fiche n'est plus parmi celles qui se ressemblent : rechargez la page."


class ChampInconnu(Refus):
    message = "Cette case n'existe pas : rechargez la page."


@transaction.atomic
def corriger(*, ligne: LigneListe, cases: Mapping[str, str], le: datetime) -> LigneListe:
    """Write cells again (field → text) and judge the row anew. An emptied cell is a way to do without it.

    Rows that were said to repeat this one are judged again too.
    Raises ``LigneDejaImportee``, ``ImportFerme``, ``ChampInconnu``.
    """
    ligne = _verrouiller(ligne)
    cellules = ligne.cellules
    for champ, texte in cases.items():
        if champ not in PAR_NOM:
            raise ChampInconnu
        cellules[champ] = _case(champ, texte[:CASE_MAX])
    ligne.sceller(cellules)
    repetees = _doublons_de(ligne)
    _juger([ligne], au=timezone.localdate(le))
    ligne.save(update_fields=["cellules_scellees", *COLONNES_ECRITES])
    if repetees:
        _rejuger(repetees, au=timezone.localdate(le))
    return ligne


def _case(champ: str, texte: str) -> str | list[str]:
    propre = texte.replace("\x00", "").strip()
    if not PAR_NOM[champ].plusieurs:
        return propre
    return [morceau.strip() for morceau in propre.split(",") if morceau.strip()]


def _doublons_de(ligne: LigneListe) -> list[LigneListe]:
    """Those that were set aside because they repeat this row."""
    memes = LigneListe.objects.filter(importe=ligne.importe_id, statut=StatutLigne.DOUBLON, cles__overlap=ligne.cles)
    memes = memes.exclude(pk=ligne.pk).select_related("importe__source").order_by("rang")
    return list(memes.select_for_update(of=("self",))) if ligne.cles else []


def _rejuger(lignes: Sequence[LigneListe], *, au: date) -> None:
    _juger(lignes, au=au)
    LigneListe.objects.bulk_update(lignes, COLONNES_ECRITES)


def _juger(lignes: Sequence[LigneListe], *, au: date) -> None:
    """Judge rows again, among themselves and against the others of their file."""
    source = lignes[0].importe.source
    lecteur = Lecteur(source, au=au)
    lues = [lecteur.lire(ligne.cellules, rang=ligne.rang) for ligne in lignes]
    issues = decider(lues, repetees={}, nature=source.nature, au=au)
    cles = {cle for issue in issues.values() for cle in issue["cles"]}
    autres = LigneListe.objects.filter(importe=lignes[0].importe_id, cles__overlap=list(cles))
    autres = autres.exclude(pk__in=[ligne.pk for ligne in lignes]).exclude(statut__in=_SANS_SUITE)
    jumelles = [lecteur.lire(autre.cellules, rang=autre.rang) for autre in autres.order_by("rang")] if cles else []
    saines = [lue for lue in (*jumelles, *lues) if not lue.erreurs]
    if repetees := doublons([lue.ligne for lue in saines]):
        issues = decider(lues, repetees=repetees, nature=source.nature, au=au)
    for ligne in lignes:
        poser(ligne, issues[ligne.rang])


@transaction.atomic
def choisir(*, ligne: LigneListe, personne: Personne | None) -> LigneListe:
    """Say who the row is: one of those who look alike, or (None) someone else, who will be created.

    Raises ``ChoixInconnu``, ``LigneDejaImportee``, ``ImportFerme``.
    """
    ligne = _verrouiller(ligne)
    if not ligne.candidates or ligne.fautes or (personne and str(personne.pk) not in ligne.candidates):
        raise ChoixInconnu
    if personne:
        _reconnaitre(ligne, personne.pk, f"Vous avez dit : c'est {personne}.")
    elif ligne.importe.source.nature == NatureSource.CONTACTS:
        ligne.personne, ligne.cochee, ligne.statut, ligne.phrase = None, False, StatutLigne.INCONNUE, INCONNUE
    else:
        ligne.personne, ligne.cochee, ligne.statut = None, True, StatutLigne.A_CREER
        ligne.phrase = "Vous avez dit : c'est une autre personne."
    ligne.save(update_fields=["personne", "cochee", "statut", "phrase"])
    return ligne


def _reconnaitre(ligne: LigneListe, personne_id, phrase: str) -> None:
    ligne.personne_id, ligne.cochee = personne_id, True
    ligne.statut, ligne.phrase = StatutLigne.A_COMPLETER, phrase[:300]


@transaction.atomic
def accepter_ressemblances(*, importe: ImportListe) -> int:
    """Say « c'est elle » of every row that differs from the person it looks like in nothing. Gives their number.

    Raises ``ImportFerme``.
    """
    _ouvert(importe)
    lignes = list(importe.lignes.ressemblances().select_for_update(of=("self",)))
    connues = {str(p.pk): p for p in Personne.objects.filter(pk__in=[ligne.candidates[0] for ligne in lignes])}
    acceptees = [ligne for ligne in lignes if ligne.candidates[0] in connues]
    for ligne in acceptees:
        personne = connues[ligne.candidates[0]]
        _reconnaitre(ligne, personne.pk, f"Vous avez accepté la ressemblance : c'est {personne}.")
    LigneListe.objects.bulk_update(acceptees, ["personne", "cochee", "statut", "phrase"])
    return len(acceptees)


@transaction.atomic
def reessayer(*, importe: ImportListe, le: datetime) -> int:
    """Judge the rows that failed anew. Gives their number. Raises ``ImportFerme``."""
    _ouvert(importe)
    enlisees = importe.lignes.filter(statut=StatutLigne.ECHEC).select_related("importe__source")
    echecs = list(enlisees.select_for_update(of=("self",)))
    if echecs:
        _rejuger(echecs, au=timezone.localdate(le))
    return len(echecs)


def _ouvert(importe: ImportListe) -> None:
    if importe.etat not in MODIFIABLES:
        raise ImportFerme


def _verrouiller(ligne: LigneListe) -> LigneListe:
    ligne = LigneListe.objects.select_for_update(of=("self",)).select_related("importe__source").get(pk=ligne.pk)
    if ligne.statut in IMPORTEES:
        raise LigneDejaImportee
    _ouvert(ligne.importe)
    return ligne


@transaction.atomic
def cocher(*, importe: ImportListe, cochee: bool, lignes: Iterable | None = None) -> int:
    """Pick rows, or leave them out; all those that may be imported when none is named. Gives how many changed.

    Raises ``ImportFerme``.
    """
    _ouvert(importe)
    visees = importe.lignes.filter(statut__in=IMPORTABLES).exclude(cochee=cochee)
    if lignes is not None:
        visees = visees.filter(pk__in=lignes)
    return visees.update(cochee=cochee)
