"""What concerns the household: where it lives, and who goes away from it."""

from datetime import date, datetime

from django.db import transaction

from spie.socle.comptes.models import Agent
from spie.socle.historique.services import emit
from spie.socle.personnes.events import AdresseChangee, FoyerQuitte
from spie.socle.personnes.models import Adresse, Foyer, Personne
from spie.socle.personnes.services.refus import AdresseAnterieure, SaisieDepassee, SeuleDansLeFoyer
from spie.socle.territoires.models import Commune


def version_adresse(foyer: Foyer) -> str:
    """What the block of the address is now: a new address, or the flag, makes another version."""
    en_cours = foyer.adresses.en_cours().values_list("pk", flat=True).first()
    return f"{en_cours or ''}:{int(foyer.sans_domicile_fixe)}"


@transaction.atomic
def changer_adresse(
    *,
    personne: Personne,
    version: str,
    du: date,
    sans_domicile_fixe: bool,
    source: str = Adresse.Source.AGENT,
    par: Agent,
    le: datetime,
    **champs,
) -> Adresse:
    """Write where the household now lives, or who receives its mail; the former address is kept with its end.

    ``champs``: nature, organisme, attestation_au and the lines of the address. The same again writes nothing.
    Raises ``SaisieDepassee``, ``AdresseAnterieure``. Law: domiciliation (CASF, L. 264-1).
    """
    foyer = Foyer.objects.select_for_update().get(pk=personne.foyer_id)
    if version_adresse(foyer) != version:
        raise SaisieDepassee
    if foyer.sans_domicile_fixe != sans_domicile_fixe:
        foyer.sans_domicile_fixe = sans_domicile_fixe
        foyer.save(update_fields=["sans_domicile_fixe"])
    ancienne = foyer.adresses.en_cours().first()
    champs["commune_insee"] = _insee(champs)
    if ancienne and all(getattr(ancienne, nom) == valeur for nom, valeur in champs.items()):
        return ancienne
    if ancienne and ancienne.du > du:
        raise AdresseAnterieure
    if ancienne:
        ancienne.au = du
        ancienne.save(update_fields=["au"])
    adresse = Adresse.objects.create(foyer=foyer, du=du, source=source, **champs)
    emit(AdresseChangee(adresse_id=adresse.pk, personne_id=personne.pk, nature=adresse.nature, survenu_le=le), par=par)
    return adresse


def _insee(champs: dict) -> str:
    """The INSEE code of the commune, by its name and postcode, or empty when we don't know it."""
    connues = Commune.objects.filter(code_postal=champs["code_postal"], nom__iexact=champs["ville"])
    return connues.values_list("insee", flat=True).first() or ""


@transaction.atomic
def quitter_foyer(*, personne: Personne, depuis: date, motif: str, par: Agent, le: datetime) -> Personne:
    """Give the person a household of their own; PostgreSQL keeps where they were.

    The file of the paying body stays with the household that asked for it.
    Raises ``SeuleDansLeFoyer``. Law: each adult of a couple is followed on their own (CASF, L. 262-27).
    """
    personne = Personne.objects.select_for_update(of=("self",)).get(pk=personne.pk)
    ancien = personne.foyer_id
    if not Personne.objects.filter(foyer_id=ancien).exclude(pk=personne.pk).exists():
        raise SeuleDansLeFoyer
    personne.foyer = Foyer.objects.create(situation_depuis=depuis)
    personne.role, personne.foyer_depuis = Personne.Role.DEMANDEUR, depuis
    personne.save(update_fields=["foyer", "role", "foyer_depuis"])
    parti = FoyerQuitte(
        personne_id=personne.pk, ancien_foyer_id=ancien, foyer_id=personne.foyer_id, motif=motif, survenu_le=le
    )
    emit(parti, par=par)
    return personne
