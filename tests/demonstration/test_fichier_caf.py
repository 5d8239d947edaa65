"""Le fichier d'essai de la démonstration : un vrai fichier mensuel, que le chargement accepte."""

from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.utils import timezone

from spie.socle.flux.models import LotFlux
from spie.socle.territoires.isolation import departement_courant
from tests.factories import un_departement


def test_le_fichier_d_essai_se_charge_en_entier(base_vivante, tmp_path):
    # given
    un_departement()
    fichier, dit = tmp_path / "RSABEM_essai.xml", StringIO()
    call_command("fichier_caf", str(fichier), foyers=6, stdout=StringIO())

    # when
    call_command("charger_caf", str(fichier), departement="07", stdout=dit)

    # then
    assert "6 foyers : 6 créés" in dit.getvalue()
    with departement_courant("07"):
        lot = LotFlux.objects.get()
    assert lot.reference_le == timezone.localdate().replace(day=1) - timedelta(days=1)
    assert lot.rejetes == 0
