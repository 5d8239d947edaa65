"""Le fichier de la CAF et les agents écrivent les mêmes personnes : aucun n'efface l'autre en silence."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files import File

from parcours.models import Parcours
from parcours.services import mutation
from spie.socle.flux import services
from spie.socle.personnes.models import Changement, Personne
from spie.socle.personnes.services.identite import corriger_identite
from spie.socle.territoires.isolation import departement_courant
from tests import socle
from tests.factories import MAINTENANT, un_agent, un_departement

ECHANTILLONS = Path(socle.__file__).parent / "flux" / "echantillons"
OCTOBRE, NOVEMBRE = "RSABEM_2026-10_5_foyers.xml", "RSABEM_2026-11_mois_suivant.xml"


@pytest.fixture
def en_07(base_vivante, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return un_departement()


def charger(nom):
    with departement_courant("07"), (ECHANTILLONS / nom).open("rb") as flux:
        lot = services.deposer_lot(fichier=File(flux), nom=nom, par=None, le=MAINTENANT)
    services.charger(departement="07", lot_id=lot.pk, horloge=lambda: MAINTENANT)


def une_personne_soumise_dans_les_deux_fichiers():
    """Known in October, and subject to rights and duties in both files."""
    return Personne.objects.filter(soumissions__fin_le=None, soumissions__isnull=False).order_by("nom_norme").first()


def test_la_caf_qui_tarde_ne_rouvre_pas_le_parcours_de_qui_est_parti(en_07):
    # given
    charger(OCTOBRE)
    with departement_courant("07"):
        partie = une_personne_soumise_dans_les_deux_fichiers()
        mutation.quitter(
            personne=partie,
            jour=date(2026, 11, 2),
            motif="DEMENAGEMENT",
            destination="26",
            transmettre=False,
            par=un_agent(),
            le=MAINTENANT,
        )

    # when
    charger(NOVEMBRE)

    # then
    with departement_courant("07"):
        partie.refresh_from_db()
        assert partie.sdd_depuis is not None
        assert partie.partie_le == date(2026, 11, 2)
        assert not Parcours.objects.en_cours().filter(personne=partie).exists()


def test_une_correction_d_agent_survit_au_fichier_suivant(en_07):
    # given
    charger(OCTOBRE)
    with departement_courant("07"):
        personne = une_personne_soumise_dans_les_deux_fichiers()
        version = personne.version_identite
        commun = {"version": version, "par": un_agent(), "le": MAINTENANT}
        corriger_identite(personne=personne, motif="pièce d'identité vue", nom="CORRIGÉE", **commun)

    # when
    charger(NOVEMBRE)

    # then
    with departement_courant("07"):
        personne.refresh_from_db()
        assert (personne.nom, personne.nom_norme.split()[0]) == ("CORRIGÉE", "CORRIGEE")


def test_ce_que_le_fichier_change_est_signe_par_la_caf(en_07):
    charger(OCTOBRE)
    charger(NOVEMBRE)
    with departement_courant("07"):
        changes = set(Changement.objects.values_list("objet", "champ", "origine"))
    assert ("dossier", "etat", "CAF") in changes
    assert {origine for _, _, origine in changes} == {"CAF"}
