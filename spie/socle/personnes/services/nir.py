"""Give the NIR of a person, or say why there is none yet."""

from datetime import datetime

from django.db import transaction

from spie.socle.comptes.models import Agent
from spie.socle.historique.services import emit
from spie.socle.personnes.events import NirNote
from spie.socle.personnes.identite.nir import Nir
from spie.socle.personnes.models import Personne
from spie.socle.personnes.nir import empreinte
from spie.socle.personnes.services.refus import NirDejaConnu


@transaction.atomic
def noter_nir(*, personne: Personne, nir: Nir, motif: str, par: Agent, le: datetime) -> Personne:
    """Seal the number into its row. Two people never have the same one. Raises ``NirDejaConnu``.

    Law: matching with the paying bodies only (CASF, R. 262-102; décret 2019-341).
    """
    personne = Personne.objects.select_for_update(of=("self",)).get(pk=personne.pk)
    trace = empreinte(nir.racine, departement=str(personne.departement_id))
    if Personne.objects.filter(nir_empreinte=trace).exclude(pk=personne.pk).exists():
        raise NirDejaConnu
    # The same number sealed again would look written since, and the undo of a merge would leave half of it.
    if bytes(personne.nir_empreinte or b"") != trace:
        personne.poser_nir(nir.racine)
    personne.motif_sans_nir = ""
    personne.save(update_fields=["nir_chiffre", "nir_empreinte", "nir_fin", "motif_sans_nir"])
    emit(NirNote(personne_id=personne.pk, motif=motif, survenu_le=le), par=par)
    return personne


@transaction.atomic
def noter_absence_de_nir(*, personne: Personne, raison: str, par: Agent, le: datetime) -> Personne:
    """Say why the person has no number yet: nobody asks them again."""
    personne = Personne.objects.select_for_update(of=("self",)).get(pk=personne.pk)
    personne.motif_sans_nir = raison
    personne.save(update_fields=["motif_sans_nir"])
    emit(NirNote(personne_id=personne.pk, motif=raison, survenu_le=le), par=par)
    return personne
