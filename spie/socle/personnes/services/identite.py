"""Correct who the person is: with a reason, and without erasing what someone else has just written."""

from datetime import datetime

from django.db import transaction

from spie.socle.comptes.models import Agent
from spie.socle.historique.services import emit
from spie.socle.personnes.events import EchangesNotes, IdentiteCorrigee
from spie.socle.personnes.models import Personne
from spie.socle.personnes.services.refus import SaisieDepassee

IDENTITE = (
    *("nom", "nom_naissance", "prenom", "autres_prenoms", "date_naissance", "sexe"),
    *("commune_naissance", "pays_naissance", "nationalite"),
)
NOMS = ("nom", "nom_naissance", "prenom")
ECHANGES = ("langues", "besoin_interprete", "langue_interprete", "canal_prefere")


@transaction.atomic
def corriger_identite(*, personne: Personne, version: int, motif: str, par: Agent, le: datetime, **champs) -> Personne:
    """Write the fields of ``IDENTITE`` given in ``champs``; files will not write them back (``champs_tenus``).

    ``version``: the one that the agent saw. Nothing differs: nothing is written.
    Raises ``SaisieDepassee``. Law: right of rectification (RGPD, art. 16).
    """
    personne = _verrouiller(personne, "version_identite", version)
    corriges = _poser(personne, IDENTITE, champs)
    if not corriges:
        return personne
    personne.normer()
    personne.champs_tenus = _tenir(personne, corriges)
    personne.save(update_fields=[*corriges, "champs_tenus", "nom_norme", "prenom_norme"])
    emit(IdentiteCorrigee(personne_id=personne.pk, champs=corriges, motif=motif, survenu_le=le), par=par)
    return personne


@transaction.atomic
def noter_echanges(*, personne: Personne, version: int, par: Agent, le: datetime, **champs) -> Personne:
    """Write how to talk with the person: languages, interpreter, preferred channel. Raises ``SaisieDepassee``."""
    personne = _verrouiller(personne, "version_echanges", version)
    notes = _poser(personne, ECHANGES, champs)
    if notes:
        personne.save(update_fields=notes)
        emit(EchangesNotes(personne_id=personne.pk, champs=notes, survenu_le=le), par=par)
    return personne


def _tenir(personne: Personne, corriges: list[str]) -> list[str]:
    """What the flow no longer writes. The names are held together: they make one searched column."""
    noms = set(NOMS) if set(NOMS) & set(corriges) else set()
    return sorted({*personne.champs_tenus, *corriges, *noms})


def _verrouiller(personne: Personne, colonne: str, version: int) -> Personne:
    personne = Personne.objects.select_for_update(of=("self",)).get(pk=personne.pk)
    if getattr(personne, colonne) != version:
        raise SaisieDepassee
    return personne


def _poser(personne: Personne, permis: tuple[str, ...], champs: dict) -> list[str]:
    """Set what differs. Gives the names of what did."""
    changes = [nom for nom in permis if nom in champs and getattr(personne, nom) != champs[nom]]
    for nom in changes:
        setattr(personne, nom, champs[nom])
    return changes
